//! Why one item of one unit has its points: short, with its working, or down to the rows.

pub(super) mod rows;
mod working;

use crate::assess::{AdjustmentResult, Assessment, ItemResult, ItemTrace, Status, TaskTrace, UnitResult, Working};
use crate::figure::Absence;
use crate::measure::Contributions;
use crate::message;
use crate::plan::{Asked, ItemId, Plan, Rule, UnitId};
use crate::words::{Message, Words};

use super::columns::{LEAST_ROOM, Screen, Tone, paragraph};
use super::shown;

/// The rows behind questions that were asked of the same rows, for the unit or for the one that it inherits from, by the questions' numbers
/// in the plan: what [`crate::measure::contributions`] gives. `None` where there is nothing to look into.
pub type RowsOf<'a> = dyn Fn(&[usize], Option<&UnitId>) -> Option<Contributions> + 'a;

/// How far to go into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Rule, figure, target, points, what is missing to full points.
    Short,
    /// And how the figure came about, part by part.
    Working,
    /// And the rows that it was made of.
    Rows,
}

impl Depth {
    /// `--depth 0`, `1`, `2` and beyond.
    pub fn of(depth: u32) -> Depth {
        match depth {
            0 => Depth::Short,
            1 => Depth::Working,
            2.. => Depth::Rows,
        }
    }
}

/// An item, or an adjustment, of a unit as an assessment has it.
pub(super) enum Found<'a> {
    Item(&'a UnitResult, &'a ItemResult),
    Adjustment(&'a UnitResult, &'a AdjustmentResult),
}

pub(super) fn find<'a>(assessment: &'a Assessment, unit: &UnitId, item: &ItemId) -> Option<Found<'a>> {
    let mut units = assessment.units.iter().filter(|result| result.id == *unit);
    units.find_map(|unit| {
        let of_item = unit.items.iter().find(|result| result.id == *item).map(|result| Found::Item(unit, result));
        of_item.or_else(|| {
            let result = unit.adjustments.iter().find(|result| result.id == *item)?;
            Some(Found::Adjustment(unit, result))
        })
    })
}

impl<'a> Found<'a> {
    pub fn unit(&self) -> &'a UnitResult {
        match self {
            Found::Item(unit, _) | Found::Adjustment(unit, _) => unit,
        }
    }

    pub fn trace(&self) -> Option<&'a ItemTrace> {
        match self {
            Found::Item(_, item) => item.trace.as_deref(),
            Found::Adjustment(_, adjustment) => adjustment.trace.as_deref(),
        }
    }

    pub fn title(&self) -> &'a str {
        match self {
            Found::Item(_, item) => &item.title,
            Found::Adjustment(_, adjustment) => &adjustment.title,
        }
    }

    pub fn shown(&self) -> &'a str {
        match self {
            Found::Item(_, item) => &item.shown,
            Found::Adjustment(_, adjustment) => &adjustment.shown,
        }
    }

    pub fn reason(&self) -> &'a Message {
        match self {
            Found::Item(_, item) => &item.reason,
            Found::Adjustment(_, adjustment) => &adjustment.reason,
        }
    }
}

/// Why an item, a bonus, a deduction or a veto of this unit came out as it did. `None` where the assessment has no such thing.
///
/// The assessment must have been made with its traces ([`crate::assess::AssessOptions::trace`]); without them only the short form can
/// be told.
#[allow(clippy::too_many_arguments)]
pub fn explain_item(
    plan: &Plan,
    assessment: &Assessment,
    unit: &UnitId,
    item: &ItemId,
    depth: Depth,
    rows_of: &RowsOf<'_>,
    words: &Words,
    screen: Screen,
) -> Option<String> {
    let found = find(assessment, unit, item)?;
    let rule = plan.rule(item)?;
    let asked = if depth >= Depth::Rows { plan.asked() } else { Vec::new() };
    let inherits = found.trace().and_then(inherited_from).cloned();
    let tasks = found.trace().and_then(|trace| trace.tasks.as_ref());
    let (told, text) = (Vec::new(), String::new());
    let mut page = Page { plan, rule, words, screen, rows_of, depth, asked, inherits, tasks, told, text };
    page.heading(&found);
    page.facts(&found);
    if let (Some(trace), true) = (found.trace(), depth >= Depth::Working) {
        page.working(trace);
    }
    if depth >= Depth::Rows {
        page.other_questions();
    }
    Some(page.text)
}

