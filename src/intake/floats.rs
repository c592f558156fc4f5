//! Binary floating point in files, as the decimals that were meant.
//!
//! A double keeps fifteen significant decimal digits faithfully, and fifteen are what a spreadsheet shows: 0.1 + 0.2, stored as
//! 0.30000000000000004, is the 0.3 that its author sees.

/// The number as it would be written, without an exponent; what is not whole with fifteen significant digits at most.
pub fn decimal_text(number: f64) -> String {
    let shortest = number.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let significant = digits.iter().skip_while(|digit| **digit == b'0').count();
    if significant <= 15 || !number.is_finite() || number.fract() == 0.0 {
        return shortest;
    }
    format!("{number:.14e}").parse::<f64>().map_or(shortest, |rounded| rounded.to_string())
}

/// The digits of `number` at `scale` decimal places, if it has no more places than that: by arithmetic where fifteen digits are
/// enough, by its text otherwise.
pub fn digits_at(number: f64, scale: u32) -> Option<i128> {
    let power = 10f64.powi(i32::try_from(scale).ok()?);
    let digits = (number * power).round();
    // Digits below 10^15 over a power of ten below 10^22 are rounded once, so that equality means that `number` is what this decimal
    // is stored as.
    if scale <= 22 && digits.abs() < 1e15 && digits / power == number {
        return Some(digits as i128);
    }
    let text = decimal_text(number);
    let exact: crate::figure::Exact = text.parse().ok()?;
    exact.to_scaled_at(scale)
}

/// The same of a float of half the size, which keeps six digits: those of the shortest decimal that it is stored for, 0.85 of 0.85 and
/// not the 0.850000023841858 that it is as a double.
pub fn digits_of_single_at(number: f32, scale: u32) -> Option<i128> {
    let power = 10f64.powi(i32::try_from(scale).ok()?);
    let digits = (f64::from(number) * power).round();
    // No two decimals of six digits are one float.
    if scale <= 22 && digits.abs() < 1e6 && (digits / power) as f32 == number {
        return Some(digits as i128);
    }
    let exact: crate::figure::Exact = number.to_string().parse().ok()?;
    exact.to_scaled_at(scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_is_the_shortest_decimal_that_it_is_stored_for() {
        assert_eq!(digits_of_single_at(0.85, 2), Some(85));
        assert_eq!(digits_of_single_at(-1234.5, 2), Some(-123_450));
        assert_eq!(digits_of_single_at(16_777_216.0, 0), Some(16_777_216));
        assert_eq!(digits_of_single_at(1_234_567.1, 2), Some(123_456_710), "1234567.1 and 1234567.125 are one float");
        assert_eq!(digits_of_single_at(0.285, 2), None);
        assert_eq!(digits_of_single_at(f32::NAN, 2), None);
        assert_eq!(digits_of_single_at(f32::INFINITY, 2), None);
    }

    #[test]
    fn a_double_is_the_decimal_that_was_meant() {
        for (number, text) in [
            (0.1 + 0.2, "0.3"),
            (1.0, "1"),
            (2.5, "2.5"),
            (220_182_103.0, "220182103"),
            (1.0 / 3.0, "0.333333333333333"),
            (1e21, "1000000000000000000000"),
            (-0.000_1, "-0.0001"),
            (4.35 * 100.0, "435"),
            (9_007_199_254_740_991.0, "9007199254740991"),
        ] {
            assert_eq!(decimal_text(number), text);
        }
    }

    #[test]
    fn digits_come_out_even_or_not_at_all() {
        assert_eq!(digits_at(1.005, 3), Some(1005));
        assert_eq!(digits_at(0.285, 2), None);
        assert_eq!(digits_at(0.1 + 0.2, 2), Some(30));
        assert_eq!(digits_at(-1234.5, 2), Some(-123_450));
        assert_eq!(digits_at(123_456_789_012.25, 6), Some(123_456_789_012_250_000));
        assert_eq!(digits_at(f64::NAN, 2), None);
        assert_eq!(digits_at(f64::INFINITY, 2), None);
    }
}
