//! One score sheet: from the items of each unit to totals, with what can still come of them.
//!
//! Three worlds are added up alike: the points as they stand, the least and the most that can still come. In the last two an item
//! that is left out for a figure that may yet arrive counts with nothing, or in full: the rest of the sheet stands for it now, and
//! the rest is never worse than nothing or better than everything.

mod area;
mod given;
mod mean;
mod turns;
mod veto;
mod worth;

use std::collections::HashMap;

use super::adjust::{JudgedAdjustment, adjustment};
use super::assessment::{AdjustmentResult, ItemResult, Remark, Rescaled};
use super::combine::{AreaWorth, Worth};
use super::formula::AmongUnits;
use super::ground::Ground;
use super::item::{Judge, Judged, Says, Standing};
use super::mark::MayBeMarked;
use super::ready::{ReadyRule, ReadySheet};
use super::total::{Adjusted, Totals, total};
use super::world::World;
use rayon::prelude::*;

use crate::figure::{Exact, Points, Rounding};
use crate::message;
use crate::plan::{HandScore, ItemId, Mark, RoundAt, RuleKind};
use crate::words::Message;
pub(super) use area::AreaSettled;
use area::areas_settled;
use mean::{Means, group_means};
pub(super) use veto::Veto;
use veto::vetoes;
use worth::{Ways, Weighing};

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
    /// There is nothing of the unit: no condition over its result is settled.
    pub is_wide_open: bool,
    pub remarks: Vec<Remark>,
}

/// Whether an item is counted, left out or marked, by now or in any way in which it may still turn out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MayBe {
    pub counted: bool,
    pub left_out: bool,
    pub marked: MayBeMarked,
}

impl Settled<'_> {
    /// Something of it counts, or may still count: else there is nothing that points could be of.
    pub fn is_assessed(&self) -> bool {
        self.is_wide_open || self.turns.is_empty() || self.turns.iter().any(|turn| turn.counted)
    }

    /// It may still turn out that nothing of it counts.
    pub fn may_be_unassessed(&self) -> bool {
        !self.turns.is_empty() && self.turns.iter().all(|turn| turn.left_out)
    }

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
        self.is_wide_open = true;
        self.open.insert(0, message!("reason-open-silent"));
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
    let Draft { unit, items: judged, adjustments: judged_adjustments, vetoes } = draft;
    let group = group_of(ground, unit).to_owned();
    let mean_of = |index: usize| means.get(&(group.clone(), index));
    let weighing = Weighing {
        items: &judged,
        vetoes: &vetoes,
        area: &sheet.area,
        added_up: &ready.added_up,
        rounding: item_rounding,
        means,
        group: &group,
    };
    let shares = weighing.shares(World::Now);
    let Ways { now, least, most, areas, without, handed, may_go } = weighing.ways();
    let adjusted = adjusted(&judged_adjustments, item_rounding);
    let added_up: Vec<&Worth> =
        now.iter().enumerate().filter(|(index, _)| is_added_up(*index)).map(|(_, worth)| worth).collect();
    let earned: Option<Exact> = (!added_up.is_empty() || now.is_empty())
        .then(|| added_up.into_iter().filter_map(|worth| worth.points.as_ref()).sum());
    let totals = total(sheet, numbers, earned.as_ref(), &areas, &adjusted);

    let mut remarks = Vec::new();
    let mut items = Vec::with_capacity(judged.len());
    let mut turns = Vec::with_capacity(judged.len());
    let mut open = Vec::new();
    for (index, judged) in judged.into_iter().enumerate() {
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
        if vetoes.iter().any(|veto| veto.zeroes_item(World::Now, &result.id)) {
            result.marks.push(Mark::Vetoed);
            let reason = result.reason.clone();
            result.reason = message!("reason-vetoed", reason = reason);
        }
        items.push(result);
    }
    for veto in vetoes.iter().filter(|veto| veto.state.is_open()) {
        open.push(message!("reason-open-veto", title = veto.title));
    }
    let mut adjustments = Vec::with_capacity(judged_adjustments.len());
    for judged in judged_adjustments {
        let mut result = judged.result;
        remarks.extend(judged.remarks);
        for points in [&mut result.points, &mut result.at_least, &mut result.at_most] {
            *points = Points(rounded(points.0.clone(), item_rounding));
        }
        if result.at_least != result.at_most {
            let reason = result.reason.clone();
            open.push(message!("reason-open-item", title = &result.title, reason = reason));
        }
        adjustments.push(result);
    }
    let rescaled = areas.first().and_then(|areas| areas.first()).and_then(|root| root.rescaled.clone());
    let settled = areas_settled(&areas, &without, &handed, &items, &turns);
    let [worths, _, _] = areas;
    Settled {
        unit,
        areas: settled,
        worths,
        items,
        turns,
        adjustments,
        vetoes,
        rescaled,
        totals,
        open,
        is_wide_open: false,
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

fn rounded(points: Exact, rounding: Option<&Rounding>) -> Exact {
    match rounding {
        Some(rounding) => rounding.apply(&points),
        None => points,
    }
}

/// What bonuses give and deductions take, as things stand, at the least and at the most.
fn adjusted(adjustments: &[JudgedAdjustment], rounding: Option<&Rounding>) -> [Adjusted; 3] {
    let no_end = |kind: RuleKind, world: World| {
        let mut open = adjustments.iter().filter(|adjustment| adjustment.has_no_end);
        match (world, kind) {
            (World::Least, RuleKind::Deduction) | (World::Most, RuleKind::Bonus) => {
                open.any(|adjustment| adjustment.result.kind == kind)
            }
            (World::Now | World::Least | World::Most, _) => false,
        }
    };
    let of_kind = |pick: &dyn Fn(&AdjustmentResult) -> Exact, kind: RuleKind| -> Exact {
        let of_kind = adjustments.iter().filter(|adjustment| adjustment.result.kind == kind);
        of_kind.map(|adjustment| rounded(pick(&adjustment.result), rounding)).sum()
    };
    let both = |world: World, pick: &dyn Fn(&AdjustmentResult) -> Exact| Adjusted {
        bonus: of_kind(pick, RuleKind::Bonus),
        deduction: of_kind(pick, RuleKind::Deduction),
        gives_any: no_end(RuleKind::Bonus, world),
        takes_any: no_end(RuleKind::Deduction, world),
    };
    [
        both(World::Now, &|result| result.points.0.clone()),
        both(World::Least, &|result| result.at_least.0.clone()),
        both(World::Most, &|result| result.at_most.0.clone()),
    ]
}
