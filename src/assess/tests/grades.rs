//! Grades, quotas, ranks, what is proposed and what contradicts.

use super::fixture::*;
use crate::assess::{AssessOptions, GradeMoved, UnitResult};
use crate::plan::*;

/// One item that is its own score of 100, and whatever rules are added.
fn graded(more: Vec<Rule>) -> Plan {
    plan("100", vec![item("score", "100")], [vec![scored("score")], more].concat())
}

#[track_caller]
fn grades(plan: &mut Plan, figures: &str, expected: &[&str]) {
    let found = score(plan, figures);
    holds_together(&found);
    let said: Vec<String> =
        found.units.iter().map(|unit| format!("{} {} {}", unit.rank, unit.id, said_grade(unit))).collect();
    assert_eq!(said, expected);
}

fn said_grade(unit: &UnitResult) -> String {
    let moved = unit.grade_moved.iter().map(|moved| match moved {
        GradeMoved::Need { .. } => " 评优前置",
        GradeMoved::Quota { places, taken, .. } if taken < places => " 名额未用满",
        GradeMoved::Quota { .. } => " 名额",
        GradeMoved::Cap { .. } => " 限档",
        GradeMoved::Veto { .. } => " 否决",
    });
    let span =
        if unit.provisional { format!(" ({}–{})", unit.grade_at_most, unit.grade_at_least) } else { String::new() };
    format!("{}{}{span}", unit.grade, moved.collect::<String>())
}

/// 90(含)及以上, 80(含)–90(不含), 60(含)–80(不含).
#[test]
fn lower_edges_are_closed() {
    grades(
        &mut graded(Vec::new()),
        "unit | score
         a    | 90
         b    | 89.99
         c    | 60
         d    | 59.99",
        &["1 a 优秀", "2 b 良好", "3 c 合格", "4 d 不合格"],
    );
}

/// 89.996 prints as 90.00. Graded on the exact total it is 良好; on the printed one 优秀.
#[test]
fn a_grade_is_decided_on_the_exact_total_unless_the_scheme_says_shown() {
    let mut plan = graded(Vec::new());
    plan.numbers.at = RoundAt::Total;
    let figures = "unit | score
                   a    | 89.996
                   b    | 89.995";
    grades(&mut plan, figures, &["1 a 良好", "2 b 良好"]);
    plan.numbers.rank_on = RankOn::Shown;
    grades(&mut plan, figures, &["1 a 优秀", "1 b 优秀"]);
}

fn with_quota(share: &str, of: QuotaOf) -> Plan {
    let mut plan = graded(vec![veto("spill", VetoEffect::CapGrade("良好".into()))]);
    let round = crate::figure::RoundingMode::Down;
    plan.sheets[0].grades[0].quota = Some(Quota::Share { share: exact(share), of, round });
    plan
}

/// 40 % of four is one place; the vetoed unit takes none, and the next gets it.
#[test]
fn a_vetoed_unit_takes_no_place_of_the_quota() {
    grades(
        &mut with_quota("0.4", QuotaOf::Group),
        "unit | score | spill
         a    | 98    | 1
         b    | 96    | 0
         c    | 94    | 0
         d    | 70    | 0",
        &["1 a 良好 否决", "2 b 优秀", "3 c 良好 名额", "4 d 合格"],
    );
}

/// Whatever the veto does: losing an item's points is no less a veto than a lower grade.
#[test]
fn a_veto_over_an_item_or_an_area_bars_from_the_quota_too() {
    let with = |effect| {
        let mut plan = graded(vec![scored("small"), veto("spill", effect)]);
        plan.sheets[0].area.children =
            vec![item("score", "95"), area("rest", Combine::Sum, "5", vec![item("small", "5")])];
        plan.sheets[0].grades[0].quota = Some(Quota::Count { count: 1, of: QuotaOf::Group });
        plan
    };
    let figures = "unit | score | small | spill
                   a    | 100   | 100   | 1
                   b    | 94    | 100   | 0
                   c    | 93    | 100   | 0";
    for effect in [
        VetoEffect::ZeroItem(ItemId("small".into())),
        VetoEffect::ZeroArea("rest".into()),
        VetoEffect::CapGrade("优秀".into()),
    ] {
        grades(&mut with(effect), figures, &["1 a 良好 否决", "2 b 优秀", "3 c 良好 名额"]);
    }
    // While it is open whether the veto applies, so is who has the place.
    grades(
        &mut with(VetoEffect::CapGrade("优秀".into())),
        "unit | score | small | spill
         a    | 100   | 100   | *
         b    | 94    | 100   | 0
         c    | 70    | 100   | 0",
        &["1 a 优秀 (优秀–良好)", "2 b 良好 名额 (优秀–良好)", "3 c 合格"],
    );
    // A grade without a quota stays open to a unit under a veto.
    let mut free = with(VetoEffect::ZeroItem(ItemId("small".into())));
    free.sheets[0].grades[0].quota = None;
    grades(&mut free, figures, &["1 a 优秀", "2 b 优秀", "3 c 优秀"]);
}

