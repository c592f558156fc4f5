//! What if: two assessments of the same units, before something is supposed and after, and who moves.
//!
//! A figure or rows of one unit may be supposed, or the scheme itself changed. Both come here as two assessments; what is told is what
//! differs between them, figure by figure, and nothing is worked out again.

mod effect;
mod figure;
mod range;
mod shared;
mod table;
mod tasks;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::document::{FindingLine, SumPart};
use crate::assess::{Assessment, ItemResult, Status, UnitResult, provisional_only};
use crate::figure::{Exact, Points};
use crate::plan::{ItemId, UnitId};

pub use effect::{nothing_for_early, without_effect};
pub use figure::{SupposedFigure, as_typed, read_supposed};
pub use shared::sharing;
pub use table::what_if_table;
pub use tasks::{TaskShares, task_shares};

/// The version of what-if's JSON.
pub const WHAT_IF_FORMAT: &str = "kaohe-what-if/1";

/// What a supposition comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WhatIf {
    /// [`WHAT_IF_FORMAT`].
    pub format: String,
    pub scheme: String,
    pub title: String,
    #[schemars(with = "String")]
    pub as_of: Date,
    /// What was supposed, in the words of whoever supposed it.
    pub supposed: Vec<String>,
    /// What is to be said of it: that something of it has no effect, can't be as it is, or is taken otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What is found in the supposed rows that is not in the data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingLine>,
    /// The scheme itself was changed, not only figures or rows.
    pub scheme_changed: bool,
    /// Every unit of which anything moves, and those that were asked about, in the order of the new result.
    pub units: Vec<Move>,
    /// Of those, so many whose total, rank, grade or proposals move, beside the unit that was asked about; of the others only bounds or
    /// targets do.
    pub moved: u32,
    /// How many units were looked at.
    pub of: u32,
    /// A dry run: the data of so many units are not at hand. Their points are not told, and ranks hang on them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub units_unknown: u32,
    /// Several changes: what each would do alone, in their order. What they do together need not be the sum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alone: Vec<Alone>,
}

/// One unit on one sheet, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    pub id: String,
    pub name: String,
    pub group: String,
    pub sheet: String,
    pub before: Stand,
    pub after: Stand,
    /// New total less old.
    pub gain: Points,
    /// What moves the total beside the points of its items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside_items: Vec<BesideMove>,
    pub areas: Vec<AreaMove>,
    /// Items of which the figure, the target, the points or the status moves.
    pub items: Vec<ItemMove>,
}

