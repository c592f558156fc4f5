//! Fingerprints of plan nodes: what they say, wherever it is written. Two rules that say the same have the same.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::plan::{Body, Rule, Standard};
use crate::script::hex;

/// Fingerprints of a rule's parts, without what standards bring in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RulePrints {
    /// What is measured, and how the figure is shown.
    pub figure: String,
    pub target: String,
    /// How points follow.
    pub scoring: String,
    /// Whom it applies to, what waives it, its exceptions.
    pub conditions: String,
    /// Documents and remarks, which no point depends on.
    pub wording: String,
    /// What is said where the rule does not apply, and what its exceptions are called: no point depends on that either. Results of an older
    /// kaohe don't have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<String>,
    /// What each standard brings into the rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<Standard>,
}

/// Where the modules of the standards stand.
const STANDARDS: &str = "std/";

/// The SHA-256 of a node's JSON, in which fields stand in one order, without places and without what is null.
pub(super) fn fingerprint(node: &impl Serialize) -> String {
    // Everything in a plan can be written as JSON.
    sha256(&without_places(&serde_json::to_value(node).unwrap_or_default(), &mut Seen::default()))
}

/// The fingerprints of a rule's parts, and the names of all nodes in it.
pub(super) fn rule_prints(rule: &Rule) -> (RulePrints, BTreeSet<String>) {
    let mut seen = Seen::default();
    let mut print = |part: Value| sha256(&without_places(&part, &mut seen));
    let (measured, target, curve) = match &rule.body {
        Body::Measured { measure, target, curve } => (json(measure), json(target), json(curve)),
        Body::ByHand { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => {
            (json(&rule.body), Value::Null, Value::Null)
        }
    };
    let figure = print(json(&(measured, &rule.show_as)));
    let (target, scoring) = (print(target), print(curve));
    let exceptions: Vec<_> = rule.exceptions.iter().map(|exception| (&exception.when, &exception.then)).collect();
    let applies = rule.applies_when.as_ref().map(|applies| &applies.condition);
    let conditions = print(json(&(applies, &rule.waived_when, exceptions, rule.at_risk_within)));
    let wording = print(json(&(&rule.basis, &rule.note)));
    let otherwise = rule.applies_when.as_ref().and_then(|applies| applies.otherwise.as_ref());
    let labels: Vec<_> = rule.exceptions.iter().map(|exception| &exception.label).collect();
    let reasons = Some(fingerprint(&(otherwise, labels)));
    let standards =
        seen.standards.into_iter().map(|(module, parts)| Standard { module, sha256: sha256(&parts.into()) });
    let prints = RulePrints { figure, target, scoring, conditions, wording, reasons, standards: standards.collect() };
    (prints, seen.names)
}

fn json(node: &impl Serialize) -> Value {
    serde_json::to_value(node).unwrap_or_default()
}

fn sha256(value: &Value) -> String {
    hex(&Sha256::digest(value.to_string().as_bytes()))
}

/// What was met on the way through a node.
#[derive(Default)]
struct Seen {
    names: BTreeSet<String>,
    /// What each standard brought in.
    standards: BTreeMap<String, Vec<Value>>,
}

/// The same value without any place and without what is null; where a standard wrote a node, only the standard's name stands.
fn without_places(value: &Value, seen: &mut Seen) -> Value {
    match value {
        Value::Object(fields) => {
            let within = fields.get("at").and_then(Value::as_str).and_then(|at| at.strip_prefix(STANDARDS));
            let kept = fields.iter().filter(|(name, value)| *name != "at" && !value.is_null());
            let mut named: Vec<(String, Value)> = Vec::new();
            for (name, value) in kept {
                seen.names.insert(name.clone());
                named.push((name.clone(), without_places(value, seen)));
            }
            named.sort_by(|left, right| left.0.cmp(&right.0));
            let bare = Value::Object(named.into_iter().collect());
            let Some(file) = within.and_then(|at| at.split(':').next()) else { return bare };
            let module = format!("{STANDARDS}{}", file.trim_end_matches(".rhai"));
            let name = Value::String(module.clone());
            // A node within one that is the standard's too is part of it already.
            seen.standards.entry(module).or_default().push(bare);
            name
        }
        Value::Array(values) => Value::Array(values.iter().map(|value| without_places(value, seen)).collect()),
        Value::String(name) => {
            seen.names.insert(name.clone());
            value.clone()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn print_of(value: Value) -> (Value, Seen) {
        let mut seen = Seen::default();
        (without_places(&value, &mut seen), seen)
    }

    #[test]
    fn places_and_the_order_of_fields_say_nothing() {
        let one = json!({ "at": "a.rhai:1:2", "node": { "left": 1, "right": 2, "unit": null } });
        let other = json!({ "node": { "right": 2, "left": 1 }, "at": "b.rhai:7:9" });
        assert_eq!(fingerprint(&one), fingerprint(&other));
        assert_ne!(fingerprint(&one), fingerprint(&json!({ "node": { "left": 2, "right": 1 } })));
    }

    #[test]
    fn what_a_standard_brings_in_is_kept_apart() {
        let rule = |limit: &str| json!({ "at": "a.rhai:1:2", "node": { "at": "std/gb3838.rhai:3:4", "node": limit } });
        let (one, seen) = print_of(rule("0.2"));
        let (other, changed) = print_of(rule("0.3"));
        assert_eq!(one, json!({ "node": "std/gb3838" }));
        assert_eq!(one, other);
        assert_ne!(seen.standards, changed.standards);
    }
}
