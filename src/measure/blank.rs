//! What a row that finds no partner (`join_all`) has in the columns of the other side: the blank that the column itself would have.

use crate::intake::column_names::NO_DATA;
use crate::plan::{Keep, Plan, Rows, RowsNode};

use super::error::MeasureError;
use super::gap::Gap;
use super::needs;

/// The gap of a blank in the column `name` of `rows`, as the table declares the column; one that the chain makes itself spoils a figure
/// like any other value that is not there.
///
/// # Errors
/// A table that the plan does not have.
pub fn blank(plan: &Plan, rows: &Rows, name: &str) -> Result<Gap, MeasureError> {
    match &rows.node {
        RowsNode::Table { table, .. } => {
            let table = needs::declared(plan, rows, table)?;
            Ok(table.column(name).map_or(Gap::SpoilingNoData, |column| Gap::of_cell(NO_DATA, table, column)))
        }
        RowsNode::Filter { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. } => blank(plan, rows, name),
        RowsNode::Derive { rows, name: made, .. } => match made == name {
            true => Ok(Gap::SpoilingNoData),
            false => blank(plan, rows, name),
        },
        RowsNode::Group { rows, by, .. } => match by.iter().any(|key| key == name) {
            true => blank(plan, rows, name),
            false => Ok(Gap::SpoilingNoData),
        },
        RowsNode::Join { left, keep: Keep::WithPartner | Keep::WithoutPartner, .. } => blank(plan, left, name),
        RowsNode::Join { left, right, on: _, keep: Keep::Matching | Keep::All } => {
            match needs::names(plan, left)?.contains(name) {
                true => blank(plan, left, name),
                false => blank(plan, right, name),
            }
        }
        RowsNode::Union { first, second } => {
            let mut strongest = Gap::NotApplicable;
            for side in [first, second] {
                if needs::names(plan, side)?.contains(name) {
                    strongest = strongest.stronger(blank(plan, side, name)?);
                }
            }
            Ok(strongest)
        }
    }
}
