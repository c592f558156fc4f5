//! A unit's advice: what each item can still give, what is lost, and the smallest set of changes that reaches a goal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::block::Block;
use super::bonus::{OpenBonus, bonuses};
use super::goal::Goal;
use super::hang::HangsOn;
use super::ladder::{Work, WorkKind};
use super::needs::Needs;
use super::outlook::{Candidate, ItemAdvice, Prospect, Reach, candidates, flat_areas, is_over, joins};
use super::possible::{Hanging, Possible, bounds_allow, hanging};
use super::search::{Joins, Need, Oracle, Short, Way, search};
use crate::assess::{
    AdjustmentResult, Again, AssessOptions, GradeMoved, Rescored, Status, Supposal, UnitResult, again,
};
use crate::clauses::say_result_condition;
use crate::figure::{Exact, Points, Rounding};
use crate::measure::Measures;
use crate::message;
use crate::plan::{Area, Child, Combine, HandScore, ItemId, Plan, RoundAt, RuleKind, Sheet};
use crate::words::Message;

/// What a unit can still do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub as_of: Date,
    /// The year is over: nothing can be done any more, and what is said is what it would have taken.
    pub is_over: bool,
    /// Others' data are not at hand: ranks and quotas can't be told.
    pub others_unknown: bool,
    /// In the order of the sheet.
    pub items: Vec<ItemAdvice>,
    /// Deductions that took something, and bonuses that work still earns, in the order of the sheet.
    pub adjustments: Vec<ItemAdvice>,
    /// Bonuses that may still be earned.
    pub bonuses: Vec<OpenBonus>,
    /// What of deductions can't be undone any more, and vetoes that took effect.
    pub lost: Vec<LostBeside>,
    /// `None`: the unit is in the best grade already, and no other goal was named.
    pub goal: Option<GoalAdvice>,
}

/// What a deduction took, or a veto does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostBeside {
    pub id: ItemId,
    pub title: String,
    /// Taken from the total; of a veto nothing by itself.
    pub points: Points,
    pub is_veto: bool,
    pub reason: Message,
}

/// The way to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalAdvice {
    pub goal: Goal,
    pub say: Message,
    pub outcome: Outcome,
    /// The unit's own points do, but the rank or the places of a quota hang on others whose data are not at hand.
    pub others_decide: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Reached,
    /// It can be reached so.
    By(ChangeSet),
    /// Work on the records that are in does not reach it, but with what still hangs on others or on later records it may be reached.
    Hangs {
        /// What comes of it if all work is done that can be.
        highest: Standing,
        on: Vec<Hanging>,
        /// What stands in the way as things are.
        obstacles: Vec<Message>,
    },
    OutOfReach {
        /// What comes of it if all work is done and all that can still come is at its best.
        highest: Standing,
        /// What stands in the way.
        obstacles: Vec<Message>,
        /// Only what is no work would reach it.
        only_by_figures: bool,
    },
}

/// Where the unit stands with some changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub total: Points,
    pub grade: String,
    /// Among the others as they are; `None` where others' data are not at hand.
    pub rank: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// In the order of the sheet.
    pub changes: Vec<Change>,
    /// The ways together, each as the share of its whole way times its weight.
    pub effort: Exact,
    pub standing: Standing,
    /// No set of fewer changes reaches it.
    pub fewest_proven: bool,
    /// No set of as many changes is less effort: each at a step of its curve but for one, those of a `worst` area at one level.
    pub effort_proven: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: ItemId,
    pub title: String,
    pub reach: Reach,
    /// How much higher the total comes by it alone: other than the item's own points where areas weigh, or combine other than by adding up.
    pub moves: Points,
    /// Data that are still to come would have to come out at their best.
    pub is_data: bool,
}

/// What a goal is worked out for.
pub struct Wish<'a> {
    /// `None`: the next grade up.
    pub goal: Option<Goal>,
    /// How much of an effort the whole way of an item is; 1 where nothing is said. Above zero.
    pub efforts: &'a BTreeMap<ItemId, Exact>,
}

