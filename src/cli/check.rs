//! `kaohe check`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::diagnostic::Diagnostic;
use crate::intake::{self, Finding};
use crate::measure::lower_condition;
use crate::message;
use crate::plan::{Level, Plan};
use crate::words::Words;

use super::opening::Opened;
use super::{Format, Outcome, findings, opening, output, scoring};

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
    let found = match (&args.data, &opened.plan, opened.has_errors()) {
        (Some(data), Some(plan), false) if data.is_dir() => of_data(plan, data),
        (Some(data), _, _) if !data.is_dir() => {
            let message = message!("no-data-folder", folder = data.display().to_string());
            output::complain(&format!("{}\n", words.say(&message)));
            return Outcome::WrongUsage;
        }
        // The data of a scheme that is wrong can't be judged by it.
        (_, _, _) => Vec::new(),
    };
    let count = |level: Level| {
        let of_scheme = opened.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        of_scheme + found.iter().filter(|finding| finding.level == level).count()
    };
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    match args.format {
        Format::Text => {
            output::print(&opened.told(words, output::colour()));
            output::print(&findings::lines(&found, Level::Note, 200, words));
            output::print(&format!(
                "{}\n",
                words.say(&message!("check-summary", errors = errors, warnings = warnings))
            ));
        }
        Format::Json => output::print(&format!("{:#}\n", as_json(&opened, &found, words))),
    }
    if errors > 0 || opened.plan.is_none() { Outcome::FoundErrors } else { Outcome::Fine }
}

fn of_data(plan: &Plan, data: &Path) -> Vec<Finding> {
    let as_of = scoring::as_of(plan.year);
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, as_of);
    intake::read(plan, data, &intake::Options { tables: None, lower: Some(lower) }).findings
}

fn as_json(opened: &Opened, found: &[Finding], words: &Words) -> serde_json::Value {
    let one = |diagnostic: &Diagnostic| {
        json!({
            "level": diagnostic.level, "code": diagnostic.message.key, "file": &*diagnostic.place.file,
            "line": diagnostic.place.line, "column": diagnostic.place.column, "say": words.say(&diagnostic.message),
            "help": diagnostic.help.iter().map(|help| words.say(help)).collect::<Vec<_>>(),
        })
    };
    json!({
        "diagnostics": opened.diagnostics.iter().map(one).collect::<Vec<_>>(),
        "findings": findings::json(found, words),
    })
}
