//! What is wanted, and whether it is reached.

use crate::assess::{Rescored, UnitResult};
use crate::figure::Points;
use crate::message;
use crate::plan::Sheet;
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
