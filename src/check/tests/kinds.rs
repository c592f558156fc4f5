//! What does not go together.

use super::*;

#[test]
fn nothing_is_told_of_a_sound_scheme() {
    assert_eq!(Trial::sound().told_but_unused().0, []);
    let sound = [
        "(table(\"farms\").sum(\"stock\").to(\"吨\") - table(\"farms\").sum(\"used\")) / table(\"farms\").sum(\"produced\")",
        "table(\"farms\").filter(col(\"rate\") >= 0.5).count() / table(\"farms\").count()",
        "table(\"farms\").share(col(\"grade\") <= class(\"Ⅲ\"))",
        "1 - table(\"farms\").share(days_between(col(\"due\"), col(\"built\")) > 30)",
        "table(\"farms\").by(\"farm\").agg(#{ used: sum(\"used\"), best: best(\"grade\") }).share(col(\"used\") > 5 and col(\"best\") < class(\"Ⅴ\"))",
    ];
    for measure in sound {
        let trial = with(Measured { measure, ..RULE });
        assert_eq!(trial.told_but_unused().0, [], "{measure}");
    }
}

#[test]
fn kinds_that_do_not_go_together() {
    tell(
        "kinds",
        vec![
            ("an unknown table", measure("table(\"farm\").share(col(\"closed\") == true)"), &["check-unknown-table"]),
            ("an unknown column", measure("table(\"farms\").share(col(\"uesd\") > 5)"), &["check-unknown-column"]),
            (
                "columns that a standard takes",
                rule(
                    "import \"std/gb3838\" as gb;\nindicator(\"试\")\n    .measure(table(\"farms\").share(gb::river_class() <= class(\"Ⅲ\")))\n    .target(open())\n    .score(linear(0, 1))",
                ),
                &["check-unknown-column"; 5],
            ),
            (
                "a column that the scheme names",
                Trial {
                    scheme: SCHEME.replace("{ rule: r, points: 6 }", "{ rule: r, with: { column: uesd }, points: 6 }"),
                    ..measure("table(\"farms\").sum(param(\"column\"))")
                },
                &["check-unknown-column"],
            ),
            (
                "a column that a group has no more",
                measure("table(\"farms\").by(\"farm\").agg(#{ all: sum(\"used\") }).share(col(\"used\") > 5)"),
                &["check-unknown-column"],
            ),
            (
                "a year against a ratio",
                measure("table(\"farms\").share(year(col(\"built\")) == 2022.pct)"),
                &["check-date-part-against-ratio"],
            ),
            (
                "the mean of months for a share",
                with(Measured { measure: "table(\"farms\").mean(month(col(\"built\")) + 1)", ..RULE }),
                &["check-date-part-against-ratio"],
            ),
            (
                "the pH of tonnes",
                with(Measured {
                    measure: "table(\"farms\").mean_ph(\"used\", 2)",
                    target: "at_least(7)",
                    score: "full_or_none()",
                }),
                &["check-wants"],
            ),
            ("a year against a year", measure("table(\"farms\").share(year(col(\"built\")) == 2022)"), &[]),
            ("the pH of numbers without a unit", measure("table(\"farms\").mean_ph(\"heads\", 2)"), &[]),
            (
                "an empty text for a blank cell",
                measure(
                    "table(\"farms\").share(col(\"farm\") == \"\" or col(\"state\") != \"\" or col(\"used\") == \"\")",
                ),
                &["check-empty-text", "check-empty-text", "check-empty-text"],
            ),
            (
                "an empty text that the rule makes itself",
                measure(
                    "table(\"farms\").derive(\"mark\", if_else(col(\"used\") > 0, \"有\", \"\")).share(col(\"mark\") == \"\")",
                ),
                &[],
            ),
            (
                "a part of no listed text",
                measure("table(\"farms\").share(col(\"state\").contains(\"完成\") or col(\"state\").contains(\"建\"))"),
                &["check-text-not-listed"],
            ),
            ("a text against a number", measure("table(\"farms\").share(col(\"farm\") == 3)"), &["check-kinds-differ"]),
            (
                "a date against a number",
                measure("table(\"farms\").share(col(\"built\") >= 2022)"),
                &["check-kinds-differ"],
            ),
            (
                "a text against a class",
                measure("table(\"farms\").share(col(\"grade\") <= \"Ⅲ\")"),
                &["check-text-against-class"],
            ),
            (
                "a class of another scale",
                measure("table(\"farms\").share(col(\"air\") <= class(\"Ⅲ\"))"),
                &["check-kinds-differ"],
            ),
            (
                "tonnes against ten thousand tonnes",
                measure("table(\"farms\").share(col(\"used\") <= col(\"stock\"))"),
                &["check-units-differ"],
            ),
            (
                "tonnes over ten thousand tonnes",
                measure("table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"stock\")"),
                &["check-units-differ"],
            ),
            (
                "tonnes and mu",
                measure("table(\"farms\").share(col(\"used\") <= col(\"land\"))"),
                &["check-units-differ"],
            ),
            (
                "mu made into tonnes",
                measure("table(\"farms\").sum(\"land\").to(\"吨\") / table(\"farms\").sum(\"used\")"),
                &["check-cannot-convert"],
            ),
            (
                "85 against a percent column",
                measure("table(\"farms\").share(col(\"rate\") >= 85)"),
                &["check-bare-against-ratio"],
            ),
            ("less and more of texts", measure("table(\"farms\").share(col(\"farm\") > \"b\")"), &["check-no-order"]),
            (
                "a text that is not listed",
                measure("table(\"farms\").share(col(\"state\") == \"已建\")"),
                &["check-text-not-listed"],
            ),
            ("the sum of a text", measure("table(\"farms\").sum(\"farm\") / 2"), &["check-wants"]),
            ("the sum of a condition", measure("table(\"farms\").sum(col(\"used\") > 5) / 2"), &["check-wants"]),
            ("the share of a number", measure("table(\"farms\").share(col(\"used\"))"), &["check-wants"]),
            (
                "the worst of a number",
                with(Measured {
                    measure: "table(\"farms\").worst(\"used\")",
                    target: "class_at_least(class(\"Ⅲ\"))",
                    score: "full_or_none()",
                }),
                &["check-wants"],
            ),
            (
                "a filter that is no condition",
                measure("table(\"farms\").filter(col(\"used\")).share(col(\"closed\") == true)"),
                &["check-wants"],
            ),
            (
                "a task done on a number",
                with(Measured {
                    measure: "table(\"farms\").done_by(\"used\")",
                    target: "all_by(date(\"2022-10-31\"))",
                    score: "proportional()",
                }),
                &["check-wants"],
            ),
            ("a figure that is a text", measure("table(\"farms\").value(\"farm\")"), &["check-wants"]),
            (
                "a period of a table without days",
                measure("table(\"visits\").during(month(3)).share(col(\"days\") > 5)"),
                &["check-table-without-role"],
            ),
            (
                "a unit by its name",
                rule(&format!("{}    .applies_when(unit_is([\"泗河镇\"]))", RULE.text())),
                &["check-unknown-unit"],
            ),
            (
                "an unknown kind of unit",
                rule(&format!("{}    .applies_when(kind_is([\"乡\"]))", RULE.text())),
                &["check-unknown-kind-of-unit"],
            ),
        ],
    );
}

