//! A part of the plan on one line, where it has room there: conditions, sums and columns as people write them.

use serde_json::{Map, Value};

use super::names;
use super::{Drawing, bare_node, question};
use crate::message;

/// The part in one line: `正常 = 是 且 used ÷ produced ≥ 80%`. Its places are left out.
pub(super) fn line(label: &str, value: &Value, drawing: &Drawing<'_>) -> String {
    written(label, value, drawing, Binding::None)
}

/// How strongly the signs around a part hold it: what is held together more loosely takes brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    None,
    Or,
    And,
    Comparison,
    Sum,
}

impl Binding {
    fn within(self, around: Binding, said: String) -> String {
        let is_held = match self {
            // One sum in another may be a difference.
            Binding::Sum => around < Binding::Sum,
            Binding::None | Binding::Or | Binding::And | Binding::Comparison => around <= self,
        };
        if is_held { said } else { format!("({said})") }
    }
}

fn written(label: &str, value: &Value, drawing: &Drawing<'_>, around: Binding) -> String {
    if let Some(question) = question(value, drawing) {
        return question;
    }
    match value {
        Value::Null => "-".to_owned(),
        Value::Bool(truth) => drawing.words.word(if *truth { "row-yes" } else { "row-no" }),
        Value::Number(number) => number.to_string(),
        Value::String(text) => word(label, text, drawing),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(|value| written(label, value, drawing, Binding::None)).collect();
            format!("[{}]", parts.join(&drawing.words.word("plan-between-entries")))
        }
        Value::Object(fields) => object(label, value, fields, drawing, around),
    }
}

/// A word of the plan in the reader's language; any other text as it stands.
fn word(label: &str, text: &str, drawing: &Drawing<'_>) -> String {
    names::value(label, text).map_or_else(|| text.to_owned(), |said| drawing.words.say(&said))
}

/// What a node is that has no parts (`count`, `proportional`), or what a variant or a field is called.
pub(super) fn name(name: &str, drawing: &Drawing<'_>) -> String {
    names::part(name).map_or_else(|| name.to_owned(), |said| drawing.words.say(&said))
}

fn object(label: &str, value: &Value, fields: &Map<String, Value>, drawing: &Drawing<'_>, around: Binding) -> String {
    if let Some(node) = bare_node(value) {
        return match node {
            Value::String(alone) => name(alone, drawing),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                written(label, node, drawing, around)
            }
        };
    }
    if let Some(said) = quantity(value).or_else(|| class(value, drawing)) {
        return said;
    }
    let mut told = fields.iter().filter(|(name, value)| *name != "at" && !value.is_null());
    match (told.next(), told.next()) {
        (Some((variant, inner)), None) => self::variant(variant, inner, drawing, around),
        (None, _) => "-".to_owned(),
        (Some(_), Some(_)) => point(fields).unwrap_or_else(|| parts(fields, drawing)),
    }
}

/// One field is a variant and what it holds.
fn variant(variant: &str, inner: &Value, drawing: &Drawing<'_>, around: Binding) -> String {
    let of = |name: &str| inner.get(name).unwrap_or(&Value::Null);
    let both = |binding: Binding, sides: [&Value; 2], sign: &str| {
        let [left, right] = sides.map(|side| written(variant, side, drawing, binding));
        binding.within(around, format!("{left} {sign} {right}"))
    };
    match (variant, inner) {
        ("field", Value::String(column)) => column.clone(),
        ("text", Value::String(text)) => drawing.words.say(&message!("plan-quoted", text = text)),
        ("bool", Value::Bool(truth)) => drawing.words.word(if *truth { "value-yes" } else { "value-no" }),
        ("literal" | "number" | "date" | "class" | "formula" | "measured" | "base" | "value", _) => {
            written(variant, inner, drawing, around)
        }
        ("and", Value::Array(sides)) if let [left, right] = sides.as_slice() => {
            both(Binding::And, [left, right], &name(variant, drawing))
        }
        ("or", Value::Array(sides)) if let [left, right] = sides.as_slice() => {
            both(Binding::Or, [left, right], &name(variant, drawing))
        }
        ("compare", _) => both(Binding::Comparison, [of("left"), of("right")], sign(of("comparison")).unwrap_or("?")),
        ("arithmetic", _) => both(Binding::Sum, [of("left"), of("right")], sign(of("operation")).unwrap_or("?")),
        ("table", Value::Object(_)) => table(inner, drawing),
        (_, Value::Object(fields)) if fields.contains_key("rows") => {
            let rest =
                fields.iter().filter(|(name, _)| *name != "rows").map(|(name, value)| (name.clone(), value.clone()));
            let (rows, rest) = (written("rows", of("rows"), drawing, Binding::None), parts(&rest.collect(), drawing));
            format!("{rows} → {}({rest})", name(variant, drawing))
        }
        (_, Value::Object(fields)) if bare_node(inner).is_none() && quantity(inner).is_none() => {
            format!("{}({})", name(variant, drawing), parts(fields, drawing))
        }
        (_, Value::Array(_)) => {
            format!("{}{}", name(variant, drawing), written(variant, inner, drawing, Binding::None))
        }
        _ => {
            let held = written(variant, inner, drawing, Binding::None);
            match inner {
                Value::Object(_) => format!("{}({held})", name(variant, drawing)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                    format!("{} {held}", name(variant, drawing))
                }
            }
        }
    }
}

/// The value first and without its name, what else there is by name.
fn parts(fields: &Map<String, Value>, drawing: &Drawing<'_>) -> String {
    let told = fields.iter().filter(|(name, value)| *name != "at" && !value.is_null());
    let said = told.map(|(part, value)| {
        let said = written(part, value, drawing, Binding::None);
        match part.as_str() {
            "value" | "values" | "condition" => said,
            _ => drawing.words.say(&message!("plan-part", name = name(part, drawing), said = said)),
        }
    });
    said.collect::<Vec<_>>().join(&drawing.words.word("plan-between-parts"))
}

/// The rows of a table, as a person names them.
fn table(value: &Value, drawing: &Drawing<'_>) -> String {
    let table = value.get("table").and_then(Value::as_str).unwrap_or_default();
    drawing.words.say(&match value.get("year").and_then(Value::as_str) {
        Some("last") => message!("plan-table-last-year", table = table),
        Some(_) | None => message!("plan-table", table = table),
    })
}

fn sign(value: &Value) -> Option<&'static str> {
    Some(match value.as_str()? {
        "equal" => "=",
        "not_equal" => "≠",
        "less" => "<",
        "less_or_equal" => "≤",
        "greater" => ">",
        "greater_or_equal" => "≥",
        "add" => "+",
        "subtract" => "−",
        "multiply" => "×",
        "divide" => "÷",
        _ => return None,
    })
}

/// A point of a line: its figure, and what it is worth.
fn point(fields: &Map<String, Value>) -> Option<String> {
    let (x, y) = (fields.get("x")?.as_str()?, fields.get("y")?.as_str()?);
    Some(format!("{x}→{y}"))
}

/// A class by its name.
fn class(value: &Value, drawing: &Drawing<'_>) -> Option<String> {
    let index = value.get("index")?.as_u64()?;
    let scale = drawing.plan.scale(value.get("scale")?.as_str()?)?;
    scale.name(u32::try_from(index).ok()?).map(str::to_owned)
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
