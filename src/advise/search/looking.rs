//! Sets looked through one after the other, where the scoring alone can tell which of them reach a goal: as far as the calls go. What was
//! not looked at may be smaller, and that is said.

use super::asked::Asked;
use super::way::Way;
use crate::advise::work::ladder::first;
use crate::figure::Exact;

/// A set that does, and whether it is known that no smaller one does.
pub(super) struct Fewest {
    pub chosen: Vec<usize>,
    pub is_proven: bool,
}

/// The fewest that do with all of them at the top; all ways at the top must do.
pub(super) fn fewest(ways: &[Way], asked: &mut Asked) -> Fewest {
    asked.allow(1, 2);
    let all: Vec<usize> = (0..ways.len()).collect();
    let without = |index: usize| all.iter().copied().filter(|other| *other != index).collect::<Vec<usize>>();
    let lacking: Vec<(bool, Exact)> = all.iter().map(|index| asked.at_top(&without(*index))).collect();
    let (rest, necessary): (Vec<usize>, Vec<usize>) =
        all.iter().copied().partition(|index| lacking.get(*index).is_some_and(|lacking| lacking.0));
    let mut shrunk = all.clone();
    // Those go that are not missed, the least missed first.
    let mut by_loss = all.clone();
    by_loss.sort_by_key(|index| (lacking.get(*index).map(|lacking| std::cmp::Reverse(lacking.1.clone())), *index));
    for index in by_loss {
        let fewer: Vec<usize> = shrunk.iter().copied().filter(|other| *other != index).collect();
        if asked.at_top(&fewer).0 {
            shrunk = fewer;
        }
    }
    for count in necessary.len().max(1)..shrunk.len() {
        let mut set = necessary.clone();
        if let Some(chosen) = among(&rest, count.saturating_sub(set.len()), &mut set, asked) {
            return Fewest { chosen, is_proven: true };
        }
        if asked.is_spent() {
            return Fewest { chosen: shrunk, is_proven: false };
        }
    }
    Fewest { chosen: shrunk, is_proven: true }
}

/// So many more of the rest.
fn among(rest: &[usize], more: usize, chosen: &mut Vec<usize>, asked: &mut Asked) -> Option<Vec<usize>> {
    asked.look();
    if more == 0 {
        return asked.at_top(chosen).0.then(|| chosen.clone());
    }
    if asked.is_spent() || !asked.at_top(&[chosen.as_slice(), rest].concat()).0 {
        return None;
    }
    for (position, index) in rest.iter().enumerate() {
        let after = rest.get(position + 1..).unwrap_or_default();
        if after.len() + 1 < more || asked.is_spent() {
            break;
        }
        chosen.push(*index);
        let found = among(after, more - 1, chosen, asked);
        chosen.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The arrangements of sets: each item but one at a step, that one lowered to what is just enough.
pub(super) struct Looking<'s, 'a> {
    pub ways: &'s [Way],
    pub asked: &'s mut Asked<'a>,
    pub best: Option<(Exact, Vec<(usize, i128)>)>,
}

impl Looking<'_, '_> {
    /// The best arrangement of those that can be looked at, and whether none was left out.
    pub fn look(&mut self, tops: &[(usize, i128)]) -> bool {
        self.asked.allow(1, 4);
        self.take(self.effort_of(tops), tops.to_vec());
        self.lower(tops);
        self.asked.allow(1, 4);
        self.fix(0, tops.len().saturating_sub(1), &mut Vec::new());
        let is_whole = !self.asked.is_spent();
        let arranged = self.best.as_ref().map(|best| best.0.clone());
        if let Some((_, changes)) = self.best.clone() {
            self.asked.allow(1, 8);
            self.lower(&changes);
        }
        // What is lowered further is none of the arrangements, and there may be others of its kind.
        is_whole && arranged == self.best.as_ref().map(|best| best.0.clone())
    }

    fn effort_of(&self, changes: &[(usize, i128)]) -> Exact {
        super::way::effort_of(self.ways, changes)
    }

    fn is_better(&self, effort: &Exact) -> bool {
        self.best.as_ref().is_none_or(|best| *effort < best.0)
    }

    fn take(&mut self, effort: Exact, changes: Vec<(usize, i128)>) {
        if self.is_better(&effort) {
            self.best = Some((effort, changes));
        }
    }

    /// Lowers items of a set that does as far as they go, one after the other, each of them first once.
    fn lower(&mut self, changes: &[(usize, i128)]) {
        for start in 0..changes.len() {
            if self.asked.is_spent() {
                return;
            }
            let mut lowered = changes.to_vec();
            for at in (start..changes.len()).chain(0..start) {
                let Some((way, top)) = lowered.get(at).copied() else { continue };
                let asked = &mut *self.asked;
                let mut with = lowered.clone();
                let rung = first(top - 1, |below| {
                    if let Some(change) = with.get_mut(at) {
                        *change = (way, below + 1);
                    }
                    asked.ask(&with).0
                });
                if let (Some(change), Some(rung)) = (lowered.get_mut(at), rung) {
                    change.1 = rung + 1;
                }
                if self.asked.is_spent() {
                    break;
                }
            }
            self.take(self.effort_of(&lowered), lowered);
        }
    }

    /// Fixes `more` further items at steps of their curves, then lets each other item be the last one.
    fn fix(&mut self, from: usize, more: usize, fixed: &mut Vec<(usize, i128)>) {
        self.asked.look();
        if self.asked.is_spent() || !self.is_better(&self.effort_of(fixed)) {
            return;
        }
        if more == 0 {
            for free in 0..self.ways.len() {
                if !fixed.iter().any(|(index, _)| *index == free) {
                    self.lower_last(fixed, free);
                }
            }
            return;
        }
        // Not even all the others at the top would do.
        let is_open = |index: &usize| !fixed.iter().any(|(known, _)| known == index);
        let open = (0..self.ways.len()).filter(is_open).map(|index| (index, self.asked.top(index)));
        let most: Vec<(usize, i128)> = fixed.iter().copied().chain(open).collect();
        if !self.asked.ask(&most).0 {
            return;
        }
        for index in from..self.ways.len() {
            let steps = self.ways.get(index).map(|way| way.steps.clone()).unwrap_or_default();
            for rung in steps.into_iter().rev() {
                fixed.push((index, rung));
                self.fix(index + 1, more - 1, fixed);
                fixed.pop();
            }
        }
    }

    /// Lowers the last item to the first rung that is just enough.
    fn lower_last(&mut self, fixed: &[(usize, i128)], free: usize) {
        let Some(way) = self.ways.get(free) else { return };
        let effort = self.effort_of(fixed);
        let asked = &mut *self.asked;
        let rung = first(way.top() - 1, |below| {
            let changes = [fixed, &[(free, below + 1)]].concat();
            asked.ask(&changes).0
        });
        if let Some(rung) = rung {
            self.take(effort + way.effort(rung + 1), [fixed, &[(free, rung + 1)]].concat());
        }
    }
}
