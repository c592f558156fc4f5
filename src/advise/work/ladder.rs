//! What an item can still get by work, rung by rung.
//!
//! A rung is one whole thing more, or one unit of the last decimal of the column; rung 0 is how things stand. Points never fall from
//! rung to rung, so that the least work for some points is found by halving.

use jiff::civil::Date;

use super::lever::Lever;
use super::thing::{Counts, Thing};
use crate::assess::{InForce, Supposal, last_day_early};
use crate::figure::{Exact, Points, Rounding};
use crate::message;
use crate::plan::shape::{Direction, Line, Reached, Segment, Shape};
use crate::plan::{Early, Period};
use crate::words::Message;

/// More rungs than any work has: beyond it a figure is out of reach.
const MOST_RUNGS: i128 = 1_000_000_000_000_000;
/// Steps of a curve that are told apart, at most.
const MOST_STEPS: usize = 24;

/// The rungs of one item.
#[derive(Debug, Clone)]
pub(in crate::advise) struct Ladder {
    pub lever: Lever,
    shape: Shape,
    compare: Option<Rounding>,
    /// As many points as count, where the curve itself has no end.
    limit: Points,
    /// The points of the curve as things stand.
    pub now: Points,
    /// The first rung of the most points.
    pub top: i128,
    /// The last rung that changes the figure; above it everything is finished early, a period more with each rung.
    finished: i128,
    early: Vec<Points>,
    period: Option<Period>,
    /// The scheme's year: days of another are told with their year.
    year: i16,
}

/// What work is: told to people, and its amount for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    pub kind: WorkKind,
    /// How much more, or (of a figure) how far it is.
    pub amount: Exact,
    /// What that is counted in, if the scheme says.
    pub unit: String,
    pub say: Message,
    /// Things by the day by which they are to be done; a day that is over is written too.
    pub due: Vec<DueWork>,
}

/// So many things by one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueWork {
    pub due: Date,
    pub count: u64,
    /// Past its day; each still counts so much.
    pub late_counts: Option<Exact>,
    /// Where all is finished early: the last day that is early enough.
    pub early_by: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Things finished by their days.
    Tasks,
    /// More of a quantity or more rows.
    More,
    /// Open things ended.
    Ended,
    /// What is still to become due, all of it done.
    Further,
    /// Rows moved up to a better level or stage.
    MovedUp,
    /// Parts of a checklist.
    Parts,
    /// The figure itself comes out better.
    Figure,
    /// Data are sent.
    Data,
}

impl Ladder {
    /// `None` where there is nothing to climb: the curve has no shape, or no rung leads up. `figure` is the one that stands now; for things to
    /// finish it counts only those due by now, while the rungs count all.
    pub fn new(lever: Lever, in_force: &InForce, figure: Option<&Exact>, year: i16, limit: Points) -> Option<Ladder> {
        let shape = in_force.shape.clone().filter(Shape::is_monotone)?;
        let compare = in_force.compare;
        let (now, early) = (Points::ZERO, Vec::new());
        let mut ladder = Ladder { lever, shape, compare, limit, now, top: 0, finished: 0, early, period: None, year };
        ladder.now = figure.map(|figure| ladder.points_of(figure)).unwrap_or_default();
        ladder.finished = ladder.most()?;
        ladder.top = ladder.finished;
        ladder.top = ladder.rung_for(&ladder.points(ladder.top))?;
        ladder.finished = ladder.top;
        (ladder.top > 0).then_some(ladder)
    }

    /// The same with rungs for finishing early: a period more each, as far as `most` points on top of the curve's.
    pub fn finishing_early(mut self, early: &Early, most: &Points) -> Ladder {
        let mut last = Points::ZERO;
        while self.early.len() < MOST_STEPS {
            let periods = Exact::from(self.early.len() + 1);
            let points = Points((&early.points * &periods).min(early.cap.clone()));
            if points > *most || points <= last {
                break;
            }
            self.early.push(points.clone());
            last = points;
        }
        self.period = Some(early.period);
        self.top = self.finished + i128::try_from(self.early.len()).unwrap_or(0);
        self
    }

    /// What finishing early gives at a rung, on top of the points of the figure.
    pub fn early(&self, rung: i128) -> Points {
        let periods = usize::try_from(rung - self.finished).unwrap_or(0);
        periods.checked_sub(1).and_then(|last| self.early.get(last)).cloned().unwrap_or_default()
    }

