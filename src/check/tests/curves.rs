//! Targets and curves, by themselves and beside each other.

use super::*;

#[test]
fn targets_and_curves_of_another_kind() {
    let days = "table(\"visits\").sum(\"days\")";
    let steps = |score| with(Measured { score, ..RULE });
    let stages = |score| with(Measured { measure: "table(\"farms\").tally(\"state\")", target: "open()", score });
    tell(
        "targets",
        vec![
            ("85 for 85 percent", with(Measured { target: "at_least(85)", ..RULE }), &["check-bare-against-ratio"]),
            (
                "a percentage of a count",
                with(Measured {
                    measure: "table(\"farms\").count()",
                    target: "at_least(80.pct)",
                    score: "proportional()",
                }),
                &["check-count-against-ratio"],
            ),
            (
                "a class for a ratio",
                with(Measured { target: "class_at_least(class(\"Ⅲ\"))", score: "full_or_none()", ..RULE }),
                &["check-wants"],
            ),
            (
                "a share of 120 percent",
                with(Measured {
                    measure: "table(\"farms\").share(col(\"closed\") == true)",
                    target: "at_least(120.pct)",
                    ..RULE
                }),
                &["check-target-over-whole"],
            ),
            (
                "a ratio of 120 percent",
                with(Measured { target: "at_least(120.pct)", ..RULE }),
                &["check-ratio-target-over-whole"],
            ),
            ("less than nothing", with(Measured { target: "at_least(-5.pct)", ..RULE }), &["check-target-negative"]),
            (
                "a range upside down",
                with(Measured { measure: days, target: "between(20, 10)", score: "full_or_none()" }),
                &["check-range-upside-down"],
            ),
            (
                "a range upside down with what one unit signed",
                Trial {
                    rule: Measured { measure: days, target: "between(letter().or(5), 10)", score: "full_or_none()" }
                        .text(),
                    letters: format!("{LETTERS}sihe,r,20\ndapo,r,8\n"),
                    ..Trial::sound()
                },
                &["check-range-upside-down"],
            ),
            (
                "the same above a percentage",
                Trial {
                    rule: Measured { target: "between(90.pct, letter())", score: "full_or_none()", ..RULE }.text(),
                    letters: format!("{LETTERS}sihe,r,95%\ndapo,r,85%\n"),
                    ..Trial::sound()
                },
                &["check-range-upside-down"],
            ),
            ("half a point for each hundred points", steps("deduct(0.5).per(1)"), &["check-bare-against-ratio"]),
            ("nothing below 50, for 50 percent", steps("proportional().none_below(50)"), &["check-bare-against-ratio"]),
            ("cases of a ratio", with(Measured { target: "zero()", score: "per_case(1)", ..RULE }), &["check-wants"]),
            ("steps of another kind", steps("steps([[95.pct, 1], [90, 0.8]])"), &["check-bare-against-ratio"]),
            (
                "a step in the shadow of the one before",
                steps("steps([[90.pct, 1], [95.pct, 0.8]])"),
                &["check-step-shadowed"],
            ),
            (
                "a step in a shadow, behind one worth more than all",
                steps("steps([[90.pct, 1.2], [95.pct, 0.8]])"),
                &["script-share-out-of-range", "check-step-shadowed"],
            ),
            (
                "a step worth more than the better one",
                steps("steps([[90.pct, 0.8], [80.pct, 1]])"),
                &["check-step-worth-more"],
            ),
            ("a line that begins where it ends", steps("linear(50.pct, 50.pct)"), &["check-linear-nowhere"]),
            ("two steps worth the same", steps("steps([[90.pct, 1], [80.pct, 1]])"), &["check-step-worth-the-same"]),
            (
                "a stage that no row can have",
                stages("stages([[\"已建成\", 1], [\"在建设\", 0.5], [\"在建\", 0.2]])"),
                &["check-label-never-there"],
            ),
            ("a stage forgotten", stages("stages([[\"已建成\", 1]])"), &["check-texts-without-label"]),
            ("a stage twice", stages("stages([[\"已建成\", 1], [\"在建\", 0.5], [\"在建\", 0.2]])"), &["scheme-twice"]),
            (
                "rank bands of no rank",
                with(Measured { measure: days, target: "open()", score: "rank_bands([[3, 1], [6, 0.5]])" }),
                &["check-rank-bands-without-rank"],
            ),
            (
                "rank bands out of order",
                with(Measured {
                    measure: "table(\"visits\").sum(\"days\").rank_among(\"group\", \"highest\")",
                    target: "open()",
                    score: "rank_bands([[6, 1], [3, 0.5]])",
                }),
                &["check-rank-bands-out-of-order"],
            ),
            ("late without a task", steps("proportional().late(0.2, \"month\")"), &["check-late-without-task"]),
            (
                "a curve and a target",
                with(Measured { target: "at_most(80.pct)", score: "pace()", ..RULE }),
                &["check-curve-misfit"],
            ),
            ("improvement on nothing", steps("improvement()"), &["check-curve-misfit"]),
            (
                "points by hand that are not the sheet's",
                rule("indicator(\"试\").score(by_hand(\"宣传\", 5))"),
                &["check-by-hand-other-points"],
            ),
            (
                "parts that do not add up",
                rule(
                    "indicator(\"试\").score(checklist([part(\"甲\", table(\"farms\").any(col(\"closed\") == true), 2), part(\"乙\", table(\"visits\").count() > 3, 3)]))",
                ),
                &["check-checklist-does-not-add-up"],
            ),
        ],
    );
}

