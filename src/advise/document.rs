//! Advice for programs: one JSON document a unit and sheet, with a published schema (`docs/schema/advice.schema.json`). Figures are strings,
//! as in an assessment; sentences are said in one language.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ladder::WorkKind;
use super::outlook::{ItemAdvice, Prospect, Reach};
use super::unit::{Advice, Change, ChangeSet, GoalAdvice, Outcome};
use crate::assess::UnitResult;
use crate::assess::document::{Written, WrittenPoints};
use crate::figure::{Exact, Points, Rounding};
use crate::plan::Plan;
use crate::words::{Message, Words};

/// The version of the advice's JSON.
pub const ADVICE_FORMAT: &str = "kaohe-advice/1";

/// What one unit can still do on one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdviceDocument {
    /// [`ADVICE_FORMAT`].
    pub format: String,
    pub scheme: String,
    pub unit: String,
    pub name: String,
    pub sheet: String,
    #[schemars(with = "String")]
    pub as_of: Date,
    /// The year is over: what is said is what it would have taken.
    pub is_over: bool,
    pub total: WrittenPoints,
    pub full: WrittenPoints,
    pub grade: String,
    pub rank: u32,
    pub of: u32,
    /// None: the unit is in the best grade already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalLine>,
    pub items: Vec<ItemLine>,
    /// Deductions made and vetoes that took effect.
    pub lost_beside: Vec<LostLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GoalLine {
    pub say: String,
    pub outcome: OutcomeWord,
    /// The smallest set of changes that reaches it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeLine>,
    /// The shares of the ways, each times its weight, together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Written>,
    /// Nothing smaller was left unlooked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<bool>,
    /// Where the unit stands with the changes; out of reach: with all work done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<StandingLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<String>,
    /// Only what is no work (fewer rows, another class, a withheld figure) would reach it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_by_figures: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeWord {
    /// It is reached already.
    Reached,
    /// By the changes.
    By,
    OutOfReach,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StandingLine {
    pub total: WrittenPoints,
    pub grade: String,
    pub rank: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeLine {
    pub id: String,
    pub title: String,
    /// Data that are still to come would have to come out at their best.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_data: bool,
    #[serde(flatten)]
    pub reach: ReachLine,
}

/// A figure to get to, what it gives, and the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReachLine {
    pub figure: Written,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure_exact: Option<String>,
    pub shown: String,
    /// The points of the item then.
    pub points: WrittenPoints,
    pub gain: WrittenPoints,
    pub work: WorkLine,
    /// How much of the whole way it is.
    pub effort: Written,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WorkLine {
    pub kind: WorkKind,
    pub amount: Written,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    pub say: String,
    /// Things by their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub due: Vec<DueLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DueLine {
    #[schemars(with = "String")]
    pub due: Date,
    pub count: u64,
    /// Past its day: what each still counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_counts: Option<Written>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemLine {
    pub id: String,
    pub title: String,
    pub prospect: Prospect,
    pub shown: String,
    pub target_shown: String,
    pub points: WrittenPoints,
    pub full: WrittenPoints,
    /// The most that it can still have.
    pub most: WrittenPoints,
    /// Lost for the year.
    pub lost: WrittenPoints,
    /// The next step of the curve, where it is not the best already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ReachLine>,
    /// As far as work leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<ReachLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The sentences for a report.
    pub advice: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LostLine {
    pub id: String,
    pub title: String,
    pub points: WrittenPoints,
    pub is_veto: bool,
    pub reason: String,
}

impl AdviceDocument {
    pub fn new(plan: &Plan, unit: &UnitResult, advice: &Advice, words: &Words) -> AdviceDocument {
        let writer = Writer { words, places: plan.numbers.points };
        AdviceDocument {
            format: ADVICE_FORMAT.to_owned(),
            scheme: plan.scheme.clone(),
            unit: unit.id.to_string(),
            name: unit.name.clone(),
            sheet: unit.sheet.clone(),
            as_of: advice.as_of,
            is_over: advice.is_over,
            total: writer.points(&unit.total),
            full: writer.points(&unit.full),
            grade: unit.grade.clone(),
            rank: unit.rank,
            of: unit.of,
            goal: advice.goal.as_ref().map(|goal| writer.goal(goal)),
            items: advice.items.iter().map(|item| writer.item(item)).collect(),
            lost_beside: advice
                .lost
                .iter()
                .map(|lost| LostLine {
                    id: lost.id.to_string(),
                    title: lost.title.clone(),
                    points: writer.points(&lost.points),
                    is_veto: lost.is_veto,
                    reason: words.say(&lost.reason),
                })
                .collect(),
        }
    }

    /// The JSON Schema of the document, as `docs/schema/advice.schema.json` publishes it.
    ///
    /// # Errors
    /// Never: a schema is made of texts.
    pub fn schema() -> Result<String, serde_json::Error> {
        let mut schema = schemars::schema_for!(AdviceDocument);
        schema.insert("title".to_owned(), "kaohe advice".into());
        schema.insert("$id".to_owned(), ADVICE_FORMAT.into());
        Ok(serde_json::to_string_pretty(&schema)? + "\n")
    }
}

struct Writer<'a> {
    words: &'a Words,
    places: u32,
}

impl Writer<'_> {
    fn points(&self, points: &Points) -> WrittenPoints {
        WrittenPoints(match points.0.decimal_places() {
            Some(own) if own <= self.places => Rounding::half_up(self.places).show(&points.0),
            Some(_) | None => points.0.to_decimal(),
        })
    }

    fn number(&self, number: &Exact) -> Written {
        Written(number.to_decimal())
    }

    fn say(&self, messages: &[Message]) -> Vec<String> {
        messages.iter().map(|message| self.words.say(message)).collect()
    }

    fn goal(&self, goal: &GoalAdvice) -> GoalLine {
        let mut line = GoalLine {
            say: self.words.say(&goal.say),
            outcome: OutcomeWord::Reached,
            changes: Vec::new(),
            effort: None,
            proven: None,
            then: None,
            obstacles: Vec::new(),
            only_by_figures: false,
        };
        let standing = |standing: &super::unit::Standing| StandingLine {
            total: self.points(&standing.total),
            grade: standing.grade.clone(),
            rank: standing.rank,
        };
        match &goal.outcome {
            Outcome::Reached => {}
            Outcome::By(ChangeSet { changes, effort, standing: then, proven }) => {
                line.outcome = OutcomeWord::By;
                line.changes = changes.iter().map(|change| self.change(change)).collect();
                line.effort = Some(self.number(effort));
                line.proven = Some(*proven);
                line.then = Some(standing(then));
            }
            Outcome::OutOfReach { highest, obstacles, only_by_figures } => {
                line.outcome = OutcomeWord::OutOfReach;
                line.then = Some(standing(highest));
                line.obstacles = self.say(obstacles);
                line.only_by_figures = *only_by_figures;
            }
        }
        line
    }

    fn change(&self, change: &Change) -> ChangeLine {
        ChangeLine {
            id: change.id.to_string(),
            title: change.title.clone(),
            is_data: change.is_data,
            reach: self.reach(&change.reach),
        }
    }

    fn reach(&self, reach: &Reach) -> ReachLine {
        let work = &reach.work;
        let due = work.due.iter().map(|due| DueLine {
            due: due.due,
            count: due.count,
            late_counts: due.late_counts.as_ref().map(|counts| self.number(counts)),
        });
        ReachLine {
            figure: self.number(&reach.figure),
            figure_exact: reach.figure.fraction(),
            shown: reach.shown.clone(),
            points: self.points(&reach.points),
            gain: self.points(&reach.gain),
            work: WorkLine {
                kind: work.kind,
                amount: self.number(&work.amount),
                unit: work.unit.clone(),
                say: self.words.say(&work.say),
                due: due.collect(),
            },
            effort: self.number(&reach.effort),
        }
    }

    fn item(&self, item: &ItemAdvice) -> ItemLine {
        ItemLine {
            id: item.id.to_string(),
            title: item.title.clone(),
            prospect: item.prospect,
            shown: item.shown.clone(),
            target_shown: item.target_shown.clone(),
            points: self.points(&item.points),
            full: self.points(&item.full),
            most: self.points(&item.most),
            lost: self.points(&item.lost),
            next: item.next.as_ref().map(|reach| self.reach(reach)),
            best: item.best.as_ref().map(|reach| self.reach(reach)),
            reason: item.reason.as_ref().map(|reason| self.words.say(reason)),
            advice: self.say(&item.say(self.places)),
        }
    }
}
