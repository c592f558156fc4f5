//! `kaohe explain`

use clap::Args;
use serde::Serialize;

use crate::explain::{Depth, explain_item, item_json, unit_json, unit_sheet};
use crate::measure::contributions;
use crate::message;
use crate::words::Words;

use super::scoring::{self, ScoringArgs};
use super::{Format, Outcome, output, units};

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
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=i64::from(DEEPEST)))]
    depth: u32,
    /// How many rows at most.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_ROWS)))]
    rows: u32,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &ExplainArgs, words: &Words) -> Outcome {
    explain(args, words).unwrap_or_else(|outcome| outcome)
}

fn explain(args: &ExplainArgs, words: &Words) -> Result<Outcome, Outcome> {
    let scored = scoring::score(&args.scoring, true, words)?;
    let plan = &scored.plan;
    let unit = units::unit(plan, &args.unit, words)?;
    let item = args.indicator.as_deref().map(|item| units::item(plan, item, words)).transpose()?;
    let screen = output::screen();
    let told = match &item {
        None => match args.format {
            Format::Text => unit_sheet(plan, &scored.assessment, &unit, words, screen),
            Format::Json => unit_json(&scored.assessment, &unit, words).map(|sheet| json(&sheet)),
        },
        Some(item) => {
            let asked = plan.asked();
            let rows = usize::try_from(args.rows).unwrap_or(usize::MAX);
            let index = plan.units.iter().position(|known| known.id == unit).unwrap_or(usize::MAX);
            let rows_of = |question: usize| {
                let asked = asked.get(question)?;
                contributions(plan, &scored.submission, &scored.options, asked, index, rows).ok()
            };
            let depth = Depth::of(args.depth);
            match args.format {
                Format::Text => explain_item(plan, &scored.assessment, &unit, item, depth, &rows_of, words, screen),
                Format::Json => item_json(plan, &scored.assessment, &unit, item, depth, &rows_of, words)
                    .map(|explained| json(&explained)),
            }
        }
    };
    match told {
        Some(text) => {
            output::print(&text);
            Ok(Outcome::Fine)
        }
        None => {
            let item = item.map(|item| item.0).unwrap_or_default();
            output::complain(&format!("{}\n", words.say(&message!("explain-nothing", unit = &args.unit, item = item))));
            Err(Outcome::WrongUsage)
        }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).map_or_else(|error| error.to_string(), |text| text + "\n")
}
