//! A whole page of scoring rules, and rules that are not measured.

use super::*;
use crate::clauses::clauses;
use crate::figure::RoundingMode;

fn result(condition: ResultConditionNode) -> ResultCondition {
    node(condition)
}

fn need(source: &str, condition: ResultConditionNode) -> Need {
    Need { source: source.to_owned(), condition: result(condition) }
}

fn compared(left: ResultValue, comparison: Comparison, number: &str) -> ResultConditionNode {
    ResultConditionNode::Compare { comparison, left, right: ResultValue::Number(exact(number)) }
}

/// A sheet with one of everything.
pub(crate) fn whole() -> Plan {
    let mut plan = county();
    let open = filter(table("farms"), compare(col("closed"), Comparison::NotEqual, yes()));
    let mut proportional = curve(CurveNode::Proportional);
    proportional.none_below = Some(node(pct("50")));
    let mut manure = rule(
        "water/manure-utilisation",
        "畜禽粪污综合利用率",
        measured(
            Measure::Formula(ratio(sum(open.clone(), "used"), sum(open.clone(), "produced"))),
            TargetNode::AtLeast(letter_or(percent("80"), true)),
            proportional,
        ),
    );
    manure.basis = vec![
        Basis {
            document: "2022年全市生态环境保护工作会议讲话".to_owned(),
            clause: Some("二（二）黑土地保卫战".to_owned()),
        },
        Basis { document: "农牧发〔2018〕4号".to_owned(), clause: None },
    ];
    manure.note = Some("原文数值未公开，目标值暂定。".to_owned());
    manure.show_as = Some(ShowAs::Percent { places: 1 });
    manure.missing = Some(MissingPolicy::Pending);
    manure.applies_when = Some(AppliesWhen {
        condition: holds(count(open.clone()), Comparison::Greater, value(number("0"))),
        otherwise: Some("无规模养殖场".to_owned()),
    });
    manure.exceptions = vec![
        Exception {
            label: "新建场".to_owned(),
            at: Place::file("test.rhai"),
            when: holds(count(open.clone()), Comparison::LessOrEqual, value(number("2"))),
            then: ExceptionThen::Target(node(TargetNode::AtLeast(value(percent("70"))))),
        },
        Exception {
            label: "受灾".to_owned(),
            at: Place::file("test.rhai"),
            when: node(ConditionNode::UnitIs { units: vec![UnitId("yumin".to_owned())] }),
            then: ExceptionThen::NotAssessed,
        },
        Exception {
            label: "试点".to_owned(),
            at: Place::file("test.rhai"),
            when: node(ConditionNode::UnitIs { units: vec![UnitId("sihe".to_owned())] }),
            then: ExceptionThen::Curve(node(curve(CurveNode::FullOrNone))),
        },
    ];
    let by_hand = rule(
        "duty/publicity",
        "宣传教育",
        Body::ByHand { what: "根据宣传活动的组织情况和群众知晓程度".to_owned(), most: exact("4") },
    );
    let not_expressible = rule(
        "duty/leadership",
        "组织领导",
        Body::NotExpressible {
            clause: "党政主要领导高度重视，部署有力。".to_owned(),
            why: "“高度重视”没有可核验的数据".to_owned(),
        },
    );
    let mut bonus = rule(
        "extra/eco-villages",
        "新建省级生态村",
        of(count(table("projects")), TargetNode::Open, CurveNode::PerCase { points: exact("0.5"), cap: None }),
    );
    bonus.kind = RuleKind::Bonus;
    let mut deduction = rule(
        "extra/criticised",
        "被上级通报批评",
        of(count(table("fires")), TargetNode::Open, CurveNode::PerCase { points: exact("1"), cap: Some(exact("3")) }),
    );
    deduction.kind = RuleKind::Deduction;
    deduction.waived_when = Some(holds(count(table("boilers")), Comparison::Equal, value(number("0"))));
    let veto = |id: &str, title: &str, effect| {
        let when = any(table("fires"), is(col("zone"), Literal::Text("禁烧区".to_owned())));
        Rule { kind: RuleKind::Veto, ..rule(id, title, Body::Veto { when, effect }) }
    };
    plan.rules = vec![
        manure,
        by_hand,
        not_expressible,
        bonus,
        deduction,
        veto("veto/item", "弄虚作假", VetoEffect::ZeroItem(ItemId("water/manure-utilisation".to_owned()))),
        veto("veto/area", "瞒报漏报", VetoEffect::ZeroArea("water".to_owned())),
        veto("veto/cap", "督察点名", VetoEffect::CapGrade("合格".to_owned())),
        veto("veto/fail", "较大以上突发环境事件", VetoEffect::Fail),
    ];
    let Child::Item(mut manure_item) = item("water/manure-utilisation", "6") else { unreachable!("an item") };
    manure_item.departments = texts(&["市农业农村局", "市生态环境局"]);
    let water = area(
        "water",
        "碧水保卫战",
        "6",
        vec![Child::Area(area("water/manure", "畜禽养殖", "6", vec![Child::Item(manure_item)]))],
    );
    let mut duty = area("duty", "责任落实", "8", vec![item("duty/publicity", "4"), item("duty/leadership", "4")]);
    duty.combine = Combine::Worst;
    duty.not_applicable = Some(NotApplicablePolicy::Full);
    let mut sheet =
        sheet("towns", "乡镇（街道）考核评分表", area("", "", "14", vec![Child::Area(water), Child::Area(duty)]));
    let adjust = |id: &str, cap: Option<&str>| Adjustment {
        rule: ItemId(id.to_owned()),
        at: Place::file("scheme.yaml"),
        cap: cap.map(points),
    };
    sheet.adjustments = vec![
        adjust("extra/eco-villages", Some("2")),
        adjust("extra/criticised", None),
        adjust("veto/item", None),
        adjust("veto/area", None),
        adjust("veto/cap", None),
        adjust("veto/fail", None),
    ];
    sheet.bonus_cap = Some(points("3"));
    sheet.deduction_cap = Some(points("5"));
    sheet.total_cap = Some(points("14"));
    let excellent = &mut sheet.grades[0];
    excellent.quota = Some(Quota::Share { share: exact("0.3"), of: QuotaOf::Group, round: RoundingMode::Down });
    excellent.needs = vec![
        node(need("no_area_below_60", compared(ResultValue::AreasBelow(exact("0.6")), Comparison::Equal, "0"))),
        node(need("rank <= 10", compared(ResultValue::Rank, Comparison::LessOrEqual, "10"))),
    ];
    sheet.tie_break = vec![TieBreak::Area("water".to_owned()), TieBreak::FewestDeductions];
    sheet.caps = vec![GradeCap {
        at: Place::file("scheme.yaml"),
        when: need("overdue", ResultConditionNode::Mark(Mark::Overdue)),
        grade: "良好".to_owned(),
        basis: Some("考核办法第十二条".to_owned()),
    }];
    let consequence =
        |when, then: &str| Consequence { at: Place::file("scheme.yaml"), when: need("", when), then: then.to_owned() };
    sheet.consequences = vec![
        consequence(
            ResultConditionNode::Or(
                Box::new(result(ResultConditionNode::Grade { grade: "不合格".to_owned(), worse: false })),
                Box::new(result(compared(ResultValue::AreasBelow(exact("0.6")), Comparison::GreaterOrEqual, "2"))),
            ),
            "约谈主要负责人",
        ),
        consequence(ResultConditionNode::Vetoed(Some(ItemId("veto/item".to_owned()))), "移送问责"),
        consequence(compared(ResultValue::AreaShare("water".to_owned()), Comparison::Less, "0.6"), "通报批评"),
        consequence(compared(ResultValue::Deducted, Comparison::GreaterOrEqual, "3"), "挂牌督办"),
    ];
    plan.letters = vec![Letter {
        unit: UnitId("sihe".to_owned()),
        item: ItemId("water/manure-utilisation".to_owned()),
        target: Some(percent("85")),
        due: None,
        from: None,
        at: Place::new("letters.csv", 2, 0),
        fields: Default::default(),
    }];
    plan.sheets = vec![sheet];
    plan
}

