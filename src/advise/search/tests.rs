//! The search over made-up items, held against looking at everything.

mod trees;

use proptest::prelude::*;

use super::tree::Node;
use super::*;

/// Items of which each gains a fixed amount for each rung, to hundredths; and what their sum is to come to.
struct Sums {
    /// `[way][rung]`, in hundredths, from rung 0 on.
    gains: Vec<Vec<u32>>,
    wanted: u32,
    /// Only what has at least so many of the first three items does, whatever the height.
    of_first: usize,
    /// Areas of the items, and what is needed of each.
    areas: Vec<(Vec<usize>, u32)>,
    /// Items of which no more than this counts together.
    capped: Option<(Vec<usize>, u32)>,
}

impl Sums {
    fn gain_of(&self, way: usize, rung: i128) -> u32 {
        self.gains[way][usize::try_from(rung).expect("a rung")]
    }

    fn sum(&self, changes: &[(usize, i128)]) -> u32 {
        changes.iter().map(|(way, rung)| self.gain_of(*way, *rung)).sum()
    }

    /// What counts of the sum.
    fn total(&self, changes: &[(usize, i128)]) -> u32 {
        let is_capped = |way: usize| self.capped.as_ref().is_some_and(|capped| capped.0.contains(&way));
        let (capped, others): (Vec<_>, Vec<_>) = changes.iter().copied().partition(|change| is_capped(change.0));
        self.sum(&others) + self.sum(&capped).min(self.capped.as_ref().map_or(0, |capped| capped.1))
    }

    fn does(&self, changes: &[(usize, i128)]) -> bool {
        let of_first = changes.iter().filter(|(way, _)| *way < 3).count();
        let of_area =
            |ways: &[usize]| changes.iter().filter(|(way, _)| ways.contains(way)).copied().collect::<Vec<_>>();
        let suffices = |(ways, needed): &(Vec<usize>, u32)| self.sum(&of_area(ways)) >= *needed;
        self.total(changes) >= self.wanted && of_first >= self.of_first && self.areas.iter().all(suffices)
    }

    fn ways(&self, weights: &[u32]) -> Vec<Way> {
        let way = |(gains, weight): (&Vec<u32>, &u32)| {
            let top = gains.len() - 1;
            let steps = (1..=top).filter(|rung| *rung == top || gains[*rung] > gains[*rung - 1]);
            Way { steps: steps.map(|rung| rung as i128).collect(), weight: Exact::from(*weight) }
        };
        self.gains.iter().zip(weights).map(way).collect()
    }

    /// The areas, then what is in none of them.
    fn tree(&self) -> Tree {
        let mut nodes: Vec<Node> = (0..self.gains.len()).map(Node::way).collect();
        let within: Vec<&Vec<usize>> = self.areas.iter().chain(&self.capped).map(|area| &area.0).collect();
        let mut top: Vec<usize> =
            (0..self.gains.len()).filter(|way| within.iter().all(|area| !area.contains(way))).collect();
        for (ways, needed) in &self.areas {
            nodes.push(Node { least: Some(packed(&Exact::scaled(*needed, 2))), ..Node::sum(ways.clone()) });
            top.push(nodes.len() - 1);
        }
        if let Some((ways, most)) = &self.capped {
            nodes.push(Node::at_most(ways.clone(), &Exact::scaled(*most, 2)));
            top.push(nodes.len() - 1);
        }
        nodes.push(Node::sum(top));
        Tree { nodes }
    }

    fn search(&mut self, ways: &[Way]) -> Option<Found> {
        let height = Exact::scaled(self.wanted, 2);
        let wants = vec![Want { tree: self.tree(), height }];
        let need = Need { wants, are_all: self.of_first == 0, calls: 2_000 };
        search(ways, &need, self)
    }
}

impl Oracle for Sums {
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact) {
        (self.does(changes), Exact::scaled(self.total(changes), 2))
    }

    fn points(&mut self, way: usize, rung: i128) -> Exact {
        Exact::scaled(self.gain_of(way, rung), 2)
    }
}

/// Up to six items of up to four rungs, each of which gains something: every rung is a step.
fn items() -> impl Strategy<Value = Vec<(Vec<u32>, u32)>> {
    let item = (proptest::collection::vec(1u32..40, 1..=4), 1u32..6).prop_map(|(rises, weight)| {
        let mut gains = vec![0];
        for rise in rises {
            gains.push(gains.last().copied().unwrap_or(0) + rise);
        }
        (gains, weight)
    });
    proptest::collection::vec(item, 1..=6)
}

