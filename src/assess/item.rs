//! One item of one unit: from its figure to a status, points, their bounds and the reason.
//!
//! Order: does it apply → exceptions → waived ([`course`]) → the figure ([`found`]) → its target and curve ([`measured`]), or a hand
//! ([`by_hand`]). The first that decides ends it. An item whose condition of application can't be judged because a figure was not
//! sent is not «not assessed»: it is `no_data`, or a unit could escape an item by not reporting.
//!
//! Where one of those conditions can still turn, every course that it may take is followed: the bounds cover them all.

mod by_hand;
mod course;
mod doubts;
mod found;
mod measured;
pub(super) mod reason;

use std::cell::Cell;

use jiff::civil::Date;

use super::assessment::{ItemResult, ItemTrace, PolicyUsed, Remark, Status};
use super::formula::{AmongUnits, Scope};
use super::ground::Ground;
use super::mark::MayBeMarked;
use super::ready::{ReadyBody, ReadyMeasure, ReadyRule, ReadyThen};
use super::suppose::Supposal;
use crate::figure::{Absence, Exact, Points};
use crate::intake::FindingCode;
use crate::measure::Several;
use crate::message;
use crate::plan::shape::Range;
use crate::plan::{HandScore, Item, ItemId, Level, Mark, MissingPolicy, NotApplicablePolicy, RuleKind};
use crate::words::Message;
use doubts::Doubts;
use reason::say_absence;

/// An item judged on its own, before the other items and units have their say.
pub(super) struct Judged<'p> {
    pub result: ItemResult,
    pub points: Exact,
    pub low: Exact,
    pub high: Exact,
    pub standing: Standing<'p>,
    /// What happens with its points where it is not assessed; `None` if the plan lacks its rule.
    pub not_applicable: Option<&'p NotApplicablePolicy>,
    /// A figure that decides about it can still come.
    pub open: bool,
    pub says: Says,
    /// Counted by now or not, it may yet turn out to be left out.
    pub may_be_left_out: bool,
    pub may_be_marked: MayBeMarked,
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
            target_to: None,
            target_shown: String::new(),
            points: Points::ZERO,
            at_least: Points::ZERO,
            at_most: full.clone(),
            left_out: false,
            marks: Vec::new(),
            reason: message!("reason-rule-missing"),
            policy: None,
            worst_class: false,
            awaits_hand: false,
            unreadable: false,
            by_hand: false,
            trace: None,
            full: full.clone(),
        };
        Judged {
            result,
            points: Exact::ZERO,
            low: Exact::ZERO,
            high: full.0,
            standing: Standing::Counted,
            not_applicable: None,
            open: true,
            says: Says::Points,
            may_be_left_out: false,
            may_be_marked: MayBeMarked::OPEN,
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
    /// What may still become of the points; they lie within.
    pub range: Range,
    pub reason: Message,
}

/// What came of a rule as things stand, and all that may still come of it.
pub(super) struct Ruling {
    pub verdict: Verdict,
    /// The verdict is one of these.
    pub may: Vec<May>,
    /// Something that is not known yet can turn it.
    pub open: bool,
    /// Something stands in for a figure that can still come.
    pub unsure: bool,
}

pub(super) enum May {
    Score(Range),
    NotAssessed,
}

/// What the reason of an item speaks of, and so whether it also says why its points are not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Says {
    /// Why so many points, or why it is not assessed: nothing of what is still open.
    #[default]
    Points,
    /// How many things are done, and how many are still open.
    Tasks,
    /// Why there is no figure, or no points from a hand.
    Absence,
    /// Rows of which it isn't known whether they count, or that nobody has seen.
    Doubts,
    /// Exceptions that apply at once, of which a person has to pick one.
    Clash,
}

/// What was seen on the way.
#[derive(Default)]
pub(super) struct Seen {
    /// What is pending are points that a person owes.
    pub awaits_hand: bool,
    /// The reason says where the cells stand that can't be read.
    pub tells_cells: bool,
    /// A person gave the points.
    pub by_hand: bool,
    pub says: Says,
    /// The exceptions that apply at once.
    pub clash: Vec<String>,
    /// The figure is a rank among so many.
    pub among: Option<usize>,
    pub figure: Option<Exact>,
    pub target: Option<Exact>,
    pub target_to: Option<Exact>,
    pub shown: String,
    pub target_shown: String,
    /// The first and the last day of things to finish whose rows name their own.
    pub own_days: Option<(Date, Date)>,
    pub marks: Vec<Mark>,
    pub may_be_marked: MayBeMarked,
    pub worst_class: bool,
    /// A label was submitted that the rule gives nothing for: the first of them.
    pub unknown_level: Option<String>,
    /// A figure is supposed of it, and whether it applies can't be judged.
    pub applies_unknown: Option<Absence>,
    pub remarks: Vec<(FindingCode, Level, Message)>,
    pub trace: ItemTrace,
}

