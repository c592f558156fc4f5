//! Rules: the words that put measure, target and curve together.

use rhai::{Dynamic, Engine, NativeCallContext};

use super::curves::CurveDraft;
use super::stand_ins::StandIn;
use super::values::quantity;
use super::{Example, Subject, Word};
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    AppliesWhen, Basis, Body, Condition, CurveNode, Exception, ExceptionThen, Formula, FormulaNode, ItemId, Literal,
    Measure, MissingPolicy, Node, Place, Rule, RuleKind, ShowAs, Target, TargetNode, VetoEffect,
};
use crate::script::run::Run;

pub const SUBJECT: Subject = Subject {
    title: "Rules",
    about: "The last value of a rule file is the rule.",
    words: &[
        Word {
            name: "indicator",
            form: "indicator(title) → rule",
            means: "An item of the score sheet, with points of its own.",
            example: Example::Rule(
                "indicator(\"综合利用率\").measure(table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")).target(at_least(80.pct)).score(proportional())",
            ),
        },
        Word {
            name: "bonus",
            form: "bonus(title) → rule",
            means: "Adds to the total; the scheme says how much at most.",
            example: Example::Rule("bonus(\"生态村\").measure(table(\"farms\").count()).score(per_case(0.5).cap(3))"),
        },
        Word {
            name: "deduction",
            form: "deduction(title) → rule",
            means: "Takes from the total; the scheme says how much at most.",
            example: Example::Rule(
                "deduction(\"通报批评\").measure(table(\"fires\").count()).score(per_case(1).cap(5))",
            ),
        },
        Word {
            name: "veto",
            form: "veto(title) → rule",
            means: "一票否决: where its condition holds, it takes effect on an item, an area or the grade.",
            example: Example::Rule("veto(\"弄虚作假\").when(table(\"fires\").count() > 10).fail()"),
        },
        Word {
            name: "basis",
            form: "rule.basis(document), rule.basis(document, clause)",
            means: "The document that the rule rests on, and the clause in it.",
            example: Example::Rule(
                "indicator(\"巡查\").basis(\"2022年讲话\", \"二（二）\").measure(table(\"farms\").count()).target(at_least(1)).score(full_or_none())",
            ),
        },
        Word {
            name: "note",
            form: "rule.note(text)",
            means: "A remark that goes with the clause.",
            example: Example::Rule(
                "indicator(\"巡查\").note(\"目标暂定\").measure(table(\"farms\").count()).target(at_least(1)).score(full_or_none())",
            ),
        },
        Word {
            name: "measure",
            form: "rule.measure(figure | task | tally)",
            means: "What is measured.",
            example: Example::Rule(
                "indicator(\"场数\").measure(table(\"farms\").count()).target(at_least(1)).score(full_or_none())",
            ),
        },
        Word {
            name: "target",
            form: "rule.target(target)",
            means: "What the figure is held against.",
            example: Example::Rule(
                "indicator(\"场数\").measure(table(\"farms\").count()).target(at_least(1)).score(full_or_none())",
            ),
        },
        Word {
            name: "score",
            form: "rule.score(curve | by_hand | not_expressible)",
            means: "How points follow.",
            example: Example::Rule(
                "indicator(\"场数\").measure(table(\"farms\").count()).target(at_least(1)).score(full_or_none())",
            ),
        },
        Word {
            name: "show_as",
            form: "rule.show_as(percent(places)), rule.show_as(number(places)), rule.show_as(number(places, unit))",
            means: "How the figure is printed: never how it is compared, unless the scheme compares rounded values.",
            example: Example::Rule(
                "indicator(\"综合利用率\").measure(table(\"farms\").share(col(\"used\") > 0)).show_as(percent(1)).target(at_least(80.pct)).score(proportional())",
            ),
        },
        Word {
            name: "percent",
            form: "percent(places)",
            means: "As a percentage with so many decimals.",
            example: Example::Rule(
                "indicator(\"综合利用率\").measure(table(\"farms\").share(col(\"used\") > 0)).show_as(percent(1)).target(at_least(80.pct)).score(proportional())",
            ),
        },
        Word {
            name: "number",
            form: "number(places), number(places, unit)",
            means: "As a number with so many decimals, and its unit; `number(1, \"%\")` is `percent(1)`.",
            example: Example::Rule(
                "indicator(\"利用量\").measure(table(\"farms\").sum(\"used\")).show_as(number(0, \"吨\")).target(at_least(100)).score(proportional())",
            ),
        },
        Word {
            name: "applies_when",
            form: "rule.applies_when(condition), rule.applies_when(condition, otherwise)",
            means: "Where this does not hold, the item is not assessed (缺项); `otherwise` tells a reader when that is (无规模养殖场).",
            example: Example::Rule(
                "indicator(\"综合利用率\").measure(table(\"farms\").share(col(\"used\") > 0)).target(at_least(80.pct)).score(proportional()).applies_when(table(\"farms\").count() > 0, \"无规模养殖场\")",
            ),
        },
        Word {
            name: "missing",
            form: "rule.missing(policy)",
            means: "What an absent figure does here, where it differs from the scheme: `\"zero\"`, `\"rescale\"` or `\"pending\"`.",
            example: Example::Rule(
                "indicator(\"有机质\").measure(table(\"farms\").mean(\"used\")).target(at_least(20)).score(proportional()).missing(\"rescale\")",
            ),
        },
        Word {
            name: "waived_when",
            form: "rule.waived_when(condition)",
            means: "Where this holds nothing is deducted (年均达标免扣).",
            example: Example::Rule(
                "indicator(\"超标\").measure(table(\"fires\").count()).target(zero()).score(per_case(1)).waived_when(table(\"farms\").sum(\"used\") >= 100)",
            ),
        },
        Word {
            name: "exception",
            form: "rule.exception(label, condition, then)",
            means: "A special case over the rule: `full_points()`, `no_points()`, `not_assessed()`, another target or another curve. Two that both apply are an error that shows both.",
            example: Example::Rule(
                "indicator(\"场数\").measure(table(\"farms\").count()).target(at_least(3)).score(proportional()).exception(\"灾年\", table(\"fires\").count() > 5, not_assessed())",
            ),
        },
        Word {
            name: "full_points",
            form: "full_points()",
            means: "Of an exception: full points.",
            example: Example::Rule(
                "indicator(\"场数\").measure(table(\"farms\").count()).target(at_least(3)).score(proportional()).exception(\"示范\", kind_is([\"街道\"]), full_points())",
            ),
        },
        Word {
            name: "no_points",
            form: "no_points()",
            means: "Of an exception: no points.",
            example: Example::Rule(
                "indicator(\"场数\").measure(table(\"farms\").count()).target(at_least(3)).score(proportional()).exception(\"失火\", table(\"fires\").count() > 5, no_points())",
            ),
        },
        Word {
            name: "not_assessed",
            form: "not_assessed()",
            means: "Of an exception: the item is not assessed.",
            example: Example::Rule(
                "indicator(\"场数\").measure(table(\"farms\").count()).target(at_least(3)).score(proportional()).exception(\"灾年\", table(\"fires\").count() > 5, not_assessed())",
            ),
        },
        Word {
            name: "events",
            form: "rule.events(name)",
            means: "What the events counted here are known by: two items that punish the same events are a warning of `check`.",
            example: Example::Rule(
                "indicator(\"火点\").measure(table(\"fires\").unique(\"event\").count()).target(zero()).score(per_case(1)).events(\"fires\")",
            ),
        },
        Word {
            name: "at_risk_within",
            form: "rule.at_risk_within(days)",
            means: "Things still open and due within so many days are marked at risk.",
            example: Example::Rule(
                "indicator(\"锅炉\").measure(table(\"boilers\").done_by(\"done_on\", \"due_on\")).target(all_by(date(\"2022-10-31\"))).score(proportional()).at_risk_within(30)",
            ),
        },
        Word {
            name: "by_hand",
            form: "by_hand(what, points)",
            means: "A person gives the points, from nothing to these, with a reason, an evidence reference and a name (hand-scores.csv).",
            example: Example::Rule("indicator(\"宣传\").score(by_hand(\"宣传方案与效果\", 2))"),
        },
        Word {
            name: "not_expressible",
            form: "not_expressible(clause, why)",
            means: "A clause that no rule can hold: counted, shown, carried as unknown, never approximated.",
            example: Example::Rule(
                "indicator(\"重视程度\").score(not_expressible(\"领导高度重视\", \"没有可核对的标准\"))",
            ),
        },
        Word {
            name: "when",
            form: "veto.when(condition)",
            means: "The condition of a veto.",
            example: Example::Rule(
                "veto(\"重大污染事故\").when(table(\"fires\").any(col(\"zone\") == \"禁烧区\")).cap_grade(\"合格\")",
            ),
        },
        Word {
            name: "zero_item",
            form: "veto.zero_item(id)",
            means: "The item gets nothing.",
            example: Example::Rule(
                "veto(\"擅自再开发\").when(table(\"fires\").count() > 0).zero_item(\"water/manure-utilisation\")",
            ),
        },
        Word {
            name: "zero_area",
            form: "veto.zero_area(id)",
            means: "The area gets nothing.",
            example: Example::Rule("veto(\"数据造假\").when(table(\"fires\").count() > 0).zero_area(\"water\")"),
        },
        Word {
            name: "cap_grade",
            form: "veto.cap_grade(grade)",
            means: "Not better than this grade.",
            example: Example::Rule("veto(\"火点过多\").when(table(\"fires\").count() > 10).cap_grade(\"合格\")"),
        },
        Word {
            name: "fail",
            form: "veto.fail()",
            means: "The last grade.",
            example: Example::Rule("veto(\"重大污染事故\").when(table(\"fires\").count() > 0).fail()"),
        },
    ],
};

