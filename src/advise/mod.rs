//! Advise: what a unit can still do for its score. Works on plan, measures and assessment; no Polars, no files.
//!
//! Reading order: [`work`] (what is work for an item, and what each amount of it gives) → [`hang`] (what is no work and can still change it) →
//! [`outlook`] (each item: has, could still give, has lost: [`item_advice`], as a search sees it [`candidate`]), with [`adjustment`] and
//! [`bonus`] for bonuses and deductions → [`goal`], [`demand`] (what it asks for) → [`ways`] (the candidates as a search sees them),
//! [`unit_tree`] (how a total comes of its items) → [`search`] (the smallest set of changes) → [`possible`] (what can still come where work
//! doesn't do) → [`seeker`] (which [`outcome`] a goal has), [`unsettled`], [`obstacles`] → [`unit`] (all of it for one unit) → [`said`],
//! [`told`] and [`document`] (for people and programs).
//!
//! Nothing states a rule again: curves are read backwards by their shapes, and whether a goal is reached is asked of `assess` itself.

mod adjustment;
mod bonus;
mod candidate;
mod demand;
pub mod document;
pub mod effort;
mod goal;
mod hang;
mod item_advice;
mod obstacles;
mod outcome;
mod outlook;
mod possible;
mod said;
mod search;
mod seeker;
#[cfg(test)]
mod tests;
mod told;
mod unit;
mod unit_tree;
mod unsettled;
mod ways;
mod work;

use std::collections::BTreeMap;

pub use bonus::OpenBonus;
pub use goal::Goal;
pub use item_advice::{Hang, HangsOn, ItemAdvice, Prospect, Reach};
pub use outcome::{Change, ChangeSet, InHindsight, Outcome, Standing};
pub use possible::Hanging;
pub use told::told;
pub use unit::{Advice, GoalAdvice, LostBeside, Wish, advise};
pub use unsettled::{MayTake, Unsettled};
pub use work::ladder::{DueWork, Work, WorkKind};

use crate::assess::UnitResult;
use crate::measure::Measures;
use crate::plan::{ItemId, Plan};
use crate::words::Message;

/// What each item of a unit has, could still give and has lost, in the order of the sheet. The result must hold its working
/// ([`crate::assess::AssessOptions::trace`]); without, nothing can be said.
pub fn items(plan: &Plan, measures: &Measures, unit: &UnitResult) -> Vec<ItemAdvice> {
    outlook::items(plan, measures, unit).into_iter().map(|candidate| candidate.advice).collect()
}

/// What would raise each item, said in a sentence or two (再利用412.5吨粪污可得满分（+0.39分）). Items of which there is nothing to say are left out.
pub fn sentences(plan: &Plan, measures: &Measures, unit: &UnitResult) -> BTreeMap<ItemId, Vec<Message>> {
    let said = items(plan, measures, unit).into_iter().map(|item| (item.id.clone(), item.say(plan.numbers.points)));
    said.filter(|(_, said)| !said.is_empty()).collect()
}
