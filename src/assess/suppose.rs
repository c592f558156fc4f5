//! What is supposed instead of what was found: for what-if and advice, and for a unit that scores itself without the others' data.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::figure::Exact;
use crate::plan::{ItemId, UnitId};

/// Figures supposed for once, and units of which nothing is known. Nothing else of the scoring changes.
///
/// A figure takes the place of what an item's measure came to: a number; the number of a class in its scale; the share of things done in
/// time (the delays of a `late` curve counted in); the mean level of labels; the share of a checklist that is ticked off; the points that
/// a person gives. The figures that other units are compared with (ranks among a group, a group's mean) stay as they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supposed {
    pub figures: BTreeMap<(UnitId, ItemId), Exact>,
    /// Points for finishing early that come with a supposed figure of things to finish.
    pub early: BTreeMap<(UnitId, ItemId), Exact>,
    /// The day on which everything is done that a supposed figure of things to finish takes for done: what finishing early gives follows.
    pub done_by: BTreeMap<(UnitId, ItemId), Date>,
    /// Units whose data are not at hand: whatever was asked of them is still to come while the year lasts, and was not sent afterwards.
    pub unknown: BTreeSet<UnitId>,
}

impl Supposed {
    /// The same with one figure more.
    pub fn with(mut self, unit: &UnitId, item: &ItemId, figure: Exact) -> Supposed {
        self.figures.insert((unit.clone(), item.clone()), figure);
        self
    }

    /// By the numbers of the roster, which `number` knows.
    pub(super) fn numbered(&self, number: impl Fn(&UnitId) -> Option<usize>) -> Numbered {
        let mut numbered = Numbered::default();
        for ((id, item), figure) in &self.figures {
            if let Some(unit) = number(id) {
                let early = self.early.get(&(id.clone(), item.clone())).cloned().unwrap_or_default();
                let supposal = Supposal::Figure { figure: figure.clone(), early };
                numbered.figures.entry(unit).or_default().insert(item.clone(), supposal);
            }
        }
        for ((id, item), day) in &self.done_by {
            if let Some(unit) = number(id) {
                numbered.done_by.insert((unit, item.clone()), *day);
            }
        }
        numbered.unknown = self.unknown.iter().filter_map(number).collect();
        numbered
    }
}

/// What is supposed of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposal {
    /// Its figure, and the points for finishing early that come with it.
    Figure { figure: Exact, early: Exact },
    /// Points of its rule, as if it applied and nothing else decided: for what no figure can be supposed for.
    Points(Exact),
}

impl From<Exact> for Supposal {
    fn from(figure: Exact) -> Supposal {
        Supposal::Figure { figure, early: Exact::ZERO }
    }
}

#[derive(Debug, Default)]
pub(super) struct Numbered {
    figures: BTreeMap<usize, BTreeMap<ItemId, Supposal>>,
    done_by: BTreeMap<(usize, ItemId), Date>,
    unknown: BTreeSet<usize>,
}

impl Numbered {
    pub fn of(&self, unit: usize, item: &ItemId) -> Option<&Supposal> {
        self.figures.get(&unit)?.get(item)
    }

    pub fn done_by(&self, unit: usize, item: &ItemId) -> Option<Date> {
        if self.done_by.is_empty() {
            return None;
        }
        self.done_by.get(&(unit, item.clone())).copied()
    }

    /// These figures for a unit instead of those supposed so far.
    pub fn suppose(&mut self, unit: usize, figures: BTreeMap<ItemId, Supposal>) {
        self.figures.insert(unit, figures);
    }

    pub fn is_unknown(&self, unit: usize) -> bool {
        self.unknown.contains(&unit)
    }
}
