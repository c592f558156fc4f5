//! The search over made-up items, held against looking at everything.

use proptest::prelude::*;

use super::super::logarithm;
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
}

impl Sums {
    fn gain_of(&self, way: usize, rung: i128) -> u32 {
        self.gains[way][usize::try_from(rung).expect("a rung")]
    }

    fn sum(&self, changes: &[(usize, i128)]) -> u32 {
        changes.iter().map(|(way, rung)| self.gain_of(*way, *rung)).sum()
    }

    fn does(&self, changes: &[(usize, i128)]) -> bool {
        let of_first = changes.iter().filter(|(way, _)| *way < 3).count();
        let of_area =
            |ways: &[usize]| changes.iter().filter(|(way, _)| ways.contains(way)).copied().collect::<Vec<_>>();
        let suffices = |(ways, needed): &(Vec<usize>, u32)| self.sum(&of_area(ways)) >= *needed;
        self.sum(changes) >= self.wanted && of_first >= self.of_first && self.areas.iter().all(suffices)
    }

    fn ways(&self, weights: &[u32]) -> Vec<Way> {
        let way = |(gains, weight): (&Vec<u32>, &u32)| {
            let top = gains.len() - 1;
            let steps = (1..=top).filter(|rung| *rung == top || gains[*rung] > gains[*rung - 1]);
            Way {
                steps: steps.map(|rung| rung as i128).collect(),
                weight: Exact::from(*weight),
                own: Exact::scaled(gains[top], 2),
                full: Exact::ONE,
                joins: Joins::Sum,
            }
        };
        self.gains.iter().zip(weights).map(way).collect()
    }

    fn search(&mut self, ways: &[Way]) -> Option<Found> {
        let short =
            |(ways, needed): &(Vec<usize>, u32)| Short { ways: ways.clone(), points: Exact::scaled(*needed, 2) };
        let need = Need {
            height: Exact::scaled(self.wanted, 2),
            by_height: self.of_first == 0,
            areas: self.areas.iter().map(short).collect(),
            blocks: Vec::new(),
            grain: Exact::ZERO,
            blur: Exact::ZERO,
            calls: 2_000,
        };
        search(ways, &need, self)
    }
}

