//! What differs in two results, unit by unit and item by item. Sentences are not compared: two languages say the same.

use std::collections::{BTreeMap, BTreeSet};

use super::by_key::by_key;
use super::difference::{AreaDifference, BesideDifference, ItemDifference, Pair, UnitDifference};
use crate::assess::document::{AdjustmentLine, AreaLine, Document, Indicator, SumPart, Unit, WrittenPoints};
use crate::assess::provisional_only;
use crate::figure::{Exact, Rounding};
use crate::plan::{Mark, RuleKind};

/// The units that differ.
pub(super) fn units(old: &Document, new: &Document) -> Vec<UnitDifference> {
    let places = old.numbers.points.max(new.numbers.points);
    let pairs = by_key(&old.units, &new.units, |unit| (&unit.sheet, &unit.id));
    let mut sheets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for unit in old.units.iter().chain(&new.units) {
        sheets.entry(&unit.id).or_default().insert(&unit.sheet);
    }
    let title = |id: &str| new.sheets.iter().chain(&old.sheets).find(|sheet| sheet.id == id).map(|sheet| &sheet.title);
    let mut units: Vec<UnitDifference> =
        pairs.into_iter().filter_map(|(before, after)| unit(before, after, places)).collect();
    for unit in units.iter_mut().filter(|unit| sheets.get(unit.id.as_str()).is_some_and(|sheets| sheets.len() > 1)) {
        unit.of_sheet = title(&unit.sheet).cloned();
    }
    units
}

fn unit(old: Option<&Unit>, new: Option<&Unit>, places: u32) -> Option<UnitDifference> {
    let known = new.or(old)?;
    let of = Sides { old, new };
    let consequences = |unit: &Unit| unit.consequences.iter().map(|proposed| proposed.then.clone()).collect();
    let provisional = |unit: &Unit| {
        let proposed = unit.consequences.iter().map(|line| (line.then.as_str(), line.provisional));
        provisional_only(proposed)
    };
    let difference = UnitDifference {
        id: known.id.clone(),
        name: known.name.clone(),
        sheet: known.sheet.clone(),
        of_sheet: None,
        rank: of.pair(|unit| unit.rank),
        rank_best: of.pair(|unit| unit.rank_best),
        rank_worst: of.pair(|unit| unit.rank_worst),
        of: of.pair(|unit| unit.of),
        total: of.pair(|unit| unit.total.clone()),
        by: of.both().and_then(|(old, new)| {
            let from = exact(&old.total, old.total_exact.as_deref());
            by(&from, &exact(&new.total, new.total_exact.as_deref()), places)
        }),
        at_least: of.pair(|unit| unit.at_least.clone()),
        at_most: of.pair(|unit| unit.at_most.clone()),
        grade: of.pair(|unit| unit.grade.clone()),
        provisional: of.pair(|unit| unit.provisional),
        consequences: of.pair(consequences),
        consequences_provisional: of.pair(provisional),
        areas: areas(old, new, places),
        beside_items: beside_items(old, new, places),
        items: items(old, new, places),
        causes: Vec::new(),
        others: false,
        passed: Vec::new(),
    };
    let rest = |unit: &Unit| (unit.name.clone(), unit.group.clone(), unit.total_exact.clone(), unit.marks.clone());
    // How many are ranked with it is no news of a unit whose rank is what it was.
    let changed = difference.rank.is_changed()
        || difference.total.is_moved()
        || difference.at_least.is_moved()
        || difference.at_most.is_moved()
        || difference.grade.is_changed()
        || difference.provisional.is_changed()
        || difference.consequences.is_changed()
        || difference.consequences_provisional.is_changed()
        || !difference.areas.is_empty()
        || !difference.items.is_empty()
        || old.map(rest) != new.map(rest)
        || old.map(grades) != new.map(grades);
    changed.then_some(difference)
}

fn grades(unit: &Unit) -> (&str, &str, &str) {
    (&unit.grade_by_points, &unit.grade_at_least, &unit.grade_at_most)
}

fn areas(old: Option<&Unit>, new: Option<&Unit>, places: u32) -> Vec<AreaDifference> {
    // A unit that only one side has is told by its total.
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let pairs = by_key(&old.areas, &new.areas, |area| &area.id).into_iter();
    let differ = pairs.filter_map(|(before, after)| {
        let (known, of) = (after.or(before)?, Sides { old: before, new: after });
        let result = |area: &AreaLine| (exact(&area.points, area.points_exact.as_deref()), exact(&area.full, None));
        (before.map(result) != after.map(result)).then(|| AreaDifference {
            id: known.id.clone(),
            title: known.title.clone(),
            points: of.pair(|area| area.points.clone()),
            full: of.pair(|area| area.full.clone()),
            by: of.by(|area| exact(&area.points, area.points_exact.as_deref()), places),
        })
    });
    differ.collect()
}

/// What rescaling, caps and rounding move of a total, each shown with the places of totals; what is less than those is not told.
fn beside_items(old: Option<&Unit>, new: Option<&Unit>, places: u32) -> Vec<BesideDifference> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let line = |unit: &Unit, part: SumPart| -> Exact {
        let own = unit.sum.iter().filter(|line| line.part == Some(part));
        own.map(|line| exact(&line.points, line.points_exact.as_deref())).sum()
    };
    let rounding = Rounding::half_up(places);
    let moved = SumPart::ALL.into_iter().filter_map(|part| {
        let by = rounding.apply(&(line(new, part) - line(old, part)));
        (!by.is_zero()).then(|| BesideDifference { part, by: WrittenPoints(rounding.show(&by)) })
    });
    moved.collect()
}

