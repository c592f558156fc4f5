//! What leaves a figure open that is there, or says why there is none: rows that can't be placed, and what was handed in and can't be used.

use std::collections::BTreeSet;

use super::reason::say_places;
use super::{Judge, Seen};
use crate::intake::{FoundAt, Unused};
use crate::message;
use crate::words::Message;

/// What leaves a figure open that is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::assess) struct Doubts {
    rows: u64,
    unread: bool,
    /// Cells that can't be read.
    pub(super) cells: Vec<FoundAt>,
    /// Rows that may be the unit's or another's.
    ambiguous: Vec<FoundAt>,
    /// Rows of the unit that may be of this year or another.
    yearless: Vec<FoundAt>,
    /// Rows with more cells than the header.
    shifted: Vec<FoundAt>,
}

impl Doubts {
    pub fn beside(self, reason: Message, seen: &Seen) -> Message {
        let cells = say_places(&self.cells).filter(|_| !seen.tells_cells);
        let rows = self.rows;
        let mut reason = match (rows, cells) {
            (0, None) => reason,
            (0, Some(places)) => message!("reason-cells-unreadable", reason = reason, places = places),
            (_, Some(places)) => message!("reason-rows-unreadable", reason = reason, rows = rows, places = places),
            // Of cells that the reason names already, or of others: which they are is not known here.
            (_, None) if !self.cells.is_empty() => message!("reason-rows-also-in-doubt", reason = reason, rows = rows),
            (_, None) => message!("reason-rows-in-doubt", reason = reason, rows = rows),
        };
        if let Some(places) = say_places(&self.ambiguous) {
            reason = message!("reason-rows-ambiguous", reason = reason, places = places);
        }
        if let Some(places) = say_places(&self.yearless) {
            reason = message!("reason-rows-yearless", reason = reason, places = places);
        }
        if let Some(places) = say_places(&self.shifted) {
            reason = message!("reason-rows-shifted", reason = reason, places = places);
        }
        match self.unread {
            true => message!("reason-partly-unread", reason = reason),
            false => reason,
        }
    }
}

impl Judge<'_, '_> {
    /// Of how many rows nobody knows yet whether they count, whether there may be some that nobody has seen, and what was handed in for the
    /// figure and can't be used.
    pub fn doubts(&self) -> Doubts {
        let rows = |question: &usize| self.ground.doubts(Some(*question), self.unit);
        let is_unread = |question: &usize| self.ground.measures.is_partly_unread(*question);
        let mut doubts = Doubts {
            rows: self.ready.questions.iter().map(rows).max().unwrap_or_default(),
            unread: self.ready.questions.iter().any(is_unread),
            ..Doubts::default()
        };
        let measures = self.ground.measures;
        let unusable = self.ready.questions.iter().flat_map(|question| measures.unusable(*question, self.unit));
        let unusable: BTreeSet<(&FoundAt, &Unused)> = unusable.map(|unusable| (&unusable.at, &unusable.what)).collect();
        for (at, what) in unusable {
            let places = match what {
                Unused::Cell { column: _ } => &mut doubts.cells,
                Unused::OfSomeUnit => &mut doubts.ambiguous,
                Unused::OfSomeYear => &mut doubts.yearless,
                Unused::Shifted => &mut doubts.shifted,
            };
            places.push(at.clone());
        }
        doubts
    }
}
