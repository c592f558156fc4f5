//! Where Rhai takes whatever it is given for a plain value, and would go on in silence with a wrong one: a column or a figure has no value
//! before it is scored, so that nothing can be chosen by it, found in a list, or written into a text while the rule is read.
//!
//! What chooses by a value without calling any function, and so could not be stopped here, is no part of the language ([`FORBIDDEN`]).

use std::ops::{Range, RangeInclusive};

use rhai::{Array, Dynamic, Engine, FnPtr, ImmutableString, Map, NativeCallContext};

use super::stand_ins::StandIn;
use super::values::{Outcome, literal, quantity, type_word};
use crate::message;
use crate::plan::{Aggregate, Column, Condition, Formula, Measure, ResultCondition, ResultValue, Rows};
use crate::script::run::{Run, stop_at};
use crate::words::Message;

/// Words and signs of Rhai that a rule can't use.
const FORBIDDEN: [&str; 5] = ["switch", "??", "?.", "?[", "try"];

/// Words between conditions as people write them elsewhere, and the word of a rule that they mean; longer ones before their parts.
const FOREIGN: [(&str, &str); 14] = [
    ("AND", "and"),
    ("And", "and"),
    ("OR", "or"),
    ("Or", "or"),
    ("NOT", "not"),
    ("Not", "not"),
    ("并且", "and"),
    ("而且", "and"),
    ("且", "and"),
    ("或者", "or"),
    ("或", "or"),
    ("不是", "not"),
    ("非", "not"),
    ("不", "not"),
];

/// Before a condition in brackets.
pub const NOT: &str = "not";

/// What other languages call a value that is not there.
const NOTHING: [&str; 8] = ["null", "nil", "none", "None", "NULL", "Null", "undefined", "NaN"];

/// Words for percentages, in small letters.
const PERCENT: [&str; 2] = ["pct", "percent"];

/// The word itself, if it is one of these.
pub fn foreign_word(word: &str) -> Option<&'static str> {
    FOREIGN.into_iter().map(|(foreign, _)| foreign).find(|foreign| *foreign == word)
}

/// What such a word means.
pub fn meant_by(word: &str) -> Option<&'static str> {
    // The small word itself, without its brackets.
    let foreign = FOREIGN.into_iter().chain([(NOT, NOT)]);
    foreign.into_iter().find(|(foreign, _)| *foreign == word).map(|(_, meant)| meant)
}

/// Whether it is what other languages call a value that is not there.
pub fn is_nothing(word: &str) -> bool {
    NOTHING.contains(&word)
}

/// The Chinese one that a word of the vocabulary or a number is written to without a space: 且col.
pub fn chinese_word_before(name: &str) -> Option<&'static str> {
    let chinese = FOREIGN.into_iter().map(|(foreign, _)| foreign).filter(|foreign| !foreign.is_ascii());
    chinese.into_iter().find(|foreign| {
        let behind = name.strip_prefix(foreign).filter(|behind| !behind.is_empty());
        behind.is_some_and(|behind| behind.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_'))
    })
}

/// What to write instead of a word or sign of Rhai that a rule can't use; `None` for any other.
pub fn instead_of(word: &str) -> Option<Message> {
    match word {
        "switch" => Some(message!("script-no-switch")),
        "??" | "?." | "?[" => Some(message!("script-no-default-sign", sign = word)),
        "try" => Some(message!("script-no-try")),
        "<>" => Some(message!("script-unequal-sign")),
        "#" => Some(message!("script-comment-sign")),
        NOT => Some(message!("script-not-without-brackets")),
        word if is_nothing(word) => Some(message!("script-no-null", word = word)),
        // `percent` and `pct` themselves are words.
        word if !PERCENT.contains(&word) && PERCENT.contains(&word.to_lowercase().as_str()) => {
            Some(message!("script-write-pct", word = word))
        }
        word if foreign_word(word).is_some() => {
            let meant = match meant_by(word)? {
                "not" => "not(…)",
                meant => meant,
            };
            Some(match word.is_ascii() {
                true => message!("script-small-word", word = word, meant = meant),
                false => message!("script-chinese-word", word = word, meant = meant),
            })
        }
        "type_of" | "is_shared" => Some(message!("script-no-type-of", word = word)),
        _other => None,
    }
}

