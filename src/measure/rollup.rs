//! Whose row it is when figures are made for a higher level.

use std::collections::HashMap;

use super::options::RollUp;
use crate::plan::{Plan, UnitId, UnitLevel};

/// For each unit of the roster, the unit for which its rows count (indices into the roster).
pub fn owners(plan: &Plan, level: Option<&RollUp>) -> Vec<u32> {
    let index: HashMap<&UnitId, usize> = plan.units.iter().enumerate().map(|(at, unit)| (&unit.id, at)).collect();
    let parent = |unit: usize| {
        let parent = plan.units.get(unit)?.parent.as_ref()?;
        index.get(parent).copied()
    };
    let named = level.and_then(|level| match level {
        RollUp::Depth(_) => None,
        RollUp::Level(name) => Some(UnitLevel::of(&plan.units, name)),
    });
    let is_named = |unit: usize| Some(named?.holds(plan.units.get(unit)?));
    (0..plan.units.len())
        .map(|unit| {
            // A cycle of parents is a finding of `check`; here it only must not go round for ever.
            let line: Vec<usize> = std::iter::successors(Some(unit), |at| parent(*at)).take(plan.units.len()).collect();
            let owner = match level {
                None => None,
                Some(RollUp::Depth(depth)) => line.iter().rev().nth(*depth),
                Some(RollUp::Level(_)) => line.iter().find(|at| is_named(**at) == Some(true)),
            };
            u32::try_from(owner.copied().unwrap_or(unit)).unwrap_or(u32::MAX)
        })
        .collect()
}
