//! One score sheet: from the items of each unit to totals, with what can still come of them.
//!
//! Three worlds are added up alike: the points as they stand, the least and the most that can still come. In the last two an item
//! that is left out for a figure that may yet arrive counts with nothing, or in full: the rest of the sheet stands for it now, and
//! the rest is never worse than nothing or better than everything.

mod given;
mod mean;
mod turns;

use std::collections::{BTreeSet, HashMap};

use super::adjust::{JudgedAdjustment, VetoState, adjustment};
use super::assessment::{AdjustmentResult, AreaResult, ItemResult, Remark, Rescaled, TotalLine};
use super::combine::{AreaWorth, Combining, Worth, combine};
use super::formula::AmongUnits;
use super::ground::Ground;
use super::item::{Judge, Judged, Says, Standing};
use super::mark::MayBeMarked;
use super::ready::{ReadyRule, ReadySheet};
use super::total::{Adjusted, Totals, total};
use super::world::World;
use rayon::prelude::*;

use crate::figure::{Exact, Points, Rounding, RoundingMode};
use crate::message;
use crate::plan::{HandScore, ItemId, Mark, RoundAt, RuleKind, VetoEffect};
use crate::words::Message;
use given::given;
use mean::{Means, group_means, may_take_mean};

/// Hand scores by unit and item, in the order in which they were read.
pub(super) type Hands<'p> = HashMap<(usize, &'p ItemId), Vec<&'p HandScore>>;

/// A unit whose points are settled; its rank and grade depend on the others.
pub(super) struct Settled<'p> {
    pub unit: usize,
    pub items: Vec<ItemResult>,
    /// Of each of the items.
    pub turns: Vec<MayBe>,
    pub adjustments: Vec<AdjustmentResult>,
    pub vetoes: Vec<Veto<'p>>,
    pub areas: Vec<AreaSettled>,
    /// What the areas come to as things stand, the root first.
    pub worths: Vec<AreaWorth<'p>>,
    pub rescaled: Option<Rescaled>,
    pub totals: Totals,
    pub open: Vec<Message>,
    pub remarks: Vec<Remark>,
}

/// Whether an item is counted, left out or marked, by now or in any way in which it may still turn out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MayBe {
    pub counted: bool,
    pub left_out: bool,
    pub marked: MayBeMarked,
}

/// An area's result, and the least and the most that its share can still be.
pub(super) struct AreaSettled {
    pub result: AreaResult,
    share: Option<Exact>,
    share_least: Option<Exact>,
    share_most: Option<Exact>,
    /// The least and the most that the share can be where points may still be handed into the area: in place of the two before.
    handed: Option<(Exact, Exact)>,
    /// All its items may turn out to be left out.
    may_empty: bool,
}

impl Settled<'_> {
    /// There is nothing of the unit, and whether there is nothing to send is not known: its total may turn out to be any.
    pub fn open_wide(&mut self, full: &Points) {
        let totals = &mut self.totals;
        let [_, low, high] = &mut totals.basis;
        for least in [&mut totals.least, low] {
            *least = std::mem::take(least).min(Exact::ZERO);
        }
        for most in [&mut totals.most, high] {
            *most = std::mem::take(most).max(full.0.clone());
        }
        self.open.insert(0, message!("reason-open-silent"));
    }
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

/// A veto rule of the sheet and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Veto<'p> {
    pub id: &'p ItemId,
    pub title: &'p str,
    pub state: VetoState<'p>,
}

impl Veto<'_> {
    /// Whether it takes an item's points in a world.
    pub fn zeroes_item(&self, world: World, id: &ItemId) -> bool {
        let effect = self.state.effect.filter(|_| self.state.strikes(world));
        matches!(effect, Some(VetoEffect::ZeroItem(item)) if item == id)
    }

    fn zeroes_area(&self, world: World, id: &str) -> bool {
        let effect = self.state.effect.filter(|_| self.state.strikes(world));
        matches!(effect, Some(VetoEffect::ZeroArea(area)) if area == id)
    }
}

struct Draft<'p> {
    unit: usize,
    items: Vec<Judged<'p>>,
    adjustments: Vec<JudgedAdjustment<'p>>,
    vetoes: Vec<Veto<'p>>,
}

/// What the units of a sheet were compared by: it stands while one of them is scored again.
pub(super) struct Board<'p> {
    among: AmongUnits<'p>,
    means: Means,
}

