//! Reading a result back: `assessment.json`, with file, line and caret for what is wrong in it.

use std::path::Path;

use serde_json::error::Category;

use crate::assess::ASSESSMENT_FORMAT;
use crate::assess::document::{Document, NOT_A_NUMBER};
use crate::diagnostic::{Diagnostic, Sources, nearest};
use crate::disk::{self, DiskError};
use crate::message;
use crate::plan::Place;
use crate::words::Message;

/// A line longer than this is not shown: whoever wrote the file on one line reads no megabytes above a caret.
const LONGEST_LINE: usize = 500;

/// Why a result can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{file}: {error}")]
    Disk { file: String, error: DiskError },
    /// The file is there, and is no result of this format.
    #[error("{}: {}", .diagnostic.place, .diagnostic.message.key)]
    Wrong { diagnostic: Box<Diagnostic>, sources: Sources },
}

/// # Errors
/// [`ReadError`], with the place in the file.
pub fn read_document(path: &Path) -> Result<Document, ReadError> {
    let file = path.display().to_string();
    let text = disk::read_text(path).map_err(|error| ReadError::Disk { file: file.clone(), error })?;
    document(&text, &file).map_err(|diagnostic| {
        let mut sources = Sources::default();
        if text.lines().all(|line| line.len() <= LONGEST_LINE) {
            sources.add(file.as_str(), text.as_str());
        }
        ReadError::Wrong { diagnostic: Box::new(diagnostic), sources }
    })
}

/// The part by which a reader knows whether it can read the rest.
#[derive(serde::Deserialize)]
struct Format {
    #[serde(default)]
    format: Option<String>,
}

// The error is made once at most, where the program ends: its size costs nothing.
#[expect(clippy::result_large_err)]
fn document(text: &str, file: &str) -> Result<Document, Diagnostic> {
    let Format { format } = serde_json::from_str(text).map_err(|error| wrong(&error, file))?;
    let at = |key: &str| {
        let line = text.lines().position(|line| line.contains(key)).map_or(0, |line| line + 1);
        let column = text.lines().nth(line.saturating_sub(1)).and_then(|line| line.find(key)).unwrap_or_default();
        Place::new(file, u32::try_from(line).unwrap_or_default(), u32::try_from(column + 1).unwrap_or_default())
    };
    match format {
        None => Err(Diagnostic::error(Place::file(file), message!("diff-format-missing"))),
        Some(found) if found != ASSESSMENT_FORMAT => {
            let say = message!("diff-other-format", found = found, known = ASSESSMENT_FORMAT);
            Err(Diagnostic::error(at("\"format\""), say))
        }
        Some(_) => serde_json::from_str(text).map_err(|error| wrong(&error, file)),
    }
}

fn wrong(error: &serde_json::Error, file: &str) -> Diagnostic {
    let number = |count: usize| u32::try_from(count).unwrap_or_default();
    let place = Place::new(file, number(error.line()), number(error.column()));
    let (say, near) = match error.classify() {
        Category::Syntax | Category::Io => (message!("diff-json-broken"), None),
        Category::Eof => (message!("diff-json-ends"), None),
        Category::Data => said(&error.to_string()),
    };
    let diagnostic = Diagnostic::error(place, say);
    match near {
        Some(near) => diagnostic.help(message!("nearest-name", name = near)),
        None => diagnostic.help(message!("diff-json-help")),
    }
}

/// What serde says of a field or a name, in words: it names them between back-ticks, the known names last.
fn said(reason: &str) -> (Message, Option<String>) {
    let names: Vec<&str> = reason.split('`').skip(1).step_by(2).collect();
    let first = names.first().copied().unwrap_or_default();
    if reason.starts_with(NOT_A_NUMBER) {
        return (message!("diff-json-no-number", found = first), None);
    }
    if reason.starts_with("missing field") {
        return (message!("diff-json-missing", field = first), None);
    }
    if reason.starts_with("duplicate field") {
        return (message!("diff-json-twice", field = first), None);
    }
    if reason.starts_with("unknown variant") || reason.starts_with("unknown field") {
        let near = nearest(first, names.iter().skip(1).copied()).map(str::to_owned);
        return (message!("diff-json-unknown", found = first), near);
    }
    let reason = reason.split(" at line ").next().unwrap_or(reason);
    (message!("diff-json-other", reason = reason), None)
}
