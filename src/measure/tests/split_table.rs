//! What Polars does of each word, so that a word that silently falls back to rows in memory is noticed.

use jiff::civil::date;

use super::scene::*;
use crate::figure::{Rounding, RoundingMode, Unit};
use crate::measure::options::MeasureOptions;
use crate::measure::split::{Prepared, Route, split};
use crate::measure::world::World;
use crate::plan::{
    AggregateNode, Arithmetic, Asked, Better, Column, ColumnNode, Comparison, DatePart, Edition, GroupColumn, Keep,
    Literal, NamedColumn, Point, Quantity, Rows, RowsNode, Year,
};

/// Where a question is answered: in the shared pass, by counting, over groups, or over rows in memory.
fn where_answered(asked: &Asked) -> &'static str {
    let plan = plan(vec![table_of("t")]);
    let submission = submission(vec![("t", Year::This, submitted(&[TestRow::default()], &[]))]);
    let options = MeasureOptions::as_of(AS_OF);
    let split = split(&World::new(&plan, &submission, &options), &[(0, asked)]).expect("the question fits the plan");
    match (&split.routes[0].1, split.prepared.as_slice()) {
        (Route::Pass { .. }, _) => "pass",
        (Route::Counted { .. }, _) => "counted",
        (Route::Exact, [(_, Prepared::Groups { .. })]) => "groups",
        (Route::Exact, _) => "rows",
    }
}

fn boxed(column: Column) -> Box<Column> {
    Box::new(column)
}

fn arithmetic(operation: Arithmetic, right: Column) -> ColumnNode {
    ColumnNode::Arithmetic { operation, left: boxed(field("amount")), right: boxed(right) }
}

fn bare(text: &str) -> Literal {
    Literal::Number(Quantity::bare(exact(text)))
}

#[test]
fn columns() {
    let amount = || boxed(field("amount"));
    let round = |mode| ColumnNode::Round { value: amount(), rounding: Rounding::new(mode, 1) };
    let open = || boxed(field("open"));
    for (expected, column) in [
        ("pass", ColumnNode::Field("amount".to_owned())),
        ("pass", ColumnNode::Literal(bare("0.5"))),
        ("pass", ColumnNode::AsOf),
        ("pass", compare(field("amount"), Comparison::Less, number("0.855")).node),
        ("pass", ColumnNode::And(open(), open())),
        ("pass", ColumnNode::Or(open(), open())),
        ("pass", ColumnNode::Not(open())),
        ("pass", arithmetic(Arithmetic::Add, field("weight"))),
        ("pass", arithmetic(Arithmetic::Subtract, field("whole"))),
        ("pass", arithmetic(Arithmetic::Multiply, field("weight"))),
        ("pass", arithmetic(Arithmetic::Divide, number("8"))),
        ("rows", arithmetic(Arithmetic::Divide, number("3"))),
        ("rows", arithmetic(Arithmetic::Divide, field("weight"))),
        ("pass", ColumnNode::Negative(amount())),
        ("pass", ColumnNode::Convert { value: amount(), to: Unit::symbol("亩"), factor: Some(exact("15")) }),
        ("rows", ColumnNode::Convert { value: amount(), to: Unit::symbol("亩"), factor: Some(exact("2/3")) }),
        ("pass", ColumnNode::IfElse { condition: open(), then: amount(), otherwise: boxed(number("0")) }),
        ("pass", ColumnNode::IsIn { value: boxed(field("name")), options: vec![Literal::Text("甲".to_owned())] }),
        ("pass", ColumnNode::Between { value: amount(), low: boxed(number("0")), high: boxed(field("whole")) }),
        ("pass", ColumnNode::IsMissing(amount())),
        ("pass", ColumnNode::Contains { value: boxed(field("name")), text: "甲".to_owned() }),
        ("pass", ColumnNode::Matches { value: boxed(field("name")), pattern: "甲*".to_owned() }),
        ("pass", ColumnNode::DatePart { value: boxed(field("moment")), part: DatePart::Month }),
        ("pass", ColumnNode::Days { from: boxed(field("day")), to: boxed(field("moment")) }),
        ("pass", round(RoundingMode::HalfEven)),
        ("rows", round(RoundingMode::HalfUp)),
        (
            "pass",
            ColumnNode::StepClass {
                value: amount(),
                scale: "water".to_owned(),
                better: Better::Lower,
                limits: vec![exact("1"), exact("1/3")],
            },
        ),
        (
            "pass",
            ColumnNode::RangeClass {
                value: boxed(field("ph")),
                low: exact("6"),
                high: exact("9"),
                inside: class(0),
                outside: class(5),
            },
        ),
        ("pass", ColumnNode::WorstOf(vec![field("class"), field("class")])),
        ("pass", ColumnNode::LeastOf(vec![field("amount"), field("whole")])),
        ("pass", ColumnNode::GreatestOf(vec![field("day"), day(date(2022, 1, 1))])),
        (
            "rows",
            ColumnNode::Interpolate {
                value: amount(),
                points: vec![Point { x: exact("0"), y: exact("0") }, Point { x: exact("1"), y: exact("50") }],
            },
        ),
        (
            "pass",
            ColumnNode::ByDate {
                date: boxed(field("day")),
                editions: vec![
                    Edition { from: None, value: number("1") },
                    Edition { from: Some(date(2022, 3, 1)), value: field("amount") },
                ],
            },
        ),
        // A name changes nothing: what is called goes where it would go without.
        ("pass", ColumnNode::Called { name: "面积".to_owned(), basis: None, value: amount() }),
        (
            "rows",
            ColumnNode::NamesOfGreatest {
                values: vec![NamedColumn { name: "氨氮".to_owned(), value: field("amount") }],
                above: exact("50"),
            },
        ),
    ] {
        let asked = ask(table("t"), AggregateNode::CountDistinct(node(column.clone())));
        assert_eq!(where_answered(&asked), expected, "{column:?}");
    }
}

