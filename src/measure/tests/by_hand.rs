//! Figures worked out by hand, by either evaluator.

use jiff::civil::date;

use super::scene::*;
use crate::figure::{Absence, Figure};
use crate::intake::{Submission, column_names};
use crate::measure::answers::Answers;
use crate::measure::options::{Engine, MeasureOptions, RollUp};
use crate::measure::world::World;
use crate::measure::{
    Hidden, Measured, Several, TaskCount, answer, answer_and_tell, contributions, judge, lower_condition,
};
use crate::plan::{
    AggregateNode, Arithmetic, Asked, Better, Column, ColumnNode, Comparison, GroupColumn, Keep, Plan, Rows, RowsNode,
    Year,
};

/// The answer for each unit, the same by both evaluators.
fn answers(plan: &Plan, submission: &Submission, level: Option<RollUp>, asked: &Asked) -> Vec<Measured> {
    answered(plan, submission, level, asked).measured
}

pub(super) fn answered(plan: &Plan, submission: &Submission, level: Option<RollUp>, asked: &Asked) -> Answers {
    let by = |engine| {
        let options = MeasureOptions { as_of: AS_OF, level: level.clone(), engine };
        let answers = answer(&World::new(plan, submission, &options), std::slice::from_ref(asked));
        let mut answers = answers.expect("the question fits the plan");
        answers.pop().expect("one answer")
    };
    let (fused, exact) = (by(Engine::Fused), by(Engine::Exact));
    assert_eq!(fused, exact, "the evaluators differ on {asked:?}");
    fused
}

pub(super) fn figures(rows: &[TestRow], asked: &Asked) -> Vec<String> {
    let plan = plan(vec![table_of("t")]);
    let submission = submission(vec![("t", Year::This, submitted(rows, &[]))]);
    answers(&plan, &submission, None, asked).iter().map(shown).collect()
}

/// The figure of `north`, to which rows belong unless they say otherwise.
fn figure(rows: &[TestRow], of: AggregateNode) -> String {
    figures(rows, &ask(table("t"), of)).remove(1)
}

fn shown(measured: &Measured) -> String {
    match measured {
        Measured::Figure(Figure::Known(number)) => number.to_string(),
        Measured::Figure(Figure::Absent(absence)) => format!("{absence:?}"),
        other => format!("{other:?}"),
    }
}

fn amounts(amounts: &[i128]) -> Vec<TestRow> {
    amounts.iter().map(|amount| TestRow { amount: Ok(*amount), ..TestRow::default() }).collect()
}

#[test]
fn no_rows_are_a_count_of_zero_and_nothing_to_share_out() {
    let open = || field("open");
    for (of, expected) in [
        (AggregateNode::Count, "0"),
        (AggregateNode::Sum(field("amount")), "0"),
        (AggregateNode::CountDistinct(field("name")), "0"),
        (AggregateNode::Any(open()), "0"),
        (AggregateNode::All(open()), "1"),
        (AggregateNode::Mean(field("amount")), "NotApplicable"),
        (AggregateNode::Share(open()), "NotApplicable"),
        (AggregateNode::Median(field("amount")), "NotApplicable"),
        (AggregateNode::Worst(field("class")), "NotApplicable"),
        (AggregateNode::Value(field("amount")), "NotApplicable"),
        (AggregateNode::Latest { value: field("amount"), by: field("day") }, "NotApplicable"),
        (AggregateNode::MeanPh { value: field("ph"), places: 0 }, "NotApplicable"),
    ] {
        // Rows of another unit, so that there is a table.
        assert_eq!(figure(&[TestRow { unit: Some(2), ..TestRow::default() }], of.clone()), expected, "{of:?}");
    }
}

#[test]
fn three_thirds_are_one() {
    let rows = amounts(&[100, 100, 200]);
    assert_eq!(figure(&rows, AggregateNode::Mean(field("amount"))), "4/3");
    assert_eq!(figure(&rows, AggregateNode::Sum(field("amount"))), "4");
    let third = node(ColumnNode::Arithmetic {
        operation: Arithmetic::Divide,
        left: Box::new(field("amount")),
        right: Box::new(number("3")),
    });
    assert_eq!(figure(&amounts(&[100, 100, 100]), AggregateNode::Sum(third)), "1");
}

