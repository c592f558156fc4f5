//! How the things that a unit has to finish stand, and what each of those done late still counts.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::show::{percent, rounded};
use crate::figure::Exact;
use crate::message;
use crate::plan::Period;
use crate::words::Message;

/// How many things stand where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct TaskTrace {
    pub on_time: u64,
    pub late: u64,
    /// Open past the due date.
    pub overdue: u64,
    /// Due later than the as-of date, and not done.
    pub pending: u64,
    /// Of the pending ones, those due soon.
    pub at_risk: u64,
    /// The next due date of those pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub next_due: Option<Date>,
    /// The first due date of those overdue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub first_overdue: Option<Date>,
    /// Whether they are done is withheld.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub withheld: u64,
    /// What says whether they are done, or by when they are due, can't be read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: u64,
    /// Due after the scheme's year, done or not: the next year's.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub next_year: u64,
    /// Those done late, in the order of their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done_late: Vec<DoneLate>,
}

/// Things due on one day and done on one later day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DoneLate {
    #[schemars(with = "String")]
    pub due: Date,
    #[schemars(with = "String")]
    pub done: Date,
    pub count: u64,
    /// How late they are by the periods of the rule; none where the rule lets nothing done late count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_by: Option<LateBy>,
    /// What each of them counts, where one done in time counts 1.
    pub counts: Exact,
}

/// Periods begun after a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LateBy {
    pub periods: i64,
    pub period: Period,
}

impl LateBy {
    fn say(self) -> Message {
        let LateBy { periods, period } = self;
        match period {
            Period::Day => message!("late-by-days", count = periods),
            Period::Week => message!("late-by-weeks", count = periods),
            Period::Month => message!("late-by-months", count = periods),
        }
    }
}

impl DoneLate {
    /// What all of them count together.
    pub fn credit(&self) -> Exact {
        &self.counts * &Exact::from(self.count)
    }

    /// How late they were and what of it counts.
    pub fn say(&self) -> Message {
        let (due, done, count) = (self.due.to_string(), self.done.to_string(), self.count);
        let said = match (self.late_by, self.counts.is_zero()) {
            (None, _) => message!("step-done-late-counts-nothing"),
            (Some(late_by), true) => message!("step-done-late-used-up", late_by = late_by.say()),
            (Some(late_by), false) => {
                message!("step-done-late", late_by = late_by.say(), share = percent(&self.counts))
            }
        };
        said.with("due", due).with("done", done).with("count", count)
    }
}

impl TaskTrace {
    /// How many things stand where, in words; those that there are.
    pub fn say(&self) -> Vec<Message> {
        [
            ("step-tasks-on-time", self.on_time),
            ("step-tasks-late", self.late),
            ("step-tasks-overdue", self.overdue),
            ("step-tasks-pending", self.pending),
            ("step-tasks-at-risk", self.at_risk),
            ("step-tasks-withheld", self.withheld),
            ("step-tasks-unreadable", self.unreadable),
            ("step-tasks-next-year", self.next_year),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| Message::new(key).with("count", count))
        .collect()
    }

    /// What was not done in time, in words: why points are lost. `None`: nothing is past its day.
    pub fn say_missed(&self) -> Option<Message> {
        let said = match (self.overdue > 0, self.late > 0) {
            (false, false) => return None,
            (true, false) => message!("advice-lost-overdue"),
            (false, true) => message!("advice-lost-done-late"),
            (true, true) => message!("advice-lost-late"),
        };
        Some(said.with("overdue", self.overdue).with("late", self.late))
    }

    /// The same as [`Self::say`], one after another, with what each of those done late counts and how the share comes of it.
    pub(super) fn steps(&self) -> Vec<Message> {
        // A list that a person can still follow; the document has them all.
        const TOLD: usize = 8;
        let told = if self.done_late.len() > TOLD + 1 { TOLD } else { self.done_late.len() };
        let (told, rest) = self.done_late.split_at(told);
        let mut steps = self.say();
        steps.extend(told.iter().map(DoneLate::say));
        let together = |late: &[DoneLate]| late.iter().fold(Exact::ZERO, |sum, late| sum + late.credit());
        if !rest.is_empty() {
            let count: u64 = rest.iter().map(|late| late.count).sum();
            let say = message!("step-done-late-more", count = count, credit = rounded(&together(rest)));
            steps.push(say);
        }
        let late = together(&self.done_late);
        if late.is_positive() {
            let due = self.on_time + self.late + self.overdue;
            steps.push(message!("step-tasks-share", on_time = self.on_time, late = rounded(&late), due = due));
        }
        steps
    }
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}
