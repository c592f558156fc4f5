//! The shape of a CSV text: how wide its records are, and whether its lines end as lines do. Seen while all its bytes are read anyway.

use crate::csv_quotes::Quotes;

/// What the bytes of a CSV text say of its records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Every quote has its other one.
    pub quotes_pair: bool,
    /// How many cells the widest record has, and its row as a person counts.
    pub widest: usize,
    pub widest_row: u32,
    /// The row in which a carriage return stands that no line feed follows: readers take it for a character like any other, and the
    /// lines before and behind it for one.
    pub lone_return: Option<u32>,
}

/// Looks at bytes as they come by.
pub struct ShapeCheck {
    shape: Shape,
    quotes: Quotes,
    quoted: bool,
    cells: usize,
    row: u32,
    returned: bool,
}

impl Default for ShapeCheck {
    fn default() -> ShapeCheck {
        ShapeCheck {
            shape: Shape::default(),
            quotes: Quotes::default(),
            quoted: false,
            cells: 1,
            row: 1,
            returned: false,
        }
    }
}

impl ShapeCheck {
    pub fn push(&mut self, bytes: &[u8]) {
        self.quotes.push(bytes);
        for byte in bytes {
            if self.returned && !matches!(byte, b'\n' | b'\r') {
                self.shape.lone_return.get_or_insert(self.row);
            }
            self.returned = *byte == b'\r' && !self.quoted;
            match byte {
                b'"' => self.quoted = !self.quoted,
                b',' if !self.quoted => self.cells += 1,
                b'\n' if !self.quoted => self.end_of_record(),
                _ => {}
            }
        }
    }

    fn end_of_record(&mut self) {
        if self.cells > self.shape.widest {
            (self.shape.widest, self.shape.widest_row) = (self.cells, self.row);
        }
        self.cells = 1;
        self.row = self.row.saturating_add(1);
    }

    pub fn finish(mut self) -> Shape {
        self.end_of_record();
        Shape { quotes_pair: self.quotes.unclosed().is_none(), ..self.shape }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        let mut check = ShapeCheck::default();
        // A byte at a time, as the end of a buffer may stand anywhere.
        text.as_bytes().chunks(1).for_each(|bytes| check.push(bytes));
        check.finish()
    }

    #[test]
    fn the_widest_record_is_found_with_its_row() {
        let wide = shape("a,b\n\"c,\nc\",d,e\nf");
        assert_eq!((wide.widest, wide.widest_row, wide.quotes_pair), (3, 2, true));
        assert!(!shape("a,\"b\nc\n").quotes_pair);
    }

    #[test]
    fn a_return_alone_is_told_from_the_end_of_a_line() {
        assert_eq!(shape("a,b\rc,d\r").lone_return, Some(1));
        assert_eq!(shape("a,b\r\nc,d\re,f\r\n").lone_return, Some(2));
        for ends_well in ["a,b\r\nc,d\r\n", "a,b\r\r\nc\n", "a,\"b\rc\"\n", "a,b\r"] {
            assert_eq!(shape(ends_well).lone_return, None, "{ends_well:?}");
        }
    }
}
