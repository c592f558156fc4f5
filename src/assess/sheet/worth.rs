//! What each item comes to in the three worlds, and what the areas come to of it, in every way in which the sheet may turn out.

use std::collections::BTreeSet;

use super::given::{Given, given};
use super::mean::{Mean, Means, may_take_mean};
use super::veto::Veto;
use super::{rounded, turns};
use crate::assess::combine::{AreaWorth, Combining, Worth, combine};
use crate::assess::item::{Judged, Standing};
use crate::assess::world::World;
use crate::figure::{Exact, Rounding, RoundingMode};
use crate::plan::{Area, ItemId};

/// The items of a unit, about to be added up.
pub(super) struct Weighing<'a, 'p> {
    pub items: &'a [Judged<'p>],
    pub vetoes: &'a [Veto<'p>],
    pub area: &'p Area,
    /// Of each item: its points are added up as they are, rather than being a weight.
    pub added_up: &'a [bool],
    /// Where items are rounded.
    pub rounding: Option<&'a Rounding>,
    pub means: &'a Means,
    pub group: &'a str,
}

/// What comes of the items, and of the areas, in every way.
pub(super) struct Ways<'p> {
    pub now: Vec<Worth>,
    pub least: Vec<Worth>,
    pub most: Vec<Worth>,
    /// As things stand, the least and the most.
    pub areas: [Vec<AreaWorth<'p>>; 3],
    /// With what may be left out.
    pub without: Vec<Vec<AreaWorth<'p>>>,
    /// With points handed on.
    pub handed: Vec<Vec<AreaWorth<'p>>>,
    /// Of each item: it may yet be left out.
    pub may_go: Vec<bool>,
}

/// How the points of a world are put together.
#[derive(Clone, Copy)]
enum Way<'a> {
    Straight,
    /// These items have all points that may be handed to them.
    Handed(&'a BTreeSet<usize>),
}

impl Way<'_> {
    fn hands(self) -> bool {
        matches!(self, Way::Handed(_))
    }
}

