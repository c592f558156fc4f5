//! 试算: a unit that scores itself before the office does, with its own files or with everybody's.

use crate::scene::Scene;

#[test]
fn with_its_own_files_alone_whatever_hangs_on_others_keeps_its_bounds() {
    let scene = Scene::new();
    scene.remove("s/data/fires.csv").remove("s/data/farms.csv");
    scene.write("own/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,西河牛场,800,560\n");
    insta::assert_snapshot!(scene.all(&[
        "score s --data own --as-of 2022-06-30 --unit 西河镇",
        "score s --data own --as-of 2022-06-30 --unit 西河镇 --out out --lang en",
        "score s --data own --as-of 2022-06-30",
    ]));
    let document = std::fs::read_to_string(scene.path("out/assessment.json")).expect("the result was written");
    let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    assert_eq!(document["units_unknown"], 2);
    assert_eq!(document["units"][0]["rank_best"], 1);
    assert_eq!(document["units"][0]["rank_worst"], 3);
}

#[test]
fn advice_on_its_own_files_alone_leaves_the_rank_to_the_others() {
    let scene = Scene::new();
    scene.write("own/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,西河牛场,800,560\n");
    let rank = scene.run("advise s --data own --as-of 2022-06-30 --unit 西河镇 --rank 1");
    assert!(!rank.contains("第1名（") && !rank.contains("已经达到"), "{rank}");
    let points = scene.run("advise s --data own --as-of 2022-06-30 --unit 西河镇 --points 56");
    assert!(!points.contains("第1名"), "{points}");
    insta::assert_snapshot!(format!("{rank}\n{points}"));
}

#[test]
fn with_the_data_of_all_nothing_is_a_trial_and_the_rank_is_known() {
    let scene = Scene::new();
    let told = scene.run("score s --data s/data --as-of 2022-12-31 --unit 西河镇");
    assert!(!told.contains("试算"), "{told}");
    insta::assert_snapshot!(told);
}

/// Nobody moved and nobody came: the old result did not know the others.
#[test]
fn a_dry_run_against_the_result_of_all_is_told_as_one() {
    let scene = Scene::new();
    scene.write("own/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,西河牛场,800,560\n");
    for (data, some, out) in
        [("own", " --unit 西河镇", "own-out"), ("s/data", "", "all-out"), ("s/data", " --unit 西河镇", "one-out")]
    {
        scene.run(&format!("score s --data {data} --as-of 2022-12-31{some} --out {out}"));
    }
    let told = scene.run("diff own-out all-out");
    assert!(told.contains("参加比较的单位：试算，缺2个其他单位的数据→全部单位"), "{told}");
    assert!(!told.contains("只在新结果里有") && !told.contains("因其他单位变动"), "{told}");
    assert!(told.contains("西河镇：名次第1～3名→第2名"), "{told}");
    let told = scene.run("diff all-out one-out");
    assert!(told.contains("参加比较的单位：全部单位→只列部分单位") && !told.contains("只在旧结果里有"), "{told}");
    let (all, one) = (scene.run("diff all-out all-out"), scene.run("diff one-out one-out"));
    assert!(!all.contains("参加比较") && !one.contains("参加比较"), "{all}{one}");
}

/// A result holds no short names: what only one name begins with is meant by it.
#[test]
fn a_report_of_a_result_knows_a_unit_by_the_beginning_of_its_name() {
    let scene = Scene::new();
    scene.run("score s --data s/data --as-of 2022-12-31 --out out");
    assert!(scene.run("report --from out --unit 西河 --out r --format md").ends_with("[0]\n"));
    let result = std::fs::read_to_string(scene.path("r/result.md")).expect("the result was written");
    assert!(result.contains("西河镇考核结果单") && !result.contains("东山镇考核结果单"), "{result}");
    let file = scene.path("out/assessment.json");
    let text = std::fs::read_to_string(&file).expect("the result").replace("南岭镇", "西山镇");
    std::fs::write(&file, text).expect("written");
    let told = scene.run("report --from out --unit 西 --out r --format md");
    assert!(told.contains("以“西”开头的单位不止一个（西山镇、西河镇）：请写全称") && told.ends_with("[2]\n"), "{told}");
    let told = scene.run("report --from out --unit 西湖镇 --out r --format md");
    assert!(told.contains("西湖镇") && told.ends_with("[2]\n"), "{told}");
}

