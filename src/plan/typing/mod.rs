//! Static kinds: what every column, figure and target of a plan holds, known without any data.
//!
//! Typing goes through a plan once and notes each place where kinds do not go together: an unknown column, a text against a number, 吨
//! against 万吨, 85 against a ratio. Where something is wrong, the kind is unknown from there on and goes with everything, so that
//! one slip is noted once.

mod columns;
mod figures;
mod known;
mod mistake;
mod rules;

use std::collections::BTreeMap;

pub use known::{Known, Texts};
pub use mistake::{Mistake, What, Word};

use super::{Column, ItemId, Kind, Measure, Place, Plan, Rows, Rule, Table};
use crate::figure::{Exact, Unit};

/// What a rule measures.
pub fn kind_of_measure(measure: &Measure, plan: &Plan) -> Option<Kind> {
    Typing::of(plan).measure(measure).kind
}

/// The same, with whether it is read off columns of percentages.
pub fn known_of_measure(measure: &Measure, plan: &Plan) -> Known {
    Typing::of(plan).measure(measure)
}

/// What is known of a column over the rows of a chain: its kind, and the only texts it can hold where they are listed.
pub fn known_of_column(column: &Column, rows: &Rows, plan: &Plan) -> Known {
    let mut typing = Typing::of(plan);
    let columns = typing.rows(rows);
    typing.column(column, &columns)
}

/// Everything in a plan that does not go together, in the order of the plan.
pub fn mistakes(plan: &Plan) -> Vec<Mistake> {
    let mut typing = Typing::of(plan);
    typing.plan();
    let mut mistakes = Vec::new();
    for mistake in typing.mistakes {
        // The same measure written once and used twice is one slip.
        if !mistakes.contains(&mistake) {
            mistakes.push(mistake);
        }
    }
    mistakes
}

/// What only the kinds of all columns say of a rule, by place.
#[derive(Debug, Default)]
pub struct Units {
    /// The factor of each conversion to another unit (`.to("吨")`).
    pub factors: BTreeMap<Place, Exact>,
    /// What a number is counted in that was written without a unit.
    pub taken: BTreeMap<Place, Unit>,
}

/// The units of a rule.
pub fn units_of_rule(rule: &Rule, plan: &Plan) -> Units {
    let mut typing = Typing::of(plan);
    typing.rule(rule);
    typing.units()
}

/// The units of the conditions that each row of a table must fulfil.
pub fn units_of_checks(table: &Table, plan: &Plan) -> Units {
    let mut typing = Typing::of(plan);
    typing.checks(table);
    typing.units()
}

/// The columns of a row by name.
type Columns = BTreeMap<String, Known>;

/// Goes through a plan, gathering what is wrong.
struct Typing<'plan> {
    plan: &'plan Plan,
    /// The rule that is gone through.
    rule: Option<&'plan ItemId>,
    mistakes: Vec<Mistake>,
    /// What is given inside a `custom` curve as the measure and the target.
    given: Known,
    conversions: BTreeMap<Place, Exact>,
    /// What each number without a unit is counted in; `None` where that depends on who asks.
    units: BTreeMap<Place, Option<Unit>>,
}

impl<'plan> Typing<'plan> {
    fn of(plan: &'plan Plan) -> Typing<'plan> {
        Typing {
            plan,
            rule: None,
            mistakes: Vec::new(),
            given: Known::unknown(),
            conversions: BTreeMap::new(),
            units: BTreeMap::new(),
        }
    }

    fn units(self) -> Units {
        let taken = self.units.into_iter().filter_map(|(place, unit)| Some((place, unit?))).collect();
        Units { factors: self.conversions, taken }
    }

    fn note(&mut self, at: &super::Place, what: What) {
        self.mistakes.push(Mistake { at: at.clone(), rule: self.rule.cloned(), what });
    }
}
