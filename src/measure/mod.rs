//! Measure: plan × tables to figures, one a unit and question. The heavy tier; it knows nothing of points.

mod measures;

pub use measures::{Measured, Measures, TaskCount};
