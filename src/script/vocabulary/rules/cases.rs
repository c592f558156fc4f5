//! When a rule holds and what it does then: exceptions, what is waived or not assessed, vetoes.

use rhai::{Dynamic, Engine, NativeCallContext};

use super::super::curves::CurveDraft;
use super::super::stand_ins::StandIn;
use super::super::values::quantity;
use super::draft::{EFFECTS, RuleDraft};
use crate::message;
use crate::plan::{AppliesWhen, Exception, ExceptionThen, ItemId, MissingPolicy, Node, RuleKind, Target, VetoEffect};
use crate::script::run::Run;

/// What `exception` does that is neither a target nor a curve.
#[derive(Debug, Clone)]
pub(super) struct Then(ExceptionThen);

pub(super) fn register_cases(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("applies_when", move |context: NativeCallContext, mut rule: RuleDraft, condition: Dynamic| {
        let condition = here.condition(&context, &condition);
        rule.once(&here, &context, "applies_when");
        rule.applies_when = Some(AppliesWhen { condition, otherwise: None });
        rule
    });
    let here = run.clone();
    engine.register_fn(
        "applies_when",
        move |context: NativeCallContext, mut rule: RuleDraft, condition: Dynamic, otherwise: &str| {
            let condition = here.condition(&context, &condition);
            rule.once(&here, &context, "applies_when");
            rule.applies_when = Some(AppliesWhen { condition, otherwise: Some(otherwise.to_owned()) });
            rule
        },
    );
    let here = run.clone();
    engine.register_fn("missing", move |context: NativeCallContext, mut rule: RuleDraft, policy: &str| {
        rule.once(&here, &context, "missing");
        let known =
            [("zero", MissingPolicy::Zero), ("rescale", MissingPolicy::Rescale), ("pending", MissingPolicy::Pending)];
        rule.missing = here.one_of(&context, policy, &known);
        rule
    });
    let here = run.clone();
    engine.register_fn("waived_when", move |context: NativeCallContext, mut rule: RuleDraft, condition: Dynamic| {
        rule.once(&here, &context, "waived_when");
        rule.waived_when = Some(here.condition(&context, &condition));
        rule
    });
    let here = run.clone();
    engine.register_fn("at_risk_within", move |context: NativeCallContext, mut rule: RuleDraft, given: Dynamic| {
        let days = quantity(&given).and_then(|days| days.value.to_i128()).and_then(|days| u32::try_from(days).ok());
        rule.once(&here, &context, "at_risk_within");
        if days.is_none() && !given.is::<StandIn>() {
            here.wrong(&context, message!("script-days-not-whole"));
        }
        rule.at_risk_within = days;
        rule
    });
    for (word, then) in [
        ("full_points", ExceptionThen::FullPoints),
        ("no_points", ExceptionThen::NoPoints),
        ("not_assessed", ExceptionThen::NotAssessed),
    ] {
        engine.register_fn(word, move || Then(then.clone()));
    }
    let here = run.clone();
    engine.register_fn(
        "exception",
        move |context: NativeCallContext, mut rule: RuleDraft, label: &str, when: Dynamic, then: Dynamic| {
            let when = here.condition(&context, &when);
            let then = if let Some(then) = then.read_lock::<Then>() {
                then.0.clone()
            } else if let Some(target) = then.read_lock::<Target>() {
                ExceptionThen::Target(target.clone())
            } else if let Some(draft) = then.read_lock::<CurveDraft>() {
                ExceptionThen::Curve(Node::new(draft.curve.base.at.clone(), draft.curve.clone()))
            } else {
                here.unexpected(&context, &then, "an-exception");
                ExceptionThen::NotAssessed
            };
            let at = here.place(&context);
            rule.exceptions.push(Exception { label: label.to_owned(), at, when, then });
            rule
        },
    );
}

pub(super) fn register_vetoes(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("when", move |context: NativeCallContext, mut rule: RuleDraft, condition: Dynamic| {
        if rule.kind != RuleKind::Veto {
            let message = message!("script-when-outside-veto", title = &rule.title);
            here.wrong(&context, message);
            return rule;
        }
        rule.once(&here, &context, "when");
        rule.when = Some(here.condition(&context, &condition));
        rule
    });
    type Effect = fn(String) -> VetoEffect;
    let effects: [(&str, Effect); 3] = [
        ("zero_item", |id| VetoEffect::ZeroItem(ItemId(id))),
        ("zero_area", VetoEffect::ZeroArea),
        ("cap_grade", VetoEffect::CapGrade),
    ];
    for (word, effect) in effects {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, mut rule: RuleDraft, id: &str| {
            rule.once(&here, &context, EFFECTS);
            rule.effect = Some(effect(id.to_owned()));
            rule
        });
    }
    let here = run.clone();
    engine.register_fn("fail", move |context: NativeCallContext, mut rule: RuleDraft| {
        rule.once(&here, &context, EFFECTS);
        rule.effect = Some(VetoEffect::Fail);
        rule
    });
}
