//! The way from a scheme and a data folder to an assessment, shared by the commands that need one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::assess::{AssessOptions, Assessment, Supposed, assess};
use crate::intake::{self, Finding, FindingCode, Submission};
use crate::measure::{
    MeasureError, MeasureOptions, Measures, RollUp, judged_checks, lower_condition, measure, more_than_one_row,
};
use crate::message;
use crate::plan::{HandScore, Level, Plan, RosterUnit, Sheet, UnitId, UnitLevel, is_hand_seen};
use crate::words::Words;

use super::progress::Progress;
use super::{Format, Outcome, folders, opening, output, units};

/// What every command that scores is told.
#[derive(Debug, Clone, Args)]
pub struct ScoringArgs {
    /// The scheme's folder.
    pub scheme: PathBuf,
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// The as-of date: today or the end of the year, if not given.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Score units of this kind from their descendants' rows.
    #[arg(long, value_name = "KIND")]
    pub level: Option<String>,
}

/// All that is needed to score: as it stands, and with something supposed.
pub struct Measured {
    pub plan: Plan,
    pub submission: Submission,
    pub measures: Measures,
    pub options: MeasureOptions,
    /// Over all texts of the scheme, in the order of their names.
    pub scheme_sha256: String,
    level: Option<String>,
}

impl Measured {
    /// How the scoring is asked for, with nothing supposed and no traces.
    pub fn asking(&self) -> AssessOptions {
        AssessOptions { level: self.level.clone(), ..AssessOptions::default() }
    }

    /// Every unit's assessment under something supposed; the traces with it if they are wanted. Units of which there is nothing at all leave
    /// open what hangs on them, as where nothing is supposed.
    pub fn assess(&self, supposed: Supposed, trace: bool) -> Assessment {
        let options = AssessOptions { trace, ..self.supposing(supposed) };
        self.assessed(&options)
    }

    /// The same of one unit alone, with its workings.
    pub fn assess_alone(&self, unit: &UnitId, supposed: Supposed) -> Assessment {
        let units = Some(BTreeSet::from([unit.clone()]));
        self.assessed(&AssessOptions { units, trace: true, ..self.supposing(supposed) })
    }

    /// How the scoring is asked for with something supposed.
    pub fn supposing(&self, supposed: Supposed) -> AssessOptions {
        AssessOptions { supposed, silent: Silent::Open.of(self), ..self.asking() }
    }

    fn assessed(&self, options: &AssessOptions) -> Assessment {
        assess(&self.plan, &self.measures, &self.submission.hand_scores, options)
    }

    /// The same data, and more of them, measured by another plan.
    pub fn again(
        &self,
        plan: Plan,
        data: &Path,
        more: &[(String, PathBuf)],
        words: &Words,
    ) -> Result<Measured, Outcome> {
        let mut submission = read_with(&plan, data, more, self.options.as_of, words)?;
        let measures = measure(&plan, &submission, &self.options).map_err(|error| cannot_measure(&error, words))?;
        told(&mut submission, measures.more_than_one_row());
        let (options, scheme_sha256) = (self.options.clone(), self.scheme_sha256.clone());
        Ok(Measured { plan, submission, measures, options, scheme_sha256, level: self.level.clone() })
    }

    /// Units of which there is nothing at all: no question found a row, and no hand gave points.
    pub fn unheard(&self) -> BTreeSet<UnitId> {
        let questions = self.plan.asked().len();
        let as_of = self.options.as_of;
        let is_seen = |hand: &&HandScore| is_hand_seen(hand.date, self.plan.year, as_of);
        let hands = self.submission.hand_scores.iter().filter(is_seen);
        let given: BTreeSet<&UnitId> = hands.map(|hand| &hand.unit).collect();
        let no_row = |number: usize| (0..questions).all(|question| self.measures.rows(question, number) == 0);
        // Something was sent that may be its own, and can't be used.
        let hand_lines = self.submission.unread_hands.iter().flat_map(|hand| hand.units.iter());
        let given: BTreeSet<&UnitId> = given.into_iter().chain(hand_lines).collect();
        let unusable =
            |number: usize| (0..questions).any(|question| self.measures.unusable(question, number).next().is_some());
        let units = self.plan.units.iter().enumerate();
        let unheard = units.filter(|(number, unit)| no_row(*number) && !unusable(*number) && !given.contains(&unit.id));
        unheard.map(|(_, unit)| unit.id.clone()).collect()
    }

