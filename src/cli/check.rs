//! `kaohe check`

use std::path::PathBuf;

use clap::Args;

use crate::message;
use crate::plan::Level;
use crate::words::Words;

use super::{Format, Outcome, opening, output};

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 方案文件夹 | the scheme's folder
    scheme: PathBuf,
    /// 数据文件夹：连同数据一起检查 | the data folder, to be checked too
    #[arg(long)]
    data: Option<PathBuf>,
    /// 输出格式 | how to answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &CheckArgs, words: &Words) -> Outcome {
    let opened = opening::open(&args.scheme);
    let count = |level: Level| opened.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
    output::print(&opened.told(words, output::colour()));
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    output::print(&format!("{}\n", words.say(&message!("check-summary", errors = errors, warnings = warnings))));
    if opened.has_errors() { Outcome::FoundErrors } else { Outcome::Fine }
}
