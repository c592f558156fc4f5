//! A difference for a person at a screen: what the results rest on, the units in a table, then each unit's items with their reasons.

use super::difference::{Cause, Difference, ItemDifference, Pair, Side, UnitDifference};
use super::say::{arrow, arrow_points, extent, list, named_units, say_cause, say_cause_here, shown};
use crate::assess::document::{SumPart, WrittenPoints};
use crate::assess::{Status, say_mark};
use crate::clauses::say_date;
use crate::explain::Screen;
use crate::explain::columns::{Align, Cell, Columns, Tone, paragraph, wrap};
use crate::message;
use crate::plan::{Mark, RuleKind};
use crate::words::{Message, Words};

/// How many items stand beside a unit in the table.
const MOVES: usize = 2;

/// How far causes are indented, and how much further what does not fit on their first line.
const INDENT: usize = 2;
const FURTHER: usize = 2;

/// The whole difference; one line where there is none.
pub fn difference_text(difference: &Difference, words: &Words, screen: Screen) -> String {
    let mut text = String::new();
    let mut line = |said: &str, indent: usize, tone: Tone| {
        let further = if indent == 0 { 0 } else { indent + FURTHER };
        for (number, part) in wrap(said, screen.width.saturating_sub(further)).into_iter().enumerate() {
            text.push_str(&" ".repeat(if number == 0 { indent } else { further }));
            text.push_str(&tone.paint(&part, screen));
            text.push('\n');
        }
    };
    if difference.equal {
        line(&words.word(equal(difference)), 0, Tone::Plain);
        return text;
    }
    line(&words.say(&heading(difference)), 0, Tone::Head);
    if let Some(sides) = sides(difference) {
        line(&words.say(&sides), 0, Tone::Faint);
    }
    if !difference.causes.is_empty() {
        line("", 0, Tone::Plain);
        line(&words.word("diff-causes"), 0, Tone::Head);
        for cause in &difference.causes {
            line(&words.say(&say_cause(cause)), INDENT, Tone::Plain);
            for clause in clause_lines(cause) {
                line(words.say(&clause).trim(), 2 * INDENT, Tone::Faint);
            }
        }
    }
    if difference.new.as_of.is_none() {
        return text;
    }
    line("", 0, Tone::Plain);
    if difference.units.is_empty() {
        line(&words.word("diff-no-units"), 0, Tone::Plain);
        return text;
    }
    line(&words.word("diff-units"), 0, Tone::Head);
    text.push_str(&table(difference, words).print(screen));
    if difference.unchanged > 0 {
        text.push_str(&words.say(&message!("diff-unchanged", count = difference.unchanged)));
        text.push('\n');
    }
    for unit in &difference.units {
        unit_text(difference, unit, words, screen, &mut text);
    }
    text
}

pub(super) fn equal(difference: &Difference) -> &'static str {
    if difference.new.as_of.is_some() { "diff-equal" } else { "diff-equal-schemes" }
}

pub(super) fn heading(difference: &Difference) -> Message {
    let title = &difference.new.title;
    match difference.new.as_of {
        Some(_) => message!("diff-heading", title = title),
        None => message!("diff-heading-schemes", title = title),
    }
}

pub(super) fn sides(difference: &Difference) -> Option<Message> {
    let (old, new) = (&difference.old, &difference.new);
    let (old_day, new_day) = (say_date(old.as_of?), say_date(new.as_of?));
    let side = |side: &Side, day: Message| match side.extent.is_whole() {
        true => message!("diff-side", day = day, units = side.units),
        false => message!("diff-side-extent", day = day, units = side.units, extent = extent(side.extent)),
    };
    Some(message!("diff-sides", old = side(old, old_day), new = side(new, new_day)))
}

/// What a rule's clause said and says.
pub(super) fn clause_lines(cause: &Cause) -> Vec<Message> {
    let Cause::Rule { clauses, .. } = cause else { return Vec::new() };
    let trimmed = |line: &String| line.trim_start_matches(['#', '-', ' ']).to_owned();
    let old = clauses.old.iter().flatten().map(|line| message!("diff-clause-old", line = trimmed(line)));
    let new = clauses.new.iter().flatten().map(|line| message!("diff-clause-new", line = trimmed(line)));
    old.chain(new).collect()
}

