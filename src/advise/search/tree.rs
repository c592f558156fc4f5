//! A unit's total as a search sees it: items under areas under the total, each rising with what is below it.
//!
//! How points come together is what the scoring says of each area ([`Joint`]); here it only stands in whole numbers, so that very many sets can
//! be compared. Points stand to fifteen decimals, rounded up, what is needed a hair less: a search never passes over a set that does, and
//! the scoring decides about what it finds.

use super::logarithm::{logarithm, power};
use crate::assess::Joint;
use crate::figure::Exact;
use crate::plan::Combine;

/// Points and shares stand to so many decimals.
const PLACES: u32 = 15;
/// Needed is less by so much than what is reckoned.
const HAIR: i128 = 1_000;
/// Bits of a logarithm behind its point.
const BITS: u32 = 50;
/// The logarithm of nothing, less than what any others add up to.
const NOTHING: i128 = -(1 << 72);

pub(in crate::advise) struct Tree {
    /// Children before what they are under; the root is the last.
    pub nodes: Vec<Node>,
}

pub(in crate::advise) struct Node {
    pub what: What,
    /// The least points with which the goal can be reached.
    pub least: Option<i128>,
    /// More points than these do nothing.
    pub most: Option<i128>,
    /// The least rung of an item with which the goal can be reached.
    pub from: i128,
}

pub(in crate::advise) enum What {
    /// An item that can be changed.
    Way(usize),
    /// What nothing changes.
    Still(i128),
    Join(Join),
}

/// How the parts of what is below come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::advise) enum How {
    Added,
    /// Logarithms of shares added up.
    Product,
    /// The least share.
    Least,
}

pub(in crate::advise) struct Join {
    pub how: How,
    pub children: Vec<usize>,
    /// The full points of each child, and (of a geometric mean) its part of all weights.
    fulls: Vec<(Exact, Exact)>,
    whole: Whole,
}

enum Whole {
    Area(Joint),
    Plain,
    AtMost(i128),
    AtLeast(i128),
}

impl Node {
    pub fn way(way: usize) -> Node {
        Node { what: What::Way(way), least: None, most: None, from: 0 }
    }

    pub fn still(points: &Exact) -> Node {
        Node { what: What::Still(packed(points)), least: None, most: None, from: 0 }
    }

    pub fn area(joint: &Joint, children: Vec<usize>) -> Node {
        let all: Exact = joint.fulls.iter().sum();
        let weighed = |full: &Exact| (full.clone(), full.checked_div(&all).unwrap_or_default());
        let how = match joint.combine {
            Combine::Sum | Combine::WeightedMean => How::Added,
            Combine::GeometricMean => How::Product,
            Combine::Worst => How::Least,
        };
        let fulls = joint.fulls.iter().map(weighed).collect();
        let join = Join { how, children, fulls, whole: Whole::Area(joint.clone()) };
        Node { what: What::Join(join), least: None, most: None, from: 0 }
    }

    pub fn sum(children: Vec<usize>) -> Node {
        Node::added(children, Whole::Plain)
    }

    /// Added up, and no more than this counts.
    pub fn at_most(children: Vec<usize>, cap: &Exact) -> Node {
        let cap = packed(cap);
        Node { most: Some(cap), ..Node::added(children, Whole::AtMost(cap)) }
    }

    /// Added up, and no less than this counts.
    pub fn at_least(children: Vec<usize>, floor: &Exact) -> Node {
        Node::added(children, Whole::AtLeast(packed(floor)))
    }

    fn added(children: Vec<usize>, whole: Whole) -> Node {
        let join = Join { how: How::Added, fulls: Vec::new(), children, whole };
        Node { what: What::Join(join), least: None, most: None, from: 0 }
    }

    /// Points at which it may stand although it could stand at others: there is a bend.
    pub fn stops(&self) -> impl Iterator<Item = i128> {
        self.least.into_iter().chain(self.most)
    }
}

impl Join {
    /// What the points of a child bring.
    pub fn part(&self, child: usize, points: i128) -> i128 {
        let Some((full, weight)) = self.fulls.get(child).filter(|_| self.how != How::Added) else { return points };
        let Some(share) = exact(points).checked_div(full) else {
            // What has no points has all of them.
            return if self.how == How::Product { 0 } else { packed(&Exact::ONE) };
        };
        match self.how {
            How::Added | How::Least => packed(&share),
            How::Product if weight.is_zero() => 0,
            How::Product if !share.is_positive() => NOTHING,
            How::Product => {
                (&Exact::scaled(logarithm(&share) >> (60 - BITS), 0) * weight).ceil().to_i128().unwrap_or(NOTHING)
            }
        }
    }

