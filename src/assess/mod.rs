//! Assess: measures × targets to an assessment. The light tier: exact rationals, one figure a unit and measure; neither Polars nor files.

mod assessment;

pub use assessment::*;