/// Scores the given units (numbers of the roster) on a sheet, in their order. `traced` picks those whose working is kept.
pub(super) fn settle<'p>(
    ground: &Ground<'p>,
    ready: &mut ReadySheet<'p>,
    units: &[usize],
    hands: &Hands<'p>,
    traced: &(dyn Fn(usize) -> bool + Sync),
) -> (Vec<Settled<'p>>, Board<'p>) {
    let mut among = std::mem::take(&mut ready.among);
    among.work_out(ground, units);
    let drafts: Vec<Draft> =
        units.par_iter().map(|unit| draft(ground, ready, &among, *unit, hands, traced(*unit))).collect();
    let means = group_means(ground, &drafts);
    let settled = drafts.into_par_iter().map(|draft| settled(ground, ready, draft, &means)).collect();
    (settled, Board { among, means })
}

/// Scores one unit once more, under whatever is supposed by now.
pub(super) fn settle_again<'p>(
    ground: &Ground<'p>,
    ready: &ReadySheet<'p>,
    board: &Board<'p>,
    unit: usize,
    hands: &Hands<'p>,
) -> Settled<'p> {
    settled(ground, ready, draft(ground, ready, &board.among, unit, hands, false), &board.means)
}

fn draft<'p>(
    ground: &Ground<'p>,
    ready: &ReadySheet<'p>,
    among: &AmongUnits<'p>,
    unit: usize,
    hands: &Hands<'p>,
    trace: bool,
) -> Draft<'p> {
    let judge = |rule: &'_ ReadyRule<'p>, with: &mut dyn FnMut(&Judge<'_, 'p>)| {
        let hands = hands.get(&(unit, &rule.rule.id)).map(Vec::as_slice).unwrap_or_default();
        let judge = Judge { ground, among, ready: rule, unit, hands, trace, unsure: Default::default() };
        with(&judge);
    };
    let mut items = Vec::with_capacity(ready.items.len());
    for (item, rule) in &ready.items {
        match rule {
            Some(rule) => judge(rule, &mut |judge| items.push(judge.judged())),
            None => items.push(Judged::without_rule(item)),
        }
    }
    let mut adjustments = Vec::with_capacity(ready.adjustments.len());
    for (_, rule) in &ready.adjustments {
        judge(rule, &mut |judge| adjustments.push(adjustment(judge, &ready.sheet.total)));
    }
    let vetoes = vetoes(ground, &adjustments);
    Draft { unit, items, adjustments, vetoes }
}

fn group_of<'p>(ground: &Ground<'p>, unit: usize) -> &'p str {
    ground.plan.units.get(unit).map(|unit| unit.group.as_str()).unwrap_or_default()
}

