//! Curves in words: how points follow from the figure and its target.

mod counted;
mod ladder;

use super::figure::Reader;
use super::outline::Outline;
use super::phrase::{Binding, joined};
use super::target::{say_met, say_missed};
use super::value::{say_percent, say_points, say_quantity, say_share_of};
use crate::figure::{Exact, Points};
use crate::message;
use crate::plan::{
    Curve, CurveNode, Early, Late, Measure, Period, Quantity, RuleKind, ShowAs, Target, TargetNode, Towards,
};
use crate::words::Message;

/// What a curve is said about.
#[derive(Clone)]
pub(super) struct Scoring<'p> {
    pub reader: Reader<'p>,
    pub kind: RuleKind,
    /// The item's points, or an adjustment's cap.
    pub full: Option<&'p Points>,
    /// The title, with what it is made of in brackets.
    pub subject: Message,
    pub measure: &'p Measure,
    pub target: &'p Target,
    pub show_as: Option<&'p ShowAs>,
}

impl Scoring<'_> {
    /// The sentences that say how points follow, and what is listed under them.
    pub fn say(&self, curve: &Curve) -> Outline {
        let Outline { say, under, defines: _ } = self.say_base(&curve.base.node);
        let say = match &curve.none_below {
            Some(floor) => message!("joined-otherwise", left = say, right = self.say_floor(&floor.node)),
            None => say,
        };
        let mut sentences = vec![message!("sentence-end", text = say)];
        if let Some(late) = &curve.late {
            sentences.push(say_late(&late.node));
        }
        if let Some(early) = &curve.early {
            sentences.push(say_early(&early.node));
        }
        Outline::list(joined("joined-sentence", sentences).unwrap_or_else(|| self.subject.clone()), under)
    }

    fn say_base(&self, curve: &CurveNode) -> Outline {
        let missed = say_missed(&self.reader, self.target);
        match curve {
            CurveNode::FullOrNone => Outline::leaf(self.say_all_or_nothing(missed)),
            CurveNode::Proportional => {
                let part = match (self.kind, self.measure, self.target.node.towards()) {
                    (RuleKind::Deduction, _, _) => message!("curve-proportional-takes", missed = missed),
                    (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, Measure::Task { .. }, _)
                    | (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _, Some(Towards::Higher)) => {
                        message!("curve-proportional", missed = missed)
                    }
                    (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _, Some(Towards::Lower)) => {
                        message!("curve-proportional-inverse", missed = missed)
                    }
                    (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _, None) => {
                        message!("curve-proportional-within", missed = missed)
                    }
                };
                Outline::leaf(message!("joined-semicolon", left = self.say_full_at_target(), right = part))
            }
            CurveNode::Linear { from, to } => Outline::leaf(self.say_linear(from, to)),
            CurveNode::Steps(steps) => Outline::leaf(self.say_steps(steps)),
            CurveNode::Deduct { points, per, parts } => Outline::leaf(message!(
                "joined-semicolon",
                left = self.say_full_at_target(),
                right = self.say_deduct(points, per, *parts)
            )),
            CurveNode::PerCase { points, cap } => Outline::leaf(self.say_per_case(points, cap.as_ref())),
            CurveNode::RankBands(bands) => Outline::leaf(self.say_rank_bands(bands)),
            CurveNode::Improvement => Outline::leaf(self.say_improvement(missed)),
            CurveNode::Pace => Outline::leaf(message!(
                "curve-pace",
                subject = self.subject.clone(),
                full = self.full(),
                goal = self.say_goal()
            )),
            CurveNode::Levels(levels) => Outline::leaf(message!(
                "curve-levels",
                subject = self.subject.clone(),
                levels = self.say_levels(levels)
            )),
            CurveNode::Stages(levels) => Outline::leaf(message!(
                "curve-stages",
                subject = self.subject.clone(),
                levels = self.say_levels(levels)
            )),
            CurveNode::Checklist(parts) => {
                let lines = parts.iter().map(|part| Outline::leaf(self.say_checklist_part(&part.node)));
                Outline::list(
                    message!("curve-checklist", subject = self.subject.clone(), full = self.full()),
                    lines.collect(),
                )
            }
            CurveNode::Custom { source, formula, share } => {
                let formula = self.reader.say(formula).message;
                let formula = Message::new(match (self.kind, share) {
                    (RuleKind::Indicator | RuleKind::Veto, true) => "curve-custom-share",
                    (RuleKind::Indicator | RuleKind::Veto, false) => "curve-custom-points",
                    (RuleKind::Bonus, true) => "curve-custom-share-added",
                    (RuleKind::Bonus, false) => "curve-custom-points-added",
                    // What a formula gives is taken, where steps and lines say what is kept.
                    (RuleKind::Deduction, true) => "curve-custom-share-taken",
                    (RuleKind::Deduction, false) => "curve-custom-points-taken",
                })
                .with("formula", formula);
                let code = message!("curve-custom-source", source = one_line(source));
                let say = Message::new(match self.kind {
                    RuleKind::Indicator | RuleKind::Veto => "curve-custom",
                    RuleKind::Bonus => "curve-custom-adds",
                    RuleKind::Deduction => "curve-custom-takes",
                })
                .with("subject", self.subject.clone());
                Outline::list(say, vec![Outline::leaf(formula), Outline::leaf(code)])
            }
        }
    }

    /// What this share of the points comes to: 得4.5分; 加1分; of a deduction, what is not kept is taken: 扣0.5分.
    fn gives(&self, share: &Exact) -> Message {
        let points = |share: &Exact| say_share_of(share, self.full);
        match self.kind {
            RuleKind::Indicator | RuleKind::Veto if share.is_zero() => Message::new("gives-nothing"),
            RuleKind::Indicator | RuleKind::Veto if *share == Exact::ONE => match self.full {
                Some(full) => message!("gives-full-points", points = say_points(&full.0)),
                None => Message::new("gives-full"),
            },
            RuleKind::Indicator | RuleKind::Veto => message!("gives-points", points = points(share)),
            RuleKind::Bonus if share.is_zero() => Message::new("adds-nothing"),
            RuleKind::Bonus => message!("adds-points", points = points(share)),
            RuleKind::Deduction if *share == Exact::ONE => Message::new("takes-nothing"),
            RuleKind::Deduction => message!("takes-points", points = points(&(&Exact::ONE - share))),
        }
    }

    fn full(&self) -> Message {
        self.gives(&Exact::ONE)
    }

    fn nothing(&self) -> Message {
        self.gives(&Exact::ZERO)
    }

    fn say_all_or_nothing(&self, missed: Message) -> Message {
        let right = message!("curve-else-nothing", missed = missed, nothing = self.nothing());
        message!("joined-otherwise", left = self.say_full_at_target(), right = right)
    }

    /// Between last year and the improvement asked for the points rise with the improvement; where only standing still is asked for
    /// there is nothing between.
    fn say_improvement(&self, missed: Message) -> Message {
        match &self.target.node {
            TargetNode::ImproveOnLastYear { .. } => message!(
                "joined-semicolon",
                left = self.say_full_at_target(),
                right = message!("curve-improvement", nothing = self.nothing())
            ),
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::Zero
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ClassAtLeast(_)
            | TargetNode::Open => self.say_all_or_nothing(missed),
        }
    }

    fn say_full_at_target(&self) -> Message {
        let met = self.met();
        match &self.target.node {
            TargetNode::Open => message!("joined-comma", left = self.subject.clone(), right = self.full()),
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::Zero
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ImproveOnLastYear { .. }
            | TargetNode::ClassAtLeast(_) => {
                message!("curve-full-at-target", subject = self.subject.clone(), met = met, full = self.full())
            }
        }
    }

    /// Things that each have a day of their own are 全部按期完成, whatever the day of those that have none.
    fn met(&self) -> Message {
        match (self.measure, &self.target.node) {
            (Measure::Task { due: Some(_), .. }, TargetNode::AllBy(_)) => Message::new("target-all-in-time"),
            (Measure::Formula(_) | Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist, _) => {
                say_met(&self.reader, self.target)
            }
        }
    }

    /// The figure that the target names, without the verb.
    fn say_goal(&self) -> Message {
        match self.target.node.formulas().as_slice() {
            [formula] => self.reader.say(formula).within(Binding::Sum),
            [] | [..] => Message::new("figure-given-target"),
        }
    }

    fn say_floor(&self, floor: &Quantity) -> Message {
        let value = say_quantity(floor);
        match self.target.node.towards() {
            Some(Towards::Higher) | None => message!("curve-none-below", value = value, nothing = self.nothing()),
            Some(Towards::Lower) => message!("curve-none-above", value = value, nothing = self.nothing()),
        }
    }

    /// For curves that take no notice of the target: the target is said beside the title.
    fn subject_with_target(&self) -> Message {
        match &self.target.node {
            TargetNode::Open => self.subject.clone(),
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::Zero
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ImproveOnLastYear { .. }
            | TargetNode::ClassAtLeast(_) => {
                message!("subject-with-target", subject = self.subject.clone(), met = self.met())
            }
        }
    }
}

fn one_line(source: &str) -> String {
    source.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn say_period(period: Period) -> Message {
    match period {
        Period::Day => Message::new("period-day"),
        Period::Week => Message::new("period-week"),
        Period::Month => Message::new("period-month"),
    }
}

fn say_late(late: &Late) -> Message {
    if late.period == Period::Day {
        return message!("curve-late-days", share = say_percent(&late.share));
    }
    message!("curve-late", period = say_period(late.period), share = say_percent(&late.share))
}

fn say_early(early: &Early) -> Message {
    message!(
        "curve-early",
        period = say_period(early.period),
        points = say_points(&early.points),
        cap = say_points(&early.cap)
    )
}
