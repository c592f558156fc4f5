//! Cells as people write them: pure functions from a text to what it means.
//!
//! The order is the same for every kind of column: the column's own marks first (a scheme may say that `*` is *not monitored
//! here*), then the value, then the texts that mean an absence everywhere; what is none of these is unreadable, with the reason.
//! `tests/cells.yaml` shows cell after cell what is read out of it.

mod absence;
mod class;
mod date;
mod number;
mod spelling;
mod text;
mod truth;

pub use absence::Absences;
pub use class::ClassCells;
pub use date::{DateCells, days_since_epoch, micros_since_epoch};
pub use number::{LIMIT, NumberCells, scale_of};
pub use spelling::{narrow, squeezed, trimmed};
pub use text::TextCells;
pub use truth::TruthCells;

use crate::plan::CellAbsence;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<T> {
    Is(T),
    Absent(CellAbsence),
    Unreadable(Why),
}

/// Why a cell can't be read as what its column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    NotANumber,
    /// `NaN`: what comes of nought by nought, and nothing left blank.
    Nan,
    /// More decimal places than the column declares; never rounded in silence.
    TooManyDecimals,
    /// More than 28 digits, with the decimals that its column may have.
    TooLarge,
    /// `85%` in a column that is not in percent.
    Percent,
    /// `0.025L` in a column that doesn't declare below-detection values.
    BelowDetection,
    /// `未检出` in a column without a detection limit.
    NoDetectionLimit,
    /// `2.20182E+11`: the digits behind it may be lost.
    Exponent,
    /// `#DIV/0!`
    SpreadsheetError,
    NotADate,
    /// `04-01` in a column that declares no year.
    NoYear,
    NotATruth,
    NotAClass,
    /// None of the texts that the column allows.
    NotAllowed,
}

/// Reads the value cells of one column.
pub trait ReadCell {
    type Value;

    /// The plain spellings, recognised by their bytes alone; `None` sends the cell to [`ReadCell::read`].
    fn quick(&self, bytes: &[u8]) -> Option<Self::Value>;

    /// Every spelling, of a text that is neither blank nor surrounded by blanks.
    fn read(&self, text: &str) -> Result<Self::Value, Why>;
}

/// What `text` says in a column read by `reader`.
pub fn read<R: ReadCell>(reader: &R, absences: &Absences, text: &str) -> Cell<R::Value> {
    if absences.has_none_of_its_own()
        && let Some(value) = reader.quick(text.as_bytes())
    {
        return Cell::Is(value);
    }
    let text = trimmed(text);
    if text.is_empty() {
        return Cell::Absent(CellAbsence::NoData);
    }
    if let Some(absence) = absences.own(text) {
        return Cell::Absent(absence);
    }
    match reader.read(text) {
        Ok(value) => Cell::Is(value),
        Err(Why::Nan) => Cell::Unreadable(Why::Nan),
        Err(why) => match Absences::everywhere(text) {
            Some(absence) => Cell::Absent(absence),
            None => Cell::Unreadable(why),
        },
    }
}

/// What `text` says in a column of texts.
pub fn read_text<'a>(reader: &'a TextCells, absences: &Absences, text: &'a str) -> Cell<&'a str> {
    let text = trimmed(text);
    if text.is_empty() {
        return Cell::Absent(CellAbsence::NoData);
    }
    if let Some(absence) = absences.own(text) {
        return Cell::Absent(absence);
    }
    // A free text may be anything, so that here the texts known everywhere go first; a listed one is meant as it is listed.
    if reader.is_free()
        && let Some(absence) = Absences::everywhere(text)
    {
        return Cell::Absent(absence);
    }
    match reader.read(text) {
        Ok(text) => Cell::Is(text),
        Err(why) => match Absences::everywhere(text) {
            Some(absence) => Cell::Absent(absence),
            None => Cell::Unreadable(why),
        },
    }
}

#[cfg(test)]
mod tests;
