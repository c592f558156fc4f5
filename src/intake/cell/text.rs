//! Texts, free or out of a list.

use super::Why;
use super::spelling::squeezed;

/// A column of texts. Blanks at the ends are never meant; of a list, the listed spelling is handed on.
#[derive(Debug, Clone)]
pub struct TextCells {
    /// Squeezed spelling and the one that the scheme lists.
    allowed: Vec<(String, String)>,
}

impl TextCells {
    pub fn new(one_of: &[String]) -> TextCells {
        TextCells { allowed: one_of.iter().map(|text| (squeezed(text), text.clone())).collect() }
    }

    pub fn is_free(&self) -> bool {
        self.allowed.is_empty()
    }

    /// The text as it counts.
    pub fn read<'a>(&'a self, text: &'a str) -> Result<&'a str, Why> {
        if self.is_free() {
            return Ok(text);
        }
        if let Some((_, listed)) = self.allowed.iter().find(|(_, listed)| listed == text) {
            return Ok(listed);
        }
        let squeezed = squeezed(text);
        let listed = self.allowed.iter().find(|(spelling, _)| *spelling == squeezed);
        listed.map(|(_, listed)| listed.as_str()).ok_or(Why::NotAllowed)
    }

    /// The texts of the list.
    pub fn listed(&self) -> impl Iterator<Item = &str> {
        self.allowed.iter().map(|(_, listed)| listed.as_str())
    }
}
