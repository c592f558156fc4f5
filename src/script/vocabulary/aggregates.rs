//! Many rows to one value: as a figure of a unit (`farms.sum("used")`), or as a column of a group (`agg(#{ n: sum("used") })`).

use rhai::{Dynamic, Engine, NativeCallContext};

use super::values::{Outcome, type_word};
use super::{Example, Subject, Word};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{
    Aggregate, AggregateNode, Column, Condition, ConditionNode, Formula, FormulaNode, Measure, Node, Rows,
};
use crate::script::run::{Run, bounded};

pub const SUBJECT: Subject = Subject {
    title: "Figures of a unit, made of rows",
    about: "Each is written on rows and gives the figure of the unit; without rows, inside `agg(#{ … })`, it gives a column of the group. \
            A column is named by its text, or is any expression of columns.",
    words: &[
        Word {
            name: "count",
            form: "rows.count() → figure; rows.count(condition) → figure",
            means: "How many rows; of those for which the condition holds.",
            example: Example::Figure("table(\"farms\").count(col(\"kind\") == \"猪\")"),
        },
        Word {
            name: "count_distinct",
            form: "rows.count_distinct(column) → figure",
            means: "How many different values.",
            example: Example::Figure("table(\"farms\").count_distinct(\"kind\")"),
        },
        Word {
            name: "sum",
            form: "rows.sum(column) → figure",
            means: "The sum; of no rows, 0.",
            example: Example::Figure("table(\"farms\").sum(\"used\")"),
        },
        Word {
            name: "mean",
            form: "rows.mean(column) → figure",
            means: "The mean.",
            example: Example::Figure("table(\"farms\").mean(\"used\")"),
        },
        Word {
            name: "weighted_mean",
            form: "rows.weighted_mean(value, weight) → figure",
            means: "The mean of the values by their weights.",
            example: Example::Figure("table(\"farms\").weighted_mean(\"used\", \"produced\")"),
        },
        Word {
            name: "min",
            form: "rows.min(column) → figure",
            means: "The smallest.",
            example: Example::Figure("table(\"farms\").min(\"used\")"),
        },
        Word {
            name: "max",
            form: "rows.max(column) → figure",
            means: "The largest.",
            example: Example::Figure("table(\"farms\").max(\"used\")"),
        },
        Word {
            name: "median",
            form: "rows.median(column) → figure",
            means: "The middle value; of an even number, the mean of the two in the middle.",
            example: Example::Figure("table(\"farms\").median(\"used\")"),
        },
        Word {
            name: "quantile",
            form: "rows.quantile(column, share) → figure",
            means: "The value below which this share lies, straight between neighbours: k = 1 + (n − 1)·share (HJ 663-2013 annex A).",
            example: Example::Figure("table(\"farms\").quantile(\"used\", 95.pct)"),
        },
        Word {
            name: "share",
            form: "rows.share(condition) → figure",
            means: "Of the rows for which the condition can be judged, the share for which it holds.",
            example: Example::Figure("table(\"farms\").share(col(\"used\") >= col(\"produced\"))"),
        },
        Word {
            name: "any",
            form: "rows.any(condition) → condition",
            means: "There is a row for which it holds.",
            example: Example::Condition("table(\"farms\").any(col(\"closed\") == true)"),
        },
        Word {
            name: "all",
            form: "rows.all(condition) → condition",
            means: "It holds for every row.",
            example: Example::Condition("table(\"farms\").all(col(\"closed\") == false)"),
        },
        Word {
            name: "worst",
            form: "rows.worst(column) → figure",
            means: "The worst class.",
            example: Example::Task(
                "table(\"farms\").worst(\"quality\")",
                "class_at_least(class(\"Ⅲ\"))",
                "full_or_none()",
            ),
        },
        Word {
            name: "best",
            form: "rows.best(column) → figure",
            means: "The best class.",
            example: Example::Task(
                "table(\"farms\").best(\"quality\")",
                "class_at_least(class(\"Ⅲ\"))",
                "full_or_none()",
            ),
        },
        Word {
            name: "latest",
            form: "rows.latest(value, date) → figure",
            means: "The value of the row with the latest date; of two with the same, of the later row.",
            example: Example::Figure("table(\"farms\").latest(\"used\", \"built_on\")"),
        },
        Word {
            name: "value",
            form: "rows.value(column) → figure",
            means: "The value of the unit's only row, or in `agg` of the group's; two rows are a finding.",
            example: Example::Figure("table(\"farms\").value(\"used\")"),
        },
        Word {
            name: "mean_ph",
            form: "rows.mean_ph(column, places) → figure",
            means: "The mean of pH through the hydrogen ions: −lg of the mean of 10^−pH, to so many decimal places, half even.",
            example: Example::Figure("table(\"farms\").mean_ph(\"ph\", 2)"),
        },
        Word {
            name: "done_by",
            form: "rows.done_by(done) → task; rows.done_by(done, due) → task",
            means: "Things to finish by a date: each row is one, done on the day in the one column, due on the day in the other or by the day in the target. The figure is done in time ÷ due by the as-of date; those due later are pending.",
            example: Example::Task(
                "table(\"boilers\").done_by(\"done_on\", \"due_on\")",
                "all_by(date(\"2022-10-31\"))",
                "proportional()",
            ),
        },
        Word {
            name: "tally",
            form: "rows.tally(column) → tally",
            means: "How many rows stand at each label: for `levels` and `stages`.",
            example: Example::Task(
                "table(\"boilers\").tally(\"stage\")",
                "open()",
                "stages([[\"已完成\", 1], [\"在建\", 0.5]])",
            ),
        },
    ],
};