#[test]
fn equals_at_the_edge_of_a_quota_get_it_all_or_none() {
    let figures = "unit | score | spill
                   a    | 98    | 0
                   b    | 95    | 0
                   c    | 95    | 0
                   d    | 91    | 0
                   e    | 70    | 0";
    grades(
        &mut with_quota("0.4", QuotaOf::Group),
        figures,
        &["1 a 优秀", "2 b 良好 名额未用满", "2 c 良好 名额未用满", "4 d 良好 名额未用满", "5 e 合格"],
    );
    grades(
        &mut with_quota("0.6", QuotaOf::Group),
        figures,
        &["1 a 优秀", "2 b 优秀", "2 c 优秀", "4 d 良好 名额", "5 e 合格"],
    );
}

/// Groups are ranked apart, and each has its own places; one of the sheet is shared.
/// Three come to 优秀 with one place and two to 良好 with one: that d is still to come leaves open no more than it can change.
#[test]
fn what_is_open_about_places_is_what_those_still_to_come_can_change() {
    let mut plan = plan("100", vec![item("a", "60"), item("b", "40")], vec![scored("a"), scored("b")]);
    plan.sheets[0].tie_break = vec![TieBreak::Item(ItemId("b".into()))];
    for grade in &mut plan.sheets[0].grades[..2] {
        grade.quota = Some(Quota::Count { count: 1, of: QuotaOf::Sheet });
    }
    let spans = |plan: &mut Plan, figures: &str| {
        let found = score(plan, figures);
        let span = |id: &&str| {
            let unit = unit(&found, id);
            format!("{id} {} {}–{}", unit.grade, unit.grade_at_least, unit.grade_at_most)
        };
        ["a", "b", "c", "d"].iter().map(span).collect::<Vec<_>>()
    };
    // b is before c by the tie-break alone. d may come to 80 at the most: it may take c's grade, but nothing of a's and b's.
    let figures = "unit | a | b\n a | 100 | 95\n b | 90 | 96\n c | 92 | 93\n d | * | 50";
    assert_eq!(
        spans(&mut plan, figures),
        ["a 优秀 优秀–优秀", "b 良好 良好–良好", "c 合格 合格–合格", "d 不合格 不合格–合格"]
    );
}

#[test]
fn a_quota_is_of_the_group_or_of_the_sheet() {
    let figures = "unit  | score | spill
                   a@镇  | 98    | 0
                   b@镇  | 97    | 0
                   c@街道 | 92    | 0
                   d@街道 | 91    | 0";
    let by_group = ["1 a 优秀", "2 b 良好 名额", "1 c 优秀", "2 d 良好 名额"];
    grades(&mut with_quota("0.5", QuotaOf::Group), figures, &by_group);
    let by_sheet = ["1 a 优秀", "2 b 优秀", "1 c 良好 名额", "2 d 良好 名额"];
    grades(&mut with_quota("0.5", QuotaOf::Sheet), figures, &by_sheet);
}

