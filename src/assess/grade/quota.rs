//! Quotas: who has a place in a grade that not all may have, and who may still get or lose one.
//!
//! A quota is filled with the best of those that reach its grade; the others move on to the next. Who was kept out before (needs,
//! caps, vetoes) takes no place. Those equal at its edge get it all or none. The number of places is a share of all units of the
//! group or the sheet, those with a veto too.

use std::collections::BTreeMap;

use super::{Graded, Grader};
use crate::assess::assessment::GradeMoved;
use crate::assess::rank::{Placed, Reach, best_first};
use crate::assess::world::World;
use crate::figure::{Exact, Rounding};
use crate::plan::{Quota, QuotaOf};

/// Shares out the places of all quotas, best grade first, and lets them move the bounds.
pub(super) fn share_out(grader: &Grader, placed: &[Placed], groups: &[&str], graded: &mut [Graded]) {
    let quotas = Quotas { grader, placed, groups };
    let mut outcomes = Vec::new();
    for grade in 0..grader.last() {
        for (members, places) in quotas.pools(grade) {
            quotas.fill(&members, places, grade, graded);
        }
        outcomes.push(graded.iter().map(|graded| graded.grade).collect());
    }
    quotas.move_bounds(&outcomes, graded);
}

pub(super) struct Quotas<'e> {
    pub grader: &'e Grader<'e>,
    pub placed: &'e [Placed],
    pub groups: &'e [&'e str],
}

impl Quotas<'_> {
    /// Gives the places of one quota to the best candidates; the others move on to the next grade.
    fn fill(&self, members: &[usize], places: usize, grade: usize, graded: &mut [Graded]) {
        let key = |unit: usize| self.placed.get(unit).map(|placed| placed.key.as_slice()).unwrap_or_default();
        let mut candidates: Vec<usize> = members
            .iter()
            .copied()
            .filter(|unit| graded.get(*unit).is_some_and(|graded| graded.grade == grade))
            .collect();
        candidates.sort_by(|left, right| best_first(key(*left), key(*right)));
        let mut taken = 0;
        for block in candidates.chunk_by(|left, right| key(*left) == key(*right)) {
            if taken + block.len() > places {
                break;
            }
            taken += block.len();
        }
        let name = self.grader.sheet.grades.get(grade).map(|grade| grade.name.clone()).unwrap_or_default();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        for unit in candidates.iter().skip(taken) {
            let Some(graded) = graded.get_mut(*unit) else { continue };
            let (grade_lost, places, taken) = (name.clone(), count(places), count(taken));
            graded.moved.push(GradeMoved::Quota { grade: grade_lost, places, taken });
            let mut moved = std::mem::take(&mut graded.moved);
            graded.grade = self.grader.needs(*unit, grade + 1, World::Now, &mut moved);
            graded.moved = moved;
        }
    }

    /// Lets quotas move the bounds, best grade first: what comes to a grade is what the quotas above it leave. Where nobody in the pool can
    /// move any more, by now, what the quota gave is the bound; else a unit surely has a place only if all who may come before it leave it
    /// one, and surely has none only if those who certainly do take all. `outcomes`: the grades of all units after the quota of each grade.
    fn move_bounds(&self, outcomes: &[Vec<usize>], graded: &mut [Graded]) {
        for (grade, outcome) in outcomes.iter().enumerate() {
            for (members, places, fewest) in self.pools_counted(grade) {
                let still = places == fewest
                    && members.iter().all(|unit| {
                        self.placed.get(*unit).is_some_and(|placed| placed.fixed)
                            && graded.get(*unit).is_some_and(|graded| graded.best == graded.worst)
                    });
                if still {
                    for unit in &members {
                        let (Some(graded), Some(now)) = (graded.get_mut(*unit), outcome.get(*unit)) else { continue };
                        if graded.best == grade && *now > grade {
                            graded.best = self.grader.needs(*unit, grade + 1, World::Most, &mut Vec::new());
                            graded.worst = self.grader.needs(*unit, grade + 1, World::Least, &mut Vec::new());
                        }
                    }
                    continue;
                }
                let of = |keep: &dyn Fn(&Graded) -> bool| {
                    let kept = members.iter().filter(|unit| graded.get(**unit).is_some_and(keep));
                    kept.filter_map(|unit| self.placed.get(*unit)).collect::<Vec<&Placed>>()
                };
                let sure = of(&|graded| graded.best == grade && graded.worst == grade);
                let perhaps = of(&|graded| graded.best <= grade && grade <= graded.worst);
                let (sure, perhaps) = (Reach::of(&sure), Reach::of(&perhaps));
                for unit in &members {
                    let (Some(placed), Some(graded)) = (self.placed.get(*unit), graded.get_mut(*unit)) else {
                        continue;
                    };
                    if graded.best == grade && sure.surely_ahead(placed) >= places {
                        graded.best = self.grader.needs(*unit, grade + 1, World::Most, &mut Vec::new());
                    }
                    // The unit itself is one of those that may be here.
                    if graded.worst == grade && perhaps.perhaps_ahead(placed) > fewest {
                        graded.worst = self.grader.needs(*unit, grade + 1, World::Least, &mut Vec::new());
                    }
                }
            }
        }
        for graded in graded {
            graded.best = graded.best.min(graded.grade);
            graded.worst = graded.worst.max(graded.grade);
        }
    }

    fn members(&self, of: QuotaOf) -> Vec<Vec<usize>> {
        match of {
            QuotaOf::Sheet => vec![(0..self.groups.len()).collect()],
            QuotaOf::Group => {
                let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
                for (unit, group) in self.groups.iter().enumerate() {
                    groups.entry(group).or_default().push(unit);
                }
                groups.into_values().collect()
            }
        }
    }

    /// The pools of a grade's quota, each with its places.
    pub fn pools(&self, grade: usize) -> Vec<(Vec<usize>, usize)> {
        self.pools_counted(grade).into_iter().map(|(members, places, _)| (members, places)).collect()
    }

    /// The same with the fewest places that there can still be: units of which nothing will be assessed count in no share.
    fn pools_counted(&self, grade: usize) -> Vec<(Vec<usize>, usize, usize)> {
        let Some(quota) = self.grader.sheet.grades.get(grade).and_then(|grade| grade.quota.as_ref()) else {
            return Vec::new();
        };
        let of = match quota {
            Quota::Share { of, .. } | Quota::Count { of, .. } => *of,
        };
        let places = |members: usize| match quota {
            Quota::Count { count, .. } => usize::try_from(*count).unwrap_or(usize::MAX),
            Quota::Share { share, round, .. } => {
                let places = Rounding::new(*round, 0).apply(&(share * &Exact::from(members)));
                places.to_i128().and_then(|places| usize::try_from(places).ok()).unwrap_or(0)
            }
        };
        let stays = |unit: &&usize| self.grader.settled.get(**unit).is_some_and(|settled| !settled.may_be_unassessed());
        let pool = |members: Vec<usize>| {
            let (places, fewest) = (places(members.len()), places(members.iter().filter(stays).count()));
            (members, places, fewest)
        };
        self.members(of).into_iter().map(pool).collect()
    }
}
