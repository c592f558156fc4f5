//! Ways in which a sheet may turn out that the least and the most of each item don't show: what may be left out raises what counts for
//! more than its full points, and points that may be handed on shift the weights within an area.
//!
//! A share is a mean, and the mean of several is greatest where the best of them weigh the most: so the ways to look at are, area by
//! area, the items in the order of their shares, first none of them, then one, then two.

use std::collections::BTreeSet;

use super::given::Given;
use super::mean::may_take_mean;
use crate::assess::combine::{AreaWorth, Worth};
use crate::assess::item::Judged;
use crate::figure::{Exact, Rounding};
use crate::plan::{Area, Child, Combine, ItemId, NotApplicablePolicy};

/// The points of an item that are looked at.
pub(super) type Points = for<'j, 'p> fn(&'j Judged<'p>) -> &'j Exact;

fn share(points: &Exact, full: &Exact) -> Exact {
    points.checked_div(full).unwrap_or_default()
}

/// The first of these, the first two …
fn firsts(ordered: &[usize], from: usize) -> Vec<BTreeSet<usize>> {
    (from..=ordered.len()).map(|count| ordered.iter().take(count).copied().collect()).collect()
}

/// The best that can come where some items turn out to be left out, in every way that may be the best of some area; none if nothing can
/// have more than its full points, as then nothing is better left out. `most`: the most of each item; `may_go`: which may be left out.
///
/// What is left out is shared out in the nearest area that rescales, or is no sum: there it raises all that is left. So the ways are looked
/// at area by area, the innermost first, and the best of each is kept for those around it.
pub(super) fn worth_leaving_out<'p>(
    root: &'p Area,
    most: &[Worth],
    may_go: &[bool],
    combined: &dyn Fn(&[Worth]) -> Vec<AreaWorth<'p>>,
) -> Vec<Vec<AreaWorth<'p>>> {
    if !most.iter().any(|worth| worth.points.as_ref().is_some_and(|points| *points > worth.full)) {
        return Vec::new();
    }
    let mut turns = Turns { most, may_go, combined, items: 0, areas: 0, found: Vec::new() };
    turns.area(root, true);
    turns.found
}

/// What may be left out together.
struct Candidate {
    share: Exact,
    items: BTreeSet<usize>,
}

struct Turns<'a, 'p> {
    most: &'a [Worth],
    may_go: &'a [bool],
    combined: &'a dyn Fn(&[Worth]) -> Vec<AreaWorth<'p>>,
    /// How many items and areas the walk has passed.
    items: usize,
    areas: usize,
    found: Vec<Vec<AreaWorth<'p>>>,
}

/// What the walk through an area found.
struct Below {
    /// What is best left out of areas below that share it out themselves.
    without: BTreeSet<usize>,
    /// What may be left out besides, as far as it isn't shared out below.
    candidates: Vec<Candidate>,
}