/// 东莞 2019: 优秀 is 90 and among the first ten; here among the first two.
#[test]
fn a_place_that_may_still_be_taken_is_provisional() {
    let mut plan = graded(Vec::new());
    plan.sheets[0].area.children = vec![item("score", "90"), item("late", "10")];
    plan.rules.push(scored("late"));
    plan.sheets[0].grades[0].quota = Some(Quota::Count { count: 2, of: QuotaOf::Group });
    grades(
        &mut plan,
        "unit | score | late
         a    | 100   | 100
         b    | 95    | 90
         c    | 95    | *
         d    | 70    | 50",
        // c may end anywhere from 85.5 to 95.5: above b's 94.5 or below it, and never above a.
        &["1 a 优秀", "2 b 优秀 (优秀–良好)", "3 c 良好 (优秀–良好)", "4 d 合格"],
    );
    grades(
        &mut plan,
        "unit | score | late
         a    | 100   | 100
         b    | 100   | 80
         c    | 95    | *
         d    | 70    | 50",
        &["1 a 优秀", "2 b 优秀", "3 c 良好", "4 d 合格"],
    );
}

#[test]
fn a_need_that_fails_sends_to_the_next_grade() {
    let mut plan = graded(vec![]);
    plan.rules.push(scored("water"));
    plan.sheets[0].area.children = vec![
        area("rest", Combine::Sum, "90", vec![item("score", "90")]),
        area("water", Combine::Sum, "10", vec![item("water", "10")]),
    ];
    let none_below = ResultConditionNode::Compare {
        comparison: Comparison::Equal,
        left: ResultValue::AreasBelow(exact("0.6")),
        right: ResultValue::Number(exact("0")),
    };
    plan.sheets[0].grades[0].needs = vec![node(need(none_below))];
    grades(
        &mut plan,
        "unit | score | water
         a    | 100   | 60
         b    | 100   | 59
         c    | 100   | n/a
         d    | 100   |",
        // An area that is not assessed blocks nothing; one still open may.
        &["1 c 优秀", "2 a 优秀", "3 b 良好 评优前置", "4 d 良好 评优前置 (优秀–良好)"],
    );
}

/// 特别重大 events: not 优秀 (a cap, not a fail). 数据弄虚作假: directly 不合格.
#[test]
fn caps_and_fails_override_the_grade_and_leave_the_score() {
    let mut plan = graded(vec![veto("fraud", VetoEffect::Fail), cases("events", RuleKind::Deduction, "1")]);
    let any = ResultConditionNode::Compare {
        comparison: Comparison::Greater,
        left: ResultValue::Deducted,
        right: ResultValue::Number(exact("0")),
    };
    plan.sheets[0].caps = vec![GradeCap { at: Place::default(), when: need(any), grade: "良好".into(), basis: None }];
    grades(
        &mut plan,
        "unit | score | fraud | events
         a    | 99    | 0     | 0
         b    | 98    | 0     | 1
         c    | 99    | 1     | 0
         d    | 95    |       | 0",
        &["1 a 优秀", "1 c 不合格 否决", "3 b 良好 限档", "4 d 优秀 (优秀–不合格)"],
    );
}

#[test]
fn equal_totals_are_parted_by_the_tie_break() {
    let mut plan = plan(
        "100",
        vec![
            area("air", Combine::Sum, "50", vec![item("x", "50")]),
            area("water", Combine::Sum, "50", vec![item("y", "50")]),
        ],
        vec![scored("x"), scored("y")],
    );
    let figures = "unit | x  | y
                   a    | 90 | 80
                   b    | 80 | 90
                   c    | 80 | 90";
    grades(&mut plan, figures, &["1 a 良好", "1 b 良好", "1 c 良好"]);
    plan.sheets[0].tie_break = vec![TieBreak::Area("water".into())];
    grades(&mut plan, figures, &["1 b 良好", "1 c 良好", "3 a 良好"]);
}

#[test]
fn consequences_are_proposed_with_their_evidence() {
    let mut plan = graded(Vec::new());
    let grade = |grade: &str, worse| node(ResultConditionNode::Grade { grade: grade.into(), worse });
    let last = node(ResultConditionNode::Compare {
        comparison: Comparison::GreaterOrEqual,
        left: ResultValue::Rank,
        right: ResultValue::Number(exact("3")),
    });
    let talk = ResultConditionNode::Or(Box::new(grade("不合格", false)), Box::new(last));
    plan.sheets[0].consequences = vec![Consequence { at: Place::default(), when: need(talk), then: "约谈".into() }];
    let found = score(&mut plan, "unit | score\n a | 95\n b | 85\n c | 70");
    assert!(unit(&found, "a").consequences.is_empty());
    let proposed = &unit(&found, "c").consequences[0];
    assert_eq!(proposed.then, "约谈");
    let evidence: Vec<&str> = proposed.evidence.iter().map(|message| message.key.as_str()).collect();
    assert_eq!(evidence, ["evidence-rank"]);
}

