//! What is not known yet: whatever it turns out to be, the points, totals and grades lie within what was said before.

use super::fixture::*;
use crate::assess::{AssessOptions, Assessment, Status, Supposed};
use crate::plan::*;
use crate::words::{Language, Words};

fn one(rule: Rule) -> Plan {
    let id = rule.id.0.clone();
    plan("10", vec![item(&id, "10")], vec![rule])
}

/// The only item of each unit as `points [at least – at most]`.
fn spans(assessment: &Assessment) -> Vec<String> {
    holds_together(assessment);
    let mut units: Vec<_> = assessment.units.iter().collect();
    units.sort_by(|left, right| left.id.cmp(&right.id));
    let span = |unit: &crate::assess::UnitResult| {
        let item = unit.items.first().expect("one item");
        format!("{} {} [{} – {}]", unit.id, item.points, item.at_least, item.at_most)
    };
    units.into_iter().map(span).collect()
}

#[test]
fn an_exception_that_may_still_apply_leaves_room_for_both_outcomes() {
    let figures = "unit | fraud
                   a    | *
                   b    | 0
                   c    | n/a";
    let hands = [given_by_hand("a", "x", "7"), given_by_hand("b", "x", "7"), given_by_hand("c", "x", "7")];
    let spans_with = |then| {
        let mut plan = one(exception(by_hand("x", "10"), "fraud", then));
        spans(&score_at(&mut plan, "2022-12-31", &hands, figures))
    };
    assert_eq!(spans_with(ExceptionThen::NoPoints), ["a 7 [0 – 7]", "b 7 [7 – 7]", "c 7 [7 – 7]"]);
    assert_eq!(spans_with(ExceptionThen::FullPoints), ["a 7 [7 – 10]", "b 7 [7 – 7]", "c 7 [7 – 7]"]);
    // What is not assessed is scaled away: the rest stands for it, anything from nothing to full.
    assert_eq!(spans_with(ExceptionThen::NotAssessed), ["a 7 [0 – 10]", "b 7 [7 – 7]", "c 7 [7 – 7]"]);
}

#[test]
fn two_exceptions_of_which_one_is_open_may_yet_contradict_each_other() {
    let rule = exception(by_hand("x", "10"), "flood", ExceptionThen::FullPoints);
    let mut plan = one(exception(rule, "fraud", ExceptionThen::NoPoints));
    let hands = [given_by_hand("a", "x", "7"), given_by_hand("b", "x", "7")];
    let found = score_at(&mut plan, "2022-12-31", &hands, "unit | flood | fraud\na | 1 | *\nb | * | *");
    assert_eq!(spans(&found), ["a 10 [7 – 10]", "b 7 [0 – 10]"]);
}

/// What a person has to settle stands first; the figure by which the item is scored till then after it.
#[test]
fn exceptions_that_clash_are_the_reason() {
    let rule = exception(scored("x"), "flood", ExceptionThen::FullPoints);
    let mut plan = one(exception(rule, "fraud", ExceptionThen::NoPoints));
    let found = score(&mut plan, "unit | x | flood | fraud\na | 70 | 1 | 1");
    let unit = unit(&found, "a");
    let words = Words::new(Language::Zh);
    let clash = "同时适用多个特殊情形（flood、fraud），请核定；暂按一般规定：70，未达到目标（≥100），得部分分";
    assert_eq!(words.say(&item_of(unit, "x").reason), clash);
    assert_eq!(unit.open.iter().map(|said| words.say(said)).collect::<Vec<_>>(), [format!("x：{clash}")]);
}

#[test]
fn an_excuse_that_may_come_raises_what_can_be_reached() {
    let mut plan = one(Rule { waived_when: Some(is_positive("good_year")), ..by_hand("x", "10") });
    let found = score_at(&mut plan, "2022-12-31", &[given_by_hand("a", "x", "7")], "unit | good_year\na |");
    assert_eq!(spans(&found), ["a 7 [7 – 10]"]);
}

#[test]
fn a_veto_among_the_items_may_still_take_its_points() {
    let mut plan = one(veto("x", VetoEffect::Fail));
    let found = score(&mut plan, "unit | x\na | *\nb | 0\nc | 1");
    assert_eq!(spans(&found), ["a 10 [0 – 10]", "b 10 [10 – 10]", "c 0 [0 – 0]"]);
}

