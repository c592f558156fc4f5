//! Days as people write them in a scheme's own files.

use jiff::civil::Date;

/// `2022-6-30`, `2022/6/30`, `2022.6.30`, `2022年6月30日`, `20220630`.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return date(&text[..4], &text[4..6], &text[6..]);
    }
    let text = text.strip_suffix(['日', '号']).unwrap_or(text);
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    date(year, month, day)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_day_is_read_however_it_is_written_and_only_if_it_is_one() {
        let day = jiff::civil::date(2022, 6, 30);
        for text in ["2022-6-30", "2022-06-30", "2022/6/30", "2022.6.30", "2022年6月30日", " 2022年6月30 ", "20220630"]
        {
            assert_eq!(parse(text), Some(day), "{text}");
        }
        for text in ["", "2022", "2022-6", "2022-6-31", "6月30日", "2022-6-30-1", "明年"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
