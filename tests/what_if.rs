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
