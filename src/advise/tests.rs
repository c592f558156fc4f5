//! What is suggested, held against the scoring itself: every form of work once; random schemes ([`properties`]); and that large ones are proven
//! ([`proven`]).

mod properties;
mod proven;
mod trees;

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::*;
use crate::assess::tests::fixture::*;
use crate::assess::{AssessOptions, Assessment, Supposal, Supposed, UnitResult, assess};
use crate::figure::{Exact, Points};
use crate::measure::Measures;
use crate::plan::*;
use crate::words::{Language, Words};

/// A table of one column that is summed up.
fn table(id: &str, decimals: u32) -> Table {
    let number = NumberColumn {
        unit: Some("吨".into()),
        decimals,
        min: None,
        max: None,
        below_detection: false,
        detection_limit: None,
    };
    let column = TableColumn {
        id: "v".into(),
        at: Place::default(),
        holds: ColumnType::Number(number),
        headers: vec![format!("{id}量")],
        required: true,
        absent: AbsentCells::Spoil,
        marks: Vec::new(),
        work: None,
    };
    Table {
        id: id.into(),
        title: format!("{id}台账"),
        at: Place::default(),
        unit_column: None,
        key: Vec::new(),
        time_column: None,
        year_column: None,
        submitted_column: None,
        every_unit: false,
        counted_in: Some("台".into()),
        work: None,
        columns: vec![column],
        checks: Vec::new(),
    }
}

fn scored_with(plan: &Plan, measures: &Measures, supposed: Supposed) -> Assessment {
    assess(plan, measures, &[], &AssessOptions { trace: true, supposed, ..AssessOptions::default() })
}

struct Case {
    plan: Plan,
    measures: Measures,
}

impl Case {
    fn new(mut plan: Plan, as_of: &str, figures: &str) -> Case {
        let (units, measures) = measures(&plan, as_of, figures);
        plan.units = units;
        Case { plan, measures }
    }

    fn result(&self, supposed: Supposed) -> UnitResult {
        let assessment = scored_with(&self.plan, &self.measures, supposed);
        assessment.units.into_iter().find(|unit| unit.id.0 == "u").expect("the unit is scored")
    }

    fn advice(&self, goal: Option<Goal>) -> Advice {
        let unit = self.result(Supposed::default());
        let asked = Wish { goal, efforts: &BTreeMap::new() };
        advise(&self.plan, &self.measures, &[], &AssessOptions::default(), &unit, asked).expect("the sheet is there")
    }

    fn with(&self, figures: &[(ItemId, Supposal)]) -> UnitResult {
        let unit = UnitId("u".into());
        let mut supposed = Supposed::default();
        for (item, supposal) in figures {
            let Supposal::Figure { figure, early } = supposal else { panic!("a set is made of figures") };
            supposed = supposed.with(&unit, item, figure.clone());
            supposed.early.insert((unit.clone(), item.clone()), early.clone());
        }
        self.result(supposed)
    }

    fn reached(&self, goal: &Goal, unit: &UnitResult) -> bool {
        let grade = |name: &str| self.plan.sheets[0].grades.iter().position(|grade| grade.name == name);
        match goal {
            Goal::Grade(name) => grade(&unit.grade) <= grade(name),
            Goal::Points(points) => unit.total >= *points,
            Goal::Rank(rank) => unit.rank <= *rank,
        }
    }

    fn said(&self, item: &str) -> Vec<String> {
        let unit = self.result(Supposed::default());
        let words = Words::new(Language::Zh);
        let said = sentences(&self.plan, &self.measures, &unit);
        said.get(&ItemId(item.into())).into_iter().flatten().map(|message| words.say(message)).collect()
    }
}

fn supposal(reach: &Reach) -> Supposal {
    Supposal::Figure { figure: reach.figure.clone(), early: reach.early.0.clone() }
}

/// Everything that may be changed for a unit.
fn candidates<'p>(plan: &'p Plan, measures: &Measures, unit: &UnitResult) -> Vec<Candidate<'p>> {
    unit::candidates(plan, &plan.sheets[0], measures, unit)
}

/// A deduction for rows that stand open: those without a day of completion.
fn standing_open(name: &str, each: &str) -> Rule {
    let rows = node(RowsNode::Table { table: name.into(), year: Year::This });
    let done = node(ColumnNode::Field("done".into()));
    let condition = node(ColumnNode::IsMissing(Box::new(done)));
    let rows = Box::new(node(RowsNode::Filter { rows: Box::new(rows), condition }));
    let count = node(FormulaNode::Aggregate { rows, aggregate: Box::new(node(AggregateNode::Count)) });
    Rule { kind: RuleKind::Deduction, ..measured(name, count, TargetNode::Open, per_case(each)) }
}

/// A table of which the sum is work that the scheme names.
fn worked(name: &str) -> Table {
    let mut table = table(name, 0);
    table.columns[0].work = Some("创建{}示范村".into());
    table
}

