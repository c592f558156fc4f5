//! One unit.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::assess::document::{
    AdjustmentLine, Indicator, Moved, NextLine, RescaledLine, SheetItem, SheetLine, SheetTerms, Unit, WrittenPoints,
};
use crate::assess::{Status, TaskTrace, say_mark};
use crate::clauses::{say_date, say_group};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Mark, RuleKind};
use crate::words::{Message, Words};

use super::standing::{at_stake, gaps, losses, open_beyond, open_vetoes, still_open, tasks, unsent};
use super::tally::Tally;
use super::{
    AdjustmentView, AreaView, ConsequenceView, ItemView, LeftOutView, MarkView, NextGrade, OpenView, RescaledView,
    StatusCounts, SumView, TaskCounts, UnitView,
};

/// What is known of a sheet when its units are told.
pub(super) struct OnSheet<'d> {
    pub line: &'d SheetLine,
    pub items: HashMap<&'d str, &'d SheetItem>,
    pub areas: HashMap<&'d str, &'d str>,
    /// Items of which nobody has sent a table yet; none where a person has verified the data.
    pub unsent: HashSet<&'d str>,
    /// What the scheme says of its items.
    pub terms: Option<&'d SheetTerms>,
}

impl<'d> OnSheet<'d> {
    /// `units`: those of the sheet; the titles of areas stand with them.
    pub fn new(
        line: &'d SheetLine,
        units: &[&'d Unit],
        unsent: HashSet<&'d str>,
        terms: Option<&'d SheetTerms>,
    ) -> OnSheet<'d> {
        let areas = units.first().into_iter().flat_map(|unit| &unit.areas);
        OnSheet {
            line,
            items: line.items.iter().map(|item| (item.id.as_str(), item)).collect(),
            areas: areas.map(|area| (area.id.as_str(), area.title.as_str())).collect(),
            unsent,
            terms,
        }
    }

    pub fn area_title(&self, id: &str) -> String {
        self.areas.get(id).copied().unwrap_or_default().to_owned()
    }

    /// The scheme's condition in words; as it is written there if the document has no words for it.
    pub fn condition(&self, source: &str) -> String {
        let said = self.line.conditions.iter().find(|condition| condition.source == source);
        said.map_or_else(|| source.to_owned(), |condition| condition.say.clone())
    }
}

/// When a result was made, and out of how much.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    /// Units were ranked and compared with without their data.
    pub trial: bool,
    /// The year is not over: data are still to come.
    pub before_year_end: bool,
    /// Errors stand in the data that nobody has accepted.
    pub unverified: bool,
}

/// No rank, in a table.
const NO_RANK: &str = "—";

/// Whether its grade can still change. While the year lasts, what comes of it can, whatever is open by now.
pub(super) fn is_provisional(unit: &Unit, before_year_end: bool) -> bool {
    unit.provisional || before_year_end
}

/// What is told where bounds are equal. That nothing is open by now settles nothing while the year lasts, data are in doubt or a person
/// has yet to find a veto.
fn settled_shown(unit: &Unit, stage: Stage, words: &Words) -> String {
    words.word(match (is_vetoed(unit), stage.before_year_end, stage.unverified) {
        (true, _, _) => "report-settled-vetoed",
        (false, true, _) => "report-settled-so-far",
        (false, false, true) => "report-settled-unverified",
        (false, false, false) => "report-settled",
    })
}

/// A unit's rank as a table has it: in a trial one that hangs on units without data is none.
pub(super) fn rank_shown(unit: &Unit, trial: bool) -> String {
    if trial && unit.rank_best != unit.rank_worst { NO_RANK.to_owned() } else { unit.rank.to_string() }
}

