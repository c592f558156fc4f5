//! Targets that nothing can meet, or that everything does.

use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::{
    AggregateNode, Arithmetic, Body, ColumnNode, ColumnType, Formula, FormulaNode, Kind, Literal, Measure, Place, Plan,
    Quantity, Rows, RowsNode, Rule, Target, TargetNode, typing,
};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &plan.rules {
        let Body::Measured { measure, target: _, curve: _ } = &rule.body else { continue };
        let limits = Limits::of(measure, plan);
        for target in rule.targets() {
            targets(plan, rule, target, &limits, &mut found);
            by_a_day(measure, target, &mut found);
        }
    }
    found
}

/// Only things to finish are done by a day: of any other figure the day would say nothing.
fn by_a_day(measure: &Measure, target: &Target, found: &mut Vec<Diagnostic>) {
    let is_task = match measure {
        Measure::Task { .. } => true,
        Measure::Formula(_) | Measure::Tally { .. } | Measure::Checklist => false,
    };
    if matches!(target.node, TargetNode::AllBy(_)) && !is_task {
        let problem = Diagnostic::error(target.at.clone(), message!("check-all-by-without-tasks"));
        found.push(problem.help(message!("check-write-done-by")));
    }
}

/// What a figure can be.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    never_negative: bool,
    /// A share of something: never more than the whole.
    share: bool,
    /// Any ratio: more than the whole is possible (done 120 % of the plan), but rarely asked for.
    ratio: bool,
}

/// Why a figure is never so much.
pub(super) enum Excluded {
    Negative,
    OverWhole,
}

impl Limits {
    /// Of a share only what is said as a ratio: a bare 85 is told as such, and so are 85 tonnes, not as 8500 %.
    pub fn excludes(&self, quantity: &Quantity) -> Option<Excluded> {
        if self.never_negative && quantity.value.is_negative() {
            return Some(Excluded::Negative);
        }
        (self.share && is_over_whole(quantity)).then_some(Excluded::OverWhole)
    }

    pub fn of(measure: &Measure, plan: &Plan) -> Limits {
        let ratio = matches!(typing::kind_of_measure(measure, plan), Some(Kind::Number(unit)) if unit.is_ratio());
        match measure {
            Measure::Formula(formula) => {
                Limits { never_negative: never_negative(formula, plan), share: is_share(formula), ratio }
            }
            Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => {
                Limits { never_negative: true, share: true, ratio }
            }
        }
    }
}

fn targets(plan: &Plan, rule: &Rule, target: &Target, limits: &Limits, found: &mut Vec<Diagnostic>) {
    let asked: Vec<&Formula> = match &target.node {
        TargetNode::AtLeast(formula) | TargetNode::AtMost(formula) | TargetNode::Equals(formula) => vec![formula],
        TargetNode::Between { low, high } => {
            upside_down(plan, rule, target, (low, high), found);
            vec![low, high]
        }
        TargetNode::Zero
        | TargetNode::AllBy(_)
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => Vec::new(),
    };
    for (literal, at) in asked.into_iter().flat_map(|formula| asked_of(plan, rule, formula)) {
        possible(at, &literal, limits, found);
    }
}

/// A range whose lower end lies above its upper one, here or with what some unit signed.
fn upside_down(plan: &Plan, rule: &Rule, target: &Target, ends: (&Formula, &Formula), found: &mut Vec<Diagnostic>) {
    let (lows, highs) = (asked_of(plan, rule, ends.0), asked_of(plan, rule, ends.1));
    // Both ends of a letter's one figure are that figure.
    if ends.0.node == ends.1.node {
        return;
    }
    for (low, low_at) in &lows {
        for (high, high_at) in &highs {
            let (Literal::Number(low), Literal::Number(high)) = (low, high) else { continue };
            if !comparable(low, high) || low.value <= high.value {
                continue;
            }
            let message = message!("check-range-upside-down", low = shown(low), high = shown(high));
            // What was signed, before what stands in the rule.
            let signed = [low_at, high_at].into_iter().find(|at| at.file != target.at.file);
            found.push(match signed {
                Some(at) => {
                    Diagnostic::error((*at).clone(), message).also(target.at.clone(), message!("check-target-here"))
                }
                None => Diagnostic::error(target.at.clone(), message),
            });
        }
    }
}

