//! The scheme's own CSV files, every field with its place.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Level, Place};
use crate::scheme::yaml::characters;

/// A field without the blanks around it.
#[derive(Debug, Clone)]
pub struct Field {
    pub text: String,
    pub at: Place,
}

impl Field {
    pub fn width(&self) -> u32 {
        characters(&self.text).max(1)
    }
}

/// A column that a file may have, and the headers under which it is known; the first is its name.
pub struct Wanted {
    pub headers: &'static [&'static str],
    pub required: bool,
}

impl Wanted {
    pub const fn required(headers: &'static [&'static str]) -> Wanted {
        Wanted { headers, required: true }
    }

    pub const fn optional(headers: &'static [&'static str]) -> Wanted {
        Wanted { headers, required: false }
    }
}

/// A row's fields in the order in which they were wanted; empty where the file has none.
pub struct Row<const N: usize> {
    pub at: Place,
    pub fields: [Field; N],
}

/// The rows of a file, or as many as can be read.
pub struct Read<const N: usize> {
    pub rows: Vec<Row<N>>,
    /// Rows with more fields than columns, where nobody knows behind which field the one too many stands.
    pub too_long: Vec<Row<N>>,
    /// Every line is in one of the two, and every wanted column was found once.
    pub is_whole: bool,
}

impl<const N: usize> Read<N> {
    const NOTHING: Read<N> = Read { rows: Vec::new(), too_long: Vec::new(), is_whole: false };
}

pub fn read<const N: usize>(file: &str, text: &str, wanted: [Wanted; N], diagnostics: &mut Vec<Diagnostic>) -> Read<N> {
    let told = diagnostics.len();
    let file: Arc<str> = file.into();
    if let Some(line) = crate::csv_quotes::unclosed(text.as_bytes()) {
        diagnostics.push(Diagnostic::error(Place::new(file, line, 1), message!("scheme-csv-unclosed-quote")));
        return Read::NOTHING;
    }
    let mut records = records(&file, text, diagnostics).into_iter();
    let Some(header) = records.next() else {
        diagnostics.push(Diagnostic::error(Place::file(file), message!("scheme-csv-empty")));
        return Read::NOTHING;
    };
    if let [only] = header.as_slice()
        && let Some(sign) = other_separator(&only.text, &wanted)
    {
        let message = message!("scheme-csv-separator", sign = sign);
        diagnostics.push(Diagnostic::error(only.at.clone(), message).width(only.width()));
        return Read::NOTHING;
    }
    let columns = columns(&header, &wanted, diagnostics);
    if wanted.iter().zip(&columns).any(|(wanted, column)| wanted.required && column.is_none()) {
        return Read::NOTHING;
    }
    let is_whole = !diagnostics.iter().skip(told).any(|problem| problem.level == Level::Error);
    let (mut rows, mut too_long) = (Vec::new(), Vec::new());
    for record in records {
        let Some(first) = record.first() else { continue };
        if record.iter().all(|field| field.text.is_empty()) {
            continue;
        }
        let at = first.at.clone();
        let empty = || Field { text: String::new(), at: at.clone() };
        let fields = columns.map(|column| column.and_then(|column| record.get(column)).cloned().unwrap_or_else(empty));
        match record.get(header.len()).filter(|field| !field.text.is_empty()) {
            Some(beyond) => {
                let message = message!("scheme-csv-too-many-fields", fields = record.len(), columns = header.len());
                diagnostics.push(Diagnostic::error(beyond.at.clone(), message).width(beyond.width()));
                too_long.push(Row { at, fields });
            }
            None => rows.push(Row { at, fields }),
        }
    }
    Read { rows, too_long, is_whole }
}

