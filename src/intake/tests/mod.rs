//! Intake as a whole: folders in, tables and findings out.

mod messy;
mod parquet;
mod unusable;
mod unusual;
mod water;

use std::fmt::Write as _;
use std::path::Path;

use polars::prelude::{AnyValue, DataFrame, DataType};

use super::*;
use crate::figure::{Exact, RoundingMode};
use crate::plan::{
    AbsenceMark, AbsentCells, CellAbsence, ColumnType, Compare, MissingPolicy, NotApplicablePolicy, NumberColumn,
    Numbers, PLAN_FORMAT, Place, RankOn, RosterUnit, RoundAt, TableColumn, UnitId,
};
use crate::words::{Language, Words};

pub fn plan(year: i16, units: &[&str], tables: Vec<Table>) -> Plan {
    let unit = |(number, name): (usize, &&str)| RosterUnit {
        id: UnitId(format!("u{number}")),
        name: (*name).to_owned(),
        kind: "镇".to_owned(),
        group: "镇".to_owned(),
        parent: None,
        aliases: Vec::new(),
        at: Place::default(),
    };
    Plan {
        format: PLAN_FORMAT.to_owned(),
        scheme: "test".to_owned(),
        title: String::new(),
        note: None,
        year,
        numbers: Numbers {
            compare: Compare::FullValue,
            round: RoundingMode::HalfUp,
            points: 2,
            at: RoundAt::Item,
            rank_on: RankOn::Exact,
        },
        missing: MissingPolicy::Zero,
        not_applicable: NotApplicablePolicy::Rescale,
        scales: Vec::new(),
        tables,
        units: units.iter().enumerate().map(unit).collect(),
        letters: Vec::new(),
        rules: Vec::new(),
        sheets: Vec::new(),
        standards: Vec::new(),
    }
}

pub fn table(id: &str, columns: Vec<TableColumn>) -> Table {
    let unit_column = columns.iter().find(|column| matches!(column.holds, ColumnType::Unit { .. }));
    Table {
        id: id.to_owned(),
        title: format!("{id}的台账"),
        at: Place::default(),
        unit_column: unit_column.map(|column| column.id.clone()),
        key: Vec::new(),
        time_column: None,
        year_column: None,
        submitted_column: None,
        every_unit: false,
        counted_in: None,
        work: None,
        columns,
        checks: Vec::new(),
    }
}

pub fn column(id: &str, headers: &[&str], holds: ColumnType) -> TableColumn {
    TableColumn {
        id: id.to_owned(),
        at: Place::default(),
        holds,
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        required: true,
        absent: AbsentCells::Spoil,
        marks: Vec::new(),
        work: None,
    }
}

pub fn number(unit: Option<&str>, decimals: u32) -> ColumnType {
    ColumnType::Number(bounded(unit, decimals, None, None))
}

pub fn bounded(unit: Option<&str>, decimals: u32, min: Option<i64>, max: Option<i64>) -> NumberColumn {
    NumberColumn {
        unit: unit.map(str::to_owned),
        decimals,
        min: min.map(Exact::from),
        max: max.map(Exact::from),
        below_detection: false,
        detection_limit: None,
    }
}

pub const TEXT: ColumnType = ColumnType::Text { one_of: Vec::new() };
pub const UNIT: ColumnType = ColumnType::Unit { many: false };
pub const DAY: ColumnType = ColumnType::Date { time: false, year: None };

/// 粪污台账, in the test's own words.
pub fn farms() -> Table {
    let mut farms = table(
        "farms",
        vec![
            column("town", &["乡镇", "乡（镇）街"], UNIT),
            column("farm", &["养殖场", "场名"], TEXT),
            column("produced", &["粪污产生量"], ColumnType::Number(bounded(Some("吨"), 2, Some(0), None))),
            column("used", &["综合利用量"], ColumnType::Number(bounded(Some("吨"), 2, Some(0), Some(1_000_000)))),
        ],
    );
    farms.key = vec!["town".to_owned(), "farm".to_owned()];
    farms
}

pub const TOWNS: &[&str] = &["泗河镇", "于家镇", "城郊街道", "五棵树镇"];

pub fn read_folder(plan: &Plan, data: &Path) -> Submission {
    read(plan, data, &Options::default())
}

pub fn collected(submission: &Submission, table: &str, year: Year) -> DataFrame {
    let submitted = submission.tables.get(&(table.to_owned(), year)).unwrap_or_else(|| panic!("{table} was not read"));
    typed::collect(submitted.frame.clone()).expect("a frame that intake handed on can be collected")
}

/// The columns named, a row a line; `~` and the reason where there is no value.
pub fn shown(rows: &DataFrame, columns: &[&str]) -> String {
    let mut text = String::new();
    for row in 0..rows.height() {
        for (number, column) in columns.iter().enumerate() {
            let separator = if number == 0 { "" } else { " | " };
            let value = rows.column(column).expect(column).get(row).expect("a row within the frame");
            let absent = rows.column(&column_names::absence(column)).ok();
            let why = absent.map(|absent| absent.u8().expect("reasons are u8").get(row).expect("a reason a cell"));
            let shown = match (value, why) {
                (AnyValue::Null, Some(column_names::NO_DATA)) => "~无".to_owned(),
                (AnyValue::Null, Some(column_names::WITHHELD)) => "~密".to_owned(),
                (AnyValue::Null, Some(column_names::NOT_APPLICABLE)) => "~免".to_owned(),
                (AnyValue::Null, Some(column_names::UNREADABLE)) => "~错".to_owned(),
                (AnyValue::Null, Some(_)) => "~?".to_owned(),
                (AnyValue::Null, None) => "~".to_owned(),
                (value, Some(why)) if why != column_names::PRESENT => format!("{value:?} yet {why}"),
                (AnyValue::String(text), _) => text.to_owned(),
                (AnyValue::Decimal(digits, _, scale), _) => {
                    Exact::scaled(digits, u32::try_from(scale).expect("a small scale")).to_string()
                }
                (AnyValue::UInt32(number), _) => number.to_string(),
                (AnyValue::Int64(number), _) => number.to_string(),
                (value, _) => {
                    let text = polars::prelude::Scalar::new(value.dtype(), value.into_static());
                    let series = text.into_series("x".into());
                    let text = series.cast(&DataType::String).expect("a value has a text");
                    text.str().expect("texts").get(0).unwrap_or("?").to_owned()
                }
            };
            write!(text, "{separator}{shown}").expect("writing to a String");
        }
        text.push('\n');
    }
    text
}

/// The findings, one a line, as people read them.
pub fn said(submission: &Submission) -> String {
    let words = Words::new(Language::Zh);
    let mut text = String::new();
    for finding in &submission.findings {
        let at = &finding.at;
        let mut place = at.file.clone().unwrap_or_else(|| format!("<{}>", at.table));
        if let Some(sheet) = &at.sheet {
            write!(place, "[{sheet}]").expect("writing to a String");
        }
        if let Some(row) = at.row {
            write!(place, ":{row}").expect("writing to a String");
        }
        if let Some(column) = &at.column {
            write!(place, " {column}").expect("writing to a String");
        }
        writeln!(text, "{:?} {:?} {place}：{}", finding.level, finding.code, words.say(&finding.say.0))
            .expect("writing to a String");
    }
    text
}

/// Texts that differ only in how a test is laid out.
#[track_caller]
pub fn assert_text(found: &str, expected: &str) {
    let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let (found, expected) = (lines(found), lines(expected));
    assert!(found == expected, "found:\n{found}\n\nexpected:\n{expected}\n");
}
