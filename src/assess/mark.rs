//! Whether an item may still come to bear a mark, or lose it: what caps and needs on marks leave open.

/// Whether something may turn out to hold, and whether it may turn out not to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chance {
    pub may_hold: bool,
    pub may_fail: bool,
}

impl Chance {
    pub const NEVER: Chance = Chance { may_hold: false, may_fail: true };
    pub const OPEN: Chance = Chance { may_hold: true, may_fail: true };

    /// What holds in one of two ways in which it may go on, or in the other.
    fn or(self, other: Chance) -> Chance {
        Chance { may_hold: self.may_hold || other.may_hold, may_fail: self.may_fail || other.may_fail }
    }
}

/// The marks of things to finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MayBeMarked {
    pub overdue: Chance,
    pub at_risk: Chance,
}

impl MayBeMarked {
    /// Only things to finish bear such marks.
    pub const NEVER: MayBeMarked = MayBeMarked { overdue: Chance::NEVER, at_risk: Chance::NEVER };
    pub const OPEN: MayBeMarked = MayBeMarked { overdue: Chance::OPEN, at_risk: Chance::OPEN };

    pub fn is_open(self) -> bool {
        [self.overdue, self.at_risk].iter().any(|chance| chance.may_hold && chance.may_fail)
    }

    pub fn or(self, other: MayBeMarked) -> MayBeMarked {
        MayBeMarked { overdue: self.overdue.or(other.overdue), at_risk: self.at_risk.or(other.at_risk) }
    }
}

impl Default for MayBeMarked {
    fn default() -> MayBeMarked {
        MayBeMarked::NEVER
    }
}
