//! Conditions over a result, as they stand in scheme.yaml (`when: "grade == '不合格'"`): the same language, with words of their own.

use rhai::{Dynamic, Engine, ImmutableString, NativeCallContext, Scope};

use super::{Example, Subject, Word, conditions, unit_word};
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::{Comparison, ItemId, Mark, Node, Quantity, ResultCondition, ResultConditionNode, ResultValue};
use crate::script::mistakes;
use crate::script::names::Misuse;
use crate::script::run::Run;
use crate::words::Message;

pub const SUBJECT: Subject = Subject {
    title: "Conditions over a result",
    about: "In scheme.yaml, for `needs`, `caps` and `consequences`; texts may be in single quotes there.",
    words: &[
        Word {
            name: "grade",
            form: "grade == name; grade.is_or_worse(name)",
            means: "The unit's grade.",
            example: Example::Result("grade == '不合格'"),
        },
        Word {
            name: "is_or_worse",
            form: "grade.is_or_worse(name)",
            means: "The grade is this one or a worse one.",
            example: Example::Result("grade.is_or_worse('合格')"),
        },
        Word { name: "total", form: "total", means: "The unit's total.", example: Example::Result("total < 60") },
        Word {
            name: "rank",
            form: "rank",
            means: "The unit's rank in its group; 1 is the best.",
            example: Example::Result("rank <= 10"),
        },
        Word {
            name: "deducted",
            form: "deducted",
            means: "Points that deductions took.",
            example: Example::Result("deducted >= 3"),
        },
        Word {
            name: "area",
            form: "area(id).points, area(id).share",
            means: "An area's points, or their share of its full points.",
            example: Example::Result("area('water').share < 60.pct"),
        },
        Word {
            name: "item",
            form: "item(id).points, item(id).share",
            means: "An item's points, or their share of its full points.",
            example: Example::Result("item('water/manure-utilisation').points == 0"),
        },
        Word {
            name: "points",
            form: "area(id).points, item(id).points",
            means: "Points.",
            example: Example::Result("area('water').points >= 20"),
        },
        Word {
            name: "areas_below",
            form: "areas_below(share)",
            means: "How many areas of the sheet have less than this share of their points.",
            example: Example::Result("areas_below(60.pct) >= 2"),
        },
        Word {
            name: "marked",
            form: "marked(mark)",
            means: "How many items carry this mark: `'overdue'`, `'at_risk'` or `'vetoed'`.",
            example: Example::Result("marked('overdue') > 0"),
        },
        Word {
            name: "vetoed",
            form: "vetoed(), vetoed(id)",
            means: "A veto took effect; this veto did.",
            example: Example::Result("vetoed() and total >= 90"),
        },
    ],
};

/// `grade`, before it is compared.
#[derive(Debug, Clone)]
struct GradeWord;

/// `area(id)` or `item(id)`, before it says points or share.
#[derive(Debug, Clone)]
enum Part {
    Area(String),
    Item(ItemId),
}

pub fn register(engine: &mut Engine, run: &Run) {
    engine
        .register_type_with_name::<ResultCondition>("result_condition")
        .register_type_with_name::<ResultValue>("result_value")
        .register_type_with_name::<GradeWord>("grade")
        .register_type_with_name::<Part>("area_or_item");

    engine.register_fn("area", |id: &str| Part::Area(id.to_owned()));
    engine.register_fn("item", |id: &str| Part::Item(ItemId(id.to_owned())));
    engine.register_get("points", |part: &mut Part| match part {
        Part::Area(id) => ResultValue::AreaPoints(id.clone()),
        Part::Item(id) => ResultValue::ItemPoints(id.clone()),
    });
    engine.register_get("share", |part: &mut Part| match part {
        Part::Area(id) => ResultValue::AreaShare(id.clone()),
        Part::Item(id) => ResultValue::ItemShare(id.clone()),
    });
    let here = run.clone();
    engine.register_fn("areas_below", move |context: NativeCallContext, share: Dynamic| {
        ResultValue::AreasBelow(here.share_of_points(&context, &share).unwrap_or(Exact::ONE))
    });
    let here = run.clone();
    engine.register_fn("marked", move |context: NativeCallContext, mark: &str| {
        let known = [("overdue", Mark::Overdue), ("at_risk", Mark::AtRisk), ("vetoed", Mark::Vetoed)];
        ResultValue::Marked(here.one_of(&context, mark, &known).unwrap_or(Mark::Overdue))
    });
    register_conditions(engine, run);
    register_joins(engine, run);
}

