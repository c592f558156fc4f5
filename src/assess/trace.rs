//! How an item's points came about, told in the order in which it happened. Built only where someone asks: the labels walk the plan.

use super::assessment::{TargetTrace, Working};
use super::formula::{Ready, ReadyCondition, Scope};
use super::ready::{ReadyCurve, ReadyTarget};
use super::show::{Show, percent, rounded};
use crate::clauses::{say_figure_condition, say_formula};
use crate::figure::{Exact, Figure};
use crate::message;
use crate::plan::shape::{Aim, Direction, Shape};
use crate::plan::{CurveNode, FormulaNode, Parts};
use crate::words::{Arg, Message};

/// A figure with its parts, down to the questions that were asked of the tables.
pub(super) fn working<'p>(ready: &Ready<'p>, scope: &Scope<'_, 'p>) -> Working {
    working_for(scope.unit, ready, scope)
}

/// The working of a figure that goes into what `unit` gets, be it its own or one that it inherits.
fn working_for<'p>(unit: usize, ready: &Ready<'p>, scope: &Scope<'_, 'p>) -> Working {
    let figure = ready.figure(scope);
    let question = ready.question();
    let parts = ready.parts(scope);
    Working {
        at: ready.source.at.clone(),
        label: say_formula(scope.ground.plan, ready.source),
        value: figure.known().cloned(),
        absence: figure.absence(),
        rows: question.map(|question| scope.ground.measures.rows(question, scope.unit)),
        several: question.is_some_and(|question| scope.ground.measures.several(question, scope.unit).is_some()),
        question,
        of: scope.ground.plan.units.get(scope.unit).filter(|_| scope.unit != unit).map(|other| other.id.clone()),
        parts: parts.into_iter().map(|(part, of)| working_for(unit, part, &Scope { unit: of, ..*scope })).collect(),
    }
}

/// The figures that a condition of a rule hangs on, below the condition where there are several; `None` where it hangs on no figure.
pub(super) fn condition_working<'p>(condition: &ReadyCondition<'p>, scope: &Scope<'_, 'p>) -> Option<Working> {
    let mut parts: Vec<Working> = condition.figures().into_iter().map(|figure| working(figure, scope)).collect();
    if parts.len() < 2 {
        return parts.pop();
    }
    Some(Working {
        at: condition.source.at.clone(),
        label: say_figure_condition(scope.ground.plan, condition.source),
        value: None,
        absence: None,
        rows: None,
        several: false,
        question: None,
        of: None,
        parts,
    })
}

/// Where the target stands: the letter's line, or the rule.
pub(super) fn target(target: &ReadyTarget, say: &str, letters: Option<usize>, scope: &Scope) -> TargetTrace {
    let signed = scope.ground.signed(letters, scope.unit);
    let mut trace = TargetTrace {
        say: message!("working-target", target = say),
        at: target.source.at.clone(),
        from_letter: false,
        assumed: false,
        of_rows: false,
    };
    for value in &target.values {
        let (letter, assumed) = match &value.source.node {
            FormulaNode::Letter { or } => {
                (signed.target.map(|(_, letter)| letter), or.as_ref().is_some_and(|or| or.assumed))
            }
            FormulaNode::LetterDue { or: _ } => (signed.due.map(|(_, letter)| letter), false),
            FormulaNode::Aggregate { .. }
            | FormulaNode::Literal(_)
            | FormulaNode::Arithmetic { .. }
            | FormulaNode::Negative(_)
            | FormulaNode::Convert { .. }
            | FormulaNode::OrElse { .. }
            | FormulaNode::IfElse { .. }
            | FormulaNode::Round { .. }
            | FormulaNode::LeastOf(_)
            | FormulaNode::GreatestOf(_)
            | FormulaNode::Weighted(_)
            | FormulaNode::GeometricMean { .. }
            | FormulaNode::RankAmong { .. }
            | FormulaNode::MeanAmong { .. }
            | FormulaNode::Inherited(_)
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => continue,
        };
        match letter {
            Some(letter) => {
                trace.at = letter.at.clone();
                trace.from_letter = true;
            }
            None => trace.assumed |= assumed,
        }
    }
    trace
}