fn table(difference: &Difference, words: &Words) -> Columns {
    let mut columns = Columns::default();
    columns.head(words.word("head-rank"), Align::Right);
    columns.head(words.word("head-unit"), Align::Left);
    columns.head(words.word("head-total"), Align::Right);
    columns.head(words.word("diff-head-by"), Align::Right);
    columns.head(words.word("head-grade"), Align::Left);
    columns.head(words.word("diff-head-moves"), Align::Left);
    for unit in &difference.units {
        let moves: Vec<String> = moves(unit).iter().map(|moved| words.say(moved)).collect();
        columns.row(vec![
            Cell::plain(arrow(&ranks(difference, unit, words), words, Clone::clone)),
            Cell::plain(unit_name(unit, words)),
            Cell::plain(arrow_points(&unit.total, words)),
            Cell::toned(signed(unit.by.as_ref()), tone(unit.by.as_ref())),
            Cell::plain(grade(unit, words)),
            Cell::plain(list(&moves, words)),
        ]);
    }
    columns
}

pub(super) fn moves(unit: &UnitDifference) -> Vec<Message> {
    let largest = unit.largest_moves().into_iter().take(MOVES);
    let said = largest.map(|item| {
        let moved = match &item.by {
            Some(by) => message!("diff-move", title = &item.title, by = signed(Some(by))),
            None => message!("diff-item", item = &item.title),
        };
        match item.counts_again() {
            None => moved,
            Some(true) => message!("diff-move-in", item = moved),
            Some(false) => message!("diff-move-out", item = moved),
        }
    });
    said.collect()
}

/// The grades of both sides, each with whether it is settled.
pub(super) fn grade(unit: &UnitDifference, words: &Words) -> String {
    let side = |grade: &Option<String>, provisional: Option<bool>| {
        grade.as_ref().map(|grade| match provisional {
            Some(true) => words.say(&message!("diff-provisional", grade = grade)),
            Some(false) | None => grade.clone(),
        })
    };
    let grades = Pair::new(side(&unit.grade.old, unit.provisional.old), side(&unit.grade.new, unit.provisional.new));
    arrow(&grades, words, Clone::clone)
}

/// A move with its sign: +2.50.
pub(super) fn signed(by: Option<&WrittenPoints>) -> String {
    match by {
        Some(by) if by.0.starts_with('-') => by.0.clone(),
        Some(by) => format!("+{}", by.0),
        None => String::new(),
    }
}

fn tone(by: Option<&WrittenPoints>) -> Tone {
    match by {
        Some(by) if by.0.starts_with('-') => Tone::Bad,
        Some(_) => Tone::Good,
        None => Tone::Plain,
    }
}

fn unit_text(difference: &Difference, unit: &UnitDifference, words: &Words, screen: Screen, text: &mut String) {
    text.push('\n');
    text.push_str(&Tone::Head.paint(&words.say(&unit_line(difference, unit, words)), screen));
    text.push('\n');
    for said in [unit_why(difference, unit, words), beside_items(unit, words)].into_iter().flatten() {
        paragraph(&words.say(&said), (0, INDENT), screen.width, text);
    }
    if unit.items.is_empty() {
        return;
    }
    let mut columns = Columns::default();
    columns.head(words.word("head-item"), Align::Left);
    columns.head(words.word("head-points"), Align::Right);
    columns.head(words.word("diff-head-by"), Align::Right);
    columns.head(words.word("head-figure"), Align::Left);
    columns.head(words.word("head-target"), Align::Left);
    columns.head(words.word("head-status"), Align::Left);
    columns.head(words.word("diff-head-why"), Align::Left);
    for item in &unit.items {
        let cells = item_cells(difference, item, words);
        let by = tone(item.by.as_ref());
        let toned = |(place, cell): (usize, String)| Cell::toned(cell, if place == 2 { by } else { Tone::Plain });
        columns.row(cells.into_iter().enumerate().map(toned).collect());
    }
    text.push_str(&columns.print(screen));
}

/// The ranks of both sides; of a dry run between which the rank lies.
pub(super) fn ranks(difference: &Difference, unit: &UnitDifference, words: &Words) -> Pair<String> {
    let side = |side: &Side, rank: Option<u32>, best: Option<u32>, worst: Option<u32>| match (best, worst) {
        (Some(best), Some(worst)) if side.extent.units_unknown > 0 && best != worst => {
            Some(words.say(&message!("diff-rank-between", best = best, worst = worst)))
        }
        (Some(_) | None, Some(_) | None) => rank.map(|rank| rank.to_string()),
    };
    let (rank, best, worst) = (&unit.rank, &unit.rank_best, &unit.rank_worst);
    Pair::new(
        side(&difference.old, rank.old, best.old, worst.old),
        side(&difference.new, rank.new, best.new, worst.new),
    )
}

