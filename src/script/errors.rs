//! What Rhai says is wrong, as a diagnostic that says what to write instead.

use std::collections::BTreeSet;

use rhai::{AST, Engine, EvalAltResult, LexError, ParseError, ParseErrorType, Position, Scope};

use super::engine::LIMITS;
use super::names::{call_on_what_it_captures, misused_at};
use super::run::place;
use super::vocabulary::{self, type_word};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::scheme::NO_AREA_BELOW;
use crate::words::Message;

/// A script that can't be read.
pub fn parse(file: &str, text: &str, error: &ParseError) -> Diagnostic {
    if let Some((at, sign)) = full_width_sign(file, text) {
        return Diagnostic::error(at, message!("script-full-width-sign", sign = sign.to_string())).width(1);
    }
    if let Some((at, number)) = percent_sign(file, text, error.position()) {
        return Diagnostic::error(at, message!("script-percent-sign", number = number));
    }
    if let Some(at) = single_equals(file, text, error) {
        return Diagnostic::error(at, message!("script-single-equals")).width(1);
    }
    if let ParseErrorType::Reserved(word)
    | ParseErrorType::UnknownOperator(word)
    | ParseErrorType::BadInput(LexError::ImproperSymbol(word, _)) = error.err_type()
        && let Some(instead) = vocabulary::instead_of(word)
    {
        return Diagnostic::error(place(Some(file), error.position()), instead);
    }
    // Behind a value, Rhai only misses what should follow it.
    if let Some(instead) = instead_of_sign_at(text, error.position()) {
        return Diagnostic::error(place(Some(file), error.position()), instead).width(2);
    }
    if let Some((at, word)) = foreign_word_at(text, error.position())
        && let Some(instead) = vocabulary::instead_of(word)
    {
        let width = u32::try_from(word.chars().count()).unwrap_or(1);
        return Diagnostic::error(place(Some(file), at), instead).width(width);
    }
    if let Some(at) = unequal_sign(text, error.position())
        && let Some(instead) = vocabulary::instead_of("<>")
    {
        return Diagnostic::error(place(Some(file), at), instead).width(2);
    }
    if let ParseErrorType::VariableUndefined(name) = error.err_type()
        && let Some(instead) = vocabulary::instead_of(name)
    {
        return Diagnostic::error(place(Some(file), error.position()), instead);
    }
    if let Some(word) = forbidden_word_at(text, error.position()) {
        return Diagnostic::error(place(Some(file), error.position()), message!("script-forbidden-word", word = word));
    }
    let at = match error.position() {
        Position::NONE => {
            // The end of the text: point at its last line.
            let line = text.lines().count().max(1);
            let column = text.lines().last().map_or(1, |line| line.chars().count().max(1));
            place(Some(file), position_of(line, column))
        }
        position => place(Some(file), position),
    };
    let message = match error.err_type() {
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
        ParseErrorType::BadInput(LexError::UnterminatedString) => message!("script-unclosed-text"),
        ParseErrorType::BadInput(LexError::MalformedChar(text)) => message!("script-single-quotes", text = text),
        ParseErrorType::BadInput(LexError::UnexpectedInput(text)) => message!("script-unexpected-sign", text = text),
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
    };
    let diagnostic = Diagnostic::error(at, message);
    match error.err_type() {
        ParseErrorType::VariableUndefined(name) => {
            let words = vocabulary::names().collect::<Vec<&str>>();
            diagnostic.nearest(name, own_variables(text).into_iter().chain(words).chain([NO_AREA_BELOW]))
        }
        ParseErrorType::MissingToken(token, _) if [")", "]", "}"].contains(&token.as_str()) => {
            match unclosed_bracket(file, text) {
                Some(open) => diagnostic.also(open, message!("script-opened-here")),
                None => diagnostic,
            }
        }
        _other => diagnostic,
    }
}

