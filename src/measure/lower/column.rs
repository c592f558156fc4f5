//! A column expression of the plan as a Polars expression.

use jiff::civil::Date;
use polars::lazy::dsl::{max_horizontal, min_horizontal};
use polars::prelude::{DataType, Expr, Schema, lit, when};

use super::number::{alike, arithmetic, compare, compare_with_constant, round};
use super::scope::{Lowered, Operand, Scope, byte, is_hidden, null, strongest, where_missing};
use crate::measure::cells::Holds;
use crate::measure::exact::{Cell, Row, Value, evaluate};
use crate::measure::gap::{Gap, PRESENT};
use crate::plan::{Arithmetic, Better, Class, Column, ColumnNode, Comparison, DatePart, Edition, Table};

/// A condition over the rows of a submitted table (a declared check) as a Polars expression over a frame of this schema, which must be as
/// [`crate::intake::Submitted`] has it: true, false, or null where it can't be judged. `None` if Polars can't do it exactly; then
/// [`crate::measure::judge`] can, row by row.
pub fn lower_condition(table: &Table, schema: &Schema, condition: &Column, as_of: Date) -> Option<Expr> {
    let scope = Scope::of_table(table, schema, &[], as_of).ok()?;
    Some(lower_bool(condition, &scope)?.value)
}

/// An expression that holds a condition.
pub fn lower_bool(column: &Column, scope: &Scope) -> Option<Lowered> {
    let lowered = lower(column, scope)?.lowered()?;
    (lowered.holds == Holds::Bool).then_some(lowered)
}

