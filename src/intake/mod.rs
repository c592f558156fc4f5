//! Intake: submitted files to typed tables, and a finding for everything in them that can't be used.

pub mod cell;
mod clean;
mod csv;
mod encoding;
mod files;
mod finding;
mod fingerprint;
mod floats;
mod header;
mod parquet;
mod roster;
mod sheet;
mod submission;
mod workbook;

pub use finding::{Finding, FindingCode, FoundAt};
pub use submission::{HandScore, Input, ScoreHand, Submission, Submitted, column_names};
