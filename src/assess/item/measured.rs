//! An item that is measured: its figure against its target, and the points that its curve gives.

use std::cell::Cell;

use super::{Judge, Seen, Verdict};
use crate::assess::assessment::TargetTrace;
use crate::assess::formula::{GivenFigures, Ready, Scope};
use crate::assess::ready::{ReadyCurve, ReadyMeasure, ReadyTarget};
use crate::assess::show::rounded;
use crate::assess::task_trace::TaskTrace;
use crate::assess::trace;
use crate::figure::{Absence, Exact, Figure, Points, RoundingMode};
use crate::message;
use crate::plan::shape::{Aim, Direction, Held, Range, Shape, ShapeError};
use crate::plan::{Body, Compare, CurveNode, Rule, RuleKind, TargetNode};

/// What a curve became for one unit.
pub(super) enum Scorer<'c, 'p> {
    Shape(Shape),
    Custom { formula: &'c Ready<'p>, share: bool, target: Option<Exact>, shape: Option<Shape> },
}

impl Scorer<'_, '_> {
    /// Points may rise and fall again between two figures.
    fn turns(&self) -> bool {
        match self {
            Scorer::Shape(shape) => shape.direction() == Direction::Toward,
            Scorer::Custom { shape, .. } => shape.is_none(),
        }
    }
}

