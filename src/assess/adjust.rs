//! Bonuses, deductions and vetoes of one unit.

use super::assessment::{AdjustmentResult, Remark};
use super::formula::{Outcome, can_still_come};
use super::item::{Judge, May, Ruling, Seen, Verdict};
use super::ready::{ReadyBody, ReadyThen};
use super::trace::condition_working;
use super::world::World;
use crate::clauses::say_figure_condition;
use crate::figure::{Exact, Figure, Points};
use crate::measure::Measured;
use crate::message;
use crate::plan::{RuleKind, VetoEffect};
use crate::words::Message;

/// A bonus, deduction or veto, judged on its own.
pub(super) struct JudgedAdjustment<'p> {
    pub result: AdjustmentResult,
    pub veto: Option<VetoState<'p>>,
    /// What is still open may give, or take, any number of points.
    pub has_no_end: bool,
    pub remarks: Vec<Remark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VetoState<'p> {
    /// `None`: a clause that no rule can hold; what it would do is unknown.
    pub effect: Option<&'p VetoEffect>,
    pub applied: bool,
    /// What is not known yet may make it take effect, or spare the unit.
    pub may_apply: bool,
    pub may_not_apply: bool,
}

impl VetoState<'_> {
    fn settled(applied: bool) -> VetoState<'static> {
        VetoState { effect: None, applied, may_apply: applied, may_not_apply: !applied }
    }

    pub fn is_open(&self) -> bool {
        self.may_apply && self.may_not_apply
    }

    /// Whether it takes effect in a world: in the worst if it may, in the best only if it must.
    pub fn strikes(&self, world: World) -> bool {
        match world {
            World::Now => self.applied,
            World::Least => self.may_apply,
            World::Most => !self.may_not_apply,
        }
    }
}

/// Judges one adjustment. Where it is open and has no cap of its own, `limit` stands for what it can give or take.
pub(super) fn adjustment<'p>(judge: &Judge<'_, 'p>, limit: &Points) -> JudgedAdjustment<'p> {
    let mut seen = Seen::default();
    let mut has_no_end = false;
    let kind = judge.ready.rule.kind;
    let (points, low, high, reason, veto) = match kind {
        RuleKind::Veto => {
            let (state, reason) = veto(judge, &mut seen);
            let reason = if state.is_open() { judge.doubts().beside(reason, &seen) } else { reason };
            (Exact::ZERO, Exact::ZERO, Exact::ZERO, reason, Some(state))
        }
        RuleKind::Bonus | RuleKind::Deduction | RuleKind::Indicator => {
            let Ruling { verdict, may, open, unsure: _ } = judge.ruling(&mut seen);
            let (points, reason) = match verdict {
                Verdict::Scored(scored) => (scored.points, scored.reason),
                Verdict::NotAssessed { reason } | Verdict::Absent { absence: _, reason, range: _ } => {
                    (Exact::ZERO, reason)
                }
            };
            let (mut low, mut high) = (points.clone(), points.clone());
            for may in may.iter().filter(|_| open) {
                let (least, most) = match may {
                    May::NotAssessed => (Exact::ZERO, Exact::ZERO),
                    May::Score(range) => {
                        has_no_end |= range.least.is_none() || range.most.is_none();
                        (
                            range.least.as_ref().map_or_else(|| -&limit.0, |least| least.0.clone()),
                            range.most.as_ref().map_or_else(|| limit.0.clone(), |most| most.0.clone()),
                        )
                    }
                };
                low = low.min(least);
                high = high.max(most);
            }
            let reason = if open { judge.doubts().beside(reason, &seen) } else { reason };
            (points, low, high, seen.with_applies(reason), None)
        }
    };
    let rule = judge.ready.rule;
    let unit = judge.ground.plan.units.get(judge.unit);
    let remarks = seen.remarks.into_iter().filter_map(|(code, level, say)| {
        Some(Remark { unit: unit?.id.clone(), item: Some(rule.id.clone()), level, code, say })
    });
    let remarks = remarks.collect();
    let undecided = veto.map_or(has_no_end || low != high, |veto| veto.is_open());
    let result = AdjustmentResult {
        id: rule.id.clone(),
        title: rule.title.clone(),
        kind,
        undecided,
        applied: veto.map_or(!points.is_zero(), |veto| veto.applied),
        measure: seen.figure,
        shown: seen.shown,
        points: Points(points),
        at_least: Points(low),
        at_most: Points(high),
        reason,
        trace: judge.trace.then(|| Box::new(seen.trace)),
    };
    JudgedAdjustment { result, veto, has_no_end, remarks }
}

