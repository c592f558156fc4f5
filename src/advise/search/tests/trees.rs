//! Random trees of every kind of node in one another (caps, floors, the least that counts, products), each with what it needs: the set that is
//! found held against looking at everything.

use proptest::prelude::*;

use super::super::*;
use crate::advise::search::tree::Node;
use crate::assess::Joint;
use crate::figure::Rounding;
use crate::plan::Combine;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sum,
    /// No more counts than so many hundredths of all.
    AtMost(u32),
    /// No less counts than so many hundredths of what all of it takes.
    AtLeast(u32),
    Area(Combine),
}

#[derive(Debug, Clone)]
enum Below {
    /// What each rung gains.
    Item(Vec<u32>),
    /// What nothing changes.
    Still(u32),
    /// With so many hundredths of its most points needed, if any are.
    Node { kind: Kind, needed: Option<u32>, below: Vec<Below> },
}

/// A tree with its items: the points of each at each rung, in hundredths.
struct Grown {
    nodes: Vec<Node>,
    rungs: Vec<Vec<i64>>,
}

impl Grown {
    fn points(&self, rung: impl Fn(usize) -> usize) -> Vec<i128> {
        Tree::points_of(&self.nodes, |way| {
            let rungs = &self.rungs[way];
            packed(&Exact::scaled(rungs[rung(way).min(rungs.len() - 1)], 2))
        })
    }

    fn at_most(&self) -> Exact {
        let most = self.points(|_| usize::MAX).last().copied().unwrap_or(0);
        Exact::scaled(most, 15)
    }

    /// Below a floor items take points: their last rung takes none.
    fn grow(&mut self, below: &Below, takes: bool) -> (usize, Exact) {
        match below {
            Below::Item(rises) => {
                let all: i64 = rises.iter().map(|rise| i64::from(*rise)).sum();
                let mut points = vec![if takes { -all } else { 0 }];
                for rise in rises {
                    points.push(points.last().copied().unwrap_or(0) + i64::from(*rise));
                }
                self.rungs.push(points);
                self.nodes.push(Node::way(self.rungs.len() - 1));
            }
            Below::Still(points) => {
                let points = if takes { -i64::from(*points) } else { i64::from(*points) };
                self.nodes.push(Node::still(&Exact::scaled(points, 2)));
            }
            Below::Node { kind, needed, below } => {
                let takes = takes || matches!(kind, Kind::AtLeast(_));
                let grown: Vec<(usize, Exact)> = below.iter().map(|below| self.grow(below, takes)).collect();
                let children: Vec<usize> = grown.iter().map(|child| child.0).collect();
                let hundredths = |of: &Exact, part: u32| Rounding::half_up(2).apply(&(of * &Exact::scaled(part, 2)));
                let all: Exact = grown.iter().map(|child| child.1.clone()).sum();
                let node = match kind {
                    Kind::AtMost(part) if !takes => Node::at_most(children, &hundredths(&all, *part)),
                    Kind::AtLeast(part) => {
                        let now = self.points(|_| 0);
                        let now: i128 = children.iter().map(|child| now[*child]).sum();
                        Node::at_least(children, &hundredths(&Exact::scaled(now, 15), *part))
                    }
                    // Of what is taken there is no share.
                    Kind::Area(combine) if !takes && grown.iter().all(|child| child.1.is_positive()) => {
                        let fulls: Vec<Exact> = grown.iter().map(|child| child.1.clone()).collect();
                        Node::area(&Joint::of(*combine, fulls, Exact::from(3)), children)
                    }
                    Kind::Sum | Kind::AtMost(_) | Kind::Area(_) => Node::sum(children),
                };
                self.nodes.push(node);
                let most = self.at_most();
                if let Some(needed) = needed.filter(|_| most.is_positive()) {
                    let needed = packed(&(hundredths(&most, needed) - noise()));
                    if let Some(node) = self.nodes.last_mut() {
                        node.least = Some(needed);
                    }
                }
            }
        }
        (self.nodes.len() - 1, self.at_most())
    }
}

/// So much less is needed than a round number: no two sets are then a hair apart from it.
fn noise() -> Exact {
    Exact::scaled(1_357, 7)
}

fn below(products: bool) -> impl Strategy<Value = Below> {
    let item = proptest::collection::vec(1u32..40, 1..=3).prop_map(Below::Item);
    let leaf = prop_oneof![6 => item, 1 => (1u32..30).prop_map(Below::Still)];
    leaf.prop_recursive(3, 8, 3, move |inner| {
        let kind = prop_oneof![
            2 => Just(Kind::Sum),
            3 => (0u32..100).prop_map(Kind::AtMost),
            3 => (0u32..100).prop_map(Kind::AtLeast),
            2 => Just(Kind::Area(Combine::Worst)),
            2 => Just(Kind::Area(if products { Combine::GeometricMean } else { Combine::WeightedMean })),
        ];
        let needed = proptest::option::weighted(0.3, 0u32..100);
        let below = proptest::collection::vec(inner, 1..4);
        (kind, needed, below).prop_map(|(kind, needed, below)| Below::Node { kind, needed, below })
    })
}

