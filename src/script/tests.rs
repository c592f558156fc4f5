//! The language as its words promise it: every example compiles, and every slip is told with its place.

use super::vocabulary::SUBJECTS;
use super::*;
use crate::diagnostic::{Diagnostic, render};
use crate::plan::{ClassName, ItemId, Rule, Scale};
use crate::words::{Language, Words};

fn air() -> Scale {
    let classes = ["优", "良", "轻度污染", "中度污染", "重度污染", "严重污染"];
    let classes = classes.map(|name| ClassName { name: name.to_owned(), also: Vec::new() }).to_vec();
    Scale { id: "air".to_owned(), title: "空气质量等级".to_owned(), classes }
}

fn water() -> Scale {
    let classes = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"];
    let classes = classes.map(|name| ClassName { name: name.to_owned(), also: Vec::new() }).to_vec();
    Scale { id: "water".to_owned(), title: "水质类别".to_owned(), classes }
}

/// Runs a script as a rule, and tells what was wrong in Chinese.
fn compile(script: &str) -> Result<Rule, (Vec<Diagnostic>, String)> {
    let run = Run::default();
    {
        let mut state = run.state();
        state.year = 2022;
        state.scales = vec![water(), air()];
        state.sources.add("规则.rhai", script);
    }
    let scripts = Scripts::new(run.clone(), std::sync::Arc::new(Modules::new(run.clone(), None)));
    let rule = scripts.rule(&ItemId("规则".to_owned()), "规则.rhai", script, &[]);
    let state = run.state();
    match rule {
        Some(rule) if state.diagnostics.is_empty() => Ok(rule),
        _ => {
            let text = render(&state.diagnostics, &state.sources, &Words::new(Language::Zh), false);
            Err((state.diagnostics.clone(), text))
        }
    }
}

/// What is wrong with a script in a scheme that has the table `farms` with the columns `used` and `kind`: each problem by its key and
/// its column in the one line of the script.
fn told_beside_a_table(script: &str) -> Vec<(String, u32)> {
    let run = Run::default();
    {
        let mut state = run.state();
        state.year = 2022;
        state.tables = vec!["farms".to_owned()];
        state.columns = vec!["used".to_owned(), "kind".to_owned()];
        state.sources.add("规则.rhai", script);
    }
    let scripts = Scripts::new(run.clone(), std::sync::Arc::new(Modules::new(run.clone(), None)));
    // A rule may come of it, with something that stands in for what is wrong.
    scripts.rule(&ItemId("规则".to_owned()), "规则.rhai", script, &[]);
    let state = run.state();
    let told = state.diagnostics.iter();
    let mut told: Vec<_> = told
        .map(|problem| {
            (
                problem.message.key.strip_prefix("script-").unwrap_or(&problem.message.key).to_owned(),
                problem.place.column,
            )
        })
        .collect();
    told.sort_by_key(|(_, column)| *column);
    told
}

