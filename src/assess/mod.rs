//! Assess: measures × targets to an assessment. The light tier: exact rationals, one figure a unit and measure; neither Polars nor files.
//!
//! In the order in which it happens: formulas of a unit ([`formula`]) → things to finish by a date ([`task`]) → an item's status and
//! points ([`item`]) → bonuses, deductions, vetoes ([`adjust`]) → areas ([`combine`]) → totals ([`total`], [`sheet`]) → ranks ([`rank`]) →
//! grades ([`grade`]) → what is proposed and what speaks against it ([`consequence`], [`contradiction`]).
//!
//! Everything that is not known yet is carried along: each item has the least and the most points that can still come of it, and so
//! has each area, total and grade.

mod adjust;
mod again;
mod assessment;
mod combine;
mod condition;
mod consequence;
mod contradiction;
pub mod document;
mod formula;
mod grade;
mod ground;
mod in_force;
mod item;
mod mark;
mod next_grade;
mod outline;
mod rank;
mod ready;
mod root;
mod sheet;
mod show;
mod suppose;
mod task;
mod task_trace;
#[cfg(test)]
pub(crate) mod tests;
mod total;
mod trace;
mod world;

use std::collections::{BTreeSet, HashMap};

pub use again::{Again, AreaJoined, Rescored, again};
pub use assessment::*;
pub use combine::{Joint, least_rounded_to};
pub use consequence::provisional_only;
pub use in_force::{InForce, JudgedPart, OpenTask, OpenTasks};
pub use item::reason::say_places;
pub use show::{shown_unit, written_figure, written_goal};
pub use suppose::{Supposal, Supposed};
pub use task::{can_count, last_day_early};
pub use task_trace::{DoneLate, LateBy, TaskTrace};

use condition::Outlook;
use ground::Ground;
use rank::{Placed, Standing};
use ready::{LastYears, ReadySheet, last_years};
use sheet::{Hands, Settled};

use crate::figure::Points;
use crate::intake::FindingCode;
use crate::measure::Measures;
use crate::message;
use crate::plan::{HandScore, Level, Mark, Plan, Sheet, UnitId, UnitLevel, is_hand_seen, is_over};

/// What is asked for beside the plan.
#[derive(Debug, Clone, Default)]
pub struct AssessOptions {
    /// Only these units are handed back; ranks and quotas still count all. `None`: all.
    pub units: Option<BTreeSet<UnitId>>,
    /// Score units of this kind (or group) instead of those that the sheets name: parents of them, from their descendants' rows. A sheet
    /// takes those that have a unit of its own below them.
    pub level: Option<String>,
    /// Units of which there is nothing at all, and nobody has said whether nothing happened or nothing was sent. Their points are those that
    /// the scheme's policies give. Where an item of such a unit lacks its data, or half of the units of its sheet are such, its total may turn
    /// out to be any: ranks, places and grades that hang on it are open.
    pub silent: BTreeSet<UnitId>,
    /// What is supposed instead of what was found.
    pub supposed: Supposed,
    /// Units of which nothing is assessed are handed back as well, with no points: for whoever looks at their items one by one.
    pub keep_unassessed: bool,
    /// Keep how each figure came about. It costs more than the scoring itself: for a few units, or small rosters.
    pub trace: bool,
}

/// Scores every unit on every sheet that is for it. Units stand in the order of sheets, groups (as the roster names them first), ranks,
/// then ids.
pub fn assess(plan: &Plan, measures: &Measures, hands: &[HandScore], options: &AssessOptions) -> Assessment {
    let last_years = last_years(plan);
    let mut ground = Ground::new(plan, measures);
    ground.supposed = options.supposed.numbered(|unit| ground.unit(unit));
    let by_hand = by_hand(&ground, hands);
    let mut assessment = Assessment {
        scheme: plan.scheme.clone(),
        title: plan.title.clone(),
        note: plan.note.clone(),
        year: plan.year,
        as_of: measures.as_of,
        numbers: plan.numbers,
        sheets: plan.sheets.iter().map(|sheet| outline::outline(plan, sheet)).collect(),
        units_unknown: u32::try_from(options.supposed.unknown.len()).unwrap_or(u32::MAX),
        asked: asked(&ground, options),
        units: Vec::new(),
        remarks: Vec::new(),
    };
    for sheet in &plan.sheets {
        ground.above = above(&ground, sheet, options.level.as_deref());
        score_sheet(&ground, sheet, &last_years, &by_hand, options, &mut assessment);
    }
    assessment.remarks.extend(options.level.iter().flat_map(|level| nobody_below(&ground, level)));
    assessment
}

