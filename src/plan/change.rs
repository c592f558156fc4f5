//! Changing a plan in place: what has to be filled in once the whole scheme is known.

use super::*;

/// Someone who goes through a rule and changes what it finds, the outer nodes first.
pub trait Change {
    fn formula(&mut self, _formula: &mut Formula) {}
    fn column(&mut self, _column: &mut Column) {}
    fn curve(&mut self, _curve: &mut Curve) {}
}

impl Rule {
    /// Shows every formula and every column expression of the rule to `change`.
    pub fn change(&mut self, change: &mut dyn Change) {
        match &mut self.body {
            Body::Measured { measure, target, curve } => {
                match measure {
                    Measure::Formula(formula) => formula.change(change),
                    Measure::Task { rows, done, due } => {
                        rows.change(change);
                        done.change(change);
                        due.iter_mut().for_each(|due| due.change(change));
                    }
                    Measure::Tally { rows, label } => {
                        rows.change(change);
                        label.change(change);
                    }
                    Measure::Checklist => {}
                }
                target.node.change(change);
                curve.change(change);
            }
            Body::Veto { when, effect: _ } => when.change(change),
            Body::ByHand { .. } | Body::NotExpressible { .. } => {}
        }
        if let Some(applies) = &mut self.applies_when {
            applies.condition.change(change);
        }
        if let Some(waived) = &mut self.waived_when {
            waived.change(change);
        }
        for exception in &mut self.exceptions {
            exception.when.change(change);
            match &mut exception.then {
                ExceptionThen::Target(target) => target.node.change(change),
                ExceptionThen::Curve(curve) => curve.node.change(change),
                ExceptionThen::FullPoints | ExceptionThen::NoPoints | ExceptionThen::NotAssessed => {}
            }
        }
    }
}

impl TargetNode {
    fn change(&mut self, change: &mut dyn Change) {
        match self {
            TargetNode::AtLeast(formula)
            | TargetNode::AtMost(formula)
            | TargetNode::Equals(formula)
            | TargetNode::AllBy(formula)
            | TargetNode::ClassAtLeast(formula)
            | TargetNode::ImproveOnLastYear { by: formula, .. } => formula.change(change),
            TargetNode::Between { low, high } => {
                low.change(change);
                high.change(change);
            }
            TargetNode::Zero | TargetNode::NotAboveLastYear | TargetNode::NotBelowLastYear | TargetNode::Open => {}
        }
    }
}

impl Curve {
    fn change(&mut self, change: &mut dyn Change) {
        change.curve(self);
        match &mut self.base.node {
            CurveNode::Linear { from, to } => {
                from.change(change);
                to.change(change);
            }
            CurveNode::Checklist(parts) => {
                for part in parts {
                    part.node.holds.change(change);
                    part.node.applies_when.iter_mut().for_each(|applies| applies.change(change));
                }
            }
            CurveNode::Custom { formula, .. } => formula.change(change),
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Steps(_)
            | CurveNode::Deduct { .. }
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Levels(_)
            | CurveNode::Stages(_) => {}
        }
    }
}

impl Formula {
    pub fn change(&mut self, change: &mut dyn Change) {
        change.formula(self);
        match &mut self.node {
            FormulaNode::Aggregate { rows, aggregate } => {
                rows.change(change);
                aggregate.change(change);
            }
            FormulaNode::Literal(_)
            | FormulaNode::Letter { .. }
            | FormulaNode::LetterDue { .. }
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => {}
            FormulaNode::Arithmetic { left, right, .. } | FormulaNode::OrElse { value: left, otherwise: right } => {
                left.change(change);
                right.change(change);
            }
            FormulaNode::IfElse { condition, then, otherwise } => {
                condition.change(change);
                then.change(change);
                otherwise.change(change);
            }
            FormulaNode::Negative(value)
            | FormulaNode::Convert { value, .. }
            | FormulaNode::Round { value, .. }
            | FormulaNode::RankAmong { value, .. }
            | FormulaNode::MeanAmong { value, .. }
            | FormulaNode::Inherited(value) => value.change(change),
            FormulaNode::LeastOf(values)
            | FormulaNode::GreatestOf(values)
            | FormulaNode::GeometricMean { values, .. } => values.iter_mut().for_each(|value| value.change(change)),
            FormulaNode::Weighted(values) => values.iter_mut().for_each(|part| part.value.change(change)),
        }
    }
}

