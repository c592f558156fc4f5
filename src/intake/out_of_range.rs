//! Numbers below the least or above the most that their column may hold.

use polars::prelude::{AnyValue, DataType, Expr, Scalar, col, lit};

use crate::figure::Exact;
use crate::message;
use crate::plan::{NumberColumn, TableColumn};
use crate::words::Message;

/// The cell lies below `min` or above `max`.
pub fn outside(column: &TableColumn, bounds: &NumberColumn, holds: &DataType) -> Option<Expr> {
    let value = || col(column.id.as_str());
    // Bounds stand in the scheme as cells do: 100 in a percent column is the ratio 1.
    let hundredths = if bounds.is_percent() { 2 } else { 0 };
    let below =
        bounds.min.as_ref().and_then(|min| literal(min, hundredths, holds, Exact::ceil)).map(|min| value().lt(min));
    let above =
        bounds.max.as_ref().and_then(|max| literal(max, hundredths, holds, Exact::floor)).map(|max| value().gt(max));
    match (below, above) {
        (Some(below), Some(above)) => Some(below.or(above)),
        (below, above) => below.or(above),
    }
}

/// `bound ÷ 10^hundredths` as a number of the column's own type, moved inwards to its last place where it has more.
fn literal(bound: &Exact, hundredths: u32, holds: &DataType, inwards: fn(&Exact) -> Exact) -> Option<Expr> {
    let scale = match holds {
        DataType::Decimal(_, scale) => u32::try_from(*scale).ok()?,
        holds if holds.is_integer() => 0,
        _ => return None,
    };
    let ratio = bound.checked_div(&Exact::ONE.times_power_of_ten(hundredths))?;
    let digits = inwards(&ratio.times_power_of_ten(scale)).to_i128()?;
    match holds {
        DataType::Decimal(..) => {
            let scale = scale as usize;
            Some(lit(Scalar::new(DataType::Decimal(38, scale), AnyValue::Decimal(digits, 38, scale))))
        }
        _ => Some(lit(i64::try_from(digits).ok()?)),
    }
}

/// Nothing, as a number of this type.
pub fn zero(holds: &DataType) -> Option<Expr> {
    literal(&Exact::ZERO, 0, holds, Exact::ceil)
}

/// What is said of such a number.
pub fn out_of_range(bounds: &NumberColumn, found: &str) -> Message {
    let number: Option<Exact> = found.parse().ok();
    let shown = |value: &Exact| match bounds.is_percent() {
        true => format!("{}%", value.to_decimal()),
        false => value.to_decimal(),
    };
    let found = number.map_or(found.to_owned(), |number| {
        shown(&if bounds.is_percent() { number.times_power_of_ten(2) } else { number })
    });
    match (&bounds.min, &bounds.max) {
        (Some(min), Some(max)) => {
            message!("finding-outside", found = found, min = shown(min), max = shown(max))
        }
        (Some(min), None) => message!("finding-below", found = found, min = shown(min)),
        (None, Some(max)) => message!("finding-above", found = found, max = shown(max)),
        (None, None) => message!("finding-outside", found = found, min = "", max = ""),
    }
}
