//! One unit scored again and again under figures supposed for it, everything and everyone else as they are: for advice, which asks
//! hundreds of times what would come of something.
//!
//! The rules are made ready once and the others are scored once. A rank, a quota and the grades are judged among them each time.

use std::collections::BTreeMap;

use super::assessment::{GradeMoved, NextGrade};
use super::combine::Joint;
use super::grade::{self, Held};
use super::ground::Ground;
use super::rank::Placed;
use super::ready::{ReadySheet, last_years};
use super::sheet::{self, Board, Hands, Settled};
use super::suppose::Supposal;
use super::{AssessOptions, Silence, above, by_hand, groups_of, next_grade, place, standings, units_of};
use crate::figure::{Exact, Points};
use crate::measure::Measures;
use crate::plan::{HandScore, ItemId, Mark, Plan, Sheet, UnitId};

/// What comes of the unit under what is supposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescored {
    /// As printed.
    pub total: Points,
    /// What ranks and grades are decided on.
    pub basis: Exact,
    /// The lines of the total, but for those that hold it between nothing and the sheet's cap: what something moves of it reads as printed.
    pub unbounded: Exact,
    /// The total before it is held so, and before its last rounding: it rises with every item, where the other may stand still for want of a
    /// step to round to.
    pub height: Exact,
    pub rank: u32,
    /// The number of the grade in the sheet, 0 the best.
    pub grade: usize,
    /// What is open may still move the grade.
    pub provisional: bool,
    pub moved: Vec<GradeMoved>,
}

/// How the points of an area come together.
pub struct AreaJoined<'a> {
    /// `None`: nothing below it moves its points.
    pub joint: Option<&'a Joint>,
    /// `None`: nothing in it counts.
    pub points: Option<&'a Exact>,
}

/// A unit ready to be scored again.
pub struct Again<'e, 'p> {
    ground: &'e mut Ground<'p>,
    ready: &'e ReadySheet<'p>,
    board: &'e Board<'p>,
    hands: &'e Hands<'p>,
    settled: Vec<Settled<'p>>,
    placed: Vec<Placed>,
    groups: Vec<&'p str>,
    /// The unit's number in the roster, and among those of the sheet.
    unit: usize,
    index: usize,
    silence: Silence,
    others_unknown: bool,
}

/// Lets `ask` score a unit of a sheet again; `None` if the sheet has no such unit.
pub fn again<T>(
    plan: &Plan,
    measures: &Measures,
    hands: &[HandScore],
    options: &AssessOptions,
    (unit, sheet): (&UnitId, &str),
    ask: impl FnOnce(&mut Again<'_, '_>) -> T,
) -> Option<T> {
    let last_years = last_years(plan);
    let mut ground = Ground::new(plan, measures);
    ground.supposed = options.supposed.numbered(|unit| ground.unit(unit));
    let hands = by_hand(&ground, hands);
    let sheet: &Sheet = plan.sheets.iter().find(|known| known.id == sheet)?;
    ground.above = above(&ground, sheet, options.level.as_deref());
    let units = units_of(&ground, sheet, options.level.as_deref());
    let unit = ground.unit(unit)?;
    let mut ready = ReadySheet::new(&ground, sheet, &last_years);
    let (mut settled, board) = sheet::settle(&ground, &mut ready, &units, &hands, &|_| false);
    let silence = Silence::of(plan, options, &settled);
    for settled in settled.iter_mut().filter(|settled| silence.opens(settled)) {
        settled.open_wide(&sheet.total);
    }
    settled.retain(|settled| settled.unit == unit || settled.is_assessed());
    let units: Vec<usize> = settled.iter().map(|settled| settled.unit).collect();
    let index = units.iter().position(|known| *known == unit)?;
    let others_unknown = !options.supposed.unknown.is_empty();
    let groups = groups_of(plan, &units);
    let placed = settled.iter().map(|settled| place(sheet, settled)).collect();
    let (ground, ready, board, hands) = (&mut ground, &ready, &board, &hands);
    Some(ask(&mut Again { ground, ready, board, hands, settled, placed, groups, unit, index, silence, others_unknown }))
}

impl Again<'_, '_> {
    /// What comes of the unit if these items had these figures.
    pub fn with(&mut self, figures: BTreeMap<ItemId, Supposal>) -> Rescored {
        self.ground.supposed.suppose(self.unit, figures);
        let sheet = self.ready.sheet;
        let mut settled = sheet::settle_again(self.ground, self.ready, self.board, self.unit, self.hands);
        if self.silence.opens(&settled) {
            settled.open_wide(&sheet.total);
        }
        if let (Some(own), Some(placed)) = (self.settled.get_mut(self.index), self.placed.get_mut(self.index)) {
            *placed = place(sheet, &settled);
            *own = settled;
        }
        let standings = standings(&self.groups, &self.placed);
        let graded = grade::grades(sheet, &self.settled, &self.placed, &standings, &self.groups);
        let last = sheet.grades.len().saturating_sub(1);
        let graded = graded.into_iter().nth(self.index);
        let provisional = graded.as_ref().is_some_and(|graded| graded.best != graded.worst);
        let (grade, moved) = graded.map_or((last, Vec::new()), |graded| (graded.grade, graded.moved));
        let rank = standings.get(self.index).map_or(1, |standing| standing.rank);
        let Some(own) = self.settled.get(self.index) else {
            let (total, basis, unbounded, height) = (Points::ZERO, Exact::ZERO, Exact::ZERO, Exact::ZERO);
            return Rescored { total, basis, unbounded, height, rank, grade, provisional, moved };
        };
        Rescored {
            total: Points(own.totals.total.clone()),
            basis: own.totals.basis[0].clone(),
            unbounded: own.totals.unheld.clone(),
            height: own.totals.unbounded.clone(),
            rank,
            grade,
            provisional,
            moved,
        }
    }