#[test]
fn each_aggregate_gives_its_figure() {
    let rows: Vec<TestRow> = [(150, 2000, 1, true, 3), (250, 1000, 2, false, 0), (800, 500, 2, true, 5)]
        .into_iter()
        .enumerate()
        .map(|(at, (amount, weight, whole, open, class))| TestRow {
            amount: Ok(amount),
            weight: Ok(weight),
            whole: Ok(whole),
            open: Ok(open),
            class: Ok(class),
            day: Ok(MID_YEAR - i32::try_from(at).expect("few")),
            ..TestRow::default()
        })
        .collect();
    let amount = || field("amount");
    for (of, expected) in [
        (AggregateNode::Count, "3"),
        (AggregateNode::CountDistinct(field("whole")), "2"),
        (AggregateNode::Sum(amount()), "12"),
        (AggregateNode::Mean(amount()), "4"),
        // (1.5·2 + 2.5·1 + 8·0.5) ÷ 3.5
        (AggregateNode::WeightedMean { value: amount(), weight: field("weight") }, "19/7"),
        (AggregateNode::Least(amount()), "1.5"),
        (AggregateNode::Greatest(amount()), "8"),
        (AggregateNode::Median(amount()), "2.5"),
        // k = 1 + 2·0.9 = 2.8: 2.5 + 0.8·5.5
        (AggregateNode::Quantile { value: amount(), q: exact("0.9") }, "6.9"),
        (AggregateNode::Share(field("open")), "2/3"),
        (AggregateNode::Any(field("open")), "1"),
        (AggregateNode::All(field("open")), "0"),
        (AggregateNode::Worst(field("class")), "5"),
        (AggregateNode::Best(field("class")), "0"),
        (AggregateNode::Latest { value: amount(), by: field("day") }, "1.5"),
        (AggregateNode::Greatest(field("day")), "19173"),
        (AggregateNode::MeanPh { value: field("ph"), places: 1 }, "7"),
    ] {
        assert_eq!(figure(&rows, of.clone()), expected, "{of:?}");
    }
    assert_eq!(figure(&rows[..1], AggregateNode::Value(amount())), "1.5");
    assert_eq!(figure(&rows, AggregateNode::Value(amount())), "NoData", "two rows where one is meant");
}

#[test]
fn of_two_rows_on_the_same_day_the_later_row_is_the_latest() {
    let rows = amounts(&[100, 300, 200]);
    assert_eq!(figure(&rows, AggregateNode::Latest { value: field("amount"), by: field("day") }), "2");
}

#[test]
fn one_blank_makes_a_sum_unknown_and_what_does_not_apply_does_not() {
    let with = |code| {
        let mut rows = amounts(&[100, 200]);
        rows.push(TestRow { amount: Err(code), ..TestRow::default() });
        rows
    };
    let sum = || AggregateNode::Sum(field("amount"));
    assert_eq!(figure(&with(column_names::NO_DATA), sum()), "NoData");
    assert_eq!(figure(&with(column_names::UNREADABLE), sum()), "Unreadable");
    assert_eq!(figure(&with(column_names::WITHHELD), sum()), "Withheld");
    assert_eq!(figure(&with(column_names::NOT_APPLICABLE), sum()), "3");
    let only = [TestRow { amount: Err(column_names::NOT_APPLICABLE), ..TestRow::default() }];
    assert_eq!(figure(&only, sum()), "NotApplicable");
    // What was hidden says more than what was forgotten.
    let mut both = with(column_names::WITHHELD);
    both.push(TestRow { amount: Err(column_names::NO_DATA), ..TestRow::default() });
    assert_eq!(figure(&both, sum()), "Withheld");
}

#[test]
fn where_blanks_take_no_part_the_rest_is_counted() {
    let rows = [
        TestRow { weight: Ok(1500), ..TestRow::default() },
        TestRow { weight: Err(column_names::NO_DATA), ..TestRow::default() },
    ];
    assert_eq!(figure(&rows, AggregateNode::Mean(field("weight"))), "1.5");
    assert_eq!(figure(&rows[1..], AggregateNode::Mean(field("weight"))), "NoData");
    assert_eq!(figure(&rows[1..], AggregateNode::Sum(field("weight"))), "NoData");
}

#[test]
fn one_row_can_settle_any_and_all_whatever_is_unknown() {
    let amount_is = |text: &str| compare(field("amount"), Comparison::Greater, number(text));
    let mut rows = amounts(&[100, 300]);
    rows.push(TestRow { amount: Err(column_names::NO_DATA), ..TestRow::default() });
    assert_eq!(figure(&rows, AggregateNode::Any(amount_is("2"))), "1");
    assert_eq!(figure(&rows, AggregateNode::All(amount_is("2"))), "0");
    assert_eq!(figure(&rows, AggregateNode::Any(amount_is("5"))), "NoData");
    assert_eq!(figure(&rows, AggregateNode::All(amount_is("0.5"))), "NoData");
}

