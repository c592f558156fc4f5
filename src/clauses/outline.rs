//! A line with lines under it: what is too long for one sentence.

use crate::words::{Message, Words};

/// A line of a clause and what is listed under it.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub say: Message,
    pub under: Vec<Outline>,
}

impl Outline {
    pub fn leaf(say: Message) -> Outline {
        Outline { say, under: Vec::new() }
    }

    pub fn list(say: Message, under: Vec<Outline>) -> Outline {
        Outline { say, under }
    }

    /// As a Markdown list item at this depth.
    pub fn write(&self, words: &Words, depth: usize, into: &mut String) {
        into.push_str(&"  ".repeat(depth));
        into.push_str("- ");
        into.push_str(&words.say(&self.say));
        into.push('\n');
        for line in &self.under {
            line.write(words, depth + 1, into);
        }
    }
}