/// Whose rows a figure was made of, where they are not the unit's own.
pub(super) fn inherited_from(trace: &ItemTrace) -> Option<&UnitId> {
    fn of(working: &Working) -> Option<&UnitId> {
        working.of.as_ref().or_else(|| working.parts.iter().find_map(of))
    }
    of(trace.measure.as_ref()?)
}

struct Page<'a> {
    plan: &'a Plan,
    rule: &'a Rule,
    words: &'a Words,
    screen: Screen,
    rows_of: &'a RowsOf<'a>,
    depth: Depth,
    /// All questions of the plan, by their numbers; empty where nobody asked for rows.
    asked: Vec<Asked>,
    /// Whose figure it is, where the unit inherits it.
    inherits: Option<UnitId>,
    /// How its things to finish stand.
    tasks: Option<&'a TaskTrace>,
    /// The questions whose rows were listed.
    told: Vec<usize>,
    text: String,
}

impl<'a> Page<'a> {
    fn line(&mut self, indent: usize, say: &Message) {
        let said = self.words.say(say);
        self.plain(indent, &said);
    }

    /// What stands in cells may have line breaks in it; here it is one line, as in findings.
    fn plain(&mut self, indent: usize, said: &str) {
        let further = indent + 2;
        let said: String = said.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        paragraph(&said, (indent, further), self.screen.width.max(further + LEAST_ROOM), &mut self.text);
    }

    fn headline(&mut self, say: &Message) {
        self.text.push('\n');
        self.text.push_str(&Tone::Head.paint(&self.words.say(say), self.screen));
        self.text.push('\n');
    }

    fn heading(&mut self, found: &Found<'_>) {
        let title =
            message!("item-heading", unit = &found.unit().name, title = found.title(), id = self.rule.id.to_string());
        self.text.push_str(&Tone::Head.paint(&self.words.say(&title), self.screen));
        self.text.push('\n');
        let place = message!("item-rule", place = self.rule.at.to_string());
        self.text.push_str(&Tone::Faint.paint(&self.words.say(&place), self.screen));
        self.text.push('\n');
    }

    fn facts(&mut self, found: &Found<'_>) {
        let trace = found.trace();
        let made_of = trace.and_then(|trace| trace.measure.as_ref()).map(|working| working.label.clone());
        match (found.shown(), made_of) {
            ("", _) => {}
            (shown, Some(made_of)) => self.line(2, &message!("item-figure-of", figure = shown, made_of = made_of)),
            (shown, None) => self.line(2, &message!("item-figure", figure = shown)),
        }
        if let Some(last_year) = trace.and_then(|trace| trace.last_year.as_ref()) {
            let value = self.value(last_year, self.class_of_figure());
            self.line(2, &message!("item-last-year", value = value));
        }
        match found {
            Found::Item(_, item) => {
                self.target(item, trace);
                if let Some(tasks) = trace.and_then(|trace| trace.tasks.as_ref()) {
                    self.tasks(tasks);
                }
                self.points_of_item(item);
                self.line(2, &message!("item-reason", reason = item.reason.clone()));
                self.for_full(item, trace);
            }
            Found::Adjustment(_, adjustment) => {
                let points = shown::points(self.plan, &adjustment.points);
                let (low, high) =
                    (shown::points(self.plan, &adjustment.at_least), shown::points(self.plan, &adjustment.at_most));
                if adjustment.kind != crate::plan::RuleKind::Veto {
                    self.line(2, &message!("item-adds", points = points));
                }
                if low != high {
                    self.line(2, &message!("item-range", low = low, high = high));
                }
                self.line(2, &message!("item-reason", reason = adjustment.reason.clone()));
            }
        }
    }