fn one(rule: Rule, figures: &str, as_of: &str) -> Case {
    one_over(rule, figures, as_of, vec![table("used", 2), table("produced", 2), table("boilers", 0)])
}

fn one_over(rule: Rule, figures: &str, as_of: &str, tables: Vec<Table>) -> Case {
    let id = rule.id.0.clone();
    let mut plan = plan("10", vec![item(&id, "10")], vec![rule]);
    plan.tables = tables;
    Case::new(plan, as_of, figures)
}

/// A table of records by their days.
fn records_of(id: &str) -> Table {
    Table { time_column: Some("day".into()), ..table(id, 0) }
}

fn used() -> Rule {
    measured("x", over(figure("used"), figure("produced")), at_least(number("90%")), curve(CurveNode::Proportional))
}

#[test]
fn more_of_the_numerator_is_work_to_the_last_decimal() {
    let case = one(used(), "unit | used | produced\nu | 50 | 123.45", "2022-06-30");
    // 90% of 123.45 is 111.105; two decimals make it 111.11.
    assert_eq!(case.said("x"), ["再增加used量61.11吨，可得满分（+5.50分）"]);
}

#[test]
fn a_figure_where_less_is_better_is_not_made_smaller() {
    let rule = measured("x", figure("used"), TargetNode::AtMost(number("10")), deduct("1", "1", Parts::ProRata));
    let case = one(rule, "unit | used\nu | 13", "2022-06-30");
    assert_eq!(case.said("x"), ["3.00分已失去：已计入的数量只增不减"]);
}

#[test]
fn a_divisor_is_never_touched() {
    let rule =
        measured("x", over(number("100"), figure("produced")), at_least(number("2")), curve(CurveNode::Proportional));
    let case = one(rule, "unit | produced\nu | 100", "2022-06-30");
    assert_eq!(case.said("x"), ["5.00分已失去：只有减小分母或改动上年数才能改变数值，不是工作"]);
}

#[test]
fn open_things_are_to_be_done_by_their_days_and_late_ones_count_what_is_left() {
    let mut late = curve(CurveNode::Proportional);
    late.late = Some(node(Late { share: exact("0.2"), period: Period::Month }));
    let all_by = || TargetNode::AllBy(number("0"));
    let figures = "unit | boilers\nu | 2022-05-31>-; 2022-05-31>2022-05-01; 2022-10-31>-×2";
    let case = one(task("boilers", all_by(), late), figures, "2022-06-30");
    let said = case.said("boilers");
    // A month and a day late takes two fifths: (1 + 2 + 0.6) of 4.
    assert_eq!(
        said.first().map(String::as_str),
        Some(
            "10月31日前完成2台（boilers台账）、尽快完成1台（boilers台账）（5月31日已到期，每项按60%计），达到90%，可得9.00分（+4.00分）"
        ),
    );
    let strict = one(task("boilers", all_by(), curve(CurveNode::Proportional)), figures, "2022-06-30");
    assert!(
        strict.said("boilers").iter().any(|said| said.contains("2.50分已失去：1项已逾期")),
        "{:?}",
        strict.said("boilers")
    );
}

#[test]
fn after_the_year_it_is_said_what_it_would_have_taken() {
    let case = one(used(), "unit | used | produced\nu | 45 | 100", "2022-12-31");
    assert_eq!(case.said("x"), ["当年若再增加used量45吨，可得满分（+5.00分）"]);
    let advice = case.advice(None);
    assert!(advice.is_over && advice.items[0].lost == points("5"));
}

/// Done a month late, undone, and done in time: in hindsight the first two would have been done by their days.
#[test]
fn in_hindsight_what_was_done_late_would_have_been_done_in_time() {
    let mut by_month = curve(CurveNode::Proportional);
    by_month.late = Some(node(Late { share: exact("0.2"), period: Period::Month }));
    let mut with_early = by_month.clone();
    with_early.early = Some(node(Early { points: exact("0.5"), period: Period::Month, cap: exact("1") }));
    let late = "2022-05-31>2022-06-20; 2022-05-31>-; 2022-06-30>2022-06-01; 2022-10-31>2022-12-01";
    let told: Vec<String> = [
        (&by_month, late, "2022-12-31"),
        // While the year goes on, what was done late stands.
        (&by_month, late, "2022-12-15"),
        // What is undone could have been finished early as well; beside what was done late that would have given nothing.
        (&with_early, "2022-09-30>-; 2022-06-30>2022-04-20", "2022-12-31"),
        (&with_early, "2022-09-30>-; 2022-06-30>2022-07-20", "2022-12-31"),
    ]
    .into_iter()
    .map(|(curve, things, day)| {
        let rule = task("a", TargetNode::AllBy(number("0")), curve.clone());
        let case = one(rule, &format!("unit | a\nu | {things}"), day);
        format!("{day}  {things}\n  {}\n", case.said("a").join("\n  "))
    })
    .collect();
    insta::assert_snapshot!(told.concat());
}

