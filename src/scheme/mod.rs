//! Reads a scheme folder: scheme.yaml, the roster, the letters.
//!
//! What comes out says everything that the office has written down and nothing that a rule script must say first. Everything that is
//! wrong is told at once, each thing with its file, line and caret: see [`load`].
//!
//! Reading order: [`yaml`] (a file as a tree with places) → [`document`] (scheme.yaml as written) → [`roster`] and [`letters`] →
//! [`scales`], [`tables`], [`sheets`] (names resolved, sums checked) → [`model`] (what comes out).

pub mod day;
pub mod document;
pub mod model;
pub mod yaml;

mod change;
mod complete;
mod csv_file;
mod letters;
mod roster;
pub mod rule_files;
mod scales;
mod sheets;
mod tables;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::diagnostic::{Diagnostic, Sources, in_order};
use crate::disk::{self, DiskError};
use crate::message;
use crate::plan::{Compare, MOST_PLACES, MissingPolicy, Numbers, Place, RankOn, RoundAt};
use document::{NumbersDocument, SchemeDocument};
use letters::Letters;
use yaml::{FromYaml, Problems};

pub use change::{Change, Changes, changes_schema, read_changes};
pub use complete::Complete;
pub use letters::USUAL_FILE as LETTERS_FILE;
pub use model::{
    ConsequenceSource, GradeCapSource, GradeSource, ItemUse, LetterSource, ParamValue, Scheme, ScriptText, SheetSource,
    TableCheckSource, UnreadLetter,
};
pub use sheets::grades::NO_AREA_BELOW;

/// The name of the file that makes a folder a scheme.
pub const SCHEME_FILE: &str = "scheme.yaml";

/// Years that a scheme can be for: others are slips of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

/// What became of a scheme folder.
#[derive(Debug)]
pub struct Loaded {
    /// There as soon as scheme.yaml can be read at all, even if other things are wrong with it: so that its rules can be read too and
    /// all errors are told together. Whoever scores must first see that no diagnostic is an error.
    pub scheme: Option<Scheme>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// What could be read whole.
    pub complete: Complete,
}

impl Loaded {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.level == crate::plan::Level::Error)
    }
}

/// Reads the scheme in `folder`.
pub fn load(folder: &Path) -> Loaded {
    load_changed(folder, &[])
}

/// Reads the scheme in `folder` as if these changes had been made to it.
pub fn load_changed(folder: &Path, changes: &[&Change]) -> Loaded {
    let mut reading =
        Reading { folder, changes, sources: Sources::default(), diagnostics: Vec::new(), complete: Complete::ALL };
    let scheme = reading.scheme();
    Loaded { scheme, diagnostics: in_order(reading.diagnostics), sources: reading.sources, complete: reading.complete }
}

/// The JSON Schema of scheme.yaml, by which an editor completes and checks it.
pub fn json_schema() -> schemars::Schema {
    let settings = schemars::generate::SchemaSettings::draft07();
    let mut schema = settings.into_generator().into_root_schema_for::<SchemeDocument>();
    schema.insert("title".to_owned(), "kaohe scheme.yaml".into());
    schema
}

struct Reading<'folder> {
    folder: &'folder Path,
    changes: &'folder [&'folder Change],
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    complete: Complete,
}