/// `None` if Polars can't do it exactly, or if the kinds don't fit (the exact evaluator says so with the place).
pub fn lower(column: &Column, scope: &Scope) -> Option<Operand> {
    if let Some(constant) = constant(column, scope) {
        return Some(Operand::Constant(constant));
    }
    let on = |part: &Column| lower(part, scope);
    let lowered = match &column.node {
        ColumnNode::Field(name) => scope.columns.get(name)?.clone(),
        ColumnNode::Literal(literal) => return Some(Operand::Constant(literal.into())),
        ColumnNode::AsOf => return Some(Operand::Constant(Value::Date(scope.as_of))),
        ColumnNode::Compare { comparison, left, right } => compared(*comparison, on(left)?, on(right)?)?,
        ColumnNode::And(left, right) => joined(on(left)?, on(right)?, Expr::and)?,
        ColumnNode::Or(left, right) => joined(on(left)?, on(right)?, Expr::or)?,
        ColumnNode::Not(value) => {
            let value = lower_bool(value, scope)?;
            Lowered { value: value.value.not(), ..value }
        }
        ColumnNode::Arithmetic { operation, left, right } => arithmetic(*operation, on(left)?, on(right)?)?,
        ColumnNode::Negative(value) => {
            arithmetic(Arithmetic::Subtract, Operand::Constant(Value::Number(0.into())), on(value)?)?
        }
        ColumnNode::Convert { value, to: _, factor } => {
            arithmetic(Arithmetic::Multiply, on(value)?, Operand::Constant(Value::Number(factor.clone()?)))?
        }
        ColumnNode::IfElse { condition, then, otherwise } => {
            chosen(lower_bool(condition, scope)?, on(then)?, on(otherwise)?)?
        }
        ColumnNode::IsIn { value, options } => {
            let value = on(value)?;
            let mut any: Option<Expr> = None;
            for option in options {
                let same = compared(Comparison::Equal, value.clone(), Operand::Constant(option.into()))?.value;
                any = Some(match any {
                    None => same,
                    Some(any) => any.or(same),
                });
            }
            Lowered { value: any?, holds: Holds::Bool, gap: value.gap() }
        }
        ColumnNode::Between { value, low, high } => {
            let value = on(value)?;
            let at_least = compared(Comparison::GreaterOrEqual, value.clone(), on(low)?)?;
            let at_most = compared(Comparison::LessOrEqual, value, on(high)?)?;
            joined(at_least.into(), at_most.into(), Expr::and)?
        }
        ColumnNode::IsMissing(value) => {
            let Lowered { value, holds: _, gap } = on(value)?.lowered()?;
            let missing = value.is_null();
            match gap {
                None => Lowered { value: missing, holds: Holds::Bool, gap: None },
                Some(gap) => hidden_or(Lowered { value: missing, holds: Holds::Bool, gap: None }, gap),
            }
        }
        ColumnNode::Contains { value, text } => {
            let value = text_of(on(value)?)?;
            Lowered {
                value: value.value.str().contains_literal(lit(text.as_str())),
                holds: Holds::Bool,
                gap: value.gap,
            }
        }
        ColumnNode::Matches { value, pattern } => {
            let value = text_of(on(value)?)?;
            let value_matches = value.value.str().contains(lit(shell_pattern(pattern)), true);
            Lowered { value: value_matches, holds: Holds::Bool, gap: value.gap }
        }
        ColumnNode::DatePart { value, part } => {
            let value = day_of(on(value)?)?;
            let dates = value.value.dt();
            let part = match part {
                DatePart::Year => dates.year(),
                DatePart::Quarter => dates.quarter(),
                DatePart::Month => dates.month(),
                DatePart::Day => dates.day(),
            };
            Lowered { value: part.cast(DataType::Int32), holds: Holds::Integer(DataType::Int32), gap: value.gap }
        }
        ColumnNode::Days { from, to } => {
            let (from, to) = (day_of(on(from)?)?, day_of(on(to)?)?);
            let days = |date: Expr| date.cast(DataType::Int32).cast(DataType::Int64);
            let gap = strongest([from.gap, to.gap]);
            Lowered { value: days(to.value) - days(from.value), holds: Holds::Integer(DataType::Int64), gap }
        }
        ColumnNode::Round { value, rounding } => {
            if rounding.keep_significant {
                return None;
            }
            round(on(value)?.lowered()?, rounding.mode, rounding.places)?
        }
        ColumnNode::StepClass { value, scale: _, better, limits } => {
            let value = on(value)?.lowered()?;
            let comparison = match better {
                Better::Lower => Comparison::LessOrEqual,
                Better::Higher => Comparison::GreaterOrEqual,
            };
            let mut class = byte(u8::try_from(limits.len()).ok()?);
            for (index, limit) in limits.iter().enumerate().rev() {
                let keeps = compare_with_constant(comparison, &value, limit)?;
                class = when(keeps).then(byte(u8::try_from(index).ok()?)).otherwise(class);
            }
            classed(&value, class)
        }
        ColumnNode::RangeClass { value, low, high, inside, outside } => {
            let value = on(value)?.lowered()?;
            let above = compare_with_constant(Comparison::GreaterOrEqual, &value, low)?;
            let below = compare_with_constant(Comparison::LessOrEqual, &value, high)?;
            let class = when(above.and(below)).then(class_literal(inside)?).otherwise(class_literal(outside)?);
            classed(&value, class)
        }
        ColumnNode::WorstOf(values) | ColumnNode::GreatestOf(values) => extreme(values, scope, true)?,
        ColumnNode::LeastOf(values) => extreme(values, scope, false)?,
        ColumnNode::ByDate { date, editions } => by_date(day_of(on(date)?)?, editions, scope)?,
        ColumnNode::Called { name: _, basis: _, value } => return on(value),
        // A slope is a quotient, and names are put together from rows: both are done in the exact evaluator.
        ColumnNode::Interpolate { .. } | ColumnNode::NamesOfGreatest { .. } => return None,
    };
    Some(lowered.into())
}

/// What an expression comes to that reads no column.
fn constant(column: &Column, scope: &Scope) -> Option<Value> {
    let mut reads = false;
    column.node.fields(&mut |_| reads = true);
    if reads {
        return None;
    }
    match evaluate(column, Row { names: &[], cells: &[], own: &[] }, scope.as_of) {
        Ok(Cell::Value(value)) => Some(value),
        Ok(Cell::Gap(_)) | Err(_) => None,
    }
}

