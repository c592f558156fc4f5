//! Cells that a figure does without for now: `is_missing` holds for one that was not sent, and the least, the greatest or the worst of
//! several values is that of those that are there. Once such a cell comes, the figure may be any other, so that it is in doubt, although
//! every step could be done.
//!
//! For each question the rows of its tables are counted that lack such a cell which may still come: rows that a later step leaves out are
//! counted too, so that bounds are at worst too wide. The count is a question like any other, and both evaluators answer it with
//! all others.

use std::collections::BTreeSet;

use crate::plan::{
    Aggregate, AggregateNode, Asked, Column, ColumnNode, Comparison, GroupColumn, Node, Plan, Rows, RowsNode,
};

/// The questions whose doubts are those of `asked` too.
pub fn beside(plan: &Plan, asked: &Asked) -> Vec<Asked> {
    let mut steps = Vec::new();
    gather(asked.rows(), &mut steps);
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let conditions = steps.iter().flat_map(|rows| match &rows.node {
        RowsNode::Filter { rows: _, condition } => vec![condition],
        RowsNode::Derive { rows: _, name: _, value } => vec![value],
        RowsNode::Group { rows: _, by: _, columns } => columns.iter().flat_map(of_group).collect(),
        RowsNode::Table { .. }
        | RowsNode::During { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. } => Vec::new(),
    });
    let last = match asked {
        Asked::Aggregate { rows: _, aggregate } => aggregate.node.columns(),
        Asked::Task { rows: _, done, due } => std::iter::once(done).chain(due).collect(),
        Asked::Tally { rows: _, label } => vec![label],
    };
    conditions.chain(last).for_each(|column| does_without(column, &mut names));
    with_what_they_are_made_of(&steps, &mut names);
    let tables: BTreeSet<_> = asked.rows().tables().into_iter().collect();
    let counted = steps.iter().filter_map(|rows| {
        let RowsNode::Table { table, year } = &rows.node else { return None };
        tables.contains(&(table.as_str(), *year)).then_some(())?;
        let columns = &plan.table(table)?.columns;
        lacking(rows, columns.iter().map(|column| column.id.as_str()).filter(|id| names.contains(id)))
    });
    counted.collect()
}

/// All steps of a chain.
fn gather<'p>(rows: &'p Rows, steps: &mut Vec<&'p Rows>) {
    steps.push(rows);
    rows.node.inputs().into_iter().for_each(|input| gather(input, steps));
}

fn of_group(column: &GroupColumn) -> Vec<&Column> {
    column.aggregate.node.columns()
}

/// The names of the columns without which the value of this one can be had.
fn does_without<'p>(column: &'p Column, names: &mut BTreeSet<&'p str>) {
    match &column.node {
        ColumnNode::IsMissing(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::WorstOf(_)
        | ColumnNode::NamesOfGreatest { .. } => column.node.fields(&mut |name| {
            names.insert(name);
        }),
        ColumnNode::Field(_)
        | ColumnNode::Literal(_)
        | ColumnNode::AsOf
        | ColumnNode::Compare { .. }
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IfElse { .. }
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::Interpolate { .. }
        | ColumnNode::ByDate { .. }
        | ColumnNode::Called { .. } => column.node.parts().into_iter().for_each(|part| does_without(part, names)),
    }
}

/// Adds what derived columns and those of groups are made of, down to the tables. The same name in two places counts for both.
fn with_what_they_are_made_of<'p>(steps: &[&'p Rows], names: &mut BTreeSet<&'p str>) {
    loop {
        let before = names.len();
        for rows in steps {
            match &rows.node {
                RowsNode::Derive { rows: _, name, value } if names.contains(name.as_str()) => {
                    value.node.fields(&mut |name| {
                        names.insert(name);
                    });
                }
                RowsNode::Group { rows: _, by: _, columns } => {
                    let wanted: Vec<&GroupColumn> =
                        columns.iter().filter(|column| names.contains(column.name.as_str())).collect();
                    for column in wanted.into_iter().flat_map(of_group) {
                        column.node.fields(&mut |name| {
                            names.insert(name);
                        });
                    }
                }
                RowsNode::Derive { .. }
                | RowsNode::Table { .. }
                | RowsNode::Filter { .. }
                | RowsNode::During { .. }
                | RowsNode::Join { .. }
                | RowsNode::Union { .. }
                | RowsNode::Unique { .. }
                | RowsNode::LatestBy { .. } => {}
            }
        }
        if names.len() == before {
            return;
        }
    }
}

/// Counts the rows of a table for which each of these columns is like itself: where one lacks a cell that may still come, that can't
/// be judged, and the row is in doubt.
fn lacking<'p>(table: &Rows, columns: impl Iterator<Item = &'p str>) -> Option<Asked> {
    let at = &table.at;
    let field = |name: &str| Box::new(Column::new(at.clone(), ColumnNode::Field(name.to_owned())));
    let is_itself = |name: &str| {
        let comparison = Comparison::Equal;
        Column::new(at.clone(), ColumnNode::Compare { comparison, left: field(name), right: field(name) })
    };
    let all = columns
        .map(is_itself)
        .reduce(|left, right| Column::new(at.clone(), ColumnNode::And(Box::new(left), Box::new(right))))?;
    let rows = Rows::new(at.clone(), RowsNode::Filter { rows: Box::new(table.clone()), condition: all });
    let aggregate: Aggregate = Node::new(at.clone(), AggregateNode::Count);
    Some(Asked::Aggregate { rows, aggregate })
}