/// The script with each name that nobody made told, and passed over, so that the rest of it is read. Where there are such names, what is
/// read is good for being read, and not for being run. `None`: it can't be read, which is told last.
pub fn read_past_unknown_names(
    engine: &Engine,
    scope: &Scope,
    file: &str,
    text: &str,
) -> (Option<AST>, Vec<Diagnostic>) {
    /// More such names than this are told in the next run.
    const MOST: usize = 100;
    let (mut told, mut names, mut passed_over) = (Vec::new(), BTreeSet::new(), text.to_owned());
    for _ in 0..MOST {
        let error = match engine.compile_with_scope(scope, &passed_over) {
            Ok(mut ast) => {
                ast.set_source(file);
                return (Some(ast), told);
            }
            Err(error) => error,
        };
        if let Some(past) = past_foreign_word(&passed_over, &error) {
            told.push(parse(file, &passed_over, &error));
            passed_over = past;
            continue;
        }
        let ParseErrorType::VariableUndefined(name) = error.err_type() else {
            told.push(parse(file, text, &error));
            return (None, told);
        };
        if names.insert(name.clone()) {
            told.push(parse(file, text, &error));
        }
        // A sign of a Chinese keyboard makes one name of what should be several words.
        let is_a_name = told.last().is_some_and(|found| found.message.key == "script-unknown-name");
        let Some(without) = is_a_name.then(|| without_name(&passed_over, name, error.position())).flatten() else {
            break;
        };
        passed_over = without;
    }
    (None, told)
}

/// The text with a value of the same width in the place of the name that stands here: a function of a script sees no variable that could
/// stand in for it.
fn without_name(text: &str, name: &str, at: Position) -> Option<String> {
    let width = name.chars().count();
    let value = if width < 2 { "0" } else { "\"\"" };
    with_in_place_of(text, name, at, &format!("{value:<width$}"))
}

/// The text with something else in the place of the name that stands here.
fn with_in_place_of(text: &str, name: &str, at: Position, value: &str) -> Option<String> {
    let (line, column) = (at.line()?.checked_sub(1)?, at.position()?.checked_sub(1)?);
    let above: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let (before, _) = text.get(above..)?.char_indices().nth(column)?;
    let (before, behind) = text.split_at_checked(above + before)?;
    let behind = behind.strip_prefix(name)?;
    Some(format!("{before}{value}{behind}"))
}

/// Words of Rhai that no rule can use.
const FORBIDDEN: &[&str] = &["eval", "curry"];

/// What to go on reading where `AND` or 且 stands: the same text with the sign that is meant, of the same width. Before a condition stands
/// nothing then: what it says is not run, only read.
pub fn past_foreign_word(text: &str, error: &ParseError) -> Option<String> {
    // What is told first of such a text is something else.
    if full_width_sign("", text).is_some() {
        return None;
    }
    let (at, word) = foreign_word_at(text, error.position())?;
    let sign = match vocabulary::meant_by(word)? {
        "and" => "&",
        "or" => "|",
        _not => " ",
    };
    let width = word.chars().count();
    with_in_place_of(text, word, at, &format!("{sign:<width$}"))
}

/// The value was of no use where it stood, and nothing of it is in the plan.
pub fn drops_a_value(found: &Diagnostic) -> bool {
    ["script-unexpected-value", "script-wrong-arguments"].contains(&found.message.key.as_str())
}

/// `AND`, `OR`, `NOT` or 且, 或, 非 where Rhai can't go on: to it they are names, so that it misses a sign before or behind them.
fn foreign_word_at(text: &str, at: Position) -> Option<(Position, &'static str)> {
    let (line, column) = (at.line()?, at.position()?);
    let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let rest = rest_of_line(text, at)?;
    let here = rest.split(|sign: char| !is_name(sign)).next()?;
    if let Some(word) = vocabulary::foreign_word(here).or_else(|| vocabulary::chinese_word_before(here)) {
        return Some((at, word));
    }
    // With its brackets it is a word of ours, and something else is wrong.
    if here == vocabulary::NOT && !rest.trim_start_matches(vocabulary::NOT).trim_start().starts_with('(') {
        return Some((at, vocabulary::NOT));
    }
    let line_text = text.lines().nth(line.checked_sub(1)?)?;
    let before: String = line_text.chars().take(column.checked_sub(1)?).collect();
    let before = before.trim_end();
    let last = before.rsplit(|sign: char| !is_name(sign)).next()?;
    let word = vocabulary::foreign_word(last)?;
    let start = before.chars().count().checked_sub(word.chars().count())? + 1;
    Some((position_of(line, start), word))
}