#[test]
fn a_row_that_cannot_be_judged_is_filtered_out() {
    let rows = [
        TestRow { open: Ok(true), ..TestRow::default() },
        TestRow { open: Ok(false), ..TestRow::default() },
        TestRow { open: Err(column_names::NO_DATA), ..TestRow::default() },
    ];
    let closed = node(ColumnNode::Not(Box::new(field("open"))));
    let count = |condition: Column| figures(&rows, &ask(filter(table("t"), condition), AggregateNode::Count)).remove(1);
    assert_eq!(count(closed.clone()), "1");
    let unknown_or_true =
        node(ColumnNode::Or(Box::new(closed), Box::new(node(ColumnNode::IsMissing(Box::new(field("open")))))));
    assert_eq!(count(unknown_or_true), "2");
}

#[test]
fn rows_after_the_as_of_date_are_not_seen() {
    let last_day = MID_YEAR + 184;
    let rows = [
        TestRow { day: Ok(last_day), ..TestRow::default() },
        TestRow { day: Ok(last_day + 1), ..TestRow::default() },
        TestRow { day: Err(column_names::NO_DATA), ..TestRow::default() },
    ];
    assert_eq!(figure(&rows, AggregateNode::Count), "2");
    let plan = plan(vec![table_of("t")]);
    let last_year = submission(vec![("t", Year::Last, submitted(&rows, &[]))]);
    let count = ask(table("t").last_year(), AggregateNode::Count);
    assert_eq!(shown(&answers(&plan, &last_year, None, &count)[1]), "1", "a year before");
}

#[test]
fn a_table_that_was_not_sent_gives_no_data_and_one_of_last_year_says_so() {
    let plan = plan(vec![table_of("t")]);
    let nothing = submission(Vec::new());
    let count = ask(table("t"), AggregateNode::Count);
    assert_eq!(answers(&plan, &nothing, None, &count), vec![Measured::Figure(Figure::Absent(Absence::NoData)); 6]);
    let count = ask(table("t").last_year(), AggregateNode::Count);
    assert_eq!(answers(&plan, &nothing, None, &count), vec![Measured::Figure(Figure::Absent(Absence::NoLastYear)); 6]);
}

#[test]
fn a_unit_that_must_hand_in_and_did_not_has_no_data() {
    let mut every_unit = table_of("t");
    every_unit.every_unit = true;
    let plan = plan(vec![every_unit]);
    let submission = submission(vec![("t", Year::This, submitted(&[TestRow::default()], &[]))]);
    let none_open = filter(table("t"), node(ColumnNode::Not(Box::new(field("open")))));
    let shown: Vec<String> =
        answers(&plan, &submission, None, &ask(none_open, AggregateNode::Count)).iter().map(shown).collect();
    assert_eq!(shown, ["NoData", "0", "NoData", "NoData", "NoData", "NoData"]);
}

#[test]
fn rows_without_a_unit_belong_to_nobody_and_those_of_a_table_without_one_to_all() {
    let stray = [TestRow::default(), TestRow { unit: None, ..TestRow::default() }];
    assert_eq!(figures(&stray, &ask(table("t"), AggregateNode::Count)), ["0", "1", "0", "0", "0", "0"]);
    let mut of_all = table_of("t");
    of_all.unit_column = None;
    let plan = plan(vec![of_all]);
    let submission = submission(vec![("t", Year::This, submitted(&stray, &[]))]);
    let count = answers(&plan, &submission, None, &ask(table("t"), AggregateNode::Count));
    assert_eq!(count, vec![Measured::Figure(Figure::Known(exact("2"))); 6]);
}

#[test]
fn rates_roll_up_by_their_parts() {
    let plan = plan(vec![table_of("t")]);
    let row = |unit, open| TestRow { unit: Some(unit), open: Ok(open), ..TestRow::default() };
    let rows = [row(0, true), row(1, true), row(1, true), row(3, false), row(4, true), row(5, false)];
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let share = ask(table("t"), AggregateNode::Share(field("open")));
    let at = |level| -> Vec<String> { answers(&plan, &submission, level, &share).iter().map(shown).collect() };
    let none = "NotApplicable";
    assert_eq!(at(Some(RollUp::Depth(0))), ["0.8", none, none, none, none, "0"]);
    assert_eq!(at(Some(RollUp::Level("镇".to_owned()))), ["1", "1", "0.5", none, none, "0"]);
    assert_eq!(at(None), ["1", "1", none, "0", "1", "0"]);
    // A level is named by the kind of its units or by their group.
    let mut by_group = plan;
    for unit in by_group.units.iter_mut().filter(|unit| unit.kind == "镇") {
        unit.group = "北片".to_owned();
    }
    let share = answers(&by_group, &submission, Some(RollUp::Level("北片".to_owned())), &share);
    assert_eq!(share.iter().map(shown).collect::<Vec<_>>(), ["1", "1", "0.5", none, none, "0"]);
}

