//! The mean share of a group, with which an item counts that is not assessed (`group_mean`): as it stands, and between what it can
//! still end. A veto that takes a member's points counts: the mean is of what the others got.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, group_of};
use crate::assess::ground::Ground;
use crate::assess::item::{Judged, Standing};
use crate::assess::world::World;
use crate::figure::Exact;
use crate::plan::NotApplicablePolicy;

/// The mean share of an item over those of a group that were assessed.
pub(super) struct Mean {
    /// `None`: nobody was.
    pub share: Option<Exact>,
    /// The least and the most that it can come to; `None`: nobody ever will be.
    pub between: Option<(Exact, Exact)>,
    /// It may turn out that nobody is assessed, so that the item is left out.
    pub may_be_none: bool,
}

impl Mean {
    pub fn is_open(&self) -> bool {
        match (&self.share, &self.between) {
            (Some(share), Some((least, most))) => self.may_be_none || least != share || most != share,
            (None, Some(_)) => true,
            (Some(_) | None, None) => false,
        }
    }
}

/// By group and item.
pub(super) type Means = BTreeMap<(String, usize), Mean>;

pub(super) fn group_means(ground: &Ground, drafts: &[Draft]) -> Means {
    let wanted: BTreeSet<(&str, usize)> = drafts
        .iter()
        .flat_map(|draft| {
            let by_mean = draft.items.iter().enumerate().filter(|(_, item)| may_take_mean(item));
            by_mean.map(|(index, _)| (group_of(ground, draft.unit), index))
        })
        .collect();
    let mean = |(group, index): (&str, usize)| {
        let drafts = drafts.iter().filter(|draft| group_of(ground, draft.unit) == group);
        let members: Vec<Member> = drafts.filter_map(|draft| Member::of(draft, index)).collect();
        ((group.to_owned(), index), mean_of(&members))
    };
    wanted.into_iter().map(mean).collect()
}

/// It counts with the mean, or may yet turn out to.
pub(super) fn may_take_mean(item: &Judged) -> bool {
    let by_mean = matches!(item.not_applicable, Some(NotApplicablePolicy::GroupMean));
    item.standing == Standing::GroupMean || by_mean && item.may_be_left_out
}

/// A unit of the group that is assessed, or may come to be; shares of the item's full points.
struct Member {
    now: Option<Exact>,
    least: Exact,
    most: Exact,
    /// Assessed, whatever may come.
    surely: bool,
}

impl Member {
    fn of(draft: &Draft, index: usize) -> Option<Member> {
        let item = draft.items.get(index)?;
        let struck = |world| draft.vetoes.iter().any(|veto| veto.zeroes_item(world, &item.result.id));
        let share = |world, points: &Exact| match struck(world) {
            true => Some(Exact::ZERO),
            false => points.checked_div(&item.result.full.0),
        };
        let counted = item.standing == Standing::Counted;
        if !(counted || item.open || struck(World::Least)) {
            return None;
        }
        Some(Member {
            now: if counted || struck(World::Now) { Some(share(World::Now, &item.points)?) } else { None },
            least: share(World::Least, &item.low)?,
            most: share(World::Most, &item.high)?,
            surely: struck(World::Most) || counted && !item.may_be_left_out,
        })
    }
}

fn mean_of(members: &[Member]) -> Mean {
    let mean = |sum: &Exact, count: usize| sum.checked_div(&Exact::from(count));
    let now: Vec<&Exact> = members.iter().filter_map(|member| member.now.as_ref()).collect();
    // Of those that may be left out the most extreme make the most extreme mean.
    let extreme = |of: fn(&Member) -> &Exact, greatest: bool| {
        let surely: Vec<&Exact> = members.iter().filter(|member| member.surely).map(of).collect();
        let mut perhaps: Vec<&Exact> = members.iter().filter(|member| !member.surely).map(of).collect();
        perhaps.sort();
        if greatest {
            perhaps.reverse();
        }
        let (mut sum, mut count) = (surely.iter().copied().sum::<Exact>(), surely.len());
        let mut means: Vec<Exact> = mean(&sum, count).into_iter().collect();
        for share in perhaps {
            sum += share;
            count += 1;
            means.extend(mean(&sum, count));
        }
        if greatest { means.into_iter().max() } else { means.into_iter().min() }
    };
    Mean {
        share: mean(&now.iter().copied().sum(), now.len()),
        between: extreme(|member| &member.least, false).zip(extreme(|member| &member.most, true)),
        may_be_none: !members.iter().any(|member| member.surely),
    }
}
