//! Reports from real assessments: every figure read back out of the pages, nothing that a name can break, the same bytes twice.

mod fields;
mod read_back;
mod templates;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use kaohe::assess::document::{Document, Enclosed, Receipt, Terms};
use kaohe::assess::{AssessOptions, assess};
use kaohe::measure::{MeasureOptions, lower_condition, measure};
use kaohe::report::templates::Templates;
use kaohe::report::view::View;
use kaohe::report::{Form, Kind};
use kaohe::words::{Language, Words};
use kaohe::{intake, scheme, script};

fn below(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn scored(name: &str, as_of: &str) -> Document {
    let loaded = scheme::load(&below("rules").join(name));
    let plan = script::compile(&loaded.scheme.expect("a scheme")).plan;
    let options = MeasureOptions::as_of(as_of.parse().expect("a day"));
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, options.as_of);
    let read = intake::Options { tables: None, lower: Some(lower), more: &[] };
    let submission = intake::read(&plan, &below("datasets").join(name), &read);
    let measures = measure(&plan, &submission, &options).expect("measured");
    let traced = AssessOptions { trace: true, ..AssessOptions::default() };
    let assessment = assess(&plan, &measures, &submission.hand_scores, &traced);
    let receipt = Receipt { kaohe: "0.1.0".into(), scheme_sha256: "00".into(), standards: plan.standards.clone() };
    let terms = Terms::new(&plan, assessment.as_of);
    let enclosed = Enclosed {
        receipt,
        terms,
        inputs: &submission.inputs,
        findings: &submission.findings,
        advice: &std::collections::BTreeMap::new(),
    };
    Document::new(&assessment, enclosed, &Words::new(Language::Zh))
}

/// The example of 榆树, scored once for all tests.
fn december() -> &'static Document {
    static SCORED: OnceLock<Document> = OnceLock::new();
    SCORED.get_or_init(|| scored("yushu-2022", "2022-12-31"))
}

fn june() -> &'static Document {
    static SCORED: OnceLock<Document> = OnceLock::new();
    SCORED.get_or_init(|| scored("yushu-2022", "2022-06-30"))
}

fn provinces() -> &'static Document {
    static SCORED: OnceLock<Document> = OnceLock::new();
    SCORED.get_or_init(|| scored("northeast-water-2021", "2021-12-31"))
}

fn words() -> Arc<Words> {
    Arc::new(Words::new(Language::Zh))
}

fn view(document: &Document, since: Option<&Document>) -> View {
    View::new(document, since, &words()).expect("a view")
}

fn made(document: &Document, since: Option<&Document>, kind: Kind, form: Form) -> String {
    let templates = Templates::new(None, words()).expect("the built-in templates");
    let value = Templates::value(&view(document, since));
    templates.make(kind, form, &value).unwrap_or_else(|error| panic!("{:#?}", error.diagnostics))
}

/// Every kind in every form that it has.
fn kinds() -> impl Iterator<Item = (Kind, Form)> {
    let both = Kind::ALL.into_iter().flat_map(|kind| [(kind, Form::Html), (kind, Form::Markdown)]);
    both.filter(|(kind, form)| kind.has(*form))
}

#[test]
fn the_notice_of_the_bundled_example_reads_as_an_official_text() {
    insta::assert_snapshot!(made(december(), Some(june()), Kind::Notice, Form::Markdown));
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    let text = serde_json::to_string(december()).expect("written");
    let again: Document = serde_json::from_str(&text).expect("read");
    for (kind, form) in kinds() {
        let first = made(december(), Some(june()), kind, form);
        assert!(first == made(&again, Some(june()), kind, form), "{kind:?} {form:?} differs");
    }
}

#[test]
fn an_example_says_so_and_a_provisional_result_too() {
    for (kind, form) in kinds() {
        let text = made(june(), None, kind, form);
        assert!(text.contains("示例数据"), "{kind:?} {form:?} hides that it is an example");
        assert!(text.contains("暂定"), "{kind:?} {form:?} hides that it is provisional");
        let mut official = provinces().clone();
        official.note = None;
        let text = made(&official, None, kind, form);
        assert!(!text.contains("示例数据"), "{kind:?} {form:?} calls real data an example");
        assert!(!text.contains("（暂定）"), "{kind:?} {form:?} calls a settled result provisional");
    }
}

