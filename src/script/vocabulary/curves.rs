//! Curves: how points follow from the figure and its target.

use rhai::{Array, Dynamic, Engine, FnPtr, ImmutableString, Map, NativeCallContext};

use super::stand_ins::StandIn;
use super::values::{Outcome, literal, quantity};
use super::{Example, Subject, Word};
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    ChecklistPart, Curve, CurveLevel, CurveNode, Early, Formula, FormulaNode, Given, Late, Literal, Node, Parts,
    Period, Place, RankBand, Step,
};
use crate::script::run::{Run, bounded};

pub const SUBJECT: Subject = Subject {
    title: "Curves",
    about: "How points follow. A share of 1 is the item's full points; points never leave the range from nothing to full, except where `early` adds to it.",
    words: &[
        Word {
            name: "full_or_none",
            form: "full_or_none() → curve",
            means: "All for meeting the target, else nothing.",
            example: Example::Curve("full_or_none()"),
        },
        Word {
            name: "proportional",
            form: "proportional() → curve",
            means: "Full at the target; else figure ÷ target of the points (target ÷ figure where lower is better).",
            example: Example::Curve("proportional()"),
        },
        Word {
            name: "none_below",
            form: "curve.none_below(figure) → curve",
            means: "A figure worse than this gives nothing.",
            example: Example::Curve("proportional().none_below(50.pct)"),
        },
        Word {
            name: "linear",
            form: "linear(from, to) → curve",
            means: "Nothing at `from` and beyond, full at `to` and beyond, straight between.",
            example: Example::Curve("linear(60.pct, 90.pct)"),
        },
        Word {
            name: "steps",
            form: "steps([[edge, share], …]) → curve",
            means: "The share of the first step whose edge the figure reaches; edges belong to the better step; no step reached, nothing.",
            example: Example::Curve("steps([[95.pct, 1], [90.pct, 0.8], [80.pct, 0.5]])"),
        },
        Word {
            name: "deduct",
            form: "deduct(points).per(amount) → curve",
            means: "Full at the target; so many points less for each amount that the figure misses it by, down to nothing. It must say what a part of an amount counts as: `per`, `per_whole` or `per_started`.",
            example: Example::Curve("deduct(0.5).per(1.pct)"),
        },
        Word {
            name: "per",
            form: "deduct(points).per(amount)",
            means: "A part of an amount counts as its part (按比例).",
            example: Example::Curve("deduct(0.5).per(1.pct)"),
        },
        Word {
            name: "per_whole",
            form: "deduct(points).per_whole(amount)",
            means: "A part of an amount does not count (不足1个的不计).",
            example: Example::Curve("deduct(0.5).per_whole(1.pct)"),
        },
        Word {
            name: "per_started",
            form: "deduct(points).per_started(amount)",
            means: "A part of an amount counts as one (不足1个按1个计).",
            example: Example::Curve("deduct(0.5).per_started(1.pct)"),
        },
        Word {
            name: "per_case",
            form: "per_case(points) → curve",
            means: "Each case costs so many points (of an indicator or a deduction) or gives them (a bonus).",
            example: Example::Task("table(\"fires\").count()", "zero()", "per_case(1)"),
        },
        Word {
            name: "cap",
            form: "per_case(points).cap(points); early(…).cap(points)",
            means: "At most so many points.",
            example: Example::Task("table(\"fires\").count()", "zero()", "per_case(1).cap(3)"),
        },
        Word {
            name: "rank_bands",
            form: "rank_bands([[last_rank, share], …]) → curve",
            means: "The share of the first band that the rank lies in.",
            example: Example::Task(
                "table(\"farms\").sum(\"used\").rank_among(\"group\", \"highest\")",
                "open()",
                "rank_bands([[3, 1], [10, 0.8]])",
            ),
        },
        Word {
            name: "improvement",
            form: "improvement() → curve",
            means: "Full for the improvement on last year that the target asks for; a part of it gives that part of the points; none, nothing.",
            example: Example::Task(
                "table(\"farms\").share(col(\"used\") > 0)",
                "improve_on_last_year(2.pct, \"higher\")",
                "improvement()",
            ),
        },
        Word {
            name: "pace",
            form: "pace() → curve",
            means: "The target times the share of the year gone by is full; less gives figure ÷ that.",
            example: Example::Curve("pace()"),
        },
        Word {
            name: "levels",
            form: "levels(#{ label: share, … }) → curve; levels([[label, share], …])",
            means: "The share that goes with each evaluated grade; of several rows, their mean.",
            example: Example::Task(
                "table(\"boilers\").tally(\"stage\")",
                "open()",
                "levels(#{ \"优\": 1, \"良\": 0.75, \"中\": 0.5 })",
            ),
        },
        Word {
            name: "stages",
            form: "stages([[label, share], …]) → curve",
            means: "The share that goes with each stage a project has reached; of several projects, their mean.",
            example: Example::Task(
                "table(\"boilers\").tally(\"stage\")",
                "open()",
                "stages([[\"已完成\", 1], [\"调试\", 0.75], [\"在建\", 0.5], [\"未启动\", 0]])",
            ),
        },
        Word {
            name: "checklist",
            form: "checklist([part(…), …]) → curve",
            means: "Parts with points of their own. A part that can't be judged, or does not apply, is left out of both sums.",
            example: Example::Rule(
                "indicator(\"台账\").score(checklist([part(\"有养殖场台账\", table(\"farms\").count() > 0, 6), part(\"无火点\", table(\"fires\").count() == 0, 4)]))",
            ),
        },
        Word {
            name: "part",
            form: "part(label, condition, points); part(label, condition, points, applies_when)",
            means: "A part of a checklist.",
            example: Example::Rule(
                "indicator(\"台账\").score(checklist([part(\"有养殖场台账\", table(\"farms\").count() > 0, 10, kind_is([\"镇\"]))]))",
            ),
        },
        Word {
            name: "late",
            form: "curve.late(share, period) → curve",
            means: "For tasks: each period (`\"day\"`, `\"week\"`, `\"month\"`) begun after its due date takes this share off what a thing counts. Without it, what is finished late does not count.",
            example: Example::Task(
                "table(\"boilers\").done_by(\"done_on\", \"due_on\")",
                "all_by(date(\"2022-10-31\"))",
                "proportional().late(0.2, \"month\")",
            ),
        },
        Word {
            name: "early",
            form: "curve.early(points, period).cap(points) → curve",
            means: "For tasks that are all finished before their due dates: each whole period that the least early of them is ahead adds these points to the item, at most the cap in all.",
            example: Example::Task(
                "table(\"boilers\").done_by(\"done_on\", \"due_on\")",
                "all_by(date(\"2022-10-31\"))",
                "full_or_none().early(0.5, \"month\").cap(1)",
            ),
        },
        Word {
            name: "custom",
            form: "custom(|figure, target| share) → curve",
            means: "The share of the points, by a closure over the figure and the target; of a deduction the share that is *taken*, where `steps` and `linear` say what is kept. It is run once, to build a formula; choose with `if_else`, not `if`. The clause shows it as code.",
            example: Example::Curve(
                "custom(|figure, target| if_else(figure >= target, 1, figure / target * figure / target))",
            ),
        },
        Word {
            name: "custom_points",
            form: "custom_points(|figure, target, full| points) → curve",
            means: "As `custom`, but the closure gives the points themselves; of a deduction those that are taken.",
            example: Example::Curve("custom_points(|figure, target, full| least_of([full, figure * 10]))"),
        },
    ],
};

