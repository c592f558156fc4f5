//! Which outcome a goal has for a unit: reached, by work, by data that are owed, hanging on others, or out of reach.

use std::collections::BTreeMap;

use super::bonus::OpenBonus;
use super::candidate::Candidate;
use super::goal::Goal;
use super::item_advice::{HangsOn, Prospect};
use super::outcome::{InHindsight, Outcome, Standing};
use super::possible::{Hanging, bounds_allow, hanging, may_reach, possible};
use super::unsettled::Unsettled;
use super::work::no_work::NoWork;
use crate::assess::{Again, GradeMoved, Rescored, Status, Supposal, UnitResult};
use crate::figure::Exact;
use crate::plan::{ItemId, Plan, Sheet};

/// What looks for the way to a goal.
pub(super) struct Seeker<'s, 'c, 'e, 'p> {
    pub plan: &'s Plan,
    pub sheet: &'s Sheet,
    pub unit: &'s UnitResult,
    pub candidates: &'s [Candidate<'c>],
    pub bonuses: &'s [OpenBonus],
    pub goal: &'s Goal,
    pub is_over: bool,
    pub others_unknown: bool,
    pub again: &'s mut Again<'e, 'p>,
}

impl Seeker<'_, '_, '_, '_> {
    pub fn outcome(&mut self, efforts: &BTreeMap<ItemId, Exact>) -> Outcome {
        let now = self.again.with(BTreeMap::new());
        let others_decide = self.others_unknown && self.goal.hangs_on_others(self.sheet, self.unit);
        match (self.goal.is_reached(self.sheet, &now), others_decide) {
            (true, false) => return Outcome::Reached(Unsettled::of(self.goal, self.sheet, self.unit)),
            (true, true) => {
                let on = vec![Hanging { on: HangsOn::Others, items: Vec::new() }];
                return Outcome::Hangs { highest: self.standing(&now), on, obstacles: Vec::new() };
            }
            (false, _) => {}
        }
        let possible = possible(self.candidates, self.bonuses, self.unit, self.sheet);
        let at_best = self.at_best(possible.clone());
        // After the year no more can come than the bounds of the result leave open.
        let may = bounds_allow(self.goal, self.sheet, self.unit)
            || !self.is_over && may_reach(self.goal, self.sheet, &at_best);
        // After the year only what is still owed can change anything: that comes before what it would have taken.
        if self.is_over && may {
            let now = self.again.with(BTreeMap::new());
            return self.hangs(&now);
        }
        let work = self.by_work();
        if let Some(found) = self.seek(&work, efforts, &now) {
            return Outcome::By(found);
        }
        let data = self.by_data();
        if !data.is_empty()
            && let Some(found) = self.seek(&[work.clone(), data.clone()].concat(), efforts, &now)
        {
            return Outcome::By(found);
        }
        if may {
            let best = self.at_most(&work);
            return self.hangs(&best);
        }
        let figures = self.by_figures();
        let mut forbidden = possible.clone();
        forbidden.extend(self.figures(figures.into_iter()));
        let forbidden = self.again.with(forbidden);
        let only_by_figures = self.goal.is_reached(self.sheet, &forbidden);
        // Last, because the others' places are told as they are when the unit does its best.
        let in_hindsight = self.is_over.then(|| self.at_best_in_hindsight(&[work, data].concat(), &possible));
        let is_in_hindsight = in_hindsight.as_ref().map(|best| match self.goal.is_reached(self.sheet, best) {
            false => InHindsight::Short,
            true => InHindsight::BothTogether,
        });
        let best = in_hindsight.unwrap_or_else(|| self.at_best(possible));
        // Nor is less told than the score itself leaves open: what can't be supposed is in its bounds.
        let more = &self.unit.at_most.0 - &best.total.0;
        let best = self.again.raised(best, &more);
        let mut obstacles = self.obstacles(&best, true);
        if is_in_hindsight == Some(InHindsight::BothTogether) {
            let on = hanging(self.candidates, self.bonuses, false);
            obstacles.splice(0..0, on.iter().map(|hanging| hanging.say(&self.plan.numbers)));
        }
        // Nothing is left open where all is taken at its best.
        let highest = Standing { provisional: false, ..self.standing(&best) };
        Outcome::OutOfReach { highest, in_hindsight: is_in_hindsight, obstacles, only_by_figures }
    }

