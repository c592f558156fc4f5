//! Where a rule takes one row (`value`), of each unit or of each group of one, and there are several: which of them is meant nobody knows.
//!
//! Two rows of one unit are a slip of whoever handed them in. A row each of several units is none: it is rows rolled up to a higher level,
//! of which no one stands for the whole.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::answers::Answers;
use super::contributions::{RowPlace, place};
use super::error::MeasureError;
use super::exact::{Cell, Evaluator, evaluate};
use super::load::Loader;
use super::measures::Measured;
use super::options::RollUp;
use super::world::World;
use crate::figure::{Absence, Figure};
use crate::intake::{Finding, FindingCode, FoundAt};
use crate::message;
use crate::plan::{
    Aggregate, AggregateNode, Asked, Column, ColumnNode, Comparison, GroupColumn, Level, Literal, Plan, Quantity, Rows,
    RowsNode, UnitLevel,
};

/// What of a unit stands where one row should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Several {
    /// So many rows of one unit.
    Rows(u64),
    /// Rows of so many units, which count for one above them.
    Units(u64),
}

/// The answers that are none because of it, by question and unit, and what is to be told of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeveralRows {
    pub at: BTreeMap<(usize, usize), Several>,
    pub findings: Vec<Finding>,
}

/// So many are told one by one.
const TOLD: usize = 1000;

/// The column of which an aggregate takes the one value.
fn takes_one(aggregate: &Aggregate) -> Option<&Column> {
    match &aggregate.node {
        AggregateNode::Value(column) => Some(column),
        AggregateNode::Count
        | AggregateNode::CountDistinct(_)
        | AggregateNode::Sum(_)
        | AggregateNode::Mean(_)
        | AggregateNode::WeightedMean { .. }
        | AggregateNode::Least(_)
        | AggregateNode::Greatest(_)
        | AggregateNode::Median(_)
        | AggregateNode::Quantile { .. }
        | AggregateNode::Share(_)
        | AggregateNode::Any(_)
        | AggregateNode::All(_)
        | AggregateNode::Worst(_)
        | AggregateNode::Best(_)
        | AggregateNode::Latest { .. }
        | AggregateNode::MeanPh { .. } => None,
    }
}

/// Where a question takes the one value of a column.
pub struct Taking<'a> {
    /// The question and its number in the plan.
    question: (usize, &'a Asked),
    rows: &'a Rows,
    /// The one row of each group by these; `None`: of each unit.
    by: Option<&'a [String]>,
    column: &'a Column,
}

/// Where questions, given with their numbers, take one row.
pub fn takings<'a>(asked: impl IntoIterator<Item = (usize, &'a Asked)>) -> Vec<Taking<'a>> {
    let mut takings = Vec::new();
    for question in asked {
        let (_, asked) = question;
        match asked {
            Asked::Aggregate { rows, aggregate } => {
                let one = takes_one(aggregate).map(|column| Taking { question, rows, by: None, column });
                takings.extend(one);
            }
            Asked::Task { .. } | Asked::Tally { .. } => {}
        }
        in_groups(question, asked.rows(), &mut takings);
    }
    takings
}

fn in_groups<'a>(question: (usize, &'a Asked), rows: &'a Rows, takings: &mut Vec<Taking<'a>>) {
    match &rows.node {
        RowsNode::Group { rows: inner, by, columns } => {
            let ones = columns.iter().filter_map(|column| takes_one(&column.aggregate));
            takings.extend(ones.map(|column| Taking { question, rows: inner, by: Some(by), column }));
        }
        RowsNode::Table { .. }
        | RowsNode::Filter { .. }
        | RowsNode::Derive { .. }
        | RowsNode::During { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. } => {}
    }
    for input in rows.node.inputs() {
        in_groups(question, input, takings);
    }
}

impl<'a> Taking<'a> {
    pub fn question(&self) -> (usize, &'a Asked) {
        self.question
    }