pub(super) fn unit(
    unit: &Unit,
    sheet: &OnSheet,
    findings: &[(String, String)],
    stage: Stage,
    tally: &Tally,
    words: &Words,
) -> UnitView {
    let items: Vec<ItemView> = unit.indicators.iter().map(|item| self::item(item, sheet, tally, words)).collect();
    let lost: Exact = items.iter().filter_map(|item| Some(tally.read(&item.lost.as_ref()?.exact))).sum();
    let (still_open, at_stake) = (still_open(&items, tally), at_stake(&items, unit, sheet.terms, tally, words));
    let unsent = unsent(&items, tally);
    let gain = |open: &[OpenView]| tally.computed(&open.iter().map(|open| tally.read(&open.gain.exact)).sum());
    let (gaps, tasks) = (gaps(&items, findings), tasks(&items));
    UnitView {
        id: unit.id.clone(),
        name: unit.name.clone(),
        listed: unit.name.clone(),
        group: unit.group.clone(),
        group_shown: words.say(&say_group(&unit.group)),
        sheet: unit.sheet.clone(),
        sheet_title: sheet.line.title.clone(),
        rank: unit.rank,
        rank_best: unit.rank_best,
        rank_worst: unit.rank_worst,
        open_rank: unit.rank_best != unit.rank_worst,
        provisional_rank: unit.rank_best != unit.rank_worst || stage.before_year_end,
        rank_shown: rank_shown(unit, stage.trial),
        of: unit.of,
        total: tally.figure(&unit.total, unit.total_exact.as_ref()),
        full: tally.full(&unit.full),
        at_least: tally.figure(&unit.at_least, None),
        at_most: tally.figure(&unit.at_most, None),
        open_total: unit.at_least != unit.at_most,
        settled_shown: settled_shown(unit, stage, words),
        grade: unit.grade.clone(),
        grade_by_points: unit.grade_by_points.clone(),
        grade_at_least: unit.grade_at_least.clone(),
        grade_at_most: unit.grade_at_most.clone(),
        provisional: is_provisional(unit, stage.before_year_end),
        provisional_shown: provisional_shown(unit, stage, words),
        firm: firm(unit, stage, words),
        next: next_grade(unit, tally),
        next_held: next_held(unit),
        vetoes: unit.vetoes.clone(),
        moved: unit.grade_moved.iter().map(|moved| self::moved(moved, sheet, words)).collect(),
        open: unit.open.clone(),
        vetoed: is_vetoed(unit),
        counts: counts(&items),
        sum: unit
            .sum
            .iter()
            .map(|line| SumView {
                say: line.say.clone(),
                points: tally.figure(&line.points, line.points_exact.as_ref()),
            })
            .collect(),
        rescaled: unit.rescaled.as_ref().map(|line| rescaled(line, &items, tally)),
        areas: areas(unit, &items, tally, words),
        losses: losses(&items, tally),
        lost: tally.computed(&lost),
        still_open_gain: gain(&still_open),
        still_open,
        unsent_gain: gain(&unsent),
        unsent,
        at_stake_loss: tally.computed(&at_stake.iter().map(|stake| tally.read(&stake.loss.exact)).sum()),
        at_stake,
        silent: unit.silent,
        open_vetoes: open_vetoes(unit),
        adjustments: unit.adjustments.iter().map(|line| adjustment(line, tally, words)).collect(),
        task_count: tasks.len(),
        tasks,
        open_beyond_gaps: open_beyond(&gaps, &unit.open, words),
        gap_count: gaps.len(),
        gaps,
        consequences: unit
            .consequences
            .iter()
            .map(|line| ConsequenceView {
                then: line.then.clone(),
                because: sheet.condition(&line.because),
                evidence: line.evidence.clone(),
                provisional: line.provisional,
                if_unchanged: line.if_unchanged,
            })
            .collect(),
        contradictions: unit.contradictions.clone(),
        not_comparable: unit.not_comparable.clone(),
        items,
    }
}

fn is_settled(unit: &Unit) -> bool {
    !unit.provisional && unit.at_least == unit.at_most
}

fn provisional_shown(unit: &Unit, stage: Stage, words: &Words) -> String {
    let firm = is_settled(unit) && unit.rank_best == unit.rank_worst && !stage.before_year_end && !stage.unverified;
    match (stage.trial, firm) {
        (true, _) => words.word("report-trial"),
        (false, false) => words.word("report-provisional"),
        (false, true) => String::new(),
    }
}

