//! Consequences: what the machine proposes where a condition of the scheme holds, and what made it hold. A person decides.
//!
//! A condition that holds only as long as open figures count for nothing is marked so: nobody is summoned over points that are still to come.
//! Before the year is over so is one that holds by points and grades: the bounds know what is open, not what the work of the rest of the
//! year may add. Only of vetoes and points taken off by events no work takes anything back ([`Rule::is_lasting`]).
//!
//! Of a unit of which there is nothing, nothing holds for good: its bounds say what its policies give, and its files may still say anything.

use super::assessment::{Proposed, say_mark};
use super::condition::{Judgement, Outlook};
use super::show::{percent, rounded};
use super::world::World;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Comparison, Mark, Plan, ResultCondition, ResultConditionNode, ResultValue, Rule, RuleKind, VetoEffect,
};
use crate::words::Message;

/// `silent`: there is nothing of the unit. `year_ahead`: the year of the scheme is not over.
pub(super) fn proposed(outlook: &Outlook, plan: &Plan, silent: bool, year_ahead: bool) -> Vec<Proposed> {
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
            let surely = !silent
                && Outlook { possible: true, ..*outlook }.judge(&consequence.when.condition) == Judgement::Holds;
            let stays = || at_year_end(outlook, plan, &consequence.when.condition) == Judgement::Holds;
            let if_unchanged = surely && year_ahead && !stays();
            Proposed { then: consequence.then.clone(), because, evidence, provisional: !surely, if_unchanged }
        })
        .collect()
}

/// How a condition will stand at the end of the year by what no work can change any more.
fn at_year_end(outlook: &Outlook, plan: &Plan, condition: &ResultCondition) -> Judgement {
    let holds_or_open = |holds: bool| if holds { Judgement::Holds } else { Judgement::Open };
    let mut struck = outlook.settled.vetoes.iter().filter(|veto| veto.is_lasting && veto.state.strikes(World::Most));
    match &condition.node {
        ResultConditionNode::Compare { comparison, left, right } => match (left, right, comparison) {
            (ResultValue::Number(_), ResultValue::Number(_), _) => outlook.judge(condition),
            (ResultValue::Deducted, ResultValue::Number(edge), Comparison::Greater)
            | (ResultValue::Number(edge), ResultValue::Deducted, Comparison::Less) => {
                holds_or_open(taken_for_good(outlook, plan) > *edge)
            }
            (ResultValue::Deducted, ResultValue::Number(edge), Comparison::GreaterOrEqual)
            | (ResultValue::Number(edge), ResultValue::Deducted, Comparison::LessOrEqual) => {
                holds_or_open(taken_for_good(outlook, plan) >= *edge)
            }
            // Work moves all other values; and of what is taken more may be.
            (_, _, _) => Judgement::Open,
        },
        ResultConditionNode::Grade { grade, worse } => {
            let number = |name: &str| outlook.sheet.grades.iter().position(|grade| grade.name == name);
            let last = outlook.sheet.grades.len().saturating_sub(1);
            let best = struck.filter_map(|veto| match veto.state.effect {
                Some(VetoEffect::Fail) => Some(last),
                Some(VetoEffect::CapGrade(name)) => number(name),
                Some(VetoEffect::ZeroItem(_) | VetoEffect::ZeroArea(_)) | None => None,
            });
            let best = best.max().unwrap_or_default();
            holds_or_open(number(grade).is_some_and(|wanted| (*worse || wanted == last) && best >= wanted))
        }
        ResultConditionNode::Mark(Mark::Overdue | Mark::AtRisk) => Judgement::Open,
        // That no veto came so far may still change.
        ResultConditionNode::Mark(Mark::Vetoed) => holds_or_open(
            outlook.settled.items.iter().any(|item| struck.clone().any(|veto| veto.zeroes_item(World::Most, &item.id))),
        ),
        ResultConditionNode::Vetoed(id) => holds_or_open(struck.any(|veto| id.as_ref().is_none_or(|id| id == veto.id))),
        ResultConditionNode::And(left, right) => {
            at_year_end(outlook, plan, left).and(at_year_end(outlook, plan, right))
        }
        ResultConditionNode::Or(left, right) => {
            at_year_end(outlook, plan, left).not().and(at_year_end(outlook, plan, right).not()).not()
        }
        ResultConditionNode::Not(inner) => match &inner.node {
            // What holds for good is the opposite, not that the inner one is open.
            ResultConditionNode::Compare { comparison, left, right } => {
                let (comparison, left, right) = (comparison.opposite(), left.clone(), right.clone());
                let node = ResultConditionNode::Compare { comparison, left, right };
                at_year_end(outlook, plan, &ResultCondition { node, ..condition.clone() })
            }
            ResultConditionNode::Grade { .. }
            | ResultConditionNode::Mark(_)
            | ResultConditionNode::Vetoed(_)
            | ResultConditionNode::And(..)
            | ResultConditionNode::Or(..)
            | ResultConditionNode::Not(_) => at_year_end(outlook, plan, inner).not(),
        },
    }
}

/// The points that are taken off whatever comes, of events that no work takes back.
fn taken_for_good(outlook: &Outlook, plan: &Plan) -> Exact {
    let lasting = outlook.settled.adjustments.iter().filter(|adjustment| {
        adjustment.kind == RuleKind::Deduction
            && plan.rule(&adjustment.id).is_some_and(|rule| Rule::is_lasting(rule, plan))
    });
    let taken = lasting.fold(Exact::ZERO, |taken, adjustment| taken - adjustment.at_most.0.clone());
    let [_, _, least] = &outlook.settled.totals.deducted;
    taken.min(least.clone())
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
