//! What a new user hands in: other line ends, other separators, other units, cells where no column is. Nothing of it may be lost in silence.

use std::fs;

use rust_xlsxwriter::{Formula, Workbook, Worksheet, XlsxError};
use tempfile::TempDir;

use super::*;

const HEADER: &str = "乡镇,养殖场,粪污产生量,综合利用量";

fn read_csv(text: &str) -> Submission {
    let data = TempDir::new().expect("a temporary folder");
    fs::write(data.path().join("farms.csv"), text).expect("a file can be written");
    read_folder(&plan(2022, TOWNS, vec![farms()]), data.path())
}

fn read_workbook(write: impl Fn(&mut Worksheet) -> Result<(), XlsxError>) -> Submission {
    let data = TempDir::new().expect("a temporary folder");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in (0u16..).zip(HEADER.split(',')) {
        sheet.write(0, column, header).expect("a cell can be written");
    }
    for (column, cell) in (0u16..).zip(["泗河镇", "甲", "5", "4"]) {
        sheet.write(1, column, cell).expect("a cell can be written");
    }
    write(sheet).expect("cells can be written");
    workbook.save(data.path().join("farms.xlsx")).expect("a workbook can be saved");
    read_folder(&plan(2022, TOWNS, vec![farms()]), data.path())
}

fn rows(submission: &Submission) -> String {
    shown(&collected(submission, "farms", Year::This), &["#row", "#unit", "farm", "produced", "used"])
}

#[test]
fn lines_that_end_in_a_return_alone_are_told() {
    let submission = read_csv(&format!("{HEADER}\r泗河镇,甲,5,4\r于家镇,乙,3,2\r"));
    assert!(
        said(&submission).starts_with("Error UnreadableFile farms.csv:1：从这一行起，行尾只有回车"),
        "{}",
        said(&submission)
    );
    assert!(submission.tables.is_empty());
}

