//! Conditions over the columns of a row: which rows count.

use super::column::say_column;
use super::phrase::{Binding, Phrase, either, listed};
use super::scope::{Meaning, Scope};
use super::value::{Sort, say_comparison, say_literal};
use crate::message;
use crate::plan::{Column, ColumnNode, ColumnType, Comparison, Literal};
use crate::words::Message;

/// A condition as it stands before 的 or 的，: 是否在建成区内为“否”, 完成日期不晚于2022年10月31日.
pub(super) fn say_row_condition(scope: Scope<'_>, condition: &Column) -> Phrase {
    say(scope, condition, true)
}

/// The condition, or with `holds` false its opposite.
fn say(scope: Scope<'_>, condition: &Column, holds: bool) -> Phrase {
    match &condition.node {
        ColumnNode::Field(name) => match scope.meaning(name) {
            Some(Meaning::Derived(value, inside)) if name.is_ascii() && inside.sort(value) == Sort::Truth => {
                say(inside, value, holds)
            }
            Some(Meaning::Declared(column)) => {
                let header = super::scope::header(column);
                let in_its_year = scope.name(name);
                // A box that is one of two years' is named with its year.
                if in_its_year == message!("value-text", text = header) {
                    say_box(header, holds)
                } else {
                    say_truth(in_its_year, holds)
                }
            }
            Some(Meaning::Derived(..) | Meaning::Grouped(..)) | None => say_truth(scope.name(name), holds),
        },
        ColumnNode::Compare { comparison, left, right } => {
            let comparison = if holds { *comparison } else { comparison.opposite() };
            if let (Some(wanted), Some(judged)) = (truth(right), condition_column(scope, left)) {
                // closed != true also takes rows of which it is known that they are not closed, and no others: it is the opposite.
                match comparison {
                    Comparison::Equal => return say(scope, judged, wanted),
                    Comparison::NotEqual => return say(scope, judged, !wanted),
                    Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => {}
                }
            }
            let sort = scope.sort(left).or(scope.sort(right));
            let (left, right) = (say_column(scope, left), say_column(scope, right));
            Phrase::word(say_comparison(comparison, sort, left.within(Binding::Sum), right.within(Binding::Sum)))
        }
        ColumnNode::And(..) if boxes(scope, condition, holds).is_some() => {
            let (headers, ticked) = boxes(scope, condition, holds).unwrap_or_default();
            let columns = listed(headers.into_iter().map(|header| message!("value-text", text = header)));
            Phrase::word(if ticked {
                message!("condition-boxes", columns = columns)
            } else {
                message!("condition-boxes-not", columns = columns)
            })
        }
        ColumnNode::And(left, right) if holds => Phrase::and(say(scope, left, true), say(scope, right, true)),
        ColumnNode::And(left, right) => Phrase::or(say(scope, left, false), say(scope, right, false)),
        ColumnNode::Or(left, right) if holds => Phrase::or(say(scope, left, true), say(scope, right, true)),
        ColumnNode::Or(left, right) => Phrase::and(say(scope, left, false), say(scope, right, false)),
        ColumnNode::Not(inner) => say(scope, inner, !holds),
        ColumnNode::IsIn { value, options } => {
            let value = say_column(scope, value).within(Binding::Sum);
            let options = either(options.iter().map(|option| say_literal(scope.plan, option)))
                .unwrap_or_else(|| Message::new("column-nothing"));
            Phrase::word(if holds {
                message!("condition-is-in", value = value, options = options)
            } else {
                message!("condition-is-not-in", value = value, options = options)
            })
        }
        ColumnNode::Between { value, low, high } => {
            let [value, low, high] = [value, low, high].map(|part| say_column(scope, part).within(Binding::Sum));
            Phrase::word(if holds {
                message!("condition-between", value = value, low = low, high = high)
            } else {
                message!("condition-not-between", value = value, low = low, high = high)
            })
        }
        ColumnNode::IsMissing(value) if box_or_question(scope, value).is_some() => {
            let column = box_or_question(scope, value).unwrap_or_default();
            Phrase::word(if holds {
                message!("condition-box-missing", column = column)
            } else {
                message!("condition-box-filled", column = column)
            })
        }
        ColumnNode::IsMissing(value) => {
            let value = say_column(scope, value).within(Binding::Sum);
            Phrase::word(if holds {
                message!("condition-missing", value = value)
            } else {
                message!("condition-not-missing", value = value)
            })
        }
        ColumnNode::Contains { value, text } => {
            let value = say_column(scope, value).within(Binding::Sum);
            Phrase::word(if holds {
                message!("condition-contains", value = value, text = text)
            } else {
                message!("condition-contains-not", value = value, text = text)
            })
        }
        ColumnNode::Matches { value, pattern } => {
            let value = say_column(scope, value).within(Binding::Sum);
            Phrase::word(if holds {
                message!("condition-matches", value = value, pattern = pattern)
            } else {
                message!("condition-matches-not", value = value, pattern = pattern)
            })
        }
        ColumnNode::IfElse { condition, then, otherwise } => Phrase::loose(message!(
            "condition-if-else",
            condition = say(scope, condition, true).message,
            then = say(scope, then, holds).within(Binding::And),
            otherwise = say(scope, otherwise, holds).within(Binding::And)
        )),
        ColumnNode::Literal(_)
        | ColumnNode::AsOf
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::WorstOf(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::Interpolate { .. }
        | ColumnNode::ByDate { .. }
        | ColumnNode::NamesOfGreatest { .. }
        | ColumnNode::Called { .. } => say_truth(say_column(scope, condition).within(Binding::Sum), holds),
    }
}

/// The headers of several boxes that must all be ticked, or all be empty: they are told together.
fn boxes<'p>(scope: Scope<'p>, condition: &Column, holds: bool) -> Option<(Vec<&'p str>, bool)> {
    fn gather<'p>(scope: Scope<'p>, condition: &Column, found: &mut Vec<(&'p str, bool)>) -> Option<()> {
        if let ColumnNode::And(left, right) = &condition.node {
            gather(scope, left, found)?;
            return gather(scope, right, found);
        }
        found.push(box_of(scope, condition)?);
        Some(())
    }
    let mut found = Vec::new();
    gather(scope, condition, &mut found).filter(|()| holds && found.len() > 2)?;
    let ticked = found.first()?.1;
    let alike = found.iter().all(|(_, own)| *own == ticked);
    alike.then(|| (found.into_iter().map(|(header, _)| header).collect(), ticked))
}

