//! Reading XLSX: one sheet, whole, every cell as the text that its author sees in it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxFormulaMetadata};
use polars::prelude::{Column, DataFrame, IntoColumn, IntoLazy, NamedFrom, NewChunkedArray, Series, StringChunked};

use super::cell::{squeezed, trimmed};
use super::column_names;
use super::files::DataFile;
use super::finding::{Finding, FindingCode, FoundAt};
use super::floats::decimal_text;
use super::header::{Headings, ROWS_SEARCHED};
use super::number_format::NumberFormat;
use super::sheet::{ByHand, Sheet, Strays, heading, leftmost, position_name};
use super::submission::SubmittedFile;
use super::unreadable::ReadError;
use crate::message;
use crate::plan::{Level, Table};
use crate::words::Message;

/// Columns that are read; a cell further out is told, and no table reaches there.
const MOST_COLUMNS: u32 = 512;

/// No program writes more into a cell: 32,767 characters, of four bytes each at most.
const LONGEST_CELL: usize = 128 << 10;

/// So many cells that can't be used are told one by one.
const TOLD: usize = 100;

/// What stands beyond the last header, and in columns without one, by row.
const BEYOND: &str = "#far";
const UNHEADED: &str = "#between";

/// The cells of a sheet that are not blank.
#[derive(Default)]
pub struct Cells {
    /// By column: row (from 0) and text, from top to bottom.
    columns: Vec<Vec<(u32, String)>>,
    height: u32,
    /// Cells beyond the columns that are read.
    far: Vec<((u32, u32), String)>,
    /// Cells with more text than a cell holds, and how many bytes.
    long: Vec<((u32, u32), usize)>,
    /// Formulas that came without a value.
    valueless: Vec<((u32, u32), String)>,
    /// The other sheets of the workbook, which are not read.
    others: Vec<OtherSheet>,
}

/// A sheet in which something stands, and that is not read.
struct OtherSheet {
    name: String,
    /// Its first rows, where they could be had.
    top: Vec<Vec<String>>,
}

