//! Time zones: moments that a file counts in world time, as the local ones that its author saw.

use chrono::{DateTime, Offset, TimeZone};
use polars::prelude::TimeUnit;

/// A time zone that a column of a file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// So many seconds ahead of world time, all year.
    Fixed(i32),
    Named(chrono_tz::Tz),
}

/// Under these names nobody has said where the moments were.
const WORLD_TIME: &[&str] = &[
    "UTC",
    "UCT",
    "GMT",
    "GMT0",
    "GMT+0",
    "GMT-0",
    "Greenwich",
    "Universal",
    "Zulu",
    "Z",
    "Etc/UTC",
    "Etc/UCT",
    "Etc/GMT",
    "Etc/GMT0",
    "Etc/GMT+0",
    "Etc/GMT-0",
    "Etc/Greenwich",
    "Etc/Universal",
    "Etc/Zulu",
];

impl Zone {
    /// `Asia/Shanghai`, `+08:00`; `None` where nobody knows what it is.
    pub fn of(name: &str) -> Option<Zone> {
        if WORLD_TIME.contains(&name) {
            return Some(Zone::Fixed(0));
        }
        fixed(name).map(Zone::Fixed).or_else(|| name.parse().ok().map(Zone::Named))
    }

    pub fn is_world_time(self) -> bool {
        self == Zone::Fixed(0)
    }

    /// Microseconds of world time since 1970 as those of the clocks there. Beyond all years that there are it stays as it is.
    pub fn local(self, micros: i64) -> i64 {
        let ahead = match self {
            Zone::Fixed(seconds) => Some(seconds),
            Zone::Named(zone) => DateTime::from_timestamp_micros(micros)
                .map(|moment| zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc()),
        };
        micros.saturating_add(i64::from(ahead.unwrap_or(0)) * 1_000_000)
    }
}

/// A count of so large units of time in microseconds.
pub fn micros(count: i64, unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Milliseconds => count.saturating_mul(1000),
        TimeUnit::Microseconds => count,
        TimeUnit::Nanoseconds => count.div_euclid(1000),
    }
}

/// Seconds of `+08:00`, `-0330`, `+08`.
fn fixed(name: &str) -> Option<i32> {
    let (sign, rest) = match name.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, name.strip_prefix('-')?),
    };
    let digits: String = rest.chars().filter(|sign| *sign != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at(2);
    let part = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i32>().ok() };
    Some(sign * (part(hours)? * 3600 + part(minutes)? * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    #[test]
    fn the_clocks_of_a_zone() {
        // 2021-12-31 16:00 of world time.
        let midnight = 18_992 * 24 * HOUR + 16 * HOUR;
        for name in ["Asia/Shanghai", "+08:00", "+0800", "+08", "Etc/GMT-8"] {
            assert_eq!(Zone::of(name).map(|zone| zone.local(midnight)), Some(midnight + 8 * HOUR), "{name}");
        }
        assert_eq!(Zone::of("-03:30").map(|zone| zone.local(0)), Some(-7 * HOUR / 2));
        assert!(
            Zone::of("UTC").is_some_and(Zone::is_world_time) && Zone::of("+00:00").is_some_and(Zone::is_world_time)
        );
        assert_eq!(Zone::of("北京"), None);
        assert_eq!(Zone::of("+8"), None);
        assert_eq!(Zone::of("Asia/Shanghai").map(|zone| zone.local(i64::MAX)), Some(i64::MAX));
    }
}