    fn target(&mut self, item: &ItemResult, trace: Option<&ItemTrace>) {
        if item.target_shown.is_empty() {
            return;
        }
        let target = &item.target_shown;
        let say = match trace.and_then(|trace| trace.target.as_ref()) {
            Some(told) if told.of_rows => message!("item-target-rows", target = target),
            Some(told) if told.from_letter => {
                message!("item-target-signed", target = target, place = told.at.to_string())
            }
            Some(told) if told.assumed => {
                message!("item-target-assumed", target = target, place = told.at.to_string())
            }
            Some(told) => message!("item-target-ruled", target = target, place = told.at.to_string()),
            None => message!("item-target", target = target),
        };
        self.line(2, &say);
    }

    fn tasks(&mut self, tasks: &TaskTrace) {
        let parts = tasks.say();
        if !parts.is_empty() {
            self.line(2, &message!("item-tasks", parts = parts));
        }
        if let Some(first) = tasks.first_overdue {
            self.line(2, &message!("item-first-overdue", date = first.to_string()));
        }
        if let Some(next) = tasks.next_due {
            self.line(2, &message!("item-next-due", date = next.to_string()));
        }
    }

    fn points_of_item(&mut self, item: &ItemResult) {
        let (points, full) = (shown::points(self.plan, &item.points), shown::full(&item.full));
        let status = item.status.say_of(item.awaits_hand, item.unreadable);
        let say = if item.left_out {
            message!("item-left-out", full = full, status = status)
        } else {
            message!("item-points", points = points, full = full, status = status)
        };
        self.line(2, &say);
        if item.points > item.full {
            let more = shown::points(self.plan, &crate::figure::Points(&item.points.0 - &item.full.0));
            self.line(2, &message!("item-early", more = more));
        }
        let (low, high) = (shown::points(self.plan, &item.at_least), shown::points(self.plan, &item.at_most));
        if low != high {
            self.line(2, &message!("item-range", low = low, high = high));
        }
        if let Some(exception) = item.trace.as_ref().and_then(|trace| trace.exception.as_ref()) {
            self.line(2, &message!("item-exception", label = exception));
        }
        if !item.marks.is_empty() {
            let marks: Vec<Message> = item.marks.iter().map(|mark| crate::assess::say_mark(*mark)).collect();
            self.line(2, &message!("item-marks", marks = marks));
        }
    }

    /// What is missing to full points.
    fn for_full(&mut self, item: &ItemResult, trace: Option<&ItemTrace>) {
        let misses = match item.status {
            Status::Partial | Status::Missed => true,
            Status::Met | Status::NoData | Status::Withheld | Status::NotApplicable | Status::Pending => false,
        };
        let Some(figure) = trace.and_then(|trace| trace.for_full.as_ref()).filter(|_| misses) else { return };
        let percent = item.shown.ends_with('%') || item.target_shown.ends_with('%');
        let figure = shown::figure(self.plan, self.rule, figure, percent, self.words);
        let missing = (&item.full.0 - &item.points.0).max(crate::figure::Exact::ZERO);
        // Rounded up to full points nothing is missing that anyone could get.
        if missing.is_zero() {
            return;
        }
        let missing = shown::points_not_zero(self.plan, &crate::figure::Points(missing));
        self.line(2, &message!("item-for-full", missing = missing, figure = figure));
        if let Some(half) = trace.and_then(|trace| trace.for_half.as_ref()) {
            let figure = shown::figure(self.plan, self.rule, half, percent, self.words);
            self.line(2, &message!("item-for-half", figure = figure));
        }
    }
}

pub(super) fn say_absence(absence: Absence) -> Message {
    match absence {
        Absence::Withheld => message!("absence-withheld"),
        Absence::Unreadable => message!("absence-unreadable"),
        Absence::NoData => message!("absence-no-data"),
        Absence::NoLastYear => message!("absence-no-last-year"),
        Absence::NotApplicable => message!("absence-not-applicable"),
        Absence::Pending => message!("absence-pending"),
    }
}
