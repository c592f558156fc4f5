//! `scores.csv`: one row a unit and indicator, for whoever works on in a spreadsheet.

use std::io::Write;

use super::{AdjustmentLine, Document, Indicator, Unit};

/// The columns, in order.
const COLUMNS: [&str; 22] = [
    "sheet",
    "group",
    "rank",
    "unit",
    "name",
    "total",
    "grade",
    "provisional",
    "indicator",
    "title",
    "kind",
    "status",
    "measure",
    "shown",
    "target",
    "points",
    "full",
    "at_least",
    "at_most",
    "left_out",
    "marks",
    "reason",
];

/// Writes a document's scores, with a byte order mark so that spreadsheets read the Chinese right. Column names and codes are the
/// same in every language; only sentences are in the document's.
///
/// # Errors
/// What the writer says.
pub fn write_scores(document: &Document, out: impl Write) -> csv::Result<()> {
    let mut out = out;
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for unit in &document.units {
        for indicator in &unit.indicators {
            csv.write_record(row(unit, of_indicator(indicator)))?;
        }
        for adjustment in &unit.adjustments {
            csv.write_record(row(unit, of_adjustment(adjustment)))?;
        }
    }
    csv.flush()?;
    Ok(())
}

fn row(unit: &Unit, rest: [String; 14]) -> Vec<String> {
    let provisional = if unit.provisional { "true" } else { "false" };
    let of_unit = [
        unit.sheet.clone(),
        unit.group.clone(),
        unit.rank.to_string(),
        unit.id.clone(),
        unit.name.clone(),
        unit.total.0.clone(),
        unit.grade.clone(),
        provisional.to_owned(),
    ];
    of_unit.into_iter().chain(rest).collect()
}

fn of_indicator(indicator: &Indicator) -> [String; 14] {
    let measure = indicator.measure.as_ref().map(|measure| measure.0.clone()).unwrap_or_default();
    let target = indicator.target.as_ref().map(|target| target.0.clone()).unwrap_or_default();
    let marks: Vec<String> = indicator.marks.iter().map(code).collect();
    [
        indicator.id.clone(),
        indicator.title.clone(),
        "indicator".to_owned(),
        code(&indicator.status),
        measure,
        indicator.shown.clone(),
        target,
        indicator.points.0.clone(),
        indicator.full.0.clone(),
        indicator.at_least.0.clone(),
        indicator.at_most.0.clone(),
        indicator.left_out.to_string(),
        marks.join(" "),
        indicator.reason.clone(),
    ]
}

fn of_adjustment(adjustment: &AdjustmentLine) -> [String; 14] {
    let applied = if adjustment.applied { "applied" } else { "" };
    let measure = adjustment.measure.as_ref().map(|measure| measure.0.clone()).unwrap_or_default();
    [
        adjustment.id.clone(),
        adjustment.title.clone(),
        code(&adjustment.kind),
        applied.to_owned(),
        measure,
        adjustment.shown.clone(),
        String::new(),
        adjustment.points.0.clone(),
        String::new(),
        adjustment.at_least.0.clone(),
        adjustment.at_most.0.clone(),
        "false".to_owned(),
        String::new(),
        adjustment.reason.clone(),
    ]
}

/// The name that the JSON gives it.
fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(_) | Err(_) => String::new(),
    }
}
