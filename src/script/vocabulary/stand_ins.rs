//! What a script goes on with where a word was given something wrong: the slip is told, and the rest of the file is read all the same.
//!
//! A stand-in must not make a second slip of the first one: where a value could be taken amiss further on, what stands in is of no known
//! kind and goes with everything ([`crate::plan::typing`]), or no rule comes of the script.

use std::any::TypeId;

use jiff::civil::Date;
use rhai::{
    Array, Dynamic, Engine, FnPtr, FuncRegistration, ImmutableString, Map, Module, NativeCallContext, RhaiFunc, Shared,
};
use rust_decimal::Decimal;

use super::values::{DateWord, PeriodWord, quantity, type_word};
use super::{ClassWord, RuleDraft};
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Aggregate, AggregateNode, Column, ColumnNode, Condition, ConditionNode, Formula, FormulaNode, Given, Measure, Node,
    Quantity, ResultCondition, ResultValue, Rows, Target, TargetNode,
};
use crate::script::failed;
use crate::script::run::Run;
use crate::words::Message;

/// What stands in for a parameter that the scheme does not give, or for a part that could not be read: every word that takes a value of
/// any type takes it in silence.
#[derive(Debug, Clone, Copy)]
pub struct StandIn;

/// What Rhai calls it in its own errors.
pub const STAND_IN: &str = "StandIn";

/// The most values that a word takes, and what of them is told if it takes them not.
const MOST_ARGUMENTS: usize = 6;

/// Before all words: what they take they are registered for themselves, and so found first.
pub fn register(engine: &mut Engine, run: &Run) {
    engine.register_type_with_name::<StandIn>(STAND_IN);
    engine.register_get("pct", |value: &mut StandIn| *value);
    let (any, stand_in) = (TypeId::of::<Dynamic>(), TypeId::of::<StandIn>());
    for sign in ["+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "&", "|"] {
        for types in [[stand_in, any], [any, stand_in]] {
            engine.register_raw_fn(sign, types, |_context, _values| Ok(StandIn));
        }
    }
    for sign in ["-", "!"] {
        engine.register_raw_fn(sign, [stand_in], |_context, _values| Ok(StandIn));
    }
    let words: std::collections::BTreeSet<&str> = super::names().collect();
    for (word, arguments) in words.into_iter().flat_map(|word| (0..=MOST_ARGUMENTS).map(move |count| (word, count))) {
        let here = run.clone();
        engine.register_raw_fn(word, vec![any; arguments], move |context, values| {
            if !values.iter().any(|value| value.is::<StandIn>()) {
                let given = values.iter().map(|value| type_word(value.type_name())).collect();
                here.report(failed::wrong_arguments(here.place(&context), context.fn_name(), given));
            }
            Ok(without(values))
        });
    }
}

/// Lets a script go on that calls a word which nobody knows; that it does is told already.
pub fn stand_in_for_word(engine: &mut Engine, name: &str, arguments: usize) {
    engine.register_raw_fn(name, vec![TypeId::of::<Dynamic>(); arguments], |_context, values| Ok(without(values)));
}

/// Lets a script go on, and tells, where a name stands behind a dot that the value before it does not have.
pub fn stand_in_for_property(engine: &mut Engine, run: &Run, name: &str) {
    let (here, property) = (run.clone(), name.to_owned());
    engine.register_raw_fn(format!("get${name}"), [TypeId::of::<Dynamic>()], move |context, values| {
        if !values.iter().any(|value| value.is::<StandIn>()) {
            here.report(failed::unknown_word(here.place(&context), &property));
        }
        Ok(StandIn)
    });
}

/// Lets a script go on, and tells, where a sign stands between values of these types, which have no such sign.
pub fn stand_in_for_sign(engine: &mut Engine, run: &Run, sign: &str, types: &[TypeId]) {
    let here = run.clone();
    engine.register_raw_fn(sign, types, move |context, values| {
        if !values.iter().any(|value| value.is::<StandIn>()) {
            let given = values.iter().map(|value| type_word(value.type_name())).collect();
            here.report(failed::wrong_operands(here.place(&context), context.fn_name(), given));
        }
        Ok(StandIn)
    });
}

/// Lets a script go on that takes a function out of a module that lacks it. `missing_in` is what the script calls the module; `None` where
/// nothing can be said of it, because the module itself could not be read.
pub fn stand_in_in_module(module: &mut Module, run: &Run, name: &str, arguments: usize, missing_in: Option<String>) {
    let here = run.clone();
    let called = move |context: Option<NativeCallContext>, values: &mut [&mut Dynamic]| {
        if let (Some(context), Some(alias)) = (context, &missing_in) {
            let word = context.fn_name();
            let known = here.state().module_words.values().flatten().map(|(word, _)| word.clone()).collect::<Vec<_>>();
            let message = message!("script-unknown-in-module", module = alias, word = word);
            let told = Diagnostic::error(here.place(&context), message);
            here.report(told.nearest(word, known.iter().map(String::as_str)));
        }
        Ok(without(values))
    };
    let func = RhaiFunc::Method { func: Shared::new(called), has_context: true, is_pure: true, is_volatile: true };
    let types = vec![TypeId::of::<Dynamic>(); arguments];
    FuncRegistration::new(name).in_internal_namespace().set_into_module_raw(module, types, func);
}

