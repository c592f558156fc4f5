//! The least effort where one block joins otherwise, and all others add up: the block at fixed rungs beside an item that is lowered, and the
//! block lowered beside the best of the others.

use super::super::asked::Asked;
use super::super::block::{Block, Entry, Mean, Worst, fronts, packed};
use super::super::ladder::first;
use super::{Joins, Search, Way};
use crate::figure::Exact;

/// Arrangements of a mean that are told apart, at most.
const MOST_LOWERED: usize = 20_000;
/// The effort expected, the item that is lowered, its lowest rung that may do, and what the others stand at.
type Lowered = (Exact, usize, i128, Vec<(usize, i128)>);

/// What an entry gains, a little more at the most.
fn gain_of(entry: &Entry) -> Exact {
    Exact::scaled(entry.worth, 12)
}

impl Search<'_, '_> {
    /// The arrangement of least effort where one block joins otherwise, and all others add up.
    pub(super) fn by_block(&mut self, count: usize) -> bool {
        let [block] = self.need.blocks.as_slice() else { return false };
        let is_member = |way: &Way| way.joins == Joins::Flat(block.number);
        let (members, beside): (Vec<usize>, Vec<usize>) =
            (0..self.ways.len()).partition(|index| self.ways.get(*index).is_some_and(is_member));
        let adds_up = beside.iter().all(|index| self.ways.get(*index).is_some_and(|way| way.joins == Joins::Sum));
        if !adds_up || !self.need.by_height || !self.need.areas.is_empty() || !self.need.blur.is_zero() {
            return false;
        }
        self.asked.allow(1, 1);
        let mut gains = Vec::with_capacity(beside.len());
        for index in &beside {
            let steps = self.ways.get(*index).map(|way| way.steps.clone()).unwrap_or_default();
            gains.push((*index, steps.into_iter().map(|rung| packed(&self.asked.gain(*index, rung))).collect()));
        }
        let Some(beside_fronts) = fronts(self.ways, &gains, 0, count) else { return false };
        let found = match block.is_mean {
            true => self.by_mean(block, &members, count, &beside_fronts),
            false => self.by_worst(block, &members, count, &beside_fronts),
        };
        let Some(options) = found else { return false };
        // At last what stands at fixed rungs in the block, with the item that is lowered beside it.
        for option in options {
            if self.asked.is_spent() {
                return false;
            }
            let left = count.saturating_sub(option.len());
            if option.len() > count || left > beside.len() || !self.is_better(&self.effort_of(&option)) {
                continue;
            }
            let (does, height) = self.asked.ask(&option);
            let is_whole = match left {
                0 => {
                    if does {
                        self.take(self.effort_of(&option), option);
                    }
                    true
                }
                _ => self.pack(&beside, left, &option, &height),
            };
            if !is_whole {
                return false;
            }
        }
        !self.asked.is_spent()
    }

    /// The members of a `worst` area at the first level that is just enough, beside each of the others' best; and the levels at which they may
    /// stand while another item is lowered. `None` if not all was looked at.
    fn by_worst(
        &mut self,
        block: &Block,
        members: &[usize],
        count: usize,
        beside: &[Vec<Entry>],
    ) -> Option<Vec<Vec<(usize, i128)>>> {
        let mut options = vec![Vec::new()];
        let Some(worst) = Worst::new(block, members, self.asked) else { return Some(options) };
        let top = worst.at(worst.limit(), self.asked);
        let gained = self.asked.ask(&top).1 - self.base.clone() + self.need.grain.clone();
        let least = worst.least();
        let rate = gained.checked_div(&(worst.limit() - &least)).filter(Exact::is_positive)?;
        for (from, to, number) in worst.stretches() {
            for entry in count.checked_sub(number).and_then(|left| beside.get(left)).into_iter().flatten() {
                if self.asked.is_spent() {
                    return None;
                }
                let missing =
                    self.asked.edge().0 - self.base.clone() - gain_of(entry) - &self.need.grain * &Exact::from(2);
                let level = &least + &missing.checked_div(&rate)?;
                if level > to {
                    continue;
                }
                // Each of them moves by a rung at the least.
                let low = worst.at(&level.max(from.clone()), self.asked);
                let of = |(way, rung): &(usize, i128)| Some(self.ways.get(*way)?.effort(*rung));
                let expected: Exact = low.iter().filter_map(of).sum();
                let with = |level: &Exact, asked: &mut Asked| [entry.changes.clone(), worst.at(level, asked)].concat();
                let highest = with(&to, self.asked);
                if !self.is_better(&(&expected + &entry.effort)) || !self.asked.ask(&highest).0 {
                    continue;
                }
                let found = worst.first_level((&from, &to), self.asked, &mut |asked, level| {
                    let changes = with(level, asked);
                    asked.ask(&changes).0
                });
                let changes = with(&found, self.asked);
                self.take(self.effort_of(&changes), changes);
            }
        }
        let levels = worst.levels(self.ways, self.asked);
        for level in levels {
            options.push(worst.at(&level, self.asked));
        }
        Some(options)
    }

