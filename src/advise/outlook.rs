//! What each item of a unit has, could still get, and has lost for the year: read off its result and the curve in force, without
//! scoring again.

use jiff::civil::{Date, date};

use super::ladder::{Ladder, Work, WorkKind};
use super::lever::{Lever, NoWork, Place};
use crate::assess::{ItemResult, ItemTrace, Status, UnitResult, written_figure};
use crate::figure::{Exact, Points, Rounding};
use crate::measure::Measures;
use crate::message;
use crate::plan::{Asked, Child, Item, ItemId, Mark, Plan, RoundAt, Rows, Sheet};
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
    pub prospect: Prospect,
    pub shown: String,
    pub target_shown: String,
    pub points: Points,
    pub full: Points,
    /// The most that it can still have: by work, by data that come, by a hand that gives.
    pub most: Points,
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
    /// The points of the item then.
    pub points: Points,
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
    pub rule: &'p crate::plan::Rule,
    /// Points of the item for one point of the curve: items that are not assessed may have given some of theirs.
    factor: Exact,
    rounding: Option<Rounding>,
    plan: &'p Plan,
}

impl Candidate<'_> {
    /// The points of the item at a rung.
    pub fn points(&self, ladder: &Ladder, rung: i128) -> Points {
        let points = &ladder.points(rung).0 * &self.factor;
        Points(self.rounding.as_ref().map_or(points.clone(), |rounding| rounding.apply(&points)))
    }

    pub fn reach(&self, ladder: &Ladder, rung: i128) -> Reach {
        let figure = ladder.figure(rung);
        let (shown, _) = written_figure(self.plan, self.rule, &figure);
        let points = self.points(ladder, rung);
        Reach {
            gain: &points - &self.advice.points,
            work: ladder.work(rung, &shown),
            effort: ladder.share(rung),
            figure,
            shown,
            points,
        }
    }
}

/// The day from which nothing of the year can be done any more.
pub(super) fn is_over(plan: &Plan, as_of: Date) -> bool {
    as_of >= date(plan.year, 12, 31)
}

/// Every item of a unit, in the order of its sheet. The result must hold its working.
pub(super) fn candidates<'p>(plan: &'p Plan, measures: &Measures, unit: &UnitResult) -> Vec<Candidate<'p>> {
    let Some(sheet) = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet) else { return Vec::new() };
    let Some(number) = plan.units.iter().position(|known| known.id == unit.id) else { return Vec::new() };
    let items = sheet.area.items();
    let found = unit.items.iter().filter_map(|result| {
        let item = items.iter().find(|item| item.rule == result.id)?;
        let rule = plan.rule(&result.id)?;
        Some(candidate(plan, measures, number, item, rule, result))
    });
    found.collect()
}

fn candidate<'p>(
    plan: &'p Plan,
    measures: &Measures,
    unit: usize,
    item: &Item,
    rule: &'p crate::plan::Rule,
    result: &ItemResult,
) -> Candidate<'p> {
    let empty = ItemTrace::default();
    let trace = result.trace.as_deref().unwrap_or(&empty);
    let rounding = match plan.numbers.at {
        RoundAt::Item => Some(Rounding::new(plan.numbers.round, plan.numbers.points)),
        RoundAt::Total => None,
    };
    let mut candidate = Candidate {
        advice: ItemAdvice {
            id: result.id.clone(),
            title: result.title.clone(),
            prospect: Prospect::Full,
            shown: result.shown.clone(),
            target_shown: result.target_shown.clone(),
            points: result.points.clone(),
            full: result.full.clone(),
            most: result.points.clone(),
            lost: Points::ZERO,
            next: None,
            best: None,
            reason: None,
            hindsight: is_over(plan, measures.as_of),
        },
        ladder: None,
        no_work: None,
        rule,
        factor: result.full.0.checked_div(&item.points.0).unwrap_or(Exact::ONE),
        rounding,
        plan,
    };
    let prospect = match result.status {
        Status::NotApplicable => Prospect::NotAssessed,
        Status::NoData => Prospect::Data,
        Status::Withheld => Prospect::Data,
        Status::Met | Status::Partial | Status::Missed | Status::Pending => {
            return by_work(
                candidate,
                Place {
                    plan,
                    measures,
                    unit,
                    rule,
                    figure: result.measure.as_ref(),
                    in_force: &trace.in_force,
                    hindsight: is_over(plan, measures.as_of),
                },
                result,
                trace,
            );
        }
    };
    candidate.advice.prospect = prospect;
    if prospect == Prospect::Data {
        candidate.advice.most = result.at_most.clone().max(result.points.clone());
        candidate.advice.reason = Some(match result.status {
            Status::Withheld => message!("advice-withheld"),
            Status::Met
            | Status::Partial
            | Status::Missed
            | Status::NoData
            | Status::NotApplicable
            | Status::Pending => message!("advice-send", tables = tables(plan, rule)),
        });
    }
    candidate
}

