//! Whole scheme folders in, schemes or everything wrong with them out.

use std::fs;

use super::*;
use crate::diagnostic::render;
use crate::figure::Exact;
use crate::plan::{Child, Combine, ItemId, NotApplicablePolicy, Quota, QuotaOf, RuleKind, TieBreak};
use crate::words::{Language, Words};

const UNITS: &str = "id,name,kind,group,parent,aliases\n\
    yushu,榆树市,市,,,\n\
    sihe,泗河镇,乡镇,镇,yushu,泗河；泗河镇政府\n\
    dapo,大坡镇,乡镇,镇,yushu,\n\
    huachang,华昌街道,街道,,yushu,\n";

/// The form that the scheme reference shows, with everything in it.
const SCHEME: &str = r#"
scheme: yushu-2022
title: 榆树市2022年度生态环境保护目标责任考核
note: 示例方案，非官方
year: 2022
units: { roster: units.csv, assess: { kind: [乡镇, 街道] } }
tables:
  farms:
    title: 规模养殖场粪污台账
    unit_column: town
    key: [town, farm]
    columns:
      town:     { type: unit,   headers: [乡镇, 所属乡镇, 乡（镇）街] }
      farm:     { type: text,   headers: [养殖场, 场名] }
      produced: { type: number, unit: 吨, headers: [粪污产生量], min: 0, decimals: 2 }
      used:     { type: number, unit: 吨, headers: 综合利用量, min: 0.10, decimals: 2, marks: { "**": withheld } }
    checks:
      - { rule: "col('used') <= col('produced')", level: warning, say: 综合利用量大于产生量 }
areas:
  - id: water
    title: 碧水保卫战
    points: 60
    indicators:
      - { rule: water/manure, points: 59.5, departments: 农业农村局 }
      - { rule: lib/score, id: water/goods, with: { column: Goods, from: 0.5, to: 80% }, points: 0.5, not_applicable: { given_to: [water/manure] } }
  - id: mean
    points: 40
    combine: weighted_mean
    indicators:
      - air/dust
      - { rule: air/fumes, weight: 3 }
bonuses: { cap: 3, items: [{ rule: bonus/practice, cap: 2 }] }
deductions: [bonus/late]
vetoes: [veto/false-figures]
total: 100
numbers: { compare: full_value, round: half_up, points: 2, at: item }
missing: zero
not_applicable: rescale
grades:
  - { name: 优秀, at_least: 90, quota: { share: 30%, of: group, round: down }, needs: [no_area_below_60] }
  - { name: 良好, at_least: 80 }
  - { name: 合格, at_least: 60 }
  - { name: 不合格 }
caps: [{ when: "vetoed", grade: 良好, basis: 办法第三条 }]
tie_break: [area.water, water/manure, fewest_deductions]
consequences:
  - { when: "grade == '不合格'", then: 约谈 }
"#;

const RULES: [&str; 7] =
    ["water/manure", "lib/score", "air/dust", "air/fumes", "bonus/practice", "bonus/late", "veto/false-figures"];

const LETTERS: &str = "单位,指标,目标,期限,自\n\
    泗河,water/manure,85%,,2022-1-1\n\
    dapo,water/manure,0.8,2022年10月31日,\n";

fn loaded(scheme: &str, units: &str, letters: &str) -> Loaded {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join(SCHEME_FILE), scheme).expect("written");
    fs::write(folder.path().join("units.csv"), units).expect("written");
    fs::write(folder.path().join("letters.csv"), letters).expect("written");
    for rule in RULES {
        let path = folder.path().join(format!("{rule}.rhai"));
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, "").expect("written");
    }
    load(folder.path())
}

/// `file:line:column key` of everything told, in order.
fn told(loaded: &Loaded) -> Vec<String> {
    loaded.diagnostics.iter().map(|told| format!("{} {}", told.place, told.message.key)).collect()
}

fn exact(text: &str) -> Exact {
    text.parse().expect("a number in a test")
}

