//! The candidates of a unit as the ways of a search, and the scoring as the search asks it.

use std::collections::BTreeMap;

use super::block::Block;
use super::goal::Goal;
use super::joins::{flat_areas, joins};
use super::ladder::{Work, WorkKind};
use super::needs::Needs;
use super::outlook::{Candidate, Reach};
use super::search::{Joins, Need, Oracle, Short, Way, search};
use super::seeker::Seeker;
use super::unit::{Change, ChangeSet};
use crate::assess::{Again, Rescored, Supposal};
use crate::figure::{Exact, Points};
use crate::plan::{Area, Child, Combine, ItemId, RoundAt, RuleKind, Sheet};

/// Items of the unit and totals of others that a search may score: as many as take well below a second.
const MOST_SCORED: usize = 150_000;
/// The numbers of the blocks of what a cap of the sheet holds together.
const BONUSES: usize = 0;
const DEDUCTIONS: usize = 1;
/// However dear one scoring is.
const FEWEST_CALLS: u32 = 80;

/// Items of areas that are geometric means.
fn in_means(area: &Area, within: bool) -> usize {
    let within = within || area.combine == Combine::GeometricMean;
    let of_child = |child: &Child| match child {
        Child::Area(area) => in_means(area, within),
        Child::Item(_) => usize::from(within),
    };
    area.children.iter().map(of_child).sum()
}

/// One candidate as a way of the search.
struct Course {
    /// Its number among the candidates.
    candidate: usize,
    /// Of data that are to come: the figure at which they are best.
    data: Option<Exact>,
    /// How much higher the total comes for a point of the item.
    rate: Exact,
}

impl Seeker<'_, '_, '_, '_> {
    /// The smallest set of these candidates that reaches the goal; with a figure those of which the data are to come.
    pub fn seek(
        &mut self,
        chosen: &[(usize, Option<Exact>)],
        efforts: &BTreeMap<ItemId, Exact>,
        now: &Rescored,
    ) -> Option<ChangeSet> {
        let joins: BTreeMap<ItemId, Joins> = joins(self.sheet).into_iter().collect();
        let mut courses = Vec::with_capacity(chosen.len());
        let mut ways = Vec::with_capacity(chosen.len());
        for (index, data) in chosen {
            let Some(candidate) = self.candidates.get(*index) else { continue };
            let id = &candidate.advice.id;
            let top = self.at_most(&[(*index, data.clone())]).unbounded - now.unbounded.clone();
            let more = match (data, &candidate.ladder) {
                (None, Some(ladder)) => &candidate.points(ladder, ladder.top) - &candidate.advice.points,
                (Some(_), _) | (None, None) => Points(Exact::ONE),
            };
            courses.push(Course {
                candidate: *index,
                data: data.clone(),
                rate: top.checked_div(&more.0).unwrap_or_default(),
            });
            ways.push(Way {
                steps: match (data, &candidate.ladder) {
                    (None, Some(ladder)) => ladder.steps(),
                    (Some(_), _) | (None, None) => vec![1],
                },
                weight: efforts.get(id).cloned().unwrap_or(Exact::ONE),
                own: more.0,
                full: candidate.advice.full.0.clone(),
                joins: match self.result(id) {
                    None => self.joins_of_adjustment(candidate.rule.kind),
                    Some(item) if !item.left_out => joins.get(id).copied().unwrap_or(Joins::Shifts),
                    // An item that is left out by now moves what the others are scaled by.
                    Some(_) => Joins::Shifts,
                },
            });
        }
        let need = self.need(&courses, &ways);
        let mut asking = Asking {
            courses: &courses,
            candidates: self.candidates,
            sheet: self.sheet,
            goal: self.goal,
            again: self.again,
        };
        let found = search(&ways, &need, &mut asking)?;
        let figures = asking.figures(&found.changes);
        let result = self.again.with(figures);
        let changes: Vec<Change> =
            found.changes.iter().filter_map(|(way, rung)| self.change(courses.get(*way)?, *rung, now)).collect();
        Some(ChangeSet {
            changes,
            effort: found.effort,
            standing: self.standing(&result),
            fewest_proven: found.fewest_proven,
            effort_proven: found.effort_proven,
        })
    }