/// The type that Rhai calls by this name in its errors, if a value of a script can be of it.
pub fn type_id(name: &str) -> Option<TypeId> {
    Some(match name {
        "i64" => TypeId::of::<i64>(),
        "decimal" => TypeId::of::<Decimal>(),
        "bool" => TypeId::of::<bool>(),
        "char" | "character" => TypeId::of::<char>(),
        "string" | "&str | ImmutableString | String" => TypeId::of::<ImmutableString>(),
        "array" => TypeId::of::<Array>(),
        "map" => TypeId::of::<Map>(),
        "()" => TypeId::of::<()>(),
        "Fn" => TypeId::of::<FnPtr>(),
        "quantity" => TypeId::of::<Quantity>(),
        "date" => TypeId::of::<DateWord>(),
        "class" => TypeId::of::<ClassWord>(),
        "period" => TypeId::of::<PeriodWord>(),
        "rows" => TypeId::of::<Rows>(),
        "column" => TypeId::of::<Column>(),
        "aggregate" => TypeId::of::<Aggregate>(),
        "figure" => TypeId::of::<Formula>(),
        "condition" => TypeId::of::<Condition>(),
        "task" => TypeId::of::<Measure>(),
        "target" => TypeId::of::<Target>(),
        "rule" => TypeId::of::<RuleDraft>(),
        "result_condition" => TypeId::of::<ResultCondition>(),
        "result_value" => TypeId::of::<ResultValue>(),
        _no_other => return None,
    })
}

/// What comes of a word that could do nothing with its values: a rule stays the same rule, so that its other words are read.
fn without(values: &[&mut Dynamic]) -> Dynamic {
    let rule = values.first().and_then(|value| value.read_lock::<RuleDraft>().map(|draft| draft.clone().misread()));
    rule.map_or(Dynamic::from(StandIn), Dynamic::from)
}

impl Run {
    pub(super) fn wrong(&self, context: &NativeCallContext, message: Message) {
        self.report(Diagnostic::error(self.place(context), message));
    }

    /// «Here stands … where … is wanted»: `wanted` is the end of a catalogue key `script-wanted-…`.
    pub(super) fn unexpected(&self, context: &NativeCallContext, found: &Dynamic, wanted: &str) {
        if found.is::<StandIn>() {
            return;
        }
        if let Ok(letter) = found.as_char() {
            // 'x' is one character, where "x" is meant.
            return self.wrong(context, message!("script-single-quotes", text = letter.to_string()));
        }
        let wanted = Message::new(&format!("script-wanted-{wanted}"));
        let found = type_word(found.type_name());
        self.wrong(
            context,
            message!("script-unexpected-value", word = context.fn_name(), found = found, wanted = wanted),
        );
    }

    /// A text that must be one of a few: what that one means; `None` for any other, which is told.
    pub(super) fn one_of<T: Clone>(&self, context: &NativeCallContext, text: &str, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| value.clone());
        if found.is_none() {
            let words = || known.iter().map(|(word, _)| *word);
            let options: Vec<String> = words().map(str::to_owned).collect();
            let message = message!("script-wrong-option", word = context.fn_name(), found = text, options = options);
            self.report(Diagnostic::error(self.place_of_text(context, text), message).nearest(text, words()));
        }
        found
    }

    /// A bare number; `None` if it is none, which is told.
    pub(super) fn number(&self, context: &NativeCallContext, value: &Dynamic) -> Option<Exact> {
        self.quantity(context, value).map(|quantity| quantity.value)
    }

    /// A number with or without a unit; `None` if it is none, which is told.
    pub(super) fn quantity(&self, context: &NativeCallContext, value: &Dynamic) -> Option<Quantity> {
        let quantity = quantity(value);
        if quantity.is_none() {
            self.unexpected(context, value, "a-number");
        }
        quantity
    }

    /// A number above zero; `None` if it is none, which is told.
    pub(super) fn positive(&self, context: &NativeCallContext, value: &Dynamic) -> Option<Exact> {
        let number = self.number(context, value)?;
        if !number.is_positive() {
            self.wrong(context, message!("script-not-positive", number = number));
            return None;
        }
        Some(number)
    }

    /// A share from nothing to the whole; `None` if it is none, which is told.
    pub(super) fn share(&self, context: &NativeCallContext, value: &Dynamic) -> Option<Exact> {
        let share = self.number(context, value)?;
        if share.is_negative() || share > Exact::ONE {
            self.wrong(context, message!("script-share-out-of-range", share = share));
            return None;
        }
        Some(share)
    }

    /// The first day of the scheme's year.
    pub(super) fn some_day(&self) -> Date {
        Date::new(self.state().year, 1, 1).unwrap_or(Date::ZERO)
    }

    pub(super) fn unknown_formula(&self, context: &NativeCallContext) -> Formula {
        Node::new(self.place(context), FormulaNode::Given(Given::Measure))
    }

    /// Any target that stood in could be held against the curve; this one is known for a stand-in.
    pub(super) fn unknown_target(&self, context: &NativeCallContext) -> Target {
        Node::new(self.place(context), TargetNode::Equals(self.unknown_formula(context)))
    }

    pub(super) fn unknown_column(&self, context: &NativeCallContext) -> Column {
        Node::new(self.place(context), ColumnNode::LeastOf(Vec::new()))
    }

    pub(super) fn unknown_aggregate(&self, context: &NativeCallContext) -> Aggregate {
        Node::new(self.place(context), AggregateNode::Least(self.unknown_column(context)))
    }

    pub(super) fn some_condition(&self, context: &NativeCallContext) -> Condition {
        Node::new(self.place(context), ConditionNode::IsAbsent(self.unknown_formula(context)))
    }

    pub(super) fn some_condition_on_rows(&self, context: &NativeCallContext) -> Column {
        Node::new(self.place(context), ColumnNode::IsMissing(Box::new(self.unknown_column(context))))
    }
}
