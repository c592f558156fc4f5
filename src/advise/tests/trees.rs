//! Random trees of areas, every way of combining in every other, needs and ties: the suggested set held against all others.

use proptest::prelude::*;

use super::*;
use crate::advise::work::ladder::Ladder;
use crate::assess::{Again, again};

/// What stands below the root.
#[derive(Debug, Clone)]
enum Below {
    /// What is done by now, out of what can be done in so many rungs; by steps or in proportion.
    Item {
        now: u32,
        of: u32,
        points: u32,
        by_steps: bool,
    },
    Area {
        combine: Combine,
        full: u32,
        below: Vec<Below>,
    },
}

fn combine() -> impl Strategy<Value = Combine> {
    prop_oneof![
        2 => Just(Combine::Sum),
        1 => Just(Combine::WeightedMean),
        2 => Just(Combine::GeometricMean),
        2 => Just(Combine::Worst),
    ]
}

fn below() -> impl Strategy<Value = Below> {
    let item = (0u32..4, 3u32..5, 1u32..5, any::<bool>()).prop_map(|(now, of, points, by_steps)| Below::Item {
        now: now.min(of),
        of,
        points: 5 * points,
        by_steps,
    });
    item.prop_recursive(2, 8, 3, |inner| {
        (combine(), 2u32..7, proptest::collection::vec(inner, 1..4)).prop_map(|(combine, full, below)| Below::Area {
            combine,
            full: 10 * full,
            below,
        })
    })
}

/// Grown into areas; of each item its name, what is done and the rule.
#[derive(Default)]
struct Grown {
    rules: Vec<Rule>,
    names: Vec<String>,
    now: Vec<u32>,
    areas: Vec<String>,
}

impl Grown {
    fn child(&mut self, below: &Below) -> Child {
        match below {
            Below::Item { now, of, points, by_steps } => {
                let name = format!("i{}", self.names.len());
                let curve = match by_steps {
                    true => steps(&[("100%", "1"), ("70%", "0.7"), ("30%", "0.4")]),
                    false => curve(CurveNode::Proportional),
                };
                let share = over(figure(&name), number(&of.to_string()));
                self.rules.push(measured(&name, share, at_least(number("100%")), curve));
                self.names.push(name.clone());
                self.now.push(*now);
                item(&name, &points.to_string())
            }
            Below::Area { combine, full, below } => {
                let id = format!("a{}", self.areas.len());
                self.areas.push(id.clone());
                let children: Vec<Child> = below.iter().map(|below| self.child(below)).collect();
                let sum: Exact = children
                    .iter()
                    .map(|child| match child {
                        Child::Area(area) => area.full.0.clone(),
                        Child::Item(item) => item.points.0.clone(),
                    })
                    .sum();
                let full = if *combine == Combine::Sum { sum.to_decimal() } else { full.to_string() };
                area(&id, *combine, &full, children)
            }
        }
    }
}

fn scheme() -> impl Strategy<Value = (Case, Vec<String>)> {
    let below = proptest::collection::vec(below(), 2..4);
    let kinds = (combine(), any::<bool>(), 0u32..6, 0u32..4, 1u32..10);
    (below, kinds).prop_filter_map("a few items", |(below, (combine, at_total, needs, ties, share))| {
        let mut grown = Grown::default();
        let children: Vec<Child> = below.iter().map(|below| grown.child(below)).collect();
        if grown.names.len() > 8 || grown.names.len() < 2 {
            return None;
        }
        let Grown { rules, names, now, areas } = grown;
        let full: Exact = children
            .iter()
            .map(|child| match child {
                Child::Area(area) => area.full.0.clone(),
                Child::Item(item) => item.points.0.clone(),
            })
            .sum();
        let mut plan = plan(&full.to_decimal(), children, rules);
        plan.sheets[0].area.combine = combine;
        plan.tables = names.iter().map(|name| table(name, 0)).collect();
        if at_total {
            plan.numbers.at = RoundAt::Total;
        }
        let share = ResultValue::Number(Exact::scaled(share, 1));
        let at_least = |left: ResultValue, right: ResultValue| {
            let comparison = Comparison::GreaterOrEqual;
            ResultConditionNode::Compare { comparison, left, right }
        };
        let item = |at: usize| ItemId(names[at % names.len()].clone());
        let wanted: Vec<ResultConditionNode> = match needs {
            0 | 1 => Vec::new(),
            2 => vec![at_least(ResultValue::ItemShare(item(1)), share.clone())],
            3 => {
                areas.last().map(|id| at_least(ResultValue::AreaShare(id.clone()), share.clone())).into_iter().collect()
            }
            4 => vec![ResultConditionNode::Or(
                Box::new(node(at_least(ResultValue::ItemShare(item(0)), share.clone()))),
                Box::new(node(at_least(ResultValue::ItemShare(item(1)), share.clone()))),
            )],
            _ => vec![ResultConditionNode::Compare {
                comparison: Comparison::LessOrEqual,
                left: ResultValue::AreasBelow(exact("0.6")),
                right: ResultValue::Number(exact("1")),
            }],
        };
        let edge = (&full * &Exact::scaled(7, 1)).floor();
        plan.sheets[0].grades[0].at_least = Some(Points(edge));
        plan.sheets[0].grades[0].needs = wanted.into_iter().map(|wanted| node(need(wanted))).collect();
        plan.sheets[0].tie_break = match ties {
            0 | 1 => Vec::new(),
            2 => vec![TieBreak::Item(item(0))],
            _ => areas.first().map(|id| TieBreak::Area(id.clone())).into_iter().collect(),
        };
        let cells: Vec<String> = now.iter().map(ToString::to_string).collect();
        // Another that is as far, and one that is a little further.
        let more: Vec<String> = now.iter().map(|now| (now + 1).min(3).to_string()).collect();
        let text = format!(
            "unit | {}\nu | {}\nv | {}\nw | {}\n",
            names.join(" | "),
            cells.join(" | "),
            more.join(" | "),
            cells.join(" | ")
        );
        Some((Case::new(plan, "2022-06-30", &text), names))
    })
}

