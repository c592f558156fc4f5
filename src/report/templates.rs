//! The templates: built in, or an office's own; and what is told where one is wrong.

mod check;
mod expressions;
mod figures;
mod names;
mod shape;
mod wrong;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use self::check::{Why, Wrong};
use self::figures::Makes;
use self::shape::all_fields;
use super::view::View;
use super::{Form, Kind, chart, inline, markdown, numbering, prose};
use crate::diagnostic::{Diagnostic, Sources, nearest};
use crate::message;
use crate::plan::Place;
use crate::words::Words;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../reports/", $name)))),*]
    };
}

/// The templates that are built in: path under `reports/`, and text.
pub const TEMPLATES: &[(&str, &str)] = templates![
    "html/page.html",
    "html/style.css",
    "html/parts.html",
    "html/receipt.html",
    "html/result.html",
    "html/notice.html",
    "html/brief.html",
    "html/chart.css",
    "html/dashboard.html",
    "html/dashboard.css",
    "html/dashboard.js",
    "md/parts.md",
    "md/receipt.md",
    "md/result.md",
    "md/notice.md",
    "md/brief.md",
];

/// How much work one report may be, and how much more for each unit: several times what the templates that are built in take, and some seconds.
const FUEL: u64 = 10_000_000;
const FUEL_OF_A_UNIT: u64 = 100_000;

/// Templates and filters, ready to make reports.
pub struct Templates {
    environment: Environment<'static>,
    syntax: SyntaxConfig,
    texts: BTreeMap<String, Arc<str>>,
    /// An office's own files, as people know them.
    own: BTreeMap<String, String>,
}

