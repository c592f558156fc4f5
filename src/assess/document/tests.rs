use super::*;
use crate::assess::Assessment;
use crate::assess::tests::fixture::*;
use crate::plan::*;
use crate::words::{Language, Words};

fn sample() -> Assessment {
    let thirds = measured("x", figure("x"), at_least(number("3")), curve(CurveNode::Proportional));
    let mut plan = plan("100", vec![item("x", "60"), item("y", "40")], vec![thirds, scored("y")]);
    plan.numbers.at = crate::plan::RoundAt::Total;
    plan.sheets[0].grades[0].quota = Some(Quota::Count { count: 1, of: QuotaOf::Group });
    score(&mut plan, "unit | x | y\n a | 3 | 96\n b | 1 | 90\n c | * | 100")
}

fn document(language: Language) -> Document {
    Document::new(&sample(), enclosed(), &Words::new(language))
}

fn enclosed() -> Enclosed<'static> {
    let receipt = Receipt { kaohe: "0.1.0".into(), scheme_sha256: "00".into(), standards: Vec::new() };
    let advice = &|unit: &UnitResult| {
        let id = unit.items.first().map(|item| item.id.clone());
        id.into_iter().map(|id| (id, vec![Message::new("status-met")])).collect()
    };
    Enclosed { accepted: false, receipt, terms: Terms::default(), inputs: &[], findings: &[], owner: &|_| None, advice }
}

/// Both files, as they are written side by side.
fn files(assessment: &Assessment, language: Language) -> (String, String) {
    let (mut json, mut table) = (Vec::new(), Vec::new());
    write(assessment, enclosed(), &Words::new(language), &mut json, &mut table).expect("a buffer takes everything");
    (String::from_utf8(json).expect("text"), String::from_utf8(table).expect("text"))
}

/// One of everything that a document may hold: hands, vetoes, caps, needs, quotas, what is left out and what is given away.
fn rich_sample() -> Assessment {
    let receivers = vec![ItemId("x".into())];
    let thirds = measured(
        "x",
        over(figure("x"), number("7")),
        at_least(over(number("3"), number("7"))),
        curve(CurveNode::Proportional),
    );
    let first = area("first", Combine::Sum, "60", vec![item("x", "50"), item("hand", "10")]);
    let second = area(
        "second",
        Combine::WeightedMean,
        "40",
        vec![item("y", "30"), item_with("z", "10", NotApplicablePolicy::GivenTo(receivers))],
    );
    let mut plan = plan(
        "100",
        vec![first, second],
        vec![
            thirds,
            exception(by_hand("hand", "10"), "fraud", ExceptionThen::NoPoints),
            scored("y"),
            scored("z"),
            cases("praised", RuleKind::Bonus, "0.3"),
            cases("blamed", RuleKind::Deduction, "0.21"),
            veto("spill", VetoEffect::ZeroArea("second".into())),
        ],
    );
    let weak = |share: &str| ResultConditionNode::Compare {
        comparison: Comparison::Less,
        left: ResultValue::AreaShare("second".into()),
        right: ResultValue::Number(exact(share)),
    };
    let sheet = &mut plan.sheets[0];
    sheet.grades[0].quota = Some(Quota::Count { count: 1, of: QuotaOf::Group });
    sheet.grades[1].needs = vec![node(need(ResultConditionNode::Not(Box::new(node(weak("0.7"))))))];
    let basis = Some("办法第三条".to_owned());
    sheet.caps = vec![GradeCap { at: Place::default(), when: need(weak("0.5")), grade: "合格".into(), basis }];
    sheet.consequences = vec![Consequence { at: Place::default(), when: need(weak("0.6")), then: "约谈".to_owned() }];
    let hands = [given_by_hand("a", "hand", "9"), given_by_hand("b", "hand", "12")];
    score_at(
        &mut plan,
        "2022-12-31",
        &hands,
        "unit | x | y   | z   | praised | blamed | spill | fraud
         a    | 3 | 96  | 100 | 2       | 0      | 0     | 0
         b    | 3 | 98  | n/a | 0       | 1      |       | *
         c    | 1 | 100 | …   | 0       | 0      | 1     | 0
         d    | * | 20  | 10  | 0       | 0      | 0     | 0
         e    | 3 | n/a | 50  | 0       | 0      | 0     | 0",
    )
}

