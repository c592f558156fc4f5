//! A rule while its script runs, and what it lacks when that has ended.

use rhai::{Dynamic, NativeCallContext};

use super::super::curves::CurveDraft;
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    AppliesWhen, Basis, Body, Condition, CurveNode, Exception, ItemId, Measure, MissingPolicy, Node, Place, Rule,
    RuleKind, ShowAs, Target, TargetNode, VetoEffect,
};
use crate::script::run::Run;

/// What a veto does, by its words: one of them.
pub(super) const EFFECTS: &str = "fail(), cap_grade(…), zero_area(…), zero_item(…)";

/// A rule being written. What it lacks is told when the script has ended.
#[derive(Debug, Clone)]
pub struct RuleDraft {
    pub(super) at: Place,
    pub(super) kind: RuleKind,
    pub(super) title: String,
    pub(super) basis: Vec<Basis>,
    pub(super) note: Option<String>,
    pub(super) measure: Option<Measure>,
    pub(super) target: Option<Target>,
    pub(super) score: Option<Score>,
    pub(super) when: Option<Condition>,
    pub(super) effect: Option<VetoEffect>,
    pub(super) show_as: Option<ShowAs>,
    pub(super) applies_when: Option<AppliesWhen>,
    pub(super) missing: Option<MissingPolicy>,
    pub(super) waived_when: Option<Condition>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) events: Option<String>,
    pub(super) at_risk_within: Option<u32>,
    /// Something in it was wrong that nothing can stand in for: it is told, and no rule comes of it.
    pub(super) spoilt: bool,
    /// A word of it could not be read, and was told: what the rule lacks may be what that word would have said.
    pub(super) misread: bool,
    /// Where each of the words above was said first.
    pub(super) said: std::collections::BTreeMap<&'static str, Place>,
}

/// What `score` takes.
#[derive(Debug, Clone)]
pub(super) enum Score {
    Curve(CurveDraft),
    ByHand {
        what: String,
        most: Exact,
    },
    NotExpressible {
        clause: String,
        why: String,
    },
    /// What was wrong with it is told.
    Spoilt,
}

impl RuleDraft {
    pub(super) fn new(at: Place, kind: RuleKind, title: &str) -> RuleDraft {
        RuleDraft {
            at,
            kind,
            title: title.to_owned(),
            basis: Vec::new(),
            note: None,
            measure: None,
            target: None,
            score: None,
            when: None,
            effect: None,
            show_as: None,
            applies_when: None,
            missing: None,
            waived_when: None,
            exceptions: Vec::new(),
            events: None,
            at_risk_within: None,
            spoilt: false,
            misread: false,
            said: std::collections::BTreeMap::new(),
        }
    }

    /// A word that may stand once in a rule. The second one is told with both places: which of them is meant, nobody could see.
    pub(super) fn once(&mut self, run: &Run, context: &NativeCallContext, word: &'static str) {
        let at = run.place(context);
        match self.said.get(word) {
            Some(first) => {
                let (message, first_here) = match word {
                    EFFECTS => {
                        let message = message!("script-two-effects", title = &self.title, words = EFFECTS);
                        (message, message!("script-effect-first-here"))
                    }
                    word => {
                        let message = message!("script-said-twice", title = &self.title, word = word);
                        (message, message!("script-said-first-here", word = word))
                    }
                };
                run.report(Diagnostic::error(at, message).also(first.clone(), first_here));
            }
            None => {
                self.said.insert(word, at);
            }
        }
    }

    /// The same rule without what a word of it would have said.
    pub(in super::super) fn misread(self) -> RuleDraft {
        RuleDraft { misread: true, ..self }
    }

    /// Puts a target or a curve in the place of its own; false for any other value.
    pub fn put_instead(&mut self, value: &Dynamic) -> bool {
        if let Some(target) = value.read_lock::<Target>() {
            self.target = Some(target.clone());
        } else if let Some(draft) = value.read_lock::<CurveDraft>() {
            self.score = Some(Score::Curve(draft.clone()));
        } else if let Some(score) = value.read_lock::<Score>() {
            self.score = Some(score.clone());
        } else {
            return false;
        }
        true
    }

    /// The whole rule, or everything that it lacks: nothing, where all that is wrong with it is told already.
    pub fn finish(self, id: ItemId) -> Result<Rule, Vec<Diagnostic>> {
        let mut lacks = Vec::new();
        let mut lack = |what: &str| {
            if self.misread {
                return;
            }
            let message = match what {
                EFFECTS => message!("script-veto-without-effect", title = &self.title, words = EFFECTS),
                what => message!("script-rule-lacks", title = &self.title, word = what),
            };
            lacks.push(Diagnostic::error(self.at.clone(), message));
        };
        let body = match (self.kind, self.score) {
            (RuleKind::Veto, None) => {
                if self.when.is_none() {
                    lack("when");
                }
                if self.effect.is_none() {
                    lack(EFFECTS);
                }
                self.when.zip(self.effect).map(|(when, effect)| Body::Veto { when, effect })
            }
            (RuleKind::Veto, Some(_)) => {
                let message = message!("script-veto-with-score", title = &self.title);
                lacks.push(Diagnostic::error(self.at.clone(), message));
                None
            }
            (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Deduction, None) => {
                if self.measure.is_none() && !self.spoilt {
                    lack("measure");
                }
                if self.target.is_none() && self.kind == RuleKind::Indicator {
                    lack("target");
                }
                lack("score");
                None
            }
            (_, Some(Score::ByHand { what, most })) => Some(Body::ByHand { what, most }),
            (_, Some(Score::NotExpressible { clause, why })) => Some(Body::NotExpressible { clause, why }),
            (_, Some(Score::Spoilt)) => None,
            (kind, Some(Score::Curve(draft))) => {
                let curve = draft.curve;
                let is_checklist = matches!(curve.base.node, CurveNode::Checklist(_));
                let needs_target = curve.base.node.needs_target() && kind == RuleKind::Indicator;
                let measure = self.measure.or(is_checklist.then_some(Measure::Checklist));
                if measure.is_none() && !self.spoilt {
                    lack("measure");
                }
                if self.target.is_none() && needs_target {
                    lack("target");
                }
                if let Some(early) = &curve.early
                    && early.node.cap.is_zero()
                {
                    lacks.push(Diagnostic::error(early.at.clone(), message!("script-early-without-cap")));
                }
                let target = self.target.unwrap_or_else(|| Node::new(self.at.clone(), TargetNode::Open));
                measure.map(|measure| Body::Measured { measure, target, curve })
            }
        };
        match (body, lacks.is_empty() && !self.spoilt && !self.misread) {
            (Some(body), true) => Ok(Rule {
                id,
                at: self.at,
                kind: self.kind,
                title: self.title,
                basis: self.basis,
                note: self.note,
                body,
                show_as: self.show_as,
                applies_when: self.applies_when,
                missing: self.missing,
                waived_when: self.waived_when,
                exceptions: self.exceptions,
                events: self.events,
                at_risk_within: self.at_risk_within,
            }),
            (_, _) => Err(lacks),
        }
    }
}
