//! Expressions over the columns of a row.

mod functions;

use rhai::{Array, Dynamic, Engine, ImmutableString, NativeCallContext};

use super::conditions;
use super::values::{Outcome, literal};
use super::{Example, Subject, Word};
use crate::plan::{Column, ColumnNode, Node};
use crate::script::names::Misuse;
use crate::script::run::{Run, bounded};

pub const SUBJECT: Subject = Subject {
    title: "Rows: columns and conditions",
    about: "A condition on a row is written with `==`, `!=`, `<`, `<=`, `>`, `>=`, joined with `and`, `or` and `not(…)`; numbers with `+`, `-`, `*`, `/`. \
            An absent cell makes what is computed from it absent, and a condition that can't be judged does not hold.",
    words: &[
        Word {
            name: "col",
            form: "col(name) → column",
            means: "The cell of this column in the row.",
            example: Example::RowCondition("col(\"closed\") != true"),
        },
        Word {
            name: "and",
            form: "condition and condition (also &)",
            means: "Both hold.",
            example: Example::RowCondition("col(\"closed\") == false and col(\"produced\") > 0"),
        },
        Word {
            name: "or",
            form: "condition or condition (also |)",
            means: "At least one holds.",
            example: Example::RowCondition("col(\"kind\") == \"猪\" or col(\"kind\") == \"牛\""),
        },
        Word {
            name: "not",
            form: "not(condition) → condition",
            means: "It does not hold; of one that can't be judged, that can't be judged either.",
            example: Example::RowCondition("not(col(\"kind\") == \"猪\")"),
        },
        Word {
            name: "if_else",
            form: "if_else(condition, a, b)",
            means: "`a` where the condition holds, else `b`; of columns in a row, of figures in a formula.",
            example: Example::RowNumber("if_else(col(\"kind\") == \"猪\", col(\"produced\"), 0)"),
        },
        Word {
            name: "as_of",
            form: "as_of() → date",
            means: "The as-of date of the assessment.",
            example: Example::RowCondition("col(\"built_on\") <= as_of()"),
        },
        Word {
            name: "days_between",
            form: "days_between(from, to) → number",
            means: "Days from one date to the other; negative if the second is earlier.",
            example: Example::RowCondition("days_between(col(\"built_on\"), date(\"2022-12-31\")) > 30"),
        },
        Word {
            name: "days_until",
            form: "column.days_until() → number",
            means: "Days from the as-of date to this date; negative if it has passed.",
            example: Example::RowCondition("col(\"built_on\").days_until() < 30"),
        },
        Word {
            name: "is_in",
            form: "column.is_in([values]) → condition",
            means: "The cell is one of these.",
            example: Example::RowCondition("col(\"kind\").is_in([\"猪\", \"牛\"])"),
        },
        Word {
            name: "between",
            form: "column.between(low, high) → condition; between(low, high) → target",
            means: "From the one to the other, both included.",
            example: Example::RowCondition("col(\"produced\").between(100, 500)"),
        },
        Word {
            name: "is_missing",
            form: "column.is_missing() → condition",
            means: "There is no value: blank or not applicable. Of a cell that is withheld or can't be read nobody knows, so that the row is open (withheld ones are missing where the column says `absent: skip`).",
            example: Example::RowCondition("col(\"used\").is_missing()"),
        },
        Word {
            name: "contains",
            form: "column.contains(text) → condition",
            means: "The text holds this text.",
            example: Example::RowCondition("col(\"farm\").contains(\"合作社\")"),
        },
        Word {
            name: "matches",
            form: "column.matches(pattern) → condition",
            means: "The whole text fits the pattern, in which `*` stands for any run of characters and `?` for one.",
            example: Example::RowCondition("col(\"farm\").matches(\"*养殖场\")"),
        },
        Word {
            name: "year",
            form: "column.year() → number",
            means: "The year of a date.",
            example: Example::RowCondition("col(\"built_on\").year() == 2022"),
        },
        Word {
            name: "quarter",
            form: "column.quarter() → number; quarter(n) → period",
            means: "The quarter of a date, 1 to 4; or a quarter of the scheme's year.",
            example: Example::RowCondition("col(\"built_on\").quarter() == 2"),
        },
        Word {
            name: "month",
            form: "column.month() → number; month(n) → period",
            means: "The month of a date, 1 to 12; or a month of the scheme's year.",
            example: Example::RowCondition("col(\"built_on\").month().is_in([12, 1, 2, 3])"),
        },
        Word {
            name: "day",
            form: "column.day() → number",
            means: "The day of the month.",
            example: Example::RowCondition("col(\"built_on\").day() <= 5"),
        },
        Word {
            name: "to",
            form: "column.to(unit); figure.to(unit)",
            means: "The same quantity in another unit, exactly: `col(\"area\").to(\"亩\")` of hectares is 15 times the number.",
            example: Example::RowNumber("col(\"produced\").to(\"万吨\")"),
        },
        Word {
            name: "round",
            form: "column.round(places), column.round(places, mode); of figures too",
            means: "Rounded to so many decimal places: `half_up` unless `half_even`, `up` or `down` is named.",
            example: Example::RowNumber("col(\"produced\").round(1, \"half_even\")"),
        },
        Word {
            name: "round_significant",
            form: "column.round_significant(places, mode)",
            means: "Rounded, but where that would give zero one significant digit stays (环办监测函〔2020〕82号).",
            example: Example::RowNumber("col(\"produced\").round_significant(2, \"half_even\")"),
        },
        Word {
            name: "step_class",
            form: "column.step_class([limits]), column.step_class([limits], scale)",
            means: "The class of a value by the limits of the classes, best first: the best class whose limit it keeps, and beyond the last limit the class after it. Limits that rise are upper limits, limits that fall are lower limits.",
            example: Example::RowCondition("col(\"codmn\").step_class([2, 4, 6, 10, 15]) <= class(\"Ⅲ\")"),
        },
        Word {
            name: "range_class",
            form: "column.range_class(low, high, inside, outside) → class",
            means: "The one class if the value lies from low to high, both included, else the other (pH).",
            example: Example::RowCondition(
                "col(\"ph\").range_class(6, 9, class(\"Ⅰ\"), class(\"劣Ⅴ\")) <= class(\"Ⅲ\")",
            ),
        },
        Word {
            name: "worst_of",
            form: "worst_of([columns]) → class",
            means: "The worst of several classes of a row; those that are missing take no part, as `is_missing` has it.",
            example: Example::RowCondition(
                "worst_of([col(\"quality\"), col(\"codmn\").step_class([2, 4, 6, 10, 15])]) <= class(\"Ⅲ\")",
            ),
        },
        Word {
            name: "least_of",
            form: "least_of([columns]); least_of([figures])",
            means: "The smallest; of columns, those that are missing take no part, as `is_missing` has it.",
            example: Example::RowNumber("least_of([col(\"used\"), col(\"produced\")])"),
        },
        Word {
            name: "greatest_of",
            form: "greatest_of([columns]); greatest_of([figures])",
            means: "The largest; of columns, those that are missing take no part, as `is_missing` has it.",
            example: Example::RowNumber("greatest_of([col(\"used\"), col(\"produced\")])"),
        },
        Word {
            name: "interpolate",
            form: "column.interpolate([[x, y], …]) → number",
            means: "Straight lines through the given points, x ascending; outside them there is no value.",
            example: Example::RowNumber("col(\"pm25\").interpolate([[0, 0], [35, 50], [75, 100]])"),
        },
        Word {
            name: "by_date",
            form: "by_date(date, [[first], [day, second], …])",
            means: "One value before a day, another from it on: a standard's edition chosen by the date of the row.",
            example: Example::RowNumber(
                "by_date(col(\"built_on\"), [[col(\"used\")], [\"2026-03-01\", col(\"produced\")]])",
            ),
        },
        Word {
            name: "names_of_greatest",
            form: "names_of_greatest(#{ name: column, … }, above) → text",
            means: "The names that share the largest value, joined with 、, if it is above the given one: tied primary pollutants.",
            example: Example::RowCondition(
                "names_of_greatest(#{ \"甲\": col(\"used\"), \"乙\": col(\"produced\") }, 50) == \"甲\"",
            ),
        },
        Word {
            name: "called",
            form: "column.called(name), column.called(name, document), column.called(name, document, clause)",
            means: "The same value under a name: clauses say the name where the value is used, and tell once, at their end, how it is determined. \
                    Where a document is named, they cite it; a standard that comes with kaohe (`std/…`) is only cited.",
            example: Example::RowNumber(
                "(col(\"used\") * if_else(col(\"kind\") == \"猪\", 1, 0.5)).called(\"折算利用量\", \"市农业农村局折算办法\", \"第三条\")",
            ),
        },
    ],
};

