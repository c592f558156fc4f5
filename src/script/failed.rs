//! A script that failed while it ran, as a diagnostic that says what to write instead.

use rhai::{AST, EvalAltResult, Position};

use super::engine::LIMITS;
use super::names::{call_on_what_it_captures, misused_at};
use super::run::place;
use super::vocabulary::{self, type_word};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::Place;
use crate::words::Message;

/// What ended the script, and of what ended it within a module, where the script called it.
pub fn told(file: &str, ast: &AST, error: &EvalAltResult) -> Diagnostic {
    let found = told_where_it_happened(file, ast, error);
    match called(error).map(|position| place(Some(file), position)).filter(|call| call.file != found.place.file) {
        Some(call) => found.also(call, message!("script-called-here")),
        None => found,
    }
}

/// Where the script's own text calls what ended it.
fn called(error: &EvalAltResult) -> Option<Position> {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, _, position) | EvalAltResult::ErrorInModule(_, _, position) => {
            Some(*position).filter(|position| !position.is_none())
        }
        _other => None,
    }
}

fn told_where_it_happened(file: &str, ast: &AST, error: &EvalAltResult) -> Diagnostic {
    // What a word of ours found carries its own diagnostic.
    if let Some(diagnostic) = carried(error) {
        return diagnostic;
    }
    let (file, inner) = innermost(file, error);
    let at = place(Some(file), inner.position());
    let plain = |message: Message| Diagnostic::error(at.clone(), message);
    match inner {
        EvalAltResult::ErrorFunctionNotFound(signature, _) => unknown_function(&at, signature),
        EvalAltResult::ErrorMismatchDataType(wanted, found, position) => {
            match (wanted.as_str(), misused_at(ast, *position)) {
                ("bool", Some((misuse, _))) => plain(misuse.said()),
                ("bool", None) => plain(message!("script-condition-where-truth", found = type_word(found))),
                (wanted, _) => {
                    plain(message!("script-wrong-type", found = type_word(found), wanted = type_word(wanted)))
                }
            }
        }
        // Which limit is reached first depends on the machine; what the author is told must not.
        EvalAltResult::ErrorTooManyOperations(_) | EvalAltResult::ErrorTerminated(_, _) => {
            plain(message!("script-runs-on"))
        }
        EvalAltResult::ErrorStackOverflow(_) => plain(message!("script-calls-too-deep")),
        EvalAltResult::ErrorDataTooLarge(_, _) => plain(message!("script-data-too-large")),
        EvalAltResult::ErrorTooManyModules(_) => plain(message!("script-too-many-modules", most = LIMITS.modules)),
        EvalAltResult::ErrorTooManyVariables(_) => {
            plain(message!("script-too-many-variables", most = LIMITS.variables))
        }
        EvalAltResult::ErrorModuleNotFound(path, _) => plain(message!("script-unknown-module", path = path)),
        EvalAltResult::ErrorVariableNotFound(name, _) => {
            plain(message!("script-unknown-name", name = name)).nearest(name, vocabulary::names())
        }
        EvalAltResult::ErrorPropertyNotFound(name, _) => unknown_word(at, name),
        EvalAltResult::ErrorArithmetic(why, _) if why.contains("by zero") => plain(message!("script-division-by-zero")),
        EvalAltResult::ErrorArithmetic(why, _) if why.contains("overflow") => {
            plain(message!("script-number-too-large"))
        }
        EvalAltResult::ErrorArithmetic(why, _) => plain(message!("script-arithmetic", why = why)),
        EvalAltResult::ErrorIndexNotFound(index, _) => {
            plain(message!("script-no-such-entry", index = index.to_string()))
        }
        EvalAltResult::ErrorArrayBounds(length, index, _) | EvalAltResult::ErrorStringBounds(length, index, _) => {
            plain(message!("script-index-outside", index = index.to_string(), length = *length))
        }
        EvalAltResult::ErrorIndexingType(found, _) => {
            let found = found.split([' ', '[']).next().unwrap_or(found);
            plain(message!("script-no-entries", found = type_word(found)))
        }
        EvalAltResult::ErrorFor(_) => plain(message!("script-for-over-what")),
        // A closure that works through a list and takes the same list.
        EvalAltResult::ErrorDataRace(what, position) => {
            // Rhai says only which word it was: `argument #1 of function 'map'`.
            let word = what.split('\'').nth(1).unwrap_or_default();
            let position = if position.is_none() { call_on_what_it_captures(ast, word) } else { Some(*position) };
            let at = place(Some(file), position.unwrap_or(Position::new(1, 1)));
            Diagnostic::error(at, message!("script-value-in-use"))
        }
        EvalAltResult::ErrorDotExpr(_, _) => plain(message!("script-bad-dot")),
        EvalAltResult::ErrorVariableExists(name, _) => plain(message!("script-name-twice", name = name)),
        EvalAltResult::ErrorAssignmentToConstant(name, _)
        | EvalAltResult::ErrorNonPureMethodCallOnConstant(name, _) => plain(message!("script-constant", name = name)),
        EvalAltResult::ErrorMismatchOutputType(wanted, found, _) => {
            plain(message!("script-wrong-type", found = type_word(found), wanted = type_word(wanted)))
        }
        EvalAltResult::ErrorRuntime(thrown, _) => plain(message!("script-threw", text = thrown.to_string())),
        other => plain(message!("script-failed", why = other.to_string())),
    }
}

