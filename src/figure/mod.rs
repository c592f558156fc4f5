//! Figures: exact numbers, how they are rounded, what they are counted in, and what stands where there is none.
//!
//! Between a submitted cell and a point there is no binary floating point. A figure is an [`Exact`] rational
//! number; it is rounded only where a rule or the scheme's `numbers` section says so ([`Rounding`]). Where there
//! is no figure, an [`Absence`] says which kind of nothing it is: the kinds have different effects and are never
//! added to a number, because [`Figure`] has no arithmetic of its own.

mod absence;
mod exact;
mod number;
mod points;
mod rounding;
mod unit;

pub use absence::{Absence, Figure};
pub use exact::{Exact, ExactParseError};
pub use points::Points;
pub use rounding::{Rounding, RoundingMode};
pub use unit::{Unit, UnitMismatch};
