//! Why a plan could not be measured. What is wrong with *figures* never ends here: it is an absence or a finding.

use polars::error::PolarsError;

use crate::message;
use crate::plan::Place;
use crate::words::{Arg, Message};

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
    /// For people.
    pub fn said(&self) -> Message {
        match self {
            MeasureError::UnknownTable { at, table } => {
                message!("measure-unknown-table", at = at.to_string(), table = table)
            }
            MeasureError::UnknownColumn { at, column } => {
                message!("measure-unknown-column", at = at.to_string(), column = column)
            }
            MeasureError::WrongKind { at, wanted, found } => {
                message!("measure-wrong-kind", at = at.to_string(), wanted = kind(wanted), found = kind(found))
            }
            MeasureError::NoFactor { at } => message!("measure-no-factor", at = at.to_string()),
            MeasureError::NoTimeColumn { at, table } => {
                message!("measure-no-time-column", at = at.to_string(), table = table)
            }
            MeasureError::TextAsFigure { at } => message!("measure-text-as-figure", at = at.to_string()),
            MeasureError::WrongType { table, column, found } => {
                message!("measure-wrong-type", table = table, column = column, found = found)
            }
            MeasureError::Reading(PolarsError::IO { error, .. }) if error.raw_os_error().is_some() => {
                message!("measure-disk", reason = crate::disk::said(error))
            }
            MeasureError::Reading(error) => {
                let error = error.to_string();
                message!("measure-reading", reason = error.lines().next().unwrap_or_default())
            }
        }
    }

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

/// A kind of value in the words of the catalogue.
fn kind(english: &'static str) -> Arg {
    match english {
        "a number" => Message::new("check-kind-number").into(),
        "a class" => Message::new("check-kind-class").into(),
        "a text" => Message::new("check-kind-text").into(),
        "a condition" => Message::new("check-kind-bool").into(),
        "a date" => Message::new("check-kind-date").into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn every_error_is_said_in_both_languages() {
        let at = Place::new("水.rhai", 3, 5);
        let errors = [
            MeasureError::UnknownTable { at: at.clone(), table: "farms".to_owned() },
            MeasureError::UnknownColumn { at: at.clone(), column: "used".to_owned() },
            MeasureError::WrongKind { at: at.clone(), wanted: "a number", found: "a text" },
            MeasureError::NoFactor { at: at.clone() },
            MeasureError::NoTimeColumn { at: at.clone(), table: "farms".to_owned() },
            MeasureError::TextAsFigure { at },
            MeasureError::WrongType { table: "farms".to_owned(), column: "used".to_owned(), found: "list".to_owned() },
            MeasureError::Reading(PolarsError::ComputeError("parquet: bad page\nmore".into())),
        ];
        let (zh, en) = (Words::new(Language::Zh), Words::new(Language::En));
        for error in &errors {
            let (chinese, english) = (zh.say(&error.said()), en.say(&error.said()));
            assert_ne!(chinese, english, "{error}");
            assert!(!chinese.contains(['⟨', '{', '\n']) && !english.contains(['⟨', '{', '\n']), "{chinese} {english}");
        }
        assert_eq!(zh.say(&errors[2].said()), "算不出来：水.rhai:3:5 这里要的是数，实际是文字");
    }
}
