//! Why a plan could not be measured. What is wrong with *figures* never ends here: it is an absence or a finding.

use polars::error::PolarsError;

use crate::plan::Place;

/// The plan and the tables don't fit together, or the tables could not be read. `check` finds all but the last without data.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    #[error("{at}: there is no table `{table}` in the plan")]
    UnknownTable { at: Place, table: String },
    #[error("{at}: there is no column `{column}` in these rows")]
    UnknownColumn { at: Place, column: String },
    #[error("{at}: {wanted} is needed here, and this is {found}")]
    WrongKind { at: Place, wanted: &'static str, found: &'static str },
    #[error("{at}: a conversion without its factor")]
    NoFactor { at: Place },
    #[error("{at}: the table `{table}` has no time column")]
    NoTimeColumn { at: Place, table: String },
    #[error("{at}: a text is no figure")]
    TextAsFigure { at: Place },
    #[error("column `{column}` of table `{table}` is submitted as {found}")]
    WrongType { table: String, column: String, found: String },
    #[error("the tables could not be read: {0}")]
    Reading(#[from] PolarsError),
}

impl MeasureError {
    /// Where in a rule it was written, if it is about a rule.
    pub fn place(&self) -> Option<&Place> {
        match self {
            MeasureError::UnknownTable { at, .. }
            | MeasureError::UnknownColumn { at, .. }
            | MeasureError::WrongKind { at, .. }
            | MeasureError::NoFactor { at }
            | MeasureError::NoTimeColumn { at, .. }
            | MeasureError::TextAsFigure { at } => Some(at),
            MeasureError::WrongType { .. } | MeasureError::Reading(_) => None,
        }
    }
}
