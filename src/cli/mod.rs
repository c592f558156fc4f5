//! The commands: one thin file each over the library's stages.

mod check;
mod clauses;
mod explain;
mod findings;
mod new;
mod opening;
mod output;
mod plan;
mod progress;
mod score;
mod scoring;
mod test;
mod units;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::words::{Language, Words};

/// 考核：按责任书目标给各单位打分，算得准、说得清、可重现
#[derive(Debug, Parser)]
#[command(name = "kaohe", version, about, long_about = None, propagate_version = true)]
struct Cli {
    /// 显示语言 | language of what is printed
    #[arg(long, global = true, value_enum, default_value = "zh")]
    lang: Language,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 新建一个小而完整的方案 | a small complete scheme with data, ready to run
    #[command(after_help = "例 example:\n  kaohe new 我的方案 && kaohe score 我的方案 --data 我的方案/data")]
    New(new::NewArgs),
    /// 检查方案：评分之前能发现的一切问题 | everything that can be known before scoring
    #[command(
        after_help = "例 example:\n  kaohe check rules/northeast-water-2021 --data datasets/northeast-water-2021"
    )]
    Check(check::CheckArgs),
    /// 打分：排名、等次、结果文件 | scores, ranks, grades
    #[command(
        after_help = "例 example:\n  kaohe score rules/northeast-water-2021 --data datasets/northeast-water-2021 --out 结果"
    )]
    Score(score::ScoreArgs),
    /// 为什么是这些分：直到数据行 | why these points: down to the rows
    #[command(
        after_help = "例 example:\n  kaohe explain rules/yushu-2022 --data datasets/yushu-2022 --unit 泗河镇 --indicator water/manure-utilisation --depth 2"
    )]
    Explain(explain::ExplainArgs),
    /// 跑方案自带的用例 | runs the scheme's cases, and says what no case reaches
    #[command(after_help = "例 example:\n  kaohe test rules/northeast-water-2021")]
    Test(test::TestArgs),
    /// 评分细则：由计划生成的条文 | the scoring rules in plain words
    #[command(after_help = "例 example:\n  kaohe clauses rules/northeast-water-2021 > 评分细则.md")]
    Clauses(clauses::ClausesArgs),
    /// 规则变成了什么：类型化的计划 | what each rule became
    #[command(after_help = "例 example:\n  kaohe plan rules/northeast-water-2021 --format json > plan.json")]
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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too; clap knows which of them are no mistakes.
            let outcome = if error.use_stderr() { Outcome::WrongUsage } else { Outcome::Fine };
            // A closed pipe is no reason to fail.
            let _ = error.print();
            return outcome.into();
        }
    };
    let words = Words::new(cli.lang);
    let outcome = match cli.command {
        Command::New(args) => new::run(&args, &words),
        Command::Score(args) => score::run(&args, &words),
        Command::Explain(args) => explain::run(&args, &words),
        Command::Test(args) => test::run(&args, &words),
        Command::Check(args) => check::run(&args, &words),
        Command::Clauses(args) => clauses::run(&args, &words),
        Command::Plan(args) => plan::run(&args, &words),
    };
    outcome.into()
}