#[test]
fn aggregates() {
    let amount = || field("amount");
    for (expected, of) in [
        ("pass", AggregateNode::Count),
        ("pass", AggregateNode::CountDistinct(field("name"))),
        ("pass", AggregateNode::Sum(amount())),
        ("pass", AggregateNode::Mean(field("whole"))),
        ("pass", AggregateNode::WeightedMean { value: amount(), weight: field("weight") }),
        ("pass", AggregateNode::Least(amount())),
        ("pass", AggregateNode::Greatest(field("day"))),
        ("counted", AggregateNode::Median(amount())),
        ("counted", AggregateNode::Quantile { value: amount(), q: exact("0.9") }),
        ("pass", AggregateNode::Share(field("open"))),
        ("pass", AggregateNode::Any(field("open"))),
        ("pass", AggregateNode::All(field("open"))),
        ("pass", AggregateNode::Worst(field("class"))),
        ("pass", AggregateNode::Best(field("class"))),
        ("pass", AggregateNode::Latest { value: amount(), by: field("moment") }),
        ("rows", AggregateNode::Latest { value: amount(), by: field("amount") }),
        ("pass", AggregateNode::Value(amount())),
        ("pass", AggregateNode::MeanPh { value: field("ph"), places: 0 }),
    ] {
        assert_eq!(where_answered(&ask(table("t"), of.clone())), expected, "{of:?}");
    }
    assert_eq!(where_answered(&Asked::Task { rows: table("t"), done: field("day"), due: None }), "counted");
    assert_eq!(where_answered(&Asked::Tally { rows: table("t"), label: field("name") }), "counted");
}

#[test]
fn rows() {
    let inner = || Box::new(table("t"));
    let by = || vec!["name".to_owned()];
    let group = |of| RowsNode::Group {
        rows: inner(),
        by: by(),
        columns: vec![GroupColumn { name: "made".to_owned(), aggregate: aggregate(of) }],
    };
    for (expected, step) in [
        ("pass", table("t").node),
        ("pass", filter(table("t"), field("open")).node),
        ("pass", RowsNode::Derive { rows: inner(), name: "made".to_owned(), value: field("amount") }),
        ("pass", RowsNode::During { rows: inner(), from: date(2022, 1, 1), to: date(2022, 6, 30) }),
        ("pass", RowsNode::Unique { rows: inner(), by: by() }),
        ("pass", RowsNode::LatestBy { rows: inner(), by: by() }),
        ("groups", group(AggregateNode::Mean(field("amount")))),
        ("rows", group(AggregateNode::Median(field("amount")))),
        ("rows", RowsNode::Join { left: inner(), right: inner(), on: by(), keep: Keep::Matching }),
        ("rows", RowsNode::Union { first: inner(), second: inner() }),
    ] {
        let rows: Rows = node(step);
        assert_eq!(where_answered(&ask(rows.clone(), AggregateNode::Count)), expected, "{rows:?}");
    }
}

/// Questions with different filters over one table are one pass; equal parts of them are done once.
#[test]
fn questions_over_one_table_are_one_pass() {
    let plan = plan(vec![table_of("t")]);
    let submission = submission(vec![("t", Year::This, submitted(&[TestRow::default()], &["amount", "open"]))]);
    let options = MeasureOptions::as_of(AS_OF);
    let questions = [
        ask(table("t"), AggregateNode::Sum(field("amount"))),
        ask(table("t"), AggregateNode::Mean(field("amount"))),
        ask(filter(table("t"), field("open")), AggregateNode::Sum(field("amount"))),
        ask(filter(table("t"), field("open")), AggregateNode::Count),
    ];
    let numbered: Vec<(usize, &Asked)> = questions.iter().enumerate().collect();
    let split = split(&World::new(&plan, &submission, &options), &numbered).expect("the questions fit the plan");
    assert_eq!(split.passes.len(), 1);
    // The sum, its two ends, how many rows; the open sum, how many are open.
    assert_eq!(split.passes[0].request.reductions().len(), 6);
}
