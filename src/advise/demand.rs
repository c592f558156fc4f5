//! What a goal asks for, as points that things are to have at the least: the total, areas, items, deductions (as numbers below zero); and as
//! items that are to come to a rung at which a mark of theirs goes. A
//! goal may be reached in several ways, each of which asks for several things: a better grade does too, and of equals a tie-break decides.
//!
//! The scoring decides whether a goal is reached; this only tells which sets need not be asked.

use std::collections::BTreeMap;

use super::goal::Goal;
use super::work::ladder::first;
use crate::assess::{AdjustmentResult, Again, AreaResult, ItemResult, UnitResult, least_rounded_to};
use crate::figure::{Exact, Rounding};
use crate::plan::{
    Comparison, ItemId, Mark, Numbers, RankOn, ResultCondition, ResultConditionNode, ResultValue, RuleKind, Sheet,
    TieBreak,
};

/// What is to have points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Total,
    Area(String),
    Item(ItemId),
    Deductions,
    /// Its rung, in place of points.
    Rung(ItemId),
}

/// The least points of each of these, all of them.
pub(super) type Demand = BTreeMap<Of, Exact>;

/// Ways in which a goal is reached.
#[derive(Debug, Default)]
pub(super) struct Demands {
    /// Any of them does; none: it can't be.
    pub any: Vec<Demand>,
    /// Nothing else decides.
    pub are_all: bool,
}

/// Ways of reaching a goal that are told apart, at most.
const MOST: usize = 40;
/// What lies above something does so by more than so many decimals of a point.
const HAIR: u32 = 9;

/// Nothing is asked for.
fn holds() -> Option<Vec<Demand>> {
    Some(vec![Demand::new()])
}

fn fails() -> Option<Vec<Demand>> {
    Some(Vec::new())
}

fn constant(is_so: bool) -> Option<Vec<Demand>> {
    if is_so { holds() } else { fails() }
}

fn one(of: Of, least: Exact) -> Option<Vec<Demand>> {
    Some(vec![Demand::from([(of, least)])])
}

/// Both.
fn both(left: &[Demand], right: &[Demand]) -> Option<Vec<Demand>> {
    let mut both = Vec::with_capacity(left.len() * right.len());
    for left in left {
        for right in right {
            let mut demand = left.clone();
            for (of, least) in right {
                let known = demand.entry(of.clone()).or_insert_with(|| least.clone());
                *known = known.clone().max(least.clone());
            }
            both.push(demand);
        }
    }
    let both = without_stronger(both);
    (both.len() <= MOST).then_some(both)
}

/// Where one asks for no more than another, the other is not needed.
fn without_stronger(mut demands: Vec<Demand>) -> Vec<Demand> {
    let asks_no_more = |weak: &Demand, strong: &Demand| {
        weak.iter().all(|(of, least)| strong.get(of).is_some_and(|stronger| least <= stronger))
    };
    let mut kept: Vec<Demand> = Vec::with_capacity(demands.len());
    demands.sort_by_key(BTreeMap::len);
    for demand in demands {
        if !kept.iter().any(|weak| asks_no_more(weak, &demand)) {
            kept.retain(|strong| !asks_no_more(&demand, strong));
            kept.push(demand);
        }
    }
    kept
}

/// What goals are read against.
pub(super) struct Reading<'r> {
    pub sheet: &'r Sheet,
    pub unit: &'r UnitResult,
    pub numbers: &'r Numbers,
    /// From which rung on an item does not bear a mark any more.
    pub rungs: &'r BTreeMap<(ItemId, Mark), Exact>,
}

