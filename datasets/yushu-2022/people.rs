//! 执法 and 责任: cases, returns, visits; what is added, taken off and vetoed; points by hand.

use jiff::civil::{Date, date};

use super::air::done;
use super::dice::{Dice, later};
use super::paper::{Cell, Paper, dated};
use super::units::{DEPARTMENTS, TOWNS, name_of, towns_and_departments};

pub fn papers() -> Vec<Paper> {
    vec![
        cases(),
        returns(),
        visits(),
        risk_plans(),
        lead_tasks(),
        self_assessments(),
        honours(),
        notices(),
        false_figures(),
        accidents(),
        hand_scores(),
    ]
}

fn cases() -> Paper {
    let mut dice = Dice::of("cases");
    let mut paper = Paper::new("cases.csv", "", &["线索编号", "移送单位", "移送日期", "查处日期"]);
    let mut number = 0;
    for unit in &TOWNS {
        for _ in 0..dice.between(1, 5) {
            number += 1;
            let handed = dice.day_between(date(2022, 1, 10), date(2022, 11, 25));
            let done = dice.chance(unit.odds(990, 450)).then(|| later(handed, dice.between(3, 35)));
            paper.row([format!("AJ2022-{number:03}").into(), unit.name.into(), handed.into(), done.into()]);
        }
    }
    paper
}

/// The return of a month is due on the fifth of the next.
fn returns() -> Paper {
    let mut dice = Dice::of("returns");
    let mut paper = Paper::new("returns.csv", "", &["报送单位", "报表月份", "报送时限", "报送日期"]);
    for unit in towns_and_departments() {
        for month in 1..=12i8 {
            let due = date(2022, month, 5);
            let label = if month == 1 { "2021年12月".to_owned() } else { format!("2022年{}月", month - 1) };
            let sent = match dice.chance(unit.odds(1000, 260)) {
                true => Some(later(due, -dice.between(0, 4))),
                false if dice.chance(800) => Some(later(due, dice.between(1, 9))),
                false => None,
            };
            paper.row([unit.name.into(), label.into(), due.into(), dated(sent, &mut dice)]);
        }
    }
    paper
}

fn visits() -> Paper {
    let mut dice = Dice::of("visits");
    let mut paper = Paper::new("visits.csv", "", &["单位", "季度末日", "类别", "应完成次数", "完成次数"]);
    for unit in towns_and_departments() {
        for month in [3, 6, 9, 12i8] {
            for (kind, due) in [("包保走访", 6), ("专题会议", 3)] {
                let done = (0..due).filter(|_| dice.chance(unit.odds(1000, 400))).count();
                paper.row([
                    unit.name.into(),
                    date(2022, month, 1).last_of_month().into(),
                    kind.into(),
                    due.into(),
                    i64::try_from(done).unwrap_or(0).into(),
                ]);
            }
        }
    }
    paper
}

fn risk_plans() -> Paper {
    let mut paper =
        Paper::new("risk_plans.csv", "", &["园区", "所在乡镇", "风险评估", "监测预警", "预案备案", "应急演练"]);
    for (park, town, done) in [
        ("五棵树化工片区（示例）", "wukeshu", ["√", "√", "√", "×"]),
        ("环城工业集中区", "huancheng", ["√", "√", "√", "√"]),
    ] {
        let [assessed, warning, plan, drill] = done.map(Cell::from);
        paper.row([park.into(), name_of(town).into(), assessed, warning, plan, drill]);
    }
    paper
}

fn lead_tasks() -> Paper {
    let mut dice = Dice::of("lead_tasks");
    let mut paper = Paper::new("lead_tasks.csv", "", &["任务", "牵头部门", "完成时限", "完成日期"]);
    let tasks = ["专项排查", "联合执法", "清单销号", "设施验收", "专项培训", "年度核查"];
    for unit in &DEPARTMENTS {
        for task in tasks {
            let due = dice.one_of(&[date(2022, 4, 30), date(2022, 6, 30), date(2022, 9, 30), date(2022, 11, 30)]);
            let done = done(due, unit.odds(980, 700), &mut dice);
            paper.row([format!("{}：{task}", unit.name).into(), unit.name.into(), due.into(), dated(done, &mut dice)]);
        }
    }
    paper
}