type OneColumn = (&'static str, fn(Column) -> AggregateNode);

const ONE_COLUMN: [OneColumn; 11] = [
    ("count_distinct", AggregateNode::CountDistinct),
    ("sum", AggregateNode::Sum),
    ("mean", AggregateNode::Mean),
    ("min", AggregateNode::Least),
    ("max", AggregateNode::Greatest),
    ("median", AggregateNode::Median),
    ("share", AggregateNode::Share),
    ("worst", AggregateNode::Worst),
    ("best", AggregateNode::Best),
    ("value", AggregateNode::Value),
    // `any` and `all` of a group are columns of it; on rows they are conditions.
    ("any", AggregateNode::Any),
];

pub fn register(engine: &mut Engine, run: &Run) {
    engine.register_type_with_name::<Aggregate>("aggregate").register_type_with_name::<Measure>("task");

    register_count(engine, run);
    for (word, build) in ONE_COLUMN.into_iter().chain([("all", AggregateNode::All as fn(Column) -> AggregateNode)]) {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, column: Dynamic| -> Aggregate {
            let column = here.column(&context, &column);
            Node::new(here.place(&context), build(column))
        });
        let here = run.clone();
        if matches!(word, "any" | "all") {
            engine.register_fn(word, move |context: NativeCallContext, rows: Rows, column: Dynamic| {
                let aggregate = Node::new(here.place(&context), build(here.column(&context, &column)));
                here.condition_of_rows(&context, rows, aggregate)
            });
        } else {
            engine.register_fn(word, move |context: NativeCallContext, rows: Rows, column: Dynamic| {
                let aggregate = Node::new(here.place(&context), build(here.column(&context, &column)));
                here.figure_of_rows(&context, rows, aggregate)
            });
        }
    }
    // Given nothing but the rows, a word would take them for a column of a group.
    for (word, _) in ONE_COLUMN.into_iter().filter(|(word, _)| *word != "any") {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, rows: Rows| {
            here.lacks_a_value(&context, &[&Dynamic::from(rows)])
        });
    }
    for word in ["weighted_mean", "latest", "quantile", "mean_ph"] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, rows: Rows, given: Dynamic| {
            here.lacks_a_value(&context, &[&Dynamic::from(rows), &given])
        });
    }
    register_two_columns(engine, run);
    register_with_number(engine, run);
    register_measures(engine, run);
}

impl Run {
    fn figure_of_rows(&self, context: &NativeCallContext, rows: Rows, aggregate: Aggregate) -> Outcome<Formula> {
        let node = FormulaNode::Aggregate { rows: Box::new(rows), aggregate: Box::new(aggregate) };
        bounded(Node::new(self.place(context), node))
    }

    fn condition_of_rows(&self, context: &NativeCallContext, rows: Rows, aggregate: Aggregate) -> Outcome<Condition> {
        let node = ConditionNode::Aggregate { rows: Box::new(rows), aggregate: Box::new(aggregate) };
        bounded(Node::new(self.place(context), node))
    }

    /// A word on rows that lacks a value is told with its form.
    fn lacks_a_value(&self, context: &NativeCallContext, given: &[&Dynamic]) -> Formula {
        let word = context.fn_name();
        let given: Vec<_> = given.iter().map(|value| type_word(value.type_name())).collect();
        let told =
            Diagnostic::error(self.place(context), message!("script-wrong-arguments", word = word, given = given));
        let form = SUBJECT.words.iter().find(|known| known.name == word).map(|known| known.form).unwrap_or_default();
        self.report(told.help(message!("script-form-of-word", form = form)));
        self.unknown_formula(context)
    }

