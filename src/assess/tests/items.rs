//! One item at a time: statuses, policies, exceptions, tasks, hands.

use super::fixture::*;
use crate::assess::Status;
use crate::figure::RoundingMode;
use crate::plan::*;
use crate::words::{Language, Words};

/// One item `x` of 10 points.
fn one(rule: Rule) -> Plan {
    let id = rule.id.0.clone();
    plan("10", vec![item(&id, "10")], vec![rule])
}

#[track_caller]
fn gives(plan: &mut Plan, figures: &str, expected: &[(&str, Status, &str)]) {
    let found = score(plan, figures);
    holds_together(&found);
    for (id, status, points) in expected {
        let unit = unit(&found, id);
        let item = unit.items.first().expect("one item");
        let span = if item.at_least == item.at_most {
            item.points.to_string()
        } else {
            format!("{} [{} – {}]", item.points, item.at_least, item.at_most)
        };
        assert_eq!((item.status, span.as_str()), (*status, *points), "{id}: {:?}", item.reason);
    }
}

fn manure() -> Rule {
    let mut curve = curve(CurveNode::Proportional);
    curve.none_below = Some(node(Quantity::percent(&exact("50"))));
    measured("x", over(figure("used"), figure("produced")), at_least(number("80%")), curve)
}

#[test]
fn both_ends_of_a_range_are_told() {
    let range = TargetNode::Between { low: number("6"), high: number("9") };
    let rules = [range, TargetNode::Equals(number("6")), at_least(number("6"))];
    let ends = rules.map(|target| {
        let found =
            score(&mut one(measured("x", figure("x"), target, curve(CurveNode::FullOrNone))), "unit | x\n a | 7");
        let item = &unit(&found, "a").items[0];
        (item.target.clone(), item.target_to.clone())
    });
    let (six, nine) = (Some(exact("6")), Some(exact("9")));
    assert_eq!(ends, [(six.clone(), nine), (six.clone(), None), (six, None)]);
}

#[test]
fn each_kind_of_absence_has_its_own_status_and_none_is_zero() {
    gives(
        &mut one(manure()),
        "unit | used | produced
         a    | 85   | 100
         b    | 60   | 100
         c    | 0    | 100
         d    |      | 100
         e    | *    | 100
         f    | n/a  | 100
         g    | …    | 100
         h    | 0    | 0",
        &[
            ("a", Status::Met, "10"),
            ("b", Status::Partial, "7.5"),
            ("c", Status::Missed, "0"),
            ("d", Status::NoData, "0 [0 – 10]"),
            ("e", Status::Withheld, "0 [0 – 10]"),
            ("f", Status::NotApplicable, "0"),
            ("g", Status::Pending, "0 [0 – 10]"),
            ("h", Status::NotApplicable, "0"),
        ],
    );
}

/// 89.96 % against 90.0 %: missed by the full value, met by the rounded one (GB/T 8170-2008 4.3).
#[test]
fn the_rounded_value_method_compares_what_is_shown() {
    let shown = |places| Rule {
        show_as: Some(ShowAs::Percent { places }),
        ..measured("x", figure("share"), at_least(number("90%")), curve(CurveNode::FullOrNone))
    };
    let figures = "unit | share
                   a    | 0.8996
                   b    | 0.8994";
    let mut full = one(shown(1));
    gives(&mut full, figures, &[("a", Status::Missed, "0"), ("b", Status::Missed, "0")]);
    let mut rounded = one(shown(1));
    rounded.numbers.compare = Compare::RoundedValue;
    gives(&mut rounded, figures, &[("a", Status::Met, "10"), ("b", Status::Missed, "0")]);
}

#[test]
fn the_letter_in_force_is_the_last_one_from_before_the_day() {
    let mut plan = one(measured("x", figure("share"), at_least(letter()), curve(CurveNode::FullOrNone)));
    sign(&mut plan, "a", "x", "0.8", None);
    sign(&mut plan, "b", "x", "0.8", None);
    sign(&mut plan, "b", "x", "0.9", Some("2022-07-01"));
    sign(&mut plan, "c", "x", "0.95", Some("2023-01-01"));
    sign(&mut plan, "c", "x", "0.7", Some("2022-01-01"));
    gives(
        &mut plan,
        "unit | share
         a    | 0.85
         b    | 0.85
         c    | 0.85
         d    | 0.85",
        &[
            ("a", Status::Met, "10"),
            ("b", Status::Missed, "0"),
            ("c", Status::Met, "10"),
            ("d", Status::NoData, "0 [0 – 10]"),
        ],
    );
}

