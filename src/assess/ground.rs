//! What stands still while units are scored: the roster, the letters in force, the share of the year gone by.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::{Date, date};

use super::suppose::Numbered;
use crate::figure::{Absence, Exact, Figure};
use crate::measure::{Measured, Measures};
use crate::plan::{ItemId, Letter, Literal, Plan, UnitId, is_over};

/// What is known of a unit whose data are not at hand, while the year lasts.
static STILL_TO_COME: Measured = Measured::Figure(Figure::Absent(Absence::Pending));
/// And when it is over: nothing of it is ahead any more, the data were not sent.
static NOT_SENT: Measured = Measured::Figure(Figure::Absent(Absence::NoData));

/// Plan and measures with the look-ups that scoring makes again and again.
pub(super) struct Ground<'p> {
    pub plan: &'p Plan,
    pub measures: &'p Measures,
    /// Days gone ÷ days of the year, at the as-of date.
    pub year_gone: Exact,
    pub supposed: Numbered,
    /// Units scored in place of those below them ([`crate::assess::AssessOptions::level`]).
    pub above: BTreeSet<usize>,
    units: HashMap<&'p UnitId, usize>,
    parents: Vec<Option<usize>>,
    items: HashMap<&'p ItemId, usize>,
    /// `[item with letters][unit]`
    signed: Vec<Vec<Signed<'p>>>,
}

/// What a unit signed for one item, as it stands at the as-of date: amendments from later days are not seen, and a line that
/// names only a day leaves the figure of the line before it in force.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signed<'p> {
    pub target: Option<(&'p Literal, &'p Letter)>,
    pub due: Option<(Date, &'p Letter)>,
}

impl<'p> Ground<'p> {
    pub fn new(plan: &'p Plan, measures: &'p Measures) -> Ground<'p> {
        let units: HashMap<&UnitId, usize> =
            plan.units.iter().enumerate().map(|(index, unit)| (&unit.id, index)).collect();
        let parents = plan.units.iter().map(|unit| units.get(unit.parent.as_ref()?).copied()).collect();
        let mut ground = Ground {
            plan,
            measures,
            year_gone: year_gone(plan.year, measures.as_of),
            supposed: Numbered::default(),
            above: BTreeSet::new(),
            units,
            parents,
            items: HashMap::new(),
            signed: Vec::new(),
        };
        ground.read_letters();
        ground
    }

    fn read_letters(&mut self) {
        let mut letters: Vec<&Letter> = self
            .plan
            .letters
            .iter()
            .filter(|letter| letter.from.is_none_or(|from| from <= self.measures.as_of))
            .collect();
        // The sort is stable: of two lines from the same day the later in the file wins.
        letters.sort_by_key(|letter| letter.from);
        for letter in letters {
            let Some(&unit) = self.units.get(&letter.unit) else { continue };
            let number = *self.items.entry(&letter.item).or_insert_with(|| {
                self.signed.push(vec![Signed::default(); self.plan.units.len()]);
                self.signed.len() - 1
            });
            let Some(signed) = self.signed.get_mut(number).and_then(|units| units.get_mut(unit)) else { continue };
            if let Some(target) = &letter.target {
                signed.target = Some((target, letter));
            }
            if let Some(due) = letter.due {
                signed.due = Some((due, letter));
            }
        }
    }

    pub fn unit(&self, id: &UnitId) -> Option<usize> {
        self.units.get(id).copied()
    }

    pub fn parent(&self, unit: usize) -> Option<usize> {
        self.parents.get(unit).copied().flatten()
    }

    /// Whose figure a unit inherits: its parent's; a unit that stands for those below it has its own, as they would have inherited it.
    pub fn inherited_from(&self, unit: usize) -> Option<usize> {
        if self.above.contains(&unit) { Some(unit) } else { self.parent(unit) }
    }

    /// The number under which an item's letters are kept.
    pub fn letters_of(&self, item: &ItemId) -> Option<usize> {
        self.items.get(item).copied()
    }

    pub fn signed(&self, letters: Option<usize>, unit: usize) -> Signed<'p> {
        letters.and_then(|number| self.signed.get(number)?.get(unit)).copied().unwrap_or_default()
    }

    /// Of how many rows of a question it isn't known whether and where they belong.
    pub fn doubts(&self, question: Option<usize>, unit: usize) -> u64 {
        question.map_or(0, |question| self.measures.doubts(question, unit))
    }

    /// Whether its answer may turn out to be any other, although there is one.
    pub fn is_in_doubt(&self, question: Option<usize>, unit: usize) -> bool {
        question.is_some_and(|question| self.measures.is_in_doubt(question, unit))
    }

    pub fn answer(&self, question: Option<usize>, unit: usize) -> Option<&'p Measured> {
        let found = self.measures.answer(question?, unit)?;
        if !self.supposed.is_unknown(unit) {
            return Some(found);
        }
        Some(if is_over(self.plan.year, self.measures.as_of) { &NOT_SENT } else { &STILL_TO_COME })
    }
}

fn year_gone(year: i16, as_of: Date) -> Exact {
    if as_of.year() != year {
        return if as_of.year() < year { Exact::ZERO } else { Exact::ONE };
    }
    let days = date(year, 1, 1).days_in_year();
    Exact::ratio(i64::from(as_of.day_of_year()), i64::from(days)).unwrap_or_default()
}
