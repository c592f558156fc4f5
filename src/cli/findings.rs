//! Findings on the screen: where, and what was found and expected.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::json;

use crate::assess::Remark;
use crate::assess::document::{Document, FindingLine};
use crate::intake::{Finding, FindingCode};
use crate::message;
use crate::plan::{Level, Plan};
use crate::words::Words;

/// Of findings of one kind in one column of one file so many are shown, and how many more there are.
const SHOWN_ALIKE: usize = 3;

/// One line a finding, errors first; of many alike the first few, and how many more; `most` lines at the most.
pub fn lines(findings: &[Finding], least: Level, most: usize, words: &Words) -> String {
    let mut told: Vec<&Finding> = findings.iter().filter(|finding| finding.level >= least).collect();
    told.sort_by(|left, right| kind(left).cmp(&kind(right)).then_with(|| left.cmp(right)));
    let mut text = String::new();
    let (mut lines, mut told_of) = (0, 0);
    for alike in told.chunk_by(|left, right| kind(left) == kind(right)) {
        if lines >= most {
            break;
        }
        // To say that there is one more takes as much room as to say it.
        let shown = if alike.len() <= SHOWN_ALIKE + 1 { alike.len() } else { SHOWN_ALIKE };
        for finding in alike.iter().take(shown) {
            text.push_str(&line(finding, words));
            text.push('\n');
        }
        if alike.len() > shown {
            text.push_str(&words.say(&message!("findings-more-alike", count = alike.len() - shown)));
            text.push('\n');
        }
        lines += shown;
        told_of += alike.len();
    }
    if told.len() > told_of {
        text.push_str(&words.say(&message!("findings-more", count = told.len() - told_of)));
        text.push('\n');
    }
    text
}

/// What findings have in common that are told as one.
fn kind(finding: &Finding) -> impl Ord {
    // Several checks may fail on the rows of one table, each with its own sentence.
    let check = (finding.code == FindingCode::CheckFailed).then_some(&finding.say);
    let at = &finding.at;
    (Reverse(finding.level), finding.code, &at.table, &at.file, &at.sheet, &at.column, check)
}

fn line(finding: &Finding, words: &Words) -> String {
    let level = severity(finding.level, words);
    words.say(&message!("finding-line", level = level, place = finding.at.say(), say = finding.say.0.clone()))
}

/// A finding as a document has it: where it is, or of which unit and item, and what was found.
pub fn document_line(finding: &FindingLine, document: &Document, words: &Words) -> String {
    let title = |id: &String| {
        let items = document.sheets.iter().flat_map(|sheet| &sheet.items);
        items.clone().find(|item| item.id == *id).map_or_else(|| id.clone(), |item| item.title.clone())
    };
    let name = |id: &String| {
        document.units.iter().find(|unit| unit.id == *id).map_or_else(|| id.clone(), |unit| unit.name.clone())
    };
    let in_data = finding.file.is_some() || finding.table.is_some();
    let place = match (in_data, &finding.unit, &finding.item) {
        (true, _, _) | (false, None, _) => words.say(&finding.at().say()),
        (false, Some(unit), Some(item)) => words.say(&message!("remark-at", unit = name(unit), item = title(item))),
        (false, Some(unit), None) => name(unit),
    };
    words.say(&message!("finding-line", level = severity(finding.level, words), place = place, say = &finding.say))
}

/// Of units of which the same is said so many are named.
const NAMED_ALIKE: usize = 5;

/// One line for each thing that scoring left to a person to settle, with its unit and item; what is said of units as a whole is said once
/// of all.
pub fn remarks(plan: &Plan, remarks: &[Remark], words: &Words) -> String {
    let name = |remark: &Remark| plan.unit(&remark.unit).map_or(remark.unit.to_string(), |unit| unit.name.clone());
    let told: Vec<&Remark> = remarks.iter().filter(|remark| remark.level >= Level::Warning).collect();
    let alike = |left: &Remark, right: &Remark| left.item.is_none() && right.item.is_none() && left.say == right.say;
    let line = |(number, remark): (usize, &&Remark)| {
        if told.iter().take(number).any(|before| alike(before, remark)) {
            return String::new();
        }
        // A unit on two sheets is one.
        let mut units: Vec<String> =
            told.iter().filter(|other| alike(other, remark)).map(|other| name(other)).collect();
        let mut known = BTreeSet::new();
        units.retain(|unit| known.insert(unit.clone()));
        let unit = match units.get(..NAMED_ALIKE) {
            _ if remark.item.is_some() => name(remark),
            Some(first) if first.len() < units.len() => {
                words.say(&message!("remark-units", units = first.to_vec(), count = units.len()))
            }
            Some(_) | None => words.list(&units),
        };
        let item = remark.item.as_ref();
        let title = item.map(|item| plan.rule(item).map_or(item.0.as_str(), |rule| rule.title.as_str()));
        let place = match title {
            Some(title) => words.say(&message!("remark-at", unit = unit, item = title)),
            None => unit,
        };
        let say = words.say(&message!(
            "finding-line",
            level = severity(remark.level, words),
            place = place,
            say = remark.say.clone()
        ));
        format!("{say}\n")
    };
    told.iter().enumerate().map(line).collect()
}

fn severity(level: Level, words: &Words) -> String {
    words.word(match level {
        Level::Error => "severity-error",
        Level::Warning => "severity-warning",
        Level::Note => "severity-note",
    })
}

/// The same for a program.
pub fn json(findings: &[Finding], words: &Words) -> serde_json::Value {
    let one = |finding: &Finding| {
        json!({
            "level": finding.level, "code": finding.code, "table": finding.at.table, "file": finding.at.file,
            "sheet": finding.at.sheet, "row": finding.at.row, "column": finding.at.column,
            "say": words.say(&finding.say.0),
        })
    };
    findings.iter().map(one).collect()
}
