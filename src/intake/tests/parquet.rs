//! Parquet stays as the file types it.

use std::fs::File;

use polars::prelude::{IntoColumn, NamedFrom, ParquetWriter, Series, TimeUnit};
use tempfile::TempDir;

use super::*;

fn write(data: &TempDir, name: &str, columns: Vec<Series>) {
    let height = columns.first().map_or(0, |column| column.len());
    let columns = columns.into_iter().map(IntoColumn::into_column).collect();
    let mut rows = DataFrame::new(height, columns).expect("columns of one height");
    let file = File::create(data.path().join(name)).expect("a file can be made");
    ParquetWriter::new(file).finish(&mut rows).expect("a frame can be written");
}

fn decimals(name: &str, digits: &[Option<i128>], precision: usize, scale: usize) -> Series {
    let digits = Series::new(name.into(), digits.to_vec());
    digits
        .i128()
        .expect("whole numbers")
        .clone()
        .into_decimal_unchecked(precision, scale)
        .into_column()
        .take_materialized_series()
}

#[test]
fn typed_columns_are_renamed_and_no_more() {
    let mut farms = farms();
    farms.key.clear();
    farms.columns.push(column("rate", &["利用率"], number(Some("%"), 2)));
    farms.columns.push(column("day", &["日期"], DAY));
    farms.columns.push(column("seen", &["时间"], ColumnType::Date { time: true, year: None }));
    farms.columns.push(column("open", &["在用"], ColumnType::Bool));
    farms.columns.push(column("price", &["单价"], number(None, 2)));
    let data = TempDir::new().expect("a temporary folder");
    let moments = Series::new("时间".into(), vec![Some(1_656_576_000_000i64), None]);
    write(
        &data,
        "farms.parquet",
        vec![
            Series::new("乡镇".into(), ["泗河", "某镇"]),
            Series::new("场名".into(), ["一号场", "二号场"]),
            decimals("粪污产生量", &[Some(120_050), None], 18, 2),
            Series::new("综合利用量".into(), [1000i64, -5]),
            Series::new("利用率".into(), [85i32, 90]),
            Series::new("日期".into(), [19_173i32, 19_174]).cast(&DataType::Date).expect("days"),
            moments.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).expect("moments"),
            Series::new("在用".into(), [true, false]),
            Series::new("单价".into(), [0.1 + 0.2, 0.285]),
        ],
    );
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    let rows = collected(&submission, "farms", Year::This);
    assert_text(
        &shown(&rows, &["#row", "#unit", "farm", "produced", "used", "rate", "day", "seen", "open", "price"]),
        "1 | 0 | 一号场 | 1200.5 | 1000 | 0.85 | 2022-06-30 | 2022-06-30 08:00:00.000000 | true | 0.3
         2 | ~ | 二号场 | ~无 | -5 | 0.9 | 2022-07-01 | ~无 | false | ~错",
    );
    let holds = |column: &str| rows.column(column).expect("a column of the contract").dtype().clone();
    assert_eq!(holds("produced"), DataType::Decimal(18, 2));
    assert_eq!(holds("used"), DataType::Int64);
    assert_eq!(holds("rate"), DataType::Decimal(38, 2));
    assert_text(
        &said(&submission),
        "Error UnknownUnit farms.parquet:2 乡镇：名册里没有“某镇”（1行）
         Error TooManyDecimals farms.parquet:2 单价：填的是“0.285”，小数位太多，应为数字（小数最多2位）；没有代为修约
         Error OutOfRange farms.parquet:2 综合利用量：-5不在0到1000000之间",
    );
    let complete = &submission.tables[&("farms".to_owned(), Year::This)].complete;
    for column in ["farm", "used", "rate", "day", "open"] {
        assert!(complete.iter().any(|known| known == column), "{column} is not among {complete:?}");
    }
    assert!(!complete.iter().any(|known| known == "produced" || known == "price"), "{complete:?}");
}