    /// What a rung comes to, to be supposed.
    pub fn supposal(&self, rung: i128) -> Supposal {
        Supposal::Figure { figure: self.figure(rung), early: self.early(rung).0 }
    }

    /// The last rung that changes the figure.
    pub fn finished(&self) -> i128 {
        self.finished
    }

    /// Things to finish, none of which is past its day.
    pub fn is_all_in_time(&self) -> bool {
        match &self.lever {
            Lever::Tasks { tasks, .. } => tasks.open.iter().all(|task| !task.is_late),
            Lever::Part { .. }
            | Lever::Further { .. }
            | Lever::Levels { .. }
            | Lever::Parts { .. }
            | Lever::Figure { .. } => false,
        }
    }

    /// Whether work gives more than there is now, or only keeps it.
    pub fn rises(&self) -> bool {
        self.points(self.top) > self.now
    }

    /// As far as the work goes, or as the curve rises.
    fn most(&self) -> Option<i128> {
        match &self.lever {
            Lever::Tasks { tasks, .. } => Some(tasks.open.iter().map(|task| i128::from(task.count)).sum()),
            Lever::Levels { rows, .. } => Some(rows.iter().map(|(_, _, count)| i128::from(*count)).sum()),
            Lever::Parts { open, .. } => i128::try_from(open.len()).ok(),
            Lever::Part { line, now, most, places, .. } => {
                let by_rows = most.as_ref().and_then(|most| most.times_power_of_ten(*places).floor().to_i128());
                let by_curve = self.wanted().and_then(|figure| {
                    let amount = (line.amount_for(&figure)? - now.clone()).abs();
                    Some(amount.times_power_of_ten(*places).ceil().to_i128()? + 2)
                });
                match (by_rows, by_curve) {
                    (Some(rows), Some(curve)) => Some(rows.min(curve)),
                    (Some(one), None) | (None, Some(one)) => Some(one),
                    (None, None) => None,
                }
            }
            Lever::Further { good, all, most, places, .. } => {
                let figure = self.wanted()?;
                let short = &(&figure * all) - good;
                let rungs = short.checked_div(&(Exact::ONE - figure)).map(|rungs| rungs.times_power_of_ten(*places));
                let most = most.times_power_of_ten(*places).floor().to_i128()?;
                Some(rungs.and_then(|rungs| rungs.ceil().to_i128()).map_or(most, |rungs| rungs + 1).min(most))
            }
            Lever::Figure { now, places, of, .. } => {
                let figure = self.wanted()?;
                let better = match self.shape.direction() {
                    Direction::Higher => figure > *now,
                    Direction::Lower => figure < *now,
                    Direction::Toward => figure > *now,
                };
                if !better {
                    return None;
                }
                let steps = steps_of_one(*places, of.as_ref());
                Some(((figure - now.clone()).abs() * steps).ceil().to_i128()? + 1)
            }
        }
        .map(|rungs| rungs.clamp(0, MOST_RUNGS))
    }

    /// The figure of the most points.
    fn wanted(&self) -> Option<Exact> {
        let most = self.shape.range().most.unwrap_or_else(|| self.limit.clone());
        match self.shape.inverse(&most) {
            Reached::At(figure) | Reached::Beyond(figure) => Some(figure),
            Reached::Always | Reached::Never => None,
        }
    }

    /// The figure at a rung.
    pub fn figure(&self, rung: i128) -> Exact {
        let rung = rung.min(self.finished);
        match &self.lever {
            Lever::Tasks { tasks, .. } => {
                let mut credit = tasks.credit.clone();
                for (task, count) in taken(tasks.open.iter().map(|task| (task, task.count)), rung) {
                    credit += &(&task.counts * &Exact::from(count));
                }
                credit.checked_div(&tasks.all).unwrap_or_default()
            }
            Lever::Part { line, now, more, places, .. } => {
                let amount = Exact::scaled(rung, *places);
                let amount = if *more { now + &amount } else { now - &amount };
                line.at(&amount).unwrap_or_default()
            }
            Lever::Further { good, all, places, .. } => {
                let more = Exact::scaled(rung, *places);
                (good + &more).checked_div(&(all + &more)).unwrap_or_default()
            }
            Lever::Levels { sum, all, rows, .. } => {
                let mut sum = sum.clone();
                for ((_, gain, _), count) in taken(rows.iter().map(|row| (row, row.2)), rung) {
                    sum += &(gain * &Exact::from(count));
                }
                sum.checked_div(all).unwrap_or_default()
            }
            Lever::Parts { got, judged, open } => {
                let rungs = usize::try_from(rung).unwrap_or(usize::MAX);
                let more: Exact = open.iter().take(rungs).map(|part| part.points.clone()).sum();
                (got + &more).checked_div(judged).unwrap_or_default()
            }
            Lever::Figure { now, places, of, .. } => self.figure_read(now, &steps_of_one(*places, of.as_ref()), rung),
        }
    }

