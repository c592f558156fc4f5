//! Which answers what can't be used would have gone into: rows that may be of one unit or another, cells that can't be read.

use std::collections::{BTreeMap, BTreeSet};

use super::error::MeasureError;
use super::lower::seen_until;
use super::world::{Demand, World};
use crate::intake::{Unusable, Unused};
use crate::plan::{Asked, Rows, RowsNode, Year};

/// By question and unit, the numbers of what would have gone into the answer.
pub fn of_questions(world: &World<'_>, asked: &[Asked]) -> Result<BTreeMap<(usize, usize), Vec<usize>>, MeasureError> {
    let mut found: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    if world.submission.unusable.is_empty() {
        return Ok(found);
    }
    for (question, asked) in asked.iter().enumerate() {
        let demand = Demand::of_questions(world.plan, [asked])?;
        let mut read: BTreeMap<(&str, Year), BTreeSet<String>> = BTreeMap::new();
        columns_read(asked.rows(), &demand, &mut read);
        for (number, unusable) in world.submission.unusable.iter().enumerate() {
            let goes_in = |year: &Year| {
                let read = read.get(&(unusable.table.as_str(), *year));
                read.is_some_and(|read| is_read(unusable, read)) && is_seen(world, unusable, *year)
            };
            if unusable.years.iter().any(goes_in) {
                for unit in units(world, unusable) {
                    found.entry((question, unit)).or_default().push(number);
                }
            }
        }
    }
    Ok(found)
}

/// The columns that are read of each table at the far ends of a chain.
fn columns_read<'a>(rows: &'a Rows, demand: &Demand, read: &mut BTreeMap<(&'a str, Year), BTreeSet<String>>) {
    if let RowsNode::Table { table, year } = &rows.node {
        read.entry((table, *year)).or_default().extend(demand.of(rows));
    }
    for input in rows.node.inputs() {
        columns_read(input, demand, read);
    }
}

fn is_read(unusable: &Unusable, read: &BTreeSet<String>) -> bool {
    match &unusable.what {
        Unused::Cell { column } => read.contains(column),
        Unused::OfSomeUnit | Unused::OfSomeYear | Unused::Shifted => true,
    }
}

fn is_seen(world: &World<'_>, unusable: &Unusable, year: Year) -> bool {
    unusable.first_day.is_none_or(|day| day <= seen_until(world.options.as_of, year))
}

/// The units for which it would have counted, each once.
fn units(world: &World<'_>, unusable: &Unusable) -> BTreeSet<usize> {
    let of_everyone = world.plan.table(&unusable.table).is_some_and(|table| table.unit_column.is_none());
    if of_everyone {
        return (0..world.plan.units.len()).collect();
    }
    let owner = |unit: &u32| usize::try_from(*world.owners.get(usize::try_from(*unit).ok()?)?).ok();
    unusable.units.iter().filter_map(owner).collect()
}
