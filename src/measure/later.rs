//! Rows that are sent and not seen yet: those dated after the as-of date.

use std::collections::BTreeSet;

use jiff::civil::Date;
use polars::prelude::{NamedFrom, Series, col, lit};

use super::error::MeasureError;
use super::exact::{Cell, Value};
use super::load::all_rows;
use crate::intake::{Submitted, SubmittedFile, column_names};
use crate::plan::Table;

/// How many rows of a table, of those of its files that are meant, are dated after the as-of date: they count for nothing yet.
pub fn rows_not_seen(
    table: &Table,
    submitted: &Submitted,
    is_meant: impl Fn(&SubmittedFile) -> bool,
    as_of: Date,
) -> Result<usize, MeasureError> {
    let Some(time) = &table.time_column else { return Ok(0) };
    let meant = (0u32..).zip(&submitted.files).filter(|(_, file)| is_meant(file)).map(|(number, _)| number);
    let meant = Series::new("meant".into(), meant.collect::<Vec<u32>>());
    let frame = submitted.frame.clone().filter(col(column_names::FILE).is_in(lit(meant).implode(false), false));
    let of_meant = Submitted { frame, ..submitted.clone() };
    let rows = all_rows(table, &of_meant, &BTreeSet::from([time.clone()]))?.rows;
    let day = |cell: &Cell| cell.value().and_then(Value::day);
    Ok(rows.iter().filter(|row| row.cells.first().and_then(day).is_some_and(|day| day > as_of)).count())
}
