//! Reading XLSX: one sheet, whole, every cell as the text that its author sees in it.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx};
use polars::prelude::{Column, DataFrame, IntoColumn, IntoLazy, NamedFrom, NewChunkedArray, Series, StringChunked};

use super::cell::squeezed;
use super::column_names;
use super::files::DataFile;
use super::finding::Finding;
use super::floats::decimal_text;
use super::header::ROWS_SEARCHED;
use super::sheet::{ByHand, Sheet, Source, heading, leftmost, position_name};
use super::submission::SubmittedFile;
use super::unreadable::ReadError;
use crate::plan::Table;

/// The cells of a sheet that are not blank.
#[derive(Default)]
pub struct Cells {
    /// By column: row (from 0) and text, from top to bottom.
    columns: Vec<Vec<(u32, String)>>,
    height: u32,
}

pub fn read(file: &DataFile, table: &Table, findings: &mut Vec<Finding>) -> Result<Option<Sheet>, ReadError> {
    let (sheet, cells) = read_whole(file, &[&table.id, &table.title])?;
    let place = SubmittedFile { file: file.name.clone(), sheet: Some(sheet) };
    let rows: Vec<Vec<String>> = (0..).take(ROWS_SEARCHED).map(|row| cells.row(row)).collect();
    let Some((row, matched)) = heading(table, &rows, &place.at(table), findings) else { return Ok(None) };
    let first = u32::try_from(row + 1).unwrap_or(u32::MAX);
    let header = |position: &Option<usize>| rows.get(row)?.get((*position)?).cloned();
    let source =
        |position: &Option<usize>| position.map_or(Source::Missing, |position| Source::Text(position_name(position)));
    Ok(Some(Sheet {
        place,
        frame: cells.frame(first)?.lazy(),
        sources: matched.positions.iter().map(source).collect(),
        headers: matched.positions.iter().map(header).collect(),
        by_hand: Some(ByHand { leftmost: position_name(leftmost(rows.get(row))), beyond: None }),
        small: true,
        rows: None,
        days: None,
    }))
}

/// The cells of the sheet that has one of these names, else of the first that is shown; and its name.
pub fn read_whole(file: &DataFile, names: &[&str]) -> Result<(String, Cells), ReadError> {
    let bytes = crate::disk::read(&file.path)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let sheets = workbook.sheets_metadata();
    let wanted: Vec<String> = names.iter().map(|name| squeezed(name)).collect();
    let named = sheets.iter().find(|sheet| wanted.contains(&squeezed(&sheet.name)));
    let shown = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let sheet = named.or_else(|| sheets.iter().find(shown)).or_else(|| sheets.first());
    let name = sheet.map(|sheet| sheet.name.clone()).unwrap_or_default();
    let mut cells = Cells::default();
    let mut reader = workbook.worksheet_cells_reader(&name)?;
    let percent: Vec<bool> = reader.styles().iter().map(is_percent).collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let percent = percent.get(style).copied().unwrap_or(false);
        if let Some(text) = text(cell.get_value(), percent) {
            cells.push(cell.get_position(), text);
        }
    }
    Ok((name, cells))
}

impl Cells {
    fn push(&mut self, (row, column): (u32, u32), text: String) {
        let column = column as usize;
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Vec::new);
        }
        if let Some(cells) = self.columns.get_mut(column) {
            cells.push((row, text));
        }
        self.height = self.height.max(row + 1);
    }

    /// All rows, blank ones too, as long as the widest.
    pub fn rows(&self) -> Vec<Vec<String>> {
        (0..self.height).map(|row| self.row(row)).collect()
    }

    fn row(&self, row: u32) -> Vec<String> {
        let cell = |cells: &Vec<(u32, String)>| {
            let found = cells.binary_search_by_key(&row, |(row, _)| *row).ok()?;
            cells.get(found).map(|(_, text)| text.clone())
        };
        self.columns.iter().map(|cells| cell(cells).unwrap_or_default()).collect()
    }

    /// The rows from `first` on as columns of texts, and the row as a person counts.
    fn frame(&self, first: u32) -> Result<DataFrame, ReadError> {
        let rows = first..self.height.max(first);
        let mut columns: Vec<Column> = Vec::new();
        for (position, cells) in self.columns.iter().enumerate() {
            let mut cells = cells.iter().skip_while(|(row, _)| *row < first).peekable();
            let texts = rows.clone().map(|row| cells.next_if(|(at, _)| *at == row).map(|(_, text)| text.as_str()));
            columns.push(StringChunked::from_iter_options(position_name(position).into(), texts).into_column());
        }
        let counted: Vec<u32> = rows.clone().map(|row| row + 1).collect();
        columns.push(Series::new(column_names::ROW.into(), counted).into_column());
        Ok(DataFrame::new(rows.len(), columns)?)
    }
}

/// The number format shows hundredths: 0.85 is seen as 85%.
fn is_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%'))
}

fn text(cell: &DataRef, percent: bool) -> Option<String> {
    match cell {
        DataRef::Empty => None,
        DataRef::Int(number) if percent => Some(hundredfold(&number.to_string())),
        DataRef::Int(number) => Some(number.to_string()),
        DataRef::Float(number) if percent => Some(hundredfold(&decimal_text(*number))),
        DataRef::Float(number) => Some(decimal_text(*number)),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text.clone()),
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::Bool(truth) => Some(truth.to_string()),
        DataRef::DateTime(moment) if moment.is_datetime() => Some(moment_text(moment)),
        DataRef::DateTime(duration) => Some(decimal_text(duration.as_f64())),
        DataRef::Error(error) => Some(error.to_string()),
    }
}

/// As the percentage that the cell shows. A text that is no decimal stays as it is, to be found unreadable.
fn hundredfold(text: &str) -> String {
    match text.parse::<crate::figure::Exact>() {
        Ok(number) => format!("{}%", number.times_power_of_ten(2).to_decimal()),
        Err(_) => text.to_owned(),
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    // Below one there is no day: a time of day alone.
    if moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}
