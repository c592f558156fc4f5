//! Targets in words: when one is met, when it is missed, and which way is better.

use super::figure::Reader;
use super::phrase::Binding;
use super::value::Sort;
use crate::message;
use crate::plan::{Formula, FormulaNode, Literal, Plan, Target, TargetNode, Towards};
use crate::words::Message;

/// When the target is met, as it stands after the name of the figure: 达到责任书目标, 不超过5起, 达到或优于Ⅲ类.
pub fn say_target(plan: &Plan, target: &Target) -> Message {
    let mut rows = Vec::new();
    for formula in target.node.formulas() {
        super::figure::rows_of_formula(formula, &mut rows);
    }
    let common = super::shared_rows::Common { rows: None, ..super::shared_rows::Common::of(&rows) };
    say_met(&Reader { plan, common }, target)
}

pub(super) fn say_met(reader: &Reader<'_>, target: &Target) -> Message {
    let value = |formula: &Formula| reader.say(formula).within(Binding::Sum);
    match &target.node {
        TargetNode::AtLeast(formula) if is_letter(formula) => say_reaching_letter(reader, formula),
        TargetNode::AtLeast(formula) if is_whole(formula) => message!("target-reach", value = value(formula)),
        TargetNode::AtLeast(formula) => message!("target-at-least", value = value(formula)),
        TargetNode::AtMost(formula) => match reader.sort(formula) {
            Sort::Day => message!("target-not-after", value = value(formula)),
            Sort::Number | Sort::Text | Sort::Class | Sort::Truth => {
                message!("target-at-most", value = value(formula))
            }
        },
        TargetNode::Equals(formula) => match reader.sort(formula) {
            Sort::Number => message!("target-equals", value = value(formula)),
            Sort::Text | Sort::Day | Sort::Class | Sort::Truth => message!("target-is", value = value(formula)),
        },
        TargetNode::Between { low, high } => message!("target-between", low = value(low), high = value(high)),
        TargetNode::Zero => Message::new("target-zero"),
        TargetNode::AllBy(formula) => message!("target-all-by", date = reader.say_day(formula)),
        TargetNode::NotAboveLastYear => Message::new("target-not-above-last-year"),
        TargetNode::NotBelowLastYear => Message::new("target-not-below-last-year"),
        TargetNode::ImproveOnLastYear { by, towards: Towards::Lower } => {
            message!("target-improve-lower", by = say_difference(reader, by))
        }
        TargetNode::ImproveOnLastYear { by, towards: Towards::Higher } => {
            message!("target-improve-higher", by = say_difference(reader, by))
        }
        TargetNode::ClassAtLeast(formula) if is_letter(formula) => say_reaching_letter(reader, formula),
        TargetNode::ClassAtLeast(formula) => message!("target-class", value = value(formula)),
        TargetNode::Open => Message::new("target-open"),
    }
}

/// When it is missed, as it stands before 的: 未达到, 超过.
pub(super) fn say_missed(reader: &Reader<'_>, target: &Target) -> Message {
    match &target.node {
        TargetNode::AtLeast(_) | TargetNode::ClassAtLeast(_) => Message::new("missed-short"),
        TargetNode::AtMost(formula) => match reader.sort(formula) {
            Sort::Day => Message::new("missed-late"),
            Sort::Number | Sort::Text | Sort::Class | Sort::Truth => Message::new("missed-over"),
        },
        TargetNode::Equals(_) | TargetNode::Between { .. } => Message::new("missed-outside"),
        TargetNode::Zero => Message::new("missed-not-zero"),
        TargetNode::AllBy(_) => Message::new("missed-not-all"),
        TargetNode::NotAboveLastYear => Message::new("missed-above-last-year"),
        TargetNode::NotBelowLastYear => Message::new("missed-below-last-year"),
        TargetNode::ImproveOnLastYear { .. } => Message::new("missed-improvement"),
        TargetNode::Open => Message::new("missed-other"),
    }
}

/// What the target holds the figure against, where that is numbers, days or classes.
pub(super) fn sort(reader: &Reader<'_>, target: &Target) -> Sort {
    match &target.node {
        TargetNode::ClassAtLeast(_) => Sort::Class,
        TargetNode::AtLeast(formula) | TargetNode::AtMost(formula) | TargetNode::Equals(formula) => {
            reader.sort(formula)
        }
        TargetNode::Between { low, high } => reader.sort(low).or(reader.sort(high)),
        TargetNode::Zero
        | TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::Open => Sort::Number,
    }
}

fn say_reaching_letter(reader: &Reader<'_>, formula: &Formula) -> Message {
    if let FormulaNode::Letter { or: Some(default) } = &formula.node {
        return message!("target-reach-letter-or", otherwise = reader.say_letter_default(default));
    }
    Message::new("target-reach-letter")
}

fn is_letter(formula: &Formula) -> bool {
    matches!(formula.node, FormulaNode::Letter { .. })
}

/// 100%: nobody writes 不低于100%.
fn is_whole(formula: &Formula) -> bool {
    matches!(formula.node.literal(), Some(Literal::Number(quantity)) if quantity.percent && quantity.value == crate::figure::Exact::ONE)
}

/// A difference of percentages is one of percentage points.
fn say_difference(reader: &Reader<'_>, by: &Formula) -> Message {
    match by.node.literal() {
        Some(Literal::Number(quantity)) if quantity.percent => super::value::say_step(quantity, Sort::Number),
        Some(Literal::Number(_) | Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) | Literal::Class(_))
        | None => reader.say(by).within(Binding::Sum),
    }
}
