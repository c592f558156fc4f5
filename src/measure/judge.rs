//! Conditions over the rows of one table, for the checks that a scheme declares.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::error::MeasureError;
use super::exact::{Value, evaluate};
use super::load;
use super::lower::lower_condition;
use crate::intake::{Finding, FindingCode, FoundAt, Submission, Submitted};
use crate::message;
use crate::plan::{Column, Plan, Table, TableCheck};

/// What became of a condition on one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judged {
    /// Index into [`Submitted::files`].
    pub file: u32,
    /// The row in the sheet as a person counts.
    pub row: u32,
    /// `None`: it can't be judged, because a cell has no value.
    pub holds: Option<bool>,
}

/// Judges a condition on every row of a table, row by row, in the order of files and rows. [`super::lower_condition`] is the fast way,
/// where Polars can do it.
pub fn judge(
    table: &Table,
    submitted: &Submitted,
    condition: &Column,
    as_of: Date,
) -> Result<Vec<Judged>, MeasureError> {
    let mut wanted = BTreeSet::new();
    condition.node.fields(&mut |name| {
        wanted.insert(name.to_owned());
    });
    let relation = load::all_rows(table, submitted, &wanted)?;
    let mut judged = Vec::with_capacity(relation.rows.len());
    for row in &relation.rows {
        let cell = evaluate(condition, relation.row(row), as_of)?;
        let holds = cell.value().map(|value| *value == Value::Bool(true));
        judged.extend(row.origins.iter().map(|origin| Judged { file: origin.file, row: origin.row, holds }));
    }
    Ok(judged)
}

/// So many rows of one check are told one by one; the others are counted.
const TOLD: usize = 1000;

/// The findings of the declared checks that intake could not make, because Polars can't do their condition exactly: judged row by row.
pub fn judged_checks(plan: &Plan, submission: &Submission, as_of: Date) -> Result<Vec<Finding>, MeasureError> {
    let mut findings = Vec::new();
    for ((id, _), submitted) in &submission.tables {
        let Some(table) = plan.table(id).filter(|table| !table.checks.is_empty()) else { continue };
        let schema = submitted.frame.clone().collect_schema()?;
        for check in &table.checks {
            if lower_condition(table, &schema, &check.condition, as_of).is_none() {
                let judged = judge(table, submitted, &check.condition, as_of)?;
                findings.extend(failures(table, submitted, check, &judged));
            }
        }
    }
    Ok(findings)
}

fn failures(table: &Table, submitted: &Submitted, check: &TableCheck, judged: &[Judged]) -> Vec<Finding> {
    let failed = || judged.iter().filter(|judged| judged.holds == Some(false));
    let finding = |judged: &Judged| {
        let file = usize::try_from(judged.file).ok().and_then(|file| submitted.files.get(file));
        let at = FoundAt {
            file: file.map(|file| file.file.clone()),
            sheet: file.and_then(|file| file.sheet.clone()),
            row: Some(judged.row),
            ..FoundAt::table(&table.id)
        };
        let say = message!("finding-check-failed", say = &check.say);
        Finding::new(check.level, FindingCode::CheckFailed, at, say)
    };
    let mut findings: Vec<Finding> = failed().take(TOLD).map(finding).collect();
    // A row of several units stands there once for each of them.
    findings.dedup();
    let left = failed().count().saturating_sub(TOLD);
    if left > 0 {
        let say = message!("finding-and-more", count = left);
        findings.push(Finding::new(check.level, FindingCode::CheckFailed, FoundAt::table(&table.id), say));
    }
    findings
}
