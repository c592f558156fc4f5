//! Many rows to one value: within a unit, or within a group of a unit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::column::Column;
use super::node::Node;
use crate::figure::Exact;

/// What is made of the rows of a unit (a figure) or of a group (a column of the group's row).
///
/// No rows: a count or a sum is 0, `any` does not hold and `all` does; everything else is absent as `not_applicable` (there is
/// nothing to share out). A table that was not submitted, or that each unit must hand in and this one did not, makes every
/// aggregate over it `no_data`.
///
/// A row whose cell is absent takes no part, if its column says so ([`super::AbsentCells::Skip`]) or if the cell is not applicable;
/// otherwise the whole is absent. If there are rows and none takes part, the whole is absent for the strongest of their reasons. `any` and
/// `all` are settled by one row that settles them, whatever is unknown of the others; for `latest` only the row counts that is taken.
pub type Aggregate = Node<AggregateNode>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AggregateNode {
    /// How many rows.
    Count,
    /// How many different values: each once for each unit written in the rows, as rows are held together in chains.
    CountDistinct(Column),
    Sum(Column),
    Mean(Column),
    /// Σ value·weight ÷ Σ weight.
    WeightedMean {
        value: Column,
        weight: Column,
    },
    Least(Column),
    Greatest(Column),
    Median(Column),
    /// Linear between neighbours, k = 1 + (n − 1)·q (HJ 663-2013 annex A).
    Quantile {
        value: Column,
        q: Exact,
    },
    /// Rows for which the condition holds ÷ rows for which it can be judged.
    Share(Column),
    Any(Column),
    All(Column),
    /// The worst class.
    Worst(Column),
    /// The best class.
    Best(Column),
    /// The value of the row with the latest `by`; of two with the same, the later row.
    Latest {
        value: Column,
        by: Column,
    },
    /// The value of the only row; two rows are a finding, and the whole is absent.
    Value(Column),
    /// The mean of pH through the hydrogen ions: −lg of the mean of 10^−pH, to so many decimal places (half even).
    /// Readings of pH have two decimals at most.
    MeanPh {
        value: Column,
        places: u32,
    },
}

impl AggregateNode {
    /// The column expressions that it reads.
    pub fn columns(&self) -> Vec<&Column> {
        match self {
            AggregateNode::Count => Vec::new(),
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
            | AggregateNode::Value(column) => vec![column],
            AggregateNode::Quantile { value, .. } | AggregateNode::MeanPh { value, .. } => vec![value],
            AggregateNode::WeightedMean { value, weight } => vec![value, weight],
            AggregateNode::Latest { value, by } => vec![value, by],
        }
    }
}
