//! Templates of an office's own, and the command itself.

use std::path::Path;

use assert_cmd::Command;
use kaohe::diagnostic::render;
use kaohe::report::templates::{TEMPLATES, Templates, TemplatesError};
use kaohe::report::{Form, Kind};

use super::{december, provinces, view, words};

/// What is told of a template that is wrong.
fn told(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(&path, text).expect("written");
    let templates = Templates::new(Some(folder.path()), words()).expect("templates");
    let value = Templates::value(&view(december(), None));
    match templates.check().and_then(|()| templates.make(Kind::Notice, Form::Html, &value)) {
        Ok(text) => panic!("nothing is wrong: {text}"),
        Err(wrong) => {
            let told = render(&wrong.diagnostics, &wrong.sources, &words(), false);
            told.replace(&folder.path().display().to_string(), "模板")
        }
    }
}

#[test]
fn the_built_in_templates_name_nothing_that_is_not_there() {
    let templates = Templates::new(None, words()).expect("the built-in templates");
    if let Err(wrong) = templates.check() {
        panic!("{}", render(&wrong.diagnostics, &wrong.sources, &words(), false));
    }
}

/// Nothing of it would be met with the data of December.
#[test]
fn a_slip_in_a_branch_that_no_data_reach_is_told_too_and_all_at_once() {
    insta::assert_snapshot!(told(
        "html/notice.html",
        r#"{% from "html/parts.html" import ranking %}
{% macro line(of, at) %}{{ of.nmae }}{{ at.frist }}{% endmacro %}
{% macro never(x) %}{{ tilte }}{% endmacro %}
{% if false %}{{ nosuch.field }}{% endif %}
{% for unit in units if unit.rank > 900 %}{{ unit.totl }}{{ line(unit, loop) }}{% endfor %}
{% for sheet in sheets if sheet.count > 9999 %}
{% set first = sheet.groups[0] %}{{ first.rankin }}{{ ranking(sheet.groups) }}
{% for item in sheet.costs[:3]|selectattr("losng")|sort(attribute="lost.exat") %}{{ (item.worst|first).nam }}{% endfor %}
{{ (sheet.areas|first if sheet.areas else sheet.items|first).title }}
{% else %}{{ loop.index }}{% endfor %}
{% set part = namespace(any=0) %}{% set part.any = 1 %}{{ part.any }}
{% if change is defined and nothing is defined %}{{ change.rose|shrot }}{{ change["fel"] }}{% endif %}
"#
    ));
}

#[test]
fn a_misspelt_field_is_pointed_at_with_the_nearest_name() {
    let head = "<p>\n{% for unit in units %}\n";
    let tail = "\n{% endfor %}\n";
    let cases = [
        "  {{ unit.totl.shown }}",
        "  {{ unit.totl }}",
        "{% if unit.provisonal %}暂定{% endif %}",
        "{% for item in unit.itmes %}{{ item.title }}{% endfor %}",
        "{{ tittle }}",
        "{{ unit.name|sentense }}",
        "{{ unit.name|list(3) }}",
    ];
    let all: String = cases.map(|case| told("html/notice.html", &format!("{head}{case}{tail}"))).concat();
    insta::assert_snapshot!(all);
}

