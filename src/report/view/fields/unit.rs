//! One unit on one sheet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::Status;

use super::super::{Figure, Share};

/// One unit on one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitView {
    pub id: String,
    pub name: String,
    /// The name in a list of all units: with the sheet's title where the unit is scored on several.
    pub listed: String,
    pub group: String,
    /// The group in a sentence: 乡镇组, and 第一组 as it is.
    pub group_shown: String,
    /// The sheet's id and title.
    pub sheet: String,
    pub sheet_title: String,
    pub rank: u32,
    /// The best and worst rank that can still come.
    pub rank_best: u32,
    pub rank_worst: u32,
    /// The two lie apart.
    pub open_rank: bool,
    /// The rank can still change: the two lie apart, or the year is not over.
    pub provisional_rank: bool,
    /// The rank as a table has it: a dash in a trial, where it hangs on units without data.
    pub rank_shown: String,
    /// How many are ranked with it.
    pub of: u32,
    pub total: Figure,
    pub full: Figure,
    /// The lowest and highest total that can still come of it.
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open_total: bool,
    /// What is told where the two don't, of the total or the rank: 已定; 以年终为准 while the year is not over; 待核实 where the data have
    /// errors that nobody has verified; 以认定为准 where a person has yet to find a veto.
    pub settled_shown: String,
    pub grade: String,
    pub grade_by_points: String,
    pub grade_at_least: String,
    pub grade_at_most: String,
    /// The grade can still change: by what is open, or because the year is not over.
    pub provisional: bool,
    /// 试算 in a trial; 暂定 where its total, grade or rank can still move or the year is not over; else empty.
    pub provisional_shown: String,
    /// How firm the grade is, in words.
    pub firm: String,
    /// The next better grade, where only points stand in its way.
    pub next: Option<NextGrade>,
    /// Where points and something else stand in the way of the next better grade, both in a sentence.
    pub next_held: Option<String>,
    /// Each veto whose condition holds, and what it does if a person finds so: points and grade are those that follow from it.
    pub vetoes: Vec<String>,
    /// Why the grade is not the one by points, in sentences.
    pub moved: Vec<String>,
    /// Why the bounds lie apart, in sentences.
    pub open: Vec<String>,
    /// The condition of a veto holds: its grade is proposed, a person decides.
    pub vetoed: bool,
    pub counts: StatusCounts,
    /// How the total adds up.
    pub sum: Vec<SumView>,
    /// 缺项折算: what was not assessed, and by what the rest was multiplied.
    pub rescaled: Option<RescaledView>,
    /// Depth first.
    pub areas: Vec<AreaView>,
    /// In the order of the scheme.
    pub items: Vec<ItemView>,
    /// What cost points, the most first.
    pub losses: Vec<LossView>,
    /// What can still give points and has not lost any: not due yet, or not judged yet. The most points first.
    pub still_open: Vec<OpenView>,
    /// Points that these can still give, together, before any 缺项折算.
    pub still_open_gain: Figure,
    /// What hangs on tables that nobody has sent yet, and how many points that can still give beside those it has. The most first.
    pub unsent: Vec<OpenView>,
    pub unsent_gain: Figure,
    /// What has points that it can still lose: some of it is not due yet, or not known for sure. The most points first.
    pub at_stake: Vec<StakeView>,
    /// Points that these can still lose, together, before any 缺项折算.
    pub at_stake_loss: Figure,
    /// Points lost on items, together, before any 缺项折算.
    pub lost: Figure,
    /// There is nothing of it at all, and nobody has said whether nothing happened or nothing was sent: its points follow from the policies.
    pub silent: bool,
    /// The titles of vetoes that can't be judged yet, and may still come or fall away.
    pub open_vetoes: Vec<String>,
    /// Bonuses, deductions and vetoes.
    pub adjustments: Vec<AdjustmentView>,
    /// Items with things open past their date, or open and due soon.
    pub tasks: Vec<UnitTask>,
    pub task_count: usize,
    /// Figures not sent or not given, and what was found odd in this unit's data.
    pub gaps: Vec<Gap>,
    pub gap_count: usize,
    /// Those of `open` that no gap says already.
    pub open_beyond_gaps: Vec<String>,
    pub consequences: Vec<ConsequenceView>,
    /// What an inspector would hold against the score.
    pub contradictions: Vec<String>,
    /// Why its result is hardly to be compared with others, where it isn't.
    pub not_comparable: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NextGrade {
    pub name: String,
    pub at_least: String,
    /// Points still missing.
    pub missing: Figure,
}

