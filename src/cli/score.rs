//! `kaohe score`

use std::cell::LazyCell;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::advise;
use crate::assess::UnitResult;
use crate::assess::document::{self, Document, Enclosed, Receipt, Sentences, Terms};
use crate::explain::{Beside, score_table, where_it_stands};
use crate::message;
use crate::plan::Level;
use crate::words::Words;

use super::owners::Owners;
use super::scoring::{self, Scored, ScoringArgs, Silent};
use super::{Format, Outcome, findings, folders, output};

#[derive(Debug, Args)]
pub struct ScoreArgs {
    #[command(flatten)]
    scoring: ScoringArgs,
    /// Only these units.
    #[arg(long, value_name = "NAME")]
    unit: Vec<String>,
    /// Where assessment.json and scores.csv go.
    #[arg(long)]
    out: Option<PathBuf>,
    /// The findings have been seen by a person.
    #[arg(long)]
    accept_findings: bool,
    /// Leave out how the figures came about.
    #[arg(long)]
    no_trace: bool,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &ScoreArgs, words: &Words) -> Outcome {
    score(args, words).unwrap_or_else(|outcome| outcome)
}

fn score(args: &ScoreArgs, words: &Words) -> Result<Outcome, Outcome> {
    // The screen shows no traces; only the document holds them.
    let trace = !args.no_trace && (args.out.is_some() || args.format == Format::Json);
    if let Some(out) = &args.out {
        folders::out(out, words)?;
        folders::out_beside_data(out, &args.scoring.data, words)?;
    }
    // The program ends with this command: to take a large assessment apart piece by piece would only cost time.
    let silent = Silent::accepted(args.accept_findings);
    let scored = match args.unit.is_empty() {
        true => scoring::score(&args.scoring, trace, silent, args.format, words)?,
        // What is pending and when it is due is told of some units.
        false => scoring::score_some(&args.scoring, &args.unit, true, silent, args.format, words)?,
    };
    let scored = ManuallyDrop::new(scored);
    let findings = &scored.measured.submission.findings;
    let owners = LazyCell::new(|| Owners::of(&scored.measured, findings));
    let errors = findings.iter().any(|finding| finding.level == Level::Error)
        || scored.assessment.remarks.iter().any(|remark| remark.level == Level::Error);
    let outcome = if errors && !args.accept_findings { Outcome::FoundErrors } else { Outcome::Fine };
    let files = match &args.out {
        Some(folder) => write(&scored, &owners, folder, words)?,
        None => Vec::new(),
    };
    if args.format == Format::Json {
        output::print(&output::json(&document(&scored, words), words)?);
        return Ok(outcome);
    }
    let beside = Beside { findings, files: &files, stands: !args.unit.is_empty() };
    output::print(&score_table(&scored.measured.plan, &scored.assessment, beside, words, output::screen()));
    if !args.unit.is_empty() {
        output::print(&where_it_stands(&scored.measured.plan, &scored.assessment, words, output::screen()));
    }
    // Notes are in the document; errors and warnings want a person. Whoever asks for some units can do nothing about the rows of others.
    let (told, of_others) = match scored.assessment.asked.is_empty() {
        true => (findings.clone(), 0),
        false => owners.those_of(&scored.assessment.asked, findings),
    };
    output::print(&findings::lines(&told, Level::Warning, 5, words));
    if of_others > 0 {
        output::print(&format!("{}\n", words.say(&message!("findings-of-others", count = of_others))));
    }
    output::print(&findings::remarks(&scored.measured.plan, &scored.assessment.remarks, words));
    if scored.assessment.units.iter().any(|unit| unit.silent) {
        let are_away = scored.assessment.units_unknown > 0 && args.unit.is_empty();
        output::print(&format!("{}\n", words.word(if are_away { "score-silent-trial" } else { "score-silent" })));
    }
    if errors && args.accept_findings {
        output::print(&format!("{}\n", words.word("score-accepted")));
    }
    if outcome == Outcome::FoundErrors {
        let message = match files.is_empty() {
            true => message!("score-has-errors"),
            false => message!("score-has-errors-written"),
        };
        output::complain(&format!("{}\n", words.say(&message)));
    }
    Ok(outcome)
}

/// The document of what was scored, with its receipt and its terms.
pub(super) fn document(scored: &Scored, words: &Words) -> Document {
    let owners = Owners::of(&scored.measured, &scored.measured.submission.findings);
    with_enclosed(scored, &owners, |enclosed| Document::new(&scored.assessment, enclosed, words))
}

/// What goes into the document beside the assessment, for as long as it is made.
fn with_enclosed<Made>(scored: &Scored, owners: &Owners, make: impl FnOnce(Enclosed) -> Made) -> Made {
    let receipt = Receipt {
        kaohe: env!("CARGO_PKG_VERSION").to_owned(),
        scheme_sha256: scored.measured.scheme_sha256.clone(),
        standards: scored.measured.plan.standards.clone(),
    };
    let (plan, submission) = (&scored.measured.plan, &scored.measured.submission);
    let terms = Terms::new(plan, scored.assessment.as_of);
    let findings = &submission.findings;
    make(Enclosed {
        accepted: scored.accepted,
        receipt,
        terms,
        inputs: &submission.inputs,
        findings,
        owner: &|finding| owners.owner(finding).cloned(),
        advice: &|unit| advice(scored, unit),
    })
}

/// What would raise each item of a unit, as far as the working was kept.
fn advice(scored: &Scored, unit: &UnitResult) -> Sentences {
    match unit.items.iter().any(|item| item.trace.is_some()) {
        true => advise::sentences(&scored.measured.plan, &scored.measured.measures, unit),
        false => Sentences::new(),
    }
}

fn write(scored: &Scored, owners: &Owners, folder: &Path, words: &Words) -> Result<Vec<String>, Outcome> {
    let (whole, scores) = (folder.join("assessment.json"), folder.join("scores.csv"));
    output::write_both(
        [&whole, &scores],
        |json, table| {
            with_enclosed(scored, owners, |enclosed| document::write(&scored.assessment, enclosed, words, json, table))
        },
        words,
    )?;
    Ok([whole, scores].iter().map(|path| path.display().to_string()).collect())
}
