//! The vetoes of a unit: what each takes, and in which outcomes.

use crate::assess::adjust::{JudgedAdjustment, VetoState};
use crate::assess::ground::Ground;
use crate::assess::world::World;
use crate::plan::{ItemId, VetoEffect};

/// A veto rule of the sheet and where it stands.
#[derive(Debug, Clone)]
pub(in crate::assess) struct Veto<'p> {
    pub id: &'p ItemId,
    pub title: &'p str,
    pub state: VetoState<'p>,
    /// Once it has struck, no work takes it back.
    pub is_lasting: bool,
}

impl Veto<'_> {
    /// Whether it takes an item's points in a world.
    pub fn zeroes_item(&self, world: World, id: &ItemId) -> bool {
        let effect = self.state.effect.filter(|_| self.state.strikes(world));
        matches!(effect, Some(VetoEffect::ZeroItem(item)) if item == id)
    }

    pub(super) fn zeroes_area(&self, world: World, id: &str) -> bool {
        let effect = self.state.effect.filter(|_| self.state.strikes(world));
        matches!(effect, Some(VetoEffect::ZeroArea(area)) if area == id)
    }
}

pub(super) fn vetoes<'p>(ground: &Ground<'p>, adjustments: &[JudgedAdjustment<'p>]) -> Vec<Veto<'p>> {
    let found = adjustments.iter().filter_map(|adjustment| {
        let rule = ground.plan.rule(&adjustment.result.id)?;
        Some(Veto {
            id: &rule.id,
            title: &rule.title,
            state: adjustment.veto?,
            is_lasting: rule.is_lasting(ground.plan),
        })
    });
    found.collect()
}
