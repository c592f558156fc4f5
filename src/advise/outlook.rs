//! What each item of a unit has, could still get, and has lost for the year: read off its result and the curve in force, without
//! scoring again.

use jiff::civil::Date;

use super::adjustment;
use super::hang::{Beside, Hang, HangsOn, beside, may_yet_be_assessed, shown_by_bounds};
use super::ladder::{Ladder, Work};
use super::lever::{Lever, Place};
use super::no_work::NoWork;
use crate::assess::{ItemResult, ItemTrace, Status, UnitResult, written_figure, written_goal};
use crate::figure::{Exact, Points, Rounding};
use crate::measure::Measures;
use crate::message;
use crate::plan::shape::{Direction, Shape};
use crate::plan::{Asked, Body, ItemId, Mark, Measure, Plan, RoundAt, Rows, Rule, RuleKind, Sheet, is_over};
use crate::what_if::read_supposed;
use crate::words::Message;

/// Where an item stands for whoever wants more points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
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
    /// It is too late for this year: what is said is what it would have taken.
    pub hindsight: bool,
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

/// One item with all that a search needs of it.
pub(super) struct Candidate<'p> {
    pub advice: ItemAdvice,
    pub ladder: Option<Ladder>,
    pub no_work: Option<NoWork>,
    /// A figure that gives `most`, where that is above what work gives.
    pub best_figure: Option<Exact>,
    pub rule: &'p Rule,
    shape: Option<Shape>,
    /// Points of the item for one point of the curve: items that are not assessed may have given some of theirs.
    factor: Exact,
    rounding: Option<Rounding>,
    plan: &'p Plan,
    as_of: Date,
}

/// A figure as a person would type it, and what it is read as.
pub(super) struct Typed {
    pub figure: Exact,
    pub shown: String,
    pub set: String,
}

