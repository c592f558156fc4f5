//! What so many items below a node take at the least, and what all others take at the least: for every node of a tree, told by convex lines
//! ([`super::hull`]). In both one item may stand anywhere, or none may.

use super::hull::{Hull, Hulls, lower, together};
use super::tree::{How, Join, Node, Tree, What};

/// The items of a tree, as a search needs to know them.
pub(super) trait Rungs {
    /// The points of an item at a rung.
    fn points(&mut self, way: usize, rung: i128) -> i128;
    /// The effort of a rung.
    fn effort(&self, way: usize, rung: i128) -> i128;
    /// The rungs at which it may stand.
    fn steps(&self, way: usize) -> Vec<i128>;
}

/// Where no item may stand between its steps, and where one may.
#[derive(Debug, Clone, Default)]
pub(super) struct Pair {
    pub steps: Hulls,
    pub free: Hulls,
}

/// A child of a node, or two such parts of its children together.
pub(super) struct Branch {
    pub what: Parted,
    /// In parts of the node.
    pub inside: Pair,
    pub outside: Pair,
}

pub(super) enum Parted {
    /// The number of the child below the node.
    Child(usize),
    Both(usize, usize),
}

/// Of one node.
#[derive(Default)]
pub(super) struct Bounds {
    /// The points that so many items bring it to.
    pub inside: Pair,
    /// What the others take where it has so many points: those are told below zero, so that less is asked of it for more effort.
    pub outside: Pair,
    /// Halves of halves of its children, the whole last; none where the least counts.
    pub branches: Vec<Branch>,
}

/// Parts of a way that are told apart.
const PARTS: i128 = 64;

fn just(what: i128) -> Hull {
    Hull(vec![(what, 0)])
}

fn each(hulls: &Hulls, change: impl Fn(&Hull) -> Hull) -> Hulls {
    hulls.iter().map(change).collect()
}

/// The bounds of all nodes, where the root is to have so many points with exactly so many items.
pub(super) fn bounds(tree: &Tree, count: usize, wanted: i128, rungs: &mut dyn Rungs) -> Vec<Bounds> {
    let mut bounds: Vec<Bounds> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let mut own = match &node.what {
            What::Way(way) => Bounds { inside: of_way(*way, node.from, rungs), ..Bounds::default() },
            What::Still(points) => {
                let still = vec![just(*points)];
                Bounds { inside: Pair { steps: still.clone(), free: still }, ..Bounds::default() }
            }
            What::Join(join) => match join.how {
                How::Added | How::Product => by_parts(join, &bounds, count),
                How::Least => {
                    let inside = least(join, &bounds, count, None);
                    let inside = each(&inside, |hull| hull.through(false, |parts| join.points(parts) + join.grain()));
                    Bounds { inside: Pair { steps: inside.clone(), free: inside }, ..Bounds::default() }
                }
            },
        };
        if node.stops().next().is_some() {
            own.inside.steps = own.inside.free.clone();
        }
        if let Some(least) = node.least {
            own.inside = Pair {
                steps: each(&own.inside.steps, |hull| hull.from(least)),
                free: each(&own.inside.free, |hull| hull.from(least)),
            };
        }
        bounds.push(own);
    }
    let root = vec![just(-wanted)];
    if let Some(bounds) = bounds.last_mut() {
        bounds.outside = Pair { steps: root.clone(), free: root };
    }
    for number in (0..tree.nodes.len()).rev() {
        let Some(Node { what: What::Join(join), least: floor, .. }) = tree.nodes.get(number) else { continue };
        let stops = tree.nodes.get(number).is_some_and(|node| node.stops().next().is_some());
        let Some(own) = bounds.get_mut(number) else { continue };
        if stops || join.how == How::Least {
            own.outside.steps = own.outside.free.clone();
        }
        let outside = own.outside.clone();
        let down = |hulls: &Hulls| {
            each(hulls, |hull| {
                // Where it ends between two points of the line, the line is cut there: moved to the end, a point would lift what is before it.
                let floored = floor.map(|floor| hull.up_to(-floor));
                let hull = floored.as_ref().unwrap_or(hull);
                let capped = join.most().map(|most| hull.from(-most));
                let hull = capped.as_ref().unwrap_or(hull);
                hull.through(join.how == How::Product, |points| -join.parts_for(-points - join.grain()).unwrap_or(FAR))
            })
        };
        let outside = Pair { steps: down(&outside.steps), free: down(&outside.free) };
        match join.how {
            How::Added | How::Product => {
                let mut branches = std::mem::take(&mut own.branches);
                hand_down(&mut branches, outside, count);
                for branch in &branches {
                    if let (Parted::Child(at), Some(child)) =
                        (&branch.what, child_of(join, &branch.what).and_then(|child| bounds.get_mut(child)))
                    {
                        let bends = join.how == How::Product;
                        let up = |hulls: &Hulls| {
                            each(hulls, |hull| hull.through(bends, |parts| -join.points_for(*at, -parts)))
                        };
                        child.outside = Pair { steps: up(&branch.outside.steps), free: up(&branch.outside.free) };
                    }
                }
                if let Some(own) = bounds.get_mut(number) {
                    own.branches = branches;
                }
            }
            How::Least => {
                for (at, child) in join.children.iter().enumerate() {
                    let beside = least(join, &bounds, count, Some(at));
                    let Some(fewest) = bounds.get(*child).map(|child| others(&child.inside, count)) else { continue };
                    let both = |outside: &Hull, others: &Hull| {
                        let levels = outside.0.iter().map(|point| -point.0).chain(others.0.iter().map(|point| point.0));
                        let both =
                            levels.filter_map(|level| Some((-level, outside.effort(-level)? + others.effort(level)?)));
                        both.collect()
                    };
                    let beside = together(&outside.free, &beside, (fewest, count), both);
                    let beside = each(&beside, |hull| hull.through(false, |part| -join.points_for(at, -part)));
                    if let Some(child) = bounds.get_mut(*child) {
                        child.outside = Pair { steps: beside.clone(), free: beside };
                    }
                }
            }
        }
    }
    bounds
}

