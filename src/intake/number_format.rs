//! Number formats of a workbook, as far as they make another number of the one that is stored: 0.85 is seen as 85%, 1.2 as 1.2万.

use crate::figure::Exact;

/// What a cell of such a format shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberFormat {
    sections: Vec<Section>,
}

/// The part of a format that numbers of one kind are shown by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Section {
    /// Which numbers they are, where the section says so itself.
    when: Option<(Comparison, Exact)>,
    /// The percent sign that multiplies.
    hundredths: bool,
    /// What stands behind the number where it is counted in 万 or 亿 and nothing divides it: 万, 万元.
    counted_in: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// A part of a section that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// `0`, `#` or `?`; General.
    Digit,
    Point,
    Comma,
    Percent,
    Text(char),
}

impl NumberFormat {
    pub fn of(format: &str) -> NumberFormat {
        let mut sections = Vec::new();
        let mut signs = format.chars().peekable();
        while signs.peek().is_some() {
            sections.push(Section::read(&mut signs));
        }
        NumberFormat { sections }
    }

    /// The number as the cell shows it, with all of its decimals.
    pub fn shown(&self, stored: &str) -> String {
        // What is no decimal is left to be found unreadable.
        let Ok(number) = stored.parse::<Exact>() else { return stored.to_owned() };
        match self.section(&number) {
            Some(Section { hundredths: true, .. }) => format!("{}%", number.times_power_of_ten(2).to_decimal()),
            Some(Section { counted_in: Some(unit), .. }) => format!("{stored}{unit}"),
            Some(Section { counted_in: None, .. }) | None => stored.to_owned(),
        }
    }

    fn section(&self, number: &Exact) -> Option<&Section> {
        if self.sections.iter().any(|section| section.when.is_some()) {
            let takes = |section: &&Section| section.when.as_ref().is_none_or(|(how, edge)| how.holds(number, edge));
            return self.sections.iter().find(takes);
        }
        let position = match self.sections.len() {
            0 | 1 => 0,
            2 => usize::from(*number < Exact::ZERO),
            _ if *number < Exact::ZERO => 1,
            _ => {
                if number.is_zero() {
                    2
                } else {
                    0
                }
            }
        };
        self.sections.get(position)
    }
}

impl Section {
    /// Up to the semicolon that ends it, which is taken too.
    fn read(signs: &mut impl Iterator<Item = char>) -> Section {
        let mut section = Section::default();
        let mut parts: Vec<Part> = Vec::new();
        while let Some(sign) = signs.next() {
            match sign {
                ';' => break,
                '"' => parts.extend(signs.by_ref().take_while(|sign| *sign != '"').map(Part::Text)),
                '[' => {
                    let within: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    section.when = section.when.take().or_else(|| condition(&within));
                }
                // Behind them stands a text; WPS and the Chinese Excel write the second.
                '\\' | '!' => parts.extend(signs.next().map(Part::Text)),
                // The width of a blank; what fills the cell.
                '_' | '*' => drop(signs.next()),
                '%' => parts.push(Part::Percent),
                '.' => parts.push(Part::Point),
                ',' => parts.push(Part::Comma),
                '0' | '#' | '?' => parts.push(Part::Digit),
                other => parts.push(Part::Text(other)),
            }
        }
        section.hundredths = parts.iter().any(|part| matches!(part, Part::Percent));
        section.counted_in = counted_in(&general(parts));
        section
    }
}

/// `General` (`G/通用格式` in Chinese files) is a number and no text, wherever it stands.
fn general(parts: Vec<Part>) -> Vec<Part> {
    for name in ["General", "G/通用格式"] {
        let spelt: Vec<Part> = name.chars().map(Part::Text).collect();
        if let Some(at) = parts.windows(spelt.len()).position(|run| run == spelt) {
            let before = parts.iter().take(at).copied();
            let behind = parts.iter().skip(at + spelt.len()).copied();
            return before.chain([Part::Digit]).chain(behind).collect();
        }
    }
    parts
}