/// What a curve did with a figure.
pub(super) struct CurveSteps<'e, 'p> {
    pub curve: &'e ReadyCurve<'p>,
    pub shape: Option<&'e Shape>,
    pub aim: &'e Aim,
    pub last_year: Option<&'e Exact>,
    pub show: &'e Show<'p>,
    pub scope: &'e Scope<'e, 'p>,
}

impl CurveSteps<'_, '_> {
    /// `shown`: the figure as people read it beside its target.
    pub fn say(&self, figure: &Exact, shown: &str) -> Vec<Message> {
        let curve = self.curve.source;
        let target = self.say_aim();
        let met = self.aim.is_met(figure);
        let mut steps = Vec::new();
        if let Some(limit) = &curve.none_below
            && self.misses(figure, &limit.node.value)
        {
            let limit = self.show.target(&limit.node.value);
            return vec![match self.is_lower_better() {
                true => message!("step-none-above", figure = shown, limit = limit),
                false => message!("step-none-below", figure = shown, limit = limit),
            }];
        }
        match &curve.base.node {
            CurveNode::FullOrNone | CurveNode::Proportional | CurveNode::Deduct { .. } if met == Some(true) => {
                steps.push(message!("step-met", figure = shown, target = target))
            }
            CurveNode::FullOrNone => steps.push(message!("step-none", figure = shown, target = target)),
            CurveNode::Proportional => steps.push(match self.missed_end(figure) {
                Some(MissedEnd::Low(low)) if low.is_positive() && !figure.is_negative() => {
                    message!("step-proportional", figure = shown, target = self.show.target(low))
                }
                Some(MissedEnd::High(high)) if high.is_positive() => {
                    message!("step-proportional-lower", figure = shown, target = self.show.target(high))
                }
                // Less than nothing is no part of a target, and of a target of nothing there are no parts.
                Some(MissedEnd::Low(_) | MissedEnd::High(_)) | None => {
                    message!("step-none", figure = shown, target = target)
                }
            }),
            CurveNode::Linear { .. } => {
                let end = |ready: &Ready| {
                    ready.figure(self.scope).known().map(|end| self.show.target(end)).unwrap_or_default()
                };
                if let Some((from, to)) = &self.curve.ends {
                    steps.push(message!("step-linear", figure = shown, from = end(from), to = end(to)));
                }
            }
            CurveNode::Steps(list) => {
                let reached = list.iter().find(|step| {
                    let Some(edge) = step.node.edge.number() else { return false };
                    !self.misses(figure, &edge)
                });
                steps.push(match reached.and_then(|step| Some((step.node.edge.number()?, &step.node.share))) {
                    Some((edge, share)) => {
                        message!("step-steps", figure = shown, edge = self.show.target(&edge), share = percent(share))
                    }
                    None => message!("step-steps-none", figure = shown),
                });
            }
            CurveNode::Deduct { points, per, parts } => {
                let (target, miss) = match self.missed_end(figure) {
                    Some(MissedEnd::Low(low)) => (self.show.target(low), low - figure),
                    Some(MissedEnd::High(high)) => (self.show.target(high), figure - high),
                    None => (target, Exact::ZERO),
                };
                let count = miss.checked_div(&per.value).unwrap_or_default();
                let count = match parts {
                    Parts::ProRata => count,
                    Parts::WholeOnly => count.floor(),
                    Parts::CountAsOne => count.ceil(),
                };
                // How far apart two classes are is a number of classes, not a class.
                steps.push(if self.show.is_class() {
                    message!(
                        "step-deduct-classes",
                        figure = shown,
                        target = target,
                        miss = so_many(&miss),
                        per = so_many(&per.value),
                        count = rounded(&count),
                        points = points,
                    )
                } else if self.show.is_percent() {
                    // Two percentages differ by percentage points.
                    message!(
                        "step-deduct-percent",
                        figure = shown,
                        target = target,
                        miss = rounded(&miss.times_power_of_ten(2)),
                        per = rounded(&per.value.times_power_of_ten(2)),
                        count = rounded(&count),
                        points = points,
                    )
                } else {
                    // 每起, not 每1起.
                    let per = match self.show.unit() {
                        Some(unit) if per.value == Exact::ONE => unit,
                        Some(_) | None => self.show.target(&per.value),
                    };
                    message!(
                        "step-deduct",
                        figure = shown,
                        target = target,
                        miss = self.show.target(&miss),
                        per = per,
                        count = rounded(&count),
                        points = points,
                    )
                });
            }
            CurveNode::PerCase { points, cap: _ } => {
                let free = self.aim.number().filter(|free| !free.is_zero()).map(|free| self.show.target(free));
                steps.push(match (self.show.unit(), free) {
                    (Some(unit), None) => message!("step-per-unit", figure = shown, unit = unit, points = points),
                    (None, None) => message!("step-per-case", figure = shown, points = points),
                    (Some(unit), Some(free)) => {
                        message!("step-per-unit-beyond", figure = shown, free = free, unit = unit, points = points)
                    }
                    (None, Some(free)) => {
                        message!("step-per-case-beyond", figure = shown, free = free, points = points)
                    }
                });
            }
            CurveNode::RankBands(bands) => {
                let band = bands.iter().find(|band| *figure <= Exact::from(band.up_to));
                steps.push(match band {
                    Some(band) => message!(
                        "step-rank-bands",
                        figure = shown,
                        edge = Exact::from(band.up_to),
                        share = percent(&band.share)
                    ),
                    None => message!("step-steps-none", figure = shown),
                });
            }
            CurveNode::Improvement => {
                let last = self.last_year.map(|last| self.show.figure(last)).unwrap_or_default();
                steps.push(message!("step-improvement", figure = shown, last = last, target = target));
            }
            CurveNode::Pace => steps.push(message!(
                "step-pace",
                figure = shown,
                target = target,
                gone = percent(&self.scope.ground.year_gone)
            )),
            CurveNode::Levels(_) | CurveNode::Stages(_) => steps.push(message!("step-mean-share", figure = shown)),
            CurveNode::Checklist(_) => steps.push(message!("step-checklist", figure = shown)),
            CurveNode::Custom { source, .. } => steps.push(message!("step-custom", figure = shown, source = source)),
        }
        steps
    }

