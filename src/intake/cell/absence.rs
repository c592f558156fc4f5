//! The texts that stand where there is no value.

use super::spelling::squeezed;
use crate::plan::{AbsenceMark, CellAbsence};

/// The absence marks of one column.
#[derive(Debug, Clone, Default)]
pub struct Absences {
    own: Vec<(String, CellAbsence)>,
}

/// Known everywhere, narrowed and in lower case. `无` is not here: as a number it may mean nought, and as a truth it means no.
const EVERYWHERE: &[(&str, CellAbsence)] = &[
    ("-", CellAbsence::NoData),
    ("--", CellAbsence::NoData),
    ("---", CellAbsence::NoData),
    ("未统计", CellAbsence::NoData),
    ("未报", CellAbsence::NoData),
    ("未上报", CellAbsence::NoData),
    ("未填报", CellAbsence::NoData),
    ("待报", CellAbsence::NoData),
    ("待补", CellAbsence::NoData),
    ("暂无", CellAbsence::NoData),
    ("暂无数据", CellAbsence::NoData),
    ("无数据", CellAbsence::NoData),
    ("缺测", CellAbsence::NoData),
    ("null", CellAbsence::NoData),
    ("nan", CellAbsence::NoData),
    ("*", CellAbsence::Withheld),
    ("**", CellAbsence::Withheld),
    ("***", CellAbsence::Withheld),
    ("××", CellAbsence::Withheld),
    ("×××", CellAbsence::Withheld),
    ("—", CellAbsence::Withheld),
    ("——", CellAbsence::Withheld),
    ("保密", CellAbsence::Withheld),
    ("涉密", CellAbsence::Withheld),
    ("不公开", CellAbsence::Withheld),
    ("不涉及", CellAbsence::NotApplicable),
    ("未涉及", CellAbsence::NotApplicable),
    ("无此项", CellAbsence::NotApplicable),
    ("不适用", CellAbsence::NotApplicable),
    ("不考核", CellAbsence::NotApplicable),
    ("n/a", CellAbsence::NotApplicable),
    ("/", CellAbsence::NotApplicable),
    ("\\", CellAbsence::NotApplicable),
];

/// The characters that they begin with, in either width: most texts are told from a mark by their first.
const STARTS: &[char] = &[
    '-', '－', '*', '＊', '/', '／', '\\', '＼', 'n', 'N', 'ｎ', 'Ｎ', '未', '待', '暂', '无', '缺', '×', '—', '保',
    '涉', '不',
];

/// No mark is longer; a longer text need not be looked up.
const LONGEST: usize = 12;

impl Absences {
    pub fn of(marks: &[AbsenceMark]) -> Absences {
        Absences { own: marks.iter().map(|mark| (squeezed(&mark.text), mark.means)).collect() }
    }

    pub fn has_none_of_its_own(&self) -> bool {
        self.own.is_empty()
    }

    /// By the marks of the column.
    pub fn own(&self, text: &str) -> Option<CellAbsence> {
        if self.own.is_empty() {
            return None;
        }
        find(self.own.iter().map(|(mark, means)| (mark.as_str(), *means)), &squeezed(text))
    }

    /// By the marks known everywhere.
    pub fn everywhere(text: &str) -> Option<CellAbsence> {
        if !text.starts_with(STARTS) || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        find(EVERYWHERE.iter().copied(), &squeezed(text))
    }
}

fn find<'a>(marks: impl Iterator<Item = (&'a str, CellAbsence)>, text: &str) -> Option<CellAbsence> {
    marks.into_iter().find(|(mark, _)| *mark == text).map(|(_, means)| means)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_reached() {
        for (mark, means) in EVERYWHERE {
            assert_eq!(Absences::everywhere(mark), Some(*means), "{mark}");
        }
        assert_eq!(Absences::everywhere("暂 无"), Some(CellAbsence::NoData));
        assert_eq!(Absences::everywhere("无锡"), None);
    }
}
