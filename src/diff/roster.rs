//! What changed in the roster: as two results show it, or as two schemes have it.

use super::by_key::by_key;
use super::difference::{Cause, Extent, UnitPart};
use crate::assess::document::{Document, FindingLine};
use crate::intake::FindingCode;
use crate::plan::{Plan, RosterUnit};

/// The rosters of two schemes.
pub(super) fn of_schemes(old: &Plan, new: &Plan, causes: &mut Vec<Cause>) {
    for (before, after) in by_key(&old.units, &new.units, |unit| &unit.id) {
        let Some(known) = after.or(before) else { continue };
        let mut put = |part, old, new| {
            let (unit, name) = (known.id.0.clone(), known.name.clone());
            causes.push(Cause::Unit { unit, sheet: String::new(), name, part, old, new });
        };
        let (Some(before), Some(after)) = (before, after) else {
            put(UnitPart::Roster, before.map(|unit| unit.name.clone()), after.map(|unit| unit.name.clone()));
            continue;
        };
        let parent = |unit: &RosterUnit| unit.parent.as_ref().map(|parent| parent.0.clone());
        let aliases = |unit: &RosterUnit| (!unit.aliases.is_empty()).then(|| unit.aliases.join("、"));
        let parts: [(UnitPart, Option<String>, Option<String>); 5] = [
            (UnitPart::Name, Some(before.name.clone()), Some(after.name.clone())),
            (UnitPart::Kind, Some(before.kind.clone()), Some(after.kind.clone())),
            (UnitPart::Group, Some(before.group.clone()), Some(after.group.clone())),
            (UnitPart::Parent, parent(before), parent(after)),
            (UnitPart::Aliases, aliases(before), aliases(after)),
        ];
        parts.into_iter().filter(|(_, old, new)| old != new).for_each(|(part, old, new)| put(part, old, new));
    }
}

/// Units of two results that are of another kind by now, which only the schemes know.
pub(super) fn of_kinds(results: (&Document, &Document), (old, new): (&Plan, &Plan)) -> Vec<Cause> {
    let kind = |plan: &Plan, id: &str| plan.units.iter().find(|unit| unit.id.0 == id).map(|unit| unit.kind.clone());
    let both = by_key(&results.0.units, &results.1.units, |unit| (&unit.sheet, &unit.id));
    let both = both.into_iter().filter_map(|(before, after)| before.and(after));
    let moved = both.filter_map(|unit| {
        let (from, to) = (kind(old, &unit.id)?, kind(new, &unit.id)?);
        (from != to).then(|| Cause::Unit {
            unit: unit.id.clone(),
            sheet: unit.sheet.clone(),
            name: unit.name.clone(),
            part: UnitPart::Kind,
            old: Some(from),
            new: Some(to),
        })
    });
    moved.collect()
}

/// Whether one of two results has units that the other has not.
pub(super) fn other_units(old: &Document, new: &Document) -> bool {
    by_key(&old.units, &new.units, |unit| (&unit.sheet, &unit.id))
        .iter()
        .any(|(old, new)| old.is_none() || new.is_none())
}

/// The roster as the results show it.
pub(super) fn of_results(old: &Document, new: &Document, causes: &mut Vec<Cause>) {
    let are_whole = (Extent::of(old).is_whole(), Extent::of(new).is_whole());
    for (before, after) in by_key(&old.units, &new.units, |unit| (&unit.sheet, &unit.id)) {
        let Some(known) = after.or(before) else { continue };
        let mut put = |part, old, new_text| {
            let (unit, sheet, name) = (known.id.clone(), known.sheet.clone(), known.name.clone());
            causes.push(Cause::Unit { unit, sheet, name, part, old, new: new_text });
        };
        let (Some(before), Some(after)) = (before, after) else {
            let (lacking, is_whole) = if before.is_none() { (old, are_whole.0) } else { (new, are_whole.1) };
            let part = match nothing_assessed(lacking, &known.id) {
                true => UnitPart::Assessed,
                // That a result of some units lacks one says nothing of the roster.
                false if !is_whole => continue,
                false => UnitPart::Presence,
            };
            put(part, before.map(|unit| unit.name.clone()), after.map(|unit| unit.name.clone()));
            continue;
        };
        if before.name != after.name {
            put(UnitPart::Name, Some(before.name.clone()), Some(after.name.clone()));
        }
        if before.group != after.group {
            put(UnitPart::Group, Some(before.group.clone()), Some(after.group.clone()));
        }
    }
}

/// The result knows the unit, and lists it nowhere because nothing of it is assessed.
fn nothing_assessed(document: &Document, unit: &str) -> bool {
    let of_unit = |line: &&FindingLine| line.unit.as_deref() == Some(unit);
    document.findings.iter().filter(of_unit).any(|line| line.code == FindingCode::NothingAssessed)
}
