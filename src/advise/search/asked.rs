//! What a search has asked the scoring.

use std::collections::BTreeMap;

use super::bounds::Rungs;
use super::tree::packed;
use super::way::{Oracle, Way};
use crate::figure::Exact;

/// The scoring, each question asked once, as often as a search may ask.
pub(super) struct Asked<'s> {
    ways: &'s [Way],
    oracle: &'s mut dyn Oracle,
    known: BTreeMap<Vec<(usize, i128)>, (bool, Exact)>,
    points: BTreeMap<(usize, i128), i128>,
    /// So many questions, beside a few for each way.
    limit: u32,
    calls: u32,
    most_calls: u32,
    looks: u32,
}

/// What is looked at between two questions costs time as well.
const MOST_LOOKS: u32 = 20_000;

impl<'s> Asked<'s> {
    pub fn new(ways: &'s [Way], limit: u32, oracle: &'s mut dyn Oracle) -> Asked<'s> {
        let (known, points) = (BTreeMap::new(), BTreeMap::new());
        Asked { ways, oracle, known, points, limit, calls: 0, most_calls: 0, looks: 0 }
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
        self.known.insert(changes, answer.clone());
        answer
    }

    pub fn at_top(&mut self, chosen: &[usize]) -> (bool, Exact) {
        let changes: Vec<(usize, i128)> = chosen.iter().map(|index| (*index, self.top(*index))).collect();
        self.ask(&changes)
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
        self.most_calls = self.calls + self.limit / of.max(1) * parts;
        self.looks = 0;
    }

    /// No more is to be asked than was allowed.
    pub fn is_spent(&self) -> bool {
        self.calls >= self.most_calls || self.looks >= MOST_LOOKS
    }

    /// The points of the item itself at a rung.
    pub fn points(&mut self, way: usize, rung: i128) -> i128 {
        let oracle = &mut *self.oracle;
        *self.points.entry((way, rung)).or_insert_with(|| packed(&oracle.points(way, rung)))
    }
}

/// The items of a search as its bounds and fronts know them.
pub(super) struct Climbing<'s, 'a> {
    pub asked: &'s mut Asked<'a>,
    /// Of each way what all of it takes.
    pub weights: Vec<i128>,
    pub steps: Vec<Vec<i128>>,
}

/// Efforts stand to so many decimals of the heaviest weight.
const EFFORT_PLACES: u32 = 12;

impl<'s, 'a> Climbing<'s, 'a> {
    /// `fine`: at each of its rungs an item may stand where those are few.
    pub fn new(ways: &[Way], fine: bool, asked: &'s mut Asked<'a>) -> Climbing<'s, 'a> {
        let heaviest = ways.iter().map(|way| way.weight.clone()).max().unwrap_or(Exact::ONE);
        let weight = |way: &Way| {
            let share = way.weight.checked_div(&heaviest).unwrap_or(Exact::ONE);
            share.times_power_of_ten(EFFORT_PLACES).floor().to_i128().unwrap_or(0)
        };
        let steps = ways.iter().map(|way| if fine { way.stands() } else { way.steps.clone() });
        Climbing { weights: ways.iter().map(weight).collect(), steps: steps.collect(), asked }
    }

    pub fn effort_of(&self, changes: &[(usize, i128)]) -> i128 {
        changes.iter().map(|(way, rung)| self.effort(*way, *rung)).sum()
    }
}

impl Rungs for Climbing<'_, '_> {
    fn points(&mut self, way: usize, rung: i128) -> i128 {
        self.asked.points(way, rung)
    }

    fn effort(&self, way: usize, rung: i128) -> i128 {
        self.weights.get(way).map_or(0, |weight| weight * rung / self.asked.top(way).max(1))
    }

    fn steps(&self, way: usize) -> Vec<i128> {
        self.steps.get(way).cloned().unwrap_or_default()
    }
}
