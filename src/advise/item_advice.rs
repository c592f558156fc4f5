//! What one item has, could still give and has lost, as it is told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::work::ladder::{Work, WorkKind};
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::{ItemId, RuleKind};
use crate::words::Message;

/// Where an item stands for whoever wants more points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prospect {
    /// It has all that it can give.
    Full,
    /// Work still gives points.
    Open,
    /// Its points are there, but things that are due later are still to be done for them.
    ToKeep,
    /// Data are to be sent.
    Data,
    /// A person is still to give the points.
    Hand,
    /// Nothing that is work gives more, but what is still to come may: later records, a figure that all share, the others.
    Later,
    /// Nothing that is work gives more this year.
    Closed,
    /// It does not count for this unit.
    NotAssessed,
}

/// What one item has and could still give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAdvice {
    pub id: ItemId,
    pub title: String,
    /// An indicator, a bonus or a deduction; of these the points are what they add to the total, below zero where they take.
    pub kind: RuleKind,
    pub prospect: Prospect,
    pub shown: String,
    pub target_shown: String,
    pub points: Points,
    pub full: Points,
    /// As far as work leads on the records that are in.
    pub by_work: Points,
    /// The most that it can still have: by work, by data that come, by a hand that gives, by later records. Never less than the result's own
    /// `at_most`.
    pub most: Points,
    /// On what it hangs whether it gets above what work gives; `None` where nothing but work can move it.
    pub hangs: Option<Hang>,
    /// What is lost for the year.
    pub lost: Points,
    /// The next step of the curve, where it is not full points already.
    pub next: Option<Reach>,
    /// As far as work leads.
    pub best: Option<Reach>,
    /// Why something is lost, or why nothing is suggested.
    pub reason: Option<Message>,
    /// What was handed in for it and can't be used: where it stands.
    pub mend: Option<Message>,
    /// It is too late for this year: what is said is what it would have taken.
    pub hindsight: bool,
}

impl ItemAdvice {
    /// Nothing but the figure itself is known to raise it: no amount of work can be told.
    pub fn asks_for_the_figure(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.work.kind == WorkKind::Figure)
    }
}

/// On what it hangs whether an item gets above what work gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HangsOn {
    /// A person is still to give the points, or a higher hand to settle them.
    Judging,
    /// Data that are to be sent, or are withheld.
    Data,
    /// Data that were sent and can't be read.
    Unreadable,
    /// Records of the rest of the year.
    Records,
    /// A figure that all share.
    Shared,
    /// What others have, or do.
    Others,
    /// Things that are not due yet, or not this year.
    NotDue,
    /// A formula of the scheme's own, which can't be read backwards.
    Formula,
    /// A bonus that may still be earned.
    Bonus,
}

impl HangsOn {
    pub fn say(self) -> Message {
        match self {
            HangsOn::Judging => message!("advice-on-judging"),
            HangsOn::Data => message!("advice-on-data"),
            HangsOn::Unreadable => message!("advice-on-unreadable"),
            HangsOn::Records => message!("advice-on-records"),
            HangsOn::Shared => message!("advice-on-shared"),
            HangsOn::Others => message!("advice-on-others"),
            HangsOn::NotDue => message!("advice-on-not-due"),
            HangsOn::Formula => message!("advice-on-formula"),
            HangsOn::Bonus => message!("advice-on-bonus"),
        }
    }
}

/// What may still become of an item beside the work on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hang {
    pub on: HangsOn,
    /// In words, with the figure of full points where later records can get to it.
    pub say: Message,
}

/// A figure to get to, and the work that leads there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub figure: Exact,
    pub shown: String,
    /// As `what-if --set` takes it: read back, it is the figure exactly.
    pub set: String,
    /// The points of the item then.
    pub points: Points,
    /// Of those, for finishing early.
    pub early: Points,
    pub gain: Points,
    pub work: Work,
    /// How much of the way to the most it is: 1 for all of it.
    pub effort: Exact,
}
