//! Answers to questions, unit by unit, while they come together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::error::MeasureError;
use super::exact::{Cell, Evaluator, Relation, Row, Value, aggregate, evaluate, passes_over, quantile};
use super::lower::seen_until;
use super::measures::{Hidden, Measured, TaskCount};
use super::needs;
use super::world::World;
use crate::figure::{Absence, Exact, Figure};
use crate::plan::{AggregateNode, Asked, Plan, Rows, Year};

/// The answers to one question: for each unit the figure, how many rows went into it, and of how many rows it isn't known whether and
/// where they belong.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    pub measured: Vec<Measured>,
    pub rows: Vec<u64>,
    pub doubts: Vec<u64>,
}

impl Answers {
    /// The same for each unit.
    pub fn alike(world: &World<'_>, measured: Measured, rows: u64) -> Answers {
        let units = world.plan.units.len();
        Answers { measured: vec![measured; units], rows: vec![rows; units], doubts: vec![0; units] }
    }

    pub fn absent(world: &World<'_>, absence: crate::figure::Absence) -> Answers {
        Answers::alike(world, Measured::Figure(Figure::Absent(absence)), 0)
    }

    pub fn set(&mut self, unit: u32, measured: Measured, rows: u64) {
        let Ok(unit) = usize::try_from(unit) else { return };
        if let (Some(place), Some(count)) = (self.measured.get_mut(unit), self.rows.get_mut(unit)) {
            (*place, *count) = (measured, rows);
        }
    }

    pub fn doubt(&mut self, everyones: bool, doubts: &BTreeMap<u32, u64>) {
        for (unit, doubt) in (0u32..).zip(&mut self.doubts) {
            *doubt += doubts.get(if everyones { &0 } else { &unit }).copied().unwrap_or_default();
        }
    }

    /// Units that should have handed something in and did not have no data, whatever was made of their no rows.
    pub fn without_returns(&mut self, returned: &[&BTreeSet<u32>]) {
        let counts = self.rows.iter_mut().zip(&mut self.doubts);
        for (unit, (measured, (rows, doubts))) in (0u32..).zip(self.measured.iter_mut().zip(counts)) {
            if returned.iter().any(|returned| !returned.contains(&unit)) {
                *measured = Measured::Figure(Figure::Absent(crate::figure::Absence::NoData));
                (*rows, *doubts) = (0, 0);
            }
        }
    }
}

/// The answers to `asked` over rows that stand in memory.
pub fn over_rows(world: &World<'_>, asked: &Asked, relation: &Relation) -> Result<Answers, MeasureError> {
    let doubts = doubts_of(world, asked, relation)?;
    let mut by_unit: BTreeMap<u32, Vec<Row<'_>>> = BTreeMap::new();
    for row in relation.decided() {
        by_unit.entry(row.unit).or_default().push(relation.row(row));
    }
    let of = |rows: &[Row<'_>]| Ok::<_, MeasureError>((of_unit(world, asked, rows)?, rows.len() as u64));
    let (empty, none) = of(&[])?;
    if relation.everyones {
        let (measured, rows) = of(by_unit.get(&0).map_or(&[], Vec::as_slice))?;
        let mut answers = Answers::alike(world, measured, rows);
        answers.doubt(true, &doubts);
        return Ok(answers);
    }
    let mut answers = Answers::alike(world, empty, none);
    for (unit, rows) in by_unit {
        let (measured, count) = of(&rows)?;
        answers.set(unit, measured, count);
    }
    answers.doubt(false, &doubts);
    Ok(answers)
}

/// Rows that can't be placed, and those of which a cell that can't be read is passed over. Things to finish and labels have their own
/// bounds for what is not known of them.
fn doubts_of(world: &World<'_>, asked: &Asked, relation: &Relation) -> Result<BTreeMap<u32, u64>, MeasureError> {
    let mut doubts = relation.doubts();
    match asked {
        Asked::Aggregate { rows, aggregate } if needs::may_pass_over(world.plan, rows) => {
            for row in relation.decided() {
                let passed_over = passes_over(&aggregate.node.columns(), relation.row(row), world.options.as_of)?;
                if passed_over {
                    *doubts.entry(row.unit).or_default() += 1;
                }
            }
        }
        Asked::Aggregate { .. } | Asked::Task { .. } | Asked::Tally { .. } => {}
    }
    Ok(doubts)
}

fn of_unit(world: &World<'_>, asked: &Asked, rows: &[Row<'_>]) -> Result<Measured, MeasureError> {
    let as_of = world.options.as_of;
    match asked {
        Asked::Aggregate { aggregate: wanted, .. } => figure(&aggregate(wanted, rows, as_of)?, asked),
        Asked::Task { done, due, .. } => {
            let mut things = Vec::with_capacity(rows.len());
            for row in rows {
                let due = due.as_ref().map(|due| evaluate(due, *row, as_of)).transpose()?;
                things.push((evaluate(done, *row, as_of)?, due, 1));
            }
            Ok(task(world, asked, things))
        }
        Asked::Tally { label, .. } => {
            let mut labels = Vec::with_capacity(rows.len());
            for row in rows {
                labels.push((evaluate(label, *row, as_of)?, 1));
            }
            Ok(tally(world.plan, asked, labels))
        }
    }
}

