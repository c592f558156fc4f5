//! Arithmetic over the written figures of a document: exact, and only here.

use std::cell::RefCell;

use crate::assess::document::{Written, WrittenPoints};
use crate::figure::{Exact, Rounding, RoundingMode};

use super::{Figure, Share};

/// Reads figures back, and writes new ones with the places of the scheme. What is no figure counts as nothing and is kept, so that all of
/// them can be told at once.
pub(super) struct Tally {
    places: u32,
    mode: RoundingMode,
    unreadable: RefCell<Vec<String>>,
}

/// From this share of the full points a unit is told to be weak.
const WEAK: (i64, i64) = (60, 100);
const GOOD: (i64, i64) = (80, 100);

impl Tally {
    pub fn new(places: u32, mode: RoundingMode) -> Tally {
        Tally { places, mode, unreadable: RefCell::new(Vec::new()) }
    }

    /// The texts that are no figures.
    pub fn into_unreadable(self) -> Vec<String> {
        self.unreadable.into_inner()
    }

    pub fn read(&self, text: &str) -> Exact {
        text.parse().unwrap_or_else(|_| {
            self.unreadable.borrow_mut().push(text.to_owned());
            Exact::ZERO
        })
    }

    pub fn points(&self, written: &WrittenPoints) -> Exact {
        self.read(&written.0)
    }

    /// Points as the document has them, and as they are printed.
    pub fn figure(&self, written: &WrittenPoints, exact: Option<&String>) -> Figure {
        let number = exact.map_or_else(|| self.points(written), |exact| self.read(exact));
        let exact = exact.unwrap_or(&written.0).clone();
        Figure { exact, shown: Rounding::new(self.mode, self.places).show(&number) }
    }

    /// Full points, without zeros that nobody wrote; those with more places than the scheme's are rounded.
    pub fn full(&self, written: &WrittenPoints) -> Figure {
        let number = self.points(written);
        let places = number.decimal_places().unwrap_or(self.places).min(self.places);
        Figure { exact: written.0.clone(), shown: Rounding::new(self.mode, places).show(&number) }
    }

    pub fn factor(&self, written: &Written, exact: Option<&String>) -> Figure {
        let number = exact.map_or_else(|| self.read(&written.0), |exact| self.read(exact));
        let shown = Rounding::half_up(4).apply(&number).to_decimal();
        Figure { exact: exact.unwrap_or(&written.0).clone(), shown }
    }

    /// Points computed here.
    pub fn computed(&self, number: &Exact) -> Figure {
        Figure { exact: number.to_string(), shown: Rounding::new(self.mode, self.places).show(number) }
    }

    /// `None` where there is nothing to have a share of.
    pub fn share(&self, points: &Exact, full: &Exact) -> Option<Share> {
        share(points, full)
    }
}

pub(super) fn share(points: &Exact, full: &Exact) -> Option<Share> {
    let share = points.checked_div(full)?;
    let percent = Rounding::new(RoundingMode::Down, 1).show(&share.times_power_of_ten(2));
    let step = match &share {
        share if !share.is_positive() => 0,
        share if *share >= Exact::ONE => 4,
        share if at_least(share, GOOD) => 3,
        share if at_least(share, WEAK) => 2,
        _weak => 1,
    };
    Some(Share { exact: share.to_string(), shown: format!("{percent}%"), step })
}

fn at_least(share: &Exact, (part, whole): (i64, i64)) -> bool {
    Exact::ratio(part, whole).is_some_and(|edge| *share >= edge)
}

/// So many of so many.
pub(super) fn share_of_count(part: usize, whole: usize) -> Option<Share> {
    share(&Exact::from(part), &Exact::from(whole))
}

/// A share under 60 %.
pub(super) fn is_weak(share: &Share) -> bool {
    share.step < 2
}
