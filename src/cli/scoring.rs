//! The way from a scheme and a data folder to an assessment, shared by the commands that need one.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::assess::{AssessOptions, Assessment, assess};
use crate::intake::{self, Submission};
use crate::measure::{MeasureOptions, RollUp, lower_condition, measure};
use crate::message;
use crate::plan::Plan;
use crate::words::Words;

use super::progress::Progress;
use super::{Outcome, opening, output};

/// What every command that scores is told.
#[derive(Debug, Clone, Args)]
pub struct ScoringArgs {
    /// 方案文件夹 | the scheme's folder
    pub scheme: PathBuf,
    /// 数据文件夹 | the data folder
    #[arg(long)]
    pub data: PathBuf,
    /// 考核截止日；不写则为今天或考核年度末，以较早者为准 | the as-of date: today or the end of the year, if not given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// 按上级汇总：对这一类上级单位打分，数据取自其下级 | score units of this kind from their descendants' rows
    #[arg(long, value_name = "KIND")]
    pub level: Option<String>,
}

/// Everything that came of scoring.
pub struct Scored {
    pub plan: Plan,
    pub submission: Submission,
    pub assessment: Assessment,
    pub options: MeasureOptions,
    /// Over all texts of the scheme, in the order of their names.
    pub scheme_sha256: String,
}

/// Scores, or tells why it can't and gives the outcome.
pub fn score(args: &ScoringArgs, trace: bool, words: &Words) -> Result<Scored, Outcome> {
    let opened = opening::open(&args.scheme);
    let scheme_sha256 = opened.sha256();
    let plan = opening::or_tell(opened, words).ok_or(Outcome::FoundErrors)?;
    if !args.data.is_dir() {
        let message = message!("no-data-folder", folder = args.data.display().to_string());
        output::complain(&format!("{}\n", words.say(&message)));
        return Err(Outcome::WrongUsage);
    }
    if let Some(level) = args.level.as_ref().filter(|level| !plan.units.iter().any(|unit| unit.is_of_level(level))) {
        let mut kinds: Vec<String> = plan.units.iter().map(|unit| unit.kind.clone()).collect();
        kinds.sort();
        kinds.dedup();
        output::complain(&format!("{}\n", words.say(&message!("no-such-level", level = level, kinds = kinds))));
        return Err(Outcome::WrongUsage);
    }
    let options = MeasureOptions {
        level: args.level.clone().map(RollUp::Level),
        ..MeasureOptions::as_of(args.as_of.unwrap_or_else(|| as_of(plan.year)))
    };
    let progress = Progress::start();
    progress.now(&message!("progress-reading"), words);
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, options.as_of);
    let submission = intake::read(&plan, &args.data, &intake::Options { tables: None, lower: Some(lower) });
    progress.now(&message!("progress-measuring"), words);
    let measures = measure(&plan, &submission, &options).map_err(|error| {
        output::complain(&format!("{}\n", words.say(&message!("cannot-measure", reason = error.to_string()))));
        Outcome::FoundErrors
    })?;
    progress.now(&message!("progress-assessing"), words);
    let assess_options = AssessOptions { units: None, level: args.level.clone(), trace };
    let assessment = assess(&plan, &measures, &submission.hand_scores, &assess_options);
    Ok(Scored { plan, submission, assessment, options, scheme_sha256 })
}

/// Today in China, or the last day of the scheme's year, whichever is earlier.
pub fn as_of(year: i16) -> Date {
    let today = jiff::tz::offset(8).to_datetime(jiff::Timestamp::now()).date();
    match Date::new(year, 12, 31) {
        Ok(end) if end < today => end,
        Ok(_) | Err(_) => today,
    }
}
