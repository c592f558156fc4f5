//! `kaohe plan`

use std::path::PathBuf;

use clap::Args;

use crate::clauses::plan_text;
use crate::words::Words;

use super::{Format, Outcome, opening, output};

#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The scheme's folder.
    scheme: PathBuf,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &PlanArgs, words: &Words) -> Outcome {
    let plan = match opening::open_or_tell(&args.scheme, args.format, words) {
        Ok(plan) => plan,
        Err(outcome) => return outcome,
    };
    let text = match args.format {
        Format::Text => plan_text(&plan, words),
        Format::Json => match plan.to_json() {
            Ok(text) => text,
            Err(error) => {
                output::failed(&error, words);
                return Outcome::FoundErrors;
            }
        },
    };
    output::print(&text);
    Outcome::Fine
}
