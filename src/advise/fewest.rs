//! The fewest items that reach a goal with all of them at the top.
//!
//! Items that are combined other than by adding up make a block. In a flat block (a geometric mean, the worst of some items) it is told how high
//! the best set of any number of its members comes: whoever is missed most is taken first, since each of them counts by a factor of its own, or
//! the lowest counts. An area that is short of points takes so many of its items at the least. So the highest total of any number of items is
//! known over all blocks, and the least number that may do as well. Where more than that decides (other needs, caps), sets of that number are
//! looked through, as far as the calls go.

use super::asked::Asked;
use super::search::{Joins, Need, Short, Way};
use crate::figure::Exact;

/// A set that does, and whether it is known that no smaller one does.
pub(super) struct Fewest {
    pub chosen: Vec<usize>,
    pub is_proven: bool,
}

/// The items of one block, in the order in which they are best taken.
struct Block {
    members: Vec<usize>,
    /// How much higher the total comes at most with so many of them.
    most: Vec<Exact>,
    /// Fewer of them leave their area short of what it needs.
    fewest: usize,
}

/// The fewest; all ways at the top must do.
pub(super) fn fewest(ways: &[Way], need: &Need, base: &Exact, asked: &mut Asked) -> Fewest {
    let all: Vec<usize> = (0..ways.len()).collect();
    let without = |index: usize| all.iter().copied().filter(|other| *other != index).collect::<Vec<usize>>();
    let lacking: Vec<(bool, Exact)> = all.iter().map(|index| asked.at_top(&without(*index))).collect();
    let is_necessary = |index: &usize| lacking.get(*index).is_some_and(|lacking| !lacking.0);
    let necessary: Vec<usize> = all.iter().copied().filter(is_necessary).collect();
    let blocks = blocks(ways, need, base, &lacking, asked);
    let highest = Highest::new(&blocks, ways.len());
    let is_bounded = ways.iter().all(|way| way.joins != Joins::Shifts);
    let height_decides = is_bounded
        && need.by_height
        && need.blur.is_zero()
        && ways.iter().all(|way| matches!(way.joins, Joins::Sum | Joins::Flat(_) | Joins::Capped(_)));
    let mut is_proven = is_bounded;
    let mut found = None;
    let fewest: usize = blocks.iter().map(|block| block.fewest).sum();
    for count in necessary.len().max(1).max(fewest)..ways.len() {
        if is_bounded && highest.of(count).is_none_or(|highest| !asked.may_do(&(base + highest))) {
            continue;
        }
        let chosen = highest.set(&blocks, count);
        if asked.at_top(&chosen).0 {
            found = Some(chosen);
        } else if !height_decides {
            let mut look = Look { need, base, blocks: &blocks, asked, is_bounded };
            let rest: Vec<usize> = look.by_gain().into_iter().filter(|index| !necessary.contains(index)).collect();
            let mut set = necessary.clone();
            found = look.from(&rest, count.saturating_sub(set.len()), &mut set);
            is_proven &= found.is_some() || !asked.is_spent();
        }
        if found.is_some() {
            break;
        }
    }
    match found {
        Some(chosen) if is_proven => Fewest { chosen, is_proven },
        found => {
            let shrunk = shrunk(&all, &lacking, asked);
            let chosen = found.filter(|found| found.len() <= shrunk.len()).unwrap_or(shrunk);
            Fewest { is_proven: is_proven || chosen.len() <= necessary.len().max(1), chosen }
        }
    }
}

/// All do: what is left when those go that are not missed, the least missed first.
fn shrunk(all: &[usize], lacking: &[(bool, Exact)], asked: &mut Asked) -> Vec<usize> {
    let mut by_loss: Vec<usize> = all.to_vec();
    by_loss.sort_by(|left, right| {
        let height = |index: usize| lacking.get(index).map(|lacking| &lacking.1);
        height(*right).cmp(&height(*left)).then(left.cmp(right))
    });
    let mut chosen = all.to_vec();
    for index in by_loss {
        let fewer: Vec<usize> = chosen.iter().copied().filter(|other| *other != index).collect();
        if asked.at_top(&fewer).0 {
            chosen = fewer;
        }
    }
    chosen
}

fn blocks(ways: &[Way], need: &Need, base: &Exact, lacking: &[(bool, Exact)], asked: &mut Asked) -> Vec<Block> {
    let mut blocks: Vec<Block> = need.areas.iter().map(|area| block_of_area(area, base, asked)).collect();
    let mut joined: Vec<(Option<Joins>, Vec<usize>)> = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        if need.areas.iter().any(|area| area.ways.contains(&index)) {
            continue;
        }
        let same = match way.joins {
            Joins::Sum | Joins::Shifts => None,
            Joins::Flat(_) | Joins::Nested(_) | Joins::Capped(_) => Some(way.joins),
        };
        match joined.iter_mut().find(|(known, _)| known.is_some() && *known == same) {
            Some((_, members)) => members.push(index),
            None => joined.push((same, vec![index])),
        }
    }
    blocks.extend(joined.into_iter().map(|(joins, mut members)| {
        match joins {
            // Only their sum counts, wherever the cap is.
            Some(Joins::Capped(_)) => {
                members.sort_by_key(|index| (std::cmp::Reverse(ways.get(*index).map(|way| way.own.clone())), *index));
            }
            Some(Joins::Sum | Joins::Flat(_) | Joins::Nested(_) | Joins::Shifts) | None => {
                members.sort_by_key(|index| (lacking.get(*index).map(|lacking| lacking.1.clone()), *index));
            }
        }
        let whole = asked.at_top(&members).1 - base.clone();
        let most = (0..=members.len()).map(|count| match joins {
            _ if count == 0 => Exact::ZERO,
            Some(Joins::Flat(_) | Joins::Capped(_)) => {
                asked.at_top(members.get(..count).unwrap_or_default()).1 - base.clone()
            }
            // What some of them come to together is not known: at most all that they do.
            Some(Joins::Sum | Joins::Nested(_) | Joins::Shifts) | None => whole.clone(),
        });
        Block { most: most.collect(), members, fewest: 0 }
    }));
    blocks
}

