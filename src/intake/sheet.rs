//! A sheet as it was read: where each declared column stands in it, before any cell was understood.

use polars::prelude::{DataType, LazyFrame};

use super::finding::{Finding, FindingCode, FoundAt};
use super::header::{Headings, Matched};
use super::submission::SubmittedFile;
use crate::figure::Exact;
use crate::message;
use crate::plan::{Level, Table};

/// A file, or a sheet of one.
pub struct Sheet {
    pub place: SubmittedFile,
    /// The columns that [`Source`]s name, and [`super::column_names::ROW`].
    pub frame: LazyFrame,
    /// For each declared column of the table, in its order.
    pub sources: Vec<Source>,
    /// For each declared column its header as it stands in the file.
    pub headers: Vec<Option<String>>,
    /// Written by people: with blank lines, total lines and remarks among the rows.
    pub by_hand: Option<ByHand>,
    /// Small enough to be held typed in memory, so that its cells are read once.
    pub small: bool,
    /// A column of it is of a type that nothing can be read from: its cells are not blank.
    pub column_unread: bool,
    /// Where the file itself says how many rows it has.
    pub rows: Option<u64>,
    /// The first and last year of the table's time column, where the file itself says so.
    pub days: Option<(i16, i16)>,
}

/// What is looked at in a sheet written by people besides the declared columns.
pub struct ByHand {
    /// The leftmost column, where totals and remarks stand.
    pub leftmost: String,
    /// Columns right of the last header: what stands there was most likely pushed out of its own column.
    pub beyond: Vec<String>,
    /// Columns without a header, left of the last one.
    pub unheaded: Vec<String>,
}

/// The positions that no header stands over.
#[derive(Default)]
pub struct Strays {
    pub beyond: Vec<usize>,
    pub unheaded: Vec<usize>,
}

impl Strays {
    /// Of a sheet with this header, that is so many columns wide.
    pub fn of(header: &[String], width: usize) -> Strays {
        let filled =
            |position: &usize| header.get(*position).is_some_and(|cell| !super::cell::trimmed(cell).is_empty());
        let last = (0..header.len()).rfind(filled).map_or(0, |last| last + 1);
        Strays {
            beyond: (last..width).collect(),
            unheaded: (0..last.min(width)).filter(|position| !filled(position)).collect(),
        }
    }
}

/// Where a declared column comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The file has no such column.
    Missing,
    /// Texts, to be read cell by cell.
    Text(String),
    /// Texts, or numbers that the file types itself, counted in another unit than the column: each is so many of the column's.
    Converted { name: String, unit: String, factor: Exact },
    /// Typed by the file itself; `complete` if it is known that no cell is blank.
    Typed { name: String, holds: DataType, complete: bool },
}

impl Source {
    pub fn name(&self) -> Option<&str> {
        match self {
            Source::Missing => None,
            Source::Text(name) | Source::Converted { name, .. } | Source::Typed { name, .. } => Some(name),
        }
    }
}

impl SubmittedFile {
    /// The file as a place that findings of a table stand at.
    pub(super) fn at(&self, table: &Table) -> FoundAt {
        FoundAt { file: Some(self.file.clone()), sheet: self.sheet.clone(), ..FoundAt::table(&table.id) }
    }
}

/// The names that a reader gives columns without usable names of their own.
pub fn position_name(position: usize) -> String {
    format!("#{position}")
}

/// The first column with a header: what stands left of it is a margin.
pub fn leftmost(header: Option<&Vec<String>>) -> usize {
    let filled = |cell: &String| !super::cell::trimmed(cell).is_empty();
    header.and_then(|cells| cells.iter().position(filled)).unwrap_or(0)
}

/// Finds the header among the first rows and matches it; `None` if there is none.
pub fn heading(
    table: &Table,
    rows: &[Vec<String>],
    at: &FoundAt,
    findings: &mut Vec<Finding>,
) -> Option<(usize, Matched)> {
    let headings = Headings::new(table);
    let found = headings.find(rows).and_then(|row| Some((row, rows.get(row)?)));
    let Some((row, cells)) = found else {
        let names: Vec<String> = table.columns.iter().map(super::header::column_name).collect();
        let say = message!("finding-no-header", rows = super::header::ROWS_SEARCHED, columns = names);
        findings.push(Finding::new(Level::Error, FindingCode::MissingColumn, at.clone(), say));
        return None;
    };
    Some((row, matched(&headings, cells, at, findings)))
}

/// Matches a header that needs no looking for.
pub fn matched(headings: &Headings, cells: &[String], at: &FoundAt, findings: &mut Vec<Finding>) -> Matched {
    let mut matched = headings.matched(cells, at);
    findings.append(&mut matched.findings);
    if !matched.unknown.is_empty() {
        let say = message!("finding-unknown-columns", headers = matched.unknown.clone());
        findings.push(Finding::new(Level::Note, FindingCode::UnknownColumn, at.clone(), say));
    }
    matched
}