/// As many cases as `KAOHE_CASES` says: after a change here, run once with very many.
fn cases(usual: u32) -> u32 {
    std::env::var("KAOHE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

struct Asking<'a> {
    grown: &'a Grown,
    wanted: i128,
}

impl Asking<'_> {
    fn does(&self, changes: &[(usize, i128)]) -> (bool, i128) {
        let points = self.grown.points(|way| {
            let rung = changes.iter().find(|change| change.0 == way).map_or(0, |change| change.1);
            usize::try_from(rung).expect("a rung")
        });
        let suffices = |(node, points): (&Node, &i128)| node.least.is_none_or(|least| *points >= least);
        let height = points.last().copied().unwrap_or(0);
        (height >= self.wanted && self.grown.nodes.iter().zip(&points).all(suffices), height)
    }
}

impl Oracle for Asking<'_> {
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact) {
        let (does, height) = self.does(changes);
        (does, Exact::scaled(height, 15))
    }

    fn points(&mut self, way: usize, rung: i128) -> Exact {
        Exact::scaled(self.grown.rungs[way][usize::try_from(rung).expect("a rung")], 2)
    }
}

fn held_against_everything(below: Vec<Below>, weights: &[u32], share: u32) -> Result<(), TestCaseError> {
    let mut grown = Grown { nodes: Vec::new(), rungs: Vec::new() };
    let children: Vec<usize> = below.iter().map(|below| grown.grow(below, false).0).collect();
    prop_assume!((1..=5).contains(&grown.rungs.len()));
    grown.nodes.push(Node::sum(children));
    let now = grown.points(|_| 0).last().copied().unwrap_or(0);
    let rise = grown.at_most() - Exact::scaled(now, 15);
    let height = Rounding::half_up(2).apply(&(&rise * &Exact::scaled(share, 2))) + Exact::scaled(now, 15);
    let height = height - noise();
    let asking = Asking { wanted: packed(&height), grown: &grown };
    let ways: Vec<Way> = grown
        .rungs
        .iter()
        .zip(weights)
        .map(|(rungs, weight)| Way { steps: (1..rungs.len() as i128).collect(), weight: Exact::from(*weight) })
        .collect();
    let all: Vec<(usize, i128)> = ways.iter().enumerate().map(|(way, own)| (way, own.top())).collect();
    prop_assume!(asking.does(&all).0);
    let rungs: Vec<Vec<u32>> = grown.rungs.iter().map(|rungs| vec![0; rungs.len()]).collect();
    let smallest = super::smallest_of(&|changes| asking.does(changes).0, &rungs, &ways);
    let tree = || {
        let mut again = Grown { nodes: Vec::new(), rungs: Vec::new() };
        let children: Vec<usize> = below.iter().map(|below| again.grow(below, false).0).collect();
        again.nodes.push(Node::sum(children));
        Tree { nodes: again.nodes }
    };
    let need = Need { wants: vec![Want { tree: tree(), height }], are_all: true, calls: 4_000 };
    let mut oracle = Asking { wanted: asking.wanted, grown: &grown };
    let found = search(&ways, &need, &mut oracle).expect("all of them do");
    prop_assert!(asking.does(&found.changes).0);
    prop_assert!(found.fewest_proven && found.effort_proven, "{:?}, and {:?} is the smallest", found, smallest);
    prop_assert_eq!(smallest, Some((found.changes.len(), found.effort)));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 1_000_000, ..ProptestConfig::with_cases(cases(300)) })]

    #[test]
    fn whatever_is_capped_or_floored_nothing_is_smaller(
        below in proptest::collection::vec(below(false), 1..4),
        weights in proptest::collection::vec(1u32..6, 24),
        share in 1u32..100,
    ) {
        held_against_everything(below, &weights, share)?;
    }
}

proptest! {
    // Logarithms take their time.
    #![proptest_config(ProptestConfig { max_global_rejects: 1_000_000, ..ProptestConfig::with_cases(cases(60)) })]

    #[test]
    fn products_below_caps_hide_nothing_that_is_smaller(
        below in proptest::collection::vec(below(true), 1..4),
        weights in proptest::collection::vec(1u32..6, 24),
        share in 1u32..100,
    ) {
        held_against_everything(below, &weights, share)?;
    }
}