/// Bounds are drawn around what is not sent, due or judged; a year that is not over may still change what is.
fn firm(unit: &Unit, stage: Stage, words: &Words) -> String {
    let (worst, best) = (&unit.grade_at_least, &unit.grade_at_most);
    if unit.silent {
        return words.word("report-firm-silent");
    }
    if stage.unverified && !unit.provisional && !stage.before_year_end {
        return words.word("report-firm-unverified");
    }
    let vetoed = is_vetoed(unit);
    // What hangs on a person's finding is not settled.
    let beside_veto = |firm: Message| match vetoed {
        true => message!("report-firm-vetoed-beside", firm = firm),
        false => firm,
    };
    words.say(&match (unit.provisional, unit.at_least == unit.at_most, stage.before_year_end) {
        (true, _, true) => beside_veto(message!("report-firm-stage-open", worst = worst, best = best)),
        (true, _, false) => beside_veto(message!("report-firm-open", worst = worst, best = best)),
        (false, true, true) => beside_veto(message!("report-firm-stage-settled")),
        (false, false, true) => beside_veto(message!("report-firm-stage-grade", grade = &unit.grade)),
        (false, true, false) if vetoed => message!("report-firm-vetoed"),
        (false, false, false) if vetoed => message!("report-firm-vetoed-open"),
        (false, true, false) if unit.rank_best != unit.rank_worst => message!("report-firm-but-rank"),
        (false, true, false) => message!("report-firm-settled"),
        (false, false, false) => message!("report-firm-grade"),
    })
}

/// The condition of a veto holds. Nothing on record says that a person has found so.
pub(super) fn is_vetoed(unit: &Unit) -> bool {
    unit.marks.contains(&Mark::Vetoed)
}

/// More than points stands in the way, or what is printed of them does not show it.
fn needs_a_sentence(next: &NextLine) -> bool {
    !next.held.is_empty() || next.unrounded.is_some()
}

/// Where points and something else stand in the way, that in a sentence. Where only something else does, what moved the grade says it.
fn next_held(unit: &Unit) -> Option<String> {
    let next = unit.next.as_ref().filter(|next| needs_a_sentence(next))?;
    (unit.grade == unit.grade_by_points).then(|| next.say.clone())
}

/// Only where nothing but points stands in the way: a grade that the total reaches already is kept from the unit by something else.
fn next_grade(unit: &Unit, tally: &Tally) -> Option<NextGrade> {
    let next = unit.next.as_ref().filter(|next| !needs_a_sentence(next))?;
    let missing = tally.points(&next.missing);
    let (name, at_least) = (next.grade.clone(), next.at_least.0.clone());
    missing.is_positive().then(|| NextGrade { name, at_least, missing: tally.computed(&missing) })
}

fn moved(moved: &Moved, sheet: &OnSheet, words: &Words) -> String {
    words.say(&match moved {
        Moved::Need { grade, source } => {
            message!("report-moved-need", grade = grade, need = sheet.condition(source))
        }
        Moved::Quota { grade, places, taken } if taken < places => {
            message!("report-moved-quota-tied", grade = grade, places = *places, taken = *taken)
        }
        Moved::Quota { grade, places, taken: _ } => message!("report-moved-quota", grade = grade, places = *places),
        Moved::Cap { grade, source, basis: None } => {
            message!("report-moved-cap", grade = grade, because = sheet.condition(source))
        }
        Moved::Cap { grade, source, basis: Some(basis) } => {
            message!("report-moved-cap-basis", grade = grade, because = sheet.condition(source), basis = basis)
        }
        Moved::Veto { grade, item: _, title } => message!("report-moved-veto", grade = grade, veto = title),
    })
}

fn counts(items: &[ItemView]) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for item in items {
        let count = match item.status {
            Status::NotApplicable => &mut counts.not_applicable,
            Status::Met | Status::Partial | Status::Missed | Status::NoData | Status::Withheld | Status::Pending
                if item.vetoed =>
            {
                &mut counts.vetoed
            }
            Status::Met => &mut counts.met,
            Status::Partial => &mut counts.partial,
            Status::Missed => &mut counts.missed,
            Status::NoData => &mut counts.no_data,
            Status::Withheld => &mut counts.withheld,
            Status::Pending => &mut counts.pending,
        };
        *count += 1;
    }
    counts.assessed = items.len() - counts.not_applicable;
    counts
}

