//! Filters for prose: they know how officials write, and add nothing that the value doesn't hold.
//!
//! Words that a sentence is made of stand in the template; those that follow from a value (达到, 暂定, 月, 日) come from the catalogue.

use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind};

use crate::clauses::{Days, say_date};
use crate::message;
use crate::words::Words;

/// The filters' names, for whoever misspells one.
pub const FILTERS: [&str; 14] = [
    "date",
    "by_day",
    "list",
    "ordinal",
    "short",
    "compare",
    "signed",
    "reached",
    "provisional",
    "sentence",
    "words",
    "quote",
    "phrases",
    "change",
];

/// Puts all filters into an environment.
pub(super) fn add_filters(environment: &mut Environment<'static>, words: &Arc<Words>) {
    let own = Arc::clone(words);
    environment.add_filter("date", move |day: &str| date(day, &own));
    let own = Arc::clone(words);
    environment.add_filter("list", move |names: Vec<String>, most: Option<usize>, of: Option<&str>| {
        list(&names, most, of.unwrap_or_default(), &own)
    });
    environment.add_filter("ordinal", ordinal);
    environment.add_filter("short", short);
    environment.add_filter("compare", compare);
    environment.add_filter("signed", signed);
    environment.add_filter("phrases", phrases);
    let own = Arc::clone(words);
    environment.add_filter("change", move |shown: &str, is_change: bool| change(shown, is_change, &own));
    let own = Arc::clone(words);
    environment.add_filter("reached", move |status: &str| reached(status, &own));
    let own = Arc::clone(words);
    environment.add_filter("provisional", move |text: &str, is: bool| provisional(text, is, &own));
    environment.add_filter("sentence", sentence);
    environment.add_filter("words", plain);
    environment.add_filter("quote", quote);
    let own = Arc::clone(words);
    environment.add_filter("by_day", move |target: &str| by_day(target, &own));
}

/// `2022-06-30` as 2022年6月30日.
fn date(day: &str, words: &Words) -> Result<String, Error> {
    let wrong = |_| Error::new(ErrorKind::InvalidOperation, format!("{day} is no date"));
    Ok(words.say(&say_date(day.parse::<jiff::civil::Date>().map_err(wrong)?)))
}

/// A target that is a day as officials write it, 2022年10月31日前, or the days of several things, 各自期限，2022年8月31日至10月31日; any other
/// stays as it is.
fn by_day(target: &str, words: &Words) -> String {
    match Days::read(target) {
        Some(days) if days.is_one() => words.say(&message!("report-by-day", day = days.say_first())),
        Some(days) => words.say(&message!("report-by-own-days", first = days.say_first(), last = days.say_last())),
        None => target.to_owned(),
    }
}

/// A change of a share in words: -15.0% as 下降15.0个百分点, 3.2% as 上升3.2个百分点. A figure that is none (`is_change`), and no change
/// at all, stay as they are.
fn change(shown: &str, is_change: bool, words: &Words) -> String {
    let Some(points) = shown.strip_suffix('%').filter(|_| is_change) else { return shown.to_owned() };
    let size = points.trim_start_matches('-');
    match (size.bytes().any(|digit| (b'1'..=b'9').contains(&digit)), points.starts_with('-')) {
        (false, _) => shown.to_owned(),
        (true, false) => words.say(&message!("report-share-rose", points = size)),
        (true, true) => words.say(&message!("report-share-fell", points = size)),
    }
}

/// In quotation marks; those within become single ones.
fn quote(text: &str) -> String {
    let within: String = text
        .chars()
        .map(|letter| match letter {
            '“' => '‘',
            '”' => '’',
            letter => letter,
        })
        .collect();
    format!("“{within}”")
}

/// 甲、乙、丙. Of more than `most` names only the first so many, and how many there are: 甲、乙等28个单位. `of` is the counted thing (个单位).
fn list(names: &[String], most: Option<usize>, of: &str, words: &Words) -> String {
    match most.and_then(|most| names.get(..most)) {
        Some(first) if first.len() < names.len() => {
            words.say(&message!("report-list-more", names = words.list(first), count = names.len(), of = of))
        }
        Some(_) | None => words.list(names),
    }
}

/// 一, 二, … 十, 十一, … 九十九: the numbers of an official document's parts. A greater number stays in digits.
fn ordinal(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: usize| DIGITS.get(digit).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, 0) | (10.., _) => number.to_string(),
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// A figure without zeros that say nothing: 31.20 as 31.2, 90.00 as 90.
fn short(figure: &str) -> String {
    match figure.contains('.') {
        true => figure.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => figure.to_owned(),
    }
}

/// A difference in words: `compare("提高", "降低", "持平", "分")` makes 提高3.20分 of 3.20, 降低3.20分 of -3.20 and 持平 of 0.00.
fn compare(difference: &minijinja::Value, up: &str, down: &str, same: &str, unit: &str) -> String {
    let text = difference.to_string();
    let size = text.trim_start_matches('-');
    match (size.bytes().any(|digit| (b'1'..=b'9').contains(&digit)), text.starts_with('-')) {
        (false, _) => same.to_owned(),
        (true, false) => format!("{up}{size}{unit}"),
        (true, true) => format!("{down}{size}{unit}"),
    }
}

/// A difference with its sign: 3.20 as +3.20.
fn signed(difference: &str) -> String {
    let rises = !difference.starts_with(['-', '+']) && difference.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if rises { format!("+{difference}") } else { difference.to_owned() }
}

/// Words that titles of assessments are made of.
const TITLE_WORDS: [&str; 13] = [
    "年度",
    "生态环境保护",
    "生态环境",
    "污染防治攻坚战",
    "环境保护",
    "目标责任书",
    "目标责任制",
    "目标责任",
    "考核",
    "情况简报",
    "结果通报",
    "结果",
    "示例",
];

