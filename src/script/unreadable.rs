//! A script that Rhai can't read, as a diagnostic that says what to write instead.

use rhai::{LexError, ParseError, ParseErrorType, Position};

use super::code::{At, Code};
use super::engine::LIMITS;
use super::keyboard::written_as;
use super::run::place;
use super::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::Place;
use crate::scheme::NO_AREA_BELOW;
use crate::words::Message;

/// Words of Rhai that no rule can use.
const FORBIDDEN: &[&str] = &["eval", "curry"];

/// `else if` as other languages write it.
const ELSE_IF: &[&str] = &["elseif", "elif", "elsif", "elsef", "ELSEIF", "ElseIf"];

/// What is wrong where Rhai can't go on.
pub fn told(file: &str, text: &str, error: &ParseError) -> Diagnostic {
    let here = place(Some(file), error.position());
    if let Some((at, number)) = percent_sign(text, error.position()) {
        let at = place(Some(file), at.position());
        return Diagnostic::error(at, message!("script-percent-sign", number = number));
    }
    if let Some(at) = assigned_text(text, error) {
        return Diagnostic::error(place(Some(file), at.position()), message!("script-single-equals")).width(1);
    }
    if is_single_equals(text, error) {
        return Diagnostic::error(here, message!("script-single-equals")).width(1);
    }
    if let Some(instead) = sign_itself(error).and_then(vocabulary::instead_of) {
        return Diagnostic::error(here, instead);
    }
    // Behind a value, Rhai only misses what should follow it.
    if let Some(instead) = instead_of_sign_at(text, error.position()) {
        return Diagnostic::error(here, instead).width(2);
    }
    if let Some((at, word)) = foreign_word_at(text, error.position())
        && let Some(instead) = vocabulary::instead_of(word)
    {
        let width = u32::try_from(word.chars().count()).unwrap_or(1);
        return Diagnostic::error(place(Some(file), at), instead).width(width);
    }
    if let ParseErrorType::VariableUndefined(name) = error.err_type()
        && let Some(instead) = vocabulary::instead_of(name)
    {
        return Diagnostic::error(here, instead);
    }
    if let Some((at, word)) = else_if_at(text, error) {
        return Diagnostic::error(place(Some(file), at), message!("script-else-if", word = word));
    }
    if let Some(word) = forbidden_word_at(text, error.position()) {
        return Diagnostic::error(here, message!("script-forbidden-word", word = word));
    }
    if let ParseErrorType::BadInput(LexError::UnterminatedString) = error.err_type() {
        return Diagnostic::error(here, message!("script-unclosed-text")).width(1);
    }
    if let Some(at) = ended_too_early(text, error) {
        return Diagnostic::error(place(Some(file), at.position()), message!("script-ended-too-early")).width(1);
    }
    if let Some(CloserMissed { closer, opens, behind }) = closer_missed(text, error) {
        let at = place(Some(file), behind.right_of(1).position());
        let told = Diagnostic::error(at, message!("script-missing-token", token = closer.to_string())).width(1);
        return told.also(place(Some(file), opens.position()), message!("script-opened-here"));
    }
    if let Some(DotMissed { word, behind: _ }) = dot_missed(text, error) {
        return Diagnostic::error(here, message!("script-missing-dot", word = word));
    }
    if let Some(at) = text_run_into(text, error) {
        return Diagnostic::error(place(Some(file), at.position()), message!("script-unclosed-text")).width(1);
    }
    if let Some(at) = closed_too_often(text, error) {
        return Diagnostic::error(place(Some(file), at.position()), message!("script-closed-too-often")).width(1);
    }
    if is_let_without_value(text, error) {
        return Diagnostic::error(here, message!("script-let-form")).width(1);
    }
    if let Some((at, number)) = letter_in_number(text, error) {
        return Diagnostic::error(place(Some(file), at.position()), message!("script-bad-number", number = number));
    }
    if let Some((end, sign)) = separator_missed(text, error) {
        let at = place(Some(file), end.right_of(1).position());
        return Diagnostic::error(at, message!("script-missing-token", token = sign.to_string())).width(1);
    }
    let at = match error.position() {
        Position::NONE => end_of(file, text),
        position => place(Some(file), position),
    };
    let diagnostic = Diagnostic::error(at, said(error));
    match error.err_type() {
        ParseErrorType::VariableUndefined(name) if is_assigned(text, error.position(), name) => {
            diagnostic.help(message!("script-write-let", name = name))
        }
        ParseErrorType::VariableUndefined(name) => match vocabulary::form_of(name) {
            // A word without its brackets, or one that stands behind a dot.
            Some(form) => diagnostic.help(message!("script-form-of-word", form = form)),
            None => {
                let words = vocabulary::names().collect::<Vec<&str>>();
                let known = own_variables(text).into_iter().chain(words).chain([NO_AREA_BELOW]);
                diagnostic.nearest(name, known.filter(|known| known != name))
            }
        },
        ParseErrorType::MissingToken(token, _) if [")", "]", "}"].contains(&token.as_str()) => {
            match Code::of(text).unclosed_bracket() {
                Some(open) => diagnostic.also(place(Some(file), open.position()), message!("script-opened-here")),
                None => diagnostic,
            }
        }
        _other => diagnostic,
    }
}