impl Candidate<'_> {
    /// The points of the item at a rung.
    pub fn points(&self, ladder: &Ladder, rung: i128) -> Points {
        self.scaled(&ladder.points(rung))
    }

    /// Points of the curve as points of the item.
    pub fn scaled(&self, points: &Points) -> Points {
        let points = &points.0 * &self.factor;
        Points(self.rounding.as_ref().map_or(points.clone(), |rounding| rounding.apply(&points)))
    }

    /// Points of the item as points of the rule.
    pub fn unscaled(&self, points: &Points) -> Option<Exact> {
        points.0.checked_div(&self.factor)
    }

    /// A figure that gives the item as many points as its curve can give, these at most.
    pub fn figure_for(&self, points: &Points) -> Option<Exact> {
        let of_curve = self.unscaled(points)?;
        let shape = self.shape.as_ref()?;
        let most = shape.range().most.unwrap_or_else(|| Points(of_curve.clone()));
        let (_, places) = written_figure(self.plan, self.rule, &Exact::ZERO);
        shape.inverse(&most.min(Points(of_curve))).figure(shape.direction(), places.max(4))
    }

    /// A figure to be reached, on the strict side.
    pub fn shown(&self, figure: &Exact) -> String {
        match &self.shape {
            Some(shape) => written_goal(self.plan, self.rule, figure, shape.direction()),
            None => written_figure(self.plan, self.rule, figure).0,
        }
    }

    pub fn reach(&self, ladder: &Ladder, rung: i128) -> Reach {
        self.reach_typed(ladder, rung, self.typed(ladder, rung))
    }

    fn reach_typed(&self, ladder: &Ladder, rung: i128, Typed { figure, shown, set }: Typed) -> Reach {
        let early = ladder.early(rung);
        let points = self.scaled(&(&ladder.points_of(&figure) + &early));
        Reach {
            gain: &points - &self.advice.points,
            work: ladder.work(rung, &shown),
            effort: ladder.share(rung),
            early,
            figure,
            shown,
            set,
            points,
        }
    }

    /// The figure of a rung exactly. A share of whole things is shown as the score shows it: what is stricter, none of them may give.
    fn typed(&self, ladder: &Ladder, rung: i128) -> Typed {
        let figure = ladder.figure(rung);
        let share = ladder.share_of(rung);
        let shown = match &share {
            Some(_) => written_figure(self.plan, self.rule, &figure).0,
            None => self.shown(&figure),
        };
        let set = self.as_read(&figure, &shown, share);
        Typed { figure, shown, set }
    }

    /// What is read as this figure: as it is shown if that is exact, else as a fraction: of whole things so many of all.
    pub fn as_read(&self, figure: &Exact, shown: &str, share: Option<(Exact, Exact)>) -> String {
        let of_all = share.map(|(part, all)| format!("{}/{}", part.to_decimal(), all.to_decimal()));
        let ways = [Some(shown.to_owned()), of_all, Some(figure.to_string())];
        let mut ways = ways.into_iter().flatten();
        ways.find(|text| self.read(text).as_ref() == Some(figure)).unwrap_or_else(|| shown.to_owned())
    }

    /// What a person who types this is taken to mean.
    pub fn read(&self, text: &str) -> Option<Exact> {
        read_supposed(self.plan, self.rule, text, self.as_of).ok().map(|supposed| supposed.figure)
    }

    /// The same for a set of changes, where an amount of work has no end of decimals: brought up to a figure that is as short as it is shown, so
    /// that the work, what is printed of it and what is scored are one. An amount that gives as many points at the shorter figure that it
    /// has passed by already is left as it is.
    pub fn settled(&self, ladder: &Ladder, rung: i128) -> Reach {
        let exactly = || self.reach(ladder, rung);
        if ladder.share_of(rung).is_some() || rung > ladder.finished() {
            return exactly();
        }
        let figure = ladder.figure(rung);
        let short = |shown: String| Some(Typed { figure: self.read(&shown)?, set: shown.clone(), shown });
        let passed = self
            .shape
            .as_ref()
            .and_then(|shape| short(written_goal(self.plan, self.rule, &figure, opposite(shape.direction()))));
        let points = self.points(ladder, rung);
        let is_enough = |typed: &Typed| {
            ladder.rung_of(&typed.figure).is_some_and(|own| own <= rung)
                && self.scaled(&ladder.points_of(&typed.figure)) == points
        };
        if let Some(typed) = passed.filter(is_enough) {
            return self.reach_typed(ladder, rung, typed);
        }
        match short(self.shown(&figure)).and_then(|typed| Some((ladder.rung_of(&typed.figure)?, typed))) {
            Some((further, typed)) => self.reach_typed(ladder, further.max(rung), typed),
            None => exactly(),
        }
    }
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Higher => Direction::Lower,
        Direction::Lower => Direction::Higher,
        Direction::Toward => Direction::Toward,
    }
}

/// What a candidate is made for.
pub(super) struct Subject<'a, 'p> {
    pub plan: &'p Plan,
    pub measures: &'a Measures,
    /// The unit's number in the roster.
    pub unit: usize,
    pub rule: &'p Rule,
    /// Its full points as the scheme has them.
    pub nominal: &'a Points,
    /// Its points are added up as they are: under a mean or the worst only their share counts, and is not rounded.
    pub added_up: bool,
}

/// Every item of a unit, in the order of its sheet. The result must hold its working.
pub(super) fn items<'p>(plan: &'p Plan, measures: &Measures, unit: &UnitResult) -> Vec<Candidate<'p>> {
    let Some(sheet) = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet) else { return Vec::new() };
    let Some(number) = number(plan, unit) else { return Vec::new() };
    let (items, added_up) = (sheet.area.items(), sheet.area.items_added_up());
    let found = unit.items.iter().filter_map(|result| {
        let (item, added_up) = items.iter().zip(&added_up).find(|(item, _)| item.rule == result.id)?;
        let rule = plan.rule(&result.id)?;
        let (nominal, added_up) = (&item.points, *added_up);
        Some(candidate(Subject { plan, measures, unit: number, rule, nominal, added_up }, result))
    });
    found.collect()
}

/// The same, then bonuses and deductions.
pub(super) fn candidates<'p>(
    plan: &'p Plan,
    sheet: &Sheet,
    measures: &Measures,
    unit: &UnitResult,
) -> Vec<Candidate<'p>> {
    let mut found = items(plan, measures, unit);
    if let Some(number) = number(plan, unit) {
        found.extend(adjustment::candidates(plan, sheet, measures, (number, unit)));
    }
    found
}

