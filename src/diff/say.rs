//! Causes and moves in words.

use jiff::civil::Date;

use super::difference::{
    AreaPart, Cause, Extent, FileSeen, GradePart, ItemPart, Named, NumbersPart, Pair, RulePart, SchemePart, SheetPart,
    Signed, TablePart, UnitPart,
};
use crate::assess::document::WrittenPoints;
use crate::clauses::{Days, say_date};
use crate::message;
use crate::plan::{MissingPolicy, NotApplicablePolicy};
use crate::words::{Message, Words};

/// So many items or units are named; of more, the first and how many there are.
const NAMED: usize = 3;

/// A cause as it stands among all causes.
pub fn say_cause(cause: &Cause) -> Message {
    match cause {
        Cause::Scheme { part, old, new } => match part {
            SchemePart::Id => message!("diff-cause-id", old = old, new = new),
            SchemePart::Year => message!("diff-cause-year", old = old, new = new),
            SchemePart::Title => message!("diff-cause-title", old = old, new = new),
            SchemePart::Note => message!("diff-cause-note", old = value_or_none(old), new = value_or_none(new)),
        },
        Cause::Engine { old, new } => message!("diff-cause-engine", old = old, new = new),
        Cause::AsOf { old, new } => message!("diff-cause-as-of", old = say_date(*old), new = say_date(*new)),
        Cause::Trial { old, new } => message!("diff-cause-trial", old = extent(*old), new = extent(*new)),
        Cause::Numbers { part, old, new } => {
            let (part, old, new) = (numbers_part(*part), setting(old), setting(new));
            message!("diff-cause-numbers", part = part, old = old, new = new)
        }
        Cause::Missing { items, old, new } => {
            message!("diff-cause-missing", old = missing(*old), new = missing(*new), items = named(items))
        }
        Cause::NotApplicable { items, old, new } => {
            let (old, new) = (not_applicable(old), not_applicable(new));
            message!("diff-cause-not-applicable", old = old, new = new, items = named(items))
        }
        Cause::Sheet { title, part, old, new, .. } => sheet(title, *part, old.as_deref(), new.as_deref()),
        Cause::Grade { title, grade, part, old, new, .. } => {
            let say = match (part, old, new) {
                (GradePart::Presence, None, _) => message!("diff-cause-grade-new", grade = grade),
                (GradePart::Presence, Some(_), _) => message!("diff-cause-grade-gone", grade = grade),
                (GradePart::Edge, old, new) => {
                    let (old, new) = (edge(old.as_deref()), edge(new.as_deref()));
                    message!("diff-cause-grade-edge", grade = grade, old = old, new = new)
                }
                (GradePart::Conditions, _, _) => message!("diff-cause-grade-conditions", grade = grade),
            };
            on_sheet(title.as_deref(), say)
        }
        Cause::Area { of, area, title, part, old, new, .. } => {
            let (from, to) = (text(old), text(new));
            let say = match (part, old) {
                (AreaPart::Presence, None) => message!("diff-cause-area-new", title = title, points = to),
                (AreaPart::Presence, Some(_)) => message!("diff-cause-area-gone", title = title, points = from),
                (AreaPart::Title, _) => message!("diff-cause-area-title", old = from, new = to),
                (AreaPart::Points, _) => message!("diff-cause-area-points", title = title, old = from, new = to),
                (AreaPart::Combining, _) if area.is_empty() => message!("diff-cause-root-combining"),
                (AreaPart::Combining, _) => message!("diff-cause-area-combining", title = title),
            };
            on_sheet(of.as_deref(), say)
        }
        Cause::Item { of, title, part, old, new, .. } => {
            let (from, to) = (text(old), text(new));
            let say = match (part, old) {
                (ItemPart::Presence, None) => message!("diff-cause-item-new", title = title),
                (ItemPart::Presence, Some(_)) => message!("diff-cause-item-gone", title = title),
                (ItemPart::Title, _) => message!("diff-cause-item-title", old = from, new = to),
                (ItemPart::Area, _) => message!("diff-cause-item-area", title = title, old = from, new = to),
                (ItemPart::Points, _) => {
                    message!("diff-cause-item-points", title = title, old = points(old), new = points(new))
                }
            };
            on_sheet(of.as_deref(), say)
        }
        Cause::Rule { title, parts, .. } => message!("diff-cause-rule", title = title, parts = rule_parts(parts)),
        Cause::Standard { module, items } => message!("diff-cause-standard", module = module, items = named(items)),
        Cause::Table { title, part, old, .. } => match (part, old) {
            (TablePart::Presence, None) => message!("diff-cause-table-new", title = title),
            (TablePart::Presence, Some(_)) => message!("diff-cause-table-gone", title = title),
            (TablePart::Reading, _) => message!("diff-cause-table", title = title),
        },
        Cause::Letter { name, title, old, new, without_effect, from, until, .. } => {
            let (old, new) = (signed(old.as_ref()), signed(new.as_ref()));
            let say = match days(*from, *until) {
                None => message!("diff-cause-letter", unit = name, title = title, old = old, new = new),
                Some(days) => {
                    message!("diff-cause-letter-of-days", unit = name, title = title, days = days, old = old, new = new)
                }
            };
            match without_effect {
                true => message!("diff-cause-without-effect", cause = say),
                false => say,
            }
        }
        Cause::Accepted { old, new } => message!("diff-cause-accepted", old = accepted(*old), new = accepted(*new)),
        Cause::Data { file, old, new, .. } => data(file, old.as_ref(), new.as_ref()),
        Cause::Unit { name, part, old, new, .. } => match (part, old) {
            (UnitPart::Presence, None) => message!("diff-cause-unit-new", unit = name),
            (UnitPart::Presence, Some(_)) => message!("diff-cause-unit-gone", unit = name),
            (UnitPart::Assessed, None) => message!("diff-cause-unit-assessed", unit = name),
            (UnitPart::Assessed, Some(_)) => message!("diff-cause-unit-unassessed", unit = name),
            (UnitPart::Roster, None) => message!("diff-cause-roster-new", unit = name),
            (UnitPart::Roster, Some(_)) => message!("diff-cause-roster-gone", unit = name),
            (UnitPart::Kind, _) => message!("diff-cause-unit-kind", unit = name, old = text(old), new = text(new)),
            (UnitPart::Parent, _) => {
                message!("diff-cause-unit-parent", unit = name, old = text_or_none(old), new = text_or_none(new))
            }
            (UnitPart::Aliases, _) => {
                message!("diff-cause-unit-aliases", unit = name, old = text_or_none(old), new = text_or_none(new))
            }
            (UnitPart::Name, _) => message!("diff-cause-unit-name", old = text(old), new = text(new)),
            (UnitPart::Group, _) => message!("diff-cause-unit-group", unit = name, old = text(old), new = text(new)),
        },
    }
}

