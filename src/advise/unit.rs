//! A unit's advice: what each item can still give, what is lost, and the smallest set of changes that reaches a goal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::adjustment;
use super::bonus::{OpenBonus, bonuses};
use super::candidate::Candidate;
use super::goal::Goal;
use super::item_advice::ItemAdvice;
use super::outcome::Outcome;
use super::outlook::{items, number};
use super::seeker::Seeker;
use super::unsettled::Unsettled;
use crate::assess::{AdjustmentResult, AssessOptions, UnitResult, again};
use crate::figure::{Exact, Points};
use crate::measure::Measures;
use crate::plan::{HandScore, ItemId, Plan, RuleKind, Sheet, is_over};
use crate::words::Message;

/// What a unit can still do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub as_of: Date,
    /// The year is over: nothing can be done any more, and what is said is what it would have taken.
    pub is_over: bool,
    /// Others' data are not at hand: ranks and quotas can't be told.
    pub others_unknown: bool,
    /// In the order of the sheet.
    pub items: Vec<ItemAdvice>,
    /// Deductions that took something, and bonuses that work still earns, in the order of the sheet.
    pub adjustments: Vec<ItemAdvice>,
    /// Bonuses that may still be earned.
    pub bonuses: Vec<OpenBonus>,
    /// What of deductions can't be undone any more, and vetoes that took effect.
    pub lost: Vec<LostBeside>,
    /// `None`: the unit is in the best grade already, which nothing that is open can take, and no other goal was named.
    pub goal: Option<GoalAdvice>,
}

/// What a deduction took, or a veto does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostBeside {
    pub id: ItemId,
    pub title: String,
    /// Taken from the total; of a veto nothing by itself.
    pub points: Points,
    pub is_veto: bool,
    pub reason: Message,
}

/// The way to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalAdvice {
    pub goal: Goal,
    pub say: Message,
    pub outcome: Outcome,
    /// The unit's own points do, but the rank or the places of a quota hang on others whose data are not at hand.
    pub others_decide: bool,
}

/// What a goal is worked out for.
pub struct Wish<'a> {
    /// `None`: the next grade up.
    pub goal: Option<Goal>,
    /// How much of an effort the whole way of an item is; 1 where nothing is said. Above zero.
    pub efforts: &'a BTreeMap<ItemId, Exact>,
}

/// Works out the advice for one unit. Its result must hold its working and come of the same `options`; everyone else's results stay as they
/// are. `None` if the plan has no such sheet.
pub fn advise(
    plan: &Plan,
    measures: &Measures,
    hands: &[HandScore],
    options: &AssessOptions,
    unit: &UnitResult,
    wish: Wish,
) -> Option<Advice> {
    let sheet = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet)?;
    let candidates = candidates(plan, sheet, measures, unit);
    // Of a best grade that is not settled it is told how it may be lost.
    let kept = || Some(Goal::Grade(unit.grade.clone())).filter(|goal| Unsettled::of(goal, sheet, unit).is_some());
    let goal = wish.goal.or_else(|| Goal::next_grade(sheet, &unit.grade)).or_else(kept);
    let bonuses = bonuses(plan, sheet, measures, unit, &candidates);
    let (is_over, others_unknown) = (is_over(plan.year, measures.as_of), !options.supposed.unknown.is_empty());
    let goal = goal.and_then(|goal| {
        let say = goal.say(sheet);
        let outcome = again(plan, measures, hands, options, (&unit.id, &sheet.id), |again| {
            let (candidates, bonuses, goal) = (&candidates, &bonuses, &goal);
            let mut seeker = Seeker { plan, sheet, unit, candidates, bonuses, goal, is_over, others_unknown, again };
            seeker.outcome(wish.efforts)
        })?;
        let others_decide = others_unknown && goal.hangs_on_others(sheet, unit);
        Some(GoalAdvice { say, outcome, others_decide, goal })
    });
    let lost = unit.adjustments.iter().filter_map(|adjustment| lost_beside(adjustment, &candidates));
    let lost = lost.collect();
    let advices = candidates.into_iter().map(|candidate| candidate.advice);
    let (items, adjustments) =
        advices.partition(|advice| advice.kind == RuleKind::Indicator || is_item(unit, &advice.id));
    Some(Advice { as_of: measures.as_of, is_over, others_unknown, lost, bonuses, goal, items, adjustments })
}

/// Every item, then bonuses and deductions, in the order of the sheet. The result must hold its working.
pub(super) fn candidates<'p>(
    plan: &'p Plan,
    sheet: &Sheet,
    measures: &Measures,
    unit: &UnitResult,
) -> Vec<Candidate<'p>> {
    let mut found = items(plan, measures, unit);
    if let Some(number) = number(plan, unit) {
        found.extend(adjustment::candidates(plan, sheet, measures, (number, unit)));
    }
    found
}

fn is_item(unit: &UnitResult, id: &ItemId) -> bool {
    unit.items.iter().any(|item| item.id == *id)
}

/// What of an adjustment is lost: of a deduction as much as nothing can undo.
pub(super) fn lost_beside(adjustment: &AdjustmentResult, candidates: &[Candidate]) -> Option<LostBeside> {
    let advice = candidates.iter().map(|candidate| &candidate.advice).find(|advice| advice.id == adjustment.id);
    let (points, reason) = match adjustment.kind {
        RuleKind::Deduction => {
            let advice = advice.filter(|advice| !advice.lost.is_zero())?;
            (advice.lost.clone(), advice.reason.clone())
        }
        RuleKind::Veto => (Points::ZERO, Some(adjustment.reason.clone()).filter(|_| adjustment.applied)),
        RuleKind::Bonus | RuleKind::Indicator => return None,
    };
    Some(LostBeside {
        id: adjustment.id.clone(),
        title: adjustment.title.clone(),
        points,
        is_veto: adjustment.kind == RuleKind::Veto,
        reason: reason?,
    })
}
