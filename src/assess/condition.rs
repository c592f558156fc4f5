//! Conditions over a unit's result: as it stands, or over all that can still come of it.

use super::assessment::ItemResult;
use super::mark::{Chance, MayBeMarked};
use super::rank::Standing;
use super::sheet::{AreaSettled, MayBe, Settled};
use super::world::World;
use crate::figure::Exact;
use crate::message;
use crate::plan::{Comparison, ItemId, Mark, ResultCondition, ResultConditionNode, ResultValue, Sheet};
use crate::words::Message;

/// How a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judgement {
    Holds,
    Fails,
    /// It depends on what is still to come.
    Open,
    /// It speaks of something that was not assessed.
    NoValue,
}

impl Judgement {
    fn of(holds: bool) -> Judgement {
        if holds { Judgement::Holds } else { Judgement::Fails }
    }

    pub fn and(self, other: Judgement) -> Judgement {
        match (self, other) {
            (Judgement::Fails, _) | (_, Judgement::Fails) => Judgement::Fails,
            (Judgement::Open, _) | (_, Judgement::Open) => Judgement::Open,
            (Judgement::NoValue, _) | (_, Judgement::NoValue) => Judgement::NoValue,
            (Judgement::Holds, Judgement::Holds) => Judgement::Holds,
        }
    }

    pub fn not(self) -> Judgement {
        match self {
            Judgement::Holds => Judgement::Fails,
            Judgement::Fails => Judgement::Holds,
            Judgement::Open => Judgement::Open,
            Judgement::NoValue => Judgement::NoValue,
        }
    }
}

/// The result that a condition is held against.
#[derive(Clone, Copy)]
pub(super) struct Outlook<'e> {
    pub sheet: &'e Sheet,
    pub settled: &'e Settled<'e>,
    pub standing: &'e Standing,
    /// The number of the grade so far, best is 0.
    pub grade: usize,
    /// The best and the worst grade that can still come, where they are known already.
    pub grades: Option<(usize, usize)>,
    /// Over all that can still come, rather than as it stands.
    pub possible: bool,
}

type Span = (Exact, Exact);

impl<'e> Outlook<'e> {
    pub fn judge(&self, condition: &ResultCondition) -> Judgement {
        match &condition.node {
            ResultConditionNode::Compare { comparison, left, right } => match (self.value(left), self.value(right)) {
                (Some(left_span), Some(right_span)) => match self.may_be_out(left) || self.may_be_out(right) {
                    true => Judgement::Open,
                    false => compare(*comparison, &left_span, &right_span),
                },
                (None, _) | (_, None) => Judgement::NoValue,
            },
            ResultConditionNode::Grade { grade, worse } => {
                let Some(wanted) = self.sheet.grades.iter().position(|other| other.name == *grade) else {
                    return Judgement::Fails;
                };
                let (best, worst) = match (self.possible, self.grades) {
                    (false, _) => (self.grade, self.grade),
                    (true, Some(grades)) => grades,
                    (true, None) if self.is_open() => return Judgement::Open,
                    (true, None) => (self.grade, self.grade),
                };
                match *worse {
                    true if best >= wanted => Judgement::Holds,
                    true if worst < wanted => Judgement::Fails,
                    false if best == wanted && worst == wanted => Judgement::Holds,
                    false if wanted < best || wanted > worst => Judgement::Fails,
                    true | false => Judgement::Open,
                }
            }
            ResultConditionNode::Mark(mark) => {
                compare(Comparison::Greater, &self.count_marked(*mark), &(Exact::ZERO, Exact::ZERO))
            }
            ResultConditionNode::Vetoed(id) => {
                let meant = || self.settled.vetoes.iter().filter(|veto| id.as_ref().is_none_or(|id| id == veto.id));
                let strikes = |world| meant().any(|veto| veto.state.strikes(world));
                match (self.possible, strikes(World::Now), strikes(World::Least), strikes(World::Most)) {
                    (false, now, _, _) => Judgement::of(now),
                    (true, _, _, true) => Judgement::Holds,
                    (true, _, true, false) => Judgement::Open,
                    (true, _, false, false) => Judgement::Fails,
                }
            }
            ResultConditionNode::And(left, right) => self.judge(left).and(self.judge(right)),
            ResultConditionNode::Or(left, right) => self.judge(left).not().and(self.judge(right).not()).not(),
            ResultConditionNode::Not(inner) => self.judge(inner).not(),
        }
    }