#[test]
fn a_bonus_whose_exception_is_open_may_still_fall_away() {
    let praised = exception(cases("praised", RuleKind::Bonus, "0.3"), "fraud", ExceptionThen::NoPoints);
    let mut plan = plan("100", vec![item("e", "100")], vec![scored("e"), praised]);
    let found = score(&mut plan, "unit | e | praised | fraud\na | 50 | 2 | *\nb | 50 | 2 | 0");
    holds_together(&found);
    assert_eq!(said(unit(&found, "a")), "50.6 [50 – 50.6] 不合格");
    assert_eq!(said(unit(&found, "b")), "50.6 不合格");
}

/// The veto holds as things stand, and what would spare the unit is not known yet.
#[test]
fn a_veto_that_may_still_fall_away_leaves_the_better_outcome_open() {
    let scored_with = |effect, figures: &str| {
        let spill = exception(veto("spill", effect), "rescue", ExceptionThen::NotAssessed);
        let water = area("water", Combine::Sum, "100", vec![item("e", "100")]);
        let mut plan = plan("100", vec![water], vec![scored("e"), spill]);
        let found = score(&mut plan, figures);
        holds_together(&found);
        let unit = unit(&found, "a");
        let open: Vec<&str> = unit.open.iter().map(|message| message.key.as_ref()).collect();
        format!("{} {}–{} {open:?}", said(unit), unit.grade_at_least, unit.grade_at_most)
    };
    let open = "unit | e | spill | rescue\na | 95 | 1 | *";
    let sure = "unit | e | spill | rescue\na | 95 | 1 | 0";
    let cap = || VetoEffect::CapGrade("合格".into());
    assert_eq!(scored_with(cap(), open), "95 合格? 合格–优秀 [\"reason-open-veto\"]");
    assert_eq!(scored_with(cap(), sure), "95 合格 合格–合格 []");
    let zero_item = || VetoEffect::ZeroItem(ItemId("e".into()));
    assert_eq!(scored_with(zero_item(), open), "0 [0 – 95] 不合格? 不合格–优秀 [\"reason-open-veto\"]");
    assert_eq!(scored_with(zero_item(), sure), "0 不合格 不合格–不合格 []");
    let zero_area = || VetoEffect::ZeroArea("water".into());
    assert_eq!(scored_with(zero_area(), open), "0 [0 – 95] 不合格? 不合格–优秀 [\"reason-open-veto\"]");
    let fail = || VetoEffect::Fail;
    assert_eq!(scored_with(fail(), open), "95 不合格? 不合格–优秀 [\"reason-open-veto\"]");
}

#[test]
fn a_condition_over_vetoes_waits_for_one_that_may_fall_away() {
    let effect = VetoEffect::ZeroItem(ItemId("e".into()));
    let spill = exception(veto("spill", effect), "rescue", ExceptionThen::NotAssessed);
    let mut plan = plan("100", vec![item("e", "5"), item("f", "95")], vec![scored("e"), scored("f"), spill]);
    for condition in [ResultConditionNode::Vetoed(None), ResultConditionNode::Mark(Mark::Vetoed)] {
        let when = need(condition);
        plan.sheets[0].caps = vec![GradeCap { at: Place::default(), when, grade: "合格".into(), basis: None }];
        let grades = |plan: &mut Plan, figures: &str| {
            let found = score(plan, figures);
            let unit = unit(&found, "a");
            [&unit.grade, &unit.grade_at_least, &unit.grade_at_most].map(String::clone)
        };
        let head = "unit | e | f | spill | rescue\n";
        assert_eq!(grades(&mut plan, &format!("{head}a | 100 | 100 | 1 | *")), ["合格", "合格", "优秀"]);
        assert_eq!(grades(&mut plan, &format!("{head}a | 100 | 100 | 1 | 0")), ["合格"; 3]);
        assert_eq!(grades(&mut plan, &format!("{head}a | 100 | 100 | * | 0")), ["优秀", "合格", "优秀"]);
    }
}

