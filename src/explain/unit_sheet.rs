//! A unit's score sheet: every item by area, with target, figure, points, and why.

use crate::assess::{AdjustmentResult, Assessment, ItemResult, UnitResult, say_mark};
use crate::clauses::say_group;
use crate::message;
use crate::plan::{Area, Child, Mark, Plan, RuleKind, UnitId};
use crate::words::{Message, Words};

use super::columns::{Align, Cell, Columns, Screen, Tone, paragraph, wrap};
use super::score_table::{moved_said, proposals, range_rests};
use super::shown;
use super::where_it_stands::next_said;

/// The score sheet of a unit; of each sheet that it is scored on. `None` for a unit that the assessment does not have.
pub fn unit_sheet(
    plan: &Plan,
    assessment: &Assessment,
    unit: &UnitId,
    words: &Words,
    screen: Screen,
) -> Option<String> {
    let results: Vec<&UnitResult> = assessment.units.iter().filter(|result| result.id == *unit).collect();
    if results.is_empty() {
        return None;
    }
    let pages: Vec<String> = results.into_iter().map(|result| page(plan, assessment, result, words, screen)).collect();
    Some(pages.join("\n"))
}

fn page(plan: &Plan, assessment: &Assessment, unit: &UnitResult, words: &Words, screen: Screen) -> String {
    let mut text = String::new();
    let sheet = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet);
    let heading = message!(
        "unit-heading",
        unit = &unit.name,
        sheet = sheet.map_or(unit.sheet.as_str(), |sheet| sheet.title.as_str())
    );
    line(&Tone::Head.paint(&words.say(&heading), screen), &mut text);
    // Where a unit of which there is nothing stands among the others is anybody's guess.
    let rank = match unit.silent && unit.rank_best != unit.rank_worst {
        true => message!("unit-rank-open", best = unit.rank_best, worst = unit.rank_worst, of = unit.of),
        false => message!("unit-rank", rank = unit.rank, of = unit.of),
    };
    let result = message!(
        "unit-result",
        total = shown::points(plan, &unit.total),
        full = shown::full(&unit.full),
        grade = shown::grade(unit),
        rank = rank.with("group", say_group(&unit.group))
    );
    line(&words.say(&result), &mut text);
    if unit.at_least != unit.at_most {
        let (low, high) = (shown::points(plan, &unit.at_least), shown::points(plan, &unit.at_most));
        let range = if unit.grade_at_least == unit.grade_at_most {
            message!("unit-range", low = low, high = high)
        } else {
            let (worst, best) = (&unit.grade_at_least, &unit.grade_at_most);
            message!("unit-range-grades", low = low, high = high, worst = worst, best = best)
        };
        line(&Tone::Middling.paint(&words.say(&range), screen), &mut text);
    }
    if let Some(next) = next_said(plan, unit) {
        for part in wrap(&words.say(&next), screen.width) {
            line(&part, &mut text);
        }
    }
    for part in range_rests(assessment).map(|rests| wrap(&words.say(&rests), screen.width)).unwrap_or_default() {
        line(&Tone::Faint.paint(&part, screen), &mut text);
    }
    text.push('\n');

    let mut columns = Columns::default();
    columns.head(words.word("head-item"), Align::Left);
    columns.head(words.word("head-target"), Align::Left);
    columns.head(words.word("head-figure"), Align::Left);
    columns.head(words.word("head-points"), Align::Right);
    columns.head(words.word("head-status"), Align::Left);
    columns.head(words.word("head-reason"), Align::Left);
    if let Some(sheet) = sheet {
        area_rows(plan, unit, &sheet.area, 0, words, &mut columns);
    }
    for adjustment in &unit.adjustments {
        columns.row(adjustment_row(plan, adjustment, words));
    }
    text.push_str(&columns.print(screen));

    let mut below = |heading: &str, lines: Vec<Message>| {
        if lines.is_empty() {
            return;
        }
        text.push('\n');
        text.push_str(&Tone::Head.paint(&words.word(heading), screen));
        text.push('\n');
        for said in lines {
            paragraph(&words.say(&said), (2, 4), screen.width, &mut text);
        }
    };
    below(
        "unit-total",
        unit.total_lines
            .iter()
            .map(|line| message!("unit-total-line", say = line.say.clone(), points = shown::points(plan, &line.points)))
            .collect(),
    );
    below("unit-open", unit.open.clone());
    below(
        "score-moved",
        unit.grade_moved.iter().map(|moved| moved_said(plan, unit, moved).with("unit", &unit.name)).collect(),
    );
    below("score-vetoes", unit.vetoes.clone());
    below("score-proposed", proposals(plan, unit));
    below("score-contradictions", unit.contradictions.clone());
    below("score-not-comparable", unit.not_comparable.iter().cloned().collect());
    text
}

