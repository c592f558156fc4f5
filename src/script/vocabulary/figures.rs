//! Figures of a unit made of other figures.

use rhai::{Array, Dynamic, Engine, NativeCallContext};

use super::conditions;
use super::values::{Outcome, literal, read_day, rounding};
use super::{Example, Subject, Word};
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Among, Arithmetic, Asked, Best, Column, Condition, Formula, FormulaNode, LetterDefault, Literal, Node, Quantity,
    Weighted as WeightedPart,
};
use crate::script::run::{Run, bounded};

pub const SUBJECT: Subject = Subject {
    title: "Figures made of figures",
    about: "Figures are added, subtracted, multiplied and divided with `+`, `-`, `*`, `/`, exactly. An absent part makes the whole absent; a division by zero is not applicable.",
    words: &[
        Word {
            name: "letter",
            form: "letter() → figure; letter().or(value) → figure; letter().assumed(value) → figure",
            means: "The figure that the unit signed for this item in letters.csv; where it signed none, the given one; with `assumed`, one that is ours because the source hides the real one, which the clause says.",
            example: Example::Target("at_least(letter().or(80.pct))"),
        },
        Word {
            name: "letter_due",
            form: "letter_due() → date; letter_due().or(date) → date",
            means: "The day that the unit's letter names for this item.",
            example: Example::Task(
                "table(\"boilers\").done_by(\"done_on\")",
                "all_by(letter_due().or(date(\"2022-10-31\")))",
                "proportional()",
            ),
        },
        Word {
            name: "or_else",
            form: "figure.or_else(figure) → figure",
            means: "This figure; where it is absent, the other.",
            example: Example::Figure("table(\"farms\").mean(\"used\").or_else(0)"),
        },
        Word {
            name: "change_from",
            form: "figure.change_from(figure) → figure",
            means: "This less the other: the change in what they are counted in.",
            example: Example::Figure(
                "table(\"farms\").sum(\"used\").change_from(table(\"farms\").sum(\"used\").last_year())",
            ),
        },
        Word {
            name: "growth_from",
            form: "figure.growth_from(figure) → figure",
            means: "The change as a share of the other: (this − other) ÷ other.",
            example: Example::Figure(
                "table(\"farms\").sum(\"used\").growth_from(table(\"farms\").last_year().sum(\"used\"))",
            ),
        },
        Word {
            name: "weighted",
            form: "weighted([[figure, weight], …]) → figure",
            means: "Several figures by their weights. One that is not applicable takes no part, nor does its weight.",
            example: Example::Figure(
                "weighted([[table(\"farms\").share(col(\"used\") > 0), 2], [table(\"farms\").share(col(\"closed\") == false), 1]])",
            ),
        },
        Word {
            name: "geometric_mean",
            form: "geometric_mean([figures], places) → figure",
            means: "The root of the product, to so many decimal places (half even).",
            example: Example::Figure(
                "geometric_mean([table(\"farms\").sum(\"used\"), table(\"farms\").sum(\"produced\")], 6)",
            ),
        },
        Word {
            name: "rank_among",
            form: "figure.rank_among(whom, best) → figure",
            means: "1 for the best of those it is ranked among (`\"group\"` or `\"sheet\"`), where the `\"highest\"` or the `\"lowest\"` is best; equal figures share a rank.",
            example: Example::Task(
                "table(\"farms\").sum(\"used\").rank_among(\"group\", \"highest\")",
                "at_most(3)",
                "proportional()",
            ),
        },
        Word {
            name: "mean_among",
            form: "figure.mean_among(whom) → figure",
            means: "The mean of this figure over the units of the `\"group\"` or the `\"sheet\"` that have one.",
            example: Example::Figure(
                "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"used\").mean_among(\"group\")",
            ),
        },
        Word {
            name: "inherited",
            form: "figure.inherited() → figure",
            means: "The figure of the unit's parent: a figure of the county that all its townships share. At `--level` of the parent it is the figure of the rows of the parent and of all units below it.",
            example: Example::Figure("table(\"farms\").share(col(\"used\") > 0).inherited()"),
        },
        Word {
            name: "submitted_by",
            form: "submitted_by(table, date) → figure",
            means: "Of the unit's rows in this table, the share handed in by this day. A row whose day of handing in is blank was not handed in: from that day on it counts as missed.",
            example: Example::Figure("submitted_by(\"returns\", \"2022-12-31\")"),
        },
        Word {
            name: "share_of_year",
            form: "share_of_year() → figure",
            means: "The share of the scheme's year gone by at the as-of date.",
            example: Example::Figure("table(\"farms\").share(col(\"used\") > 0) / share_of_year()"),
        },
    ],
};

