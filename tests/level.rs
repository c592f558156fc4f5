//! Scored at a level: what two townships call the same is two things of their county.

use crate::scene::Scene;

const SCHEME: &str = r#"
scheme: plots
title: 地块治理
year: 2022
units: { roster: units.csv }
tables:
  plots:
    title: 地块清单
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇] }
      plot: { type: text, headers: [地块] }
  done:
    title: 治理台账
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇] }
      plot: { type: text, headers: [地块] }
  air:
    title: 空气质量日报
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇] }
      day: { type: date, headers: [日期] }
      pm: { type: number, headers: [PM2.5], unit: μg/m³, decimals: 0 }
  findings:
    title: 督察问题
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇], many: true }
      id: { type: text, headers: [编号] }
      closed: { type: bool, headers: [办结] }
sheets:
  - id: towns
    title: 乡镇考核
    units: { kind: [镇] }
    areas:
      - id: all
        title: 全部
        indicators: [{ rule: done, points: 40 }, { rule: days, points: 30 }, { rule: closed, points: 30 }]
    grades: [{ name: 合格, at_least: 60 }, { name: 不合格 }]
"#;

/// Two townships that each did one of their plots 1号 and 2号, had one good day of two, and share a finding that one of them has closed since.
fn scene() -> Scene {
    let scene = Scene::new();
    let share = ".show_as(percent(1)).target(at_least(100.pct)).score(proportional())";
    let rule = |title: &str, measure: &str| format!("indicator(\"{title}\").measure({measure}){share}");
    let done = r#"table("plots").with_partner(table("done"), ["plot"]).count() / table("plots").count()"#;
    let days = r#"table("air").by("day").agg(#{ pm: mean("pm") }).share(col("pm") <= 75)"#;
    let closed = r#"table("findings").latest_by("id").share(col("closed"))"#;
    scene
        .write("v/scheme.yaml", SCHEME)
        .write("v/units.csv", "id,name,kind,parent\nd,大县,县,\na,东镇,镇,d\nb,西镇,镇,d\n")
        .write("v/done.rhai", rule("地块治理率", done))
        .write("v/days.rhai", rule("优良天数比例", days))
        .write("v/closed.rhai", rule("问题办结率", closed))
        .write("v/data/plots.csv", "乡镇,地块\n东镇,1号\n东镇,2号\n西镇,1号\n西镇,2号\n")
        .write("v/data/done.csv", "乡镇,地块\n东镇,1号\n西镇,2号\n")
        .write(
            "v/data/air.csv",
            "乡镇,日期,PM2.5\n东镇,2022-01-01,30\n东镇,2022-01-01,60\n东镇,2022-01-02,200\n西镇,2022-01-01,200\n西镇,2022-01-02,30\n",
        )
        .write("v/data/findings.csv", "乡镇,编号,办结\n东镇、西镇,1,否\n东镇,2,否\n西镇,2,否\n西镇,1,是\n");
    scene
}

#[test]
fn two_townships_at_half_make_a_county_at_half() {
    insta::assert_snapshot!(scene().all(&[
        "explain v --data v/data --unit 东镇",
        "explain v --data v/data --unit 西镇",
        "explain v --data v/data --level 县 --unit 大县",
    ]));
}

/// A county of which the roster knows no township is not scored, and that is said.
#[test]
fn a_unit_with_nobody_below_is_told() {
    let scene = scene();
    scene.write("v/units.csv", "id,name,kind,parent\nd,大县,县,\na,东镇,镇,d\nb,西镇,镇,d\ne,小县,县,\n");
    let told = scene.run("score v --data v/data --level 县");
    assert!(told.contains("小县：名册里没有归它管的考核单位，无从汇总，没有列入"), "{told}");
    assert!(!scene.run("score v --data v/data").contains("小县"));
}

/// Whom a level leaves out, and why.
#[test]
fn a_unit_that_is_not_in_the_result_is_told_why() {
    let scene = scene();
    scene.write("v/units.csv", "id,name,kind,parent\nd,大县,县,\ne,空县,县,\na,东镇,镇,d\nb,西镇,镇,d\n");
    insta::assert_snapshot!(scene.all(&[
        "explain v --data v/data --level 县 --unit 空县",
        "explain v --data v/data --level 县 --unit 空县 --indicator done",
        "explain v --data v/data --level 县 --unit 东镇",
        "explain v --data v/data --unit 大县 --lang en",
    ]));
}