#[test]
fn a_row_that_cannot_be_placed_leaves_its_item_open() {
    let mut plan = one(measured("x", figure("x"), TargetNode::Zero, per_case("1")));
    let found = score(&mut plan, "unit | x\na | 0~\nb | 1~\nc | 1\nd | n/a~");
    assert_eq!(spans(&found), ["a 10 [0 – 10]", "b 9 [0 – 10]", "c 9 [9 – 9]", "d 0 [0 – 10]"]);
    assert_eq!(item_of(unit(&found, "a"), "x").reason.key, "reason-rows-in-doubt");
    // So do those of a condition, of tasks and of labels.
    let mut vetoed = plan_with_veto();
    let found = score(&mut vetoed, "unit | e | fake\na | 100 | 0~\nb | 100 | 0");
    assert_eq!(said(unit(&found, "a")), "100 [0 – 100] 优秀?");
    assert_eq!(said(unit(&found, "b")), "100 优秀");
    let mut tasks = one(tasks_with("x", None, None));
    assert_eq!(spans(&score(&mut tasks, "unit | x\na | 2022-06-30>2022-06-01~")), ["a 10 [0 – 10]"]);
    let mut labels = one(tally("x", &[("优", "1"), ("良", "0.8")]));
    assert_eq!(spans(&score(&mut labels, "unit | x\na | 良×1~")), ["a 8 [0 – 10]"]);
}

fn plan_with_veto() -> Plan {
    plan("100", vec![item("e", "100")], vec![scored("e"), veto("fake", VetoEffect::ZeroItem(ItemId("e".into())))])
}

#[test]
fn late_work_that_can_still_be_done_is_part_of_the_most() {
    let mut plan = one(tasks_with("x", Some(late_by_month("0.1")), None));
    let figures = "unit | x\na | 2022-06-30>2022-06-01; 2022-06-30>-";
    assert_eq!(spans(&score_at(&mut plan, "2022-07-15", &[], figures)), ["a 5 [5 – 9.5]"]);
    assert_eq!(spans(&score_at(&mut plan, "2022-12-30", &[], figures)), ["a 5 [5 – 6.5]"]);
    assert_eq!(spans(&score_at(&mut plan, "2022-12-31", &[], figures)), ["a 5 [5 – 5]"]);
}

/// Two areas that scale what is left out away within themselves: the best of each is not in one order over both.
#[test]
fn areas_that_rescale_apart_have_their_best_apart() {
    let apart = |id: &str, children| match area(id, Combine::Sum, "50", children) {
        Child::Area(area) => Child::Area(Area { not_applicable: Some(NotApplicablePolicy::Rescale), ..area }),
        Child::Item(item) => Child::Item(item),
    };
    let second = apart("second", vec![item("b1", "20"), item("b2", "30")]);
    let first = apart("first", vec![item("a1", "20"), item("a2", "30")]);
    let early = tasks_with("a2", None, Some(early_by_month("3", "30")));
    let rules = vec![scored("b1"), scored("b2"), scored("a1"), early];
    let mut plan = plan("100", vec![second, first], rules);
    let done = "2022-12-31>2022-02-28";
    let before =
        score(&mut plan, &format!("unit | b1 | b2 | a1 | a2\na | * | 40 | * | {done}\nb | 100 | 100 | 100 | {done}"));
    let after = score(
        &mut plan,
        &format!("unit | b1 | b2 | a1 | a2\na | 100 | 40 | n/a | {done}\nb | 100 | 100 | 100 | {done}"),
    );
    assert_eq!(unit(&after, "a").total, points("132"));
    assert_eq!(said(unit(&before, "a")), "72 [72 – 132] 合格?");
    stays_within(&plan, &before, &after).expect("within the bounds");
}

/// Both receivers may get the giver's ten points, but not both of them.
#[test]
fn an_area_gets_no_more_than_may_be_handed_into_it() {
    let to = NotApplicablePolicy::GivenTo(vec![ItemId("r".into()), ItemId("s".into())]);
    let inner = area("inner", Combine::Sum, "40", vec![item("r", "20"), item("s", "20")]);
    let mut plan = plan("50", vec![inner, item_with("g", "10", to)], vec![scored("r"), scored("s"), scored("g")]);
    let found = score(&mut plan, "unit | r | s | g\na | 100 | 100 | *");
    assert!(unit(&found, "a").areas[0].at_most < points("50.1"), "{:?}", unit(&found, "a").areas[0]);
}

#[test]
fn a_figure_that_another_stands_in_for_may_still_come() {
    let measure = or_else(figure("share"), number("50"));
    let mut plan = one(measured("x", measure, at_least(number("100")), curve(CurveNode::Proportional)));
    let figures = "unit | share
                   a    | …
                   b    | *
                   c    | 30
                   d    | n/a";
    assert_eq!(spans(&score(&mut plan, figures)), ["a 5 [0 – 10]", "b 5 [0 – 10]", "c 3 [3 – 3]", "d 5 [5 – 5]"]);
    let target = at_least(or_else(figure("share"), number("50")));
    let mut plan = one(measured("x", figure("done"), target, curve(CurveNode::Proportional)));
    assert_eq!(
        spans(&score(&mut plan, "unit | share | done\na | … | 20\nb | 40 | 20")),
        ["a 4 [0 – 10]", "b 5 [5 – 5]"]
    );
}