    /// Units of which there is nothing at all, on sheets of which some units have sent something, and half of the units or more nothing: then
    /// it is a trial of those that have, as if they had been asked for.
    fn away(&self, unheard: &BTreeSet<UnitId>) -> BTreeSet<UnitId> {
        let level = self.level.as_ref().map(|level| UnitLevel::of(&self.plan.units, level));
        let mut away = BTreeSet::new();
        for sheet in &self.plan.sheets {
            let scored = |unit: &&RosterUnit| match &level {
                Some(level) => level.holds(unit),
                None => sheet.units.holds(unit),
            };
            let (silent, heard): (Vec<&RosterUnit>, Vec<&RosterUnit>) =
                self.plan.units.iter().filter(scored).partition(|unit| unheard.contains(&unit.id));
            if !heard.is_empty() && heard.len() <= silent.len() {
                away.extend(silent.into_iter().map(|unit| unit.id.clone()));
            }
        }
        away
    }

    /// In a trial a table that nobody sent is no error: it is with those whose data are not at hand.
    fn take_as_trial(&mut self) {
        let missing = |finding: &&mut Finding| finding.code == FindingCode::MissingTable;
        for finding in self.submission.findings.iter_mut().filter(missing) {
            finding.level = Level::Note;
        }
        self.submission.findings.sort();
    }

    /// Units that stand on a sheet with one of these and of which there is nothing at all.
    pub fn silent(&self, beside: &BTreeSet<UnitId>) -> BTreeSet<UnitId> {
        let unheard = self.unheard();
        let wanted = |unit: &RosterUnit| beside.contains(&unit.id);
        let sheets: Vec<&Sheet> = self
            .plan
            .sheets
            .iter()
            .filter(|sheet| self.plan.units.iter().any(|unit| wanted(unit) && sheet.units.holds(unit)))
            .collect();
        let level = self.level.as_ref().map(|level| UnitLevel::of(&self.plan.units, level));
        let scored = |unit: &RosterUnit| match &level {
            Some(level) => level.holds(unit),
            None => sheets.iter().any(|sheet| sheet.units.holds(unit)),
        };
        let silent = self.plan.units.iter().filter(|unit| !wanted(unit) && scored(unit) && unheard.contains(&unit.id));
        silent.map(|unit| unit.id.clone()).collect()
    }
}

/// Everything that came of scoring.
pub struct Scored {
    pub measured: Measured,
    pub assessment: Assessment,
    /// A person has seen the findings.
    pub accepted: bool,
}

/// What a unit of which there is nothing at all is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silent {
    /// Nobody has said whether nothing happened or nothing was sent: what hangs on it is open.
    Open,
    /// A person has looked at it: its points are what they are.
    AsFound,
}

impl Silent {
    pub fn accepted(accepted: bool) -> Silent {
        if accepted { Silent::AsFound } else { Silent::Open }
    }

    fn of(self, measured: &Measured) -> BTreeSet<UnitId> {
        match self {
            Silent::Open => measured.unheard(),
            Silent::AsFound => BTreeSet::new(),
        }
    }
}

/// Scores, or tells why it can't and gives the outcome.
pub fn score(
    args: &ScoringArgs,
    trace: bool,
    silent: Silent,
    format: Format,
    words: &Words,
) -> Result<Scored, Outcome> {
    let progress = Progress::start();
    let mut measured = measured(args, &progress, format, words)?;
    let accepted = silent == Silent::AsFound;
    let silent = silent.of(&measured);
    let unknown = measured.away(&silent);
    if !unknown.is_empty() {
        measured.take_as_trial();
    }
    progress.now(&message!("progress-assessing"), words);
    let supposed = Supposed { unknown, ..Supposed::default() };
    let options = AssessOptions { silent, trace, supposed, ..measured.asking() };
    let assessment = measured.assessed(&options);
    Ok(Scored { measured, assessment, accepted })
}

/// Scores these units only. Units of which the data hold no row are taken as unknown, not as silent: a township that has no more than its
/// own files learns what is its own doing, and what hangs on others keeps its bounds. Nor is a table that nobody sent an error then.
pub fn score_some(
    args: &ScoringArgs,
    names: &[String],
    trace: bool,
    silent: Silent,
    format: Format,
    words: &Words,
) -> Result<Scored, Outcome> {
    let progress = Progress::start();
    let mut measured = measured(args, &progress, format, words)?;
    let wanted = names.iter().map(|name| units::unit(&measured.plan, name, words));
    let wanted: BTreeSet<UnitId> = wanted.collect::<Result<_, _>>()?;
    measured.take_as_trial();
    progress.now(&message!("progress-assessing"), words);
    let supposed = Supposed { unknown: measured.silent(&wanted), ..Supposed::default() };
    let accepted = silent == Silent::AsFound;
    let silent = silent.of(&measured);
    let options = AssessOptions { units: Some(wanted), trace, supposed, silent, ..measured.asking() };
    let assessment = measured.assessed(&options);
    Ok(Scored { measured, assessment, accepted })
}

