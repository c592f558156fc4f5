//! The assessment as documents.

pub mod chart;
