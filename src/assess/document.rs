//! The assessment as a document: `assessment.json` and `scores.csv`, the outside contract.
//!
//! All figures are strings, so that no reader turns them into binary fractions. One that is no finite decimal of 28 places is written
//! rounded to 28, and its fraction stands beside it under the same name with `_exact`. Points carry the places of the scheme.
//! Sentences are already said in one language. The format has a version ([`ASSESSMENT_FORMAT`]) and a schema
//! (`docs/schema/assessment.schema.json`), and is read back by the same types.

mod figures;
mod print;
mod scores;
mod terms;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::assessment::{
    ASSESSMENT_FORMAT, AdjustmentResult, AreaResult, Assessment, ConditionSaid, GradeEdge, GradeMoved, ItemOutline,
    ItemResult, ItemTrace, PolicyUsed, Remark, SheetOutline, Status, TaskTrace, UnitResult, Working,
};
use rayon::prelude::*;

use crate::figure::Absence;
use crate::intake::{Finding, FindingCode, Input};
use crate::plan::{
    HandScore, ItemId, Level, Mark, MissingPolicy, NotApplicablePolicy, Numbers, RuleKind, Standard, UnitId,
};
use crate::words::{Message, Words};

pub(crate) use figures::NOT_A_NUMBER;
pub use figures::{Written, WrittenPoints};
pub use scores::write_scores;
pub use terms::{AreaTerms, GradeTerms, ItemTerms, LetterTerms, RulePrints, SheetTerms, TableTerms, Terms};

use figures::{written, written_points};

/// A whole scoring, as it is kept and handed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// [`ASSESSMENT_FORMAT`].
    pub format: String,
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
    pub units: Vec<Unit>,
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConsequenceLine {
    pub then: String,
    pub because: String,
    pub evidence: Vec<String>,
    /// It holds as the figures stand, and what is still open may undo it: nothing is to be proposed yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
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
    pub points: WrittenPoints,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_exact: Option<String>,
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
    pub target: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_exact: Option<String>,
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
    /// Pending because a person has not given its points yet, not because something is not due.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub awaits_hand: bool,
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

/// What goes into a document beside the assessment itself.
pub struct Enclosed<'a> {
    pub receipt: Receipt,
    pub terms: Terms,
    pub inputs: &'a [Input],
    pub findings: &'a [Finding],
    /// What would raise each item, by unit and sheet: worked out by whoever gives advice.
    pub advice: &'a Sentences,
}

/// Sentences on the items of units, by unit and sheet.
pub type Sentences = BTreeMap<(UnitId, String), BTreeMap<ItemId, Vec<Message>>>;

impl Document {
    /// The document of an assessment, said in the language of `words`.
    pub fn new(assessment: &Assessment, enclosed: Enclosed, words: &Words) -> Document {
        let writer = Writer { words, places: assessment.numbers.points, advice: enclosed.advice };
        let mut inputs = enclosed.inputs.to_vec();
        inputs.sort();
        let mut findings: Vec<&Finding> = enclosed.findings.iter().collect();
        findings.sort();
        let found = findings.into_iter().map(|finding| writer.finding(finding));
        let findings: Vec<FindingLine> =
            found.chain(assessment.remarks.iter().map(|remark| writer.remark(remark))).collect();
        Document {
            format: ASSESSMENT_FORMAT.to_owned(),
            scheme: assessment.scheme.clone(),
            title: assessment.title.clone(),
            note: assessment.note.clone(),
            year: assessment.year,
            as_of: assessment.as_of,
            kaohe: enclosed.receipt.kaohe.clone(),
            receipt: enclosed.receipt,
            numbers: assessment.numbers,
            units_unknown: assessment.units_unknown,
            asked: assessment.asked.iter().map(ToString::to_string).collect(),
            terms: enclosed.terms,
            inputs,
            accepted: false,
            has_errors: findings.iter().any(|finding| finding.level == Level::Error),
            sheets: assessment.sheets.iter().map(|sheet| writer.sheet(sheet)).collect(),
            units: assessment.units.par_iter().map(|unit| writer.unit(unit)).collect(),
            findings,
        }
    }
}

fn is_none_at_all(number: &u32) -> bool {
    *number == 0
}

