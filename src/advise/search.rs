//! The smallest set of changes that reaches a goal: fewest items, then least effort.
//!
//! Points rise with every rung of every item, so a set can reach the goal if it does with all its items at the top: the fewest items are
//! exactly the fewest ([`fewest`]). Among sets of that many each item stands at a step of its curve or at the top, but for one thing that is
//! brought up to what is just enough, and the least effort of those is found exactly ([`least`]): over the tree in which the total comes
//! of its items ([`tree`]), within bounds that cut what can't be less ([`bounds`]).
//!
//! Whether a goal is reached is only ever decided by the oracle, which is the scoring itself. Where the tree does not tell all that decides, sets
//! are looked through ([`looking`]), and what is then not proven to be the smallest is said not to be.

mod asked;
mod bounds;
mod fewest;
mod front;
mod hull;
mod least;
mod logarithm;
mod looking;
#[cfg(test)]
mod tests;
pub(super) mod tree;
pub(super) mod way;

use self::asked::{Asked, Climbing};
use self::bounds::bounds;
use self::fewest::fewest;
use self::least::within;
use self::looking::Looking;
use self::tree::{Tree, packed};
use self::way::{Oracle, Way, effort_of};
use crate::figure::Exact;

/// What the goal asks for, and what may be spent on it.
pub(super) struct Need {
    /// The goal is reached where one of these is.
    pub wants: Vec<Want>,
    /// And nowhere else.
    pub are_all: bool,
    /// So many questions to the oracle, beside a few for each way.
    pub calls: u32,
}

/// The total is to come so high, and all below it to what it needs.
pub(super) struct Want {
    pub tree: Tree,
    pub height: Exact,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// By the number of the way, in the order of the ways.
    pub changes: Vec<(usize, i128)>,
    pub effort: Exact,
    /// No set of fewer items does.
    pub fewest_proven: bool,
    /// No arrangement of as many items is less effort.
    pub effort_proven: bool,
    /// How often the oracle was asked.
    pub calls: u32,
}

/// The smallest set; `None` only if all ways at the top do not reach the goal.
pub(super) fn search(ways: &[Way], need: &Need, oracle: &mut dyn Oracle) -> Option<Found> {
    let mut asked = Asked::new(ways, need.calls, oracle);
    if asked.ask(&[]).0 {
        let (changes, effort) = (Vec::new(), Exact::ZERO);
        return Some(Found { changes, effort, fewest_proven: true, effort_proven: true, calls: asked.calls() });
    }
    let all: Vec<usize> = (0..ways.len()).collect();
    if !asked.at_top(&all).0 {
        return None;
    }
    let told = Told { ways, need, asked: &mut asked }.smallest();
    if let Some((changes, true)) = told {
        let (effort, calls) = (effort_of(ways, &changes), asked.calls());
        return Some(Found { changes, effort, fewest_proven: true, effort_proven: true, calls });
    }
    // As few as the tree tells are the fewest, whatever they take.
    let (chosen, fewest_proven) = match told {
        Some((changes, _)) => (changes.into_iter().map(|change| change.0).collect(), true),
        None => {
            let fewest = looking::fewest(ways, &mut asked);
            (fewest.chosen, fewest.is_proven)
        }
    };
    let tops: Vec<(usize, i128)> = chosen.iter().map(|index| (*index, asked.top(*index))).collect();
    let mut looking = Looking { ways, asked: &mut asked, best: None };
    let is_whole = looking.look(&tops);
    let (effort, mut changes) = looking.best?;
    changes.sort_unstable();
    Some(Found { changes, effort, fewest_proven, effort_proven: is_whole && fewest_proven, calls: asked.calls() })
}

/// What the trees tell.
struct Told<'s, 'a> {
    ways: &'s [Way],
    need: &'s Need,
    asked: &'s mut Asked<'a>,
}

/// Of more items the least effort takes longer than anybody waits.
const MOST_WAYS: usize = 150;
/// What the tree tells may be off the scoring by so much.
const BLUR: i128 = 1_000_000;

impl Told<'_, '_> {
    /// The smallest set, and whether its effort is proven to be the least. `None` if the trees don't tell which sets do.
    fn smallest(&mut self) -> Option<(Vec<(usize, i128)>, bool)> {
        let all: Vec<usize> = (0..self.ways.len()).collect();
        if !self.need.are_all || ![Vec::new(), all].iter().all(|chosen| self.is_as_scored(&self.tops(chosen))) {
            return None;
        }
        let mut fewest_of: Vec<(&Want, Vec<usize>)> = Vec::new();
        for want in &self.need.wants {
            let mut climbing = Climbing::new(self.ways, false, self.asked);
            let found = fewest(&want.tree, packed(&want.height), &mut climbing);
            fewest_of.extend(found.map(|found| (want, found)));
        }
        let count = fewest_of.iter().map(|(_, found)| found.len()).min()?;
        fewest_of.retain(|(_, found)| found.len() == count);
        let mut best: Option<(Exact, Vec<(usize, i128)>)> = None;
        let mut are_whole = true;
        for (want, found) in &fewest_of {
            let tops = self.tops(found);
            if !self.asked.ask(&tops).0 {
                return None;
            }
            let (changes, is_whole) = match self.least(want, &tops, true) {
                (_, false) => self.least(want, &tops, false),
                whole => whole,
            };
            are_whole &= is_whole && self.is_as_scored(&changes) && self.asked.ask(&changes).0;
            let effort = effort_of(self.ways, &changes);
            if best.as_ref().is_none_or(|best| effort < best.0) {
                best = Some((effort, changes));
            }
        }
        best.map(|(_, changes)| (changes, are_whole))
    }

    fn tops(&self, chosen: &[usize]) -> Vec<(usize, i128)> {
        chosen.iter().map(|way| (*way, self.asked.top(*way))).collect()
    }

    /// Whether a tree comes to the total that the scoring comes to.
    fn is_as_scored(&mut self, changes: &[(usize, i128)]) -> bool {
        let rung = |way: usize| changes.iter().find(|change| change.0 == way).map_or(0, |change| change.1);
        let Some(want) = self.need.wants.first() else { return false };
        let asked = &mut *self.asked;
        let told = want.tree.points(|way| asked.points(way, rung(way)));
        let scored = packed(&asked.ask(changes).1);
        told.last().is_some_and(|told| (told - scored).abs() <= BLUR)
    }

    /// The least effort of as many items as these, and whether nothing was left out. With a little above the least that it may be first, then
    /// with more: the less it may be, the sooner it is known.
    fn least(&mut self, want: &Want, tops: &[(usize, i128)], fine: bool) -> (Vec<(usize, i128)>, bool) {
        if self.ways.len() > MOST_WAYS {
            return (tops.to_vec(), false);
        }
        let (count, wanted) = (tops.len(), packed(&want.height));
        let mut climbing = Climbing::new(self.ways, fine, self.asked);
        let bounds = bounds(&want.tree, count, wanted, &mut climbing);
        let least = bounds.last().and_then(|root| root.inside.free.get(count)?.effort(wanted));
        let most = climbing.effort_of(tops);
        let Some(least) = least else { return (tops.to_vec(), false) };
        let mut more = (most - least) / 64 + 1;
        loop {
            let budget = (least + more).min(most);
            let found = within(&want.tree, &bounds, &mut climbing, count, wanted, budget);
            match found.changes {
                Some(changes) if found.is_whole => return (changes, true),
                None if found.is_whole && budget < most => more *= 4,
                Some(_) | None => return (tops.to_vec(), false),
            }
        }
    }
}