#[test]
fn a_count_is_no_amount() {
    let target = |measure: &'static str, target: &'static str| with(Measured { measure, target, ..RULE });
    let count = "table(\"farms\").count()";
    let per_farm = "table(\"farms\").sum(\"used\") / table(\"farms\").count()";
    tell(
        "counts",
        vec![
            ("a count against tonnes", target(count, "at_least(3.unit(\"吨\"))"), &["check-count-against-unit"]),
            (
                "tonnes and a count",
                measure("table(\"farms\").sum(\"used\") + table(\"visits\").count()"),
                &["check-count-against-unit"],
            ),
            (
                "tonnes less half a count",
                measure("table(\"farms\").sum(\"used\") - table(\"visits\").count() * 0.5"),
                &["check-count-against-unit"],
            ),
            ("a count in tonnes", measure("table(\"farms\").count().to(\"吨\")"), &["check-count-against-unit"]),
            ("a count against a share", target(count, "at_least(80.pct)"), &["check-count-against-ratio"]),
            ("tonnes a farm against tonnes", target(per_farm, "at_least(3.unit(\"吨\"))"), &["check-units-differ"]),
            ("tonnes a farm", target(per_farm, "at_least(3.unit(\"吨/个\"))"), &[]),
            ("tonnes a farm, a bare number", target(per_farm, "at_least(3)"), &[]),
            ("a count against a number", target(count, "at_least(3)"), &[]),
            ("a count against so many farms", target(count, "at_least(3.unit(\"家\"))"), &[]),
            (
                "a count over a count",
                target("table(\"visits\").count() / table(\"farms\").count()", "at_least(80.pct)"),
                &[],
            ),
            (
                "so many tonnes for each farm",
                target(
                    "table(\"farms\").sum(\"used\") / (table(\"farms\").count() * 5.unit(\"吨\"))",
                    "at_least(80.pct)",
                ),
                &[],
            ),
        ],
    );
}

