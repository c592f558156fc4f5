//! Texts in a unit column that name no unit, or any of several.

use jiff::Span;
use jiff::civil::{Date, date};
use polars::prelude::{
    DataFrame, DataType, IntoLazy, LazyFrame, NULL, PolarsResult, SortMultipleOptions, col, len, lit,
};

use super::column_names;
use super::finding::FoundAt;
use super::rows_found::whole;
use super::say;
use super::typed::{Layout, collect};
use super::unusable::{Unusable, Unused};
use crate::plan::{Table, Year};

/// The rows in which a text may mean any of several units. `None`: it means none, or one beyond doubt.
pub fn of_some_unit(
    layout: &Layout,
    many: bool,
    year: Year,
    text: &str,
    at: &FoundAt,
    first_day: Option<Date>,
) -> Option<Unusable> {
    let units = say::candidates(&layout.roster, text, many);
    let (table, years, at) = (layout.table.id.clone(), vec![year], at.clone());
    let unusable = Unusable { table, years, units, what: Unused::OfSomeUnit, at, first_day };
    (!unusable.units.is_empty()).then_some(unusable)
}

/// The text.
pub const FOUND: &str = "#found";
const FIRST_DAY: &str = "#first-day";
const UNDATED: &str = "#undated";

/// The texts of a column of a table, each once a file: its first row, how many rows have it, and their first day.
pub fn unknown_texts(rows: LazyFrame, column: &str, table: &Table) -> PolarsResult<DataFrame> {
    let day = match &table.time_column {
        Some(time) => col(time.as_str()).cast(DataType::Date),
        None => lit(NULL).cast(DataType::Date),
    };
    let found = col(column).cast(DataType::String).alias(FOUND);
    let texts = rows
        .select([col(column_names::FILE), col(column_names::ROW), found, day.alias(FIRST_DAY)])
        .group_by([col(column_names::FILE), col(FOUND)])
        .agg([
            col(column_names::ROW).min(),
            len().alias("#rows"),
            col(FIRST_DAY).null_count().alias(UNDATED),
            col(FIRST_DAY).min(),
        ]);
    collect(texts)?.lazy().sort([column_names::FILE, column_names::ROW], SortMultipleOptions::default()).collect()
}

/// The first day of the rows of [`unknown_texts`]; `None` if one of them has none that is known.
pub fn first_day(texts: &DataFrame, row: usize) -> Option<Date> {
    let undated = whole(texts.column(UNDATED).ok()?, row)?;
    let days = texts.column(FIRST_DAY).ok()?.cast(&DataType::Int32).ok()?.get(row).ok()?.extract::<i32>()?;
    let day = date(1970, 1, 1).checked_add(Span::new().try_days(days).ok()?).ok();
    day.filter(|_| undated == 0)
}
