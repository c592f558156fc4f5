//! What is known of a value before there is any data.

use super::{Typing, What};
use crate::figure::{Exact, Unit};
use crate::plan::{ALSO_BETWEEN_UNITS, BETWEEN_UNITS, Comparison, Kind, Literal, Place};

/// What is known of a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// `None`: not known, and held to go with everything.
    pub kind: Option<Kind>,
    /// The number, where it stands in the rule without a unit.
    pub bare: Option<Exact>,
    /// Where that number stands.
    pub stands: Option<Place>,
    /// The text, where it stands in the rule.
    pub text: Option<String>,
    /// A number of things.
    pub count: bool,
    /// A year, a quarter, a month or a day of the month: no share of anything.
    pub date_part: bool,
    /// A ratio that is submitted as a percentage.
    pub percent: bool,
    /// The rule multiplies it by a hundred: of a ratio that makes a number of percentage points, which no ratio is held against.
    pub hundredfold: bool,
    /// Which texts it can be.
    pub texts: Texts,
}

/// Which texts a value can be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Texts {
    #[default]
    Any,
    /// As cells hold them: any but an empty one.
    OfCells,
    /// These only.
    OneOf(Vec<String>),
    /// Several of these in their own order, joined by 、: units of a cell.
    SeveralOf(Vec<String>),
}

impl Known {
    pub fn unknown() -> Known {
        Known::default()
    }

    pub fn of(kind: Kind) -> Known {
        Known { kind: Some(kind), ..Known::default() }
    }

    pub fn ratio() -> Known {
        Known::of(Kind::Number(Unit::ratio()))
    }

    /// A number of rows, a rank.
    pub fn count() -> Known {
        Known { count: true, ..Known::of(Kind::Bare) }
    }

    pub fn literal(literal: &Literal) -> Known {
        match literal {
            Literal::Number(quantity) => match &quantity.unit {
                Some(unit) => Known { percent: quantity.percent, ..Known::of(Kind::Number(unit.clone())) },
                None => Known { bare: Some(quantity.value.clone()), ..Known::of(Kind::Bare) },
            },
            Literal::Text(text) => Known { text: Some(text.clone()), ..Known::of(Kind::Text) },
            Literal::Bool(_) => Known::of(Kind::Bool),
            Literal::Date(_) => Known::of(Kind::Date),
            Literal::Class(class) => Known::of(Kind::Class(class.scale.clone())),
        }
    }

    /// A number that stands in the rule, here.
    pub fn standing(self, at: &Place) -> Known {
        let stands = self.bare.is_some().then(|| at.clone());
        Known { stands, ..self }
    }

    pub fn is_number(&self) -> bool {
        matches!(self.kind, None | Some(Kind::Number(_) | Kind::Bare))
    }

    /// The same kind, but no longer the literal that it was. A count stays one, rounded or halved, and so does a year or a percentage.
    pub fn computed(self) -> Known {
        let Known { kind, count, date_part, percent, hundredfold, .. } = self;
        Known { kind, count, date_part, percent, hundredfold, ..Known::default() }
    }
}

