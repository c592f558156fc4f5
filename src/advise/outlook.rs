//! What each item of a unit has, could still get, and has lost for the year: read off its result and the curve in force, without
//! scoring again.

use super::candidate::Candidate;
use super::hang::{Beside, beside, may_yet_be_assessed, shown_by_bounds};
use super::item_advice::{HangsOn, ItemAdvice, Prospect};
use super::work::ladder::Ladder;
use super::work::no_work::NoWork;
use super::work::place::Place;
use crate::assess::{ItemResult, ItemTrace, Status, TaskTrace, UnitResult};
use crate::figure::{Exact, Points, Rounding};
use crate::measure::Measures;
use crate::message;
use crate::plan::{Asked, Body, Mark, Measure, Plan, RoundAt, Rows, Rule, is_over};

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

/// The unit's number in the roster.
pub(super) fn number(plan: &Plan, unit: &UnitResult) -> Option<usize> {
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
            mend: None,
            hindsight: is_over(plan.year, measures.as_of),
        },
        ladder: None,
        no_work: None,
        at_most: None,
        rule,
        shape: trace.in_force.shape.clone(),
        factor: result.full.0.checked_div(&nominal.0).unwrap_or(Exact::ONE),
        rounding,
        plan,
        as_of: measures.as_of,
    };
    let hindsight = candidate.advice.hindsight;
    let (figure, in_force, tasks) = (result.measure.as_ref(), &trace.in_force, trace.tasks.as_ref());
    let place = Place { plan, measures, unit, rule, figure, in_force, tasks, hindsight };
    candidate.advice.mend = place.to_mend();
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
            | Status::Pending => match (result.unreadable, &candidate.advice.mend) {
                (true, Some(places)) => {
                    message!("advice-mend-at", tables = tables(plan, rule), places = places.clone())
                }
                (true, None) => message!("advice-mend", tables = tables(plan, rule)),
                (false, _) => message!("advice-send", tables = tables(plan, rule)),
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
            self.at_most = Some(beside.at_most);
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
        let is_by_records = advice.hangs.as_ref().is_some_and(|hang| hang.on == HangsOn::Records);
        let missed = trace.tasks.as_ref().and_then(TaskTrace::say_missed);
        advice.reason = Some(match is_by_records {
            true => message!("advice-lost-recorded"),
            false => missed.unwrap_or_else(|| message!("advice-lost-out-of-reach")),
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
    let on_top = match (place.hindsight, &place.in_force.tasks) {
        (true, Some(tasks)) => Points(tasks.early_in_hindsight.clone()),
        (false, _) | (true, None) => &result.at_most - &candidate.points(&ladder, ladder.top),
    };
    match &curve.early {
        Some(early) if ladder.is_all_in_time() && candidate.factor == Exact::ONE => {
            ladder.finishing_early(&early.node, &on_top)
        }
        Some(_) | None => ladder,
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
