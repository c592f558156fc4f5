//! The assessment as a document: `assessment.json` and `scores.csv`, the outside contract.
//!
//! All figures are strings, so that no reader turns them into binary fractions. One that is no finite decimal of 28 places is written
//! rounded to 28, and its fraction stands beside it under the same name with `_exact`. Points carry the places of the scheme.
//! Sentences are already said in one language. The format has a version ([`ASSESSMENT_FORMAT`]) and a schema
//! (`docs/schema/assessment.schema.json`), and is read back by the same types.

mod figures;
mod print;
mod said;
mod scores;
mod terms;
mod writing;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::assessment::{Status, UnitResult};
use super::task_trace::TaskTrace;
use crate::figure::Absence;
use crate::intake::{Finding, FindingCode, FoundAt, Input};
use crate::plan::{
    HandScore, ItemId, Level, Mark, MissingPolicy, NotApplicablePolicy, Numbers, RuleKind, Standard, UnitId,
};
use crate::words::{Language, Message, Words};

pub(crate) use figures::NOT_A_NUMBER;
pub use figures::{Written, WrittenPoints};
pub use print::RulePrints;
pub use terms::{AreaTerms, GradeTerms, ItemTerms, LetterTerms, SheetTerms, TableTerms, Terms};
pub use writing::write;

/// A document with all its units.
pub type Document = DocumentOf<Vec<Unit>>;

/// A whole scoring, as it is kept and handed on: its units all at hand ([`Document`]), or made while they are written ([`write`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Document")]
pub struct DocumentOf<Units> {
    /// [`ASSESSMENT_FORMAT`].
    pub format: String,
    /// The language in which its sentences are said; of a document that doesn't tell, Chinese.
    #[serde(default)]
    pub language: Language,
    pub scheme: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub year: i16,
    #[schemars(with = "String")]
    pub as_of: Date,
    /// The version of kaohe that scored.
    pub kaohe: String,
    pub receipt: Receipt,
    pub numbers: Numbers,
    /// So many units were ranked and compared with without their data: the result is a trial (试算).
    #[serde(default, skip_serializing_if = "is_none_at_all")]
    pub units_unknown: u32,
    /// The ids of the units that were asked for, where others were scored and ranked too and are not in `units`. Empty: all are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// What the points rest on beside the data, so that two results can be held against each other.
    pub terms: Terms,
    pub inputs: Vec<Input>,
    /// Errors stand among the findings: the scores rest on them.
    pub has_errors: bool,
    /// A person has seen the findings (`--accept-findings`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accepted: bool,
    /// The score sheets that the units stand on.
    pub sheets: Vec<SheetLine>,
    pub units: Units,
    pub findings: Vec<FindingLine>,
}

/// What the result was made with, so that it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Receipt {
    pub kaohe: String,
    /// Over all files of the scheme.
    pub scheme_sha256: String,
    pub standards: Vec<Standard>,
}

/// A score sheet, as much of it as a table of its units needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetLine {
    pub id: String,
    pub title: String,
    pub full: WrittenPoints,
    /// Best first.
    pub grades: Vec<GradeLine>,
    /// In the order of the scheme.
    pub items: Vec<SheetItem>,
    /// What may be proposed of its units, in the order of the scheme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<String>,
    /// The conditions of grades and consequences in words, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeLine {
    pub name: String,
    /// The last grade has no edge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<WrittenPoints>,
}

/// An item as the sheet has it, before any unit is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetItem {
    pub id: String,
    pub title: String,
    /// The innermost area that it stands in; empty at the root.
    pub area: String,
    pub full: WrittenPoints,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<String>,
    /// Its figure is one share less another: so many percentage points more or fewer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub share_change: bool,
}