impl Condition {
    fn change(&mut self, change: &mut dyn Change) {
        match &mut self.node {
            ConditionNode::Compare { left, right, .. } => {
                left.change(change);
                right.change(change);
            }
            ConditionNode::Aggregate { rows, aggregate } => {
                rows.change(change);
                aggregate.change(change);
            }
            ConditionNode::IsAbsent(formula) => formula.change(change),
            ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
                left.change(change);
                right.change(change);
            }
            ConditionNode::Not(inner) => inner.change(change),
            ConditionNode::UnitIs { .. } | ConditionNode::KindIs { .. } | ConditionNode::GroupIs { .. } => {}
        }
    }
}

impl Rows {
    fn change(&mut self, change: &mut dyn Change) {
        match &mut self.node {
            RowsNode::Table { .. } => {}
            RowsNode::Filter { rows, condition } => {
                rows.change(change);
                condition.change(change);
            }
            RowsNode::Derive { rows, name: _, value } => {
                rows.change(change);
                value.change(change);
            }
            RowsNode::During { rows, .. } | RowsNode::Unique { rows, .. } | RowsNode::LatestBy { rows, .. } => {
                rows.change(change);
            }
            RowsNode::Group { rows, by: _, columns } => {
                rows.change(change);
                columns.iter_mut().for_each(|column| column.aggregate.change(change));
            }
            RowsNode::Join { left, right, .. } => {
                left.change(change);
                right.change(change);
            }
            RowsNode::Union { first, second } => {
                first.change(change);
                second.change(change);
            }
        }
    }
}

impl Aggregate {
    fn change(&mut self, change: &mut dyn Change) {
        match &mut self.node {
            AggregateNode::Count => {}
            AggregateNode::CountDistinct(column)
            | AggregateNode::Sum(column)
            | AggregateNode::Mean(column)
            | AggregateNode::Least(column)
            | AggregateNode::Greatest(column)
            | AggregateNode::Median(column)
            | AggregateNode::Share(column)
            | AggregateNode::Any(column)
            | AggregateNode::All(column)
            | AggregateNode::Worst(column)
            | AggregateNode::Best(column)
            | AggregateNode::Value(column)
            | AggregateNode::Quantile { value: column, .. }
            | AggregateNode::MeanPh { value: column, .. } => column.change(change),
            AggregateNode::WeightedMean { value, weight: other } | AggregateNode::Latest { value, by: other } => {
                value.change(change);
                other.change(change);
            }
        }
    }
}

impl Column {
    pub fn change(&mut self, change: &mut dyn Change) {
        change.column(self);
        match &mut self.node {
            ColumnNode::Field(_) | ColumnNode::Literal(_) | ColumnNode::AsOf => {}
            ColumnNode::Compare { left, right, .. }
            | ColumnNode::Arithmetic { left, right, .. }
            | ColumnNode::And(left, right)
            | ColumnNode::Or(left, right)
            | ColumnNode::Days { from: left, to: right } => {
                left.change(change);
                right.change(change);
            }
            ColumnNode::Not(value)
            | ColumnNode::Negative(value)
            | ColumnNode::Convert { value, .. }
            | ColumnNode::IsIn { value, .. }
            | ColumnNode::IsMissing(value)
            | ColumnNode::Contains { value, .. }
            | ColumnNode::Matches { value, .. }
            | ColumnNode::DatePart { value, .. }
            | ColumnNode::Round { value, .. }
            | ColumnNode::StepClass { value, .. }
            | ColumnNode::RangeClass { value, .. }
            | ColumnNode::Interpolate { value, .. }
            | ColumnNode::Called { value, .. } => value.change(change),
            ColumnNode::IfElse { condition: first, then: second, otherwise: third }
            | ColumnNode::Between { value: first, low: second, high: third } => {
                first.change(change);
                second.change(change);
                third.change(change);
            }
            ColumnNode::WorstOf(values) | ColumnNode::LeastOf(values) | ColumnNode::GreatestOf(values) => {
                values.iter_mut().for_each(|value| value.change(change));
            }
            ColumnNode::ByDate { date, editions } => {
                date.change(change);
                editions.iter_mut().for_each(|edition| edition.value.change(change));
            }
            ColumnNode::NamesOfGreatest { values, .. } => {
                values.iter_mut().for_each(|named| named.value.change(change));
            }
        }
    }
}
