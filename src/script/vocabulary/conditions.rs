//! Conditions over the figures of a unit.

use rhai::{Array, Dynamic, Engine, ImmutableString, NativeCallContext};

use super::{Example, Subject, Word};
use crate::plan::{Arithmetic, Comparison, Condition, ConditionNode, Formula, Node, UnitId};
use crate::script::names::Misuse;
use crate::script::run::{Run, bounded};

pub const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<", Comparison::Less),
    ("<=", Comparison::LessOrEqual),
    (">", Comparison::Greater),
    (">=", Comparison::GreaterOrEqual),
];

pub const OPERATIONS: [(&str, Arithmetic); 4] =
    [("+", Arithmetic::Add), ("-", Arithmetic::Subtract), ("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)];

pub const SUBJECT: Subject = Subject {
    title: "Conditions on figures",
    about: "Figures are compared with `==`, `!=`, `<`, `<=`, `>`, `>=`, and conditions joined with `and`, `or` and `not(…)`. \
            A condition that can't be judged, because a figure is absent, does not hold.",
    words: &[
        Word {
            name: "is_absent",
            form: "figure.is_absent() → condition",
            means: "There is no such figure, for whatever reason.",
            example: Example::Condition("table(\"farms\").sum(\"used\").is_absent()"),
        },
        Word {
            name: "unit_is",
            form: "unit_is([ids]) → condition",
            means: "The unit is one of these, by id.",
            example: Example::Condition("unit_is([\"sihe\"])"),
        },
        Word {
            name: "kind_is",
            form: "kind_is([kinds]) → condition",
            means: "The unit is of one of these kinds.",
            example: Example::Condition("kind_is([\"街道\"])"),
        },
        Word {
            name: "group_is",
            form: "group_is([groups]) → condition",
            means: "The unit belongs to one of these groups.",
            example: Example::Condition("group_is([\"乡镇\"])"),
        },
    ],
};

pub fn register(engine: &mut Engine, run: &Run) {
    engine.register_type_with_name::<Condition>("condition");

    for (sign, comparison) in COMPARISONS {
        let here = run.clone();
        let compare = move |context: &NativeCallContext, left: Formula, right: Formula| {
            bounded(Node::new(here.place(context), ConditionNode::Compare { comparison, left, right }))
        };
        super::figures::register_binary(engine, run, sign, compare);
    }
    type Join = fn(Box<Condition>, Box<Condition>) -> ConditionNode;
    for (sign, join) in [
        ("&", ConditionNode::And as Join),
        ("and", ConditionNode::And),
        ("|", ConditionNode::Or),
        ("or", ConditionNode::Or),
    ] {
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: Condition, right: Condition| {
            bounded(Node::new(here.place(&context), join(Box::new(left), Box::new(right))))
        });
    }
    let here = run.clone();
    engine.register_fn("not", move |context: NativeCallContext, condition: Condition| {
        bounded(Node::new(here.place(&context), ConditionNode::Not(Box::new(condition))))
    });
    let here = run.clone();
    engine.register_fn("!", move |context: NativeCallContext, condition: Condition| {
        here.wrong(&context, Misuse::Not.said());
        bounded(Node::new(here.place(&context), ConditionNode::Not(Box::new(condition))))
    });
    let here = run.clone();
    engine.register_fn("is_absent", move |context: NativeCallContext, figure: Formula| {
        bounded(Node::new(here.place(&context), ConditionNode::IsAbsent(figure)))
    });

    let here = run.clone();
    engine.register_fn("unit_is", move |context: NativeCallContext, units: Array| {
        let units = here.texts(&context, &units).into_iter().map(UnitId).collect();
        Node::<ConditionNode>::new(here.place(&context), ConditionNode::UnitIs { units })
    });
    let here = run.clone();
    engine.register_fn("kind_is", move |context: NativeCallContext, kinds: Array| {
        let kinds = here.texts(&context, &kinds);
        Node::<ConditionNode>::new(here.place(&context), ConditionNode::KindIs { kinds })
    });
    let here = run.clone();
    engine.register_fn("group_is", move |context: NativeCallContext, groups: Array| {
        let groups = here.texts(&context, &groups);
        Node::<ConditionNode>::new(here.place(&context), ConditionNode::GroupIs { groups })
    });
}

impl Run {
    /// A list of texts.
    pub(super) fn texts(&self, context: &NativeCallContext, values: &Array) -> Vec<String> {
        let text = |value: &Dynamic| {
            let text = value.read_lock::<ImmutableString>().map(|text| text.to_string());
            if text.is_none() {
                self.unexpected(context, value, "a-text");
            }
            text
        };
        values.iter().filter_map(text).collect()
    }

    /// A condition over figures, given to a word.
    pub(super) fn condition(&self, context: &NativeCallContext, value: &Dynamic) -> Condition {
        if let Some(condition) = value.read_lock::<Condition>() {
            return condition.clone();
        }
        self.unexpected(context, value, "a-condition-on-figures");
        self.some_condition(context)
    }
}
