//! Why a file can't be read at all, in the reader's words: what is wrong with it, and what to do about it.

use calamine::XlsxError;
use polars::prelude::PolarsError;

use super::finding::{Finding, FindingCode, FoundAt};
use crate::disk::{self, DiskError};
use crate::message;
use crate::plan::Level;
use crate::words::Message;

/// Why a file can't be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{0}")]
    Disk(#[from] DiskError),
    /// A file without a single byte.
    #[error("empty")]
    Empty,
    #[error("{0}")]
    Polars(#[from] PolarsError),
    #[error("{0}")]
    Workbook(#[from] XlsxError),
    #[error("{0}")]
    Parquet(PolarsError),
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> ReadError {
        ReadError::Disk(DiskError::Io(error))
    }
}

impl ReadError {
    /// The whole sentence for people.
    pub fn said(&self) -> Message {
        match self {
            ReadError::Disk(error) => message!("finding-unreadable-file", reason = error.said()),
            ReadError::Empty => message!("finding-empty-file"),
            ReadError::Polars(error) => of_polars(error, |reason| message!("finding-broken-table", reason = reason)),
            ReadError::Parquet(error) => of_polars(error, |_| message!("finding-no-parquet")),
            ReadError::Workbook(error) => of_workbook(error),
        }
    }
}

/// What the engine says is for whoever mends kaohe: it stands at the end, where nothing better is known.
fn of_polars(error: &PolarsError, otherwise: impl Fn(String) -> Message) -> Message {
    match error {
        PolarsError::IO { error, .. } if error.raw_os_error().is_some() => {
            message!("finding-unreadable-file", reason = disk::said(error))
        }
        PolarsError::Context { error, .. } | PolarsError::ExprContext { error, .. } => of_polars(error, otherwise),
        other => otherwise(first_line(&other.to_string())),
    }
}

fn of_workbook(error: &XlsxError) -> Message {
    match error {
        XlsxError::Io(error) if error.raw_os_error().is_some() => {
            message!("finding-unreadable-file", reason = disk::said(error))
        }
        XlsxError::Password => message!("finding-workbook-password"),
        XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_) => message!("finding-workbook-without-sheet"),
        XlsxError::Zip(_) | XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound | XlsxError::Io(_) => {
            message!("finding-no-workbook")
        }
        other => message!("finding-broken-workbook", reason = first_line(&other.to_string())),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

pub fn unreadable(at: FoundAt, error: &ReadError) -> Finding {
    Finding::new(Level::Error, FindingCode::UnreadableFile, at, error.said())
}