#[test]
fn a_withheld_figure_is_not_asked_for_and_one_not_sent_is() {
    let withheld = one(used(), "unit | used | produced\nu | * | 100", "2022-06-30");
    assert_eq!(withheld.said("x"), ["数据未公开，不作建议：得分可能在0.00至10.00分之间"]);
    let missing = one(used(), "unit | used | produced\nu |  | 100", "2022-06-30");
    assert_eq!(missing.said("x"), ["报送used台账、produced台账：得分可能在0.00至10.00分之间"]);
}

/// The share of good rows of a table.
fn share_of(name: &str, until: Option<&str>) -> Formula {
    let mut rows = node(RowsNode::Table { table: name.into(), year: Year::This });
    if let Some(until) = until {
        rows = node(RowsNode::During { rows: Box::new(rows), from: day("2022-01-01"), to: day(until) });
    }
    let good = node(ColumnNode::Field("good".into()));
    let aggregate = Box::new(node(AggregateNode::Share(good)));
    node(FormulaNode::Aggregate { rows: Box::new(rows), aggregate })
}

#[test]
fn records_that_are_in_stand_and_later_ones_are_no_thing_to_do() {
    let of = |target: &str, curve: Curve, until: Option<&str>, as_of: &str| {
        let rule = measured("x", share_of("visits", until), at_least(number(target)), curve);
        one_over(rule, "unit | visits\nu | 0.6", as_of, vec![records_of("visits")])
    };
    let open = of("90%", curve(CurveNode::Proportional), None, "2022-06-30");
    assert_eq!(open.said("x"), ["还可能变，至多10.00分：取决于以后的记录，达到90%得满分"]);
    // Some have missed it: never all again, and what only all would give is lost.
    let by_steps = || deduct("1", "3%", Parts::CountAsOne);
    let missed = of("100%", by_steps(), None, "2022-06-30");
    assert_eq!(missed.said("x"), ["还可能变，至多9.00分：取决于以后的记录", "1.00分已失去：已有未达到的记录"]);
    // The time that counts is over.
    let over = of("90%", by_steps(), Some("2022-05-31"), "2022-06-30");
    assert_eq!(over.said("x"), ["10.00分已失去：所计的时段2022-05-31已结束"]);
    assert_eq!(of("90%", by_steps(), Some("2022-09-30"), "2022-06-30").said("x").len(), 1);
    let after = of("90%", curve(CurveNode::Proportional), None, "2022-12-31");
    assert_eq!(after.said("x"), ["当年若达到90%，可得满分（+3.33分）"]);
    let advice = open.advice(Some(Goal::Points(points("9")))).goal.expect("a goal");
    let Outcome::Hangs { on, .. } = advice.outcome else { panic!("it hangs on later records") };
    assert_eq!(on.iter().map(|hanging| hanging.on).collect::<Vec<_>>(), [HangsOn::Records]);
}

#[test]
fn groups_of_records_may_come_out_otherwise_but_not_those_of_a_month_that_is_over() {
    let of = |by: &str| {
        let table = node(RowsNode::Table { table: "readings".into(), year: Year::This });
        let rows = node(RowsNode::Group { rows: Box::new(table), by: vec![by.into()], columns: Vec::new() });
        let count = Box::new(node(AggregateNode::Count));
        let measure = node(FormulaNode::Aggregate { rows: Box::new(rows), aggregate: count });
        let rule = measured("x", measure, TargetNode::Open, per_case("2"));
        one_over(rule, "unit | readings\nu | 2", "2022-06-30", vec![records_of("readings")]).said("x")
    };
    assert_eq!(of("section"), ["还可能变，至多10.00分：取决于以后的记录，达到0得满分"]);
    assert_eq!(of("day"), ["4.00分已失去：所计的事情已经发生"]);
}

#[test]
fn finishing_early_is_a_step_of_its_own_beyond_the_full_points() {
    let mut early = curve(CurveNode::Proportional);
    early.early = Some(node(Early { points: exact("0.5"), period: Period::Month, cap: exact("0.8") }));
    let case =
        one(task("boilers", TargetNode::AllBy(number("0")), early), "unit | boilers\nu | 2022-10-31>-", "2022-06-30");
    assert_eq!(
        case.said("boilers"),
        [
            "10月31日前完成1台（boilers台账），可得满分（+10.00分）",
            "8月31日前完成1台（boilers台账）（比期限提前2个月），达到100%，可得10.80分（+10.80分）",
        ]
    );
    let advice = case.advice(Some(Goal::Points(points("10.5"))));
    let Some(GoalAdvice { outcome: Outcome::By(set), .. }) = advice.goal else { panic!("it can be reached") };
    let change = &set.changes[0];
    assert_eq!((change.reach.early.clone(), set.standing.total.clone()), (points("0.5"), points("10.5")));
    assert_eq!(change.as_set(), "boilers=100%@2022-09-30");
    assert_eq!(case.with(&[(change.id.clone(), supposal(&change.reach))]).total, points("10.5"));
}

