//! Rules made ready: every formula in them compiled once, in the order in which items are judged.

use std::collections::BTreeMap;

use super::formula::{AmongUnits, Preparer, Ready, ReadyCondition};
use super::ground::Ground;
use super::show::Show;
use crate::figure::{Exact, Points};
use crate::plan::{
    Adjustment, Asked, Body, ChecklistPart, Curve, CurveNode, Exception, ExceptionThen, Formula, Item, ItemId, Measure,
    MissingPolicy, NotApplicablePolicy, Plan, Rule, Sheet, Target, VetoEffect,
};

/// Last year's form of every measure whose target compares with it, by rule. Formulas of a plan are borrowed while scoring, so
/// these have to stand somewhere too.
pub(super) fn last_years(plan: &Plan) -> BTreeMap<&ItemId, Formula> {
    let mut formulas = BTreeMap::new();
    for rule in &plan.rules {
        let Body::Measured { measure: Measure::Formula(formula), target, .. } = &rule.body else { continue };
        let by_exception = rule.exceptions.iter().any(|exception| match &exception.then {
            ExceptionThen::Target(target) => target.node.compares_with_last_year(),
            ExceptionThen::FullPoints
            | ExceptionThen::NoPoints
            | ExceptionThen::NotAssessed
            | ExceptionThen::Curve(_) => false,
        });
        if target.node.compares_with_last_year() || by_exception {
            formulas.insert(&rule.id, formula.last_year());
        }
    }
    formulas
}

pub(super) type LastYears<'p> = BTreeMap<&'p ItemId, Formula>;

/// A rule as one item, bonus, deduction or veto of a sheet.
pub(super) struct ReadyRule<'p> {
    pub rule: &'p Rule,
    /// Full points of an item; the cap of a bonus or deduction.
    pub full: Option<Points>,
    pub body: ReadyBody<'p>,
    pub applies: Option<(ReadyCondition<'p>, Option<&'p str>)>,
    pub waived: Option<ReadyCondition<'p>>,
    pub exceptions: Vec<ReadyException<'p>>,
    pub missing: MissingPolicy,
    pub not_applicable: &'p NotApplicablePolicy,
    pub letters: Option<usize>,
    /// Every question that the rule asks, by number.
    pub questions: Vec<usize>,
    pub show: Show<'p>,
}

pub(super) enum ReadyBody<'p> {
    Measured { measure: ReadyMeasure<'p>, last_year: Option<Ready<'p>>, target: ReadyTarget<'p>, curve: ReadyCurve<'p> },
    ByHand { most: &'p Exact },
    NotExpressible { why: &'p str },
    Veto { when: ReadyCondition<'p>, effect: &'p VetoEffect },
}

pub(super) enum ReadyMeasure<'p> {
    Formula(Ready<'p>),
    Task(Option<usize>),
    Tally(Option<usize>),
    Checklist,
}

pub(super) struct ReadyTarget<'p> {
    pub source: &'p Target,
    pub values: Vec<Ready<'p>>,
}

pub(super) struct ReadyCurve<'p> {
    pub source: &'p Curve,
    /// `from` and `to` of `linear`.
    pub ends: Option<(Ready<'p>, Ready<'p>)>,
    pub parts: Vec<ReadyPart<'p>>,
    /// The formula of `custom`, and whether it gives a share.
    pub custom: Option<(Ready<'p>, bool)>,
}

pub(super) struct ReadyPart<'p> {
    pub source: &'p ChecklistPart,
    pub holds: ReadyCondition<'p>,
    pub applies: Option<ReadyCondition<'p>>,
}

pub(super) struct ReadyException<'p> {
    pub source: &'p Exception,
    pub when: ReadyCondition<'p>,
    pub then: ReadyThen<'p>,
}

pub(super) enum ReadyThen<'p> {
    FullPoints,
    NoPoints,
    NotAssessed,
    Target(ReadyTarget<'p>),
    Curve(ReadyCurve<'p>),
}

/// A sheet whose rules are ready.
pub(super) struct ReadySheet<'p> {
    pub sheet: &'p Sheet,
    /// In the order of [`crate::plan::Area::items`]; `None` where the plan has no such rule (`check` has named it).
    pub items: Vec<(&'p Item, Option<ReadyRule<'p>>)>,
    /// Of each of them: [`crate::plan::Area::items_added_up`].
    pub added_up: Vec<bool>,
    pub adjustments: Vec<(&'p Adjustment, ReadyRule<'p>)>,
    pub among: AmongUnits<'p>,
}

impl<'p> ReadySheet<'p> {
    pub fn new(ground: &Ground<'p>, sheet: &'p Sheet, last_years: &'p LastYears<'p>) -> ReadySheet<'p> {
        let mut among = AmongUnits::default();
        let plan = ground.plan;
        let items = items_with_policy(&sheet.area, None).into_iter().map(|(item, area_policy)| {
            let policy = item.not_applicable.as_ref().or(area_policy).unwrap_or(&plan.not_applicable);
            let rule = plan.rule(&item.rule).map(|rule| {
                let missing = item.missing.or(rule.missing).unwrap_or(plan.missing);
                let parts = Parts { ground, last_years, full: Some(item.points.clone()), missing, policy };
                parts.ready(rule, &mut among)
            });
            (item, rule)
        });
        let items = items.collect();
        let adjustments = sheet.adjustments.iter().filter_map(|adjustment| {
            let rule = plan.rule(&adjustment.rule)?;
            let missing = rule.missing.unwrap_or(plan.missing);
            let parts =
                Parts { ground, last_years, full: adjustment.cap.clone(), missing, policy: &plan.not_applicable };
            Some((adjustment, parts.ready(rule, &mut among)))
        });
        let adjustments = adjustments.collect();
        ReadySheet { sheet, items, added_up: sheet.area.items_added_up(), adjustments, among }
    }
}

