//! 碧水: sections, outfalls, sewage plants, patrols, drinking water, manure.

use jiff::civil::date;

use super::air::done;
use super::dice::{Dice, month_end};
use super::paper::{Cell, Paper, dated, decimal, typed};
use super::units::{Kind, TOWNS, Unit, name_of};

pub fn papers() -> Vec<Paper> {
    let [first, second] = readings();
    vec![first, second, outfalls(), plants(), effluent(), patrols(), sources(), farms()]
}

/// A section, who answers for it, and how dirty it usually is: 100 is the middle of Class III.
struct Section {
    name: &'static str,
    river: &'static str,
    units: &'static [&'static str],
    dirt: i64,
}

const fn section(name: &'static str, river: &'static str, units: &'static [&'static str], dirt: i64) -> Section {
    Section { name, river, units, dirt }
}

/// 龙家亮子 is the city's own section; the others are made up.
const SECTIONS: [Section; 16] = [
    section("龙家亮子", "卡岔河", &["榆树市"], 247),
    section("保寿入境", "卡岔河", &["baoshou"], 120),
    section("新立桥", "卡岔河", &["xinli"], 125),
    section("恩育—城发交界", "卡岔河", &["enyu", "chengfa"], 166),
    section("环城大桥", "卡岔河", &["huancheng"], 172),
    section("先锋桥", "卡岔河", &["xianfeng"], 127),
    section("延和桥", "卡岔河", &["yanhe"], 122),
    section("大岭出境", "卡岔河", &["daling"], 195),
    section("黑林桥", "黑林河", &["heilin"], 280),
    section("于家桥", "拉林河", &["yujia"], 125),
    section("红星桥", "拉林河", &["hongxing"], 146),
    section("五棵树大沟口", "五棵树河", &["wukeshu"], 182),
    section("弓棚桥", "二道河", &["gongpeng"], 101),
    section("秀水桥", "秀水河", &["xiushui"], 72),
    section("秀水出境", "秀水河", &["xiushui"], 78),
    section("刘家渡口", "松花江", &["liujia"], 91),
];

/// Two samples a month, by half-years. Some were corrected later; ice kept some from being taken.
fn readings() -> [Paper; 2] {
    let mut dice = Dice::of("readings");
    const HEADERS: &[&str] = &[
        "责任乡镇",
        "断面名称",
        "所在河流",
        "监测时间",
        "站点情况",
        "pH",
        "溶解氧（mg/L）",
        "高锰酸盐指数（mg/L）",
        "氨氮（mg/L）",
        "总磷（mg/L）",
    ];
    let mut papers =
        ["readings/2022年上半年.csv", "readings/2022年下半年.csv"].map(|file| Paper::new(file, "", HEADERS));
    let mut corrections = Vec::new();
    for month in 1..=12i8 {
        for section in &SECTIONS {
            let units = section.units.iter().map(|id| name_of(id)).collect::<Vec<_>>().join("、");
            for day in [5, 20] {
                let time = format!("{} 08:00", date(2022, month, day));
                let frozen = matches!(month, 1 | 2) && section.dirt < 110 && dice.chance(700);
                if frozen {
                    let blank =
                        [units.clone(), section.name.to_owned(), section.river.to_owned(), time, "冰封".to_owned()];
                    let [unit, name, river, time, state] = blank.map(Cell::from);
                    let none = || Cell::Blank;
                    papers[half(month)].row([unit, name, river, time, state, none(), none(), none(), none(), none()]);
                    continue;
                }
                // Low water in winter, and what the thaw washes in, are the bad months.
                let season = match month {
                    12 | 1 | 2 => 116,
                    3 => 122,
                    4 => 112,
                    7 | 8 => 106,
                    _ => 92,
                };
                let dirt = section.dirt * season / 100;
                let vary = |value: i64, dice: &mut Dice| value * dirt / 100 * dice.between(86, 114) / 100;
                let (codmn, nh3n, tp) = (vary(480, &mut dice), vary(700, &mut dice), vary(150, &mut dice));
                let oxygen = (980 - dirt * 2 + dice.between(-40, 40)).max(180);
                let ph = dice.between(715, 815);
                let reading = |nh3n: i64| -> [Cell; 10] {
                    let below = nh3n < 320 && section.dirt < 58 && matches!(day, 20);
                    [
                        units.clone().into(),
                        section.name.into(),
                        section.river.into(),
                        time.clone().into(),
                        "正常".into(),
                        decimal(ph, 2),
                        decimal(oxygen, 2),
                        decimal(codmn, 2),
                        if below { "0.025L".into() } else { decimal(nh3n, 3) },
                        decimal(tp, 3),
                    ]
                };
                if dice.chance(18) {
                    // First sent with a decimal point in the wrong place.
                    papers[half(month)].row(reading(nh3n * 10));
                    corrections.push((half(month), reading(nh3n)));
                } else {
                    papers[half(month)].row(reading(nh3n));
                }
            }
        }
    }
    for (half, corrected) in corrections {
        papers[half].row(corrected);
    }
    papers
}