#[test]
fn a_whole_scheme_is_read() {
    let loaded = loaded(SCHEME, UNITS, LETTERS);
    assert_eq!(told(&loaded), Vec::<String>::new());
    let scheme = loaded.scheme.expect("a scheme");
    assert_eq!((scheme.id.as_str(), scheme.year), ("yushu-2022", 2022));

    let farms = scheme.tables.first().expect("a table");
    let used = farms.column("used").expect("a column");
    let crate::plan::ColumnType::Number(number) = &used.holds else { panic!("a number, not {:?}", used.holds) };
    assert_eq!((number.min.clone(), number.decimals), (Some(exact("0.1")), 2));
    let marks: Vec<_> = used.marks.iter().map(|mark| (mark.text.as_str(), mark.means)).collect();
    assert_eq!(marks, [("**", crate::plan::CellAbsence::Withheld)]);
    assert_eq!(farms.key, ["town", "farm"]);
    let check = scheme.table_checks.first().expect("a check");
    assert_eq!(check.rule.text, "col('used') <= col('produced')");
    assert_eq!(check.rule.at.to_string(), "scheme.yaml:18:18");

    let sheet = scheme.sheets.first().expect("a sheet");
    let [Child::Area(water), Child::Area(mean)] = sheet.area.children.as_slice() else { panic!("two areas") };
    assert_eq!((water.full.0.clone(), mean.combine), (exact("60"), Combine::WeightedMean));
    let items = water.items();
    assert_eq!(items[0].points.0, exact("59.5"));
    assert_eq!(items[0].departments, ["农业农村局"]);
    assert_eq!(items[1].not_applicable, Some(NotApplicablePolicy::GivenTo(vec![ItemId("water/manure".to_owned())])));
    assert_eq!(mean.items().iter().map(|item| item.points.0.to_string()).collect::<Vec<_>>(), ["1", "3"]);
    assert_eq!(sheet.adjustments.len(), 3);
    assert_eq!(sheet.bonus_cap.as_ref().map(|cap| cap.0.clone()), Some(exact("3")));
    assert_eq!(sheet.tie_break[0], TieBreak::Area("water".to_owned()));
    let best = &sheet.grades[0];
    assert_eq!(
        best.quota,
        Some(Quota::Share { share: exact("0.3"), of: QuotaOf::Group, round: crate::figure::RoundingMode::Down })
    );
    assert_eq!(
        (best.needs[0].text.as_str(), best.needs[0].written.as_str()),
        ("areas_below(60.pct) == 0", "no_area_below_60")
    );
    assert_eq!(sheet.consequences[0].when.at.to_string(), "scheme.yaml:47:14");

    let goods = scheme.items.iter().find(|item| item.id.0 == "water/goods").expect("an item");
    assert_eq!((goods.rule.as_str(), goods.role), ("lib/score", RuleKind::Indicator));
    let with: Vec<String> = goods.with.iter().map(|(name, value, at)| format!("{name} {value:?} {at}")).collect();
    assert!(with[0].starts_with("column Text(\"Goods\") scheme.yaml:25:"), "{with:?}");
    assert!(with[1].contains("value: 0.5") && with[2].contains("value: 0.8"), "{with:?}");

    assert_eq!(scheme.letters.len(), 2);
    assert_eq!(scheme.letters[0].unit.0, "sihe");
    let target = scheme.letters[0].target.as_ref().map(|(text, at)| format!("{text} {at}"));
    assert_eq!(target.as_deref(), Some("85% letters.csv:2:17"));
    assert_eq!(scheme.letters[1].due, Some(jiff::civil::date(2022, 10, 31)));
    let sihe = scheme.units.iter().find(|unit| unit.id.0 == "sihe").expect("a unit");
    assert_eq!((sihe.group.as_str(), sihe.aliases.len()), ("镇", 2));
}

