//! Every curve and every target.

use super::*;
use crate::clauses::tests::build as b;

fn manure() -> Formula {
    let farms = filter(table("farms"), compare(col("closed"), Comparison::NotEqual, yes()));
    ratio(sum(farms.clone(), "used"), sum(farms, "produced"))
}

fn boilers() -> Measure {
    Measure::Task {
        rows: filter(table("boilers"), is(col("inside"), Literal::Bool(false))),
        done: col("done_on"),
        due: Some(col("due_on")),
    }
}

fn at_least(literal: Literal) -> TargetNode {
    TargetNode::AtLeast(value(literal))
}

fn fires() -> Formula {
    count(unique(table("fires"), &["fire"]))
}

/// The sentence that the issue asks for, character by character.
#[test]
fn the_manure_clause_reads_as_an_official_would_write_it() {
    let farms = table("farms");
    let mut curve = b::curve(CurveNode::Proportional);
    curve.none_below = Some(node(pct("50")));
    let measure = Measure::Formula(ratio(sum(farms.clone(), "used"), sum(farms.clone(), "produced")));
    let body = measured(measure, TargetNode::AtLeast(letter()), curve);
    let mut rule = rule("water/manure-utilisation", "规模养殖场畜禽粪污综合利用率", body);
    rule.applies_when = Some(AppliesWhen {
        condition: holds(count(farms), Comparison::Greater, value(number("0"))),
        otherwise: Some("无规模养殖场".to_owned()),
    });
    let plan = county();
    let full = points("6");
    let setting = Setting { full: Some(&full), not_applicable: &plan.not_applicable, missing: None, departments: &[] };
    let zh = Words::new(Language::Zh);
    assert_eq!(
        zh.say(&say_rule(&plan, &zh, &rule, setting).clause),
        "规模养殖场畜禽粪污综合利用率（综合利用量÷粪污产生量）达到责任书目标的得满分6分；\
         未达到的按完成比例计分，低于50%的不得分。无规模养殖场的不考核，分值按比例调整。"
    );
}