#[test]
fn absent_for_now_is_not_absent_for_good() {
    let when = |condition: Condition| Some(AppliesWhen { condition, otherwise: None });
    let figures = "unit | x | farms
                   a    | 60 | …
                   b    | 60 | 3
                   c    | 60 | n/a";
    let mut plan = one(Rule { applies_when: when(is_absent("farms")), ..scored("x") });
    assert_eq!(spans(&score(&mut plan, figures)), ["a 6 [0 – 10]", "b 0 [0 – 0]", "c 6 [6 – 6]"]);
    let not = node(ConditionNode::Not(Box::new(is_absent("farms"))));
    let mut plan = one(Rule { applies_when: when(not), ..scored("x") });
    assert_eq!(spans(&score(&mut plan, figures)), ["a 0 [0 – 10]", "b 6 [6 – 6]", "c 0 [0 – 0]"]);
    // With another side that settles it, nothing is open.
    let both = node(ConditionNode::And(Box::new(is_absent("farms")), Box::new(is_positive("x"))));
    let mut plan = one(Rule { applies_when: when(both), ..scored("x") });
    assert_eq!(spans(&score(&mut plan, "unit | x | farms\na | 0 | …")), ["a 0 [0 – 0]"]);
    // In a measure and in a checklist.
    let choice = node(FormulaNode::IfElse {
        condition: Box::new(is_absent("farms")),
        then: Box::new(number("100")),
        otherwise: Box::new(number("20")),
    });
    let mut plan = one(measured("x", choice, at_least(number("100")), curve(CurveNode::Proportional)));
    assert_eq!(spans(&score(&mut plan, figures)), ["a 10 [0 – 10]", "b 2 [2 – 2]", "c 10 [10 – 10]"]);
    let mut rule = checklist("x", &[("records", "4"), ("drill", "6")]);
    if let Body::Measured { curve: Curve { base, .. }, .. } = &mut rule.body
        && let CurveNode::Checklist(parts) = &mut base.node
    {
        parts[1].node.holds = is_absent("farms");
    }
    let mut plan = one(rule);
    assert_eq!(
        spans(&score(&mut plan, "unit | records | farms\na | 1 | …\nb | 1 | 2")),
        ["a 10 [4 – 10]", "b 4 [4 – 4]"]
    );
}

#[test]
fn an_absent_figure_may_turn_out_to_be_not_applicable() {
    let mut plan = one(measured("x", figure("share"), at_least(number("90")), steps(&[("90", "0.8"), ("0", "0.25")])));
    plan.not_applicable = NotApplicablePolicy::Full;
    assert_eq!(spans(&score(&mut plan, "unit | share\na | \nb | n/a")), ["a 0 [0 – 10]", "b 10 [10 – 10]"]);
}

#[test]
fn a_formula_of_ones_own_that_divides_by_nothing_is_not_applicable() {
    let given = |given| node(FormulaNode::Given(given));
    let custom = CurveNode::Custom {
        source: "|m| m / farms".to_owned(),
        formula: Box::new(over(given(Given::Measure), figure("farms"))),
        share: true,
    };
    let mut plan = one(measured("x", figure("share"), TargetNode::Open, curve(custom)));
    let found = score(&mut plan, "unit | share | farms\na | 1 | 0\nb | 1 | 2\nc | 1 | ");
    assert_eq!(spans(&found), ["a 0 [0 – 0]", "b 5 [5 – 5]", "c 0 [0 – 10]"]);
    let a = item_of(unit(&found, "a"), "x");
    assert_eq!(a.status, Status::NotApplicable);
    assert_eq!(a.policy, Some(crate::assess::PolicyUsed::NotApplicable(NotApplicablePolicy::Rescale)));
    assert!(a.left_out);
}

#[test]
fn the_ends_of_a_rounded_figure_are_rounded_too() {
    let rule = Rule {
        show_as: Some(ShowAs::Percent { places: 0 }),
        ..checklist("x", &[("plan", "1"), ("records", "1"), ("drill", "1")])
    };
    let mut plan = one(rule);
    plan.numbers.compare = Compare::RoundedValue;
    let found = score(&mut plan, "unit | plan | records | drill\na | 1 | 0 | \nb | 1 | 0 | 1\nc | 1 | 0 | 0");
    assert_eq!(spans(&found), ["a 5 [3.3 – 6.7]", "b 6.7 [6.7 – 6.7]", "c 3.3 [3.3 – 3.3]"]);
}