/// Each misspelling by itself, with wrong values behind it, before it and within it: all are told, and nothing that comes of them.
#[test]
fn a_misspelt_word_hides_no_wrong_value() {
    let wrong = ".missing(\"zeroo\").at_risk_within(-1)";
    let beside = [("wrong-option".to_owned(), 0), ("days-not-whole".to_owned(), 0)];
    let cases: [(&str, &[(&str, u32)]); 9] = [
        // A method of rows, a function, a word of the rule, a variable, a property.
        (
            "measure(table(\"farms\").fliter(col(\"uesd\") > 0).count()).target(at_least(1)).score(full_or_none())",
            &[("unknown-word", 39), ("check-unknown-column", 50)],
        ),
        (
            "measure(table(\"farms\").count()).target(at_leest(1)).score(deduct(-1).per(1.pct))",
            &[("unknown-word", 55), ("not-positive", 74)],
        ),
        (
            "measure(table(\"farms\").count()).targt(at_least(1)).score(deduct(-1).per(1.pct))",
            &[("unknown-word", 48), ("not-positive", 73)],
        ),
        (
            "measure(frams.sum(\"uesd\") / table(\"fams\").count() * 2 - 1).target(at_least(1)).score(full_or_none())",
            &[("unknown-name", 24), ("check-unknown-column", 34), ("check-unknown-table", 50)],
        ),
        (
            "measure(table(\"farms\").count() and frams).target(at_least(1.pt)).score(full_or_none())",
            &[("unknown-name", 51), ("unknown-word", 76)],
        ),
        // A word that is given what it does not take.
        (
            "measure(table(\"farms\", 1).count()).target(at_least(1, 2)).score(deduct(-1).per(1.pct))",
            &[("wrong-arguments", 24), ("wrong-arguments", 58), ("not-positive", 80)],
        ),
        (
            "measure(table(\"farms\").sum()).target(at_least(1)).score(proportional(5), 1)",
            &[("wrong-arguments", 39), ("wrong-arguments", 72)],
        ),
        // A misspelt function has no rows to count over, and nothing stands behind its dot.
        (
            "measure(sum_of(tabel(\"farms\")).pct.sum(\"used\")).target(at_least(1)).score(full_or_none())",
            &[("unknown-word", 24), ("unknown-word", 31)],
        ),
        (
            "measure(if_else(frams > 1 & col(\"used\") > 0, 1, 2).round(2)).target(at_least(1)).score(deduct(-1).per(1.pct))",
            &[("unknown-name", 32), ("not-positive", 103)],
        ),
    ];
    for (rule, expected) in cases {
        let script = format!("indicator(\"甲\").{rule}{wrong}");
        // Where these two stand is no matter here; that they are told is.
        let told = told_beside_a_table(&script).into_iter().map(|(key, column)| match key.as_str() {
            "wrong-option" | "days-not-whole" => (key, 0),
            _other => (key, column),
        });
        let mut told: Vec<(String, u32)> = told.collect();
        told.sort_by_key(|(_, column)| *column);
        let own = expected.iter().map(|(key, column)| ((*key).to_owned(), *column));
        let expected: Vec<(String, u32)> = beside.iter().cloned().chain(own).collect();
        assert_eq!(told, expected, "{script}");
    }
}

#[test]
fn what_stops_a_script_or_leaves_no_rule_hides_no_unknown_name() {
    // Rhai ends it: no number can be taken from a truth.
    let stopped = "indicator(\"甲\").measure(table(\"fams\").sum(\"uesd\")).target(at_least(true - 1)).score(deduct(1).per(param(\"x\")))";
    let names = |told: Vec<(String, u32)>| told.into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(
        names(told_beside_a_table(stopped)),
        ["check-unknown-table", "check-unknown-column", "wrong-operands", "unknown-param"]
    );
    // It runs to its end, but lacks a word that every rule has.
    let lacks = "indicator(\"甲\").measure(table(\"fams\").sum(\"uesd\")).target(at_least(1))";
    assert_eq!(names(told_beside_a_table(lacks)), ["rule-lacks", "check-unknown-table", "check-unknown-column"]);
    // What it measures can't be measured, and nothing can stand in for that.
    let spoilt = "indicator(\"甲\").measure([]).target(at_least(table(\"fams\").sum(\"uesd\"))).score(proportional())";
    assert_eq!(names(told_beside_a_table(spoilt)), ["unexpected-value", "check-unknown-table", "check-unknown-column"]);
    let no_rule = "table(\"fams\").sum(\"uesd\")";
    assert_eq!(names(told_beside_a_table(no_rule)), ["not-a-rule", "check-unknown-table", "check-unknown-column"]);
}

/// What is wrong with a rule and with the module of the scheme's own that it imports as `own`.
fn found_with_a_module(module: &str, script: &str) -> Vec<crate::diagnostic::Diagnostic> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("lib")).expect("a folder");
    std::fs::write(folder.path().join("lib/own.rhai"), module).expect("written");
    let run = Run::default();
    run.state().year = 2022;
    let modules = Modules::new(run.clone(), Some(folder.path().to_owned()));
    let scripts = Scripts::new(run.clone(), std::sync::Arc::new(modules));
    let script = format!("import \"lib/own\" as own;\n{script}");
    // Twice, as a scheme does that has two rules with the same module.
    for file in ["甲.rhai", "乙.rhai"] {
        run.state().sources.add(file, script.as_str());
        scripts.rule(&ItemId(file.to_owned()), file, &script, &[]);
    }
    let state = run.state();
    crate::diagnostic::in_order(state.diagnostics.clone())
}

/// The same, but for what the second rule has wrong: each by its file, line and key.
fn told_with_a_module(module: &str, script: &str) -> Vec<String> {
    let told = found_with_a_module(module, script).into_iter();
    let told = told.filter(|found| &*found.place.file != "乙.rhai");
    told.map(|found| format!("{}:{} {}", found.place.file, found.place.line, found.message.key)).collect()
}

