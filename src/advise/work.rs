//! What is work for an item, and what each amount of it gives.
//!
//! [`kept`] (lists that are worked on, records that stand) → [`place`] (what is looked at) → [`lever`] (which part of a measure is work, and
//! which way: the table of what may be suggested), with [`step_up`] for levels and checklists, [`thing`] for what is worked on, [`no_work`] for
//! why nothing is and [`mend`] for what was handed in and can't be used → [`quotient`] (a figure as a function of one part) → [`ladder`] (what
//! each amount of work gives).

mod kept;
pub(super) mod ladder;
pub(super) mod lever;
mod mend;
pub(super) mod no_work;
pub(super) mod place;
mod quotient;
mod step_up;
pub(super) mod thing;
