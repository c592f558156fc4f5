use super::tally::{Tally, share};
use super::*;
use crate::assess::document::WrittenPoints;
use crate::figure::{Exact, RoundingMode};

/// `UPDATE_SCHEMAS=1 cargo test` writes the file anew.
#[test]
fn the_published_schema_is_the_schema_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema/report-view.schema.json");
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(View)).expect("a schema can be written") + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(path, &schema).expect("the schema can be written");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), schema, "run with UPDATE_SCHEMAS=1");
}

fn exact(text: &str) -> Exact {
    text.parse().expect("a number")
}

#[test]
fn a_share_reads_as_full_only_where_it_is_full() {
    let of_six = |points: &str| share(&exact(points), &exact("6")).expect("six is not nothing");
    assert_eq!((of_six("6").shown.as_str(), of_six("6").step), ("100.0%", 4));
    assert_eq!((of_six("5.9999").shown.as_str(), of_six("5.9999").step), ("99.998%", 3));
    assert_eq!((of_six("5.9999999").shown.as_str(), of_six("5.9999999").step), ("99.9999%", 3));
    assert_eq!((of_six("5.8596").shown.as_str(), of_six("3.5976").shown.as_str()), ("97.7%", "59.96%"));
    assert_eq!((of_six("3.6").shown.as_str(), of_six("3.6").step), ("60.0%", 2));
    assert_eq!((of_six("3.59").shown.as_str(), of_six("3.59").step), ("59.8%", 1));
    assert_eq!((of_six("0").shown.as_str(), of_six("0").step), ("0.0%", 0));
    assert_eq!(share(&exact("1"), &Exact::ZERO), None);
}

#[test]
fn what_is_no_figure_is_kept_to_be_told() {
    let tally = Tally::new(2, RoundingMode::HalfUp);
    let figure = tally.figure(&WrittenPoints("33.3333333333333333333333333333".into()), Some(&"100/3".into()));
    assert_eq!(figure, Figure { exact: "100/3".into(), shown: "33.33".into() });
    assert_eq!(tally.read("约90"), Exact::ZERO);
    assert_eq!(tally.into_unreadable(), ["约90"]);
}
