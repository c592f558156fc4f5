//! `scores.csv`: one row a unit and indicator, for whoever works on in a spreadsheet.

use std::borrow::Cow;

use super::{AdjustmentLine, Indicator, Unit, Written};

/// The columns, in order.
const COLUMNS: [&str; 25] = [
    "sheet",
    "group",
    "rank",
    "unit",
    "name",
    "total",
    "grade",
    "provisional",
    "has_errors",
    "indicator",
    "title",
    "kind",
    "status",
    "measure",
    "shown",
    "target",
    "target_to",
    "target_shown",
    "points",
    "full",
    "at_least",
    "at_most",
    "left_out",
    "marks",
    "reason",
];

/// The head of the file, with a byte order mark so that spreadsheets read the Chinese right. Column names and codes are the same in every
/// language; only sentences are in the document's.
///
/// # Errors
/// What the writer says.
pub(super) fn head() -> csv::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    csv.write_record(COLUMNS)?;
    whole(csv)
}

/// The rows of a unit, each with whether the data held errors: who reads no more than this table must see it.
///
/// # Errors
/// What the writer says.
pub(super) fn rows(unit: &Unit, has_errors: bool) -> csv::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let (rank, provisional) = (unit.rank.to_string(), unit.provisional.to_string());
    let of_unit: [&str; 9] = [
        &unit.sheet,
        &unit.group,
        &rank,
        &unit.id,
        &unit.name,
        &unit.total.0,
        &unit.grade,
        &provisional,
        truth(has_errors),
    ];
    let indicators = unit.indicators.iter().map(of_indicator);
    for rest in indicators.chain(unit.adjustments.iter().map(of_adjustment)) {
        csv.write_record(of_unit.into_iter().chain(rest.iter().map(AsRef::as_ref)))?;
    }
    whole(csv)
}

fn truth(holds: bool) -> &'static str {
    if holds { "true" } else { "false" }
}

fn whole(csv: csv::Writer<Vec<u8>>) -> csv::Result<Vec<u8>> {
    csv.into_inner().map_err(|error| error.into_error().into())
}

fn of_indicator(indicator: &Indicator) -> [Cow<'_, str>; 16] {
    let marks: Vec<String> = indicator.marks.iter().map(code).collect();
    [
        Cow::from(&indicator.id),
        Cow::from(&indicator.title),
        Cow::from("indicator"),
        Cow::from(code(&indicator.status)),
        figure(indicator.measure.as_ref()),
        Cow::from(&indicator.shown),
        figure(indicator.target.as_ref()),
        figure(indicator.target_to.as_ref()),
        Cow::from(&indicator.target_shown),
        Cow::from(&indicator.points.0),
        Cow::from(&indicator.full.0),
        Cow::from(&indicator.at_least.0),
        Cow::from(&indicator.at_most.0),
        Cow::from(truth(indicator.left_out)),
        Cow::from(marks.join(" ")),
        Cow::from(&indicator.reason),
    ]
}

fn of_adjustment(adjustment: &AdjustmentLine) -> [Cow<'_, str>; 16] {
    [
        Cow::from(&adjustment.id),
        Cow::from(&adjustment.title),
        Cow::from(code(&adjustment.kind)),
        Cow::from(if adjustment.applied { "applied" } else { "" }),
        figure(adjustment.measure.as_ref()),
        Cow::from(&adjustment.shown),
        Cow::from(""),
        Cow::from(""),
        Cow::from(""),
        Cow::from(&adjustment.points.0),
        Cow::from(""),
        Cow::from(&adjustment.at_least.0),
        Cow::from(&adjustment.at_most.0),
        Cow::from("false"),
        Cow::from(""),
        Cow::from(&adjustment.reason),
    ]
}

/// An absent figure is an empty cell.
fn figure(written: Option<&Written>) -> Cow<'_, str> {
    written.map_or(Cow::from(""), |written| Cow::from(&written.0))
}

/// The name that the JSON gives it.
fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(_) | Err(_) => String::new(),
    }
}
