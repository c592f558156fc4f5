//! The plan for a person.

use super::*;
use crate::clauses::plan_text;

#[test]
fn a_plan_shows_each_question_once_and_each_rule_with_its_places() {
    let mut plan = whole();
    plan.rules.truncate(2);
    let mut again = plan.rules[0].clone();
    again.id = ItemId("water/again".to_owned());
    plan.rules.push(again);
    insta::assert_snapshot!("plan-zh", plan_text(&plan, &Words::new(Language::Zh)));
}
