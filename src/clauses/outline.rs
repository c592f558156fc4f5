//! A line with lines under it: what is too long for one sentence.

use crate::message;
use crate::words::{Message, Words};

/// A line of a clause and what is listed under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    pub say: Message,
    pub under: Vec<Outline>,
    /// What the lines define, where they are long enough to be told once for the whole page.
    pub defines: Option<Message>,
}

/// Definitions that a page tells once, at its end.
#[derive(Debug, Default)]
pub(super) struct Appendix {
    pub entries: Vec<Outline>,
}

impl Appendix {
    /// The number of this definition, the first being 1; one that is there already keeps its number.
    fn number(&mut self, definition: &Outline) -> usize {
        if let Some(index) = self.entries.iter().position(|entry| entry == definition) {
            return index + 1;
        }
        self.entries.push(definition.clone());
        self.entries.len()
    }
}

impl Outline {
    pub fn leaf(say: Message) -> Outline {
        Outline { say, under: Vec::new(), defines: None }
    }

    pub fn list(say: Message, under: Vec<Outline>) -> Outline {
        Outline { say, under, defines: None }
    }

    /// As a Markdown list item at this depth. What can be told once goes to the appendix, where there is one.
    pub fn write(&self, words: &Words, depth: usize, appendix: Option<&mut Appendix>, into: &mut String) {
        into.push_str(&"  ".repeat(depth));
        into.push_str("- ");
        let mut appendix = appendix;
        if let (Some(name), Some(appendix)) = (&self.defines, appendix.as_deref_mut()) {
            let number = appendix.number(self);
            into.push_str(&words.say(&message!("definition-apart", name = name.clone(), number = number)));
            into.push('\n');
            return;
        }
        into.push_str(&words.say(&self.say));
        into.push('\n');
        for line in &self.under {
            line.write(words, depth + 1, appendix.as_deref_mut(), into);
        }
    }
}
