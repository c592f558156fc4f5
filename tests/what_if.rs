//! What if: suppositions over the starter scheme, and what is said of those that are written wrongly.

use crate::scene::Scene;

#[test]
fn suppositions_written_wrongly() {
    let scene = Scene::new();
    scene.write("nothing.yaml", "changes: []\n");
    scene.write(
        "wrong.yaml",
        "changes:\n  - name: 甲\n    rule: water/manure-utilization\n    target: at_least(90.pct)\n  - name: 乙\n    grade: 优良\n    at_least: 80\n  - name: 丙\n    rule: water/manure-utilisation\n    points: 70\n  - name: 丁\n  - name: 戊\n    rule: air/straw-fires\n    score: 7\n    unit: 西河阵\n    signed: 3\n",
    );
    scene.write("slips.yaml", "changes:\n  - nane: 甲\n    grade: 优秀\n    at_least: 八十\n");
    let data = "--data s/data --as-of 2022-12-31";
    insta::assert_snapshot!(scene.all(&[
        &format!("what-if s {data}"),
        &format!("what-if s {data} --set water/manure-utilisation=85%"),
        &format!("what-if s {data} --unit 西河镇 --set water/manure-utilisation"),
        &format!("what-if s {data} --unit 西河镇 --set water/manure-utilisatoin=85%"),
        &format!("what-if s {data} --unit 西河镇 --set water/manure-utilisation=85"),
        &format!("what-if s {data} --unit 西河镇 --set water/manure-utilisation=很多"),
        &format!("what-if s {data} --rows frams=more.csv"),
        &format!("what-if s {data} --rows farms=more.csv"),
        &format!("what-if s {data} --change nothing.yaml"),
        &format!("what-if s {data} --change missing.yaml"),
        &format!("what-if s {data} --change slips.yaml"),
        &format!("what-if s {data} --change wrong.yaml"),
    ]));
}

#[test]
fn a_letter_signed_otherwise_moves_one_unit() {
    let scene = Scene::new();
    scene.write(
        "letter.yaml",
        "changes:\n  - name: 西河镇责任书目标改为90%\n    rule: water/manure-utilisation\n    unit: 西河\n    signed: 90%\n",
    );
    insta::assert_snapshot!(scene.all(&[
        "what-if s --data s/data --as-of 2022-12-31 --change letter.yaml",
        "what-if s --data s/data --as-of 2022-12-31 --change letter.yaml --lang en",
        "what-if s --data s/data --as-of 2022-12-31 --change letter.yaml --format json",
    ]));
}

#[test]
fn nothing_on_disk_is_changed() {
    let scene = Scene::new();
    let before = std::fs::read_to_string(scene.path("s/scheme.yaml")).expect("the scheme");
    scene.write("change.yaml", "changes:\n  - name: 优秀线降到85分\n    grade: 优秀\n    at_least: 85\n");
    assert!(scene.run("what-if s --data s/data --as-of 2022-12-31 --change change.yaml").ends_with("[0]\n"));
    assert_eq!(std::fs::read_to_string(scene.path("s/scheme.yaml")).expect("the scheme"), before);
}