pub fn register(engine: &mut Engine, run: &Run) {
    engine.register_type_with_name::<Formula>("figure");

    for (sign, operation) in conditions::OPERATIONS {
        let here = run.clone();
        let combine = move |context: &NativeCallContext, left: Formula, right: Formula| {
            here.not_by_zero(context, operation, right.node.literal());
            let (left, right) = (Box::new(left), Box::new(right));
            bounded(Node::new(here.place(context), FormulaNode::Arithmetic { operation, left, right }))
        };
        register_binary(engine, run, sign, combine);
    }
    let here = run.clone();
    engine.register_fn("-", move |context: NativeCallContext, figure: Formula| {
        bounded(Node::new(here.place(&context), FormulaNode::Negative(Box::new(figure))))
    });
    register_letters(engine, run);
    register_choices(engine, run);
    register_several(engine, run);
    register_among(engine, run);
}

/// Figure with figure, figure with value, value with figure.
pub(super) fn register_binary<T: Clone + Send + Sync + 'static>(
    engine: &mut Engine,
    run: &Run,
    sign: &str,
    with: impl Fn(&NativeCallContext, Formula, Formula) -> Outcome<T> + Clone + Send + Sync + 'static,
) {
    let both = with.clone();
    engine.register_fn(sign, move |context: NativeCallContext, left: Formula, right: Formula| {
        both(&context, left, right)
    });
    let (here, value_right) = (run.clone(), with.clone());
    engine.register_fn(sign, move |context: NativeCallContext, left: Formula, right: Dynamic| {
        let right = here.formula(&context, &right);
        value_right(&context, left, right)
    });
    let (here, value_left) = (run.clone(), with);
    engine.register_fn(sign, move |context: NativeCallContext, left: Dynamic, right: Formula| {
        let left = here.formula(&context, &left);
        value_left(&context, left, right)
    });
}

impl Run {
    /// Nothing is divided by nothing; by a figure that may come to nothing it can be.
    pub(super) fn not_by_zero(&self, context: &NativeCallContext, operation: Arithmetic, by: Option<&Literal>) {
        if let (Arithmetic::Divide, Some(Literal::Number(by))) = (operation, by)
            && by.value.is_zero()
        {
            self.wrong(context, message!("script-division-by-zero"));
        }
    }

    /// A figure, or a value that stands for one.
    pub(super) fn formula(&self, context: &NativeCallContext, value: &Dynamic) -> Formula {
        if let Some(formula) = value.read_lock::<Formula>() {
            return formula.clone();
        }
        let literal = match literal(value) {
            Some(Literal::Text(text)) => match percentage(&text) {
                Some(hundredths) => {
                    let at = self.place_of_text(context, &text);
                    let number = text.trim_end_matches('%').trim();
                    let message = message!("script-percentage-as-text", text = &text, number = number);
                    self.report(Diagnostic::error(at, message));
                    Literal::Number(Quantity::percent(&hundredths))
                }
                None => Literal::Text(text),
            },
            Some(literal) => literal,
            None => {
                self.unexpected(context, value, "a-figure");
                return self.unknown_formula(context);
            }
        };
        Node::new(self.place(context), FormulaNode::Literal(literal))
    }

    fn build(&self, context: &NativeCallContext, node: FormulaNode) -> Outcome<Formula> {
        bounded(Node::new(self.place(context), node))
    }

