//! The candidates of a unit as the ways of a search, and the scoring as the search asks it.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::demand::{Of, Reading};
use super::goal::Goal;
use super::item_advice::Reach;
use super::outcome::{Change, ChangeSet};
use super::search::way::{Oracle, Way};
use super::search::{Need, Want, search};
use super::seeker::Seeker;
use super::unit_tree::{Growing, areas};
use super::work::ladder::{Work, WorkKind, first};
use crate::assess::{Again, Rescored, Supposal};
use crate::figure::{Exact, Points};
use crate::plan::{Area, Child, Combine, ItemId, Mark, Sheet};

/// Items of the unit and totals of others that a search may score: as many as take well below a second.
const MOST_SCORED: usize = 150_000;
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
}

impl Seeker<'_, '_, '_, '_> {
    /// The smallest set of these candidates that reaches the goal; with a figure those of which the data are to come.
    pub fn seek(
        &mut self,
        chosen: &[(usize, Option<Exact>)],
        efforts: &BTreeMap<ItemId, Exact>,
        now: &Rescored,
    ) -> Option<ChangeSet> {
        let mut courses = Vec::with_capacity(chosen.len());
        let mut ways = Vec::with_capacity(chosen.len());
        for (index, data) in chosen {
            let Some(candidate) = self.candidates.get(*index) else { continue };
            courses.push(Course { candidate: *index, data: data.clone() });
            ways.push(Way {
                steps: match (data, &candidate.ladder) {
                    (None, Some(ladder)) => ladder.steps(),
                    (Some(_), _) | (None, None) => vec![1],
                },
                weight: efforts.get(&candidate.advice.id).cloned().unwrap_or(Exact::ONE),
            });
        }
        let need = self.need(chosen, &courses);
        let mut asking = Asking {
            courses: &courses,
            candidates: self.candidates,
            sheet: self.sheet,
            goal: self.goal,
            again: self.again,
        };
        let found = search(&ways, &need, &mut asking)?;
        let mut changes = self.changes(&courses, &found.changes, true, now);
        let mut result = self.scored(&changes);
        if !self.goal.is_reached(self.sheet, &result) {
            // Something asks for less of a figure than is short to say.
            changes = self.changes(&courses, &found.changes, false, now);
            result = self.scored(&changes);
        }
        Some(ChangeSet {
            changes,
            effort: found.effort,
            standing: self.standing(&result),
            fewest_proven: found.fewest_proven,
            effort_proven: found.effort_proven,
        })
    }

    /// What the goal asks for, as a search needs to know it.
    fn need(&mut self, chosen: &[(usize, Option<Exact>)], courses: &[Course]) -> Need {
        // A logarithm takes as long as some items do.
        let in_means = in_means(&self.sheet.area, false);
        let cost = (self.unit.items.len() + self.again.keys().len() + 8 * in_means).max(1);
        let calls = u32::try_from(MOST_SCORED / cost).unwrap_or(u32::MAX).max(FEWEST_CALLS);
        let now = self.again.with(BTreeMap::new());
        let areas = areas(self.again);
        let rungs = self.rungs_of_marks(courses);
        self.at_most(chosen);
        let (sheet, unit, numbers) = (self.sheet, self.unit, &self.plan.numbers);
        let reading = Reading { sheet, unit, numbers, rungs: &rungs };
        let demands = reading.demands(self.goal, self.again);
        let ids = courses.iter().enumerate();
        let ways: BTreeMap<&ItemId, usize> =
            ids.filter_map(|(way, course)| Some((&self.candidates.get(course.candidate)?.advice.id, way))).collect();
        // An item that is left out by now moves what the others are scaled by.
        let shifts = ways.keys().any(|id| self.result(id).is_some_and(|item| item.left_out));
        let growing = Growing { sheet: self.sheet, unit: self.unit, ways, areas };
        let wants = demands.any.iter().map(|demand| Want {
            tree: growing.tree(demand),
            // Nothing falls below what is there.
            height: demand.get(&Of::Total).cloned().unwrap_or_else(|| now.height.clone()),
        });
        Need { wants: wants.collect(), are_all: demands.are_all && !shifts, calls }
    }

    /// From which rung on items don't bear their marks any more.
    fn rungs_of_marks(&mut self, courses: &[Course]) -> BTreeMap<(ItemId, Mark), Exact> {
        let mut rungs = BTreeMap::new();
        for course in courses {
            let Some(candidate) = self.candidates.get(course.candidate) else { continue };
            let id = &candidate.advice.id;
            let marks = self.result(id).map(|item| item.marks.clone()).unwrap_or_default();
            let Some(ladder) = candidate.ladder.as_ref().filter(|_| course.data.is_none()) else { continue };
            for mark in marks {
                let rung = first(ladder.top, |rung| {
                    self.again.with(BTreeMap::from([(id.clone(), ladder.supposal(rung))]));
                    !self.again.is_marked(id, mark)
                });
                rungs.extend(rung.map(|rung| ((id.clone(), mark), Exact::from(rung))));
            }
        }
        rungs
    }

    /// What is changed, as it is printed; `short`: amounts of work brought up to figures that are short to say.
    fn changes(&mut self, courses: &[Course], found: &[(usize, i128)], short: bool, now: &Rescored) -> Vec<Change> {
        let changes = found.iter().filter_map(|(way, rung)| self.change(courses.get(*way)?, (*rung, short), now));
        changes.collect()
    }

    /// What comes of the unit with the figures as they are printed.
    fn scored(&mut self, changes: &[Change]) -> Rescored {
        let figures = changes.iter().map(|change| (change.id.clone(), supposal(&change.reach)));
        self.again.with(figures.collect())
    }

    fn change(&mut self, course: &Course, (rung, short): (i128, bool), now: &Rescored) -> Option<Change> {
        let candidate = self.candidates.get(course.candidate)?;
        let (id, title) = (candidate.advice.id.clone(), candidate.advice.title.clone());
        let reach = match (&course.data, &candidate.ladder) {
            (None, Some(ladder)) if short => candidate.settled(ladder, rung),
            (None, Some(ladder)) => candidate.reach(ladder, rung),
            (Some(figure), _) => {
                let shown = candidate.shown(figure);
                let points = candidate.advice.most.clone();
                Reach {
                    set: candidate.as_read(figure, &shown, None),
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
        let alone = self.again.with(BTreeMap::from([(id.clone(), supposal(&reach))]));
        let moves = Points(alone.unbounded - now.unbounded.clone());
        Some(Change { id, title, reach, moves, is_data: course.data.is_some() })
    }
}

fn supposal(reach: &Reach) -> Supposal {
    Supposal::Figure { figure: reach.figure.clone(), early: reach.early.0.clone() }
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
                (None, Some(ladder)) => ladder.supposal(*rung),
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
        (self.goal.is_reached(self.sheet, &result), result.height)
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
