//! Numbers: 1,234.5 · １２３４ · 85% · 1.2万 · 3.5万吨 · 500千克 · 0.025L · <0.025 · 未检出.

use super::spelling::narrow;
use super::{ReadCell, Why};
use crate::figure::{Exact, Unit};
use crate::plan::NumberColumn;

/// A column of numbers. Values are handed on as digits: the number (the ratio, in a percent column) times 10^[`scale_of`].
#[derive(Debug, Clone)]
pub struct NumberCells {
    /// Most decimal places of a cell.
    decimals: u32,
    /// Places beyond them in the digits: half of a limit of detection needs one more.
    spare: u32,
    percent: bool,
    below_detection: bool,
    /// What `未检出` counts.
    half_limit: Option<i128>,
    /// The unit that the column is counted in.
    own: Option<String>,
    /// What may stand behind the number: that unit, and each that converts to it, with how many of the column's one of it is.
    units: Vec<(String, Fraction)>,
    /// Where cells are counted in another unit: which, and how many of the column's one of it is, as a fraction.
    converted: Option<(String, Fraction)>,
}

/// Numerator over denominator.
type Fraction = (i128, i128);

const ONE: Fraction = (1, 1);

/// The scale of the decimals that a number column becomes: its decimals, two more where `85` is the ratio 0.85, one more where half a
/// limit of detection must fit.
pub fn scale_of(column: &NumberColumn) -> u32 {
    column.decimals + if column.is_percent() { 2 } else { 0 } + u32::from(column.below_detection)
}

impl NumberCells {
    pub fn new(column: &NumberColumn) -> NumberCells {
        let spare = u32::from(column.below_detection);
        let half_limit = column.detection_limit.as_ref().and_then(|limit| {
            let halves = limit.to_scaled_at(column.decimals + spare)?;
            (halves % 2 == 0).then_some(halves / 2)
        });
        let own = column.unit.as_deref().filter(|unit| *unit != "%").map(|unit| narrow(unit).into_owned());
        NumberCells {
            decimals: column.decimals,
            spare,
            percent: column.is_percent(),
            below_detection: column.below_detection,
            half_limit,
            units: own.as_deref().map_or_else(Vec::new, units_beside),
            own,
            converted: None,
        }
    }

    /// The same for cells that are counted in `unit`, of which one is `factor` of the column's.
    pub fn converting(&self, unit: &str, factor: &Exact) -> NumberCells {
        // A factor that no integer holds leaves no cell readable, rather than one unconverted.
        let converted = Some((narrow(unit).into_owned(), fraction(factor).unwrap_or((0, 0))));
        NumberCells { converted, ..self.clone() }
    }

    /// A column of years: `2022年` is 2022.
    pub fn of_years(column: &NumberColumn) -> NumberCells {
        let mut cells = NumberCells::new(column);
        cells.units.extend(["年", "年度"].map(|year| (year.to_owned(), ONE)));
        cells
    }

    /// The digits of a number that has `places` decimals in `digits` and is multiplied by `10^power` and by `factor`.
    fn digits(&self, digits: i128, places: u32, power: u32, factor: Fraction) -> Result<i128, Why> {
        let wanted = self.decimals + power;
        let (numerator, denominator) = if wanted >= places {
            (factor.0.checked_mul(power_of_ten(wanted - places)?).ok_or(Why::TooLarge)?, factor.1)
        } else {
            (factor.0, factor.1.checked_mul(power_of_ten(places - wanted)?).ok_or(Why::TooLarge)?)
        };
        let product = digits.checked_mul(numerator).ok_or(Why::TooLarge)?;
        if product.checked_rem(denominator).ok_or(Why::TooLarge)? != 0 {
            return Err(Why::TooManyDecimals);
        }
        let at_declared = product / denominator;
        let digits = at_declared.checked_mul(power_of_ten(self.spare)?).ok_or(Why::TooLarge)?;
        if digits.unsigned_abs() >= LIMIT {
            return Err(Why::TooLarge);
        }
        Ok(digits)
    }

    /// The text without the unit behind it, that unit, and its factor: a cell that names its unit itself is counted in that one, whatever
    /// its column's header says.
    fn without_unit<'a>(&self, text: &'a str) -> (&'a str, Option<&str>, Fraction) {
        let converted = self.converted.as_ref().map(|(unit, factor)| (unit.as_str(), *factor));
        let known = self.units.iter().map(|(unit, factor)| (unit.as_str(), *factor));
        let named = known.chain(converted).filter(|(unit, _)| text.ends_with(unit)).max_by_key(|(unit, _)| unit.len());
        match (named, converted) {
            (Some((unit, factor)), _) => (text.strip_suffix(unit).unwrap_or(text).trim_end(), Some(unit), factor),
            (None, Some((unit, factor))) => (text, Some(unit), factor),
            (None, None) => (text, self.own.as_deref(), ONE),
        }
    }

    fn limit(&self, text: &str, factor: Fraction) -> Result<i128, Why> {
        if !self.below_detection {
            return Err(Why::BelowDetection);
        }
        let (digits, places) = plain(text).ok_or(Why::NotANumber)?;
        Ok(self.digits(digits, places, 0, factor)? / 2)
    }
}

