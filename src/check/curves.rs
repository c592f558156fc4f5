//! Curves whose parts do not fit: shares beyond the whole, steps that shadow others, labels that no row can have, parts that do not add
//! up.

use super::custom;
use super::directions;
use super::ends;
use super::limits;
use super::ranges::declared;
use super::targets::{asked_of, can_be_asked, shown};
use crate::diagnostic::{Diagnostic, shortened};
use crate::figure::Exact;
use crate::message;
use crate::plan::shape::{CurveForm, fits, measure_fits, that_fit};
use crate::plan::typing::Texts;
use crate::plan::{
    Area, Body, ChecklistPart, Child, ColumnNode, ColumnType, Combine, Curve, CurveLevel, CurveNode, ExceptionThen,
    Formula, FormulaNode, Item, Kind, Literal, Measure, Node, Place, Plan, RankBand, Rule, RuleKind, Step, Target,
    TargetNode, Towards, typing,
};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &plan.rules {
        let (measure, target, curve) = match &rule.body {
            Body::Measured { measure, target, curve } => (measure, target, curve),
            Body::ByHand { what: _, most } => {
                by_hand(plan, rule, most, &mut found);
                continue;
            }
            Body::NotExpressible { .. } | Body::Veto { .. } => continue,
        };
        check_curve(plan, rule, measure, target, curve, &mut found);
        for exception in &rule.exceptions {
            match &exception.then {
                ExceptionThen::Curve(curve) => {
                    check_curve(plan, rule, measure, target, &curve.node, &mut found);
                }
                ExceptionThen::Target(target) => {
                    directions::against(plan, rule, curve, target, &mut found);
                    limits::within_target(plan, rule, measure, curve, target, &mut found);
                }
                ExceptionThen::FullPoints | ExceptionThen::NoPoints | ExceptionThen::NotAssessed => {}
            }
        }
    }
    found
}

fn check_curve(plan: &Plan, rule: &Rule, measure: &Measure, aim: &Target, curve: &Curve, found: &mut Vec<Diagnostic>) {
    let at = &curve.base.at;
    let target = &aim.node;
    directions::against(plan, rule, curve, aim, found);
    limits::within_target(plan, rule, measure, curve, aim, found);
    ends::never_reached(plan, rule, measure, curve, target, found);
    match &curve.base.node {
        CurveNode::Steps(written) => steps(written, target, found),
        CurveNode::RankBands(bands) => rank_bands(at, bands, measure, found),
        CurveNode::Levels(levels) | CurveNode::Stages(levels) => labels(plan, at, levels, measure, found),
        CurveNode::Checklist(parts) => checklist(plan, rule, at, parts, found),
        CurveNode::Deduct { points, per, parts: _ } => {
            positive(at, points, found);
            positive(at, &per.value, found);
        }
        CurveNode::PerCase { points, cap } => {
            positive(at, points, found);
            if let Some(cap) = cap {
                positive(at, cap, found);
            }
        }
        CurveNode::Linear { from, to } => linear(at, from, to, found),
        CurveNode::Proportional => proportional(plan, rule, at, measure, aim, found),
        CurveNode::Custom { source: _, formula, share: true } => custom::share(plan, rule, aim, at, formula, found),
        CurveNode::FullOrNone | CurveNode::Improvement | CurveNode::Pace | CurveNode::Custom { .. } => {}
    }
    if !target.stands_in()
        && let Err(misfit) =
            fits(&curve.base.node, target, rule.kind).and_then(|()| measure_fits(&curve.base.node, measure))
    {
        let message = message!("check-curve-misfit", curve = misfit.curve, with = misfit.with);
        let fitting = that_fit(target, rule.kind, measure);
        let fitting = fitting.filter(|form| *form != CurveForm::RankBands || is_rank(measure));
        let fitting: Vec<String> = fitting.map(|form| form.word().to_owned()).collect();
        let told = Diagnostic::error(at.clone(), message);
        found.push(match fitting.is_empty() {
            true => told,
            false => told.help(message!("check-curves-that-fit", curves = fitting)),
        });
    }
    let is_task = match measure {
        Measure::Task { .. } => true,
        Measure::Formula(_) | Measure::Tally { .. } | Measure::Checklist => false,
    };
    if let Some(late) = &curve.late {
        share(&late.at, &late.node.share, found);
        if !is_task {
            found.push(Diagnostic::error(late.at.clone(), message!("check-late-without-task", word = "late")));
        }
    }
    if let Some(early) = &curve.early
        && !is_task
    {
        found.push(Diagnostic::error(early.at.clone(), message!("check-late-without-task", word = "early")));
    }
}

fn share(at: &Place, share: &Exact, found: &mut Vec<Diagnostic>) {
    if share.is_negative() || *share > Exact::ONE {
        found.push(Diagnostic::error(at.clone(), message!("check-share-range", share = share)));
    }
}