/// The end of the text: its last line.
fn end_of(file: &str, text: &str) -> Place {
    let line = text.lines().count().max(1);
    let column = text.lines().last().map_or(1, |line| line.chars().count().max(1));
    place(Some(file), At { line, column }.position())
}

/// What Rhai says, in words of ours.
fn said(error: &ParseError) -> Message {
    match error.err_type() {
        ParseErrorType::UnexpectedEOF => message!("script-unexpected-end"),
        ParseErrorType::ExprTooDeep => message!("script-too-deep"),
        ParseErrorType::LiteralTooLarge(what, most) => {
            let what = if what.contains("array") {
                message!("script-type-list")
            } else if what.contains("map") {
                message!("script-type-map")
            } else {
                message!("script-type-text")
            };
            message!("script-literal-too-large", what = what, most = *most)
        }
        ParseErrorType::VariableUndefined(name) => message!("script-unknown-name", name = name),
        ParseErrorType::ModuleUndefined(name) => message!("script-unknown-module-name", name = name),
        ParseErrorType::MissingToken(token, _) => message!("script-missing-token", token = token),
        ParseErrorType::Reserved(word) => message!("script-reserved", word = word),
        ParseErrorType::BadInput(LexError::StringTooLong(most)) => {
            message!("script-literal-too-large", what = message!("script-type-text"), most = *most)
        }
        ParseErrorType::MismatchedType(wanted, found) if wanted.contains("boolean") => {
            message!("script-truth-wanted", found = vocabulary::type_word(found))
        }
        ParseErrorType::BadInput(LexError::MalformedChar(text)) => message!("script-single-quotes", text = text),
        ParseErrorType::BadInput(LexError::UnexpectedInput(text)) => match only_sign(text).and_then(written_as) {
            Some(meant) => message!("script-improper-sign-meant", sign = text, meant = String::from_iter(meant)),
            None => message!("script-unexpected-sign", text = text),
        },
        ParseErrorType::BadInput(LexError::ImproperSymbol(sign, _)) if FORBIDDEN.contains(&sign.as_str()) => {
            message!("script-forbidden-word", word = sign)
        }
        ParseErrorType::BadInput(LexError::ImproperSymbol(sign, hint)) => match meant(hint) {
            Some(meant) => message!("script-improper-sign-meant", sign = sign, meant = meant),
            None => message!("script-improper-sign", sign = sign),
        },
        ParseErrorType::BadInput(LexError::MalformedNumber(number)) => message!("script-bad-number", number = number),
        ParseErrorType::BadInput(LexError::MalformedEscapeSequence(text)) => message!("script-bad-escape", text = text),
        ParseErrorType::BadInput(LexError::MalformedIdentifier(name)) => message!("script-bad-name", name = name),
        ParseErrorType::UnknownOperator(sign) => message!("script-improper-sign", sign = sign),
        ParseErrorType::MissingSymbol(_) | ParseErrorType::ExprExpected(_) => message!("script-value-expected"),
        ParseErrorType::MalformedIndexExpr(_) => message!("script-bad-index"),
        ParseErrorType::PropertyExpected | ParseErrorType::VariableExpected | ParseErrorType::FnMissingName => {
            message!("script-name-expected")
        }
        ParseErrorType::DuplicatedProperty(name)
        | ParseErrorType::DuplicatedVariable(name)
        | ParseErrorType::VariableExists(name)
        | ParseErrorType::FnDuplicatedDefinition(name, _)
        | ParseErrorType::FnDuplicatedParam(_, name) => message!("script-name-twice", name = name),
        ParseErrorType::FnMissingParams(name) => message!("script-function-without-parameters", name = name),
        ParseErrorType::FnMissingBody(name) => message!("script-function-without-body", name = name),
        ParseErrorType::WrongFnDefinition => message!("script-function-inside"),
        ParseErrorType::AssignmentToConstant(name) if name.is_empty() => message!("script-no-place-to-assign"),
        ParseErrorType::AssignmentToConstant(name) => message!("script-constant", name = name),
        ParseErrorType::AssignmentToInvalidLHS(_) => message!("script-no-place-to-assign"),
        ParseErrorType::MismatchedType(wanted, _) if wanted.contains("iterable") => message!("script-for-over-what"),
        ParseErrorType::TooManyFunctions => message!("script-too-many-functions", most = LIMITS.functions),
        ParseErrorType::LoopBreak => message!("script-break-outside"),
        ParseErrorType::WrongExport => message!("script-export-inside"),
        other => message!("script-cannot-read", why = other.to_string()),
    }
}

