//! Diff: what changed between two results, by unit and item, and why.
//!
//! Everything is read off the two [documents](crate::assess::document::Document): neither the data nor the scheme is looked at again, and
//! no cause is named that they don't show. [`causes`] says what differs in what the two results rest on; [`units`] what differs in the
//! results; [`why`] brings them together; [`digits`] says what another rounding can have moved. [`difference()`] is the typed whole, for programs and for other readings; [`text`] and
//! [`markdown`] write it out.

mod by_key;
mod causes;
mod difference;
mod digits;
mod markdown;
mod read;
mod roster;
mod say;
mod text;
mod units;
mod why;

pub use difference::{
    AreaDifference, AreaPart, BesideDifference, Cause, DIFFERENCE_FORMAT, Difference, FileSeen, GradePart,
    ItemDifference, ItemPart, Named, NumbersPart, Pair, RulePart, SchemePart, SheetPart, Side, Signed, TablePart,
    UnitDifference, UnitPart, difference_schema,
};
pub use markdown::difference_markdown;
pub use read::{ReadError, read_document};
pub use say::{say_cause, say_cause_here};
pub use text::difference_text;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::assess::document::{Document, Terms};
use crate::clauses::clause;
use crate::plan::{ItemId, Plan};
use crate::words::Words;

/// Two results that can't be held against each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotComparable {
    #[error("results of two schemes: `{old}` and `{new}`")]
    OtherScheme { old: String, new: String },
    #[error("results of two years: {old} and {new}")]
    OtherYear { old: i16, new: i16 },
}

impl NotComparable {
    /// For people.
    pub fn said(&self) -> crate::words::Message {
        match self {
            NotComparable::OtherScheme { old, new } => crate::message!("diff-other-scheme", old = old, new = new),
            NotComparable::OtherYear { old, new } => {
                crate::message!("diff-other-year", old = old.to_string(), new = new.to_string())
            }
        }
    }
}

/// # Errors
/// [`NotComparable`] for results of two schemes or of two years: their units and items have nothing to do with each other.
pub fn comparable(old: &Document, new: &Document) -> Result<(), NotComparable> {
    if old.scheme != new.scheme {
        return Err(NotComparable::OtherScheme { old: old.scheme.clone(), new: new.scheme.clone() });
    }
    if old.year != new.year {
        return Err(NotComparable::OtherYear { old: old.year, new: new.year });
    }
    Ok(())
}

/// What changed from one result to the next, and why. Whether they are [`comparable`] is for the caller to ask first.
pub fn difference(old: &Document, new: &Document) -> Difference {
    of_documents(old, new, Vec::new())
}

/// The same where the schemes are at hand: they know more of their units than the results.
pub fn difference_by_schemes(old: (&Document, &Plan), new: (&Document, &Plan)) -> Difference {
    of_documents(old.0, new.0, roster::of_kinds((old.0, new.0), (old.1, new.1)))
}

fn of_documents(old: &Document, new: &Document, more: Vec<Cause>) -> Difference {
    let mut causes = causes::causes(&causes::Ground::of_result(old), &causes::Ground::of_result(new));
    causes.extend(more);
    let mut units = units::units(old, new);
    why::attribute(&causes, old, new, &mut units);
    let unchanged = new.units.len() - units.iter().filter(|unit| unit.rank.new.is_some()).count();
    Difference {
        format: DIFFERENCE_FORMAT.to_owned(),
        equal: causes.is_empty() && units.is_empty(),
        old: Side::of_result(old),
        new: Side::of_result(new),
        causes,
        units,
        unchanged,
    }
}

/// What changed from one scheme to the next, as they stand at the end of their years, and in the letters on any day before: no units, only
/// what schemes say.
pub fn difference_of_schemes(old: &Plan, new: &Plan) -> Difference {
    let terms = |plan: &Plan| Terms::new(plan, last_day(plan));
    let (old_terms, new_terms) = (terms(old), terms(new));
    let mut causes =
        causes::causes(&causes::Ground::of_scheme(old, &old_terms), &causes::Ground::of_scheme(new, &new_terms));
    causes::letters_beside(old, new, last_day(new), false, &mut causes);
    roster::of_schemes(old, new, &mut causes);
    Difference {
        format: DIFFERENCE_FORMAT.to_owned(),
        equal: causes.is_empty(),
        old: Side::of_scheme(old),
        new: Side::of_scheme(new),
        causes,
        units: Vec::new(),
        unchanged: 0,
    }
}

/// Tells the letters that differ and are not in force at the as-of date of two results, where both schemes are at hand: no point comes of
/// them, and still they are no longer what they were.
pub fn with_letters(difference: &mut Difference, old: &Plan, new: &Plan) {
    let as_of = difference.new.as_of.unwrap_or(last_day(new));
    causes::letters_beside(old, new, as_of, true, &mut difference.causes);
    difference.equal &= difference.causes.is_empty();
}

fn last_day(plan: &Plan) -> Date {
    Date::new(plan.year, 12, 31).unwrap_or(date(9999, 12, 31))
}

/// Puts the lines of the clauses that differ beside each rule that changed, where both schemes are at hand.
pub fn with_clauses(difference: &mut Difference, old: &Plan, new: &Plan, words: &Words) {
    for cause in &mut difference.causes {
        let Cause::Rule { item, clauses, .. } = cause else { continue };
        let lines = |plan: &Plan| -> Vec<String> {
            let text = clause(plan, &ItemId(item.clone()), words).unwrap_or_default();
            text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
        };
        let (before, after) = (lines(old), lines(new));
        let only = |these: &[String], others: &[String]| -> Vec<String> {
            let others: BTreeSet<&String> = others.iter().collect();
            these.iter().filter(|line| !others.contains(line)).cloned().collect()
        };
        *clauses = Pair { old: Some(only(&before, &after)), new: Some(only(&after, &before)) };
    }
}
