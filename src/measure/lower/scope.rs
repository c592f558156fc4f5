//! The columns that an expression can read while it is lowered, and what a lowered one is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use polars::lazy::dsl::max_horizontal;
use polars::prelude::{AnyValue, DataType, Expr, LiteralValue, NULL, Scalar, Schema, TimeUnit, col, lit, when};

use crate::figure::Exact;
use crate::intake::column_names;
use crate::measure::cells::Holds;
use crate::measure::error::MeasureError;
use crate::measure::exact::{Value, days_since_epoch};
use crate::measure::gap::{Gap, PRESENT};
use crate::plan::{Table, TableColumn};

/// An expression in Polars: its value (null where there is none), what it holds, and the code of its gap ([`Gap::code`], 0 where there is a
/// value); without `gap`, no row lacks a value.
#[derive(Clone)]
pub struct Lowered {
    pub value: Expr,
    pub holds: Holds,
    pub gap: Option<Expr>,
}

/// A constant stays one until what it is held against says at which scale it is wanted.
#[derive(Clone)]
pub enum Operand {
    Constant(Value),
    Column(Box<Lowered>),
}

/// The columns at one place of a chain.
#[derive(Clone)]
pub struct Scope {
    pub columns: BTreeMap<String, Lowered>,
    /// The as-of date of the assessment.
    pub as_of: Date,
}

impl Scope {
    /// The columns of a submitted table. A declared column that the frame lacks is a column of blanks.
    pub fn of_table(table: &Table, schema: &Schema, complete: &[String], as_of: Date) -> Result<Scope, MeasureError> {
        let mut columns = BTreeMap::new();
        for column in &table.columns {
            let Some(dtype) = schema.get(&column.id) else { continue };
            let holds = Holds::of_submitted(&table.id, column, dtype)?;
            let value = col(column.id.as_str());
            let gap = if complete.contains(&column.id) {
                None
            } else {
                let said = column_names::absence(&column.id);
                let said = schema.contains(&said).then(|| col(said.as_str()));
                Some(gap_of_cell(&value, said, table, column))
            };
            columns.insert(column.id.clone(), Lowered { value, holds, gap });
        }
        Ok(Scope { columns, as_of })
    }
}

/// [`Gap::of_cell`] as an expression.
fn gap_of_cell(value: &Expr, said: Option<Expr>, table: &Table, column: &TableColumn) -> Expr {
    let code = |said| byte(Gap::of_cell(said, table, column).code());
    let present = when(value.clone().is_not_null()).then(byte(PRESENT));
    match said {
        None => present.otherwise(code(column_names::NO_DATA)),
        Some(said) => present
            .when(said.clone().eq(byte(column_names::NOT_APPLICABLE)))
            .then(code(column_names::NOT_APPLICABLE))
            .when(said.clone().eq(byte(column_names::WITHHELD)))
            .then(code(column_names::WITHHELD))
            .when(said.eq(byte(column_names::UNREADABLE)))
            .then(code(column_names::UNREADABLE))
            .otherwise(code(column_names::NO_DATA)),
    }
}

/// [`Gap::opens`] of an expression of gaps.
pub fn opens(gap: Expr) -> Expr {
    is_unreadable(gap.clone()).or(gap.gt_eq(byte(Gap::FIRST_OPENING.code())))
}

/// [`Gap::is_hidden`] of an expression of gaps.
pub fn is_hidden(gap: Expr) -> Expr {
    is_unreadable(gap.clone()).or(gap.gt_eq(byte(Gap::FIRST_HIDDEN.code())))
}

/// The cell takes no part although something stands there.
pub fn is_unreadable(gap: Expr) -> Expr {
    gap.eq(byte(Gap::Unreadable.code()))
}

/// The strongest of several gaps, row by row.
pub fn strongest(gaps: impl IntoIterator<Item = Option<Expr>>) -> Option<Expr> {
    let gaps: Vec<Expr> = gaps.into_iter().flatten().collect();
    match gaps.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        more => max_horizontal(more).ok(),
    }
}

/// `gap` only where there is no value: for expressions that can have one although a part of them has none.
pub fn where_missing(value: &Expr, gap: Option<Expr>) -> Option<Expr> {
    gap.map(|gap| when(value.clone().is_null()).then(gap).otherwise(byte(PRESENT)))
}

impl From<Lowered> for Operand {
    fn from(lowered: Lowered) -> Operand {
        Operand::Column(Box::new(lowered))
    }
}

impl Operand {
    pub fn gap(&self) -> Option<Expr> {
        match self {
            Operand::Constant(_) => None,
            Operand::Column(lowered) => lowered.gap.clone(),
        }
    }

    /// As an expression of its own; `None` for a number that is no decimal of a sane size.
    pub fn lowered(self) -> Option<Lowered> {
        let constant = match self {
            Operand::Column(lowered) => return Some(*lowered),
            Operand::Constant(value) => value,
        };
        let (holds, value) = match constant {
            Value::Number(number) => {
                let (digits, scale) = decimal(&number)?;
                (Holds::Decimal { precision: MOST_DIGITS, scale }, decimal_literal(digits, MOST_DIGITS, scale)?)
            }
            Value::Class(index) => (Holds::Class, byte(u8::try_from(index).ok()?)),
            Value::Text(text) => (Holds::Text, lit(text.as_ref())),
            Value::Bool(holds) => (Holds::Bool, lit(holds)),
            Value::Date(day) => (Holds::Date, scalar(DataType::Date, AnyValue::Date(days_since_epoch(day)))),
            Value::Moment(moment) => {
                let since = moment.duration_since(crate::measure::exact::EPOCH.at(0, 0, 0, 0));
                let micros = AnyValue::Datetime(i64::try_from(since.as_micros()).ok()?, TimeUnit::Microseconds, None);
                (Holds::Moment, scalar(Holds::Moment.dtype(), micros))
            }
        };
        Some(Lowered { value, holds, gap: None })
    }
}

/// A decimal in Polars has 38 digits at most.
pub const MOST_DIGITS: usize = 38;
/// Scales beyond this are left to the exact evaluator: too few digits would be left before the point.
pub const MOST_PLACES: usize = 18;

/// A number as digits and scale, if it is a finite decimal of few places.
pub fn decimal(number: &Exact) -> Option<(i128, usize)> {
    let (digits, scale) = number.to_scaled(u32::try_from(MOST_PLACES).ok()?)?;
    Some((digits, usize::try_from(scale).ok()?))
}

/// `None` if the digits don't fit the precision.
pub fn decimal_literal(digits: i128, precision: usize, scale: usize) -> Option<Expr> {
    let beyond = 10u128.checked_pow(u32::try_from(precision).ok()?)?;
    let fits = digits.unsigned_abs() < beyond;
    fits.then(|| scalar(DataType::Decimal(precision, scale), AnyValue::Decimal(digits, precision, scale)))
}

pub fn scalar(dtype: DataType, value: AnyValue<'static>) -> Expr {
    Expr::Literal(LiteralValue::Scalar(Scalar::new(dtype, value)))
}

/// The number of a class, or the code of a gap. (A plain literal of a `u8` is a wider number to Polars.)
pub fn byte(value: u8) -> Expr {
    scalar(DataType::UInt8, AnyValue::UInt8(value))
}

pub fn null(dtype: DataType) -> Expr {
    lit(NULL).cast(dtype)
}