/// A township that forgets to say for whom it scores: of the others there is nothing, and nothing that hangs on them is firm.
#[test]
fn units_of_which_there_is_nothing_leave_ranks_open_and_praise_to_nobody() {
    let scene = Scene::new();
    scene.write("own/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,西河牛场,800,560\n");
    scene.write("own/fires.csv", std::fs::read(scene.path("s/data/fires.csv")).expect("a table"));
    let fires = std::fs::read_to_string(scene.path("own/fires.csv")).expect("a text");
    scene.write("own/fires.csv", fires.lines().next().unwrap_or_default().to_owned() + "\n");
    let told = scene.run("score s --data own --as-of 2022-12-31 --out out");
    assert!(told.contains("提醒 东山镇、南岭镇") && told.contains("是没有发生还是没有报送"), "{told}");
    let document = std::fs::read_to_string(scene.path("out/assessment.json")).expect("the result was written");
    let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    let own = document["units"].as_array().and_then(|units| units.iter().find(|unit| unit["id"] == "xihe"));
    let own = own.expect("the unit");
    assert_eq!((&own["rank_best"], &own["rank_worst"]), (&1.into(), &3.into()));

    for notice in ["report s --data own --as-of 2022-12-31", "report --from out"] {
        let told = scene.run(&format!("{notice} --out r --kind notice --format md"));
        assert!(told.contains("有2个单位没有一行计入考核的数据"), "{told}");
        let notice = std::fs::read_to_string(scene.path("r/notice.md")).expect("the notice was written");
        assert!(notice.contains("东山镇、南岭镇没有一行计入考核的数据") && notice.contains("名次暂定）"), "{notice}");
        assert!(notice.contains("结果通报（试算）") && !notice.contains("主要成效"), "{notice}");
    }
    // One unit alone is a trial, as in `score --unit`.
    scene.run("report s --data own --as-of 2022-12-31 --unit 西河镇 --out r --format md");
    let result = std::fs::read_to_string(scene.path("r/result.md")).expect("the result was written");
    assert!(result.contains("西河镇考核结果单（试算）") && result.contains("第1～3名"), "{result}");
    // Points of a table that nobody has sent yet are no losses.
    std::fs::remove_file(scene.path("own/fires.csv")).expect("a table less");
    scene.run("report s --data own --as-of 2022-12-31 --unit 西河镇 --out r --format md");
    let result = std::fs::read_to_string(scene.path("r/result.md")).expect("the result was written");
    assert!(result.contains("各项合计失分7.50分") && result.contains("| 尚无数据 |"), "{result}");
    assert!(result.contains("尚无数据，不算失分；报送后最多还可得40.00分："), "{result}");
    // Whether or not the unit is named: it is the only one that sent anything.
    let told = scene.run("report s --data own --as-of 2022-12-31 --out all --format md");
    assert!(told.ends_with("[0]\n"), "a table that nobody sent is no error in a trial: {told}");
    let read = |file: &str| std::fs::read_to_string(scene.path(file)).expect("written");
    let all = read("all/result.md");
    let own =
        result.split_once("西河镇考核结果单").and_then(|(_, page)| page.rsplit_once("\n---\n")).expect("its page").0;
    assert!(all.contains(own.trim_end()), "{own}\n{all}");
    for file in ["all/notice.md", "all/brief.md"] {
        let text = read(file);
        assert!(text.contains("（试算）") && text.contains("有2个单位没有数据"), "{text}");
        assert!(text.contains("尚无数据，不算失分：秸秆焚烧火点。"), "{text}");
    }
    assert!(
        !read("all/notice.md").contains("1．秸秆焚烧火点")
            && !read("all/brief.md").contains("失分最多的是“秸秆焚烧火点”")
    );
    scene.write("own/fires.csv", "乡镇,火点编号,发现日期\n");
    // That nothing happened, a person may have verified.
    let told = scene.run("score s --data own --as-of 2022-12-31 --accept-findings --out out");
    assert!(!told.contains("没有报送") && !told.contains("暂定"), "{told}");
}