fn items(old: Option<&Unit>, new: Option<&Unit>, places: u32) -> Vec<ItemDifference> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let indicators = by_key(&old.indicators, &new.indicators, |item| &item.id).into_iter();
    let adjustments = by_key(&old.adjustments, &new.adjustments, |item| &item.id).into_iter();
    indicators
        .filter_map(|(old, new)| indicator(old, new, places))
        .chain(adjustments.filter_map(|(old, new)| adjustment(old, new, places)))
        .collect()
}

fn indicator(old: Option<&Indicator>, new: Option<&Indicator>, places: u32) -> Option<ItemDifference> {
    let (known, of) = (new.or(old)?, Sides { old, new });
    let figure = |item: &Indicator| (item.measure.clone(), item.measure_exact.clone());
    let result = |item: &Indicator| {
        let status = (item.status, item.awaits_hand, item.unreadable);
        let target = [&item.target_exact, &item.target_to_exact].map(Clone::clone);
        let figures = (status, figure(item), [item.target.clone(), item.target_to.clone()], target);
        let points = [&item.points, &item.full, &item.at_least, &item.at_most].map(|points| exact(points, None));
        (figures, points, item.points_exact.clone(), item.left_out, item.marks.clone(), item.policy.clone())
    };
    (old.map(result) != new.map(result)).then(|| ItemDifference {
        id: known.id.clone(),
        title: known.title.clone(),
        kind: RuleKind::Indicator,
        status: of.pair(|item| item.status),
        awaits_hand: of.pair(|item| item.awaits_hand),
        unreadable: of.pair(|item| item.unreadable),
        applied: Pair::default(),
        undecided: Pair::default(),
        measure: of.each(|item| item.measure.clone()),
        shown: of.pair(|item| item.shown.clone()),
        target: of.each(|item| item.target.clone()),
        target_shown: of.pair(|item| item.target_shown.clone()),
        points: of.pair(|item| item.points.clone()),
        full: of.pair(|item| item.full.clone()),
        at_least: of.pair(|item| item.at_least.clone()),
        at_most: of.pair(|item| item.at_most.clone()),
        by: of.by(|item| exact(&item.points, item.points_exact.as_deref()), places),
        left_out: of.pair(|item| item.left_out),
        marks: of.pair(|item| item.marks.clone()),
        figure_changed: old.map(figure) != new.map(figure),
        causes: Vec::new(),
    })
}

fn adjustment(old: Option<&AdjustmentLine>, new: Option<&AdjustmentLine>, places: u32) -> Option<ItemDifference> {
    let (known, of) = (new.or(old)?, Sides { old, new });
    let figure = |item: &AdjustmentLine| (item.measure.clone(), item.measure_exact.clone());
    let result = |item: &AdjustmentLine| {
        let points = [&item.points, &item.at_least, &item.at_most].map(|points| exact(points, None));
        (item.kind, item.applied, item.undecided, figure(item), points)
    };
    // A veto has no figure that stands in the document: what it comes to stands for it.
    let judged = |item: &AdjustmentLine| {
        let veto = matches!(item.kind, RuleKind::Veto);
        (
            figure(item),
            veto.then_some((item.applied, item.undecided, exact(&item.at_least, None), exact(&item.at_most, None))),
        )
    };
    (old.map(result) != new.map(result)).then(|| ItemDifference {
        id: known.id.clone(),
        title: known.title.clone(),
        kind: known.kind,
        status: Pair::default(),
        awaits_hand: Pair::default(),
        unreadable: Pair::default(),
        applied: of.pair(|item| item.applied),
        undecided: of.pair(|item| item.undecided),
        measure: of.each(|item| item.measure.clone()),
        shown: of.pair(|item| item.shown.clone()),
        target: Pair::default(),
        target_shown: Pair::default(),
        points: of.pair(|item| item.points.clone()),
        full: Pair::default(),
        at_least: of.pair(|item| item.at_least.clone()),
        at_most: of.pair(|item| item.at_most.clone()),
        by: of.by(|item| exact(&item.points, None), places),
        left_out: Pair::default(),
        marks: Pair::<Vec<Mark>>::default(),
        figure_changed: old.map(judged) != new.map(judged),
        causes: Vec::new(),
    })
}

/// One thing on both sides.
struct Sides<'a, T> {
    old: Option<&'a T>,
    new: Option<&'a T>,
}

impl<'a, T> Sides<'a, T> {
    fn pair<V: PartialEq>(&self, of: impl Fn(&'a T) -> V) -> Pair<V> {
        Pair::new(self.old.map(&of), self.new.map(&of))
    }

    /// The same for what a side may have nothing of.
    fn each<V: PartialEq>(&self, of: impl Fn(&'a T) -> Option<V>) -> Pair<V> {
        Pair::new(self.old.and_then(&of), self.new.and_then(&of))
    }

    fn both(&self) -> Option<(&'a T, &'a T)> {
        self.old.zip(self.new)
    }

    /// How far the points moved; those of something that came or went are its own.
    fn by(&self, points: impl Fn(&'a T) -> Exact, places: u32) -> Option<WrittenPoints> {
        let side = |one: Option<&'a T>| one.map(&points).unwrap_or_default();
        by(&side(self.old), &side(self.new), places)
    }
}

/// Points as exactly as the document has them.
fn exact(points: &WrittenPoints, fraction: Option<&str>) -> Exact {
    let written = || points.0.parse().ok();
    fraction.and_then(|fraction| fraction.parse().ok()).or_else(written).unwrap_or_default()
}

/// `None` where nothing moved.
fn by(old: &Exact, new: &Exact, places: u32) -> Option<WrittenPoints> {
    let by = new - old;
    let text = match by.decimal_places() {
        Some(own) if own <= places => Rounding::half_up(places).show(&by),
        Some(_) | None => by.to_decimal(),
    };
    (!by.is_zero()).then_some(WrittenPoints(text))
}
