//! Days and times of day: 2022-6-30 · 2022年6月30日 · 2022.6.30 · 20220630 · 44742 · 04-01 08:00.

use jiff::civil::{Date, DateTime, Time};

use super::spelling::narrow;
use super::{ReadCell, Why};

/// A column of days, or of days with a time.
#[derive(Debug, Clone, Copy)]
pub struct DateCells {
    /// The year of cells that give none.
    pub year: Option<i16>,
    /// What is read is a moment, not a day: 24:00 is 00:00 of the next day there, and belongs to the day that ends where only days count.
    pub time: bool,
}

/// Whole days since 1970-01-01.
pub fn days_since_epoch(date: Date) -> i32 {
    // Days from civil, by Howard Hinnant: the year begins in March, so that the leap day is its last.
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Microseconds since 1970-01-01 00:00 of the place's own clock.
pub fn micros_since_epoch(moment: DateTime) -> i64 {
    let time = moment.time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    i64::from(days_since_epoch(moment.date())) * 86_400_000_000 + seconds * 1_000_000
}

/// Excel counts days from 1899-12-30 (as of 1900-03-01, before which nobody assesses anything).
const EXCEL_EPOCH: Date = jiff::civil::date(1899, 12, 30);

/// 1990-01-01 to 2100-12-31. A smaller or larger number in a date column is something else: 2022 is a year, not the 2022nd day, and
/// 20220 is a month that lost a digit, not a day of 1955.
const SERIALS: std::ops::RangeInclusive<i64> = 32_874..=73_415;

impl ReadCell for DateCells {
    type Value = DateTime;

    /// `2022-06-30`, and `04-01 08:00` where the column gives the year.
    fn quick(&self, bytes: &[u8]) -> Option<DateTime> {
        let two = |tens: u8, ones: u8| i8::try_from(digit(tens)? * 10 + digit(ones)?).ok();
        match *bytes {
            [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
                let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
                Some(Date::new(year, two(m1, m2)?, two(d1, d2)?).ok()?.to_datetime(Time::midnight()))
            }
            [m1, m2, b'-', d1, d2, b' ', h1, h2, b':', n1, n2] => {
                let date = Date::new(self.year?, two(m1, m2)?, two(d1, d2)?).ok()?;
                Some(date.to_datetime(Time::new(two(h1, h2)?, two(n1, n2)?, 0, 0).ok()?))
            }
            _ => None,
        }
    }

    fn read(&self, text: &str) -> Result<DateTime, Why> {
        let narrow = narrow(text);
        let text = narrow.trim();
        if text.starts_with('#') {
            return Err(Why::SpreadsheetError);
        }
        // The last half second of a day is rounded to the next one, as a moment.
        let days = if self.time { text } else { text.split_once('.').map_or(text, |(whole, _)| whole) };
        if let Some(moment) = number(text).and_then(|_| number(days)) {
            return Ok(moment);
        }
        let mut scan = Scan { rest: text };
        let date = self.date(&mut scan)?;
        match scan.time() {
            Some((24, 0, 0)) if !self.time => Ok(date.to_datetime(Time::midnight())),
            Some(time) => date_and_time(date, time).ok_or(Why::NotADate),
            None => Err(Why::NotADate),
        }
    }
}

impl DateCells {
    fn date(&self, scan: &mut Scan) -> Result<Date, Why> {
        let (first, digits) = scan.number().ok_or(Why::NotADate)?;
        let (year, month) = if digits == 4 {
            scan.separator('年').ok_or(Why::NotADate)?;
            (Some(first), scan.number().ok_or(Why::NotADate)?.0)
        } else if digits <= 2 {
            (None, first)
        } else {
            return Err(Why::NotADate);
        };
        scan.separator('月').ok_or(Why::NotADate)?;
        let (day, digits) = scan.number().ok_or(Why::NotADate)?;
        if digits > 2 {
            return Err(Why::NotADate);
        }
        scan.blanks();
        let _ = scan.eat('日') || scan.eat('号');
        let year = match year {
            Some(year) => i16::try_from(year).map_err(|_| Why::NotADate)?,
            // 22-6-30 is a year of two digits, and no day of a month.
            None if scan.rest.starts_with(['-', '/', '.']) => return Err(Why::NotADate),
            None => self.year.ok_or(Why::NoYear)?,
        };
        let (month, day) = (i8::try_from(month).ok(), i8::try_from(day).ok());
        month.zip(day).and_then(|(month, day)| Date::new(year, month, day).ok()).ok_or(Why::NotADate)
    }
}

/// `20220630`, or Excel's number of a day.
fn number(text: &str) -> Option<DateTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    if whole.len() == 8 && fraction.is_empty() {
        let year = i16::try_from(number / 10_000).ok()?;
        let (month, day) = (i8::try_from(number / 100 % 100).ok()?, i8::try_from(number % 100).ok()?);
        return Some(Date::new(year, month, day).ok()?.to_datetime(Time::midnight()));
    }
    if whole.len() != 5 || !SERIALS.contains(&number) {
        return None;
    }
    let day = EXCEL_EPOCH.checked_add(jiff::Span::new().try_days(number).ok()?).ok()?;
    // A part of a day, to the nearest second: 0.33333 is 08:00.
    let digits = fraction.get(..fraction.len().min(9)).unwrap_or("");
    let part: i64 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    let seconds = (part * 86_400 * 2 / 10i64.pow(u32::try_from(digits.len()).ok()?) + 1) / 2;
    day.to_datetime(Time::midnight()).checked_add(jiff::Span::new().try_seconds(seconds).ok()?).ok()
}

