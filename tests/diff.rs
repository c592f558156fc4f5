//! One thing changed, and what `kaohe diff` says of it: exactly that cause, where it can have done something, and no other.
//!
//! The changes stand in `tests/diff/*.yaml`: edits of the starter scheme and its data, and what is to be told of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use kaohe::assess::document::{ConsequenceLine, Document, Enclosed, Receipt, Terms, WrittenPoints};
use kaohe::assess::{AssessOptions, assess};
use kaohe::diff::{
    Difference, NotComparable, ReadError, comparable, difference, difference_schema, difference_text, read_document,
    say_cause, say_cause_here,
};
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
        accepted: false,
        receipt,
        terms: Terms::new(&plan, options.as_of),
        inputs: &submission.inputs,
        findings: &submission.findings,
        owner: &|_| None,
        advice: &|_| BTreeMap::new(),
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
    let whys: BTreeMap<String, String> = whys.filter(|(_, why)| !why.is_empty()).collect();
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

/// Neither the language of the sentences nor a trace makes a difference.
#[test]
fn a_result_does_not_differ_from_itself() {
    for case in cases() {
        let (old, new) = sides(&case);
        for document in [old, new] {
            let same = difference(&document, &document);
            assert!(same.equal, "{}: {:#?}", case.change, same.causes);
            let text = serde_json::to_string(&document).expect("written");
            let again: Document = serde_json::from_str(&text).expect("read back");
            assert!(difference(&document, &again).equal, "{}", case.change);
        }
    }
}

#[test]
fn there_and_back_say_the_same_the_other_way_round() {
    for case in cases() {
        let (old, new) = sides(&case);
        let there = comparable_form(&difference(&old, &new), false);
        let back = comparable_form(&difference(&new, &old), true);
        assert_eq!(there, back, "{}", case.change);
    }
}

/// A difference whose order and names do not hang on which side is the new one; with `turned` as seen from the other side.
fn comparable_form(difference: &Difference, turned: bool) -> Value {
    let whole = serde_json::to_value(difference).expect("written");
    let causes = whole["causes"].as_array().cloned().unwrap_or_default();
    let form = form(&whole, &causes, turned);
    json!({ "causes": form["causes"], "units": form["units"], "equal": form["equal"] })
}

fn form(value: &Value, causes: &[Value], turned: bool) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(name, _)| !["name", "title", "file"].contains(&name.as_str()));
            let turn = |name: &str| match name {
                "old" if turned => "new".to_owned(),
                "new" if turned => "old".to_owned(),
                name => name.to_owned(),
            };
            let fields: BTreeMap<String, Value> = fields
                .map(|(name, value)| {
                    let value = match (name.as_str(), value.as_str()) {
                        ("by", Some(by)) if turned => match by.strip_prefix('-') {
                            Some(by) => by.into(),
                            None => format!("-{by}").into(),
                        },
                        _ => form(value, causes, turned),
                    };
                    (turn(name), value)
                })
                .collect();
            json!(fields)
        }
        // Places in the list of causes.
        Value::Array(places) if places.iter().any(Value::is_u64) => {
            let named = places.iter().filter_map(|place| causes.get(usize::try_from(place.as_u64()?).ok()?));
            sorted(named.map(|cause| form(cause, &[], turned)).collect())
        }
        Value::Array(values) => sorted(values.iter().map(|value| form(value, causes, turned)).collect()),
        value => value.clone(),
    }
}

fn sorted(mut values: Vec<Value>) -> Value {
    values.sort_by_key(ToString::to_string);
    values.into()
}

fn plain() -> Document {
    scored(&starter(), "2022-12-31", Language::Zh)
}

#[test]
fn another_version_of_the_program_is_named_wherever_something_moved() {
    let (old, mut new) = (plain(), plain());
    new.receipt.kaohe = "0.2.0".to_owned();
    assert_eq!(told(&difference(&old, &new))["causes"], json!(["程序版本：0.1.0→0.2.0"]));
    assert!(difference(&old, &new).units.is_empty());
    new.units[0].indicators[0].points.0 = "59.00".to_owned();
    let items = told(&difference(&old, &new))["items"].clone();
    assert_eq!(items, json!({ "东山镇 畜禽粪污综合利用率": ["程序版本：0.1.0→0.2.0"] }));
}

