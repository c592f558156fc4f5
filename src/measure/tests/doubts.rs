//! Rows of which it isn't known whether and where they belong: left out of the figure, and told.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::by_hand::{answered, figures};
use super::scene::*;
use crate::figure::{Absence, Figure};
use crate::intake::column_names;
use crate::measure::Measured;
use crate::plan::{AbsentCells, AggregateNode, ColumnNode, Comparison, GroupColumn, Keep, Rows, RowsNode, Year};

/// Withheld, not sent, and said not to be: in `amount` (which spoils) and in `whole` (which takes no part).
fn partly_absent(of: impl Fn(i64) -> TestRow, with: impl Fn(&mut TestRow, u8)) -> Vec<TestRow> {
    let mut rows = vec![of(1), of(2), of(3), of(4), of(5)];
    let said = [column_names::WITHHELD, column_names::NO_DATA, column_names::NOT_APPLICABLE];
    rows.iter_mut().zip(said).for_each(|(row, said)| with(row, said));
    rows
}

fn in_amount(row: &mut TestRow, said: u8) {
    row.amount = Err(said);
}

fn in_whole(row: &mut TestRow, said: u8) {
    row.whole = Err(said);
}

/// Of how many rows of `north` it isn't known where they belong.
fn doubts(rows: &[TestRow], of: Rows) -> u64 {
    let plan = plan(vec![table_of("t")]);
    let submission = submission(vec![("t", Year::This, submitted(rows, &[]))]);
    answered(&plan, &submission, None, &ask(of, AggregateNode::Count)).doubts[1]
}

#[test]
fn a_row_whose_condition_may_yet_hold_is_left_out_and_told() {
    let large = |rows| filter(rows, compare(field("amount"), Comparison::Greater, number("0.5")));
    let late = |rows| filter(rows, compare(field("whole"), Comparison::GreaterOrEqual, number("2")));
    let numbered = |whole| TestRow { whole: Ok(whole), ..TestRow::default() };
    let rows = partly_absent(numbered, in_amount);
    assert_eq!(figures(&rows, &ask(large(table("t")), AggregateNode::Count))[1], "2");
    assert_eq!(doubts(&rows, large(table("t"))), 2);
    assert_eq!(doubts(&rows, table("t")), 0);
    // The first is left out for good by what is known of it, whichever condition comes first.
    assert_eq!(doubts(&rows, late(large(table("t")))), 1);
    assert_eq!(doubts(&rows, large(late(table("t")))), 1);
    // Where such cells take no part by the word of the scheme, there is nothing to wait for.
    assert_eq!(doubts(&partly_absent(numbered, in_whole), late(table("t"))), 0);
    let blank = |row: &mut TestRow, said| row.day = Err(said);
    let days = RowsNode::During { rows: Box::new(table("t")), from: date(2022, 1, 1), to: date(2022, 12, 31) };
    assert_eq!(doubts(&partly_absent(numbered, blank), node(days)), 2);
}

#[test]
fn a_row_that_lacks_its_key_may_yet_be_like_another() {
    let by = vec!["amount".to_owned()];
    let rows = partly_absent(|whole| TestRow { whole: Ok(whole), ..TestRow::default() }, in_amount);
    let unique = || node(RowsNode::Unique { rows: Box::new(table("t")), by: by.clone() });
    assert_eq!(doubts(&rows, unique()), 2);
    assert_eq!(doubts(&rows, node(RowsNode::LatestBy { rows: Box::new(table("t")), by: by.clone() })), 2);
    assert_eq!(doubts(&rows, node(RowsNode::Group { rows: Box::new(table("t")), by: by.clone(), columns: vec![] })), 2);
    assert_eq!(doubts(&rows, filter(unique(), field("open"))), 2);
    // Alone, it is like no other whatever it is.
    assert_eq!(doubts(&rows[..1], unique()), 0);
    let whole = vec!["whole".to_owned()];
    let rows = partly_absent(|whole| TestRow { whole: Ok(whole), ..TestRow::default() }, in_whole);
    assert_eq!(doubts(&rows, node(RowsNode::Unique { rows: Box::new(table("t")), by: whole })), 0);
}

#[test]
fn a_row_that_lacks_its_key_may_yet_find_a_partner() {
    let rows = partly_absent(|whole| TestRow { whole: Ok(whole), ..TestRow::default() }, in_amount);
    let join = |left: Rows, right: Rows, keep| {
        let on = vec!["amount".to_owned()];
        node(RowsNode::Join { left: Box::new(left), right: Box::new(right), on, keep })
    };
    let first = || filter(table("t"), compare(field("whole"), Comparison::LessOrEqual, number("2")));
    let last = || filter(table("t"), compare(field("whole"), Comparison::GreaterOrEqual, number("4")));
    let none = || filter(table("t"), compare(field("whole"), Comparison::Greater, number("9")));
    for keep in [Keep::Matching, Keep::All, Keep::WithPartner, Keep::WithoutPartner] {
        assert_eq!(doubts(&rows, join(first(), last(), keep)), 2);
        assert_eq!(doubts(&rows, join(last(), first(), keep)), 2);
        assert_eq!(doubts(&rows, join(first(), none(), keep)), 0);
    }
}

