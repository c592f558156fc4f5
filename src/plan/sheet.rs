//! Score sheets (评分表): points, areas, grades, consequences, and the numbers section.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::node::{Node, Place};
use super::rule::{ItemId, MissingPolicy, NotApplicablePolicy};
use super::table::UnitId;
use super::value::Comparison;
use crate::figure::{Exact, Points, Rounding, RoundingMode};

/// What some units are scored on, adding up to its own total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sheet {
    pub id: String,
    pub title: String,
    pub at: Place,
    pub units: UnitChoice,
    pub total: Points,
    /// The root of the areas; its own id is empty.
    pub area: Area,
    /// Bonuses, deductions and vetoes, in the order of the scheme.
    pub adjustments: Vec<Adjustment>,
    /// All bonuses together give at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus_cap: Option<Points>,
    /// All deductions together take at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduction_cap: Option<Points>,
    /// The total is not more than this, with bonuses; `null`: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_cap: Option<Points>,
    /// Best first; the last has no edge.
    pub grades: Vec<Grade>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tie_break: Vec<TieBreak>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<GradeCap>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<Consequence>,
}

/// Whom a sheet is for. An empty list does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct UnitChoice {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<UnitId>,
}

/// An area combines its children, which are areas or items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Area {
    pub id: String,
    pub title: String,
    pub at: Place,
    pub combine: Combine,
    /// What the area counts among its siblings: its points under `sum`, its weight otherwise.
    pub full: Points,
    /// What absent children do here, where it differs from the scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<NotApplicablePolicy>,
    pub children: Vec<Child>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Child {
    Area(Area),
    Item(Item),
}

/// How an area's points come of its children's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// The children's points added up.
    #[default]
    Sum,
    /// The area's points times the mean of the children's shares, weighted by their points.
    WeightedMean,
    /// The area's points times the weighted geometric mean of the children's shares, to 12 decimal places.
    GeometricMean,
    /// The area's points times the worst share of a child (的以低者计).
    Worst,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    pub rule: ItemId,
    pub at: Place,
    pub points: Points,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingPolicy>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<NotApplicablePolicy>,
    /// Who answers for it, and who judges it (责任部门, 认定部门).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<String>,
}

/// A bonus, deduction or veto of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Adjustment {
    pub rule: ItemId,
    pub at: Place,
    /// The most that it gives or takes; a veto has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Points>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grade {
    pub name: String,
    pub at: Place,
    /// Closed (90分及以上); the last grade has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Points>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
    /// 评优前置: each must hold, else the next grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Node<Need>>,
}

/// A condition with the words that say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Need {
    /// As the scheme writes it.
    pub source: String,
    pub condition: ResultCondition,
}

/// At most so many units get the grade, the best first. Ties at the edge: all or none. A unit that a veto or cap keeps out takes no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quota {
    Share { share: Exact, of: QuotaOf, round: RoundingMode },
    Count { count: u32, of: QuotaOf },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotaOf {
    Group,
    Sheet,
}

/// Which of two units with the same total stands first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// More points in this area.
    Area(String),
    /// More points in this item.
    Item(ItemId),
    /// Fewer points taken by deductions.
    FewestDeductions,
}

/// A grade not better than `grade` where the condition holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeCap {
    pub at: Place,
    pub when: Need,
    pub grade: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// What is proposed where the condition holds (约谈, 通报批评, 挂牌督办); a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Consequence {
    pub at: Place,
    pub when: Need,
    pub then: String,
}

/// A condition over a unit's result.
pub type ResultCondition = Node<ResultConditionNode>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResultConditionNode {
    Compare {
        comparison: Comparison,
        left: ResultValue,
        right: ResultValue,
    },
    /// The grade is this one; or with `worse`, this one or a worse one.
    Grade {
        grade: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        worse: bool,
    },
    /// Any item of the unit carries this mark.
    Mark(Mark),
    /// This veto took effect; `null`: any.
    Vetoed(Option<ItemId>),
    And(Box<ResultCondition>, Box<ResultCondition>),
    Or(Box<ResultCondition>, Box<ResultCondition>),
    Not(Box<ResultCondition>),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResultValue {
    Number(Exact),
    Total,
    /// 1 is the best of the group.
    Rank,
    AreaPoints(String),
    /// Points ÷ full points of the area.
    AreaShare(String),
    ItemPoints(ItemId),
    ItemShare(ItemId),
    /// How many areas directly under the root have less than this share of their points.
    AreasBelow(Exact),
    /// How many items carry this mark.
    Marked(Mark),
    /// Points taken by deductions, as a positive number.
    Deducted,
}

/// A mark beside a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A veto zeroed it.
    Vetoed,
    /// Something in it is open past its due date.
    Overdue,
    /// Something in it is open and due soon.
    AtRisk,
}

