//! Diagnostics as text, with the line they are about and a caret under it.

use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Severity, Renderer, Snippet};

use super::Diagnostic;
use crate::plan::{Level, Place};
use crate::words::Words;

/// A text that diagnostics may point into.
#[derive(Debug, Clone)]
pub struct Source {
    pub file: Arc<str>,
    pub text: Arc<str>,
}

/// All texts read so far, by the file names that places use.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    pub fn add(&mut self, file: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        let file = file.into();
        if self.text(&file).is_none() {
            self.0.push(Source { file, text: text.into() });
        }
    }

    pub fn text(&self, file: &str) -> Option<&str> {
        self.0.iter().find(|source| &*source.file == file).map(|source| &*source.text)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    pub fn extend(&mut self, other: Sources) {
        for source in other.0 {
            self.add(source.file, source.text);
        }
    }
}

/// The diagnostics one after the other, each with its caret.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, words: &Words, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Unicode);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let title = words.say(&diagnostic.message);
        let label = diagnostic.label.as_ref().map(|label| words.say(label));
        let name = words.word(severity_key(diagnostic.level));
        let severity = match diagnostic.level {
            Level::Error => Severity::ERROR,
            Level::Warning => Severity::WARNING,
            Level::Note => Severity::NOTE,
        };
        let severity = severity.with_name(name);
        let mut group = Group::with_title(severity.primary_title(title).id(diagnostic.message.key.as_str()));
        group = match snippet(sources, &diagnostic.place, diagnostic.width, label, AnnotationKind::Primary) {
            Some(snippet) => group.element(snippet),
            None => group.element(annotate_snippets::Origin::path(diagnostic.place.to_string())),
        };
        for (place, message) in &diagnostic.also {
            if let Some(snippet) = snippet(sources, place, 0, Some(words.say(message)), AnnotationKind::Context) {
                group = group.element(snippet);
            }
        }
        for help in &diagnostic.help {
            group = group.element(Severity::HELP.with_name(words.word("severity-help")).message(words.say(help)));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

fn severity_key(level: Level) -> &'static str {
    match level {
        Level::Error => "severity-error",
        Level::Warning => "severity-warning",
        Level::Note => "severity-note",
    }
}

fn snippet<'a>(
    sources: &'a Sources,
    place: &Place,
    width: u32,
    label: Option<String>,
    kind: AnnotationKind,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let text = sources.text(&place.file)?;
    let start = offset(text, place)?;
    let rest = &text[start..];
    let length = match width {
        0 => word_at(rest),
        width => rest.chars().take(width as usize).take_while(|character| *character != '\n').map(char::len_utf8).sum(),
    };
    let annotation = kind.span(start..start + length);
    let annotation = match label {
        Some(label) => annotation.label(label),
        None => annotation,
    };
    Some(Snippet::source(text).path(place.file.to_string()).annotation(annotation))
}

/// The byte at which a place stands; `None` for a whole file.
fn offset(text: &str, place: &Place) -> Option<usize> {
    if place.line == 0 {
        return None;
    }
    // A text that ends too soon is pointed at where it ends.
    let line = text.split_inclusive('\n').nth(place.line as usize - 1);
    let Some(line) = line else { return Some(text.trim_end().len()) };
    let line_start = line.as_ptr() as usize - text.as_ptr() as usize;
    let column = place.column.max(1) as usize - 1;
    let within = line.char_indices().nth(column).map_or(line.trim_end_matches(['\n', '\r']).len(), |(byte, _)| byte);
    Some(line_start + within)
}

/// Bytes of the number that starts here, with its sign and percent sign: `-85%` of a letter, `85` of `85.pct`.
fn number_at(rest: &str) -> usize {
    let is_end = |(byte, sign): &(usize, char)| match sign {
        '-' => *byte > 0,
        '.' => !rest[byte + 1..].starts_with(|next: char| next.is_ascii_digit()),
        sign => !(sign.is_alphanumeric() || "_/".contains(*sign)),
    };
    let end = rest.char_indices().find(is_end).map_or(rest.len(), |(byte, _)| byte);
    let percent = rest[end..].starts_with('%') && rest[..end].ends_with(|last: char| last.is_ascii_digit());
    end.max(1) + usize::from(percent)
}

/// Bytes of the word, text in quotes or sign that starts here.
fn word_at(rest: &str) -> usize {
    let mut characters = rest.char_indices();
    let Some((_, first)) = characters.next() else { return 0 };
    let ends = |end: usize| if end == 0 { first.len_utf8() } else { end };
    match first {
        // One that its line does not close is pointed at where it opens.
        '"' | '\'' | '`' => {
            let line = rest[1..].split('\n').next().unwrap_or_default();
            line.find(first).map_or(first.len_utf8(), |end| end + 2)
        }
        '\n' => 0,
        '-' | '0'..='9' => number_at(rest),
        _ if first.is_alphanumeric() || first == '_' => {
            ends(rest.find(|next: char| !(next.is_alphanumeric() || "_-/".contains(next))).unwrap_or(rest.len()))
        }
        _ => first.len_utf8(),
    }
}
