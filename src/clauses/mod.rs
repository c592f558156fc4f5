//! Clauses: the plan in words (评分细则), generated from the plan alone.
//!
//! One file for each subject, each an exhaustive reading of its nodes into [`Message`](crate::words::Message)s, so that both
//! languages come of the same reading and a new node has no words until somebody gives it some.

mod aggregate;
mod column;
mod condition;
mod curve;
mod days;
mod figure;
mod outline;
mod phrase;
mod plan_text;
mod result;
mod row_condition;
mod rows;
mod rule;
mod scope;
mod shared_rows;
mod sheet;
mod target;
mod value;
mod years;

pub use days::Days;
pub use figure::{say_figure_condition, say_formula};
pub use plan_text::{plan_text, say_question};
pub use result::{say_condition, say_result_condition};
pub use sheet::{clause, clauses};
pub use target::say_target;
pub use value::{say_class, say_date, say_group};

#[cfg(test)]
pub(crate) mod tests;