/// Whether Rhai met what stands in for a value that is told to be wrong already: nobody wrote that.
pub fn is_of_a_stand_in(error: &EvalAltResult) -> bool {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) | EvalAltResult::ErrorInModule(_, inner, _) => {
            is_of_a_stand_in(inner)
        }
        EvalAltResult::ErrorFunctionNotFound(about, _)
        | EvalAltResult::ErrorMismatchDataType(_, about, _)
        | EvalAltResult::ErrorMismatchOutputType(_, about, _)
        | EvalAltResult::ErrorIndexingType(about, _)
        | EvalAltResult::ErrorDotExpr(about, _) => about.contains(vocabulary::STAND_IN),
        _other => false,
    }
}

/// Whether a script can end so that goes on with what stands in for a misspelt name: over a stand-in nothing can be counted, and it has
/// nothing behind a dot.
pub fn may_be_of_a_stand_in(error: &EvalAltResult) -> bool {
    let (_, inner) = innermost("", error);
    matches!(inner, EvalAltResult::ErrorFor(_) | EvalAltResult::ErrorPropertyNotFound(..)) || is_of_a_stand_in(error)
}

/// The value was of no use where it stood, and nothing of it is in the plan.
pub fn drops_a_value(found: &Diagnostic) -> bool {
    ["script-unexpected-value", "script-wrong-arguments"].contains(&found.message.key.as_str())
}

/// Whether it is a limit that ended the script: whoever imports it ends with it.
pub fn is_limit(found: &Diagnostic) -> bool {
    let keys = [
        "script-runs-on",
        "script-calls-too-deep",
        "script-data-too-large",
        "script-too-many-modules",
        "script-too-many-variables",
    ];
    keys.contains(&found.message.key.as_str())
}

/// The word and the types of what it was given, of a call that nobody answers.
pub fn of_signature(signature: &str) -> (&str, Vec<&str>) {
    let (name, given) = signature.split_once(" (").or_else(|| signature.split_once('(')).unwrap_or((signature, ""));
    let given = given.strip_suffix(')').unwrap_or(given).split(", ").filter(|given| !given.is_empty());
    (name.trim(), given.collect())
}

fn unknown_function(at: &Place, signature: &str) -> Diagnostic {
    let (name, given) = of_signature(signature);
    let given: Vec<Message> = given.into_iter().map(type_word).collect();
    if let Some((module, function)) = name.split_once("::") {
        return Diagnostic::error(at.clone(), message!("script-unknown-in-module", module = module, word = function));
    }
    let known = vocabulary::SUBJECTS.iter().flat_map(|subject| subject.words).find(|word| word.name == name);
    match known {
        Some(_) => wrong_arguments(at.clone(), name, given),
        None if name.chars().all(|sign| !sign.is_alphanumeric()) => wrong_operands(at.clone(), name, given),
        None => unknown_word(at.clone(), name),
    }
}

/// A word, or a name behind a dot, that nobody knows.
pub fn unknown_word(at: Place, name: &str) -> Diagnostic {
    match vocabulary::instead_of(name) {
        Some(instead) => Diagnostic::error(at, instead),
        None => Diagnostic::error(at, message!("script-unknown-word", word = name)).nearest(name, vocabulary::names()),
    }
}

/// The sign exists, but not for what stands beside it.
pub fn wrong_operands(at: Place, sign: &str, given: Vec<Message>) -> Diagnostic {
    Diagnostic::error(
        at,
        match sign {
            "!" => message!("script-exclamation-on-figure", given = given),
            sign => message!("script-wrong-operands", sign = sign, given = given),
        },
    )
}

/// The word exists, but not for what it was given.
pub fn wrong_arguments(at: Place, name: &str, given: Vec<Message>) -> Diagnostic {
    let told = Diagnostic::error(at, message!("script-wrong-arguments", word = name, given = given));
    let forms = vocabulary::SUBJECTS.iter().flat_map(|subject| subject.words).filter(|word| word.name == name).take(1);
    forms.fold(told, |told, word| told.help(message!("script-form-of-word", form = word.form)))
}

/// The diagnostic that one of our words put into the error.
pub fn carried(error: &EvalAltResult) -> Option<Diagnostic> {
    match error {
        EvalAltResult::ErrorRuntime(value, _) => value.clone().try_cast::<Diagnostic>(),
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) | EvalAltResult::ErrorInModule(_, inner, _) => {
            carried(inner)
        }
        _other => None,
    }
}

/// The error at the far end of the calls, and the file that it happened in.
pub fn innermost<'a>(file: &'a str, error: &'a EvalAltResult) -> (&'a str, &'a EvalAltResult) {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, source, inner, _) => {
            innermost(if source.is_empty() { file } else { source }, inner)
        }
        EvalAltResult::ErrorInModule(path, inner, _) => innermost(if path.is_empty() { file } else { path }, inner),
        other => (file, other),
    }
}
