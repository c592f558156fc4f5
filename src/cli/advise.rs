//! `kaohe advise`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::advise::document::AdviceDocument;
use crate::advise::effort::efforts;
use crate::advise::{self, Advice, Goal, Wish};
use crate::assess::{AssessOptions, Supposed, UnitResult};
use crate::clauses::say_group;
use crate::diagnostic::{nearest, render};
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::{ItemId, Level, Plan};
use crate::words::Words;

use super::progress::Progress;
use super::scoring::{self, Measured, ScoringArgs};
use super::{Format, Outcome, output, units};

#[derive(Debug, Args)]
pub struct AdviseArgs {
    #[command(flatten)]
    scoring: ScoringArgs,
    /// The unit.
    #[arg(long, value_name = "NAME")]
    unit: String,
    /// The grade to get to; without a goal the next one up.
    #[arg(long, value_name = "GRADE", conflicts_with_all = ["points", "rank"])]
    goal: Option<String>,
    /// The total to get to.
    #[arg(long, value_name = "N", conflicts_with = "rank", allow_negative_numbers = true, value_parser = number)]
    points: Option<Exact>,
    /// The rank in the group to get to.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=i64::from(LAST_RANK)))]
    rank: Option<u32>,
    /// How much of an effort each item is.
    #[arg(long, value_name = "FILE")]
    effort: Option<PathBuf>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// The last rank that can be asked for.
pub const LAST_RANK: u32 = 100_000;

pub fn run(args: &AdviseArgs, words: &Words) -> Outcome {
    advise(args, words).unwrap_or_else(|outcome| outcome)
}

fn advise(args: &AdviseArgs, words: &Words) -> Result<Outcome, Outcome> {
    let progress = Progress::start();
    let measured = scoring::measured(&args.scoring, &progress, args.format, words)?;
    let plan = &measured.plan;
    let unit = units::unit(plan, &args.unit, words)?;
    let weights = match &args.effort {
        Some(file) => weights(file, plan, words)?,
        None => BTreeMap::new(),
    };
    progress.now(&message!("progress-assessing"), words);
    // Units without a row are unknown, not silent, as where one unit is scored alone: their ranks and places can't be told.
    let unknown = measured.silent(&BTreeSet::from([unit.clone()]));
    let supposed = Supposed { unknown, ..Supposed::default() };
    let assessment = measured.assess(supposed.clone(), true);
    let options = measured.supposing(supposed);
    let results: Vec<&UnitResult> = assessment.units.iter().filter(|result| result.id == unit).collect();
    if results.is_empty() {
        return output::wrong_usage(&message!("advice-nothing", unit = &args.unit), words);
    }
    let mut advised: Vec<(&UnitResult, Advice)> = Vec::new();
    for result in results {
        let goal = goal(args, plan, result, words)?;
        let asked = Wish { goal, efforts: &weights };
        advised.extend(advice(&measured, &options, result, asked).map(|advice| (result, advice)));
    }
    drop(progress);
    scoring::warn_of_errors(&measured.submission.findings, !options.supposed.unknown.is_empty(), words);
    match args.format {
        Format::Text => {
            let told: Vec<String> = advised
                .iter()
                .map(|(result, advice)| advise::told(plan, result, advice, words, output::screen()))
                .collect();
            output::print(&told.join("\n"));
        }
        Format::Json => {
            let documents: Vec<AdviceDocument> =
                advised.iter().map(|(result, advice)| AdviceDocument::new(plan, result, advice, words)).collect();
            output::print(&json(&documents, words)?);
        }
    }
    Ok(Outcome::Fine)
}

fn advice(measured: &Measured, options: &AssessOptions, unit: &UnitResult, asked: Wish) -> Option<Advice> {
    let hands = &measured.submission.hand_scores;
    advise::advise(&measured.plan, &measured.measures, hands, options, unit, asked)
}

/// The goal that was named, held against the sheet of the unit.
fn goal(args: &AdviseArgs, plan: &Plan, unit: &UnitResult, words: &Words) -> Result<Option<Goal>, Outcome> {
    if let Some(points) = &args.points {
        return Ok(Some(Goal::Points(Points(points.clone()))));
    }
    if let Some(rank) = args.rank {
        if rank > unit.of {
            let group = say_group(&unit.group);
            return output::wrong_usage(
                &message!("advice-no-such-rank", group = group, of = unit.of, rank = rank),
                words,
            );
        }
        return Ok(Some(Goal::Rank(rank)));
    }
    let Some(name) = &args.goal else { return Ok(None) };
    let sheet = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet);
    let grades: Vec<&str> =
        sheet.map(|sheet| sheet.grades.iter().map(|grade| grade.name.as_str()).collect()).unwrap_or_default();
    if grades.contains(&name.as_str()) {
        return Ok(Some(Goal::Grade(name.clone())));
    }
    let say = match nearest(name, grades.iter().copied()) {
        Some(near) => message!("advice-unknown-grade-near", grade = name, near = near),
        None => {
            let grades: Vec<String> = grades.into_iter().map(str::to_owned).collect();
            message!("advice-unknown-grade", grade = name, grades = grades)
        }
    };
    output::wrong_usage(&say, words)
}

fn weights(file: &Path, plan: &Plan, words: &Words) -> Result<BTreeMap<ItemId, Exact>, Outcome> {
    let name = file.display().to_string();
    let text = crate::disk::read_text(file).or_else(|error| {
        output::wrong_usage(&message!("advice-effort-unreadable", file = &name, reason = error.said()), words)
    })?;
    let efforts = efforts(&name, &text, plan);
    if efforts.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error) {
        let told = render(&efforts.diagnostics, &efforts.sources, words, output::colour_of_complaints());
        output::complain(&told);
        return Err(Outcome::FoundErrors);
    }
    Ok(efforts.weights)
}

/// One document, or a list where the unit is on several sheets.
fn json(documents: &[AdviceDocument], words: &Words) -> Result<String, Outcome> {
    match documents {
        [one] => output::json(one, words),
        several => output::json(&several, words),
    }
}

/// Points that a total can be.
fn number(text: &str) -> Result<Exact, &'static str> {
    let points: Exact = text.trim().parse().map_err(|_| "no number")?;
    (!points.is_negative()).then_some(points).ok_or("below nothing")
}
