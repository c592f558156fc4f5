//! The two evaluators agree on whatever can be asked, and neither minds the order in which rows come.

use proptest::prelude::*;

use super::random::{Choices, Scene, Sort, gappy, row};
use super::scene::*;
use crate::figure::{Absence, Figure};
use crate::intake::{Submission, column_names};
use crate::measure::answers::Answers;
use crate::measure::error::MeasureError;
use crate::measure::finish::Interrupted;
use crate::measure::options::{Engine, MeasureOptions, RollUp};
use crate::measure::several::{Taking, takings};
use crate::measure::world::World;
use crate::measure::{Measured, fuse, row_by_row};
use crate::plan::{AbsentCells, AggregateNode, Asked, Plan, Table, Year};

/// Columns whose bit is set do the other thing with absent cells: leave them out, or are spoilt by them.
fn skipping(mut table: Table, skips: u16) -> Table {
    for (number, column) in table.columns.iter_mut().enumerate() {
        if skips >> number & 1 == 1 {
            column.absent = match column.absent {
                AbsentCells::Spoil => AbsentCells::Skip,
                AbsentCells::Skip => AbsentCells::Spoil,
            };
        }
    }
    table
}

/// So many cases, unless `PROPTEST_CASES` asks for more.
fn cases(many: u32) -> ProptestConfig {
    let mut config = ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = many;
    }
    config
}

fn options(level: Option<RollUp>) -> MeasureOptions {
    MeasureOptions { as_of: AS_OF, level, engine: Engine::Fused }
}

/// None; that of the townships, of which one has villages; and that of the county, which has rows of its own, of its townships and of their
/// villages.
fn level() -> impl Strategy<Value = Option<RollUp>> {
    let of = |kind: &str| Some(RollUp::Level(kind.to_owned()));
    proptest::sample::select(vec![of("县"), of("镇"), Some(RollUp::Depth(0)), None])
}

/// The table `t`, and one like it whose rows are everybody's.
fn tables(t: Table, skips: u16) -> Vec<Table> {
    let everyones = Table { unit_column: None, ..table_of("all") };
    vec![skipping(t, skips), skipping(everyones, skips)]
}

fn sorted(answers: Vec<(usize, Answers)>) -> Vec<(usize, Answers)> {
    let mut answers = answers;
    answers.sort_by_key(|(number, _)| *number);
    answers
}

/// `None` where a number outgrows Polars.
fn fused(
    plan: &Plan,
    submission: &Submission,
    options: &MeasureOptions,
    asked: &[Asked],
) -> Option<Vec<(usize, Answers)>> {
    let numbered: Vec<(usize, &Asked)> = asked.iter().enumerate().collect();
    match fuse::answer(&World::new(plan, submission, options), &numbered) {
        Ok(answers) => Some(sorted(answers)),
        Err(Interrupted::Overflow) => None,
        Err(Interrupted::Error(error)) => panic!("{error}"),
    }
}

fn exactly(
    plan: &Plan,
    submission: &Submission,
    options: &MeasureOptions,
    asked: &[Asked],
) -> Result<Vec<(usize, Answers)>, MeasureError> {
    let numbered: Vec<(usize, &Asked)> = asked.iter().enumerate().collect();
    row_by_row(&World::new(plan, submission, options), &numbered).map(sorted)
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn whatever_is_asked_both_evaluators_give_the_same(
        rows in proptest::collection::vec(row(), 0..24),
        choices in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..48), 1..6),
        skips in any::<u16>(),
        level in level(),
        many in any::<bool>(),
        also in proptest::collection::btree_set(0..6u32, 0..3),
        seed in any::<u64>(),
    ) {
        let mut asked: Vec<Asked> = choices.iter().map(|numbers| Choices::new(numbers).question()).collect();
        let probes: Vec<Asked> = takings(asked.iter().enumerate()).iter().filter_map(Taking::probe).collect();
        asked.extend(probes);
        let plan = plan(tables(if many { shared_table_of("t") } else { table_of("t") }, skips));
        let options = options(level);
        let also = if many { also } else { Default::default() };
        // A cell names each unit once.
        let rows: Vec<TestRow> =
            rows.into_iter().filter(|row| row.unit.is_none_or(|unit| !also.contains(&unit))).collect();
        let also: Vec<u32> = also.into_iter().collect();
        let shared = |submitted| shared_with(submitted, &also);
        let everyones = || ("all", Year::This, submitted(rows.get(..3).unwrap_or(&rows), &[]));
        let all = submission(vec![("t", Year::This, shared(submitted(&rows, &[]))), everyones()]);
        let exact = exactly(&plan, &all, &options, &asked).expect("what is asked fits the table");
        if let Some(fused) = fused(&plan, &all, &options, &asked) {
            prop_assert_eq!(&fused, &exact);
            let turned = submitted_in_order(&rows, &shuffled(rows.len(), seed), &[]);
            let turned = submission(vec![("t", Year::This, shared(turned)), everyones()]);
            prop_assert_eq!(self::fused(&plan, &turned, &options, &asked), Some(fused));
            prop_assert_eq!(exactly(&plan, &turned, &options, &asked).expect("as before"), exact);
        }
    }
}

proptest! {
    #![proptest_config(cases(40))]

    /// Most cells are gaps, so that rows lack their day, their figure or both.
    #[test]
    fn the_latest_of_rows_full_of_gaps_is_the_same(
        rows in proptest::collection::vec((0..6u32, gappy(0..4i128), gappy(MID_YEAR - 1..MID_YEAR + 2)), 0..12),
        skips in any::<u16>(),
    ) {
        let rows: Vec<TestRow> = rows
            .into_iter()
            .map(|(unit, amount, day)| TestRow { unit: Some(unit), amount, day, ..TestRow::default() })
            .collect();
        let plan = plan(vec![skipping(table_of("t"), skips)]);
        let all = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
        let asked = [ask(table("t"), AggregateNode::Latest { value: field("amount"), by: field("day") })];
        let exact = exactly(&plan, &all, &options(None), &asked).expect("what is asked fits the table");
        prop_assert_eq!(fused(&plan, &all, &options(None), &asked), Some(exact));
    }
}

