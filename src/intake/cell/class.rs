//! Classes of a scale in the spellings that people use: Ⅲ, III, 三类, 劣V.

use std::collections::HashMap;

use super::spelling::{narrow, squeezed};
use super::{ReadCell, Why};
use crate::plan::Scale;

/// A column of classes of one scale.
#[derive(Debug, Clone)]
pub struct ClassCells {
    /// As the scheme writes them.
    exact: HashMap<String, u8>,
    /// By [`key`]; `None` where two classes share one, so that neither is guessed at.
    by_key: HashMap<String, Option<u8>>,
}

impl ClassCells {
    pub fn new(scale: &Scale) -> ClassCells {
        let mut exact = HashMap::new();
        let mut by_key: HashMap<String, Option<u8>> = HashMap::new();
        for (class, index) in scale.classes.iter().zip(0u8..) {
            for spelling in std::iter::once(&class.name).chain(&class.also) {
                exact.entry(spelling.clone()).or_insert(index);
                by_key
                    .entry(key(spelling))
                    .and_modify(|known| *known = known.filter(|known| *known == index))
                    .or_insert(Some(index));
            }
        }
        ClassCells { exact, by_key }
    }
}

impl ReadCell for ClassCells {
    type Value = u8;

    fn quick(&self, bytes: &[u8]) -> Option<u8> {
        self.exact.get(std::str::from_utf8(bytes).ok()?).copied()
    }

    fn read(&self, text: &str) -> Result<u8, Why> {
        let narrow = narrow(text);
        let known = self.exact.get(text).or_else(|| self.exact.get(narrow.as_ref())).copied();
        known.or_else(|| self.by_key.get(&key(text)).copied().flatten()).ok_or(Why::NotAClass)
    }
}

/// One spelling for all of Ⅲ, Ⅲ类, III, iii类, 三类, 3类 and 3; anything that is no numeral stays as it is.
fn key(text: &str) -> String {
    let text = squeezed(text);
    let text = ["类水质", "类", "级"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(&text);
    let (prefix, numeral) = match text.strip_prefix('劣') {
        Some(numeral) => ("劣", numeral),
        None => ("", text),
    };
    match number_of(numeral) {
        Some(number) => format!("{prefix}{number}"),
        None => format!("{prefix}{numeral}"),
    }
}

fn number_of(numeral: &str) -> Option<u8> {
    const NUMERALS: [[&str; 5]; 6] = [
        ["ⅰ", "Ⅰ", "i", "一", "1"],
        ["ⅱ", "Ⅱ", "ii", "二", "2"],
        ["ⅲ", "Ⅲ", "iii", "三", "3"],
        ["ⅳ", "Ⅳ", "iv", "四", "4"],
        ["ⅴ", "Ⅴ", "v", "五", "5"],
        ["ⅵ", "Ⅵ", "vi", "六", "6"],
    ];
    (1u8..).zip(NUMERALS).find(|(_, spellings)| spellings.contains(&numeral)).map(|(number, _)| number)
}
