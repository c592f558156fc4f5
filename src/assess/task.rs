//! Things to finish by a date: done in time, done late, open, still to come.
//!
//! A thing's own due date counts; without one the day of the target (`all_by`); without either the last day of the scheme's year. The
//! as-of date is taken at its end: a thing due that day and not done by then is open past its date.
//!
//! A thing due after the year is the next year's: it is in neither sum, done or not (done ÷ due in the period, 到期应完成). Where that is all there
//! is, the item is not assessed.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use super::in_force::{OpenTask, OpenTasks};
use super::mark::{Chance, MayBeMarked};
use super::task_trace::{DoneLate, LateBy, TaskTrace};
use crate::figure::{Absence, Exact, Figure};
use crate::measure::{Hidden, TaskCount};
use crate::plan::{Early, Late, Period, days_between, is_over};

/// What the tasks of a unit come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tasks {
    /// What things done count ÷ things due by the as-of date (or done already).
    pub figure: Figure,
    /// If every pending thing fails.
    pub least: Exact,
    /// If every pending thing is done in time, and every overdue one as soon as can be, while the year lasts.
    pub most: Exact,
    /// Something may still change the figure.
    pub is_open: bool,
    /// Points for finishing early, over the item's own.
    pub early: Exact,
    /// The same, if what is pending is done as soon as can be: on the day after the as-of date.
    pub early_most: Exact,
    pub trace: TaskTrace,
    /// The first and the last day by which things are due, where at least one of them names its own.
    pub days: Option<(Date, Date)>,
    pub open: OpenTasks,
    pub may_be_marked: MayBeMarked,
}

/// By what days things are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub as_of: Date,
    pub year: i16,
    /// The day of the target, for things that name none.
    pub target: Option<Date>,
    /// Pending things due within so many days are at risk.
    pub at_risk_within: u32,
}

impl Days {
    /// Once the year is over, the first day on which its things could have been done.
    pub fn first_of_a_year_that_is_over(&self) -> Option<Date> {
        is_over(self.year, self.as_of).then(|| date(self.year, 1, 1))
    }
}

