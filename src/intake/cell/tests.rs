//! `tests/cells.yaml`: cell after cell, what is read out of it.

use serde::Deserialize;

use super::*;
use crate::figure::Exact;
use crate::plan::{AbsenceMark, ClassName, ColumnType, Scale};

#[derive(Deserialize)]
struct Group {
    column: String,
    holds: ColumnType,
    #[serde(default)]
    marks: Vec<AbsenceMark>,
    cells: Vec<(String, String)>,
}

fn water() -> Scale {
    let class = |name: &str| ClassName { name: name.to_owned(), also: Vec::new() };
    let classes = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"].map(class).to_vec();
    Scale { id: "water".to_owned(), title: "水质类别".to_owned(), classes }
}

fn said<T>(cell: Cell<T>, show: impl FnOnce(T) -> String) -> String {
    match cell {
        Cell::Is(value) => show(value),
        Cell::Absent(CellAbsence::NoData) => "未报".to_owned(),
        Cell::Absent(CellAbsence::Withheld) => "保密".to_owned(),
        Cell::Absent(CellAbsence::NotApplicable) => "不涉及".to_owned(),
        Cell::Unreadable(why) => format!("看不懂：{}", why_in_words(why)),
    }
}

fn why_in_words(why: Why) -> &'static str {
    match why {
        Why::NotANumber => "不是数",
        Why::Nan => "算不出数",
        Why::TooManyDecimals => "小数位太多",
        Why::TooLarge => "数太大",
        Why::Percent => "这里不填百分数",
        Why::BelowDetection => "这里不填检出限",
        Why::NoDetectionLimit => "没有检出限",
        Why::Exponent => "科学计数法",
        Why::SpreadsheetError => "表格公式出错",
        Why::NotADate => "不是日期",
        Why::NoYear => "没有年份",
        Why::NotATruth => "不是是否",
        Why::NotAClass => "不是等级",
        Why::NotAllowed => "不在许可之列",
    }
}

fn meaning(group: &Group, text: &str) -> String {
    let absences = Absences::of(&group.marks);
    match &group.holds {
        ColumnType::Number(number) => said(read(&NumberCells::new(number), &absences, text), |digits| {
            Exact::scaled(digits, scale_of(number)).to_string()
        }),
        ColumnType::Date { time, year } => {
            said(read(&DateCells { year: *year, time: *time }, &absences, text), |moment| {
                if *time { moment.strftime("%Y-%m-%d %H:%M").to_string() } else { moment.date().to_string() }
            })
        }
        ColumnType::Bool => {
            said(read(&TruthCells, &absences, text), |truth| if truth { "是" } else { "否" }.to_owned())
        }
        ColumnType::Class { .. } => {
            let scale = water();
            let name = |index: u8| scale.name(u32::from(index)).unwrap_or("?").to_owned();
            said(read(&ClassCells::new(&scale), &absences, text), name)
        }
        ColumnType::Text { one_of } => said(read_text(&TextCells::new(one_of), &absences, text), str::to_owned),
        ColumnType::Unit { .. } => said(read_text(&TextCells::new(&[]), &absences, text), str::to_owned),
    }
}

#[test]
fn cells_mean_what_the_list_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cells.yaml");
    let text = std::fs::read_to_string(path).expect("tests/cells.yaml stands in the repository");
    let groups: Vec<Group> = serde_yaml::from_str(&text).expect("tests/cells.yaml is YAML of that shape");
    let mut wrong = Vec::new();
    let mut count = 0;
    for group in &groups {
        for (cell, expected) in &group.cells {
            count += 1;
            let found = meaning(group, cell);
            if found != *expected {
                wrong.push(format!("{}: “{cell}” is read as {found}, not {expected}", group.column));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 150, "only {count} cells were read");
}

/// The quick spellings are a short cut, never another reading.
#[test]
fn the_short_cut_reads_as_the_long_way() {
    let column = crate::plan::NumberColumn {
        unit: None,
        decimals: 2,
        min: None,
        max: None,
        below_detection: false,
        detection_limit: None,
    };
    let cells = NumberCells::new(&column);
    for text in [
        "0",
        "-0",
        "12",
        "-12.5",
        "12.34",
        "12.345",
        "007",
        "1234567890123456.78",
        "1.",
        ".",
        "-",
        "12345678901234567890",
    ] {
        if let Some(quick) = cells.quick(text.as_bytes()) {
            assert_eq!(cells.read(text), Ok(quick), "{text}");
        }
    }
    assert_eq!(cells.quick(b"12.345"), None);
    let days = DateCells { year: Some(2021), time: true };
    for text in ["2021-04-01", "04-01 08:00", "2021-02-30", "13-01 08:00"] {
        assert_eq!(days.quick(text.as_bytes()), days.read(text).ok(), "{text}");
    }
}
