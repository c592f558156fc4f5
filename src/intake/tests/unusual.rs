//! What a new user hands in: other line ends, other separators, other units, cells where no column is. Nothing of it may be lost in silence.

use std::fs;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
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

/// The ending may be in capitals, and a name that is so but for its capitals is near, however short.
#[test]
fn a_file_in_capitals_is_told_with_the_table_that_it_may_be() {
    let told = |name: &str| {
        let data = TempDir::new().expect("a temporary folder");
        fs::write(data.path().join(name), "乡镇\n泗河镇\n").expect("a file can be written");
        said(&read_folder(&plan(2022, TOWNS, vec![table("c", vec![column("town", &["乡镇"], UNIT)])]), data.path()))
    };
    assert_text(&told("c.CSV"), "");
    let near = "没有哪张表使用这个文件；是不是“c的台账”？那样应命名为“c”";
    assert_text(&told("C.CSV"), &format!("Warning UnusedFile C.CSV：{near}"));
    assert_text(&told("Ｃ.csv"), &format!("Warning UnusedFile Ｃ.csv：{near}"));
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
         Error UnreadableCell farms.csv:2：这一行比表头多出内容：“y”；数字里的逗号若没有加引号，后面各格都会错列
         Error UnreadableCell farms.csv:5：这一行比表头多出内容：“z”；数字里的逗号若没有加引号，后面各格都会错列",
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

/// A workbook as libraries write it that don't calculate: formulas without values. None of ours writes such a one.
fn workbook_without_values(cells: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let header: String =
        HEADER.split(',').map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")).collect();
    stored_zip(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\">{header}</row><row r=\"2\">{cells}</row></sheetData></worksheet>"
            ),
        ),
    ])
}