    /// Of how many groups there are several rows, as a question like those of the plan: so that all are answered in one go, and groups
    /// need not be looked into where there are none. `None` where it is no matter of groups.
    pub fn probe(&self) -> Option<Asked> {
        const ROWS: &str = "#rows";
        let by = self.by?.to_vec();
        let at = &self.column.at;
        let column = |node| Column::new(at.clone(), node);
        let step = |node| Rows::new(at.clone(), node);
        let count = || Aggregate::new(at.clone(), AggregateNode::Count);
        let missing = column(ColumnNode::IsMissing(Box::new(self.column.clone())));
        let there = column(ColumnNode::Not(Box::new(missing)));
        let rows = step(RowsNode::Filter { rows: Box::new(self.rows.clone()), condition: there });
        let columns = vec![GroupColumn { name: ROWS.to_owned(), aggregate: count() }];
        let groups = step(RowsNode::Group { rows: Box::new(rows), by, columns });
        let more = column(ColumnNode::Compare {
            comparison: Comparison::Greater,
            left: Box::new(column(ColumnNode::Field(ROWS.to_owned()))),
            right: Box::new(column(ColumnNode::Literal(Literal::Number(Quantity::bare(1))))),
        });
        let rows = step(RowsNode::Filter { rows: Box::new(groups), condition: more });
        Some(Asked::Aggregate { rows, aggregate: count() })
    }

    /// The units of which there may be several rows.
    fn units(&self, answers: &Answers, probed: Option<&Answers>) -> BTreeSet<usize> {
        let units = |found: &dyn Fn(&Measured, u64) -> bool, answers: &Answers| {
            let counts = answers.measured.iter().zip(&answers.rows).enumerate();
            counts.filter(|(_, (measured, rows))| found(measured, **rows)).map(|(unit, _)| unit).collect()
        };
        match probed {
            Some(probed) => units(&|_, groups| groups > 0, probed),
            None => units(&|measured, rows| rows > 1 && is_none(measured), answers),
        }
    }
}

fn is_none(measured: &Measured) -> bool {
    *measured == Measured::Figure(Figure::Absent(Absence::NoData))
}

/// Looks through the answers to where one row is taken, each with those to its question and to its probe.
pub fn of_answers<'a>(
    world: &World<'_>,
    answered: impl IntoIterator<Item = (&'a Taking<'a>, &'a Answers, Option<&'a Answers>)>,
) -> Result<SeveralRows, MeasureError> {
    let mut several = SeveralRows::default();
    let mut concern = None;
    for (taking, answers, probed) in answered {
        let concern = concern.get_or_insert_with(|| Concern::of(world));
        let (_, asked) = taking.question;
        let mut units = taking.units(answers, probed);
        units.retain(|unit| concern.holds(asked, *unit));
        if !units.is_empty() {
            several.look(world, taking, answers, &units)?;
        }
    }
    several.findings.sort();
    several.findings.dedup();
    let left = several.findings.len().saturating_sub(TOLD);
    if left > 0 {
        several.findings.truncate(TOLD);
        let say = message!("finding-and-more", count = left);
        several.findings.push(Finding::new(Level::Error, FindingCode::MoreThanOneRow, FoundAt::default(), say));
    }
    Ok(several)
}

/// The rows of one unit, by whose they are and by their group.
type OfUnit = BTreeMap<(u32, Vec<Cell>), Vec<RowPlace>>;

impl SeveralRows {
    /// Which rows they are, of these units.
    fn look(
        &mut self,
        world: &World<'_>,
        taking: &Taking<'_>,
        answers: &Answers,
        units: &BTreeSet<usize>,
    ) -> Result<(), MeasureError> {
        let found = rows_of(world, taking, units)?;
        let mut rolled_up = false;
        for unit in units {
            let Some(of_unit) = found.get(unit) else { continue };
            let most = of_unit.values().map(Vec::len).max().unwrap_or_default();
            // With one row or none that has something in it, it is for want of something else that there is no figure.
            let several = if most > 1 {
                self.findings.extend(of_unit.values().filter_map(|rows| told(rows, taking.by)));
                Several::Rows(u64::try_from(most).unwrap_or(u64::MAX))
            } else if taking.by.is_none() && of_unit.len() > 1 {
                rolled_up = true;
                Several::Units(u64::try_from(of_unit.len()).unwrap_or(u64::MAX))
            } else {
                continue;
            };
            if answers.measured.get(*unit).is_some_and(is_none) {
                let (number, _) = taking.question;
                self.at.entry((number, *unit)).or_insert(several);
            }
        }
        if let (true, Some((table, _))) = (rolled_up, taking.rows.tables().first()) {
            let say = message!("finding-not-rolled-up");
            let at = FoundAt::table(table);
            self.findings.push(Finding::new(Level::Warning, FindingCode::MoreThanOneRow, at, say));
        }
        Ok(())
    }
}