/// The single-factor rule in small: the class of a section is that of its mean, and the share is over sections.
#[test]
fn groups_are_classed_by_their_means_and_shared_over() {
    let reading = |name: &str, amount, ph| TestRow {
        name: Ok(name.to_owned()),
        amount: Ok(amount),
        ph: Ok(ph),
        ..TestRow::default()
    };
    let rows = [
        reading("甲", 100, 600),
        reading("甲", 305, 800),
        reading("乙", 400, 700),
        reading("乙", 401, 700),
        reading("丙", 900, 700),
    ];
    let mean = |column: &str| aggregate(AggregateNode::Mean(field(column)));
    let columns = vec![
        GroupColumn { name: "mean".to_owned(), aggregate: mean("amount") },
        GroupColumn {
            name: "ph".to_owned(),
            aggregate: aggregate(AggregateNode::MeanPh { value: field("ph"), places: 2 }),
        },
    ];
    let sections = node(RowsNode::Group { rows: Box::new(table("t")), by: vec!["name".to_owned()], columns });
    let classed = node(RowsNode::Derive {
        rows: Box::new(sections),
        name: "class".to_owned(),
        value: node(ColumnNode::StepClass {
            value: Box::new(field("mean")),
            scale: "water".to_owned(),
            better: Better::Lower,
            limits: vec![exact("2.025"), exact("4"), exact("6")],
        }),
    });
    let good = ColumnNode::Literal(crate::plan::Literal::Class(class(1)));
    let share = AggregateNode::Share(compare(field("class"), Comparison::LessOrEqual, node(good)));
    // 甲 2.025 is in the first class, 乙 4.005 beyond the second, 丙 9 beyond the last.
    assert_eq!(figures(&rows, &ask(classed.clone(), share))[1], "1/3");
    assert_eq!(figures(&rows, &ask(classed.clone(), AggregateNode::Worst(field("class"))))[1], "3");
    assert_eq!(figures(&rows, &ask(classed, AggregateNode::Least(field("ph"))))[1], "6.3");
}

#[test]
fn a_later_row_corrects_an_earlier_one_and_one_event_counts_once() {
    let row =
        |name: Said<&str>, amount| TestRow { name: name.map(str::to_owned), amount: Ok(amount), ..TestRow::default() };
    let blank = || Err(column_names::NO_DATA);
    let rows = [row(Ok("甲"), 100), row(Ok("乙"), 200), row(Ok("甲"), 400), row(blank(), 1000), row(blank(), 2000)];
    let by = || vec!["name".to_owned()];
    let sum = |rows_of: RowsNode| figures(&rows, &ask(node(rows_of), AggregateNode::Sum(field("amount")))).remove(1);
    // Rows without a name are like no other and stay.
    assert_eq!(sum(RowsNode::Unique { rows: Box::new(table("t")), by: by() }), "33");
    assert_eq!(sum(RowsNode::LatestBy { rows: Box::new(table("t")), by: by() }), "36");
}

