//! Conditions over the figures of a unit: how they stand, and how they can still turn out.
//!
//! They have three values inside and two outside: one that can't be judged does not hold. Beside how it stands each carries all ways
//! in which it can still turn out: an absent figure may come, and what is absent for now is not absent for good.

use std::cell::Cell;

use super::{Ready, Scope, can_still_come};
use crate::figure::{Absence, Figure};
use crate::measure::Measured;
use crate::plan::{Comparison, Condition};

/// A condition made ready to run.
pub(in crate::assess) struct ReadyCondition<'p> {
    pub source: &'p Condition,
    pub(super) step: Judgement<'p>,
}

pub(super) enum Judgement<'p> {
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
pub(in crate::assess) enum Truth {
    Holds,
    Fails,
    Unknown(Absence),
}

impl Truth {
    fn of(holds: bool) -> Truth {
        if holds { Truth::Holds } else { Truth::Fails }
    }

    fn not(self) -> Truth {
        match self {
            Truth::Holds => Truth::Fails,
            Truth::Fails => Truth::Holds,
            Truth::Unknown(absence) => Truth::Unknown(absence),
        }
    }

    fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::Fails, _) | (_, Truth::Fails) => Truth::Fails,
            (Truth::Holds, Truth::Holds) => Truth::Holds,
            (Truth::Unknown(left), Truth::Unknown(right)) => Truth::Unknown(left.stronger(right)),
            (Truth::Unknown(absence), Truth::Holds) | (Truth::Holds, Truth::Unknown(absence)) => {
                Truth::Unknown(absence)
            }
        }
    }

    fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }
}

/// How a condition stands, and how it can still turn out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::assess) struct Outcome {
    pub now: Truth,
    may_hold: bool,
    may_fail: bool,
    /// It may turn out that there is nothing to judge.
    may_lapse: bool,
}

impl Outcome {
    /// A condition that nobody made holds.
    pub const HOLDS: Outcome = Outcome { now: Truth::Holds, may_hold: true, may_fail: false, may_lapse: false };

    /// A condition that nobody made, where holding makes a difference.
    pub const FAILS: Outcome = Outcome { now: Truth::Fails, may_hold: false, may_fail: true, may_lapse: false };

    fn settled(now: Truth) -> Outcome {
        match now {
            Truth::Holds => Outcome::HOLDS,
            Truth::Fails => Outcome::FAILS,
            Truth::Unknown(_) => Outcome { now, may_hold: false, may_fail: false, may_lapse: true },
        }
    }

    fn open(now: Truth) -> Outcome {
        Outcome { now, may_hold: true, may_fail: true, may_lapse: true }
    }

    fn ways(self) -> impl Iterator<Item = Truth> {
        let lapsed = Truth::Unknown(Absence::NotApplicable);
        [(self.may_hold, Truth::Holds), (self.may_fail, Truth::Fails), (self.may_lapse, lapsed)]
            .into_iter()
            .filter_map(|(may, truth)| may.then_some(truth))
    }

    fn of_ways(now: Truth, ways: impl Iterator<Item = Truth>) -> Outcome {
        let mut outcome = Outcome { now, may_hold: false, may_fail: false, may_lapse: false };
        for truth in ways {
            match truth {
                Truth::Holds => outcome.may_hold = true,
                Truth::Fails => outcome.may_fail = true,
                Truth::Unknown(_) => outcome.may_lapse = true,
            }
        }
        outcome
    }

    fn with(self, other: Outcome, combine: fn(Truth, Truth) -> Truth) -> Outcome {
        let pairs = self.ways().flat_map(|left| other.ways().map(move |right| combine(left, right)));
        Outcome::of_ways(combine(self.now, other.now), pairs)
    }

    fn not(self) -> Outcome {
        Outcome::of_ways(self.now.not(), self.ways().map(Truth::not))
    }

    pub fn holds(self) -> bool {
        self.now == Truth::Holds
    }

    pub fn may_hold(self) -> bool {
        self.may_hold
    }

    /// It may fail, or turn out to have nothing to judge.
    pub fn may_not_hold(self) -> bool {
        self.may_fail || self.may_lapse
    }

