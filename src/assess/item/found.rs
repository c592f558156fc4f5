//! The figure of each kind of measure, and between what it can still end: things to finish, labels that are counted, parts that are
//! ticked off.

use jiff::civil::Date;

use super::reason::say_absence;
use super::{Judge, Seen};
use crate::assess::formula::{Outcome, Ranked, Truth, can_still_come};
use crate::assess::in_force::JudgedPart;
use crate::assess::mark::MayBeMarked;
use crate::assess::ready::{ReadyCurve, ReadyMeasure, ReadyTarget};
use crate::assess::show::percent;
use crate::assess::suppose::Supposal;
use crate::assess::task::{Days, Tasks, if_all_done, tasks};
use crate::figure::{Absence, Exact, Figure};
use crate::intake::FindingCode;
use crate::measure::Measured;
use crate::message;
use crate::plan::{CurveLevel, CurveNode, Level, Mark, TargetNode, day_of_number};

/// Things due within so many days are at risk, where the rule doesn't say.
const AT_RISK_WITHIN: u32 = 30;

/// The figure of a measure, and between what it can still end.
pub(super) struct Found {
    pub figure: Figure,
    pub between: Option<(Exact, Exact)>,
    pub early: Exact,
    pub early_most: Exact,
    /// With all that is open done on the day that is supposed: the share done, late things at what they still count, and the points for
    /// finishing early.
    pub if_done: Option<(Exact, Exact)>,
    pub is_task: bool,
}

impl Found {
    fn plain(figure: Figure) -> Found {
        Found { figure, between: None, early: Exact::ZERO, early_most: Exact::ZERO, if_done: None, is_task: false }
    }
}

