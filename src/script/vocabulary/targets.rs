//! Targets: what a figure is held against.

use rhai::{Dynamic, Engine, NativeCallContext};

use super::{Example, Subject, Word};
use crate::plan::{Formula, Node, Target, TargetNode, Towards};
use crate::script::run::Run;

pub const SUBJECT: Subject = Subject {
    title: "Targets",
    about: "What the figure is held against. A figure that stands exactly on the edge meets it.",
    words: &[
        Word {
            name: "at_least",
            form: "at_least(figure) → target",
            means: "Not under this.",
            example: Example::Target("at_least(90.pct)"),
        },
        Word {
            name: "at_most",
            form: "at_most(figure) → target",
            means: "Not over this.",
            example: Example::Target("at_most(10.pct)"),
        },
        Word {
            name: "equals",
            form: "equals(figure) → target",
            means: "Exactly this.",
            example: Example::Target("equals(100.pct)"),
        },
        Word { name: "zero", form: "zero() → target", means: "None at all.", example: Example::Target("zero()") },
        Word {
            name: "all_by",
            form: "all_by(date) → target",
            means: "Every task done by its own due date, or by this day where it has none.",
            example: Example::Task(
                "table(\"boilers\").done_by(\"done_on\")",
                "all_by(date(\"2022-10-31\"))",
                "full_or_none()",
            ),
        },
        Word {
            name: "not_above_last_year",
            form: "not_above_last_year() → target",
            means: "Not more than the same figure of last year.",
            example: Example::Target("not_above_last_year()"),
        },
        Word {
            name: "not_below_last_year",
            form: "not_below_last_year() → target",
            means: "Not less than the same figure of last year.",
            example: Example::Target("not_below_last_year()"),
        },
        Word {
            name: "improve_on_last_year",
            form: "improve_on_last_year(by, towards) → target",
            means: "Better than last year by at least this much, towards `\"lower\"` or `\"higher\"`.",
            example: Example::Target("improve_on_last_year(2.pct, \"higher\")"),
        },
        Word {
            name: "class_at_least",
            form: "class_at_least(class) → target",
            means: "This class or a better one.",
            example: Example::Task(
                "table(\"farms\").worst(\"quality\")",
                "class_at_least(letter().or(class(\"Ⅲ\")))",
                "deduct(2).per(1)",
            ),
        },
        Word {
            name: "open",
            form: "open() → target",
            means: "Nothing is demanded: for bonuses, deductions by case, and figures for the report only.",
            example: Example::Task("table(\"fires\").count()", "open()", "per_case(1).cap(5)"),
        },
    ],
};

pub fn register(engine: &mut Engine, run: &Run) {
    engine.register_type_with_name::<Target>("target");

    type OneFigure = (&'static str, fn(Formula) -> TargetNode);
    let one_figure: [OneFigure; 5] = [
        ("at_least", TargetNode::AtLeast),
        ("at_most", TargetNode::AtMost),
        ("equals", TargetNode::Equals),
        ("all_by", TargetNode::AllBy),
        ("class_at_least", TargetNode::ClassAtLeast),
    ];
    for (word, build) in one_figure {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, value: Dynamic| -> Target {
            let value = here.formula(&context, &value);
            Node::new(here.place(&context), build(value))
        });
    }
    for (word, target) in [
        ("zero", TargetNode::Zero),
        ("not_above_last_year", TargetNode::NotAboveLastYear),
        ("not_below_last_year", TargetNode::NotBelowLastYear),
        ("open", TargetNode::Open),
    ] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext| Node::new(here.place(&context), target.clone()));
    }
    let here = run.clone();
    engine.register_fn("between", move |context: NativeCallContext, low: Dynamic, high: Dynamic| -> Target {
        let (low, high) = (here.formula(&context, &low), here.formula(&context, &high));
        Node::new(here.place(&context), TargetNode::Between { low, high })
    });
    let here = run.clone();
    engine.register_fn(
        "improve_on_last_year",
        move |context: NativeCallContext, by: Dynamic, towards: &str| -> Target {
            let by = here.formula(&context, &by);
            let towards = here.one_of(&context, towards, &[("lower", Towards::Lower), ("higher", Towards::Higher)]);
            match towards {
                Some(towards) => Node::new(here.place(&context), TargetNode::ImproveOnLastYear { by, towards }),
                None => here.unknown_target(&context),
            }
        },
    );
}
