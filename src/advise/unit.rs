//! A unit's advice: what each item can still give, what is lost, and the smallest set of changes that reaches a goal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::bonus::{OpenBonus, bonuses};
use super::goal::Goal;
use super::outlook::{Candidate, ItemAdvice, Reach, candidates};
use super::possible::Hanging;
use super::seeker::Seeker;
use crate::assess::{AdjustmentResult, AssessOptions, UnitResult, again};
use crate::figure::{Exact, Points};
use crate::measure::Measures;
use crate::plan::{HandScore, ItemId, Plan, RuleKind, is_over};
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
    /// `None`: the unit is in the best grade already, and no other goal was named.
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Reached,
    /// It can be reached so.
    By(ChangeSet),
    /// Work on the records that are in does not reach it, but with what still hangs on others or on later records it may be reached.
    Hangs {
        /// What comes of it if all work is done that can be.
        highest: Standing,
        on: Vec<Hanging>,
        /// What stands in the way as things are.
        obstacles: Vec<Message>,
    },
    OutOfReach {
        /// What comes of it if all work is done and all that can still come is at its best.
        highest: Standing,
        /// What stands in the way.
        obstacles: Vec<Message>,
        /// Only what is no work would reach it.
        only_by_figures: bool,
    },
}

/// Where the unit stands with some changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub total: Points,
    pub grade: String,
    /// Among the others as they are; `None` where others' data are not at hand.
    pub rank: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// In the order of the sheet.
    pub changes: Vec<Change>,
    /// The ways together, each as the share of its whole way times its weight.
    pub effort: Exact,
    pub standing: Standing,
    /// No set of fewer changes reaches it.
    pub fewest_proven: bool,
    /// No set of as many changes is less effort: each at a step of its curve but for one thing, brought up to what is just enough.
    pub effort_proven: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: ItemId,
    pub title: String,
    pub reach: Reach,
    /// How much higher the total comes by it alone: other than the item's own points where areas weigh, or combine other than by adding up.
    pub moves: Points,
    /// Data that are still to come would have to come out at their best.
    pub is_data: bool,
}

impl Change {
    /// As `what-if --set` takes it: `water/township-plants=100%@2022-07-31`, the day where all of it is finished early.
    pub fn as_set(&self) -> String {
        let (id, figure) = (&self.id, &self.reach.set);
        // By the earliest of these days everything is early enough.
        match self.reach.work.due.iter().filter_map(|due| due.early_by).min() {
            Some(day) => format!("{id}={figure}@{day}"),
            None => format!("{id}={figure}"),
        }
    }
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
    let goal = wish.goal.or_else(|| Goal::next_grade(sheet, &unit.grade));
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
