//! The cases of a scheme as they are written.

use std::path::Path;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Sources};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Letter, Mark, Place, Plan, UnitId};
use crate::scheme::yaml::{self, FromYaml, Named, Node, Number, Placed, Problems, mapping};
use crate::script::LetterTarget;

mapping! {
    /// One case: rows in, expected status and points out.
    pub struct CaseDocument {
        /// What the case shows, in a few words.
        pub case: Placed<String>,
        /// The item it is about.
        pub item: Placed<String>,
        /// The unit whose rows these are; any if nothing is said.
        pub unit: Option<Placed<String>>,
        /// The as-of date; the end of the scheme's year if nothing is said.
        #[schemars(with = "Option<String>")]
        pub as_of: Option<Date>,
        /// What the unit signed for the item.
        pub letters: Option<Vec<LetterDocument>>,
        /// Rows by table; a table that is not named was not submitted.
        pub tables: Option<Named<Vec<Named<Cell>>>>,
        /// Rows of last year.
        pub last_year: Option<Named<Vec<Named<Cell>>>>,
        /// Points given by hand.
        pub hands: Option<Vec<Named<Cell>>>,
        pub expect: ExpectedDocument,
    }
}

mapping! {
    /// A signed figure.
    pub struct LetterDocument {
        #[schemars(with = "Option<Cell>")]
        pub target: Option<Placed<String>>,
        #[schemars(with = "Option<String>")]
        pub due: Option<Date>,
        #[schemars(with = "Option<String>")]
        pub from: Option<Date>,
    }
}

mapping! {
    /// What should come of it; what is not named is not looked at.
    pub struct ExpectedDocument {
        pub status: Option<Placed<String>>,
        pub points: Option<Number>,
        /// The figure: a number, a percentage or a class.
        #[schemars(with = "Option<Cell>")]
        pub measure: Option<Placed<String>>,
        pub at_least: Option<Number>,
        pub at_most: Option<Number>,
        pub marks: Option<Vec<Placed<String>>>,
        /// Of a veto: it took effect.
        pub applied: Option<bool>,
    }
}

/// A cell as it would stand in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell(pub String);

impl FromYaml for Cell {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Cell> {
        if node.is_nothing() {
            return Some(Cell(String::new()));
        }
        // What is no cell is told, and its column is still looked for in the table.
        Some(Cell(String::from_yaml(node, problems).unwrap_or_default()))
    }
}

impl schemars::JsonSchema for Cell {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "number", "boolean", "null"],
            "description": "A cell as it would stand in a file."
        })
    }
}

/// The JSON Schema of a file of cases, by which an editor completes and checks it.
pub fn cases_schema() -> schemars::Schema {
    let settings = schemars::generate::SchemaSettings::draft07();
    let mut schema = settings.into_generator().into_root_schema_for::<Vec<CaseDocument>>();
    schema.insert("title".to_owned(), "kaohe tests/*.yaml".into());
    schema.insert("description".to_owned(), "Cases of a scheme: rows in, expected status and points out.".into());
    schema
}

/// A case, with names resolved.
#[derive(Debug, Clone)]
pub struct Case {
    pub name: String,
    pub at: Place,
    pub item: crate::plan::ItemId,
    pub unit: UnitId,
    pub as_of: Date,
    /// `None`: what the scheme's own letters say for the unit.
    pub letters: Option<Vec<Letter>>,
    pub tables: Vec<RowsOfTable>,
    pub last_year: Vec<RowsOfTable>,
    pub hands: Vec<Vec<(String, String)>>,
    pub expected: Expected,
}

/// Rows of one table: column and cell.
#[derive(Debug, Clone)]
pub struct RowsOfTable {
    pub table: String,
    pub rows: Vec<Vec<(String, String)>>,
}

/// What should come of a case.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    pub status: Option<crate::assess::Status>,
    pub points: Option<Exact>,
    pub measure: Option<Exact>,
    pub at_least: Option<Exact>,
    pub at_most: Option<Exact>,
    pub marks: Option<Vec<Mark>>,
    pub applied: Option<bool>,
}

/// The cases of a scheme, and what is wrong with how they are written.
#[derive(Debug, Default)]
pub struct Cases {
    pub cases: Vec<Case>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// Reads `tests/*.yaml` of a scheme folder.
pub fn read(folder: &Path, plan: &Plan) -> Cases {
    let mut read = Cases::default();
    let tests = folder.join("tests");
    let Ok(entries) = std::fs::read_dir(&tests) else { return read };
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".yaml") || name.ends_with(".yml"))
        .collect();
    files.sort();
    for name in files {
        let file = format!("tests/{name}");
        let text = match crate::disk::read_text_within(folder, &file) {
            Ok(text) => text,
            Err(error) => {
                let message = message!("cases-file-unreadable", reason = error.said());
                read.diagnostics.push(Diagnostic::error(Place::file(file), message));
                continue;
            }
        };
        read.sources.add(file.as_str(), text.as_str());
        let mut problems = Problems::of(file);
        let documents = yaml::parse(&text, &mut problems)
            .and_then(|root| Vec::<CaseDocument>::from_yaml(&root, &mut problems))
            .unwrap_or_default();
        let cases = documents.into_iter().filter_map(|document| resolve(document, plan, &mut problems));
        read.cases.extend(cases.collect::<Vec<_>>());
        read.diagnostics.append(&mut problems.found);
    }
    read
}

