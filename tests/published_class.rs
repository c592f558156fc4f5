//! An independent check of the single-factor rule: every reading classed as published, against the class that the publisher gave it.
//!
//! River limits alone agree in 2,893 of 2,956 readings, and the lakes by their own limits bring it to 2,927. What is left is told apart
//! below; each of the 29 falls under a kind, and the numbers of each kind are held. No disagreement is left that
//! oxygen saturation would have to explain.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use kaohe::figure::Exact;
use kaohe::intake::{self, Submission};
use kaohe::measure::{Held, MeasureOptions, Measured, Value, contributions, measure};
use kaohe::plan::{Asked, Plan};

const CLASSES: [&str; 6] = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"];

/// Why a reading's class is not the published one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// An item stands exactly on a limit in the published figures; before the publisher rounded it, it was beyond.
    RoundedAtALimit,
    /// The publisher put out the same section and time once more, with our class: the row is superseded.
    CorrectedLater,
    /// The published class is that of the section's reading just before or after: it was put beside the wrong one.
    OfTheNextReading,
    /// Dissolved oxygen alone makes it worse, and may be saturated (the standard's other way to Class I).
    OxygenSaturation,
    Unexplained,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read() -> (Plan, Submission, MeasureOptions) {
    let loaded = kaohe::scheme::load(&root().join("tests/published-class"));
    assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
    let compiled = kaohe::script::compile(&loaded.scheme.expect("a scheme"));
    assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
    let data = root().join("datasets/northeast-water-2021");
    let submission = intake::read(&compiled.plan, &data, &intake::Options::default());
    (compiled.plan, submission, MeasureOptions::as_of(jiff::civil::date(2021, 12, 31)))
}

fn number(measured: Option<&Measured>) -> Exact {
    match measured {
        Some(Measured::Figure(figure)) => figure.known().expect("a figure").clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn readings_are_classed_as_published() {
    let (plan, submission, options) = read();
    let measures = measure(&plan, &submission, &options).expect("measures");
    let asked = plan.asked();
    let [by_river, by_own] = asked.as_slice() else { panic!("two questions") };

    let totals = |asked: &Asked| {
        let question = measures.number(asked).expect("asked");
        let mut agree = Exact::ZERO;
        let mut all = 0;
        for unit in 0..plan.units.len() {
            let rows = measures.rows(question, unit);
            agree += &(number(measures.answer(question, unit)) * Exact::from(rows));
            all += rows;
        }
        (agree.to_string(), all)
    };
    assert_eq!(totals(by_river), ("2893".to_owned(), 2956), "by river limits alone");
    assert_eq!(totals(by_own), ("2927".to_owned(), 2956), "lakes by the limits for lakes");

    let ours = classes_of_all(&plan, &submission, &options, by_own);
    let mut kinds: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for (file, readings) in readings() {
        for (index, reading) in readings.iter().enumerate() {
            let Some(published) = CLASSES.iter().position(|class| **class == reading["水质类别"]) else { continue };
            let class = ours[&(file.clone(), reading.row)];
            if class == published {
                continue;
            }
            let near = |other: Option<&Reading>| {
                other.is_some_and(|other| {
                    let its = ours.get(&(file.clone(), other.row)) == Some(&published);
                    other["断面名称"] == reading["断面名称"] && (its || other["水质类别"] == *CLASSES[published])
                })
            };
            let corrected = readings[index + 1..].iter().take(2).any(|later| {
                let same = ["断面名称", "监测时间"].iter().all(|column| later[column] == reading[column]);
                same && later["水质类别"] == *CLASSES[class]
            });
            let kind = if reading.at_a_limit() && published > class {
                Kind::RoundedAtALimit
            } else if corrected {
                Kind::CorrectedLater
            } else if near(index.checked_sub(1).and_then(|before| readings.get(before)))
                || near(readings.get(index + 1))
            {
                Kind::OfTheNextReading
            } else if reading.worse_by_oxygen_alone() && published < class {
                Kind::OxygenSaturation
            } else {
                Kind::Unexplained
            };
            let line = format!(
                "{file}:{} {} {} 发布{} 计算{}",
                reading.row, &reading["断面名称"], &reading["监测时间"], CLASSES[published], CLASSES[class]
            );
            kinds.entry(kind).or_default().push(line);
        }
    }
    println!("agreement: 2927 of 2956 readings (99.0 %); the rest:");
    for (kind, lines) in &kinds {
        println!("{kind:?}: {}", lines.len());
        lines.iter().for_each(|line| println!("    {line}"));
    }
    let counts: Vec<(Kind, usize)> = kinds.iter().map(|(kind, lines)| (*kind, lines.len())).collect();
    insta::assert_debug_snapshot!(counts);
}

/// Our class of every reading that carries a published one, by file and row.
fn classes_of_all(
    plan: &Plan,
    submission: &Submission,
    options: &MeasureOptions,
    asked: &Asked,
) -> HashMap<(String, u32), usize> {
    let mut classes = HashMap::new();
    for unit in 0..plan.units.len() {
        let made_of = contributions(plan, submission, options, &[asked], unit, usize::MAX).expect("contributions");
        for contribution in &made_of.largest {
            let ours = contribution.columns.iter().find(|(name, _)| name == "ours").map(|(_, held)| held);
            let Some(Held::Value(Value::Class(class))) = ours else { panic!("{ours:?}") };
            let origin = contribution.origins.iter().find(|origin| origin.table == "readings").expect("a reading");
            classes.insert((origin.file.clone(), origin.row), *class as usize);
        }
    }
    classes
}

struct Reading {
    row: u32,
    cells: HashMap<String, String>,
}

impl std::ops::Index<&str> for Reading {
    type Output = str;

    fn index(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Reading {
    fn item(&self, column: &str) -> Option<Exact> {
        self[column].parse().ok()
    }

    fn at_a_limit(&self) -> bool {
        let limits: [(&str, &[&str]); 5] = [
            ("pH(无量纲)", &["6", "9"]),
            ("溶解氧(mg/L)", &["7.5", "6", "5", "3", "2"]),
            ("高锰酸盐指数(mg/L)", &["2", "4", "6", "10", "15"]),
            ("氨氮(mg/L)", &["0.15", "0.5", "1", "1.5", "2"]),
            ("总磷(mg/L)", &["0.02", "0.1", "0.2", "0.3", "0.4"]),
        ];
        limits.iter().any(|(column, limits)| {
            self.item(column).is_some_and(|value| limits.iter().any(|limit| limit.parse() == Ok(value.clone())))
        })
    }

    fn worse_by_oxygen_alone(&self) -> bool {
        let good = |column: &str, limit: &str| {
            self.item(column).is_none_or(|value| limit.parse::<Exact>().is_ok_and(|limit| value <= limit))
        };
        good("高锰酸盐指数(mg/L)", "2") && good("氨氮(mg/L)", "0.15") && good("总磷(mg/L)", "0.02")
    }
}

fn readings() -> Vec<(String, Vec<Reading>)> {
    let folder = root().join("datasets/northeast-water-2021/readings");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("the readings").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files.iter().map(|file| (format!("readings/{}", name(file)), rows(file))).collect()
}

fn name(file: &Path) -> &str {
    file.file_name().and_then(|name| name.to_str()).expect("a name")
}

fn rows(file: &Path) -> Vec<Reading> {
    let mut reader = csv::Reader::from_path(file).expect("a table");
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.records().enumerate().map(|(index, record)| {
        let record = record.expect("a row");
        let cells = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        Reading { row: u32::try_from(index + 2).expect("a row number"), cells }
    });
    rows.collect()
}
