//! A rational number that stays in two machine words as long as it fits them.
//!
//! Nearly every figure of an assessment has a short numerator and denominator; `dashu-ratio` takes those that have not. A number has one
//! form only: whatever fits is small, so that equal numbers are equal forms.

use std::cmp::Ordering;

use dashu_base::{Abs, DivRem, Sign, UnsignedAbs};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Number {
    /// In lowest terms; the denominator is above zero, the numerator is never `i64::MIN`.
    Small { numerator: i64, denominator: i64 },
    /// What does not fit the small form.
    Large(RBig),
}

use Number::{Large, Small};

impl Default for Number {
    fn default() -> Number {
        Number::ZERO
    }
}

impl Number {
    pub const ZERO: Number = Small { numerator: 0, denominator: 1 };
    pub const ONE: Number = Small { numerator: 1, denominator: 1 };

    /// `numerator / denominator`. The denominator is not zero.
    fn reduced(numerator: i128, denominator: i128) -> Number {
        if numerator == 0 {
            return Number::ZERO;
        }
        let shared = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let negative = (numerator < 0) != (denominator < 0);
        let (above, below) = (numerator.unsigned_abs() / shared, denominator.unsigned_abs() / shared);
        match (i64::try_from(above), i64::try_from(below)) {
            (Ok(above), Ok(below)) => Small { numerator: if negative { -above } else { above }, denominator: below },
            _ => {
                let sign = if negative { Sign::Negative } else { Sign::Positive };
                Large(RBig::from_parts(IBig::from_parts(sign, UBig::from(above)), UBig::from(below)))
            }
        }
    }

    /// Any rational, in the form that is its own.
    pub fn of(number: RBig) -> Number {
        let numerator = i64::try_from(number.numerator()).ok().filter(|numerator| *numerator != i64::MIN);
        match (numerator, i64::try_from(number.denominator())) {
            (Some(numerator), Ok(denominator)) => Small { numerator, denominator },
            _ => Large(number),
        }
    }

    pub fn integer(value: i128) -> Number {
        Number::reduced(value, 1)
    }

    /// `digits / 10^scale`.
    pub fn decimal(digits: IBig, scale: u32) -> Number {
        match (i128::try_from(&digits), 10i128.checked_pow(scale)) {
            (Ok(digits), Some(power)) => Number::reduced(digits, power),
            _ => Number::of(RBig::from_parts(digits, power_of_ten(scale))),
        }
    }

    fn large(&self) -> RBig {
        match self {
            Small { numerator, denominator } => {
                RBig::from_parts(IBig::from(*numerator), UBig::from(denominator.unsigned_abs()))
            }
            Large(number) => number.clone(),
        }
    }

    pub fn numerator(&self) -> IBig {
        match self {
            Small { numerator, .. } => IBig::from(*numerator),
            Large(number) => number.numerator().clone(),
        }
    }

    pub fn denominator(&self) -> UBig {
        match self {
            Small { denominator, .. } => UBig::from(denominator.unsigned_abs()),
            Large(number) => number.denominator().clone(),
        }
    }

    pub fn sign(&self) -> Ordering {
        match self {
            Small { numerator, .. } => numerator.cmp(&0),
            Large(number) if number.sign() == Sign::Negative => Ordering::Less,
            Large(_) => Ordering::Greater,
        }
    }

    pub fn is_integer(&self) -> bool {
        match self {
            Small { denominator, .. } => *denominator == 1,
            Large(number) => number.denominator().is_one(),
        }
    }

