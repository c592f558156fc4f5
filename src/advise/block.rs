//! The least effort where some items make a block, the worst of them or their geometric mean, and all others add up.
//!
//! The members of a `worst` area come up together: at each level it is told which rung each of them needs, so that the block is at a level where
//! something changes, or at the first level that is just enough. Of a geometric mean each member stands at a step, or one of them is lowered to
//! the first rung that is just enough; what counts of the others is the sum of their logarithms, and what has less of it for no less effort
//! is dropped. Bounds are told with the rounding of the area to spare; the scoring decides.

use super::asked::Asked;
use super::ladder::first;
use super::logarithm::{self, logarithm, power};
use super::search::{Need, Way};
use crate::figure::Exact;

/// How the members of a block come together, and what stands beside those that can be changed: the share of its points that each has, and
/// its weight.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub number: usize,
    pub is_mean: bool,
    pub others: Vec<(Exact, Exact)>,
}

impl Block {
    fn all_weights(&self, own: &[(usize, Exact)]) -> Exact {
        own.iter().map(|own| &own.1).chain(self.others.iter().map(|other| &other.1)).cloned().sum()
    }
}

/// So many entries of one number of items, at most; beyond it nothing is proven.
const MOST_ENTRIES: usize = 300;

/// Some items of the block, or of those beside it, at fixed rungs.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub changes: Vec<(usize, i128)>,
    pub effort: Exact,
    /// What they gain, or (of a mean) the sum of their logarithms.
    pub worth: i128,
}

/// The best of each number of items: none has less worth for no less effort. `None` if they are too many. `worths` are those of each step, as
/// what they add.
pub(super) fn fronts(ways: &[Way], worths: &[(usize, Vec<i128>)], start: i128, most: usize) -> Option<Vec<Vec<Entry>>> {
    let none = Entry { changes: Vec::new(), effort: Exact::ZERO, worth: start };
    let mut fronts = vec![vec![none]];
    for (index, worths) in worths {
        let way = ways.get(*index)?;
        let reach = (fronts.len() + 1).min(most + 1);
        let mut next: Vec<Vec<Entry>> = vec![Vec::new(); reach];
        for (count, entries) in fronts.iter().enumerate() {
            for entry in entries {
                if let Some(with) = next.get_mut(count + 1) {
                    with.extend(way.steps.iter().zip(worths).map(|(rung, worth)| Entry {
                        changes: [entry.changes.as_slice(), &[(*index, *rung)]].concat(),
                        effort: &entry.effort + &way.effort(*rung),
                        worth: entry.worth + worth,
                    }));
                }
                if let Some(without) = next.get_mut(count) {
                    without.push(entry.clone());
                }
            }
        }
        for entries in &mut next {
            entries.sort_by(|left, right| right.worth.cmp(&left.worth).then_with(|| left.effort.cmp(&right.effort)));
            let mut least: Option<Exact> = None;
            entries.retain(|entry| {
                let is_less = least.as_ref().is_none_or(|least| entry.effort < *least);
                if is_less {
                    least = Some(entry.effort.clone());
                }
                is_less
            });
            if entries.len() > MOST_ENTRIES {
                return None;
            }
        }
        fronts = next;
    }
    Some(fronts)
}

/// The members of a `worst` area.
pub(super) struct Worst {
    /// With the share of its points that each has by now, the least first.
    members: Vec<(usize, Exact)>,
    /// The highest level to which work brings all of them.
    limit: Exact,
}

impl Worst {
    /// `None` where work doesn't raise the least of them.
    pub fn new(block: &Block, members: &[usize], asked: &mut Asked) -> Option<Worst> {
        let tops = members.iter().map(|way| asked.share(*way, asked.top(*way))).collect::<Vec<Exact>>();
        let limit = tops.into_iter().chain(block.others.iter().map(|other| other.0.clone())).min()?;
        let mut members: Vec<(usize, Exact)> = members.iter().map(|way| (*way, asked.share(*way, 0))).collect();
        members.sort_by(|left, right| left.1.cmp(&right.1).then(left.0.cmp(&right.0)));
        let least = members.first().map(|member| member.1.clone())?;
        (limit > least).then_some(Worst { members, limit })
    }

    pub fn least(&self) -> Exact {
        self.members.first().map(|member| member.1.clone()).unwrap_or_default()
    }

    pub fn limit(&self) -> &Exact {
        &self.limit
    }

    /// The rungs that bring all of them to a level.
    pub fn at(&self, level: &Exact, asked: &mut Asked) -> Vec<(usize, i128)> {
        let below = self.members.iter().filter(|(_, now)| now < level);
        below.filter_map(|(way, _)| Some((*way, rung_at(*way, level, asked)?))).collect()
    }

    /// Between which levels the same members are below: each with the number of them. The first level does not belong to it.
    pub fn stretches(&self) -> Vec<(Exact, Exact, usize)> {
        let mut levels: Vec<Exact> = self.members.iter().map(|member| member.1.clone()).collect();
        levels.retain(|level| *level < self.limit);
        levels.dedup();
        let ends = levels.iter().skip(1).chain([&self.limit]);
        let count = |from: &Exact| self.members.iter().filter(|(_, now)| now <= from).count();
        levels.iter().zip(ends).map(|(from, to)| (from.clone(), to.clone(), count(from))).collect()
    }

