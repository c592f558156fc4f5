//! `kaohe what-if`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use serde_json::json;

use crate::assess::Supposed;
use crate::assess::document::FindingLine;
use crate::clauses::say_date;
use crate::disk;
use crate::intake::{Finding, FindingCode};
use crate::measure;
use crate::message;
use crate::plan::{Body, Formula, FormulaNode, ItemId, Level, Plan, UnitId, Year};
use crate::scheme::{Change, Changes, read_changes};
use crate::what_if::{self, Asked, SupposedFigure, WhatIf, read_supposed, sharing, what_if_table};
use crate::words::{Message, Words};

use super::progress::Progress;
use super::scoring::{self, Measured, ScoringArgs};
use super::{Format, Outcome, findings, opening, output, units};

#[derive(Debug, Args)]
pub struct WhatIfArgs {
    #[command(flatten)]
    scoring: ScoringArgs,
    /// The unit whose figures are supposed.
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// An item's figure: `water/manure-utilisation=85%`; with the day by which all is done: `air/boilers=100%@2022-07-30`.
    #[arg(long, value_name = "ITEM=FIGURE", requires = "unit")]
    set: Vec<String>,
    /// Rows as if they had been sent too: `farms=extra.csv`.
    #[arg(long, value_name = "TABLE=FILE")]
    rows: Vec<String>,
    /// A file of changes to the scheme.
    #[arg(long, value_name = "FILE")]
    change: Option<PathBuf>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(args: &WhatIfArgs, words: &Words) -> Outcome {
    answer(args, words).unwrap_or_else(|outcome| outcome)
}

fn answer(args: &WhatIfArgs, words: &Words) -> Result<Outcome, Outcome> {
    if args.set.is_empty() && args.rows.is_empty() && args.change.is_none() {
        return output::wrong_usage(&message!("what-if-nothing-supposed"), words);
    }
    let progress = Progress::start();
    let before = scoring::measured(&args.scoring, &progress, args.format, words)?;
    let unit = args.unit.as_deref().map(|unit| units::unit(&before.plan, unit, words)).transpose()?;
    let mut supposed = Supposed { unknown: unknown(&before, unit.as_ref()), ..Supposed::default() };
    let (mut said, mut notes) = (Vec::new(), Vec::new());
    let mut set_already = BTreeSet::new();
    for set in &args.set {
        let (Some(unit), Some((item, figure))) = (&unit, set.split_once('=')) else {
            return output::wrong_usage(&message!("what-if-set-form", set = set), words);
        };
        let item = units::item(&before.plan, item.trim(), words)?;
        let Some(rule) = before.plan.rule(&item) else { continue };
        if !set_already.insert(item.clone()) {
            return output::wrong_usage(&message!("what-if-set-twice", item = &rule.title), words);
        }
        let SupposedFigure { figure: value, done_by, written: figure } =
            match read_supposed(&before.plan, rule, figure, before.options.as_of) {
                Ok(supposed) => supposed,
                Err(wrong) => return output::wrong_usage(&wrong, words),
            };
        let title = &rule.title;
        let name = before.plan.unit(unit).map_or_else(|| unit.to_string(), |unit| unit.name.clone());
        // Units that are scored in place of those below them have such a figure of their own.
        let sharing = match args.scoring.level {
            Some(_) => vec![unit.clone()],
            None => sharing(&before.plan, rule, unit),
        };
        said.push(match (sharing.len(), done_by) {
            (1, Some(day)) => {
                message!("what-if-set-by", unit = name, item = title, figure = figure, day = say_date(day))
            }
            (1, None) => message!("what-if-set", unit = name, item = title, figure = figure),
            (_, _) => message!("what-if-set-shared", unit = name, item = title, figure = figure),
        });
        for unit in &sharing {
            supposed = supposed.with(unit, &item, value.clone());
            supposed.done_by.extend(done_by.map(|day| ((unit.clone(), item.clone()), day)));
        }
    }
    let rows = args.rows.iter().map(|rows| extra_rows(rows, &before, words)).collect::<Result<Vec<_>, _>>()?;
    said.extend(
        rows.iter().map(|(table, file)| message!("what-if-rows", table = table, file = file.display().to_string())),
    );
    let changes = match &args.change {
        Some(file) => changes(file, words)?,
        None => Changes::default(),
    };
    if changes.diagnostics.iter().any(|wrong| wrong.level == Level::Error) {
        // All that is wrong is told at once: in how the changes are written, and in what they name.
        let all: Vec<&Change> = changes.read.iter().collect();
        let mut opened = opening::open_changed(&args.scoring.scheme, args.change.as_deref(), &all, words)?;
        opened.with_changes(changes.diagnostics);
        opening::or_tell(opened, args.format, words)?;
        return Err(Outcome::FoundErrors);
    }
    let changes = changes.read;
    said.extend(changes.iter().map(|change| message!("what-if-change", name = &change.document.name.value)));
    notes.extend(changes.iter().filter_map(|change| signed_unread(&before.plan, change)));

    let opened =
        |changes: &[&Change]| opening::open_changed(&args.scoring.scheme, args.change.as_deref(), changes, words);
    let measured = |plan: Plan| before.again(plan, &args.scoring.data, &rows, words);
    let changed = |changes: &[&Change]| measured(opening::or_tell(opened(changes)?, args.format, words)?);
    progress.now(&message!("progress-assessing"), words);
    let nothing = Supposed { unknown: supposed.unknown.clone(), ..Supposed::default() };
    let old = before.assess(nothing, false);
    // A figure alone changes neither the plan nor the data: nothing is read or measured again.
    let again = match rows.is_empty() && changes.is_empty() {
        true => None,
        false => Some(changed(&changes.iter().collect::<Vec<_>>())?),
    };
    let after = again.as_ref().unwrap_or(&before);
    // What is found in the supposed rows, and in no others.
    let known: BTreeSet<&Finding> = before.submission.findings.iter().collect();
    let found_new: Vec<Finding> =
        after.submission.findings.iter().filter(|finding| !known.contains(finding)).cloned().collect();
    if found_new.iter().any(is_of_a_file) {
        return unread(&found_new, args.format, words);
    }
    notes.extend(rows_not_seen(&rows, &before, after, words)?);
    supposed.unknown = unknown(after, unit.as_ref());
    if let Some(unit) = &unit {
        let nothing = Supposed { unknown: supposed.unknown.clone(), ..Supposed::default() };
        match what_if::task_shares(&after.plan, &supposed, unit, || after.assess_alone(unit, nothing)) {
            Ok(shares) => {
                for (item, share) in shares.meant {
                    let alike = supposed.figures.iter_mut().filter(|((_, of), _)| *of == item);
                    alike.for_each(|(_, figure)| figure.clone_from(&share));
                }
                notes.extend(shares.said);
            }
            Err(beyond) => return output::wrong_usage(&beyond, words),
        }
    }
    let new = after.assess(supposed.clone(), false);
    let asked = Asked { unit: unit.clone(), items: set_already };
    if let Some(unit) = &unit {
        notes.extend(what_if::without_effect(&after.plan, &new, &supposed, unit));
        notes.extend(what_if::nothing_for_early(&new, &supposed, unit));
    }
    let supposed_said: Vec<String> = said.iter().map(|said| words.say(said)).collect();
    let mut found = what_if::compare(&old, &new, supposed_said, &asked, &supposed.unknown);
    found.notes = notes.iter().map(|note| words.say(note)).collect();
    found.findings = found_new.iter().map(|finding| FindingLine::new(finding, words)).collect();
    found.scheme_changed = !changes.is_empty();
    if changes.len() > 1 {
        // A change alone is held against the same figures and rows without it: what those do is not its doing.
        let unchanged = match rows.is_empty() {
            true => None,
            false => Some(changed(&[])?),
        };
        let without = unchanged.as_ref().unwrap_or(&before).assess(supposed.clone(), false);
        for change in &changes {
            let (name, opened) = (&change.document.name.value, opened(&[change])?);
            // Only all of them together have to be sound: points may be raised in one place and taken in another.
            found.alone.push(match opened.first_error() {
                Some(wrong) => what_if::not_alone(name, words.say(wrong)),
                None => {
                    let alone =
                        measured(opening::or_tell(opened, args.format, words)?)?.assess(supposed.clone(), false);
                    what_if::alone(name, &without, &alone, &supposed.unknown)
                }
            });
        }
    }
    scoring::warn_of_errors(&before.submission.findings, !supposed.unknown.is_empty(), words);
    let lines = findings::lines(&found_new, Level::Note, usize::MAX, words);
    match args.format {
        Format::Text => output::print(&lines),
        Format::Json => output::complain(&lines),
    }
    tell(&found, unit.map(|unit| unit.to_string()), after, args.format, words)?;
    match found_new.iter().any(|finding| finding.level == Level::Error) {
        true => Ok(Outcome::FoundErrors),
        false => Ok(Outcome::Fine),
    }
}

/// A file of which no row can be used: it can't be read, or its header does not fit the table.
fn is_of_a_file(finding: &Finding) -> bool {
    finding.level == Level::Error && matches!(finding.code, FindingCode::UnreadableFile | FindingCode::MissingColumn)
}

/// Of the tables that have supposed rows, those of which some are dated after the as-of date: they move nothing yet.
fn rows_not_seen(
    rows: &[(String, PathBuf)],
    before: &Measured,
    after: &Measured,
    words: &Words,
) -> Result<Vec<Message>, Outcome> {
    let tables: BTreeSet<&String> = rows.iter().map(|(table, _)| table).collect();
    let as_of = after.options.as_of;
    let mut said = Vec::new();
    for id in tables {
        let submitted = |measured: &'_ Measured| measured.submission.tables.get(&(id.clone(), Year::This)).cloned();
        let (Some(table), Some(with_them)) = (after.plan.table(id), submitted(after)) else { continue };
        let sent = submitted(before).map(|submitted| submitted.files).unwrap_or_default();
        let not_seen = measure::rows_not_seen(table, &with_them, |file| !sent.contains(file), as_of)
            .map_err(|error| scoring::cannot_measure(&error, words))?;
        if not_seen > 0 {
            said.push(message!(
                "what-if-rows-not-seen",
                table = &table.title,
                rows = not_seen,
                as_of = say_date(as_of)
            ));
        }
    }
    Ok(said)
}

/// Rows that nobody has seen are held against nothing: only what is wrong with them is told.
fn unread(found: &[Finding], format: Format, words: &Words) -> Result<Outcome, Outcome> {
    if format == Format::Json {
        output::print(&output::json(&json!({ "findings": findings::json(found, words) }), words)?);
    }
    output::complain(&findings::lines(found, Level::Note, usize::MAX, words));
    output::complain(&format!("{}\n", words.word("what-if-rows-unread")));
    Ok(Outcome::FoundErrors)
}

/// Units of which the data hold no row, where one unit is asked about: unknown and not silent, as where it is scored alone.
fn unknown(measured: &Measured, unit: Option<&UnitId>) -> BTreeSet<UnitId> {
    unit.map(|unit| measured.silent(&BTreeSet::from([unit.clone()]))).unwrap_or_default()
}

fn tell(found: &WhatIf, asked: Option<String>, after: &Measured, format: Format, words: &Words) -> Result<(), Outcome> {
    match format {
        Format::Text => {
            let asked: Vec<String> = asked.into_iter().collect();
            output::print(&what_if_table(found, &asked, after.plan.numbers, words, output::screen()));
        }
        Format::Json => output::print(&output::json(found, words)?),
    }
    Ok(())
}

/// `farms=extra.csv`: a table of the scheme, and a file that is there.
fn extra_rows(text: &str, measured: &Measured, words: &Words) -> Result<(String, PathBuf), Outcome> {
    let Some((table, file)) = text.split_once('=') else {
        return output::wrong_usage(&message!("what-if-rows-form", rows = text), words);
    };
    let table = table.trim();
    let tables = &measured.plan.tables;
    if let Some(found) = tables.iter().find(|known| known.id == table || known.title == table) {
        let path = PathBuf::from(file.trim());
        return match path.is_file() {
            true => Ok((found.id.clone(), path)),
            false => output::wrong_usage(&message!("what-if-no-file", file = file.trim()), words),
        };
    }
    let known = tables.iter().flat_map(|known| [known.id.as_str(), known.title.as_str()]);
    output::wrong_usage(
        &match crate::diagnostic::nearest(table, known) {
            Some(near) => message!("what-if-no-table-near", table = table, near = near),
            None => message!("what-if-no-table", table = table),
        },
        words,
    )
}

/// A figure that a unit signs for an item whose target does not read the letters.
fn signed_unread(plan: &Plan, change: &Change) -> Option<Message> {
    let change = &change.document;
    change.signed.as_ref()?;
    // A change of the target may be what reads them.
    let rule = plan.rule(&ItemId(change.rule.as_ref()?.value.clone())).filter(|_| change.target.is_none())?;
    let Body::Measured { target, .. } = &rule.body else { return None };
    (!target.node.formulas().into_iter().any(reads_letters))
        .then(|| message!("change-signed-unread", item = &rule.title))
}

fn reads_letters(formula: &Formula) -> bool {
    matches!(formula.node, FormulaNode::Letter { .. } | FormulaNode::LetterDue { .. })
        || formula.node.parts().into_iter().any(reads_letters)
}

/// The changes of a file, with what is wrong in how they are written.
pub(super) fn changes(file: &Path, words: &Words) -> Result<Changes, Outcome> {
    let name = file.display().to_string();
    let text = match disk::read_text(file) {
        Ok(text) => text,
        Err(error) => {
            return output::wrong_usage(
                &message!("what-if-change-unreadable", file = name, reason = error.said()),
                words,
            );
        }
    };
    let changes = read_changes(&name, &text);
    if changes.read.is_empty() && changes.diagnostics.is_empty() {
        return output::wrong_usage(&message!("what-if-no-changes", file = name), words);
    }
    Ok(changes)
}