/// What ends a script within a module is told once, with every rule that came to it.
#[test]
fn what_fails_in_a_module_names_the_rules_that_called_it() {
    let module = "fn first(list) { list[7] }\nfn far(list) { first(list) }";
    let found = found_with_a_module(module, "let edge = own::far([1, 2]);\nindicator(\"甲\")");
    let [failed] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(failed.place.to_string(), "lib/own.rhai:1:23");
    let also: Vec<String> = failed.also.iter().map(|(at, say)| format!("{at} {}", say.key)).collect();
    assert_eq!(also, ["甲.rhai:2:17 script-called-here", "乙.rhai:2:17 script-called-here"]);
}

/// Misspelt words in a scheme's own modules hide neither each other nor what is wrong in the rules that import them.
#[test]
fn a_slip_in_a_module_hides_no_other() {
    let rule = ".target(at_least(1)).score(deduct(-1).per(1.pct)).missing(\"zeroo\")";
    let own = ["甲.rhai:2 script-not-positive", "甲.rhai:2 script-wrong-option"];
    let cases: [(&str, &str, &[&str]); 8] = [
        // Words, with all that can be called.
        (
            "fn share(rows) { rows.filter(col(\"used\") > 0).cuont() / rows.count() }\nfn whole(rows) { ruond(rows.sum(\"used\")).rund(2) }",
            "own::share(table(\"farms\")) + own::whole(table(\"farms\"))",
            &[
                "lib/own.rhai:1 script-unknown-word",
                "lib/own.rhai:2 script-unknown-word",
                "lib/own.rhai:2 script-unknown-word",
            ],
        ),
        // Names of nothing, with the words beside them.
        (
            "fn share(rows) { rows.filter(col(\"used\") > lest).count() / row.count() }\nfn whole(rows) { rws[0] + 0.rund(x) }",
            "own::share(table(\"farms\")) + own::whole(table(\"farms\"))",
            &[
                "lib/own.rhai:1 script-unknown-name",
                "lib/own.rhai:1 script-unknown-name",
                "lib/own.rhai:2 script-unknown-name",
                "lib/own.rhai:2 script-unknown-name",
                "lib/own.rhai:2 script-unknown-word",
            ],
        ),
        // A name behind a dot.
        (
            "fn share(rows) { rows.count().prct }",
            "own::share(table(\"farms\"))",
            &["lib/own.rhai:1 script-unknown-word"],
        ),
        // A sign between wrong values.
        (
            "fn share(rows) { rows - 1 }",
            "own::share(table(\"farms\")).sum(\"used\")",
            &["lib/own.rhai:1 script-wrong-operands"],
        ),
        // A function that the module lacks, or has for other values.
        (
            "fn share(rows) { rows.count() }",
            "own::shar(table(\"farms\")) + own::share()",
            &["甲.rhai:2 script-unknown-in-module", "甲.rhai:2 script-unknown-in-module"],
        ),
        // A module that can't be read, or that ends while it is.
        ("fn share(rows { 1 }", "own::share(table(\"farms\"))", &["lib/own.rhai:1 script-missing-token"]),
        (
            "let first = colum(\"used\");\nexport const A = 1;\nfn share(rows) { rows.count() }",
            "own::share(table(\"farms\")) + own::A",
            &["lib/own.rhai:1 script-unknown-word"],
        ),
        // One that imports itself.
        (
            "import \"lib/own\" as me;\nfn share(rows) { me::share(rows) }",
            "own::share(table(\"farms\"))",
            &["lib/own.rhai:1 script-import-cycle"],
        ),
    ];
    for (module, measure, expected) in cases {
        let told = told_with_a_module(module, &format!("indicator(\"甲\").measure({measure}){rule}"));
        let mut expected: Vec<String> = expected.iter().chain(&own).map(|told| (*told).to_owned()).collect();
        expected.sort();
        let mut told = told;
        told.sort();
        assert_eq!(told, expected, "{module}");
    }
}

