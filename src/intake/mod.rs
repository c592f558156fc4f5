//! Intake: submitted files to typed tables, and a finding for everything in them that can't be used.

mod finding;
mod submission;

pub use finding::{Finding, FindingCode, FoundAt};
pub use crate::plan::{HandScore, ScoreHand};
pub use submission::{Input, Submission, Submitted, column_names};
