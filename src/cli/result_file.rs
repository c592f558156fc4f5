//! Reading back a result that a command names, one way for all commands.

use std::path::{Path, PathBuf};

use crate::assess::document::Document;
use crate::diagnostic::render;
use crate::diff::{ReadError, read_document};
use crate::message;
use crate::words::Words;

use super::{Outcome, output};

/// The file of a result, in the folder that `--out` names.
pub(super) const RESULT_FILE: &str = "assessment.json";

/// The file that a path means: itself, or the result in the folder that it is.
///
/// # Errors
/// Wrong usage, told: there is no such file.
pub(super) fn named(path: &Path, words: &Words) -> Result<PathBuf, Outcome> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => Ok(path.join(RESULT_FILE)),
        Ok(_) => Ok(path.to_owned()),
        Err(error) => {
            let (path, reason) = (path.display().to_string(), crate::disk::said(&error));
            output::wrong_usage(&message!("diff-no-such", path = path, reason = reason), words)
        }
    }
}

/// A result as it was written, or what is wrong with its file to standard error.
pub(super) fn read(file: &Path, words: &Words) -> Result<Document, Outcome> {
    read_document(file).map_err(|error| {
        let told = match error {
            ReadError::Disk { file, error } => {
                format!("{}\n", words.say(&message!("diff-cannot-read", file = file, reason = error.said())))
            }
            ReadError::Wrong { diagnostic, sources } => {
                render(&[*diagnostic], &sources, words, output::colour_of_complaints())
            }
        };
        output::complain(&told);
        Outcome::FoundErrors
    })
}
