//! Levels, stages and checklists: rows moved up to the best, parts that don't hold yet.

use super::lever::Lever;
use super::no_work::NoWork;
use super::place::Place;
use crate::assess::JudgedPart;
use crate::figure::Exact;
use crate::plan::{Body, Comparison, Condition, ConditionNode, CurveNode, Formula, FormulaNode, Literal, Rows};

impl Place<'_> {
    pub fn of_levels(&self, rows: &Rows) -> Result<Lever, NoWork> {
        let levels = &self.in_force.levels;
        let all: u64 = levels.iter().map(|(_, _, count)| *count).sum();
        let Body::Measured { measure: _, target: _, curve } = &self.rule.body else { return Err(NoWork::Formula) };
        let (CurveNode::Levels(known) | CurveNode::Stages(known)) = &curve.base.node else {
            return Err(NoWork::Formula);
        };
        let best = known.iter().max_by(|left, right| left.share.cmp(&right.share)).ok_or(NoWork::Formula)?;
        if self.in_force.unknown_levels > 0 || all == 0 {
            return Err(NoWork::Formula);
        }
        let table = rows.tables().first().and_then(|(table, _)| self.plan.table(table));
        if table.is_some_and(|table| table.time_column.is_some()) && !self.hindsight {
            // Dated evaluations stand; who is looked at next is not the unit's to choose. In hindsight each could have come out better.
            return Err(NoWork::Recorded);
        }
        let mut rows_below: Vec<(String, Exact, u64)> = levels
            .iter()
            .filter(|(_, share, _)| *share < best.share)
            .map(|(label, share, count)| (label.clone(), &best.share - share, *count))
            .collect();
        rows_below.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        Ok(Lever::Levels {
            sum: levels.iter().map(|(_, share, count)| share * &Exact::from(*count)).sum(),
            all: Exact::from(all),
            best: best.label.clone(),
            rows: rows_below,
            thing: self.thing_of_rows(rows),
        })
    }

    pub fn of_parts(&self, curve: &CurveNode) -> Result<Lever, NoWork> {
        let CurveNode::Checklist(parts) = curve else { return Err(NoWork::Formula) };
        let judged = self.in_force.parts.iter().filter(|part| part.holds.is_some());
        let got = judged.clone().filter(|part| part.holds == Some(true)).map(|part| part.points.clone()).sum();
        let by_work = |label: &str| {
            let part = parts.iter().find(|part| part.node.label == label);
            part.is_some_and(|part| holds_by_work(&part.node.holds))
        };
        let open = judged.clone().filter(|part| part.holds == Some(false));
        let mut open: Vec<JudgedPart> = open.filter(|part| by_work(&part.label)).cloned().collect();
        if open.is_empty() {
            return Err(NoWork::Happened);
        }
        open.sort_by(|left, right| right.points.cmp(&left.points));
        Ok(Lever::Parts { got, judged: judged.map(|part| part.points.clone()).sum(), open })
    }
}

/// A part of a checklist that work can fulfil: not one that asks for nothing to have happened.
fn holds_by_work(condition: &Condition) -> bool {
    match &condition.node {
        ConditionNode::Compare { comparison, left, right } => match comparison {
            Comparison::Greater | Comparison::GreaterOrEqual => has_rows(left) && !has_rows(right),
            Comparison::Less | Comparison::LessOrEqual => has_rows(right) && !has_rows(left),
            Comparison::Equal => has_rows(left) && !is_zero(right),
            Comparison::NotEqual => has_rows(left) && is_zero(right),
        },
        ConditionNode::Aggregate { .. } => true,
        ConditionNode::And(left, right) => holds_by_work(left) && holds_by_work(right),
        ConditionNode::Or(left, right) => holds_by_work(left) || holds_by_work(right),
        ConditionNode::IsAbsent(_)
        | ConditionNode::Not(_)
        | ConditionNode::UnitIs { .. }
        | ConditionNode::KindIs { .. }
        | ConditionNode::GroupIs { .. } => false,
    }
}

fn has_rows(formula: &Formula) -> bool {
    let mut asked = false;
    formula.ask(&mut |_| asked = true);
    asked
}

fn is_zero(formula: &Formula) -> bool {
    let FormulaNode::Literal(literal @ Literal::Number(_)) = &formula.node else { return false };
    literal.number().is_some_and(|number| number.is_zero())
}
