//! From the tables as written to the plan's tables.

use std::collections::BTreeMap;

use super::document::{CheckDocument, ColumnDocument, ColumnWord, TableDocument};
use super::model::TableCheckSource;
use super::roster::spelling;
use super::yaml::{Bound, Named, Number, Placed, Problems};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{AbsenceMark, ColumnType, Level, NumberColumn, Place, Scale, Table, TableColumn};

/// Decimal places of a number column that declares none.
const USUAL_DECIMALS: u32 = 6;
/// Decimal places that can be added up over millions of rows within the 38 digits of a decimal column.
const MOST_DECIMALS: u32 = 18;

/// The tables, and their checks still to be compiled. `complete`: no column was left out because it could not be read.
pub fn build(
    tables: Option<&Named<TableDocument>>,
    scales: &[Scale],
    complete: bool,
    problems: &mut Problems,
) -> (Vec<Table>, Vec<TableCheckSource>) {
    let mut checks = Vec::new();
    let mut built = Vec::new();
    for (id, document) in tables.into_iter().flat_map(|tables| &tables.0) {
        checks.extend(document.checks.iter().flatten().map(|check| check_source(&id.value, check)));
        if !names_a_file(&id.value) {
            let problem = Diagnostic::error(id.at.clone(), message!("scheme-table-no-file", table = &id.value));
            problems.add(problem.width(super::yaml::characters(&id.value)));
        }
        let columns = columns(document, scales, problems);
        built.push(table(id, document, columns, complete, problems));
    }
    (built, checks)
}

/// The files of a table are named after it. Hidden files are not read, nor the ones that an open program locks, and the points given by
/// hand have a file of their own.
fn names_a_file(id: &str) -> bool {
    let fits = |sign: char| !sign.is_control() && !matches!(sign, '/' | '\\');
    let is_taken = id == crate::intake::HAND_SCORES;
    !id.trim().is_empty() && !id.starts_with(['.', '~']) && !is_taken && id.chars().all(fits)
}

fn check_source(table: &str, check: &Placed<CheckDocument>) -> TableCheckSource {
    TableCheckSource {
        table: table.to_owned(),
        at: check.at.clone(),
        rule: check.value.rule.clone(),
        level: check.value.level.unwrap_or(Level::Error),
        say: check.value.say.clone(),
    }
}

fn columns(document: &TableDocument, scales: &[Scale], problems: &mut Problems) -> Vec<TableColumn> {
    let columns: Vec<TableColumn> =
        document.columns.0.iter().map(|(id, column)| self::column(id, column, scales, problems)).collect();
    distinct_headers(&columns, problems);
    columns
}

fn table(
    id: &Placed<String>,
    document: &TableDocument,
    columns: Vec<TableColumn>,
    complete: bool,
    problems: &mut Problems,
) -> Table {
    let mut named = |name: &Option<Placed<String>>, fits: fn(&ColumnType) -> bool, named: &'static str| {
        let name = name.as_ref()?;
        column_named(name, &columns, Some(MustHold { fits, named }), complete, problems)
    };
    let unit_column = named(&document.unit_column, |holds| matches!(holds, ColumnType::Unit { .. }), "unit");
    let time_column = named(&document.time_column, |holds| matches!(holds, ColumnType::Date { .. }), "date");
    let year_column = named(&document.year_column, |holds| matches!(holds, ColumnType::Number(_)), "number");
    let submitted_column = named(&document.submitted_column, |holds| matches!(holds, ColumnType::Date { .. }), "date");
    let key = document.key.iter().flat_map(|key| &key.0);
    let key = key.filter_map(|name| column_named(name, &columns, None, complete, problems)).collect();
    if document.unit_column.is_none() {
        let forgotten = columns.iter().find(|column| matches!(column.holds, ColumnType::Unit { .. }));
        if let Some(column) = forgotten {
            let message = message!("scheme-unit-column-forgotten", table = &id.value, column = &column.id);
            problems.add(Diagnostic::warning(id.at.clone(), message));
        }
    }
    let work = work(document.work.as_ref(), problems);
    Table {
        id: id.value.clone(),
        title: document.title.clone().unwrap_or_else(|| id.value.clone()),
        at: id.at.clone(),
        unit_column,
        key,
        time_column,
        year_column,
        submitted_column,
        every_unit: document.every_unit.unwrap_or(false),
        counted_in: document.counted_in.clone(),
        work,
        columns,
        checks: Vec::new(),
    }
}

