//! `effort.yaml`: how much of an effort each item is, as the unit sees it.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Sources};
use crate::figure::Exact;
use crate::message;
use crate::plan::{ItemId, Plan};
use crate::scheme::yaml::{self, FromYaml, Named, Number, Placed, Positive, Problems};

/// The weights of items, and what is wrong with how they are written.
#[derive(Debug, Default)]
pub struct Efforts {
    pub weights: BTreeMap<ItemId, Exact>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// Reads a mapping of items (by id or title) to weights above zero. What is not named has the weight 1.
pub fn efforts(file: &str, text: &str, plan: &Plan) -> Efforts {
    let mut efforts = Efforts::default();
    efforts.sources.add(file, text);
    let mut problems = Problems::of(file);
    let read =
        yaml::parse(text, &mut problems).and_then(|root| Named::<Placed<Number>>::from_yaml(&root, &mut problems));
    let known: Vec<&str> = plan.rules.iter().flat_map(|rule| [rule.id.0.as_str(), rule.title.as_str()]).collect();
    for (name, weight) in read.map(|read| read.0).unwrap_or_default() {
        let rule = plan.rules.iter().find(|rule| rule.id.0 == name.value || rule.title == name.value);
        let Some(rule) = rule else {
            let message = message!("advice-effort-unknown-item", item = &name.value);
            problems.unknown(message, &name.value, name.at.clone(), &known);
            continue;
        };
        if !weight.value.0.is_positive() {
            problems.error(weight.at.clone(), message!("advice-effort-not-positive", weight = &weight.value.0));
            continue;
        }
        // By its id and by its title it is one item.
        if efforts.weights.insert(rule.id.clone(), weight.value.0).is_some() {
            problems.error(name.at.clone(), message!("advice-effort-twice", item = &rule.title));
        }
    }
    efforts.diagnostics = problems.found;
    efforts
}

/// The JSON Schema of `effort.yaml`, as `docs/schema/effort.schema.json` publishes it.
///
/// # Errors
/// Never: a schema is made of texts.
pub fn effort_schema() -> Result<String, serde_json::Error> {
    let mut schema = schemars::schema_for!(Named<Positive>);
    schema.insert("title".to_owned(), "kaohe effort".into());
    schema.insert("$id".to_owned(), "kaohe-effort/1".into());
    schema.insert("description".to_owned(), "Items by id or title, each with its weight above zero.".into());
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