/// Reads the scheme and the data and measures, or tells why it can't and gives the outcome.
pub fn measured(args: &ScoringArgs, progress: &Progress, format: Format, words: &Words) -> Result<Measured, Outcome> {
    folders::scheme_and_data(&args.scheme, &args.data, words)?;
    let opened = opening::open(&args.scheme, words)?;
    let scheme_sha256 = opened.sha256();
    let plan = opening::or_tell(opened, format, words)?;
    let as_of = as_of(plan.year, args.as_of, words)?;
    let level = args.level.as_ref().map(|name| (name, UnitLevel::of(&plan.units, name)));
    if let Some((level, _)) = level.filter(|(_, level)| !plan.units.iter().any(|unit| level.holds(unit))) {
        let mut kinds: Vec<String> = plan.units.iter().map(|unit| unit.kind.clone()).collect();
        kinds.sort();
        kinds.dedup();
        return output::wrong_usage(&message!("no-such-level", level = level, kinds = kinds), words);
    }
    if let Some((name, (below, above))) = level.and_then(|(name, level)| Some((name, level.nested(&plan.units)?))) {
        let say = message!("level-nested", level = name, below = &below.name, above = &above.name);
        return output::wrong_usage(&say, words);
    }
    let options = MeasureOptions { level: args.level.clone().map(RollUp::Level), ..MeasureOptions::as_of(as_of) };
    progress.now(&message!("progress-reading"), words);
    let mut submission = read(&plan, &args.data, as_of, words)?;
    progress.now(&message!("progress-measuring"), words);
    let measures = measure(&plan, &submission, &options).map_err(|error| cannot_measure(&error, words))?;
    told(&mut submission, measures.more_than_one_row());
    Ok(Measured { plan, submission, measures, options, scheme_sha256, level: args.level.clone() })
}

/// The submitted tables with everything found in them, and every declared check judged.
pub fn read(plan: &Plan, data: &Path, as_of: Date, words: &Words) -> Result<Submission, Outcome> {
    read_with(plan, data, &[], as_of, words)
}

/// All that is found in the data, without measuring more than it takes to find it.
pub fn findings(plan: &Plan, data: &Path, as_of: Date, words: &Words) -> Result<Vec<Finding>, Outcome> {
    let mut submission = read(plan, data, as_of, words)?;
    let several = more_than_one_row(plan, &submission, &MeasureOptions::as_of(as_of));
    let several = several.map_err(|error| cannot_measure(&error, words))?;
    told(&mut submission, &several);
    Ok(submission.findings)
}

/// One line to standard error where the data have errors, for commands that go on whatever they find: what they say rests on such data.
/// In a trial a table that nobody sent is none, as where it is scored.
pub fn warn_of_errors(findings: &[Finding], is_trial: bool, words: &Words) {
    let errors = findings.iter().filter(|finding| finding.level == Level::Error);
    let errors = errors.filter(|finding| !is_trial || finding.code != FindingCode::MissingTable).count();
    if errors > 0 {
        output::complain(&format!("{}\n", words.say(&message!("data-has-errors", count = errors))));
    }
}

fn told(submission: &mut Submission, findings: &[Finding]) {
    submission.findings.extend_from_slice(findings);
    submission.findings.sort();
}

/// The same with more files of some tables.
fn read_with(
    plan: &Plan,
    data: &Path,
    more: &[(String, PathBuf)],
    as_of: Date,
    words: &Words,
) -> Result<Submission, Outcome> {
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, as_of);
    let mut submission = intake::read(plan, data, &intake::Options { tables: None, lower: Some(lower), more });
    let judged = judged_checks(plan, &submission, as_of).map_err(|error| cannot_measure(&error, words))?;
    submission.findings.extend(judged);
    Ok(submission)
}

pub(super) fn cannot_measure(error: &MeasureError, words: &Words) -> Outcome {
    output::complain(&format!("{}\n", words.say(&error.said())));
    Outcome::FoundErrors
}

/// The as-of date: the one that was asked for; else today in China, or the last day of the scheme's year, whichever is earlier. One that
/// is further than a year from the scheme's year is a slip of the pen; before the first day of the year nothing can have been done yet.
pub fn as_of(year: i16, asked: Option<Date>, words: &Words) -> Result<Date, Outcome> {
    let (Ok(first), Ok(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
        return Err(Outcome::FoundErrors);
    };
    let today = || jiff::tz::offset(8).to_datetime(jiff::Timestamp::now()).date();
    let date = asked.unwrap_or_else(|| today().min(last));
    if asked.is_some() && !(year - 1..=year + 1).contains(&date.year()) {
        let (from, to) = ((year - 1).to_string(), (year + 1).to_string());
        let what = message!("as-of-far-off", date = date.to_string(), year = year.to_string(), from = from, to = to);
        return output::wrong_usage(&what, words);
    }
    if date < first {
        let warning = message!("as-of-before-year", date = date.to_string(), year = year.to_string());
        output::complain(&format!("{}\n", words.say(&warning)));
    }
    Ok(date)
}

/// A day on the command line, as people write it.
pub fn day(text: &str) -> Result<Date, &'static str> {
    crate::scheme::day::parse(text).ok_or("no date")
}
