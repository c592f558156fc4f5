//! Grades: by points, then what the scheme asks beside points, then quotas; every move on record.
//!
//! Lower edges are closed (90分及以上). Order: points → needs (评优前置) → caps → vetoes → quota. After each move down the needs of the new
//! grade are asked too. A quota is filled with the best of those that reach its grade: who was kept out takes no place; those equal at
//! its edge get it all or none; the number of places is a share of all units of the group, those with a veto too.
//!
//! A condition that speaks of an area or item that was not assessed blocks nothing and caps nothing.

use std::collections::BTreeMap;

use super::assessment::GradeMoved;
use super::condition::{Judgement, Outlook};
use super::rank::{Placed, Standing, best_first};
use super::sheet::Settled;
use crate::figure::{Exact, Rounding};
use crate::plan::{Quota, QuotaOf, Sheet, VetoEffect};

/// The grade of a unit, as the number of the grade in the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Graded {
    pub by_points: usize,
    pub grade: usize,
    pub moved: Vec<GradeMoved>,
    /// The best and the worst that can still come.
    pub best: usize,
    pub worst: usize,
}

/// What is asked for: the grade now, or the best or worst that can still come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Now,
    Best,
    Worst,
}

/// Grades all units of a sheet; `groups` names the group of each.
pub(super) fn grades(
    sheet: &Sheet,
    settled: &[Settled],
    placed: &[Placed],
    standings: &[Standing],
    groups: &[&str],
) -> Vec<Graded> {
    let grader = Grader { sheet, settled, standings };
    let mut graded: Vec<Graded> = (0..settled.len()).map(|unit| grader.before_quota(unit)).collect();
    let pools = Pools { placed, groups };
    let before: Vec<(usize, usize)> = graded.iter().map(|graded| (graded.best, graded.worst)).collect();
    for grade in 0..sheet.grades.len().saturating_sub(1) {
        for (members, places) in pools.with_quota(sheet, grade) {
            fill(&grader, &pools, &members, places, grade, &mut graded);
        }
    }
    grader.bounds_with_quota(&pools, &before, &mut graded);
    graded
}

struct Grader<'e> {
    sheet: &'e Sheet,
    settled: &'e [Settled<'e>],
    standings: &'e [Standing],
}

