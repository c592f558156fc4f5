//! Slips at which Rhai itself ends a script, passed over when the script is run once more: so that they hide no other.
//!
//! A script changes nothing but what comes of it, so that it can be run as often as one likes. Each time it ends at such a slip, the slip
//! is told, marked, and the script is run from its beginning with a stand-in at that place ([`super::vocabulary`]): what is told twice is
//! told once.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rhai::{AST, Dynamic, Engine, EvalAltResult, EvalContext, Expression, ImmutableString, Position, Token};

use super::names::{Misuse, misused_at};
use super::run::{Run, place};
use super::{failed, vocabulary};
use crate::diagnostic::Diagnostic;

/// More slips than this in one script are told in the next run.
const MOST: usize = 40;

/// What `if` is called where it stands before a condition that is known only later.
const IF_KNOWN_LATER: &str = "if_known_later";

/// Where in the script that is being read a sign or word stands that is to be read as another.
pub type Marks = Arc<Mutex<BTreeMap<Position, Misuse>>>;

/// What stands at this place of the script, in the place of what is written there.
pub fn read_instead(marks: &Marks, at: Position) -> Option<Token> {
    let marked = marks.lock().unwrap_or_else(PoisonError::into_inner).get(&at).copied()?;
    let word = match marked {
        Misuse::AndSign => "and",
        Misuse::OrSign => "or",
        Misuse::If => IF_KNOWN_LATER,
        Misuse::Not => return None,
    };
    Some(Token::Custom(Box::new(word.into())))
}

/// The slips of one script that have been told already.
#[derive(Debug, Default)]
pub struct PassedOver {
    /// `&&`, `||` and `if` on what is known only later, by where they stand.
    pub marked: BTreeMap<Position, Misuse>,
    /// Signs between values that have no such sign.
    pub signs: BTreeSet<(String, Vec<TypeId>)>,
    /// Words that nobody knows, with so many values.
    pub words: BTreeSet<(String, usize)>,
    /// Names behind a dot that no value has.
    pub properties: BTreeSet<String>,
}

impl PassedOver {
    pub fn is_empty(&self) -> bool {
        self.marked.is_empty() && self.signs.is_empty() && self.words.is_empty() && self.properties.is_empty()
    }

    /// Whether the script can be run on past this error; told here is what no stand-in tells when it is met.
    pub fn take(&mut self, error: &EvalAltResult, file: &str, ast: &AST, run: &Run) -> bool {
        if self.marked.len() + self.signs.len() + self.words.len() + self.properties.len() >= MOST {
            return false;
        }
        let (source, error) = failed::innermost(file, error);
        match error {
            EvalAltResult::ErrorMismatchDataType(wanted, found, at) if wanted == "bool" && source == file => {
                self.take_misuse(found, *at, file, ast, run)
            }
            EvalAltResult::ErrorFunctionNotFound(signature, _) => {
                let (name, given) = failed::of_signature(signature);
                let word = (name.to_owned(), given.len());
                if run.state().words_of_modules.contains(&word) {
                    return self.words.insert(word);
                }
                let types: Option<Vec<TypeId>> = given.iter().map(|given| vocabulary::type_id(given)).collect();
                let is_sign = !name.is_empty() && name.chars().all(|sign| !sign.is_alphanumeric() && sign != '_');
                // Where a value is changed in its place, nothing can stand in for it.
                let changes = name.ends_with('=') && !["==", "!=", "<=", ">="].contains(&name);
                match types {
                    Some(types) if is_sign && !changes => self.signs.insert((name.to_owned(), types)),
                    Some(_) | None => false,
                }
            }
            EvalAltResult::ErrorDotExpr(..) | EvalAltResult::ErrorPropertyNotFound(..) => {
                let known = self.properties.len();
                self.properties.extend(run.state().properties_of_modules.iter().cloned());
                self.properties.len() > known
            }
            _other => false,
        }
    }

    fn take_misuse(&mut self, found: &str, at: Position, file: &str, ast: &AST, run: &Run) -> bool {
        let Some((misuse, Some(stands))) = misused_at(ast, at) else { return false };
        if self.marked.insert(stands, misuse).is_some() {
            return false;
        }
        if !found.contains(vocabulary::STAND_IN) {
            let told = match misuse {
                Misuse::AndSign | Misuse::OrSign | Misuse::Not => {
                    Diagnostic::error(place(Some(file), stands), misuse.said())
                }
                // Under the condition itself.
                Misuse::If => Diagnostic::error(place(Some(file), at), misuse.said()),
            };
            run.report(told);
        }
        true
    }

    /// Puts the stand-ins into an engine of this script's own.
    pub fn register(&self, engine: &mut Engine, run: &Run) {
        self.words.iter().for_each(|(word, arguments)| vocabulary::stand_in_for_word(engine, word, *arguments));
        // A word without its brackets is not misspelt.
        let misspelt = self.properties.iter().filter(|name| !vocabulary::names().any(|word| word == name.as_str()));
        misspelt.for_each(|name| vocabulary::stand_in_for_property(engine, run, name));
        self.signs.iter().for_each(|(sign, types)| vocabulary::stand_in_for_sign(engine, run, sign, types));
        if self.marked.values().any(|marked| *marked == Misuse::If) {
            register_if(engine);
        }
    }
}

/// `if` whose condition may be known only later: then both branches are read, and what comes of them stands in.
fn register_if(engine: &mut Engine) {
    engine.register_custom_syntax_with_state_raw(
        IF_KNOWN_LATER,
        |read: &[ImmutableString], next: &str, _state: &mut Dynamic| {
            let next = match read.len() {
                1 => Some("$expr$"),
                2 => Some("$block$"),
                3 => Some("else").filter(|word| next == *word),
                4 if next == "if" || next == IF_KNOWN_LATER => Some("$expr$"),
                4 => Some("$block$"),
                _whole => None,
            };
            Ok(next.map(ImmutableString::from))
        },
        false,
        |context: &mut EvalContext, parts: &[Expression], _state: &Dynamic| {
            let [condition, then, otherwise @ ..] = parts else { return Ok(Dynamic::UNIT) };
            let mut otherwise = otherwise.iter();
            match context.eval_expression_tree(condition)?.as_bool() {
                Ok(true) => context.eval_expression_tree(then),
                Ok(false) => otherwise.next().map_or(Ok(Dynamic::UNIT), |part| context.eval_expression_tree(part)),
                Err(_known_later) => {
                    // For what is told of them.
                    let _then = context.eval_expression_tree(then)?;
                    if let Some(otherwise) = otherwise.next() {
                        let _otherwise = context.eval_expression_tree(otherwise)?;
                    }
                    Ok(Dynamic::from(vocabulary::StandIn))
                }
            }
        },
    );
}
