//! What is told of a unit that keeps its grade and its proposals, but not how firm they are.

use std::collections::BTreeSet;

use super::{Asked, alone, compare, what_if_table};
use crate::assess::tests::fixture::*;
use crate::explain::Screen;
use crate::plan::*;
use crate::words::{Language, Words};

#[test]
fn a_grade_and_a_proposal_that_get_settled_are_told() {
    let rules = vec![scored("t"), scored("e")];
    let mut plan = plan("100", vec![item("t", "50"), item("e", "50")], rules);
    let failed = ResultConditionNode::Grade { grade: "不合格".into(), worse: false };
    let summoned = Consequence { at: Place::default(), when: need(failed), then: "约谈".into() };
    plan.sheets[0].consequences = vec![summoned];
    // A withheld figure may still make it 合格; nothing at all leaves it where it is.
    let before = score(&mut plan, "unit | t | e\na | * | 40");
    let after = score(&mut plan, "unit | t | e\na | 0 | 40");
    let found = compare(
        &before,
        &after,
        Vec::new(),
        &Asked { unit: Some(UnitId("a".into())), ..Asked::default() },
        &BTreeSet::new(),
    );
    let moved = &found.units[0];
    assert_eq!((&moved.before.grade, moved.before.is_provisional()), (&"不合格".to_owned(), true));
    assert_eq!((&moved.after.grade, moved.after.is_provisional()), (&"不合格".to_owned(), false));
    assert_eq!(moved.before.consequences_provisional, ["约谈"]);
    assert!(moved.after.consequences_provisional.is_empty());
    let words = Words::new(Language::Zh);
    let screen = Screen { width: 120, colour: false, window: false };
    let told = what_if_table(&found, &["a".to_owned()], plan.numbers, &words, screen);
    assert!(told.contains("不合格（暂定）") && told.contains("由“约谈（暂定）”变为“约谈”"), "{told}");
    // One of several changes: that alone is told of it.
    let alone = alone("甲", &before, &after, &BTreeSet::new());
    assert_eq!(alone.grades.len(), 1);
    assert!(alone.grades[0].before_provisional && !alone.grades[0].after_provisional);
    // Among the others of the table it has its reason.
    let told = what_if_table(&found, &[], plan.numbers, &words, screen);
    assert!(told.contains("不合格（暂定）→不合格"), "{told}");
}
