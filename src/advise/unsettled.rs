//! What is reached and not settled yet: how low the unit may still come by what is known to be open, and by which items.

use super::goal::Goal;
use crate::assess::{AdjustmentResult, ItemResult, UnitResult};
use crate::figure::Points;
use crate::plan::{ItemId, Sheet};

/// How low a unit that has reached its goal may still come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsettled {
    pub at_least: Points,
    pub grade: String,
    pub rank: u32,
    /// What may take points; the most first.
    pub items: Vec<MayTake>,
}

/// An item, a bonus or a deduction that may come to fewer points, or one that is left out by now and may come to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MayTake {
    pub id: ItemId,
    pub title: String,
    /// How many fewer its own points may come to.
    pub less: Points,
    /// It does not count by now; once it does, the others are scaled up by less.
    pub left_out: bool,
}

impl Unsettled {
    /// `None`: what is open can't take it any more.
    pub(super) fn of(goal: &Goal, sheet: &Sheet, unit: &UnitResult) -> Option<Unsettled> {
        let number = |name: &str| sheet.grades.iter().position(|grade| grade.name == name);
        let is_settled = match goal {
            Goal::Points(points) => unit.at_least >= *points,
            Goal::Rank(rank) => unit.rank_worst <= *rank,
            Goal::Grade(name) => number(&unit.grade_at_least) <= number(name),
        };
        if is_settled {
            return None;
        }
        let of_item = |item: &ItemResult| MayTake {
            id: item.id.clone(),
            title: item.title.clone(),
            less: &item.points - &item.at_least,
            left_out: item.left_out && item.at_most > item.at_least,
        };
        let beside = |own: &AdjustmentResult| MayTake {
            id: own.id.clone(),
            title: own.title.clone(),
            less: &own.points - &own.at_least,
            left_out: false,
        };
        let items = unit.items.iter().map(of_item).chain(unit.adjustments.iter().map(beside));
        let mut items: Vec<MayTake> = items.filter(|may| may.less.0.is_positive() || may.left_out).collect();
        items.sort_by(|left, right| right.less.cmp(&left.less));
        let (at_least, grade, rank) = (unit.at_least.clone(), unit.grade_at_least.clone(), unit.rank_worst);
        Some(Unsettled { at_least, grade, rank, items })
    }
}
