//! Where a unit stands and what it can act on: its result in a line, then what others decide, what is still ahead, at risk, late or
//! missing.

use jiff::civil::Date;

use crate::assess::{Assessment, ItemResult, Status, UnitResult};
use crate::clauses::say_date;
use crate::message;
use crate::plan::{Mark, Plan, is_over};
use crate::words::{Message, Words};

use super::columns::{Screen, Tone, paragraph, wrap};
use super::shown::{self, Names};

/// Where each unit of the assessment stands.
pub fn where_it_stands(plan: &Plan, assessment: &Assessment, words: &Words, screen: Screen) -> String {
    let mut text = String::new();
    let names = Names::of(plan, &assessment.units, words);
    for unit in &assessment.units {
        text.push('\n');
        let line = words.say(&result_line(plan, assessment, names.name(unit), unit));
        for part in wrap(&line, screen.width) {
            text.push_str(&Tone::Head.paint(&part, screen));
            text.push('\n');
        }
        for (heading, lines) in lists(plan, assessment, unit) {
            if lines.is_empty() {
                continue;
            }
            text.push_str(&format!("  {}\n", words.word(heading)));
            for said in lines {
                paragraph(&words.say(&said), (4, 6), screen.width, &mut text);
            }
        }
    }
    text
}

fn lists<'w>(plan: &Plan, assessment: &Assessment, unit: &UnitResult) -> [(&'w str, Vec<Message>); 5] {
    let items = |wanted: &dyn Fn(&ItemResult) -> bool| -> Vec<Message> {
        unit.items.iter().filter(|item| wanted(item)).map(|item| item_line(plan, unit, item)).collect()
    };
    // An item of which something is overdue and something still to come stands once: where it is overdue.
    let overdue = |item: &ItemResult| item.marks.contains(&Mark::Overdue);
    let at_risk = |item: &ItemResult| item.marks.contains(&Mark::AtRisk) && !overdue(item);
    let pending = |item: &ItemResult| {
        let tasks = item.trace.as_ref().and_then(|trace| trace.tasks.as_ref());
        let ahead = item.status == Status::Pending || tasks.is_some_and(|tasks| tasks.pending > 0);
        ahead && !item.marks.contains(&Mark::AtRisk) && !overdue(item)
    };
    [
        ("stand-others", on_others(plan, assessment, unit)),
        ("stand-at-risk", items(&at_risk)),
        // From the year's end on nothing is ahead but what a person owes.
        (if is_over(assessment.year, assessment.as_of) { "stand-awaiting" } else { "stand-pending" }, items(&pending)),
        ("stand-overdue", items(&overdue)),
        ("stand-no-data", items(&|item| matches!(item.status, Status::NoData | Status::Withheld))),
    ]
}

/// «泗河镇（试算）：总分84.60，可能为82.10～91.00；至少良好，至多优秀；差5.40分到优秀».
fn result_line(plan: &Plan, assessment: &Assessment, name: String, unit: &UnitResult) -> Message {
    let total = match unit.at_least == unit.at_most {
        true => message!("stand-total", total = shown::points(plan, &unit.total)),
        false => message!(
            "stand-total-range",
            total = shown::points(plan, &unit.total),
            low = shown::points(plan, &unit.at_least),
            high = shown::points(plan, &unit.at_most)
        ),
    };
    let (grade, worst, best) = (&unit.grade, &unit.grade_at_least, &unit.grade_at_most);
    // Before the year is over the bounds are no promise: work and events of the rest of it move more.
    let firm = match (worst == best, is_over(assessment.year, assessment.as_of)) {
        (true, true) => message!("stand-grade", grade = grade),
        (true, false) => message!("stand-grade-so-far", grade = grade),
        (false, true) => message!("stand-grade-range", grade = grade, worst = worst, best = best),
        (false, false) => message!("stand-grade-range-so-far", grade = grade, worst = worst, best = best),
    };
    let next = next_said(plan, unit);
    let name = match assessment.units_unknown {
        0 => message!("value-text", text = name),
        _ => message!("stand-trial", unit = name),
    };
    match next {
        Some(next) => message!("stand-line-next", unit = name, total = total, grade = firm, next = next),
        None => message!("stand-line", unit = name, total = total, grade = firm),
    }
}

/// How far it is to the grade above, and what else stands in the way.
pub(super) fn next_said(plan: &Plan, unit: &UnitResult) -> Option<Message> {
    Some(unit.next.as_ref()?.say(plan.numbers))
}

/// What the results of other units decide.
fn on_others(plan: &Plan, assessment: &Assessment, unit: &UnitResult) -> Vec<Message> {
    if assessment.units_unknown == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if unit.rank_best != unit.rank_worst {
        lines.push(message!(
            "stand-rank",
            best = unit.rank_best,
            worst = unit.rank_worst,
            others = unit.of.saturating_sub(1)
        ));
    }
    let sheet = plan.sheets.iter().find(|sheet| sheet.id == unit.sheet);
    for grade in sheet.into_iter().flat_map(|sheet| &sheet.grades).filter(|grade| grade.quota.is_some()) {
        lines.push(message!("stand-quota", grade = &grade.name));
    }
    if sheet.is_some_and(|sheet| !sheet.tie_break.is_empty()) {
        lines.push(message!("stand-ties"));
    }
    lines
}

fn item_line(plan: &Plan, unit: &UnitResult, item: &ItemResult) -> Message {
    let points = match item.at_least == item.at_most {
        true => message!("stand-points", points = shown::points(plan, &item.points), full = shown::full(&item.full)),
        false => message!(
            "stand-points-range",
            low = shown::points(plan, &item.at_least),
            high = shown::points(plan, &item.at_most),
            full = shown::full(&item.full)
        ),
    };
    match due(plan, unit, item) {
        Some(due) => message!(
            "stand-item-due",
            title = &item.title,
            reason = item.reason.clone(),
            points = points,
            due = say_date(due)
        ),
        None => message!("stand-item", title = &item.title, reason = item.reason.clone(), points = points),
    }
}

/// The day that an item is told with: of the first of its overdue things, else the next by which something is due, of its open things or as
/// the unit signed it.
fn due(plan: &Plan, unit: &UnitResult, item: &ItemResult) -> Option<Date> {
    let tasks = item.trace.as_ref().and_then(|trace| trace.tasks.as_ref());
    if item.marks.contains(&Mark::Overdue) {
        return tasks.and_then(|tasks| tasks.first_overdue);
    }
    tasks.and_then(|tasks| tasks.next_due).or_else(|| {
        let signed = plan.letters.iter().rev();
        signed.filter(|letter| letter.unit == unit.id && letter.item == item.id).find_map(|letter| letter.due)
    })
}
