//! From a document to the view of it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::assess::document::{Document, FindingLine, Unit};
use crate::clauses::say_date;
use crate::intake::{FindingCode, HAND_SCORES};
use crate::message;
use crate::plan::{Level, is_over};
use crate::words::{Message, Words};

use super::change::change;
use super::decisions::{decisions, proposals, said_in_order, said_of, tasks};
use super::sheet::sheet;
use super::tally::Tally;
use super::unit::{OnSheet, Stage, day_shown, unit};
use super::{FindingView, FindingsView, ReceiptView, SheetView, UnitView, VIEW_FORMAT, View};

/// How a note says that its scheme or data are an example.
const EXAMPLE: &str = "示例";

/// Why a document can't be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// Texts where figures should stand.
    #[error("no figures: {0:?}")]
    NoFigures(Vec<String>),
    /// The document's sentences are said in another language than the report's.
    #[error("sentences in another language")]
    OtherLanguage,
    /// What is given as the older result is the later one.
    #[error("the older result is of {since}, the newer of {now}")]
    SinceIsLater { since: Date, now: Date },
    /// A unit stands on a sheet that the document doesn't have.
    #[error("{unit} is on an unknown sheet: {sheet}")]
    UnknownSheet { unit: String, sheet: String },
}

impl ViewError {
    pub fn said(&self) -> Message {
        match self {
            ViewError::OtherLanguage => message!("report-other-language"),
            ViewError::SinceIsLater { since, now } => {
                message!("report-since-later", since = say_date(*since), now = say_date(*now))
            }
            ViewError::NoFigures(texts) => message!("report-no-figures", texts = texts.clone()),
            ViewError::UnknownSheet { unit, sheet } => message!("report-unknown-sheet", unit = unit, sheet = sheet),
        }
    }
}