/// Sorts things and adds up what they count: one in time counts 1; one late counts what `late` leaves of it, nothing where the rule
/// doesn't say.
pub(super) fn tasks(counts: &[TaskCount], days: Days, late: Option<&Late>, early: Option<&Early>) -> Tasks {
    let mut trace = TaskTrace::default();
    let mut open = Vec::new();
    let mut due_days: Option<(Date, Date)> = None;
    let last_day = date(days.year, 12, 31);
    let is_over = is_over(days.year, days.as_of);
    let next_day = days.as_of.tomorrow().unwrap_or(days.as_of);
    let mut credit = Exact::ZERO;
    // Whole periods before the due date of the thing that was least early; `None` once one is not done in time.
    let mut least_early: Option<Option<i64>> = Some(None);
    let mut least_early_most = Some(None);
    let risk_until = days.as_of.checked_add(Span::new().days(i64::from(days.at_risk_within.min(36_500))));
    for count in counts {
        let due = count.due.or(days.target).unwrap_or(last_day);
        if due > last_day {
            trace.next_year += count.count;
            continue;
        }
        if let Some(hidden) = count.hidden {
            // Done in good time, late or not at all: nobody can say.
            match hidden {
                Hidden::Withheld => trace.withheld += count.count,
                Hidden::Unreadable => trace.unreadable += count.count,
            }
            least_early = None;
            least_early_most = least_early_most.map(|least| Some(least.unwrap_or(i64::MAX)));
            continue;
        }
        due_days = Some(due_days.map_or((due, due), |(first, last)| (first.min(due), last.max(due))));
        match count.done.filter(|done| *done <= days.as_of) {
            Some(done) if done <= due => {
                trace.on_time += count.count;
                credit += &Exact::from(count.count);
                let periods = early.map_or(0, |early| whole_periods(done, due, early.period));
                for least in [&mut least_early, &mut least_early_most] {
                    *least = least.map(|least| Some(least.map_or(periods, |least| least.min(periods))));
                }
            }
            Some(done) => {
                trace.late += count.count;
                let done_late = done_late(late, due, done, count.count);
                credit += &done_late.credit();
                trace.done_late.push(done_late);
                least_early = None;
                least_early_most = None;
            }
            None if due <= days.as_of => {
                trace.overdue += count.count;
                trace.first_overdue = Some(trace.first_overdue.map_or(due, |first| first.min(due)));
                let counts = done_late(late, due, next_day, count.count).counts;
                open.push(OpenTask { due, count: count.count, counts, is_late: true });
                least_early = None;
                least_early_most = None;
            }
            None => {
                trace.pending += count.count;
                open.push(OpenTask { due, count: count.count, counts: Exact::ONE, is_late: false });
                note_pending(&mut trace, due, count.count, risk_until.as_ref().ok());
                least_early = None;
                let periods = early.map_or(0, |early| whole_periods(next_day, due, early.period));
                least_early_most =
                    least_early_most.map(|least| Some(least.map_or(periods, |least: i64| least.min(periods))));
            }
        }
    }
    let due = Exact::from(trace.on_time + trace.late + trace.overdue);
    let hidden = trace.withheld + trace.unreadable;
    let pending = Exact::from(trace.pending + hidden);
    let figure = match (credit.checked_div(&due), trace.withheld, trace.unreadable, trace.pending) {
        (Some(share), _, _, _) => Figure::Known(share),
        (None, 0, 0, 0) => Figure::Absent(Absence::NotApplicable),
        (None, 0, 0, _) => Figure::Absent(Absence::Pending),
        (None, 0, _, _) => Figure::Absent(Absence::Unreadable),
        (None, _, _, _) => Figure::Absent(Absence::Withheld),
    };
    let all = &due + &pending;
    let late_counts = !is_over && open.iter().any(|task| task.is_late && task.counts.is_positive());
    let may_come = trace.pending + hidden > 0;
    let may_be_marked = MayBeMarked {
        overdue: Chance { may_hold: may_come || trace.overdue > 0, may_fail: trace.overdue == 0 || !is_over },
        at_risk: Chance { may_hold: may_come || trace.at_risk > 0, may_fail: trace.at_risk == 0 || !is_over },
    };
    let early_points = |least: Option<Option<i64>>| match (early, least.flatten()) {
        (Some(early), Some(periods)) => (&early.points * &Exact::from(periods)).min(early.cap.clone()),
        (Some(_) | None, None) | (None, Some(_)) => Exact::ZERO,
    };
    open.sort();
    trace.done_late.sort_by_key(|late| (late.due, late.done, late.count));
    let least = credit.checked_div(&all).unwrap_or_default();
    let if_all_hidden_are_done = (&credit + &pending).checked_div(&all).unwrap_or(Exact::ONE);
    let open = OpenTasks { credit, all, open, early_in_hindsight: Exact::ZERO };
    Tasks {
        least,
        most: if is_over { if_all_hidden_are_done } else { open.highest(hidden) },
        is_open: pending.is_positive() || late_counts,
        open,
        may_be_marked,
        days: due_days.filter(|_| counts.iter().any(|count| count.hidden.is_none() && count.due.is_some())),
        early: early_points(least_early),
        early_most: early_points(least_early_most),
        figure,
        trace,
    }
}

/// What comes of it if everything that is still open is done on this day, be it early, in time or late.
pub(super) fn if_all_done(
    counts: &[TaskCount],
    day: Date,
    days: Days,
    late: Option<&Late>,
    early: Option<&Early>,
) -> Tasks {
    let is_open = |count: &TaskCount| count.hidden.is_none() && count.done.is_none_or(|done| done > days.as_of);
    let done: Vec<TaskCount> = counts
        .iter()
        .map(|count| TaskCount { done: if is_open(count) { Some(day) } else { count.done }, ..count.clone() })
        .collect();
    tasks(&done, Days { as_of: days.as_of.max(day), ..days }, late, early)
}

/// The last day on which a thing due on `due` is so many whole periods early.
pub fn last_day_early(due: Date, period: Period, periods: i64) -> Option<Date> {
    let span = match period {
        Period::Day => periods.days(),
        Period::Week => periods.weeks(),
        Period::Month => periods.months(),
    };
    let mut day = due.checked_sub(span).ok()?;
    // The last day of a shorter month is as early as a later one of the month before.
    while let Some(next) = day.tomorrow().ok().filter(|next| whole_periods(*next, due, period) >= periods) {
        day = next;
    }
    Some(day)
}

fn note_pending(trace: &mut TaskTrace, due: Date, count: u64, risk_until: Option<&Date>) {
    if risk_until.is_some_and(|until| due <= *until) {
        trace.at_risk += count;
    }
    trace.next_due = Some(trace.next_due.map_or(due, |next| next.min(due)));
}

/// What a thing due on `due` can still count: done on a day from `from` to `until`, or not at all by then.
pub fn can_count(late: Option<&Late>, due: Date, from: Date, until: Date) -> Vec<Exact> {
    let mut counts = vec![Exact::ZERO];
    if from <= due {
        counts.push(Exact::ONE);
    }
    let Some(late) = late else { return counts };
    let periods = |day: Date| if day <= due { 0 } else { periods_begun(due, day, late.period) };
    let left = (periods(from).max(1)..=periods(until)).map(|periods| Exact::ONE - &late.share * &Exact::from(periods));
    counts.extend(left.take_while(Exact::is_positive));
    counts
}

