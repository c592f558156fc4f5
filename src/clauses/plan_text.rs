//! The plan for a person (`kaohe plan`): what each rule became, node by node, each with its place, and which questions it asks of the
//! tables.
//!
//! The tree is drawn from the plan's own JSON, so that it names every node as the JSON does and none can be forgotten.

use serde_json::Value;

use super::figure::{Reader, say_formula};
use super::rows::say_rows;
use super::shared_rows::Common;
use crate::message;
use crate::plan::{Asked, FormulaNode, Node, Plan, Rule};
use crate::words::{Message, Words};

/// The plan as an indented text.
pub fn plan_text(plan: &Plan, words: &Words) -> String {
    let questions: Vec<Question> = plan.asked().into_iter().map(|asked| Question::new(plan, asked)).collect();
    let mut text = String::new();
    let line = |text: &mut String, message: Message| {
        text.push_str(&words.say(&message));
        text.push('\n');
    };
    line(&mut text, message!("plan-heading", scheme = &plan.scheme, title = &plan.title, format = &plan.format));
    line(&mut text, message!("plan-counts", rules = plan.rules.len(), questions = questions.len()));
    text.push('\n');
    line(&mut text, message!("plan-questions"));
    for (number, question) in (1..).zip(&questions) {
        text.push('\n');
        let rules = plan.rules.iter().filter(|rule| question.is_asked_by(rule));
        let rules = rules.map(|rule| rule.id.to_string()).collect::<Vec<_>>();
        line(&mut text, message!("plan-question", number = format!("Q{number}"), say = question.say.clone()));
        line(&mut text, message!("plan-asked-by", rules = rules));
        draw(&question.whole, &Drawing { words, questions: &[], file: "" }, 2, &mut text);
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
        draw(&Value::Object(whole), &Drawing { words, questions: &questions, file: &rule.at.file }, 1, &mut text);
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
    words: &'q Words,
    questions: &'q [Question],
    /// The file whose name need not stand at each place.
    file: &'q str,
}

/// What a value is on one line: its own words, its place, and what has to go under it.
struct Line<'v> {
    words: String,
    place: Option<&'v str>,
    under: Vec<(String, &'v Value)>,
}

fn draw(value: &Value, drawing: &Drawing<'_>, depth: usize, text: &mut String) {
    for (name, value) in look(value, drawing).under {
        draw_named(&name, value, drawing, depth, text);
    }
}

fn draw_named(name: &str, value: &Value, drawing: &Drawing<'_>, depth: usize, text: &mut String) {
    let mut line = look(value, drawing);
    if let Some(word) = value_word(name, &line.words) {
        line.words = drawing.words.say(&word);
    }
    let indent = "  ".repeat(depth);
    let between = if line.words.is_empty() { "" } else { " " };
    let place = line.place.map(|place| {
        let near = place.strip_prefix(drawing.file).and_then(|rest| rest.strip_prefix(':'));
        format!("  @{}", near.unwrap_or(place))
    });
    let label = label(name).map_or_else(|| name.to_owned(), |label| drawing.words.say(&label));
    text.push_str(&format!("{indent}{label}:{between}{}{}\n", line.words, place.unwrap_or_default()));
    for (name, value) in line.under {
        draw_named(&name, value, drawing, depth + 1, text);
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

fn look<'v>(value: &'v Value, drawing: &Drawing<'_>) -> Line<'v> {
    if let Some(question) = question(value, drawing) {
        return Line { words: question, place: None, under: Vec::new() };
    }
    match value {
        Value::Null => Line { words: "-".to_owned(), place: None, under: Vec::new() },
        Value::Bool(_) | Value::Number(_) => Line { words: value.to_string(), place: None, under: Vec::new() },
        Value::String(text) => Line { words: text.clone(), place: None, under: Vec::new() },
        Value::Array(values) if values.iter().all(is_short) => {
            let words = values.iter().map(|value| look(value, drawing).words).collect::<Vec<_>>().join(", ");
            Line { words: format!("[{words}]"), place: None, under: Vec::new() }
        }
        Value::Array(values) => Line {
            words: String::new(),
            place: None,
            under: (1..).zip(values).map(|(number, value)| (number.to_string(), value)).collect(),
        },
        Value::Object(fields) => {
            let place = fields.get("at").and_then(Value::as_str);
            if let (Some(place), Some(node)) = (place, fields.get("node")) {
                return Line { place: Some(place), ..look(node, drawing) };
            }
            if let Some(words) = quantity(value) {
                return Line { words, place: None, under: Vec::new() };
            }
            let mut fields = fields.iter().filter(|(name, _)| *name != "at");
            match (fields.next(), fields.next()) {
                // One field is a variant and what it holds: `field used`, `compare` with its sides under it.
                (Some((name, inner)), None) => {
                    let line = look(inner, drawing);
                    let between = if line.words.is_empty() { "" } else { " " };
                    let name = node_word(name).map_or_else(|| name.to_owned(), |word| drawing.words.say(&word));
                    Line {
                        words: format!("{name}{between}{}", line.words),
                        place: line.place.or(place),
                        under: line.under,
                    }
                }
                (None, _) => Line { words: "-".to_owned(), place, under: Vec::new() },
                (Some(first), Some(second)) => {
                    let under = [first, second].into_iter().chain(fields);
                    Line {
                        words: String::new(),
                        place,
                        under: under.map(|(name, value)| (name.clone(), value)).collect(),
                    }
                }
            }
        }
    }
}

fn is_short(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::Array(_) => false,
        Value::Object(_) => quantity(value).is_some(),
    }
}

/// A number with what it is counted in, as people write it.
fn quantity(value: &Value) -> Option<String> {
    let fields = value.as_object()?;
    let number = fields.get("value")?.as_str()?;
    if !fields.keys().all(|name| ["value", "unit", "percent"].contains(&name.as_str())) {
        return None;
    }
    let unit = fields.get("unit").and_then(Value::as_str).unwrap_or_default();
    if fields.contains_key("percent") {
        let ratio: crate::figure::Exact = number.parse().ok()?;
        return Some(format!("{}%", ratio.times_power_of_ten(2)));
    }
    Some(if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") })
}

/// What a part is called for a person.
fn label(name: &str) -> Option<Message> {
    Some(match name {
        "kind" => message!("plan-label-kind"),
        "body" => message!("plan-label-body"),
        "measure" => message!("plan-label-measure"),
        "target" => message!("plan-label-target"),
        "curve" => message!("plan-label-curve"),
        "base" => message!("plan-label-base"),
        "none_below" => message!("plan-label-none-below"),
        "late" => message!("plan-label-late"),
        "early" => message!("plan-label-early"),
        "show_as" => message!("plan-label-show-as"),
        "applies_when" => message!("plan-label-applies-when"),
        "waived_when" => message!("plan-label-waived-when"),
        "exceptions" => message!("plan-label-exceptions"),
        "basis" => message!("plan-label-basis"),
        "note" => message!("plan-label-note"),
        "missing" => message!("plan-label-missing"),
        "events" => message!("plan-label-events"),
        "at_risk_within" => message!("plan-label-at-risk-within"),
        "rows" => message!("plan-label-rows"),
        "aggregate" => message!("plan-label-aggregate"),
        "condition" => message!("plan-label-condition"),
        "points" => message!("plan-label-points"),
        "policy" => message!("plan-label-policy"),
        "effect" => message!("plan-label-effect"),
        "when" => message!("plan-label-when"),
        other => return node_word(other),
    })
}

/// What a node is called for a person. The rarer ones stay as the JSON has them.
fn node_word(name: &str) -> Option<Message> {
    Some(match name {
        "table" => message!("plan-node-table"),
        "year" => message!("plan-node-year"),
        "filter" => message!("plan-node-filter"),
        "derive" => message!("plan-node-derive"),
        "unique" => message!("plan-node-unique"),
        "group" => message!("plan-node-group"),
        "join" => message!("plan-node-join"),
        "union" => message!("plan-node-union"),
        "during" => message!("plan-node-during"),
        "latest_by" => message!("plan-node-latest-by"),
        "field" => message!("plan-node-field"),
        "literal" => message!("plan-node-literal"),
        "number" => message!("plan-node-number"),
        "text" => message!("plan-node-text"),
        "bool" => message!("plan-node-bool"),
        "date" => message!("plan-node-date"),
        "class" => message!("plan-node-class"),
        "compare" => message!("plan-node-compare"),
        "comparison" => message!("plan-node-comparison"),
        "left" => message!("plan-node-left"),
        "right" => message!("plan-node-right"),
        "and" => message!("plan-node-and"),
        "or" => message!("plan-node-or"),
        "not" => message!("plan-node-not"),
        "arithmetic" => message!("plan-node-arithmetic"),
        "operation" => message!("plan-node-operation"),
        "if_else" => message!("plan-node-if-else"),
        "then" => message!("plan-node-then"),
        "otherwise" => message!("plan-node-otherwise"),
        "name" => message!("plan-node-name"),
        "value" => message!("plan-node-value"),
        "by" => message!("plan-node-by"),
        "columns" => message!("plan-node-columns"),
        "from" => message!("plan-node-from"),
        "to" => message!("plan-node-to"),
        "done" => message!("plan-node-done"),
        "due" => message!("plan-node-due"),
        "count" => message!("plan-node-count"),
        "sum" => message!("plan-node-sum"),
        "mean" => message!("plan-node-mean"),
        "share" => message!("plan-node-share"),
        "formula" => message!("plan-node-formula"),
        "measured" => message!("plan-node-measured"),
        "at_least" => message!("plan-node-at-least"),
        "at_most" => message!("plan-node-at-most"),
        "zero" => message!("plan-node-zero"),
        "full_or_none" => message!("plan-node-full-or-none"),
        "proportional" => message!("plan-node-proportional"),
        "linear" => message!("plan-node-linear"),
        "steps" => message!("plan-node-steps"),
        "deduct" => message!("plan-node-deduct"),
        "per_case" => message!("plan-node-per-case"),
        "checklist" => message!("plan-node-checklist"),
        "letter" => message!("plan-node-letter"),
        "task" => message!("plan-node-task"),
        "tally" => message!("plan-node-tally"),
        "percent" => message!("plan-node-percent"),
        "places" => message!("plan-node-places"),
        "unit" => message!("plan-node-unit"),
        "document" => message!("plan-node-document"),
        "clause" => message!("plan-node-clause"),
        "label" => message!("plan-node-label"),
        _ => return None,
    })
}

/// What stands under these labels is a word of the plan, not of the scheme's author.
fn value_word(label: &str, value: &str) -> Option<Message> {
    if !["comparison", "operation", "year", "kind"].contains(&label) {
        return None;
    }
    Some(match value {
        "equal" => message!("plan-value-equal"),
        "not_equal" => message!("plan-value-not-equal"),
        "less" => message!("plan-value-less"),
        "less_or_equal" => message!("plan-value-less-or-equal"),
        "greater" => message!("plan-value-greater"),
        "greater_or_equal" => message!("plan-value-greater-or-equal"),
        "add" => message!("plan-value-add"),
        "subtract" => message!("plan-value-subtract"),
        "multiply" => message!("plan-value-multiply"),
        "divide" => message!("plan-value-divide"),
        "this" => message!("plan-value-this"),
        "last" => message!("plan-value-last"),
        "indicator" => message!("plan-value-indicator"),
        "bonus" => message!("plan-value-bonus"),
        "deduction" => message!("plan-value-deduction"),
        "veto" => message!("plan-value-veto"),
        _ => return None,
    })
}
