//! Expressions over the columns of a row.

use rhai::{Array, Dynamic, Engine, ImmutableString, Map, NativeCallContext};

use super::conditions;
use super::values::{Outcome, literal, read_date, rounding};
use super::{Example, Subject, Word};
use crate::figure::{Exact, Rounding};
use crate::message;
use crate::plan::{Basis, Better, Class, Column, ColumnNode, DatePart, Edition, NamedColumn, Node, Point};
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
    register_functions(engine, run);
    register_classes(engine, run);
    register_names(engine, run);
    register_dates(engine, run);
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

fn register_functions(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn(
        "if_else",
        move |context: NativeCallContext, condition: Column, then: Dynamic, otherwise: Dynamic| -> Outcome<Column> {
            let then = Box::new(here.operand(&context, &then));
            let otherwise = Box::new(here.operand(&context, &otherwise));
            here.unary(&context, ColumnNode::IfElse { condition: Box::new(condition), then, otherwise })
        },
    );
    let here = run.clone();
    engine.register_fn("is_in", move |context: NativeCallContext, column: Column, options: Array| -> Outcome<Column> {
        let mut literals = Vec::new();
        for option in &options {
            match literal(option) {
                Some(literal) => literals.push(literal),
                None => here.unexpected(&context, option, "a-value"),
            }
        }
        here.unary(&context, ColumnNode::IsIn { value: Box::new(column), options: literals })
    });
    let here = run.clone();
    engine.register_fn(
        "between",
        move |context: NativeCallContext, column: Column, low: Dynamic, high: Dynamic| -> Outcome<Column> {
            let (low, high) = (here.operand(&context, &low), here.operand(&context, &high));
            let (low, high) = (Box::new(low), Box::new(high));
            here.unary(&context, ColumnNode::Between { value: Box::new(column), low, high })
        },
    );
    let here = run.clone();
    engine.register_fn("is_missing", move |context: NativeCallContext, column: Column| {
        here.unary(&context, ColumnNode::IsMissing(Box::new(column)))
    });
    let here = run.clone();
    engine.register_fn("contains", move |context: NativeCallContext, column: Column, text: &str| {
        here.unary(&context, ColumnNode::Contains { value: Box::new(column), text: text.to_owned() })
    });
    let here = run.clone();
    engine.register_fn("matches", move |context: NativeCallContext, column: Column, pattern: &str| {
        here.unary(&context, ColumnNode::Matches { value: Box::new(column), pattern: pattern.to_owned() })
    });
    let here = run.clone();
    engine.register_fn("to", move |context: NativeCallContext, column: Column, unit: &str| {
        let to = here.unit(&context, unit);
        here.unary(&context, ColumnNode::Convert { value: Box::new(column), to, factor: None })
    });
    let here = run.clone();
    engine.register_fn("round", move |context: NativeCallContext, column: Column, places: i64| -> Outcome<Column> {
        let rounding = rounding(&here, &context, places, "half_up");
        here.unary(&context, ColumnNode::Round { value: Box::new(column), rounding })
    });
    let here = run.clone();
    engine.register_fn(
        "round",
        move |context: NativeCallContext, column: Column, places: i64, mode: &str| -> Outcome<Column> {
            let rounding = rounding(&here, &context, places, mode);
            here.unary(&context, ColumnNode::Round { value: Box::new(column), rounding })
        },
    );
    let here = run.clone();
    engine.register_fn(
        "round_significant",
        move |context: NativeCallContext, column: Column, places: i64, mode: &str| -> Outcome<Column> {
            let rounding = Rounding { keep_significant: true, ..rounding(&here, &context, places, mode) };
            here.unary(&context, ColumnNode::Round { value: Box::new(column), rounding })
        },
    );
    for (word, build) in [
        ("least_of", ColumnNode::LeastOf as fn(Vec<Column>) -> ColumnNode),
        ("greatest_of", ColumnNode::GreatestOf),
        ("worst_of", ColumnNode::WorstOf),
    ] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, values: Array| -> Outcome<Dynamic> {
            if values.iter().any(|value| value.is::<crate::plan::Formula>()) {
                return here.formula_of_several(&context, word, &values).map(Dynamic::from);
            }
            here.unary(&context, build(here.columns(&context, &values))).map(Dynamic::from)
        });
    }
    let here = run.clone();
    engine.register_fn(
        "interpolate",
        move |context: NativeCallContext, column: Column, points: Array| -> Outcome<Column> {
            let mut read = Vec::new();
            for point in &points {
                let pair = point.clone().into_typed_array::<Dynamic>().unwrap_or_default();
                let [x, y] = pair.as_slice() else {
                    here.unexpected(&context, point, "a-pair");
                    continue;
                };
                if let (Some(x), Some(y)) = (here.number(&context, x), here.number(&context, y)) {
                    read.push(Point { x, y });
                }
            }
            if !read.is_sorted_by(|left, right| left.x < right.x) {
                here.wrong(&context, message!("script-points-not-ascending"));
                read.sort_by(|left, right| left.x.cmp(&right.x));
                read.dedup_by(|right, left| left.x == right.x);
            }
            here.unary(&context, ColumnNode::Interpolate { value: Box::new(column), points: read })
        },
    );
    let here = run.clone();
    engine.register_fn(
        "names_of_greatest",
        move |context: NativeCallContext, values: Map, above: Dynamic| -> Outcome<Column> {
            let mut named = Vec::new();
            for (name, value) in &values {
                named.push(NamedColumn { name: name.to_string(), value: here.column(&context, value) });
            }
            let above = here.number(&context, &above).unwrap_or_default();
            here.unary(&context, ColumnNode::NamesOfGreatest { values: named, above })
        },
    );
}

