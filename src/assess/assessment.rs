//! The assessment: all that a reader needs, and all that a reader may use.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::task_trace::TaskTrace;
use crate::figure::{Absence, Exact, Points};
use crate::plan::{ItemId, Mark, MissingPolicy, NotApplicablePolicy, Numbers, Place, UnitId};
use crate::words::Message;

/// The version of the assessment's JSON.
pub const ASSESSMENT_FORMAT: &str = "kaohe-assessment/1";

/// The result of one scoring of one scheme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    pub scheme: String,
    pub title: String,
    pub note: Option<String>,
    pub year: i16,
    pub as_of: Date,
    /// How figures were compared, rounded and ranked.
    pub numbers: Numbers,
    /// The score sheets that the units stand on.
    pub sheets: Vec<SheetOutline>,
    /// How many units were ranked and compared with without their data: above none, the result is a trial (试算).
    pub units_unknown: u32,
    /// The units that were asked for, in the order of the roster, where others were scored and ranked too and are not here. Empty: here are
    /// all.
    pub asked: Vec<UnitId>,
    /// In the order of sheets, groups and ranks.
    pub units: Vec<UnitResult>,
    /// What `assess` itself found odd: two exceptions that both apply, a ratio over 100 %.
    pub remarks: Vec<Remark>,
}

/// What a score sheet is: enough for a reader who has no plan to set its units in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetOutline {
    pub id: String,
    pub title: String,
    pub full: Points,
    /// Best first; the last has no edge.
    pub grades: Vec<GradeEdge>,
    /// In the order of the scheme.
    pub items: Vec<ItemOutline>,
    /// What may be proposed, in the order of the scheme.
    pub consequences: Vec<String>,
    /// What the needs, caps and consequences of the sheet hang on, in words, each once.
    pub conditions: Vec<ConditionSaid>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeEdge {
    pub name: String,
    pub at_least: Option<Points>,
}

/// An item as the sheet has it, before any unit is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOutline {
    pub id: ItemId,
    pub title: String,
    /// The innermost area that it stands in; empty at the root.
    pub area: String,
    pub full: Points,
    /// Who answers for it.
    pub departments: Vec<String>,
    /// Its figure is one share less another: so many percentage points more or fewer.
    pub share_change: bool,
}

/// A condition of the scheme as it is written there, and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionSaid {
    pub source: String,
    pub say: Message,
}

/// Something odd about one unit's item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub unit: UnitId,
    pub item: Option<ItemId>,
    pub level: crate::plan::Level,
    pub code: crate::intake::FindingCode,
    pub say: Message,
}

/// One unit on one sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitResult {
    pub id: UnitId,
    pub name: String,
    pub group: String,
    pub sheet: String,
    /// 1 is the best of the group on the sheet; equal results share a rank.
    pub rank: u32,
    /// How many the group has.
    pub of: u32,
    /// The best and worst rank that can still come.
    pub rank_best: u32,
    pub rank_worst: u32,
    pub full: Points,
    pub total: Points,
    /// The lowest and highest total that can still come of it.
    pub at_least: Points,
    pub at_most: Points,
    /// The total before the last rounding, on which it is ranked.
    pub exact_total: Points,
    pub grade: String,
    /// The worst and best grade that can still come of it.
    pub grade_at_least: String,
    pub grade_at_most: String,
    pub provisional: bool,
    /// Points by edge alone, before quota, needs, caps and vetoes; differs from `grade` where `grade_moved` says why.
    pub grade_by_points: String,
    pub grade_moved: Vec<GradeMoved>,
    /// The next better grade; `None` in the best, and where the next has no edge.
    pub next: Option<NextGrade>,
    /// What each veto that took effect does: its title, and what it limits or sets to nothing.
    pub vetoes: Vec<Message>,
    pub consequences: Vec<Proposed>,
    pub marks: Vec<Mark>,
    /// Depth first, the root left out.
    pub areas: Vec<AreaResult>,
    pub items: Vec<ItemResult>,
    pub adjustments: Vec<AdjustmentResult>,
    /// 缺项折算: what the sheet's points were scaled by, where items were not assessed.
    pub rescaled: Option<Rescaled>,
    /// How the total adds up, line by line: the points of the lines, added, are the total exactly.
    pub total_lines: Vec<TotalLine>,
    /// Of this unit there is nothing at all ([`crate::assess::AssessOptions::silent`]).
    pub silent: bool,
    /// Why bounds lie apart: items whose figures are still to come, vetoes that can't be judged yet.
    pub open: Vec<Message>,
    /// What an inspector would hold against the score.
    pub contradictions: Vec<Message>,
    /// Why it is hardly to be compared with others, where it isn't.
    pub not_comparable: Option<Message>,
}