impl<'e, 'p> Judge<'e, 'p> {
    pub(super) fn found(
        &'e self,
        measure: &ReadyMeasure<'p>,
        curve: &ReadyCurve<'p>,
        values: &[Figure],
        target: &ReadyTarget<'p>,
        seen: &mut Seen,
    ) -> Found {
        if let Some(Supposal::Figure { figure, early }) = self.supposal() {
            return match measure {
                ReadyMeasure::Task(question) => {
                    let found = self.found_tasks(*question, curve, values, target, seen);
                    self.supposed_tasks(found, (figure, early), seen)
                }
                // What can't be judged yet stays so, whatever is supposed of the rest.
                ReadyMeasure::Tally(question) => {
                    let found = self.found_tally(*question, curve, seen);
                    Found { figure: Figure::Known(figure.clone()), ..found }
                }
                ReadyMeasure::Checklist => {
                    let found = self.found_checklist(curve, seen);
                    Found { figure: Figure::Known(figure.clone()), ..found }
                }
                ReadyMeasure::Formula(_) => Found::plain(Figure::Known(figure.clone())),
            };
        }
        match measure {
            ReadyMeasure::Formula(formula) => match formula.rank(&self.scope()) {
                Some(Ranked { rank, of, between }) => {
                    seen.among = Some(of);
                    match between {
                        Some((best, worst)) => {
                            let between = (best != worst).then_some((best, worst));
                            Found { between, ..Found::plain(Figure::Known(rank)) }
                        }
                        None => Found::plain(formula.figure(&self.scope())),
                    }
                }
                None => Found::plain(formula.figure(&self.scope())),
            },
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
        // What is not sent yet may all be finished early.
        let absent = |absence, seen: &mut Seen| {
            seen.may_be_marked = if can_still_come(absence) { MayBeMarked::OPEN } else { MayBeMarked::NEVER };
            Found { early_most: self.early_cap(), ..Found::plain(Figure::Absent(absence)) }
        };
        let counts = match self.ground.answer(question, self.unit) {
            Some(Measured::Task(counts)) => counts,
            Some(Measured::Figure(Figure::Absent(absence))) => return absent(*absence, seen),
            Some(Measured::Figure(Figure::Known(_)) | Measured::Tally(_)) | None => {
                return absent(Absence::NoData, seen);
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
        let mut found = tasks(counts, days, late, early);
        if let Some(first_day) = days.first_of_a_year_that_is_over().filter(|_| early.is_some()) {
            found.open.early_in_hindsight = if_all_done(counts, first_day, days, late, early).early;
        }
        let supposed = self.ground.supposed.done_by(self.unit, &self.ready.rule.id);
        let if_done =
            supposed.map(|day| if_all_done(counts, day, days, late, early)).and_then(|done| match done.figure {
                Figure::Known(share) => Some((share, done.early)),
                Figure::Absent(_) => None,
            });
        let Tasks { figure, least, most, is_open, early, early_most, trace, days, open, may_be_marked } = found;
        seen.own_days = days;
        seen.may_be_marked = may_be_marked;
        if self.scope().in_doubt(question) {
            seen.may_be_marked = MayBeMarked::OPEN;
        }
        if trace.overdue > 0 {
            seen.marks.push(Mark::Overdue);
        }
        if trace.at_risk > 0 {
            seen.marks.push(Mark::AtRisk);
        }
        let between = is_open.then_some((least, most));
        if self.trace {
            seen.trace.steps.extend(trace.steps());
        }
        seen.trace.in_force.tasks = Some(open);
        seen.trace.tasks = Some(trace);
        Found { figure, between, early, early_most, if_done, is_task: true }
    }

    /// Things to finish with another share than was found. What is known of the things stays: those overdue are, and those pending may
    /// still come or fail, unless the share can't be had while one of them is open. The share that was found changes nothing.
    fn supposed_tasks(&self, found: Found, (figure, early): (&Exact, &Exact), seen: &mut Seen) -> Found {
        let (share, early) = match &found.if_done {
            Some((share, if_done)) => (share.min(figure).clone(), early.max(if_done).clone()),
            None => (figure.clone(), early.clone()),
        };
        let early = early.min(self.early_cap());
        let figure = Figure::Known(share.clone());
        if found.figure == figure {
            return Found { early: early.max(found.early), ..found };
        }
        if share >= Exact::ONE || found.if_done.is_some() {
            // Nothing of it is open.
            seen.marks.retain(|mark| !matches!(mark, Mark::Overdue | Mark::AtRisk));
            seen.may_be_marked = MayBeMarked::NEVER;
            return Found { figure, between: None, early, ..found };
        }
        let open = seen.trace.in_force.tasks.as_ref();
        if open.is_some_and(|open| open.takes_all_overdue(&share)) {
            seen.marks.retain(|mark| *mark != Mark::Overdue);
            seen.may_be_marked.overdue.may_fail = true;
        }
        Found { figure, early, ..found }
    }

    fn found_tally(&self, question: Option<usize>, curve: &ReadyCurve<'p>, seen: &mut Seen) -> Found {
        let counts = match self.ground.answer(question, self.unit) {
            Some(Measured::Tally(counts)) => counts,
            Some(Measured::Figure(Figure::Absent(absence))) => return Found::plain(Figure::Absent(*absence)),
            Some(Measured::Figure(Figure::Known(_)) | Measured::Task(_)) | None => {
                return Found::plain(Figure::Absent(Absence::NoData));
            }
        };
        self.scope().in_doubt(question);
        let levels = levels_of(&curve.source.base.node);
        let (mut sum, mut judged, mut unknown) = (Exact::ZERO, 0u64, 0u64);
        for (label, count) in counts {
            let level = label.as_ref().and_then(|label| levels.iter().find(|level| level.label == *label));
            match (label, level) {
                (_, Some(level)) => {
                    judged += count;
                    sum += &(&level.share * &Exact::from(*count));
                    if self.trace {
                        let share = percent(&level.share);
                        let step =
                            message!("step-level", label = &level.label, count = count.to_string(), share = share);
                        seen.trace.steps.push(step);
                        seen.trace.in_force.levels.push((level.label.clone(), level.share.clone(), *count));
                    }
                }
                (Some(label), None) => {
                    unknown += count;
                    seen.unknown_level.get_or_insert_with(|| label.clone());
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
        seen.trace.in_force.unknown_levels = unknown;
        let (judged, unknown) = (Exact::from(judged), Exact::from(unknown));
        let all = &judged + &unknown;
        let end = |share: &Exact| (&sum + &(&unknown * share)).checked_div(&all).unwrap_or_default();
        let between = (unknown.is_positive() && judged.is_positive()).then(|| (end(&least), end(&most)));
        let figure = match (sum.checked_div(&judged), unknown.is_zero()) {
            (Some(mean), _) => Figure::Known(mean),
            (None, true) => Figure::Absent(Absence::NotApplicable),
            // Labels are counted without a reason where they are absent.
            (None, false) if !self.doubts().cells.is_empty() => Figure::Absent(Absence::Unreadable),
            (None, false) => Figure::Absent(Absence::NoData),
        };
        Found { between, ..Found::plain(figure) }
    }

    fn found_checklist(&'e self, curve: &ReadyCurve<'p>, seen: &mut Seen) -> Found {
        let scope = self.scope();
        let (mut got, mut judged) = (Exact::ZERO, Exact::ZERO);
        // The same of those parts that can't turn any more, and the points of those that can.
        let (mut surely_got, mut surely_judged, mut unknown) = (Exact::ZERO, Exact::ZERO, Exact::ZERO);
        let mut strongest = Absence::NotApplicable;
        for part in &curve.parts {
            let points = &part.source.points;
            let applies = part.applies.as_ref().map_or(Outcome::HOLDS, |applies| applies.outcome(&scope));
            let holds = part.holds.outcome(&scope);
            let truth = match applies.now {
                Truth::Holds => holds.now,
                Truth::Fails => Truth::Unknown(Absence::NotApplicable),
                Truth::Unknown(absence) => Truth::Unknown(absence),
            };
            if !applies.may_hold() || holds.is_void() {
                // Left out, whatever may come.
            } else if applies.may_not_hold() || !holds.is_known() {
                unknown += points;
            } else {
                surely_judged += points;
                if holds.holds() {
                    surely_got += points;
                }
            }
            let label = &part.source.label;
            if self.trace {
                let holds = match truth {
                    Truth::Holds => Some(true),
                    Truth::Fails => Some(false),
                    Truth::Unknown(_) => None,
                };
                let (label, points) = (label.clone(), points.clone());
                seen.trace.in_force.parts.push(JudgedPart { label, points, holds });
            }
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
                    message!("step-part-left-out", label = label, points = points, why = say_absence(absence))
                }
            };
            if self.trace {
                seen.trace.steps.push(step);
            }
        }
        if unknown.is_positive() && surely_judged.is_zero() {
            // It may turn out that there is nothing to judge.
            self.unsure.set(true);
        }
        let all = &surely_judged + &unknown;
        let end = |got: &Exact| got.checked_div(&all).unwrap_or_default();
        let between = unknown.is_positive().then(|| (end(&surely_got), end(&(&surely_got + &unknown))));
        let figure = match (got.checked_div(&judged), unknown.is_zero()) {
            (Some(share), _) => Figure::Known(share),
            (None, true) => Figure::Absent(Absence::NotApplicable),
            (None, false) => Figure::Absent(strongest),
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
