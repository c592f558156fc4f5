//! The typed difference of two results. Figures and points are texts, exact, as in the documents that they come from. Whatever has an
//! `old` and a `new` is without the one of them where there is nothing on that side.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::Status;
use crate::assess::document::{Document, SumPart, Written, WrittenPoints};
use crate::figure::Exact;
use crate::plan::{Mark, MissingPolicy, NotApplicablePolicy, Plan, RuleKind};

/// The version of this form. It grows by one when a field changes its meaning or goes away.
pub const DIFFERENCE_FORMAT: &str = "kaohe-diff/1";

/// What changed from one result (or scheme) to the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// [`DIFFERENCE_FORMAT`].
    pub format: String,
    /// Neither the results nor anything that they rest on differ.
    pub equal: bool,
    pub old: Side,
    pub new: Side,
    /// All that differs in what the two rest on, whether or not a point came of it. Units and items name their causes by their places
    /// in this list.
    pub causes: Vec<Cause>,
    /// The units whose results differ: those of the new result in its order, then those that only the old one has.
    pub units: Vec<UnitDifference>,
    /// How many units of the new result are as they were.
    pub unchanged: usize,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    pub scheme: String,
    pub title: String,
    pub year: i16,
    /// Of a result; a scheme without data has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub as_of: Option<Date>,
    /// How many units were scored.
    pub units: usize,
    /// Whose result it is, where it is not that of all units.
    #[serde(default, skip_serializing_if = "Extent::is_whole")]
    pub extent: Extent,
}

/// How much of the field a result knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Extent {
    /// Only some of the units were asked for: others were scored too, and are not in it.
    pub some_only: bool,
    /// A dry run: the data of so many units were not at hand.
    pub units_unknown: u32,
}

impl Extent {
    pub fn of(document: &Document) -> Extent {
        Extent { some_only: !document.asked.is_empty(), units_unknown: document.units_unknown }
    }

    pub fn is_whole(&self) -> bool {
        *self == Extent::default()
    }
}

impl Side {
    pub(super) fn of_result(document: &Document) -> Side {
        Side {
            scheme: document.scheme.clone(),
            title: document.title.clone(),
            year: document.year,
            as_of: Some(document.as_of),
            units: document.units.len(),
            extent: Extent::of(document),
        }
    }

    pub(super) fn of_scheme(plan: &Plan) -> Side {
        Side {
            scheme: plan.scheme.clone(),
            title: plan.title.clone(),
            year: plan.year,
            as_of: None,
            units: 0,
            extent: Extent::default(),
        }
    }
}

/// The same thing on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pair<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<T>,
}

impl<T> Default for Pair<T> {
    fn default() -> Pair<T> {
        Pair { old: None, new: None }
    }
}

impl<T: PartialEq> Pair<T> {
    pub fn new(old: Option<T>, new: Option<T>) -> Pair<T> {
        Pair { old, new }
    }

    pub fn is_changed(&self) -> bool {
        self.old != self.new
    }

    pub fn is_empty(&self) -> bool {
        self.old.is_none() && self.new.is_none()
    }
}

impl Pair<bool> {
    pub fn holds_of_neither(&self) -> bool {
        self.old != Some(true) && self.new != Some(true)
    }
}

impl Pair<WrittenPoints> {
    /// The points differ, however many zeros are written behind them.
    pub fn is_moved(&self) -> bool {
        let exact = |side: &Option<WrittenPoints>| side.as_ref().map(|points| points.0.parse::<Exact>().ok());
        exact(&self.old) != exact(&self.new)
    }
}

/// One unit on one sheet. What did not change stands here too, with the same on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnitDifference {
    pub id: String,
    /// As the new result has it, where it has the unit.
    pub name: String,
    pub sheet: String,
    /// The sheet's title, where the unit stands on several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_sheet: Option<String>,
    pub rank: Pair<u32>,
    /// The best and worst rank that could still come.
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub rank_best: Pair<u32>,
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub rank_worst: Pair<u32>,
    pub of: Pair<u32>,
    pub total: Pair<WrittenPoints>,
    /// New total − old total, with the places of the totals; negative where it fell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WrittenPoints>,
    pub at_least: Pair<WrittenPoints>,
    pub at_most: Pair<WrittenPoints>,
    pub grade: Pair<String>,
    pub provisional: Pair<bool>,
    /// What is proposed (约谈).
    pub consequences: Pair<Vec<String>>,
    /// Those of them that what is still open may undo.
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub consequences_provisional: Pair<Vec<String>>,
    /// Those that differ, in the order of the scheme.
    pub areas: Vec<AreaDifference>,
    /// What else makes the total of the items' points, where it moved: rescaling, caps, rounding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside_items: Vec<BesideDifference>,
    /// Items, bonuses, deductions and vetoes that differ, in the order of the scheme.
    pub items: Vec<ItemDifference>,
    /// All that the unit's changes come of, those of its items among them.
    pub causes: Vec<usize>,
    /// Its rank or grade moved because others moved: its own total is what it was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub others: bool,
    /// Which others, where its rank moved: those that moved and are ahead of it on one side only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AreaDifference {
    pub id: String,
    pub title: String,
    pub points: Pair<WrittenPoints>,
    pub full: Pair<WrittenPoints>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WrittenPoints>,
}