/// What changed in the unit's own result.
pub(super) fn unit_line(difference: &Difference, unit: &UnitDifference, words: &Words) -> Message {
    let mut parts = Vec::new();
    let ranks = ranks(difference, unit, words);
    if ranks.is_changed() {
        let rank = arrow(&ranks, words, |rank| words.say(&message!("diff-rank", rank = rank)));
        parts.push(message!("diff-unit-rank", rank = rank));
    }
    if unit.total.is_moved() {
        let total = arrow_points(&unit.total, words);
        parts.push(message!("diff-unit-total", total = total));
    }
    if unit.grade.is_changed() || unit.provisional.is_changed() {
        parts.push(message!("diff-unit-grade", grade = grade(unit, words)));
    }
    if unit.consequences.is_changed() || unit.consequences_provisional.is_changed() {
        let (all, open) = (&unit.consequences, &unit.consequences_provisional);
        let both = Pair::new(
            all.old.as_ref().map(|proposed| proposals(proposed, open.old.as_deref(), words)),
            all.new.as_ref().map(|proposed| proposals(proposed, open.new.as_deref(), words)),
        );
        let proposed = arrow(&both, words, |proposed| list(proposed, words));
        // A unit that only one side has may have none there.
        if !proposed.is_empty() {
            parts.push(message!("diff-unit-consequences", consequences = proposed));
        }
    }
    if parts.is_empty() {
        let total = unit.total.new.as_ref().or(unit.total.old.as_ref()).map(|points| points.0.clone());
        parts.push(message!("diff-unit-total", total = total.unwrap_or_default()));
    }
    let parts: Vec<String> = parts.iter().map(|part| words.say(part)).collect();
    message!("diff-unit-line", unit = unit_name(unit, words), parts = list(&parts, words))
}

/// With the sheet, for a unit on several of them.
pub(super) fn unit_name(unit: &UnitDifference, words: &Words) -> String {
    match &unit.of_sheet {
        Some(sheet) => words.say(&message!("unit-on-sheet", unit = &unit.name, sheet = sheet)),
        None => unit.name.clone(),
    }
}

/// What is proposed, each with whether it is settled.
fn proposals(proposed: &[String], provisional: Option<&[String]>, words: &Words) -> Vec<String> {
    let is_open = |then: &String| provisional.is_some_and(|provisional| provisional.contains(then));
    let said = proposed.iter().map(|then| match is_open(then) {
        true => words.say(&message!("diff-proposed-provisional", then = then)),
        false => then.clone(),
    });
    said.collect()
}

/// What the unit's result hangs on beside its items.
pub(super) fn unit_why(difference: &Difference, unit: &UnitDifference, words: &Words) -> Option<Message> {
    let of_items: std::collections::BTreeSet<usize> =
        unit.items.iter().flat_map(|item| item.causes.iter().copied()).collect();
    let own: Vec<usize> = unit.causes.iter().copied().filter(|cause| !of_items.contains(cause)).collect();
    let mut said: Vec<Message> = difference.named(&own).into_iter().map(say_cause).collect();
    if unit.others {
        said.push(match unit.passed.is_empty() {
            true => message!("diff-others"),
            false => message!("diff-others-named", units = named_units(&unit.passed)),
        });
    }
    if said.is_empty() && unit.items.is_empty() {
        said.push(message!("diff-not-shown"));
    }
    let said: Vec<String> = said.iter().map(|cause| words.say(cause)).collect();
    (!said.is_empty()).then(|| message!("diff-unit-why", causes = list(&said, words)))
}

/// What moves the total beside its items.
pub(super) fn beside_items(unit: &UnitDifference, words: &Words) -> Option<Message> {
    let said = unit.beside_items.iter().map(|beside| {
        let part = match beside.part {
            SumPart::Rescaled => "what-if-why-rescaled",
            SumPart::BonusCap => "what-if-why-bonus-cap",
            SumPart::DeductionCap => "what-if-why-deduction-cap",
            SumPart::TotalCap => "what-if-why-total-cap",
            SumPart::Floor => "what-if-why-floor",
            SumPart::Rounding => "what-if-why-rounding",
        };
        message!("diff-move", title = words.word(part), by = signed(Some(&beside.by)))
    });
    let said: Vec<Message> = said.collect();
    (!said.is_empty()).then(|| message!("diff-unit-beside", moves = said))
}