/// Whatever is counted, subtracted or shared out is in the view: a template that did it would write what is in no result.
#[test]
fn a_template_that_would_make_a_figure_is_pointed_at() {
    insta::assert_snapshot!(told(
        "html/notice.html",
        r#"{{ 1 + 2 }}{{ count * 2 }}{{ count-1 }}
{% for unit in units %}
{{ unit.total.exact * 2 }}{{ (unit.full.shown - unit.total.shown) / 100 }}{{ unit.rank // 2 }}{{ unit.rank % 2 }}{{ unit.rank ** 2 }}
{{ -unit.rank }}{{ unit.total.exact|float|round(1) }}{{ unit.rank|abs }}{{ "%.1f"|format(unit.rank) }}
{% set half = unit.rank / 2 %}{% if unit.rank * 2 > count %}前半{% endif %}{{ unit.items[unit.rank - 1].title }}
{% endfor %}
{{ units|map(attribute="rank")|sum }}{{ units|map(attribute="total.exact")|max }}{{ units|map("int")|join }}
{{ units|length }}{{ units|selectattr("vetoed")|list|count }}个{% set many = units|length %}{{ sheets|map("length")|join("、") }}
{% macro twice(figure) %}{{ figure + figure }}{% endmacro %}{% if twice(count) %}{{ twice(count) }}{% endif %}
{% if false %}{% include "html/" ~ title %}{% import title as other %}{% from title import any %}{% endif %}
"#
    ));
}

/// Each line as a template of its own, with all that is told of it.
fn told_of_each(lines: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    std::fs::create_dir_all(folder.path().join("md")).expect("made");
    write("md/brief.md", "{% include 'md/own.md' %}");
    let names = "{% macro names(of) %}{{ of[:1]|map(attribute='name')|list }}{% endmacro %}";
    write("md/own.md", &format!("{{% macro cut(text) %}}{{{{ text[:1] }}}}{{% endmacro %}}{names}"));
    let mut told = String::new();
    for line in lines.lines() {
        let head = "{% set unit = units[0] %}{% set shown = unit.total.shown %}";
        write("md/notice.md", &format!("{head}{line}\n"));
        let templates = Templates::new(Some(folder.path()), words()).expect("templates");
        let found = templates.check().err().map(|wrong| wrong.diagnostics).unwrap_or_default();
        let said: Vec<String> = found.iter().map(|found| words().say(&found.message)).collect();
        told.push_str(&format!("{line}\n    {}\n", said.join("\n    ")));
    }
    told
}

fn lines(file: &str) -> String {
    std::fs::read_to_string(super::below("tests/reports").join(file)).expect("the cases")
}

/// A figure is a text: whatever cuts, turns or rewrites one makes another, by whatever way it comes there.
#[test]
fn a_template_that_would_cut_or_rewrite_a_figure_is_pointed_at() {
    let told = told_of_each(&lines("figures_made.txt"));
    assert!(!told.contains("\n    \n"), "one of them is let pass:\n{told}");
    insta::assert_snapshot!(told);
}

/// What picks from lists, asks, joins whole texts or calls macros makes no figure.
#[test]
fn lists_are_picked_from_and_texts_stand_whole() {
    let lines = &lines("figures_kept.txt");
    let nothing: String = lines.lines().map(|line| format!("{line}\n    \n")).collect();
    assert_eq!(told_of_each(lines), nothing);
}

/// What only asks or joins is no figure; and parts are numbered for it.
#[test]
fn a_template_may_ask_compare_join_and_number() {
    let template = r#"{% set part = numbering() %}{% set later = numbering(3) %}
{{ part.next()|ordinal }}{{ part.next()|ordinal }}{{ later.next()|ordinal }}{{ part.next() }}
{% for unit in units[-1:] %}{{ loop.index }}{% if loop.length > 1 %}/{% endif %}{{ "第" ~ unit.rank ~ "名" }}{% endfor %}
{% if units|length > 3 and sheets|map(attribute="count")|list|length %}多{% endif %}{{ "有" if units|length else "无" }}
{{ "否" if not units|length == 36 else "" }}{{ units|map(attribute="group")|unique|join("-") }}{{ "是" if units[0].rank > -1 else "否" }}
"#;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("md")).expect("made");
    std::fs::write(folder.path().join("md/notice.md"), template).expect("written");
    let templates = Templates::new(Some(folder.path()), words()).expect("templates");
    if let Err(wrong) = templates.check() {
        panic!("{}", render(&wrong.diagnostics, &wrong.sources, &words(), false));
    }
    let value = Templates::value(&view(december(), None));
    let made = templates.make(Kind::Notice, Form::Markdown, &value).unwrap_or_else(|_| panic!("made"));
    let lines: Vec<&str> = made.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["一二三3", "1第8名多有", "街道-乡镇-部门是"]);
}

#[test]
fn a_slip_in_an_included_part_is_pointed_at_there() {
    insta::assert_snapshot!(told("html/receipt.html", "<p>{{ receipt.fiels }}</p>\n"));
}

#[test]
fn a_template_that_cannot_be_read_is_pointed_at() {
    insta::assert_snapshot!(told("html/notice.html", "<p>{{ title </p>\n"));
}

#[test]
fn what_jinja_says_is_told_in_the_readers_language() {
    let cases = [
        "{% if title ",
        "{% if title %}x",
        "{{ '六月底'|date }}",
        "{% include 'html/nowhere.html' %}",
        "{% retrun %}",
        "{{ title is fine }}",
        "{{ ranked_bars('x') }}",
        "{% for a, b in [[1]] %}{% endfor %}",
        "{{ 'x' * }}",
    ];
    let all: String = cases.map(|case| told("html/notice.html", case)).concat();
    for english in ["unexpected", "expected", "unable", "tried", "unknown", "missing", "cannot"] {
        assert!(!all.contains(english), "{all}");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_template_that_would_run_on_for_ever_is_stopped() {
    let loops = format!("{}{}", "{% for unit in units %}".repeat(6), "{% endfor %}".repeat(6));
    let told = told("html/notice.html", &loops);
    assert!(told.contains("模板运行得太久，已停下"), "{told}");
}

#[test]
fn a_file_that_no_template_is_called_is_told_with_the_nearest_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let unused = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, text).expect("written");
        let found = match Templates::new(Some(folder.path()), words()) {
            Err(TemplatesError::Unused { file, near }) => {
                Some((file.strip_prefix(folder.path()).expect("below").display().to_string(), near))
            }
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        };
        std::fs::remove_file(path).expect("removed");
        found
    };
    assert_eq!(unused("md/notcie.md", "x"), Some(("md/notcie.md".to_owned(), Some("md/notice.md"))));
    assert_eq!(unused("notice.md", "x"), Some(("notice.md".to_owned(), Some("md/notice.md"))));
    assert_eq!(unused("html/other.html", "x"), Some(("html/other.html".to_owned(), None)));
    assert_eq!(unused("md/notice.md", "x"), None);
    // What a template takes in may be called anything.
    std::fs::create_dir_all(folder.path().join("md")).expect("made");
    std::fs::write(folder.path().join("md/brief.md"), "{% include 'md/own.md' %}").expect("written");
    assert_eq!(unused("md/own.md", "x"), None);
}