/// Each slip, by what is put in place of what, and what is then told: nothing else may be.
#[test]
fn each_slip_in_scheme_yaml_is_told_alone() {
    let slips: &[(&str, &str, &[&str])] = &[
        ("title: 碧水", "titel: 碧水", &["scheme.yaml:21:5 scheme-unknown-key"]),
        ("year: 2022\n", "year: 二〇二二\n", &["scheme.yaml:5:7 scheme-wrong-type"]),
        ("year: 2022\n", "", &["scheme.yaml:2:1 scheme-missing-key"]),
        ("scheme: ", "scheme: my ", &["scheme.yaml:2:9 scheme-id-of-other-signs"]),
        (
            "points: 60\n",
            "points: 61\n",
            &["scheme.yaml:22:13 scheme-area-does-not-add-up", "scheme.yaml:35:8 scheme-total-does-not-add-up"],
        ),
        ("points: 59.5", "points: -59.5", &["scheme.yaml:24:39 scheme-negative-points"]),
        ("total: 100", "total: -100", &["scheme.yaml:35:8 scheme-total-not-positive"]),
        ("total: 100", "total: 100.0001", &["scheme.yaml:35:8 scheme-total-does-not-add-up"]),
        ("at_least: 80", "at_least: 90", &["scheme.yaml:41:27 scheme-grades-not-descending"]),
        ("{ name: 不合格 }", "{ name: 不合格, at_least: 0 }", &["scheme.yaml:43:28 scheme-last-grade-with-edge"]),
        ("area.water,", "area.watter,", &["scheme.yaml:45:13 scheme-unknown-area"]),
        ("given_to: [water/manure]", "given_to: [water/manur]", &["scheme.yaml:25:132 scheme-unknown-item"]),
        ("rule: air/fumes", "rule: air/fume", &["scheme.yaml:31:17 scheme-rule-missing"]),
        (
            "id: water/goods",
            "id: water/manure",
            &["scheme.yaml:25:17 scheme-given-to-itself", "scheme.yaml:25:32 scheme-item-twice"],
        ),
        ("share: 30%", "share: 30", &["scheme.yaml:40:47 scheme-quota-share-range"]),
        ("of: group", "of: gruop", &["scheme.yaml:40:56 scheme-unknown-word"]),
        ("  farms:\n", "  ../farms:\n", &["scheme.yaml:8:3 scheme-table-no-file"]),
        ("unit_column: town", "unit_column: twon", &["scheme.yaml:10:18 scheme-unknown-column"]),
        ("unit_column: town", "unit_column: farm", &["scheme.yaml:10:18 scheme-column-of-wrong-type"]),
        ("unit_column: town\n", "every_unit: false\n", &["scheme.yaml:8:3 scheme-unit-column-forgotten"]),
        ("key: [town, farm]", "key: [town, frm]", &["scheme.yaml:11:17 scheme-unknown-column"]),
        ("{ type: text, ", "{ type: class, scale: watr, ", &["scheme.yaml:14:39 scheme-unknown-scale"]),
        ("{ type: text, ", "{ type: text, decimals: 2, ", &["scheme.yaml:14:41 scheme-key-of-other-type"]),
        ("headers: [养殖场, 场名]", "headers: [粪污 产生量]", &["scheme.yaml:15:7 scheme-header-of-two-columns"]),
        ("combine: weighted_mean", "combine: weighed_mean", &["scheme.yaml:28:14 scheme-unknown-word"]),
        ("weight: 3", "weight: -3", &["scheme.yaml:31:36 scheme-negative-points"]),
        ("grade: 良好, basis", "grade: 良, basis", &["scheme.yaml:44:33 scheme-unknown-grade"]),
        ("kind: [乡镇, 街道]", "kind: [乡鎮, 街道]", &["scheme.yaml:6:46 scheme-unknown-kind"]),
        ("roster: units.csv", "roster: ../units.csv", &["scheme.yaml:6:18 scheme-file-outside"]),
        (
            "vetoes: [veto/false-figures]",
            "vetoes: [{ rule: veto/false-figures, cap: 1 }]",
            &["scheme.yaml:34:43 scheme-veto-with-cap"],
        ),
        ("missing: zero", "missing: zero\nmissing: zero", &["scheme.yaml:38:1 scheme-twice"]),
        ("note: 示例方案，非官方", "note: *nobody", &["scheme.yaml:4:7 scheme-yaml-unknown-anchor"]),
    ];
    let mut wrongly = Vec::new();
    for (right, wrong, expected) in slips {
        assert!(SCHEME.contains(right), "{right}");
        let mut loaded = loaded(&SCHEME.replacen(right, wrong, 1), UNITS, LETTERS);
        // A roster that can't be read has its own follow-up: letters are not judged by it.
        loaded.diagnostics.retain(|told| told.message.key != "roster-empty");
        let told = told(&loaded);
        if told != *expected {
            wrongly.push(format!("{wrong}\n    told     {told:?}\n    expected {expected:?}"));
        }
    }
    assert!(wrongly.is_empty(), "{}", wrongly.join("\n"));
}

