//! kaohe (考核) scores units against the yearly targets in the responsibility letters that they signed.

pub mod assess;
pub mod cases;
pub mod check;
pub mod clauses;
pub mod cli;
pub mod csv_quotes;
pub mod diagnostic;
pub mod diff;
pub mod disk;
pub mod explain;
pub mod figure;
pub mod intake;
pub mod measure;
pub mod plan;
pub mod report;
pub mod scheme;
pub mod script;
pub mod what_if;
pub mod words;
