//! Expressions over a row, evaluated as they are written.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::value::{Cell, Value};
use crate::figure::Exact;
use crate::measure::error::MeasureError;
use crate::measure::gap::Gap;
use crate::plan::{
    Arithmetic, Better, Class, Column, ColumnNode, DatePart, Edition, NamedColumn, Place, Point, days_between,
};

/// A row to evaluate on: its cells and their names.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub names: &'a [String],
    pub cells: &'a [Cell],
    /// The units that it is of.
    pub own: &'a [u32],
}

impl Row<'_> {
    fn cell(&self, name: &str) -> Option<&Cell> {
        let at = self.names.iter().position(|other| other == name)?;
        self.cells.get(at)
    }
}

/// The value of `column` on `row`, or the gap that it has there. `as_of` is the as-of date of the assessment.
pub fn evaluate(column: &Column, row: Row<'_>, as_of: Date) -> Result<Cell, MeasureError> {
    let on = |part: &Column| evaluate(part, row, as_of);
    let at = &column.at;
    match &column.node {
        ColumnNode::Field(name) => {
            row.cell(name).cloned().ok_or_else(|| MeasureError::UnknownColumn { at: at.clone(), column: name.clone() })
        }
        ColumnNode::Literal(literal) => Ok(Cell::Value(literal.into())),
        ColumnNode::AsOf => Ok(Cell::Value(Value::Date(as_of))),
        ColumnNode::Compare { comparison, left, right } => {
            both(on(left)?, on(right)?, |left, right| Ok(Cell::bool(comparison.holds(compare(left, right, at)?))))
        }
        ColumnNode::And(left, right) => joined(on(left)?, on(right)?, false, at),
        ColumnNode::Or(left, right) => joined(on(left)?, on(right)?, true, at),
        ColumnNode::Not(value) => one(on(value)?, |value| Ok(Cell::bool(!condition(value, at)?))),
        ColumnNode::Arithmetic { operation, left, right } => both(on(left)?, on(right)?, |left, right| {
            let (left, right) = (number(left, at)?, number(right, at)?);
            Ok(match operation {
                Arithmetic::Add => Cell::number(left + right),
                Arithmetic::Subtract => Cell::number(left - right),
                Arithmetic::Multiply => Cell::number(left * right),
                Arithmetic::Divide => left.checked_div(right).map_or(Cell::Gap(Gap::NotApplicable), Cell::number),
            })
        }),
        ColumnNode::Negative(value) => one(on(value)?, |value| Ok(Cell::number(-number(value, at)?))),
        ColumnNode::Convert { value, to: _, factor } => {
            let factor = factor.as_ref().ok_or_else(|| MeasureError::NoFactor { at: at.clone() })?;
            one(on(value)?, |value| Ok(Cell::number(number(value, at)? * factor)))
        }
        ColumnNode::IfElse { condition: judged, then, otherwise } => match on(judged)? {
            Cell::Gap(gap) => Ok(Cell::Gap(gap)),
            Cell::Value(value) => on(if condition(&value, at)? { then } else { otherwise }),
        },
        ColumnNode::IsIn { value, options } => one(on(value)?, |value| {
            for option in options {
                if compare(value, &option.into(), at)?.is_eq() {
                    return Ok(Cell::bool(true));
                }
            }
            Ok(Cell::bool(false))
        }),
        ColumnNode::Between { value, low, high } => {
            let value = on(value)?;
            let at_least = both(on(low)?, value.clone(), |low, value| Ok(Cell::bool(compare(low, value, at)?.is_le())));
            let at_most = both(value, on(high)?, |value, high| Ok(Cell::bool(compare(value, high, at)?.is_le())));
            joined(at_least?, at_most?, false, at)
        }
        ColumnNode::IsMissing(value) => match on(value)? {
            Cell::Gap(gap) if gap.is_hidden() => Ok(Cell::Gap(gap)),
            cell => Ok(Cell::bool(cell.gap().is_some())),
        },
        ColumnNode::Contains { value, text: part } => {
            one(on(value)?, |value| Ok(Cell::bool(text(value, at)?.contains(part.as_str()))))
        }
        ColumnNode::Matches { value, pattern } => {
            one(on(value)?, |value| Ok(Cell::bool(matches_pattern(text(value, at)?, pattern))))
        }
        ColumnNode::DatePart { value, part } => {
            one(on(value)?, |value| Ok(Cell::number(date_part(day(value, at)?, *part))))
        }
        ColumnNode::Days { from, to } => {
            both(on(from)?, on(to)?, |from, to| Ok(Cell::number(days_between(day(from, at)?, day(to, at)?))))
        }
        ColumnNode::Round { value, rounding } => {
            one(on(value)?, |value| Ok(Cell::number(rounding.apply(number(value, at)?))))
        }
        ColumnNode::StepClass { value, scale: _, better, limits } => {
            one(on(value)?, |value| Ok(Cell::Value(Value::Class(step_class(number(value, at)?, *better, limits)))))
        }
        ColumnNode::RangeClass { value, low, high, inside, outside } => one(on(value)?, |value| {
            Ok(Cell::Value(Value::Class(range_class(number(value, at)?, [low, high], inside, outside))))
        }),
        ColumnNode::WorstOf(values) | ColumnNode::GreatestOf(values) => extreme(values, on, Ordering::Greater, at),
        ColumnNode::LeastOf(values) => extreme(values, on, Ordering::Less, at),
        ColumnNode::Interpolate { value, points } => one(on(value)?, |value| {
            Ok(interpolate(number(value, at)?, points).map_or(Cell::Gap(Gap::NotApplicable), Cell::number))
        }),
        ColumnNode::ByDate { date, editions } => match on(date)? {
            Cell::Gap(gap) => Ok(Cell::Gap(gap)),
            Cell::Value(value) => edition(editions, day(&value, at)?)
                .map_or(Ok(Cell::Gap(Gap::NotApplicable)), |edition| on(&edition.value)),
        },
        ColumnNode::NamesOfGreatest { values, above } => names_of_greatest(values, on, above, at),
        ColumnNode::Called { name: _, basis: _, value } => on(value),
    }
}

