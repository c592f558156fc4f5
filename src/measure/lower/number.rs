//! Numbers in Polars without losing a digit.
//!
//! What Polars 0.55 does with decimals: sums and differences come at the larger scale and an overflow is an error; a product also
//! comes at the larger scale, **rounded**, so that both sides are first brought to the sum of their scales, where nothing is left to
//! round; a quotient is rounded too, so that there is none here, except by a number whose reciprocal is a finite decimal.

use polars::prelude::{AnyValue, DataType, Expr, lit, when};

use super::scope::{Lowered, MOST_DIGITS, MOST_PLACES, Operand, decimal_literal, null, scalar, strongest};
use crate::figure::{Exact, RoundingMode};
use crate::measure::cells::Holds;
use crate::measure::exact::Value;
use crate::plan::{Arithmetic, Comparison};

pub fn arithmetic(operation: Arithmetic, left: Operand, right: Operand) -> Option<Lowered> {
    match operation {
        Arithmetic::Add | Arithmetic::Subtract => {
            let gap = strongest([left.gap(), right.gap()]);
            let (left, left_scale) = as_decimal(left.lowered()?)?;
            let (right, right_scale) = as_decimal(right.lowered()?)?;
            let value = match operation {
                Arithmetic::Add => left + right,
                Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide => left - right,
            };
            Some(Lowered { value, holds: wide(left_scale.max(right_scale)), gap })
        }
        Arithmetic::Multiply => {
            let gap = strongest([left.gap(), right.gap()]);
            let (left, left_scale) = as_decimal(left.lowered()?)?;
            let (right, right_scale) = as_decimal(right.lowered()?)?;
            let scale = left_scale + right_scale;
            if scale > MOST_PLACES {
                return None;
            }
            let at_scale = |side: Expr| side.strict_cast(DataType::Decimal(MOST_DIGITS, scale));
            Some(Lowered { value: at_scale(left) * at_scale(right), holds: wide(scale), gap })
        }
        Arithmetic::Divide => match right {
            Operand::Constant(Value::Number(divisor)) => {
                let reciprocal = Exact::ONE.checked_div(&divisor)?;
                arithmetic(Arithmetic::Multiply, left, Operand::Constant(Value::Number(reciprocal)))
            }
            Operand::Constant(_) | Operand::Column(_) => None,
        },
    }
}

/// Half even is what Polars does when it brings a decimal to a smaller scale; no other rounding is done there.
pub fn round(value: Lowered, mode: RoundingMode, places: u32) -> Option<Lowered> {
    let places = usize::try_from(places).ok()?;
    let gap = value.gap.clone();
    match (&value.holds, mode) {
        (Holds::Integer(_), _) => Some(value),
        (Holds::Decimal { scale, .. }, _) if *scale <= places => Some(value),
        (Holds::Decimal { .. }, RoundingMode::HalfEven) => {
            let rounded = value.value.strict_cast(DataType::Decimal(MOST_DIGITS, places));
            Some(Lowered { value: rounded, holds: wide(places), gap })
        }
        (Holds::Decimal { .. }, RoundingMode::HalfUp | RoundingMode::Up | RoundingMode::Down)
        | (Holds::Class | Holds::Text | Holds::Bool | Holds::Date | Holds::Moment, _) => None,
    }
}

