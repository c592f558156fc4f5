//! Running the cases: each on a small submission of its own rows.

use std::collections::BTreeSet;
use std::path::Path;

use super::coverage::Coverage;
use super::document::{Case, Expected, RowsOfTable};
use super::found::{Found, found};
use crate::assess::{AssessOptions, Assessment, assess};
use crate::figure::Points;
use crate::intake::{self, Finding, FindingCode};
use crate::measure::{MeasureOptions, lower_condition, measure};
use crate::message;
use crate::plan::{Area, Child, Item, Level, Plan, RuleKind, Sheet};
use crate::words::Message;

/// How all cases of a scheme came out.
#[derive(Debug)]
pub struct Report {
    pub outcomes: Vec<CaseOutcome>,
    pub coverage: Coverage,
}

impl Report {
    pub fn failed(&self) -> usize {
        self.outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).count()
    }
}

/// How one case came out.
#[derive(Debug)]
pub struct CaseOutcome {
    pub case: Case,
    /// Empty: as expected, and all cells could be read.
    pub differences: Vec<Difference>,
}

/// What came out otherwise than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is about: status, points, figure …
    pub what: Message,
    pub expected: String,
    pub found: String,
}

/// Runs every case.
pub fn run_all(plan: &Plan, cases: Vec<Case>) -> Report {
    let mut coverage = Coverage::of(plan);
    let outcomes = cases.into_iter().map(|case| {
        let differences = match scored(plan, &case) {
            Ok((assessment, unusable)) => {
                coverage.note(plan, &case, &assessment);
                unusable.into_iter().chain(compare(&case, &assessment)).collect()
            }
            Err(why) => {
                let what = message!("cases-could-not-run-because", reason = why);
                vec![Difference { what, expected: String::new(), found: String::new() }]
            }
        };
        CaseOutcome { case, differences }
    });
    let outcomes = outcomes.collect();
    Report { outcomes, coverage }
}

/// The case's item alone on its sheet, with the case's letters.
fn small_plan(plan: &Plan, case: &Case) -> Option<Plan> {
    let rule = plan.rule(&case.item)?.clone();
    let sheet = plan.sheets.iter().find(|sheet| sheet.rules().any(|id| *id == case.item))?;
    let item = sheet.area.items().into_iter().find(|item| item.rule == case.item);
    let sheet = Sheet {
        total: item.map_or_else(Points::default, |item: &Item| item.points.clone()),
        area: Area {
            children: item.map(|item| Child::Item(item.clone())).into_iter().collect(),
            not_applicable: None,
            ..sheet.area.clone()
        },
        adjustments: sheet.adjustments.iter().filter(|adjustment| adjustment.rule == case.item).cloned().collect(),
        tie_break: Vec::new(),
        caps: Vec::new(),
        consequences: Vec::new(),
        ..sheet.clone()
    };
    let letters = match &case.letters {
        Some(letters) => letters.clone(),
        None => plan.letters.iter().filter(|letter| letter.item == case.item).cloned().collect(),
    };
    Some(Plan { rules: vec![rule], sheets: vec![sheet], letters, ..plan.clone() })
}

/// What came of the case, and what of it could not be used.
fn scored(plan: &Plan, case: &Case) -> Result<(Assessment, Vec<Difference>), Message> {
    let plan = small_plan(plan, case).ok_or_else(|| message!("cases-unknown-item", item = &case.item.0))?;
    let folder = tempfile::tempdir().map_err(|error| crate::disk::said(&error))?;
    write_tables(&plan, case, &case.tables, folder.path())?;
    let last_year = folder.path().join((plan.year - 1).to_string());
    write_tables(&plan, case, &case.last_year, &last_year)?;
    if !case.hands.is_empty() {
        let rows = case.hands.iter().map(|row| {
            let mut row = row.clone();
            row.push(("unit".to_owned(), case.unit.0.clone()));
            row.push(("indicator".to_owned(), case.item.0.clone()));
            row
        });
        write_csv(&folder.path().join("hand-scores.csv"), &rows.collect::<Vec<_>>(), Vec::new())?;
    }
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, case.as_of);
    let submission =
        intake::read(&plan, folder.path(), &intake::Options { tables: None, lower: Some(lower), more: &[] });
    let options = MeasureOptions::as_of(case.as_of);
    let measures = measure(&plan, &submission, &options).map_err(|error| error.said())?;
    let options = AssessOptions { trace: true, keep_unassessed: true, ..AssessOptions::default() };
    let assessment = assess(&plan, &measures, &submission.hand_scores, &options);
    Ok((assessment, submission.findings.iter().filter_map(unusable).collect()))
}

/// A cell of the case that nothing can be read from: whatever the case expects, it does not show that.
fn unusable(finding: &Finding) -> Option<Difference> {
    let is_slip = match finding.code {
        FindingCode::UnreadableCell
        | FindingCode::NotAllowed
        | FindingCode::UnknownUnit
        | FindingCode::HandScore
        // The tables' columns are known to be theirs; those of points by hand are found out here.
        | FindingCode::UnknownColumn
        | FindingCode::MissingColumn => true,
        FindingCode::MissingTable
        | FindingCode::UnreadableFile
        | FindingCode::AmbiguousColumn
        | FindingCode::HeaderUnit
        | FindingCode::MissingUnit
        | FindingCode::TooManyDecimals
        | FindingCode::OutOfRange
        | FindingCode::BelowDetection
        | FindingCode::OtherYear
        | FindingCode::DuplicateKey
        | FindingCode::CheckFailed
        | FindingCode::OneSided
        | FindingCode::RowLeftOut
        | FindingCode::ImplausibleFigure
        | FindingCode::MoreThanOneRow
        | FindingCode::ExceptionsBoth
        | FindingCode::TwoSources
        | FindingCode::MissingKey
        | FindingCode::SilentUnit
        | FindingCode::NobodyBelow
        | FindingCode::NothingAssessed
        | FindingCode::UnusedFile
        | FindingCode::UnreadSheet
        | FindingCode::WorldTime => false,
    };
    if !is_slip || finding.level == Level::Note {
        return None;
    }
    let (table, say) = (&finding.at.table, finding.say.0.clone());
    let column = finding.at.column.as_deref().unwrap_or_default();
    // A row of the case is one line of its file, below the header.
    let what = match finding.at.row.and_then(|row| row.checked_sub(1)) {
        Some(row) => message!("cases-cell", table = table, row = row, column = column, say = say),
        None => message!("cases-column", table = table, column = column, say = say),
    };
    Some(Difference { what, expected: String::new(), found: String::new() })
}

