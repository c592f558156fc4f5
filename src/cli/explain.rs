//! `kaohe explain`

use clap::Args;

use crate::explain::{Depth, explain_item, unit_sheet};
use crate::intake::{Resolved, Roster};
use crate::measure::contributions;
use crate::message;
use crate::plan::ItemId;
use crate::words::Words;

use super::scoring::{self, ScoringArgs};
use super::{Outcome, output};

/// Rows shown of a figure.
const ROWS_SHOWN: usize = 10;

#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    scoring: ScoringArgs,
    /// 单位：编号、名称或别名 | the unit, by id, name or alias
    #[arg(long, value_name = "NAME")]
    unit: String,
    /// 指标；不写则列出整张得分表 | the item; without it, the unit's score sheet
    #[arg(long, value_name = "ID")]
    indicator: Option<String>,
    /// 详细程度：0 结论，1 计算过程，2 直到各行数据 | 0 in short, 1 with its working, 2 down to the rows
    #[arg(long, default_value_t = 0)]
    depth: u32,
}

pub fn run(args: &ExplainArgs, words: &Words) -> Outcome {
    let scored = match scoring::score(&args.scoring, true, words) {
        Ok(scored) => scored,
        Err(outcome) => return outcome,
    };
    let roster = Roster::new(&scored.plan.units);
    let unit = match roster.resolve(&args.unit) {
        Resolved::Unit(number) => scored.plan.units.get(number as usize),
        Resolved::Ambiguous(_) | Resolved::Unknown => None,
    };
    let Some(unit) = unit else {
        output::complain(&format!("{}\n", words.say(&message!("cases-unknown-unit", unit = &args.unit))));
        return Outcome::WrongUsage;
    };
    let screen = output::screen();
    let asked = scored.plan.asked();
    let number = scored.plan.units.iter().position(|other| other.id == unit.id).unwrap_or_default();
    let rows = |question: usize| {
        contributions(&scored.plan, &scored.submission, &scored.options, asked.get(question)?, number, ROWS_SHOWN).ok()
    };
    let text = match &args.indicator {
        Some(item) => explain_item(
            &scored.plan,
            &scored.assessment,
            &unit.id,
            &ItemId(item.clone()),
            Depth::of(args.depth),
            &rows,
            words,
            screen,
        ),
        None => unit_sheet(&scored.plan, &scored.assessment, &unit.id, words, screen),
    };
    match text {
        Some(text) => {
            output::print(&text);
            Outcome::Fine
        }
        None => {
            let item = args.indicator.clone().unwrap_or_default();
            output::complain(&format!("{}\n", words.say(&message!("no-such-indicator", item = item))));
            Outcome::WrongUsage
        }
    }
}
