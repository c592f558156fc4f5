//! Rows in words: which rows of which table, what one row is, and what a column's name means at a step of the chain.

use super::aggregate::say_aggregate;
use super::column::{inlined, say_column, say_definition};
use super::outline::Outline;
use super::phrase::{Binding, Phrase, listed};
use super::row_condition::say_row_condition;
use super::value::{Sort, say_date};
use super::years::{Years, last_year};
use crate::message;
use crate::plan::{Aggregate, Column, ColumnNode, ColumnType, Keep, Plan, Rows, RowsNode, Table, TableColumn, Year};
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
        use crate::plan::AggregateNode;
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

/// The steps from the submitted table to these rows, the table first. Where two chains meet, the main one is followed.
fn chain(rows: &Rows) -> Vec<&Rows> {
    let mut steps = vec![rows];
    let mut last = rows;
    while let Some(before) = before(last) {
        steps.push(before);
        last = before;
    }
    steps.reverse();
    steps
}

fn before(rows: &Rows) -> Option<&Rows> {
    match &rows.node {
        RowsNode::Table { .. } | RowsNode::Union { .. } => None,
        RowsNode::Filter { rows, .. }
        | RowsNode::Derive { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. }
        | RowsNode::Group { rows, .. }
        | RowsNode::Join { left: rows, .. } => Some(rows),
    }
}

/// What all figures of a rule have in common, said once (统计口径) and not again with each of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Common<'p> {
    /// The steps that all share, this year's and last year's alike.
    pub rows: Option<&'p Rows>,
    /// The only table.
    pub table: Option<&'p str>,
    /// Some figures are of a choice of the common rows only.
    pub picks: bool,
}

impl<'p> Common<'p> {
    pub fn of(all: &[&'p Rows]) -> Common<'p> {
        let Some((first, others)) = all.split_first() else { return Common::default() };
        let mut shared = chain(first);
        for rows in others {
            let other = chain(rows);
            let same = shared.iter().zip(&other).take_while(|(left, right)| alike(left, right)).count();
            shared.truncate(same);
        }
        let mut tables: Vec<&str> = all.iter().flat_map(|rows| rows.tables()).map(|(table, _)| table).collect();
        tables.sort_unstable();
        tables.dedup();
        let table = match tables.as_slice() {
            [table] => Some(*table),
            [] | [..] => None,
        };
        let common = Common { rows: shared.last().copied(), table, picks: false };
        let is_choice = |step: &&Rows| matches!(step.node, RowsNode::Filter { .. });
        let picks = common.rows.is_some() && all.iter().any(|rows| common.beyond(rows).iter().any(is_choice));
        Common { picks, ..common }
    }

    /// Whether the reader knows the table without being told again. Rows of the same table that do not pass through the common
    /// steps are another choice of them, and say so by naming it.
    fn names_table_of(&self, rows: &Rows, table: &str) -> bool {
        match self.rows {
            Some(common) => chain(rows).into_iter().any(|step| alike(step, common)),
            None => self.table == Some(table),
        }
    }

    /// The steps of these rows that are not common to all, the first first.
    fn beyond<'r>(&self, rows: &'r Rows) -> Vec<&'r Rows> {
        let steps = chain(rows);
        let known = self.rows.and_then(|common| steps.iter().position(|step| alike(step, common)));
        steps.into_iter().skip(known.map_or(0, |position| position + 1)).collect()
    }
}

/// The same step, of this year or of last year.
fn alike(left: &Rows, right: &Rows) -> bool {
    left == right || left.last_year() == right.last_year()
}

/// The conditions that pick these rows out of what is common to all.
pub(super) fn say_picked(scope: Scope<'_>, common: &Common<'_>) -> Option<Phrase> {
    let conditions = common.beyond(scope.rows).into_iter().filter_map(|step| match &step.node {
        RowsNode::Filter { rows, condition } => Some(say_row_condition(Scope { plan: scope.plan, rows }, condition)),
        RowsNode::Join { left: _, right, on: _, keep } => {
            let table = say_tables(scope.plan, right);
            match keep {
                Keep::WithPartner => Some(Phrase::word(message!("rows-with-partner", table = table))),
                Keep::WithoutPartner => Some(Phrase::word(message!("rows-without-partner", table = table))),
                Keep::Matching | Keep::All => None,
            }
        }
        RowsNode::Table { .. }
        | RowsNode::Derive { .. }
        | RowsNode::During { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. }
        | RowsNode::Group { .. } => None,
    });
    conditions.reduce(Phrase::and)
}

/// What stands before a figure: which table, which year, between which days. Columns that are named say their year themselves where
/// there are two.
pub(super) fn say_origin(
    plan: &Plan,
    rows: &Rows,
    common: &Common<'_>,
    figure: Message,
    names_columns: bool,
) -> Message {
    let mut figure = figure;
    for step in common.beyond(rows).into_iter().rev() {
        if let RowsNode::During { from, to, .. } = &step.node {
            figure = message!("rows-during", from = say_date(*from), to = say_date(*to), figure = figure);
        }
    }
    let tables = rows.tables();
    figure = match Years::of(rows) {
        Years::One(Year::Last) => last_year(figure),
        Years::SideBySide(Year::Last) if !names_columns => last_year(figure),
        Years::Merged => message!("rows-both-years", figure = figure),
        Years::One(Year::This) | Years::SideBySide(_) => figure,
    };
    match tables.first().copied() {
        Some((table, _)) if !common.names_table_of(rows, table) => {
            message!("rows-from", table = table_title(plan, table), figure = figure)
        }
        Some(_) | None => figure,
    }
}