/// A wrong template, with all that is needed to point at it.
pub struct WrongTemplate {
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// A folder of templates that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum TemplatesError {
    #[error("{path}: {source}")]
    CannotRead { path: PathBuf, source: std::io::Error },
    /// No file in it has the name of a template.
    #[error("{0}: no templates")]
    NoTemplates(PathBuf),
    /// A file has not the name of a template, and none takes it in: its name is misspelt, or nobody would ever see it.
    #[error("{file}: no template")]
    Unused { file: PathBuf, near: Option<&'static str> },
}

impl Templates {
    /// The templates built in, and over them those of an office's own folder, by the same paths.
    ///
    /// # Errors
    /// The folder can't be read, has no template in it, or a file that would do nothing.
    pub fn new(own: Option<&Path>, words: Arc<Words>) -> Result<Templates, TemplatesError> {
        let mut texts: BTreeMap<String, Arc<str>> =
            TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), Arc::from(*text))).collect();
        let mut own_files = BTreeMap::new();
        if let Some(folder) = own {
            let found = read(folder)?;
            if found.is_empty() {
                return Err(TemplatesError::NoTemplates(folder.to_owned()));
            }
            if let Some(name) = unused(&found) {
                let near = nearest(name, TEMPLATES.iter().map(|(name, _)| *name));
                return Err(TemplatesError::Unused { file: folder.join(name), near });
            }
            own_files.extend(found.keys().map(|name| (name.clone(), folder.join(name).display().to_string())));
            texts.extend(found);
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_debug(true);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default();
        environment.set_syntax(syntax.clone());
        environment.set_auto_escape_callback(escaping);
        environment.set_formatter(format);
        let loaded = texts.clone();
        environment.set_loader(move |name| Ok(loaded.get(name).map(|text| text.to_string())));
        prose::add_filters(&mut environment, &words);
        chart::add_functions(&mut environment, &words);
        inline::add_functions(&mut environment, &texts);
        numbering::add_function(&mut environment);
        Ok(Templates { environment, syntax, texts, own: own_files })
    }

    /// Whether the templates of all kinds name nothing that is not there and work out no figure, in branches that no data reach too.
    ///
    /// # Errors
    /// All that is wrong, each with its place.
    pub fn check(&self) -> Result<(), Box<WrongTemplate>> {
        let mut all = BTreeSet::new();
        let trees = check::trees(&self.texts, &self.syntax);
        for form in [Form::Html, Form::Markdown] {
            for kind in Kind::ALL.into_iter().filter(|kind| kind.has(form)) {
                let name = kind.template(form);
                let found = check::check(&name, &self.texts, &trees, &self.environment);
                all.extend(found.map_err(|error| Box::new(self.wrong(&name, error)))?);
            }
        }
        if all.is_empty() {
            return Ok(());
        }
        let mut sources = Sources::default();
        for name in all.iter().map(|one| &one.template).collect::<BTreeSet<_>>() {
            sources.add(self.shown(name), self.texts.get(name).cloned().unwrap_or_default());
        }
        let diagnostics = all.iter().map(|one| self.told(one)).collect();
        Err(Box::new(WrongTemplate { diagnostics, sources }))
    }

    /// A file's path as people know it.
    fn shown<'n>(&'n self, name: &'n str) -> &'n str {
        self.own.get(name).map_or(name, String::as_str)
    }

    fn told(&self, one: &Wrong) -> Diagnostic {
        let text = self.texts.get(&one.template).map(|text| &**text).unwrap_or_default();
        let place = place(self.shown(&one.template), text, Some(one.start), None);
        let written = one.written.as_str();
        let diagnostic = match &one.why {
            Why::NoField { known } => {
                Diagnostic::error(place, message!("report-template-unknown-field", field = written))
                    .nearest(written, known.iter().map(String::as_str))
            }
            Why::NoFilter => Diagnostic::error(place, message!("report-template-unknown-filter", filter = written))
                .nearest(written, prose::FILTERS),
            Why::Makes(makes) => makes_figure(*makes, place, written),
            Why::FileNotNamed => Diagnostic::error(place, message!("report-template-file-not-named"))
                .help(message!("report-template-file-not-named-help")),
        };
        diagnostic.width(u32::try_from(written.chars().count()).unwrap_or(0))
    }

    /// One report of a view ([`Templates::value`] of it).
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn make(&self, kind: Kind, form: Form, view: &Value) -> Result<String, Box<WrongTemplate>> {
        let name = kind.template(form);
        let units = view.get_attr("count").ok().and_then(|count| u64::try_from(count).ok()).unwrap_or_default();
        let mut environment = self.environment.clone();
        environment.set_fuel(Some(units.saturating_mul(FUEL_OF_A_UNIT).saturating_add(FUEL)));
        let made = environment.get_template(&name).and_then(|template| template.render(view.clone()));
        made.map_err(|error| Box::new(self.wrong(&name, &error)))
    }

    /// A view as templates read it; made once for all kinds.
    pub fn value(view: &View) -> Value {
        Value::from(minijinja::value::Serde(view))
    }

    fn wrong(&self, asked: &str, error: &Error) -> WrongTemplate {
        // An error within an included file stands behind the one of the file that includes it.
        let mut innermost = error;
        while let Some(inner) = std::error::Error::source(innermost).and_then(|inner| inner.downcast_ref::<Error>()) {
            innermost = inner;
        }
        let name = innermost.name().unwrap_or(asked);
        let text = self.texts.get(name).cloned().unwrap_or_default();
        let range = innermost.range().filter(|range| text.get(range.clone()).is_some_and(|text| !text.is_empty()));
        let within = range.clone().and_then(|range| text.get(range)).unwrap_or_default();
        let word = wrong_word(within, innermost.kind());
        let start = range.map(|range| range.start + word.map_or(0, |(offset, _)| offset));
        let place = place(self.shown(name), &text, start, innermost.line());
        let width = word.map_or(within.lines().next().unwrap_or_default(), |(_, word)| word).chars().count();
        let diagnostic = match (innermost.kind(), word) {
            (ErrorKind::UndefinedError, Some((_, word))) => {
                Diagnostic::error(place, message!("report-template-unknown-field", field = word))
                    .nearest(word, all_fields().filter(|field| *field != word))
            }
            (ErrorKind::UnknownFilter, Some((_, word))) => {
                Diagnostic::error(place, message!("report-template-unknown-filter", filter = word))
                    .nearest(word, prose::FILTERS)
            }
            _ => Diagnostic::error(place, message!("report-template-wrong", reason = wrong::reason(innermost))),
        };
        let mut sources = Sources::default();
        sources.add(self.shown(name), text);
        WrongTemplate { diagnostics: vec![diagnostic.width(u32::try_from(width).unwrap_or(0))], sources }
    }
}