fn kaohe(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::cargo_bin("kaohe").expect("built").current_dir(folder).args(arguments).output().expect("run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&folder.display().to_string(), "…");
    (output.status.code().unwrap_or(-1), format!("{}{}", text(&output.stdout), text(&output.stderr)))
}

fn folder_with_assessment() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = serde_json::to_string(december()).expect("written");
    std::fs::write(folder.path().join("assessment.json"), text).expect("written");
    folder
}

#[test]
fn templates_laid_out_and_used_again_give_the_same_reports() {
    let folder = folder_with_assessment();
    let from = ["report", "--from", "assessment.json"];
    assert_eq!(kaohe(folder.path(), &["report", "--eject", "own"]).0, 0);
    for (name, text) in TEMPLATES {
        assert_eq!(std::fs::read_to_string(folder.path().join("own").join(name)).expect("laid out"), *text);
    }
    assert_eq!(kaohe(folder.path(), &["report", "--eject", "own"]).0, 2, "an office's work would be written over");
    assert_eq!(kaohe(folder.path(), &[&from[..], &["--out", "a"]].concat()).0, 0);
    assert_eq!(kaohe(folder.path(), &[&from[..], &["--out", "b", "--templates", "own"]].concat()).0, 0);
    for kind in Kind::ALL {
        let read =
            |out: &str| std::fs::read(folder.path().join(out).join(format!("{}.html", kind.name()))).expect("written");
        assert!(read("a") == read("b"), "{kind:?} differs");
    }
    std::fs::write(folder.path().join("own/html/notice.html"), "<h1>{{ titel }}</h1>").expect("written");
    let (code, told) = kaohe(folder.path(), &[&from[..], &["--out", "c", "--templates", "own"]].concat());
    assert_eq!(code, 1);
    assert!(
        told.contains("title") && !folder.path().join("c").exists(),
        "nothing is written where anything is wrong: {told}"
    );
}

