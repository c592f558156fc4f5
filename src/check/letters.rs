//! Letters for nobody, and units that signed nothing where a rule needs it.

use crate::diagnostic::{Diagnostic, shortened};
use crate::message;
use crate::plan::{
    Body, Condition, ConditionNode, ExceptionThen, Formula, FormulaNode, Measure, Place, Plan, RosterUnit, Rule,
};
use crate::scheme::UnreadLetter;

/// `unread`: lines of the letters that are told as wrong, and may have said what seems to be missing.
pub fn check(plan: &Plan, unread: &[UnreadLetter]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut ignored: Vec<Ignored<'_>> = Vec::new();
    for letter in &plan.letters {
        if plan.unit(&letter.unit).is_none() {
            let known = plan.units.iter().map(|unit| unit.id.0.as_str());
            let message = message!("letters-unknown-unit", unit = &letter.unit.0);
            found.push(Diagnostic::error(letter.at.clone(), message).nearest(&letter.unit.0, known));
        }
        let on_sheets = || plan.sheets.iter().flat_map(|sheet| sheet.rules());
        if !on_sheets().any(|rule| *rule == letter.item) {
            let message = message!("letters-unknown-indicator", indicator = &letter.item.0);
            let known = on_sheets().map(|rule| rule.0.as_str());
            found.push(Diagnostic::error(letter.at.clone(), message).nearest(&letter.item.0, known));
        } else if let Some(rule) = plan.rule(&letter.item) {
            in_vain(rule, letter, &mut ignored);
        }
    }
    found.extend(ignored.into_iter().map(Ignored::told));
    if plan.letters.is_empty() && unread.is_empty() {
        found.extend(no_letters(plan));
        return found;
    }
    for rule in &plan.rules {
        unsigned(plan, rule, unread, &mut found);
    }
    found
}

/// No letters at all is one thing that is wrong, not one for each rule and unit: the file is missing, or has only its header.
fn no_letters(plan: &Plan) -> Option<Diagnostic> {
    let readers: Vec<(&Rule, Wanted)> = plan.rules.iter().map(|rule| (rule, wanted(rule))).collect();
    let readers: Vec<_> = readers.into_iter().filter(|(_, wanted)| wanted.reads_signed).collect();
    let (first, _) = readers.first()?;
    let needed = readers.iter().find_map(|(_, wanted)| wanted.target.as_ref().or(wanted.due.as_ref()));
    let rules = shortened(readers.iter().map(|(rule, _)| rule.title.clone()).collect());
    let message = message!("check-no-letters", file = crate::scheme::LETTERS_FILE, rules = rules);
    Some(match needed {
        Some(at) => Diagnostic::error(at.clone(), message).help(message!("check-write-letters-file")),
        // Everything else has something that stands in.
        None => Diagnostic::warning(first.at.clone(), message).help(message!("check-write-letters-file")),
    })
}

/// What a rule takes out of a unit's letter.
#[derive(Default)]
struct Wanted {
    /// Where a figure is taken for which nothing stands in.
    target: Option<Place>,
    /// Where a day is taken for which nothing stands in.
    due: Option<Place>,
    /// A figure, or a day, is taken at all.
    reads_target: bool,
    reads_due: bool,
    /// Something is taken that is not merely assumed where nobody signed.
    reads_signed: bool,
}

/// Something was signed that the rule never looks at, in so many lines: told once, at the first of them.
struct Ignored<'plan> {
    rule: &'plan Rule,
    is_target: bool,
    first: &'plan Place,
    lines: usize,
}

impl Ignored<'_> {
    fn told(self) -> Diagnostic {
        let Ignored { rule, is_target, first, lines } = self;
        let (message, help) = if is_target {
            let message = message!("check-letter-target-unread", title = &rule.title, lines = lines);
            (message, message!("check-write-letter"))
        } else {
            let message = message!("check-letter-due-unread", title = &rule.title, lines = lines);
            (message, message!("check-write-letter-due"))
        };
        Diagnostic::warning(first.clone(), message).help(help).also(rule.at.clone(), message!("check-rule-here"))
    }
}