pub fn figure(cell: &Cell, asked: &Asked) -> Result<Measured, MeasureError> {
    let at = match asked {
        Asked::Aggregate { aggregate, .. } => &aggregate.at,
        Asked::Task { rows, .. } | Asked::Tally { rows, .. } => &rows.at,
    };
    cell.figure().map(Measured::Figure).ok_or_else(|| MeasureError::TextAsFigure { at: at.clone() })
}

/// When a thing is due, when it was done, why nobody can say, and whether that does not apply.
type Days = (Option<Date>, Option<Date>, Option<Hidden>, bool);

/// Things by their dates. What is done after the last day seen is not done yet.
pub fn task(world: &World<'_>, asked: &Asked, things: impl IntoIterator<Item = (Cell, Option<Cell>, u64)>) -> Measured {
    let day = |cell: &Cell| cell.value().and_then(Value::day);
    let last = last_day(world, asked);
    let mut counts: BTreeMap<Days, u64> = BTreeMap::new();
    for (done, due, count) in things {
        let hidden = hidden(&done).max(due.as_ref().and_then(hidden));
        let not_applicable = done.gap().is_some_and(|gap| gap.absence() == Absence::NotApplicable);
        let done = day(&done).filter(|done| *done <= last);
        *counts.entry((due.as_ref().and_then(day), done, hidden, not_applicable)).or_default() += count;
    }
    let counted = counts.into_iter();
    let of = |((due, done, hidden, not_applicable), count)| TaskCount { due, done, hidden, not_applicable, count };
    Measured::Task(counted.map(of).collect())
}

/// Why a day can't be seen although there is one.
fn hidden(cell: &Cell) -> Option<Hidden> {
    match cell.gap()?.absence() {
        Absence::Withheld => Some(Hidden::Withheld),
        Absence::Unreadable => Some(Hidden::Unreadable),
        Absence::NoData | Absence::NoLastYear | Absence::NotApplicable | Absence::Pending => None,
    }
}

fn last_day(world: &World<'_>, asked: &Asked) -> Date {
    let year = asked.rows().tables().first().map_or(Year::This, |(_, year)| *year);
    seen_until(world.options.as_of, year)
}

pub fn tally(plan: &Plan, asked: &Asked, labels: impl IntoIterator<Item = (Cell, u64)>) -> Measured {
    let mut counts: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for (label, count) in labels {
        *counts.entry(label.value().map(|label| written(plan, asked, label))).or_default() += count;
    }
    Measured::Tally(counts.into_iter().collect())
}

/// A label as a text: a class by its name, a number and a date as they are written in results.
fn written(plan: &Plan, asked: &Asked, label: &Value) -> String {
    match label {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Bool(holds) => holds.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Moment(moment) => moment.to_string(),
        Value::Class(index) => class_name(plan, asked, *index).map_or_else(|| index.to_string(), str::to_owned),
    }
}