    /// What was scored last as it would stand with so much higher a total: for points that no figure can be supposed for.
    pub fn raised(&mut self, scored: Rescored, by: &Exact) -> Rescored {
        if !by.is_positive() {
            return scored;
        }
        let mut key = self.placed.get(self.index).map(|placed| placed.key.clone()).unwrap_or_default();
        if let Some(first) = key.first_mut() {
            *first += by;
        }
        if let Some(own) = self.settled.get_mut(self.index) {
            own.totals.total += by;
        }
        let (rank, grade) = self.placed(&key);
        Rescored { total: Points(&scored.total.0 + by), basis: &scored.basis + by, rank, grade, ..scored }
    }

    /// How far what was scored last is from the grade above its own, and what holds it back from there.
    pub fn next(&self) -> Option<NextGrade> {
        let (plan, sheet) = (self.ground.plan, self.ready.sheet);
        let standings = standings(&self.groups, &self.placed);
        let graded = grade::grades(sheet, &self.settled, &self.placed, &standings, &self.groups);
        let is_own = |index: usize| index == self.index;
        let held = grade::held_back(sheet, &self.settled, &self.placed, &standings, &self.groups, &graded, &is_own);
        let named = |index: usize| {
            let settled = self.settled.get(index)?;
            Some((plan.units.get(settled.unit)?.name.clone(), Points(settled.totals.total.clone())))
        };
        let (_, total) = named(self.index)?;
        // Whose points are more than those of who holds the last place: it is something else that keeps it from one.
        let holds = |held: &&Held| match held {
            Held::Places { places: _, holders: _, last } => named(*last).is_none_or(|(_, points)| points >= total),
            Held::Moved(_) | Held::NoPlace { .. } | Held::NoPlaces => true,
        };
        let grade = graded.get(self.index)?.grade;
        let held: Vec<Held> = held.get(self.index)?.iter().filter(holds).cloned().collect();
        let basis = &self.settled.get(self.index)?.totals.basis[0];
        next_grade::next_grade((plan, sheet), (grade, &total, basis), &held, &named, self.others_unknown)
    }

    /// How the points of each area of the unit come together as what was scored last has it, depth first, the root first: as all walk a sheet.
    pub fn areas(&self) -> Vec<AreaJoined<'_>> {
        let worths = self.settled.get(self.index).map(|own| own.worths.as_slice()).unwrap_or_default();
        worths.iter().map(|worth| AreaJoined { joint: worth.joint.as_ref(), points: worth.points.as_ref() }).collect()
    }

    /// Whether an item bears a mark with what was scored last.
    pub fn is_marked(&self, item: &ItemId, mark: Mark) -> bool {
        let items = self.settled.get(self.index).map(|own| own.items.as_slice()).unwrap_or_default();
        items.iter().any(|own| own.id == *item && own.marks.contains(&mark))
    }

    /// The rank and the number of the grade that the unit would have with what was scored last if it were placed by this key, of which the
    /// first is its total as ranks and grades are decided on.
    pub fn placed(&mut self, key: &[Exact]) -> (u32, usize) {
        let sheet = self.ready.sheet;
        if let (Some(own), Some(placed), Some(basis)) =
            (self.settled.get_mut(self.index), self.placed.get_mut(self.index), key.first())
        {
            own.totals.basis[0] = basis.clone();
            placed.key = key.to_vec();
        }
        let standings = standings(&self.groups, &self.placed);
        let graded = grade::grades(sheet, &self.settled, &self.placed, &standings, &self.groups);
        let last = sheet.grades.len().saturating_sub(1);
        let rank = standings.get(self.index).map_or(1, |standing| standing.rank);
        (rank, graded.get(self.index).map_or(last, |graded| graded.grade))
    }

    /// What all others of the sheet are placed by, best first.
    pub fn keys(&self) -> Vec<Vec<Exact>> {
        let others = self.placed.iter().enumerate().filter(|(index, _)| *index != self.index);
        let mut keys: Vec<Vec<Exact>> = others.map(|(_, placed)| placed.key.clone()).collect();
        keys.sort_by(|left, right| right.cmp(left));
        keys.dedup();
        keys
    }

    /// The names of the others of the unit's group that stand before or beside it in rank, best first.
    pub fn ahead(&self, rank: u32) -> Vec<String> {
        let standings = standings(&self.groups, &self.placed);
        let group = self.groups.get(self.index);
        let mut ahead: Vec<(u32, &str)> = standings
            .iter()
            .zip(&self.settled)
            .zip(&self.groups)
            .enumerate()
            .filter(|(index, ((standing, _), of))| *index != self.index && Some(*of) == group && standing.rank <= rank)
            .filter_map(|(_, ((standing, settled), _))| {
                Some((standing.rank, self.ground.plan.units.get(settled.unit)?.name.as_str()))
            })
            .collect();
        ahead.sort();
        ahead.into_iter().map(|(_, name)| name.to_owned()).collect()
    }
}