fn register_names(engine: &mut Engine, run: &Run) {
    fn named(
        run: &Run,
        context: &NativeCallContext,
        name: &str,
        basis: Option<Basis>,
        value: Column,
    ) -> Outcome<Column> {
        if name.trim().is_empty() {
            run.wrong(context, message!("script-name-empty"));
            return Ok(value);
        }
        run.unary(context, ColumnNode::Called { name: name.trim().to_owned(), basis, value: Box::new(value) })
    }
    let here = run.clone();
    engine.register_fn("called", move |context: NativeCallContext, column: Column, name: &str| {
        named(&here, &context, name, None, column)
    });
    let here = run.clone();
    engine.register_fn("called", move |context: NativeCallContext, column: Column, name: &str, document: &str| {
        let basis = Basis { document: document.to_owned(), clause: None };
        named(&here, &context, name, Some(basis), column)
    });
    let here = run.clone();
    engine.register_fn(
        "called",
        move |context: NativeCallContext, column: Column, name: &str, document: &str, clause: &str| {
            let basis = Basis { document: document.to_owned(), clause: Some(clause.to_owned()) };
            named(&here, &context, name, Some(basis), column)
        },
    );
}

fn register_classes(engine: &mut Engine, run: &Run) {
    fn step(run: &Run, context: &NativeCallContext, column: Column, limits: &Array, scale: &str) -> Outcome<Column> {
        let read: Vec<Option<Exact>> = limits.iter().map(|limit| run.number(context, limit)).collect();
        let Some(limits) = read.into_iter().collect::<Option<Vec<Exact>>>() else {
            return Ok(run.unknown_column(context));
        };
        let rising = limits.is_sorted();
        let falling = limits.is_sorted_by(|left, right| left >= right);
        if limits.is_empty() || !rising && !falling {
            run.wrong(context, message!("script-limits-out-of-order"));
            return Ok(run.unknown_column(context));
        }
        let state_scale = run.state().scales.iter().find(|known| known.id == scale).cloned();
        match state_scale {
            Some(known) if known.classes.len() == limits.len() + 1 => {}
            Some(known) => {
                let message = message!("script-limits-count", limits = limits.len(), classes = known.classes.len());
                run.wrong(context, message);
                return Ok(run.unknown_column(context));
            }
            None => {
                run.wrong(context, message!("script-unknown-scale", scale = scale));
                return Ok(run.unknown_column(context));
            }
        }
        let better = if rising { Better::Lower } else { Better::Higher };
        let value = Box::new(column);
        run.unary(context, ColumnNode::StepClass { value, scale: scale.to_owned(), better, limits })
    }
    let here = run.clone();
    engine.register_fn("step_class", move |context: NativeCallContext, column: Column, limits: Array| {
        step(&here, &context, column, &limits, "water")
    });
    let here = run.clone();
    engine.register_fn("step_class", move |context: NativeCallContext, column: Column, limits: Array, scale: &str| {
        step(&here, &context, column, &limits, scale)
    });
    let here = run.clone();
    engine.register_fn(
        "range_class",
        move |context: NativeCallContext,
              column: Column,
              low: Dynamic,
              high: Dynamic,
              inside: super::ClassWord,
              outside: super::ClassWord|
              -> Outcome<Column> {
            let (Some(low), Some(high)) = (here.number(&context, &low), here.number(&context, &high)) else {
                return Ok(here.unknown_column(&context));
            };
            let (inside, outside): (Class, Class) = (inside.0, outside.0);
            here.unary(&context, ColumnNode::RangeClass { value: Box::new(column), low, high, inside, outside })
        },
    );
}

fn register_dates(engine: &mut Engine, run: &Run) {
    for (word, part) in
        [("year", DatePart::Year), ("quarter", DatePart::Quarter), ("month", DatePart::Month), ("day", DatePart::Day)]
    {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, column: Column| {
            here.unary(&context, ColumnNode::DatePart { value: Box::new(column), part })
        });
    }
    let here = run.clone();
    engine.register_fn(
        "days_between",
        move |context: NativeCallContext, from: Dynamic, to: Dynamic| -> Outcome<Column> {
            let (from, to) = (here.column(&context, &from), here.column(&context, &to));
            here.unary(&context, ColumnNode::Days { from: Box::new(from), to: Box::new(to) })
        },
    );
    let here = run.clone();
    engine.register_fn("days_until", move |context: NativeCallContext, column: Column| -> Outcome<Column> {
        let from = Box::new(Node::new(here.place(&context), ColumnNode::AsOf));
        here.unary(&context, ColumnNode::Days { from, to: Box::new(column) })
    });
    let here = run.clone();
    engine.register_fn(
        "by_date",
        move |context: NativeCallContext, date: Column, editions: Array| -> Outcome<Column> {
            let mut read: Vec<Edition> = Vec::new();
            for edition in &editions {
                let parts = edition.clone().into_typed_array::<Dynamic>().unwrap_or_default();
                let (from, value) = match parts.as_slice() {
                    [value] if read.is_empty() => (None, value),
                    [day, value] => {
                        let day = day.read_lock::<ImmutableString>().map(|day| day.to_string()).unwrap_or_default();
                        (Some(read_date(&here, &context, &day)), value)
                    }
                    _other => {
                        here.unexpected(&context, edition, "an-edition");
                        return Ok(here.unknown_column(&context));
                    }
                };
                let value = here.column(&context, value);
                read.push(Edition { from, value });
            }
            here.unary(&context, ColumnNode::ByDate { date: Box::new(date), editions: read })
        },
    );
}
