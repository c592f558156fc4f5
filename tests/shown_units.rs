//! A figure is read with what it is counted in, and the same wherever it is read, also where no rule says how it is shown.

use crate::scene::Scene;

/// The starter with a rule that gives no `show_as`.
fn scene(rule: &str) -> Scene {
    let scene = Scene::new();
    scene.write("s/water/manure-utilisation.rhai", rule);
    scene.remove("s/tests/manure-utilisation.yaml").write("s/letters.csv", "unit,indicator,target\n");
    scene
}

/// Score, explanation, supposition, advice, difference and report, as one text each.
fn readings(scene: &Scene, set: &str, (old, new): (&str, &str)) -> Vec<(String, String)> {
    let told = |command: &str| (command.to_owned(), scene.run(command));
    let on = "s --data s/data --as-of 2022-12-31";
    scene.run(&format!("score {on} --out out"));
    let read = |file: &str| std::fs::read_to_string(scene.path(file)).unwrap_or_default();
    let mut all = vec![
        ("assessment.json".to_owned(), read("out/assessment.json")),
        ("scores.csv".to_owned(), read("out/scores.csv")),
        told(&format!("explain {on} --unit 西河镇")),
        told(&format!("explain {on} --unit 西河镇 --indicator water/manure-utilisation")),
        told(&format!("what-if {on} --unit 西河镇 --set water/manure-utilisation={set}")),
    ];
    scene.run("report --from out --out r --format md");
    all.push(("result.md".to_owned(), read("r/result.md")));
    scene.replace("s/data/farms.csv", old, new);
    scene.run(&format!("score {on} --out later"));
    all.push(told("diff out later"));
    all
}

#[test]
fn an_amount_is_read_in_its_unit() {
    let rule =
        r#"indicator("综合利用量").measure(table("farms").sum("used")).target(at_least(800)).score(proportional())"#;
    let scene = scene(rule);
    for (what, text) in readings(&scene, "600", (",560", ",570")) {
        assert!(text.contains("560吨"), "{what}\n{text}");
        if what != "scores.csv" {
            assert!(text.contains("≥800吨"), "{what}\n{text}");
        }
    }
    let advice = scene.run("advise s --data s/data --as-of 2022-12-31 --unit 西河镇");
    assert!(advice.contains("再增加综合利用量230吨"), "{advice}");
    let clauses = scene.run("clauses s");
    assert!(clauses.contains("800吨"), "{clauses}");
}

#[test]
fn a_rate_of_a_column_of_percentages_is_read_as_one() {
    let rule =
        r#"indicator("达标率").measure(table("farms").mean("rate")).target(at_least(0.8)).score(proportional())"#;
    let scene = scene(rule);
    scene.replace(
        "s/scheme.yaml",
        "      used: {",
        "      rate: { type: number, unit: \"%\", headers: [达标率], decimals: 1 }\n      used: {",
    );
    scene.write(
        "s/data/farms.csv",
        "乡镇,养殖场,粪污产生量（吨）,达标率,综合利用量（吨）\n西河镇,西河牛场,800,70.5%,560\n",
    );
    for (what, text) in readings(&scene, "75%", ("70.5%", "71.5%")) {
        assert!(text.contains("70.5%"), "{what}\n{text}");
    }
}

/// A number of nothing in particular, and one for each of some things, stay bare numbers.
#[test]
fn what_is_counted_in_nothing_stays_bare() {
    let rule = r#"indicator("场数").measure(table("farms").count()).target(at_least(2)).score(proportional())"#;
    let explained = scene(rule).run("explain s --data s/data --unit 西河镇 --indicator water/manure-utilisation");
    assert!(explained.contains("实绩：1（") && explained.contains("目标：≥2（"), "{explained}");
}
