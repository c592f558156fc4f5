//! The bundled scheme of 榆树 over its example data: the data are what their generator makes, the cases hold, and the score tells the
//! story that the data's README promises.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kaohe::assess::{AssessOptions, Assessment, ItemResult, Status, UnitResult, assess};
use kaohe::diagnostic::render;
use kaohe::measure::{MeasureOptions, Measures, RollUp, lower_condition, measure};
use kaohe::plan::{Level, Plan};
use kaohe::words::{Language, Words};
use kaohe::{cases, intake, scheme, script};

#[allow(dead_code, reason = "the generator is also a program of its own")]
#[path = "../datasets/yushu-2022/generate.rs"]
mod generate;

fn below(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn plan() -> Plan {
    let words = Words::new(Language::Zh);
    let loaded = scheme::load(&below("rules/yushu-2022"));
    assert!(loaded.diagnostics.is_empty(), "{}", render(&loaded.diagnostics, &loaded.sources, &words, false));
    let compiled = script::compile(&loaded.scheme.expect("a scheme"));
    assert!(compiled.diagnostics.is_empty(), "{}", render(&compiled.diagnostics, &compiled.sources, &words, false));
    compiled.plan
}

/// The example's data, measured at a day.
pub fn measured(as_of: &str) -> (Plan, intake::Submission, Measures) {
    measured_at(as_of, None)
}

/// The same as if only every second table had been sent, the first or the second of two.
pub fn measured_half(as_of: &str, second: bool) -> (Plan, intake::Submission, Measures) {
    let plan = plan();
    let tables = plan.tables.iter().enumerate().filter(|(number, _)| (number % 2 == 1) == second);
    let tables = tables.map(|(_, table)| table.id.clone()).collect();
    let options = MeasureOptions::as_of(as_of.parse().expect("a day"));
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, options.as_of);
    let read = intake::Options { tables: Some(&tables), lower: Some(lower), more: &[] };
    let submission = intake::read(&plan, &below("datasets/yushu-2022"), &read);
    let measures = measure(&plan, &submission, &options).expect("measured");
    (plan, submission, measures)
}

fn measured_at(as_of: &str, level: Option<&str>) -> (Plan, intake::Submission, Measures) {
    let plan = plan();
    let level = level.map(|level| RollUp::Level(level.to_owned()));
    let options = MeasureOptions { level, ..MeasureOptions::as_of(as_of.parse().expect("a day")) };
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, options.as_of);
    let read = intake::Options { tables: None, lower: Some(lower), more: &[] };
    let submission = intake::read(&plan, &below("datasets/yushu-2022"), &read);
    let errors: Vec<_> = submission.findings.iter().filter(|finding| finding.level == Level::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let measures = measure(&plan, &submission, &options).expect("measured");
    (plan, submission, measures)
}

fn scored(as_of: &str) -> Assessment {
    let (plan, submission, measures) = measured(as_of);
    assess(&plan, &measures, &submission.hand_scores, &AssessOptions::default())
}

fn unit<'a>(assessment: &'a Assessment, name: &str) -> &'a UnitResult {
    assessment.units.iter().find(|unit| unit.name == name).unwrap_or_else(|| panic!("{name} is not scored"))
}