fn self_assessments() -> Paper {
    let mut paper = Paper::new("self_assessments.csv", "", &["报送单位", "报送时限", "报送日期"]);
    let due = date(2022, 12, 20);
    for unit in towns_and_departments() {
        let sent = if matches!(unit.id, "heilin" | "chengjiao" | "zhujian") { later(due, 6) } else { later(due, -2) };
        paper.row([unit.name.into(), due.into(), sent.into()]);
    }
    paper
}

fn honours() -> Paper {
    let mut paper = Paper::new("honours.csv", "", &["单位", "名称", "类别", "级别", "文件日期"]);
    for (id, what, kind, level, day) in [
        ("xiushui", "国家生态文明建设示范镇（示例）", "生态示范村镇", "国家级", date(2022, 11, 18)),
        ("gongpeng", "省级生态乡镇（示例）", "生态示范村镇", "省级", date(2022, 5, 20)),
        ("gongpeng", "兴隆村市级生态村（示例）", "生态示范村镇", "市级", date(2022, 6, 5)),
        ("xianfeng", "永胜村市级生态村（示例）", "生态示范村镇", "市级", date(2022, 6, 5)),
        ("sihe", "四合村市级生态村（示例）", "生态示范村镇", "市级", date(2022, 10, 12)),
        ("xiushui", "粪污还田“一张图”（示例）", "经验推广", "省级", date(2022, 9, 1)),
    ] {
        paper.row([name_of(id).into(), what.into(), kind.into(), level.into(), day.into()]);
    }
    paper
}

fn notices() -> Paper {
    let mut paper = Paper::new("notices.csv", "", &["事件编号", "单位", "类别", "日期", "是否查实"]);
    for (event, id, kind, day, proven) in [
        ("TB-01", "heilin", "省级通报", date(2022, 8, 16), true),
        ("BG-01", "chengjiao", "媒体曝光", date(2022, 4, 9), true),
        ("BG-02", "bahao", "媒体曝光", date(2022, 10, 30), false),
        ("TB-02", "zhujian", "省级通报", date(2022, 9, 7), true),
    ] {
        paper.row([event.into(), name_of(id).into(), kind.into(), day.into(), proven.into()]);
    }
    paper
}

fn false_figures() -> Paper {
    let mut paper = Paper::new("false_figures.csv", "", &["单位", "造假事项", "认定日期", "是否查实"]);
    paper.row([name_of("dapo").into(), "畜禽粪污综合利用率".into(), date(2022, 11, 18).into(), true.into()]);
    paper.row([name_of("minjia").into(), "秸秆离田处置率".into(), date(2022, 5, 12).into(), false.into()]);
    paper
}

fn accidents() -> Paper {
    let mut paper = Paper::new("accidents.csv", "", &["责任单位", "事件", "发生日期", "等级", "是否失职"]);
    paper.row([
        name_of("tuqiao").into(),
        "油罐车侧翻（示例）".into(),
        date(2022, 7, 14).into(),
        "一般".into(),
        false.into(),
    ]);
    paper
}

fn hand_scores() -> Paper {
    let mut paper =
        Paper::new("hand-scores.csv", "", &["单位", "指标", "环节", "得分", "理由", "依据", "打分人", "日期"]);
    let hands: [(&str, i64, Date); 2] = [("自评", 0, date(2022, 12, 18)), ("审定", -1, date(2023, 1, 6))];
    for unit in &DEPARTMENTS {
        for (hand, less, day) in hands {
            let points = (unit.care / 100 + 1 + less).clamp(0, 10);
            let reason =
                if less == 0 { "自评履职到位" } else { "核对联合检查记录，个别乡镇指导不足" };
            let by = if less == 0 { unit.name } else { "考核组（示例）" };
            paper.row([
                unit.name.into(),
                "departments/coordination".into(),
                hand.into(),
                points.into(),
                reason.into(),
                "联合检查台账".into(),
                by.into(),
                day.into(),
            ]);
        }
    }
    paper
}
