//! Cells that name units, as rules compare and count them: by the name in the roster, however they are written.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::PlHashMap;

use super::cell::{Absences, Cell, TextCells, read_text};
use super::roster::{Resolved, Roster, several};

/// A column that names units: whatever way a unit is written, its value is the unit's name in the roster, and of several units their names
/// in the order of the roster. What names none, or may be more than one, stays as it is written.
#[derive(Debug, Clone)]
pub struct UnitCells {
    texts: TextCells,
    roster: Arc<Roster>,
    many: bool,
}

impl UnitCells {
    pub fn new(roster: &Arc<Roster>, many: bool) -> UnitCells {
        UnitCells { texts: TextCells::new(&[]), roster: Arc::clone(roster), many }
    }

    /// `known` holds what has been resolved in this chunk.
    pub fn read<'t>(
        &'t self,
        absences: &Absences,
        text: &'t str,
        known: &mut PlHashMap<&'t str, Cow<'t, str>>,
    ) -> Cell<Cow<'t, str>> {
        read_text(&self.texts, absences, text).map(|text| known.entry(text).or_insert_with(|| self.named(text)).clone())
    }

    fn named<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        let of = |part: &str| match self.roster.resolve(part) {
            Resolved::Unit(unit) => Some(unit),
            Resolved::Ambiguous(_) | Resolved::Unknown => None,
        };
        if !self.many {
            return of(text).and_then(|unit| self.roster.name(unit)).map_or(Cow::Borrowed(text), Cow::Borrowed);
        }
        let units: Option<BTreeSet<u32>> = several(text).map(of).collect();
        let names = units.filter(|units| !units.is_empty()).map(|units| {
            let names: Vec<&str> = units.iter().filter_map(|unit| self.roster.name(*unit)).collect();
            names.join("、")
        });
        names.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::roster::tests::roster;

    #[test]
    fn a_unit_is_the_same_however_it_is_written() {
        let roster = Arc::new(roster(&[("西河镇", &["xihe"]), ("东山镇", &[])]));
        let read = |many: bool, text: &'static str| {
            let cells = UnitCells::new(&roster, many);
            match cells.read(&Absences::of(&[]), text, &mut PlHashMap::default()) {
                Cell::Is(name) => name.into_owned(),
                Cell::Absent(_) | Cell::Unreadable(_) => String::new(),
            }
        };
        for text in ["西河镇", "西河", "xihe", " 西河镇人民政府 ", "西　河镇"] {
            assert_eq!(read(false, text), "西河镇", "{text}");
        }
        // Nobody's name stays as it is written, to be told with the nearest.
        assert_eq!((read(false, "南山镇"), read(false, "—")), ("南山镇".to_owned(), String::new()));
        for text in ["西河、东山", "东山镇，西河镇", "西河镇/东山镇/西河"] {
            assert_eq!(read(true, text), "西河镇、东山镇", "{text}");
        }
        assert_eq!((read(true, "东山"), read(true, "东山、南山")), ("东山镇".to_owned(), "东山、南山".to_owned()));
    }
}