    fn is_open(&self) -> bool {
        let [_, low, high] = &self.settled.totals.basis;
        low != high || self.standing.best != self.standing.worst
    }

    pub fn marked(&self, mark: Mark) -> impl Iterator<Item = &'e ItemResult> {
        self.settled.items.iter().filter(move |item| item.marks.contains(&mark))
    }

    fn span(&self, now: &Exact, low: &Exact, high: &Exact) -> Span {
        if self.possible { (low.clone(), high.clone()) } else { (now.clone(), now.clone()) }
    }

    /// Between which two numbers the value lies; `None` if it was not assessed.
    pub fn value(&self, value: &ResultValue) -> Option<Span> {
        let settled = self.settled;
        match value {
            ResultValue::Number(number) => Some((number.clone(), number.clone())),
            ResultValue::Total => {
                let [now, low, high] = &settled.totals.basis;
                Some(self.span(now, low, high))
            }
            ResultValue::Rank => {
                let of = |rank: u32| Exact::from(rank);
                let Standing { rank, best, worst, of: _ } = self.standing;
                Some(self.span(&of(*rank), &of(*best), &of(*worst)))
            }
            ResultValue::AreaPoints(id) => {
                let area = &self.area(id).filter(|area| !self.is_out(area))?.result;
                Some(self.span(&area.points.0, &area.at_least.0, &area.at_most.0))
            }
            ResultValue::AreaShare(id) => Some(self.share(self.area(id).filter(|area| !self.is_out(area))?)),
            ResultValue::ItemPoints(id) => {
                let (item, turns) = self.item(id)?;
                if if self.possible { !turns.counted } else { item.left_out } {
                    return None;
                }
                Some(self.span(&item.points.0, &item.at_least.0, &item.at_most.0))
            }
            ResultValue::ItemShare(id) => {
                let (item, _) = self.item(id)?;
                let (low, high) = self.value(&ResultValue::ItemPoints(id.clone()))?;
                Some((low.checked_div(&item.full.0)?, high.checked_div(&item.full.0)?))
            }
            ResultValue::AreasBelow(share) => {
                let (mut surely, mut perhaps) = (0u32, 0u32);
                for area in settled.areas.iter().filter(|area| area.result.depth == 1) {
                    if self.is_out(area) {
                        continue;
                    }
                    let (low, high) = self.share(area);
                    let may_be_left_out = self.possible && area.may_be_left_out();
                    surely += u32::from(high < *share && !may_be_left_out);
                    perhaps += u32::from(low < *share);
                }
                Some((Exact::from(surely), Exact::from(perhaps)))
            }
            ResultValue::Marked(mark) => Some(self.count_marked(*mark)),
            ResultValue::Deducted => {
                let [now, most, least] = &settled.totals.deducted;
                Some(self.span(now, least, most))
            }
        }
    }

    /// How many items carry a mark, at the least and at the most.
    fn count_marked(&self, mark: Mark) -> Span {
        let now = self.marked(mark).count();
        let zeroed = |world: World| {
            let items = self.settled.items.iter();
            items.filter(|item| self.settled.vetoes.iter().any(|veto| veto.zeroes_item(world, &item.id))).count()
        };
        if !self.possible {
            return (Exact::from(now), Exact::from(now));
        }
        let (least, most) = match mark {
            Mark::Vetoed => (zeroed(World::Most), zeroed(World::Least)),
            // What is not due or not sent yet may be open past its date one day, and what is may still be done.
            Mark::Overdue => self.count_chances(|marked| marked.overdue),
            Mark::AtRisk => self.count_chances(|marked| marked.at_risk),
        };
        (Exact::from(least), Exact::from(most))
    }

    fn count_chances(&self, of: impl Fn(MayBeMarked) -> Chance) -> (usize, usize) {
        let chances = || self.settled.turns.iter().map(|turns| of(turns.marked));
        (chances().filter(|chance| !chance.may_fail).count(), chances().filter(|chance| chance.may_hold).count())
    }

    fn area(&self, id: &str) -> Option<&'e AreaSettled> {
        self.settled.areas.iter().find(|area| area.result.id == *id)
    }

    /// Between what an area's share of what is assessed in it lies.
    fn share(&self, area: &AreaSettled) -> Span {
        if self.possible { area.shares_possible() } else { (area.share(), area.share()) }
    }

    fn item(&self, id: &ItemId) -> Option<(&'e ItemResult, MayBe)> {
        let mut items = self.settled.items.iter().zip(&self.settled.turns);
        items.find(|(item, _)| item.id == *id).map(|(item, turns)| (item, *turns))
    }

    /// Left out, and not only because its figure is still to come, or because a veto may still make it count with nothing.
    fn is_out(&self, area: &AreaSettled) -> bool {
        if self.possible { !area.may_be_counted() } else { area.result.left_out }
    }

    /// What the value speaks of may still turn out not to be assessed.
    fn may_be_out(&self, value: &ResultValue) -> bool {
        self.possible
            && match value {
                ResultValue::AreaPoints(id) | ResultValue::AreaShare(id) => {
                    self.area(id).is_some_and(AreaSettled::may_be_left_out)
                }
                ResultValue::ItemPoints(id) | ResultValue::ItemShare(id) => {
                    self.item(id).is_some_and(|(_, turns)| turns.left_out)
                }
                ResultValue::Deducted => self.settled.totals.takes_any,
                ResultValue::Number(_)
                | ResultValue::Total
                | ResultValue::Rank
                | ResultValue::AreasBelow(_)
                | ResultValue::Marked(_) => false,
            }
    }
}

