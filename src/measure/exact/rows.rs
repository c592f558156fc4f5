//! Chains of rows, step by step in memory.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::aggregate::aggregate;
use super::column::{Row, evaluate, passes_over};
use super::value::{Cell, Value};
use crate::measure::blank::blank;
use crate::measure::error::MeasureError;
use crate::measure::gap::Gap;
use crate::measure::needs;
use crate::measure::own::{Own, things};
use crate::measure::world::World;
use crate::plan::{Column, Keep, Plan, Rows, RowsNode, Year};

/// Rows in memory, in their order, each with the unit it counts for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relation {
    /// The rows belong to every unit alike; the units written in them mean nothing.
    pub everyones: bool,
    pub names: Vec<String>,
    pub rows: Vec<RelationRow>,
    /// For each unit, how many rows an earlier step couldn't place for want of a cell that may still come: what is made of the rows of
    /// these units may turn out otherwise.
    pub unplaced: BTreeMap<u32, u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRow {
    /// The unit for which it counts: an index into the roster.
    pub unit: u32,
    /// Whose it is: rows of different ones are never held together, whatever they count for.
    pub own: Own,
    pub cells: Vec<Cell>,
    /// A condition on it can't be judged for want of a cell that may still come. It takes no part in any figure; it goes along because a
    /// later condition may leave it out for good.
    pub undecided: bool,
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
        Row { names: &self.names, cells: &row.cells, own: row.own.units() }
    }

    /// What stands in the columns of these names in a row of it.
    pub fn cells(&self, row: &RelationRow, names: &[String]) -> Vec<Cell> {
        let of = |name: &String| row.cells.get(self.position(name)?).cloned();
        names.iter().filter_map(of).collect()
    }

    /// The rows that take part in figures.
    pub fn decided(&self) -> impl Iterator<Item = &RelationRow> {
        self.rows.iter().filter(|row| !row.undecided)
    }

    /// For each unit, of how many rows it isn't known whether and where they belong.
    pub fn doubts(&self) -> BTreeMap<u32, u64> {
        let mut doubts = self.unplaced.clone();
        for row in self.rows.iter().filter(|row| row.undecided) {
            *doubts.entry(row.unit).or_default() += 1;
        }
        doubts
    }

    /// Steps that hold rows against one another can't take undecided ones along: from here on they are only counted.
    fn settle(&mut self) {
        self.unplaced = self.doubts();
        self.rows.retain(|row| !row.undecided);
    }

    /// Rows that lack a part of their key for now may turn out to be like others: that makes a difference where there are others of the
    /// same unit.
    fn count_unknown_keys(&mut self, by: &[usize]) {
        let mut rows_of: HashMap<u32, u64> = HashMap::new();
        for unit in self.rows.iter().flat_map(|row| row.own.units()) {
            *rows_of.entry(*unit).or_default() += 1;
        }
        let has_others = |unit: &u32| rows_of.get(unit).is_some_and(|rows| *rows > 1);
        for row in &self.rows {
            if row.lacks(by) && row.own.units().iter().any(has_others) {
                *self.unplaced.entry(row.unit).or_default() += 1;
            }
        }
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

impl RelationRow {
    /// One of the cells is a gap that may still be filled.
    fn lacks(&self, at: &[usize]) -> bool {
        at.iter().filter_map(|at| self.cells.get(*at)?.gap()).any(Gap::opens)
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
    /// For each unit of the roster, the unit for which its rows count.
    pub owners: &'a [u32],
    /// Chains that were made elsewhere and need not be made again.
    pub prepared: &'a HashMap<Rows, Relation>,
}

impl<'a> Evaluator<'a> {
    pub fn new(world: &'a World<'_>, tables: &'a dyn Tables, prepared: &'a HashMap<Rows, Relation>) -> Evaluator<'a> {
        Evaluator { plan: world.plan, as_of: world.options.as_of, tables, owners: &world.owners, prepared }
    }

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
                relation.rows.retain_mut(|row| {
                    let undecided = row.lacks(&[at]);
                    row.undecided |= undecided;
                    let day = row.cells.get(at).and_then(Cell::value).and_then(Value::day);
                    undecided || day.is_some_and(|day| *from <= day && day <= *to)
                });
                relation
            }
            RowsNode::Join { left, right, on, keep } => {
                let (mine, others) = (input(left)?.into_owned(), input(right)?.into_owned());
                let [mine, others] = self.alike([mine, others]);
                let blanks = others.names.iter().map(|name| blank(self.plan, right, name)).collect::<Result<_, _>>()?;
                join(rows, mine, (others, blanks), on, *keep)?
            }
            RowsNode::Union { first, second } => {
                let (first, second) = (input(first)?.into_owned(), input(second)?.into_owned());
                let [first, second] = self.alike([first, second]);
                union(first, second)
            }
            RowsNode::Unique { rows: inner, by } => one_of_alike(rows, input(inner)?.into_owned(), by, false)?,
            RowsNode::LatestBy { rows: inner, by } => one_of_alike(rows, input(inner)?.into_owned(), by, true)?,
            RowsNode::Group { rows: inner, by, columns } => {
                let mut relation = input(inner)?;
                if relation.rows.iter().any(|row| row.undecided) {
                    relation.to_mut().settle();
                }
                let at = relation.positions(by, rows)?;
                if relation.rows.iter().any(|row| row.lacks(&at)) {
                    relation.to_mut().count_unknown_keys(&at);
                }
                if needs::may_pass_over(self.plan, inner) {
                    let read = columns.iter().flat_map(|column| column.aggregate.node.columns()).collect::<Vec<_>>();
                    self.count_passed_over(relation.to_mut(), &read)?;
                }
                let groups = groups_of(&at, &relation);
                let mut made = Relation { everyones: relation.everyones, names: by.clone(), ..Relation::default() };
                made.unplaced.clone_from(&relation.unplaced);
                made.names.extend(columns.iter().map(|column| column.name.clone()));
                for group in groups {
                    let members: Vec<Row<'_>> = group.members.iter().map(|member| relation.row(member)).collect();
                    let mut cells = group.key;
                    for column in columns {
                        cells.push(aggregate(&column.aggregate, &members, self.as_of)?);
                    }
                    let origins = group.members.iter().flat_map(|member| member.origins.iter().copied()).collect();
                    made.rows.push(RelationRow { unit: group.unit, own: group.own, cells, undecided: false, origins });
                }
                made
            }
        };
        Ok(Cow::Owned(made))
    }

    fn count_passed_over(&self, relation: &mut Relation, columns: &[&Column]) -> Result<(), MeasureError> {
        let mut units = Vec::new();
        for row in &relation.rows {
            if passes_over(columns, relation.row(row), self.as_of)? {
                units.push(row.unit);
            }
        }
        units.into_iter().for_each(|unit| *relation.unplaced.entry(unit).or_default() += 1);
        Ok(())
    }

    fn filter(&self, mut relation: Relation, condition: &Column) -> Result<Relation, MeasureError> {
        let mut kept = Vec::new();
        for mut row in std::mem::take(&mut relation.rows) {
            let cell = evaluate(condition, relation.row(&row), self.as_of)?;
            let undecided = cell.gap().is_some_and(Gap::opens);
            row.undecided |= undecided;
            if undecided || cell.holds() {
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

    /// Where only one side belongs to every unit alike, each unit gets its own copy of that side: at a level one, which is of all units
    /// below.
    fn alike(&self, sides: [Relation; 2]) -> [Relation; 2] {
        let mixed = sides[0].everyones != sides[1].everyones;
        sides.map(|side| {
            if !(mixed && side.everyones) {
                return side;
            }
            let mut below: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for (unit, owner) in (0u32..).zip(self.owners) {
                below.entry(*owner).or_default().push(unit);
            }
            let units: Vec<(u32, Own)> =
                below.into_iter().filter_map(|(unit, below)| Some((unit, Own::of(below)?))).collect();
            let copies = |row: &RelationRow| {
                let copy = |(unit, own): &(u32, Own)| RelationRow { unit: *unit, own: own.clone(), ..row.clone() };
                units.iter().map(copy).collect::<Vec<_>>()
            };
            let rows = side.rows.iter().flat_map(copies).collect();
            let everyones = side.unplaced.get(&0).copied();
            let unplaced = units.iter().filter_map(|(unit, _)| Some((*unit, everyones?))).collect();
            Relation { everyones: false, names: side.names, rows, unplaced }
        })
    }
}

/// Rows of the left with their partners in the right, whose columns have these blanks where there is none. A cell without a value is like
/// no other, so that it has no partner. Columns that both have stay the left's.
fn join(
    rows: &Rows,
    mut left: Relation,
    (mut right, blanks): (Relation, Vec<Gap>),
    on: &[String],
    keep: Keep,
) -> Result<Relation, MeasureError> {
    let (left_on, right_on) = (left.positions(on, rows)?, right.positions(on, rows)?);
    left.settle();
    right.settle();
    let unplaced = unplaced_by_join(&left, &left_on, &right, &right_on);
    let partners = Partners::new(&right, &right_on);
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
        let found = partners.of(row, &left_on);
        match (keep, found.is_empty()) {
            (Keep::Matching | Keep::All, false) => {
                for partner in found {
                    let own = row.own.among(partner.own.units()).unwrap_or_else(|| row.own.clone());
                    let mut joined = RelationRow { own, ..row.clone() };
                    joined.cells.extend(added.iter().filter_map(|at| partner.cells.get(*at).cloned()));
                    joined.origins.extend(&partner.origins);
                    made.push(joined);
                }
            }
            (Keep::All, true) => {
                let mut alone = row.clone();
                alone.cells.extend(added.iter().filter_map(|at| blanks.get(*at).copied().map(Cell::Gap)));
                made.push(alone);
            }
            (Keep::WithPartner, false) => {
                let theirs: Vec<u32> = found.iter().flat_map(|partner| partner.own.units()).copied().collect();
                let own = row.own.among(&theirs).unwrap_or_else(|| row.own.clone());
                made.push(RelationRow { own, ..row.clone() });
            }
            (Keep::WithoutPartner, true) => made.push(row.clone()),
            (Keep::Matching | Keep::WithPartner, true) | (Keep::WithoutPartner, false) => {}
        }
    }
    Ok(Relation { everyones: left.everyones, names, rows: made, unplaced })
}

/// The rows of one side of a join, by whose they are and their key.
struct Partners<'a> {
    rows: &'a [RelationRow],
    by: HashMap<(u32, Vec<&'a Value>), Vec<usize>>,
}

impl<'a> Partners<'a> {
    fn new(relation: &'a Relation, on: &[usize]) -> Partners<'a> {
        let mut by: HashMap<(u32, Vec<&Value>), Vec<usize>> = HashMap::new();
        for (at, row) in relation.rows.iter().enumerate() {
            let Some(key) = known_key(row, on) else { continue };
            for unit in row.own.units() {
                by.entry((*unit, key.clone())).or_default().push(at);
            }
        }
        Partners { rows: &relation.rows, by }
    }

    /// In their order, each once, however many units it shares with the row.
    fn of(&self, row: &'a RelationRow, on: &[usize]) -> Vec<&'a RelationRow> {
        let Some(key) = known_key(row, on) else { return Vec::new() };
        let units = row.own.units().iter();
        let mut found: Vec<usize> =
            units.filter_map(|unit| self.by.get(&(*unit, key.clone()))).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.rows.get(at)).collect()
    }
}

/// A row that lacks its key for now may yet find a partner, where the other side has rows of its unit.
fn unplaced_by_join(left: &Relation, left_on: &[usize], right: &Relation, right_on: &[usize]) -> BTreeMap<u32, u64> {
    let mut unplaced = both(left.unplaced.clone(), &right.unplaced);
    for (side, on, other) in [(left, left_on, right), (right, right_on, left)] {
        let units: BTreeSet<u32> = other.rows.iter().flat_map(|row| row.own.units()).copied().collect();
        let may_meet = |row: &RelationRow| row.own.units().iter().any(|unit| units.contains(unit));
        for row in side.rows.iter().filter(|row| row.lacks(on) && may_meet(row)) {
            *unplaced.entry(row.unit).or_default() += 1;
        }
    }
    unplaced
}

/// Rows that neither side could place, by unit.
fn both(mut first: BTreeMap<u32, u64>, second: &BTreeMap<u32, u64>) -> BTreeMap<u32, u64> {
    for (unit, count) in second {
        *first.entry(*unit).or_default() += count;
    }
    first
}

fn known_key<'a>(row: &'a RelationRow, on: &[usize]) -> Option<Vec<&'a Value>> {
    on.iter().map(|at| row.cells.get(*at).and_then(Cell::value)).collect()
}

