//! Days of another year than the scheme's, where last year's letter was copied or a digit slipped.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{FormulaNode, Literal, Place, Plan, TargetNode};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &plan.rules {
        for target in rule.targets() {
            let TargetNode::AllBy(formula) = &target.node else { continue };
            let written = match &formula.node {
                FormulaNode::LetterDue { or } => *or,
                FormulaNode::Letter { or: Some(default) } => date_of(&default.value),
                other => other.literal().and_then(date_of),
            };
            if let Some(day) = written {
                of_the_year(plan, day, &formula.at, &mut found);
            }
        }
    }
    for letter in &plan.letters {
        if let Some(due) = letter.due {
            of_the_year(plan, due, letter.fields.due.as_ref().unwrap_or(&letter.at), &mut found);
        }
        if let Some(day) = letter.target.as_ref().and_then(date_of) {
            of_the_year(plan, day, letter.target_at(), &mut found);
        }
        // Signed in the year before.
        if let Some(from) = letter.from.filter(|from| from.year() != plan.year.saturating_sub(1)) {
            of_the_year(plan, from, &letter.at, &mut found);
        }
    }
    found
}

fn date_of(literal: &Literal) -> Option<Date> {
    if let Literal::Date(day) = literal { Some(*day) } else { None }
}

/// Things may be due in the year after it.
fn of_the_year(plan: &Plan, day: Date, at: &Place, found: &mut Vec<Diagnostic>) {
    let is_meant = day.year() == plan.year || day.year() == plan.year.saturating_add(1);
    if !is_meant {
        let (day, year) = (day.to_string(), plan.year.to_string());
        found.push(Diagnostic::warning(at.clone(), message!("check-day-of-other-year", day = day, year = year)));
    }
}