/// Every item in order, with the policy of the nearest area that has one.
fn items_with_policy<'p>(
    area: &'p crate::plan::Area,
    outer: Option<&'p NotApplicablePolicy>,
) -> Vec<(&'p Item, Option<&'p NotApplicablePolicy>)> {
    let policy = area.not_applicable.as_ref().or(outer);
    area.children
        .iter()
        .flat_map(|child| match child {
            crate::plan::Child::Area(area) => items_with_policy(area, policy),
            crate::plan::Child::Item(item) => vec![(item, policy)],
        })
        .collect()
}

struct Parts<'g, 'p> {
    ground: &'g Ground<'p>,
    last_years: &'p LastYears<'p>,
    full: Option<Points>,
    missing: MissingPolicy,
    policy: &'p NotApplicablePolicy,
}

impl<'p> Parts<'_, 'p> {
    fn ready(self, rule: &'p Rule, among: &mut AmongUnits<'p>) -> ReadyRule<'p> {
        let mut prepare = Preparer { ground: self.ground, among, item: &rule.id };
        let body = match &rule.body {
            Body::Measured { measure, target, curve } => {
                let number = |asked| self.ground.measures.number(&asked);
                let measure = match measure {
                    Measure::Formula(formula) => ReadyMeasure::Formula(prepare.formula(formula)),
                    Measure::Task { rows, done, due } => ReadyMeasure::Task(number(Asked::Task {
                        rows: rows.clone(),
                        done: done.clone(),
                        due: due.clone(),
                    })),
                    Measure::Tally { rows, label } => {
                        ReadyMeasure::Tally(number(Asked::Tally { rows: rows.clone(), label: label.clone() }))
                    }
                    Measure::Checklist => ReadyMeasure::Checklist,
                };
                ReadyBody::Measured {
                    measure,
                    last_year: self.last_years.get(&rule.id).map(|formula| prepare.formula(formula)),
                    target: ready_target(&mut prepare, target),
                    curve: ready_curve(&mut prepare, curve),
                }
            }
            Body::ByHand { what: _, most } => ReadyBody::ByHand { most },
            Body::NotExpressible { clause: _, why } => ReadyBody::NotExpressible { why },
            Body::Veto { when, effect } => ReadyBody::Veto { when: prepare.condition(when), effect },
        };
        let applies = rule.applies_when.as_ref();
        let exceptions = rule.exceptions.iter().map(|exception| ReadyException {
            source: exception,
            when: prepare.condition(&exception.when),
            then: match &exception.then {
                ExceptionThen::FullPoints => ReadyThen::FullPoints,
                ExceptionThen::NoPoints => ReadyThen::NoPoints,
                ExceptionThen::NotAssessed => ReadyThen::NotAssessed,
                ExceptionThen::Target(target) => ReadyThen::Target(ready_target(&mut prepare, target)),
                ExceptionThen::Curve(curve) => ReadyThen::Curve(ready_curve(&mut prepare, &curve.node)),
            },
        });
        let exceptions = exceptions.collect();
        let mut questions = Vec::new();
        rule.ask(&mut |asked| questions.extend(self.ground.measures.number(&asked)));
        ReadyRule {
            rule,
            full: self.full,
            body,
            applies: applies.map(|applies| (prepare.condition(&applies.condition), applies.otherwise.as_deref())),
            waived: rule.waived_when.as_ref().map(|waived| prepare.condition(waived)),
            exceptions,
            missing: self.missing,
            not_applicable: self.policy,
            letters: self.ground.letters_of(&rule.id),
            questions,
            show: Show::of(self.ground.plan, rule),
        }
    }
}

fn ready_target<'p>(prepare: &mut Preparer<'_, 'p>, target: &'p Target) -> ReadyTarget<'p> {
    let values = target.node.formulas().into_iter().map(|formula| prepare.formula(formula)).collect();
    ReadyTarget { source: target, values }
}

fn ready_curve<'p>(prepare: &mut Preparer<'_, 'p>, curve: &'p Curve) -> ReadyCurve<'p> {
    let mut ready = ReadyCurve { source: curve, ends: None, parts: Vec::new(), custom: None };
    match &curve.base.node {
        CurveNode::Linear { from, to } => ready.ends = Some((prepare.formula(from), prepare.formula(to))),
        CurveNode::Checklist(parts) => {
            for part in parts {
                let part = &part.node;
                let holds = prepare.condition(&part.holds);
                let applies = part.applies_when.as_ref().map(|applies| prepare.condition(applies));
                ready.parts.push(ReadyPart { source: part, holds, applies });
            }
        }
        CurveNode::Custom { source: _, formula, share } => ready.custom = Some((prepare.formula(formula), *share)),
        CurveNode::FullOrNone
        | CurveNode::Proportional
        | CurveNode::Steps(_)
        | CurveNode::Deduct { .. }
        | CurveNode::PerCase { .. }
        | CurveNode::RankBands(_)
        | CurveNode::Improvement
        | CurveNode::Pace
        | CurveNode::Levels(_)
        | CurveNode::Stages(_) => {}
    }
    ready
}