/// Rules can't say these things, but a plan that comes as JSON can.
#[test]
fn plans_that_no_script_made() {
    let late = Measured {
        measure: "table(\"farms\").done_by(\"built\", \"due\")",
        target: "all_by(date(\"2022-10-31\"))",
        score: "proportional().late(0.3, \"month\")",
    };
    let cases = [
        (with(Measured { score: "steps([[95.pct, 1], [85.pct, 0.7]])", ..RULE }), "0.7", "-0.7", "check-share-range"),
        (with(late), "0.3", "1.3", "check-share-range"),
        (measure("table(\"visits\").quantile(\"days\", 0.9)"), "0.9", "1.9", "check-share-range"),
        (
            measure("table(\"farms\").share(col(\"used\").step_class([2, 4, 6, 10, 15]) <= class(\"Ⅲ\"))"),
            "6",
            "3",
            "check-limits-out-of-order",
        ),
        (
            measure("table(\"farms\").share(col(\"used\").step_class([2, 4, 7, 10, 15]) <= class(\"Ⅲ\"))"),
            "7\",\"10",
            "7\",\"8\",\"10",
            "check-more-limits-than-classes",
        ),
        (
            measure("table(\"farms\").share(col(\"used\").interpolate([[0, 0], [57, 50], [70, 99]]) <= 100)"),
            "57",
            "77",
            "check-points-out-of-order",
        ),
    ];
    for (trial, right, wrong, expected) in cases {
        let (_, compiled, _) = trial.compiled();
        assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
        let json = serde_json::to_string(&compiled.plan).expect("a plan is JSON");
        let changed = json.replace(&format!("\"{right}\""), &format!("\"{wrong}\""));
        assert_ne!(changed, json);
        let plan: Plan = serde_json::from_str(&changed).expect("a plan");
        let told: Vec<String> = check(&plan, &Written::default()).into_iter().map(|told| told.message.key).collect();
        assert!(told.iter().any(|key| key == expected), "{expected}: {told:?}");
    }
}

