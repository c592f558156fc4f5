//! How far it is to the next better grade, and what stands in the way beside points: one sentence for the score table, a unit's sheet and
//! the reports.

use super::assessment::{GradeMoved, NextGrade};
use super::grade::{HOLDERS, Held};
use super::sheet::Settled;
use crate::clauses::say_condition;
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::{Numbers, Plan, Sheet, VetoEffect};
use crate::words::Message;

/// The grade above this one, for a unit with this total; `basis` is what grades are decided on.
pub(super) fn next_grade(
    (plan, sheet): (&Plan, &Sheet),
    (grade, total, basis): (usize, &Points, &Exact),
    held: &[Held],
    named: &dyn Fn(usize) -> Option<(String, Points)>,
    others_unknown: bool,
) -> Option<NextGrade> {
    let next = sheet.grades.get(grade.checked_sub(1)?)?;
    let at_least = next.at_least.clone()?;
    let unrounded = (*total >= at_least && *basis < at_least.0).then(|| Points(basis.clone()));
    let missing = &at_least.0 - &unrounded.as_ref().unwrap_or(total).0;
    let missing = Points(missing.max(Exact::ZERO));
    // Who holds the places hangs on others, whose data may not be at hand.
    let is_known = |held: &&Held| !(others_unknown && matches!(held, Held::Places { .. }));
    let (known, others): (Vec<&Held>, Vec<&Held>) = held.iter().partition(is_known);
    let mut held: Vec<Message> =
        known.into_iter().filter_map(|held| say_held((plan, sheet), (&next.name, total), held, named)).collect();
    if held.is_empty() && missing.is_zero() && !others.is_empty() {
        held.push(message!("held-others"));
    }
    Some(NextGrade { grade: next.name.clone(), at_least, missing, unrounded, held })
}

fn say_held(
    (plan, sheet): (&Plan, &Sheet),
    (grade, total): (&str, &Points),
    held: &Held,
    named: &dyn Fn(usize) -> Option<(String, Points)>,
) -> Option<Message> {
    let condition = |source: &str| say_condition(plan, sheet, source);
    Some(match held {
        Held::Moved(GradeMoved::Need { grade, source }) => {
            message!("held-need", grade = grade, need = condition(source))
        }
        Held::Moved(GradeMoved::Cap { grade, source, basis: _ }) => {
            message!("held-cap", grade = grade, because = condition(source))
        }
        Held::Moved(GradeMoved::Veto { item: _, title, grade }) => {
            message!("held-veto", grade = grade, veto = title)
        }
        Held::Moved(GradeMoved::Quota { .. }) => return None,
        Held::NoPlace { veto } => message!("held-no-place", grade = grade, veto = veto),
        Held::NoPlaces => message!("held-no-places", grade = grade),
        Held::Places { places, holders, last } => {
            let (_, points) = named(*last)?;
            let points = plan.numbers.show(&points);
            // Of equals, as printed, another rule decides: more points than its own are not what it takes.
            let is_equal = points == plan.numbers.show(total);
            // Best first; equals stand by their names, whatever the order of the roster.
            let mut holders: Vec<(String, Points)> = holders.iter().filter_map(|holder| named(*holder)).collect();
            holders.sort_by(|(left, most), (right, more)| more.cmp(most).then_with(|| left.cmp(right)));
            let names: Vec<String> = holders.into_iter().map(|(name, _)| name).collect();
            match (names.is_empty() || names.len() >= HOLDERS, is_equal) {
                (true, false) => message!("held-places", grade = grade, places = *places, points = points),
                (false, false) => {
                    message!("held-places-by", grade = grade, places = *places, points = points, names = names)
                }
                (true, true) => message!("held-places-equal", grade = grade, places = *places, points = points),
                (false, true) => {
                    message!("held-places-equal-by", grade = grade, places = *places, points = points, names = names)
                }
            }
        }
    })
}

/// What each veto that took effect does to the unit.
pub(super) fn say_vetoes(plan: &Plan, sheet: &Sheet, settled: &Settled) -> Vec<Message> {
    let applied = settled.vetoes.iter().filter(|veto| veto.state.applied);
    let said = applied.map(|veto| {
        let does = match veto.state.effect {
            Some(VetoEffect::CapGrade(grade)) => message!("veto-caps", grade = grade),
            Some(VetoEffect::Fail) => {
                let last = sheet.grades.last().map(|grade| grade.name.clone()).unwrap_or_default();
                message!("veto-fails", grade = last)
            }
            Some(VetoEffect::ZeroItem(item)) => {
                message!("veto-zeroes", title = plan.rule(item).map_or(item.0.clone(), |rule| rule.title.clone()))
            }
            Some(VetoEffect::ZeroArea(id)) => {
                let area = settled.areas.iter().find(|area| area.result.id == *id);
                message!("veto-zeroes", title = area.map_or(id.clone(), |area| area.result.title.clone()))
            }
            None => return message!("veto-applied", veto = veto.title),
        };
        message!("veto-does", veto = veto.title, does = does)
    });
    said.collect()
}

impl NextGrade {
    /// 差2.18分到“优秀”; where something else stands in the way, that too. What only rounding brings to the edge is told as it is before.
    pub fn say(&self, numbers: Numbers) -> Message {
        let (missing, grade) = (numbers.show(&self.missing), &self.grade);
        let mut held = self.held.iter().cloned();
        let all =
            held.next().map(|first| held.fold(first, |said, next| message!("held-and", said = said, next = next)));
        if let Some(unrounded) = &self.unrounded {
            let (total, edge) = (numbers.show_short_of(unrounded, &self.at_least), &self.at_least);
            return match all {
                None => message!("next-unrounded", total = total, edge = edge, grade = grade),
                Some(held) => message!("next-unrounded-held", total = total, edge = edge, grade = grade, held = held),
            };
        }
        match (self.missing.is_zero(), all) {
            (false, None) => message!("next-missing", missing = missing, grade = grade),
            (false, Some(held)) => message!("next-missing-held", missing = missing, grade = grade, held = held),
            (true, Some(held)) => message!("next-reached-held", grade = grade, held = held),
            (true, None) => message!("next-reached", grade = grade),
        }
    }
}