impl<'p> Weighing<'_, 'p> {
    /// The group's mean of an item.
    fn mean_of(&self, index: usize) -> Option<&Mean> {
        self.means.get(&(self.group.to_owned(), index))
    }

    fn zeroes_item(&self, world: World, id: &ItemId) -> bool {
        self.vetoes.iter().any(|veto| veto.zeroes_item(world, id))
    }

    pub fn shares(&self, world: World) -> Given {
        given(self.items, world != World::Now, &|id| self.zeroes_item(world, id))
    }

    pub fn ways(&self) -> Ways<'p> {
        let now = self.worth(World::Now, Way::Straight);
        let open_items = self.items.iter().any(|item| item.open) || self.vetoes.iter().any(|veto| veto.state.is_open());
        let open_means = self.items.iter().any(|item| item.standing == Standing::GroupMean);
        let (least, most) = if open_items || open_means {
            (self.worth(World::Least, Way::Straight), self.worth(World::Most, Way::Straight))
        } else {
            (now.clone(), now.clone())
        };
        let as_now = self.areas(World::Now, &now);
        let in_world = |world: World, items: &[Worth]| match items == now.as_slice() && self.vetoes.is_empty() {
            true => as_now.clone(),
            false => self.areas(world, items),
        };
        let mut areas = [as_now.clone(), in_world(World::Least, &least), in_world(World::Most, &most)];
        let [_, _, best] = &mut areas;
        let may_go = self.may_go();
        let without = turns::worth_leaving_out(self.area, &most, &may_go, &|items| self.areas(World::Most, items));
        for areas in &without {
            turns::take_better(best, areas);
        }
        let at_best = self.shares(World::Most);
        if at_best.is_open {
            turns::cap(best, &most, self.items, &at_best, self.rounding);
        }
        let low = self.handed(World::Least, |item| &item.low);
        let handed = [low, self.handed(World::Most, |item| &item.high)].concat();
        Ways { now, least, most, areas, without, handed, may_go }
    }

    fn may_go(&self) -> Vec<bool> {
        let each = self.items.iter().enumerate().map(|(index, item)| {
            let without_mean =
                item.standing == Standing::GroupMean && self.mean_of(index).is_some_and(|mean| mean.may_be_none);
            (item.may_be_left_out || without_mean) && !self.zeroes_item(World::Most, &item.result.id)
        });
        each.collect()
    }

    fn handed(&self, world: World, points: turns::Points) -> Vec<Vec<AreaWorth<'p>>> {
        let shares = self.shares(world);
        if !shares.is_open {
            return Vec::new();
        }
        let orders = turns::handed_on(self.items, &shares, points);
        orders.iter().map(|receivers| self.areas(world, &self.worth(world, Way::Handed(receivers)))).collect()
    }

    fn areas(&self, world: World, items: &[Worth]) -> Vec<AreaWorth<'p>> {
        let zeroed = |id: &str| self.vetoes.iter().any(|veto| veto.zeroes_area(world, id));
        combine(self.area, items, &Combining { rounding: self.rounding, zeroed: &zeroed })
    }

    fn worth(&self, world: World, way: Way) -> Vec<Worth> {
        let shares = self.shares(world);
        let each = self.items.iter().enumerate().map(|(index, item)| {
            let factor = match way {
                Way::Handed(receivers) if receivers.contains(&index) => shares.most(index),
                Way::Straight | Way::Handed(_) => shares.factor(index),
            };
            let full = &item.result.full.0 * &factor;
            let points = match (item.standing, world) {
                _ if self.zeroes_item(world, &item.result.id) => Some(Exact::ZERO),
                (Standing::Counted, World::Now) => Some(item.points.clone()),
                (Standing::Counted, World::Least) => Some(item.low.clone()),
                (Standing::Counted, World::Most) => {
                    let mean = if may_take_mean(item) { self.mean_of(index) } else { None };
                    let by_mean = mean.and_then(|mean| mean.between.as_ref());
                    let by_mean = by_mean.map(|(_, most)| most * &item.result.full.0);
                    Some(by_mean.map_or(item.high.clone(), |points| points.max(item.high.clone())))
                }
                (Standing::LeftOut | Standing::GivenTo(_), World::Least) if item.open => Some(Exact::ZERO),
                (Standing::LeftOut | Standing::GivenTo(_), World::Most) if item.open => {
                    Some(item.high.clone().max(item.result.full.0.clone()))
                }
                (Standing::LeftOut | Standing::GivenTo(_), World::Now | World::Least | World::Most) => None,
                // The unit's own figure may still come and take the place of the mean; with no mean the rest stands for the item.
                (Standing::GroupMean, world) => self.mean_of(index).and_then(|mean| {
                    let of_full = |share: &Exact| share * &item.result.full.0;
                    let (least, most) = mean.between.as_ref()?;
                    match world {
                        World::Now => mean.share.as_ref().map(of_full),
                        World::Least if mean.may_be_none || item.open => Some(Exact::ZERO),
                        World::Least => Some(of_full(least)),
                        World::Most if mean.may_be_none || item.open => {
                            Some(of_full(most).max(item.high.clone()).max(item.result.full.0.clone()))
                        }
                        World::Most => Some(of_full(most)),
                    }
                }),
            };
            let gives = matches!(item.standing, Standing::GivenTo(_)) && shares.gives(index) && points.is_none();
            let full = if gives { Exact::ZERO } else { full };
            let nominal = item.result.full.0.clone();
            // Of a weight only the share counts, and what comes of the shares is rounded where it is added up.
            let rounding = self.rounding.filter(|_| self.added_up.get(index).copied().unwrap_or_default());
            let round = |points: Exact| rounded(points, rounding);
            let slack = |points: Exact, side: i32| slack(points, rounding, side);
            let factored = |points: Exact| match world {
                World::Most if shares.is_open && way.hands() && factor != Exact::ONE => {
                    slack(points * factor.clone(), 1)
                }
                World::Most if way.hands() => round(points * factor.clone()),
                World::Least if shares.is_open && factor != Exact::ONE => slack(points * factor.clone(), -1),
                World::Most if shares.is_open && shares.most(index) != Exact::ONE => {
                    slack(points * shares.most(index), 1)
                }
                World::Now | World::Least | World::Most => round(points * factor.clone()),
            };
            Worth { points: points.map(factored), full, nominal }
        });
        each.collect()
    }
}

/// How given points are shared out, and so rounded, depends on which receivers turn out to be assessed: a step more or less each.
fn slack(points: Exact, rounding: Option<&Rounding>, side: i32) -> Exact {
    let Some(rounding) = rounding else { return points };
    let step = Exact::scaled(1, rounding.places) * Exact::from(side);
    let mode = if side < 0 { RoundingMode::Down } else { RoundingMode::Up };
    Rounding { mode, ..*rounding }.apply(&(points + step)).max(Exact::ZERO)
}
