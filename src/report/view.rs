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
mod sheet;
mod tally;
mod unit;

pub use build::ViewError;

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
    /// As a percentage with one decimal, cut off and not rounded: what is not full never reads 100.0%.
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
    /// A total or a grade can still move, or the year is not over, or it is a trial.
    pub provisional: bool,
    /// 试算 of a trial, 暂定 where it is provisional otherwise; else empty.
    pub provisional_shown: String,
    pub receipt: ReceiptView,
    pub findings: FindingsView,
    /// Units, all sheets together; a unit on two sheets counts twice.
    pub count: usize,
    pub sheets: Vec<SheetView>,
    /// In the order of sheets, groups and ranks.
    pub units: Vec<UnitView>,
    /// Items with things open past their date, the most units first.
    pub overdue: Vec<TaskItem>,
    /// Items with things due soon.
    pub at_risk: Vec<TaskItem>,
    /// What an inspector would hold against the scores: the same sentence of several units once, the most units first.
    pub contradictions: Vec<SaidOf>,
    /// What the scheme proposes to do; a person decides.
    pub proposals: Vec<Proposal>,
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
    /// The standards' modules.
    pub standards: Vec<String>,
    /// How many files were read.
    pub files: usize,
    /// How many rows they held.
    pub rows: String,
}

/// What was found in the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingsView {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
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

/// One score sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetView {
    pub id: String,
    pub title: String,
    pub full: Figure,
    /// How many units it scores.
    pub count: usize,
    /// Of them, those whose grade can still change.
    pub provisional: usize,
    /// Best first.
    pub grades: Vec<GradeCount>,
    pub groups: Vec<GroupView>,
    /// Why grades are not those by points, each sentence once with all its units.
    pub moved: Vec<SaidOf>,
    /// Areas directly under the root, with the best units in each.
    pub areas: Vec<SheetArea>,
    /// Items in the order of the scheme.
    pub items: Vec<SheetItemView>,
    /// The items on which points were lost, those that cost most first.
    pub costs: Vec<SheetItemView>,
    /// The items on which the most units got full points first; only those on which at least half of the units counted did.
    pub good: Vec<SheetItemView>,
    /// It scores more than 40 units: too many for a page that must stay short.
    pub large: bool,
    /// Units × items.
    pub heat: Heat,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeCount {
    pub name: String,
    /// The lower edge, closed; the last grade has none.
    pub at_least: Option<String>,
    pub count: usize,
    /// Of them, those whose grade can still change.
    pub provisional: usize,
    /// Their share of the sheet's units.
    pub share: Share,
    /// Names, in the order of groups and ranks.
    pub units: Vec<String>,
}

/// A group that is ranked together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupView {
    pub name: String,
    pub count: usize,
    /// In the order of ranks.
    pub ranking: Vec<RankLine>,
    /// Where the group has more than 40 units: its two ends, for a page that must stay short.
    pub edges: Option<Edges>,
    /// Some total of the group can still move.
    pub provisional: bool,
}

/// The two ends of a long ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edges {
    /// The first ten.
    pub first: Vec<RankLine>,
    /// How many stand between.
    pub between: usize,
    /// The last ten.
    pub last: Vec<RankLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankLine {
    /// The unit's id.
    pub unit: String,
    pub name: String,
    pub rank: u32,
    pub total: Figure,
    pub full: Figure,
    /// The lowest and highest total that can still come of it.
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open: bool,
    /// The total as a share of the sheet's points.
    pub share: Share,
    pub grade: String,
    pub grade_at_least: String,
    pub grade_at_most: String,
    /// The grade can still change.
    pub provisional: bool,
    /// A veto took effect.
    pub vetoed: bool,
}

/// An area of a sheet over all units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetArea {
    pub id: String,
    pub title: String,
    pub full: Figure,
    /// Units for which something in it was assessed.
    pub counted: usize,
    /// The highest share of the area's points that a unit got, and who did. Empty where nobody got a point.
    pub best_share: Option<Share>,
    pub best: Vec<String>,
    /// Units that got less than 60 % of it.
    pub weak: usize,
}