#[test]
fn what_a_person_still_gives_is_not_lost() {
    let mut plan = plan("100", vec![item("a", "80"), item("h", "20")], vec![scored("a"), by_hand("h", "20")]);
    plan.tables = vec![table("a", 0)];
    let case = Case::new(plan, "2022-12-31", "unit | a\nu | 90");
    let outcome = |goal: Goal| case.advice(Some(goal)).goal.expect("a goal").outcome;
    let Outcome::Hangs { on, highest, .. } = outcome(Goal::Grade("优秀".into())) else {
        panic!("it hangs on a hand")
    };
    assert_eq!((on[0].on, on[0].items.len(), highest.total), (HangsOn::Judging, 1, points("72")));
    // The score leaves 92 at most; what is more is what it would have taken.
    assert!(matches!(outcome(Goal::Points(points("92"))), Outcome::Hangs { .. }));
    assert!(!matches!(outcome(Goal::Points(points("93"))), Outcome::Hangs { .. }));
}

#[test]
fn where_others_are_unknown_their_data_decide_the_rank() {
    let mut plan = plan("100", vec![item("a", "100")], vec![scored("a")]);
    plan.tables = vec![table("a", 0)];
    let case = Case::new(plan, "2022-06-30", "unit | a\nu | 90\nv |\nw |");
    let unknown = [UnitId("v".into()), UnitId("w".into())].into_iter().collect();
    let options = AssessOptions { supposed: Supposed { unknown, ..Supposed::default() }, ..AssessOptions::default() };
    let unit = case.result(options.supposed.clone());
    let wish = Wish { goal: Some(Goal::Rank(1)), efforts: &BTreeMap::new() };
    let advice = advise(&case.plan, &case.measures, &[], &options, &unit, wish).expect("advice");
    let goal = advice.goal.expect("a goal");
    assert!(goal.others_decide);
    let Outcome::Hangs { on, highest, .. } = goal.outcome else { panic!("others decide") };
    assert_eq!((on[0].on, highest.rank), (HangsOn::Others, None));
}

#[test]
fn a_veto_in_the_way_is_named() {
    let mut plan =
        plan("100", vec![item("a", "100")], vec![scored("a"), veto("fraud", VetoEffect::CapGrade("合格".into()))]);
    plan.tables = vec![table("a", 0)];
    let case = Case::new(plan, "2022-06-30", "unit | a | fraud\nu | 70 | 1\nv | 80 | 0");
    let goal = case.advice(Some(Goal::Grade("优秀".into()))).goal.expect("a goal");
    let Outcome::OutOfReach { highest, obstacles, .. } = goal.outcome else { panic!("it is out of reach") };
    assert_eq!((highest.total, highest.grade.as_str()), (points("100"), "合格"));
    let words = Words::new(Language::Zh);
    let said: Vec<String> = obstacles.iter().map(|obstacle| words.say(obstacle)).collect();
    assert_eq!(said, ["一票否决“fraud”，等次最高为“合格”"]);
}

#[test]
fn what_a_grade_needs_is_named_before_its_points_are_reached() {
    let lost = measured("x", figure("used"), TargetNode::AtMost(number("10")), deduct("1", "1", Parts::ProRata));
    let mut plan = plan("100", vec![item("a", "80"), item("x", "20")], vec![scored("a"), lost]);
    plan.tables = vec![table("a", 0), table("used", 0)];
    let weak = ResultConditionNode::Compare {
        comparison: Comparison::GreaterOrEqual,
        left: ResultValue::ItemShare(ItemId("x".into())),
        right: ResultValue::Number(exact("0.9")),
    };
    plan.sheets[0].grades[0].needs = vec![node(need(weak))];
    // 80 at most of the one, 5 of the other: short of the points, and of what the grade needs.
    let case = Case::new(plan, "2022-06-30", "unit | a | used\nu | 90 | 25");
    let goal = case.advice(Some(Goal::Grade("优秀".into()))).goal.expect("a goal");
    let Outcome::OutOfReach { obstacles, .. } = goal.outcome else { panic!("it is out of reach: {:?}", goal.outcome) };
    let keys: Vec<&str> = obstacles.iter().map(|obstacle| obstacle.key.as_str()).collect();
    assert!(keys.contains(&"held-need"), "{keys:?}");
    let scored = case.result(Supposed::default()).next.expect("a grade above");
    assert!(scored.held.iter().all(|held| obstacles.contains(held)), "{scored:?} {obstacles:?}");
}

