//! Advice for programs: one JSON document a unit and sheet, with a published schema (`docs/schema/advice.schema.json`). Figures are strings,
//! as in an assessment; sentences are said in one language.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::item_advice::{HangsOn, ItemAdvice, Prospect, Reach};
use super::outcome::{Change, ChangeSet, Outcome, Standing};
use super::possible::Hanging;
use super::unit::{Advice, GoalAdvice};
use super::unsettled::Unsettled;
use super::work::ladder::WorkKind;
use crate::assess::UnitResult;
use crate::assess::document::{Written, WrittenPoints};
use crate::figure::{Exact, Points, Rounding};
use crate::plan::{Plan, RuleKind};
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
    pub at_least: WrittenPoints,
    pub at_most: WrittenPoints,
    pub grade: String,
    pub rank: u32,
    /// The best and the worst rank that can still come.
    pub rank_best: u32,
    pub rank_worst: u32,
    pub of: u32,
    /// Others' data are not at hand: ranks and quotas can't be told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub others_unknown: bool,
    /// None: the unit is in the best grade already, and nothing that is open can take it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalLine>,
    pub items: Vec<ItemLine>,
    /// Deductions that took something, and bonuses that work still earns. `points` are what they add to the total.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<ItemLine>,
    /// Bonuses that may still be earned otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bonuses: Vec<BonusLine>,
    /// What of deductions can't be undone any more, and vetoes that took effect.
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
    /// No set of fewer changes reaches it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fewest_proven: Option<bool>,
    /// No set of as many changes is less effort: each at a step of its curve but for one thing, brought up to what is just enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_proven: Option<bool>,
    /// Where the unit stands with the changes; `hangs`: with all work done; `out_of_reach`: with all work done and all that can still come at
    /// its best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<StandingLine>,
    /// It is reached as things are, and not settled: how low the unit may still come by what is known to be open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<UnsettledLine>,
    /// On what it hangs beside work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hangs_on: Vec<HangingLine>,
    /// The unit's own points do, but the rank or the places of a quota hang on others whose data are not at hand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub others_decide: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<String>,
    /// Only what is no work (fewer rows, another class, a withheld figure) would reach it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_by_figures: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeWord {
    /// It is reached as things are; `unsettled` says how it may be lost.
    Reached,
    /// By the changes.
    By,
    /// Not by work on the records that are in; others, or later records, may still bring it.
    Hangs,
    /// Not even with everything that can still come at its best.
    OutOfReach,
}

