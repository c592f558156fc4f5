//! Values and their kinds: what a column, a figure or a literal can be.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::{Exact, Unit};

/// A number that a person wrote, with what it is counted in. `unit: null` is a bare number (`412`), which takes the unit of
/// whatever it is held against; a percentage (`85.pct`, `85%`) is a ratio and has the empty unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    pub value: Exact,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Written as a percentage, and to be said as one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub percent: bool,
}

impl Quantity {
    pub fn bare(value: impl Into<Exact>) -> Quantity {
        Quantity { value: value.into(), unit: None, percent: false }
    }

    /// `85` percent is the ratio 0.85.
    pub fn percent(hundredths: &Exact) -> Quantity {
        let value = hundredths.checked_div(&Exact::from(100)).unwrap_or_default();
        Quantity { value, unit: Some(Unit::ratio()), percent: true }
    }
}

/// An ordered class of a scale: Ⅲ of the water classes is number 2 of 0 to 5, best first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Class {
    pub scale: String,
    pub index: u32,
}

/// An ordered scale of classes, best first. Each class has one name, which is printed, and other spellings, which are read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Scale {
    pub id: String,
    pub title: String,
    pub classes: Vec<ClassName>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ClassName {
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl Scale {
    /// The class that `text` names, by its name or another spelling.
    pub fn find(&self, text: &str) -> Option<Class> {
        let text = text.trim();
        let index =
            self.classes.iter().position(|class| class.name == text || class.also.iter().any(|also| also == text))?;
        Some(Class { scale: self.id.clone(), index: u32::try_from(index).ok()? })
    }

    pub fn name(&self, index: u32) -> Option<&str> {
        self.classes.get(usize::try_from(index).ok()?).map(|class| class.name.as_str())
    }
}

/// A value written in a rule, a letter or a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Literal {
    Number(Quantity),
    Text(String),
    Bool(bool),
    Date(#[schemars(with = "String")] Date),
    Class(Class),
}

impl Literal {
    /// As the number that stands for it in figures: a class by its place in its scale, a date by its days since 1970-01-01, a
    /// condition by 1 or 0. A text has none.
    pub fn number(&self) -> Option<Exact> {
        match self {
            Literal::Number(quantity) => Some(quantity.value.clone()),
            Literal::Text(_) => None,
            Literal::Bool(holds) => Some(Exact::from(i32::from(*holds))),
            Literal::Date(date) => Some(day_number(*date)),
            Literal::Class(class) => Some(Exact::from(class.index)),
        }
    }
}

/// Days since 1970-01-01.
pub fn day_number(date: Date) -> Exact {
    Exact::from(days_between(EPOCH, date))
}

/// Days from one date to a later one, negative if it is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The day so many days after 1970-01-01, if the number is a day of the calendar.
pub fn day_of_number(number: &Exact) -> Option<Date> {
    let days = i64::try_from(number.to_i128()?).ok()?;
    EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// What kind of value a column or a figure holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A number counted in a unit; the empty unit is a ratio.
    Number(Unit),
    /// A bare number: a literal without a unit, or a column that declares none.
    Bare,
    /// An ordered class of the named scale.
    Class(String),
    Text,
    Date,
    Bool,
}

/// How a number is compared with another, or a class with another (a class is smaller when it is better).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Less => ordering.is_lt(),
            Comparison::LessOrEqual => ordering.is_le(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
        }
    }

    /// What holds exactly where this one does not.
    pub fn opposite(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }

    /// What says the same with its sides changed over: `a < b` as `b > a`.
    pub fn turned(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::Equal,
            Comparison::NotEqual => Comparison::NotEqual,
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}