#[test]
fn what_a_standard_brings_in_is_no_change_of_the_rule() {
    let (mut old, mut new) = (plain(), plain());
    for (document, sha256) in [(&mut old, "aa"), (&mut new, "bb")] {
        let standard = kaohe::plan::Standard { module: "std/gb3838".to_owned(), sha256: sha256.to_owned() };
        document.terms.sheets[0].items[1].rule.standards.push(standard);
    }
    new.units[1].indicators[1].points.0 = "35.00".to_owned();
    let told = told(&difference(&old, &new));
    assert_eq!(told["causes"], json!(["标准模块std/gb3838有变化（用于秸秆焚烧火点）"]));
    assert_eq!(told["items"], json!({ "西河镇 秸秆焚烧火点": ["标准模块std/gb3838有变化"] }));
}

/// Points that moved without anything to show for it are not given a reason.
#[test]
fn no_cause_is_made_up() {
    let (old, mut new) = (plain(), plain());
    new.units[0].indicators[0].points.0 = "59.00".to_owned();
    let difference = difference(&old, &new);
    assert_eq!(told(&difference)["items"], json!({ "东山镇 畜禽粪污综合利用率": [] }));
    let text = difference_text(&difference, &words(), Screen { width: 200, colour: false, window: false });
    assert!(text.contains("两份结果里没有显示原因"), "{text}");
}

/// The same grade and the same proposal, but no longer open.
#[test]
fn what_gets_settled_is_told() {
    let (mut old, mut new) = (plain(), plain());
    for (document, provisional) in [(&mut old, true), (&mut new, false)] {
        let line = ConsequenceLine {
            then: "约谈".into(),
            because: "…".into(),
            evidence: Vec::new(),
            provisional,
            if_unchanged: false,
        };
        document.units[2].consequences = vec![line];
        document.units[1].provisional = provisional;
    }
    let difference = difference(&old, &new);
    assert_eq!(difference.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["西河镇", "南岭镇"]);
    let text = difference_text(&difference, &words(), Screen { width: 200, colour: false, window: false });
    assert!(text.contains("约谈（暂定）→约谈") && text.contains("良好（暂定）→良好"), "{text}");
    assert_eq!(difference.units[1].consequences_provisional.old, Some(vec!["约谈".to_owned()]));
}

/// What waits for a person is not «not due yet», and a veto that nobody can judge yet is not one that does not apply.
#[test]
fn what_is_open_is_told_as_open() {
    let case = cases().into_iter().find(|case| case.change == "points given by hand, and a veto out of a table");
    let (old, new) = sides(&case.expect("the case"));
    let difference = difference(&old, &new);
    let text = difference_text(&difference, &words(), Screen { width: 200, colour: false, window: false });
    let line = |title: &str| text.lines().find(|line| line.starts_with(title)).unwrap_or_default().to_owned();
    assert!(line("日常检查").contains("待定→部分完成") && !text.contains("未到期"), "{text}");
    assert!(line("重大火情").contains("待定→不生效"), "{text}");
}

/// What the items moved by and what moved beside them is what the total moved by.
#[test]
fn a_total_that_is_rescaled_adds_up() {
    let case = cases().into_iter().find(|case| case.change == "how points follow").expect("the case");
    let (old, new) = sides(&case);
    let difference = difference(&old, &new);
    let text = difference_text(&difference, &words(), Screen { width: 200, colour: false, window: false });
    assert!(
        text.contains("南岭镇：名次第3名→第2名、总分75.00→87.50、等次合格→良好\n项目之外：缺项折算+7.50\n"),
        "{text}"
    );
    let points = |text: &str| text.parse::<kaohe::figure::Exact>().expect("points");
    for unit in &difference.units {
        let by = unit.items.iter().filter_map(|item| item.by.as_ref());
        let by = by.chain(unit.beside_items.iter().map(|beside| &beside.by)).map(|by| points(&by.0));
        let total = unit.by.as_ref().map(|by| points(&by.0)).unwrap_or_default();
        assert_eq!(by.sum::<kaohe::figure::Exact>(), total, "{}", unit.name);
    }
}

