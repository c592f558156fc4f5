//! What is worked on, in the words of the plan: rows as their table counts them, the sum of a column in its unit, groups by what names them.

use super::kept::Kept;
use super::place::Place;
use crate::plan::{Column, ColumnNode, ColumnType, Comparison, Literal, Rows, RowsNode, Table, TableColumn};
use crate::words::Message;

/// What is worked on, in the words of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::advise) struct Thing {
    /// A phrase in which `{}` stands for the amount.
    pub work: Option<String>,
    /// What it is counted in.
    pub unit: String,
    /// The column, the table, or what a group stands for.
    pub title: String,
    pub counts: Counts,
}

/// What the amount of a thing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::advise) enum Counts {
    Rows,
    /// The sum of a column.
    Column,
    /// The sum of a column over what is not finished.
    Unfinished,
    /// Groups, and what each is to come to where the condition says so plainly (Ⅲ类).
    Groups(Option<Message>),
    /// Groups that are to get out of what is counted, and what that is where the condition says so plainly (劣Ⅴ类).
    OutOf(Option<Message>),
}

impl Place<'_> {
    /// The column of a submitted table that an expression is, if it is one.
    pub fn column_of(&self, rows: &Rows, column: &Column) -> Option<(&Table, &TableColumn)> {
        let ColumnNode::Field(name) = &column.node else { return None };
        let table = plain_table(rows, name).and_then(|table| self.plan.table(table))?;
        Some((table, table.column(name)?))
    }

    pub fn thing_of_rows(&self, rows: &Rows) -> Thing {
        let table = rows.tables().first().and_then(|(table, _)| self.plan.table(table));
        Thing {
            work: table.and_then(|table| table.work.clone()),
            unit: table.and_then(|table| table.counted_in.clone()).unwrap_or_default(),
            title: table.map(|table| table.title.clone()).unwrap_or_default(),
            counts: Counts::Rows,
        }
    }

    /// Rows as the table says; groups by what the column is headed that names them (断面名称: so many 断面).
    pub fn thing_of(&self, rows: &Rows, kept: Kept, condition: Option<&Column>) -> Thing {
        let Kept::Groups(key) = kept else { return self.thing_of_rows(rows) };
        let tables = rows.tables();
        let column = tables.iter().find_map(|(table, _)| self.plan.table(table)?.column(key));
        let title = column.and_then(|column| column.headers.first()).map_or(key, String::as_str);
        let plain = ["名称", "编号"].iter().find_map(|ending| title.strip_suffix(ending));
        let title = plain.filter(|plain| !plain.is_empty()).unwrap_or(title).to_owned();
        let class = condition.and_then(|condition| self.class_asked(condition));
        Thing { work: None, unit: String::new(), title, counts: Counts::Groups(class) }
    }

    /// The same of rows and groups of which fewer are better.
    pub fn thing_out_of(&self, rows: &Rows, kept: Kept, condition: Option<&Column>) -> Thing {
        let thing = self.thing_of(rows, kept, None);
        match thing.counts {
            Counts::Rows | Counts::Column | Counts::Unfinished => thing,
            Counts::Groups(_) | Counts::OutOf(_) => {
                let class = condition.and_then(|condition| self.class_shunned(condition));
                Thing { counts: Counts::OutOf(class), ..thing }
            }
        }
    }

    /// The class of a condition that counts the worst class alone: whoever leaves it has got better.
    fn class_shunned(&self, condition: &Column) -> Option<Message> {
        let ColumnNode::Compare { comparison, left: _, right } = &condition.node else { return None };
        let ColumnNode::Literal(Literal::Class(class)) = &right.node else { return None };
        let scale = self.plan.scale(&class.scale)?;
        let is_worst = matches!(comparison, Comparison::Equal | Comparison::GreaterOrEqual)
            && class.index.checked_add(1).and_then(|worse| scale.name(worse)).is_none();
        is_worst.then(|| crate::clauses::say_class(self.plan, class))
    }

    /// The class of a condition that asks for this class or a better one.
    fn class_asked(&self, condition: &Column) -> Option<Message> {
        let ColumnNode::Compare { comparison: Comparison::LessOrEqual, left: _, right } = &condition.node else {
            return None;
        };
        let ColumnNode::Literal(Literal::Class(class)) = &right.node else { return None };
        Some(crate::clauses::say_class(self.plan, class))
    }
}

/// The table at the far end, where the name is a column of its own all the way.
fn plain_table<'a>(rows: &'a Rows, name: &str) -> Option<&'a str> {
    match &rows.node {
        RowsNode::Table { table, year: _ } => Some(table),
        RowsNode::Derive { rows, name: derived, value: _ } => (derived != name).then(|| plain_table(rows, name))?,
        RowsNode::Filter { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. } => plain_table(rows, name),
        RowsNode::Join { .. } | RowsNode::Union { .. } | RowsNode::Group { .. } => None,
    }
}

pub(in crate::advise) fn thing_of_column(table: &Table, column: &TableColumn) -> Thing {
    let unit = match &column.holds {
        ColumnType::Number(number) => number.unit.clone().unwrap_or_default(),
        ColumnType::Unit { .. }
        | ColumnType::Text { .. }
        | ColumnType::Date { .. }
        | ColumnType::Bool
        | ColumnType::Class { .. } => table.counted_in.clone().unwrap_or_default(),
    };
    let title = column.headers.first().unwrap_or(&column.id).clone();
    Thing { work: column.work.clone(), unit, title, counts: Counts::Column }
}

pub(in crate::advise) fn places_of(column: &TableColumn) -> u32 {
    match &column.holds {
        ColumnType::Number(number) => number.decimals.min(6),
        ColumnType::Unit { .. }
        | ColumnType::Text { .. }
        | ColumnType::Date { .. }
        | ColumnType::Bool
        | ColumnType::Class { .. } => 0,
    }
}