#[test]
fn joins_and_unions_stay_within_the_unit() {
    let plan = plan(vec![table_of("t"), table_of("other")]);
    let row = |unit, name: &str, amount| TestRow {
        unit: Some(unit),
        name: Ok(name.to_owned()),
        amount: Ok(amount),
        ..TestRow::default()
    };
    let left = [row(1, "甲", 100), row(1, "乙", 200), row(2, "甲", 400)];
    let right = [row(1, "甲", 0), row(1, "甲", 0), row(2, "乙", 0)];
    let submission =
        submission(vec![("t", Year::This, submitted(&left, &[])), ("other", Year::This, submitted(&right, &[]))]);
    let join = |keep| {
        node(RowsNode::Join {
            left: Box::new(table("t")),
            right: Box::new(table("other")),
            on: vec!["name".to_owned()],
            keep,
        })
    };
    let sum = |rows: Rows| -> Vec<String> {
        let asked = ask(rows, AggregateNode::Sum(field("amount")));
        answers(&plan, &submission, None, &asked)[1..3].iter().map(shown).collect()
    };
    assert_eq!(sum(join(Keep::Matching)), ["2", "0"]);
    assert_eq!(sum(join(Keep::All)), ["4", "4"]);
    assert_eq!(sum(join(Keep::WithPartner)), ["1", "0"]);
    assert_eq!(sum(join(Keep::WithoutPartner)), ["2", "4"]);
    let partnered = |keep| {
        let value = field("amount");
        let right = node(RowsNode::Derive { rows: Box::new(table("other")), name: "more".to_owned(), value });
        let on = vec!["name".to_owned()];
        let rows = node(RowsNode::Join { left: Box::new(table("t")), right: Box::new(right), on, keep });
        let asked = ask(rows, AggregateNode::Sum(field("more")));
        answers(&plan, &submission, None, &asked)[1..3].iter().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(partnered(Keep::Matching), ["0", "0"]);
    // 乙 of the first unit and 甲 of the second have no partner: what it would say is not there, as in any blank cell.
    assert_eq!(partnered(Keep::All), ["NoData", "NoData"]);
    let both = RowsNode::Union { first: Box::new(table("t")), second: Box::new(table("other")) };
    assert_eq!(sum(node(both)), ["3", "4"]);
}

#[test]
fn a_withheld_due_date_is_no_missing_one() {
    let said = [column_names::WITHHELD, column_names::NO_DATA, column_names::UNREADABLE];
    let rows = [Ok(MID_YEAR)].into_iter().chain(said.map(Err)).map(|due| TestRow { day: due, ..TestRow::default() });
    let rows: Vec<TestRow> = rows.collect();
    let plan = plan(vec![table_of("t")]);
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let task = Asked::Task { rows: table("t"), done: field("moment"), due: Some(field("day")) };
    let done = Some(date(2022, 6, 30));
    let expected = vec![
        TaskCount { due: None, done, hidden: None, not_applicable: false, count: 1 },
        TaskCount { due: None, done, hidden: Some(Hidden::Unreadable), not_applicable: false, count: 1 },
        TaskCount { due: None, done, hidden: Some(Hidden::Withheld), not_applicable: false, count: 1 },
        TaskCount { due: done, done, hidden: None, not_applicable: false, count: 1 },
    ];
    assert_eq!(answers(&plan, &submission, None, &task)[1], Measured::Task(expected));
}

#[test]
fn tasks_are_counted_by_their_dates_and_tallies_by_their_labels() {
    let plan = plan(vec![table_of("t")]);
    let done = |day: Said<i32>, hour| TestRow { moment: day.map(|day| micros(day, hour)), ..TestRow::default() };
    let rows =
        [done(Ok(MID_YEAR), 8), done(Ok(MID_YEAR), 20), done(Ok(MID_YEAR + 185), 0), done(Err(1), 0), done(Err(2), 0)];
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let task = Asked::Task { rows: table("t"), done: field("moment"), due: Some(field("day")) };
    let due = Some(date(2022, 6, 30));
    let expected = vec![
        TaskCount { due, done: None, hidden: None, not_applicable: false, count: 2 },
        TaskCount { due, done: None, hidden: Some(Hidden::Withheld), not_applicable: false, count: 1 },
        TaskCount { due, done: Some(date(2022, 6, 30)), hidden: None, not_applicable: false, count: 2 },
    ];
    assert_eq!(answers(&plan, &submission, None, &task)[1], Measured::Task(expected));
    let tally = Asked::Tally { rows: table("t"), label: field("class") };
    assert_eq!(answers(&plan, &submission, None, &tally)[1], Measured::Tally(vec![(Some("Ⅲ".to_owned()), 5)]));
    assert_eq!(answers(&plan, &submission, None, &tally)[2], Measured::Tally(Vec::new()));
}

#[test]
fn a_day_and_a_moment_compare_by_the_day() {
    let rows = [TestRow { moment: Ok(micros(MID_YEAR, 20)), ..TestRow::default() }];
    let by_then = compare(field("moment"), Comparison::LessOrEqual, day(date(2022, 6, 30)));
    assert_eq!(figure(&rows, AggregateNode::Share(by_then)), "1");
}

#[test]
fn contributions_name_the_largest_rows_and_where_they_stand() {
    let plan = plan(vec![table_of("t")]);
    let mut rows = amounts(&[100, 300, 200, 300]);
    rows.push(TestRow { unit: Some(2), amount: Ok(900), ..TestRow::default() });
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let asked = ask(table("t"), AggregateNode::Sum(field("amount")));
    let options = MeasureOptions::as_of(AS_OF);
    let found = contributions(&plan, &submission, &options, &[&asked], 1, 3).expect("the question fits the plan");
    assert_eq!(found.rows, 4);
    let places: Vec<(String, u32)> =
        found.largest.iter().map(|row| (row.origins[0].file.clone(), row.origins[0].row)).collect();
    assert_eq!(places, [("0.csv".to_owned(), 3), ("1.csv".to_owned(), 2), ("0.csv".to_owned(), 4)]);
}

/// Of many rows the one that spoils `all` comes first, and so does the largest of another question.
#[test]
fn contributions_to_several_questions_begin_with_what_decides_each() {
    let plan = plan(vec![table_of("t")]);
    let mut rows = amounts(&[100, 200, 900, 300]);
    rows.iter_mut().for_each(|row| row.open = Ok(true));
    rows[3].open = Ok(false);
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let is_open = ask(table("t"), AggregateNode::All(field("open")));
    let sum = ask(table("t"), AggregateNode::Sum(field("amount")));
    let options = MeasureOptions::as_of(AS_OF);
    let found =
        contributions(&plan, &submission, &options, &[&is_open, &sum], 1, 2).expect("the questions fit the plan");
    let lines: Vec<u32> = found.largest.iter().map(|row| row.origins[0].row).collect();
    assert_eq!((lines.as_slice(), found.absent.as_slice()), ([4, 2].as_slice(), [0, 0].as_slice()), "{found:?}");
}

/// 0 is the county; 1 and 2 are its townships, 3 a village of 2, and 5 is a township apart.
#[test]
fn a_row_of_several_units_counts_once_for_the_one_above_them() {
    let plan = plan(vec![shared_table_of("t")]);
    let asked = ask(table("t"), AggregateNode::Sum(field("amount")));
    let of =
        |rows: &[TestRow], also: &[u32]| submission(vec![("t", Year::This, shared_with(submitted(rows, &[]), also))]);
    let figures = |rows: &[TestRow], also: &[u32], level: &str| -> Vec<String> {
        let level = Some(RollUp::Level(level.to_owned()));
        answers(&plan, &of(rows, also), level, &asked).iter().map(shown).collect()
    };
    let rows = amounts(&[100, 20]);
    assert_eq!(figures(&rows, &[2, 3, 5], "县")[0], "1.2");
    // For each that stands above one of them.
    assert_eq!(figures(&rows, &[2, 3, 5], "镇")[1..3], ["1.2", "1.2"]);
    assert_eq!(figures(&rows, &[2, 3, 5], "镇")[5], "1.2");
    let by_itself = answers(&plan, &of(&rows, &[2]), None, &asked);
    assert_eq!(by_itself.iter().map(shown).collect::<Vec<_>>(), ["0", "1.2", "1.2", "0", "0", "0"]);

    let options = MeasureOptions { level: Some(RollUp::Level("县".to_owned())), ..MeasureOptions::as_of(AS_OF) };
    let behind =
        contributions(&plan, &of(&rows, &[2, 3]), &options, &[&asked], 0, 9).expect("the question fits the plan");
    assert_eq!((behind.rows, behind.largest.len()), (2, 2));
}

fn at_level(kind: &str) -> Option<RollUp> {
    Some(RollUp::Level(kind.to_owned()))
}

fn plot(unit: u32, name: &str, open: bool) -> TestRow {
    TestRow { unit: Some(unit), name: Ok(name.to_owned()), open: Ok(open), ..TestRow::default() }
}

fn by_name(rows: Rows, columns: Vec<GroupColumn>) -> Rows {
    node(RowsNode::Group { rows: Box::new(rows), by: vec!["name".to_owned()], columns })
}

fn unique_by_name(rows: Rows) -> Rows {
    node(RowsNode::Unique { rows: Box::new(rows), by: vec!["name".to_owned()] })
}

fn joined(left: Rows, right: Rows, keep: Keep) -> Rows {
    node(RowsNode::Join { left: Box::new(left), right: Box::new(right), on: vec!["name".to_owned()], keep })
}

/// Plot 甲 of the one township is not plot 甲 of the other: half of the county's are open, as half of its townships' are.
#[test]
fn what_two_townships_call_the_same_is_two_things_of_the_county() {
    let plan = plan(vec![table_of("t")]);
    let rows = [
        plot(1, "甲", true),
        plot(1, "乙", false),
        plot(2, "甲", false),
        plot(2, "乙", true),
        plot(2, "乙", true),
        plot(0, "甲", false),
    ];
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let of = |asked: Asked| {
        let figures = |level| -> Vec<String> { answers(&plan, &submission, level, &asked).iter().map(shown).collect() };
        (figures(at_level("县"))[0].clone(), figures(None)[..3].to_vec())
    };
    let is_open = || filter(table("t"), field("open"));
    let closed = || filter(table("t"), node(ColumnNode::Not(Box::new(field("open")))));
    let count = |rows: Rows| of(ask(rows, AggregateNode::Count));
    let sums = |all: &str, each: [&str; 3]| (all.to_owned(), each.map(str::to_owned).to_vec());

    assert_eq!(count(unique_by_name(table("t"))), sums("5", ["1", "2", "2"]));
    let latest = node(RowsNode::LatestBy { rows: Box::new(table("t")), by: vec!["name".to_owned()] });
    assert_eq!(count(latest), sums("5", ["1", "2", "2"]));
    assert_eq!(of(ask(table("t"), AggregateNode::CountDistinct(field("name")))), sums("5", ["1", "2", "2"]));
    assert_eq!(count(joined(table("t"), is_open(), Keep::WithPartner)), sums("3", ["0", "1", "2"]));
    assert_eq!(count(joined(table("t"), is_open(), Keep::WithoutPartner)), sums("3", ["1", "1", "1"]));
    assert_eq!(count(joined(closed(), is_open(), Keep::Matching)), sums("0", ["0", "0", "0"]));
    let any_open = GroupColumn { name: "open".to_owned(), aggregate: aggregate(AggregateNode::Any(field("open"))) };
    let groups = || by_name(table("t"), vec![any_open.clone()]);
    assert_eq!(of(ask(groups(), AggregateNode::Share(field("open")))), sums("0.4", ["0", "0.5", "0.5"]));
    // Groups of groups, and what is held together after them.
    let of_groups = node(RowsNode::Group {
        rows: Box::new(groups()),
        by: vec!["open".to_owned()],
        columns: vec![GroupColumn { name: "plots".to_owned(), aggregate: aggregate(AggregateNode::Count) }],
    });
    assert_eq!(count(of_groups), sums("5", ["1", "2", "2"]));
    assert_eq!(count(joined(groups(), is_open(), Keep::WithPartner)), sums("2", ["0", "1", "1"]));
    assert_eq!(of(ask(groups(), AggregateNode::CountDistinct(field("name")))), sums("5", ["1", "2", "2"]));
}

/// A row that names two townships is of both: what each of them calls so is one thing, and counts once for the county.
#[test]
fn a_row_of_two_townships_ties_together_what_they_call_the_same() {
    let plan = plan(vec![shared_table_of("t"), table_of("own")]);
    // Both townships' plot 甲, which one of them writes once more; and a plot 乙 of each.
    let (both, one) = ([plot(1, "甲", true)], [plot(2, "甲", false), plot(1, "乙", true), plot(2, "乙", false)]);
    let frames = [shared_with(submitted(&both, &[]), &[2]).frame, after(submitted(&one, &[])).frame];
    let frame = polars::prelude::concat(frames, Default::default()).expect("frames alike");
    let own = [plot(2, "甲", true), plot(1, "乙", true)];
    let t = crate::intake::Submitted { frame, ..submitted(&one, &[]) };
    let submission = submission(vec![("t", Year::This, t), ("own", Year::This, submitted(&own, &[]))]);
    let figures = |asked: Asked| -> Vec<String> {
        let at = |level| -> Vec<String> { answers(&plan, &submission, level, &asked).iter().map(shown).collect() };
        vec![at(at_level("县"))[0].clone(), at(None)[1].clone(), at(None)[2].clone()]
    };
    let count = |rows: Rows| figures(ask(rows, AggregateNode::Count));
    assert_eq!(count(table("t")), ["4", "2", "3"]);
    assert_eq!(count(unique_by_name(table("t"))), ["3", "2", "2"]);
    assert_eq!(count(by_name(table("t"), Vec::new())), ["3", "2", "2"]);
    assert_eq!(figures(ask(table("t"), AggregateNode::CountDistinct(field("name")))), ["3", "2", "2"]);
    // 甲 has a partner in one of its townships, 乙 of the one and not of the other.
    let unique = || unique_by_name(table("t"));
    assert_eq!(count(joined(unique(), table("own"), Keep::WithPartner)), ["2", "1", "1"]);
    assert_eq!(count(joined(unique(), table("own"), Keep::WithoutPartner)), ["1", "1", "1"]);
    // As a partner it is one row too.
    assert_eq!(count(joined(table("own"), unique(), Keep::Matching)), ["2", "1", "1"]);
}

/// The same rows, further down in their files.
fn after(submitted: crate::intake::Submitted) -> crate::intake::Submitted {
    use polars::prelude::{DataType, col, lit};
    let row = col(column_names::ROW) + lit(100).cast(DataType::UInt32);
    let frame = submitted.frame.clone().with_column(row.alias(column_names::ROW));
    crate::intake::Submitted { frame, ..submitted }
}

/// A table whose rows are everybody's is the county's too, once.
#[test]
fn rows_of_everybody_meet_the_rows_of_each_township() {
    let plan = plan(vec![table_of("t"), crate::plan::Table { unit_column: None, ..table_of("all") }]);
    let rows = [plot(1, "甲", true), plot(2, "甲", true), plot(2, "乙", true)];
    let everyones = [plot(0, "甲", true), plot(0, "丙", true)];
    let submission =
        submission(vec![("t", Year::This, submitted(&rows, &[])), ("all", Year::This, submitted(&everyones, &[]))]);
    let count = |rows: Rows| {
        let asked = ask(rows, AggregateNode::Count);
        let at = |level| -> Vec<String> { answers(&plan, &submission, level, &asked).iter().map(shown).collect() };
        vec![at(at_level("县"))[0].clone(), at(None)[1].clone(), at(None)[2].clone()]
    };
    assert_eq!(count(joined(table("t"), table("all"), Keep::Matching)), ["2", "1", "1"]);
    assert_eq!(count(joined(table("t"), table("all"), Keep::WithoutPartner)), ["1", "0", "1"]);
    assert_eq!(count(joined(table("all"), table("t"), Keep::WithPartner)), ["1", "1", "1"]);
    assert_eq!(count(joined(table("all"), table("t"), Keep::WithoutPartner)), ["1", "1", "1"]);
    assert_eq!(count(joined(table("all"), table("t"), Keep::Matching)), ["2", "1", "1"]);
    let union = node(RowsNode::Union { first: Box::new(table("t")), second: Box::new(table("all")) });
    assert_eq!(count(union), ["5", "3", "4"]);
}

/// A group of two rows is told with both, by either evaluator; one with a row and a blank has nothing to choose between.
#[test]
fn the_one_row_of_a_group_is_not_taken_from_several() {
    let plan = plan(vec![table_of("t")]);
    let only = GroupColumn { name: "whole".to_owned(), aggregate: aggregate(AggregateNode::Value(field("whole"))) };
    let asked = ask(by_name(table("t"), vec![only]), AggregateNode::Sum(field("whole")));
    let of = |unit, name: &str, whole| TestRow { whole, ..plot(unit, name, true) };
    let blank = Err(column_names::NO_DATA);
    let rows = [of(1, "甲", Ok(1)), of(1, "乙", Ok(2)), of(2, "甲", Ok(1)), of(2, "甲", blank), of(2, "乙", Ok(2))];
    let told = |rows: &[TestRow]| {
        let submission = submission(vec![("t", Year::This, submitted(rows, &[]))]);
        let by = |engine| {
            let options = MeasureOptions { engine, level: at_level("县"), ..MeasureOptions::as_of(AS_OF) };
            let world = World::new(&plan, &submission, &options);
            let (answers, several) = answer_and_tell(&world, vec![(7, &asked)]).expect("the question fits the plan");
            (shown(&answers[0].measured[0]), several)
        };
        let (fused, exact) = (by(Engine::Fused), by(Engine::Exact));
        assert_eq!(fused, exact);
        let (figure, several) = fused;
        let rows: Vec<Option<u32>> = several.findings.iter().map(|finding| finding.at.row).collect();
        (figure, several.at.get(&(7, 0)).copied(), rows)
    };
    // What two townships call the same is no group of two.
    assert_eq!(told(&rows), ("6".to_owned(), None, Vec::new()));
    let more = [&rows[..], &[of(1, "乙", Ok(2))]].concat();
    assert_eq!(told(&more), ("NoData".to_owned(), Some(Several::Rows(2)), vec![Some(4)]));
}

#[test]
fn a_sum_too_large_for_polars_is_still_exact() {
    let rows = amounts(&[i128::pow(10, 37), i128::pow(10, 37), i128::pow(10, 37)]);
    let product = node(ColumnNode::Arithmetic {
        operation: Arithmetic::Multiply,
        left: Box::new(field("amount")),
        right: Box::new(number("1000")),
    });
    assert_eq!(figure(&rows, AggregateNode::Sum(product)), format!("3{}", "0".repeat(38)));
}

#[test]
fn a_declared_check_is_judged_alike_both_ways() {
    let blank = || TestRow { weight: Err(column_names::NO_DATA), ..TestRow::default() };
    let rows = [
        TestRow { amount: Ok(250), weight: Ok(2000), unit: None, ..TestRow::default() },
        TestRow { day: Ok(MID_YEAR + 300), ..TestRow::default() },
        blank(),
    ];
    let (table, submitted) = (table_of("t"), submitted(&rows, &[]));
    let within = compare(field("amount"), Comparison::LessOrEqual, field("weight"));
    let by_row = judge(&table, &submitted, &within, AS_OF).expect("the check fits the table");
    let holds: Vec<Option<bool>> = by_row.iter().map(|judged| judged.holds).collect();
    assert_eq!(holds, [Some(false), Some(true), None], "whosever rows they are, and whatever their dates");
    let shared = shared_with(submitted.clone(), &[2]);
    assert_eq!(judge(&shared_table_of("t"), &shared, &within, AS_OF).expect("the check fits the table"), by_row);
    let schema = submitted.frame.clone().collect_schema().expect("a schema");
    let lowered = lower_condition(&table, &schema, &within, AS_OF).expect("Polars can do it");
    let column = submitted.frame.select([lowered.alias("holds")]).collect().expect("it runs");
    let by_polars: Vec<Option<bool>> = column.column("holds").expect("it").bool().expect("booleans").iter().collect();
    assert_eq!(by_polars, holds);
}
