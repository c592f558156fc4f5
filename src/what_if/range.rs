//! Between what a figure lies whatever the rows say: a share of rows between none and all of them, a sum of amounts not below nothing. A
//! supposition outside of it is a slip.

use crate::figure::Exact;
use crate::plan::{
    Aggregate, AggregateNode, Arithmetic, Column, ColumnNode, ColumnType, Formula, FormulaNode, Literal, Plan, Rows,
    RowsNode,
};

/// Both ends belong to it; `None` is no end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Between {
    pub least: Option<Exact>,
    pub most: Option<Exact>,
    /// Only whole numbers: it counts rows.
    pub is_whole: bool,
}

impl Between {
    pub fn nothing_and(most: Exact) -> Between {
        Between { most: Some(most), ..Between::not_below_nothing() }
    }

    fn not_below_nothing() -> Between {
        Between { least: Some(Exact::ZERO), ..Between::default() }
    }

    fn only(value: Exact) -> Between {
        Between { least: Some(value.clone()), most: Some(value), is_whole: false }
    }

    fn of_literal(literal: &Literal) -> Between {
        match literal {
            Literal::Number(_) => literal.number().map(Between::only).unwrap_or_default(),
            Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) | Literal::Class(_) => Between::default(),
        }
    }

    /// One or the other.
    fn or(self, other: Between) -> Between {
        let both = |own: Option<Exact>, other: Option<Exact>, end: fn(Exact, Exact) -> Exact| Some(end(own?, other?));
        Between {
            least: both(self.least, other.least, Exact::min),
            most: both(self.most, other.most, Exact::max),
            is_whole: self.is_whole && other.is_whole,
        }
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
            FormulaNode::Literal(literal) => Between::of_literal(literal),
            FormulaNode::Letter { .. }
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
        AggregateNode::Count | AggregateNode::CountDistinct(_) => {
            Between { is_whole: true, ..Between::not_below_nothing() }
        }
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

/// What the table allows in the cells of a column, and what can come of them.
fn of_column(rows: &Rows, column: &Column, plan: &Plan) -> Between {
    match &column.node {
        ColumnNode::Field(name) => of_field(rows, name, plan),
        ColumnNode::Literal(literal) => Between::of_literal(literal),
        ColumnNode::IfElse { condition: _, then, otherwise } => {
            of_column(rows, then, plan).or(of_column(rows, otherwise, plan))
        }
        ColumnNode::Arithmetic { operation, left, right } => {
            let (left, right) = (of_column(rows, left, plan), of_column(rows, right, plan));
            of_both(*operation, &left, &right)
        }
        ColumnNode::AsOf
        | ColumnNode::Compare { .. }
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IsIn { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::Interpolate { .. }
        | ColumnNode::Called { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::WorstOf(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::ByDate { .. }
        | ColumnNode::NamesOfGreatest { .. } => Between::default(),
    }
}

/// A column of the table, or one that was made of others on the way.
fn of_field(rows: &Rows, name: &str, plan: &Plan) -> Between {
    match &rows.node {
        RowsNode::Table { table, year: _ } => {
            match plan.table(table).and_then(|table| table.column(name)).map(|column| &column.holds) {
                Some(ColumnType::Number(number)) => {
                    let (least, most) = number.ends();
                    Between { least, most, is_whole: false }
                }
                Some(_) | None => Between::default(),
            }
        }
        RowsNode::Derive { rows, name: made, value } if made == name => of_column(rows, value, plan),
        RowsNode::Derive { rows, .. }
        | RowsNode::Filter { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. } => of_field(rows, name, plan),
        RowsNode::Join { .. } | RowsNode::Union { .. } | RowsNode::Group { .. } => Between::default(),
    }
}

/// What comes of two figures of which no more is known than between what they lie.
fn of_both(operation: Arithmetic, left: &Between, right: &Between) -> Between {
    let ends = |end: fn(&Exact, &Exact) -> Exact, least: Option<&Exact>, most: Option<&Exact>| Some(end(least?, most?));
    fn add(one: &Exact, other: &Exact) -> Exact {
        one + other
    }
    fn subtract(one: &Exact, other: &Exact) -> Exact {
        one - other
    }
    let positive = left.is_positive() && right.is_positive();
    match operation {
        Arithmetic::Add => Between {
            least: ends(add, left.least.as_ref(), right.least.as_ref()),
            most: ends(add, left.most.as_ref(), right.most.as_ref()),
            is_whole: left.is_whole && right.is_whole,
        },
        Arithmetic::Subtract => Between {
            least: ends(subtract, left.least.as_ref(), right.most.as_ref()),
            most: ends(subtract, left.most.as_ref(), right.least.as_ref()),
            is_whole: left.is_whole && right.is_whole,
        },
        Arithmetic::Multiply | Arithmetic::Divide if positive => Between::not_below_nothing(),
        Arithmetic::Multiply | Arithmetic::Divide => Between::default(),
    }
}

fn of_two(operation: Arithmetic, left: &Formula, right: &Formula, plan: &Plan) -> Between {
    let (part, whole) = (Between::of(left, plan), Between::of(right, plan));
    if operation == Arithmetic::Divide {
        if is_part_of(left, right, plan) && part.is_positive() && whole.is_positive() {
            return Between::nothing_and(Exact::ONE);
        }
        if let Some(change) = of_change(left, right, plan) {
            return change;
        }
    }
    of_both(operation, &part, &whole)
}

/// By how much of itself a figure has changed: it can't fall by more than all of it.
fn of_change(difference: &Formula, whole: &Formula, plan: &Plan) -> Option<Between> {
    let FormulaNode::Arithmetic { operation: Arithmetic::Subtract, left, right } = &difference.node else {
        return None;
    };
    let positive = |formula: &Formula| Between::of(formula, plan).is_positive();
    match (**left == *whole, **right == *whole) {
        (false, true) if positive(left) && positive(right) => {
            Some(Between { least: Some(-&Exact::ONE), ..Between::default() })
        }
        (true, false) if positive(left) && positive(right) => {
            Some(Between { most: Some(Exact::ONE), ..Between::default() })
        }
        (true | false, true | false) => None,
    }
}

/// Both count the same rows, the one fewer of them; or both are summed up over the same rows, and the table forbids rows in which the one
/// is more than the other.
fn is_part_of(part: &Formula, whole: &Formula, plan: &Plan) -> bool {
    if let (Some(some), Some(all)) = (counted(part), counted(whole)) {
        return picks_of(some, all);
    }
    let (Some((rows, part)), Some((others, whole))) = (summed(part), summed(whole)) else { return false };
    let [(table, _)] = rows.tables()[..] else { return false };
    rows == others && plan.table(table).is_some_and(|table| table.forbids_more(part, whole))
}

/// Whether they are some of the rows, picked by a condition.
fn picks_of(some: &Rows, all: &Rows) -> bool {
    match &some.node {
        _ if some == all => true,
        RowsNode::Filter { rows, condition: _ } => picks_of(rows, all),
        RowsNode::Table { .. }
        | RowsNode::Derive { .. }
        | RowsNode::During { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. }
        | RowsNode::Group { .. } => false,
    }
}

fn counted(formula: &Formula) -> Option<&Rows> {
    let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return None };
    (aggregate.node == AggregateNode::Count).then_some(rows)
}

fn summed(formula: &Formula) -> Option<(&Rows, &Column)> {
    let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return None };
    let AggregateNode::Sum(column) = &aggregate.node else { return None };
    Some((rows, column))
}
