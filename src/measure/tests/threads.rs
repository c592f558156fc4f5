//! The same answers whatever the number of threads. Polars takes that number once a process, so that the test runs itself in two.

use std::process::Command;

use super::agree::shuffled;
use super::scene::*;
use crate::measure::answer;
use crate::measure::options::MeasureOptions;
use crate::measure::world::World;
use crate::plan::{AggregateNode, Asked, GroupColumn, RowsNode, Year};

const PRINTS: &str = "measure::tests::threads::prints_answers";

/// Enough rows to be cut into several pieces.
const ROWS: usize = 60_000;

fn questions() -> Vec<Asked> {
    let sections = node(RowsNode::Group {
        rows: Box::new(table("t")),
        by: vec!["name".to_owned()],
        columns: vec![GroupColumn {
            name: "mean".to_owned(),
            aggregate: aggregate(AggregateNode::Mean(field("weight"))),
        }],
    });
    let corrected = node(RowsNode::LatestBy { rows: Box::new(table("t")), by: vec!["name".to_owned()] });
    vec![
        ask(table("t"), AggregateNode::Sum(field("amount"))),
        ask(table("t"), AggregateNode::Median(field("weight"))),
        ask(table("t"), AggregateNode::CountDistinct(field("name"))),
        ask(table("t"), AggregateNode::Latest { value: field("amount"), by: field("day") }),
        ask(table("t"), AggregateNode::MeanPh { value: field("ph"), places: 2 }),
        ask(
            filter(table("t"), field("open")),
            AggregateNode::WeightedMean { value: field("amount"), weight: field("weight") },
        ),
        ask(corrected, AggregateNode::Sum(field("amount"))),
        ask(sections, AggregateNode::Latest { value: field("mean"), by: field("name") }),
        Asked::Tally { rows: table("t"), label: field("class") },
    ]
}

fn rows() -> Vec<TestRow> {
    let number = |at: usize, many: usize| i128::try_from(at * 7919 % many).expect("small");
    (0..ROWS)
        .map(|at| TestRow {
            unit: u32::try_from(at % 6).ok(),
            name: Ok(format!("断面{}", at % 997)),
            amount: Ok(number(at, 100_003)),
            weight: Ok(number(at, 1009)),
            ph: Ok(600 + number(at, 251)),
            day: Ok(MID_YEAR - i32::try_from(at % 90).expect("small")),
            open: Ok(at % 3 == 0),
            class: Ok(u8::try_from(at % 6).expect("small")),
            ..TestRow::default()
        })
        .collect()
}

#[test]
#[ignore = "run by same_answers_whatever_the_threads"]
fn prints_answers() {
    let plan = plan(vec![table_of("t")]);
    let order = shuffled(ROWS, std::env::var("SHUFFLED").map_or(1, |seed| seed.parse().expect("a seed")));
    let submission = submission(vec![("t", Year::This, submitted_in_order(&rows(), &order, &["amount", "weight"]))]);
    let options = MeasureOptions::as_of(AS_OF);
    for answers in answer(&World::new(&plan, &submission, &options), &questions()).expect("the questions fit the plan")
    {
        println!("answer: {answers:?}");
    }
}

#[test]
fn same_answers_whatever_the_threads() {
    let printed = |threads: &str, seed: &str| -> Vec<String> {
        let output = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", PRINTS, "--ignored", "--nocapture"])
            .envs([("POLARS_MAX_THREADS", threads), ("SHUFFLED", seed)])
            .output()
            .expect("this test runs");
        let text = String::from_utf8(output.stdout).expect("text");
        text.lines().filter(|line| line.contains("answer: ")).map(str::to_owned).collect()
    };
    let one = printed("1", "3");
    assert_eq!(one.len(), questions().len());
    assert_eq!(one, printed("2", "3"));
    assert_eq!(one, printed("2", "11"), "the same rows in another order");
}
