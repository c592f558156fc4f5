//! A column that names units holds the same unit however a cell writes it: rules count, compare, join and group by it.

use crate::scene::Scene;

const SCHEME: &str = r#"
scheme: named
title: 指名的单位
year: 2022
units: { roster: units.csv }
tables:
  t:
    title: 移交台账
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇] }
      to:   { type: unit, headers: [移交单位] }
      all:  { type: unit, many: true, headers: [参与单位] }
  u:
    title: 接收台账
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇] }
      to:   { type: unit, headers: [接收单位] }
sheets:
  - id: towns
    title: 乡镇考核
    units: { kind: [镇] }
    areas:
      - id: all
        title: 全部
        indicators: [{ rule: a, points: 100 }]
    grades: [{ name: 合格, at_least: 60 }, { name: 不合格 }]
"#;

const WRITTEN: &str = "乡镇,移交单位,参与单位\n西河镇,东山镇,\"西河、东山\"\n西河,东山,东山镇，西河镇\n\
                       西河镇人民政府,东山镇人民政府,xihe/dongshan\nxihe,dongshan,西河镇、东山镇\n";

/// The measure is a count: as many as this.
fn counted(measure: &str) -> String {
    let scene = Scene::new();
    scene
        .write("v/scheme.yaml", SCHEME)
        .write("v/units.csv", "id,name,kind\nxihe,西河镇,镇\ndongshan,东山镇,镇\n")
        .write("v/a.rhai", format!("let t = table(\"t\");\nlet u = table(\"u\");\nindicator(\"数\").measure({measure}).show_as(number(0)).target(at_least(1)).score(full_or_none())"))
        .write("v/data/t.csv", WRITTEN)
        .write("v/data/u.csv", "乡镇,接收单位\n西河镇办事处,东山\n");
    let told = scene.run("explain v --data v/data --unit 西河镇 --indicator a");
    let figure = told.lines().find_map(|line| line.trim().strip_prefix("实绩："));
    figure.and_then(|figure| figure.split('（').next()).map_or(told.clone(), str::to_owned)
}

#[test]
fn a_unit_is_one_unit_however_it_is_written() {
    for (measure, expected) in [
        ("t.count()", "4"),
        ("t.count_distinct(\"to\")", "1"),
        ("t.count_distinct(\"town\")", "1"),
        ("t.count_distinct(\"all\")", "1"),
        ("t.unique(\"to\").count()", "1"),
        ("t.by(\"to\").agg(#{ n: count() }).count()", "1"),
        ("t.count(col(\"to\") == \"东山镇\")", "4"),
        ("t.count(col(\"to\") != \"东山镇\")", "0"),
        ("t.count(col(\"to\").is_in([\"东山镇\", \"西河镇\"]))", "4"),
        ("t.filter(col(\"town\") == \"西河镇\").count()", "4"),
        ("t.with_partner(u, [\"to\"]).count()", "4"),
        ("t.with_partner(u, [\"town\", \"to\"]).count()", "4"),
        ("t.join(u, [\"town\", \"to\"]).count()", "4"),
    ] {
        assert_eq!(counted(measure), expected, "{measure}");
    }
}

/// What is told of a rule that counts where this holds.
fn told(condition: &str) -> String {
    counted(&format!("t.count({condition})")).split("提醒[").next().unwrap_or_default().trim_end().to_owned()
}

/// Who writes a name that the roster doesn't have, or an id, is told before any data.
#[test]
fn names_in_rules_are_those_of_the_roster() {
    let told = |name: &str| told(&format!("col(\"to\") == \"{name}\""));
    insta::assert_snapshot!(format!("{}\n{}", told("东山乡"), told("dongshan")));
}

/// A cell of several units holds their names in the order of the roster.
#[test]
fn names_beside_a_column_of_several_are_those_of_the_roster() {
    let wrong = [
        r#"col("all") == "西何镇""#,
        r#"col("all").is_in(["西河镇", "西河镇、东山乡"])"#,
        r#"col("all") != "东山镇,西河镇""#,
        r#"col("all").contains("西何镇")"#,
        r#"col("to").contains("西何")"#,
    ];
    insta::assert_snapshot!(wrong.map(told).join("\n"));
    for (right, rows) in [
        (r#"col("all") == "西河镇、东山镇""#, "4"),
        (r#"col("all").contains("西河镇")"#, "4"),
        (r#"col("all").contains("河镇、东")"#, "4"),
        (r#"col("to").contains("镇")"#, "4"),
        (r#"col("all") == "西河镇""#, "0"),
    ] {
        assert_eq!(told(right), rows, "{right}");
    }
}
