//! What a column's name means at a step of a chain of rows, and what one of the rows is called.

use super::aggregate::say_aggregate;
use super::column::{inlined, say_column};
use super::phrase::{Binding, Phrase, listed};
use super::shared_rows::chain;
use super::value::Sort;
use crate::message;
use crate::plan::{
    Aggregate, AggregateNode, Column, ColumnNode, ColumnType, Keep, Plan, Rows, RowsNode, Table, TableColumn,
};
use crate::words::{Arg, Message};

/// The rows in whose terms a column's name is understood.
#[derive(Clone, Copy)]
pub(super) struct Scope<'p> {
    pub plan: &'p Plan,
    pub rows: &'p Rows,
}

/// What a column's name stands for.
pub(super) enum Meaning<'p> {
    /// A column of a submitted table.
    Declared(&'p TableColumn),
    /// A column that the rule adds, said in terms of the rows before it.
    Derived(&'p Column, Scope<'p>),
    /// What a group's rows were summed up to, said in terms of the rows before it.
    Grouped(&'p Aggregate, Scope<'p>),
}

impl<'p> Scope<'p> {
    pub fn at(self, rows: &'p Rows) -> Scope<'p> {
        Scope { rows, ..self }
    }

    pub fn meaning(self, name: &str) -> Option<Meaning<'p>> {
        match &self.rows.node {
            RowsNode::Table { table, year: _ } => {
                self.plan.table(table).and_then(|table| table.column(name)).map(Meaning::Declared)
            }
            RowsNode::Filter { rows, .. }
            | RowsNode::During { rows, .. }
            | RowsNode::Unique { rows, .. }
            | RowsNode::LatestBy { rows, .. } => self.at(rows).meaning(name),
            RowsNode::Derive { rows, name: derived, value } if derived == name => {
                Some(Meaning::Derived(value, self.at(rows)))
            }
            RowsNode::Derive { rows, .. } => self.at(rows).meaning(name),
            RowsNode::Join { left, right, on: _, keep } => {
                let right = match keep {
                    Keep::Matching | Keep::All => Some(right),
                    Keep::WithPartner | Keep::WithoutPartner => None,
                };
                self.at(left).meaning(name).or_else(|| self.at(right?).meaning(name))
            }
            RowsNode::Union { first, second } => self.at(first).meaning(name).or_else(|| self.at(second).meaning(name)),
            RowsNode::Group { rows, by, columns } => {
                if by.iter().any(|column| column == name) {
                    return self.at(rows).meaning(name);
                }
                let column = columns.iter().find(|column| column.name == name)?;
                Some(Meaning::Grouped(&column.aggregate, self.at(rows)))
            }
        }
    }

    /// What the column is called: the header that the table's forms use, else what the rule calls it.
    pub fn name(self, name: &str) -> Message {
        self.in_its_year(name, Phrase::word(self.bare_name(name))).message
    }

    fn bare_name(self, name: &str) -> Message {
        match self.meaning(name) {
            Some(Meaning::Declared(column)) => message!("value-text", text = header(column)),
            // What the rule calls it is better known than the short name that it goes by in the script.
            Some(Meaning::Derived(Column { node: ColumnNode::Called { name: called, basis: None, .. }, .. }, _))
                if name.is_ascii() =>
            {
                message!("value-text", text = called)
            }
            Some(Meaning::Derived(value, inside)) => match class_of(inside, value) {
                Some(scale) if name.is_ascii() && self.derived_of(scale) > 1 => {
                    message!("rows-one-of-classes", scale = scale, name = name)
                }
                Some(scale) if name.is_ascii() => message!("value-text", text = scale),
                None if inlined(name, value) => say_column(inside, value).within(Binding::Word),
                Some(_) | None => message!("value-text", text = name),
            },
            Some(Meaning::Grouped(aggregate, inside)) => say_aggregate(inside, aggregate).message,
            None => message!("value-text", text = name),
        }
    }