/// d has sent nothing yet and is 不合格 only until it does; c is whatever comes.
#[test]
fn what_open_figures_may_undo_is_not_proposed_yet() {
    let mut plan = graded(Vec::new());
    let grade = |worse| ResultConditionNode::Grade { grade: "不合格".into(), worse };
    for worse in [false, true] {
        plan.sheets[0].consequences =
            vec![Consequence { at: Place::default(), when: need(grade(worse)), then: "约谈".into() }];
        let found = score(&mut plan, "unit | score\n a | 95\n c | 30\n d | ");
        let proposed = |id: &str| -> Vec<bool> {
            unit(&found, id).consequences.iter().map(|proposed| proposed.provisional).collect()
        };
        assert_eq!((proposed("a"), proposed("c"), proposed("d")), (vec![], vec![false], vec![true]));
    }
}

/// In June nothing is open of c, and half a year of work is still to come; what a veto or a deduction takes for events, work does not undo.
/// What it takes as long as something is in a bad state, work does.
#[test]
fn before_the_year_is_over_points_are_told_as_they_stand() {
    let events = |rule: Rule| Rule { events: Some("事件编号".into()), ..rule };
    let mut plan = graded(vec![
        events(veto("spill", VetoEffect::Fail)),
        veto("leak", VetoEffect::Fail),
        events(cases("named", RuleKind::Deduction, "1")),
        cases("dirt", RuleKind::Deduction, "1"),
    ]);
    let fails = ResultConditionNode::Grade { grade: "不合格".into(), worse: false };
    let weak = ResultConditionNode::Compare {
        comparison: Comparison::Less,
        left: ResultValue::Total,
        right: ResultValue::Number(exact("60")),
    };
    let consequence = |condition: &ResultConditionNode, then: &str| Consequence {
        at: Place::default(),
        when: need(condition.clone()),
        then: then.into(),
    };
    let taken = ResultConditionNode::Compare {
        comparison: Comparison::GreaterOrEqual,
        left: ResultValue::Deducted,
        right: ResultValue::Number(exact("3")),
    };
    let few = ResultConditionNode::Compare {
        comparison: Comparison::Less,
        left: ResultValue::Deducted,
        right: ResultValue::Number(exact("3")),
    };
    let vetoed = ResultConditionNode::Vetoed(None);
    plan.sheets[0].consequences = vec![
        consequence(&fails, "约谈"),
        consequence(&weak, "通报"),
        consequence(&vetoed, "移送"),
        consequence(&ResultConditionNode::Not(Box::new(node(vetoed))), "奖励"),
        consequence(&taken, "检查"),
        consequence(&ResultConditionNode::Not(Box::new(node(few))), "复查"),
    ];
    let figures = "unit | score | spill | leak | named | dirt\n c | 30 | 0 | 0 | 0 | 0\n v | 95 | 1 | 0 | 3 | 0\n d |  | 0 | 0 | 0 | 0
 w | 95 | 0 | 1 | 2 | 1\n x | 95 | 0 | 0 | 3 | 9";
    let proposed = |plan: &mut Plan, as_of: &str, id: &str| -> Vec<String> {
        let found = score_at(plan, as_of, &[], figures);
        let said = unit(&found, id).consequences.iter().map(|proposed| {
            let how = match (proposed.provisional, proposed.if_unchanged) {
                (true, _) => "?",
                (false, true) => "…",
                (false, false) => "!",
            };
            format!("{}{how}", proposed.then)
        });
        said.collect()
    };
    assert_eq!(proposed(&mut plan, "2022-06-30", "c"), ["约谈…", "通报…", "奖励…"]);
    assert_eq!(proposed(&mut plan, "2022-12-31", "c"), ["约谈!", "通报!", "奖励!"]);
    assert_eq!(proposed(&mut plan, "2022-06-30", "v"), ["约谈!", "移送!", "检查!", "复查!"]);
    // One of the three points is taken as long as the dirt lies there.
    assert_eq!(proposed(&mut plan, "2022-06-30", "w"), ["约谈…", "移送…", "检查…", "复查…"]);
    assert_eq!(proposed(&mut plan, "2022-12-31", "w"), ["约谈!", "移送!", "检查!", "复查!"]);
    assert_eq!(proposed(&mut plan, "2022-06-30", "x"), ["奖励…", "检查!", "复查!"]);
    assert_eq!(proposed(&mut plan, "2022-06-30", "d"), ["约谈?", "通报?", "奖励…"]);
}

