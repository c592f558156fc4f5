//! From the names that people write to the units of the roster; never a guess.

use std::collections::HashMap;

use polars::prelude::{PlHashMap, PlSmallStr};

use super::cell::{squeezed, trimmed};
use crate::diagnostic::nearest;
use crate::plan::{ALSO_BETWEEN_UNITS, RosterUnit};

/// The units of a plan by all their spellings.
#[derive(Debug)]
pub struct Roster {
    /// Letter by letter as the roster has them: what nearly all cells hold. Short names lie in the table itself, not behind it.
    spelled: PlHashMap<PlSmallStr, u32>,
    /// Ids, names and aliases without blanks and width.
    full: HashMap<String, Resolved>,
    /// What is left of a name without 镇, 街道, 经济开发区 …
    short: HashMap<String, Resolved>,
    names: Vec<String>,
}

/// What a text in a unit column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// Its index in the roster.
    Unit(u32),
    /// Several units by that name.
    Ambiguous(Vec<u32>),
    Unknown,
}

/// What the organ of a unit adds to its name.
const ORGANS: &[&str] = &["人民政府", "政府", "党工委", "党委", "管理委员会", "管委会", "办事处", "委员会"];

/// What kind of unit it is, the longest first. A cell may leave it out; a cell with another one means another unit.
const KINDS: &[&str] = &[
    "经济技术开发区",
    "经济开发区",
    "高新技术产业开发区",
    "工业集中区",
    "民族乡",
    "自治区",
    "自治州",
    "自治县",
    "开发区",
    "经开区",
    "高新区",
    "街道",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "州",
    "盟",
    "旗",
];

impl Roster {
    pub fn new(units: &[RosterUnit]) -> Roster {
        let mut spelled: HashMap<String, Option<u32>> = HashMap::new();
        let (mut full, mut short) = (HashMap::new(), HashMap::new());
        for (unit, index) in units.iter().zip(0u32..) {
            let spellings = std::iter::once(&unit.id.0).chain([&unit.name]).chain(&unit.aliases);
            for spelling in spellings {
                let key = squeezed(spelling);
                if key.is_empty() {
                    continue;
                }
                let once = |known: &mut Option<u32>| *known = known.filter(|known| *known == index);
                spelled.entry(spelling.clone()).and_modify(once).or_insert(Some(index));
                if let Some(stem) = stem(without_organ(&key)) {
                    add(&mut short, stem.to_owned(), index);
                }
                add(&mut full, key, index);
            }
        }
        let spelled = spelled.into_iter().filter_map(|(spelling, index)| Some((spelling.into(), index?))).collect();
        Roster { spelled, full, short, names: units.iter().map(|unit| unit.name.clone()).collect() }
    }

    /// The unit spelled exactly so: the short cut for most cells.
    pub fn spelled(&self, text: &str) -> Option<u32> {
        self.spelled.get(text).copied()
    }

    /// The unit that a text names: as spelled; without blanks; without the organ (人民政府, 办事处); and, if it names no kind of unit, by
    /// what the name is without its kind, where only one unit has that.
    pub fn resolve(&self, text: &str) -> Resolved {
        if let Some(unit) = self.spelled(text) {
            return Resolved::Unit(unit);
        }
        let key = squeezed(text);
        let bare = without_organ(&key);
        let street = bare.ends_with('街').then(|| format!("{bare}道"));
        let known = self.full.get(&key).or_else(|| self.full.get(bare));
        let known = known.or_else(|| self.full.get(street.as_deref()?));
        if let Some(known) = known {
            return known.clone();
        }
        if stem(bare).is_some() {
            return Resolved::Unknown;
        }
        self.short.get(bare).cloned().unwrap_or(Resolved::Unknown)
    }

    /// The name nearest to a text that no unit has.
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let names = || self.names.iter().map(String::as_str);
        nearest(trimmed(text), names()).or_else(|| nearest(without_organ(&squeezed(text)), names()))
    }

    pub fn name(&self, index: u32) -> Option<&str> {
        self.names.get(usize::try_from(index).ok()?).map(String::as_str)
    }
}