fn rescaled(line: &RescaledLine, items: &[ItemView], tally: &Tally) -> RescaledView {
    let mut parts: Vec<(&str, Exact)> = Vec::new();
    for item in items.iter().filter(|item| item.left_out) {
        let full = tally.read(&item.full.exact);
        match parts.iter_mut().find(|(status, _)| *status == item.status_shown) {
            Some((_, points)) => *points += &full,
            None => parts.push((&item.status_shown, full)),
        }
    }
    let together: Exact = parts.iter().map(|(_, points)| points).sum();
    // Where areas stand for what they lack, or weigh their items, points of items are not what the sheet lacks.
    let adds_up = together == tally.points(&line.absent);
    let parts = parts.into_iter().filter(|_| adds_up).map(|(status, points)| LeftOutView {
        status_shown: status.to_owned(),
        points: tally.full(&WrittenPoints(points.to_string())),
    });
    RescaledView {
        absent: tally.full(&line.absent),
        parts: parts.collect(),
        factor: tally.factor(&line.factor, line.factor_exact.as_ref()),
    }
}

fn areas(unit: &Unit, items: &[ItemView], tally: &Tally, words: &Words) -> Vec<AreaView> {
    // Areas come depth first: those within one stand behind it and are deeper.
    let only_not_applicable = |number: usize, depth: u32| {
        let within = unit.areas.iter().skip(number + 1).take_while(|area| area.depth > depth);
        let ids: Vec<&str> = unit.areas.get(number).into_iter().chain(within).map(|area| area.id.as_str()).collect();
        let mut own = items.iter().filter(|item| ids.contains(&item.area.as_str()));
        own.all(|item| item.status == Status::NotApplicable)
    };
    let area = unit.areas.iter().enumerate().map(|(number, area)| AreaView {
        id: area.id.clone(),
        title: area.title.clone(),
        depth: area.depth,
        points: tally.figure(&area.points, area.points_exact.as_ref()),
        full: tally.full(&area.full),
        at_least: tally.figure(&area.at_least, None),
        at_most: tally.figure(&area.at_most, None),
        open: area.at_least != area.at_most,
        assessed: tally.full(&area.assessed),
        share: match area.not_assessed {
            true => None,
            false => tally.share(&tally.points(&area.points), &tally.points(&area.assessed)),
        },
        not_assessed: area.not_assessed,
        not_assessed_shown: match (area.not_assessed, only_not_applicable(number, area.depth)) {
            (true, true) => words.say(&Status::NotApplicable.say()),
            (true, false) => words.word("report-not-scored"),
            (false, _) => String::new(),
        },
        vetoed: area.vetoed,
    });
    area.collect()
}

fn item(item: &Indicator, sheet: &OnSheet, tally: &Tally, words: &Words) -> ItemView {
    let known = sheet.items.get(item.id.as_str());
    let area = known.map(|known| known.area.clone()).unwrap_or_default();
    let (points, full) = (tally.points(&item.points), tally.points(&item.full));
    let unsent = item.status == Status::NoData && sheet.unsent.contains(item.id.as_str());
    let counts = !item.left_out && !unsent && item.status != Status::Pending;
    let lost = (full.clone() - points.clone()).max(Exact::ZERO);
    let trace = item.trace.as_ref();
    let vetoed = item.marks.contains(&Mark::Vetoed);
    ItemView {
        id: item.id.clone(),
        title: item.title.clone(),
        area_title: sheet.area_title(&area),
        area,
        departments: known.map(|known| known.departments.clone()).unwrap_or_default(),
        status: item.status,
        status_shown: match (vetoed, unsent) {
            (true, _) => words.word("report-vetoed"),
            (false, true) => words.word("report-unsent"),
            (false, false) => words.say(&item.status.say_of(item.awaits_hand, item.unreadable)),
        },
        vetoed,
        unreadable: item.unreadable,
        unsent,
        measure: item.measure_exact.clone().or_else(|| Some(item.measure.as_ref()?.0.clone())),
        shown: item.shown.clone(),
        share_change: known.is_some_and(|known| known.share_change),
        target: item.target_exact.clone().or_else(|| Some(item.target.as_ref()?.0.clone())),
        target_shown: item.target_shown.clone(),
        points: tally.figure(&item.points, item.points_exact.as_ref()),
        full: tally.full(&item.full),
        at_least: tally.figure(&item.at_least, None),
        at_most: tally.figure(&item.at_most, None),
        open: item.at_least != item.at_most,
        left_out: item.left_out,
        by_hand: item.by_hand,
        awaits_hand: item.awaits_hand,
        lost: counts.then(|| tally.computed(&lost)),
        share: if item.left_out { None } else { tally.share(&points, &full) },
        marks: item.marks.iter().filter_map(|mark| self::mark(*mark, words)).collect(),
        overdue: item.marks.contains(&Mark::Overdue),
        at_risk: item.marks.contains(&Mark::AtRisk),
        reason: item.reason.clone(),
        steps: trace.map(|trace| trace.steps.clone()).unwrap_or_default(),
        advice: advice(item, counts && lost.is_positive(), tally, words),
        tasks: trace.and_then(|trace| trace.tasks.as_ref()).map(|tasks| task_counts(tasks, words)),
    }
}

