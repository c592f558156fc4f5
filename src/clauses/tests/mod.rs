//! The clauses of rules put together by hand, to be read by somebody who writes such texts.

pub(crate) mod build;
mod curves;
mod figures;
mod plans;
mod schemes;
mod sheets;

use build::*;
pub(crate) use sheets::whole;

use super::rule::{Setting, say_rule};
use crate::plan::*;
use crate::words::{Language, Words};

/// Both languages of one rule's clause, with its notes.
fn told(plan: &Plan, rule: &Rule, full: Option<&str>) -> String {
    let full = full.map(points);
    let setting =
        Setting { full: full.as_ref(), not_applicable: &plan.not_applicable, missing: None, departments: &[] };
    let mut text = String::new();
    for language in [Language::Zh, Language::En] {
        let words = Words::new(language);
        let said = say_rule(plan, &words, rule, setting);
        text.push_str(&words.say(&said.clause));
        text.push('\n');
        for line in said.under.iter().chain(&said.notes) {
            line.write(&words, 0, None, &mut text);
        }
    }
    text
}

/// Of each rule, both languages under its title.
fn page(plan: &Plan, rules: &[(&str, Rule)]) -> String {
    let mut page = String::new();
    for (name, rule) in rules {
        page.push_str(&format!("## {name}\n"));
        page.push_str(&told(plan, rule, Some("6")));
        page.push('\n');
    }
    assert!(!page.contains('⟨'), "a message without words:\n{page}");
    page
}