/// The word that stands here, if it is one of these: behind a dot, Rhai only misses a name.
fn forbidden_word_at(text: &str, at: Position) -> Option<&'static str> {
    let rest = rest_of_line(text, at)?;
    let end = rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_')).unwrap_or(rest.len());
    FORBIDDEN.iter().find(|word| rest.get(..end) == Some(**word)).copied()
}

/// Where `<>` stands whose second sign Rhai can't read.
fn unequal_sign(text: &str, at: Position) -> Option<Position> {
    let before = Position::new(u16::try_from(at.line()?).ok()?, u16::try_from(at.position()?.checked_sub(1)?).ok()?);
    rest_of_line(text, before)?.starts_with("<>").then_some(before)
}

/// What stands in the line from here on.
fn rest_of_line(text: &str, at: Position) -> Option<&str> {
    let (line, column) = (at.line()?, at.position()?);
    let line = text.lines().nth(line.checked_sub(1)?)?;
    let (byte, _) = line.char_indices().nth(column.checked_sub(1)?)?;
    line.get(byte..)
}

/// What to write instead of the sign that stands here, if it is one that a rule can't use.
fn instead_of_sign_at(text: &str, at: Position) -> Option<Message> {
    let rest = rest_of_line(text, at)?;
    let sign = ["??", "?.", "?["].into_iter().find(|sign| rest.starts_with(sign))?;
    vocabulary::instead_of(sign)
}

/// The signs of a script that are neither in texts nor in comments, each with its line and column.
fn code_signs(text: &str) -> Vec<(usize, usize, char)> {
    let mut signs = Vec::new();
    for (line, written) in text.lines().enumerate() {
        let (mut in_text, mut before) = (false, ' ');
        for (column, sign) in written.chars().enumerate() {
            match sign {
                '"' if before != '\\' => in_text = !in_text,
                '/' if !in_text && before == '/' => break,
                sign if !in_text => signs.push((line + 1, column + 1, sign)),
                _within_text => {}
            }
            before = sign;
        }
    }
    signs
}

/// The last bracket that opens and is closed nowhere.
fn unclosed_bracket(file: &str, text: &str) -> Option<crate::plan::Place> {
    let mut open = Vec::new();
    for (line, column, sign) in code_signs(text) {
        match sign {
            '(' | '[' | '{' => open.push((line, column)),
            ')' | ']' | '}' => {
                open.pop();
            }
            _other => {}
        }
    }
    let (line, column) = open.pop()?;
    Some(place(Some(file), position_of(line, column)))
}

/// `at_least(85%)`: where the number stands, and the number.
fn percent_sign(file: &str, text: &str, at: Position) -> Option<(crate::plan::Place, String)> {
    let (line, column) = (at.line()?, at.position()?);
    let written: Vec<char> = text.lines().nth(line.checked_sub(1)?)?.chars().take(column.checked_sub(1)?).collect();
    let before: String = written.iter().collect();
    let before = before.trim_end().strip_suffix('%')?.trim_end();
    let number: String = {
        let digits = before.chars().rev().take_while(|sign| sign.is_ascii_digit() || *sign == '.');
        digits.collect::<Vec<char>>().into_iter().rev().collect()
    };
    let start = before.chars().count() - number.chars().count() + 1;
    (!number.is_empty()).then(|| (place(Some(file), position_of(line, start)), number))
}

/// `col("event") = "a"` within a condition, where nothing can be assigned.
fn single_equals(file: &str, text: &str, error: &ParseError) -> Option<crate::plan::Place> {
    match error.err_type() {
        ParseErrorType::MissingToken(..) | ParseErrorType::AssignmentToInvalidLHS(_) => {}
        ParseErrorType::AssignmentToConstant(name) if name.is_empty() => {}
        _other => return None,
    }
    let (line, column) = (error.position().line()?, error.position().position()?);
    let signs: Vec<char> = text.lines().nth(line.checked_sub(1)?)?.chars().collect();
    let sign = |column: usize| signs.get(column.checked_sub(1)?).copied();
    let alone = sign(column) == Some('=') && sign(column + 1) != Some('=');
    alone.then(|| place(Some(file), position_of(line, column)))
}

/// What Rhai thinks was meant: `==` of `… Should it be '=='?`.
fn meant(hint: &str) -> Option<&str> {
    let (_, behind) = hint.split_once("Should it be ")?;
    behind.split('\'').nth(1)
}

