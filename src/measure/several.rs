//! Where a question takes one row (`value`) and there are several: which of them is meant nobody knows.
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
use super::needs;
use super::options::RollUp;
use super::world::World;
use crate::figure::{Absence, Figure};
use crate::intake::{Finding, FindingCode, FoundAt};
use crate::message;
use crate::plan::{AggregateNode, Asked, Column, Level, Plan, UnitLevel};

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

/// The column of which a question takes the one value.
pub fn takes_one(asked: &Asked) -> Option<&Column> {
    match asked {
        Asked::Aggregate { aggregate, .. } => match &aggregate.node {
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
        },
        Asked::Task { .. } | Asked::Tally { .. } => None,
    }
}

/// Looks through answers, each with its question and that one's number in the plan.
pub fn of_answers<'a>(
    world: &World<'_>,
    answered: impl IntoIterator<Item = (usize, &'a Asked, &'a Answers)>,
) -> Result<SeveralRows, MeasureError> {
    let mut several = SeveralRows::default();
    let answered =
        answered.into_iter().filter_map(|(number, asked, answers)| Some((number, asked, takes_one(asked)?, answers)));
    let mut concern = None;
    for (number, asked, column, answers) in answered {
        let concern = concern.get_or_insert_with(|| Concern::of(world));
        let no_one = Measured::Figure(Figure::Absent(Absence::NoData));
        let counts = answers.measured.iter().zip(&answers.rows).enumerate();
        let found = counts.filter(|(_, (measured, rows))| **rows > 1 && **measured == no_one);
        let units: BTreeSet<usize> = found.map(|(unit, _)| unit).filter(|unit| concern.holds(asked, *unit)).collect();
        if !units.is_empty() {
            several.look(world, (number, asked), column, &units)?;
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

impl SeveralRows {
    /// Which rows they are, of these units.
    fn look(
        &mut self,
        world: &World<'_>,
        (number, asked): (usize, &Asked),
        column: &Column,
        units: &BTreeSet<usize>,
    ) -> Result<(), MeasureError> {
        let loader = Loader { world, only: None, trace: true };
        let prepared = HashMap::new();
        let evaluator = Evaluator::new(world, &loader, &prepared);
        let relation = evaluator.rows(asked.rows(), &needs::of_question(asked))?;
        // By the unit for which they count, and whose they are: so that it is seen whose there are several of.
        let mut rows: BTreeMap<usize, BTreeMap<u32, Vec<RowPlace>>> = BTreeMap::new();
        for row in relation.decided() {
            let owner = if relation.everyones { units.first().copied() } else { usize::try_from(row.unit).ok() };
            let Some(owner) = owner.filter(|owner| units.contains(owner)) else { continue };
            if let Cell::Value(_) = evaluate(column, relation.row(row), world.options.as_of)? {
                let first = row.origins.iter().filter_map(|origin| place(world.submission, origin)).min();
                for own in row.own.units() {
                    rows.entry(owner).or_default().entry(*own).or_default().extend(first.clone());
                }
            }
        }
        for of_unit in rows.values_mut().flat_map(BTreeMap::values_mut) {
            of_unit.sort();
        }
        let mut rolled_up = false;
        for unit in units {
            let found = rows.get(if relation.everyones { units.first().unwrap_or(unit) } else { unit });
            let of_units: Vec<&Vec<RowPlace>> = found.into_iter().flat_map(BTreeMap::values).collect();
            let most = of_units.iter().map(|rows| rows.len()).max().unwrap_or_default();
            let several = if most > 1 || of_units.is_empty() {
                self.findings.extend(of_units.iter().filter_map(|rows| told(rows)));
                Several::Rows(u64::try_from(most).unwrap_or(u64::MAX))
            } else {
                rolled_up = true;
                Several::Units(u64::try_from(of_units.len()).unwrap_or(u64::MAX))
            };
            self.at.insert((number, *unit), several);
        }
        if let (true, Some((table, _))) = (rolled_up, asked.rows().tables().first()) {
            let say = message!("finding-not-rolled-up");
            let at = FoundAt::table(table);
            self.findings.push(Finding::new(Level::Warning, FindingCode::MoreThanOneRow, at, say));
        }
        Ok(())
    }
}

/// The second of several rows of a unit, held against the first.
fn told(rows: &[RowPlace]) -> Option<Finding> {
    let (first, second) = (rows.first()?, rows.get(1)?);
    let at = FoundAt {
        file: Some(second.file.clone()),
        sheet: second.sheet.clone(),
        row: Some(second.row),
        ..FoundAt::table(&second.table)
    };
    let say = message!("finding-more-than-one-row", file = &first.file, row = first.row, rows = rows.len());
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