/// Whether one of the columns is passed over on this row although something stands in it that can't be read.
pub fn passes_over(columns: &[&Column], row: Row<'_>, as_of: Date) -> Result<bool, MeasureError> {
    for column in columns {
        if evaluate(column, row, as_of)?.gap() == Some(Gap::Unreadable) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The edition in force on a day: the last of those whose first day is not after it.
pub fn edition(editions: &[Edition], day: Date) -> Option<&Edition> {
    editions.iter().rev().find(|edition| edition.from.is_none_or(|from| from <= day))
}

fn one(cell: Cell, with: impl FnOnce(&Value) -> Result<Cell, MeasureError>) -> Result<Cell, MeasureError> {
    match &cell {
        Cell::Value(value) => with(value),
        Cell::Gap(_) => Ok(cell),
    }
}

fn both(
    left: Cell,
    right: Cell,
    with: impl FnOnce(&Value, &Value) -> Result<Cell, MeasureError>,
) -> Result<Cell, MeasureError> {
    match (&left, &right) {
        (Cell::Value(left), Cell::Value(right)) => with(left, right),
        (Cell::Gap(left), Cell::Gap(right)) => Ok(Cell::Gap(left.stronger(*right))),
        (Cell::Gap(gap), Cell::Value(_)) | (Cell::Value(_), Cell::Gap(gap)) => Ok(Cell::Gap(*gap)),
    }
}

/// And (`settles` is false) or or (`settles` is true) in three values: a side that settles it does so whatever the other is.
fn joined(left: Cell, right: Cell, settles: bool, at: &Place) -> Result<Cell, MeasureError> {
    for side in [&left, &right] {
        if let Cell::Value(value) = side
            && condition(value, at)? == settles
        {
            return Ok(Cell::bool(settles));
        }
    }
    both(left, right, |_, _| Ok(Cell::bool(!settles)))
}

fn extreme(
    values: &[Column],
    on: impl Fn(&Column) -> Result<Cell, MeasureError>,
    wanted: Ordering,
    at: &Place,
) -> Result<Cell, MeasureError> {
    let mut best: Option<Value> = None;
    let mut strongest = Gap::NotApplicable;
    let mut hidden: Option<Gap> = None;
    for value in values {
        match on(value)? {
            Cell::Gap(gap) if gap.is_hidden() => hidden = hidden.max(Some(gap)),
            Cell::Gap(gap) => strongest = strongest.stronger(gap),
            Cell::Value(value) => {
                let better = match &best {
                    None => true,
                    Some(best) => compare(&value, best, at)? == wanted,
                };
                if better {
                    best = Some(value);
                }
            }
        }
    }
    Ok(match (hidden, best) {
        (Some(gap), _) => Cell::Gap(gap),
        (None, best) => best.map_or(Cell::Gap(strongest), Cell::Value),
    })
}

fn names_of_greatest(
    values: &[NamedColumn],
    on: impl Fn(&Column) -> Result<Cell, MeasureError>,
    above: &Exact,
    at: &Place,
) -> Result<Cell, MeasureError> {
    let mut known: Vec<(&str, Exact)> = Vec::new();
    let mut strongest = Gap::NotApplicable;
    let mut hidden: Option<Gap> = None;
    for named in values {
        match on(&named.value)? {
            Cell::Gap(gap) if gap.is_hidden() => hidden = hidden.max(Some(gap)),
            Cell::Gap(gap) => strongest = strongest.stronger(gap),
            Cell::Value(value) => known.push((&named.name, number(&value, at)?.clone())),
        }
    }
    if let Some(gap) = hidden {
        return Ok(Cell::Gap(gap));
    }
    let Some(greatest) = known.iter().map(|(_, value)| value).max().cloned() else {
        return Ok(Cell::Gap(strongest));
    };
    if greatest <= *above {
        return Ok(Cell::Gap(Gap::NotApplicable));
    }
    let names: Vec<&str> = known.iter().filter(|(_, value)| *value == greatest).map(|(name, _)| *name).collect();
    Ok(Cell::Value(Value::Text(names.join("、").into())))
}

fn step_class(value: &Exact, better: Better, limits: &[Exact]) -> u32 {
    let kept = limits.iter().position(|limit| match better {
        Better::Lower => value <= limit,
        Better::Higher => value >= limit,
    });
    u32::try_from(kept.unwrap_or(limits.len())).unwrap_or(u32::MAX)
}

fn range_class(value: &Exact, [low, high]: [&Exact; 2], inside: &Class, outside: &Class) -> u32 {
    if low <= value && value <= high { inside.index } else { outside.index }
}

/// On the straight line between the two points on either side; on a jump (two points with one `x`) the first of them counts.
fn interpolate(value: &Exact, points: &[Point]) -> Option<Exact> {
    if let Some(point) = points.iter().find(|point| point.x == *value) {
        return Some(point.y.clone());
    }
    points.windows(2).find_map(|pair| {
        let [from, to] = pair else { return None };
        if !(from.x < *value && *value < to.x) {
            return None;
        }
        let share = (value - &from.x).checked_div(&(&to.x - &from.x))?;
        Some(&from.y + &(share * (&to.y - &from.y)))
    })
}

fn date_part(day: Date, part: DatePart) -> i32 {
    match part {
        DatePart::Year => i32::from(day.year()),
        DatePart::Quarter => i32::from((day.month() - 1) / 3 + 1),
        DatePart::Month => i32::from(day.month()),
        DatePart::Day => i32::from(day.day()),
    }
}

/// Shell-like: `*` any run of characters, `?` one character. Never more steps than pattern times text.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    let (mut at, mut in_pattern) = (0, 0);
    // Where the last `*` stood, and up to where it has swallowed the text.
    let mut star: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(in_pattern) {
            Some('*') => {
                star = Some((in_pattern, at));
                in_pattern += 1;
            }
            Some(wanted) if *wanted == '?' || Some(wanted) == text.get(at) => {
                at += 1;
                in_pattern += 1;
            }
            Some(_) | None => {
                let Some((star_at, swallowed)) = star else { return false };
                star = Some((star_at, swallowed + 1));
                at = swallowed + 1;
                in_pattern = star_at + 1;
            }
        }
    }
    pattern.get(in_pattern..).is_none_or(|rest| rest.iter().all(|character| *character == '*'))
}

