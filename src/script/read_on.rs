//! How a script is read on past what Rhai can't read, so that one slip hides no other: with what is meant in its place where that can be
//! told, else with what stands in for it. All that is behind keeps its line and its column.

use rhai::{AST, Engine, LexError, ParseError, ParseErrorType, Position, Scope};

use super::code::{At, Code, Overwritten};
use super::{keyboard, unreadable, vocabulary};
use crate::diagnostic::Diagnostic;
use crate::words::Arg;

/// More slips than this in one script are told in the next run.
const MOST: usize = 100;

/// A letter that nobody writes: names made of it stand in for values that are told to be none.
const STANDS_IN: char = 'ʘ';

/// A name of so many signs that stands in for a value.
fn name_of_stand_in(width: usize) -> String {
    std::iter::repeat_n(STANDS_IN, width.max(1)).collect()
}

/// A script, as far as it could be read.
pub struct Read {
    /// `None`: the rest could not be read, which is told last.
    pub ast: Option<AST>,
    /// The script as it was read, with what is meant in the place of what is told.
    pub text: String,
    pub told: Vec<Diagnostic>,
}

/// Reads the script. `goes_on`: what to do with a name that nobody made and that is told; false if the script can't be read on.
fn read(
    engine: &Engine,
    file: &str,
    text: &str,
    scope: &mut Scope<'static>,
    goes_on: &mut dyn FnMut(&mut Scope<'static>, &mut String, &ParseError, &str) -> bool,
) -> Read {
    if let Some(unclosed) = unreadable::unclosed_comment(file, text) {
        return Read { ast: None, text: text.to_owned(), told: vec![unclosed] };
    }
    let (mut text, mut told) = keyboard::as_meant(file, text);
    for _ in 0..MOST {
        let error = match engine.compile_with_scope(scope, &text) {
            Ok(mut ast) => {
                ast.set_source(file);
                return Read { ast: Some(ast), text, told };
            }
            Err(error) => error,
        };
        let found = unreadable::told(file, &text, &error);
        let is_told = told.iter().any(|other| other.place == found.place);
        let is_stand_in =
            matches!(error.err_type(), ParseErrorType::VariableUndefined(name) if name.starts_with(STANDS_IN));
        let is_else_if = found.message.key == "script-else-if";
        if !is_told && !is_stand_in {
            told.push(found);
        }
        // What it takes does not fit into its place.
        if is_else_if {
            break;
        }
        if let Some(meant) = past(&text, &error).filter(|meant| *meant != text) {
            text = meant;
            continue;
        }
        let ParseErrorType::VariableUndefined(name) = error.err_type() else { break };
        if !goes_on(scope, &mut text, &error, name) {
            break;
        }
    }
    Read { ast: None, text, told }
}

/// The script, to be run. A name that nobody made is put into the scope, and stands in for a value there.
pub fn to_run(engine: &Engine, file: &str, text: &str, scope: &mut Scope<'static>) -> Read {
    let read_with_scope = read(engine, file, text, scope, &mut |scope, _text, _error, name| {
        // A function does not see the scope.
        if scope.contains(name) {
            return false;
        }
        scope.push(name.to_owned(), vocabulary::StandIn);
        true
    });
    if read_with_scope.ast.is_some() {
        return read_with_scope;
    }
    // All else that there is to tell.
    let Read { ast: _, text, mut told } = read_with_scope;
    let more = past_all_names(engine, scope, file, &text).told;
    told.extend(
        more.into_iter().filter(|found| !told.iter().any(|other| other.place == found.place)).collect::<Vec<_>>(),
    );
    // What a bracket that nothing closes takes in may be made before it.
    if Code::of(&text).unclosed_bracket().is_some() {
        let made = unreadable::own_variables(&text);
        told.retain(|found| match found.message.args.first() {
            Some((_, Arg::Text(name))) if found.message.key == "script-unknown-name" => !made.contains(&name.as_str()),
            Some(_) | None => true,
        });
    }
    Read { ast: None, text, told }
}

/// The script with a value in the place of each name that nobody made: where there are such names, what is read is good for being read, and
/// not for being run.
pub fn past_all_names(engine: &Engine, scope: &Scope<'static>, file: &str, text: &str) -> Read {
    let mut read = read(engine, file, text, &mut scope.clone(), &mut |_scope, text, error, name| {
        let without = without_name(text, name, error.position());
        let goes_on = without.is_some();
        without.into_iter().for_each(|without| *text = without);
        goes_on
    });
    // A name is told once, where it stands first.
    let mut names = Vec::new();
    read.told.retain(|found| {
        let again = names.contains(&found.message);
        if found.message.key == "script-unknown-name" {
            names.push(found.message.clone());
        }
        !again
    });
    read
}

/// The script with a value of the same width in the place of the name that stands here: a function of a script sees no variable that could
/// stand in for it.
fn without_name(text: &str, name: &str, at: Position) -> Option<String> {
    let width = name.chars().count();
    let value = if width < 2 { "0" } else { "\"\"" };
    with_in_place_of(text, width, at, value)
}

/// The script with something else, and blanks, in the place of so many signs.
fn with_in_place_of(text: &str, width: usize, at: Position, instead: &str) -> Option<String> {
    if instead.chars().count() > width {
        return None;
    }
    let mut meant = Overwritten::of(text);
    meant.write(At::of(at)?, instead.chars().chain(std::iter::repeat(' ')).take(width));
    Some(meant.text())
}

/// The script with what is meant in the place of what Rhai can't read; `None` where nobody could say, or where there is no room for it.
fn past(text: &str, error: &ParseError) -> Option<String> {
    let mut meant = Overwritten::of(text);
    if let Some((at, number)) = unreadable::percent_sign(text, error.position()) {
        let width = number.chars().count();
        let mut sign = at.right_of(width);
        while meant.get(sign)? != '%' {
            sign = sign.right_of(1);
        }
        meant.write(at, name_of_stand_in(width).chars());
        meant.write(sign, [' ']);
        return Some(meant.text());
    }
    if let Some(at) = unreadable::assigned_text(text, error) {
        return meant.write_both(at, ['=', '=']).then(|| meant.text());
    }
    if unreadable::is_single_equals(text, error) {
        return meant.write_both(At::of(error.position())?, ['=', '=']).then(|| meant.text());
    }
    if let Some(word) = unreadable::word_for_nothing(error) {
        let width = word.chars().count();
        return with_in_place_of(text, width, error.position(), &name_of_stand_in(width));
    }
    if let Some((at, word)) = unreadable::foreign_word_at(text, error.position()) {
        let sign = match vocabulary::meant_by(word)? {
            "and" => "&",
            "or" => "|",
            _not => " ",
        };
        return with_in_place_of(text, word.chars().count(), at, sign);
    }
    if let ParseErrorType::BadInput(LexError::ImproperSymbol(sign, hint)) = error.err_type() {
        return with_in_place_of(text, sign.chars().count(), error.position(), unreadable::meant(hint)?);
    }
    if unreadable::is_let_without_value(text, error) || unreadable::letter_in_number(text, error).is_some() {
        return None;
    }
    let superfluous = unreadable::ended_too_early(text, error).or_else(|| unreadable::closed_too_often(text, error));
    if let Some(at) = superfluous {
        meant.write(at, [' ']);
        return Some(meant.text());
    }
    let (end, sign) = match (unreadable::closer_missed(text, error), unreadable::dot_missed(text, error)) {
        // One that is open over lines takes in what nobody meant it to.
        (Some(missed), _) if missed.opens.line != missed.behind.line => return None,
        (Some(missed), _) => (missed.behind, missed.closer),
        (None, Some(missed)) => (missed.behind, '.'),
        (None, None) => unreadable::separator_missed(text, error)?,
    };
    meant.put_behind(end, sign).then(|| meant.text())
}