impl std::fmt::Debug for Case {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(to, "{:#?}\n{:?}", self.plan.sheets[0].area, self.measures)
    }
}

fn goal() -> impl Strategy<Value = Goal> {
    prop_oneof![
        2 => Just(Goal::Grade("优秀".into())),
        3 => (1u32..20).prop_map(|part| Goal::Points(Points(Exact::scaled(part * 5, 2)))),
        2 => (1u32..3).prop_map(Goal::Rank),
    ]
}

/// The fewest items that do, and the least effort of so many: all arrangements are scored.
fn smallest(again: &mut Again, sheet: &Sheet, goal: &Goal, open: &[(&ItemId, &Ladder)]) -> Option<(usize, Exact)> {
    let mut does = |chosen: &[(usize, i128)]| {
        let figures = chosen.iter().map(|(at, rung)| {
            let (id, ladder) = open[*at];
            (id.clone(), ladder.supposal(*rung))
        });
        goal.is_reached(sheet, &again.with(figures.collect()))
    };
    for count in 0..=open.len() {
        let mut least: Option<Exact> = None;
        for set in (0u32..1 << open.len()).filter(|set| set.count_ones() as usize == count) {
            let tops: Vec<(usize, i128)> =
                (0..open.len()).filter(|at| set & (1 << at) != 0).map(|at| (at, open[at].1.top)).collect();
            if !does(&tops) {
                continue;
            }
            let mut at = tops.clone();
            loop {
                if does(&at) {
                    let effort: Exact = at.iter().map(|(at, rung)| open[*at].1.share(*rung)).sum();
                    least = Some(least.map_or(effort.clone(), |least| least.min(effort)));
                }
                let Some(next) = at.iter().position(|change| change.1 > 1) else { break };
                at[next].1 -= 1;
                at[..next].clone_from_slice(&tops[..next]);
            }
        }
        if let Some(least) = least {
            return Some((count, least));
        }
    }
    None
}

#[test]
fn what_is_overdue_is_to_be_done_where_a_grade_asks_for_it() {
    let late = |name: &str| Rule { ..tasks_with(name, Some(late_by_month("0.2")), None) };
    let items = vec![item("a", "30"), item("b", "30"), item("c", "20"), item("d", "20")];
    let share = |name: &str| {
        measured(name, over(figure(name), number("100")), at_least(number("100%")), curve(CurveNode::Proportional))
    };
    let mut plan = plan("100", items, vec![late("a"), late("b"), share("c"), share("d")]);
    plan.tables = ["a", "b", "c", "d"].map(|name| table(name, 0)).to_vec();
    let cap = node(need(ResultConditionNode::Compare {
        comparison: Comparison::GreaterOrEqual,
        left: ResultValue::Marked(Mark::Overdue),
        right: ResultValue::Number(exact("1")),
    }));
    let at = cap.at.clone();
    plan.sheets[0].caps = vec![GradeCap { at, when: cap.node, grade: "合格".into(), basis: None }];
    plan.sheets[0].grades[0].at_least = Some(points("60"));
    let text = "unit | a | b | c | d\nu | 2022-06-15>-; 2022-05-31>2022-05-01 | 2022-05-31>2022-03-01×4; 2022-06-20>- | 60 | 60\nv | 2022-05-31>2022-05-01 | 2022-05-31>2022-03-01 | 60 | 60\n";
    let case = Case::new(plan, "2022-06-30", text);
    let unit = case.result(Supposed::default());
    assert_eq!(unit.marks, [Mark::Overdue], "{:#?}", unit.items);
    let Some(Outcome::By(set)) = case.advice(Some(Goal::Grade("优秀".into()))).goal.map(|goal| goal.outcome) else {
        panic!("it can be reached: {:#?}", unit.items)
    };
    let changes: Vec<&str> = set.changes.iter().map(|change| change.id.0.as_str()).collect();
    assert_eq!(changes, ["a", "b"]);
    assert!(set.fewest_proven && set.effort_proven, "{set:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_the_tree_the_smallest_set_is_found_and_proven((case, names) in scheme(), goal in goal()) {
        let unit = case.result(Supposed::default());
        let full = case.plan.sheets[0].total.0.clone();
        let goal = match goal {
            Goal::Points(share) => Goal::Points(Points(crate::figure::Rounding::half_up(1).apply(&(&share.0 * &full)))),
            Goal::Grade(_) | Goal::Rank(_) => goal,
        };
        let Some(GoalAdvice { outcome: Outcome::By(set), .. }) = case.advice(Some(goal.clone())).goal else { return Ok(()) };
        let all = candidates(&case.plan, &case.measures, &unit);
        let open: Vec<(&ItemId, &Ladder)> = all
            .iter()
            .filter_map(|candidate| Some((&candidate.advice.id, candidate.ladder.as_ref()?)))
            .collect();
        prop_assert!(open.len() <= names.len());
        let (plan, sheet) = (&case.plan, &case.plan.sheets[0]);
        let smallest = again(plan, &case.measures, &[], &AssessOptions::default(), (&unit.id, &sheet.id), |again| {
            smallest(again, sheet, &goal, &open)
        });
        let found = (set.changes.len(), set.effort.clone());
        prop_assert_eq!(smallest.flatten(), Some(found), "{:?} {:#?}", goal, set.changes);
        prop_assert!(set.fewest_proven && set.effort_proven, "{:?}", goal);
    }
}
