//! Bad rules and what is told of them. Each slip stands in a whole scheme that is otherwise sound, and nothing else may be told.

use std::fmt::Write;
use std::fs;

use super::*;
use crate::diagnostic::{Sources, render};
use crate::words::{Language, Words};
use crate::{scheme, script};

const SCHEME: &str = r#"scheme: trial
title: 试
year: 2022
units: { roster: units.csv, assess: { kind: 乡镇 } }
tables:
  farms:
    title: 养殖场
    unit_column: town
    key: [town, farm]
    time_column: built
    columns:
      town:     { type: unit }
      farm:     { type: text }
      state:    { type: text, one_of: [在建, 已建成] }
      produced: { type: number, unit: 吨, min: 0 }
      used:     { type: number, unit: 吨, min: 0 }
      stock:    { type: number, unit: 万吨, min: 0 }
      land:     { type: number, unit: 亩 }
      rate:     { type: number, unit: "%" }
      heads:    { type: number }
      closed:   { type: bool }
      built:    { type: date }
      due:      { type: date }
      grade:    { type: class, scale: water }
      air:      { type: class, scale: air }
  visits:
    unit_column: town
    columns:
      town:     { type: unit }
      days:     { type: number }
areas:
  - id: water
    indicators:
      - { rule: r, points: 6 }
vetoes: [v]
total: 6
grades: [{ name: 好, at_least: 4 }, { name: 差 }]
consequences: [{ when: "grade == '差'", then: 约谈 }]
"#;

const UNITS: &str = "id,name,kind,aliases\nsihe,泗河镇,乡镇,\ndapo,大坡镇,乡镇,\n";
const LETTERS: &str = "unit,indicator,target\n";
const VETO: &str = "veto(\"弄虚作假\").when(table(\"farms\").any(col(\"closed\") == true)).cap_grade(\"差\")";
/// A rule that nothing is wrong with.
const RULE: Measured = Measured {
    measure: "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")",
    target: "at_least(80.pct)",
    score: "proportional()",
};

struct Measured {
    measure: &'static str,
    target: &'static str,
    score: &'static str,
}

impl Measured {
    fn text(&self) -> String {
        let Measured { measure, target, score } = self;
        format!("indicator(\"试\")\n    .measure({measure})\n    .target({target})\n    .score({score})\n")
    }
}

/// A scheme with one thing in it changed.
struct Trial {
    scheme: String,
    rule: String,
    veto: String,
    letters: String,
}

impl Trial {
    fn sound() -> Trial {
        Trial { scheme: SCHEME.to_owned(), rule: RULE.text(), veto: VETO.to_owned(), letters: LETTERS.to_owned() }
    }

    fn compiled(&self) -> (script::Compiled, Sources) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let files = [
            ("scheme.yaml", &self.scheme),
            ("units.csv", &UNITS.to_owned()),
            ("letters.csv", &self.letters),
            ("r.rhai", &self.rule),
            ("v.rhai", &self.veto),
        ];
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("written");
        }
        let loaded = scheme::load(folder.path());
        assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
        let compiled = script::compile(&loaded.scheme.expect("a scheme"));
        (compiled, loaded.sources)
    }

    fn told(&self) -> (Vec<Diagnostic>, Sources) {
        let (compiled, mut sources) = self.compiled();
        sources.extend(compiled.sources);
        // What was told when the rule was read must not be told again.
        let mut told = compiled.diagnostics;
        told.extend(check(&compiled.plan));
        (told, sources)
    }

    /// What is told, but for the tables and columns that a rule of three lines has no use for.
    fn told_but_unused(&self) -> (Vec<Diagnostic>, Sources) {
        let (mut told, sources) = self.told();
        told.retain(|told| !["check-column-unused", "check-table-unused"].contains(&told.message.key.as_str()));
        (told, sources)
    }
}

/// Tells all trials, each under its name, and holds the whole to its snapshot and its keys to those expected.
fn tell(name: &str, trials: Vec<(&str, Trial, &[&str])>) {
    let words = Words::new(Language::Zh);
    let mut whole = String::new();
    let mut wrongly = Vec::new();
    for (title, trial, expected) in trials {
        let (told, sources) = trial.told_but_unused();
        let keys: Vec<&str> = told.iter().map(|told| told.message.key.as_str()).collect();
        if keys != expected {
            wrongly.push(format!("{title}: told {keys:?}, expected {expected:?}"));
        }
        let _ = writeln!(whole, "==== {title}\n\n{}\n", render(&told, &sources, &words, false).trim_end());
    }
    assert!(wrongly.is_empty(), "{}", wrongly.join("\n"));
    insta::assert_snapshot!(name, whole);
}

fn with(measured: Measured) -> Trial {
    Trial { rule: measured.text(), ..Trial::sound() }
}

fn measure(measure: &'static str) -> Trial {
    with(Measured { measure, target: "open()", score: "linear(0, 1)" })
}

