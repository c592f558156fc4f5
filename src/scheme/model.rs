//! What a scheme folder says before any rule ran: the plan's own types, and texts where a rule must still be compiled.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::figure::Points;
use crate::plan::{
    Adjustment, Area, ItemId, Level, MissingPolicy, NotApplicablePolicy, Numbers, Place, Quantity, Quota, RosterUnit,
    RuleKind, Scale, Table, TieBreak, UnitChoice, UnitId,
};

/// A scheme folder, read: scheme.yaml, the roster and the letters.
#[derive(Debug, Clone)]
pub struct Scheme {
    pub folder: PathBuf,
    pub id: String,
    pub title: String,
    pub note: Option<String>,
    pub year: i16,
    pub numbers: Numbers,
    pub missing: MissingPolicy,
    pub not_applicable: NotApplicablePolicy,
    /// The built-in ones first, then the scheme's own.
    pub scales: Vec<Scale>,
    /// With empty `checks`: their conditions are in `table_checks`, still to be compiled.
    pub tables: Vec<Table>,
    pub table_checks: Vec<TableCheckSource>,
    pub units: Vec<RosterUnit>,
    pub letters: Vec<LetterSource>,
    pub unread_letters: Vec<UnreadLetter>,
    /// Every rule that a sheet uses, once for each item id, in the order of the sheets. A rule whose file does not exist is left out
    /// (and told).
    pub items: Vec<ItemUse>,
    pub sheets: Vec<SheetSource>,
}

/// A text in the rule language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptText {
    /// What is to be compiled.
    pub text: String,
    /// As the scheme writes it: differs from `text` where a short word stands for a condition (`no_area_below_60`).
    pub written: String,
    /// Where its first character stands.
    pub at: Place,
}

impl ScriptText {
    /// The place of a line and column (from 1) within the text. A short word is one place.
    pub fn place(&self, line: u32, column: u32) -> Place {
        if self.text != self.written {
            return self.at.clone();
        }
        // A block text stands indented line by line; any other is on one line.
        Place {
            line: self.at.line.saturating_add(line.saturating_sub(1)),
            column: self.at.column.saturating_add(column.saturating_sub(1)),
            ..self.at.clone()
        }
    }
}

/// A declared check of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCheckSource {
    pub table: String,
    pub at: Place,
    pub rule: ScriptText,
    pub level: Level,
    pub say: String,
}

/// A line of letters.csv, whose target waits for the rule to say what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterSource {
    pub unit: UnitId,
    pub item: ItemId,
    /// As it is written, and where.
    pub target: Option<(String, Place)>,
    pub due: Option<Date>,
    /// Where the day stands.
    pub due_at: Option<Place>,
    pub from: Option<Date>,
    pub at: Place,
}

/// A line of the letters that has something wrong in it: whose letter it was to be, and for what, as far as that can be read. What is
/// not known can be any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadLetter {
    pub unit: Option<UnitId>,
    pub item: Option<ItemId>,
}

impl UnreadLetter {
    /// Whether the line may have been the unit's letter for the item.
    pub fn may_be_for(&self, unit: &UnitId, item: &ItemId) -> bool {
        self.unit.as_ref().is_none_or(|known| known == unit) && self.item.as_ref().is_none_or(|known| known == item)
    }
}

/// A rule file put to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemUse {
    pub id: ItemId,
    /// The path of the rule file below the scheme folder, without .rhai.
    pub rule: String,
    pub with: Vec<(String, ParamValue, Place)>,
    /// A target or a curve in place of the rule's own: what if.
    pub instead: Vec<ScriptText>,
    /// Where on the sheet it stands, and so what its rule must be.
    pub role: RuleKind,
    pub at: Place,
}

/// What a rule is given beside its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParamValue {
    /// `0.5`, `80%`
    Number(Quantity),
    Text(String),
    Bool(bool),
    Date(Date),
    List(Vec<ParamValue>),
}

/// A score sheet: a [`crate::plan::Sheet`] whose conditions are still texts.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetSource {
    pub id: String,
    pub title: String,
    pub at: Place,
    pub units: UnitChoice,
    pub total: Points,
    /// The root of the areas; its own id is empty.
    pub area: Area,
    /// Bonuses, then deductions, then vetoes.
    pub adjustments: Vec<Adjustment>,
    pub bonus_cap: Option<Points>,
    pub deduction_cap: Option<Points>,
    pub total_cap: Option<Points>,
    /// Best first; the last has no edge.
    pub grades: Vec<GradeSource>,
    pub tie_break: Vec<TieBreak>,
    pub caps: Vec<GradeCapSource>,
    pub consequences: Vec<ConsequenceSource>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeSource {
    pub name: String,
    pub at: Place,
    pub at_least: Option<Points>,
    pub quota: Option<Quota>,
    pub needs: Vec<ScriptText>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeCapSource {
    pub at: Place,
    pub when: ScriptText,
    pub grade: String,
    pub basis: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsequenceSource {
    pub at: Place,
    pub when: ScriptText,
    pub then: String,
}