/// The sign that parts the header into columns that are wanted, where it is no comma.
fn other_separator<const N: usize>(header: &str, wanted: &[Wanted; N]) -> Option<&'static str> {
    let is_wanted =
        |name: &str| wanted.iter().any(|wanted| wanted.headers.contains(&name.trim().to_lowercase().as_str()));
    let signs = [(';', ";"), ('；', "；"), ('\t', "Tab"), ('，', "，"), ('|', "|")];
    let parted = signs.into_iter().find(|(sign, _)| header.split(*sign).filter(|name| is_wanted(name)).count() > 1);
    parted.map(|(_, said)| said)
}

fn columns<const N: usize>(
    header: &[Field],
    wanted: &[Wanted; N],
    diagnostics: &mut Vec<Diagnostic>,
) -> [Option<usize>; N] {
    let mut columns = [None; N];
    for (number, field) in header.iter().enumerate() {
        if field.text.is_empty() {
            continue;
        }
        let name = field.text.to_lowercase();
        match wanted.iter().position(|wanted| wanted.headers.contains(&name.as_str())) {
            Some(found) => match columns.get_mut(found) {
                Some(column @ None) => *column = Some(number),
                Some(Some(_)) | None => {
                    let message = message!("scheme-twice", name = &field.text);
                    diagnostics.push(Diagnostic::error(field.at.clone(), message).width(field.width()));
                }
            },
            None => {
                let names: Vec<String> =
                    wanted.iter().filter_map(|wanted| wanted.headers.first().map(|name| (*name).to_owned())).collect();
                let message = message!("scheme-csv-unknown-header", header = &field.text);
                let problem = Diagnostic::warning(field.at.clone(), message).width(field.width());
                let all = wanted.iter().flat_map(|wanted| wanted.headers).copied();
                let near = problem.clone().nearest(&field.text, all);
                diagnostics.push(match near.help.is_empty() {
                    true => problem.help(message!("scheme-one-of", names = names)),
                    false => near,
                });
            }
        }
    }
    for (wanted, column) in wanted.iter().zip(&columns) {
        if let (true, None, Some(name), Some(first)) = (wanted.required, column, wanted.headers.first(), header.first())
        {
            let headers: Vec<String> = wanted.headers.iter().map(|header| (*header).to_owned()).collect();
            let message = message!("scheme-csv-missing-column", column = *name, headers = headers);
            diagnostics.push(Diagnostic::error(first.at.clone(), message).width(first.width()));
        }
    }
    columns
}

fn records(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<Field>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut cursor = Cursor { text, byte: 0, line: 1, column: 1 };
    let mut records = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                cursor.skip_blank_lines();
                let mut fields = Vec::with_capacity(record.len());
                for field in &record {
                    let at = Place::new(file.clone(), cursor.line, cursor.column);
                    fields.push(Field { text: field.trim().to_owned(), at });
                    cursor.over_field();
                }
                records.push(fields);
            }
            Err(error) => {
                let line = error.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(0));
                let message = message!("scheme-csv-syntax", reason = error.to_string());
                diagnostics.push(Diagnostic::error(Place::new(file.clone(), line, 1), message));
                break;
            }
        }
    }
    records
}

/// Walks the text beside the CSV reader, which gives the fields' values but not where each stands.
struct Cursor<'text> {
    text: &'text str,
    byte: usize,
    line: u32,
    column: u32,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.byte..).unwrap_or_default()
    }

    fn step(&mut self, character: char) {
        self.byte += character.len_utf8();
        if character == '\n' {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        } else {
            self.column = self.column.saturating_add(1);
        }
    }

    fn skip_blank_lines(&mut self) {
        while let Some(character @ ('\n' | '\r')) = self.rest().chars().next() {
            self.step(character);
        }
    }

    /// Past the field and the comma or line end behind it.
    fn over_field(&mut self) {
        let mut quoted = false;
        while let Some(character) = self.rest().chars().next() {
            self.step(character);
            match character {
                '"' => quoted = !quoted,
                ',' | '\n' if !quoted => return,
                _ => {}
            }
        }
    }
}
