//! Targets beyond what the column holds that the figure is taken from, and counts that are to be no whole number.

use super::targets::{asked_of, shown};
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    AggregateNode, Body, Column, ColumnNode, ColumnType, ExceptionThen, Formula, FormulaNode, Literal, Measure, Plan,
    Quantity, Rows, Rule, Target, TargetNode,
};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &plan.rules {
        let Body::Measured { measure: Measure::Formula(measure), target, curve: _ } = &rule.body else { continue };
        let ends = Ends::of(measure, plan);
        let others = rule.exceptions.iter().filter_map(|exception| match &exception.then {
            ExceptionThen::Target(target) => Some(target),
            ExceptionThen::FullPoints
            | ExceptionThen::NoPoints
            | ExceptionThen::NotAssessed
            | ExceptionThen::Curve(_) => None,
        });
        for target in std::iter::once(target).chain(others) {
            against(plan, rule, target, &ends, &mut found);
        }
    }
    found
}

/// Between what a figure lies.
#[derive(Default)]
struct Ends {
    least: Option<Exact>,
    most: Option<Exact>,
    /// A number of things.
    is_whole: bool,
}

impl Ends {
    fn of(formula: &Formula, plan: &Plan) -> Ends {
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

    /// The ends that the tables of the chain declare, where only one has the column.
    fn of_column(column: &Column, rows: &Rows, plan: &Plan) -> Ends {
        let ColumnNode::Field(name) = &column.node else { return Ends::default() };
        let mut declared = rows.tables().into_iter().filter_map(|(table, _)| plan.table(table)?.column(name));
        let (Some(column), None) = (declared.next(), declared.next()) else { return Ends::default() };
        let ColumnType::Number(number) = &column.holds else { return Ends::default() };
        let hundredths = if number.is_percent() { Exact::from(100) } else { Exact::ONE };
        let end = |bound: &Option<Exact>| bound.as_ref().and_then(|bound| bound.checked_div(&hundredths));
        Ends { least: end(&number.min), most: end(&number.max), is_whole: false }
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
                let message = message!("check-target-beyond-column", target = "0", end = "least", limit = least);
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