    /// Steps of the last place that is read, or of one whole thing, towards better; the first goes to the next whole one.
    fn figure_read(&self, now: &Exact, steps_of_one: &Exact, rung: i128) -> Exact {
        if rung == 0 {
            return now.clone();
        }
        let scaled = now * steps_of_one;
        let steps = Exact::from(rung);
        let at = match self.shape.direction() {
            Direction::Higher | Direction::Toward => scaled.floor() + steps,
            Direction::Lower => scaled.ceil() - steps,
        };
        at.checked_div(steps_of_one).unwrap_or_default()
    }

    /// Where a figure is a share of whole things, their number at a rung, and of how many: no figure in between can be had.
    pub fn share_of(&self, rung: i128) -> Option<(Exact, Exact)> {
        let of = match &self.lever {
            Lever::Tasks { tasks, .. } => Some(tasks.all.clone()),
            Lever::Levels { all, .. } => Some(all.clone()),
            Lever::Parts { judged, .. } => Some(judged.clone()),
            Lever::Part { line, thing, .. } => match thing.counts {
                Counts::Rows | Counts::Groups(_) | Counts::OutOf(_) => line.whole(),
                Counts::Column | Counts::Unfinished => None,
            },
            Lever::Figure { of, .. } => of.clone(),
            Lever::Further { good, all, places, .. } => {
                let then = all + &Exact::scaled(rung, *places);
                Some(then).filter(|then| then.is_integer() && good.is_integer())
            }
        };
        let of = of.filter(Exact::is_positive)?;
        Some((self.figure(rung) * of.clone(), of))
    }

    /// The figure itself is what is asked for, and not what comes of so much work.
    pub fn asks_for_the_figure(&self) -> bool {
        match &self.lever {
            Lever::Figure { of, .. } => of.is_none(),
            Lever::Tasks { .. }
            | Lever::Part { .. }
            | Lever::Further { .. }
            | Lever::Levels { .. }
            | Lever::Parts { .. } => false,
        }
    }

    /// The first rung whose figure is as good as this one. `None`: none is.
    pub fn rung_of(&self, figure: &Exact) -> Option<i128> {
        let is_as_good = |rung: i128| {
            let own = self.figure(rung);
            match self.shape.direction() {
                Direction::Higher => own >= *figure,
                Direction::Lower => own <= *figure,
                Direction::Toward => own == *figure,
            }
        };
        first(self.finished, is_as_good)
    }

    /// The points of the curve at a rung.
    pub fn points(&self, rung: i128) -> Points {
        &self.points_of(&self.figure(rung)) + &self.early(rung)
    }

    /// The points of the curve for a figure.
    pub fn points_of(&self, figure: &Exact) -> Points {
        self.shape.points(&self.compare.as_ref().map_or(figure.clone(), |rounding| rounding.apply(figure)))
    }

    /// The first rung that gives at least so many points of the curve.
    pub fn rung_for(&self, points: &Points) -> Option<i128> {
        first(self.top, |rung| self.points(rung) >= *points)
    }

    /// How much of the way to the top a rung is.
    pub fn share(&self, rung: i128) -> Exact {
        Exact::from(rung).checked_div(&Exact::from(self.top)).unwrap_or_default()
    }

    /// The rungs at which the curve gets to its next steps, the top last.
    pub fn steps(&self) -> Vec<i128> {
        let (now, best) = (self.now.clone(), self.points(self.top));
        let mut values: Vec<Points> =
            self.shape.segments().iter().flat_map(|segment| values_of(segment, &now)).collect();
        if self.shape.is_whole() && self.top <= MOST_STEPS as i128 {
            values.extend((1..=self.top).map(|rung| self.points(rung)));
        }
        values.retain(|points| *points > now && *points < best);
        values.sort();
        values.dedup();
        values.truncate(MOST_STEPS);
        let mut rungs: Vec<i128> = values.iter().filter_map(|points| self.rung_for(points)).collect();
        rungs.push(self.top);
        rungs.dedup();
        rungs
    }

