//! Intake: submitted files to typed tables, and a finding for everything in them that can't be used.
//!
//! The way of a file: `files` says which table it belongs to; `fingerprint` takes its hash and looks at its encoding; `csv`,
//! `workbook` or `parquet` find its header (`header`) and make a [`sheet::Sheet`] of it; `typed` lays the sheets of a table under
//! each other as one frame of typed columns, with `clean` and `roster` turning chunks of texts into values and units the way that
//! `cell` reads a single one; `checks` counts what is wrong and fetches the rows of what there is; `table` hands it on.
//!
//! Nothing submitted is fatal: whatever can't be used is a [`Finding`] with its place, and the rest is read.

pub mod cell;
mod checks;
mod clean;
mod csv;
mod duplicate_keys;
mod encoding;
mod files;
mod finding;
mod fingerprint;
mod floats;
mod hand_scores;
mod header;
mod left_out;
mod longer_rows;
mod number_format;
mod one_sided;
mod out_of_range;
mod parquet;
mod ratios;
mod records;
mod roster;
mod rows_found;
mod say;
mod shape;
mod sheet;
mod submission;
mod table;
#[cfg(test)]
mod tests;
mod typed;
mod unit_names;
mod unknown_units;
mod unreadable;
mod unusable;
mod workbook;
mod years;
mod zone;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use checks::Lower;
pub use finding::{Finding, FindingCode, FoundAt};
pub use hand_scores::TABLE as HAND_SCORES;
pub use roster::{Resolved, Roster};
pub use submission::{Input, Submission, Submitted, SubmittedFile, column_names};
pub use unusable::{UnreadHand, Unusable, Unused};

use rayon::prelude::*;

use crate::message;
use crate::plan::{Asked, Level, Plan, Table, Year};

/// What is to be read.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// The tables wanted; `None`: all of the plan.
    pub tables: Option<&'a BTreeSet<String>>,
    /// How a declared check becomes an expression over the typed columns: true where it holds, false where it doesn't, null where it
    /// can't be judged. Without it no declared check is made.
    pub lower: Option<Lower<'a>>,
    /// Files as if they had been submitted too, for a table each: what if.
    pub more: &'a [(String, PathBuf)],
}

/// Reads everything submitted in the folder `data` for the year of the plan.
///
/// Always gives a submission: what is wrong, a missing folder included, is among its findings.
pub fn read(plan: &Plan, data: &Path, options: &Options) -> Submission {
    let mut folder = files::DataFolder::sort_out(plan, data);
    options.more.iter().for_each(|(table, path)| folder.one_more(table, path));
    let roster = Arc::new(Roster::new(&plan.units));
    let with = table::With { plan, roster, asked: plan.asked(), lower: options.lower };
    let mut findings = folder.findings;
    let mut inputs = Vec::new();
    let mut tables = BTreeMap::new();
    let mut unusable = Vec::new();
    let mut partly_unread = folder.partly_unread;
    let wanted = |id: &String| options.tables.is_none_or(|tables| tables.contains(id));
    let handed_in: Vec<_> = folder.tables.iter().filter(|((id, _), _)| wanted(id)).collect();
    // Many small tables: while one waits for its passes to be laid out, another is read.
    let read = handed_in.into_par_iter().filter_map(|((id, year), files)| {
        let table = plan.table(id)?;
        let last_year_apart = folder.tables.contains_key(&(id.clone(), Year::Last));
        Some((id, *year, table::read(&with, table, *year, files, last_year_apart)))
    });
    for (id, year, read) in read.collect::<Vec<_>>() {
        findings.extend(read.findings);
        inputs.extend(read.inputs);
        unusable.extend(read.unusable);
        if read.partly_unread {
            partly_unread.insert((id.clone(), year));
        }
        tables.extend(read.submitted.into_iter().map(|(year, submitted)| ((id.clone(), year), submitted)));
    }
    // Where a column tells the years apart, the unread rows may be of last year.
    for table in plan.tables.iter().filter(|table| table.year_column.is_some()) {
        let [this, last] = [Year::This, Year::Last].map(|year| (table.id.clone(), year));
        if partly_unread.contains(&this) && !folder.tables.contains_key(&last) {
            partly_unread.insert(last);
        }
    }
    findings.extend(missing_tables(plan, &with.asked, options, &folder.handed_in, &tables));
    let by_hand = hand_scores::read(plan, &with.roster, &folder.hand_scores);
    let hand_scores_unread = by_hand.unread || folder.hand_scores_unread;
    findings.extend(by_hand.findings);
    inputs.extend(by_hand.inputs);
    findings.sort();
    findings.dedup();
    inputs.sort();
    Submission {
        tables,
        partly_unread,
        hand_scores: by_hand.scores,
        hand_scores_unread,
        unread_hands: by_hand.unread_lines,
        unusable,
        inputs,
        findings,
    }
}

impl Submission {
    /// Where the rows of these units (by their index in the roster) stand in a table, both years together. A table that can't be read has
    /// none: why is among the findings.
    pub fn rows_of(&self, table: &str, units: &BTreeSet<u32>) -> Vec<(SubmittedFile, u32)> {
        let mut places = Vec::new();
        for submitted in self.tables.iter().filter(|((id, _), _)| id == table).map(|(_, submitted)| submitted) {
            places.extend(table::rows_of(submitted, units).unwrap_or_default());
        }
        places
    }

    /// Of these rows of a table, in whichever of its files, the numbers of the units in the roster whose they are: a row of several is there
    /// several times.
    pub fn units_of_rows(&self, table: &str, rows: &BTreeSet<u32>) -> Vec<(SubmittedFile, u32, u32)> {
        let mut found = Vec::new();
        for submitted in self.tables.iter().filter(|((id, _), _)| id == table).map(|(_, submitted)| submitted) {
            found.extend(table::units_of_rows(submitted, rows).unwrap_or_default());
        }
        found
    }
}

/// A table that rules use and nobody sent.
fn missing_tables(
    plan: &Plan,
    asked: &[Asked],
    options: &Options,
    handed_in: &BTreeSet<(String, Year)>,
    tables: &BTreeMap<(String, Year), Submitted>,
) -> Vec<Finding> {
    let mut used: BTreeSet<(String, Year)> = BTreeSet::new();
    for asked in asked {
        used.extend(asked.rows().tables().into_iter().map(|(table, year)| (table.to_owned(), year)));
    }
    let wanted = |table: &Table| options.tables.is_none_or(|tables| tables.contains(&table.id));
    let mut findings = Vec::new();
    for (id, year) in used {
        let Some(table) = plan.table(&id).filter(|table| wanted(table)) else { continue };
        // Why a file that is there gives no table is told of the file.
        let key = (id.clone(), year);
        if handed_in.contains(&key) || tables.contains_key(&key) {
            continue;
        }
        let (level, say) = match year {
            Year::This => (Level::Error, message!("finding-missing-table", title = &table.title, table = id)),
            Year::Last => {
                let year = i64::from(plan.year) - 1;
                (
                    Level::Warning,
                    message!("finding-missing-last-year", title = &table.title, table = id, year = year.to_string()),
                )
            }
        };
        findings.push(Finding::new(level, FindingCode::MissingTable, FoundAt::table(&table.id), say));
    }
    findings
}