fn register_conditions(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("vetoed", move |context: NativeCallContext| {
        Node::<ResultConditionNode>::new(here.place(&context), ResultConditionNode::Vetoed(None))
    });
    let here = run.clone();
    engine.register_fn("vetoed", move |context: NativeCallContext, id: &str| {
        let veto = Some(ItemId(id.to_owned()));
        Node::<ResultConditionNode>::new(here.place(&context), ResultConditionNode::Vetoed(veto))
    });
    let here = run.clone();
    engine.register_fn("is_or_worse", move |context: NativeCallContext, _grade: GradeWord, name: &str| {
        let node = ResultConditionNode::Grade { grade: name.to_owned(), worse: true };
        Node::<ResultConditionNode>::new(here.place_of_text(&context, name), node)
    });
    for (sign, differs) in [("==", false), ("!=", true)] {
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, _grade: GradeWord, name: ImmutableString| {
            let at = here.place_of_text(&context, &name);
            let is = Node::new(at.clone(), ResultConditionNode::Grade { grade: name.to_string(), worse: false });
            if differs { Node::new(at, ResultConditionNode::Not(Box::new(is))) } else { is }
        });
    }
    for (sign, comparison) in conditions::COMPARISONS {
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: ResultValue, right: ResultValue| {
            here.like(&context, &left, &right);
            here.compare(&context, comparison, left, right)
        });
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: ResultValue, right: Dynamic| {
            let right = here.number_beside(&context, &left, &right);
            here.compare(&context, comparison, left, right)
        });
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: Dynamic, right: ResultValue| {
            let left = here.number_beside(&context, &right, &left);
            here.compare(&context, comparison, left, right)
        });
    }
}

fn register_joins(engine: &mut Engine, run: &Run) {
    type Join = fn(Box<ResultCondition>, Box<ResultCondition>) -> ResultConditionNode;
    for (sign, join) in [
        ("&", ResultConditionNode::And as Join),
        ("and", ResultConditionNode::And),
        ("|", ResultConditionNode::Or),
        ("or", ResultConditionNode::Or),
    ] {
        let here = run.clone();
        engine.register_fn(sign, move |context: NativeCallContext, left: ResultCondition, right: ResultCondition| {
            Node::new(here.place(&context), join(Box::new(left), Box::new(right)))
        });
    }
    let here = run.clone();
    engine.register_fn("not", move |context: NativeCallContext, inner: ResultCondition| {
        Node::new(here.place(&context), ResultConditionNode::Not(Box::new(inner)))
    });
    let here = run.clone();
    engine.register_fn("!", move |context: NativeCallContext, inner: ResultCondition| {
        here.wrong(&context, Misuse::Not.said());
        Node::<ResultConditionNode>::new(here.place(&context), ResultConditionNode::Not(Box::new(inner)))
    });
}

impl Run {
    fn compare(
        &self,
        context: &NativeCallContext,
        comparison: Comparison,
        left: ResultValue,
        right: ResultValue,
    ) -> ResultCondition {
        Node::new(self.place(context), ResultConditionNode::Compare { comparison, left, right })
    }

    /// The number that a value of the result is held against.
    fn number_beside(&self, context: &NativeCallContext, value: &ResultValue, number: &Dynamic) -> ResultValue {
        let Some(number) = self.quantity(context, number) else { return ResultValue::Number(Exact::ONE) };
        if let Some(told) = self.misfit(context, kind_of(value), value, &number) {
            self.report(told);
        }
        ResultValue::Number(number.value)
    }

