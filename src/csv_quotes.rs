//! Quotes in a CSV text: one that nothing closes makes a single cell of everything behind it, and every reader of CSV takes it so in silence.

/// The line of the quote that nothing closes, as a person counts; `None` where all are closed.
///
/// A quote that begins a cell ends one too: where the next quote stands in the middle of a cell, the first was never closed, and what
/// comes behind is not to be trusted, be the quotes of the file even in number or odd. Where all pairs look right, it is the last.
pub fn unclosed(text: &[u8]) -> Option<u32> {
    let mut quotes = Quotes::default();
    quotes.push(text);
    quotes.unclosed()
}

/// Reads a text piece by piece, as large as it may be.
#[derive(Debug)]
pub struct Quotes {
    at: At,
    line: u32,
    /// The line of the quote that began the cell.
    opened: u32,
    /// Quotes in the middle of the cells of this record: they mean nothing to one reader and open a cell to another.
    inside: u32,
    found: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    CellStart,
    Cell,
    Quoted,
    /// Behind a quote that ends the cell, or is the first of a doubled one.
    Closing,
}

impl Default for Quotes {
    fn default() -> Quotes {
        Quotes { at: At::CellStart, line: 1, opened: 1, inside: 0, found: None }
    }
}

/// The bytes of a mark at the beginning of a text that says how it is encoded.
const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

impl Quotes {
    pub fn push(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.found.is_some() {
                return;
            }
            self.take(*byte);
        }
    }

    fn take(&mut self, byte: u8) {
        self.at = match (self.at, byte) {
            (At::Quoted, b'"') => At::Closing,
            (At::Quoted, b'\n') => {
                self.line = self.line.saturating_add(1);
                At::Quoted
            }
            (At::Quoted, _) => At::Quoted,
            (At::Closing, b'"') => At::Quoted,
            (At::CellStart, b'"') => {
                self.opened = self.line;
                At::Quoted
            }
            (At::Cell, b'"') => {
                self.inside = self.inside.saturating_add(1);
                At::Cell
            }
            (At::CellStart | At::Cell | At::Closing, b',') => At::CellStart,
            (At::CellStart | At::Cell | At::Closing, b'\n') => {
                self.end_record();
                self.line = self.line.saturating_add(1);
                At::CellStart
            }
            (At::Closing, b'\r' | b' ' | b'\t') => At::Closing,
            (At::Closing, _) => {
                self.found = Some(self.opened);
                At::Cell
            }
            (At::CellStart, byte) if self.line == 1 && BYTE_ORDER_MARK.contains(&byte) => At::CellStart,
            (At::CellStart | At::Cell, _) => At::Cell,
        };
    }

    fn end_record(&mut self) {
        if self.inside % 2 == 1 {
            self.found = Some(self.line);
        }
        self.inside = 0;
    }

    /// At the end of the text: the line of the quote that nothing closes.
    pub fn unclosed(mut self) -> Option<u32> {
        if self.found.is_none() {
            match self.at {
                At::Quoted => self.found = Some(self.opened),
                At::CellStart | At::Cell | At::Closing => self.end_record(),
            }
        }
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::{Quotes, unclosed};

    #[test]
    fn the_quote_that_nothing_closes_is_found() {
        for whole in
            ["a,b\n", "\"a\nb\",c\n", "\"say \"\"a\"\"\",c\n", "", "a,\"b\" \r\nc,d\r\n", "\u{feff}\"a\nb\",c\n"]
        {
            assert_eq!(unclosed(whole.as_bytes()), None, "{whole}");
        }
        assert_eq!(unclosed(b"a,b\n\"c,d\ne,f\n"), Some(2));
        assert_eq!(unclosed(b"a,b\n\"c,d\n\"e\",f\n"), Some(2), "the quotes behind it are all right");
        assert_eq!(unclosed(b"\"a\nb\",c\nd,\"e\n"), Some(3));
    }

    /// The second quote seems to close the first, and everything between the two is one cell.
    #[test]
    fn two_quotes_that_nothing_closes_are_no_pair() {
        let roster = "id,name,kind,note\na,东山镇,镇,\"东山\nb,西河镇,镇,\nc,南镇,镇,\"南乡\nd,北镇,镇,\n";
        assert_eq!(unclosed(roster.as_bytes()), Some(2));
        let mut pieces = Quotes::default();
        for piece in roster.as_bytes().chunks(3) {
            pieces.push(piece);
        }
        assert_eq!(pieces.unclosed(), Some(2));
    }

    #[test]
    fn quotes_inside_a_cell_must_pair_within_their_line() {
        assert_eq!(unclosed("a,他说\"好\"\nb,c\n".as_bytes()), None);
        assert_eq!(unclosed("a,b\n5\"管,c\nd,6\"管\n".as_bytes()), Some(2));
    }
}
