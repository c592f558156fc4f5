//! `kaohe explain`

use std::collections::BTreeSet;

use clap::Args;

use crate::assess::Remark;
use crate::explain::{Depth, explain_item, item_json, unit_json, unit_sheet};
use crate::intake::{Finding, FindingCode, FoundAt};
use crate::measure::{RollUp, contributions};
use crate::message;
use crate::plan::{Asked, ItemId, Level, UnitId, UnitLevel};
use crate::words::{Message, Words};

use super::scoring::{self, Scored, ScoringArgs, Silent};
use super::{Format, Outcome, findings, output, units};

/// The deepest that an explanation goes: down to the rows.
pub const DEEPEST: u32 = 2;
/// Rows that an explanation lists at most: more than anybody reads.
pub const MOST_ROWS: u32 = 100_000;

#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    scoring: ScoringArgs,
    /// The unit.
    #[arg(long, value_name = "NAME")]
    unit: String,
    /// The item, by id or title; without it the unit's score sheet.
    #[arg(long, value_name = "ID")]
    indicator: Option<String>,
    /// How deep: 0 the result, 1 the working, 2 down to the rows.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(..=i64::from(DEEPEST)))]
    depth: u32,
    /// How many rows at most.
    #[arg(long, default_value_t = 10, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_ROWS)))]
    rows: u32,
    /// The findings have been seen by a person.
    #[arg(long)]
    accept_findings: bool,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &ExplainArgs, words: &Words) -> Outcome {
    explain(args, words).unwrap_or_else(|outcome| outcome)
}

fn explain(args: &ExplainArgs, words: &Words) -> Result<Outcome, Outcome> {
    let scored = scoring::score(&args.scoring, true, Silent::accepted(args.accept_findings), args.format, words)?;
    let plan = &scored.measured.plan;
    let unit = units::unit(plan, &args.unit, words)?;
    let item = args.indicator.as_deref().map(|item| units::item(plan, item, words)).transpose()?;
    let screen = output::screen();
    let told = match &item {
        None => match args.format {
            Format::Text => unit_sheet(plan, &scored.assessment, &unit, words, screen),
            Format::Json => {
                unit_json(&scored.assessment, &unit, words).map(|sheet| output::json(&sheet, words)).transpose()?
            }
        },
        Some(item) => {
            let asked = plan.asked();
            let rows = usize::try_from(args.rows).unwrap_or(usize::MAX);
            let rows_of = |questions: &[usize], of: Option<&UnitId>| {
                let of = of.unwrap_or(&unit);
                let index = plan.units.iter().position(|known| known.id == *of)?;
                let asked: Vec<&Asked> = questions.iter().filter_map(|question| asked.get(*question)).collect();
                contributions(plan, &scored.measured.submission, &scored.measured.options, &asked, index, rows).ok()
            };
            let depth = Depth::of(args.depth);
            match args.format {
                Format::Text => explain_item(plan, &scored.assessment, &unit, item, depth, &rows_of, words, screen),
                Format::Json => item_json(plan, &scored.assessment, &unit, item, depth, &rows_of, words)
                    .map(|explained| output::json(&explained, words))
                    .transpose()?,
            }
        }
    };
    match told {
        Some(text) => {
            output::print(&text);
            if args.format == Format::Text {
                output::print(&findings_of(&scored, &unit, item.as_ref(), words));
                let of_it = |remark: &&Remark| {
                    remark.unit == unit && item.as_ref().is_none_or(|item| remark.item.as_ref() == Some(item))
                };
                let remarks: Vec<Remark> = scored.assessment.remarks.iter().filter(of_it).cloned().collect();
                output::print(&findings::remarks(plan, &remarks, words));
                if item.is_none() && scored.assessment.units.iter().any(|result| result.id == unit && result.silent) {
                    output::print(&format!("{}\n", words.word("score-silent")));
                }
            }
            Ok(Outcome::Fine)
        }
        None => output::wrong_usage(&not_in_the_result(&scored, &unit, item.as_ref()), words),
    }
}

