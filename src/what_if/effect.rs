//! What becomes of a supposition: that it has no effect, or only half of one, is said and never left to be guessed.

use std::collections::BTreeSet;

use crate::assess::{Assessment, Status, Supposed, UnitResult, written_figure};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Body, ItemId, Mark, Measure, Plan, UnitId};
use crate::words::Message;

/// Of the figures supposed for a unit, those that don't count as they are, each with the reason. `after` is scored with them.
pub fn without_effect(plan: &Plan, after: &Assessment, supposed: &Supposed, unit: &UnitId) -> Vec<Message> {
    let results: Vec<&UnitResult> = after.units.iter().filter(|result| result.id == *unit).collect();
    let own = supposed.figures.iter().filter(|((of, _), _)| of == unit);
    own.filter_map(|((_, item), figure)| {
        let is_dated = supposed.done_by.contains_key(&(unit.clone(), item.clone()));
        let of_sheets = || results.iter().filter_map(|result| told(result, item, figure, is_dated));
        if of_sheets().next().is_none() {
            let title = plan.rule(item).map_or_else(|| item.to_string(), |rule| rule.title.clone());
            let unit = plan.unit(unit).map_or_else(|| unit.to_string(), |unit| unit.name.clone());
            return Some(message!("what-if-not-on-sheet", unit = unit, item = title));
        }
        of_sheets().find_map(|told| told)
    })
    .collect()
}

/// Of the days by which all is supposed to be done, those that come too late to give anything for finishing early.
pub fn nothing_for_early(after: &Assessment, supposed: &Supposed, unit: &UnitId) -> Vec<Message> {
    let own = supposed.done_by.keys().filter(|(of, _)| of == unit);
    own.filter_map(|(_, item)| {
        let mut results = after.units.iter().filter(|result| result.id == *unit).flat_map(|result| &result.items);
        let late = results.find(|result| result.id == *item && !result.left_out && result.points <= result.full)?;
        Some(message!("what-if-early-nothing", item = &late.title))
    })
    .collect()
}

/// Beyond so many things, each in so many ways, any share is near enough to one that can be had.
const MANY: usize = 300;

/// Of the shares supposed of things to finish, those that so many things can't come to, each with the nearest that they can. `traced` scores the
/// unit with them, with its workings: where there are such shares.
pub fn shares_not_had(
    plan: &Plan,
    supposed: &Supposed,
    unit: &UnitId,
    traced: impl FnOnce() -> Assessment,
) -> Vec<Message> {
    let own = supposed.figures.iter().filter(|((of, _), _)| of == unit);
    let of_tasks = own.filter_map(|((_, item), figure)| {
        let rule = plan.rule(item)?;
        let Body::Measured { measure: Measure::Task { .. }, target: _, curve } = &rule.body else { return None };
        Some((item, figure, rule, curve))
    });
    let of_tasks: Vec<_> = of_tasks.collect();
    if of_tasks.is_empty() {
        return Vec::new();
    }
    let traced = traced();
    let not_had = of_tasks.into_iter().filter_map(|(item, figure, rule, curve)| {
        let mut results = traced.units.iter().filter(|result| result.id == *unit).flat_map(|result| &result.items);
        let tasks = results.find(|result| result.id == *item)?.trace.as_ref()?.tasks.as_ref()?;
        let due = tasks.on_time + tasks.late + tasks.overdue;
        let all = usize::try_from(due + tasks.pending + tasks.withheld + tasks.unreadable).ok()?;
        let due = usize::try_from(due).ok()?.max(1);
        let nearest = nearest_shares(figure, &credits(curve.late.as_ref().map(|late| &late.node.share)), due, all)?;
        let written = written_figure(plan, rule, figure).0;
        let nearest: Vec<String> = nearest.iter().map(share_typed).collect();
        Some(message!("what-if-share-not-had", item = &rule.title, figure = written, count = all, nearest = nearest))
    });
    not_had.collect()
}

