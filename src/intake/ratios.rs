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
    /// Values over 1 %.
    OverOne,
    /// Values over 10 %.
    OverTen,
    /// Values between 0.5 % and 1 %: most ratios of work done are such, and few small percentages.
    NearlyOne,
    /// Cells that say themselves that they are percentages, and are no more than 1 %.
    SmallBySign,
}

/// How many there are of each.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tallies {
    values: u64,
    some: u64,
    over_one: u64,
    over_ten: u64,
    nearly_one: u64,
    small_by_sign: u64,
}

/// What makes the column look like one of ratios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LikeRatios {
    /// No value is over 1 %.
    All,
    /// So many of these are not, and the others far over it.
    NearlyAll { small: u64, of: u64 },
}

impl Tallies {
    pub fn put(&mut self, tally: Tally, count: u64) {
        match tally {
            Tally::Values => self.values = count,
            Tally::Some => self.some = count,
            Tally::OverOne => self.over_one = count,
            Tally::OverTen => self.over_ten = count,
            Tally::NearlyOne => self.nearly_one = count,
            Tally::SmallBySign => self.small_by_sign = count,
        }
    }

    /// Small percentages are as likely as ratios where one stands with its sign, or where they go on above 1 %: 0.4, 0.8, 1.3.
    pub fn look_like_ratios(self) -> Option<LikeRatios> {
        let is_between = self.over_one > self.over_ten;
        let small = self.some.saturating_sub(self.over_one);
        if small == 0 || self.small_by_sign > 0 || is_between {
            return None;
        }
        if self.over_ten == 0 {
            // One value alone may well be so small.
            return (self.values >= 2 || self.nearly_one == 1).then_some(LikeRatios::All);
        }
        // Somebody wrote 85 for one of them; 0.1, 0.2 and once 12 are rates.
        let nearly_all = small.saturating_mul(10) >= self.some.saturating_mul(9);
        let are_large_ratios = self.nearly_one.saturating_mul(2) >= small;
        (nearly_all && are_large_ratios).then_some(LikeRatios::NearlyAll { small, of: self.some })
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
    let over = |most: Exact| {
        let within = NumberColumn { min: Some(-&most), max: Some(most), ..bounds.clone() };
        outside(layout.column, &within, holds).map(|over| over.fill_null(lit(false)))
    };
    // Just below 1, moved to the last place of the column.
    let below_one = Exact::scaled(10i128.pow(18) - 1, 18);
    let (Some(over_half), Some(one_or_over), Some(over_one), Some(over_ten)) =
        (over(Exact::scaled(5, 1)), over(below_one), over(Exact::ONE), over(Exact::from(10)))
    else {
        return Vec::new();
    };
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
        (Tally::OverOne, over_one.clone()),
        (Tally::OverTen, over_ten),
        (Tally::NearlyOne, over_half.and(one_or_over.not())),
        (Tally::SmallBySign, says_so.and(over_one.not())),
    ]
}
