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

/// From these percentages of the full points a share is no longer weak, is good, is full.
const WEAK: u32 = 60;
const GOOD: u32 = 80;
const FULL: u32 = 100;

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
    let percent = share.times_power_of_ten(2);
    let step = step(&percent);
    // Rounded like any figure, unless it would read as one step higher: 59.96%, not 60.0%.
    let honest = |places: &u32| self::step(&Rounding::half_up(*places).apply(&percent)) <= step;
    let shown = match (1..=4).find(honest) {
        Some(places) => Rounding::half_up(places).show(&percent),
        None => Rounding::new(RoundingMode::Down, 4).show(&percent),
    };
    Some(Share { exact: share.to_string(), shown: format!("{shown}%"), step })
}

fn step(percent: &Exact) -> u8 {
    let reaches = |edge: u32| *percent >= Exact::from(edge);
    match () {
        () if !percent.is_positive() => 0,
        () if reaches(FULL) => 4,
        () if reaches(GOOD) => 3,
        () if reaches(WEAK) => 2,
        () => 1,
    }
}

/// So many of so many.
pub(super) fn share_of_count(part: usize, whole: usize) -> Option<Share> {
    share(&Exact::from(part), &Exact::from(whole))
}

/// A share under 60 %.
pub(super) fn is_weak(share: &Share) -> bool {
    share.step < 2
}
