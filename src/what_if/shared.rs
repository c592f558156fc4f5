//! Units that share a figure: one of the county that all townships inherit, one made of rows that are everyone's. It can't be supposed for
//! one of them alone.

use crate::plan::{Body, Formula, FormulaNode, Measure, Plan, Rows, Rule, UnitId};

/// Whose figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Everyones,
    /// All who stand below the same unit have it.
    Parents,
    Own,
}

/// The units that have the same figure for an item as this one, which is among them.
pub fn sharing(plan: &Plan, rule: &Rule, unit: &UnitId) -> Vec<UnitId> {
    let whose = match &rule.body {
        Body::Measured { measure: Measure::Formula(formula), .. } => of(formula, plan),
        Body::Measured { measure: Measure::Task { rows, .. } | Measure::Tally { rows, .. }, .. } => of_rows(rows, plan),
        Body::Measured { measure: Measure::Checklist, .. }
        | Body::ByHand { .. }
        | Body::NotExpressible { .. }
        | Body::Veto { .. } => Whose::Own,
    };
    let parent = plan.unit(unit).and_then(|unit| unit.parent.as_ref());
    let shares = |other: &crate::plan::RosterUnit| match whose {
        Whose::Everyones => true,
        Whose::Parents => parent.is_some() && other.parent.as_ref() == parent,
        Whose::Own => false,
    };
    let units = plan.units.iter().filter(|other| other.id == *unit || shares(other));
    units.map(|unit| unit.id.clone()).collect()
}

fn of(formula: &Formula, plan: &Plan) -> Whose {
    match &formula.node {
        FormulaNode::Aggregate { rows, .. } => of_rows(rows, plan),
        FormulaNode::Inherited(value) => of(value, plan).min(Whose::Parents),
        FormulaNode::Literal(_) | FormulaNode::ShareOfYear => Whose::Everyones,
        FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::MeanAmong { .. }
        | FormulaNode::SubmittedBy { .. }
        // Its condition may be one over the unit.
        | FormulaNode::IfElse { .. }
        | FormulaNode::Given(_) => Whose::Own,
        FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::OrElse { .. }
        | FormulaNode::Round { .. }
        | FormulaNode::LeastOf(_)
        | FormulaNode::GreatestOf(_)
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. } => {
            formula.node.parts().into_iter().map(|part| of(part, plan)).max().unwrap_or(Whose::Own)
        }
    }
}

fn of_rows(rows: &Rows, plan: &Plan) -> Whose {
    let owned = |table: &str| plan.table(table).is_none_or(|table| table.unit_column.is_some());
    match rows.tables().iter().any(|(table, _)| owned(table)) {
        true => Whose::Own,
        false => Whose::Everyones,
    }
}
