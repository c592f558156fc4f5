//! The year of a scheme.

use jiff::civil::Date;

/// From this day on nothing of the year can be done any more.
pub fn is_over(year: i16, as_of: Date) -> bool {
    !Date::new(year, 12, 31).is_ok_and(|last| as_of < last)
}