fn half(month: i8) -> usize {
    usize::from(month > 6)
}

fn outfalls() -> Paper {
    let mut dice = Dice::of("outfalls");
    let mut paper = Paper::new(
        "outfalls.xlsx",
        "榆树市入河排污口排查整治台账（示例数据）",
        &["排污口编号", "所在乡镇", "受纳水体", "排查日期", "是否溯源", "整治方式", "整治完成日期"],
    );
    let mut number = 0;
    for unit in &TOWNS {
        let river = SECTIONS.iter().find(|section| section.units.contains(&unit.id)).map(|section| section.river);
        let Some(river) = river else { continue };
        for _ in 0..dice.between(4, 11) {
            number += 1;
            let extended = matches!(unit.id, "dapo" | "hongxing");
            let due = if extended { date(2022, 7, 31) } else { date(2022, 6, 30) };
            let done = done(due, unit.odds(990, 800), &mut dice);
            paper.row([
                format!("YS-PW-{number:03}").into(),
                unit.spelled(&mut dice).into(),
                river.into(),
                dated(Some(dice.day_between(date(2021, 9, 1), date(2022, 2, 28))), &mut dice),
                if done.is_some() || dice.chance(700) { "是" } else { "否" }.into(),
                dice.one_of(&["依法取缔", "清理合并", "规范整治", "规范整治"]).into(),
                dated(done, &mut dice),
            ]);
        }
    }
    paper
}

fn plants() -> Paper {
    let mut paper = Paper::new("plants.csv", "", &["设施名称", "乡镇", "计划投运日期", "实际投运日期"]);
    let planned = date(2022, 9, 30);
    for (id, planned, started) in [
        ("baoshou", planned, Some(date(2022, 9, 12))),
        ("daling", planned, Some(date(2022, 9, 30))),
        ("xinli", planned, Some(date(2022, 8, 25))),
        ("yujia", date(2022, 10, 31), Some(date(2022, 11, 18))),
        ("huancheng", planned, Some(date(2022, 7, 20))),
        ("xianfeng", planned, Some(date(2022, 6, 25))),
        ("enyu", date(2022, 10, 31), Some(date(2022, 12, 20))),
        ("chengfa", date(2022, 10, 31), None),
        ("yanhe", planned, Some(date(2022, 8, 10))),
    ] {
        let town = name_of(id);
        let started = started.map_or(Cell::Blank, Cell::from);
        paper.row([format!("{town}生活污水处理站").into(), town.into(), planned.into(), started]);
    }
    paper
}

fn effluent() -> Paper {
    let mut dice = Dice::of("effluent");
    let mut paper =
        Paper::new("effluent.csv", "", &["设施名称", "乡镇（街道）", "监测月份（月末日）", "监测次数", "达标次数"]);
    let towns = ["wukeshu", "gongpeng", "dapo", "sihe", "xiushui", "xinli", "bahao", "heilin"];
    for unit in TOWNS.iter().filter(|unit| towns.contains(&unit.id)) {
        for month in 1..=12 {
            let samples = 4;
            let winter = matches!(month, 12 | 1 | 2 | 3);
            let odds = unit.odds(if winter { 990 } else { 1000 }, if winter { 500 } else { 250 });
            let passed = (0..samples).filter(|_| dice.chance(odds)).count();
            paper.row([
                format!("{}污水处理厂", unit.name).into(),
                unit.spelled(&mut dice).into(),
                month_end(month).into(),
                samples.into(),
                i64::try_from(passed).unwrap_or(0).into(),
            ]);
        }
    }
    paper
}