/// What things done after their day still count.
fn done_late(late: Option<&Late>, due: Date, done: Date, count: u64) -> DoneLate {
    let late_by = late.map(|late| LateBy { periods: periods_begun(due, done, late.period), period: late.period });
    let left = late.zip(late_by).map(|(late, LateBy { periods, .. })| Exact::ONE - &late.share * &Exact::from(periods));
    DoneLate { due, done, count, late_by, counts: left.unwrap_or_default().max(Exact::ZERO) }
}

/// Periods begun after `due` until `done`: a month late from the 31st of October is until the 30th of November.
fn periods_begun(due: Date, done: Date, period: Period) -> i64 {
    let days = days_between(due, done);
    match period {
        Period::Day => days,
        Period::Week => (days + 6) / 7,
        Period::Month => {
            let whole = whole_months(due, done);
            whole + i64::from(after_months(due, whole).is_some_and(|end| end < done))
        }
    }
}

/// Whole periods from `done` until `due`.
fn whole_periods(done: Date, due: Date, period: Period) -> i64 {
    let days = days_between(done, due);
    match period {
        Period::Day => days,
        Period::Week => days / 7,
        Period::Month => whole_months(done, due),
    }
}

/// The largest number of months that, counted from `from`, does not go beyond `to`.
fn whole_months(from: Date, to: Date) -> i64 {
    let by_calendar =
        (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month()) - i64::from(from.month());
    let goes_beyond = after_months(from, by_calendar).is_none_or(|day| day > to);
    (by_calendar - i64::from(goes_beyond)).max(0)
}