    /// The work up to a rung.
    pub fn work(&self, rung: i128, shown: &str) -> Work {
        match &self.lever {
            Lever::Tasks { tasks, thing } => {
                let early = self.period.filter(|_| rung > self.finished);
                let early = early.map(|period| (period, i64::try_from(rung - self.finished).unwrap_or(i64::MAX)));
                let due = taken(tasks.open.iter().map(|task| (task, task.count)), rung).map(|(task, count)| DueWork {
                    due: task.due,
                    count,
                    late_counts: task.is_late.then(|| task.counts.clone()),
                    early_by: early.and_then(|(period, count)| last_day_early(task.due, period, count)),
                });
                let due = by_days(due.collect());
                let each: Vec<Message> = due.iter().map(|due| say_due(due, thing, self.year)).collect();
                let mut say = message!("advice-list", each = each);
                if let Some((period, count)) = early {
                    say = match period {
                        Period::Day => message!("advice-early-days", work = say, count = count),
                        Period::Week => message!("advice-early-weeks", work = say, count = count),
                        Period::Month => message!("advice-early-months", work = say, count = count),
                    };
                }
                Work { kind: WorkKind::Tasks, amount: Exact::from(rung), unit: thing.unit.clone(), say, due }
            }
            Lever::Part { more, places, thing, .. } => {
                let amount = Exact::scaled(rung, *places);
                let kind = if *more { WorkKind::More } else { WorkKind::Ended };
                let say = match &thing.counts {
                    Counts::Rows | Counts::Column | Counts::Unfinished => {
                        message!("advice-again", work = say_amount(&amount, thing))
                    }
                    Counts::Groups(class) => say_groups(&amount, thing, class.as_ref()),
                    Counts::OutOf(class) => say_out_of(&amount, thing, class.as_ref()),
                };
                Work { kind, say, unit: thing.unit.clone(), amount, due: Vec::new() }
            }
            Lever::Further { places, thing, .. } => {
                let amount = Exact::scaled(rung, *places);
                let say = message!("advice-further", work = say_amount(&amount, thing));
                Work { kind: WorkKind::Further, say, unit: thing.unit.clone(), amount, due: Vec::new() }
            }
            Lever::Levels { best, rows, thing, .. } => {
                let each = taken(rows.iter().map(|row| (row, row.2)), rung);
                let each = each.map(|((label, _, _), count)| {
                    let count = counted(&Exact::from(count), &thing.unit);
                    message!("advice-level", count = count, from = label, to = best)
                });
                let say = message!("advice-levels", each = each.collect::<Vec<_>>(), title = &thing.title);
                Work {
                    kind: WorkKind::MovedUp,
                    amount: Exact::from(rung),
                    unit: thing.unit.clone(),
                    say,
                    due: Vec::new(),
                }
            }
            Lever::Parts { open, .. } => {
                let rungs = usize::try_from(rung).unwrap_or(usize::MAX);
                let labels: Vec<String> = open.iter().take(rungs).map(|part| part.label.clone()).collect();
                let say = message!("advice-parts", parts = labels);
                Work { kind: WorkKind::Parts, amount: Exact::from(rung), unit: String::new(), say, due: Vec::new() }
            }
            Lever::Figure { now, by_records, .. } => Work {
                kind: WorkKind::Figure,
                amount: (self.figure(rung) - now.clone()).abs(),
                unit: String::new(),
                say: match by_records {
                    true => message!("advice-figure-by-records", figure = shown),
                    false => message!("advice-figure", figure = shown),
                },
                due: Vec::new(),
            },
        }
    }
}

/// Into how many steps one is parted: by the places to which the figure is read, or by the things that it counts.
fn steps_of_one(places: u32, of: Option<&Exact>) -> Exact {
    of.cloned().unwrap_or_else(|| Exact::ONE.times_power_of_ten(places))
}

/// The first number of 0 to `top` for which it holds; what holds once holds from there on.
pub(in crate::advise) fn first(top: i128, mut holds: impl FnMut(i128) -> bool) -> Option<i128> {
    if !holds(top) {
        return None;
    }
    let (mut fails, mut works) = (-1, top);
    while works - fails > 1 {
        let middle = fails + (works - fails) / 2;
        if holds(middle) {
            works = middle;
        } else {
            fails = middle;
        }
    }
    Some(works)
}

