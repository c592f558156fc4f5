//! The words of the rule language, each declared once: its form, its meaning, an example, and what it builds.
//!
//! The declarations are what `docs/words.md` is generated from, what misspelt names are compared with, and what the engine runs.
//! To add a word: write its [`Word`] and its function side by side in the file of its subject, and its example will be
//! compiled, said in both languages and put into the documentation by the tests.

mod aggregates;
mod columns;
mod conditions;
mod curves;
mod figures;
mod plain;
pub(super) mod results;
mod rows;
mod rules;
mod stand_ins;
mod targets;
mod values;

use rhai::Engine;

use super::run::Run;

pub(super) use plain::{NOT, chinese_word_before, foreign_word, instead_of, is_nothing, meant_by};
pub use rules::RuleDraft;
pub(super) use stand_ins::{
    STAND_IN, StandIn, stand_in_for_property, stand_in_for_sign, stand_in_for_word, stand_in_in_module, type_id,
};
pub use values::{ClassWord, DateWord, PeriodWord};
pub(crate) use values::{type_word, unit_word};

/// One word of the language.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    pub name: &'static str,
    /// How it is written, with what it takes and gives: `rows.sum(column) → figure`.
    pub form: &'static str,
    /// What it means, in a sentence or two.
    pub means: &'static str,
    /// A rule that uses it, or the part of a rule that its [`Example`] puts into a whole.
    pub example: Example,
}

/// What an example is part of, so that a test can make a whole rule of it.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// A condition on a row of `farms`.
    RowCondition(&'static str),
    /// A value of a row of `farms`, as an expression that gives a number.
    RowNumber(&'static str),
    /// Rows.
    Rows(&'static str),
    /// A figure of a unit.
    Figure(&'static str),
    /// A condition on figures.
    Condition(&'static str),
    /// A target for 综合利用率.
    Target(&'static str),
    /// A curve for 综合利用率 with a target.
    Curve(&'static str),
    /// A whole rule.
    Rule(&'static str),
    /// A measure of tasks with its curve: `(measure, target, curve)`.
    Task(&'static str, &'static str, &'static str),
    /// A condition over a result, as it stands in scheme.yaml.
    Result(&'static str),
}

impl Example {
    /// The whole rule that the example is part of; `None` for a condition over a result, which stands in scheme.yaml.
    pub fn whole(self) -> Option<String> {
        let used = "table(\"farms\").sum(\"used\")";
        let rate = "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")";
        Some(match self {
            Example::RowCondition(text) => {
                format!(
                    "indicator(\"例\").measure(table(\"farms\").share({text})).target(at_least(80.pct)).score(proportional())"
                )
            }
            Example::RowNumber(text) => {
                format!(
                    "indicator(\"例\").measure(table(\"farms\").sum({text})).target(at_least(80)).score(proportional())"
                )
            }
            Example::Rows(text) => {
                format!("indicator(\"例\").measure({text}.count()).target(at_least(1)).score(full_or_none())")
            }
            Example::Figure(text) => {
                format!("indicator(\"例\").measure({text}).target(at_least(1)).score(proportional())")
            }
            Example::Condition(text) => {
                format!(
                    "indicator(\"例\").measure({used}).target(at_least(1)).score(proportional()).applies_when({text})"
                )
            }
            Example::Target(text) => format!("indicator(\"例\").measure({rate}).target({text}).score(full_or_none())"),
            Example::Curve(text) => {
                format!("indicator(\"例\").measure({rate}).target(at_least(80.pct)).score({text})")
            }
            Example::Rule(text) => text.to_owned(),
            Example::Task(measure, target, curve) => {
                format!("indicator(\"例\").measure({measure}).target({target}).score({curve})")
            }
            Example::Result(_) => return None,
        })
    }
}

/// A subject of the language: a heading of its documentation.
pub struct Subject {
    pub title: &'static str,
    pub about: &'static str,
    pub words: &'static [Word],
}

/// The whole language, in the order in which it is taught.
pub const SUBJECTS: &[Subject] = &[
    values::SUBJECT,
    rows::SUBJECT,
    columns::SUBJECT,
    aggregates::SUBJECT,
    figures::SUBJECT,
    conditions::SUBJECT,
    targets::SUBJECT,
    curves::SUBJECT,
    rules::SUBJECT,
    results::SUBJECT,
];

/// Puts every word into the engine.
pub fn register(engine: &mut Engine, run: &Run) {
    stand_ins::register(engine, run);
    values::register(engine, run);
    rows::register(engine, run);
    columns::register(engine, run);
    aggregates::register(engine, run);
    figures::register(engine, run);
    conditions::register(engine, run);
    targets::register(engine, run);
    curves::register(engine, run);
    rules::register(engine, run);
    results::register(engine, run);
    plain::register(engine, run);
}

/// The names of all words, for «did you mean».
pub fn names() -> impl Iterator<Item = &'static str> {
    SUBJECTS.iter().flat_map(|subject| subject.words).map(|word| word.name)
}

/// How the word is written; `None` for a name that is none.
pub fn form_of(name: &str) -> Option<&'static str> {
    SUBJECTS.iter().flat_map(|subject| subject.words).find(|word| word.name == name).map(|word| word.form)
}

/// Whether the word stands behind a dot, wherever it stands.
pub fn is_only_behind_a_dot(name: &str) -> bool {
    let mut forms = SUBJECTS.iter().flat_map(|subject| subject.words).filter(|word| word.name == name).peekable();
    forms.peek().is_some() && forms.all(|word| word.form.split("; ").all(|form| !form.starts_with(name)))
}