/// Two sheets that share the grades; a figure that is everyone's, one by hand, one of things to finish.
fn two_sheets() -> Scene {
    let scene = Scene::new();
    scene.write(
        "two/scheme.yaml",
        "scheme: two\ntitle: 两表\nyear: 2022\nunits: { roster: units.csv }\ntables:\n  farms:\n    unit_column: town\n    columns:\n      town: { type: unit, headers: [乡镇] }\n      produced: { type: number, unit: 吨, headers: [产生量], min: 0 }\n      used: { type: number, unit: 吨, headers: [利用量], min: 0 }\n    checks:\n      - { rule: \"col('used') <= col('produced')\", level: error, say: 利用多于产生 }\n  boilers:\n    title: 锅炉清单\n    counted_in: 台\n    work: '治理{}锅炉'\n    unit_column: town\n    columns:\n      town: { type: unit, headers: [乡镇] }\n      due_on: { type: date, headers: [时限] }\n      done_on: { type: date, headers: [完成] }\n  days:\n    columns:\n      good: { type: number, headers: [优良] }\ngrades:\n  - { name: 优秀, at_least: 90 }\n  - { name: 良好, at_least: 50, needs: ['marked(\"overdue\") == 0'] }\n  - { name: 合格, at_least: 30 }\n  - { name: 不合格 }\nbonuses: { cap: 2, items: [{ rule: more, cap: 2 }] }\nconsequences:\n  - { when: \"marked('overdue') > 0\", then: 约谈 }\nsheets:\n  - id: town\n    title: 乡镇表\n    units: { kind: 镇 }\n    areas:\n      - id: a\n        title: 甲\n        indicators:\n          - { rule: manure, points: 40 }\n          - { rule: days, points: 10 }\n          - { rule: hand, points: 20 }\n          - { rule: boilers, points: 30 }\n  - id: street\n    title: 街道表\n    units: { kind: 街道 }\n    areas: [{ id: b, title: 乙, indicators: [{ rule: manure, id: manure-of-streets, points: 100 }] }]\n",
    );
    let rules = [
        (
            "manure",
            "let farms = table(\"farms\");\nindicator(\"粪污利用率\").measure(farms.sum(\"used\") / farms.sum(\"produced\")).show_as(percent(1)).target(at_least(90.pct)).score(proportional())",
        ),
        (
            "days",
            "indicator(\"优良天数比例\").measure(table(\"days\").share(col(\"good\") > 0)).show_as(percent(1)).target(at_least(90.pct)).score(proportional())",
        ),
        ("hand", "indicator(\"群众满意\").score(by_hand(\"现场评定\", 20))"),
        (
            "boilers",
            "indicator(\"锅炉治理\").measure(table(\"boilers\").done_by(\"done_on\", \"due_on\")).show_as(percent(1)).target(all_by(date(\"2022-10-31\"))).score(proportional())",
        ),
        ("more", "bonus(\"示范场\").measure(table(\"farms\").filter(col(\"used\") > 1000).count()).score(per_case(1))"),
    ];
    for (name, rule) in rules {
        scene.write(&format!("two/{name}.rhai"), rule);
    }
    scene.write(
        "two/units.csv",
        "id,name,kind,group,parent,aliases\nd,东山镇,镇,镇,,\nx,西河镇,镇,镇,,\nc,城关街道,街道,街道,,\n",
    );
    scene.write("two/data/farms.csv", "乡镇,产生量,利用量\n东山镇,100,54\n西河镇,100,45\n城关街道,100,49.5\n");
    scene.write("two/data/days.csv", "优良\n1\n1\n0\n0\n");
    scene.write(
        "two/data/boilers.csv",
        "乡镇,时限,完成\n东山镇,2022-05-31,\n东山镇,2022-06-15,2022-06-10\n东山镇,2022-08-31,\n西河镇,2022-06-15,2022-06-01\n",
    );
    scene
}

const TWO: &str = "what-if two --data two/data --as-of 2022-06-30";

#[test]
fn what_is_overdue_stays_overdue_under_another_share() {
    let scene = two_sheets();
    // The share that it has: nothing moves, neither the grade nor what is proposed.
    let same = scene.run(&format!("{TWO} --unit 东山镇 --set boilers=50%"));
    assert!(same.contains("锅炉治理 ") && !same.contains("处理建议") && !same.contains("良好"), "{same}");
    // No work takes the boiler of May off the list of what is overdue in a way that this scheme counts: no 良好 is promised.
    let advice = scene.run("advise two --data two/data --as-of 2022-06-30 --unit 东山镇 --goal 良好");
    assert!(!advice.contains("最少改动"), "{advice}");
    // All in time is not to be had any more; after the year it is seen what would have come of it: nothing is overdue then.
    let all = scene.run(&format!("{TWO} --unit 东山镇 --set boilers=100%"));
    assert!(all.contains("已不能是100.0%：1项已逾期，最高还能到66.7%（写成2/3）") && all.ends_with("[2]\n"), "{all}");
    let over = "what-if two --data two/data --as-of 2022-12-31 --unit 东山镇 --set boilers=100%";
    let over = scene.run(over);
    assert!(over.contains("看的是当年") && over.contains("处理建议：不再有“约谈”"), "{over}");
}

