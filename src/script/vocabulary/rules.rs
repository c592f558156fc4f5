//! Rules: the words that put measure, target and curve together.

mod cases;
mod draft;

use rhai::{Dynamic, Engine, NativeCallContext};

use super::curves::CurveDraft;
use super::stand_ins::StandIn;
use super::{Example, Subject, Word};
use crate::plan::{Basis, Condition, Formula, FormulaNode, Literal, Measure, Node, RuleKind, ShowAs, Target};
use crate::script::run::Run;

use cases::Then;
pub use draft::RuleDraft;
use draft::Score;

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
            means: "A person gives the points, from nothing to these or to the item's own, whichever are fewer, with a reason, an evidence reference and a name (hand-scores.csv).",
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
    cases::register_cases(engine, run);
    cases::register_vetoes(engine, run);
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
            here.unknown_target(&context)
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
