//! What a search has asked the scoring, and what it learnt of the height that the goal takes.

use std::collections::BTreeMap;

use super::search::{Need, Oracle, Way};
use crate::figure::Exact;

/// The scoring, each question asked once, as often as a search may ask.
pub(super) struct Asked<'s> {
    ways: &'s [Way],
    need: &'s Need,
    oracle: &'s mut dyn Oracle,
    known: BTreeMap<Vec<(usize, i128)>, (bool, Exact)>,
    gains: BTreeMap<(usize, i128), Exact>,
    points: BTreeMap<(usize, i128), Exact>,
    /// The highest that did not do, although no area was short of anything.
    too_low: Option<Exact>,
    calls: u32,
    most_calls: u32,
    looks: u32,
}

/// What is looked at between two questions costs time as well.
const MOST_LOOKS: u32 = 20_000;

impl<'s> Asked<'s> {
    pub fn new(ways: &'s [Way], need: &'s Need, oracle: &'s mut dyn Oracle) -> Asked<'s> {
        let (known, gains, points) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Asked { ways, need, oracle, known, gains, points, too_low: None, calls: 0, most_calls: 0, looks: 0 }
    }

    /// Whether the goal is reached with these items at these rungs, and how high the total comes.
    pub fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact) {
        let mut changes = changes.to_vec();
        changes.sort_unstable();
        if let Some(known) = self.known.get(&changes) {
            return known.clone();
        }
        self.calls += 1;
        let answer = self.oracle.ask(&changes);
        if !answer.0 && self.too_low.as_ref().is_none_or(|low| *low < answer.1) && !self.is_short(&changes) {
            self.too_low = Some(answer.1.clone());
        }
        self.known.insert(changes, answer.clone());
        answer
    }

    pub fn at_top(&mut self, chosen: &[usize]) -> (bool, Exact) {
        let changes: Vec<(usize, i128)> = chosen.iter().map(|index| (*index, self.top(*index))).collect();
        self.ask(&changes)
    }

    pub fn gain(&mut self, way: usize, rung: i128) -> Exact {
        let oracle = &mut *self.oracle;
        self.gains.entry((way, rung)).or_insert_with(|| oracle.gain(way, rung)).clone()
    }

    /// What the item itself gains with a rung.
    pub fn own(&mut self, way: usize, rung: i128) -> Exact {
        self.points(way, rung) - self.points(way, 0)
    }

    /// The points of the item itself at a rung.
    pub fn points(&mut self, way: usize, rung: i128) -> Exact {
        let oracle = &mut *self.oracle;
        self.points.entry((way, rung)).or_insert_with(|| oracle.points(way, rung)).clone()
    }

    /// The share of its points that the item has at a rung; one of no points has all of them.
    pub fn share(&mut self, way: usize, rung: i128) -> Exact {
        let full = self.ways.get(way).map(|way| way.full.clone()).unwrap_or_default();
        self.points(way, rung).checked_div(&full).unwrap_or(Exact::ONE)
    }

    /// Whether some area is still short of what it needs with these items at these rungs.
    fn is_short(&mut self, changes: &[(usize, i128)]) -> bool {
        let need = self.need;
        need.areas.iter().any(|area| {
            let own = changes.iter().filter(|(way, _)| area.ways.contains(way));
            own.map(|(way, rung)| self.own(*way, *rung)).sum::<Exact>() < area.points
        })
    }

    pub fn top(&self, way: usize) -> i128 {
        self.ways.get(way).map_or(0, Way::top)
    }

    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// Counts something that is looked at without a question.
    pub fn look(&mut self) {
        self.looks += 1;
    }

    /// Allows a share of the calls from now on.
    pub fn allow(&mut self, parts: u32, of: u32) {
        self.most_calls = self.calls + self.need.calls / of.max(1) * parts;
        self.looks = 0;
    }

    /// No more is to be asked than was allowed.
    pub fn is_spent(&self) -> bool {
        self.calls >= self.most_calls || self.looks >= MOST_LOOKS
    }

    /// Whether a total of this height, told by its gains, may do. Where the height alone decides, whatever is no higher than what did not do
    /// does not either.
    pub fn may_do(&self, height: &Exact) -> bool {
        let low = self.too_low.as_ref().filter(|_| self.need.by_height);
        let is_above = |low: &Exact| match self.need.blur.is_zero() {
            true => height > low,
            false => height + &self.need.blur >= *low,
        };
        *height >= self.need.height && low.is_none_or(is_above)
    }

    /// The least height that may do, or what it has to be above.
    pub fn edge(&self) -> (Exact, bool) {
        let low = self.too_low.as_ref().filter(|_| self.need.by_height);
        let low = low.map(|low| low - &self.need.blur);
        match low.filter(|low| *low >= self.need.height) {
            Some(low) => (low, self.need.blur.is_zero()),
            None => (self.need.height.clone(), false),
        }
    }
}