fn in_vain<'plan>(rule: &'plan Rule, letter: &'plan crate::plan::Letter, ignored: &mut Vec<Ignored<'plan>>) {
    let wanted = wanted(rule);
    let signed = [
        (true, letter.target.is_some() && !wanted.reads_target, letter.target_at()),
        (false, letter.due.is_some() && !wanted.reads_due, letter.due_at()),
    ];
    for (is_target, is_in_vain, at) in signed {
        if !is_in_vain {
            continue;
        }
        match ignored.iter_mut().find(|other| other.rule.id == rule.id && other.is_target == is_target) {
            Some(other) => other.lines += 1,
            None => ignored.push(Ignored { rule, is_target, first: at, lines: 1 }),
        }
    }
}

/// Units on a sheet with the rule whose letter lacks what the rule takes from it.
fn unsigned(plan: &Plan, rule: &Rule, unread: &[UnreadLetter], found: &mut Vec<Diagnostic>) {
    let wanted = wanted(rule);
    for (at, is_target) in [(&wanted.target, true), (&wanted.due, false)] {
        let Some(at) = at else { continue };
        let (mut surely, mut perhaps) = (Vec::new(), Vec::new());
        for unit in scored_by(plan, rule) {
            let signed = plan.letters.iter().any(|letter| {
                // What stands there and can't be read is told as such.
                let written = if is_target { &letter.fields.target } else { &letter.fields.due };
                letter.unit == unit.id && letter.item == rule.id && written.is_some()
            });
            if signed || unread.iter().any(|line| line.may_be_for(&unit.id, &rule.id)) {
                continue;
            }
            match rule.applies_when.as_ref().map_or(Some(true), |applies| holds_for(&applies.condition, unit)) {
                Some(true) => surely.push(unit.name.clone()),
                Some(false) => {}
                // Whether the item is assessed there depends on figures.
                None => perhaps.push(unit.name.clone()),
            }
        }
        let key = |units: Vec<String>| {
            let units = shortened(units);
            if is_target {
                message!("check-unit-without-letter", title = &rule.title, units = units)
            } else {
                message!("check-unit-without-due", title = &rule.title, units = units)
            }
        };
        if !surely.is_empty() {
            found.push(Diagnostic::error(at.clone(), key(surely)).help(message!("check-write-letter-default")));
        }
        if !perhaps.is_empty() {
            found.push(Diagnostic::warning(at.clone(), key(perhaps)).help(message!("check-write-letter-default")));
        }
    }
}

/// The units on the sheets that the rule stands on.
fn scored_by<'plan>(plan: &'plan Plan, rule: &Rule) -> impl Iterator<Item = &'plan RosterUnit> {
    let sheets: Vec<_> = plan.sheets.iter().filter(|sheet| sheet.rules().any(|other| *other == rule.id)).collect();
    plan.units.iter().filter(move |unit| sheets.iter().any(|sheet| sheet.units.holds(unit)))
}

/// Whether a condition holds for a unit, as far as that can be said without figures.
fn holds_for(condition: &Condition, unit: &RosterUnit) -> Option<bool> {
    match &condition.node {
        ConditionNode::UnitIs { units } => Some(units.contains(&unit.id)),
        ConditionNode::KindIs { kinds } => Some(kinds.contains(&unit.kind)),
        ConditionNode::GroupIs { groups } => Some(groups.contains(&unit.group)),
        ConditionNode::Not(inner) => holds_for(inner, unit).map(|holds| !holds),
        ConditionNode::And(left, right) => match (holds_for(left, unit), holds_for(right, unit)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            (None, Some(true) | None) | (Some(true), None) => None,
        },
        ConditionNode::Or(left, right) => match (holds_for(left, unit), holds_for(right, unit)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            (None, Some(false) | None) | (Some(false), None) => None,
        },
        ConditionNode::Compare { .. } | ConditionNode::Aggregate { .. } | ConditionNode::IsAbsent(_) => None,
    }
}