/// The same beside an item of a unit, whose names stand there already.
pub fn say_cause_here(cause: &Cause) -> Message {
    match cause {
        Cause::Missing { old, new, .. } => message!("diff-here-missing", old = missing(*old), new = missing(*new)),
        Cause::NotApplicable { old, new, .. } => {
            message!("diff-here-not-applicable", old = not_applicable(old), new = not_applicable(new))
        }
        Cause::Item { part: ItemPart::Presence, old: None, .. } => message!("diff-here-item-new"),
        Cause::Item { part: ItemPart::Presence, .. } => message!("diff-here-item-gone"),
        Cause::Item { part: ItemPart::Points, old, new, .. } => {
            message!("diff-here-points", old = points(old), new = points(new))
        }
        Cause::Rule { parts, .. } => message!("diff-here-rule", parts = rule_parts(parts)),
        Cause::Standard { module, .. } => message!("diff-here-standard", module = module),
        Cause::Letter { old, new, .. } => {
            message!("diff-here-letter", old = signed(old.as_ref()), new = signed(new.as_ref()))
        }
        Cause::AsOf { .. } => message!("diff-here-as-of"),
        Cause::Item { part: ItemPart::Title | ItemPart::Area, .. }
        | Cause::Scheme { .. }
        | Cause::Engine { .. }
        | Cause::Trial { .. }
        | Cause::Numbers { .. }
        | Cause::Sheet { .. }
        | Cause::Grade { .. }
        | Cause::Area { .. }
        | Cause::Table { .. }
        | Cause::Accepted { .. }
        | Cause::Data { .. }
        | Cause::Unit { .. } => say_cause(cause),
    }
}

/// Both sides with an arrow between them, or one where they are the same; `said` gives the words for one.
pub(super) fn arrow<T: PartialEq>(pair: &Pair<T>, words: &Words, said: impl Fn(&T) -> String) -> String {
    let side = |one: &Option<T>| one.as_ref().map(&said).filter(|text| !text.is_empty());
    let nothing = || words.word("diff-nothing");
    match (side(&pair.old), side(&pair.new)) {
        (None, None) => String::new(),
        (Some(old), Some(new)) if old == new => new,
        (old, new) => {
            let (old, new) = (old.unwrap_or_else(nothing), new.unwrap_or_else(nothing));
            words.say(&message!("diff-arrow", old = old, new = new))
        }
    }
}

