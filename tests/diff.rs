//! One thing changed, and what `kaohe diff` says of it: exactly that cause, where it can have done something, and no other.
//!
//! The changes stand in `tests/diff/*.yaml`: edits of the starter scheme and its data, and what is to be told of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use kaohe::assess::document::{Document, Enclosed, Receipt, Terms};
use kaohe::assess::{AssessOptions, assess};
use kaohe::diff::{Difference, comparable, difference, difference_text, say_cause, say_cause_here};
use kaohe::explain::Screen;
use kaohe::measure::{MeasureOptions, lower_condition, measure};
use kaohe::plan::Level;
use kaohe::words::{Language, Words};
use kaohe::{intake, scheme, script};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    change: String,
    /// What both sides have in place of the starter.
    #[serde(default)]
    base: Vec<Edit>,
    #[serde(default)]
    edit: Vec<Edit>,
    /// Of the old and the new result.
    as_of: Option<[String; 2]>,
    causes: Vec<String>,
    /// Each unit that differs, and what is said of it.
    #[serde(default)]
    units: BTreeMap<String, String>,
    /// Each item of a unit that differs, and its causes.
    #[serde(default)]
    items: BTreeMap<String, Vec<String>>,
    /// The units that moved because others did.
    #[serde(default)]
    others: Vec<String>,
    /// What is said of units beside their items.
    #[serde(default)]
    why: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    old: Option<String>,
    new: Option<String>,
    append: Option<String>,
    write: Option<String>,
    r#move: Option<String>,
    #[serde(default)]
    remove: bool,
}

impl Edit {
    fn apply(&self, folder: &Path) {
        let path = folder.join(&self.file);
        let make_way = |path: &Path| std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let read = || std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", self.file));
        if let (Some(old), Some(new)) = (&self.old, &self.new) {
            let text = read();
            assert!(text.contains(old), "{} has no {old:?}", self.file);
            std::fs::write(&path, text.replacen(old, new, 1)).expect("written");
        }
        if let Some(more) = &self.append {
            std::fs::write(&path, read() + more.as_str()).expect("written");
        }
        if let Some(whole) = &self.write {
            make_way(&path);
            std::fs::write(&path, whole).expect("written");
        }
        if let Some(to) = &self.r#move {
            make_way(&folder.join(to));
            std::fs::rename(&path, folder.join(to)).expect("moved");
        }
        if self.remove {
            std::fs::remove_file(&path).expect("removed");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn words() -> Words {
    Words::new(Language::Zh)
}

/// The result of a scheme folder with its data in `data/`.
fn scored(folder: &Path, as_of: &str, language: Language) -> Document {
    let loaded = scheme::load(folder);
    let compiled = script::compile(&loaded.scheme.expect("a scheme"));
    let wrong = loaded.diagnostics.iter().chain(&compiled.diagnostics).filter(|one| one.level == Level::Error);
    assert_eq!(wrong.map(|one| words().say(&one.message)).collect::<Vec<_>>(), Vec::<String>::new());
    let plan = compiled.plan;
    let options = MeasureOptions::as_of(as_of.parse().expect("a day"));
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, options.as_of);
    let submission =
        intake::read(&plan, &folder.join("data"), &intake::Options { tables: None, lower: Some(lower), more: &[] });
    let measures = measure(&plan, &submission, &options).expect("measured");
    let assessment = assess(&plan, &measures, &submission.hand_scores, &AssessOptions::default());
    let receipt = Receipt { kaohe: "0.1.0".into(), scheme_sha256: String::new(), standards: plan.standards.clone() };
    let enclosed = Enclosed {
        receipt,
        terms: Terms::new(&plan, options.as_of),
        inputs: &submission.inputs,
        findings: &submission.findings,
    };
    Document::new(&assessment, enclosed, &Words::new(language))
}

fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/starter")
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let read = |file: &PathBuf| -> Vec<Case> {
        let text = std::fs::read_to_string(file).expect("a text");
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    files.iter().flat_map(read).collect()
}

/// Both results of a case.
fn sides(case: &Case) -> (Document, Document) {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    for side in [&old, &new] {
        copy(&starter(), side);
        case.base.iter().for_each(|edit| edit.apply(side));
    }
    case.edit.iter().for_each(|edit| edit.apply(&new));
    let [from, to] = case.as_of.clone().unwrap_or(["2022-12-31".to_owned(), "2022-12-31".to_owned()]);
    (scored(&old, &from, Language::Zh), scored(&new, &to, Language::En))
}

/// What is told of a difference, in the form of a case.
fn told(difference: &Difference) -> Value {
    let words = words();
    let screen = Screen { width: 1000, colour: false, window: false };
    let text = difference_text(difference, &words, screen);
    let unit_line = |name: &str| {
        let start = format!("{name}：");
        text.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().to_owned()
    };
    let why = |name: &str| {
        let start = format!("{name}：");
        let mut lines = text.lines().skip_while(|line| !line.starts_with(&start)).skip(1);
        lines.next().and_then(|line| line.strip_prefix("原因：")).unwrap_or_default().to_owned()
    };
    let others: Vec<&str> = difference.units.iter().filter(|unit| unit.others).map(|unit| unit.name.as_str()).collect();
    let mut items = BTreeMap::new();
    for unit in &difference.units {
        for item in &unit.items {
            let named: Vec<String> =
                difference.named(&item.causes).into_iter().map(|cause| words.say(&say_cause_here(cause))).collect();
            items.insert(format!("{} {}", unit.name, item.title), named);
        }
    }
    let whys = difference.units.iter().map(|unit| (unit.name.clone(), why(&unit.name)));
    let whys: BTreeMap<String, String> =
        whys.filter(|(name, why)| !why.is_empty() && !others.contains(&name.as_str())).collect();
    json!({
        "causes": difference.causes.iter().map(|cause| words.say(&say_cause(cause))).collect::<Vec<_>>(),
        "units": difference.units.iter().map(|unit| (unit.name.clone(), unit_line(&unit.name))).collect::<BTreeMap<_, _>>(),
        "items": items,
        "others": others,
        "why": whys,
    })
}

fn expected(case: &Case) -> Value {
    json!({
        "causes": case.causes,
        "units": case.units,
        "items": case.items,
        "others": case.others,
        "why": case.why,
    })
}

#[test]
fn each_change_is_told_with_its_cause_and_no_other() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (old, new) = sides(&case);
        comparable(&old, &new).expect("results of one scheme");
        let difference = difference(&old, &new);
        let (told, expected) = (told(&difference), expected(&case));
        if told != expected {
            wrong.push(format!("{}\n  expected {expected:#}\n  told {told:#}", case.change));
        }
        assert_eq!(difference.equal, case.causes.is_empty() && case.units.is_empty(), "{}", case.change);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
