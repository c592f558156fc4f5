//! Points given by hand: plain data that intake reads and assess counts.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rule::ItemId;
use super::table::UnitId;
use crate::figure::Exact;

/// Whose hand gave the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScoreHand {
    /// 自评
    SelfAssessed,
    /// 核查
    Verified,
    /// 审定
    Final,
}

/// Points that a person gave: a row of `hand-scores.csv` (unit, indicator, hand, points, reason, evidence, by, date). The last hand
/// (审定 over 核查 over 自评) counts; all are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HandScore {
    pub unit: UnitId,
    pub item: ItemId,
    pub hand: ScoreHand,
    pub points: Exact,
    pub reason: String,
    pub evidence: String,
    pub by: String,
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
}
