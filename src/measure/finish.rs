//! From what Polars reduced to figures: here is divided, in rational numbers, once a unit or group.

use polars::prelude::{Column, DataFrame};

use super::cells::{self, Holds};
use super::error::MeasureError;
use super::exact::{Cell, Value};
use super::gap::Gap;
use super::lower::{Partial, Recipe, Sum, reduction_name};
use super::ph;
use crate::figure::Exact;

/// Why the fused pass gave no figures.
#[derive(Debug)]
pub enum Interrupted {
    /// Some number outgrew what Polars holds exactly: the exact evaluator does it.
    Overflow,
    Error(MeasureError),
}

impl From<MeasureError> for Interrupted {
    fn from(error: MeasureError) -> Interrupted {
        Interrupted::Error(error)
    }
}

impl From<polars::error::PolarsError> for Interrupted {
    fn from(error: polars::error::PolarsError) -> Interrupted {
        Interrupted::Error(error.into())
    }
}

/// The figures of one aggregate in a reduced frame, row by row.
pub struct Finished {
    pub cells: Vec<Cell>,
    /// How many rows reached the aggregate.
    pub rows: Vec<u64>,
}

pub fn finish(partial: &Partial, frame: &DataFrame) -> Result<Finished, Interrupted> {
    let column = |at: usize| frame.column(&reduction_name(at));
    let counts = |at: usize| Ok::<_, Interrupted>(cells::counts(column(at)?)?);
    let rows = counts(partial.rows)?;
    let part = counts(partial.part)?;
    let gaps = partial.gap.map(|at| Ok::<_, Interrupted>(cells::codes(column(at)?)?)).transpose()?;
    let by_number = |figure: &dyn Fn(usize, u64) -> Option<Cell>| -> Vec<Cell> {
        part.iter().enumerate().map(|(at, part)| figure(at, *part).unwrap_or(Cell::Gap(Gap::NotApplicable))).collect()
    };
    let number = |number: Option<Exact>| number.map(Cell::number);
    // A condition that one row settles is settled whatever is unknown of the others.
    let mut settled_by: Option<Vec<bool>> = None;
    let made: Vec<Cell> = match &partial.recipe {
        Recipe::Count => by_number(&|_, part| Some(Cell::number(part))),
        Recipe::CountDistinct { different, all } => {
            let (different, all) = (counts(*different)?, counts(*all)?);
            by_number(&|at, part| {
                let with_null = u64::from(part < *all.get(at)?);
                Some(Cell::number(different.get(at)?.saturating_sub(with_null)))
            })
        }
        Recipe::Sum(sum) => {
            let sums = sums(sum, frame, &rows)?;
            by_number(&|at, _| number(sums.get(at).cloned()))
        }
        Recipe::Mean(sum) => {
            let sums = sums(sum, frame, &rows)?;
            by_number(&|at, part| number(sums.get(at)?.checked_div(&Exact::from(part))))
        }
        Recipe::WeightedMean { above, below } => {
            let (above, below) = (sums(above, frame, &rows)?, sums(below, frame, &rows)?);
            by_number(&|at, _| number(above.get(at)?.checked_div(below.get(at)?)))
        }
        Recipe::Pick { value, holds } => {
            let picked = picked(column(*value)?, holds)?;
            by_number(&|at, _| picked.get(at)?.clone().map(Cell::Value))
        }
        Recipe::Only { value, holds } => {
            let picked = picked(column(*value)?, holds)?;
            by_number(&|at, part| match part {
                0 => None,
                1 => picked.get(at)?.clone().map(Cell::Value),
                // Which of them is meant is not known.
                _ => Some(Cell::Gap(Gap::SpoilingNoData)),
            })
        }
        Recipe::Share { holding } => {
            let holding = counts(*holding)?;
            by_number(&|at, part| number(Exact::ratio(*holding.get(at)?, part)))
        }
        Recipe::Any { holding } => {
            let holding = counts(*holding)?;
            settled_by = Some(holding.iter().map(|holding| *holding > 0).collect());
            by_number(&|at, _| Some(Cell::bool(*holding.get(at)? > 0)))
        }
        Recipe::All { holding } => {
            let holding = counts(*holding)?;
            settled_by = Some(holding.iter().zip(&part).map(|(holding, part)| holding < part).collect());
            by_number(&|at, part| Some(Cell::bool(*holding.get(at)? == part)))
        }
        Recipe::Latest { value, holds, gap } => {
            let gap = gap.map(column).transpose()?;
            let latest = cells::cells(column(*value)?, holds, gap)?;
            by_number(&|at, part| if part == 0 { None } else { latest.get(at).cloned() })
        }
        Recipe::MeanPh { ions, most, places } => {
            let (ions, most) = (cells::digits(column(*ions)?)?, cells::digits(column(*most)?)?);
            // All ions are positive, so that so many of the largest bound the sum.
            let fits = |(most, rows): (&i128, &u64)| most.checked_mul(i128::from(*rows)).is_some();
            if !most.iter().zip(&rows).all(fits) {
                return Err(Interrupted::Overflow);
            }
            by_number(&|at, part| {
                let mean = ph::as_exact(*ions.get(at)?).checked_div(&Exact::from(part))?;
                number(Some(ph::of_mean(&mean, *places)))
            })
        }
    };
    let settled = |at: usize| settled_by.as_ref().and_then(|settled| settled.get(at)).copied().unwrap_or(false);
    let gap_of = |at: usize| gaps.as_ref().and_then(|gaps| gaps.get(at)).and_then(|code| Gap::from_code(*code));
    let cells = made
        .into_iter()
        .enumerate()
        .map(|(at, cell)| match gap_of(at) {
            _ if settled(at) => cell,
            Some(gap) if gap.spoils() || part.get(at) == Some(&0) => Cell::Gap(gap),
            Some(_) | None => cell,
        })
        .collect();
    Ok(Finished { cells, rows })
}

fn sums(sum: &Sum, frame: &DataFrame, rows: &[u64]) -> Result<Vec<Exact>, Interrupted> {
    let digits = cells::digits(frame.column(&reduction_name(sum.sum))?)?;
    if let Some([least, greatest]) = sum.ends {
        let ends = [least, greatest].map(|at| Ok::<_, Interrupted>(cells::digits(frame.column(&reduction_name(at))?)?));
        let [least, greatest] = ends;
        for ((least, greatest), rows) in least?.iter().zip(&greatest?).zip(rows) {
            let largest = least.unsigned_abs().max(greatest.unsigned_abs());
            let bound = largest.checked_mul(u128::from(*rows));
            if bound.is_none_or(|bound| bound > i128::MAX.unsigned_abs()) {
                return Err(Interrupted::Overflow);
            }
        }
    }
    Ok(digits.into_iter().map(|digits| Exact::scaled(digits, sum.scale)).collect())
}

fn picked(column: &Column, holds: &Holds) -> Result<Vec<Option<Value>>, Interrupted> {
    Ok(cells::values(column, holds)?)
}