fn item<'a>(unit: &'a UnitResult, id: &str) -> &'a ItemResult {
    unit.items.iter().find(|item| item.id.0 == id).unwrap_or_else(|| panic!("{} has no {id}", unit.name))
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else if name.ends_with(".csv") || name.ends_with(".xlsx") {
            found.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

#[test]
fn the_data_are_what_the_generator_makes() {
    let folder = tempfile::tempdir().expect("a folder");
    generate::write_all(folder.path()).expect("written");
    let (mut made, mut kept) = (BTreeMap::new(), BTreeMap::new());
    files(folder.path(), "", &mut made);
    files(&below("datasets/yushu-2022"), "", &mut kept);
    assert_eq!(made.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    let changed: Vec<&String> =
        made.iter().filter(|(name, bytes)| kept[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(changed.is_empty(), "make them anew with `cargo run --example generate-yushu`: {changed:?}");
}

#[test]
fn the_cases_hold_and_every_rule_has_two() {
    let plan = plan();
    let read = cases::read(&below("rules/yushu-2022"), &plan);
    assert!(
        read.diagnostics.is_empty(),
        "{}",
        render(&read.diagnostics, &read.sources, &Words::new(Language::Zh), false)
    );
    let mut count: BTreeMap<String, usize> = plan.rules.iter().map(|rule| (rule.id.0.clone(), 0)).collect();
    for case in &read.cases {
        *count.entry(case.item.0.clone()).or_default() += 1;
    }
    let few: Vec<_> = count.iter().filter(|(_, cases)| **cases < 2).collect();
    assert!(few.is_empty(), "{few:?}");
    let report = cases::run_all(&plan, read.cases);
    let failed: Vec<_> = report.outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// As `kaohe test --strict` has it: every case holds, and whatever can be reached is reached.
#[test]
fn the_cases_of_every_bundled_scheme_reach_all_that_can_be_reached() {
    for name in ["yushu-2022", "northeast-water-2021", "starter"] {
        let folder = below(&format!("rules/{name}"));
        let compiled = script::compile(&scheme::load(&folder).scheme.expect("a scheme"));
        let read = cases::read(&folder, &compiled.plan);
        assert!(read.diagnostics.is_empty(), "{name}: {:#?}", read.diagnostics);
        let report = cases::run_all(&compiled.plan, read.cases);
        let failed: Vec<_> = report.outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).collect();
        assert!(failed.is_empty(), "{name}: {failed:#?}");
        let unreached = report.coverage.unreached();
        assert!(unreached.is_empty(), "{name}: {unreached:#?}");
    }
}

#[test]
fn the_year_ends_as_the_story_goes() {
    let assessment = scored("2022-12-31");
    assert_eq!(assessment.units.len(), 36);
    for unit in &assessment.units {
        assert!(unit.at_least <= unit.total && unit.total <= unit.at_most, "{}", unit.name);
    }
    let grade = |name: &str| unit(&assessment, name).grade.as_str();
    assert_eq!((grade("弓棚镇"), grade("秀水镇"), grade("黑林镇")), ("优秀", "优秀", "不合格"));

    let dapo = unit(&assessment, "大坡镇");
    assert_eq!((dapo.grade.as_str(), dapo.grade_by_points.as_str()), ("合格", "良好"));
    assert!(item(dapo, "water/manure-utilisation").points.is_zero());
    assert!(dapo.consequences.iter().any(|proposed| proposed.then.contains("移送")));
    let vetoed: Vec<&str> = assessment
        .units
        .iter()
        .filter(|unit| unit.adjustments.iter().any(|veto| veto.id.0 == "veto/false-figures" && veto.applied))
        .map(|unit| unit.name.as_str())
        .collect();
    assert_eq!(vetoed, ["大坡镇"]);

    let status = |name: &str, id: &str| item(unit(&assessment, name), id).status;
    assert_eq!(status("延和朝鲜族乡", "water/manure-utilisation"), Status::NotApplicable);
    assert_eq!(status("恩育乡", "water/manure-utilisation"), Status::NoData);
    assert_eq!(status("红星乡", "soil/pesticide"), Status::NoData);
    assert_eq!(status("黑林镇", "water/section-class"), Status::Missed);
    assert_eq!(status("华昌街道", "air/straw-removal"), Status::NotApplicable);
    let withheld = assessment.units.iter().flat_map(|unit| &unit.items).filter(|item| item.status == Status::Withheld);
    assert!(withheld.clone().count() > 12 && withheld.clone().all(|item| item.id.0 == "soil/organic-matter"));

    let grades =
        |name: &str| assessment.units.iter().filter(|unit| unit.sheet == "towns" && unit.grade == name).count();
    assert!(grades("优秀") <= 7 + 1, "30% of 24 and of 4, rounded down");
    assert_eq!(grades("不合格"), 1);
    assert!(grades("良好") >= 10 && grades("合格") >= 5);
}

/// A finding that two townships answer for is one finding of the city, not two.
#[test]
fn the_city_counts_a_shared_row_once() {
    let (plan, submission, measures) = measured_at("2022-12-31", Some("市"));
    let options = AssessOptions { level: Some("市".to_owned()), ..AssessOptions::default() };
    let assessment = assess(&plan, &measures, &submission.hand_scores, &options);
    let closed = item(unit(&assessment, "榆树市"), "inspection/closed");
    assert_eq!(closed.shown, "83.0%");
    assert_eq!(closed.measure, Some("253/305".parse().expect("a fraction")));
}

#[test]
fn half_a_year_leaves_much_open() {
    let assessment = scored("2022-06-30");
    let pending = assessment.units.iter().flat_map(|unit| &unit.items).filter(|item| item.status == Status::Pending);
    assert!(pending.count() > 15);
    // 红星乡's outfalls were given until the end of July; what 五棵树镇 had not finished by the end of June was late.
    let wukeshu = item(unit(&assessment, "五棵树镇"), "water/outfalls");
    assert!(wukeshu.marks.contains(&kaohe::plan::Mark::Overdue));
    assert!(unit(&assessment, "泗河镇").at_most > unit(&assessment, "泗河镇").total);
    let sihe = item(unit(&assessment, "泗河镇"), "water/manure-utilisation");
    assert_eq!(sihe.target_shown, "≥85%", "the amendment of July is not yet in force");
}
