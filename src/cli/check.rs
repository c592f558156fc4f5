//! `kaohe check`

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::message;
use crate::plan::Level;
use crate::scheme::{Change, Changes};
use crate::words::Words;

use super::{Format, Outcome, findings, folders, opening, output, scoring, what_if};

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The scheme's folder.
    scheme: PathBuf,
    /// The data folder, to be checked too.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The as-of date by which the data are checked: today or the end of the year, if not given.
    #[arg(long, value_name = "DATE", value_parser = scoring::day)]
    as_of: Option<Date>,
    /// A file of changes to the scheme: the scheme is checked as they make it.
    #[arg(long, value_name = "FILE")]
    change: Option<PathBuf>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &CheckArgs, words: &Words) -> Outcome {
    check(args, words).unwrap_or_else(|outcome| outcome)
}

fn check(args: &CheckArgs, words: &Words) -> Result<Outcome, Outcome> {
    if let Some(data) = &args.data {
        folders::scheme_and_data(&args.scheme, data, words)?;
    }
    let changes = match &args.change {
        Some(file) => what_if::changes(file, words)?,
        None => Changes::default(),
    };
    let all: Vec<&Change> = changes.read.iter().collect();
    let mut opened = opening::open_changed(&args.scheme, args.change.as_deref(), &all, words)?;
    opened.with_changes(changes.diagnostics);
    let found = match (&args.data, &opened.plan, opened.has_errors()) {
        (Some(data), Some(plan), false) => {
            let as_of = scoring::as_of(plan.year, args.as_of, words)?;
            scoring::findings(plan, data, as_of, words)?
        }
        // The data of a scheme that is wrong can't be judged by it.
        (Some(_) | None, _, _) => Vec::new(),
    };
    let data_wait = args.data.is_some() && opened.has_errors();
    // The cases are of the scheme as it stands.
    if args.change.is_none() {
        opened.with_cases(&args.scheme);
    }
    let count = |level: Level| {
        let of_scheme = opened.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        of_scheme + found.iter().filter(|finding| finding.level == level).count()
    };
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    match args.format {
        Format::Text => {
            output::print(&opened.told(words, output::colour()));
            output::print(&findings::lines(&found, Level::Note, 200, words));
            if data_wait {
                output::print(&format!("{}\n", words.word("check-data-wait")));
            }
            output::print(&format!(
                "{}\n",
                words.say(&message!("check-summary", errors = errors, warnings = warnings))
            ));
        }
        Format::Json => output::print(&opened.json(&found, words)),
    }
    Ok(if errors > 0 || opened.plan.is_none() { Outcome::FoundErrors } else { Outcome::Fine })
}
