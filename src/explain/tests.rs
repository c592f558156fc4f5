//! Results of a small county, as a person reads them.

use std::sync::Arc;

use super::*;
use crate::assess::{AssessOptions, Assessment, assess};
use crate::clauses::tests::build::*;
use crate::figure::{Absence, Figure};
use crate::measure::{Contribution, Contributions, Held, Measured, Measures, RowPlace, TaskCount, Value};
use crate::plan::*;
use crate::words::{Language, Words};

const SCREEN: Screen = Screen { width: 110, colour: false, window: true };

/// Three items over two areas, a deduction and a veto.
fn plan() -> Plan {
    let mut plan = county();
    let farms = table("farms");
    let mut proportional = curve(CurveNode::Proportional);
    proportional.none_below = Some(node(pct("50")));
    let mut manure = rule(
        "water/manure",
        "畜禽粪污综合利用率",
        measured(
            Measure::Formula(ratio(sum(farms.clone(), "used"), sum(farms.clone(), "produced"))),
            TargetNode::AtLeast(letter_or(percent("80"), true)),
            proportional,
        ),
    );
    manure.show_as = Some(ShowAs::Percent { places: 1 });
    manure.applies_when = Some(AppliesWhen {
        condition: holds(count(farms), Comparison::Greater, value(number("0"))),
        otherwise: Some("无规模养殖场".to_owned()),
    });
    let boilers = rule(
        "air/boilers",
        "燃煤锅炉治理",
        measured(
            Measure::Task { rows: table("boilers"), done: col("done_on"), due: Some(col("due_on")) },
            TargetNode::AllBy(value(Literal::Date(day("2022-10-31")))),
            curve(CurveNode::Proportional),
        ),
    );
    let section = rule(
        "water/section",
        "断面水质",
        of(
            figure(table("readings"), AggregateNode::Worst(col("published"))),
            TargetNode::ClassAtLeast(value(water_class(2))),
            CurveNode::Deduct { points: exact("10"), per: Quantity::bare(1), parts: Parts::WholeOnly },
        ),
    );
    let mut fires = rule(
        "extra/fires",
        "秸秆焚烧火点",
        of(count(table("fires")), TargetNode::Open, CurveNode::PerCase { points: exact("1"), cap: Some(exact("3")) }),
    );
    fires.kind = RuleKind::Deduction;
    let mut many_fires = rule(
        "veto/fires",
        "火点过多",
        Body::Veto {
            when: holds(count(table("fires")), Comparison::GreaterOrEqual, value(number("7"))),
            effect: VetoEffect::CapGrade("良好".to_owned()),
        },
    );
    many_fires.kind = RuleKind::Veto;
    plan.rules = vec![manure, section, boilers, fires, many_fires];
    let water = area("water", "碧水保卫战", "60", vec![item("water/manure", "40"), item("water/section", "20")]);
    let air = area("air", "蓝天保卫战", "40", vec![item("air/boilers", "40")]);
    let mut sheet = sheet("towns", "乡镇考核评分表", area("", "", "100", vec![Child::Area(water), Child::Area(air)]));
    let adjustment = |id: &str, cap| Adjustment { rule: ItemId(id.to_owned()), at: Place::file("scheme.yaml"), cap };
    sheet.adjustments = vec![adjustment("extra/fires", Some(points("3"))), adjustment("veto/fires", None)];
    sheet.consequences = vec![Consequence {
        at: Place::file("scheme.yaml"),
        when: Need {
            source: "grade == '不合格'".to_owned(),
            condition: node(ResultConditionNode::Grade { grade: "不合格".to_owned(), worse: false }),
        },
        then: "约谈".to_owned(),
    }];
    plan.letters = vec![Letter {
        unit: UnitId("sihe".to_owned()),
        item: ItemId("water/manure".to_owned()),
        target: Some(percent("90")),
        due: None,
        from: None,
        at: Place::new("letters.csv", 2, 0),
        fields: Default::default(),
    }];
    plan.sheets = vec![sheet];
    plan.units = vec![
        unit("sihe", "泗河镇", "镇"),
        unit("baoshou", "保寿镇", "镇"),
        unit("xinzhuang", "新庄镇", "镇"),
        unit("yanhe", "延和朝鲜族乡", "乡"),
    ];
    plan
}