/// `explain` and `diff` take such units for what `score` takes them for.
#[test]
fn explanations_and_differences_leave_open_what_the_score_leaves_open() {
    let scene = Scene::new();
    scene.write("own/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,西河牛场,800,560\n");
    scene.write("own/fires.csv", "乡镇,火点编号,发现日期\n");
    let silent = scene.run("explain s --data own --as-of 2022-12-31 --unit 东山镇");
    assert!(silent.contains("总分可能在0.00至100.00之间") && silent.contains("确属没有发生的"), "{silent}");
    let accepted = scene.run("explain s --data own --as-of 2022-12-31 --unit 东山镇 --accept-findings");
    assert!(!accepted.contains("总分可能在0.00至100.00之间") && !accepted.contains("确属没有发生的"), "{accepted}");

    scene.run("score s --data own --as-of 2022-12-31 --out one");
    let told = scene.run("diff s s --data own --as-of 2022-12-31 --format json");
    assert!(told.contains("\"equal\": true"), "{told}");
    scene.replace("s/letters.csv", "80%", "75%");
    scene.run("score s --data own --as-of 2022-12-31 --out two");
    scene.run("new t");
    let units = |arguments: &str| {
        let told = scene.run(&format!("{arguments} --format json"));
        told.split_once("\"units\": [").map(|(_, units)| units.to_owned()).expect("units that differ")
    };
    let schemes = units("diff t s --data own --as-of 2022-12-31");
    assert_eq!(units("diff one two"), schemes);
    assert_ne!(units("diff t s --data own --as-of 2022-12-31 --accept-findings"), schemes);
}

/// With the data of all there is nothing of a trial in it, and still it is not the result of all.
#[test]
fn a_result_of_some_units_makes_no_notice() {
    let scene = Scene::new();
    scene.run("score s --data s/data --as-of 2022-12-31 --unit 西河镇 --out one");
    let document = std::fs::read_to_string(scene.path("one/assessment.json")).expect("the result was written");
    let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    assert_eq!(document["asked"], serde_json::json!(["xihe"]));
    for kind in ["notice", "brief"] {
        let told = scene.run(&format!("report --from one --out r --kind {kind}"));
        assert!(told.contains("只有部分单位") && told.ends_with("[2]\n"), "{told}");
    }
    let told = scene.run("report --from one --out r");
    assert!(told.contains("报告已写入：r/result.html\n") && told.contains("只出结果单"), "{told}");
    scene.run("report --from one --out r --kind dashboard");
    let page = std::fs::read_to_string(scene.path("r/dashboard.html")).expect("the page was written");
    assert!(page.contains("只列出1个单位，不是全体"), "{page}");

    scene.run("score s --data s/data --as-of 2022-12-31 --unit 西河镇 --unit 东山镇 --unit 南岭镇 --out three");
    let told = scene.run("report --from three --out r --kind notice");
    assert!(told.contains("报告已写入"), "all were asked for, one by one: {told}");
}

#[test]
fn reports_are_in_chinese_and_whoever_asks_for_another_language_is_told() {
    let scene = Scene::new();
    let report = "report s --data s/data --as-of 2022-12-31 --out r --kind notice --format md";
    let told = scene.run(&format!("{report} --lang en"));
    assert!(told.contains("are written in Chinese") && told.ends_with("[0]\n"), "{told}");
    let notice = std::fs::read_to_string(scene.path("r/notice.md")).expect("the notice was written");
    assert!(notice.contains("结果通报"), "{notice}");
    assert!(!scene.run(report).contains("中文"));
}

/// What is said in English can't be said again: it would stand in the middle of an official Chinese text.
#[test]
fn a_result_that_is_said_in_english_makes_no_report() {
    let scene = Scene::new();
    scene.run("score s --data s/data --as-of 2022-12-31 --lang en --out en");
    let told = scene.run("report --from en --out r");
    assert!(
        told.contains("写的是英文") && told.contains("不加 --lang en 重新打分") && told.ends_with("[2]\n"),
        "{told}"
    );
    assert!(!scene.path("r").exists(), "something was written");
    // Only what is reported is quoted: of an older result only figures and names are.
    scene.run("score s --data s/data --as-of 2022-12-31 --out zh");
    assert!(scene.run("report --from zh --since en --out r").ends_with("[0]\n"));
    // A result of before the language was told is in Chinese.
    scene.replace("zh/assessment.json", "  \"language\": \"zh\",\n", "");
    assert!(scene.run("report --from zh --out r").ends_with("[0]\n"));
}

