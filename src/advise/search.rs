//! The smallest set of changes that reaches a goal: fewest items, then least effort.
//!
//! Points rise with every rung of every item, so a set can reach the goal if it does with all its items at the top: the fewest items are
//! exactly the fewest ([`super::fewest`]). Among sets of that many, each item stands at a step of its curve or at the top, but for one, which is
//! lowered to the first rung that is just enough. Where gains add up, the arrangement of least effort is found by dynamic programming
//! ([`super::knapsack`]), and so it is beside one block ([`super::block`]), whose members come up to one level where the worst counts. Else
//! arrangements are looked through, as far as the calls go, and the best of them is lowered wherever that still does.
//!
//! Whether a goal is reached is only ever decided by the oracle, which is the scoring itself. It is asked so many times at most; what is then
//! not proven to be the smallest is said not to be.

mod beside_block;
#[cfg(test)]
mod tests;

use super::asked::Asked;
use super::block::Block;
use super::fewest::fewest;
use super::knapsack::{Knapsack, Sums};
use super::ladder::first;
use crate::figure::Exact;

/// One item that can be changed.
pub(super) struct Way {
    /// The steps of its curve, the top last. At least one.
    pub steps: Vec<i128>,
    /// The effort of the whole way.
    pub weight: Exact,
    /// What the item itself gains with all of it.
    pub own: Exact,
    /// The full points of the item: its weight where areas weigh.
    pub full: Exact,
    pub joins: Joins,
}

/// How what an item gains joins what the others gain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joins {
    /// It does not hang on the others, and rises with its points at one rate.
    Sum,
    /// Among the members of a block of this number, none of which is a block itself: a geometric mean, or the worst.
    Flat(usize),
    /// The same with areas among the members.
    Nested(usize),
    /// Added up with the others of this number, but no further than a cap.
    Capped(usize),
    /// It moves what the others count.
    Shifts,
}

impl Way {
    pub fn top(&self) -> i128 {
        self.steps.last().copied().unwrap_or(0)
    }

    pub fn effort(&self, rung: i128) -> Exact {
        Exact::from(rung).checked_div(&Exact::from(self.top())).unwrap_or_default() * self.weight.clone()
    }
}

/// What is asked while searching.
pub(super) trait Oracle {
    /// Whether the goal is reached with these items at these rungs, and how high the total comes.
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact);

    /// How much higher an item alone comes with a rung. Only asked where heights add up.
    fn gain(&mut self, way: usize, rung: i128) -> Exact;

    /// The points of the item itself at a rung, 0 as things stand.
    fn points(&mut self, way: usize, rung: i128) -> Exact;
}

/// What the goal asks for, and what may be spent on it.
pub(super) struct Need {
    /// The height that the goal can't do without.
    pub height: Exact,
    /// The height alone decides, once the areas have what they are short of: what comes higher than what does, does.
    pub by_height: bool,
    /// Ways apart from one another, and the points of their items that are needed of them together.
    pub areas: Vec<Short>,
    /// The blocks of flat areas.
    pub blocks: Vec<Block>,
    /// To how much the points of an area are rounded.
    pub grain: Exact,
    /// How far a height may be off the sum of its gains, where areas are rounded by themselves.
    pub blur: Exact,
    /// So many questions to the oracle, beside a few for each way.
    pub calls: u32,
}

/// What an area is short of.
#[derive(Debug, Clone)]
pub(super) struct Short {
    pub ways: Vec<usize>,
    pub points: Exact,
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
    let mut asked = Asked::new(ways, need, oracle);
    let (reached, base) = asked.ask(&[]);
    if reached {
        let (changes, effort) = (Vec::new(), Exact::ZERO);
        return Some(Found { changes, effort, fewest_proven: true, effort_proven: true, calls: asked.calls() });
    }
    let all: Vec<usize> = (0..ways.len()).collect();
    if !asked.at_top(&all).0 {
        return None;
    }
    asked.allow(1, 2);
    let fewest = fewest(ways, need, &base, &mut asked);
    asked.allow(1, 4);
    let tops: Vec<(usize, i128)> = fewest.chosen.iter().map(|index| (*index, asked.top(*index))).collect();
    let mut search = Search { ways, need, base, asked: &mut asked, best: None };
    // What is known to do, lowered, makes the bounds bite from the start.
    search.take(search.effort_of(&tops), tops.clone());
    let adds_up = ways.iter().all(|way| way.joins == Joins::Sum);
    let by_sums = match adds_up {
        true => search.by_knapsack(tops.len()),
        false => search.by_block(tops.len()),
    };
    // Where something else decides as well, a few arrangements are soon looked through.
    let is_told = adds_up && need.by_height;
    let effort_proven = by_sums || !is_told && search.by_looking(&tops);
    let best = search.best?;
    let mut changes = best.1;
    changes.sort_unstable();
    Some(Found {
        changes,
        effort: best.0,
        fewest_proven: fewest.is_proven,
        effort_proven: effort_proven && fewest.is_proven,
        calls: asked.calls(),
    })
}

