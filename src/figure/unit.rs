//! What a figure is counted in, so that 吨 is never held against 万吨 or 85 against 85 %.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Exact;

/// A unit of measure as a product of powers: 吨, 吨/头, 亩, mg/L, or nothing (a ratio). Written 吨, 吨/头, 吨·日.
///
/// The symbols are taken as people write them in the scheme: 吨 and 万吨 are two symbols, and a figure in one is not a
/// figure in the other until `.to("吨")` says so ([`Unit::factor_to`]).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Unit {
    powers: BTreeMap<String, i32>,
}

/// Two figures of different units met where they must be alike.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{left} and {right} are different units")]
pub struct UnitMismatch {
    pub left: Unit,
    pub right: Unit,
    /// The exact factor between them where they measure the same thing (万吨 → 吨: 10000).
    pub factor: Option<Exact>,
}

/// What a number of things is counted in, where nothing more is said: 吨/个 is so many tonnes for each.
const THING: &str = "个";

/// Things, not amounts, among [`SAME_THING`]: rows may stand for heads or days.
const COUNTED: &[&str] = &["头", "万头", "日", "天", "d"];

/// Measures of an amount to or from which nothing converts.
const OTHER_AMOUNTS: &[&str] = &[
    "折纯吨",
    "实物吨",
    "标准吨",
    "标煤吨",
    "吨标煤",
    "吨标准煤",
    "吨CO2",
    "克",
    "毫克",
    "微克",
    "g",
    "mg",
    "升",
    "毫升",
    "L",
    "mL",
    "厘米",
    "毫米",
    "cm",
    "mm",
    "千瓦",
    "千瓦时",
    "kWh",
    "万千瓦时",
];

/// Other words that are units although nothing converts to or from them: things as they are counted, times, shares, contents.
const OTHER_UNITS: &[&str] = &[
    "个", "家", "户", "人", "名", "次", "人次", "户次", "场次", "起", "件", "处", "座", "台", "套", "辆", "艘", "只",
    "羽", "匹", "条", "份", "场", "宗", "例", "项", "所", "间", "栋", "株", "棵", "眼", "口", "块", "片", "车", "批",
    "支", "根", "段", "级", "步", "村", "屯", "乡", "镇", "县", "区", "社", "组", "头份", "年", "月", "周", "季",
    "季度", "旬", "小时", "时", "分钟", "秒", "h", "min", "s", "分", "%", "‰", "μg", "µg", "分贝", "dB", "℃", "度",
    "兆瓦", "kW", "MW", "立方", "平方", "方", "倍", "位", "遍", "轮", "点", "格", "万人", "万户", "万株", "万元",
    "百头", "人月", "户数", "种", "类", "本", "册", "张", "篇", "mg/kg", "g/kg", "NTU", "CFU", "MPN", "1",
];

/// Signs that are taken for one another in units, the wrong one first.
const MISTAKEN: &[(&str, &str)] = &[("顿", "吨"), ("噸", "吨"), ("畝", "亩"), ("園", "元"), ("圆", "元")];

/// Symbols for the same thing, and how many of the first (base) symbol each is. Dry and wet weight, physical tonnes (实物吨) and
/// nutrient tonnes (折纯吨) are deliberately not here: nothing converts one to the other.
const SAME_THING: &[&[(&str, (i64, i64))]] = &[
    &[
        ("吨", (1, 1)),
        ("t", (1, 1)),
        ("万吨", (10_000, 1)),
        ("千克", (1, 1000)),
        ("公斤", (1, 1000)),
        ("kg", (1, 1000)),
        ("斤", (1, 2000)),
    ],
    &[
        ("亩", (1, 1)),
        ("万亩", (10_000, 1)),
        ("公顷", (15, 1)),
        ("hm²", (15, 1)),
        ("平方公里", (1500, 1)),
        ("km²", (1500, 1)),
        ("平方米", (3, 2000)),
        ("m²", (3, 2000)),
        ("万平方米", (15, 1)),
    ],
    &[("米", (1, 1)), ("m", (1, 1)), ("公里", (1000, 1)), ("千米", (1000, 1)), ("km", (1000, 1)), ("里", (500, 1))],
    &[("头", (1, 1)), ("万头", (10_000, 1))],
    &[("元", (1, 1)), ("万元", (10_000, 1)), ("亿元", (100_000_000, 1))],
    &[("mg/L", (1, 1)), ("μg/L", (1, 1000)), ("µg/L", (1, 1000))],
    &[("μg/m³", (1, 1)), ("µg/m³", (1, 1)), ("mg/m³", (1000, 1))],
    &[("立方米", (1, 1)), ("m³", (1, 1)), ("万立方米", (10_000, 1))],
    &[
        ("立方米/日", (1, 1)),
        ("立方米/天", (1, 1)),
        ("m³/d", (1, 1)),
        ("吨/日", (1, 1)),
        ("吨/天", (1, 1)),
        ("t/d", (1, 1)),
        ("万立方米/日", (10_000, 1)),
        ("万吨/日", (10_000, 1)),
        ("万吨/天", (10_000, 1)),
    ],
    &[("蒸吨/时", (1, 1)), ("t/h", (1, 1)), ("蒸吨", (1, 1))],
    &[("日", (1, 1)), ("天", (1, 1)), ("d", (1, 1))],
];