/// The same for points, which are the same however many zeros are written behind them.
pub(super) fn arrow_points(pair: &Pair<WrittenPoints>, words: &Words) -> String {
    let said = |points: &WrittenPoints| points.0.clone();
    match &pair.new {
        Some(new) if !pair.is_moved() => new.0.clone(),
        Some(_) | None => arrow(pair, words, said),
    }
}

/// Whose result it is.
pub(super) fn extent(extent: Extent) -> Message {
    match (extent.units_unknown, extent.some_only) {
        (0, false) => message!("diff-extent-all"),
        (0, true) => message!("diff-extent-some"),
        (unknown, _) => message!("diff-extent-trial", unknown = unknown),
    }
}

/// The text holds what stands between the entries of a list.
pub(super) fn has_pause(text: &str) -> bool {
    text.contains(['、', '，', '；']) || text.contains(", ") || text.contains("; ")
}

/// One entry of many, with the stronger mark between them: their own texts hold the weaker one.
fn apart(entries: Vec<Message>) -> Vec<Message> {
    let joined = entries.into_iter().reduce(|left, right| message!("diff-apart", left = left, right = right));
    joined.into_iter().collect()
}

/// A list whose entries can be told apart, whatever they hold.
pub(super) fn list(entries: &[String], words: &Words) -> String {
    match entries.len() > 1 && entries.iter().any(|entry| has_pause(entry)) {
        true => entries.join(&words.word("diff-apart-mark")),
        false => words.list(entries),
    }
}

/// A target or a figure as people read it: a day in words.
pub(super) fn shown(text: &str, words: &Words) -> String {
    Days::read(text).map_or_else(|| text.to_owned(), |days| words.say(&days.say()))
}

/// Before what several sheets have alike.
fn on_sheet(title: Option<&str>, cause: Message) -> Message {
    match title {
        Some(title) => message!("diff-cause-of-sheet", title = title, cause = cause),
        None => cause,
    }
}

fn accepted(is: bool) -> Message {
    if is { message!("diff-accepted") } else { message!("diff-not-accepted") }
}

fn text(side: &Option<String>) -> &str {
    side.as_deref().unwrap_or_default()
}

fn text_or_none(side: &Option<String>) -> Message {
    value_or_none(text(side))
}

fn value_or_none(text: &str) -> Message {
    if text.is_empty() { message!("diff-nothing") } else { message!("value-text", text = text) }
}

fn numbers_part(part: NumbersPart) -> Message {
    match part {
        NumbersPart::Compare => message!("diff-numbers-compare"),
        NumbersPart::Round => message!("diff-numbers-round"),
        NumbersPart::Points => message!("diff-numbers-points"),
        NumbersPart::At => message!("diff-numbers-at"),
        NumbersPart::RankOn => message!("diff-numbers-rank-on"),
    }
}

/// A setting of the numbers: its word, or how many places.
fn setting(code: &str) -> Message {
    match code {
        places if places.starts_with(|sign: char| sign.is_ascii_digit()) => message!("diff-places", places = places),
        code => Message::new(&format!("diff-setting-{}", code.replace('_', "-"))),
    }
}

fn missing(policy: MissingPolicy) -> Message {
    match policy {
        MissingPolicy::Zero => message!("missing-zero"),
        MissingPolicy::Rescale => message!("missing-rescale"),
        MissingPolicy::Pending => message!("missing-pending"),
    }
}

fn not_applicable(policy: &NotApplicablePolicy) -> Message {
    match policy {
        NotApplicablePolicy::Rescale => message!("not-applicable-rescale"),
        NotApplicablePolicy::Full => message!("not-applicable-full"),
        NotApplicablePolicy::GroupMean => message!("not-applicable-group-mean"),
        NotApplicablePolicy::GivenTo(items) => {
            let items: Vec<String> = items.iter().map(ToString::to_string).collect();
            message!("not-applicable-given-to", items = items)
        }
    }
}

fn named(items: &[Named]) -> Message {
    let title = |item: &Named| match &item.of {
        Some(sheet) => message!("diff-item-of-sheet", item = &item.title, sheet = sheet),
        None => message!("diff-item", item = &item.title),
    };
    let titles: Vec<Message> = items.iter().take(NAMED).map(title).collect();
    let holds_pause =
        items.iter().take(NAMED).any(|item| has_pause(&item.title) || item.of.as_deref().is_some_and(has_pause));
    let titles = if holds_pause { apart(titles) } else { titles };
    if items.len() > NAMED {
        message!("diff-items-more", items = titles, count = items.len())
    } else {
        message!("diff-items", items = titles)
    }
}