fn number(plan: &Plan, unit: &UnitResult) -> Option<usize> {
    plan.units.iter().position(|known| known.id == unit.id)
}

pub(super) fn candidate<'p>(subject: Subject<'_, 'p>, result: &ItemResult) -> Candidate<'p> {
    let Subject { plan, measures, unit, rule, nominal, added_up } = subject;
    let empty = ItemTrace::default();
    let trace = result.trace.as_deref().unwrap_or(&empty);
    let rounding = match plan.numbers.at {
        RoundAt::Item if added_up => Some(Rounding::new(plan.numbers.round, plan.numbers.points)),
        RoundAt::Item | RoundAt::Total => None,
    };
    let mut candidate = Candidate {
        advice: ItemAdvice {
            id: result.id.clone(),
            title: result.title.clone(),
            kind: rule.kind,
            prospect: Prospect::Full,
            shown: result.shown.clone(),
            target_shown: result.target_shown.clone(),
            points: result.points.clone(),
            full: result.full.clone(),
            by_work: result.points.clone(),
            most: result.points.clone(),
            hangs: None,
            lost: Points::ZERO,
            next: None,
            best: None,
            reason: None,
            hindsight: is_over(plan.year, measures.as_of),
        },
        ladder: None,
        no_work: None,
        best_figure: None,
        rule,
        shape: trace.in_force.shape.clone(),
        factor: result.full.0.checked_div(&nominal.0).unwrap_or(Exact::ONE),
        rounding,
        plan,
        as_of: measures.as_of,
    };
    let hindsight = candidate.advice.hindsight;
    let (figure, in_force) = (result.measure.as_ref(), &trace.in_force);
    let place = Place { plan, measures, unit, rule, figure, in_force, hindsight };
    let prospect = match result.status {
        Status::NotApplicable => {
            // A first record of the rest of the year may bring it in.
            if let Some(beside) = may_yet_be_assessed(&candidate, &place, result) {
                candidate.may_come_to(beside);
            }
            // Nor is it left out for good where something it hangs on is open.
            let beside = shown_by_bounds(&candidate, result, trace);
            candidate.may_come_to(beside);
            Prospect::NotAssessed
        }
        Status::NoData | Status::Withheld => Prospect::Data,
        Status::Met | Status::Partial | Status::Missed | Status::Pending => {
            return by_work(candidate, place, result, trace);
        }
    };
    candidate.advice.prospect = prospect;
    if prospect == Prospect::Data {
        let beside = shown_by_bounds(&candidate, result, trace);
        candidate.may_come_to(beside);
        candidate.advice.reason = Some(match result.status {
            Status::Withheld => message!("advice-withheld"),
            Status::Met
            | Status::Partial
            | Status::Missed
            | Status::NoData
            | Status::NotApplicable
            | Status::Pending => match result.unreadable {
                true => message!("advice-mend", tables = tables(plan, rule)),
                false => message!("advice-send", tables = tables(plan, rule)),
            },
        });
    }
    candidate
}

impl Candidate<'_> {
    /// Takes it in that something beside work may bring the item so far.
    fn may_come_to(&mut self, beside: Beside) {
        if beside.most > self.advice.most {
            self.advice.most = beside.most;
            self.advice.hangs = Some(beside.hang);
            self.best_figure = beside.figure;
        }
    }
}