/// As with things to finish: only a blank says that it has not happened; what is withheld or can't be read says nothing.
#[test]
fn a_blank_day_says_that_a_thing_has_not_happened() {
    let mut table_spoilt = table_of("t");
    let moment = table_spoilt.columns.iter_mut().find(|column| column.id == "moment").expect("it has one");
    moment.absent = AbsentCells::Spoil;
    let plan = plan(vec![table_spoilt]);
    let rows = [column_names::NO_DATA, column_names::WITHHELD, column_names::UNREADABLE]
        .map(|said| TestRow { moment: Err(said), ..TestRow::default() });
    let happened = filter(table("t"), compare(field("moment"), Comparison::LessOrEqual, day(AS_OF)));
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let found = answered(&plan, &submission, None, &ask(happened, AggregateNode::Count));
    assert_eq!((found.rows[1], found.doubts[1]), (0, 2));
}

/// A file of the table could not be read: it may be that of a unit that has no rows in the others, and may have more of those that do.
#[test]
fn units_without_rows_in_what_was_read_have_no_data() {
    let known = |number: u32| Measured::Figure(Figure::Known(number.into()));
    let no_data = Measured::Figure(Figure::Absent(Absence::NoData));
    let rows = [TestRow::default(), TestRow { unit: Some(2), open: Ok(false), ..TestRow::default() }];
    let open = || ask(filter(table("t"), field("open")), AggregateNode::Count);
    let both = |partly_unread: BTreeSet<(String, Year)>| {
        let tables = vec![("t", Year::This, submitted(&rows, &[])), ("other", Year::This, submitted(&rows, &[]))];
        crate::intake::Submission { partly_unread, ..submission(tables) }
    };
    let plan = plan(vec![table_of("t"), table_of("other")]);
    let of_read = answered(&plan, &both(BTreeSet::new()), None, &open());
    assert_eq!(of_read.measured[1..4], [known(1), known(0), known(0)]);
    let unread = both(BTreeSet::from([("t".to_owned(), Year::This)]));
    assert_eq!(answered(&plan, &unread, None, &open()).measured[1..4], [known(1), known(0), no_data.clone()]);
    let in_other = ask(filter(table("other"), field("open")), AggregateNode::Count);
    assert_eq!(answered(&plan, &unread, None, &in_other), of_read);
    let join = |left: &str, right: &str| {
        let (left, right) = (Box::new(table(left)), Box::new(table(right)));
        ask(
            node(RowsNode::Join { left, right, on: vec!["name".to_owned()], keep: Keep::WithoutPartner }),
            AggregateNode::Count,
        )
    };
    assert_eq!(answered(&plan, &unread, None, &join("other", "t")).measured[1..4], [known(0), known(0), no_data]);
}

/// Something of a table was handed in, and nothing of it can be read: that is not the same as nothing.
#[test]
fn a_table_of_which_nothing_was_read_is_unreadable() {
    let plan = plan(vec![table_of("t")]);
    let measured = |partly_unread: BTreeSet<(String, Year)>| {
        let submission = crate::intake::Submission { partly_unread, ..submission(Vec::new()) };
        answered(&plan, &submission, None, &ask(table("t"), AggregateNode::Count)).measured[1].clone()
    };
    let absent = |absence: Absence| Measured::Figure(Figure::Absent(absence));
    assert_eq!(measured(BTreeSet::from([("t".to_owned(), Year::This)])), absent(Absence::Unreadable));
    assert_eq!(measured(BTreeSet::new()), absent(Absence::NoData));
}

/// A row that leaves a condition and its opposite open is lost by neither, where a step behind the conditions has its rows row by row.
#[test]
fn a_condition_and_its_opposite_leave_a_row_open_that_neither_can_judge() {
    let mut spoilt = table_of("t");
    spoilt.columns.iter_mut().for_each(|column| column.absent = AbsentCells::Spoil);
    let plan = plan(vec![spoilt]);
    let rows = [TestRow { open: Err(column_names::WITHHELD), ..TestRow::default() }];
    let submission = submission(vec![("t", Year::This, submitted(&rows, &[]))]);
    let is_open = |rows| filter(rows, field("open"));
    let is_not = |rows| filter(rows, node(ColumnNode::Not(Box::new(field("open")))));
    let partners = |left: Rows, right: Rows| {
        let on = vec!["name".to_owned()];
        node(RowsNode::Join { left: Box::new(left), right: Box::new(right), on, keep: Keep::Matching })
    };
    let doubts = |of: Rows| answered(&plan, &submission, None, &ask(of, AggregateNode::Count)).doubts[1];
    assert_eq!(doubts(is_open(is_not(table("t")))), 1);
    assert_eq!(doubts(partners(is_open(is_not(table("t"))), is_open(table("t")))), 2);
    assert_eq!(doubts(partners(table("t"), is_open(is_open(is_not(table("t")))))), 1);
}