/// One line of the sum that makes a total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalLine {
    pub say: Message,
    /// Negative where it takes something.
    pub points: Points,
}

/// Why a grade is not the one that the points alone give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeMoved {
    /// A 评优前置 does not hold.
    Need { grade: String, source: String },
    /// The quota was full, or those equal at its edge were more than the places left: then fewer are `taken` than there are.
    Quota { grade: String, places: u32, taken: u32 },
    /// A cap of the scheme.
    Cap { grade: String, source: String, basis: Option<String> },
    /// A veto.
    Veto { item: ItemId, title: String, grade: String },
}

/// How far it is to the next better grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextGrade {
    pub grade: String,
    /// Its closed lower edge.
    pub at_least: Points,
    /// By so much the total is below the edge; nothing where the points reach it.
    pub missing: Points,
    /// The total before it is rounded, by which the grade is decided, where only rounding makes it reach the edge.
    pub unrounded: Option<Points>,
    /// What stands in the way beside points as things are: needs, caps, vetoes, places that are taken.
    pub held: Vec<Message>,
}

/// What the machine proposes; a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    pub then: String,
    /// The condition as the scheme writes it.
    pub because: String,
    /// What made it hold: items and figures.
    pub evidence: Vec<Message>,
    /// It holds as the figures stand, and what is still open may undo it: nothing is to be proposed yet.
    pub provisional: bool,
    /// It holds whatever comes of what is open, and work in the rest of the year may still undo it: it is proposed for the case that nothing
    /// has changed by then.
    pub if_unchanged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescaled {
    /// Full points of the items not assessed.
    pub absent: Points,
    /// What the rest was multiplied by.
    pub factor: Exact,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AreaResult {
    pub id: String,
    pub title: String,
    /// 1 for areas directly under the root.
    pub depth: u32,
    pub points: Points,
    pub full: Points,
    /// The full points of what was assessed in it: a share of points that could not be got says nothing of the unit. An area that scales its
    /// own absent items away has its full points here.
    pub assessed: Points,
    pub at_least: Points,
    pub at_most: Points,
    pub rescaled: Option<Rescaled>,
    pub vetoed: bool,
    /// Nothing in it was assessed.
    pub left_out: bool,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The target is met (or full points where there is none).
    Met,
    /// Missed, with some points.
    Partial,
    /// Missed, with none.
    Missed,
    /// What it takes was not sent, or can't be read.
    NoData,
    /// What it takes was not made public.
    Withheld,
    /// It does not apply to the unit, or there is nothing to judge.
    NotApplicable,
    /// What it takes is not due yet, or a person still owes the points.
    Pending,
}

/// One item of one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemResult {
    pub id: ItemId,
    pub title: String,
    pub status: Status,
    /// The figure; a class is its number in its scale.
    pub measure: Option<Exact>,
    /// The figure as people read it (84.1%, Ⅲ类); empty if there is none.
    pub shown: String,
    /// Of a range its lower end.
    pub target: Option<Exact>,
    /// The upper end of a range.
    pub target_to: Option<Exact>,
    /// The target as people read it; of things to finish the days of their own rows, where they name them.
    pub target_shown: String,
    /// As printed: rounded, where the scheme rounds items and they are added up as they are; under a mean or the worst only its share counts.
    pub points: Points,
    /// With the points that items not assessed gave to it.
    pub full: Points,
    pub at_least: Points,
    pub at_most: Points,
    /// Not assessed: neither these points nor these full points are part of the sum.
    pub left_out: bool,
    pub marks: Vec<Mark>,
    /// Why these points, in one sentence.
    pub reason: Message,
    /// The policy that gave the points of an absent figure.
    pub policy: Option<PolicyUsed>,
    /// The figure is the last class of its scale.
    pub worst_class: bool,
    /// It is pending because of a person who has not given its points yet (or a target that they can't be scored by), not because something
    /// is not due.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub awaits_hand: bool,
    /// There is no figure because what was handed in can't be read, not because nothing was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
    /// A person gave its points.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
    /// Only where asked for ([`crate::assess::AssessOptions::trace`]).
    pub trace: Option<Box<ItemTrace>>,
}

