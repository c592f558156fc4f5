//! Formulas of one's own that come to points where a share of them is wanted.

use super::targets::{asked_of, shown};
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Arithmetic, Condition, ConditionNode, Formula, FormulaNode, Given, Literal, Place, Plan, Quantity, Rule, RuleKind,
    Target, TargetNode,
};

/// A formula of one's own gives a share of the points: not points, and not a number of percentage points.
pub(super) fn share(
    plan: &Plan,
    rule: &Rule,
    target: &Target,
    at: &Place,
    formula: &Formula,
    found: &mut Vec<Diagnostic>,
) {
    let is_full = |formula: &Formula| matches!(formula.node, FormulaNode::Given(Given::Full));
    let is_hundred = |formula: &Formula| {
        formula.node.literal().and_then(Literal::number).is_some_and(|number| number == Exact::from(100))
    };
    if branches(formula).into_iter().any(|branch| is_multiplied_by(branch, &is_full)) {
        let problem = Diagnostic::error(at.clone(), message!("check-custom-times-full"));
        found.push(problem.help(message!("check-write-custom-points")));
    } else if branches(formula).into_iter().any(|branch| is_multiplied_by(branch, &is_hundred)) {
        let problem = Diagnostic::warning(at.clone(), message!("check-custom-times-hundred"));
        found.push(problem.help(message!("check-write-custom-points")));
    } else if let Some(beyond) = beyond_the_whole(plan, rule, target, formula) {
        found.push(beyond.told(at));
    }
}

/// A figure that misses its target by far and gets more than all points.
struct Beyond {
    figure: Quantity,
    target: Quantity,
    share: Exact,
}

impl Beyond {
    fn told(self, at: &Place) -> Diagnostic {
        let Beyond { figure, target, share } = self;
        let (figure, target) = (shown(&figure), shown(&target));
        let message = message!("check-custom-beyond-whole", figure = figure, target = target, share = share);
        Diagnostic::warning(at.clone(), message).help(message!("check-write-custom-points"))
    }
}

/// Half of what is to be reached, or twice what is to be kept within, may be worth a part of the points. What is worth more than all of
/// them there tells no figures apart any more.
fn beyond_the_whole(plan: &Plan, rule: &Rule, target: &Target, formula: &Formula) -> Option<Beyond> {
    // Of a deduction the formula says what is lost.
    if rule.kind != RuleKind::Indicator {
        return None;
    }
    let (asked, times) = match &target.node {
        TargetNode::AtLeast(asked) => (asked, Exact::scaled(5, 1)),
        TargetNode::AtMost(asked) => (asked, Exact::from(2)),
        TargetNode::Equals(_)
        | TargetNode::Between { .. }
        | TargetNode::Zero
        | TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => return None,
    };
    let fulls: Vec<&Exact> = plan.items_of(&rule.id).map(|item| &item.points.0).collect();
    for (asked, _) in asked_of(plan, rule, asked) {
        let Literal::Number(target) = asked else { continue };
        if !target.value.is_positive() {
            continue;
        }
        let figure = Quantity { value: &target.value * &times, ..target.clone() };
        for full in &fulls {
            let given = Values { measure: &figure.value, target: &target.value, full };
            if let Some(share) = worked_out(formula, &given).filter(|share| *share > Exact::ONE) {
                return Some(Beyond { figure, target, share });
            }
        }
    }
    None
}

/// What a formula of one's own is given.
struct Values<'v> {
    measure: &'v Exact,
    target: &'v Exact,
    full: &'v Exact,
}

