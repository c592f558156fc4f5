//! A YAML file as a tree that knows where everything stands.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{Event, Marker, Parser, ScalarStyle, Span};

use super::problems::{Problems, characters};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::Place;
use crate::words::Message;

/// Nodes that a file may have with its aliases written out: an alias of an alias of an alias must not fill the memory.
const MOST_NODES: usize = 200_000;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    pub at: Place,
    /// How many characters it takes on its first line.
    pub width: u32,
    pub value: Value,
}

#[derive(Debug, Clone)]
pub enum Value {
    Scalar(Scalar),
    List(Rc<Vec<Node>>),
    /// In the order of the file; no key stands twice.
    Map(Rc<Vec<(Key, Node)>>),
}

/// A single value as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Quotes and escapes resolved, digits untouched.
    pub text: Rc<str>,
    /// Without quotes: only such a scalar can be a number, a date, true, false or nothing.
    pub plain: bool,
    /// Where the first character of the text stands: behind an opening quote, on the line after a `|`.
    pub inside: Place,
}

#[derive(Debug, Clone)]
pub struct Key {
    pub text: Rc<str>,
    pub at: Place,
    pub width: u32,
}

impl Node {
    /// A mapping without entries.
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Map(entries) if entries.is_empty())
    }

    /// Nothing is given: an empty value, `~` or `null`.
    pub fn is_nothing(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.plain && matches!(&*scalar.text, "" | "~" | "null"))
    }

    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            Value::List(_) | Value::Map(_) => None,
        }
    }
}

/// The tree of a text, or `None` if it is no YAML, which is noted. An empty file is an empty mapping.
pub fn parse(text: &str, problems: &mut Problems) -> Option<Node> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        lines: text.lines().collect(),
        anchors: HashMap::new(),
        nodes: 0,
        problems,
    };
    let root = reader.document();
    match root {
        Ok(Some(root)) => Some(root),
        Ok(None) => {
            let at = reader.problems.place(1, 1);
            Some(Node { at, width: 0, value: Value::Map(Rc::default()) })
        }
        Err(Stopped) => None,
    }
}

/// What the parser says, in the reader's words: what most likely happened, and what to do about it.
fn syntax(reason: &str) -> Message {
    let says = |parts: &[&str]| parts.iter().any(|part| reason.contains(part));
    if says(&["tab"]) {
        message!("scheme-yaml-tab")
    } else if says(&["trailing content after"]) {
        message!("scheme-yaml-behind-quotes")
    } else if says(&["escape"]) {
        message!("scheme-yaml-escape")
    } else if says(&["quoted scalar"]) {
        message!("scheme-yaml-unclosed-quote")
    } else if says(&["bracket", "',' or"]) {
        message!("scheme-yaml-bracket")
    } else if says(&["expected ':'"]) {
        message!("scheme-yaml-no-colon")
    } else if says(&["mapping values are not allowed", "placement of ':'"]) {
        message!("scheme-yaml-colon")
    } else if says(&["unknown anchor"]) {
        message!("scheme-yaml-unknown-anchor")
    } else if says(&["unexpected character"]) {
        message!("scheme-yaml-sign")
    } else if says(&["recursion limit"]) {
        message!("scheme-yaml-too-deep")
    } else if says(&["block", "indent"]) {
        message!("scheme-yaml-indent")
    } else {
        message!("scheme-yaml-syntax", reason = reason)
    }
}

/// Where a word at the head of a line is followed by a full-width colon: line and column, from 1.
fn full_width_colons(lines: &[&str]) -> Vec<(u32, u32)> {
    let colon = |line: &&str| {
        let head = line.trim_start_matches([' ', '-']);
        let word = head.find(|sign: char| !(sign.is_ascii_alphanumeric() || ['_', '-'].contains(&sign)))?;
        let is_key = word > 0 && head.get(word..)?.starts_with('：');
        is_key.then(|| characters(line) - characters(head.get(word..).unwrap_or_default()) + 1)
    };
    let numbered = (1u32..).zip(lines);
    numbered.filter_map(|(number, line)| Some((number, colon(line)?))).collect()
}

/// The first tab before anything else in a line, from this line on.
fn tab_from(lines: &[&str], from: u32) -> Option<(u32, u32)> {
    let below = (1u32..).zip(lines).skip_while(|(number, _)| *number < from);
    let tab = |line: &str| {
        let blanks: String = line.chars().take_while(|sign| sign.is_whitespace()).collect();
        blanks.chars().position(|sign| sign == '\t')
    };
    below.into_iter().find_map(|(number, line)| Some((number, u32::try_from(tab(line)?).ok()? + 1)))
}

/// Where the text in quotes that has ended right before this place begins, if that is in a line above: its own quote is missing.
fn opened_above(lines: &[&str], line: u32, column: u32) -> Option<(u32, u32)> {
    let before: String =
        lines.get(line.checked_sub(1)? as usize)?.chars().take(column.checked_sub(1)? as usize).collect();
    let quote = before.trim_end().chars().last().filter(|sign| ['"', '\''].contains(sign))?;
    if before.trim_end().matches(quote).count() > 1 {
        return None;
    }
    let above = (1u32..).zip(lines).take_while(|(number, _)| *number < line);
    let opened =
        above.filter_map(|(number, text)| Some((number, text.find(quote).map(|byte| characters(&text[..byte]) + 1)?)));
    opened.last()
}

/// The text can't be read any further; why was noted.
struct Stopped;

struct Reader<'text, 'problems> {
    events: Parser<'text, granit_parser::StrInput<'text>>,
    lines: Vec<&'text str>,
    anchors: HashMap<usize, (Node, usize)>,
    /// Nodes so far, those behind aliases counted again.
    nodes: usize,
    problems: &'problems mut Problems,
}