impl Reading<'_> {
    fn scheme(&mut self) -> Option<Scheme> {
        let text = self.file(SCHEME_FILE, &Place::file(SCHEME_FILE))?;
        let mut problems = Problems::of(SCHEME_FILE);
        let root = yaml::parse(&text, &mut problems);
        if root.as_ref().is_some_and(yaml::Node::is_empty) {
            self.diagnostics.push(Diagnostic::error(Place::file(SCHEME_FILE), message!("scheme-empty")));
            self.beside();
            return None;
        }
        let document = root.as_ref().and_then(|root| SchemeDocument::from_yaml(root, &mut problems));
        let (Some(root), Some(mut document)) = (root, document) else {
            self.diagnostics.append(&mut problems.found);
            self.beside();
            return None;
        };
        // What was left out because it could not be read must not be missed again: sums and names wait until it can.
        self.complete = Complete::of(&root, &problems);
        if self.changes.iter().any(|change| !change.is_whole) {
            self.complete = self.complete.and(Complete::BEHIND_A_LOST_CHANGE);
        }

        change::change(&mut document, self.changes, &mut problems);
        let roster = self.roster(&document);
        let scales = scales::build(document.scales.as_ref(), &mut problems);
        let (tables, table_checks) =
            tables::build(document.tables.as_ref(), &scales, self.complete.tables, &mut problems);
        let rule_files = rule_files::RuleFiles::below(self.folder);
        let mut built = sheets::build(&document, &roster, &rule_files, self.complete, &mut problems);
        let id = &document.scheme;
        if !id.value.chars().all(|sign| sign.is_alphanumeric() || ['-', '_'].contains(&sign)) {
            problems.error(id.at.clone(), message!("scheme-id-of-other-signs", id = &id.value));
        }
        if !YEARS.contains(&document.year.value) {
            let message =
                message!("scheme-year-out-of-range", from = YEARS.start().to_string(), to = YEARS.end().to_string());
            problems.error(document.year.at.clone(), message);
        }
        if let Some(places) = document.numbers.as_ref().and_then(|numbers| numbers.points.as_ref())
            && places.value > MOST_PLACES
        {
            problems.error(places.at.clone(), message!("scheme-too-many-places", most = MOST_PLACES));
        }
        self.complete.points &= built.points_known;
        change::change_rules(&mut built.items, self.changes);
        let sound = !problems.has_errors();
        self.complete = self.complete.and(Complete::of(&root, &problems));
        self.diagnostics.append(&mut problems.found);
        if sound {
            self.diagnostics.extend(rule_files.unused(&built.items));
        }
        let mut letters = self.letters(&document, &roster, &built);
        change::change_letters(&mut letters.read, &roster, self.changes, &mut problems);
        self.diagnostics.append(&mut problems.found);
        Some(Scheme {
            folder: self.folder.to_owned(),
            id: document.scheme.value,
            title: document.title,
            note: document.note,
            year: document.year.value,
            numbers: numbers(document.numbers.as_ref()),
            missing: document.missing.unwrap_or(MissingPolicy::Zero),
            not_applicable: built.not_applicable,
            scales,
            tables,
            table_checks,
            units: roster.units,
            letters: letters.read,
            unread_letters: letters.unread,
            items: built.items,
            sheets: built.sheets,
        })
    }

    /// What can be said of the files beside a scheme.yaml that can't be read: of those that go by their usual names, and by themselves.
    fn beside(&mut self) {
        let mut usual = |name: &str| {
            let there = self.folder.join(name).is_file();
            there.then(|| self.file(name, &Place::file(name))).flatten()
        };
        let (units, letters) = (usual(roster::USUAL_FILE), usual(letters::USUAL_FILE));
        let roster = units.map(|text| roster::read(roster::USUAL_FILE, &text, &mut self.diagnostics));
        if let Some(text) = letters {
            letters::read(letters::USUAL_FILE, &text, &roster.unwrap_or_default(), None, &mut self.diagnostics);
        }
    }

    fn roster(&mut self, document: &SchemeDocument) -> roster::Roster {
        let named = &document.units.roster;
        // What stands in for a roster that is not named is told already.
        if named.value.is_empty() && !self.complete.units {
            return roster::Roster::default();
        }
        let before = self.errors();
        let roster = match self.file(&named.value, &named.at) {
            Some(text) => roster::read(&named.value, &text, &mut self.diagnostics),
            None => roster::Roster::default(),
        };
        self.complete.units &= self.errors() == before;
        roster
    }

    fn letters(&mut self, document: &SchemeDocument, roster: &roster::Roster, built: &sheets::Built) -> Letters {
        let file = match &document.letters {
            Some(named) => named.clone(),
            None if self.folder.join(letters::USUAL_FILE).is_file() => {
                yaml::Placed { value: letters::USUAL_FILE.to_owned(), at: Place::file(letters::USUAL_FILE) }
            }
            None => return Letters::default(),
        };
        let Some(text) = self.file(&file.value, &file.at) else {
            self.complete.letters = false;
            return Letters::default();
        };
        // An indicator that could not be read is no reason to call its letters wrong.
        let known = self.complete.items.then_some(&built.item_ids);
        let letters = letters::read(&file.value, &text, roster, known, &mut self.diagnostics);
        self.complete.letters &= letters.is_whole;
        letters
    }

    fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|found| found.level == crate::plan::Level::Error).count()
    }

    /// The text of a file of the folder, noted at `at` where it can't be read.
    fn file(&mut self, name: &str, at: &Place) -> Option<String> {
        if !stays_inside(name) {
            self.diagnostics.push(Diagnostic::error(at.clone(), message!("scheme-file-outside", file = name)));
            return None;
        }
        match disk::read_text_within(self.folder, name) {
            Ok(text) => {
                self.sources.add(name, text.as_str());
                Some(text)
            }
            Err(DiskError::NotUtf8) => {
                self.diagnostics.push(Diagnostic::error(Place::file(name), message!("scheme-file-not-utf8")));
                None
            }
            Err(error) => {
                let message = match error.is_not_found() {
                    true => message!("scheme-file-missing", file = name),
                    false if matches!(error, DiskError::Outside) => message!("scheme-file-outside", file = name),
                    false => message!("scheme-file-unreadable", file = name, reason = error.said()),
                };
                self.diagnostics.push(Diagnostic::error(at.clone(), message));
                None
            }
        }
    }
}

/// The path goes down from the scheme folder and nowhere else.
fn stays_inside(path: &str) -> bool {
    let path = Path::new(path);
    path.components().all(|part| matches!(part, std::path::Component::Normal(_))) && path.components().next().is_some()
}

fn numbers(document: Option<&NumbersDocument>) -> Numbers {
    Numbers {
        compare: document.and_then(|numbers| numbers.compare).unwrap_or(Compare::FullValue),
        round: document.and_then(|numbers| numbers.round).unwrap_or(crate::figure::RoundingMode::HalfUp),
        points: document.and_then(|numbers| numbers.points.as_ref()).map_or(2, |places| places.value.min(MOST_PLACES)),
        at: document.and_then(|numbers| numbers.at).unwrap_or(RoundAt::Item),
        rank_on: document.and_then(|numbers| numbers.rank_on).unwrap_or(RankOn::Exact),
    }
}
