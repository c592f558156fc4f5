//! Whose a row is where rows roll up, and which rows are of one thing.
//!
//! Two townships may each have a plot No. 1. So what rows are held together by (a join, a group, one of alike rows, different values) holds
//! within the units that are written in them, at a level as without one; only what is counted and summed of them at the end is the
//! level's. A row that names several units is of each of them, and still one row.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// The units that a row is of, among those whose rows count for the same unit: the one written in it, or all that it names. Without a
/// level it is the unit for which the row counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    One(u32),
    /// More than one, sorted, each once.
    Several(Arc<[u32]>),
}

impl Own {
    /// `None`: there are no units.
    pub fn of(units: impl IntoIterator<Item = u32>) -> Option<Own> {
        let mut units: Vec<u32> = units.into_iter().collect();
        units.sort_unstable();
        units.dedup();
        match units.as_slice() {
            [] => None,
            [one] => Some(Own::One(*one)),
            [_, _, ..] => Some(Own::Several(units.into())),
        }
    }

    pub fn units(&self) -> &[u32] {
        match self {
            Own::One(unit) => std::slice::from_ref(unit),
            Own::Several(units) => units,
        }
    }

    /// Those of them that the others are of too.
    pub fn among(&self, others: &[u32]) -> Option<Own> {
        Own::of(self.units().iter().copied().filter(|unit| others.contains(unit)))
    }
}

/// Which rows are of one thing.
pub struct Things {
    /// For each row, the number of its thing; they are numbered in the order of their first rows.
    pub of_rows: Vec<usize>,
    pub many: usize,
}

/// Rows, given as whose they are and by what they are told apart. Two that are alike are of one thing if they share a unit, or if a third
/// like them ties them together: a row that names two townships says that what each of them calls so is the same.
pub fn things<'a, Key: Eq + Hash + Clone>(rows: impl IntoIterator<Item = (&'a [u32], Key)>) -> Things {
    let mut known: HashMap<(u32, Key), usize> = HashMap::new();
    let mut tied = Ties::default();
    let mut of_rows = Vec::new();
    for (units, key) in rows {
        let mut of_row: Option<usize> = None;
        for unit in units {
            let thing = *known.entry((*unit, key.clone())).or_insert_with(|| tied.new_thing());
            of_row = Some(of_row.map_or(thing, |other| tied.tie(other, thing)));
        }
        of_rows.push(of_row.unwrap_or_else(|| tied.new_thing()));
    }
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for thing in &mut of_rows {
        let next = numbers.len();
        *thing = *numbers.entry(tied.first(*thing)).or_insert(next);
    }
    Things { of_rows, many: numbers.len() }
}

/// Things of which it comes out later that they are the same: each knows an earlier one, or itself.
#[derive(Default)]
struct Ties(Vec<usize>);

impl Ties {
    fn new_thing(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn first(&mut self, mut thing: usize) -> usize {
        while let Some(earlier) = self.0.get(thing).copied().filter(|earlier| *earlier != thing) {
            // Halves the way for whoever asks next.
            let before = self.0.get(earlier).copied().unwrap_or(earlier);
            if let Some(place) = self.0.get_mut(thing) {
                *place = before;
            }
            thing = before;
        }
        thing
    }

    fn tie(&mut self, one: usize, other: usize) -> usize {
        let (one, other) = (self.first(one), self.first(other));
        let (earlier, later) = (one.min(other), one.max(other));
        if let Some(place) = self.0.get_mut(later) {
            *place = earlier;
        }
        earlier
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_rows_are_of_one_thing_where_they_share_a_unit_or_are_tied() {
        let of = |rows: &[(&'static [u32], &'static str)]| things(rows.iter().copied()).of_rows;
        assert_eq!(of(&[(&[1], "a"), (&[2], "a"), (&[1], "b"), (&[1], "a")]), [0, 1, 2, 0]);
        assert_eq!(of(&[(&[1], "a"), (&[2], "a"), (&[1, 2], "b"), (&[2], "b")]), [0, 1, 2, 2]);
        // The last row ties the others, and the thing keeps its first row's place.
        assert_eq!(of(&[(&[3], "a"), (&[2], "a"), (&[1], "a"), (&[1, 2], "a")]), [0, 1, 1, 1]);
        assert_eq!(of(&[(&[4], "a"), (&[3], "a"), (&[2, 4], "a"), (&[2, 3], "a")]), [0, 0, 0, 0]);
    }
}
