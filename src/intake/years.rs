//! In which years the rows of a table may be dated: a slip of the pen in a date takes its row out of everything that is measured by the
//! day, and nobody sees it go.

use std::collections::BTreeSet;

use polars::prelude::{Expr, col, lit};

use super::finding::{Finding, FindingCode, FoundAt};
use super::header::column_name;
use crate::message;
use crate::plan::{
    Asked, Column, ColumnNode, ColumnType, Comparison, DatePart, Level, Literal, Plan, Rows, RowsNode, Table,
    TableColumn, Year,
};

/// The years that the rules look at in a table, of one year's submission: that year itself, and those that `during` or a comparison of the
/// table's time column with a day names.
pub struct Years {
    years: BTreeSet<i16>,
    /// Whatever is older too: a rule looks at everything before a day.
    until: Option<i16>,
}

impl Years {
    /// `asked`: all that is asked of the plan's tables.
    pub fn of(plan: &Plan, asked: &[Asked], table: &Table, year: Year) -> Years {
        let own = match year {
            Year::This => plan.year,
            Year::Last => plan.year - 1,
        };
        let mut years = Years { years: BTreeSet::from([own]), until: None };
        for asked in asked {
            looked_at(asked.rows(), table, year, &mut years);
        }
        years
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
        let others = self.years.iter().map(|one| year().neq(lit(i32::from(*one))));
        let later = self.until.map(|until| year().gt(lit(i32::from(until))));
        others.chain(later).reduce(Expr::and).unwrap_or(lit(false))
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
        (from..=to).all(|year| self.years.contains(&year) || self.until.is_some_and(|until| year <= until))
    }

    /// As they are told: 2021、2022.
    pub fn names(&self) -> Vec<String> {
        self.years.iter().map(ToString::to_string).collect()
    }
}

fn looked_at(rows: &Rows, table: &Table, year: Year, years: &mut Years) {
    if rows.tables().contains(&(table.id.as_str(), year)) {
        match &rows.node {
            RowsNode::During { from, to, .. } => years.years.extend(from.year()..=to.year()),
            RowsNode::Filter { condition, .. } => years.admit(kept(condition, table)),
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

impl Years {
    /// A condition that keeps rows of these years looks at them.
    fn admit(&mut self, kept: Kept) {
        let own = self.years.iter().max().copied().unwrap_or_default();
        match (kept.from, kept.to) {
            (Some(from), Some(to)) => self.years.extend(from..=to.min(from.saturating_add(LONGEST))),
            (Some(from), None) => self.years.extend(from.max(own.saturating_sub(LONGEST))..=own.max(from)),
            (None, Some(to)) => self.until = Some(self.until.map_or(to, |until| until.max(to))),
            (None, None) => {}
        }
    }
}

/// No rule looks at more years than that.
const LONGEST: i16 = 200;

/// Of which years the rows are that a condition keeps, as far as it says; an end of `None` is open.
#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    from: Option<i16>,
    to: Option<i16>,
}

fn kept(condition: &Column, table: &Table) -> Kept {
    let is_day = |column: &Column| is_day(column, table);
    match &condition.node {
        ColumnNode::Compare { comparison, left, right } => {
            let (year, day_first) = match (is_day(left), is_day(right)) {
                (true, _) => (year_of(right), true),
                (_, true) => (year_of(left), false),
                (false, false) => return Kept::default(),
            };
            let (from, to) = match (comparison, day_first) {
                (Comparison::Less | Comparison::LessOrEqual, true)
                | (Comparison::Greater | Comparison::GreaterOrEqual, false) => (None, year),
                (Comparison::Greater | Comparison::GreaterOrEqual, true)
                | (Comparison::Less | Comparison::LessOrEqual, false) => (year, None),
                (Comparison::Equal, _) => (year, year),
                (Comparison::NotEqual, _) => (None, None),
            };
            Kept { from, to }
        }
        ColumnNode::And(left, right) => {
            let (left, right) = (kept(left, table), kept(right, table));
            Kept { from: left.from.max(right.from), to: left.to.into_iter().chain(right.to).min() }
        }
        ColumnNode::Or(left, right) => {
            let (left, right) = (kept(left, table), kept(right, table));
            Kept {
                from: left.from.zip(right.from).map(|(left, right)| left.min(right)),
                to: left.to.zip(right.to).map(|(left, right)| left.max(right)),
            }
        }
        ColumnNode::Between { value, low, high } if is_day(value) => Kept { from: year_of(low), to: year_of(high) },
        ColumnNode::IsIn { value, options } if is_day(value) => {
            let years = || options.iter().filter_map(year_of_literal);
            Kept { from: years().min(), to: years().max() }
        }
        ColumnNode::Called { value, .. } => kept(value, table),
        ColumnNode::Field(_)
        | ColumnNode::Literal(_)
        | ColumnNode::AsOf
        | ColumnNode::Not(_)
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IfElse { .. }
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::WorstOf(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::Interpolate { .. }
        | ColumnNode::ByDate { .. }
        | ColumnNode::NamesOfGreatest { .. } => Kept::default(),
    }
}

/// The day of a row, or the year of that day.
fn is_day(column: &Column, table: &Table) -> bool {
    let is_time =
        |column: &Column| matches!(&column.node, ColumnNode::Field(name) if table.time_column.as_ref() == Some(name));
    is_time(column) || matches!(&column.node, ColumnNode::DatePart { value, part: DatePart::Year } if is_time(value))
}

fn year_of(column: &Column) -> Option<i16> {
    if let ColumnNode::Literal(literal) = &column.node { year_of_literal(literal) } else { None }
}

/// Of a day, or of a number that says a year.
fn year_of_literal(literal: &Literal) -> Option<i16> {
    match literal {
        Literal::Date(day) => Some(day.year()),
        Literal::Number(quantity) => quantity.value.to_i128().and_then(|year| i16::try_from(year).ok()),
        Literal::Text(_) | Literal::Bool(_) | Literal::Class(_) => None,
    }
}