/// A column against a number, at the column's own type: the number is moved to the nearest one that the column can hold, so that no column
/// is cast.
pub fn compare_with_constant(comparison: Comparison, column: &Lowered, constant: &Exact) -> Option<Expr> {
    let value = column.value.clone();
    let (scale, range) = match &column.holds {
        Holds::Decimal { precision, scale } => {
            let most = i128::try_from(10u128.checked_pow(u32::try_from(*precision).ok()?)? - 1).ok()?;
            (*scale, (-most, most))
        }
        Holds::Integer(dtype) => (0, integer_range(dtype)?),
        Holds::Class | Holds::Text | Holds::Bool | Holds::Date | Holds::Moment => return None,
    };
    let truth =
        |holds: bool| Some(when(value.clone().is_not_null()).then(lit(holds)).otherwise(null(DataType::Boolean)));
    let shifted = constant.times_power_of_ten(u32::try_from(scale).ok()?);
    let edge = match comparison {
        Comparison::Less | Comparison::GreaterOrEqual => shifted.ceil(),
        Comparison::LessOrEqual | Comparison::Greater => shifted.floor(),
        Comparison::Equal if !shifted.is_integer() => return truth(false),
        Comparison::NotEqual if !shifted.is_integer() => return truth(true),
        Comparison::Equal | Comparison::NotEqual => shifted,
    };
    let above = edge > Exact::from(range.1);
    if above || edge < Exact::from(range.0) {
        let value_to_edge = if above { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
        return truth(comparison.holds(value_to_edge));
    }
    let edge = edge.to_i128()?;
    let edge = match &column.holds {
        Holds::Decimal { precision, scale } => decimal_literal(edge, *precision, *scale)?,
        Holds::Integer(dtype) => scalar(DataType::Int128, AnyValue::Int128(edge)).strict_cast(dtype.clone()),
        Holds::Class | Holds::Text | Holds::Bool | Holds::Date | Holds::Moment => return None,
    };
    Some(compare(comparison, value, edge))
}

pub fn compare(comparison: Comparison, left: Expr, right: Expr) -> Expr {
    match comparison {
        Comparison::Equal => left.eq(right),
        Comparison::NotEqual => left.neq(right),
        Comparison::Less => left.lt(right),
        Comparison::LessOrEqual => left.lt_eq(right),
        Comparison::Greater => left.gt(right),
        Comparison::GreaterOrEqual => left.gt_eq(right),
    }
}

/// Several expressions brought to one type, so that they can be compared with and chosen between; `None` if they are not of one kind.
/// A day and a moment don't mix here.
pub fn alike(operands: Vec<Operand>) -> Option<(Vec<Lowered>, Holds)> {
    let all: Vec<Lowered> = operands.into_iter().map(Operand::lowered).collect::<Option<_>>()?;
    let first = all.first()?.holds.clone();
    if all.iter().all(|lowered| lowered.holds == first) {
        return Some((all, first));
    }
    let mut scale = 0;
    for lowered in &all {
        match &lowered.holds {
            Holds::Decimal { scale: own, .. } => scale = scale.max(*own),
            Holds::Integer(_) => {}
            Holds::Class | Holds::Text | Holds::Bool | Holds::Date | Holds::Moment => return None,
        }
    }
    let holds = wide(scale);
    let cast = |lowered: Lowered| Lowered {
        value: if lowered.holds == holds { lowered.value } else { lowered.value.strict_cast(holds.dtype()) },
        holds: holds.clone(),
        gap: lowered.gap,
    };
    Some((all.into_iter().map(cast).collect(), holds))
}

/// A number as a decimal with all the room there is, and its scale.
pub fn as_decimal(number: Lowered) -> Option<(Expr, usize)> {
    match number.holds {
        Holds::Decimal { scale, .. } => Some((number.value, scale)),
        Holds::Integer(_) => Some((number.value.strict_cast(DataType::Decimal(MOST_DIGITS, 0)), 0)),
        Holds::Class | Holds::Text | Holds::Bool | Holds::Date | Holds::Moment => None,
    }
}

pub fn wide(scale: usize) -> Holds {
    Holds::Decimal { precision: MOST_DIGITS, scale }
}

fn integer_range(dtype: &DataType) -> Option<(i128, i128)> {
    if *dtype == DataType::Int128 {
        return Some((i128::MIN, i128::MAX));
    }
    let (least, most) = (dtype.min().ok()?, dtype.max().ok()?);
    Some((least.value().extract()?, most.value().extract()?))
}
