//! `kaohe plan`

use std::path::PathBuf;

use clap::Args;

use crate::clauses::plan_text;
use crate::words::Words;

use super::{Format, Outcome, opening, output};

#[derive(Debug, Args)]
pub struct PlanArgs {
    /// 方案文件夹 | the scheme's folder
    scheme: PathBuf,
    /// 输出格式 | how to answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &PlanArgs, words: &Words) -> Outcome {
    let Some(plan) = opening::open_or_tell(&args.scheme, words) else { return Outcome::FoundErrors };
    let text = match args.format {
        Format::Text => plan_text(&plan, words),
        Format::Json => match plan.to_json() {
            Ok(text) => text,
            Err(error) => {
                output::complain(&format!("{error}\n"));
                return Outcome::FoundErrors;
            }
        },
    };
    output::print(&text);
    Outcome::Fine
}
