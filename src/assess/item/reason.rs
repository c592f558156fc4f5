//! The sentence that says why an item has its points, and the target as people read it.

use jiff::civil::Date;

use super::Judge;
use super::measured::Scorer;
use super::{Says, Seen};
use crate::assess::ready::ReadyCurve;
use crate::assess::show::{Harder, is_written, rounded};
use crate::assess::task_trace::TaskTrace;
use crate::clauses::Days;
use crate::figure::{Absence, Exact, Figure};
use crate::intake::FoundAt;
use crate::message;
use crate::plan::shape::{Aim, Direction};
use crate::plan::{TargetNode, day_of_number};
use crate::words::Message;

impl<'p> Judge<'_, 'p> {
    /// `own_days`: the first and the last day that the rows of things to finish name; the target's own day only stands in for rows without.
    pub(super) fn say_target(
        &self,
        node: &TargetNode,
        aim: &Aim,
        values: &[Figure],
        figure: Option<&Exact>,
        own_days: Option<(Date, Date)>,
    ) -> String {
        let show = |number: &Exact| self.ready.show.target(number);
        let edge = |number: &Exact, harder: Harder| match is_written(node) {
            true => show(number),
            false => self.ready.show.worked_out(number, harder, figure),
        };
        match (node, aim) {
            (TargetNode::AllBy(_), _) => {
                if let Some((first, last)) = own_days {
                    return Days::between(first, last).to_string();
                }
                let day = values.first().and_then(Figure::known).and_then(day_of_number);
                day.map(|day| day.to_string()).unwrap_or_default()
            }
            (_, Aim::AtLeast(target)) => format!("≥{}", edge(target, Harder::Higher)),
            (TargetNode::ClassAtLeast(_), Aim::AtMost(target)) => show(target),
            (TargetNode::Zero, Aim::AtMost(_)) => "0".to_owned(),
            (_, Aim::AtMost(target)) => format!("≤{}", edge(target, Harder::Lower)),
            (_, Aim::Within(low, high)) => self.ready.show.range(low, high),
            (_, Aim::Open) => String::new(),
        }
    }

    /// Why there is no figure, and where what can't be read stands.
    pub(super) fn say_absent(&self, absence: Absence, is_task: bool, seen: &mut Seen) -> Message {
        let cells = self.doubts().cells;
        match (absence, say_places(&cells)) {
            (Absence::Unreadable, Some(places)) => {
                seen.tells_cells = true;
                message!("reason-unreadable-at", places = places)
            }
            (absence, _) => match (absence, &seen.unknown_level) {
                (Absence::NoData, Some(label)) => message!("reason-only-unknown-levels", label = label),
                (absence, _) => say_absent(absence, is_task),
            },
        }
    }

    pub(super) fn say_reason(
        &self,
        curve: &ReadyCurve<'p>,
        scorer: &Scorer<'_, 'p>,
        met: Option<bool>,
        figure: &Exact,
        points: &Exact,
        seen: &mut Seen,
    ) -> Message {
        let shown = seen.shown.as_str();
        let target = seen.target_shown.as_str();
        let lower = matches!(scorer, Scorer::Shape(shape) if shape.direction() == Direction::Lower);
        let limit = curve.source.none_below.as_ref().map(|limit| &limit.node.value);
        if let Some(limit) = limit.filter(|limit| if lower { figure > *limit } else { figure < *limit }) {
            let limit = self.ready.show.target(limit);
            return match lower {
                true => message!("reason-none-above", figure = shown, limit = limit),
                false => message!("reason-none-below", figure = shown, limit = limit),
            };
        }
        if let Some(tasks) = &seen.trace.tasks {
            let reason = reason_of_tasks(tasks, shown);
            seen.says = Says::Tasks;
            return reason;
        }
        let some = points.is_positive();
        match (met, target.is_empty()) {
            (Some(true), false) => message!("reason-met", figure = shown, target = target),
            (Some(false) | None, false) if self.ready.full.as_ref().is_some_and(|full| *points >= full.0) => {
                message!("reason-full-beside-target", figure = shown, target = target)
            }
            (Some(false) | None, false) if some => message!("reason-partial", figure = shown, target = target),
            (Some(false) | None, false) => message!("reason-missed", figure = shown, target = target),
            (_, true) => match seen.among {
                Some(of) => message!("reason-rank", rank = rounded(figure), of = of),
                None => message!("reason-open", figure = shown),
            },
        }
    }
}

pub(super) fn say_absence(absence: Absence) -> Message {
    match absence {
        Absence::Withheld => message!("status-withheld"),
        Absence::Unreadable => message!("status-unreadable"),
        Absence::NoData => message!("status-no-data"),
        Absence::NoLastYear => message!("status-no-last-year"),
        Absence::NotApplicable => message!("status-not-applicable"),
        Absence::Pending => message!("status-pending"),
    }
}

fn say_absent(absence: Absence, is_task: bool) -> Message {
    match absence {
        Absence::Withheld => message!("reason-withheld"),
        Absence::Unreadable => message!("reason-unreadable"),
        Absence::NoData => message!("reason-no-data"),
        Absence::NoLastYear => message!("reason-no-last-year"),
        Absence::NotApplicable => message!("reason-nothing-to-share"),
        Absence::Pending if is_task => message!("reason-nothing-due"),
        Absence::Pending => message!("reason-pending"),
    }
}

fn reason_of_tasks(tasks: &TaskTrace, shown: &str) -> Message {
    let done = message!("reason-tasks", figure = shown, on_time = tasks.on_time, late = tasks.late);
    let done = done.with("overdue", tasks.overdue).with("pending", tasks.pending);
    let done = done.with("withheld", tasks.withheld);
    match tasks.unreadable {
        0 => done,
        unreadable => message!("reason-tasks-unreadable", reason = done, count = unreadable),
    }
}

/// Where something stands, the first few places by name; `None` if it stands nowhere.
pub fn say_places(places: &[FoundAt]) -> Option<Message> {
    const NAMED: usize = 3;
    let named: Vec<Message> = places.iter().take(NAMED).map(FoundAt::say).collect();
    match places.len() {
        0 => None,
        few if few <= NAMED => Some(message!("places", places = named)),
        many => Some(message!("places-and-more", places = named, count = many)),
    }
}