/// A phrase of work says where the amount stands.
fn work(phrase: Option<&Placed<String>>, problems: &mut Problems) -> Option<String> {
    let phrase = phrase?;
    if phrase.value.matches("{}").count() != 1 {
        problems.error(phrase.at.clone(), message!("scheme-work-without-amount", work = &phrase.value));
        return None;
    }
    Some(phrase.value.clone())
}

/// What a column must hold to be used somewhere.
struct MustHold {
    fits: fn(&ColumnType) -> bool,
    named: &'static str,
}

/// The column, if the table has it and it holds what is wanted.
fn column_named(
    name: &Placed<String>,
    columns: &[TableColumn],
    wanted: Option<MustHold>,
    complete: bool,
    problems: &mut Problems,
) -> Option<String> {
    let Some(column) = columns.iter().find(|column| column.id == name.value) else {
        if complete {
            let known: Vec<&str> = columns.iter().map(|column| column.id.as_str()).collect();
            let message = message!("scheme-unknown-column", column = &name.value);
            problems.unknown(message, &name.value, name.at.clone(), &known);
        }
        return None;
    };
    if let Some(MustHold { fits, named }) = wanted
        && !fits(&column.holds)
    {
        let message = message!("scheme-column-of-wrong-type", column = &name.value, wanted = named);
        problems
            .add(Diagnostic::error(name.at.clone(), message).also(column.at.clone(), message!("scheme-declared-here")));
        return None;
    }
    Some(column.id.clone())
}

/// A header under which two columns would be found says nothing.
fn distinct_headers(columns: &[TableColumn], problems: &mut Problems) {
    let mut seen: BTreeMap<String, &TableColumn> = BTreeMap::new();
    for column in columns {
        for header in column.headers.iter().chain([&column.id]) {
            match seen.get(&spelling(header)) {
                Some(other) if other.id != column.id => {
                    let message = message!("scheme-header-of-two-columns", header = header, other = &other.id);
                    problems.add(
                        Diagnostic::error(column.at.clone(), message)
                            .also(other.at.clone(), message!("scheme-first-here")),
                    );
                }
                Some(_) => {}
                None => {
                    seen.insert(spelling(header), column);
                }
            }
        }
    }
}

fn column(id: &Placed<String>, document: &ColumnDocument, scales: &[Scale], problems: &mut Problems) -> TableColumn {
    if id.value.contains('#') {
        problems.error(id.at.clone(), message!("scheme-column-name-sign", column = &id.value));
    }
    only_fitting_keys(document, problems);
    let marks = document.marks.iter().flat_map(|marks| &marks.0);
    TableColumn {
        id: id.value.clone(),
        at: id.at.clone(),
        holds: holds(id, document, scales, problems),
        headers: document.headers.as_ref().map_or_else(Vec::new, |headers| headers.0.clone()),
        required: document.required.unwrap_or(true),
        absent: document.absent.unwrap_or_default(),
        work: work(document.work.as_ref(), problems),
        marks: marks.map(|(text, means)| AbsenceMark { text: text.value.clone(), means: *means }).collect(),
    }
}

fn holds(id: &Placed<String>, document: &ColumnDocument, scales: &[Scale], problems: &mut Problems) -> ColumnType {
    match document.r#type.value {
        ColumnWord::Unit => ColumnType::Unit { many: document.many.as_ref().is_some_and(|many| many.value) },
        ColumnWord::Text => {
            ColumnType::Text { one_of: document.one_of.as_ref().map_or_else(Vec::new, |texts| texts.value.clone()) }
        }
        ColumnWord::Number => ColumnType::Number(number(document, problems)),
        ColumnWord::Date => ColumnType::Date {
            time: document.time.as_ref().is_some_and(|time| time.value),
            year: document.year.as_ref().map(|year| year.value),
        },
        ColumnWord::Bool => ColumnType::Bool,
        ColumnWord::Class => ColumnType::Class { scale: scale(id, document, scales, problems) },
    }
}

