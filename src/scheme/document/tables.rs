//! Tables and their columns, as scheme.yaml has them.

use schemars::JsonSchema;

use super::super::model::ScriptText;
use super::super::yaml::{self, Bound, FromYaml, Named, Node, Number, OneOrMany, Placed, Problems, mapping};
use crate::plan::{AbsentCells, CellAbsence, Level};

mapping! {
    /// A table that units or departments submit.
    pub struct TableDocument {
        pub title: Option<String>,
        /// The column that says whose row it is; without one the rows are everyone's.
        pub unit_column: Option<Placed<String>>,
        /// The columns that together name a row.
        pub key: Option<OneOrMany<Placed<String>>>,
        /// The date column by which rows later than the as-of date are not seen.
        pub time_column: Option<Placed<String>>,
        /// The whole-year column by which last year's rows are told from this year's.
        pub year_column: Option<Placed<String>>,
        /// The date column that says when a row was handed in.
        pub submitted_column: Option<Placed<String>>,
        /// Each unit must hand in rows of its own: one without any has sent nothing, which is not a count of zero.
        pub every_unit: Option<bool>,
        /// What its rows are counted in, for advice: 台, 个, 件.
        pub counted_in: Option<String>,
        /// The work that makes a row count, for advice; `{}` stands for how many: 治理{}锅炉.
        pub work: Option<Placed<String>>,
        pub columns: Named<ColumnDocument>,
        /// Conditions that each row must fulfil.
        pub checks: Option<Vec<Placed<CheckDocument>>>,
    }
    aside { title, every_unit, counted_in, work }
    missed { unit_column, key, time_column, year_column, submitted_column, checks }
}

mapping! {
    /// A column of a table.
    pub struct ColumnDocument {
        /// What its cells hold.
        pub r#type: Placed<ColumnWord>,
        /// Headers under which it is found, besides its id.
        pub headers: Option<OneOrMany<String>>,
        /// A table without it is an error (true if nothing is said).
        pub required: Option<bool>,
        /// What a blank cell does to a figure made from the column.
        pub absent: Option<AbsentCells>,
        /// Texts that mean a kind of absence in this column, over the usual ones.
        pub marks: Option<Named<CellAbsence>>,
        /// number: the work that raises its sum, for advice; `{}` stands for how much: 利用{}粪污.
        pub work: Option<Placed<String>>,
        /// number: what it is counted in; `%` means that 85 is the ratio 0.85.
        pub unit: Option<Placed<String>>,
        /// number: the least that a cell may be; in a column of unit `%` 5 and 5% are the same.
        pub min: Option<Placed<Bound>>,
        /// number: the most that a cell may be; in a column of unit `%` 100 and 100% are the same.
        pub max: Option<Placed<Bound>>,
        /// number: most decimal places of a cell, 6 if nothing is said.
        pub decimals: Option<Placed<u32>>,
        /// number: a cell below the detection limit (`0.025L`) counts as half the limit.
        pub below_detection: Option<Placed<bool>>,
        /// number: the limit meant by 未检出.
        pub detection_limit: Option<Placed<Number>>,
        /// text: the only texts allowed.
        pub one_of: Option<Placed<Vec<String>>>,
        /// unit: several units may stand in one cell.
        pub many: Option<Placed<bool>>,
        /// date: cells also give a time of day.
        pub time: Option<Placed<bool>>,
        /// date: the year of cells that give none.
        pub year: Option<Placed<i16>>,
        /// class: the id of its scale.
        pub scale: Option<Placed<String>>,
    }
    aside { headers, required, absent, marks, work, min, max, decimals, below_detection, detection_limit, one_of, many, time, year }
    missed { unit }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnWord {
    Unit,
    Text,
    Number,
    Date,
    Bool,
    Class,
}

impl FromYaml for ColumnWord {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<ColumnWord> {
        yaml::word(node, problems)
    }
}

mapping! {
    /// A condition that each row of a table must fulfil.
    pub struct CheckDocument {
        /// The condition, in the rule language: `col('used') <= col('produced')`.
        pub rule: ScriptText,
        /// error (if nothing is said), warning or note.
        pub level: Option<Level>,
        /// What a person is told.
        pub say: String,
    }
    aside { level }
}
