//! A figure as a function of one of its parts, everything else as it stands: a quotient of two straight lines.
//!
//! `used ÷ produced` is `x ÷ 480` in what is used; `done ÷ all × 0.9 + 0.1` is one too. Sums, differences, products and quotients
//! with what stands still keep the form, so that one object says which way the figure goes and is exact at every amount.

use std::cmp::Ordering;

use crate::figure::{Exact, Figure};
use crate::measure::{Measured, Measures};
use crate::plan::{Arithmetic, Asked, Formula, FormulaNode};

/// (`top.0`·x + `top.1`) ÷ (`bottom.0`·x + `bottom.1`)
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::advise) struct Quotient {
    top: (Exact, Exact),
    bottom: (Exact, Exact),
}

type Line = (Exact, Exact);

fn times(line: &Line, factor: &Exact) -> Line {
    (&line.0 * factor, &line.1 * factor)
}

fn sum(left: &Line, right: &Line) -> Line {
    (&left.0 + &right.0, &left.1 + &right.1)
}

/// The product of two lines, where it is a line again.
fn product(left: &Line, right: &Line) -> Option<Line> {
    match (left.0.is_zero(), right.0.is_zero()) {
        (true, _) => Some(times(right, &left.1)),
        (false, true) => Some(times(left, &right.1)),
        (false, false) => None,
    }
}

impl Quotient {
    fn constant(value: Exact) -> Quotient {
        Quotient { top: (Exact::ZERO, value), bottom: (Exact::ZERO, Exact::ONE) }
    }

    fn variable() -> Quotient {
        Quotient { top: (Exact::ONE, Exact::ZERO), bottom: (Exact::ZERO, Exact::ONE) }
    }

    /// So many of `all`.
    pub fn over(all: &Exact) -> Quotient {
        Quotient { top: (Exact::ONE, Exact::ZERO), bottom: (Exact::ZERO, all.clone()) }
    }

    /// The figure as a function of the answer to `part`. `None` where it is no such quotient, or where something in it is not known.
    pub fn of(formula: &Formula, part: &Asked, measures: &Measures, unit: usize) -> Option<Quotient> {
        let inner = |formula: &Formula| Quotient::of(formula, part, measures, unit);
        match &formula.node {
            FormulaNode::Aggregate { .. } => {
                let mut asked = None;
                formula.ask(&mut |question| asked = Some(question));
                let asked = asked?;
                if asked == *part {
                    return Some(Quotient::variable());
                }
                known(&asked, measures, unit).map(Quotient::constant)
            }
            FormulaNode::Literal(literal) => literal.number().map(Quotient::constant),
            FormulaNode::Arithmetic { operation, left, right } => {
                let (left, right) = (inner(left)?, inner(right)?);
                match operation {
                    Arithmetic::Add => left.plus(&right),
                    Arithmetic::Subtract => left.plus(&right.scaled(&-&Exact::ONE)),
                    Arithmetic::Multiply => left.times(&right),
                    Arithmetic::Divide => left.times(&Quotient { top: right.bottom, bottom: right.top }),
                }
            }
            FormulaNode::Negative(value) => Some(inner(value)?.scaled(&-&Exact::ONE)),
            FormulaNode::Convert { value, to: _, factor } => {
                Some(inner(value)?.scaled(factor.as_ref().unwrap_or(&Exact::ONE)))
            }
            FormulaNode::Weighted(parts) => {
                let mut whole = Quotient::constant(Exact::ZERO);
                for part in parts {
                    whole = whole.plus(&inner(&part.value)?.scaled(&part.weight))?;
                }
                let weights: Exact = parts.iter().map(|part| part.weight.clone()).sum();
                Some(whole.scaled(&Exact::ONE.checked_div(&weights)?))
            }
            FormulaNode::OrElse { value, otherwise } => inner(value).or_else(|| inner(otherwise)),
            // Bends, jumps and other units' figures: no quotient of two lines.
            FormulaNode::IfElse { .. }
            | FormulaNode::Round { .. }
            | FormulaNode::LeastOf(_)
            | FormulaNode::GreatestOf(_)
            | FormulaNode::GeometricMean { .. }
            | FormulaNode::Letter { .. }
            | FormulaNode::LetterDue { .. }
            | FormulaNode::RankAmong { .. }
            | FormulaNode::MeanAmong { .. }
            | FormulaNode::Inherited(_)
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => None,
        }
    }

    fn scaled(&self, factor: &Exact) -> Quotient {
        Quotient { top: times(&self.top, factor), bottom: self.bottom.clone() }
    }

    fn plus(&self, other: &Quotient) -> Option<Quotient> {
        if self.bottom == other.bottom {
            return Some(Quotient { top: sum(&self.top, &other.top), bottom: self.bottom.clone() });
        }
        let top = sum(&product(&self.top, &other.bottom)?, &product(&other.top, &self.bottom)?);
        Some(Quotient { top, bottom: product(&self.bottom, &other.bottom)? })
    }

    fn times(&self, other: &Quotient) -> Option<Quotient> {
        Some(Quotient { top: product(&self.top, &other.top)?, bottom: product(&self.bottom, &other.bottom)? })
    }

    /// Of how much the figure is the share that the part has; of one where it is the part itself.
    pub fn whole(&self) -> Option<Exact> {
        let is_part = self.top.0 == Exact::ONE && self.top.1.is_zero() && self.bottom.0.is_zero();
        is_part.then(|| self.bottom.1.clone())
    }

    /// The figure at this amount of the part.
    pub fn at(&self, amount: &Exact) -> Option<Exact> {
        let line = |line: &Line| &line.0 * amount + line.1.clone();
        line(&self.top).checked_div(&line(&self.bottom))
    }

    /// The amount of the part at which the figure is this one.
    pub fn amount_for(&self, figure: &Exact) -> Option<Exact> {
        let slope = &self.top.0 - &(figure * &self.bottom.0);
        (figure * &self.bottom.1 - self.top.1.clone()).checked_div(&slope)
    }

    /// Which way the figure goes as the part grows: `Equal` where it stands still.
    pub fn trend(&self) -> Ordering {
        (&self.top.0 * &self.bottom.1).cmp(&(&self.top.1 * &self.bottom.0))
    }
}

/// The answer to a question for a unit, if there is one.
pub(in crate::advise) fn known(asked: &Asked, measures: &Measures, unit: usize) -> Option<Exact> {
    match measures.answer(measures.number(asked)?, unit)? {
        Measured::Figure(Figure::Known(value)) => Some(value.clone()),
        Measured::Figure(Figure::Absent(_)) | Measured::Task(_) | Measured::Tally(_) => None,
    }
}
