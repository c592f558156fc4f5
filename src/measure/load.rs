//! Submitted tables as rows in memory, for the exact evaluator.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Engine, Expr, LazyFrame, NamedFrom, Series, col, lit};

use super::cells::{self, Holds};
use super::error::MeasureError;
use super::exact::{Cell, Origin, Relation, RelationRow, Tables, Value};
use super::gap::Gap;
use super::lower::seen_until;
use super::own::Own;
use super::world::World;
use crate::intake::{Submitted, column_names};
use crate::plan::{Table, Year};

/// Reads whole tables, or of one unit only.
pub struct Loader<'a> {
    pub world: &'a World<'a>,
    /// Only rows that count for this unit.
    pub only: Option<u32>,
    /// Note where each row stands in the submitted files.
    pub trace: bool,
}

impl Tables for Loader<'_> {
    fn load(&self, table: &str, year: Year, wanted: &BTreeSet<String>) -> Result<Relation, MeasureError> {
        let key = (table.to_owned(), year);
        let (Some(declared), Some(submitted)) = (self.world.plan.table(table), self.world.submission.tables.get(&key))
        else {
            return Ok(Relation::default());
        };
        let number = self.world.submission.tables.keys().position(|other| *other == key).unwrap_or_default();
        let seen = Seen {
            declared,
            submitted,
            until: seen_until(self.world.options.as_of, year),
            owners: &self.world.owners,
            only: self.only,
        };
        let mut relation = seen.load(number, wanted)?;
        if !self.trace {
            relation.rows.iter_mut().for_each(|row| row.origins = Vec::new());
        }
        Ok(relation)
    }
}

/// Every row of a submitted table, whatever its date and whoever's it is.
pub fn all_rows(declared: &Table, submitted: &Submitted, wanted: &BTreeSet<String>) -> Result<Relation, MeasureError> {
    let declared = Table { unit_column: None, time_column: None, ..declared.clone() };
    let seen = Seen { declared: &declared, submitted, until: jiff::civil::Date::MAX, owners: &[], only: None };
    seen.load(0, wanted)
}

/// A submitted table and which of its rows are seen.
struct Seen<'a> {
    declared: &'a Table,
    submitted: &'a Submitted,
    until: jiff::civil::Date,
    owners: &'a [u32],
    only: Option<u32>,
}