impl<'text> Reader<'text, '_> {
    fn document(&mut self) -> Result<Option<Node>, Stopped> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::DocumentStart(..) if root.is_some() => {
                    self.problems.error(self.place(span.start), message!("scheme-yaml-two-documents"));
                    return Err(Stopped);
                }
                Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                    let node = self.node(event, span)?;
                    root = (!node.is_nothing()).then_some(node);
                }
                // The event type is open to growth; what is no node only frames the document.
                _ => {}
            }
        }
    }

    /// The next event that is not a comment.
    fn next(&mut self) -> Result<(Event<'text>, Span), Stopped> {
        match self.events.next_event() {
            Some(Ok((Event::Comment(..), _))) => self.next(),
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                self.unreadable(&error.info(), *error.marker());
                Err(Stopped)
            }
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// Tells why the text can't be read on; where the parser stumbled is not always where the slip is.
    fn unreadable(&mut self, reason: &str, marker: Marker) {
        let colons = full_width_colons(&self.lines);
        for (line, column) in &colons {
            let at = self.problems.place(*line, *column);
            self.problems.add(Diagnostic::error(at, message!("scheme-yaml-full-width-colon")).width(1));
        }
        if !colons.is_empty() {
            return;
        }
        let at = self.place(marker);
        let message = syntax(reason);
        let (at, message) = match message.key.as_str() {
            "scheme-yaml-tab" => {
                (tab_from(&self.lines, at.line).map_or(at, |(line, column)| self.problems.place(line, column)), message)
            }
            "scheme-yaml-behind-quotes" => match opened_above(&self.lines, at.line, at.column) {
                Some((line, column)) => (self.problems.place(line, column), message!("scheme-yaml-unclosed-quote")),
                None => (at, message),
            },
            _elsewhere => (at, message),
        };
        // A tab, or a quote, that stands alone.
        let alone = matches!(message.key.as_str(), "scheme-yaml-tab" | "scheme-yaml-unclosed-quote");
        self.problems.add(Diagnostic::error(at, message).width(u32::from(alone)));
    }

    fn node(&mut self, event: Event<'text>, span: Span) -> Result<Node, Stopped> {
        let before = self.nodes;
        self.count(1, span)?;
        let at = self.place(span.start);
        let width = self.width(span);
        let (anchor, value) = match event {
            Event::Scalar(text, style, anchor, _tag) => {
                let plain = style == ScalarStyle::Plain;
                let inside = self.inside(&at, style);
                (anchor, Value::Scalar(Scalar { text: text.as_ref().into(), plain, inside }))
            }
            Event::SequenceStart(_, anchor, _tag) => (anchor, Value::List(Rc::new(self.list()?))),
            Event::MappingStart(_, anchor, _tag) => (anchor, Value::Map(Rc::new(self.map()?))),
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                    // An alias inside its own anchor: the node is not finished yet.
                    self.problems.error(at, message!("scheme-yaml-alias-in-itself"));
                    return Err(Stopped);
                };
                self.count(size, span)?;
                return Ok(node);
            }
            _ => {
                self.problems.error(at, syntax("unexpected event"));
                return Err(Stopped);
            }
        };
        let node = Node { at, width, value };
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), self.nodes - before));
        }
        Ok(node)
    }

    fn list(&mut self) -> Result<Vec<Node>, Stopped> {
        let mut nodes = Vec::new();
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::SequenceEnd | Event::StreamEnd => return Ok(nodes),
                event => nodes.push(self.node(event, span)?),
            }
        }
    }

    fn map(&mut self) -> Result<Vec<(Key, Node)>, Stopped> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                return Ok(entries);
            }
            let key = self.node(event, span)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            let Some(scalar) = key.scalar() else {
                self.problems.lost.push(key.at.clone());
                self.problems.error(key.at, message!("scheme-key-not-text"));
                continue;
            };
            if let Some((first, _)) = entries.iter().find(|(other, _)| other.text == scalar.text) {
                let first = first.at.clone();
                self.problems.twice(&scalar.text, key.at.clone(), first);
                self.problems.lost.push(key.at.clone());
                continue;
            }
            entries.push((Key { text: scalar.text.clone(), at: key.at.clone(), width: key.width }, value));
        }
    }

    fn count(&mut self, more: usize, span: Span) -> Result<(), Stopped> {
        self.nodes += more;
        if self.nodes > MOST_NODES {
            self.problems.error(self.place(span.start), message!("scheme-yaml-too-large", most = MOST_NODES));
            return Err(Stopped);
        }
        Ok(())
    }

    fn place(&self, marker: Marker) -> Place {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.problems.place(number(marker.line()), number(marker.col()).saturating_add(1))
    }

    /// Characters of the span on its first line.
    fn width(&self, span: Span) -> u32 {
        let end = if span.end.line() == span.start.line() {
            span.end.col()
        } else {
            self.lines.get(span.start.line().saturating_sub(1)).map_or(0, |line| line.trim_end().chars().count())
        };
        u32::try_from(end.saturating_sub(span.start.col())).unwrap_or(0)
    }

    fn inside(&self, at: &Place, style: ScalarStyle) -> Place {
        match style {
            ScalarStyle::Plain => at.clone(),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                Place { column: at.column.saturating_add(1), ..at.clone() }
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let below = at.line as usize;
                let first = self.lines.iter().enumerate().skip(below).find(|(_, line)| !line.trim().is_empty());
                let Some((number, line)) = first else { return at.clone() };
                let indent = line.chars().take_while(|character| *character == ' ').count();
                self.problems
                    .place(u32::try_from(number + 1).unwrap_or(u32::MAX), u32::try_from(indent + 1).unwrap_or(u32::MAX))
            }
        }
    }
}
