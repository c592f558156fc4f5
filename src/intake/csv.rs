//! Reading CSV: the head at once, for the header; the rest lazily, every cell a text.

use std::io::{BufReader, Read};
use std::sync::Arc;

use polars::prelude::{
    DataType, Field, LazyCsvReader, LazyFileListReader, LazyFrame, NULL, NamedFrom, PlRefPath, PolarsResult, RowIndex,
    Schema, Series, col, lit, when,
};

use super::cell::trimmed;
use super::column_names;
use super::files::DataFile;
use super::finding::{Finding, FindingCode, FoundAt};
use super::header::{Headings, ROWS_SEARCHED};
use super::longer_rows::LongerRows;
use super::records::records;
use super::shape::Shape;
use super::sheet::{ByHand, Sheet, Strays, heading, leftmost, position_name};
use super::submission::SubmittedFile;
use super::unreadable::ReadError;
use crate::disk;
use crate::message;
use crate::plan::{Level, Table};
use crate::words::Message;

/// Up to this size a file is held typed in memory; beyond, it is streamed, once to look for findings and once to measure.
const SMALL: u64 = 32 << 20;

/// The header of a table does not stand further down than this.
const HEAD: u64 = 256 << 10;

/// So many columns beyond the header are looked into. What stands further out is told by the widest row.
const BEYOND: usize = 32;

/// What stands in the last column of a row that is shifted into it.
const SHIFTED: &str = "#shifted";

/// What other programs put between cells, and what it is called.
const SEPARATORS: [(char, &str); 5] = [
    (';', "separator-semicolon"),
    ('\t', "separator-tab"),
    ('|', "separator-bar"),
    ('；', "separator-semicolon"),
    ('，', "separator-comma"),
];

pub fn read(
    file: &DataFile,
    table: &Table,
    shape: &Shape,
    findings: &mut Vec<Finding>,
) -> Result<Option<Sheet>, ReadError> {
    let place = SubmittedFile { file: file.name.clone(), sheet: None };
    let at: FoundAt = place.at(table);
    let mut source = disk::open(&file.path)?;
    let size = source.metadata()?.len();
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    let records = records(&head, ROWS_SEARCHED);
    let rows: Vec<Vec<String>> = records.iter().map(|record| record.cells.clone()).collect();
    if let Some(separator) = other_separator(table, &head, &rows) {
        let say = message!("finding-other-separator", separator = separator);
        findings.push(Finding::new(Level::Error, FindingCode::UnreadableFile, at, say));
        return Ok(None);
    }
    let Some((row, matched)) = heading(table, &rows, &at, findings) else { return Ok(None) };
    let header = rows.get(row).map_or(&[] as &[String], Vec::as_slice);
    let width = shape.widest.max(header.len()).min(header.len() + BEYOND);
    if shape.widest > width {
        let say = message!("finding-row-too-wide", cells = shape.widest, columns = header.len(), read = width);
        let at = FoundAt { row: Some(shape.widest_row), ..at };
        findings.push(Finding::new(Level::Error, FindingCode::UnreadableCell, at, say));
    }
    let Strays { beyond, unheaded } = Strays::of(header, width);
    let skipped = records.get(row).and_then(|record| head.get(..record.end)).unwrap_or(&head);
    let lines = skipped.iter().filter(|byte| **byte == b'\n').count();
    let first_row = u32::try_from(row + 2).unwrap_or(u32::MAX);
    let frame = scan(file, width, lines, first_row)?;
    // A header that nothing follows, not even a line break, would be skipped by no count of lines.
    let frame = if skipped.ends_with(b"\n") { frame } else { frame.limit(0) };
    let named = |positions: Vec<usize>| positions.into_iter().map(position_name).collect::<Vec<String>>();
    let mut beyond = named(beyond);
    // Only a row that is longer than the header makes the text be read for it once more.
    let longer = LongerRows::under(header, &matched.positions).filter(|_| shape.widest > header.len());
    let shifted = match longer {
        Some(longer) => longer.read(first_row.saturating_sub(1), BufReader::new(disk::open(&file.path)?))?,
        None => Vec::new(),
    };
    let frame = match header.iter().rposition(|cell| !trimmed(cell).is_empty()) {
        Some(last) if !shifted.is_empty() => {
            beyond.push(SHIFTED.to_owned());
            let rows = Series::new("rows".into(), shifted);
            let is_shifted = col(column_names::ROW).is_in(lit(rows).implode(false), false);
            let found = when(is_shifted).then(col(position_name(last))).otherwise(lit(NULL));
            frame.with_column(found.alias(SHIFTED))
        }
        Some(_) | None => frame,
    };
    Ok(Some(Sheet {
        column_unread: false,
        place,
        frame,
        sources: matched.sources(position_name),
        headers: matched.headers(header),
        by_hand: Some(ByHand { leftmost: position_name(leftmost(rows.get(row))), beyond, unheaded: named(unheaded) }),
        small: size <= SMALL,
        rows: None,
        days: None,
    }))
}

/// Another separator than the comma, where more of the header is found with it.
fn other_separator(table: &Table, head: &[u8], rows: &[Vec<String>]) -> Option<Message> {
    let headings = Headings::new(table);
    let with_commas = headings.headed(rows);
    let text = String::from_utf8_lossy(head);
    let found = SEPARATORS.iter().find(|(separator, _)| {
        let rows = text.lines().take(ROWS_SEARCHED).map(|line| {
            line.trim_start_matches('\u{FEFF}')
                .split(*separator)
                .map(|cell| cell.trim_matches('"').to_owned())
                .collect()
        });
        headings.headed(&rows.collect::<Vec<_>>()) > with_commas.max(1)
    });
    found.map(|(_, name)| Message::new(name))
}

/// Every row behind the header as texts. A blank line is a row of nulls, so that the count of rows stays a person's.
fn scan(file: &DataFile, width: usize, skip_lines: usize, first_row: u32) -> PolarsResult<LazyFrame> {
    let columns = (0..width).map(|position| Field::new(position_name(position).into(), DataType::String));
    LazyCsvReader::new(PlRefPath::new(file.path.to_string_lossy()))
        .with_glob(false)
        .with_has_header(false)
        .with_skip_lines(skip_lines)
        .with_schema(Some(Arc::new(Schema::from_iter(columns))))
        .with_truncate_ragged_lines(true)
        .with_raise_if_empty(false)
        .with_row_index(Some(RowIndex { name: column_names::ROW.into(), offset: first_row }))
        .finish()
}

/// All cells of a small file, with the row of each record as a person counts.
pub fn read_whole(file: &DataFile) -> Result<Vec<Vec<String>>, ReadError> {
    let text = disk::read(&file.path)?;
    Ok(records(&text, usize::MAX).into_iter().map(|record| record.cells).collect())
}
