//! Rows that count in one of the two sums of a quotient only: of the other the cell says that there is nothing to give.

use polars::prelude::{Expr, Schema, col, lit};

use super::checks::Lower;
use super::column_names;
use super::out_of_range::zero;
use crate::plan::{
    AggregateNode, Arithmetic, Column, ColumnNode, Formula, FormulaNode, Plan, Rows, RowsNode, Table, TableColumn, Year,
};

/// One sum takes its cell of a row, and the other has none to take.
#[derive(Clone, Copy)]
pub struct OneSided<'p> {
    pub not_applicable: &'p TableColumn,
    pub counted: &'p TableColumn,
}

/// What the rules of a plan divide by one another within a table, each way of it with the condition under which a row is one-sided. What
/// can't be asked of the rows as they stand is left out.
pub fn one_sided<'p>(
    plan: &'p Plan,
    table: &'p Table,
    year: Year,
    schema: &Schema,
    lower: Lower<'_>,
) -> Vec<(OneSided<'p>, Expr)> {
    let mut quotients: Vec<Quotient<'p>> = Vec::new();
    for rule in &plan.rules {
        rule.each_formula(&mut |formula| {
            if let Some(quotient) = Quotient::of(formula, table, year).filter(|quotient| !quotients.contains(quotient))
            {
                quotients.push(quotient);
            }
        });
    }
    let mut found = Vec::new();
    for Quotient { above, below, picked } in quotients {
        let picked: Option<Vec<Expr>> = picked.iter().map(|condition| lower(condition, table, schema)).collect();
        let Some(picked) = picked else { continue };
        for (not_applicable, counted) in [(above, below), (below, above)] {
            let (Some(not_applicable), Some(counted)) = (table.column(not_applicable), table.column(counted)) else {
                continue;
            };
            let Some(nothing) = schema.get(counted.id.as_str()).and_then(zero) else { continue };
            let says = |column: &TableColumn, said: u8| col(column_names::absence(&column.id)).eq(lit(said));
            let here = says(not_applicable, column_names::NOT_APPLICABLE)
                .and(says(counted, column_names::PRESENT))
                .and(col(counted.id.as_str()).neq(nothing));
            let condition = picked.iter().fold(here, |all, picked| all.and(picked.clone().eq(lit(true))));
            found.push((OneSided { not_applicable, counted }, condition));
        }
    }
    found
}

/// A sum of one column over a sum of another, of the rows for which these conditions hold.
#[derive(PartialEq)]
struct Quotient<'p> {
    above: &'p str,
    below: &'p str,
    picked: Vec<&'p Column>,
}

impl<'p> Quotient<'p> {
    fn of(formula: &'p Formula, table: &Table, year: Year) -> Option<Quotient<'p>> {
        let FormulaNode::Arithmetic { operation: Arithmetic::Divide, left, right } = &formula.node else { return None };
        let ((above, rows), (below, others)) = (sum(left)?, sum(right)?);
        let (picked, others) = (picked(rows, table, year)?, self::picked(others, table, year)?);
        let alike =
            picked.len() == others.len() && picked.iter().zip(&others).all(|(one, other)| one.node == other.node);
        (alike && above != below).then_some(Quotient { above, below, picked })
    }
}

/// The column that a figure adds up, and of which rows.
fn sum(formula: &Formula) -> Option<(&str, &Rows)> {
    let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return None };
    let AggregateNode::Sum(column) = &aggregate.node else { return None };
    let ColumnNode::Field(name) = &column.node else { return None };
    Some((name, rows))
}

/// The conditions by which rows are picked out of this table; `None` where anything else is done to them.
fn picked<'p>(rows: &'p Rows, table: &Table, year: Year) -> Option<Vec<&'p Column>> {
    match &rows.node {
        RowsNode::Table { table: id, year: of } => (*id == table.id && *of == year).then(Vec::new),
        RowsNode::Filter { rows, condition } => {
            let mut conditions = picked(rows, table, year)?;
            conditions.push(condition);
            Some(conditions)
        }
        RowsNode::Derive { .. }
        | RowsNode::During { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. }
        | RowsNode::Group { .. } => None,
    }
}
