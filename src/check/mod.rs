//! A reading of the compiled plan: everything that can be known to be wrong, or odd, before there is any data.
//!
//! Each file asks one kind of question; none changes anything. What a curve does over all possible figures (whether points ever fall as
//! a figure gets better, whether they stay within nothing and full, where they jump) is the business of `plan::shape`.

mod columns;
mod curves;
mod custom;
mod days;
mod directions;
mod ends;
mod events;
pub mod kinds;
mod letters;
mod limits;
mod names;
mod ranges;
mod sheets;
mod targets;
#[cfg(test)]
mod tests;
mod unused;

use crate::diagnostic::{Diagnostic, in_order};
use crate::message;
use crate::plan::{Body, Plan};
use crate::scheme::{ItemUse, Scheme, UnreadLetter};

/// What the scheme says beside its plan, so that what is wrong can be told at the place where it was written.
#[derive(Default)]
pub struct Written<'scheme> {
    /// Lines of the letters that could not be read: what they may have said is not missed.
    pub unread_letters: &'scheme [UnreadLetter],
    /// What the rules are given.
    pub uses: &'scheme [ItemUse],
}

impl<'scheme> Written<'scheme> {
    pub fn of(scheme: &'scheme Scheme) -> Written<'scheme> {
        Written { unread_letters: &scheme.unread_letters, uses: &scheme.items }
    }
}

/// All that is wrong with a plan, errors first, then by place.
pub fn check(plan: &Plan, written: &Written<'_>) -> Vec<Diagnostic> {
    let mut found = kinds::check(plan, written.uses);
    found.extend(columns::check(plan));
    found.extend(names::check(plan));
    found.extend(curves::check(plan));
    found.extend(targets::check(plan));
    found.extend(ranges::check(plan));
    found.extend(days::check(plan));
    found.extend(letters::check(plan, written.unread_letters));
    found.extend(sheets::check(plan));
    found.extend(events::check(plan));
    // What a rule that could not be compiled would have read is not known to be unused.
    if plan.sheets.iter().flat_map(|sheet| sheet.rules()).all(|id| plan.rule(id).is_some()) {
        found.extend(unused::check(plan));
    }
    found.extend(not_expressible(plan));
    in_order(found)
}

/// Clauses that no rule holds: not wrong, but never to be forgotten.
fn not_expressible(plan: &Plan) -> Vec<Diagnostic> {
    let note = |rule: &crate::plan::Rule| match &rule.body {
        Body::NotExpressible { clause, why } => {
            let message = message!("check-not-expressible", title = &rule.title, clause = clause, why = why);
            Some(Diagnostic::note(rule.at.clone(), message))
        }
        Body::Measured { .. } | Body::ByHand { .. } | Body::Veto { .. } => None,
    };
    plan.rules.iter().filter_map(note).collect()
}
