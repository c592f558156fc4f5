//! The exact number that every figure from the measure on is made of.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};
use std::str::FromStr;

use dashu_base::{BitTest, Sign};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::{Cut, Number};
use super::rounding::{RoundingMode, digits_at};

/// How many decimal places a written figure has at most; a figure with more is written rounded (half up) to these
/// and its fraction stands beside it.
pub const WRITTEN_PLACES: u32 = 28;

/// An exact rational number: numerator over denominator, always in lowest terms.
///
/// Two machine words or `dashu-ratio` carry it (`docs/decisions/0002-exact-figures.md`): three times a third is one. Written as a decimal where
/// it has a finite one (`0.85`), else as a fraction (`1/3`); both forms are read back.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Exact(Number);

impl Exact {
    pub const ZERO: Exact = Exact(Number::ZERO);
    pub const ONE: Exact = Exact(Number::ONE);

    /// `numerator / denominator`; `None` when the denominator is zero.
    pub fn ratio(numerator: impl Into<IBig>, denominator: impl Into<IBig>) -> Option<Exact> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Exact(Number::of(RBig::from_parts_signed(numerator.into(), denominator))))
    }

    /// `digits` read as an integer and shifted right by `scale` decimal places: `scaled(8412, 2)` is 84.12.
    pub fn scaled(digits: impl Into<IBig>, scale: u32) -> Exact {
        Exact(Number::decimal(digits.into(), scale))
    }

    /// `self / divisor`; `None` when the divisor is zero, which is never clipped or guessed at.
    pub fn checked_div(&self, divisor: &Exact) -> Option<Exact> {
        (!divisor.is_zero()).then(|| Exact(self.0.over(&divisor.0)))
    }

    pub fn is_zero(&self) -> bool {
        self.0.sign() == Ordering::Equal
    }

    pub fn is_negative(&self) -> bool {
        self.0.sign() == Ordering::Less
    }

    pub fn is_positive(&self) -> bool {
        self.0.sign() == Ordering::Greater
    }

    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    pub fn abs(&self) -> Exact {
        Exact(self.0.abs())
    }

    pub fn floor(&self) -> Exact {
        Exact(self.0.floor())
    }

    pub fn ceil(&self) -> Exact {
        Exact(self.0.ceil())
    }

    /// A whole-number power; `None` for a zero base with a negative exponent.
    pub fn checked_pow(&self, exponent: i32) -> Option<Exact> {
        if self.is_zero() && exponent < 0 {
            return None;
        }
        Some(Exact(self.0.pow(exponent)))
    }

    /// As an integer that fits an `i128`, if it is one.
    pub fn to_i128(&self) -> Option<i128> {
        if !self.is_integer() {
            return None;
        }
        i128::try_from(&self.0.numerator()).ok()
    }

    /// As digits and scale (`84.12` → `(8412, 2)`) when the number is a finite decimal of at most `max_scale` places
    /// that fits an `i128`: the form in which Polars holds decimals.
    pub fn to_scaled(&self, max_scale: u32) -> Option<(i128, u32)> {
        let places = self.decimal_places()?;
        if places > max_scale {
            return None;
        }
        let digits = self.times_power_of_ten(places);
        Some((digits.to_i128()?, places))
    }

    /// This number at the given scale (`84.12` at scale 4 → `841200`); `None` when it does not come out even.
    pub fn to_scaled_at(&self, scale: u32) -> Option<i128> {
        self.times_power_of_ten(scale).to_i128()
    }

    /// `self × 10^places`.
    pub fn times_power_of_ten(&self, places: u32) -> Exact {
        Exact(self.0.times_power_of_ten(places))
    }

    pub fn numerator(&self) -> IBig {
        self.0.numerator()
    }

    pub fn denominator(&self) -> UBig {
        self.0.denominator()
    }

    /// Binary digits of the numerator or the denominator, whichever has more: what the next operation costs.
    pub fn bits(&self) -> usize {
        self.numerator().bit_len().max(self.denominator().bit_len())
    }

    /// How many decimal places the number has exactly; `None` if it is no finite decimal.
    pub fn decimal_places(&self) -> Option<u32> {
        self.0.decimal_places()
    }

    /// The number as it is written in results: a plain decimal, rounded half up to 28 places if it has more.
    /// [`Exact::fraction`] tells whether anything was rounded away.
    pub fn to_decimal(&self) -> String {
        let digits = digits_at(self, RoundingMode::HalfUp, WRITTEN_PLACES).to_string();
        let zeros = digits.bytes().rev().take_while(|digit| *digit == b'0').count().min(WRITTEN_PLACES as usize);
        let (places, digits) = match digits.as_str() {
            "0" => (0, "0"),
            _ => (WRITTEN_PLACES - zeros as u32, &digits[..digits.len() - zeros]),
        };
        with_point(self.is_negative(), digits, places)
    }

    /// `numerator/denominator` where [`Exact::to_decimal`] had to round, else `None`.
    pub fn fraction(&self) -> Option<String> {
        match self.decimal_places() {
            Some(places) if places <= WRITTEN_PLACES => None,
            Some(_) | None => Some(format!("{}/{}", self.0.numerator(), self.0.denominator())),
        }
    }

    pub(super) fn cut(&self, places: u32) -> Cut {
        self.0.cut(places)
    }
}

