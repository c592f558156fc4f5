//! Conditions over a unit's result in words: 评优前置, caps, consequences.

use super::phrase::{Binding, Phrase};
use super::rule::title_of;
use super::sheet::area_title;
use super::value::{Sort, count, say_comparison, say_number, say_percent, say_points};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Comparison, Mark, Plan, ResultCondition, ResultConditionNode, ResultValue, Sheet};
use crate::words::Message;

/// The condition as it stands before 的: 等次为“不合格”, 同组名次居前10名, 总分不低于90分.
pub fn say_result_condition(plan: &Plan, condition: &ResultCondition) -> Message {
    say(plan, condition, true).message
}

/// A condition of a sheet in words, found by the text that the scheme has for it.
pub fn say_condition(plan: &Plan, sheet: &Sheet, source: &str) -> Message {
    match sheet.conditions().find(|need| need.source == source) {
        Some(need) => say_result_condition(plan, &need.condition),
        None => message!("value-text", text = source),
    }
}

fn say(plan: &Plan, condition: &ResultCondition, holds: bool) -> Phrase {
    match &condition.node {
        ResultConditionNode::Compare { comparison, left, right } => {
            let comparison = if holds { *comparison } else { comparison.opposite() };
            Phrase::word(say_compare(plan, comparison, left, right))
        }
        ResultConditionNode::Grade { grade, worse } => Phrase::word(match (worse, holds) {
            (false, true) => message!("result-grade", grade = grade),
            (false, false) => message!("result-grade-not", grade = grade),
            (true, true) => message!("result-grade-or-worse", grade = grade),
            (true, false) => message!("result-grade-better", grade = grade),
        }),
        ResultConditionNode::Mark(mark) => Phrase::word(match (mark, holds) {
            (Mark::Vetoed, true) => Message::new("result-vetoed-item"),
            (Mark::Vetoed, false) => Message::new("result-no-vetoed-item"),
            (Mark::Overdue, true) => Message::new("result-overdue"),
            (Mark::Overdue, false) => Message::new("result-no-overdue"),
            (Mark::AtRisk, true) => Message::new("result-at-risk"),
            (Mark::AtRisk, false) => Message::new("result-no-at-risk"),
        }),
        ResultConditionNode::Vetoed(item) => Phrase::word(match (item, holds) {
            (Some(item), true) => message!("result-veto", veto = title_of(plan, item)),
            (Some(item), false) => message!("result-not-veto", veto = title_of(plan, item)),
            (None, true) => Message::new("result-any-veto"),
            (None, false) => Message::new("result-no-veto"),
        }),
        ResultConditionNode::And(left, right) | ResultConditionNode::Or(left, right) => {
            let (left, right) = (say(plan, left, holds), say(plan, right, holds));
            if matches!(condition.node, ResultConditionNode::And(..)) == holds {
                Phrase::and(left, right)
            } else {
                Phrase::or(left, right)
            }
        }
        ResultConditionNode::Not(inner) => say(plan, inner, !holds),
    }
}

fn say_compare(plan: &Plan, comparison: Comparison, left: &ResultValue, right: &ResultValue) -> Message {
    if let (ResultValue::AreasBelow(share), ResultValue::Number(number)) = (left, right) {
        let share = say_percent(share);
        match comparison {
            Comparison::Equal | Comparison::LessOrEqual if number.is_zero() => {
                return message!("result-no-area-below", share = share);
            }
            Comparison::Less if *number == Exact::ONE => return message!("result-no-area-below", share = share),
            Comparison::Greater | Comparison::NotEqual if number.is_zero() => {
                return message!("result-areas-below-at-least", share = share, number = 1u32);
            }
            Comparison::GreaterOrEqual => {
                return message!("result-areas-below-at-least", share = share, number = count(number));
            }
            Comparison::Equal
            | Comparison::NotEqual
            | Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater => {}
        }
    }
    if let (ResultValue::Marked(mark), Comparison::GreaterOrEqual, ResultValue::Number(number)) =
        (left, comparison, right)
    {
        let number = count(number);
        return match mark {
            Mark::Vetoed => message!("result-vetoed-at-least", number = number),
            Mark::Overdue => message!("result-overdue-at-least", number = number),
            Mark::AtRisk => message!("result-at-risk-at-least", number = number),
        };
    }
    if let (ResultValue::Rank, Comparison::LessOrEqual, ResultValue::Number(number)) = (left, comparison, right) {
        return message!("result-rank-within", rank = say_number(number));
    }
    let left_said = say_value(plan, left, right);
    let right_said = say_value(plan, right, left);
    let (left_said, right_said) = (left_said.within(Binding::Sum), right_said.within(Binding::Sum));
    match (is_score(left) || is_score(right), comparison) {
        (true, Comparison::Less) => message!("result-below", left = left_said, right = right_said),
        (true, Comparison::GreaterOrEqual) => message!("result-not-below", left = left_said, right = right_said),
        (true, Comparison::Greater) => message!("result-above", left = left_said, right = right_said),
        (true, Comparison::LessOrEqual) => message!("result-not-above", left = left_said, right = right_said),
        (true, Comparison::Equal) => message!("compare-is", left = left_said, right = right_said),
        (true, Comparison::NotEqual) => message!("compare-is-not", left = left_said, right = right_said),
        (false, _) => say_comparison(comparison, Sort::Number, left_said, right_said),
    }
}

/// Points and shares of points are 低于 and 不低于 something; counts are 小于.
fn is_score(value: &ResultValue) -> bool {
    match value {
        ResultValue::Total
        | ResultValue::AreaPoints(_)
        | ResultValue::AreaShare(_)
        | ResultValue::ItemPoints(_)
        | ResultValue::ItemShare(_)
        | ResultValue::Deducted => true,
        ResultValue::Number(_) | ResultValue::Rank | ResultValue::AreasBelow(_) | ResultValue::Marked(_) => false,
    }
}

/// A value, with a number said as what it is held against is counted in.
fn say_value(plan: &Plan, value: &ResultValue, against: &ResultValue) -> Phrase {
    Phrase::word(match value {
        ResultValue::Number(number) => match against {
            ResultValue::Total | ResultValue::AreaPoints(_) | ResultValue::ItemPoints(_) | ResultValue::Deducted => {
                say_points(number)
            }
            ResultValue::AreaShare(_) | ResultValue::ItemShare(_) => say_percent(number),
            ResultValue::Number(_) | ResultValue::Rank | ResultValue::AreasBelow(_) | ResultValue::Marked(_) => {
                say_number(number)
            }
        },
        ResultValue::Total => Message::new("result-total"),
        ResultValue::Rank => Message::new("result-rank"),
        ResultValue::AreaPoints(area) => message!("result-points-of", what = area_title(plan, area)),
        ResultValue::AreaShare(area) => message!("result-share-of", what = area_title(plan, area)),
        ResultValue::ItemPoints(item) => message!("result-points-of", what = title_of(plan, item)),
        ResultValue::ItemShare(item) => message!("result-share-of", what = title_of(plan, item)),
        ResultValue::AreasBelow(share) => message!("result-areas-below", share = say_percent(share)),
        ResultValue::Marked(Mark::Vetoed) => Message::new("result-vetoed-items"),
        ResultValue::Marked(Mark::Overdue) => Message::new("result-overdue-items"),
        ResultValue::Marked(Mark::AtRisk) => Message::new("result-at-risk-items"),
        ResultValue::Deducted => Message::new("result-deducted"),
    })
}
