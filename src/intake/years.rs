//! In which years the rows of a table may be dated: a slip of the pen in a date takes its row out of everything that is measured by the
//! day, and nobody sees it go.

use std::collections::BTreeSet;

use polars::prelude::{Expr, col, lit};

use super::finding::{Finding, FindingCode, FoundAt};
use super::header::column_name;
use crate::message;
use crate::plan::{Column, ColumnNode, ColumnType, Level, Literal, Plan, Rows, RowsNode, Table, TableColumn, Year};

/// The years that the rules look at in a table, of one year's submission: that year itself, and those that `during` or a comparison of the
/// table's time column with a day names.
pub struct Years {
    years: BTreeSet<i16>,
}

impl Years {
    pub fn of(plan: &Plan, table: &Table, year: Year) -> Years {
        let own = match year {
            Year::This => plan.year,
            Year::Last => plan.year - 1,
        };
        let mut years = BTreeSet::from([own]);
        for asked in plan.asked() {
            looked_at(asked.rows(), table, year, &mut years);
        }
        Years { years }
    }

    /// The column that says on which day a row is dated, where the years of a submission are not told apart by another.
    pub fn column(table: &Table) -> Option<&TableColumn> {
        let column = table.time_column.as_ref().and_then(|id| table.column(id))?;
        // Where cells without a year take the column's, that year was written by the office.
        let dated = matches!(column.holds, ColumnType::Date { .. });
        (dated && table.year_column.is_none()).then_some(column)
    }

    /// Holds where the day lies in none of the years.
    pub fn outside(&self, column: &TableColumn) -> Expr {
        let year = || col(column.id.as_str()).dt().year();
        self.years.iter().map(|one| year().neq(lit(i32::from(*one)))).reduce(Expr::and).unwrap_or(lit(false))
    }

    /// A table wholly of other years is likely the wrong file, and a table mostly of other years carries on old cases: both are told once.
    /// `None`: a few rows among many, each of which may be a slip.
    pub fn told_together(&self, table: &Table, column: &TableColumn, rows: u64, of_all: u64) -> Option<Finding> {
        let at = FoundAt { column: Some(column_name(column)), ..FoundAt::table(&table.id) };
        let count = usize::try_from(rows).unwrap_or(usize::MAX);
        let (level, say) = if rows >= of_all {
            (Level::Warning, message!("finding-all-of-other-years", rows = count, years = self.names()))
        } else if rows.saturating_mul(2) > of_all {
            (Level::Note, message!("finding-mostly-of-other-years", rows = count, years = self.names()))
        } else {
            return None;
        };
        Some(Finding::new(level, FindingCode::OtherYear, at, say))
    }

    /// All years from the one to the other are among them.
    pub fn hold(&self, from: i16, to: i16) -> bool {
        (from..=to).all(|year| self.years.contains(&year))
    }

    /// As they are told: 2021、2022.
    pub fn names(&self) -> Vec<String> {
        self.years.iter().map(ToString::to_string).collect()
    }
}

fn looked_at(rows: &Rows, table: &Table, year: Year, years: &mut BTreeSet<i16>) {
    if rows.tables().contains(&(table.id.as_str(), year)) {
        match &rows.node {
            RowsNode::During { from, to, .. } => years.extend(from.year()..=to.year()),
            RowsNode::Filter { condition, .. } => compared(condition, table, years),
            RowsNode::Table { .. }
            | RowsNode::Derive { .. }
            | RowsNode::Join { .. }
            | RowsNode::Union { .. }
            | RowsNode::Unique { .. }
            | RowsNode::LatestBy { .. }
            | RowsNode::Group { .. } => {}
        }
    }
    for input in rows.node.inputs() {
        looked_at(input, table, year, years);
    }
}

fn compared(condition: &Column, table: &Table, years: &mut BTreeSet<i16>) {
    let parts = condition.node.parts();
    let is_time =
        |part: &&Column| matches!(&part.node, ColumnNode::Field(name) if table.time_column.as_ref() == Some(name));
    if parts.iter().any(is_time) {
        years.extend(parts.iter().filter_map(|part| match &part.node {
            ColumnNode::Literal(Literal::Date(day)) => Some(day.year()),
            _other_column => None,
        }));
    }
    for part in parts {
        compared(part, table, years);
    }
}