/// An item that counts again may give nothing: the total falls by it all the same.
#[test]
fn what_counts_again_is_among_the_largest_moves() {
    let case = cases().into_iter().find(|case| case.change == "an item that counts again and gives nothing");
    let (without, with) = sides(&case.expect("the case"));
    let text = |old: &Document, new: &Document| {
        difference_text(&difference(old, new), &words(), Screen { width: 200, colour: false, window: false })
    };
    let line = |text: &str| text.lines().find(|line| line.contains("南岭镇")).unwrap_or_default().to_owned();
    let again = text(&without, &with);
    assert!(line(&again).ends_with("畜禽粪污综合利用率（改为计入）"), "{again}");
    let out = text(&with, &without);
    assert!(line(&out).ends_with("畜禽粪污综合利用率（不再计入）"), "{out}");
}

/// Its rank hangs on its total, whatever that can still come to.
#[test]
fn a_unit_that_others_passed_by_names_them_whatever_is_open_of_its_own() {
    let (old, mut new) = (plain(), plain());
    let set = |document: &mut Document, place: usize, rank: u32, total: Option<&str>| {
        let unit = &mut document.units[place];
        unit.rank = rank;
        if let Some(total) = total {
            unit.total = WrittenPoints(total.to_owned());
            unit.total_exact = None;
        }
    };
    set(&mut new, 1, 3, None);
    set(&mut new, 2, 2, Some("85.00"));
    let open = &mut new.units[1];
    open.at_most = WrittenPoints("92.50".to_owned());
    open.indicators[1].at_most = WrittenPoints("40.00".to_owned());
    let difference = difference(&old, &new);
    assert_eq!(told(&difference)["why"]["西河镇"], json!("本单位总分没有变化，因南岭镇变动"));
    assert_eq!(difference.units[0].passed.iter().map(|unit| unit.id.as_str()).collect::<Vec<_>>(), ["nanling"]);
}

/// What has gone is not read as what is there now; days are told in words; what holds pauses itself is kept apart.
#[test]
fn a_difference_reads_as_it_is_meant() {
    use kaohe::plan::Mark;
    let (mut old, mut new) = (plain(), plain());
    old.units[1].indicators[0].marks = vec![Mark::Overdue, Mark::AtRisk];
    old.units[1].indicators[0].target_shown = "2022-05-31～2022-10-31".to_owned();
    new.units[1].indicators[0].target_shown = "2022-10-31".to_owned();
    let line = |then: &str| ConsequenceLine {
        then: then.into(),
        because: "…".into(),
        evidence: Vec::new(),
        provisional: false,
        if_unchanged: false,
    };
    new.units[1].consequences = vec![line("约谈党政主要负责人、通报批评"), line("挂牌督办")];
    new.terms.tables[0].title = "一张名称很长、很长、很长的表，比一行还长的表".to_owned();
    new.terms.tables[0].sha256 = "aa".to_owned();
    let difference = difference(&old, &new);
    let text = difference_text(&difference, &words(), Screen { width: 200, colour: false, window: false });
    assert!(text.contains("不再逾期未完成、不再临近期限"), "{text}");
    assert!(text.contains("2022年5月31日～10月31日→2022年10月31日"), "{text}");
    assert!(text.contains("处理建议无→约谈党政主要负责人、通报批评；挂牌督办"), "{text}");
    let narrow = difference_text(&difference, &words(), Screen { width: 40, colour: false, window: false });
    let causes: Vec<&str> =
        narrow.lines().skip_while(|line| *line != "依据的变化").skip(1).take_while(|line| !line.is_empty()).collect();
    assert!(causes.len() > 1, "{narrow}");
    assert!(causes[0].starts_with("  数") && causes[1..].iter().all(|line| line.starts_with("    ")), "{narrow}");
}

