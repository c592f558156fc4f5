//! What the needs of a grade (评优前置) ask of areas, in points that a search can reckon with. The scoring decides whether they hold; this only
//! tells which sets need not be asked.

use std::collections::BTreeMap;

use super::goal::Goal;
use crate::assess::{AreaResult, UnitResult};
use crate::figure::Exact;
use crate::plan::{Area, Child, Combine, Comparison, ItemId, ResultCondition, ResultConditionNode, ResultValue, Sheet};

/// The points that areas owe.
#[derive(Debug, Default)]
pub(super) struct Needs {
    pub areas: Vec<Owing>,
    /// With these, only the height of the total decides beside them.
    pub are_all: bool,
}

/// An area that adds up, and the points that its items are short of together.
#[derive(Debug)]
pub(super) struct Owing {
    pub items: Vec<ItemId>,
    pub points: Exact,
}

impl Needs {
    pub fn of(goal: &Goal, sheet: &Sheet, unit: &UnitResult) -> Needs {
        let Goal::Grade(name) = goal else { return Needs { are_all: true, ..Needs::default() } };
        let Some(wanted) = sheet.grades.iter().position(|grade| grade.name == *name) else { return Needs::default() };
        let mut grades = sheet.grades.iter().take(wanted + 1).rev().map(|grade| {
            let mut shares = Shares { unit, least: BTreeMap::new(), are_all: true };
            grade.needs.iter().for_each(|need| shares.take(&need.node.condition));
            shares
        });
        let Some(mut shares) = grades.next() else { return Needs::default() };
        // A better grade does as well: what it asks less of is no need.
        for better in grades {
            let before = shares.least.len();
            shares.least.retain(|area, least| better.least.get(area).is_some_and(|share| share >= least));
            shares.are_all &= shares.least.len() == before;
        }
        let mut needs = Needs { areas: Vec::new(), are_all: shares.are_all };
        for (id, share) in shares.least {
            match owing(sheet, unit, &id, &share) {
                Some(owing) => needs.areas.push(owing),
                None => needs.are_all = false,
            }
        }
        needs
    }
}

/// The shares of their points that areas are to have at the least.
struct Shares<'u> {
    unit: &'u UnitResult,
    least: BTreeMap<String, Exact>,
    are_all: bool,
}

impl Shares<'_> {
    fn take(&mut self, condition: &ResultCondition) {
        match &condition.node {
            ResultConditionNode::And(left, right) => {
                self.take(left);
                self.take(right);
            }
            ResultConditionNode::Compare { comparison, left, right: ResultValue::Number(number) } => {
                self.are_all &= self.compare(*comparison, left, number).is_some();
            }
            ResultConditionNode::Compare { .. }
            | ResultConditionNode::Grade { .. }
            | ResultConditionNode::Mark(_)
            | ResultConditionNode::Vetoed(_)
            | ResultConditionNode::Or(..)
            | ResultConditionNode::Not(_) => self.are_all = false,
        }
    }

    /// `None`: it asks for something else than so much of an area at the least.
    fn compare(&mut self, comparison: Comparison, value: &ResultValue, number: &Exact) -> Option<()> {
        let at_least = comparison == Comparison::GreaterOrEqual;
        match value {
            ResultValue::AreaShare(id) if at_least => self.area(id, number),
            ResultValue::AreaPoints(id) if at_least => {
                let share = number.checked_div(&assessed(self.unit, id)?.assessed.0)?;
                self.area(id, &share)
            }
            ResultValue::AreasBelow(share) => {
                let none = match comparison {
                    Comparison::Equal | Comparison::LessOrEqual => number.is_zero(),
                    Comparison::Less => *number == Exact::ONE,
                    Comparison::NotEqual | Comparison::Greater | Comparison::GreaterOrEqual => false,
                };
                let areas = self.unit.areas.iter().filter(|area| none && area.depth == 1);
                areas.map(|area| area.id.clone()).collect::<Vec<_>>().iter().try_for_each(|id| self.area(id, share))?;
                none.then_some(())
            }
            ResultValue::AreaShare(_)
            | ResultValue::AreaPoints(_)
            | ResultValue::Number(_)
            | ResultValue::Total
            | ResultValue::Rank
            | ResultValue::ItemPoints(_)
            | ResultValue::ItemShare(_)
            | ResultValue::Marked(_)
            | ResultValue::Deducted => None,
        }
    }

    fn area(&mut self, id: &str, share: &Exact) -> Option<()> {
        // What is not assessed blocks nothing.
        if assessed(self.unit, id).is_some() {
            let known = self.least.entry(id.to_owned()).or_insert_with(|| share.clone());
            *known = known.clone().max(share.clone());
        }
        Some(())
    }
}

fn assessed<'u>(unit: &'u UnitResult, id: &str) -> Option<&'u AreaResult> {
    unit.areas.iter().find(|area| area.id == id && !area.left_out)
}

/// What an area is short of, where its points are those of its items.
fn owing(sheet: &Sheet, unit: &UnitResult, id: &str, share: &Exact) -> Option<Owing> {
    let result = assessed(unit, id).filter(|area| !area.vetoed && area.rescaled.is_none())?;
    let area = sheet.area.children.iter().find_map(|child| match child {
        Child::Area(area) if area.id == id => Some(area),
        Child::Area(_) | Child::Item(_) => None,
    })?;
    let adds_up = sheet.area.combine == Combine::Sum && adds_up(area, unit);
    let items = area.items().into_iter().map(|item| item.rule.clone()).collect();
    adds_up.then(|| Owing { items, points: (share * &result.assessed.0 - result.points.0.clone()).max(Exact::ZERO) })
}

fn adds_up(area: &Area, unit: &UnitResult) -> bool {
    let is_scaled = unit.areas.iter().any(|result| result.id == area.id && result.rescaled.is_some());
    area.combine == Combine::Sum
        && !is_scaled
        && area.children.iter().all(|child| match child {
            Child::Area(area) => adds_up(area, unit),
            Child::Item(_) => true,
        })
}
