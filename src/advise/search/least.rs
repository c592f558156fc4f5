//! The least effort with which exactly so many items bring a total to some height, where each stands at a step of its curve, and one thing is
//! brought up to what is just enough: an item, or an area in which the least counts with all that is below it.
//!
//! From below it is told what each part of the tree comes to with items at their steps (what comes to no more for no less effort is dropped), then
//! from above what is still needed of each part with what the others come to; at last each item is asked how far it has to go for that. Only what
//! may be within a budget of effort is looked at, as the bounds tell it ([`super::bounds`]).
//!
//! Where a node is to have so many points, or the least of some children counts, that is brought up to what is just enough too.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::bounds::{Bounds, Parted, Rungs, child_of};
use super::front::{Entry, Fronts, Trails, best, mapped};
use super::hull::Hulls;
use super::tree::{How, Join, Tree, What};
use crate::advise::work::ladder::first;

/// Of each number of items the least effort, and what it is.
type Enough = Vec<Option<(i128, usize)>>;

#[derive(Default)]
struct Fixed {
    /// The points of the node.
    own: Fronts,
    /// The parts of its branches.
    branches: Vec<Fronts>,
}

/// The last item of a set: what is needed of it.
struct Last {
    node: usize,
    points: i128,
    count: usize,
    entry: Entry,
    bound: i128,
}

pub(super) struct Least<'s> {
    tree: &'s Tree,
    bounds: &'s [Bounds],
    rungs: &'s mut dyn Rungs,
    count: usize,
    budget: i128,
    now: Vec<i128>,
    /// Everything below has what it needs by now.
    met: Vec<bool>,
    fixed: Vec<Fixed>,
    trails: Trails,
    known: BTreeMap<(usize, i128), Rc<Enough>>,
}

/// What was found within a budget.
pub(super) struct Within {
    pub changes: Option<Vec<(usize, i128)>>,
    /// Nothing within the budget was left out.
    pub is_whole: bool,
}

/// Looks for the least effort within a budget.
pub(super) fn within(
    tree: &Tree,
    bounds: &[Bounds],
    rungs: &mut dyn Rungs,
    count: usize,
    wanted: i128,
    budget: i128,
) -> Within {
    let now = tree.points(|way| rungs.points(way, 0));
    let (fixed, trails, known) = (Vec::new(), Trails::new(budget), BTreeMap::new());
    let mut met: Vec<bool> = Vec::with_capacity(now.len());
    for (node, now) in tree.nodes.iter().zip(&now) {
        let below = match &node.what {
            What::Join(join) => join.children.iter().all(|child| met.get(*child).is_none_or(|met| *met)),
            What::Way(_) | What::Still(_) => true,
        };
        met.push(below && node.from == 0 && node.least.is_none_or(|least| *now >= least));
    }
    let mut least = Least { tree, bounds, rungs, count, budget, now, met, fixed, trails, known };
    for node in 0..tree.nodes.len() {
        let fixed = least.fix(node);
        least.fixed.push(fixed);
    }
    let enough = least.enough(tree.root(), wanted);
    let found = enough.get(count).copied().flatten();
    let changes = found.map(|(_, trail)| {
        let mut changes = Vec::new();
        least.trails.follow(trail, &mut changes);
        changes.sort_unstable();
        changes
    });
    Within { changes, is_whole: least.trails.is_whole() }
}

fn effort_of(hulls: &Hulls, count: usize, wanted: i128) -> Option<i128> {
    hulls.get(count)?.effort(wanted)
}

