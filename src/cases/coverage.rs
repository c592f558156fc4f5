//! What no case reaches: rules, outcomes and curve steps, exceptions.

use std::collections::BTreeSet;

use super::document::Case;
use super::run::{Found, found};
use crate::assess::{Assessment, Status};
use crate::message;
use crate::plan::{Body, CurveNode, ItemId, Plan, Rule, RuleKind};
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
            all: aspects(rule),
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

fn aspects(rule: &Rule) -> Vec<Aspect> {
    let mut all = Vec::new();
    match rule.kind {
        RuleKind::Veto | RuleKind::Bonus | RuleKind::Deduction => all.extend([Aspect::Applied, Aspect::NotApplied]),
        RuleKind::Indicator => match &rule.body {
            Body::Measured { curve, .. } => {
                let steps = shares(rule);
                if steps.is_empty() {
                    all.push(Aspect::FullPoints);
                    if !matches!(curve.base.node, CurveNode::FullOrNone) {
                        all.push(Aspect::PartOfPoints);
                    }
                }
                all.extend((0..steps.len()).map(Aspect::Step));
                all.push(Aspect::NoPoints);
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