impl Seen {
    /// The reason, and that a supposed figure counts although nobody knows whether the rule applies.
    pub fn with_applies(&self, reason: Message) -> Message {
        match self.applies_unknown {
            Some(absence) => message!("reason-supposed-applies", reason = reason, absence = say_absence(absence)),
            None => reason,
        }
    }
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

    /// The figure that is supposed for once, whatever was found.
    fn supposed(&self) -> Option<&'e Exact> {
        match self.supposal()? {
            Supposal::Figure { figure, early: _ } => Some(figure),
            Supposal::Points(_) => None,
        }
    }

    fn supposal(&self) -> Option<&'e Supposal> {
        self.ground.supposed.of(self.unit, &self.ready.rule.id)
    }

    fn full(&self) -> Exact {
        self.ready.full.clone().unwrap_or_default().0
    }

    /// Everything from nothing to the full points, or to as many as a hand may give.
    fn whole_range(&self) -> Range {
        let full = match &self.ready.body {
            ReadyBody::ByHand { most } => {
                let own = Points((*most).clone());
                Some(self.ready.full.clone().map_or(own.clone(), |full| full.min(own)))
            }
            ReadyBody::Measured { .. } | ReadyBody::NotExpressible { .. } | ReadyBody::Veto { .. } => {
                self.ready.full.clone()
            }
        };
        match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus => Range { least: Some(Points::ZERO), most: full },
            RuleKind::Deduction => Range { least: full.map(|full| -&full), most: Some(Points::ZERO) },
        }
    }

    /// Everything that the rule can give while nothing is known of it: finishing early comes on top of the full points.
    fn reachable(&self) -> Range {
        let range = self.whole_range();
        Range { most: range.most.map(|most| Points(most.0 + self.early_cap())), ..range }
    }

    /// The most that finishing early can give, under whichever curve of the rule.
    fn early_cap(&self) -> Exact {
        let ReadyBody::Measured { measure: ReadyMeasure::Task(_), curve, .. } = &self.ready.body else {
            return Exact::ZERO;
        };
        let others = self.ready.exceptions.iter().filter_map(|exception| match &exception.then {
            ReadyThen::Curve(curve) => Some(curve),
            ReadyThen::Target(_) | ReadyThen::FullPoints | ReadyThen::NoPoints | ReadyThen::NotAssessed => None,
        });
        let early = std::iter::once(curve).chain(others).filter_map(|curve| curve.source.early.as_ref());
        early.map(|early| early.node.cap.clone()).max().unwrap_or_default()
    }

    /// All or nothing, by a word of the rule rather than by its curve.
    fn settled(&self, status: Status, full: bool, reason: Message) -> Verdict {
        let points = match (self.ready.rule.kind, full) {
            (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, true) => self.full(),
            (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, false) => Exact::ZERO,
            (RuleKind::Deduction, true) => Exact::ZERO,
            (RuleKind::Deduction, false) => -&self.full(),
        };
        Verdict::Scored(Scored { status, range: Range::exactly(&points), points, reason })
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
        Verdict::Scored(Scored { status, range: Range::exactly(&points), points, reason })
    }

    /// The item as it stands on its own, its policies applied.
    pub fn judged(&'e self) -> Judged<'p> {
        let mut seen = Seen::default();
        let Ruling { verdict, may, open, unsure } = self.ruling(&mut seen);
        let full = self.full();
        let rule = self.ready.rule;
        let mut says = Says::Points;
        let mut unreadable = false;
        let (status, standing, points, reason, policy) = match verdict {
            Verdict::Scored(scored) => {
                says = seen.says;
                (scored.status, Standing::Counted, scored.points, scored.reason, None)
            }
            Verdict::NotAssessed { reason } => {
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
                let policy = Some(PolicyUsed::NotApplicable(policy.clone()));
                (Status::NotApplicable, standing, points, reason, policy)
            }
            Verdict::Absent { absence, reason, range: _ } => {
                let status = match absence {
                    Absence::Withheld => Status::Withheld,
                    Absence::Unreadable | Absence::NoData | Absence::NoLastYear => Status::NoData,
                    Absence::NotApplicable => Status::NotApplicable,
                    Absence::Pending => Status::Pending,
                };
                if status != Status::NotApplicable {
                    says = Says::Absence;
                }
                unreadable = absence == Absence::Unreadable;
                let policy = if absence == Absence::Pending { MissingPolicy::Pending } else { self.ready.missing };
                let (standing, key) = match policy {
                    MissingPolicy::Zero => (Standing::Counted, "reason-policy-zero"),
                    MissingPolicy::Rescale => (Standing::LeftOut, "reason-policy-rescale"),
                    MissingPolicy::Pending => (Standing::Counted, "reason-policy-pending"),
                };
                let reason = self.several_rows(absence).unwrap_or(reason);
                let reason = Message::new(key).with("reason", reason);
                (status, standing, Exact::ZERO, reason, Some(PolicyUsed::Missing(policy)))
            }
        };
        let (mut low, mut high) = (points.clone(), points.clone());
        for range in may.iter().map(|may| self.reach(may)).filter(|_| open) {
            low = range.least.map_or(low.clone(), |least| low.min(least.0));
            high = range.most.map_or(high.clone(), |most| high.max(most.0));
        }
        let doubts = if open { self.doubts() } else { Doubts::default() };
        if doubts != Doubts::default() {
            says = Says::Doubts;
        }
        let reason = doubts.beside(seen.with_applies(reason), &seen);
        let reason = match seen.clash.is_empty() {
            true => reason,
            false => {
                says = Says::Clash;
                message!("reason-exceptions-clash", labels = std::mem::take(&mut seen.clash), reason = reason)
            }
        };
        let unit = self.ground.plan.units.get(self.unit);
        let remarks = seen.remarks.into_iter().filter_map(|(code, level, say)| {
            Some(Remark { unit: unit?.id.clone(), item: Some(rule.id.clone()), level, code, say })
        });
        let remarks = remarks.collect();
        let may_be_marked = seen.may_be_marked;
        let result = ItemResult {
            id: rule.id.clone(),
            title: rule.title.clone(),
            status,
            measure: seen.figure,
            shown: seen.shown,
            target: seen.target,
            target_to: seen.target_to,
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
            awaits_hand: seen.awaits_hand,
            unreadable,
            by_hand: seen.by_hand,
            trace: self.trace.then(|| Box::new(seen.trace)),
        };
        let not_applicable = Some(self.ready.not_applicable);
        let stays =
            *self.ready.not_applicable == NotApplicablePolicy::Full && self.ready.missing != MissingPolicy::Rescale;
        let may_be_left_out = open && !stays && (unsure || may.iter().any(|may| matches!(may, May::NotAssessed)));
        let open = open || low != high;
        Judged {
            open,
            says,
            may_be_left_out,
            may_be_marked,
            result,
            points,
            low,
            high,
            standing,
            not_applicable,
            remarks,
        }
    }

    /// That something was sent, and more of it than the rule takes.
    fn several_rows(&self, absence: Absence) -> Option<Message> {
        if absence != Absence::NoData {
            return None;
        }
        let measures = self.ground.measures;
        let of_unit = |unit: usize| self.ready.questions.iter().find_map(|question| measures.several(*question, unit));
        let inherited = || self.ready.rule.inherits().then(|| self.ground.inherited_from(self.unit)).flatten();
        let several = of_unit(self.unit).or_else(|| of_unit(inherited()?))?;
        Some(match several {
            Several::Rows(rows) => message!("reason-several-rows", rows = rows),
            Several::Units(units) => message!("reason-not-rolled-up", units = units),
        })
    }

    /// The points that an outcome may give as an item. One that is left out is stood for by others: anything from nothing to full.
    fn reach(&self, may: &May) -> Range {
        match (may, self.ready.not_applicable) {
            (May::Score(range), _) => range.clone(),
            (May::NotAssessed, NotApplicablePolicy::Full) => Range::exactly(&self.full()),
            (
                May::NotAssessed,
                NotApplicablePolicy::Rescale | NotApplicablePolicy::GroupMean | NotApplicablePolicy::GivenTo(_),
            ) => Range { least: Some(Points::ZERO), most: self.ready.full.clone() },
        }
    }
}
