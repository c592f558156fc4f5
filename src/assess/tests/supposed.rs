//! A share of things to finish that is supposed: what it says of the marks, the bounds and the grades that hang on them.

use super::fixture::*;
use crate::assess::{AssessOptions, Assessment, Supposed, UnitResult, assess};
use crate::plan::*;

/// Half of the points are for things to finish; who has one overdue gets no better grade than 合格, and is called in.
fn plan_of_tasks() -> Plan {
    let rule = tasks_with("t", Some(late_by_month("20%")), None);
    let mut plan = plan("100", vec![item("t", "50"), item("e", "50")], vec![rule, scored("e")]);
    let overdue = || need(ResultConditionNode::Mark(Mark::Overdue));
    let cap = GradeCap { at: Place::default(), when: overdue(), grade: "合格".into(), basis: None };
    plan.sheets[0].caps = vec![cap];
    plan.sheets[0].consequences = vec![Consequence { at: Place::default(), when: overdue(), then: "约谈".into() }];
    plan
}

fn supposing(share: Option<&str>, tasks: &str) -> Assessment {
    let mut plan = plan_of_tasks();
    let (units, measures) = measures(&plan, "2022-06-30", &format!("unit | t | e\na | {tasks} | 100"));
    plan.units = units;
    let supposed = share.map_or_else(Supposed::default, |share| {
        Supposed::default().with(&UnitId("a".into()), &ItemId("t".into()), exact(share))
    });
    assess(&plan, &measures, &[], &AssessOptions { supposed, ..AssessOptions::default() })
}

fn told(assessment: &Assessment) -> String {
    let unit: &UnitResult = unit(assessment, "a");
    let proposed: Vec<&str> = unit.consequences.iter().map(|proposed| proposed.then.as_str()).collect();
    let range = (&unit.at_least, &unit.at_most);
    format!("{} ({}–{}) {} {}", unit.total, range.0, range.1, unit.grade, proposed.join(" "))
}

/// One done in time, one overdue since May, one due in August.
const THREE: &str = "2022-06-15>2022-06-10; 2022-05-31>-; 2022-08-31>-";

#[test]
fn the_share_that_was_found_changes_nothing() {
    for tasks in [THREE, "2022-06-15>2022-06-10; 2022-08-31>-", "2022-05-31>2022-06-10; 2022-08-31>-"] {
        let found = supposing(None, tasks);
        let share = item_of(unit(&found, "a"), "t").measure.clone().expect("a share");
        assert_eq!(supposing(Some(&share.to_string()), tasks).units, found.units, "{tasks}");
    }
}

#[test]
fn what_is_overdue_stays_overdue_until_the_share_takes_it_done() {
    // Now: half of what is due. The overdue one still counts 0.6, the pending one 1.
    assert_eq!(told(&supposing(None, THREE)), "75 (66.67–93.33) 合格 约谈");
    // The one of August done, and nothing else.
    assert_eq!(told(&supposing(Some("0.66"), THREE)), "83 (66.67–93.33) 合格 约谈");
    // More than can be had without the overdue one.
    assert_eq!(told(&supposing(Some("0.8"), THREE)), "90 (66.67–93.33) 优秀 ");
    assert_eq!(told(&supposing(Some("1"), THREE)), "100 (100–100) 优秀 ");
}

/// One item of which the condition, the waiver or the exception is asked of a table of its own.
fn supposing_of(rule: Rule, share: &str, figures: &str) -> UnitResult {
    let mut plan = plan("100", vec![item(&rule.id.0.clone(), "60"), item("e", "40")], vec![rule, scored("e")]);
    let (units, measures) = measures(&plan, "2022-06-30", figures);
    plan.units = units;
    let supposed = Supposed::default().with(&UnitId("a".into()), &ItemId("t".into()), exact(share));
    let assessment = assess(&plan, &measures, &[], &AssessOptions { supposed, ..AssessOptions::default() });
    unit(&assessment, "a").clone()
}

#[test]
fn a_figure_counts_where_nobody_knows_whether_its_item_applies_and_that_stays_open() {
    let rule = || applies_when(scored("t"), "farms");
    let unit = supposing_of(rule(), "80", "unit | t | farms | e\na | | | 100");
    let item = item_of(&unit, "t");
    assert_eq!((item.points.clone(), item.measure.clone()), (points("48"), Some(exact("80"))));
    assert_eq!(item.reason.key, "reason-supposed-applies");
    // It may not be assessed at all: then what it has is anything up to full.
    assert_eq!(
        (unit.total.clone(), unit.at_least.clone(), unit.at_most.clone()),
        (points("88"), points("40"), points("100"))
    );
    // Where it is known not to apply the figure changes nothing.
    let unit = supposing_of(rule(), "80", "unit | t | farms | e\na | | 0 | 100");
    assert!(item_of(&unit, "t").left_out);
}

#[test]
fn a_checklist_keeps_the_bounds_of_what_cannot_be_judged() {
    let list = || checklist("t", &[("p", "30"), ("q", "20"), ("r", "10")]);
    let figures = "unit | p | q | r | e\na | 1 | 0 | * | 100";
    let unit = supposing_of(list(), "0.8", figures);
    let item = item_of(&unit, "t");
    // 30 of 60 at the least, with what is withheld 40; the supposed four fifths are more than either.
    assert_eq!((&item.at_least, &item.points, &item.at_most), (&points("30"), &points("48"), &points("48")));
}
