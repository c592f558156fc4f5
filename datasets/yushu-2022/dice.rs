//! A small generator of numbers that look random and never change.

use jiff::Span;
use jiff::civil::Date;

const SEED: u64 = 0x0220_1820_2022;

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Dice(u64);

impl Dice {
    /// Each table has dice of its own, so that a change to one does not stir all others.
    pub fn of(table: &str) -> Dice {
        // FNV-1a
        let hash = table
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Dice(SEED ^ hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1).max(1);
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    pub fn chance(&mut self, of_a_thousand: i64) -> bool {
        self.between(0, 999) < of_a_thousand
    }

    pub fn one_of<T: Copy>(&mut self, options: &[T]) -> T {
        let last = i64::try_from(options.len()).unwrap_or(1) - 1;
        options[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    pub fn day_between(&mut self, from: Date, to: Date) -> Date {
        let days = from.until(to).map_or(0, |span| i64::from(span.get_days()));
        later(from, self.between(0, days))
    }
}

/// So many days later (earlier, if negative).
pub fn later(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// The last day of each month of 2022, by the month's number.
pub fn month_end(month: i8) -> Date {
    Date::constant(2022, month, 1).last_of_month()
}