    /// `least_of([figures])` and `greatest_of([figures])`.
    pub(super) fn formula_of_several(
        &self,
        context: &NativeCallContext,
        word: &str,
        values: &Array,
    ) -> Outcome<Formula> {
        let formulas = values.iter().map(|value| self.formula(context, value)).collect();
        match word {
            "least_of" => self.build(context, FormulaNode::LeastOf(formulas)),
            "greatest_of" => self.build(context, FormulaNode::GreatestOf(formulas)),
            _worst_of => {
                self.wrong(context, message!("script-worst-of-figures"));
                Ok(self.unknown_formula(context))
            }
        }
    }

    fn among(&self, context: &NativeCallContext, whom: &str) -> Among {
        self.one_of(context, whom, &[("group", Among::Group), ("sheet", Among::Sheet)]).unwrap_or(Among::Group)
    }
}

/// `"85%"`, where 85.pct is meant.
fn percentage(text: &str) -> Option<Exact> {
    text.strip_suffix('%')?.trim().parse().ok()
}

fn register_letters(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("letter", move |context: NativeCallContext| {
        Node::<FormulaNode>::new(here.place(&context), FormulaNode::Letter { or: None })
    });
    let here = run.clone();
    engine.register_fn("letter_due", move |context: NativeCallContext| {
        Node::<FormulaNode>::new(here.place(&context), FormulaNode::LetterDue { or: None })
    });
    for (word, assumed) in [("or", false), ("assumed", true)] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, letter: Formula, value: Dynamic| -> Formula {
            let Some(value) = literal(&value) else {
                here.unexpected(&context, &value, "a-value");
                // Something was to stand in for the letter: nobody lacks one.
                let at = letter.at.clone();
                let otherwise = Box::new(here.unknown_formula(&context));
                return Node::new(at, FormulaNode::OrElse { value: Box::new(letter), otherwise });
            };
            match (&letter.node, value) {
                (FormulaNode::Letter { .. }, value) => {
                    let or = Some(LetterDefault { value, assumed });
                    Node::new(letter.at, FormulaNode::Letter { or })
                }
                (FormulaNode::LetterDue { .. }, Literal::Date(day)) => {
                    Node::new(letter.at, FormulaNode::LetterDue { or: Some(day) })
                }
                (_, _) => {
                    here.wrong(&context, message!("script-or-without-letter", word = word));
                    letter
                }
            }
        });
    }
}

fn register_choices(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("or_else", move |context: NativeCallContext, value: Formula, otherwise: Dynamic| {
        let otherwise = Box::new(here.formula(&context, &otherwise));
        here.build(&context, FormulaNode::OrElse { value: Box::new(value), otherwise })
    });
    let here = run.clone();
    engine.register_fn(
        "if_else",
        move |context: NativeCallContext, condition: Condition, then: Dynamic, otherwise: Dynamic| {
            let condition = Box::new(condition);
            let then = Box::new(here.formula(&context, &then));
            let otherwise = Box::new(here.formula(&context, &otherwise));
            here.build(&context, FormulaNode::IfElse { condition, then, otherwise })
        },
    );
    let here = run.clone();
    engine.register_fn("round", move |context: NativeCallContext, value: Formula, places: i64| {
        let rounding = rounding(&here, &context, places, "half_up");
        here.build(&context, FormulaNode::Round { value: Box::new(value), rounding })
    });
    let here = run.clone();
    engine.register_fn("round", move |context: NativeCallContext, value: Formula, places: i64, mode: &str| {
        let rounding = rounding(&here, &context, places, mode);
        here.build(&context, FormulaNode::Round { value: Box::new(value), rounding })
    });
    let here = run.clone();
    engine.register_fn("to", move |context: NativeCallContext, value: Formula, unit: &str| {
        let to = here.unit(&context, unit);
        here.build(&context, FormulaNode::Convert { value: Box::new(value), to, factor: None })
    });
    let here = run.clone();
    engine.register_fn("last_year", move |context: NativeCallContext, value: Formula| {
        let mut asked = Vec::new();
        value.ask(&mut |question| asked.push(question));
        here.this_year_only(&context, asked.iter().map(Asked::rows));
        value.last_year()
    });
    let here = run.clone();
    engine.register_fn("change_from", move |context: NativeCallContext, value: Formula, other: Dynamic| {
        let other = here.formula(&context, &other);
        here.difference(&context, value, other)
    });
    let here = run.clone();
    engine.register_fn(
        "growth_from",
        move |context: NativeCallContext, value: Formula, other: Dynamic| -> Outcome<Formula> {
            let other = here.formula(&context, &other);
            let change = Box::new(here.difference(&context, value, other.clone())?);
            let operation = crate::plan::Arithmetic::Divide;
            here.build(&context, FormulaNode::Arithmetic { operation, left: change, right: Box::new(other) })
        },
    );
    let here = run.clone();
    engine
        .register_fn("share_of_year", move |context: NativeCallContext| here.build(&context, FormulaNode::ShareOfYear));
    let here = run.clone();
    engine.register_fn("submitted_by", move |context: NativeCallContext, table: &str, day: Dynamic| -> Formula {
        let by = read_day(&here, &context, &day).unwrap_or_else(|| here.some_day());
        // Which column says when a row was handed in is the table's to say: filled in when the scheme is put together.
        let node = FormulaNode::SubmittedBy { table: table.to_owned(), submitted: String::new(), by };
        Node::new(here.place_of_text(&context, table), node)
    });
}

