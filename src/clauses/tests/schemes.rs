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
