//! The folders named on the command line: each must be there, and be a folder.

use std::path::Path;

use crate::message;
use crate::words::Words;

use super::{Outcome, output};

/// The scheme's folder.
pub fn scheme(folder: &Path, words: &Words) -> Result<(), Outcome> {
    let shown = folder.display().to_string();
    match std::fs::metadata(folder) {
        Ok(kind) if kind.is_dir() => Ok(()),
        // Whoever names the file in it means the folder.
        Ok(_) if folder.file_name().is_some_and(|name| name == crate::scheme::SCHEME_FILE) => {
            let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let parent = parent.display().to_string();
            output::wrong_usage(&message!("scheme-folder-is-its-file", file = shown, folder = parent), words)
        }
        Ok(_) => output::wrong_usage(&message!("scheme-folder-is-a-file", file = shown), words),
        Err(error) => {
            let reason = crate::disk::said(&error);
            output::wrong_usage(&message!("no-scheme-folder", folder = shown, reason = reason), words)
        }
    }
}

/// The data folder.
pub fn data(folder: &Path, words: &Words) -> Result<(), Outcome> {
    let shown = folder.display().to_string();
    match std::fs::metadata(folder) {
        Ok(kind) if kind.is_dir() => Ok(()),
        Ok(_) => output::wrong_usage(&message!("data-folder-is-a-file", file = shown), words),
        Err(error) => {
            let reason = crate::disk::said(&error);
            output::wrong_usage(&message!("no-data-folder", folder = shown, reason = reason), words)
        }
    }
}

/// The folder of results, which is made where it is missing.
pub fn out(folder: &Path, words: &Words) -> Result<(), Outcome> {
    match std::fs::metadata(folder) {
        Ok(kind) if !kind.is_dir() => {
            output::wrong_usage(&message!("out-folder-is-a-file", file = folder.display().to_string()), words)
        }
        Ok(_) | Err(_) => Ok(()),
    }
}
