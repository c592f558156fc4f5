//! A small scheme for tests: six units, one table with a column of each type, and short ways to write plan nodes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use polars::prelude::*;

use serde_json::json;

use crate::figure::Exact;
use crate::intake::{Submission, Submitted, SubmittedFile, column_names};
use crate::plan::{
    Aggregate, AggregateNode, Asked, Class, Column, ColumnNode, ColumnType, Comparison, Literal, Node, Place, Plan,
    Quantity, Rows, RowsNode, Table, Year,
};

pub const AS_OF: Date = date(2022, 12, 31);

pub fn at() -> Place {
    Place::new("test.rhai", 1, 1)
}

pub fn node<T>(node: T) -> Node<T> {
    Node::new(at(), node)
}

pub fn exact(text: &str) -> Exact {
    text.parse().expect("a number in a test")
}

pub fn field(name: &str) -> Column {
    node(ColumnNode::Field(name.to_owned()))
}

pub fn number(text: &str) -> Column {
    node(ColumnNode::Literal(Literal::Number(Quantity::bare(exact(text)))))
}

pub fn day(day: Date) -> Column {
    node(ColumnNode::Literal(Literal::Date(day)))
}

pub fn class(index: u32) -> Class {
    Class { scale: "water".to_owned(), index }
}

pub fn compare(left: Column, comparison: Comparison, right: Column) -> Column {
    node(ColumnNode::Compare { comparison, left: Box::new(left), right: Box::new(right) })
}

pub fn table(id: &str) -> Rows {
    node(RowsNode::Table { table: id.to_owned(), year: Year::This })
}

pub fn filter(rows: Rows, condition: Column) -> Rows {
    node(RowsNode::Filter { rows: Box::new(rows), condition })
}

pub fn ask(rows: Rows, aggregate: AggregateNode) -> Asked {
    Asked::Aggregate { rows, aggregate: node(aggregate) }
}

pub fn aggregate(of: AggregateNode) -> Aggregate {
    node(of)
}

/// `amount` and `day` spoil, all others take no part when they are blank.
pub fn table_of(id: &str) -> Table {
    let column = |id: &str, holds: serde_json::Value| {
        let absent = if id == "amount" || id == "day" { "spoil" } else { "skip" };
        json!({ "id": id, "at": "scheme.yaml", "holds": holds, "absent": absent })
    };
    let number = |decimals: u32| json!({ "number": { "decimals": decimals } });
    let table = json!({
        "id": id, "title": id, "at": "scheme.yaml", "unit_column": "town", "time_column": "day",
        "columns": [
            column("town", json!({ "unit": {} })),
            column("name", json!({ "text": {} })),
            column("amount", number(2)),
            column("weight", number(3)),
            column("whole", number(0)),
            column("ph", number(2)),
            column("day", json!({ "date": {} })),
            column("moment", json!({ "date": { "time": true } })),
            column("open", json!("bool")),
            column("class", json!({ "class": { "scale": "water" } })),
        ]
    });
    serde_json::from_value(table).expect("a table in a test")
}

/// A county with two townships of which one has two villages, and a township apart.
pub fn plan(tables: Vec<Table>) -> Plan {
    let unit = |id: &str, kind: &str, parent: Option<&str>| json!({ "id": id, "name": id, "kind": kind, "group": kind, "parent": parent, "at": "units.csv" });
    let classes = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"].map(|name| json!({ "name": name }));
    let plan = json!({
        "format": crate::plan::PLAN_FORMAT, "scheme": "test", "title": "test", "year": 2022,
        "numbers": { "compare": "full_value", "round": "half_up", "points": 2, "at": "item", "rank_on": "exact" },
        "missing": "zero", "not_applicable": "rescale",
        "scales": [{ "id": "water", "title": "水质类别", "classes": classes }],
        "tables": tables,
        "units": [
            unit("county", "县", None),
            unit("north", "镇", Some("county")),
            unit("south", "镇", Some("county")),
            unit("first", "村", Some("south")),
            unit("second", "村", Some("south")),
            unit("apart", "镇", None),
        ],
        "letters": [], "rules": [], "sheets": [], "standards": [],
    });
    serde_json::from_value(plan).expect("a plan in a test")
}

/// A cell as it is put into a frame: a value, or the code of what is said instead.
pub type Said<T> = Result<T, u8>;

/// A row of [`table_of`].
#[derive(Debug, Clone)]
pub struct TestRow {
    pub unit: Option<u32>,
    pub name: Said<String>,
    /// Hundredths.
    pub amount: Said<i128>,
    /// Thousandths.
    pub weight: Said<i128>,
    pub whole: Said<i64>,
    /// Hundredths.
    pub ph: Said<i128>,
    /// Days since 1970-01-01.
    pub day: Said<i32>,
    /// Microseconds since then.
    pub moment: Said<i64>,
    pub open: Said<bool>,
    pub class: Said<u8>,
}

/// 2022-06-30.
pub const MID_YEAR: i32 = 19_173;
const DAY_IN_MICROS: i64 = 86_400_000_000;

