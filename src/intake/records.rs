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

/// The cells of one record; of a blank line none.
pub fn cells(record: &[u8]) -> Vec<String> {
    let line = record.strip_suffix(b"\n").unwrap_or(record);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() {
        return Vec::new();
    }
    // To make a reader takes longer than to read a record without quotes.
    if !line.iter().any(|byte| matches!(byte, b'"' | b'\r')) {
        return line.split(|byte| *byte == b',').map(text).collect();
    }
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(record);
    let cells = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
    cells.iter().map(text).collect()
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_the_same_cells_with_and_without_a_reader() {
        for line in ["", "a", "a,b", "a,,", ",", " a , b ", "甲，乙,丙", "a\rb,c"] {
            for end in ["", "\n", "\r\n"] {
                let record = format!("{line}{end}");
                let mut reader =
                    ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(record.as_bytes());
                let read = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
                let read: Vec<String> = read.iter().map(text).collect();
                assert_eq!(cells(record.as_bytes()), read, "{record:?}");
            }
        }
        assert_eq!(cells(b"\"a,b\",\"c\"\"\"\n"), ["a,b", "c\""]);
    }
}