/// One kind of thing that may still bring points above what work gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HangingLine {
    pub on: HangsOn,
    pub items: Vec<HangingItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HangingItem {
    pub id: String,
    pub title: String,
    /// As much more at most.
    pub more: WrittenPoints,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnsettledLine {
    pub at_least: WrittenPoints,
    pub grade: String,
    pub rank: u32,
    /// What may take points, the most first.
    pub items: Vec<MayTakeLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MayTakeLine {
    pub id: String,
    pub title: String,
    /// As much less at most.
    pub less: WrittenPoints,
    /// It does not count by now; once it does, the others are scaled up by less.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BonusLine {
    pub id: String,
    pub title: String,
    pub points: WrittenPoints,
    /// None: without a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<WrittenPoints>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StandingLine {
    pub total: WrittenPoints,
    pub grade: String,
    /// What is still open may move the grade.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// None: others' data are not at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeLine {
    pub id: String,
    pub title: String,
    /// Data that are still to come would have to come out at their best.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_data: bool,
    /// How much higher the total comes by this change alone.
    pub total_gain: WrittenPoints,
    /// As `what-if --set` takes it.
    pub set: String,
    #[serde(flatten)]
    pub reach: ReachLine,
}

/// A figure to get to, what it gives, and the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReachLine {
    pub figure: Written,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure_exact: Option<String>,
    /// What work comes to as it is scored then; a figure that is asked for itself on the side on which it is harder to reach.
    pub shown: String,
    /// The points of the item then.
    pub points: WrittenPoints,
    /// Of those, for finishing early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<WrittenPoints>,
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
    /// Where all is finished early: the last day that is early enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub early_by: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemLine {
    pub id: String,
    pub title: String,
    pub kind: RuleKind,
    pub prospect: Prospect,
    pub shown: String,
    pub target_shown: String,
    pub points: WrittenPoints,
    pub full: WrittenPoints,
    /// As far as work leads on the records that are in.
    pub by_work: WrittenPoints,
    /// The most that it can still have: by work, by a hand, by data and records that come.
    pub most: WrittenPoints,
    /// On what it hangs whether it gets above `by_work`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hangs_on: Option<HangsOn>,
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
            at_least: writer.points(&unit.at_least),
            at_most: writer.points(&unit.at_most),
            grade: unit.grade.clone(),
            rank: unit.rank,
            rank_best: unit.rank_best,
            rank_worst: unit.rank_worst,
            of: unit.of,
            others_unknown: advice.others_unknown,
            goal: advice.goal.as_ref().map(|goal| writer.goal(goal)),
            items: advice.items.iter().map(|item| writer.item(item)).collect(),
            adjustments: advice.adjustments.iter().map(|item| writer.item(item)).collect(),
            bonuses: advice
                .bonuses
                .iter()
                .map(|bonus| BonusLine {
                    id: bonus.id.to_string(),
                    title: bonus.title.clone(),
                    points: writer.points(&bonus.points),
                    most: bonus.most.as_ref().map(|most| writer.points(most)),
                })
                .collect(),
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
            fewest_proven: None,
            effort_proven: None,
            then: None,
            unsettled: None,
            hangs_on: Vec::new(),
            others_decide: goal.others_decide,
            obstacles: Vec::new(),
            only_by_figures: false,
        };
        let standing = |standing: &Standing| StandingLine {
            total: self.points(&standing.total),
            grade: standing.grade.clone(),
            provisional: standing.provisional,
            rank: standing.rank,
        };
        match &goal.outcome {
            Outcome::Reached(unsettled) => {
                line.unsettled = unsettled.as_ref().map(|unsettled| self.unsettled(unsettled));
            }
            Outcome::By(ChangeSet { changes, effort, standing: then, fewest_proven, effort_proven }) => {
                line.outcome = OutcomeWord::By;
                line.changes = changes.iter().map(|change| self.change(change)).collect();
                line.effort = Some(self.number(effort));
                line.fewest_proven = Some(*fewest_proven);
                line.effort_proven = Some(*effort_proven);
                line.then = Some(standing(then));
            }
            Outcome::Hangs { highest, on, obstacles } => {
                line.outcome = OutcomeWord::Hangs;
                line.then = Some(standing(highest));
                line.hangs_on = on.iter().map(|hanging| self.hanging(hanging)).collect();
                line.obstacles = self.say(obstacles);
            }
            Outcome::OutOfReach { highest, in_hindsight: _, obstacles, only_by_figures } => {
                line.outcome = OutcomeWord::OutOfReach;
                line.then = Some(standing(highest));
                line.obstacles = self.say(obstacles);
                line.only_by_figures = *only_by_figures;
            }
        }
        line
    }

    fn unsettled(&self, unsettled: &Unsettled) -> UnsettledLine {
        let items = unsettled.items.iter().map(|may| MayTakeLine {
            id: may.id.to_string(),
            title: may.title.clone(),
            less: self.points(&may.less),
            left_out: may.left_out,
        });
        UnsettledLine {
            at_least: self.points(&unsettled.at_least),
            grade: unsettled.grade.clone(),
            rank: unsettled.rank,
            items: items.collect(),
        }
    }

    fn hanging(&self, hanging: &Hanging) -> HangingLine {
        let items = hanging.items.iter().map(|(id, title, more)| HangingItem {
            id: id.to_string(),
            title: title.clone(),
            more: self.points(more),
        });
        HangingLine { on: hanging.on, items: items.collect() }
    }

    fn change(&self, change: &Change) -> ChangeLine {
        ChangeLine {
            id: change.id.to_string(),
            title: change.title.clone(),
            is_data: change.is_data,
            total_gain: self.points(&change.moves),
            set: change.as_set(),
            reach: self.reach(&change.reach),
        }
    }

    fn reach(&self, reach: &Reach) -> ReachLine {
        let work = &reach.work;
        let due = work.due.iter().map(|due| DueLine {
            due: due.due,
            count: due.count,
            late_counts: due.late_counts.as_ref().map(|counts| self.number(counts)),
            early_by: due.early_by,
        });
        ReachLine {
            figure: self.number(&reach.figure),
            figure_exact: reach.figure.fraction(),
            shown: reach.shown.clone(),
            points: self.points(&reach.points),
            early: (!reach.early.is_zero()).then(|| self.points(&reach.early)),
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
            kind: item.kind,
            prospect: item.prospect,
            shown: item.shown.clone(),
            target_shown: item.target_shown.clone(),
            points: self.points(&item.points),
            full: self.points(&item.full),
            by_work: self.points(&item.by_work),
            most: self.points(&item.most),
            hangs_on: item.hangs.as_ref().map(|hang| hang.on),
            lost: self.points(&item.lost),
            next: item.next.as_ref().map(|reach| self.reach(reach)),
            best: item.best.as_ref().map(|reach| self.reach(reach)),
            reason: item.reason.as_ref().map(|reason| self.words.say(reason)),
            advice: self.say(&item.say(self.places)),
        }
    }
}