/// The sign that a text of one sign is.
fn only_sign(text: &str) -> Option<char> {
    let mut signs = text.chars();
    signs.next().filter(|_| signs.next().is_none())
}

/// The word or sign that Rhai won't have.
fn sign_itself(error: &ParseError) -> Option<&str> {
    match error.err_type() {
        ParseErrorType::Reserved(word)
        | ParseErrorType::UnknownOperator(word)
        | ParseErrorType::BadInput(LexError::ImproperSymbol(word, _)) => Some(word),
        _other => None,
    }
}

/// The word or name that stands for a value that is not there.
pub fn word_for_nothing(error: &ParseError) -> Option<&str> {
    let word = match error.err_type() {
        ParseErrorType::VariableUndefined(name) => Some(name.as_str()),
        _other => sign_itself(error),
    };
    word.filter(|word| vocabulary::is_nothing(word))
}

/// `AND`, `OR`, `NOT` or 且, 或, 非 where Rhai can't go on: to it they are names, so that it misses a sign before or behind them.
pub fn foreign_word_at(text: &str, at: Position) -> Option<(Position, &'static str)> {
    let rest = rest_of_line(text, at)?;
    let here = rest.split(|sign: char| !is_name(sign)).next()?;
    if let Some(word) = vocabulary::foreign_word(here).or_else(|| vocabulary::chinese_word_before(here)) {
        return Some((at, word));
    }
    // With its brackets it is a word of ours, and something else is wrong.
    if here == vocabulary::NOT && !rest.trim_start_matches(vocabulary::NOT).trim_start().starts_with('(') {
        return Some((at, vocabulary::NOT));
    }
    let (start, before) = word_before(text, at)?;
    Some((start.position(), vocabulary::foreign_word(before)?))
}

fn is_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The word that stands here.
fn word_at(text: &str, at: Position) -> Option<&str> {
    rest_of_line(text, at)?.split(|sign: char| !is_name(sign)).next().filter(|word| !word.is_empty())
}

/// `elseif` where Rhai misses what stands between two statements, or as a name that nobody made.
fn else_if_at(text: &str, error: &ParseError) -> Option<(Position, &'static str)> {
    let at = error.position();
    let here = word_at(text, at);
    // Behind it Rhai misses a sign, so that it stands before the word where it can't go on.
    let before = || {
        let (start, before) = word_before(text, at)?;
        let word = ELSE_IF.iter().find(|word| **word == before)?;
        Some((start.position(), *word))
    };
    let found = ELSE_IF.iter().find(|word| here == Some(**word)).map(|word| (at, *word));
    found.or_else(before)
}

/// The word that stands here, if it is one of these: behind a dot, Rhai only misses a name.
fn forbidden_word_at(text: &str, at: Position) -> Option<&'static str> {
    let here = word_at(text, at)?;
    FORBIDDEN.iter().find(|word| **word == here).copied()
}

/// What stands in the line from here on.
fn rest_of_line(text: &str, at: Position) -> Option<&str> {
    let (line, column) = (at.line()?, at.position()?);
    let line = text.lines().nth(line.checked_sub(1)?)?;
    let (byte, _) = line.char_indices().nth(column.checked_sub(1)?)?;
    line.get(byte..)
}

/// What stands in the line before this place.
fn line_before(text: &str, at: Position) -> Option<&str> {
    let line = text.lines().nth(at.line()?.checked_sub(1)?)?;
    let signs = at.position()?.checked_sub(1)?;
    Some(line.char_indices().nth(signs).map_or(line, |(byte, _)| line.get(..byte).unwrap_or(line)))
}