#[test]
fn points_by_hand_stay_within_what_the_rule_allows() {
    let mut plan = one(by_hand("x", "8"));
    let found = score_at(&mut plan, "2022-12-31", &[given_by_hand("a", "x", "9")], "unit\na\nb");
    assert_eq!(spans(&found), ["a 8 [8 – 8]", "b 0 [0 – 8]"]);
    assert_eq!(found.remarks.iter().map(|remark| remark.unit.0.as_str()).collect::<Vec<_>>(), ["a"]);
    let bonus = Rule { kind: RuleKind::Bonus, ..by_hand("x", "2") };
    let mut plan = super::fixture::plan("10", vec![item("e", "10")], vec![scored("e"), bonus]);
    let found = score_at(&mut plan, "2022-12-31", &[given_by_hand("a", "x", "3")], "unit | e\na | 50");
    assert_eq!(unit(&found, "a").total, points("7"));
}

/// Before the day nothing is late: what is not there may come, and what is there may be joined by more.
#[test]
fn what_is_not_handed_in_before_its_day_is_pending() {
    let by = FormulaNode::SubmittedBy { table: "returns".into(), submitted: "sent_on".into(), by: day("2022-12-20") };
    let mut plan = one(measured("x", node(by), at_least(number("100%")), curve(CurveNode::Proportional)));
    // Of c a row has no day yet: it is not there before the day, and missed from then on.
    let figures = "unit | returns
                   a    |
                   b    | ->2022-12-01×2
                   c    | ->2022-12-01×1; ->-×1
                   d    | ->2022-12-01×1; ->*×1";
    let mut at = |as_of: &str| {
        let found = score_at(&mut plan, as_of, &[], figures);
        let status = |id: &str| format!("{:?}", item_of(unit(&found, id), "x").status);
        (spans(&found), status("a"), status("d"))
    };
    let (before, a, d) = at("2022-12-19");
    assert_eq!(before, ["a 0 [0 – 10]", "b 10 [0 – 10]", "c 10 [0 – 10]", "d 0 [0 – 10]"]);
    assert_eq!((a.as_str(), d.as_str()), ("Pending", "Withheld"));
    let (after, a, d) = at("2022-12-20");
    assert_eq!(after, ["a 0 [0 – 0]", "b 10 [10 – 10]", "c 5 [5 – 5]", "d 0 [0 – 10]"]);
    assert_eq!((a.as_str(), d.as_str()), ("Missed", "Withheld"));
}

/// What stands in a branch that is not taken is no part of the figure, whether someone asks how it came about or not.
#[test]
fn keeping_the_trace_changes_no_bounds() {
    let otherwise = or_else(figure("w"), number("5"));
    let measure = if_else(is_positive("k"), figure("v"), otherwise);
    let mut plan = one(measured("x", measure, at_least(number("14")), curve(CurveNode::Proportional)));
    let figures = "unit | k | v | w
                   a    | 1 | 7 | *";
    let quiet = score_quietly(&mut plan, &[], figures);
    assert_eq!(spans(&quiet), ["a 5 [5 – 5]"]);
    assert_eq!(without_trace(score(&mut plan, figures)), quiet);
}

/// Two points a month early, three at most, over the ten of the item.
#[test]
fn what_is_not_sent_yet_may_have_been_finished_early() {
    let early = Early { points: exact("2"), period: Period::Month, cap: exact("3") };
    let early = Curve { early: Some(node(early)), ..curve(CurveNode::Proportional) };
    let by = node(FormulaNode::Literal(Literal::Date(day("2022-12-31"))));
    let mut plan = one(task("x", TargetNode::AllBy(by), early));
    let sent = score(&mut plan, "unit | x\na | 2022-12-31>2022-10-15×2");
    assert_eq!(spans(&sent), ["a 13 [13 – 13]"]);
    let open = score(&mut plan, "unit | x\na | *");
    assert_eq!(spans(&open), ["a 0 [0 – 13]"]);
    plan.rules = plan.rules.into_iter().map(|rule| applies_when(rule, "gate")).collect();
    let withheld = score(&mut plan, "unit | x | gate\na | 2022-06-30>2022-06-01×1; 2022-12-31>*×1 | 1");
    assert_eq!(spans(&withheld), ["a 10 [5 – 10]"]);
    let unjudged = score(&mut plan, "unit | x | gate\na | 2022-12-31>2022-10-15×2 | *");
    assert_eq!(spans(&unjudged), ["a 0 [0 – 13]"]);
}

