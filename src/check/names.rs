//! Titles and names that would break what is printed: one with a line break ends a heading or a row of a table in the middle, and of one
//! that is blank nobody knows what it is.

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Area, Child, Place, Plan};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // The scheme's own title has no place of its own: it is told at its file.
    named(&plan.title, &Place::file(crate::scheme::SCHEME_FILE), &mut found);
    for table in &plan.tables {
        named(&table.title, &table.at, &mut found);
    }
    for unit in &plan.units {
        named(&unit.name, &unit.at, &mut found);
        for name in [&unit.kind, &unit.group] {
            of_one_line(name, &unit.at, &mut found);
        }
    }
    for rule in &plan.rules {
        named(&rule.title, &rule.at, &mut found);
        for exception in &rule.exceptions {
            named(&exception.label, &exception.at, &mut found);
        }
    }
    for sheet in &plan.sheets {
        of_one_line(&sheet.title, &sheet.at, &mut found);
        for grade in &sheet.grades {
            named(&grade.name, &grade.at, &mut found);
        }
        areas(&sheet.area, &mut found);
    }
    found
}

fn areas(area: &Area, found: &mut Vec<Diagnostic>) {
    of_one_line(&area.title, &area.at, found);
    for child in &area.children {
        match child {
            Child::Area(below) => areas(below, found),
            Child::Item(_) => {}
        }
    }
}

/// A name that must be there.
fn named(name: &str, at: &Place, found: &mut Vec<Diagnostic>) {
    if name.trim().is_empty() {
        found.push(Diagnostic::error(at.clone(), message!("check-name-blank")));
    }
    of_one_line(name, at, found);
}

fn of_one_line(name: &str, at: &Place, found: &mut Vec<Diagnostic>) {
    if name.chars().any(char::is_control) {
        let shown: String = name.chars().map(|sign| if sign.is_control() { '␤' } else { sign }).collect();
        found.push(Diagnostic::error(at.clone(), message!("check-name-of-several-lines", name = shown)));
    }
    if name.chars().any(turns_text) {
        let shown: String = name.chars().map(|sign| if turns_text(sign) { '␣' } else { sign }).collect();
        found.push(Diagnostic::error(at.clone(), message!("check-name-turns", name = shown)));
    }
}

/// A sign that can't be seen and turns the direction of what follows: a name reads as another one.
fn turns_text(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