/// The word that ends before this place, blanks between them left out, and where it begins.
fn word_before(text: &str, at: Position) -> Option<(At, &str)> {
    let before = line_before(text, at)?.trim_end();
    let word = before.rsplit(|sign: char| !is_name(sign)).next()?;
    let column = before.chars().count().checked_sub(word.chars().count())? + 1;
    Some((At { line: at.line()?, column }, word))
}

/// What to write instead of the sign that stands here, if it is one that a rule can't use.
fn instead_of_sign_at(text: &str, at: Position) -> Option<Message> {
    let rest = rest_of_line(text, at)?;
    let sign = ["??", "?.", "?["].into_iter().find(|sign| rest.starts_with(sign))?;
    vocabulary::instead_of(sign)
}

/// `at_least(85%)`: where the number stands, and the number.
pub fn percent_sign(text: &str, at: Position) -> Option<(At, String)> {
    let before = line_before(text, at)?.trim_end().strip_suffix('%')?.trim_end();
    let rest = before.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
    let number = before.get(rest.len()..).filter(|number| !number.is_empty())?;
    Some((At { line: at.line()?, column: rest.chars().count() + 1 }, number.to_owned()))
}

/// `col("event") = "a"` within a condition, where nothing can be assigned.
pub fn is_single_equals(text: &str, error: &ParseError) -> bool {
    match error.err_type() {
        ParseErrorType::MissingToken(..) | ParseErrorType::AssignmentToInvalidLHS(_) => {}
        ParseErrorType::AssignmentToConstant(name) if name.is_empty() => {}
        _other => return false,
    }
    let rest = rest_of_line(text, error.position()).unwrap_or_default();
    rest.starts_with('=') && !rest.starts_with("==")
}

/// `grade = "a" && …`: Rhai only misses a condition behind the sign.
pub fn assigned_text(text: &str, error: &ParseError) -> Option<At> {
    let ParseErrorType::MismatchedType(..) = error.err_type() else { return None };
    let code = Code::of(text);
    let before = code.end_before(At::of(error.position())?)?;
    let index = code.signs.iter().position(|sign| *sign == (before, '='))?;
    let left = index.checked_sub(1).and_then(|left| code.signs.get(left));
    let alone = left.is_none_or(|(at, sign)| at.right_of(1) != before || !['=', '<', '>', '!'].contains(sign));
    alone.then_some(before)
}

/// A word that stands without its dot, and behind which sign the dot is missed.
pub struct DotMissed<'t> {
    pub word: &'t str,
    pub behind: At,
}

/// A method of rules, rows or figures without its dot, or `85 pct`: Rhai takes it for the next statement.
pub fn dot_missed<'t>(text: &'t str, error: &ParseError) -> Option<DotMissed<'t>> {
    let ParseErrorType::MissingToken(..) = error.err_type() else { return None };
    let word = word_at(text, error.position())?;
    let calls = rest_of_line(text, error.position())?.get(word.len()..)?.trim_start().starts_with('(');
    let code = Code::of(text);
    let behind = code.end_before(At::of(error.position())?)?;
    let last = code.signs.iter().find(|(at, _)| *at == behind).map(|(_, sign)| *sign);
    let is_missed = match last {
        Some(')') => calls && vocabulary::is_only_behind_a_dot(word),
        Some(sign) => sign.is_ascii_digit() && word == "pct",
        None => false,
    };
    is_missed.then_some(DotMissed { word, behind })
}

/// `"场数).measure(table("farms"`: where a text opens that only the quote of the next one closes, so that this one's letters follow it.
fn text_run_into(text: &str, error: &ParseError) -> Option<At> {
    let ParseErrorType::MissingToken(..) = error.err_type() else { return None };
    let at = At::of(error.position())?;
    let run_into = Code::of(text).texts.into_iter().find(|text| text.closes.0.right_of(1) == at)?;
    run_into.text.contains(['(', ')']).then_some(run_into.opens.0)
}

/// Behind which sign a `;` or a `,` is missed, and which of them.
pub fn separator_missed(text: &str, error: &ParseError) -> Option<(At, char)> {
    let ParseErrorType::MissingToken(token, _) = error.err_type() else { return None };
    let (code, at) = (Code::of(text), At::of(error.position())?);
    match token.as_str() {
        ";" => Some((code.end_before(at)?, ';')),
        "," => Some((code.end_before(at)?, ',')),
        // [[1, 2] [3, 4]]: to Rhai the second list says which entry of the first is meant.
        "]" => {
            let (opens, _) = code.open_before(at).pop()?;
            let end = code.end_before(opens)?;
            code.signs.contains(&(end, ']')).then_some((end, ','))
        }
        _other => None,
    }
}

