//! What Polars can do exactly of a plan, as Polars expressions and plans. Whatever can't be done there without losing a digit is `None` here
//! and is left to the exact evaluator: nothing is divided, and nothing is a float.

mod aggregate;
mod column;
mod number;
mod rows;
mod scope;

pub use aggregate::{ORDER, Partial, Recipe, Request, Sum, lower_aggregate, reduction_name};
pub use column::{lower, lower_condition};
pub use rows::{
    COUNT, Chain, Grouped, OWN, OwnUnits, UNDECIDED, Within, counted_names, gap_name, lower_rows, seen_until,
};
pub use scope::Lowered;
