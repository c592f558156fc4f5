//! How a unit stands item by item: what it lost, what it can still get or lose, what is late, what is missing.

use crate::assess::Status;
use crate::assess::document::{SheetTerms, Unit};
use crate::figure::Exact;
use crate::message;
use crate::plan::{RuleKind, VetoEffect};
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
pub(super) fn at_stake(
    items: &[ItemView],
    unit: &Unit,
    terms: Option<&SheetTerms>,
    tally: &Tally,
    words: &Words,
) -> Vec<StakeView> {
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
            advice: keeps(item, &open_vetoes_of(item, unit, terms), tally, words),
        }
    });
    view.collect()
}

/// What keeps the points that an item has: work that is not due yet, vetoes that may still strike it; where it is neither, what is not known
/// yet.
fn keeps(item: &ItemView, vetoes: &[String], tally: &Tally, words: &Words) -> Vec<String> {
    let tasks = item.tasks.as_ref().filter(|tasks| tasks.pending > 0).map(|tasks| {
        let count = usize::try_from(tasks.pending).unwrap_or(usize::MAX);
        match tasks.next_due_shown.as_str() {
            "" => message!("report-keep-tasks", count = count),
            due => message!("report-keep-tasks-due", count = count, due = due),
        }
    });
    let named = vetoes.iter().map(|veto| message!("report-veto-named", veto = veto));
    let nothing_left = !tally.read(&item.at_least.exact).is_positive();
    let vetoes =
        (nothing_left && !vetoes.is_empty()).then(|| message!("report-keep-veto", vetoes = named.collect::<Vec<_>>()));
    let mut said: Vec<_> = tasks.into_iter().chain(vetoes).collect();
    if said.is_empty() {
        said.push(message!("report-keep-open"));
    }
    said.iter().map(|say| words.say(say)).collect()
}

/// The vetoes that can't be judged yet and would take the points of an item, or of the area that it stands in.
fn open_vetoes_of(item: &ItemView, unit: &Unit, terms: Option<&SheetTerms>) -> Vec<String> {
    // Areas come depth first: those above one are the nearest before it of each lesser depth.
    let mut around: Vec<(u32, &str)> = Vec::new();
    for area in &unit.areas {
        around.retain(|(depth, _)| *depth < area.depth);
        around.push((area.depth, &area.id));
        if area.id == item.area {
            break;
        }
    }
    let is_around = |id: &str| {
        around.iter().any(|(_, area)| *area == id) && around.last().is_some_and(|(_, area)| *area == item.area)
    };
    let effect = |id: &str| terms?.items.iter().find(|terms| terms.id == id)?.effect.as_ref();
    let open = unit.adjustments.iter().filter(|line| line.kind == RuleKind::Veto && line.undecided);
    let strikes = open.filter(|line| match effect(&line.id) {
        Some(VetoEffect::ZeroItem(of)) => of.0 == item.id,
        Some(VetoEffect::ZeroArea(area)) => is_around(area),
        Some(VetoEffect::CapGrade(_) | VetoEffect::Fail) | None => false,
    });
    strikes.map(|line| line.title.clone()).collect()
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