#[test]
fn an_item_of_which_it_is_not_known_whether_it_applies_may_still_be_had() {
    let farms =
        applies_when(measured("x", figure("used"), at_least(number("10")), curve(CurveNode::Proportional)), "farms");
    let by_hand = applies_when(by_hand("h", "20"), "farms");
    let mut plan =
        plan("100", vec![item("a", "40"), item("x", "40"), item("h", "20")], vec![scored("a"), farms, by_hand]);
    plan.tables = vec![table("a", 0), table("used", 0), table("farms", 0)];
    let lost = measured("a", figure("a"), TargetNode::AtMost(number("0")), deduct("10", "1", Parts::ProRata));
    plan.rules[0] = lost;
    for day in ["2022-06-30", "2022-12-31"] {
        let case = Case::new(plan.clone(), day, "unit | a | used | farms\nu | 1 |  | ");
        let outcome = |goal: &str| case.advice(Some(Goal::Points(points(goal)))).goal.expect("a goal").outcome;
        let Outcome::OutOfReach { highest, .. } = outcome("95") else { panic!("10 are lost") };
        assert_eq!((highest.total, highest.grade.as_str()), (points("90"), "优秀"), "{day}");
        assert!(!matches!(outcome("90"), Outcome::OutOfReach { .. }), "{day}");
    }
}

/// A unit with work, with points lost, with an item that is left out until there are records of it, and with one that is left out because
/// its figure is withheld; `as_of` and the cells of the four, and of things to finish.
fn left_out(as_of: &str, inner: bool, [work, records, withheld, tasks]: [&str; 4]) -> UnitResult {
    left_out_case(as_of, inner, [work, records, withheld, tasks]).result(Supposed::default())
}

fn left_out_case(as_of: &str, inner: bool, [work, records, withheld, tasks]: [&str; 4]) -> Case {
    let lost = measured("lost", figure("lost"), TargetNode::AtMost(number("10")), deduct("1", "1", Parts::ProRata));
    let rules = vec![
        lost,
        scored("work"),
        applies_when(scored("records"), "seen"),
        scored("withheld"),
        tasks_with("tasks", None, Some(early_by_month("6", "24"))),
    ];
    let within = vec![item("records", "15"), item("work", "20"), item("withheld", "10")];
    let mut area = area("inner", Combine::Sum, "45", within);
    if let (Child::Area(area), true) = (&mut area, inner) {
        area.not_applicable = Some(NotApplicablePolicy::Rescale);
    }
    let mut plan = plan("100", vec![area, item("lost", "35"), item("tasks", "20")], rules);
    plan.missing = MissingPolicy::Rescale;
    plan.tables = vec![table("lost", 0), table("work", 0), table("withheld", 0), table("tasks", 0)];
    plan.tables.extend([records_of("records"), records_of("seen")]);
    let seen = if records.is_empty() { "0" } else { "1" };
    let records = if records.is_empty() { "0" } else { records };
    let figures = format!(
        "unit | lost | work | seen | records | withheld | tasks\nu | 20 | {work} | {seen} | {records} | {withheld} | {tasks}"
    );
    Case::new(plan, as_of, &figures)
}

#[test]
fn the_highest_that_is_told_is_the_highest_that_can_come_where_items_are_left_out() {
    // What is finished late, or not at all, and what is finished so early that the rest is better without what is left out.
    for (inner, open, finished) in [
        (false, "2022-05-31>-; 2022-12-31>-", vec!["2022-05-31>2022-07-31; 2022-12-31>2022-12-31"]),
        (true, "2022-05-31>-; 2022-12-31>-", vec!["2022-05-31>2022-07-31; 2022-12-31>2022-12-31"]),
        (false, "2022-12-31>-", vec!["2022-12-31>2022-07-10", "2022-12-31>2022-12-31"]),
        (true, "2022-12-31>-", vec!["2022-12-31>2022-07-10", "2022-12-31>2022-12-31"]),
    ] {
        let case = left_out_case("2022-06-30", inner, ["50", "", "*", open]);
        let Some(Outcome::OutOfReach { highest, .. }) =
            case.advice(Some(Goal::Points(points("200")))).goal.map(|goal| goal.outcome)
        else {
            panic!("nothing reaches 200")
        };
        let mut best = Points::ZERO;
        for work in ["50", "75", "100"] {
            for records in ["", "0", "50", "100"] {
                for withheld in ["*", "0", "50", "100"] {
                    for tasks in &finished {
                        let then = left_out("2022-12-31", inner, [work, records, withheld, tasks]).total;
                        best = best.max(then);
                    }
                }
            }
        }
        assert_eq!(highest.total, best, "{inner} {open}");
    }
}

