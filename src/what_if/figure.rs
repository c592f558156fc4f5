//! A figure that a person supposes, read as what its item measures.

use jiff::civil::Date;

use super::range::Between;
use crate::assess::written_figure;
use crate::figure::{Exact, Unit};
use crate::intake::cell::narrow;
use crate::message;
use crate::plan::typing::kind_of_measure;
use crate::plan::{Body, Kind, Literal, Measure, Plan, Quantity, Rule, ShowAs, is_over};
use crate::script::LetterTarget;
use crate::words::Message;

/// A figure, and for things to finish the day by which all of them are: `100%@2022-07-30`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupposedFigure {
    pub figure: Exact,
    pub done_by: Option<Date>,
    /// The figure as it was written, without the day.
    pub written: String,
}

/// `85%`, `3/63`, `412`, `412吨`, `Ⅲ`, `2022-06-30` as the figure of a rule's measure; for points by hand the points. `as_of`: on which day the rest
/// of the year begins.
///
/// # Errors
/// What is wrong with the text, or with the rule: a veto and a clause that no rule holds have no figure. Nor does a figure pass that
/// the item can't have: a share beyond 100%, more points than a person may give.
pub fn read_supposed(plan: &Plan, rule: &Rule, text: &str, as_of: Date) -> Result<SupposedFigure, Message> {
    let Some((figure, day)) = text.rsplit_once(['@', '＠']) else {
        let (figure, written) = (read_figure(plan, rule, text)?, text.trim().to_owned());
        return Ok(SupposedFigure { figure, done_by: None, written });
    };
    let title = &rule.title;
    let early = match &rule.body {
        Body::Measured { measure: Measure::Task { .. }, target: _, curve } => curve.early.is_some(),
        Body::Measured { .. } | Body::ByHand { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => false,
    };
    if !early {
        return Err(message!("what-if-nothing-early", title = title));
    }
    let day = narrow(day);
    let Some(done_by) = crate::scheme::day::parse(day.trim()) else {
        return Err(message!("what-if-no-day", day = day.trim()));
    };
    let written = figure.trim().to_owned();
    let figure = read_figure(plan, rule, figure)?;
    if figure != Exact::ONE {
        return Err(message!("what-if-early-of-part", title = title, day = day.trim()));
    }
    // What is not done by the end of the as-of date is done the next day at the earliest; looking back over a year, it could have been.
    if done_by <= as_of && !is_over(plan.year, as_of) {
        return Err(message!("what-if-day-gone", title = title, day = day.trim(), as_of = as_of.to_string()));
    }
    Ok(SupposedFigure { figure, done_by: Some(done_by), written })
}

/// What [`read_supposed`] reads as this figure: as it is `shown` if that is exact, else as a fraction. `share`: of whole things so many of all.
pub fn as_typed(
    plan: &Plan,
    rule: &Rule,
    as_of: Date,
    figure: &Exact,
    shown: &str,
    share: Option<(Exact, Exact)>,
) -> String {
    let of_all = share.map(|(part, all)| format!("{}/{}", part.to_decimal(), all.to_decimal()));
    let mut ways = [Some(shown.to_owned()), of_all, Some(figure.to_string())].into_iter().flatten();
    let is_read = |text: &String| read_supposed(plan, rule, text, as_of).is_ok_and(|read| read.figure == *figure);
    ways.find(is_read).unwrap_or_else(|| shown.to_owned())
}

fn read_figure(plan: &Plan, rule: &Rule, text: &str) -> Result<Exact, Message> {
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
    let is_day = matches!(kind, Some(Kind::Date));
    let of_so_many = fraction(text).filter(|_| !is_day);
    let is_fraction = of_so_many.is_some();
    let literal = match of_so_many {
        Some(value) => Literal::Number(Quantity::bare(value)),
        None => LetterTarget::number().read(&narrow(text)).map_err(|_letter_words| unreadable())?,
    };
    let value = literal.number().ok_or_else(unreadable)?;
    let quantity = match &literal {
        Literal::Number(quantity) if !is_day => counted_out(quantity, &kind),
        Literal::Date(_) if is_day => return Ok(value),
        Literal::Number(_) => return Err(message!("what-if-write-day", text = text, title = &rule.title)),
        Literal::Date(_) => return Err(no_day(plan, rule, &kind, text)),
        Literal::Text(_) | Literal::Bool(_) | Literal::Class(_) => return Err(unreadable()),
    };
    let value = quantity.value.clone();
    let ratio = match &kind {
        Some(Kind::Number(unit)) => *unit == Unit::ratio(),
        Some(Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool) | None => {
            matches!(rule.show_as, Some(ShowAs::Percent { .. }))
        }
    };
    let between = match measure {
        Measure::Formula(formula) => Between::of(formula, plan),
        Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => Between::nothing_and(Exact::ONE),
    };
    // So many of so many is a share as it stands.
    let bare = quantity.unit.is_none() && !quantity.percent && !is_fraction;
    let percent = &value * &Exact::scaled(1, 2);
    // 85 where a share is meant is 85 % or a slip: never guessed.
    if ratio && bare && value > Exact::ONE && matches!(rule.show_as, Some(ShowAs::Percent { .. }) | None) {
        return Err(match between.holds(&percent) {
            true => message!("what-if-write-percent", text = text),
            false => impossible(plan, rule, text, &between),
        });
    }
    // What the figure is shown in may be written behind it.
    let is_shown =
        |unit: &Unit| matches!(&rule.show_as, Some(ShowAs::Number { unit: Some(shown), .. }) if shown == unit);
    if let (Some(Kind::Number(wanted)), Some(found)) = (&kind, &quantity.unit)
        && found != wanted
        && !is_shown(found)
    {
        return Err(match ratio {
            true => message!("what-if-no-unit", text = text),
            false => message!("what-if-other-unit", text = text, wanted = wanted.to_string()),
        });
    }
    match (between.holds(&value), between.is_whole && value.decimal_places() != Some(0)) {
        (true, false) => Ok(value),
        (true, true) => Err(message!("what-if-whole", text = text, title = &rule.title)),
        (false, _) => Err(impossible(plan, rule, text, &between)),
    }
}

/// So many of so many: `3/63`. A share that has no end of decimals can be told in no other way.
fn fraction(text: &str) -> Option<Exact> {
    let text = narrow(text);
    // 2022/6/30 is a day.
    let (part, all) = text.split_once('/').filter(|(_, all)| !all.contains('/'))?;
    let number = |text: &str| text.trim().parse::<Exact>().ok();
    let all = number(all).filter(Exact::is_positive)?;
    number(part)?.checked_div(&all)
}

/// A number in 万 or 亿 of its unit as one of the unit itself, as submitted cells may have it.
fn counted_out(quantity: &Quantity, kind: &Option<Kind>) -> Quantity {
    let Some(unit) = quantity.unit.as_ref() else { return quantity.clone() };
    if matches!(kind, Some(Kind::Number(wanted)) if wanted == unit) {
        return quantity.clone();
    }
    let unit = unit.to_string();
    for (sign, power) in [('万', 4), ('亿', 8)] {
        if let Some(rest) = unit.strip_prefix(sign) {
            let unit = Some(rest.trim()).filter(|rest| !rest.is_empty()).map(|rest| Unit::from(rest.to_owned()));
            return Quantity { value: quantity.value.times_power_of_ten(power), unit, percent: quantity.percent };
        }
    }
    quantity.clone()
}

/// A day where no day is measured: what is to be written in its place, and how the day by which all is done is written.
fn no_day(plan: &Plan, rule: &Rule, kind: &Option<Kind>, text: &str) -> Message {
    let title = &rule.title;
    match (&rule.body, kind) {
        (Body::Measured { measure: Measure::Task { .. }, target: _, curve }, _) if curve.early.is_some() => {
            message!("what-if-day-of-tasks", text = text, title = title)
        }
        (_, Some(Kind::Number(unit))) if *unit != Unit::ratio() => {
            message!("what-if-day-of-amount", text = text, title = title, unit = unit.to_string())
        }
        _ if written_figure(plan, rule, &Exact::ONE).0.ends_with('%') => {
            message!("what-if-day-of-share", text = text, title = title)
        }
        _ => message!("what-if-day-of-number", text = text, title = title),
    }
}

/// Points by hand: from none to as many as a hand may give.
fn points(plan: &Plan, rule: &Rule, most: &Exact, text: &str) -> Result<Exact, Message> {
    let unreadable = |_| message!("what-if-unreadable", text = text);
    let given: Exact = narrow(text).trim().trim_end_matches('分').parse().map_err(unreadable)?;
    let full = plan.items_of(&rule.id).map(|item| item.points.0.clone()).max();
    let between = Between::nothing_and(full.map_or(most.clone(), |full| full.min(most.clone())));
    if between.holds(&given) {
        return Ok(given);
    }
    let most = between.most.unwrap_or_default();
    Err(message!("what-if-points-outside", text = text, title = &rule.title, most = most.to_string()))
}

/// A figure that the item can't have; the ends in the words of its figures.
fn impossible(plan: &Plan, rule: &Rule, text: &str, between: &Between) -> Message {
    let title = &rule.title;
    let written = |end: &Exact| written_figure(plan, rule, end).0;
    match (&between.least, &between.most) {
        (Some(least), Some(most)) if least.is_zero() && *most == Exact::ONE => {
            message!("what-if-no-share", text = text, title = title)
        }
        (Some(least), Some(most)) => {
            message!("what-if-outside", text = text, title = title, least = written(least), most = written(most))
        }
        (Some(least), None) => message!("what-if-below", text = text, title = title, least = written(least)),
        (None, Some(most)) => message!("what-if-above", text = text, title = title, most = written(most)),
        (None, None) => message!("what-if-unreadable", text = text),
    }
}
