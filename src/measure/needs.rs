//! Which columns each step of a chain must hand on, so that no others are read.

use std::collections::BTreeSet;

use super::error::MeasureError;
use crate::plan::{AbsentCells, Aggregate, Asked, Column, Keep, Plan, Rows, RowsNode, Table, TableColumn};

/// The columns that a question reads at the end of its chain.
pub fn of_question(asked: &Asked) -> BTreeSet<String> {
    match asked {
        Asked::Aggregate { rows: _, aggregate } => of_aggregate(aggregate),
        Asked::Task { rows: _, done, due } => of_columns(std::iter::once(done).chain(due)),
        Asked::Tally { rows: _, label } => of_columns([label]),
    }
}

pub fn of_aggregate(aggregate: &Aggregate) -> BTreeSet<String> {
    of_columns(aggregate.node.columns())
}

fn of_columns<'a>(columns: impl IntoIterator<Item = &'a Column>) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    for column in columns {
        column.node.fields(&mut |name| {
            fields.insert(name.to_owned());
        });
    }
    fields
}

/// For each input of a step, in their order, the columns that it must hand on so that the step can hand on `wanted`.
pub fn of_inputs(plan: &Plan, rows: &Rows, wanted: &BTreeSet<String>) -> Result<Vec<BTreeSet<String>>, MeasureError> {
    let with = |more: BTreeSet<String>| -> BTreeSet<String> { wanted.union(&more).cloned().collect() };
    Ok(match &rows.node {
        RowsNode::Table { .. } => Vec::new(),
        RowsNode::Filter { rows: _, condition } => vec![with(of_columns([condition]))],
        RowsNode::Derive { rows: _, name, value } => {
            let mut needed = wanted.clone();
            if needed.remove(name) {
                needed.extend(of_columns([value]));
            }
            vec![needed]
        }
        RowsNode::During { rows, .. } => vec![with(BTreeSet::from([time_column(plan, rows)?]))],
        RowsNode::Unique { rows: _, by } | RowsNode::LatestBy { rows: _, by } => {
            vec![with(by.iter().cloned().collect())]
        }
        RowsNode::Group { rows: _, by, columns } => {
            let mut needed: BTreeSet<String> = by.iter().cloned().collect();
            for column in columns {
                needed.extend(of_aggregate(&column.aggregate));
            }
            vec![needed]
        }
        RowsNode::Join { left, right, on, keep: _ } => {
            let (left, right) = (names(plan, left)?, names(plan, right)?);
            let of = |side: &BTreeSet<String>| -> BTreeSet<String> {
                wanted.iter().filter(|name| side.contains(*name)).chain(on).cloned().collect()
            };
            let right_only: BTreeSet<String> = right.difference(&left).cloned().collect();
            vec![of(&left), of(&right_only)]
        }
        RowsNode::Union { first, second } => {
            let mut sides = Vec::new();
            for side in [first, second] {
                sides.push(names(plan, side)?.intersection(wanted).cloned().collect());
            }
            sides
        }
    })
}

/// The names of all columns that a chain can hand on.
pub fn names(plan: &Plan, rows: &Rows) -> Result<BTreeSet<String>, MeasureError> {
    Ok(match &rows.node {
        RowsNode::Table { table, .. } => {
            declared(plan, rows, table)?.columns.iter().map(|column| column.id.clone()).collect()
        }
        RowsNode::Filter { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. } => names(plan, rows)?,
        RowsNode::Derive { rows, name, .. } => {
            let mut all = names(plan, rows)?;
            all.insert(name.clone());
            all
        }
        RowsNode::Group { by, columns, .. } => {
            by.iter().chain(columns.iter().map(|column| &column.name)).cloned().collect()
        }
        RowsNode::Join { left, right, on: _, keep: Keep::Matching | Keep::All }
        | RowsNode::Union { first: left, second: right } => {
            let mut all = names(plan, left)?;
            all.extend(names(plan, right)?);
            all
        }
        RowsNode::Join { left, keep: Keep::WithPartner | Keep::WithoutPartner, .. } => names(plan, left)?,
    })
}

/// Whether a column of one of the tables leaves out absent cells: only there can a cell be passed over that can't be read.
pub fn may_pass_over(plan: &Plan, rows: &Rows) -> bool {
    let skips = |column: &TableColumn| match column.absent {
        AbsentCells::Skip => true,
        AbsentCells::Spoil => false,
    };
    let mut tables = rows.tables().into_iter().filter_map(|(table, _)| plan.table(table));
    tables.any(|table| table.columns.iter().any(skips))
}

/// The time column of the table at the far end of a chain, by which `during` picks.
pub fn time_column(plan: &Plan, rows: &Rows) -> Result<String, MeasureError> {
    let mut at = rows;
    loop {
        if let RowsNode::Table { table, .. } = &at.node {
            let time = declared(plan, at, table)?.time_column.clone();
            return time.ok_or_else(|| MeasureError::NoTimeColumn { at: rows.at.clone(), table: table.clone() });
        }
        match at.node.inputs().first() {
            Some(input) => at = input,
            None => return Err(MeasureError::NoTimeColumn { at: rows.at.clone(), table: String::new() }),
        }
    }
}

pub fn declared<'a>(plan: &'a Plan, rows: &Rows, table: &str) -> Result<&'a Table, MeasureError> {
    let unknown = || MeasureError::UnknownTable { at: rows.at.clone(), table: table.to_owned() };
    plan.table(table).ok_or_else(unknown)
}