/// Units by name, as many as are named.
pub(super) fn named_units(units: &[Named]) -> Message {
    let names: Vec<String> = units.iter().take(NAMED).map(|unit| unit.title.clone()).collect();
    match units.len() > NAMED {
        true => message!("diff-units-more", units = names, count = units.len()),
        false => message!("diff-items", items = names),
    }
}

fn sheet(title: &str, part: SheetPart, old: Option<&str>, new: Option<&str>) -> Message {
    let (from, to) = (old.unwrap_or_default(), new.unwrap_or_default());
    match (part, old) {
        (SheetPart::Presence, None) => message!("diff-cause-sheet-new", title = title),
        (SheetPart::Presence, Some(_)) => message!("diff-cause-sheet-gone", title = title),
        (SheetPart::Title, _) => message!("diff-cause-sheet-title", old = from, new = to),
        (SheetPart::Total, _) => message!("diff-cause-sheet-total", title = title, old = from, new = to),
        (SheetPart::Units, _) => message!("diff-cause-sheet-units", title = title),
        (SheetPart::Limits, _) => message!("diff-cause-sheet-limits", title = title),
        (SheetPart::Ties, _) => message!("diff-cause-sheet-ties", title = title),
        (SheetPart::Caps, _) => message!("diff-cause-sheet-caps", title = title),
        (SheetPart::Consequences, _) => message!("diff-cause-sheet-consequences", title = title),
    }
}

fn edge(points: Option<&str>) -> Message {
    match points {
        Some(points) => message!("diff-edge", points = points),
        None => message!("diff-no-edge"),
    }
}

fn points(points: &Option<String>) -> Message {
    match points {
        Some(points) => message!("diff-points", points = points),
        None => message!("diff-no-limit"),
    }
}

fn rule_parts(parts: &[RulePart]) -> Vec<Message> {
    let said = parts.iter().map(|part| match part {
        RulePart::Figure => message!("diff-rule-figure"),
        RulePart::Target => message!("diff-rule-target"),
        RulePart::Scoring => message!("diff-rule-scoring"),
        RulePart::Conditions => message!("diff-rule-conditions"),
        RulePart::Wording => message!("diff-rule-wording"),
        RulePart::Reasons => message!("diff-rule-reasons"),
    });
    said.collect()
}

fn signed(letter: Option<&Signed>) -> Message {
    let target = |target: &String| {
        Days::read(target).map(|days| days.say()).unwrap_or_else(|| message!("diff-target", target = target))
    };
    match letter.map(|letter| (letter.target.as_ref().map(target), letter.due)) {
        Some((Some(target), Some(due))) => message!("diff-signed-both", target = target, due = say_date(due)),
        Some((Some(target), None)) => message!("diff-signed", target = target),
        Some((None, Some(due))) => message!("diff-signed-due", due = say_date(due)),
        Some((None, None)) | None => message!("diff-not-signed"),
    }
}

/// On which days; `None`: on the one for which everything is told.
fn days(from: Option<Date>, until: Option<Date>) -> Option<Message> {
    match (from, until) {
        (None, None) => None,
        (Some(from), None) => Some(message!("diff-days-from", from = say_date(from))),
        (None, Some(until)) => Some(message!("diff-days-until", until = say_date(until))),
        (Some(from), Some(until)) if from == until => Some(say_date(from)),
        (Some(from), Some(until)) => {
            Some(message!("diff-days-between", from = say_date(from), until = say_date(until)))
        }
    }
}

fn data(file: &str, old: Option<&FileSeen>, new: Option<&FileSeen>) -> Message {
    let rows = |seen: &FileSeen| usize::try_from(seen.rows).unwrap_or(usize::MAX);
    match (old, new) {
        (Some(old), Some(new)) if old.rows == new.rows => {
            message!("diff-cause-data-same-rows", file = file, rows = rows(new))
        }
        (Some(old), Some(new)) => message!("diff-cause-data", file = file, old = rows(old), new = rows(new)),
        (None, Some(new)) => message!("diff-cause-data-new", file = file, rows = rows(new)),
        (Some(old), None) => message!("diff-cause-data-gone", file = file, rows = rows(old)),
        (None, None) => message!("diff-nothing"),
    }
}
