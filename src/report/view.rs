//! The view model: all that a template may use, as plain data.
//!
//! It is made of an assessment document alone (`assessment.json`), and holds words and figures ready to be shown. Every number that is not in
//! the document (a count, a difference, a share, points lost) is computed here, exactly; a template adds words and never a figure. No
//! field is ever left out: what is not known is `null`, so that a misspelt name can be told from an absent value.
//!
//! The published schema is `docs/schema/report-view.schema.json`; `docs/report.md` tells an office what each field is for.

mod build;
mod change;
mod decisions;
mod fields;
mod sheet;
mod standing;
mod tally;
mod unit;

pub use build::ViewError;
pub use fields::{
    AdjustmentView, AreaView, Change, ConsequenceView, Decision, DecisionKind, Edges, Gap, GradeCount, GroupView, Heat,
    HeatCell, HeatColumn, HeatRow, ItemView, LeftOutView, LossView, MarkView, NextGrade, OpenView, Proposal, RankLine,
    RescaledView, SaidOf, SheetArea, SheetItemView, SheetView, StakeView, StatusCounts, SumView, TaskCounts, TaskItem,
    UnitChange, UnitLoss, UnitTask, UnitView,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the view model.
pub const VIEW_FORMAT: &str = "kaohe-report-view/1";

/// A figure twice: as the document has it, and as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// As it stands in the document (a fraction where the document has one beside it), or computed exactly from such.
    pub exact: String,
    /// Rounded to the places of the scheme.
    pub shown: String,
}

/// A share of full points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// Points ÷ full points, exact: `0.6525` or `47/90`.
    pub exact: String,
    /// As a percentage with one decimal; with more, up to four, where one would make it read as full, 80 % or 60 % and it is less.
    pub shown: String,
    /// For colours and patterns: 0 nothing, 1 under 60 %, 2 from 60 %, 3 from 80 %, 4 full.
    pub step: u8,
}

/// A whole assessment, ready to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct View {
    /// [`VIEW_FORMAT`].
    pub format: String,
    pub scheme: String,
    /// The scheme's own title.
    pub title: String,
    /// The scheme's own note.
    pub note: Option<String>,
    /// 示例数据, where the scheme's note says that it is an example: to stand on each page.
    pub label: Option<String>,
    pub year: i16,
    /// The as-of date: 2022-06-30.
    pub as_of: String,
    /// The same in words: 2022年6月30日.
    pub as_of_shown: String,
    /// The as-of date lies before the last day of the scheme's year.
    pub before_year_end: bool,
    /// So many units were ranked and compared with without their data: above none, the result is a trial.
    pub units_unknown: u32,
    /// Units of which there is nothing at all, neither a row that counts nor points by hand: what hangs on them is provisional.
    pub silent: Vec<String>,
    /// Only some of the units are told of, as asked for; ranks and places count the others too.
    pub some_only: bool,
    /// A total or a grade can still move, or the year is not over, or it is a trial.
    pub provisional: bool,
    /// 试算 of a trial, 暂定 where it is provisional otherwise; else empty.
    pub provisional_shown: String,
    /// The result tells how its figures came about: without, there is no advice, and things late or due are not counted.
    pub traced: bool,
    pub receipt: ReceiptView,
    pub findings: FindingsView,
    /// Units, all sheets together; a unit on two sheets counts twice.
    pub count: usize,
    pub sheets: Vec<SheetView>,
    /// The grades of all sheets, each once: those of the first sheet best first, then those that only a later one has.
    pub grades: Vec<String>,
    /// In the order of sheets, groups and ranks.
    pub units: Vec<UnitView>,
    /// Items with things open past their date, the most units first.
    pub overdue: Vec<TaskItem>,
    /// Items with things due soon.
    pub at_risk: Vec<TaskItem>,
    /// What an inspector would hold against the scores: the same sentence of several units once, in the order of groups and ranks.
    pub contradictions: Vec<SaidOf>,
    /// The scheme names measures and when they are to be proposed.
    pub has_consequences: bool,
    /// What the scheme proposes to do, whatever becomes of what is still open; a person decides.
    pub proposals: Vec<Proposal>,
    /// What it would propose as the figures stand, and what is still open may undo: not to be proposed yet.
    pub undecided: Vec<Proposal>,
    /// Vetoes whose conditions hold and what each does if a person finds so, with their units.
    pub vetoes: Vec<SaidOf>,
    /// Vetoes that can't be judged yet, and may still come or fall away.
    pub open_vetoes: Vec<SaidOf>,
    /// What the leaders are asked to decide.
    pub decisions: Vec<Decision>,
    /// Against an older result, where one was given.
    pub change: Option<Change>,
}

/// What the result was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReceiptView {
    /// The version of kaohe that scored.
    pub kaohe: String,
    pub scheme_sha256: String,
    /// The first 16 digits of it, as they are shown.
    pub scheme_shown: String,
    /// The standards' modules.
    pub standards: Vec<String>,
    /// How many files were read.
    pub files: usize,
    /// How many rows they held: those of later days than the as-of date too, which count for nothing.
    pub rows: String,
}

/// What was found in the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingsView {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// A person has seen them (`--accept-findings`).
    pub accepted: bool,
    /// Errors and warnings, with where they stand.
    pub lines: Vec<FindingView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingView {
    /// `error`, `warning` or `note`.
    pub level: String,
    /// File, sheet and row, in words; or the unit.
    pub place: String,
    pub say: String,
}

#[cfg(test)]
mod tests;
