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
use crate::plan::{AggregateNode, Asked, Column, Plan, Year};

/// The rows behind one figure of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributions {
    /// How many rows reached the aggregate: submitted rows, or groups where the rule groups them.
    pub rows: u64,
    /// Of these, how many have nothing in what the figure is made of: left blank, withheld, not applicable. One number a question.
    pub absent: Vec<u64>,
    /// Those that weigh most for any of the questions first; of equal ones the earlier row.
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

/// The rows behind the answers to all questions of `asked` for the unit with this index in the roster, and `most` of the largest
/// contributors. The questions are all asked of the same rows. Only the unit's own rows are read.
pub fn contributions(
    plan: &Plan,
    submission: &Submission,
    options: &MeasureOptions,
    asked: &[&Asked],
    unit: usize,
    most: usize,
) -> Result<Contributions, MeasureError> {
    let world = World::new(plan, submission, options);
    let unit = u32::try_from(unit).unwrap_or(u32::MAX);
    let mut absent = vec![0; asked.len()];
    let asked_of = asked.first().map(|asked| asked.rows()).filter(|rows| world.not_submitted(rows).is_none());
    let Some(asked_of) = asked_of else {
        return Ok(Contributions { rows: 0, absent, largest: Vec::new() });
    };
    let loader = Loader { world: &world, only: Some(unit), trace: true };
    let prepared = HashMap::new();
    let evaluator = Evaluator::new(&world, &loader, &prepared);
    // Everything that the last steps read is shown, not only what the aggregate reads of it.
    let shown: BTreeSet<String> = needs::names(plan, asked_of)?;
    let mut wanted: BTreeSet<String> = asked.iter().flat_map(|asked| needs::of_question(asked)).collect();
    // And what names a row, so that a person knows which it is: the farm, the outfall.
    for table in asked_of.tables().into_iter().filter_map(|(table, _)| plan.table(table)) {
        let key = table.key.iter().filter(|column| table.unit_column.as_ref() != Some(column));
        wanted.extend(key.filter(|column| shown.contains(*column)).cloned());
    }
    let mut relation = evaluator.rows(asked_of, &wanted)?;
    // What a step on the way read comes along: of a join that may be the partner's column, where the row has one of that name itself.
    let along: Vec<String> =
        relation.names.iter().filter(|name| shown.contains(*name) && !wanted.contains(*name)).cloned().collect();
    if !along.is_empty() && asked_of.tables().len() > 1 {
        wanted.extend(along);
        relation = evaluator.rows(asked_of, &wanted)?;
    }

    let mut all: Vec<(Vec<Weight>, Contribution)> = Vec::new();
    for row in relation.decided().filter(|row| relation.everyones || row.unit == unit) {
        let on = relation.row(row);
        let (mut weights, mut values) = (Vec::new(), Vec::new());
        for (asked, absent) in asked.iter().zip(&mut absent) {
            let of_this = values.len();
            for column in read_by(asked) {
                values.push(evaluate(column, on, options.as_of)?);
            }
            let first = values.get(of_this);
            *absent += u64::from(matches!(first, Some(Cell::Gap(_))));
            weights.push(weight(asked, first));
        }
        let named = relation.names.iter().zip(&row.cells).filter(|(name, _)| shown.contains(*name));
        let mut columns: Vec<(String, Held)> = named.map(|(name, cell)| (name.clone(), held(cell))).collect();
        columns.sort_by(|left, right| left.0.cmp(&right.0));
        let mut origins: Vec<RowPlace> = row.origins.iter().filter_map(|at| place(submission, at)).collect();
        // The row itself before its partners.
        let own = origins.first().map(|own| (own.table.clone(), own.year));
        origins.sort_by_cached_key(|origin| (Some((origin.table.clone(), origin.year)) != own, origin.clone()));
        all.push((weights, Contribution { values: values.iter().map(held).collect(), columns, origins }));
    }
    let rows = all.len() as u64;
    Ok(Contributions { rows, absent, largest: largest(all, asked.len(), most) })
}

/// Where a row is one of the heaviest for one question, it stands among the first whatever it weighs for the others.
fn largest(all: Vec<(Vec<Weight>, Contribution)>, questions: usize, most: usize) -> Vec<Contribution> {
    let mut places = vec![usize::MAX; all.len()];
    for question in 0..questions {
        let weight = |number: &usize| all.get(*number).and_then(|(weights, _)| weights.get(question));
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|number| Reverse(weight(number)));
        for (place, alike) in order.chunk_by(|one, other| weight(one) == weight(other)).enumerate() {
            for number in alike {
                if let Some(best) = places.get_mut(*number) {
                    *best = (*best).min(place);
                }
            }
        }
    }
    let mut placed: Vec<(usize, Contribution)> =
        places.into_iter().zip(all.into_iter().map(|(_, contribution)| contribution)).collect();
    // Stable, and the rows come in the order of files and rows.
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().take(most).map(|(_, contribution)| contribution).collect()
}

fn read_by(asked: &Asked) -> Vec<&Column> {
    match asked {
        Asked::Aggregate { aggregate, .. } => aggregate.node.columns(),
        Asked::Task { done, due, .. } => std::iter::once(done).chain(due).collect(),
        Asked::Tally { label, .. } => vec![label],
    }
}

/// What a row weighs in a figure: what spoils it most of all, then by size; of conditions those that hold, and of one that all rows
/// are to meet those that don't; of classes the worst, of dates the latest; what takes no part comes last.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    TakesNoPart,
    Size(Exact),
    Text(Reverse<std::sync::Arc<str>>),
    Spoils,
}

fn weight(asked: &Asked, first: Option<&Cell>) -> Weight {
    let all_must_hold = match asked {
        Asked::Aggregate { rows: _, aggregate } => matches!(aggregate.node, AggregateNode::All(_)),
        Asked::Task { .. } | Asked::Tally { .. } => false,
    };
    match first {
        None => Weight::Size(Exact::ZERO),
        Some(Cell::Gap(gap)) if gap.spoils() => Weight::Spoils,
        Some(Cell::Gap(_)) => Weight::TakesNoPart,
        Some(Cell::Value(Value::Bool(holds))) if all_must_hold => Weight::Size(Exact::from(i64::from(!holds))),
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