/// Works out the advice for one unit. Its result must hold its working and come of the same `options`; everyone else's results stay as they
/// are. `None` if the plan has no such sheet.
pub fn advise(
    plan: &Plan,
    measures: &Measures,
    hands: &[HandScore],
    options: &AssessOptions,
    unit: &UnitResult,
    wish: Wish,
) -> Option<Advice> {
    let sheet = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet)?;
    let candidates = candidates(plan, sheet, measures, unit);
    let goal = wish.goal.or_else(|| Goal::next_grade(sheet, &unit.grade));
    let bonuses = bonuses(plan, sheet, measures, unit, &candidates);
    let (is_over, others_unknown) = (is_over(plan, measures.as_of), !options.supposed.unknown.is_empty());
    let goal = goal.and_then(|goal| {
        let say = goal.say(sheet);
        let outcome = again(plan, measures, hands, options, (&unit.id, &sheet.id), |again| {
            let (candidates, bonuses, goal) = (&candidates, &bonuses, &goal);
            let mut seeker = Seeker { plan, sheet, unit, candidates, bonuses, goal, is_over, others_unknown, again };
            seeker.outcome(wish.efforts)
        })?;
        let others_decide = others_unknown && goal.hangs_on_others(sheet, unit);
        Some(GoalAdvice { say, outcome, others_decide, goal })
    });
    let lost = unit.adjustments.iter().filter_map(|adjustment| lost_beside(adjustment, &candidates));
    let lost = lost.collect();
    let advices = candidates.into_iter().map(|candidate| candidate.advice);
    let (items, adjustments) =
        advices.partition(|advice| advice.kind == RuleKind::Indicator || is_item(unit, &advice.id));
    Some(Advice { as_of: measures.as_of, is_over, others_unknown, lost, bonuses, goal, items, adjustments })
}

fn is_item(unit: &UnitResult, id: &ItemId) -> bool {
    unit.items.iter().any(|item| item.id == *id)
}

/// What of an adjustment is lost: of a deduction as much as nothing can undo.
fn lost_beside(adjustment: &AdjustmentResult, candidates: &[Candidate]) -> Option<LostBeside> {
    let advice = candidates.iter().map(|candidate| &candidate.advice).find(|advice| advice.id == adjustment.id);
    let (points, reason) = match adjustment.kind {
        RuleKind::Deduction => {
            let advice = advice.filter(|advice| !advice.lost.is_zero())?;
            (advice.lost.clone(), advice.reason.clone())
        }
        RuleKind::Veto => (Points::ZERO, Some(adjustment.reason.clone()).filter(|_| adjustment.applied)),
        RuleKind::Bonus | RuleKind::Indicator => return None,
    };
    Some(LostBeside {
        id: adjustment.id.clone(),
        title: adjustment.title.clone(),
        points,
        is_veto: adjustment.kind == RuleKind::Veto,
        reason: reason?,
    })
}