/// Why there is nothing to explain.
fn not_in_the_result(scored: &Scored, unit: &UnitId, item: Option<&ItemId>) -> Message {
    let plan = &scored.measured.plan;
    let Some(known) = plan.unit(unit) else { return message!("explain-not-assessed", unit = &unit.0) };
    if let Some(item) = item
        && scored.assessment.units.iter().any(|result| result.id == *unit)
    {
        let title = plan.rule(item).map_or(item.0.as_str(), |rule| rule.title.as_str());
        return message!("explain-no-item", unit = &known.name, item = title);
    }
    let nothing_assessed = |remark: &Remark| remark.unit == *unit && remark.code == FindingCode::NothingAssessed;
    if scored.assessment.remarks.iter().any(nothing_assessed) {
        return message!("explain-nothing-assessed", unit = &known.name);
    }
    match &scored.measured.options.level {
        Some(RollUp::Level(level)) if UnitLevel::of(&plan.units, level).holds(known) => {
            message!("explain-nobody-below", unit = &known.name)
        }
        Some(RollUp::Level(level)) => message!("explain-not-of-level", unit = &known.name, level = level),
        Some(RollUp::Depth(_)) | None => message!("explain-not-assessed", unit = &known.name),
    }
}

/// What was found in the tables of the item, or of all items: whole files first, which explain more than the rows that were read; then
/// the unit's own rows, and those that seem to mean it. What was found in rows of other units is only counted.
fn findings_of(scored: &Scored, unit: &UnitId, item: Option<&ItemId>, words: &Words) -> String {
    let mut tables = BTreeSet::new();
    for rule in scored.measured.plan.rules.iter().filter(|rule| item.is_none_or(|item| rule.id == *item)) {
        rule.ask(&mut |asked| {
            tables.extend(asked.rows().tables().into_iter().map(|(table, _)| table.to_owned()));
        });
    }
    let touching = scored.measured.submission.findings.iter();
    let touching = touching.filter(|finding| finding.level >= Level::Warning && tables.contains(&finding.at.table));
    let (whole, rows): (Vec<_>, Vec<_>) = touching.cloned().partition(|finding| finding.at.row.is_none());
    let (own, others): (Vec<_>, Vec<_>) = match rows.is_empty() {
        true => (Vec::new(), Vec::new()),
        false => {
            let (name, places) = own_rows(scored, unit, &rows);
            let names_it = |finding: &Finding| !name.is_empty() && words.say(&finding.say.0).contains(name);
            rows.into_iter().partition(|finding| places.contains(&place_of(finding)) || names_it(finding))
        }
    };
    if whole.is_empty() && own.is_empty() && (others.is_empty() || item.is_none()) {
        return String::new();
    }
    let mut text = format!("\n{}\n", words.word("explain-findings"));
    text.push_str(&findings::lines(&whole, Level::Warning, 5, words));
    text.push_str(&findings::lines(&own, Level::Warning, 10, words));
    if !others.is_empty() {
        text.push_str(&words.say(&message!("explain-findings-rows", count = others.len())));
        text.push('\n');
    }
    text
}

/// Table, file, sheet and row.
type RowAt = (String, Option<String>, Option<String>, Option<u32>);

fn place_of(finding: &Finding) -> RowAt {
    at_row(&finding.at)
}

fn at_row(at: &FoundAt) -> RowAt {
    (at.table.clone(), at.file.clone(), at.sheet.clone(), at.row)
}

/// The unit's name, and which of the rows with findings are its own or its descendants'.
fn own_rows<'a>(scored: &'a Scored, unit: &UnitId, findings: &[Finding]) -> (&'a str, BTreeSet<RowAt>) {
    let plan = &scored.measured.plan;
    let mut units = BTreeSet::from([unit]);
    // The roster may have a parent behind its children, so that one pass need not reach all.
    while let Some(child) = plan
        .units
        .iter()
        .find(|child| !units.contains(&child.id) && child.parent.as_ref().is_some_and(|parent| units.contains(parent)))
    {
        units.insert(&child.id);
    }
    let indexes: BTreeSet<u32> =
        plan.units.iter().zip(0u32..).filter(|(known, _)| units.contains(&known.id)).map(|(_, index)| index).collect();
    let tables: BTreeSet<&str> = findings.iter().map(|finding| finding.at.table.as_str()).collect();
    let mut places = BTreeSet::new();
    for table in tables {
        let rows = scored.measured.submission.rows_of(table, &indexes).into_iter();
        places.extend(rows.map(|(file, row)| (table.to_owned(), Some(file.file), file.sheet, Some(row))));
    }
    // Rows that are in no table handed on, and may be the unit's.
    let unusable = scored.measured.submission.unusable.iter();
    let theirs = unusable.filter(|unusable| unusable.units.iter().any(|index| indexes.contains(index)));
    places.extend(theirs.map(|unusable| at_row(&unusable.at)));
    (plan.unit(unit).map_or("", |unit| unit.name.as_str()), places)
}
