//! The scoring rules of the schemes that come with kaohe.

use std::path::Path;

use super::*;
use crate::clauses::clauses;

fn page_of(scheme: &str, language: Language) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(scheme);
    let scheme = crate::scheme::load(&folder).scheme.expect("the scheme can be read");
    let page = clauses(&crate::script::compile(&scheme).plan, &Words::new(language));
    assert!(!page.contains('⟨'), "a message without words:\n{page}");
    page
}

#[test]
fn the_starter_scheme() {
    insta::assert_snapshot!("starter-zh", page_of("starter", Language::Zh));
    insta::assert_snapshot!("starter-en", page_of("starter", Language::En));
}

#[test]
fn the_northeast_water_scheme() {
    insta::assert_snapshot!("northeast-water-zh", page_of("northeast-water-2021", Language::Zh));
}

/// Of the rule a page, with the definitions at its end.
fn page_of_rule(script: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    let scheme = r#"
scheme: names
title: 名称
year: 2022
units: { roster: units.csv }
tables:
  readings:
    title: 监测数据
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇] }
      state: { type: text, headers: [状态] }
      do: { type: number, unit: mg/L, headers: [溶解氧] }
      nh3n: { type: number, unit: mg/L, headers: [氨氮] }
areas: [{ id: water, title: 水, indicators: [{ rule: rule, points: 10 }] }]
grades: [{ name: 合格 }]
"#;
    write("scheme.yaml", scheme);
    write("units.csv", "id,name,kind\ndongshan,东山镇,镇\n");
    write("rule.rhai", script);
    let scheme = crate::scheme::load(folder.path()).scheme.expect("the scheme can be read");
    let compiled = crate::script::compile(&scheme);
    let page = clauses(&compiled.plan, &Words::new(Language::Zh));
    assert!(!page.contains('⟨'), "a message without words:\n{page}");
    page
}

#[test]
fn a_standard_is_cited_and_not_copied() {
    let page = page_of_rule(
        r#"import "std/gb3838" as gb3838;
indicator("优良比例").measure(table("readings").derive("class", gb3838::river_class()).share(col("class") <= class("Ⅲ")))
    .target(at_least(75.pct)).score(proportional())"#,
    );
    assert!(page.contains("水质类别取河流水质单因子评价类别（GB 3838—2002，表1，读数按原值）。所用数据："), "{page}");
    assert!(page.contains("溶解氧、") && page.contains("氨氮"), "{page}");
    assert!(!page.contains("7.5") && !page.contains("附1"), "{page}");
}

#[test]
fn a_name_of_the_schemes_own_is_defined_at_the_end_however_it_is_used() {
    let definition = "折算氨氮（市水务局办法，第三条）：状态为“枯水”的取2，否则取1";
    for measure in [
        r#"table("readings").derive("weight", W).sum(col("weight"))"#,
        r#"table("readings").filter(W > 1).count()"#,
        r#"table("readings").sum(col("nh3n") * W)"#,
    ] {
        let weight = r#"if_else(col("state") == "枯水", 2, 1).called("折算氨氮", "市水务局办法", "第三条")"#;
        let measure = measure.replace('W', weight);
        let page =
            page_of_rule(&format!(r#"indicator("例").measure({measure}).target(at_most(75)).score(per_case(1))"#));
        assert!(page.contains("折算氨氮按附1所列方法确定"), "{page}");
        assert!(page.contains(definition), "{page}");
        assert_eq!(page.matches("枯水").count(), 1, "{page}");
    }
}

#[test]
fn the_principal_pollutant_is_that_of_the_greatest_sub_index_and_cites_its_standard() {
    let page = page_of_rule(
        r#"import "std/hj633" as hj633;
indicator("臭氧日").measure(table("readings").derive("首要污染物", hj633::primary(col("date"))).count(col("首要污染物").contains("O₃")))
    .target(zero()).score(per_case(1))"#,
    );
    for edition in ["2012", "2026"] {
        let cited = format!("首要污染物（HJ 633—{edition}，空气质量分指数、首要污染物的确定方法）");
        assert!(page.contains(&cited), "{page}");
    }
    assert!(!page.contains("数值最大"), "{page}");
}

#[test]
fn rows_and_columns_of_last_year_say_so() {
    let cases: [(&str, &[&str]); 8] = [
        ("f.without_partner(f.last_year(), [\"state\"]).count()", &["只统计在上年《监测数据》中无对应记录的"]),
        (
            "f.with_partner(f.last_year(), [\"state\"]).count() / f.count()",
            &["在上年《监测数据》中有对应记录的记录数÷记录数"],
        ),
        (
            "f.union(f.last_year()).sum(\"do\")",
            &["《监测数据》与上年《监测数据》合并统计", "例（本年与上年合并的溶解氧）"],
        ),
        (
            "f.join(f.last_year().derive(\"old\", col(\"do\")), [\"state\"]).sum(col(\"do\") - col(\"old\"))",
            &["与上年《监测数据》按状态逐条对应", "溶解氧－上年溶解氧"],
        ),
        (
            "f.last_year().join(f.derive(\"new\", col(\"do\")), [\"state\"]).sum(col(\"do\") - col(\"new\"))",
            &["与本年《监测数据》按状态逐条对应", "上年溶解氧－本年溶解氧"],
        ),
        (
            "f.by(\"state\").agg(#{ a: mean(\"do\") }).join(f.last_year().by(\"state\").agg(#{ b: mean(\"do\") }), [\"state\"]).count(col(\"a\") > col(\"b\"))",
            &[
                "其中，上年《监测数据》：\n    - 按状态汇总，分别计算溶解氧平均值",
                "只统计溶解氧平均值大于上年溶解氧平均值的状态",
            ],
        ),
        ("f.last_year().join(f, [\"state\"]).count()", &["例（上年记录数）"]),
        ("f.sum(\"do\") - f.last_year().sum(\"do\")", &["溶解氧－上年溶解氧"]),
    ];
    for (measure, expected) in cases {
        let page = page_of_rule(&format!(
            r#"let f = table("readings"); indicator("例").measure({measure}).target(at_most(75)).score(per_case(1))"#
        ));
        for expected in expected.iter().chain(&["数据来源：《监测数据》、上年《监测数据》"]) {
            let reversed = "数据来源：上年《监测数据》、《监测数据》";
            let is_there = page.contains(expected) || expected.starts_with("数据来源") && page.contains(reversed);
            assert!(is_there, "{measure}: no {expected} in\n{page}");
        }
    }
}

#[test]
fn a_day_signed_as_the_target_is_a_deadline() {
    for (letter, said) in [
        ("letter()", "未列期限的以责任书规定的期限为准"),
        ("letter().or(date(\"2022-10-31\"))", "责任书规定的期限（责任书未明确的为2022年10月31日）"),
    ] {
        let page = page_of_rule(&format!(
            r#"indicator("例").measure(table("readings").done_by("done", "due")).target(all_by({letter})).score(full_or_none())"#
        ));
        assert!(page.contains(said), "{page}");
    }
}
