//! The records of a text, and their cells.

/// One record: its cells, and the byte behind its last.
pub struct Record {
    pub cells: Vec<String>,
    pub end: usize,
}

/// The first records of a text, blank lines included. A line break between quotes belongs to its cell.
pub fn records(text: &[u8], most: usize) -> Vec<Record> {
    let mut records = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (position, byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                records.push(record(text, start, position + 1));
                start = position + 1;
            }
            _ => {}
        }
        if records.len() == most {
            return records;
        }
    }
    if start < text.len() {
        records.push(record(text, start, text.len()));
    }
    records
}

fn record(text: &[u8], start: usize, end: usize) -> Record {
    let bytes = text.get(start..end).unwrap_or_default();
    let bytes = if start == 0 { bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes) } else { bytes };
    Record { cells: cells(bytes), end }
}

/// The cells of one record.
pub fn cells(record: &[u8]) -> Vec<String> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(record);
    let cells = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
    cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}
