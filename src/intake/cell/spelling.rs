//! The same text in full and half width, with and without blanks.

use std::borrow::Cow;

/// Blanks of every kind at both ends taken off, zero-width ones too.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|character| is_blank(character) || is_invisible(character))
}

/// Full-width letters, digits and signs as half-width ones, every blank as a plain one, invisible characters gone.
pub fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let changes = |character: char| narrowed(character) != Some(character);
    if !text.chars().any(changes) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(narrowed).collect())
}

/// Narrowed, without any blank, ASCII letters in lower case: two texts that differ only so are the same name.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter_map(narrowed)
        .filter(|character| !is_blank(*character))
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

fn narrowed(character: char) -> Option<char> {
    match character {
        _ if is_invisible(character) => None,
        _ if is_blank(character) => Some(' '),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0),
        '\u{2212}' | '\u{2010}' | '\u{2011}' => Some('-'),
        _ => Some(character),
    }
}

fn is_blank(character: char) -> bool {
    // U+3000 and NBSP are whitespace to Rust too.
    character.is_whitespace()
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_blanks_do_not_make_another_text() {
        assert_eq!(narrow("９５．６％"), "95.6%");
        assert_eq!(narrow("－3"), "-3");
        assert_eq!(narrow("泗河镇"), "泗河镇");
        assert_eq!(squeezed("于　家 镇\u{200B}"), "于家镇");
        assert_eq!(squeezed("Ｎ／Ａ"), "n/a");
        assert_eq!(trimmed("\u{FEFF}　a b\u{A0}\n"), "a b");
    }
}
