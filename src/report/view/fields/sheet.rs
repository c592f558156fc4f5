//! A score sheet over all its units.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::Status;

use super::super::{Figure, SaidOf, Share};

/// One score sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetView {
    pub id: String,
    pub title: String,
    pub full: Figure,
    /// How many units it scores.
    pub count: usize,
    /// Of them, those whose grade can still change.
    pub provisional: usize,
    /// Of them, those whose points and grade follow from a veto that a person has yet to find.
    pub vetoed: usize,
    /// Of them, those of which there is nothing at all: nobody is praised beside them.
    pub silent: Vec<String>,
    /// Best first.
    pub grades: Vec<GradeCount>,
    pub groups: Vec<GroupView>,
    /// Why grades are not those by points, each sentence once with all its units.
    pub moved: Vec<SaidOf>,
    /// Units whose results are hardly to be compared with others: too little of the sheet was scored.
    pub not_comparable: Vec<String>,
    /// Areas directly under the root, with the best units in each.
    pub areas: Vec<SheetArea>,
    /// Items in the order of the scheme.
    pub items: Vec<SheetItemView>,
    /// The items on which points were lost, those that cost most first.
    pub costs: Vec<SheetItemView>,
    /// Titles of the items of which nobody has sent a table yet: no points are lost on them.
    pub unsent: Vec<String>,
    /// The items on which the most units have settled full points first; only those on which at least half of the units assessed do,
    /// and more than one is. None in a trial, nor beside silent units.
    pub good: Vec<SheetItemView>,
    /// It scores more than 40 units: too many for a page that must stay short.
    pub large: bool,
    /// Units × items.
    pub heat: Heat,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeCount {
    pub name: String,
    /// The lower edge, closed; the last grade has none.
    pub at_least: Option<String>,
    pub count: usize,
    /// Of them, those whose grade can still change.
    pub provisional: usize,
    /// Their share of the sheet's units.
    pub share: Share,
    /// Names, in the order of groups and ranks.
    pub units: Vec<String>,
}

/// A group that is ranked together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupView {
    pub name: String,
    pub count: usize,
    /// In the order of ranks.
    pub ranking: Vec<RankLine>,
    /// Where the group has more than 40 units: its two ends, for a page that must stay short.
    pub edges: Option<Edges>,
    /// Some total of the group can still move.
    pub provisional: bool,
    /// Some rank of the group can still move: by what is open, or because the year is not over.
    pub provisional_ranks: bool,
}

/// The two ends of a long ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edges {
    /// The first ten.
    pub first: Vec<RankLine>,
    /// How many stand between.
    pub between: usize,
    /// The last ten.
    pub last: Vec<RankLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankLine {
    /// The unit's id.
    pub unit: String,
    pub name: String,
    pub rank: u32,
    /// The best and worst rank that can still come.
    pub rank_best: u32,
    pub rank_worst: u32,
    /// The rank as a table has it: a dash in a trial, where it hangs on units without data.
    pub rank_shown: String,
    pub total: Figure,
    pub full: Figure,
    /// The lowest and highest total that can still come of it.
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open: bool,
    /// What is told where they don't: the unit's `settled_shown`.
    pub settled_shown: String,
    /// The total as a share of the sheet's points.
    pub share: Share,
    pub grade: String,
    pub grade_at_least: String,
    pub grade_at_most: String,
    /// The grade can still change: by what is open, or because the year is not over.
    pub provisional: bool,
    /// The condition of a veto holds: the grade is proposed, a person decides.
    pub vetoed: bool,
}

/// An area of a sheet over all units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetArea {
    pub id: String,
    pub title: String,
    pub full: Figure,
    /// Units for which something in it was assessed.
    pub counted: usize,
    /// The highest share of the area's points that a unit got, and who did. Empty where nobody got a point.
    pub best_share: Option<Share>,
    pub best: Vec<String>,
    /// It can be told as good work: the best have at least 90 % of it whatever comes of what is still open, not everyone has the
    /// same, and it is no trial.
    pub commended: bool,
    /// Units that stay under 60 % of it, whatever comes of what is still open.
    pub weak: usize,
    /// Units that are under 60 % of it so far, and can still reach it.
    pub weak_so_far: usize,
}

