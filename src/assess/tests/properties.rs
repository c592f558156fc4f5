//! Properties over random schemes and figures: sums add up, bounds hold whatever comes, a better figure never costs.

use proptest::prelude::*;

use super::fixture::*;
use crate::assess::{AssessOptions, Assessment, assess};
use crate::figure::RoundingMode;
use crate::plan::*;

/// A cell of the table: a figure from 0 to 150, or why there is none.
pub(super) fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0u32..1500).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)),
        1 => Just(String::new()),
        1 => Just("*".to_owned()),
        1 => Just("n/a".to_owned()),
        1 => Just("…".to_owned()),
    ]
}

/// What an absent figure may turn out to be.
pub(super) fn arriving() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u32..1500).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)),
        1 => Just("0".to_owned()),
        1 => Just("n/a".to_owned()),
    ]
}

pub(super) fn is_open(cell: &str) -> bool {
    matches!(cell, "" | "*" | "…")
}

/// A rule whose points can't fall as its figure `id` grows.
pub(super) fn rule(id: &'static str) -> impl Strategy<Value = Rule> {
    let curve_of = prop_oneof![
        Just(curve(CurveNode::FullOrNone)),
        Just(curve(CurveNode::Proportional)),
        Just(deduct("0.7", "5", Parts::ProRata)),
        Just(deduct("0.7", "5", Parts::WholeOnly)),
        Just(deduct("0.7", "5", Parts::CountAsOne)),
        Just(steps(&[("95", "1"), ("90", "0.8"), ("60", "0.25")])),
    ];
    (curve_of, 1u32..120, proptest::option::weighted(0.3, 1u32..100), proptest::option::weighted(0.3, Just("gate")))
        .prop_map(move |(mut curve, target, limit, gate)| {
            curve.none_below = limit.map(|limit| node(Quantity::bare(exact(&limit.to_string()))));
            let rule = measured(id, figure(id), at_least(number(&target.to_string())), curve);
            match gate {
                Some(gate) => applies_when(rule, gate),
                None => rule,
            }
        })
}

/// A figure that stands in for one that is absent, or is chosen by what is absent.
fn rule_with_stand_in(id: &'static str) -> impl Strategy<Value = Rule> {
    (rule(id), 0u32..120, 0u8..4).prop_map(move |(mut rule, otherwise, way)| {
        let stand_in = number(&otherwise.to_string());
        let Body::Measured { measure: Measure::Formula(formula), .. } = &mut rule.body else { return rule };
        match way {
            0 => *formula = or_else(figure(id), stand_in),
            1 => *formula = if_else(is_absent("gate"), figure(id), stand_in),
            2 => rule.applies_when = Some(AppliesWhen { condition: is_absent("gate"), otherwise: None }),
            _ => {}
        }
        rule
    })
}

/// A rank among the units, by bands.
fn rank_rule() -> impl Strategy<Value = Rule> {
    (prop_oneof![Just(Among::Group), Just(Among::Sheet)], proptest::option::weighted(0.2, Just("gate"))).prop_map(
        |(among, gate)| {
            let rank = FormulaNode::RankAmong { value: Box::new(figure("c")), among, best: Best::Highest };
            let shares = ["1", "0.7", "0.5", "0.1"];
            let bands = (1..).zip(shares).map(|(up_to, share)| RankBand { up_to, share: exact(share) }).collect();
            let rule = measured("rank", node(rank), TargetNode::Open, curve(CurveNode::RankBands(bands)));
            match gate {
                Some(gate) => applies_when(rule, gate),
                None => rule,
            }
        },
    )
}

/// An item whose points a person gives, with exceptions over it.
fn rule_by_hand() -> impl Strategy<Value = Rule> {
    let then =
        prop_oneof![Just(ExceptionThen::FullPoints), Just(ExceptionThen::NoPoints), Just(ExceptionThen::NotAssessed),];
    (proptest::collection::vec(then, 0..3), any::<bool>(), 5u32..12).prop_map(|(thens, waives, most)| {
        let names = ["flood", "fraud"];
        let rule = by_hand("hand", &most.to_string());
        let rule = thens.into_iter().zip(names).fold(rule, |rule, (then, name)| exception(rule, name, then));
        Rule { waived_when: waives.then(|| is_positive("gate")), ..rule }
    })
}

