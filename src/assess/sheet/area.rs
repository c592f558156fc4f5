//! The areas of a unit: what each comes to, and between what its share can still end.

use super::MayBe;
use crate::assess::assessment::{AreaResult, ItemResult};
use crate::assess::combine::AreaWorth;
use crate::figure::{Exact, Points};

/// An area's result, and the least and the most that its share can still be.
pub(in crate::assess) struct AreaSettled {
    pub result: AreaResult,
    share: Option<Exact>,
    share_least: Option<Exact>,
    share_most: Option<Exact>,
    /// The least and the most that the share can be where points may still be handed into the area: in place of the two before.
    handed: Option<(Exact, Exact)>,
    /// All its items may turn out to be left out.
    may_empty: bool,
}

impl AreaSettled {
    /// The share of what is assessed in it: a share of points that could not be got says nothing of the unit.
    pub fn share(&self) -> Exact {
        self.share.clone().unwrap_or_default()
    }

    /// The least and the most that the share can still be.
    pub fn shares_possible(&self) -> (Exact, Exact) {
        let (low, high) = match &self.handed {
            Some((low, high)) => (Some(low), Some(high)),
            None => (self.share_least.as_ref(), self.share_most.as_ref()),
        };
        let known = || [self.share.as_ref(), low, high].into_iter().flatten();
        (known().min().cloned().unwrap_or_default(), known().max().cloned().unwrap_or_default())
    }

    /// It can still turn out that nothing in it is assessed.
    pub fn may_be_left_out(&self) -> bool {
        self.may_empty || self.share.is_none() || self.share_least.is_none() || self.share_most.is_none()
    }

    /// It is assessed, or can still turn out to be.
    pub fn may_be_counted(&self) -> bool {
        self.share.is_some() || self.share_least.is_some() || self.share_most.is_some()
    }
}

/// Of everything below the root. `areas`: as things stand, the least and the most; `without`: the ways in which something is left out;
/// `handed`: those in which points are handed into an area.
pub(super) fn areas_settled(
    areas: &[Vec<AreaWorth>; 3],
    without: &[Vec<AreaWorth>],
    handed: &[Vec<AreaWorth>],
    items: &[ItemResult],
    turns: &[MayBe],
) -> Vec<AreaSettled> {
    let may_empty = |area: &AreaWorth| {
        let below = area.area.items();
        let mut of_area = items.iter().zip(turns).filter(|(item, _)| below.iter().any(|below| below.rule == item.id));
        of_area.all(|(_, turns)| turns.left_out)
    };
    let [now, least, most] = areas;
    let share = |worth: &AreaWorth| {
        worth.points.as_ref().map(|points| points.checked_div(&worth.assessed()).unwrap_or_default())
    };
    let below_root = now.iter().zip(least).zip(most).enumerate().skip(1);
    below_root
        .map(|(index, ((now, least), most))| {
            let shares = || handed.iter().filter_map(|areas| share(areas.get(index)?));
            let without = || without.iter().filter_map(|areas| share(areas.get(index)?));
            let points = now.points.clone().unwrap_or_default();
            let result = AreaResult {
                id: now.area.id.clone(),
                title: now.area.title.clone(),
                depth: now.depth,
                full: Points(now.full.clone()),
                assessed: Points(now.assessed()),
                at_least: Points(least.points.clone().unwrap_or_default().min(points.clone())),
                at_most: Points(most.points.clone().unwrap_or_default().max(points.clone())),
                left_out: now.points.is_none(),
                points: Points(points),
                rescaled: now.rescaled.clone(),
                vetoed: now.vetoed,
            };
            AreaSettled {
                result,
                share: share(now),
                share_least: share(least),
                share_most: share(most).map(|most| without().fold(most, Exact::max)),
                handed: shares().min().zip(shares().max()),
                may_empty: may_empty(now),
            }
        })
        .collect()
}