/// Two sheets have grades of one name: which one moved is told.
#[test]
fn a_grade_of_one_of_several_sheets_is_told_with_its_sheet() {
    let mut old = plain();
    let mut second = old.terms.sheets[0].clone();
    "second".clone_into(&mut second.id);
    "部门评分表".clone_into(&mut second.title);
    old.terms.sheets.push(second);
    let mut new = old.clone();
    for sheet in &mut new.terms.sheets {
        sheet.grades[0].at_least = Some(WrittenPoints("88".to_owned()));
    }
    let causes: Vec<String> =
        difference(&old, &new).causes.iter().map(|cause| words().say(&say_cause(cause))).collect();
    let first = format!("评分表“{}”：等次“优秀”的分数线：90分→88分", old.terms.sheets[0].title);
    assert_eq!(causes, [first.as_str(), "评分表“部门评分表”：等次“优秀”的分数线：90分→88分"]);
}

/// The same of areas and items, of what is done where data are missing, and of a unit that stands on both.
#[test]
fn what_several_sheets_have_alike_is_told_with_its_sheet() {
    let mut old = plain();
    let mut second = old.terms.sheets[0].clone();
    "second".clone_into(&mut second.id);
    "部门评分表".clone_into(&mut second.title);
    old.terms.sheets.push(second);
    let mut line = old.sheets[0].clone();
    "second".clone_into(&mut line.id);
    "部门评分表".clone_into(&mut line.title);
    old.sheets.push(line);
    let mut unit = old.units[1].clone();
    "second".clone_into(&mut unit.sheet);
    old.units.push(unit);
    let mut new = old.clone();
    for sheet in &mut new.terms.sheets {
        sheet.areas[1].full = WrittenPoints("50".to_owned());
        sheet.items[0].points = Some(WrittenPoints("50".to_owned()));
        sheet.items[1].missing = kaohe::plan::MissingPolicy::Rescale;
    }
    new.terms.sheets[1].items[0].missing = kaohe::plan::MissingPolicy::Rescale;
    for unit in new.units.iter_mut().filter(|unit| unit.id == "xihe") {
        unit.total = WrittenPoints("80.00".to_owned());
        unit.total_exact = None;
    }
    let difference = difference(&old, &new);
    let causes: Vec<String> = difference.causes.iter().map(|cause| words().say(&say_cause(cause))).collect();
    let first = &old.terms.sheets[0].title;
    let expected = [
        "数据缺报的处理：按0分计→不计入得分和满分，其余分值按比例调整（秸秆焚烧火点、畜禽粪污综合利用率（部门评分表））".to_owned(),
        format!("评分表“{first}”：板块“碧水保卫战”的分值：60分→50分"),
        format!("评分表“{first}”：“畜禽粪污综合利用率”的分值：60分→50分"),
        "评分表“部门评分表”：板块“碧水保卫战”的分值：60分→50分".to_owned(),
        "评分表“部门评分表”：“畜禽粪污综合利用率”的分值：60分→50分".to_owned(),
    ];
    assert_eq!(causes, expected);
    let text = difference_text(&difference, &words(), Screen { width: 200, colour: false, window: false });
    assert!(
        text.contains(&format!("西河镇（{first}）：总分")) && text.contains("西河镇（部门评分表）：总分"),
        "{text}"
    );
}

/// That a person has looked at it settles what hangs on a unit without any data.
#[test]
fn what_opens_a_unit_without_data_is_told() {
    let (mut old, mut new) = (plain(), plain());
    old.units[1].silent = true;
    old.units[1].at_least = WrittenPoints("0.00".to_owned());
    old.units[1].at_most = WrittenPoints("100.00".to_owned());
    new.accepted = true;
    let accepted = difference(&old, &new);
    assert_eq!(told(&accepted)["why"], json!({ "西河镇": "数据问题和没有数据的单位：未经核实→已经核实" }));
    new.accepted = false;
    new.as_of = "2023-01-31".parse().expect("a day");
    assert_eq!(told(&difference(&old, &new))["why"], json!({ "西河镇": "考核截止日：2022年12月31日→2023年1月31日" }));
}

