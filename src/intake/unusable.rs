//! What was handed in, can't be used, and would have counted for some unit: whatever hangs on it is open, and says why.
//!
//! Only what is somebody's. A row whose unit is blank or like no name of the roster could be anybody's: opening everything for it would
//! say nothing of anyone, so that it is an error among the findings and no more.

use jiff::civil::Date;

use super::finding::FoundAt;
use crate::plan::{ItemId, ScoreHand, UnitId, Year};

/// A row, or rows alike, or a cell of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    pub table: String,
    /// Of which years' tables it may be.
    pub years: Vec<Year>,
    /// Whose it is, or whose it may be; nobody's where the table's rows belong to every unit alike.
    pub units: Vec<u32>,
    pub what: Unused,
    /// Of rows alike, the first.
    pub at: FoundAt,
    /// The earliest day of the rows; `None` where that isn't known.
    pub first_day: Option<Date>,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unused {
    /// A cell of this column that can't be read.
    Cell { column: String },
    /// A row of one of several units, nobody can say which.
    OfSomeUnit,
    /// A row that doesn't say of which year it is.
    OfSomeYear,
    /// A row of a file of text with more cells than the header: a comma too many, and all behind it stands in the wrong column.
    Shifted,
}

/// A line of points given by hand that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadHand {
    /// Whose points they may be.
    pub units: Vec<UnitId>,
    /// For which items.
    pub items: Vec<ItemId>,
    /// `None`: nobody can say by whom.
    pub hand: Option<ScoreHand>,
    pub date: Option<Date>,
    pub at: FoundAt,
}
