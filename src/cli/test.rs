//! `kaohe test`

use std::path::PathBuf;

use clap::Args;

use crate::cases;
use crate::diagnostic::render;
use crate::message;
use crate::plan::Level;
use crate::words::{Message, Words};

use super::{Format, Outcome, opening, output};

#[derive(Debug, Args)]
pub struct TestArgs {
    /// The scheme's folder.
    scheme: PathBuf,
    /// What no case reaches counts as an error.
    #[arg(long)]
    strict: bool,
}

pub fn run(args: &TestArgs, words: &Words) -> Outcome {
    let plan = match opening::open_or_tell(&args.scheme, Format::Text, words) {
        Ok(plan) => plan,
        Err(outcome) => return outcome,
    };
    let read = cases::read(&args.scheme, &plan);
    output::print(&render(&read.diagnostics, &read.sources, words, output::colour()));
    let miswritten = read.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    if read.cases.is_empty() && !miswritten {
        output::complain(&format!("{}\n", words.word("cases-none")));
        return Outcome::FoundErrors;
    }
    let report = cases::run_all(&plan, read.cases);
    let say = |message: Message| output::print(&format!("{}\n", words.say(&message)));
    for outcome in report.outcomes.iter().filter(|outcome| !outcome.differences.is_empty()) {
        let (name, item) = (&outcome.case.name, outcome.case.item.to_string());
        say(message!("cases-failed-case", place = outcome.case.at.to_string(), case = name, item = item));
        for difference in &outcome.differences {
            if difference.expected.is_empty() && difference.found.is_empty() {
                output::print(&format!("    {}\n", words.say(&difference.what)));
                continue;
            }
            say(message!(
                "cases-difference",
                what = difference.what.clone(),
                expected = &difference.expected,
                found = &difference.found
            ));
        }
    }
    let unreached = report.coverage.unreached();
    if !unreached.is_empty() {
        say(message!("cases-unreached-head"));
    }
    for rule in &unreached {
        let item = rule.item.to_string();
        say(match rule.aspects.is_empty() {
            true => message!("cases-unreached-rule", item = item, title = &rule.title),
            false => message!("cases-unreached", item = item, title = &rule.title, aspects = rule.aspects.clone()),
        });
    }
    let (all, failed) = (report.outcomes.len(), report.failed());
    say(message!("cases-summary", passed = all - failed, failed = failed));
    if failed > 0 || miswritten || args.strict && !unreached.is_empty() {
        return Outcome::FoundErrors;
    }
    Outcome::Fine
}
