//! Points given by hand: plain data that intake reads and assess counts.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rule::ItemId;
use super::table::UnitId;
use super::year::is_over;
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

/// Whether points given on this day are seen at an as-of date. Points are given about a year, and the final ones mostly after it: from its
/// last day on they count whenever they were given. Until then they are like rows of data.
pub fn is_hand_seen(given: Option<Date>, year: i16, as_of: Date) -> bool {
    is_over(year, as_of) || given.is_none_or(|day| day <= as_of)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn final_points_given_in_january_are_those_of_the_year_before() {
        let seen = |given, as_of| is_hand_seen(given, 2022, as_of);
        let (december, january) = (Some(date(2022, 12, 18)), Some(date(2023, 1, 6)));
        assert!(seen(december, date(2022, 12, 31)) && seen(january, date(2022, 12, 31)));
        assert!(!seen(december, date(2022, 6, 30)) && !seen(january, date(2022, 12, 30)));
        assert!(seen(None, date(2022, 6, 30)));
    }
}
