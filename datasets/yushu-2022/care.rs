//! 督察 and 信访: findings of the inspections, ledgers, complaints.

use jiff::civil::{Date, date};

use super::dice::{Dice, later};
use super::paper::{Cell, Paper, dated};
use super::units::{DEPARTMENTS, Kind, TOWNS, Unit, towns_and_departments};

pub fn papers() -> Vec<Paper> {
    let [first, second] = complaints();
    vec![findings(), ledgers(), first, second]
}

const DUE: [Date; 7] = [
    date(2022, 3, 31),
    date(2022, 5, 31),
    date(2022, 6, 30),
    date(2022, 9, 30),
    date(2022, 10, 31),
    date(2022, 12, 31),
    date(2023, 6, 30),
];

fn findings() -> Paper {
    let mut dice = Dice::of("findings");
    let mut paper = Paper::new(
        "findings.xlsx",
        "榆树市中央和省级生态环境保护督察反馈问题整改台账（示例数据）",
        &["问题编号", "责任单位", "来源", "问题概要", "整改时限", "销号日期", "反弹日期"],
    );
    let what = [
        "畜禽粪污随意堆放",
        "生活垃圾非正规堆放",
        "河道内倾倒秸秆",
        "污水管网破损直排",
        "小锅炉未登记",
        "砂场扬尘",
        "屠宰废水超标",
    ];
    let mut number = 0;
    for unit in &TOWNS {
        for _ in 0..dice.between(1, 3) {
            number += 1;
            // Some are answered for by several: a town with a department, 五棵树镇 with the zone.
            let mut others = Vec::new();
            if unit.id == "wukeshu" && dice.chance(500) {
                others.push("五棵树经济开发区");
            }
            if dice.chance(650) {
                others.push(dice.one_of(&DEPARTMENTS.map(|unit| unit.name)));
            }
            let what = dice.one_of(&what);
            paper.row(finding(number, unit, &others, what, &mut dice));
        }
    }
    for unit in &DEPARTMENTS {
        number += 1;
        paper.row(finding(number, unit, &[], "行业监管不到位", &mut dice));
    }
    paper
}

fn finding(number: i64, unit: &Unit, others: &[&str], what: &str, dice: &mut Dice) -> [Cell; 7] {
    let due = dice.one_of(&DUE);
    let odds = unit.odds(1000, 700);
    let closed = match due {
        later_year if later_year > date(2022, 12, 31) => dice.chance(300).then_some(date(2022, 12, 15)),
        _ if dice.chance(odds) => Some(later(due, -dice.between(1, 40))),
        _ if dice.chance(500) => Some(later(due, dice.between(5, 60))).filter(|day| *day <= date(2022, 12, 31)),
        _ => None,
    };
    let relapsed = closed.filter(|_| matches!(unit.id, "heilin" | "bahao") && dice.chance(500));
    let mut units = vec![unit.name];
    units.extend(others);
    [
        format!("DC-{number:03}").into(),
        units.join("、").into(),
        dice.one_of(&["中央督察", "省级督察", "省级督察", "信访交办"]).into(),
        what.into(),
        dated(Some(due), dice),
        dated(closed, dice),
        dated(relapsed.map(|day| later(day, 20).min(date(2022, 12, 20))), dice),
    ]
}

const LEDGERS: [(&str, &str); 15] = [
    ("机制", "领导包案机制"),
    ("机制", "定期调度机制"),
    ("机制", "联合督办机制"),
    ("机制", "验收销号机制"),
    ("制度", "网格巡查制度"),
    ("制度", "信息报送制度"),
    ("制度", "公示公开制度"),
    ("制度", "举报奖励制度"),
    ("制度", "回头看制度"),
    ("制度", "责任追究制度"),
    ("制度", "会议制度"),
    ("制度", "档案管理制度"),
    ("台账", "问题台账"),
    ("台账", "整改台账"),
    ("台账", "销号台账"),
];

fn ledgers() -> Paper {
    let mut dice = Dice::of("ledgers");
    let mut paper = Paper::new("ledgers.csv", "", &["乡镇（街道）", "类别", "名称", "是否建立"]);
    for unit in &TOWNS {
        for (kind, name) in LEDGERS {
            let present = dice.chance(unit.odds(1000, 300));
            paper.row([unit.name.into(), kind.into(), name.into(), if present { "有" } else { "无" }.into()]);
        }
    }
    paper
}

fn complaints() -> [Paper; 2] {
    let mut dice = Dice::of("complaints");
    const HEADERS: &[&str] = &["受理编号", "承办单位", "来源", "受理日期", "办理时限", "办结日期", "回访评价"];
    let mut papers =
        ["complaints/2022年上半年.csv", "complaints/2022年下半年.csv"].map(|file| Paper::new(file, "", HEADERS));
    let mut number = 0;
    for unit in towns_and_departments() {
        let received = match unit.kind {
            Kind::Street | Kind::OuterStreet => dice.between(18, 34),
            Kind::Town | Kind::Township => dice.between(5, 17),
            Kind::Department => dice.between(8, 24),
        };
        for _ in 0..received {
            number += 1;
            let day = dice.day_between(date(2022, 1, 4), date(2022, 12, 20));
            let source = dice.one_of(&["12369", "12369", "市长热线", "市长热线", "上级交办"]);
            let due = later(day, if source == "上级交办" { 15 } else { 30 });
            let finished = match dice.chance(unit.odds(995, 300)) {
                true => later(day, dice.between(2, 14)),
                false => later(due, dice.between(3, 40)),
            };
            let finished = Some(finished).filter(|finished| *finished <= date(2022, 12, 31));
            let opinion = match finished {
                None => Cell::Blank,
                Some(_) if dice.chance(120) => "未回访".into(),
                Some(_) if dice.chance(unit.odds(960, 350)) => dice.one_of(&["满意", "满意", "基本满意"]).into(),
                Some(_) => "不满意".into(),
            };
            papers[usize::from(day.month() > 6)].row([
                format!("XF2022{number:04}").into(),
                unit.spelled(&mut dice).into(),
                source.into(),
                day.into(),
                due.into(),
                finished.into(),
                opinion,
            ]);
        }
    }
    papers
}