impl<'e, 'p> Judge<'e, 'p> {
    pub(super) fn measured(
        &'e self,
        measure: &ReadyMeasure<'p>,
        last_year: Option<&Ready<'p>>,
        target: &ReadyTarget<'p>,
        curve: &ReadyCurve<'p>,
        seen: &mut Seen,
    ) -> Verdict {
        let scope = self.scope();
        // Telling how a figure came about looks at branches that were not taken: what it finds there is no part of the judging.
        let aside = Cell::new(false);
        let telling = Scope { unsure: &aside, ..self.scope() };
        let values: Vec<Figure> = target.values.iter().map(|value| value.figure(&scope)).collect();
        let found = self.found(measure, curve, &values, target, seen);
        let last = last_year
            .filter(|_| target.source.node.compares_with_last_year())
            .map(|last_year| last_year.figure(&scope));
        if self.trace
            && let Some(figure) = self.supposed()
        {
            seen.trace.steps.push(message!("step-supposed", figure = self.ready.show.figure(figure)));
        } else if self.trace
            && let ReadyMeasure::Formula(formula) = measure
        {
            seen.trace.measure = Some(trace::working(formula, &telling));
            seen.trace.last_year = last.as_ref().and(last_year).map(|formula| trace::working(formula, &telling));
        }

        let aim = self.aim(target, &values, last.as_ref(), curve);
        if let Ok(aim) = &aim {
            seen.target = aim.number().cloned();
            seen.target_to = aim.upper_end().cloned();
            seen.target_shown = self.say_target(&target.source.node, aim, &values, found.figure.known(), seen.own_days);
            if self.trace {
                let told = trace::target(target, &seen.target_shown, self.ready.letters, &telling);
                let of_rows = seen.own_days.is_some() && matches!(target.source.node, TargetNode::AllBy(_));
                seen.trace.target = Some(TargetTrace { of_rows, ..told });
            }
        }
        let last = last.as_ref().and_then(trace::known).cloned();
        let scorer = aim.as_ref().ok().map(|aim| self.scorer(curve, target, aim, last.clone()));

        if self.trace
            && let Some(Ok(Scorer::Shape(shape) | Scorer::Custom { shape: Some(shape), .. })) = &scorer
        {
            seen.trace.in_force.shape = Some(shape.clone());
            seen.trace.in_force.compare = match self.ground.plan.numbers.compare {
                Compare::FullValue => None,
                Compare::RoundedValue => self.ready.show.rounding(),
            };
        }

        let figure = match found.figure {
            Figure::Known(figure) => figure,
            Figure::Absent(Absence::NotApplicable) => {
                let after_year = |tasks: &TaskTrace| tasks.next_year > 0;
                let reason = match seen.trace.tasks.as_ref().is_some_and(after_year) {
                    true => message!("reason-due-after-year"),
                    false => message!("reason-nothing-to-share"),
                };
                return Verdict::NotAssessed { reason };
            }
            Figure::Absent(
                absence @ (Absence::Withheld
                | Absence::Unreadable
                | Absence::NoData
                | Absence::NoLastYear
                | Absence::Pending),
            ) => {
                let range = match scorer {
                    Some(Ok(Scorer::Shape(shape))) if !self.unsure.get() => {
                        self.clamped_range(shape.range(), &found.early_most)
                    }
                    Some(_) | None => self.reachable(),
                };
                let reason = self.say_absent(absence, found.is_task, seen);
                return Verdict::Absent { absence, reason, range };
            }
        };
        seen.shown = self.ready.show.figure(&figure);
        seen.worst_class = self.ready.show.is_worst_class(&figure);
        seen.figure = Some(figure.clone());
        let aim = match aim {
            Ok(aim) => aim,
            Err(absence) => {
                let reason = match absence {
                    Absence::NotApplicable => {
                        return Verdict::NotAssessed { reason: message!("reason-target-not-applicable") };
                    }
                    Absence::NoLastYear => message!("reason-no-last-year"),
                    Absence::Withheld | Absence::Unreadable | Absence::NoData | Absence::Pending => {
                        message!("reason-target-absent")
                    }
                };
                return Verdict::Absent { absence, reason, range: self.reachable() };
            }
        };
        let compare = |figure: &Exact| match self.ground.plan.numbers.compare {
            Compare::FullValue => figure.clone(),
            Compare::RoundedValue => self.ready.show.rounded(figure),
        };
        let compared = compare(&figure);
        let scorer = match scorer {
            Some(Ok(scorer)) => scorer,
            Some(Err(error)) => {
                // No day brings these points; whoever wrote the letter or the rule has to.
                seen.awaits_hand = true;
                let reason = message!("reason-curve-unfit", error = error.to_string());
                return Verdict::Absent { absence: Absence::Pending, reason, range: self.reachable() };
            }
            None => {
                let reason = message!("reason-target-absent");
                return Verdict::Absent { absence: Absence::NoData, reason, range: self.reachable() };
            }
        };
        let at = |figure: &Exact| self.points_at(&scorer, figure, &scope);
        let base = match at(&compared) {
            Ok(points) => points,
            Err(Absence::NotApplicable) => {
                return Verdict::NotAssessed { reason: message!("reason-nothing-to-share") };
            }
            Err(
                absence @ (Absence::Withheld
                | Absence::Unreadable
                | Absence::NoData
                | Absence::NoLastYear
                | Absence::Pending),
            ) => {
                let reason = self.say_absent(absence, false, seen);
                return Verdict::Absent { absence, reason, range: self.reachable() };
            }
        };
        let points = &base + &found.early;
        let met = aim.is_met(&compared);
        if let Some(reached) = met {
            let edges: Vec<&Exact> = match &aim {
                Aim::AtLeast(edge) | Aim::AtMost(edge) => vec![edge],
                Aim::Within(low, high) => vec![low, high],
                Aim::Open => Vec::new(),
            };
            let jumps = |other: &Exact| match &scorer {
                Scorer::Shape(shape) | Scorer::Custom { shape: Some(shape), .. } => {
                    shape.jumps_between(other, &compared)
                }
                Scorer::Custom { shape: None, .. } => false,
            };
            seen.shown = self.ready.show.apart(&compared, &edges, reached, &jumps);
        }
        let reason = self.say_reason(curve, &scorer, met, &compared, &base, seen);
        // To the nearest digit nobody wonders at, unless it decides; 13 for 12.0001 everybody does.
        let decides = || aim.is_met(&figure) != met;
        let reason = match self.ready.show.rounding().map(|rounding| rounding.mode) {
            Some(mode) if compared != figure => {
                let rounded = match mode {
                    RoundingMode::Up => Some(message!("reason-rounded-up")),
                    RoundingMode::Down => Some(message!("reason-rounded-down")),
                    RoundingMode::HalfUp | RoundingMode::HalfEven if decides() => Some(message!("reason-rounded")),
                    RoundingMode::HalfUp | RoundingMode::HalfEven => None,
                };
                let of = self.ready.show.unrounded(&figure);
                let rounded = rounded.map(|say| say.with("figure", of).with("rounded", &seen.shown));
                rounded.map_or(reason.clone(), |say| say.with("reason", reason))
            }
            Some(_) | None => reason,
        };
        if self.trace {
            if compared != figure {
                let shown = self.ready.show.figure(&compared);
                seen.trace.steps.push(message!("step-compare-rounded", figure = rounded(&figure), rounded = shown));
            }
            let shape = match &scorer {
                Scorer::Shape(shape) | Scorer::Custom { shape: Some(shape), .. } => Some(shape),
                Scorer::Custom { shape: None, .. } => None,
            };
            let steps = trace::CurveSteps {
                curve,
                shape,
                aim: &aim,
                last_year: last.as_ref(),
                show: &self.ready.show,
                scope: &telling,
            };
            seen.trace.steps.extend(steps.say(&compared, &seen.shown));
            if found.early.is_positive() {
                seen.trace.steps.push(message!("step-early", points = &found.early));
            }
            seen.trace.exact_points = Some(Points(points.clone()));
            if let Some(shape) = shape {
                seen.trace.for_half =
                    for_half(shape, &self.full(), self.ready.rule, (&compared, &base), self.ready.show.places());
                seen.trace.for_full =
                    for_full(shape, &self.full(), self.ready.rule.kind, (&compared, &base), self.ready.show.places());
                let full = seen.trace.for_full.as_ref();
                seen.trace.for_full_shown = full.map(|full| self.ready.show.target(full)).unwrap_or_default();
            }
        }

        let mut verdict = self.points(points.clone(), met, reason);
        if let Verdict::Scored(scored) = &mut verdict {
            let whole = || {
                let range = self.reachable();
                Range {
                    least: range.least.map(|least| Points(least.0.min(points.clone()))),
                    most: range.most.map(|most| Points(most.0.max(points.clone()))),
                }
            };
            if self.unsure.get() {
                scored.range = whole();
            } else if let Some((least, most)) = &found.between {
                // Between two figures a curve keeps to the points of the two, but for one that turns.
                let ends = [at(&compare(least)), at(&compare(most))];
                scored.range = match (scorer.turns(), ends) {
                    (false, [Ok(least), Ok(most)]) => Range {
                        least: Some(Points(least.clone().min(most.clone()).min(base.clone()))),
                        most: Some(Points((least.max(most).max(base) + found.early_most.clone()).max(points))),
                    },
                    (true, _) | (_, [Err(_), _]) | (_, [_, Err(_)]) => whole(),
                };
            }
        }
        verdict
    }

