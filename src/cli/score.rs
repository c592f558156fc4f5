//! `kaohe score`

use std::path::PathBuf;

use clap::Args;

use crate::explain::{Beside, score_table};
use crate::plan::Level;
use crate::words::Words;

use super::scoring::{self, ScoringArgs};
use super::{Format, Outcome, output};

#[derive(Debug, Args)]
pub struct ScoreArgs {
    #[command(flatten)]
    scoring: ScoringArgs,
    /// 只看这些单位 | only these units
    #[arg(long, value_name = "NAME")]
    unit: Vec<String>,
    /// 结果写入这个文件夹 | where assessment.json and scores.csv go
    #[arg(long)]
    out: Option<PathBuf>,
    /// 已阅数据问题：有错误级问题也按正常结果输出 | the findings have been seen by a person
    #[arg(long)]
    accept_findings: bool,
    /// 输出格式 | how to answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &ScoreArgs, words: &Words) -> Outcome {
    let scored = match scoring::score(&args.scoring, true, words) {
        Ok(scored) => scored,
        Err(outcome) => return outcome,
    };
    let beside = Beside { findings: &scored.submission.findings, files: &[] };
    output::print(&score_table(&scored.plan, &scored.assessment, beside, words, output::screen()));
    let errors = scored.submission.findings.iter().any(|finding| finding.level == Level::Error);
    if errors && !args.accept_findings { Outcome::FoundErrors } else { Outcome::Fine }
}
