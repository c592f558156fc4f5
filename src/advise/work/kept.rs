//! How rows come about over the year: a list that is worked on where it stands, or records by their days, of which those that are in stand
//! and further ones come.
//!
//! It decides what may be suggested and what may be called lost: nobody can make a record of March good in June, but later ones may
//! still move the rate; and nobody can be told to receive six more complaints.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::plan::{
    AggregateNode, Arithmetic, Column, ColumnNode, Formula, FormulaNode, Plan, Rows, RowsNode, Table, Year,
};

/// What becomes of the rows of this year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::advise) enum Kept<'a> {
    /// A list: what is done to its rows is entered where they stand.
    List,
    /// Records by their days: those that are in stand, and more come.
    Records,
    /// One row for each of something (each section, by the mean of its readings): it may come out otherwise by later records, or by work on
    /// the list that it is made of. With the column that names it.
    Groups(&'a str),
}

pub(in crate::advise) fn kept<'a>(plan: &Plan, rows: &'a Rows) -> Kept<'a> {
    match &rows.node {
        RowsNode::Table { .. } if days(plan, rows).is_some() => Kept::Records,
        RowsNode::Table { .. } => Kept::List,
        RowsNode::Filter { rows, .. }
        | RowsNode::Derive { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. } => kept(plan, rows),
        RowsNode::LatestBy { rows: inner, by } => match kept(plan, inner) {
            Kept::Records => grouped(plan, inner, by),
            other @ (Kept::List | Kept::Groups(_)) => other,
        },
        RowsNode::Group { rows: inner, by, columns: _ } => grouped(plan, inner, by),
        RowsNode::Join { left, .. } => kept(plan, left),
        RowsNode::Union { first, second } => match (kept(plan, first), kept(plan, second)) {
            (Kept::Records, _) | (_, Kept::Records) => Kept::Records,
            (one @ (Kept::List | Kept::Groups(_)), Kept::List | Kept::Groups(_)) => one,
        },
    }
}

/// Groups by month are records again: the months that are over stand.
fn grouped<'a>(plan: &Plan, rows: &Rows, by: &'a [String]) -> Kept<'a> {
    let days = days(plan, rows);
    match by.last() {
        Some(_) if by.iter().any(|key| days.as_ref().is_some_and(|days| days.contains(key))) => Kept::Records,
        Some(key) => Kept::Groups(key),
        None => kept_alone(days.is_some()),
    }
}

fn kept_alone(is_dated: bool) -> Kept<'static> {
    if is_dated { Kept::Records } else { Kept::List }
}

/// The columns that tell when a row was, or what month it is of. `None` where the rows of this year have no days.
fn days(plan: &Plan, rows: &Rows) -> Option<BTreeSet<String>> {
    match &rows.node {
        RowsNode::Table { table, year } => {
            let table = plan.table(table).filter(|_| *year == Year::This)?;
            Some(BTreeSet::from([table.time_column.clone()?]))
        }
        RowsNode::Derive { rows, name, value } => {
            let mut names = days(plan, rows)?;
            let mut reads = false;
            value.node.fields(&mut |field| reads |= names.contains(field));
            if reads {
                names.insert(name.clone());
            } else {
                names.remove(name);
            }
            Some(names)
        }
        RowsNode::Filter { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. } => days(plan, rows),
        RowsNode::Group { rows, by, columns: _ } => {
            let names = days(plan, rows)?;
            Some(by.iter().filter(|key| names.contains(*key)).cloned().collect())
        }
        RowsNode::Join { left, .. } => days(plan, left),
        RowsNode::Union { first, second } => days(plan, first).or_else(|| days(plan, second)),
    }
}

/// Rows of this year with a day: more of them come until the year is over.
pub(in crate::advise) fn is_dated(plan: &Plan, rows: &Rows) -> bool {
    days(plan, rows).is_some()
}

/// The group of the month that runs may still come out otherwise; those before stand.
pub(in crate::advise) fn may_regroup(rows: &Rows, as_of: Date) -> bool {
    fn is_grouped(rows: &Rows) -> bool {
        matches!(rows.node, RowsNode::Group { .. }) || rows.node.inputs().first().is_some_and(|input| is_grouped(input))
    }
    is_grouped(rows) && as_of != as_of.last_of_month()
}

/// A share of a whole, by its form or by a check of the table whose breach is an error: it is never above one, so that once a row has
/// missed, it is never one again.
pub(in crate::advise) fn is_part_of_whole(plan: &Plan, formula: &Formula) -> bool {
    if let FormulaNode::Inherited(inner) = &formula.node {
        return is_part_of_whole(plan, inner);
    }
    if let FormulaNode::Aggregate { rows: _, aggregate } = &formula.node {
        return matches!(aggregate.node, AggregateNode::Share(_));
    }
    let FormulaNode::Arithmetic { operation: Arithmetic::Divide, left, right } = &formula.node else { return false };
    let FormulaNode::Aggregate { rows: part_of, aggregate: part } = &left.node else { return false };
    let FormulaNode::Aggregate { rows: whole_of, aggregate: whole } = &right.node else { return false };
    let picked = conditions(part_of);
    if part_of.tables() != whole_of.tables() || !conditions(whole_of).iter().all(|condition| picked.contains(condition))
    {
        return false;
    }
    if let (AggregateNode::Sum(part), AggregateNode::Sum(whole)) = (&part.node, &whole.node) {
        let tables = part_of.tables();
        let table = tables.first().and_then(|(table, _)| plan.table(table));
        return table.is_some_and(|table| never_more(table, part, whole));
    }
    matches!((&part.node, &whole.node), (AggregateNode::Count, AggregateNode::Count))
}

/// The conditions by which rows were picked, each conjunct apart.
pub(in crate::advise) fn conditions(rows: &Rows) -> Vec<&Column> {
    let mut found = Vec::new();
    if let RowsNode::Filter { rows: _, condition } = &rows.node {
        conjuncts(condition, &mut found);
    }
    if let Some(input) = rows.node.inputs().first() {
        found.extend(conditions(input));
    }
    found
}

fn conjuncts<'a>(condition: &'a Column, found: &mut Vec<&'a Column>) {
    if let ColumnNode::And(left, right) = &condition.node {
        conjuncts(left, found);
        conjuncts(right, found);
    } else {
        found.push(condition);
    }
}

/// The last day of the rows that count, where a rule names one.
pub(in crate::advise) fn until(rows: &Rows) -> Option<Date> {
    let own = match &rows.node {
        RowsNode::During { rows: _, from: _, to } => Some(*to),
        RowsNode::Table { .. }
        | RowsNode::Filter { .. }
        | RowsNode::Derive { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. }
        | RowsNode::Group { .. } => None,
    };
    own.into_iter().chain(rows.node.inputs().first().and_then(|input| until(input))).min()
}

/// Row by row, the one is no more than the other.
fn never_more(table: &Table, part: &Column, whole: &Column) -> bool {
    if part == whole {
        return true;
    }
    if let (
        ColumnNode::Arithmetic { operation: Arithmetic::Multiply, left: part, right: times },
        ColumnNode::Arithmetic { operation: Arithmetic::Multiply, left: whole, right: times_too },
    ) = (&part.node, &whole.node)
    {
        return times == times_too && never_more(table, part, whole);
    }
    table.forbids_more(part, whole)
}
