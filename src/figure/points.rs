//! Points: what an assessment gives, and never what it measures.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Exact, Rounding};

/// Points of an item, an area or a total. They add to points only; a share of points is taken with [`Points::share`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Points(pub Exact);

impl Points {
    pub const ZERO: Points = Points(Exact::ZERO);

    /// So much of these points: `share` 0.75 of 6 points is 4.5.
    pub fn share(&self, share: &Exact) -> Points {
        Points(&self.0 * share)
    }

    /// Which share of `full` these points are; `None` when `full` is zero.
    pub fn share_of(&self, full: &Points) -> Option<Exact> {
        self.0.checked_div(&full.0)
    }

    pub fn rounded(&self, rounding: &Rounding) -> Points {
        Points(rounding.apply(&self.0))
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }
}

impl fmt::Display for Points {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl Add for &Points {
    type Output = Points;
    fn add(self, other: &Points) -> Points {
        Points(&self.0 + &other.0)
    }
}

impl Sub for &Points {
    type Output = Points;
    fn sub(self, other: &Points) -> Points {
        Points(&self.0 - &other.0)
    }
}

impl Neg for &Points {
    type Output = Points;
    fn neg(self) -> Points {
        Points(-&self.0)
    }
}

impl AddAssign<&Points> for Points {
    fn add_assign(&mut self, other: &Points) {
        self.0 += &other.0;
    }
}

impl<'a> std::iter::Sum<&'a Points> for Points {
    fn sum<I: Iterator<Item = &'a Points>>(points: I) -> Points {
        points.fold(Points::ZERO, |sum, next| &sum + next)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        points.fold(Points::ZERO, |sum, next| &sum + &next)
    }
}
