//! Runs what Polars is asked to do, all of it at once, and answers the questions from what comes back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use polars::prelude::{DataFrame, DslPlan, Engine, LazyFrame, OptFlags};

use super::answers::{Answers, evaluated, figure, of_counts, tally, task};
use super::cells;
use super::error::MeasureError;
use super::exact::{Cell, Evaluator, Relation, RelationRow, aggregate};
use super::finish::{Interrupted, finish};
use super::load::Loader;
use super::lower::{
    COUNT, Chain, Grouped, Lowered, ORDER, OWN, OwnUnits, Partial, UNDECIDED, counted_names, gap_name, reduction_name,
};
use super::measures::Measured;
use super::own::Own;
use super::split::{Counting, Doubt, Prepared, Route, Split, split};
use super::world::{Demand, World};
use crate::intake::column_names;
use crate::plan::{Asked, Rows, RowsNode};

/// Answers to the questions, given with their numbers, whose tables were all submitted.
pub fn answer(world: &World<'_>, asked: &[(usize, &Asked)]) -> Result<Vec<(usize, Answers)>, Interrupted> {
    let demand = Demand::of_questions(world.plan, asked.iter().map(|(_, asked)| *asked))?;
    let split = split(world, asked)?;
    let frames = Frames::collect(&split, &demand)?;
    let prepared = frames.relations(&split, &demand)?;
    let questions: HashMap<usize, &Asked> = asked.iter().copied().collect();

    let mut answers = Vec::new();
    let mut left = Vec::new();
    for ((number, route), doubts) in split.routes.iter().zip(&split.doubts) {
        let Some(asked) = questions.get(number) else { continue };
        match route {
            Route::Exact => left.push((*number, *asked)),
            Route::Pass { pass, partial } => {
                let (Some(pass), Some(frame)) = (split.passes.get(*pass), frames.passes.get(*pass)) else { continue };
                let everyones = pass.chain.everyones;
                let mut found = from_pass(world, asked, everyones, partial, frame)?;
                found.doubt(everyones, &frames.doubts(doubts)?);
                answers.push((*number, found));
            }
            Route::Counted { counting } => {
                let (Some(counting), Some(frame)) = (split.countings.get(*counting), frames.countings.get(*counting))
                else {
                    continue;
                };
                let mut found = from_counts(world, asked, counting, frame)?;
                found.doubt(counting.chain.everyones, &frames.doubts(doubts)?);
                answers.push((*number, found));
            }
        }
    }
    let loader = Loader { world, only: None, trace: false };
    let evaluator = Evaluator::new(world, &loader, &prepared);
    answers.extend(evaluated(world, &evaluator, &left)?);

    let returned = frames.returned(&split)?;
    for (number, answers) in &mut answers {
        let Some(asked) = questions.get(number) else { continue };
        let rows = asked.rows();
        let tables = world.needing_rows(rows).into_iter();
        let nodes = tables.map(|(table, year)| Rows::new(rows.at.clone(), RowsNode::Table { table, year }));
        let of_tables: Vec<&BTreeSet<u32>> = nodes.filter_map(|table| returned.get(&table)).collect();
        answers.without_returns(&of_tables);
    }
    Ok(answers)
}

/// What came back from Polars, in the order of the [`Split`].
struct Frames {
    passes: Vec<DataFrame>,
    countings: Vec<DataFrame>,
    prepared: Vec<DataFrame>,
}

impl Frames {
    /// Everything is collected together, so that one scan of a file serves all who read it.
    fn collect(split: &Split, demand: &Demand) -> Result<Frames, Interrupted> {
        let passes = split.passes.iter().filter(|pass| !pass.request.reductions().is_empty());
        let mut lazy: Vec<LazyFrame> = passes.map(|pass| pass.chain.pass(&pass.request, pass.within)).collect();
        lazy.extend(split.countings.iter().map(|counting| counting.chain.counted(&counting.of, counting.within)));
        for (rows, prepared) in &split.prepared {
            lazy.push(match prepared {
                Prepared::Rows { chain, .. } => chain.projected(&demand.of(rows), true).0,
                Prepared::Groups { grouped, .. } => grouped.frame.clone(),
            });
        }
        let mut frames = collect_all(lazy)?.into_iter();
        let mut passes = Vec::new();
        for pass in &split.passes {
            let asked = !pass.request.reductions().is_empty();
            passes.push(if asked { frames.next().unwrap_or_default() } else { DataFrame::default() });
        }
        let countings = frames.by_ref().take(split.countings.len()).collect();
        Ok(Frames { passes, countings, prepared: frames.collect() })
    }