pub(super) fn combine() -> impl Strategy<Value = Combine> {
    prop_oneof![
        4 => Just(Combine::Sum),
        1 => Just(Combine::WeightedMean),
        1 => Just(Combine::GeometricMean),
        1 => Just(Combine::Worst),
    ]
}

/// One of a few figures, or why there is none.
fn coarse() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (7u32..11).prop_map(|tens| (tens * 10).to_string()),
        2 => Just(String::new()),
        1 => Just("*".to_owned()),
        1 => Just("n/a".to_owned()),
    ]
}

fn scheme() -> impl Strategy<Value = Plan> {
    let rules = (rule("a"), rule_with_stand_in("b"), rule("c"), rule_with_stand_in("d"), rule_by_hand(), rank_rule());
    let missing = prop_oneof![Just(MissingPolicy::Zero), Just(MissingPolicy::Rescale), Just(MissingPolicy::Pending)];
    let not_applicable = prop_oneof![
        2 => Just(NotApplicablePolicy::Rescale),
        1 => Just(NotApplicablePolicy::Full),
        1 => Just(NotApplicablePolicy::GroupMean),
        1 => Just(NotApplicablePolicy::GivenTo(vec![ItemId("b".into()), ItemId("c".into()), ItemId("e".into())])),
    ];
    let of = || prop_oneof![Just(QuotaOf::Group), Just(QuotaOf::Sheet)];
    let quota = (proptest::option::of((1u32..3, of())), proptest::option::of((1u32..3, of())));
    (rules, (combine(), combine()), missing, not_applicable, any::<bool>(), quota, any::<bool>(), any::<bool>())
        .prop_map(
            |(
                (a, b, c, d, hand, rank),
                (left, right),
                missing,
                not_applicable,
                at_total,
                quota,
                own_policy,
                extras,
            )| {
                let mut first = match area("first", left, "60", vec![item("a", "35"), item("b", "25")]) {
                    Child::Area(area) => area,
                    Child::Item(_) => unreachable!("an area was asked for"),
                };
                if own_policy {
                    first.not_applicable = Some(NotApplicablePolicy::Rescale);
                }
                let second = area("second", right, "30", vec![item("c", "17.5"), item("d", "12.5")]);
                let mut rules = vec![a, b, c, d, scored("e"), hand, rank];
                if extras {
                    rules.push(exception(cases("praised", RuleKind::Bonus, "0.3"), "fraud", ExceptionThen::NoPoints));
                    rules.push(exception(
                        cases("blamed", RuleKind::Deduction, "0.21"),
                        "flood",
                        ExceptionThen::NotAssessed,
                    ));
                    rules.push(exception(
                        veto("spill", VetoEffect::CapGrade("合格".into())),
                        "flood",
                        ExceptionThen::NotAssessed,
                    ));
                    rules.push(exception(
                        veto("fake", VetoEffect::ZeroArea("second".into())),
                        "flood",
                        ExceptionThen::FullPoints,
                    ));
                    rules.push(veto("fraud", VetoEffect::ZeroItem(ItemId("e".into()))));
                }
                let apart = vec![item("e", "3"), item("hand", "4"), item("rank", "3")];
                let mut plan = plan("100", [vec![Child::Area(first), second], apart].concat(), rules);
                plan.missing = missing;
                // Points are given away within sums only: under a mean they would be weights, and go elsewhere with each way it may turn out.
                let sums = left == Combine::Sum && right == Combine::Sum;
                let gives = matches!(not_applicable, NotApplicablePolicy::GivenTo(_));
                plan.not_applicable = if gives && !sums { NotApplicablePolicy::Rescale } else { not_applicable };
                if at_total {
                    plan.numbers.at = RoundAt::Total;
                }
                let quota_of = |quota: Option<(u32, QuotaOf)>| quota.map(|(count, of)| Quota::Count { count, of });
                plan.sheets[0].grades[0].quota = quota_of(quota.0);
                plan.sheets[0].grades[1].quota = quota_of(quota.1);
                let weak = ResultConditionNode::Compare {
                    comparison: Comparison::Less,
                    left: ResultValue::AreaShare("first".into()),
                    right: ResultValue::Number(exact("0.5")),
                };
                plan.sheets[0].caps =
                    vec![GradeCap { at: Place::default(), when: need(weak), grade: "良好".into(), basis: None }];
                let solid = ResultConditionNode::Compare {
                    comparison: Comparison::Equal,
                    left: ResultValue::AreasBelow(exact("0.4")),
                    right: ResultValue::Number(exact("0")),
                };
                plan.sheets[0].grades[0].needs = vec![node(need(solid))];
                plan
            },
        )
}