/// What one thing can count: all, nothing, or what is left of it once it is late. `late`: what each period takes off.
fn credits(late: Option<&Exact>) -> Vec<Exact> {
    let mut credits = vec![Exact::ZERO, Exact::ONE];
    if let Some(late) = late.filter(|late| late.is_positive()) {
        let mut left = &Exact::ONE - late;
        while left.is_positive() && credits.len() <= MANY {
            credits.push(left.clone());
            left = &left - late;
        }
    }
    credits
}

/// The nearest shares below and above that `least` to `most` things can come to; `None` if they can come to this one, or nobody can tell.
fn nearest_shares(share: &Exact, credits: &[Exact], least: usize, most: usize) -> Option<[Exact; 2]> {
    if most * credits.len() > MANY || share.is_negative() || *share > Exact::ONE {
        return None;
    }
    let mut nearest = [Exact::ZERO, Exact::ONE];
    let mut sums = BTreeSet::from([Exact::ZERO]);
    for count in 1..=most {
        sums = sums.iter().flat_map(|sum| credits.iter().map(move |credit| sum + credit)).collect();
        if count < least {
            continue;
        }
        let whole = Exact::from(count);
        let wanted = share * &whole;
        if sums.contains(&wanted) {
            return None;
        }
        let [below, above] = &mut nearest;
        let of_whole = |sum: Option<&Exact>| sum.and_then(|sum| sum.checked_div(&whole));
        if let Some(under) = of_whole(sums.range(..&wanted).next_back()).filter(|under| under > below) {
            *below = under;
        }
        if let Some(over) = of_whole(sums.range(&wanted..).next()).filter(|over| over < above) {
            *above = over;
        }
    }
    (most > 0).then_some(nearest)
}

/// A share as it can be typed in again: in percent where that comes to an end.
fn share_typed(share: &Exact) -> String {
    let percent = share.times_power_of_ten(2);
    match percent.decimal_places() {
        Some(_) => format!("{}%", percent.to_decimal()),
        None => share.to_string(),
    }
}

/// What is to be said of it on one sheet: `None` if the sheet has no such item, `Some(None)` if there is nothing to be said. `is_dated`:
/// the day on which all is done is supposed too.
fn told(result: &UnitResult, item: &ItemId, figure: &Exact, is_dated: bool) -> Option<Option<Message>> {
    if let Some(adjustment) = result.adjustments.iter().find(|adjustment| adjustment.id == *item) {
        let (item, reason) = (&adjustment.title, adjustment.reason.clone());
        if adjustment.measure.as_ref() != Some(figure) {
            return Some(Some(message!("what-if-settled", item = item, reason = reason)));
        }
        let is_open = reason.key == APPLIES_UNKNOWN;
        return Some(is_open.then(|| message!("what-if-applies-open", item = item)));
    }
    let item = result.items.iter().find(|result| result.id == *item)?;
    let (title, reason) = (&item.title, item.reason.clone());
    let say = match item.status {
        Status::NotApplicable => Some(message!("what-if-not-assessed", item = title, reason = reason)),
        // All done, and counted for less.
        Status::Met | Status::Partial | Status::Missed if is_dated && item.measure.as_ref() < Some(figure) => {
            Some(message!("what-if-done-late", item = title))
        }
        Status::Met | Status::Partial | Status::Missed if item.measure.as_ref() != Some(figure) => {
            Some(message!("what-if-settled", item = title, reason = reason))
        }
        Status::NoData | Status::Withheld | Status::Pending => {
            Some(message!("what-if-still-open", item = title, reason = reason))
        }
        Status::Met | Status::Partial | Status::Missed if item.marks.contains(&Mark::Vetoed) => {
            Some(message!("what-if-vetoed", item = title, reason = reason))
        }
        Status::Met | Status::Partial | Status::Missed if item.reason.key == APPLIES_UNKNOWN => {
            Some(message!("what-if-applies-open", item = title))
        }
        Status::Met | Status::Partial | Status::Missed => None,
    };
    Some(say)
}

/// The reason of an item of which nobody knows whether it applies.
const APPLIES_UNKNOWN: &str = "reason-supposed-applies";
