//! The rows that figures are made from.

use jiff::ToSpan;
use jiff::civil::Date;
use rhai::{Array, Dynamic, Engine, Map, NativeCallContext};

use super::values::{Outcome, PeriodWord, read_day};
use super::{Example, Subject, Word};
use crate::message;
use crate::plan::{Aggregate, GroupColumn, Keep, Node, Rows, RowsNode, Year};
use crate::script::run::{Run, bounded, stop_at};

pub const SUBJECT: Subject = Subject {
    title: "Tables and rows",
    about: "Whose row it is goes along through every step: a group is a group within a unit, a join joins rows of the same unit.",
    words: &[
        Word {
            name: "table",
            form: "table(id) → rows",
            means: "The rows of a submitted table, up to the as-of date.",
            example: Example::Rows("table(\"farms\")"),
        },
        Word {
            name: "filter",
            form: "rows.filter(condition) → rows",
            means: "The rows for which the condition holds.",
            example: Example::Rows("table(\"farms\").filter(col(\"closed\") != true)"),
        },
        Word {
            name: "derive",
            form: "rows.derive(name, column) → rows",
            means: "The rows with one more column.",
            example: Example::Rows("table(\"farms\").derive(\"left\", col(\"produced\") - col(\"used\"))"),
        },
        Word {
            name: "during",
            form: "rows.during(from, to) → rows; rows.during(period) → rows",
            means: "The rows dated (by the table's time column) within these days, both included: two days, or a `quarter(n)`, `month(n)` or `half(n)` of the scheme's year.",
            example: Example::Rows("table(\"fires\").during(quarter(2))"),
        },
        Word {
            name: "half",
            form: "half(n) → period",
            means: "The first or second half of the scheme's year.",
            example: Example::Rows("table(\"fires\").during(half(1))"),
        },
        Word {
            name: "join",
            form: "rows.join(others, [columns]) → rows",
            means: "Each row with the columns of each row of the others that has the same values in these columns. Rows without a partner fall away.",
            example: Example::Rows("table(\"farms\").join(table(\"fires\"), [\"farm\"])"),
        },
        Word {
            name: "join_all",
            form: "rows.join_all(others, [columns]) → rows",
            means: "As `join`, but rows without a partner stay; the columns of the others are blank there, as if not sent: a figure made from such a cell is open unless its column says `absent: skip` or `is_missing()` asks first.",
            example: Example::Rows("table(\"farms\").join_all(table(\"fires\"), [\"farm\"])"),
        },
        Word {
            name: "with_partner",
            form: "rows.with_partner(others, [columns]) → rows",
            means: "The rows that have a partner among the others; no columns are added.",
            example: Example::Rows("table(\"farms\").with_partner(table(\"fires\"), [\"farm\"])"),
        },
        Word {
            name: "without_partner",
            form: "rows.without_partner(others, [columns]) → rows",
            means: "The rows that have none.",
            example: Example::Rows("table(\"farms\").without_partner(table(\"fires\"), [\"farm\"])"),
        },
        Word {
            name: "union",
            form: "rows.union(others) → rows",
            means: "The rows of both.",
            example: Example::Rows("table(\"farms\").union(table(\"fires\"))"),
        },
        Word {
            name: "unique",
            form: "rows.unique(column, …) → rows",
            means: "Of rows alike in these columns only the first: one event counts once.",
            example: Example::Rows("table(\"fires\").unique(\"event\")"),
        },
        Word {
            name: "latest_by",
            form: "rows.latest_by(column, …) → rows",
            means: "Of rows alike in these columns only the last: a later row corrects an earlier one.",
            example: Example::Rows("table(\"fires\").latest_by(\"event\")"),
        },
        Word {
            name: "by",
            form: "rows.by(column, …) → groups",
            means: "The rows in groups, within each unit.",
            example: Example::Rows("table(\"farms\").by(\"kind\").agg(#{ used: sum(\"used\") })"),
        },
        Word {
            name: "agg",
            form: "groups.agg(#{ name: aggregate, … }) → rows",
            means: "One row for each group, with these columns.",
            example: Example::Rows("table(\"farms\").by(\"kind\").agg(#{ used: sum(\"used\"), farms: count() })"),
        },
        Word {
            name: "last_year",
            form: "rows.last_year() → rows; figure.last_year() → figure",
            means: "The same of last year's submissions, up to the same day. Where there are none, the figure is absent.",
            example: Example::Figure("table(\"farms\").last_year().sum(\"used\")"),
        },
    ],
};

