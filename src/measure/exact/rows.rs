//! Chains of rows, step by step in memory.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::aggregate::aggregate;
use super::column::{Row, evaluate};
use super::value::{Cell, Value};
use crate::measure::error::MeasureError;
use crate::measure::gap::Gap;
use crate::measure::needs;
use crate::plan::{Column, Keep, Plan, Rows, RowsNode, Year};

/// Rows in memory, in their order, each with the unit it counts for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relation {
    /// The rows belong to every unit alike; the units written in them mean nothing.
    pub everyones: bool,
    pub names: Vec<String>,
    pub rows: Vec<RelationRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRow {
    /// Index into the roster.
    pub unit: u32,
    pub cells: Vec<Cell>,
    /// The submitted rows that it was made from, where someone asked for them.
    pub origins: Vec<Origin>,
}

/// A submitted row: the table's number among the submitted ones, its file and its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    pub table: usize,
    pub file: u32,
    pub row: u32,
}

impl Relation {
    pub fn row<'a>(&'a self, row: &'a RelationRow) -> Row<'a> {
        Row { names: &self.names, cells: &row.cells }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    fn positions(&self, names: &[String], rows: &Rows) -> Result<Vec<usize>, MeasureError> {
        names
            .iter()
            .map(|name| {
                let unknown = || MeasureError::UnknownColumn { at: rows.at.clone(), column: name.clone() };
                self.position(name).ok_or_else(unknown)
            })
            .collect()
    }
}

/// Where the rows of a submitted table come from: its columns that are asked for, those up to the as-of date, in the order of files and rows.
pub trait Tables {
    fn load(&self, table: &str, year: Year, columns: &BTreeSet<String>) -> Result<Relation, MeasureError>;
}

pub struct Evaluator<'a> {
    pub plan: &'a Plan,
    pub as_of: Date,
    pub tables: &'a dyn Tables,
    /// Chains that were made elsewhere and need not be made again.
    pub prepared: &'a HashMap<Rows, Relation>,
}

impl Evaluator<'_> {
    /// The rows at the end of a chain, with at least the columns `wanted`.
    pub fn rows(&self, rows: &Rows, wanted: &BTreeSet<String>) -> Result<Cow<'_, Relation>, MeasureError> {
        if let Some(prepared) = self.prepared.get(rows) {
            return Ok(Cow::Borrowed(prepared));
        }
        let mut inputs = needs::of_inputs(self.plan, rows, wanted)?.into_iter();
        let mut input = |rows: &Rows| self.rows(rows, &inputs.next().unwrap_or_default());
        let made = match &rows.node {
            RowsNode::Table { table, year } => self.tables.load(table, *year, wanted)?,
            RowsNode::Filter { rows, condition } => self.filter(input(rows)?.into_owned(), condition)?,
            RowsNode::Derive { rows, name, value } => {
                let mut relation = input(rows)?.into_owned();
                if wanted.contains(name) {
                    self.derive(&mut relation, name, value)?;
                }
                relation
            }
            RowsNode::During { rows: inner, from, to } => {
                let time = needs::time_column(self.plan, inner)?;
                let mut relation = input(inner)?.into_owned();
                let [at] = relation.positions(&[time], rows)?[..] else { return Ok(Cow::Owned(relation)) };
                relation.rows.retain(|row| {
                    let day = row.cells.get(at).and_then(Cell::value).and_then(Value::day);
                    day.is_some_and(|day| *from <= day && day <= *to)
                });
                relation
            }
            RowsNode::Join { left, right, on, keep } => {
                let (left, right) = (input(left)?.into_owned(), input(right)?.into_owned());
                let [left, right] = self.alike([left, right]);
                join(rows, left, &right, on, *keep)?
            }
            RowsNode::Union { first, second } => {
                let (first, second) = (input(first)?.into_owned(), input(second)?.into_owned());
                let [first, second] = self.alike([first, second]);
                union(first, second)
            }
            RowsNode::Unique { rows: inner, by } => one_of_alike(rows, input(inner)?.into_owned(), by, false)?,
            RowsNode::LatestBy { rows: inner, by } => one_of_alike(rows, input(inner)?.into_owned(), by, true)?,
            RowsNode::Group { rows: inner, by, columns } => {
                let relation = input(inner)?;
                let groups = groups_of(rows, &relation, by)?;
                let mut made = Relation { everyones: relation.everyones, names: by.clone(), rows: Vec::new() };
                made.names.extend(columns.iter().map(|column| column.name.clone()));
                for group in groups {
                    let members: Vec<Row<'_>> = group.members.iter().map(|member| relation.row(member)).collect();
                    let mut cells = group.key;
                    for column in columns {
                        cells.push(aggregate(&column.aggregate, &members, self.as_of)?);
                    }
                    let origins = group.members.iter().flat_map(|member| member.origins.iter().copied()).collect();
                    made.rows.push(RelationRow { unit: group.unit, cells, origins });
                }
                made
            }
        };
        Ok(Cow::Owned(made))
    }

    fn filter(&self, mut relation: Relation, condition: &Column) -> Result<Relation, MeasureError> {
        let mut kept = Vec::new();
        for row in std::mem::take(&mut relation.rows) {
            if evaluate(condition, relation.row(&row), self.as_of)?.holds() {
                kept.push(row);
            }
        }
        relation.rows = kept;
        Ok(relation)
    }

    /// A column of the same name gives way to the new one.
    fn derive(&self, relation: &mut Relation, name: &str, value: &Column) -> Result<(), MeasureError> {
        let cells = relation
            .rows
            .iter()
            .map(|row| evaluate(value, relation.row(row), self.as_of))
            .collect::<Result<Vec<_>, _>>()?;
        let at = relation.position(name);
        if at.is_none() {
            relation.names.push(name.to_owned());
        }
        for (row, cell) in relation.rows.iter_mut().zip(cells) {
            match at.and_then(|at| row.cells.get_mut(at)) {
                Some(old) => *old = cell,
                None => row.cells.push(cell),
            }
        }
        Ok(())
    }

    /// Where only one side belongs to every unit alike, each unit gets its own copy of that side.
    fn alike(&self, sides: [Relation; 2]) -> [Relation; 2] {
        let mixed = sides[0].everyones != sides[1].everyones;
        sides.map(|side| {
            if !(mixed && side.everyones) {
                return side;
            }
            let units = u32::try_from(self.plan.units.len()).unwrap_or(u32::MAX);
            let rows = side.rows.iter();
            let rows = rows.flat_map(|row| (0..units).map(|unit| RelationRow { unit, ..row.clone() })).collect();
            Relation { everyones: false, names: side.names, rows }
        })
    }
}