const COLUMNS: [&str; 12] = ["a", "b", "c", "d", "e", "gate", "praised", "blamed", "spill", "fake", "flood", "fraud"];
const UNITS: usize = 4;

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let rare = prop_oneof![8 => Just("0".to_owned()), 1 => Just("1".to_owned()), 1 => Just(String::new())];
    let gate = prop_oneof![6 => Just("1".to_owned()), 1 => Just("0".to_owned()), 1 => Just(String::new())];
    let row = (proptest::collection::vec(cell(), 5), gate, proptest::collection::vec(rare, 6))
        .prop_map(|(figures, gate, rare)| [figures, vec![gate], rare].concat());
    proptest::collection::vec(row, UNITS)
}

fn written(table: &[Vec<String>]) -> String {
    let rows = table.iter().enumerate().map(|(unit, row)| format!("u{unit}@g{} | {}\n", unit % 2, row.join(" | ")));
    format!("unit | {}\n{}", COLUMNS.join(" | "), rows.collect::<String>())
}

/// Points by hand for some units.
fn hands() -> impl Strategy<Value = Vec<HandScore>> {
    proptest::collection::vec(proptest::option::weighted(0.7, 0u32..15), UNITS).prop_map(|given| {
        let given = given.into_iter().enumerate().filter_map(|(unit, points)| Some((unit, points?)));
        given.map(|(unit, points)| given_by_hand(&format!("u{unit}"), "hand", &points.to_string())).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_result_holds_together(mut plan in scheme(), table in table(), hands in hands()) {
        holds_together(&score_quietly(&mut plan, &hands, &written(&table)));
    }

    #[test]
    fn whatever_comes_of_an_absent_figure_stays_within_the_bounds(
        mut plan in scheme(),
        table in table(),
        hands in hands(),
        arriving in proptest::collection::vec((arriving(), any::<bool>()), UNITS * COLUMNS.len()),
    ) {
        let before = score_quietly(&mut plan, &hands, &written(&table));
        let mut filled = table.clone();
        for (cell, (figure, arrives)) in filled.iter_mut().flatten().zip(&arriving) {
            if is_open(cell) && *arrives {
                cell.clone_from(figure);
            }
        }
        let after = score_quietly(&mut plan, &hands, &written(&filled));
        if let Err(what) = stays_within(&plan, &before, &after) {
            prop_assert!(false, "{what}\n{}\n{}", written(&table), written(&filled));
        }
    }

    /// Few different figures, so that many are equal and tie-breaks and the edges of quotas decide.
    #[test]
    fn places_and_ranks_stay_within_the_bounds_where_many_are_equal(
        table in proptest::collection::vec(proptest::collection::vec(coarse(), 2), 6),
        arriving in proptest::collection::vec((coarse(), any::<bool>()), 12),
        places in (1u32..4, 1u32..4),
        (ties, needs) in (0usize..3, any::<bool>()),
        of_share in proptest::option::of(prop_oneof![Just(RoundingMode::Down), Just(RoundingMode::Up)]),
    ) {
        let mut plan = plan("100", vec![item("a", "60"), item("b", "40")], vec![scored("a"), scored("b")]);
        let sheet = &mut plan.sheets[0];
        sheet.tie_break = [TieBreak::Item(ItemId("b".into())), TieBreak::FewestDeductions][..ties].to_vec();
        for (grade, count) in sheet.grades.iter_mut().zip([places.0, places.1]) {
            // Of a share, those of which nothing is assessed take places away.
            grade.quota = Some(match of_share {
                Some(round) => {
                    Quota::Share { share: crate::figure::Exact::scaled(count * 17, 2), of: QuotaOf::Sheet, round }
                }
                None => Quota::Count { count, of: QuotaOf::Sheet },
            });
        }
        if needs {
            let strong = ResultConditionNode::Compare {
                comparison: Comparison::GreaterOrEqual,
                left: ResultValue::ItemPoints(ItemId("b".into())),
                right: ResultValue::Number(exact("20")),
            };
            sheet.grades[1].needs = vec![node(need(strong))];
        }
        let written = |table: &[Vec<String>]| {
            let rows = table.iter().enumerate().map(|(unit, row)| format!("u{unit} | {}\n", row.join(" | ")));
            format!("unit | a | b\n{}", rows.collect::<String>())
        };
        let before = score_quietly(&mut plan, &[], &written(&table));
        let mut filled = table.clone();
        for (cell, (figure, arrives)) in filled.iter_mut().flatten().zip(&arriving) {
            if is_open(cell) && *arrives {
                cell.clone_from(figure);
            }
        }
        let after = score_quietly(&mut plan, &[], &written(&filled));
        if let Err(what) = stays_within(&plan, &before, &after) {
            prop_assert!(false, "{what}\n{}\n{}", written(&table), written(&filled));
        }
    }

    #[test]
    fn keeping_the_trace_changes_nothing(mut plan in scheme(), table in table(), hands in hands()) {
        let quiet = score_quietly(&mut plan, &hands, &written(&table));
        let (_, measures) = measures(&plan, "2022-12-31", &written(&table));
        let told = without_trace(assess(
            &plan,
            &measures,
            &hands,
            &AssessOptions { trace: true, ..AssessOptions::default() },
        ));
        prop_assert_eq!(quiet, told);
    }

    #[test]
    fn a_better_figure_never_lowers_points(
        mut plan in scheme(),
        table in table(),
        unit in 0..UNITS,
        column in 0usize..5,
        more in 1u32..500,
    ) {
        let mut table = table;
        // Who is not assessed on a rank has the mean of those who are, whom a better figure of its own still puts behind.
        if plan.not_applicable == NotApplicablePolicy::GroupMean {
            plan.rules.iter_mut().filter(|rule| rule.id.0 == "rank").for_each(|rule| rule.applies_when = None);
        }
        if !table[unit][column].contains('.') {
            table[unit][column] = "33.3".to_owned();
        }
        let cell = &table[unit][column];
        let mut better = table.clone();
        better[unit][column] = (exact(cell) + crate::figure::Exact::scaled(more, 1)).to_string();
        let before = score_quietly(&mut plan, &[], &written(&table));
        let after = score_quietly(&mut plan, &[], &written(&better));
        let id = format!("u{unit}");
        let of = |assessment: &Assessment| {
            let unit = assessment.units.iter().find(|unit| unit.id.0 == id);
            unit.map(|unit| (unit.total.clone(), unit.exact_total.clone()))
        };
        let (before, after) = (of(&before), of(&after));
        prop_assert_eq!(before.is_some(), after.is_some());
        if let (Some(before), Some(after)) = (before, after) {
            prop_assert!(before.0 <= after.0 && before.1 <= after.1);
        }
    }

    #[test]
    fn the_same_figures_in_another_order_give_the_same(mut plan in scheme(), table in table()) {
        let forward = score_quietly(&mut plan, &[], &written(&table));
        let mut lines: Vec<String> = written(&table).lines().map(str::to_owned).collect();
        lines[1..].reverse();
        let backward = score_quietly(&mut plan, &[], &lines.join("\n"));
        // Groups stand in the order in which the roster names them.
        let sorted = |found: Assessment| {
            let mut units = found.units;
            units.sort_by(|left, right| left.id.cmp(&right.id));
            units
        };
        prop_assert_eq!(sorted(forward), sorted(backward));
    }
}
