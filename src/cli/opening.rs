//! Opening a scheme: read it, compile its rules, check the plan, and tell everything that is wrong at once.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Sources, in_order, render};
use crate::message;
use crate::plan::{Level, Plan};
use crate::words::Words;
use crate::{check, scheme, script};

use super::output;

/// A scheme as far as it could be read.
pub struct Opened {
    pub plan: Option<Plan>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

impl Opened {
    pub fn has_errors(&self) -> bool {
        self.plan.is_none() || self.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// All diagnostics with their carets.
    pub fn told(&self, words: &Words, colour: bool) -> String {
        render(&self.diagnostics, &self.sources, words, colour)
    }
}

/// Reads and compiles the scheme in `folder`, and checks what came of it.
pub fn open(folder: &Path) -> Opened {
    let loaded = scheme::load(folder);
    let (mut diagnostics, mut sources) = (loaded.diagnostics, loaded.sources);
    let plan = loaded.scheme.map(|scheme| {
        let compiled = script::compile(&scheme);
        diagnostics.extend(compiled.diagnostics);
        diagnostics.extend(check::check(&compiled.plan));
        sources.extend(compiled.sources);
        compiled.plan
    });
    Opened { plan, diagnostics: in_order(diagnostics), sources }
}

/// The plan, if nothing is wrong with the scheme; otherwise all that is wrong goes to standard error.
pub fn open_or_tell(folder: &Path, words: &Words) -> Option<Plan> {
    let opened = open(folder);
    if !opened.has_errors() {
        return opened.plan;
    }
    output::complain(&opened.told(words, output::colour_of_complaints()));
    let errors = opened.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
    output::complain(&format!("{}\n", words.say(&message!("scheme-has-errors", count = errors))));
    None
}
