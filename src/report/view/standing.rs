//! How a unit stands item by item: what it lost, what it can still get or lose, what is late, what is missing.

use crate::assess::Status;
use crate::assess::document::Unit;
use crate::figure::Exact;
use crate::message;
use crate::plan::RuleKind;
use crate::words::Words;

use super::tally::Tally;
use super::{Gap, ItemView, LossView, OpenView, StakeView, UnitTask};

pub(super) fn losses(items: &[ItemView], tally: &Tally) -> Vec<LossView> {
    let lost = items.iter().filter_map(|item| Some((tally.read(&item.lost.as_ref()?.exact), item)));
    let mut lost: Vec<(Exact, &ItemView)> = lost.filter(|(lost, _)| lost.is_positive()).collect();
    lost.sort_by(|(left, _), (right, _)| right.cmp(left));
    let view = lost.into_iter().map(|(lost, item)| LossView {
        item: item.id.clone(),
        title: item.title.clone(),
        lost: tally.computed(&lost),
        reason: item.reason.clone(),
        advice: item.advice.clone(),
    });
    view.collect()
}

/// What has not lost points and can still give some.
pub(super) fn still_open(items: &[ItemView], tally: &Tally) -> Vec<OpenView> {
    open(items.iter().filter(|item| item.status == Status::Pending), tally)
}

/// What hangs on tables that nobody has sent yet, and can still give points.
pub(super) fn unsent(items: &[ItemView], tally: &Tally) -> Vec<OpenView> {
    open(items.iter().filter(|item| item.unsent), tally)
}

fn open<'v>(items: impl Iterator<Item = &'v ItemView>, tally: &Tally) -> Vec<OpenView> {
    let gain = |item: &ItemView| tally.read(&item.at_most.exact) - tally.read(&item.points.exact);
    let mut open: Vec<(Exact, &ItemView)> =
        items.map(|item| (gain(item), item)).filter(|(gain, _)| gain.is_positive()).collect();
    open.sort_by(|(left, _), (right, _)| right.cmp(left));
    let view = open.into_iter().map(|(gain, item)| {
        let (due, due_shown) = next_due(item);
        OpenView {
            item: item.id.clone(),
            title: item.title.clone(),
            gain: tally.computed(&gain),
            due,
            due_shown,
            reason: item.reason.clone(),
            advice: item.advice.clone(),
        }
    });
    view.collect()
}

/// What has points that it can still lose.
pub(super) fn at_stake(items: &[ItemView], tally: &Tally) -> Vec<StakeView> {
    let loss = |item: &ItemView| tally.read(&item.points.exact) - tally.read(&item.at_least.exact);
    let counted = items.iter().filter(|item| item.status != Status::Pending && !item.left_out);
    let mut at_stake: Vec<(Exact, &ItemView)> =
        counted.map(|item| (loss(item), item)).filter(|(loss, _)| loss.is_positive()).collect();
    at_stake.sort_by(|(left, _), (right, _)| right.cmp(left));
    let view = at_stake.into_iter().map(|(loss, item)| {
        let (due, due_shown) = next_due(item);
        StakeView {
            item: item.id.clone(),
            title: item.title.clone(),
            points: item.points.clone(),
            at_least: item.at_least.clone(),
            loss: tally.computed(&loss),
            due,
            due_shown,
            reason: item.reason.clone(),
            advice: item.advice.clone(),
        }
    });
    view.collect()
}

/// The next date by which something of an item is due, and the same in words.
fn next_due(item: &ItemView) -> (Option<String>, String) {
    let tasks = item.tasks.as_ref();
    (
        tasks.and_then(|tasks| tasks.next_due.clone()),
        tasks.map(|tasks| tasks.next_due_shown.clone()).unwrap_or_default(),
    )
}

pub(super) fn open_vetoes(unit: &Unit) -> Vec<String> {
    let open = unit.adjustments.iter().filter(|line| line.kind == RuleKind::Veto && line.undecided);
    open.map(|line| line.title.clone()).collect()
}

pub(super) fn tasks(items: &[ItemView]) -> Vec<UnitTask> {
    let late = items.iter().filter(|item| item.overdue || item.at_risk).map(|item| UnitTask {
        item: item.id.clone(),
        title: item.title.clone(),
        overdue: item.overdue,
        at_risk: item.at_risk,
        reason: item.reason.clone(),
        tasks: item.tasks.clone(),
    });
    late.collect()
}

/// `findings`: what was found odd about this unit, each with the id of its item (or nothing). What several say in the same words is told once.
pub(super) fn gaps(items: &[ItemView], findings: &[(String, String)]) -> Vec<Gap> {
    let absent = items.iter().filter(|item| matches!(item.status, Status::NoData | Status::Withheld));
    let absent = absent.map(|item| Gap { title: item.title.clone(), say: item.reason.clone() });
    let found = findings.iter().map(|(id, say)| {
        let title = items.iter().find(|item| item.id == *id).map(|item| item.title.clone()).unwrap_or_default();
        Gap { title, say: say.clone() }
    });
    let mut gaps: Vec<Gap> = Vec::new();
    for gap in absent.chain(found) {
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
    gaps
}

/// Why the bounds lie apart, as far as no gap says it already.
pub(super) fn open_beyond(gaps: &[Gap], open: &[String], words: &Words) -> Vec<String> {
    let said: Vec<String> = gaps
        .iter()
        .map(|gap| words.say(&message!("reason-open-item", title = &gap.title, reason = &gap.say)))
        .collect();
    open.iter().filter(|say| !said.contains(say)).cloned().collect()
}