/// What the tables hold of the four: a town that misses a little, one whose farms withhold, one that fails, one without farms.
fn assessment(plan: &Plan) -> Assessment {
    let known = |text: &str| Measured::Figure(Figure::Known(exact(text)));
    let absent = |absence| Measured::Figure(Figure::Absent(absence));
    let answers: Vec<Vec<Measured>> = plan
        .asked()
        .iter()
        .map(|asked| match asked {
            Asked::Aggregate { rows, aggregate } => {
                let of = |four: [&str; 4]| four.map(known).to_vec();
                match (rows.tables().first().map(|(table, _)| *table), &aggregate.node) {
                    (Some("farms"), AggregateNode::Sum(column)) if *column == col("used") => {
                        vec![known("841"), absent(Absence::Withheld), known("100"), known("0")]
                    }
                    (Some("farms"), AggregateNode::Sum(_)) => of(["1000", "900", "300", "0"]),
                    (Some("farms"), _) => of(["12", "9", "3", "0"]),
                    (Some("readings"), _) => of(["2", "3", "5", "1"]),
                    _ => of(["0", "2", "7", "0"]),
                }
            }
            Asked::Task { .. } => {
                let task = |due: &str, done: Option<&str>, count| TaskCount {
                    due: Some(day(due)),
                    done: done.map(day),
                    hidden: None,
                    not_applicable: false,
                    count,
                };
                vec![
                    Measured::Task(vec![
                        task("2022-10-31", Some("2022-09-01"), 3),
                        task("2022-10-31", Some("2022-11-20"), 1),
                    ]),
                    Measured::Task(vec![task("2022-10-31", Some("2022-09-01"), 2)]),
                    Measured::Task(vec![task("2022-10-31", None, 4), task("2022-12-31", None, 1)]),
                    Measured::Task(vec![task("2022-06-30", Some("2022-06-30"), 1)]),
                ]
            }
            Asked::Tally { .. } => panic!("nothing here is tallied"),
        })
        .collect();
    let rows = answers.iter().map(|units| units.iter().map(|_| 12).collect()).collect();
    let measures = Measures::new(plan, day("2022-12-20"), answers, rows);
    assess(plan, &measures, &[], &AssessOptions { trace: true, ..AssessOptions::default() })
}

fn sihe() -> UnitId {
    UnitId("sihe".to_owned())
}

fn said(text: &str) -> &str {
    assert!(!text.contains('⟨'), "a message without words:\n{text}");
    text
}

#[test]
fn the_ranked_table_and_what_stands_below_it() {
    let plan = plan();
    let assessment = assessment(&plan);
    let files = ["out/assessment.json".to_owned(), "out/scores.csv".to_owned()];
    let beside = Beside { findings: &[], files: &files, stands: false };
    for (name, language) in [("score-zh", Language::Zh), ("score-en", Language::En)] {
        insta::assert_snapshot!(name, said(&score_table(&plan, &assessment, beside, &Words::new(language), SCREEN)));
    }
    let narrow = Screen { width: 50, ..SCREEN };
    insta::assert_snapshot!(
        "score-narrow",
        said(&score_table(&plan, &assessment, beside, &Words::new(Language::Zh), narrow))
    );
    let piped = Screen { width: 50, window: false, ..SCREEN };
    let piped = score_table(&plan, &assessment, beside, &Words::new(Language::Zh), piped);
    assert!(piped.contains("碧水保卫战（60）") && !piped.contains("屏幕较窄"), "a pipe has room for all:\n{piped}");
}

#[test]
fn a_units_score_sheet() {
    let plan = plan();
    let assessment = assessment(&plan);
    let mut pages = String::new();
    for unit in &plan.units {
        let page = unit_sheet(&plan, &assessment, &unit.id, &Words::new(Language::Zh), SCREEN);
        pages.push_str(&page.expect("the unit is assessed"));
        pages.push('\n');
    }
    insta::assert_snapshot!("units-zh", said(&pages));
    let page = unit_sheet(&plan, &assessment, &sihe(), &Words::new(Language::En), SCREEN).expect("it is assessed");
    insta::assert_snapshot!("unit-en", said(&page));
    assert!(unit_sheet(&plan, &assessment, &UnitId("nobody".to_owned()), &Words::new(Language::Zh), SCREEN).is_none());
}

/// Two of the rows of each question.
fn rows_of(questions: &[usize], _of: Option<&UnitId>) -> Option<Contributions> {
    let row = |row, farm: &str, tonnes: &str| Contribution {
        values: vec![Held::Value(Value::Number(exact(tonnes)))],
        columns: vec![
            ("farm".to_owned(), Held::Value(Value::Text(Arc::from(farm)))),
            ("used".to_owned(), Held::Value(Value::Number(exact(tonnes)))),
            ("closed".to_owned(), Held::Absent(Absence::NoData)),
        ],
        origins: vec![RowPlace {
            table: "farms".to_owned(),
            year: Year::This,
            file: "farms.xlsx".to_owned(),
            sheet: Some("一季度".to_owned()),
            row,
        }],
    };
    Some(Contributions {
        rows: 12,
        absent: vec![2; questions.len()],
        largest: vec![row(17, "兴旺养殖场", "320.5"), row(4, "第二牧场", "120")],
    })
}