fn number(document: &ColumnDocument, problems: &mut Problems) -> NumberColumn {
    let exact = |number: &Option<Placed<Number>>| number.as_ref().map(|number| number.value.0.clone());
    let unit = document.unit.as_ref().map(|unit| unit.value.trim().to_owned()).filter(|unit| !unit.is_empty());
    if let (Some(written), Some(unit)) = (&document.unit, &unit)
        && let Some(warning) = Diagnostic::unheard_of_unit(&written.at, &crate::figure::Unit::from(unit.clone()))
    {
        problems.add(warning);
    }
    let mut bound = |bound: &Option<Placed<Bound>>| {
        let Placed { value, at } = bound.as_ref()?;
        if value.percent && unit.as_deref() != Some("%") {
            problems.error(at.clone(), message!("scheme-percent-bound", bound = &value.number));
        }
        Some(value.number.clone())
    };
    let (min, max) = (bound(&document.min), bound(&document.max));
    if let (Some(least), Some(most), Some(written)) = (&min, &max, &document.max)
        && least > most
    {
        problems.error(written.at.clone(), message!("scheme-max-below-min", min = least, max = most));
    }
    if let Some(decimals) = document.decimals.as_ref().filter(|decimals| decimals.value > MOST_DECIMALS) {
        problems.error(decimals.at.clone(), message!("scheme-too-many-decimals", most = MOST_DECIMALS));
    }
    NumberColumn {
        unit,
        decimals: document.decimals.as_ref().map_or(USUAL_DECIMALS, |decimals| decimals.value.min(MOST_DECIMALS)),
        min,
        max,
        below_detection: document.below_detection.as_ref().is_some_and(|below| below.value),
        detection_limit: exact(&document.detection_limit),
    }
}

fn scale(id: &Placed<String>, document: &ColumnDocument, scales: &[Scale], problems: &mut Problems) -> String {
    let Some(scale) = &document.scale else {
        problems.error(id.at.clone(), message!("scheme-class-without-scale", column = &id.value));
        problems.lost.push(id.at.clone());
        return String::new();
    };
    let known: Vec<&str> = scales.iter().map(|scale| scale.id.as_str()).collect();
    if !known.contains(&scale.value.as_str()) {
        problems.unknown(
            message!("scheme-unknown-scale", scale = &scale.value),
            &scale.value,
            scale.at.clone(),
            &known,
        );
        problems.lost.push(scale.at.clone());
    }
    scale.value.clone()
}

/// Keys that say something about another type of column are slips.
fn only_fitting_keys(document: &ColumnDocument, problems: &mut Problems) {
    let holds = document.r#type.value;
    let place = |key: &'static str, at: Option<&Place>, fits: ColumnWord| at.map(|at| (key, at.clone(), fits));
    let keys = [
        place("unit", document.unit.as_ref().map(|key| &key.at), ColumnWord::Number),
        place("min", document.min.as_ref().map(|key| &key.at), ColumnWord::Number),
        place("max", document.max.as_ref().map(|key| &key.at), ColumnWord::Number),
        place("decimals", document.decimals.as_ref().map(|key| &key.at), ColumnWord::Number),
        place("below_detection", document.below_detection.as_ref().map(|key| &key.at), ColumnWord::Number),
        place("detection_limit", document.detection_limit.as_ref().map(|key| &key.at), ColumnWord::Number),
        place("one_of", document.one_of.as_ref().map(|key| &key.at), ColumnWord::Text),
        place("many", document.many.as_ref().map(|key| &key.at), ColumnWord::Unit),
        place("time", document.time.as_ref().map(|key| &key.at), ColumnWord::Date),
        place("year", document.year.as_ref().map(|key| &key.at), ColumnWord::Date),
        place("work", document.work.as_ref().map(|key| &key.at), ColumnWord::Number),
        place("scale", document.scale.as_ref().map(|key| &key.at), ColumnWord::Class),
    ];
    for (key, at, fits) in keys.into_iter().flatten() {
        if fits != holds {
            problems
                .error(at, message!("scheme-key-of-other-type", key = key, fits = fits.name(), holds = holds.name()));
        }
    }
}

impl ColumnWord {
    fn name(self) -> &'static str {
        match self {
            ColumnWord::Unit => "unit",
            ColumnWord::Text => "text",
            ColumnWord::Number => "number",
            ColumnWord::Date => "date",
            ColumnWord::Bool => "bool",
            ColumnWord::Class => "class",
        }
    }
}