    /// A condition on rows, given to a word.
    pub(super) fn row_condition(&self, context: &NativeCallContext, value: &Dynamic) -> Column {
        if let Some(column) = value.read_lock::<Column>() {
            return column.clone();
        }
        self.unexpected(context, value, "a-condition-on-rows");
        self.some_condition_on_rows(context)
    }
}

fn register_count(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("count", move |context: NativeCallContext| {
        Node::<AggregateNode>::new(here.place(&context), AggregateNode::Count)
    });
    let here = run.clone();
    engine.register_fn("count", move |context: NativeCallContext, rows: Rows| {
        let aggregate = Node::new(here.place(&context), AggregateNode::Count);
        here.figure_of_rows(&context, rows, aggregate)
    });
    let here = run.clone();
    engine.register_fn(
        "count",
        move |context: NativeCallContext, rows: Rows, condition: Dynamic| -> Outcome<Formula> {
            let condition = here.row_condition(&context, &condition);
            let at = here.place(&context);
            let rows = Node::new(at.clone(), crate::plan::RowsNode::Filter { rows: Box::new(rows), condition });
            here.figure_of_rows(&context, rows, Node::new(at, AggregateNode::Count))
        },
    );
}

fn register_two_columns(engine: &mut Engine, run: &Run) {
    type TwoColumns = fn(Column, Column) -> AggregateNode;
    let words: [(&str, TwoColumns); 2] = [
        ("weighted_mean", |value, weight| AggregateNode::WeightedMean { value, weight }),
        ("latest", |value, by| AggregateNode::Latest { value, by }),
    ];
    for (word, build) in words {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, first: Dynamic, second: Dynamic| -> Aggregate {
            let (first, second) = (here.column(&context, &first), here.column(&context, &second));
            Node::new(here.place(&context), build(first, second))
        });
        let here = run.clone();
        engine.register_fn(
            word,
            move |context: NativeCallContext, rows: Rows, first: Dynamic, second: Dynamic| -> Outcome<Formula> {
                let (first, second) = (here.column(&context, &first), here.column(&context, &second));
                let aggregate = Node::new(here.place(&context), build(first, second));
                here.figure_of_rows(&context, rows, aggregate)
            },
        );
    }
}

fn register_with_number(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    let quantile = move |context: &NativeCallContext, column: &Dynamic, share: &Dynamic| -> Aggregate {
        let value = here.column(context, column);
        let q = here.share(context, share).unwrap_or(crate::figure::Exact::ONE);
        Node::new(here.place(context), AggregateNode::Quantile { value, q })
    };
    let here = run.clone();
    let mean_ph = move |context: &NativeCallContext, column: &Dynamic, places: i64| -> Aggregate {
        let value = here.column(context, column);
        let places = super::values::rounding(&here, context, places, "half_even").places;
        Node::new(here.place(context), AggregateNode::MeanPh { value, places })
    };
    let free = quantile.clone();
    engine.register_fn("quantile", move |context: NativeCallContext, column: Dynamic, share: Dynamic| {
        free(&context, &column, &share)
    });
    let here = run.clone();
    engine.register_fn(
        "quantile",
        move |context: NativeCallContext, rows: Rows, column: Dynamic, share: Dynamic| -> Outcome<Formula> {
            here.figure_of_rows(&context, rows, quantile(&context, &column, &share))
        },
    );
    let free = mean_ph.clone();
    engine.register_fn("mean_ph", move |context: NativeCallContext, column: Dynamic, places: i64| {
        free(&context, &column, places)
    });
    let here = run.clone();
    engine.register_fn(
        "mean_ph",
        move |context: NativeCallContext, rows: Rows, column: Dynamic, places: i64| -> Outcome<Formula> {
            here.figure_of_rows(&context, rows, mean_ph(&context, &column, places))
        },
    );
}

fn register_measures(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("done_by", move |context: NativeCallContext, rows: Rows, done: Dynamic| -> Measure {
        Measure::Task { rows, done: here.column(&context, &done), due: None }
    });
    let here = run.clone();
    engine.register_fn(
        "done_by",
        move |context: NativeCallContext, rows: Rows, done: Dynamic, due: Dynamic| -> Measure {
            let (done, due) = (here.column(&context, &done), here.column(&context, &due));
            Measure::Task { rows, done, due: Some(due) }
        },
    );
    let here = run.clone();
    engine.register_fn("tally", move |context: NativeCallContext, rows: Rows, label: Dynamic| -> Measure {
        Measure::Tally { rows, label: here.column(&context, &label) }
    });
}
