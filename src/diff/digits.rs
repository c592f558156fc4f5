//! What another way of rounding can have moved, as far as points and figures show their digits: what has no more of them than the rougher of
//! two roundings leaves, neither of the two touches.

use super::difference::{ItemDifference, NumbersPart, Pair, UnitDifference};
use crate::assess::document::{Written, WrittenPoints};
use crate::figure::Exact;
use crate::plan::{Numbers, RoundAt};

/// How both sides round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    pub old: Numbers,
    pub new: Numbers,
}

/// Both sides of one thing's points.
type Points<'a> = &'a Pair<WrittenPoints>;

impl Digits {
    /// Whether this part can have moved an item.
    pub fn of_item(&self, part: NumbersPart, item: &ItemDifference) -> bool {
        let points = [&item.points, &item.at_least, &item.at_most];
        let places = |numbers: &Numbers| match numbers.at {
            RoundAt::Item => Some(numbers.points),
            RoundAt::Total => None,
        };
        match (part, places(&self.old), places(&self.new)) {
            (NumbersPart::RankOn, _, _) => false,
            (NumbersPart::Compare, _, _) => {
                let sides = [(&item.measure.old, &item.shown.old), (&item.measure.new, &item.shown.new)];
                sides.into_iter().any(|(figure, shown)| is_cut(figure.as_ref(), shown.as_deref().unwrap_or_default()))
            }
            (NumbersPart::At, None, Some(places)) => takes_digits((Side::Old, Side::New), places, &points),
            (NumbersPart::At, Some(places), None) => takes_digits((Side::New, Side::Old), places, &points),
            (NumbersPart::Points | NumbersPart::Round, Some(old), Some(new)) => {
                rounds_otherwise(part, (old, new), &points)
            }
            // Where a side rounds no item, its places and how it rounds move none.
            (NumbersPart::At, None, None)
            | (NumbersPart::At, Some(_), Some(_))
            | (NumbersPart::Points | NumbersPart::Round, None, _)
            | (NumbersPart::Points | NumbersPart::Round, _, None) => false,
        }
    }

    /// Whether other places, or another way of rounding to them, can have moved the total itself: it is rounded last on both sides.
    pub fn of_total(&self, part: NumbersPart, unit: &UnitDifference) -> bool {
        let points = [&unit.total, &unit.at_least, &unit.at_most];
        rounds_otherwise(part, (self.old.points, self.new.points), &points)
    }
}

#[derive(Clone, Copy)]
enum Side {
    Old,
    New,
}

impl Side {
    fn of(self, points: Points) -> Option<Exact> {
        let side = match self {
            Side::Old => &points.old,
            Side::New => &points.new,
        };
        side.as_ref()?.0.parse().ok()
    }
}

fn rounds_otherwise(part: NumbersPart, (old, new): (u32, u32), points: &[Points]) -> bool {
    match old.cmp(&new) {
        std::cmp::Ordering::Greater => takes_digits((Side::Old, Side::New), new, points),
        std::cmp::Ordering::Less => takes_digits((Side::New, Side::Old), old, points),
        std::cmp::Ordering::Equal => part == NumbersPart::Round && moved_by_one_step(old, points),
    }
}

/// The finer of the two sides has digits that the rougher one, which rounds to so many places, has not.
fn takes_digits((finer, rougher): (Side, Side), places: u32, points: &[Points]) -> bool {
    let has_more = |side: Side| {
        points
            .iter()
            .filter_map(|points| side.of(points))
            .any(|points| points.decimal_places().is_none_or(|own| own > places))
    };
    has_more(finer) && !has_more(rougher)
}

/// What is rounded to the same places in another way differs by one step of the last of them.
fn moved_by_one_step(places: u32, points: &[Points]) -> bool {
    let step = Exact::scaled(1, places);
    let moves = points.iter().filter_map(|points| Some(Side::New.of(points)? - Side::Old.of(points)?));
    let mut moves = moves.map(|by| by.abs()).filter(|by| !by.is_zero()).peekable();
    moves.peek().is_some() && moves.all(|by| by <= step)
}

/// A figure of which not every digit is shown: compared as it is shown, it is another. One that is shown otherwise than by its digits, a
/// class or a day, is whole.
fn is_cut(figure: Option<&Written>, shown: &str) -> bool {
    let Some(figure) = figure.and_then(|figure| figure.0.parse::<Exact>().ok()) else { return false };
    if figure.is_integer() {
        return false;
    }
    let digits: String = shown.chars().take_while(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '.')).collect();
    let shown_as = |times: u32| digits.parse::<Exact>().is_ok_and(|shown| shown == figure.times_power_of_ten(times));
    !shown_as(0) && !shown_as(2)
}