#[test]
fn many_slips_are_told_at_once_with_carets_and_nearest_names() {
    let scheme = SCHEME
        .replacen("title: 碧水", "titel: 碧水", 1)
        .replacen("combine: weighted_mean", "combine: weighted-mean", 1)
        .replacen("round: down", "round: dwon", 1)
        .replacen("decimals: 2", "decimals: two", 1)
        .replacen("at_least: 80", "at_least: 八十", 1);
    let loaded = loaded(&scheme, UNITS, "unit,indicator,target\n泗河鎮,water/manure,85%\n");
    let text = render(&loaded.diagnostics, &loaded.sources, &Words::new(Language::Zh), false);
    insta::assert_snapshot!(text);
}

/// A key that can't be read hides nothing of what its neighbours have wrong.
#[test]
fn a_slip_does_not_hide_the_one_beside_it() {
    let scheme = SCHEME.replacen("min: 0, decimals: 2", "min: 3, max: 2, decimals: two", 1).replacen(
        "share: 30%, of: group",
        "share: 30, of: gruop",
        1,
    );
    let loaded = loaded(&scheme, UNITS, LETTERS);
    let mut told = told(&loaded);
    told.sort();
    assert_eq!(
        told,
        [
            "scheme.yaml:15:73 scheme-max-below-min",
            "scheme.yaml:15:86 scheme-wrong-type",
            "scheme.yaml:40:47 scheme-quota-share-range",
            "scheme.yaml:40:55 scheme-unknown-word",
        ]
    );
}

/// The keys that a scheme can't be without hide nothing either, unreadable, misspelt or missing.
#[test]
fn a_wrong_head_does_not_hide_the_rest() {
    let (head, rest) = SCHEME.split_once("tables:").expect("tables");
    let rest = rest.replacen("decimals: 2", "decimals: two", 1).replacen("of: group", "of: gruop", 1);
    let beneath = ["scheme.yaml:15:78 scheme-wrong-type", "scheme.yaml:40:56 scheme-unknown-word"];
    let letters = "unit,indicator,target\n泗河镇,water/manur,85%\n";
    let heads: [(&str, &str, &[&str]); 6] = [
        ("year: 2022", "year: abc", &["scheme.yaml:5:7 scheme-wrong-type"]),
        ("title: ", "title: [a] # ", &["scheme.yaml:3:8 scheme-wrong-type"]),
        ("title: ", "titel: ", &["scheme.yaml:3:1 scheme-unknown-key"]),
        ("scheme: ", "scheme: { a: b } # ", &["scheme.yaml:2:9 scheme-wrong-type"]),
        ("scheme: ", "# ", &["scheme.yaml:3:1 scheme-missing-key"]),
        ("units: {", "units: [] # ", &["scheme.yaml:6:8 scheme-wrong-type"]),
    ];
    for (right, wrong, expected) in heads {
        assert!(head.contains(right), "{right}");
        let scheme = format!("{}tables:{rest}", head.replacen(right, wrong, 1));
        let told = told(&loaded(&scheme, UNITS, letters));
        let expected = [expected, &beneath, &["letters.csv:2:5 letters-unknown-indicator"]].concat();
        let (mut told, mut expected): (Vec<_>, Vec<_>) = (told, expected.into_iter().map(str::to_owned).collect());
        told.sort();
        expected.sort();
        assert_eq!(told, expected, "{wrong}");
    }
}

