//! What findings say: what was found, what the column holds, what to do.

use super::cell::{Cell, DateCells, NumberCells, Why, read, read_text, trimmed};
use super::clean::Reader;
use super::finding::FindingCode;
use super::roster::{Resolved, Roster, several};
use super::typed::ColumnLayout;
use crate::message;
use crate::plan::{ColumnType, Plan, TableColumn};
use crate::words::Message;

/// A cell as it is quoted: on one line, and not longer than anybody reads.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: String =
        trimmed(text).chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line,
    }
}

/// What a column holds.
pub fn expected(plan: &Plan, column: &TableColumn) -> Message {
    match &column.holds {
        ColumnType::Unit { .. } => message!("expected-unit"),
        ColumnType::Text { one_of } if one_of.is_empty() => message!("expected-text"),
        ColumnType::Text { one_of } => message!("expected-one-of", texts = one_of.clone()),
        ColumnType::Number(number) => match number.unit.as_deref() {
            None => message!("expected-number", decimals = number.decimals),
            Some("%") => message!("expected-percent", decimals = number.decimals),
            Some(unit) => message!("expected-quantity", unit = unit, decimals = number.decimals),
        },
        ColumnType::Date { time: false, .. } => message!("expected-date"),
        ColumnType::Date { time: true, .. } => message!("expected-moment"),
        ColumnType::Bool => message!("expected-truth"),
        ColumnType::Class { scale } => {
            let classes = plan.scale(scale).map(|scale| &scale.classes);
            let names: Vec<String> = classes.into_iter().flatten().map(|class| class.name.clone()).collect();
            message!("expected-class", classes = names)
        }
    }
}

/// Why the cell of a column can't be read.
pub fn unreadable(plan: &Plan, layout: &ColumnLayout, text: &str) -> (FindingCode, Message) {
    let (found, expected) = (quoted(text), expected(plan, layout.column));
    let Some(why) = why(layout, text) else {
        return (FindingCode::UnreadableCell, message!("finding-unreadable-cell", found = found, expected = expected));
    };
    match why {
        Why::NotANumber | Why::NotADate | Why::NotATruth | Why::NotAClass => {
            (FindingCode::UnreadableCell, message!("finding-unreadable-cell", found = found, expected = expected))
        }
        Why::Nan => (FindingCode::UnreadableCell, message!("finding-nan", found = found, expected = expected)),
        Why::TooManyDecimals => {
            (FindingCode::TooManyDecimals, message!("finding-too-many-decimals", found = found, expected = expected))
        }
        Why::TooLarge => {
            (FindingCode::UnreadableCell, message!("finding-number-too-large", found = found, expected = expected))
        }
        Why::Percent => {
            (FindingCode::UnreadableCell, message!("finding-percent-cell", found = found, expected = expected))
        }
        Why::BelowDetection => {
            (FindingCode::BelowDetection, message!("finding-below-detection", found = found, expected = expected))
        }
        Why::NoDetectionLimit => {
            (FindingCode::BelowDetection, message!("finding-no-detection-limit", found = found, expected = expected))
        }
        Why::Exponent => {
            (FindingCode::UnreadableCell, message!("finding-exponent", found = found, expected = expected))
        }
        Why::SpreadsheetError => {
            (FindingCode::UnreadableCell, message!("finding-spreadsheet-error", found = found, expected = expected))
        }
        Why::NoYear => (FindingCode::UnreadableCell, message!("finding-no-year", found = found, expected = expected)),
        Why::NotAllowed => {
            let allowed: &[String] = match &layout.column.holds {
                ColumnType::Text { one_of } => one_of,
                ColumnType::Unit { .. }
                | ColumnType::Number(_)
                | ColumnType::Date { .. }
                | ColumnType::Bool
                | ColumnType::Class { .. } => &[],
            };
            let near = crate::diagnostic::nearest(trimmed(text), allowed.iter().map(String::as_str));
            let say = match near {
                Some(near) => message!("finding-not-allowed-near", found = found, expected = expected, near = near),
                None => message!("finding-not-allowed", found = found, expected = expected),
            };
            (FindingCode::NotAllowed, say)
        }
    }
}

/// Reads the cell once more, for the reason alone.
fn why(layout: &ColumnLayout, text: &str) -> Option<Why> {
    fn reason<T>(cell: Cell<T>) -> Option<Why> {
        match cell {
            Cell::Unreadable(why) => Some(why),
            Cell::Is(_) | Cell::Absent(_) => None,
        }
    }
    let absences = &layout.absences;
    match layout.reader.as_ref() {
        Reader::Text(cells) => reason(read_text(cells, absences, text)),
        Reader::Number { cells, .. } => reason(read::<NumberCells>(cells, absences, text)),
        Reader::Day(cells) | Reader::Moment(cells) => reason(read::<DateCells>(cells, absences, text)),
        Reader::Truth(cells) => reason(read(cells, absences, text)),
        Reader::Class(cells) => reason(read(cells, absences, text)),
    }
}

/// The units of which a cell may name any: those of its parts that more than one unit is called by.
pub fn candidates(roster: &Roster, text: &str, many: bool) -> Vec<u32> {
    let of_part = |part: &str| match roster.resolve(part) {
        Resolved::Ambiguous(units) => units,
        Resolved::Unit(_) | Resolved::Unknown => Vec::new(),
    };
    let mut units: Vec<u32> = if many { several(text).flat_map(of_part).collect() } else { of_part(text) };
    units.sort_unstable();
    units.dedup();
    units
}

/// Why a cell names no unit, and which one may be meant.
pub fn unknown_unit(roster: &Roster, text: &str, many: bool, rows: usize) -> Message {
    let unresolved = |part: &&str| !matches!(roster.resolve(part), Resolved::Unit(_));
    let part = if many { several(text).find(unresolved).unwrap_or(text) } else { text };
    let found = quoted(part);
    match roster.resolve(part) {
        Resolved::Ambiguous(units) => {
            let names: Vec<String> = units.iter().filter_map(|unit| roster.name(*unit)).map(str::to_owned).collect();
            message!("finding-ambiguous-unit", found = found, units = names, rows = rows)
        }
        Resolved::Unknown | Resolved::Unit(_) => match roster.nearest(part) {
            Some(near) => message!("finding-unknown-unit-near", found = found, near = near, rows = rows),
            None => message!("finding-unknown-unit", found = found, rows = rows),
        },
    }
}