/// `deduct(points)`, waiting for its amount.
#[derive(Debug, Clone)]
struct Deduction {
    at: Place,
    points: Exact,
}

/// `part(…)` of a checklist.
type Part = Node<ChecklistPart>;

/// A curve being written: `cap` belongs to what stands before it.
#[derive(Debug, Clone)]
pub struct CurveDraft {
    pub curve: Curve,
    cap_is_for_early: bool,
    /// In the place of a curve that could not be read: whatever may be said of that one may be said of it.
    stands_in: bool,
}

impl CurveDraft {
    pub fn new(at: Place, node: CurveNode) -> CurveDraft {
        let base = Node::new(at, node);
        let curve = Curve { base, none_below: None, late: None, early: None };
        CurveDraft { curve, cap_is_for_early: false, stands_in: false }
    }

    /// For a curve that could not be read, which is told: it fits every figure and every target.
    pub fn stand_in(at: Place) -> CurveDraft {
        let formula = Box::new(Node::new(at.clone(), FormulaNode::Given(Given::Full)));
        let node = CurveNode::Custom { source: String::new(), formula, share: false };
        CurveDraft { stands_in: true, ..CurveDraft::new(at, node) }
    }
}

pub fn register(engine: &mut Engine, run: &Run) {
    engine
        .register_type_with_name::<CurveDraft>("curve")
        .register_type_with_name::<Deduction>("deduction")
        .register_type_with_name::<Part>("part");

    for (word, node) in [
        ("full_or_none", CurveNode::FullOrNone),
        ("proportional", CurveNode::Proportional),
        ("improvement", CurveNode::Improvement),
        ("pace", CurveNode::Pace),
    ] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext| CurveDraft::new(here.place(&context), node.clone()));
    }
    register_deductions(engine, run);
    register_tables(engine, run);
    register_modifiers(engine, run);
    register_checklists(engine, run);
    register_closures(engine, run);
}