/// What one thing that is no item does to the total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BesideMove {
    pub by: BesideItems,
    pub gain: Points,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BesideItems {
    /// Points of items that don't count are shared out over the others.
    Rescaled,
    /// Areas in which points weigh, or come together other than by adding up.
    Areas,
    /// The cap on bonuses.
    BonusCap,
    /// The cap on deductions.
    DeductionCap,
    /// The most that a total can be.
    TotalCap,
    /// A total is never below nothing.
    Floor,
    Rounding,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stand {
    pub total: Points,
    pub at_least: Points,
    pub at_most: Points,
    pub rank: u32,
    /// The best and worst rank that can still come.
    pub rank_best: u32,
    pub rank_worst: u32,
    pub of: u32,
    pub grade: String,
    pub grade_at_least: String,
    pub grade_at_most: String,
    /// What is proposed.
    pub consequences: Vec<String>,
    /// Those of them that what is still open may undo.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences_provisional: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AreaMove {
    pub id: String,
    pub title: String,
    pub before: Points,
    pub after: Points,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemMove {
    pub id: String,
    pub title: String,
    /// `None`: the item was not there, or is gone.
    pub before: Option<ItemStand>,
    pub after: Option<ItemStand>,
    /// New points less old.
    pub gain: Points,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemStand {
    pub status: Status,
    /// The figure as people read it.
    pub shown: String,
    pub target_shown: String,
    pub points: Points,
    pub full: Points,
    pub left_out: bool,
}

/// What one of several changes does without the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alone {
    pub name: String,
    /// What is wrong with the scheme if it is the only change: then nothing is told of it alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsound: Option<String>,
    /// Units whose total moves by it, and by how much, in the order of the new result.
    pub gains: Vec<Gain>,
    /// Units whose grade moves by it, or gets settled or open.
    pub grades: Vec<GradeMove>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gain {
    pub unit: String,
    pub name: String,
    pub gain: Points,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GradeMove {
    pub unit: String,
    pub name: String,
    pub before: String,
    pub after: String,
    /// What is still open may move the grade.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub before_provisional: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub after_provisional: bool,
}

/// The unit that was asked about, and the items of which it was asked: they are told even if nothing of them moves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    pub unit: Option<UnitId>,
    pub items: BTreeSet<ItemId>,
}

/// What moves between two assessments. Of units whose data are not at hand (`unknown`) nothing is told: what moves of them is no news.
pub fn compare(
    before: &Assessment,
    after: &Assessment,
    supposed: Vec<String>,
    asked: &Asked,
    unknown: &BTreeSet<UnitId>,
) -> WhatIf {
    let old = by_unit(before);
    let nothing = BTreeSet::new();
    let moves = after.units.iter().filter(|after| !unknown.contains(&after.id)).filter_map(|after| {
        let before = old.get(&key(after))?;
        let is_asked = asked.unit.as_ref() == Some(&after.id);
        let found = unit_move(before, after, if is_asked { &asked.items } else { &nothing });
        (is_asked || found.moves()).then_some(found)
    });
    let moves: Vec<Move> = moves.collect();
    let is_asked = |id: &str| asked.unit.as_ref().is_some_and(|unit| unit.0 == id);
    WhatIf {
        format: WHAT_IF_FORMAT.to_owned(),
        scheme: after.scheme.clone(),
        title: after.title.clone(),
        as_of: after.as_of,
        supposed,
        notes: Vec::new(),
        findings: Vec::new(),
        scheme_changed: false,
        moved: count(moves.iter().filter(|unit| !is_asked(&unit.id) && unit.moves_its_result()).count()),
        units: moves,
        of: count(after.units.len()),
        units_unknown: after.units_unknown,
        alone: Vec::new(),
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// What one change does without the others.
pub fn alone(name: &str, before: &Assessment, after: &Assessment, unknown: &BTreeSet<UnitId>) -> Alone {
    let compared = compare(before, after, Vec::new(), &Asked::default(), unknown);
    let gains = compared.units.iter().filter(|unit| !unit.gain.is_zero());
    let grades = compared.units.iter().filter(|unit| {
        let graded = |stand: &Stand| (stand.grade.clone(), stand.is_provisional());
        graded(&unit.before) != graded(&unit.after)
    });
    Alone {
        name: name.to_owned(),
        unsound: None,
        gains: gains
            .map(|unit| Gain { unit: unit.id.clone(), name: unit.name.clone(), gain: unit.gain.clone() })
            .collect(),
        grades: grades
            .map(|unit| GradeMove {
                unit: unit.id.clone(),
                name: unit.name.clone(),
                before: unit.before.grade.clone(),
                after: unit.after.grade.clone(),
                before_provisional: unit.before.is_provisional(),
                after_provisional: unit.after.is_provisional(),
            })
            .collect(),
    }
}

/// A change that no sound scheme comes of without the others: points raised in one place that another change takes elsewhere.
pub fn not_alone(name: &str, unsound: String) -> Alone {
    Alone { name: name.to_owned(), unsound: Some(unsound), gains: Vec::new(), grades: Vec::new() }
}

/// The JSON Schema of what-if's JSON.
pub fn what_if_schema() -> schemars::Schema {
    schemars::schema_for!(WhatIf)
}

impl Stand {
    /// What is still open may move the grade.
    pub fn is_provisional(&self) -> bool {
        self.grade_at_least != self.grade_at_most
    }
}

impl Move {
    fn moves(&self) -> bool {
        self.before != self.after || !self.items.is_empty() || !self.areas.is_empty()
    }

    /// Its total, rank, grade or what is proposed of it moves: not only a bound or a target.
    pub fn moves_its_result(&self) -> bool {
        let result = |stand: &Stand| {
            let proposed = (stand.consequences.clone(), stand.consequences_provisional.clone());
            (stand.rank, stand.grade.clone(), stand.is_provisional(), proposed)
        };
        !self.gain.is_zero() || result(&self.before) != result(&self.after)
    }
}

type UnitKey<'a> = (&'a str, &'a str);

fn key(unit: &UnitResult) -> UnitKey<'_> {
    (&unit.sheet, &unit.id.0)
}

fn by_unit(assessment: &Assessment) -> BTreeMap<UnitKey<'_>, &UnitResult> {
    assessment.units.iter().map(|unit| (key(unit), unit)).collect()
}

fn unit_move(before: &UnitResult, after: &UnitResult, asked: &BTreeSet<ItemId>) -> Move {
    let areas = after.areas.iter().filter_map(|area| {
        let old = before.areas.iter().find(|old| old.id == area.id)?;
        let (before, after) = (old.points.clone(), area.points.clone());
        (before != after).then(|| AreaMove { id: area.id.clone(), title: area.title.clone(), before, after })
    });
    let items = item_moves(before, after, asked);
    Move {
        id: after.id.to_string(),
        name: after.name.clone(),
        group: after.group.clone(),
        sheet: after.sheet.clone(),
        gain: &after.total - &before.total,
        beside_items: beside_items(before, after, &items),
        areas: areas.collect(),
        items,
        before: stand(before),
        after: stand(after),
    }
}

/// What the lines of the totals say, and for the rest the areas: everything together is what the total moves by.
fn beside_items(before: &UnitResult, after: &UnitResult, items: &[ItemMove]) -> Vec<BesideMove> {
    let line = |unit: &UnitResult, part: SumPart| -> Exact {
        let own = unit.total_lines.iter().filter(|line| line.say.key == part.key());
        own.map(|line| line.points.0.clone()).sum()
    };
    let of_lines = SumPart::ALL.into_iter().map(|part| (part.into(), line(after, part) - line(before, part)));
    let mut moves: Vec<(BesideItems, Exact)> = of_lines.collect();
    let told: Exact =
        moves.iter().map(|(_, gain)| gain.clone()).chain(items.iter().map(|item| item.gain.0.clone())).sum();
    let areas = &(&after.total - &before.total).0 - &told;
    moves.insert(1, (BesideItems::Areas, areas));
    moves.retain(|(_, gain)| !gain.is_zero());
    moves.into_iter().map(|(by, gain)| BesideMove { by, gain: Points(gain) }).collect()
}

impl From<SumPart> for BesideItems {
    fn from(part: SumPart) -> BesideItems {
        match part {
            SumPart::Rescaled => BesideItems::Rescaled,
            SumPart::BonusCap => BesideItems::BonusCap,
            SumPart::DeductionCap => BesideItems::DeductionCap,
            SumPart::TotalCap => BesideItems::TotalCap,
            SumPart::Floor => BesideItems::Floor,
            SumPart::Rounding => BesideItems::Rounding,
        }
    }
}

fn stand(unit: &UnitResult) -> Stand {
    Stand {
        total: unit.total.clone(),
        at_least: unit.at_least.clone(),
        at_most: unit.at_most.clone(),
        rank: unit.rank,
        rank_best: unit.rank_best,
        rank_worst: unit.rank_worst,
        of: unit.of,
        grade: unit.grade.clone(),
        grade_at_least: unit.grade_at_least.clone(),
        grade_at_most: unit.grade_at_most.clone(),
        consequences: unit.consequences.iter().map(|proposed| proposed.then.clone()).collect(),
        consequences_provisional: provisional_only(
            unit.consequences.iter().map(|proposed| (proposed.then.as_str(), proposed.provisional)),
        ),
    }
}

/// Items in the order of the new result, then those that are gone; bonuses, deductions and vetoes after them. Of those asked about also
/// what stays.
fn item_moves(before: &UnitResult, after: &UnitResult, asked: &BTreeSet<ItemId>) -> Vec<ItemMove> {
    let mut moves = Vec::new();
    let mut one = |id: &str, title: &str, before: Option<ItemStand>, after: Option<ItemStand>| {
        if before != after || asked.iter().any(|asked| asked.0 == id) {
            let points =
                |stand: &Option<ItemStand>| stand.as_ref().map(|stand| stand.points.clone()).unwrap_or_default();
            let gain = &points(&after) - &points(&before);
            moves.push(ItemMove { id: id.to_owned(), title: title.to_owned(), before, after, gain });
        }
    };
    for item in &after.items {
        let old = before.items.iter().find(|old| old.id == item.id);
        one(&item.id.0, &item.title, old.map(item_stand), Some(item_stand(item)));
    }
    for item in before.items.iter().filter(|item| after.items.iter().all(|new| new.id != item.id)) {
        one(&item.id.0, &item.title, Some(item_stand(item)), None);
    }
    for adjustment in &after.adjustments {
        let stand = |adjustment: &crate::assess::AdjustmentResult| ItemStand {
            status: if adjustment.applied { Status::Met } else { Status::Missed },
            shown: adjustment.shown.clone(),
            target_shown: String::new(),
            points: adjustment.points.clone(),
            full: Points::ZERO,
            left_out: false,
        };
        let old = before.adjustments.iter().find(|old| old.id == adjustment.id);
        one(&adjustment.id.0, &adjustment.title, old.map(stand), Some(stand(adjustment)));
    }
    moves
}

fn item_stand(item: &ItemResult) -> ItemStand {
    ItemStand {
        status: item.status,
        shown: item.shown.clone(),
        target_shown: item.target_shown.clone(),
        points: item.points.clone(),
        full: item.full.clone(),
        left_out: item.left_out,
    }
}