/// 85 is 85 % however the file types it, as it is in a text.
#[test]
fn a_percentage_is_the_same_ratio_of_whatever_type() {
    let rates = |column: Series| {
        let mut farms = farms();
        farms.key.clear();
        farms.columns.truncate(1);
        farms.columns.push(column_of_rates());
        let data = TempDir::new().expect("a temporary folder");
        write(
            &data,
            "farms.parquet",
            vec![Series::new("乡镇".into(), ["泗河", "于家"]), column.with_name("利用率".into())],
        );
        let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
        (shown(&collected(&submission, "farms", Year::This), &["rate"]), said(&submission))
    };
    for of in [
        Series::new("".into(), [85.0, 0.5]),
        Series::new("".into(), [85.0f32, 0.5]),
        decimals("", &[Some(850), Some(5)], 18, 1),
        decimals("", &[Some(850_000), Some(5_000)], 18, 4),
        Series::new("".into(), ["85", "0.5%"]),
    ] {
        let holds = of.dtype().clone();
        let found = rates(of);
        assert_eq!(found, ("0.85\n0.005\n".to_owned(), String::new()), "{holds}");
    }
    let (values, findings) = rates(decimals("", &[Some(850_123), None], 18, 4));
    assert_text(&values, "~错\n~无");
    let too_many = "填的是“85.0123”，小数位太多，应为百分数（小数最多2位，85就是85%）；没有代为修约";
    assert_text(&findings, &format!("Error TooManyDecimals farms.parquet:1 利用率：{too_many}"));
}

fn column_of_rates() -> TableColumn {
    column("rate", &["利用率"], number(Some("%"), 2))
}

#[test]
fn a_float_of_32_bits_is_the_decimal_that_was_meant() {
    let mut farms = farms();
    farms.key.clear();
    farms.columns.truncate(3);
    let data = TempDir::new().expect("a temporary folder");
    write(
        &data,
        "farms.parquet",
        vec![
            Series::new("乡镇".into(), ["泗河", "于家", "城郊"]),
            Series::new("场名".into(), ["一号场", "二号场", "三号场"]),
            Series::new("粪污产生量".into(), [0.85f32, 1234.56, 0.285]),
        ],
    );
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    assert_eq!(shown(&collected(&submission, "farms", Year::This), &["produced"]), "0.85\n1234.56\n~错\n");
    assert!(said(&submission).contains("填的是“0.285”，小数位太多"), "{}", said(&submission));
}

#[test]
fn decimals_with_more_places_than_the_column_may_have() {
    let mut farms = farms();
    farms.key.clear();
    farms.columns.truncate(3);
    let limit = NumberColumn { below_detection: true, ..bounded(None, 2, None, None) };
    farms.columns.push(column("ammonia", &["氨氮"], ColumnType::Number(limit)));
    let data = TempDir::new().expect("a temporary folder");
    write(
        &data,
        "farms.parquet",
        vec![
            Series::new("乡镇".into(), ["泗河", "于家", "城郊"]),
            Series::new("场名".into(), ["一号场", "二号场", "三号场"]),
            decimals("粪污产生量", &[Some(12_345), Some(-12_300), None], 18, 4),
            decimals("氨氮", &[Some(1500), Some(1501), Some(0)], 38, 3),
        ],
    );
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    assert_text(
        &shown(&collected(&submission, "farms", Year::This), &["produced", "ammonia"]),
        "~错 | 1.5
         -1.23 | ~错
         ~无 | 0",
    );
    assert_text(
        &said(&submission),
        "Error TooManyDecimals farms.parquet:1 粪污产生量：填的是“1.2345”，小数位太多，应为以“吨”计的数字（小数最多2位）；没有代为修约
         Error TooManyDecimals farms.parquet:2 氨氮：填的是“1.501”，小数位太多，应为数字（小数最多2位）；没有代为修约
         Error OutOfRange farms.parquet:2 粪污产生量：-1.23小于最小值0",
    );
}