    pub fn is_open(self) -> bool {
        self.may_hold && self.may_not_hold()
    }

    /// It surely holds or surely fails: there is something to judge, and it is known.
    pub fn is_known(self) -> bool {
        match self.now {
            Truth::Holds => !self.may_not_hold(),
            Truth::Fails => !self.may_hold && !self.may_lapse,
            Truth::Unknown(_) => false,
        }
    }

    /// There is nothing to judge, whatever may come.
    pub fn is_void(self) -> bool {
        !self.may_hold && !self.may_fail
    }
}

impl<'p> ReadyCondition<'p> {
    /// Whether it holds; one that can't be judged does not, and the scope is told if that can still change.
    pub fn holds(&self, scope: &Scope<'_, 'p>) -> bool {
        let outcome = self.outcome(scope);
        if outcome.is_open() {
            scope.unsure.set(true);
        }
        outcome.holds()
    }

    /// The figures that it hangs on, in the order of reading; numbers that are written out are none.
    pub fn figures(&self) -> Vec<&Ready<'p>> {
        match &self.step {
            Judgement::Compare(_, sides) => sides.iter().filter(|side| side.source.node.literal().is_none()).collect(),
            Judgement::IsAbsent(figure) => vec![figure],
            Judgement::And(sides) | Judgement::Or(sides) => sides.iter().flat_map(ReadyCondition::figures).collect(),
            Judgement::Not(inner) => inner.figures(),
            Judgement::Question(_) | Judgement::Units(_) => Vec::new(),
        }
    }

    pub fn outcome(&self, scope: &Scope<'_, 'p>) -> Outcome {
        match &self.step {
            Judgement::Compare(comparison, sides) => {
                let [left, right] = sides.as_ref();
                let unsure = Cell::new(false);
                let own = Scope { unsure: &unsure, ..*scope };
                let (left, right) = (left.figure(&own), right.figure(&own));
                let now = match (&left, &right) {
                    (Figure::Known(left), Figure::Known(right)) => Truth::of(comparison.holds(left.cmp(right))),
                    (Figure::Absent(left), Figure::Absent(right)) => Truth::Unknown(left.stronger(*right)),
                    (Figure::Absent(absence), Figure::Known(_)) | (Figure::Known(_), Figure::Absent(absence)) => {
                        Truth::Unknown(*absence)
                    }
                };
                let comes = |figure: &Figure| figure.absence().is_some_and(can_still_come);
                match unsure.get() || comes(&left) || comes(&right) {
                    true => Outcome::open(now),
                    false => Outcome::settled(now),
                }
            }
            Judgement::Question(question) => {
                let (now, comes) = match scope.ground.answer(*question, scope.unit) {
                    Some(Measured::Figure(Figure::Known(value))) => (Truth::of(!value.is_zero()), false),
                    Some(Measured::Figure(Figure::Absent(absence))) => {
                        (Truth::Unknown(*absence), can_still_come(*absence))
                    }
                    Some(Measured::Task(_) | Measured::Tally(_)) | None => (Truth::Unknown(Absence::NoData), true),
                };
                match comes || scope.ground.is_in_doubt(*question, scope.unit) {
                    true => Outcome::open(now),
                    false => Outcome::settled(now),
                }
            }
            Judgement::IsAbsent(formula) => {
                let unsure = Cell::new(false);
                let absence = formula.figure(&Scope { unsure: &unsure, ..*scope }).absence();
                let now = Truth::of(absence.is_some());
                match unsure.get() || absence.is_some_and(can_still_come) {
                    true => Outcome { may_lapse: false, ..Outcome::open(now) },
                    false => Outcome::settled(now),
                }
            }
            Judgement::And(sides) => {
                let [left, right] = sides.as_ref();
                left.outcome(scope).with(right.outcome(scope), Truth::and)
            }
            Judgement::Or(sides) => {
                let [left, right] = sides.as_ref();
                left.outcome(scope).with(right.outcome(scope), Truth::or)
            }
            Judgement::Not(inner) => inner.outcome(scope).not(),
            Judgement::Units(units) => Outcome::settled(Truth::of(units.binary_search(&scope.unit).is_ok())),
        }
    }
}