    fn is_lower_better(&self) -> bool {
        match self.shape.map(Shape::direction) {
            Some(Direction::Lower) => true,
            Some(Direction::Higher | Direction::Toward) | None => false,
        }
    }

    fn misses(&self, figure: &Exact, limit: &Exact) -> bool {
        if self.is_lower_better() { figure > limit } else { figure < limit }
    }

    /// The target as a whole; of a range both ends.
    fn say_aim(&self) -> String {
        match self.aim {
            Aim::AtLeast(target) | Aim::AtMost(target) => self.show.target(target),
            Aim::Within(low, high) => self.show.range(low, high),
            Aim::Open => String::new(),
        }
    }

    /// What the figure is short of or beyond; `None` where nothing is missed.
    fn missed_end(&self, figure: &Exact) -> Option<MissedEnd<'_>> {
        match self.aim {
            Aim::AtLeast(low) | Aim::Within(low, _) if figure < low => Some(MissedEnd::Low(low)),
            Aim::AtMost(high) | Aim::Within(_, high) if figure > high => Some(MissedEnd::High(high)),
            Aim::AtLeast(_) | Aim::AtMost(_) | Aim::Within(_, _) | Aim::Open => None,
        }
    }
}

/// The end of a target that a figure misses.
enum MissedEnd<'e> {
    /// It is below this one.
    Low(&'e Exact),
    /// It is above this one.
    High(&'e Exact),
}

/// A number by which a language may choose its form.
fn so_many(number: &Exact) -> Arg {
    match number.to_i128().and_then(|number| i64::try_from(number).ok()) {
        Some(number) => Arg::Count(number),
        None => Arg::from(number),
    }
}

/// A figure of last year beside this one.
pub(super) fn known(figure: &Figure) -> Option<&Exact> {
    figure.known()
}
