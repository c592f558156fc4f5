//! 黑土地 and 青山: plots, fertiliser, soil, buildings on farmland; trees, refuse, villages.

use jiff::civil::date;

use super::air::done;
use super::dice::Dice;
use super::paper::{Cell, Paper, decimal, typed};
use super::units::{Kind, TOWNS, Unit, VILLAGES, name_of};

pub fn papers() -> Vec<Paper> {
    vec![
        plots(),
        used("fertiliser", FERTILISERS, 2022),
        used("fertiliser", FERTILISERS, 2021),
        used("pesticide", PESTICIDES, 2022),
        used("pesticide", PESTICIDES, 2021),
        organic(2022),
        organic(2021),
        land_offences(),
        planting(),
        stations(),
        villages(),
    ]
}

fn plots() -> Paper {
    let mut paper = Paper::new(
        "plots.csv",
        "",
        &["地块名称", "乡镇（街道）", "面积（平方米）", "是否再开发利用", "是否通过准入", "是否安全利用"],
    );
    for (id, name, area, in_use, cleared, safe) in [
        ("wukeshu", "原五棵树农药经销库", 42_605, true, true, true),
        ("wukeshu", "原五棵树电镀厂", 81_200, true, true, true),
        ("wukeshu", "原五棵树油脂厂", 30_050, true, true, false),
        ("zhengyang", "原市农机修造厂", 126_400, true, true, true),
        ("peiying", "原市化肥厂", 204_150, true, true, true),
        ("peiying", "原市印刷厂", 18_300, true, true, false),
        ("chengjiao", "原城郊加油站", 9_870, true, true, true),
        ("chengjiao", "原城郊制革厂", 55_020, false, false, false),
        ("dapo", "原大坡造纸厂", 66_300, true, true, true),
        ("yujia", "原于家砖瓦厂", 73_500, false, false, false),
        ("sihe", "原泗河铸造厂", 48_060, true, true, true),
        ("xinli", "原新立农药库", 12_250, true, true, true),
        ("xinli", "原新立酒厂", 39_400, true, true, false),
    ] {
        paper.row([name.into(), name_of(id).into(), decimal(area, 1), in_use.into(), cleared.into(), safe.into()]);
    }
    paper
}

const FERTILISERS: &[(&str, i64)] = &[("氮肥", 160_000), ("磷肥", 60_000), ("钾肥", 45_000), ("复合肥", 210_000)];
const PESTICIDES: &[(&str, i64)] = &[("杀虫剂", 3_200), ("杀菌剂", 2_400), ("除草剂", 9_500)];

/// What was used of each kind; this year a few hundredths less or more than last year.
fn used(table: &'static str, kinds: &[(&'static str, i64)], year: i16) -> Paper {
    let file = if year == 2022 { format!("{table}.csv") } else { format!("{year}/{table}.csv") };
    let (headers, places): (&'static [&'static str], usize) = match table {
        "fertiliser" => (&["乡镇（街道）", "品种", "使用量（折纯吨）"], 2),
        _ => (&["乡镇（街道）", "品种", "使用量（吨）"], 3),
    };
    let mut paper = Paper::new(&file, "", headers);
    // The same dice for both years: this year's figures rest on last year's.
    let mut dice = Dice::of(table);
    for unit in &TOWNS {
        for (kind, usual) in kinds {
            if unit.kind == Kind::Street {
                paper.row([unit.name.into(), (*kind).into(), "不涉及".into()]);
                continue;
            }
            let last = usual * dice.between(55, 150) / 100;
            let growth = (860 - unit.care) / 9 + dice.between(-22, 14);
            let this = last + last * growth / 1000;
            // 红星乡 did not send in what it used of pesticides this year.
            if (table, unit.id, year) == ("pesticide", "hongxing", 2022) {
                continue;
            }
            paper.row([unit.name.into(), (*kind).into(), decimal(if year == 2022 { this } else { last }, places)]);
        }
    }
    paper
}

/// Withheld in most townships.
fn organic(year: i16) -> Paper {
    let file = if year == 2022 { "organic.xlsx".to_owned() } else { format!("{year}/organic.xlsx") };
    let title = format!("榆树市{year}年耕地质量监测点有机质含量（示例数据）");
    let mut paper = Paper::new(&file, &title, &["监测点", "乡镇", "有机质含量（g/kg）"]);
    let mut dice = Dice::of("organic");
    let open = ["gongpeng", "xiushui", "sihe", "liujia", "heilin", "taian", "yanhe"];
    for unit in TOWNS.iter().filter(|unit| !unit.is_street()) {
        for place in 1..=dice.between(3, 5) {
            let last = dice.between(2_050, 3_150);
            let this = last + (unit.care - 760) / 6 + dice.between(-25, 35);
            let content = if year == 2022 { this } else { last };
            // In 太安乡 one of its places is withheld, and so its mean is not known.
            let shown = open.contains(&unit.id) && (unit.id, place) != ("taian", 2);
            let cell = if shown { typed(content, 2, &mut dice) } else { "*".into() };
            paper.row([format!("{}{place:02}号点", unit.name).into(), unit.name.into(), cell]);
        }
    }
    paper
}