impl Oracle for Sums {
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact) {
        (self.does(changes), Exact::scaled(self.sum(changes), 2))
    }

    fn gain(&mut self, way: usize, rung: i128) -> Exact {
        Exact::scaled(self.gain_of(way, rung), 2)
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
        let mut sums = Sums { gains, wanted: (all * share).div_ceil(100), of_first: 0, areas: Vec::new() };
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
        let mut sums = Sums { gains, wanted, of_first: 0, areas };
        let ways = sums.ways(&weights);
        let found = sums.search(&ways).expect("all of them do");
        prop_assert!(found.fewest_proven && found.effort_proven, "{:?}", found);
        prop_assert!(sums.does(&found.changes));
        prop_assert_eq!(smallest(&sums, &ways), Some((found.changes.len(), found.effort)));
    }

    #[test]
    fn in_a_block_nothing_is_smaller(
        members in proptest::collection::vec((0u32..60, proptest::collection::vec(1u32..30, 1..=3), 1u32..4), 2..=4),
        beside in items(),
        is_mean in any::<bool>(),
        share in 1u32..100,
        other in proptest::option::of(20u32..100),
    ) {
        let beside: Vec<_> = beside.into_iter().take(2).collect();
        let block = Blocked::new(&members, &beside, is_mean, other);
        let weights: Vec<u32> = members.iter().map(|member| member.2).chain(beside.iter().map(|item| item.1)).collect();
        let ways = block.ways(&weights);
        let all: Vec<(usize, i128)> = ways.iter().enumerate().map(|(index, way)| (index, way.top())).collect();
        let (low, high) = (block.height(&[]), block.height(&all));
        let wanted = &low + &((high - low.clone()) * Exact::ratio(share, 100).expect("a share"));
        let mut block = Blocked { wanted: wanted.clone(), ..block };
        let need = Need {
            height: wanted,
            by_height: true,
            areas: Vec::new(),
            blocks: vec![block.block()],
            grain: Exact::scaled(1, 2),
            blur: Exact::ZERO,
            calls: 5_000,
        };
        let found = search(&ways, &need, &mut block).expect("all of them do");
        prop_assert!(block.height(&found.changes) >= block.wanted);
        let smallest = smallest_of(&|changes| block.height(changes) >= block.wanted, &block.rungs, &ways);
        prop_assert!(found.fewest_proven);
        prop_assert_eq!(smallest.as_ref().map(|smallest| smallest.0), Some(found.changes.len()));
        prop_assert!(smallest.as_ref().map(|smallest| &smallest.1) <= Some(&found.effort));
        if found.effort_proven {
            prop_assert_eq!(smallest.map(|smallest| smallest.1), Some(found.effort.clone()));
        }
        let is_nothing = members.iter().any(|member| member.0 == 0);
        prop_assert!(found.effort_proven || is_mean && is_nothing, "{:?}", found);
    }

    #[test]
    fn what_is_called_proven_is_where_more_than_the_height_decides(items in items(), share in 1u32..100) {
        let (gains, weights): (Vec<Vec<u32>>, Vec<u32>) = items.into_iter().unzip();
        let all: u32 = gains.iter().filter_map(|gains| gains.last()).sum();
        let of_first = gains.len().min(2);
        let mut sums = Sums { gains, wanted: (all * share).div_ceil(100), of_first, areas: Vec::new() };
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

/// Some items in a block of sixty points, rounded to hundredths, others beside it that add up.
struct Blocked {
    /// `[way][rung]`, in hundredths: shares of the members of the block, which come first, then gains.
    rungs: Vec<Vec<u32>>,
    members: usize,
    is_mean: bool,
    /// A member of the block that can't be changed.
    other: Option<u32>,
    wanted: Exact,
}

impl Blocked {
    fn new(members: &[(u32, Vec<u32>, u32)], beside: &[(Vec<u32>, u32)], is_mean: bool, other: Option<u32>) -> Blocked {
        let shares = members.iter().map(|(now, rises, _)| {
            let mut shares = vec![*now];
            for rise in rises {
                shares.push((shares.last().copied().unwrap_or(0) + rise).min(100));
            }
            shares.dedup();
            shares
        });
        let rungs = shares.chain(beside.iter().map(|item| item.0.clone())).collect();
        Blocked { rungs, members: members.len(), is_mean, other, wanted: Exact::ZERO }
    }

    fn ways(&self, weights: &[u32]) -> Vec<Way> {
        let ways = self.rungs.iter().zip(weights).enumerate().map(|(index, (rungs, weight))| Way {
            steps: (1..rungs.len()).map(|rung| rung as i128).collect(),
            weight: Exact::from(*weight),
            own: Exact::scaled(rungs[rungs.len() - 1] - rungs[0], 2),
            full: Exact::ONE,
            joins: if index < self.members { Joins::Flat(1) } else { Joins::Sum },
        });
        ways.collect()
    }

    fn block(&self) -> Block {
        let others = self.other.iter().map(|share| (Exact::scaled(*share, 2), Exact::ONE)).collect();
        Block { number: 1, is_mean: self.is_mean, others }
    }

    fn height(&self, changes: &[(usize, i128)]) -> Exact {
        let rung = |way: usize| changes.iter().find(|change| change.0 == way).map_or(0, |change| change.1 as usize);
        let at = |way: usize| self.rungs[way][rung(way)];
        let shares: Vec<u32> = (0..self.members).map(at).chain(self.other).collect();
        let share = match self.is_mean {
            true => {
                let product = shares.iter().fold(Exact::ONE, |product, share| product * Exact::scaled(*share, 2));
                let count = i128::try_from(shares.len()).expect("a few");
                match product.is_zero() {
                    true => Exact::ZERO,
                    false => logarithm::exact(logarithm::power(logarithm::logarithm(&product) / count)),
                }
            }
            false => Exact::scaled(shares.iter().min().copied().unwrap_or(0), 2),
        };
        let block = crate::figure::Rounding::half_up(2).apply(&(share * Exact::from(60)));
        block + (self.members..self.rungs.len()).map(|way| Exact::scaled(at(way), 2)).sum::<Exact>()
    }
}

impl Oracle for Blocked {
    fn ask(&mut self, changes: &[(usize, i128)]) -> (bool, Exact) {
        let height = self.height(changes);
        (height >= self.wanted, height)
    }

    fn gain(&mut self, way: usize, rung: i128) -> Exact {
        self.points(way, rung) - self.points(way, 0)
    }

    fn points(&mut self, way: usize, rung: i128) -> Exact {
        Exact::scaled(self.rungs[way][usize::try_from(rung).expect("a rung")], 2)
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
        let mut sums = Sums { gains: gains.clone(), wanted: all * part / 20, of_first: 0, areas: Vec::new() };
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

        fn gain(&mut self, way: usize, rung: i128) -> Exact {
            self.0.gain(way, rung)
        }

        fn points(&mut self, way: usize, rung: i128) -> Exact {
            self.0.points(way, rung)
        }
    }
    let sums = Sums { gains, wanted: all / 3, of_first: 0, areas: Vec::new() };
    let ways = sums.ways(&weights);
    let need = Need {
        height: Exact::scaled(sums.wanted, 2),
        by_height: false,
        areas: Vec::new(),
        blocks: Vec::new(),
        grain: Exact::ZERO,
        blur: Exact::ZERO,
        calls: 300,
    };
    let mut oracle = Needing(sums);
    let found = search(&ways, &need, &mut oracle).expect("all of them do");
    assert!(oracle.ask(&found.changes).0);
    assert!(found.changes.len() >= 30);
    assert!(!found.effort_proven);
    assert!(found.calls < 1_500, "{} questions", found.calls);
}
