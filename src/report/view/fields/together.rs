//! What is told of all units together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An item with things that are late or due soon, over all units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskItem {
    /// The item's id.
    pub item: String,
    pub title: String,
    pub units: Vec<String>,
    pub count: usize,
    /// How many things; `null` in a result without traces.
    pub things: Option<u64>,
    /// The next due date, where things are still pending.
    pub next_due: Option<String>,
    /// The same in words; empty if there is none.
    pub next_due_shown: String,
}

/// A sentence with all units that it is true of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SaidOf {
    pub say: String,
    pub units: Vec<String>,
    pub count: usize,
}

/// A consequence with all units for which it is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    pub then: String,
    /// The condition in words.
    pub because: String,
    /// Work in the rest of the year may still undo it: proposed for the case that nothing has changed by its end.
    pub if_unchanged: bool,
    pub units: Vec<String>,
    pub count: usize,
}

/// Something that a person must decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    pub kind: DecisionKind,
    pub say: String,
    /// Whom it is about.
    pub units: Vec<String>,
    pub count: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// The condition of a veto holds.
    Veto,
    /// A consequence is proposed.
    Consequence,
    /// Errors stand in the data.
    Findings,
    /// Grades hang on figures that are not public, not sent or not yet judged.
    Provisional,
}