#[test]
fn a_whole_page_of_scoring_rules() {
    let plan = whole();
    insta::assert_snapshot!("page-zh", clauses(&plan, &Words::new(Language::Zh)));
    insta::assert_snapshot!("page-en", clauses(&plan, &Words::new(Language::En)));
}

/// Under a mean what an item or an area has is a weight; points are told of an item only where its clause counts in them.
#[test]
fn the_items_of_a_mean_have_weights_and_no_points() {
    let mut plan = county();
    let share = |id: &str| {
        rule(id, id, of(count(table("farms")), TargetNode::AtLeast(value(number("5"))), CurveNode::Proportional))
    };
    let deduct = CurveNode::Deduct { points: exact("0.5"), per: Quantity::bare(exact("1")), parts: Parts::WholeOnly };
    let off = rule("off", "off", of(count(table("fires")), TargetNode::Zero, deduct));
    plan.rules = vec![share("whole"), share("part"), off];
    let inner = area("inner", "板块", "2", vec![item("part", "30")]);
    let mut mean = area("mean", "指数", "16", vec![Child::Area(inner), item("whole", "3"), item("off", "5")]);
    mean.combine = Combine::WeightedMean;
    plan.sheets = vec![sheet("towns", "评分表", area("", "", "16", vec![Child::Area(mean)]))];
    let page = clauses(&plan, &Words::new(Language::Zh));
    let told: Vec<&str> = page
        .lines()
        .skip_while(|line| !line.contains("指数"))
        .take_while(|line| !line.contains("等次"))
        .filter(|line| !line.is_empty() && !line.starts_with("- "))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// Whatever is said about results in both languages and both ways.
#[test]
fn every_condition_over_results_has_words() {
    use crate::clauses::result::say_result_condition;
    let plan = whole();
    let item = || ItemId("water/manure-utilisation".to_owned());
    let compare = |left, comparison, right: &str| compared(left, comparison, right);
    let conditions = [
        compare(ResultValue::Total, Comparison::GreaterOrEqual, "90"),
        compare(ResultValue::Rank, Comparison::Greater, "3"),
        compare(ResultValue::AreaPoints("water".to_owned()), Comparison::Less, "3"),
        compare(ResultValue::ItemPoints(item()), Comparison::Less, "3"),
        compare(ResultValue::ItemShare(item()), Comparison::Less, "0.5"),
        compare(ResultValue::AreasBelow(exact("0.6")), Comparison::Less, "3"),
        compare(ResultValue::Marked(Mark::Overdue), Comparison::GreaterOrEqual, "2"),
        compare(ResultValue::Marked(Mark::AtRisk), Comparison::GreaterOrEqual, "2"),
        compare(ResultValue::Marked(Mark::Vetoed), Comparison::GreaterOrEqual, "1"),
        ResultConditionNode::Grade { grade: "合格".to_owned(), worse: true },
        ResultConditionNode::Mark(Mark::AtRisk),
        ResultConditionNode::Mark(Mark::Vetoed),
        ResultConditionNode::Mark(Mark::Overdue),
        ResultConditionNode::Vetoed(None),
        ResultConditionNode::Vetoed(Some(ItemId("veto/item".to_owned()))),
        ResultConditionNode::And(
            Box::new(result(ResultConditionNode::Grade { grade: "优秀".to_owned(), worse: false })),
            Box::new(result(ResultConditionNode::Mark(Mark::Overdue))),
        ),
    ];
    let (zh, en) = (Words::new(Language::Zh), Words::new(Language::En));
    let mut text = String::new();
    for condition in conditions {
        for condition in [result(condition.clone()), result(ResultConditionNode::Not(Box::new(result(condition))))] {
            let said = say_result_condition(&plan, &condition);
            text.push_str(&format!("{}\n  {}\n", zh.say(&said), en.say(&said)));
        }
    }
    assert!(!text.contains('⟨'), "a message without words:\n{text}");
    insta::assert_snapshot!(text);
}
