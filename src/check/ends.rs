//! The full end of a line and edges of steps that no figure ever comes to: a share of more than the whole, a count below nothing, more than
//! a column holds.

use super::directions::between;
use super::ranges;
use super::targets::{Excluded, Limits, asked_of, shown};
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Curve, CurveNode, Kind, Literal, Measure, Node, Place, Plan, Quantity, Rule, Step, TargetNode, Towards, typing,
};
use crate::words::Message;

pub(super) fn never_reached(
    plan: &Plan,
    rule: &Rule,
    measure: &Measure,
    curve: &Curve,
    target: &TargetNode,
    found: &mut Vec<Diagnostic>,
) {
    let mut tell = |at: &Place, message: Message| found.push(Diagnostic::error(at.clone(), message));
    match &curve.base.node {
        CurveNode::Linear { from, to } => {
            let from = from.node.literal().and_then(Literal::number);
            for (literal, at) in asked_of(plan, rule, to) {
                let Literal::Number(end) = &literal else { continue };
                let rises = from.as_ref().and_then(|from| between(from, &end.value)).or_else(|| target.towards());
                if let Some(why) = rises.and_then(|towards| out_of_reach(plan, measure, end, towards)) {
                    tell(at, message!("check-linear-end-out-of-reach", end = shown(end), why = why));
                }
            }
        }
        CurveNode::Steps(steps) => {
            let towards = target.towards().unwrap_or_else(|| steps_towards(steps));
            for (step, number) in steps.iter().zip(1i64..) {
                let Literal::Number(edge) = &step.node.edge else { continue };
                if let Some(why) = out_of_reach(plan, measure, edge, towards) {
                    let message = message!("check-step-out-of-reach", number = number, edge = shown(edge), why = why);
                    tell(&step.at, message);
                }
            }
        }
        // These have no figures of their own, or only amounts, ranks and labels.
        CurveNode::FullOrNone
        | CurveNode::Proportional
        | CurveNode::Deduct { .. }
        | CurveNode::PerCase { .. }
        | CurveNode::RankBands(_)
        | CurveNode::Improvement
        | CurveNode::Pace
        | CurveNode::Levels(_)
        | CurveNode::Stages(_)
        | CurveNode::Checklist(_)
        | CurveNode::Custom { .. } => {}
    }
}

/// Where nothing is demanded, the best step stands first.
fn steps_towards(steps: &[Node<Step>]) -> Towards {
    let edge = |step: Option<&Node<Step>>| step.and_then(|step| step.node.edge.number());
    match (edge(steps.first()), edge(steps.last())) {
        (Some(first), Some(last)) if first < last => Towards::Lower,
        (Some(_) | None, Some(_) | None) => Towards::Higher,
    }
}

/// Why the figure never comes to `end`, rising or falling.
fn out_of_reach(plan: &Plan, measure: &Measure, end: &Quantity, towards: Towards) -> Option<Message> {
    match (Limits::of(measure, plan).excludes(end), towards) {
        (Some(Excluded::OverWhole), Towards::Higher) => return Some(message!("check-share-at-most-whole")),
        (Some(Excluded::Negative), Towards::Lower) => return Some(message!("check-figure-never-negative")),
        (Some(Excluded::OverWhole), Towards::Lower) | (Some(Excluded::Negative), Towards::Higher) | (None, _) => {}
    }
    // Of two units that are not the same is told as such.
    let of_other_unit = match typing::kind_of_measure(measure, plan) {
        Some(Kind::Number(unit)) => end.unit.as_ref().is_some_and(|of_end| *of_end != unit),
        Some(Kind::Bare | Kind::Text | Kind::Date | Kind::Bool | Kind::Class(_)) | None => end.unit.is_some(),
    };
    let Measure::Formula(formula) = measure else { return None };
    if of_other_unit {
        return None;
    }
    let ends = ranges::Ends::of(formula, plan);
    let (limit, name): (Option<Exact>, _) = match towards {
        Towards::Higher => (ends.most.filter(|most| end.value > *most), "most"),
        Towards::Lower => (ends.least.filter(|least| end.value < *least), "least"),
    };
    let limit = shown(&Quantity { value: limit?, ..end.clone() });
    Some(message!("check-column-ends-at", end = name, limit = limit))
}
