//! Random schemes: each suggested set reaches its goal, none with a change left out does, and none of as few is less effort.

use proptest::prelude::*;

use super::*;
use crate::advise::possible::bounds_allow;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// An item over a table of its own: what is summed up, out of a hundred. Boxed, as six of them side by side are more than a stack holds.
fn rule(name: &'static str) -> BoxedStrategy<Rule> {
    let share = move || over(figure(name), number("100"));
    let target = || at_least(number("80%"));
    prop_oneof![
        3 => Just(measured(name, share(), target(), curve(CurveNode::Proportional))),
        2 => Just(measured(name, share(), target(), steps(&[("80%", "1"), ("60%", "0.6"), ("40%", "0.25")]))),
        2 => Just(measured(name, share(), target(), deduct("1", "3%", Parts::CountAsOne))),
        1 => Just(measured(name, share(), target(), curve(CurveNode::FullOrNone))),
        1 => Just(measured(name, figure(name), TargetNode::Open, per_case("0.5"))),
    ]
    .boxed()
}

fn scheme() -> impl Strategy<Value = Plan> {
    let rules = (rule("a"), rule("b"), rule("c"), rule("d"), rule("e"), rule("f"));
    let combine = prop_oneof![
        3 => Just(Combine::Sum),
        1 => Just(Combine::WeightedMean),
        1 => Just(Combine::Worst),
        1 => Just(Combine::GeometricMean)
    ];
    let caps = proptest::option::weighted(0.3, Just(()));
    (rules, combine, any::<bool>(), any::<bool>(), proptest::option::weighted(0.3, Just(1u32)), caps).prop_map(
        |((a, b, c, d, e, f), combine, at_total, needs, quota, caps)| {
            let first = area("first", combine, "45", vec![item("a", "15"), item("b", "20"), item("c", "10")]);
            let mut tasks = curve(CurveNode::Proportional);
            tasks.late = Some(node(Late { share: exact("0.2"), period: Period::Month }));
            tasks.early = Some(node(Early { points: exact("0.3"), period: Period::Month, cap: exact("0.7") }));
            let tasks = task("g", TargetNode::AllBy(number("0")), tasks);
            let judged = by_hand("h", "6");
            let items =
                vec![first, item("d", "15"), item("e", "17.5"), item("f", "12.5"), item("g", "4"), item("h", "6")];
            let beside = [standing_open("k", "1.5"), standing_open("l", "2"), cases("n", RuleKind::Bonus, "0.5")];
            let mut plan = plan("100", items, [vec![a, b, c, d, e, f, tasks, judged], beside.to_vec()].concat());
            plan.tables = NAMES.iter().chain(&["g", "k", "l"]).map(|name| table(name, 0)).collect();
            plan.tables.push(worked("n"));
            for adjustment in plan.sheets[0].adjustments.iter_mut().filter(|adjustment| adjustment.rule.0 == "n") {
                adjustment.cap = Some(points("4"));
            }
            if caps.is_some() {
                (plan.sheets[0].bonus_cap, plan.sheets[0].deduction_cap) = (Some(points("3")), Some(points("5")));
            }
            if at_total {
                plan.numbers.at = RoundAt::Total;
            }
            plan.sheets[0].grades[0].quota = quota.map(|count| Quota::Count { count, of: QuotaOf::Group });
            if needs {
                let weak = ResultConditionNode::Compare {
                    comparison: Comparison::GreaterOrEqual,
                    left: ResultValue::AreaShare("first".into()),
                    right: ResultValue::Number(exact("0.7")),
                };
                plan.sheets[0].grades[0].needs = vec![node(need(weak))];
            }
            plan
        },
    )
}

/// A cell for each of the summed tables, and one of things to finish.
fn row() -> impl Strategy<Value = Row> {
    let tasks = prop_oneof![
        Just("2022-10-31>-"),
        Just("2022-05-31>-; 2022-09-30>-×2"),
        Just("2022-05-31>2022-03-01; 2022-12-31>-"),
        Just("2022-05-31>2022-06-20; 2022-06-15>2022-06-01"),
    ];
    // Rows that stand open, twice, and what earns the bonus: often none.
    let beside = (prop_oneof![Just(0u32), 1u32..4], prop_oneof![Just(0u32), 1u32..3], 0u32..9);
    (proptest::collection::vec(0u32..110, NAMES.len()), tasks, beside)
}

