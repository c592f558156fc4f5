//! A phrase and how tightly it holds together, so that brackets stand where they are needed and nowhere else.

use crate::message;
use crate::plan::Arithmetic;
use crate::words::{Arg, Message};

/// How tightly the parts of a phrase hold together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    /// Several clauses (关停的取甲，否则取乙): bracketed inside anything.
    Loose,
    /// Conditions joined by 或者.
    Or,
    /// Conditions joined by 且.
    And,
    Sum,
    Product,
    /// A name, a number, a single condition.
    Word,
}

/// Words for one node.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub message: Message,
    pub binding: Binding,
}

impl Phrase {
    pub fn word(message: Message) -> Phrase {
        Phrase { message, binding: Binding::Word }
    }

    pub fn loose(message: Message) -> Phrase {
        Phrase { message, binding: Binding::Loose }
    }

    /// The words as they stand inside something that binds this tightly.
    pub fn within(self, least: Binding) -> Message {
        if self.binding >= least { self.message } else { message!("bracketed", inner = self.message) }
    }

    /// `left ∘ right`, with brackets as arithmetic needs them: a−(b−c), (a+b)÷c, a÷(b×c).
    pub fn arithmetic(operation: Arithmetic, left: Phrase, right: Phrase) -> Phrase {
        let (key, binding, right_needs) = match operation {
            Arithmetic::Add => ("arithmetic-add", Binding::Sum, Binding::Sum),
            Arithmetic::Subtract => ("arithmetic-subtract", Binding::Sum, Binding::Product),
            Arithmetic::Multiply => ("arithmetic-multiply", Binding::Product, Binding::Product),
            Arithmetic::Divide => ("arithmetic-divide", Binding::Product, Binding::Word),
        };
        let message = Message::new(key).with("left", left.within(binding)).with("right", right.within(right_needs));
        Phrase { message, binding }
    }

    pub fn negative(value: Phrase) -> Phrase {
        Phrase { message: message!("arithmetic-negative", value = value.within(Binding::Word)), binding: Binding::Sum }
    }

    pub fn and(left: Phrase, right: Phrase) -> Phrase {
        let message = message!("condition-and", left = left.within(Binding::And), right = right.within(Binding::And));
        Phrase { message, binding: Binding::And }
    }

    pub fn or(left: Phrase, right: Phrase) -> Phrase {
        // 甲且乙或者丙 can be read both ways: the pair joined by 且 is bracketed, although it binds tighter.
        let side = |side: Phrase| match side.binding {
            Binding::And => message!("bracketed", inner = side.message),
            Binding::Loose | Binding::Or | Binding::Sum | Binding::Product | Binding::Word => side.within(Binding::Or),
        };
        let message = message!("condition-or", left = side(left), right = side(right));
        Phrase { message, binding: Binding::Or }
    }
}

/// Joined by 、.
pub(super) fn listed(parts: impl IntoIterator<Item = Message>) -> Arg {
    Arg::List(parts.into_iter().map(Arg::Message).collect())
}

/// Joined by the message of this key, which takes `left` and `right`; `None` where there is nothing to join.
pub(super) fn joined(key: &str, parts: impl IntoIterator<Item = Message>) -> Option<Message> {
    parts.into_iter().reduce(|left, right| Message::new(key).with("left", left).with("right", right))
}

/// One of several: 甲, 甲或乙, 甲、乙或丙; `None` of none.
pub(super) fn either(parts: impl IntoIterator<Item = Message>) -> Option<Message> {
    let mut parts: Vec<Message> = parts.into_iter().collect();
    let last = parts.pop()?;
    if parts.is_empty() {
        return Some(last);
    }
    let first = message!("joined-list", parts = listed(parts));
    Some(message!("joined-or", left = first, right = last))
}
