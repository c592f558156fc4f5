//! The real water readings, as the publisher left them.

use std::path::PathBuf;

use super::*;
use crate::plan::{ClassName, Scale};

fn data() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/northeast-water-2021"))
}

/// `*` means not monitored here, `--` and `-` nothing valid.
fn marked(column: TableColumn) -> TableColumn {
    let mark = |text: &str, means| AbsenceMark { text: text.to_owned(), means };
    let marks =
        vec![mark("*", CellAbsence::NotApplicable), mark("--", CellAbsence::NoData), mark("-", CellAbsence::NoData)];
    TableColumn { marks, ..column }
}

fn reading(id: &str, header: &str, decimals: u32) -> TableColumn {
    marked(column(id, &[header], number(None, decimals)))
}

fn columns(more: Vec<TableColumn>, year: Option<i16>) -> Vec<TableColumn> {
    let mut columns = more;
    columns.extend([
        column("province", &["省份"], UNIT),
        column("section", &["断面名称"], TEXT),
        column("time", &["监测时间"], ColumnType::Date { time: true, year }),
        marked(column("published", &["水质类别"], ColumnType::Class { scale: "water".to_owned() })),
        reading("ph", "pH", 2),
        reading("do", "溶解氧", 3),
        reading("codmn", "高锰酸盐指数", 3),
        reading("nh3n", "氨氮", 4),
        reading("tp", "总磷", 4),
        column("state", &["站点情况"], TEXT),
    ]);
    columns
}

fn water() -> Plan {
    let readings = table("readings", columns(Vec::new(), Some(2021)));
    let daily = table("daily", columns(vec![column("day", &["采集日期"], DAY)], Some(2021)));
    let mut sections = table(
        "sections",
        vec![
            column("province", &["省份"], UNIT),
            column("section", &["断面名称"], TEXT),
            column("lake", &["湖库"], ColumnType::Bool),
            column("hourly", &["四小时发布"], ColumnType::Bool),
        ],
    );
    sections.key = vec!["province".to_owned(), "section".to_owned()];
    let class = |name: &str| ClassName { name: name.to_owned(), also: Vec::new() };
    let classes = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"].map(class).to_vec();
    let scale = Scale { id: "water".to_owned(), title: "水质类别".to_owned(), classes };
    let provinces = &["吉林省", "辽宁省", "黑龙江省", "内蒙古自治区"];
    Plan { scales: vec![scale], ..plan(2021, provinces, vec![readings, daily, sections]) }
}

#[test]
fn every_reading_is_read_and_no_cell_is_a_riddle() {
    let submission = read_folder(&water(), &data());
    assert_text(
        &said(&submission),
        "Note UnknownColumn daily.csv：这些列没有登记，未使用：流域、水温(℃)、电导率(μS/cm)、浊度(NTU)、总氮(mg/L)、叶绿素α(mg/L)、藻密度(cells/L)
         Note UnknownColumn readings/内蒙古自治区.csv：这些列没有登记，未使用：流域、水温(℃)、电导率(μS/cm)、浊度(NTU)、总氮(mg/L)、叶绿素α(mg/L)、藻密度(cells/L)
         Note UnknownColumn readings/吉林省.csv：这些列没有登记，未使用：流域、水温(℃)、电导率(μS/cm)、浊度(NTU)、总氮(mg/L)、叶绿素α(mg/L)、藻密度(cells/L)
         Note UnknownColumn readings/辽宁省.csv：这些列没有登记，未使用：流域、水温(℃)、电导率(μS/cm)、浊度(NTU)、总氮(mg/L)、叶绿素α(mg/L)、藻密度(cells/L)
         Note UnknownColumn readings/黑龙江省.csv：这些列没有登记，未使用：流域、水温(℃)、电导率(μS/cm)、浊度(NTU)、总氮(mg/L)、叶绿素α(mg/L)、藻密度(cells/L)
         Note UnknownColumn sections.csv：这些列没有登记，未使用：流域
         Note UnusedFile README.md：说明类文件，不作数据读：README.md",
    );
    let rows: Vec<(&str, u64)> = submission.inputs.iter().map(|input| (input.file.as_str(), input.rows)).collect();
    assert_eq!(
        rows,
        [
            ("daily.csv", 5248),
            ("readings/内蒙古自治区.csv", 336),
            ("readings/吉林省.csv", 698),
            ("readings/辽宁省.csv", 1725),
            ("readings/黑龙江省.csv", 436),
            ("sections.csv", 129),
        ]
    );
    let readings = submission.tables.get(&("readings".to_owned(), Year::This)).expect("readings were read");
    // The time of a station that never ran is `*`.
    assert_eq!(readings.complete, ["province", "section", "state"]);
}

#[test]
fn later_rows_marks_and_station_states_come_through_as_they_stand() {
    let submission = read_folder(&water(), &data());
    let rows = collected(&submission, "readings", Year::This);
    assert_eq!(rows.height(), 336 + 698 + 1725 + 436);
    let columns =
        ["section", "time", "published", "ph", "do", "codmn", "nh3n", "tp", "state", "#unit", "#file", "#row"];
    // 吉林 is the second file; its first rows, and where a later row corrects an earlier one.
    assert_text(
        &shown(&rows.slice(336, 2), &columns),
        "三家子 | 2021-04-01 04:00:00.000000 | 2 | 7.15 | 10.58 | 4.43 | 0.188 | 0.094 | 正常 | 0 | 1 | 2
         三家子 | 2021-04-01 12:00:00.000000 | 2 | 7.14 | 11.66 | 4.25 | 0.233 | 0.12 | 正常 | 0 | 1 | 3",
    );
    assert_text(
        &shown(&rows.slice(336 + 9, 2), &columns),
        "三家子 | 2021-04-02 20:00:00.000000 | 2 | 7.28 | 10.77 | 3.16 | 0.205 | 0.142 | 正常 | 0 | 1 | 11
         三家子 | 2021-04-02 20:00:00.000000 | 1 | 7.28 | 10.77 | 3.15 | 0.287 | 0.079 | 正常 | 0 | 1 | 12",
    );
    assert_text(
        &shown(&rows.slice(336 + 18, 1), &columns),
        "三家子 | 2021-04-04 04:00:00.000000 | ~免 | 7.17 | 10.91 | ~无 | ~无 | ~无 | 维护 | 0 | 1 | 20",
    );
    let lakes = collected(&submission, "sections", Year::This);
    let lakes =
        polars::prelude::IntoLazy::lazy(lakes).filter(polars::prelude::col("lake")).collect().expect("three lakes");
    assert_text(&shown(&lakes, &["section", "#unit"]), "查干湖 | 0\n汤河水库 | 1\n三道 | 2");
}
