//! The tree in which a unit's total comes of its items, out of what the scoring says of each of its areas.

use std::collections::BTreeMap;

use super::demand::{Demand, Of};
use super::search::tree::{Node, Tree, packed};
use crate::assess::{Again, Joint, UnitResult};
use crate::figure::{Exact, Points};
use crate::plan::{Area, Child, ItemId, RuleKind, Sheet};

/// A unit's areas as things stand, and which of its items are ways.
pub(super) struct Growing<'g> {
    pub sheet: &'g Sheet,
    pub unit: &'g UnitResult,
    pub ways: BTreeMap<&'g ItemId, usize>,
    /// In the order in which they are walked: how each comes of what is below it, and its points.
    pub areas: Vec<(Option<Joint>, Option<Exact>)>,
}

/// How each area comes of what is below it, as what was scored last has it.
pub(super) fn areas(again: &Again) -> Vec<(Option<Joint>, Option<Exact>)> {
    again.areas().into_iter().map(|area| (area.joint.cloned(), area.points.cloned())).collect()
}

struct Walk<'w, 'g> {
    growing: &'w Growing<'g>,
    demand: &'w Demand,
    areas: std::slice::Iter<'w, (Option<Joint>, Option<Exact>)>,
    nodes: Vec<Node>,
}

impl Growing<'_> {
    /// The tree of which everything has at least what is demanded of it.
    pub fn tree(&self, demand: &Demand) -> Tree {
        let mut walk = Walk { growing: self, demand, areas: self.areas.iter(), nodes: Vec::new() };
        let root = walk.area(&self.sheet.area);
        let bonus = walk.adjustments(RuleKind::Bonus);
        let bonus = match &self.sheet.bonus_cap {
            _ if bonus.is_empty() => Node::still(&Exact::ZERO),
            Some(cap) => Node::at_most(bonus, &cap.0),
            None => Node::sum(bonus),
        };
        let bonus = walk.push(bonus, None);
        let taken = walk.adjustments(RuleKind::Deduction);
        let taken = match &self.sheet.deduction_cap {
            _ if taken.is_empty() => Node::still(&Exact::ZERO),
            Some(cap) => Node::at_least(taken, &-&cap.0),
            None => Node::sum(taken),
        };
        let taken = walk.push(taken, Some(&Of::Deductions));
        let parts: Vec<usize> = root.into_iter().chain([bonus, taken]).collect();
        walk.push(Node::sum(parts), None);
        Tree { nodes: walk.nodes }
    }
}

impl Walk<'_, '_> {
    fn push(&mut self, node: Node, of: Option<&Of>) -> usize {
        let least = of.and_then(|of| self.demand.get(of)).map(packed);
        let from = match of {
            Some(Of::Item(id)) => self.demand.get(&Of::Rung(id.clone())).and_then(Exact::to_i128),
            Some(Of::Total | Of::Area(_) | Of::Deductions | Of::Rung(_)) | None => None,
        };
        self.nodes.push(Node { least, from: from.unwrap_or(0), ..node });
        self.nodes.len() - 1
    }

    /// `None`: nothing in it counts.
    fn area(&mut self, area: &Area) -> Option<usize> {
        let (joint, points) = self.areas.next()?;
        let mut children = Vec::with_capacity(area.children.len());
        for child in &area.children {
            match child {
                Child::Area(area) => children.extend(self.area(area)),
                Child::Item(item) => children.extend(self.item(&item.rule)),
            }
        }
        let node = match joint {
            Some(joint) => Node::area(joint, children),
            None => Node::still(points.as_ref()?),
        };
        Some(self.push(node, Some(&Of::Area(area.id.clone()))))
    }

    fn item(&mut self, id: &ItemId) -> Option<usize> {
        let result = self.growing.unit.items.iter().find(|item| item.id == *id).filter(|item| !item.left_out)?;
        let node = self.node(id, &result.points);
        Some(self.push(node, Some(&Of::Item(id.clone()))))
    }

    fn node(&self, id: &ItemId, points: &Points) -> Node {
        self.growing.ways.get(id).map_or_else(|| Node::still(&points.0), |way| Node::way(*way))
    }

    fn adjustments(&mut self, kind: RuleKind) -> Vec<usize> {
        let of_kind = self.growing.unit.adjustments.iter().filter(|adjustment| adjustment.kind == kind);
        let nodes: Vec<Node> = of_kind.map(|adjustment| self.node(&adjustment.id, &adjustment.points)).collect();
        nodes.into_iter().map(|node| self.push(node, None)).collect()
    }
}
