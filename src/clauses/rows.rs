//! Rows in words: which rows of which table they are, and how they come about.

use super::aggregate::say_aggregate;
use super::column::say_definition;
use super::outline::Outline;
use super::phrase::{Phrase, listed};
use super::row_condition::say_row_condition;
use super::scope::Scope;
use super::shared_rows::Common;
use super::value::{say_date, say_day_of_year};
use super::years::{Years, last_year};
use crate::message;
use crate::plan::{Keep, Plan, Rows, RowsNode, Year};
use crate::words::{Arg, Message};

/// The conditions that pick these rows out of what is common to all.
pub(super) fn say_picked(scope: Scope<'_>, common: &Common<'_>) -> Option<Phrase> {
    let conditions = common.beyond(scope.rows).into_iter().filter_map(|step| match &step.node {
        RowsNode::Filter { rows, condition } => Some(say_row_condition(Scope { plan: scope.plan, rows }, condition)),
        RowsNode::Join { left: _, right, on: _, keep } => {
            let table = say_tables(scope.plan, right);
            match keep {
                Keep::WithPartner => Some(Phrase::word(message!("rows-with-partner", table = table))),
                Keep::WithoutPartner => Some(Phrase::word(message!("rows-without-partner", table = table))),
                Keep::Matching | Keep::All => None,
            }
        }
        RowsNode::Table { .. }
        | RowsNode::Derive { .. }
        | RowsNode::During { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. }
        | RowsNode::Group { .. } => None,
    });
    conditions.reduce(Phrase::and)
}

/// What stands before a figure: which table, which year, between which days. Columns that are named say their year themselves where
/// there are two.
pub(super) fn say_origin(
    plan: &Plan,
    rows: &Rows,
    common: &Common<'_>,
    figure: Message,
    names_columns: bool,
) -> Message {
    let mut figure = figure;
    let years = Years::of(rows);
    let says_last_year = match years {
        Years::One(Year::Last) => true,
        Years::SideBySide(Year::Last) => !names_columns,
        Years::One(Year::This) | Years::SideBySide(Year::This) | Years::Merged => false,
    };
    let last = plan.year.saturating_sub(1);
    for step in common.beyond(rows).into_iter().rev() {
        if let RowsNode::During { from, to, .. } = &step.node {
            // 上年3月1日至5月31日: which year that is needs no second word.
            let say = match says_last_year && from.year() == last && to.year() == last {
                true => say_day_of_year,
                false => say_date,
            };
            figure = message!("rows-during", from = say(*from), to = say(*to), figure = figure);
        }
    }
    let tables = rows.tables();
    figure = match years {
        Years::One(Year::Last) => last_year(figure),
        Years::SideBySide(Year::Last) if !names_columns => last_year(figure),
        Years::Merged => message!("rows-both-years", figure = figure),
        Years::One(Year::This) | Years::SideBySide(_) => figure,
    };
    match tables.first().copied() {
        Some((table, _)) if !common.names_table_of(rows, table) => {
            message!("rows-from", table = table_title(plan, table), figure = figure)
        }
        Some(_) | None => figure,
    }
}

pub(super) fn table_title<'p>(plan: &'p Plan, table: &'p str) -> &'p str {
    plan.table(table).map_or(table, |table| table.title.as_str())
}

fn say_tables(plan: &Plan, rows: &Rows) -> Arg {
    let mut titles: Vec<Message> =
        rows.tables().into_iter().map(|(table, year)| say_table(plan, table, year)).collect();
    titles.dedup();
    listed(titles)
}

/// 《规模养殖场粪污台账》; of last year: 上年《…》.
pub(super) fn say_table(plan: &Plan, table: &str, year: Year) -> Message {
    let named = message!("table-named", table = table_title(plan, table));
    match year {
        Year::This => named,
        Year::Last => last_year(named),
    }
}