    fn relations(&self, split: &Split, demand: &Demand) -> Result<HashMap<Rows, Relation>, Interrupted> {
        let mut relations = HashMap::new();
        for ((rows, prepared), frame) in split.prepared.iter().zip(&self.prepared) {
            let (relation, doubts) = match prepared {
                Prepared::Rows { chain, doubts } => (of_rows(chain, &demand.of(rows), frame)?, doubts),
                Prepared::Groups { grouped, doubts } => (of_groups(rows, grouped, frame)?, doubts),
            };
            let unplaced = self.doubts(doubts)?;
            relations.insert(rows.clone(), Relation { unplaced, ..relation });
        }
        Ok(relations)
    }

    /// For each unit, how many rows can't be placed.
    fn doubts(&self, doubts: &[Doubt]) -> Result<BTreeMap<u32, u64>, Interrupted> {
        let mut found: BTreeMap<u32, u64> = BTreeMap::new();
        for doubt in doubts {
            let (pass, rows, all) = match doubt {
                Doubt::Undecided { pass, rows } => (pass, rows, None),
                Doubt::UnknownKeys { pass, rows, all } => (pass, rows, Some(all)),
            };
            let Some(frame) = self.passes.get(*pass) else { continue };
            let counts = |at: &usize| Ok::<_, Interrupted>(cells::counts(frame.column(&reduction_name(*at))?)?);
            let (units, rows, all) = (units(frame)?, counts(rows)?, all.map(counts).transpose()?);
            for (at, (unit, rows)) in units.into_iter().zip(rows).enumerate() {
                let alone = all.as_ref().is_some_and(|all| all.get(at).is_none_or(|all| *all < 2));
                if rows > 0 && !alone {
                    *found.entry(unit).or_default() += rows;
                }
            }
        }
        Ok(found)
    }

    /// For each table that every unit must hand in, the units that did.
    fn returned(&self, split: &Split) -> Result<HashMap<Rows, BTreeSet<u32>>, Interrupted> {
        let mut returned = HashMap::new();
        for (table, pass) in &split.tables {
            if let Some(frame) = self.passes.get(*pass) {
                returned.insert(table.clone(), units(frame)?.into_iter().collect());
            }
        }
        Ok(returned)
    }
}

fn collect_all(lazy: Vec<LazyFrame>) -> Result<Vec<DataFrame>, Interrupted> {
    let plans: Vec<DslPlan> = lazy.into_iter().map(|frame| frame.logical_plan).collect();
    let optimizations = OptFlags::default();
    LazyFrame::collect_all_with_engine(plans, Engine::Streaming, optimizations).map_err(|error| {
        // Polars refuses a decimal that outgrows its digits, in arithmetic or in a strict cast; nothing else is to be hidden.
        let text = error.to_string();
        match text.contains("overflow") || text.contains("conversion from") {
            true => Interrupted::Overflow,
            false => Interrupted::Error(MeasureError::Reading(error)),
        }
    })
}

fn units(frame: &DataFrame) -> Result<Vec<u32>, Interrupted> {
    let units = frame.column(column_names::UNIT)?.as_materialized_series().u32()?;
    Ok(units.iter().map(|unit| unit.unwrap_or(u32::MAX)).collect())
}

/// Whose each row of a frame is that counts for these units.
fn owns(own: OwnUnits, units: &[u32], frame: &DataFrame) -> Result<Vec<Own>, Interrupted> {
    let one = |(own, unit): (Option<u32>, &u32)| Own::One(own.unwrap_or(*unit));
    Ok(match own {
        OwnUnits::Same => units.iter().copied().map(Own::One).collect(),
        OwnUnits::One => {
            let owns = frame.column(OWN)?.as_materialized_series().u32()?.iter();
            owns.zip(units).map(one).collect()
        }
        OwnUnits::Several => {
            let mut owns = Vec::with_capacity(units.len());
            for (listed, unit) in frame.column(OWN)?.as_materialized_series().list()?.amortized_iter().zip(units) {
                let listed = listed
                    .map(|listed| Ok::<_, Interrupted>(listed.as_ref().u32()?.iter().flatten().collect::<Vec<u32>>()));
                owns.push(listed.transpose()?.and_then(Own::of).unwrap_or(Own::One(*unit)));
            }
            owns
        }
    })
}

fn from_pass(
    world: &World<'_>,
    asked: &Asked,
    everyones: bool,
    partial: &Partial,
    frame: &DataFrame,
) -> Result<Answers, Interrupted> {
    let finished = finish(partial, frame)?;
    let mut answers = of_no_rows(world, asked)?;
    let figures = finished.cells.iter().zip(finished.rows);
    for (unit, (cell, rows)) in units(frame)?.into_iter().zip(figures) {
        let measured = figure(cell, asked)?;
        if everyones {
            return Ok(Answers::alike(world, measured, rows));
        }
        answers.set(unit, measured, rows);
    }
    Ok(answers)
}

fn of_no_rows(world: &World<'_>, asked: &Asked) -> Result<Answers, Interrupted> {
    let measured = match asked {
        Asked::Aggregate { aggregate: wanted, .. } => figure(&aggregate(wanted, &[], world.options.as_of)?, asked)?,
        Asked::Task { .. } => Measured::Task(Vec::new()),
        Asked::Tally { .. } => Measured::Tally(Vec::new()),
    };
    Ok(Answers::alike(world, measured, 0))
}