#[test]
fn only_the_units_asked_for() {
    let folder = folder_with_assessment();
    let arguments = ["report", "--from", "assessment.json", "--out", "one", "--unit", "泗河镇"];
    assert_eq!(kaohe(folder.path(), &arguments).0, 0);
    let files: Vec<_> = std::fs::read_dir(folder.path().join("one")).expect("a folder").collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(folder.path().join("one/result.html")).expect("written");
    assert!(text.contains("泗河镇") && !text.contains("弓棚镇"));
}

#[test]
fn wrong_use_is_told_with_exit_code_2() {
    let folder = folder_with_assessment();
    let mut other = provinces().clone();
    other.scheme = "another".to_owned();
    std::fs::write(folder.path().join("other.json"), serde_json::to_string(&other).expect("written")).expect("written");
    std::fs::create_dir(folder.path().join("empty")).expect("made");
    let from = &["report", "--from", "assessment.json"][..];
    let cases: [Vec<&str>; 11] = [
        vec!["report", "--out", "x"],
        from.to_vec(),
        [from, &["--out", "x", "--unit", "泗水镇"]].concat(),
        [from, &["--out", "x", "--kind", "notise"]].concat(),
        [from, &["--out", "x", "--as-of", "2022-06-30"]].concat(),
        vec!["report", "--from", "nowhere.json", "--out", "x"],
        [from, &["--out", "x", "--since", "other.json"]].concat(),
        [from, &["--out", "x", "--unit", "泗河镇", "--kind", "notice"]].concat(),
        [from, &["--out", "x", "--unit", "泗河镇", "--kind", "result", "--kind", "brief"]].concat(),
        [from, &["--out", "x", "--templates", "empty"]].concat(),
        [from, &["--out", "assessment.json"]].concat(),
    ];
    let mut all = String::new();
    for case in cases {
        let (code, told) = kaohe(folder.path(), &case);
        assert_eq!(code, 2, "{case:?}: {told}");
        all.push_str(&format!("$ kaohe {}\n{told}\n", case.join(" ")));
    }
    assert!(!folder.path().join("x").exists(), "something was written");
    insta::assert_snapshot!(all);
}

/// The one reader of results, for `--from` and `--since` as for `kaohe diff`.
#[test]
fn a_file_that_is_no_result_is_told_with_its_place() {
    let folder = folder_with_assessment();
    let text = std::fs::read_to_string(folder.path().join("assessment.json")).expect("read");
    let later = text.replacen("kaohe-assessment/1", "kaohe-assessment/99", 1);
    std::fs::write(folder.path().join("later.json"), later).expect("written");
    std::fs::write(folder.path().join("broken.json"), "{\n  \"format\": \"kaohe-assessment/1\",\n  \"scheme\": }\n")
        .expect("written");
    let mut all = String::new();
    for file in ["later.json", "broken.json"] {
        let cases = [
            vec!["report", "--out", "x", "--from", file],
            vec!["report", "--out", "x", "--from", "assessment.json", "--since", file],
        ];
        for case in cases {
            let (code, told) = kaohe(folder.path(), &case);
            assert_eq!(code, 1, "{case:?}: {told}");
            all.push_str(&format!("$ kaohe {}\n{told}\n", case.join(" ")));
        }
    }
    assert!(!folder.path().join("x").exists(), "something was written");
    insta::assert_snapshot!(all);
}

#[test]
fn a_result_without_working_says_why_there_is_no_advice() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bare = december().clone();
    for item in bare.units.iter_mut().flat_map(|unit| &mut unit.indicators) {
        item.trace = None;
        item.advice.clear();
    }
    let text = serde_json::to_string(&bare).expect("written");
    std::fs::write(folder.path().join("assessment.json"), text).expect("written");
    let (code, told) = kaohe(folder.path(), &["report", "--from", ".", "--out", "x", "--kind", "result"]);
    assert_eq!(code, 0);
    assert!(told.contains("--no-trace"), "{told}");
    let text = std::fs::read_to_string(folder.path().join("x/result.html")).expect("written");
    assert!(text.contains("提分途径从略") && !text.contains("<th scope=\"col\" style=\"width: 28%\">提分途径"));
}
