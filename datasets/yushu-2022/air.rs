//! 蓝天: fires, straw, boilers, building sites, the city's air.

use jiff::civil::{Date, date};

use super::dice::{Dice, later};
use super::paper::{Cell, Paper, dated, decimal, typed};
use super::units::{Kind, TOWNS, VILLAGES};

pub fn papers() -> Vec<Paper> {
    vec![fires(), straw(), boilers(), sites(), air_days(2022), air_days(2021)]
}

fn fires() -> Paper {
    let mut dice = Dice::of("fires");
    let mut paper = Paper::new(
        "fires.csv",
        "",
        &[
            "火点编号",
            "乡镇（街道）",
            "发现日期",
            "区域",
            "过火面积（亩）",
            "发现方式",
            "是否核实",
            "是否计划烧除",
            "村",
        ],
    );
    let mut number = 0;
    for unit in TOWNS.iter().filter(|unit| unit.is_rural()) {
        let fires = match unit.id {
            "gongpeng" | "xiushui" => 0,
            "bahao" => 13,
            _ => (1000 - unit.care) / 90 + dice.between(0, 2),
        };
        for _ in 0..fires {
            number += 1;
            let (from, to) = match dice.chance(600) {
                true => (date(2022, 3, 10), date(2022, 4, 25)),
                false => (date(2022, 10, 20), date(2022, 11, 30)),
            };
            let day = dice.day_between(from, to);
            let zone = if dice.chance(400) { "禁烧区" } else { "限烧区" };
            let area = dice.between(3, 90);
            let (confirmed, planned) = (dice.chance(880), dice.chance(70));
            let found = dice.one_of(&["卫星遥感", "卫星遥感", "巡查", "巡查", "群众举报"]);
            let village = dice.one_of(&VILLAGES);
            let mut seen = vec![found];
            if found == "卫星遥感" && dice.chance(400) {
                seen.push("巡查");
            }
            for found in seen {
                paper.row([
                    format!("HD2022-{number:04}").into(),
                    unit.spelled(&mut dice).into(),
                    day.into(),
                    zone.into(),
                    decimal(area, 1),
                    found.into(),
                    confirmed.into(),
                    planned.into(),
                    village.into(),
                ]);
            }
        }
    }
    paper
}

fn straw() -> Paper {
    let mut dice = Dice::of("straw");
    let mut paper = Paper::new(
        "straw.xlsx",
        "榆树市2021—2022年度秸秆离田处置台账（示例数据）",
        &["乡镇（街道）", "秸秆可收集量（吨）", "离田量（吨）", "计划烧除量（吨）", "备注"],
    );
    for unit in &TOWNS {
        if unit.kind == Kind::Street {
            paper.row([unit.name.into(), "不涉及".into(), "不涉及".into(), "不涉及".into(), Cell::Blank]);
            continue;
        }
        let collectable = dice.between(180_000, 620_000);
        let share = 560 + unit.care * 36 / 100 + dice.between(-25, 25);
        let planned = collectable * dice.between(30, 110) / 1000;
        let removed = collectable * share / 1000 - planned;
        let unit_name = unit.spelled(&mut dice).into();
        let (collectable, removed) = (typed(collectable, 1, &mut dice), typed(removed, 1, &mut dice));
        paper.row([unit_name, collectable, removed, typed(planned, 1, &mut dice), Cell::Blank]);
    }
    paper
}

fn boilers() -> Paper {
    let mut dice = Dice::of("boilers");
    let mut paper = Paper::new(
        "boilers.xlsx",
        "榆树市2022年燃煤锅炉治理清单（示例数据）",
        &[
            "锅炉编号",
            "乡镇（街道）",
            "使用单位",
            "是否建成区内",
            "锅炉容量（蒸吨/时）",
            "治理方式",
            "完成时限",
            "完成日期",
        ],
    );
    let owners = ["粮食烘干厂", "中心小学", "供热站", "酒业公司", "卫生院", "洗浴中心", "粮库", "木材加工厂"];
    let mut number = 0;
    for unit in &TOWNS {
        let inside = match unit.kind {
            Kind::Street => dice.between(3, 6),
            Kind::OuterStreet => 2,
            Kind::Town if dice.chance(450) => dice.between(1, 2),
            Kind::Town | Kind::Township | Kind::Department => 0,
        };
        let outside = if unit.kind == Kind::Street { 0 } else { dice.between(2, 6) };
        for place in 0..inside + outside {
            number += 1;
            let is_inside = place < inside;
            let large = !is_inside && dice.chance(300);
            let capacity = if large { dice.one_of(&[100, 150, 200, 350]) } else { dice.one_of(&[5, 10, 20, 40, 60]) };
            let due = dice.one_of(&[
                date(2022, 5, 31),
                date(2022, 6, 30),
                date(2022, 8, 31),
                date(2022, 9, 30),
                date(2022, 10, 31),
                date(2022, 10, 31),
            ]);
            let odds = if is_inside { unit.odds(1000, 450) } else { unit.odds(980, 900) };
            let done = done(due, odds, &mut dice);
            paper.row([
                format!("GL-{number:03}").into(),
                unit.spelled(&mut dice).into(),
                format!("{}{}", unit.name.trim_end_matches(['镇', '乡']), dice.one_of(&owners)).into(),
                if is_inside { "√" } else { "×" }.into(),
                decimal(capacity, 1),
                // One small boiler that was only refitted: a warning.
                if large || (unit.id, place) == ("tuqiao", 0) { "改造" } else { "拆除" }.into(),
                dated(Some(due), &mut dice),
                dated(done, &mut dice),
            ]);
        }
    }
    paper
}