fn compare(left: &Value, right: &Value, at: &Place) -> Result<Ordering, MeasureError> {
    left.compare(right).ok_or_else(|| MeasureError::WrongKind {
        at: at.clone(),
        wanted: left.kind(),
        found: right.kind(),
    })
}

pub fn number<'a>(value: &'a Value, at: &Place) -> Result<&'a Exact, MeasureError> {
    match value {
        Value::Number(number) => Ok(number),
        Value::Class(_) | Value::Text(_) | Value::Bool(_) | Value::Date(_) | Value::Moment(_) => {
            Err(MeasureError::WrongKind { at: at.clone(), wanted: "a number", found: value.kind() })
        }
    }
}

pub fn condition(value: &Value, at: &Place) -> Result<bool, MeasureError> {
    match value {
        Value::Bool(holds) => Ok(*holds),
        Value::Number(_) | Value::Class(_) | Value::Text(_) | Value::Date(_) | Value::Moment(_) => {
            Err(MeasureError::WrongKind { at: at.clone(), wanted: "a condition", found: value.kind() })
        }
    }
}

fn text<'a>(value: &'a Value, at: &Place) -> Result<&'a str, MeasureError> {
    match value {
        Value::Text(text) => Ok(text),
        Value::Number(_) | Value::Class(_) | Value::Bool(_) | Value::Date(_) | Value::Moment(_) => {
            Err(MeasureError::WrongKind { at: at.clone(), wanted: "a text", found: value.kind() })
        }
    }
}

pub fn day(value: &Value, at: &Place) -> Result<Date, MeasureError> {
    value.day().ok_or_else(|| MeasureError::WrongKind { at: at.clone(), wanted: "a date", found: value.kind() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_as_in_a_shell() {
        for (text, pattern, expected) in [
            ("国控断面", "国控*", true),
            ("省国控断面", "国控*", false),
            ("省国控断面", "*国控*", true),
            ("断面1", "断面?", true),
            ("断面12", "断面?", false),
            ("a.c", "a?c", true),
            ("abc", "a.c", false),
            ("aXbXc", "a*X*c", true),
            ("", "*", true),
            ("", "?", false),
            ("两行\n字", "两*字", true),
        ] {
            assert_eq!(matches_pattern(text, pattern), expected, "{text} {pattern}");
        }
    }

    #[test]
    fn a_value_on_a_limit_keeps_it() {
        let limits: Vec<Exact> = ["2", "4", "6"].iter().map(|text| text.parse().expect("a number")).collect();
        let class = |text: &str, better| step_class(&text.parse().expect("a number"), better, &limits);
        assert_eq!(class("4", Better::Lower), 1);
        assert_eq!(class("4.01", Better::Lower), 2);
        assert_eq!(class("6.01", Better::Lower), 3);
        assert_eq!(step_class(&Exact::from(5), Better::Higher, &[Exact::from(7), Exact::from(5)]), 1);
    }
}
