//! Tables and columns that are asked of the townships and that no rule reads.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::columns_asked;
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Plan, Rows, RowsNode, Table};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let read = read(plan);
    let mut found = Vec::new();
    for table in &plan.tables {
        let Some(fields) = read.get(table.id.as_str()) else {
            found.push(Diagnostic::warning(table.at.clone(), message!("check-table-unused", table = &table.id)));
            continue;
        };
        let own = own_columns(table);
        // A column that may be missing asks nothing of anyone.
        for column in table.columns.iter().filter(|column| column.required) {
            if !fields.contains(&column.id) && !own.contains(column.id.as_str()) {
                let message = message!("check-column-unused", table = &table.id, column = &column.id);
                found.push(Diagnostic::warning(column.at.clone(), message));
            }
        }
    }
    found
}

/// For each table that some question reads, the names of all columns that those questions mention.
fn read(plan: &Plan) -> BTreeMap<String, BTreeSet<String>> {
    let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for asked in plan.asked() {
        let rows = match &asked {
            crate::plan::Asked::Aggregate { rows, .. }
            | crate::plan::Asked::Task { rows, .. }
            | crate::plan::Asked::Tally { rows, .. } => rows,
        };
        let mut fields = BTreeSet::new();
        columns_asked(&asked, &mut |column| {
            column.node.fields(&mut |name| {
                fields.insert(name.to_owned());
            });
        });
        named_in_steps(rows, &mut fields);
        for (table, _) in rows.tables() {
            read.entry(table.to_owned()).or_default().extend(fields.iter().cloned());
        }
    }
    read
}

/// Columns by which rows are joined, grouped and told apart.
fn named_in_steps(rows: &Rows, fields: &mut BTreeSet<String>) {
    for input in rows.node.inputs() {
        named_in_steps(input, fields);
    }
    match &rows.node {
        RowsNode::Join { on: by, .. }
        | RowsNode::Unique { by, .. }
        | RowsNode::LatestBy { by, .. }
        | RowsNode::Group { by, .. } => fields.extend(by.iter().cloned()),
        RowsNode::Table { .. }
        | RowsNode::Filter { .. }
        | RowsNode::Derive { .. }
        | RowsNode::During { .. }
        | RowsNode::Union { .. } => {}
    }
}

/// Columns that the table itself needs: whose row it is, when it was, what names it, what its checks compare.
fn own_columns(table: &Table) -> BTreeSet<&str> {
    let roles = [&table.unit_column, &table.time_column, &table.year_column, &table.submitted_column];
    let mut own: BTreeSet<&str> = roles.into_iter().flatten().map(String::as_str).collect();
    own.extend(table.key.iter().map(String::as_str));
    for check in &table.checks {
        check.condition.node.fields(&mut |name| {
            own.insert(name);
        });
    }
    own
}
