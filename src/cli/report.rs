//! `kaohe report`

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use crate::assess::document::{Document, FindingLine, Unit};
use crate::diagnostic::{nearest, render};
use crate::diff::comparable;
use crate::message;
use crate::plan::Level;
use crate::report::templates::{TEMPLATES, Templates, TemplatesError, WrongTemplate};
use crate::report::view::View;
use crate::report::{Form, Kind};
use crate::words::{Language, Message, Words};

use super::scoring::{ScoringArgs, Silent};
use super::{Format, Outcome, findings, folders, output, result_file, score, scoring};

#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The scheme's folder.
    scheme: Option<PathBuf>,
    /// The data folder.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The as-of date: today or the end of the year, if not given.
    #[arg(long, value_name = "DATE", value_parser = scoring::day)]
    as_of: Option<Date>,
    /// An assessment.json, in place of scheme and data.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// An older assessment.json, to tell what changed.
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// Where the reports go.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Only these kinds.
    #[arg(long, value_enum)]
    kind: Vec<Kind>,
    /// What to write.
    #[arg(long, value_enum, default_value = "html")]
    format: Form,
    /// Only these units.
    #[arg(long, value_name = "NAME")]
    unit: Vec<String>,
    /// The findings have been seen by a person.
    #[arg(long)]
    accept_findings: bool,
    /// Lays the built-in templates out in this folder, to be changed.
    #[arg(long, value_name = "DIR")]
    eject: Option<PathBuf>,
    /// An office's own templates.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

pub fn run(args: &ReportArgs, words: &Words) -> Outcome {
    let written = |files: Vec<String>| {
        output::print(&format!("{}\n", words.say(&message!("report-files", files = files))));
    };
    let done = match &args.eject {
        Some(folder) => eject(folder, words).map(|files| {
            written(files);
            Outcome::Fine
        }),
        None => report(args, words).map(|(files, errors)| {
            written(files);
            errors
        }),
    };
    done.unwrap_or_else(|outcome| outcome)
}

/// Of so many errors each is told; of more, how many more there are.
const ERRORS_TOLD: usize = 20;

/// Tells the errors that nobody has accepted, as `score` does: the reports are written, and rest on them.
fn errors(document: &Document, args: &ReportArgs, words: &Words) -> Outcome {
    if !document.has_errors || document.accepted || args.accept_findings {
        return Outcome::Fine;
    }
    let errors: Vec<&FindingLine> = document.findings.iter().filter(|finding| finding.level == Level::Error).collect();
    for error in errors.iter().take(ERRORS_TOLD) {
        output::complain(&format!("{}\n", findings::document_line(error, document, words)));
    }
    if errors.len() > ERRORS_TOLD {
        let more = message!("findings-more", count = errors.len() - ERRORS_TOLD);
        output::complain(&format!("{}\n", words.say(&more)));
    }
    output::complain(&format!("{}\n", words.word("report-has-errors")));
    Outcome::FoundErrors
}

