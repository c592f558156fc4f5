//! What a figure was made of: how many rows, and which of them weigh most. For `explain --depth`.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::error::MeasureError;
use super::exact::{Cell, Evaluator, Origin, Value, evaluate};
use super::load::Loader;
use super::needs;
use super::options::MeasureOptions;
use super::world::World;
use crate::figure::{Absence, Exact};
use crate::intake::Submission;
use crate::plan::{Asked, Column, Plan, Year};

/// The rows behind one figure of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributions {
    /// How many rows reached the aggregate: submitted rows, or groups where the rule groups them.
    pub rows: u64,
    /// Of these, how many have nothing in what the figure is made of: left blank, withheld, not applicable.
    pub absent: u64,
    /// The largest first; of equal ones the earlier row.
    pub largest: Vec<Contribution>,
}

/// One row that went into a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// What the aggregate reads of the row: its amount, whether its condition holds, its class.
    pub values: Vec<Held>,
    /// The row's columns that were read to get there, by name, sorted.
    pub columns: Vec<(String, Held)>,
    /// The submitted rows that it was made from, in their order: one, or all of a group; those that a join brought along come last.
    pub origins: Vec<RowPlace>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Value(Value),
    Absent(Absence),
}

/// A row of a submitted file, as a person counts rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    pub table: String,
    pub year: Year,
    pub file: String,
    pub sheet: Option<String>,
    pub row: u32,
}

/// The rows behind the answer to `asked` for the unit with this index in the roster, and `most` of the largest contributors. Only the
/// unit's own rows are read.
pub fn contributions(
    plan: &Plan,
    submission: &Submission,
    options: &MeasureOptions,
    asked: &Asked,
    unit: usize,
    most: usize,
) -> Result<Contributions, MeasureError> {
    let world = World::new(plan, submission, options);
    let unit = u32::try_from(unit).unwrap_or(u32::MAX);
    if world.not_submitted(asked.rows()).is_some() {
        return Ok(Contributions { rows: 0, absent: 0, largest: Vec::new() });
    }
    let loader = Loader { world: &world, only: Some(unit), trace: true };
    let prepared = HashMap::new();
    let evaluator = Evaluator::new(&world, &loader, &prepared);
    // Everything that the last steps read is shown, not only what the aggregate reads of it.
    let shown: BTreeSet<String> = needs::names(plan, asked.rows())?;
    let mut wanted: BTreeSet<String> = needs::of_question(asked);
    // And what names a row, so that a person knows which it is: the farm, the outfall.
    for table in asked.rows().tables().into_iter().filter_map(|(table, _)| plan.table(table)) {
        let key = table.key.iter().filter(|column| table.unit_column.as_ref() != Some(column));
        wanted.extend(key.filter(|column| shown.contains(*column)).cloned());
    }
    let mut relation = evaluator.rows(asked.rows(), &wanted)?;
    // What a step on the way read comes along: of a join that may be the partner's column, where the row has one of that name itself.
    let along: Vec<String> =
        relation.names.iter().filter(|name| shown.contains(*name) && !wanted.contains(*name)).cloned().collect();
    if !along.is_empty() && asked.rows().tables().len() > 1 {
        wanted.extend(along);
        relation = evaluator.rows(asked.rows(), &wanted)?;
    }

    let mut all: Vec<(Weight, Contribution)> = Vec::new();
    let mut absent = 0;
    for row in relation.decided().filter(|row| relation.everyones || row.unit == unit) {
        let on = relation.row(row);
        let mut values = Vec::new();
        for column in read_by(asked) {
            values.push(evaluate(column, on, options.as_of)?);
        }
        absent += u64::from(matches!(values.first(), Some(Cell::Gap(_))));
        let weight = weight(values.first());
        let named = relation.names.iter().zip(&row.cells).filter(|(name, _)| shown.contains(*name));
        let mut columns: Vec<(String, Held)> = named.map(|(name, cell)| (name.clone(), held(cell))).collect();
        columns.sort_by(|left, right| left.0.cmp(&right.0));
        let mut origins: Vec<RowPlace> = row.origins.iter().filter_map(|at| place(submission, at)).collect();
        // The row itself before its partners.
        let own = origins.first().map(|own| (own.table.clone(), own.year));
        origins.sort_by_cached_key(|origin| (Some((origin.table.clone(), origin.year)) != own, origin.clone()));
        all.push((weight, Contribution { values: values.iter().map(held).collect(), columns, origins }));
    }
    let rows = all.len() as u64;
    // Stable, and the rows come in the order of files and rows.
    all.sort_by(|left, right| right.0.cmp(&left.0));
    Ok(Contributions {
        rows,
        absent,
        largest: all.into_iter().take(most).map(|(_, contribution)| contribution).collect(),
    })
}

fn read_by(asked: &Asked) -> Vec<&Column> {
    match asked {
        Asked::Aggregate { aggregate, .. } => aggregate.node.columns(),
        Asked::Task { done, due, .. } => std::iter::once(done).chain(due).collect(),
        Asked::Tally { label, .. } => vec![label],
    }
}

/// What a row weighs in a figure: what spoils it most of all, then by size; of conditions those that hold, of classes the worst,
/// of dates the latest; what takes no part comes last.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    TakesNoPart,
    Size(Exact),
    Text(Reverse<std::sync::Arc<str>>),
    Spoils,
}

fn weight(first: Option<&Cell>) -> Weight {
    match first {
        None => Weight::Size(Exact::ZERO),
        Some(Cell::Gap(gap)) if gap.spoils() => Weight::Spoils,
        Some(Cell::Gap(_)) => Weight::TakesNoPart,
        Some(Cell::Value(Value::Text(text))) => Weight::Text(Reverse(text.clone())),
        Some(Cell::Value(value)) => Weight::Size(value.figure().unwrap_or_default().abs()),
    }
}

fn held(cell: &Cell) -> Held {
    match cell {
        Cell::Value(value) => Held::Value(value.clone()),
        Cell::Gap(gap) => Held::Absent(gap.absence()),
    }
}

pub(super) fn place(submission: &Submission, origin: &Origin) -> Option<RowPlace> {
    let ((table, year), submitted) = submission.tables.iter().nth(origin.table)?;
    let file = submitted.files.get(usize::try_from(origin.file).ok()?)?;
    Some(RowPlace {
        table: table.clone(),
        year: *year,
        file: file.file.clone(),
        sheet: file.sheet.clone(),
        row: origin.row,
    })
}
