//! What of a scheme could be read whole, so that a name which nobody declares is a slip and no lost declaration.

use super::yaml::{Node, Problems, Value};
use crate::diagnostic::nearest;

/// For each kind of name, whether all of its declarations could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complete {
    /// Tables, their columns, scales of classes.
    pub tables: bool,
    /// Indicators, bonuses, deductions, vetoes and areas.
    pub items: bool,
    /// The points on each sheet: all could be read, and none is negative.
    pub points: bool,
    pub grades: bool,
    /// Units, their kinds and groups.
    pub units: bool,
    /// The file of letters, and that it is parted into lines and columns. What is wrong in one of its lines is known line by line:
    /// [`super::UnreadLetter`].
    pub letters: bool,
}

impl Complete {
    pub const ALL: Complete =
        Complete { tables: true, items: true, points: true, grades: true, units: true, letters: true };
    /// What is left where part of a change was lost: what points, grades and letters were to be is not known.
    pub const BEHIND_A_LOST_CHANGE: Complete =
        Complete { items: false, points: false, grades: false, letters: false, ..Complete::ALL };
    const NOTHING: Complete =
        Complete { tables: false, items: false, points: false, grades: false, units: false, letters: false };

    /// Looks in which parts of scheme.yaml something was lost.
    pub fn of(root: &Node, problems: &Problems) -> Complete {
        let Value::Map(entries) = &root.value else { return Complete::NOTHING };
        let written = |part: &str| entries.iter().any(|(key, _)| &*key.text == part);
        problems.lost.iter().fold(Complete { units: written("units"), ..Complete::ALL }, |complete, lost| {
            let part = entries.iter().rev().find(|(key, _)| (key.at.line, key.at.column) <= (lost.line, lost.column));
            complete.and(part.map_or(Complete::NOTHING, |(key, _)| Complete::without(&key.text)))
        })
    }

    /// What is left where something of one part is lost; of a misspelt part that of the nearest one, and nothing where none is near.
    fn without(part: &str) -> Complete {
        const PARTS: [(&str, Complete); 19] = [
            ("tables", Complete { tables: false, ..Complete::ALL }),
            ("scales", Complete { tables: false, ..Complete::ALL }),
            ("units", Complete { units: false, ..Complete::ALL }),
            ("letters", Complete { letters: false, ..Complete::ALL }),
            ("sheets", Complete { items: false, points: false, grades: false, ..Complete::ALL }),
            ("areas", Complete { items: false, points: false, ..Complete::ALL }),
            ("total", Complete { items: false, points: false, ..Complete::ALL }),
            ("combine", Complete { items: false, points: false, ..Complete::ALL }),
            ("bonuses", Complete { items: false, points: false, ..Complete::ALL }),
            ("deductions", Complete { items: false, points: false, ..Complete::ALL }),
            ("vetoes", Complete { items: false, points: false, ..Complete::ALL }),
            ("grades", Complete { grades: false, ..Complete::ALL }),
            // Nothing elsewhere names anything of these.
            ("scheme", Complete::ALL),
            ("title", Complete::ALL),
            ("year", Complete::ALL),
            ("total_cap", Complete { points: false, ..Complete::ALL }),
            ("caps", Complete::ALL),
            ("tie_break", Complete::ALL),
            ("consequences", Complete::ALL),
        ];
        let of = |name: &str| PARTS.iter().find(|(other, _)| *other == name).map(|(_, complete)| *complete);
        let meant = || nearest(part, PARTS.iter().map(|(name, _)| *name));
        of(part).or_else(|| of(meant()?)).unwrap_or(Complete::NOTHING)
    }

    pub fn and(self, other: Complete) -> Complete {
        Complete {
            tables: self.tables && other.tables,
            items: self.items && other.items,
            points: self.points && other.points,
            grades: self.grades && other.grades,
            units: self.units && other.units,
            letters: self.letters && other.letters,
        }
    }
}