/// 52 of 50 for finishing early: were the other half not assessed, they would be 104 of 100.
#[test]
fn what_may_be_left_out_raises_points_over_the_full_ones() {
    let early = Early { points: exact("1"), period: Period::Month, cap: exact("2") };
    let early = Curve { early: Some(node(early)), ..curve(CurveNode::Proportional) };
    let by = node(FormulaNode::Literal(Literal::Date(day("2022-12-31"))));
    let rules = vec![task("x", TargetNode::AllBy(by), early), scored("e")];
    let mut plan = plan("100", vec![item("x", "50"), item("e", "50")], rules);
    let found = score(&mut plan, "unit | x | e\na | 2022-12-31>2022-10-15×2 | *\nb | 2022-12-31>2022-10-15×2 | n/a");
    assert_eq!(said(unit(&found, "b")), "104 优秀");
    assert_eq!(unit(&found, "a").at_most, points("104"));
}

/// Without a cap, a deduction that is open may take all, and a bonus gives as much as the sheet allows.
#[test]
fn what_has_no_cap_ends_only_where_the_sheet_does() {
    let rules = vec![scored("e"), cases("praised", RuleKind::Bonus, "5"), cases("blamed", RuleKind::Deduction, "30")];
    let mut plan = plan("100", vec![item("e", "100")], rules);
    plan.sheets[0].total_cap = Some(points("300"));
    let found = score(&mut plan, "unit | e | praised | blamed\na | 100 | 4 | *\nb | 100 | * | 1");
    assert_eq!(said(unit(&found, "a")), "120 [0 – 120] 优秀?");
    assert_eq!(said(unit(&found, "b")), "70 [70 – 300] 合格?");
    plan.sheets[0].bonus_cap = Some(points("150"));
    let found = score(&mut plan, "unit | e | praised | blamed\nb | 100 | * | 1");
    assert_eq!(said(unit(&found, "b")), "70 [70 – 220] 合格?");
}

#[test]
fn a_veto_or_a_bonus_that_may_still_turn_is_undecided() {
    let spill = veto("spill", VetoEffect::Fail);
    let praised = cases("praised", RuleKind::Bonus, "0.3");
    let mut plan = plan("100", vec![item("e", "100")], vec![scored("e"), praised, spill]);
    let figures = "unit | e | praised | spill\na | 50 | * | *\nb | 50 | 2 | 1\nc | 50 | 0 | 0";
    let found = score(&mut plan, figures);
    let undecided = |id: &str| unit(&found, id).adjustments.iter().map(|line| (line.applied, line.undecided)).collect();
    let found: [Vec<(bool, bool)>; 3] = ["a", "b", "c"].map(undecided);
    assert_eq!(found, [vec![(false, true); 2], vec![(true, false); 2], vec![(false, false); 2]]);
}

/// Whoever has to make a veto out asks first which table is missing.
#[test]
fn a_veto_that_cannot_be_judged_names_the_tables_that_leave_it_open() {
    let mut plan = plan("100", vec![item("e", "100")], vec![scored("e"), veto("spill", VetoEffect::Fail)]);
    plan.tables.push(Table {
        id: "spill".into(),
        title: "泄漏事故".into(),
        at: Place::default(),
        unit_column: Some("unit".into()),
        key: Vec::new(),
        time_column: None,
        year_column: None,
        submitted_column: None,
        every_unit: true,
        counted_in: None,
        work: None,
        columns: Vec::new(),
        checks: Vec::new(),
    });
    let found = score(&mut plan, "unit | e | spill\na | 50 | *\nb | 50 | 1");
    let words = Words::new(Language::Zh);
    let reason = |id: &str| words.say(&unit(&found, id).adjustments[0].reason);
    assert_eq!(reason("a"), "数据不全（泄漏事故），否决情形尚不能判断");
    assert_eq!(reason("b"), "否决情形成立");
}