proptest! {
    #![proptest_config(cases(80))]

    /// One row a unit, so that the figure is the very cell that an expression gives.
    #[test]
    fn every_expression_gives_the_same_cell(
        rows in proptest::collection::vec(row(), 6),
        choices in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..24), 12),
    ) {
        let rows: Vec<TestRow> =
            (0..).zip(rows).map(|(unit, row)| TestRow { unit: Some(unit), ..row }).collect();
        let expression = |numbers: &Vec<u8>| {
            let mut choices = Choices::new(numbers);
            let kind = choices.pick(&[Sort::Number, Sort::Bool, Sort::Class, Sort::Day, Sort::Bool]);
            choices.column(kind, &Scene::of_table(), 3)
        };
        let asked: Vec<Asked> =
            choices.iter().map(|numbers| ask(table("t"), AggregateNode::Least(expression(numbers)))).collect();
        let plan = plan(vec![table_of("t")]);
        let all = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
        // Alone, so that one that outgrows Polars does not hide the others.
        for asked in asked.chunks(1) {
            if let Some(fused) = fused(&plan, &all, &options(None), asked) {
                prop_assert_eq!(fused, exactly(&plan, &all, &options(None), asked).expect("it fits the table"));
            }
        }
    }
}

/// Cells of which one of these things is said, filled with those of other rows, wherever the seed says so.
fn with_arrivals(rows: &[TestRow], arriving: &[TestRow], said: &[u8], seed: u64) -> Vec<TestRow> {
    let arrives = |said_of: Option<u8>, lot: bool| lot && said_of.is_some_and(|said_of| said.contains(&said_of));
    let mut filled = rows.to_vec();
    for (at, (row, other)) in filled.iter_mut().zip(arriving).enumerate() {
        if arrives(row.amount.err(), seed >> (at % 32) & 1 == 1) {
            row.amount = other.amount;
        }
        if arrives(row.day.err(), seed >> (at % 32 + 32) & 1 == 1) {
            row.day = other.day;
        }
    }
    filled
}

proptest! {
    #![proptest_config(cases(200))]

    /// What is said to be known, and not in doubt, does not change when absent cells come. (A question that asks what is missing, and the
    /// least or greatest of several cells, are answered by what is there.) Nor does it when cells that can't be read are mended, whatever
    /// is asked, and whatever their columns do with absent ones.
    #[test]
    fn what_is_not_in_doubt_stays_whatever_comes(
        rows in proptest::collection::vec((row(), gappy(0..3i128), gappy(MID_YEAR - 2..MID_YEAR + 1)), 0..10),
        arriving in proptest::collection::vec((0..3i128, MID_YEAR - 2..MID_YEAR + 1), 10),
        choices in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..32), 1..8),
        unreadable in any::<bool>(),
        skips in any::<u16>(),
        level in level(),
        seed in any::<u64>(),
    ) {
        let rows: Vec<TestRow> =
            rows.into_iter().map(|(row, amount, day)| TestRow { amount, day, ..row }).collect();
        let arriving: Vec<TestRow> = arriving
            .into_iter()
            .map(|(amount, day)| TestRow { amount: Ok(amount), day: Ok(day), ..TestRow::default() })
            .collect();
        let asked = choices.iter().map(|numbers| Choices::new(numbers).question());
        let asked: Vec<Asked> = asked.filter(|asked| unreadable || !answered_by_what_is_there(asked)).collect();
        let plan = plan(tables(table_of("t"), if unreadable { skips } else { 0 }));
        let options = options(level);
        let said: &[u8] =
            if unreadable { &[column_names::UNREADABLE] } else { &[column_names::NO_DATA, column_names::WITHHELD] };
        let answers = |rows: &[TestRow]| {
            let everyones = ("all", Year::This, submitted(rows.get(..3).unwrap_or(rows), &[]));
            let all = submission(vec![("t", Year::This, submitted(rows, &[])), everyones]);
            exactly(&plan, &all, &options, &asked).expect("what is asked fits the table")
        };
        let filled = with_arrivals(&rows, &arriving, said, seed);
        for ((number, before), (_, after)) in answers(&rows).into_iter().zip(answers(&filled)) {
            let known = before.measured.iter().zip(&before.doubts).map(|(measured, doubts)| match measured {
                Measured::Figure(Figure::Known(_) | Figure::Absent(Absence::NotApplicable)) => *doubts == 0,
                Measured::Figure(Figure::Absent(_)) | Measured::Task(_) | Measured::Tally(_) => false,
            });
            for (unit, known) in known.enumerate() {
                prop_assert!(
                    !known || before.measured[unit] == after.measured[unit],
                    "{:?} of unit {unit} became {:?}\n{:?}", before.measured[unit], after.measured[unit], asked[number]
                );
            }
        }
    }
}

fn answered_by_what_is_there(asked: &Asked) -> bool {
    let written = format!("{asked:?}");
    ["IsMissing", "LeastOf", "GreatestOf", "WorstOf"].iter().any(|node| written.contains(node))
}

/// An order of so many rows, from a small generator of pseudo-random numbers.
pub fn shuffled(many: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..many).collect();
    let mut state = seed | 1;
    for last in (1..many).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from((state >> 33) % (last as u64 + 1)).expect("small");
        order.swap(last, other);
    }
    order
}
