//! Bonuses, deductions and vetoes of one unit.

use super::assessment::{AdjustmentResult, Remark};
use super::formula::Truth;
use super::item::{Judge, Seen, Verdict};
use super::ready::{ReadyBody, ReadyThen};
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::{RuleKind, VetoEffect};
use crate::words::Message;

/// A bonus, deduction or veto, judged on its own.
pub(super) struct JudgedAdjustment<'p> {
    pub result: AdjustmentResult,
    pub veto: Option<VetoState<'p>>,
    pub remarks: Vec<Remark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VetoState<'p> {
    /// `None`: a clause that no rule can hold; what it would do is unknown.
    pub effect: Option<&'p VetoEffect>,
    pub applied: bool,
    /// It is not known yet whether it takes effect.
    pub open: bool,
}

/// Judges one adjustment. Where it is open and has no cap of its own, it can give or take as much as `limit`.
pub(super) fn adjustment<'p>(judge: &Judge<'_, 'p>, limit: &Points) -> JudgedAdjustment<'p> {
    let mut seen = Seen::default();
    let kind = judge.ready.rule.kind;
    let (points, low, high, reason, veto) = match kind {
        RuleKind::Veto => {
            let (state, reason) = veto(judge);
            (Exact::ZERO, Exact::ZERO, Exact::ZERO, reason, Some(state))
        }
        RuleKind::Bonus | RuleKind::Deduction | RuleKind::Indicator => {
            let zero = || Exact::ZERO;
            let (points, low, high, reason) = match judge.verdict(&mut seen) {
                Verdict::Scored(scored) => (scored.points, scored.low, scored.high, scored.reason),
                Verdict::NotAssessed { reason } => (zero(), Some(zero()), Some(zero()), reason),
                Verdict::Absent { absence: _, reason, range } => {
                    let least = range.least.map(|least| least.0.min(Exact::ZERO));
                    (zero(), least, range.most.map(|most| most.0.max(Exact::ZERO)), reason)
                }
            };
            let low = low.unwrap_or_else(|| -&limit.0).min(points.clone());
            let high = high.unwrap_or_else(|| limit.0.clone()).max(points.clone());
            (points, low, high, reason, None)
        }
    };
    let rule = judge.ready.rule;
    let unit = judge.ground.plan.units.get(judge.unit);
    let remarks = seen.remarks.into_iter().filter_map(|(code, level, say)| {
        Some(Remark { unit: unit?.id.clone(), item: Some(rule.id.clone()), level, code, say })
    });
    let remarks = remarks.collect();
    let result = AdjustmentResult {
        id: rule.id.clone(),
        title: rule.title.clone(),
        kind,
        applied: veto.map_or(!points.is_zero(), |veto| veto.applied),
        measure: seen.figure,
        shown: seen.shown,
        points: Points(points),
        at_least: Points(low),
        at_most: Points(high),
        reason,
        trace: judge.trace.then(|| Box::new(seen.trace)),
    };
    JudgedAdjustment { result, veto, remarks }
}

fn veto<'p>(judge: &Judge<'_, 'p>) -> (VetoState<'p>, Message) {
    let (when, effect) = match &judge.ready.body {
        ReadyBody::Veto { when, effect } => (when, *effect),
        ReadyBody::NotExpressible { why } => {
            let state = VetoState { effect: None, applied: false, open: true };
            return (state, message!("reason-not-expressible", why = *why));
        }
        // Neither a figure nor a hand is a veto: `check` says so, and nothing takes effect.
        ReadyBody::Measured { .. } | ReadyBody::ByHand => {
            return (VetoState { effect: None, applied: false, open: false }, message!("reason-veto-clear"));
        }
    };
    let scope = judge.scope();
    let applies = judge.ready.applies.as_ref().map_or(Truth::Holds, |(applies, _)| applies.truth(&scope));
    let spared = judge.ready.waived.as_ref().is_some_and(|waived| waived.holds(&scope))
        || judge.ready.exceptions.iter().any(|exception| match exception.then {
            ReadyThen::FullPoints | ReadyThen::NotAssessed => exception.when.holds(&scope),
            ReadyThen::NoPoints | ReadyThen::Target(_) | ReadyThen::Curve(_) => false,
        });
    let held = when.holds(&scope);
    let applied = held && applies.holds() && !spared;
    // What is spared or doesn't apply for certain stays so; else an absent figure behind any of it can still turn it.
    let open = judge.unsure.get()
        || held && matches!(applies, Truth::Unknown(absence) if super::formula::can_still_come(absence));
    let reason = match (applied, open) {
        (true, _) => message!("reason-veto-holds"),
        (false, true) => message!("reason-veto-open"),
        (false, false) => message!("reason-veto-clear"),
    };
    (VetoState { effect: Some(effect), applied, open }, reason)
}
