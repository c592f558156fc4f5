//! What the conditions around a rule make of it before its figure is looked at: as they stand, and every way in which they can still
//! turn out.

use super::{Judge, May, Ruling, Scored, Seen, Verdict};
use crate::assess::assessment::Status;
use crate::assess::formula::{Outcome, Truth};
use crate::assess::ready::{ReadyBody, ReadyException, ReadyThen};
use crate::assess::suppose::Supposal;
use crate::figure::{Absence, Exact};
use crate::intake::FindingCode;
use crate::message;
use crate::plan::Level;
use crate::plan::shape::Range;
use crate::words::Message;

use super::reason::say_absence;

/// What is to be done with a rule.
enum Course<'e, 'p> {
    NotAssessed(Message),
    /// Whether it applies can't be told yet.
    Unjudged(Absence),
    /// All or nothing, by a word of the rule rather than by its curve.
    Settled {
        status: Status,
        full: bool,
        reason: Message,
    },
    /// By its figure or by hand, with the exception that changes the target or the curve.
    Body(Option<&'e ReadyException<'p>>),
}

/// The conditions around a rule.
struct Gates<'e, 'p> {
    applies: Outcome,
    exceptions: Vec<(&'e ReadyException<'p>, Outcome)>,
    waived: Outcome,
}

impl Gates<'_, '_> {
    fn are_open(&self) -> bool {
        self.applies.is_open()
            || self.waived.is_open()
            || self.exceptions.iter().any(|(_, outcome)| outcome.is_open())
            || self.surely() > 1
    }

    /// Exceptions that apply whatever comes; a person must settle which of several it is.
    fn surely(&self) -> usize {
        self.exceptions.iter().filter(|(_, outcome)| !outcome.may_not_hold()).count()
    }
}

impl<'e, 'p> Judge<'e, 'p> {
    /// What comes of the rule, and all that may still come of it.
    pub(in crate::assess) fn ruling(&'e self, seen: &mut Seen) -> Ruling {
        let gates = self.gates();
        let mut may = Vec::with_capacity(1);
        let mut unsure = false;
        let mut follow = |course: Course<'e, 'p>, seen: &mut Seen| {
            self.unsure.set(false);
            let verdict = self.follow(course, seen);
            unsure |= self.unsure.get();
            match &verdict {
                Verdict::Scored(scored) => may.push(May::Score(scored.range.clone())),
                Verdict::Absent { absence: _, reason: _, range } => {
                    may.push(May::Score(range.clone()));
                    // An absent figure may also turn out to be not applicable; what a hand still owes are points.
                    if matches!(self.ready.body, ReadyBody::Measured { .. }) {
                        may.push(May::NotAssessed);
                    }
                }
                Verdict::NotAssessed { reason: _ } => {
                    may.push(May::NotAssessed);
                    if self.unsure.get() {
                        may.push(May::Score(self.reachable()));
                    }
                }
            }
            verdict
        };
        let verdict = follow(self.course_now(&gates, seen), seen);
        let open = gates.are_open();
        if open {
            for course in self.courses_possible(&gates) {
                let mut aside = Seen::default();
                follow(course, &mut aside);
                seen.may_be_marked = seen.may_be_marked.or(aside.may_be_marked);
            }
        }
        let open = open
            || unsure
            || match &verdict {
                Verdict::Scored(scored) => scored.range != Range::exactly(&scored.points),
                Verdict::Absent { .. } => true,
                Verdict::NotAssessed { .. } => false,
            };
        let ruling = Ruling { verdict, may, open, unsure };
        match self.supposal() {
            Some(Supposal::Points(points)) => self.outright(points, ruling),
            Some(Supposal::Figure { .. }) | None => ruling,
        }
    }

    /// Points that are supposed outright. What the rule itself shows besides, marks and the rest, stays.
    fn outright(&self, points: &Exact, ruling: Ruling) -> Ruling {
        let (Verdict::Scored(Scored { reason, .. }) | Verdict::Absent { reason, .. } | Verdict::NotAssessed { reason }) =
            ruling.verdict;
        let may = vec![May::Score(Range::exactly(points))];
        Ruling { verdict: self.points(points.clone(), None, reason), may, open: false, unsure: false }
    }

    fn gates(&'e self) -> Gates<'e, 'p> {
        let scope = self.scope();
        let exceptions = self.ready.exceptions.iter();
        Gates {
            applies: self.ready.applies.as_ref().map_or(Outcome::HOLDS, |(applies, _)| applies.outcome(&scope)),
            exceptions: exceptions.map(|exception| (exception, exception.when.outcome(&scope))).collect(),
            waived: self.ready.waived.as_ref().map_or(Outcome::FAILS, |waived| waived.outcome(&scope)),
        }
    }

