//! `kaohe clauses`

use std::path::PathBuf;

use clap::Args;

use crate::clauses::{clause, clauses};
use crate::message;
use crate::plan::ItemId;
use crate::words::Words;

use super::{Outcome, opening, output};

#[derive(Debug, Args)]
pub struct ClausesArgs {
    /// 方案文件夹 | the scheme's folder
    scheme: PathBuf,
    /// 只看这些指标的条文（可重复） | only the clauses of these items
    #[arg(long, value_name = "ID")]
    indicator: Vec<String>,
}

pub fn run(args: &ClausesArgs, words: &Words) -> Outcome {
    let Some(plan) = opening::open_or_tell(&args.scheme, words) else { return Outcome::FoundErrors };
    if args.indicator.is_empty() {
        output::print(&clauses(&plan, words));
        return Outcome::Fine;
    }
    let mut said = Vec::new();
    for id in &args.indicator {
        match clause(&plan, &ItemId(id.clone()), words) {
            Some(text) => said.push(text),
            None => {
                output::complain(&format!("{}\n", words.say(&message!("no-such-indicator", item = id))));
                return Outcome::WrongUsage;
            }
        }
    }
    output::print(&said.join("\n"));
    Outcome::Fine
}
