//! What stands where there is no figure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Exact;

/// Why there is no figure. Each kind has its own status and its own effect on the points; none of them is zero.
///
/// The order is the order in which they win over one another when several meet in one figure: what was hidden says more than
/// what was forgotten, and a deadline ahead says least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// `*`, `—`, 保密: someone has it and does not give it.
    Withheld,
    /// Something was handed in that can't be read: a text where a number is wanted.
    Unreadable,
    /// Blank, 未统计, a table not sent: nothing was handed in.
    NoData,
    /// There is nothing of last year to compare with.
    NoLastYear,
    /// 不涉及, 无此项, or nothing to share out (a quotient with a zero denominator).
    NotApplicable,
    /// Its deadline, or its data, is still ahead of the as-of date.
    Pending,
}

impl Absence {
    pub const ALL: [Absence; 6] = [
        Absence::Withheld,
        Absence::Unreadable,
        Absence::NoData,
        Absence::NoLastYear,
        Absence::NotApplicable,
        Absence::Pending,
    ];

    /// Of two absences that meet in one figure, the one that the figure carries on.
    pub fn stronger(self, other: Absence) -> Absence {
        self.min(other)
    }
}

/// A figure of one unit: known exactly, or absent for a reason.
///
/// There are no operators on it: whoever combines two figures must say what an absent one does ([`Figure::combine`]).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Figure {
    Known(Exact),
    Absent(Absence),
}

impl Figure {
    pub fn known(&self) -> Option<&Exact> {
        match self {
            Figure::Known(number) => Some(number),
            Figure::Absent(_) => None,
        }
    }

    pub fn absence(&self) -> Option<Absence> {
        match self {
            Figure::Known(_) => None,
            Figure::Absent(absence) => Some(*absence),
        }
    }

    pub fn map(&self, with: impl FnOnce(&Exact) -> Exact) -> Figure {
        match self {
            Figure::Known(number) => Figure::Known(with(number)),
            Figure::Absent(absence) => Figure::Absent(*absence),
        }
    }

    /// Both known: `with` of the two, where `None` (a division by zero) means that there is nothing to share out.
    /// Otherwise the stronger absence.
    pub fn combine(&self, other: &Figure, with: impl FnOnce(&Exact, &Exact) -> Option<Exact>) -> Figure {
        match (self, other) {
            (Figure::Known(left), Figure::Known(right)) => {
                with(left, right).map_or(Figure::Absent(Absence::NotApplicable), Figure::Known)
            }
            (Figure::Absent(left), Figure::Absent(right)) => Figure::Absent(left.stronger(*right)),
            (Figure::Absent(absence), Figure::Known(_)) | (Figure::Known(_), Figure::Absent(absence)) => {
                Figure::Absent(*absence)
            }
        }
    }
}

impl From<Exact> for Figure {
    fn from(number: Exact) -> Figure {
        Figure::Known(number)
    }
}

impl From<Absence> for Figure {
    fn from(absence: Absence) -> Figure {
        Figure::Absent(absence)
    }
}