/// 四平、辽源、公主岭: high scores beside the worst rivers.
#[test]
fn a_top_grade_beside_a_river_worse_than_v_is_a_contradiction() {
    let river =
        measured("river", figure("river"), TargetNode::ClassAtLeast(class(2)), deduct("2", "1", Parts::WholeOnly));
    let mut plan = plan("100", vec![item("score", "94"), item("river", "6")], vec![scored("score"), river]);
    let found = score(&mut plan, "unit | score | river\n a | 100 | 5\n b | 100 | 2\n c | 50 | 5");
    let keys = |id: &str| unit(&found, id).contradictions.iter().map(|message| message.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys("a"), ["contradiction-worst-class"]);
    assert!(keys("b").is_empty() && keys("c").is_empty());
}

/// `--unit` hands back a few; ranks and quotas count all.
#[test]
fn picking_units_changes_nothing_about_them() {
    let mut plan = with_quota("0.4", QuotaOf::Group);
    let figures = "unit | score | spill\n a | 98 | 0\n b | 96 | 0\n c | 94 | 0";
    let mut all = score(&mut plan, figures);
    let mut some = score_some(&mut plan, &["c"], figures);
    assert_eq!(some.units.len(), 1);
    all.units.retain(|unit| unit.id.0 == "c");
    for item in all.units.iter_mut().flat_map(|unit| &mut unit.items) {
        assert!(item.trace.take().is_some());
    }
    all.units.iter_mut().flat_map(|unit| &mut unit.adjustments).for_each(|veto| veto.trace = None);
    assert_eq!(std::mem::take(&mut some.asked), [UnitId("c".into())]);
    assert_eq!(all, some);
    assert_eq!(said_grade(unit(&some, "c")), "良好 名额");
}

/// One 优秀 a group, one 良好 for all. In 南 nothing can move: 乙 is 良好 now, but two of 北 may yet come before it.
#[test]
fn a_settled_group_may_still_lose_places_that_all_groups_share() {
    let mut plan = graded(Vec::new());
    plan.sheets[0].grades[0].quota = Some(Quota::Count { count: 1, of: QuotaOf::Group });
    plan.sheets[0].grades[1].quota = Some(Quota::Count { count: 1, of: QuotaOf::Sheet });
    let found = score(
        &mut plan,
        "unit | score
         甲@南 | 95
         乙@南 | 92
         丙@北 | *
         丁@北 | *",
    );
    assert_eq!(said_grade(unit(&found, "甲")), "优秀");
    assert_eq!(said_grade(unit(&found, "乙")), "良好 名额 (良好–合格)");
    let come = score(&mut plan, "unit | score\n甲@南 | 95\n乙@南 | 92\n丙@北 | 99\n丁@北 | 93");
    assert_eq!(unit(&come, "乙").grade, "合格");
}

fn when_share(of: ResultValue, below: &str, grade: &str) -> GradeCap {
    let weak = ResultConditionNode::Compare {
        comparison: Comparison::Less,
        left: of,
        right: ResultValue::Number(exact(below)),
    };
    GradeCap { at: Place::default(), when: need(weak), grade: grade.into(), basis: None }
}

/// e is not assessed, but a veto that is still open would make it count with nothing.
#[test]
fn a_veto_over_what_is_left_out_may_still_make_a_condition_hold() {
    let e = ItemId("e".into());
    let rules = vec![scored("a"), scored("e"), veto("fake", VetoEffect::ZeroItem(e.clone()))];
    let mut plan = plan("100", vec![item("a", "90"), item("e", "10")], rules);
    plan.sheets[0].caps = vec![when_share(ResultValue::ItemShare(e), "0.5", "合格")];
    let found = score(&mut plan, "unit | a | e | fake\nx | 95 | n/a | *\ny | 95 | n/a | 1");
    assert_eq!(said_grade(unit(&found, "x")), "优秀 (优秀–合格)");
    assert!(said_grade(unit(&found, "y")).starts_with("合格"));
}

