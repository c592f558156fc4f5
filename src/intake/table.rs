//! One table of one year: its sheets read, typed, checked and handed on.

use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::{AnyValue, DataType, ExplodeOptions, Expr, LazyFrame, PolarsError, Scalar, col, cols, lit};

use super::checks::{Lower, Rows};
use super::column_names;
use super::csv;
use super::encoding::Encoding;
use super::files::{DataFile, Format};
use super::finding::{Finding, FindingCode, FoundAt};
use super::fingerprint::{Fingerprint, fingerprint};
use super::left_out::KEPT;
use super::roster::Roster;
use super::rows_found::whole;
use super::shape::Shape;
use super::sheet::{Sheet, Source};
use super::submission::{Input, Submitted, SubmittedFile};
use super::typed::{LEFT_OUT, Layout, collect, kept};
use super::unreadable::{ReadError, unreadable};
use super::unusable::Unusable;
use super::years::Years;
use super::{parquet, workbook};
use crate::message;
use crate::plan::{Asked, ColumnType, Level, Plan, Table, TableColumn, Year};

/// What came of a table's files.
#[derive(Default)]
pub struct ReadTable {
    pub submitted: Vec<(Year, Submitted)>,
    /// One of the files could not be read, or says of no row whose it is: there may be more rows.
    pub partly_unread: bool,
    pub inputs: Vec<Input>,
    pub findings: Vec<Finding>,
    /// Rows and cells that can't be used, as far as they are somebody's.
    pub unusable: Vec<Unusable>,
}

/// What every table is read with.
pub struct With<'a> {
    pub plan: &'a Plan,
    pub roster: Arc<Roster>,
    /// All that is asked of the tables.
    pub asked: Vec<Asked>,
    pub lower: Option<Lower<'a>>,
}

pub fn read(with: &With, table: &Table, year: Year, files: &[DataFile], last_year_apart: bool) -> ReadTable {
    let plan = with.plan;
    let mut out = ReadTable::default();
    let mut sheets = Vec::new();
    for file in files {
        let at = FoundAt { file: Some(file.name.clone()), ..FoundAt::table(&table.id) };
        match read_file(file, table, &at, &mut out) {
            Ok(Some(sheet)) => sheets.push(sheet),
            Ok(None) => {}
            Err(error) => out.findings.push(unreadable(at, &error)),
        }
    }
    let layout = Layout::new(plan, table, &with.roster);
    // A sheet that fails while it is read takes its number with it, so that the rest are typed again without it.
    let mut broken = Vec::new();
    let mut frame = layout.typed(&sheets, |sheet, error| broken.push((sheet.place.clone(), error)));
    out.partly_unread = sheets.len() - broken.len() < files.len()
        || sheets.iter().any(|sheet| sheet.column_unread || is_nobodys(table, sheet));
    if !broken.is_empty() {
        for (place, error) in broken {
            sheets.retain(|sheet| sheet.place != place);
            out.findings.push(unreadable(place.at(table), &ReadError::from(error)));
        }
        frame = layout.typed(&sheets, |_, _| {});
    }
    let Some(frame) = frame else { return out };
    let years = Years::of(plan, &with.asked, table, year);
    let rows = Rows {
        plan,
        layout: &layout,
        sheets: &sheets,
        frame,
        lower: with.lower,
        year_column: None,
        years: &years,
        year,
        other_year_apart: year == Year::Last || last_year_apart,
    };
    match rows.by_year(year, last_year_apart, &mut out) {
        Ok(()) => {}
        Err(error) => out.findings.push(unreadable(FoundAt::table(&table.id), &ReadError::from(error))),
    }
    out
}

/// Without its unit column, all its rows are lost.
fn is_nobodys(table: &Table, sheet: &Sheet) -> bool {
    let unit = table.columns.iter().position(|column| table.unit_column.as_ref() == Some(&column.id));
    unit.is_some_and(|unit| sheet.sources.get(unit).is_none_or(|source| *source == Source::Missing))
}

fn read_file(file: &DataFile, table: &Table, at: &FoundAt, out: &mut ReadTable) -> Result<Option<Sheet>, ReadError> {
    let Fingerprint { sha256, encoding, shape } = fingerprint(&file.path, file.format == Format::Csv)?;
    out.inputs.push(Input { table: table.id.clone(), file: file.name.clone(), sha256, rows: 0 });
    if let Some(finding) = not_utf8(at, &encoding) {
        out.findings.push(finding);
        return Ok(None);
    }
    let shape = shape.unwrap_or_default();
    if file.format == Format::Csv
        && let Some(finding) = no_records(file, at, &shape)?
    {
        out.findings.push(finding);
        return Ok(None);
    }
    match file.format {
        Format::Csv => csv::read(file, table, &shape, &mut out.findings),
        Format::Xlsx => workbook::read(file, table, &mut out.findings),
        Format::Parquet => parquet::read(file, table, &mut out.findings),
    }
}

