//! Why one item of one unit has its points: short, with its working, or down to the rows.

use std::collections::BTreeMap;

use crate::assess::{AdjustmentResult, Assessment, ItemResult, ItemTrace, Status, TaskTrace, UnitResult, Working};
use crate::clauses::say_question;
use crate::figure::{Absence, Exact};
use crate::measure::{Contribution, Contributions, Held, RowPlace, Value};
use crate::message;
use crate::plan::typing::{kind_of_measure, known_of_column};
use crate::plan::{
    Asked, Body, ColumnNode, FormulaNode, ItemId, Kind, Measure, Node, Place, Plan, Rows, Rule, Scale, ScoreHand,
    UnitId, Year,
};
use crate::words::{Message, Words};

use super::columns::{LEAST_ROOM, Screen, Tone, paragraph};
use super::shown;

/// The rows behind a question that was asked for the unit, or for the one that it inherits from, by the question's number in the plan:
/// what [`crate::measure::contributions`] gives. `None` where there is nothing to look into.
pub type RowsOf<'a> = dyn Fn(usize, Option<&UnitId>) -> Option<Contributions> + 'a;

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
    let inherits = found.trace().and_then(|trace| inherited_from(trace.measure.as_ref()?)).cloned();
    let (told, text) = (Vec::new(), String::new());
    let mut page = Page { plan, rule, words, screen, rows_of, depth, asked, inherits, told, text };
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
fn inherited_from(working: &Working) -> Option<&UnitId> {
    working.of.as_ref().or_else(|| working.parts.iter().find_map(inherited_from))
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
    /// The questions whose rows were listed.
    told: Vec<usize>,
    text: String,
}

impl<'a> Page<'a> {
    fn line(&mut self, indent: usize, say: &Message) {
        let said = self.words.say(say);
        self.plain(indent, &said);
    }

    fn plain(&mut self, indent: usize, said: &str) {
        let further = indent + 2;
        paragraph(said, (indent, further), self.screen.width.max(further + LEAST_ROOM), &mut self.text);
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
        let mut parts = Vec::new();
        for (count, key) in [
            (tasks.on_time, "tasks-on-time"),
            (tasks.late, "tasks-late"),
            (tasks.overdue, "tasks-overdue"),
            (tasks.pending, "tasks-pending"),
            (tasks.at_risk, "tasks-at-risk"),
        ] {
            if count > 0 {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                parts.push(Message::new(key).with("count", count));
            }
        }
        if !parts.is_empty() {
            self.line(2, &message!("item-tasks", parts = parts));
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

    fn working(&mut self, trace: &ItemTrace) {
        if let Some(measure) = &trace.measure {
            self.headline(&message!("item-working"));
            let class = self.class_of_figure();
            self.tree(measure, class, 2);
        }
        if let Some(last_year) = &trace.last_year {
            self.headline(&message!("item-working-last-year"));
            let class = self.class_of_figure();
            self.tree(last_year, class, 2);
        }
        if !trace.steps.is_empty() {
            self.headline(&message!("item-steps"));
            for step in &trace.steps {
                self.line(2, step);
            }
            if let Some(points) = &trace.exact_points {
                let points = shown::exact(&points.0, self.words);
                self.line(2, &message!("item-exact-points", points = points));
            }
        }
        if !trace.hands.is_empty() {
            self.headline(&message!("item-hands"));
            for hand in &trace.hands {
                let key = match hand.hand {
                    ScoreHand::SelfAssessed => message!("reason-hand-self"),
                    ScoreHand::Verified => message!("reason-hand-verified"),
                    ScoreHand::Final => message!("reason-hand-final"),
                };
                let say = message!(
                    "item-hand",
                    hand = key,
                    points = &hand.points,
                    reason = &hand.reason,
                    evidence = &hand.evidence,
                    by = &hand.by
                );
                self.line(2, &say);
            }
        }
    }

    /// The scale of the item's figure, where that is a class.
    fn class_of_figure(&self) -> Option<&'a Scale> {
        let Body::Measured { measure, target: _, curve: _ } = &self.rule.body else { return None };
        self.scale(kind_of_measure(measure, self.plan))
    }

    fn scale(&self, kind: Option<Kind>) -> Option<&'a Scale> {
        match kind {
            Some(Kind::Class(scale)) => self.plan.scale(&scale),
            Some(Kind::Number(_) | Kind::Bare | Kind::Text | Kind::Date | Kind::Bool) | None => None,
        }
    }