fn from_counts(
    world: &World<'_>,
    asked: &Asked,
    counting: &Counting,
    frame: &DataFrame,
) -> Result<Answers, Interrupted> {
    let columns = counting.of.iter().enumerate().map(|(at, lowered)| {
        let (name, gap) = counted_names(at);
        read(frame, &name, lowered, &gap)
    });
    let mut columns = columns.collect::<Result<Vec<_>, _>>()?.into_iter().map(Vec::into_iter).collect::<Vec<_>>();
    let counts = cells::counts(frame.column(COUNT)?)?;
    let mut by_unit: std::collections::BTreeMap<u32, Vec<(Vec<Cell>, u64)>> = std::collections::BTreeMap::new();
    for (unit, count) in units(frame)?.into_iter().zip(counts) {
        let values = columns.iter_mut().filter_map(Iterator::next).collect();
        by_unit.entry(unit).or_default().push((values, count));
    }
    let mut answers = of_no_rows(world, asked)?;
    for (unit, counted) in by_unit {
        let rows = counted.iter().map(|(_, count)| count).sum();
        let first = |cells: Vec<Cell>| cells.into_iter().next();
        let measured = match asked {
            Asked::Aggregate { .. } => {
                let values = counted.into_iter().filter_map(|(cells, count)| Some((first(cells)?, count)));
                figure(&of_counts(asked, values.collect())?, asked)?
            }
            Asked::Task { .. } => {
                let things = counted.into_iter().filter_map(|(cells, count)| {
                    let mut cells = cells.into_iter();
                    Some((cells.next()?, cells.next(), count))
                });
                task(world, asked, things)
            }
            Asked::Tally { .. } => {
                let labels = counted.into_iter().filter_map(|(cells, count)| Some((first(cells)?, count)));
                tally(world.plan, asked, labels)
            }
        };
        if counting.chain.everyones {
            return Ok(Answers::alike(world, measured, rows));
        }
        answers.set(unit, measured, rows);
    }
    Ok(answers)
}

fn read(frame: &DataFrame, name: &str, lowered: &Lowered, gap: &str) -> Result<Vec<Cell>, Interrupted> {
    let gaps = lowered.gap.as_ref().map(|_| frame.column(gap)).transpose()?;
    Ok(cells::cells(frame.column(name)?, &lowered.holds, gaps)?)
}

fn of_rows(chain: &Chain, wanted: &BTreeSet<String>, frame: &DataFrame) -> Result<Relation, Interrupted> {
    let (_, columns) = chain.projected(wanted, true);
    let mut names = Vec::new();
    let mut read_columns = Vec::new();
    for (name, lowered) in columns {
        read_columns.push(read(frame, &name, &lowered, &gap_name(&name))?);
        names.push(name);
    }
    let undecided = chain.undecided().map(|_| cells::counts(frame.column(UNDECIDED)?)).transpose()?;
    relation((chain.everyones, chain.own), names, read_columns, undecided, frame)
}

fn of_groups(rows: &Rows, grouped: &Grouped, frame: &DataFrame) -> Result<Relation, Interrupted> {
    let mut names = Vec::new();
    let mut read_columns = Vec::new();
    for (name, lowered) in &grouped.keys {
        read_columns.push(read(frame, name, lowered, &gap_name(name))?);
        names.push(name.clone());
    }
    if let RowsNode::Group { columns, .. } = &rows.node {
        for (column, partial) in columns.iter().zip(&grouped.partials) {
            read_columns.push(finish(partial, frame)?.cells);
            names.push(column.name.clone());
        }
    }
    relation((grouped.everyones, grouped.own), names, read_columns, None, frame)
}

/// Rows in the order of files and rows, whatever the order in which they came from the threads.
fn relation(
    (everyones, own): (bool, OwnUnits),
    names: Vec<String>,
    columns: Vec<Vec<Cell>>,
    undecided: Option<Vec<u64>>,
    frame: &DataFrame,
) -> Result<Relation, Interrupted> {
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let mut rows: Vec<(u64, RelationRow)> = Vec::with_capacity(frame.height());
    let order = cells::counts(frame.column(ORDER)?)?;
    let units = units(frame)?;
    let owns = owns(own, &units, frame)?;
    for (at, ((unit, own), order)) in units.into_iter().zip(owns).zip(order).enumerate() {
        let cells = columns.iter_mut().filter_map(Iterator::next).collect();
        let undecided = undecided.as_ref().and_then(|undecided| undecided.get(at)).is_some_and(|row| *row > 0);
        rows.push((order, RelationRow { unit, own, cells, undecided, origins: Vec::new() }));
    }
    rows.sort_by_key(|(order, row)| (*order, row.unit));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(Relation { everyones, names, rows, unplaced: BTreeMap::new() })
}