#[test]
fn another_separator_is_named() {
    for (separator, name) in [(";", "分号"), ("\t", "制表符"), ("|", "竖线"), ("，", "全角逗号")] {
        let text = format!("{HEADER}\n泗河镇,甲,5,4\n").replace(',', separator);
        let told = said(&read_csv(&text));
        assert!(told.starts_with(&format!("Error UnreadableFile farms.csv：这个文件用{name}分隔")), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn figures_in_another_unit_are_converted_exactly_or_not_used() {
    let submission = read_csv(
        "乡镇,养殖场,粪污产生量（万吨）,综合利用量（公斤）\n泗河镇,甲,1.25,500\n泗河镇,乙,120吨,1吨\n泗河镇,丙,3.5万,5\n泗河镇,丁,,7万\n",
    );
    assert_text(
        &rows(&submission),
        "2 | 0 | 甲 | 12500 | 0.5
         3 | 0 | 乙 | 120 | 1
         4 | 0 | 丙 | ~错 | ~错
         5 | 0 | 丁 | ~无 | 70",
    );
    assert_text(
        &said(&submission),
        "Note HeaderUnit farms.csv 粪污产生量（万吨）：列名写的单位是“万吨”，而本栏登记的单位是“吨”；已按1万吨＝10000吨逐格换算
         Note HeaderUnit farms.csv 综合利用量（公斤）：列名写的单位是“公斤”，而本栏登记的单位是“吨”；已按1公斤＝0.001吨逐格换算
         Error UnreadableCell farms.csv:4 粪污产生量（万吨）：填的是“3.5万”，应为以“吨”计的数字（小数最多2位）
         Error UnreadableCell farms.csv:4 综合利用量（公斤）：填的是“5”，应为以“吨”计的数字（小数最多2位）",
    );
    let heads = read_csv("乡镇,养殖场,粪污产生量,综合利用量（头）\n泗河镇,甲,5,4\n");
    assert_text(&rows(&heads), "2 | 0 | 甲 | 5 | ~无");
    assert!(
        said(&heads).starts_with("Error HeaderUnit farms.csv 综合利用量（头）：列名写的单位是“头”"),
        "{}",
        said(&heads)
    );
}

#[test]
fn cells_outside_of_the_header_are_told_and_short_rows_are_fine() {
    let submission =
        read_csv("乡镇,,养殖场,粪污产生量,综合利用量,,\n泗河镇,x,甲,5,4,,y\n于家镇,,乙,3\n城郊街道,,,3,2\n,,,,,,,z\n");
    assert_text(
        &said(&submission),
        "Warning UnknownColumn farms.csv:2：没有列名的列里填了“x”，没有使用；请补上列名
         Warning MissingKey farms.csv:4 养殖场：没有填写“养殖场”，照常计入，但重复的行查不出来
         Error UnreadableCell farms.csv:2：这一行比表头多出内容：“y”
         Error UnreadableCell farms.csv:5：这一行比表头多出内容：“z”",
    );
    assert_text(&rows(&submission), "2 | 0 | 甲 | 5 | 4\n3 | 1 | 乙 | 3 | ~无\n4 | 2 | ~无 | 3 | 2");
    let wide = read_csv(&format!("{HEADER}\n泗河镇,甲,5,4{},x\n", ",".repeat(5000)));
    assert!(said(&wide).contains("farms.csv:2：这一行有5005格，而表头只有4格"), "{}", said(&wide));
}

/// A stray cell in the last corner of a sheet costs a row, not a rectangle.
#[test]
fn a_stray_cell_far_off_is_told_and_costs_nothing() {
    let submission = read_workbook(|sheet| {
        sheet.write(1, 6, "旁边")?;
        sheet.write(20_000, 9, "下面")?;
        sheet.write(1_048_575, 16_383, "角落")?;
        Ok(())
    });
    assert_text(
        &said(&submission),
        "Error UnreadableCell farms.xlsx[Sheet1]:2：这一行比表头多出内容：“旁边”
         Error UnreadableCell farms.xlsx[Sheet1]:20001：这一行比表头多出内容：“下面”
         Error UnreadableCell farms.xlsx[Sheet1]:1048576：第16384列离表太远，填的“角落”没有使用；请删去或移到表内",
    );
    assert_text(&rows(&submission), "2 | 0 | 甲 | 5 | 4");
}

#[test]
fn a_formula_that_came_without_its_value_is_told() {
    let submission = read_workbook(|sheet| {
        sheet.write(2, 0, "于家镇")?;
        sheet.write(2, 1, "乙")?;
        sheet.write_formula(2, 2, Formula::new("=1+1").set_result(""))?;
        sheet.write_formula(2, 3, Formula::new("=1+1").set_result("2"))?;
        Ok(())
    });
    let told = said(&submission);
    assert!(told.contains("farms.xlsx[Sheet1]:3：有1格公式没有存下结果（如“=1+1”）"), "{told}");
    assert_text(&rows(&submission), "2 | 0 | 甲 | 5 | 4\n3 | 1 | 乙 | ~无 | 2");
}

/// The rows of a table whose unit column is misspelt are no remarks.
#[test]
fn a_misspelt_header_is_one_finding() {
    let told = said(&read_csv("乡阵,养殖场,粪污产生量,综合利用量\n泗河镇,,,\n于家镇,乙,3,2\n"));
    assert!(!told.contains("说明、签字类"), "{told}");
    assert!(told.contains("缺少“乡镇”列") && told.contains("“乡阵”是不是它"), "{told}");
}

#[test]
fn a_row_without_a_readable_day_says_that_it_counts() {
    let mut fires = table("fires", vec![column("town", &["乡镇"], UNIT), column("day", &["日期"], DAY)]);
    fires.time_column = Some("day".to_owned());
    let data = TempDir::new().expect("a temporary folder");
    fs::write(data.path().join("fires.csv"), "乡镇,日期\n泗河镇,某日\n").expect("a file can be written");
    let submission = read_folder(&plan(2022, TOWNS, vec![fires]), data.path());
    assert_text(
        &said(&submission),
        "Error UnreadableCell fires.csv:2 日期：填的是“某日”，应为日期，如2022-06-30；这一行照常计入，只在按日期筛选的地方不算",
    );
    assert_eq!(collected(&submission, "fires", Year::This).height(), 1);
}
