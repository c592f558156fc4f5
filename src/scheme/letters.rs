//! letters.csv: the figures and days that each unit signed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::csv_file::{self, Field, Wanted};
use super::day;
use super::model::{LetterSource, UnreadLetter};
use super::roster::Roster;
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{ItemId, Place, UnitId};

/// Read where scheme.yaml names no other.
pub const USUAL_FILE: &str = "letters.csv";

const COLUMNS: [Wanted; 5] = [
    Wanted::required(&["unit", "单位", "乡镇", "责任单位"]),
    Wanted::required(&["indicator", "item", "指标", "考核指标", "项目"]),
    Wanted::optional(&["target", "目标", "目标值", "责任目标"]),
    Wanted::optional(&["due", "期限", "完成时限", "完成期限", "截止日期"]),
    Wanted::optional(&["from", "生效日期", "起", "自"]),
];

/// What became of the lines of letters.csv.
#[derive(Default)]
pub struct Letters {
    pub read: Vec<LetterSource>,
    pub unread: Vec<UnreadLetter>,
    /// Every line is in one of the two.
    pub is_whole: bool,
}

/// The lines of letters.csv. `items`: the ids that a letter may be for; `None` where they are not all known, because a sheet could not
/// be read whole.
pub fn read(
    file: &str,
    text: &str,
    roster: &Roster,
    items: Option<&Vec<ItemId>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Letters {
    let csv_file::Read { rows, too_long, is_whole } = csv_file::read(file, text, COLUMNS, diagnostics);
    let (mut letters, mut unread) = (Vec::new(), Vec::new());
    for row in too_long {
        let [unit, item, _, _, _] = row.fields;
        let unit = roster.find(&unit.text).map(|unit| unit.id.clone());
        unread.push(UnreadLetter { unit, item: found_item(&item, items) });
    }
    let mut seen: BTreeMap<(UnitId, ItemId, Option<Date>), Place> = BTreeMap::new();
    for row in rows {
        let [unit, item, target, due, from] = row.fields;
        let blank = [("unit", &unit), ("indicator", &item)].into_iter().find(|(_, field)| field.text.is_empty());
        if let Some((column, field)) = blank {
            diagnostics.push(Diagnostic::error(field.at.clone(), message!("letters-blank", column = column)));
            let unit = roster.find(&unit.text).map(|unit| unit.id.clone());
            unread.push(UnreadLetter { unit, item: found_item(&item, items) });
            continue;
        }
        // All that is wrong with a line is told before the line is given up.
        let unit_id = known_unit(&unit, roster, diagnostics);
        let item_id = known_item(&item, items, diagnostics);
        let due_at = due.at.clone();
        let due = date(&due, diagnostics);
        let from = date(&from, diagnostics);
        if target.text.is_empty() && matches!(due, Ok(None)) {
            diagnostics.push(Diagnostic::error(target.at.clone(), message!("letters-says-nothing")));
            unread.push(UnreadLetter { unit: unit_id, item: item_id });
            continue;
        }
        let (unit_id, item_id, due, from) = match (unit_id, item_id, due, from) {
            (Some(unit), Some(item), Ok(due), Ok(from)) => (unit, item, due, from),
            (unit, item, Ok(_) | Err(()), Ok(_) | Err(())) => {
                unread.push(UnreadLetter { unit, item });
                continue;
            }
        };
        let key = (unit_id.clone(), item_id.clone(), from);
        if let Some(first) = seen.get(&key) {
            let message = message!("letters-twice", unit = &unit.text, item = &item.text);
            let twice = Diagnostic::error(item.at.clone(), message).width(item.width());
            diagnostics.push(twice.also(first.clone(), message!("scheme-first-here")));
            unread.push(UnreadLetter { unit: Some(unit_id), item: Some(item_id) });
            continue;
        }
        seen.insert(key, item.at.clone());
        letters.push(LetterSource {
            unit: unit_id,
            item: item_id,
            target: (!target.text.is_empty()).then_some((target.text, target.at)),
            due,
            due_at: due.is_some().then_some(due_at),
            from,
            at: row.at,
        });
    }
    Letters { read: letters, unread, is_whole }
}

fn known_unit(field: &Field, roster: &Roster, diagnostics: &mut Vec<Diagnostic>) -> Option<UnitId> {
    let found = roster.find(&field.text).map(|unit| unit.id.clone());
    // A roster that could not be read is told once, not once a letter.
    if found.is_none() && !roster.is_empty() {
        let message = message!("letters-unknown-unit", unit = &field.text);
        let problem = Diagnostic::error(field.at.clone(), message).width(field.width());
        diagnostics.push(problem.nearest(&field.text, roster.names()));
    }
    found
}

/// The item that is named, where it is known; any name where not all items are known.
fn found_item(field: &Field, items: Option<&Vec<ItemId>>) -> Option<ItemId> {
    let id = ItemId(field.text.clone());
    let is_known = !field.text.is_empty() && items.is_none_or(|items| items.contains(&id));
    is_known.then_some(id)
}

fn known_item(field: &Field, items: Option<&Vec<ItemId>>, diagnostics: &mut Vec<Diagnostic>) -> Option<ItemId> {
    let found = found_item(field, items);
    let Some(items) = items.filter(|_| found.is_none()) else { return found };
    let message = message!("letters-unknown-indicator", indicator = &field.text);
    let problem = Diagnostic::error(field.at.clone(), message).width(field.width());
    let problem = problem.nearest(&field.text, items.iter().map(|item| item.0.as_str()));
    // Nothing near is most likely the title, which stands in the rule and is not known yet.
    let example = items.first().filter(|_| problem.help.is_empty());
    diagnostics.push(match example {
        Some(example) => problem.help(message!("letters-write-the-id", example = &example.0)),
        None => problem,
    });
    None
}

fn date(field: &Field, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Date>, ()> {
    if field.text.is_empty() {
        return Ok(None);
    }
    day::parse(&field.text).map(Some).ok_or_else(|| {
        let message = message!("letters-not-a-date", text = &field.text);
        diagnostics.push(Diagnostic::error(field.at.clone(), message).width(field.width()));
    })
}
