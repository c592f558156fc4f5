//! Whose the rows and cells may be that can't be used.

use std::fs;

use tempfile::TempDir;

use super::*;

const SHARED: &[&str] = &["泗河镇", "五棵树镇", "五棵树街道"];

/// The unusable things of one file of this table, a line each: the first row, the years, whose, what, from which day.
fn unusable(table: Table, csv: &str) -> String {
    let data = TempDir::new().expect("a temporary folder");
    fs::write(data.path().join(format!("{}.csv", table.id)), csv).expect("a file can be written");
    let submission = read_folder(&plan(2022, SHARED, vec![table]), data.path());
    let mut found: Vec<String> = submission.unusable.iter().map(line).collect();
    found.sort();
    found.join("\n")
}

fn line(unusable: &Unusable) -> String {
    let units: Vec<&str> = unusable.units.iter().filter_map(|unit| SHARED.get(*unit as usize).copied()).collect();
    let (row, what) = (unusable.at.row.unwrap_or_default(), &unusable.what);
    format!("{row} {:?} {} {what:?} {:?}", unusable.years, units.join("、"), unusable.first_day)
}

#[test]
fn a_row_of_one_of_several_units() {
    let fires = |many| {
        let columns = vec![column("town", &["乡镇"], ColumnType::Unit { many }), column("day", &["日期"], DAY)];
        Table { time_column: Some("day".to_owned()), ..table("fires", columns) }
    };
    // Rows alike are one, from the first day of all. A name that no unit has is nobody's, however near another is.
    let csv = "乡镇,日期\n泗河,2022-01-01\n五棵树,2022-06-30\n五棵树,2022-03-01\n泗和镇,2022-01-01\n,2022-01-01\n";
    assert_text(&unusable(fires(false), csv), "3 [This] 五棵树镇、五棵树街道 OfSomeUnit Some(2022-03-01)");
    let undated = "乡镇,日期\n五棵树,2022-06-30\n五棵树,\n";
    assert_text(&unusable(fires(false), undated), "2 [This] 五棵树镇、五棵树街道 OfSomeUnit None");
    // Of a row of several units the one that is known has it; the other part may be either.
    let several = "乡镇,日期\n泗河镇、五棵树,2022-06-30\n";
    assert_text(&unusable(fires(true), several), "2 [This] 五棵树镇、五棵树街道 OfSomeUnit Some(2022-06-30)");
}

#[test]
fn a_cell_that_cannot_be_read_is_that_of_the_units_of_its_row() {
    let shared = |many| {
        table(
            "t",
            vec![
                column("town", &["乡镇"], ColumnType::Unit { many }),
                column("used", &["利用量"], number(Some("吨"), 2)),
            ],
        )
    };
    let csv = "乡镇,利用量\n泗河,约5\n五棵树镇,\n五棵树镇,*\n某镇,约6\n";
    assert_text(
        &unusable(shared(false), csv),
        r#"2 [This] 泗河镇 Cell { column: "used" } None
           5 [This]  Cell { column: "used" } None"#,
    );
    let both = "乡镇,利用量\n泗河镇、五棵树镇,约5\n";
    assert_text(&unusable(shared(true), both), r#"2 [This] 泗河镇、五棵树镇 Cell { column: "used" } None"#);
}

#[test]
fn a_row_without_its_year_may_be_of_this_or_the_last() {
    let returns = || {
        let columns = vec![
            column("town", &["乡镇"], UNIT),
            column("year", &["年份"], number(None, 0)),
            column("cut", &["减排量"], number(Some("吨"), 0)),
        ];
        Table { year_column: Some("year".to_owned()), ..table("returns", columns) }
    };
    // However many there are of a unit, the first says it.
    let csv = "乡镇,年份,减排量\n泗河镇,2022,1\n泗河镇,,1\n泗河镇,,1\n五棵树镇,今年,1\n泗河镇,2021,1\n";
    assert_text(
        &unusable(returns(), csv),
        "3 [This, Last] 泗河镇 OfSomeYear None
         5 [This, Last] 五棵树镇 OfSomeYear None",
    );
}

#[test]
fn a_row_with_more_cells_than_the_header_stands_in_wrong_columns() {
    let farms = || {
        let columns = vec![
            column("town", &["乡镇"], UNIT),
            column("made", &["产生量"], number(Some("吨"), 0)),
            column("used", &["利用量"], number(Some("吨"), 0)),
        ];
        table("farms", columns)
    };
    // A thousands comma without quotes; commas behind the last cell say nothing.
    let csv = "乡镇,产生量,利用量\n泗河镇,1,200,1,100\n五棵树镇,5,4,,\n五棵树街道,\"1,200\",\"1,100\"\n";
    assert_text(&unusable(farms(), csv), "2 [This] 泗河镇 Shifted None");
}

/// Where the last column is one that nobody declared, what is shifted ends in it.
#[test]
fn a_row_that_is_shifted_into_a_column_of_remarks_is_told() {
    let farms = || {
        let columns = vec![
            column("town", &["乡镇"], UNIT),
            column("made", &["产生量"], number(Some("吨"), 0)),
            column("used", &["利用量"], number(Some("吨"), 0)),
        ];
        table("farms", columns)
    };
    // A thousands comma without quotes, and a remark that is blank.
    let shifted = "乡镇,产生量,利用量,备注\n泗河镇,1,200,100,\n五棵树镇,5,4,已核\n五棵树街道,\"1,200\",1000,\n";
    assert_text(&unusable(farms(), shifted), "2 [This] 泗河镇 Shifted None");
    // The only row; and rows behind lines of their own.
    assert_text(&unusable(farms(), "乡镇,产生量,利用量,备注\n泗河镇,1,200,100,\n"), "2 [This] 泗河镇 Shifted None");
    let below =
        "2022年台账,,,\n乡镇,产生量,利用量,备注\n\n五棵树镇,5,4,\"已\n核\"\n五棵树街道,5,4,\n泗河镇,1,200,好,\n";
    assert_text(&unusable(farms(), below), "6 [This] 泗河镇 Shifted None");
    // A comma ends each line of the file.
    for sound in ["泗河镇,5,4,已核,\n五棵树镇,5,4,7,\n", "泗河镇,5,4,已核,\n", "泗河镇,5,4,,\n五棵树镇,5,4,已核\n"]
    {
        assert_text(&unusable(farms(), &format!("乡镇,产生量,利用量,备注\n{sound}")), "");
    }
}

#[test]
fn rows_without_their_year_come_in_the_order_of_rows() {
    let cut = column("cut", &["减排量"], number(Some("吨"), 0));
    let columns = vec![column("town", &["乡镇"], UNIT), column("year", &["年份"], number(None, 0)), cut];
    let returns = Table { year_column: Some("year".to_owned()), ..table("returns", columns) };
    let names: Vec<String> = (0..40).map(|town| format!("第{town}镇")).collect();
    let units: Vec<&str> = names.iter().map(String::as_str).collect();
    let data = TempDir::new().expect("a temporary folder");
    let lines: String = units.iter().rev().map(|town| format!("{town},,1\n")).collect();
    fs::write(data.path().join("returns.csv"), format!("乡镇,年份,减排量\n{lines}")).expect("a file can be written");
    let submission = read_folder(&plan(2022, &units, vec![returns]), data.path());
    let rows: Vec<u32> = submission.unusable.iter().filter_map(|unusable| unusable.at.row).collect();
    assert_eq!(rows, (2..42).collect::<Vec<u32>>());
}
