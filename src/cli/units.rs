//! Units and items named on the command line, as people name them.

use crate::diagnostic::{nearest, nearest_few};
use crate::intake::{Resolved, Roster};
use crate::message;
use crate::plan::{ItemId, Plan, UnitId};
use crate::words::Words;

use super::{Outcome, output};

/// The unit that a person means, or the nearest name to standard error.
pub fn unit(plan: &Plan, name: &str, words: &Words) -> Result<UnitId, Outcome> {
    let roster = Roster::new(&plan.units);
    let named = |index: u32| plan.units.get(usize::try_from(index).ok()?);
    let complaint = match roster.resolve(name) {
        Resolved::Unit(index) => match named(index) {
            Some(unit) => return Ok(unit.id.clone()),
            None => message!("unit-unknown", unit = name),
        },
        Resolved::Ambiguous(several) => {
            let names: Vec<String> = several.into_iter().filter_map(|index| Some(named(index)?.name.clone())).collect();
            message!("unit-ambiguous", unit = name, names = names)
        }
        Resolved::Unknown => {
            // An id is as good as a name.
            let ids = plan.units.iter().map(|unit| unit.id.0.as_str());
            match roster.nearest(name).map(str::to_owned).or_else(|| nearest(name, ids).map(str::to_owned)) {
                Some(near) => message!("unit-unknown-near", unit = name, near = near),
                None => message!("unit-unknown", unit = name),
            }
        }
    };
    output::wrong_usage(&complaint, words)
}

/// The item with this id or title, or the nearest id to standard error.
pub fn item(plan: &Plan, name: &str, words: &Words) -> Result<ItemId, Outcome> {
    if let Some(rule) = plan.rules.iter().find(|rule| rule.id.0 == name || rule.title == name) {
        return Ok(rule.id.clone());
    }
    let complaint = match meant(plan, name) {
        near if near.is_empty() => message!("item-unknown", item = name),
        near => message!("item-unknown-near", item = name, near = near),
    };
    output::wrong_usage(&complaint, words)
}

/// Of more items that hold what was typed, most are not meant.
const MOST_HOLDING: usize = 8;

/// What may have been meant: the items whose title or id holds what was typed, then what is spelt nearly so.
fn meant(plan: &Plan, name: &str) -> Vec<String> {
    let typed = name.trim().to_lowercase();
    let holds = |text: &&str| !typed.is_empty() && text.to_lowercase().contains(&typed);
    let mut meant: Vec<String> = Vec::new();
    for rule in &plan.rules {
        let held = [rule.title.as_str(), rule.id.0.as_str()].into_iter().find(holds);
        meant.extend(held.filter(|held| !meant.iter().any(|other| other == held)).map(str::to_owned));
    }
    if meant.len() > MOST_HOLDING {
        meant.clear();
    }
    let known = plan.rules.iter().flat_map(|rule| [rule.id.0.as_str(), rule.title.as_str()]);
    for near in nearest_few(name, known) {
        let is_of_one_held = plan.rules.iter().any(|rule| {
            (rule.id.0 == near || rule.title == near)
                && meant.iter().any(|held| *held == rule.id.0 || *held == rule.title)
        });
        if !is_of_one_held {
            meant.push(near);
        }
    }
    meant
}