/// Its points are those of the policies, and whatever hangs on it is open.
#[test]
fn a_unit_of_which_there_is_nothing_settles_no_rank_and_no_place() {
    let mut plan = plan("100", vec![item("e", "100")], vec![scored("e")]);
    plan.sheets[0].grades[0].quota = Some(Quota::Count { count: 1, of: QuotaOf::Group });
    let silent = ["c"].map(|id| UnitId(id.into())).into();
    let options = AssessOptions { silent, ..AssessOptions::default() };
    let none = "unit | e\na | 95\nb | 92\nc |";
    let found = score_with(&mut plan, none, &options);
    let ranks = |id: &str| (unit(&found, id).rank, unit(&found, id).rank_best, unit(&found, id).rank_worst);
    assert_eq!([ranks("a"), ranks("b"), ranks("c")], [(1, 1, 2), (2, 2, 3), (3, 1, 3)]);
    assert_eq!(said(unit(&found, "c")), "0 [0 – 100] 不合格?");
    assert!(unit(&found, "a").provisional, "the place may be the other's");
    assert!(unit(&found, "c").silent && !unit(&found, "a").silent);
    // Where no item lacks its data, nothing may have happened in one unit among many; of half of them nobody believes it.
    let one = score_with(&mut plan, "unit | e\na | 95\nb | 92\nc | 0", &options);
    let levels = |found: &Assessment| found.remarks.iter().map(|remark| remark.level).collect::<Vec<_>>();
    assert!(!unit(&one, "c").silent && !unit(&one, "a").provisional);
    assert_eq!((levels(&found), levels(&one)), (vec![Level::Warning], vec![Level::Note]));
    let half = score_with(&mut plan, "unit | e\na | 95\nc | 0", &options);
    assert!(unit(&half, "c").silent && unit(&half, "a").provisional);
}

/// Nor does it settle a need of a grade: the item that it asks for may come out as well as any.
#[test]
fn a_unit_of_which_there_is_nothing_may_still_come_into_any_grade() {
    let mut plan = plan("100", vec![item("e", "100")], vec![scored("e")]);
    let strong = ResultConditionNode::Compare {
        comparison: Comparison::GreaterOrEqual,
        left: ResultValue::ItemPoints(ItemId("e".into())),
        right: ResultValue::Number(exact("60")),
    };
    plan.sheets[0].grades[0].needs = vec![node(need(strong))];
    let silent = ["c"].map(|id| UnitId(id.into())).into();
    let options = AssessOptions { silent, ..AssessOptions::default() };
    let found = score_with(&mut plan, "unit | e\na | 50\nc | 0", &options);
    let grades = |id: &str| (unit(&found, id).grade_at_least.as_str(), unit(&found, id).grade_at_most.as_str());
    assert_eq!((grades("a"), grades("c")), (("不合格", "不合格"), ("不合格", "优秀")));
}

/// Its items have the points of their policies, firm as figures go; what they will be once its files come, nobody knows.
#[test]
fn nothing_is_proposed_for_good_of_a_unit_of_which_there_is_nothing() {
    let mut plan = plan("100", vec![item("e", "100")], vec![scored("e")]);
    let weak = ResultConditionNode::Compare {
        comparison: Comparison::Less,
        left: ResultValue::ItemPoints(ItemId("e".into())),
        right: ResultValue::Number(exact("60")),
    };
    plan.sheets[0].consequences = vec![Consequence { at: Place::default(), when: need(weak), then: "约谈".into() }];
    let silent = ["c"].map(|id| UnitId(id.into())).into();
    let options = AssessOptions { silent, ..AssessOptions::default() };
    let found = score_with(&mut plan, "unit | e\na | 50\nc | 0", &options);
    let proposed = |id: &str| {
        let lines = unit(&found, id).consequences.iter();
        lines.map(|line| (line.then.as_str(), line.provisional, line.if_unchanged)).collect::<Vec<_>>()
    };
    assert_eq!((proposed("a"), proposed("c")), (vec![("约谈", false, false)], vec![("约谈", true, false)]));
    // Looked at by a person, they are what they are.
    let seen = score_with(&mut plan, "unit | e\na | 50\nc | 0", &AssessOptions::default());
    assert!(!unit(&seen, "c").consequences[0].provisional);
}