impl Typing<'_> {
    /// The two are of one kind, so that one may stand for the other, be added to it or compared with it; of numbers, the kind
    /// with a unit is given back.
    pub(super) fn alike(&mut self, at: &Place, left: &Known, right: &Known) -> Known {
        let (Some(left_kind), Some(right_kind)) = (&left.kind, &right.kind) else {
            return if left.kind.is_some() { left.clone().computed() } else { right.clone().computed() };
        };
        let is_empty = |known: &Known| known.text.as_ref().is_some_and(String::is_empty);
        if left_kind != right_kind && (is_empty(left) || is_empty(right)) {
            self.note(at, What::EmptyText);
            return Known::unknown();
        }
        match (left_kind, right_kind) {
            (Kind::Number(left_unit), Kind::Number(right_unit)) => {
                if let Err(mismatch) = left_unit.same_as(right_unit) {
                    let (left, right) = (mismatch.left, mismatch.right);
                    self.note(at, What::Units { left, right, factor: mismatch.factor });
                    return Known::unknown();
                }
            }
            (Kind::Number(unit), Kind::Bare) if unit.is_ratio() => {
                return self.against_ratio(at, left, right);
            }
            (Kind::Bare, Kind::Number(unit)) if unit.is_ratio() => {
                return self.against_ratio(at, right, left);
            }
            (Kind::Bare, Kind::Number(unit)) if left.count && !unit.counts_things() => {
                return self.count_against(at, unit);
            }
            (Kind::Number(unit), Kind::Bare) if right.count && !unit.counts_things() => {
                return self.count_against(at, unit);
            }
            (Kind::Bare, Kind::Number(unit)) => {
                self.takes_unit(left, unit);
                return right.clone().computed();
            }
            (Kind::Number(unit), Kind::Bare) => self.takes_unit(right, unit),
            (Kind::Bare, Kind::Bare) => {
                // A literal beside a count is a count too; beside a column without a unit it is whatever that is.
                let (count, date_part) = (left.count || right.count, left.date_part || right.date_part);
                return Known { count, date_part, ..Known::of(Kind::Bare) };
            }
            (Kind::Class(scale), Kind::Text) => {
                self.note(at, What::TextAgainstClass { text: right.text.clone(), scale: scale.clone() });
                return Known::unknown();
            }
            (Kind::Text, Kind::Class(scale)) => {
                self.note(at, What::TextAgainstClass { text: left.text.clone(), scale: scale.clone() });
                return Known::unknown();
            }
            (Kind::Text, Kind::Text) => {
                self.listed(at, left, right);
                self.listed(at, right, left);
            }
            (
                Kind::Number(_) | Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool,
                Kind::Number(_) | Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool,
            ) => {
                if left_kind != right_kind {
                    self.note(at, What::Differ { left: left_kind.clone(), right: right_kind.clone() });
                    return Known::unknown();
                }
            }
        }
        Known { percent: left.percent || right.percent, ..left.clone().computed() }
    }

    /// All of them are of one kind. What is written without a unit comes last, wherever it stands: it is held against what has one.
    pub(super) fn all_alike(&mut self, at: &Place, values: Vec<Known>) -> Known {
        let (bare, others): (Vec<Known>, Vec<Known>) = values.into_iter().partition(|known| known.bare.is_some());
        let values = others.into_iter().chain(bare);
        let mut all: Option<Known> = None;
        for value in values {
            all = Some(match all {
                Some(all) => self.alike(at, &all, &value),
                None => value,
            });
        }
        all.map_or_else(Known::unknown, Known::computed)
    }

    /// A number that stands in the rule without a unit is counted in that of what it stands beside.
    fn takes_unit(&mut self, bare: &Known, unit: &Unit) {
        let Some(place) = &bare.stands else { return };
        let taken = self.units.entry(place.clone()).or_insert_with(|| Some(unit.clone()));
        // One line of a function that is called for two columns: each call means its own.
        if taken.as_ref().is_some_and(|other| other != unit) {
            *taken = None;
        }
    }

    /// A number without a unit beside a ratio. 0.85 and 1 may be meant as they stand, 85 can't be: nobody could tell 85 % from
    /// eighty-fivefold.
    fn against_ratio(&mut self, at: &Place, ratio: &Known, bare: &Known) -> Known {
        if bare.count {
            self.note(at, What::CountAgainstRatio);
            return Known::unknown();
        }
        if bare.date_part {
            self.note(at, What::DatePartAgainstRatio);
            return Known::unknown();
        }
        // Of percentage points it may be a number; that no ratio is held against them is told where one is.
        if let Some(value) = bare.bare.as_ref().filter(|value| value.abs() > Exact::ONE && !ratio.hundredfold) {
            self.note(at, What::BareAgainstRatio { value: value.clone() });
            return Known::unknown();
        }
        Known { percent: ratio.percent, hundredfold: ratio.hundredfold, ..Known::ratio() }
    }

    pub(super) fn count_against(&mut self, at: &Place, unit: &Unit) -> Known {
        self.note(at, What::CountAgainstUnit { unit: unit.clone() });
        Known::unknown()
    }

    /// A text that a column of listed texts never holds.
    fn listed(&mut self, at: &Place, column: &Known, literal: &Known) {
        let Some(text) = &literal.text else { return };
        let never =
            |text: &str, listed: &[String]| What::TextNotListed { text: text.to_owned(), listed: listed.to_vec() };
        let what = match &column.texts {
            Texts::Any => None,
            Texts::OfCells | Texts::OneOf(_) | Texts::SeveralOf(_) if text.is_empty() => Some(What::EmptyText),
            Texts::OfCells => None,
            // An empty list lists nothing.
            Texts::OneOf(listed) | Texts::SeveralOf(listed) if listed.is_empty() => None,
            Texts::OneOf(listed) => (!listed.contains(text)).then(|| never(text, listed)),
            Texts::SeveralOf(listed) => match joined(text, listed) {
                Ok(joined) => (joined != *text).then_some(What::NotInOrder { joined }),
                Err(unknown) => Some(never(&unknown, listed)),
            },
        };
        if let Some(what) = what {
            self.note(at, what);
        }
    }

    /// A text that is no part of any that a column of listed texts can hold.
    pub(super) fn part_of_listed(&mut self, at: &Place, column: &Known, part: &str) {
        let (listed, parts) = match &column.texts {
            Texts::Any | Texts::OfCells => return,
            Texts::OneOf(listed) => (listed, vec![part]),
            // Of several, each but the first and the last is whole.
            Texts::SeveralOf(listed) => (listed, part.split(BETWEEN_UNITS).collect()),
        };
        for part in parts {
            if !listed.is_empty() && !listed.iter().any(|text| text.contains(part)) {
                self.note(at, What::TextNotListed { text: part.to_owned(), listed: listed.clone() });
            }
        }
    }

    /// The two can be compared in this way.
    pub(super) fn comparable(&mut self, at: &Place, comparison: Comparison, left: &Known, right: &Known) -> Known {
        let is_hundredfold =
            |known: &Known| known.hundredfold && matches!(&known.kind, Some(Kind::Number(unit)) if unit.is_ratio());
        if is_hundredfold(left) != is_hundredfold(right) && left.is_number() && right.is_number() {
            self.note(at, What::RatioTimesHundred);
            return Known::of(Kind::Bool);
        }
        let both = self.alike(at, left, right);
        let ordered = match comparison {
            Comparison::Equal | Comparison::NotEqual => false,
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => true,
        };
        if let (true, Some(kind @ (Kind::Text | Kind::Bool))) = (ordered, &both.kind) {
            self.note(at, What::Unordered { kind: kind.clone() });
        }
        Known::of(Kind::Bool)
    }

    /// It is a number, or `word` can't take it.
    pub(super) fn number(&mut self, at: &Place, word: super::Word, known: &Known) -> Known {
        if known.is_number() {
            return known.clone().computed();
        }
        self.wants(at, word, "check-kind-number", known)
    }

    /// It is of this kind, or `word` can't take it.
    pub(super) fn exactly(&mut self, at: &Place, word: super::Word, wanted: &Kind, known: &Known) {
        if known.kind.as_ref().is_some_and(|kind| kind != wanted) {
            let wanted = match wanted {
                Kind::Number(_) => "check-kind-number",
                Kind::Bare => "check-kind-bare",
                Kind::Class(_) => "check-kind-class",
                Kind::Text => "check-kind-text",
                Kind::Date => "check-kind-date",
                Kind::Bool => "check-kind-bool",
            };
            self.wants(at, word, wanted, known);
        }
    }

    /// It is a class of some scale, or `word` can't take it.
    pub(super) fn class(&mut self, at: &Place, word: super::Word, known: &Known) -> Known {
        match &known.kind {
            None | Some(Kind::Class(_)) => known.clone(),
            Some(Kind::Number(_) | Kind::Bare | Kind::Text | Kind::Date | Kind::Bool) => {
                self.wants(at, word, "check-kind-class", known)
            }
        }
    }

    /// It is a number or a date, or `word` can't take it.
    pub(super) fn on_a_line(&mut self, at: &Place, word: super::Word, known: &Known) -> Known {
        match &known.kind {
            None | Some(Kind::Number(_) | Kind::Bare | Kind::Date) => known.clone().computed(),
            Some(Kind::Class(_) | Kind::Text | Kind::Bool) => self.wants(at, word, "check-kind-number-or-date", known),
        }
    }

    fn wants(&mut self, at: &Place, word: super::Word, wanted: super::Word, known: &Known) -> Known {
        if let Some(found) = &known.kind {
            self.note(at, What::Wants { word, wanted, found: found.clone() });
        }
        Known::unknown()
    }
}

/// The texts that are named here as a cell holds them; the first of them that is none of those listed.
fn joined(text: &str, listed: &[String]) -> Result<String, String> {
    let mut named = std::collections::BTreeSet::new();
    for part in text.split(ALSO_BETWEEN_UNITS).map(str::trim) {
        named.insert(listed.iter().position(|text| text == part).ok_or_else(|| part.to_owned())?);
    }
    let texts: Vec<&str> = named.into_iter().filter_map(|index| listed.get(index)).map(String::as_str).collect();
    Ok(texts.join(&BETWEEN_UNITS.to_string()))
}