pub fn register(engine: &mut Engine, run: &Run) {
    for word in FORBIDDEN {
        engine.disable_symbol(word);
    }
    macro_rules! known_later {
        ($($kind:ty),*) => {$(
            has_no_text::<$kind>(engine, run);
            is_in_nothing::<$kind>(engine, run);
        )*};
    }
    known_later!(Column, Formula, Condition, Aggregate, Rows, Measure, ResultCondition, ResultValue);
    // Rhai holds values of unlike types for unequal, and neither for the smaller.
    macro_rules! not_compared {
        ($($kind:ty),*) => {$(is_not_compared::<$kind>(engine, run);)*};
    }
    not_compared!(Condition, Aggregate, Rows, Measure, ResultCondition);
    register_lists(engine, run);
    register_choices_from_lists(engine, run);
    register_truths(engine);
}

/// Between plain truths, as `if` has them, the words of conditions mean the same.
fn register_truths(engine: &mut Engine) {
    engine.register_fn("and", |left: bool, right: bool| left && right);
    engine.register_fn("or", |left: bool, right: bool| left || right);
    engine.register_fn("not", |truth: bool| !truth);
}

/// Whether the value, or one within it, is known only when it is scored.
fn is_known_later(value: &Dynamic) -> bool {
    if let Some(values) = value.read_lock::<Array>() {
        return values.iter().any(is_known_later);
    }
    if let Some(values) = value.read_lock::<Map>() {
        return values.values().any(is_known_later);
    }
    value.is::<Column>()
        || value.is::<Formula>()
        || value.is::<Condition>()
        || value.is::<Aggregate>()
        || value.is::<Rows>()
        || value.is::<Measure>()
        || value.is::<ResultCondition>()
        || value.is::<ResultValue>()
}

/// Told, and a stand-in for what would have come of it; of what is told already, nothing more is said.
fn told(run: &Run, context: &NativeCallContext, values: &[&Dynamic], message: Message) -> Dynamic {
    if !values.iter().any(|value| value.is::<StandIn>()) {
        run.wrong(context, message);
    }
    Dynamic::from(StandIn)
}

fn has_no_text<T: Clone + Send + Sync + 'static>(engine: &mut Engine, run: &Run) {
    for word in ["to_string", "to_debug"] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, value: T| {
            let found = type_word(Dynamic::from(value).type_name());
            here.wrong(&context, message!("script-no-text-yet", found = found));
            ImmutableString::new()
        });
    }
}

/// `column in …`, with anything but a list behind it.
fn is_in_nothing<T: Clone + Send + Sync + 'static>(engine: &mut Engine, run: &Run) {
    macro_rules! within {
        ($($container:ty),*) => {$({
            let here = run.clone();
            engine.register_fn("contains", move |context: NativeCallContext, _within: $container, value: T| {
                let value = Dynamic::from(value);
                let message = message!("script-in-on-later", found = type_word(value.type_name()));
                told(&here, &context, &[&value], message)
            });
        })*};
    }
    within!(Map, ImmutableString, Range<i64>, RangeInclusive<i64>);
}

fn is_not_compared<T: Clone + Send + Sync + 'static>(engine: &mut Engine, run: &Run) {
    fn compared(run: &Run, context: &NativeCallContext, left: Dynamic, right: Dynamic) -> Dynamic {
        let message = if left.is_bool() || right.is_bool() {
            message!("script-condition-beside-truth")
        } else {
            let given = vec![type_word(left.type_name()), type_word(right.type_name())];
            message!("script-wrong-operands", sign = context.fn_name(), given = given)
        };
        told(run, context, &[&left, &right], message)
    }
    for sign in ["==", "!=", "<", "<=", ">", ">="] {
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: T, right: Dynamic| {
            compared(&here, &context, Dynamic::from(left), right)
        });
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: Dynamic, right: T| {
            compared(&here, &context, left, Dynamic::from(right))
        });
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: T, right: T| {
            compared(&here, &context, Dynamic::from(left), Dynamic::from(right))
        });
    }
}