/// The same day so many months on, or the last day of a shorter month.
fn after_months(day: Date, months: i64) -> Option<Date> {
    day.checked_add(months.months()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day in a test")
    }

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number in a test")
    }

    fn count(due: &str, done: Option<&str>, count: u64) -> TaskCount {
        TaskCount { due: Some(day(due)), done: done.map(day), hidden: None, not_applicable: false, count }
    }

    fn days(as_of: &str) -> Days {
        Days { as_of: day(as_of), year: 2022, target: None, at_risk_within: 30 }
    }

    #[test]
    fn a_month_begun_counts_as_a_month() {
        for (due, done, months) in [
            ("2022-10-31", "2022-11-01", 1),
            ("2022-10-31", "2022-11-30", 1),
            ("2022-10-31", "2022-12-01", 2),
            ("2022-06-30", "2022-07-30", 1),
            ("2022-06-30", "2022-07-31", 2),
            ("2022-01-31", "2022-02-28", 1),
            ("2022-01-31", "2022-03-01", 2),
        ] {
            assert_eq!(periods_begun(day(due), day(done), Period::Month), months, "{due} {done}");
        }
        assert_eq!(periods_begun(day("2022-06-30"), day("2022-07-07"), Period::Week), 1);
        assert_eq!(periods_begun(day("2022-06-30"), day("2022-07-08"), Period::Week), 2);
    }

    #[test]
    fn late_things_count_what_the_rule_leaves_of_them() {
        let counts = [
            count("2022-06-30", Some("2022-06-30"), 6),
            count("2022-06-30", Some("2022-07-15"), 1),
            count("2022-06-30", Some("2022-12-15"), 1),
            count("2022-06-30", None, 2),
        ];
        let late = Late { share: exact("0.2"), period: Period::Month };
        let found = tasks(&counts, days("2022-12-31"), Some(&late), None);
        // 6 + 0.8 + (six months begun leave nothing) of 10
        assert_eq!(found.figure, Figure::Known(exact("0.68")));
        assert_eq!((found.trace.on_time, found.trace.late, found.trace.overdue), (6, 2, 2));
        let told = |found: &Tasks| -> Vec<_> {
            let each = |late: &DoneLate| (late.done, late.late_by.map(|late_by| late_by.periods), late.counts.clone());
            found.trace.done_late.iter().map(each).collect()
        };
        let (summer, winter) = (day("2022-07-15"), day("2022-12-15"));
        assert_eq!(told(&found), [(summer, Some(1), exact("0.8")), (winter, Some(6), Exact::ZERO)]);
        let strict = tasks(&counts, days("2022-12-31"), None, None);
        assert_eq!(strict.figure, Figure::Known(exact("0.6")));
        assert_eq!(told(&strict), [(summer, None, Exact::ZERO), (winter, None, Exact::ZERO)]);
    }

    #[test]
    fn what_a_thing_can_still_count_ends_with_the_year() {
        let late = Late { share: exact("0.3"), period: Period::Month };
        let of = |due: &str, from: &str| can_count(Some(&late), day(due), day(from), day("2022-12-31"));
        assert_eq!(of("2022-10-31", "2022-07-01"), ["0", "1", "0.7", "0.4"].map(exact));
        assert_eq!(of("2022-12-31", "2022-07-01"), ["0", "1"].map(exact));
        assert_eq!(of("2022-05-31", "2022-07-01"), ["0", "0.4", "0.1"].map(exact));
        assert_eq!(of("2022-03-31", "2022-10-01"), ["0"].map(exact));
        assert_eq!(can_count(None, day("2022-05-31"), day("2022-07-01"), day("2022-12-31")), [Exact::ZERO]);
    }

    #[test]
    fn what_is_pending_is_finished_early_from_the_day_after_the_as_of_date_on() {
        let early = Early { points: exact("1"), period: Period::Month, cap: exact("9") };
        let most = |as_of: &str| tasks(&[count("2022-09-30", None, 1)], days(as_of), None, Some(&early)).early_most;
        assert_eq!(most("2022-06-29"), exact("3"));
        assert_eq!(most("2022-06-30"), exact("2"));
    }

    #[test]
    fn what_is_due_later_is_pending_and_bounds_the_share() {
        let counts = [
            count("2022-06-30", Some("2022-06-01"), 1),
            count("2022-06-30", None, 1),
            count("2022-10-20", None, 1),
            count("2022-12-31", None, 1),
        ];
        let found = tasks(&counts, days("2022-09-30"), None, None);
        assert_eq!(found.figure, Figure::Known(exact("0.5")));
        assert_eq!((found.least, found.most), (exact("0.25"), exact("0.75")));
        assert_eq!((found.trace.pending, found.trace.at_risk, found.trace.next_due), (2, 1, Some(day("2022-10-20"))));
        let none_due = tasks(&counts[2..], days("2022-09-30"), None, None);
        assert_eq!(none_due.figure, Figure::Absent(Absence::Pending));
        assert_eq!((found.trace.first_overdue, none_due.trace.first_overdue), (Some(day("2022-06-30")), None));
        assert_eq!(tasks(&[], days("2022-09-30"), None, None).figure, Figure::Absent(Absence::NotApplicable));
    }

    /// The day of the target stands in for rows that name none, and for no others.
    #[test]
    fn the_days_of_things_are_those_of_their_rows() {
        let letter = Days { target: Some(day("2022-11-30")), ..days("2022-09-30") };
        let bare = TaskCount { due: None, ..count("2022-01-01", None, 1) };
        let hidden = TaskCount { hidden: Some(Hidden::Withheld), ..count("2022-01-31", None, 1) };
        let between = |counts: &[TaskCount]| tasks(counts, letter, None, None).days;
        let own = [count("2022-08-31", None, 1), count("2022-10-31", None, 2), hidden.clone()];
        assert_eq!(between(&own), Some((day("2022-08-31"), day("2022-10-31"))));
        assert_eq!(
            between(&[count("2022-10-31", None, 1), bare.clone()]),
            Some((day("2022-10-31"), day("2022-11-30")))
        );
        assert_eq!((between(&[bare]), between(&[hidden]), between(&[])), (None, None, None));
    }

    #[test]
    fn what_is_overdue_can_still_count_while_the_year_lasts() {
        let counts = [count("2022-06-30", Some("2022-06-01"), 1), count("2022-06-30", None, 1)];
        let late = Late { share: exact("0.2"), period: Period::Month };
        let in_summer = tasks(&counts, days("2022-07-15"), Some(&late), None);
        assert_eq!((in_summer.figure, in_summer.is_open), (Figure::Known(exact("0.5")), true));
        // A month begun takes a fifth of it, if it is done on the next day.
        assert_eq!((in_summer.least, in_summer.most), (exact("0.5"), exact("0.9")));
        assert!(in_summer.may_be_marked.overdue.may_fail);
        let at_the_end = tasks(&counts, days("2022-12-31"), Some(&late), None);
        assert_eq!((at_the_end.least, at_the_end.most, at_the_end.is_open), (exact("0.5"), exact("0.5"), false));
        assert!(!at_the_end.may_be_marked.overdue.may_fail);
        // No credit, nothing to wait for.
        assert!(!tasks(&counts, days("2022-07-15"), None, None).is_open);
    }

    #[test]
    fn what_is_due_next_year_is_in_neither_sum() {
        let this_year = count("2022-06-30", None, 1);
        let early = Early { points: exact("0.5"), period: Period::Month, cap: exact("1") };
        let hidden = TaskCount { hidden: Some(Hidden::Withheld), ..count("2023-10-30", None, 1) };
        let next_years = [
            count("2023-10-30", None, 1),
            count("2023-10-30", Some("2021-12-15"), 1),
            count("2023-10-30", Some("2022-08-15"), 1),
            count("2023-10-30", Some("2023-05-01"), 1),
            count("2023-10-30", Some("2023-12-01"), 1),
            hidden,
        ];
        for next_year in next_years {
            for as_of in ["2022-11-30", "2022-12-31", "2023-12-31"] {
                let both = tasks(&[this_year.clone(), next_year.clone()], days(as_of), None, Some(&early));
                assert_eq!((both.figure, both.is_open), (Figure::Known(Exact::ZERO), false), "{next_year:?} {as_of}");
                assert_eq!((both.least, both.most, both.early_most), (Exact::ZERO, Exact::ZERO, Exact::ZERO));
                assert_eq!((both.trace.pending, both.trace.overdue, both.trace.next_year), (0, 1, 1));
                let alone = tasks(std::slice::from_ref(&next_year), days(as_of), None, Some(&early));
                assert_eq!((alone.figure, alone.is_open), (Figure::Absent(Absence::NotApplicable), false));
            }
        }
    }

    #[test]
    fn a_withheld_day_of_completion_is_neither_done_nor_open() {
        let withheld = TaskCount { hidden: Some(Hidden::Withheld), ..count("2022-06-30", None, 1) };
        let found =
            tasks(&[count("2022-06-30", Some("2022-06-01"), 1), withheld.clone()], days("2022-12-31"), None, None);
        assert_eq!(found.figure, Figure::Known(Exact::ONE));
        assert_eq!((found.least, found.most), (exact("0.5"), Exact::ONE));
        assert_eq!((found.trace.overdue, found.trace.withheld), (0, 1));
        let early = Early { points: exact("0.5"), period: Period::Month, cap: exact("1") };
        let none_known = tasks(&[withheld], days("2022-12-31"), None, Some(&early));
        assert_eq!(none_known.figure, Figure::Absent(Absence::Withheld));
        assert_eq!((none_known.early, none_known.early_most), (Exact::ZERO, Exact::ONE));
    }

    #[test]
    fn the_last_day_that_is_early_enough() {
        for (due, period, periods, last) in [
            ("2022-10-31", Period::Month, 3, "2022-07-31"),
            ("2022-09-30", Period::Month, 2, "2022-07-31"),
            ("2022-10-30", Period::Month, 1, "2022-09-30"),
            ("2022-10-15", Period::Week, 2, "2022-10-01"),
            ("2022-10-15", Period::Day, 3, "2022-10-12"),
        ] {
            let (due, last) = (day(due), day(last));
            assert_eq!(last_day_early(due, period, periods), Some(last), "{due} {period:?}");
            assert!(whole_periods(last, due, period) >= periods);
            assert!(whole_periods(last.tomorrow().expect("a day"), due, period) < periods);
        }
        let early = Early { points: exact("0.5"), period: Period::Month, cap: exact("1") };
        let open = [count("2022-10-31", None, 1), count("2022-09-30", Some("2022-03-01"), 1)];
        let if_done = |on: &str| if_all_done(&open, day(on), days("2022-06-30"), None, Some(&early)).early;
        assert_eq!(
            (if_done("2022-08-31"), if_done("2022-09-30"), if_done("2022-10-31")),
            (exact("1"), exact("0.5"), Exact::ZERO)
        );
        // Late things make it none.
        assert_eq!(if_done("2022-11-01"), Exact::ZERO);
    }

    #[test]
    fn finishing_early_counts_by_the_thing_that_was_least_early() {
        let early = Early { points: exact("0.5"), period: Period::Month, cap: exact("1") };
        let both = [count("2022-12-31", Some("2022-09-30"), 1), count("2022-12-31", Some("2022-11-15"), 1)];
        assert_eq!(tasks(&both, days("2022-12-31"), None, Some(&early)).early, exact("0.5"));
        let first = [count("2022-12-31", Some("2022-09-30"), 1)];
        assert_eq!(tasks(&first, days("2022-12-31"), None, Some(&early)).early, exact("1"));
        let one_late = [count("2022-12-31", Some("2022-09-30"), 1), count("2022-06-30", Some("2022-07-01"), 1)];
        assert_eq!(tasks(&one_late, days("2022-12-31"), None, Some(&early)).early, Exact::ZERO);
    }
}
