//! Fronts: what items at fixed rungs come to, by their number, of which only what is more for more effort is kept; and how two of them join.

/// So many pairs are looked at; more take longer than anybody waits.
const MOST_PAIRS: usize = 12_000_000;

/// What some items come to at fixed rungs; or what is still needed beside them, told below zero.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub has: i128,
    pub effort: i128,
    /// Which they are; `0`: none.
    pub trail: usize,
}

/// By the number of items: rising, for ever more effort.
pub(super) type Fronts = Vec<Vec<Entry>>;

enum Trail {
    Way(usize, i128),
    Both(usize, usize),
}

/// What was put together.
pub(super) struct Trails {
    trails: Vec<Trail>,
    budget: i128,
    pairs: usize,
}

impl Trails {
    /// What takes more than the budget is not put together.
    pub fn new(budget: i128) -> Trails {
        Trails { trails: Vec::new(), budget, pairs: 0 }
    }

    /// Nothing was left out because there was too much of it.
    pub fn is_whole(&self) -> bool {
        self.pairs <= MOST_PAIRS
    }

    pub fn way(&mut self, way: usize, rung: i128) -> usize {
        self.trails.push(Trail::Way(way, rung));
        self.trails.len()
    }

    pub fn both(&mut self, left: usize, right: usize) -> usize {
        match (left, right) {
            (0, one) | (one, 0) => one,
            (left, right) => {
                self.trails.push(Trail::Both(left, right));
                self.trails.len()
            }
        }
    }

    /// The items of a trail, each with its rung.
    pub fn follow(&self, trail: usize, changes: &mut Vec<(usize, i128)>) {
        match trail.checked_sub(1).and_then(|at| self.trails.get(at)) {
            Some(Trail::Way(way, rung)) => changes.push((*way, *rung)),
            Some(Trail::Both(left, right)) => {
                self.follow(*left, changes);
                self.follow(*right, changes);
            }
            None => {}
        }
    }

    /// Each of one with each of the other, where what they have adds up; of no more than so many items.
    pub fn merged(
        &mut self,
        left: &Fronts,
        right: &Fronts,
        items: usize,
        keep: &dyn Fn(usize, i128, i128) -> bool,
    ) -> Fronts {
        let most = (left.len() + right.len()).saturating_sub(1).min(items + 1);
        let mut merged: Fronts = Vec::with_capacity(most);
        for count in 0..most {
            let mut found: Vec<(i128, i128, usize, usize)> = Vec::new();
            for (one, left) in left.iter().enumerate().take(count + 1) {
                let Some(right) = right.get(count - one) else { continue };
                self.pairs += left.len() * right.len();
                if !self.is_whole() {
                    return Vec::new();
                }
                for one in left {
                    for two in right {
                        let (has, effort) = (one.has + two.has, one.effort + two.effort);
                        if effort > self.budget {
                            break;
                        }
                        if keep(count, has, effort) {
                            found.push((has, effort, one.trail, two.trail));
                        }
                    }
                }
            }
            found.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
            let mut least = i128::MAX;
            found.retain(|found| {
                let is_less = found.1 < least;
                least = least.min(found.1);
                is_less
            });
            let entries = found.into_iter().rev();
            merged.push(
                entries
                    .map(|(has, effort, left, right)| Entry { has, effort, trail: self.both(left, right) })
                    .collect(),
            );
        }
        merged
    }
}

/// The same told of something that rises with it; `None`: that can't be.
pub(super) fn mapped(fronts: &Fronts, map: impl Fn(i128) -> Option<i128>) -> Fronts {
    let mut mapped: Fronts = fronts
        .iter()
        .map(|front| front.iter().filter_map(|entry| Some(Entry { has: map(entry.has)?, ..*entry })).collect())
        .collect();
    mapped.iter_mut().for_each(best);
    mapped
}

/// Drops what comes to no more for no less effort.
pub(super) fn best(entries: &mut Vec<Entry>) {
    entries.sort_by(|left, right| right.has.cmp(&left.has).then(left.effort.cmp(&right.effort)));
    let mut least = i128::MAX;
    entries.retain(|entry| {
        let is_less = entry.effort < least;
        least = least.min(entry.effort);
        is_less
    });
    entries.reverse();
}
