//! The one way to tell a person what is wrong with something that they wrote: file, place, caret, what was expected, the nearest right
//! name. Used alike for YAML, Rhai, letters and spreadsheets; always many at once.

mod render;

use crate::plan::{Level, Place};
use crate::words::Message;

pub use render::{Source, Sources, render};

/// One thing that is wrong, or odd, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub level: Level,
    /// The key of its message in the catalogue, and the name of its page in `docs/diagnostics.md`.
    pub message: Message,
    pub place: Place,
    /// How many characters the caret underlines; 0 lets the renderer take the word that stands there.
    pub width: u32,
    /// What is said beside the caret.
    pub label: Option<Message>,
    /// What to write instead, the nearest right name, what is expected.
    pub help: Vec<Message>,
    /// Other places that belong to it.
    pub also: Vec<(Place, Message)>,
}

impl Diagnostic {
    pub fn error(place: Place, message: Message) -> Diagnostic {
        Diagnostic { level: Level::Error, message, place, width: 0, label: None, help: Vec::new(), also: Vec::new() }
    }

    pub fn warning(place: Place, message: Message) -> Diagnostic {
        Diagnostic { level: Level::Warning, ..Diagnostic::error(place, message) }
    }

    pub fn note(place: Place, message: Message) -> Diagnostic {
        Diagnostic { level: Level::Note, ..Diagnostic::error(place, message) }
    }

    pub fn width(mut self, characters: u32) -> Diagnostic {
        self.width = characters;
        self
    }

    pub fn label(mut self, label: Message) -> Diagnostic {
        self.label = Some(label);
        self
    }

    pub fn help(mut self, help: Message) -> Diagnostic {
        self.help.push(help);
        self
    }

    /// Adds «did you mean» with the nearest of the names, if one is near enough.
    pub fn nearest<'a>(self, wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        match nearest(wrong, right) {
            Some(name) => self.help(crate::message!("nearest-name", name = name)),
            None => self,
        }
    }

    pub fn also(mut self, place: Place, message: Message) -> Diagnostic {
        self.also.push((place, message));
        self
    }
}

/// The name nearest to what was written, if it is near enough to be meant: at most a third of its characters differ, or one holds
/// the other and is at least half as long.
pub fn nearest<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    right
        .into_iter()
        .filter_map(|name| {
            let distance = strsim::osa_distance(wrong, name);
            let longest = length.max(name.chars().count());
            let shortest = length.min(name.chars().count());
            let held = shortest >= 2 && shortest * 2 >= longest && (name.contains(wrong) || wrong.contains(name));
            let near = distance * 3 <= longest || longest <= 3 && distance <= 1 || held;
            near.then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Errors first, then by place: the order in which they are printed.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|left, right| right.level.cmp(&left.level).then_with(|| left.place.cmp(&right.place)));
    diagnostics.dedup();
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_near_or_there_is_none() {
        assert_eq!(nearest("summ", ["sum", "count", "mean"]), Some("sum"));
        assert_eq!(nearest("泗河", ["泗河镇", "八号镇"]), Some("泗河镇"));
        assert_eq!(nearest("produecd", ["used", "produced"]), Some("produced"));
        assert_eq!(nearest("water", ["sum", "count"]), None);
    }
}
