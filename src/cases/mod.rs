//! Cases: a scheme's own tests. A few rows in, the expected status and points out, written so that an officer can review them.
//!
//! The way of a case: [`document`] reads `tests/*.yaml`; [`run`] makes a small submission of its rows, which takes the same way through intake,
//! measure and assess as any other, and compares; [`coverage`] says what no case reaches.

mod coverage;
mod document;
mod found;
mod run;

pub use coverage::{Coverage, Unreached};
pub use document::{Case, Cases, Expected, cases_schema, read};
pub use run::{CaseOutcome, Difference, Report, run_all};