/// An item of a sheet over all units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetItemView {
    pub id: String,
    pub title: String,
    /// The innermost area, and its title.
    pub area: String,
    pub area_title: String,
    pub full: Figure,
    /// Who answers for it.
    pub departments: Vec<String>,
    /// Units that are assessed on it.
    pub assessed: usize,
    /// Of them, those whose points on it are part of their sum by now.
    pub counted: usize,
    /// Of them, those that have no points by now: not due, not judged, or left out for want of a figure.
    pub unscored: usize,
    /// Of these, those of `pending`.
    pub waiting: usize,
    /// Of these, those that are left out: their figure was not sent or is not public.
    pub left_out: usize,
    /// Of those counted, those with full points that their own work earned and nothing still open can take.
    pub settled_full: usize,
    /// Of those counted, those with full points that their own work earned and something still open may take.
    pub open_full: usize,
    /// Of those counted, those that have full points without a figure of their own.
    pub given_full: usize,
    /// Of those counted, those with full points: the three together, and their share.
    pub full_points: usize,
    pub full_points_share: Option<Share>,
    /// Of those counted, those with fewer.
    pub losing: usize,
    /// Points lost on it by all units together, before any 缺项折算.
    pub lost: Figure,
    /// Units by where they stand, names in the order of groups and ranks. Those of which a veto would take the points are neither `met`,
    /// `partial` nor `missed`.
    pub vetoed: Vec<String>,
    pub met: Vec<String>,
    pub partial: Vec<String>,
    pub missed: Vec<String>,
    /// Those that reported nothing.
    pub no_data: Vec<String>,
    /// Those of which what was reported can't be read.
    pub unreadable: Vec<String>,
    pub withheld: Vec<String>,
    pub not_applicable: Vec<String>,
    pub pending: Vec<String>,
    /// Those with something open past its date.
    pub overdue: Vec<String>,
    /// The ten units that lost most on it.
    pub worst: Vec<UnitLoss>,
    /// All units counted have one figure and lost the same, as with a figure of the whole city: nobody stands out.
    pub alike: bool,
    /// The units that may be named as those that lost most, one after the other: three at most, and never one without all others that lost
    /// as much. Empty where more than three lost the most.
    pub named: Vec<UnitLoss>,
    /// These are all that lost any.
    pub names_all: bool,
    /// All that lost the most, and how much each.
    pub most: Vec<String>,
    pub most_lost: Figure,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitLoss {
    /// The unit's id.
    pub unit: String,
    pub name: String,
    pub lost: Figure,
    pub points: Figure,
    /// The figure as people read it; empty if there is none.
    pub shown: String,
    /// It is one share less another: the filter `change` tells it in percentage points.
    pub share_change: bool,
    pub target_shown: String,
    /// Where the item stands: what there is to say where there is no figure.
    pub status_shown: String,
    /// A veto would take the points, whatever the figure is.
    pub vetoed: bool,
    /// A person gave the points.
    pub by_hand: bool,
}

/// Units × items: the share of full points of each, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Heat {
    pub columns: Vec<HeatColumn>,
    /// In the order of groups and ranks.
    pub rows: Vec<HeatRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeatColumn {
    /// The item's id.
    pub item: String,
    /// Its number in the sheet, from 1: what a narrow table has for a head.
    pub number: usize,
    pub title: String,
    pub area: String,
    pub area_title: String,
    pub full: Figure,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeatRow {
    /// The unit's id.
    pub unit: String,
    pub name: String,
    pub group: String,
    pub rank: u32,
    pub grade: String,
    pub cells: Vec<HeatCell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeatCell {
    pub points: Figure,
    pub full: Figure,
    /// `null` where the item is not part of the unit's sum.
    pub share: Option<Share>,
    /// `met`, `partial`, `missed`, `no_data`, `withheld`, `not_applicable` or `pending`.
    pub status: Status,
    pub status_shown: String,
    /// It is `pending` because of a person who has not given its points yet.
    pub awaits_hand: bool,
    pub overdue: bool,
    pub at_risk: bool,
    /// A veto would take the points.
    pub vetoed: bool,
}