    fn value(&self, working: &Working, scale: Option<&Scale>) -> String {
        let class = |value: &Exact| scale?.name(u32::try_from(value.to_i128()?).ok()?).map(str::to_owned);
        match (&working.value, working.absence) {
            (Some(value), _) => class(value).unwrap_or_else(|| shown::exact(value, self.words)),
            (None, Some(Absence::NoData)) if working.several => self.words.word("absence-several"),
            (None, Some(absence)) => self.words.say(&say_absence(absence)),
            (None, None) => String::new(),
        }
    }

    /// A figure with its parts; `scale` is that of a figure that is a class.
    fn tree(&mut self, working: &Working, scale: Option<&Scale>, indent: usize) {
        let value = self.value(working, scale);
        let place = near(&working.at, self.rule);
        let say = match working.rows {
            Some(rows) => message!(
                "working-rows",
                label = working.label.clone(),
                value = value,
                rows = i64::try_from(rows).unwrap_or(i64::MAX),
                place = place
            ),
            None => message!("working", label = working.label.clone(), value = value, place = place),
        };
        self.line(indent, &say);
        if let Some(question) = working.question.filter(|_| self.depth >= Depth::Rows) {
            let found = (self.rows_of)(question, working.of.as_ref());
            self.rows(question, found, indent + 2);
        }
        for part in &working.parts {
            let scale = part.question.and_then(|question| self.asked.get(question)).and_then(|asked| match asked {
                Asked::Aggregate { rows, aggregate } => {
                    let node =
                        FormulaNode::Aggregate { rows: rows.clone().into(), aggregate: aggregate.clone().into() };
                    let measure = Measure::Formula(Node::new(aggregate.at.clone(), node));
                    self.scale(kind_of_measure(&measure, self.plan)).cloned()
                }
                Asked::Task { .. } | Asked::Tally { .. } => None,
            });
            self.tree(part, scale.as_ref(), indent + 2);
        }
    }

    /// What the rule looked at beside its figure: things to finish, levels, the conditions of exceptions and vetoes.
    fn other_questions(&mut self) {
        let mut others = Vec::new();
        self.rule.ask(&mut |asked| {
            let number = self.asked.iter().position(|known| *known == asked);
            others.extend(number.filter(|number| !self.told.contains(number) && !others.contains(number)));
        });
        // Of the same rows once is enough: that there are any is a question of its own.
        let mut seen: Vec<&Rows> =
            self.told.iter().filter_map(|number| self.asked.get(*number)).map(Asked::rows).collect();
        others.retain(|number| {
            let Some(rows) = self.asked.get(*number).map(Asked::rows) else { return false };
            let is_new = !seen.contains(&rows);
            seen.push(rows);
            is_new
        });
        for (number, question) in others.into_iter().enumerate() {
            if number == 0 {
                self.headline(&message!("item-other-rows"));
            }
            let Some(say) = self.asked.get(question).map(|asked| say_question(self.plan, asked)) else { continue };
            self.line(2, &say);
            // What else the rule asks of a figure that the unit inherits (that of last year) is of the same unit's rows.
            let own = (self.rows_of)(question, None);
            let found = match &self.inherits {
                Some(of) if own.as_ref().is_none_or(|own| own.rows == 0) => (self.rows_of)(question, Some(of)),
                Some(_) | None => own,
            };
            self.rows(question, found, 4);
        }
    }

