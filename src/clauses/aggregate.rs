//! Aggregates in words: what is made of many rows.

use super::column::say_column;
use super::phrase::{Binding, Phrase};
use super::row_condition::say_row_condition;
use super::scope::{Meaning, Scope};
use super::value::{say_number, say_rounding};
use crate::figure::{Exact, Rounding};
use crate::message;
use crate::plan::{Aggregate, AggregateNode, Column, ColumnNode};
use crate::words::Message;

/// What is made of the rows, whichever those are: 养殖场数, 综合利用量, 水质类别达到或优于Ⅲ类的断面所占比例.
pub(super) fn say_aggregate(scope: Scope<'_>, aggregate: &Aggregate) -> Phrase {
    let value = |column: &Column| say_column(scope, column).within(Binding::Word);
    let condition = |column: &Column| say_row_condition(scope, column).message;
    Phrase::word(match &aggregate.node {
        AggregateNode::Count => message!("aggregate-count", noun = scope.noun(), nouns = scope.nouns()),
        AggregateNode::CountDistinct(column) => message!("aggregate-count-distinct", value = value(column)),
        // The head of a column over all rows is the sum of the column: nobody writes 综合利用量合计 in a formula.
        AggregateNode::Sum(column) if is_header(scope, column) => value(column),
        AggregateNode::Sum(column) => message!("aggregate-sum", value = value(column)),
        AggregateNode::Mean(column) => message!("aggregate-mean", value = value(column)),
        AggregateNode::WeightedMean { value: of, weight } => {
            message!("aggregate-weighted-mean", value = value(of), weight = value(weight))
        }
        AggregateNode::Least(column) => message!("aggregate-least", value = value(column)),
        AggregateNode::Greatest(column) => message!("aggregate-greatest", value = value(column)),
        AggregateNode::Median(column) => message!("aggregate-median", value = value(column)),
        AggregateNode::Quantile { value: of, q } => {
            let hundredths: Exact = q.times_power_of_ten(2);
            message!("aggregate-quantile", value = value(of), percent = say_number(&hundredths))
        }
        AggregateNode::Share(column) => {
            message!("aggregate-share", condition = condition(column), noun = scope.noun(), nouns = scope.nouns())
        }
        AggregateNode::Any(column) => message!("aggregate-any", condition = condition(column), noun = scope.noun()),
        AggregateNode::All(column) => message!("aggregate-all", condition = condition(column), noun = scope.noun()),
        AggregateNode::Worst(column) => message!("aggregate-worst", value = value(column)),
        AggregateNode::Best(column) => message!("aggregate-best", value = value(column)),
        AggregateNode::Latest { value: of, by } => message!("aggregate-latest", value = value(of), by = value(by)),
        AggregateNode::Value(column) => value(column),
        AggregateNode::MeanPh { value: of, places } => {
            message!("aggregate-mean-ph", value = value(of), rounding = say_rounding(&Rounding::half_even(*places)))
        }
    })
}

/// What one row is, where the aggregate's own words do not name it and it is more than a record: 未关停的养殖场综合利用量.
pub(super) fn thing_left_out(scope: Scope<'_>, aggregate: &Aggregate) -> Option<Message> {
    let named = match &aggregate.node {
        AggregateNode::Count | AggregateNode::Share(_) | AggregateNode::Any(_) | AggregateNode::All(_) => true,
        AggregateNode::CountDistinct(_)
        | AggregateNode::Sum(_)
        | AggregateNode::Mean(_)
        | AggregateNode::WeightedMean { .. }
        | AggregateNode::Least(_)
        | AggregateNode::Greatest(_)
        | AggregateNode::Median(_)
        | AggregateNode::Quantile { .. }
        | AggregateNode::Worst(_)
        | AggregateNode::Best(_)
        | AggregateNode::Latest { .. }
        | AggregateNode::Value(_)
        | AggregateNode::MeanPh { .. } => false,
    };
    Some(scope.noun()).filter(|noun| !named && *noun != Message::new("rows-record"))
}

fn is_header(scope: Scope<'_>, column: &Column) -> bool {
    let ColumnNode::Field(name) = &column.node else { return false };
    match scope.meaning(name) {
        Some(Meaning::Declared(_)) => true,
        Some(Meaning::Derived(..)) => !name.is_ascii(),
        Some(Meaning::Grouped(..)) | None => false,
    }
}
