//! Intake: submitted files to typed tables, and a finding for everything in them that can't be used.

pub mod cell;
mod finding;
mod submission;

pub use finding::{Finding, FindingCode, FoundAt};
pub use submission::{HandScore, Input, ScoreHand, Submission, Submitted, column_names};