/// A unit can't escape an item by not reporting what decides whether it applies.
#[test]
fn an_item_that_may_apply_is_missing_and_not_left_out() {
    gives(
        &mut one(applies_when(manure(), "farms")),
        "unit | farms | used | produced
         a    | 3     | 80   | 100
         b    | 0     |      |
         c    |       |      |",
        &[("a", Status::Met, "10"), ("b", Status::NotApplicable, "0"), ("c", Status::NoData, "0 [0 – 10]")],
    );
}

#[test]
fn an_exception_stands_over_the_rule_and_two_at_once_are_shown() {
    let rule = exception(manure(), "flood", ExceptionThen::NotAssessed);
    let rule = exception(rule, "fraud", ExceptionThen::NoPoints);
    let rule = exception(rule, "pilot", ExceptionThen::Target(node(at_least(number("60%")))));
    let mut plan = one(rule);
    let figures = "unit | used | produced | flood | fraud | pilot
                   a    | 60   | 100      | 0     | 0     | 0
                   b    | 60   | 100      | 1     | 0     | 0
                   c    | 60   | 100      | 0     | 1     | 0
                   d    | 60   | 100      | 0     | 0     | 1
                   e    | 60   | 100      | 0     | 1     | 1
                   f    | 60   | 100      | *     | 0     | 0";
    gives(
        &mut plan,
        figures,
        &[
            ("a", Status::Partial, "7.5"),
            ("b", Status::NotApplicable, "0"),
            ("c", Status::Missed, "0"),
            ("d", Status::Met, "10"),
            ("e", Status::Partial, "7.5 [0 – 10]"),
            ("f", Status::Partial, "7.5 [0 – 10]"),
        ],
    );
    let found = score(&mut plan, figures);
    let both: Vec<&str> = found.remarks.iter().map(|remark| remark.unit.0.as_str()).collect();
    assert_eq!(both, ["e"]);
    assert_eq!(found.remarks[0].level, Level::Error);
}

#[test]
fn a_waived_item_has_its_points_whatever_its_figure() {
    let rule = Rule { waived_when: Some(is_positive("good_year")), ..manure() };
    gives(
        &mut one(rule),
        "unit | used | produced | good_year
         a    | 10   | 100      | 1
         b    | 10   | 100      | 0
         c    |      |          | 1",
        &[("a", Status::Met, "10"), ("b", Status::Missed, "0"), ("c", Status::Met, "10")],
    );
}

