//! What both evaluators are given: the plan, the tables, the options, and which columns the questions need.

use std::collections::{BTreeSet, HashMap};

use super::error::MeasureError;
use super::needs;
use super::options::MeasureOptions;
use super::rollup;
use crate::figure::Absence;
use crate::intake::Submission;
use crate::plan::{Asked, Plan, Rows, Year};

pub struct World<'a> {
    pub plan: &'a Plan,
    pub submission: &'a Submission,
    pub options: &'a MeasureOptions,
    /// For each unit of the roster, the unit for which its rows count.
    pub owners: Vec<u32>,
}

impl<'a> World<'a> {
    pub fn new(plan: &'a Plan, submission: &'a Submission, options: &'a MeasureOptions) -> World<'a> {
        World { plan, submission, options, owners: rollup::owners(plan, options.level.as_ref()) }
    }

    /// Why there can be no answer to a question over these rows: one of their tables was not submitted, or in no form that can be read.
    pub fn not_submitted(&self, rows: &Rows) -> Option<Absence> {
        rows.tables()
            .into_iter()
            .map(|(table, year)| (table.to_owned(), year))
            .filter(|table| !self.submission.tables.contains_key(table))
            .map(|table| match (self.submission.partly_unread.contains(&table), table.1) {
                (true, _) => Absence::Unreadable,
                (false, Year::This) => Absence::NoData,
                (false, Year::Last) => Absence::NoLastYear,
            })
            .min()
    }

    /// The tables of these rows in which a unit without a single row has no data: those that each unit must hand in, and those of which
    /// a file could not be read, which may be that unit's.
    pub fn needing_rows(&self, rows: &Rows) -> Vec<(String, Year)> {
        let needs_rows = |table: &(String, Year)| {
            let declared = self.plan.table(&table.0).filter(|declared| declared.unit_column.is_some());
            declared.is_some_and(|declared| declared.every_unit || self.submission.partly_unread.contains(table))
        };
        let tables = rows.tables().into_iter().map(|(table, year)| (table.to_owned(), year));
        tables.filter(needs_rows).collect()
    }

    /// Whether one of their tables may have rows that nobody has seen.
    pub fn are_partly_unread(&self, rows: &Rows) -> bool {
        let unread = &self.submission.partly_unread;
        rows.tables().into_iter().any(|(table, year)| unread.contains(&(table.to_owned(), year)))
    }
}

/// For every node of every chain, the columns that someone reads of it.
#[derive(Default)]
pub struct Demand(HashMap<Rows, BTreeSet<String>>);

impl Demand {
    pub fn of_questions<'a>(
        plan: &Plan,
        questions: impl IntoIterator<Item = &'a Asked>,
    ) -> Result<Demand, MeasureError> {
        let mut demand = Demand::default();
        for asked in questions {
            demand.add(plan, asked.rows(), needs::of_question(asked))?;
        }
        Ok(demand)
    }

    fn add(&mut self, plan: &Plan, rows: &Rows, wanted: BTreeSet<String>) -> Result<(), MeasureError> {
        let inputs = needs::of_inputs(plan, rows, &wanted)?;
        for (input, needed) in rows.node.inputs().into_iter().zip(inputs) {
            self.add(plan, input, needed)?;
        }
        self.0.entry(rows.clone()).or_default().extend(wanted);
        Ok(())
    }

    pub fn of(&self, rows: &Rows) -> BTreeSet<String> {
        self.0.get(rows).cloned().unwrap_or_default()
    }
}
