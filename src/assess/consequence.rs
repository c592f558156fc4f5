//! Consequences: what the machine proposes where a condition of the scheme holds, and what made it hold. A person decides.
//!
//! A condition that holds only as long as open figures count for nothing is marked so: nobody is summoned over points that are still to come.

use super::assessment::{Proposed, say_mark};
use super::condition::{Judgement, Outlook};
use super::trace::{percent, rounded};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Mark, ResultCondition, ResultConditionNode, ResultValue};
use crate::words::Message;

pub(super) fn proposed(outlook: &Outlook) -> Vec<Proposed> {
    let holding = outlook
        .sheet
        .consequences
        .iter()
        .filter(|consequence| outlook.judge(&consequence.when.condition) == Judgement::Holds);
    holding
        .map(|consequence| {
            let mut evidence = Vec::new();
            collect(outlook, &consequence.when.condition, &mut evidence);
            evidence.dedup();
            let because = consequence.when.source.clone();
            let surely = Outlook { possible: true, ..*outlook }.judge(&consequence.when.condition) == Judgement::Holds;
            Proposed { then: consequence.then.clone(), because, evidence, provisional: !surely }
        })
        .collect()
}

/// What of the proposed is only provisional: no condition for it holds whatever comes of what is open. Each once, in their order.
pub fn provisional_only<'a>(proposed: impl Iterator<Item = (&'a str, bool)> + Clone) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (then, _) in proposed.clone().filter(|(_, provisional)| *provisional) {
        let is_firm = proposed.clone().any(|(other, provisional)| other == then && !provisional);
        if !is_firm && !names.iter().any(|name| name == then) {
            names.push(then.to_owned());
        }
    }
    names
}

/// The facts behind a condition that holds: of two alternatives, those of the one that holds.
fn collect(outlook: &Outlook, condition: &ResultCondition, evidence: &mut Vec<Message>) {
    match &condition.node {
        ResultConditionNode::Compare { comparison: _, left, right } => {
            evidence.extend([left, right].into_iter().flat_map(|value| of_value(outlook, value)));
        }
        ResultConditionNode::Grade { grade: _, worse: _ } => {
            let name = outlook.sheet.grades.get(outlook.grade).map(|grade| grade.name.as_str()).unwrap_or_default();
            evidence.push(message!("evidence-grade", grade = name));
        }
        ResultConditionNode::Mark(mark) => evidence.extend(of_mark(outlook, *mark)),
        ResultConditionNode::Vetoed(id) => {
            let meant = outlook.settled.vetoes.iter().filter(|veto| id.as_ref().is_none_or(|id| id == veto.id));
            let applied: Vec<Message> = meant
                .filter(|veto| veto.state.applied)
                .map(|veto| message!("evidence-veto", title = veto.title))
                .collect();
            evidence.extend(applied);
        }
        ResultConditionNode::And(left, right) => {
            collect(outlook, left, evidence);
            collect(outlook, right, evidence);
        }
        ResultConditionNode::Or(left, right) => {
            for side in [left, right] {
                if outlook.judge(side) == Judgement::Holds {
                    collect(outlook, side, evidence);
                }
            }
        }
        ResultConditionNode::Not(inner) => collect(outlook, inner, evidence),
    }
}

fn of_value(outlook: &Outlook, value: &ResultValue) -> Vec<Message> {
    let now = || outlook.value(value).map(|(now, _)| now);
    match value {
        ResultValue::Number(_) => Vec::new(),
        ResultValue::Total => vec![message!("evidence-total", points = rounded(&now().unwrap_or_default()))],
        ResultValue::Rank => {
            vec![message!("evidence-rank", rank = outlook.standing.rank, of = outlook.standing.of)]
        }
        ResultValue::AreaPoints(id) | ResultValue::AreaShare(id) => {
            let area = outlook.settled.areas.iter().map(|area| &area.result).find(|area| area.id == *id);
            area.map(|area| {
                message!("evidence-area", title = &area.title, points = &area.points, full = &area.assessed)
            })
            .into_iter()
            .collect()
        }
        ResultValue::ItemPoints(id) | ResultValue::ItemShare(id) => {
            let item = outlook.settled.items.iter().find(|item| item.id == *id);
            item.map(|item| message!("evidence-item", title = &item.title, points = &item.points, full = &item.full))
                .into_iter()
                .collect()
        }
        ResultValue::AreasBelow(share) => {
            let low = outlook.settled.areas.iter().map(|area| &area.result).filter(|area| {
                let edge: Exact = &area.assessed.0 * share;
                area.depth == 1 && !area.left_out && area.points.0 < edge
            });
            low.map(|area| {
                let (points, full) = (&area.points, &area.assessed);
                message!(
                    "evidence-area-below",
                    title = &area.title,
                    points = points,
                    full = full,
                    share = percent(share)
                )
            })
            .collect()
        }
        ResultValue::Marked(mark) => of_mark(outlook, *mark),
        ResultValue::Deducted => vec![message!("evidence-deducted", points = rounded(&now().unwrap_or_default()))],
    }
}

fn of_mark(outlook: &Outlook, mark: Mark) -> Vec<Message> {
    let word = say_mark(mark);
    outlook.marked(mark).map(|item| message!("evidence-mark", title = &item.title, mark = word.clone())).collect()
}
