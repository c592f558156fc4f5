//! Conditions over the rows of one table, for the checks that a scheme declares.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::error::MeasureError;
use super::exact::{Value, evaluate};
use super::load;
use crate::intake::Submitted;
use crate::plan::{Column, Table};

/// What became of a condition on one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judged {
    /// Index into [`Submitted::files`].
    pub file: u32,
    /// The row in the sheet as a person counts.
    pub row: u32,
    /// `None`: it can't be judged, because a cell has no value.
    pub holds: Option<bool>,
}

/// Judges a condition on every row of a table, row by row, in the order of files and rows. [`super::lower_condition`] is the fast way,
/// where Polars can do it.
pub fn judge(
    table: &Table,
    submitted: &Submitted,
    condition: &Column,
    as_of: Date,
) -> Result<Vec<Judged>, MeasureError> {
    let mut wanted = BTreeSet::new();
    condition.node.fields(&mut |name| {
        wanted.insert(name.to_owned());
    });
    let relation = load::all_rows(table, submitted, &wanted)?;
    let mut judged = Vec::with_capacity(relation.rows.len());
    for row in &relation.rows {
        let cell = evaluate(condition, relation.row(row), as_of)?;
        let holds = cell.value().map(|value| *value == Value::Bool(true));
        judged.extend(row.origins.iter().map(|origin| Judged { file: origin.file, row: origin.row, holds }));
    }
    Ok(judged)
}
