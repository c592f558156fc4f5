//! Ranks: by total, then by the scheme's tie-breaks; equal results share a rank and the next is counted from there (1, 2, 2, 4).

use std::cmp::Ordering;

use super::sheet::Settled;
use crate::figure::Exact;
use crate::plan::{Sheet, TieBreak};

/// Where a unit stands in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub rank: u32,
    pub of: u32,
    /// The best and worst rank that can still come.
    pub best: u32,
    pub worst: u32,
}

/// What units are ordered by, larger first. An area or item that was not assessed counts as no points in a tie-break.
pub(super) fn key(sheet: &Sheet, settled: &Settled) -> Vec<Exact> {
    let mut key = vec![settled.totals.basis[0].clone()];
    for tie_break in &sheet.tie_break {
        key.push(match tie_break {
            TieBreak::Area(id) => {
                let area = settled.areas.iter().find(|area| area.result.id == *id);
                area.map(|area| area.result.points.0.clone()).unwrap_or_default()
            }
            TieBreak::Item(id) => {
                settled.items.iter().find(|item| item.id == *id).map(|item| item.points.0.clone()).unwrap_or_default()
            }
            TieBreak::FewestDeductions => -&settled.totals.deducted[0],
        });
    }
    key
}

pub(super) fn best_first(left: &[Exact], right: &[Exact]) -> Ordering {
    right.cmp(left)
}

/// What is known of a unit when it is compared with others.
pub(super) struct Placed {
    pub key: Vec<Exact>,
    pub low: Exact,
    pub high: Exact,
    /// Nothing that it is compared by can still move.
    pub fixed: bool,
}

/// Some units, ready to be asked how many of them come before another. Of those that stand still the order is known, down to the last
/// tie-break; of the others only between which totals they end.
pub(super) struct Reach<'e> {
    /// Best first.
    fixed: Vec<&'e [Exact]>,
    open: Ends<'e>,
    all: Ends<'e>,
}

/// The lowest and the highest totals of some units, each sorted.
struct Ends<'e> {
    lows: Vec<&'e Exact>,
    highs: Vec<&'e Exact>,
}

impl<'e> Ends<'e> {
    fn of(units: impl Iterator<Item = &'e Placed>) -> Ends<'e> {
        let (mut lows, mut highs): (Vec<_>, Vec<_>) = units.map(|placed| (&placed.low, &placed.high)).unzip();
        lows.sort();
        highs.sort();
        Ends { lows, highs }
    }

    fn surely_above(&self, total: &Exact) -> usize {
        self.lows.len() - self.lows.partition_point(|low| *low <= total)
    }

    fn perhaps_from(&self, total: &Exact) -> usize {
        self.highs.len() - self.highs.partition_point(|high| *high < total)
    }
}

impl<'e> Reach<'e> {
    pub fn of(units: &[&'e Placed]) -> Reach<'e> {
        let mut fixed: Vec<&[Exact]> =
            units.iter().filter(|placed| placed.fixed).map(|placed| placed.key.as_slice()).collect();
        fixed.sort_by(|left, right| best_first(left, right));
        let open = Ends::of(units.iter().copied().filter(|placed| !placed.fixed));
        Reach { fixed, open, all: Ends::of(units.iter().copied()) }
    }

    /// How many come before it, whatever happens.
    pub fn surely_ahead(&self, placed: &Placed) -> usize {
        match placed.fixed {
            true => before(&self.fixed, &placed.key) + self.open.surely_above(&placed.high),
            false => self.all.surely_above(&placed.high),
        }
    }

    /// How many may come before it or stand beside it, itself among them if it is one of the units.
    pub fn perhaps_ahead(&self, placed: &Placed) -> usize {
        match placed.fixed {
            true => {
                let from = self.fixed.partition_point(|other| best_first(other, &placed.key) != Ordering::Greater);
                from + self.open.perhaps_from(&placed.low)
            }
            false => self.all.perhaps_from(&placed.low),
        }
    }

    /// How many may come before it; those that stand still beside it do not.
    fn may_pass(&self, placed: &Placed) -> usize {
        match placed.fixed {
            true => before(&self.fixed, &placed.key) + self.open.perhaps_from(&placed.low),
            // Without itself.
            false => self.all.perhaps_from(&placed.low).saturating_sub(1),
        }
    }
}

/// How many of the keys, best first, are better.
fn before(sorted: &[&[Exact]], key: &[Exact]) -> usize {
    sorted.partition_point(|other| best_first(other, key) == Ordering::Less)
}

/// Ranks within one group.
pub(super) fn ranks(group: &[&Placed]) -> Vec<Standing> {
    let mut keys: Vec<&[Exact]> = group.iter().map(|placed| placed.key.as_slice()).collect();
    keys.sort_by(|left, right| best_first(left, right));
    let reach = Reach::of(group);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    group
        .iter()
        .map(|placed| {
            let ahead = before(&keys, &placed.key);
            Standing {
                rank: number(ahead + 1),
                of: number(group.len()),
                best: number(reach.surely_ahead(placed).min(ahead) + 1),
                worst: number(reach.may_pass(placed).max(ahead) + 1),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(low: i32, now: i32, high: i32) -> Placed {
        Placed { key: vec![Exact::from(now)], low: Exact::from(low), high: Exact::from(high), fixed: low == high }
    }

    #[test]
    fn equal_results_share_a_rank() {
        let group = [placed(90, 90, 90), placed(80, 80, 80), placed(80, 80, 80), placed(70, 70, 70)];
        let ranks: Vec<u32> = ranks(&group.iter().collect::<Vec<_>>()).iter().map(|standing| standing.rank).collect();
        assert_eq!(ranks, [1, 2, 2, 4]);
    }

    #[test]
    fn an_open_unit_may_pass_those_within_its_reach_only() {
        let group = [placed(90, 90, 90), placed(60, 70, 85), placed(80, 80, 80), placed(50, 50, 50)];
        let found = ranks(&group.iter().collect::<Vec<_>>());
        let spans: Vec<(u32, u32, u32)> =
            found.iter().map(|standing| (standing.best, standing.rank, standing.worst)).collect();
        assert_eq!(spans, [(1, 1, 1), (2, 3, 3), (2, 2, 3), (4, 4, 4)]);
    }
}