/// The parts of a cell that names several units: 五棵树镇、五棵树经济开发区.
pub fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split(ALSO_BETWEEN_UNITS).map(trimmed).filter(|part| !part.is_empty())
}

fn add(names: &mut HashMap<String, Resolved>, key: String, index: u32) {
    let known = names.entry(key).or_insert(Resolved::Unit(index));
    match known {
        Resolved::Unit(one) if *one != index => *known = Resolved::Ambiguous(vec![*one, index]),
        Resolved::Ambiguous(several) if !several.contains(&index) => several.push(index),
        Resolved::Unit(_) | Resolved::Ambiguous(_) | Resolved::Unknown => {}
    }
}

fn without_organ(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = ORGANS.iter().find_map(|organ| name.strip_suffix(organ)).filter(|rest| !rest.is_empty()) {
        name = rest;
    }
    name
}

/// The name without its kind; `None` if it has none, or if hardly anything would be left.
fn stem(name: &str) -> Option<&str> {
    KINDS.iter().find_map(|kind| name.strip_suffix(kind)).filter(|stem| stem.chars().nth(1).is_some())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::plan::{Place, UnitId};

    pub fn roster(names: &[(&str, &[&str])]) -> Roster {
        let units: Vec<RosterUnit> = names
            .iter()
            .enumerate()
            .map(|(number, (name, aliases))| RosterUnit {
                id: UnitId(format!("u{number}")),
                name: (*name).to_owned(),
                kind: String::new(),
                group: String::new(),
                parent: None,
                aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
                at: Place::default(),
            })
            .collect();
        Roster::new(&units)
    }

    fn yushu() -> Roster {
        roster(&[
            ("泗河镇", &["220182109"]),
            ("于家镇", &[]),
            ("城郊街道", &[]),
            ("环城乡", &[]),
            ("五棵树镇", &[]),
            ("五棵树经济开发区", &["五棵树经开区"]),
            ("延和朝鲜族乡", &["延和乡"]),
            ("新立镇", &[]),
            ("新庄镇", &[]),
        ])
    }

    #[test]
    fn a_unit_is_found_by_every_way_of_writing_its_name() {
        let roster = yushu();
        for (text, unit) in [
            ("泗河镇", 0),
            ("泗河", 0),
            ("220182109", 0),
            ("２２０１８２１０９", 0),
            ("u0", 0),
            ("泗河镇人民政府", 0),
            ("泗河镇党委政府", 0),
            ("于 家", 1),
            ("　于家镇 ", 1),
            ("城郊", 2),
            ("城郊街道办事处", 2),
            ("城郊街", 2),
            ("环城乡政府", 3),
            ("五棵树镇", 4),
            ("五棵树经开区", 5),
            ("延和乡", 6),
            ("延和朝鲜族乡", 6),
        ] {
            assert_eq!(roster.resolve(text), Resolved::Unit(unit), "{text}");
        }
    }

    #[test]
    fn a_name_that_could_be_two_units_or_none_is_not_guessed_at() {
        let roster = yushu();
        assert_eq!(roster.resolve("五棵树"), Resolved::Ambiguous(vec![4, 5]));
        for unknown in ["城郊乡", "泗河乡", "新", "新立新庄", "榆树", "", "镇"] {
            assert_eq!(roster.resolve(unknown), Resolved::Unknown, "{unknown}");
        }
        assert_eq!(roster.nearest("泗合镇"), Some("泗河镇"));
        assert_eq!(roster.nearest("畜牧局"), None);
    }

    #[test]
    fn one_spelling_of_two_units_belongs_to_neither() {
        let roster = roster(&[("新立镇", &["新镇"]), ("新庄镇", &["新镇"])]);
        assert_eq!(roster.resolve("新镇"), Resolved::Ambiguous(vec![0, 1]));
        assert_eq!(roster.spelled("新镇"), None);
    }

    #[test]
    fn a_cell_may_name_several() {
        let parts: Vec<&str> = several("五棵树镇、五棵树经济开发区；  泗河镇").collect();
        assert_eq!(parts, ["五棵树镇", "五棵树经济开发区", "泗河镇"]);
    }
}