/// The text behind the last digit, if it is in 万 or 亿, and if the digits are those of the stored number: behind a comma they are a
/// thousandth of it, and a point that is mere text stands where the number has none (`0!.0,"万"`, `0!.0000"万"`).
fn counted_in(parts: &[Part]) -> Option<String> {
    let last = parts.iter().rposition(|part| matches!(part, Part::Digit | Part::Point))?;
    let first = parts.iter().position(|part| matches!(part, Part::Digit | Part::Point))?;
    let digits = parts.get(first..=last)?;
    let behind = parts.get(last + 1..)?;
    let point = digits.iter().position(|part| matches!(part, Part::Point));
    let scales_before_point = point.and_then(|point| digits.get(point.checked_sub(1)?));
    let divides = matches!(behind.first(), Some(Part::Comma))
        || matches!(scales_before_point, Some(Part::Comma))
        || digits.iter().any(|part| matches!(part, Part::Text('.' | '．')));
    let text: String =
        behind.iter().filter_map(|part| if let Part::Text(sign) = part { Some(*sign) } else { None }).collect();
    let text = text.trim();
    (!divides && text.contains(['万', '亿'])).then(|| text.to_owned())
}

/// `>=10000`
fn condition(within: &str) -> Option<(Comparison, Exact)> {
    let signs = [
        ("<=", Comparison::LessOrEqual),
        ("<>", Comparison::NotEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    let mut found = signs.into_iter().filter_map(|(sign, how)| Some((how, within.strip_prefix(sign)?)));
    let (how, edge) = found.next()?;
    Some((how, edge.trim().parse().ok()?))
}

impl Comparison {
    fn holds(self, number: &Exact, edge: &Exact) -> bool {
        match self {
            Comparison::Less => number < edge,
            Comparison::LessOrEqual => number <= edge,
            Comparison::Equal => number == edge,
            Comparison::NotEqual => number != edge,
            Comparison::GreaterOrEqual => number >= edge,
            Comparison::Greater => number > edge,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_percent_sign_that_is_no_text_multiplies() {
        for format in ["0%", "0.00%", "#,##0.0%;[Red]-0.0%", "0.0_ %", "\"约\"0%", "0\\%%"] {
            assert_eq!(NumberFormat::of(format).shown("0.85"), "85%", "{format}");
        }
        for format in ["General", "0.00\"%\"", "0.00\\%", "0_%", "0*%", "[>1%]0", "0\"％\"", "0\"%"] {
            assert_eq!(NumberFormat::of(format).shown("0.85"), "0.85", "{format}");
        }
    }

    #[test]
    fn what_is_counted_in_ten_thousands_is_read_as_it_is_seen() {
        for (format, stored, shown) in [
            ("0.0\"万\"", "1.25", "1.25万"),
            ("0.0万", "1.2", "1.2万"),
            ("0.0\\万", "-1.2", "-1.2万"),
            ("#,##0.00\"亿元\"", "1.2", "1.2亿元"),
            ("G/通用格式\"万\"", "1.2", "1.2万"),
            ("General\"万\"", "1.2", "1.2万"),
            ("General\"万\";-General\"万\"", "-1.2", "-1.2万"),
            ("\"约\"G/通用格式\"万\"", "1.2", "1.2万"),
            ("\"约\"0.0 \"万\"_ ;[Red]-0.0\"万\"", "-1.2", "-1.2万"),
            ("0;-0\"万\";\"零万\"", "3", "3"),
            ("0;-0\"万\";\"零万\"", "-3", "-3万"),
            ("[>=10000]0!.0,\"万\";0.0\"万\"", "20000", "20000"),
            ("[>=10000]0!.0,\"万\";0.0\"万\"", "3", "3万"),
            // The digits are not those of the stored number.
            ("0!.0,\"万\"", "12000", "12000"),
            ("0!.0000\"万\"", "12000", "12000"),
            ("0\".\"0,\"万\"", "12000", "12000"),
            ("0,,\"亿\"", "12000", "12000"),
            ("0,.0\"万\"", "12000", "12000"),
            ("0\"元\"", "12", "12"),
            ("\"万\"0", "12", "12"),
            ("0.0\"万\"", "看不懂", "看不懂"),
        ] {
            assert_eq!(NumberFormat::of(format).shown(stored), shown, "{format}");
        }
    }
}