/// Of groups of so many things, the first `wanted` things.
fn taken<T>(groups: impl Iterator<Item = (T, u64)>, wanted: i128) -> impl Iterator<Item = (T, u64)> {
    let mut left = u64::try_from(wanted).unwrap_or(0);
    groups.filter_map(move |(group, count)| {
        let taken = count.min(left);
        left -= taken;
        (taken > 0).then_some((group, taken))
    })
}

/// The points at the ends of a segment; of stairs, at each stair above `now`.
fn values_of(segment: &Segment, now: &Points) -> Vec<Points> {
    if let Line::Stairs(stairs) = &segment.line {
        let mut values = Vec::new();
        let mut value = stairs.start.clone();
        while value > now.0 && values.len() < 400 {
            values.push(Points(value.clone()));
            value = value - stairs.drop.clone();
        }
        // The next stairs up are the ones that matter first.
        values.reverse();
        values.truncate(MOST_STEPS);
        return values;
    }
    let ends = [segment.from.figure(), segment.to.figure()].into_iter().flatten();
    ends.map(|figure| Points(segment.line.at(figure))).collect()
}

/// By their days, those that are late last; those of one day together.
fn by_days(mut due: Vec<DueWork>) -> Vec<DueWork> {
    due.sort_by(|left, right| {
        let key = |work: &DueWork| (work.late_counts.is_some(), work.due, work.late_counts.clone());
        key(left).cmp(&key(right))
    });
    due.dedup_by(|next, first| {
        let is_same = (next.due, &next.late_counts, next.early_by) == (first.due, &first.late_counts, first.early_by);
        if is_same {
            first.count += next.count;
        }
        is_same
    });
    due
}

fn counted(amount: &Exact, unit: &str) -> Message {
    match unit.is_empty() {
        true => message!("advice-count", count = amount.to_decimal()),
        false => message!("advice-amount", amount = amount.to_decimal(), unit = unit),
    }
}

/// 治理3台锅炉; without a phrase of the scheme's own, the title of what is worked on.
fn say_amount(amount: &Exact, thing: &Thing) -> Message {
    if let Some(work) = &thing.work {
        return message!(
            "advice-work",
            work = work.replacen("{}", &format!("{}{}", amount.to_decimal(), thing.unit), 1)
        );
    }
    match thing.counts {
        Counts::Rows | Counts::Groups(_) | Counts::OutOf(_) => {
            message!("advice-work-rows", count = counted(amount, &thing.unit), title = &thing.title)
        }
        Counts::Column => {
            let amount = message!("advice-amount", amount = amount.to_decimal(), unit = &thing.unit);
            message!("advice-work-sum", amount = amount, title = &thing.title)
        }
        Counts::Unfinished => {
            let amount = message!("advice-amount", amount = amount.to_decimal(), unit = &thing.unit);
            message!("advice-work-unfinished", amount = amount, title = &thing.title)
        }
    }
}

/// 再有8个断面达到Ⅲ类; without a class that the rule asks for, 再有8个断面符合要求.
fn say_groups(amount: &Exact, thing: &Thing, class: Option<&Message>) -> Message {
    let (count, title) = (amount.to_decimal(), &thing.title);
    match class {
        Some(class) => message!("advice-groups-class", count = count, title = title, class = class.clone()),
        None => message!("advice-groups", count = count, title = title),
    }
}

/// 再有3个断面脱离劣Ⅴ类; without a class that the rule counts alone, 所计的断面再减少3个.
fn say_out_of(amount: &Exact, thing: &Thing, class: Option<&Message>) -> Message {
    let (count, title) = (amount.to_decimal(), &thing.title);
    match class {
        Some(class) => message!("advice-groups-out-of-class", count = count, title = title, class = class.clone()),
        None => message!("advice-groups-out-of", count = count, title = title),
    }
}

fn say_due(due: &DueWork, thing: &Thing, year: i16) -> Message {
    let work = say_amount(&Exact::from(due.count), thing);
    let by = due.early_by.unwrap_or(due.due);
    let (month, number) = (i64::from(by.month()), i64::from(by.day()));
    let iso = by.to_string();
    let day = match by.year() == year {
        true => message!("advice-day", month = month, day = number, iso = iso),
        false => {
            let of = by.year().to_string();
            message!("advice-day-of-year", year = of, month = month, day = number, iso = iso)
        }
    };
    match &due.late_counts {
        None => message!("advice-by", day = day, work = work),
        Some(counts) => {
            let share = Rounding::half_up(2).apply(&counts.times_power_of_ten(2)).to_decimal();
            message!("advice-late", day = day, work = work, share = share)
        }
    }
}