#[test]
fn a_change_of_one_sheet_leaves_the_others_grades() {
    let scene = two_sheets();
    scene.write("one.yaml", "changes:\n  - name: 只改乡镇表\n    grade: 良好\n    at_least: 60\n    sheet: town\n");
    scene.write("all.yaml", "changes:\n  - name: 全改\n    grade: 良好\n    at_least: 60\n");
    let one = scene.run(&format!("{TWO} --change one.yaml"));
    assert!(one.contains("西河镇") && !one.contains("城关街道"), "{one}");
    let all = scene.run(&format!("{TWO} --change all.yaml"));
    assert!(all.contains("城关街道"), "{all}");
}

#[test]
fn keys_that_change_nothing_are_told() {
    let scene = two_sheets();
    scene.write(
        "left-over.yaml",
        "changes:\n  - name: 甲\n    area: a\n    target: at_least(70.pct)\n  - name: 乙\n    rule: manure\n    at_least: 5\n  - name: 丙\n    rule: more\n    missing: rescale\n  - name: 丁\n    total: 100\n    points: 5\n  - name: 戊\n    grade: 良好\n    at_least: 88\n    sheet: twon\n",
    );
    insta::assert_snapshot!(scene.run(&format!("{TWO} --change left-over.yaml")));
    scene.write("only.yaml", "changes:\n  - { name: 甲, grade: 优秀, at_least: 88, sheet: town }\n");
    let only = scene.run("what-if s --data s/data --as-of 2022-12-31 --change only.yaml");
    assert!(only.contains("方案只有一张评分表") && only.ends_with("[1]\n"), "{only}");
}

#[test]
fn figures_that_cannot_be_are_refused() {
    let scene = two_sheets();
    let set = |set: &str| format!("{TWO} --unit 东山镇 {set}");
    insta::assert_snapshot!(scene.all(&[
        &set("--set manure=850%"),
        &set("--set manure=-5%"),
        &set("--set manure=85吨"),
        &set("--set boilers=150%"),
        &set("--set boilers=7/6"),
        &set("--set manure=7/6"),
        &set("--set manure=850"),
        &set("--set days=101%"),
        &set("--set hand=25"),
        &set("--set hand=-1分"),
        &set("--set hand=10 --set hand=12"),
        &set("--set manure=2022-08-01"),
        &set("--set boilers=2022-08-01"),
        &set("--set more=2022-08-01"),
        &set("--set more=1.5"),
        &set("--set more=-1"),
        &set("--set boilers=100%@2022-08-01"),
    ]));
    assert!(scene.run(&set("--set manure=100% --set hand=20")).ends_with("[0]\n"));
}

/// So many things come only to so many shares: the nearest are told.
#[test]
fn a_share_that_so_many_things_cannot_come_to_is_told() {
    let scene = two_sheets();
    scene.write(
        "two/data/boilers.csv",
        "乡镇,时限,完成\n东山镇,2022-05-31,\n东山镇,2022-06-15,\n东山镇,2022-08-31,\n西河镇,2022-05-31,\n",
    );
    let set = |unit: &str, set: &str| scene.run(&format!("{TWO} --unit {unit} --set boilers={set}"));
    // Of three things, those due later too; what is past its day gives nothing here.
    let some = set("东山镇", "20%");
    assert!(some.contains("“锅炉治理”共3件，按期完成率不会是20.0%：最接近的是0.0%、33.3%（写成1/3）"), "{some}");
    let more = set("东山镇", "50%");
    assert!(more.contains("已不能是50.0%：2项已逾期，最高还能到33.3%（写成1/3）") && more.ends_with("[2]\n"), "{more}");
    for had in ["0%", "1/3"] {
        assert!(!set("东山镇", had).contains("共3件"), "{had}");
    }
    // As it is shown it is the share of so many things itself.
    let shown = set("东山镇", "33.3%");
    assert!(shown.contains("“锅炉治理”共3件，按33.3%（写成1/3）算") && shown.contains("10.00分"), "{shown}");
    // A thing that is late still counts in part, less from month to month.
    scene.replace("two/boilers.rhai", "proportional())", "proportional().late(0.2, \"month\"))");
    let half = set("西河镇", "50%");
    assert!(half.contains("共1件") && half.contains("最接近的是40.0%、60.0%"), "{half}");
    assert!(!set("西河镇", "60%").contains("共1件"));
    assert!(set("西河镇", "80%").contains("最高还能到60.0%"));
    let over = scene.run("what-if two --data two/data --as-of 2022-12-31 --unit 西河镇 --set boilers=80%");
    assert!(over.contains("看的是当年") && !over.contains("共1件"), "{over}");
}

