//! What intake hands on: typed tables whose every row knows where it came from.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::LazyFrame;
use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::unusable::{UnreadHand, Unusable};
use crate::plan::{HandScore, Year};

/// Everything submitted for one year of a scheme, typed.
pub struct Submission {
    /// By table id and year. A table that was not submitted is not in here.
    pub tables: BTreeMap<(String, Year), Submitted>,
    /// Tables of which a file was handed in that could not be read at all, or says of no row whose it is: they may have rows that nobody has seen.
    pub partly_unread: BTreeSet<(String, Year)>,
    pub hand_scores: Vec<HandScore>,
    /// A file of points given by hand could not be read: it may hold any.
    pub hand_scores_unread: bool,
    /// Lines of points given by hand that can't be used, as far as it is known whose they are.
    pub unread_hands: Vec<UnreadHand>,
    /// Rows and cells that can't be used, as far as it is known whose they are.
    pub unusable: Vec<Unusable>,
    pub inputs: Vec<Input>,
    pub findings: Vec<Finding>,
}

/// One table as a lazy frame of typed columns.
///
/// For each declared column `c` of the table there is a column `c`:
///
/// | declared | physical type |
/// |---|---|
/// | unit, text | `String`, as it stands in the file |
/// | number | `Decimal(38, s)`, or an integer type where the file already holds one; percent columns hold the ratio |
/// | date | `Date`; with `time`, `Datetime(μs)` without zone |
/// | bool | `Boolean` |
/// | class | `UInt8`: the number in its scale, best is 0 |
///
/// null stands where there is no value, and a column named [`column_names::absence`]`(c)` (`UInt8`) says why: see the constants of
/// [`column_names`]. Beside them stand [`column_names::UNIT`] (`UInt32`, the unit's index in the plan's roster, null if unknown),
/// [`column_names::FILE`] (`UInt32`, index into [`Submitted::files`]) and [`column_names::ROW`] (`UInt32`, the row in the sheet as a person counts).
/// Rows stand in the order of files (by name) and rows.
#[derive(Clone)]
pub struct Submitted {
    pub frame: LazyFrame,
    pub files: Vec<SubmittedFile>,
    /// Columns of which it is known that no cell is absent, so that nothing need be counted.
    pub complete: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmittedFile {
    pub file: String,
    pub sheet: Option<String>,
}

/// The names of the columns that intake adds.
pub mod column_names {
    pub const UNIT: &str = "#unit";
    pub const FILE: &str = "#file";
    pub const ROW: &str = "#row";

    /// The column that says why a cell of `column` has no value.
    pub fn absence(column: &str) -> String {
        format!("{column}#absent")
    }

    /// There is a value.
    pub const PRESENT: u8 = 0;
    /// Blank, 未统计 …
    pub const NO_DATA: u8 = 1;
    /// `*`, `—`, 保密 …
    pub const WITHHELD: u8 = 2;
    /// 不涉及, 无此项 …
    pub const NOT_APPLICABLE: u8 = 3;
    /// Something that the column can't hold: a finding says what. It is neither a value nor absent: what hangs on it is open.
    pub const UNREADABLE: u8 = 4;
}

/// A file that was read: part of the receipt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Input {
    pub table: String,
    /// Relative to the data folder.
    pub file: String,
    pub sha256: String,
    pub rows: u64,
}