/// The units asked for, if anybody else is scored beside them.
fn asked(ground: &Ground, options: &AssessOptions) -> Vec<UnitId> {
    let Some(wanted) = &options.units else { return Vec::new() };
    let roster = &ground.plan.units;
    let is_wanted = |unit: usize| roster.get(unit).is_some_and(|unit| wanted.contains(&unit.id));
    let mut scored = ground.plan.sheets.iter().flat_map(|sheet| units_of(ground, sheet, options.level.as_deref()));
    match scored.all(is_wanted) {
        true => Vec::new(),
        false => roster.iter().filter(|unit| wanted.contains(&unit.id)).map(|unit| unit.id.clone()).collect(),
    }
}

fn by_hand<'p>(ground: &Ground<'p>, hands: &'p [HandScore]) -> Hands<'p> {
    let mut by_hand: Hands = HashMap::new();
    for hand in hands.iter().filter(|hand| is_hand_seen(hand.date, ground.plan.year, ground.measures.as_of)) {
        if let Some(unit) = ground.unit(&hand.unit) {
            by_hand.entry((unit, &hand.item)).or_default().push(hand);
        }
    }
    by_hand
}

fn score_sheet<'p>(
    ground: &Ground<'p>,
    sheet: &'p Sheet,
    last_years: &'p LastYears<'p>,
    hands: &Hands<'p>,
    options: &AssessOptions,
    assessment: &mut Assessment,
) {
    let plan = ground.plan;
    let units = units_of(ground, sheet, options.level.as_deref());
    let wanted = |unit: usize| {
        let id = plan.units.get(unit).map(|unit| &unit.id);
        options.units.as_ref().is_none_or(|wanted| id.is_some_and(|id| wanted.contains(id)))
    };
    let mut ready = ReadySheet::new(ground, sheet, last_years);
    let (mut settled, _) = sheet::settle(ground, &mut ready, &units, hands, &|unit| options.trace && wanted(unit));
    let silence = Silence::of(plan, options, &settled);
    let mut open = BTreeSet::new();
    for settled in settled.iter_mut().filter(|settled| silence.is_over(settled)) {
        let opens = silence.opens(settled);
        let level = if opens { Level::Warning } else { Level::Note };
        if opens {
            settled.open_wide(&sheet.total);
            open.insert(settled.unit);
        }
        if let Some(unit) = plan.units.get(settled.unit) {
            let (unit, code) = (unit.id.clone(), FindingCode::SilentUnit);
            settled.remarks.push(Remark { unit, item: None, level, code, say: message!("reason-open-silent") });
        }
    }
    let settled = match options.keep_unassessed {
        true => settled,
        false => {
            let (assessed, unassessed): (Vec<Settled>, Vec<Settled>) =
                settled.into_iter().partition(Settled::is_assessed);
            let told = unassessed.iter().filter(|settled| wanted(settled.unit));
            assessment.remarks.extend(told.filter_map(|settled| nothing_assessed(plan, settled.unit)));
            assessed
        }
    };
    let units: Vec<usize> = settled.iter().map(|settled| settled.unit).collect();
    let groups = groups_of(plan, &units);
    let placed: Vec<Placed> = settled.iter().map(|settled| place(sheet, settled)).collect();
    let standings = standings(&groups, &placed);
    let grades = grade::grades(sheet, &settled, &placed, &standings, &groups);
    let is_wanted = |index: usize| settled.get(index).is_some_and(|settled| wanted(settled.unit));
    let held = grade::held_back(sheet, &settled, &placed, &standings, &groups, &grades, &is_wanted);
    let others_unknown = !options.supposed.unknown.is_empty();
    let named: Vec<Option<(String, Points)>> = settled
        .iter()
        .map(|settled| Some((plan.units.get(settled.unit)?.name.clone(), Points(settled.totals.total.clone()))))
        .collect();
    let named = |unit: usize| named.get(unit).cloned().flatten();

    let mut order: Vec<usize> = (0..settled.len()).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for group in &groups {
        let next = seen.len();
        seen.entry(group).or_insert(next);
    }
    order.sort_by_key(|index| {
        let group = groups.get(*index).and_then(|group| seen.get(group));
        let rank = standings.get(*index).map(|standing| standing.rank);
        let id = units.get(*index).and_then(|unit| plan.units.get(*unit)).map(|unit| &unit.id);
        (group, rank, id)
    });
    let mut results: Vec<Option<UnitResult>> = settled
        .into_iter()
        .zip(standings)
        .zip(grades)
        .zip(held)
        .map(|(((settled, standing), graded), held)| {
            let silent = open.contains(&settled.unit);
            let (grade, total) = (graded.grade, Points(settled.totals.total.clone()));
            let basis = settled.totals.basis[0].clone();
            let result = wanted(settled.unit)
                .then(|| result(ground, sheet, (settled, silent), &standing, graded, &mut assessment.remarks))
                .flatten()?;
            let next = next_grade::next_grade((plan, sheet), (grade, &total, &basis), &held, &named, others_unknown);
            Some(UnitResult { next, ..result })
        })
        .collect();
    assessment.units.extend(order.into_iter().filter_map(|index| results.get_mut(index)?.take()));
}

