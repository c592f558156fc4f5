//! Grades: by points, then what the scheme asks beside points, then quotas; every move on record.
//!
//! Lower edges are closed (90分及以上). Order: points → needs (评优前置) → caps → vetoes → quota. After each move down the needs of the new
//! grade are asked too. A unit on which any veto takes effect, be it only over one item, is in no grade with a quota. A quota is filled
//! ([`quota`]) with the best of those that reach its grade.
//!
//! A condition that speaks of an area or item that was not assessed blocks nothing and caps nothing.

mod ahead;
mod quota;

pub(super) use ahead::{HOLDERS, Held, held_back};

use super::assessment::GradeMoved;
use super::condition::{Judgement, Outlook};
use super::rank::{Placed, Standing};
use super::sheet::Settled;
use super::world::World;
use crate::figure::Exact;
use crate::plan::{Sheet, VetoEffect};

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
    quota::share_out(&grader, placed, groups, &mut graded);
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
        let grade = self.settle(unit, by_points, World::Now, &mut moved);
        let best = self.settle(unit, self.by_points(&high), World::Most, &mut Vec::new());
        let worst = self.settle(unit, self.by_points(&low), World::Least, &mut Vec::new());
        Graded { by_points, grade, moved, best: best.min(grade), worst: worst.max(grade) }
    }

    fn judge(&self, unit: usize, grade: usize, world: World, condition: &crate::plan::ResultCondition) -> Judgement {
        let (Some(settled), Some(standing)) = (self.settled.get(unit), self.standings.get(unit)) else {
            return Judgement::NoValue;
        };
        if world != World::Now && settled.is_wide_open {
            return Judgement::Open;
        }
        Outlook { sheet: self.sheet, settled, standing, grade, grades: None, possible: world != World::Now }
            .judge(condition)
    }

    fn settle(&self, unit: usize, from: usize, world: World, moved: &mut Vec<GradeMoved>) -> usize {
        let mut grade = self.needs(unit, from, world, moved);
        for cap in &self.sheet.caps {
            let Some(limit) = self.number(&cap.grade).filter(|limit| *limit > grade) else { continue };
            let holds = match self.judge(unit, grade, world, &cap.when.condition) {
                Judgement::Holds => true,
                Judgement::Open => world == World::Least,
                Judgement::Fails | Judgement::NoValue => false,
            };
            if holds {
                let (source, basis) = (cap.when.source.clone(), cap.basis.clone());
                moved.push(GradeMoved::Cap { grade: cap.grade.clone(), source, basis });
                grade = self.needs(unit, limit, world, moved);
            }
        }
        let vetoes = self.settled.get(unit).map(|settled| settled.vetoes.as_slice()).unwrap_or_default();
        for veto in vetoes {
            if !veto.state.strikes(world) {
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
                grade = self.needs(unit, limit, world, moved);
            }
        }
        // A unit under a veto, whatever the veto does, takes no place of a quota.
        if let Some(veto) = vetoes.iter().find(|veto| veto.state.strikes(world)) {
            while let Some(next) = self.after_quota(grade) {
                let name = self.sheet.grades.get(next).map(|grade| grade.name.clone()).unwrap_or_default();
                moved.push(GradeMoved::Veto { item: veto.id.clone(), title: veto.title.to_owned(), grade: name });
                grade = self.needs(unit, next, world, moved);
            }
        }
        grade
    }

    /// The grade after this one, if this one has a quota.
    fn after_quota(&self, grade: usize) -> Option<usize> {
        self.sheet.grades.get(grade)?.quota.as_ref().filter(|_| grade < self.last()).map(|_| grade + 1)
    }

    /// The first grade from `grade` on whose needs don't block.
    fn needs(&self, unit: usize, mut grade: usize, world: World, moved: &mut Vec<GradeMoved>) -> usize {
        while let Some(candidate) = self.sheet.grades.get(grade).filter(|_| grade < self.last()) {
            let blocking =
                candidate.needs.iter().find(|need| match self.judge(unit, grade, world, &need.node.condition) {
                    Judgement::Fails => true,
                    Judgement::Open => world == World::Least,
                    Judgement::Holds | Judgement::NoValue => false,
                });
            let Some(need) = blocking else { break };
            let source = need.node.source.clone();
            moved.push(GradeMoved::Need { grade: candidate.name.clone(), source });
            grade += 1;
        }
        grade
    }
}
