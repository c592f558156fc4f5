//! `none_below` within what meets the target: figures that meet it would get nothing.

use super::directions::rises_towards;
use super::targets::{asked_of, can_be_asked, comparable, shown};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Curve, Formula, Literal, Measure, Plan, Quantity, Rule, Target, TargetNode, Towards};

pub(super) fn within_target(
    plan: &Plan,
    rule: &Rule,
    measure: &Measure,
    curve: &Curve,
    target: &Target,
    found: &mut Vec<Diagnostic>,
) {
    let Some(limit) = &curve.none_below else { return };
    // From a figure in a range, or at one, it goes down both ways; what lies beyond the limit is to be cut off.
    let cuts_off_higher = rises_towards(&curve.base.node) == Some(Towards::Lower);
    let (asked, cuts_off): (Option<&Formula>, Towards) = match &target.node {
        TargetNode::AtLeast(formula) => (Some(formula), Towards::Lower),
        TargetNode::AtMost(formula) => (Some(formula), Towards::Higher),
        TargetNode::Zero => (None, Towards::Higher),
        TargetNode::Equals(formula) if cuts_off_higher => (Some(formula), Towards::Higher),
        TargetNode::Equals(formula) => (Some(formula), Towards::Lower),
        TargetNode::Between { low: _, high } if cuts_off_higher => (Some(high), Towards::Higher),
        TargetNode::Between { low, high: _ } => (Some(low), Towards::Lower),
        // What these ask for is known only with last year's figures, or is no number.
        TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => return,
    };
    let asked = match asked {
        Some(formula) => asked_of(plan, rule, formula),
        None => vec![(Literal::Number(Quantity::bare(0)), &target.at)],
    };
    for (asked, at) in asked {
        let Literal::Number(asked) = &asked else { continue };
        // Told as what nobody can have meant.
        if !can_be_asked(plan, measure, asked) {
            continue;
        }
        let within = match cuts_off {
            Towards::Lower => limit.node.value > asked.value,
            Towards::Higher => limit.node.value < asked.value,
        };
        if comparable(asked, &limit.node) && within {
            let message = message!("check-none-below-within-target", limit = shown(&limit.node), target = shown(asked));
            found.push(Diagnostic::error(limit.at.clone(), message).also(at.clone(), message!("check-target-here")));
        }
    }
}