/// The fewest items that do, and the least effort of so many: all arrangements are looked at.
fn smallest(sums: &Sums, ways: &[Way]) -> Option<(usize, Exact)> {
    smallest_of(&|changes| sums.does(changes), &sums.gains, ways)
}

/// Whether a set reaches what is wanted.
type Does<'a> = dyn Fn(&[(usize, i128)]) -> bool + 'a;

fn smallest_of(does: &Does, rungs: &[Vec<u32>], ways: &[Way]) -> Option<(usize, Exact)> {
    let mut best: Option<(usize, Exact)> = None;
    let mut chosen: Vec<usize> = vec![0; ways.len()];
    loop {
        let changes: Vec<(usize, i128)> =
            chosen.iter().enumerate().filter(|(_, rung)| **rung > 0).map(|(way, rung)| (way, *rung as i128)).collect();
        if does(&changes) {
            let effort = changes.iter().map(|(way, rung)| ways[*way].effort(*rung)).sum::<Exact>();
            let this = (changes.len(), effort);
            best = Some(best.map_or(this.clone(), |best| best.min(this)));
        }
        let Some(next) = (0..ways.len()).find(|way| chosen[*way] + 1 < rungs[*way].len()) else { return best };
        chosen[next] += 1;
        chosen[..next].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn where_gains_add_up_nothing_is_smaller(items in items(), share in 1u32..100) {
        let (gains, weights): (Vec<Vec<u32>>, Vec<u32>) = items.into_iter().unzip();
        let all: u32 = gains.iter().filter_map(|gains| gains.last()).sum();
        let mut sums = Sums { gains, wanted: (all * share).div_ceil(100), of_first: 0, areas: Vec::new(), capped: None };
        let ways = sums.ways(&weights);
        let found = sums.search(&ways).expect("all of them do");
        prop_assert!(found.fewest_proven && found.effort_proven);
        prop_assert!(sums.does(&found.changes));
        prop_assert_eq!(smallest(&sums, &ways), Some((found.changes.len(), found.effort)));
    }

    #[test]
    fn where_areas_are_short_nothing_is_smaller(items in items(), share in 1u32..100, needed in (0u32..100, 0u32..100)) {
        let (gains, weights): (Vec<Vec<u32>>, Vec<u32>) = items.into_iter().unzip();
        let tops: Vec<u32> = gains.iter().filter_map(|gains| gains.last().copied()).collect();
        let (first, second): (Vec<usize>, Vec<usize>) = (0..tops.len()).filter(|way| way % 3 < 2).partition(|way| way % 3 == 0);
        let of = |ways: &[usize], share: u32| (ways.iter().map(|way| tops[*way]).sum::<u32>() * share).div_ceil(100);
        let areas = vec![(first.clone(), of(&first, needed.0)), (second.clone(), of(&second, needed.1))];
        let wanted = (tops.iter().sum::<u32>() * share).div_ceil(100);
        let mut sums = Sums { gains, wanted, of_first: 0, areas, capped: None };
        let ways = sums.ways(&weights);
        let found = sums.search(&ways).expect("all of them do");
        prop_assert!(found.fewest_proven && found.effort_proven, "{:?}", found);
        prop_assert!(sums.does(&found.changes));
        prop_assert_eq!(smallest(&sums, &ways), Some((found.changes.len(), found.effort)));
    }

    #[test]
    fn where_some_count_no_further_nothing_is_smaller(items in items(), share in 1u32..100, most in 0u32..100, which in 1usize..63) {
        let (gains, weights): (Vec<Vec<u32>>, Vec<u32>) = items.into_iter().unzip();
        let tops: Vec<u32> = gains.iter().filter_map(|gains| gains.last().copied()).collect();
        let within: Vec<usize> = (0..tops.len()).filter(|way| which & (1 << way) != 0).collect();
        let most = (within.iter().map(|way| tops[*way]).sum::<u32>() * most).div_ceil(100);
        let mut sums = Sums { gains, wanted: 0, of_first: 0, areas: Vec::new(), capped: Some((within, most)) };
        let all: Vec<(usize, i128)> = tops.iter().enumerate().map(|(way, _)| (way, sums.gains[way].len() as i128 - 1)).collect();
        sums.wanted = (sums.total(&all) * share).div_ceil(100);
        let ways = sums.ways(&weights);
        let found = sums.search(&ways).expect("all of them do");
        prop_assert!(found.fewest_proven && found.effort_proven, "{:?}", found);
        prop_assert!(sums.does(&found.changes));
        prop_assert_eq!(smallest(&sums, &ways), Some((found.changes.len(), found.effort)));
    }

    #[test]
    fn what_is_called_proven_is_where_more_than_the_height_decides(items in items(), share in 1u32..100) {
        let (gains, weights): (Vec<Vec<u32>>, Vec<u32>) = items.into_iter().unzip();
        let all: u32 = gains.iter().filter_map(|gains| gains.last()).sum();
        let of_first = gains.len().min(2);
        let mut sums = Sums { gains, wanted: (all * share).div_ceil(100), of_first, areas: Vec::new(), capped: None };
        let ways = sums.ways(&weights);
        let found = sums.search(&ways).expect("all of them do");
        prop_assert!(sums.does(&found.changes));
        let (count, effort) = smallest(&sums, &ways).expect("all of them do");
        prop_assert!(found.fewest_proven);
        prop_assert_eq!(count, found.changes.len());
        prop_assert!(effort <= found.effort);
        prop_assert!(!found.effort_proven || effort == found.effort);
    }
}

/// Sixty items of up to a thousand rungs, alike enough that very many sets do.
fn sixty() -> (Vec<Vec<u32>>, Vec<u32>) {
    let mut seed = 11u64;
    let mut dice = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((seed >> 33) % below).expect("a small number")
    };
    let gains = (0..60).map(|number| {
        let (top, most) = (100 + dice(900), 60 + dice(140));
        match number % 3 {
            // By stairs, each a step.
            0 => [0, most / 4, most / 2, most * 3 / 4, most].to_vec(),
            _ => (0..=top).map(|rung| rung * most / top).collect(),
        }
    });
    let gains: Vec<Vec<u32>> = gains.collect();
    (gains, vec![1; 60])
}

