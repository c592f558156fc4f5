//! Tables on paper: CSV and XLSX, as offices hand them in.

use std::error::Error;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::dice::Dice;

/// One file.
pub struct Paper {
    /// Below the data folder; the ending decides the format.
    file: String,
    /// Above the header, in a workbook.
    title: String,
    headers: &'static [&'static str],
    rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Exactly these signs.
    Text(String),
    /// A number: in a workbook a number too.
    Number(String),
    /// A ratio that a workbook shows as a percentage.
    Percent(String),
    /// A day: in a workbook a day too.
    Day(Date),
    Blank,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number.to_string())
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Cell {
        Cell::Day(day)
    }
}

impl From<Option<Date>> for Cell {
    fn from(day: Option<Date>) -> Cell {
        day.map_or(Cell::Blank, Cell::Day)
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Cell {
        Cell::from(if truth { "是" } else { "否" })
    }
}

/// `scaled` with so many decimal places: 12345 with 2 is 123.45.
pub fn decimal(scaled: i64, places: usize) -> Cell {
    Cell::Number(decimal_text(scaled, places))
}

pub fn decimal_text(scaled: i64, places: usize) -> String {
    let digits = format!("{:0width$}", scaled.abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if scaled < 0 { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A number as people type it: now and then with thousands commas or in full-width digits.
pub fn typed(scaled: i64, places: usize, dice: &mut Dice) -> Cell {
    let plain = decimal_text(scaled, places);
    match dice.between(0, 19) {
        0..=3 => Cell::Text(with_commas(&plain)),
        4 => Cell::Text(full_width(&plain)),
        5 => Cell::Text(format!(" {plain} ")),
        _ => Cell::Number(plain),
    }
}

fn with_commas(plain: &str) -> String {
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

fn full_width(plain: &str) -> String {
    plain.chars().map(|sign| char::from_u32(u32::from(sign) + 0xfee0).unwrap_or(sign)).collect()
}

/// A day as people type it.
pub fn dated(day: Option<Date>, dice: &mut Dice) -> Cell {
    let Some(day) = day else { return Cell::Blank };
    let (year, month, number) = (day.year(), day.month(), day.day());
    match dice.between(0, 9) {
        0 => Cell::Text(format!("{year}.{month}.{number}")),
        1 => Cell::Text(format!("{year}年{month}月{number}日")),
        2 => Cell::Text(format!("{year}/{month}/{number}")),
        3 => Cell::Text(format!("{year}-{month}-{number}")),
        4 => Cell::Text(day.strftime("%Y%m%d").to_string()),
        _ => Cell::Day(day),
    }
}

impl Paper {
    pub fn new(file: &str, title: &str, headers: &'static [&'static str]) -> Paper {
        Paper { file: file.to_owned(), title: title.to_owned(), headers, rows: Vec::new() }
    }

    pub fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        assert_eq!(N, self.headers.len(), "{}", self.file);
        self.rows.push(cells.into());
    }

    pub fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let path = folder.join(&self.file);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        if self.file.ends_with(".xlsx") { self.write_workbook(&path) } else { self.write_csv(&path) }
    }

    fn write_csv(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let mut writer = csv::Writer::from_path(path)?;
        writer.write_record(self.headers)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match cell {
                Cell::Text(text) | Cell::Number(text) | Cell::Percent(text) => text.clone(),
                Cell::Day(day) => day.to_string(),
                Cell::Blank => String::new(),
            }))?;
        }
        writer.flush()?;
        Ok(())
    }

    fn write_workbook(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let mut workbook = Workbook::new();
        // Without it the file would carry the time of its making.
        let made = ExcelDateTime::from_ymd(2023, 1, 9)?;
        workbook.set_properties(&DocProperties::new().set_title(&self.title).set_creation_datetime(&made));
        let sheet = workbook.add_worksheet();
        let bold = Format::new().set_bold();
        let day_format = Format::new().set_num_format("yyyy-mm-dd");
        let percent = Format::new().set_num_format("0.0%");
        let last = u16::try_from(self.headers.len())? - 1;
        sheet.merge_range(0, 0, 0, last, &self.title, &bold)?;
        for (column, header) in (0u16..).zip(self.headers) {
            sheet.write_with_format(2, column, *header, &bold)?;
            sheet.set_column_width(column, 16)?;
        }
        for (row, cells) in (3u32..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(text) => sheet.write(row, column, text)?,
                    Cell::Number(text) => sheet.write(row, column, text.parse::<f64>()?)?,
                    Cell::Percent(text) => sheet.write_with_format(row, column, text.parse::<f64>()?, &percent)?,
                    Cell::Day(day) => {
                        let (year, month, number) = (u16::try_from(day.year())?, day.month(), day.day());
                        let day = ExcelDateTime::from_ymd(year, u8::try_from(month)?, u8::try_from(number)?)?;
                        sheet.write_with_format(row, column, &day, &day_format)?
                    }
                    Cell::Blank => continue,
                };
            }
        }
        workbook.save(path)?;
        Ok(())
    }
}