    /// With all that it would have taken, and what is still open at its best.
    fn at_best_in_hindsight(
        &mut self,
        chosen: &[(usize, Option<Exact>)],
        possible: &BTreeMap<ItemId, Supposal>,
    ) -> Rescored {
        let mut figures = self.figures(chosen.iter().cloned());
        for candidate in self.candidates {
            let id = &candidate.advice.id;
            let by_work = candidate.ladder.as_ref().map(|ladder| candidate.points(ladder, ladder.top));
            let is_more =
                candidate.advice.hangs.is_some() && by_work.is_none_or(|by_work| candidate.advice.most > by_work);
            if let Some(figure) = possible.get(id).filter(|_| is_more) {
                figures.insert(id.clone(), figure.clone());
            }
        }
        self.at_best(figures)
    }

    /// What comes of the unit with what is supposed, where that of an item which is left out by now is not supposed if the rest gives more without
    /// it: it may stay left out.
    fn at_best(&mut self, mut supposed: BTreeMap<ItemId, Supposal>) -> Rescored {
        let left_out = self.unit.items.iter().filter(|item| item.left_out && supposed.contains_key(&item.id));
        let mut left_out: Vec<&ItemId> = left_out.map(|item| &item.id).collect();
        let mut best = self.again.with(supposed.clone());
        loop {
            let better = left_out.iter().position(|id| {
                let mut without = supposed.clone();
                without.remove(*id);
                let then = self.again.with(without);
                let is_better = then.height > best.height;
                if is_better {
                    best = then;
                }
                is_better
            });
            let Some(better) = better else { break };
            supposed.remove(left_out.swap_remove(better));
        }
        // Last, because places and areas are told as what was scored last has them.
        self.again.with(supposed)
    }

    /// What the goal still hangs on, where work leads so far.
    fn hangs(&mut self, best: &Rescored) -> Outcome {
        let by_quota = best.moved.iter().any(|moved| matches!(moved, GradeMoved::Quota { .. }));
        let on_others = by_quota || self.others_unknown || matches!(self.goal, Goal::Rank(_));
        let on = hanging(self.candidates, self.bonuses, on_others);
        Outcome::Hangs { highest: self.standing(best), on, obstacles: self.obstacles(best, false) }
    }

    fn by_work(&self) -> Vec<(usize, Option<Exact>)> {
        let open = self.candidates.iter().enumerate().filter(|(_, candidate)| candidate.ladder.is_some());
        open.map(|(index, _)| (index, None)).collect()
    }

    /// Items whose data are not sent, at their best.
    fn by_data(&self) -> Vec<(usize, Option<Exact>)> {
        let data = self.candidates.iter().enumerate().filter(|(_, candidate)| {
            candidate.advice.prospect == Prospect::Data && !self.is_withheld(&candidate.advice.id)
        });
        data.filter_map(|(index, candidate)| Some((index, Some(candidate.figure_for(&candidate.advice.full)?))))
            .collect()
    }

    /// Items that only something that is no work could raise, at their best.
    fn by_figures(&self) -> Vec<(usize, Option<Exact>)> {
        let figures = self.candidates.iter().enumerate().filter(|(_, candidate)| {
            self.is_withheld(&candidate.advice.id)
                || candidate.advice.hangs.as_ref().is_some_and(|hang| hang.on == HangsOn::Records)
                || candidate.no_work.as_ref().is_some_and(NoWork::is_about_figures)
        });
        figures
            .filter_map(|(index, candidate)| Some((index, Some(candidate.figure_for(&candidate.advice.full)?))))
            .collect()
    }

    pub fn result(&self, id: &ItemId) -> Option<&crate::assess::ItemResult> {
        self.unit.items.iter().find(|item| item.id == *id)
    }

    fn is_withheld(&self, id: &ItemId) -> bool {
        self.result(id).is_some_and(|item| item.status == Status::Withheld)
    }

    fn figures(&self, chosen: impl Iterator<Item = (usize, Option<Exact>)>) -> BTreeMap<ItemId, Supposal> {
        let figures = chosen.filter_map(|(index, data)| {
            let candidate = self.candidates.get(index)?;
            let by_ladder = || {
                let ladder = candidate.ladder.as_ref()?;
                Some(ladder.supposal(ladder.top))
            };
            Some((candidate.advice.id.clone(), data.map(Supposal::from).or_else(by_ladder)?))
        });
        figures.collect()
    }

    pub fn at_most(&mut self, chosen: &[(usize, Option<Exact>)]) -> Rescored {
        let figures = self.figures(chosen.iter().cloned());
        self.again.with(figures)
    }

    pub fn standing(&self, result: &Rescored) -> Standing {
        let grade = self.sheet.grades.get(result.grade).map(|grade| grade.name.clone()).unwrap_or_default();
        let rank = (!self.others_unknown).then_some(result.rank);
        Standing { total: result.total.clone(), grade, provisional: result.provisional, rank }
    }
}
