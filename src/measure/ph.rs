//! The mean of pH through the hydrogen ions: −lg of the mean of 10^−pH.
//!
//! 10^−pH is irrational for almost every pH, so somewhere digits must end. They end here, once and for all, in a way that leaves the sums
//! exact and free of order: pH = w + f with w whole and 0 ≤ f < 1, and 10^−pH is taken as M·10^−w, where M is 10^−f rounded to
//! 20 decimal places. So ions are whole numbers of 10^−34; they add exactly; and because M depends on f alone, what must come out even
//! (a reading at 6.05 and ten at 8.05 have the mean 7.05) does, and a tie is seen to be one.

use std::collections::HashMap;
use std::sync::LazyLock;

use dashu_int::IBig;

use crate::figure::Exact;

/// Ions are whole numbers of 10^−34.
pub const ION_SCALE: u32 = 34;
const MANTISSA_PLACES: usize = 20;
const HIGHEST_PH: u32 = 14;

/// Digits carried while a power of ten is worked out: far more than are kept.
const WORKING_PLACES: usize = 60;
const LN_10: &str = "2302585092994045684017991454684364207601101488628772976033328";

/// 10^−f for each f of two decimals, at [`MANTISSA_PLACES`].
static HUNDREDTHS: LazyLock<Vec<i128>> =
    LazyLock::new(|| (0..100u32).map(|f| mantissa(&Exact::scaled(f, 2))).collect());

/// 10^−pH in units of 10^−34; `None` if the number can't be a pH (below 0 or above 14).
pub fn hydrogen_ions(ph: &Exact) -> Option<i128> {
    let whole = u32::try_from(ph.floor().to_i128()?).ok().filter(|whole| *whole <= HIGHEST_PH)?;
    let fraction = ph - &ph.floor();
    if whole == HIGHEST_PH && !fraction.is_zero() {
        return None;
    }
    let mantissa = match fraction.to_scaled_at(2).and_then(|hundredths| usize::try_from(hundredths).ok()) {
        Some(hundredths) => HUNDREDTHS.get(hundredths).copied(),
        None => Some(mantissa(&fraction)),
    };
    Some(mantissa? * 10i128.pow(HIGHEST_PH - whole))
}

/// [`hydrogen_ions`] of many decimals at one scale, each different one worked out once.
pub struct IonTable {
    scale: u32,
    known: HashMap<i128, Option<i128>>,
}

impl IonTable {
    pub fn at_scale(scale: u32) -> IonTable {
        IonTable { scale, known: HashMap::new() }
    }

    pub fn ions(&mut self, digits: i128) -> Option<i128> {
        let scale = self.scale;
        *self.known.entry(digits).or_insert_with(|| hydrogen_ions(&Exact::scaled(digits, scale)))
    }
}

pub fn as_exact(ions: i128) -> Exact {
    Exact::scaled(ions, ION_SCALE)
}

/// −lg of a mean of hydrogen ions, rounded half even to `places`.
///
/// Nothing is divided or taken the logarithm of: the mean is held against the ions of the pH halfway between two roundings.
pub fn of_mean(mean: &Exact, places: u32) -> Exact {
    let steps = i128::from(HIGHEST_PH) * 10i128.pow(places);
    let ions_above = |step: i128| hydrogen_ions(&Exact::scaled(step * 10 + 5, places + 1)).map(as_exact);
    // The lowest step whose upper edge the mean reaches: the fewer ions, the higher the pH.
    let (mut low, mut high) = (0, steps);
    while low < high {
        let middle = low + (high - low) / 2;
        if ions_above(middle).is_some_and(|edge| *mean >= edge) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let on_the_edge = ions_above(low).is_some_and(|edge| *mean == edge);
    let step = if on_the_edge && low % 2 != 0 { low + 1 } else { low };
    Exact::scaled(step, places)
}

/// 10^−f for 0 ≤ f < 1, rounded to [`MANTISSA_PLACES`]: e^(−f·ln 10) by its series, in whole numbers.
fn mantissa(fraction: &Exact) -> i128 {
    let one = IBig::from(10).pow(WORKING_PLACES);
    let ln_10 = LN_10.parse::<IBig>().unwrap_or_default();
    let scaled = fraction.numerator() * &one / IBig::from(fraction.denominator());
    let exponent = -(scaled * ln_10) / &one;
    let mut term = one.clone();
    let mut sum = one.clone();
    for n in 1.. {
        term = &term * &exponent / &one / IBig::from(n);
        if term == IBig::ZERO {
            break;
        }
        sum += &term;
    }
    let cut = IBig::from(10).pow(WORKING_PLACES - MANTISSA_PLACES);
    i128::try_from((sum + &cut / IBig::from(2)) / cut).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number in a test")
    }

    fn mean_ph(readings: &[&str], places: u32) -> String {
        let ions: Exact =
            readings.iter().map(|reading| as_exact(hydrogen_ions(&exact(reading)).expect("a pH in a test"))).sum();
        let mean = ions.checked_div(&Exact::from(readings.len())).expect("readings");
        of_mean(&mean, places).to_decimal()
    }

    #[test]
    fn the_constant_is_the_natural_logarithm_of_ten() {
        assert_eq!(LN_10.len(), WORKING_PLACES + 1);
        assert!(LN_10.starts_with("2302585092994045684017991454684364207601101488628"));
    }

    /// 10^−0.5 = 0.31622776601683793319988935…, 10^−0.01 = 0.97723722095581068269707600…
    #[test]
    fn powers_of_ten_have_their_known_digits() {
        assert_eq!(mantissa(&exact("0")), 100_000_000_000_000_000_000);
        assert_eq!(mantissa(&exact("0.5")), 31_622_776_601_683_793_320);
        assert_eq!(mantissa(&exact("0.01")), 97_723_722_095_581_068_270);
        assert_eq!(hydrogen_ions(&exact("7")), Some(10i128.pow(27)));
        assert_eq!(hydrogen_ions(&exact("14")), Some(10i128.pow(20)));
        assert_eq!(hydrogen_ions(&exact("14.01")), None);
        assert_eq!(hydrogen_ions(&exact("-0.01")), None);
    }

    /// By hand: pH 6 and 8 have (10^−6 + 10^−8)/2 = 5.05·10^−7, and −lg of that is 6.29670862…
    #[test]
    fn the_mean_is_of_ions_not_of_ph() {
        assert_eq!(mean_ph(&["6", "8"], 2), "6.3");
        assert_eq!(mean_ph(&["6", "8"], 4), "6.2967");
        assert_eq!(mean_ph(&["7.35"], 2), "7.35");
        assert_eq!(mean_ph(&["7.35", "7.35", "7.35"], 2), "7.35");
    }

    #[test]
    fn a_tie_goes_to_the_even_step() {
        assert_eq!(mean_ph(&["7.5", "7.5"], 0), "8");
        assert_eq!(mean_ph(&["8.5"], 0), "8");
        assert_eq!(mean_ph(&["7.05"], 1), "7");
        assert_eq!(mean_ph(&["7.15"], 1), "7.2");
        // (10^−6.05 + 10·10^−8.05)/11 = 10^−7.05 exactly.
        let mut readings = vec!["8.05"; 10];
        readings.push("6.05");
        assert_eq!(mean_ph(&readings, 1), "7");
        assert_eq!(mean_ph(&readings, 2), "7.05");
    }

    #[test]
    fn the_ends_of_the_scale_stay_on_it() {
        assert_eq!(mean_ph(&["0"], 2), "0");
        assert_eq!(mean_ph(&["14"], 2), "14");
        assert_eq!(mean_ph(&["13.999"], 2), "14");
    }
}