#[test]
fn an_item_is_told_as_deep_as_asked() {
    let plan = plan();
    let assessment = assessment(&plan);
    let item_of = |unit: &str, id: &str, depth, language| {
        let (unit, id) = (UnitId(unit.to_owned()), ItemId(id.to_owned()));
        explain_item(&plan, &assessment, &unit, &id, depth, &rows_of, &Words::new(language), SCREEN)
            .expect("it is assessed")
    };
    let mut page = String::new();
    for (unit, id, depth) in [
        ("sihe", "water/manure", Depth::Short),
        ("sihe", "water/manure", Depth::Working),
        ("sihe", "water/manure", Depth::Rows),
        ("baoshou", "water/manure", Depth::Short),
        ("baoshou", "water/section", Depth::Short),
        ("xinzhuang", "air/boilers", Depth::Working),
        ("xinzhuang", "extra/fires", Depth::Working),
        ("baoshou", "veto/fires", Depth::Working),
        ("yanhe", "water/manure", Depth::Short),
    ] {
        page.push_str(&format!("### {unit} {id} {depth:?}\n"));
        page.push_str(&item_of(unit, id, depth, Language::Zh));
        page.push('\n');
    }
    insta::assert_snapshot!("items-zh", said(&page));
    insta::assert_snapshot!("item-en", said(&item_of("sihe", "water/manure", Depth::Rows, Language::En)));
}

/// Two of five boilers have no day of completion: they are not done, and nothing is wrong with their figures.
#[test]
fn what_is_not_done_is_no_unusable_figure() {
    let plan = plan();
    let rows_of = |_: &[usize], _: Option<&UnitId>| rows_of(&[0], None);
    let told = |assessment: &Assessment| {
        let (unit, id) = (UnitId("xinzhuang".to_owned()), ItemId("air/boilers".to_owned()));
        explain_item(&plan, assessment, &unit, &id, Depth::Rows, &rows_of, &Words::new(Language::Zh), SCREEN)
            .expect("it is assessed")
    };
    let mut assessment = assessment(&plan);
    let page = told(&assessment);
    assert!(page.contains("其中2行没有完成日期，尚未完成") && !page.contains("没有可用的数"), "{page}");
    let items = assessment.units.iter_mut().flat_map(|unit| &mut unit.items);
    for tasks in items.filter_map(|item| item.trace.as_mut()?.tasks.as_mut()) {
        tasks.withheld = 1;
    }
    let page = told(&assessment);
    assert!(page.contains("2行没有可用的日期（尚未办理，或者未公开、无法识别、不涉及）"), "{page}");
}

#[test]
fn where_a_silent_unit_stands_is_open() {
    let plan = plan();
    let mut assessment = assessment(&plan);
    let unit = &mut assessment.units[0];
    (unit.silent, unit.rank_best, unit.rank_worst) = (true, 1, 3);
    let id = unit.id.clone();
    let page = unit_sheet(&plan, &assessment, &id, &Words::new(Language::Zh), SCREEN).expect("it is assessed");
    let head = page.lines().nth(1).expect("a second line");
    assert!(head.contains("名次未定（可能为第1至第3名，共") && !head.contains("第1名"), "{head}");
}

/// Scored on two sheets, a unit stands in the lists of both: each time it says on which.
#[test]
fn a_unit_on_two_sheets_says_on_which() {
    let mut plan = plan();
    let mut second = plan.sheets[0].clone();
    (second.id, second.title) = ("streets".to_owned(), "街道考核评分表".to_owned());
    plan.sheets.push(second);
    let assessment = assessment(&plan);
    let beside = Beside { findings: &[], files: &[], stands: false };
    let page = score_table(&plan, &assessment, beside, &Words::new(Language::Zh), SCREEN);
    let page = page.replace("\n    ", "");
    assert!(page.contains("新庄镇（乡镇考核评分表）、新庄镇（街道考核评分表）"), "{page}");
    let stands = where_it_stands(&plan, &assessment, &Words::new(Language::Zh), SCREEN);
    assert!(stands.contains("泗河镇（乡镇考核评分表）：总分"), "{stands}");
}

#[test]
fn programs_are_told_the_same() {
    let plan = plan();
    let assessment = assessment(&plan);
    let words = Words::new(Language::Zh);
    let id = ItemId("water/manure".to_owned());
    let told = item_json(&plan, &assessment, &sihe(), &id, Depth::Rows, &rows_of, &words).expect("it is assessed");
    insta::assert_snapshot!("item-json", said(&serde_json::to_string_pretty(&told).expect("it is JSON")));
    let short = item_json(&plan, &assessment, &sihe(), &id, Depth::Short, &rows_of, &words).expect("it is assessed");
    assert!(short.working.is_none() && short.steps.is_empty(), "nobody asked for the working");
    let told = unit_json(&assessment, &sihe(), &words).expect("it is assessed");
    insta::assert_snapshot!("unit-json", said(&serde_json::to_string_pretty(&told).expect("it is JSON")));
}

#[test]
fn the_published_schema_is_the_one_of_the_code() {
    let schema = explanation_schema().expect("a schema can be written");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/explanation.schema.json");
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &schema).expect("the schema can be written");
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == schema, "docs/schema/explanation.schema.json is old: run the tests with UPDATE_SCHEMAS=1");
}