fn by_work<'p>(mut candidate: Candidate<'p>, place: Place, result: &ItemResult, trace: &ItemTrace) -> Candidate<'p> {
    if result.points >= result.full && result.status != Status::Pending && !has_more_to_do(trace) {
        return candidate;
    }
    let vetoed = result.marks.contains(&Mark::Vetoed);
    let lever = match (&trace.exception, &trace.in_force.shape) {
        (Some(label), None) => Err(NoWork::Exception(label.clone())),
        (Some(_) | None, Some(_)) | (None, None) => place.lever(),
    };
    let ladder = match lever {
        Ok(lever) => Ladder::new(lever, &trace.in_force, place.figure, place.plan.year),
        Err(reason) => {
            candidate.no_work = Some(reason);
            None
        }
    };
    let advice = &mut candidate.advice;
    advice.prospect = Prospect::Closed;
    advice.reason = candidate.no_work.as_ref().map(NoWork::say);
    if vetoed {
        advice.reason = Some(message!("advice-no-vetoed"));
        advice.lost = &advice.full - &advice.points;
        return candidate;
    }
    if let Some(NoWork::NotDue) = candidate.no_work {
        advice.most = result.at_most.clone();
        return candidate;
    }
    if let Some(NoWork::ByHand | NoWork::NotExpressible) = candidate.no_work {
        advice.prospect = if result.status == Status::Pending { Prospect::Hand } else { Prospect::Closed };
        advice.most = result.at_most.clone();
        advice.lost = if result.status == Status::Pending { Points::ZERO } else { &advice.full - &advice.points };
        return candidate;
    }
    if let Some(ladder) = ladder {
        if ladder.rises() {
            let (steps, best) = (ladder.steps(), candidate.reach(&ladder, ladder.top));
            let next = steps.first().filter(|rung| **rung < ladder.top).map(|rung| candidate.reach(&ladder, *rung));
            let advice = &mut candidate.advice;
            advice.prospect = Prospect::Open;
            advice.most = best.points.clone();
            advice.next = next;
            advice.best = Some(best);
            candidate.ladder = Some(ladder);
        } else if matches!(ladder.lever, Lever::Tasks { .. }) {
            let best = candidate.reach(&ladder, ladder.top);
            let advice = &mut candidate.advice;
            advice.prospect = Prospect::ToKeep;
            // What is there now is more than all of it can come to, where some of it is late.
            advice.most = advice.points.clone().max(best.points.clone());
            advice.best = Some(best);
        }
    }
    let advice = &mut candidate.advice;
    let lost = &advice.full - &advice.most;
    advice.lost = if lost > Points::ZERO { lost } else { Points::ZERO };
    if advice.reason.is_none() && !advice.lost.is_zero() {
        advice.reason = Some(match &trace.tasks {
            Some(tasks) if tasks.late + tasks.overdue > 0 => {
                message!("advice-lost-late", count = i64::try_from(tasks.late + tasks.overdue).unwrap_or(i64::MAX))
            }
            Some(_) | None => message!("advice-lost-out-of-reach"),
        });
    }
    if advice.hindsight && advice.prospect == Prospect::Open {
        advice.lost = &advice.full - &advice.points;
    }
    candidate
}

