//! What was found wrong with one file, gathered while reading goes on.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Level, Place};
use crate::words::{Arg, Message};

/// Everything wrong with one file so far.
#[derive(Debug)]
pub struct Problems {
    pub file: Arc<str>,
    pub found: Vec<Diagnostic>,
    /// Where something was left out that gives a thing its name or takes part in a sum: who names it must not be told that it does not
    /// exist.
    pub lost: Vec<Place>,
}

impl Problems {
    pub fn of(file: impl Into<Arc<str>>) -> Problems {
        Problems { file: file.into(), found: Vec::new(), lost: Vec::new() }
    }

    pub fn place(&self, line: u32, column: u32) -> Place {
        Place::new(self.file.clone(), line, column)
    }

    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub fn error(&mut self, at: Place, message: Message) {
        self.add(Diagnostic::error(at, message));
    }

    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.level == Level::Error)
    }

    /// The same name given twice where it must be one thing's.
    pub fn twice(&mut self, name: &str, at: Place, first: Place) {
        let problem = Diagnostic::error(at, message!("scheme-twice", name = name))
            .width(characters(name))
            .also(first, message!("scheme-first-here"));
        self.add(problem);
    }

    /// A name that is none of `known`: says the nearest, or all of them where they are few.
    pub fn unknown(&mut self, message: Message, name: &str, at: Place, known: &[&str]) {
        self.add(unknown(message, name, at, known));
    }
}

/// A name that is none of `known`.
pub fn unknown(message: Message, name: &str, at: Place, known: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error(at, message).width(characters(name));
    let near = problem.clone().nearest(name, known.iter().copied());
    if !near.help.is_empty() {
        return near;
    }
    match known {
        [] => problem,
        known if known.len() <= 12 => {
            let names: Vec<Arg> = known.iter().map(|name| Arg::from(*name)).collect();
            problem.help(message!("scheme-one-of", names = names))
        }
        _ => problem,
    }
}

pub fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
