//! Targets beyond what the column holds that the figure is taken from, and counts that are to be no whole number.

use super::targets::{asked_of, shown};
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::{
    AggregateNode, Body, Column, ColumnNode, ColumnType, Formula, FormulaNode, Literal, Measure, Plan, Quantity, Rows,
    RowsNode, Rule, TableColumn, Target, TargetNode,
};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &plan.rules {
        let Body::Measured { measure: Measure::Formula(measure), target: _, curve: _ } = &rule.body else { continue };
        let ends = Ends::of(measure, plan);
        for target in rule.targets() {
            against(plan, rule, target, &ends, &mut found);
        }
    }
    found
}

/// Between what a figure lies.
#[derive(Default)]
pub(super) struct Ends {
    pub least: Option<Exact>,
    pub most: Option<Exact>,
    /// A number of things.
    is_whole: bool,
    /// Submitted as percentages.
    is_percent: bool,
}

impl Ends {
    fn unit(&self) -> Option<Unit> {
        self.is_percent.then(Unit::ratio)
    }

    pub fn of(formula: &Formula, plan: &Plan) -> Ends {
        let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return Ends::default() };
        match &aggregate.node {
            AggregateNode::Count | AggregateNode::CountDistinct(_) => Ends { is_whole: true, ..Ends::default() },
            AggregateNode::Mean(column)
            | AggregateNode::Least(column)
            | AggregateNode::Greatest(column)
            | AggregateNode::Median(column)
            | AggregateNode::Value(column)
            | AggregateNode::Quantile { value: column, q: _ }
            | AggregateNode::WeightedMean { value: column, weight: _ }
            | AggregateNode::Latest { value: column, by: _ } => Ends::of_column(column, rows, plan),
            AggregateNode::Sum(_)
            | AggregateNode::Share(_)
            | AggregateNode::Any(_)
            | AggregateNode::All(_)
            | AggregateNode::Worst(_)
            | AggregateNode::Best(_)
            | AggregateNode::MeanPh { .. } => Ends::default(),
        }
    }

    fn of_column(column: &Column, rows: &Rows, plan: &Plan) -> Ends {
        let ColumnNode::Field(name) = &column.node else { return Ends::default() };
        let Some(ColumnType::Number(number)) = declared(rows, name, plan).map(|column| &column.holds) else {
            return Ends::default();
        };
        let (least, most) = number.ends();
        Ends { least, most, is_whole: false, is_percent: number.is_percent() }
    }
}

/// The column as its table declares it, where no step on the way makes another of its name.
pub(super) fn declared<'plan>(rows: &Rows, name: &str, plan: &'plan Plan) -> Option<&'plan TableColumn> {
    match &rows.node {
        RowsNode::Table { table, year: _ } => plan.table(table)?.column(name),
        RowsNode::Derive { rows, name: made, value: _ } => (made != name).then(|| declared(rows, name, plan)).flatten(),
        RowsNode::Filter { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. } => declared(rows, name, plan),
        RowsNode::Join { .. } | RowsNode::Union { .. } | RowsNode::Group { .. } => None,
    }
}

fn against(plan: &Plan, rule: &Rule, target: &Target, ends: &Ends, found: &mut Vec<Diagnostic>) {
    // What the figure is to come up to, and what it is to come down to.
    let (up, down): (Vec<&Formula>, Vec<&Formula>) = match &target.node {
        TargetNode::AtLeast(formula) => (vec![formula], Vec::new()),
        TargetNode::AtMost(formula) => (Vec::new(), vec![formula]),
        TargetNode::Equals(formula) => (vec![formula], vec![formula]),
        TargetNode::Between { low, high } => (vec![low], vec![high]),
        TargetNode::Zero => {
            if let Some(least) = ends.least.as_ref().filter(|least| least.is_positive()) {
                let limit = shown(&Quantity { value: least.clone(), unit: ends.unit(), percent: ends.is_percent });
                let message = message!("check-target-beyond-column", target = "0", end = "least", limit = limit);
                found.push(Diagnostic::error(target.at.clone(), message));
            }
            return;
        }
        TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => return,
    };
    let beyond_most =
        |asked: &Exact| ends.most.as_ref().filter(|most| asked > *most).map(|most| ("most", most.clone()));
    let beyond_least =
        |asked: &Exact| ends.least.as_ref().filter(|least| asked < *least).map(|least| ("least", least.clone()));
    let mut tell = |formulas: &[&Formula], beyond: &dyn Fn(&Exact) -> Option<(&'static str, Exact)>| {
        for (literal, at) in formulas.iter().flat_map(|formula| asked_of(plan, rule, formula)) {
            let Literal::Number(quantity) = &literal else { continue };
            if let Some((end, limit)) = beyond(&quantity.value) {
                let limit = shown(&Quantity { value: limit, ..quantity.clone() });
                let message =
                    message!("check-target-beyond-column", target = shown(quantity), end = end, limit = limit);
                found.push(Diagnostic::error(at.clone(), message));
            }
        }
    };
    tell(&up, &beyond_most);
    tell(&down, &beyond_least);
    if let (true, TargetNode::Equals(formula)) = (ends.is_whole, &target.node) {
        for (literal, at) in asked_of(plan, rule, formula) {
            if let Literal::Number(quantity) = &literal
                && quantity.value != quantity.value.floor()
            {
                let message = message!("check-count-not-whole", target = shown(quantity));
                found.push(Diagnostic::error(at.clone(), message));
            }
        }
    }
}