#[test]
fn a_curve_that_runs_against_its_target() {
    let of = |target: &'static str, score: &'static str| with(Measured { target, score, ..RULE });
    let own = |target, score| with(Measured { measure: "table(\"visits\").sum(\"days\")", target, score });
    tell(
        "curves_against_targets",
        vec![
            (
                "linear, rising, lower is better",
                of("at_most(50.pct)", "linear(0.pct, 80.pct)"),
                &["check-curve-rises-against-target"],
            ),
            (
                "linear, falling, higher is better",
                of("at_least(50.pct)", "linear(80.pct, 20.pct)"),
                &["check-curve-falls-against-target"],
            ),
            (
                "steps, rising, lower is better",
                of("at_most(50.pct)", "steps([[80.pct, 100.pct], [50.pct, 60.pct], [20.pct, 30.pct]])"),
                &["check-step-shadowed", "check-step-shadowed"],
            ),
            (
                "the target of an exception",
                rule(&format!(
                    "{}    .exception(\"灾年\", table(\"visits\").count() > 3, at_most(50.pct))",
                    Measured { score: "linear(0.pct, 80.pct)", ..RULE }.text()
                )),
                &["check-curve-rises-against-target"],
            ),
            (
                "a formula of one's own, falling, higher is better",
                own("at_least(100)", "custom(|m, t| 1 - m / t)"),
                &["check-curve-falls-against-target"],
            ),
            (
                "points of one's own, rising, lower is better",
                own("at_most(100)", "custom_points(|m, t, f| -f * (t - m) / 10)"),
                &["check-curve-rises-against-target"],
            ),
            (
                "a formula of one's own, falling for the figures signed",
                Trial {
                    letters: format!("{LETTERS}sihe,r,100\ndapo,r,50\n"),
                    ..own("at_least(letter())", "custom(|m, t| 1 - m / t)")
                },
                &["check-curve-falls-against-target"],
            ),
            ("a formula of one's own, rising", own("at_least(100)", "custom(|m, t| 1 - (t - m) / t)"), &[]),
            ("a formula of one's own that is no line", own("at_least(100)", "custom(|m, t| 1 - m / t * m)"), &[]),
            ("linear, falling, lower is better", of("at_most(50.pct)", "linear(80.pct, 20.pct)"), &[]),
            ("linear towards a range", of("between(20.pct, 50.pct)", "linear(0.pct, 20.pct)"), &[]),
        ],
    );
}

#[test]
fn no_figure_that_meets_its_target_is_cut_off() {
    let of = |target, score| with(Measured { measure: "table(\"visits\").sum(\"days\")", target, score });
    let told: &[&str] = &["check-none-below-within-target"];
    tell(
        "limits_within_targets",
        vec![
            ("more than is asked for", of("at_least(100)", "proportional().none_below(500)"), told),
            ("all of it", of("at_least(100)", "proportional().none_below(100)"), &[]),
            ("less than may be", of("at_most(10)", "proportional().none_below(5)"), told),
            ("more than may be", of("at_most(10)", "proportional().none_below(15)"), &[]),
            ("within a range", of("between(1, 2)", "proportional().none_below(1.5)"), told),
            ("the lower end of a range", of("between(1, 2)", "proportional().none_below(1)"), &[]),
            ("a range that is fallen towards", of("between(1, 2)", "linear(9, 2).none_below(1.5)"), told),
            ("a range that is fallen towards from beyond", of("between(1, 2)", "linear(9, 2).none_below(5)"), &[]),
            ("above the one figure", of("equals(3)", "proportional().none_below(4)"), told),
            ("below nothing", of("zero()", "deduct(1).per(1).none_below(-1)"), told),
            (
                "one of two letters",
                Trial {
                    letters: format!("{LETTERS}sihe,r,100\ndapo,r,40\n"),
                    ..of("at_least(letter())", "proportional().none_below(50)")
                },
                told,
            ),
            (
                "what stands in for a letter",
                Trial {
                    letters: format!("{LETTERS}sihe,r,100\n"),
                    ..of("at_least(letter().or(40))", "proportional().none_below(50)")
                },
                told,
            ),
            (
                "the target of an exception",
                rule(&format!(
                    "{}    .exception(\"灾年\", table(\"farms\").count() > 3, at_least(20))",
                    Measured {
                        measure: "table(\"visits\").sum(\"days\")",
                        target: "at_least(100)",
                        score: "proportional().none_below(50)",
                    }
                    .text()
                )),
                told,
            ),
        ],
    );
}

