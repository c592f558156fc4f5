//! `kaohe diff`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::assess::document::Document;
use crate::diff::{
    Difference, comparable, difference, difference_by_schemes, difference_markdown, difference_of_schemes,
    difference_text, with_clauses, with_letters,
};
use crate::message;
use crate::plan::Plan;
use crate::scheme::SCHEME_FILE;
use crate::words::Words;

use super::result_file::{RESULT_FILE, read};
use super::scoring::{self, ScoringArgs, Silent};
use super::{Format, Outcome, folders, opening, output, score};

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// A result (assessment.json, or the folder that holds it) or a scheme's folder.
    #[arg(display_order = 1)]
    old: PathBuf,
    /// The same, as it is now.
    #[arg(display_order = 2)]
    new: PathBuf,
    /// The data by which two schemes are scored.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The data for the old scheme, where they are others.
    #[arg(long)]
    old_data: Option<PathBuf>,
    /// The as-of date of both.
    #[arg(long, value_name = "DATE", value_parser = scoring::day)]
    as_of: Option<Date>,
    /// The findings in the data of two schemes have been seen by a person.
    #[arg(long)]
    accept_findings: bool,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: DiffFormat,
}

/// How a difference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    Text,
    Json,
    Md,
}

impl DiffFormat {
    /// How a scheme that is wrong is told.
    fn of_errors(self) -> Format {
        match self {
            DiffFormat::Text | DiffFormat::Md => Format::Text,
            DiffFormat::Json => Format::Json,
        }
    }
}

/// What a path on the command line is.
enum Given {
    /// The file of a result.
    Result(PathBuf),
    /// The folder of a scheme.
    Scheme(PathBuf),
}

pub fn run(args: &DiffArgs, words: &Words) -> Outcome {
    diff(args, words).unwrap_or_else(|outcome| outcome)
}

fn diff(args: &DiffArgs, words: &Words) -> Result<Outcome, Outcome> {
    let difference = match (given(&args.old, words)?, given(&args.new, words)?) {
        (Given::Result(old), Given::Result(new)) => {
            if args.data.is_some() || args.old_data.is_some() || args.as_of.is_some() || args.accept_findings {
                return output::wrong_usage(&message!("diff-data-of-results"), words);
            }
            let (old, new) = (read(&old, words)?, read(&new, words)?);
            are_comparable(&old, &new, words)?;
            difference(&old, &new)
        }
        (Given::Scheme(old), Given::Scheme(new)) => of_schemes(args, &old, &new, words)?,
        (Given::Result(_), Given::Scheme(_)) | (Given::Scheme(_), Given::Result(_)) => {
            return output::wrong_usage(&message!("diff-mixed"), words);
        }
    };
    output::print(&match args.format {
        DiffFormat::Text => difference_text(&difference, words, output::screen()),
        DiffFormat::Md => difference_markdown(&difference, words),
        DiffFormat::Json => output::json(&difference, words)?,
    });
    Ok(Outcome::Fine)
}

fn given(path: &Path, words: &Words) -> Result<Given, Outcome> {
    let shown = path.display().to_string();
    let kind = match std::fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) => {
            let reason = crate::disk::said(&error);
            return output::wrong_usage(&message!("diff-no-such", path = shown, reason = reason), words);
        }
    };
    if !kind.is_dir() && path.file_name().is_none_or(|name| name != SCHEME_FILE) {
        return Ok(Given::Result(path.to_owned()));
    }
    if !kind.is_dir() || path.join(SCHEME_FILE).exists() {
        return Ok(Given::Scheme(path.to_owned()));
    }
    if path.join(RESULT_FILE).exists() {
        return Ok(Given::Result(path.join(RESULT_FILE)));
    }
    output::wrong_usage(&message!("diff-nothing-here", path = shown), words)
}

fn are_comparable(old: &Document, new: &Document, words: &Words) -> Result<(), Outcome> {
    comparable(old, new).or_else(|error| output::wrong_usage(&error.said(), words))
}

fn of_schemes(args: &DiffArgs, old: &Path, new: &Path, words: &Words) -> Result<Difference, Outcome> {
    let Some(data) = &args.data else {
        if args.old_data.is_some() {
            return output::wrong_usage(&message!("diff-old-data-alone"), words);
        }
        let plan = |scheme| opening::open_or_tell(scheme, args.format.of_errors(), words);
        let plans = [plan(old)?, plan(new)?];
        return Ok(told(difference_of_schemes(&plans[0], &plans[1]), &plans, words));
    };
    let old_data = args.old_data.as_ref().unwrap_or(data);
    folders::data(old_data, words)?;
    let silent = Silent::accepted(args.accept_findings);
    let score = |scheme: &Path, data: &Path| -> Result<(Document, Plan), Outcome> {
        let format = args.format.of_errors();
        let args = ScoringArgs { scheme: scheme.to_owned(), data: data.to_owned(), as_of: args.as_of, level: None };
        let scored = scoring::score(&args, false, silent, format, words)?;
        Ok((score::document(&scored, words), scored.measured.plan))
    };
    let (old_result, old_plan) = score(old, old_data)?;
    let (new_result, new_plan) = score(new, data)?;
    are_comparable(&old_result, &new_result, words)?;
    let mut difference = difference_by_schemes((&old_result, &old_plan), (&new_result, &new_plan));
    with_letters(&mut difference, &old_plan, &new_plan);
    Ok(told(difference, &[old_plan, new_plan], words))
}

fn told(mut difference: Difference, [old, new]: &[Plan; 2], words: &Words) -> Difference {
    with_clauses(&mut difference, old, new, words);
    difference
}