/// A condition as the scheme writes it (`because`, `source`), and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConditionLine {
    pub source: String,
    pub say: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unit {
    pub id: String,
    pub name: String,
    pub group: String,
    pub sheet: String,
    pub rank: u32,
    /// How many are ranked with it.
    pub of: u32,
    /// The best and worst rank that can still come.
    pub rank_best: u32,
    pub rank_worst: u32,
    pub total: WrittenPoints,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_exact: Option<String>,
    pub full: WrittenPoints,
    pub at_least: WrittenPoints,
    pub at_most: WrittenPoints,
    pub grade: String,
    pub grade_by_points: String,
    pub grade_at_least: String,
    pub grade_at_most: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grade_moved: Vec<Moved>,
    /// The next better grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextLine>,
    /// What each veto that took effect does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vetoes: Vec<String>,
    pub provisional: bool,
    /// There is nothing of this unit: no row that counts, no points by hand; and nobody has said whether nothing happened or nothing was
    /// sent. Its points follow from the policies alone, and its total may turn out to be any.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// Why the bounds lie apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    pub consequences: Vec<ConsequenceLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<String>,
    /// Why its result is hardly to be compared with others, where it isn't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_comparable: Option<String>,
    pub marks: Vec<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescaled: Option<RescaledLine>,
    /// How the total adds up.
    pub sum: Vec<SumLine>,
    pub areas: Vec<AreaLine>,
    pub indicators: Vec<Indicator>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<AdjustmentLine>,
}

/// A move of a grade away from the one by points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Moved {
    Need {
        grade: String,
        source: String,
    },
    Quota {
        grade: String,
        places: u32,
        /// Fewer than the places where those equal at the edge were more than the places left.
        taken: u32,
    },
    Cap {
        grade: String,
        source: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<String>,
    },
    Veto {
        grade: String,
        item: String,
        title: String,
    },
}

/// How far it is to the next better grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NextLine {
    pub grade: String,
    pub at_least: WrittenPoints,
    /// By so much the total is below its edge.
    pub missing: WrittenPoints,
    /// The total before it is rounded, by which the grade is decided, where only rounding makes it reach the edge: `missing` is then what it
    /// lacks. A fraction is rounded as in `say`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unrounded: Option<WrittenPoints>,
    /// What stands in the way beside points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<String>,
    /// All of it in a sentence.
    pub say: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConsequenceLine {
    pub then: String,
    pub because: String,
    pub evidence: Vec<String>,
    /// It holds as the figures stand, and what is still open may undo it: nothing is to be proposed yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// It holds whatever comes of what is open, and work in the rest of the year may still undo it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub if_unchanged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RescaledLine {
    /// Full points of what was not assessed.
    pub absent: WrittenPoints,
    pub factor: Written,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_exact: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SumLine {
    pub say: String,
    /// What the line is for, where it is for no item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<SumPart>,
    pub points: WrittenPoints,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_exact: Option<String>,
}

/// What makes a total of the points of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SumPart {
    /// Points of items that are not assessed, spread over the others.
    Rescaled,
    BonusCap,
    DeductionCap,
    TotalCap,
    /// No total is below nothing.
    Floor,
    Rounding,
}

impl SumPart {
    pub const ALL: [SumPart; 6] = [
        SumPart::Rescaled,
        SumPart::BonusCap,
        SumPart::DeductionCap,
        SumPart::TotalCap,
        SumPart::Floor,
        SumPart::Rounding,
    ];

