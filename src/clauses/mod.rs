//! Clauses: the plan in words (评分细则), generated from the plan alone.

use crate::plan::{Formula, Plan};
use crate::words::Message;

/// A figure in words: 综合利用量合计÷粪污产生量合计.
pub fn say_formula(_plan: &Plan, formula: &Formula) -> Message {
    Message::new("formula").with("at", formula.at.to_string())
}