#[test]
fn an_open_item_whose_span_decides_a_condition_leaves_nothing_open() {
    let by = node(FormulaNode::Literal(Literal::Date(day("2022-12-31"))));
    let x = task("x", TargetNode::AllBy(by), curve(CurveNode::Proportional));
    let mut plan = plan("100", vec![item("x", "100")], vec![x]);
    plan.sheets[0].caps = vec![when_share(ResultValue::ItemShare(ItemId("x".into())), "0.5", "不合格")];
    let found = score_at(&mut plan, "2022-09-30", &[], "unit | x\na | 2022-06-30>2022-06-01×8; 2022-12-31>-×2");
    assert_eq!(said_grade(unit(&found, "a")), "优秀 (优秀–良好)");
}

/// g may hand its points to r, the weaker one of the first area.
fn handing() -> Plan {
    let first = area("first", Combine::Sum, "20", vec![item("r", "10"), item("s", "10")]);
    let given = NotApplicablePolicy::GivenTo(vec![ItemId("r".into())]);
    let rules = ["r", "s", "g", "e"].map(scored).to_vec();
    plan("100", vec![first, item_with("g", "10", given), item("e", "70")], rules)
}

#[test]
fn points_that_may_be_handed_into_an_area_shift_its_share() {
    let mut plan = handing();
    plan.sheets[0].caps = vec![when_share(ResultValue::AreaShare("first".into()), "0.4", "不合格")];
    let found = score(&mut plan, "unit | r | s | g | e\na | 0 | 100 | * | 100\nb | 0 | 100 | n/a | 100");
    assert_eq!(said_grade(unit(&found, "a")), "良好 (优秀–不合格)");
    assert_eq!(unit(&found, "b").grade, "不合格");
}

#[test]
fn points_handed_on_are_no_more_than_there_were() {
    let found = score(&mut handing(), "unit | r | s | g | e\na | 100 | 100 | * | 100");
    assert_eq!(said(unit(&found, "a")), "90 [90 – 100] 优秀");
}

#[test]
fn who_is_open_by_the_mean_of_the_group_is_told_so() {
    let x = item_with("x", "10", NotApplicablePolicy::GroupMean);
    let mut plan = plan("100", vec![x, item("e", "90")], vec![scored("x"), scored("e")]);
    let found = score(&mut plan, "unit | x | e\na | n/a | 100\nb | * | 100");
    let open: Vec<&str> = unit(&found, "a").open.iter().map(|say| &*say.key).collect();
    assert_eq!(open, ["reason-open-mean"]);
}

fn with_mean_of_x() -> Plan {
    let x = item_with("x", "50", NotApplicablePolicy::GroupMean);
    let bad = veto("bad", VetoEffect::ZeroItem(ItemId("x".into())));
    plan("100", vec![x, item("e", "50")], vec![scored("x"), scored("e"), bad])
}

/// One lost its points to a veto: the mean is of what the others got, not of what they would have got.
#[test]
fn the_mean_of_a_group_is_of_what_its_members_got() {
    let of = |bad: &str| {
        let figures = format!("unit | x | e | bad\na | 100 | 100 | {bad}\nb | 100 | 100 | 0\nc | n/a | 100 | 0");
        said(unit(&score(&mut with_mean_of_x(), &figures), "c"))
    };
    assert_eq!(of("0"), "100 优秀");
    assert_eq!(of("1"), "75 合格");
    assert_eq!(of("*"), "100 [75 – 100] 优秀?");
}

/// Who is still open may have finished early, and may not be assessed at all.
#[test]
fn the_mean_of_a_group_may_be_above_the_full_points() {
    let x = item_with("x", "50", NotApplicablePolicy::GroupMean);
    let early = tasks_with("x", None, Some(early_by_month("10", "50")));
    let mut plan = plan("100", vec![x, item("e", "50")], vec![early, scored("e")]);
    let figures = "unit | x | e
                   a    | 2022-12-31>2022-12-31 | 100
                   b    | 2022-12-31>* | 100
                   c    | n/a | 100";
    let before = score(&mut plan, figures);
    assert_eq!(said(unit(&before, "c")), "75 [75 – 125] 合格?");
    let after = score(&mut plan, &figures.replace('*', "2022-03-01"));
    assert_eq!(said(unit(&after, "c")), "125 优秀");
}

