//! The plan for a person (`kaohe plan`): what each rule became, node by node, each with its place, and which questions it asks of the
//! tables.
//!
//! The tree is drawn from the plan's own JSON, so that no node can be forgotten. What has room on a line stands on it as people write it;
//! what is too long and stands at several places is drawn once and named by its number where it comes again.

mod line;
mod names;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::figure::{Reader, say_formula};
use super::rows::say_rows;
use super::shared_rows::Common;
use crate::message;
use crate::plan::{Asked, FormulaNode, Node, Plan, Rule};
use crate::words::{Message, Words};

/// The columns of a screen that a part may take before it goes on several lines.
const WIDTH: usize = 110;

/// The plan as an indented text.
pub fn plan_text(plan: &Plan, words: &Words) -> String {
    let questions: Vec<Question> = plan.asked().into_iter().map(|asked| Question::new(plan, asked)).collect();
    let shared = RefCell::new(Shared::default());
    drawn(plan, &questions, &shared, words);
    let shared = RefCell::new(shared.into_inner().again());
    drawn(plan, &questions, &shared, words)
}

fn drawn(plan: &Plan, questions: &[Question], shared: &RefCell<Shared>, words: &Words) -> String {
    let mut text = String::new();
    let line = |text: &mut String, message: Message| {
        text.push_str(&words.say(&message));
        text.push('\n');
    };
    line(&mut text, message!("plan-heading", scheme = &plan.scheme, title = &plan.title, format = &plan.format));
    line(&mut text, message!("plan-counts", rules = plan.rules.len(), questions = questions.len()));
    text.push('\n');
    line(&mut text, message!("plan-questions"));
    for (number, question) in (1..).zip(questions) {
        text.push('\n');
        let rules = plan.rules.iter().filter(|rule| question.is_asked_by(rule));
        let rules = rules.map(|rule| rule.id.to_string()).collect::<Vec<_>>();
        line(&mut text, message!("plan-question", number = format!("Q{number}"), say = question.say.clone()));
        line(&mut text, message!("plan-asked-by", rules = rules));
        draw(&question.whole, &Drawing { plan, words, questions: &[], file: "", shared }, 2, &mut text);
    }
    text.push('\n');
    line(&mut text, message!("plan-rules"));
    for rule in &plan.rules {
        text.push('\n');
        text.push_str(&format!("{}  {}  {}\n", rule.id, rule.title, rule.at));
        let Ok(Value::Object(mut whole)) = serde_json::to_value(rule) else { continue };
        for told in ["id", "at", "title"] {
            whole.shift_remove(told);
        }
        draw(&Value::Object(whole), &Drawing { plan, words, questions, file: &rule.at.file, shared }, 1, &mut text);
    }
    text
}

/// A question asked of the tables.
struct Question {
    asked: Asked,
    /// With places.
    whole: Value,
    /// Without places, to be found again inside a rule.
    bare: Value,
    say: Message,
}

impl Question {
    fn new(plan: &Plan, asked: Asked) -> Question {
        let whole = serde_json::to_value(&asked).unwrap_or_default();
        let say = say_question(plan, &asked);
        Question { asked, bare: without_places(&whole), whole, say }
    }

    fn is_asked_by(&self, rule: &Rule) -> bool {
        let mut asks = false;
        rule.ask(&mut |asked| asks |= asked == self.asked);
        asks
    }
}

/// A question asked of the tables, in a few words.
pub fn say_question(plan: &Plan, asked: &Asked) -> Message {
    match asked {
        Asked::Aggregate { rows, aggregate } => {
            let figure =
                FormulaNode::Aggregate { rows: Box::new(rows.clone()), aggregate: Box::new(aggregate.clone()) };
            say_formula(plan, &Node::new(aggregate.at.clone(), figure))
        }
        Asked::Task { rows, .. } => message!("plan-task", rows = said_rows(plan, rows)),
        Asked::Tally { rows, .. } => message!("plan-tally", rows = said_rows(plan, rows)),
    }
}

fn said_rows(plan: &Plan, rows: &crate::plan::Rows) -> Message {
    let reader = Reader { plan, common: Common::default() };
    say_rows(reader.plan, rows, &reader.common)
}

/// The same value without any `at`, and without what is null: an absent part and a part left out are one.
fn without_places(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, value)| *name != "at" && !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_places(value))).collect())
        }
        Value::Array(values) => Value::Array(values.iter().map(without_places).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

struct Drawing<'q> {
    plan: &'q Plan,
    words: &'q Words,
    questions: &'q [Question],
    /// The file whose name need not stand at each place.
    file: &'q str,
    shared: &'q RefCell<Shared>,
}

/// Parts too long for a line that stand at several places: the first is drawn and has a number, the others name it.
#[derive(Default)]
struct Shared {
    /// Each that was drawn, with its number if it is named again.
    drawn: HashMap<String, Option<usize>>,
    /// Those that are named again, which is known once everything was drawn.
    named: HashSet<String>,
    numbers: usize,
}

/// Where a part is drawn.
enum Drawn {
    /// Here, with a number if it is named again.
    Here(Option<usize>),
    /// Further up, under this number.
    Above(usize),
}

impl Shared {
    fn place(&mut self, part: String) -> Drawn {
        if let Some(number) = self.drawn.get(&part) {
            let number = number.unwrap_or_default();
            self.named.insert(part);
            return Drawn::Above(number);
        }
        let number = self.named.contains(&part).then(|| {
            self.numbers += 1;
            self.numbers
        });
        self.drawn.insert(part, number);
        Drawn::Here(number)
    }