pub(super) fn table_title<'p>(plan: &'p Plan, table: &'p str) -> &'p str {
    plan.table(table).map_or(table, |table| table.title.as_str())
}

fn say_tables(plan: &Plan, rows: &Rows) -> Arg {
    let mut titles: Vec<Message> =
        rows.tables().into_iter().map(|(table, year)| say_table(plan, table, year)).collect();
    titles.dedup();
    listed(titles)
}

/// 《规模养殖场粪污台账》; of last year: 上年《…》.
pub(super) fn say_table(plan: &Plan, table: &str, year: Year) -> Message {
    let named = message!("table-named", table = table_title(plan, table));
    match year {
        Year::This => named,
        Year::Last => last_year(named),
    }
}

/// How the rows come about, a line a step: what is picked, corrected, summed up by what, and how added columns are determined.
/// Steps that `known` already says are left out.
pub(super) fn say_steps(plan: &Plan, rows: &Rows, known: &Common<'_>, with_conditions: bool) -> Vec<Outline> {
    let mut said = Vec::new();
    for step in known.beyond(rows) {
        match &step.node {
            RowsNode::Table { .. } => {}
            RowsNode::Filter { rows, condition } => {
                let scope = Scope { plan, rows };
                if with_conditions {
                    let condition = say_row_condition(scope, condition).message;
                    said.push(Outline::leaf(message!("step-filter", condition = condition, noun = scope.noun())));
                }
            }
            RowsNode::During { rows, from, to } => {
                if with_conditions {
                    let noun = Scope { plan, rows }.noun();
                    said.push(Outline::leaf(message!(
                        "step-during",
                        from = say_date(*from),
                        to = say_date(*to),
                        noun = noun
                    )));
                }
            }
            RowsNode::Derive { rows, name, value } => {
                let named = Scope { plan, rows: step }.name(name);
                said.extend(say_definition(Scope { plan, rows }, name, named, value));
            }
            RowsNode::Join { left, right, on, keep } => {
                let on = Scope { plan, rows: left }.names(on);
                let table = match (Years::of(left), Years::of(right)) {
                    // Beside rows of last year, those of this year are not a matter of course.
                    (Years::One(Year::Last), Years::One(Year::This)) => {
                        Arg::Message(message!("rows-this-year", figure = say_tables(plan, right)))
                    }
                    (Years::One(_) | Years::SideBySide(_) | Years::Merged, _) => say_tables(plan, right),
                };
                match keep {
                    Keep::Matching => said.push(Outline::leaf(message!("step-join-matching", table = table, on = on))),
                    Keep::All => said.push(Outline::leaf(message!("step-join-all", table = table, on = on))),
                    Keep::WithPartner => {
                        said.push(Outline::leaf(message!("step-join-with-partner", table = table, on = on)))
                    }
                    Keep::WithoutPartner => {
                        said.push(Outline::leaf(message!("step-join-without-partner", table = table, on = on)))
                    }
                }
                let partners = say_steps(plan, right, &Common::default(), true);
                if partners.is_empty() || Years::of(left) == Years::of(right) {
                    said.extend(partners);
                } else {
                    said.push(Outline::list(message!("method-of", rows = say_tables(plan, right)), partners));
                }
            }
            RowsNode::Union { first, second } => {
                said.extend(say_steps(plan, first, &Common::default(), true));
                said.extend(say_steps(plan, second, &Common::default(), true));
                said.push(Outline::leaf(message!(
                    "step-union",
                    first = say_tables(plan, first),
                    second = say_tables(plan, second)
                )));
            }
            RowsNode::Unique { rows, by } => {
                let by = Scope { plan, rows }.names(by);
                said.push(Outline::leaf(message!("step-unique", by = by)));
            }
            RowsNode::LatestBy { rows, by } => {
                let by = Scope { plan, rows }.names(by);
                said.push(Outline::leaf(message!("step-latest", by = by)));
            }
            RowsNode::Group { rows, by, columns } => {
                let scope = Scope { plan, rows };
                let figures = columns.iter().map(|column| say_aggregate(scope, &column.aggregate).message);
                said.push(Outline::leaf(message!("step-group", by = scope.names(by), figures = listed(figures))));
            }
        }
    }
    said
}

/// These rows as a noun: 《锅炉清单》中是否在建成区内为“否”的锅炉.
pub(super) fn say_rows(plan: &Plan, rows: &Rows, common: &Common<'_>) -> Message {
    let scope = Scope { plan, rows };
    let noun = match say_picked(scope, common) {
        Some(condition) => message!("rows-where", condition = condition.message, figure = scope.noun()),
        None => scope.noun(),
    };
    say_origin(plan, rows, common, noun, false)
}
