//! Whom a sheet is for, and that nobody is forgotten or scored twice.

use super::super::document::{ChoiceDocument, SchemeDocument};
use super::super::model::SheetSource;
use super::super::roster::Roster;
use super::super::yaml::{OneOrMany, Placed, Problems};
use super::Builder;
use crate::diagnostic::{Diagnostic, shortened};
use crate::message;
use crate::plan::{RosterUnit, UnitChoice};

impl Builder<'_> {
    pub(super) fn choice(&mut self, written: Option<&ChoiceDocument>) -> UnitChoice {
        written.map_or_else(UnitChoice::default, |written| choice(written, self.roster, self.problems))
    }
}

fn choice(written: &ChoiceDocument, roster: &Roster, problems: &mut Problems) -> UnitChoice {
    let kinds = names(&written.kind, roster, |unit| &unit.kind, problems);
    let groups = names(&written.group, roster, |unit| &unit.group, problems);
    let mut ids = Vec::new();
    for name in written.id.iter().flat_map(|ids| &ids.0) {
        match roster.find(&name.value) {
            Some(unit) => ids.push(unit.id.clone()),
            None if roster.is_empty() => {}
            None => {
                let message = message!("scheme-unknown-unit", unit = &name.value);
                problems.unknown(message, &name.value, name.at.clone(), &roster.names());
            }
        }
    }
    UnitChoice { kinds, groups, ids }
}

/// The named kinds or groups, each of which some unit must have.
fn names(
    written: &Option<OneOrMany<Placed<String>>>,
    roster: &Roster,
    of: fn(&RosterUnit) -> &String,
    problems: &mut Problems,
) -> Vec<String> {
    let mut known: Vec<&str> = roster.units.iter().map(|unit| of(unit).as_str()).collect();
    known.sort_unstable();
    known.dedup();
    let mut names = Vec::new();
    for name in written.iter().flat_map(|names| &names.0) {
        if !roster.is_empty() && !known.contains(&name.value.as_str()) {
            let message = message!("scheme-unknown-kind", name = &name.value);
            problems.unknown(message, &name.value, name.at.clone(), &known);
        }
        names.push(name.value.clone());
    }
    names
}

/// Every unit to be assessed is on one sheet, and on no second one.
pub fn each_on_one_sheet(document: &SchemeDocument, sheets: &[SheetSource], roster: &Roster, problems: &mut Problems) {
    if roster.is_empty() {
        return;
    }
    for sheet in sheets {
        if !roster.units.iter().any(|unit| sheet.units.holds(unit)) {
            problems.error(sheet.at.clone(), message!("scheme-sheet-for-nobody", sheet = &sheet.title));
        }
    }
    for (number, sheet) in sheets.iter().enumerate() {
        for other in sheets.iter().take(number) {
            let both = roster.units.iter().filter(|unit| sheet.units.holds(unit) && other.units.holds(unit));
            let both: Vec<String> = both.map(|unit| unit.name.clone()).collect();
            if !both.is_empty() {
                let message = message!("scheme-unit-on-two-sheets", units = shortened(both), other = &other.title);
                problems.add(
                    Diagnostic::error(sheet.at.clone(), message).also(other.at.clone(), message!("scheme-first-here")),
                );
            }
        }
    }
    if document.sheets.is_none() {
        return;
    }
    // Told once, where the choice is made; what is wrong with the choice itself was told when the sheets were built.
    let mut told = Problems::of(problems.file.clone());
    let assessed = document.units.assess.as_ref().map(|written| choice(written, roster, &mut told));
    let parents: Vec<_> = roster.units.iter().filter_map(|unit| unit.parent.as_ref()).collect();
    let left_out = roster.units.iter().filter(|unit| match &assessed {
        Some(assessed) => assessed.holds(unit),
        // Without a word on who is assessed, a unit with others below it may only be there to add them up.
        None => !parents.contains(&&unit.id),
    });
    let left_out = left_out.filter(|unit| !sheets.iter().any(|sheet| sheet.units.holds(unit)));
    let left_out: Vec<String> = left_out.map(|unit| unit.name.clone()).collect();
    if left_out.is_empty() {
        return;
    }
    let at = document.units.roster.at.clone();
    let message = message!("scheme-unit-on-no-sheet", units = shortened(left_out));
    problems.add(match assessed {
        Some(_) => Diagnostic::error(at, message),
        None => Diagnostic::warning(at, message),
    });
}
