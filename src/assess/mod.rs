//! Assess: measures × targets to an assessment. The light tier: exact rationals, one figure a unit and measure; neither Polars nor files.

mod adjust;
mod assessment;
mod combine;
mod formula;
mod ground;
mod item;
mod ready;
mod root;
mod sheet;
mod show;
mod task;
mod total;
mod trace;

pub use assessment::*;