#[test]
fn ends_and_edges_that_no_figure_comes_to() {
    let share = "table(\"farms\").share(col(\"closed\") == true)";
    let of = |measure: &'static str, target, score| with(Measured { measure, target, score });
    let bounded = |trial: Trial| Trial {
        scheme: SCHEME.replace("heads:    { type: number }", "months:   { type: number, min: 1, max: 12 }"),
        ..trial
    };
    let end: &[&str] = &["check-linear-end-out-of-reach"];
    let step: &[&str] = &["check-step-out-of-reach"];
    tell(
        "ends_out_of_reach",
        vec![
            ("a line beyond the whole", of(share, "at_least(80.pct)", "linear(50.pct, 120.pct)"), end),
            ("a step beyond the whole", of(share, "at_least(80.pct)", "steps([[120.pct, 1], [80.pct, 0.5]])"), step),
            ("a step where nothing is demanded", of(share, "open()", "steps([[120.pct, 1], [80.pct, 0.5]])"), step),
            ("a line that falls below nothing", of(RULE.measure, "open()", "linear(50.pct, -10.pct)"), end),
            ("a step below nothing", of("table(\"farms\").count()", "at_most(0)", "steps([[-1, 1], [3, 0.5]])"), step),
            (
                "a line beyond what the column holds",
                bounded(of("table(\"farms\").max(\"months\")", "open()", "linear(6, 13)")),
                end,
            ),
            (
                "a line to what one unit signed",
                Trial {
                    letters: format!("{LETTERS}sihe,r,120%\ndapo,r,90%\n"),
                    ..of(share, "open()", "linear(50.pct, letter())")
                },
                end,
            ),
            (
                "a line to what one unit signed, upwards",
                Trial {
                    letters: format!("{LETTERS}sihe,r,120%\ndapo,r,90%\n"),
                    ..of(share, "at_least(80.pct)", "linear(50.pct, letter())")
                },
                end,
            ),
            ("a ratio of two sums", of(RULE.measure, "at_least(80.pct)", "linear(50.pct, 120.pct)"), &[]),
            ("as much as the whole", of(share, "at_least(80.pct)", "steps([[100.pct, 1], [80.pct, 0.5]])"), &[]),
            ("a last step that takes in all", of(share, "at_most(5.pct)", "steps([[5.pct, 1], [120.pct, 0.5]])"), &[]),
            ("a line that begins beyond the whole", of(share, "at_most(5.pct)", "linear(120.pct, 5.pct)"), &[]),
        ],
    );
}

#[test]
fn days_after_the_year() {
    let of = |measure: &'static str, target: &'static str| with(Measured { measure, target, score: "full_or_none()" });
    let (all_of_it, own_days) = ("table(\"farms\").done_by(\"built\")", "table(\"farms\").done_by(\"built\", \"due\")");
    let after = "all_by(date(\"2023-06-30\"))";
    tell(
        "days_after_the_year",
        vec![
            ("all of it", of(all_of_it, after), &["check-nothing-due-in-year"]),
            ("what has no day of its own", of(own_days, after), &["check-due-after-year"]),
            (
                "where nobody signed",
                Trial {
                    letters: format!("{LETTERS}sihe,r,2022-9-30\n"),
                    ..of(all_of_it, "all_by(letter().or(date(\"2023-06-30\")))")
                },
                &["check-due-after-year"],
            ),
            ("what one unit signed", signed_by_day("2023-06-30"), &["check-due-after-year"]),
            ("the last day of the year", of(all_of_it, "all_by(date(\"2022-12-31\"))"), &[]),
        ],
    );
}