    /// For drawing everything again, with what was learnt.
    fn again(self) -> Shared {
        Shared { named: self.named, ..Shared::default() }
    }
}

/// What of a part goes on its own line, and what has to go under it.
struct Split<'v> {
    words: String,
    place: Option<&'v str>,
    under: Vec<(String, &'v Value)>,
}

fn draw(value: &Value, drawing: &Drawing<'_>, depth: usize, text: &mut String) {
    for (name, value) in split("", value, drawing).under {
        draw_named(&name, value, drawing, depth, text);
    }
}

fn draw_named(name: &str, value: &Value, drawing: &Drawing<'_>, depth: usize, text: &mut String) {
    if value.is_null() {
        return;
    }
    let indent = "  ".repeat(depth);
    let label = line::name(name, drawing);
    let whole = line::line(name, value, drawing);
    // What is measured, the target and the curve keep a line and a place each.
    let has_room = name != "body" && indent.len() + label.width() + whole.width() <= WIDTH;
    let Split { words: mut said, place, under: mut below } = match has_room {
        true => Split { words: whole, place: place_of(value), under: Vec::new() },
        false => split(name, value, drawing),
    };
    if let Some(node) = bare_node(value).filter(|_| !below.is_empty()) {
        match drawing.shared.borrow_mut().place(without_places(node).to_string()) {
            Drawn::Here(None) => {}
            Drawn::Here(Some(number)) => said = format!("[{number}] {said}"),
            Drawn::Above(number) => {
                said = drawing.words.say(&message!("plan-as-above", number = format!("[{number}]")));
                below.clear();
            }
        }
    }
    let between = if said.is_empty() { "" } else { " " };
    let place = place.map(|place| {
        let near = place.strip_prefix(drawing.file).and_then(|rest| rest.strip_prefix(':'));
        format!("  @{}", near.unwrap_or(place))
    });
    text.push_str(&format!("{indent}{label}:{between}{said}{}\n", place.unwrap_or_default()));
    for (name, value) in below {
        draw_named(&name, value, drawing, depth + 1, text);
    }
}

/// What a node holds, without its place.
fn bare_node(value: &Value) -> Option<&Value> {
    let fields = value.as_object()?;
    fields.get("at").and_then(Value::as_str)?;
    fields.get("node")
}

/// Where a part stands; one that has no place of its own stands where its first part does.
fn place_of(value: &Value) -> Option<&str> {
    let fields = value.as_object()?;
    match fields.get("at") {
        Some(at) => at.as_str(),
        None => fields.values().next().and_then(place_of),
    }
}

/// The question that this part of a rule asks, if it is one.
fn question(value: &Value, drawing: &Drawing<'_>) -> Option<String> {
    let fields = value.as_object()?;
    if !["aggregate", "task", "tally"].iter().any(|kind| fields.contains_key(*kind)) {
        return None;
    }
    let bare = without_places(value);
    let number = drawing.questions.iter().position(|question| question.bare == bare)?;
    Some(format!("Q{}", number + 1))
}

fn split<'v>(label: &str, value: &'v Value, drawing: &Drawing<'_>) -> Split<'v> {
    let short = || Split { words: line::line(label, value, drawing), place: None, under: Vec::new() };
    if question(value, drawing).is_some() {
        return short();
    }
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => short(),
        Value::Array(values) => Split {
            words: String::new(),
            place: None,
            under: (1..).zip(values).map(|(number, value)| (number.to_string(), value)).collect(),
        },
        Value::Object(fields) => {
            let place = place_of(value);
            if let Some(node) = bare_node(value) {
                return Split { place, ..split(label, node, drawing) };
            }
            let mut fields = fields.iter().filter(|(name, value)| *name != "at" && !value.is_null());
            match (fields.next(), fields.next()) {
                (Some((name, Value::Array(_))), None) if ["and", "or"].contains(&name.as_str()) => {
                    let mut joined = Vec::new();
                    join(name, value, &mut joined);
                    let under = (1..).zip(joined).map(|(number, value)| (number.to_string(), value)).collect();
                    Split { words: line::name(name, drawing), place, under }
                }
                // One field is a variant and what it holds: a comparison with its sides under it.
                (Some((name, inner)), None) => {
                    let inner = split(name, inner, drawing);
                    let between = if inner.words.is_empty() { "" } else { " " };
                    Split {
                        words: format!("{}{between}{}", line::name(name, drawing), inner.words),
                        place: inner.place.or(place),
                        under: inner.under,
                    }
                }
                (None, _) => Split { words: "-".to_owned(), place, under: Vec::new() },
                (Some(first), Some(second)) => {
                    let under = [first, second].into_iter().chain(fields);
                    let under = under.map(|(name, value)| (name.clone(), value)).collect();
                    Split { words: String::new(), place, under }
                }
            }
        }
    }
}

/// The conditions that are joined by the same word, one after another.
fn join<'v>(word: &str, value: &'v Value, found: &mut Vec<&'v Value>) {
    match bare_node(value).unwrap_or(value).get(word) {
        Some(Value::Array(sides)) => sides.iter().for_each(|side| join(word, side, found)),
        Some(_) | None => found.push(value),
    }
}