fn resolve(document: CaseDocument, plan: &Plan, problems: &mut Problems) -> Option<Case> {
    // A misspelt item or unit hides no misspelt table and no misspelt column.
    let (tables, last_year) = (tables(document.tables, plan, problems), tables(document.last_year, plan, problems));
    let ids: Vec<&str> = plan.rules.iter().map(|rule| rule.id.0.as_str()).collect();
    let item = crate::plan::ItemId(document.item.value.clone());
    let Some(rule) = plan.rule(&item) else {
        // A rule that could not be read is told already.
        if plan.sheets.iter().flat_map(|sheet| sheet.rules()).any(|rule| *rule == item) {
            return None;
        }
        problems.unknown(message!("cases-unknown-item", item = &item.0), &item.0, document.item.at, &ids);
        return None;
    };
    let sheet = plan.sheets.iter().find(|sheet| sheet.rules().any(|id| *id == item))?;
    let unit = match &document.unit {
        Some(named) => {
            let known: Vec<&str> = plan.units.iter().map(|unit| unit.id.0.as_str()).collect();
            if !known.contains(&named.value.as_str()) {
                let message = message!("cases-unknown-unit", unit = &named.value);
                problems.unknown(message, &named.value, named.at.clone(), &known);
                return None;
            }
            UnitId(named.value.clone())
        }
        None => plan.units.iter().find(|unit| sheet.units.holds(unit))?.id.clone(),
    };
    let letters = document.letters.map(|letters| {
        let read = letters.into_iter().map(|letter| {
            let at = letter.target.as_ref().map_or_else(|| document.case.at.clone(), |target| target.at.clone());
            let target = letter.target.and_then(|target| {
                let read = LetterTarget::of(rule, &plan.scales).read(&target.value);
                read.inspect_err(|message| problems.error(target.at.clone(), message.clone())).ok()
            });
            Letter {
                unit: unit.clone(),
                item: item.clone(),
                target,
                due: letter.due,
                from: letter.from,
                at,
                fields: Default::default(),
            }
        });
        read.collect()
    });
    let as_of = document.as_of.or_else(|| Date::new(plan.year, 12, 31).ok())?;
    Some(Case {
        name: document.case.value,
        at: document.case.at,
        letters,
        unit,
        as_of,
        tables,
        last_year,
        hands: document.hands.unwrap_or_default().into_iter().map(cells).collect(),
        expected: expected(document.expect, rule, plan, problems),
        item,
    })
}

fn cells(row: Named<Cell>) -> Vec<(String, String)> {
    row.0.into_iter().map(|(column, cell)| (column.value, cell.0)).collect()
}

fn tables(named: Option<Named<Vec<Named<Cell>>>>, plan: &Plan, problems: &mut Problems) -> Vec<RowsOfTable> {
    let mut read = Vec::new();
    for (table, rows) in named.map(|named| named.0).unwrap_or_default() {
        let Some(declared) = plan.table(&table.value) else {
            let known: Vec<&str> = plan.tables.iter().map(|table| table.id.as_str()).collect();
            problems.unknown(message!("cases-unknown-table", table = &table.value), &table.value, table.at, &known);
            continue;
        };
        let known: Vec<&str> = declared.columns.iter().map(|column| column.id.as_str()).collect();
        for (column, _) in rows.iter().flat_map(|row| &row.0) {
            if !known.contains(&column.value.as_str()) {
                let message = message!("cases-unknown-column", column = &column.value, table = &declared.id);
                problems.unknown(message, &column.value, column.at.clone(), &known);
            }
        }
        read.push(RowsOfTable { table: table.value, rows: rows.into_iter().map(cells).collect() });
    }
    read
}

fn expected(document: ExpectedDocument, rule: &crate::plan::Rule, plan: &Plan, problems: &mut Problems) -> Expected {
    let status = document.status.and_then(|status| word(&status, STATUSES, problems));
    let measure = document.measure.and_then(|text| match LetterTarget::of(rule, &plan.scales).figure(&text.value) {
        Ok(figure) => Some(figure),
        Err(message) => {
            problems.error(text.at, message);
            None
        }
    });
    let marks =
        document.marks.map(|marks| marks.iter().filter_map(|mark| word(mark, MARKS, problems)).collect::<Vec<_>>());
    Expected {
        status,
        points: document.points.map(|number| number.0),
        measure,
        at_least: document.at_least.map(|number| number.0),
        at_most: document.at_most.map(|number| number.0),
        marks,
        applied: document.applied,
    }
}

const STATUSES: &[&str] = &["met", "partial", "missed", "no_data", "withheld", "not_applicable", "pending"];
const MARKS: &[&str] = &["vetoed", "overdue", "at_risk"];

fn word<T: serde::de::DeserializeOwned>(text: &Placed<String>, known: &[&str], problems: &mut Problems) -> Option<T> {
    let value = serde_json::from_value(serde_json::Value::String(text.value.clone())).ok();
    if value.is_none() {
        let message = message!("cases-unknown-word", word = &text.value);
        problems.unknown(message, &text.value, text.at.clone(), known);
    }
    value
}