fn rule(text: &str) -> Trial {
    Trial { rule: text.to_owned(), ..Trial::sound() }
}

fn letters(lines: &str) -> Trial {
    let rule = Measured { target: "at_least(letter())", ..RULE }.text();
    Trial { rule, letters: format!("{LETTERS}{lines}"), ..Trial::sound() }
}

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
                "a step worth more than the better one",
                steps("steps([[90.pct, 0.8], [80.pct, 1]])"),
                &["check-step-worth-more"],
            ),
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

#[test]
fn letters_and_sheets() {
    tell("letters", vec![
        ("85 signed for 85 percent", letters("sihe,r,85\ndapo,r,85%\n"), &["check-bare-against-ratio"]),
        ("a day signed for a percentage", letters("sihe,r,2022-6-30\ndapo,r,85%\n"), &["check-kinds-differ"]),
        ("less than nothing signed", letters("sihe,r,-5%\ndapo,r,85%\n"), &["check-target-negative"]),
        ("nothing signed", letters("dapo,r,85%\n"), &["check-unit-without-letter"]),
        ("nothing signed where it may not apply",
            Trial { rule: format!("{}    .applies_when(table(\"farms\").count() > 0)", Measured { target: "at_least(letter())", ..RULE }.text()),
                letters: format!("{LETTERS}dapo,r,85%\n"), ..Trial::sound() },
            &["check-unit-without-letter"]),
        ("nothing signed where it does not apply",
            Trial { rule: format!("{}    .applies_when(unit_is([\"dapo\"]))", Measured { target: "at_least(letter())", ..RULE }.text()),
                letters: format!("{LETTERS}dapo,r,85%\n"), ..Trial::sound() },
            &[]),
        ("signed for nothing", Trial { letters: format!("{LETTERS}dapo,r,85%\n"), ..Trial::sound() },
            &["check-letter-target-unread"]),
        ("a veto of an unknown grade", Trial { veto: VETO.replace("差", "差等"), ..Trial::sound() }, &["scheme-unknown-grade"]),
        ("a veto of an unknown area", Trial { veto: VETO.replace("cap_grade(\"差\")", "zero_area(\"watre\")"), ..Trial::sound() },
            &["scheme-unknown-area"]),
        ("a veto of an unknown item", Trial { veto: VETO.replace("cap_grade(\"差\")", "zero_item(\"rr\")"), ..Trial::sound() },
            &["scheme-unknown-item"]),
        ("a consequence of an unknown grade", Trial { scheme: SCHEME.replace("'差'", "'坏'"), ..Trial::sound() },
            &["scheme-unknown-grade"]),
        ("a consequence of an unknown area",
            Trial { scheme: SCHEME.replace("grade == '差'", "area('watre').share < 60.pct"), ..Trial::sound() },
            &["scheme-unknown-area"]),
        ("a clause that no rule holds", rule("indicator(\"试\").score(not_expressible(\"视情况酌情扣分\", \"没有标准\"))"),
            &["check-not-expressible"]),
        ("a bonus that nothing ends",
            Trial {
                scheme: SCHEME.replace("vetoes: [v]", "bonuses: [v]"),
                veto: "bonus(\"表扬\").measure(table(\"visits\").count()).score(per_case(1))".to_owned(),
                ..Trial::sound()
            },
            &["check-bonus-without-cap"]),
        ("one event punished twice",
            Trial {
                scheme: SCHEME.replace("vetoes: [v]", "deductions: [v]"),
                rule: format!("{}    .events(\"火点\")", Measured { measure: "table(\"farms\").count()", target: "zero()", score: "per_case(1)" }.text()),
                veto: "deduction(\"又罚\").measure(table(\"visits\").count()).score(per_case(1).cap(3)).events(\"火点\")".to_owned(),
                ..Trial::sound()
            },
            &["check-punished-twice"]),
    ]);
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
        let (compiled, _) = trial.compiled();
        assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
        let json = serde_json::to_string(&compiled.plan).expect("a plan is JSON");
        let changed = json.replace(&format!("\"{right}\""), &format!("\"{wrong}\""));
        assert_ne!(changed, json);
        let plan: Plan = serde_json::from_str(&changed).expect("a plan");
        let told: Vec<String> = check(&plan).into_iter().map(|told| told.message.key).collect();
        assert!(told.iter().any(|key| key == expected), "{expected}: {told:?}");
    }
}

#[test]
fn what_no_rule_reads_is_told() {
    let (told, _) = Trial::sound().told();
    let mut unused: Vec<String> = Vec::new();
    for told in told {
        let names: Vec<String> = told.message.args.iter().map(|(_, value)| format!("{value:?}")).collect();
        unused.push(format!("{} {}", told.message.key, names.join(" ")));
    }
    insta::assert_snapshot!(unused.join("\n"));
}

