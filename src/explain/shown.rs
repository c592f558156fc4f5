//! How points and figures are written on a screen.

use std::collections::BTreeSet;

use crate::assess::{Status, UnitResult, shown_unit};
use crate::figure::{Exact, Points, Rounding};
use crate::message;
use crate::plan::{Kind, Plan, Rule, ShowAs, UnitId};
use crate::words::{Message, Words};

use super::columns::Tone;

/// What units are called where several of them are listed: one that is scored on several sheets with the sheet's title.
pub(super) struct Names<'a> {
    plan: &'a Plan,
    words: &'a Words,
    several: BTreeSet<&'a UnitId>,
}

impl<'a> Names<'a> {
    pub fn of(plan: &'a Plan, units: &'a [UnitResult], words: &'a Words) -> Names<'a> {
        let mut known: BTreeSet<&UnitId> = BTreeSet::new();
        let several = units.iter().map(|unit| &unit.id).filter(|id| !known.insert(id)).collect();
        Names { plan, words, several }
    }

    pub fn name(&self, unit: &UnitResult) -> String {
        if !self.several.contains(&unit.id) {
            return unit.name.clone();
        }
        let sheet = self.plan.sheets.iter().find(|sheet| sheet.id == unit.sheet);
        let title = sheet.map_or(unit.sheet.as_str(), |sheet| sheet.title.as_str());
        self.words.say(&message!("unit-on-sheet", unit = &unit.name, sheet = title))
    }
}

/// Points with the places that the scheme gives them.
pub(super) fn points(plan: &Plan, points: &Points) -> String {
    plan.numbers.show(points)
}

/// The same of points above nothing, with as many more places as it takes for them not to be shown as nothing.
pub(super) fn points_not_zero(plan: &Plan, points: &Points) -> String {
    const MOST: u32 = 12;
    let places = plan.numbers.points;
    let rounding = |places: u32| Rounding::new(plan.numbers.round, places);
    let enough = (places..=places + MOST).find(|places| !rounding(*places).apply(&points.0).is_zero());
    rounding(enough.unwrap_or(places)).show(&points.0)
}

/// Full points, without zeros that nobody wrote.
pub(super) fn full(points: &Points) -> String {
    points.0.to_decimal()
}

/// A figure within a working: exact as long as that can be read, else rounded to six places and said to be.
pub(super) fn exact(number: &Exact, words: &Words) -> String {
    match number.decimal_places() {
        Some(places) if places <= 6 => number.to_decimal(),
        Some(_) | None => {
            let rounded = Rounding::half_up(6).apply(number).to_decimal();
            words.say(&message!("shown-about", number = rounded))
        }
    }
}

/// A figure of a rule as people read it: a percentage, a class, a number with its unit.
pub(super) fn figure(plan: &Plan, rule: &Rule, number: &Exact, percent: bool, words: &Words) -> String {
    let crate::plan::Body::Measured { measure, target: _, curve: _ } = &rule.body else { return exact(number, words) };
    let class = match crate::plan::typing::kind_of_measure(measure, plan) {
        Some(Kind::Class(scale)) => {
            let index = number.to_i128().and_then(|index| u32::try_from(index).ok());
            index.and_then(|index| Some(plan.scale(&scale)?.name(index)?.to_owned()))
        }
        Some(Kind::Number(_) | Kind::Bare | Kind::Text | Kind::Date | Kind::Bool) | None => None,
    };
    if let Some(class) = class {
        return class;
    }
    match &rule.show_as {
        Some(ShowAs::Percent { .. }) => format!("{}%", exact(&number.times_power_of_ten(2), words)),
        None if percent => format!("{}%", exact(&number.times_power_of_ten(2), words)),
        Some(ShowAs::Number { .. }) | None => {
            format!("{}{}", exact(number, words), shown_unit(plan, rule).unwrap_or_default())
        }
    }
}

pub(super) fn status_tone(status: Status) -> Tone {
    match status {
        Status::Met => Tone::Good,
        Status::Partial => Tone::Middling,
        Status::Missed => Tone::Bad,
        Status::NoData | Status::Withheld | Status::Pending => Tone::Middling,
        Status::NotApplicable => Tone::Faint,
    }
}

/// The grade, and that it is not settled yet.
pub(super) fn grade(unit: &UnitResult) -> Message {
    if unit.provisional {
        message!("score-grade-provisional", grade = &unit.grade)
    } else {
        message!("score-grade", grade = &unit.grade)
    }
}

/// The best grade of the sheet stands out, and so does the last.
pub(super) fn grade_tone(plan: &Plan, unit: &UnitResult) -> Tone {
    if unit.provisional {
        return Tone::Middling;
    }
    let sheet = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet);
    let grades = sheet.map(|sheet| sheet.grades.as_slice()).unwrap_or_default();
    match grades.iter().position(|grade| grade.name == unit.grade) {
        Some(0) => Tone::Good,
        Some(last) if last + 1 == grades.len() => Tone::Bad,
        Some(_) | None => Tone::Plain,
    }
}

/// The lowest and highest total that can still come, where they lie apart.
pub(super) fn bounds(plan: &Plan, unit: &UnitResult, words: &Words) -> String {
    if unit.at_least == unit.at_most {
        return String::new();
    }
    let (low, high) = (points(plan, &unit.at_least), points(plan, &unit.at_most));
    words.say(&message!("score-range", low = low, high = high))
}