/// Items of an area that add up and are needed for so many points together: those of the most points first.
fn block_of_area(area: &Short, base: &Exact, asked: &mut Asked) -> Block {
    let mut by_points: Vec<(Exact, usize)> =
        area.ways.iter().map(|way| (asked.own(*way, asked.top(*way)), *way)).collect();
    by_points.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let (mut most, mut short, mut fewest) = (vec![Exact::ZERO], area.points.clone(), 0);
    for (points, way) in &by_points {
        if short.is_positive() {
            (short, fewest) = (short - points.clone(), fewest + 1);
        }
        let gain = asked.at_top(&[*way]).1 - base.clone();
        most.push(most.last().map_or(gain.clone(), |most| most + &gain));
    }
    Block { members: by_points.into_iter().map(|(_, way)| way).collect(), most, fewest }
}

/// The highest that any number of items comes, over all blocks.
struct Highest {
    /// `None`: no set of so many leaves no area short.
    most: Vec<Option<Exact>>,
    /// `[block][count]`: how many of the block are among the best so many of it and those before it.
    taken: Vec<Vec<usize>>,
}

impl Highest {
    fn new(blocks: &[Block], ways: usize) -> Highest {
        let mut most: Vec<Option<Exact>> = vec![Some(Exact::ZERO)];
        let mut taken = Vec::with_capacity(blocks.len());
        for block in blocks {
            let reach = (most.len() + block.members.len()).min(ways + 1);
            let mut next: Vec<Option<Exact>> = Vec::with_capacity(reach);
            let mut of_block = Vec::with_capacity(reach);
            for count in 0..reach {
                let each = block.most.iter().enumerate().skip(block.fewest).filter_map(|(own, gain)| {
                    let before = most.get(count.checked_sub(own)?)?.as_ref()?;
                    Some((before + gain, own))
                });
                // Of equal heights the one that takes fewer of this block.
                let best = each.max_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(&left.1)));
                of_block.push(best.as_ref().map_or(0, |best| best.1));
                next.push(best.map(|best| best.0));
            }
            most = next;
            taken.push(of_block);
        }
        Highest { most, taken }
    }

    fn of(&self, count: usize) -> Option<&Exact> {
        self.most.get(count)?.as_ref()
    }

    fn set(&self, blocks: &[Block], mut count: usize) -> Vec<usize> {
        let mut chosen = Vec::with_capacity(count);
        for (block, taken) in blocks.iter().zip(&self.taken).rev() {
            let own = taken.get(count).copied().unwrap_or(0);
            chosen.extend(block.members.iter().take(own));
            count -= own;
        }
        chosen.sort_unstable();
        chosen
    }
}

/// Sets looked through one after the other.
struct Look<'l, 's> {
    need: &'l Need,
    base: &'l Exact,
    blocks: &'l [Block],
    asked: &'l mut Asked<'s>,
    is_bounded: bool,
}

impl Look<'_, '_> {
    /// The ways, those first whose block can gain most.
    fn by_gain(&self) -> Vec<usize> {
        let mut each: Vec<(&Exact, usize)> = self
            .blocks
            .iter()
            .filter_map(|block| Some((block.most.last()?, block)))
            .flat_map(|(most, block)| block.members.iter().map(move |index| (most, *index)))
            .collect();
        each.sort_by(|left, right| right.0.cmp(left.0));
        each.into_iter().map(|(_, index)| index).collect()
    }

    /// At most this, with so many more of the rest.
    fn most(&self, chosen: &[usize], rest: &[usize], more: usize) -> Exact {
        let mut untouched: Vec<&Exact> = Vec::new();
        let mut height = self.base.clone();
        for block in self.blocks {
            let own = block.members.iter().filter(|index| chosen.contains(index)).count();
            let free = block.members.iter().filter(|index| rest.contains(index)).count().min(more);
            let most = block.most.get(own + free).unwrap_or(&Exact::ZERO);
            match own > 0 {
                true => height += most,
                false if free > 0 => untouched.push(most),
                false => {}
            }
        }
        untouched.sort_by(|left, right| right.cmp(left));
        untouched.into_iter().take(more).fold(height, |height, most| height + most.clone())
    }

    fn from(&mut self, rest: &[usize], more: usize, chosen: &mut Vec<usize>) -> Option<Vec<usize>> {
        self.asked.look();
        if more == 0 {
            let height = self.most(chosen, &[], 0);
            return ((!self.is_bounded || self.asked.may_do(&height)) && self.asked.at_top(chosen).0)
                .then(|| chosen.clone());
        }
        if self.asked.is_spent() || self.is_bounded && !self.asked.may_do(&self.most(chosen, rest, more)) {
            return None;
        }
        // Beside the height: what is needed can't come any more without those left out by now.
        if !self.need.by_height && !self.asked.at_top(&[chosen.as_slice(), rest].concat()).0 {
            return None;
        }
        for (position, index) in rest.iter().enumerate() {
            let after = rest.get(position + 1..).unwrap_or_default();
            if after.len() + 1 < more || self.asked.is_spent() {
                break;
            }
            chosen.push(*index);
            let found = self.from(after, more - 1, chosen);
            chosen.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }
}