fn land_offences() -> Paper {
    let mut dice = Dice::of("land_offences");
    let mut paper =
        Paper::new("land_offences.csv", "", &["问题编号", "乡镇（街道）", "类型", "发现日期", "整治完成日期"]);
    let mut number = 0;
    let mut add = |unit: &Unit, found, removed: Option<_>, dice: &mut Dice| {
        number += 1;
        let kind = if dice.chance(700) { "大棚房" } else { "违建别墅" };
        paper.row([
            format!("TD-{number:03}").into(),
            unit.spelled(dice).into(),
            kind.into(),
            Cell::Day(found),
            removed.into(),
        ]);
    };
    for unit in TOWNS.iter().filter(|unit| unit.is_rural()) {
        for _ in 0..dice.between(0, 3) {
            let found = dice.day_between(date(2020, 5, 1), date(2021, 11, 30));
            let removed =
                dice.chance(unit.odds(1000, 350)).then(|| dice.day_between(date(2022, 3, 1), date(2022, 9, 30)));
            add(unit, found, removed, &mut dice);
        }
        if matches!(unit.id, "heilin" | "qingshan" | "chengjiao") {
            let found = dice.day_between(date(2022, 5, 1), date(2022, 8, 31));
            let removed = (unit.id == "chengjiao").then_some(date(2022, 11, 20));
            add(unit, found, removed, &mut dice);
        }
    }
    paper
}

/// What each signed for, in tenths of a hectare, is not known here: so many are planted that most reach about what they signed.
fn planting() -> Paper {
    let mut dice = Dice::of("planting");
    let mut paper = Paper::new(
        "planting.xlsx",
        "榆树市2022年造林绿化验收汇总表（示例数据）",
        &["乡镇", "小班号", "验收面积（公顷）", "成活率"],
    );
    for (id, signed) in PLANTING {
        let Some(unit) = TOWNS.iter().find(|unit| unit.id == id) else { continue };
        let blocks = dice.between(3, 5);
        let whole = signed * (640 + unit.care * 40 / 100 + dice.between(-20, 60)) / 100;
        for block in 1..=blocks {
            let area = whole / blocks;
            let survival = dice.between(unit.odds(900, 70), unit.odds(985, 60));
            let survival = match dice.between(0, 2) {
                0 => Cell::Text(format!("{}.{}%", survival / 10, survival % 10)),
                _ => Cell::Percent(format!("0.{survival:03}")),
            };
            paper.row([unit.spelled(&mut dice).into(), format!("{block:03}").into(), decimal(area, 1), survival]);
        }
    }
    paper
}

/// Hectares signed for (letters.csv of the scheme).
const PLANTING: [(&str, i64); 24] = [
    ("wukeshu", 34),
    ("gongpeng", 18),
    ("minjia", 45),
    ("dapo", 26),
    ("heilin", 19),
    ("tuqiao", 62),
    ("xinli", 65),
    ("daling", 19),
    ("yujia", 44),
    ("sihe", 61),
    ("bahao", 70),
    ("liujia", 62),
    ("xiushui", 65),
    ("baoshou", 38),
    ("xinzhuang", 52),
    ("yumin", 45),
    ("hongxing", 36),
    ("taian", 23),
    ("xianfeng", 67),
    ("enyu", 24),
    ("chengfa", 54),
    ("huancheng", 29),
    ("qingshan", 66),
    ("yanhe", 24),
];

fn stations() -> Paper {
    let mut dice = Dice::of("stations");
    let mut paper = Paper::new("stations.csv", "", &["转运站名称", "乡镇", "建成时限", "投用日期"]);
    for unit in TOWNS.iter().filter(|unit| !unit.is_street()) {
        if !dice.chance(600) {
            continue;
        }
        let due = dice.one_of(&[date(2022, 6, 30), date(2022, 8, 31), date(2022, 10, 31), date(2022, 11, 30)]);
        let done = done(due, unit.odds(980, 700), &mut dice);
        paper.row([format!("{}垃圾转运站", unit.name).into(), unit.name.into(), due.into(), done.into()]);
    }
    paper
}

fn villages() -> Paper {
    let mut dice = Dice::of("villages");
    let mut paper = Paper::new("villages.csv", "", &["行政村", "乡镇（街道）", "抽查日期", "评定等次"]);
    for unit in TOWNS.iter().filter(|unit| unit.is_rural()) {
        let first = dice.between(0, 8);
        for village in VILLAGES.iter().cycle().skip(usize::try_from(first).unwrap_or(0)).take(9) {
            let day = dice.one_of(&[4, 6, 9, 11i8]);
            let day = date(2022, day, i8::try_from(dice.between(1, 28)).unwrap_or(1));
            let luck = dice.between(0, 1000);
            let grade = match unit.care - luck {
                370.. => "优",
                90..370 => "良",
                -250..90 => "中",
                _ => "差",
            };
            paper.row([(*village).into(), unit.spelled(&mut dice).into(), day.into(), grade.into()]);
        }
    }
    paper
}