/// What stands in the way of the next grade beside points: a veto that limits it, one that leaves no place, places that others have.
#[test]
fn how_far_it_is_to_the_next_grade_is_said_with_what_else_stands_in_the_way() {
    let words = crate::words::Words::new(crate::words::Language::Zh);
    let mut plan = with_quota("0.4", QuotaOf::Group);
    let found = score(
        &mut plan,
        "unit | score | spill
         a    | 96    | 0
         b    | 94    | 0
         c    | 88    | 0
         d    | 85    | 1
         e    | 70    | 0
         f    | 50    | 0",
    );
    let said: Vec<String> = found
        .units
        .iter()
        .map(|unit| {
            let next = unit.next.as_ref().map(|next| words.say(&next.say(plan.numbers)));
            format!("{} {}", unit.id, next.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        said,
        [
            "a ",
            "b ",
            "c 按分数差2.00分到“优秀”，另有限制：“优秀”的2个名额已满（a、b），须超过94.00分",
            "d 按分数差5.00分到“优秀”，另有限制：因触发一票否决“spill”，等次拟不高于“良好”；“优秀”的2个名额已满（a、b），须超过94.00分",
            "e 差10.00分到“良好”",
            "f 差10.00分到“合格”",
        ]
    );
    let vetoes: Vec<String> = found.units.iter().flat_map(|unit| &unit.vetoes).map(|said| words.say(said)).collect();
    assert_eq!(vetoes, ["触发一票否决“spill”（如认定，等次不高于“良好”）"]);
}

/// Whom nothing is asked of has no points to be graded or ranked by, and no place is counted for it; one of which something may still come
/// stays.
#[test]
fn a_unit_of_which_nothing_is_assessed_has_no_rank_and_no_grade() {
    let mut plan = plan("100", vec![item("a", "50"), item("b", "50")], vec![scored("a"), scored("b")]);
    let round = crate::figure::RoundingMode::Down;
    plan.sheets[0].grades[0].quota = Some(Quota::Share { share: exact("0.34"), of: QuotaOf::Sheet, round });
    let mut told = |figures: &str| {
        let found = score_with(&mut plan, figures, &AssessOptions::default());
        let units = found.units.iter().map(|unit| format!("{} {}/{} {}", unit.id, unit.rank, unit.of, said(unit)));
        let remarks = found.remarks.iter().map(|remark| format!("{} {}", remark.unit, remark.say.key));
        units.chain(remarks).collect::<Vec<_>>()
    };
    let figures = "unit | a | b
                   a    | 95 | 95
                   b    | 92 | 92
                   c    | n/a | n/a";
    assert_eq!(told(figures), ["a 1/2 95 良好", "b 2/2 92 良好", "c reason-nothing-assessed"]);
    assert_eq!(
        told(&figures.replace("n/a | n/a", "n/a | *")),
        ["a 1/3 95 优秀?", "b 2/3 92 良好", "c 3/3 0 [0 – 100] 不合格?"]
    );
    plan.missing = MissingPolicy::Rescale;
    let found = score_with(&mut plan, &figures.replace("n/a | n/a", "n/a | "), &AssessOptions::default());
    assert_eq!(said(unit(&found, "c")), "0 [0 – 100] 不合格?");
}

/// 79.9965 is printed as 80.00 and has not reached 80: what is short is the total before it is rounded.
#[test]
fn what_only_rounding_brings_to_an_edge_is_told_unrounded() {
    let mut plan = graded(Vec::new());
    plan.numbers.at = RoundAt::Total;
    let found = score(&mut plan, "unit | score\na | 79.9965\nb | 79.99999999999\nc | 79.99");
    let words = crate::words::Words::new(crate::words::Language::Zh);
    let told = found.units.iter().map(|unit| {
        let next = unit.next.as_ref().expect("a grade above");
        format!("{} {} {}", unit.total, next.missing, words.say(&next.say(plan.numbers)))
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "80 0.00000000001 修约前总分79.99999999999分，未达到“良好”的80分",
            "80 0.0035 修约前总分79.9965分，未达到“良好”的80分",
            "79.99 0.01 差0.01分到“良好”",
        ]
    );
}
