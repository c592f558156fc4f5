//! The values that rows are made of while figures are made from them.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, date};

use crate::figure::{Exact, Figure};
use crate::measure::gap::Gap;
use crate::plan::{Literal, days_between};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Number(Exact),
    /// The number of the class in its scale, best is 0.
    Class(u32),
    Text(Arc<str>),
    Bool(bool),
    Date(Date),
    /// A day with its time.
    Moment(DateTime),
}

/// A cell of a row: a value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Value(Value),
    Gap(Gap),
}

impl Value {
    /// What it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Number(_) => "a number",
            Value::Class(_) => "a class",
            Value::Text(_) => "a text",
            Value::Bool(_) => "a condition",
            Value::Date(_) | Value::Moment(_) => "a date",
        }
    }

    /// How two values of one kind compare; `None` for values of different kinds. A day and a moment compare by the day: what happened on
    /// the evening of 30 June happened by 30 June.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
            (Value::Class(left), Value::Class(right)) => Some(left.cmp(right)),
            (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
            (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
            (Value::Moment(left), Value::Moment(right)) => Some(left.cmp(right)),
            (Value::Date(_) | Value::Moment(_), Value::Date(_) | Value::Moment(_)) => {
                Some(self.day()?.cmp(&other.day()?))
            }
            (
                Value::Number(_)
                | Value::Class(_)
                | Value::Text(_)
                | Value::Bool(_)
                | Value::Date(_)
                | Value::Moment(_),
                _,
            ) => None,
        }
    }

    pub fn day(&self) -> Option<Date> {
        match self {
            Value::Date(day) => Some(*day),
            Value::Moment(moment) => Some(moment.date()),
            Value::Number(_) | Value::Class(_) | Value::Text(_) | Value::Bool(_) => None,
        }
    }

    /// As the figure of a unit: see [`crate::measure::Measured::Figure`]. `None` for a text.
    pub fn figure(&self) -> Option<Exact> {
        match self {
            Value::Number(number) => Some(number.clone()),
            Value::Class(index) => Some(Exact::from(*index)),
            Value::Bool(holds) => Some(Exact::from(i32::from(*holds))),
            Value::Date(day) => Some(Exact::from(days_since_epoch(*day))),
            Value::Moment(moment) => Some(Exact::from(days_since_epoch(moment.date()))),
            Value::Text(_) => None,
        }
    }
}

impl Cell {
    pub fn number(number: impl Into<Exact>) -> Cell {
        Cell::Value(Value::Number(number.into()))
    }

    pub fn bool(holds: bool) -> Cell {
        Cell::Value(Value::Bool(holds))
    }

    pub fn value(&self) -> Option<&Value> {
        match self {
            Cell::Value(value) => Some(value),
            Cell::Gap(_) => None,
        }
    }

    pub fn gap(&self) -> Option<Gap> {
        match self {
            Cell::Value(_) => None,
            Cell::Gap(gap) => Some(*gap),
        }
    }

    /// The condition holds, and is known to hold.
    pub fn holds(&self) -> bool {
        matches!(self, Cell::Value(Value::Bool(true)))
    }

    /// As the figure of a unit; `None` for a text.
    pub fn figure(&self) -> Option<Figure> {
        match self {
            Cell::Value(value) => value.figure().map(Figure::Known),
            Cell::Gap(gap) => Some(Figure::Absent(gap.absence())),
        }
    }
}

impl From<&Literal> for Value {
    fn from(literal: &Literal) -> Value {
        match literal {
            Literal::Number(quantity) => Value::Number(quantity.value.clone()),
            Literal::Text(text) => Value::Text(text.as_str().into()),
            Literal::Bool(holds) => Value::Bool(*holds),
            Literal::Date(day) => Value::Date(*day),
            Literal::Class(class) => Value::Class(class.index),
        }
    }
}

pub const EPOCH: Date = date(1970, 1, 1);

/// As Polars holds a date; the days of all dates that there are fit.
pub fn days_since_epoch(day: Date) -> i32 {
    i32::try_from(days_between(EPOCH, day)).unwrap_or_default()
}