impl Seen<'_> {
    fn load(&self, number: usize, wanted: &BTreeSet<String>) -> Result<Relation, MeasureError> {
        let everyones = self.declared.unit_column.is_none();
        let mut frame = self.submitted.frame.clone();
        let schema = frame.collect_schema()?;
        let mut read: Vec<(String, Holds, Option<String>, Gap)> = Vec::new();
        let time = self.declared.time_column.as_ref();
        for column in &self.declared.columns {
            if !(wanted.contains(&column.id) || time == Some(&column.id)) {
                continue;
            }
            let Some(dtype) = schema.get(&column.id) else { continue };
            let holds = Holds::of_submitted(&self.declared.id, column, dtype)?;
            let said = Some(column_names::absence(&column.id)).filter(|said| schema.contains(said));
            read.push((column.id.clone(), holds, said, Gap::of_cell(column_names::NO_DATA, self.declared, column)));
        }
        let mut selected: Vec<Expr> = vec![col(column_names::FILE), col(column_names::ROW)];
        if !everyones {
            selected.push(col(column_names::UNIT));
        }
        for (name, _, said, _) in &read {
            selected.push(col(name.as_str()));
            selected.extend(said.as_deref().map(col));
        }
        if let Some(unit) = self.only.filter(|_| !everyones) {
            frame = only_of(frame, self.owners, unit);
        }
        let frame = collect(frame.select(selected))?;

        let keys = |name: &str| Ok::<_, MeasureError>(cells::counts(frame.column(name)?)?);
        let (files, rows) = (keys(column_names::FILE)?, keys(column_names::ROW)?);
        let units: Vec<Option<u32>> = if everyones {
            vec![Some(0); files.len()]
        } else {
            frame.column(column_names::UNIT)?.as_materialized_series().u32()?.iter().collect()
        };
        let mut columns: Vec<(String, std::vec::IntoIter<Cell>)> = Vec::new();
        for (name, holds, said, blank) in &read {
            let values = cells::values(frame.column(name)?, holds)?;
            let codes = match said {
                Some(said) => cells::codes(frame.column(said)?)?,
                None => vec![column_names::NO_DATA; values.len()],
            };
            let declared = self.declared.column(name);
            let gap = |code| declared.map_or(*blank, |column| Gap::of_cell(code, self.declared, column));
            let cells: Vec<Cell> = values
                .into_iter()
                .zip(codes)
                .map(|(value, code)| match value {
                    Some(value) => Cell::Value(value),
                    None if code == column_names::PRESENT => Cell::Gap(*blank),
                    None => Cell::Gap(gap(code)),
                })
                .collect();
            columns.push((name.clone(), cells.into_iter()));
        }
        let time_at = columns.iter().position(|(name, _)| Some(name) == time);
        let mut made: Vec<((u64, u64, u32, u32), RelationRow)> = Vec::new();
        for ((file, row), unit) in files.into_iter().zip(rows).zip(units) {
            let cells: Vec<Cell> = columns.iter_mut().filter_map(|(_, cells)| cells.next()).collect();
            let Some(own) = unit else { continue };
            let owner = || self.owners.get(usize::try_from(own).ok()?).copied();
            let Some(unit) = (if everyones { Some(0) } else { owner() }) else { continue };
            let day = time_at.and_then(|at| cells.get(at)).and_then(Cell::value).and_then(Value::day);
            if day.is_some_and(|day| day > self.until) {
                continue;
            }
            let narrow = |number: u64| u32::try_from(number).unwrap_or_default();
            let origin = Origin { table: number, file: narrow(file), row: narrow(row) };
            let origins = vec![origin];
            let made_row = RelationRow { unit, own: Own::One(own), cells, undecided: false, origins };
            made.push(((file, row, unit, own), made_row));
        }
        made.sort_by_key(|(order, _)| *order);
        // A row of several units below the same one is that one's row once.
        made.dedup_by(|((file, row, unit, _), other), (kept_at, kept)| {
            let same = (*file, *row, *unit) == (kept_at.0, kept_at.1, kept_at.2);
            if same {
                let units = kept.own.units().iter().chain(other.own.units()).copied();
                kept.own = Own::of(units).unwrap_or(Own::One(*unit));
            }
            same
        });
        let mut names: Vec<String> = columns.into_iter().map(|(name, _)| name).collect();
        let mut rows: Vec<RelationRow> = made.into_iter().map(|(_, row)| row).collect();
        // A declared column that the frame lacks is a column of blanks.
        for column in &self.declared.columns {
            if wanted.contains(&column.id) && !names.contains(&column.id) {
                let blank = Gap::of_cell(column_names::NO_DATA, self.declared, column);
                names.push(column.id.clone());
                rows.iter_mut().for_each(|row| row.cells.push(Cell::Gap(blank)));
            }
        }
        Ok(Relation { everyones, names, rows, unplaced: BTreeMap::new() })
    }
}

fn only_of(frame: LazyFrame, owners: &[u32], unit: u32) -> LazyFrame {
    let members = owners.iter().zip(0u32..).filter(|(owner, _)| **owner == unit).map(|(_, member)| member);
    let members = Series::new("members".into(), members.collect::<Vec<u32>>());
    frame.filter(col(column_names::UNIT).is_in(lit(members).implode(false), false))
}

pub fn collect(frame: LazyFrame) -> Result<polars::prelude::DataFrame, MeasureError> {
    Ok(frame.collect_with_engine(Engine::Streaming)?.unwrap_single())
}
