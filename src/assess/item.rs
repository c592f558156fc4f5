//! One item of one unit: from its figure to a status, points, their bounds and the reason.
//!
//! Order: does it apply → exceptions → waived → the figure → its target → the curve. The first that decides ends it. An item whose
//! condition of application can't be judged because a figure was not sent is not «not assessed»: it is `no_data`, or a unit could
//! escape an item by not reporting.

use std::cell::Cell;

use jiff::civil::Date;

use super::assessment::{ItemResult, ItemTrace, PolicyUsed, Remark, Status, TaskTrace};
use super::formula::{AmongUnits, GivenFigures, Scope, Truth, can_still_come};
use super::ground::Ground;
use super::ready::{ReadyBody, ReadyCurve, ReadyMeasure, ReadyRule, ReadyTarget, ReadyThen};
use super::task::{Days, Tasks, tasks};
use super::trace;
use crate::figure::{Absence, Exact, Figure, Points};
use crate::intake::FindingCode;
use crate::measure::Measured;
use crate::message;
use crate::plan::shape::{Aim, Direction, Held, Range, Shape, ShapeError};
use crate::plan::{
    Compare, CurveLevel, CurveNode, HandScore, Item, ItemId, Level, Mark, MissingPolicy, NotApplicablePolicy, RuleKind,
    ScoreHand, TargetNode, day_of_number,
};
use crate::words::Message;

/// Things due within so many days are at risk, where the rule doesn't say.
const AT_RISK_WITHIN: u32 = 30;

/// An item judged on its own, before the other items and units have their say.
pub(super) struct Judged<'p> {
    pub result: ItemResult,
    pub points: Exact,
    pub low: Exact,
    pub high: Exact,
    pub standing: Standing<'p>,
    /// A figure that decides about it can still come.
    pub open: bool,
    pub remarks: Vec<Remark>,
}

impl Judged<'_> {
    /// An item whose rule the plan lacks: carried as unknown.
    pub fn without_rule(item: &Item) -> Judged<'static> {
        let full = item.points.clone();
        let result = ItemResult {
            id: item.rule.clone(),
            title: item.rule.to_string(),
            status: Status::Pending,
            measure: None,
            shown: String::new(),
            target: None,
            target_shown: String::new(),
            points: Points::ZERO,
            at_least: Points::ZERO,
            at_most: full.clone(),
            left_out: false,
            marks: Vec::new(),
            reason: message!("reason-rule-missing"),
            policy: None,
            worst_class: false,
            trace: None,
            full: full.clone(),
        };
        Judged {
            result,
            points: Exact::ZERO,
            low: Exact::ZERO,
            high: full.0,
            standing: Standing::Counted,
            open: true,
            remarks: Vec::new(),
        }
    }
}

/// What its points do in the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing<'p> {
    Counted,
    LeftOut,
    GroupMean,
    GivenTo(&'p [ItemId]),
}

/// What came of a rule for a unit.
pub(super) enum Verdict {
    Scored(Scored),
    Absent { absence: Absence, reason: Message, range: Range },
    NotAssessed { reason: Message },
}

pub(super) struct Scored {
    pub status: Status,
    pub points: Exact,
    pub low: Option<Exact>,
    pub high: Option<Exact>,
    pub reason: Message,
}

/// What was seen on the way.
#[derive(Default)]
pub(super) struct Seen {
    pub figure: Option<Exact>,
    pub target: Option<Exact>,
    pub shown: String,
    pub target_shown: String,
    pub marks: Vec<Mark>,
    pub worst_class: bool,
    pub remarks: Vec<(FindingCode, Level, Message)>,
    pub trace: ItemTrace,
}

/// Judges one rule for one unit.
pub(super) struct Judge<'e, 'p> {
    pub ground: &'e Ground<'p>,
    pub among: &'e AmongUnits<'p>,
    pub ready: &'e ReadyRule<'p>,
    pub unit: usize,
    /// Points given by hand to this unit for this rule, in the order in which they were read.
    pub hands: &'e [&'p HandScore],
    pub trace: bool,
    pub unsure: Cell<bool>,
}

