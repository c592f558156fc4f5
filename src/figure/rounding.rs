//! Rounding, by name: half up, half even (GB/T 8170-2008), up, down.

use dashu_base::BitTest;
use dashu_int::{IBig, UBig};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Exact;

/// Which way a figure goes that lies between two steps. All work on the magnitude, as GB/T 8170-2008 3.2 has it for
/// negative numbers: −0.0365 to three places is −0.036 (half even), and −0.5 half up is −1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入: a five goes away from zero.
    HalfUp,
    /// 四舍六入五成双, GB/T 8170-2008 3.2: exactly half goes to the even digit.
    HalfEven,
    /// Any rest goes away from zero (HJ 633: IAQI is rounded up).
    Up,
    /// Any rest is cut off (a quota of 30 % of 28 is 8).
    Down,
}

/// A rounding to so many decimal places, once: a chain of roundings (15.4546 → 15.455 → 15.46 → 15.5 → 16) is what
/// GB/T 8170-2008 3.3 forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Rounding {
    pub mode: RoundingMode,
    /// Decimal places kept.
    pub places: u32,
    /// If rounding would give zero, keep one significant digit instead (环办监测函〔2020〕82号).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keep_significant: bool,
}

impl Rounding {
    pub const fn new(mode: RoundingMode, places: u32) -> Rounding {
        Rounding { mode, places, keep_significant: false }
    }

    pub const fn half_up(places: u32) -> Rounding {
        Rounding::new(RoundingMode::HalfUp, places)
    }

    pub const fn half_even(places: u32) -> Rounding {
        Rounding::new(RoundingMode::HalfEven, places)
    }

    pub fn apply(&self, number: &Exact) -> Exact {
        let rounded = round_at(number, self.mode, self.places);
        if !(self.keep_significant && rounded.is_zero() && !number.is_zero()) {
            return rounded;
        }
        let mut places = self.places;
        loop {
            places += 1;
            let finer = round_at(number, self.mode, places);
            if !finer.is_zero() {
                return finer;
            }
        }
    }

    /// Rounded, and written with all its places (`90` to two is `90.00`).
    pub fn show(&self, number: &Exact) -> String {
        let places = match self.keep_significant {
            true => self.apply(number).decimal_places().map_or(self.places, |own| own.max(self.places)),
            false => self.places,
        };
        super::exact::with_point(number.is_negative(), &digits_at(number, self.mode, places).to_string(), places)
    }
}

fn round_at(number: &Exact, mode: RoundingMode, places: u32) -> Exact {
    let digits = IBig::from(digits_at(number, mode, places));
    Exact::scaled(if number.is_negative() { -digits } else { digits }, places)
}

/// The digits of the size of a rounded number, the point left out: 84.125 half up to two places is 8413.
pub(super) fn digits_at(number: &Exact, mode: RoundingMode, places: u32) -> UBig {
    let cut = number.cut(places);
    let up = match mode {
        RoundingMode::HalfUp => cut.half.is_ge(),
        RoundingMode::HalfEven => cut.half.is_gt() || cut.half.is_eq() && cut.whole.bit(0),
        RoundingMode::Up => !cut.even,
        RoundingMode::Down => false,
    };
    if up { cut.whole + UBig::ONE } else { cut.whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// GB/T 8170-2008, examples of 3.2 and 3.3.
    #[test]
    fn half_even_gives_the_standards_own_examples() {
        for (number, places, expected) in [
            ("12.1498", 0, "12"),
            ("12.1498", 1, "12.1"),
            ("10.5002", 0, "11"),
            ("1.050", 1, "1.0"),
            ("0.35", 1, "0.4"),
            ("-0.0365", 3, "-0.036"),
            ("15.4546", 0, "15"),
            ("6.05", 1, "6.0"),
            ("6.051", 1, "6.1"),
        ] {
            let number: Exact = number.parse().expect("a number in a test");
            assert_eq!(Rounding::half_even(places).show(&number), expected, "{number:?}");
        }
    }

    #[test]
    fn each_mode_has_its_own_way_with_a_half() {
        let cases = [
            ("2.5", "3", "2", "3", "2"),
            ("-2.5", "-3", "-2", "-3", "-2"),
            ("0.2", "0", "0", "1", "0"),
            ("3.5", "4", "4", "4", "3"),
        ];
        for (number, half_up, half_even, up, down) in cases {
            let number: Exact = number.parse().expect("a number in a test");
            let show = |mode| Rounding::new(mode, 0).show(&number);
            assert_eq!(show(RoundingMode::HalfUp), half_up);
            assert_eq!(show(RoundingMode::HalfEven), half_even);
            assert_eq!(show(RoundingMode::Up), up);
            assert_eq!(show(RoundingMode::Down), down);
        }
    }

    #[test]
    fn one_significant_digit_stays_where_the_rule_says_so() {
        let rounding = Rounding { mode: RoundingMode::HalfEven, places: 2, keep_significant: true };
        assert_eq!(rounding.apply(&"0.00042".parse().expect("a number in a test")).to_string(), "0.0004");
        assert_eq!(rounding.apply(&"0.006".parse().expect("a number in a test")).to_string(), "0.01");
        assert_eq!(rounding.apply(&Exact::ZERO), Exact::ZERO);
        assert_eq!(rounding.show(&"-0.00042".parse().expect("a number in a test")), "-0.0004");
    }
}