fn positive(at: &Place, number: &Exact, found: &mut Vec<Diagnostic>) {
    if !number.is_positive() {
        found.push(Diagnostic::error(at.clone(), message!("check-not-positive", number = number)));
    }
}

/// Of a target below nothing no part can be taken: −3 % of −5 % would be more than all of it.
fn proportional(
    plan: &Plan,
    rule: &Rule,
    curve_at: &Place,
    measure: &Measure,
    aim: &Target,
    found: &mut Vec<Diagnostic>,
) {
    for (literal, at) in aim.node.formulas().into_iter().flat_map(|formula| asked_of(plan, rule, formula)) {
        let Literal::Number(asked) = &literal else { continue };
        // One that can't be asked at all is told as such.
        if asked.value.is_negative() && can_be_asked(plan, measure, asked) {
            let message = message!("check-negative-proportional", target = shown(asked));
            found.push(Diagnostic::error(at.clone(), message));
        }
    }
    // What one unit signed may well be nothing while others signed more.
    let is_nothing = match &aim.node {
        TargetNode::Zero => true,
        TargetNode::AtMost(asked) => {
            asked.node.literal().and_then(Literal::number).is_some_and(|asked| asked.is_zero())
        }
        TargetNode::AtLeast(_)
        | TargetNode::Equals(_)
        | TargetNode::Between { .. }
        | TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => false,
    };
    if is_nothing && rule.kind == RuleKind::Indicator {
        let told = Diagnostic::warning(curve_at.clone(), message!("check-proportional-to-nothing"));
        found.push(told.help(message!("check-write-full-or-none-or-deduct")));
    }
}

/// From a figure to itself nothing lies between, and which side is better is not said. What one unit signed may well be where the line
/// begins.
fn linear(at: &Place, from: &Formula, to: &Formula, found: &mut Vec<Diagnostic>) {
    let value = |end: &Formula| end.node.literal().and_then(Literal::number);
    let is_same_number = value(from).is_some() && value(from) == value(to);
    if is_same_number || from == to {
        found.push(Diagnostic::error(at.clone(), message!("check-linear-nowhere")));
    }
}

/// The best step stands first: a later one with an edge that the earlier one already takes in is never reached.
fn steps(steps: &[Node<Step>], target: &TargetNode, found: &mut Vec<Diagnostic>) {
    for step in steps {
        share(&step.at, &step.node.share, found);
    }
    // An edge of another kind than the first is told as such, and has no place in the order.
    let first = steps.first().map(|step| typing::Known::literal(&step.node.edge).kind);
    let like_first = |edge: &Literal| Some(typing::Known::literal(edge).kind) == first;
    let edges: Vec<Option<Exact>> =
        steps.iter().map(|step| step.node.edge.number().filter(|_| like_first(&step.node.edge))).collect();
    // Where the target does not say which way is better, the first two steps do.
    let higher_first = target.towards().map(|towards| towards == Towards::Higher).or_else(|| {
        let [Some(first), Some(second), ..] = edges.as_slice() else { return None };
        Some(first > second)
    });
    let Some(higher_first) = higher_first else { return };
    for ((pair, edges), number) in steps.windows(2).zip(edges.windows(2)).zip(2i64..) {
        let ([before, step], [Some(better), Some(worse)]) = (pair, edges) else { continue };
        let falls = if higher_first { better > worse } else { better < worse };
        if !falls {
            found.push(Diagnostic::error(step.at.clone(), message!("check-step-shadowed", number = number)));
        } else if step.node.share > before.node.share {
            let message = message!(
                "check-step-worth-more",
                number = number,
                share = &step.node.share,
                before = &before.node.share
            );
            found.push(Diagnostic::error(step.at.clone(), message));
        } else if step.node.share == before.node.share {
            found.push(Diagnostic::warning(step.at.clone(), message!("check-step-worth-the-same", number = number)));
        }
    }
}

fn rank_bands(at: &Place, bands: &[RankBand], measure: &Measure, found: &mut Vec<Diagnostic>) {
    for band in bands {
        share(at, &band.share, found);
    }
    for (pair, number) in bands.windows(2).zip(2i64..) {
        let [before, band] = pair else { continue };
        if band.up_to <= before.up_to {
            let message = message!("check-rank-bands-out-of-order", rank = band.up_to, before = before.up_to);
            found.push(Diagnostic::error(at.clone(), message));
        } else if band.share > before.share {
            let message =
                message!("check-step-worth-more", number = number, share = &band.share, before = &before.share);
            found.push(Diagnostic::error(at.clone(), message));
        }
    }
    if !is_rank(measure) {
        found.push(
            Diagnostic::error(at.clone(), message!("check-rank-bands-without-rank"))
                .help(message!("check-write-rank-among")),
        );
    }
}

