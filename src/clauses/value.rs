//! Values in words: numbers, percentages, points, classes, dates, texts.

use jiff::civil::Date;

use crate::figure::{Exact, Points, Rounding, RoundingMode, Unit};
use crate::message;
use crate::plan::{Class, Comparison, Kind, Literal, Plan, Quantity};
use crate::words::{Arg, Message};

/// What a comparison is about: numbers are 不低于, days 不晚于, classes 达到或优于.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Number,
    Text,
    Day,
    Class,
    Truth,
}

impl Sort {
    pub(super) fn of_literal(literal: &Literal) -> Sort {
        match literal {
            Literal::Number(_) => Sort::Number,
            Literal::Text(_) => Sort::Text,
            Literal::Bool(_) => Sort::Truth,
            Literal::Date(_) => Sort::Day,
            Literal::Class(_) => Sort::Class,
        }
    }

    pub(super) fn of_kind(kind: &Kind) -> Sort {
        match kind {
            Kind::Number(_) | Kind::Bare => Sort::Number,
            Kind::Class(_) => Sort::Class,
            Kind::Text => Sort::Text,
            Kind::Date => Sort::Day,
            Kind::Bool => Sort::Truth,
        }
    }

    /// Of two sides of a comparison, the one that says what is compared: a letter's figure or a blank says nothing of its own.
    pub(super) fn or(self, other: Sort) -> Sort {
        match self {
            Sort::Number => other,
            Sort::Text | Sort::Day | Sort::Class | Sort::Truth => self,
        }
    }
}

pub(super) fn say_number(number: &Exact) -> Message {
    if number.is_negative() {
        return message!("value-negative", number = number.abs());
    }
    message!("value-number", number = number)
}

/// A ratio as a percentage: 0.75 is 75%.
pub(super) fn say_percent(ratio: &Exact) -> Message {
    message!("value-percent", number = say_number(&ratio.times_power_of_ten(2)))
}

pub(super) fn say_quantity(quantity: &Quantity) -> Message {
    if quantity.percent {
        return say_percent(&quantity.value);
    }
    // Nothing is nothing whatever it is counted in.
    match quantity.unit.as_ref().filter(|unit| !unit.is_ratio() && !quantity.value.is_zero()) {
        Some(unit) => message!("value-with-unit", number = &quantity.value, unit = unit.to_string()),
        None => say_number(&quantity.value),
    }
}

/// The step that points are counted by: 1个百分点, 2吨; a difference of percentages is one of percentage points.
pub(super) fn say_step(quantity: &Quantity, sort: Sort) -> Message {
    match sort {
        Sort::Class => message!("value-step-class", number = count(&quantity.value)),
        Sort::Day => message!("value-step-day", number = count(&quantity.value)),
        Sort::Number | Sort::Text | Sort::Truth if quantity.percent => {
            message!("value-step-percent", number = count(&quantity.value.times_power_of_ten(2)))
        }
        Sort::Number | Sort::Text | Sort::Truth => match quantity.unit.as_ref().filter(|unit| !unit.is_ratio()) {
            Some(unit) => message!("value-step-unit", number = count(&quantity.value), unit = unit.to_string()),
            None => message!("value-step", number = count(&quantity.value)),
        },
    }
}

/// 6分; 1 point, 6 points.
pub(super) fn say_points(points: &Exact) -> Message {
    message!("value-points", number = count(points))
}

/// What a share of the full points comes to; where nothing says how many those are, the share itself.
pub(super) fn say_share_of(share: &Exact, full: Option<&Points>) -> Message {
    match full {
        Some(full) => say_points(&full.share(share).0),
        None => message!("value-points-share", share = say_percent(share)),
    }
}

/// A number by which a language may choose its form, where it is a whole one.
pub(super) fn count(number: &Exact) -> Arg {
    match number.to_i128().and_then(|whole| i32::try_from(whole).ok()) {
        Some(whole) => Arg::Count(i64::from(whole)),
        None => Arg::from(number),
    }
}

/// 2022年10月31日.
pub fn say_date(date: Date) -> Message {
    message!("value-date", year = i64::from(date.year()), month = i64::from(date.month()), day = i64::from(date.day()))
}

/// A day of a year that is told beside it.
pub fn say_day_of_year(date: Date) -> Message {
    message!("value-day-of-year", month = i64::from(date.month()), day = i64::from(date.day()))
}