fn wanted(rule: &Rule) -> Wanted {
    let mut wanted = Wanted::default();
    match &rule.body {
        Body::Measured { measure, target, curve } => {
            if let Measure::Formula(formula) = measure {
                in_formula(formula, false, &mut wanted);
            }
            for formula in target.node.formulas() {
                in_formula(formula, false, &mut wanted);
            }
            in_curve(curve, &mut wanted);
        }
        Body::Veto { when, effect: _ } => in_condition(when, &mut wanted),
        Body::ByHand { .. } | Body::NotExpressible { .. } => {}
    }
    if let Some(applies) = &rule.applies_when {
        in_condition(&applies.condition, &mut wanted);
    }
    if let Some(waived) = &rule.waived_when {
        in_condition(waived, &mut wanted);
    }
    for exception in &rule.exceptions {
        in_condition(&exception.when, &mut wanted);
        match &exception.then {
            // Only those to whom the exception applies need what it takes.
            ExceptionThen::Target(target) => {
                for formula in target.node.formulas() {
                    in_formula(formula, true, &mut wanted);
                }
            }
            ExceptionThen::Curve(_)
            | ExceptionThen::FullPoints
            | ExceptionThen::NoPoints
            | ExceptionThen::NotAssessed => {}
        }
    }
    wanted
}

fn in_curve(curve: &crate::plan::Curve, wanted: &mut Wanted) {
    use crate::plan::CurveNode;
    match &curve.base.node {
        CurveNode::Linear { from, to } => {
            in_formula(from, false, wanted);
            in_formula(to, false, wanted);
        }
        CurveNode::Checklist(parts) => {
            for part in parts {
                in_condition(&part.node.holds, wanted);
                if let Some(applies) = &part.node.applies_when {
                    in_condition(applies, wanted);
                }
            }
        }
        CurveNode::Custom { source: _, formula, share: _ } => in_formula(formula, false, wanted),
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
}

/// `stands_in`: something else is taken where there is no letter.
fn in_formula(formula: &Formula, stands_in: bool, wanted: &mut Wanted) {
    match &formula.node {
        FormulaNode::Letter { or } => {
            wanted.reads_target = true;
            wanted.reads_signed |= or.as_ref().is_none_or(|or| !or.assumed);
            if or.is_none() && !stands_in && wanted.target.is_none() {
                wanted.target = Some(formula.at.clone());
            }
        }
        FormulaNode::LetterDue { or } => {
            wanted.reads_due = true;
            wanted.reads_signed = true;
            if or.is_none() && !stands_in && wanted.due.is_none() {
                wanted.due = Some(formula.at.clone());
            }
        }
        FormulaNode::OrElse { value, otherwise } => {
            in_formula(value, true, wanted);
            in_formula(otherwise, stands_in, wanted);
        }
        FormulaNode::IfElse { condition, then, otherwise } => {
            in_condition(condition, wanted);
            // Which of the two is taken may hang on the unit: what only one of them needs is not needed of all.
            in_formula(then, true, wanted);
            in_formula(otherwise, true, wanted);
        }
        FormulaNode::Aggregate { .. }
        | FormulaNode::Literal(_)
        | FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
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
        | FormulaNode::Given(_) => {
            for part in formula.node.parts() {
                in_formula(part, stands_in, wanted);
            }
        }
    }
}

/// A condition that can't be judged does not hold: nothing in it is needed.
fn in_condition(condition: &Condition, wanted: &mut Wanted) {
    match &condition.node {
        ConditionNode::Compare { comparison: _, left, right } => {
            in_formula(left, true, wanted);
            in_formula(right, true, wanted);
        }
        ConditionNode::IsAbsent(formula) => in_formula(formula, true, wanted),
        ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
            in_condition(left, wanted);
            in_condition(right, wanted);
        }
        ConditionNode::Not(inner) => in_condition(inner, wanted),
        ConditionNode::Aggregate { .. }
        | ConditionNode::UnitIs { .. }
        | ConditionNode::KindIs { .. }
        | ConditionNode::GroupIs { .. } => {}
    }
}
