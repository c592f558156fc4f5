//! Conditions over the figures of a unit in words.

use super::figure::{Reader, counted_rows, literal_number, rows_of_formula};
use super::phrase::{Binding, Phrase, either};
use super::row_condition::{box_of, say_row_condition};
use super::rows::{say_origin, say_picked, say_rows};
use super::scope::Scope;
use super::value::{Sort, say_comparison, say_percent};
use crate::message;
use crate::plan::{Aggregate, AggregateNode, Column, Comparison, Condition, ConditionNode, Formula, FormulaNode, Rows};
use crate::words::Message;

/// The condition, or with `holds` false its opposite, as it stands before 的: 无规模养殖场, 年均浓度不大于35μg/m³.
pub(super) fn say_condition(reader: &Reader<'_>, condition: &Condition, holds: bool) -> Phrase {
    match &condition.node {
        ConditionNode::Compare { comparison, left, right } => {
            let comparison = if holds { *comparison } else { comparison.opposite() };
            if let Some((rows, there_are)) = existence(comparison, left, right) {
                return say_existence(reader, rows, there_are);
            }
            let sort = reader.sort(left).or(reader.sort(right));
            let edge = literal_number(right).filter(|_| is_share(left)).map(say_percent);
            let (left, right) = (reader.say(left), edge.map_or_else(|| reader.say(right), Phrase::word));
            Phrase::word(say_comparison(comparison, sort, left.within(Binding::Sum), right.within(Binding::Sum)))
        }
        ConditionNode::Aggregate { rows, aggregate } => say_of_rows(reader, rows, aggregate, holds),
        ConditionNode::IsAbsent(formula) => {
            let figure = reader.say(formula).within(Binding::Sum);
            Phrase::word(if holds {
                message!("condition-absent", figure = figure)
            } else {
                message!("condition-present", figure = figure)
            })
        }
        ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
            let (left, right) = (say_condition(reader, left, holds), say_condition(reader, right, holds));
            if matches!(condition.node, ConditionNode::And(..)) == holds {
                Phrase::and(left, right)
            } else {
                Phrase::or(left, right)
            }
        }
        ConditionNode::Not(inner) => say_condition(reader, inner, !holds),
        ConditionNode::UnitIs { units } => {
            let names = units.iter().map(|id| {
                let name = reader.plan.unit(id).map_or(id.0.as_str(), |unit| unit.name.as_str());
                message!("value-text", text = name)
            });
            one_of("condition-unit-is", "condition-unit-is-not", names, holds)
        }
        ConditionNode::KindIs { kinds } => {
            one_of("condition-kind-is", "condition-kind-is-not", kinds.iter().map(quoted), holds)
        }
        ConditionNode::GroupIs { groups } => {
            one_of("condition-group-is", "condition-group-is-not", groups.iter().map(quoted), holds)
        }
    }
}

/// Shares are told as percentages.
fn is_share(formula: &Formula) -> bool {
    let FormulaNode::Aggregate { rows: _, aggregate } = &formula.node else { return false };
    matches!(aggregate.node, AggregateNode::Share(_))
}

fn quoted(text: &String) -> Message {
    message!("value-quoted", text = text)
}

fn one_of(is: &str, is_not: &str, names: impl Iterator<Item = Message>, holds: bool) -> Phrase {
    let names = either(names).unwrap_or_else(|| Message::new("column-nothing"));
    Phrase::word(Message::new(if holds { is } else { is_not }).with("names", names))
}

/// A count held against nothing: whether there are such rows.
fn existence<'p>(comparison: Comparison, left: &'p Formula, right: &Formula) -> Option<(&'p Rows, bool)> {
    let rows = counted_rows(left)?;
    let edge = literal_number(right)?;
    let none = edge.is_zero();
    let one = *edge == crate::figure::Exact::ONE;
    match comparison {
        Comparison::Greater | Comparison::NotEqual if none => Some((rows, true)),
        Comparison::GreaterOrEqual if one => Some((rows, true)),
        Comparison::Equal | Comparison::LessOrEqual if none => Some((rows, false)),
        Comparison::Less if one => Some((rows, false)),
        Comparison::Equal
        | Comparison::NotEqual
        | Comparison::Less
        | Comparison::LessOrEqual
        | Comparison::Greater
        | Comparison::GreaterOrEqual => None,
    }
}

fn say_existence(reader: &Reader<'_>, rows: &Rows, there_are: bool) -> Phrase {
    let rows = say_rows(reader.plan, rows, &reader.common);
    Phrase::word(if there_are {
        message!("condition-some", rows = rows)
    } else {
        message!("condition-none", rows = rows)
    })
}

/// `any` and `all` of some rows, and what else comes out as a truth.
fn say_of_rows(reader: &Reader<'_>, rows: &Rows, aggregate: &Aggregate, holds: bool) -> Phrase {
    let scope = Scope { plan: reader.plan, rows };
    match &aggregate.node {
        AggregateNode::Any(condition) => {
            let rows = say_rows_where(reader, scope, condition);
            Phrase::word(if holds {
                message!("condition-some", rows = rows)
            } else {
                message!("condition-none", rows = rows)
            })
        }
        AggregateNode::All(condition) => {
            let rows = say_rows(reader.plan, rows, &reader.common);
            if let (Some((column, true)), true) = (box_of(scope, condition), holds) {
                return Phrase::word(message!("condition-all-ticked", rows = rows, column = column));
            }
            let condition = say_row_condition(scope, condition).within(Binding::Or);
            let noun = scope.noun();
            Phrase::word(if holds {
                message!("condition-all", rows = rows, condition = condition, noun = noun)
            } else {
                message!("condition-not-all", rows = rows, condition = condition, noun = noun)
            })
        }
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
        | AggregateNode::Worst(_)
        | AggregateNode::Best(_)
        | AggregateNode::Latest { .. }
        | AggregateNode::Value(_)
        | AggregateNode::MeanPh { .. } => {
            let figure = super::aggregate::say_aggregate(scope, aggregate).message;
            let figure = say_origin(reader.plan, rows, &reader.common, figure, !aggregate.node.columns().is_empty());
            let value = Message::new(if holds { "value-yes" } else { "value-no" });
            Phrase::word(say_comparison(Comparison::Equal, Sort::Truth, figure, value))
        }
    }
}

/// The rows for which one more condition holds.
fn say_rows_where(reader: &Reader<'_>, scope: Scope<'_>, condition: &Column) -> Message {
    let condition = say_row_condition(scope, condition);
    let condition = match say_picked(scope, &reader.common) {
        Some(picked) => Phrase::and(picked, condition),
        None => condition,
    };
    let rows = message!("rows-where", condition = condition.message, figure = scope.noun());
    say_origin(reader.plan, scope.rows, &reader.common, rows, false)
}

/// All rows that a condition looks at, in the order of reading.
pub(super) fn rows_of_condition<'p>(condition: &'p Condition, found: &mut Vec<&'p Rows>) {
    match &condition.node {
        ConditionNode::Compare { comparison: _, left, right } => {
            rows_of_formula(left, found);
            rows_of_formula(right, found);
        }
        ConditionNode::Aggregate { rows, aggregate: _ } => found.push(rows),
        ConditionNode::IsAbsent(formula) => rows_of_formula(formula, found),
        ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
            rows_of_condition(left, found);
            rows_of_condition(right, found);
        }
        ConditionNode::Not(inner) => rows_of_condition(inner, found),
        ConditionNode::UnitIs { .. } | ConditionNode::KindIs { .. } | ConditionNode::GroupIs { .. } => {}
    }
}