    /// One member of a geometric mean at the first rung that is just enough, the others at steps, beside each of the others' best; and the steps
    /// at which they may stand while another item is lowered. `None` if not all was looked at.
    fn by_mean(
        &mut self,
        block: &Block,
        members: &[usize],
        count: usize,
        beside: &[Vec<Entry>],
    ) -> Option<Vec<Vec<(usize, i128)>>> {
        let mean = Mean::new(block, members, self.ways, (self.need, &self.base), self.asked)?;
        let mut lowered: Vec<Lowered> = Vec::new();
        for free in members {
            let way = self.ways.get(*free)?;
            let (steps, start) = mean.steps(Some(*free), self.ways, self.asked);
            let entries = fronts(self.ways, &steps, start, count.saturating_sub(1))?;
            for (number, entries) in entries.iter().enumerate() {
                let left = count.checked_sub(number + 1).and_then(|left| beside.get(left)).into_iter().flatten();
                for (entry, other) in left.flat_map(|other| entries.iter().map(move |entry| (entry, other))) {
                    let effort = &entry.effort + &other.effort;
                    let missing = packed(&(self.asked.edge().0 - self.base.clone())) - other.worth;
                    let may_do = |rung: i128, asked: &mut Asked| {
                        mean.most(entry.worth + mean.logarithm(*free, rung, asked)) >= missing
                    };
                    let limit = self.last_better(way, &effort);
                    if limit < 1 || !may_do(limit, self.asked) {
                        continue;
                    }
                    let lowest = first(limit, |rung| may_do(rung, self.asked))?.max(1);
                    let changes = [entry.changes.as_slice(), &other.changes].concat();
                    lowered.push((effort + way.effort(lowest), *free, lowest, changes));
                    if lowered.len() > MOST_LOWERED {
                        return None;
                    }
                }
            }
        }
        lowered.sort();
        for (expected, free, lowest, fixed) in lowered {
            if self.asked.is_spent() {
                return None;
            }
            let way = self.ways.get(free)?;
            let effort = self.effort_of(&fixed);
            let limit = self.last_better(way, &effort);
            let is_better = self.is_better(&expected) && limit >= lowest;
            let asked = &mut *self.asked;
            let mut does = |rung: i128| asked.ask(&[fixed.as_slice(), &[(free, rung)]].concat()).0;
            if !is_better || !does(limit) {
                continue;
            }
            if let Some(more) = first(limit - lowest, |more| does(lowest + more)) {
                let rung = lowest + more;
                self.take(effort + way.effort(rung), [fixed, vec![(free, rung)]].concat());
            }
        }
        let (steps, start) = mean.steps(None, self.ways, self.asked);
        let options = fronts(self.ways, &steps, start, count)?;
        Some(options.into_iter().flatten().map(|entry| entry.changes).collect())
    }

    /// The last rung of a way that is less effort than the best by now, beside what others are.
    fn last_better(&self, way: &Way, effort: &Exact) -> i128 {
        let is_no_better = |rung: i128| !self.is_better(&(effort + &way.effort(rung)));
        first(way.top(), is_no_better).map_or(way.top(), |rung| rung - 1)
    }
}