fn veto<'p>(judge: &Judge<'_, 'p>, seen: &mut Seen) -> (VetoState<'p>, Message) {
    let (when, effect) = match &judge.ready.body {
        ReadyBody::Veto { when, effect } => (when, *effect),
        ReadyBody::NotExpressible { why } => {
            let state = VetoState { effect: None, applied: false, may_apply: true, may_not_apply: true };
            return (state, message!("reason-not-expressible", why = *why));
        }
        // Neither a figure nor a hand is a veto: `check` says so, and nothing takes effect.
        ReadyBody::Measured { .. } | ReadyBody::ByHand { .. } => {
            return (VetoState::settled(false), message!("reason-veto-clear"));
        }
    };
    let scope = judge.scope();
    if judge.trace {
        seen.trace.measure = condition_working(when, &scope);
        let condition = say_figure_condition(judge.ground.plan, when.source);
        seen.trace.steps.push(message!("step-veto-when", condition = condition));
    }
    let when = when.outcome(&scope);
    let applies = judge.ready.applies.as_ref().map_or(Outcome::HOLDS, |(applies, _)| applies.outcome(&scope));
    let spares = judge.ready.exceptions.iter().filter(|exception| match exception.then {
        ReadyThen::FullPoints | ReadyThen::NotAssessed => true,
        ReadyThen::NoPoints | ReadyThen::Target(_) | ReadyThen::Curve(_) => false,
    });
    let spares = spares.map(|exception| &exception.when).chain(&judge.ready.waived);
    let spares: Vec<Outcome> = spares.map(|condition| condition.outcome(&scope)).collect();
    let state = VetoState {
        effect: Some(effect),
        applied: when.holds() && applies.holds() && !spares.iter().any(|spare| spare.holds()),
        may_apply: when.may_hold() && applies.may_hold() && spares.iter().all(|spare| spare.may_not_hold()),
        may_not_apply: when.may_not_hold() || applies.may_not_hold() || spares.iter().any(|spare| spare.may_hold()),
    };
    let lacking = if state.is_open() { lacking(judge) } else { Vec::new() };
    let reason = match (state.applied, state.is_open(), lacking.is_empty()) {
        (true, true, true) => message!("reason-veto-holds-so-far"),
        (true, true, false) => message!("reason-veto-holds-so-far-lacking", tables = lacking),
        (true, false, _) => message!("reason-veto-holds"),
        (false, true, true) => message!("reason-veto-open"),
        (false, true, false) => message!("reason-veto-open-lacking", tables = lacking),
        (false, false, _) => message!("reason-veto-clear"),
    };
    (state, reason)
}

/// The titles of the tables that leave a question of the rule open: it has no answer from them yet, or one that can still turn.
fn lacking(judge: &Judge<'_, '_>) -> Vec<String> {
    let (ground, unit) = (judge.ground, judge.unit);
    let mut titles: Vec<String> = Vec::new();
    judge.ready.rule.ask(&mut |asked| {
        let question = ground.measures.number(&asked);
        let can_come = match ground.answer(question, unit) {
            Some(Measured::Figure(Figure::Absent(absence))) => can_still_come(*absence),
            Some(Measured::Figure(Figure::Known(_)) | Measured::Task(_) | Measured::Tally(_)) => false,
            None => true,
        };
        if !can_come && !ground.is_in_doubt(question, unit) {
            return;
        }
        for title in asked.rows().tables().into_iter().filter_map(|(table, _)| Some(&ground.plan.table(table)?.title)) {
            if !titles.contains(title) {
                titles.push(title.clone());
            }
        }
    });
    titles
}