    fn course_now(&'e self, gates: &Gates<'e, 'p>, seen: &mut Seen) -> Course<'e, 'p> {
        match gates.applies.now {
            Truth::Holds => {}
            Truth::Fails | Truth::Unknown(Absence::NotApplicable) => return self.does_not_apply(),
            Truth::Unknown(
                absence @ (Absence::Withheld
                | Absence::Unreadable
                | Absence::NoData
                | Absence::NoLastYear
                | Absence::Pending),
            ) if self.supposed().is_none() => return Course::Unjudged(absence),
            // A supposed figure takes it that the rule applies; that it may not stays open.
            Truth::Unknown(
                absence @ (Absence::Withheld
                | Absence::Unreadable
                | Absence::NoData
                | Absence::NoLastYear
                | Absence::Pending),
            ) => seen.applies_unknown = Some(absence),
        }
        let holding: Vec<&ReadyException> =
            gates.exceptions.iter().filter(|(_, outcome)| outcome.holds()).map(|(exception, _)| *exception).collect();
        let exception = match holding.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                let labels: Vec<String> = several.iter().map(|exception| exception.source.label.clone()).collect();
                let say = message!("reason-exceptions-both", labels = labels.clone());
                seen.clash = labels;
                seen.remarks.push((FindingCode::ExceptionsBoth, Level::Error, say));
                None
            }
        };
        seen.trace.exception = exception.map(|exception| exception.source.label.clone());
        course(exception, gates.waived.holds())
    }

    /// Every course that the rule may still take. Two exceptions that both apply leave the rule as it is, and either may be what a person
    /// settles on.
    fn courses_possible(&'e self, gates: &Gates<'e, 'p>) -> Vec<Course<'e, 'p>> {
        let mut courses = Vec::new();
        if gates.applies.may_not_hold() {
            courses.push(self.does_not_apply());
        }
        if !gates.applies.may_hold() {
            return courses;
        }
        let may_hold = gates.exceptions.iter().filter(|(_, outcome)| outcome.may_hold()).count();
        let surely = gates.surely();
        let mut chosen = Vec::new();
        if surely == 0 || may_hold > 1 {
            chosen.push(None);
        }
        for (exception, outcome) in &gates.exceptions {
            let others_surely = surely - usize::from(!outcome.may_not_hold());
            if outcome.may_hold() && (others_surely == 0 || surely > 1) {
                chosen.push(Some(*exception));
            }
        }
        for exception in chosen {
            for waived in [true, false] {
                if if waived { gates.waived.may_hold() } else { gates.waived.may_not_hold() } {
                    courses.push(course(exception, waived));
                }
            }
        }
        courses
    }

    fn does_not_apply(&self) -> Course<'e, 'p> {
        let otherwise = self.ready.applies.as_ref().and_then(|(_, otherwise)| *otherwise);
        Course::NotAssessed(match otherwise {
            Some(why) => message!("reason-not-applicable-because", why = why),
            None => message!("reason-not-applicable"),
        })
    }

    fn follow(&'e self, course: Course<'e, 'p>, seen: &mut Seen) -> Verdict {
        match course {
            Course::NotAssessed(reason) => Verdict::NotAssessed { reason },
            Course::Unjudged(absence) => {
                self.ask_beside(seen);
                let reason = message!("reason-applies-unknown", absence = say_absence(absence));
                Verdict::Absent { absence, reason, range: self.reachable() }
            }
            Course::Settled { status, full, reason } => {
                self.show_beside(seen);
                self.settled(status, full, reason)
            }
            Course::Body(exception) => self.body(exception, seen),
        }
    }

    /// What settles a rule does so before its figure is looked at; people still ask what it was, and what it should have been.
    fn show_beside(&'e self, seen: &mut Seen) {
        if let Some(aside) = self.measured_aside() {
            (seen.shown, seen.target_shown) = (aside.shown, aside.target_shown);
        }
    }

    /// A figure that is supposed of a rule counts, as if the rule applied: whoever looks for one asks for the curve that it would count by.
    fn ask_beside(&'e self, seen: &mut Seen) {
        if let Some(aside) = self.trace.then(|| self.measured_aside()).flatten() {
            let in_force = aside.trace.in_force;
            (seen.trace.in_force.shape, seen.trace.in_force.compare) = (in_force.shape, in_force.compare);
        }
    }

    /// What is seen when the figure is looked at although it does not count.
    fn measured_aside(&'e self) -> Option<Seen> {
        let ReadyBody::Measured { measure, last_year, target, curve } = &self.ready.body else { return None };
        let unsure = self.unsure.get();
        let mut aside = Seen::default();
        self.measured(measure, last_year.as_ref(), target, curve, &mut aside);
        self.unsure.set(unsure);
        Some(aside)
    }

    fn body(&'e self, exception: Option<&'e ReadyException<'p>>, seen: &mut Seen) -> Verdict {
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
            ReadyBody::ByHand { most: _ } => self.by_hand(seen),
            // A person has decided what no rule can.
            ReadyBody::NotExpressible { .. } if !self.hands.is_empty() => self.by_hand(seen),
            ReadyBody::NotExpressible { why } => {
                seen.awaits_hand = true;
                let reason = message!("reason-not-expressible", why = *why);
                Verdict::Absent { absence: Absence::Pending, reason, range: self.whole_range() }
            }
            // A veto among the items gives its points as long as it does not take effect.
            ReadyBody::Veto { when, effect: _ } => {
                let mut verdict = match when.holds(&self.scope()) {
                    true => self.settled(Status::Missed, false, message!("reason-veto-holds")),
                    false => self.settled(Status::Met, true, message!("reason-veto-clear")),
                };
                if let (Verdict::Scored(scored), true) = (&mut verdict, self.unsure.get()) {
                    scored.range = self.whole_range();
                }
                verdict
            }
        }
    }
}

fn course<'e, 'p>(exception: Option<&'e ReadyException<'p>>, waived: bool) -> Course<'e, 'p> {
    if let Some(exception) = exception {
        let label = &exception.source.label;
        match &exception.then {
            ReadyThen::FullPoints => {
                let reason = message!("reason-exception-full", label = label);
                return Course::Settled { status: Status::Met, full: true, reason };
            }
            ReadyThen::NoPoints => {
                let reason = message!("reason-exception-none", label = label);
                return Course::Settled { status: Status::Missed, full: false, reason };
            }
            ReadyThen::NotAssessed => {
                return Course::NotAssessed(message!("reason-exception-not-assessed", label = label));
            }
            ReadyThen::Target(_) | ReadyThen::Curve(_) => {}
        }
    }
    if waived {
        return Course::Settled { status: Status::Met, full: true, reason: message!("reason-waived") };
    }
    Course::Body(exception)
}
