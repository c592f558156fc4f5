//! `kaohe clauses`

use std::path::PathBuf;

use clap::Args;

use crate::clauses::clauses;
use crate::words::Words;

use super::{Outcome, opening, output};

#[derive(Debug, Args)]
pub struct ClausesArgs {
    /// 方案文件夹 | the scheme's folder
    scheme: PathBuf,
}

pub fn run(args: &ClausesArgs, words: &Words) -> Outcome {
    let Some(plan) = opening::open_or_tell(&args.scheme, words) else { return Outcome::FoundErrors };
    output::print(&clauses(&plan, words));
    Outcome::Fine
}