fn settled<'p>(ground: &Ground<'p>, ready: &ReadySheet<'p>, draft: Draft<'p>, means: &Means) -> Settled<'p> {
    let sheet = ready.sheet;
    let is_added_up = |index: usize| ready.added_up.get(index).copied().unwrap_or_default();
    let numbers = &ground.plan.numbers;
    let rounding = Rounding::new(numbers.round, numbers.points);
    let item_rounding = match numbers.at {
        RoundAt::Item => Some(&rounding),
        RoundAt::Total => None,
    };
    let round = |points: Exact, rounding: Option<&Rounding>| match rounding {
        Some(rounding) => rounding.apply(&points),
        None => points,
    };
    // How given points are shared out, and so rounded, depends on which receivers turn out to be assessed: a step more or less each.
    let slack = |points: Exact, rounding: Option<&Rounding>, side: i32| {
        let Some(rounding) = rounding else { return points };
        let step = Exact::scaled(1, rounding.places) * Exact::from(side);
        let mode = if side < 0 { RoundingMode::Down } else { RoundingMode::Up };
        Rounding { mode, ..*rounding }.apply(&(points + step)).max(Exact::ZERO)
    };
    let vetoes = draft.vetoes;
    let zeroes_item = |world: World, id: &ItemId| vetoes.iter().any(|veto| veto.zeroes_item(world, id));
    let zeroes_area = |world: World, id: &str| vetoes.iter().any(|veto| veto.zeroes_area(world, id));

    let shares_of = |world: World| given(&draft.items, world != World::Now, &|id| zeroes_item(world, id));
    let shares = shares_of(World::Now);
    let group = group_of(ground, draft.unit).to_owned();
    let mean_of = |index: usize| means.get(&(group.clone(), index));
    let worth = |world: World, way: Way| -> Vec<Worth> {
        let shares = shares_of(world);
        let each = draft.items.iter().enumerate().map(|(index, item)| {
            let factor = match way {
                Way::Handed(receivers) if receivers.contains(&index) => shares.most(index),
                Way::Straight | Way::Handed(_) => shares.factor(index),
            };
            let full = &item.result.full.0 * &factor;
            let points = match (item.standing, world) {
                _ if zeroes_item(world, &item.result.id) => Some(Exact::ZERO),
                (Standing::Counted, World::Now) => Some(item.points.clone()),
                (Standing::Counted, World::Least) => Some(item.low.clone()),
                (Standing::Counted, World::Most) => {
                    let mean = if may_take_mean(item) { mean_of(index) } else { None };
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
                (Standing::GroupMean, world) => mean_of(index).and_then(|mean| {
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
            let rounding = item_rounding.filter(|_| is_added_up(index));
            let round = |points: Exact| round(points, rounding);
            let slack = |points: Exact, side: i32| slack(points, rounding, side);
            let rounded = |points: Exact| match world {
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
            Worth { points: points.map(rounded), full, nominal }
        });
        each.collect()
    };
    let now = worth(World::Now, Way::Straight);
    let open_items = draft.items.iter().any(|item| item.open) || vetoes.iter().any(|veto| veto.state.is_open());
    let open_means = draft.items.iter().any(|item| item.standing == Standing::GroupMean);
    let (least, most) = if open_items || open_means {
        (worth(World::Least, Way::Straight), worth(World::Most, Way::Straight))
    } else {
        (now.clone(), now.clone())
    };
    let areas_of = |world: World, items: &[Worth]| {
        let zeroed = |id: &str| zeroes_area(world, id);
        combine(&sheet.area, items, &Combining { rounding: item_rounding, zeroed: &zeroed })
    };
    let as_now = areas_of(World::Now, &now);
    let in_world = |world: World, items: &[Worth]| match items == now.as_slice() && vetoes.is_empty() {
        true => as_now.clone(),
        false => areas_of(world, items),
    };
    let mut areas = [as_now.clone(), in_world(World::Least, &least), in_world(World::Most, &most)];
    let in_way = |world: World, way: Way| areas_of(world, &worth(world, way));
    let [_, _, best] = &mut areas;
    let may_go: Vec<bool> = draft
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let without_mean =
                item.standing == Standing::GroupMean && mean_of(index).is_some_and(|mean| mean.may_be_none);
            (item.may_be_left_out || without_mean) && !zeroes_item(World::Most, &item.result.id)
        })
        .collect();
    let without = turns::worth_leaving_out(&sheet.area, &most, &may_go, &|items| areas_of(World::Most, items));
    for areas in &without {
        turns::take_better(best, areas);
    }
    let at_best = shares_of(World::Most);
    if at_best.is_open {
        turns::cap(best, &most, &draft.items, &at_best, item_rounding);
    }
    let handed = |world: World, points: turns::Points| -> Vec<Vec<AreaWorth<'p>>> {
        let shares = shares_of(world);
        if !shares.is_open {
            return Vec::new();
        }
        let orders = turns::handed_on(&draft.items, &shares, points);
        orders.iter().map(|receivers| in_way(world, Way::Handed(receivers))).collect()
    };
    let handed = [handed(World::Least, |item| &item.low), handed(World::Most, |item| &item.high)].concat();

    let no_end = |kind: RuleKind, world: World| {
        let mut open = draft.adjustments.iter().filter(|adjustment| adjustment.has_no_end);
        match (world, kind) {
            (World::Least, RuleKind::Deduction) | (World::Most, RuleKind::Bonus) => {
                open.any(|adjustment| adjustment.result.kind == kind)
            }
            (World::Now | World::Least | World::Most, _) => false,
        }
    };
    let adjusted = |pick: &dyn Fn(&AdjustmentResult) -> Exact, kind: RuleKind| -> Exact {
        let of_kind = draft.adjustments.iter().filter(|adjustment| adjustment.result.kind == kind);
        of_kind.map(|adjustment| round(pick(&adjustment.result), item_rounding)).sum()
    };
    let both = |world: World, pick: &dyn Fn(&AdjustmentResult) -> Exact| Adjusted {
        bonus: adjusted(pick, RuleKind::Bonus),
        deduction: adjusted(pick, RuleKind::Deduction),
        gives_any: no_end(RuleKind::Bonus, world),
        takes_any: no_end(RuleKind::Deduction, world),
    };
    let adjusted = [
        both(World::Now, &|result| result.points.0.clone()),
        both(World::Least, &|result| result.at_least.0.clone()),
        both(World::Most, &|result| result.at_most.0.clone()),
    ];
    let added_up: Vec<&Worth> =
        now.iter().enumerate().filter(|(index, _)| is_added_up(*index)).map(|(_, worth)| worth).collect();
    let earned: Option<Exact> = (!added_up.is_empty() || now.is_empty())
        .then(|| added_up.into_iter().filter_map(|worth| worth.points.as_ref()).sum());
    let totals = total(sheet, numbers, earned.as_ref(), &areas, &adjusted);

    let mut remarks = Vec::new();
    let mut items = Vec::with_capacity(draft.items.len());
    let mut turns = Vec::with_capacity(draft.items.len());
    let mut open = Vec::new();
    for (index, judged) in draft.items.into_iter().enumerate() {
        let mut result = judged.result;
        if judged.open {
            open.push(message!(
                "reason-open-item",
                title = &result.title,
                reason = why_open(result.reason.clone(), judged.says)
            ));
        } else if judged.standing == Standing::GroupMean && mean_of(index).is_some_and(mean::Mean::is_open) {
            open.push(message!("reason-open-mean", title = &result.title));
        }
        remarks.extend(judged.remarks);
        let at = |worths: &[Worth]| worths.get(index).and_then(|worth| worth.points.clone());
        let ways = [at(&now), at(&least), at(&most)];
        turns.push(MayBe {
            counted: ways.iter().any(Option::is_some),
            left_out: judged.may_be_left_out
                || may_go.get(index).copied().unwrap_or_default()
                || ways.iter().any(Option::is_none),
            marked: judged.may_be_marked,
        });
        let points = at(&now);
        result.left_out = points.is_none();
        let least = at(&least).unwrap_or_default();
        let most = at(&most).unwrap_or_default();
        result.points = Points(points.unwrap_or_default());
        result.at_least = Points(least.min(result.points.0.clone()));
        result.at_most = Points(most.max(result.points.0.clone()));
        result.full = Points(&result.full.0 * &shares.factor(index));
        if zeroes_item(World::Now, &result.id) {
            result.marks.push(Mark::Vetoed);
            let reason = result.reason.clone();
            result.reason = message!("reason-vetoed", reason = reason);
        }
        items.push(result);
    }
    for veto in vetoes.iter().filter(|veto| veto.state.is_open()) {
        open.push(message!("reason-open-veto", title = veto.title));
    }
    let mut adjustments = Vec::with_capacity(draft.adjustments.len());
    for judged in draft.adjustments {
        let mut result = judged.result;
        remarks.extend(judged.remarks);
        for points in [&mut result.points, &mut result.at_least, &mut result.at_most] {
            *points = Points(round(points.0.clone(), item_rounding));
        }
        if result.at_least != result.at_most {
            let reason = result.reason.clone();
            open.push(message!("reason-open-item", title = &result.title, reason = reason));
        }
        adjustments.push(result);
    }
    let rescaled = areas.first().and_then(|areas| areas.first()).and_then(|root| root.rescaled.clone());
    let areas_settled = areas_settled(&areas, &without, &handed, &items, &turns);
    let [worths, _, _] = areas;
    Settled {
        unit: draft.unit,
        areas: areas_settled,
        worths,
        items,
        turns,
        adjustments,
        vetoes,
        rescaled,
        totals,
        open,
        remarks,
    }
}

/// Why an item is open: its reason, where that says so.
fn why_open(reason: Message, says: Says) -> Message {
    match says {
        Says::Points => message!("reason-open-scored", reason = reason),
        Says::Tasks | Says::Absence | Says::Doubts | Says::Clash => reason,
    }
}

fn vetoes<'p>(ground: &Ground<'p>, adjustments: &[JudgedAdjustment<'p>]) -> Vec<Veto<'p>> {
    let found = adjustments.iter().filter_map(|adjustment| {
        let rule = ground.plan.rule(&adjustment.result.id)?;
        Some(Veto { id: &rule.id, title: &rule.title, state: adjustment.veto? })
    });
    found.collect()
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

fn areas_settled(
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

/// The lines of a total that say something.
pub(super) fn lines(lines: Vec<(Message, Exact)>) -> Vec<TotalLine> {
    lines
        .into_iter()
        .enumerate()
        .filter(|(index, (_, points))| *index == 0 || !points.is_zero())
        .map(|(_, (say, points))| TotalLine { say, points: Points(points) })
        .collect()
}
