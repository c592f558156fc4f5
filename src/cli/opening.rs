//! Opening a scheme: read it, compile its rules, check the plan, and tell everything that is wrong at once.

use std::path::Path;

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Sources, in_order, render};
use crate::intake::Finding;
use crate::intake::cell::squeezed;
use crate::message;
use crate::plan::{Level, Plan, Rule};
use crate::scheme::{Change, Complete};
use crate::words::{Arg, Message, Words};
use crate::{cases, check, disk, scheme, script};

use super::{Format, Outcome, findings, folders, output};

/// A scheme as far as it could be read.
pub struct Opened {
    pub plan: Option<Plan>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    complete: Complete,
}

impl Opened {
    pub fn has_errors(&self) -> bool {
        self.plan.is_none() || self.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// What is wrong with it, the first of all.
    pub fn first_error(&self) -> Option<&Message> {
        let mut errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
        errors.next().map(|error| &error.message)
    }

    /// The hash of all texts that the scheme is made of, by name.
    pub fn sha256(&self) -> String {
        let mut texts: Vec<_> = self.sources.iter().collect();
        texts.sort_by(|left, right| left.file.cmp(&right.file));
        let mut hash = Sha256::new();
        for source in texts {
            // The lengths keep one text from running into the next.
            hash.update(source.file.len().to_be_bytes());
            hash.update(source.file.as_bytes());
            hash.update(source.text.len().to_be_bytes());
            hash.update(source.text.as_bytes());
        }
        script::hex(&hash.finalize())
    }

    /// Adds what is wrong with how the scheme's own cases are written.
    pub fn with_cases(&mut self, folder: &Path) {
        let Some(plan) = &self.plan else { return };
        let read = cases::read(folder, plan);
        let complete = self.complete;
        self.diagnostics.extend(read.diagnostics.into_iter().filter(|found| can_be_judged(found, complete)));
        self.diagnostics = in_order(std::mem::take(&mut self.diagnostics));
        self.sources.extend(read.sources);
    }

    /// Adds what is wrong with how the changes to it are written.
    pub fn with_changes(&mut self, wrong: Vec<Diagnostic>) {
        self.diagnostics.extend(wrong);
        self.diagnostics = in_order(std::mem::take(&mut self.diagnostics));
    }

    /// What is wrong with the scheme and with the data, for a program.
    pub fn json(&self, found: &[Finding], words: &Words) -> String {
        let one = |diagnostic: &Diagnostic| {
            json!({
                "level": diagnostic.level, "code": diagnostic.message.key, "file": &*diagnostic.place.file,
                "line": diagnostic.place.line, "column": diagnostic.place.column, "say": words.say(&diagnostic.message),
                "help": diagnostic.help.iter().map(|help| words.say(help)).collect::<Vec<_>>(),
            })
        };
        let whole = json!({
            "diagnostics": self.diagnostics.iter().map(one).collect::<Vec<_>>(),
            "findings": findings::json(found, words),
        });
        format!("{whole:#}\n")
    }

    /// All diagnostics with their carets.
    pub fn told(&self, words: &Words, colour: bool) -> String {
        render(&self.diagnostics, &self.sources, words, colour)
    }
}

/// Reads and compiles the scheme in `folder`, and checks what came of it. What is no folder is told to standard error.
pub fn open(folder: &Path, words: &Words) -> Result<Opened, Outcome> {
    open_changed(folder, None, &[], words)
}

/// The same as if changes had been made to it; the file that they stand in is told with what is wrong with them.
pub fn open_changed(folder: &Path, file: Option<&Path>, changes: &[&Change], words: &Words) -> Result<Opened, Outcome> {
    folders::scheme(folder, words)?;
    let loaded = scheme::load_changed(folder, changes);
    let complete = loaded.complete;
    let (mut diagnostics, mut sources) = (loaded.diagnostics, loaded.sources);
    if let Some((file, Ok(text))) = file.map(|file| (file, disk::read_text(file))) {
        sources.add(file.display().to_string().as_str(), text.as_str());
    }
    let plan = loaded.scheme.map(|scheme| {
        let compiled = script::compile(&scheme);
        // What a rule with something wrong in it would have read is not known to be unused.
        let misread = compiled.diagnostics.iter().any(|found| found.level == Level::Error);
        let is_guess = |found: &Diagnostic| {
            misread && ["check-table-unused", "check-column-unused"].contains(&found.message.key.as_str())
        };
        // A script with a misspelt word is also read for its names: the plan would tell them again.
        let is_told = |found: &Diagnostic| {
            let same = |told: &Diagnostic| told.place == found.place && told.message.key == found.message.key;
            compiled.diagnostics.iter().any(same)
        };
        let found = check::check(&compiled.plan, &check::Written::of(&scheme));
        let found = found.into_iter().filter(|found| !is_guess(found) && !is_told(found));
        let found: Vec<Diagnostic> = found.collect();
        diagnostics
            .extend(compiled.diagnostics.into_iter().chain(found).filter(|found| can_be_judged(found, complete)));
        sources.extend(compiled.sources);
        diagnostics.iter_mut().for_each(|found| name_the_id(found, &compiled.plan));
        compiled.plan
    });
    if plan.is_none() {
        let (found, read) = script::read_alone(folder);
        diagnostics.extend(found);
        sources.extend(read);
    }
    Ok(Opened { plan, diagnostics: in_order(diagnostics), sources, complete })
}

/// A letter for an indicator by its title: which one that is, is known only now that the rules are read.
fn name_the_id(found: &mut Diagnostic, plan: &Plan) {
    let indicator = found.message.args.iter().find_map(|(name, arg)| match arg {
        Arg::Text(text) if name == "indicator" => Some(text),
        Arg::Text(_) | Arg::Count(_) | Arg::Message(_) | Arg::List(_) => None,
    });
    let Some(title) = indicator.filter(|_| found.message.key == "letters-unknown-indicator") else { return };
    let same = |rule: &&Rule| squeezed(&rule.title) == squeezed(title);
    if let Some(rule) = plan.rules.iter().find(same) {
        let help = message!("letters-id-of-title", title = &rule.title, id = &rule.id.0);
        found.help.push(help);
    }
}

/// A name that nobody declares or uses most likely has its declaration or its use where a part of the scheme could not be read: then
/// only the part is told.
fn can_be_judged(diagnostic: &Diagnostic, complete: Complete) -> bool {
    match diagnostic.message.key.as_str() {
        "check-unknown-table"
        | "check-unknown-column"
        | "check-unknown-scale"
        | "check-unknown-class"
        | "check-table-without-role"
        | "cases-unknown-table"
        | "cases-unknown-column" => complete.tables,
        "check-table-unused" | "check-column-unused" => complete.tables && complete.items,
        "check-unknown-unit"
        | "check-unknown-kind-of-unit"
        | "check-unknown-group"
        | "cases-unknown-unit"
        | "letters-unknown-unit" => complete.units,
        "check-no-letters" | "check-unit-without-letter" | "check-unit-without-due" => {
            complete.letters && complete.units
        }
        "check-grade-out-of-reach" => complete.items && complete.points && complete.grades,
        "cases-unknown-item" | "letters-unknown-indicator" => complete.items,
        key if key.starts_with("check-unknown-") => complete.items && complete.grades,
        _ => true,
    }
}

/// The plan, if nothing is wrong with the scheme; otherwise all that is wrong goes to standard error, and to a program that asked for JSON
/// as such.
pub fn open_or_tell(folder: &Path, format: Format, words: &Words) -> Result<Plan, Outcome> {
    or_tell(open(folder, words)?, format, words)
}

/// The same of a scheme that is open already.
pub fn or_tell(opened: Opened, format: Format, words: &Words) -> Result<Plan, Outcome> {
    let has_errors = opened.has_errors();
    let opened = match opened {
        Opened { plan: Some(plan), .. } if !has_errors => return Ok(plan),
        opened => opened,
    };
    if format == Format::Json {
        output::print(&opened.json(&[], words));
    }
    output::complain(&opened.told(words, output::colour_of_complaints()));
    let errors = opened.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
    output::complain(&format!("{}\n", words.say(&message!("scheme-has-errors", count = errors))));
    Err(Outcome::FoundErrors)
}