/// Where a comment opens that nothing closes: all that follows is part of it, and Rhai would only miss the end of the script.
pub fn unclosed_comment(file: &str, text: &str) -> Option<Diagnostic> {
    let (mut line, mut column) = (1, 0);
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut in_text: Option<char> = None;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        column += 1;
        let next = signs.peek().copied();
        match (in_text, sign, next) {
            (Some(_), '\\', Some(_)) => {
                signs.next();
                column += 1;
            }
            (Some(quote), sign, _) if sign == quote => in_text = None,
            (Some(_), _, _) => {}
            (None, '/', Some('/')) if open.is_empty() => while signs.next_if(|sign| *sign != '\n').is_some() {},
            (None, '/', Some('*')) => {
                open.push((line, column));
                signs.next();
                column += 1;
            }
            (None, '*', Some('/')) if !open.is_empty() => {
                open.pop();
                signs.next();
                column += 1;
            }
            (None, '"' | '`', _) if open.is_empty() => in_text = Some(sign),
            (None, _, _) => {}
        }
        if sign == '\n' {
            (line, column) = (line + 1, 0);
            // A text in double quotes ends with its line, closed or not.
            in_text = in_text.filter(|quote| *quote == '`');
        }
    }
    let (line, column) = open.into_iter().next()?;
    Some(Diagnostic::error(place(Some(file), position_of(line, column)), message!("script-unclosed-comment")).width(2))
}

fn position_of(line: usize, column: usize) -> Position {
    Position::new(u16::try_from(line).unwrap_or(u16::MAX), u16::try_from(column).unwrap_or(u16::MAX))
}

/// The names of the script's own variables.
fn own_variables(text: &str) -> Vec<&str> {
    let after_let = text.split("let ").skip(1);
    after_let.filter_map(|rest| rest.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).next()).collect()
}

/// The first sign of a Chinese keyboard outside of texts and comments: the commonest slip, and one that Rhai takes for part of a name.
fn full_width_sign(file: &str, text: &str) -> Option<(crate::plan::Place, char)> {
    for (number, line) in text.lines().enumerate() {
        let mut in_text = false;
        let mut before = ' ';
        for (column, sign) in line.chars().enumerate() {
            match sign {
                '"' if before != '\\' => in_text = !in_text,
                '/' if !in_text && before == '/' => break,
                '（' | '）' | '，' | '；' | '：' | '“' | '”' | '‘' | '’' | '。' | '【' | '】' | '｛' | '｝' | '＝'
                | '＞' | '＜'
                    if !in_text =>
                {
                    return Some((place(Some(file), position_of(number + 1, column + 1)), sign));
                }
                _other => {}
            }
            before = sign;
        }
    }
    None
}

/// A script that failed while it ran.
pub fn evaluation(file: &str, ast: &AST, error: &EvalAltResult) -> Diagnostic {
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
        EvalAltResult::ErrorPropertyNotFound(name, _) => {
            plain(message!("script-unknown-word", word = name)).nearest(name, vocabulary::names())
        }
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

fn unknown_function(at: &crate::plan::Place, signature: &str) -> Diagnostic {
    let (name, given) = of_signature(signature);
    let given: Vec<Message> = given.into_iter().map(type_word).collect();
    if let Some((module, function)) = name.split_once("::") {
        return Diagnostic::error(at.clone(), message!("script-unknown-in-module", module = module, word = function));
    }
    let known = vocabulary::SUBJECTS.iter().flat_map(|subject| subject.words).find(|word| word.name == name);
    match known {
        Some(_) => wrong_arguments(at.clone(), name, given),
        None if name.chars().all(|sign| !sign.is_alphanumeric()) => wrong_operands(at.clone(), name, given),
        None => Diagnostic::error(at.clone(), message!("script-unknown-word", word = name))
            .nearest(name, vocabulary::names()),
    }
}

/// The sign exists, but not for what stands beside it.
pub fn wrong_operands(at: crate::plan::Place, sign: &str, given: Vec<Message>) -> Diagnostic {
    Diagnostic::error(
        at,
        match sign {
            "!" => message!("script-exclamation-on-figure", given = given),
            sign => message!("script-wrong-operands", sign = sign, given = given),
        },
    )
}

/// The word exists, but not for what it was given.
pub fn wrong_arguments(at: crate::plan::Place, name: &str, given: Vec<Message>) -> Diagnostic {
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
