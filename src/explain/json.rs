//! Explanations for programs: the same that is told on a screen, as JSON with every sentence said.

use schemars::JsonSchema;
use serde::Serialize;

use crate::assess::{Assessment, ItemTrace, Status, TaskTrace, Working};
use crate::clauses::say_question;
use crate::figure::Points;
use crate::measure::{Contribution, Contributions, Held, Value};
use crate::plan::{HandScore, ItemId, Mark, Place, Plan, Rule, UnitId, Year};
use crate::words::Words;

use super::item::rows::{other_questions, rows_of_others};
use super::item::{Depth, Found, RowsOf, find, inherited_from, say_absence};

/// The version of these forms. It grows by one when a field changes its meaning or goes away.
pub const EXPLANATION_FORMAT: &str = "kaohe-explanation/1";

/// Why one item of one unit came out as it did. Figures and points are exact, and texts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ItemExplained {
    /// [`EXPLANATION_FORMAT`].
    pub format: String,
    pub scheme: String,
    pub year: i16,
    pub as_of: String,
    pub unit: UnitId,
    pub name: String,
    pub item: ItemId,
    pub title: String,
    /// Where the rule stands.
    pub rule: Place,
    /// Not for bonuses, deductions and vetoes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// The figure as people read it.
    pub shown: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetExplained>,
    pub points: Points,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full: Option<Points>,
    pub at_least: Points,
    pub at_most: Points,
    /// Points before rounding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact_points: Option<Points>,
    /// The figure from which the item has full points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_full: Option<String>,
    pub marks: Vec<Mark>,
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
    pub steps: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working: Option<WorkingExplained>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_year: Option<WorkingExplained>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks: Option<TaskTrace>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hands: Vec<HandScore>,
    /// What else the rule asks of rows, and what no `working` shows: things to finish, levels, parts of a checklist, conditions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_rows: Vec<OtherRowsExplained>,
}

/// Questions of the same rows, and these rows.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OtherRowsExplained {
    pub questions: Vec<QuestionExplained>,
    /// How many rows went in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Those that weigh most.
    pub largest: Vec<RowExplained>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct QuestionExplained {
    pub label: String,
    /// How many rows have nothing in what is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows_absent: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TargetExplained {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The upper end of a range, of which `value` is the lower one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub shown: String,
    /// The letter's line, or the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
    pub from_letter: bool,
    pub assumed: bool,
    /// The days of the rows themselves, which stand at no one place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub of_rows: bool,
}

/// A figure and what it was made of.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WorkingExplained {
    pub at: Place,
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<String>,
    /// How many rows went in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Of these, how many have no figure in what it is made of.
    pub rows_absent: Option<u64>,
    /// Those that weigh most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub largest: Vec<RowExplained>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<WorkingExplained>,
}

/// A row that went into a figure.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RowExplained {
    pub columns: Vec<ColumnExplained>,
    pub from: Vec<RowOrigin>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ColumnExplained {
    pub column: String,
    /// A class is its number in its scale, the best 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<String>,
}

/// A row of a submitted file, as a person counts rows.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RowOrigin {
    pub table: String,
    pub year: Year,
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    pub row: u32,
}

