//! `kaohe clauses`

use std::path::PathBuf;

use clap::Args;

use crate::clauses::{clause, clauses};
use crate::words::Words;

use super::{Format, Outcome, opening, output, units};

#[derive(Debug, Args)]
pub struct ClausesArgs {
    /// The scheme's folder.
    scheme: PathBuf,
    /// Only the clauses of these items.
    #[arg(long, value_name = "ID")]
    indicator: Vec<String>,
}

pub fn run(args: &ClausesArgs, words: &Words) -> Outcome {
    let plan = match opening::open_or_tell(&args.scheme, Format::Text, words) {
        Ok(plan) => plan,
        Err(outcome) => return outcome,
    };
    if args.indicator.is_empty() {
        output::print(&clauses(&plan, words));
        return Outcome::Fine;
    }
    let mut said = Vec::new();
    for name in &args.indicator {
        match units::item(&plan, name, words) {
            Ok(id) => said.extend(clause(&plan, &id, words)),
            Err(outcome) => return outcome,
        }
    }
    output::print(&said.join("\n"));
    Outcome::Fine
}
