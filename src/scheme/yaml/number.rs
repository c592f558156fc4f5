//! Exact numbers in YAML: taken from the digits that were written, never through a float.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::problems::Problems;
use super::read::{FromYaml, wrong_type};
use super::tree::Node;
use crate::figure::Exact;
use crate::message;

/// A number as written: `6`, `0.5`, `-2`, `1/3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(pub Exact);

impl FromYaml for Number {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Number> {
        let number = node.scalar().and_then(|scalar| scalar.text.trim().parse().ok()).map(Number);
        if number.is_none() {
            problems.add(wrong_type(node, message!("scheme-expected-number")));
        }
        number
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(/[0-9]+)?$" }
            ]
        })
    }
}

/// What the schema says of a [`Number`] that is refused below nothing: nobody reads it, it only stands in the schema.
pub enum NotNegative {}

impl JsonSchema for NotNegative {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "NotNegative".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "number", "minimum": 0 },
                { "type": "string", "pattern": r"^[+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(/[0-9]+)?$" }
            ]
        })
    }
}

/// What the schema says of a [`Number`] that is refused unless it is above nothing.
pub enum Positive {}

impl JsonSchema for Positive {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Positive".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "number", "exclusiveMinimum": 0 },
                { "type": "string", "pattern": r"^\+?(0*[1-9][0-9]*(\.[0-9]*)?|0*\.0*[1-9][0-9]*)(/[0-9]+)?$" }
            ]
        })
    }
}

/// The bound of a column: a number as its cells are written, or a percentage (`100%`), which is the same in a column of percentages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// 100 of `100` and of `100%`.
    pub number: Exact,
    pub percent: bool,
}

impl FromYaml for Bound {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Bound> {
        let text = node.scalar().map(|scalar| scalar.text.trim());
        let hundredths = text.and_then(|text| text.strip_suffix(['%', '％']));
        let number = hundredths.or(text).and_then(|number| number.trim().parse().ok());
        if number.is_none() {
            problems.add(wrong_type(node, message!("scheme-expected-number")));
        }
        number.map(|number| Bound { number, percent: hundredths.is_some() })
    }
}

impl JsonSchema for Bound {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Bound".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(%|/[0-9]+)?$" }
            ]
        })
    }
}

/// A share: `30%`, `0.3` or `1/3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share(pub Exact);

impl FromYaml for Share {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Share> {
        let share = node.scalar().and_then(|scalar| share(&scalar.text));
        if share.is_none() {
            problems.add(wrong_type(node, message!("scheme-expected-share")));
        }
        share.map(Share)
    }
}

fn share(text: &str) -> Option<Exact> {
    match text.trim().strip_suffix(['%', '％']) {
        Some(hundredths) => percent(hundredths),
        None => text.trim().parse().ok(),
    }
}

/// `85` of `85%` as the ratio 0.85.
fn percent(hundredths: &str) -> Option<Exact> {
    hundredths.trim().parse::<Exact>().ok()?.checked_div(&Exact::from(100))
}

impl JsonSchema for Share {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Share".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "number", "minimum": 0, "maximum": 1 },
                { "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?(%|/[0-9]+)?$" }
            ]
        })
    }
}
