//! Rows of a text that have a comma too many although nothing stands behind the header: where the last column is one that nobody declared
//! (备注) and is blank, what is shifted ends in it, and the surplus cell is blank.

use std::io::{self, BufRead};

use super::cell::{narrow, trimmed};
use super::records::cells;

/// Gathers them, row by row.
pub struct LongerRows {
    /// How many cells the header has.
    width: usize,
    /// The position of its last column, which nobody declared.
    last: usize,
    /// The row of each, as a person counts, and whether a figure stands in the last column.
    found: Vec<(u32, bool)>,
    longer: u64,
    of_all: u64,
}

impl LongerRows {
    /// `None` where the last column is declared, so that what stands in it is read and judged.
    pub fn under(header: &[String], positions: &[Option<usize>]) -> Option<LongerRows> {
        let last = header.iter().rposition(|cell| !trimmed(cell).is_empty())?;
        let is_declared = positions.contains(&Some(last));
        (!is_declared).then_some(LongerRows { width: header.len(), last, found: Vec::new(), longer: 0, of_all: 0 })
    }

    pub fn push(&mut self, row: u32, cells: &[String]) {
        let is_filled = |cell: &String| !trimmed(cell).is_empty();
        if !cells.iter().any(is_filled) {
            return;
        }
        self.of_all += 1;
        if cells.len() <= self.width {
            return;
        }
        self.longer += 1;
        let is_blank_beyond = !cells.iter().skip(self.width).any(is_filled);
        if let (true, Some(cell)) = (is_blank_beyond, cells.get(self.last).filter(|cell| is_filled(cell))) {
            let figure = narrow(trimmed(cell)).parse::<crate::figure::Exact>().is_ok();
            self.found.push((row, figure));
        }
    }

    /// The rows that are shifted. Where most rows are longer than the header, that is how the file is written (a comma ends each line), and
    /// says nothing; of one row alone a figure in the last column says it.
    pub fn shifted(self) -> Vec<u32> {
        let is_told = |figure: bool| match self.of_all {
            1 => figure,
            of_all => self.longer.saturating_mul(2) <= of_all,
        };
        self.found.into_iter().filter(|(_, figure)| is_told(*figure)).map(|(row, _)| row).collect()
    }

    /// The same of a whole text, of which the header is this record (counted from 1). A line break between quotes belongs to its cell.
    pub fn read(mut self, header: u32, mut text: impl BufRead) -> io::Result<Vec<u32>> {
        let (mut row, mut record, mut quotes) = (0u32, Vec::new(), 0);
        loop {
            let before = record.len();
            let more = text.read_until(b'\n', &mut record)?;
            quotes += record.iter().skip(before).filter(|byte| **byte == b'"').count();
            if more > 0 && quotes % 2 == 1 {
                continue;
            }
            if record.is_empty() {
                return Ok(self.shifted());
            }
            row = row.saturating_add(1);
            if row > header {
                self.push(row, &cells(&record));
            }
            record.clear();
            quotes = 0;
        }
    }
}
