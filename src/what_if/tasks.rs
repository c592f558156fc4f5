//! Shares supposed of things to finish: what is past its day can't be in time any more, and so many things come only to so many shares.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::figure::as_typed;
use crate::assess::{Assessment, OpenTasks, Supposed, TaskTrace, can_count, written_figure};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Body, ItemId, Late, Measure, Plan, Rule, UnitId, is_over};
use crate::words::Message;

/// Beyond so many things, each in so many ways, any share is near enough to one that can be had.
const MANY: usize = 300;

/// What becomes of the shares that are supposed of things to finish.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskShares {
    /// Those that are a share of so many things as it is shown: the share itself.
    pub meant: Vec<(ItemId, Exact)>,
    pub said: Vec<Message>,
}

/// Holds the shares supposed for a unit against what its things can still come to by the end of the year, those due later too. `traced` scores
/// the unit with nothing supposed, with its workings: where there are such shares.
///
/// # Errors
/// A share above the highest that is still possible, with that one. After the year nothing is possible any more, and a share tells what it
/// would have taken.
pub fn task_shares(
    plan: &Plan,
    supposed: &Supposed,
    unit: &UnitId,
    traced: impl FnOnce() -> Assessment,
) -> Result<TaskShares, Message> {
    let own = supposed.figures.iter().filter(|((of, _), _)| of == unit);
    // What comes of a day by which all is done is worked out from the things themselves.
    let own = own.filter(|(key, _)| !supposed.done_by.contains_key(key));
    let of_tasks: Vec<(&ItemId, &Exact, &Rule)> = own
        .filter_map(|((_, item), figure)| {
            let rule = plan.rule(item)?;
            matches!(rule.body, Body::Measured { measure: Measure::Task { .. }, .. }).then_some((item, figure, rule))
        })
        .collect();
    let mut shares = TaskShares::default();
    if of_tasks.is_empty() {
        return Ok(shares);
    }
    let traced = traced();
    for (item, figure, rule) in of_tasks {
        let mut results = traced.units.iter().filter(|result| result.id == *unit).flat_map(|result| &result.items);
        let trace = results.find(|result| result.id == *item).and_then(|result| result.trace.as_ref());
        let found = trace.and_then(|trace| Some((trace.in_force.tasks.as_ref()?, trace.tasks.as_ref()?)));
        let Some((open, trace)) = found else { continue };
        Things { plan, rule, as_of: traced.as_of, open, trace }.judge(item, figure, &mut shares)?;
    }
    Ok(shares)
}

/// The things of one item.
struct Things<'a> {
    plan: &'a Plan,
    rule: &'a Rule,
    as_of: Date,
    open: &'a OpenTasks,
    trace: &'a TaskTrace,
}

impl Things<'_> {
    fn judge(&self, item: &ItemId, share: &Exact, shares: &mut TaskShares) -> Result<(), Message> {
        let due = Exact::from(self.trace.on_time + self.trace.late + self.trace.overdue);
        // The share that was found changes nothing.
        if self.open.credit.checked_div(&due).as_ref() == Some(share) {
            return Ok(());
        }
        let (title, written) = (&self.rule.title, |share: &Exact| written_figure(self.plan, self.rule, share).0);
        let count = self.open.all.to_decimal();
        let not_had = match self.nearest(share) {
            None => None,
            Some(nearest) => {
                let shown = written(share);
                let mut meant = nearest.iter().filter(|near| written(near) == shown);
                if let (Some(near), None) = (meant.next(), meant.next()) {
                    let near = near.clone();
                    let said = self.said(&near);
                    shares.said.push(message!("what-if-share-meant", item = title, count = count, share = said));
                    shares.meant.push((item.clone(), near));
                    return Ok(());
                }
                Some(nearest)
            }
        };
        match is_over(self.plan.year, self.as_of) {
            true => shares.said.push(message!("what-if-share-in-hindsight", item = title)),
            false => {
                let highest = self.open.highest(self.hidden());
                if *share > highest {
                    let (figure, highest) = (written(share), self.said(&highest));
                    let reason = self.trace.say_missed().unwrap_or_else(|| message!("advice-lost-out-of-reach"));
                    return Err(message!(
                        "what-if-share-beyond",
                        item = title,
                        figure = figure,
                        reason = reason,
                        highest = highest
                    ));
                }
            }
        }
        if let Some(nearest) = not_had {
            let nearest: Vec<Message> = nearest.iter().map(|near| self.said(near)).collect();
            let figure = written(share);
            shares.said.push(message!(
                "what-if-share-not-had",
                item = title,
                figure = figure,
                count = count,
                nearest = nearest
            ));
        }
        Ok(())
    }

    fn hidden(&self) -> u64 {
        self.trace.withheld + self.trace.unreadable
    }

    /// A share of all these things as it can be typed in again.
    fn said(&self, share: &Exact) -> Message {
        let shown = written_figure(self.plan, self.rule, share).0;
        let part = (share * &self.open.all, self.open.all.clone());
        let typed = as_typed(self.plan, self.rule, self.as_of, share, &shown, Some(part));
        match typed == shown {
            true => message!("what-if-share", share = shown),
            false => message!("what-if-share-typed", share = shown, typed = typed),
        }
    }

    /// The shares next to this one that the things can come to, below and above; `None` if they can come to it, or nobody can tell.
    fn nearest(&self, share: &Exact) -> Option<Vec<Exact>> {
        let (mut sums, things) = (BTreeSet::from([self.earned()]), self.credits());
        let ways: usize = things.iter().map(|(credits, count)| credits.len() * count).sum();
        if ways > MANY {
            return None;
        }
        for (credits, count) in things {
            for _ in 0..count {
                sums = sums.iter().flat_map(|sum| credits.iter().map(move |credit| sum + credit)).collect();
            }
        }
        let wanted = share * &self.open.all;
        if sums.contains(&wanted) {
            return None;
        }
        let nearest = [sums.range(..&wanted).next_back(), sums.range(&wanted..).next()];
        Some(nearest.into_iter().flatten().filter_map(|sum| sum.checked_div(&self.open.all)).collect())
    }

    /// What stands whatever becomes of the others. In hindsight all could have come otherwise.
    fn earned(&self) -> Exact {
        match is_over(self.plan.year, self.as_of) {
            true => Exact::ZERO,
            false => self.open.credit.clone(),
        }
    }

    /// What each of so many things can still count.
    fn credits(&self) -> Vec<(Vec<Exact>, usize)> {
        let (first, last) = (date(self.plan.year, 1, 1), date(self.plan.year, 12, 31));
        let many = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let whenever = |count: u64| (can_count(self.late(), first, first, last), many(count));
        if is_over(self.plan.year, self.as_of) {
            let trace = self.trace;
            return vec![whenever(trace.on_time + trace.late + trace.overdue + self.hidden())];
        }
        let tomorrow = self.as_of.tomorrow().unwrap_or(self.as_of);
        let open = self.open.open.iter();
        let open = open.map(|task| (can_count(self.late(), task.due, tomorrow, last), many(task.count)));
        open.chain([whenever(self.hidden())]).collect()
    }

    fn late(&self) -> Option<&Late> {
        match &self.rule.body {
            Body::Measured { curve, .. } => curve.late.as_ref().map(|late| &late.node),
            Body::ByHand { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => None,
        }
    }
}
