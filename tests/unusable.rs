//! What was handed in and can't be used opens what hangs on it, and nothing else, and every reason says where it stands. The scheme and
//! its data are in `tests/unusable`.

use crate::scene::Scene;

/// The folder, as it lies in the repository.
fn scene() -> Scene {
    let scene = Scene::new();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unusable");
    for folder in ["", "data"] {
        for entry in std::fs::read_dir(source.join(folder)).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
                let place = std::path::Path::new("u").join(folder).join(name);
                scene.write(&place.to_string_lossy(), std::fs::read(&path).expect("a file can be read"));
            }
        }
    }
    scene
}

#[test]
fn what_cannot_be_used_opens_what_hangs_on_it() {
    let scene = scene();
    insta::assert_snapshot!(scene.all(&[
        "check u",
        "score u --data u/data --out out --lang zh",
        "explain u --data u/data --unit 东山镇",
        "explain u --data u/data --unit 南岭镇",
        "explain u --data u/data --unit 河湾镇",
        "explain u --data u/data --unit 河湾街道 --lang en",
    ]));
}

#[test]
fn one_item_is_explained_down_to_the_cell() {
    let scene = scene();
    insta::assert_snapshot!(scene.all(&[
        "explain u --data u/data --unit 东山镇 --indicator manure --depth 2",
        "explain u --data u/data --unit 东山镇 --indicator readings --depth 2",
        "explain u --data u/data --unit 西河镇 --indicator boilers --depth 2",
        "advise u --data u/data --unit 东山镇",
    ]));
}

/// The notice does not say of a unit that it reported nothing if what it reported can't be read.
#[test]
fn the_notice_tells_what_cannot_be_read_from_what_was_not_sent() {
    let scene = scene();
    scene.run("report u --data u/data --kind notice --format md --out reports");
    let notice = std::fs::read_to_string(scene.path("reports/notice.md")).expect("the notice is written");
    assert!(notice.contains("报送的数据无法识别的有东山镇"), "{notice}");
    assert!(!notice.contains("未报送数据的有"), "{notice}");
}

/// Mended, nothing is open any more.
#[test]
fn once_mended_nothing_is_open() {
    let scene = scene();
    scene
        .replace("u/data/farms.csv", "二百多", "200")
        .replace("u/data/farms.csv", "河湾,", "河湾镇,")
        .replace("u/data/farms.csv", "1,200,1,200", "\"1,200\",\"1,200\"")
        .replace("u/data/fires.csv", "已清", "2022-10-13")
        .replace("u/data/fires.csv", "河湾,", "河湾镇,")
        .replace("u/data/readings.csv", "4..9", "4.9")
        .replace("u/data/readings.csv", "x", "5")
        .replace("u/data/boilers.csv", "已完成", "2022-09-01")
        .replace("u/data/boilers.csv", "做完了", "2022-09-01")
        .replace("u/data/boilers.csv", "下月", "2022-10-01")
        .replace("u/data/returns.csv", "南岭镇,,", "南岭镇,2022,")
        .replace("u/data/returns.csv", "今年", "2022")
        .replace("u/data/hand-scores.csv", "十分", "10")
        .replace("u/data/hand-scores.csv", "九分", "9")
        .replace("u/data/hand-scores.csv", "70", "7")
        .replace("u/data/hand-scores.csv", "河湾,", "河湾镇,")
        .replace("u/data/hand-scores.csv", "某镇,", "河湾街道,");
    let told = scene.run("score u --data u/data");
    assert!(!told.contains("暂定") && !told.contains("待定") && told.ends_with("[0]\n"), "{told}");
}

/// A row that is withheld is told beside a cell that can't be read, also where there are as many of the one as of the other.
#[test]
fn a_cell_that_cannot_be_read_hides_no_row_that_is_withheld() {
    let scheme = "scheme: v\ntitle: 甲\nyear: 2022\nunits: { roster: units.csv }\ntables:\n  farms:\n    unit_column: town\n    columns:\n      town: { type: unit, headers: [乡镇] }\n      closed: { type: bool, headers: [关停] }\n      used: { type: number, unit: 吨, headers: [利用量] }\nareas: [{ id: a, title: 甲, indicators: [{ rule: used, points: 100 }] }]\ngrades: [{ name: 合格, at_least: 60 }, { name: 不合格 }]\n";
    let rule = "indicator(\"利用量\").measure(table(\"farms\").filter(col(\"closed\") != true).sum(\"used\")).target(at_least(5)).score(full_or_none())";
    let scene = Scene::new();
    scene
        .write("v/scheme.yaml", scheme)
        .write("v/units.csv", "id,name,kind\na,东镇,镇\n")
        .write("v/used.rhai", rule)
        .write("v/data/farms.csv", "乡镇,关停,利用量\n东镇,否,约5\n东镇,*,3\n");
    let told = scene.run("explain v --data v/data --unit 东镇 --indicator used");
    assert!(told.contains("farms.csv第2行") && told.contains("共有1行"), "{told}");
}

/// A file of which not even the header is known was sent all the same.
#[test]
fn a_table_that_cannot_be_read_is_to_be_mended_and_not_to_be_sent() {
    let scene = Scene::new();
    scene.write("s/data/fires.csv", "编号,地点\n1,村口\n");
    let told = scene.run("score s --data s/data --as-of 2022-12-31");
    assert!(told.contains("秸秆焚烧火点：报送的数据无法识别，按0分计"), "{told}");
    let advice = scene.run("advise s --data s/data --as-of 2022-12-31 --unit 西河镇");
    assert!(advice.contains("更正秸秆焚烧火点台账中无法识别的数据") && !advice.contains("报送秸秆"), "{advice}");
    scene.run("report s --data s/data --as-of 2022-12-31 --out r --format md");
    let notice = std::fs::read_to_string(scene.path("r/notice.md")).expect("the notice is written");
    assert!(notice.contains("报送的数据无法识别的有") && !notice.contains("未报送数据的有"), "{notice}");
    scene.remove("s/data/fires.csv");
    let advice = scene.run("advise s --data s/data --as-of 2022-12-31 --unit 西河镇");
    assert!(advice.contains("报送秸秆焚烧火点台账"), "{advice}");
    // In a form that is not read.
    scene.write("s/data/fires.xls", "…");
    scene.run("report s --data s/data --as-of 2022-12-31 --kind notice --out r --format md");
    let notice = std::fs::read_to_string(scene.path("r/notice.md")).expect("the notice is written");
    assert!(notice.contains("报送的数据无法识别的有") && !notice.contains("尚无数据"), "{notice}");
}
