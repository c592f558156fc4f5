//! Ways in which a sheet may turn out that the least and the most of each item don't show: what may be left out raises what counts for
//! more than its full points, and points that may be handed on shift the weights within an area.
//!
//! A share is a mean, and the mean of several is greatest where the best of them weigh the most: so the ways to look at are the items in
//! the order of their shares, first none of them, then one, then two.

use std::collections::BTreeSet;

use super::given::Given;
use crate::assess::combine::AreaWorth;
use crate::assess::item::{Judged, Standing};
use crate::figure::{Exact, Rounding};
use crate::plan::{Area, Child, Combine};

/// The points of an item that are looked at.
pub(super) type Points = for<'j, 'p> fn(&'j Judged<'p>) -> &'j Exact;

fn share(points: &Exact, full: &Exact) -> Exact {
    points.checked_div(full).unwrap_or_default()
}

/// The first of these, the first two …
fn firsts(ordered: &[usize], from: usize) -> Vec<BTreeSet<usize>> {
    (from..=ordered.len()).map(|count| ordered.iter().take(count).copied().collect()).collect()
}

/// What to leave out of the best that can come: nothing, unless something else may have more than its full points.
pub(super) fn worth_leaving_out(items: &[Judged]) -> Vec<BTreeSet<usize>> {
    if !items.iter().any(|item| item.high > item.result.full.0) {
        return Vec::new();
    }
    let may = items.iter().enumerate().filter(|(_, item)| item.may_be_left_out || item.standing == Standing::GroupMean);
    let mut ordered: Vec<(Exact, usize)> =
        may.map(|(index, item)| (share(&item.high, &item.result.full.0), index)).collect();
    ordered.sort();
    let ordered: Vec<usize> = ordered.into_iter().map(|(_, index)| index).collect();
    firsts(&ordered, 1)
}

/// Each area as it is best.
pub(super) fn take_better<'p>(most: &mut [AreaWorth<'p>], other: Vec<AreaWorth<'p>>) {
    for (most, other) in most.iter_mut().zip(other) {
        if other.points > most.points {
            *most = other;
        }
    }
}

/// Points that are handed on are no more than there were: a sheet can't reach more than its full points, or as many times them as its
/// best item can reach of its own. Only under sums; elsewhere points are weights.
pub(super) fn cap(most: &mut [AreaWorth], items: &[Judged], area: &Area, given: &Given, rounding: Option<&Rounding>) {
    if !sums(area) {
        return;
    }
    let full: Exact = items.iter().map(|item| &item.result.full.0).sum();
    let best = items.iter().map(|item| share(&item.high, &item.result.full.0)).max().unwrap_or_default();
    let receivers = receivers(items, given).len();
    // Each receiver's points are rounded by themselves.
    let slack = match rounding {
        Some(rounding) if receivers > 1 => Exact::scaled(1, rounding.places) * Exact::from(receivers),
        Some(_) | None => Exact::ZERO,
    };
    let limit = full * best.max(Exact::ONE) + slack;
    if let Some(root) = most.first_mut() {
        root.points = root.points.take().map(|points| points.min(limit));
    }
}

fn sums(area: &Area) -> bool {
    area.combine == Combine::Sum
        && area.children.iter().all(|child| match child {
            Child::Area(area) => sums(area),
            Child::Item(_) => true,
        })
}

fn receivers(items: &[Judged], given: &Given) -> Vec<usize> {
    (0..items.len()).filter(|index| given.most(*index) != Exact::ONE).collect()
}

/// The receivers that may have all points which can be handed to them: from the best of them on, and from the worst.
pub(super) fn handed_on(items: &[Judged], given: &Given, points: Points) -> Vec<BTreeSet<usize>> {
    let mut ordered = receivers(items, given);
    ordered.sort_by_key(|index| items.get(*index).map(|item| share(points(item), &item.result.full.0)));
    let upwards = firsts(&ordered, 0);
    ordered.reverse();
    upwards.into_iter().chain(firsts(&ordered, 1)).collect()
}
