//! Where a rule takes the one row of a unit and there are several: told with both rows, and never «not sent».

use crate::scene::Scene;

const SCHEME: &str = r#"
scheme: several
title: 取一行的数
year: 2022
units: { roster: units.csv }
tables:
  air:
    title: 空气质量年报
    unit_column: unit
    columns:
      unit: { type: unit, headers: [单位] }
      pm: { type: number, headers: [PM2.5], unit: μg/m³, decimals: 1 }
sheets:
  - id: towns
    title: 乡镇考核
    units: { kind: [镇] }
    areas:
      - id: air
        title: 空气
        indicators: [{ rule: own, points: 60 }, { rule: shared, points: 40 }]
    grades: [{ name: 合格, at_least: 60 }, { name: 不合格 }]
"#;

fn scene(rows: &str) -> Scene {
    let scene = Scene::new();
    scene
        .write("v/scheme.yaml", SCHEME)
        .write("v/units.csv", "id,name,kind,parent\nd,大县,县,\na,东镇,镇,d\nb,西镇,镇,d\n")
        .write("v/own.rhai", "indicator(\"本镇\").measure(table(\"air\").value(\"pm\")).target(at_most(35)).score(full_or_none())")
        .write("v/shared.rhai", "indicator(\"全县\").measure(table(\"air\").value(\"pm\").inherited()).target(at_most(35)).score(full_or_none())")
        .write("v/data/air.csv", format!("单位,PM2.5\n{rows}"));
    scene
}

#[test]
fn two_rows_of_one_unit_are_told_with_both() {
    let scene = scene("大县,33\n东镇,30\n西镇,30\n西镇,30\n");
    insta::assert_snapshot!(scene.all(&[
        "check v --data v/data",
        "score v --data v/data",
        "explain v --data v/data --unit 西镇 --indicator own --depth 2",
    ]));
}

#[test]
fn two_rows_of_the_unit_above_are_told_to_all_below() {
    let scene = scene("大县,33\n大县,34\n东镇,30\n西镇,30\n");
    insta::assert_snapshot!(scene.all(&["check v --data v/data", "score v --data v/data"]));
}

/// A row each of several units is no slip of theirs; nothing makes one figure of them.
#[test]
fn rows_of_several_units_do_not_roll_up_to_one() {
    let scene = scene("大县,33\n东镇,30\n西镇,30\n");
    insta::assert_snapshot!(scene.all(&["check v --data v/data", "score v --data v/data --level 县"]));
}

/// A group is taken for its one row as a unit is.
#[test]
fn two_rows_of_one_group_are_told_with_both() {
    let scene = scene("大县,33\n东镇,30\n西镇,30\n");
    let by_month = "table(\"air\").by(\"month\").agg(#{ pm: value(\"pm\") }).mean(\"pm\")";
    scene
        .replace("v/own.rhai", "table(\"air\").value(\"pm\")", by_month)
        .replace("v/shared.rhai", "table(\"air\").value(\"pm\").inherited()", by_month)
        .replace("v/scheme.yaml", "      pm:", "      month: { type: text, headers: [月份] }\n      pm:")
        .write(
            "v/data/air.csv",
            "单位,月份,PM2.5\n东镇,1月,30\n东镇,2月,31\n西镇,1月,30\n西镇,2月,40\n西镇,2月,40\n西镇,3月,\n",
        );
    insta::assert_snapshot!(scene.all(&[
        "check v --data v/data",
        "score v --data v/data",
        "explain v --data v/data --unit 西镇 --indicator own",
        "score v --data v/data --level 县 --lang en",
    ]));
}

/// Of two rows without a figure it is the figure that is missing, not a choice between them.
#[test]
fn two_blank_rows_are_not_several() {
    let scene = scene("大县,33\n东镇,30\n西镇,\n西镇,\n");
    let told = scene.all(&["score v --data v/data", "explain v --data v/data --unit 西镇 --indicator own"]);
    assert!(!told.contains("不知以哪一行为准") && !told.contains("0行"), "{told}");
    scene.write("v/data/air.csv", "单位,PM2.5\n大县,33\n东镇,30\n西镇,\n西镇,31\n");
    let told = scene.all(&["score v --data v/data", "explain v --data v/data --unit 西镇 --indicator own"]);
    assert!(!told.contains("不能汇总") && !told.contains("合不成一个数"), "{told}");
}

/// Rows that no figure is made of may be as many as they like.
#[test]
fn rows_of_units_that_nobody_scores_are_no_matter() {
    let scene = scene("大县,33\n大县,34\n东镇,30\n西镇,30\n");
    scene.replace("v/shared.rhai", ".inherited()", "");
    assert!(scene.run("check v --data v/data").contains("0处错误，0处提醒"));
}

/// What a person has seen is marked as seen, in the result and in what is made of it.
#[test]
fn findings_that_a_person_accepted_are_marked() {
    let scene = scene("大县,33\n东镇,30\n西镇,30\n西镇,31\n");
    let before = scene.run("score v --data v/data --out before");
    assert!(before.ends_with("[1]\n"), "{before}");
    let accepted = scene.run("score v --data v/data --out accepted --accept-findings");
    assert!(accepted.contains("错误级的数据问题已有人看过") && accepted.ends_with("[0]\n"), "{accepted}");
    let text = |file: &str| std::fs::read_to_string(scene.path(file)).expect("a text");
    assert!(!text("before/assessment.json").contains("\"accepted\""));
    let marked = text("before/scores.csv").lines().skip(1).filter(|row| row.split(',').nth(8) == Some("true")).count();
    assert_eq!(marked, text("before/scores.csv").lines().count() - 1);
    let document = text("accepted/assessment.json");
    assert!(document.contains("\"has_errors\": true,\n  \"accepted\": true,"), "{document}");
    for (folder, said) in [("before", "尚有1处错误未经核实"), ("accepted", "有1处错误，已经核实")] {
        scene.run(&format!("report --from {folder}/assessment.json --kind notice --format md --out {folder}"));
        let notice = std::fs::read_dir(scene.path(folder)).expect("a folder").filter_map(Result::ok);
        let notices: String = notice
            .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md"))
            .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
            .collect();
        assert!(notices.contains(said), "{notices}");
    }
}