#[test]
fn tasks_are_on_time_late_overdue_or_pending() {
    let mut late = curve(CurveNode::Proportional);
    late.late = Some(node(Late { share: exact("0.2"), period: Period::Month }));
    let by = node(FormulaNode::Literal(Literal::Date(day("2022-10-31"))));
    let mut plan = one(task("x", TargetNode::AllBy(by), late));
    let found = score_at(
        &mut plan,
        "2022-11-30",
        &[],
        "unit | x
         a    | ->2022-10-31×4
         b    | ->2022-10-01×3; ->2022-11-15×1
         c    | ->2022-10-01×3; ->-×1
         d    | 2022-06-30>2022-06-01×1; 2022-12-15>-×1
         e    | 2022-12-15>-×2
         f    | ",
    );
    holds_together(&found);
    let said: Vec<String> = found
        .units
        .iter()
        .map(|unit| {
            let item = &unit.items[0];
            let marks: Vec<String> = item.marks.iter().map(|mark| format!("{mark:?}")).collect();
            format!(
                "{} {:?} {} {} [{} – {}] {}",
                unit.id,
                item.status,
                item.shown,
                item.points,
                item.at_least,
                item.at_most,
                marks.join(" ")
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "a Met 100% 10 [10 – 10] ",
            // half of the year's work is still ahead: between one of two and both
            "d Met 100% 10 [5 – 10] AtRisk",
            "b Partial 95% 9.5 [9.5 – 9.5] ",
            // done the next day, it is two months late
            "c Partial 75% 7.5 [7.5 – 9] Overdue",
            "e Pending  0 [0 – 10] AtRisk",
            "f NotApplicable  0 [0 – 0] ",
        ]
    );
}

/// 已完成1 / 调试0.75 / 在建0.5; a row without a label may be anything.
#[test]
fn levels_are_the_mean_of_their_shares() {
    gives(
        &mut one(tally("x", &[("已完成", "1"), ("调试", "0.75"), ("在建", "0.5"), ("未启动", "0")])),
        "unit | x
         a    | 已完成×2
         b    | 已完成×1; 调试×1; 在建×2
         c    | 已完成×3; ?×1
         d    | ?×2
         e    | ",
        &[
            ("a", Status::Met, "10"),
            ("b", Status::Partial, "6.88"),
            ("c", Status::Met, "10 [7.5 – 10]"),
            ("d", Status::NoData, "0 [0 – 10]"),
            ("e", Status::NotApplicable, "0"),
        ],
    );
}

/// Something was submitted, and nobody is told that nothing was.
#[test]
fn a_label_without_points_is_named_in_the_reason() {
    let told = reasons(&mut one(tally("x", &[("已完成", "1"), ("未启动", "0")])), "unit | x\na | 酉×1\nb | ?×1");
    assert_eq!(told[..2], ["已填“酉”，不在规则所列档次中，按0分计", "未报送数据，按0分计"]);
}

#[test]
fn a_part_that_cannot_be_judged_is_left_out_of_both_sums() {
    gives(
        &mut one(checklist("x", &[("plan", "2"), ("records", "3"), ("drill", "5")])),
        "unit | plan | records | drill
         a    | 1    | 1       | 1
         b    | 1    | 0       | n/a
         c    | 1    | 0       |
         d    | n/a  | n/a     | n/a",
        &[
            ("a", Status::Met, "10"),
            // 2 of 5
            ("b", Status::Partial, "4"),
            // 2 of 5 as it stands; 2 or 7 of 10 once the third is known
            ("c", Status::Partial, "4 [2 – 7]"),
            ("d", Status::NotApplicable, "0"),
        ],
    );
}

#[test]
fn the_last_hand_counts_and_all_are_kept() {
    let mut plan = one(by_hand("x", "10"));
    let hand = |unit: &str, hand: ScoreHand, points: &str| HandScore {
        unit: UnitId(unit.to_owned()),
        item: ItemId("x".to_owned()),
        hand,
        points: exact(points),
        reason: "现场检查".to_owned(),
        evidence: "纪要3号".to_owned(),
        by: "王某".to_owned(),
        date: None,
    };
    let hands = [
        hand("a", ScoreHand::Final, "7"),
        hand("a", ScoreHand::SelfAssessed, "10"),
        hand("b", ScoreHand::SelfAssessed, "9"),
        hand("b", ScoreHand::Verified, "8.5"),
        hand("c", ScoreHand::Final, "12"),
    ];
    let found = score_at(&mut plan, "2022-12-31", &hands, "unit\na\nb\nc\nd");
    let of = |id: &str| item_of(unit(&found, id), "x");
    assert_eq!(of("a").points, points("7"));
    assert_eq!(of("a").trace.as_ref().map(|trace| trace.hands.len()), Some(2));
    assert_eq!(of("b").points, points("8.5"));
    // Outside of 0 to 10: the limit counts, and a remark says so.
    assert_eq!(of("c").points, points("10"));
    assert_eq!(found.remarks.iter().map(|remark| remark.unit.0.as_str()).collect::<Vec<_>>(), ["c"]);
    assert_eq!((of("d").status, &of("d").points, &of("d").at_most), (Status::Pending, &points("0"), &points("10")));
}

#[test]
fn a_trend_compares_with_last_year_and_its_absence_is_said() {
    let rule = measured("x", figure("used"), TargetNode::NotAboveLastYear, curve(CurveNode::Proportional));
    gives(
        &mut one(rule),
        "unit | used | used@last
         a    | 95   | 100
         b    | 125  | 100
         c    | 95   | ",
        &[("a", Status::Met, "10"), ("b", Status::Partial, "8"), ("c", Status::NoData, "0 [0 – 10]")],
    );
}

/// Ranks are worked out over all; one that is still to come may pass a unit or not, and moves it by no more than a place.
#[test]
fn a_rank_among_the_group_waits_for_all_of_it() {
    let rank = node(FormulaNode::RankAmong { value: Box::new(figure("pm")), among: Among::Group, best: Best::Lowest });
    let bands = vec![RankBand { up_to: 1, share: exact("1") }, RankBand { up_to: 2, share: exact("0.5") }];
    let mut plan = one(measured("x", rank, TargetNode::Open, curve(CurveNode::RankBands(bands))));
    gives(
        &mut plan,
        "unit  | pm
         a@镇  | 30
         b@镇  | 28
         c@街道 | 40
         d@街道 | *",
        &[
            ("a", Status::Partial, "5"),
            ("b", Status::Met, "10"),
            ("c", Status::Met, "10 [5 – 10]"),
            ("d", Status::Withheld, "0 [0 – 10]"),
        ],
    );
}

/// First with three figures still to come: fourth at the worst. One that a rank does not apply to is no part of it.
#[test]
fn a_rank_falls_by_no_more_than_there_are_figures_to_come() {
    let rank = node(FormulaNode::RankAmong { value: Box::new(figure("pm")), among: Among::Sheet, best: Best::Highest });
    let shares = ["1", "0.8", "0.6", "0.4", "0.2"];
    let bands = (1..).zip(shares).map(|(up_to, share)| RankBand { up_to, share: exact(share) }).collect();
    let mut plan = one(measured("x", rank, TargetNode::Open, curve(CurveNode::RankBands(bands))));
    gives(
        &mut plan,
        "unit | pm
         a    | 30
         b    |
         c    | 20
         d    | *
         e    | 5~
         f    | n/a",
        &[
            ("a", Status::Met, "10 [4 – 10]"),
            ("b", Status::NoData, "0 [0 – 10]"),
            ("c", Status::Partial, "8 [2 – 8]"),
            ("d", Status::Withheld, "0 [0 – 10]"),
            ("e", Status::Partial, "6 [0 – 10]"),
            ("f", Status::NotApplicable, "0"),
        ],
    );
}

fn reasons(plan: &mut Plan, figures: &str) -> Vec<String> {
    let words = Words::new(Language::Zh);
    let found = score(plan, figures);
    let mut said: Vec<(String, String)> =
        found.units.iter().map(|unit| (unit.id.0.clone(), words.say(&item_of(unit, "x").reason))).collect();
    said.sort();
    said.into_iter().map(|(_, said)| said).collect()
}

#[test]
fn a_rank_says_among_how_many() {
    let rank = node(FormulaNode::RankAmong { value: Box::new(figure("pm")), among: Among::Sheet, best: Best::Lowest });
    let bands = vec![RankBand { up_to: 1, share: exact("1") }];
    let mut plan = one(measured("x", rank, TargetNode::Open, curve(CurveNode::RankBands(bands))));
    assert_eq!(reasons(&mut plan, "unit | pm\na | 30\nb | 28\nc | n/a")[..2], ["排名第2，共2个", "排名第1，共2个"]);
}

#[test]
fn what_rounding_made_of_a_figure_is_told_where_it_surprises() {
    let rule = Rule { show_as: Some(ShowAs::Number { places: 0, unit: None }), ..scored("x") };
    let mut plan = one(rule);
    plan.numbers.compare = Compare::RoundedValue;
    plan.numbers.round = RoundingMode::Up;
    assert_eq!(
        reasons(&mut plan, "unit | x\na | 12.0001\nb | 12\nc | 12.000000001"),
        [
            "13，未达到目标（≥100），得部分分（12.0001→13，进位）",
            "12，未达到目标（≥100），得部分分",
            "13，未达到目标（≥100），得部分分（12.000000001→13，进位）"
        ]
    );
    plan.numbers.round = RoundingMode::HalfUp;
    assert_eq!(
        reasons(&mut plan, "unit | x\na | 99.6\nb | 12.3"),
        ["100，达到目标（≥100）（按修约值比较：99.6→100）", "12，未达到目标（≥100），得部分分"]
    );
}

#[test]
fn a_custom_formula_gives_points_and_is_read_backwards_where_it_is_a_line() {
    let given = |given| node(FormulaNode::Given(given));
    let product = |left: Formula, right: Formula| {
        node(FormulaNode::Arithmetic { operation: Arithmetic::Multiply, left: Box::new(left), right: Box::new(right) })
    };
    let line = CurveNode::Custom {
        source: "|m| m * 20".to_owned(),
        formula: Box::new(product(given(Given::Measure), number("20"))),
        share: false,
    };
    let square = CurveNode::Custom {
        source: "|m| m * m".to_owned(),
        formula: Box::new(product(given(Given::Measure), given(Given::Measure))),
        share: true,
    };
    let figures = "unit | share
                   a    | 0.3";
    let rule = |base| measured("x", figure("share"), TargetNode::Open, curve(base));
    let mut by_line = one(rule(line));
    let found = score(&mut by_line, figures);
    let item = item_of(unit(&found, "a"), "x");
    assert_eq!(item.points, points("6"));
    assert_eq!(item.trace.as_ref().and_then(|trace| trace.for_full.clone()), Some(exact("0.5")));
    let mut by_square = one(rule(square));
    let found = score(&mut by_square, figures);
    let item = item_of(unit(&found, "a"), "x");
    assert_eq!(item.points, points("0.9"));
    assert_eq!(item.trace.as_ref().and_then(|trace| trace.for_full.clone()), None);
}

#[test]
fn classes_are_shown_by_name_and_the_worst_is_known() {
    let rule = measured("x", figure("class"), TargetNode::ClassAtLeast(class(2)), deduct("4", "1", Parts::WholeOnly));
    let mut plan = one(rule);
    let found = score(
        &mut plan,
        "unit | class
         a    | 1
         b    | 3
         c    | 5",
    );
    let said: Vec<String> = found
        .units
        .iter()
        .map(|unit| {
            let item = &unit.items[0];
            format!("{} {} {} {}", unit.id, item.shown, item.points, item.worst_class)
        })
        .collect();
    assert_eq!(said, ["a Ⅱ 10 false", "b Ⅳ 6 false", "c 劣Ⅴ 0 true"]);
}

fn told(plan: &mut Plan, figures: &str) -> (String, Vec<String>) {
    let words = crate::words::Words::new(crate::words::Language::Zh);
    let found = score(plan, figures);
    let item = found.units.first().and_then(|unit| unit.items.first()).expect("one item");
    let steps = item.trace.as_ref().map(|trace| trace.steps.iter().map(|step| words.say(step)).collect());
    (words.say(&item.reason), steps.unwrap_or_default())
}

#[test]
fn a_figure_that_only_looks_like_its_target_is_told_with_more_places() {
    let shown = |show_as| Rule {
        show_as,
        ..measured("x", figure("share"), at_least(number("70%")), curve(CurveNode::Proportional))
    };
    let figures = "unit | share
                   a    | 0.69999";
    for show_as in [Some(ShowAs::Percent { places: 2 }), None] {
        let (reason, _) = told(&mut one(shown(show_as)), figures);
        assert_eq!(reason, "69.999%，未达到目标（≥70%），得部分分");
    }
    let (reason, _) = told(&mut one(shown(Some(ShowAs::Percent { places: 2 }))), "unit | share\na | 0.6912");
    assert_eq!(reason, "69.12%，未达到目标（≥70%），得部分分");
}

#[test]
fn how_far_classes_lie_apart_is_a_number_of_classes() {
    let target = TargetNode::ClassAtLeast(class(3));
    let mut plan = one(measured("x", figure("class"), target, deduct("7.5", "1", Parts::ProRata)));
    let (_, steps) = told(&mut plan, "unit | class\na | 4");
    assert_eq!(steps, ["Ⅴ与目标Ⅳ相差1个类别，每1个类别扣7.5分，计1个"]);
}

#[test]
fn cases_are_counted_in_the_unit_of_the_rule() {
    let show_as = Some(ShowAs::Number { places: 0, unit: Some("次".to_owned().into()) });
    let rule = Rule { show_as, ..measured("x", figure("calls"), TargetNode::Zero, per_case("0.5")) };
    let (_, steps) = told(&mut one(rule), "unit | calls\na | 9");
    assert_eq!(steps, ["9次，每次0.5分"]);
}

#[test]
fn a_clause_that_no_rule_can_hold_is_scored_once_a_person_has_judged_it() {
    let clause = Body::NotExpressible { clause: "高度重视".into(), why: "没有标准".into() };
    let mut plan = plan("10", vec![item("x", "10")], vec![rule_of("x", RuleKind::Indicator, clause)]);
    let hands = [given_by_hand("a", "x", "7"), given_by_hand("b", "x", "12")];
    let found = score_at(&mut plan, "2022-12-31", &hands, "unit\na\nb\nc");
    holds_together(&found);
    let mut units: Vec<_> = found.units.iter().collect();
    units.sort_by(|left, right| left.id.cmp(&right.id));
    let said = |unit: &&crate::assess::UnitResult| {
        let item = unit.items.first().expect("one item");
        format!("{} {:?} {} [{} – {}]", unit.id, item.status, item.points, item.at_least, item.at_most)
    };
    let said: Vec<String> = units.iter().map(said).collect();
    assert_eq!(said, ["a Partial 7 [7 – 7]", "b Met 10 [10 – 10]", "c Pending 0 [0 – 10]"]);
}

/// What each sentence works out to is what the item has: of a range, the end that is missed is the one that is divided by, or into.
#[test]
fn the_working_names_the_end_of_the_target_that_the_figure_misses() {
    let between = || TargetNode::Between { low: number("40"), high: number("60") };
    let equals = || TargetNode::Equals(number("50"));
    let at_most = || TargetNode::AtMost(number("40"));
    let below_is_nothing = |limit| Curve { none_below: Some(node(Quantity::bare(exact(limit)))), ..proportional() };
    let cases: [(TargetNode, Curve, &[[&str; 3]]); 12] = [
        (
            between(),
            proportional(),
            &[
                ["-1", "0", "-1未达到目标40～60，不得分"],
                ["20", "5", "20÷40，按完成比例计分"],
                ["50", "10", "50达到目标40～60，得满分"],
                ["75", "8", "60÷75，按比例计分"],
            ],
        ),
        (
            equals(),
            proportional(),
            &[
                ["20", "4", "20÷50，按完成比例计分"],
                ["50", "10", "50达到目标50，得满分"],
                ["80", "6.25", "50÷80，按比例计分"],
            ],
        ),
        (
            between(),
            below_is_nothing("30"),
            &[
                ["20", "0", "20未达到30，不得分"],
                ["30", "7.5", "30÷40，按完成比例计分"],
                ["75", "8", "60÷75，按比例计分"],
            ],
        ),
        (
            between(),
            curve(CurveNode::FullOrNone),
            &[
                ["39", "0", "39未达到目标40～60，不得分"],
                ["60", "10", "60达到目标40～60，得满分"],
                ["61", "0", "61未达到目标40～60，不得分"],
            ],
        ),
        (
            between(),
            deduct("2", "5", Parts::ProRata),
            &[
                ["32", "6.8", "32与目标40相差8，每5扣2分，计1.6个"],
                ["50", "10", "50达到目标40～60，得满分"],
                ["73", "4.8", "73与目标60相差13，每5扣2分，计2.6个"],
            ],
        ),
        (
            equals(),
            deduct("2", "5", Parts::WholeOnly),
            &[["42", "8", "42与目标50相差8，每5扣2分，计1个"], ["63", "6", "63与目标50相差13，每5扣2分，计2个"]],
        ),
        (between(), deduct("2", "5", Parts::CountAsOne), &[["63", "8", "63与目标60相差3，每5扣2分，计1个"]]),
        (
            between(),
            curve(CurveNode::Linear { from: number("20"), to: number("40") }),
            &[["30", "5", "30，在20（0分）与40（满分）之间按直线计分"]],
        ),
        (at_most(), proportional(), &[["30", "10", "30达到目标40，得满分"], ["64", "6.25", "40÷64，按比例计分"]]),
        (at_most(), below_is_nothing("60"), &[["50", "8", "40÷50，按比例计分"], ["64", "0", "64超过60，不得分"]]),
        (
            at_least(number("0")),
            proportional(),
            &[["-2", "0", "-2未达到目标0，不得分"], ["0", "10", "0达到目标0，得满分"]],
        ),
        (
            at_most(),
            per_case("2"),
            &[["40", "10", "40，超过40起的部分每起2分"], ["43", "4", "43，超过40起的部分每起2分"]],
        ),
    ];
    let words = Words::new(Language::Zh);
    for (target, curve, expected) in cases {
        let found = expected.iter().map(|[figure, ..]| {
            let mut plan = one(measured("x", self::figure("x"), target.clone(), curve.clone()));
            let scored = score(&mut plan, &format!("unit | x\n a | {figure}"));
            let item = &unit(&scored, "a").items[0];
            let steps = item.trace.as_ref().expect("a trace").steps.iter().map(|step| words.say(step));
            [(*figure).to_owned(), item.points.to_string(), steps.collect::<Vec<_>>().join("；")]
        });
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }
}

/// 69.9996 % is not written as the 70 % that it misses.
#[test]
fn the_working_shows_a_figure_on_its_own_side_of_the_target() {
    let rule = measured("x", figure("x"), at_least(number("70%")), curve(CurveNode::FullOrNone));
    let found = score(&mut one(rule), "unit | x\n a | 0.699996");
    let step = &unit(&found, "a").items[0].trace.as_ref().expect("a trace").steps[0];
    assert_eq!(Words::new(Language::Zh).say(step), "69.9996%未达到目标70%，不得分");
}

fn proportional() -> Curve {
    curve(CurveNode::Proportional)
}