/// A title for a page: its lines may end behind whole words and around brackets (GB/T 9704: 词意完整), and elsewhere only where a line is
/// too long.
fn phrases(title: &str) -> minijinja::Value {
    let mut parts: Vec<String> = vec![String::new()];
    let mut rest = title;
    while let Some(first) = rest.chars().next() {
        let word = TITLE_WORDS.iter().find(|word| rest.starts_with(**word));
        let (taken, left) = rest.split_at(word.map_or(first.len_utf8(), |word| word.len()));
        if first == '（' {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(taken);
        }
        if (word.is_some() && !left.starts_with('）')) || first == '）' {
            parts.push(String::new());
        }
        rest = left;
    }
    let parts: Vec<String> =
        parts.iter().filter(|part| !part.is_empty()).map(|part| super::chart::escape(part)).collect();
    minijinja::Value::from_safe_string(parts.join("<wbr>"))
}

/// 达到 or 未达到 of a status; nothing where the target can't be told to be met or not.
fn reached(status: &str, words: &Words) -> String {
    match status {
        "met" => words.word("report-reached"),
        "partial" | "missed" => words.word("report-not-reached"),
        _open => String::new(),
    }
}

/// 良好（暂定）.
fn provisional(text: &str, is: bool, words: &Words) -> String {
    if is { words.say(&message!("report-provisional-text", text = text)) } else { text.to_owned() }
}

/// With a full stop, and only one.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    match text.ends_with(['。', '！', '？', '；', '：']) || text.is_empty() {
        true => text.to_owned(),
        false => format!("{text}。"),
    }
}

/// Without the full stop, to be built into a sentence.
fn plain(text: &str) -> String {
    text.trim_end().trim_end_matches('。').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn names(names: &str) -> Vec<String> {
        names.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn lists_name_all_or_the_first_and_how_many() {
        let words = Words::new(Language::Zh);
        assert_eq!(list(&names("甲 乙 丙"), None, "", &words), "甲、乙、丙");
        assert_eq!(list(&names("甲 乙 丙"), Some(3), "个单位", &words), "甲、乙、丙");
        assert_eq!(list(&names("甲 乙 丙"), Some(2), "个单位", &words), "甲、乙等3个单位");
        assert_eq!(list(&[], Some(2), "个单位", &words), "");
    }

    #[test]
    fn parts_are_numbered_as_in_official_documents() {
        let said: Vec<String> = [1, 9, 10, 11, 20, 21, 99, 100].into_iter().map(ordinal).collect();
        assert_eq!(said, ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }

    #[test]
    fn figures_and_differences_read_well() {
        assert_eq!(
            (short("31.20"), short("90.00"), short("100"), short("-1.50")),
            ("31.2".into(), "90".into(), "100".into(), "-1.5".into())
        );
        let said = |text: &str| compare(&minijinja::Value::from(text), "提高", "降低", "持平", "分");
        assert_eq!(
            (said("3.20"), said("-0.05"), said("0.00")),
            ("提高3.20分".into(), "降低0.05分".into(), "持平".into())
        );
        assert_eq!(["3.20", "-0.05", "0.00"].map(signed), ["+3.20", "-0.05", "0.00"]);
    }

    #[test]
    fn titles_end_their_lines_behind_whole_words_and_stay_text() {
        let said = ["某市2022年度生态环境保护目标责任考核（示例）情况简报", "<b>考核&结果", "一二三"]
            .map(|title| phrases(title).to_string());
        let expected = [
            "某市2022年度<wbr>生态环境保护<wbr>目标责任<wbr>考核<wbr>（示例）<wbr>情况简报",
            "&lt;b&gt;考核<wbr>&amp;结果",
            "一二三",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_change_of_a_share_is_told_in_percentage_points() {
        let words = Words::new(Language::Zh);
        let said = ["-15.0%", "3.25%", "0.0%", "Ⅲ"].map(|shown| change(shown, true, &words));
        assert_eq!(said, ["下降15.0个百分点", "上升3.25个百分点", "0.0%", "Ⅲ"]);
        assert_eq!(
            change("-15.0%", false, &words),
            "-15.0%",
            "a growth of so many percent is none of percentage points"
        );
        assert_eq!(change("-15.0%", true, &Words::new(Language::En)), "down by 15.0 percentage points");
    }

    #[test]
    fn only_what_is_known_is_said_to_be_reached() {
        let words = Words::new(Language::Zh);
        let said: Vec<String> =
            ["met", "partial", "missed", "pending", "no_data"].map(|status| reached(status, &words)).into();
        assert_eq!(said, ["达到", "未达到", "未达到", "", ""]);
        assert_eq!(provisional("良好", true, &words), "良好（暂定）");
        assert_eq!(provisional("良好", false, &words), "良好");
        assert_eq!(date("2022-06-30", &words).ok(), Some("2022年6月30日".to_owned()));
        assert!(date("六月底", &words).is_err());
        assert_eq!((by_day("2022-10-31", &words), by_day("≥95%", &words)), ("2022年10月31日前".into(), "≥95%".into()));
        let days = by_day("2022-08-31～2022-10-31", &words);
        assert_eq!(days, "各自期限，2022年8月31日至10月31日");
        assert_eq!(by_day("2022-08-31～2023-01-31", &words), "各自期限，2022年8月31日至2023年1月31日");
        assert_eq!(by_day("6～9", &words), "6～9");
        assert_eq!(quote("违建、“大棚房”未整治数"), "“违建、‘大棚房’未整治数”");
        assert_eq!(
            (sentence("已完成"), sentence("已完成。"), plain("已完成。")),
            ("已完成。".into(), "已完成。".into(), "已完成".into())
        );
    }
}