/// The items whose marks may still come or go, where the sheet's grades depend on marks.
pub(super) fn open_marks(sheet: &Sheet, items: &[ItemResult], turns: &[MayBe]) -> Vec<Message> {
    let needs = sheet.grades.iter().flat_map(|grade| &grade.needs).map(|need| &need.node.condition);
    let mut conditions = needs.chain(sheet.caps.iter().map(|cap| &cap.when.condition));
    if !conditions.any(speaks_of_tasks) {
        return Vec::new();
    }
    let open = items.iter().zip(turns).filter(|(_, turns)| turns.marked.is_open());
    open.map(|(item, _)| message!("reason-open-mark", title = &item.title)).collect()
}

/// Of the marks of things to finish.
fn speaks_of_tasks(condition: &ResultCondition) -> bool {
    let of_tasks = |mark: &Mark| match mark {
        Mark::Overdue | Mark::AtRisk => true,
        Mark::Vetoed => false,
    };
    let counts = |value: &ResultValue| matches!(value, ResultValue::Marked(mark) if of_tasks(mark));
    match &condition.node {
        ResultConditionNode::Compare { comparison: _, left, right } => counts(left) || counts(right),
        ResultConditionNode::Mark(mark) => of_tasks(mark),
        ResultConditionNode::And(left, right) | ResultConditionNode::Or(left, right) => {
            speaks_of_tasks(left) || speaks_of_tasks(right)
        }
        ResultConditionNode::Not(inner) => speaks_of_tasks(inner),
        ResultConditionNode::Grade { .. } | ResultConditionNode::Vetoed(_) => false,
    }
}

fn compare(comparison: Comparison, left: &Span, right: &Span) -> Judgement {
    let (left_low, left_high) = left;
    let (right_low, right_high) = right;
    let judged = |always: bool, never: bool| match (always, never) {
        (true, _) => Judgement::Holds,
        (_, true) => Judgement::Fails,
        (false, false) => Judgement::Open,
    };
    match comparison {
        Comparison::Less => judged(left_high < right_low, left_low >= right_high),
        Comparison::LessOrEqual => judged(left_high <= right_low, left_low > right_high),
        Comparison::Greater => judged(left_low > right_high, left_high <= right_low),
        Comparison::GreaterOrEqual => judged(left_low >= right_high, left_high < right_low),
        Comparison::Equal | Comparison::NotEqual => {
            let same = left_low == left_high && right_low == right_high && left_low == right_low;
            let equal = judged(same, left_high < right_low || left_low > right_high);
            if comparison == Comparison::Equal { equal } else { equal.not() }
        }
    }
}