type Row = (Vec<u32>, &'static str, (u32, u32, u32));

fn goal() -> impl Strategy<Value = Option<Goal>> {
    prop_oneof![
        2 => Just(None),
        2 => Just(Some(Goal::Grade("优秀".into()))),
        3 => (300u32..1000).prop_map(|tenths| Some(Goal::Points(Points(Exact::scaled(tenths, 1))))),
        1 => (1u32..3).prop_map(|rank| Some(Goal::Rank(rank))),
    ]
}

fn written(rows: &[Row]) -> String {
    let names = ["u", "v", "w"];
    let rows = rows.iter().zip(names).map(|((row, tasks, (open, too, earned)), name)| {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        format!("{name} | {} | {tasks} | {open} | {too} | {earned}\n", cells.join(" | "))
    });
    format!("unit | {} | g | k | l | n\n{}", NAMES.join(" | "), rows.collect::<String>())
}

/// Every set of the candidates with work, as bits.
fn sets(count: usize) -> impl Iterator<Item = u32> {
    0..(1u32 << count)
}

/// What the advice for a goal says of a case, held against all sets of its items.
fn reaches_and_no_smaller_one_does(case: &Case, goal: Option<Goal>, is_over: bool) -> Result<(), TestCaseError> {
    let advice = case.advice(goal);
    let Some(goal) = advice.goal else { return Ok(()) };
    let unit = case.result(Supposed::default());
    let all = candidates(&case.plan, &case.measures, &unit);
    let open: Vec<&Candidate> = all.iter().filter(|candidate| candidate.ladder.is_some()).collect();
    let at_best = |set: u32| {
        let chosen = open.iter().enumerate().filter(|(index, _)| set & (1 << index) != 0);
        let figures: Vec<(ItemId, Supposal)> = chosen
            .filter_map(|(_, candidate)| Some((candidate.advice.id.clone(), supposal(candidate.advice.best.as_ref()?))))
            .collect();
        case.reached(&goal.goal, &case.with(&figures))
    };
    match &goal.outcome {
        Outcome::Reached(_) => prop_assert!(case.reached(&goal.goal, &unit)),
        Outcome::By(set) => {
            let figures: Vec<(ItemId, Supposal)> =
                set.changes.iter().map(|change| (change.id.clone(), supposal(&change.reach))).collect();
            let then = case.with(&figures);
            prop_assert!(case.reached(&goal.goal, &then), "{:?} does not reach {:?}", figures, goal.goal);
            prop_assert_eq!((&then.total, Some(then.rank)), (&set.standing.total, set.standing.rank));
            prop_assert!(set.fewest_proven);
            for left_out in 0..figures.len() {
                let mut fewer = figures.clone();
                fewer.remove(left_out);
                prop_assert!(!case.reached(&goal.goal, &case.with(&fewer)), "{:?} reaches it as well", fewer);
            }
            let fewest = sets(open.len()).filter(|set| at_best(*set)).map(u32::count_ones).min();
            prop_assert_eq!(fewest, u32::try_from(figures.len()).ok());
            for change in &set.changes {
                if change.id.0 == "g" {
                    prop_assert_eq!(change.reach.work.kind, WorkKind::Tasks);
                    continue;
                }
                let adjustment = unit.adjustments.iter().find(|adjustment| adjustment.id == change.id);
                if let Some(open) = adjustment.filter(|adjustment| adjustment.kind == RuleKind::Deduction) {
                    prop_assert!(Some(&change.reach.figure) < open.measure.as_ref());
                    prop_assert_eq!(change.reach.work.kind, WorkKind::Ended);
                    continue;
                }
                // Only more of what is done: the divisor is a fixed hundred, the figure rises.
                let own = adjustment.map(|adjustment| adjustment.measure.clone());
                let before = own.unwrap_or_else(|| item_of(&unit, &change.id.0).measure.clone()).unwrap_or_default();
                prop_assert!(change.reach.figure > before);
                prop_assert_eq!(change.reach.work.kind, WorkKind::More);
            }
        }
        Outcome::Hangs { highest, .. } => {
            // After the year what is still owed comes before what it would have taken.
            prop_assert!(is_over || !at_best((1u32 << open.len()) - 1), "{:?} can be reached", goal.goal);
            prop_assert!(highest.total >= unit.total);
        }
        Outcome::OutOfReach { highest, .. } => {
            prop_assert!(!at_best((1u32 << open.len()) - 1), "{:?} can be reached", goal.goal);
            prop_assert!(highest.total >= unit.total);
            prop_assert!(
                !bounds_allow(&goal.goal, &case.plan.sheets[0], &unit),
                "the score leaves {:?} open",
                goal.goal
            );
            // Nor do the work and the hand together; once the year is over, nor everything done in time, what was done late too.
            let mut figures: Vec<(ItemId, Supposal)> = open
                .iter()
                .filter_map(|candidate| Some((candidate.advice.id.clone(), supposal(candidate.advice.best.as_ref()?))))
                .collect();
            if is_over {
                figures.retain(|(id, _)| id.0 != "g");
                figures.push((ItemId("g".into()), exact("1").into()));
            } else {
                figures.push((ItemId("h".into()), exact("6").into()));
            }
            prop_assert!(!case.reached(&goal.goal, &case.with(&figures)), "{:?} may still come", goal.goal);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_suggested_set_reaches_the_goal_and_no_smaller_one_does(
        plan in scheme(),
        rows in proptest::collection::vec(row(), 3),
        goal in goal(),
        day in prop_oneof![2 => Just("2022-06-30"), 1 => Just("2022-12-31")],
    ) {
        reaches_and_no_smaller_one_does(&Case::new(plan, day, &written(&rows)), goal, day == "2022-12-31")?;
    }

    #[test]
    fn nothing_is_lost_that_can_still_come(
        plan in scheme(),
        rows in proptest::collection::vec(row(), 2),
        day in prop_oneof![Just("2022-06-30"), Just("2022-12-31")],
    ) {
        let case = Case::new(plan, day, &written(&rows));
        let unit = case.result(Supposed::default());
        for item in items(&case.plan, &case.measures, &unit) {
            let own = item_of(&unit, &item.id.0);
            prop_assert!(item.most >= own.at_most, "{:?}: {:?} of {:?}", item.id, item.most, own.at_most);
            prop_assert!(item.points <= item.by_work && item.by_work <= item.most, "{:?}", item);
            prop_assert_eq!(&item.lost, &(&item.full - &item.most).max(Points::ZERO));
            if let Some(best) = item.best.as_ref().filter(|_| !item.hindsight) {
                prop_assert!(best.points <= item.by_work, "{:?}", item);
            }
        }
    }

}

proptest! {
    // Every arrangement is scored: fewer cases say as much.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_arrangement_of_as_few_items_is_less_effort(
        plan in scheme(),
        rows in proptest::collection::vec(row(), 2),
        wanted in 300u32..950,
    ) {
        let case = Case::new(plan, "2022-06-30", &written(&rows));
        let goal = Goal::Points(Points(Exact::scaled(wanted, 1)));
        let Some(GoalAdvice { outcome: Outcome::By(set), .. }) = case.advice(Some(goal.clone())).goal else { return Ok(()) };
        // All pairs would be many: two items show whether the bounds cut too much.
        prop_assume!(set.changes.len() <= 2);
        let unit = case.result(Supposed::default());
        let all = candidates(&case.plan, &case.measures, &unit);
        let open: Vec<&Candidate> = all.iter().filter(|candidate| candidate.ladder.is_some()).collect();
        let at = |chosen: &[(usize, i128)]| {
            let figures: Vec<(ItemId, Supposal)> = chosen
                .iter()
                .filter_map(|(index, rung)| {
                    let (candidate, ladder) = (open[*index], open[*index].ladder.as_ref()?);
                    Some((candidate.advice.id.clone(), ladder.supposal(*rung)))
                })
                .collect();
            case.reached(&goal, &case.with(&figures))
        };
        let share = |index: usize, rung: i128| open[index].ladder.as_ref().map(|ladder| ladder.share(rung)).unwrap_or_default();
        let mut least: Option<Exact> = None;
        for free in 0..open.len() {
            let fixed: Vec<Option<(usize, i128)>> = if set.changes.len() == 1 {
                vec![None]
            } else {
                (0..open.len())
                    .filter(|index| *index != free)
                    .flat_map(|index| {
                        let steps = open[index].ladder.as_ref().map(|ladder| ladder.steps()).unwrap_or_default();
                        steps.into_iter().map(move |rung| Some((index, rung)))
                    })
                    .collect()
            };
            let top = open[free].ladder.as_ref().map_or(0, |ladder| ladder.top);
            for fixed in fixed {
                let rung = work::ladder::first(top, |rung| {
                    at(&fixed.iter().copied().chain([(free, rung)]).collect::<Vec<_>>())
                });
                let Some(rung) = rung else { continue };
                let effort = share(free, rung) + fixed.map(|(index, rung)| share(index, rung)).unwrap_or_default();
                least = Some(least.map_or(effort.clone(), |least| least.min(effort)));
            }
        }
        // Where areas combine other than by adding up, more than one item may be lowered.
        let sheet = &case.plan.sheets[0];
        let adds_up = sheet.bonus_cap.is_none()
            && sheet.area.children.iter().all(|child| match child {
                Child::Area(area) => matches!(area.combine, Combine::Sum | Combine::WeightedMean),
                Child::Item(_) => true,
            });
        prop_assert!(least.as_ref() >= Some(&set.effort), "{:?} is less than {:?}", least, set);
        prop_assert!(!adds_up || least == Some(set.effort.clone()), "{:?} is said to be {:?}", least, set);
    }
}
