//! Days as a result holds them in one text, and as people read them.

use std::fmt;

use jiff::civil::Date;

use super::value::{say_date, say_day_of_year};
use crate::message;
use crate::words::Message;

/// A day, or the first and the last of several, as a target or a figure stands in a result: 2022-10-31, 2022-05-31～2022-10-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    first: Date,
    last: Date,
}

impl Days {
    const TO: char = '～';

    pub fn between(first: Date, last: Date) -> Days {
        Days { first, last }
    }

    /// `None` for a text that is no days.
    pub fn read(shown: &str) -> Option<Days> {
        let day = |text: &str| text.parse::<Date>().ok().filter(|day| day.to_string() == text);
        let (first, last) = shown.split_once(Days::TO).unwrap_or((shown, shown));
        Some(Days { first: day(first)?, last: day(last)? })
    }

    pub fn is_one(&self) -> bool {
        self.first == self.last
    }

    /// 2022年5月31日.
    pub fn say_first(&self) -> Message {
        say_date(self.first)
    }

    /// 10月31日, behind a first of the same year; 2023年1月31日 behind one of another.
    pub fn say_last(&self) -> Message {
        if self.first.year() == self.last.year() { say_day_of_year(self.last) } else { say_date(self.last) }
    }

    /// 2022年5月31日～10月31日.
    pub fn say(&self) -> Message {
        match self.is_one() {
            true => self.say_first(),
            false => message!("value-days", first = self.say_first(), last = self.say_last()),
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_one() {
            true => write!(formatter, "{}", self.first),
            false => write!(formatter, "{}{}{}", self.first, Days::TO, self.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn days_are_read_as_they_are_written_and_nothing_else_is() {
        for text in ["2022-10-31", "2022-05-31～2022-10-31", "2022-05-31～2023-01-31"] {
            assert_eq!(Days::read(text).map(|days| days.to_string()).as_deref(), Some(text));
        }
        for text in ["≥95%", "6～9", "20221031", "2022-05-31～", ""] {
            assert_eq!(Days::read(text), None, "{text}");
        }
        let words = Words::new(Language::Zh);
        let said = |text: &str| Days::read(text).map(|days| words.say(&days.say())).unwrap_or_default();
        assert_eq!(said("2022-10-31"), "2022年10月31日");
        assert_eq!(said("2022-05-31～2022-10-31"), "2022年5月31日～10月31日");
        assert_eq!(said("2022-05-31～2023-01-31"), "2022年5月31日～2023年1月31日");
    }
}