pub(super) fn is_rank(measure: &Measure) -> bool {
    match measure {
        Measure::Formula(formula) => matches!(formula.node, FormulaNode::RankAmong { .. }),
        Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => false,
    }
}

/// Labels that no row can have, and texts that rows can have and no label is for.
fn labels(plan: &Plan, at: &Place, levels: &[CurveLevel], measure: &Measure, found: &mut Vec<Diagnostic>) {
    for (number, level) in levels.iter().enumerate() {
        share(at, &level.share, found);
        if levels.iter().take(number).any(|other| other.label == level.label) {
            found.push(Diagnostic::error(at.clone(), message!("scheme-twice", name = &level.label)));
        }
    }
    let Measure::Tally { rows, label } = measure else { return };
    let known = typing::known_of_column(label, rows, plan);
    let (possible, spellings): (Vec<String>, Vec<String>) = match &known.kind {
        Some(Kind::Class(scale)) => {
            let classes = plan.scale(scale).map(|scale| scale.classes.as_slice()).unwrap_or_default();
            let names = classes.iter().map(|class| class.name.clone()).collect();
            (names, classes.iter().flat_map(|class| class.also.clone()).collect())
        }
        None | Some(Kind::Text | Kind::Number(_) | Kind::Bare | Kind::Date | Kind::Bool) => match known.texts {
            Texts::OneOf(listed) => (listed, Vec::new()),
            Texts::Any | Texts::OfCells | Texts::SeveralOf(_) => (Vec::new(), Vec::new()),
        },
    };
    if possible.is_empty() {
        if let ColumnNode::Field(name) = &label.node
            && let Some(column) = declared(rows, name, plan)
            && matches!(column.holds, ColumnType::Text { .. })
        {
            let labels: Vec<&str> = levels.iter().map(|level| level.label.as_str()).collect();
            let message = message!("check-labels-of-any-text", column = &column.id);
            let help = message!("check-write-one-of", labels = labels.join(", "));
            found.push(
                Diagnostic::warning(column.at.clone(), message)
                    .help(help)
                    .also(at.clone(), message!("check-labels-here")),
            );
        }
        return;
    }
    for level in levels {
        if !possible.contains(&level.label) && !spellings.contains(&level.label) {
            let message = message!("check-label-never-there", label = &level.label);
            let names = possible.iter().map(String::as_str);
            found.push(
                Diagnostic::error(at.clone(), message)
                    .nearest(&level.label, names)
                    .also(label.at.clone(), message!("check-label-column")),
            );
        }
    }
    let without: Vec<String> =
        possible.into_iter().filter(|text| !levels.iter().any(|level| level.label == *text)).collect();
    if !without.is_empty() && spellings.is_empty() {
        let message = message!("check-texts-without-label", texts = shortened(without));
        found.push(Diagnostic::warning(at.clone(), message));
    }
}

/// The parts' points are what is printed beside each part: they must be the item's.
fn checklist(plan: &Plan, rule: &Rule, at: &Place, parts: &[Node<ChecklistPart>], found: &mut Vec<Diagnostic>) {
    for part in parts {
        positive(&part.at, &part.node.points, found);
    }
    let sum: Exact = parts.iter().map(|part| &part.node.points).sum();
    for sheet in &plan.sheets {
        for item in added_up(&sheet.area).into_iter().filter(|item| item.rule == rule.id) {
            if item.points.0 != sum {
                let message = message!("check-checklist-does-not-add-up", points = &item.points, sum = &sum);
                found.push(Diagnostic::error(at.clone(), message).also(item.at.clone(), message!("check-points-here")));
            }
        }
    }
}

/// A hand may give as many points as the item has. With fewer the rest can't be reached; more are cut off.
fn by_hand(plan: &Plan, rule: &Rule, most: &Exact, found: &mut Vec<Diagnostic>) {
    for sheet in &plan.sheets {
        for item in added_up(&sheet.area).into_iter().filter(|item| item.rule == rule.id) {
            if item.points.0 != *most {
                let message = message!("check-by-hand-other-points", most = most, points = &item.points);
                let here = message!("check-points-here");
                found.push(Diagnostic::warning(rule.at.clone(), message).also(item.at.clone(), here));
            }
        }
    }
}

/// The items whose number on the sheet is points, not a weight.
fn added_up(area: &Area) -> Vec<&Item> {
    let adds = match area.combine {
        Combine::Sum => true,
        Combine::WeightedMean | Combine::GeometricMean | Combine::Worst => false,
    };
    let mut items = Vec::new();
    for child in &area.children {
        match child {
            Child::Area(below) => items.extend(added_up(below)),
            Child::Item(item) if adds => items.push(item),
            Child::Item(_) => {}
        }
    }
    items
}