pub fn register(engine: &mut Engine, run: &Run) {
    engine.register_type_with_name::<Column>("column");

    let here = run.clone();
    engine.register_fn("col", move |context: NativeCallContext, name: &str| -> Column {
        Node::new(here.place_of_text(&context, name), ColumnNode::Field(name.to_owned()))
    });
    let here = run.clone();
    engine.register_fn("as_of", move |context: NativeCallContext| Node::new(here.place(&context), ColumnNode::AsOf));

    register_operators(engine, run);
    functions::register_functions(engine, run);
    functions::register_classes(engine, run);
    functions::register_names(engine, run);
    functions::register_dates(engine, run);
}

fn register_operators(engine: &mut Engine, run: &Run) {
    for (sign, comparison) in conditions::COMPARISONS {
        let here = run.clone();
        let compare = move |context: &NativeCallContext, left: Column, right: Column| {
            let (left, right) = (Box::new(left), Box::new(right));
            bounded(Node::new(here.place(context), ColumnNode::Compare { comparison, left, right }))
        };
        register_binary(engine, run, sign, compare);
    }
    for (sign, operation) in conditions::OPERATIONS {
        let here = run.clone();
        let combine = move |context: &NativeCallContext, left: Column, right: Column| {
            let by = if let ColumnNode::Literal(literal) = &right.node { Some(literal) } else { None };
            here.not_by_zero(context, operation, by);
            let (left, right) = (Box::new(left), Box::new(right));
            bounded(Node::new(here.place(context), ColumnNode::Arithmetic { operation, left, right }))
        };
        register_binary(engine, run, sign, combine);
    }
    for sign in ["&", "and"] {
        let here = run.clone();
        register_binary(engine, run, sign, move |context: &NativeCallContext, left: Column, right: Column| {
            bounded(Node::new(here.place(context), ColumnNode::And(Box::new(left), Box::new(right))))
        });
    }
    for sign in ["|", "or"] {
        let here = run.clone();
        register_binary(engine, run, sign, move |context: &NativeCallContext, left: Column, right: Column| {
            bounded(Node::new(here.place(context), ColumnNode::Or(Box::new(left), Box::new(right))))
        });
    }
    let here = run.clone();
    engine.register_fn("-", move |context: NativeCallContext, column: Column| {
        bounded(Node::new(here.place(&context), ColumnNode::Negative(Box::new(column))))
    });
    let here = run.clone();
    engine.register_fn("!", move |context: NativeCallContext, column: Column| {
        here.wrong(&context, Misuse::Not.said());
        bounded(Node::new(here.place(&context), ColumnNode::Not(Box::new(column))))
    });
    let here = run.clone();
    engine.register_fn("not", move |context: NativeCallContext, column: Column| {
        bounded(Node::new(here.place(&context), ColumnNode::Not(Box::new(column))))
    });
}