/// What was lost hides what hangs on it, and nothing else.
#[test]
fn only_the_part_that_lost_something_is_not_judged() {
    let lost = |right: &str, wrong: &str| {
        assert!(SCHEME.contains(right), "{right}");
        let Complete { tables, items, points, grades, units, letters } =
            loaded(&SCHEME.replacen(right, wrong, 1), UNITS, LETTERS).complete;
        let parts = [
            ("tables", tables),
            ("items", items),
            ("points", points),
            ("grades", grades),
            ("units", units),
            ("letters", letters),
        ];
        parts.into_iter().filter(|(_, whole)| !whole).map(|(part, _)| part).collect::<Vec<_>>()
    };
    assert_eq!(lost("total: 100", "total: all"), ["items", "points"]);
    assert_eq!(lost("total: 100", "total: -100"), ["points"]);
    assert_eq!(lost("total: 100", "total: 99"), [""; 0]);
    assert_eq!(lost("at_least: 80", "at_least: 八十"), ["grades"]);
    assert_eq!(lost("type: text, ", "type: txt, "), ["tables"]);
    assert_eq!(lost("decimals: 2", "decimals: two"), [""; 0]);
    assert_eq!(lost("unit_column: town", "unit_colum: town"), ["tables"]);
    assert_eq!(lost("kind: [乡镇, 街道]", "kind: { a: b }"), ["units"]);
    assert_eq!(
        lost("tie_break: [", "quite_unheard_of: ["),
        ["tables", "items", "points", "grades", "units", "letters"]
    );
}

#[test]
fn the_roster_tells_what_is_wrong_with_it() {
    let units = "id,name,kind,parent,aliases\n\
        yushu,榆树市,市,sihe,\n\
        sihe,泗河镇,乡镇,yushu,泗河；大坡\n\
        dapo,大坡镇,乡镇,yushoo,大坡\n\
        sihe,泗河二镇,乡镇,,\n\
        huachang,华昌街道,街道,,,\n\
        x,,街道,,\n";
    let loaded = loaded(SCHEME, units, "unit,indicator,target\n");
    assert_eq!(
        told(&loaded),
        [
            "units.csv:2:13 roster-circle",
            "units.csv:4:13 roster-unknown-parent",
            "units.csv:4:20 roster-name-of-two",
            "units.csv:5:1 roster-id-twice",
            "units.csv:7:3 roster-blank",
        ]
    );
}

#[test]
fn a_roster_parted_by_other_signs_is_told_once() {
    let letters = "unit,indicator,target\n";
    for sign in [";", "\t", "，"] {
        let units = UNITS.replace(',', sign);
        let loaded = loaded(SCHEME, &units, letters);
        let told: Vec<String> = told(&loaded).into_iter().filter(|told| told.starts_with("units.csv")).collect();
        assert_eq!(told, ["units.csv:1:1 scheme-csv-separator"], "{sign}");
    }
}

#[test]
fn the_letters_tell_what_is_wrong_with_them() {
    let letters = "unit,indicator,target,due,from,tagret\n\
        泗河鎮,water/manur,85%,2022-13-1,\n\
        泗河镇,water/manure,85%,,2022-1-1\n\
        sihe,water/manure,86%,,2022.1.1\n\
        sihe,water/manure,86%,,2022.7.1\n\
        dapo,water/manure,,,\n\
        dapo,,80%,,\n\
        dapo,water/goods,\"1,2\",,,,多\n";
    let loaded = loaded(SCHEME, UNITS, letters);
    assert_eq!(
        told(&loaded),
        [
            "letters.csv:2:1 letters-unknown-unit",
            "letters.csv:2:5 letters-unknown-indicator",
            "letters.csv:2:21 letters-not-a-date",
            "letters.csv:4:6 letters-twice",
            "letters.csv:6:19 letters-says-nothing",
            "letters.csv:7:6 letters-blank",
            "letters.csv:8:27 scheme-csv-too-many-fields",
            "letters.csv:1:32 scheme-csv-unknown-header",
        ]
    );
    let scheme = loaded.scheme.expect("a scheme");
    assert_eq!(scheme.letters.len(), 2, "the amendment of July stands beside");
    let unread = scheme.unread_letters.iter().map(|line| {
        let known = |name: Option<&str>| name.unwrap_or("?").to_owned();
        let unit = known(line.unit.as_ref().map(|unit| unit.0.as_str()));
        format!("{unit} {}", known(line.item.as_ref().map(|item| item.0.as_str())))
    });
    let unread: Vec<String> = unread.collect();
    assert_eq!(unread, ["dapo water/goods", "? ?", "sihe water/manure", "dapo water/manure", "dapo ?"]);
    assert!(loaded.complete.letters, "what is wrong is known line by line");
}