/// A bonus, deduction or veto.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdjustmentResult {
    pub id: ItemId,
    pub title: String,
    pub kind: crate::plan::RuleKind,
    /// A veto: it took effect. Others: it gave or took something.
    pub applied: bool,
    /// What is not known yet may still turn it: make a veto take effect or spare the unit, change what the others give or take.
    pub undecided: bool,
    pub measure: Option<Exact>,
    pub shown: String,
    /// Added to the total (negative for deductions).
    pub points: Points,
    pub at_least: Points,
    pub at_most: Points,
    pub reason: Message,
    pub trace: Option<Box<ItemTrace>>,
}

/// How an item's points came about: all that `explain` tells, in the order in which it happened.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ItemTrace {
    /// The figure, part by part.
    pub measure: Option<Working>,
    /// The same figure of last year, where the target compares with it.
    pub last_year: Option<Working>,
    pub target: Option<TargetTrace>,
    /// What the curve did.
    pub steps: Vec<Message>,
    /// Points before rounding.
    pub exact_points: Option<Points>,
    /// The exception that took effect.
    pub exception: Option<String>,
    /// The figure from which the item has full points, the rest being as it is.
    pub for_full: Option<Exact>,
    /// The same as people read it; empty if there is none.
    pub for_full_shown: String,
    /// The same for half of the points, where the curve gives parts.
    pub for_half: Option<Exact>,
    /// Things done, late, open, still pending (tasks only).
    pub tasks: Option<TaskTrace>,
    /// Points given by hand, each hand apart.
    pub hands: Vec<crate::plan::HandScore>,
    /// The curve in force and what the figure is made of: for advice, not for the document.
    #[serde(skip)]
    pub in_force: super::in_force::InForce,
}

/// A figure and what it was made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Working {
    /// Where the rule says so.
    pub at: Place,
    /// What it is: the words of the plan node (综合利用量合计).
    pub label: Message,
    pub value: Option<Exact>,
    pub absence: Option<Absence>,
    /// Rows that went in, where it is made of rows.
    pub rows: Option<u64>,
    /// More rows than the one that is taken: the figure is none for that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
    /// The number of the question, by which `explain` finds the rows again.
    pub question: Option<usize>,
    /// Whose rows they are where they are not the unit's own: a figure that it inherits.
    pub of: Option<UnitId>,
    pub parts: Vec<Working>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetTrace {
    pub say: Message,
    /// Where the figure stands: the letter's line, or the rule.
    pub at: Place,
    pub from_letter: bool,
    pub assumed: bool,
    /// The days of the rows themselves, which stand at no one place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_rows: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyUsed {
    Missing(MissingPolicy),
    NotApplicable(NotApplicablePolicy),
}

impl Status {
    /// The word for it.
    pub fn say(self) -> Message {
        match self {
            Status::Met => crate::message!("status-met"),
            Status::Partial => crate::message!("status-partial"),
            Status::Missed => crate::message!("status-missed"),
            Status::NoData => crate::message!("status-no-data"),
            Status::Withheld => crate::message!("status-withheld"),
            Status::NotApplicable => crate::message!("status-not-applicable"),
            Status::Pending => crate::message!("status-pending"),
        }
    }

    /// The word for it where more is known: what waits for a person's points is not «not due yet», and what can't be read is not «not
    /// reported».
    pub fn say_of(self, awaits_hand: bool, unreadable: bool) -> Message {
        match (self, awaits_hand, unreadable) {
            (Status::Pending, true, _) => crate::message!("status-awaiting"),
            (Status::NoData, _, true) => crate::message!("status-unreadable"),
            (status, _, _) => status.say(),
        }
    }
}

/// The word for a mark.
pub fn say_mark(mark: Mark) -> Message {
    match mark {
        Mark::Vetoed => crate::message!("mark-vetoed"),
        Mark::Overdue => crate::message!("mark-overdue"),
        Mark::AtRisk => crate::message!("mark-at-risk"),
    }
}
