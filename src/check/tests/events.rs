//! Events that two rules punish.

use super::*;

/// Keys of what is told of an item that counts these rows beside a deduction, with what stands behind each.
fn punished(item: &str, deduction: &str) -> Vec<String> {
    let trial = Trial {
        scheme: SCHEME.replace("vetoes: [v]", "deductions: [v]"),
        rule: format!("indicator(\"试\").measure({item}.count()).target(zero()).score(per_case(1))"),
        veto: format!("deduction(\"又罚\").measure({deduction}.count()).score(per_case(1).cap(3))"),
        ..Trial::sound()
    };
    // Behind the rule stand its events: `rows // .events("…")`.
    let with_events = |text: String| match text.split_once(" // ") {
        Some((before, rest)) => {
            let (events, behind) = rest.split_once(".count()").unwrap_or((rest, ""));
            format!("{before}.count(){behind}{events}")
        }
        None => text,
    };
    let trial = Trial { rule: with_events(trial.rule), veto: with_events(trial.veto), ..trial };
    let (told, _) = trial.told_but_unused();
    told.into_iter().map(|told| told.message.key).collect()
}

#[test]
fn rows_that_two_rules_can_punish_are_warned_of() {
    let farms = "table(\"farms\")";
    let twice = ["check-punished-rows-twice"];
    assert_eq!(punished(farms, farms), twice);
    // The same figure, of which only one rule names its events; in whatever form the rows are written.
    assert_eq!(punished("table(\"farms\") // .events(\"场\")", "table(\"farms\").unique(\"farm\")"), twice);
    assert_eq!(punished("table(\"farms\").filter(col(\"closed\") == true)", farms), twice);
    assert_eq!(
        punished("table(\"farms\").filter(col(\"used\") > 5)", "table(\"farms\").filter(col(\"used\") < 9)"),
        twice
    );
    assert_eq!(punished("table(\"visits\").union(table(\"farms\"))", farms), twice);
}

#[test]
fn rows_that_no_two_rules_can_punish_are_not_warned_of() {
    let nothing: [&str; 0] = [];
    let of = |condition: &str| format!("table(\"farms\").filter({condition})");
    for (one, other) in [
        ("col(\"state\") == \"在建\"", "col(\"state\") == \"已建成\" and col(\"used\") > 1"),
        ("col(\"state\") == \"在建\"", "col(\"state\").is_in([\"已建成\"])"),
        ("col(\"closed\") == true", "not(col(\"closed\") == true)"),
        ("col(\"used\") >= 5", "col(\"used\") < 5"),
        ("col(\"used\").between(1, 5)", "6 <= col(\"used\")"),
        ("col(\"built\") < date(\"2022-03-01\")", "col(\"built\") >= date(\"2022-03-01\")"),
    ] {
        assert_eq!(punished(&of(one), &of(other)), nothing, "{one} beside {other}");
    }
    assert_eq!(punished("table(\"farms\")", "table(\"visits\")"), nothing);
    assert_eq!(punished("table(\"farms\").last_year()", "table(\"farms\")"), nothing);
    // Who gives them different events says that they are not the same.
    assert_eq!(punished("table(\"farms\") // .events(\"场\")", "table(\"farms\") // .events(\"又一回事\")"), nothing);
}

#[test]
fn a_veto_that_takes_points_elsewhere_punishes_again() {
    let second = "      - { rule: w, points: 1 }\n";
    let scheme = SCHEME
        .replace("total: 6", "total: 7")
        .replace("      - { rule: r, points: 6 }\n", &format!("      - {{ rule: r, points: 6 }}\n{second}"));
    let veto = |effect: &str| {
        let trial = Trial {
            scheme: scheme.replace("rule: w,", "rule: r, id: w,"),
            rule:
                "indicator(\"试\").measure(table(\"farms\").count()).target(zero()).score(per_case(1)).events(\"场\")"
                    .to_owned(),
            veto: format!("veto(\"弄虚作假\").when(table(\"farms\").count() > 3).{effect}"),
            ..Trial::sound()
        };
        let (told, _) = trial.told_but_unused();
        told.into_iter().map(|told| told.message.key).filter(|key| key == "check-punished-rows-twice").count()
    };
    assert_eq!(veto("zero_item(\"w\")"), 1, "of `r` and `w`, one is struck");
    assert_eq!(veto("zero_area(\"water\")"), 0);
    assert_eq!(veto("cap_grade(\"差\")"), 0);
}