/// The day on which something due is done: in time with these odds; else late, or not within the year.
pub fn done(due: Date, odds_in_time: i64, dice: &mut Dice) -> Option<Date> {
    if dice.chance(odds_in_time) {
        return Some(later(due, -dice.between(0, 55)));
    }
    let late = later(due, dice.between(4, 95));
    (dice.chance(650) && late <= date(2022, 12, 31)).then_some(late)
}

fn sites() -> Paper {
    let mut dice = Dice::of("sites");
    let mut paper = Paper::new(
        "sites.csv",
        "",
        &[
            "工地名称",
            "乡镇（街道）",
            "检查日期",
            "周边围挡",
            "物料覆盖",
            "车辆冲洗",
            "路面硬化",
            "湿法作业",
            "密闭运输",
        ],
    );
    let kinds = ["住宅楼项目", "农贸市场改造", "污水管网工程", "道路改造工程", "学校扩建", "棚改回迁楼"];
    for unit in &TOWNS {
        let places = match unit.kind {
            Kind::Street => 4,
            Kind::OuterStreet => 3,
            Kind::Town => dice.between(0, 2),
            Kind::Township | Kind::Department => 0,
        };
        for place in 0..places {
            let name = format!(
                "{}{}{}期",
                unit.name,
                dice.one_of(&kinds),
                ["一", "二", "三", "四"][usize::try_from(place).unwrap_or(0)]
            );
            for month in 4..=10 {
                let day = date(2022, month, i8::try_from(dice.between(1, 28)).unwrap_or(1));
                let mut met = [true; 6];
                if !dice.chance(unit.odds(990, 500)) {
                    met[usize::try_from(dice.between(0, 5)).unwrap_or(0)] = false;
                    met[usize::try_from(dice.between(0, 5)).unwrap_or(0)] = false;
                }
                let [a, b, c, d, e, f] = met.map(|met| Cell::from(if met { "√" } else { "×" }));
                paper.row([name.clone().into(), unit.spelled(&mut dice).into(), day.into(), a, b, c, d, e, f]);
            }
        }
    }
    paper
}

/// The city's daily means; winters with more fine dust, springs with more coarse, early summers with more ozone.
fn air_days(year: i16) -> Paper {
    let mut dice = Dice::of(if year == 2022 { "air_days" } else { "air_days of last year" });
    let file = if year == 2022 { "air_days.csv".to_owned() } else { format!("{year}/air_days.csv") };
    let mut paper = Paper::new(
        &file,
        "",
        &[
            "城市",
            "日期",
            "SO2（μg/m³）",
            "NO2（μg/m³）",
            "PM10（μg/m³）",
            "PM2.5（μg/m³）",
            "CO（mg/m³）",
            "O3_8h（μg/m³）",
        ],
    );
    // Last year's air was a little worse.
    let worse = if year == 2022 { 100 } else { 107 };
    let mut day = date(year, 1, 1);
    while day.year() == year {
        let usual = match day.month() {
            1 | 2 | 11 | 12 => 38,
            3 | 4 | 10 => 30,
            _ => 15,
        };
        let bad_day = dice.chance(if usual == 38 { 300 } else { 60 });
        let fine = usual * worse / 100 * dice.between(60, if bad_day { 320 } else { 140 }) / 100;
        let dusty = day.month() == 4 && dice.chance(90);
        let coarse = fine * dice.between(135, 190) / 100 + if dusty { 110 } else { 8 };
        let ozone = match day.month() {
            5..=7 => dice.between(70, 148) + if dice.chance(40) { 30 } else { 0 },
            4 | 8 | 9 => dice.between(50, 128),
            _ => dice.between(25, 80),
        };
        let cells = match dice.chance(12) {
            true => [Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank],
            false => [
                dice.between(6, 22).into(),
                dice.between(10, 42).into(),
                coarse.into(),
                fine.into(),
                decimal(dice.between(4, 14), 1),
                ozone.into(),
            ],
        };
        let [so2, no2, pm10, pm25, co, o3] = cells;
        paper.row(["榆树市".into(), day.into(), so2, no2, pm10, pm25, co, o3]);
        day = later(day, 1);
    }
    paper
}
