//! What moved since an older result.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::Figure;

/// Against an older result of the same scheme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The older as-of date.
    pub as_of: String,
    pub as_of_shown: String,
    /// The scheme's files differ: a change may be a rule's and not a unit's.
    pub scheme_differs: bool,
    /// One of the two is a trial with incomplete data, in a sentence: nothing is compared, and no unit is told here. Else empty.
    pub trial: String,
    /// Units in both, in the order of this result.
    pub units: Vec<UnitChange>,
    /// Those whose total rose, fell, or stayed.
    pub rose: usize,
    pub fell: usize,
    pub same: usize,
    /// The five that rose and fell most.
    pub most_risen: Vec<UnitChange>,
    pub most_fallen: Vec<UnitChange>,
    /// Those whose grade became better or worse, and how many they are.
    pub better_grade: Vec<UnitChange>,
    pub worse_grade: Vec<UnitChange>,
    pub better_grades: usize,
    pub worse_grades: usize,
    /// How many had a grade that could still change.
    pub provisional_before: usize,
    /// Units of this result only, and of the older one only. Of a result that tells of some units only, it can't be said that others
    /// are not in it.
    pub new_units: Vec<String>,
    pub gone_units: Vec<String>,
    /// How many units are in both.
    pub compared: usize,
    /// How many units of this result an older one doesn't tell of because it tells of some units only.
    pub not_compared: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitChange {
    /// The unit's id, and the sheet's.
    pub unit: String,
    pub sheet: String,
    pub name: String,
    pub total_before: Figure,
    pub total: Figure,
    /// Now less before; with its sign when it is negative (`signed` gives it one in any case).
    pub difference: Figure,
    pub rank_before: u32,
    pub rank: u32,
    /// The ranks as a table has them: a dash for that of a trial.
    pub rank_before_shown: String,
    pub rank_shown: String,
    /// Places gained; negative where places were lost. `null` where one of the two is a trial.
    pub places: Option<i64>,
    pub grade_before: String,
    pub grade: String,
    /// The condition of a veto holds by now: the grade is proposed, a person decides.
    pub vetoed: bool,
    /// The grade could still change; it still can.
    pub provisional_before: bool,
    pub provisional: bool,
}