#[test]
fn points_are_handed_on_only_where_they_are_added_up() {
    let scheme = |combine: &str| {
        let areas = format!(
            "areas:\n  - id: water\n    points: 10\n    combine: {combine}\n    indicators:\n      - {{ rule: r, points: 6, not_applicable: {{ given_to: [s] }} }}\n      - {{ rule: r, id: s, points: 4 }}\n"
        );
        let sound = "areas:\n  - id: water\n    indicators:\n      - { rule: r, points: 6 }\n";
        assert!(SCHEME.contains(sound));
        Trial { scheme: SCHEME.replace(sound, &areas).replace("total: 6", "total: 10"), ..Trial::sound() }
    };
    let places = |trial: Trial| -> Vec<String> {
        let (told, _) = trial.told_but_unused();
        let told = told.into_iter().filter(|told| told.message.key == "check-given-outside-sum");
        told.map(|told| format!("{} {}", told.place, !told.help.is_empty())).collect()
    };
    assert_eq!(places(scheme("sum")), Vec::<String>::new());
    for combine in ["weighted_mean", "geometric_mean", "worst"] {
        assert_eq!(places(scheme(combine)).len(), 1, "{combine}");
        assert!(
            places(scheme(combine)).iter().all(|place| place.starts_with("scheme.yaml:") && place.ends_with("true"))
        );
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

#[test]
fn ids_are_told_where_titles_and_headers_are_written() {
    let scheme = SCHEME.replace(
        "used:     { type: number, unit: 吨, min: 0 }",
        "used: { type: number, unit: 吨, min: 0, headers: [利用量] }",
    );
    let of = |rule: Trial| Trial { scheme: scheme.clone(), ..rule };
    tell(
        "ids",
        vec![
            ("the title of a table", of(measure("table(\"养殖场\").count()")), &["check-unknown-table"]),
            ("a header", of(measure("table(\"farms\").sum(\"利用量\")")), &["check-unknown-column"]),
            (
                "a kind of unit that is none",
                of(rule(&format!("{}.applies_when(kind_is([\"街道\"]))", RULE.text()))),
                &["check-unknown-kind-of-unit"],
            ),
            (
                "targets that nobody reads, once for all lines",
                Trial { letters: format!("{LETTERS}sihe,r,85%\ndapo,r,85%\n"), ..Trial::sound() },
                &["check-letter-target-unread"],
            ),
            (
                "a target in a letter that is no percentage",
                letters("sihe,r,85\ndapo,r,85%\n"),
                &["check-bare-against-ratio"],
            ),
        ],
    );
}

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

/// A number that is counted in nothing stays one, however much of it is taken.
#[test]
fn a_part_of_a_number_without_a_unit_is_no_ratio() {
    for measure in [
        "table(\"visits\").sum(\"days\") / 2",
        "100 / table(\"visits\").sum(\"days\")",
        "table(\"visits\").sum(\"days\") * 50.pct",
        "table(\"visits\").sum(\"days\") / 50.pct",
        "table(\"visits\").sum(col(\"days\") / 3)",
    ] {
        let trial = Trial {
            rule: format!("indicator(\"试\").measure({measure}).target(at_least(50)).score(full_or_none())"),
            ..Trial::sound()
        };
        assert_eq!(trial.told_but_unused().0, [], "{measure}");
    }
    let ratio = with(Measured {
        measure: "table(\"visits\").sum(\"days\") / table(\"farms\").count()",
        target: "at_least(50)",
        score: "full_or_none()",
    });
    let keys: Vec<_> = ratio.told_but_unused().0.into_iter().map(|told| told.message.key).collect();
    assert_eq!(keys, ["check-bare-against-ratio"]);
}

#[test]
fn a_grade_that_nobody_can_reach_is_warned_of() {
    let told = |scheme: String| {
        let trial = Trial { scheme, ..Trial::sound() };
        trial.told_but_unused().0.into_iter().map(|told| told.message.key).collect::<Vec<_>>()
    };
    let seven = SCHEME.replace("at_least: 4", "at_least: 7");
    assert_eq!(told(seven.clone()), ["check-grade-out-of-reach"]);
    assert_eq!(told(SCHEME.replace("at_least: 4", "at_least: 6")), [""; 0]);
    // A bonus can reach it; one that gives too little can't.
    for (cap, expected) in [(1, &[] as &[&str]), (0, &["check-grade-out-of-reach"])] {
        let bonus = format!("vetoes: [v]\nbonuses: {{ cap: {cap}, items: [{{ rule: v, cap: {cap} }}] }}");
        let scheme = seven.replace("vetoes: [v]", bonus.trim_start_matches("vetoes: [v]\n"));
        let veto = "bonus(\"表扬\").measure(table(\"visits\").count()).score(per_case(1))".to_owned();
        let trial = Trial { scheme, veto, ..Trial::sound() };
        let keys: Vec<_> = trial.told_but_unused().0.into_iter().map(|told| told.message.key).collect();
        assert_eq!(keys, expected, "a bonus of {cap}");
    }
}
