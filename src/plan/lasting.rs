//! What has happened stays so: which rules take points, or a grade, for events that no work takes back (an accident, a public criticism), and
//! which for a state that work ends (findings still open).
//!
//! Read narrowly: only what surely stays is said to. Counts and sums of dated records (or of what the rule calls its `events`) grow and never
//! shrink, as long as no condition asks for a blank cell, which may be filled in, or for the as-of date, which goes on.

use super::{
    Aggregate, AggregateNode, Arithmetic, Body, Column, ColumnNode, Comparison, Condition, ConditionNode, CurveNode,
    Formula, FormulaNode, Keep, Measure, Plan, Rows, RowsNode, Rule, TargetNode, Towards, Year,
};

impl Rule {
    /// What it has taken from a unit stays taken, and a veto that has struck stays so. Always so of what a person decides.
    pub fn is_lasting(&self, plan: &Plan) -> bool {
        let lasts = Lasting { plan, are_events: self.events.is_some() };
        let is_undone = self.waived_when.is_some() || !self.exceptions.is_empty();
        let applies = self.applies_when.as_ref().is_none_or(|applies| lasts.stays_true(&applies.condition));
        let own = match &self.body {
            Body::Measured { measure: Measure::Formula(formula), target, curve } => {
                punishes_more(&curve.base.node, &target.node) && lasts.grows(formula)
            }
            // Overdue things may still be done, stages reached, parts fulfilled.
            Body::Measured { measure: Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist, .. } => false,
            Body::ByHand { .. } | Body::NotExpressible { .. } => true,
            Body::Veto { when, effect: _ } => lasts.stays_true(when),
        };
        own && applies && !is_undone
    }
}

/// A larger figure never takes less.
fn punishes_more(curve: &CurveNode, target: &TargetNode) -> bool {
    let wants_less = match target {
        TargetNode::Equals(_) | TargetNode::Between { .. } => Some(false),
        TargetNode::Open => None,
        TargetNode::AtLeast(_)
        | TargetNode::AtMost(_)
        | TargetNode::Zero
        | TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_) => Some(target.towards() == Some(Towards::Lower)),
    };
    match curve {
        CurveNode::PerCase { .. } | CurveNode::Deduct { .. } => wants_less != Some(false),
        CurveNode::FullOrNone | CurveNode::Linear { .. } | CurveNode::Steps(_) => wants_less == Some(true),
        CurveNode::Proportional
        | CurveNode::RankBands(_)
        | CurveNode::Improvement
        | CurveNode::Pace
        | CurveNode::Levels(_)
        | CurveNode::Stages(_)
        | CurveNode::Checklist(_)
        | CurveNode::Custom { .. } => false,
    }
}

struct Lasting<'a> {
    plan: &'a Plan,
    /// The rule says itself that it counts events.
    are_events: bool,
}