impl Unit {
    /// A ratio: a quotient of two figures of the same unit, or a percentage.
    pub fn ratio() -> Unit {
        Unit::default()
    }

    /// One symbol, taken whole (`mg/L` stays one symbol, because that is how it is compared).
    pub fn symbol(symbol: &str) -> Unit {
        let symbol = symbol.trim();
        if symbol.is_empty() {
            return Unit::ratio();
        }
        Unit { powers: BTreeMap::from([(symbol.to_owned(), 1)]) }
    }

    pub fn is_ratio(&self) -> bool {
        self.powers.is_empty()
    }

    /// A symbol that some conversion is known of.
    pub fn is_known(&self) -> bool {
        let text = self.to_string();
        SAME_THING.iter().any(|symbols| symbols.iter().any(|(symbol, _)| *symbol == text))
    }

    pub fn times(&self, other: &Unit) -> Unit {
        self.combined(other, 1)
    }

    pub fn per(&self, other: &Unit) -> Unit {
        self.combined(other, -1)
    }

    fn combined(&self, other: &Unit, sign: i32) -> Unit {
        let mut powers = self.powers.clone();
        for (symbol, power) in &other.powers {
            let sum = powers.entry(symbol.clone()).or_insert(0);
            *sum += sign * power;
            if *sum == 0 {
                powers.remove(symbol);
            }
        }
        Unit { powers }
    }

    /// The unit of a number of things: 个.
    pub fn of_things() -> Unit {
        Unit::symbol(THING)
    }

    /// A number of things may be held against a number in this unit: 家, 起, 次, 头, 天 and whatever else is no known measure of an amount.
    pub fn counts_things(&self) -> bool {
        let mut powers = self.powers.iter();
        let (Some((symbol, 1)), None) = (powers.next(), powers.next()) else { return false };
        let measures = || SAME_THING.iter().any(|symbols| symbols.iter().any(|(known, _)| known == symbol));
        COUNTED.contains(&symbol.as_str()) || !measures()
    }

    /// Some measure of an amount: 吨, 亩, mg/L. What is counted, and what a share is taken of (个/人, 吨/人), is none by itself.
    pub fn is_amount(&self) -> bool {
        let symbol = self.to_string();
        self.is_known() && !COUNTED.contains(&symbol.as_str()) && !symbol.contains('/')
            || OTHER_AMOUNTS.contains(&symbol.as_str())
    }

    /// This, so many times as there are things: 吨/个 × 个 is 吨, and 吨 × 个 is 吨 too.
    pub fn for_things(&self) -> Unit {
        let mut powers = self.powers.clone();
        if powers.get(THING) == Some(&-1) {
            powers.remove(THING);
        }
        Unit { powers }
    }

    /// The first of its symbols that no list of units has, and what may have been meant.
    pub fn unheard_of(&self) -> Option<(&str, Option<String>)> {
        let known = |symbol: &str| {
            OTHER_UNITS.contains(&symbol)
                || OTHER_AMOUNTS.contains(&symbol)
                || SAME_THING.iter().flat_map(|symbols| symbols.iter()).any(|(known, _)| *known == symbol)
        };
        let symbol = self.powers.keys().find(|symbol| !known(symbol))?;
        let meant = MISTAKEN.iter().map(|(wrong, right)| symbol.replace(wrong, right));
        Some((symbol, meant.into_iter().find(|meant| known(meant))))
    }