impl<'p> Turns<'_, 'p> {
    /// `closes`: what is left out of this area is shared out in it.
    fn area(&mut self, area: &'p Area, closes: bool) -> Below {
        let place = self.areas;
        self.areas += 1;
        let sums = area.combine == Combine::Sum;
        let mut below = Below { without: BTreeSet::new(), candidates: Vec::new() };
        for child in &area.children {
            match child {
                Child::Item(_) => {
                    let index = self.items;
                    self.items += 1;
                    if let Some(Worth { points: Some(points), full, .. }) = self.most.get(index)
                        && self.may_be_out(index)
                    {
                        let (share, items) = (share(points, full), BTreeSet::from([index]));
                        below.candidates.push(Candidate { share, items });
                    }
                }
                Child::Area(child) => {
                    let (first, at) = (self.items, self.areas);
                    let own_policy = matches!(child.not_applicable, Some(NotApplicablePolicy::Rescale));
                    let child_closes = !sums || own_policy || child.combine != Combine::Sum;
                    let found = self.area(child, child_closes);
                    below.without.extend(found.without);
                    if !child_closes {
                        below.candidates.extend(found.candidates);
                    } else if (first..self.items).all(|index| self.may_be_out(index)) {
                        let areas = self.without(&below.without);
                        let worth = areas.get(at);
                        let points = worth.and_then(|worth| worth.points.clone()).unwrap_or_default();
                        let share = share(&points, &worth.map(|worth| worth.full.clone()).unwrap_or_default());
                        below.candidates.push(Candidate { share, items: (first..self.items).collect() });
                    }
                }
            }
        }
        // With everything in it the caller has combined it already.
        if below.candidates.is_empty() && below.without.is_empty() {
            return below;
        }
        below.candidates.sort_by(|left, right| left.share.cmp(&right.share));
        let mut best: Option<(Exact, BTreeSet<usize>)> = None;
        let mut without = below.without.clone();
        for count in 0..=below.candidates.len() {
            if let Some(candidate) = count.checked_sub(1).and_then(|last| below.candidates.get(last)) {
                without.extend(&candidate.items);
            }
            let areas = self.without(&without);
            let points = areas.get(place).and_then(|worth| worth.points.clone());
            if let Some(points) = points.filter(|points| best.as_ref().is_none_or(|(best, _)| points > best)) {
                best = Some((points, without.clone()));
            }
            self.found.push(areas);
        }
        if closes && let Some((_, without)) = best {
            below.without = without;
        }
        below
    }

    /// It is left out, or may turn out to be.
    fn may_be_out(&self, index: usize) -> bool {
        self.most.get(index).is_none_or(|worth| worth.points.is_none())
            || self.may_go.get(index).copied().unwrap_or_default()
    }

    fn without(&self, items: &BTreeSet<usize>) -> Vec<AreaWorth<'p>> {
        let worths = self.most.iter().enumerate().map(|(index, worth)| match items.contains(&index) {
            true => Worth { points: None, ..worth.clone() },
            false => worth.clone(),
        });
        (self.combined)(&worths.collect::<Vec<Worth>>())
    }
}

/// Each area as it is best.
pub(super) fn take_better<'p>(most: &mut [AreaWorth<'p>], other: &[AreaWorth<'p>]) {
    for (most, other) in most.iter_mut().zip(other) {
        if other.points > most.points {
            most.clone_from(other);
        }
    }
}

/// Points that are handed on are no more than there were: an area can't reach more than its full points and those that may be handed into
/// it, or as many times them as the best item can reach of its own. Only under sums; elsewhere points are weights.
pub(super) fn cap(
    best: &mut [AreaWorth],
    most: &[Worth],
    items: &[Judged],
    given: &Given,
    rounding: Option<&Rounding>,
) {
    let of_own = items.iter().map(|item| share(&item.high, &item.result.full.0));
    // A mean may be above the item's own.
    let of_mean = most
        .iter()
        .zip(items)
        .filter(|(_, item)| may_take_mean(item))
        .filter_map(|(worth, _)| Some(share(worth.points.as_ref()?, &worth.full)));
    let share_most = of_own.chain(of_mean).max().unwrap_or_default().max(Exact::ONE);
    let receivers: BTreeSet<usize> = receivers(items, given).into_iter().collect();
    let ids: Vec<&ItemId> = items.iter().map(|item| &item.result.id).collect();
    for worth in best.iter_mut().filter(|worth| sums(worth.area)) {
        let below = worth.area.items();
        let inside: BTreeSet<usize> = (0..ids.len())
            .filter(|index| ids.get(*index).is_some_and(|id| below.iter().any(|item| item.rule == **id)))
            .collect();
        let full: Exact = inside.iter().filter_map(|index| items.get(*index)).map(|item| &item.result.full.0).sum();
        let full = full + given.may_come_into(&inside);
        // Each receiver's points are rounded by themselves.
        let receiving = receivers.intersection(&inside).count();
        let slack = match rounding {
            Some(rounding) if receivers.len() > 1 => Exact::scaled(1, rounding.places) * Exact::from(receiving),
            Some(_) | None => Exact::ZERO,
        };
        let limit = full * share_most.clone() + slack;
        worth.points = worth.points.take().map(|points| points.min(limit));
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
