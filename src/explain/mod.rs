//! Explain: an assessment for people. The ranked table, a unit's score sheet, and why one item has its points.
//!
//! Everything here is read off the [`Assessment`](crate::assess::Assessment) and its traces; titles and scales come from the plan. Nothing
//! is computed but how things are written.

pub(crate) mod columns;
mod item;
mod json;
mod score_table;
mod shown;
#[cfg(test)]
mod tests;
mod unit_sheet;
mod where_it_stands;

pub use columns::{Screen, wrap};
pub use item::{Depth, RowsOf, explain_item};
pub use json::{
    AdjustmentLine, AreaLine, ColumnExplained, EXPLANATION_FORMAT, ItemExplained, ItemLine, ProposalSaid, RowExplained,
    RowOrigin, SheetExplained, TargetExplained, TotalLineSaid, UnitExplained, WorkingExplained, explanation_schema,
    item_json, unit_json,
};
pub use score_table::{Beside, score_table};
pub use unit_sheet::unit_sheet;
pub use where_it_stands::where_it_stands;
