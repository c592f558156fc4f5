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

    /// Adds «did you mean» with the nearest of the names, or with all that are equally near if they are few.
    pub fn nearest<'a>(self, wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        match all_nearest(wrong, right).as_slice() {
            [] => self,
            [name] => self.help(crate::message!("nearest-name", name = *name)),
            names if names.len() <= MOST_NEAREST => {
                let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
                self.help(crate::message!("nearest-names", names = names))
            }
            _too_many => self,
        }
    }

    /// A warning where a unit is in no list of units: nothing converts it, and it may be a slip.
    pub fn unheard_of_unit(place: &Place, unit: &crate::figure::Unit) -> Option<Diagnostic> {
        let (symbol, meant) = unit.unheard_of()?;
        let problem = Diagnostic::warning(place.clone(), crate::message!("unit-unheard-of", unit = symbol));
        Some(match meant {
            Some(meant) => problem.help(crate::message!("nearest-name", name = meant)),
            None => problem.nearest(symbol, crate::figure::Unit::convertible()),
        })
    }

    /// Two rules that come to one place of a module come to one thing that is wrong.
    fn says_the_same(&self, other: &Diagnostic) -> bool {
        let said = |told: &Diagnostic| Diagnostic { also: Vec::new(), ..told.clone() };
        said(self) == said(other)
    }

    pub fn also(mut self, place: Place, message: Message) -> Diagnostic {
        self.also.push((place, message));
        self
    }
}

/// So many names that are equally near can still be read as a question; of more, any is a guess.
const MOST_NEAREST: usize = 3;

/// The one name nearest to what was written. Where several are equally near there is none: a guess would send people the wrong way.
pub fn nearest<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    match all_nearest(wrong, right).as_slice() {
        [name] => Some(name),
        _none_or_several => None,
    }
}

/// The nearest names, where they are few enough to be asked about.
pub fn nearest_few<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let near = all_nearest(wrong, right);
    if near.len() > MOST_NEAREST { Vec::new() } else { near.into_iter().map(str::to_owned).collect() }
}

/// The names nearest to what was written that are near enough to be meant, each once, in their own order: at most a third of the
/// characters differ; or else one holds the other. None where it is one of them: then the spelling is not what is wrong.
fn all_nearest<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = wrong.chars().count();
    let (mut misspelt, mut holding) = (Vec::new(), Vec::new());
    let small = wrong.to_lowercase();
    for name in right {
        if name == wrong {
            return Vec::new();
        }
        // A capital is no other letter.
        let distance = strsim::osa_distance(&small, &name.to_lowercase());
        let (longest, shortest) = (length.max(name.chars().count()), length.min(name.chars().count()));
        let half = shortest >= 2 && shortest * 2 >= longest && (name.contains(wrong) || wrong.contains(name));
        if distance * 3 <= longest || longest <= 3 && distance <= 1 && distance < longest || half {
            misspelt.push((distance, name));
        } else if is_part_of(wrong, name) {
            holding.push(name);
        }
    }
    let least = misspelt.iter().map(|(distance, _)| *distance).min();
    let mut near: Vec<&str> = match least {
        Some(least) => misspelt.into_iter().filter(|(distance, _)| *distance == least).map(|(_, name)| name).collect(),
        None => holding,
    };
    let mut seen = std::collections::BTreeSet::new();
    near.retain(|name| seen.insert(*name));
    near
}

/// `straw` is a part of `air/straw-fires`, and 西 of 西河镇: of words in letters a whole one, of Chinese any sign.
fn is_part_of(wrong: &str, name: &str) -> bool {
    if wrong.is_ascii() {
        let mut words = name.split(|sign: char| !sign.is_alphanumeric());
        return wrong.len() >= 3 && words.any(|word| word == wrong);
    }
    name.contains(wrong)
}

/// The first few names: a whole county in one line helps nobody.
pub fn shortened(mut names: Vec<String>) -> Vec<String> {
    const SHOWN: usize = 8;
    if names.len() > SHOWN {
        names.truncate(SHOWN);
        names.push("…".to_owned());
    }
    names
}

/// Errors first, then by place: the order in which they are printed.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|left, right| right.level.cmp(&left.level).then_with(|| left.place.cmp(&right.place)));
    let mut told: Vec<Diagnostic> = Vec::new();
    for found in diagnostics {
        let mut here = told.iter_mut().rev().take_while(|known| known.place == found.place);
        match here.find(|known| known.says_the_same(&found)) {
            Some(known) => found.also.into_iter().for_each(|place| {
                if !known.also.contains(&place) {
                    known.also.push(place);
                }
            }),
            None => told.push(found),
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{all_nearest, nearest};

    #[test]
    fn the_nearest_name_is_near_or_there_is_none() {
        assert_eq!(nearest("summ", ["sum", "count", "mean"]), Some("sum"));
        assert_eq!(nearest("泗河", ["泗河镇", "八号镇"]), Some("泗河镇"));
        assert_eq!(nearest("produecd", ["used", "produced"]), Some("produced"));
        assert_eq!(nearest("water", ["sum", "count"]), None);
    }

    #[test]
    fn a_part_of_a_name_is_near_and_of_equals_all_or_none_are_told() {
        assert_eq!(all_nearest("straw", ["air/straw-fires", "air/dust"]), ["air/straw-fires"]);
        assert_eq!(all_nearest("西", ["西河乡", "东山乡", "西岭乡"]), ["西河乡", "西岭乡"]);
        assert_eq!(all_nearest("usad", ["used", "user", "usac"]), ["used", "usac"]);
        assert_eq!(nearest("usad", ["used", "usac"]), None, "a guess");
        assert_eq!(nearest("used_", ["used", "used"]), Some("used"), "one name told twice is one");
    }
}