/// No points by now are not no points at all.
#[test]
fn points_that_are_open_are_told_with_what_they_can_be() {
    let (old, mut new) = (plain(), plain());
    let item = &mut new.units[1].indicators[1];
    item.points = WrittenPoints("0.00".to_owned());
    item.at_least = WrittenPoints("0.00".to_owned());
    item.at_most = WrittenPoints("40.00".to_owned());
    let text = |old: &Document, new: &Document| {
        difference_text(&difference(old, new), &words(), Screen { width: 200, colour: false, window: false })
    };
    assert!(text(&old, &new).contains(" 30.00→0.00（0.00～40.00）"), "{}", text(&old, &new));
    let mut settled = new.clone();
    settled.units[1].indicators[1].at_most = WrittenPoints("0.00".to_owned());
    assert!(text(&new, &settled).contains(" 0.00～40.00→0.00 "), "{}", text(&new, &settled));
    let mut asked = new.clone();
    asked.units[1].indicators[1].status = kaohe::assess::Status::NoData;
    assert!(text(&new, &asked).contains(" 0.00（0.00～40.00） "), "{}", text(&new, &asked));
}

/// The kind of a unit stands in no result, and is told where both schemes are at hand.
#[test]
fn a_unit_of_another_kind_is_the_cause_where_a_rule_asks_for_it() {
    let scene = crate::scene::Scene::new();
    scene.run("new t");
    for scheme in ["s", "t"] {
        scene.replace(&format!("{scheme}/scheme.yaml"), "kind: [镇]", "kind: [镇, 乡]");
        scene.replace(&format!("{scheme}/units.csv"), "东山镇,镇,", "东山镇,乡,");
        let asks = ".events(\"fires\").applies_when(kind_is([\"镇\"]))";
        scene.replace(&format!("{scheme}/air/straw-fires.rhai"), ".events(\"fires\")", asks);
    }
    scene.replace("t/units.csv", "西河镇,镇,", "西河镇,乡,");
    let told = scene.run("diff s t --data s/data --as-of 2022-12-31 --format json");
    let told: Value =
        serde_json::from_str(told.lines().skip(1).filter(|line| *line != "[0]").collect::<String>().as_str())
            .unwrap_or_else(|error| panic!("{error}: {told}"));
    let cause = json!({ "kind": "unit", "unit": "xihe", "sheet": told["units"][0]["sheet"], "name": "西河镇",
        "part": "kind", "old": "镇", "new": "乡" });
    assert_eq!(told["causes"], json!([cause]));
    let items = told["units"][0]["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(items.len(), 1, "{items:#?}");
    assert_eq!((&items[0]["id"], &items[0]["causes"]), (&json!("air/straw-fires"), &json!([0])));
}

/// A letter that a later one amends counts for nothing any more, and is told all the same where both schemes are at hand.
#[test]
fn a_letter_that_is_no_longer_in_force_is_told_without_effect() {
    let scene = crate::scene::Scene::new();
    scene.run("new t");
    for scheme in ["s", "t"] {
        let file = format!("{scheme}/letters.csv");
        let letters = std::fs::read_to_string(scene.path(&file)).expect("letters");
        scene.write(&file, letters + "西河镇,water/manure-utilisation,70%,,2022-06-01\n");
    }
    scene.replace("t/letters.csv", "80%", "75%");
    let until_may = "西河镇“畜禽粪污综合利用率”的责任书（2022年5月31日及以前）：80%→75%";
    assert!(scene.run("diff s t").contains(&format!("{until_may}\n")));
    let told = scene.run("diff s t --data s/data --as-of 2022-12-31");
    assert!(told.contains(&format!("{until_may}（考核截止日不在生效期内，不影响得分）")), "{told}");
    assert!(told.contains("各单位的结果没有变化"), "{told}");
    let told = scene.run("diff s t --data s/data --as-of 2022-05-31");
    assert!(told.contains("西河镇“畜禽粪污综合利用率”的责任书：80%→75%\n") && told.contains("责任书80%→75%"), "{told}");
}

/// A letter and its amendment that both changed are two changes, each with the days for which it counts.
#[test]
fn each_line_of_a_letter_that_changed_is_told() {
    let scene = crate::scene::Scene::new();
    scene.run("new t");
    for (scheme, amended) in [("s", "70%,,2022-06-01"), ("t", "72%,,2022-07-01")] {
        let file = format!("{scheme}/letters.csv");
        let letters = std::fs::read_to_string(scene.path(&file)).expect("letters");
        scene.write(&file, format!("{letters}西河镇,water/manure-utilisation,{amended}\n"));
    }
    scene.replace("t/letters.csv", "80%", "75%");
    let of = |days: &str, move_: &str| format!("西河镇“畜禽粪污综合利用率”的责任书{days}：{move_}");
    let now = of("", "70%→72%");
    let beside = [of("（2022年6月1日至2022年6月30日）", "70%→75%"), of("（2022年5月31日及以前）", "80%→75%")];
    let told = scene.run("diff s t");
    for line in beside.iter().chain([&now]) {
        assert!(told.contains(&format!("{line}\n")), "{told}");
    }
    // Of two results the day of both tells which of them counts.
    let told = scene.run("diff s t --data s/data --as-of 2022-06-15");
    assert!(told.contains(&format!("{}\n", of("", "70%→75%"))), "{told}");
    assert!(told.contains(&of("（2022年7月1日起）", "70%→72%（考核截止日不在生效期内，不影响得分）")), "{told}");
    assert!(told.contains(&of("（2022年5月31日及以前）", "80%→75%（考核")), "{told}");
}

#[test]
fn results_of_two_schemes_or_years_are_not_compared() {
    let (old, mut new) = (plain(), plain());
    new.year = 2023;
    assert_eq!(comparable(&old, &new), Err(NotComparable::OtherYear { old: 2022, new: 2023 }));
    new.scheme = "another".to_owned();
    assert!(matches!(comparable(&old, &new), Err(NotComparable::OtherScheme { .. })));
}

#[test]
fn what_is_no_result_is_told_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = serde_json::to_string_pretty(&plain()).expect("written");
    let cases = [
        (whole.clone(), None),
        (whole.replace("kaohe-assessment/1", "kaohe-assessment/9"), Some(("diff-other-format", 2))),
        (whole.replacen(",\n", "\n", 1), Some(("diff-json-broken", 3))),
        ("{\n \"format\": \"kaohe-assessment/1\",\n".to_owned(), Some(("diff-json-ends", 3))),
        ("{\n \"format\": \"kaohe-assessment/1\"\n}".to_owned(), Some(("diff-json-missing", 3))),
        ("{}".to_owned(), Some(("diff-format-missing", 0))),
        (whole.replacen("\"partial\"", "\"partal\"", 1), Some(("diff-json-unknown", 0))),
    ];
    for (text, expected) in cases {
        let file = folder.path().join("assessment.json");
        std::fs::write(&file, text).expect("written");
        let found = read_document(&file);
        match (&found, expected) {
            (Ok(_), None) => {}
            (Err(ReadError::Wrong { diagnostic, .. }), Some((key, line))) => {
                assert_eq!(diagnostic.message.key, key);
                if key == "diff-json-unknown" {
                    let words = Words::new(Language::En);
                    let help: Vec<String> = diagnostic.help.iter().map(|help| words.say(help)).collect();
                    assert!(help.concat().contains("partial"), "{help:?}");
                    assert!(diagnostic.place.line > 100, "{}", diagnostic.place);
                } else {
                    assert_eq!(diagnostic.place.line, line, "{key}");
                }
            }
            (found, expected) => panic!("{expected:?}: {found:?}"),
        }
    }
}

/// `UPDATE_SCHEMAS=1 cargo test` writes the file anew.
#[test]
fn the_published_schema_is_the_schema_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/diff.schema.json");
    let schema = difference_schema().expect("a schema can be written");
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &schema).expect("the schema can be written");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), schema, "run with UPDATE_SCHEMAS=1");
}
