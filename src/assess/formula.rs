//! Formulas and conditions of a unit, with their questions and letters looked up once and run for every unit.
//!
//! What an absent figure does is said at [`FormulaNode`]: it makes the whole absent, the stronger absence winning, but for
//! `or_else`, `if_else` and the figures that are left out of a weighted mean. Conditions have three values inside and two outside: one
//! that can't be judged does not hold. Where that decided anything, [`Scope::unsure`] is set, so that the bounds of the points
//! know that the missing figure can still turn it.

use std::cell::Cell;

use super::ground::Ground;
use super::root::root;
use crate::figure::{Absence, Exact, Figure, Rounding};
use crate::measure::Measured;
use crate::plan::{
    Among, Arithmetic, Best, Comparison, Condition, ConditionNode, Formula, FormulaNode, Given, ItemId, LetterDefault,
    day_number,
};

/// A formula made ready to run.
pub(super) struct Ready<'p> {
    pub source: &'p Formula,
    step: Step<'p>,
}

enum Step<'p> {
    Question(Option<usize>),
    Constant(Option<Exact>),
    Letter {
        letters: Option<usize>,
        or: Option<&'p LetterDefault>,
    },
    LetterDue {
        letters: Option<usize>,
        or: Option<Exact>,
    },
    Arithmetic(Arithmetic, Box<[Ready<'p>; 2]>),
    Negative(Box<Ready<'p>>),
    Convert(Box<Ready<'p>>, Option<&'p Exact>),
    OrElse(Box<[Ready<'p>; 2]>),
    IfElse(Box<ReadyCondition<'p>>, Box<[Ready<'p>; 2]>),
    Round(Box<Ready<'p>>, Rounding),
    Least(Vec<Ready<'p>>),
    Greatest(Vec<Ready<'p>>),
    Weighted(Vec<(Ready<'p>, &'p Exact)>),
    GeometricMean(Vec<Ready<'p>>, u32),
    /// Among units: worked out beforehand, under this number of [`AmongUnits`].
    Among(usize),
    Inherited(Box<Ready<'p>>),
    ShareOfYear,
    Given(Given),
}

/// A condition made ready to run.
pub(super) struct ReadyCondition<'p> {
    step: Judgement<'p>,
}

enum Judgement<'p> {
    Compare(Comparison, Box<[Ready<'p>; 2]>),
    Question(Option<usize>),
    IsAbsent(Box<Ready<'p>>),
    And(Box<[ReadyCondition<'p>; 2]>),
    Or(Box<[ReadyCondition<'p>; 2]>),
    Not(Box<ReadyCondition<'p>>),
    /// Sorted numbers of units of the roster.
    Units(Vec<usize>),
}

/// Whether a condition holds, before «can't be judged» becomes «does not hold».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    Holds,
    Fails,
    Unknown(Absence),
}

impl Truth {
    fn of(holds: bool) -> Truth {
        if holds { Truth::Holds } else { Truth::Fails }
    }

    pub fn holds(self) -> bool {
        self == Truth::Holds
    }
}

/// Figures that need all units of a sheet: ranks and means, worked out in the order in which they lie in one another.
#[derive(Default)]
pub(super) struct AmongUnits<'p> {
    wanted: Vec<Wanted<'p>>,
    /// `[number][unit of the roster]`
    figures: Vec<Vec<Figure>>,
    /// `[number]`: units among whom a figure is still to come, sorted: it can move all their ranks and their mean.
    open: Vec<Vec<usize>>,
}

struct Wanted<'p> {
    value: Ready<'p>,
    among: Among,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    Rank(Best),
    Mean,
}

/// Makes formulas of one item ready.
pub(super) struct Preparer<'g, 'p> {
    pub ground: &'g Ground<'p>,
    pub among: &'g mut AmongUnits<'p>,
    pub item: &'p ItemId,
}

impl<'p> Preparer<'_, 'p> {
    pub fn formula(&mut self, source: &'p Formula) -> Ready<'p> {
        let letters = self.ground.letters_of(self.item);
        let step = match &source.node {
            FormulaNode::Aggregate { .. } | FormulaNode::SubmittedBy { .. } => {
                let mut question = None;
                source.ask(&mut |asked| question = self.ground.measures.number(&asked));
                Step::Question(question)
            }
            FormulaNode::Literal(literal) => Step::Constant(literal.number()),
            FormulaNode::Letter { or } => Step::Letter { letters, or: or.as_ref() },
            FormulaNode::LetterDue { or } => Step::LetterDue { letters, or: or.map(day_number) },
            FormulaNode::Arithmetic { operation, left, right } => Step::Arithmetic(*operation, self.pair(left, right)),
            FormulaNode::Negative(value) => Step::Negative(self.boxed(value)),
            FormulaNode::Convert { value, to: _, factor } => Step::Convert(self.boxed(value), factor.as_ref()),
            FormulaNode::OrElse { value, otherwise } => Step::OrElse(self.pair(value, otherwise)),
            FormulaNode::IfElse { condition, then, otherwise } => {
                Step::IfElse(Box::new(self.condition(condition)), self.pair(then, otherwise))
            }
            FormulaNode::Round { value, rounding } => Step::Round(self.boxed(value), *rounding),
            FormulaNode::LeastOf(values) => Step::Least(self.all(values)),
            FormulaNode::GreatestOf(values) => Step::Greatest(self.all(values)),
            FormulaNode::Weighted(parts) => {
                Step::Weighted(parts.iter().map(|part| (self.formula(&part.value), &part.weight)).collect())
            }
            FormulaNode::GeometricMean { values, places } => Step::GeometricMean(self.all(values), *places),
            FormulaNode::RankAmong { value, among, best } => self.among(value, *among, What::Rank(*best)),
            FormulaNode::MeanAmong { value, among } => self.among(value, *among, What::Mean),
            FormulaNode::Inherited(value) => Step::Inherited(self.boxed(value)),
            FormulaNode::ShareOfYear => Step::ShareOfYear,
            FormulaNode::Given(given) => Step::Given(*given),
        };
        Ready { source, step }
    }

    pub fn condition(&mut self, source: &'p Condition) -> ReadyCondition<'p> {
        let step = match &source.node {
            ConditionNode::Compare { comparison, left, right } => {
                Judgement::Compare(*comparison, self.pair(left, right))
            }
            ConditionNode::Aggregate { .. } => {
                let mut question = None;
                source.ask(&mut |asked| question = self.ground.measures.number(&asked));
                Judgement::Question(question)
            }
            ConditionNode::IsAbsent(formula) => Judgement::IsAbsent(self.boxed(formula)),
            ConditionNode::And(left, right) => Judgement::And(Box::new([self.condition(left), self.condition(right)])),
            ConditionNode::Or(left, right) => Judgement::Or(Box::new([self.condition(left), self.condition(right)])),
            ConditionNode::Not(inner) => Judgement::Not(Box::new(self.condition(inner))),
            ConditionNode::UnitIs { units } => self.units(|unit| units.contains(&unit.id)),
            ConditionNode::KindIs { kinds } => self.units(|unit| kinds.contains(&unit.kind)),
            ConditionNode::GroupIs { groups } => self.units(|unit| groups.contains(&unit.group)),
        };
        ReadyCondition { step }
    }

    fn units(&self, holds: impl Fn(&crate::plan::RosterUnit) -> bool) -> Judgement<'p> {
        let units = self.ground.plan.units.iter().enumerate().filter(|(_, unit)| holds(unit));
        Judgement::Units(units.map(|(index, _)| index).collect())
    }

    fn among(&mut self, value: &'p Formula, among: Among, what: What) -> Step<'p> {
        let value = self.formula(value);
        self.among.wanted.push(Wanted { value, among, what });
        Step::Among(self.among.wanted.len() - 1)
    }

    fn boxed(&mut self, source: &'p Formula) -> Box<Ready<'p>> {
        Box::new(self.formula(source))
    }

    fn pair(&mut self, left: &'p Formula, right: &'p Formula) -> Box<[Ready<'p>; 2]> {
        Box::new([self.formula(left), self.formula(right)])
    }

    fn all(&mut self, sources: &'p [Formula]) -> Vec<Ready<'p>> {
        sources.iter().map(|source| self.formula(source)).collect()
    }
}

impl<'p> AmongUnits<'p> {
    /// Works everything out for the units of a sheet (numbers of the roster).
    pub fn work_out(&mut self, ground: &Ground<'p>, units: &[usize]) {
        for number in 0..self.wanted.len() {
            let Some(wanted) = self.wanted.get(number) else { continue };
            let mut figures = vec![Figure::Absent(Absence::NoData); ground.plan.units.len()];
            let mut open = Vec::new();
            for &unit in units {
                let unsure = Cell::new(false);
                let scope = Scope { ground, among: self, unit, given: None, unsure: &unsure };
                let value = wanted.value.figure(&scope);
                if unsure.get() || value.absence().is_some_and(can_still_come) {
                    open.push(unit);
                }
                if let Some(figure) = figures.get_mut(unit) {
                    *figure = value;
                }
            }
            let group = |unit: &usize| ground.plan.units.get(*unit).map(|unit| unit.group.as_str());
            let open_groups: std::collections::BTreeSet<Option<&str>> = open.iter().map(group).collect();
            let mut open_to: Vec<usize> = match wanted.among {
                Among::Sheet if open.is_empty() => Vec::new(),
                Among::Sheet => units.to_vec(),
                Among::Group => units.iter().copied().filter(|unit| open_groups.contains(&group(unit))).collect(),
            };
            open_to.sort_unstable();
            let figures = match wanted.among {
                Among::Sheet => wanted.what.among(figures, units),
                Among::Group => {
                    let mut groups: Vec<Option<&str>> = units.iter().map(group).collect();
                    groups.sort_unstable();
                    groups.dedup();
                    groups.into_iter().fold(figures, |figures, wanted_group| {
                        let members: Vec<usize> =
                            units.iter().copied().filter(|unit| group(unit) == wanted_group).collect();
                        wanted.what.among(figures, &members)
                    })
                }
            };
            self.figures.push(figures);
            self.open.push(open_to);
        }
    }

    fn is_open(&self, number: usize, unit: usize) -> bool {
        self.open.get(number).is_some_and(|units| units.binary_search(&unit).is_ok())
    }

    fn figure(&self, number: usize, unit: usize) -> Figure {
        let figure = self.figures.get(number).and_then(|figures| figures.get(unit));
        figure.cloned().unwrap_or(Figure::Absent(Absence::NoData))
    }
}

impl What {
    /// Puts each member's rank, or the members' mean, in place of its figure. A unit without a figure keeps its absence.
    fn among(self, mut figures: Vec<Figure>, members: &[usize]) -> Vec<Figure> {
        let mut known: Vec<Exact> = members.iter().filter_map(|unit| figures.get(*unit)?.known().cloned()).collect();
        known.sort();
        let mean = known.iter().sum::<Exact>().checked_div(&Exact::from(known.len()));
        for unit in members {
            let Some(figure) = figures.get_mut(*unit) else { continue };
            *figure = match self {
                What::Rank(best) => figure.map(|value| {
                    let better = match best {
                        Best::Lowest => known.partition_point(|other| other < value),
                        Best::Highest => known.len() - known.partition_point(|other| other <= value),
                    };
                    Exact::from(better + 1)
                }),
                // The mean of the others is there for a unit without a figure of its own too.
                What::Mean => match &mean {
                    Some(mean) => Figure::Known(mean.clone()),
                    None => figure.clone(),
                },
            };
        }
        figures
    }
}

/// Where a formula runs.
#[derive(Clone, Copy)]
pub(super) struct Scope<'e, 'p> {
    pub ground: &'e Ground<'p>,
    pub among: &'e AmongUnits<'p>,
    pub unit: usize,
    pub given: Option<&'e GivenFigures>,
    /// A condition could not be judged, and its figure can still come.
    pub unsure: &'e Cell<bool>,
}

/// What a `custom` curve is given.
pub(super) struct GivenFigures {
    pub measure: Figure,
    pub target: Figure,
    pub full: Exact,
}

impl<'p> Ready<'p> {
    pub fn figure(&self, scope: &Scope<'_, 'p>) -> Figure {
        match &self.step {
            Step::Question(question) => match scope.ground.answer(*question, scope.unit) {
                // Of nothing handed in, nothing was handed in in time.
                Some(Measured::Figure(Figure::Absent(Absence::NotApplicable)))
                    if matches!(self.source.node, FormulaNode::SubmittedBy { .. }) =>
                {
                    known(Some(Exact::ZERO))
                }
                Some(Measured::Figure(figure)) => figure.clone(),
                Some(Measured::Task(_) | Measured::Tally(_)) | None => Figure::Absent(Absence::NoData),
            },
            Step::Constant(value) => known(value.clone()),
            Step::Letter { letters, or } => {
                let signed = scope.ground.signed(*letters, scope.unit).target.map(|(literal, _)| literal);
                known(signed.or(or.map(|or| &or.value)).and_then(|literal| literal.number()))
            }
            Step::LetterDue { letters, or } => {
                let signed = scope.ground.signed(*letters, scope.unit).due.map(|(day, _)| day_number(day));
                known(signed.or(or.clone()))
            }
            Step::Arithmetic(operation, sides) => {
                let [left, right] = sides.as_ref();
                left.figure(scope).combine(&right.figure(scope), |left, right| match operation {
                    Arithmetic::Add => Some(left + right),
                    Arithmetic::Subtract => Some(left - right),
                    Arithmetic::Multiply => Some(left * right),
                    Arithmetic::Divide => left.checked_div(right),
                })
            }
            Step::Negative(value) => value.figure(scope).map(|value| -value),
            Step::Convert(value, factor) => match factor {
                Some(factor) => value.figure(scope).map(|value| value * factor),
                None => value.figure(scope),
            },
            Step::OrElse(sides) => {
                let [value, otherwise] = sides.as_ref();
                match value.figure(scope) {
                    Figure::Known(value) => Figure::Known(value),
                    Figure::Absent(first) => match otherwise.figure(scope) {
                        Figure::Known(value) => Figure::Known(value),
                        Figure::Absent(second) => Figure::Absent(first.stronger(second)),
                    },
                }
            }
            Step::IfElse(condition, sides) => {
                let [then, otherwise] = sides.as_ref();
                if condition.holds(scope) { then.figure(scope) } else { otherwise.figure(scope) }
            }
            Step::Round(value, rounding) => value.figure(scope).map(|value| rounding.apply(value)),
            Step::Least(values) => extreme(values, scope, |left, right| left.clone().min(right.clone())),
            Step::Greatest(values) => extreme(values, scope, |left, right| left.clone().max(right.clone())),
            Step::Weighted(parts) => weighted(parts, scope),
            Step::GeometricMean(values, places) => {
                let product = values.iter().fold(Figure::Known(Exact::ONE), |product, value| {
                    product.combine(&value.figure(scope), |left, right| Some(left * right))
                });
                match product {
                    Figure::Known(product) => root(&product, values.len(), *places)
                        .map_or(Figure::Absent(Absence::NotApplicable), Figure::Known),
                    Figure::Absent(absence) => Figure::Absent(absence),
                }
            }
            Step::Among(number) => {
                if scope.among.is_open(*number, scope.unit) {
                    scope.unsure.set(true);
                }
                scope.among.figure(*number, scope.unit)
            }
            Step::Inherited(value) => match scope.ground.parent(scope.unit) {
                Some(unit) => value.figure(&Scope { unit, ..*scope }),
                None => Figure::Absent(Absence::NoData),
            },
            Step::ShareOfYear => Figure::Known(scope.ground.year_gone.clone()),
            Step::Given(given) => match (scope.given, given) {
                (Some(figures), Given::Measure) => figures.measure.clone(),
                (Some(figures), Given::Target) => figures.target.clone(),
                (Some(figures), Given::Full) => Figure::Known(figures.full.clone()),
                (None, Given::Measure | Given::Target | Given::Full) => Figure::Absent(Absence::NoData),
            },
        }
    }

    /// As `slope · measure + intercept`, where the formula is such a line with everything else known: what makes a `custom`
    /// curve readable backwards.
    pub fn line_in_measure(&self, scope: &Scope<'_, 'p>) -> Option<(Exact, Exact)> {
        let constant = |figure: Figure| Some((Exact::ZERO, figure.known()?.clone()));
        match &self.step {
            Step::Given(Given::Measure) => Some((Exact::ONE, Exact::ZERO)),
            Step::Negative(value) => {
                let (slope, intercept) = value.line_in_measure(scope)?;
                Some((-&slope, -&intercept))
            }
            Step::Arithmetic(operation, sides) => {
                let [left, right] = sides.as_ref();
                let (left, right) = (left.line_in_measure(scope)?, right.line_in_measure(scope)?);
                match operation {
                    Arithmetic::Add => Some((left.0 + right.0, left.1 + right.1)),
                    Arithmetic::Subtract => Some((left.0 - right.0, left.1 - right.1)),
                    Arithmetic::Multiply if left.0.is_zero() => Some((&left.1 * &right.0, &left.1 * &right.1)),
                    Arithmetic::Multiply if right.0.is_zero() => Some((&left.0 * &right.1, &left.1 * &right.1)),
                    Arithmetic::Multiply => None,
                    Arithmetic::Divide if right.0.is_zero() => {
                        Some((left.0.checked_div(&right.1)?, left.1.checked_div(&right.1)?))
                    }
                    Arithmetic::Divide => None,
                }
            }
            Step::Question(_)
            | Step::Constant(_)
            | Step::Letter { .. }
            | Step::LetterDue { .. }
            | Step::Among(_)
            | Step::Inherited(_)
            | Step::ShareOfYear
            | Step::Given(Given::Target | Given::Full) => constant(self.figure(scope)),
            Step::Convert(..)
            | Step::OrElse(_)
            | Step::IfElse(..)
            | Step::Round(..)
            | Step::Least(_)
            | Step::Greatest(_)
            | Step::Weighted(_)
            | Step::GeometricMean(..) => None,
        }
    }

    /// The number of the question, where the formula is made of rows.
    pub fn question(&self) -> Option<usize> {
        match &self.step {
            Step::Question(question) => *question,
            Step::Constant(_)
            | Step::Letter { .. }
            | Step::LetterDue { .. }
            | Step::Arithmetic(..)
            | Step::Negative(_)
            | Step::Convert(..)
            | Step::OrElse(_)
            | Step::IfElse(..)
            | Step::Round(..)
            | Step::Least(_)
            | Step::Greatest(_)
            | Step::Weighted(_)
            | Step::GeometricMean(..)
            | Step::Among(_)
            | Step::Inherited(_)
            | Step::ShareOfYear
            | Step::Given(_) => None,
        }
    }

    /// The parts that a working shows, each with the unit whose figure it is.
    pub fn parts<'a>(&'a self, scope: &Scope<'a, 'p>) -> Vec<(&'a Ready<'p>, usize)> {
        let here = |values: &'a [Ready<'p>]| values.iter().map(|value| (value, scope.unit)).collect::<Vec<_>>();
        match &self.step {
            Step::Question(_)
            | Step::Constant(_)
            | Step::Letter { .. }
            | Step::LetterDue { .. }
            | Step::ShareOfYear
            | Step::Given(_) => Vec::new(),
            Step::Arithmetic(_, sides) | Step::OrElse(sides) | Step::IfElse(_, sides) => here(sides.as_ref()),
            Step::Negative(value) | Step::Convert(value, _) | Step::Round(value, _) => vec![(value, scope.unit)],
            Step::Least(values) | Step::Greatest(values) | Step::GeometricMean(values, _) => here(values),
            Step::Weighted(parts) => parts.iter().map(|(value, _)| (value, scope.unit)).collect(),
            Step::Among(number) => {
                scope.among.wanted.get(*number).map(|wanted| (&wanted.value, scope.unit)).into_iter().collect()
            }
            Step::Inherited(value) => {
                scope.ground.parent(scope.unit).map(|unit| (&**value, unit)).into_iter().collect()
            }
        }
    }
}

fn known(value: Option<Exact>) -> Figure {
    value.map_or(Figure::Absent(Absence::NoData), Figure::Known)
}

fn extreme(values: &[Ready], scope: &Scope, pick: impl Fn(&Exact, &Exact) -> Exact) -> Figure {
    let mut figures = values.iter().map(|value| value.figure(scope));
    let Some(first) = figures.next() else { return Figure::Absent(Absence::NotApplicable) };
    figures.fold(first, |best, next| best.combine(&next, |left, right| Some(pick(left, right))))
}

fn weighted(parts: &[(Ready, &Exact)], scope: &Scope) -> Figure {
    let mut sum = Figure::Known(Exact::ZERO);
    let mut weights = Exact::ZERO;
    for (value, weight) in parts {
        match value.figure(scope) {
            Figure::Absent(Absence::NotApplicable) => {}
            figure @ (Figure::Known(_)
            | Figure::Absent(Absence::Withheld | Absence::NoData | Absence::NoLastYear | Absence::Pending)) => {
                weights += weight;
                sum = sum.combine(&figure, |sum, figure| Some(sum + &(figure * weight)));
            }
        }
    }
    sum.combine(&Figure::Known(weights), |sum, weights| sum.checked_div(weights))
}

impl<'p> ReadyCondition<'p> {
    /// Whether it holds; one that can't be judged does not, and the scope is told if that can still change.
    pub fn holds(&self, scope: &Scope<'_, 'p>) -> bool {
        let truth = self.truth(scope);
        if let Truth::Unknown(absence) = truth
            && can_still_come(absence)
        {
            scope.unsure.set(true);
        }
        truth.holds()
    }

    pub fn truth(&self, scope: &Scope<'_, 'p>) -> Truth {
        match &self.step {
            Judgement::Compare(comparison, sides) => {
                let [left, right] = sides.as_ref();
                match (left.figure(scope), right.figure(scope)) {
                    (Figure::Known(left), Figure::Known(right)) => Truth::of(comparison.holds(left.cmp(&right))),
                    (Figure::Absent(left), Figure::Absent(right)) => Truth::Unknown(left.stronger(right)),
                    (Figure::Absent(absence), Figure::Known(_)) | (Figure::Known(_), Figure::Absent(absence)) => {
                        Truth::Unknown(absence)
                    }
                }
            }
            Judgement::Question(question) => match scope.ground.answer(*question, scope.unit) {
                Some(Measured::Figure(Figure::Known(value))) => Truth::of(!value.is_zero()),
                Some(Measured::Figure(Figure::Absent(absence))) => Truth::Unknown(*absence),
                Some(Measured::Task(_) | Measured::Tally(_)) | None => Truth::Unknown(Absence::NoData),
            },
            Judgement::IsAbsent(formula) => Truth::of(formula.figure(scope).absence().is_some()),
            Judgement::And(sides) => {
                let [left, right] = sides.as_ref();
                match (left.truth(scope), right.truth(scope)) {
                    (Truth::Fails, _) | (_, Truth::Fails) => Truth::Fails,
                    (Truth::Holds, Truth::Holds) => Truth::Holds,
                    (Truth::Unknown(left), Truth::Unknown(right)) => Truth::Unknown(left.stronger(right)),
                    (Truth::Unknown(absence), Truth::Holds) | (Truth::Holds, Truth::Unknown(absence)) => {
                        Truth::Unknown(absence)
                    }
                }
            }
            Judgement::Or(sides) => {
                let [left, right] = sides.as_ref();
                match (left.truth(scope), right.truth(scope)) {
                    (Truth::Holds, _) | (_, Truth::Holds) => Truth::Holds,
                    (Truth::Fails, Truth::Fails) => Truth::Fails,
                    (Truth::Unknown(left), Truth::Unknown(right)) => Truth::Unknown(left.stronger(right)),
                    (Truth::Unknown(absence), Truth::Fails) | (Truth::Fails, Truth::Unknown(absence)) => {
                        Truth::Unknown(absence)
                    }
                }
            }
            Judgement::Not(inner) => match inner.truth(scope) {
                Truth::Holds => Truth::Fails,
                Truth::Fails => Truth::Holds,
                Truth::Unknown(absence) => Truth::Unknown(absence),
            },
            Judgement::Units(units) => Truth::of(units.binary_search(&scope.unit).is_ok()),
        }
    }
}

/// What is not applicable stays so; every other absent figure may still arrive.
pub(super) fn can_still_come(absence: Absence) -> bool {
    match absence {
        Absence::Withheld | Absence::NoData | Absence::NoLastYear | Absence::Pending => true,
        Absence::NotApplicable => false,
    }
}
