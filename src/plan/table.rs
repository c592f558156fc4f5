//! The tables of a scheme: what is submitted, and what each column holds.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::column::{Column, ColumnNode};
use super::node::Place;
use super::value::{Comparison, Kind};
use crate::figure::Exact;

/// A table that units or departments submit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    pub id: String,
    pub title: String,
    pub at: Place,
    /// The column that says whose row it is; without one, the rows belong to every unit alike (a figure of the county).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_column: Option<String>,
    /// The columns that together name a row; two rows with the same key are a finding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// The date column by which rows later than the as-of date are not seen, and by which `during` picks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_column: Option<String>,
    /// The whole-year column by which last year's rows are told from this year's, where they stand in one table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_column: Option<String>,
    /// The date column that says when a row was handed in (`submitted_by`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_column: Option<String>,
    /// Each unit must hand in rows of its own: a unit without any is `no_data`, not a count of zero.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_unit: bool,
    /// What its rows are counted in (台, 个, 件): for advice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// What is done to a row that counts for more; `{}` stands for how many (治理{}锅炉).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
    pub columns: Vec<TableColumn>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<TableCheck>,
}

impl Table {
    pub fn column(&self, id: &str) -> Option<&TableColumn> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// A check of the table makes it an error that in a row the one is more than the other.
    pub fn forbids_more(&self, part: &Column, whole: &Column) -> bool {
        self.checks.iter().filter(|check| check.level == Level::Error).any(|check| {
            let ColumnNode::Compare { comparison, left, right } = &check.condition.node else { return false };
            match comparison {
                Comparison::LessOrEqual | Comparison::Less => **left == *part && **right == *whole,
                Comparison::GreaterOrEqual | Comparison::Greater => **left == *whole && **right == *part,
                Comparison::Equal | Comparison::NotEqual => false,
            }
        })
    }

    /// Whether one row can belong to several units.
    pub fn may_name_several_units(&self) -> bool {
        let whose = self.unit_column.as_ref().and_then(|id| self.column(id));
        whose.is_some_and(|column| matches!(column.holds, ColumnType::Unit { many: true }))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableColumn {
    pub id: String,
    pub at: Place,
    pub holds: ColumnType,
    /// Headers under which the column is found, ignoring width, blanks and bracketed units. The id itself is always one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// A table without this column is an error rather than a column of blanks.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub required: bool,
    /// What a blank or unreadable cell of this column does to a figure made from it.
    #[serde(default)]
    pub absent: AbsentCells,
    /// Texts that mean an absence here, beside and before those known everywhere: `*` is *withheld* in a return and *not monitored
    /// here* in water readings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<AbsenceMark>,
    /// What is done to raise its sum; `{}` stands for how much (利用{}粪污).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
}

impl TableColumn {
    /// The column can stand under this header in a submitted file.
    pub fn is_headed(&self, header: &str) -> bool {
        self.headers.iter().any(|own| own == header)
    }
}

/// A text that stands for the absence of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct AbsenceMark {
    pub text: String,
    pub means: CellAbsence,
}

/// Why a cell holds no value, as far as a text in it can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellAbsence {
    /// Blank, 未统计, `--`: nothing was handed in.
    NoData,
    /// `*`, `—`, 保密: someone has it and does not give it.
    Withheld,
    /// 不涉及, `/`: there is nothing to give.
    NotApplicable,
}

fn yes() -> bool {
    true
}

/// What a blank, withheld or unreadable cell does to a figure of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AbsentCells {
    /// The figure is absent too: a sum with one part unknown is unknown.
    #[default]
    Spoil,
    /// The cell takes no part: a mean of readings is the mean of those that were taken.
    Skip,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// A unit by id, code, name or alias. With `many`, several in one cell (五棵树镇、五棵树经济开发区): the row counts for each.
    Unit {
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        many: bool,
    },
    Text {
        /// The only texts allowed, where the scheme lists them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        one_of: Vec<String>,
    },
    Number(NumberColumn),
    Date {
        /// The cells also give a time of day (`04-01 08:00`); it is read and kept.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        time: bool,
        /// The year of cells that give none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        year: Option<i16>,
    },
    Bool,
    Class {
        scale: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct NumberColumn {
    /// What it is counted in. `%` means that a cell `85` is the ratio 0.85.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Most decimal places a cell may have, 6 if the scheme does not say; a cell with more is a finding.
    pub decimals: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Exact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Exact>,
    /// A cell below the detection limit (`0.025L`, `<0.025`) counts as half the limit (环办监测函〔2020〕82号); without it such a
    /// cell is a finding.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub below_detection: bool,
    /// The detection limit meant by `未检出`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detection_limit: Option<Exact>,
}

impl NumberColumn {
    /// The least and the most that a figure of it can be: the bounds stand as cells do, 100 in a column of percentages is the ratio 1.
    pub fn ends(&self) -> (Option<Exact>, Option<Exact>) {
        let end = |bound: &Option<Exact>| {
            let bound = bound.as_ref()?;
            if self.is_percent() { bound.checked_div(&Exact::from(100)) } else { Some(bound.clone()) }
        };
        (end(&self.min), end(&self.max))
    }

    pub fn is_percent(&self) -> bool {
        self.unit.as_deref() == Some("%")
    }
}

impl ColumnType {
    /// What rules see in this column.
    pub fn kind(&self) -> Kind {
        match self {
            ColumnType::Unit { .. } | ColumnType::Text { .. } => Kind::Text,
            ColumnType::Number(number) => match number.unit.as_deref() {
                None => Kind::Bare,
                Some("%") => Kind::Number(crate::figure::Unit::ratio()),
                Some(unit) => Kind::Number(unit.to_owned().into()),
            },
            ColumnType::Date { .. } => Kind::Date,
            ColumnType::Bool => Kind::Bool,
            ColumnType::Class { scale } => Kind::Class(scale.clone()),
        }
    }
}

/// A condition that each row must fulfil, else a finding says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableCheck {
    pub at: Place,
    pub condition: Column,
    pub level: Level,
    pub say: String,
}