/// Why a text can't be told apart by rows and cells: everything behind a quote that nothing closes would count as one cell, and lines that
/// end in a carriage return alone as one line. Such a file is not read until somebody has looked.
pub fn no_records(file: &DataFile, at: &FoundAt, shape: &Shape) -> Result<Option<Finding>, ReadError> {
    let (row, say) = if !shape.quotes_pair {
        (crate::csv_quotes::unclosed(&crate::disk::read(&file.path)?), message!("finding-unclosed-quote"))
    } else if shape.lone_return.is_some() {
        (shape.lone_return, message!("finding-lone-return"))
    } else {
        return Ok(None);
    };
    let at = FoundAt { row, ..at.clone() };
    Ok(Some(Finding::new(Level::Error, FindingCode::UnreadableFile, at, say)))
}

pub fn not_utf8(at: &FoundAt, encoding: &Encoding) -> Option<Finding> {
    match encoding {
        Encoding::Utf8 => None,
        Encoding::Other { line, likely } => {
            let say = message!("finding-not-utf8", line = *line, likely = *likely);
            Some(Finding::new(Level::Error, FindingCode::UnreadableFile, at.clone(), say))
        }
    }
}

impl Rows<'_> {
    /// One year's rows, or those of this year and the last where a column tells them apart.
    fn by_year(&self, year: Year, last_year_apart: bool, out: &mut ReadTable) -> Result<(), PolarsError> {
        let column = self.layout.table.year_column.as_ref().and_then(|id| {
            let number = self.layout.table.columns.iter().position(|column| column.id == *id)?;
            let found = self.sheets.iter().any(|sheet| sheet.headers.get(number).is_some_and(Option::is_some));
            self.layout.table.columns.get(number).filter(|_| found)
        });
        let Some(column) = column else { return self.one_year(year, None, out) };
        let schema = self.frame.clone().collect_schema()?;
        let holds = schema.get(column.id.as_str());
        let is = |wanted: i16| holds.and_then(|holds| in_year(&column.id, &column.holds, holds, wanted));
        let (Some(this), Some(last)) = (is(self.plan.year), is(self.plan.year - 1)) else {
            return self.one_year(year, None, out);
        };
        match year {
            Year::Last => self.one_year(year, Some((last, column)), out),
            Year::This => {
                let dated = || kept().and(col(column.id.as_str()).is_not_null());
                let of_last = dated().and(last.clone()).sum().cast(DataType::UInt64).alias("last");
                let older =
                    dated().and(last.clone().or(this.clone()).not()).sum().cast(DataType::UInt64).alias("older");
                let counts = collect(self.frame.clone().select([of_last, older]))?;
                let count = |name: &str| counts.column(name).ok().and_then(|count| whole(count, 0)).unwrap_or(0);
                self.one_year(Year::This, Some((this, column)), out)?;
                if count("last") > 0 && !last_year_apart {
                    self.one_year(Year::Last, Some((last, column)), out)?;
                }
                if count("older") > 0 {
                    let at = FoundAt {
                        column: Some(super::header::column_name(column)),
                        ..FoundAt::table(&self.layout.table.id)
                    };
                    let count = usize::try_from(count("older")).unwrap_or(usize::MAX);
                    let say = message!("finding-other-years", rows = count);
                    out.findings.push(Finding::new(Level::Note, FindingCode::RowLeftOut, at, say));
                }
                Ok(())
            }
        }
    }

    /// Rows without a readable year are looked at with this year's, so that they are said, and handed on with none.
    fn one_year(
        &self,
        year: Year,
        of_year: Option<(Expr, &TableColumn)>,
        out: &mut ReadTable,
    ) -> Result<(), PolarsError> {
        let frame = self.frame.clone();
        let frame = match (&of_year, year) {
            (None, _) => frame,
            (Some((condition, _)), Year::Last) => frame.filter(condition.clone()),
            (Some((condition, column)), Year::This) => {
                frame.filter(condition.clone().or(col(column.id.as_str()).is_null()))
            }
        };
        let mut rows = Rows { frame, year_column: of_year.as_ref().map(|(_, column)| *column), year, ..*self };
        let checked = rows.check()?;
        out.findings.extend(checked.findings);
        out.unusable.extend(checked.unusable);
        for (number, sheet) in self.sheets.iter().enumerate() {
            let counted = checked.rows.as_ref().and_then(|rows| rows.get(number).copied()).or(sheet.rows).unwrap_or(0);
            if let Some(input) = out.inputs.iter_mut().find(|input| input.file == sheet.place.file) {
                input.rows += counted;
            }
        }
        if let (Some((condition, _)), Year::This) = (of_year, year) {
            rows.frame = self.frame.clone().filter(condition);
        }
        let frame = rows.handed_on(checked.some_left_out);
        let files = self.sheets.iter().map(|sheet| sheet.place.clone()).collect();
        out.submitted.push((year, Submitted { frame, files, complete: checked.complete }));
        Ok(())
    }

    /// The columns of the contract, and no others.
    fn handed_on(&self, some_left_out: bool) -> LazyFrame {
        let frame = match some_left_out {
            true => self.frame.clone().filter(col(LEFT_OUT).eq(lit(KEPT))),
            false => self.frame.clone(),
        };
        let mut columns = Vec::new();
        for layout in &self.layout.columns {
            columns.push(col(layout.column.id.as_str()));
            columns.push(col(column_names::absence(&layout.column.id)));
        }
        columns.extend([column_names::UNIT, column_names::FILE, column_names::ROW].map(col));
        let frame = frame.select(columns);
        match self.layout.table.may_name_several_units() {
            true => frame.explode(cols([column_names::UNIT]), ExplodeOptions { empty_as_null: true, keep_nulls: true }),
            false => frame,
        }
    }
}

