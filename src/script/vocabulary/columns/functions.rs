//! What can be made of a column: choices, rounding, names, classes, parts of dates.

use rhai::{Array, Dynamic, Engine, ImmutableString, Map, NativeCallContext};

use super::super::ClassWord;
use super::super::values::{Outcome, literal, read_date, rounding};
use crate::figure::{Exact, Rounding};
use crate::message;
use crate::plan::{Basis, Better, Class, Column, ColumnNode, DatePart, Edition, NamedColumn, Node, Point};
use crate::script::run::Run;

pub(super) fn register_functions(engine: &mut Engine, run: &Run) {
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

pub(super) fn register_names(engine: &mut Engine, run: &Run) {
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

pub(super) fn register_classes(engine: &mut Engine, run: &Run) {
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
              inside: ClassWord,
              outside: ClassWord|
              -> Outcome<Column> {
            let (Some(low), Some(high)) = (here.number(&context, &low), here.number(&context, &high)) else {
                return Ok(here.unknown_column(&context));
            };
            let (inside, outside): (Class, Class) = (inside.0, outside.0);
            here.unary(&context, ColumnNode::RangeClass { value: Box::new(column), low, high, inside, outside })
        },
    );
}

pub(super) fn register_dates(engine: &mut Engine, run: &Run) {
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
