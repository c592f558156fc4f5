//! Bonuses and deductions as candidates: what work still earns, or ends before it is taken for good. They have the same levers as items.
//!
//! Of a bonus that counts rows or sums up a column the work is only known where the scheme names it (`work`): most of them are others'
//! to give, an award or a document of the province. A bonus without such a lever is told by [`super::bonus`], without steps.

use super::candidate::Candidate;
use super::item_advice::Prospect;
use super::outlook::{Subject, candidate};
use super::work::lever::Lever;
use super::work::thing::Thing;
use crate::assess::{AdjustmentResult, ItemResult, Status, UnitResult};
use crate::figure::Points;
use crate::measure::Measures;
use crate::plan::{Body, Plan, RuleKind, Sheet};

/// Deductions that took something, and bonuses that work still earns, in the order of the sheet. The result must hold its working.
pub(super) fn candidates<'p>(
    plan: &'p Plan,
    sheet: &Sheet,
    measures: &Measures,
    (number, unit): (usize, &UnitResult),
) -> Vec<Candidate<'p>> {
    let found = unit.adjustments.iter().filter_map(|adjustment| {
        let is_told = match adjustment.kind {
            RuleKind::Deduction => !adjustment.points.is_zero(),
            RuleKind::Bonus => true,
            RuleKind::Veto | RuleKind::Indicator => false,
        };
        let rule = plan.rule(&adjustment.id).filter(|_| is_told)?;
        let result = as_item(plan, sheet, adjustment);
        let nominal = &result.full;
        let subject = Subject { plan, measures, unit: number, rule, nominal, added_up: true };
        let mut candidate = candidate(subject, &result);
        if adjustment.kind == RuleKind::Deduction {
            return Some(candidate);
        }
        // What is not earned is not lost.
        (candidate.advice.lost, candidate.advice.reason) = (Points::ZERO, None);
        let is_work = candidate.ladder.as_ref().is_some_and(|ladder| is_named(&ladder.lever));
        (is_work && candidate.advice.prospect == Prospect::Open).then_some(candidate)
    });
    found.collect()
}

/// The scheme says what the work is, or the form of the measure does.
fn is_named(lever: &Lever) -> bool {
    let named = |thing: &Thing| thing.work.is_some();
    match lever {
        Lever::Part { thing, .. } | Lever::Further { thing, .. } => named(thing),
        Lever::Tasks { .. } | Lever::Levels { .. } | Lever::Parts { .. } => true,
        // Whose figure it is nobody says.
        Lever::Figure { .. } => false,
    }
}

/// An adjustment as an item whose full points are the best that it can come to: the cap of a bonus, nothing of a deduction.
fn as_item(plan: &Plan, sheet: &Sheet, adjustment: &AdjustmentResult) -> ItemResult {
    let full = match adjustment.kind {
        RuleKind::Deduction | RuleKind::Veto => Points::ZERO,
        RuleKind::Bonus | RuleKind::Indicator => most_of_bonus(plan, sheet, adjustment),
    };
    let is_full = adjustment.points >= full;
    ItemResult {
        id: adjustment.id.clone(),
        title: adjustment.title.clone(),
        awaits_hand: false,
        unreadable: false,
        by_hand: false,
        status: if is_full { Status::Met } else { Status::Partial },
        measure: adjustment.measure.clone(),
        shown: adjustment.shown.clone(),
        target: None,
        target_to: None,
        target_shown: String::new(),
        points: adjustment.points.clone(),
        at_least: adjustment.at_least.clone(),
        at_most: adjustment.at_most.clone().min(full.clone().max(adjustment.points.clone())),
        full,
        left_out: false,
        marks: Vec::new(),
        reason: adjustment.reason.clone(),
        policy: None,
        worst_class: false,
        trace: adjustment.trace.clone(),
    }
}

/// The cap of the bonus, or of all bonuses of the sheet; without either as much as the sheet has.
fn most_of_bonus(plan: &Plan, sheet: &Sheet, adjustment: &AdjustmentResult) -> Points {
    let own = sheet.adjustments.iter().find(|own| own.rule == adjustment.id).and_then(|own| own.cap.clone());
    let by_hand = plan.rule(&adjustment.id).and_then(|rule| match &rule.body {
        Body::ByHand { what: _, most } => Some(Points(most.clone())),
        Body::Measured { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => None,
    });
    let shape = adjustment.trace.as_ref().and_then(|trace| trace.in_force.shape.as_ref()?.range().most);
    let ends = [own, by_hand, shape, sheet.bonus_cap.clone()].into_iter().flatten();
    ends.min().unwrap_or_else(|| sheet.total.clone())
}