#[test]
fn only_things_to_finish_are_done_by_a_day() {
    let by_a_day = "all_by(date(\"2022-10-31\"))";
    let of = |measure: &'static str| with(Measured { measure, target: by_a_day, score: "full_or_none()" });
    tell(
        "by-a-day",
        vec![
            ("a count", of("table(\"farms\").count()"), &["check-all-by-without-tasks"]),
            ("a ratio", of(RULE.measure), &["check-all-by-without-tasks"]),
            (
                "in an exception",
                rule(&format!("{}    .exception(\"新设\", unit_is([\"sihe\"]), {by_a_day})", RULE.text())),
                &["check-all-by-without-tasks"],
            ),
            ("things to finish", of("table(\"farms\").done_by(\"built\")"), &[]),
        ],
    );
}

#[test]
fn labels_of_a_column_that_takes_any_text() {
    let stages = "stages(#{ \"完成\": 1, \"未完成\": 0 })";
    let of = |measure: &'static str| with(Measured { measure, target: "open()", score: stages });
    tell(
        "labels",
        vec![
            (
                "any text",
                of("table(\"farms\").filter(col(\"used\") > 0).tally(\"farm\")"),
                &["check-labels-of-any-text"],
            ),
            (
                "texts that are made",
                of(
                    "table(\"farms\").derive(\"done\", if_else(col(\"closed\") == true, \"完成\", \"未完成\")).tally(\"done\")",
                ),
                &[],
            ),
        ],
    );
}

/// The first place is the best.
#[test]
fn ranks_taken_for_better_where_they_are_greater() {
    let rank =
        "(table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")).rank_among(\"group\", \"highest\")";
    let of = |target, score| with(Measured { measure: rank, target, score });
    tell(
        "ranks",
        vec![
            ("at least the second place", of("at_least(2)", "proportional()"), &["check-rank-the-wrong-way"]),
            ("more for the tenth place", of("open()", "linear(1, 10)"), &["check-rank-the-wrong-way"]),
            ("the third place at most", of("at_most(3)", "proportional()"), &[]),
            ("less for the tenth place", of("open()", "linear(10, 1)"), &[]),
            ("bands", of("open()", "rank_bands([[3, 1], [10, 0.8]])"), &[]),
            ("a part of nothing", of("at_most(0)", "proportional()"), &["check-proportional-to-nothing"]),
            ("a part of something", of("at_most(3)", "proportional()"), &[]),
        ],
    );
}

#[test]
fn formulas_of_ones_own_that_give_no_share() {
    let of = |score| with(Measured { score, ..RULE });
    tell(
        "custom-shares",
        vec![
            ("times the full points", of("custom(|f, t, full| full * f)"), &["check-custom-times-full"]),
            (
                "a part of the full points in one branch",
                of("custom(|f, t, full| if_else(f >= t, 1, f / t * full))"),
                &["check-custom-times-full"],
            ),
            ("times a hundred", of("custom(|f, t| f * 100)"), &["check-custom-times-hundred"]),
            (
                "a part times a hundred",
                of("custom(|f, t| least_of([f / t * 100, 100]))"),
                &["check-custom-times-hundred"],
            ),
            ("divided by nothing", of("custom(|f, t| f / 0)"), &["script-division-by-zero"]),
            ("points", of("custom_points(|f, t, full| full * f)"), &[]),
            ("so much for each percentage point", of("custom(|f, t| 1 - (t - f) * 100 * 0.05)"), &[]),
            (
                "times the full points, further in",
                of("custom(|f, t, full| if_else(f > 1, 1, 0.5 + 0.9 * (f / t * full)))"),
                &["check-custom-beyond-whole"],
            ),
            ("percentage points", of("custom(|f, t| least_of([1, f * 100 - 35]))"), &[]),
            ("full points before the target", of("custom(|f, t| 2 * f / t)"), &[]),
            ("a square", of("custom(|f, t| if_else(f >= t, 1, f / t * f / t))"), &[]),
        ],
    );
}
