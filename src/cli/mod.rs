//! The commands: one thin file each over the library's stages.

mod advise;
mod check;
mod clauses;
mod diff;
mod explain;
mod findings;
mod folders;
mod new;
mod opening;
mod output;
mod owners;
mod plan;
mod progress;
mod report;
mod result_file;
mod score;
mod scoring;
mod test;
mod units;
mod usage;
mod what_if;

use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::words::{Language, Words};

/// The command line. What help says of each command and option is in the catalogue, under `cli-…` keys.
#[derive(Debug, Parser)]
#[command(name = "kaohe", version, propagate_version = true)]
struct Cli {
    /// Language of what is printed.
    #[arg(long, global = true, value_enum, default_value = "zh")]
    lang: Language,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A small complete scheme with data, ready to run.
    New(new::NewArgs),
    /// Everything that can be known before scoring.
    Check(check::CheckArgs),
    /// Scores, ranks, grades.
    Score(score::ScoreArgs),
    /// Reports: for each unit, for all, for the leaders.
    Report(report::ReportArgs),
    /// Why these points: down to the rows.
    Explain(explain::ExplainArgs),
    /// What a unit can still do for its score.
    Advise(advise::AdviseArgs),
    /// Runs the scheme's cases, and says what no case reaches.
    Test(test::TestArgs),
    /// What would be, with other figures, rows or rules.
    WhatIf(what_if::WhatIfArgs),
    /// The scoring rules in plain words.
    Clauses(clauses::ClausesArgs),
    /// What changed between two results or two schemes, and why.
    Diff(diff::DiffArgs),
    /// What each rule became.
    Plan(plan::PlanArgs),
}

/// How a command answers: for a person or for a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// What a command came to, as an exit code: 0 fine, 1 the work found errors, 2 wrong usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    FoundErrors,
    WrongUsage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::FoundErrors => ExitCode::from(1),
            Outcome::WrongUsage => ExitCode::from(2),
        }
    }
}

/// Reads the command line, does the work, and says how it went.
pub fn run() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let words = Words::new(usage::language(&arguments));
    let parsed = usage::command(&words).try_get_matches_from(usage::with_help_as_flag(arguments));
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage::told(&error, &words).into(),
    };
    let words = Words::new(cli.lang);
    let outcome = match cli.command {
        Command::New(args) => new::run(&args, &words),
        Command::Score(args) => score::run(&args, &words),
        Command::Report(args) => report::run(&args, &words),
        Command::Explain(args) => explain::run(&args, &words),
        Command::WhatIf(args) => what_if::run(&args, &words),
        Command::Advise(args) => advise::run(&args, &words),
        Command::Test(args) => test::run(&args, &words),
        Command::Check(args) => check::run(&args, &words),
        Command::Clauses(args) => clauses::run(&args, &words),
        Command::Diff(args) => diff::run(&args, &words),
        Command::Plan(args) => plan::run(&args, &words),
    };
    output::complete(outcome, &words).into()
}
