//! Names on the sheets that stand for nothing: what a veto strikes, what a condition over the result asks for.

use crate::diagnostic::Diagnostic;
use crate::figure::Points;
use crate::message;
use crate::plan::{
    Area, Body, Child, Combine, CurveNode, FormulaNode, Item, ItemId, NotApplicablePolicy, Place, Plan,
    ResultCondition, ResultConditionNode, ResultValue, Rule, RuleKind, Sheet, VetoEffect,
};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for sheet in &plan.sheets {
        let names = Names::of(sheet);
        kinds_of_rules(plan, sheet, &mut found);
        handing_on(plan, sheet, &mut found);
        bonuses_without_end(plan, sheet, &mut found);
        grades_out_of_reach(plan, sheet, &mut found);
        inherited_of_nobody(plan, sheet, &mut found);
        for rule in sheet.adjustments.iter().filter_map(|adjustment| plan.rule(&adjustment.rule)) {
            veto(rule, &names, &mut found);
        }
        let needs = sheet.grades.iter().flat_map(|grade| grade.needs.iter().map(|need| &need.node));
        let caps = sheet.caps.iter().map(|cap| &cap.when);
        let consequences = sheet.consequences.iter().map(|consequence| &consequence.when);
        for need in needs.chain(caps).chain(consequences) {
            condition(&need.condition, &names, &mut found);
        }
    }
    found
}

/// What there is on a sheet to be named.
struct Names<'sheet> {
    areas: Vec<&'sheet str>,
    items: Vec<&'sheet str>,
    adjustments: Vec<&'sheet str>,
    grades: Vec<&'sheet str>,
}

impl<'sheet> Names<'sheet> {
    fn of(sheet: &'sheet Sheet) -> Names<'sheet> {
        let mut areas = Vec::new();
        gather(&sheet.area, &mut areas);
        Names {
            areas,
            items: sheet.area.items().into_iter().map(|item| item.rule.0.as_str()).collect(),
            adjustments: sheet.adjustments.iter().map(|adjustment| adjustment.rule.0.as_str()).collect(),
            grades: sheet.grades.iter().map(|grade| grade.name.as_str()).collect(),
        }
    }

    fn area(&self, id: &str, at: &Place, found: &mut Vec<Diagnostic>) {
        if !self.areas.contains(&id) {
            let message = message!("scheme-unknown-area", area = id);
            found.push(Diagnostic::error(at.clone(), message).nearest(id, self.areas.iter().copied()));
        }
    }

    fn item(&self, id: &str, at: &Place, found: &mut Vec<Diagnostic>) {
        if !self.items.contains(&id) {
            let message = message!("scheme-unknown-item", item = id);
            found.push(Diagnostic::error(at.clone(), message).nearest(id, self.items.iter().copied()));
        }
    }

    fn grade(&self, name: &str, at: &Place, found: &mut Vec<Diagnostic>) {
        if !self.grades.contains(&name) {
            let message = message!("scheme-unknown-grade", grade = name);
            found.push(Diagnostic::error(at.clone(), message).nearest(name, self.grades.iter().copied()));
        }
    }
}

fn gather<'sheet>(area: &'sheet Area, areas: &mut Vec<&'sheet str>) {
    for child in &area.children {
        if let Child::Area(below) = child {
            areas.push(&below.id);
            gather(below, areas);
        }
    }
}

