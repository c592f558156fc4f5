//! The exact evaluator: rows in memory, rational numbers, one node after the other as the plan has them. It knows the whole
//! language and no Polars; it does what Polars can't do exactly, and over small tables it can do everything.

mod aggregate;
mod column;
mod rows;
mod value;

pub use aggregate::{aggregate, quantile};
pub use column::{Row, evaluate, passes_over};
pub use rows::{Evaluator, Origin, Relation, RelationRow, Tables};
pub use value::{Cell, EPOCH, Value, days_since_epoch};
