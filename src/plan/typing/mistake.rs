//! What can be wrong with kinds.

use crate::figure::{Exact, Unit};
use crate::plan::{ItemId, Kind, Place};

/// One thing that does not go together, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub at: Place,
    /// The rule that came to it, which may stand in another file; `None` in the checks of tables.
    pub rule: Option<ItemId>,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    UnknownTable {
        table: String,
    },
    /// `known` are those that there are at this step.
    UnknownColumn {
        column: String,
        known: Vec<String>,
    },
    UnknownUnitId {
        unit: String,
    },
    UnknownUnitKind {
        kind: String,
    },
    UnknownGroup {
        group: String,
    },
    UnknownScale {
        scale: String,
    },
    /// The scale has no class of this number.
    UnknownClass {
        scale: String,
        index: u32,
    },
    /// `during` over a table without a time column.
    NoSuchRole {
        table: String,
        role: &'static str,
    },
    /// Kinds that can't be compared, added, or stand for one another.
    Differ {
        left: Kind,
        right: Kind,
    },
    /// A text held against a class: it wants `class("Ⅲ")`.
    TextAgainstClass {
        text: Option<String>,
        scale: String,
    },
    /// The same quantity in two units, or two quantities; `factor` turns left into right.
    Units {
        left: Unit,
        right: Unit,
        factor: Option<Exact>,
    },
    /// 85 against a ratio: it wants `85.pct`.
    BareAgainstRatio {
        value: Exact,
    },
    /// A step of 1 or of 0.01 that points go by, where a ratio is measured: it wants `1.pct`.
    BareStepOfRatio {
        word: Word,
        value: Exact,
    },
    /// A figure shown as what it is not: a ratio as tonnes, a number of things as a percentage.
    ShownOtherwise {
        found: Word,
        shown: Unit,
    },
    /// A ratio times a hundred against anything: it is no percentage before it is shown.
    RatioTimesHundred,
    /// A number of things against a ratio.
    CountAgainstRatio,
    /// A year, a month or a day of the month against a ratio.
    DatePartAgainstRatio,
    /// A number of things against tonnes, mu, yuan.
    CountAgainstUnit {
        unit: Unit,
    },
    /// Less and more of something that has no order.
    Unordered {
        kind: Kind,
    },
    CannotConvert {
        from: Unit,
        to: Unit,
    },
    /// A word that wants another kind than it got.
    Wants {
        word: Word,
        wanted: Word,
        found: Kind,
    },
    /// A column of listed texts never holds this one.
    TextNotListed {
        text: String,
        listed: Vec<String>,
    },
    /// An empty text against what cells hold: a cell with nothing in it holds no text at all.
    EmptyText,
    /// A cell holds several in another order, or joined by another sign: so.
    NotInOrder {
        joined: String,
    },
}

/// A word of the rule language, or a kind by its key in the catalogue.
pub type Word = &'static str;
