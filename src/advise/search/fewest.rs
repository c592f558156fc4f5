//! The fewest items that bring a total to some height.
//!
//! Whatever is above it rises with each item, so that so many items bring an area highest where each part of them brings what is below it
//! highest: the highest points of any number of items are told area by area, from below, with all of them at the top.

use super::bounds::Rungs;
use super::tree::{Tree, What};

/// The highest points that a number of items brings something to, and which they are.
type Highest = Vec<Option<(i128, Vec<usize>)>>;

/// The fewest items that bring the root to so many points and all else to what it needs; `None`: not even all do.
pub(super) fn fewest(tree: &Tree, wanted: i128, rungs: &mut dyn Rungs) -> Option<Vec<usize>> {
    let mut highest: Vec<Highest> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let mut own: Highest = match &node.what {
            What::Still(points) => vec![Some((*points, Vec::new()))],
            What::Way(way) => {
                let top = rungs.steps(*way).last().copied().unwrap_or(0);
                let now = (node.from == 0).then(|| (rungs.points(*way, 0), Vec::new()));
                let all = (node.from <= top).then(|| (rungs.points(*way, top), vec![*way]));
                vec![now, all]
            }
            What::Join(join) => {
                let mut all: Highest = vec![Some((join.none(), Vec::new()))];
                for (at, child) in join.children.iter().enumerate() {
                    let Some(child) = highest.get_mut(*child).map(std::mem::take) else { continue };
                    let mut next: Highest = vec![None; all.len() + child.len() - 1];
                    for (one, left) in all.iter().enumerate().filter_map(|(at, left)| Some((at, left.as_ref()?))) {
                        for (two, right) in child.iter().enumerate().filter_map(|(at, own)| Some((at, own.as_ref()?))) {
                            let parts = join.together(left.0, join.part(at, right.0));
                            let slot = next.get_mut(one + two);
                            let slot = slot.filter(|slot| slot.as_ref().is_none_or(|known| parts > known.0));
                            if let Some(slot) = slot {
                                *slot = Some((parts, [left.1.as_slice(), &right.1].concat()));
                            }
                        }
                    }
                    all = next;
                }
                all.into_iter().map(|highest| highest.map(|(parts, of)| (join.points(parts), of))).collect()
            }
        };
        for highest in &mut own {
            highest.take_if(|highest| node.least.is_some_and(|least| highest.0 < least));
        }
        highest.push(own);
    }
    let mut reached = highest.pop()?.into_iter().flatten().filter(|highest| highest.0 >= wanted);
    reached.next().map(|(_, mut items)| {
        items.sort_unstable();
        items
    })
}