#[test]
fn every_curve_has_a_clause() {
    let plan = county();
    let mut none_below = curve(CurveNode::Proportional);
    none_below.none_below = Some(node(pct("50")));
    let mut late = curve(CurveNode::Proportional);
    late.late = Some(node(Late { share: exact("0.2"), period: Period::Month }));
    late.early = Some(node(Early { points: exact("0.5"), period: Period::Month, cap: exact("1") }));
    let deduct = |parts| CurveNode::Deduct { points: exact("0.5"), per: pct("1"), parts };
    let checklist = CurveNode::Checklist(vec![
        node(ChecklistPart {
            label: "建立台账".to_owned(),
            holds: holds(count(table("farms")), Comparison::Greater, value(number("0"))),
            points: exact("2"),
            applies_when: None,
        }),
        node(ChecklistPart {
            label: "设施配套".to_owned(),
            holds: all(table("farms"), is(col("equipped"), Literal::Bool(true))),
            points: exact("4"),
            applies_when: Some(holds(count(table("farms")), Comparison::Greater, value(number("0")))),
        }),
    ]);
    let given = |given| node(FormulaNode::Given(given));
    let custom = CurveNode::Custom {
        source: "|m, t, full| full *\n    m / t".to_owned(),
        formula: Box::new(work_out(
            given(Given::Full),
            Arithmetic::Multiply,
            ratio(given(Given::Measure), given(Given::Target)),
        )),
        share: false,
    };
    let custom_share =
        CurveNode::Custom { source: "|m| 1".to_owned(), formula: Box::new(value(number("1"))), share: true };
    let improve = TargetNode::ImproveOnLastYear { by: value(percent("2")), towards: Towards::Higher };
    let stages = Measure::Tally { rows: table("projects"), label: col("stage") };
    let rank = node(FormulaNode::RankAmong { value: Box::new(manure()), among: Among::Group, best: Best::Highest });
    let title = "粪污综合利用率";
    let rules = [
        ("full_or_none", rule("a", title, of(manure(), at_least(percent("90")), CurveNode::FullOrNone))),
        (
            "proportional, none below",
            rule("a", title, measured(Measure::Formula(manure()), TargetNode::AtLeast(letter()), none_below)),
        ),
        (
            "proportional, lower is better",
            rule("a", "火点数", of(fires(), TargetNode::AtMost(value(number("5"))), CurveNode::Proportional)),
        ),
        ("tasks, late and early", {
            let target = TargetNode::AllBy(value(Literal::Date(day("2022-10-31"))));
            let mut rule = rule("a", "建成区外燃煤锅炉治理", measured(boilers(), target, late));
            rule.at_risk_within = Some(30);
            rule
        }),
        (
            "linear to the target",
            rule(
                "a",
                title,
                of(
                    manure(),
                    at_least(percent("90")),
                    CurveNode::Linear { from: value(percent("60")), to: value(percent("90")) },
                ),
            ),
        ),
        (
            "linear beside the target",
            rule(
                "a",
                "火点数",
                of(
                    fires(),
                    TargetNode::AtMost(value(number("3"))),
                    CurveNode::Linear { from: value(number("10")), to: value(number("2")) },
                ),
            ),
        ),
        (
            "steps up",
            rule(
                "a",
                title,
                of(
                    manure(),
                    TargetNode::Open,
                    CurveNode::Steps(vec![
                        step(percent("95"), "1"),
                        step(percent("90"), "0.75"),
                        step(percent("80"), "1/3"),
                    ]),
                ),
            ),
        ),
        (
            "steps by class",
            rule(
                "a",
                "断面水质",
                of(
                    figure(table("readings"), AggregateNode::Worst(col("published"))),
                    TargetNode::ClassAtLeast(value(water_class(2))),
                    CurveNode::Steps(vec![
                        step(water_class(2), "1"),
                        step(water_class(3), "0.5"),
                        step(water_class(4), "0.25"),
                    ]),
                ),
            ),
        ),
        ("deduct, pro rata", rule("a", title, of(manure(), TargetNode::AtLeast(letter()), deduct(Parts::ProRata)))),
        ("deduct, whole only", rule("a", title, of(manure(), TargetNode::AtLeast(letter()), deduct(Parts::WholeOnly)))),
        (
            "deduct, part as one",
            rule("a", title, of(manure(), TargetNode::AtLeast(letter()), deduct(Parts::CountAsOne))),
        ),
        (
            "deduct by class",
            rule(
                "a",
                "断面水质",
                of(
                    figure(table("readings"), AggregateNode::Worst(col("published"))),
                    TargetNode::ClassAtLeast(letter_or(water_class(2), true)),
                    CurveNode::Deduct { points: exact("2"), per: Quantity::bare(1), parts: Parts::WholeOnly },
                ),
            ),
        ),
        ("per_case", {
            let per_case = CurveNode::PerCase { points: exact("2"), cap: None };
            let mut rule = rule("a", "秸秆焚烧火点", of(fires(), TargetNode::Zero, per_case));
            rule.events = Some("fire".to_owned());
            rule
        }),
        (
            "per_case beyond a limit",
            rule(
                "a",
                "秸秆焚烧火点",
                of(
                    fires(),
                    TargetNode::AtMost(value(number("3"))),
                    CurveNode::PerCase { points: exact("0.5"), cap: Some(exact("4")) },
                ),
            ),
        ),
        (
            "rank_bands",
            rule(
                "a",
                "利用率排名",
                of(
                    rank,
                    TargetNode::Open,
                    CurveNode::RankBands(vec![
                        RankBand { up_to: 1, share: exact("1") },
                        RankBand { up_to: 5, share: exact("0.75") },
                    ]),
                ),
            ),
        ),
        ("improvement", rule("a", title, of(manure(), improve, CurveNode::Improvement))),
        (
            "improvement, standing still",
            rule(
                "a",
                "化肥使用量",
                of(sum(table("farms"), "produced"), TargetNode::NotAboveLastYear, CurveNode::Improvement),
            ),
        ),
        ("pace", rule("a", title, of(manure(), TargetNode::AtLeast(letter()), CurveNode::Pace))),
        (
            "levels",
            rule(
                "a",
                "规范化建设评定",
                measured(
                    stages.clone(),
                    TargetNode::Open,
                    curve(CurveNode::Levels(vec![share_of("优", "1"), share_of("良", "0.75"), share_of("差", "0")])),
                ),
            ),
        ),
        (
            "stages",
            rule(
                "a",
                "重点工程建设",
                measured(
                    stages,
                    TargetNode::Open,
                    curve(CurveNode::Stages(vec![
                        share_of("已完成", "1"),
                        share_of("调试", "0.75"),
                        share_of("在建", "0.5"),
                    ])),
                ),
            ),
        ),
        ("checklist", rule("a", "规范化管理", measured(Measure::Checklist, TargetNode::Open, curve(checklist)))),
        ("custom", rule("a", title, of(manure(), at_least(percent("90")), custom.clone()))),
        (
            "custom, of a deduction",
            Rule { kind: RuleKind::Deduction, ..rule("a", title, of(manure(), at_least(percent("90")), custom)) },
        ),
        (
            "a custom share, of a deduction",
            Rule {
                kind: RuleKind::Deduction,
                ..rule("a", title, of(manure(), TargetNode::Open, custom_share.clone()))
            },
        ),
        (
            "a custom share, of a bonus",
            Rule { kind: RuleKind::Bonus, ..rule("a", title, of(manure(), TargetNode::Open, custom_share)) },
        ),
    ];
    insta::assert_snapshot!(page(&plan, &rules));
}