    /// The rows behind a question, those that weigh most first.
    fn rows(&mut self, question: usize, found: Option<Contributions>, indent: usize) {
        let Some(contributions) = found else { return };
        self.told.push(question);
        let shown = contributions.largest.len();
        let all = usize::try_from(contributions.rows).unwrap_or(usize::MAX);
        if contributions.absent > 0 {
            let absent = i64::try_from(contributions.absent).unwrap_or(i64::MAX);
            self.line(indent, &message!("rows-absent", absent = absent));
        }
        if all == 0 {
            self.line(indent, &message!("rows-none"));
        } else if shown < all {
            self.line(indent, &message!("rows-largest", shown = shown, all = all));
        }
        let rows = self.asked.get(question).map(Asked::rows);
        let classes = contributions.largest.first().zip(rows).map(|(row, rows)| self.classes(row, rows));
        let classes = classes.unwrap_or_default();
        for row in &contributions.largest {
            let said = self.row(row, &classes);
            self.plain(indent, &said);
        }
    }

    /// The scales of the columns that hold classes.
    fn classes(&self, row: &Contribution, rows: &Rows) -> BTreeMap<String, Scale> {
        let classes = row.columns.iter().filter_map(|(name, _)| {
            let column = Node::new(rows.at.clone(), ColumnNode::Field(name.clone()));
            let scale = self.scale(known_of_column(&column, rows, self.plan).kind)?;
            Some((name.clone(), scale.clone()))
        });
        classes.collect()
    }

    /// One row: where it stands, and what was read of it.
    fn row(&self, row: &Contribution, classes: &BTreeMap<String, Scale>) -> String {
        let from = self.places(&row.origins);
        let columns = row.columns.iter().map(|(name, held)| {
            let value = self.held(held, classes.get(name));
            let name = self.header(row, name);
            self.words.say(&message!("row-column", column = name, value = value))
        });
        let columns = self.words.list(&columns.collect::<Vec<_>>());
        self.words.say(&message!("row", place = from, columns = columns))
    }

    /// Where the row stands: of each table, and of each year of it, the first that it was made from.
    fn places(&self, origins: &[RowPlace]) -> String {
        let mut firsts: Vec<&RowPlace> = Vec::new();
        for origin in origins {
            if !firsts.iter().any(|first| first.table == origin.table && first.year == origin.year) {
                firsts.push(origin);
            }
        }
        let others = origins.len() - firsts.len();
        let first = self.words.list(&firsts.into_iter().map(|first| say_row(first, self.words)).collect::<Vec<_>>());
        match others {
            0 => first,
            others => self.words.say(&message!("rows-and-others", first = first, others = others)),
        }
    }

    /// What the column is called in the table that the row is from.
    fn header<'n>(&'n self, row: &Contribution, name: &'n str) -> &'n str {
        let tables = row.origins.iter().filter_map(|origin| self.plan.table(&origin.table));
        let mut columns = tables.filter_map(|table| table.column(name));
        columns.next().and_then(|column| column.headers.first()).map_or(name, String::as_str)
    }

    fn held(&self, held: &Held, scale: Option<&Scale>) -> String {
        match held {
            Held::Value(value) => match value {
                Value::Number(number) => shown::exact(number, self.words),
                Value::Class(index) => match scale.and_then(|scale| scale.name(*index)) {
                    Some(name) => name.to_owned(),
                    None => self.words.say(&message!("row-class", number = index + 1)),
                },
                Value::Text(text) => text.to_string(),
                Value::Bool(true) => self.words.word("row-yes"),
                Value::Bool(false) => self.words.word("row-no"),
                Value::Date(day) => day.to_string(),
                Value::Moment(moment) => moment.to_string(),
            },
            Held::Absent(absence) => self.words.say(&say_absence(*absence)),
        }
    }
}

/// A place in the rule's own file is said by line and column.
fn near(place: &Place, rule: &Rule) -> String {
    if place.file == rule.at.file && place.line > 0 {
        format!("{}:{}", place.line, place.column)
    } else {
        place.to_string()
    }
}

fn say_row(place: &RowPlace, words: &Words) -> String {
    let year = match place.year {
        Year::This => String::new(),
        Year::Last => words.word("row-last-year"),
    };
    words.say(&match &place.sheet {
        Some(sheet) => message!("row-place-sheet", year = year, file = &place.file, sheet = sheet, row = place.row),
        None => message!("row-place", year = year, file = &place.file, row = place.row),
    })
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