/// What would raise an item: what the document says of it in the units of the work; else, from its working, the figure that gives full
/// points.
fn advice(item: &Indicator, misses: bool, tally: &Tally, words: &Words) -> Vec<String> {
    if !item.advice.is_empty() {
        return item.advice.clone();
    }
    let misses = misses
        && match item.status {
            Status::Partial | Status::Missed => true,
            Status::Met | Status::NoData | Status::Withheld | Status::NotApplicable | Status::Pending => false,
        };
    let Some(trace) = item.trace.as_ref().filter(|trace| misses && !trace.for_full_shown.is_empty()) else {
        return Vec::new();
    };
    let shown = &trace.for_full_shown;
    // A class is its number in a scale: which way is better can't be told from it.
    let is_number = shown.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let falls = match (&item.measure, &trace.for_full) {
        (Some(measure), Some(full)) => is_number && tally.read(&measure.0) > tally.read(&full.0),
        (Some(_), None) | (None, Some(_)) | (None, None) => false,
    };
    vec![words.say(&match falls {
        true => message!("report-for-full-falling", figure = shown),
        false => message!("report-for-full", figure = shown),
    })]
}

/// What stands beside a status. That a veto would take the points is the status itself.
fn mark(mark: Mark, words: &Words) -> Option<MarkView> {
    let code = match mark {
        Mark::Vetoed => return None,
        Mark::Overdue => "overdue",
        Mark::AtRisk => "at_risk",
    };
    Some(MarkView { mark: code.to_owned(), shown: words.say(&say_mark(mark)) })
}

fn task_counts(tasks: &TaskTrace, words: &Words) -> TaskCounts {
    TaskCounts {
        on_time: tasks.on_time,
        late: tasks.late,
        overdue: tasks.overdue,
        pending: tasks.pending,
        at_risk: tasks.at_risk,
        first_overdue: tasks.first_overdue.map(|day| day.to_string()),
        first_overdue_shown: tasks.first_overdue.map(|day| day_shown(day, words)).unwrap_or_default(),
        next_due: tasks.next_due.map(|day| day.to_string()),
        next_due_shown: tasks.next_due.map(|day| day_shown(day, words)).unwrap_or_default(),
    }
}

pub(super) fn day_shown(day: Date, words: &Words) -> String {
    words.say(&say_date(day))
}

fn adjustment(line: &AdjustmentLine, tally: &Tally, words: &Words) -> AdjustmentView {
    let (kind, key) = match line.kind {
        RuleKind::Bonus => ("bonus", "report-kind-bonus"),
        RuleKind::Deduction => ("deduction", "report-kind-deduction"),
        RuleKind::Veto => ("veto", "report-kind-veto"),
        RuleKind::Indicator => ("indicator", "report-kind-indicator"),
    };
    AdjustmentView {
        id: line.id.clone(),
        title: line.title.clone(),
        kind: kind.to_owned(),
        kind_shown: words.word(key),
        applied: line.applied,
        undecided: line.undecided,
        shown: line.shown.clone(),
        points: tally.figure(&line.points, None),
        at_least: tally.figure(&line.at_least, None),
        at_most: tally.figure(&line.at_most, None),
        reason: line.reason.clone(),
    }
}