#[test]
fn every_target_has_a_clause() {
    let plan = county();
    let worst = || figure(table("readings"), AggregateNode::Worst(col("published")));
    let with = |title: &str, formula: Formula, target| rule("a", title, of(formula, target, CurveNode::FullOrNone));
    let task = |due: Option<Column>, target| {
        let measure = Measure::Task { rows: table("boilers"), done: col("done_on"), due };
        rule("a", "燃煤锅炉治理", measured(measure, target, curve(CurveNode::FullOrNone)))
    };
    let letter_due = node(FormulaNode::LetterDue { or: Some(day("2022-10-31")) });
    let rate = "粪污综合利用率";
    let rules = [
        ("at_least letter", with(rate, manure(), TargetNode::AtLeast(letter()))),
        ("at_least letter, default", with(rate, manure(), TargetNode::AtLeast(letter_or(percent("80"), false)))),
        ("at_least letter, assumed", with(rate, manure(), TargetNode::AtLeast(letter_or(percent("80"), true)))),
        ("at_least 100%", with(rate, manure(), at_least(percent("100")))),
        ("at_most", with("火点数", fires(), TargetNode::AtMost(letter()))),
        ("equals", with("火点数", fires(), TargetNode::Equals(value(number("0"))))),
        (
            "between",
            with(
                "pH值",
                figure(table("readings"), AggregateNode::MeanPh { value: col("ph"), places: 2 }),
                TargetNode::Between { low: value(number("6")), high: value(number("9")) },
            ),
        ),
        ("zero", with("火点数", fires(), TargetNode::Zero)),
        ("all_by a day", task(None, TargetNode::AllBy(value(Literal::Date(day("2022-10-31")))))),
        ("all_by the letter's day", task(None, TargetNode::AllBy(letter_due.clone()))),
        ("all_by each its own", task(Some(col("due_on")), TargetNode::AllBy(letter_due))),
        ("not_above_last_year", with("火点数", fires(), TargetNode::NotAboveLastYear)),
        ("not_below_last_year", with(rate, manure(), TargetNode::NotBelowLastYear)),
        (
            "improve, lower",
            with("火点数", fires(), TargetNode::ImproveOnLastYear { by: value(number("2")), towards: Towards::Lower }),
        ),
        (
            "improve, higher",
            with(rate, manure(), TargetNode::ImproveOnLastYear { by: value(percent("2")), towards: Towards::Higher }),
        ),
        ("class_at_least", with("断面水质", worst(), TargetNode::ClassAtLeast(value(water_class(2))))),
        ("class_at_least letter", with("断面水质", worst(), TargetNode::ClassAtLeast(letter()))),
        ("class_at_least, the last", with("断面水质", worst(), TargetNode::ClassAtLeast(value(water_class(5))))),
    ];
    insta::assert_snapshot!(page(&plan, &rules));
}

#[test]
fn bonuses_and_deductions_add_and_take() {
    let plan = county();
    let of_kind = |kind, title: &str, body| Rule { kind, ..rule("a", title, body) };
    let per_case = |cap: Option<&str>| CurveNode::PerCase { points: exact("0.5"), cap: cap.map(exact) };
    let steps = CurveNode::Steps(vec![step(percent("95"), "1"), step(percent("90"), "0.5")]);
    let deduct = CurveNode::Deduct { points: exact("0.5"), per: pct("1"), parts: Parts::CountAsOne };
    let rules = [
        ("bonus by case", of_kind(RuleKind::Bonus, "新建生态村", of(fires(), TargetNode::Open, per_case(None)))),
        (
            "bonus beyond a target",
            of_kind(
                RuleKind::Bonus,
                "新建生态村",
                of(fires(), TargetNode::AtLeast(value(number("2"))), per_case(Some("3"))),
            ),
        ),
        (
            "bonus at a target",
            of_kind(RuleKind::Bonus, "超额完成", of(manure(), at_least(percent("95")), CurveNode::FullOrNone)),
        ),
        ("deduction by case", of_kind(RuleKind::Deduction, "通报批评", of(fires(), TargetNode::Open, per_case(None)))),
        (
            "deduction below a target",
            of_kind(RuleKind::Deduction, "能耗强度", of(manure(), at_least(percent("95")), deduct)),
        ),
        ("deduction by steps", of_kind(RuleKind::Deduction, "报送质量", of(manure(), at_least(percent("95")), steps))),
        (
            "deduction, all or nothing",
            of_kind(RuleKind::Deduction, "自评报告", of(manure(), at_least(percent("100")), CurveNode::FullOrNone)),
        ),
        (
            "deduction in proportion",
            of_kind(RuleKind::Deduction, "自评报告", of(manure(), at_least(percent("100")), CurveNode::Proportional)),
        ),
    ];
    insta::assert_snapshot!(page(&plan, &rules));
}