/// 24:00 is 00:00 of the next day.
fn date_and_time(date: Date, (hour, minute, second): (u32, u32, u32)) -> Option<DateTime> {
    if (hour, minute, second) == (24, 0, 0) {
        return Some(date.tomorrow().ok()?.to_datetime(Time::midnight()));
    }
    let part = |number: u32| i8::try_from(number).ok();
    Some(date.to_datetime(Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?))
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

/// What is left of the cell.
struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    /// A run of digits: its value and how many.
    fn number(&mut self) -> Option<(u32, usize)> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(length)?;
        let value = digits.parse().ok()?;
        self.rest = rest;
        Some((value, length))
    }

    fn eat(&mut self, character: char) -> bool {
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// What stands between year and month, month and day, blanks around it or not.
    fn separator(&mut self, word: char) -> Option<()> {
        self.blanks();
        let found = ['-', '/', '.', word].into_iter().any(|sign| self.eat(sign));
        self.blanks();
        found.then_some(())
    }

    /// The time that makes up the rest; midnight if nothing is left.
    fn time(&mut self) -> Option<(u32, u32, u32)> {
        self.blanks();
        let _ = self.eat('T');
        if self.rest.is_empty() {
            return Some((0, 0, 0));
        }
        let hour = self.number()?.0;
        if !(self.eat(':') || self.eat('时') || self.eat('点')) {
            return None;
        }
        let minute = self.number().map_or(0, |(minute, _)| minute);
        let _ = self.eat(':') || self.eat('分');
        let second = self.number().map_or(0, |(second, _)| second);
        let _ = self.eat('秒');
        if let Some(fraction) = self.rest.strip_prefix('.') {
            self.rest = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
        }
        self.rest.is_empty().then_some((hour, minute, second))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days_since_epoch(date(1970, 1, 1)), 0);
        assert_eq!(days_since_epoch(date(2000, 3, 1)), 11_017);
        assert_eq!(days_since_epoch(date(2024, 2, 29)), 19_782);
        assert_eq!(days_since_epoch(date(1969, 12, 31)), -1);
        assert_eq!(micros_since_epoch(date(1970, 1, 2).at(0, 0, 1, 0)), 86_401_000_000);
    }
}