impl Lasting<'_> {
    /// Once true, it stays true.
    fn stays_true(&self, condition: &Condition) -> bool {
        match &condition.node {
            ConditionNode::Compare { comparison, left, right } => match comparison {
                Comparison::Greater | Comparison::GreaterOrEqual => self.grows(left) && is_fixed(right),
                Comparison::Less | Comparison::LessOrEqual => is_fixed(left) && self.grows(right),
                Comparison::Equal | Comparison::NotEqual => false,
            },
            ConditionNode::Aggregate { rows, aggregate } => self.is_growing(rows, aggregate),
            ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
                self.stays_true(left) && self.stays_true(right)
            }
            ConditionNode::Not(inner) => is_about_the_unit(inner),
            ConditionNode::IsAbsent(_) => false,
            ConditionNode::UnitIs { .. } | ConditionNode::KindIs { .. } | ConditionNode::GroupIs { .. } => true,
        }
    }

    /// It never gets less.
    fn grows(&self, formula: &Formula) -> bool {
        match &formula.node {
            FormulaNode::Aggregate { rows, aggregate } => self.is_growing(rows, aggregate),
            FormulaNode::Arithmetic { operation, left, right } => match operation {
                Arithmetic::Add => self.grows(left) && self.grows(right),
                Arithmetic::Subtract => self.grows(left) && is_fixed(right),
                Arithmetic::Multiply => {
                    (self.grows(left) && is_above_zero(right)) || (is_above_zero(left) && self.grows(right))
                }
                Arithmetic::Divide => self.grows(left) && is_above_zero(right),
            },
            FormulaNode::Convert { value, to: _, factor: _ }
            | FormulaNode::Round { value, rounding: _ }
            | FormulaNode::Inherited(value) => self.grows(value),
            FormulaNode::OrElse { value, otherwise } => self.grows(value) && is_nothing(otherwise),
            FormulaNode::LeastOf(values) | FormulaNode::GreatestOf(values) => {
                values.iter().all(|value| self.grows(value))
            }
            FormulaNode::Literal(_)
            | FormulaNode::Letter { .. }
            | FormulaNode::LetterDue { .. }
            | FormulaNode::ShareOfYear => true,
            FormulaNode::Negative(_)
            | FormulaNode::IfElse { .. }
            | FormulaNode::Weighted(_)
            | FormulaNode::GeometricMean { .. }
            | FormulaNode::RankAmong { .. }
            | FormulaNode::MeanAmong { .. }
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::Given(_) => false,
        }
    }

    fn is_growing(&self, rows: &Rows, aggregate: &Aggregate) -> bool {
        let counts = match &aggregate.node {
            AggregateNode::Count => true,
            AggregateNode::CountDistinct(column) | AggregateNode::Sum(column) | AggregateNode::Any(column) => {
                stands(column)
            }
            AggregateNode::Mean(_)
            | AggregateNode::WeightedMean { .. }
            | AggregateNode::Least(_)
            | AggregateNode::Greatest(_)
            | AggregateNode::Median(_)
            | AggregateNode::Quantile { .. }
            | AggregateNode::Share(_)
            | AggregateNode::All(_)
            | AggregateNode::Worst(_)
            | AggregateNode::Best(_)
            | AggregateNode::Latest { .. }
            | AggregateNode::Value(_)
            | AggregateNode::MeanPh { .. } => false,
        };
        counts && self.stand(rows)
    }

    /// Rows that are in stay in.
    fn stand(&self, rows: &Rows) -> bool {
        match &rows.node {
            RowsNode::Table { table: _, year: Year::Last } => true,
            RowsNode::Table { table, year: Year::This } => {
                self.are_events || self.plan.table(table).is_some_and(|table| table.time_column.is_some())
            }
            RowsNode::Filter { rows, condition: column } | RowsNode::Derive { rows, name: _, value: column } => {
                stands(column) && self.stand(rows)
            }
            RowsNode::During { rows, from: _, to: _ } | RowsNode::Unique { rows, by: _ } => self.stand(rows),
            RowsNode::Union { first, second } => self.stand(first) && self.stand(second),
            RowsNode::Join { left, right, on: _, keep } => match keep {
                Keep::Matching | Keep::WithPartner => self.stand(left) && self.stand(right),
                // A partner may still come.
                Keep::All | Keep::WithoutPartner => false,
            },
            // A later row takes the place of one that is in, or changes its group.
            RowsNode::LatestBy { .. } | RowsNode::Group { .. } => false,
        }
    }
}

/// Nothing in it changes by a cell that is filled in, or as days go by.
fn stands(column: &Column) -> bool {
    let changes = matches!(column.node, ColumnNode::IsMissing(_) | ColumnNode::AsOf);
    !changes && column.node.parts().into_iter().all(stands)
}

fn is_fixed(formula: &Formula) -> bool {
    matches!(formula.node, FormulaNode::Literal(_) | FormulaNode::Letter { .. } | FormulaNode::LetterDue { .. })
}

fn is_above_zero(formula: &Formula) -> bool {
    formula.node.literal().and_then(|literal| literal.number()).is_some_and(|number| number.is_positive())
}

/// Nothing counted counts as 0.
fn is_nothing(formula: &Formula) -> bool {
    formula.node.literal().and_then(|literal| literal.number()).is_some_and(|number| number.is_zero())
}

fn is_about_the_unit(condition: &Condition) -> bool {
    matches!(
        condition.node,
        ConditionNode::UnitIs { .. } | ConditionNode::KindIs { .. } | ConditionNode::GroupIs { .. }
    )
}