/// The reports are in Chinese, whatever language the command answers in: so are the templates.
fn report(args: &ReportArgs, words: &Words) -> Result<(Vec<String>, Outcome), Outcome> {
    let Some(out) = &args.out else {
        return output::wrong_usage(&message!("usage-missing", arguments = vec!["--out".to_owned()]), words);
    };
    folders::out(out, words)?;
    if words.language != Language::Zh {
        output::complain(&format!("{}\n", words.word("report-in-chinese")));
    }
    let chinese = Arc::new(Words::new(Language::Zh));
    let templates =
        Templates::new(args.templates.as_deref(), Arc::clone(&chinese)).map_err(|error| told(&error, words))?;
    // Those built in are looked over by a test.
    if args.templates.is_some() {
        templates.check().map_err(|error| wrong(&error, words))?;
    }
    for_all(args, false, words)?;
    let since = args.since.as_deref().map(|path| read(path, words)).transpose()?;
    let mut document = ManuallyDrop::new(document(args, &chinese, words)?);
    if let Some(Err(error)) = since.as_ref().map(|since| comparable(since, &document)) {
        return output::wrong_usage(&error.said(), words);
    }
    let some_only = !document.asked.is_empty();
    for_all(args, some_only, words)?;
    if let Some(silent) = silent(&document) {
        output::complain(&format!("{}\n", words.say(&silent)));
    }
    if some_only && args.kind.is_empty() && args.unit.is_empty() {
        output::complain(&format!("{}\n", words.word("report-some-only")));
    }
    if args.from.is_some() && !args.unit.is_empty() {
        only(&mut document, &args.unit, words)?;
    }
    let view =
        View::new(&document, since.as_ref(), &chinese).or_else(|error| output::wrong_usage(&error.said(), words))?;
    if !view.traced {
        output::complain(&format!("{}\n", words.word("report-untraced")));
    }
    let value = ManuallyDrop::new(Templates::value(&view));
    let mut made = Vec::new();
    if let Some(kind) = args.kind.iter().find(|kind| !kind.has(args.format)) {
        return output::wrong_usage(
            &message!("report-not-in-form", kind = kind.name(), form = args.format.ending()),
            words,
        );
    }
    for kind in kinds(args, some_only || !args.unit.is_empty()) {
        let text = templates.make(kind, args.format, &value).map_err(|error| wrong(&error, words))?;
        made.push((out.join(format!("{}.{}", kind.name(), args.format.ending())), text));
    }
    let made: Vec<(PathBuf, &str)> = made.iter().map(|(path, text)| (path.clone(), text.as_str())).collect();
    let files = output::write_together(&made, words)?;
    Ok((files, errors(&document, args, words)))
}

fn read(path: &Path, words: &Words) -> Result<Document, Outcome> {
    result_file::read(&result_file::named(path, words)?, words)
}

/// What is for all units together can't be made of some of them.
fn for_all(args: &ReportArgs, some_only: bool, words: &Words) -> Result<(), Outcome> {
    match (args.kind.iter().find(|kind| kind.is_for_all()), args.unit.is_empty()) {
        (Some(kind), false) => output::wrong_usage(&message!("report-for-all", kind = kind.name()), words),
        (Some(kind), true) if some_only => {
            output::wrong_usage(&message!("report-for-all-from-some", kind = kind.name()), words)
        }
        (Some(_) | None, _) => Ok(()),
    }
}

/// Those asked for, each once; without any all, but of some units only what is for a unit.
fn kinds(args: &ReportArgs, some_only: bool) -> Vec<Kind> {
    let asked: BTreeSet<Kind> = args.kind.iter().copied().collect();
    match (asked.is_empty(), !some_only) {
        (false, _) => asked.into_iter().collect(),
        (true, true) => Kind::ALL.into_iter().filter(|kind| kind.has(args.format)).collect(),
        (true, false) => vec![Kind::Result],
    }
}

fn document(args: &ReportArgs, chinese: &Words, words: &Words) -> Result<Document, Outcome> {
    match (&args.from, &args.scheme, &args.data) {
        (Some(file), None, None) if args.as_of.is_none() => read(file, words),
        (Some(_), _, _) => output::wrong_usage(&message!("report-from-and-scheme"), words),
        (None, Some(scheme), Some(data)) => {
            let scoring = ScoringArgs { scheme: scheme.clone(), data: data.clone(), as_of: args.as_of, level: None };
            let silent = Silent::accepted(args.accept_findings);
            // As `score` does it: of some units, those without data beside them are unknown, and the result is a trial.
            let scored = ManuallyDrop::new(match args.unit.is_empty() {
                true => scoring::score(&scoring, true, silent, Format::Text, words)?,
                false => scoring::score_some(&scoring, &args.unit, true, silent, Format::Text, words)?,
            });
            Ok(score::document(&scored, chinese))
        }
        (None, None, _) => output::wrong_usage(&message!("report-from-what"), words),
        (None, Some(_), None) => {
            output::wrong_usage(&message!("usage-missing", arguments = vec!["--data".to_owned()]), words)
        }
    }
}