/// A number that is counted in nothing stays one, however much of it is taken.
#[test]
fn a_part_of_a_number_without_a_unit_is_no_ratio() {
    for measure in [
        "table(\"visits\").sum(\"days\") / 2",
        "100 / table(\"visits\").sum(\"days\")",
        "table(\"visits\").sum(\"days\") * 50.pct",
        "table(\"visits\").sum(\"days\") / 50.pct",
        "table(\"visits\").sum(col(\"days\") / 3)",
        // What is added up over how many there are.
        "table(\"visits\").sum(\"days\") / table(\"farms\").count()",
    ] {
        let trial = Trial {
            rule: format!("indicator(\"试\").measure({measure}).target(at_least(50)).score(full_or_none())"),
            ..Trial::sound()
        };
        assert_eq!(trial.told_but_unused().0, [], "{measure}");
    }
    let ratio = with(Measured {
        measure: "table(\"visits\").sum(\"days\") / table(\"farms\").sum(\"heads\")",
        target: "at_least(50)",
        score: "full_or_none()",
    });
    let keys: Vec<_> = ratio.told_but_unused().0.into_iter().map(|told| told.message.key).collect();
    assert_eq!(keys, ["check-bare-against-ratio"]);
}

#[test]
fn numbers_beside_figures_in_the_least_and_the_greatest_of_several() {
    let ratio = "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")";
    let of = |measure: &str| {
        let text = format!("indicator(\"试\").measure({measure}).target(open()).score(linear(0, 1))");
        rule(&text)
    };
    let tonnes = "table(\"farms\").sum(\"used\")";
    tell(
        "several",
        vec![
            ("85 behind a ratio", of(&format!("least_of([{ratio}, 85])")), &["check-bare-against-ratio"]),
            ("85 before a ratio", of(&format!("greatest_of([85, 90, {ratio}])")), &["check-bare-against-ratio"]),
            (
                "85 weighted with a ratio",
                of(&format!("weighted([[{ratio}, 0.5], [85, 0.5]])")),
                &["check-bare-against-ratio"],
            ),
            (
                "90 beside columns",
                of("table(\"farms\").mean(greatest_of([col(\"used\") / col(\"produced\"), 90]))"),
                &["check-bare-against-ratio"],
            ),
            (
                "editions of a limit",
                of("table(\"farms\").mean(by_date(col(\"built\"), [[col(\"rate\")], [\"2022-07-01\", 90]]))"),
                &["check-bare-against-ratio"],
            ),
            (
                "ten thousand tonnes",
                of(&format!("least_of([{tonnes}, table(\"farms\").sum(\"stock\")]) / {tonnes}")),
                &["check-units-differ"],
            ),
            (
                "a count",
                of(&format!("least_of([3, table(\"farms\").count(), {tonnes}]) / {tonnes}")),
                &["check-count-against-unit"],
            ),
            ("a number of tonnes", of(&format!("greatest_of([0, 1000, {tonnes}]) / {tonnes}")), &[]),
            ("a share", of(&format!("least_of([{ratio}, 1])")), &[]),
        ],
    );
}
