//! The one irrational word: an n-th root, to named decimal places.

use dashu_base::Signed;
use dashu_int::{IBig, UBig};

use crate::figure::Exact;

/// The `degree`-th root of `number`, rounded half even to `places`. `None` for a negative number or no degree.
///
/// The integer root of the scaled number gives the digits and a comparison of powers decides the last one, so that no step is
/// inexact before the rounding.
pub(super) fn root(number: &Exact, degree: usize, places: u32) -> Option<Exact> {
    if degree == 0 || number.is_negative() {
        return None;
    }
    let scale = UBig::from(10u8).pow(places as usize);
    let numerator = UBig::try_from(number.numerator().clone()).ok()?;
    let scaled = &numerator * scale.pow(degree);
    let down = (&scaled / number.denominator()).nth_root(degree);
    // Half way between two digits: is the number beyond ((2·down + 1) ÷ 2)^degree?
    let half = ((&down * UBig::from(2u8)) + UBig::ONE).pow(degree) * number.denominator();
    let twice = scaled * UBig::from(2u8).pow(degree);
    let odd = !(&down % UBig::from(2u8)).is_zero();
    let up = twice > half || twice == half && odd;
    let digits = IBig::from(if up { down + UBig::ONE } else { down });
    debug_assert!(!digits.is_negative());
    Some(Exact::scaled(digits, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number in a test")
    }

    #[test]
    fn roots_have_their_digits_right_to_the_last() {
        for (number, degree, places, expected) in [
            ("2", 2, 12, "1.414213562373"),
            ("0.5", 3, 12, "0.793700525984"),
            ("27", 3, 4, "3"),
            ("0", 5, 12, "0"),
            ("1/4", 2, 12, "0.5"),
            // Exactly half: 2.5 to no places goes to the even 2, 3.5 to 4.
            ("6.25", 2, 0, "2"),
            ("12.25", 2, 0, "4"),
        ] {
            assert_eq!(root(&exact(number), degree, places), Some(exact(expected)), "{number}");
        }
        assert_eq!(root(&exact("-1"), 2, 3), None);
    }
}