/// Points by hand in a file that nobody could read may be any, given so far or not.
#[test]
fn a_file_of_hand_scores_that_cannot_be_read_leaves_them_open() {
    let hand = |id: &str, kind, most: &str| Rule { kind, ..by_hand(id, most) };
    let rules = vec![
        scored("figure"),
        by_hand("zeal", "10"),
        hand("praise", RuleKind::Bonus, "5"),
        hand("blame", RuleKind::Deduction, "3"),
    ];
    let mut plan = plan("100", vec![item("figure", "90"), item("zeal", "10")], rules);
    let (units, measures) = measures(&plan, "2022-12-31", "unit | figure\na | 100");
    plan.units = units;
    let of = |unread: bool, hands: &[HandScore]| {
        let measures = measures.clone().with_unread_hands(unread, Vec::new());
        let found = crate::assess::assess(&plan, &measures, hands, &Default::default());
        holds_together(&found);
        let unit = unit(&found, "a");
        format!("{} [{} – {}]", unit.total, unit.at_least, unit.at_most)
    };
    let given = ["zeal", "praise", "blame"].map(|id| given_by_hand("a", id, "2"));
    assert_eq!(of(false, &[]), "90 [90 – 100]");
    assert_eq!(of(true, &[]), "90 [87 – 105]");
    assert_eq!(of(false, &given), "92 [92 – 92]");
    assert_eq!(of(true, &given), "92 [87 – 105]");
}

/// On the last day of a year nothing of it is ahead any more: what is not at hand was not sent, and counts as the scheme says.
#[test]
fn what_is_not_at_hand_is_still_to_come_only_while_the_year_lasts() {
    let words = Words::new(Language::Zh);
    let unknown = ["b"].map(|id| UnitId(id.into())).into();
    let options = AssessOptions { supposed: Supposed { unknown, ..Supposed::default() }, ..AssessOptions::default() };
    let told = |as_of: &str, missing: MissingPolicy| {
        let mut plan = one(scored("e"));
        plan.missing = missing;
        let (units, measures) = measures(&plan, as_of, "unit | e\na | 95\nb | 70");
        plan.units = units;
        let found = crate::assess::assess(&plan, &measures, &[], &options);
        let (unit, item) = (unit(&found, "b"), item_of(unit(&found, "b"), "e"));
        let of_unit = format!("{} [{} – {}]", unit.total, unit.at_least, unit.at_most);
        format!("{:?} {of_unit} {}", item.status, words.say(&item.reason))
    };
    assert_eq!(told("2022-12-30", MissingPolicy::Zero), "Pending 0 [0 – 10] 数据未到期，暂不计分");
    assert_eq!(told("2022-12-31", MissingPolicy::Zero), "NoData 0 [0 – 10] 未报送数据，按0分计");
    assert_eq!(told("2023-01-15", MissingPolicy::Pending), "NoData 0 [0 – 10] 未报送数据，暂不计分");
}

/// What waits for a person is not «not due yet».
#[test]
fn what_a_person_owes_is_called_so() {
    let clause = Body::NotExpressible { clause: "高度重视".into(), why: "没有标准".into() };
    let rules =
        vec![by_hand("zeal", "10"), rule_of("heed", RuleKind::Indicator, clause), tasks_with("boilers", None, None)];
    let mut plan = plan("30", ["zeal", "heed", "boilers"].map(|id| item(id, "10")).into(), rules);
    let found = score_at(&mut plan, "2022-06-30", &[], "unit | boilers\na | 2022-09-30>-");
    let words = crate::words::Words::new(crate::words::Language::Zh);
    let called = |id: &str| {
        let item = item_of(unit(&found, "a"), id);
        assert_eq!(item.status, Status::Pending, "{id}");
        words.say(&item.status.say_of(item.awaits_hand, item.unreadable))
    };
    assert_eq!(["zeal", "heed", "boilers"].map(called), ["待定", "待定", "未到期"]);
}

/// The reasons for a sheet that is open say so, whichever of them it is.
#[test]
fn a_reason_that_says_why_it_is_open_is_left_alone() {
    let mut plan = one(scored("x"));
    let (units, measures) = measures(&plan, "2022-12-31", "unit | x\na | 50");
    plan.units = units;
    let why = |measures: &crate::measure::Measures| {
        let found = crate::assess::assess(&plan, measures, &[], &Default::default());
        let open = unit(&found, "a").open.first().expect("it is open").clone();
        crate::words::Words::new(crate::words::Language::Zh).say(&open)
    };
    let in_doubt = why(&measures.clone().with_doubts(vec![vec![2]]));
    assert!(in_doubt.ends_with("有2行因所需数据缺报或未公开，尚不能判断是否计入"), "{in_doubt}");
    let unread = why(&measures.with_unread(vec![true]));
    assert!(unread.ends_with("有数据文件未能读取，其中可能还有应计入的数据"), "{unread}");
}
