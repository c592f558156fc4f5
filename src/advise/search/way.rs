//! What a search goes over: items that can be changed, each by its rungs, and the oracle that says what comes of it.

use crate::figure::Exact;

/// One item that can be changed.
pub(in crate::advise) struct Way {
    /// The steps of its curve, the top last. At least one.
    pub steps: Vec<i128>,
    /// The effort of the whole way.
    pub weight: Exact,
}

/// An item may stand at each of its rungs if they are not more than these.
const FEW_RUNGS: i128 = 24;

impl Way {
    pub fn top(&self) -> i128 {
        self.steps.last().copied().unwrap_or(0)
    }

    pub fn effort(&self, rung: i128) -> Exact {
        Exact::from(rung).checked_div(&Exact::from(self.top())).unwrap_or_default() * self.weight.clone()
    }

    /// The rungs at which it may stand beside others: steps of its curve, and all of them where they are few.
    pub fn stands(&self) -> Vec<i128> {
        match self.top() {
            top @ ..=FEW_RUNGS => (1..=top).collect(),
            _ => self.steps.clone(),
        }
    }
}

/// What is asked while searching.
pub(in crate::advise) trait Oracle {
    /// Whether the goal is reached with these items at these rungs, and how high the total comes before it is held to anything.
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact);

    /// The points of the item itself at a rung, 0 as things stand.
    fn points(&mut self, way: usize, rung: i128) -> Exact;
}

pub(in crate::advise) fn effort_of(ways: &[Way], changes: &[(usize, i128)]) -> Exact {
    changes.iter().filter_map(|(way, rung)| Some(ways.get(*way)?.effort(*rung))).sum()
}