fn register_deductions(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("linear", move |context: NativeCallContext, from: Dynamic, to: Dynamic| {
        let (from, to) = (here.formula(&context, &from), here.formula(&context, &to));
        CurveDraft::new(here.place(&context), CurveNode::Linear { from, to })
    });
    let here = run.clone();
    engine.register_fn("deduct", move |context: NativeCallContext, points: Dynamic| Deduction {
        at: here.place(&context),
        points: here.positive(&context, &points).unwrap_or(Exact::ONE),
    });
    for (word, parts) in [("per", Parts::ProRata), ("per_whole", Parts::WholeOnly), ("per_started", Parts::CountAsOne)]
    {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, deduction: Deduction, amount: Dynamic| {
            let per = here.positive(&context, &amount).and(quantity(&amount));
            match per {
                Some(per) => CurveDraft::new(deduction.at, CurveNode::Deduct { points: deduction.points, per, parts }),
                None => CurveDraft::stand_in(deduction.at),
            }
        });
    }
    let here = run.clone();
    engine.register_fn("per_case", move |context: NativeCallContext, points: Dynamic| {
        let points = here.positive(&context, &points).unwrap_or(Exact::ONE);
        CurveDraft::new(here.place(&context), CurveNode::PerCase { points, cap: None })
    });
}

impl Run {
    /// `[[label, share], …]`, or a map of the same; of a map, the largest share first. `None` if a label could not be read: which texts are
    /// without one is then not known.
    fn levels(&self, context: &NativeCallContext, given: &Dynamic) -> Option<Vec<CurveLevel>> {
        // A label stays one, whatever its share.
        let share = |share: &Dynamic| self.share(context, share).unwrap_or(Exact::ONE);
        if let Some(map) = given.read_lock::<Map>() {
            let level =
                |(label, given): (_, &Dynamic)| CurveLevel { label: ToString::to_string(label), share: share(given) };
            let mut levels: Vec<CurveLevel> = map.iter().map(level).collect();
            levels.sort_by(|left, right| right.share.cmp(&left.share).then_with(|| left.label.cmp(&right.label)));
            return Some(levels);
        }
        let pairs = given.clone().into_typed_array::<Dynamic>().unwrap_or_default();
        if pairs.is_empty() {
            self.unexpected(context, given, "a-label-and-share");
            return None;
        }
        let level = |pair: &Dynamic| {
            let parts = pair.clone().into_typed_array::<Dynamic>().unwrap_or_default();
            let [label, given] = parts.as_slice() else {
                self.unexpected(context, pair, "a-label-and-share");
                return None;
            };
            let share = share(given);
            let text = label.read_lock::<ImmutableString>().map(|label| label.to_string());
            if text.is_none() {
                self.unexpected(context, label, "a-text");
            }
            Some(CurveLevel { label: text?, share })
        };
        // All of them are read before it is looked whether one could not be.
        let levels: Vec<Option<CurveLevel>> = pairs.iter().map(level).collect();
        levels.into_iter().collect()
    }

    fn period(&self, context: &NativeCallContext, name: &str) -> Period {
        let known = [("day", Period::Day), ("week", Period::Week), ("month", Period::Month)];
        self.one_of(context, name, &known).unwrap_or(Period::Day)
    }
}

