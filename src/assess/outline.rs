//! What a sheet is, for readers who have only the assessment.

use super::assessment::{ConditionSaid, GradeEdge, ItemOutline, SheetOutline};
use super::show::is_share_change;
use crate::clauses::say_result_condition;
use crate::plan::{Area, Child, Plan, Sheet};

pub(super) fn outline(plan: &Plan, sheet: &Sheet) -> SheetOutline {
    let mut items = Vec::new();
    put_items(plan, &sheet.area, &mut items);
    let grades = sheet.grades.iter();
    let mut conditions: Vec<ConditionSaid> = Vec::new();
    for need in sheet.conditions() {
        if conditions.iter().all(|known| known.source != need.source) {
            let say = say_result_condition(plan, &need.condition);
            conditions.push(ConditionSaid { source: need.source.clone(), say });
        }
    }
    SheetOutline {
        id: sheet.id.clone(),
        title: sheet.title.clone(),
        full: sheet.total.clone(),
        grades: grades.map(|grade| GradeEdge { name: grade.name.clone(), at_least: grade.at_least.clone() }).collect(),
        items,
        consequences: sheet.consequences.iter().map(|consequence| consequence.then.clone()).collect(),
        conditions,
    }
}

fn put_items(plan: &Plan, area: &Area, items: &mut Vec<ItemOutline>) {
    for child in &area.children {
        match child {
            Child::Area(inner) => put_items(plan, inner, items),
            Child::Item(item) => items.push(ItemOutline {
                id: item.rule.clone(),
                title: plan.rule(&item.rule).map_or_else(|| item.rule.to_string(), |rule| rule.title.clone()),
                area: area.id.clone(),
                full: item.points.clone(),
                departments: item.departments.clone(),
                share_change: plan.rule(&item.rule).is_some_and(|rule| is_share_change(plan, rule)),
            }),
        }
    }
}
