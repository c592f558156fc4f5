//! `kaohe score`

use std::collections::BTreeSet;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::assess::document::{Document, Enclosed, Receipt, write_scores};
use crate::explain::{Beside, score_table};
use crate::message;
use crate::plan::{Level, UnitId};
use crate::words::Words;

use super::scoring::{self, Scored, ScoringArgs};
use super::{Format, Outcome, findings, folders, output, units};

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
    }
    // The program ends with this command: to take a large assessment apart piece by piece would only cost time.
    let mut scored = ManuallyDrop::new(scoring::score(&args.scoring, trace, words)?);
    if !args.unit.is_empty() {
        let wanted = args.unit.iter().map(|name| units::unit(&scored.plan, name, words));
        let wanted: BTreeSet<UnitId> = wanted.collect::<Result<_, _>>()?;
        scored.assessment.units.retain(|unit| wanted.contains(&unit.id));
    }
    let findings = &scored.submission.findings;
    let errors = findings.iter().any(|finding| finding.level == Level::Error)
        || scored.assessment.remarks.iter().any(|remark| remark.level == Level::Error);
    let outcome = if errors && !args.accept_findings { Outcome::FoundErrors } else { Outcome::Fine };
    if args.format == Format::Json {
        output::print(&json(&document(&scored, words), words)?);
        return Ok(outcome);
    }
    let files = match &args.out {
        Some(folder) => write(&scored, folder, words)?,
        None => Vec::new(),
    };
    let beside = Beside { findings, files: &files };
    output::print(&score_table(&scored.plan, &scored.assessment, beside, words, output::screen()));
    // Notes are in the document; errors and warnings want a person.
    output::print(&findings::lines(&scored.submission.findings, Level::Warning, 5, words));
    if outcome == Outcome::FoundErrors {
        let message = match files.is_empty() {
            true => message!("score-has-errors"),
            false => message!("score-has-errors-written"),
        };
        output::complain(&format!("{}\n", words.say(&message)));
    }
    Ok(outcome)
}

/// The document of what was scored.
pub(super) fn document(scored: &Scored, words: &Words) -> Document {
    let receipt = Receipt {
        kaohe: env!("CARGO_PKG_VERSION").to_owned(),
        scheme_sha256: scored.scheme_sha256.clone(),
        standards: scored.plan.standards.clone(),
    };
    let submission = &scored.submission;
    let enclosed = Enclosed { receipt, inputs: &submission.inputs, findings: &submission.findings };
    Document::new(&scored.assessment, enclosed, words)
}

fn write(scored: &Scored, folder: &Path, words: &Words) -> Result<Vec<String>, Outcome> {
    let document = ManuallyDrop::new(document(scored, words));
    let (whole, scores) = (folder.join("assessment.json"), folder.join("scores.csv"));
    output::write_whole(&whole, |to| write_json(&document, to), words)?;
    output::write_whole(&scores, |to| write_scores(&document, to).map_err(std::io::Error::other), words)?;
    Ok([whole, scores].iter().map(|path| path.display().to_string()).collect())
}

fn write_json(document: &Document, mut to: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut to, document)?;
    to.write_all(b"\n")
}

fn json(document: &Document, words: &Words) -> Result<String, Outcome> {
    serde_json::to_string_pretty(document).map(|text| text + "\n").map_err(|error| {
        output::failed(&error, words);
        Outcome::FoundErrors
    })
}
