//! Many rows to one cell.

use jiff::civil::Date;

use super::column::{Row, condition, evaluate, number};
use super::value::{Cell, Value};
use crate::figure::Exact;
use crate::measure::error::MeasureError;
use crate::measure::gap::Gap;
use crate::measure::own::things;
use crate::measure::ph;
use crate::plan::{Aggregate, AggregateNode, Column, Place};

/// The aggregate over `rows`, which stand in their order.
///
/// A row with a spoiling gap in what is aggregated spoils the whole; a row with another gap takes no part. If there are rows
/// and none takes part, the result is the strongest gap among them. `any` and `all` are settled by one row that settles them,
/// whatever is unknown of the others; for `latest` only the row counts that it takes.
pub fn aggregate(aggregate: &Aggregate, rows: &[Row<'_>], as_of: Date) -> Result<Cell, MeasureError> {
    let at = &aggregate.at;
    let take_part = |column: &Column| gather(column, rows, as_of);
    let one = |column: &Column, make: &dyn Fn(Vec<Value>) -> Result<Cell, MeasureError>| match take_part(column)? {
        Gathered::Values(values) => make(values),
        Gathered::Gap(gap) => Ok(Cell::Gap(gap)),
    };
    match &aggregate.node {
        AggregateNode::Count => Ok(Cell::number(rows.len())),
        AggregateNode::CountDistinct(column) => count_distinct(column, rows, as_of),
        AggregateNode::Sum(column) => one(column, &|values| Ok(Cell::number(sum(&values, at)?))),
        AggregateNode::Mean(column) => {
            one(column, &|values| Ok(quotient(&sum(&values, at)?, &Exact::from(values.len()))))
        }
        AggregateNode::WeightedMean { value, weight } => weighted_mean(value, weight, rows, as_of, at),
        AggregateNode::Least(column) | AggregateNode::Best(column) => {
            one(column, &|values| Ok(values.into_iter().min().map_or(Cell::Gap(Gap::NotApplicable), Cell::Value)))
        }
        AggregateNode::Greatest(column) | AggregateNode::Worst(column) => {
            one(column, &|values| Ok(values.into_iter().max().map_or(Cell::Gap(Gap::NotApplicable), Cell::Value)))
        }
        AggregateNode::Median(column) => {
            let half = Exact::ratio(1, 2).unwrap_or_default();
            one(column, &|values| quantile(values, &half, at))
        }
        AggregateNode::Quantile { value, q } => one(value, &|values| quantile(values, q, at)),
        AggregateNode::Share(column) => one(column, &|values| {
            let holding = Exact::from(conditions(&values, at)?.into_iter().filter(|holds| *holds).count());
            Ok(quotient(&holding, &Exact::from(values.len())))
        }),
        AggregateNode::Any(column) => settled(column, rows, as_of, true, at),
        AggregateNode::All(column) => settled(column, rows, as_of, false, at),
        AggregateNode::Latest { value, by } => latest(value, by, rows, as_of, at),
        AggregateNode::Value(column) => one(column, &|mut values| {
            Ok(match (values.pop(), values.is_empty()) {
                (None, _) => Cell::Gap(Gap::NotApplicable),
                (Some(only), true) => Cell::Value(only),
                // Which of them is meant is not known.
                (Some(_), false) => Cell::Gap(Gap::SpoilingNoData),
            })
        }),
        AggregateNode::MeanPh { value, places } => mean_ph(value, rows, *places, as_of, at),
    }
}

/// What a column gives over several rows.
enum Gathered {
    Values(Vec<Value>),
    Gap(Gap),
}

fn gather(column: &Column, rows: &[Row<'_>], as_of: Date) -> Result<Gathered, MeasureError> {
    let cells = rows.iter().map(|row| evaluate(column, *row, as_of)).collect::<Result<Vec<Cell>, _>>()?;
    Ok(take_part(cells))
}

fn take_part(cells: Vec<Cell>) -> Gathered {
    let strongest = cells.iter().filter_map(Cell::gap).max();
    let values: Vec<Value> = cells
        .into_iter()
        .filter_map(|cell| match cell {
            Cell::Value(value) => Some(value),
            Cell::Gap(_) => None,
        })
        .collect();
    match strongest {
        Some(gap) if gap.spoils() || values.is_empty() => Gathered::Gap(gap),
        Some(_) | None => Gathered::Values(values),
    }
}

/// What two units call the same is not the same.
fn count_distinct(column: &Column, rows: &[Row<'_>], as_of: Date) -> Result<Cell, MeasureError> {
    let cells = rows.iter().map(|row| evaluate(column, *row, as_of)).collect::<Result<Vec<Cell>, _>>()?;
    let valued = rows.iter().zip(&cells).filter_map(|(row, cell)| Some((row.own, cell.value()?)));
    let different = things(valued).many;
    Ok(match take_part(cells) {
        Gathered::Values(_) => Cell::number(different),
        Gathered::Gap(gap) => Cell::Gap(gap),
    })
}

fn sum(values: &[Value], at: &Place) -> Result<Exact, MeasureError> {
    let mut sum = Exact::ZERO;
    for value in values {
        sum += number(value, at)?;
    }
    Ok(sum)
}

fn conditions(values: &[Value], at: &Place) -> Result<Vec<bool>, MeasureError> {
    values.iter().map(|value| condition(value, at)).collect()
}

/// With nothing below the line there is nothing to share out.
fn quotient(above: &Exact, below: &Exact) -> Cell {
    above.checked_div(below).map_or(Cell::Gap(Gap::NotApplicable), Cell::number)
}

fn weighted_mean(
    value: &Column,
    weight: &Column,
    rows: &[Row<'_>],
    as_of: Date,
    at: &Place,
) -> Result<Cell, MeasureError> {
    let (mut above, mut below) = (Exact::ZERO, Exact::ZERO);
    let mut strongest: Option<Gap> = None;
    let mut part = 0usize;
    for row in rows {
        match (evaluate(value, *row, as_of)?, evaluate(weight, *row, as_of)?) {
            (Cell::Value(value), Cell::Value(weight)) => {
                let (value, weight) = (number(&value, at)?, number(&weight, at)?);
                above += &(value * weight);
                below += weight;
                part += 1;
            }
            (value, weight) => strongest = strongest.max(value.gap()).max(weight.gap()),
        }
    }
    Ok(match strongest {
        Some(gap) if gap.spoils() || part == 0 => Cell::Gap(gap),
        Some(_) | None => quotient(&above, &below),
    })
}

/// Linear between neighbours, at place k = 1 + (n − 1)·q counted from 1.
pub fn quantile(mut values: Vec<Value>, q: &Exact, at: &Place) -> Result<Cell, MeasureError> {
    values.sort_unstable();
    let Some(last) = values.len().checked_sub(1) else { return Ok(Cell::Gap(Gap::NotApplicable)) };
    let place = Exact::from(last) * q.clone();
    let below = place.floor();
    let share = &place - &below;
    let index = below.to_i128().and_then(|below| usize::try_from(below).ok()).unwrap_or(0).min(last);
    let (Some(low), Some(high)) = (values.get(index), values.get((index + 1).min(last))) else {
        return Ok(Cell::Gap(Gap::NotApplicable));
    };
    let (low, high) = (number(low, at)?, number(high, at)?);
    Ok(Cell::number(low + &(share * (high - low))))
}

/// `any` (settled by one that holds) and `all` (settled by one that doesn't).
fn settled(column: &Column, rows: &[Row<'_>], as_of: Date, by: bool, at: &Place) -> Result<Cell, MeasureError> {
    let cells = rows.iter().map(|row| evaluate(column, *row, as_of)).collect::<Result<Vec<Cell>, _>>()?;
    for cell in &cells {
        if let Cell::Value(value) = cell
            && condition(value, at)? == by
        {
            return Ok(Cell::bool(by));
        }
    }
    Ok(match take_part(cells) {
        Gathered::Values(_) => Cell::bool(!by),
        Gathered::Gap(gap) => Cell::Gap(gap),
    })
}

fn latest(value: &Column, by: &Column, rows: &[Row<'_>], as_of: Date, at: &Place) -> Result<Cell, MeasureError> {
    let mut latest: Option<(Value, Cell)> = None;
    let mut strongest: Option<Gap> = None;
    for row in rows {
        let (value, by) = (evaluate(value, *row, as_of)?, evaluate(by, *row, as_of)?);
        let by = match by {
            Cell::Value(by) => by,
            Cell::Gap(gap) => {
                strongest = strongest.max(Some(gap));
                continue;
            }
        };
        if let Some(gap) = value.gap().filter(|gap| !gap.spoils()) {
            strongest = strongest.max(Some(gap));
            continue;
        }
        let later = match &latest {
            None => true,
            Some((so_far, _)) => by
                .compare(so_far)
                .ok_or_else(|| MeasureError::WrongKind { at: at.clone(), wanted: so_far.kind(), found: by.kind() })?
                .is_ge(),
        };
        if later {
            latest = Some((by, value));
        }
    }
    Ok(match (strongest, latest) {
        (Some(gap), _) if gap.spoils() => Cell::Gap(gap),
        (_, Some((_, cell))) => cell,
        (Some(gap), None) => Cell::Gap(gap),
        (None, None) => Cell::Gap(Gap::NotApplicable),
    })
}

fn mean_ph(column: &Column, rows: &[Row<'_>], places: u32, as_of: Date, at: &Place) -> Result<Cell, MeasureError> {
    let mut cells = Vec::with_capacity(rows.len());
    for row in rows {
        cells.push(match evaluate(column, *row, as_of)? {
            Cell::Gap(gap) => Cell::Gap(gap),
            Cell::Value(value) => {
                let ions = ph::hydrogen_ions(number(&value, at)?);
                ions.map_or(Cell::Gap(Gap::SpoilingUnreadable), |ions| Cell::number(ph::as_exact(ions)))
            }
        });
    }
    Ok(match take_part(cells) {
        Gathered::Gap(gap) => Cell::Gap(gap),
        Gathered::Values(values) => match sum(&values, at)?.checked_div(&Exact::from(values.len())) {
            Some(mean) => Cell::number(ph::of_mean(&mean, places)),
            None => Cell::Gap(Gap::NotApplicable),
        },
    })
}