impl Reading<'_> {
    /// What a goal asks for. `again`: with all of the work done.
    pub fn demands(&self, goal: &Goal, again: &mut Again) -> Demands {
        let any = match goal {
            Goal::Points(points) => self.printed(&points.0, false),
            Goal::Rank(rank) => self.place(None, again, &|(placed, _)| placed <= *rank),
            Goal::Grade(name) => self.grade(name, again),
        };
        match any {
            Some(any) => Demands { any: without_stronger(any), are_all: true },
            None => Demands::default(),
        }
    }

    /// This grade or a better one.
    fn grade(&self, name: &str, again: &mut Again) -> Option<Vec<Demand>> {
        let wanted = self.sheet.grades.iter().position(|grade| grade.name == name)?;
        let mut any: Vec<Demand> = Vec::new();
        for grade in self.sheet.grades.iter().take(wanted + 1) {
            let mut demands = match &grade.at_least {
                Some(edge) => self.basis(&edge.0, false)?,
                None => holds()?,
            };
            for need in &grade.needs {
                demands = both(&demands, &self.condition(&need.node.condition, true)?)?;
            }
            any.extend(demands);
        }
        any = without_stronger(any);
        for cap in &self.sheet.caps {
            let limit = self.sheet.grades.iter().position(|grade| grade.name == cap.grade);
            if limit.is_some_and(|limit| limit > wanted) {
                any = both(&any, &self.condition(&cap.when.condition, false)?)?;
            }
        }
        let mut better = self.sheet.grades.iter().take(wanted);
        let own = self.sheet.grades.get(wanted)?;
        match (better.any(|grade| grade.quota.is_some()), own.quota.is_some()) {
            // Who takes no place there may take one here.
            (true, true) => None,
            (_, false) => Some(any),
            (false, true) => {
                let edge = own.at_least.clone().unwrap_or_default().0;
                both(&any, &self.place(Some(edge), again, &|(_, grade)| grade <= wanted)?)
            }
        }
    }

    /// To stand so that it does, among the others as they are; from `edge` on, where only that is asked for.
    fn place(
        &self,
        edge: Option<Exact>,
        again: &mut Again,
        does: &dyn Fn((u32, usize)) -> bool,
    ) -> Option<Vec<Demand>> {
        let low = edge.clone().unwrap_or_else(|| -&Exact::scaled(1, 0).times_power_of_ten(9));
        let mut lowest = vec![low.clone()];
        lowest.extend(self.sheet.tie_break.iter().map(|_| -&Exact::scaled(1, 0).times_power_of_ten(9)));
        if does(again.placed(&lowest)) {
            return holds();
        }
        let mut keys: Vec<Vec<Exact>> = again.keys();
        keys.retain(|key| key.first().is_some_and(|first| *first >= low));
        keys.reverse();
        if keys.is_empty() {
            return fails();
        }
        // Beside each of the others, then just before it: the higher, the better.
        let last = i128::try_from(2 * keys.len()).unwrap_or(i128::MAX) - 1;
        let key = |at: i128| usize::try_from(at / 2).ok().and_then(|at| keys.get(at));
        let found = first(last, |at| {
            let mut key = key(at).cloned().unwrap_or_default();
            if let Some(last) = key.last_mut().filter(|_| at % 2 == 1) {
                *last = &*last + &Exact::scaled(1, HAIR);
            }
            does(again.placed(&key))
        });
        match found.and_then(|at| Some((key(at)?, at % 2 == 1))) {
            Some((key, is_above)) => self.before(key, is_above),
            None => fails(),
        }
    }

    /// To be placed no lower than by this key; or higher.
    fn before(&self, key: &[Exact], is_above: bool) -> Option<Vec<Demand>> {
        let mut any: Vec<Demand> = Vec::new();
        let mut equal = holds()?;
        for (at, least) in key.iter().enumerate() {
            let of = |is_above: bool| match at.checked_sub(1).and_then(|at| self.sheet.tie_break.get(at)) {
                None => self.basis(least, is_above),
                Some(TieBreak::Area(id)) => match self.area(id) {
                    Some(_) => one(Of::Area(id.clone()), raised(least, is_above)),
                    None => constant(raised(least, is_above) <= Exact::ZERO),
                },
                Some(TieBreak::Item(id)) => match self.item(id) {
                    Some(_) => one(Of::Item(id.clone()), raised(least, is_above)),
                    None => constant(raised(least, is_above) <= Exact::ZERO),
                },
                Some(TieBreak::FewestDeductions) => one(Of::Deductions, raised(least, is_above)),
            };
            any.extend(both(&equal, &of(true)?)?);
            equal = both(&equal, &of(false)?)?;
        }
        if !is_above {
            any.extend(equal);
        }
        let any = without_stronger(any);
        (any.len() <= MOST).then_some(any)
    }

    /// What ranks and grades are decided on comes so high; or higher.
    fn basis(&self, least: &Exact, is_above: bool) -> Option<Vec<Demand>> {
        match self.numbers.rank_on {
            RankOn::Shown => self.printed(least, is_above),
            RankOn::Exact => self.total(raised(least, is_above)),
        }
    }

    fn printed(&self, least: &Exact, is_above: bool) -> Option<Vec<Demand>> {
        let rounding = Rounding::new(self.numbers.round, self.numbers.points);
        let step = if is_above { Exact::scaled(1, self.numbers.points) } else { Exact::ZERO };
        let least = least + &step;
        match least.is_positive() {
            true if self.is_capped(&least) => fails(),
            true => one(Of::Total, least_rounded_to(&rounding, &least)),
            false => holds(),
        }
    }

    fn total(&self, least: Exact) -> Option<Vec<Demand>> {
        match least.is_positive() {
            true if self.is_capped(&least) => fails(),
            true => one(Of::Total, least),
            false => holds(),
        }
    }

    fn is_capped(&self, least: &Exact) -> bool {
        self.sheet.total_cap.as_ref().is_some_and(|cap| cap.0 < *least)
    }

    fn area(&self, id: &str) -> Option<&AreaResult> {
        self.unit.areas.iter().find(|area| area.id == id && !area.left_out)
    }

    fn item(&self, id: &ItemId) -> Option<&ItemResult> {
        self.unit.items.iter().find(|item| item.id == *id && !item.left_out)
    }

    /// What it takes that a condition holds (or fails). Of what is not assessed it asks nothing. `None`: that can't be told.
    fn condition(&self, condition: &ResultCondition, is_so: bool) -> Option<Vec<Demand>> {
        match &condition.node {
            ResultConditionNode::Not(inner) => self.condition(inner, !is_so),
            ResultConditionNode::And(left, right) | ResultConditionNode::Or(left, right) => {
                let (left, right) = (self.condition(left, is_so)?, self.condition(right, is_so)?);
                match matches!(condition.node, ResultConditionNode::And(..)) == is_so {
                    true => both(&left, &right),
                    false => Some(without_stronger([left, right].concat())),
                }
            }
            ResultConditionNode::Compare { comparison, left, right } => {
                let comparison = if is_so { *comparison } else { comparison.opposite() };
                match (left, right) {
                    (value, ResultValue::Number(number)) => self.compare(value, comparison, number),
                    (ResultValue::Number(number), value) => self.compare(value, comparison.turned(), number),
                    (_, _) => None,
                }
            }
            ResultConditionNode::Mark(mark) => {
                self.marked(*mark, if is_so { Comparison::Greater } else { Comparison::LessOrEqual }, &Exact::ZERO)
            }
            ResultConditionNode::Vetoed(id) => {
                let strikes = |adjustment: &AdjustmentResult| {
                    adjustment.kind == RuleKind::Veto
                        && adjustment.applied
                        && id.as_ref().is_none_or(|id| adjustment.id == *id)
                };
                constant(self.unit.adjustments.iter().any(strikes) == is_so)
            }
            ResultConditionNode::Grade { .. } => None,
        }
    }

    fn compare(&self, value: &ResultValue, comparison: Comparison, number: &Exact) -> Option<Vec<Demand>> {
        let is_above = match comparison {
            Comparison::GreaterOrEqual => Some(false),
            Comparison::Greater => Some(true),
            Comparison::Less | Comparison::LessOrEqual | Comparison::Equal | Comparison::NotEqual => None,
        };
        match value {
            ResultValue::AreaPoints(id) => match self.area(id) {
                Some(_) => one(Of::Area(id.clone()), raised(number, is_above?)),
                None => holds(),
            },
            ResultValue::AreaShare(id) => match self.area(id) {
                Some(area) => one(Of::Area(id.clone()), raised(&(number * &area.assessed.0), is_above?)),
                None => holds(),
            },
            ResultValue::ItemPoints(id) => match self.item(id) {
                Some(_) => one(Of::Item(id.clone()), raised(number, is_above?)),
                None => holds(),
            },
            ResultValue::ItemShare(id) => match self.item(id).filter(|item| !item.full.0.is_zero()) {
                Some(item) => one(Of::Item(id.clone()), raised(&(number * &item.full.0), is_above?)),
                None => holds(),
            },
            ResultValue::Total => self.basis(number, is_above?),
            ResultValue::Deducted => match comparison {
                Comparison::LessOrEqual => one(Of::Deductions, -number),
                Comparison::Less => one(Of::Deductions, raised(&-number, true)),
                Comparison::Equal if number.is_zero() => one(Of::Deductions, Exact::ZERO),
                Comparison::Equal | Comparison::NotEqual | Comparison::Greater | Comparison::GreaterOrEqual => None,
            },
            ResultValue::AreasBelow(share) => {
                let most = most_of(comparison, number)?;
                let areas = self.unit.areas.iter().filter(|area| area.depth == 1 && !area.left_out);
                let each = areas.map(|area| (Of::Area(area.id.clone()), share * &area.assessed.0));
                all_but(&each.collect::<Vec<_>>(), most)
            }
            ResultValue::Marked(mark) => self.marked(*mark, comparison, number),
            ResultValue::Number(own) => constant(comparison.holds(own.cmp(number))),
            ResultValue::Rank => None,
        }
    }

    /// Marks go with work, and none comes.
    fn marked(&self, mark: Mark, comparison: Comparison, number: &Exact) -> Option<Vec<Demand>> {
        let bear: Vec<&ItemResult> = self.unit.items.iter().filter(|item| item.marks.contains(&mark)).collect();
        let at = |item: &&ItemResult| self.rungs.get(&(item.id.clone(), mark));
        let going: Vec<(Of, Exact)> =
            bear.iter().filter_map(|item| Some((Of::Rung(item.id.clone()), at(item)?.clone()))).collect();
        if going.is_empty() {
            return constant(comparison.holds(Exact::from(bear.len()).cmp(number)));
        }
        let most = most_of(comparison, number)?;
        match most.checked_sub(bear.len() - going.len()) {
            Some(left) => all_but(&going, left),
            None => fails(),
        }
    }
}

