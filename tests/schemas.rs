//! What the program writes as JSON is what its published schemas promise.

use serde_json::Value;

use crate::scene::Scene;

/// What in a value is not as its schema says: enough of JSON Schema for the schemas of this repository, and a keyword that is not known
/// here fails the test.
struct Held<'s> {
    whole: &'s Value,
    wrong: Vec<String>,
}

impl Held<'_> {
    fn holds(whole: &Value, value: &Value, schema: &Value) -> bool {
        let mut held = Held { whole, wrong: Vec::new() };
        held.to(value, schema, "");
        held.wrong.is_empty()
    }

    fn say(&mut self, at: &str, what: String) {
        self.wrong.push(format!("{at}: {what}"));
    }

    fn to(&mut self, value: &Value, schema: &Value, at: &str) {
        let Value::Object(keywords) = schema else {
            if *schema == Value::Bool(false) {
                self.say(at, "may not be there".to_owned());
            }
            return;
        };
        for (keyword, says) in keywords {
            self.keyword(value, (keyword, says), keywords, at);
        }
    }

    fn keyword(
        &mut self,
        value: &Value,
        (keyword, says): (&str, &Value),
        beside: &serde_json::Map<String, Value>,
        at: &str,
    ) {
        let number = || value.as_f64();
        let length = || value.as_array().map(|values| values.len() as u64);
        let list = || says.as_array().cloned().unwrap_or_default();
        match keyword {
            "$ref" => {
                let path = says.as_str().unwrap_or_default().trim_start_matches('#');
                let whole = self.whole;
                let schema = whole.pointer(path).unwrap_or_else(|| panic!("no {path} in the schema"));
                self.to(value, schema, at);
            }
            "type" => {
                let one_of = if says.is_array() { list() } else { vec![says.clone()] };
                if !one_of.iter().any(|kind| is_of_type(value, kind.as_str().unwrap_or_default())) {
                    self.say(at, format!("is no {says}: {value}"));
                }
            }
            "required" => {
                for name in list() {
                    let name = name.as_str().unwrap_or_default();
                    if value.is_object() && value.get(name).is_none() {
                        self.say(at, format!("lacks {name}"));
                    }
                }
            }
            "properties" => {
                for (name, schema) in says.as_object().into_iter().flatten() {
                    if let Some(value) = value.get(name) {
                        self.to(value, schema, &format!("{at}/{name}"));
                    }
                }
            }
            "additionalProperties" => {
                let known = |name: &str| beside.get("properties").is_some_and(|known| known.get(name).is_some());
                for (name, value) in value.as_object().into_iter().flatten().filter(|(name, _)| !known(name)) {
                    self.to(value, says, &format!("{at}/{name}"));
                }
            }
            "items" => {
                for (number, value) in value.as_array().into_iter().flatten().enumerate() {
                    self.to(value, says, &format!("{at}/{number}"));
                }
            }
            "prefixItems" => {
                for (number, schema) in list().iter().enumerate() {
                    if let Some(value) = value.get(number) {
                        self.to(value, schema, &format!("{at}/{number}"));
                    }
                }
            }
            "anyOf" | "oneOf" => {
                let schemas = list();
                let fitting = schemas.iter().filter(|schema| Held::holds(self.whole, value, schema)).count();
                if fitting == 0 || keyword == "oneOf" && fitting > 1 {
                    // The one that it was meant to be says what is wrong with it.
                    let best = schemas.iter().map(|schema| {
                        let mut held = Held { whole: self.whole, wrong: Vec::new() };
                        held.to(value, schema, at);
                        held.wrong
                    });
                    let best = best.min_by_key(Vec::len).unwrap_or_default();
                    self.say(at, format!("fits {fitting} of {} forms", schemas.len()));
                    self.wrong.extend(best);
                }
            }
            "enum" if !list().contains(value) => self.say(at, format!("is none of {says}: {value}")),
            "const" if value != says => self.say(at, format!("is not {says}: {value}")),
            "minimum" if number().is_some_and(|number| Some(number) < says.as_f64()) => {
                self.say(at, format!("is under {says}: {value}"));
            }
            "exclusiveMinimum" if number().is_some_and(|number| Some(number) <= says.as_f64()) => {
                self.say(at, format!("is not over {says}: {value}"));
            }
            "maximum" if number().is_some_and(|number| Some(number) > says.as_f64()) => {
                self.say(at, format!("is over {says}: {value}"));
            }
            "minItems" if length().is_some_and(|length| Some(length) < says.as_u64()) => {
                self.say(at, format!("has fewer than {says}"));
            }
            "maxItems" if length().is_some_and(|length| Some(length) > says.as_u64()) => {
                self.say(at, format!("has more than {says}"));
            }
            "enum" | "const" | "minimum" | "exclusiveMinimum" | "maximum" | "maxItems" | "minItems" => {}
            "$schema" | "$id" | "$defs" | "title" | "description" | "default" | "format" | "pattern" => {}
            other => self.say(at, format!("the schema says `{other}`, which this test does not know")),
        }
    }
}

