//! Points that are handed on: an item that is not assessed may give its points to named others.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::item::{Judged, Standing};
use crate::figure::Exact;
use crate::plan::{ItemId, NotApplicablePolicy};

/// Points of items not assessed that go to named others, in proportion to their own.
pub(super) struct Given {
    factors: BTreeMap<usize, Exact>,
    /// What each receiver would have if of the others only those shared with it that are surely assessed.
    most: BTreeMap<usize, Exact>,
    givers: BTreeSet<usize>,
    /// Each item that gives or may give: its points, and those that may receive them.
    may_give: BTreeMap<usize, (Exact, BTreeSet<usize>)>,
    /// A giver or a receiver may still turn out otherwise.
    pub is_open: bool,
}

impl Given {
    pub fn factor(&self, index: usize) -> Exact {
        self.factors.get(&index).cloned().unwrap_or(Exact::ONE)
    }

    pub fn most(&self, index: usize) -> Exact {
        self.most.get(&index).cloned().unwrap_or(Exact::ONE)
    }

    /// The points that may be handed to these items by others.
    pub fn may_come_into(&self, items: &BTreeSet<usize>) -> Exact {
        let from_others = self.may_give.iter().filter(|(giver, _)| !items.contains(giver));
        from_others.filter(|(_, (_, receivers))| !receivers.is_disjoint(items)).map(|(_, (points, _))| points).sum()
    }

    /// What each receiver would gain of these points, if of the others only those shared with it that are surely assessed.
    fn note_most(&mut self, items: &[Seat], giver: usize, receivers: &[ItemId], points: &Exact) {
        let may_receive = |other: &&Seat| {
            receivers.contains(&other.item.result.id) && (other.standing == Standing::Counted || other.open)
        };
        let surely: Exact =
            items.iter().filter(may_receive).filter(|other| !other.open).map(|other| other.full()).sum();
        let may_be: BTreeSet<usize> =
            items.iter().enumerate().filter(|(_, other)| may_receive(other)).map(|(index, _)| index).collect();
        self.may_give.insert(giver, (points.clone(), may_be));
        for (index, receiver) in items.iter().enumerate().filter(|(_, other)| may_receive(other)) {
            let own = if receiver.open { receiver.full().clone() } else { Exact::ZERO };
            if let Some(more) = points.checked_div(&(&surely + &own)) {
                *self.most.entry(index).or_insert(Exact::ONE) += &more;
            }
        }
    }

    /// With no receiver assessed, an item's points are scaled away like any other's.
    pub fn gives(&self, index: usize) -> bool {
        self.givers.contains(&index)
    }
}

/// How an item stands where points are handed on: one that a veto takes counts with nothing, whatever its figure, and keeps its place.
struct Seat<'a, 'p> {
    item: &'a Judged<'p>,
    standing: Standing<'p>,
    open: bool,
}

impl Seat<'_, '_> {
    fn full(&self) -> &Exact {
        &self.item.result.full.0
    }
}

/// `arrived`: as if everything that is still open had come. `zeroed`: the items that a veto takes.
pub(super) fn given(items: &[Judged], arrived: bool, zeroed: &dyn Fn(&ItemId) -> bool) -> Given {
    let seats = items.iter().map(|item| match zeroed(&item.result.id) {
        true => Seat { item, standing: Standing::Counted, open: false },
        false => Seat { item, standing: item.standing, open: item.open },
    });
    let items: Vec<Seat> = seats.collect();
    let items = items.as_slice();
    let mut given = Given {
        factors: BTreeMap::new(),
        most: BTreeMap::new(),
        givers: BTreeSet::new(),
        may_give: BTreeMap::new(),
        is_open: false,
    };
    for (index, item) in items.iter().enumerate() {
        let receivers: &[ItemId] = match item.standing {
            Standing::GivenTo(receivers) => receivers,
            // Counted so far, it may turn out not to be assessed.
            Standing::Counted | Standing::LeftOut | Standing::GroupMean if item.open => match hands_on(item.item) {
                Some(receivers) => {
                    given.is_open = true;
                    given.note_most(items, index, receivers, item.full());
                    continue;
                }
                None => continue,
            },
            Standing::Counted | Standing::LeftOut | Standing::GroupMean => continue,
        };
        given.is_open |= item.open || items.iter().any(|other| other.open && receivers.contains(&other.item.result.id));
        given.note_most(items, index, receivers, item.full());
        if arrived && item.open {
            continue;
        }
        let counted = items.iter().enumerate().filter(|(_, other)| {
            let counts = other.standing == Standing::Counted || arrived && other.open;
            receivers.contains(&other.item.result.id) && counts
        });
        let counted: Vec<(usize, &Exact)> = counted.map(|(index, other)| (index, other.full())).collect();
        let together: Exact = counted.iter().map(|(_, full)| *full).sum();
        let Some(more) = item.full().checked_div(&together) else { continue };
        given.givers.insert(index);
        for (receiver, _) in counted {
            *given.factors.entry(receiver).or_insert(Exact::ONE) += &more;
        }
    }
    given
}

/// To whom an item's points would go.
fn hands_on<'p>(item: &Judged<'p>) -> Option<&'p [ItemId]> {
    match item.not_applicable? {
        NotApplicablePolicy::GivenTo(receivers) => Some(receivers.as_slice()),
        NotApplicablePolicy::Rescale | NotApplicablePolicy::Full | NotApplicablePolicy::GroupMean => None,
    }
}
