//! What no case reaches: rules, outcomes and curve steps, exceptions.

use std::collections::BTreeSet;

use super::document::Case;
use super::found::{Found, found};
use crate::assess::{Assessment, Status};
use crate::figure::Exact;
use crate::message;
use crate::plan::{Body, CurveNode, ItemId, Parts, Plan, Rule, RuleKind, TargetNode};
use crate::words::Message;

/// Which aspects of which rules the cases reached so far.
#[derive(Debug)]
pub struct Coverage {
    rules: Vec<RuleAspects>,
}

#[derive(Debug)]
struct RuleAspects {
    item: ItemId,
    title: String,
    all: Vec<Aspect>,
    reached: BTreeSet<Aspect>,
    cases: usize,
}

/// Something about a rule that a case can reach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Aspect {
    FullPoints,
    PartOfPoints,
    NoPoints,
    /// This step of the curve, from 0.
    Step(usize),
    NotApplicable,
    Waived,
    Exception(String),
    Applied,
    NotApplied,
}

/// A rule of which some aspects are not reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    pub item: ItemId,
    pub title: String,
    /// Empty: no case at all.
    pub aspects: Vec<Message>,
}

impl Coverage {
    pub fn of(plan: &Plan) -> Coverage {
        let rules = plan.rules.iter().map(|rule| RuleAspects {
            item: rule.id.clone(),
            title: rule.title.clone(),
            all: aspects(plan, rule),
            reached: BTreeSet::new(),
            cases: 0,
        });
        Coverage { rules: rules.collect() }
    }

    /// Takes note of what a case reached.
    pub fn note(&mut self, plan: &Plan, case: &Case, assessment: &Assessment) {
        let (Some(rule), Some(found)) = (plan.rule(&case.item), found(case, assessment)) else { return };
        let Some(aspects) = self.rules.iter_mut().find(|aspects| aspects.item == case.item) else { return };
        aspects.cases += 1;
        match found {
            Found::Item(item) => {
                let judged = match item.status {
                    Status::Met | Status::Partial | Status::Missed => true,
                    Status::NotApplicable => {
                        aspects.reached.insert(Aspect::NotApplicable);
                        false
                    }
                    Status::NoData | Status::Withheld | Status::Pending => false,
                };
                let trace = item.trace.as_deref();
                if let Some(label) = trace.and_then(|trace| trace.exception.as_ref()) {
                    aspects.reached.insert(Aspect::Exception(label.clone()));
                }
                if item.reason.key == "reason-waived" {
                    aspects.reached.insert(Aspect::Waived);
                }
                if judged {
                    let aspect = if item.points.is_zero() {
                        Aspect::NoPoints
                    } else if item.points >= item.full {
                        Aspect::FullPoints
                    } else {
                        Aspect::PartOfPoints
                    };
                    aspects.reached.insert(aspect);
                    let points = trace.and_then(|trace| trace.exact_points.as_ref());
                    let exact = points.and_then(|points| points.share_of(&item.full));
                    if let Some(step) = exact.and_then(|share| shares(rule).iter().position(|step| *step == share)) {
                        aspects.reached.insert(Aspect::Step(step));
                    }
                }
            }
            Found::Adjustment(item) => {
                aspects.reached.insert(if item.applied { Aspect::Applied } else { Aspect::NotApplied });
            }
        }
    }

    /// What is not reached, in the order of the rules.
    pub fn unreached(&self) -> Vec<Unreached> {
        let unreached = self.rules.iter().filter_map(|rule| {
            let missing: Vec<Message> =
                rule.all.iter().filter(|aspect| !rule.reached.contains(aspect)).map(say).collect();
            let aspects = if rule.cases == 0 { Vec::new() } else { missing.clone() };
            (rule.cases == 0 || !missing.is_empty()).then(|| Unreached {
                item: rule.item.clone(),
                title: rule.title.clone(),
                aspects,
            })
        });
        unreached.collect()
    }
}

/// The shares of a curve that jumps from step to step.
fn shares(rule: &Rule) -> Vec<crate::figure::Exact> {
    let Body::Measured { curve, .. } = &rule.body else { return Vec::new() };
    match &curve.base.node {
        CurveNode::Steps(steps) => steps.iter().map(|step| step.node.share.clone()).collect(),
        CurveNode::RankBands(bands) => bands.iter().map(|band| band.share.clone()).collect(),
        CurveNode::FullOrNone
        | CurveNode::Proportional
        | CurveNode::Linear { .. }
        | CurveNode::Deduct { .. }
        | CurveNode::PerCase { .. }
        | CurveNode::Improvement
        | CurveNode::Pace
        | CurveNode::Levels(_)
        | CurveNode::Stages(_)
        | CurveNode::Checklist(_)
        | CurveNode::Custom { .. } => Vec::new(),
    }
}