/// Item, points, move, figure, target, status, reasons.
pub(super) fn item_cells(difference: &Difference, item: &ItemDifference, words: &Words) -> Vec<String> {
    let status = match item.kind {
        RuleKind::Indicator => {
            let said = |status: Option<Status>, awaits_hand: Option<bool>, unreadable: Option<bool>| {
                status.map(|status| status.say_of(awaits_hand == Some(true), unreadable == Some(true)))
            };
            let (status, hand, unread) = (&item.status, &item.awaits_hand, &item.unreadable);
            let both = Pair::new(said(status.old, hand.old, unread.old), said(status.new, hand.new, unread.new));
            arrow(&both, words, |status| words.say(status))
        }
        RuleKind::Bonus | RuleKind::Deduction => String::new(),
        RuleKind::Veto => {
            let said = |applied: Option<bool>, undecided: Option<bool>| match (applied?, undecided) {
                (false, Some(true)) => Some("diff-veto-open"),
                (true, _) => Some("diff-veto-yes"),
                (false, _) => Some("diff-veto-no"),
            };
            let (applied, open) = (&item.applied, &item.undecided);
            let both = Pair::new(said(applied.old, open.old), said(applied.new, open.new));
            arrow(&both, words, |veto| words.word(veto))
        }
    };
    let marks = marks(item, words);
    let status = [status, marks].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let causes = difference.named(&item.causes).into_iter().map(say_cause_here);
    let mut why: Vec<String> = causes.map(|cause| words.say(&cause)).collect();
    if why.is_empty() {
        why.push(words.word("diff-not-shown"));
    }
    vec![
        item.title.clone(),
        points(item, words),
        signed(item.by.as_ref()),
        arrow(&item.shown, words, |text| shown(text, words)),
        arrow(&item.target_shown, words, |text| shown(text, words)),
        words.list(&status),
        list(&why, words),
    ]
}

/// Marks that came and those that went; those on both sides as they are.
fn marks(item: &ItemDifference, words: &Words) -> String {
    let of = |side: &Option<Vec<Mark>>| side.clone().unwrap_or_default();
    let (old, new) = (of(&item.marks.old), of(&item.marks.new));
    let parts =
        new.iter().filter(|mark| !old.contains(mark)).map(|mark| message!("diff-mark-new", mark = say_mark(*mark)));
    let parts = parts.chain(
        old.iter().filter(|mark| !new.contains(mark)).map(|mark| message!("diff-mark-gone", mark = say_mark(*mark))),
    );
    let parts = parts.chain(new.iter().filter(|mark| old.contains(mark)).map(|mark| say_mark(*mark)));
    words.list(&parts.map(|part| words.say(&part)).collect::<Vec<_>>())
}

/// The points, with what they can be where that is open; that alone where only that moved. A veto has none of its own.
fn points(item: &ItemDifference, words: &Words) -> String {
    if item.kind == RuleKind::Veto {
        return String::new();
    }
    let (low, high) = (&item.at_least, &item.at_most);
    let range = |low: &Option<WrittenPoints>, high: &Option<WrittenPoints>| {
        let (low, high) = (low.as_ref()?, high.as_ref()?);
        (low != high).then(|| words.say(&message!("diff-range", low = &low.0, high = &high.0)))
    };
    let ranges = Pair::new(range(&low.old, &high.old), range(&low.new, &high.new));
    let side = |points: &Option<WrittenPoints>, range: &Option<String>| {
        let points = points.as_ref()?;
        Some(match range {
            Some(range) => words.say(&message!("diff-points-open", points = &points.0, range = range)),
            None => points.0.clone(),
        })
    };
    if item.points.is_moved() || !(low.is_moved() || high.is_moved()) {
        // However many zeros are written behind them, the same points are the same.
        let old = if item.points.is_moved() { &item.points.old } else { &item.points.new };
        let both = Pair::new(side(old, &ranges.old), side(&item.points.new, &ranges.new));
        return arrow(&both, words, Clone::clone);
    }
    let both = Pair::new(ranges.old.or(side(&low.old, &None)), ranges.new.or(side(&low.new, &None)));
    arrow(&both, words, Clone::clone)
}