struct Seeker<'s, 'c, 'e, 'p> {
    plan: &'s Plan,
    sheet: &'s Sheet,
    unit: &'s UnitResult,
    candidates: &'s [Candidate<'c>],
    bonuses: &'s [OpenBonus],
    goal: &'s Goal,
    is_over: bool,
    others_unknown: bool,
    again: &'s mut Again<'e, 'p>,
}

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
    fn outcome(&mut self, efforts: &BTreeMap<ItemId, Exact>) -> Outcome {
        let now = self.again.with(BTreeMap::new());
        let others_decide = self.others_unknown && self.goal.hangs_on_others(self.sheet, self.unit);
        match (self.goal.is_reached(self.sheet, &now), others_decide) {
            (true, false) => return Outcome::Reached,
            (true, true) => {
                let on = vec![Hanging { on: HangsOn::Others, items: Vec::new() }];
                return Outcome::Hangs { highest: self.standing(&now), on, obstacles: Vec::new() };
            }
            (false, _) => {}
        }
        let possible = Possible::new(self.candidates, self.bonuses, self.unit, self.sheet);
        let then = self.again.with(possible.figures.clone());
        let may = possible.reaches(self.goal, self.sheet, &then, !self.is_over)
            || bounds_allow(self.goal, self.sheet, self.unit);
        // After the year only what is still owed can change anything: that comes before what it would have taken.
        if self.is_over && may {
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
        let mut forbidden = possible.figures.clone();
        forbidden.extend(self.figures(figures.into_iter()));
        let forbidden = self.again.with(forbidden);
        let only_by_figures = self.goal.is_reached(self.sheet, &forbidden);
        // Last, because the others' places are told as they are when the unit does its best.
        let best = match self.is_over {
            true => self.at_most(&[work, data].concat()),
            false => self.again.with(possible.figures),
        };
        let obstacles = self.obstacles(&best, true);
        Outcome::OutOfReach { highest: self.standing(&best), obstacles, only_by_figures }
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
                || candidate.no_work.as_ref().is_some_and(super::lever::NoWork::is_about_figures)
        });
        figures
            .filter_map(|(index, candidate)| Some((index, Some(candidate.figure_for(&candidate.advice.full)?))))
            .collect()
    }

    fn result(&self, id: &ItemId) -> Option<&crate::assess::ItemResult> {
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
                Some(Supposal { figure: ladder.figure(ladder.top), early: ladder.early(ladder.top).0 })
            };
            Some((candidate.advice.id.clone(), data.map(Supposal::from).or_else(by_ladder)?))
        });
        figures.collect()
    }

    fn at_most(&mut self, chosen: &[(usize, Option<Exact>)]) -> Rescored {
        let figures = self.figures(chosen.iter().cloned());
        self.again.with(figures)
    }

    fn standing(&self, result: &Rescored) -> Standing {
        let grade = self.sheet.grades.get(result.grade).map(|grade| grade.name.clone()).unwrap_or_default();
        Standing { total: result.total.clone(), grade, rank: (!self.others_unknown).then_some(result.rank) }
    }

    fn seek(
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

    /// What stands between the unit at this result and the goal; with what is lost, where nothing else can come any more.
    fn obstacles(&self, best: &Rescored, for_good: bool) -> Vec<Message> {
        let written = |points: &Points| Rounding::half_up(self.plan.numbers.points).show(&points.0);
        let mut obstacles = Vec::new();
        let short = match self.goal {
            Goal::Points(points) => Some(points.clone()),
            Goal::Grade(name) => {
                let grade = self.sheet.grade(name);
                grade.and_then(|grade| grade.at_least.clone())
            }
            Goal::Rank(_) => None,
        };
        let short = short.filter(|wanted| Points(best.basis.clone()) < *wanted && best.total < *wanted);
        if let Some(wanted) = &short {
            let missing = wanted - &best.total;
            obstacles.push(match for_good {
                true => message!("advice-short", points = written(&best.total), missing = written(&missing)),
                false => message!("advice-short-by-work", missing = written(&missing)),
            });
            if let Some(cap) = self.sheet.total_cap.as_ref().filter(|cap| *cap < wanted) {
                obstacles.push(message!("advice-total-cap", cap = cap.0.to_decimal()));
            }
        }
        if let Goal::Grade(_) = self.goal {
            obstacles.extend(best.moved.iter().map(|moved| self.moved(moved)));
        }
        if let Goal::Rank(rank) = self.goal
            && !self.others_unknown
        {
            let ahead = self.again.ahead(best.rank.saturating_sub(1).max(*rank));
            obstacles.push(match for_good {
                true => {
                    let points = written(&best.total);
                    message!("advice-others-ahead", points = points, rank = best.rank, names = ahead)
                }
                false => message!("advice-ahead-now", names = ahead),
            });
        }
        if !for_good {
            return obstacles;
        }
        // What weighs most of all that is lost.
        let mut lost: Vec<&ItemAdvice> = self.candidates.iter().map(|candidate| &candidate.advice).collect();
        lost.retain(|item| item.kind != RuleKind::Deduction);
        lost.retain(|item| !item.lost.is_zero() && (item.prospect != Prospect::Open || !item.hindsight));
        lost.sort_by(|left, right| right.lost.cmp(&left.lost));
        for item in lost.into_iter().take(3) {
            let reason = item.reason.clone().unwrap_or_else(|| message!("advice-lost-out-of-reach"));
            obstacles.push(message!(
                "advice-obstacle-lost",
                title = &item.title,
                points = written(&item.lost),
                reason = reason
            ));
        }
        for adjustment in &self.unit.adjustments {
            let lost = lost_beside(adjustment, self.candidates).filter(|lost| !lost.is_veto);
            obstacles.extend(lost.map(|lost| {
                let (title, taken) = (&lost.title, written(&lost.points));
                message!("advice-obstacle-deducted", title = title, points = taken)
            }));
        }
        obstacles
    }

    fn moved(&self, moved: &GradeMoved) -> Message {
        match moved {
            GradeMoved::Need { grade, source } => {
                message!("advice-obstacle-need", grade = grade, need = self.condition(source))
            }
            GradeMoved::Quota { grade, places } => {
                let names = self.again.ahead(*places);
                message!("advice-obstacle-quota", grade = grade, places = *places, names = names)
            }
            GradeMoved::Cap { grade, source, basis: _ } => {
                message!("advice-obstacle-cap", grade = grade, cap = self.condition(source))
            }
            GradeMoved::Veto { item: _, title, grade } => {
                message!("advice-obstacle-veto", title = title, grade = grade)
            }
        }
    }
}

impl Seeker<'_, '_, '_, '_> {
    /// A condition of the sheet in words.
    fn condition(&self, source: &str) -> Message {
        let needs = self.sheet.grades.iter().flat_map(|grade| grade.needs.iter().map(|need| &need.node));
        let mut conditions = needs.chain(self.sheet.caps.iter().map(|cap| &cap.when));
        match conditions.find(|need| need.source == source) {
            Some(need) => say_result_condition(self.plan, &need.condition),
            None => message!("value-text", text = source),
        }
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