fn by_work<'p>(mut candidate: Candidate<'p>, place: Place, result: &ItemResult, trace: &ItemTrace) -> Candidate<'p> {
    if result.points >= result.full && result.status != Status::Pending && !has_more_to_do(trace) {
        return candidate;
    }
    let lever = match (&trace.exception, &trace.in_force.shape) {
        (Some(label), None) => Err(NoWork::Exception(label.clone())),
        (Some(_) | None, Some(_)) | (None, None) => place.lever(),
    };
    let ladder = match lever {
        Ok(lever) => {
            let limit = Points(candidate.unscaled(&result.full).unwrap_or_default());
            Ladder::new(lever, &trace.in_force, place.figure, place.plan.year, limit)
        }
        Err(reason) => {
            candidate.no_work = Some(reason);
            None
        }
    };
    let ladder = ladder.map(|ladder| with_early(ladder, &candidate, &place, result));
    candidate.advice.prospect = Prospect::Closed;
    candidate.advice.reason = candidate.no_work.as_ref().map(NoWork::say);
    let vetoed = result.marks.contains(&Mark::Vetoed);
    if vetoed {
        candidate.advice.reason = Some(message!("advice-no-vetoed"));
    } else if let Some(ladder) = &ladder {
        candidate.climb(ladder);
    }
    candidate.may_come_to(shown_by_bounds(&candidate, result, trace));
    if !vetoed && let Some(beside) = beside(&candidate, &place, result, trace, ladder.as_ref()) {
        candidate.may_come_to(beside);
    }
    let advice = &mut candidate.advice;
    if advice.prospect == Prospect::Closed && advice.most > advice.points {
        advice.prospect = match advice.hangs.as_ref().map(|hang| hang.on) {
            Some(HangsOn::Judging) => Prospect::Hand,
            Some(_) | None => Prospect::Later,
        };
    }
    let lost = &advice.full - &advice.most;
    advice.lost = if lost > Points::ZERO { lost } else { Points::ZERO };
    if !advice.lost.is_zero() && (advice.reason.is_none() || advice.prospect == Prospect::Later) {
        advice.reason = Some(match &trace.tasks {
            _ if advice.hangs.as_ref().is_some_and(|hang| hang.on == HangsOn::Records) => {
                message!("advice-lost-recorded")
            }
            Some(tasks) if tasks.late + tasks.overdue > 0 => {
                message!("advice-lost-late", count = i64::try_from(tasks.late + tasks.overdue).unwrap_or(i64::MAX))
            }
            Some(_) | None => message!("advice-lost-out-of-reach"),
        });
    }
    if !vetoed {
        candidate.ladder = ladder.filter(|_| candidate.advice.prospect == Prospect::Open);
    }
    candidate
}

/// Rungs for finishing early, where all can still be finished in time and the rule gives something for it.
fn with_early(ladder: Ladder, candidate: &Candidate, place: &Place, result: &ItemResult) -> Ladder {
    let Body::Measured { measure: Measure::Task { .. }, target: _, curve } = &place.rule.body else { return ladder };
    let on_top = &result.at_most - &candidate.points(&ladder, ladder.top);
    match &curve.early {
        Some(early) if ladder.is_all_in_time() && !place.hindsight && candidate.factor == Exact::ONE => {
            ladder.finishing_early(&early.node, &on_top)
        }
        Some(_) | None => ladder,
    }
}

impl Candidate<'_> {
    /// What work gives: steps and the most, or what keeps the points that are there.
    fn climb(&mut self, ladder: &Ladder) {
        let best = self.reach(ladder, ladder.top);
        if ladder.rises() {
            let next = ladder.steps().first().filter(|rung| **rung < ladder.top).map(|rung| self.reach(ladder, *rung));
            self.advice.prospect = Prospect::Open;
            if !self.advice.hindsight {
                self.advice.by_work = best.points.clone();
                self.advice.most = best.points.clone();
            }
            self.advice.next = next;
            self.advice.best = Some(best);
        } else if matches!(ladder.lever, Lever::Tasks { .. }) {
            self.advice.prospect = Prospect::ToKeep;
            // What is there now is more than all of it can come to, where some of it is late.
            self.advice.by_work = self.advice.points.clone().max(best.points.clone());
            self.advice.most = self.advice.by_work.clone();
            self.advice.best = Some(best);
        }
    }
}

/// Things due later are still to be done.
fn has_more_to_do(trace: &ItemTrace) -> bool {
    trace.tasks.as_ref().is_some_and(|tasks| tasks.pending > 0)
}

/// The titles of the tables that an item is measured from.
fn tables(plan: &Plan, rule: &Rule) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    rule.ask(&mut |asked| {
        let (Asked::Aggregate { rows, .. } | Asked::Task { rows, .. } | Asked::Tally { rows, .. }) = &asked;
        for title in titles_of(plan, rows) {
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
    });
    titles
}

fn titles_of(plan: &Plan, rows: &Rows) -> Vec<String> {
    let this_year = rows.tables().into_iter().filter(|(_, year)| *year == crate::plan::Year::This);
    this_year.filter_map(|(table, _)| Some(plan.table(table)?.title.clone())).collect()
}