/// Column with column, column with value, value with column.
fn register_binary(
    engine: &mut Engine,
    run: &Run,
    sign: &str,
    with: impl Fn(&NativeCallContext, Column, Column) -> Outcome<Column> + Clone + Send + Sync + 'static,
) {
    let both = with.clone();
    engine
        .register_fn(sign, move |context: NativeCallContext, left: Column, right: Column| both(&context, left, right));
    let (here, value_right) = (run.clone(), with.clone());
    engine.register_fn(sign, move |context: NativeCallContext, left: Column, right: Dynamic| {
        let right = here.operand(&context, &right);
        value_right(&context, left, right)
    });
    let (here, value_left) = (run.clone(), with);
    engine.register_fn(sign, move |context: NativeCallContext, left: Dynamic, right: Column| {
        let left = here.operand(&context, &left);
        value_left(&context, left, right)
    });
}

impl Run {
    /// A value held against a column: a text is a text.
    fn operand(&self, context: &NativeCallContext, value: &Dynamic) -> Column {
        if let Some(column) = value.read_lock::<Column>() {
            return column.clone();
        }
        if let Some(literal) = literal(value) {
            return Node::new(self.place(context), ColumnNode::Literal(literal));
        }
        self.unexpected(context, value, "a-column-or-value");
        self.unknown_column(context)
    }

    /// A column given to a word: a text is a column's name.
    pub(super) fn column(&self, context: &NativeCallContext, value: &Dynamic) -> Column {
        if let Some(name) = value.read_lock::<ImmutableString>() {
            return Node::new(self.place_of_text(context, &name), ColumnNode::Field(name.to_string()));
        }
        self.operand(context, value)
    }

    fn columns(&self, context: &NativeCallContext, values: &Array) -> Vec<Column> {
        values.iter().map(|value| self.column(context, value)).collect()
    }

    fn unary(&self, context: &NativeCallContext, node: ColumnNode) -> Outcome<Column> {
        bounded(Node::new(self.place(context), node))
    }
}