/// Whether the two are of one kind: those of two are told as such.
pub(super) fn comparable(left: &Quantity, right: &Quantity) -> bool {
    match (&left.unit, &right.unit) {
        (Some(left), Some(right)) => left == right,
        (Some(unit), None) => !unit.is_ratio() || right.value.abs() <= Exact::ONE,
        (None, Some(unit)) => !unit.is_ratio() || left.value.abs() <= Exact::ONE,
        (None, None) => true,
    }
}

/// All that a figure of a target is known to be without any data, each with its place: what stands in the rule, or what stands in for a
/// letter and every letter signed for it.
pub(super) fn asked_of<'plan>(plan: &'plan Plan, rule: &Rule, formula: &'plan Formula) -> Vec<(Literal, &'plan Place)> {
    match &formula.node {
        FormulaNode::Literal(literal) => vec![(literal.clone(), &formula.at)],
        FormulaNode::Letter { or } => {
            let default = or.as_ref().map(|default| (default.value.clone(), &formula.at));
            let letters = plan.letters.iter().filter(|letter| letter.item == rule.id);
            let signed = letters.filter_map(|letter| Some((letter.target.clone()?, letter.target_at())));
            default.into_iter().chain(signed).collect()
        }
        FormulaNode::Aggregate { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::OrElse { .. }
        | FormulaNode::IfElse { .. }
        | FormulaNode::Round { .. }
        | FormulaNode::LeastOf(_)
        | FormulaNode::GreatestOf(_)
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::MeanAmong { .. }
        | FormulaNode::Inherited(_)
        | FormulaNode::SubmittedBy { .. }
        | FormulaNode::ShareOfYear
        | FormulaNode::Given(_) => Vec::new(),
    }
}

/// Whether the figure can be what is asked for: no sum of amounts is below nothing.
pub(super) fn can_be_asked(plan: &Plan, measure: &Measure, asked: &Quantity) -> bool {
    !asked.value.is_negative() || !Limits::of(measure, plan).never_negative
}

fn possible(at: &Place, literal: &Literal, limits: &Limits, found: &mut Vec<Diagnostic>) {
    let Literal::Number(quantity) = literal else { return };
    let percent = || &quantity.value * &Exact::from(100);
    match limits.excludes(quantity) {
        Some(Excluded::Negative) => {
            found.push(Diagnostic::error(at.clone(), message!("check-target-negative", target = shown(quantity))));
        }
        Some(Excluded::OverWhole) => {
            found.push(Diagnostic::error(at.clone(), message!("check-target-over-whole", percent = percent())));
        }
        None if limits.ratio && is_over_whole(quantity) => {
            found.push(Diagnostic::warning(at.clone(), message!("check-ratio-target-over-whole", percent = percent())));
        }
        None => {}
    }
}

fn is_over_whole(quantity: &Quantity) -> bool {
    quantity.unit.as_ref().is_some_and(Unit::is_ratio) && quantity.value > Exact::ONE
}

pub(super) fn shown(quantity: &Quantity) -> String {
    let Quantity { value, unit, percent } = quantity;
    match unit {
        Some(_) if *percent => format!("{}%", value * &Exact::from(100)),
        Some(unit) => format!("{value}{unit}"),
        None => value.to_string(),
    }
}

fn is_share(formula: &Formula) -> bool {
    match &formula.node {
        FormulaNode::Aggregate { rows: _, aggregate } => matches!(aggregate.node, AggregateNode::Share(_)),
        FormulaNode::SubmittedBy { .. } | FormulaNode::ShareOfYear => true,
        FormulaNode::Weighted(parts) => parts.iter().all(|part| is_share(&part.value)),
        FormulaNode::LeastOf(values)
        | FormulaNode::GreatestOf(values)
        | FormulaNode::GeometricMean { values, places: _ } => values.iter().all(is_share),
        FormulaNode::OrElse { value, otherwise } => is_share(value) && is_share(otherwise),
        FormulaNode::IfElse { condition: _, then, otherwise } => is_share(then) && is_share(otherwise),
        FormulaNode::Round { value, rounding: _ }
        | FormulaNode::MeanAmong { value, among: _ }
        | FormulaNode::Inherited(value) => is_share(value),
        FormulaNode::Literal(_)
        | FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::Given(_) => false,
    }
}

fn never_negative(formula: &Formula, plan: &Plan) -> bool {
    let all = |values: &[Formula]| values.iter().all(|value| never_negative(value, plan));
    match &formula.node {
        FormulaNode::Aggregate { rows, aggregate } => match &aggregate.node {
            AggregateNode::Count | AggregateNode::CountDistinct(_) | AggregateNode::Share(_) => true,
            AggregateNode::Sum(column)
            | AggregateNode::Mean(column)
            | AggregateNode::Least(column)
            | AggregateNode::Greatest(column)
            | AggregateNode::Median(column)
            | AggregateNode::Value(column)
            | AggregateNode::Quantile { value: column, q: _ }
            | AggregateNode::Latest { value: column, by: _ } => {
                let ColumnNode::Field(name) = &column.node else { return false };
                column_never_negative(rows, name, plan)
            }
            AggregateNode::WeightedMean { .. }
            | AggregateNode::Any(_)
            | AggregateNode::All(_)
            | AggregateNode::Worst(_)
            | AggregateNode::Best(_)
            | AggregateNode::MeanPh { .. } => false,
        },
        FormulaNode::Literal(Literal::Number(quantity)) => !quantity.value.is_negative(),
        FormulaNode::Arithmetic { operation, left, right } => {
            let keeps = match operation {
                Arithmetic::Add | Arithmetic::Multiply | Arithmetic::Divide => true,
                Arithmetic::Subtract => false,
            };
            keeps && never_negative(left, plan) && never_negative(right, plan)
        }
        FormulaNode::OrElse { value, otherwise } => never_negative(value, plan) && never_negative(otherwise, plan),
        FormulaNode::IfElse { condition: _, then, otherwise } => {
            never_negative(then, plan) && never_negative(otherwise, plan)
        }
        FormulaNode::Convert { value, .. }
        | FormulaNode::Round { value, .. }
        | FormulaNode::MeanAmong { value, .. }
        | FormulaNode::Inherited(value) => never_negative(value, plan),
        FormulaNode::LeastOf(values)
        | FormulaNode::GreatestOf(values)
        | FormulaNode::GeometricMean { values, places: _ } => all(values),
        FormulaNode::Weighted(parts) => parts.iter().all(|part| never_negative(&part.value, plan)),
        FormulaNode::RankAmong { .. } | FormulaNode::SubmittedBy { .. } | FormulaNode::ShareOfYear => true,
        FormulaNode::Literal(_)
        | FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Given(_) => false,
    }
}

/// A step on the way makes a column of this name, whatever a table holds under it.
fn is_made(rows: &Rows, name: &str) -> bool {
    let here = match &rows.node {
        RowsNode::Derive { name: made, .. } => made == name,
        RowsNode::Group { columns, .. } => columns.iter().any(|column| column.name == name),
        RowsNode::Table { .. }
        | RowsNode::Filter { .. }
        | RowsNode::During { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. } => false,
    };
    here || rows.node.inputs().into_iter().any(|input| is_made(input, name))
}

/// The column stands in the tables of the chain with a least value that is not under zero.
fn column_never_negative(rows: &Rows, name: &str, plan: &Plan) -> bool {
    let mut declared = rows.tables().into_iter().filter_map(|(table, _)| plan.table(table)?.column(name)).peekable();
    !is_made(rows, name)
        && declared.peek().is_some()
        && declared.all(|column| match &column.holds {
            ColumnType::Number(number) => number.min.as_ref().is_some_and(|least| !least.is_negative()),
            ColumnType::Unit { .. }
            | ColumnType::Text { .. }
            | ColumnType::Date { .. }
            | ColumnType::Bool
            | ColumnType::Class { .. } => false,
        })
}