    pub fn plus(&self, other: &Number) -> Number {
        match (self, other) {
            (Small { numerator: a, denominator: 1 }, Small { numerator: c, denominator: 1 }) => {
                Number::integer(i128::from(*a) + i128::from(*c))
            }
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) if b == d => {
                Number::reduced(i128::from(*a) + i128::from(*c), i128::from(*b))
            }
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                let [a, b, c, d] = [a, b, c, d].map(|part| i128::from(*part));
                Number::reduced(a * d + c * b, b * d)
            }
            (left, right) => Number::of(left.large() + right.large()),
        }
    }

    pub fn negated(&self) -> Number {
        match self {
            Small { numerator, denominator } => Small { numerator: -numerator, denominator: *denominator },
            Large(number) => Large(-number.clone()),
        }
    }

    pub fn abs(&self) -> Number {
        match self {
            Small { numerator, denominator } => Small { numerator: numerator.abs(), denominator: *denominator },
            Large(number) => Large(number.clone().abs()),
        }
    }

    pub fn times(&self, other: &Number) -> Number {
        match (self, other) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                let [a, b, c, d] = [a, b, c, d].map(|part| i128::from(*part));
                Number::reduced(a * c, b * d)
            }
            (left, right) => Number::of(left.large() * right.large()),
        }
    }

    /// The divisor is not zero.
    pub fn over(&self, divisor: &Number) -> Number {
        match (self, divisor) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                let [a, b, c, d] = [a, b, c, d].map(|part| i128::from(*part));
                Number::reduced(a * d, b * c)
            }
            (left, right) => Number::of(left.large() / right.large()),
        }
    }

    pub fn floor(&self) -> Number {
        match self {
            Small { numerator, denominator } => Small { numerator: numerator.div_euclid(*denominator), denominator: 1 },
            Large(number) => Number::of(number.floor().into()),
        }
    }

    pub fn ceil(&self) -> Number {
        self.negated().floor().negated()
    }

    pub fn pow(&self, exponent: i32) -> Number {
        Number::of(self.large().pow(exponent as isize))
    }

    /// How many decimal places the number has exactly; `None` if it is no finite decimal.
    pub fn decimal_places(&self) -> Option<u32> {
        match self {
            Small { denominator: 1, .. } => Some(0),
            Small { denominator, .. } => {
                let mut rest = *denominator;
                let twos = rest.trailing_zeros();
                rest >>= twos;
                let mut fives = 0u32;
                while rest % 5 == 0 {
                    rest /= 5;
                    fives += 1;
                }
                (rest == 1).then_some(twos.max(fives))
            }
            Large(number) => {
                let mut rest = number.denominator().clone();
                let mut places = |factor: u32| {
                    let mut times = 0u32;
                    let factor = UBig::from(factor);
                    while (&rest % &factor).is_zero() {
                        rest /= &factor;
                        times += 1;
                    }
                    times
                };
                let (twos, fives) = (places(2), places(5));
                rest.is_one().then_some(twos.max(fives))
            }
        }
    }

    /// `self × 10^places`.
    pub fn times_power_of_ten(&self, places: u32) -> Number {
        match 10i64.checked_pow(places) {
            Some(power) => self.times(&Small { numerator: power, denominator: 1 }),
            None => Number::of(self.large() * RBig::from(power_of_ten(places))),
        }
    }

    /// The size of `self × 10^places` cut into its whole part and what is left of it: what every rounding and every writing begins with.
    pub fn cut(&self, places: u32) -> Cut {
        if let Small { numerator, denominator } = self
            && let Some(shifted) =
                10u128.checked_pow(places).and_then(|power| u128::from(numerator.unsigned_abs()).checked_mul(power))
        {
            let denominator = u128::from(denominator.unsigned_abs());
            let left = shifted % denominator;
            return Cut {
                whole: UBig::from(shifted / denominator),
                half: (2 * left).cmp(&denominator),
                even: left == 0,
            };
        }
        let denominator = self.denominator();
        let shifted = self.numerator().unsigned_abs() * power_of_ten(places);
        let (whole, left) = shifted.div_rem(&denominator);
        Cut { whole, even: left.is_zero(), half: (left << 1).cmp(&denominator) }
    }
}