    /// How many added columns of the chain hold classes of this scale: its title alone would not tell them apart.
    fn derived_of(self, title: &str) -> usize {
        let derived = chain(self.rows).into_iter().filter_map(|step| match &step.node {
            RowsNode::Derive { rows, name: _, value } => class_of(self.at(rows), value),
            RowsNode::Table { .. }
            | RowsNode::Filter { .. }
            | RowsNode::During { .. }
            | RowsNode::Join { .. }
            | RowsNode::Union { .. }
            | RowsNode::Unique { .. }
            | RowsNode::LatestBy { .. }
            | RowsNode::Group { .. } => None,
        });
        derived.filter(|scale| *scale == title).count()
    }

    pub fn sort(self, column: &Column) -> Sort {
        match &column.node {
            ColumnNode::Field(name) => match self.meaning(name) {
                Some(Meaning::Declared(column)) => Sort::of_kind(&column.holds.kind()),
                Some(Meaning::Derived(value, inside)) => inside.sort(value),
                Some(Meaning::Grouped(aggregate, inside)) => inside.sort_of_aggregate(aggregate),
                None => Sort::Number,
            },
            ColumnNode::Literal(literal) => Sort::of_literal(literal),
            ColumnNode::AsOf => Sort::Day,
            ColumnNode::Compare { .. }
            | ColumnNode::And(..)
            | ColumnNode::Or(..)
            | ColumnNode::Not(_)
            | ColumnNode::IsIn { .. }
            | ColumnNode::Between { .. }
            | ColumnNode::IsMissing(_)
            | ColumnNode::Contains { .. }
            | ColumnNode::Matches { .. } => Sort::Truth,
            ColumnNode::Arithmetic { .. }
            | ColumnNode::Negative(_)
            | ColumnNode::Convert { .. }
            | ColumnNode::DatePart { .. }
            | ColumnNode::Days { .. }
            | ColumnNode::Round { .. }
            | ColumnNode::Interpolate { .. } => Sort::Number,
            ColumnNode::IfElse { condition: _, then, otherwise } => self.sort(then).or(self.sort(otherwise)),
            ColumnNode::StepClass { .. } | ColumnNode::RangeClass { .. } | ColumnNode::WorstOf(_) => Sort::Class,
            ColumnNode::LeastOf(values) | ColumnNode::GreatestOf(values) => {
                values.iter().fold(Sort::Number, |sort, value| sort.or(self.sort(value)))
            }
            ColumnNode::ByDate { date: _, editions } => {
                editions.iter().fold(Sort::Number, |sort, edition| sort.or(self.sort(&edition.value)))
            }
            ColumnNode::NamesOfGreatest { .. } => Sort::Text,
            ColumnNode::Called { name: _, basis: _, value } => self.sort(value),
        }
    }

    pub fn sort_of_aggregate(self, aggregate: &Aggregate) -> Sort {
        match &aggregate.node {
            AggregateNode::Count
            | AggregateNode::CountDistinct(_)
            | AggregateNode::Sum(_)
            | AggregateNode::Mean(_)
            | AggregateNode::WeightedMean { .. }
            | AggregateNode::Median(_)
            | AggregateNode::Quantile { .. }
            | AggregateNode::Share(_)
            | AggregateNode::MeanPh { .. } => Sort::Number,
            AggregateNode::Any(_) | AggregateNode::All(_) => Sort::Truth,
            AggregateNode::Worst(_) | AggregateNode::Best(_) => Sort::Class,
            AggregateNode::Least(value)
            | AggregateNode::Greatest(value)
            | AggregateNode::Value(value)
            | AggregateNode::Latest { value, by: _ } => self.sort(value),
        }
    }

