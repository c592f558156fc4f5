//! From columns of a frame to cells, and which physical types a submitted column may have.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};
use polars::prelude::{Column, DataType, PolarsResult, TimeUnit};

use super::error::MeasureError;
use super::exact::{Cell, EPOCH, Value};
use super::gap::Gap;
use crate::figure::Exact;
use crate::plan::{ColumnType, TableColumn};

/// What a column of a frame holds, and as what.
#[derive(Debug, Clone, PartialEq)]
pub enum Holds {
    Decimal {
        precision: usize,
        scale: usize,
    },
    /// Whole numbers of this type.
    Integer(DataType),
    /// The number of the class in its scale, as `UInt8`.
    Class,
    Text,
    Bool,
    Date,
    Moment,
}

impl Holds {
    pub fn dtype(&self) -> DataType {
        match self {
            Holds::Decimal { precision, scale } => DataType::Decimal(*precision, *scale),
            Holds::Integer(dtype) => dtype.clone(),
            Holds::Class => DataType::UInt8,
            Holds::Text => DataType::String,
            Holds::Bool => DataType::Boolean,
            Holds::Date => DataType::Date,
            Holds::Moment => DataType::Datetime(TimeUnit::Microseconds, None),
        }
    }

    /// How a declared column is submitted: see [`crate::intake::Submitted`].
    pub fn of_submitted(table: &str, column: &TableColumn, dtype: &DataType) -> Result<Holds, MeasureError> {
        let fits = match (&column.holds, dtype) {
            (ColumnType::Number(_), DataType::Decimal(precision, scale)) => {
                Some(Holds::Decimal { precision: *precision, scale: *scale })
            }
            (ColumnType::Number(_), dtype) if dtype.is_integer() && *dtype != DataType::UInt128 => {
                Some(Holds::Integer(dtype.clone()))
            }
            (ColumnType::Unit { .. } | ColumnType::Text { .. }, DataType::String) => Some(Holds::Text),
            (ColumnType::Bool, DataType::Boolean) => Some(Holds::Bool),
            (ColumnType::Class { .. }, DataType::UInt8) => Some(Holds::Class),
            (ColumnType::Date { .. }, DataType::Date) => Some(Holds::Date),
            (ColumnType::Date { .. }, DataType::Datetime(TimeUnit::Microseconds, None)) => Some(Holds::Moment),
            (
                ColumnType::Number(_)
                | ColumnType::Unit { .. }
                | ColumnType::Text { .. }
                | ColumnType::Bool
                | ColumnType::Class { .. }
                | ColumnType::Date { .. },
                _,
            ) => None,
        };
        fits.ok_or_else(|| MeasureError::WrongType {
            table: table.to_owned(),
            column: column.id.clone(),
            found: dtype.to_string(),
        })
    }
}

/// The values of a column that [`Holds`] this; `None` where it is null.
pub fn values(column: &Column, holds: &Holds) -> PolarsResult<Vec<Option<Value>>> {
    let series = column.as_materialized_series();
    Ok(match holds {
        Holds::Decimal { scale, .. } => {
            let scale = u32::try_from(*scale).unwrap_or_default();
            let number = |digits| Value::Number(Exact::scaled(digits, scale));
            series.decimal()?.physical().iter().map(|digits: Option<i128>| digits.map(number)).collect()
        }
        Holds::Integer(_) => {
            let wide = series.cast(&DataType::Int128)?;
            wide.i128()?.iter().map(|number| number.map(|number| Value::Number(number.into()))).collect()
        }
        Holds::Class => series.u8()?.iter().map(|index| index.map(|index| Value::Class(index.into()))).collect(),
        Holds::Text => series.str()?.iter().map(|text| text.map(|text| Value::Text(Arc::from(text)))).collect(),
        Holds::Bool => series.bool()?.iter().map(|holds| holds.map(Value::Bool)).collect(),
        Holds::Date => series.date()?.physical().iter().map(|days| days.and_then(day).map(Value::Date)).collect(),
        Holds::Moment => {
            let micros = series.datetime()?.physical();
            micros.iter().map(|micros| micros.and_then(moment).map(Value::Moment)).collect()
        }
    })
}

/// Values and, where there are none, their gaps. A value that is missing without a gap of its own is a cell that nobody sent.
pub fn cells(column: &Column, holds: &Holds, gaps: Option<&Column>) -> PolarsResult<Vec<Cell>> {
    let values = values(column, holds)?;
    let codes: Vec<Option<u8>> = match gaps {
        Some(gaps) => gaps.as_materialized_series().u8()?.iter().collect(),
        None => vec![None; values.len()],
    };
    Ok(values
        .into_iter()
        .zip(codes)
        .map(|(value, code)| match value {
            Some(value) => Cell::Value(value),
            None => Cell::Gap(code.and_then(Gap::from_code).unwrap_or(Gap::SpoilingNoData)),
        })
        .collect())
}

pub fn codes(column: &Column) -> PolarsResult<Vec<u8>> {
    Ok(column.as_materialized_series().u8()?.iter().map(Option::unwrap_or_default).collect())
}

/// A column of whole numbers of whatever type, as `u64`; null counts as 0.
pub fn counts(column: &Column) -> PolarsResult<Vec<u64>> {
    let wide = column.as_materialized_series().cast(&DataType::UInt64)?;
    Ok(wide.u64()?.iter().map(Option::unwrap_or_default).collect())
}

/// The whole numbers behind a column of decimals or integers; null counts as 0, as in a sum of nothing.
pub fn digits(column: &Column) -> PolarsResult<Vec<i128>> {
    let series = column.as_materialized_series();
    if series.dtype().is_decimal() {
        return Ok(series.decimal()?.physical().iter().map(Option::unwrap_or_default).collect());
    }
    let wide = series.cast(&DataType::Int128)?;
    Ok(wide.i128()?.iter().map(Option::unwrap_or_default).collect())
}

fn day(days: i32) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn moment(micros: i64) -> Option<DateTime> {
    let day = day(i32::try_from(micros.div_euclid(86_400_000_000)).ok()?)?;
    day.at(0, 0, 0, 0).checked_add(micros.rem_euclid(86_400_000_000).microseconds()).ok()
}
