//! Where work is looked for: one rule for one unit, with what its figure came of.

use super::kept::{is_dated, is_part_of_whole, until};
use crate::assess::{InForce, TaskTrace};
use crate::figure::Exact;
use crate::measure::Measures;
use crate::plan::{Asked, Body, Measure, Plan, Rows, Rule};

/// Where a lever is looked for.
pub(in crate::advise) struct Place<'a> {
    pub plan: &'a Plan,
    pub measures: &'a Measures,
    /// The unit's number in the roster.
    pub unit: usize,
    pub rule: &'a Rule,
    pub figure: Option<&'a Exact>,
    pub in_force: &'a InForce,
    /// How things to finish stand.
    pub tasks: Option<&'a TaskTrace>,
    /// The year is over: what is asked is what it would have taken.
    pub hindsight: bool,
}

impl Place<'_> {
    /// Further records of this item come, and count: not where the year, or the time that a rule names, is over.
    pub fn records_go_on(&self) -> bool {
        let Body::Measured { measure, target: _, curve: _ } = &self.rule.body else { return false };
        let mut asked: Vec<Rows> = Vec::new();
        let mut of_formula = |question: Asked| {
            let (Asked::Aggregate { rows, .. } | Asked::Task { rows, .. } | Asked::Tally { rows, .. }) = question;
            asked.push(rows);
        };
        match measure {
            Measure::Formula(formula) => formula.ask(&mut of_formula),
            Measure::Task { rows, done: _, due: _ } | Measure::Tally { rows, label: _ } => asked.push(rows.clone()),
            Measure::Checklist => self.rule.ask(&mut of_formula),
        }
        let comes =
            |rows: &Rows| is_dated(self.plan, rows) && until(rows).is_none_or(|until| until > self.measures.as_of);
        !self.hindsight && asked.iter().any(comes)
    }

    /// The figure is a share of a whole and has missed some of it: it never gets to one again, whatever comes.
    pub fn has_missed_some(&self) -> bool {
        let Body::Measured { measure, target: _, curve: _ } = &self.rule.body else { return false };
        let is_part = match measure {
            Measure::Formula(formula) => is_part_of_whole(self.plan, formula),
            Measure::Task { .. } | Measure::Tally { .. } => true,
            Measure::Checklist => false,
        };
        is_part && self.figure.is_some_and(|figure| *figure < Exact::ONE)
    }
}