fn patrols() -> Paper {
    let mut dice = Dice::of("patrols");
    let mut paper =
        Paper::new("patrols.csv", "", &["乡镇（街道）", "河长级别", "月份（月末日）", "应巡次数", "实巡次数"]);
    for unit in &TOWNS {
        let villages = if unit.kind == Kind::Street { 2 } else { dice.between(6, 14) };
        for month in 1..=12 {
            for (level, due) in [("乡级", 2), ("村级", villages * 4)] {
                let odds = unit.odds(1005, 260);
                let done = (0..due).filter(|_| dice.chance(odds)).count();
                let done = i64::try_from(done).unwrap_or(0);
                // More than there were to do, once: a warning.
                let done = if (unit.id, month, level) == ("minjia", 5, "村级") { due + 3 } else { done };
                paper.row([unit.name.into(), level.into(), month_end(month).into(), due.into(), done.into()]);
            }
        }
    }
    paper
}

fn sources() -> Paper {
    let mut dice = Dice::of("sources");
    let mut paper = Paper::new("sources.csv", "", &["水源地名称", "乡镇（街道）", "采样日期", "水质类别"]);
    for unit in TOWNS.iter().filter(|unit| unit.kind != Kind::Street) {
        for source in 0..dice.between(0, 2) {
            let name = format!("{}第{}水源", unit.name, ["一", "二"][usize::try_from(source).unwrap_or(0)]);
            for month in [2, 5, 8, 11i8] {
                let class = match (unit.id, month) {
                    ("hongxing" | "qingshan", 8) => "Ⅳ类",
                    _ => dice.one_of(&["Ⅲ", "Ⅲ类", "III", "三类", "Ⅱ", "II类"]),
                };
                let day = date(2022, month, i8::try_from(dice.between(8, 22)).unwrap_or(8));
                paper.row([name.clone().into(), unit.spelled(&mut dice).into(), day.into(), class.into()]);
            }
        }
    }
    paper
}

fn farms() -> Paper {
    let mut dice = Dice::of("farms");
    let mut paper = Paper::new(
        "farms.xlsx",
        "榆树市2022年规模养殖场粪污资源化利用台账（示例数据）",
        &["序号", "乡（镇）街", "养殖场", "畜种", "粪污产生量（吨）", "综合利用量（吨）", "是否关停"],
    );
    let names = [
        "德邦", "金星", "兴旺", "丰源", "广汇", "福民", "盛达", "恒丰", "裕民", "隆达", "永利", "鑫源", "华牧", "瑞丰",
    ];
    let mut number = 0;
    // 延和朝鲜族乡 has no farms of size.
    for unit in TOWNS.iter().filter(|unit| unit.is_rural() && unit.id != "yanhe") {
        let farms = dice.between(5, 13);
        for (place, name) in (0..farms).zip(names) {
            number += 1;
            let animal = dice.one_of(&["猪", "猪", "肉牛", "奶牛", "蛋鸡", "肉鸡"]);
            let produced = dice.between(24_000, 620_000);
            let used = produced * manure_share(unit, &mut dice) / 1000;
            let closed = dice.chance(40);
            let used_cell = match (unit.id, place) {
                // Nobody knows, and so the township's rate is not known.
                ("enyu", 3) => Cell::Blank,
                _ => typed(used, 2, &mut dice),
            };
            let produced_cell = typed(produced, 2, &mut dice);
            paper.row([
                number.into(),
                unit.spelled(&mut dice).into(),
                format!("{}{name}养殖场", unit.name.trim_end_matches(['镇', '乡'])).into(),
                animal.into(),
                produced_cell,
                used_cell,
                if closed { "是".into() } else { Cell::Blank },
            ]);
        }
    }
    // One that writes in tens of thousands.
    paper.row([
        (number + 1).into(),
        "泗河镇".into(),
        "泗河众诚养殖小区".into(),
        "肉牛".into(),
        "1.2万".into(),
        "1.08万".into(),
        Cell::Blank,
    ]);
    paper
}

fn manure_share(unit: &Unit, dice: &mut Dice) -> i64 {
    match unit.id {
        // Too good, and found to be made up.
        "dapo" => dice.between(985, 998),
        _ => (540 + unit.care * 36 / 100 + dice.between(-55, 55)).clamp(0, 990),
    }
}