fn line(said: &str, text: &mut String) {
    text.push_str(said);
    text.push('\n');
}

fn area_rows(plan: &Plan, unit: &UnitResult, area: &Area, depth: usize, words: &Words, columns: &mut Columns) {
    let indent = "  ".repeat(depth);
    for child in &area.children {
        match child {
            Child::Area(inner) => {
                let found = unit.areas.iter().find(|result| result.id == inner.id);
                let points = found.map(|result| {
                    let (got, full) = (shown::points(plan, &result.points), shown::full(&result.full));
                    match result.left_out {
                        true => words.word("score-left-out"),
                        false => words.say(&message!("unit-points", points = got, full = full)),
                    }
                });
                columns.row(vec![
                    Cell::toned(format!("{indent}{}", inner.title), Tone::Head),
                    Cell::plain(""),
                    Cell::plain(""),
                    Cell::toned(points.unwrap_or_default(), Tone::Head),
                    Cell::plain(if found.is_some_and(|result| result.vetoed) {
                        words.say(&say_mark(Mark::Vetoed))
                    } else {
                        String::new()
                    }),
                    Cell::plain(""),
                ]);
                area_rows(plan, unit, inner, depth + 1, words, columns);
            }
            Child::Item(item) => {
                if let Some(result) = unit.items.iter().find(|result| result.id == item.rule) {
                    columns.row(item_row(plan, result, &indent, words));
                }
            }
        }
    }
}

fn item_row(plan: &Plan, item: &ItemResult, indent: &str, words: &Words) -> Vec<Cell> {
    let tone = shown::status_tone(item.status);
    let marks: Vec<String> = item.marks.iter().map(|mark| words.say(&say_mark(*mark))).collect();
    let status = words.say(&item.status.say_of(item.awaits_hand, item.unreadable));
    let status = if marks.is_empty() {
        status
    } else {
        words.say(&message!("unit-status-marks", status = status, marks = marks))
    };
    let points = if item.left_out {
        words.word("score-left-out")
    } else {
        let (points, full) = (shown::points(plan, &item.points), shown::full(&item.full));
        words.say(&message!("unit-points", points = points, full = full))
    };
    vec![
        Cell::plain(format!("{indent}{}", item.title)),
        Cell::plain(item.target_shown.clone()),
        Cell::plain(item.shown.clone()),
        Cell::toned(points, tone),
        Cell::toned(status, tone),
        Cell::plain(words.say(&item.reason)),
    ]
}

fn adjustment_row(plan: &Plan, adjustment: &AdjustmentResult, words: &Words) -> Vec<Cell> {
    let kind = match adjustment.kind {
        RuleKind::Bonus => words.word("kind-bonus"),
        RuleKind::Deduction => words.word("kind-deduction"),
        RuleKind::Veto => words.word("kind-veto"),
        RuleKind::Indicator => String::new(),
    };
    let points = match adjustment.kind {
        RuleKind::Veto => String::new(),
        RuleKind::Indicator | RuleKind::Bonus | RuleKind::Deduction => shown::points(plan, &adjustment.points),
    };
    let tone = match (adjustment.applied, adjustment.kind) {
        (false, _) => Tone::Faint,
        (true, RuleKind::Bonus | RuleKind::Indicator) => Tone::Good,
        (true, RuleKind::Deduction | RuleKind::Veto) => Tone::Bad,
    };
    vec![
        Cell::plain(adjustment.title.clone()),
        Cell::plain(""),
        Cell::plain(adjustment.shown.clone()),
        Cell::toned(points, tone),
        Cell::toned(kind, tone),
        Cell::plain(words.say(&adjustment.reason)),
    ]
}