/// How figures are compared, rounded and ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Numbers {
    pub compare: Compare,
    /// How points are rounded.
    pub round: RoundingMode,
    /// Decimal places of points.
    #[serde(deserialize_with = "places")]
    pub points: u32,
    pub at: RoundAt,
    pub rank_on: RankOn,
}

/// Decimal places that points can have.
pub const MOST_PLACES: u32 = 12;

/// Places that no scheme can have asked for were written by hand into a plan or a result: nothing is printed with a million zeros.
fn places<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let places = u32::deserialize(from)?;
    match places <= MOST_PLACES {
        true => Ok(places),
        false => Err(serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(places.into()), &"0 to 12")),
    }
}

impl Numbers {
    /// Points as they are printed, with all their places.
    pub fn show(&self, points: &Points) -> String {
        Rounding::new(self.round, self.points).show(&points.0)
    }

    /// Points that rounding lifts to an edge which they do not reach, with as many places as it takes to see that; where they have few, with
    /// all of them.
    pub fn show_short_of(&self, points: &Points, edge: &Points) -> String {
        const FEW: u32 = 4;
        const MOST: u32 = 12;
        let places = match points.0.decimal_places() {
            Some(own) if own <= self.points + FEW => own.max(self.points),
            Some(_) | None => {
                let reads_short = |places: &u32| Rounding::new(self.round, *places).apply(&points.0) < edge.0;
                (self.points..=self.points + MOST).find(reads_short).unwrap_or(self.points + MOST)
            }
        };
        Rounding::new(self.round, places).show(&points.0)
    }
}

/// GB/T 8170-2008 4.3: 全数值比较法 or 修约值比较法.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The figure as it is.
    FullValue,
    /// The figure rounded to the places that it is shown with.
    RoundedValue,
}

/// Where points are rounded: once, either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundAt {
    /// Each item: what is printed adds up.
    Item,
    /// Only the total.
    Total,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RankOn {
    /// Totals as they come out exactly, before the last rounding.
    Exact,
    /// Totals as printed.
    Shown,
}

impl Area {
    /// Every item below, in order.
    pub fn items(&self) -> Vec<&Item> {
        let mut items = Vec::new();
        for child in &self.children {
            match child {
                Child::Area(area) => items.extend(area.items()),
                Child::Item(item) => items.push(item),
            }
        }
        items
    }

    /// Of each item below, in order: whether its points are added up as they are, through sums alone. Elsewhere only their share of a weight
    /// counts: under a mean, a geometric mean or the worst of several.
    pub fn items_added_up(&self) -> Vec<bool> {
        let adds_up = match self.combine {
            Combine::Sum => true,
            Combine::WeightedMean | Combine::GeometricMean | Combine::Worst => false,
        };
        let below = self.children.iter().flat_map(|child| match child {
            Child::Area(area) => area.items_added_up(),
            Child::Item(_) => vec![true],
        });
        below.map(|below| below && adds_up).collect()
    }
}

impl Sheet {
    /// What its grades need, then what its caps and its consequences hang on, in the order of the scheme.
    pub fn conditions(&self) -> impl Iterator<Item = &Need> {
        let needs = self.grades.iter().flat_map(|grade| grade.needs.iter().map(|need| &need.node));
        let caps = self.caps.iter().map(|cap| &cap.when);
        needs.chain(caps).chain(self.consequences.iter().map(|consequence| &consequence.when))
    }

    pub fn grade(&self, name: &str) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.name == name)
    }

    /// The ids of all rules that this sheet uses, items first.
    pub fn rules(&self) -> impl Iterator<Item = &ItemId> {
        let items = self.area.items().into_iter().map(|item| &item.rule);
        items.chain(self.adjustments.iter().map(|adjustment| &adjustment.rule))
    }
}

impl UnitChoice {
    pub fn holds(&self, unit: &super::table::RosterUnit) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&unit.kind))
            && (self.groups.is_empty() || self.groups.contains(&unit.group))
            && (self.ids.is_empty() || self.ids.contains(&unit.id))
    }
}