impl Grader<'_> {
    fn last(&self) -> usize {
        self.sheet.grades.len().saturating_sub(1)
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.sheet.grades.iter().position(|grade| grade.name == name)
    }

    fn by_points(&self, total: &Exact) -> usize {
        let reached = |grade: &crate::plan::Grade| grade.at_least.as_ref().is_none_or(|edge| *total >= edge.0);
        self.sheet.grades.iter().position(reached).unwrap_or(self.last())
    }

    fn before_quota(&self, unit: usize) -> Graded {
        let mut moved = Vec::new();
        let basis = self.settled.get(unit).map(|settled| settled.totals.basis.clone()).unwrap_or_default();
        let [now, low, high] = basis;
        let by_points = self.by_points(&now);
        let grade = self.settle(unit, by_points, Asked::Now, &mut moved);
        let best = self.settle(unit, self.by_points(&high), Asked::Best, &mut Vec::new());
        let worst = self.settle(unit, self.by_points(&low), Asked::Worst, &mut Vec::new());
        Graded { by_points, grade, moved, best: best.min(grade), worst: worst.max(grade) }
    }

    fn judge(&self, unit: usize, grade: usize, asked: Asked, condition: &crate::plan::ResultCondition) -> Judgement {
        let (Some(settled), Some(standing)) = (self.settled.get(unit), self.standings.get(unit)) else {
            return Judgement::NoValue;
        };
        Outlook { sheet: self.sheet, settled, standing, grade, possible: asked != Asked::Now }.judge(condition)
    }

    fn settle(&self, unit: usize, from: usize, asked: Asked, moved: &mut Vec<GradeMoved>) -> usize {
        let mut grade = self.needs(unit, from, asked, moved);
        for cap in &self.sheet.caps {
            let Some(limit) = self.number(&cap.grade).filter(|limit| *limit > grade) else { continue };
            let holds = match self.judge(unit, grade, asked, &cap.when.condition) {
                Judgement::Holds => true,
                Judgement::Open => asked == Asked::Worst,
                Judgement::Fails | Judgement::NoValue => false,
            };
            if holds {
                let (source, basis) = (cap.when.source.clone(), cap.basis.clone());
                moved.push(GradeMoved::Cap { grade: cap.grade.clone(), source, basis });
                grade = self.needs(unit, limit, asked, moved);
            }
        }
        let vetoes = self.settled.get(unit).map(|settled| settled.vetoes.as_slice()).unwrap_or_default();
        for veto in vetoes {
            if !(veto.state.applied || veto.state.open && asked == Asked::Worst) {
                continue;
            }
            let limit = match veto.state.effect {
                Some(VetoEffect::CapGrade(name)) => self.number(name).unwrap_or(grade),
                // What an unknown veto would do is unknown: the worst is that it fails the unit.
                Some(VetoEffect::Fail) | None => self.last(),
                Some(VetoEffect::ZeroItem(_) | VetoEffect::ZeroArea(_)) => continue,
            };
            if limit > grade {
                let name = self.sheet.grades.get(limit).map(|grade| grade.name.clone()).unwrap_or_default();
                moved.push(GradeMoved::Veto { item: veto.id.clone(), title: veto.title.to_owned(), grade: name });
                grade = self.needs(unit, limit, asked, moved);
            }
        }
        grade
    }

    /// The first grade from `grade` on whose needs don't block.
    fn needs(&self, unit: usize, mut grade: usize, asked: Asked, moved: &mut Vec<GradeMoved>) -> usize {
        while let Some(candidate) = self.sheet.grades.get(grade).filter(|_| grade < self.last()) {
            let blocking =
                candidate.needs.iter().find(|need| match self.judge(unit, grade, asked, &need.node.condition) {
                    Judgement::Fails => true,
                    Judgement::Open => asked == Asked::Worst,
                    Judgement::Holds | Judgement::NoValue => false,
                });
            let Some(need) = blocking else { break };
            let source = need.node.source.clone();
            moved.push(GradeMoved::Need { grade: candidate.name.clone(), source });
            grade += 1;
        }
        grade
    }

    /// Lets quotas move the bounds. Where nobody in the pool can move any more the outcome is the bound; else a unit surely has a
    /// place only if all who may come before it leave it one, and surely has none only if those who certainly do take all.
    fn bounds_with_quota(&self, pools: &Pools, before: &[(usize, usize)], graded: &mut [Graded]) {
        let still = |unit: usize| {
            pools.placed.get(unit).is_some_and(|placed| placed.fixed)
                && before.get(unit).is_some_and(|(best, worst)| best == worst)
        };
        for grade in 0..self.last() {
            for (members, places) in pools.with_quota(self.sheet, grade) {
                if members.iter().all(|unit| still(*unit)) {
                    continue;
                }
                let of = |keep: &dyn Fn(usize, usize) -> bool, end: fn(&Placed) -> &Exact| {
                    let kept = members
                        .iter()
                        .filter(|unit| before.get(**unit).is_some_and(|(best, worst)| keep(*best, *worst)));
                    let mut ends: Vec<&Exact> = kept.filter_map(|unit| pools.placed.get(*unit).map(end)).collect();
                    ends.sort();
                    ends
                };
                let sure = of(&|best, worst| best == grade && worst == grade, |placed| &placed.low);
                let perhaps = of(&|best, _| best <= grade, |placed| &placed.high);
                for unit in &members {
                    let (Some(placed), Some(graded)) = (pools.placed.get(*unit), graded.get_mut(*unit)) else {
                        continue;
                    };
                    let surely_ahead = sure.len() - sure.partition_point(|low| **low <= placed.high);
                    let perhaps_here = perhaps.len() - perhaps.partition_point(|high| **high < placed.low);
                    if graded.best == grade && surely_ahead >= places {
                        graded.best = self.needs(*unit, grade + 1, Asked::Best, &mut Vec::new());
                    }
                    // The unit itself is one of those that may be here.
                    if graded.worst == grade && perhaps_here > places {
                        graded.worst = self.needs(*unit, grade + 1, Asked::Worst, &mut Vec::new());
                    }
                }
            }
        }
        for members in pools.shared(self.sheet) {
            let all_still = members.iter().all(|unit| still(*unit));
            for unit in members {
                let Some(graded) = graded.get_mut(unit) else { continue };
                if all_still {
                    graded.best = graded.grade;
                    graded.worst = graded.grade;
                }
                graded.best = graded.best.min(graded.grade);
                graded.worst = graded.worst.max(graded.grade);
            }
        }
    }
}

