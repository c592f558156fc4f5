//! Which way a figure gets better, by the target, and which way it gets more points, by the curve.

use std::cmp::Ordering;

use super::curves::is_rank;
use super::targets::asked_of;
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Arithmetic, Body, Curve, CurveNode, Formula, FormulaNode, Given, Literal, Plan, Rule, RuleKind, Target, TargetNode,
    Towards,
};

/// The figure that gets better by the target must get more points by the curve. Told of every pair of a curve that says which way it
/// rises and a target that says which way is better.
pub(super) fn against(plan: &Plan, rule: &Rule, curve: &Curve, target: &Target, found: &mut Vec<Diagnostic>) {
    let at = &curve.base.at;
    rank(rule, curve, target, found);
    let rises = rises_towards(&curve.base.node).or_else(|| custom_rises_towards(plan, rule, &curve.base.node, target));
    let (Some(curve), Some(better)) = (rises, target.node.towards()) else { return };
    if curve == better {
        return;
    }
    let message = match curve {
        Towards::Higher => message!("check-curve-rises-against-target", target = target.node.word()),
        Towards::Lower => message!("check-curve-falls-against-target", target = target.node.word()),
    };
    found.push(Diagnostic::error(at.clone(), message).also(target.at.clone(), message!("check-target-here")));
}

/// The first place is the best, and the smallest number.
fn rank(rule: &Rule, curve: &Curve, target: &Target, found: &mut Vec<Diagnostic>) {
    let Body::Measured { measure, target: _, curve: _ } = &rule.body else { return };
    if !is_rank(measure) {
        return;
    }
    let (at, word) = match (target.node.towards(), rises_towards(&curve.base.node)) {
        (Some(Towards::Higher), _) => (&target.at, target.node.word()),
        (None, Some(Towards::Higher)) => (&curve.base.at, curve.base.node.word()),
        (Some(Towards::Lower) | None, _) => return,
    };
    let problem = Diagnostic::warning(at.clone(), message!("check-rank-the-wrong-way", word = word));
    let problem = problem.help(message!("check-write-at-most-rank"));
    if !found.contains(&problem) {
        found.push(problem);
    }
}

/// From fewer points to more.
pub(super) fn between(less: &Exact, more: &Exact) -> Option<Towards> {
    match less.cmp(more) {
        Ordering::Less => Some(Towards::Higher),
        Ordering::Greater => Some(Towards::Lower),
        Ordering::Equal => None,
    }
}

/// Towards which figures a curve gives more points, by its own numbers.
pub(super) fn rises_towards(curve: &CurveNode) -> Option<Towards> {
    match curve {
        CurveNode::Linear { from, to } => {
            let number = |formula: &Formula| formula.node.literal().and_then(Literal::number);
            between(&number(from)?, &number(to)?)
        }
        // The best step stands first: one that runs against the target is told as standing in the shadow of the one before.
        CurveNode::Steps(_) => None,
        // These take their direction from the target, or have none; that of a formula of one's own hangs on the target too.
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
        | CurveNode::Custom { .. } => None,
    }
}

/// A formula of one's own that is a straight line in the figure rises by its slope: told if it does for every number that the target is
/// known to be, here or in a letter.
fn custom_rises_towards(plan: &Plan, rule: &Rule, curve: &CurveNode, target: &Target) -> Option<Towards> {
    let CurveNode::Custom { source: _, formula, share: _ } = curve else { return None };
    // Of a deduction the formula says what is lost.
    if rule.kind != RuleKind::Indicator {
        return None;
    }
    let fulls: Vec<&Exact> = plan.items_of(&rule.id).map(|item| &item.points.0).collect();
    let aims: Vec<Exact> = match &target.node {
        TargetNode::AtLeast(formula) | TargetNode::AtMost(formula) => {
            asked_of(plan, rule, formula).into_iter().filter_map(|(asked, _)| asked.number()).collect()
        }
        TargetNode::Zero => vec![Exact::ZERO],
        TargetNode::Equals(_)
        | TargetNode::Between { .. }
        | TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => Vec::new(),
    };
    let pairs = aims.iter().flat_map(|aim| fulls.iter().map(move |full| (aim, *full)));
    let mut ways = pairs.map(|(aim, full)| {
        let (slope, _) = line(formula, aim, full)?;
        between(&Exact::ZERO, &slope)
    });
    let first = ways.next()??;
    ways.all(|way| way == Some(first)).then_some(first)
}

/// As `slope · figure + intercept`, where the formula is such a line whatever the data are.
fn line(formula: &Formula, target: &Exact, full: &Exact) -> Option<(Exact, Exact)> {
    let constant = |number: Exact| Some((Exact::ZERO, number));
    match &formula.node {
        FormulaNode::Given(Given::Measure) => Some((Exact::ONE, Exact::ZERO)),
        FormulaNode::Given(Given::Target) => constant(target.clone()),
        FormulaNode::Given(Given::Full) => constant(full.clone()),
        FormulaNode::Literal(literal) => constant(literal.number()?),
        FormulaNode::Negative(value) => {
            let (slope, intercept) = line(value, target, full)?;
            Some((-&slope, -&intercept))
        }
        FormulaNode::Arithmetic { operation, left, right } => {
            let (left, right) = (line(left, target, full)?, line(right, target, full)?);
            match operation {
                Arithmetic::Add => Some((left.0 + right.0, left.1 + right.1)),
                Arithmetic::Subtract => Some((left.0 - right.0, left.1 - right.1)),
                Arithmetic::Multiply if left.0.is_zero() => Some((&left.1 * &right.0, &left.1 * &right.1)),
                Arithmetic::Multiply if right.0.is_zero() => Some((&left.0 * &right.1, &left.1 * &right.1)),
                Arithmetic::Divide if right.0.is_zero() => {
                    Some((left.0.checked_div(&right.1)?, left.1.checked_div(&right.1)?))
                }
                Arithmetic::Multiply | Arithmetic::Divide => None,
            }
        }
        FormulaNode::Aggregate { .. }
        | FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Convert { .. }
        | FormulaNode::OrElse { .. }
        | FormulaNode::IfElse { .. }
        | FormulaNode::Round { .. }
        | FormulaNode::LeastOf(_)
        | FormulaNode::GreatestOf(_)
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::MeanAmong { .. }
        | FormulaNode::Inherited(_)
        | FormulaNode::SubmittedBy { .. }
        | FormulaNode::ShareOfYear => None,
    }
}
