//! How the items of a sheet join to a total, as a search needs to know it.

use super::search::Joins;
use crate::plan::{Area, Child, Combine, ItemId, Sheet};

/// How the items of a sheet join: those of the outermost area that combines other than by adding up make a block.
pub(super) fn joins(sheet: &Sheet) -> Vec<(ItemId, Joins)> {
    let mut walk = Walk::default();
    walk.area(&sheet.area, None);
    walk.joins
}

/// The numbers of the blocks without areas in them, and whether each is a geometric mean (or the worst).
pub(super) fn flat_areas(sheet: &Sheet) -> Vec<(usize, bool)> {
    let mut walk = Walk::default();
    walk.area(&sheet.area, None);
    walk.flat
}

#[derive(Default)]
struct Walk {
    blocks: usize,
    joins: Vec<(ItemId, Joins)>,
    flat: Vec<(usize, bool)>,
}

impl Walk {
    fn area(&mut self, area: &Area, within: Option<Joins>) {
        let is_flat = area.children.iter().all(|child| matches!(child, Child::Item(_)));
        let is_mean = match area.combine {
            Combine::Sum | Combine::WeightedMean => None,
            Combine::GeometricMean => Some(true),
            Combine::Worst => Some(false),
        };
        let within = within.or_else(|| {
            let is_mean = is_mean?;
            self.blocks += 1;
            if !is_flat {
                return Some(Joins::Nested(self.blocks));
            }
            self.flat.push((self.blocks, is_mean));
            Some(Joins::Flat(self.blocks))
        });
        for child in &area.children {
            match child {
                Child::Area(area) => self.area(area, within),
                Child::Item(item) => self.joins.push((item.rule.clone(), within.unwrap_or(Joins::Sum))),
            }
        }
    }
}
