//! The two evaluators held against each other, and both against figures worked out by hand.

mod agree;
mod by_hand;
mod doubts;
mod random;
mod scene;
mod split_table;
mod threads;