#[test]
fn a_total_that_is_no_number_is_told_where_it_stands() {
    let scene = Scene::new();
    scene.run("score s --data s/data --as-of 2022-12-31 --out out");
    scene.replace("out/assessment.json", "\"total\": \"", "\"total\": \"abc");
    let told = scene.run("diff out/assessment.json out/assessment.json");
    assert!(told.contains("不是数") && told.contains("assessment.json:") && told.ends_with("[1]\n"), "{told}");
}

/// What a later line amends was signed all the same, and counted until then.
#[test]
fn a_line_that_was_amended_later_is_told_where_two_schemes_differ_in_it() {
    let scene = Scene::new();
    let amended = "东山镇,water/manure-utilisation,88%,,2022-07-01\n";
    let letters = std::fs::read_to_string(scene.path("s/letters.csv")).expect("the letters");
    scene.write("s/letters.csv", format!("{letters}{amended}"));
    scene.run("new t");
    scene.write("t/letters.csv", format!("{}{amended}", letters.replacen("85%", "90%", 1)));
    let told = scene.run("diff s t");
    assert!(told.contains("85%") && told.contains("90%") && !told.contains("88%"), "{told}");
    assert!(scene.run("diff s s").contains("两个方案相同"));
}

/// Schemes whose rosters differ are not the same.
#[test]
fn a_changed_roster_is_told_between_schemes() {
    let scene = Scene::new();
    scene.run("new t");
    let roster = std::fs::read_to_string(scene.path("t/units.csv")).expect("the roster is there");
    let line = roster.lines().find(|line| line.contains("西河镇")).expect("西河镇 is there").to_owned();
    let changed = line.replace(",镇,", ",街道,");
    let gone: String = roster.lines().filter(|line| !line.contains("南岭镇")).map(|line| format!("{line}\n")).collect();
    scene.write("t/units.csv", format!("{}beiyuan,北原镇,镇,乡镇,,\n", gone.replace(&line, &changed)));
    let told = scene.run("diff s t");
    for part in ["名册新增单位：北原镇", "名册里不再有南岭镇", "西河镇的类别：镇→街道"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("两个方案相同"), "{told}");
}

/// A table that nobody sent is no loss in the reports of all either, until a person has verified that there was nothing to send.
#[test]
fn a_table_that_nobody_sent_is_a_gap_and_no_loss() {
    let scene = Scene::new();
    scene.remove("s/data/fires.csv");
    let read = |file: &str| std::fs::read_to_string(scene.path(file)).expect("written");
    let told = scene.run("report s --data s/data --as-of 2022-12-31 --out r --format md");
    assert!(told.ends_with("[1]\n"), "of all it is an error: {told}");
    for file in ["r/notice.md", "r/brief.md"] {
        let text = read(file);
        assert!(text.contains("尚无数据，不算失分：秸秆焚烧火点。") && !text.contains("试算"), "{text}");
        assert!(!text.contains("1．秸秆焚烧火点") && !text.contains("失分最多的是“秸秆焚烧火点”"), "{text}");
    }
    assert!(read("r/result.md").contains("尚无数据，不算失分；报送后最多还可得40.00分"), "{}", read("r/result.md"));
    scene.run("report s --data s/data --as-of 2022-12-31 --out r --format md --accept-findings");
    for file in ["r/notice.md", "r/brief.md", "r/result.md"] {
        assert!(!read(file).contains("尚无数据"), "{}", read(file));
    }
}

/// What the scheme gives where data lack is no result of those whose data are elsewhere.
#[test]
fn without_a_unit_named_the_others_have_no_total_rank_or_grade() {
    let scene = Scene::new();
    scene.write("own/farms.csv", "乡镇,养殖场,粪污产生量（吨）,综合利用量（吨）\n西河镇,西河牛场,800,560\n");
    let told = scene.run("score s --data own --as-of 2022-12-31");
    assert!(told.contains("·试算（") && told.contains("1～3  西河镇  52.50"), "{told}");
    for away in ["东山镇", "南岭镇"] {
        let line = told.lines().find(|line| line.contains(away)).expect("its line");
        assert!(line.contains("没有数据") && !line.contains("0.00") && !line.contains("不合格"), "{told}");
    }
    assert!(!told.contains("西河镇、东山镇") && told.contains("用 --unit 单位名称"), "{told}");
    // A person has looked: they have what the scheme gives for nothing.
    let told = scene.run("score s --data own --as-of 2022-12-31 --accept-findings");
    assert!(!told.contains("试算") && !told.contains("没有数据"), "{told}");
}