/// More than any parts come to.
pub(super) const FAR: i128 = 1 << 76;

pub(super) fn child_of(join: &Join, what: &Parted) -> Option<usize> {
    match what {
        Parted::Child(at) => join.children.get(*at).copied(),
        Parted::Both(..) => None,
    }
}

fn of_way(way: usize, from: i128, rungs: &mut dyn Rungs) -> Pair {
    let now = if from == 0 { just(rungs.points(way, 0)) } else { Hull::default() };
    let mut steps = rungs.steps(way);
    steps.retain(|rung| *rung > from);
    if from > 0 {
        steps.insert(0, from);
    }
    let at: Vec<(i128, i128)> = steps.iter().map(|rung| (rungs.points(way, *rung), rungs.effort(way, *rung))).collect();
    let top = steps.last().copied().unwrap_or(0);
    let (mut parts, mut below) = (at.clone(), (from - 1).max(0));
    for part in 1..=PARTS {
        // Of each part of the way no more effort, and no fewer points, than any of its rungs.
        let upper = top / PARTS * part + top % PARTS * part / PARTS;
        if upper > below {
            parts.push((rungs.points(way, upper), rungs.effort(way, below + 1)));
            below = upper;
        }
    }
    Pair { steps: vec![now.clone(), Hull::below(at)], free: vec![now, Hull::below(parts)] }
}

/// Two parts together: at most one item of both stands between its steps.
fn both(left: &Pair, right: &Pair, counts: (usize, usize)) -> Pair {
    let add = |left: &Hulls, right: &Hulls| together(left, right, counts, Hull::with);
    let free = lower(add(&left.free, &right.steps), add(&left.steps, &right.free));
    Pair { steps: add(&left.steps, &right.steps), free }
}

fn by_parts(join: &Join, bounds: &[Bounds], count: usize) -> Bounds {
    let bends = join.how == How::Product;
    let mut branches: Vec<Branch> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, child) in join.children.iter().enumerate() {
        let Some(child) = bounds.get(*child) else { continue };
        let parts = |hulls: &Hulls| each(hulls, |hull| hull.through(bends, |points| join.part(at, points)));
        let inside = Pair { steps: parts(&child.inside.steps), free: parts(&child.inside.free) };
        open.push(branches.len());
        branches.push(Branch { what: Parted::Child(at), inside, outside: Pair::default() });
    }
    while open.len() > 1 {
        let mut next = Vec::with_capacity(open.len().div_ceil(2));
        for pair in open.chunks(2) {
            let [left, right] = pair else {
                next.extend(pair);
                continue;
            };
            let (Some(one), Some(two)) = (branches.get(*left), branches.get(*right)) else { continue };
            let inside = both(&one.inside, &two.inside, (0, count));
            next.push(branches.len());
            branches.push(Branch { what: Parted::Both(*left, *right), inside, outside: Pair::default() });
        }
        open = next;
    }
    let whole = branches.last().map(|whole| whole.inside.clone()).unwrap_or_default();
    let points = |hulls: &Hulls| {
        each(hulls, |hull| {
            let capped = join.most().map(|most| hull.up_to(most));
            capped.as_ref().unwrap_or(hull).through(bends, |parts| join.points(parts) + join.grain())
        })
    };
    let inside = Pair { steps: points(&whole.steps), free: points(&whole.free) };
    Bounds { inside, outside: Pair::default(), branches }
}

/// How many items there are at the least beside those of which this is told.
fn others(inside: &Pair, count: usize) -> usize {
    (count + 1).saturating_sub(inside.free.len())
}

fn hand_down(branches: &mut [Branch], outside: Pair, count: usize) {
    if let Some(whole) = branches.last_mut() {
        whole.outside = outside;
    }
    for number in (0..branches.len()).rev() {
        let Some(Branch { what: Parted::Both(left, right), outside, .. }) = branches.get(number) else { continue };
        let (left, right, outside) = (*left, *right, outside.clone());
        for (own, other) in [(left, right), (right, left)] {
            let (Some(below), Some(beside)) = (branches.get(own), branches.get(other)) else { continue };
            let outside = both(&outside, &beside.inside, (others(&below.inside, count), count));
            if let Some(own) = branches.get_mut(own) {
                own.outside = outside;
            }
        }
    }
}

/// What the children take at the least to come to a level together, without one of them.
fn least(join: &Join, bounds: &[Bounds], count: usize, without: Option<usize>) -> Hulls {
    let mut all: Option<Hulls> = None;
    for (at, child) in join.children.iter().enumerate() {
        let Some(child) = bounds.get(*child).filter(|_| Some(at) != without) else { continue };
        let own = each(&child.inside.free, |hull| hull.through(false, |points| join.part(at, points)));
        all = Some(match all {
            None => own,
            Some(all) => together(&all, &own, (0, count), Hull::beside),
        });
    }
    all.unwrap_or_else(|| vec![just(FAR)])
}