/// Rows put into groups, waiting for `agg`.
#[derive(Debug, Clone)]
struct Groups {
    rows: Rows,
    by: Vec<String>,
}

pub fn register(engine: &mut Engine, run: &Run) {
    engine.register_type_with_name::<Rows>("rows").register_type_with_name::<Groups>("groups");

    let here = run.clone();
    engine.register_fn("table", move |context: NativeCallContext, id: &str| -> Rows {
        Node::new(here.place_of_text(&context, id), RowsNode::Table { table: id.to_owned(), year: Year::This })
    });
    let here = run.clone();
    engine.register_fn("filter", move |context: NativeCallContext, rows: Rows, condition: Dynamic| -> Outcome<Rows> {
        let condition = here.row_condition(&context, &condition);
        bounded(Node::new(here.place(&context), RowsNode::Filter { rows: Box::new(rows), condition }))
    });
    let here = run.clone();
    engine.register_fn(
        "derive",
        move |context: NativeCallContext, rows: Rows, name: &str, value: Dynamic| -> Outcome<Rows> {
            let value = here.column(&context, &value);
            let node = RowsNode::Derive { rows: Box::new(rows), name: name.to_owned(), value };
            bounded(Node::new(here.place(&context), node))
        },
    );
    let here = run.clone();
    engine.register_fn("last_year", move |context: NativeCallContext, rows: Rows| {
        here.this_year_only(&context, [&rows]);
        rows.last_year()
    });

    register_periods(engine, run);
    register_joins(engine, run);
    register_keys(engine, run);
    register_groups(engine, run);
}

fn register_periods(engine: &mut Engine, run: &Run) {
    for (word, months, most) in [("month", 1i8, 12i64), ("quarter", 3, 4), ("half", 6, 2)] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, number: i64| {
            let year = here.state().year;
            let period = |number: i64| {
                let number = i8::try_from(number).ok().filter(|_| (1..=most).contains(&number))?;
                let first = Date::new(year, (number - 1) * months + 1, 1).ok()?;
                Some(PeriodWord(first, first.checked_add(months.months()).ok()?.yesterday().ok()?))
            };
            period(number).unwrap_or_else(|| {
                here.wrong(&context, message!("script-no-such-period", word = word, most = most));
                period(1).unwrap_or(PeriodWord(Date::ZERO, Date::ZERO))
            })
        });
    }
    let here = run.clone();
    engine.register_fn("during", move |context: NativeCallContext, rows: Rows, period: PeriodWord| -> Outcome<Rows> {
        let node = RowsNode::During { rows: Box::new(rows), from: period.0, to: period.1 };
        bounded(Node::new(here.place(&context), node))
    });
    let here = run.clone();
    engine.register_fn(
        "during",
        move |context: NativeCallContext, rows: Rows, from: Dynamic, to: Dynamic| -> Outcome<Rows> {
            let (mut from, mut to) = (read_day(&here, &context, &from), read_day(&here, &context, &to));
            // A day that could not be read is told already, and the other may lie on either side of it.
            if let (Some(first), Some(last)) = (from, to)
                && last < first
            {
                let message = message!("script-period-backwards", from = first.to_string(), to = last.to_string());
                here.wrong(&context, message);
                (from, to) = (to, from);
            }
            let some_day = from.or(to).unwrap_or(Date::ZERO);
            let (from, to) = (from.unwrap_or(some_day), to.unwrap_or(some_day));
            bounded(Node::new(here.place(&context), RowsNode::During { rows: Box::new(rows), from, to }))
        },
    );
}

/// Each join may multiply the rows of both sides: six joins of n rows may come to n to the seventh, and a loop that joins what it joined
/// doubles that number at each turn.
const MOST_JOINS: usize = 6;