/// No more than so many.
fn most_of(comparison: Comparison, number: &Exact) -> Option<usize> {
    let most = match comparison {
        Comparison::LessOrEqual => number.floor(),
        Comparison::Less => number.ceil() - Exact::ONE,
        Comparison::Equal if number.is_zero() => Exact::ZERO,
        Comparison::Equal | Comparison::NotEqual | Comparison::Greater | Comparison::GreaterOrEqual => return None,
    };
    usize::try_from(most.to_i128()?).ok()
}

/// All of them, or all but so many.
fn all_but(each: &[(Of, Exact)], left_out: usize) -> Option<Vec<Demand>> {
    let mut any: Vec<Demand> = vec![Demand::new()];
    let mut out: Vec<usize> = vec![0];
    for (of, least) in each {
        let mut next = Vec::with_capacity(any.len() * 2);
        let mut next_out = Vec::with_capacity(any.len() * 2);
        for (demand, out) in any.iter().zip(&out) {
            if *out < left_out {
                next.push(demand.clone());
                next_out.push(out + 1);
            }
            let mut with = demand.clone();
            with.insert(of.clone(), least.clone());
            next.push(with);
            next_out.push(*out);
        }
        (any, out) = (next, next_out);
        if any.len() > 50 * MOST {
            return None;
        }
    }
    let any = without_stronger(any);
    (any.len() <= MOST).then_some(any)
}

fn raised(least: &Exact, is_above: bool) -> Exact {
    if is_above { least + &Exact::scaled(1, HAIR) } else { least.clone() }
}
