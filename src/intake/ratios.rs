//! Columns of percentages that somebody filled with ratios: 0.85 for 85 %. Each cell by itself may be right, so that only the whole column
//! of a file tells.

use polars::prelude::{AnyValue, DataType, Expr, Scalar, Schema, col, lit};

use super::column_names;
use super::out_of_range::outside;
use super::sheet::{Sheet, Source};
use super::typed::{ColumnLayout, raw};
use crate::figure::Exact;
use crate::plan::{ColumnType, NumberColumn};

/// What is counted of such a column of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tally {
    Values,
    /// Values that are not nought.
    Some,
    /// Values over 1 %, and cells that say themselves that they are percentages.
    Percentages,
}

/// How many there are of each.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tallies {
    values: u64,
    some: u64,
    percentages: u64,
}

impl Tallies {
    pub fn put(&mut self, tally: Tally, count: u64) {
        match tally {
            Tally::Values => self.values = count,
            Tally::Some => self.some = count,
            Tally::Percentages => self.percentages = count,
        }
    }

    /// One value alone may well be so small, and so may nought.
    pub fn look_like_ratios(self) -> bool {
        self.values >= 2 && self.some > 0 && self.percentages == 0
    }
}

/// What to count, of the column as this file has it; nothing where no cell of it can be a ratio.
pub fn tallies(layout: &ColumnLayout, sheet: &Sheet, number: usize, schema: &Schema) -> Vec<(Tally, Expr)> {
    let ColumnType::Number(bounds) = &layout.column.holds else { return Vec::new() };
    let may_be_ratios = match sheet.sources.get(number) {
        Some(Source::Text(_)) => true,
        Some(Source::Typed { holds, .. }) => !holds.is_integer(),
        // Its header names another unit.
        Some(Source::Converted { .. } | Source::Missing) | None => false,
    };
    let (true, true, Some(holds)) = (may_be_ratios, bounds.is_percent(), schema.get(layout.column.id.as_str())) else {
        return Vec::new();
    };
    // A column of small percentages by its own word.
    if bounds.max.as_ref().is_some_and(|most| *most <= Exact::ONE) {
        return Vec::new();
    }
    let one = NumberColumn { min: Some(Exact::from(-1)), max: Some(Exact::from(1)), ..bounds.clone() };
    let Some(large) = outside(layout.column, &one, holds) else { return Vec::new() };
    let DataType::Decimal(_, scale) = holds else { return Vec::new() };
    let nought = lit(Scalar::new(DataType::Decimal(38, *scale), AnyValue::Decimal(0, 38, *scale)));
    let value = || col(layout.column.id.as_str());
    let written =
        |sign: &'static str| col(raw(&layout.column.id)).str().contains_literal(lit(sign)).fill_null(lit(false));
    let there = || col(column_names::absence(&layout.column.id)).eq(lit(column_names::PRESENT));
    let says_so = written("%").or(written("％"));
    vec![
        (Tally::Values, there()),
        (Tally::Some, there().and(value().neq(nought))),
        (Tally::Percentages, large.fill_null(lit(false)).or(says_so)),
    ]
}