fn is_of_type(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _other => false,
    }
}

fn json(told: &str) -> Value {
    let from = told.find('{').unwrap_or_else(|| panic!("no JSON: {told}"));
    let to = told.rfind('}').unwrap_or_default();
    serde_json::from_str(&told[from..=to]).unwrap_or_else(|error| panic!("{error}: {told}"))
}

fn hold(schema: &str, value: &Value, of: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema").join(schema);
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a schema")).expect("JSON");
    let mut held = Held { whole: &whole, wrong: Vec::new() };
    held.to(value, &whole, "");
    assert!(held.wrong.is_empty(), "{of} against {schema}:\n{}", held.wrong.join("\n"));
}

#[test]
fn plans_assessments_and_explanations_are_as_their_schemas_say() {
    let scene = Scene::new();
    for (scheme, data) in [("s", "s/data"), ("yushu", "yushu-data"), ("water", "water-data")] {
        let folder = |name: &str| match name {
            "yushu" => format!("{}/rules/yushu-2022", env!("CARGO_MANIFEST_DIR")),
            "yushu-data" => format!("{}/datasets/yushu-2022", env!("CARGO_MANIFEST_DIR")),
            "water" => format!("{}/rules/northeast-water-2021", env!("CARGO_MANIFEST_DIR")),
            "water-data" => format!("{}/datasets/northeast-water-2021", env!("CARGO_MANIFEST_DIR")),
            own => own.to_owned(),
        };
        let (scheme, data) = (folder(scheme), folder(data));
        hold("plan.schema.json", &json(&scene.run(&format!("plan {scheme} --format json"))), "the plan");
        let assessment = json(&scene.run(&format!("score {scheme} --data {data} --format json")));
        hold("assessment.schema.json", &assessment, "the assessment");
        // The first unit of every sheet, with all its items, as deep as may be.
        let mut seen = std::collections::BTreeSet::new();
        for unit in assessment["units"].as_array().expect("units") {
            if !seen.insert(unit["sheet"].to_string()) {
                continue;
            }
            let id = unit["id"].as_str().expect("an id");
            let whole = json(&scene.run(&format!("explain {scheme} --data {data} --unit {id} --format json")));
            hold("explanation.schema.json", &whole, "a unit's sheet");
            // Of a large scheme some: each is a run of the program.
            let every = if scheme == "s" { 1 } else { 9 };
            for item in whole["sheets"][0]["items"].as_array().expect("items").iter().step_by(every) {
                let item = item["id"].as_str().expect("an id");
                let asked =
                    format!("explain {scheme} --data {data} --unit {id} --indicator {item} --depth 2 --format json");
                hold("explanation.schema.json", &json(&scene.run(&asked)), &asked);
            }
        }
    }
}

#[test]
fn a_value_that_lacks_something_is_found() {
    let schema =
        serde_json::json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } });
    for (value, fits) in [("{}", false), ("{\"a\": 1}", false), ("{\"a\": \"x\"}", true)] {
        let value: Value = serde_json::from_str(value).expect("JSON");
        assert_eq!(Held::holds(&schema, &value, &schema), fits, "{value}");
    }
}

/// The weights that the tool refuses, the schema of their file refuses too.
#[test]
fn an_effort_is_above_nothing() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/effort.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a schema")).expect("JSON");
    let holds = |weight: Value| Held::holds(&schema, &serde_json::json!({ "manure": weight }), &schema);
    assert!(holds(3.into()) && holds(0.5.into()));
    assert!(!holds(0.into()) && !holds((-1).into()));
}
