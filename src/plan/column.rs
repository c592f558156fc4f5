//! Expressions over the columns of a row.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::node::Node;
use super::rule::Basis;
use super::value::{Arithmetic, Class, Comparison, Literal};
use crate::figure::{Exact, Rounding, Unit};

/// An expression over the columns of one row.
///
/// An absent cell makes what is computed from it absent, with these exceptions: `is_missing` sees it, `worst_of`, `least_of` and
/// `greatest_of` leave it out (an item that was not measured takes no part), and what settles an `and` or an `or` settles it whatever the
/// other side is. A hidden cell, which is one that can't be read, or is withheld where absent cells spoil, is neither missing nor left out
/// by them: what they make of it is absent too. A condition that can't be judged does not hold, so that a filter leaves the row out; an `if_else` over one is
/// absent, because neither side may be taken for known. A day and a day with its time compare by the day.
pub type Column = Node<ColumnNode>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnNode {
    /// `col("used")`
    Field(String),
    Literal(Literal),
    /// The as-of date of the assessment.
    AsOf,
    Compare {
        comparison: Comparison,
        left: Box<Column>,
        right: Box<Column>,
    },
    And(Box<Column>, Box<Column>),
    Or(Box<Column>, Box<Column>),
    Not(Box<Column>),
    Arithmetic {
        operation: Arithmetic,
        left: Box<Column>,
        right: Box<Column>,
    },
    Negative(Box<Column>),
    /// The same quantity in another unit (`col("area").to("亩")`); the factor is in the unit table of the engine and
    /// repeated here, so that a reader needs no table.
    Convert {
        value: Box<Column>,
        to: Unit,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        factor: Option<Exact>,
    },
    IfElse {
        condition: Box<Column>,
        then: Box<Column>,
        otherwise: Box<Column>,
    },
    IsIn {
        value: Box<Column>,
        options: Vec<Literal>,
    },
    /// Both ends belong to it.
    Between {
        value: Box<Column>,
        low: Box<Column>,
        high: Box<Column>,
    },
    /// Blank or not applicable, or withheld where absent cells take no part; absent where the cell is hidden.
    IsMissing(Box<Column>),
    /// The text holds this text (no pattern language: scripts are untrusted and patterns can run away).
    Contains {
        value: Box<Column>,
        text: String,
    },
    /// The text matches a shell-like pattern: `*` any run of characters, `?` one character.
    Matches {
        value: Box<Column>,
        pattern: String,
    },
    DatePart {
        value: Box<Column>,
        part: DatePart,
    },
    /// Days from one date to a later one (negative if it is earlier).
    Days {
        from: Box<Column>,
        to: Box<Column>,
    },
    Round {
        value: Box<Column>,
        rounding: Rounding,
    },
    /// The class of a value by the limits of each class: the best class whose limit it keeps; beyond the last limit, the class
    /// after it.
    StepClass {
        value: Box<Column>,
        scale: String,
        better: Better,
        limits: Vec<Exact>,
    },
    /// The class of a value that must lie between two limits (pH): `inside` if it does, else `outside`.
    RangeClass {
        value: Box<Column>,
        low: Exact,
        high: Exact,
        inside: Class,
        outside: Class,
    },
    /// The worst of several classes; those that are missing take no part. Absent where one is hidden.
    WorstOf(Vec<Column>),
    /// The smallest of several numbers or dates; those that are missing take no part. Absent where one is hidden.
    LeastOf(Vec<Column>),
    /// The largest of several numbers or dates; those that are missing take no part. Absent where one is hidden.
    GreatestOf(Vec<Column>),
    /// Piecewise linear look-up through the given points, ascending in `x`; outside them it is missing.
    Interpolate {
        value: Box<Column>,
        points: Vec<Point>,
    },
    /// One value before a day, another from it on: a standard's edition chosen by the date of the row.
    ByDate {
        date: Box<Column>,
        editions: Vec<Edition>,
    },
    /// The names of the columns (given with their values) that share the largest value, joined with 、: tied primary pollutants.
    NamesOfGreatest {
        values: Vec<NamedColumn>,
        above: Exact,
    },
    /// The same value under a name, by which clauses refer to it. With `basis` it is what a published standard defines: a module that
    /// comes with the engine is cited by number and clause, and a scheme's own definition is told in full as well.
    Called {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
        value: Box<Column>,
    },
}

impl ColumnNode {
    /// An `if_else` with those in its else branch as one list: each condition with its value, and the value of all others.
    pub fn cases(&self) -> Option<(Vec<(&Column, &Column)>, &Column)> {
        let ColumnNode::IfElse { condition, then, otherwise } = self else { return None };
        let mut cases = vec![(&**condition, &**then)];
        let mut rest = &**otherwise;
        while let ColumnNode::IfElse { condition, then, otherwise } = &rest.node {
            cases.push((condition, then));
            rest = otherwise;
        }
        Some((cases, rest))
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    Lower,
    Higher,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DatePart {
    Year,
    Quarter,
    Month,
    Day,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    pub x: Exact,
    pub y: Exact,
}

/// In force from this day on; the first edition has no day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Edition {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    pub value: Column,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct NamedColumn {
    pub name: String,
    pub value: Column,
}