#[test]
fn a_letter_by_the_title_is_told_what_to_write() {
    let help = |item: &str| {
        let loaded = loaded(SCHEME, UNITS, &format!("unit,indicator,target\n泗河镇,{item},85%\n"));
        loaded.diagnostics.into_iter().flat_map(|told| told.help).map(|help| help.key).collect::<Vec<_>>()
    };
    assert_eq!(help("粪污利用率"), ["letters-write-the-id"]);
    assert_eq!(help("water/manur"), ["nearest-name"]);
}

#[test]
fn a_row_that_makes_no_unit_is_told_with_its_unknown_parent() {
    let units = "id,name,kind,parent\na,甲镇,镇,\na,乙镇,镇,nowhere\n,丙镇,镇,nobody\n";
    let mut diagnostics = Vec::new();
    super::roster::read("units.csv", units, &mut diagnostics);
    let mut keys: Vec<&str> = diagnostics.iter().map(|told| told.message.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["roster-blank", "roster-id-twice", "roster-unknown-parent", "roster-unknown-parent"]);
}

#[test]
fn several_sheets_share_grades_and_leave_nobody_out() {
    let (head, _) = SCHEME.split_once("areas:").expect("areas");
    let sheets = "sheets:\n\
        \x20 - { id: towns, units: { kind: 乡镇 }, areas: [{ id: a, indicators: [{ rule: air/dust, points: 100 }] }] }\n\
        \x20 - { id: streets, units: { id: 华昌街道 }, areas: [{ id: a, indicators: [{ rule: air/dust, points: 10 }] }] }\n\
        grades: [{ name: 好, at_least: 60 }, { name: 差 }]\n";
    let good = loaded(&format!("{head}{sheets}"), UNITS, "unit,indicator,target\n");
    assert!(!good.has_errors(), "{:?}", told(&good));
    let scheme = good.scheme.expect("a scheme");
    assert_eq!(scheme.items.len(), 1, "the rule on both sheets is one item");
    assert_eq!(scheme.sheets.iter().map(|sheet| sheet.grades.len()).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(scheme.sheets[1].total.0, exact("10"));

    let bad = sheets.replace("units: { id: 华昌街道 }", "units: { id: sihe }");
    let bad = loaded(&format!("{head}{bad}"), UNITS, "unit,indicator,target\n");
    let errors: Vec<String> = told(&bad).into_iter().filter(|told| !told.ends_with("unused")).collect();
    assert_eq!(errors, ["scheme.yaml:6:18 scheme-unit-on-no-sheet", "scheme.yaml:21:11 scheme-unit-on-two-sheets"]);
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    assert!(told(&loaded(&bomb, UNITS, LETTERS)).iter().any(|told| told.ends_with("scheme-yaml-too-large")));
    let deep = format!("scheme: {}", "[".repeat(100_000));
    assert!(loaded(&deep, UNITS, LETTERS).has_errors());
}

#[test]
fn the_published_schemas_are_those_that_the_types_give() {
    let schemas = [
        ("scheme", json_schema()),
        ("change", super::changes_schema()),
        ("cases", crate::cases::cases_schema()),
        ("what-if", crate::what_if::what_if_schema()),
    ];
    for (name, schema) in schemas {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.schema.json"));
        let schema = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::write(&path, &schema).expect("written");
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == schema, "docs/schema/{name}.schema.json is old: run the tests with UPDATE_SCHEMAS=1");
    }
}