struct Writer<'a> {
    words: &'a Words,
    places: u32,
    advice: &'a Sentences,
}

impl Writer<'_> {
    fn say(&self, messages: &[Message]) -> Vec<String> {
        messages.iter().map(|message| self.words.say(message)).collect()
    }

    fn points(&self, points: &crate::figure::Points) -> WrittenPoints {
        written_points(points, self.places).0
    }

    fn sheet(&self, sheet: &SheetOutline) -> SheetLine {
        let edge = |grade: &GradeEdge| GradeLine {
            name: grade.name.clone(),
            at_least: grade.at_least.as_ref().map(|points| written_points(points, 0).0),
        };
        let item = |item: &ItemOutline| SheetItem {
            id: item.id.to_string(),
            title: item.title.clone(),
            area: item.area.clone(),
            full: written_points(&item.full, 0).0,
            departments: item.departments.clone(),
        };
        let condition =
            |said: &ConditionSaid| ConditionLine { source: said.source.clone(), say: self.words.say(&said.say) };
        SheetLine {
            id: sheet.id.clone(),
            title: sheet.title.clone(),
            full: written_points(&sheet.full, 0).0,
            grades: sheet.grades.iter().map(edge).collect(),
            items: sheet.items.iter().map(item).collect(),
            consequences: sheet.consequences.clone(),
            conditions: sheet.conditions.iter().map(condition).collect(),
        }
    }

    fn unit(&self, unit: &UnitResult) -> Unit {
        let (total, total_exact) = written_points(&unit.total, self.places);
        let advice = self.advice.get(&(unit.id.clone(), unit.sheet.clone()));
        Unit {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            group: unit.group.clone(),
            sheet: unit.sheet.clone(),
            rank: unit.rank,
            of: unit.of,
            rank_best: unit.rank_best,
            rank_worst: unit.rank_worst,
            total,
            total_exact,
            full: written_points(&unit.full, 0).0,
            at_least: self.points(&unit.at_least),
            at_most: self.points(&unit.at_most),
            grade: unit.grade.clone(),
            grade_by_points: unit.grade_by_points.clone(),
            grade_at_least: unit.grade_at_least.clone(),
            grade_at_most: unit.grade_at_most.clone(),
            grade_moved: unit.grade_moved.iter().map(moved).collect(),
            provisional: unit.provisional,
            silent: unit.silent,
            open: self.say(&unit.open),
            consequences: unit
                .consequences
                .iter()
                .map(|proposed| ConsequenceLine {
                    then: proposed.then.clone(),
                    because: proposed.because.clone(),
                    evidence: self.say(&proposed.evidence),
                    provisional: proposed.provisional,
                })
                .collect(),
            contradictions: self.say(&unit.contradictions),
            marks: unit.marks.clone(),
            rescaled: unit.rescaled.as_ref().map(rescaled),
            sum: unit
                .total_lines
                .iter()
                .map(|line| {
                    let (points, points_exact) = written_points(&line.points, self.places);
                    SumLine { say: self.words.say(&line.say), points, points_exact }
                })
                .collect(),
            areas: unit.areas.iter().map(|area| self.area(area)).collect(),
            indicators: unit.items.iter().map(|item| self.indicator(item, advice)).collect(),
            adjustments: unit.adjustments.iter().map(|adjustment| self.adjustment(adjustment)).collect(),
        }
    }

    fn area(&self, area: &AreaResult) -> AreaLine {
        let (points, points_exact) = written_points(&area.points, self.places);
        AreaLine {
            id: area.id.clone(),
            title: area.title.clone(),
            depth: area.depth,
            points,
            points_exact,
            full: written_points(&area.full, 0).0,
            assessed: written_points(&area.assessed, 0).0,
            at_least: self.points(&area.at_least),
            at_most: self.points(&area.at_most),
            not_assessed: area.left_out,
            vetoed: area.vetoed,
            rescaled: area.rescaled.as_ref().map(rescaled),
        }
    }

    fn indicator(&self, item: &ItemResult, advice: Option<&BTreeMap<ItemId, Vec<Message>>>) -> Indicator {
        let (measure, measure_exact) = written(item.measure.as_ref());
        let (target, target_exact) = written(item.target.as_ref());
        let (points, points_exact) = written_points(&item.points, self.places);
        Indicator {
            id: item.id.to_string(),
            title: item.title.clone(),
            status: item.status,
            measure,
            measure_exact,
            shown: item.shown.clone(),
            target,
            target_exact,
            target_shown: item.target_shown.clone(),
            points,
            points_exact,
            full: written_points(&item.full, 0).0,
            at_least: self.points(&item.at_least),
            at_most: self.points(&item.at_most),
            left_out: item.left_out,
            awaits_hand: item.awaits_hand,
            policy: item.policy.as_ref().map(|policy| match policy {
                PolicyUsed::Missing(policy) => PolicyLine::Missing(*policy),
                PolicyUsed::NotApplicable(policy) => PolicyLine::NotApplicable(policy.clone()),
            }),
            marks: item.marks.clone(),
            reason: self.words.say(&item.reason),
            advice: advice.and_then(|advice| advice.get(&item.id)).map(|said| self.say(said)).unwrap_or_default(),
            trace: item.trace.as_deref().map(|trace| self.trace(trace)),
        }
    }

    fn adjustment(&self, adjustment: &AdjustmentResult) -> AdjustmentLine {
        let (measure, measure_exact) = written(adjustment.measure.as_ref());
        AdjustmentLine {
            id: adjustment.id.to_string(),
            title: adjustment.title.clone(),
            kind: adjustment.kind,
            applied: adjustment.applied,
            undecided: adjustment.undecided,
            measure,
            measure_exact,
            shown: adjustment.shown.clone(),
            points: self.points(&adjustment.points),
            at_least: self.points(&adjustment.at_least),
            at_most: self.points(&adjustment.at_most),
            reason: self.words.say(&adjustment.reason),
            trace: adjustment.trace.as_deref().map(|trace| self.trace(trace)),
        }
    }

    fn trace(&self, trace: &ItemTrace) -> TraceLine {
        TraceLine {
            measure: trace.measure.as_ref().map(|working| self.working(working)),
            last_year: trace.last_year.as_ref().map(|working| self.working(working)),
            target_at: trace.target.as_ref().map(|target| target.at.to_string()),
            target_assumed: trace.target.as_ref().is_some_and(|target| target.assumed),
            steps: self.say(&trace.steps),
            exception: trace.exception.clone(),
            for_full: written(trace.for_full.as_ref()).0,
            for_full_shown: trace.for_full_shown.clone(),
            tasks: trace.tasks.clone(),
            hands: trace.hands.clone(),
        }
    }

    fn working(&self, working: &Working) -> WorkingLine {
        let (value, value_exact) = written(working.value.as_ref());
        WorkingLine {
            at: working.at.to_string(),
            say: self.words.say(&working.label),
            value,
            value_exact,
            absent: working.absence,
            rows: working.rows,
            parts: working.parts.iter().map(|part| self.working(part)).collect(),
        }
    }

    fn finding(&self, finding: &Finding) -> FindingLine {
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
            say: self.words.say(&finding.say.0),
        }
    }

    fn remark(&self, remark: &Remark) -> FindingLine {
        FindingLine {
            level: remark.level,
            code: remark.code,
            table: None,
            file: None,
            sheet: None,
            row: None,
            column: None,
            unit: Some(remark.unit.to_string()),
            item: remark.item.as_ref().map(ToString::to_string),
            say: self.words.say(&remark.say),
        }
    }
}

fn moved(moved: &GradeMoved) -> Moved {
    match moved {
        GradeMoved::Need { grade, source } => Moved::Need { grade: grade.clone(), source: source.clone() },
        GradeMoved::Quota { grade, places } => Moved::Quota { grade: grade.clone(), places: *places },
        GradeMoved::Cap { grade, source, basis } => {
            Moved::Cap { grade: grade.clone(), source: source.clone(), basis: basis.clone() }
        }
        GradeMoved::Veto { item, title, grade } => {
            Moved::Veto { grade: grade.clone(), item: item.to_string(), title: title.clone() }
        }
    }
}

fn rescaled(rescaled: &super::assessment::Rescaled) -> RescaledLine {
    let (factor, factor_exact) = written(Some(&rescaled.factor));
    RescaledLine { absent: written_points(&rescaled.absent, 0).0, factor: factor.unwrap_or_default(), factor_exact }
}

#[cfg(test)]
mod tests;