fn groups_of<'p>(plan: &'p Plan, units: &[usize]) -> Vec<&'p str> {
    units.iter().map(|unit| plan.units.get(*unit).map(|unit| unit.group.as_str()).unwrap_or_default()).collect()
}

/// Of a unit that no points can be given to: it is neither ranked nor graded.
fn nothing_assessed(plan: &Plan, unit: usize) -> Option<Remark> {
    Some(Remark {
        unit: plan.units.get(unit)?.id.clone(),
        item: None,
        level: Level::Warning,
        code: FindingCode::NothingAssessed,
        say: message!("reason-nothing-assessed"),
    })
}

/// Units of a sheet of which there is nothing at all.
struct Silence {
    units: BTreeSet<usize>,
    /// Of one unit among many nothing may have happened indeed, and then no item lacks its data; of half of them hardly.
    many: bool,
}

impl Silence {
    fn of(plan: &Plan, options: &AssessOptions, settled: &[Settled]) -> Silence {
        let is_silent = |unit: &usize| plan.units.get(*unit).is_some_and(|unit| options.silent.contains(&unit.id));
        let units: BTreeSet<usize> = settled.iter().map(|settled| settled.unit).filter(is_silent).collect();
        Silence { many: units.len() * 2 >= settled.len(), units }
    }

    fn is_over(&self, settled: &Settled) -> bool {
        self.units.contains(&settled.unit)
    }

    /// Its total may turn out to be any.
    fn opens(&self, settled: &Settled) -> bool {
        self.is_over(settled) && (self.many || settled.items.iter().any(|item| item.status == Status::NoData))
    }
}

/// The units that a sheet names, as numbers of the roster.
fn own_units(ground: &Ground, sheet: &Sheet) -> Vec<usize> {
    let roster = ground.plan.units.iter().enumerate();
    roster.filter(|(_, unit)| sheet.units.holds(unit)).map(|(unit, _)| unit).collect()
}

/// Those scored in place of the units of the sheet's own, which stand below them.
fn above(ground: &Ground, sheet: &Sheet, level: Option<&str>) -> BTreeSet<usize> {
    let mut above: BTreeSet<usize> = units_of(ground, sheet, level).into_iter().collect();
    for own in own_units(ground, sheet) {
        above.remove(&own);
    }
    above
}

/// Whom a sheet scores, as numbers of the roster.
fn units_of(ground: &Ground, sheet: &Sheet, level: Option<&str>) -> Vec<usize> {
    let roster = &ground.plan.units;
    let own = own_units(ground, sheet);
    let Some(level) = level else { return own };
    let mut above = BTreeSet::new();
    for unit in own {
        // A roster whose parents run in a circle is refused by `check`; here the walk just ends.
        let mut next = Some(unit);
        for _ in 0..roster.len() {
            let Some(unit) = next else { break };
            above.insert(unit);
            next = ground.parent(unit);
        }
    }
    let level = UnitLevel::of(roster, level);
    let of_level = |unit: &usize| roster.get(*unit).is_some_and(|unit| level.holds(unit));
    above.into_iter().filter(of_level).collect()
}

