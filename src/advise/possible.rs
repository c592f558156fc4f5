//! What can still come where work on the records that are in doesn't do: everything that hangs on others or on later records at its best.
//! Only what even that does not reach is out of reach.

use std::collections::BTreeMap;

use super::bonus::OpenBonus;
use super::candidate::Candidate;
use super::goal::Goal;
use super::item_advice::{HangsOn, Prospect};
use crate::assess::{GradeMoved, Rescored, Supposal, UnitResult};
use crate::figure::{Exact, Points};
use crate::plan::{ItemId, Mark, Sheet};

/// What a goal still hangs on, one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hanging {
    pub on: HangsOn,
    /// The items, each with the points that it may still get above what work gives; the most first. Of others: none.
    pub items: Vec<(ItemId, String, Points)>,
}

/// Everything at its best, to be scored.
pub(super) struct Possible {
    pub figures: BTreeMap<ItemId, Supposal>,
    /// Points that may come and that no figure can be supposed for.
    pub extra: Exact,
}

impl Possible {
    pub fn new(candidates: &[Candidate], bonuses: &[OpenBonus], unit: &UnitResult, sheet: &Sheet) -> Possible {
        let mut possible = Possible { figures: BTreeMap::new(), extra: Exact::ZERO };
        for candidate in candidates {
            possible.take(candidate, unit);
        }
        for bonus in bonuses {
            match (&bonus.figure, &bonus.most) {
                (Some(figure), Some(_)) => {
                    possible.figures.insert(bonus.id.clone(), figure.clone().into());
                }
                (None, Some(most)) => possible.extra += &(most - &bonus.points).0,
                // Without a limit it may give anything.
                (_, None) => possible.extra += &sheet.total.0,
            }
        }
        possible
    }

    fn take(&mut self, candidate: &Candidate, unit: &UnitResult) {
        let advice = &candidate.advice;
        let own = unit.items.iter().find(|item| item.id == advice.id);
        let by_hang = advice.hangs.is_some();
        let figure = match (&candidate.ladder, by_hang) {
            (Some(ladder), false) if !advice.hindsight => {
                Some(Supposal { figure: ladder.figure(ladder.top), early: ladder.early(ladder.top).0 })
            }
            (Some(_) | None, false) => {
                // A thing past its day can still be finished: it is not open then, though it gives nothing.
                let is_open = own.is_some_and(|item| item.marks.contains(&Mark::Overdue)) && !advice.hindsight;
                own.filter(|_| is_open).and_then(|item| item.measure.clone()).map(Supposal::from)
            }
            (Some(_) | None, true) => candidate.best_figure.clone().map(Supposal::from),
        };
        match figure {
            Some(figure) => {
                self.figures.insert(advice.id.clone(), figure);
            }
            None if by_hang => self.extra += &(&advice.most - &advice.points).0,
            None => {}
        }
    }

    /// A total with the points that no figure can be supposed for, as far as the sheet's cap.
    pub fn highest(&self, sheet: &Sheet, total: &Exact) -> Exact {
        let highest = total + &self.extra;
        sheet.total_cap.as_ref().map_or(highest.clone(), |cap| highest.min(cap.0.clone()).max(total.clone()))
    }

    /// Whether the goal is reached then, as far as the unit's own result decides, in a year that goes on: others may rise and fall, and
    /// nobody's rank, and no place of a quota, is settled before its end.
    pub fn reaches(&self, goal: &Goal, sheet: &Sheet, then: &Rescored) -> bool {
        if goal.is_reached(sheet, then) {
            return true;
        }
        match goal {
            Goal::Points(points) => self.highest(sheet, &then.total.0) >= points.0,
            Goal::Rank(_) => true,
            Goal::Grade(name) => {
                let edge = sheet.grade(name).and_then(|grade| grade.at_least.clone());
                let reaches = edge.is_none_or(|edge| self.highest(sheet, &then.basis) >= edge.0);
                let is_open = |moved: &GradeMoved| match moved {
                    GradeMoved::Quota { .. } => true,
                    GradeMoved::Need { .. } => self.extra.is_positive(),
                    GradeMoved::Cap { .. } | GradeMoved::Veto { .. } => false,
                };
                reaches && then.moved.iter().all(is_open)
            }
        }
    }
}

/// Whether the bounds of the result leave the goal open.
pub(super) fn bounds_allow(goal: &Goal, sheet: &Sheet, unit: &UnitResult) -> bool {
    let number = |name: &str| sheet.grades.iter().position(|grade| grade.name == name);
    match goal {
        Goal::Points(points) => unit.at_most >= *points,
        Goal::Rank(rank) => unit.rank_best <= *rank,
        Goal::Grade(name) => number(&unit.grade_at_most).zip(number(name)).is_some_and(|(best, wanted)| best <= wanted),
    }
}

/// What may still move the unit above what work gives, kind by kind.
pub(super) fn hanging(candidates: &[Candidate], bonuses: &[OpenBonus], on_others: bool) -> Vec<Hanging> {
    let mut found: BTreeMap<HangsOn, Vec<(ItemId, String, Points)>> = BTreeMap::new();
    // What does not count for the unit by now is not in the total that is short.
    let counted = candidates.iter().filter(|candidate| candidate.advice.prospect != Prospect::NotAssessed);
    for candidate in counted {
        let advice = &candidate.advice;
        if let Some(hang) = &advice.hangs {
            let more = &advice.most - &advice.by_work;
            found.entry(hang.on).or_default().push((advice.id.clone(), advice.title.clone(), more));
        }
    }
    for bonus in bonuses {
        if let Some(most) = &bonus.most {
            let more = most - &bonus.points;
            found.entry(HangsOn::Bonus).or_default().push((bonus.id.clone(), bonus.title.clone(), more));
        }
    }
    if on_others {
        found.entry(HangsOn::Others).or_default();
    }
    let kinds = found.into_iter().map(|(on, mut items)| {
        items.sort_by(|left, right| right.2.cmp(&left.2));
        Hanging { on, items }
    });
    kinds.collect()
}
