//! Reports: an assessment on the table of the people whom it is for.
//!
//! [`view`] turns a document into plain data that templates may use; [`chart`] draws it.

pub mod chart;
pub mod view;
