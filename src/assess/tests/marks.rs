//! Grades that depend on what is overdue: marks that may still come, and go.

use super::fixture::*;
use crate::plan::*;

fn capped_if_overdue(rule: Rule) -> Plan {
    let id = rule.id.0.clone();
    let mut plan = plan("100", vec![item(&id, "1"), item("e", "99")], vec![rule, scored("e")]);
    let when = need(ResultConditionNode::Mark(Mark::Overdue));
    plan.sheets[0].caps = vec![GradeCap { at: Place::default(), when, grade: "合格".into(), basis: None }];
    plan
}

/// The grade of each unit, and between what it lies: `优秀 (优秀–合格)`.
fn grades_at(plan: &mut Plan, as_of: &str, figures: &str) -> Vec<String> {
    let found = score_at(plan, as_of, &[], figures);
    let mut units: Vec<_> = found.units.iter().collect();
    units.sort_by(|left, right| left.id.cmp(&right.id));
    let said = |unit: &&crate::assess::UnitResult| {
        format!("{} {} ({}–{})", unit.id, unit.grade, unit.grade_at_most, unit.grade_at_least)
    };
    units.iter().map(said).collect()
}

/// What is not sent, not due or withheld may be open past its date one day. Only things to finish can be.
#[test]
fn a_condition_over_what_is_overdue_waits_for_what_may_still_be() {
    let mut plan = capped_if_overdue(tasks_with("t", None, None));
    let figures = "unit | t | e
                   a | * | 100
                   b | 2022-06-30>2022-06-01 | 100
                   c | 2022-06-30>2022-06-01; 2022-06-30>* | 100
                   d | 2022-06-30>2022-06-01; *>2022-06-01 | 100
                   e | 2022-06-30>2022-06-01~ | 100
                   f | 2022-06-30>2022-06-01; 2022-06-30>- | 100
                   g | n/a | 100";
    assert_eq!(
        grades_at(&mut plan, "2022-12-31", figures),
        [
            "a 优秀 (优秀–合格)",
            "b 优秀 (优秀–优秀)",
            "c 优秀 (优秀–合格)",
            "d 优秀 (优秀–合格)",
            "e 优秀 (优秀–合格)",
            "f 合格 (合格–合格)",
            "g 优秀 (优秀–优秀)",
        ]
    );
    let mut other = capped_if_overdue(scored("t"));
    assert_eq!(grades_at(&mut other, "2022-12-31", "unit | t | e\na | * | 100"), ["a 优秀 (优秀–优秀)"]);
}

/// In July what is due in October may still be missed, and what is overdue may still be done.
#[test]
fn while_the_year_lasts_a_mark_may_come_and_go() {
    let mut plan = capped_if_overdue(tasks_with("t", None, None));
    let figures = "unit | t | e
                   a | 2022-06-30>2022-06-01; 2022-10-30>- | 100
                   b | 2022-06-30>2022-06-01; 2022-06-30>- | 100
                   c | 2022-06-30>2022-06-01; 2023-10-30>- | 100";
    assert_eq!(
        grades_at(&mut plan, "2022-07-15", figures),
        ["a 优秀 (优秀–合格)", "b 合格 (优秀–合格)", "c 优秀 (优秀–优秀)"]
    );
    let found = score_at(&mut plan, "2022-07-15", &[], figures);
    let open: Vec<&str> = unit(&found, "b").open.iter().map(|say| &*say.key).collect();
    assert_eq!(open, ["reason-open-mark"]);
}

/// A gate that may yet open brings its marks along.
#[test]
fn an_item_that_may_yet_be_assessed_may_yet_be_overdue() {
    let mut plan = capped_if_overdue(applies_when(tasks_with("t", None, None), "gate"));
    let figures = "unit | t | gate | e
                   a | 2022-06-30>- | * | 100
                   b | 2022-06-30>- | 0 | 100
                   c | 2022-06-30>2022-06-01 | * | 100";
    assert_eq!(
        grades_at(&mut plan, "2022-12-31", figures),
        ["a 优秀 (优秀–合格)", "b 优秀 (优秀–优秀)", "c 优秀 (优秀–优秀)"]
    );
}