/// All that is open done on a day: what finishing early gives follows from it.
#[test]
fn finishing_early_can_be_supposed() {
    let scene = two_sheets();
    scene.replace("two/boilers.rhai", "proportional())", "proportional().early(0.5, \"month\").cap(1))");
    scene.write("two/data/boilers.csv", "乡镇,时限,完成\n西河镇,2022-10-31,\n");
    let set = |set: &str| scene.run(&format!("{TWO} --unit 西河镇 --set boilers={set}"));
    let early = set("100%@2022-08-31");
    assert!(early.contains("都在2022年8月31日前完成") && early.contains("31.00分"), "{early}");
    let less = set("１００％@2022-09-30");
    assert!(less.contains("30.50分"), "{less}");
    let none = set("100%@2022-10-31");
    assert!(none.contains("30.00分") && none.contains("没有提前完成的加分"), "{none}");
    // A day too late is late: this rule then gives nothing.
    let late = set("100%@2022-11-01");
    assert!(late.contains("，0.00分") && late.contains("已过期限，按逾期完成计分"), "{late}");
    assert!(set("90%@2022-08-31").contains("只有全部完成"));
    assert!(set("100%@2022-06-30").contains("不在考核截止日"));
    assert!(set("100%@很早").contains("不是日期"));
    // Advice says the day, and writes it as what-if takes it.
    let advice = scene.run("advise two --data two/data --as-of 2022-06-30 --unit 西河镇 --points 56");
    assert!(advice.contains("9月30日前") && advice.contains("--set boilers=100.0%@2022-09-30"), "{advice}");
}

/// A misspelt key keeps nothing else from being told, and nothing is told that would only follow from it.
#[test]
fn all_that_is_wrong_with_changes_is_told_at_once() {
    let scene = Scene::new();
    scene.write(
        "slips.yaml",
        "changes:\n  - name: 甲\n    rule: water/manure-utilization\n    piont: 50\n  - name: 乙\n    grade: 优良\n    at_leats: 80\n  - nane: 丙\n    area: watr\n    points: 六十\n  - name: 丁\n    rule: air/straw-fires\n    unit: 西河阵\n    signde: 3\n  - name: 戊\n    rule: air/straw-fires\n    score: seven()\n  - name: 己\n    grade: 优秀\n    at_leats: 95\n  - name: 庚\n    totl: 90\n",
    );
    let check = scene.run("check s --change slips.yaml");
    let what_if = scene.run("what-if s --data s/data --as-of 2022-12-31 --change slips.yaml");
    insta::assert_snapshot!(format!("{check}\n{what_if}"));
}

/// Points that one change raises and another takes: only both together are sound.
#[test]
fn changes_have_to_be_sound_together_and_not_each_alone() {
    let scene = Scene::new();
    scene.write(
        "shift.yaml",
        "changes:\n  - { name: 粪污少十分, rule: water/manure-utilisation, points: 50 }\n  - { name: 碧水少十分, area: water, points: 50 }\n  - { name: 火点多十分, rule: air/straw-fires, points: 50 }\n  - { name: 蓝天多十分, area: air, points: 50 }\n",
    );
    let told = scene.run("what-if s --data s/data --as-of 2022-12-31 --change shift.yaml");
    assert!(told.ends_with("[0]\n"), "{told}");
    assert!(told.contains("单看“粪污少十分”：只改这一处，方案不成立") && told.contains("西河镇"), "{told}");
    let checked = scene.run("check s --change shift.yaml");
    assert!(checked.ends_with("[0]\n"), "{checked}");
    scene.write("half.yaml", "changes:\n  - { name: 粪污少十分, rule: water/manure-utilisation, points: 50 }\n");
    let checked = scene.run("check s --change half.yaml");
    assert!(checked.contains("加起来是") && checked.ends_with("[1]\n"), "{checked}");
}