/// Blank where only the other side has a column: such cells take no part in figures.
fn union(first: Relation, second: Relation) -> Relation {
    let mut names = first.names.clone();
    names.extend(second.names.iter().filter(|name| !first.names.contains(name)).cloned());
    let everyones = first.everyones;
    let unplaced = both(first.unplaced.clone(), &second.unplaced);
    let mut rows = Vec::with_capacity(first.rows.len() + second.rows.len());
    for side in [first, second] {
        let places: Vec<Option<usize>> = names.iter().map(|name| side.position(name)).collect();
        for row in side.rows {
            let cell = |place: &Option<usize>| {
                place.and_then(|at| row.cells.get(at).cloned()).unwrap_or(Cell::Gap(Gap::NoData))
            };
            let cells = places.iter().map(cell).collect();
            rows.push(RelationRow { cells, ..row });
        }
    }
    Relation { everyones, names, rows, unplaced }
}

/// Of rows alike in `by`, the first or the last. A row that has no value there is like no other and stays.
fn one_of_alike(rows: &Rows, mut relation: Relation, by: &[String], last: bool) -> Result<Relation, MeasureError> {
    let by = relation.positions(by, rows)?;
    relation.settle();
    relation.count_unknown_keys(&by);
    let known_or_alone = |(at, row)| known_key(row, &by).ok_or(at);
    let keys = relation.rows.iter().enumerate().map(known_or_alone);
    let found = things(relation.rows.iter().map(|row| row.own.units()).zip(keys));
    let mut picked: Vec<Option<usize>> = vec![None; found.many];
    let mut own: Vec<Vec<u32>> = vec![Vec::new(); found.many];
    for (at, (row, thing)) in relation.rows.iter().zip(&found.of_rows).enumerate() {
        if let (Some(picked), Some(own)) = (picked.get_mut(*thing), own.get_mut(*thing)) {
            *picked = if last { Some(at) } else { picked.or(Some(at)) };
            own.extend(row.own.units());
        }
    }
    // The row that stays stands for the thing, whoever else's it is.
    let own: Vec<Option<Own>> = own.into_iter().map(Own::of).collect();
    let rows = std::mem::take(&mut relation.rows).into_iter().zip(found.of_rows).enumerate();
    let stays = |(at, (row, thing)): (usize, (RelationRow, usize))| {
        let own = own.get(thing)?.clone()?;
        (*picked.get(thing)? == Some(at)).then_some(RelationRow { own, ..row })
    };
    relation.rows = rows.filter_map(stays).collect();
    Ok(relation)
}

struct GroupOf<'a> {
    unit: u32,
    own: Own,
    key: Vec<Cell>,
    members: Vec<&'a RelationRow>,
}

/// The groups within each unit, in the order of their first rows. Cells without a value for the same reason make one group.
fn groups_of<'a>(by: &[usize], relation: &'a Relation) -> Vec<GroupOf<'a>> {
    let key = |row: &'a RelationRow| by.iter().filter_map(|at| row.cells.get(*at)).collect::<Vec<&Cell>>();
    let found = things(relation.rows.iter().map(|row| (row.own.units(), key(row))));
    let mut members: Vec<Vec<&RelationRow>> = vec![Vec::new(); found.many];
    for (row, thing) in relation.rows.iter().zip(found.of_rows) {
        if let Some(members) = members.get_mut(thing) {
            members.push(row);
        }
    }
    let group = |members: Vec<&'a RelationRow>| {
        let first = *members.first()?;
        let own = Own::of(members.iter().flat_map(|row| row.own.units()).copied())?;
        Some(GroupOf { unit: first.unit, own, key: key(first).into_iter().cloned().collect(), members })
    };
    members.into_iter().filter_map(group).collect()
}