/// For each of the units the rows that have something in the column.
fn rows_of(
    world: &World<'_>,
    taking: &Taking<'_>,
    units: &BTreeSet<usize>,
) -> Result<BTreeMap<usize, OfUnit>, MeasureError> {
    let loader = Loader { world, only: None, trace: true };
    let prepared = HashMap::new();
    let evaluator = Evaluator::new(world, &loader, &prepared);
    let by = taking.by.unwrap_or_default();
    let mut wanted: BTreeSet<String> = by.iter().cloned().collect();
    taking.column.node.fields(&mut |name| {
        wanted.insert(name.to_owned());
    });
    let relation = evaluator.rows(taking.rows, &wanted)?;
    let mut found: BTreeMap<usize, OfUnit> = BTreeMap::new();
    for row in relation.decided() {
        let owner = if relation.everyones { units.first().copied() } else { usize::try_from(row.unit).ok() };
        let Some(owner) = owner.filter(|owner| units.contains(owner)) else { continue };
        if let Cell::Value(_) = evaluate(taking.column, relation.row(row), world.options.as_of)? {
            let first = row.origins.iter().filter_map(|origin| place(world.submission, origin)).min();
            let key = relation.cells(row, by);
            for own in row.own.units() {
                let of_unit = found.entry(owner).or_default();
                of_unit.entry((*own, key.clone())).or_default().extend(first.clone());
            }
        }
    }
    found.values_mut().flat_map(BTreeMap::values_mut).for_each(|rows| rows.sort());
    if relation.everyones {
        let alike = found.into_values().next().unwrap_or_default();
        return Ok(units.iter().map(|unit| (*unit, alike.clone())).collect());
    }
    Ok(found)
}

/// The second of several rows of a unit, or of a group by these columns, held against the first.
fn told(rows: &[RowPlace], by: Option<&[String]>) -> Option<Finding> {
    let (first, second) = (rows.first()?, rows.get(1)?);
    let at = FoundAt {
        file: Some(second.file.clone()),
        sheet: second.sheet.clone(),
        row: Some(second.row),
        ..FoundAt::table(&second.table)
    };
    let say = match by {
        None => message!("finding-more-than-one-row", file = &first.file, row = first.row, rows = rows.len()),
        Some(by) => message!(
            "finding-more-than-one-row-of-group",
            file = &first.file,
            row = first.row,
            rows = rows.len(),
            by = by.to_vec()
        ),
    };
    Some(Finding::new(Level::Error, FindingCode::MoreThanOneRow, at, say))
}

/// Whose figure anybody asks for: rows of others may be as many as they like.
struct Concern<'a> {
    scored: Vec<bool>,
    parents: Vec<bool>,
    /// Questions of rules that take a figure of the unit above.
    inheriting: HashSet<Asked>,
    level: Option<&'a RollUp>,
}

impl<'a> Concern<'a> {
    fn of(world: &World<'a>) -> Concern<'a> {
        let plan = world.plan;
        let level = world.options.level.as_ref();
        let named = level.and_then(|level| match level {
            RollUp::Depth(_) => None,
            RollUp::Level(name) => Some(UnitLevel::of(&plan.units, name)),
        });
        let on_sheet = |unit: &crate::plan::RosterUnit| plan.sheets.iter().any(|sheet| sheet.units.holds(unit));
        let scored = plan.units.iter().map(|unit| named.map_or_else(|| on_sheet(unit), |named| named.holds(unit)));
        let scored: Vec<bool> = scored.collect();
        let below = plan.units.iter().filter(|unit| on_sheet(unit));
        let above: BTreeSet<_> = below.filter_map(|unit| unit.parent.as_ref()).collect();
        let parents = plan.units.iter().map(|unit| above.contains(&unit.id)).collect();
        Concern { scored, parents, inheriting: inheriting(plan), level }
    }

    fn holds(&self, asked: &Asked, unit: usize) -> bool {
        let is = |of: &[bool]| of.get(unit).copied().unwrap_or(false);
        is(&self.scored) || self.level.is_none() && is(&self.parents) && self.inheriting.contains(asked)
    }
}

fn inheriting(plan: &Plan) -> HashSet<Asked> {
    let mut questions = HashSet::new();
    for rule in plan.rules.iter().filter(|rule| rule.inherits()) {
        rule.ask(&mut |asked| {
            questions.insert(asked);
        });
    }
    questions
}