/// The header of the box that is all the condition looks at, and whether it must be ticked.
pub(super) fn box_of<'p>(scope: Scope<'p>, condition: &Column) -> Option<(&'p str, bool)> {
    let (field, ticked) = match &condition.node {
        ColumnNode::Compare { comparison: Comparison::Equal, left, right } => (&**left, truth(right)?),
        ColumnNode::Compare { comparison: Comparison::NotEqual, left, right } => (&**left, !truth(right)?),
        ColumnNode::Field(_) => (condition, true),
        ColumnNode::Compare {
            comparison: Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual,
            ..
        }
        | ColumnNode::Literal(_)
        | ColumnNode::AsOf
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IfElse { .. }
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::WorstOf(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::Interpolate { .. }
        | ColumnNode::ByDate { .. }
        | ColumnNode::NamesOfGreatest { .. }
        | ColumnNode::Called { .. } => return None,
    };
    let ColumnNode::Field(name) = &field.node else { return None };
    match scope.meaning(name)? {
        Meaning::Declared(column) if column.holds == ColumnType::Bool => {
            let header = super::scope::header(column);
            (!header.starts_with("是否")).then_some((header, ticked))
        }
        Meaning::Declared(_) | Meaning::Derived(..) | Meaning::Grouped(..) => None,
    }
}

/// The header of a column of yes and no: 关停未填报 would not be understood, “是否关停”栏未填报 is.
fn box_or_question<'p>(scope: Scope<'p>, column: &Column) -> Option<&'p str> {
    let ColumnNode::Field(name) = &column.node else { return None };
    match scope.meaning(name)? {
        Meaning::Declared(column) => (column.holds == ColumnType::Bool).then(|| super::scope::header(column)),
        Meaning::Derived(..) | Meaning::Grouped(..) => None,
    }
}

/// A box that is ticked or not. A head that asks (是否在建成区内) is said as its answer: 在建成区内的锅炉, 不在建成区内的锅炉.
fn say_box(header: &str, holds: bool) -> Phrase {
    let Some(question) = header.strip_prefix("是否").filter(|rest| !rest.is_empty()) else {
        return Phrase::word(if holds {
            message!("condition-box", column = header)
        } else {
            message!("condition-box-not", column = header)
        });
    };
    // A state is denied with 不 (不在建成区内), a deed with 未 (未关停).
    let state =
        ["在", "是", "为", "属", "能", "可", "具", "符合", "位于"].iter().any(|verb| question.starts_with(verb));
    Phrase::word(match (holds, state) {
        (true, _) => message!("condition-answer-yes", answer = question, question = header),
        (false, true) => message!("condition-answer-no-state", answer = question, question = header),
        (false, false) => message!("condition-answer-no-deed", answer = question, question = header),
    })
}

fn say_truth(name: Message, holds: bool) -> Phrase {
    let value = Message::new(if holds { "value-yes" } else { "value-no" });
    Phrase::word(say_comparison(Comparison::Equal, Sort::Truth, name, value))
}

fn truth(column: &Column) -> Option<bool> {
    match &column.node {
        ColumnNode::Literal(Literal::Bool(truth)) => Some(*truth),
        ColumnNode::Literal(Literal::Number(_) | Literal::Text(_) | Literal::Date(_) | Literal::Class(_))
        | ColumnNode::Field(_)
        | ColumnNode::AsOf
        | ColumnNode::Compare { .. }
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IfElse { .. }
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::WorstOf(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::Interpolate { .. }
        | ColumnNode::ByDate { .. }
        | ColumnNode::NamesOfGreatest { .. }
        | ColumnNode::Called { .. } => None,
    }
}

/// The column, where it is itself a truth that can be said as one.
fn condition_column<'c>(scope: Scope<'_>, column: &'c Column) -> Option<&'c Column> {
    (scope.sort(column) == Sort::Truth).then_some(column)
}