    /// The flat areas that can be changed, with what stands beside it in them.
    fn blocks(&self, courses: &[Course], ways: &[Way]) -> Vec<Block> {
        let is_of = |number: usize, ways: &[Way]| ways.iter().any(|way| way.joins == Joins::Flat(number));
        let (joins, mut blocks): (_, Vec<Block>) = (joins(self.sheet), Vec::new());
        for (number, is_mean) in flat_areas(self.sheet).into_iter().filter(|(number, _)| is_of(*number, ways)) {
            let of_area = joins.iter().filter(|(_, joins)| *joins == Joins::Flat(number)).map(|(id, _)| id);
            let is_moved = |id: &ItemId| {
                courses
                    .iter()
                    .any(|course| self.candidates.get(course.candidate).is_some_and(|own| own.advice.id == *id))
            };
            let others = of_area.filter(|id| !is_moved(id)).filter_map(|id| self.result(id));
            let others = others
                .filter(|item| !item.left_out)
                .map(|item| (item.points.0.checked_div(&item.full.0).unwrap_or(Exact::ONE), item.full.0.clone()));
            blocks.push(Block { number, is_mean, others: others.collect() });
        }
        blocks
    }

    /// Bonuses add up as far as the sheet's cap on them, and so does what deductions take.
    fn joins_of_adjustment(&self, kind: RuleKind) -> Joins {
        let sum = |of: &dyn Fn(&Candidate) -> Exact| -> Exact {
            self.candidates.iter().filter(|candidate| candidate.rule.kind == kind).map(of).sum()
        };
        let binds = |cap: &Option<Points>, sum: Exact| cap.as_ref().is_some_and(|cap| sum > cap.0);
        match kind {
            RuleKind::Bonus => {
                let without = self.unit.adjustments.iter().filter(|adjustment| {
                    adjustment.kind == kind && self.candidates.iter().all(|own| own.advice.id != adjustment.id)
                });
                let without: Exact = without.map(|adjustment| adjustment.points.0.clone()).sum();
                let most = sum(&|candidate| candidate.advice.by_work.0.clone()) + without;
                if binds(&self.sheet.bonus_cap, most) { Joins::Capped(BONUSES) } else { Joins::Sum }
            }
            RuleKind::Deduction => {
                let taken = sum(&|candidate| -&candidate.advice.points.0);
                if binds(&self.sheet.deduction_cap, taken) { Joins::Capped(DEDUCTIONS) } else { Joins::Sum }
            }
            RuleKind::Indicator | RuleKind::Veto => Joins::Shifts,
        }
    }

    /// What the goal asks for, as a search needs to know it.
    fn need(&self, courses: &[Course], ways: &[Way]) -> Need {
        let scaled = self.unit.areas.iter().filter(|area| area.rescaled.is_some()).count();
        // Points of items that are rounded one by one and then only added up come to the total as they are.
        // A block is asked as a whole.
        let adds_up = |(course, way): (&Course, &Way)| course.rate == Exact::ONE || matches!(way.joins, Joins::Flat(_));
        let is_exact = scaled == 0 && courses.iter().zip(ways).all(adds_up);
        let unit = Exact::scaled(1, self.plan.numbers.points);
        let (slack, blur) = match self.plan.numbers.at {
            RoundAt::Item if is_exact => (Exact::ZERO, Exact::ZERO),
            RoundAt::Item => (&unit * &Exact::from(2 + scaled), &unit * &Exact::from(1 + scaled)),
            // A printed total may be rounded up to the edge.
            RoundAt::Total => (unit, Exact::ZERO),
        };
        let others = self.again.others();
        let height = self.goal.height(self.sheet, &others) - slack;
        let of_deduction = |course: &Course| self.candidates.get(course.candidate).map(|candidate| candidate.rule.kind);
        let moves_deductions = courses.iter().any(|course| of_deduction(course) == Some(RuleKind::Deduction));
        let mut needs = Needs::of(self.goal, self.sheet, self.unit);
        let areas = needs.areas.iter().map(|owing| {
            let is_in = |course: &Course| {
                self.candidates.get(course.candidate).is_some_and(|own| owing.items.contains(&own.advice.id))
            };
            let own = courses.iter().zip(ways).enumerate().filter(|(_, (course, _))| is_in(course));
            let adds_up = own.clone().all(|(_, (_, way))| way.joins == Joins::Sum);
            adds_up.then(|| Short { ways: own.map(|(index, _)| index).collect(), points: owing.points.clone() })
        });
        let areas: Vec<Option<Short>> = areas.collect();
        needs.are_all &= areas.iter().all(Option::is_some);
        let areas: Vec<Short> = areas.into_iter().flatten().filter(|area| area.points.is_positive()).collect();
        let by_height = self.goal.is_by_height(self.sheet, needs.are_all, moves_deductions);
        // A logarithm takes as long as some items do.
        let in_means = in_means(&self.sheet.area, false);
        let cost = (self.unit.items.len() + others.len() + 8 * in_means).max(1);
        let calls = u32::try_from(MOST_SCORED / cost).unwrap_or(u32::MAX).max(FEWEST_CALLS);
        let blocks = self.blocks(courses, ways);
        let grain = match self.plan.numbers.at {
            RoundAt::Item => Exact::scaled(1, self.plan.numbers.points),
            RoundAt::Total => Exact::ZERO,
        };
        Need { height, by_height, areas, blocks, grain, blur, calls }
    }