fn compared(comparison: Comparison, left: Operand, right: Operand) -> Option<Lowered> {
    let gap = strongest([left.gap(), right.gap()]);
    let value = match (&left, &right) {
        (Operand::Column(column), Operand::Constant(Value::Number(number))) => {
            compare_with_constant(comparison, column, number)?
        }
        (Operand::Constant(Value::Number(number)), Operand::Column(column)) => {
            compare_with_constant(comparison.turned(), column, number)?
        }
        (Operand::Constant(_) | Operand::Column(_), Operand::Constant(_) | Operand::Column(_)) => {
            let (left, right) = by_day(left.lowered()?, right.lowered()?);
            let (sides, _) = alike(vec![left.into(), right.into()])?;
            let [left, right]: [Lowered; 2] = sides.try_into().ok()?;
            compare(comparison, left.value, right.value)
        }
    };
    Some(Lowered { value, holds: Holds::Bool, gap })
}

/// A day and a moment compare by the day.
fn by_day(left: Lowered, right: Lowered) -> (Lowered, Lowered) {
    let to_day = |side: Lowered| Lowered { value: side.value.cast(DataType::Date), holds: Holds::Date, gap: side.gap };
    match (&left.holds, &right.holds) {
        (Holds::Moment, Holds::Date) => (to_day(left), right),
        (Holds::Date, Holds::Moment) => (left, to_day(right)),
        _ => (left, right),
    }
}

/// And, or: Polars has the same three values as the plan.
fn joined(left: Operand, right: Operand, with: fn(Expr, Expr) -> Expr) -> Option<Lowered> {
    let (left, right) = (left.lowered()?, right.lowered()?);
    if left.holds != Holds::Bool || right.holds != Holds::Bool {
        return None;
    }
    let value = with(left.value, right.value);
    let gap = where_missing(&value, strongest([left.gap, right.gap]));
    Some(Lowered { value, holds: Holds::Bool, gap })
}

fn chosen(condition: Lowered, then: Operand, otherwise: Operand) -> Option<Lowered> {
    let (sides, holds) = alike(vec![then, otherwise])?;
    let [then, otherwise]: [Lowered; 2] = sides.try_into().ok()?;
    let pick = |yes: Expr, no: Expr, unknown: Expr| match &condition.gap {
        None => when(condition.value.clone()).then(yes).otherwise(no),
        Some(_) => {
            when(condition.value.clone()).then(yes).when(condition.value.clone().not()).then(no).otherwise(unknown)
        }
    };
    let value = pick(then.value, otherwise.value, null(holds.dtype()));
    let gap = match (&then.gap, &otherwise.gap, &condition.gap) {
        (None, None, None) => None,
        (then, otherwise, unknown) => {
            let or_none = |gap: &Option<Expr>| gap.clone().unwrap_or_else(|| byte(PRESENT));
            Some(pick(or_none(then), or_none(otherwise), or_none(unknown)))
        }
    };
    Some(Lowered { value, holds, gap })
}

fn text_of(operand: Operand) -> Option<Lowered> {
    operand.lowered().filter(|lowered| lowered.holds == Holds::Text)
}

/// The day of a date or a moment.
fn day_of(operand: Operand) -> Option<Lowered> {
    let lowered = operand.lowered()?;
    match lowered.holds {
        Holds::Date => Some(lowered),
        Holds::Moment => {
            Some(Lowered { value: lowered.value.cast(DataType::Date), holds: Holds::Date, gap: lowered.gap })
        }
        Holds::Decimal { .. } | Holds::Integer(_) | Holds::Class | Holds::Text | Holds::Bool => None,
    }
}

fn class_literal(class: &Class) -> Option<Expr> {
    Some(byte(u8::try_from(class.index).ok()?))
}

