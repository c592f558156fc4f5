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

/// Ranks within one group.
pub(super) fn ranks(group: &[&Placed]) -> Vec<Standing> {
    let mut keys: Vec<&[Exact]> = group.iter().map(|placed| placed.key.as_slice()).collect();
    keys.sort_by(|left, right| best_first(left, right));
    let mut fixed: Vec<&[Exact]> =
        group.iter().filter(|placed| placed.fixed).map(|placed| placed.key.as_slice()).collect();
    fixed.sort_by(|left, right| best_first(left, right));
    let ends = |only_open: bool, end: fn(&Placed) -> &Exact| {
        let mut ends: Vec<&Exact> =
            group.iter().filter(|placed| !(only_open && placed.fixed)).map(|placed| end(placed)).collect();
        ends.sort();
        ends
    };
    let (all_lows, all_highs) = (ends(false, |placed| &placed.low), ends(false, |placed| &placed.high));
    let (open_lows, open_highs) = (ends(true, |placed| &placed.low), ends(true, |placed| &placed.high));
    let above = |sorted: &[&Exact], edge: &Exact| sorted.len() - sorted.partition_point(|end| *end <= edge);
    let from = |sorted: &[&Exact], edge: &Exact| sorted.len() - sorted.partition_point(|end| *end < edge);
    let better =
        |sorted: &[&[Exact]], key: &[Exact]| sorted.partition_point(|other| best_first(other, key) == Ordering::Less);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    group
        .iter()
        .map(|placed| {
            let (best, worst) = if placed.fixed {
                // Among those that stand still the order is known; each of the others may pass or not.
                let ahead = better(&fixed, &placed.key);
                (ahead + above(&open_lows, &placed.high), ahead + from(&open_highs, &placed.low))
            } else {
                (above(&all_lows, &placed.high), from(&all_highs, &placed.low) - 1)
            };
            let ahead = better(&keys, &placed.key);
            Standing {
                rank: number(ahead + 1),
                of: number(group.len()),
                best: number(best.min(ahead) + 1),
                worst: number(worst.max(ahead) + 1),
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
