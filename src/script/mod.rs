//! Script: rule files to the plan. Rhai runs once a rule; what it builds are the plan's own nodes.

mod attempts;
mod budget;
mod code;
mod compile;
mod engine;
mod failed;
mod keyboard;
mod letters;
pub mod mistakes;
mod modules;
mod names;
mod passed_over;
mod read_on;
mod run;
mod unreadable;
mod unused_rules;
pub mod vocabulary;

pub use compile::{Compiled, compile, hex, read_alone};
pub use engine::{LIMITS, Limits, Scripts};
pub use letters::LetterTarget;
pub use modules::{Modules, STANDARDS, StandardModule};
pub use run::{Param, Run};

#[cfg(test)]
mod tests;