#[test]
fn sums_and_products_of_decimals_keep_every_digit() {
    for (written, exact) in [
        ("0.12345678901234567 * 0.12345678901234567", "0.0152415787532388345526596755677489"),
        ("0.0000000000000000000000000001 * 0.01", "0.000000000000000000000000000001"),
        ("10000000000000000000000.5 + 0.0000000000001", "10000000000000000000000.5000000000001"),
        ("10000000000000000000000.5 - 0.0000000000001", "10000000000000000000000.4999999999999"),
        ("7000000000000000000 * 0.12345678901234567", "864197523086419690"),
        ("{ let x = 0.5; x *= 0.5; x -= 1; x }", "-0.75"),
        ("0.12345678901234567 ** 2", "0.0152415787532388345526596755677489"),
    ] {
        let rule = format!(
            "indicator(\"例\").measure(table(\"farms\").count()).target(at_least({written})).score(full_or_none())"
        );
        let rule = compile(&rule).unwrap_or_else(|(_, text)| panic!("{written}\n{text}"));
        let crate::plan::Body::Measured { target, .. } = rule.body else { panic!("{written} is measured") };
        let found = target.node.formulas().into_iter().find_map(|formula| match &formula.node {
            crate::plan::FormulaNode::Literal(literal) => literal.number(),
            _other => None,
        });
        assert_eq!(found, exact.parse().ok(), "{written}");
    }
}

/// `and`, `or` and `not(…)` between plain truths, which `if` takes, are what they are between conditions.
#[test]
fn words_of_conditions_join_truths() {
    for (truth, holds) in
        [("true and not(false)", true), ("false or 1 == 2", false), ("1 == 1 and (false or true)", true)]
    {
        let rule = format!(
            "let least = if {truth} {{ 1 }} else {{ [] }};\nindicator(\"例\").measure(table(\"farms\").count()).target(at_least(least)).score(full_or_none())"
        );
        assert_eq!(compile(&rule).is_ok(), holds, "{truth}");
    }
}

#[test]
fn the_example_of_every_word_compiles() {
    let mut wrong = String::new();
    for word in SUBJECTS.iter().flat_map(|subject| subject.words) {
        let Some(script) = word.example.whole() else { continue };
        if let Err((_, text)) = compile(&script) {
            wrong.push_str(&format!("--- {}\n{text}\n", word.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Slips, each with the whole message that a person gets. Adding a case is adding a file.
#[test]
fn slips_are_told_with_their_place() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slips");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rhai"))
        .collect();
    files.sort();
    assert!(files.len() > 30, "the slips are missing");
    for file in files {
        let script = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let started = std::time::Instant::now();
        let outcome = compile(&script);
        assert!(started.elapsed().as_secs() < 2, "{} ran on", file.display());
        let (_, text) = outcome.expect_err(&format!("{} has no slip", file.display()));
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        insta::with_settings!({ snapshot_path => "../../tests/slips", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

#[test]
fn the_standards_can_be_imported_and_give_columns() {
    for (module, word) in [
        ("std/gb3838", "river_class()"),
        ("std/gb3838", "lake_class_evaluated()"),
        ("std/hj633", "air_class(col(\"date\"))"),
        ("std/hj633", "aqi(col(\"date\"))"),
        ("std/hj633", "primary(col(\"date\"))"),
    ] {
        let script = format!(
            "import \"{module}\" as standard;\nindicator(\"例\").measure(table(\"r\").derive(\"x\", standard::{word}).count()).target(at_least(1)).score(full_or_none())"
        );
        if let Err((_, text)) = compile(&script) {
            panic!("{module} {word}\n{text}");
        }
    }
    let means = "import \"std/gb3838\" as gb;\nindicator(\"例\").measure(table(\"r\").by(\"s\").agg(gb::evaluation_means()).count()).target(at_least(1)).score(full_or_none())";
    assert!(compile(means).is_ok());
    assert!(compile("indicator(\"例\").measure(table(\"r\").by(\"s\").agg(#{ ph: mean(\"ph\"), do: mean(\"do\") }).count()).target(at_least(1)).score(full_or_none())").is_ok());
}

#[test]
fn literals_are_exact_and_are_not_folded_by_rhai() {
    for text in ["7 / 2", "0.1 + 0.2 - 0.3 + 3.5", "14 / 4", "1 / 3 * 10.5"] {
        let rule = format!(
            "indicator(\"例\").measure(table(\"farms\").count()).target(at_least({text})).score(full_or_none())"
        );
        let rule = compile(&rule).unwrap_or_else(|(_, text)| panic!("{text}"));
        let crate::plan::Body::Measured { target, .. } = rule.body else { panic!("{text} is measured") };
        let numbers: Vec<_> = target.node.formulas().into_iter().map(|formula| format!("{:?}", formula.node)).collect();
        assert!(numbers.iter().all(|number| number.contains("3.5")), "{text}: {numbers:?}");
    }
}