/// The shares of the steps. For one that could not be read, which is told, one between its neighbours stands in: so that the edges are looked
/// at all the same, and nothing is said of a share that nobody wrote.
fn whole_shares(steps: &[(Literal, Option<Exact>)]) -> Vec<Exact> {
    let mut shares = Vec::new();
    let mut above = Exact::ONE;
    for (number, (_, share)) in steps.iter().enumerate() {
        let below = steps.iter().skip(number).find_map(|(_, share)| share.clone()).unwrap_or(Exact::ZERO);
        let between = || (&above + &below).checked_div(&Exact::from(2)).unwrap_or(Exact::ZERO);
        above = share.clone().unwrap_or_else(between);
        shares.push(above.clone());
    }
    shares
}

fn register_tables(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("steps", move |context: NativeCallContext, steps: Array| {
        let at = here.place(&context);
        if steps.is_empty() {
            here.wrong(&context, message!("script-no-steps"));
        }
        let step = |step: &Dynamic| {
            let pair = step.clone().into_typed_array::<Dynamic>().unwrap_or_default();
            let edge = pair.first().and_then(literal);
            let (Some(edge @ (Literal::Number(_) | Literal::Class(_))), [_edge, share]) = (edge, pair.as_slice())
            else {
                here.unexpected(&context, step, "a-step");
                return None;
            };
            Some((edge, here.share(&context, share)))
        };
        // A step that could not be read has no place in the order of the others.
        let read: Vec<Option<(Literal, Option<Exact>)>> = steps.iter().map(step).collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>().filter(|steps| !steps.is_empty());
        let read = read.map(|steps| {
            let shares: Vec<Exact> = whole_shares(&steps);
            let edges = steps.into_iter().map(|(edge, _)| edge);
            edges.zip(shares).map(|(edge, share)| Node::new(at.clone(), Step { edge, share })).collect()
        });
        read.map_or_else(
            || CurveDraft::stand_in(at.clone()),
            |steps| CurveDraft::new(at.clone(), CurveNode::Steps(steps)),
        )
    });
    let here = run.clone();
    engine.register_fn("rank_bands", move |context: NativeCallContext, bands: Array| {
        let band = |band: &Dynamic| {
            let pair = band.clone().into_typed_array::<Dynamic>().unwrap_or_default();
            let rank = pair.first().and_then(|rank| rank.read_lock::<i64>().map(|rank| *rank));
            let (Some(up_to), [_rank, share]) = (rank.and_then(|rank| u32::try_from(rank).ok()), pair.as_slice())
            else {
                here.unexpected(&context, band, "a-rank-band");
                return None;
            };
            Some(RankBand { up_to, share: here.share(&context, share)? })
        };
        let at = here.place(&context);
        let read: Vec<Option<RankBand>> = bands.iter().map(band).collect();
        match read.into_iter().collect::<Option<Vec<_>>>() {
            Some(bands) => CurveDraft::new(at, CurveNode::RankBands(bands)),
            None => CurveDraft::stand_in(at),
        }
    });
    type Build = fn(Vec<CurveLevel>) -> CurveNode;
    for (word, build) in [("levels", CurveNode::Levels as Build), ("stages", CurveNode::Stages)] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, levels: Dynamic| {
            let at = here.place(&context);
            match here.levels(&context, &levels) {
                Some(levels) => CurveDraft::new(at, build(levels)),
                None => CurveDraft::stand_in(at),
            }
        });
    }
}

fn register_modifiers(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("none_below", move |context: NativeCallContext, mut draft: CurveDraft, figure: Dynamic| {
        let figure = here.quantity(&context, &figure);
        draft.curve.none_below = figure.map(|figure| Node::new(here.place(&context), figure));
        draft
    });
    let here = run.clone();
    engine.register_fn(
        "late",
        move |context: NativeCallContext, mut draft: CurveDraft, share: Dynamic, period: &str| {
            let share = here.share(&context, &share).unwrap_or(Exact::ONE);
            let late = Late { share, period: here.period(&context, period) };
            draft.curve.late = Some(Node::new(here.place(&context), late));
            draft
        },
    );
    let here = run.clone();
    engine.register_fn(
        "early",
        move |context: NativeCallContext, mut draft: CurveDraft, points: Dynamic, period: &str| {
            let points = here.positive(&context, &points).unwrap_or(Exact::ONE);
            let early = Early { cap: Exact::ZERO, points, period: here.period(&context, period) };
            draft.curve.early = Some(Node::new(here.place(&context), early));
            draft.cap_is_for_early = true;
            draft
        },
    );
    let here = run.clone();
    engine.register_fn("cap", move |context: NativeCallContext, mut draft: CurveDraft, points: Dynamic| {
        let most = here.positive(&context, &points).unwrap_or(Exact::ONE);
        if let (true, Some(early)) = (draft.cap_is_for_early, &mut draft.curve.early) {
            early.node.cap = most;
        } else if let CurveNode::PerCase { cap, .. } = &mut draft.curve.base.node {
            *cap = Some(most);
        } else if !draft.stands_in {
            here.wrong(&context, message!("script-cap-of-what"));
        }
        draft
    });
}

