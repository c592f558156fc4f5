//! Formulas: figures of a unit made of aggregates, letters and other figures.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aggregate::Aggregate;
use super::column::Column;
use super::node::Node;
use super::rows::Rows;
use super::value::{Arithmetic, Comparison, Literal};
use crate::figure::{Exact, Rounding, Unit};

/// A figure of one unit. Conditions over figures are [`Condition`]s.
///
/// An absent part makes the whole absent, with the stronger absence where two meet, unless `or_else`, `if_else` or a
/// condition says otherwise. A division by zero is `not_applicable`.
pub type Formula = Node<FormulaNode>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormulaNode {
    /// Made of rows, by the heavy tier.
    Aggregate {
        rows: Box<Rows>,
        aggregate: Box<Aggregate>,
    },
    Literal(Literal),
    /// The unit's own signed figure for this item, else `or`.
    Letter {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        or: Option<LetterDefault>,
    },
    /// The day that the unit's letter names for this item, else `or`.
    LetterDue {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        or: Option<Date>,
    },
    Arithmetic {
        operation: Arithmetic,
        left: Box<Formula>,
        right: Box<Formula>,
    },
    Negative(Box<Formula>),
    /// The same quantity in another unit, exactly.
    Convert {
        value: Box<Formula>,
        to: Unit,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        factor: Option<Exact>,
    },
    /// The first that is not absent.
    OrElse {
        value: Box<Formula>,
        otherwise: Box<Formula>,
    },
    IfElse {
        condition: Box<Condition>,
        then: Box<Formula>,
        otherwise: Box<Formula>,
    },
    Round {
        value: Box<Formula>,
        rounding: Rounding,
    },
    LeastOf(Vec<Formula>),
    GreatestOf(Vec<Formula>),
    /// Several figures by their weights: Σ figure·weight ÷ Σ weight. Those that are not applicable take no part, nor does their weight.
    Weighted(Vec<Weighted>),
    /// The n-th root of the product, to so many decimal places (half even): the one mean that is irrational.
    GeometricMean {
        values: Vec<Formula>,
        places: u32,
    },
    /// 1 for the best of those it is ranked among; equal figures share a rank, and the next is counted from there (1, 2, 2, 4).
    RankAmong {
        value: Box<Formula>,
        among: Among,
        best: Best,
    },
    /// The mean of this figure over the units among which it is taken, of those that have one.
    MeanAmong {
        value: Box<Formula>,
        among: Among,
    },
    /// The figure of the unit's parent (a county's figure shared by all townships).
    Inherited(Box<Formula>),
    /// Of the rows that the unit handed in to this table, the share handed in by this day; nothing handed in is 0.
    SubmittedBy {
        table: String,
        submitted: String,
        #[schemars(with = "String")]
        by: Date,
    },
    /// The share of the scheme's year gone by at the as-of date: days gone ÷ days of the year.
    ShareOfYear,
    /// Inside a `custom` curve: what the rule knows there.
    Given(Given),
}

impl FormulaNode {
    /// What stands in the rule, where it is a literal by itself.
    pub fn literal(&self) -> Option<&Literal> {
        if let FormulaNode::Literal(literal) = self { Some(literal) } else { None }
    }

    /// An `if_else` with those in its else branch as one list: each condition with its figure, and the figure of all others.
    pub fn cases(&self) -> Option<(Vec<(&Condition, &Formula)>, &Formula)> {
        let FormulaNode::IfElse { condition, then, otherwise } = self else { return None };
        let mut cases = vec![(&**condition, &**then)];
        let mut rest = &**otherwise;
        while let FormulaNode::IfElse { condition, then, otherwise } = &rest.node {
            cases.push((condition, then));
            rest = otherwise;
        }
        Some((cases, rest))
    }
}

/// What stands in for a letter that names no figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct LetterDefault {
    pub value: Literal,
    /// The value is ours: the source masks the real one. Clauses say 暂定.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Weighted {
    pub value: Formula,
    pub weight: Exact,
}

/// Those among whom a figure is ranked or averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// The units of the same group.
    Group,
    /// All units of the same score sheet.
    Sheet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Best {
    Highest,
    Lowest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    Measure,
    Target,
    /// The points that the item can give.
    Full,
}

/// A condition over figures of a unit. One that can't be judged because a figure is absent does not hold, and what rests on it says so.
pub type Condition = Node<ConditionNode>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConditionNode {
    Compare {
        comparison: Comparison,
        left: Formula,
        right: Formula,
    },
    /// `rows.any(…)` or `rows.all(…)`.
    Aggregate {
        rows: Box<Rows>,
        aggregate: Box<Aggregate>,
    },
    /// There is no such figure, for whatever reason.
    IsAbsent(Formula),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
    /// The unit is one of these, by id; or of these kinds or groups (`unit_is`, `kind_is`, `group_is`).
    UnitIs {
        units: Vec<super::table::UnitId>,
    },
    KindIs {
        kinds: Vec<String>,
    },
    GroupIs {
        groups: Vec<String>,
    },
}

/// What the heavy tier is asked for: everything in a plan that is made of rows. Equal questions are one question.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// One figure a unit (a class counts as its number in the scale, a condition as 1 or 0, a date as days since 1970-01-01).
    Aggregate { rows: Rows, aggregate: Aggregate },
    /// Things to finish by a date: how many rows there are of each pair of done and due date.
    Task { rows: Rows, done: Column, due: Option<Column> },
    /// How many rows there are of each label.
    Tally { rows: Rows, label: Column },
}

impl Asked {
    /// The rows that it is asked of.
    pub fn rows(&self) -> &Rows {
        match self {
            Asked::Aggregate { rows, .. } | Asked::Task { rows, .. } | Asked::Tally { rows, .. } => rows,
        }
    }
}