#[test]
fn sixty_items_are_proven_with_few_questions() {
    let (gains, weights) = sixty();
    let all: u32 = gains.iter().filter_map(|gains| gains.last()).sum();
    for part in 1..20 {
        let mut sums =
            Sums { gains: gains.clone(), wanted: all * part / 20, of_first: 0, areas: Vec::new(), capped: None };
        let mut ways = sums.ways(&weights);
        for way in ways.iter_mut().filter(|way| way.top() > 4) {
            way.steps = vec![way.top()];
        }
        let found = sums.search(&ways).expect("all of them do");
        assert!(sums.does(&found.changes));
        assert!(found.fewest_proven && found.effort_proven, "part {part}: {found:?}");
        assert!(found.calls < 800, "part {part}: {} questions", found.calls);
    }
}

#[test]
fn whatever_is_spent_a_set_is_given_as_long_as_all_do() {
    let (gains, weights) = sixty();
    let all: u32 = gains.iter().filter_map(|gains| gains.last()).sum();
    // The last items are the ones that are needed, which their gains don't tell.
    struct Needing(Sums);
    impl Oracle for Needing {
        fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact) {
            let (does, height) = self.0.ask(changes);
            let pairs = (0..30).filter(|pair| {
                [2 * pair, 2 * pair + 1].iter().any(|way| changes.iter().any(|change| change.0 == *way))
            });
            (does && pairs.count() == 30, height)
        }

        fn points(&mut self, way: usize, rung: i128) -> Exact {
            self.0.points(way, rung)
        }
    }
    let sums = Sums { gains, wanted: all / 3, of_first: 0, areas: Vec::new(), capped: None };
    let ways = sums.ways(&weights);
    let height = Exact::scaled(sums.wanted, 2);
    let need = Need { wants: vec![Want { tree: sums.tree(), height }], are_all: false, calls: 300 };
    let mut oracle = Needing(sums);
    let found = search(&ways, &need, &mut oracle).expect("all of them do");
    assert!(oracle.ask(&found.changes).0);
    assert!(found.changes.len() >= 30);
    assert!(!found.effort_proven);
    assert!(found.calls < 1_500, "{} questions", found.calls);
}