pub fn read(file: &DataFile, table: &Table, findings: &mut Vec<Finding>) -> Result<Option<Sheet>, ReadError> {
    let (sheet, cells) = read_whole(file, &[&table.id, &table.title])?;
    let place = SubmittedFile { file: file.name.clone(), sheet: Some(sheet) };
    let rows: Vec<Vec<String>> = (0..).take(ROWS_SEARCHED).map(|row| cells.row(row)).collect();
    let Some((row, matched)) = heading(table, &rows, &place.at(table), findings) else { return Ok(None) };
    cells.tell(&place.at(table), findings);
    cells.tell_other_sheets(table, &place.at(table), findings);
    let header = rows.get(row).map_or(&[] as &[String], Vec::as_slice);
    let strays = Strays::of(header, cells.columns.len());
    let leftmost = leftmost(rows.get(row));
    let first = u32::try_from(row + 1).unwrap_or(u32::MAX);
    Ok(Some(Sheet {
        column_unread: false,
        place,
        frame: cells.frame(first, &matched.positions, leftmost, &strays)?.lazy(),
        sources: matched.sources(position_name),
        headers: matched.headers(header),
        by_hand: Some(ByHand {
            leftmost: position_name(leftmost),
            beyond: vec![BEYOND.to_owned()],
            unheaded: vec![UNHEADED.to_owned()],
        }),
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
    let others = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.name != name);
    let others: Vec<String> = others.map(|sheet| sheet.name.clone()).collect();
    let mut cells = Cells::default();
    let mut some_empty = false;
    let mut reader = workbook.worksheet_cells_reader(&name)?;
    let formats: Vec<NumberFormat> = reader.styles().iter().map(number_format).collect();
    let as_stored = NumberFormat::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        some_empty |= *cell.get_value() == DataRef::Empty;
        cells.push(cell.get_position(), cell.get_value(), formats.get(style).unwrap_or(&as_stored));
    }
    drop(reader);
    // Only where a cell has no value can a formula be without one; to look costs a second pass.
    if some_empty {
        let mut reader = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = reader.next_cell_with_formula_metadata()? {
            // A formula that comes to an empty text has a value.
            if cell.value == DataRef::Empty
                && let Some(formula) = &cell.formula
            {
                cells.valueless.push((cell.pos, formula_text(formula)));
            }
        }
    }
    for other in others {
        let top = top(&mut workbook, &other).unwrap_or_else(|_| vec![Vec::new()]);
        if !top.is_empty() {
            cells.others.push(OtherSheet { name: other, top });
        }
    }
    Ok((name, cells))
}

/// The first rows of a sheet, one more than a header is looked for in; none if nothing stands in it.
fn top(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Vec<Vec<String>>, ReadError> {
    let mut cells = Cells::default();
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    while let Some((cell, _)) = reader.next_cell_with_style_id()? {
        cells.push(cell.get_position(), cell.get_value(), &NumberFormat::default());
        let read = usize::try_from(cells.height).unwrap_or(usize::MAX);
        if read > ROWS_SEARCHED {
            break;
        }
    }
    Ok((0..cells.height).take(ROWS_SEARCHED + 1).map(|row| cells.row(row)).collect())
}

fn formula_text(formula: &XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula.clone(),
        // That a formula is there is all that is known of a form that calamine may add, or of one that repeats another.
        _ => "…".to_owned(),
    }
}

impl Cells {
    fn push(&mut self, at: (u32, u32), value: &DataRef, format: &NumberFormat) {
        let (row, column) = at;
        let Some(text) = text(value, format).filter(|text| !trimmed(text).is_empty()) else { return };
        if text.len() > LONGEST_CELL {
            self.long.push((at, text.len()));
            return;
        }
        if column >= MOST_COLUMNS {
            if self.far.len() <= TOLD {
                self.far.push((at, text));
            }
            return;
        }
        let column = column as usize;
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Vec::new);
        }
        if let Some(cells) = self.columns.get_mut(column) {
            cells.push((row, text));
        }
        self.height = self.height.max(row + 1);
    }

    /// Cells of which it is known without the header that they can't be used.
    pub fn tell(&self, at: &FoundAt, findings: &mut Vec<Finding>) {
        let mut add = |row: u32, say: Message| {
            let at = FoundAt { row: row.checked_add(1), ..at.clone() };
            findings.push(Finding::new(Level::Error, FindingCode::UnreadableCell, at, say));
        };
        for ((row, column), text) in self.far.iter().take(TOLD) {
            let column = usize::try_from(*column).map_or(0, |column| column + 1);
            add(*row, message!("finding-far-cell", column = column, found = super::say::quoted(text)));
        }
        for ((row, _), bytes) in self.long.iter().take(TOLD) {
            add(*row, message!("finding-long-cell", bytes = *bytes, most = LONGEST_CELL));
        }
        if let Some(((row, _), formula)) = self.valueless.first() {
            let formula = super::say::quoted(formula);
            add(*row, message!("finding-formula-without-value", cells = self.valueless.len(), formula = formula));
        }
    }

    /// The sheets that were not read: a person may have meant them too, above all where they have the table's header and rows below it.
    pub fn tell_other_sheets(&self, table: &Table, read: &FoundAt, findings: &mut Vec<Finding>) {
        let headings = Headings::new(table);
        let read_name = read.sheet.as_deref().unwrap_or_default();
        for other in &self.others {
            let at = FoundAt { sheet: Some(other.name.clone()), ..read.clone() };
            let header = headings.find(&other.top).filter(|row| row + 1 < other.top.len());
            let enough = table.columns.len().min(2);
            let (level, say) = match header {
                Some(_) if headings.headed(&other.top) >= enough => {
                    (Level::Warning, message!("finding-unread-sheet-alike", read = read_name))
                }
                Some(_) | None => (Level::Note, message!("finding-unread-sheet", read = read_name)),
            };
            findings.push(Finding::new(level, FindingCode::UnreadSheet, at, say));
        }
    }

    /// All rows, each as long as its last cell that is not blank.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![Vec::new(); self.height as usize];
        for (position, (row, text)) in
            self.columns.iter().enumerate().flat_map(|(position, cells)| cells.iter().map(move |cell| (position, cell)))
        {
            if let Some(cells) = rows.get_mut(*row as usize) {
                cells.resize(position, String::new());
                cells.push(text.clone());
            }
        }
        rows
    }

    fn row(&self, row: u32) -> Vec<String> {
        let cell = |cells: &Vec<(u32, String)>| {
            let found = cells.binary_search_by_key(&row, |(row, _)| *row).ok()?;
            cells.get(found).map(|(_, text)| text.clone())
        };
        self.columns.iter().map(|cells| cell(cells).unwrap_or_default()).collect()
    }

    /// The rows from `first` on in which anything stands, with the columns of the header as texts and the row as a person counts. What
    /// stands under no header takes two columns, however far it lies.
    fn frame(
        &self,
        first: u32,
        positions: &[Option<usize>],
        leftmost: usize,
        strays: &Strays,
    ) -> Result<DataFrame, ReadError> {
        let rows: BTreeSet<u32> =
            self.columns.iter().flatten().map(|(row, _)| *row).filter(|row| *row >= first).collect();
        let mut columns: Vec<Column> = Vec::new();
        let headed: BTreeSet<usize> = positions.iter().flatten().copied().chain([leftmost]).collect();
        for position in headed {
            let cells = self.columns.get(position).map_or(&[] as &[(u32, String)], Vec::as_slice);
            let mut cells = cells.iter().skip_while(|(row, _)| *row < first).peekable();
            let texts = rows.iter().map(|row| cells.next_if(|(at, _)| at == row).map(|(_, text)| text.as_str()));
            columns.push(StringChunked::from_iter_options(position_name(position).into(), texts).into_column());
        }
        for (name, positions) in [(BEYOND, &strays.beyond), (UNHEADED, &strays.unheaded)] {
            let mut found: BTreeMap<u32, &str> = BTreeMap::new();
            for (row, text) in positions.iter().filter_map(|position| self.columns.get(*position)).flatten() {
                found.entry(*row).or_insert(text.as_str());
            }
            let texts = rows.iter().map(|row| found.get(row).copied());
            columns.push(StringChunked::from_iter_options(name.into(), texts).into_column());
        }
        let counted: Vec<u32> = rows.iter().map(|row| row + 1).collect();
        let height = counted.len();
        columns.push(Series::new(column_names::ROW.into(), counted).into_column());
        Ok(DataFrame::new(height, columns)?)
    }
}

fn number_format(style: &Style) -> NumberFormat {
    style.number_format.as_ref().map_or_else(NumberFormat::default, |format| NumberFormat::of(&format.format_code))
}

fn text(cell: &DataRef, format: &NumberFormat) -> Option<String> {
    match cell {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(format.shown(&number.to_string())),
        DataRef::Float(number) => Some(format.shown(&decimal_text(*number))),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text.clone()),
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::Bool(truth) => Some(truth.to_string()),
        DataRef::DateTime(moment) if moment.is_datetime() => Some(moment_text(moment)),
        DataRef::DateTime(duration) => Some(decimal_text(duration.as_f64())),
        DataRef::Error(error) => Some(error.to_string()),
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
