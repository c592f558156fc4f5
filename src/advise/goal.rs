//! What is wanted, and whether it is reached.

use crate::assess::{Rescored, UnitResult};
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::{Sheet, TieBreak};
use crate::words::Message;

/// What a unit wants to get to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// This grade of its sheet or a better one.
    Grade(String),
    /// A total of at least so much, as printed.
    Points(Points),
    /// This rank in its group or a better one.
    Rank(u32),
}

impl Goal {
    pub(super) fn is_reached(&self, sheet: &Sheet, result: &Rescored) -> bool {
        match self {
            Goal::Grade(name) => {
                sheet.grades.iter().position(|grade| grade.name == *name).is_some_and(|wanted| result.grade <= wanted)
            }
            Goal::Points(points) => result.total >= *points,
            Goal::Rank(rank) => result.rank <= *rank,
        }
    }

    /// The height of the total that the goal can't do without, before the total is held between nothing and its cap; `others` are what the
    /// others are ranked by, best first. Whatever else the goal asks for, the scoring decides.
    pub(super) fn height(&self, sheet: &Sheet, others: &[Exact]) -> Exact {
        match self {
            Goal::Grade(name) => {
                let grade = sheet.grade(name);
                grade.and_then(|grade| grade.at_least.clone()).unwrap_or_default().0
            }
            Goal::Points(points) => points.0.clone(),
            Goal::Rank(rank) => {
                let last = usize::try_from(*rank).unwrap_or(usize::MAX).checked_sub(1);
                last.and_then(|last| others.get(last)).cloned().unwrap_or_default()
            }
        }
    }

    /// Whether the height of the total alone decides, once the areas have what they need: what comes higher than something that reaches the
    /// goal reaches it too. `needs_are_all`: nothing else is needed. `moves_deductions`: some of the changes end deductions, by which ties may be broken.
    pub(super) fn is_by_height(&self, sheet: &Sheet, needs_are_all: bool, moves_deductions: bool) -> bool {
        let ties = sheet.tie_break.iter().any(|tie| match tie {
            TieBreak::Area(_) | TieBreak::Item(_) => true,
            TieBreak::FewestDeductions => moves_deductions,
        });
        match self {
            Goal::Points(_) => true,
            Goal::Rank(_) => !ties,
            Goal::Grade(name) => {
                let grade = sheet.grade(name);
                sheet.caps.is_empty() && needs_are_all && grade.is_some_and(|grade| grade.quota.is_none() || !ties)
            }
        }
    }

    /// Whether others decide about it, whatever the unit's own points: a rank that is not sure at its worst, a grade whose places are counted.
    pub(super) fn hangs_on_others(&self, sheet: &Sheet, unit: &UnitResult) -> bool {
        match self {
            Goal::Points(_) => false,
            Goal::Rank(rank) => unit.rank_worst > *rank,
            Goal::Grade(name) => sheet.grades.iter().any(|grade| grade.name == *name && grade.quota.is_some()),
        }
    }

    pub fn say(&self, sheet: &Sheet) -> Message {
        match self {
            Goal::Grade(name) => {
                let edge = sheet.grade(name);
                match edge.and_then(|grade| grade.at_least.as_ref()) {
                    Some(edge) => message!("advice-goal-grade", grade = name, edge = edge.0.to_decimal()),
                    None => message!("advice-goal-grade-any", grade = name),
                }
            }
            Goal::Points(points) => message!("advice-goal-points", points = points.0.to_decimal()),
            Goal::Rank(rank) => message!("advice-goal-rank", rank = *rank),
        }
    }

    /// The grade above this one, if there is one.
    pub fn next_grade(sheet: &Sheet, grade: &str) -> Option<Goal> {
        let number = sheet.grades.iter().position(|known| known.name == grade)?;
        let next = sheet.grades.get(number.checked_sub(1)?)?;
        Some(Goal::Grade(next.name.clone()))
    }
}