struct Search<'s, 'a> {
    ways: &'s [Way],
    need: &'s Need,
    base: Exact,
    asked: &'s mut Asked<'a>,
    best: Option<(Exact, Vec<(usize, i128)>)>,
}

/// States that a pass may hold: a narrow one first, so that the wider ones know what to beat.
const WIDTHS: [usize; 3] = [200, 2_000, 20_000];

impl Search<'_, '_> {
    fn effort_of(&self, changes: &[(usize, i128)]) -> Exact {
        let each = changes.iter().filter_map(|(index, rung)| Some(self.ways.get(*index)?.effort(*rung)));
        each.sum()
    }

    fn is_better(&self, effort: &Exact) -> bool {
        self.best.as_ref().is_none_or(|best| *effort < best.0)
    }

    fn take(&mut self, effort: Exact, changes: Vec<(usize, i128)>) {
        if self.is_better(&effort) {
            self.best = Some((effort, changes));
        }
    }

    /// Lowers items of a set that does as far as they go, one after the other, each of them first once.
    fn lower(&mut self, changes: &[(usize, i128)]) {
        for start in 0..changes.len() {
            if self.asked.is_spent() {
                return;
            }
            let mut lowered = changes.to_vec();
            for at in (start..changes.len()).chain(0..start) {
                let Some((way, top)) = lowered.get(at).copied() else { continue };
                let asked = &mut *self.asked;
                let mut with = lowered.clone();
                let rung = first(top - 1, |below| {
                    if let Some(change) = with.get_mut(at) {
                        *change = (way, below + 1);
                    }
                    asked.ask(&with).0
                });
                if let (Some(change), Some(rung)) = (lowered.get_mut(at), rung) {
                    change.1 = rung + 1;
                }
                if self.asked.is_spent() {
                    break;
                }
            }
            self.take(self.effort_of(&lowered), lowered);
        }
    }

    /// The arrangement of least effort where gains add up, and whether nothing less was left out.
    fn by_knapsack(&mut self, count: usize) -> bool {
        self.asked.allow(1, 2);
        if let Some((_, tops)) = self.best.clone() {
            for free in &tops {
                let fixed: Vec<(usize, i128)> = tops.iter().copied().filter(|change| change != free).collect();
                let gains = fixed.iter().map(|(way, rung)| self.asked.gain(*way, *rung));
                let height = gains.fold(self.base.clone(), |sum, gain| sum + gain);
                self.lower_last(&fixed, free.0, Some(&height));
            }
        }
        let members: Vec<usize> = (0..self.ways.len()).collect();
        let base = self.base.clone();
        self.pack(&members, count, &[], &base)
    }

