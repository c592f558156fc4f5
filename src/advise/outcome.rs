//! What comes of a goal: reached, reached by a set of changes, hanging on others, or out of reach.

use super::item_advice::Reach;
use super::possible::Hanging;
use super::unsettled::Unsettled;
use crate::figure::{Exact, Points};
use crate::plan::ItemId;
use crate::words::Message;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// As things are; what is told beside it may still bring the unit below.
    Reached(Option<Unsettled>),
    /// It can be reached so.
    By(ChangeSet),
    /// Work on the records that are in does not reach it, but with what still hangs on others or on later records it may be reached.
    Hangs {
        /// What comes of it if all work is done that can be.
        highest: Standing,
        on: Vec<Hanging>,
        /// What stands in the way as things are.
        obstacles: Vec<Message>,
    },
    OutOfReach {
        /// What comes of it if all work is done and all that can still come is at its best.
        highest: Standing,
        /// The year is over, and the work is that which it would have taken.
        in_hindsight: Option<InHindsight>,
        /// What stands in the way.
        obstacles: Vec<Message>,
        /// Only what is no work would reach it.
        only_by_figures: bool,
    },
}

/// What all the work of a year that is over would have brought, with all that is still open at its best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InHindsight {
    /// Less than the goal.
    Short,
    /// The goal: neither the work alone nor what is open alone does.
    BothTogether,
}

/// Where the unit stands with some changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub total: Points,
    pub grade: String,
    /// What is still open may move the grade.
    pub provisional: bool,
    /// Among the others as they are; `None` where others' data are not at hand.
    pub rank: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// In the order of the sheet.
    pub changes: Vec<Change>,
    /// The ways together, each as the share of its whole way times its weight.
    pub effort: Exact,
    pub standing: Standing,
    /// No set of fewer changes reaches it.
    pub fewest_proven: bool,
    /// No set of as many changes is less effort: each at a step of its curve but for one thing, brought up to what is just enough.
    pub effort_proven: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: ItemId,
    pub title: String,
    pub reach: Reach,
    /// How much higher the total comes by it alone: other than the item's own points where areas weigh, or combine other than by adding up.
    pub moves: Points,
    /// Data that are still to come would have to come out at their best.
    pub is_data: bool,
}

impl Change {
    /// As `what-if --set` takes it: `water/township-plants=100%@2022-07-31`, the day where all of it is finished early.
    pub fn as_set(&self) -> String {
        let (id, figure) = (&self.id, &self.reach.set);
        // By the earliest of these days everything is early enough.
        match self.reach.work.due.iter().filter_map(|due| due.early_by).min() {
            Some(day) => format!("{id}={figure}@{day}"),
            None => format!("{id}={figure}"),
        }
    }
}