    /// The range of a shape over all figures, within what the item can give.
    fn clamped_range(&self, range: Range, early_most: &Exact) -> Range {
        let whole = self.whole_range();
        let tighter =
            |found: Option<Points>, limit: Option<Points>, pick: fn(Points, Points) -> Points| match (found, limit) {
                (Some(found), Some(limit)) => Some(pick(found, limit)),
                (found, None) => found,
                (None, limit) => limit,
            };
        Range {
            least: tighter(range.least, whole.least, Points::max),
            most: tighter(range.most, whole.most, Points::min).map(|most| &most + &Points(early_most.clone())),
        }
    }

    /// The numbers of the target, or why one of them is absent. Under `pace` the target is the part of it that is due by now.
    fn aim(
        &self,
        target: &ReadyTarget<'p>,
        values: &[Figure],
        last: Option<&Figure>,
        curve: &ReadyCurve<'p>,
    ) -> Result<Aim, Absence> {
        let node = &target.source.node;
        let mut known = Vec::with_capacity(values.len());
        for value in values {
            match (value, node) {
                (Figure::Known(value), _) => known.push(value.clone()),
                // The day of a task target only stands in for due dates; things that all name their own need none.
                (Figure::Absent(_), TargetNode::AllBy(_)) => known.push(Exact::ZERO),
                (Figure::Absent(absence), _) => return Err(*absence),
            }
        }
        if let (Some(Figure::Absent(absence)), true) = (last, node.compares_with_last_year()) {
            return Err(match absence {
                Absence::NoData => Absence::NoLastYear,
                other => *other,
            });
        }
        let aim = Aim::of(node, &known, last.and_then(Figure::known)).ok_or(Absence::NoData)?;
        Ok(match (&curve.source.base.node, aim) {
            (CurveNode::Pace, Aim::AtLeast(target)) => Aim::AtLeast(&target * &self.ground.year_gone),
            (_, aim) => aim,
        })
    }