/// A unit's score sheet.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnitExplained {
    /// [`EXPLANATION_FORMAT`].
    pub format: String,
    pub scheme: String,
    pub year: i16,
    pub as_of: String,
    pub unit: UnitId,
    pub name: String,
    /// One for each sheet that the unit is scored on.
    pub sheets: Vec<SheetExplained>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SheetExplained {
    pub sheet: String,
    pub group: String,
    pub rank: u32,
    pub of: u32,
    pub total: Points,
    pub full: Points,
    pub at_least: Points,
    pub at_most: Points,
    pub grade: String,
    pub provisional: bool,
    pub areas: Vec<AreaLine>,
    pub items: Vec<ItemLine>,
    pub adjustments: Vec<AdjustmentLine>,
    /// How the total adds up.
    pub total_lines: Vec<TotalLineSaid>,
    /// Why the bounds lie apart.
    pub open: Vec<String>,
    pub consequences: Vec<ProposalSaid>,
    pub contradictions: Vec<String>,
    /// Why its result is hardly to be compared with others, where it isn't.
    pub not_comparable: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AreaLine {
    pub id: String,
    pub title: String,
    /// 1 for areas directly under the root.
    pub depth: u32,
    pub points: Points,
    pub full: Points,
    pub left_out: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ItemLine {
    pub id: ItemId,
    pub title: String,
    pub status: Status,
    pub shown: String,
    pub target: String,
    pub points: Points,
    pub full: Points,
    pub at_least: Points,
    pub at_most: Points,
    pub left_out: bool,
    pub marks: Vec<Mark>,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AdjustmentLine {
    pub id: ItemId,
    pub title: String,
    pub applied: bool,
    pub shown: String,
    pub points: Points,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TotalLineSaid {
    pub say: String,
    pub points: Points,
}

/// What is proposed; a person decides.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProposalSaid {
    pub then: String,
    pub because: String,
    pub evidence: Vec<String>,
    /// What is still open may undo it: nothing is to be proposed yet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// Work in the rest of the year may still undo it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub if_unchanged: bool,
}

/// What [`super::explain_item`] tells, for a program.
pub fn item_json(
    plan: &Plan,
    assessment: &Assessment,
    unit: &UnitId,
    item: &ItemId,
    depth: Depth,
    rows_of: &RowsOf<'_>,
    words: &Words,
) -> Option<ItemExplained> {
    let found = find(assessment, unit, item)?;
    let rule = plan.rule(item)?;
    let trace = found.trace();
    let deep = trace.filter(|_| depth >= Depth::Working);
    let working = |working: &Working| explain_working(working, depth, rows_of, words);
    let (points, at_least, at_most) = match &found {
        Found::Item(_, item) => (&item.points, &item.at_least, &item.at_most),
        Found::Adjustment(_, adjustment) => (&adjustment.points, &adjustment.at_least, &adjustment.at_most),
    };
    let as_item = match &found {
        Found::Item(_, item) => Some(*item),
        Found::Adjustment(..) => None,
    };
    let measure = match &found {
        Found::Item(_, item) => &item.measure,
        Found::Adjustment(_, adjustment) => &adjustment.measure,
    };
    let target = as_item.filter(|item| !item.target_shown.is_empty()).map(|item| {
        let told = trace.and_then(|trace| trace.target.as_ref());
        TargetExplained {
            value: item.target.as_ref().map(ToString::to_string),
            to: item.target_to.as_ref().map(ToString::to_string),
            shown: item.target_shown.clone(),
            at: told.map(|told| told.at.clone()),
            from_letter: told.is_some_and(|told| told.from_letter),
            assumed: told.is_some_and(|told| told.assumed),
            of_rows: told.is_some_and(|told| told.of_rows),
        }
    });
    Some(ItemExplained {
        format: EXPLANATION_FORMAT.to_owned(),
        scheme: assessment.scheme.clone(),
        year: assessment.year,
        as_of: assessment.as_of.to_string(),
        unit: unit.clone(),
        name: found.unit().name.clone(),
        item: item.clone(),
        title: found.title().to_owned(),
        rule: rule.at.clone(),
        status: as_item.map(|item| item.status),
        measure: measure.as_ref().map(ToString::to_string),
        shown: found.shown().to_owned(),
        target,
        points: points.clone(),
        full: as_item.map(|item| item.full.clone()),
        at_least: at_least.clone(),
        at_most: at_most.clone(),
        exact_points: trace.and_then(|trace| trace.exact_points.clone()),
        for_full: trace.and_then(|trace| trace.for_full.as_ref()).map(ToString::to_string),
        marks: as_item.map(|item| item.marks.clone()).unwrap_or_default(),
        reason: words.say(found.reason()),
        exception: trace.and_then(|trace| trace.exception.clone()),
        steps: deep.map(|trace| trace.steps.iter().map(|step| words.say(step)).collect()).unwrap_or_default(),
        working: deep.and_then(|trace| trace.measure.as_ref()).map(working),
        last_year: deep.and_then(|trace| trace.last_year.as_ref()).map(working),
        tasks: trace.and_then(|trace| trace.tasks.clone()),
        hands: trace.map(|trace| trace.hands.clone()).unwrap_or_default(),
        other_rows: match depth {
            Depth::Short | Depth::Working => Vec::new(),
            Depth::Rows => explain_other_rows(plan, rule, trace, rows_of, words),
        },
    })
}

/// What [`super::unit_sheet`] tells, for a program.
pub fn unit_json(assessment: &Assessment, unit: &UnitId, words: &Words) -> Option<UnitExplained> {
    let results = || assessment.units.iter().filter(|result| result.id == *unit);
    let name = results().next()?.name.clone();
    let said =
        |messages: &[crate::words::Message]| messages.iter().map(|message| words.say(message)).collect::<Vec<_>>();
    let sheets = results().map(|result| SheetExplained {
        sheet: result.sheet.clone(),
        group: result.group.clone(),
        rank: result.rank,
        of: result.of,
        total: result.total.clone(),
        full: result.full.clone(),
        at_least: result.at_least.clone(),
        at_most: result.at_most.clone(),
        grade: result.grade.clone(),
        provisional: result.provisional,
        areas: result
            .areas
            .iter()
            .map(|area| AreaLine {
                id: area.id.clone(),
                title: area.title.clone(),
                depth: area.depth,
                points: area.points.clone(),
                full: area.full.clone(),
                left_out: area.left_out,
            })
            .collect(),
        items: result
            .items
            .iter()
            .map(|item| ItemLine {
                id: item.id.clone(),
                title: item.title.clone(),
                status: item.status,
                shown: item.shown.clone(),
                target: item.target_shown.clone(),
                points: item.points.clone(),
                full: item.full.clone(),
                at_least: item.at_least.clone(),
                at_most: item.at_most.clone(),
                left_out: item.left_out,
                marks: item.marks.clone(),
                reason: words.say(&item.reason),
            })
            .collect(),
        adjustments: result
            .adjustments
            .iter()
            .map(|adjustment| AdjustmentLine {
                id: adjustment.id.clone(),
                title: adjustment.title.clone(),
                applied: adjustment.applied,
                shown: adjustment.shown.clone(),
                points: adjustment.points.clone(),
                reason: words.say(&adjustment.reason),
            })
            .collect(),
        total_lines: result
            .total_lines
            .iter()
            .map(|line| TotalLineSaid { say: words.say(&line.say), points: line.points.clone() })
            .collect(),
        open: said(&result.open),
        consequences: result
            .consequences
            .iter()
            .map(|proposed| ProposalSaid {
                then: proposed.then.clone(),
                because: proposed.because.clone(),
                evidence: said(&proposed.evidence),
                provisional: proposed.provisional,
                if_unchanged: proposed.if_unchanged,
            })
            .collect(),
        contradictions: said(&result.contradictions),
        not_comparable: result.not_comparable.as_ref().map(|said| words.say(said)),
    });
    Some(UnitExplained {
        format: EXPLANATION_FORMAT.to_owned(),
        scheme: assessment.scheme.clone(),
        year: assessment.year,
        as_of: assessment.as_of.to_string(),
        unit: unit.clone(),
        name,
        sheets: sheets.collect(),
    })
}

/// The JSON Schema of both forms, as `docs/schema/explanation.schema.json` publishes it.
///
/// # Errors
/// Never: a schema is made of texts.
pub fn explanation_schema() -> Result<String, serde_json::Error> {
    /// An item's explanation, or a unit's score sheet.
    #[derive(Serialize, JsonSchema)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Explanation {
        Item(Box<ItemExplained>),
        Unit(Box<UnitExplained>),
    }
    // As it is written: what is left out where it is empty need not be there.
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Explanation>();
    schema.insert("title".to_owned(), "kaohe explanation".into());
    schema.insert("$id".to_owned(), EXPLANATION_FORMAT.into());
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

fn explain_working(working: &Working, depth: Depth, rows_of: &RowsOf<'_>, words: &Words) -> WorkingExplained {
    let question = working.question.filter(|_| depth >= Depth::Rows);
    let contributions = question.and_then(|question| rows_of(&[question], working.of.as_ref()));
    WorkingExplained {
        at: working.at.clone(),
        label: words.say(&working.label),
        value: working.value.as_ref().map(ToString::to_string),
        absence: working.absence.map(|absence| words.say(&say_absence(absence))),
        rows: working.rows,
        rows_absent: contributions.as_ref().map(|contributions| contributions.absent.iter().sum()),
        largest: contributions
            .map(|Contributions { rows: _, absent: _, largest }| {
                largest.iter().map(|row| explain_row(row, words)).collect()
            })
            .unwrap_or_default(),
        parts: working.parts.iter().map(|part| explain_working(part, depth, rows_of, words)).collect(),
    }
}

fn explain_other_rows(
    plan: &Plan,
    rule: &Rule,
    trace: Option<&ItemTrace>,
    rows_of: &RowsOf<'_>,
    words: &Words,
) -> Vec<OtherRowsExplained> {
    let asked = plan.asked();
    let mut told = Vec::new();
    let workings = trace.into_iter().flat_map(|trace| trace.measure.iter().chain(&trace.last_year));
    workings.for_each(|working| questions_of(working, &mut told));
    let explain = |questions: Vec<usize>| {
        let found = rows_of_others(&questions, trace.and_then(inherited_from), rows_of);
        let question = |(number, question): (usize, &usize)| {
            let label = words.say(&say_question(plan, asked.get(*question)?));
            let absent = found.as_ref().and_then(|found| found.absent.get(number));
            Some(QuestionExplained { label, rows_absent: absent.copied() })
        };
        OtherRowsExplained {
            questions: questions.iter().enumerate().filter_map(question).collect(),
            rows: found.as_ref().map(|found| found.rows),
            largest: found.iter().flat_map(|found| &found.largest).map(|row| explain_row(row, words)).collect(),
        }
    };
    other_questions(rule, &asked, &told).into_iter().map(explain).collect()
}

fn questions_of(working: &Working, told: &mut Vec<usize>) {
    told.extend(working.question);
    working.parts.iter().for_each(|part| questions_of(part, told));
}

fn explain_row(row: &Contribution, words: &Words) -> RowExplained {
    let columns = row.columns.iter().map(|(name, held)| {
        let (value, absence) = match held {
            Held::Value(value) => (Some(value), None),
            Held::Absent(absence) => (None, Some(words.say(&say_absence(*absence)))),
        };
        let value = value.map(|value| match value {
            Value::Number(number) => number.to_string(),
            Value::Class(index) => index.to_string(),
            Value::Text(text) => text.to_string(),
            Value::Bool(truth) => truth.to_string(),
            Value::Date(day) => day.to_string(),
            Value::Moment(moment) => moment.to_string(),
        });
        ColumnExplained { column: name.clone(), value, absence }
    });
    let from = row.origins.iter().map(|origin| RowOrigin {
        table: origin.table.clone(),
        year: origin.year,
        file: origin.file.clone(),
        sheet: origin.sheet.clone(),
        row: origin.row,
    });
    RowExplained { columns: columns.collect(), from: from.collect() }
}