/// The name of a class that a tally's label holds, where the label is a declared column.
fn class_name<'a>(plan: &'a Plan, asked: &Asked, index: u32) -> Option<&'a str> {
    let Asked::Tally { rows, label } = asked else { return None };
    let crate::plan::ColumnNode::Field(name) = &label.node else { return None };
    let (table, _) = rows.tables().into_iter().next()?;
    match &plan.table(table)?.column(name)?.holds {
        crate::plan::ColumnType::Class { scale } => plan.scale(scale)?.name(index),
        crate::plan::ColumnType::Unit { .. }
        | crate::plan::ColumnType::Text { .. }
        | crate::plan::ColumnType::Number(_)
        | crate::plan::ColumnType::Date { .. }
        | crate::plan::ColumnType::Bool => None,
    }
}

/// A median or quantile from how many times each value occurs; different values from where they occur, each once a unit that they are of.
pub fn of_counts(asked: &Asked, counts: Vec<(Cell, u64)>) -> Result<Cell, MeasureError> {
    let Asked::Aggregate { aggregate, .. } = asked else { return Ok(Cell::Gap(super::gap::Gap::NotApplicable)) };
    let half = || Exact::ratio(1, 2).unwrap_or_default();
    let of_values = |counts: Vec<(Value, u64)>| match &aggregate.node {
        AggregateNode::CountDistinct(_) => Ok(Cell::number(counts.len())),
        AggregateNode::Quantile { q, .. } => quantile(repeated(counts), q, &aggregate.at),
        AggregateNode::Median(_)
        | AggregateNode::Count
        | AggregateNode::Sum(_)
        | AggregateNode::Mean(_)
        | AggregateNode::WeightedMean { .. }
        | AggregateNode::Least(_)
        | AggregateNode::Greatest(_)
        | AggregateNode::Share(_)
        | AggregateNode::Any(_)
        | AggregateNode::All(_)
        | AggregateNode::Worst(_)
        | AggregateNode::Best(_)
        | AggregateNode::Latest { .. }
        | AggregateNode::Value(_)
        | AggregateNode::MeanPh { .. } => quantile(repeated(counts), &half(), &aggregate.at),
    };
    let strongest = counts.iter().filter_map(|(cell, _)| cell.gap()).max();
    let mut values = Vec::new();
    for (cell, count) in counts {
        if let Cell::Value(value) = cell {
            values.push((value, count));
        }
    }
    match strongest {
        Some(gap) if gap.spoils() || values.is_empty() => Ok(Cell::Gap(gap)),
        Some(_) | None => of_values(values),
    }
}

fn repeated(counts: Vec<(Value, u64)>) -> Vec<Value> {
    let times = |count: u64| usize::try_from(count).unwrap_or_default();
    counts.into_iter().flat_map(|(value, count)| std::iter::repeat_n(value, times(count))).collect()
}

/// Questions over the same rows, with the numbers that they have in the plan.
pub fn by_rows<'a>(asked: impl IntoIterator<Item = (usize, &'a Asked)>) -> Vec<(&'a Rows, Vec<(usize, &'a Asked)>)> {
    let mut groups: Vec<(&Rows, Vec<(usize, &Asked)>)> = Vec::new();
    let mut index = std::collections::HashMap::new();
    for (number, asked) in asked {
        let rows = asked.rows();
        let at = *index.entry(rows).or_insert_with(|| {
            groups.push((rows, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, questions)) = groups.get_mut(at) {
            questions.push((number, asked));
        }
    }
    groups
}

/// Answers questions over rows that the evaluator makes, each chain once.
pub fn evaluated(
    world: &World<'_>,
    evaluator: &Evaluator<'_>,
    asked: &[(usize, &Asked)],
) -> Result<Vec<(usize, Answers)>, MeasureError> {
    let mut answers = Vec::new();
    for (rows, questions) in by_rows(asked.iter().copied()) {
        let mut wanted = BTreeSet::new();
        for (_, asked) in &questions {
            wanted.extend(needs::of_question(asked));
        }
        let relation = evaluator.rows(rows, &wanted)?;
        for (number, asked) in questions {
            answers.push((number, over_rows(world, asked, &relation)?));
        }
    }
    Ok(answers)
}
