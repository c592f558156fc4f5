//! The smallest set of changes that reaches a goal: fewest items, then least effort. Exact, by branch and bound.
//!
//! Points rise with every rung of every item, so a set can reach the goal if it does with all its items at the top: the fewest items are
//! exactly the fewest. Among sets of that many, each item stands at a step of its curve or at the top, but for one, which is lowered
//! to the first rung that is just enough: of all such arrangements the one of least effort is taken.
//!
//! What is left out of the search can't be better: a set is given up where even the largest gains that are left fall short of the height that
//! the goal needs, or where what is missing costs more, at a price for height (a Lagrange multiplier), than the best arrangement so far. Whether a goal is reached is only
//! ever decided by the oracle, which is the scoring itself.

use super::ladder::first;
use crate::figure::Exact;

/// Arrangements looked at, at most; beyond, the best so far is given and said not to be proven.
const MOST_LOOKS: u32 = 150_000;

/// One item that can be changed.
pub(super) struct Way {
    /// The steps of its curve, the top last. At least one.
    pub steps: Vec<i128>,
    /// The effort of the whole way.
    pub weight: Exact,
    /// Items of one number gain together what none gains alone.
    pub block: usize,
    /// What it gains does not hang on the others, and rises with its points at one rate.
    pub adds_up: bool,
}

impl Way {
    fn top(&self) -> i128 {
        self.steps.last().copied().unwrap_or(0)
    }

    fn effort(&self, rung: i128) -> Exact {
        Exact::from(rung).checked_div(&Exact::from(self.top())).unwrap_or_default() * self.weight.clone()
    }
}

/// What is asked while searching.
pub(super) trait Oracle {
    /// Whether the goal is reached with these items at these rungs, and how high the total comes.
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact);

    /// How much higher an item alone comes with a rung. Only asked where heights add up.
    fn gain(&mut self, way: usize, rung: i128) -> Exact;
}

/// The height that the goal can't do without.
pub(super) struct Need {
    pub height: Exact,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// By the number of the way, in the order of the ways.
    pub changes: Vec<(usize, i128)>,
    pub effort: Exact,
    /// Nothing better was left unlooked at.
    pub proven: bool,
}

/// The smallest set; `None` if no set reaches the goal.
pub(super) fn search(ways: &[Way], need: &Need, oracle: &mut dyn Oracle) -> Option<Found> {
    let (reached, base) = oracle.ask(&[]);
    if reached {
        return Some(Found { changes: Vec::new(), effort: Exact::ZERO, proven: true });
    }
    let all: Vec<(usize, i128)> = ways.iter().enumerate().map(|(index, way)| (index, way.top())).collect();
    if !oracle.ask(&all).0 {
        return None;
    }
    let mut search = Search::new(ways, need, base, oracle);
    let fewest = (1..=ways.len()).find_map(|count| search.fits(count).map(|chosen| (count, chosen)));
    let (count, chosen) = fewest?;
    search.least_effort(count, &chosen);
    let mut found = search.best?;
    found.changes.sort();
    found.proven = search.looks < MOST_LOOKS;
    Some(found)
}

struct Search<'s> {
    ways: &'s [Way],
    need: &'s Need,
    base: Exact,
    oracle: &'s mut dyn Oracle,
    /// The ways in the order in which they are tried.
    order: Vec<usize>,
    /// The ways, most gain first.
    by_gain: Vec<usize>,
    /// The most that a way, or the block that it is of, can gain.
    gains: Vec<Exact>,
    /// What a bound is made of; `None` where heights don't add up.
    price: Option<Price>,
    adds_up: bool,
    best: Option<Found>,
    looks: u32,
}