/// How many units are silent, if any.
fn silent(document: &Document) -> Option<Message> {
    let silent: BTreeSet<&str> =
        document.units.iter().filter(|unit| unit.silent).map(|unit| unit.id.as_str()).collect();
    (!silent.is_empty()).then(|| message!("report-silent", count = silent.len()))
}

/// Leaves only the named units in the document.
fn only(document: &mut Document, names: &[String], words: &Words) -> Result<(), Outcome> {
    let mut wanted = BTreeSet::new();
    for name in names {
        let units = |is_meant: &dyn Fn(&Unit) -> bool| -> BTreeSet<(String, String)> {
            let meant = document.units.iter().filter(|unit| is_meant(unit));
            meant.map(|unit| (unit.name.clone(), unit.id.clone())).collect()
        };
        let named = units(&|unit| unit.id == *name || unit.name == *name);
        // A result holds no short names; what only one name begins with is meant by it.
        let begun = units(&|unit| !name.is_empty() && unit.name.starts_with(name.as_str()));
        let found = match (named.len(), begun.len()) {
            (0, 0) => {
                let known = document.units.iter().flat_map(|unit| [unit.name.as_str(), unit.id.as_str()]);
                return output::wrong_usage(
                    &match nearest(name, known) {
                        Some(near) => message!("unit-unknown-near", unit = name, near = near),
                        None => message!("unit-unknown", unit = name),
                    },
                    words,
                );
            }
            (0, 1) => begun,
            (0, _) => {
                let names: Vec<String> = begun.into_iter().map(|(name, _)| name).collect();
                return output::wrong_usage(&message!("report-unit-several", unit = name, names = names), words);
            }
            (_, _) => named,
        };
        wanted.extend(found.into_iter().map(|(_, id)| id));
    }
    if document.units.iter().any(|unit| !wanted.contains(&unit.id)) {
        document.units.retain(|unit| wanted.contains(&unit.id));
        // Whoever asks for some units can do nothing about the rows of others.
        document.findings.retain(|finding| finding.unit.as_ref().is_none_or(|unit| wanted.contains(unit)));
        document.asked = wanted.into_iter().collect();
    }
    Ok(())
}

/// Copies the built-in templates. A file that is already there is somebody's work and stays.
fn eject(folder: &Path, words: &Words) -> Result<Vec<String>, Outcome> {
    folders::out(folder, words)?;
    let there: Vec<String> = TEMPLATES
        .iter()
        .map(|(name, _)| folder.join(name))
        .filter(|path| path.exists())
        .map(|path| path.display().to_string())
        .collect();
    if !there.is_empty() {
        return output::wrong_usage(&message!("report-eject-over", files = there), words);
    }
    let files: Vec<(PathBuf, &str)> = TEMPLATES.iter().map(|(name, text)| (folder.join(name), *text)).collect();
    output::write_together(&files, words)
}

fn wrong(error: &WrongTemplate, words: &Words) -> Outcome {
    output::complain(&render(&error.diagnostics, &error.sources, words, output::colour_of_complaints()));
    Outcome::FoundErrors
}

fn told(error: &TemplatesError, words: &Words) -> Outcome {
    let what = match error {
        TemplatesError::CannotRead { path, source } => {
            let (file, reason) = (path.display().to_string(), crate::disk::said(source));
            message!("report-templates-unreadable", file = file, reason = reason)
        }
        TemplatesError::Unused { file, near: Some(near) } => {
            message!("report-templates-unused-near", file = file.display().to_string(), near = *near)
        }
        TemplatesError::Unused { file, near: None } => {
            message!("report-templates-unused", file = file.display().to_string())
        }
        TemplatesError::NoTemplates(folder) => {
            message!("report-templates-none", folder = folder.display().to_string())
        }
    };
    output::complain(&format!("{}\n", words.say(&what)));
    Outcome::WrongUsage
}