/// The row is one of that year; rows without a year are of none.
fn in_year(id: &str, declared: &ColumnType, holds: &DataType, year: i16) -> Option<Expr> {
    match (declared, holds) {
        (ColumnType::Date { .. }, _) => Some(col(id).dt().year().eq(lit(i32::from(year)))),
        (ColumnType::Number(_), DataType::Decimal(_, scale)) => {
            let digits = i128::from(year).checked_mul(10i128.checked_pow(u32::try_from(*scale).ok()?)?)?;
            Some(col(id).eq(lit(Scalar::new(holds.clone(), AnyValue::Decimal(digits, 38, *scale)))))
        }
        (ColumnType::Number(_), holds) if holds.is_integer() => Some(col(id).eq(lit(i64::from(year)))),
        (ColumnType::Text { .. }, _) => Some(col(id).eq(lit(year.to_string()))),
        (ColumnType::Number(_) | ColumnType::Unit { .. } | ColumnType::Bool | ColumnType::Class { .. }, _) => None,
    }
}

/// Where the rows of these units stand.
pub fn rows_of(submitted: &Submitted, units: &BTreeSet<u32>) -> Result<Vec<(SubmittedFile, u32)>, PolarsError> {
    let is_one = |unit: &u32| col(column_names::UNIT).eq(super::typed::constant(*unit));
    let Some(theirs) = units.iter().map(is_one).reduce(Expr::or) else { return Ok(Vec::new()) };
    let places = [col(column_names::FILE), col(column_names::ROW)];
    let rows = collect(submitted.frame.clone().filter(theirs).select(places))?;
    let number = |name: &str, row: usize| rows.column(name).ok().and_then(|column| whole(column, row));
    let place = |row: usize| {
        let file = submitted.files.get(usize::try_from(number(column_names::FILE, row)?).ok()?)?;
        Some((file.clone(), u32::try_from(number(column_names::ROW, row)?).ok()?))
    };
    let mut places: Vec<(SubmittedFile, u32)> = (0..rows.height()).filter_map(place).collect();
    // A row that names several of them.
    places.dedup();
    Ok(places)
}

/// Whose these rows are: file, row, number of the unit. One pass over the rows between the first and the last of them.
pub fn units_of_rows(
    submitted: &Submitted,
    wanted: &BTreeSet<u32>,
) -> Result<Vec<(SubmittedFile, u32, u32)>, PolarsError> {
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
    let row = || col(column_names::ROW);
    let between = row()
        .gt_eq(super::typed::constant(*first))
        .and(row().lt_eq(super::typed::constant(*last)))
        .and(col(column_names::UNIT).is_not_null());
    let columns = [col(column_names::FILE), row(), col(column_names::UNIT)];
    let rows = collect(submitted.frame.clone().filter(between).select(columns))?;
    let number = |name: &str, row: usize| rows.column(name).ok().and_then(|column| whole(column, row));
    let place = |at: usize| {
        let row = u32::try_from(number(column_names::ROW, at)?).ok().filter(|row| wanted.contains(row))?;
        let file = submitted.files.get(usize::try_from(number(column_names::FILE, at)?).ok()?)?;
        Some((file.clone(), row, u32::try_from(number(column_names::UNIT, at)?).ok()?))
    };
    Ok((0..rows.height()).filter_map(place).collect())
}