    /// The message that says it.
    pub fn key(self) -> &'static str {
        match self {
            SumPart::Rescaled => "step-total-rescaled",
            SumPart::BonusCap => "step-total-bonus-cap",
            SumPart::DeductionCap => "step-total-deduction-cap",
            SumPart::TotalCap => "step-total-cap",
            SumPart::Floor => "step-total-floor",
            SumPart::Rounding => "step-total-rounding",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AreaLine {
    pub id: String,
    pub title: String,
    /// 1 for areas directly under the root.
    pub depth: u32,
    pub points: WrittenPoints,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_exact: Option<String>,
    pub full: WrittenPoints,
    /// The full points of what was assessed in it: what could be got.
    pub assessed: WrittenPoints,
    pub at_least: WrittenPoints,
    pub at_most: WrittenPoints,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_assessed: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vetoed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescaled: Option<RescaledLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    pub id: String,
    pub title: String,
    pub status: Status,
    pub measure: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure_exact: Option<String>,
    pub shown: String,
    /// Of a range its lower end.
    pub target: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_exact: Option<String>,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_to: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_to_exact: Option<String>,
    pub target_shown: String,
    pub points: WrittenPoints,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_exact: Option<String>,
    pub full: WrittenPoints,
    pub at_least: WrittenPoints,
    pub at_most: WrittenPoints,
    /// Neither its points nor its full points are part of the sum.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// What was done with an absent figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyLine>,
    /// Pending because of a person who has not given its points yet (or a target that they can't be scored by), not because something is
    /// not due.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub awaits_hand: bool,
    /// There is no figure because what was handed in can't be read, not because nothing was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
    /// A person gave its points.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
    pub marks: Vec<Mark>,
    pub reason: String,
    /// What would raise it, or why nothing would; only where the working is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<TraceLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicyLine {
    Missing(MissingPolicy),
    NotApplicable(NotApplicablePolicy),
}

/// A bonus, deduction or veto.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AdjustmentLine {
    pub id: String,
    pub title: String,
    pub kind: RuleKind,
    pub applied: bool,
    /// What is not known yet may still turn it: whether a veto takes effect, how much a bonus gives or a deduction takes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undecided: bool,
    pub measure: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure_exact: Option<String>,
    pub shown: String,
    /// Added to the total.
    pub points: WrittenPoints,
    pub at_least: WrittenPoints,
    pub at_most: WrittenPoints,
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<TraceLine>,
}

/// How an item's points came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TraceLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<WorkingLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<WorkingLine>,
    /// Where the target stands: the letter's line, or the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_at: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub target_assumed: bool,
    pub steps: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
    /// The figure from which the item has full points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_full: Option<Written>,
    /// The same as people read it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub for_full_shown: String,
    /// Things to finish by a date, for an item that counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<TaskTrace>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hands: Vec<HandScore>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WorkingLine {
    pub at: String,
    pub say: String,
    pub value: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_exact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absence>,
    /// How many rows went in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<WorkingLine>,
}

/// Something in the data, or about one unit's item, that a person should see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingLine {
    pub level: Level,
    pub code: FindingCode,
    pub table: Option<String>,
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub row: Option<u32>,
    pub column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    pub say: String,
}

impl FindingLine {
    /// Of a row whose unit is not looked for.
    pub fn new(finding: &Finding, words: &Words) -> FindingLine {
        FindingLine {
            level: finding.level,
            code: finding.code,
            table: Some(finding.at.table.clone()).filter(|table| !table.is_empty()),
            file: finding.at.file.clone(),
            sheet: finding.at.sheet.clone(),
            row: finding.at.row,
            column: finding.at.column.clone(),
            unit: None,
            item: None,
            say: words.say(&finding.say.0),
        }
    }

    /// Where in the data it stands.
    pub fn at(&self) -> FoundAt {
        FoundAt {
            table: self.table.clone().unwrap_or_default(),
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row: self.row,
            column: self.column.clone(),
        }
    }
}

/// What goes into a document beside the assessment itself.
pub struct Enclosed<'a> {
    /// A person has seen the findings.
    pub accepted: bool,
    pub receipt: Receipt,
    pub terms: Terms,
    pub inputs: &'a [Input],
    pub findings: &'a [Finding],
    /// The unit whose row a finding was made in.
    pub owner: &'a (dyn Fn(&Finding) -> Option<UnitId> + Sync),
    /// What would raise each item of a unit: worked out by whoever gives advice.
    pub advice: &'a (dyn Fn(&UnitResult) -> Sentences + Sync),
}

/// Sentences on the items of a unit.
pub type Sentences = BTreeMap<ItemId, Vec<Message>>;

fn is_none_at_all(number: &u32) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests;