/// What can't be read takes no part where absent cells take none, but it is there: the figure is that of the others, and in doubt.
#[test]
fn a_cell_that_cannot_be_read_is_not_passed_over_in_silence() {
    let plan = plan(vec![table_of("t")]);
    let of = |said: u8, rows: Rows, of: AggregateNode| {
        let rows_said = [TestRow { whole: Err(said), ..TestRow::default() }, TestRow::default()];
        let submission = submission(vec![("t", Year::This, submitted(&rows_said, &[]))]);
        let found = answered(&plan, &submission, None, &ask(rows, of));
        (found.measured[1].clone(), found.doubts[1])
    };
    let known = |number: u32| Measured::Figure(Figure::Known(number.into()));
    let mean = || AggregateNode::Mean(field("whole"));
    assert_eq!(of(column_names::UNREADABLE, table("t"), mean()), (known(1), 1));
    assert_eq!(of(column_names::UNREADABLE, table("t"), AggregateNode::Median(field("whole"))), (known(1), 1));
    assert_eq!(of(column_names::NO_DATA, table("t"), mean()), (known(1), 0));
    assert_eq!(of(column_names::UNREADABLE, table("t"), AggregateNode::Count), (known(2), 0));
    // So are the figures of groups, and what is made of them.
    let largest =
        GroupColumn { name: "largest".to_owned(), aggregate: aggregate(AggregateNode::Greatest(field("whole"))) };
    let by_name = || {
        let (rows, by, columns) = (Box::new(table("t")), vec!["name".to_owned()], vec![largest.clone()]);
        node(RowsNode::Group { rows, by, columns })
    };
    let sum = || AggregateNode::Sum(field("largest"));
    assert_eq!(of(column_names::UNREADABLE, by_name(), sum()), (known(1), 1));
    assert_eq!(of(column_names::WITHHELD, by_name(), sum()), (known(1), 0));
}

/// A blank is missing. What is withheld or can't be read is something that nobody sees: neither missing nor there.
#[test]
fn only_a_blank_is_plainly_missing() {
    let plan = plan(vec![table_of("t")]);
    let missing = |name: &str| filter(table("t"), node(ColumnNode::IsMissing(Box::new(field(name)))));
    let of = |row: TestRow, name: &str| {
        let submission = submission(vec![("t", Year::This, submitted(&[row], &[]))]);
        let found = answered(&plan, &submission, None, &ask(missing(name), AggregateNode::Count));
        (found.rows[1], found.doubts[1])
    };
    let amount = |said| of(TestRow { amount: Err(said), ..TestRow::default() }, "amount");
    let whole = |said| of(TestRow { whole: Err(said), ..TestRow::default() }, "whole");
    assert_eq!((amount(column_names::NO_DATA), whole(column_names::NO_DATA)), ((1, 0), (1, 0)));
    assert_eq!((amount(column_names::NOT_APPLICABLE), of(TestRow::default(), "amount")), ((1, 0), (0, 0)));
    assert_eq!((amount(column_names::UNREADABLE), whole(column_names::UNREADABLE)), ((0, 1), (0, 1)));
    // By the word of the scheme a withheld cell takes no part where absent ones take none.
    assert_eq!((amount(column_names::WITHHELD), whole(column_names::WITHHELD)), ((0, 1), (1, 0)));
}

/// The greatest of several cells is that of those that are there, but for one that nobody can see.
#[test]
fn the_greatest_of_several_cells_waits_for_one_that_nobody_sees() {
    let plan = plan(vec![table_of("t")]);
    let both = || node(ColumnNode::GreatestOf(vec![field("amount"), field("whole")]));
    let of = |row: TestRow| {
        let submission = submission(vec![("t", Year::This, submitted(&[row], &[]))]);
        let found = answered(&plan, &submission, None, &ask(table("t"), AggregateNode::Sum(both())));
        (found.measured[1].clone(), found.doubts[1])
    };
    let amount = |said| of(TestRow { amount: Err(said), ..TestRow::default() });
    let whole = |said| of(TestRow { whole: Err(said), ..TestRow::default() });
    let (known, absent) = (Measured::Figure(Figure::Known(1.into())), |why| Measured::Figure(Figure::Absent(why)));
    assert_eq!((amount(column_names::NO_DATA), whole(column_names::WITHHELD)), ((known.clone(), 0), (known, 0)));
    assert_eq!(amount(column_names::UNREADABLE), (absent(Absence::Unreadable), 0));
    assert_eq!(amount(column_names::WITHHELD), (absent(Absence::Withheld), 0));
    assert_eq!(whole(column_names::UNREADABLE), (absent(Absence::Unreadable), 1));
}