/// An item of a sheet over all units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetItemView {
    pub id: String,
    pub title: String,
    /// The innermost area, and its title.
    pub area: String,
    pub area_title: String,
    pub full: Figure,
    /// Who answers for it.
    pub departments: Vec<String>,
    /// Units whose points on it are part of their sum.
    pub counted: usize,
    /// Of them, those with full points, and their share.
    pub full_points: usize,
    pub full_points_share: Option<Share>,
    /// Of them, those with fewer.
    pub losing: usize,
    /// Points lost on it by all units together, before any 缺项折算.
    pub lost: Figure,
    /// Units by where they stand, names in the order of groups and ranks.
    pub met: Vec<String>,
    pub partial: Vec<String>,
    pub missed: Vec<String>,
    pub no_data: Vec<String>,
    pub withheld: Vec<String>,
    pub not_applicable: Vec<String>,
    pub pending: Vec<String>,
    /// Those with something open past its date.
    pub overdue: Vec<String>,
    /// The ten units that lost most on it.
    pub worst: Vec<UnitLoss>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitLoss {
    /// The unit's id.
    pub unit: String,
    pub name: String,
    pub lost: Figure,
    pub points: Figure,
    /// The figure as people read it; empty if there is none.
    pub shown: String,
    pub target_shown: String,
    /// A veto took the points, whatever the figure is.
    pub vetoed: bool,
}