/// How the rows come about, a line a step: what is picked, corrected, summed up by what, and how added columns are determined.
/// Steps that `known` already says are left out.
pub(super) fn say_steps(plan: &Plan, rows: &Rows, known: &Common<'_>, with_conditions: bool) -> Vec<Outline> {
    let mut said = Vec::new();
    for step in known.beyond(rows) {
        match &step.node {
            RowsNode::Table { .. } => {}
            RowsNode::Filter { rows, condition } => {
                let scope = Scope { plan, rows };
                if with_conditions {
                    let condition = say_row_condition(scope, condition).message;
                    said.push(Outline::leaf(message!("step-filter", condition = condition, noun = scope.noun())));
                }
            }
            RowsNode::During { rows, from, to } => {
                if with_conditions {
                    let noun = Scope { plan, rows }.noun();
                    said.push(Outline::leaf(message!(
                        "step-during",
                        from = say_date(*from),
                        to = say_date(*to),
                        noun = noun
                    )));
                }
            }
            RowsNode::Derive { rows, name, value } => {
                let named = Scope { plan, rows: step }.name(name);
                said.extend(say_definition(Scope { plan, rows }, name, named, value));
            }
            RowsNode::Join { left, right, on, keep } => {
                let on = Scope { plan, rows: left }.names(on);
                let table = match (Years::of(left), Years::of(right)) {
                    // Beside rows of last year, those of this year are not a matter of course.
                    (Years::One(Year::Last), Years::One(Year::This)) => {
                        Arg::Message(message!("rows-this-year", figure = say_tables(plan, right)))
                    }
                    (Years::One(_) | Years::SideBySide(_) | Years::Merged, _) => say_tables(plan, right),
                };
                match keep {
                    Keep::Matching => said.push(Outline::leaf(message!("step-join-matching", table = table, on = on))),
                    Keep::All => said.push(Outline::leaf(message!("step-join-all", table = table, on = on))),
                    Keep::WithPartner => {
                        said.push(Outline::leaf(message!("step-join-with-partner", table = table, on = on)))
                    }
                    Keep::WithoutPartner => {
                        said.push(Outline::leaf(message!("step-join-without-partner", table = table, on = on)))
                    }
                }
                let partners = say_steps(plan, right, &Common::default(), true);
                if partners.is_empty() || Years::of(left) == Years::of(right) {
                    said.extend(partners);
                } else {
                    said.push(Outline::list(message!("method-of", rows = say_tables(plan, right)), partners));
                }
            }
            RowsNode::Union { first, second } => {
                said.extend(say_steps(plan, first, &Common::default(), true));
                said.extend(say_steps(plan, second, &Common::default(), true));
                said.push(Outline::leaf(message!(
                    "step-union",
                    first = say_tables(plan, first),
                    second = say_tables(plan, second)
                )));
            }
            RowsNode::Unique { rows, by } => {
                let by = Scope { plan, rows }.names(by);
                said.push(Outline::leaf(message!("step-unique", by = by)));
            }
            RowsNode::LatestBy { rows, by } => {
                let by = Scope { plan, rows }.names(by);
                said.push(Outline::leaf(message!("step-latest", by = by)));
            }
            RowsNode::Group { rows, by, columns } => {
                let scope = Scope { plan, rows };
                let figures = columns.iter().map(|column| say_aggregate(scope, &column.aggregate).message);
                said.push(Outline::leaf(message!("step-group", by = scope.names(by), figures = listed(figures))));
            }
        }
    }
    said
}

/// These rows as a noun: 《锅炉清单》中是否在建成区内为“否”的锅炉.
pub(super) fn say_rows(plan: &Plan, rows: &Rows, common: &Common<'_>) -> Message {
    let scope = Scope { plan, rows };
    let noun = match say_picked(scope, common) {
        Some(condition) => message!("rows-where", condition = condition.message, figure = scope.noun()),
        None => scope.noun(),
    };
    say_origin(plan, rows, common, noun, false)
}