impl<'s> Search<'s> {
    fn new(ways: &'s [Way], need: &'s Need, base: Exact, oracle: &'s mut dyn Oracle) -> Search<'s> {
        let gains: Vec<Exact> = ways
            .iter()
            .map(|way| {
                let together = ways.iter().enumerate().filter(|(_, other)| other.block == way.block);
                let together: Vec<(usize, i128)> = together.map(|(index, way)| (index, way.top())).collect();
                oracle.ask(&together).1 - base.clone()
            })
            .collect();
        let adds_up = ways.iter().all(|way| way.adds_up);
        let order = (0..ways.len()).collect();
        let mut by_gain: Vec<usize> = (0..ways.len()).collect();
        let gain = |index: usize| gains.get(index);
        by_gain.sort_by(|left, right| gain(*right).cmp(&gain(*left)).then(left.cmp(right)));
        Search { ways, need, base, oracle, order, by_gain, gains, price: None, adds_up, best: None, looks: 0 }
    }

    fn gain(&self, index: usize) -> Exact {
        self.gains.get(index).cloned().unwrap_or_default()
    }

    fn block(&self, index: usize) -> usize {
        self.ways.get(index).map_or(usize::MAX, |way| way.block)
    }

    fn top(&self, index: usize) -> i128 {
        self.ways.get(index).map_or(0, Way::top)
    }

    /// The most that `more` further ways can gain, beside the blocks that are touched already. The free ways come by their gains.
    fn most_of(&self, more: usize, free: &mut dyn Iterator<Item = usize>, touched: &[usize]) -> Exact {
        let mut blocks: Vec<usize> = Vec::with_capacity(more);
        let mut most = Exact::ZERO;
        for index in free {
            if blocks.len() == more {
                break;
            }
            let block = self.block(index);
            if !touched.contains(&block) && !blocks.contains(&block) {
                blocks.push(block);
                most += &self.gain(index);
            }
        }
        most
    }

    /// A set of so many items that reaches the goal with all of them at the top.
    fn fits(&mut self, count: usize) -> Option<Vec<usize>> {
        let by_gain = self.by_gain.clone();
        self.fits_from(&by_gain, count, &mut Vec::new())
    }

    fn fits_from(&mut self, rest: &[usize], more: usize, chosen: &mut Vec<usize>) -> Option<Vec<usize>> {
        self.looks += 1;
        let touched: Vec<usize> = chosen.iter().map(|index| self.block(*index)).collect();
        let mut seen: Vec<usize> = Vec::new();
        let mut height = self.base.clone();
        for index in chosen.iter() {
            let block = self.block(*index);
            if !seen.contains(&block) {
                seen.push(block);
                height += &self.gain(*index);
            }
        }
        if more == 0 {
            let changes: Vec<(usize, i128)> = chosen.iter().map(|index| (*index, self.top(*index))).collect();
            return (height >= self.need.height && self.oracle.ask(&changes).0).then(|| chosen.clone());
        }
        if height + self.most_of(more, &mut rest.iter().copied(), &touched) < self.need.height
            || self.looks >= MOST_LOOKS
        {
            return None;
        }
        for (position, index) in rest.iter().enumerate() {
            let after = rest.get(position + 1..).unwrap_or_default();
            if after.len() + 1 < more {
                break;
            }
            chosen.push(*index);
            let found = self.fits_from(after, more - 1, chosen);
            chosen.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The arrangement of least effort among all sets of so many items; `known` is one of them.
    fn least_effort(&mut self, count: usize, known: &[usize]) {
        // A first arrangement makes the bounds bite from the start: all at the top, each lowered in turn.
        for free in known {
            let fixed: Vec<(usize, i128)> =
                known.iter().filter(|index| *index != free).map(|index| (*index, self.top(*index))).collect();
            self.lower_last(&fixed, *free);
        }
        if self.adds_up {
            let missing = &self.need.height - &self.base;
            let price = Price::new(self.ways, count, &missing, self.oracle);
            self.order.sort_by(|left, right| price.of_steps(*left).cmp(&price.of_steps(*right)).then(left.cmp(right)));
            self.price = Some(price);
        }
        self.fix(0, count - 1, &mut Vec::new());
    }

    /// Fixes `more` further items at steps of their curves, then lets each other item be the last one.
    fn fix(&mut self, from: usize, more: usize, fixed: &mut Vec<(usize, i128)>) {
        self.looks += 1;
        if self.looks >= MOST_LOOKS || !self.can_reach(more + 1, fixed) {
            return;
        }
        let (effort, missing) = (self.effort_of(fixed), &self.need.height - &self.height_of(fixed));
        if more == 0 {
            for free in self.order.clone() {
                let is_fixed = fixed.iter().any(|(index, _)| *index == free);
                let least = self.price.as_ref().map(|price| &effort + &price.with(&missing, &[], Some(free)));
                if !is_fixed && self.is_better(least.as_ref()) {
                    self.lower_last(fixed, free);
                }
            }
            return;
        }
        for position in from..self.order.len() {
            let Some(next) = self.order.get(position..position + more).map(<[usize]>::to_vec) else { break };
            let least = self.price.as_ref().map(|price| &effort + &price.with(&missing, &next, None));
            if !self.is_better(least.as_ref()) {
                // Those that come later cost no less.
                break;
            }
            let Some(index) = next.first().copied() else { break };
            let steps = self.ways.get(index).map(|way| way.steps.clone()).unwrap_or_default();
            for rung in steps.into_iter().rev() {
                fixed.push((index, rung));
                self.fix(position + 1, more - 1, fixed);
                fixed.pop();
            }
        }
    }

    /// Whether an arrangement of at least this effort may be better than the best so far.
    fn is_better(&self, least: Option<&Exact>) -> bool {
        match (&self.best, least) {
            (Some(best), Some(least)) => *least < best.effort,
            (Some(_), None) | (None, Some(_)) | (None, None) => true,
        }
    }

    fn effort_of(&self, changes: &[(usize, i128)]) -> Exact {
        let each = changes.iter().filter_map(|(index, rung)| Some(self.ways.get(*index)?.effort(*rung)));
        each.sum()
    }

    /// How high fixed items come, at most.
    fn height_of(&mut self, fixed: &[(usize, i128)]) -> Exact {
        let mut height = self.base.clone();
        if let Some(price) = &self.price {
            for (index, rung) in fixed {
                height += price.gain(self.ways, *index, *rung);
            }
            return height;
        }
        let mut seen: Vec<usize> = Vec::new();
        for (index, rung) in fixed {
            let block = self.block(*index);
            if self.adds_up {
                height += &self.oracle.gain(*index, *rung);
            } else if !seen.contains(&block) {
                seen.push(block);
                height += &self.gain(*index);
            }
        }
        height
    }

    /// Whether `more` further items can still reach the height.
    fn can_reach(&mut self, more: usize, fixed: &[(usize, i128)]) -> bool {
        let height = self.height_of(fixed);
        let touched: Vec<usize> = fixed.iter().map(|(index, _)| self.block(*index)).collect();
        let is_free = |index: &usize| !fixed.iter().any(|(known, _)| known == index);
        let mut free = self.by_gain.iter().copied().filter(is_free);
        height + self.most_of(more, &mut free, &touched) >= self.need.height
    }

    /// Lowers the last item to the first rung that is just enough.
    fn lower_last(&mut self, fixed: &[(usize, i128)], free: usize) {
        let Some(way) = self.ways.get(free) else { return };
        let (top, effort) = (way.top(), self.effort_of(fixed));
        let better = |effort: &Exact, best: &Option<Found>| best.as_ref().is_none_or(|best| *effort < best.effort);
        let lowest = if self.adds_up {
            let missing = &self.need.height - &self.height_of(fixed);
            let oracle = &mut *self.oracle;
            match first(top, |rung| oracle.gain(free, rung) >= missing) {
                Some(rung) => rung.max(1),
                None => return,
            }
        } else {
            1
        };
        if !better(&(&effort + &way.effort(lowest)), &self.best) {
            return;
        }
        let oracle = &mut *self.oracle;
        let mut reached = |rung: i128| {
            let mut changes = fixed.to_vec();
            changes.push((free, rung));
            oracle.ask(&changes).0
        };
        let rung = if reached(lowest) {
            Some(lowest)
        } else {
            first(top - lowest, |above| reached(lowest + above)).map(|above| lowest + above)
        };
        let Some(rung) = rung else { return };
        let effort = effort + way.effort(rung);
        if better(&effort, &self.best) {
            let mut changes = fixed.to_vec();
            changes.push((free, rung));
            self.best = Some(Found { changes, effort, proven: true });
        }
    }
}

/// A price for height, by which a bound is told at once: whatever reaches what is missing costs at least what is missing at this price, and
/// what each item costs above what it brings.
struct Price {
    rate: Exact,
    /// What each way costs above what it brings, at the best of its steps.
    steps: Vec<Exact>,
    /// The same at any rung.
    any: Vec<Exact>,
    /// The least of those.
    least: Exact,
    /// `[way][step]`: how much higher each step comes.
    gains: Vec<Vec<Exact>>,
}

/// Parts of a way that are told apart in a bound.
const PARTS: i128 = 32;

impl Price {
    /// The price that bounds best, of those that are tried.
    fn new(ways: &[Way], count: usize, missing: &Exact, oracle: &mut dyn Oracle) -> Price {
        let gains: Vec<Vec<Exact>> = ways
            .iter()
            .enumerate()
            .map(|(index, way)| way.steps.iter().map(|rung| oracle.gain(index, *rung)).collect())
            .collect();
        let at_steps: Vec<Vec<(Exact, Exact)>> = ways
            .iter()
            .zip(&gains)
            .map(|(way, gains)| {
                way.steps.iter().zip(gains).map(|(rung, gain)| (way.effort(*rung), gain.clone())).collect()
            })
            .collect();
        // Of the rungs between two that are looked at, none costs less than the one above the lower, or brings more than the upper.
        let anywhere: Vec<Vec<(Exact, Exact)>> = ways
            .iter()
            .enumerate()
            .map(|(index, way)| {
                let (top, mut below, mut parts) = (way.top(), 0, Vec::new());
                for part in 1..=PARTS {
                    let upper = top * part / PARTS;
                    if upper > below {
                        parts.push((way.effort(below + 1), oracle.gain(index, upper)));
                        below = upper;
                    }
                }
                parts
            })
            .collect();
        let weights: Exact = ways.iter().map(|way| way.weight.clone()).sum();
        let most: Exact = gains.iter().filter_map(|gains| gains.last().cloned()).sum();
        let middle = weights.checked_div(&most).unwrap_or(Exact::ONE);
        let priced = |rate: Exact| {
            let above = |rungs: &[(Exact, Exact)]| {
                rungs.iter().map(|(effort, gain)| effort - &(&rate * gain)).min().unwrap_or_default()
            };
            let steps: Vec<Exact> = at_steps.iter().map(|rungs| above(rungs)).collect();
            let any: Vec<Exact> = anywhere.iter().map(|rungs| above(rungs)).collect();
            let least = any.iter().min().cloned().unwrap_or_default();
            (rate.clone(), steps, any, least)
        };
        let bound = |(rate, steps, _, least): &(Exact, Vec<Exact>, Vec<Exact>, Exact)| {
            let mut sorted: Vec<&Exact> = steps.iter().collect();
            sorted.sort();
            let cheapest: Exact = sorted.into_iter().take(count.saturating_sub(1)).cloned().sum();
            rate * missing + cheapest + least.clone()
        };
        let mut best = priced(Exact::ZERO);
        let mut highest = bound(&best);
        for part in 1..=48u32 {
            let rate =
                Exact::scaled((&middle * &Exact::from(part)).times_power_of_ten(3).floor().to_i128().unwrap_or(0), 4);
            let tried = priced(rate);
            let height = bound(&tried);
            if height > highest {
                (best, highest) = (tried, height);
            }
        }
        let (rate, steps, any, least) = best;
        Price { rate, steps, any, least, gains }
    }

    fn of_steps(&self, way: usize) -> Option<&Exact> {
        self.steps.get(way)
    }

    /// The least effort of what is missing, if these ways are taken at steps of theirs, and one more: `free`, or any.
    fn with(&self, missing: &Exact, next: &[usize], free: Option<usize>) -> Exact {
        let mut least = &self.rate * missing;
        for way in next {
            least += self.steps.get(*way).unwrap_or(&Exact::ZERO);
        }
        least + free.and_then(|free| self.any.get(free)).unwrap_or(&self.least).clone()
    }

    fn gain(&self, ways: &[Way], way: usize, rung: i128) -> &Exact {
        let step = ways.get(way).and_then(|way| way.steps.iter().position(|step| *step == rung));
        step.and_then(|step| self.gains.get(way)?.get(step)).unwrap_or(&Exact::ZERO)
    }
}
