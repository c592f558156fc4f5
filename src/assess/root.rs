//! The irrational words: an n-th root and a weighted geometric mean, to named decimal places.

use dashu_base::Signed;
use dashu_int::{IBig, UBig};

use crate::figure::{Exact, Rounding};

/// The `degree`-th root of `number`, rounded half even to `places`. `None` for a negative number or no degree.
///
/// The integer root of the scaled number gives the digits and a comparison of powers decides the last one, so that no step is
/// inexact before the rounding.
pub(super) fn root(number: &Exact, degree: usize, places: u32) -> Option<Exact> {
    if degree == 0 || number.is_negative() {
        return None;
    }
    let scale = UBig::from(10u8).pow(places as usize);
    let numerator = UBig::try_from(number.numerator()).ok()?;
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

/// Π value^(weight ÷ Σ weight), rounded half even to `places`; values are not negative, weights positive.
///
/// The powers of an exact product grow with the digits of the weights (33.33 to 66.67 is a root of degree 10,000), so the mean goes
/// through logarithms in fixed point, to far more digits than are kept. Only where those can't tell which way a half goes is the
/// exact product asked.
pub(super) fn weighted_geometric_mean(values: &[(Exact, Exact)], places: u32) -> Option<Exact> {
    let values: Vec<&(Exact, Exact)> = values.iter().filter(|(_, weight)| weight.is_positive()).collect();
    let (first, _) = values.first()?;
    let rounding = Rounding::half_even(places);
    if values.iter().all(|(value, _)| value == first) {
        return Some(rounding.apply(first));
    }
    if values.iter().any(|(value, _)| !value.is_positive()) {
        return Some(Exact::ZERO);
    }
    let weights: Exact = values.iter().map(|(_, weight)| weight).sum();
    let mut logarithm = IBig::ZERO;
    for (value, weight) in &values {
        let share = weight.checked_div(&weights)?;
        logarithm += fixed::times(&fixed::logarithm(value), &share);
    }
    let mean = fixed::to_exact(&fixed::exponential(&logarithm));
    let (low, high) = (&mean - &fixed::error(), &mean + &fixed::error());
    let (low, high) = (rounding.apply(&low), rounding.apply(&high));
    if low == high {
        return Some(low);
    }
    // Within the error of a half: the exact power decides. Weights written by people have few digits, so there is one.
    let (powers, degree) = whole_weights(&values.iter().map(|(_, weight)| weight).collect::<Vec<_>>())?;
    let product = values
        .iter()
        .zip(powers)
        .try_fold(Exact::ONE, |product, ((value, _), power)| Some(product * value.checked_pow(power)?))?;
    root(&product, degree, places)
}

/// The weights as the smallest whole numbers in the same proportion, and their sum.
fn whole_weights(weights: &[&Exact]) -> Option<(Vec<i32>, usize)> {
    let smallest = weights.iter().min()?;
    let mut scaled: Vec<Exact> = weights.iter().filter_map(|weight| weight.checked_div(smallest)).collect();
    for index in 0..scaled.len() {
        let denominator = Exact::from(IBig::from(scaled.get(index)?.denominator()));
        scaled.iter_mut().for_each(|weight| *weight = &*weight * &denominator);
    }
    let powers: Option<Vec<i32>> = scaled.iter().map(|weight| i32::try_from(weight.to_i128()?).ok()).collect();
    let powers = powers?;
    let degree = powers.iter().map(|power| usize::try_from(*power).ok()).sum::<Option<usize>>()?;
    Some((powers, degree))
}

/// Logarithm and exponential in binary fixed point.
mod fixed {
    use dashu_base::{BitTest, Signed};
    use dashu_int::{IBig, UBig};

    use crate::figure::Exact;

    /// Digits after the binary point. A hundred of them are enough for 28 decimal places; the rest is for what series lose.
    const BITS: usize = 256;
    /// What the two series together may be off by is far less than this.
    const SURE_BITS: usize = 160;

    fn one() -> IBig {
        IBig::ONE << BITS
    }

    fn product(left: &IBig, right: &IBig) -> IBig {
        (left * right) >> BITS
    }

    pub fn error() -> Exact {
        Exact::ratio(IBig::ONE, IBig::ONE << SURE_BITS).unwrap_or_default()
    }

    pub fn to_exact(number: &IBig) -> Exact {
        Exact::ratio(number.clone(), one()).unwrap_or_default()
    }

    pub fn times(number: &IBig, factor: &Exact) -> IBig {
        number * factor.numerator() / IBig::from(factor.denominator())
    }

    /// 2·artanh z = 2·(z + z³/3 + z⁵/5 …), for z well under 1.
    fn twice_artanh(z: &IBig) -> IBig {
        let square = product(z, z);
        let (mut power, mut sum, mut odd) = (z.clone(), IBig::ZERO, 1u32);
        while !power.is_zero() && power != -IBig::ONE {
            sum += &power / IBig::from(odd);
            power = product(&power, &square);
            odd += 2;
        }
        sum << 1
    }

    fn logarithm_of_two() -> IBig {
        twice_artanh(&(one() / IBig::from(3)))
    }

    /// Of a positive number: halved or doubled until it lies about 1, then by the series.
    pub fn logarithm(number: &Exact) -> IBig {
        let bits = |whole: &UBig| isize::try_from(whole.bit_len()).unwrap_or(isize::MAX);
        let numerator: UBig = UBig::try_from(number.numerator()).unwrap_or(UBig::ONE);
        let twos = bits(&numerator) - bits(&number.denominator());
        let shift = twos.unsigned_abs();
        // number ÷ 2^twos lies between a half and two.
        let (above, below) = if twos >= 0 {
            (IBig::from(numerator), IBig::from(number.denominator()) << shift)
        } else {
            (IBig::from(numerator) << shift, IBig::from(number.denominator()))
        };
        // (m − 1) ÷ (m + 1) of m = above ÷ below, within ±1/3.
        let z = ((&above - &below) << BITS) / (&above + &below);
        twice_artanh(&z) + logarithm_of_two() * IBig::from(twos)
    }

    /// Taken down by powers of two until the series is short, then squared up again.
    pub fn exponential(number: &IBig) -> IBig {
        const HALVINGS: usize = 8;
        let two = logarithm_of_two();
        let mut twos = number / &two;
        if number.is_negative() {
            twos -= IBig::ONE;
        }
        let small = (number - &two * &twos) >> HALVINGS;
        let (mut term, mut sum, mut count) = (one(), IBig::ZERO, 1u32);
        while term.is_positive() && !term.is_zero() {
            sum += &term;
            term = product(&term, &small) / IBig::from(count);
            count += 1;
        }
        for _ in 0..HALVINGS {
            sum = product(&sum, &sum);
        }
        let shift = isize::try_from(twos).unwrap_or(0);
        if shift >= 0 { sum << shift.unsigned_abs() } else { sum >> shift.unsigned_abs() }
    }
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

    #[test]
    fn a_weighted_mean_agrees_with_the_root_and_takes_any_weights() {
        let mean = |values: &[(&str, &str)]| {
            let values: Vec<(Exact, Exact)> =
                values.iter().map(|(value, weight)| (exact(value), exact(weight))).collect();
            weighted_geometric_mean(&values, 12)
        };
        assert_eq!(mean(&[("0.5", "1"), ("0.8", "1")]), root(&exact("0.4"), 2, 12));
        assert_eq!(mean(&[("1/4", "4"), ("1", "1")]), Some(exact("0.329876977693")));
        assert_eq!(
            mean(&[("0.2", "2"), ("7/9", "3"), ("1.05", "5")]),
            root(
                &exact("0.04")
                    .checked_pow(1)
                    .map(|square| {
                        square
                            * exact("7/9").checked_pow(3).expect("a power")
                            * exact("1.05").checked_pow(5).expect("a power")
                    })
                    .expect("a power"),
                10,
                12
            )
        );
        assert_eq!(mean(&[("0.0001", "1"), ("0", "3")]), Some(Exact::ZERO));
        assert_eq!(mean(&[("0.7", "1/3"), ("0.7", "3")]), Some(exact("0.7")));
        // A root of degree 10,000 in one go: 0.9^0.3333 × 0.4^0.6667 = 0.524110…
        let third = mean(&[("0.9", "33.33"), ("0.4", "66.67")]).expect("a mean");
        assert!(third > exact("0.5240") && third < exact("0.5242"), "{third}");
        // Exactly half way in the thirteenth place: √(a·b) of two whose root is 0.5000000000005 goes to the even digit.
        let half = exact("0.5000000000005");
        let double = (&half * &exact("2")).to_string();
        let half_of = (&half * &exact("0.5")).to_string();
        assert_eq!(mean(&[(&double, "1"), (&half_of, "1")]), Some(exact("0.5")));
    }
}
