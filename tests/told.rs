//! What a person is told who gets something wrong: the whole text, out of the program itself, over the scheme that `kaohe new` makes.

use std::path::Path;

use crate::scene::Scene;

/// The lines of what `check` says that tell a kind of error, without the carets.
fn headlines(told: &str) -> String {
    told.lines().filter(|line| line.contains("]: ")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn help_names_every_kind_of_report() {
    let scene = Scene::new();
    for language in ["zh", "en"] {
        let help = scene.run(&format!("report --help --lang {language}"));
        let kinds = ["result", "notice", "brief", "dashboard"];
        assert!(kinds.iter().all(|kind| help.contains(kind)), "{help}");
    }
}

#[test]
fn help_in_both_languages() {
    let scene = Scene::new();
    insta::assert_snapshot!(scene.all(&["--help", "help score", "explain --help --lang en", "--lang=en", "--version"]));
}

#[test]
fn wrong_usage() {
    let told = Scene::new().all(&[
        "chek s",
        "weigh s",
        "check",
        "check s more",
        "check s --dat x",
        "check s --quickly",
        "check s --format yaml",
        "score s --lang fr",
        "score s --data",
        "score s --data a --data b",
        "score s --data s/data --as-of 2022-13-01",
        "score s --data s/data --as-of 2202-12-31",
        "check s --data s/data --as-of 2019-12-31",
        "explain s --data s/data --unit 东山镇 --rows 0",
        "explain s --data s/data --unit 东山镇 --rows -1",
        "explain s --data s/data --unit 东山镇 --depth 9",
        "explain s --data s/data --unit 东山真",
        "score s --data s/data --unit 西和镇",
        "clauses s --indicator water/manure",
        "score s --data s/data --level 县",
        "advise s --data s/data --unit 西河镇 --goal 优秀 --points 80",
        "advise s --data s/data --unit 西河镇 --points abc",
        "advise s --data s/data --unit 西河镇 --rank 0",
    ]);
    assert_eq!(told.matches("[2]").count(), 23, "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn folders_that_are_none() {
    let scene = Scene::new();
    let told = scene.all(&[
        "check nope",
        "check s/scheme.yaml",
        "plan s/units.csv",
        "check s --data nope",
        "score s --data s/units.csv",
        "score nope --data nowhere",
        "score s --data s/data --out s/units.csv",
        "score s --data s/data --out s/data",
        "score s --data s/data --out s/data/results/2022",
        "new s",
        "new s/units.csv",
    ]);
    assert_eq!(told.matches("[2]").count(), 11, "{told}");
    insta::assert_snapshot!([told, scene.run("check nope --lang en")].concat());
}

/// Before the year there is nothing to score, but a scheme may be tried.
#[test]
fn an_as_of_date_before_the_year_is_warned_of() {
    let told = Scene::new().run("score s --data s/data --as-of 2021-12-31");
    assert!(told.contains("提醒：截止日2021-12-31早于考核年度（2022年）的第一天") && told.ends_with("[0]\n"), "{told}");
    assert!(!Scene::new().run("score s --data s/data --as-of 2023-01-31").contains("提醒：截止日"));
}

/// A scheme.yaml that is no YAML hides nothing of what the files beside it have wrong by themselves.
#[test]
fn beside_a_broken_scheme_the_other_files_are_told() {
    let scene = Scene::new();
    scene
        .replace("s/scheme.yaml", "title: ", "title: \"")
        .replace("s/units.csv", "南岭镇", "东山镇")
        .replace("s/letters.csv", "西河镇", "西和镇")
        .replace("s/water/manure-utilisation.rhai", ".target(", ".targt(")
        .replace("s/air/straw-fires.rhai", "indicator(", "indicator((");
    insta::assert_snapshot!(headlines(&scene.run("check s")));
}

#[test]
fn files_that_cannot_be_read() {
    let scene = Scene::new();
    let mut told = String::new();
    let mut check = |scene: &Scene| told.push_str(&scene.run("check s --data s/data"));
    check(scene.write(
        "s/data/farms.csv",
        "乡镇,养殖场,粪污产生量,综合利用量\n东山镇,甲,5,4\n西河镇,\"乙,5,4\n东山镇,丙,5,4\n",
    ));
    // Where the quotes behind are all right, the first that is closed in the middle of a cell is the one.
    check(scene.write("s/data/farms.csv", "乡镇,养殖场,粪污产生量,综合利用量\n东山镇,\"甲,5,4\n西河镇,\"乙\",5,4\n"));
    check(scene.write("s/data/farms.csv", ""));
    scene.remove("s/data/farms.csv");
    check(scene.write("s/data/farms.xlsx", "乡镇,养殖场"));
    scene.remove("s/data/farms.xlsx");
    check(scene.write("s/data/farms.parquet", "PAR1 but not to its end"));
    scene.remove("s/data/farms.parquet");
    check(scene.write("s/data/farms.xls", "old"));
    // Saved anew beside the old one: the old one is only told.
    check(scene.write("s/data/farms.csv", "乡镇,养殖场,粪污产生量,综合利用量\n东山镇,甲,5,4\n"));
    scene.remove("s/data/farms.csv").remove("s/data/farms.xls");
    check(scene.write("s/data/farms/甲.et", "old").write("s/data/farms/乙.csv", "乡镇,养殖场,粪污产生量,综合利用量\n"));
    insta::assert_snapshot!(told);
}

#[test]
fn files_that_nobody_uses() {
    let scene = Scene::new();
    for file in [
        "fams.csv",
        "其他.xlsx",
        "说明.txt",
        "farms/说明.pdf",
        "farms/x.zip",
        "farms/deeper/a.csv",
        "2019/farms.csv",
        "~$farms.xlsx",
    ] {
        scene.write(&format!("s/data/{file}"), "x");
    }
    insta::assert_snapshot!(scene.run("check s --data s/data"));
}

/// A scheme from somebody else must not show what lies elsewhere on the disk.
#[cfg(unix)]
#[test]
fn links_out_of_the_scheme_are_not_followed() {
    for file in ["s/scheme.yaml", "s/units.csv", "s/letters.csv", "s/air/straw-fires.rhai", "s/tests/straw-fires.yaml"]
    {
        let scene = Scene::new();
        scene.write("elsewhere", "secret:x:0:0\n").remove(file);
        std::os::unix::fs::symlink(scene.path("elsewhere"), scene.path(file)).expect("a link");
        let told = scene.run("check s");
        assert!(told.ends_with("[1]\n") && !told.contains("secret"), "{file}: {told}");
        assert!(told.contains("不在方案文件夹之内") || told.contains("通到文件夹外面的链接"), "{file}: {told}");
    }
}

#[test]
fn a_table_of_two_sources_is_told() {
    let scene = Scene::new();
    scene.write("s/data/farms/甲.csv", "乡镇,养殖场,粪污产生量,综合利用量\n西河镇,新,5,4\n");
    scene.write("s/data/2021/farms.csv", "乡镇,养殖场,粪污产生量,综合利用量\n西河镇,新,5,4\n");
    let told = scene.run("check s --data s/data");
    assert_eq!(told.matches("同一张表有几份来源").count(), 1, "{told}");
    assert!(told.contains("错误 farms：同一张表有几份来源：farms.csv、farms/；都读了"), "{told}");
}

/// What is wrong in a unit's own rows stands in its explanation; what is wrong in others' is only counted.
#[test]
fn an_explanation_tells_what_was_found_in_the_units_own_rows() {
    let scene = Scene::new();
    scene.write(
        "s/data/farms.csv",
        "乡镇,养殖场,粪污产生量,综合利用量\n东山镇,甲,5,四\n西河镇,乙,五,4\n南岭镇,丙,5,6\n",
    );
    let of = |unit: &str| {
        let told =
            scene.run(&format!("explain s --data s/data --unit {unit} --indicator water/manure-utilisation --depth 1"));
        told.split("所用数据表中发现的问题\n").nth(1).unwrap_or_default().to_owned()
    };
    let of_the_east = of("东山镇");
    assert!(of_the_east.starts_with("错误 farms.csv第2行“综合利用量”列：填的是“四”"), "{of_the_east}");
    assert!(of_the_east.contains("其他行另有2处问题") && !of_the_east.contains("第3行"), "{of_the_east}");
    assert!(of("西河镇").starts_with("错误 farms.csv第3行"));
    assert!(of("南岭镇").starts_with("错误 farms.csv第4行：综合利用量大于产生量"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let scene = Scene::new();
    let pipe = |file: &str| {
        let made = std::process::Command::new("mkfifo").arg(scene.path(file)).status().expect("mkfifo runs");
        assert!(made.success());
    };
    pipe("s/data/more.csv");
    std::fs::create_dir(scene.path("s/data/fires")).expect("a folder");
    pipe("s/data/fires/a.csv");
    scene.remove("s/letters.csv");
    pipe("s/letters.csv");
    std::os::unix::fs::symlink("nowhere", scene.path("s/data/lost.csv")).expect("a link");
    let told = scene.run("check s --data s/data");
    assert!(told.contains("这不是普通文件（可能是管道或设备）"), "{told}");
    scene.remove("s/letters.csv");
    insta::assert_snapshot!(scene.run("check s --data s/data"));
}

/// A disk that is full while the result is written is no success; a reader that has seen enough is.
#[cfg(target_os = "linux")]
#[test]
fn a_result_that_can_not_be_printed_is_no_success() {
    let scene = Scene::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device that is always full");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kaohe"));
    command.args(["score", "--data"]).arg(scene.path("s/data")).args(["--format", "json"]).arg(scene.path("s"));
    let output = command.stdout(full).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("结果没有写完"));
}

#[test]
fn days_of_another_year() {
    let scene = Scene::new();
    let fires = |days: &[&str]| {
        let rows = days.iter().enumerate().map(|(number, day)| format!("西河镇,火{number},{day}\n"));
        format!("乡镇,火点编号,发现日期\n{}", rows.collect::<String>())
    };
    let mut told = String::new();
    for days in [
        ["20220630", "2022-7-1", "2202-07-02", "20220"],
        // Last year's file: not a row of it is of this year.
        ["2021-07-01", "2021-07-02", "2021-07-03", ""],
        // A ledger that carries on old cases.
        ["2019-07-01", "2020-07-02", "2021-07-03", "2022-07-04"],
    ] {
        scene.write("s/data/fires.csv", fires(&days));
        told.push_str(&scene.run("check s --data s/data"));
    }
    // What a rule asks for by its day is no other year.
    scene.write("s/data/fires.csv", fires(&["2021-12-01", "2022-01-01", "2022-02-01", "2022-03-01"]));
    scene.write(
        "s/air/straw-fires.rhai",
        "indicator(\"取暖季火点\").measure(table(\"fires\").during(\"2021-11-01\", \"2022-03-31\").unique(\"event\").count()).target(zero()).score(per_case(10))",
    );
    told.push_str(&scene.run("check s --data s/data"));
    insta::assert_snapshot!(told);
}

/// A rule that looks at everything before a day, or from a year on, looks at all those years.
#[test]
fn years_between_the_days_of_a_condition_are_no_other_years() {
    let scene = Scene::new();
    scene.write("s/data/fires.csv", "乡镇,火点编号,发现日期\n西河镇,火1,2020-07-01\n西河镇,火2,2021-07-02\n");
    let told = |filter: &str| {
        let measure = format!("table(\"fires\"){filter}.unique(\"event\").count()");
        let rule = format!("indicator(\"火点\").measure({measure}).target(zero()).score(per_case(10))");
        scene.write("s/air/straw-fires.rhai", rule);
        scene.run("check s --data s/data")
    };
    assert!(told("").contains("没有一行是"), "{}", told(""));
    for filter in [
        "col(\"found_on\") < date(\"2022-01-01\")",
        "col(\"found_on\") >= date(\"2020-01-01\")",
        "col(\"found_on\") >= date(\"2020-01-01\") and col(\"found_on\") < date(\"2022-01-01\")",
    ] {
        let told = told(&format!(".filter({filter})"));
        assert!(!told.contains("没有一行是"), "{filter}\n{told}");
        assert!(told.ends_with("[0]\n"), "{filter}\n{told}");
    }
}

#[test]
fn many_findings_alike_are_told_once() {
    let scene = Scene::new();
    let rows: String = (0..200).map(|farm| format!(",场{farm},5,四\n")).collect();
    scene.write("s/data/farms.csv", format!("乡镇,养殖场,粪污产生量,综合利用量\n{rows}"));
    insta::assert_snapshot!(scene.run("check s --data s/data"));
    let json = scene.run("check s --data s/data --format json");
    assert_eq!(json.matches("\"missing-unit\"").count(), 200);
    scene.run("score s --data s/data --out out");
    let document = std::fs::read_to_string(scene.path("out/assessment.json")).expect("written");
    assert_eq!(document.matches("\"missing-unit\"").count(), 200, "all of them stand in the document");
}

/// A division is not exact in Polars, so that this condition is judged row by row.
#[test]
fn every_declared_check_is_judged() {
    let scene = Scene::new();
    scene.replace("s/scheme.yaml", "col('used') <= col('produced')", "col('used') / col('produced') <= 1");
    scene.write("s/data/farms.csv", "乡镇,养殖场,粪污产生量,综合利用量\n东山镇,甲,5,4\n西河镇,乙,3,4\n南岭镇,丙,0,0\n");
    let told = scene.run("check s --data s/data");
    assert!(told.contains("错误 farms.csv第3行：综合利用量大于产生量\n检查完毕：1处错误"), "{told}");
    assert!(scene.run("score s --data s/data").contains("错误 farms.csv第3行：综合利用量大于产生量"));
}

/// The id is the path of the rule, which a person who knows the indicator by its title finds nowhere in letters.csv.
#[test]
fn a_letter_by_the_title_is_told_the_id() {
    let scene = Scene::new();
    scene.replace("s/letters.csv", "water/manure-utilisation", "畜禽粪污综合利用率");
    let told = scene.run("check s");
    assert!(told.contains("评分表上没有指标“畜禽粪污综合利用率”"), "{told}");
    assert!(told.contains("这里要写指标的编号，也就是评分规则的路径"), "{told}");
    assert!(told.contains("“畜禽粪污综合利用率”的编号是 water/manure-utilisation"), "{told}");
}

#[test]
fn letters_are_pointed_at_field_by_field() {
    let scene = Scene::new();
    scene.write(
        "s/letters.csv",
        "unit,indicator,target,due\n东山镇,water/manure-utilisation,-85%,2022-10-31\n西河镇,air/straw-fires,十二,\n南岭镇,water/manure-utilisation,,\n东山镇,water/manure-utilisation,90%,\n",
    );
    let told = scene.run("check s");
    let quoted =
        scene.write("s/letters.csv", "unit,indicator,target\n\"东山镇,water/manure-utilisation,85%\n").run("check s");
    assert_eq!(headlines(&quoted).lines().count(), 1, "{quoted}");
    assert!(quoted.contains("[scheme-csv-unclosed-quote]") && quoted.contains("letters.csv:2:1"), "{quoted}");
    scene.remove("s/letters.csv");
    let by_default = scene.run("check s");
    scene.replace("s/water/manure-utilisation.rhai", "letter().or(80.pct)", "letter()");
    insta::assert_snapshot!([told, by_default, scene.run("check s")].concat());
}

#[test]
fn one_slip_is_one_error() {
    let mut told = String::new();
    for (old, new) in [
        ("points: 60 }", "points: abc }"),
        ("\ntables:", "\ntabels:"),
        ("\nareas:", "\narea:"),
        ("    columns:", "    colums:"),
        ("produced: { type:", "produced: { typ:"),
    ] {
        let scene = Scene::new();
        scene.replace("s/scheme.yaml", old, new);
        told.push_str(&format!("{} → {}\n{}\n", old.trim(), new.trim(), headlines(&scene.run("check s"))));
    }
    // What does not hang on it is told beside it.
    let scene = Scene::new();
    scene.replace("s/scheme.yaml", "points: 60 }", "points: abc }");
    scene.replace("s/air/straw-fires.rhai", ".score(", ".skore(");
    told.push_str(&headlines(&scene.run("check s")));
    assert!(scene.run("check s --data s/data").contains("数据还没有检查"), "what was not done is said");
    insta::assert_snapshot!(told);
}

#[test]
fn yaml_that_is_none() {
    let mut told = String::new();
    for (old, new) in [
        ("title:", "title:\t"),
        ("\ntables:", "\n\ttables:"),
        ("units: {", "units: ["),
        ("assess: { kind: [镇] } }", "assess: { kind: [镇] }"),
        ("note: ", "note: \"甲\"乙"),
        ("note: ", "note: \"甲"),
        ("year: 2022", "year 2022"),
        ("year: 2022", "year: 2022: 3"),
        ("year: 2022", "year: *now"),
        ("year: 2022", "year: \"\\q\""),
        ("year: 2022", "@year: 2022"),
        ("year: 2022", "- year: 2022"),
        ("  - id: water", " - id: water"),
        ("\n    unit_column: town", "\n\t  unit_column: town"),
        ("year: 2022", "year：2022"),
        ("title: 碧水保卫战", "title: \"碧水保卫战"),
    ] {
        let scene = Scene::new();
        scene.replace("s/scheme.yaml", old, new);
        told.push_str(&format!("{} → {}\n{}\n", old.trim(), new.trim(), headlines(&scene.run("check s"))));
    }
    let scene = Scene::new();
    scene.replace("s/scheme.yaml", "year: 2022", &format!("year: {}", "[".repeat(10_000)));
    told.push_str(&format!("year: [[[… → {}", headlines(&scene.run("check s"))));
    assert!(!told.contains("程序报告"), "the parser's own words:\n{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn bounds_of_percentages_may_be_written_as_such() {
    let scene = Scene::new();
    let used = "综合利用量], min: 0, decimals: 2 }";
    let rate = format!("{used}\n      rate: {{ type: number, unit: \"%\", headers: [利用率], min: 0, max: 100% }}");
    scene.replace("s/scheme.yaml", used, &rate);
    scene
        .write("s/data/farms.csv", "乡镇,养殖场,粪污产生量,综合利用量,利用率\n东山镇,甲,5,4,100%\n西河镇,乙,3,2,101\n");
    let told = scene.run("check s --data s/data");
    assert!(told.contains("错误 farms.csv第3行“利用率”列：101%不在0%到100%之间\n检查完毕：1处错误"), "{told}");
    scene.replace("s/scheme.yaml", "unit: \"%\"", "unit: 吨");
    assert!(headlines(&scene.run("check s")).contains("[scheme-percent-bound]"));
}

#[test]
fn check_looks_at_the_cases_too() {
    let scene = Scene::new();
    scene.replace("s/tests/straw-fires.yaml", "item: air/straw-fires", "item: air/straw-fire");
    scene.replace("s/tests/manure-utilisation.yaml", "farms:", "fams:");
    scene.write(
        "s/tests/more.yaml",
        "- case: 甲\n  item: air/straw-fires\n  unit: 无\n  expect: { status: meet }\n- case [\n",
    );
    let told = scene.run("check s");
    for folder in ["straw-fires", "manure-utilisation", "more"] {
        scene.remove(&format!("s/tests/{folder}.yaml"));
    }
    insta::assert_snapshot!([told, scene.run("test s")].concat());
}

#[test]
fn a_wrong_value_in_a_case_hides_no_misspelt_name_beside_it() {
    let scene = Scene::new();
    scene.write(
        "s/tests/more.yaml",
        "- case: 甲\n  item: air/straw-fire\n  tables:\n    farms:\n      - { farm: [甲], produced: 100, usd: [85] }\n  expect: { status: met }\n",
    );
    let told = headlines(&scene.run("check s"));
    for problem in ["more.yaml:2:9", "more.yaml:5:17", "more.yaml:5:37", "more.yaml:5:42"] {
        assert!(scene.run("check s").contains(problem), "{problem} is not told:\n{told}");
    }
    assert_eq!(told.matches("cases-unknown-column").count(), 1, "{told}");
}

/// A scheme of so many rules, each with this before it.
fn many_rules(scene: &Scene, count: usize, before: &str) {
    let mut items = String::new();
    for number in 0..count {
        let rule = format!(
            "{before}\nindicator(\"第{number}项\").measure(table(\"fires\").count()).target(zero()).score(per_case(1))\n"
        );
        scene.write(&format!("s/many/r{number}.rhai"), rule);
        items += &format!("      - {{ rule: many/r{number}, points: {} }}\n", if number == 0 { 41 - count } else { 1 });
    }
    scene.replace("s/scheme.yaml", "      - { rule: air/straw-fires, points: 40 }\n", &items);
    scene.remove("s/tests/straw-fires.yaml");
}

/// Each of them ends within the limits of one script, by its steps, by its time, or of itself; together they would take half a minute.
#[test]
fn many_slow_rules_together_run_out_of_steps_or_time() {
    let sorts = |times: usize| {
        format!("let list = []; for n in 0..2000 {{ list.push(2000 - n) }} for n in 0..{times} {{ list.sort() }}")
    };
    let closures = "let list = []; for n in 0..400 { list.push(400 - n) } for n in 0..8 { list.sort(|a, b| a - b) }";
    for before in [&sorts(100_000), &sorts(20), closures] {
        let scene = Scene::new();
        many_rules(&scene, 40, before);
        let told = scene.run("check s");
        assert!(told.ends_with("[1]\n"), "{told}");
        // Told once, with file and line of where it ran out; what follows is not run.
        assert_eq!(told.matches("script-nothing-left").count(), 1, "{told}");
        let (_, rest) = told.split_once("script-nothing-left").expect("told");
        assert!(rest.lines().nth(1).is_some_and(|line| line.contains("many/r") && line.contains(".rhai:")), "{told}");
        assert!(told.matches("script-runs-on").count() < 20, "{told}");
    }
}

/// What an ordinary rule does counts nothing, so that a scheme can have many.
#[test]
fn many_ordinary_rules_run() {
    let scene = Scene::new();
    many_rules(&scene, 40, "import \"std/gb3838\" as gb;\nlet list = []; for n in 0..200 { list.push(n) }");
    let told = scene.run("check s");
    assert!(!told.contains("script-") && told.ends_with("[0]\n"), "{told}");
}

/// Each ends within two seconds, names file and line, and ends with exit code 1.
#[test]
fn hostile_scripts_end_with_file_and_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slips");
    for slip in
        ["too-many-map-entries", "too-many-functions", "too-many-variables", "runaway-nested-loops", "list-in-list"]
    {
        let scene = Scene::new();
        let script = std::fs::read(folder.join(format!("{slip}.rhai"))).expect("a slip");
        scene.write("s/air/straw-fires.rhai", script);
        let started = std::time::Instant::now();
        let told = scene.run("check s");
        assert!(started.elapsed().as_secs() < 4, "{slip} ran on");
        assert!(told.contains("air/straw-fires.rhai:") && told.ends_with("[1]\n"), "{slip}: {told}");
    }
    // Modules are files: too many of them, and one that is too long.
    let scene = Scene::new();
    let imports = (0..60).map(|number| {
        scene.write(&format!("s/lib/m{number}.rhai"), format!("fn f{number}() {{ 1 }}\n"));
        format!("import \"lib/m{number}\" as m{number};\n")
    });
    let imports: String = imports.collect();
    scene.write("s/air/straw-fires.rhai", imports);
    let told = scene.run("check s");
    assert!(told.contains("导入的模块太多（最多50个）") && told.contains("air/straw-fires.rhai:51"), "{told}");
    scene.write("s/air/straw-fires.rhai", format!("// {}\n", "长".repeat(200_000)));
    let told = scene.run("check s");
    assert!(told.contains("规则文件太长（最多200000字）") && told.contains("air/straw-fires.rhai:1:1"), "{told}");
    scene.write("s/air/straw-fires.rhai", "// 长\n".repeat(50_000));
    let told = scene.run("check s");
    assert!(told.contains("规则文件太长（最多200000字）") && told.contains("air/straw-fires.rhai:40001"), "{told}");
}

#[test]
fn no_name_of_the_program_stands_in_what_is_told() {
    let scene = Scene::new();
    scene.replace("s/scheme.yaml", "grade == '不合格'", "marked('overdue')");
    let told = scene.run("check s");
    assert!(told.contains("考核结果里的数") && !told.contains("ResultValue"), "{told}");
}

#[test]
fn a_title_of_two_lines_is_refused() {
    let scene = Scene::new();
    scene.replace("s/scheme.yaml", "title: 规模养殖场粪污台账", "title: \"规模养殖场\\n粪污台账\"");
    scene.replace("s/water/manure-utilisation.rhai", "indicator(\"畜禽粪污", "indicator(\"畜禽\\n粪污");
    insta::assert_snapshot!(headlines(&scene.run("check s")));
}

/// What the words go on with is no slip of its own: no column is unused because of it, no kind differs.
#[test]
fn wrong_values_hide_nothing_and_make_no_other_slips() {
    let scene = Scene::new();
    scene.write(
        "s/water/manure-utilisation.rhai",
        "indicator(\"畜禽粪污综合利用率\")
    .measure(table(\"farms\").filter(col(\"produced\") >= param(\"least\")).sum(param(\"column\")) / table(\"farms\").sum(\"prodced\"))
    .target(at_least(letter()))
    .score(steps([[80.pct, 80], [60.pct, 60]]).none_below(\"50\"))
    .applies_when(table(\"farms\").sum(\"produced\") > 1.unit(\"亩\"))
    .show_as(percent(99))
    .missing(\"zeroo\")
",
    );
    insta::assert_snapshot!(headlines(&scene.run("check s")));
}

#[test]
fn a_misspelt_word_hides_no_table_and_no_column() {
    let scene = Scene::new();
    scene.replace("s/water/manure-utilisation.rhai", "table(\"farms\")", "table(\"fram\")");
    scene.replace("s/water/manure-utilisation.rhai", "sum(\"used\")", "sum(\"usd\")");
    scene.replace("s/water/manure-utilisation.rhai", "at_least", "at_leest");
    scene.replace("s/water/manure-utilisation.rhai", "proportional", "proportionl");
    insta::assert_snapshot!(headlines(&scene.run("check s")));
}

#[test]
fn a_unit_that_nobody_has_heard_of_is_warned_of() {
    let scene = Scene::new();
    scene.replace("s/scheme.yaml", "produced: { type: number, unit: 吨", "produced: { type: number, unit: 顿");
    insta::assert_snapshot!(scene.run("check s"));
}

/// Nobody's rows are taken for none because a file was refused.
#[test]
fn a_table_with_an_unread_file_leaves_its_figures_open() {
    let scene = Scene::new();
    let fires = std::fs::read_to_string(scene.path("s/data/fires.csv")).expect("a text");
    scene.remove("s/data/fires.csv").write("s/data/fires/a.csv", fires);
    let whole = scene.run("score s --data s/data");
    assert!(whole.contains("1  东山镇  100.00  优秀"), "{whole}");
    scene.write("s/data/fires/b.csv", "乡镇;火点编号;发现日期\n东山镇;火003;2022-04-03\n");
    let told = scene.run("score s --data s/data");
    assert!(told.contains("东山镇  60.00  60.00～100.00"), "{told}");
    assert!(told.contains("西河镇  82.50  52.50～92.50"), "{told}");
    assert!(told.contains("有数据文件未能读取，其中可能还有应计入的数据"), "{told}");
}

/// All of a report's files or none: one that can't take its place keeps the others from theirs.
#[test]
fn a_report_that_cannot_be_written_whole_is_not_written() {
    let scene = Scene::new();
    scene.run("score s --data s/data --out r");
    scene.write("out/notice.html/in-the-way", "");
    let told = scene.run("report --from r/assessment.json --out out");
    assert!(told.ends_with("[1]\n"), "{told}");
    let there: Vec<_> = std::fs::read_dir(scene.path("out")).expect("the folder").collect();
    assert_eq!(there.len(), 1, "{there:?}");
}

/// Nobody's points have a million places, and nothing is printed with so many zeros.
#[test]
fn a_result_edited_into_a_million_places_is_refused() {
    let scene = Scene::new();
    scene.run("score s --data s/data --out r");
    scene.replace("r/assessment.json", "\"points\": 2,", "\"points\": 1000000,");
    for command in ["report --from r/assessment.json --out out", "diff r/assessment.json r/assessment.json"] {
        let told = scene.run(command);
        assert!(told.ends_with("[1]\n") && told.contains("assessment.json"), "{told}");
    }
}

/// A path that a shell would take apart is printed as it must be typed.
#[test]
fn the_commands_that_new_prints_can_be_typed() {
    let told = Scene::new().run("new a&b");
    assert!(told.contains("kaohe score 'a&b' --data 'a&b/data'\n"), "{told}");
    let told = Scene::new().run("new it's");
    assert!(told.contains(r"kaohe check 'it'\''s'"), "{told}");
    let told = Scene::new().run("new 某县-2023");
    assert!(told.contains("kaohe score 某县-2023 --data 某县-2023/data\n"), "{told}");
}

/// A program that asked for JSON gets it of a scheme with errors too, as `check` prints it.
#[test]
fn errors_of_a_scheme_are_json_where_that_was_asked_for() {
    let scene = Scene::new();
    scene.replace("s/water/manure-utilisation.rhai", "indicator(", "indicater(");
    let checked = scene.run("check s --format json");
    let as_json =
        |told: &str| told[told.find('{').unwrap_or(0)..=told.rfind("\n}").map_or(0, |end| end + 1)].to_owned();
    for command in [
        "score s --data s/data",
        "explain s --data s/data --unit 东山镇",
        "advise s --data s/data --unit 东山镇 --points 80",
        "what-if s --data s/data --unit 东山镇 --set water/manure-utilisation=80%",
        "plan s",
        "diff s s",
    ] {
        let told = scene.run(&format!("{command} --format json"));
        assert!(told.contains("\"code\": \"script-unknown-word\"") && told.ends_with("[1]\n"), "{told}");
        assert_eq!(as_json(&told), as_json(&checked), "{command}");
        // People who look on see it too.
        assert!(told.contains("错误[script-unknown-word]"), "{told}");
    }
    assert!(!scene.run("score s --data s/data").contains("\"code\""));
}

/// Of rows that were matched with last year's the row itself is named first and holds its own columns, and its partner is named too.
#[test]
fn a_row_and_its_partner_of_last_year_are_told_apart() {
    let scene = Scene::new();
    let rule = |rows: &str| {
        format!(
            "let f = table(\"farms\");\nindicator(\"例\").measure({rows}).target(at_least(1)).score(proportional())\n"
        )
    };
    scene.write("s/data/2021/farms.csv", "乡镇,养殖场,粪污产生量,综合利用量\n\n西河镇,西河牛场,700,350\n");
    let explained = "explain s --data s/data --unit 西河镇 --indicator water/manure-utilisation --depth 2";
    let old = "f.join(f.last_year().derive(\"old\", col(\"used\")), [\"farm\"]).sum(\"old\")";
    scene.write("s/water/manure-utilisation.rhai", rule(old));
    let told = scene.run(explained);
    assert!(told.contains("farms.csv第4行、上年2021/farms.csv第3行：") && told.contains("综合利用量=560"), "{told}");
    assert!(told.contains("old=350") && told.contains("上年综合利用量合计＝350"), "{told}");
    let new = "f.last_year().join(f.derive(\"new\", col(\"used\")), [\"farm\"]).sum(\"new\")";
    scene.write("s/water/manure-utilisation.rhai", rule(new));
    let told = scene.run(explained);
    assert!(told.contains("上年2021/farms.csv第3行、farms.csv第4行：") && told.contains("综合利用量=350"), "{told}");
    assert!(told.contains("new=560") && told.contains("本年综合利用量合计＝560"), "{told}");
}

/// Errors in the data that nobody has accepted: the reports are written, the command tells them as `score` does, and the result sheet of the
/// unit whose row it is has them.
#[test]
fn reports_on_errors_are_written_and_say_so() {
    let scene = Scene::new();
    let farms = std::fs::read_to_string(scene.path("s/data/farms.csv")).expect("the farms");
    scene.write("s/data/farms.csv", format!("{}\n西河镇,坏场,100,150\n", farms.trim_end()));
    let told = scene.run("report s --data s/data --as-of 2022-12-31 --out r --kind result --format md");
    assert!(told.contains("错误 farms.csv第") && told.contains("报告已写出") && told.ends_with("[1]\n"), "{told}");
    let sheets = std::fs::read_to_string(scene.path("r/result.md")).expect("the result sheets");
    assert_eq!(sheets.matches("farms.csv第").count(), 1, "{sheets}");
    let accepted = scene.run("report s --data s/data --as-of 2022-12-31 --out r --kind result --accept-findings");
    assert!(accepted.ends_with("[0]\n"), "{accepted}");
    // From a document as from the data; one that was accepted when it was made is.
    scene.run("score s --data s/data --as-of 2022-12-31 --out o");
    assert!(scene.run("report --from o --out r --kind result").ends_with("[1]\n"));
    scene.run("score s --data s/data --as-of 2022-12-31 --out o --accept-findings");
    assert!(scene.run("report --from o --out r --kind result").ends_with("[0]\n"));
    // Whoever asks for one unit is not told of the rows of another.
    let other = scene.run("score s --data s/data --as-of 2022-12-31 --unit 东山镇");
    assert!(!other.contains("farms.csv第") && other.contains("其他单位的数据行另有1处问题"), "{other}");
    assert!(scene.run("score s --data s/data --as-of 2022-12-31 --unit 西河镇").contains("farms.csv第"));
}

#[test]
fn an_unknown_module_names_those_that_there_are() {
    let scene = Scene::new();
    scene.write("s/lib/sections.rhai", "fn all() { table(\"farms\") }\n");
    scene.write("s/air/straw-fires.rhai", "import \"lib/none\" as own;\nown::all()\n");
    let told = scene.run("check s");
    assert!(told.contains("可用的模块有：std/gb3838、std/hj633、lib/sections"), "{told}");
}

/// An id is as good as a name, misspelt or not.
#[test]
fn a_misspelt_id_of_a_unit_is_told_the_nearest() {
    let told = Scene::new().run("explain s --data s/data --unit dongshang");
    assert!(told.contains("dongshan") && told.ends_with("[2]\n"), "{told}");
}

/// An empty scheme.yaml is one slip, and so is a keyboard that was left on Chinese.
#[test]
fn schemes_of_nothing_and_of_full_width_colons() {
    let empty = Scene::new();
    empty.write("s/scheme.yaml", "# 还没有写\n");
    let colons = Scene::new();
    colons.replace("s/scheme.yaml", "year: 2022", "year：2022").replace("s/scheme.yaml", "  fires:", "  fires：");
    insta::assert_snapshot!(format!("{}{}", empty.run("check s"), colons.run("check s")));
}

/// A quotient is of two sums: a cell that says 不涉及 leaves its row in the other one only.
#[test]
fn rows_that_count_in_one_of_two_sums() {
    let scene = Scene::new();
    let rows =
        "东山镇,甲,100,80\n东山镇,乙,不涉及,75\n西河镇,丙,100,不涉及\n西河镇,丁,不涉及,0\n西河镇,戊,不涉及,不涉及\n";
    scene.write("s/data/farms.csv", format!("乡镇,养殖场,粪污产生量,综合利用量\n{rows}"));
    let whole = scene.run("check s --data s/data");
    // Rows that the rule does not take.
    scene.replace(
        "s/water/manure-utilisation.rhai",
        "table(\"farms\")",
        "table(\"farms\").filter(col(\"farm\") != \"乙\")",
    );
    insta::assert_snapshot!(format!("{whole}{}", scene.run("check s --data s/data")));
}