#[test]
fn no_goal_above_the_cap_of_the_sheet_is_open() {
    let mut plan = plan("100", vec![item("a", "100")], vec![scored("a"), cases("award", RuleKind::Bonus, "2")]);
    plan.tables = vec![table("a", 0), table("award", 0)];
    plan.sheets[0].total_cap = Some(points("100"));
    for day in ["2022-06-30", "2022-12-31"] {
        let case = Case::new(plan.clone(), day, "unit | a | award\nu | 90 | 1");
        let goal = case.advice(Some(Goal::Points(points("101")))).goal.expect("a goal");
        let Outcome::OutOfReach { obstacles, highest, .. } = goal.outcome else { panic!("{:?}", goal.outcome) };
        let keys: Vec<&str> = obstacles.iter().map(|obstacle| obstacle.key.as_str()).collect();
        assert_eq!(
            (highest.total, keys.as_slice()),
            (points("100"), &["advice-short", "advice-total-cap"][..]),
            "{day}"
        );
    }
}

#[test]
fn what_is_reached_and_not_settled_is_told_with_what_may_take_it() {
    let figures = "unit | a | b | w\nu | 100 | 90 | *";
    let mut plan = plan(
        "100",
        vec![item("a", "50"), item("b", "40"), item("w", "10")],
        vec![scored("a"), scored("b"), scored("w")],
    );
    plan.missing = MissingPolicy::Rescale;
    plan.tables = vec![table("a", 0), table("b", 0), table("w", 0)];
    let case = Case::new(plan, "2022-12-31", figures);
    // 86 of 90 by now, 95.56 of 100; with nothing of the last 86.
    for goal in [None, Some(Goal::Grade("优秀".into())), Some(Goal::Points(points("95")))] {
        let goal = case.advice(goal).goal.expect("the best grade is not settled");
        let Outcome::Reached(Some(unsettled)) = goal.outcome else { panic!("{:?}", goal.outcome) };
        assert_eq!((unsettled.at_least, unsettled.grade.as_str()), (points("86"), "良好"));
        let may: Vec<(&str, bool)> = unsettled.items.iter().map(|may| (may.id.0.as_str(), may.left_out)).collect();
        assert_eq!(may, [("w", true)]);
    }
    let settled = case.advice(Some(Goal::Points(points("86")))).goal.expect("a goal");
    assert_eq!(settled.outcome, Outcome::Reached(None));
}

/// A list with a flag, a text, a class of nothing and two days.
fn plots(id: &str, time_column: Option<&str>) -> Table {
    let of = table(id, 0);
    let number = of.columns[0].clone();
    let column = |name: &str, holds: ColumnType| TableColumn { id: name.into(), holds, ..number.clone() };
    let columns = vec![
        TableColumn { id: "area".into(), work: Some("治理{}地块".into()), ..number.clone() },
        TableColumn { id: "size".into(), ..number.clone() },
        column("done", ColumnType::Bool),
        column("kind", ColumnType::Text { one_of: Vec::new() }),
        column("done_on", ColumnType::Date { time: false, year: None }),
        column("found_on", ColumnType::Date { time: false, year: None }),
    ];
    Table { columns, time_column: time_column.map(str::to_owned), ..of }
}

#[test]
fn what_stands_in_a_list_may_be_worked_on_and_is_not_lost_before_the_year_ends() {
    let field = |name: &str| node(ColumnNode::Field(name.into()));
    let is = |name: &str, comparison: Comparison, value: Literal| {
        let (left, right) = (Box::new(field(name)), Box::new(node(ColumnNode::Literal(value))));
        node(ColumnNode::Compare { comparison, left, right })
    };
    let open = || is("done", Comparison::Equal, Literal::Bool(false));
    let set = || is("done", Comparison::Equal, Literal::Bool(true));
    let untreated = || is("kind", Comparison::Equal, Literal::Text("未治理".into()));
    let found = || is("found_on", Comparison::GreaterOrEqual, Literal::Date(day("2022-01-01")));
    let no_day = || node(ColumnNode::IsMissing(Box::new(field("done_on"))));
    let not_done = || node(ColumnNode::Not(Box::new(field("done"))));
    let told = |condition: Option<Column>, aggregate: AggregateNode, time_column: Option<&str>, as_of: &str| {
        let mut rows = node(RowsNode::Table { table: "plots".into(), year: Year::This });
        if let Some(condition) = condition {
            rows = node(RowsNode::Filter { rows: Box::new(rows), condition });
        }
        let measure = node(FormulaNode::Aggregate { rows: Box::new(rows), aggregate: Box::new(node(aggregate)) });
        let rule = measured("x", measure, TargetNode::Open, per_case("2"));
        one_over(rule, "unit | plots\nu | 2", as_of, vec![plots("plots", time_column)]).said("x")
    };
    let june = |condition: Option<Column>, aggregate: AggregateNode| told(condition, aggregate, None, "2022-06-30");
    let sum = |name: &str| AggregateNode::Sum(field(name));
    let finished =
        ["再完成1台（plots台账），达到1，可得8.00分（+2.00分）", "再完成2台（plots台账），可得满分（+4.00分）"];
    for condition in [open(), not_done(), no_day()] {
        assert_eq!(june(Some(condition), AggregateNode::Count), finished);
    }
    let treated = ["再治理1吨地块，达到1吨，可得8.00分（+2.00分）", "再治理2吨地块，可得满分（+4.00分）"];
    assert_eq!(june(Some(open()), sum("area")), treated);
    let less = june(Some(no_day()), sum("size"));
    assert_eq!(less.last().map(String::as_str), Some("再减少未完成的plots量2吨，可得满分（+4.00分）"));
    // No work that the scheme names, and not lost.
    let may = ["还可能变，至多10.00分：取决于以后的记录"];
    for condition in [untreated(), set(), is("size", Comparison::Greater, Literal::Number(Quantity::bare(exact("3"))))]
    {
        assert_eq!(june(Some(condition.clone()), AggregateNode::Count), may, "{condition:?}");
        assert_eq!(june(Some(condition), sum("area")), may);
    }
    for condition in [open(), no_day()] {
        let share = june(None, AggregateNode::Share(condition));
        assert!(share.iter().all(|said| !said.contains("失去")), "{share:?}");
    }
    assert_eq!(june(None, AggregateNode::Share(untreated())), may);
    // What was found has been found; and records by their days stand as they are.
    let happened = ["4.00分已失去：所计的事情已经发生"];
    assert_eq!(june(None, AggregateNode::Count), happened);
    assert_eq!(june(Some(found()), AggregateNode::Count), happened);
    assert_eq!(told(Some(open()), AggregateNode::Count, Some("found_on"), "2022-06-30"), happened);
    // Once the year is over the text stands.
    let over = told(Some(untreated()), AggregateNode::Count, None, "2022-12-31");
    assert_eq!(over, ["4.00分已失去：只有改变分类才能改变数值，不是工作"]);
}