/// Units of the level that no sheet scores, because none of those that sheets are for stands below them.
fn nobody_below(ground: &Ground, level: &str) -> Vec<Remark> {
    let sheets = ground.plan.sheets.iter();
    let scored: BTreeSet<usize> = sheets.flat_map(|sheet| units_of(ground, sheet, Some(level))).collect();
    let roster = &ground.plan.units;
    let level = UnitLevel::of(roster, level);
    let left = roster.iter().enumerate().filter(|(number, unit)| level.holds(unit) && !scored.contains(number));
    let remark = |unit: UnitId| Remark {
        unit,
        item: None,
        level: Level::Warning,
        code: FindingCode::NobodyBelow,
        say: message!("reason-nobody-below"),
    };
    left.map(|(_, unit)| remark(unit.id.clone())).collect()
}

fn place(sheet: &Sheet, settled: &Settled) -> Placed {
    let [_, low, high] = &settled.totals.basis;
    // A tie-break that can still move matters only between equals, but then it does.
    let steady = sheet.tie_break.is_empty() || settled.open.is_empty();
    Placed { key: rank::key(sheet, settled), fixed: low == high && steady, low: low.clone(), high: high.clone() }
}

fn standings(groups: &[&str], placed: &[Placed]) -> Vec<Standing> {
    let mut members: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, group) in groups.iter().enumerate() {
        members.entry(group).or_default().push(index);
    }
    let mut standings = vec![Standing { rank: 1, of: 0, best: 1, worst: 1 }; placed.len()];
    for members in members.values() {
        let group: Vec<&Placed> = members.iter().filter_map(|index| placed.get(*index)).collect();
        for (index, standing) in members.iter().zip(rank::ranks(&group)) {
            if let Some(slot) = standings.get_mut(*index) {
                *slot = standing;
            }
        }
    }
    standings
}

fn result(
    ground: &Ground,
    sheet: &Sheet,
    (settled, silent): (Settled, bool),
    standing: &Standing,
    graded: grade::Graded,
    remarks: &mut Vec<Remark>,
) -> Option<UnitResult> {
    let unit = ground.plan.units.get(settled.unit)?;
    let grades = Some((graded.best, graded.worst));
    let outlook = Outlook { sheet, settled: &settled, standing, grade: graded.grade, grades, possible: false };
    let consequences =
        consequence::proposed(&outlook, ground.plan, silent, !is_over(ground.plan.year, ground.measures.as_of));
    let contradictions = contradiction::contradictions(&outlook);
    let not_comparable = contradiction::not_comparable(&outlook);
    let vetoes = next_grade::say_vetoes(ground.plan, sheet, &settled);
    let mut marks: BTreeSet<Mark> = settled.items.iter().flat_map(|item| item.marks.iter().copied()).collect();
    if settled.vetoes.iter().any(|veto| veto.state.applied) {
        marks.insert(Mark::Vetoed);
    }
    let name = |number: usize| sheet.grades.get(number).map(|grade| grade.name.clone()).unwrap_or_default();
    let mut open = settled.open;
    if open.is_empty() && graded.best != graded.worst {
        open.extend(condition::open_marks(sheet, &settled.items, &settled.turns));
        if open.is_empty() {
            open.push(message!("reason-open-quota"));
        }
    }
    remarks.extend(settled.remarks);
    Some(UnitResult {
        id: unit.id.clone(),
        name: unit.name.clone(),
        group: unit.group.clone(),
        sheet: sheet.id.clone(),
        rank: standing.rank,
        of: standing.of,
        rank_best: standing.best,
        rank_worst: standing.worst,
        full: sheet.total.clone(),
        total: Points(settled.totals.total),
        at_least: Points(settled.totals.least),
        at_most: Points(settled.totals.most),
        exact_total: Points(settled.totals.exact),
        grade: name(graded.grade),
        grade_at_least: name(graded.worst),
        grade_at_most: name(graded.best),
        provisional: graded.best != graded.worst,
        grade_by_points: name(graded.by_points),
        grade_moved: graded.moved,
        next: None,
        vetoes,
        consequences,
        marks: marks.into_iter().collect(),
        areas: settled.areas.into_iter().map(|area| area.result).collect(),
        items: settled.items,
        adjustments: settled.adjustments,
        rescaled: settled.rescaled,
        total_lines: settled.totals.lines,
        open,
        silent,
        contradictions,
        not_comparable,
    })
}