/// A part of a total's move that is no item's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BesideDifference {
    pub part: SumPart,
    pub by: WrittenPoints,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemDifference {
    pub id: String,
    pub title: String,
    pub kind: RuleKind,
    /// Of an indicator.
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub status: Pair<Status>,
    /// Of an indicator that is pending: it waits for a person, not for a day.
    #[serde(default, skip_serializing_if = "Pair::holds_of_neither")]
    pub awaits_hand: Pair<bool>,
    /// Of an indicator without a figure: what was handed in can't be read.
    #[serde(default, skip_serializing_if = "Pair::holds_of_neither")]
    pub unreadable: Pair<bool>,
    /// Of bonuses, deductions and vetoes: it took effect.
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub applied: Pair<bool>,
    /// Of the same: what is not known yet may still turn it.
    #[serde(default, skip_serializing_if = "Pair::holds_of_neither")]
    pub undecided: Pair<bool>,
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub measure: Pair<Written>,
    /// The figure as people read it.
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub shown: Pair<String>,
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub target: Pair<Written>,
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub target_shown: Pair<String>,
    pub points: Pair<WrittenPoints>,
    #[serde(default, skip_serializing_if = "Pair::is_empty")]
    pub full: Pair<WrittenPoints>,
    pub at_least: Pair<WrittenPoints>,
    pub at_most: Pair<WrittenPoints>,
    /// New points − old points; where only one side has the item, the points that came or went with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WrittenPoints>,
    pub left_out: Pair<bool>,
    pub marks: Pair<Vec<Mark>>,
    /// The figure itself or its fraction differs.
    pub figure_changed: bool,
    /// What can have done it, by the places in [`Difference::causes`]; empty where the two documents don't show any.
    pub causes: Vec<usize>,
}

/// Something that differs in what two results rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// What the scheme says of itself.
    Scheme { part: SchemePart, old: String, new: String },
    /// The version of kaohe.
    Engine { old: String, new: String },
    AsOf {
        #[schemars(with = "String")]
        old: Date,
        #[schemars(with = "String")]
        new: Date,
    },
    /// One of the two does not know all units, or they know others: whatever units are compared by hangs on it.
    Trial { old: Extent, new: Extent },
    /// How figures are compared, rounded and ranked; the values are those of the scheme's `numbers`.
    Numbers { part: NumbersPart, old: String, new: String },
    /// What an absent figure does, for these items.
    Missing { items: Vec<Named>, old: MissingPolicy, new: MissingPolicy },
    /// What is done with the points of these items where they are not assessed.
    NotApplicable { items: Vec<Named>, old: NotApplicablePolicy, new: NotApplicablePolicy },
    Sheet {
        sheet: String,
        title: String,
        part: SheetPart,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<String>,
    },
    Grade {
        sheet: String,
        /// The sheet's title, where one of the two schemes has several sheets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        grade: String,
        part: GradePart,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<String>,
    },
    Area {
        sheet: String,
        /// The sheet's title, where the area's own does not tell which sheet is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        area: String,
        title: String,
        part: AreaPart,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<String>,
    },
    Item {
        sheet: String,
        /// The sheet's title, where the item's own does not tell which sheet is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        item: String,
        title: String,
        part: ItemPart,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<String>,
    },
    /// What a rule says, beside what a standard brings into it.
    Rule {
        item: String,
        title: String,
        parts: Vec<RulePart>,
        /// The lines of its clause that only one side has, where both schemes were at hand.
        #[serde(default, skip_serializing_if = "Pair::is_empty")]
        clauses: Pair<Vec<String>>,
    },
    /// What a standard brings into the rules of these items.
    Standard { module: String, items: Vec<Named> },
    /// A table, and how it is read: its columns, keys and checks.
    Table {
        table: String,
        title: String,
        #[serde(default)]
        part: TablePart,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<String>,
    },
    /// What a unit has signed for an item, as it is in force.
    Letter {
        unit: String,
        name: String,
        item: String,
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<Signed>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<Signed>,
        /// Neither side is in force at the as-of date: no point comes of it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        without_effect: bool,
        /// On which days both sides say so, where that is not the day for which everything is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        from: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        until: Option<Date>,
    },
    /// Errors and units without any data have been looked at by a person, or not: what hangs on such units is open until then.
    Accepted { old: bool, new: bool },
    /// A file of the data: by its content, not by its name alone.
    Data {
        table: String,
        title: String,
        /// As the new side has it, where it has it.
        file: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<FileSeen>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<FileSeen>,
    },
    /// The roster, as far as the results show it, or as two schemes have it.
    Unit {
        unit: String,
        /// Empty of schemes: a roster knows no sheets.
        sheet: String,
        name: String,
        part: UnitPart,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<String>,
    },
}