#[test]
fn what_a_list_says_of_its_rows_is_not_called_data_to_be_altered() {
    let kind = Box::new(node(ColumnNode::Field("kind".into())));
    let untreated = Box::new(node(ColumnNode::Literal(Literal::Text("未治理".into()))));
    let condition = node(ColumnNode::Compare { comparison: Comparison::Equal, left: kind, right: untreated });
    let rows = Box::new(node(RowsNode::Table { table: "plots".into(), year: Year::This }));
    let rows = Box::new(node(RowsNode::Filter { rows, condition }));
    let count = node(FormulaNode::Aggregate { rows, aggregate: Box::new(node(AggregateNode::Count)) });
    let rule = measured("x", count, TargetNode::Open, per_case("2"));
    for day in ["2022-06-30", "2022-12-31"] {
        let case = one_over(rule.clone(), "unit | plots\nu | 2", day, vec![plots("plots", None)]);
        match case.advice(Some(Goal::Points(points("10")))).goal.expect("a goal").outcome {
            Outcome::Hangs { .. } => assert_eq!(day, "2022-06-30"),
            Outcome::OutOfReach { only_by_figures, .. } => assert!(day == "2022-12-31" && !only_by_figures),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn data_that_cannot_be_read_are_not_called_owed() {
    let case = one(used(), "unit | used | produced\nu | ? | 100", "2022-12-31");
    let goal = case.advice(Some(Goal::Points(points("9")))).goal.expect("a goal");
    let Outcome::Hangs { on, .. } = goal.outcome else { panic!("{:?}", goal.outcome) };
    assert_eq!(on.iter().map(|hanging| hanging.on).collect::<Vec<_>>(), [HangsOn::Unreadable]);
}

#[test]
fn weights_move_the_choice() {
    let mut plan = plan("100", vec![item("a", "50"), item("b", "50")], vec![scored("a"), scored("b")]);
    plan.tables = vec![table("a", 0), table("b", 0)];
    let case = Case::new(plan, "2022-06-30", "unit | a | b\nu | 50 | 50");
    let chosen = |efforts: &BTreeMap<ItemId, Exact>| {
        let unit = case.result(Supposed::default());
        let asked = Wish { goal: Some(Goal::Points(points("60"))), efforts };
        let advice = advise(&case.plan, &case.measures, &[], &AssessOptions::default(), &unit, asked);
        match advice.and_then(|advice| advice.goal).map(|goal| goal.outcome) {
            Some(Outcome::By(set)) => set.changes.into_iter().map(|change| change.id.0).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(chosen(&BTreeMap::from([(ItemId("a".into()), exact("3"))])), ["b"]);
    assert_eq!(chosen(&BTreeMap::from([(ItemId("b".into()), exact("3"))])), ["a"]);
}

#[test]
fn a_misspelt_item_of_the_efforts_is_told_with_the_nearest() {
    let plan = plan("100", vec![item("water", "100")], vec![scored("water")]);
    let read = effort::efforts("effort.yaml", "watre: 2\n", &plan);
    assert_eq!(read.diagnostics.len(), 1);
    assert_eq!(read.diagnostics[0].message.key, "advice-effort-unknown-item");
    assert!(!read.diagnostics[0].help.is_empty(), "the nearest name");
    let read = effort::efforts("effort.yaml", "water: 0\n", &plan);
    assert_eq!(read.diagnostics[0].message.key, "advice-effort-not-positive");
}

#[test]
fn an_effort_by_id_and_by_title_is_one_effort_given_twice() {
    let mut water = scored("water");
    water.title = "水质".to_owned();
    let plan = plan("100", vec![item("water", "100")], vec![water]);
    let read = effort::efforts("effort.yaml", "water: 2\n水质: 3\n", &plan);
    let keys: Vec<&str> = read.diagnostics.iter().map(|diagnostic| diagnostic.message.key.as_str()).collect();
    assert_eq!(keys, ["advice-effort-twice"]);
}

#[test]
fn the_published_schemas_are_those_of_the_code() {
    let schemas =
        [("advice.schema.json", document::AdviceDocument::schema()), ("effort.schema.json", effort::effort_schema())];
    for (file, schema) in schemas {
        let schema = schema.expect("a schema can be written");
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema").join(file);
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, &schema).expect("the schema can be written");
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == schema, "docs/schema/{file} is old: run the tests with UPDATE_SCHEMAS=1");
    }
}

#[test]
fn work_ends_deductions_and_earns_bonuses_and_what_has_happened_stays() {
    let rules = vec![
        scored("a"),
        standing_open("k", "3"),
        cases("happened", RuleKind::Deduction, "1"),
        cases("n", RuleKind::Bonus, "2"),
        cases("award", RuleKind::Bonus, "2"),
    ];
    let mut plan = plan("100", vec![item("a", "100")], rules);
    plan.tables = vec![table("a", 0), table("k", 0), worked("n"), table("award", 0), table("happened", 0)];
    for adjustment in &mut plan.sheets[0].adjustments {
        adjustment.cap = Some(points("10"));
    }
    let case = Case::new(plan, "2022-06-30", "unit | a | k | happened | n | award\nu | 80 | 2 | 1 | 1 | 0");
    // 80 − 6 − 1 + 2 = 75 now; 20 and 6 and 8 more are to be had.
    let advice = case.advice(Some(Goal::Points(points("109"))));
    let words = Words::new(Language::Zh);
    let said = |item: &ItemAdvice| item.say(2).iter().map(|said| words.say(said)).collect::<Vec<_>>().join("；");
    let adjustments: Vec<(String, String)> =
        advice.adjustments.iter().map(|item| (item.id.0.clone(), said(item))).collect();
    let expected = [
        ("k", "再完成1台（k台账），达到1，还扣3.00分（+3.00分）；再完成2台（k台账），不再扣分（+6.00分）"),
        ("happened", "1.00分已失去：已计入的数量只增不减"),
        ("n", "再创建1吨示范村，达到2吨，可得4.00分（+2.00分）；再创建4吨示范村，可得最高加分（+8.00分）"),
    ];
    assert_eq!(adjustments, expected.map(|(id, said)| (id.to_owned(), said.to_owned())));
    let lost: Vec<(&str, &Points)> = advice.lost.iter().map(|lost| (lost.id.0.as_str(), &lost.points)).collect();
    assert_eq!(lost, [("happened", &points("1"))]);
    // The award is others' to give: it stands apart, without steps.
    assert_eq!(advice.bonuses.iter().map(|bonus| bonus.id.0.as_str()).collect::<Vec<_>>(), ["award"]);
    let outcome = advice.goal.map(|goal| goal.outcome);
    let Some(Outcome::By(set)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(set.changes.iter().map(|change| change.id.0.as_str()).collect::<Vec<_>>(), ["a", "k", "n"]);
}

#[test]
fn a_cap_of_the_sheet_on_deductions_holds_what_work_gains() {
    let rules = vec![scored("a"), standing_open("k", "2"), standing_open("l", "3")];
    let mut plan = plan("100", vec![item("a", "100")], rules);
    plan.tables = ["a", "k", "l"].map(|name| table(name, 0)).to_vec();
    plan.sheets[0].deduction_cap = Some(points("6"));
    // 4 and 6 are taken, 6 of them count: to end the 4 alone gains nothing, to end the 6 alone gains 2.
    let case = Case::new(plan, "2022-06-30", "unit | a | k | l\nu | 90 | 2 | 2");
    let set = |goal: &str| match case.advice(Some(Goal::Points(points(goal)))).goal.map(|goal| goal.outcome) {
        Some(Outcome::By(set)) => set,
        other => panic!("{other:?}"),
    };
    let two = set("86");
    assert!(two.fewest_proven);
    assert_eq!(two.changes.iter().map(|change| change.id.0.as_str()).collect::<Vec<_>>(), ["a"]);
    let all = set("100");
    assert_eq!(all.changes.len(), 3);
}
