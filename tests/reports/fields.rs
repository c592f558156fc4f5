//! `docs/report-fields.md`: every field of the view model, generated from its schema.

use std::fmt::Write;

use kaohe::report::view::View;
use serde_json::Value;

use super::below;

const HEAD: &str = "# The fields of a report

<!-- Generated from src/report/view/ by a test; `KAOHE_BLESS=1 cargo test reports` writes it anew. -->

What a template may use: the fields of `View` stand outermost, and the others hang below them. [report.md](report.md) tells how templates are changed. A field
that may be `null` has a `?` behind its type.
";

/// A type in words: `[UnitView]`, `text?`.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(either) = schema["anyOf"].as_array() {
        return either.first().map(kind).unwrap_or_default() + "?";
    }
    let (of, may_be_null) = match &schema["type"] {
        Value::Array(types) => (types.first().and_then(Value::as_str).unwrap_or_default(), true),
        one => (one.as_str().unwrap_or_default(), false),
    };
    let name = match of {
        "array" => format!("list of {}", kind(&schema["items"])),
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        other => other.to_owned(),
    };
    name + if may_be_null { "?" } else { "" }
}

fn section(name: &str, schema: &Value, page: &mut String) {
    let text = |schema: &Value| schema["description"].as_str().unwrap_or_default().replace('\n', " ");
    let _ = writeln!(page, "\n## {name}\n\n{}\n", text(schema));
    if let Some(either) = schema["oneOf"].as_array() {
        for one in either {
            let _ = writeln!(page, "- `{}`: {}", one["const"].as_str().unwrap_or_default(), text(one));
        }
        return;
    }
    page.push_str("| field | type | |\n|---|---|---|\n");
    for (field, schema) in schema["properties"].as_object().expect("fields") {
        let _ = writeln!(page, "| `{field}` | {} | {} |", kind(schema), text(schema));
    }
}

#[test]
fn the_page_of_fields_is_the_one_of_the_types() {
    let schema = schemars::schema_for!(View).to_value();
    let mut page = HEAD.to_owned();
    section("View", &schema, &mut page);
    for (name, schema) in schema["$defs"].as_object().expect("types") {
        section(name, schema, &mut page);
    }
    let page = page.replace("[`VIEW_FORMAT`]", "`kaohe-report-view/1`");
    let path = below("docs/report-fields.md");
    if std::env::var_os("KAOHE_BLESS").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == page,
        "KAOHE_BLESS=1 cargo test reports writes what really is"
    );
}