fn register_checklists(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    let part = move |context: &NativeCallContext,
                     label: &str,
                     holds: &Dynamic,
                     points: &Dynamic,
                     applies: Option<&Dynamic>| {
        let holds = here.condition(context, holds);
        let applies_when = applies.map(|applies| here.condition(context, applies));
        // Any other points would be held, in the sum of all parts, against those of the item.
        let Some(points) = here.positive(context, points) else { return Dynamic::from(StandIn) };
        let part = ChecklistPart { label: label.to_owned(), holds, points, applies_when };
        Dynamic::from(Part::new(here.place(context), part))
    };
    let three = part.clone();
    engine.register_fn("part", move |context: NativeCallContext, label: &str, holds: Dynamic, points: Dynamic| {
        three(&context, label, &holds, &points, None)
    });
    engine.register_fn(
        "part",
        move |context: NativeCallContext, label: &str, holds: Dynamic, points: Dynamic, applies: Dynamic| {
            part(&context, label, &holds, &points, Some(&applies))
        },
    );
    let here = run.clone();
    engine.register_fn("checklist", move |context: NativeCallContext, parts: Array| {
        let mut read = Vec::new();
        for part in &parts {
            match part.read_lock::<Part>() {
                Some(part) => read.push(part.clone()),
                None => here.unexpected(&context, part, "a-part"),
            }
        }
        if parts.is_empty() {
            here.wrong(&context, message!("script-no-parts"));
        }
        if read.is_empty() || read.len() < parts.len() {
            return Dynamic::from(StandIn);
        }
        Dynamic::from(CurveDraft::new(here.place(&context), CurveNode::Checklist(read)))
    });
}

/// A closure is run once, over stand-ins for the figure, the target and the full points: what comes back is a formula, so that the plan
/// stays plain data and nothing of the script is needed to score.
fn register_closures(engine: &mut Engine, run: &Run) {
    for (word, share) in [("custom", true), ("custom_points", false)] {
        let here = run.clone();
        engine.register_fn(word, move |context: NativeCallContext, closure: FnPtr| -> Outcome<CurveDraft> {
            let at = here.place(&context);
            let given = |given: Given| Dynamic::from(Node::<FormulaNode>::new(at.clone(), FormulaNode::Given(given)));
            let all = [given(Given::Measure), given(Given::Target), given(Given::Full)];
            let mut outcome = None;
            for arguments in 1..=all.len() {
                match closure.call_raw(&context, None, all.iter().take(arguments).cloned().collect::<Vec<_>>()) {
                    Ok(value) => {
                        outcome = Some(Ok(value));
                        break;
                    }
                    Err(error) if wrong_arity(&error, closure.fn_name()) => outcome = Some(Err(error)),
                    Err(error) => return Err(error),
                }
            }
            let Some(Ok(value)) = outcome else {
                here.wrong(&context, message!("script-closure-arguments", word = word));
                return Ok(CurveDraft::stand_in(at));
            };
            let formula: Formula = bounded(here.formula(&context, &value))?;
            let source = here.source_of_arguments(&context).unwrap_or_default();
            Ok(CurveDraft::new(at, CurveNode::Custom { source, formula: Box::new(formula), share }))
        });
    }
}

/// The closure itself takes another number of arguments (and not something that it calls).
fn wrong_arity(error: &rhai::EvalAltResult, closure: &str) -> bool {
    match error {
        rhai::EvalAltResult::ErrorFunctionNotFound(signature, _) => signature.starts_with(closure),
        _other => false,
    }
}
