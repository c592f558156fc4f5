//! What scored an item, for whoever asks what else it could have come to: the curve in force and what its figure is made of.

use jiff::civil::Date;

use super::task_trace::DoneLate;
use crate::figure::{Exact, Rounding};
use crate::plan::shape::Shape;

/// The curve and the parts of a figure, as they held for one unit: exceptions, letters and the as-of date are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InForce {
    /// Points as a function of the figure; `None` where the curve has no shape or one of its numbers is absent.
    pub shape: Option<Shape>,
    /// The figure is rounded so before it is compared (修约值比较法).
    pub compare: Option<Rounding>,
    /// Things to finish by a date.
    pub tasks: Option<OpenTasks>,
    /// How many rows stand at each level: its label, its share, the rows.
    pub levels: Vec<(String, Exact, u64)>,
    /// Rows whose level is not known.
    pub unknown_levels: u64,
    /// The parts of a checklist.
    pub parts: Vec<JudgedPart>,
}

/// Things to finish: what has been earned, and what is still to be done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenTasks {
    /// What things done count by now: those done late count what is left of them.
    pub credit: Exact,
    /// All things that are done or due this year.
    pub all: Exact,
    /// Those not done and due this year, in the order of their days.
    pub open: Vec<OpenTask>,
    /// Once the year is over: the points that finishing early would have given, had everything that is not done been done on its first day.
    pub early_in_hindsight: Exact,
}

impl OpenTasks {
    /// The largest share of all things that can still be had, if everything open is done next. `hidden`: so many of which nobody knows whether
    /// they are done may be.
    pub fn highest(&self, hidden: u64) -> Exact {
        let most = &self.most() + &Exact::from(hidden);
        most.checked_div(&self.all).unwrap_or(Exact::ONE)
    }

    fn most(&self) -> Exact {
        let credit = |task: &OpenTask| &task.counts * &Exact::from(task.count);
        self.open.iter().fold(self.credit.clone(), |most, task| most + credit(task))
    }

    /// Once the year is over: what it would have taken. Everything that was not done in time is open until its own day, what was done late too.
    pub fn in_hindsight(&self, done_late: &[DoneLate]) -> OpenTasks {
        let by_its_day = |due: Date, count: u64, counts: Exact| OpenTask { due, count, counts, is_late: false };
        let undone = self.open.iter().map(|task| by_its_day(task.due, task.count, Exact::ONE));
        let late = done_late.iter().map(|late| by_its_day(late.due, late.count, Exact::ONE - late.counts.clone()));
        let mut open: Vec<OpenTask> = undone.chain(late).collect();
        open.sort();
        OpenTasks { open, ..self.clone() }
    }

    /// Whether so large a share of all things can't be had while one that is overdue stays open.
    pub(super) fn takes_all_overdue(&self, share: &Exact) -> bool {
        let spare = self.most() - share * &self.all;
        // A share beyond what is to be had tells nothing of what is done.
        !spare.is_negative() && self.open.iter().filter(|task| task.is_late).all(|task| spare < task.counts)
    }
}

/// So many things that are not done, or (in hindsight) were not done in time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenTask {
    pub due: Date,
    pub count: u64,
    /// What each adds if it is done next: 1 in time; past its day what the rule leaves of it on the day after the as-of date.
    pub counts: Exact,
    pub is_late: bool,
}

/// One part of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedPart {
    pub label: String,
    pub points: Exact,
    /// `None`: left out, because it does not apply or can't be judged.
    pub holds: Option<bool>,
}
