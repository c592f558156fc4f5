//! What came of the item that a case is about.

use super::document::Case;
use crate::assess::{AdjustmentResult, Assessment, ItemResult};

pub(super) enum Found<'a> {
    Item(&'a ItemResult),
    Adjustment(&'a AdjustmentResult),
}

/// `None` where the unit of the case is not scored for it.
pub(super) fn found<'a>(case: &Case, assessment: &'a Assessment) -> Option<Found<'a>> {
    let unit = assessment.units.iter().find(|unit| unit.id == case.unit)?;
    let item = unit.items.iter().find(|item| item.id == case.item).map(Found::Item);
    item.or_else(|| unit.adjustments.iter().find(|item| item.id == case.item).map(Found::Adjustment))
}