fn joins(rows: &Rows) -> usize {
    let own = usize::from(matches!(rows.node, RowsNode::Join { keep: Keep::Matching | Keep::All, .. }));
    own + rows.node.inputs().into_iter().map(joins).sum::<usize>()
}

fn register_joins(engine: &mut Engine, run: &Run) {
    for (word, keep) in [
        ("join", Keep::Matching),
        ("join_all", Keep::All),
        ("with_partner", Keep::WithPartner),
        ("without_partner", Keep::WithoutPartner),
    ] {
        let here = run.clone();
        engine.register_fn(
            word,
            move |context: NativeCallContext, left: Rows, right: Rows, on: Array| -> Outcome<Rows> {
                let on = here.texts(&context, &on);
                let node = RowsNode::Join { left: Box::new(left), right: Box::new(right), on, keep };
                let joined = bounded(Node::new(here.place(&context), node))?;
                if joins(&joined) > MOST_JOINS {
                    return Err(stop_at(joined.at, message!("script-too-many-joins", most = MOST_JOINS)));
                }
                Ok(joined)
            },
        );
    }
    let here = run.clone();
    engine.register_fn("union", move |context: NativeCallContext, first: Rows, second: Rows| -> Outcome<Rows> {
        let node = RowsNode::Union { first: Box::new(first), second: Box::new(second) };
        bounded(Node::new(here.place(&context), node))
    });
}

/// `unique`, `latest_by` and `by` take one to four column names.
fn register_keys(engine: &mut Engine, run: &Run) {
    fn with_keys<T: Clone + Send + Sync + 'static>(
        engine: &mut Engine,
        run: &Run,
        word: &str,
        build: impl Fn(&Run, &NativeCallContext, Rows, Vec<String>) -> Outcome<T> + Clone + Send + Sync + 'static,
    ) {
        macro_rules! arity {
            ($($key:ident),+) => {{
                let (here, build) = (run.clone(), build.clone());
                engine.register_fn(
                    word,
                    move |context: NativeCallContext, rows: Rows, $($key: &str),+| {
                        build(&here, &context, rows, vec![$($key.to_owned()),+])
                    },
                );
            }};
        }
        arity!(one);
        arity!(one, two);
        arity!(one, two, three);
        arity!(one, two, three, four);
    }
    with_keys(engine, run, "unique", |run, context, rows, by| {
        bounded(Node::new(run.place(context), RowsNode::Unique { rows: Box::new(rows), by }))
    });
    with_keys(engine, run, "latest_by", |run, context, rows, by| {
        bounded(Node::new(run.place(context), RowsNode::LatestBy { rows: Box::new(rows), by }))
    });
    with_keys(engine, run, "by", |_run, _context, rows, by| Ok(Groups { rows, by }));
}

fn register_groups(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("agg", move |context: NativeCallContext, groups: Groups, columns: Map| -> Outcome<Rows> {
        let mut read = Vec::new();
        for (name, value) in &columns {
            let aggregate = value.read_lock::<Aggregate>().map(|aggregate| aggregate.clone()).unwrap_or_else(|| {
                here.unexpected(&context, value, "an-aggregate");
                here.unknown_aggregate(&context)
            });
            if groups.by.iter().any(|by| by == name.as_str()) {
                let message = message!("script-group-column-twice", column = name.as_str());
                here.wrong(&context, message);
                continue;
            }
            read.push(GroupColumn { name: name.to_string(), aggregate });
        }
        let node = RowsNode::Group { rows: Box::new(groups.rows), by: groups.by, columns: read };
        bounded(Node::new(here.place(&context), node))
    });
}

impl Run {
    /// There is no year before last year's data: told once, however many of the rows are last year's.
    pub(super) fn this_year_only<'a>(&self, context: &NativeCallContext, rows: impl IntoIterator<Item = &'a Rows>) {
        if rows.into_iter().flat_map(Rows::tables).any(|(_, year)| year == Year::Last) {
            self.wrong(context, message!("script-last-year-twice"));
        }
    }
}
