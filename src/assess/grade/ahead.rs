//! The next better grade of a unit, and what keeps it from there beside points: as things are now, each on its own.

use std::collections::HashMap;

use super::quota::Quotas;
use super::{Graded, Grader};
use crate::assess::assessment::GradeMoved;
use crate::assess::condition::Judgement;
use crate::assess::rank::{Placed, Standing, best_first};
use crate::assess::sheet::Settled;
use crate::assess::world::World;
use crate::plan::{ResultCondition, Sheet, VetoEffect};

/// What keeps a unit from a grade whose points it may reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::assess) enum Held {
    /// A need that does not hold, a cap, a veto that limits the grade.
    Moved(GradeMoved),
    /// A veto that leaves it no place of the grade's quota.
    NoPlace { veto: String },
    /// The places are taken: by whom (the first of them), as numbers of the sheet's units, and whose result is to be passed.
    Places { places: usize, holders: Vec<usize>, last: usize },
    /// There is no place: a share of a small group.
    NoPlaces,
}

/// Of the holders of places so many are handed on: of more, none is named.
pub(in crate::assess) const HOLDERS: usize = 6;

/// What holds each unit back from the grade above its own; nothing for those in the best.
pub(in crate::assess) fn held_back(
    sheet: &Sheet,
    settled: &[Settled],
    placed: &[Placed],
    standings: &[Standing],
    groups: &[&str],
    graded: &[Graded],
    wanted: &dyn Fn(usize) -> bool,
) -> Vec<Vec<Held>> {
    let grader = Grader { sheet, settled, standings };
    let quotas = Quotas { grader: &grader, placed, groups };
    let mut held: Vec<Vec<Held>> = graded
        .iter()
        .enumerate()
        .map(|(unit, graded)| match graded.grade.checked_sub(1) {
            Some(next) if wanted(unit) => grader.held_from(unit, next),
            Some(_) | None => Vec::new(),
        })
        .collect();
    for next in 0..grader.last() {
        for (members, places) in quotas.pools(next) {
            let key = |unit: usize| placed.get(unit).map(|placed| placed.key.as_slice()).unwrap_or_default();
            let has_place = |unit: &usize| graded.get(*unit).is_some_and(|graded| graded.grade == next);
            let name = sheet.grades.get(next).map(|grade| grade.name.as_str()).unwrap_or_default();
            let was_full = |moved: &GradeMoved| matches!(moved, GradeMoved::Quota { grade, .. } if grade == name);
            let wants = |unit: &usize| graded.get(*unit).is_some_and(|graded| graded.moved.iter().any(was_full));
            let mut candidates: Vec<usize> =
                members.iter().copied().filter(|unit| has_place(unit) || wants(unit)).collect();
            candidates.sort_by(|left, right| best_first(key(*left), key(*right)));
            let position: HashMap<usize, usize> = candidates.iter().copied().zip(0..).collect();
            let holders: Vec<usize> = candidates.iter().copied().filter(has_place).take(HOLDERS).collect();
            for unit in members.iter().filter(|unit| wanted(**unit)) {
                if graded.get(*unit).is_none_or(|graded| graded.grade != next + 1) {
                    continue;
                }
                let Some(held) = held.get_mut(*unit) else { continue };
                let Some(last) = places.checked_sub(1) else {
                    held.push(Held::NoPlaces);
                    continue;
                };
                // The last of the others that has a place, or would have one.
                let is_before = position.get(unit).is_some_and(|own| *own <= last);
                if let Some(last) = candidates.get(if is_before { last + 1 } else { last }) {
                    held.push(Held::Places { places, holders: holders.clone(), last: *last });
                }
            }
        }
    }
    held
}

impl Grader<'_> {
    fn held_from(&self, unit: usize, next: usize) -> Vec<Held> {
        let Some(grade) = self.sheet.grades.get(next) else { return Vec::new() };
        let judge = |condition: &ResultCondition| self.judge(unit, next, World::Now, condition);
        let mut held = Vec::new();
        for need in grade.needs.iter().filter(|need| judge(&need.node.condition) == Judgement::Fails) {
            let source = need.node.source.clone();
            held.push(Held::Moved(GradeMoved::Need { grade: grade.name.clone(), source }));
        }
        let limits = |name: &str| self.number(name).is_some_and(|limit| limit > next);
        for cap in self.sheet.caps.iter().filter(|cap| limits(&cap.grade)) {
            if judge(&cap.when.condition) == Judgement::Holds {
                let (source, basis) = (cap.when.source.clone(), cap.basis.clone());
                held.push(Held::Moved(GradeMoved::Cap { grade: cap.grade.clone(), source, basis }));
            }
        }
        let vetoes = self.settled.get(unit).map(|settled| settled.vetoes.as_slice()).unwrap_or_default();
        let strikes = vetoes.iter().filter(|veto| veto.state.strikes(World::Now));
        for veto in strikes {
            let limit = match veto.state.effect {
                Some(VetoEffect::CapGrade(name)) => Some(name.clone()).filter(|name| limits(name)),
                Some(VetoEffect::Fail) => self.sheet.grades.last().map(|grade| grade.name.clone()),
                Some(VetoEffect::ZeroItem(_) | VetoEffect::ZeroArea(_)) | None => None,
            };
            let title = veto.title.to_owned();
            match limit {
                Some(grade) => held.push(Held::Moved(GradeMoved::Veto { item: veto.id.clone(), title, grade })),
                None if grade.quota.is_some() && next < self.last() => held.push(Held::NoPlace { veto: title }),
                None => {}
            }
        }
        held
    }
}