    /// What one row is: a farm, where the table's key is the unit and the farm; else a record.
    pub fn noun(self) -> Message {
        match &self.rows.node {
            RowsNode::Table { table, year: _ } => match self.plan.table(table).and_then(named_by) {
                Some(column) => message!("value-text", text = thing(column)),
                None => Message::new("rows-record"),
            },
            RowsNode::Filter { rows, .. }
            | RowsNode::Derive { rows, .. }
            | RowsNode::During { rows, .. }
            | RowsNode::LatestBy { rows, .. } => self.at(rows).noun(),
            RowsNode::Unique { rows, by } => match by.as_slice() {
                [column] => self.at(rows).thing(column),
                [] | [..] => self.at(rows).noun(),
            },
            RowsNode::Join { left, .. } => self.at(left).noun(),
            RowsNode::Union { first, .. } => self.at(first).noun(),
            RowsNode::Group { rows, by, columns: _ } => match by.as_slice() {
                [column] => self.at(rows).thing(column),
                [] | [..] => {
                    let by = by.iter().map(|column| self.at(rows).thing(column));
                    message!("rows-combination", by = listed(by))
                }
            },
        }
    }

    /// The same of several.
    pub fn nouns(self) -> Message {
        let noun = self.noun();
        match noun.key.as_str() {
            "rows-record" => Message::new("rows-records"),
            "rows-combination" => Message { key: "rows-combinations".to_owned(), ..noun },
            _thing => noun,
        }
    }

    fn thing(self, column: &str) -> Message {
        match self.meaning(column) {
            Some(Meaning::Declared(column)) => message!("value-text", text = thing(column)),
            Some(Meaning::Derived(..) | Meaning::Grouped(..)) | None => self.name(column),
        }
    }

    pub fn names(self, columns: &[String]) -> Arg {
        listed(columns.iter().map(|column| self.name(column)))
    }
}

/// The first declared header, without the unit in brackets that forms put behind it.
pub(super) fn header(column: &TableColumn) -> &str {
    let header = column.headers.first().unwrap_or(&column.id).trim();
    let bare = header.strip_suffix(['）', ')']).and_then(|inner| inner.rfind(['（', '(']));
    bare.map_or(header, |start| header.get(..start).unwrap_or(header)).trim_end()
}

/// The thing that a column names: 养殖场 for 养殖场名称.
fn thing(column: &TableColumn) -> &str {
    let header = header(column);
    let bare = ["名称", "编号", "编码", "代码", "序号"].iter().find_map(|suffix| header.strip_suffix(suffix));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(header)
}

/// The one column that names a row of this table within a unit.
fn named_by(table: &Table) -> Option<&TableColumn> {
    let mut columns = table.key.iter().filter(|column| table.unit_column.as_ref() != Some(column));
    let (first, second) = (columns.next()?, columns.next());
    let column = table.column(first).filter(|_| second.is_none())?;
    match column.holds {
        ColumnType::Text { .. } => Some(column),
        ColumnType::Unit { .. }
        | ColumnType::Number(_)
        | ColumnType::Date { .. }
        | ColumnType::Bool
        | ColumnType::Class { .. } => None,
    }
}

/// The title of the scale whose classes the expression gives.
fn class_of<'p>(scope: Scope<'p>, column: &'p Column) -> Option<&'p str> {
    match &column.node {
        ColumnNode::StepClass { scale, .. } => scope.plan.scale(scale).map(|scale| scale.title.as_str()),
        ColumnNode::RangeClass { inside, .. } => scope.plan.scale(&inside.scale).map(|scale| scale.title.as_str()),
        ColumnNode::WorstOf(values) => values.iter().find_map(|value| class_of(scope, value)),
        ColumnNode::IfElse { condition: _, then, otherwise } => {
            class_of(scope, then).or_else(|| class_of(scope, otherwise))
        }
        ColumnNode::ByDate { date: _, editions } => editions.iter().find_map(|edition| class_of(scope, &edition.value)),
        ColumnNode::Called { name: _, basis: _, value } => class_of(scope, value),
        ColumnNode::Field(name) => match scope.meaning(name)? {
            Meaning::Derived(value, inside) => class_of(inside, value),
            Meaning::Declared(_) | Meaning::Grouped(..) => None,
        },
        ColumnNode::Literal(_)
        | ColumnNode::AsOf
        | ColumnNode::Compare { .. }
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::Interpolate { .. }
        | ColumnNode::NamesOfGreatest { .. } => None,
    }
}