/// Numbers so long that their sum would run over are told, with room for fewer decimals than the column may have too.
#[test]
fn numbers_that_no_sum_can_hold_are_told() {
    let mut farms = farms();
    farms.key.clear();
    farms.columns.truncate(3);
    let data = TempDir::new().expect("a temporary folder");
    let huge = 90_000_000_000_000_000_000_000_000_000_000_000_000;
    write(
        &data,
        "farms.parquet",
        vec![
            Series::new("乡镇".into(), ["泗河", "于家", "城郊"]),
            Series::new("场名".into(), ["一号场", "二号场", "三号场"]),
            decimals("粪污产生量", &[Some(huge), Some(-huge), Some(125)], 38, 1),
        ],
    );
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    assert_text(&shown(&collected(&submission, "farms", Year::This), &["produced"]), "~错\n~错\n12.5");
    assert_eq!(said(&submission).matches("数字太长").count(), 2);
}

#[test]
fn files_that_type_a_column_differently_lie_under_each_other() {
    let mut farms = farms();
    farms.key.clear();
    let data = TempDir::new().expect("a temporary folder");
    std::fs::create_dir(data.path().join("farms")).expect("a folder can be made");
    let of = |name: &str, produced: Series, used: Series| {
        write(
            &data,
            name,
            vec![Series::new("town".into(), ["泗河"]), Series::new("farm".into(), [name]), produced, used],
        );
    };
    of("farms/a.parquet", Series::new("produced".into(), [5i64]), decimals("used", &[Some(12_340)], 18, 3));
    of("farms/b.parquet", decimals("produced", &[Some(15)], 10, 1), Series::new("used".into(), ["2.5"]));
    std::fs::write(data.path().join("farms/c.csv"), "town,farm,produced,used\n泗河,c,0.25,*\n")
        .expect("a file can be written");
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    assert_text(&said(&submission), "");
    assert_text(
        &shown(&collected(&submission, "farms", Year::This), &["#file", "#row", "#unit", "farm", "produced", "used"]),
        "0 | 1 | 0 | farms/a.parquet | 5 | 12.34
         1 | 1 | 0 | farms/b.parquet | 1.5 | 2.5
         2 | 2 | 0 | c | 0.25 | ~密",
    );
}

#[test]
fn only_what_is_asked_for_is_read() {
    let mut farms = farms();
    farms.key.clear();
    let data = TempDir::new().expect("a temporary folder");
    let produced = decimals("produced", &[Some(1), Some(2)], 18, 2);
    let (town, farm) = (Series::new("town".into(), ["泗河", "于家"]), Series::new("farm".into(), ["a", "b"]));
    write(&data, "farms.parquet", vec![town, farm, produced, Series::new("used".into(), [1i64, 2])]);
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    let frame = submission.tables[&("farms".to_owned(), Year::This)].frame.clone();
    let asked = frame.clone().select([polars::prelude::col("#unit"), polars::prelude::col("used")]);
    let read = asked.explain(true).expect("a plan can be shown");
    assert!(read.contains("PROJECT 2/4 COLUMNS"), "{read}");
    assert!(!read.to_uppercase().contains("ROW_INDEX") && !read.contains("#row"), "{read}");
    let whole = frame.explain(true).expect("a plan can be shown");
    assert!(whole.contains("#row"), "{whole}");
}