fn write_tables(plan: &Plan, case: &Case, tables: &[RowsOfTable], folder: &Path) -> Result<(), Message> {
    for rows in tables {
        let Some(declared) = plan.table(&rows.table) else { continue };
        // A row that does not say whose it is belongs to the case's unit.
        let with_unit = |row: &Vec<(String, String)>| {
            let mut row = row.clone();
            if let Some(unit) = &declared.unit_column
                && !row.iter().any(|(column, _)| column == unit)
            {
                row.push((unit.clone(), case.unit.0.clone()));
            }
            row
        };
        let written: Vec<_> = rows.rows.iter().map(with_unit).collect();
        let columns = declared.columns.iter().map(|column| column.id.clone()).collect();
        write_csv(&folder.join(format!("{}.csv", rows.table)), &written, columns)?;
    }
    Ok(())
}

/// `all`: columns that stand in the file even if no row has them.
fn write_csv(path: &Path, rows: &[Vec<(String, String)>], all: Vec<String>) -> Result<(), Message> {
    let mut columns = all;
    let mut known: BTreeSet<String> = columns.iter().cloned().collect();
    for (column, _) in rows.iter().flatten() {
        if known.insert(column.clone()) {
            columns.push(column.clone());
        }
    }
    let written = || -> Result<(), csv::Error> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut writer = csv::Writer::from_path(path)?;
        writer.write_record(&columns)?;
        for row in rows {
            let cell = |column: &String| {
                row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.as_str()).to_owned()
            };
            writer.write_record(columns.iter().map(cell))?;
        }
        writer.flush()?;
        Ok(())
    };
    written().map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => crate::disk::said(&error),
        other => message!("disk-other", reason = format!("{other:?}")),
    })
}

fn compare(case: &Case, assessment: &Assessment) -> Vec<Difference> {
    let mut differences = Vec::new();
    let Some(found) = found(case, assessment) else {
        return vec![Difference {
            what: message!("cases-could-not-run"),
            expected: case.item.0.clone(),
            found: case.unit.0.clone(),
        }];
    };
    let mut look = |what: Message, expected: Option<String>, found: String| {
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            differences.push(Difference { what, expected, found });
        }
    };
    let Expected { status, points, measure, at_least, at_most, marks, applied } = &case.expected;
    let word = |value: &dyn erased::Word| value.word();
    let none = || "—".to_owned();
    match found {
        Found::Item(item) => {
            look(message!("cases-status"), status.map(|status| word(&status)), word(&item.status));
            look(message!("cases-points"), points.as_ref().map(ToString::to_string), item.points.to_string());
            look(
                message!("cases-measure"),
                measure.as_ref().map(ToString::to_string),
                item.measure.as_ref().map_or_else(none, ToString::to_string),
            );
            look(message!("cases-at-least"), at_least.as_ref().map(ToString::to_string), item.at_least.to_string());
            look(message!("cases-at-most"), at_most.as_ref().map(ToString::to_string), item.at_most.to_string());
            look(message!("cases-marks"), marks.as_ref().map(|marks| words_of(marks)), words_of(&item.marks));
            look(message!("cases-applied"), applied.map(|applied| applied.to_string()), none());
        }
        Found::Adjustment(item) => {
            look(message!("cases-status"), status.map(|status| word(&status)), none());
            // A deduction's points are written as the scheme has them: without a sign.
            let points_found = match item.kind {
                RuleKind::Deduction => (-&item.points).to_string(),
                RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto => item.points.to_string(),
            };
            look(message!("cases-points"), points.as_ref().map(ToString::to_string), points_found);
            look(
                message!("cases-measure"),
                measure.as_ref().map(ToString::to_string),
                item.measure.as_ref().map_or_else(none, ToString::to_string),
            );
            look(message!("cases-at-least"), at_least.as_ref().map(ToString::to_string), item.at_least.to_string());
            look(message!("cases-at-most"), at_most.as_ref().map(ToString::to_string), item.at_most.to_string());
            look(message!("cases-marks"), marks.as_ref().map(|marks| words_of(marks)), none());
            look(message!("cases-applied"), applied.map(|applied| applied.to_string()), item.applied.to_string());
        }
    }
    differences
}

fn words_of(marks: &[crate::plan::Mark]) -> String {
    let mut marks: Vec<String> = marks.iter().map(erased::Word::word).collect();
    marks.sort();
    format!("[{}]", marks.join(", "))
}

/// The word by which a status or mark is written in a case: the one that it is serialised as.
mod erased {
    pub trait Word {
        fn word(&self) -> String;
    }

    impl<T: serde::Serialize> Word for T {
        fn word(&self) -> String {
            match serde_json::to_value(self) {
                Ok(serde_json::Value::String(word)) => word,
                Ok(other) => other.to_string(),
                Err(error) => error.to_string(),
            }
        }
    }
}