struct Pools<'e> {
    placed: &'e [Placed],
    groups: &'e [&'e str],
}

impl Pools<'_> {
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
    fn with_quota(&self, sheet: &Sheet, grade: usize) -> Vec<(Vec<usize>, usize)> {
        let Some(quota) = sheet.grades.get(grade).and_then(|grade| grade.quota.as_ref()) else { return Vec::new() };
        let of = match quota {
            Quota::Share { of, .. } | Quota::Count { of, .. } => *of,
        };
        let places = |members: &[usize]| match quota {
            Quota::Count { count, .. } => usize::try_from(*count).unwrap_or(usize::MAX),
            Quota::Share { share, round, .. } => {
                let places = Rounding::new(*round, 0).apply(&(share * &Exact::from(members.len())));
                places.to_i128().and_then(|places| usize::try_from(places).ok()).unwrap_or(0)
            }
        };
        self.members(of).into_iter().map(|members| (members.clone(), places(&members))).collect()
    }

    /// Those who can take places from one another: groups, or the sheet where any quota is of the sheet; without quotas each unit
    /// by itself.
    fn shared(&self, sheet: &Sheet) -> Vec<Vec<usize>> {
        let of = |quota: &Quota| match quota {
            Quota::Share { of, .. } | Quota::Count { of, .. } => *of,
        };
        let quotas: Vec<QuotaOf> = sheet.grades.iter().filter_map(|grade| grade.quota.as_ref()).map(of).collect();
        if quotas.contains(&QuotaOf::Sheet) {
            self.members(QuotaOf::Sheet)
        } else if quotas.is_empty() {
            (0..self.groups.len()).map(|unit| vec![unit]).collect()
        } else {
            self.members(QuotaOf::Group)
        }
    }
}

/// Gives the places of one quota to the best candidates; the others move on to the next grade.
fn fill(grader: &Grader, pools: &Pools, members: &[usize], places: usize, grade: usize, graded: &mut [Graded]) {
    let key = |unit: usize| pools.placed.get(unit).map(|placed| placed.key.as_slice()).unwrap_or_default();
    let mut candidates: Vec<usize> =
        members.iter().copied().filter(|unit| graded.get(*unit).is_some_and(|graded| graded.grade == grade)).collect();
    candidates.sort_by(|left, right| best_first(key(*left), key(*right)));
    let mut taken = 0;
    let mut closed = false;
    for block in candidates.chunk_by(|left, right| key(*left) == key(*right)) {
        closed |= taken + block.len() > places;
        if !closed {
            taken += block.len();
            continue;
        }
        for unit in block {
            let Some(graded) = graded.get_mut(*unit) else { continue };
            let name = grader.sheet.grades.get(grade).map(|grade| grade.name.clone()).unwrap_or_default();
            let places = u32::try_from(places).unwrap_or(u32::MAX);
            graded.moved.push(GradeMoved::Quota { grade: name, places });
            let mut moved = std::mem::take(&mut graded.moved);
            graded.grade = grader.needs(*unit, grade + 1, Asked::Now, &mut moved);
            graded.moved = moved;
        }
    }
}