impl Run {
    fn difference(&self, context: &NativeCallContext, left: Formula, right: Formula) -> Outcome<Formula> {
        let operation = crate::plan::Arithmetic::Subtract;
        let (left, right) = (Box::new(left), Box::new(right));
        self.build(context, FormulaNode::Arithmetic { operation, left, right })
    }
}

fn register_several(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("weighted", move |context: NativeCallContext, parts: Array| -> Outcome<Formula> {
        let mut read = Vec::new();
        for part in &parts {
            let pair = part.clone().into_typed_array::<Dynamic>().unwrap_or_default();
            let [value, weight] = pair.as_slice() else {
                here.unexpected(&context, part, "a-weighted-figure");
                continue;
            };
            let value = here.formula(&context, value);
            let mut weight = here.number(&context, weight).unwrap_or(Exact::ONE);
            if !weight.is_positive() {
                here.wrong(&context, message!("script-weight-not-positive", weight = weight));
                weight = Exact::ONE;
            }
            read.push(WeightedPart { value, weight });
        }
        here.build(&context, FormulaNode::Weighted(read))
    });
    let here = run.clone();
    engine.register_fn(
        "geometric_mean",
        move |context: NativeCallContext, values: Array, places: i64| -> Outcome<Formula> {
            let values = values.iter().map(|value| here.formula(&context, value)).collect();
            let places = rounding(&here, &context, places, "half_even").places;
            here.build(&context, FormulaNode::GeometricMean { values, places })
        },
    );
}

fn register_among(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn(
        "rank_among",
        move |context: NativeCallContext, value: Formula, whom: &str, best: &str| -> Outcome<Formula> {
            let among = here.among(&context, whom);
            let known = [("highest", Best::Highest), ("lowest", Best::Lowest)];
            let best = here.one_of(&context, best, &known).unwrap_or(Best::Highest);
            here.build(&context, FormulaNode::RankAmong { value: Box::new(value), among, best })
        },
    );
    let here = run.clone();
    engine.register_fn(
        "mean_among",
        move |context: NativeCallContext, value: Formula, whom: &str| -> Outcome<Formula> {
            let among = here.among(&context, whom);
            here.build(&context, FormulaNode::MeanAmong { value: Box::new(value), among })
        },
    );
    let here = run.clone();
    engine.register_fn("inherited", move |context: NativeCallContext, value: Formula| {
        here.build(&context, FormulaNode::Inherited(Box::new(value)))
    });
    // A condition over figures of the unit above is made of its figures.
    let here = run.clone();
    engine.register_fn("inherited", move |context: NativeCallContext, condition: Condition| {
        here.wrong(&context, message!("script-inherited-of-condition"));
        condition
    });
    let here = run.clone();
    engine.register_fn("inherited", move |context: NativeCallContext, column: Column| {
        here.wrong(&context, message!("script-inherited-of-column"));
        column
    });
}
