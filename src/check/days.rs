//! Days of another year than the scheme's, where last year's letter was copied or a digit slipped, or where nothing is due in the year.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Body, FormulaNode, Literal, Measure, Place, Plan, Rows, RowsNode, Rule, Target, TargetNode, Year};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &plan.rules {
        deadlines(plan, rule, &mut found);
        periods(plan, rule, &mut found);
    }
    for letter in &plan.letters {
        let due = letter.due.map(|due| (due, letter.fields.due.as_ref().unwrap_or(&letter.at)));
        let target = letter.target.as_ref().and_then(date_of).map(|day| (day, letter.target_at()));
        for (day, at) in due.into_iter().chain(target) {
            let is_deadline = plan.rule(&letter.item).is_some_and(is_of_deadlines);
            match is_deadline && day.year() > plan.year {
                true => found.push(after_the_year(plan, day, at)),
                false => of_the_year(plan, day, at, &mut found),
            }
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

/// Its letters' days are days by which things are to be finished.
fn is_of_deadlines(rule: &Rule) -> bool {
    rule.targets().any(|target| matches!(target.node, TargetNode::AllBy(_)))
}

/// The days that a rule itself names for things to be finished.
fn deadlines(plan: &Plan, rule: &Rule, found: &mut Vec<Diagnostic>) {
    for target in rule.targets() {
        let TargetNode::AllBy(formula) = &target.node else { continue };
        let written = formula.node.literal().and_then(date_of);
        let stands_in = || match &formula.node {
            FormulaNode::LetterDue { or } => *or,
            FormulaNode::Letter { or: Some(default) } => date_of(&default.value),
            _of_no_letter => None,
        };
        let Some(day) = written.or_else(stands_in) else { continue };
        if day.year() <= plan.year {
            of_the_year(plan, day, &formula.at, found);
        } else if written.is_some() && takes_only(rule, target) {
            let (day, year) = (day.to_string(), plan.year.to_string());
            let message = message!("check-nothing-due-in-year", day = day, year = year);
            found.push(Diagnostic::error(formula.at.clone(), message));
        } else {
            found.push(after_the_year(plan, day, &formula.at));
        }
    }
}

/// All things that the rule counts take their day from this target: none has a day of its own, and no exception gives another.
fn takes_only(rule: &Rule, target: &Target) -> bool {
    let Body::Measured { measure: Measure::Task { rows: _, done: _, due: None }, target: own, curve: _ } = &rule.body
    else {
        return false;
    };
    own == target && rule.targets().count() == 1
}

/// What is due after the year is the next year's, done or not.
fn after_the_year(plan: &Plan, day: Date, at: &Place) -> Diagnostic {
    let (day, year) = (day.to_string(), plan.year.to_string());
    Diagnostic::warning(at.clone(), message!("check-due-after-year", day = day, year = year))
}

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