/// A class where there is a value to class.
fn classed(value: &Lowered, class: Expr) -> Lowered {
    let class = match value.gap {
        None => class,
        Some(_) => when(value.value.clone().is_not_null()).then(class).otherwise(null(DataType::UInt8)),
    };
    Lowered { value: class, holds: Holds::Class, gap: value.gap.clone() }
}

fn extreme(values: &[Column], scope: &Scope, greatest: bool) -> Option<Lowered> {
    let operands = values.iter().map(|value| lower(value, scope)).collect::<Option<Vec<_>>>()?;
    let (all, holds) = alike(operands)?;
    let gaps: Vec<Option<Expr>> = all.iter().map(|lowered| lowered.gap.clone()).collect();
    let hidden = strongest(gaps.iter().cloned().map(|gap| gap.map(hidden_only)));
    // One that is always there leaves nothing to be missing.
    let gap = if gaps.iter().any(Option::is_none) { None } else { strongest(gaps) };
    let exprs: Vec<Expr> = all.into_iter().map(|lowered| lowered.value).collect();
    let value = match exprs.as_slice() {
        [one] => one.clone(),
        more if greatest => max_horizontal(more).ok()?,
        more => min_horizontal(more).ok()?,
    };
    let gap = where_missing(&value, gap);
    let seen = Lowered { value, holds, gap };
    Some(match hidden {
        None => seen,
        Some(hidden) => hidden_or(seen, hidden),
    })
}

/// The gap where something stands that nobody can see, else none.
fn hidden_only(gap: Expr) -> Expr {
    when(is_hidden(gap.clone())).then(gap).otherwise(byte(PRESENT))
}

/// What was made by passing over gaps, but where one of them can't be passed over ([`Gap::is_hidden`]).
fn hidden_or(seen: Lowered, gap: Expr) -> Lowered {
    let value = when(is_hidden(gap.clone())).then(null(seen.holds.dtype())).otherwise(seen.value);
    let otherwise = seen.gap.unwrap_or_else(|| byte(PRESENT));
    Lowered { value, holds: seen.holds, gap: Some(when(is_hidden(gap.clone())).then(gap).otherwise(otherwise)) }
}

fn by_date(date: Lowered, editions: &[Edition], scope: &Scope) -> Option<Lowered> {
    let operands = editions.iter().map(|edition| lower(&edition.value, scope)).collect::<Option<Vec<_>>>()?;
    let (values, holds) = alike(operands)?;
    // Before the first edition there is none; a later one in the list overrides those before it.
    let mut value = null(holds.dtype());
    let mut gap = byte(Gap::NotApplicable.code());
    let mut complete = date.gap.is_none();
    for (edition, of_edition) in editions.iter().zip(values) {
        complete &= of_edition.gap.is_none();
        let own_gap = of_edition.gap.unwrap_or_else(|| byte(PRESENT));
        match edition.from {
            None => (value, gap) = (of_edition.value, own_gap),
            Some(from) => {
                let from = Operand::Constant(Value::Date(from)).lowered()?.value;
                let in_force = date.value.clone().gt_eq(from);
                value = when(in_force.clone()).then(of_edition.value).otherwise(value);
                gap = when(in_force).then(own_gap).otherwise(gap);
            }
        }
    }
    complete &= editions.iter().any(|edition| edition.from.is_none());
    if let Some(date_gap) = date.gap {
        value = when(date.value.clone().is_not_null()).then(value).otherwise(null(holds.dtype()));
        gap = when(date.value.is_not_null()).then(gap).otherwise(date_gap);
    }
    Some(Lowered { value, holds, gap: (!complete).then_some(gap) })
}

/// A shell-like pattern as a regular expression over the whole text.
fn shell_pattern(pattern: &str) -> String {
    let mut expression = String::from("(?s)^");
    for character in pattern.chars() {
        match character {
            '*' => expression.push_str(".*"),
            '?' => expression.push('.'),
            character => {
                if r"\.+()|[]{}^$#&-~".contains(character) {
                    expression.push('\\');
                }
                expression.push(character);
            }
        }
    }
    expression.push('$');
    expression
}