/// A bracket that is to be closed before the script goes on, with what, and behind which sign.
pub struct CloserMissed {
    pub closer: char,
    pub opens: At,
    pub behind: At,
}

/// `table("farms";`, or the end of the script, where a bracket is open: Rhai misses a comma, or the end of a statement.
pub fn closer_missed(text: &str, error: &ParseError) -> Option<CloserMissed> {
    match error.err_type() {
        ParseErrorType::MissingToken(..) | ParseErrorType::UnexpectedEOF => {}
        _other => return None,
    }
    let code = Code::of(text);
    let at = At::of(error.position()).unwrap_or(At::END);
    let here = code.signs.iter().find(|(sign_at, _)| *sign_at == at).map(|(_, sign)| *sign);
    let (opens, closer) = code.open_before(at).pop()?;
    let is_missed = match here {
        Some(';' | '{') => closer != '}',
        Some(sign @ (')' | ']' | '}')) => sign != closer,
        Some(_code) => false,
        // A text stands there, or the script has ended.
        None => code.end_before(At::END)? < at,
    };
    let behind = code.end_before(at)?;
    is_missed.then_some(CloserMissed { closer, opens, behind })
}

/// `;` and then `.score(…)`: the rule was to go on.
pub fn ended_too_early(text: &str, error: &ParseError) -> Option<At> {
    let at = At::of(error.position())?;
    if !rest_of_line(text, error.position())?.starts_with('.') {
        return None;
    }
    let code = Code::of(text);
    let before = code.end_before(at)?;
    code.signs.contains(&(before, ';')).then_some(before)
}

/// A closing bracket that nothing opened, where Rhai can't go on.
pub fn closed_too_often(text: &str, error: &ParseError) -> Option<At> {
    let at = At::of(error.position())?;
    let closes = rest_of_line(text, error.position())?.starts_with([')', ']', '}']);
    (closes && Code::of(text).open_before(at).is_empty()).then_some(at)
}

/// `farms = table("farms")`, where no `let` has made such a variable.
fn is_assigned(text: &str, at: Position, name: &str) -> bool {
    let behind = rest_of_line(text, at).and_then(|rest| rest.strip_prefix(name)).unwrap_or_default().trim_start();
    behind.starts_with('=') && !behind.starts_with("==")
}

/// `let farms: …`, `let farms == …`: Rhai takes the variable for one without a value.
pub fn is_let_without_value(text: &str, error: &ParseError) -> bool {
    let ParseErrorType::MissingToken(token, _) = error.err_type() else { return false };
    let before = line_before(text, error.position()).unwrap_or_default();
    let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    token == ";" && matches!(words.as_slice(), [name, "let"] if name.chars().all(is_name))
}

/// `8O.pct`: a letter that follows a digit, with where the number begins.
pub fn letter_in_number(text: &str, error: &ParseError) -> Option<(At, String)> {
    let ParseErrorType::MissingToken(..) = error.err_type() else { return None };
    let letters = word_at(text, error.position())?;
    let before = line_before(text, error.position())?;
    let rest = before.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let number = before.get(rest.len()..).filter(|number| !number.is_empty())?;
    Some((At { line: error.position().line()?, column: rest.chars().count() + 1 }, format!("{number}{letters}")))
}

/// What Rhai thinks was meant: `==` of `… Should it be '=='?`.
pub fn meant(hint: &str) -> Option<&str> {
    let (_, behind) = hint.split_once("Should it be ")?;
    behind.split('\'').nth(1)
}

/// Where a comment opens that nothing closes: all that follows is part of it, and Rhai would only miss the end of the script.
pub fn unclosed_comment(file: &str, text: &str) -> Option<Diagnostic> {
    let at = Code::of(text).unclosed_comment?;
    Some(Diagnostic::error(place(Some(file), at.position()), message!("script-unclosed-comment")).width(2))
}

/// The names of the script's own variables.
pub fn own_variables(text: &str) -> Vec<&str> {
    let after_let = text.split("let ").skip(1);
    after_let.filter_map(|rest| rest.split(|sign: char| !is_name(sign)).next()).collect()
}