/// How many items stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct StatusCounts {
    /// Those of which a veto would take the points stand apart, wherever their figures are.
    pub vetoed: usize,
    pub met: usize,
    pub partial: usize,
    pub missed: usize,
    pub no_data: usize,
    pub withheld: usize,
    pub not_applicable: usize,
    pub pending: usize,
    /// All but `not_applicable`.
    pub assessed: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SumView {
    pub say: String,
    pub points: Figure,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RescaledView {
    /// Full points of what was not scored.
    pub absent: Figure,
    /// The same by why it was not: 不考核, 未公开, 未报送. Empty where the points of items don't add up to it, as under means.
    pub parts: Vec<LeftOutView>,
    /// To four decimals as printed.
    pub factor: Figure,
}

/// Items that are not scored, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOutView {
    /// 不考核, 未公开.
    pub status_shown: String,
    /// Their full points, together.
    pub points: Figure,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AreaView {
    pub id: String,
    pub title: String,
    /// 1 for areas directly under the root.
    pub depth: u32,
    pub points: Figure,
    pub full: Figure,
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open: bool,
    /// The full points of what was scored in it: what could be got.
    pub assessed: Figure,
    /// The points as a share of what could be got; `null` where nothing was assessed.
    pub share: Option<Share>,
    /// Nothing in it was scored.
    pub not_assessed: bool,
    /// Why: 不考核, or 未计分 where some of it is not public or was not sent; else empty.
    pub not_assessed_shown: String,
    /// A veto would take all its points.
    pub vetoed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemView {
    pub id: String,
    pub title: String,
    /// The innermost area, and its title.
    pub area: String,
    pub area_title: String,
    /// Who answers for it.
    pub departments: Vec<String>,
    /// `met`, `partial`, `missed`, `no_data`, `withheld`, `not_applicable` or `pending`.
    pub status: Status,
    /// The same in words; 拟一票否决 where a veto would take the points, wherever the figure is.
    pub status_shown: String,
    /// A veto would take the points: none are given as things stand.
    pub vetoed: bool,
    /// `no_data` because what was reported can't be read, not because nothing was.
    pub unreadable: bool,
    /// `no_data` because a table that it reads was sent by nobody yet, and nobody has verified that there is nothing to send: its points
    /// are not known, not lost.
    pub unsent: bool,
    /// The figure itself; `null` if there is none.
    pub measure: Option<String>,
    /// The figure as people read it; empty if there is none.
    pub shown: String,
    /// It is one share less another: the filter `change` tells it in percentage points.
    pub share_change: bool,
    pub target: Option<String>,
    pub target_shown: String,
    pub points: Figure,
    pub full: Figure,
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open: bool,
    /// Neither its points nor its full points are part of the sum.
    pub left_out: bool,
    /// A person gave its points.
    pub by_hand: bool,
    /// It is `pending` because of a person who has not given its points yet.
    pub awaits_hand: bool,
    /// Full points less points; `null` where it is left out, still pending or `unsent`.
    pub lost: Option<Figure>,
    /// Points ÷ full points; `null` where it is left out.
    pub share: Option<Share>,
    /// Beside `vetoed`.
    pub marks: Vec<MarkView>,
    pub overdue: bool,
    pub at_risk: bool,
    pub reason: String,
    /// What the curve did, sentence by sentence; empty in a result without traces.
    pub steps: Vec<String>,
    /// What would raise it, in sentences.
    pub advice: Vec<String>,
    pub tasks: Option<TaskCounts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MarkView {
    /// `overdue` or `at_risk`.
    pub mark: String,
    pub shown: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskCounts {
    pub on_time: u64,
    pub late: u64,
    pub overdue: u64,
    pub pending: u64,
    /// Of the pending ones, those due soon.
    pub at_risk: u64,
    /// The first due date of those overdue: 2022-06-30.
    pub first_overdue: Option<String>,
    /// The same in words; empty if there is none.
    pub first_overdue_shown: String,
    /// The next due date of those pending: 2022-10-31.
    pub next_due: Option<String>,
    /// The same in words; empty if there is none.
    pub next_due_shown: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LossView {
    /// The item's id.
    pub item: String,
    pub title: String,
    pub lost: Figure,
    pub reason: String,
    pub advice: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OpenView {
    /// The item's id.
    pub item: String,
    pub title: String,
    /// The most that it can still give beside the points that it has.
    pub gain: Figure,
    /// The next date by which something of it is due: 2022-10-31.
    pub due: Option<String>,
    /// The same in words; empty if there is none.
    pub due_shown: String,
    pub reason: String,
    pub advice: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StakeView {
    /// The item's id.
    pub item: String,
    pub title: String,
    /// The points that it has, the fewest that can still come of it, and how many it can lose.
    pub points: Figure,
    pub at_least: Figure,
    pub loss: Figure,
    /// The next date by which something of it is due: 2022-10-31.
    pub due: Option<String>,
    /// The same in words; empty if there is none.
    pub due_shown: String,
    pub reason: String,
    /// What keeps the points, in sentences: what is still to be done in time, which veto is not judged yet, or that it hangs on what is not
    /// known yet.
    pub advice: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdjustmentView {
    pub id: String,
    pub title: String,
    /// `bonus`, `deduction` or `veto`.
    pub kind: String,
    pub kind_shown: String,
    /// It gave or took something, or the condition of the veto holds.
    pub applied: bool,
    /// What is not known yet may still turn it: a veto that is not applied may come, one that is may fall away.
    pub undecided: bool,
    pub shown: String,
    pub points: Figure,
    pub at_least: Figure,
    pub at_most: Figure,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitTask {
    /// The item's id.
    pub item: String,
    pub title: String,
    pub overdue: bool,
    pub at_risk: bool,
    pub reason: String,
    pub tasks: Option<TaskCounts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// What it is about: an item's title; empty for the unit as a whole.
    pub title: String,
    pub say: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConsequenceView {
    pub then: String,
    /// The condition in words.
    pub because: String,
    pub evidence: Vec<String>,
    /// What is still open may undo it: not to be proposed yet.
    pub provisional: bool,
    /// Work in the rest of the year may still undo it: proposed for the case that nothing has changed by its end.
    pub if_unchanged: bool,
}