/// A figure of the unit above, where no unit of the sheet has one: everybody would be told to have sent nothing.
fn inherited_of_nobody(plan: &Plan, sheet: &Sheet, found: &mut Vec<Diagnostic>) {
    let mut units = plan.units.iter().filter(|unit| sheet.units.holds(unit)).peekable();
    if units.peek().is_none() || units.any(|unit| unit.parent.is_some()) {
        return;
    }
    for rule in sheet.rules().filter_map(|id| plan.rule(id)) {
        let mut inherited = None;
        rule.each_formula(&mut |formula| {
            if let (FormulaNode::Inherited(_), None) = (&formula.node, inherited) {
                inherited = Some(&formula.at);
            }
        });
        let Some(at) = inherited else { continue };
        let message = message!("check-inherited-of-nobody", title = &rule.title, sheet = &sheet.title);
        let problem = Diagnostic::warning(at.clone(), message).help(message!("check-inherited-of-nobody-help"));
        // The same rule may stand on the sheet several times.
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
}

/// A grade that asks for more than all there is to have.
fn grades_out_of_reach(plan: &Plan, sheet: &Sheet, found: &mut Vec<Diagnostic>) {
    let bonuses = sheet
        .adjustments
        .iter()
        .filter(|adjustment| plan.rule(&adjustment.rule).is_none_or(|rule| rule.kind == RuleKind::Bonus));
    // Of a bonus without a cap of its own, nothing is known here of the most that it gives.
    let together = bonuses.map(|bonus| bonus.cap.clone()).sum::<Option<Points>>();
    let most_of_bonuses = match (&sheet.bonus_cap, together) {
        (Some(cap), Some(together)) => Some(cap.clone().min(together)),
        (Some(cap), None) => Some(cap.clone()),
        (None, together) => together,
    };
    let with_bonuses = most_of_bonuses.map(|bonuses| &sheet.total + &bonuses);
    let most = match (&sheet.total_cap, with_bonuses) {
        (Some(cap), Some(most)) => cap.clone().min(most),
        (Some(cap), None) => cap.clone(),
        (None, Some(most)) => most,
        (None, None) => return,
    };
    for grade in &sheet.grades {
        if let Some(edge) = grade.at_least.as_ref().filter(|edge| **edge > most) {
            let message = message!(
                "check-grade-out-of-reach",
                grade = &grade.name,
                edge = edge.to_string(),
                most = most.to_string()
            );
            found.push(Diagnostic::warning(grade.at.clone(), message));
        }
    }
}

/// While the figure of a bonus without any cap is open, there is nothing to say of the most that a unit can reach.
fn bonuses_without_end(plan: &Plan, sheet: &Sheet, found: &mut Vec<Diagnostic>) {
    if sheet.bonus_cap.is_some() || sheet.total_cap.is_some() {
        return;
    }
    for adjustment in sheet.adjustments.iter().filter(|adjustment| adjustment.cap.is_none()) {
        let Some(rule) = plan.rule(&adjustment.rule).filter(|rule| rule.kind == RuleKind::Bonus) else { continue };
        let Body::Measured { measure: _, target: _, curve } = &rule.body else { continue };
        let has_no_end = match &curve.base.node {
            CurveNode::PerCase { points: _, cap } => cap.is_none(),
            CurveNode::Custom { .. } => true,
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Linear { .. }
            | CurveNode::Steps(_)
            | CurveNode::Deduct { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Levels(_)
            | CurveNode::Stages(_)
            | CurveNode::Checklist(_) => false,
        };
        if has_no_end {
            let message = message!("check-bonus-without-cap", title = &rule.title);
            found
                .push(Diagnostic::error(adjustment.at.clone(), message).help(message!("check-bonus-without-cap-help")));
        }
    }
}

/// An indicator gives points of an area; bonuses, deductions and vetoes stand beside the areas.
fn kinds_of_rules(plan: &Plan, sheet: &Sheet, found: &mut Vec<Diagnostic>) {
    let mut wrong = |rule: &Rule, at: &Place, indicator: bool| {
        let is_indicator = match rule.kind {
            RuleKind::Indicator => true,
            RuleKind::Bonus | RuleKind::Deduction | RuleKind::Veto => false,
        };
        if is_indicator != indicator {
            let message = if indicator {
                message!("check-rule-is-no-indicator", rule = &rule.id.0)
            } else {
                message!("check-rule-is-indicator", rule = &rule.id.0)
            };
            found.push(Diagnostic::error(at.clone(), message).also(rule.at.clone(), message!("check-rule-here")));
        }
    };
    for item in sheet.area.items() {
        if let Some(rule) = plan.rule(&item.rule) {
            wrong(rule, &item.at, true);
        }
    }
    for adjustment in &sheet.adjustments {
        if let Some(rule) = plan.rule(&adjustment.rule) {
            wrong(rule, &adjustment.at, false);
        }
    }
}

/// Points can be handed to other items only where points are added up: under a mean or the lowest they are weights or nothing, and there
/// is nothing to hand on.
fn handing_on(plan: &Plan, sheet: &Sheet, found: &mut Vec<Diagnostic>) {
    struct Stand<'sheet> {
        item: &'sheet Item,
        policy: &'sheet NotApplicablePolicy,
        /// The innermost area around it that is not a sum.
        mixed: Option<&'sheet Area>,
    }
    fn stands<'sheet>(
        area: &'sheet Area,
        policy: &'sheet NotApplicablePolicy,
        mixed: Option<&'sheet Area>,
        all: &mut Vec<Stand<'sheet>>,
    ) {
        let policy = area.not_applicable.as_ref().unwrap_or(policy);
        let mixed = if area.combine == Combine::Sum { mixed } else { Some(area) };
        for child in &area.children {
            match child {
                Child::Area(inner) => stands(inner, policy, mixed, all),
                Child::Item(item) => {
                    let policy = item.not_applicable.as_ref().unwrap_or(policy);
                    all.push(Stand { item, policy, mixed });
                }
            }
        }
    }
    let mut all = Vec::new();
    stands(&sheet.area, &plan.not_applicable, None, &mut all);
    let mixed_of = |id: &ItemId| all.iter().find(|stand| stand.item.rule == *id).and_then(|stand| stand.mixed);
    for stand in &all {
        let NotApplicablePolicy::GivenTo(receivers) = stand.policy else { continue };
        let at_receiver = || receivers.iter().find_map(mixed_of);
        let Some(area) = stand.mixed.or_else(at_receiver) else { continue };
        let title = if area.title.is_empty() { &sheet.title } else { &area.title };
        let message = message!("check-given-outside-sum", item = &stand.item.rule.0, area = title);
        found.push(Diagnostic::error(stand.item.at.clone(), message).help(message!("check-given-outside-sum-help")));
    }
}