/// What a veto does, by its words: one of them.
const EFFECTS: &str = "fail, cap_grade, zero_area, zero_item";

/// A rule being written. What it lacks is told when the script has ended.
#[derive(Debug, Clone)]
pub struct RuleDraft {
    at: Place,
    kind: RuleKind,
    title: String,
    basis: Vec<Basis>,
    note: Option<String>,
    measure: Option<Measure>,
    target: Option<Target>,
    score: Option<Score>,
    when: Option<Condition>,
    effect: Option<VetoEffect>,
    show_as: Option<ShowAs>,
    applies_when: Option<AppliesWhen>,
    missing: Option<MissingPolicy>,
    waived_when: Option<Condition>,
    exceptions: Vec<Exception>,
    events: Option<String>,
    at_risk_within: Option<u32>,
    /// Something in it was wrong that nothing can stand in for: it is told, and no rule comes of it.
    spoilt: bool,
    /// A word of it could not be read, and was told: what the rule lacks may be what that word would have said.
    misread: bool,
    /// Where each of the words above was said first.
    said: std::collections::BTreeMap<&'static str, Place>,
}

/// What `score` takes.
#[derive(Debug, Clone)]
enum Score {
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

/// What `exception` does that is neither a target nor a curve.
#[derive(Debug, Clone)]
struct Then(ExceptionThen);

impl RuleDraft {
    fn new(at: Place, kind: RuleKind, title: &str) -> RuleDraft {
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
    fn once(&mut self, run: &Run, context: &NativeCallContext, word: &'static str) {
        let at = run.place(context);
        match self.said.get(word) {
            Some(first) => {
                let message = message!("script-said-twice", title = &self.title, word = word);
                let first_here = message!("script-said-first-here", word = word);
                run.report(Diagnostic::error(at, message).also(first.clone(), first_here));
            }
            None => {
                self.said.insert(word, at);
            }
        }
    }

    /// The same rule without what a word of it would have said.
    pub(super) fn misread(self) -> RuleDraft {
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
            let message = message!("script-rule-lacks", title = &self.title, word = what);
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

pub fn register(engine: &mut Engine, run: &Run) {
    engine
        .register_type_with_name::<RuleDraft>("rule")
        .register_type_with_name::<ShowAs>("show_as")
        .register_type_with_name::<Score>("score")
        .register_type_with_name::<Then>("exception");

    for (word, kind) in [
        ("indicator", RuleKind::Indicator),
        ("bonus", RuleKind::Bonus),
        ("deduction", RuleKind::Deduction),
        ("veto", RuleKind::Veto),
    ] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, title: &str| {
            RuleDraft::new(here.place(&context), kind, title)
        });
    }
    register_texts(engine, run);
    register_body(engine, run);
    register_shows(engine, run);
    register_cases(engine, run);
    register_vetoes(engine, run);
}

fn register_texts(engine: &mut Engine, run: &Run) {
    engine.register_fn("basis", |mut rule: RuleDraft, document: &str| {
        rule.basis.push(Basis { document: document.to_owned(), clause: None });
        rule
    });
    engine.register_fn("basis", |mut rule: RuleDraft, document: &str, clause: &str| {
        rule.basis.push(Basis { document: document.to_owned(), clause: Some(clause.to_owned()) });
        rule
    });
    let here = run.clone();
    engine.register_fn("note", move |context: NativeCallContext, mut rule: RuleDraft, text: &str| {
        rule.once(&here, &context, "note");
        rule.note = Some(text.to_owned());
        rule
    });
    let here = run.clone();
    engine.register_fn("events", move |context: NativeCallContext, mut rule: RuleDraft, name: &str| {
        rule.once(&here, &context, "events");
        rule.events = Some(name.to_owned());
        rule
    });
}

fn register_body(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("measure", move |context: NativeCallContext, mut rule: RuleDraft, value: Dynamic| {
        rule.once(&here, &context, "measure");
        rule.measure = Some(if let Some(measure) = value.read_lock::<Measure>() {
            measure.clone()
        } else if let Some(formula) = value.read_lock::<Formula>() {
            Measure::Formula(formula.clone())
        } else if let Some(condition) = value.read_lock::<Condition>() {
            // Done or not done: a figure of 1 or 0.
            let number = |number: i64| {
                let literal = Literal::Number(crate::plan::Quantity::bare(number));
                Box::new(Node::new(condition.at.clone(), FormulaNode::Literal(literal)))
            };
            let condition = Box::new(condition.clone());
            let at = condition.at.clone();
            let node = FormulaNode::IfElse { then: number(1), otherwise: number(0), condition };
            Measure::Formula(Node::new(at, node))
        } else {
            // What stood in for it would have to fit the curve: a figure, a rank, a task or a tally.
            here.unexpected(&context, &value, "a-measure");
            rule.spoilt = true;
            return rule;
        });
        rule
    });
    let here = run.clone();
    engine.register_fn("target", move |context: NativeCallContext, mut rule: RuleDraft, value: Dynamic| {
        rule.once(&here, &context, "target");
        rule.target = Some(value.read_lock::<Target>().map(|target| target.clone()).unwrap_or_else(|| {
            here.unexpected(&context, &value, "a-target");
            Node::new(here.place(&context), TargetNode::Open)
        }));
        rule
    });
    let here = run.clone();
    engine.register_fn("score", move |context: NativeCallContext, mut rule: RuleDraft, value: Dynamic| {
        rule.once(&here, &context, "score");
        rule.score = Some(if let Some(draft) = value.read_lock::<CurveDraft>() {
            Score::Curve(draft.clone())
        } else if let Some(score) = value.read_lock::<Score>() {
            score.clone()
        } else if value.is::<StandIn>() {
            Score::Spoilt
        } else {
            here.unexpected(&context, &value, "a-curve");
            Score::Curve(CurveDraft::stand_in(here.place(&context)))
        });
        rule
    });
    let here = run.clone();
    engine.register_fn("by_hand", move |context: NativeCallContext, what: &str, points: Dynamic| {
        // Any other points would be held against those of the item.
        let most = here.positive(&context, &points);
        most.map_or(Score::Spoilt, |most| Score::ByHand { what: what.to_owned(), most })
    });
    engine.register_fn("not_expressible", |clause: &str, why: &str| Score::NotExpressible {
        clause: clause.to_owned(),
        why: why.to_owned(),
    });
}

fn register_shows(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("percent", move |context: NativeCallContext, places: i64| ShowAs::Percent {
        places: super::values::rounding(&here, &context, places, "half_up").places,
    });
    let here = run.clone();
    engine.register_fn("number", move |context: NativeCallContext, places: i64| ShowAs::Number {
        places: super::values::rounding(&here, &context, places, "half_up").places,
        unit: None,
    });
    let here = run.clone();
    engine.register_fn("number", move |context: NativeCallContext, places: i64, unit: &str| {
        let places = super::values::rounding(&here, &context, places, "half_up").places;
        // A ratio in percent is the ratio times a hundred, not a number with a sign behind it.
        match unit {
            "%" => ShowAs::Percent { places },
            unit => ShowAs::Number { places, unit: Some(here.unit(&context, unit)) },
        }
    });
    let here = run.clone();
    engine.register_fn("show_as", move |context: NativeCallContext, mut rule: RuleDraft, show: ShowAs| {
        rule.once(&here, &context, "show_as");
        rule.show_as = Some(show);
        rule
    });
}

fn register_cases(engine: &mut Engine, run: &Run) {
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

fn register_vetoes(engine: &mut Engine, run: &Run) {
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