/// A group in a sentence: 乡镇组, and 第一组 as it is.
pub fn say_group(name: &str) -> Message {
    match name.ends_with('组') {
        true => message!("value-text", text = name),
        false => message!("value-group", name = name),
    }
}

/// Ⅲ类. The names of the water classes are Roman numerals that need their 类; other scales name their classes in full (优, 轻度污染).
pub fn say_class(plan: &Plan, class: &Class) -> Message {
    let Some(name) = plan.scale(&class.scale).and_then(|scale| scale.name(class.index)) else {
        return message!("value-number", number = class.index.to_string());
    };
    let numeral = name.trim_start_matches('劣');
    if numeral.is_empty() || !numeral.chars().all(|character| "ⅠⅡⅢⅣⅤⅥIV".contains(character)) {
        return message!("value-text", text = name);
    }
    if numeral == name {
        message!("value-class", name = name)
    } else {
        message!("value-class-worse-than", name = name, last = numeral)
    }
}

pub(super) fn say_literal(plan: &Plan, literal: &Literal) -> Message {
    match literal {
        Literal::Number(quantity) => say_quantity(quantity),
        Literal::Text(text) => message!("value-quoted", text = text),
        Literal::Bool(true) => Message::new("value-yes"),
        Literal::Bool(false) => Message::new("value-no"),
        Literal::Date(date) => say_date(*date),
        Literal::Class(class) => say_class(plan, class),
    }
}

pub(super) fn say_unit(unit: &Unit) -> Message {
    message!("value-text", text = unit.to_string())
}

/// 四舍五入保留1位小数.
pub(super) fn say_rounding(rounding: &Rounding) -> Message {
    let mode = say_rounding_mode(rounding.mode);
    let places = i64::from(rounding.places);
    match (rounding.keep_significant, rounding.places) {
        (false, 0) => message!("rounding-whole", mode = mode),
        (false, _) => message!("rounding", mode = mode, places = places),
        (true, 0) => message!("rounding-whole-significant", mode = mode),
        (true, _) => message!("rounding-significant", mode = mode, places = places),
    }
}

pub(super) fn say_rounding_mode(mode: RoundingMode) -> Message {
    match mode {
        RoundingMode::HalfUp => Message::new("rounding-half-up"),
        RoundingMode::HalfEven => Message::new("rounding-half-even"),
        RoundingMode::Up => Message::new("rounding-up"),
        RoundingMode::Down => Message::new("rounding-down"),
    }
}

/// `left` held against `right`: 综合利用量不大于粪污产生量, 完成日期不晚于2022年10月31日, 水质类别达到或优于Ⅲ类.
pub(super) fn say_comparison(comparison: Comparison, sort: Sort, left: Message, right: Message) -> Message {
    let key = match (sort, comparison) {
        (Sort::Number, Comparison::Equal) => "compare-equal",
        (Sort::Number, Comparison::NotEqual) => "compare-not-equal",
        (Sort::Text | Sort::Day | Sort::Class | Sort::Truth, Comparison::Equal) => "compare-is",
        (Sort::Text | Sort::Day | Sort::Class | Sort::Truth, Comparison::NotEqual) => "compare-is-not",
        (Sort::Number | Sort::Text | Sort::Truth, Comparison::Less) => "compare-less",
        (Sort::Number | Sort::Text | Sort::Truth, Comparison::LessOrEqual) => "compare-at-most",
        (Sort::Number | Sort::Text | Sort::Truth, Comparison::Greater) => "compare-greater",
        (Sort::Number | Sort::Text | Sort::Truth, Comparison::GreaterOrEqual) => "compare-at-least",
        (Sort::Day, Comparison::Less) => "compare-before",
        (Sort::Day, Comparison::LessOrEqual) => "compare-not-after",
        (Sort::Day, Comparison::Greater) => "compare-after",
        (Sort::Day, Comparison::GreaterOrEqual) => "compare-not-before",
        // A class is smaller when it is better.
        (Sort::Class, Comparison::Less) => "compare-better",
        (Sort::Class, Comparison::LessOrEqual) => "compare-at-least-class",
        (Sort::Class, Comparison::Greater) => "compare-worse",
        (Sort::Class, Comparison::GreaterOrEqual) => "compare-at-most-class",
    };
    Message::new(key).with("left", left).with("right", right)
}