#[test]
fn changes_that_undo_each_other_are_told() {
    let scene = Scene::new();
    scene.write(
        "twice.yaml",
        "changes:\n  - { name: 甲, grade: 优秀, at_least: 88 }\n  - { name: 甲, grade: 优秀, at_least: 92 }\n",
    );
    insta::assert_snapshot!(scene.run("check s --change twice.yaml"));
    scene.write("both.yaml", "changes:\n  - { name: 乙, rule: air/straw-fires, area: air, points: 30 }\n");
    let both = scene.run("check s --change both.yaml");
    assert!(both.contains("一处修改只能针对一样") && both.ends_with("[1]\n"), "{both}");
    scene.write("unread.yaml", "changes:\n  - { name: 甲, rule: air/straw-fires, unit: 西河镇, signed: 2 }\n");
    let told = scene.run("what-if s --data s/data --as-of 2022-12-31 --change unread.yaml");
    assert!(told.contains("目标不看责任书"), "{told}");
}

/// What leaves the sum scales the rest: the reason names both, and adds up to the movement.
#[test]
fn the_reason_adds_up_to_the_movement() {
    let scene = Scene::new();
    scene.remove("s/data/farms.csv");
    scene.write("rescale.yaml", "changes:\n  - { name: 缺报不计, missing: rescale }\n");
    let told = scene.run("what-if s --data s/data --as-of 2022-12-31 --change rescale.yaml");
    let line = told.lines().find(|line| line.starts_with("西河镇")).unwrap_or_default();
    assert!(line.contains("畜禽粪污综合利用率不再计入、缺项折算+45.00分"), "{told}");
}

/// A figure that all share moves for all of them.
#[test]
fn a_shared_figure_is_supposed_for_all_who_share_it() {
    let scene = two_sheets();
    let told = scene.run(&format!("{TWO} --unit 东山镇 --set days=90%"));
    assert!(told.contains("与其共用这个数的单位一并假设"), "{told}");
    let other = told.lines().find(|line| line.starts_with("西河镇")).unwrap_or_default();
    assert!(other.contains("优良天数比例+4.44分"), "{told}");
}

#[test]
fn units_without_a_row_are_unknown_where_one_is_asked_about() {
    let scene = Scene::new();
    scene.write("own/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,西河牛场,800,560\n");
    let told = scene.run("what-if s --data own --as-of 2022-12-31 --unit 西河镇 --set water/manure-utilisation=80%");
    assert!(told.contains("第1～3名（共3个") && told.contains("缺2个其他单位的数据"), "{told}");
    assert!(!told.contains("都不变") && !told.contains("第1名（"), "{told}");
}

#[test]
fn a_change_alone_is_told_without_what_is_supposed_beside_it() {
    let scene = Scene::new();
    scene.write(
        "two.yaml",
        "changes:\n  - { name: 优秀线, grade: 优秀, at_least: 99 }\n  - { name: 合格线, grade: 合格, at_least: 1 }\n",
    );
    let told = scene.run(
        "what-if s --data s/data --as-of 2022-12-31 --unit 西河镇 --set water/manure-utilisation=75% --change two.yaml",
    );
    assert!(told.contains("+3.75") && told.contains("单看“合格线”：没有变化"), "{told}");
}

#[test]
fn a_proposal_that_comes_or_goes_is_told_as_such() {
    let scene = Scene::new();
    let told = scene.run("what-if s --data s/data --as-of 2022-12-31 --unit 南岭镇 --set air/straw-fires=9");
    assert!(told.contains("处理建议：原来没有，变为“约谈”"), "{told}");
}

