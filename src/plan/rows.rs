//! The rows that a figure is made from.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aggregate::Aggregate;
use super::column::Column;
use super::node::Node;

/// A chain of steps over a table.
pub type Rows = Node<RowsNode>;

/// A step over rows. Whose row it is goes along through every step, as the unit written in the row: a group is a group within that unit, a
/// join joins rows of the same unit.
///
/// That stays so where units are scored from the rows of all units below them (`--level`): what two townships call the same is two things
/// of their county, whose figure is made of the rows of both at the end of the chain. A row that names several units is of each of them and
/// one row of the county; a row of a table without a unit column is of all units below. Rows alike are then of one thing if they share a
/// unit, or if others like them tie them together; a row has the partners of all its units, each once; what a join makes of two rows is of
/// the units that they share, and a group, or the row that stands for rows alike, of the units of all its rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowsNode {
    Table {
        table: String,
        year: Year,
    },
    /// Rows for which the condition holds; a row for which it can't be judged is left out, and opens the bounds of what is made of the rows if
    /// that can still change.
    Filter {
        rows: Box<Rows>,
        condition: Column,
    },
    /// Rows with one more column.
    Derive {
        rows: Box<Rows>,
        name: String,
        value: Column,
    },
    /// Rows whose date (the table's time column) lies within, both days included. A row without a date is left out.
    During {
        rows: Box<Rows>,
        #[schemars(with = "String")]
        from: Date,
        #[schemars(with = "String")]
        to: Date,
    },
    /// Rows of two tables with the same unit and the same values in `on`.
    Join {
        left: Box<Rows>,
        right: Box<Rows>,
        on: Vec<String>,
        keep: Keep,
    },
    /// The rows of both, one after the other; columns that only one has are blank in the other's rows.
    Union {
        first: Box<Rows>,
        second: Box<Rows>,
    },
    /// Of rows alike in these columns, the first (in the order of files and rows): one event counts once.
    Unique {
        rows: Box<Rows>,
        by: Vec<String>,
    },
    /// Of rows alike in these columns, the last (in the order of files and rows): a later row corrects an earlier one.
    LatestBy {
        rows: Box<Rows>,
        by: Vec<String>,
    },
    /// One row for each combination of `by` within a unit.
    Group {
        rows: Box<Rows>,
        by: Vec<String>,
        columns: Vec<GroupColumn>,
    },
}

/// Which year's submission is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Year {
    This,
    Last,
}

/// Which rows a join keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// Rows of the left with a partner on the right, with its columns. Two partners make two rows.
    Matching,
    /// All rows of the left; without a partner the right's columns are blank.
    All,
    /// Rows of the left that have a partner; no columns are added.
    WithPartner,
    /// Rows of the left that have none.
    WithoutPartner,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct GroupColumn {
    pub name: String,
    pub aggregate: Aggregate,
}

impl RowsNode {
    /// The rows that this step reads, the main one first.
    pub fn inputs(&self) -> Vec<&Rows> {
        match self {
            RowsNode::Table { .. } => Vec::new(),
            RowsNode::Filter { rows, .. }
            | RowsNode::Derive { rows, .. }
            | RowsNode::During { rows, .. }
            | RowsNode::Unique { rows, .. }
            | RowsNode::LatestBy { rows, .. }
            | RowsNode::Group { rows, .. } => vec![rows],
            RowsNode::Join { left, right, .. } => vec![left, right],
            RowsNode::Union { first, second } => vec![first, second],
        }
    }
}