    /// The least effort of so many of the members, whose gains add up, beside what is fixed and brings the total to this height; and whether
    /// nothing less was left out.
    fn pack(&mut self, members: &[usize], count: usize, beside: &[(usize, i128)], height: &Exact) -> bool {
        let asked = &mut *self.asked;
        let steps = self.ways.iter().enumerate();
        let gains: Vec<Vec<Exact>> = steps
            .map(|(index, way)| match members.contains(&index) {
                true => way.steps.iter().map(|rung| asked.gain(index, *rung)).collect(),
                false => Vec::new(),
            })
            .collect();
        let spent = self.effort_of(beside);
        for width in WIDTHS {
            let (edge, is_above) = self.asked.edge();
            let missing = &edge - height;
            let blur = &self.need.blur * &Exact::from(2);
            let sums = Sums { ways: self.ways, members, gains: &gains, areas: &self.need.areas };
            let knapsack = Knapsack::new(&sums, count, (&missing, is_above), &blur, self.asked);
            let known = |best: &Option<(Exact, Vec<(usize, i128)>)>| {
                best.as_ref().map_or(i128::MAX, |best| knapsack.effort(&(&best.0 - &spent)))
            };
            let pass = knapsack.pass(width, known(&self.best));
            let mut missed: Option<Exact> = None;
            for packing in pass.packings {
                if packing.bound >= known(&self.best) {
                    break;
                }
                if self.asked.is_spent() {
                    return false;
                }
                let step = |(way, step): &(usize, usize)| Some((*way, *self.ways.get(*way)?.steps.get(*step)?));
                let fixed: Vec<(usize, i128)> =
                    packing.fixed.iter().filter_map(step).chain(beside.iter().copied()).collect();
                let gain = |(way, step): &(usize, usize)| gains.get(*way)?.get(*step).cloned();
                let height = packing.fixed.iter().filter_map(gain).fold(height.clone(), |sum, gain| sum + gain);
                let effort = self.lower_last(&fixed, packing.free, Some(&height));
                missed = missed.into_iter().chain(effort).min();
            }
            if pass.is_whole {
                // Where more than the height decides, what was dropped for a packing may do where that one does not.
                return self.need.by_height || missed.is_none_or(|missed| !self.is_better(&missed));
            }
        }
        false
    }

    /// The best arrangement of those that can be looked at, and whether none was left out.
    fn by_looking(&mut self, tops: &[(usize, i128)]) -> bool {
        self.lower(tops);
        self.asked.allow(1, 4);
        self.fix(0, tops.len().saturating_sub(1), &mut Vec::new());
        let is_whole = !self.asked.is_spent();
        let arranged = self.best.as_ref().map(|best| best.0.clone());
        if let Some((_, changes)) = self.best.clone() {
            self.asked.allow(1, 8);
            self.lower(&changes);
        }
        // What is lowered further is none of the arrangements, and there may be others of its kind.
        is_whole && arranged == self.best.as_ref().map(|best| best.0.clone())
    }

    /// Fixes `more` further items at steps of their curves, then lets each other item be the last one.
    fn fix(&mut self, from: usize, more: usize, fixed: &mut Vec<(usize, i128)>) {
        self.asked.look();
        if self.asked.is_spent() || !self.is_better(&self.effort_of(fixed)) {
            return;
        }
        if more == 0 {
            for free in 0..self.ways.len() {
                if !fixed.iter().any(|(index, _)| *index == free) {
                    self.lower_last(fixed, free, None);
                }
            }
            return;
        }
        // Not even all the others at the top would do.
        let is_open = |index: &usize| !fixed.iter().any(|(known, _)| known == index);
        let open = (0..self.ways.len()).filter(is_open).map(|index| (index, self.asked.top(index)));
        let most: Vec<(usize, i128)> = fixed.iter().copied().chain(open).collect();
        if !self.asked.ask(&most).0 {
            return;
        }
        for index in from..self.ways.len() {
            let steps = self.ways.get(index).map(|way| way.steps.clone()).unwrap_or_default();
            for rung in steps.into_iter().rev() {
                fixed.push((index, rung));
                self.fix(index + 1, more - 1, fixed);
                fixed.pop();
            }
        }
    }

    /// Lowers the last item to the first rung that is just enough. Gives the effort that the `height` of the others let
    /// expect, if that is not enough.
    fn lower_last(&mut self, fixed: &[(usize, i128)], free: usize, height: Option<&Exact>) -> Option<Exact> {
        let way = self.ways.get(free)?;
        let (top, effort) = (way.top(), self.effort_of(fixed));
        let asked = &mut *self.asked;
        let lowest = match height {
            Some(height) => first(top, |rung| {
                let height = height + &asked.gain(free, rung);
                asked.may_do(&height)
            })?
            .max(1),
            None => 1,
        };
        let expected = &effort + &way.effort(lowest);
        if !self.is_better(&expected) {
            return None;
        }
        let asked = &mut *self.asked;
        let mut reached = |rung: i128| {
            let mut changes = fixed.to_vec();
            changes.push((free, rung));
            asked.ask(&changes).0
        };
        let is_enough = reached(lowest);
        let rung = match is_enough {
            true => Some(lowest),
            false => first(top - lowest, |above| reached(lowest + above)).map(|above| lowest + above),
        };
        if let Some(rung) = rung {
            let mut changes = fixed.to_vec();
            changes.push((free, rung));
            self.take(effort + way.effort(rung), changes);
        }
        (!is_enough).then_some(expected)
    }
}