    fn change(&mut self, course: &Course, rung: i128, now: &Rescored) -> Option<Change> {
        let candidate = self.candidates.get(course.candidate)?;
        let (id, title) = (candidate.advice.id.clone(), candidate.advice.title.clone());
        let reach = match (&course.data, &candidate.ladder) {
            (None, Some(ladder)) => candidate.reach(ladder, rung),
            (Some(figure), _) => {
                let (shown, _) = crate::assess::written_figure(self.plan, candidate.rule, figure);
                let points = candidate.advice.most.clone();
                Reach {
                    figure: figure.clone(),
                    gain: &points - &candidate.advice.points,
                    points,
                    early: Points::ZERO,
                    effort: Exact::ONE,
                    work: Work {
                        kind: WorkKind::Data,
                        amount: Exact::ZERO,
                        unit: String::new(),
                        say: candidate.advice.reason.clone()?,
                        due: Vec::new(),
                    },
                    shown,
                }
            }
            (None, None) => return None,
        };
        let early = reach.early.0.clone();
        let alone = self.again.with(BTreeMap::from([(id.clone(), Supposal { figure: reach.figure.clone(), early })]));
        let moves = Points(alone.unbounded - now.unbounded.clone());
        Some(Change { id, title, reach, moves, is_data: course.data.is_some() })
    }
}

/// The scoring, as the search asks it.
struct Asking<'s, 'c, 'e, 'p> {
    courses: &'s [Course],
    candidates: &'s [Candidate<'c>],
    sheet: &'s Sheet,
    goal: &'s Goal,
    again: &'s mut Again<'e, 'p>,
}

impl Asking<'_, '_, '_, '_> {
    fn figures(&self, changes: &[(usize, i128)]) -> BTreeMap<ItemId, Supposal> {
        let figures = changes.iter().filter_map(|(way, rung)| {
            let course = self.courses.get(*way)?;
            let candidate = self.candidates.get(course.candidate)?;
            let figure = match (&course.data, &candidate.ladder) {
                (Some(figure), _) => figure.clone().into(),
                (None, Some(ladder)) => Supposal { figure: ladder.figure(*rung), early: ladder.early(*rung).0 },
                (None, None) => return None,
            };
            Some((candidate.advice.id.clone(), figure))
        });
        figures.collect()
    }
}

impl Oracle for Asking<'_, '_, '_, '_> {
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact) {
        let figures = self.figures(changes);
        let result = self.again.with(figures);
        (self.goal.is_reached(self.sheet, &result), result.unbounded)
    }

    fn gain(&mut self, way: usize, rung: i128) -> Exact {
        let Some(course) = self.courses.get(way) else { return Exact::ZERO };
        let Some(candidate) = self.candidates.get(course.candidate) else { return Exact::ZERO };
        match (&course.data, &candidate.ladder) {
            (None, Some(ladder)) => {
                let more = &candidate.points(ladder, rung) - &candidate.advice.points;
                &more.0 * &course.rate
            }
            (Some(_), _) | (None, None) => course.rate.clone(),
        }
    }

    fn points(&mut self, way: usize, rung: i128) -> Exact {
        let course = self.courses.get(way);
        let found = course.and_then(|course| Some((course, self.candidates.get(course.candidate)?)));
        let Some((course, candidate)) = found else { return Exact::ZERO };
        match (rung, &course.data, &candidate.ladder) {
            (0, _, _) | (_, None, None) => candidate.advice.points.0.clone(),
            (_, Some(_), _) => candidate.advice.most.0.clone(),
            (_, None, Some(ladder)) => candidate.points(ladder, rung).0,
        }
    }
}
