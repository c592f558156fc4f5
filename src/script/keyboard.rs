//! Signs that come of a Chinese keyboard, of another language or of a pen, and that Rhai does not know: told all at once, before it reads the
//! script, with the signs that are meant written in their places.

use super::code::{At, Code, Overwritten};
use super::run::place;
use super::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::message;

/// The script as it is meant, and what is told of it.
pub fn as_meant(file: &str, text: &str) -> (String, Vec<Diagnostic>) {
    let code = Code::of(text);
    let mut meant = Overwritten::of(text);
    let mut told = in_quotes(file, &code, &mut meant);
    told.extend(full_width(file, &code, &mut meant));
    told.extend(turned(file, text, &code, &mut meant));
    if told.is_empty() {
        return (text.to_owned(), told);
    }
    told.sort_by(|left, right| left.place.cmp(&right.place));
    (meant.text(), told)
}

/// 'farms': in a rule a text stands in double quotes.
fn in_quotes(file: &str, code: &Code, meant: &mut Overwritten) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for text in &code.texts {
        let ((opens_at, opens), (closes_at, closes)) = (text.opens, text.closes);
        if opens == '`' || (opens, closes) == ('"', '"') {
            continue;
        }
        meant.write(opens_at, ['"']);
        meant.write(closes_at, ['"']);
        // Within it a double quote would end it.
        meant.write(opens_at.right_of(1), text.text.chars().map(|sign| if sign == '"' { '\'' } else { sign }));
        if opens == '\'' {
            let width = u32::try_from(text.text.chars().count() + 2).unwrap_or(0);
            let message = message!("script-single-quotes", text = &text.text);
            told.push(Diagnostic::error(place(Some(file), opens_at.position()), message).width(width));
        }
    }
    told
}

/// What a sign of a Chinese keyboard is on an English one.
fn half_width(sign: char) -> Option<char> {
    match sign {
        '。' => Some('.'),
        '、' => Some(','),
        '【' => Some('['),
        '】' => Some(']'),
        '《' => Some('<'),
        '》' => Some('>'),
        '—' | '–' | '−' => Some('-'),
        '“' | '”' | '‘' | '’' => Some('"'),
        sign @ '！'..='～' if !sign.is_alphabetic() => char::from_u32(u32::from(sign) - 0xFEE0),
        _half_width => None,
    }
}

/// Full-width signs, told once a line: a keyboard that is left on Chinese makes many of them.
fn full_width(file: &str, code: &Code, meant: &mut Overwritten) -> Vec<Diagnostic> {
    let is_full_quote = |sign: &char| ['“', '”', '＂', '‘', '’', '＇'].contains(sign);
    let quotes = code.texts.iter().flat_map(|text| [text.opens, text.closes]).filter(|(_, sign)| is_full_quote(sign));
    let mut signs: Vec<(At, char)> = quotes.collect();
    let mut before: Option<(At, char)> = None;
    for (at, sign) in &code.signs {
        // Behind letters a digit is part of a name, and a name may have digits of either width.
        let goes_on =
            before.is_some_and(|(left, sign)| left.right_of(1) == *at && (sign.is_alphanumeric() || sign == '_'));
        let is_digit = ('０'..='９').contains(sign);
        let begins_a_number = !goes_on || before.is_some_and(|(_, sign)| sign.is_ascii_digit());
        let mut read = *sign;
        if let Some(half) = half_width(*sign)
            && (!is_digit || begins_a_number)
        {
            meant.write(*at, [half]);
            signs.push((*at, *sign));
            read = half;
        }
        before = Some((*at, read));
    }
    signs.sort_by_key(|(at, _)| *at);
    let lines = signs.chunk_by(|(one, _), (other, _)| one.line == other.line);
    lines
        .filter_map(|line| {
            let (first, _) = line.first()?;
            let mut told = String::new();
            for (_, sign) in line {
                if !told.contains(*sign) {
                    told.extend(Some(' ').filter(|_| !told.is_empty()));
                    told.push(*sign);
                }
            }
            let message = message!("script-full-width-sign", sign = told);
            Some(Diagnostic::error(place(Some(file), first.position()), message).width(1))
        })
        .collect()
}

/// Comparisons as a pen, or another language, writes them: ≥, =<, <>.
fn turned(file: &str, text: &str, code: &Code, meant: &mut Overwritten) -> Vec<Diagnostic> {
    // Where `switch` is told, its `=>` are told with it.
    let chooses = text.contains("switch");
    let mut told = Vec::new();
    let mut tell = |at: At, sign: &str, instead: &str| {
        let message = match vocabulary::instead_of(sign) {
            Some(instead) => instead,
            None => message!("script-improper-sign-meant", sign = sign, meant = instead),
        };
        let width = u32::try_from(sign.chars().count()).unwrap_or(1);
        told.push(Diagnostic::error(place(Some(file), at.position()), message).width(width));
    };
    for (index, (at, sign)) in code.signs.iter().enumerate() {
        let stands = |index: Option<usize>, wanted: Option<At>| {
            let (at, sign) = code.signs.get(index?)?;
            (Some(*at) == wanted).then_some(*sign)
        };
        let left = at.column.checked_sub(1).map(|column| At { column, ..*at });
        let (before, next) = (stands(index.checked_sub(1), left), stands(Some(index + 1), Some(at.right_of(1))));
        let third = stands(Some(index + 2), Some(at.right_of(2)));
        let alone = !matches!(before, Some('=' | '<' | '>' | '!'));
        match (*sign, next) {
            ('=', Some('<')) if alone && third != Some('=') => {
                meant.write(*at, ['<', '=']);
                tell(*at, "=<", "<=");
            }
            ('=', Some('>')) if alone && third != Some('=') && !chooses => {
                meant.write(*at, ['>', '=']);
                tell(*at, "=>", ">=");
            }
            ('<', Some('>')) if alone && third != Some('=') => {
                meant.write(*at, ['!', '=']);
                tell(*at, "<>", "!=");
            }
            ('×', _) => {
                meant.write(*at, ['*']);
                tell(*at, "×", "*");
            }
            ('÷', _) => {
                meant.write(*at, ['/']);
                tell(*at, "÷", "/");
            }
            (sign, _) => {
                if let Some(both) = written_as(sign).filter(|both| meant.write_both(*at, *both)) {
                    tell(*at, &sign.to_string(), &String::from_iter(both));
                }
            }
        }
    }
    told
}

/// The comparison that one sign of a pen means.
pub fn written_as(sign: char) -> Option<[char; 2]> {
    match sign {
        '≥' | '≧' => Some(['>', '=']),
        '≤' | '≦' => Some(['<', '=']),
        '≠' => Some(['!', '=']),
        _other => None,
    }
}
