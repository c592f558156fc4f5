//! Days of another year than the scheme's, where last year's letter was copied or a digit slipped.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{FormulaNode, Literal, Place, Plan, Rows, RowsNode, Rule, TargetNode, Year};

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
        periods(plan, rule, &mut found);
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

/// Rows picked by days of another year than their table's: most likely the days of last year's rule, and then nothing is counted. A rule that
/// also picks rows of the table by days of its own year compares the two, and means it.
fn periods(plan: &Plan, rule: &Rule, found: &mut Vec<Diagnostic>) {
    let mut picked = Vec::new();
    rule.ask(&mut |asked| periods_of(plan, asked.rows(), &mut picked));
    let compared = |other: &Period| picked.iter().any(|one| one.is_meant && one.tables == other.tables);
    for period in picked.iter().filter(|period| !period.is_meant && !compared(period)) {
        let Period { from, to, year, .. } = period;
        let (from, to) = (from.to_string(), to.to_string());
        let message = message!("check-period-of-other-year", from = from, to = to, year = year.to_string());
        let problem = Diagnostic::warning(period.at.clone(), message);
        let help = match *year == plan.year {
            true => message!("check-period-last-year"),
            false => message!("check-period-before-last-year"),
        };
        let problem = problem.help(help);
        // The same rows are asked for as often as the rule speaks of them.
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
}

/// The days that rows are picked by.
struct Period {
    at: Place,
    from: Date,
    to: Date,
    tables: Vec<(String, Year)>,
    /// The year that their table is of.
    year: i16,
    /// Some of the days lie in it.
    is_meant: bool,
}

fn periods_of(plan: &Plan, rows: &Rows, picked: &mut Vec<Period>) {
    if let RowsNode::During { rows: inner, from, to } = &rows.node {
        let tables: Vec<(String, Year)> =
            inner.tables().into_iter().map(|(table, year)| (table.to_owned(), year)).collect();
        let years = || {
            tables.iter().map(|(_, year)| match year {
                Year::This => plan.year,
                Year::Last => plan.year.saturating_sub(1),
            })
        };
        let is_meant = years().any(|year| (from.year()..=to.year()).contains(&year));
        let year = years().next().unwrap_or(plan.year);
        picked.push(Period { at: rows.at.clone(), from: *from, to: *to, tables, year, is_meant });
    }
    for input in rows.node.inputs() {
        periods_of(plan, input, picked);
    }
}