impl<'e, 'p> Judge<'e, 'p> {
    pub fn scope(&'e self) -> Scope<'e, 'p> {
        Scope { ground: self.ground, among: self.among, unit: self.unit, given: None, unsure: &self.unsure }
    }

    fn full(&self) -> Exact {
        self.ready.full.clone().unwrap_or_default().0
    }

    /// Everything from nothing to the full points.
    fn whole_range(&self) -> Range {
        let full = self.ready.full.clone();
        match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus => Range { least: Some(Points::ZERO), most: full },
            RuleKind::Deduction => Range { least: full.map(|full| -&full), most: Some(Points::ZERO) },
        }
    }

    pub fn verdict(&'e self, seen: &mut Seen) -> Verdict {
        if let Some((applies, otherwise)) = &self.ready.applies {
            match applies.truth(&self.scope()) {
                Truth::Holds => {}
                Truth::Fails | Truth::Unknown(Absence::NotApplicable) => {
                    let reason = match otherwise {
                        Some(why) => message!("reason-not-applicable-because", why = *why),
                        None => message!("reason-not-applicable"),
                    };
                    return Verdict::NotAssessed { reason };
                }
                Truth::Unknown(
                    absence @ (Absence::Withheld | Absence::NoData | Absence::NoLastYear | Absence::Pending),
                ) => {
                    let reason = message!("reason-applies-unknown", absence = say_absence(absence));
                    return Verdict::Absent { absence, reason, range: self.whole_range() };
                }
            }
        }
        let holding: Vec<_> =
            self.ready.exceptions.iter().filter(|exception| exception.when.holds(&self.scope())).collect();
        let exception = match holding.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                let labels: Vec<String> = several.iter().map(|exception| exception.source.label.clone()).collect();
                let say = message!("reason-exceptions-both", labels = labels);
                seen.remarks.push((FindingCode::ExceptionsBoth, Level::Error, say));
                None
            }
        };
        if let Some(exception) = exception {
            let label = &exception.source.label;
            seen.trace.exception = Some(label.clone());
            match &exception.then {
                ReadyThen::FullPoints => {
                    return self.settled(Status::Met, true, message!("reason-exception-full", label = label));
                }
                ReadyThen::NoPoints => {
                    return self.settled(Status::Missed, false, message!("reason-exception-none", label = label));
                }
                ReadyThen::NotAssessed => {
                    return Verdict::NotAssessed { reason: message!("reason-exception-not-assessed", label = label) };
                }
                ReadyThen::Target(_) | ReadyThen::Curve(_) => {}
            }
        }
        if self.ready.waived.as_ref().is_some_and(|waived| waived.holds(&self.scope())) {
            return self.settled(Status::Met, true, message!("reason-waived"));
        }
        match &self.ready.body {
            ReadyBody::Measured { measure, last_year, target, curve } => {
                let (target, curve) = match exception.map(|exception| &exception.then) {
                    Some(ReadyThen::Target(other)) => (other, curve),
                    Some(ReadyThen::Curve(other)) => (target, other),
                    Some(ReadyThen::FullPoints | ReadyThen::NoPoints | ReadyThen::NotAssessed) | None => {
                        (target, curve)
                    }
                };
                self.measured(measure, last_year.as_ref(), target, curve, seen)
            }
            ReadyBody::ByHand => self.by_hand(seen),
            ReadyBody::NotExpressible { why } => Verdict::Absent {
                absence: Absence::Pending,
                reason: message!("reason-not-expressible", why = *why),
                range: self.whole_range(),
            },
            // A veto among the items gives its points as long as it does not take effect.
            ReadyBody::Veto { when, effect: _ } => match when.holds(&self.scope()) {
                true => self.settled(Status::Missed, false, message!("reason-veto-holds")),
                false => self.settled(Status::Met, true, message!("reason-veto-clear")),
            },
        }
    }

    /// All or nothing, by a word of the rule rather than by its curve.
    fn settled(&self, status: Status, full: bool, reason: Message) -> Verdict {
        let points = match (self.ready.rule.kind, full) {
            (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, true) => self.full(),
            (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, false) => Exact::ZERO,
            (RuleKind::Deduction, true) => Exact::ZERO,
            (RuleKind::Deduction, false) => -&self.full(),
        };
        Verdict::Scored(Scored { status, low: Some(points.clone()), high: Some(points.clone()), points, reason })
    }

    fn by_hand(&self, seen: &mut Seen) -> Verdict {
        if self.trace {
            seen.trace.hands = self.hands.iter().map(|hand| (*hand).clone()).collect();
        }
        // 审定 over 核查 over 自评; of the same hand, the later line.
        let Some(hand) = self.hands.iter().max_by_key(|hand| hand.hand) else {
            return match self.ready.rule.kind {
                RuleKind::Indicator | RuleKind::Veto => Verdict::Absent {
                    absence: Absence::Pending,
                    reason: message!("reason-by-hand-none"),
                    range: self.whole_range(),
                },
                // Nobody gave or took anything: that is the ordinary case and no gap.
                RuleKind::Bonus | RuleKind::Deduction => {
                    self.points(Exact::ZERO, None, message!("reason-by-hand-nothing"))
                }
            };
        };
        let most = self.ready.full.as_ref().map(|full| full.0.clone());
        let given = hand.points.clone().max(Exact::ZERO);
        let given = match &most {
            Some(most) => given.min(most.clone()),
            None => given,
        };
        if given != hand.points {
            let most = most.map(|most| most.to_string()).unwrap_or_default();
            let say = message!("reason-by-hand-outside", points = &hand.points, most = most);
            seen.remarks.push((FindingCode::HandScore, Level::Error, say));
        }
        let word = match hand.hand {
            ScoreHand::SelfAssessed => message!("reason-hand-self"),
            ScoreHand::Verified => message!("reason-hand-verified"),
            ScoreHand::Final => message!("reason-hand-final"),
        };
        let reason = message!("reason-by-hand", hand = word, by = &hand.by, reason = &hand.reason);
        let points = match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus => given,
            RuleKind::Deduction => -&given,
        };
        self.points(points, None, reason)
    }

    /// So many points, and the status that they mean where nothing else decides it.
    fn points(&self, points: Exact, met: Option<bool>, reason: Message) -> Verdict {
        let lost_nothing = match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto => points >= self.full(),
            RuleKind::Deduction => points.is_zero(),
        };
        let status = match met {
            Some(true) => Status::Met,
            None if lost_nothing => Status::Met,
            Some(false) | None if points.is_positive() => Status::Partial,
            Some(false) | None => Status::Missed,
        };
        Verdict::Scored(Scored { status, low: Some(points.clone()), high: Some(points.clone()), points, reason })
    }

    fn measured(
        &'e self,
        measure: &ReadyMeasure<'p>,
        last_year: Option<&super::formula::Ready<'p>>,
        target: &ReadyTarget<'p>,
        curve: &ReadyCurve<'p>,
        seen: &mut Seen,
    ) -> Verdict {
        let scope = self.scope();
        let values: Vec<Figure> = target.values.iter().map(|value| value.figure(&scope)).collect();
        let found = self.found(measure, curve, &values, target, seen);
        let last = last_year
            .filter(|_| target.source.node.compares_with_last_year())
            .map(|last_year| last_year.figure(&scope));
        if self.trace
            && let ReadyMeasure::Formula(formula) = measure
        {
            seen.trace.measure = Some(trace::working(formula, &scope));
            seen.trace.last_year = last.as_ref().and(last_year).map(|formula| trace::working(formula, &scope));
        }

        let aim = self.aim(target, &values, last.as_ref(), curve);
        if let Ok(aim) = &aim {
            seen.target = aim.number().cloned();
            seen.target_shown = self.say_target(target.source.node.clone(), aim, &values);
            if self.trace {
                seen.trace.target = Some(trace::target(target, &seen.target_shown, self.ready.letters, &scope));
            }
        }
        let last = last.as_ref().and_then(trace::known).cloned();
        let scorer = aim.as_ref().ok().map(|aim| self.scorer(curve, target, aim, last.clone()));

        let figure = match found.figure {
            Figure::Known(figure) => figure,
            Figure::Absent(Absence::NotApplicable) => {
                return Verdict::NotAssessed { reason: message!("reason-nothing-to-share") };
            }
            Figure::Absent(
                absence @ (Absence::Withheld | Absence::NoData | Absence::NoLastYear | Absence::Pending),
            ) => {
                let range = match scorer {
                    Some(Ok(Scorer::Shape(shape))) if !self.unsure.get() => {
                        self.clamped_range(shape.range(), &found.early_most)
                    }
                    Some(_) | None => self.whole_range(),
                };
                return Verdict::Absent { absence, reason: say_absent(absence, found.is_task), range };
            }
        };
        seen.shown = self.ready.show.figure(&figure);
        seen.worst_class = self.ready.show.is_worst_class(&figure);
        seen.figure = Some(figure.clone());
        let aim = match aim {
            Ok(aim) => aim,
            Err(Absence::NotApplicable) => {
                return Verdict::NotAssessed { reason: message!("reason-target-not-applicable") };
            }
            Err(absence @ (Absence::Withheld | Absence::NoData | Absence::NoLastYear | Absence::Pending)) => {
                let reason = match absence {
                    Absence::NoLastYear => message!("reason-no-last-year"),
                    Absence::Withheld | Absence::NoData | Absence::Pending | Absence::NotApplicable => {
                        message!("reason-target-absent")
                    }
                };
                return Verdict::Absent { absence, reason, range: self.whole_range() };
            }
        };
        let compared = match self.ground.plan.numbers.compare {
            Compare::FullValue => figure.clone(),
            Compare::RoundedValue => self.ready.show.rounded(&figure),
        };
        let scorer = match scorer {
            Some(Ok(scorer)) => scorer,
            Some(Err(error)) => {
                let reason = message!("reason-curve-unfit", error = error.to_string());
                return Verdict::Absent { absence: Absence::Pending, reason, range: self.whole_range() };
            }
            None => {
                let reason = message!("reason-target-absent");
                return Verdict::Absent { absence: Absence::NoData, reason, range: self.whole_range() };
            }
        };
        let at = |figure: &Exact| self.points_at(&scorer, figure, &scope);
        let base = match at(&compared) {
            Ok(points) => points,
            Err(absence) => {
                let reason = say_absent(absence, false);
                return Verdict::Absent { absence, reason, range: self.whole_range() };
            }
        };
        let points = &base + &found.early;
        let met = aim.is_met(&compared);
        let reason = self.say_reason(curve, &scorer, met, &compared, &base, seen);
        if self.trace {
            if compared != figure {
                let rounded = self.ready.show.figure(&compared);
                seen.trace.steps.push(message!(
                    "step-compare-rounded",
                    figure = trace::rounded(&figure),
                    rounded = rounded
                ));
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
                scope: &scope,
            };
            seen.trace.steps.extend(steps.say(&compared));
            if found.early.is_positive() {
                seen.trace.steps.push(message!("step-early", points = &found.early));
            }
            seen.trace.exact_points = Some(Points(points.clone()));
            if let Some(shape) = shape {
                seen.trace.for_half = for_half(shape, &self.full(), self.ready.rule, &base, self.ready.show.places());
                seen.trace.for_full =
                    for_full(shape, &self.full(), self.ready.rule.kind, &base, self.ready.show.places());
            }
        }

        let mut verdict = self.points(points.clone(), met, reason);
        if let Verdict::Scored(scored) = &mut verdict {
            if self.unsure.get() {
                let range = self.whole_range();
                scored.low = range.least.map(|least| least.0.min(points.clone()));
                scored.high = range.most.map(|most| (most.0 + found.early_most.clone()).max(points));
            } else if let Some((least, most)) = &found.between {
                let ends = [at(least), at(most)].into_iter().filter_map(Result::ok).chain([base]);
                let ends: Vec<Exact> = ends.collect();
                scored.low = ends.iter().min().cloned();
                scored.high = ends.iter().max().map(|most| (most + &found.early_most).max(points));
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

    fn found(
        &'e self,
        measure: &ReadyMeasure<'p>,
        curve: &ReadyCurve<'p>,
        values: &[Figure],
        target: &ReadyTarget<'p>,
        seen: &mut Seen,
    ) -> Found {
        match measure {
            ReadyMeasure::Formula(formula) => Found::plain(formula.figure(&self.scope())),
            ReadyMeasure::Task(question) => self.found_tasks(*question, curve, values, target, seen),
            ReadyMeasure::Tally(question) => self.found_tally(*question, curve, seen),
            ReadyMeasure::Checklist => self.found_checklist(curve, seen),
        }
    }

    fn found_tasks(
        &self,
        question: Option<usize>,
        curve: &ReadyCurve<'p>,
        values: &[Figure],
        target: &ReadyTarget<'p>,
        seen: &mut Seen,
    ) -> Found {
        let counts = match self.ground.answer(question, self.unit) {
            Some(Measured::Task(counts)) => counts,
            Some(Measured::Figure(Figure::Absent(absence))) => return Found::plain(Figure::Absent(*absence)),
            Some(Measured::Figure(Figure::Known(_)) | Measured::Tally(_)) | None => {
                return Found::plain(Figure::Absent(Absence::NoData));
            }
        };
        let days = Days {
            as_of: self.ground.measures.as_of,
            year: self.ground.plan.year,
            target: due_day(target, values),
            at_risk_within: self.ready.rule.at_risk_within.unwrap_or(AT_RISK_WITHIN),
        };
        let late = curve.source.late.as_ref().map(|late| &late.node);
        let early = curve.source.early.as_ref().map(|early| &early.node);
        let Tasks { figure, least, most, early, early_most, trace } = tasks(counts, days, late, early);
        if trace.overdue > 0 {
            seen.marks.push(Mark::Overdue);
        }
        if trace.at_risk > 0 {
            seen.marks.push(Mark::AtRisk);
        }
        let between = (trace.pending > 0).then_some((least, most));
        if self.trace {
            seen.trace.steps.extend(say_tasks(&trace));
        }
        seen.trace.tasks = Some(trace);
        Found { figure, between, early, early_most, is_task: true }
    }

    fn found_tally(&self, question: Option<usize>, curve: &ReadyCurve<'p>, seen: &mut Seen) -> Found {
        let counts = match self.ground.answer(question, self.unit) {
            Some(Measured::Tally(counts)) => counts,
            Some(Measured::Figure(Figure::Absent(absence))) => return Found::plain(Figure::Absent(*absence)),
            Some(Measured::Figure(Figure::Known(_)) | Measured::Task(_)) | None => {
                return Found::plain(Figure::Absent(Absence::NoData));
            }
        };
        let levels = levels_of(&curve.source.base.node);
        let (mut sum, mut judged, mut unknown) = (Exact::ZERO, 0u64, 0u64);
        for (label, count) in counts {
            let level = label.as_ref().and_then(|label| levels.iter().find(|level| level.label == *label));
            match (label, level) {
                (_, Some(level)) => {
                    judged += count;
                    sum += &(&level.share * &Exact::from(*count));
                    if self.trace {
                        let share = trace::percent(&level.share);
                        let step =
                            message!("step-level", label = &level.label, count = count.to_string(), share = share);
                        seen.trace.steps.push(step);
                    }
                }
                (Some(label), None) => {
                    unknown += count;
                    let allowed: Vec<String> = levels.iter().map(|level| level.label.clone()).collect();
                    let say = message!("reason-unknown-level", label = label, allowed = allowed);
                    seen.remarks.push((FindingCode::NotAllowed, Level::Warning, say));
                }
                (None, None) => unknown += count,
            }
        }
        let shares: Vec<&Exact> = levels.iter().map(|level| &level.share).collect();
        let least = shares.iter().min().map_or(Exact::ZERO, |least| (*least).clone());
        let most = shares.iter().max().map_or(Exact::ONE, |most| (*most).clone());
        Found::mean(sum, Exact::from(judged), Exact::from(unknown), &least, &most, Absence::NoData)
    }

    fn found_checklist(&'e self, curve: &ReadyCurve<'p>, seen: &mut Seen) -> Found {
        let scope = self.scope();
        let (mut got, mut judged, mut unknown) = (Exact::ZERO, Exact::ZERO, Exact::ZERO);
        let mut strongest = Absence::NotApplicable;
        for part in &curve.parts {
            let points = &part.source.points;
            let applies = part.applies.as_ref().map_or(Truth::Holds, |applies| applies.truth(&scope));
            let truth = match applies {
                Truth::Holds => part.holds.truth(&scope),
                Truth::Fails => Truth::Unknown(Absence::NotApplicable),
                Truth::Unknown(absence) => Truth::Unknown(absence),
            };
            let label = &part.source.label;
            let step = match truth {
                Truth::Holds => {
                    got += points;
                    judged += points;
                    message!("step-part-holds", label = label, points = points)
                }
                Truth::Fails => {
                    judged += points;
                    message!("step-part-fails", label = label, points = points)
                }
                Truth::Unknown(absence) => {
                    strongest = strongest.stronger(absence);
                    if can_still_come(absence) {
                        unknown += points;
                    }
                    message!("step-part-left-out", label = label, points = points, why = say_absence(absence))
                }
            };
            if self.trace {
                seen.trace.steps.push(step);
            }
        }
        Found::mean(got, judged, unknown, &Exact::ZERO, &Exact::ONE, strongest)
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
        let end = |ready: &super::formula::Ready<'p>| ready.figure(&scope).known().cloned();
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

    fn say_target(&self, node: TargetNode, aim: &Aim, values: &[Figure]) -> String {
        let show = |number: &Exact| self.ready.show.target(number);
        match (node, aim) {
            (TargetNode::AllBy(_), _) => {
                let day = values.first().and_then(Figure::known).and_then(day_of_number);
                day.map(|day| day.to_string()).unwrap_or_default()
            }
            (_, Aim::AtLeast(target)) => format!("≥{}", show(target)),
            (TargetNode::ClassAtLeast(_), Aim::AtMost(target)) => show(target),
            (TargetNode::Zero, Aim::AtMost(_)) => "0".to_owned(),
            (_, Aim::AtMost(target)) => format!("≤{}", show(target)),
            (_, Aim::Within(low, high)) if low == high => show(low),
            (_, Aim::Within(low, high)) => format!("{}～{}", show(low), show(high)),
            (_, Aim::Open) => String::new(),
        }
    }

    fn say_reason(
        &self,
        curve: &ReadyCurve<'p>,
        scorer: &Scorer<'_, 'p>,
        met: Option<bool>,
        figure: &Exact,
        points: &Exact,
        seen: &Seen,
    ) -> Message {
        let shown = seen.shown.as_str();
        let target = seen.target_shown.as_str();
        let lower = matches!(scorer, Scorer::Shape(shape) if shape.direction() == Direction::Lower);
        let limit = curve.source.none_below.as_ref().map(|limit| &limit.node.value);
        if let Some(limit) = limit.filter(|limit| if lower { figure > *limit } else { figure < *limit }) {
            return message!("reason-none-below", figure = shown, limit = self.ready.show.target(limit));
        }
        if let Some(tasks) = &seen.trace.tasks {
            return reason_of_tasks(tasks, shown);
        }
        let some = points.is_positive();
        match (met, target.is_empty()) {
            (Some(true), false) => message!("reason-met", figure = shown, target = target),
            (Some(false) | None, false) if some => message!("reason-partial", figure = shown, target = target),
            (Some(false) | None, false) => message!("reason-missed", figure = shown, target = target),
            (_, true) => message!("reason-open", figure = shown),
        }
    }

    /// The item as it stands on its own, its policies applied.
    pub fn judged(&'e self) -> Judged<'p> {
        let mut seen = Seen::default();
        let verdict = self.verdict(&mut seen);
        let full = self.full();
        let rule = self.ready.rule;
        let open = self.unsure.get();
        let not_assessed = |reason: Message| {
            let policy = self.ready.not_applicable;
            let (standing, points, key) = match policy {
                NotApplicablePolicy::Rescale => (Standing::LeftOut, Exact::ZERO, "reason-policy-rescale"),
                NotApplicablePolicy::Full => (Standing::Counted, full.clone(), "reason-policy-full"),
                NotApplicablePolicy::GroupMean => (Standing::GroupMean, Exact::ZERO, "reason-policy-group-mean"),
                NotApplicablePolicy::GivenTo(items) => {
                    (Standing::GivenTo(items), Exact::ZERO, "reason-policy-given-to")
                }
            };
            let reason = Message::new(key).with("reason", reason);
            (Status::NotApplicable, standing, points, reason, Some(PolicyUsed::NotApplicable(policy.clone())))
        };
        let (status, standing, points, reason, policy, range, open) = match verdict {
            Verdict::Scored(scored) => {
                let range = (scored.low, scored.high);
                (scored.status, Standing::Counted, scored.points, scored.reason, None, range, open)
            }
            Verdict::NotAssessed { reason } => {
                let (status, standing, points, reason, policy) = not_assessed(reason);
                let range = if open { (Some(Exact::ZERO), Some(full.clone())) } else { (None, None) };
                (status, standing, points, reason, policy, range, open)
            }
            Verdict::Absent { absence, reason, range } => {
                let status = match absence {
                    Absence::Withheld => Status::Withheld,
                    Absence::NoData | Absence::NoLastYear => Status::NoData,
                    Absence::NotApplicable => Status::NotApplicable,
                    Absence::Pending => Status::Pending,
                };
                let policy = if absence == Absence::Pending { MissingPolicy::Pending } else { self.ready.missing };
                let (standing, key) = match policy {
                    MissingPolicy::Zero => (Standing::Counted, "reason-policy-zero"),
                    MissingPolicy::Rescale => (Standing::LeftOut, "reason-policy-rescale"),
                    MissingPolicy::Pending => (Standing::Counted, "reason-policy-pending"),
                };
                let reason = Message::new(key).with("reason", reason);
                let range = (range.least.map(|least| least.0.min(Exact::ZERO)), range.most.map(|most| most.0));
                (status, standing, Exact::ZERO, reason, Some(PolicyUsed::Missing(policy)), range, true)
            }
        };
        let low = range.0.unwrap_or_else(|| points.clone()).min(points.clone());
        let high = range.1.unwrap_or_else(|| points.clone()).max(points.clone());
        let unit = self.ground.plan.units.get(self.unit);
        let remarks = seen.remarks.into_iter().filter_map(|(code, level, say)| {
            Some(Remark { unit: unit?.id.clone(), item: Some(rule.id.clone()), level, code, say })
        });
        let remarks = remarks.collect();
        let result = ItemResult {
            id: rule.id.clone(),
            title: rule.title.clone(),
            status,
            measure: seen.figure,
            shown: seen.shown,
            target: seen.target,
            target_shown: seen.target_shown,
            points: Points(points.clone()),
            full: Points(full),
            at_least: Points(low.clone()),
            at_most: Points(high.clone()),
            left_out: false,
            marks: seen.marks,
            reason,
            policy,
            worst_class: seen.worst_class,
            trace: self.trace.then(|| Box::new(seen.trace)),
        };
        Judged { open: open || low != high, result, points, low, high, standing, remarks }
    }
}

/// What a curve became for one unit.
enum Scorer<'c, 'p> {
    Shape(Shape),
    Custom { formula: &'c super::formula::Ready<'p>, share: bool, target: Option<Exact>, shape: Option<Shape> },
}

/// The figure of a measure, and between what it can still end.
struct Found {
    figure: Figure,
    between: Option<(Exact, Exact)>,
    early: Exact,
    early_most: Exact,
    is_task: bool,
}

impl Found {
    fn plain(figure: Figure) -> Found {
        Found { figure, between: None, early: Exact::ZERO, early_most: Exact::ZERO, is_task: false }
    }

    /// `sum ÷ judged`, where `unknown` more can still come in, each of them between `least` and `most`.
    fn mean(sum: Exact, judged: Exact, unknown: Exact, least: &Exact, most: &Exact, none: Absence) -> Found {
        let all = &judged + &unknown;
        let end = |share: &Exact| (&sum + &(&unknown * share)).checked_div(&all).unwrap_or_default();
        let between = (unknown.is_positive() && judged.is_positive()).then(|| (end(least), end(most)));
        let figure = match (sum.checked_div(&judged), unknown.is_zero()) {
            (Some(mean), _) => Figure::Known(mean),
            (None, true) => Figure::Absent(Absence::NotApplicable),
            (None, false) => Figure::Absent(none),
        };
        Found { between, ..Found::plain(figure) }
    }
}

fn levels_of(curve: &CurveNode) -> &[CurveLevel] {
    match curve {
        CurveNode::Levels(levels) | CurveNode::Stages(levels) => levels,
        CurveNode::FullOrNone
        | CurveNode::Proportional
        | CurveNode::Linear { .. }
        | CurveNode::Steps(_)
        | CurveNode::Deduct { .. }
        | CurveNode::PerCase { .. }
        | CurveNode::RankBands(_)
        | CurveNode::Improvement
        | CurveNode::Pace
        | CurveNode::Checklist(_)
        | CurveNode::Custom { .. } => &[],
    }
}

/// The day by which things without a due date of their own are to be done.
fn due_day(target: &ReadyTarget, values: &[Figure]) -> Option<Date> {
    match &target.source.node {
        TargetNode::AllBy(_) => values.first().and_then(Figure::known).and_then(day_of_number),
        TargetNode::AtLeast(_)
        | TargetNode::AtMost(_)
        | TargetNode::Equals(_)
        | TargetNode::Between { .. }
        | TargetNode::Zero
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => None,
    }
}

/// The figure from which there are full points; `None` where there are already, or never.
fn for_full(shape: &Shape, full: &Exact, kind: RuleKind, points: &Exact, places: u32) -> Option<Exact> {
    let most = match kind {
        RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto => full.clone(),
        RuleKind::Deduction => Exact::ZERO,
    };
    if *points >= most {
        return None;
    }
    shape.inverse(&Points(most)).figure(shape.direction(), places)
}

/// The figure from which there is half of the full points; `None` where there is already, or where a curve knows no parts.
fn for_half(shape: &Shape, full: &Exact, rule: &crate::plan::Rule, points: &Exact, places: u32) -> Option<Exact> {
    let crate::plan::Body::Measured { measure: _, target: _, curve } = &rule.body else { return None };
    let half = full * &Exact::ratio(1, 2)?;
    if rule.kind != RuleKind::Indicator || !curve.base.node.inverse_form().gives_parts() || *points >= half {
        return None;
    }
    shape.inverse(&Points(half)).figure(shape.direction(), places)
}

pub(super) fn say_absence(absence: Absence) -> Message {
    match absence {
        Absence::Withheld => message!("status-withheld"),
        Absence::NoData => message!("status-no-data"),
        Absence::NoLastYear => message!("status-no-last-year"),
        Absence::NotApplicable => message!("status-not-applicable"),
        Absence::Pending => message!("status-pending"),
    }
}

fn say_absent(absence: Absence, is_task: bool) -> Message {
    match absence {
        Absence::Withheld => message!("reason-withheld"),
        Absence::NoData => message!("reason-no-data"),
        Absence::NoLastYear => message!("reason-no-last-year"),
        Absence::NotApplicable => message!("reason-nothing-to-share"),
        Absence::Pending if is_task => message!("reason-nothing-due"),
        Absence::Pending => message!("reason-pending"),
    }
}

fn reason_of_tasks(tasks: &TaskTrace, shown: &str) -> Message {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let done = message!("reason-tasks", figure = shown, on_time = count(tasks.on_time), late = count(tasks.late));
    done.with("overdue", count(tasks.overdue)).with("pending", count(tasks.pending))
}

fn say_tasks(tasks: &TaskTrace) -> Vec<Message> {
    [
        ("step-tasks-on-time", tasks.on_time),
        ("step-tasks-late", tasks.late),
        ("step-tasks-overdue", tasks.overdue),
        ("step-tasks-pending", tasks.pending),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(key, count)| Message::new(key).with("count", i64::try_from(count).unwrap_or(i64::MAX)))
    .collect()
}
