//! Formulas and conditions of a unit, with their questions and letters looked up once and run for every unit.
//!
//! What an absent figure does is said at [`FormulaNode`]: it makes the whole absent, the stronger absence winning, but for
//! `or_else`, `if_else` and the figures that are left out of a weighted mean. Where a figure is known only because something else stands
//! in for one that can still come, or because a condition can't be judged yet ([`truth`]), [`Scope::unsure`] is set, so that the bounds
//! of the points know that it can still turn out otherwise.

mod among;
mod truth;

use std::cell::Cell;

use among::What;
pub(super) use among::{AmongUnits, Ranked};
use truth::Judgement;
pub(super) use truth::{Outcome, ReadyCondition, Truth};

use jiff::civil::Date;

use super::ground::Ground;
use super::root::root;
use crate::figure::{Absence, Exact, Figure, Rounding};
use crate::measure::{Hidden, Measured};
use crate::plan::{
    Among, Arithmetic, Condition, ConditionNode, Formula, FormulaNode, Given, ItemId, LetterDefault, day_number,
};

/// A formula made ready to run.
pub(super) struct Ready<'p> {
    pub source: &'p Formula,
    step: Step<'p>,
}

enum Step<'p> {
    Question(Option<usize>),
    SubmittedBy(Option<usize>, Date),
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
            FormulaNode::Aggregate { .. } => Step::Question(self.question(source)),
            FormulaNode::SubmittedBy { table: _, submitted: _, by } => Step::SubmittedBy(self.question(source), *by),
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

    fn question(&self, source: &Formula) -> Option<usize> {
        let mut question = None;
        source.ask(&mut |asked| question = self.ground.measures.number(&asked));
        question
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
        ReadyCondition { source, step }
    }

    fn units(&self, holds: impl Fn(&crate::plan::RosterUnit) -> bool) -> Judgement<'p> {
        let units = self.ground.plan.units.iter().enumerate().filter(|(_, unit)| holds(unit));
        Judgement::Units(units.map(|(index, _)| index).collect())
    }

    fn among(&mut self, value: &'p Formula, among: Among, what: What) -> Step<'p> {
        let value = self.formula(value);
        Step::Among(self.among.want(value, among, what))
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

/// Where a formula runs.
#[derive(Clone, Copy)]
pub(super) struct Scope<'e, 'p> {
    pub ground: &'e Ground<'p>,
    pub among: &'e AmongUnits<'p>,
    pub unit: usize,
    pub given: Option<&'e GivenFigures>,
    /// A figure that can still come would change what was found.
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
            Step::Question(question) => answered(*question, scope),
            Step::SubmittedBy(question, by) => {
                let figure = submitted_by(*question, *by, scope);
                let day_is_ahead = scope.ground.measures.as_of < *by;
                match figure {
                    // What is not there yet may still be handed in in time.
                    Figure::Absent(Absence::NotApplicable | Absence::NoData) if day_is_ahead => {
                        Figure::Absent(Absence::Pending)
                    }
                    // Of nothing handed in, nothing was handed in in time.
                    Figure::Absent(Absence::NotApplicable) => known(Some(Exact::ZERO)),
                    Figure::Known(_) if day_is_ahead => {
                        scope.unsure.set(true);
                        figure
                    }
                    Figure::Known(_)
                    | Figure::Absent(
                        Absence::NoData
                        | Absence::Unreadable
                        | Absence::Withheld
                        | Absence::NoLastYear
                        | Absence::Pending,
                    ) => figure,
                }
            }
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
                    Figure::Absent(first) => {
                        if can_still_come(first) {
                            scope.unsure.set(true);
                        }
                        match otherwise.figure(scope) {
                            Figure::Known(value) => Figure::Known(value),
                            Figure::Absent(second) => Figure::Absent(first.stronger(second)),
                        }
                    }
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
            Step::Inherited(value) => match scope.ground.inherited_from(scope.unit) {
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
            | Step::SubmittedBy(..)
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

    /// The unit's rank, where the formula is nothing but that. Only of a bare rank are the bounds followed: what comes of one in a longer
    /// formula or a condition is open altogether while a figure of the others is still to come.
    pub fn rank(&self, scope: &Scope<'_, 'p>) -> Option<Ranked> {
        match &self.step {
            Step::Among(number) => scope.among.rank(*number, scope.unit),
            Step::Question(_)
            | Step::SubmittedBy(..)
            | Step::Constant(_)
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
            | Step::Inherited(_)
            | Step::ShareOfYear
            | Step::Given(_) => None,
        }
    }

    /// The number of the question, where the formula is made of rows.
    pub fn question(&self) -> Option<usize> {
        match &self.step {
            Step::Question(question) | Step::SubmittedBy(question, _) => *question,
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
            | Step::SubmittedBy(..)
            | Step::Constant(_)
            | Step::Letter { .. }
            | Step::LetterDue { .. }
            | Step::ShareOfYear
            | Step::Given(_) => Vec::new(),
            Step::Arithmetic(_, sides) | Step::OrElse(sides) | Step::IfElse(_, sides) => here(sides.as_ref()),
            Step::Negative(value) | Step::Convert(value, _) | Step::Round(value, _) => vec![(value, scope.unit)],
            Step::Least(values) | Step::Greatest(values) | Step::GeometricMean(values, _) => here(values),
            Step::Weighted(parts) => parts.iter().map(|(value, _)| (value, scope.unit)).collect(),
            Step::Among(number) => scope.among.value(*number).map(|value| (value, scope.unit)).into_iter().collect(),
            Step::Inherited(value) => {
                scope.ground.inherited_from(scope.unit).map(|unit| (&**value, unit)).into_iter().collect()
            }
        }
    }
}

impl Scope<'_, '_> {
    /// Rows of the question can't be placed for want of cells that may still come, or were not seen: its answer may turn out to be any
    /// other.
    pub fn in_doubt(&self, question: Option<usize>) -> bool {
        let in_doubt = self.ground.is_in_doubt(question, self.unit);
        if in_doubt {
            self.unsure.set(true);
        }
        in_doubt
    }
}

fn answered(question: Option<usize>, scope: &Scope) -> Figure {
    scope.in_doubt(question);
    match scope.ground.answer(question, scope.unit) {
        Some(Measured::Figure(figure)) => figure.clone(),
        Some(Measured::Task(_) | Measured::Tally(_)) | None => Figure::Absent(Absence::NoData),
    }
}

/// Of the rows of a register, the share handed in by a day. Before that day those not handed in yet are not asked for; from then on they
/// count as missed.
fn submitted_by(question: Option<usize>, by: Date, scope: &Scope) -> Figure {
    scope.in_doubt(question);
    let counts = match scope.ground.answer(question, scope.unit) {
        Some(Measured::Task(counts)) => counts,
        Some(Measured::Figure(Figure::Absent(absence))) => return Figure::Absent(*absence),
        Some(Measured::Figure(Figure::Known(_)) | Measured::Tally(_)) | None => return Figure::Absent(Absence::NoData),
    };
    match counts.iter().filter_map(|count| count.hidden).max() {
        Some(Hidden::Withheld) => return Figure::Absent(Absence::Withheld),
        Some(Hidden::Unreadable) => return Figure::Absent(Absence::Unreadable),
        None => {}
    }
    let as_of = scope.ground.measures.as_of;
    let (mut in_time, mut all) = (0, 0);
    // Of a row to which the day does not apply there is nothing to hand in.
    for count in counts.iter().filter(|count| !count.not_applicable) {
        let day = count.done.filter(|day| *day <= as_of);
        if day.is_some() || by <= as_of {
            all += count.count;
        }
        if day.is_some_and(|day| day <= by) {
            in_time += count.count;
        }
    }
    Exact::ratio(in_time, all).map_or(Figure::Absent(Absence::NotApplicable), Figure::Known)
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
            | Figure::Absent(
                Absence::Withheld | Absence::Unreadable | Absence::NoData | Absence::NoLastYear | Absence::Pending,
            )) => {
                weights += weight;
                sum = sum.combine(&figure, |sum, figure| Some(sum + &(figure * weight)));
            }
        }
    }
    sum.combine(&Figure::Known(weights), |sum, weights| sum.checked_div(weights))
}

/// What is not applicable stays so; every other absent figure may still arrive.
pub(super) fn can_still_come(absence: Absence) -> bool {
    match absence {
        Absence::Withheld | Absence::Unreadable | Absence::NoData | Absence::NoLastYear | Absence::Pending => true,
        Absence::NotApplicable => false,
    }
}