    /// A share of an area's points, from nothing to the whole; `None` if it is none, which is told.
    fn share_of_points(&self, context: &NativeCallContext, share: &Dynamic) -> Option<Exact> {
        let quantity = self.quantity(context, share)?;
        let part = ResultValue::AreaShare(String::new());
        if let Some(told) = self.misfit(context, Some(ResultKind::Share), &part, &quantity) {
            self.report(told);
            return None;
        }
        self.share(context, share)
    }

    /// What is wrong with this number beside that value, as a rule is told of its figures: 60 is no share, and 90 % are no points.
    fn misfit(
        &self,
        context: &NativeCallContext,
        kind: Option<ResultKind>,
        value: &ResultValue,
        number: &Quantity,
    ) -> Option<Diagnostic> {
        let told = |message| Diagnostic::error(self.place(context), message);
        let written = &number.value;
        match (kind?, &number.unit) {
            (ResultKind::Share, None) if written.abs() > Exact::ONE => {
                Some(mistakes::bare_against_ratio(self.place(context), written))
            }
            (ResultKind::Share, Some(unit)) if !unit.is_ratio() => {
                Some(told(message!("check-units-differ", left = unit_word(&Unit::ratio()), right = unit_word(unit))))
            }
            (ResultKind::Points, Some(unit)) if unit.is_ratio() => {
                let points = written.times_power_of_ten(2);
                let problem = told(message!("script-points-against-ratio"));
                Some(match value {
                    ResultValue::AreaPoints(_) | ResultValue::ItemPoints(_) => {
                        problem.help(message!("script-write-share-of-points", percent = points))
                    }
                    ResultValue::Number(_)
                    | ResultValue::Total
                    | ResultValue::Rank
                    | ResultValue::AreaShare(_)
                    | ResultValue::ItemShare(_)
                    | ResultValue::AreasBelow(_)
                    | ResultValue::Marked(_)
                    | ResultValue::Deducted => problem.help(message!("script-write-points", points = points)),
                })
            }
            (ResultKind::Points, Some(unit)) if *unit != Unit::symbol("分") => {
                Some(told(message!("script-points-against-unit", unit = unit_word(unit))))
            }
            (ResultKind::Count, Some(unit)) if unit.is_ratio() => Some(told(message!("check-count-against-ratio"))),
            (ResultKind::Count, Some(unit)) if !unit.counts_things() => {
                Some(told(message!("check-count-against-unit", unit = unit_word(unit))))
            }
            (ResultKind::Share | ResultKind::Points | ResultKind::Count, _) => None,
        }
    }

    /// Points are held against points, shares against shares.
    fn like(&self, context: &NativeCallContext, left: &ResultValue, right: &ResultValue) {
        if let (Some(one), Some(other)) = (kind_of(left), kind_of(right))
            && one != other
        {
            let (left, right) = (one.said(), other.said());
            self.wrong(context, message!("check-kinds-differ", left = left, right = right));
        }
    }
}

/// What a value of the result is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ResultKind {
    Points,
    Share,
    Count,
}

impl ResultKind {
    fn said(self) -> Message {
        match self {
            ResultKind::Points => message!("check-kind-points"),
            ResultKind::Share => message!("check-kind-ratio"),
            ResultKind::Count => message!("check-kind-count"),
        }
    }
}

/// `None`: a number as it is written.
fn kind_of(value: &ResultValue) -> Option<ResultKind> {
    match value {
        ResultValue::Number(_) => None,
        ResultValue::Total | ResultValue::AreaPoints(_) | ResultValue::ItemPoints(_) | ResultValue::Deducted => {
            Some(ResultKind::Points)
        }
        ResultValue::AreaShare(_) | ResultValue::ItemShare(_) => Some(ResultKind::Share),
        ResultValue::Rank | ResultValue::AreasBelow(_) | ResultValue::Marked(_) => Some(ResultKind::Count),
    }
}

/// What a condition over a result can name without calling it.
pub fn scope() -> Scope<'static> {
    let mut scope = Scope::new();
    scope.push_constant("grade", GradeWord);
    scope.push_constant("total", ResultValue::Total);
    scope.push_constant("rank", ResultValue::Rank);
    scope.push_constant("deducted", ResultValue::Deducted);
    scope
}
