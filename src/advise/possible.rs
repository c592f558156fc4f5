//! What can still come where work on the records that are in doesn't do: everything that hangs on others or on later records at its best.
//! Only what even that does not reach is out of reach.

use std::collections::BTreeMap;

use super::bonus::OpenBonus;
use super::candidate::Candidate;
use super::goal::Goal;
use super::item_advice::{HangsOn, Prospect};
use crate::assess::{GradeMoved, Rescored, Supposal, UnitResult};
use crate::figure::Points;
use crate::message;
use crate::plan::{ItemId, Mark, Numbers, Sheet};
use crate::words::Message;

/// What a goal still hangs on, one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hanging {
    pub on: HangsOn,
    /// The items, each with the points that it may still get above what work gives; the most first. Of others: none.
    pub items: Vec<(ItemId, String, Points)>,
}

impl Hanging {
    /// What it is, with its items and what each may still bring.
    pub fn say(&self, numbers: &Numbers) -> Message {
        let items = self
            .items
            .iter()
            .map(|(_, title, more)| message!("advice-hangs-item", title = title, more = numbers.show(more)));
        let items: Vec<Message> = items.collect();
        match items.is_empty() {
            true => self.on.say(),
            false => message!("advice-hangs-kind", on = self.on.say(), items = items),
        }
    }
}

/// Everything that may still come at its best.
pub(super) fn possible(
    candidates: &[Candidate],
    bonuses: &[OpenBonus],
    unit: &UnitResult,
    sheet: &Sheet,
) -> BTreeMap<ItemId, Supposal> {
    let of_items =
        candidates.iter().filter_map(|candidate| Some((candidate.advice.id.clone(), best(candidate, unit)?)));
    let of_bonuses = bonuses.iter().map(|bonus| {
        // Without a limit it may give anything.
        let most = bonus.most.clone().unwrap_or_else(|| &bonus.points + &sheet.total);
        (bonus.id.clone(), Supposal::Points(most.0))
    });
    of_items.chain(of_bonuses).collect()
}

fn best(candidate: &Candidate, unit: &UnitResult) -> Option<Supposal> {
    let advice = &candidate.advice;
    match &candidate.ladder {
        Some(_) | None if advice.hangs.is_some() => candidate.at_most.clone(),
        Some(ladder) if !advice.hindsight => Some(ladder.supposal(ladder.top)),
        Some(_) | None => {
            // A thing past its day can still be finished: it is not open then, though it gives nothing.
            let own = unit.items.iter().find(|item| item.id == advice.id && item.marks.contains(&Mark::Overdue))?;
            own.measure.clone().filter(|_| !advice.hindsight).map(Supposal::from)
        }
    }
}

/// Whether a goal is reached with everything at its best, as far as the unit's own result decides, in a year that goes on: others may rise and
/// fall, and nobody's rank, and no place of a quota, is settled before its end.
pub(super) fn may_reach(goal: &Goal, sheet: &Sheet, at_best: &Rescored) -> bool {
    goal.is_reached(sheet, at_best)
        || match goal {
            Goal::Points(_) => false,
            Goal::Rank(_) => true,
            Goal::Grade(name) => {
                let edge = sheet.grade(name).and_then(|grade| grade.at_least.clone());
                let is_open = |moved: &GradeMoved| match moved {
                    GradeMoved::Quota { .. } => true,
                    GradeMoved::Need { .. } | GradeMoved::Cap { .. } | GradeMoved::Veto { .. } => false,
                };
                edge.is_none_or(|edge| at_best.basis >= edge.0) && at_best.moved.iter().all(is_open)
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