    /// The levels where a step of a member, or a further member, is.
    pub fn levels(&self, ways: &[Way], asked: &mut Asked) -> Vec<Exact> {
        let mut levels: Vec<Exact> = self.stretches().into_iter().map(|stretch| stretch.1).collect();
        for (way, _) in &self.members {
            let steps = ways.get(*way).map(|way| way.steps.clone()).unwrap_or_default();
            levels.extend(steps.into_iter().map(|rung| asked.share(*way, rung)));
        }
        let least = self.least();
        levels.retain(|level| *level <= self.limit && *level > least);
        levels.sort();
        levels.dedup();
        levels
    }

    /// The first level above `from` and not above `to` that does, where `to` does.
    pub fn first_level(
        &self,
        (from, to): (&Exact, &Exact),
        asked: &mut Asked,
        does: &mut dyn FnMut(&mut Asked, &Exact) -> bool,
    ) -> Exact {
        let (mut low, mut high) = (from.clone(), to.clone());
        for (way, now) in &self.members {
            if *now >= high {
                continue;
            }
            let top = asked.top(*way);
            let begin = first(top, |rung| asked.share(*way, rung) > low).unwrap_or(top);
            let end = rung_at(*way, &high, asked).unwrap_or(top);
            if begin >= end {
                continue;
            }
            let found = first(end - begin, |more| {
                let level = asked.share(*way, begin + more);
                more == end - begin || does(asked, &level)
            });
            let more = found.unwrap_or(end - begin);
            if more > 0 {
                low = low.max(asked.share(*way, begin + more - 1));
            }
            if more < end - begin {
                high = asked.share(*way, begin + more);
            }
        }
        high
    }
}

fn rung_at(way: usize, level: &Exact, asked: &mut Asked) -> Option<i128> {
    first(asked.top(way), |rung| asked.share(way, rung) >= *level)
}

/// The members of a geometric mean.
pub(super) struct Mean {
    /// Of each member the part of all weights that it has.
    weights: Vec<(usize, Exact)>,
    /// What those give that can't be changed.
    others: i128,
    /// The share of the mean as things stand.
    now: i128,
    /// How much the total gains at most for a whole share.
    rate: i128,
    /// What is rounded.
    grain: i128,
}

impl Mean {
    /// `None` where all of the work leaves the mean at nothing.
    pub fn new(
        block: &Block,
        members: &[usize],
        ways: &[Way],
        (need, base): (&Need, &Exact),
        asked: &mut Asked,
    ) -> Option<Mean> {
        let own: Vec<(usize, Exact)> =
            members.iter().filter_map(|way| Some((*way, ways.get(*way)?.full.clone()))).collect();
        let all = block.all_weights(&own);
        let weights = own.into_iter().filter_map(|(way, full)| Some((way, full.checked_div(&all)?))).collect();
        let of = |(share, weight): &(Exact, Exact)| Some(weighed(logarithm(share), &weight.checked_div(&all)?));
        let others = block.others.iter().map(of).sum::<Option<i128>>()?;
        let mut mean = Mean { weights, others, now: 0, rate: 0, grain: packed(&need.grain) };
        let (low, high) = (mean.sum(asked, |_| 0), mean.sum(asked, |top| top));
        mean.now = power(low);
        let gained = asked.at_top(members).1 - base.clone() + need.grain.clone();
        let share = logarithm::exact(power(high) - mean.now - logarithm::ERROR);
        mean.rate = packed(&gained.checked_div(&share).filter(|rate| rate.is_positive())?);
        Some(mean)
    }

    fn sum(&self, asked: &mut Asked, rung: impl Fn(i128) -> i128) -> i128 {
        let members = self.weights.iter();
        self.others + members.map(|(way, _)| self.logarithm(*way, rung(asked.top(*way)), asked)).sum::<i128>()
    }

    /// What a member gives at a rung.
    pub fn logarithm(&self, way: usize, rung: i128, asked: &mut Asked) -> i128 {
        let weight = self.weights.iter().find(|(member, _)| *member == way).map(|(_, weight)| weight);
        weight.map_or(0, |weight| weighed(logarithm(&asked.share(way, rung)), weight))
    }

    /// What the steps of all members but one add, and where they start without that one.
    pub fn steps(&self, without: Option<usize>, ways: &[Way], asked: &mut Asked) -> (Vec<(usize, Vec<i128>)>, i128) {
        let mut start = self.others;
        let mut steps = Vec::with_capacity(self.weights.len());
        for (way, _) in self.weights.iter().filter(|(way, _)| Some(*way) != without) {
            let now = self.logarithm(*way, 0, asked);
            start += now;
            let rungs = ways.get(*way).map(|way| way.steps.clone()).unwrap_or_default();
            let more = rungs.into_iter().map(|rung| self.logarithm(*way, rung, asked) - now);
            steps.push((*way, more.collect()));
        }
        (steps, start)
    }

    /// No more than this is gained at a sum of logarithms.
    pub fn most(&self, sum: i128) -> i128 {
        let share = power((sum + logarithm::ERROR).min(0)) + logarithm::ERROR - self.now;
        ((self.rate * share) >> 60) + 2 * self.grain + 1
    }
}

fn weighed(logarithm: i128, weight: &Exact) -> i128 {
    let logarithm = Exact::from(dashu_int::IBig::from(logarithm));
    (&logarithm * weight).ceil().to_i128().unwrap_or(logarithm::OF_NOTHING)
}

/// In parts of 10^-12, rounded up.
pub(super) fn packed(number: &Exact) -> i128 {
    number.times_power_of_ten(12).ceil().to_i128().unwrap_or(i128::MAX >> 48)
}
