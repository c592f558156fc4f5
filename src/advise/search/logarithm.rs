//! Logarithms to the base of two and their powers, in whole numbers of 2^-60: for bounds in a search, never for points.

use dashu_int::{IBig, UBig};

use crate::figure::Exact;

/// One, in these numbers.
pub(super) const ONE: i128 = 1 << BITS;
const BITS: u32 = 60;
/// The logarithm of nothing: less than any that is added up.
pub(super) const OF_NOTHING: i128 = -(1 << 90);

/// Off by less than so much.
#[cfg(test)]
const ERROR: i128 = 1 << 10;

/// Of a number that is not negative.
pub(super) fn logarithm(number: &Exact) -> i128 {
    let (Ok(top), bottom) = (UBig::try_from(number.numerator()), number.denominator()) else { return OF_NOTHING };
    if top == UBig::ZERO {
        return OF_NOTHING;
    }
    // 2^62 ≤ the mantissa < 2^64.
    let length = |number: &UBig| i128::try_from(dashu_base::BitTest::bit_len(number)).unwrap_or(0);
    let shift = 63 + length(&bottom) - length(&top);
    let shifted = |by: i128| usize::try_from(by).unwrap_or(0);
    let quotient = (top << shifted(shift)) / (bottom << shifted(-shift));
    let mut mantissa = u128::try_from(quotient).unwrap_or(1 << 62);
    let mut whole = -shift + 62;
    if mantissa >= 1 << 63 {
        mantissa >>= 1;
        whole += 1;
    }
    let mut fraction = 0i128;
    for bit in (0..BITS).rev() {
        mantissa = (mantissa * mantissa) >> 62;
        if mantissa >= 1 << 63 {
            mantissa >>= 1;
            fraction |= 1 << bit;
        }
    }
    (whole << BITS) + fraction
}

/// Two to this power; nothing for what is too small to be told.
pub(super) fn power(logarithm: i128) -> i128 {
    let (whole, fraction) = (logarithm >> BITS, logarithm & (ONE - 1));
    if whole < -60 {
        return 0;
    }
    let (mut power, mut root): (u128, u128) = (1 << 62, 1 << 63);
    for bit in (0..BITS).rev() {
        root = (root << 62).isqrt();
        if fraction & (1 << bit) != 0 {
            power = (power * root) >> 62;
        }
    }
    let power = i128::try_from(power >> 2).unwrap_or(i128::MAX);
    if whole >= 0 { power << whole.min(60) } else { power >> -whole }
}

/// A share in these numbers, as an exact one.
pub(super) fn exact(share: i128) -> Exact {
    Exact::from(IBig::from(share)).checked_div(&Exact::from(IBig::from(ONE))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_undo_logarithms() {
        for (top, bottom) in [(1, 1), (1, 2), (1, 3), (97, 100), (3, 7), (1_000_001, 1_000_000), (1, 999_983), (5, 1)] {
            let number = Exact::ratio(top, bottom).expect("a fraction");
            let off = exact(power(logarithm(&number))) - number.clone();
            assert!(off.abs() < Exact::scaled(1, 15), "{top}/{bottom}: {off}");
        }
        assert_eq!((power(OF_NOTHING), logarithm(&Exact::ZERO)), (0, OF_NOTHING));
        assert_eq!(logarithm(&Exact::from(8)), 3 * ONE);
        // A product's logarithm is the sum.
        let of = |top, bottom| logarithm(&Exact::ratio(top, bottom).expect("a fraction"));
        assert!((of(21, 100) - of(3, 10) - of(7, 10)).abs() < ERROR);
    }
}