/// A ZIP archive without compression.
fn stored_zip(files: &[(&str, &str)]) -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    };
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).expect("a small file");
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let at = length(&archive);
        let mut entry = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for number in [crc(text.as_bytes()), length(text.as_bytes()), length(text.as_bytes()), length(name.as_bytes())]
        {
            entry.extend(number.to_le_bytes());
        }
        archive.extend(b"PK\x03\x04");
        archive.extend(&entry);
        archive.extend(name.as_bytes());
        archive.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&entry);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size) = (length(&archive), length(&directory));
    let count = u8::try_from(files.len()).expect("few files");
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00");
    archive.extend([count, 0, count, 0]);
    archive.extend(size.to_le_bytes());
    archive.extend(at.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

#[test]
fn a_formula_that_came_without_its_value_is_told() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let cells = format!(
        "{}{}<c><f>1+1</f><v></v></c><c t=\"str\"><f>IF(TRUE,\"\",1)</f><v></v></c>",
        text("泗河镇"),
        text("甲")
    );
    let data = TempDir::new().expect("a temporary folder");
    fs::write(data.path().join("farms.xlsx"), workbook_without_values(&cells)).expect("a file can be written");
    let submission = read_folder(&plan(2022, TOWNS, vec![farms()]), data.path());
    assert!(said(&submission).contains("有1格公式没有存下结果（如“=1+1”）"), "{}", said(&submission));
    assert_text(&rows(&submission), "2 | 0 | 甲 | ~无 | ~无");
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

/// Of a workbook one sheet is read. What stands in the others is not gone without a word.
#[test]
fn sheets_that_are_not_read_are_told() {
    let data = TempDir::new().expect("a temporary folder");
    let mut workbook = Workbook::new();
    let rows = |sheet: &mut Worksheet, rows: &[&str]| {
        for (row, cells) in (0u32..).zip(rows) {
            for (column, cell) in (0u16..).zip(cells.split(',')) {
                sheet.write(row, column, cell).expect("a cell can be written");
            }
        }
    };
    rows(workbook.add_worksheet().set_name("1月").expect("a name"), &[HEADER, "泗河镇,甲,5,4"]);
    rows(workbook.add_worksheet().set_name("2月").expect("a name"), &["二月", HEADER, "于家镇,乙,3,2"]);
    rows(workbook.add_worksheet().set_name("空表样").expect("a name"), &[HEADER]);
    rows(workbook.add_worksheet().set_name("说明").expect("a name"), &["乡镇填报，月底前报送"]);
    workbook.add_worksheet().set_name("Sheet5").expect("a name");
    workbook.save(data.path().join("farms.xlsx")).expect("a workbook can be saved");
    let submission = read_folder(&plan(2022, TOWNS, vec![farms()]), data.path());
    assert_text(&self::rows(&submission), "2 | 0 | 甲 | 5 | 4");
    assert_text(
        &said(&submission),
        "Note UnreadSheet farms.xlsx[空表样]：这张工作表没有读：一个工作簿只读一张，读的是“1月”
         Note UnreadSheet farms.xlsx[说明]：这张工作表没有读：一个工作簿只读一张，读的是“1月”
         Warning UnreadSheet farms.xlsx[2月]：这张工作表也有同样的表头，却没有读：一个工作簿只读一张，读的是“1月”；也要计入的，请并到那一张，或各自另存为一个工作簿，放进以表命名的文件夹",
    );
}

/// 85 under the format `0.00"%"` shows 85.00%, and is no 8500 %.
#[test]
fn a_percent_sign_that_is_text_multiplies_nothing() {
    let data = TempDir::new().expect("a temporary folder");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let formats = ["0.00\"%\"", "0.00\\%", "0.00%"];
    (|| {
        sheet.write(0, 0, "乡镇")?;
        sheet.write(0, 1, "利用率")?;
        for ((row, town), (format, number)) in (1u32..).zip(TOWNS).zip(formats.iter().zip([85.0, 85.0, 0.85])) {
            let format = rust_xlsxwriter::Format::new().set_num_format(*format);
            sheet.write(row, 0, *town)?.write_with_format(row, 1, number, &format)?;
        }
        Ok::<(), XlsxError>(())
    })()
    .expect("cells can be written");
    workbook.save(data.path().join("rates.xlsx")).expect("a workbook can be saved");
    let rates =
        table("rates", vec![column("town", &["乡镇"], UNIT), column("rate", &["利用率"], number(Some("%"), 2))]);
    let submission = read_folder(&plan(2022, TOWNS, vec![rates]), data.path());
    assert_text(&said(&submission), "");
    assert_text(&shown(&collected(&submission, "rates", Year::This), &["rate"]), "0.85\n0.85\n0.85");
}

/// A column of percentages, in two files.
fn rates(files: &[(&str, &str)]) -> Submission {
    let columns = vec![
        column("town", &["乡镇"], UNIT),
        column("rate", &["处理率"], number(Some("%"), 2)),
        column("flow", &["水量"], number(Some("吨"), 2)),
    ];
    let data = TempDir::new().expect("a temporary folder");
    fs::create_dir(data.path().join("plants")).expect("a folder can be made");
    for (name, text) in files {
        fs::write(data.path().join("plants").join(name), format!("乡镇,处理率,水量\n{text}"))
            .expect("a file can be written");
    }
    read_folder(&plan(2022, TOWNS, vec![table("plants", columns)]), data.path())
}

/// 0.85 is 0.85 %, as documented; that somebody meant 85 % shows in the whole column alone.
#[test]
fn a_column_of_ratios_where_percentages_are_asked_for_is_told() {
    let told = "按百分数读，所有的数都不超过1%；若填的是比率（0.85即85%），请写成85或85%";
    let submission = rates(&[
        ("一.csv", "泗河镇,0.85,0.5\n于家镇,0.92,0.5\n城郊街道,0,0.5\n五棵树镇,,0.5\n"),
        ("二.csv", "泗河镇,85,0.5\n于家镇,92%,0.5\n"),
    ]);
    assert_text(&said(&submission), &format!("Warning ImplausibleFigure plants/一.csv 处理率：这一列{told}"));
    for fine in [
        // One rate alone.
        "泗河镇,0.45,1\n",
        "泗河镇,1,1\n",
        "泗河镇,0.85%,1\n",
        "泗河镇,0,1\n于家镇,0,1\n",
        "泗河镇,0.85%,1\n于家镇,0.92,1\n",
        "泗河镇,0.85％,1\n于家镇,0.92,1\n",
        "泗河镇,0.85,1\n于家镇,1.5,1\n",
        "泗河镇,0.85,1\n于家镇,-1.5,1\n",
        // A total is no row of data.
        "泗河镇,0.35,1\n合计,0.92,1\n",
    ] {
        let told_of_it = said(&rates(&[("一.csv", fine)]));
        assert!(!told_of_it.contains(told), "{fine}{told_of_it}");
    }
    assert!(said(&rates(&[("一.csv", "泗河镇,-0.85,1\n于家镇,1,1\n")])).contains(told));
    // One row alone, and the only one that is not 0.
    assert!(said(&rates(&[("一.csv", "泗河镇,0.85,1\n")])).contains(told));
    assert!(said(&rates(&[("一.csv", "泗河镇,0.85,1\n于家镇,0,1\n")])).contains(told));
}

/// Somebody wrote 85 where all others wrote 0.85.
#[test]
fn ratios_among_percentages_are_told_and_small_percentages_are_not() {
    let column = |rates: &[&str]| {
        let lines: String = rates.iter().map(|rate| format!("泗河镇,{rate},1\n")).collect();
        said(&rates_of(&lines))
    };
    let ratios = ["0.85", "0.92", "0.78", "0.66", "0.99", "0.71", "1", "0.9", "0.31", "0"];
    let with = |more: &[&str]| column(&[&ratios[..], more].concat());
    assert_text(
        &with(&["85"]),
        "Warning ImplausibleFigure plants/一.csv 处理率：这一列按百分数读，10个不为零的数里有9个不超过1%，其余的都在10%以上；若不超过1%的填的是比率（0.85即85%），请写成85或85%",
    );
    assert!(with(&["85%"]).contains("有9个不超过1%"));
    // As many again are percentages; small percentages go on above 1 %, or stand with their sign.
    assert_text(&with(&["85", "90"]), "");
    assert_text(&with(&["1.3"]), "");
    assert_text(&with(&["85", "0.6%"]), "");
    // Rates with one that stands out.
    assert_text(&column(&["0.1", "0.2", "0.4", "0.3", "0.9", "0.2", "0.1", "0.3", "0.2", "12"]), "");
}

fn rates_of(lines: &str) -> Submission {
    rates(&[("一.csv", lines)])
}

#[test]
fn a_workbook_of_ratios_is_told_unless_it_shows_percentages() {
    let read = |format: &str| {
        let columns = vec![column("town", &["乡镇"], UNIT), column("rate", &["处理率"], number(Some("%"), 2))];
        let data = TempDir::new().expect("a temporary folder");
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        (|| {
            sheet.write(0, 0, "乡镇")?.write(0, 1, "处理率")?;
            for (row, (town, rate)) in (1u32..).zip([("泗河镇", 0.85), ("于家镇", 0.92), ("城郊街道", 0.78)])
            {
                sheet.write(row, 0, town)?;
                sheet.write_with_format(row, 1, rate, &Format::new().set_num_format(format))?;
            }
            Ok::<(), XlsxError>(())
        })()
        .expect("cells can be written");
        workbook.save(data.path().join("plants.xlsx")).expect("a workbook can be saved");
        said(&read_folder(&plan(2022, TOWNS, vec![table("plants", columns)]), data.path()))
    };
    assert!(
        read("General").starts_with("Warning ImplausibleFigure plants.xlsx[Sheet1] 处理率："),
        "{}",
        read("General")
    );
    assert_text(&read("0%"), "");
}

/// What a person sees in the cell is what was handed in.
#[test]
fn a_cell_that_shows_ten_thousands_is_read_as_it_shows() {
    let submission = read_workbook(|sheet| {
        for (row, (town, produced, format)) in (1u32..).zip([
            ("泗河镇", 1.2, "0.0\"万\""),
            ("于家镇", 12_000.0, "0!.0,\"万\""),
            ("城郊街道", 1.2, "0.0\"万吨\""),
            ("五棵树镇", 1.2, "0.0\"万头\""),
        ]) {
            sheet.write(row, 0, town)?.write(row, 1, "甲")?.write(row, 3, 1)?;
            sheet.write_with_format(row, 2, produced, &Format::new().set_num_format(format))?;
        }
        Ok(())
    });
    assert_text(
        &rows(&submission),
        "2 | 0 | 甲 | 12000 | 1\n3 | 1 | 甲 | 12000 | 1\n4 | 2 | 甲 | 12000 | 1\n5 | 3 | 甲 | ~错 | 1",
    );
    assert!(said(&submission).contains("填的是“1.2万头”，应为以“吨”计的数字"), "{}", said(&submission));
}