/// Digits with the point before the last `places` of them; nothing but zeros has no sign.
pub(super) fn with_point(negative: bool, digits: &str, places: u32) -> String {
    let sign = if negative && digits != "0" { "-" } else { "" };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let places = places as usize;
    match digits.len().checked_sub(places) {
        Some(whole @ 1..) => format!("{sign}{}.{}", &digits[..whole], &digits[whole..]),
        Some(0) | None => format!("{sign}0.{digits:0>places$}"),
    }
}

/// The text is no exact number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a decimal number or a fraction")]
pub struct ExactParseError(pub String);

impl FromStr for Exact {
    type Err = ExactParseError;

    /// Reads `-12`, `0.85`, `.5`, `1/3`. No exponents, separators or signs other than a leading `-` or `+`: cells as people
    /// write them are the business of `intake`.
    fn from_str(text: &str) -> Result<Exact, ExactParseError> {
        let fail = || ExactParseError(text.to_owned());
        if let Some((numerator, denominator)) = text.split_once('/') {
            // One line through it, and no more: `1/2/3` is no number.
            let (numerator, denominator) = (decimal(numerator, fail)?, decimal(denominator, fail)?);
            return numerator.checked_div(&denominator).ok_or_else(fail);
        }
        decimal(text, fail)
    }
}

/// A number without a line through it.
fn decimal(text: &str, fail: impl Fn() -> ExactParseError) -> Result<Exact, ExactParseError> {
    let (negative, rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        Some(_) | None => (false, text),
    };
    let (whole, part) = rest.split_once('.').unwrap_or((rest, ""));
    if whole.is_empty() && part.is_empty() || !(whole.bytes().chain(part.bytes())).all(|byte| byte.is_ascii_digit()) {
        return Err(fail());
    }
    let digits = format!("{whole}{part}");
    let magnitude = digits.parse::<UBig>().map_err(|_| fail())?;
    let scale = u32::try_from(part.len()).map_err(|_| fail())?;
    let sign = if negative { Sign::Negative } else { Sign::Positive };
    Ok(Exact::scaled(IBig::from_parts(sign, magnitude), scale))
}

impl fmt::Display for Exact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fraction() {
            Some(fraction) => formatter.pad(&fraction),
            None => formatter.pad(&self.to_decimal()),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "An exact number: a decimal (\"0.85\") or a fraction in lowest terms (\"1/3\").",
            "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"
        })
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        self.0.cmp(&other.0)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Exact {
            fn from(value: $integer) -> Exact {
                Exact(Number::integer(value as i128))
            }
        }
    )*};
}
from_integers!(i32, i64, i128, u32, u64, usize);

impl From<IBig> for Exact {
    fn from(value: IBig) -> Exact {
        Exact(Number::of(RBig::from(value)))
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident $reckon:expr),*) => {$(
        impl $operator for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                Exact($reckon(&self.0, &other.0))
            }
        }
        impl $operator for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                Exact($reckon(&self.0, &other.0))
            }
        }
    )*};
}
operators!(Add add Number::plus, Sub sub |left: &Number, right: &Number| left.plus(&right.negated()), Mul mul Number::times);

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Exact) {
        self.0 = self.0.plus(&other.0);
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact(self.0.negated())
    }
}

impl<'a> std::iter::Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(numbers: I) -> Exact {
        numbers.fold(Exact::ZERO, |sum, number| &sum + number)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(numbers: I) -> Exact {
        numbers.fold(Exact::ZERO, |sum, number| sum + number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number in a test")
    }

    #[test]
    fn three_times_a_third_is_one() {
        assert_eq!(exact("1/3") * exact("3"), Exact::ONE);
    }

    #[test]
    fn a_decimal_is_written_as_it_is_and_a_fraction_as_a_fraction() {
        for text in ["0", "-0.0365", "84.12", "1000000000000000000000", "1/3", "-2/7"] {
            assert_eq!(exact(text).to_string(), text);
        }
        assert_eq!(exact("0.850").to_string(), "0.85");
        assert_eq!(exact("2/3").to_decimal(), "0.6666666666666666666666666667");
        assert_eq!(exact("-2/3").to_decimal(), "-0.6666666666666666666666666667");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", ".", "-", "1e5", "1,000", "1/0", "0x1", "１", "1.2.3", "NaN"] {
            assert!(text.parse::<Exact>().is_err(), "{text}");
        }
        let deep = "1/".repeat(200_000) + "1";
        assert!(deep.parse::<Exact>().is_err(), "no call within a call for each of them");
    }

    #[test]
    fn scaled_forms_come_out_even_or_not_at_all() {
        assert_eq!(exact("84.12").to_scaled(4), Some((8412, 2)));
        assert_eq!(exact("84.12").to_scaled_at(4), Some(841_200));
        assert_eq!(exact("84.123").to_scaled_at(2), None);
        assert_eq!(exact("1/3").to_scaled(9), None);
    }
}
