//! What becomes of a supposition: that it has no effect, or only half of one, is said and never left to be guessed.

use crate::assess::{Assessment, Status, Supposed, UnitResult};
use crate::figure::Exact;
use crate::message;
use crate::plan::{ItemId, Mark, Plan, UnitId};
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
