//! Between what a figure lies whatever the rows say: a share of rows between none and all of them, a sum of amounts not below nothing. A
//! supposition outside of it is a slip.

use crate::figure::Exact;
use crate::plan::{
    Aggregate, AggregateNode, Arithmetic, Column, ColumnNode, ColumnType, Formula, FormulaNode, Plan, Rows,
};

/// Both ends belong to it; `None` is no end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Between {
    pub least: Option<Exact>,
    pub most: Option<Exact>,
}

impl Between {
    pub fn nothing_and(most: Exact) -> Between {
        Between { least: Some(Exact::ZERO), most: Some(most) }
    }

    fn not_below_nothing() -> Between {
        Between { least: Some(Exact::ZERO), most: None }
    }

    pub fn holds(&self, value: &Exact) -> bool {
        self.least.as_ref().is_none_or(|least| value >= least) && self.most.as_ref().is_none_or(|most| value <= most)
    }

    fn is_positive(&self) -> bool {
        self.least.as_ref().is_some_and(|least| !least.is_negative())
    }

    pub fn of(formula: &Formula, plan: &Plan) -> Between {
        match &formula.node {
            FormulaNode::Aggregate { rows, aggregate } => of_rows(rows, aggregate, plan),
            FormulaNode::Inherited(value) => Between::of(value, plan),
            FormulaNode::Arithmetic { operation, left, right } => of_two(*operation, left, right, plan),
            FormulaNode::Literal(_)
            | FormulaNode::Letter { .. }
            | FormulaNode::LetterDue { .. }
            | FormulaNode::Negative(_)
            | FormulaNode::Convert { .. }
            | FormulaNode::OrElse { .. }
            | FormulaNode::IfElse { .. }
            | FormulaNode::Round { .. }
            | FormulaNode::LeastOf(_)
            | FormulaNode::GreatestOf(_)
            | FormulaNode::Weighted(_)
            | FormulaNode::GeometricMean { .. }
            | FormulaNode::RankAmong { .. }
            | FormulaNode::MeanAmong { .. }
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => Between::default(),
        }
    }
}

fn of_rows(rows: &Rows, aggregate: &Aggregate, plan: &Plan) -> Between {
    match &aggregate.node {
        AggregateNode::Count | AggregateNode::CountDistinct(_) => Between::not_below_nothing(),
        AggregateNode::Share(_) => Between::nothing_and(Exact::ONE),
        AggregateNode::Sum(column) => match of_column(rows, column, plan).is_positive() {
            true => Between::not_below_nothing(),
            false => Between::default(),
        },
        AggregateNode::Mean(column)
        | AggregateNode::Least(column)
        | AggregateNode::Greatest(column)
        | AggregateNode::Median(column)
        | AggregateNode::Value(column) => of_column(rows, column, plan),
        AggregateNode::Quantile { value, .. }
        | AggregateNode::WeightedMean { value, .. }
        | AggregateNode::Latest { value, .. } => of_column(rows, value, plan),
        AggregateNode::Any(_)
        | AggregateNode::All(_)
        | AggregateNode::Worst(_)
        | AggregateNode::Best(_)
        | AggregateNode::MeanPh { .. } => Between::default(),
    }
}

/// What the table allows in the cells of a column.
fn of_column(rows: &Rows, column: &Column, plan: &Plan) -> Between {
    let ColumnNode::Field(name) = &column.node else { return Between::default() };
    let [(table, _)] = rows.tables()[..] else { return Between::default() };
    match plan.table(table).and_then(|table| table.column(name)).map(|column| &column.holds) {
        Some(ColumnType::Number(number)) => Between { least: number.min.clone(), most: number.max.clone() },
        Some(_) | None => Between::default(),
    }
}

fn of_two(operation: Arithmetic, left: &Formula, right: &Formula, plan: &Plan) -> Between {
    let positive = Between::of(left, plan).is_positive() && Between::of(right, plan).is_positive();
    match operation {
        Arithmetic::Divide if is_part_of(left, right, plan) && positive => Between::nothing_and(Exact::ONE),
        Arithmetic::Add | Arithmetic::Multiply | Arithmetic::Divide if positive => Between::not_below_nothing(),
        Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide => Between::default(),
    }
}

/// Both are summed up over the same rows, and the table forbids rows in which the one is more than the other.
fn is_part_of(part: &Formula, whole: &Formula, plan: &Plan) -> bool {
    let (Some((rows, part)), Some((others, whole))) = (summed(part), summed(whole)) else { return false };
    let [(table, _)] = rows.tables()[..] else { return false };
    rows == others && plan.table(table).is_some_and(|table| table.forbids_more(part, whole))
}

fn summed(formula: &Formula) -> Option<(&Rows, &Column)> {
    let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return None };
    let AggregateNode::Sum(column) = &aggregate.node else { return None };
    Some((rows, column))
}
