//! A figure that a person supposes, read as what its item measures.

use super::range::Between;
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::typing::kind_of_measure;
use crate::plan::{Body, Kind, Literal, Measure, Plan, Rule, ShowAs};
use crate::script::LetterTarget;
use crate::words::Message;

/// `85%`, `412`, `412吨`, `Ⅲ`, `2022-06-30` as the figure of a rule's measure; for points by hand the points.
///
/// # Errors
/// What is wrong with the text, or with the rule: a veto and a clause that no rule holds have no figure. Nor does a figure pass that
/// the item can't have: a share beyond 100%, more points than a person may give.
pub fn read_figure(plan: &Plan, rule: &Rule, text: &str) -> Result<Exact, Message> {
    let measure = match &rule.body {
        Body::Measured { measure, .. } => measure,
        Body::ByHand { most, .. } => return points(plan, rule, most, text),
        Body::NotExpressible { .. } | Body::Veto { .. } => {
            return Err(message!("what-if-no-figure", title = &rule.title));
        }
    };
    let kind = match measure {
        Measure::Formula(_) => kind_of_measure(measure, plan),
        Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => Some(Kind::Number(Unit::ratio())),
    };
    if let Some(Kind::Class(scale)) = &kind {
        let scale = plan.scale(scale);
        let class = scale.and_then(|scale| scale.find(text).or_else(|| scale.find(text.trim().trim_end_matches('类'))));
        let title = scale.map(|scale| scale.title.clone()).unwrap_or_default();
        return match class {
            Some(class) => Ok(Exact::from(class.index)),
            None => Err(message!("script-unknown-class", class = text, scale = title)),
        };
    }
    let unreadable = || message!("what-if-unreadable", text = text);
    let literal = LetterTarget::number().read(text).map_err(|_letter_words| unreadable())?;
    let value = literal.number().ok_or_else(unreadable)?;
    let Literal::Number(quantity) = &literal else { return Ok(value) };
    let ratio = match &kind {
        Some(Kind::Number(unit)) => *unit == Unit::ratio(),
        Some(Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool) | None => {
            matches!(rule.show_as, Some(ShowAs::Percent { .. }))
        }
    };
    let bare = quantity.unit.is_none() && !quantity.percent;
    // 85 where a share is meant is 85 % or a slip: never guessed.
    if ratio && bare && value > Exact::ONE && matches!(rule.show_as, Some(ShowAs::Percent { .. }) | None) {
        return Err(message!("what-if-write-percent", text = text));
    }
    if let (Some(Kind::Number(wanted)), Some(found)) = (&kind, &quantity.unit)
        && found != wanted
    {
        return Err(match ratio {
            true => message!("what-if-no-unit", text = text),
            false => message!("what-if-other-unit", text = text, wanted = wanted.to_string()),
        });
    }
    let between = match measure {
        Measure::Formula(formula) => Between::of(formula, plan),
        Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => Between::nothing_and(Exact::ONE),
    };
    match between.holds(&value) {
        true => Ok(value),
        false => Err(impossible(rule, text, &between)),
    }
}

/// Points by hand: from none to as many as a hand may give.
fn points(plan: &Plan, rule: &Rule, most: &Exact, text: &str) -> Result<Exact, Message> {
    let unreadable = |_| message!("what-if-unreadable", text = text);
    let given: Exact = text.trim().trim_end_matches('分').parse().map_err(unreadable)?;
    let full = plan.items_of(&rule.id).map(|item| item.points.0.clone()).max();
    let between = Between::nothing_and(full.map_or(most.clone(), |full| full.min(most.clone())));
    if between.holds(&given) {
        return Ok(given);
    }
    let most = between.most.unwrap_or_default();
    Err(message!("what-if-points-outside", text = text, title = &rule.title, most = most.to_string()))
}

/// A figure that the item can't have.
fn impossible(rule: &Rule, text: &str, between: &Between) -> Message {
    let title = &rule.title;
    match (&between.least, &between.most) {
        (Some(least), Some(most)) if least.is_zero() && *most == Exact::ONE => {
            message!("what-if-no-share", text = text, title = title)
        }
        (Some(least), Some(most)) => {
            let (least, most) = (least.to_string(), most.to_string());
            message!("what-if-outside", text = text, title = title, least = least, most = most)
        }
        (Some(least), None) => message!("what-if-below", text = text, title = title, least = least.to_string()),
        (None, Some(most)) => message!("what-if-above", text = text, title = title, most = most.to_string()),
        (None, None) => message!("what-if-unreadable", text = text),
    }
}