/// Units × items: the share of full points of each, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Heat {
    pub columns: Vec<HeatColumn>,
    /// In the order of groups and ranks.
    pub rows: Vec<HeatRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeatColumn {
    /// The item's id.
    pub item: String,
    /// Its number in the sheet, from 1: what a narrow table has for a head.
    pub number: usize,
    pub title: String,
    pub area: String,
    pub area_title: String,
    pub full: Figure,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeatRow {
    /// The unit's id.
    pub unit: String,
    pub name: String,
    pub group: String,
    pub rank: u32,
    pub grade: String,
    pub cells: Vec<HeatCell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeatCell {
    pub points: Figure,
    pub full: Figure,
    /// `null` where the item is not part of the unit's sum.
    pub share: Option<Share>,
    /// `met`, `partial`, `missed`, `no_data`, `withheld`, `not_applicable` or `pending`.
    pub status: String,
    pub status_shown: String,
    pub overdue: bool,
    pub at_risk: bool,
    /// A veto zeroed it.
    pub vetoed: bool,
}

/// One unit on one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitView {
    pub id: String,
    pub name: String,
    pub group: String,
    /// The sheet's id and title.
    pub sheet: String,
    pub sheet_title: String,
    pub rank: u32,
    /// How many are ranked with it.
    pub of: u32,
    pub total: Figure,
    pub full: Figure,
    /// The lowest and highest total that can still come of it.
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open_total: bool,
    pub grade: String,
    pub grade_by_points: String,
    pub grade_at_least: String,
    pub grade_at_most: String,
    /// The grade can still change.
    pub provisional: bool,
    /// How firm the grade is, in words.
    pub firm: String,
    /// The next better grade, where only points stand in its way.
    pub next: Option<NextGrade>,
    /// Why the grade is not the one by points, in sentences.
    pub moved: Vec<String>,
    /// Why the bounds lie apart, in sentences.
    pub open: Vec<String>,
    pub vetoed: bool,
    pub counts: StatusCounts,
    /// How the total adds up.
    pub sum: Vec<SumView>,
    /// 缺项折算: what was not assessed, and by what the rest was multiplied.
    pub rescaled: Option<RescaledView>,
    /// Depth first.
    pub areas: Vec<AreaView>,
    /// In the order of the scheme.
    pub items: Vec<ItemView>,
    /// What cost points, the most first.
    pub losses: Vec<LossView>,
    /// Points lost on items, together, before any 缺项折算.
    pub lost: Figure,
    /// Bonuses, deductions and vetoes.
    pub adjustments: Vec<AdjustmentView>,
    /// Items with things open past their date, or open and due soon.
    pub tasks: Vec<UnitTask>,
    /// Figures not sent or not given, and what was found odd in this unit's data.
    pub gaps: Vec<Gap>,
    pub consequences: Vec<ConsequenceView>,
    pub contradictions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NextGrade {
    pub name: String,
    pub at_least: String,
    /// Points still missing.
    pub missing: Figure,
}

/// How many items stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct StatusCounts {
    pub met: usize,
    pub partial: usize,
    pub missed: usize,
    pub no_data: usize,
    pub withheld: usize,
    pub not_applicable: usize,
    pub pending: usize,
    /// All but `not_applicable`.
    pub assessed: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SumView {
    pub say: String,
    pub points: Figure,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RescaledView {
    /// Full points of what was not assessed.
    pub absent: Figure,
    /// To four decimals as printed.
    pub factor: Figure,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AreaView {
    pub id: String,
    pub title: String,
    /// 1 for areas directly under the root.
    pub depth: u32,
    pub points: Figure,
    pub full: Figure,
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open: bool,
    /// The full points of what was assessed in it: what could be got.
    pub assessed: Figure,
    /// The points as a share of what could be got; `null` where nothing was assessed.
    pub share: Option<Share>,
    pub not_assessed: bool,
    pub vetoed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemView {
    pub id: String,
    pub title: String,
    /// The innermost area, and its title.
    pub area: String,
    pub area_title: String,
    /// Who answers for it.
    pub departments: Vec<String>,
    /// `met`, `partial`, `missed`, `no_data`, `withheld`, `not_applicable` or `pending`.
    pub status: String,
    pub status_shown: String,
    /// The figure itself; `null` if there is none.
    pub measure: Option<String>,
    /// The figure as people read it; empty if there is none.
    pub shown: String,
    pub target: Option<String>,
    pub target_shown: String,
    pub points: Figure,
    pub full: Figure,
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open: bool,
    /// Neither its points nor its full points are part of the sum.
    pub left_out: bool,
    /// Full points less points; `null` where it is left out or still pending.
    pub lost: Option<Figure>,
    /// Points ÷ full points; `null` where it is left out.
    pub share: Option<Share>,
    pub marks: Vec<MarkView>,
    pub overdue: bool,
    pub at_risk: bool,
    pub reason: String,
    /// What the curve did, sentence by sentence; empty in a result without traces.
    pub steps: Vec<String>,
    /// What would raise it, in sentences.
    pub advice: Vec<String>,
    pub tasks: Option<TaskCounts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MarkView {
    /// `vetoed`, `overdue` or `at_risk`.
    pub mark: String,
    pub shown: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskCounts {
    pub on_time: u64,
    pub late: u64,
    pub overdue: u64,
    pub pending: u64,
    /// Of the pending ones, those due soon.
    pub at_risk: u64,
    /// The next due date of those pending: 2022-10-31.
    pub next_due: Option<String>,
    /// The same in words; empty if there is none.
    pub next_due_shown: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LossView {
    /// The item's id.
    pub item: String,
    pub title: String,
    pub lost: Figure,
    pub reason: String,
    pub advice: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdjustmentView {
    pub id: String,
    pub title: String,
    /// `bonus`, `deduction` or `veto`.
    pub kind: String,
    pub kind_shown: String,
    /// It gave or took something, or the veto took effect.
    pub applied: bool,
    pub shown: String,
    pub points: Figure,
    pub at_least: Figure,
    pub at_most: Figure,
    /// The bounds lie apart.
    pub open: bool,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitTask {
    /// The item's id.
    pub item: String,
    pub title: String,
    pub overdue: bool,
    pub at_risk: bool,
    pub reason: String,
    pub tasks: Option<TaskCounts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// What it is about: an item's title; empty for the unit as a whole.
    pub title: String,
    pub say: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConsequenceView {
    pub then: String,
    /// The condition in words.
    pub because: String,
    pub evidence: Vec<String>,
}

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
    /// A veto took effect.
    Veto,
    /// A consequence is proposed.
    Consequence,
    /// Errors stand in the data.
    Findings,
    /// Grades hang on figures that are not public, not sent or not yet judged.
    Provisional,
}

/// Against an older result of the same scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The older as-of date.
    pub as_of: String,
    pub as_of_shown: String,
    /// The scheme's files differ: a change may be a rule's and not a unit's.
    pub scheme_differs: bool,
    /// Units in both, in the order of this result.
    pub units: Vec<UnitChange>,
    /// Those whose total rose, fell, or stayed.
    pub rose: usize,
    pub fell: usize,
    pub same: usize,
    /// The five that rose and fell most.
    pub most_risen: Vec<UnitChange>,
    pub most_fallen: Vec<UnitChange>,
    /// Those whose grade became better or worse.
    pub better_grade: Vec<UnitChange>,
    pub worse_grade: Vec<UnitChange>,
    /// Units of only one of the two results.
    pub new_units: Vec<String>,
    pub gone_units: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitChange {
    /// The unit's id, and the sheet's.
    pub unit: String,
    pub sheet: String,
    pub name: String,
    pub total_before: Figure,
    pub total: Figure,
    /// Now less before; with its sign when it is negative.
    pub difference: Figure,
    pub rank_before: u32,
    pub rank: u32,
    /// Places gained; negative where places were lost.
    pub places: i64,
    pub grade_before: String,
    pub grade: String,
}

#[cfg(test)]
mod tests;