#[test]
fn the_document_is_read_back_as_it_was_written() {
    let document = Document::new(&rich_sample(), enclosed(), &Words::new(Language::Zh));
    let text = serde_json::to_string_pretty(&document).expect("a document can be written");
    for part in ["grade_moved", "open", "consequences", "rescaled", "hands", "adjustments", "policy", "_exact"] {
        assert!(text.contains(part), "the sample has no {part}");
    }
    let again: Document = serde_json::from_str(&text).expect("a document can be read");
    assert_eq!(document, again);
    assert_eq!(text, serde_json::to_string_pretty(&again).expect("a document can be written"));
}

/// Written unit by unit, or all at once: the same bytes.
#[test]
fn pieces_are_written_as_the_whole_is() {
    let mut assessment = rich_sample();
    // More units than are made at once.
    assessment.units = std::iter::repeat_with(|| assessment.units.clone()).take(250).flatten().collect();
    for assessment in [assessment, Assessment { units: Vec::new(), ..sample() }] {
        let document = Document::new(&assessment, enclosed(), &Words::new(Language::Zh));
        let whole = serde_json::to_string_pretty(&document).expect("a document can be written") + "\n";
        let (json, table) = files(&assessment, Language::Zh);
        assert!(json == whole, "the pieces differ from the whole");
        let rows: usize = document.units.iter().map(|unit| unit.indicators.len() + unit.adjustments.len()).sum();
        assert_eq!(table.lines().count(), 1 + rows);
    }
}

/// A disk that is full is told as that, whichever file it befell.
#[test]
fn what_keeps_a_file_from_being_written_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    /// Takes the head of the table, no more.
    struct Head(bool);
    impl std::io::Write for Head {
        fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
            let full = std::mem::replace(&mut self.0, true);
            if full { Err(std::io::ErrorKind::StorageFull.into()) } else { Ok(text.len()) }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let words = Words::new(Language::Zh);
    let tables: [&mut dyn std::io::Write; 2] = [&mut Full, &mut Head(false)];
    for table in tables {
        let error =
            write(&sample(), enclosed(), &words, &mut Vec::new(), table).expect_err("the table can't be written");
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
    }
    let error = write(&sample(), enclosed(), &words, &mut Full, &mut Vec::new()).expect_err("nor can the document");
    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
}

#[test]
fn figures_are_strings_with_their_fraction_where_rounded() {
    let document = serde_json::to_value(document(Language::Zh)).expect("a document can be written");
    let unit = |id: &str| {
        document["units"]
            .as_array()
            .and_then(|units| units.iter().find(|unit| unit["id"] == id))
            .expect("the unit")
            .clone()
    };
    let (a, b) = (unit("a"), unit("b"));
    assert_eq!(a["total"], "98.40");
    assert_eq!(a["indicators"][0]["full"], "60");
    assert_eq!(b["indicators"][0]["points"], "20.00");
    assert_eq!(b["indicators"][0]["reason"], "1，未达到目标（≥3），得部分分");
    assert_eq!(b["total"], "56.00");
    assert_eq!(unit("c")["indicators"][0]["measure"], serde_json::Value::Null);
    assert_eq!(unit("c")["at_most"], "100.00");
    assert_eq!(unit("c")["provisional"], true);
}

#[test]
fn a_row_stands_for_each_unit_and_indicator() {
    let (_, text) = files(&sample(), Language::En);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 3 * 2);
    assert!(lines[0].starts_with("\u{feff}sheet,group,rank,unit"));
    assert_eq!(
        lines[1],
        "towns,all,1,a,a,98.40,优秀,true,false,x,x,indicator,met,3,3,3,,≥3,60.00,60,60.00,60.00,false,,3: the target (≥3) is met"
    );
}

/// `UPDATE_SCHEMAS=1 cargo test` writes the file anew.
#[test]
fn the_published_schema_is_the_schema_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema/assessment.schema.json");
    // As it is written: what is left out where it is empty need not be there.
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Document>();
    let schema = serde_json::to_string_pretty(&schema).expect("a schema can be written") + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(path, &schema).expect("the schema can be written");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), schema, "run with UPDATE_SCHEMAS=1");
}

/// Every message that assessments are made of is in the catalogue, in both languages.
#[test]
fn nothing_is_said_as_a_bare_key() {
    for language in [Language::Zh, Language::En] {
        let text = serde_json::to_string(&document(language)).expect("a document can be written");
        assert!(!text.replace("⟨formula⟩", "").contains('⟨'), "{text}");
    }
}