/// Things due later are still to be done.
fn has_more_to_do(trace: &ItemTrace) -> bool {
    trace.tasks.as_ref().is_some_and(|tasks| tasks.pending > 0)
}

/// The titles of the tables that an item is measured from.
fn tables(plan: &Plan, rule: &crate::plan::Rule) -> Vec<String> {
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

impl ItemAdvice {
    /// A short list of sentences for a report: what would raise the item, or why nothing does.
    pub fn say(&self, places: u32) -> Vec<Message> {
        let written = |points: &Points| Rounding::half_up(places).show(&points.0);
        let mut said = Vec::new();
        match self.prospect {
            Prospect::Full | Prospect::NotAssessed => {}
            Prospect::Open => {
                let ways = [self.next.as_ref(), self.best.as_ref()];
                for reach in ways.into_iter().flatten() {
                    let (work, gain) = (reach.work.say.clone(), written(&reach.gain));
                    let is_figure = reach.work.kind == WorkKind::Figure;
                    let is_full = reach.points >= self.full;
                    let points = written(&reach.points);
                    let how = match (is_full, is_figure) {
                        (true, _) => message!("advice-gives-full", work = work, gain = gain),
                        (false, true) => message!("advice-gives", work = work, gain = gain, points = points),
                        (false, false) => {
                            let shown = &reach.shown;
                            message!("advice-gives-at", work = work, gain = gain, points = points, figure = shown)
                        }
                    };
                    said.push(if self.hindsight { message!("advice-hindsight", what = how) } else { how });
                }
            }
            Prospect::ToKeep => {
                if let Some(best) = self.best.as_ref().filter(|_| !self.hindsight) {
                    said.push(message!("advice-keep", work = best.work.say.clone()));
                }
            }
            Prospect::Data | Prospect::Hand | Prospect::Closed => {}
        }
        if let Some(reason) = &self.reason {
            let reason = reason.clone();
            match self.prospect {
                Prospect::Data if self.most > self.points => {
                    said.push(message!(
                        "advice-data",
                        what = reason,
                        points = written(&self.points),
                        most = written(&self.most)
                    ));
                }
                Prospect::Data => said.push(reason),
                Prospect::Hand => said.push(message!("advice-hand", most = written(&self.most))),
                Prospect::Open if self.hindsight => {}
                Prospect::Full | Prospect::Open | Prospect::ToKeep | Prospect::Closed | Prospect::NotAssessed => {
                    if !self.lost.is_zero() {
                        said.push(message!("advice-lost", points = written(&self.lost), reason = reason));
                    }
                }
            }
        }
        said
    }
}

/// The items of a sheet that stand or fall together, by number of block, and whether they add up: each is a block alone where everything
/// above it does.
pub(super) fn blocks(sheet: &Sheet) -> Vec<(ItemId, (usize, bool))> {
    fn walk(
        area: &crate::plan::Area,
        within: Option<usize>,
        next: &mut usize,
        found: &mut Vec<(ItemId, (usize, bool))>,
    ) {
        let within = within.or_else(|| match area.combine {
            crate::plan::Combine::Sum | crate::plan::Combine::WeightedMean => None,
            crate::plan::Combine::GeometricMean | crate::plan::Combine::Worst => {
                *next += 1;
                Some(*next)
            }
        });
        for child in &area.children {
            match child {
                Child::Area(area) => walk(area, within, next, found),
                Child::Item(item) => {
                    let block = within.unwrap_or_else(|| {
                        *next += 1;
                        *next
                    });
                    found.push((item.rule.clone(), (block, within.is_none())));
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(&sheet.area, None, &mut 0, &mut found);
    found
}
