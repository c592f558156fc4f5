//! Rules that run, and come to other points than was meant.

use super::*;

const RATIO: &str = "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")";
const SHARE: &str = "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\") * 100";

#[test]
fn figures_and_targets_that_were_meant_otherwise() {
    let ratio = |target, score| with(Measured { target, score, ..RULE });
    let largest = |target, score| with(Measured { measure: "table(\"farms\").max(\"months\")", target, score });
    let bounded = |trial: Trial| Trial {
        scheme: SCHEME.replace("heads:    { type: number }", "months:   { type: number, min: 1, max: 12 }"),
        ..trial
    };
    let shown_of = |measure: &str, show: &str| {
        let score = ".target(open()).score(linear(0, 1))";
        rule(&format!("indicator(\"试\").measure({measure}).show_as({show}){score}"))
    };
    let shown = |show: &str| {
        rule(&format!(
            "indicator(\"试\").measure(table(\"farms\").sum(\"used\")).show_as({show}).target(at_least(3000)).score(proportional())"
        ))
    };
    let during = |days: &str, then: &str| {
        let score = ".target(at_least(5)).score(proportional())";
        rule(&format!("indicator(\"试\").measure(table(\"farms\").during({days}){then}.count()){score}"))
    };
    tell(
        "meant_otherwise",
        vec![
            (
                "a rule that nothing is called",
                rule(
                    "indicator(\" \").measure(table(\"farms\").sum(\"used\")).target(at_least(3000)).score(proportional())",
                ),
                &["check-name-blank"],
            ),
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
                "half a point for each hundredth",
                ratio("at_least(80.pct)", "deduct(0.5).per(0.01)"),
                &["check-bare-against-ratio"],
            ),
            (
                "half a point for each one",
                ratio("at_least(80.pct)", "deduct(0.5).per(1)"),
                &["check-bare-against-ratio"],
            ),
            (
                "better by a half",
                ratio("improve_on_last_year(0.5, \"higher\")", "improvement()"),
                &["check-bare-against-ratio"],
            ),
            ("tonnes shown as ten thousands of them", shown("number(2, \"万吨\")"), &["check-units-differ"]),
            ("tonnes shown as a percentage", shown("percent(1)"), &["check-units-differ"]),
            ("a ratio shown as tonnes", shown_of(RATIO, "number(2, \"吨\")"), &["check-shown-in-unit"]),
            (
                "a share shown as mu",
                shown_of("table(\"farms\").share(col(\"closed\") == true)", "number(2, \"亩\")"),
                &["check-shown-in-unit"],
            ),
            (
                "farms shown as tonnes",
                shown_of("table(\"farms\").count()", "number(2, \"吨\")"),
                &["check-shown-in-unit"],
            ),
            (
                "farms shown as a percentage",
                shown_of("table(\"farms\").count()", "percent(1)"),
                &["check-shown-as-percent"],
            ),
            ("farms as such, by the way", shown_of("table(\"farms\").count()", "number(0, \"家\")"), &[]),
            (
                "farms for each visit",
                shown_of("table(\"farms\").count() / table(\"visits\").count()", "number(2, \"家/次\")"),
                &[],
            ),
            ("a share as an index", shown_of(RATIO, "number(2, \"倍\")"), &[]),
            ("a number of no unit as tonnes", shown_of("table(\"farms\").sum(\"heads\")", "number(2, \"吨\")"), &[]),
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
            (
                "the whole of the year before",
                during("\"2021-01-01\", \"2021-12-31\"", ""),
                &["check-period-of-other-year"],
            ),
            (
                "a month of the year after",
                during("\"2023-01-01\", \"2023-01-31\"", ""),
                &["check-period-of-other-year"],
            ),
            ("a winter from the year before on", during("\"2021-11-01\", \"2022-03-31\"", ""), &[]),
            ("the year before, of last year's table", during("\"2022-01-01\", \"2022-12-31\"", ".last_year()"), &[]),
            (
                "this year's quarter of last year's table",
                rule(
                    "indicator(\"试\").measure(table(\"farms\").last_year().during(quarter(1)).count()).target(at_least(5)).score(proportional())",
                ),
                &["check-period-of-other-year"],
            ),
            (
                "the year before beside this one, in one table",
                rule(
                    "let farms = table(\"farms\");\nindicator(\"试\").measure(farms.during(quarter(1)).count() / farms.during(\"2021-01-01\", \"2021-03-31\").count()).target(at_least(5.pct)).score(full_or_none())",
                ),
                &[],
            ),
            (
                "a condition over units where rows are picked",
                rule(
                    "indicator(\"试\").measure(table(\"farms\").filter(unit_is([\"sihr\"]) or kind_is([\"乡\"]) or group_is([\"甲\"])).count()).target(at_least(5)).score(proportional())",
                ),
                &["script-unexpected-value", "check-unknown-unit", "check-unknown-kind-of-unit", "check-unknown-group"],
            ),
            (
                "a figure of an unknown table where rows are picked",
                rule(
                    "indicator(\"试\").measure(table(\"farms\").filter(table(\"visit\").sum(\"dais\") > 5).count()).target(at_least(5)).score(proportional())",
                ),
                &["script-unexpected-value", "check-unknown-table", "check-unknown-column"],
            ),
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
                "a text in single quotes",
                with(Measured {
                    measure: "table(\"farms\").filter(col(\"state\") == '在建').count()",
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

/// What stands in for a slip is held against nothing.
#[test]
fn a_misspelt_target_makes_no_slip_of_the_curve() {
    let of = |target| with(Measured { target, ..RULE });
    tell(
        "misspelt-targets",
        vec![
            ("a misspelt word", of("not_above_last_yaer()"), &["script-unknown-word"]),
            ("a misspelt way", of("improve_on_last_year(2.pct, \"highr\")"), &["script-wrong-option"]),
            ("no target at all", of("80.pct"), &["script-unexpected-value"]),
            ("a misspelt mark", consequence("marked('overdu')"), &["script-wrong-option"]),
            ("a column without its word", measure("table(\"farms\").share(used > 5)"), &["script-unknown-name"]),
        ],
    );
}

#[test]
fn conditions_on_rows_that_never_hold() {
    let of = |condition: &str| {
        rule(&format!(
            "indicator(\"试\").measure(table(\"farms\").share({condition})).target(at_least(80.pct)).score(proportional())"
        ))
    };
    tell(
        "never",
        vec![
            ("a range upside down", of("col(\"used\").between(9000, 3)"), &["check-between-never"]),
            ("the thirteenth month", of("month(col(\"built\")) == 13"), &["check-no-such-date-part"]),
            ("the fifth quarter", of("quarter(col(\"built\")) == 5"), &["check-no-such-date-part"]),
            ("the year 22", of("year(col(\"built\")) == 22"), &["check-no-such-date-part"]),
            ("one month of several", of("month(col(\"built\")).is_in([1, 13])"), &["check-no-such-date-part"]),
            ("months up to the thirteenth", of("month(col(\"built\")).between(10, 13)"), &["check-no-such-date-part"]),
            ("months before the thirteenth", of("month(col(\"built\")) < 13 and col(\"used\").between(3, 9)"), &[]),
            (
                "a day ten years on",
                with(Measured {
                    measure: "table(\"farms\").done_by(\"built\")",
                    target: "all_by(date(\"2032-10-31\"))",
                    score: "full_or_none()",
                }),
                &["check-nothing-due-in-year"],
            ),
        ],
    );
}