/// A unit and all that convert to it, each with how many of it one is.
fn units_beside(own: &str) -> Vec<(String, Fraction)> {
    let wanted = Unit::from(own.to_owned());
    let others = Unit::convertible().filter(|symbol| *symbol != own);
    let others = others.filter_map(|symbol| {
        let factor = Unit::symbol(symbol).factor_to(&wanted)?;
        Some((narrow(symbol).into_owned(), fraction(&factor)?))
    });
    std::iter::once((own.to_owned(), ONE)).chain(others).collect()
}

fn fraction(factor: &Exact) -> Option<Fraction> {
    let whole = |number: Exact| number.to_i128();
    whole(Exact::scaled(factor.numerator(), 0)).zip(whole(Exact::scaled(factor.denominator(), 0)))
}

/// From here on a number is no figure of anything. As many rows as a table can have of smaller ones (2^32) still add up within a `Decimal(38, s)`.
pub const LIMIT: u128 = 10u128.pow(28);

fn power_of_ten(power: u32) -> Result<i128, Why> {
    10i128.checked_pow(power).ok_or(Why::TooLarge)
}

impl ReadCell for NumberCells {
    type Value = i128;

    /// `-1234.5` of at most 18 digits.
    fn quick(&self, bytes: &[u8]) -> Option<i128> {
        if self.converted.is_some() {
            return None;
        }
        let (negative, bytes) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, bytes),
        };
        if bytes.is_empty() || bytes.len() > 19 {
            return None;
        }
        let (mut digits, mut places, mut point, mut count) = (0u64, 0u32, false, 0u32);
        for byte in bytes {
            match byte {
                b'0'..=b'9' => {
                    digits = digits * 10 + u64::from(byte - b'0');
                    count += 1;
                    places += u32::from(point);
                }
                b'.' if !point && count > 0 => point = true,
                _ => return None,
            }
        }
        if count > 18 || point && places == 0 || places > self.decimals {
            return None;
        }
        let scaled = i128::from(digits).checked_mul(10i128.checked_pow(self.decimals - places + self.spare)?)?;
        (scaled.unsigned_abs() < LIMIT).then_some(if negative { -scaled } else { scaled })
    }

    fn read(&self, text: &str) -> Result<i128, Why> {
        let narrow = narrow(text);
        let text = narrow.trim();
        if text.starts_with('#') {
            return Err(Why::SpreadsheetError);
        }
        if matches!(text, "未检出" | "未检测出" | "ND" | "nd" | "N.D." | "Nd") {
            return match (self.below_detection, self.half_limit) {
                (false, _) => Err(Why::BelowDetection),
                (true, None) => Err(Why::NoDetectionLimit),
                (true, Some(half)) => Ok(half),
            };
        }
        if text.eq_ignore_ascii_case("nan") {
            return Err(Why::Nan);
        }
        let (text, unit, factor) = self.without_unit(text);
        if let Some(limit) = text.strip_prefix('<') {
            return self.limit(limit.trim_end_matches(['L', 'l']).trim(), factor);
        }
        if let Some(limit) = text.strip_suffix(['L', 'l'])
            && plain(limit.trim_end()).is_some()
        {
            return self.limit(limit.trim_end(), factor);
        }
        if let Some(number) = text.strip_suffix('%') {
            let (digits, places) = plain(number.trim_end()).ok_or(Why::NotANumber)?;
            return if self.percent { self.digits(digits, places, 0, factor) } else { Err(Why::Percent) };
        }
        // Beside a unit that has its own 万 (万吨), a 万 in the cell may be meant once or twice.
        let may_multiply = !self.percent && !unit.is_some_and(|unit| unit.starts_with(['万', '亿']));
        for (sign, power) in [('万', 4), ('亿', 8)] {
            if let Some(number) = text.strip_suffix(sign) {
                let (digits, places) = plain(number.trim_end()).ok_or(Why::NotANumber)?;
                return if may_multiply { self.digits(digits, places, power, factor) } else { Err(Why::NotANumber) };
            }
        }
        match plain(text) {
            Some((digits, places)) => self.digits(digits, places, 0, factor),
            None if is_exponential(text) => Err(Why::Exponent),
            None if text.bytes().filter(u8::is_ascii_digit).count() > 38 => Err(Why::TooLarge),
            None => Err(Why::NotANumber),
        }
    }
}

/// Digits and decimal places of `-1,234.5`: a sign, whole digits in groups of three or in none, decimals.
fn plain(text: &str) -> Option<(i128, u32)> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = match rest.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, decimals)) => (whole, decimals),
        None => (rest, ""),
    };
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) || whole.is_empty() && decimals.is_empty() {
        return None;
    }
    let separator = whole.chars().find(|character| matches!(character, ',' | ' ' | '\''));
    if let Some(separator) = separator {
        let mut groups = whole.split(separator);
        let first = groups.next()?;
        if !(1..=3).contains(&first.len()) || !groups.all(|group| group.len() == 3) {
            return None;
        }
    }
    let mut digits = 0i128;
    for byte in whole.bytes().filter(|byte| separator.is_none_or(|separator| char::from(*byte) != separator)) {
        digits = push(digits, byte)?;
    }
    for byte in decimals.bytes() {
        digits = push(digits, byte)?;
    }
    Some((if negative { -digits } else { digits }, u32::try_from(decimals.len()).ok()?))
}

fn push(digits: i128, byte: u8) -> Option<i128> {
    if !byte.is_ascii_digit() {
        return None;
    }
    digits.checked_mul(10)?.checked_add(i128::from(byte - b'0'))
}

fn is_exponential(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.trim_start_matches(['+', '-']);
    plain(number).is_some() && !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit())
}
