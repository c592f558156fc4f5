//! What scheme.yaml holds for scripts: texts in the rule language, and the values of parameters.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::super::day;
use super::super::model::{ParamValue, ScriptText};
use super::super::yaml::{FromYaml, Node, Problems, Value};
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::Quantity;

impl FromYaml for ScriptText {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<ScriptText> {
        let Some(scalar) = node.scalar() else {
            let text = String::from_yaml(node, problems)?;
            return Some(ScriptText { text: text.clone(), written: text, at: node.at.clone() });
        };
        if scalar.text.trim().is_empty() {
            problems.add(Diagnostic::error(node.at.clone(), message!("scheme-empty-condition")).width(node.width));
            return None;
        }
        Some(ScriptText { text: scalar.text.to_string(), written: scalar.text.to_string(), at: scalar.inside.clone() })
    }
}

impl JsonSchema for ScriptText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "description": "A condition in the rule language." })
    }
}

impl FromYaml for ParamValue {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<ParamValue> {
        let scalar = match &node.value {
            Value::Scalar(scalar) => scalar,
            Value::List(_) => return Vec::from_yaml(node, problems).map(ParamValue::List),
            Value::Map(_) => {
                problems.error(node.at.clone(), message!("scheme-parameter-mapping"));
                return None;
            }
        };
        let text = &*scalar.text;
        if !scalar.plain {
            return Some(ParamValue::Text(text.to_owned()));
        }
        let percent = text.strip_suffix('%').and_then(|hundredths| hundredths.trim().parse().ok());
        Some(if let Some(hundredths) = percent {
            ParamValue::Number(Quantity::percent(&hundredths))
        } else if let Ok(number) = text.parse::<Exact>() {
            ParamValue::Number(Quantity::bare(number))
        } else if let Some(date) = day::parse(text) {
            ParamValue::Date(date)
        } else if let Ok(truth) = text.parse() {
            ParamValue::Bool(truth)
        } else {
            ParamValue::Text(text.to_owned())
        })
    }
}

impl JsonSchema for ParamValue {
    fn schema_name() -> Cow<'static, str> {
        "Parameter".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["string", "number", "boolean", "array"] })
    }
}
