//! What is told in the same words whether a script that can't run is read for it, a condition over a result is, or the plan is checked.

use crate::diagnostic::{Diagnostic, shortened};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Place, RosterUnit};

/// 85 against a ratio.
pub fn bare_against_ratio(at: Place, value: &Exact) -> Diagnostic {
    let hundredth = value.checked_div(&Exact::from(100)).unwrap_or_default();
    let message = message!("check-bare-against-ratio", value = value);
    Diagnostic::error(at, message).help(message!("check-write-percent", value = value, ratio = &hundredth))
}

/// No unit of the roster has this id.
pub fn unknown_unit(at: Place, unit: &str, units: &[RosterUnit]) -> Diagnostic {
    let known = units.iter().flat_map(|unit| [unit.id.0.as_str(), unit.name.as_str()]);
    let problem = Diagnostic::error(at, message!("check-unknown-unit", unit = unit));
    // The id is what must be written; a name says which one.
    match units.iter().find(|other| other.name == unit || other.aliases.iter().any(|alias| alias == unit)) {
        Some(meant) => problem.help(message!("check-unit-by-id", unit = unit, id = &meant.id.0)),
        None => problem.nearest(unit, known),
    }
}

/// No unit of the roster is of this kind.
pub fn unknown_kind(at: Place, kind: &str, units: &[RosterUnit]) -> Diagnostic {
    let problem = Diagnostic::error(at, message!("check-unknown-kind-of-unit", kind = kind));
    nearest_or_all(problem, kind, units.iter().map(|unit| unit.kind.as_str()))
}

/// No unit of the roster is in this group.
pub fn unknown_group(at: Place, group: &str, units: &[RosterUnit]) -> Diagnostic {
    let problem = Diagnostic::error(at, message!("check-unknown-group", group = group));
    nearest_or_all(problem, group, units.iter().map(|unit| unit.group.as_str()))
}

/// «Did you mean», or all that there are.
fn nearest_or_all<'a>(problem: Diagnostic, wrong: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: std::collections::BTreeSet<&str> = known.collect();
    let near = problem.clone().nearest(wrong, known.iter().copied());
    if !near.help.is_empty() {
        return near;
    }
    let names = shortened(known.into_iter().map(str::to_owned).collect());
    problem.help(message!("scheme-one-of", names = names))
}
