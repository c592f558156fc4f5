//! Rules that run, and come to other points than was meant.

use super::*;

const SHARE: &str = "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\") * 100";

#[test]
fn figures_and_targets_that_were_meant_otherwise() {
    let ratio = |target, score| with(Measured { target, score, ..RULE });
    let largest = |target, score| with(Measured { measure: "table(\"farms\").max(\"months\")", target, score });
    let bounded = |trial: Trial| Trial {
        scheme: SCHEME.replace("heads:    { type: number }", "months:   { type: number, min: 1, max: 12 }"),
        ..trial
    };
    let shown = |show: &str| {
        rule(&format!(
            "indicator(\"试\").measure(table(\"farms\").sum(\"used\")).show_as({show}).target(at_least(3000)).score(proportional())"
        ))
    };
    tell(
        "meant_otherwise",
        vec![
            (
                "a ratio times a hundred for 80",
                with(Measured { measure: SHARE, target: "at_least(80)", score: "proportional()" }),
                &["check-ratio-times-hundred"],
            ),
            (
                "a ratio times a hundred for 80 percent",
                with(Measured { measure: SHARE, ..RULE }),
                &["check-ratio-times-hundred"],
            ),
            (
                "half a point for each half",
                ratio("at_least(80.pct)", "deduct(1).per(0.5)"),
                &["check-bare-against-ratio"],
            ),
            (
                "better by a half",
                ratio("improve_on_last_year(0.5, \"higher\")", "improvement()"),
                &["check-bare-against-ratio"],
            ),
            ("tonnes shown as ten thousands of them", shown("number(2, \"万吨\")"), &["check-units-differ"]),
            ("tonnes shown as a percentage", shown("percent(1)"), &["check-units-differ"]),
            (
                "a deduction from no target",
                rule("indicator(\"试\").measure(table(\"farms\").count()).target(open()).score(deduct(1).per(1))"),
                &["check-curve-misfit"],
            ),
            (
                "in proportion to a fall",
                with(Measured {
                    measure: "table(\"farms\").sum(\"land\").change_from(table(\"farms\").last_year().sum(\"land\"))",
                    target: "at_most(-5)",
                    score: "proportional()",
                }),
                &["check-negative-proportional"],
            ),
            (
                "more months than a year has",
                bounded(largest("at_least(13)", "full_or_none()")),
                &["check-target-beyond-column"],
            ),
            ("no month at all", bounded(largest("zero()", "full_or_none()")), &["check-target-beyond-column"]),
            (
                "two farms and a half",
                with(Measured { measure: "table(\"farms\").count()", target: "equals(2.5)", score: "full_or_none()" }),
                &["check-count-not-whole"],
            ),
            ("a day of the year before", signed_by_day("2021-09-30"), &["check-day-of-other-year"]),
            ("a day of the year after", signed_by_day("2023-03-31"), &[]),
            (
                "the year before last",
                rule(
                    "indicator(\"试\").measure(table(\"farms\").sum(\"used\").last_year().last_year()).target(at_least(5)).score(proportional())",
                ),
                &["script-last-year-twice"],
            ),
            (
                "a step that nothing takes",
                rule(
                    "let farms = table(\"farms\");\nfarms.filter(col(\"used\") > 5);\nif true { farms.unique(\"farm\"); }\nindicator(\"试\").measure(farms.count()).target(at_least(5)).score(proportional())",
                ),
                &["script-step-unused", "script-step-unused"],
            ),
            (
                "one character in single quotes",
                with(Measured {
                    measure: "table(\"farms\").filter(col(\"state\") == '建').count()",
                    target: "zero()",
                    score: "per_case(1)",
                }),
                &["script-single-quotes"],
            ),
            (
                "a table joined to itself again and again",
                rule(
                    "let farms = table(\"farms\");\nfor turn in 0..3 { farms = farms.join(farms, [\"farm\"]); }\nindicator(\"试\").measure(farms.count()).target(at_least(5)).score(proportional())",
                ),
                &["script-too-many-joins"],
            ),
        ],
    );
}