fn veto(rule: &Rule, names: &Names<'_>, found: &mut Vec<Diagnostic>) {
    let Body::Veto { when: _, effect } = &rule.body else { return };
    match effect {
        VetoEffect::ZeroItem(item) => names.item(&item.0, &rule.at, found),
        VetoEffect::ZeroArea(area) => names.area(area, &rule.at, found),
        VetoEffect::CapGrade(grade) => names.grade(grade, &rule.at, found),
        VetoEffect::Fail => {}
    }
}

fn condition(condition: &ResultCondition, names: &Names<'_>, found: &mut Vec<Diagnostic>) {
    let at = &condition.at;
    match &condition.node {
        ResultConditionNode::Compare { comparison: _, left, right } => {
            value(left, at, names, found);
            value(right, at, names, found);
        }
        ResultConditionNode::Grade { grade, worse: _ } => names.grade(grade, at, found),
        ResultConditionNode::Vetoed(Some(item)) => {
            if !names.adjustments.contains(&item.0.as_str()) {
                let message = message!("check-unknown-veto", veto = &item.0);
                let known = names.adjustments.iter().copied();
                found.push(Diagnostic::error(at.clone(), message).nearest(&item.0, known));
            }
        }
        ResultConditionNode::Mark(_) | ResultConditionNode::Vetoed(None) => {}
        ResultConditionNode::And(left, right) | ResultConditionNode::Or(left, right) => {
            self::condition(left, names, found);
            self::condition(right, names, found);
        }
        ResultConditionNode::Not(inner) => self::condition(inner, names, found),
    }
}

fn value(value: &ResultValue, at: &Place, names: &Names<'_>, found: &mut Vec<Diagnostic>) {
    match value {
        ResultValue::AreaPoints(area) | ResultValue::AreaShare(area) => names.area(area, at, found),
        ResultValue::ItemPoints(item) | ResultValue::ItemShare(item) => names.item(&item.0, at, found),
        ResultValue::Number(_)
        | ResultValue::Total
        | ResultValue::Rank
        | ResultValue::AreasBelow(_)
        | ResultValue::Marked(_)
        | ResultValue::Deducted => {}
    }
}