#[test]
fn names_harm_nothing() {
    let mut document = december().clone();
    let plain: Vec<usize> =
        Kind::ALL.map(|kind| made(&document, None, kind, Form::Html).matches("<script").count()).into();
    "<script>alert(1)</script>".clone_into(&mut document.title);
    for unit in &mut document.units {
        unit.name = format!("{}<script>alert(1)</script>a|b`c`*d*", unit.name);
        unit.group.push_str("</style><img src=x onerror=alert(1)>|");
        for item in &mut unit.indicators {
            item.title.push_str("\"'><script>alert(1)</script>|\n# x");
            item.reason.push_str("<b>|</b>");
        }
    }
    for sheet in &mut document.sheets {
        sheet.title.push_str("<script>alert(1)</script>|");
        sheet.items.iter_mut().for_each(|item| item.title.push_str("<script>|\n## y"));
    }
    for (kind, plain) in Kind::ALL.into_iter().zip(plain) {
        let text = made(&document, Some(june()), kind, Form::Html);
        assert_eq!(text.matches("<script").count(), plain, "{kind:?} lets a script in");
        for tag in ["<img", "<b>|"] {
            assert!(!text.contains(tag), "{kind:?} lets {tag} in");
        }
    }
    for (kind, _) in kinds().filter(|(_, form)| *form == Form::Markdown) {
        let text = made(&document, Some(june()), kind, Form::Markdown);
        assert!(!text.contains("<script") && !text.contains("<img"), "{kind:?} lets HTML in");
        assert!(!text.lines().any(|line| line == "# x" || line == "## y"), "{kind:?} lets a heading in");
        let mut columns = None;
        for line in text.lines() {
            let cells = line.starts_with('|').then(|| line.replace("\\|", "").matches('|').count());
            if let (Some(expected), Some(found)) = (columns, cells) {
                assert_eq!(found, expected, "a cell is broken: {line}");
            }
            columns = cells;
        }
    }
}

/// More units than any county has: every figure is written once, so that time grows with what is written.
#[test]
fn long_rosters_keep_the_brief_short() {
    let mut document = december().clone();
    let towns: Vec<_> = document.units.iter().filter(|unit| unit.sheet == "towns").cloned().collect();
    document.units.clear();
    for number in 0..5 {
        for unit in &towns {
            let mut unit = unit.clone();
            unit.id = format!("{}-{number}", unit.id);
            unit.name = format!("{}{number}", unit.name);
            unit.group = "乡镇".to_owned();
            document.units.push(unit);
        }
    }
    let few = made(december(), None, Kind::Brief, Form::Markdown).lines().count();
    let many = made(&document, None, Kind::Brief, Form::Markdown);
    assert!(many.contains("中间120个单位从略"), "{many}");
    assert!(many.lines().count() <= few + 10, "{} lines, of fewer units {few}", many.lines().count());
}

/// `cargo test --release -- --ignored` tells how long a thousand units take.
#[test]
#[ignore = "for a release build"]
fn a_thousand_units_take_under_ten_seconds() {
    let mut document = december().clone();
    let units = std::mem::take(&mut document.units);
    for number in 0..28 {
        for unit in &units {
            let mut unit = unit.clone();
            unit.id = format!("{}-{number}", unit.id);
            document.units.push(unit);
        }
    }
    document.units.sort_by(|left, right| (&left.sheet, &left.group).cmp(&(&right.sheet, &right.group)));
    let start = std::time::Instant::now();
    let templates = Templates::new(None, words()).expect("the built-in templates");
    let value = Templates::value(&view(&document, None));
    for (kind, form) in kinds() {
        let made = templates.make(kind, form, &value).map(|text| text.len());
        println!("{kind:?} {form:?}: {:?} bytes after {:?}", made.ok(), start.elapsed());
    }
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
