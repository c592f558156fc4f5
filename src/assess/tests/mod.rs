//! Worked cases of the whole stage, in the words of the field, and properties over random schemes.

pub mod fixture;
mod grades;
mod items;
mod marks;
mod open;
mod outcomes;
mod properties;
mod sheets;
mod supposed;