/// Rows of the left with their partners in the right. A cell without a value is like no other, so that it has no partner. Columns that
/// both have stay the left's.
fn join(rows: &Rows, left: Relation, right: &Relation, on: &[String], keep: Keep) -> Result<Relation, MeasureError> {
    let (left_on, right_on) = (left.positions(on, rows)?, right.positions(on, rows)?);
    let mut partners: HashMap<(u32, Vec<&Value>), Vec<&RelationRow>> = HashMap::new();
    for row in &right.rows {
        if let Some(key) = known_key(row, &right_on) {
            partners.entry((row.unit, key)).or_default().push(row);
        }
    }
    let added: Vec<usize> = match keep {
        Keep::Matching | Keep::All => (0..right.names.len())
            .filter(|at| right.names.get(*at).is_some_and(|name| !left.names.contains(name)))
            .collect(),
        Keep::WithPartner | Keep::WithoutPartner => Vec::new(),
    };
    let mut names = left.names.clone();
    names.extend(added.iter().filter_map(|at| right.names.get(*at).cloned()));
    let mut made = Vec::new();
    for row in &left.rows {
        let found = known_key(row, &left_on).and_then(|key| partners.get(&(row.unit, key)));
        match (keep, found) {
            (Keep::Matching | Keep::All, Some(found)) => {
                for partner in found {
                    let mut joined = row.clone();
                    joined.cells.extend(added.iter().filter_map(|at| partner.cells.get(*at).cloned()));
                    joined.origins.extend(&partner.origins);
                    made.push(joined);
                }
            }
            (Keep::All, None) => {
                let mut alone = row.clone();
                alone.cells.extend(added.iter().map(|_| Cell::Gap(Gap::NoData)));
                made.push(alone);
            }
            (Keep::WithPartner, Some(_)) | (Keep::WithoutPartner, None) => made.push(row.clone()),
            (Keep::Matching | Keep::WithPartner, None) | (Keep::WithoutPartner, Some(_)) => {}
        }
    }
    Ok(Relation { everyones: left.everyones, names, rows: made })
}

fn known_key<'a>(row: &'a RelationRow, on: &[usize]) -> Option<Vec<&'a Value>> {
    on.iter().map(|at| row.cells.get(*at).and_then(Cell::value)).collect()
}

/// Blank where only the other side has a column: such cells take no part in figures.
fn union(first: Relation, second: Relation) -> Relation {
    let mut names = first.names.clone();
    names.extend(second.names.iter().filter(|name| !first.names.contains(name)).cloned());
    let everyones = first.everyones;
    let mut rows = Vec::with_capacity(first.rows.len() + second.rows.len());
    for side in [first, second] {
        let places: Vec<Option<usize>> = names.iter().map(|name| side.position(name)).collect();
        for row in side.rows {
            let cell = |place: &Option<usize>| {
                place.and_then(|at| row.cells.get(at).cloned()).unwrap_or(Cell::Gap(Gap::NoData))
            };
            let cells = places.iter().map(cell).collect();
            rows.push(RelationRow { unit: row.unit, cells, origins: row.origins });
        }
    }
    Relation { everyones, names, rows }
}

/// Of rows alike in `by`, the first or the last. A row that has no value there is like no other and stays.
fn one_of_alike(rows: &Rows, mut relation: Relation, by: &[String], last: bool) -> Result<Relation, MeasureError> {
    let by = relation.positions(by, rows)?;
    let mut seen: HashSet<(u32, Vec<Value>)> = HashSet::new();
    let mut keep = |row: &RelationRow| match known_key(row, &by) {
        None => true,
        Some(key) => seen.insert((row.unit, key.into_iter().cloned().collect())),
    };
    if last {
        relation.rows.reverse();
        relation.rows.retain(&mut keep);
        relation.rows.reverse();
    } else {
        relation.rows.retain(&mut keep);
    }
    Ok(relation)
}

struct GroupOf<'a> {
    unit: u32,
    key: Vec<Cell>,
    members: Vec<&'a RelationRow>,
}

/// The groups within each unit, in the order of their first rows. Cells without a value for the same reason make one group.
fn groups_of<'a>(rows: &Rows, relation: &'a Relation, by: &[String]) -> Result<Vec<GroupOf<'a>>, MeasureError> {
    let by = relation.positions(by, rows)?;
    let mut index: HashMap<(u32, Vec<Cell>), usize> = HashMap::new();
    let mut groups: Vec<GroupOf<'a>> = Vec::new();
    for row in &relation.rows {
        let key: Vec<Cell> = by.iter().filter_map(|at| row.cells.get(*at).cloned()).collect();
        let at = *index.entry((row.unit, key)).or_insert_with_key(|(unit, key)| {
            groups.push(GroupOf { unit: *unit, key: key.clone(), members: Vec::new() });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.members.push(row);
        }
    }
    Ok(groups)
}