    /// The points with which a child brings so much, or a hair less.
    pub fn points_for(&self, child: usize, part: i128) -> i128 {
        let Some((full, weight)) = self.fulls.get(child).filter(|_| self.how != How::Added) else { return part };
        match self.how {
            How::Added => part,
            How::Least => packed(&(&exact(part) * full)) - HAIR,
            How::Product if part <= NOTHING / 2 || weight.is_zero() => 0,
            How::Product => {
                let of_weight = Exact::scaled(part, 0).checked_div(weight).and_then(|part| part.floor().to_i128());
                packed(&(&share_of(of_weight.unwrap_or(NOTHING)) * full)) - HAIR
            }
        }
    }

    /// By how much points may differ from what a straight line tells: they are rounded.
    pub fn grain(&self) -> i128 {
        match &self.whole {
            Whole::Area(joint) => 4 * HAIR + joint.grain().map_or(0, |grain| packed(&grain)),
            Whole::Plain | Whole::AtMost(_) | Whole::AtLeast(_) => 0,
        }
    }

    /// More points than these don't count.
    pub fn most(&self) -> Option<i128> {
        match &self.whole {
            Whole::AtMost(cap) => Some(*cap),
            Whole::Area(_) | Whole::Plain | Whole::AtLeast(_) => None,
        }
    }

    /// What several parts come to.
    pub fn together(&self, left: i128, right: i128) -> i128 {
        match self.how {
            How::Added | How::Product => left + right,
            How::Least => left.min(right),
        }
    }

    /// What no parts come to.
    pub fn none(&self) -> i128 {
        match self.how {
            How::Added | How::Product => 0,
            How::Least => i128::MAX >> 20,
        }
    }

    /// The points of the whole.
    pub fn points(&self, parts: i128) -> i128 {
        match &self.whole {
            Whole::Plain => parts,
            Whole::AtMost(cap) => parts.min(*cap),
            Whole::AtLeast(floor) => parts.max(*floor),
            Whole::Area(joint) => {
                let joined = if self.how == How::Product { share_of(parts) } else { exact(parts) };
                packed(&joint.points(&joined))
            }
        }
    }

    /// The parts that come to so many points, or a hair less. `None`: none do.
    pub fn parts_for(&self, points: i128) -> Option<i128> {
        match &self.whole {
            Whole::Plain => Some(points),
            Whole::AtMost(cap) => (points <= *cap + HAIR).then_some(points),
            Whole::AtLeast(floor) => Some(if points <= *floor { NOTHING } else { points }),
            Whole::Area(joint) => {
                let Some(joined) = joint.joined_for(&exact(points)) else {
                    return (points <= HAIR).then_some(NOTHING);
                };
                Some(match self.how {
                    How::Added | How::Least => packed(&joined) - HAIR,
                    How::Product if !joined.is_positive() => NOTHING << 4,
                    How::Product => (logarithm(&joined) >> (60 - BITS)) - HAIR,
                })
            }
        }
    }
}

impl Tree {
    pub fn root(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }

    /// The points of every node, where items have these.
    pub fn points(&self, of_way: impl FnMut(usize) -> i128) -> Vec<i128> {
        Tree::points_of(&self.nodes, of_way)
    }

    pub fn points_of(nodes: &[Node], mut of_way: impl FnMut(usize) -> i128) -> Vec<i128> {
        let mut points: Vec<i128> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let own = match &node.what {
                What::Way(way) => of_way(*way),
                What::Still(points) => *points,
                What::Join(join) => {
                    let parts = join.children.iter().enumerate();
                    let parts = parts.map(|(at, child)| join.part(at, points.get(*child).copied().unwrap_or(0)));
                    join.points(parts.fold(join.none(), |all, part| join.together(all, part)))
                }
            };
            points.push(own);
        }
        points
    }
}

/// A share by its logarithm; what is more than any share is as good as some.
fn share_of(parts: i128) -> Exact {
    match parts < -60 << BITS {
        true => Exact::ZERO,
        false => super::logarithm::exact(power(parts.min(10 << BITS) << (60 - BITS))),
    }
}

pub(in crate::advise) fn packed(number: &Exact) -> i128 {
    number.times_power_of_ten(PLACES).ceil().to_i128().unwrap_or(i128::MAX >> 20)
}

fn exact(packed: i128) -> Exact {
    Exact::scaled(packed, PLACES)
}
