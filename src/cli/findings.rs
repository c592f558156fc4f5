//! Findings on the screen: where, and what was found and expected.

use serde_json::json;

use crate::intake::Finding;
use crate::message;
use crate::plan::Level;
use crate::words::Words;

/// One line a finding, errors first; `most` at the most, and how many more there are.
pub fn lines(findings: &[Finding], least: Level, most: usize, words: &Words) -> String {
    let mut told: Vec<&Finding> = findings.iter().filter(|finding| finding.level >= least).collect();
    told.sort_by(|left, right| right.level.cmp(&left.level).then_with(|| left.cmp(right)));
    let mut text = String::new();
    for finding in told.iter().take(most) {
        text.push_str(&line(finding, words));
        text.push('\n');
    }
    if told.len() > most {
        text.push_str(&words.say(&message!("findings-more", count = told.len() - most)));
        text.push('\n');
    }
    text
}

fn line(finding: &Finding, words: &Words) -> String {
    let level = words.word(match finding.level {
        Level::Error => "severity-error",
        Level::Warning => "severity-warning",
        Level::Note => "severity-note",
    });
    let at = &finding.at;
    let mut place = at.file.clone().unwrap_or_else(|| at.table.clone());
    if let Some(sheet) = &at.sheet {
        place.push_str(&words.say(&message!("finding-at-sheet", sheet = sheet)));
    }
    if let Some(row) = at.row {
        place.push_str(&words.say(&message!("finding-at-row", row = row)));
    }
    if let Some(column) = &at.column {
        place.push_str(&words.say(&message!("finding-at-column", column = column)));
    }
    words.say(&message!("finding-line", level = level, place = place, say = finding.say.0.clone()))
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