/// However long it is.
#[test]
fn units_that_nobody_knows_are_told() {
    let mut farms = farms();
    farms.key.clear();
    farms.columns.truncate(2);
    let data = TempDir::new().expect("a temporary folder");
    let rows = 1_000_001;
    let town = |row: usize| match row {
        7 => Some("某镇"),
        8 => Some("五棵树"),
        9 => None,
        _ => Some("泗河"),
    };
    let towns = Series::new("town".into(), (0..rows).map(town).collect::<Vec<_>>());
    write(&data, "farms.parquet", vec![towns, Series::new("farm".into(), vec!["a"; rows])]);
    let plan = plan(2022, &["泗河镇", "五棵树镇", "五棵树街道"], vec![farms]);
    let submission = read_folder(&plan, data.path());
    assert_eq!(submission.inputs[0].rows, 1_000_001);
    assert_text(
        &said(&submission),
        "Error UnknownUnit farms.parquet:8 town：名册里没有“某镇”（1行）
         Error UnknownUnit farms.parquet:9 town：“五棵树”可以指五棵树镇、五棵树街道（1行），请写全称
         Error MissingUnit farms.parquet:10 town：没有填写单位，不知道是谁的",
    );
    let rows_of_some_unit = |submission: &Submission| {
        let of = |unusable: &Unusable| (unusable.units.clone(), unusable.at.row, unusable.what.clone());
        submission.unusable.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(rows_of_some_unit(&submission), [(vec![1, 2], Some(9), Unused::OfSomeUnit)]);
}

/// What a file counts in world time happened on the day that its zone had. In `zoned.parquet`, which pyarrow wrote, stand 2021-12-31 16:00
/// and 2022-06-29 23:00 of world time: as days in Asia/Shanghai, as moments at +08:00.
#[test]
fn moments_count_by_the_clocks_of_their_zone() {
    let mut zoned = table("zoned", vec![column("town", &["乡镇"], UNIT), column("day", &["日期"], DAY)]);
    zoned.columns.push(column("seen", &["时间"], ColumnType::Date { time: true, year: None }));
    zoned.time_column = Some("day".to_owned());
    let plan = plan(2022, TOWNS, vec![zoned]);
    let days = |data: &TempDir| {
        let submission = read_folder(&plan, data.path());
        (shown(&collected(&submission, "zoned", Year::This), &["day", "seen"]), said(&submission))
    };
    let data = TempDir::new().expect("a temporary folder");
    std::fs::write(data.path().join("zoned.parquet"), include_bytes!("zoned.parquet")).expect("a file can be written");
    let (local, told) = days(&data);
    assert_text(&local, "2022-01-01 | 2022-01-01 00:00:00.000000\n2022-06-30 | 2022-06-30 07:00:00.000000");
    assert_text(&told, "");
    // Of no zone but world time nobody knows whose day it was.
    let world_time = include_bytes!("world-time.parquet");
    std::fs::write(data.path().join("zoned.parquet"), world_time).expect("a file can be written");
    let (local, told) = days(&data);
    assert_text(&local, "2022-06-30 | 2022-06-30 08:00:00.000000\n2022-06-29 | 2022-06-29 23:00:00.000000");
    assert!(told.contains("Warning WorldTime zoned.parquet 日期：这一列的时间标为世界时（UTC）"), "{told}");
}

/// A column of which nothing can be made takes no other with it.
#[test]
fn lists_are_no_cells_and_nan_is_no_blank() {
    let mut farms = farms();
    farms.key.clear();
    let data = TempDir::new().expect("a temporary folder");
    let lists = [Series::new("".into(), [1.0, 2.0]), Series::new("".into(), [3.0])];
    write(
        &data,
        "farms.parquet",
        vec![
            Series::new("乡镇".into(), ["泗河", "于家"]),
            Series::new("养殖场".into(), ["甲", "乙"]),
            Series::new("粪污产生量".into(), lists),
            Series::new("综合利用量".into(), [Some(f64::NAN), None]),
        ],
    );
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    let rows = collected(&submission, "farms", Year::This);
    assert_text(&shown(&rows, &["#unit", "farm", "produced", "used"]), "0 | 甲 | ~无 | ~错\n1 | 乙 | ~无 | ~无");
    assert_text(
        &said(&submission),
        "Error UnreadableCell farms.parquet 粪污产生量：这一列每格里装的是一串值，不是一个数或一段文字；这一列没有使用，按未报送处理，请每格只放一个值后重新导出
         Error UnreadableCell farms.parquet:1 综合利用量：填的是“NaN”，是没有算出数（如0除以0），不是没有填写；应为以“吨”计的数字（小数最多2位）",
    );
}