/// How bad a finding is: errors make `score` end with exit code 1 until a person accepts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Note,
    Warning,
    Error,
}

/// A unit of the roster: a township, street, department, county, province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RosterUnit {
    pub id: UnitId,
    pub name: String,
    /// 乡, 镇, 街道, 部门 …: picks who is assessed on which sheet.
    pub kind: String,
    /// Those ranked and given quotas together.
    pub group: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
    /// Other names and codes by which it is found in tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub at: Place,
}

/// What stands between the units that a cell of several names, as rules see them.
pub const BETWEEN_UNITS: char = '、';

/// What people write between them as well.
pub const ALSO_BETWEEN_UNITS: [char; 7] = [BETWEEN_UNITS, '，', ',', '；', ';', '/', '\n'];

/// A level of the tree of units: those of a kind (县), or of a group where no unit is of such a kind.
#[derive(Debug, Clone, Copy)]
pub struct UnitLevel<'a> {
    name: &'a str,
    is_kind: bool,
}

impl<'a> UnitLevel<'a> {
    pub fn of(roster: &[RosterUnit], name: &'a str) -> UnitLevel<'a> {
        UnitLevel { name, is_kind: roster.iter().any(|unit| unit.kind == name) }
    }

    pub fn holds(&self, unit: &RosterUnit) -> bool {
        self.name == if self.is_kind { &unit.kind } else { &unit.group }
    }

    /// Two of its units of which the first stands below the second: rows would count for both, or for one of them only.
    pub fn nested<'u>(&self, roster: &'u [RosterUnit]) -> Option<(&'u RosterUnit, &'u RosterUnit)> {
        let known: BTreeMap<&UnitId, &RosterUnit> = roster.iter().map(|unit| (&unit.id, unit)).collect();
        let parent = |unit: &RosterUnit| known.get(unit.parent.as_ref()?).copied();
        roster.iter().filter(|unit| self.holds(unit)).find_map(|unit| {
            // A circle of parents is a finding of `check`; here the walk just ends.
            let above = std::iter::successors(parent(unit), |unit| parent(unit)).take(roster.len());
            above.into_iter().find(|above| self.holds(above)).map(|above| (unit, above))
        })
    }
}

/// The id of a unit in the roster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct UnitId(pub String);

impl std::fmt::Display for UnitId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&self.0)
    }
}

/// One line of letters.csv: what a unit signed for one item, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Letter {
    pub unit: UnitId,
    /// The item it is for.
    pub item: super::rule::ItemId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<super::value::Literal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// In force from this day: a later line amends an earlier one, which stays on record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// The line.
    pub at: Place,
    #[serde(default, skip_serializing_if = "LetterPlaces::is_empty")]
    pub fields: LetterPlaces,
}

/// Where the fields of a letter stand in its line, for whoever says what is wrong with one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LetterPlaces {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Place>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Place>,
}

impl LetterPlaces {
    pub fn is_empty(&self) -> bool {
        *self == LetterPlaces::default()
    }
}

impl Letter {
    /// Where the signed figure stands.
    pub fn target_at(&self) -> &Place {
        self.fields.target.as_ref().unwrap_or(&self.at)
    }

    /// Where the signed day stands.
    pub fn due_at(&self) -> &Place {
        self.fields.due.as_ref().unwrap_or(&self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, kind: &str, group: &str, parent: Option<&str>) -> RosterUnit {
        RosterUnit {
            id: UnitId(id.to_owned()),
            name: id.to_owned(),
            kind: kind.to_owned(),
            group: group.to_owned(),
            parent: parent.map(|parent| UnitId(parent.to_owned())),
            aliases: Vec::new(),
            at: Place::default(),
        }
    }

    /// The province is of the group 县 and no 县.
    #[test]
    fn a_level_is_a_kind_and_a_group_only_where_there_is_no_such_kind() {
        let roster =
            [unit("p", "省", "县", None), unit("x", "县", "东片", Some("p")), unit("t", "镇", "东片", Some("x"))];
        let held = |name: &str| {
            let level = UnitLevel::of(&roster, name);
            let held: Vec<&str> =
                roster.iter().filter(|unit| level.holds(unit)).map(|unit| unit.id.0.as_str()).collect();
            (held, level.nested(&roster).map(|(below, above)| (below.id.0.clone(), above.id.0.clone())))
        };
        assert_eq!(held("县"), (vec!["x"], None));
        assert_eq!(held("东片"), (vec!["x", "t"], Some(("t".to_owned(), "x".to_owned()))));
    }
}