/// What a case of this rule can reach; what it can't is not asked for.
fn aspects(plan: &Plan, rule: &Rule) -> Vec<Aspect> {
    let mut all = Vec::new();
    match rule.kind {
        RuleKind::Veto | RuleKind::Bonus | RuleKind::Deduction => all.extend([Aspect::Applied, Aspect::NotApplied]),
        RuleKind::Indicator => match &rule.body {
            Body::Measured { measure: _, target, curve } => {
                let steps = shares(rule);
                let full = plan.items_of(&rule.id).map(|item| &item.points.0).max();
                let reach = Reach::of(&curve.base.node, &target.node, full);
                if steps.is_empty() {
                    all.extend(reach.full.then_some(Aspect::FullPoints));
                    all.extend((reach.part || curve.late.is_some()).then_some(Aspect::PartOfPoints));
                }
                all.extend((0..steps.len()).map(Aspect::Step));
                all.extend((reach.nothing || curve.none_below.is_some()).then_some(Aspect::NoPoints));
            }
            Body::ByHand { .. } => all.push(Aspect::PartOfPoints),
            Body::NotExpressible { .. } | Body::Veto { .. } => {}
        },
    }
    if rule.applies_when.is_some() {
        all.push(Aspect::NotApplicable);
    }
    if rule.waived_when.is_some() {
        all.push(Aspect::Waived);
    }
    all.extend(rule.exceptions.iter().map(|exception| Aspect::Exception(exception.label.clone())));
    all
}

/// Which points a curve can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach {
    full: bool,
    part: bool,
    nothing: bool,
}

impl Reach {
    const ALL: Reach = Reach { full: true, part: true, nothing: true };

    fn of(curve: &CurveNode, target: &TargetNode, full: Option<&Exact>) -> Reach {
        // A step that takes all of the points leaves no part of them.
        let takes_all = |points: &Exact| full.is_some_and(|full| points >= full);
        match curve {
            CurveNode::FullOrNone => Reach { part: false, ..Reach::ALL },
            CurveNode::Improvement => Reach { part: asks_for_more(target), ..Reach::ALL },
            CurveNode::Deduct { points, per: _, parts } => match parts {
                Parts::ProRata => Reach::ALL,
                Parts::WholeOnly | Parts::CountAsOne => Reach { part: !takes_all(points), ..Reach::ALL },
            },
            CurveNode::PerCase { points, cap } => {
                let takes = cap.as_ref().is_none_or(takes_all);
                Reach { part: !takes_all(points) || !takes, nothing: takes, ..Reach::ALL }
            }
            CurveNode::Levels(levels) | CurveNode::Stages(levels) => {
                let has = |share: &Exact| levels.iter().any(|level| level.share == *share);
                let (full, nothing) = (has(&Exact::ONE), has(&Exact::ZERO));
                Reach { full, part: !(levels.len() < 2 && (full || nothing)), nothing }
            }
            CurveNode::Checklist(parts) => Reach { part: parts.len() > 1, ..Reach::ALL },
            CurveNode::Proportional
            | CurveNode::Linear { .. }
            | CurveNode::Steps(_)
            | CurveNode::RankBands(_)
            | CurveNode::Pace => Reach::ALL,
            // What a formula of the scheme's own can give is not known beforehand.
            CurveNode::Custom { .. } => Reach { full: false, part: false, nothing: false },
        }
    }
}

/// Whether an improvement can be begun and not be finished: where it is enough to be no worse, it can't.
fn asks_for_more(target: &TargetNode) -> bool {
    match target {
        TargetNode::NotAboveLastYear | TargetNode::NotBelowLastYear => false,
        TargetNode::ImproveOnLastYear { .. }
        | TargetNode::AtLeast(_)
        | TargetNode::AtMost(_)
        | TargetNode::Equals(_)
        | TargetNode::Between { .. }
        | TargetNode::Zero
        | TargetNode::AllBy(_)
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => true,
    }
}

fn say(aspect: &Aspect) -> Message {
    match aspect {
        Aspect::FullPoints => message!("cases-full-points"),
        Aspect::PartOfPoints => message!("cases-part-of-points"),
        Aspect::NoPoints => message!("cases-no-points"),
        Aspect::Step(number) => message!("cases-step", number = number + 1),
        Aspect::NotApplicable => message!("cases-not-applicable"),
        Aspect::Waived => message!("cases-waived"),
        Aspect::Exception(label) => message!("cases-exception", label = label),
        Aspect::Applied => message!("cases-applied-yes"),
        Aspect::NotApplied => message!("cases-applied-no"),
    }
}
