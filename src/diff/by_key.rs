//! What two sides have, paired.

use std::collections::{BTreeMap, BTreeSet};

/// The things of both sides by their key: those of the new side in its order, then those that only the old one has.
pub(super) fn by_key<'a, T, K: Ord>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let before: BTreeMap<K, &T> = old.iter().map(|one| (key(one), one)).collect();
    let after: BTreeSet<K> = new.iter().map(&key).collect();
    let both = new.iter().map(|one| (before.get(&key(one)).copied(), Some(one)));
    let gone = old.iter().filter(|one| !after.contains(&key(one))).map(|one| (Some(one), None));
    both.chain(gone).collect()
}
