//! Bonuses that may still be earned beyond what work on the records earns. They are shown without steps: what earns them is mostly others' to
//! give, an award or a document of the province.

use super::candidate::Candidate;
use crate::assess::{AdjustmentResult, UnitResult};
use crate::figure::Points;
use crate::measure::Measures;
use crate::plan::{Body, ItemId, Plan, RuleKind, Sheet, is_over};

/// A bonus that may still be earned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenBonus {
    pub id: ItemId,
    pub title: String,
    pub points: Points,
    /// `None`: without a limit.
    pub most: Option<Points>,
}

/// The bonuses of the sheet that the unit has not earned in full, and that work does not earn in full either; none once the year is over.
pub(super) fn bonuses(
    plan: &Plan,
    sheet: &Sheet,
    measures: &Measures,
    unit: &UnitResult,
    candidates: &[Candidate],
) -> Vec<OpenBonus> {
    if is_over(plan.year, measures.as_of) {
        return Vec::new();
    }
    let bonuses = unit.adjustments.iter().filter(|adjustment| adjustment.kind == RuleKind::Bonus);
    bonuses
        .filter_map(|adjustment| {
            let candidate = candidates.iter().find(|candidate| candidate.advice.id == adjustment.id);
            bonus(plan, sheet, adjustment, candidate.map(|candidate| &candidate.advice.by_work))
        })
        .collect()
}

fn bonus(plan: &Plan, sheet: &Sheet, result: &AdjustmentResult, by_work: Option<&Points>) -> Option<OpenBonus> {
    let rule = plan.rule(&result.id)?;
    let cap = sheet.adjustments.iter().find(|own| own.rule == result.id)?.cap.clone();
    let shape = result.trace.as_ref().and_then(|trace| trace.in_force.shape.as_ref());
    let most = match &rule.body {
        Body::ByHand { what: _, most } => Some(Points(most.clone())),
        Body::Measured { .. } => shape.and_then(|shape| shape.range().most),
        Body::NotExpressible { .. } | Body::Veto { .. } => None,
    };
    let most = match (most, cap) {
        (Some(most), Some(cap)) => Some(most.min(cap)),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    };
    let is_open = most.as_ref().map_or(by_work.is_none(), |most| most > by_work.unwrap_or(&result.points));
    let (id, title, points) = (result.id.clone(), result.title.clone(), result.points.clone());
    is_open.then_some(OpenBonus { id, title, points, most })
}