/// What comes of the formula, where that hangs on nothing but what it is given.
fn worked_out(formula: &Formula, given: &Values<'_>) -> Option<Exact> {
    let all = |values: &[Formula]| values.iter().map(|value| worked_out(value, given)).collect::<Option<Vec<Exact>>>();
    match &formula.node {
        FormulaNode::Given(Given::Measure) => Some(given.measure.clone()),
        FormulaNode::Given(Given::Target) => Some(given.target.clone()),
        FormulaNode::Given(Given::Full) => Some(given.full.clone()),
        FormulaNode::Literal(literal) => literal.number(),
        FormulaNode::Negative(value) => Some(-&worked_out(value, given)?),
        FormulaNode::Arithmetic { operation, left, right } => {
            let (left, right) = (worked_out(left, given)?, worked_out(right, given)?);
            match operation {
                Arithmetic::Add => Some(left + right),
                Arithmetic::Subtract => Some(left - right),
                Arithmetic::Multiply => Some(&left * &right),
                Arithmetic::Divide => left.checked_div(&right),
            }
        }
        FormulaNode::LeastOf(values) => all(values)?.into_iter().min(),
        FormulaNode::GreatestOf(values) => all(values)?.into_iter().max(),
        FormulaNode::IfElse { condition, then, otherwise } => {
            worked_out(if holds(condition, given)? { then } else { otherwise }, given)
        }
        FormulaNode::OrElse { value, otherwise: _ } => worked_out(value, given),
        FormulaNode::Round { value, rounding } => Some(rounding.apply(&worked_out(value, given)?)),
        FormulaNode::Aggregate { .. }
        | FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Convert { .. }
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::MeanAmong { .. }
        | FormulaNode::Inherited(_)
        | FormulaNode::SubmittedBy { .. }
        | FormulaNode::ShareOfYear => None,
    }
}

fn holds(condition: &Condition, given: &Values<'_>) -> Option<bool> {
    match &condition.node {
        ConditionNode::Compare { comparison, left, right } => {
            let (left, right) = (worked_out(left, given)?, worked_out(right, given)?);
            Some(comparison.holds(left.cmp(&right)))
        }
        ConditionNode::And(left, right) => Some(holds(left, given)? && holds(right, given)?),
        ConditionNode::Or(left, right) => Some(holds(left, given)? || holds(right, given)?),
        ConditionNode::Not(inner) => Some(!holds(inner, given)?),
        ConditionNode::Aggregate { .. }
        | ConditionNode::IsAbsent(_)
        | ConditionNode::UnitIs { .. }
        | ConditionNode::KindIs { .. }
        | ConditionNode::GroupIs { .. } => None,
    }
}

/// What can come of a formula: each side of a choice.
fn branches(formula: &Formula) -> Vec<&Formula> {
    match &formula.node {
        FormulaNode::IfElse { condition: _, then, otherwise } => [branches(then), branches(otherwise)].concat(),
        FormulaNode::OrElse { value, otherwise } => [branches(value), branches(otherwise)].concat(),
        FormulaNode::Round { value, rounding: _ } => branches(value),
        FormulaNode::LeastOf(values) | FormulaNode::GreatestOf(values) => values.iter().flat_map(branches).collect(),
        FormulaNode::Aggregate { .. }
        | FormulaNode::Literal(_)
        | FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::MeanAmong { .. }
        | FormulaNode::Inherited(_)
        | FormulaNode::SubmittedBy { .. }
        | FormulaNode::ShareOfYear
        | FormulaNode::Given(_) => vec![formula],
    }
}

/// A product that holds the figure and this factor, divided by the target at most: `f * 100`, `full * f / t`.
fn is_multiplied_by(formula: &Formula, factor: &dyn Fn(&Formula) -> bool) -> bool {
    fn factors<'a>(formula: &'a Formula, all: &mut Vec<&'a Formula>) {
        if let FormulaNode::Arithmetic { operation: Arithmetic::Multiply, left, right } = &formula.node {
            factors(left, all);
            factors(right, all);
        } else if let FormulaNode::Arithmetic { operation: Arithmetic::Divide, left, right } = &formula.node
            && matches!(right.node, FormulaNode::Given(Given::Target))
        {
            factors(left, all);
        } else {
            all.push(formula);
        }
    }
    fn holds_figure(formula: &Formula) -> bool {
        matches!(formula.node, FormulaNode::Given(Given::Measure)) || formula.node.parts().into_iter().any(holds_figure)
    }
    let mut all = Vec::new();
    factors(formula, &mut all);
    // A number beside it may be what each point is worth: (f - t) * 100 * 0.05.
    let is_number = |formula: &Formula| formula.node.literal().is_some();
    let has_factor = all.iter().any(|formula| factor(formula));
    has_factor
        && all.iter().any(|formula| holds_figure(formula))
        && !all.iter().any(|formula| is_number(formula) && !factor(formula))
}