impl Least<'_> {
    /// What the node comes to with all items at their steps.
    fn fix(&mut self, number: usize) -> Fixed {
        let tree = self.tree;
        let Some(node) = tree.nodes.get(number) else { return Fixed::default() };
        let now = Entry { has: self.now.get(number).copied().unwrap_or(0), effort: 0, trail: 0 };
        let is_met = self.met.get(number).is_none_or(|met| *met);
        let mut fixed = Fixed { own: vec![if is_met { vec![now] } else { Vec::new() }], branches: Vec::new() };
        match &node.what {
            What::Way(way) => {
                let mut at = Vec::new();
                for rung in self.rungs.steps(*way).into_iter().filter(|rung| *rung > node.from) {
                    at.push(self.at(*way, rung));
                }
                if node.from > 0 {
                    at.push(self.at(*way, node.from));
                }
                fixed.own.push(at);
            }
            What::Still(_) => {}
            What::Join(join) => match join.how {
                How::Added | How::Product => {
                    fixed.branches = self.branches(number, join);
                    if number == tree.root() {
                        return fixed;
                    }
                    let whole = fixed.branches.last().cloned().unwrap_or_default();
                    fixed.own = mapped(&whole, |parts| Some(join.points(parts)));
                }
                How::Least => {
                    for level in self.levels(join, is_met) {
                        let points = join.points(level);
                        let enough = self.enough(number, points);
                        put(&mut fixed.own, &enough, points);
                    }
                }
            },
        }
        // Branches of the node are asked for it by now.
        let own = std::mem::take(&mut fixed.own);
        self.fixed.push(fixed);
        let mut own = own;
        for stop in node.stops().filter(|stop| now.has < *stop || !is_met) {
            let enough = self.enough(number, stop);
            put(&mut own, &enough, stop);
        }
        let mut fixed = self.fixed.pop().unwrap_or_default();
        let outside = self.bounds.get(number).map(|bounds| &bounds.outside.free);
        for (count, entries) in own.iter_mut().enumerate() {
            entries.retain(|entry| {
                let left = self.count.checked_sub(count);
                let others = left.and_then(|left| effort_of(outside?, left, -entry.has));
                node.least.is_none_or(|least| entry.has >= least)
                    && others.is_some_and(|others| entry.effort + others <= self.budget)
            });
            best(entries);
        }
        fixed.own = own;
        fixed
    }

    fn at(&mut self, way: usize, rung: i128) -> Entry {
        let trail = self.trails.way(way, rung);
        Entry { has: self.rungs.points(way, rung), effort: self.rungs.effort(way, rung), trail }
    }

    fn branches(&mut self, number: usize, join: &Join) -> Vec<Fronts> {
        let bounds = self.bounds;
        let branches = bounds.get(number).map(|bounds| bounds.branches.as_slice()).unwrap_or_default();
        let mut fronts: Vec<Fronts> = Vec::with_capacity(branches.len());
        for (at, branch) in branches.iter().enumerate() {
            // What the whole total comes to is not asked.
            if number == self.tree.root() && at + 1 == branches.len() && at > 0 {
                break;
            }
            fronts.push(match &branch.what {
                Parted::Child(child) => {
                    let own = join.children.get(*child).and_then(|child| self.fixed.get(*child));
                    own.map(|own| mapped(&own.own, |points| Some(join.part(*child, points)))).unwrap_or_default()
                }
                Parted::Both(left, right) => {
                    let (Some(left), Some(right)) = (fronts.get(*left), fronts.get(*right)) else { continue };
                    let (outside, all, budget) = (&branch.outside.free, self.count, self.budget);
                    let keep = |count: usize, has: i128, effort: i128| {
                        let others = all.checked_sub(count).and_then(|left| effort_of(outside, left, -has));
                        others.is_some_and(|others| effort + others <= budget)
                    };
                    self.trails.merged(left, right, self.count, &keep)
                }
            });
        }
        fronts
    }

    /// The levels at which a child stands with all below it at steps.
    fn levels(&self, join: &Join, is_met: bool) -> Vec<i128> {
        let mut levels: Vec<i128> = Vec::new();
        let (mut now, mut most) = (i128::MAX, i128::MAX);
        for (at, child) in join.children.iter().enumerate() {
            now = now.min(join.part(at, self.now.get(*child).copied().unwrap_or(0)));
            let fixed = self.fixed.get(*child).map(|fixed| &fixed.own);
            let own: Vec<i128> = fixed.into_iter().flatten().flatten().map(|entry| join.part(at, entry.has)).collect();
            most = most.min(own.iter().copied().max().unwrap_or(i128::MIN));
            levels.extend(own);
        }
        if !is_met {
            levels.push(now);
        }
        levels.retain(|level| (*level > now || *level == now && !is_met) && *level <= most);
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// The least effort that brings a node to so many points, by the number of items, one thing anywhere and the others at steps. What can't be
    /// within the budget any more is left out.
    fn enough(&mut self, number: usize, points: i128) -> Rc<Enough> {
        let tree = self.tree;
        let Some(node) = tree.nodes.get(number) else { return Rc::default() };
        let points = node.least.map_or(points, |least| points.max(least));
        let is_met = self.met.get(number).is_none_or(|met| *met);
        if is_met && self.now.get(number).is_some_and(|now| *now >= points) {
            return Rc::new(vec![Some((0, 0))]);
        }
        if let Some(known) = self.known.get(&(number, points)) {
            return Rc::clone(known);
        }
        let outside = self.bounds.get(number).map(|bounds| &bounds.outside.free);
        // What so many items below it may take.
        let allowed: Vec<Option<i128>> = (0..=self.count)
            .map(|count| Some(self.budget - effort_of(outside?, self.count - count, -points)?))
            .collect();
        let mut enough: Enough = vec![None; self.count + 1];
        match &node.what {
            What::Still(_) => {}
            What::Way(way) => {
                let is_there = self.now.get(number).is_some_and(|now| *now >= points);
                let rung = if is_there { Some(0) } else { self.rung_for(*way, points) };
                if let Some(rung) = rung.map(|rung| rung.max(node.from)) {
                    let entry = self.at(*way, rung);
                    take(&mut enough, &allowed, 1, (entry.effort, entry.trail));
                }
            }
            What::Join(join) => match (join.how, join.parts_for(points)) {
                (_, None) => {}
                (How::Least, Some(level)) => {
                    let mut all: Enough = vec![Some((0, 0))];
                    for (at, child) in join.children.iter().enumerate() {
                        let own = self.enough(*child, join.points_for(at, level));
                        let mut next: Enough = vec![None; self.count + 1];
                        for (one, left) in all.iter().enumerate().filter_map(|(at, left)| Some((at, (*left)?))) {
                            for (two, right) in own.iter().enumerate().filter_map(|(at, own)| Some((at, (*own)?))) {
                                let effort = left.0 + right.0;
                                let slot = next.get_mut(one + two);
                                if let Some(slot) = slot.filter(|slot| slot.is_none_or(|known| effort < known.0)) {
                                    *slot = Some((effort, self.trails.both(left.1, right.1)));
                                }
                            }
                        }
                        all = next;
                    }
                    for (count, found) in all.into_iter().enumerate() {
                        if let Some(found) = found {
                            take(&mut enough, &allowed, count, found);
                        }
                    }
                }
                (How::Added | How::Product, Some(parts)) => {
                    let need = vec![vec![Entry { has: -parts, effort: 0, trail: 0 }]];
                    let mut last = Vec::new();
                    self.descend(number, join, need, &allowed, &mut last);
                    last.sort_by_key(|last| last.bound);
                    for last in last {
                        let worst = enough.iter().zip(&allowed).filter(|(_, allowed)| allowed.is_some());
                        let worst = worst.map(|(found, _)| found.map_or(i128::MAX, |found| found.0)).max();
                        if worst.is_none_or(|worst| worst <= last.bound) {
                            break;
                        }
                        let own = self.enough(last.node, last.points);
                        for (count, own) in own.iter().enumerate().filter_map(|(at, own)| Some((at, (*own)?))) {
                            let effort = last.entry.effort + own.0;
                            let is_better = enough
                                .get(last.count + count)
                                .is_some_and(|known| known.is_none_or(|known| effort < known.0));
                            if is_better {
                                let trail = self.trails.both(last.entry.trail, own.1);
                                take(&mut enough, &allowed, last.count + count, (effort, trail));
                            }
                        }
                    }
                }
            },
        }
        let enough = Rc::new(enough);
        self.known.insert((number, points), Rc::clone(&enough));
        enough
    }

    /// What is needed of each of the things below a node, beside what the others come to.
    fn descend(&mut self, number: usize, join: &Join, need: Fronts, allowed: &[Option<i128>], last: &mut Vec<Last>) {
        let bounds = self.bounds;
        let branches = bounds.get(number).map(|bounds| bounds.branches.as_slice()).unwrap_or_default();
        let Some(whole) = branches.len().checked_sub(1) else { return };
        let mut open = vec![(whole, need)];
        while let Some((at, need)) = open.pop() {
            let Some(branch) = branches.get(at) else { continue };
            match &branch.what {
                Parted::Both(left, right) => {
                    for (own, other) in [(*left, *right), (*right, *left)] {
                        let Some(inside) = branches.get(own).map(|branch| &branch.inside.free) else { continue };
                        let keep = |count: usize, has: i128, effort: i128| {
                            bound(inside, allowed, count, -has, effort).is_some()
                        };
                        let front = self.fixed.get(number).and_then(|fixed| fixed.branches.get(other)).cloned();
                        let need = self.trails.merged(&need, &front.unwrap_or_default(), self.count, &keep);
                        if need.iter().any(|need| !need.is_empty()) {
                            open.push((own, need));
                        }
                    }
                }
                Parted::Child(child) => {
                    let Some(below) = child_of(join, &branch.what) else { continue };
                    let Some(node) = self.tree.nodes.get(below) else { continue };
                    let least = node.least.unwrap_or(i128::MIN);
                    let points_for = |has: i128| join.points_for(*child, -has).max(least);
                    match &node.what {
                        What::Join(inner) if inner.how != How::Least => {
                            let need = mapped(&need, |has| Some(-inner.parts_for(points_for(has))?));
                            self.descend(below, inner, need, allowed, last);
                        }
                        What::Join(_) | What::Way(_) => {
                            let inside = bounds.get(below).map(|bounds| &bounds.inside.free);
                            for (count, entries) in need.iter().enumerate() {
                                last.extend(entries.iter().filter_map(|entry| {
                                    let points = points_for(entry.has);
                                    let bound = bound(inside?, allowed, count, points, entry.effort)?;
                                    Some(Last { node: below, points, count, entry: *entry, bound })
                                }));
                            }
                        }
                        What::Still(_) => {}
                    }
                }
            }
        }
    }

    /// The first rung of so many points.
    fn rung_for(&mut self, way: usize, points: i128) -> Option<i128> {
        let steps = self.rungs.steps(way);
        let at = steps.iter().position(|rung| self.rungs.points(way, *rung) >= points)?;
        let above = steps.get(at).copied()?;
        let below = at.checked_sub(1).and_then(|at| steps.get(at)).copied().unwrap_or(0);
        // Mostly it is straight in between.
        let (low, high) = (self.rungs.points(way, below), self.rungs.points(way, above));
        let guess = match high - low {
            ..=0 => above,
            rise => below + ((points - low) / (rise / (above - below).max(1)).max(1)).clamp(0, above - below),
        };
        let (mut from, mut to) = (below, above);
        for near in [guess - 1, guess, guess + 1] {
            if near > from && near < to {
                match self.rungs.points(way, near) >= points {
                    true => to = near,
                    false => from = near,
                }
            }
        }
        let rungs = &mut *self.rungs;
        Some(from + first(to - from, |more| more == to - from || rungs.points(way, from + more) >= points)?)
            .filter(|rung| *rung > 0)
    }
}

/// The least that it may all come to, where that is allowed for some number of items.
fn bound(inside: &Hulls, allowed: &[Option<i128>], count: usize, wanted: i128, effort: i128) -> Option<i128> {
    let each = allowed.iter().enumerate().skip(count).filter_map(|(all, allowed)| {
        let bound = effort + effort_of(inside, all - count, wanted)?;
        (bound <= (*allowed)?).then_some(bound)
    });
    each.min()
}

fn take(enough: &mut Enough, allowed: &[Option<i128>], count: usize, found: (i128, usize)) {
    let is_allowed = allowed.get(count).copied().flatten().is_some_and(|allowed| found.0 <= allowed);
    if let Some(slot) = enough.get_mut(count).filter(|_| is_allowed)
        && slot.is_none_or(|known| found.0 < known.0)
    {
        *slot = Some(found);
    }
}

/// What comes to so many points.
fn put(fronts: &mut Fronts, enough: &Enough, points: i128) {
    if fronts.len() < enough.len() {
        fronts.resize(enough.len(), Vec::new());
    }
    for (front, found) in fronts.iter_mut().zip(enough) {
        front.extend(found.map(|(effort, trail)| Entry { has: points, effort, trail }));
    }
}