impl View {
    /// The view of a document; of what moved since `before`, if there is an older one.
    ///
    /// # Errors
    /// A document that was not written by kaohe: see [`ViewError`].
    pub fn new(document: &Document, before: Option<&Document>, words: &Words) -> Result<View, ViewError> {
        if document.language != words.language {
            return Err(ViewError::OtherLanguage);
        }
        if let Some(since) = before.map(|before| before.as_of).filter(|since| *since > document.as_of) {
            return Err(ViewError::SinceIsLater { since, now: document.as_of });
        }
        let tally = Tally::new(document.numbers.points, document.numbers.round);
        let mut of_sheet: HashMap<&str, Vec<&Unit>> =
            document.sheets.iter().map(|sheet| (sheet.id.as_str(), Vec::new())).collect();
        for unit in &document.units {
            match of_sheet.get_mut(unit.sheet.as_str()) {
                Some(units) => units.push(unit),
                None => {
                    let (unit, sheet) = (unit.name.clone(), unit.sheet.clone());
                    return Err(ViewError::UnknownSheet { unit, sheet });
                }
            }
        }
        let mut findings: HashMap<&str, Vec<(String, String)>> = HashMap::new();
        for line in &document.findings {
            // That a unit is silent is told of the unit as a whole.
            if let Some(unit) = line.unit.as_ref().filter(|_| line.code != FindingCode::SilentUnit) {
                let say = match (&line.file, line.row) {
                    (Some(file), Some(row)) => {
                        let place = message!("report-place-row", file = file, row = row);
                        words.say(&message!("report-gap-at", place = place, say = &line.say))
                    }
                    (Some(_), None) | (None, Some(_) | None) => line.say.clone(),
                };
                findings.entry(unit).or_default().push((line.item.clone().unwrap_or_default(), say));
            }
        }
        let before_year_end = !is_over(document.year, document.as_of);
        let trial = document.units_unknown > 0;
        let unverified = document.has_errors && !document.accepted;
        // That nobody sent a table because nothing happened, a person may have verified.
        let to_come = trial || !document.accepted;
        let stage = Stage { trial, before_year_end, unverified };
        let mut sheets: Vec<SheetView> = Vec::new();
        let mut units: Vec<UnitView> = Vec::new();
        for line in &document.sheets {
            let own = of_sheet.get(line.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            if own.is_empty() {
                continue;
            }
            let unsent = if to_come { unsent(document, &line.id) } else { HashSet::new() };
            let terms = document.terms.sheets.iter().find(|terms| terms.id == line.id);
            let on = OnSheet::new(line, own, unsent, terms);
            let found = |id: &str| findings.get(id).map(Vec::as_slice).unwrap_or_default();
            let views: Vec<UnitView> =
                own.iter().map(|one| unit(one, &on, found(&one.id), stage, &tally, words)).collect();
            sheets.push(sheet(&on, &views, stage, &tally));
            units.extend(views);
        }
        name_sheets(&mut units, words);
        let change = before.map(|before| change(document, before, &tally, words));
        let kinds = each_once(document.sheets.iter().flat_map(|sheet| &sheet.consequences).map(String::as_str));
        let (proposals, undecided) = (proposals(&units, &kinds, false), proposals(&units, &kinds, true));
        let findings = self::findings(document, words);
        let provisional = trial || before_year_end || units.iter().any(|unit| unit.provisional || unit.open_total);
        let view = View {
            format: VIEW_FORMAT.to_owned(),
            scheme: document.scheme.clone(),
            title: document.title.clone(),
            note: document.note.clone(),
            label: document.note.as_ref().filter(|note| note.contains(EXAMPLE)).map(|_| words.word("report-example")),
            year: document.year,
            as_of: document.as_of.to_string(),
            as_of_shown: day_shown(document.as_of, words),
            before_year_end,
            units_unknown: document.units_unknown,
            silent: each_once(units.iter().filter(|unit| unit.silent).map(|unit| unit.listed.as_str())),
            some_only: !document.asked.is_empty(),
            provisional,
            provisional_shown: match (trial, provisional) {
                (true, _) => words.word("report-trial"),
                (false, true) => words.word("report-provisional"),
                (false, false) => String::new(),
            },
            traced: document.units.iter().flat_map(|unit| &unit.indicators).any(|item| item.trace.is_some()),
            receipt: ReceiptView {
                kaohe: document.kaohe.clone(),
                scheme_sha256: document.receipt.scheme_sha256.clone(),
                scheme_shown: document.receipt.scheme_sha256.chars().take(16).collect(),
                standards: document.receipt.standards.iter().map(|standard| standard.module.to_string()).collect(),
                files: document.inputs.len(),
                rows: document.inputs.iter().map(|input| u128::from(input.rows)).sum::<u128>().to_string(),
            },
            grades: each_once(sheets.iter().flat_map(|sheet| &sheet.grades).map(|grade| grade.name.as_str())),
            count: units.len(),
            has_consequences: document.sheets.iter().any(|sheet| !sheet.consequences.is_empty()),
            overdue: tasks(&units, |task| task.overdue, |tasks| tasks.overdue),
            at_risk: tasks(&units, |task| task.at_risk, |tasks| tasks.at_risk),
            contradictions: said_in_order(&units, |unit| &unit.contradictions),
            vetoes: said_in_order(&units, |unit| &unit.vetoes),
            open_vetoes: said_of(&units, |unit| &unit.open_vetoes),
            // What a person has accepted is decided.
            decisions: decisions(
                &units,
                &proposals,
                if document.accepted { 0 } else { findings.errors },
                before_year_end,
                words,
            ),
            proposals,
            undecided,
            findings,
            sheets,
            units,
            change,
        };
        match tally.into_unreadable() {
            texts if texts.is_empty() => Ok(view),
            texts => Err(ViewError::NoFigures(texts)),
        }
    }
}

/// The items of a sheet of which nobody has sent a table that they read.
fn unsent<'d>(document: &'d Document, sheet: &str) -> HashSet<&'d str> {
    let mut sent: HashSet<&str> = document.inputs.iter().map(|input| input.table.as_str()).collect();
    // A file in a form that is not read is no input, and was sent all the same.
    let unread = document.findings.iter().filter(|line| line.code == FindingCode::UnreadableFile);
    sent.extend(unread.filter_map(|line| line.table.as_deref()));
    let items = document.terms.sheets.iter().filter(|terms| terms.id == sheet).flat_map(|terms| &terms.items);
    let lacking = items.filter(|item| {
        let mut tables = item.tables.iter().filter(|table| *table != HAND_SCORES);
        tables.any(|table| !sent.contains(table.as_str()))
    });
    lacking.map(|item| item.id.as_str()).collect()
}

/// A unit that is scored on several sheets stands in lists once for each, with the sheet's title.
fn name_sheets(units: &mut [UnitView], words: &Words) {
    let mut sheets: HashMap<String, usize> = HashMap::new();
    for unit in units.iter() {
        *sheets.entry(unit.id.clone()).or_default() += 1;
    }
    for unit in units {
        if sheets.get(&unit.id).is_some_and(|sheets| *sheets > 1) {
            unit.listed = words.say(&message!("unit-on-sheet", unit = &unit.name, sheet = &unit.sheet_title));
        }
    }
}

/// In the order in which each first comes.
fn each_once<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut known = HashSet::new();
    names.filter(|name| known.insert(*name)).map(str::to_owned).collect()
}

fn findings(document: &Document, words: &Words) -> FindingsView {
    let count = |level: Level| document.findings.iter().filter(|line| line.level == level).count();
    let grave = document.findings.iter().filter(|line| line.level != Level::Note);
    FindingsView {
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        notes: count(Level::Note),
        accepted: document.accepted,
        lines: grave.map(|line| finding(line, document, words)).collect(),
    }
}

fn finding(line: &FindingLine, document: &Document, words: &Words) -> FindingView {
    let level = match line.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let unit = line.unit.as_ref().map(|id| {
        document.units.iter().find(|unit| unit.id == *id).map_or_else(|| id.clone(), |unit| unit.name.clone())
    });
    let place = match (&line.file, line.row) {
        (Some(file), Some(row)) => words.say(&message!("report-place-row", file = file, row = row)),
        (Some(file), None) => file.clone(),
        (None, Some(_) | None) => unit.unwrap_or_default(),
    };
    FindingView { level: level.to_owned(), place, say: line.say.clone() }
}
