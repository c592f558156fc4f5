//! Rules: what a rule file declares.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::column::Column;
use super::curve::Curve;
use super::formula::{Condition, Formula};
use super::node::{Node, Place};
use super::rows::Rows;
use super::target::Target;
use crate::figure::{Exact, Unit};

/// The id of an item of a score sheet: the path of its rule file without ending (`water/manure-utilisation`), or the id given beside
/// the points where one rule serves several items.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ItemId(pub String);

impl std::fmt::Display for ItemId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&self.0)
    }
}

/// What one rule file became for one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    pub id: ItemId,
    pub at: Place,
    pub kind: RuleKind,
    pub title: String,
    /// The documents that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
    /// A remark that goes with the clause (示例, 暂定 and why).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub body: Body,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_as: Option<ShowAs>,
    /// Where this does not hold, the item is not assessed (不考核).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_when: Option<AppliesWhen>,
    /// What an absent figure does here, where it differs from the scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingPolicy>,
    /// Where this holds, nothing is deducted (年均达标免扣).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived_when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
    /// What the events counted here are known by: two items that punish the same events are a finding of `check`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<String>,
    /// Things still open and due within so many days of the as-of date are marked at risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_risk_within: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// Gives points between nothing and its full points.
    Indicator,
    /// Adds to the total.
    Bonus,
    /// Takes from the total.
    Deduction,
    /// 一票否决: takes effect on an item, an area or the grade.
    Veto,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    pub document: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// 不考核: the condition, and how a reader is told (无规模养殖场).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct AppliesWhen {
    pub condition: Condition,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    Measured {
        measure: Measure,
        target: Target,
        curve: Curve,
    },
    /// A person gives the points, within nothing and the item's points, with a reason, an evidence reference and a name.
    ByHand {
        what: String,
        most: Exact,
    },
    /// A clause that no rule can hold: counted, shown, carried as unknown, never approximated.
    NotExpressible {
        clause: String,
        why: String,
    },
    Veto {
        when: Condition,
        effect: VetoEffect,
    },
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Formula(Formula),
    /// Things to finish by a date: done by their date ÷ due by the as-of date. Those due later are pending.
    Task {
        rows: Rows,
        done: Column,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Column>,
    },
    /// How many rows stand at each label (stages, evaluated grades).
    Tally {
        rows: Rows,
        label: Column,
    },
    /// The parts of the checklist curve are what is measured.
    Checklist,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VetoEffect {
    ZeroItem(ItemId),
    /// The id of an area.
    ZeroArea(String),
    /// Not better than this grade.
    CapGrade(String),
    /// The last grade.
    Fail,
}

/// How a figure is printed: never how it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShowAs {
    Percent {
        places: u32,
    },
    Number {
        places: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Unit>,
    },
}

/// What points an item gets whose figure was not sent or is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissingPolicy {
    /// Nothing.
    Zero,
    /// The other items are scaled up to the whole.
    Rescale,
    /// Nothing yet: the item stays open and the total is provisional.
    Pending,
}

/// 缺项: what happens to the points of an item that is not assessed for a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotApplicablePolicy {
    /// 缺项折算: score ÷ (full − points of absent items) × full.
    Rescale,
    /// Full points.
    Full,
    /// The mean of the share that the others of its group got.
    GroupMean,
    /// The points go to these items, in proportion to their own points. Giver and receivers stand under sums: within a mean,
    /// points are weights, and giving them away would change what others are worth.
    GivenTo(Vec<ItemId>),
}

/// A special case over the base rule. Two that both apply are a finding that shows both.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Exception {
    pub label: String,
    pub at: Place,
    pub when: Condition,
    pub then: ExceptionThen,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionThen {
    FullPoints,
    NoPoints,
    NotAssessed,
    Target(Target),
    Curve(Node<Curve>),
}