#[test]
fn json_on_standard_output_is_json_and_nothing_else() {
    let scene = Scene::new();
    scene.write("bad.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,新场,很多,1\n");
    let mut command = assert_cmd::Command::cargo_bin("kaohe").expect("the program");
    command.current_dir(scene.path("")).args("what-if s --data s/data --as-of 2022-12-31 --format json".split(' '));
    let output = command.args(["--rows", "farms=bad.csv"]).output().expect("it runs");
    let read: Result<serde_json::Value, _> = serde_json::from_slice(&output.stdout);
    assert!(read.is_ok(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad.csv"));
}

/// What a supposition does not change is told, with the reason.
#[test]
fn a_supposition_without_effect_is_told() {
    let scene = two_sheets();
    scene.replace("two/manure.rhai", "proportional())", "proportional()).applies_when(table(\"farms\").count() > 0)");
    scene.replace("two/days.rhai", ".score(", ".waived_when(table(\"boilers\").count() > 0).score(");
    // 西河镇 has sent nothing but its boilers: whether manure applies can't be judged.
    scene.remove("two/data/farms.csv");
    let applies = scene.run(&format!("{TWO} --unit 西河镇 --set manure=45%"));
    assert!(applies.contains("是否考核还无法判断") && applies.contains("45"), "{applies}");
    let waived = scene.run(&format!("{TWO} --unit 东山镇 --set days=50%"));
    assert!(waived.contains("不看数值"), "{waived}");
    let elsewhere = scene.run(&format!("{TWO} --unit 东山镇 --set manure-of-streets=50%"));
    assert!(elsewhere.contains("假设不起作用") && elsewhere.contains("评分表中没有"), "{elsewhere}");
}

/// A unit of which there is nothing at all leaves its total open, as where it is scored.
#[test]
fn a_unit_of_which_nothing_was_sent_is_open_as_in_the_score() {
    let scene = Scene::new();
    scene.write("few/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n东山镇,一场,100,90\n");
    scene.write("few/fires.csv", "乡镇,火点编号,发现日期\n");
    let data = "s --data few --as-of 2022-12-31 --unit 西河镇";
    let scored = scene.run(&format!("score {data} --format json"));
    assert!(scored.contains("\"at_least\": \"0.00\"") && scored.contains("\"at_most\": \"100.00\""), "{scored}");
    let supposed = scene.run(&format!("what-if {data} --set air/straw-fires=0"));
    let range = supposed.lines().find(|line| line.starts_with("可能范围")).unwrap_or_default();
    assert!(range.contains("0.00～100.00"), "{supposed}");
    let advice = scene.run(&format!("advise {data} --format json"));
    assert!(advice.contains("\"at_least\": \"0.00\"") && advice.contains("\"at_most\": \"100.00\""), "{advice}");
}

/// As `score` tells it, before what comes of the rows; of a file of which nothing can be read nothing comes.
#[test]
fn what_is_found_in_supposed_rows_is_told() {
    let scene = Scene::new();
    scene.write("odd.csv", "乡镇,火点编号,发现日期\n西河镇,火101,2021-04-04\n西和镇,火102,2022-05-01\n");
    scene.write("other.csv", "甲,乙\n1,2\n");
    scene.write("short.csv", "乡镇,养殖场,粪污产生量\n西河镇,新场,200\n");
    scene.write("empty.csv", "");
    scene.write("rows.docx", "");
    let rows = |rows: &str| format!("what-if s --data s/data --as-of 2022-12-31 --unit 西河镇 --rows {rows}");
    insta::assert_snapshot!(scene.all(&[
        &rows("fires=odd.csv"),
        &rows("fires=odd.csv --format json"),
        &rows("fires=other.csv"),
        &rows("farms=other.csv --format json"),
        &rows("farms=short.csv"),
        &rows("farms=empty.csv"),
        &rows("farms=rows.docx"),
    ]));
    // Of the same name as what was sent, and with the same slip in the same row.
    let slip = "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西和镇,新场,200,200\n";
    scene.write("s/data/farms.csv", slip).write("more/farms.csv", slip);
    let told = scene.run(&rows("farms=more/farms.csv"));
    assert!(told.contains("错误 more/farms.csv第2行“乡镇”列") && !told.contains("错误 farms.csv"), "{told}");
}

/// What nobody has seen yet moves nothing, and is not taken for rows that make no difference.
#[test]
fn supposed_rows_of_a_later_day_are_said_not_to_count_yet() {
    let scene = Scene::new();
    scene.write(
        "more.csv",
        "乡镇,火点编号,发现日期\n西河镇,火008,2022-05-01\n西河镇,火009,2022-11-01\n南岭镇,火010,2022-12-01\n",
    );
    let command = "what-if s --data s/data --unit 西河镇 --rows fires=more.csv";
    let told = scene.run(&format!("{command} --as-of 2022-06-30"));
    assert!(
        told.contains("假设的数据行（秸秆焚烧火点台账）中有2行的日期在截止日2022年6月30日之后，还不计入"),
        "{told}"
    );
    assert!(told.contains("2起") && told.ends_with("[0]\n"), "{told}");
    let told = scene.run(&format!("{command} --as-of 2022-06-30 --lang en"));
    assert!(told.contains("2 of the supposed rows"), "{told}");
    let told = scene.run(&format!("{command} --as-of 2022-12-31"));
    assert!(!told.contains("不计入"), "{told}");
}
