//! Areas: what each counts, and whether it adds up.

use super::super::document::{AreaDocument, IndicatorDocument};
use super::super::yaml::{Number, Placed};
use super::{Builder, OnSheet, Written, points};
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::{Area, Child, Combine, Item, NotApplicablePolicy, Place, RuleKind};

/// An area or item, and whether its points are known, and not negative: a sum with one part that is neither is not checked.
struct Counted<T> {
    node: T,
    known: bool,
}

impl Builder<'_> {
    /// The root of a sheet's areas, and the sheet's total.
    pub(super) fn root(&mut self, written: &Written<'_>, on_sheet: &mut OnSheet) -> (Area, Points) {
        let children = self.children(written.areas, &[], written.combine, on_sheet);
        let sum: Points = children.node.iter().map(counts).sum();
        if let (Combine::Sum, Some(total), true) =
            (written.combine, written.total, children.known && self.complete.items)
            && is_counted(total)
            && points(total) != sum
        {
            let message = message!("scheme-total-does-not-add-up", total = &total.value.0, sum = &sum.0);
            self.problems.add(added_up(Diagnostic::error(total.at.clone(), message), &children.node, &sum));
        }
        let total = match (written.total, written.combine) {
            (Some(total), _) => points(total),
            (None, Combine::Sum) => sum,
            // Means and worsts have no sum of their own: the customary hundred.
            (None, Combine::WeightedMean | Combine::GeometricMean | Combine::Worst) => Points(Exact::from(100)),
        };
        if !total.0.is_positive() && self.complete.items && children.known {
            let at = written.total.map_or(&written.at, |total| &total.at);
            self.problems.error(at.clone(), message!("scheme-total-not-positive"));
        }
        self.points_known &= total.0.is_positive() && children.known;
        let area = Area {
            id: String::new(),
            title: written.title.to_owned(),
            at: written.at.clone(),
            combine: written.combine,
            full: total.clone(),
            not_applicable: None,
            children: children.node,
        };
        (area, total)
    }

    fn children(
        &mut self,
        areas: &[AreaDocument],
        indicators: &[IndicatorDocument],
        combine: Combine,
        on_sheet: &mut OnSheet,
    ) -> Counted<Vec<Child>> {
        let mut children = Counted { node: Vec::new(), known: true };
        for area in areas {
            let area = self.area(area, combine, on_sheet);
            children.known &= area.known;
            children.node.push(Child::Area(area.node));
        }
        for indicator in indicators {
            let item = self.indicator(indicator, combine, on_sheet);
            children.known &= item.known;
            children.node.push(Child::Item(item.node));
        }
        children
    }

    fn area(&mut self, written: &AreaDocument, above: Combine, on_sheet: &mut OnSheet) -> Counted<Area> {
        let id = &written.id;
        match on_sheet.areas.iter().find(|other| other.value == id.value) {
            Some(first) => self.problems.twice(&id.value, id.at.clone(), first.at.clone()),
            None => on_sheet.areas.push(id.clone()),
        }
        let combine = written.combine.unwrap_or_default();
        let areas = written.areas.as_deref().unwrap_or_default();
        let indicators = written.indicators.as_deref().unwrap_or_default();
        if areas.is_empty() && indicators.is_empty() && self.complete.items {
            self.problems.error(id.at.clone(), message!("scheme-area-empty", area = &id.value));
        }
        let children = self.children(areas, indicators, combine, on_sheet);
        let sum: Points = children.node.iter().map(counts).sum();
        let declared = self.declared(written.points.as_ref(), written.weight.as_ref(), above);
        if let (Combine::Sum, Combine::Sum, Some(full)) = (above, combine, &declared)
            && children.known
            && self.complete.items
            && is_counted(full)
            && points(full) != sum
        {
            let message =
                message!("scheme-area-does-not-add-up", area = &id.value, points = &full.value.0, sum = &sum.0);
            self.problems.add(added_up(Diagnostic::error(full.at.clone(), message), &children.node, &sum));
        }
        let (full, known) = match (declared, above, combine) {
            (Some(full), _, _) => (points(full), is_counted(full)),
            (None, Combine::Sum, Combine::Sum) => (sum, children.known),
            (None, Combine::Sum, Combine::WeightedMean | Combine::GeometricMean | Combine::Worst) => {
                if self.complete.items {
                    self.problems.error(id.at.clone(), message!("scheme-area-without-points", area = &id.value));
                }
                (Points::ZERO, false)
            }
            // The worst share is the worst whatever it counts: then its own points say more than a weight of 1.
            (None, Combine::Worst, Combine::Sum) => (sum, children.known),
            (None, Combine::WeightedMean | Combine::GeometricMean | Combine::Worst, _) => (Points(Exact::ONE), true),
        };
        let area = Area {
            id: id.value.clone(),
            title: written.title.clone().unwrap_or_else(|| id.value.clone()),
            at: id.at.clone(),
            combine,
            full,
            not_applicable: None,
            children: children.node,
        };
        Counted { node: area, known }
    }

    fn indicator(&mut self, written: &IndicatorDocument, above: Combine, on_sheet: &mut OnSheet) -> Counted<Item> {
        let keys = &written.keys;
        let rule = self.item(&keys.rule, keys.id.as_ref(), keys.with.as_ref(), RuleKind::Indicator, on_sheet);
        let declared = self.declared(keys.points.as_ref(), keys.weight.as_ref(), above);
        let (full, known) = match (declared, above) {
            (Some(full), _) => (points(full), is_counted(full)),
            (None, Combine::Sum) => {
                if self.complete.items {
                    let message = message!("scheme-item-without-points", item = &rule.0);
                    self.problems.add(Diagnostic::error(keys.rule.at.clone(), message));
                }
                (Points::ZERO, false)
            }
            (None, Combine::WeightedMean | Combine::GeometricMean | Combine::Worst) => (Points(Exact::ONE), true),
        };
        let item = Item {
            rule,
            at: keys.rule.at.clone(),
            points: full,
            missing: keys.missing,
            not_applicable: None,
            departments: keys.departments.as_ref().map_or_else(Vec::new, |departments| departments.0.clone()),
        };
        Counted { node: item, known }
    }

    /// The points, or the weight where the area above takes weights.
    fn declared<'written>(
        &mut self,
        points: Option<&'written Placed<Number>>,
        weight: Option<&'written Placed<Number>>,
        above: Combine,
    ) -> Option<&'written Placed<Number>> {
        if let Some(number) = [points, weight].into_iter().flatten().find(|number| number.value.0.is_negative()) {
            self.problems.error(number.at.clone(), message!("scheme-negative-points"));
            self.points_known = false;
        }
        match (points, weight, above) {
            (Some(_), Some(weight), _) => {
                self.problems.error(weight.at.clone(), message!("scheme-points-and-weight"));
                points
            }
            (None, Some(weight), Combine::Sum) if self.complete.items => {
                self.problems.error(weight.at.clone(), message!("scheme-weight-under-sum"));
                Some(weight)
            }
            (Some(number), None, _) | (None, Some(number), _) => Some(number),
            (None, None, _) => None,
        }
    }

    /// Sets the policies for absent children, which may name items that come later on the sheet.
    pub(super) fn policies_of(&mut self, mut root: Area, written: &[AreaDocument], on_sheet: &OnSheet) -> Area {
        let items = on_sheet.item_names();
        self.set_policies(&mut root.children, written, &[], &items);
        root
    }

    fn set_policies(
        &mut self,
        children: &mut [Child],
        areas: &[AreaDocument],
        indicators: &[IndicatorDocument],
        items: &[String],
    ) {
        // The children stand in the order in which they were written: areas, then indicators.
        let (mut areas, mut indicators) = (areas.iter(), indicators.iter());
        for child in children {
            match child {
                Child::Area(area) => {
                    let Some(written) = areas.next() else { continue };
                    area.not_applicable = self.policy(written.not_applicable.as_ref(), items, &area.at, None);
                    let below = written.areas.as_deref().unwrap_or_default();
                    let own = written.indicators.as_deref().unwrap_or_default();
                    self.set_policies(&mut area.children, below, own, items);
                }
                Child::Item(item) => {
                    let Some(written) = indicators.next() else { continue };
                    let policy = written.keys.not_applicable.as_ref();
                    item.not_applicable = self.policy(policy, items, &item.at, Some(&item.rule.0));
                }
            }
        }
    }

    fn policy(
        &mut self,
        written: Option<&super::NotApplicableDocument>,
        items: &[String],
        at: &Place,
        item: Option<&str>,
    ) -> Option<NotApplicablePolicy> {
        let policy = self.not_applicable(written, items)?;
        if let (NotApplicablePolicy::GivenTo(to), Some(item)) = (&policy, item)
            && to.iter().any(|other| other.0 == item)
        {
            self.problems.error(at.clone(), message!("scheme-given-to-itself", item = item));
        }
        Some(policy)
    }
}

/// Nothing is added up with points below nothing, which are told.
fn is_counted(points: &Placed<Number>) -> bool {
    !points.value.0.is_negative()
}

fn counts(child: &Child) -> &Points {
    match child {
        Child::Area(area) => &area.full,
        Child::Item(item) => &item.points,
    }
}

/// How the children add up: `6 + 4 + 2 = 12`. One child adds up to itself.
fn added_up(problem: Diagnostic, children: &[Child], sum: &Points) -> Diagnostic {
    match children {
        [] | [_] => problem,
        children => {
            let parts: Vec<String> = children.iter().map(|child| counts(child).to_string()).collect();
            problem.help(message!("scheme-children-sum", children = parts.join(" + "), sum = &sum.0))
        }
    }
}
