//! The plan: what a scheme and its rules became. The narrow waist of kaohe.
//!
//! A rule script says once what is measured, what the target is and how points follow; running it computes nothing but builds
//! the nodes of this module. Everything else is a reading of them: the scan over the tables, the score, the clause, the trace,
//! the inverse, the checks. So the types here are plain data: serde both ways, no Rhai, no Polars, no files. Written as JSON
//! (`kaohe plan --format json`, schema in `docs/schema/plan.schema.json`) a plan is enough for a program in another language to compute the same
//! assessment from the same tables.
//!
//! Reading order: [`Table`] (what is submitted) → [`Rows`] and [`Column`] (what is picked of it) → [`Aggregate`] (many rows to one value)
//! → [`Formula`] (figures of a unit) → [`Target`] → [`Curve`] → [`Rule`] → [`Sheet`] (points, areas, grades).
//!
//! Each reading matches on every node without a wildcard arm: a new node must break all of them until each has an answer.

mod aggregate;
mod change;
mod column;
mod curve;
mod formula;
mod hand;
mod json;
mod lasting;
mod node;
mod rows;
mod rule;
pub mod shape;
mod sheet;
mod table;
mod target;
pub mod typing;
mod value;
mod walk;
mod year;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use aggregate::{Aggregate, AggregateNode};
pub use change::Change;
pub use column::{Better, Column, ColumnNode, DatePart, Edition, NamedColumn, Point};
pub use curve::{
    ChecklistPart, Curve, CurveNode, Early, InverseForm, Late, Level as CurveLevel, Parts, Period, RankBand, Step,
};
pub use formula::{Among, Asked, Best, Condition, ConditionNode, Formula, FormulaNode, Given, LetterDefault, Weighted};
pub use hand::{HandScore, ScoreHand, is_hand_seen};
pub use json::PlanJsonError;
pub use node::{Node, Place};
pub use rows::{GroupColumn, Keep, Rows, RowsNode, Year};
pub use rule::{
    AppliesWhen, Basis, Body, Exception, ExceptionThen, ItemId, Measure, MissingPolicy, NotApplicablePolicy, Rule,
    RuleKind, ShowAs, VetoEffect,
};
pub use sheet::{
    Adjustment, Area, Child, Combine, Compare, Consequence, Grade, GradeCap, Item, MOST_PLACES, Mark, Need, Numbers,
    Quota, QuotaOf, RankOn, ResultCondition, ResultConditionNode, ResultValue, RoundAt, Sheet, TieBreak, UnitChoice,
};
pub use table::{
    ALSO_BETWEEN_UNITS, AbsenceMark, AbsentCells, BETWEEN_UNITS, CellAbsence, ColumnType, Letter, LetterPlaces, Level,
    NumberColumn, RosterUnit, Table, TableCheck, TableColumn, UnitId, UnitLevel,
};
pub use target::{Target, TargetNode, Towards};
pub use value::{
    Arithmetic, Class, ClassName, Comparison, Kind, Literal, Quantity, Scale, day_number, day_of_number, days_between,
};
pub use year::is_over;

/// The version of the plan's JSON. It grows by one when a node changes or is added.
pub const PLAN_FORMAT: &str = "kaohe-plan/1";

/// A whole scheme, compiled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// [`PLAN_FORMAT`].
    pub format: String,
    pub scheme: String,
    pub title: String,
    /// Said on everything printed (示例方案，非官方).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub year: i16,
    pub numbers: Numbers,
    pub missing: MissingPolicy,
    pub not_applicable: NotApplicablePolicy,
    pub scales: Vec<Scale>,
    pub tables: Vec<Table>,
    pub units: Vec<RosterUnit>,
    pub letters: Vec<Letter>,
    pub rules: Vec<Rule>,
    pub sheets: Vec<Sheet>,
    /// The standard modules that rules import, with the SHA-256 of each: part of an assessment's receipt.
    pub standards: Vec<Standard>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Standard {
    pub module: String,
    pub sha256: String,
}

impl Plan {
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    pub fn rule(&self, id: &ItemId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == *id)
    }

    /// Where an indicator stands on the sheets, with its points there.
    pub fn items_of<'plan>(&'plan self, id: &'plan ItemId) -> impl Iterator<Item = &'plan Item> {
        self.sheets.iter().flat_map(|sheet| sheet.area.items()).filter(move |item| item.rule == *id)
    }

    pub fn unit(&self, id: &UnitId) -> Option<&RosterUnit> {
        self.units.iter().find(|unit| unit.id == *id)
    }

    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }
}