fn makes_figure(makes: Makes, place: Place, written: &str) -> Diagnostic {
    let (what, help) = match makes {
        Makes::Calculates => {
            (message!("report-template-calculates", written = written), message!("report-template-calculates-help"))
        }
        Makes::Counts => (
            message!("report-template-counts", written = written),
            message!("report-template-counts-help", written = written),
        ),
        Makes::Rewrites => {
            (message!("report-template-rewrites", written = written), message!("report-template-rewrites-help"))
        }
        Makes::TakesApart => {
            (message!("report-template-takes-apart", written = written), message!("report-template-takes-apart-help"))
        }
        Makes::MayTakeApart => (
            message!("report-template-may-take-apart", written = written),
            message!("report-template-may-take-apart-help"),
        ),
        Makes::CallsUnknown => (
            message!("report-template-calls-unknown", written = written),
            message!("report-template-calls-unknown-help"),
        ),
    };
    Diagnostic::error(place, what).help(help)
}

/// A file of an office's own that no template is called and none names.
fn unused(found: &BTreeMap<String, Arc<str>>) -> Option<&str> {
    let is_template = |name: &str| TEMPLATES.iter().any(|(template, _)| *template == name);
    let is_named = |name: &str| found.iter().any(|(other, text)| other != name && text.contains(name));
    found.keys().map(String::as_str).find(|name| !is_template(name) && !is_named(name))
}

/// Every file that may be a template, by its path with `/`.
fn read(folder: &Path) -> Result<BTreeMap<String, Arc<str>>, TemplatesError> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| TemplatesError::CannotRead { path, source }
        };
        for entry in std::fs::read_dir(&inner).map_err(failed(&inner))? {
            let path = entry.map_err(failed(&inner))?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if !matches!(ending, "html" | "md" | "css" | "js" | "svg") {
                continue;
            }
            let below = path.strip_prefix(folder).unwrap_or(&path);
            let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let text = std::fs::read_to_string(&path).map_err(failed(&path))?;
            found.insert(parts.join("/"), Arc::from(text));
        }
    }
    Ok(found)
}

const MARKDOWN: AutoEscape = AutoEscape::Custom(std::borrow::Cow::Borrowed("markdown"));

fn escaping(name: &str) -> AutoEscape {
    match name.rsplit('.').next() {
        Some("md") => MARKDOWN,
        // Style sheets and scripts are included into a page: a value in them is escaped as in the page.
        Some(_) | None => AutoEscape::Html,
    }
}

fn format(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if *state.auto_escape() != MARKDOWN || value.is_safe() || value.is_undefined() {
        return minijinja::escape_formatter(out, state, value);
    }
    let text = value.to_string();
    markdown::escape(&text, out).map_err(|_| Error::from(ErrorKind::WriteFailure))
}

/// The word of an expression that most likely is the wrong one, and where it begins: the first that follows a dot (or a bar, for a filter)
/// and is no field; else the first that is none; else the last.
fn wrong_word(text: &str, kind: ErrorKind) -> Option<(usize, &str)> {
    let mut words: Vec<(usize, &str, bool)> = Vec::new();
    let sign = if kind == ErrorKind::UnknownFilter { '|' } else { '.' };
    let mut rest = text;
    while let Some(begin) = rest.find(|letter: char| letter.is_alphabetic() || letter == '_') {
        let (before, from) = rest.split_at(begin);
        let end = from.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        words.push((text.len() - from.len(), word, before.trim_end().ends_with(sign)));
        rest = after;
    }
    let unknown = |word: &str| match kind {
        ErrorKind::UnknownFilter => !prose::FILTERS.contains(&word),
        _ => !all_fields().any(|field| field == word),
    };
    let found = words.iter().find(|(_, word, follows)| *follows && unknown(word));
    let found =
        found.or_else(|| words.iter().find(|(_, word, _)| unknown(word) && nearest(word, all_fields()).is_some()));
    found.or(words.last()).map(|(offset, word, _)| (*offset, *word))
}

/// The place of a byte of a text; without one, of a line.
fn place(name: &str, text: &str, start: Option<usize>, line: Option<usize>) -> Place {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let file: Arc<str> = Arc::from(name);
    match start.and_then(|start| text.get(..start)) {
        Some(before) => {
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            Place { file, line: number(line), column: number(column) }
        }
        None => Place { file, line: number(line.unwrap_or(1)), column: 1 },
    }
}