    /// The symbols that have a factor to others, by which a misspelt one can be found.
    pub fn convertible() -> impl Iterator<Item = &'static str> {
        SAME_THING.iter().flat_map(|symbols| symbols.iter().map(|(symbol, _)| *symbol))
    }

    /// How many of `other` one of this is, exactly (万吨 → 吨: 10000; 公顷 → 亩: 15), or `None` if they measure different things.
    pub fn factor_to(&self, other: &Unit) -> Option<Exact> {
        if self == other {
            return Some(Exact::ONE);
        }
        let (from, to) = (self.to_string(), other.to_string());
        SAME_THING.iter().find_map(|symbols| {
            let base = |wanted: &str| {
                let (_, (numerator, denominator)) = symbols.iter().find(|(symbol, _)| *symbol == wanted)?;
                Exact::ratio(*numerator, *denominator)
            };
            base(&from)?.checked_div(&base(&to)?)
        })
    }

    /// Fails with both units, and the factor between them if there is one, unless they are the same.
    pub fn same_as(&self, other: &Unit) -> Result<(), UnitMismatch> {
        if self == other || self.factor_to(other) == Some(Exact::ONE) {
            return Ok(());
        }
        Err(UnitMismatch { left: self.clone(), right: other.clone(), factor: self.factor_to(other) })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |wanted: fn(i32) -> bool| {
            let mut symbols = Vec::new();
            for (symbol, power) in &self.powers {
                if wanted(*power) {
                    symbols.extend(std::iter::repeat_n(symbol.as_str(), power.unsigned_abs() as usize));
                }
            }
            symbols.join("·")
        };
        let (above, below) = (side(|power| power > 0), side(|power| power < 0));
        match (above.is_empty(), below.is_empty()) {
            (_, true) => formatter.pad(&above),
            (true, false) => formatter.pad(&format!("1/{below}")),
            (false, false) => formatter.pad(&format!("{above}/{below}")),
        }
    }
}

impl From<String> for Unit {
    /// `吨` is one symbol; so is `mg/L` while it stands in the table of known symbols; `吨/头` is a quotient.
    fn from(text: String) -> Unit {
        let known = SAME_THING.iter().any(|symbols| symbols.iter().any(|(symbol, _)| *symbol == text));
        if known {
            return Unit::symbol(&text);
        }
        let product = |side: &str| {
            side.split('·')
                .filter(|symbol| !symbol.is_empty() && *symbol != "1")
                .fold(Unit::ratio(), |unit, symbol| unit.times(&Unit::symbol(symbol)))
        };
        match text.split_once('/') {
            Some((above, below)) => product(above).per(&product(below)),
            None => product(&text),
        }
    }
}

impl From<Unit> for String {
    fn from(unit: Unit) -> String {
        unit.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        Unit::from(text.to_owned())
    }

    #[test]
    fn tonnes_over_tonnes_is_a_ratio_and_tonnes_a_head_is_not() {
        assert!(unit("吨").per(&unit("吨")).is_ratio());
        assert_eq!(unit("吨").per(&unit("头")).to_string(), "吨/头");
        assert_eq!(unit("吨/头").times(&unit("头")), unit("吨"));
    }

    #[test]
    fn things_are_counted_in_what_measures_no_amount() {
        for word in ["个", "家", "起", "头", "天"] {
            assert!(unit(word).counts_things(), "{word}");
        }
        for word in ["吨", "万亩", "元", "mg/L", "吨/头", ""] {
            assert!(!unit(word).counts_things(), "{word}");
        }
        assert_eq!(unit("吨").per(&Unit::of_things()).for_things(), unit("吨"));
    }

    #[test]
    fn conversions_are_exact_and_named() {
        assert_eq!(unit("万吨").factor_to(&unit("吨")), Some(Exact::from(10_000)));
        assert_eq!(unit("公顷").factor_to(&unit("亩")), Some(Exact::from(15)));
        assert_eq!(unit("平方米").factor_to(&unit("亩")), Exact::ratio(3, 2000));
        assert_eq!(unit("吨").factor_to(&unit("亩")), None);
        assert_eq!(unit("吨").same_as(&unit("万吨")).unwrap_err().factor, Exact::ratio(1, 10_000));
    }
}
