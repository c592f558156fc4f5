//! What is no work of the unit and can still change an item: a person's points, data that are owed, later records, the others. As long as
//! any of them can, nothing is lost.

use super::candidate::Candidate;
use super::item_advice::{Hang, HangsOn};
use super::work::ladder::Ladder;
use super::work::lever::Lever;
use super::work::no_work::NoWork;
use super::work::place::Place;
use crate::assess::{ItemResult, ItemTrace, Status, Supposal, written_figure};
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::ScoreHand;
use crate::plan::shape::Shape;

/// The most that an item may still come to beside the work on it, and on what that hangs; with what gives as much, to be supposed.
pub(super) struct Beside {
    pub most: Points,
    pub at_most: Supposal,
    pub hang: Hang,
}

impl Beside {
    fn of(candidate: &Candidate, most: &Points, on: HangsOn) -> Beside {
        let at_most = candidate.supposal_for(most);
        Beside { most: most.clone(), at_most, hang: Hang { on, say: on.say() } }
    }
}

/// As far as the result shows it beyond the work: what is pending, owed, withheld or unsure.
pub(super) fn shown_by_bounds(candidate: &Candidate, result: &ItemResult, trace: &ItemTrace) -> Beside {
    let is_pending =
        trace.tasks.as_ref().is_some_and(|tasks| tasks.pending > 0 && tasks.withheld + tasks.unreadable == 0);
    let on = match candidate.no_work {
        Some(NoWork::ByHand | NoWork::NotExpressible) => HangsOn::Judging,
        Some(NoWork::NotDue) => HangsOn::NotDue,
        Some(NoWork::Others) => HangsOn::Others,
        Some(_) | None if is_pending => HangsOn::NotDue,
        Some(_) | None if result.unreadable || trace.tasks.as_ref().is_some_and(|tasks| tasks.unreadable > 0) => {
            HangsOn::Unreadable
        }
        Some(_) | None => HangsOn::Data,
    };
    Beside::of(candidate, &result.at_most, on)
}

/// What later records, a hand or the others can still make of it, which the bounds of a result don't show: those hold for the records that
/// are in. `None`: nothing but work changes it any more.
pub(super) fn beside(
    candidate: &Candidate,
    place: &Place,
    result: &ItemResult,
    trace: &ItemTrace,
    ladder: Option<&Ladder>,
) -> Option<Beside> {
    let shape = trace.in_force.shape.as_ref();
    let full = |on: HangsOn| Some(Beside::of(candidate, &result.full, on));
    match &candidate.no_work {
        Some(NoWork::ByHand) => {
            // A unit's own word alone is not the last.
            let is_settled = trace.hands.iter().any(|hand| hand.hand != ScoreHand::SelfAssessed);
            let given = result.status != Status::Pending;
            (given && !is_settled).then(|| Beside::of(candidate, &result.full, HangsOn::Judging))
        }
        Some(_) if place.hindsight => None,
        Some(NoWork::Exception(label)) => exception_may_turn(place, label).then(|| full(HangsOn::Records)).flatten(),
        Some(NoWork::Shared) => {
            by_records(candidate, place, result, trace, HangsOn::Shared).or_else(|| full(HangsOn::Shared))
        }
        Some(NoWork::Others) => full(HangsOn::Others),
        Some(NoWork::Formula) => full(HangsOn::Formula),
        Some(NoWork::Recorded) => {
            by_records(candidate, place, result, trace, HangsOn::Records).or_else(|| full(HangsOn::Records))
        }
        // A list may be entered otherwise: that is no work, but nothing is lost by it either.
        Some(NoWork::Classification | NoWork::Entered) => full(HangsOn::Records),
        Some(
            NoWork::Happened
            | NoWork::Counted
            | NoWork::NotDue
            | NoWork::Over(_)
            | NoWork::Denominator
            | NoWork::NotExpressible,
        ) => None,
        None if place.hindsight => None,
        None => {
            let is_readable = shape.is_some_and(Shape::is_monotone);
            let is_figure = ladder.is_some_and(|ladder| matches!(ladder.lever, Lever::Figure { .. }));
            match (is_readable, is_figure) {
                (false, _) => full(HangsOn::Formula),
                (true, true) => None,
                (true, false) => by_records(candidate, place, result, trace, HangsOn::Records),
            }
        }
    }
}

/// An item that does not count for the unit by now, but whose records go on.
pub(super) fn may_yet_be_assessed(candidate: &Candidate, place: &Place, result: &ItemResult) -> Option<Beside> {
    place.records_go_on().then(|| Beside::of(candidate, &result.full, HangsOn::Records))
}

/// The most that later records can make of it: the full points, or (of a share of a whole that has missed some) what lies just below all.
fn by_records(
    candidate: &Candidate,
    place: &Place,
    result: &ItemResult,
    trace: &ItemTrace,
    on: HangsOn,
) -> Option<Beside> {
    if !place.records_go_on() {
        return None;
    }
    let Some(shape) = trace.in_force.shape.as_ref() else {
        return Some(Beside::of(candidate, &result.full, on));
    };
    let best = candidate.figure_for(&result.full);
    let is_beyond = best.as_ref().is_none_or(|best| *best >= Exact::ONE) && place.has_missed_some();
    if is_beyond {
        let just_below = Exact::ONE - Exact::scaled(1, JUST_BELOW);
        let compared = trace.in_force.compare.as_ref().map_or(just_below.clone(), |compare| compare.apply(&just_below));
        let most = candidate.scaled(&shape.points(&compared));
        return Some(Beside { most, at_most: just_below.into(), hang: Hang { on, say: on.say() } });
    }
    let most = shape.range().most.map(|most| candidate.scaled(&most)).unwrap_or_else(|| result.full.clone());
    let mut beside = Beside::of(candidate, &most, on);
    if let (Some(best), HangsOn::Records) = (best, on)
        && most >= result.full
    {
        let (shown, _) = written_figure(place.plan, place.rule, &best);
        beside.hang.say = message!("advice-on-records-full", figure = shown);
    }
    Some(beside)
}

/// Decimal places by which a share of many rows may fall short of all of them.
const JUST_BELOW: u32 = 12;

/// Whether the condition of the exception in force is about rows of which more come, or that are worked on.
fn exception_may_turn(place: &Place, label: &str) -> bool {
    let exception = place.rule.exceptions.iter().find(|exception| exception.label == label);
    let mut asks = false;
    if let Some(exception) = exception {
        exception.when.ask(&mut |_| asks = true);
    }
    asks
}