/// An item (or a unit) by its id, and as people know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    pub id: String,
    pub title: String,
    /// The title of the sheet, where it is so on one of several sheets that have the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileSeen {
    pub sha256: String,
    pub rows: u64,
}

/// What a letter names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signed {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// The line of the letters.
    pub at: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemePart {
    Id,
    Year,
    Title,
    /// The remark that goes with the scheme; empty where it has none.
    Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumbersPart {
    Compare,
    Round,
    Points,
    At,
    RankOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SheetPart {
    /// One side has no such sheet.
    Presence,
    Title,
    Total,
    /// Whom it is for.
    Units,
    /// The limits of bonuses, deductions and the total.
    Limits,
    Ties,
    Caps,
    Consequences,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GradePart {
    /// One side has no such grade.
    Presence,
    Edge,
    /// Its quota and what it needs.
    Conditions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AreaPart {
    Presence,
    Title,
    Points,
    Combining,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemPart {
    Presence,
    Title,
    /// The area that it stands in.
    Area,
    Points,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RulePart {
    Figure,
    Target,
    Scoring,
    Conditions,
    /// Documents and remarks, which no point depends on.
    Wording,
    /// What is said where it does not apply, and what its exceptions are called; no point depends on that either.
    Reasons,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TablePart {
    /// One side has no such table.
    Presence,
    /// How it is read.
    #[default]
    Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitPart {
    /// One result has no such unit.
    Presence,
    /// One result has no such unit, because nothing of it is assessed there.
    Assessed,
    /// One of two schemes has no such unit.
    Roster,
    Name,
    Kind,
    Group,
    Parent,
    Aliases,
}

impl Difference {
    /// The causes that a unit or an item names.
    pub fn named(&self, places: &[usize]) -> Vec<&Cause> {
        places.iter().filter_map(|place| self.causes.get(*place)).collect()
    }
}

impl ItemDifference {
    /// How far the points moved, for those who want the largest moves first.
    pub fn size(&self) -> Exact {
        let by = self.by.as_ref().and_then(|by| by.0.parse::<Exact>().ok());
        by.unwrap_or_default().abs()
    }

    /// It was left out and counts again: `true`; it counted and is left out: `false`; `None`: it is as it was.
    pub fn counts_again(&self) -> Option<bool> {
        let (old, new) = (self.left_out.old?, self.left_out.new?);
        (old != new).then_some(old)
    }

    /// How much it moves a total: as far as its points moved, or its full points where those come into the sum or leave it.
    fn weight(&self) -> Exact {
        let full = self.full.new.as_ref().or(self.full.old.as_ref()).filter(|_| self.counts_again().is_some());
        let full = full.and_then(|full| full.0.parse::<Exact>().ok()).unwrap_or_default();
        self.size().max(full)
    }
}

impl UnitDifference {
    /// Its items whose points moved, or came into the sum or left it, the largest moves first.
    pub fn largest_moves(&self) -> Vec<&ItemDifference> {
        let mut items: Vec<_> = self.items.iter().filter(|item| !item.weight().is_zero()).collect();
        items.sort_by_key(|item| std::cmp::Reverse(item.weight()));
        items
    }
}

/// The JSON Schema of differences, as `docs/schema/diff.schema.json` publishes it.
///
/// # Errors
/// Never: a schema is made of texts.
pub fn difference_schema() -> Result<String, serde_json::Error> {
    let mut schema = schemars::schema_for!(Difference);
    schema.insert("title".to_owned(), "kaohe diff".into());
    schema.insert("$id".to_owned(), DIFFERENCE_FORMAT.into());
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