/// Whether two plain values are equal, as `==` has it.
fn same(left: &Dynamic, right: &Dynamic) -> bool {
    if let (Some(left), Some(right)) = (quantity(left), quantity(right)) {
        return left.value == right.value;
    }
    if let (Some(left), Some(right)) = (left.read_lock::<Array>(), right.read_lock::<Array>()) {
        return left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| same(left, right));
    }
    if let (Some(left), Some(right)) = (left.read_lock::<Map>(), right.read_lock::<Map>()) {
        let both = left.iter().zip(right.iter());
        return left.len() == right.len()
            && both.into_iter().all(|(left, right)| left.0 == right.0 && same(left.1, right.1));
    }
    match (literal(left), literal(right)) {
        (Some(left), Some(right)) => left == right,
        (None, None) => left.is_unit() && right.is_unit(),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn register_lists(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("contains", move |context: NativeCallContext, list: Array, value: Dynamic| {
        let list = Dynamic::from(list);
        if is_known_later(&value) || is_known_later(&list) {
            let found = if is_known_later(&value) { &value } else { &list };
            let message = message!("script-in-on-later", found = type_word(found.type_name()));
            return told(&here, &context, &[&value], message);
        }
        let found = list.read_lock::<Array>().is_some_and(|list| list.iter().any(|entry| same(entry, &value)));
        Dynamic::from(found)
    });
    let here = run.clone();
    engine.register_fn(
        "index_of",
        move |context: NativeCallContext, list: Array, value: Dynamic| -> Outcome<Dynamic> {
            if let Some(holds) = value.read_lock::<FnPtr>() {
                let truths = here.truths(&context, &list, &holds)?;
                return Ok(index(truths.iter().position(|holds| *holds)));
            }
            if is_known_later(&value) || list.iter().any(is_known_later) {
                let message = message!("script-in-on-later", found = type_word(value.type_name()));
                return Ok(told(&here, &context, &[&value], message));
            }
            Ok(index(list.iter().position(|entry| same(entry, &value))))
        },
    );
    for (sign, differ) in [("==", false), ("!=", true)] {
        macro_rules! whole {
            ($($kind:ty),*) => {$({
                let here = run.clone();
                engine.register_fn(sign, move |context: NativeCallContext, left: $kind, right: $kind| {
                    let (left, right) = (Dynamic::from(left), Dynamic::from(right));
                    if is_known_later(&left) || is_known_later(&right) {
                        let message = message!("script-no-comparison-yet", found = type_word(left.type_name()));
                        return told(&here, &context, &[&left, &right], message);
                    }
                    Dynamic::from(same(&left, &right) != differ)
                });
            })*};
        }
        whole!(Array, Map);
    }
}

/// As Rhai counts: from 0, and -1 for none.
fn index(position: Option<usize>) -> Dynamic {
    Dynamic::from(position.and_then(|position| i64::try_from(position).ok()).unwrap_or(-1))
}

/// Words of Rhai that choose from a list by a closure, for which all but `true` counts as `false`.
fn register_choices_from_lists(engine: &mut Engine, run: &Run) {
    type Choose = fn(Array, &[bool]) -> Dynamic;
    let words: [(&str, Choose); 4] = [
        ("filter", |list, truths| Dynamic::from(chosen(list, truths, true))),
        ("some", |_list, truths| Dynamic::from(truths.contains(&true))),
        ("all", |_list, truths| Dynamic::from(!truths.contains(&false))),
        ("find", |list, truths| chosen(list, truths, true).into_iter().next().unwrap_or(Dynamic::UNIT)),
    ];
    for (word, choose) in words {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, list: Array, holds: FnPtr| -> Outcome<Dynamic> {
            let truths = here.truths(&context, &list, &holds)?;
            Ok(choose(list, &truths))
        });
    }
    // These change the list, and give what they took out of it.
    for (word, stay) in [("retain", true), ("drain", false)] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, list: &mut Array, holds: FnPtr| -> Outcome<Array> {
            let truths = here.truths(&context, list, &holds)?;
            let all = std::mem::take(list);
            *list = chosen(all.clone(), &truths, stay);
            Ok(chosen(all, &truths, !stay))
        });
    }
}

fn chosen(list: Array, truths: &[bool], wanted: bool) -> Array {
    list.into_iter().zip(truths).filter(|(_, truth)| **truth == wanted).map(|(entry, _)| entry).collect()
}

impl Run {
    /// For which entries of the list the closure holds.
    fn truths(&self, context: &NativeCallContext, list: &Array, holds: &FnPtr) -> Outcome<Vec<bool>> {
        let mut truths = Vec::new();
        for entry in list {
            let truth = holds.call_raw(context, None, [entry.clone()])?;
            match truth.as_bool() {
                Ok(truth) => truths.push(truth),
                Err(found) => {
                    let message = message!("script-condition-where-truth", found = type_word(found));
                    return Err(stop_at(self.place(context), message));
                }
            }
        }
        Ok(truths)
    }
}
