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

/// Both at once, so that nobody mends one to learn of the other.
pub fn scheme_and_data(scheme_folder: &Path, data_folder: &Path, words: &Words) -> Result<(), Outcome> {
    let (first, second) = (scheme(scheme_folder, words), data(data_folder, words));
    first.and(second)
}

/// The folder of results does not lie in the data folder: what is written there would be taken for data.
pub fn out_beside_data(out: &Path, data: &Path, words: &Words) -> Result<(), Outcome> {
    let Ok(data) = data.canonicalize() else { return Ok(()) };
    // What is not made yet lies where the nearest folder above it lies.
    let made = out.ancestors().find_map(|above| match above.as_os_str().is_empty() {
        true => Path::new(".").canonicalize().ok(),
        false => above.canonicalize().ok(),
    });
    match made.is_some_and(|made| made.starts_with(&data)) {
        true => output::wrong_usage(&message!("out-folder-in-data", folder = out.display().to_string()), words),
        false => Ok(()),
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