impl Default for TestRow {
    fn default() -> TestRow {
        TestRow {
            unit: Some(1),
            name: Ok("甲".to_owned()),
            amount: Ok(100),
            weight: Ok(1000),
            whole: Ok(1),
            ph: Ok(700),
            day: Ok(MID_YEAR),
            moment: Ok(i64::from(MID_YEAR) * DAY_IN_MICROS),
            open: Ok(true),
            class: Ok(2),
        }
    }
}

pub fn micros(days: i32, hour: i64) -> i64 {
    i64::from(days) * DAY_IN_MICROS + hour * 3_600_000_000
}

/// The rows in this order, numbered from 2 as under a header, in files of three rows each.
pub fn submitted(rows: &[TestRow], complete: &[&str]) -> Submitted {
    submitted_in_order(rows, &(0..rows.len()).collect::<Vec<_>>(), complete)
}

/// The same rows, with their own places in the files, but handed over in another order.
pub fn submitted_in_order(rows: &[TestRow], order: &[usize], complete: &[&str]) -> Submitted {
    let numbers = order.iter().map(|at| u32::try_from(*at).expect("few rows"));
    let files: Vec<u32> = numbers.clone().map(|at| at / 3).collect();
    let in_file: Vec<u32> = numbers.map(|at| at % 3 + 2).collect();
    let rows: Vec<&TestRow> = order.iter().filter_map(|at| rows.get(*at)).collect();
    let mut columns: Vec<polars::prelude::Column> = vec![
        Series::new(column_names::UNIT.into(), rows.iter().map(|row| row.unit).collect::<Vec<_>>()).into(),
        Series::new(column_names::FILE.into(), files).into(),
        Series::new(column_names::ROW.into(), in_file).into(),
    ];
    let mut add = |name: &str, values: Series, codes: Vec<u8>| {
        columns.push(values.with_name(name.into()).into());
        columns.push(Series::new(column_names::absence(name).as_str().into(), codes).into());
    };
    fn split<T: Clone>(rows: &[&TestRow], of: impl Fn(&TestRow) -> Said<T>) -> (Vec<Option<T>>, Vec<u8>) {
        rows.iter().map(|row| of(row)).map(|said| (said.clone().ok(), said.err().unwrap_or_default())).unzip()
    }
    let decimals = |values: Vec<Option<i128>>, scale| {
        let numbers: Int128Chunked = values.into_iter().collect();
        numbers.into_decimal_unchecked(38, scale).into_series()
    };
    let names = |row: &TestRow| row.unit.map(|unit| format!("unit {unit}")).ok_or(column_names::NO_DATA);
    let (values, codes) = split(&rows, names);
    add("town", Series::new("".into(), values), codes);
    let (values, codes) = split(&rows, |row| row.name.clone());
    add("name", Series::new("".into(), values), codes);
    let (values, codes) = split(&rows, |row| row.amount);
    add("amount", decimals(values, 2), codes);
    let (values, codes) = split(&rows, |row| row.weight);
    add("weight", decimals(values, 3), codes);
    let (values, codes) = split(&rows, |row| row.whole);
    add("whole", Series::new("".into(), values), codes);
    let (values, codes) = split(&rows, |row| row.ph);
    add("ph", decimals(values, 2), codes);
    let (values, codes) = split(&rows, |row| row.day);
    add("day", Series::new("".into(), values).cast(&DataType::Date).expect("days"), codes);
    let (values, codes) = split(&rows, |row| row.moment);
    let moments = DataType::Datetime(TimeUnit::Microseconds, None);
    add("moment", Series::new("".into(), values).cast(&moments).expect("moments"), codes);
    let (values, codes) = split(&rows, |row| row.open);
    add("open", Series::new("".into(), values), codes);
    let (values, codes) = split(&rows, |row| row.class);
    add("class", Series::new("".into(), values), codes);
    let files = (0..3).map(|file| SubmittedFile { file: format!("{file}.csv"), sheet: None }).collect();
    Submitted {
        frame: DataFrame::new_infer_height(columns).expect("columns of one length").lazy(),
        files,
        complete: complete.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// A table whose rows may belong to several units.
pub fn shared_table_of(id: &str) -> Table {
    let mut shared = table_of(id);
    shared.columns.iter_mut().filter(|column| column.id == "town").for_each(|column| {
        column.holds = ColumnType::Unit { many: true };
    });
    shared
}

/// The same rows, each of them also of these units.
pub fn shared_with(submitted: Submitted, units: &[u32]) -> Submitted {
    let also =
        |unit: &u32| submitted.frame.clone().with_column(lit(*unit).cast(DataType::UInt32).alias(column_names::UNIT));
    let mut frames = vec![submitted.frame.clone()];
    frames.extend(units.iter().map(also));
    let frame = concat(frames, UnionArgs::default()).expect("frames alike");
    Submitted { frame, ..submitted }
}

pub fn submission(tables: Vec<(&str, Year, Submitted)>) -> Submission {
    let tables = tables.into_iter().map(|(table, year, submitted)| ((table.to_owned(), year), submitted));
    Submission {
        tables: tables.collect::<BTreeMap<_, _>>(),
        partly_unread: BTreeSet::new(),
        hand_scores: Vec::new(),
        hand_scores_unread: false,
        unread_hands: Vec::new(),
        unusable: Vec::new(),
        inputs: Vec::new(),
        findings: Vec::new(),
    }
}
