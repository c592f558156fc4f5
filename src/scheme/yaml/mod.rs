//! Reading YAML so that everything wrong with it is told at once.
//!
//! A deserializer stops at its first error and turns `0.10` into a binary float on the way. So the file is first read into a
//! [`Node`] tree that keeps every scalar as it was written and where it stands; then each type takes what it needs from
//! the tree ([`FromYaml`]), noting what is wrong in [`Problems`] and going on. The types that read are the types that publish the JSON
//! Schema: the [`mapping!`](crate::scheme::yaml::mapping) macro gives both to a struct.

mod number;
mod problems;
mod read;
mod tree;

pub use number::{Bound, NotNegative, Number, Positive, Share};
pub use problems::{Problems, characters, unknown};
pub(crate) use read::mapping;
pub use read::{Fields, FromYaml, Named, OneOrMany, Placed, key, word};
pub use tree::{Key, Node, Scalar, Value, parse};