    fn scorer<'c>(
        &self,
        curve: &'c ReadyCurve<'p>,
        target: &ReadyTarget<'p>,
        aim: &Aim,
        last_year: Option<Exact>,
    ) -> Result<Scorer<'c, 'p>, ShapeError> {
        let scope = self.scope();
        if let Some((formula, share)) = &curve.custom {
            let full = self.full();
            let given = self.given(Figure::Absent(Absence::NoData), aim.number().cloned());
            let shape = formula.line_in_measure(&Scope { given: Some(&given), ..scope }).map(|(slope, intercept)| {
                let times = if *share { full.clone() } else { Exact::ONE };
                Shape::straight(&(slope * times.clone()), &(intercept * times), &full)
            });
            let shape = shape.filter(|_| self.ready.full.is_some() && self.ready.rule.kind == RuleKind::Indicator);
            return Ok(Scorer::Custom { formula, share: *share, target: aim.number().cloned(), shape });
        }
        let end = |ready: &Ready<'p>| ready.figure(&scope).known().cloned();
        let ends = curve.ends.as_ref().and_then(|(from, to)| Some((end(from)?, end(to)?)));
        let held = Held {
            kind: self.ready.rule.kind,
            full: self.ready.full.clone(),
            aim: aim.clone(),
            last_year,
            ends,
            // The aim is already the part of the target that is due by now.
            year_gone: Exact::ONE,
        };
        Shape::new(curve.source, &target.source.node, &held).map(Scorer::Shape)
    }

    fn given(&self, measure: Figure, target: Option<Exact>) -> GivenFigures {
        let target = target.map_or(Figure::Absent(Absence::NotApplicable), Figure::Known);
        GivenFigures { measure, target, full: self.full() }
    }

    fn points_at(&self, scorer: &Scorer<'_, 'p>, figure: &Exact, scope: &Scope<'_, 'p>) -> Result<Exact, Absence> {
        let points = match scorer {
            Scorer::Shape(shape) => shape.points(figure).0,
            Scorer::Custom { formula, share, target, shape: _ } => {
                let given = self.given(Figure::Known(figure.clone()), target.clone());
                let points = match formula.figure(&Scope { given: Some(&given), ..*scope }) {
                    Figure::Known(points) if *share => &points * &self.full(),
                    Figure::Known(points) => points,
                    Figure::Absent(absence) => return Err(absence),
                };
                match self.ready.rule.kind {
                    RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto => points,
                    // A deduction's own formula says what is taken.
                    RuleKind::Deduction => -&points,
                }
            }
        };
        let range = self.whole_range();
        let points = range.least.map_or(points.clone(), |least| points.clone().max(least.0));
        Ok(range.most.map_or(points.clone(), |most| points.min(most.0)))
    }
}

/// The figure from which there are full points, seen from the one that there is; `None` where there are already, or never.
fn for_full(
    shape: &Shape,
    full: &Exact,
    kind: RuleKind,
    (figure, points): (&Exact, &Exact),
    places: u32,
) -> Option<Exact> {
    let most = match kind {
        RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto => full.clone(),
        RuleKind::Deduction => Exact::ZERO,
    };
    if *points >= most {
        return None;
    }
    shape.nearest(&Points(most), figure, places)
}

/// The figure from which there is half of the full points; `None` where there is already, or where a curve knows no parts.
fn for_half(
    shape: &Shape,
    full: &Exact,
    rule: &Rule,
    (figure, points): (&Exact, &Exact),
    places: u32,
) -> Option<Exact> {
    let Body::Measured { measure: _, target: _, curve } = &rule.body else { return None };
    let half = full * &Exact::ratio(1, 2)?;
    if rule.kind != RuleKind::Indicator || !curve.base.node.inverse_form().gives_parts() || *points >= half {
        return None;
    }
    shape.nearest(&Points(half), figure, places)
}
