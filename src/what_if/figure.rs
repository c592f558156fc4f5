//! A figure that a person supposes, read as what its item measures.

use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::typing::kind_of_measure;
use crate::plan::{Body, Kind, Literal, Measure, Plan, Rule, ShowAs};
use crate::script::LetterTarget;
use crate::words::Message;

/// `85%`, `412`, `412吨`, `Ⅲ`, `2022-06-30` as the figure of a rule's measure; for points by hand the points.
///
/// # Errors
/// What is wrong with the text, or with the rule: a veto and a clause that no rule holds have no figure.
pub fn read_figure(plan: &Plan, rule: &Rule, text: &str) -> Result<Exact, Message> {
    let measure = match &rule.body {
        Body::Measured { measure, .. } => measure,
        Body::ByHand { .. } => return points(text),
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
    match (&kind, &quantity.unit) {
        (Some(Kind::Number(wanted)), Some(found)) if found != wanted => {
            Err(message!("what-if-other-unit", text = text, wanted = wanted.to_string()))
        }
        _ => Ok(value),
    }
}

fn points(text: &str) -> Result<Exact, Message> {
    text.trim().trim_end_matches('分').parse().map_err(|_| message!("what-if-unreadable", text = text))
}
