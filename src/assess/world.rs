//! The three outcomes that are worked out side by side.

/// As things stand, or the worst or best that can still come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum World {
    Now,
    Least,
    Most,
}