/// See [`Number::cut`].
pub(super) struct Cut {
    pub whole: UBig,
    /// What is left, against one half.
    pub half: Ordering,
    /// Nothing is left.
    pub even: bool,
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (self, other) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            (left, right) => left.large().cmp(&right.large()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn power_of_ten(places: u32) -> UBig {
    UBig::from(10u8).pow(places as usize)
}

/// Neither is zero.
fn gcd(left: u128, right: u128) -> u128 {
    if left == 1 || right == 1 {
        return 1;
    }
    if let (Ok(left), Ok(right)) = (u64::try_from(left), u64::try_from(right)) {
        return u128::from(gcd_of_words(left, right));
    }
    let (mut larger, mut smaller) = (left.max(right), left.min(right));
    while smaller != 0 {
        if let (Ok(larger), Ok(smaller)) = (u64::try_from(larger), u64::try_from(smaller)) {
            return u128::from(gcd_of_words(larger, smaller));
        }
        (larger, smaller) = (smaller, larger % smaller);
    }
    larger
}

/// Stein's: shifts and subtractions only. Neither is zero.
fn gcd_of_words(mut left: u64, mut right: u64) -> u64 {
    let twos = (left | right).trailing_zeros();
    left >>= left.trailing_zeros();
    while right != 0 {
        right >>= right.trailing_zeros();
        if left > right {
            std::mem::swap(&mut left, &mut right);
        }
        right -= left;
    }
    left << twos
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers on both sides of the edge between the two forms.
    fn numbers() -> impl Strategy<Value = RBig> {
        let part = prop_oneof![
            (-1000i128..1000),
            (-20i128..20).prop_map(|near| i128::from(i64::MAX) + near),
            (-20i128..20).prop_map(|near| i128::from(i64::MIN) + near),
            any::<i64>().prop_map(i128::from),
            any::<i128>(),
        ];
        (part.clone(), part.prop_filter("no zero below", |below| *below != 0))
            .prop_map(|(above, below)| RBig::from_parts_signed(IBig::from(above), IBig::from(below)))
    }

    fn fits(number: &Number) -> bool {
        match number {
            Small { numerator, denominator } => *numerator != i64::MIN && *denominator > 0,
            Large(number) => {
                let numerator = i64::try_from(number.numerator()).is_ok_and(|numerator| numerator != i64::MIN);
                !(numerator && i64::try_from(number.denominator()).is_ok())
            }
        }
    }

    proptest! {
        #[test]
        fn both_forms_reckon_as_the_library_does(left in numbers(), right in numbers()) {
            let (a, b) = (Number::of(left.clone()), Number::of(right.clone()));
            let mut pairs = vec![
                (a.plus(&b), &left + &right),
                (a.times(&b), &left * &right),
                (a.negated(), -left.clone()),
                (a.abs(), left.clone().abs()),
                (a.floor(), left.floor().into()),
                (a.ceil(), left.ceil().into()),
                (a.times_power_of_ten(3), &left * RBig::from(1000)),
            ];
            if !right.is_zero() {
                pairs.push((a.over(&b), &left / &right));
            }
            for (ours, theirs) in pairs {
                prop_assert!(fits(&ours), "{ours:?}");
                prop_assert_eq!(ours, Number::of(theirs));
            }
            prop_assert_eq!(a.cmp(&b), left.cmp(&right));
            prop_assert_eq!(a == b, left == right);
            prop_assert_eq!(a.numerator(), left.numerator().clone());
            prop_assert_eq!(a.denominator(), left.denominator().clone());
            prop_assert_eq!(a.sign(), left.cmp(&RBig::ZERO));
            for places in [0, 2, 28] {
                let shifted = left.clone().abs() * RBig::from(power_of_ten(places));
                let (cut, rest) = (a.cut(places), &shifted - RBig::from(shifted.floor()));
                prop_assert_eq!(IBig::from(cut.whole), shifted.floor());
                prop_assert_eq!(cut.even, rest.is_zero());
                prop_assert_eq!(cut.half, (&rest + &rest).cmp(&RBig::ONE));
            }
        }

        #[test]
        fn places_are_those_of_the_written_decimal(digits in any::<i128>(), places in 0u32..40) {
            let number = Number::of(RBig::from_parts(IBig::from(digits), power_of_ten(places)));
            let found = number.decimal_places().expect("a finite decimal");
            prop_assert!(number.times_power_of_ten(found).is_integer());
            prop_assert!(found == 0 || !number.times_power_of_ten(found - 1).is_integer());
        }
    }
}
