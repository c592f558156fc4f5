//! From an assessment to its document: every figure written, every message said in one language.

use rayon::prelude::*;

use super::figures::{written, written_points};
use super::{
    AdjustmentLine, AreaLine, ConditionLine, ConsequenceLine, Document, DocumentOf, Enclosed, FindingLine, GradeLine,
    Indicator, Moved, NextLine, PolicyLine, RescaledLine, Sentences, SheetItem, SheetLine, SumLine, SumPart, TraceLine,
    Unit, WorkingLine, WrittenPoints,
};
use crate::assess::assessment::{
    ASSESSMENT_FORMAT, AdjustmentResult, AreaResult, Assessment, ConditionSaid, GradeEdge, GradeMoved, ItemOutline,
    ItemResult, ItemTrace, PolicyUsed, Remark, Rescaled, SheetOutline, UnitResult, Working,
};
use crate::figure::Points;
use crate::intake::Finding;
use crate::plan::{Level, Numbers, UnitId};
use crate::words::{Message, Words};

impl Document {
    /// The document of an assessment, said in the language of `words`.
    pub fn new(assessment: &Assessment, enclosed: Enclosed, words: &Words) -> Document {
        DocumentOf::around(assessment, enclosed, words, |sayer| {
            assessment.units.par_iter().map(|unit| sayer.unit(unit)).collect()
        })
    }
}

impl<Units> DocumentOf<Units> {
    /// The document of an assessment with its units in the form that is wanted.
    pub(super) fn around<'a>(
        assessment: &Assessment,
        enclosed: Enclosed<'a>,
        words: &'a Words,
        units: impl FnOnce(Sayer<'a>) -> Units,
    ) -> DocumentOf<Units> {
        let (numbers, advice) = (assessment.numbers, enclosed.advice);
        let sayer = Sayer { words, places: numbers.points, numbers, advice };
        let mut inputs = enclosed.inputs.to_vec();
        inputs.sort();
        let mut findings: Vec<&Finding> = enclosed.findings.iter().collect();
        findings.sort();
        let found = findings.into_iter().map(|finding| sayer.finding(finding, (enclosed.owner)(finding)));
        let findings: Vec<FindingLine> =
            found.chain(assessment.remarks.iter().map(|remark| sayer.remark(remark))).collect();
        DocumentOf {
            format: ASSESSMENT_FORMAT.to_owned(),
            language: words.language,
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
            accepted: enclosed.accepted,
            has_errors: findings.iter().any(|finding| finding.level == Level::Error),
            sheets: assessment.sheets.iter().map(|sheet| sayer.sheet(sheet)).collect(),
            units: units(sayer),
            findings,
        }
    }
}

/// Who says the pieces of a document.
pub(super) struct Sayer<'a> {
    words: &'a Words,
    places: u32,
    numbers: Numbers,
    advice: &'a (dyn Fn(&UnitResult) -> Sentences + Sync),
}

impl Sayer<'_> {
    fn say(&self, messages: &[Message]) -> Vec<String> {
        messages.iter().map(|message| self.words.say(message)).collect()
    }

    fn points(&self, points: &Points) -> WrittenPoints {
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
            share_change: item.share_change,
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

    pub(super) fn unit(&self, unit: &UnitResult) -> Unit {
        let (total, total_exact) = written_points(&unit.total, self.places);
        let advice = (self.advice)(unit);
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
            next: unit.next.as_ref().map(|next| NextLine {
                grade: next.grade.clone(),
                at_least: written_points(&next.at_least, 0).0,
                missing: self.points(&next.missing),
                unrounded: next
                    .unrounded
                    .as_ref()
                    .map(|total| WrittenPoints(self.numbers.show_short_of(total, &next.at_least))),
                held: self.say(&next.held),
                say: self.words.say(&next.say(self.numbers)),
            }),
            vetoes: self.say(&unit.vetoes),
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
                    if_unchanged: proposed.if_unchanged,
                })
                .collect(),
            contradictions: self.say(&unit.contradictions),
            not_comparable: unit.not_comparable.as_ref().map(|said| self.words.say(said)),
            marks: unit.marks.clone(),
            rescaled: unit.rescaled.as_ref().map(rescaled),
            sum: unit
                .total_lines
                .iter()
                .map(|line| {
                    let (points, points_exact) = written_points(&line.points, self.places);
                    let part = SumPart::ALL.into_iter().find(|part| line.say.key == part.key());
                    SumLine { say: self.words.say(&line.say), part, points, points_exact }
                })
                .collect(),
            areas: unit.areas.iter().map(|area| self.area(area)).collect(),
            indicators: unit.items.iter().map(|item| self.indicator(item, advice.get(&item.id))).collect(),
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

    fn indicator(&self, item: &ItemResult, advice: Option<&Vec<Message>>) -> Indicator {
        let (measure, measure_exact) = written(item.measure.as_ref());
        let (target, target_exact) = written(item.target.as_ref());
        let (target_to, target_to_exact) = written(item.target_to.as_ref());
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
            target_to,
            target_to_exact,
            target_shown: item.target_shown.clone(),
            points,
            points_exact,
            full: written_points(&item.full, 0).0,
            at_least: self.points(&item.at_least),
            at_most: self.points(&item.at_most),
            left_out: item.left_out,
            awaits_hand: item.awaits_hand,
            unreadable: item.unreadable,
            by_hand: item.by_hand,
            policy: item.policy.as_ref().map(|policy| match policy {
                PolicyUsed::Missing(policy) => PolicyLine::Missing(*policy),
                PolicyUsed::NotApplicable(policy) => PolicyLine::NotApplicable(policy.clone()),
            }),
            marks: item.marks.clone(),
            reason: self.words.say(&item.reason),
            advice: advice.map(|said| self.say(said)).unwrap_or_default(),
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

    fn finding(&self, finding: &Finding, owner: Option<UnitId>) -> FindingLine {
        FindingLine { unit: owner.map(|unit| unit.to_string()), ..FindingLine::new(finding, self.words) }
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
        GradeMoved::Quota { grade, places, taken } => {
            Moved::Quota { grade: grade.clone(), places: *places, taken: *taken }
        }
        GradeMoved::Cap { grade, source, basis } => {
            Moved::Cap { grade: grade.clone(), source: source.clone(), basis: basis.clone() }
        }
        GradeMoved::Veto { item, title, grade } => {
            Moved::Veto { grade: grade.clone(), item: item.to_string(), title: title.clone() }
        }
    }
}

fn rescaled(rescaled: &Rescaled) -> RescaledLine {
    let (factor, factor_exact) = written(Some(&rescaled.factor));
    RescaledLine { absent: written_points(&rescaled.absent, 0).0, factor: factor.unwrap_or_default(), factor_exact }
}
