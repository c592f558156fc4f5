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
