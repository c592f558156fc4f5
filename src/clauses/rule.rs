//! Rules in words: one item of a score sheet, or one bonus, deduction or veto.

use super::column::{say_called, say_column};
use super::condition::{rows_of_condition, say_condition};
use super::curve::Scoring;
use super::figure::{Reader, rows_of_formula};
use super::outline::Outline;
use super::phrase::{Binding, joined, listed};
use super::rows::{say_rows, say_steps, say_table};
use super::scope::Scope;
use super::shared_rows::Common;
use super::target::say_met;
use super::value::say_points;
use crate::figure::Points;
use crate::message;
use crate::plan::{
    Asked, Basis, Body, Column, Curve, CurveNode, Exception, ExceptionThen, Measure, MissingPolicy,
    NotApplicablePolicy, Plan, Rows, RowsNode, Rule, RuleKind, Target, TargetNode, VetoEffect,
};
use crate::words::{Message, Words};

/// One rule in words.
#[derive(Debug, Clone)]
pub(super) struct SaidRule {
    /// The clause: how points follow, when it does not apply.
    pub clause: Message,
    /// The parts of the clause that are listed under it.
    pub under: Vec<Outline>,
    /// What goes with it: basis, which rows, special cases.
    pub notes: Vec<Outline>,
}

/// What a score sheet says about a rule beside the rule itself.
#[derive(Clone, Copy)]
pub(super) struct Setting<'p> {
    /// The item's points, or an adjustment's cap.
    pub full: Option<&'p Points>,
    pub not_applicable: &'p NotApplicablePolicy,
    /// What absent figures do here, where it differs from the scheme.
    pub missing: Option<MissingPolicy>,
    pub departments: &'p [String],
}

pub(super) fn say_rule(plan: &Plan, words: &Words, rule: &Rule, setting: Setting<'_>) -> SaidRule {
    let mut rows = Vec::new();
    rows_of_body(&rule.body, &mut rows);
    let common = Common::of(&rows);
    let reader = Reader { plan, common };

    let Outline { say, under, defines: _ } = say_body(&reader, words, rule, setting.full);
    let mut clause = vec![say];
    if let Some(applies) = &rule.applies_when {
        let unless = match &applies.otherwise {
            Some(text) => message!("value-text", text = text),
            None => say_condition(&reader, &applies.condition, false).message,
        };
        let policy = say_not_applicable(plan, setting.not_applicable);
        clause.push(message!("rule-not-assessed", unless = unless, policy = policy));
    }
    if let Some(waived) = &rule.waived_when {
        clause.push(message!("rule-waived", when = say_condition(&reader, waived, true).message));
    }

    let mut notes = Vec::new();
    if !setting.departments.is_empty() {
        let departments = listed(setting.departments.iter().map(|name| message!("value-text", text = name)));
        notes.push(Outline::leaf(message!("note-departments", departments = departments)));
    }
    if let Some(basis) = joined("joined-semicolon", rule.basis.iter().map(say_basis)) {
        notes.push(Outline::leaf(message!("note-basis", basis = basis)));
    }
    notes.extend(say_method(&reader, rule, &rows));
    notes.extend(say_sources(plan, rule));
    if let Some(missing) = setting.missing {
        notes.push(Outline::leaf(message!("note-missing", policy = say_missing(missing))));
    }
    notes.extend(say_exceptions(&reader, rule, setting));
    notes.extend(rule.events.as_deref().and_then(|events| say_events(&reader, events)).map(Outline::leaf));
    if let Some(days) = rule.at_risk_within {
        notes.push(Outline::leaf(message!("note-at-risk", days = days)));
    }
    if let Some(note) = &rule.note {
        notes.push(Outline::leaf(message!("note-remark", text = note)));
    }
    let clause = joined("joined-sentence", clause).unwrap_or_else(|| message!("value-text", text = &rule.title));
    SaidRule { clause, under, notes }
}

/// Whether the clause names points of its own, which mean something beside the item's full points alone: 扣0.5分, 每起1分.
pub(super) fn speaks_of_points(rule: &Rule) -> bool {
    let in_points = |curve: &Curve| {
        curve.early.is_some()
            || match &curve.base.node {
                CurveNode::Deduct { .. } | CurveNode::PerCase { .. } | CurveNode::Checklist(_) => true,
                CurveNode::Custom { share, .. } => !share,
                CurveNode::FullOrNone
                | CurveNode::Proportional
                | CurveNode::Linear { .. }
                | CurveNode::Steps(_)
                | CurveNode::RankBands(_)
                | CurveNode::Improvement
                | CurveNode::Pace
                | CurveNode::Levels(_)
                | CurveNode::Stages(_) => false,
            }
    };
    let of_body = match &rule.body {
        Body::Measured { measure: _, target: _, curve } => in_points(curve),
        Body::ByHand { .. } => true,
        Body::NotExpressible { .. } | Body::Veto { .. } => false,
    };
    let mut exceptions = rule.exceptions.iter();
    of_body
        || exceptions.any(|exception| match &exception.then {
            ExceptionThen::Curve(curve) => in_points(&curve.node),
            ExceptionThen::FullPoints
            | ExceptionThen::NoPoints
            | ExceptionThen::NotAssessed
            | ExceptionThen::Target(_) => false,
        })
}

fn say_body(reader: &Reader<'_>, words: &Words, rule: &Rule, full: Option<&Points>) -> Outline {
    match &rule.body {
        Body::Measured { measure, target, curve } => {
            let scoring = Scoring {
                reader: *reader,
                kind: rule.kind,
                full,
                subject: say_subject(reader, words, rule, measure),
                measure,
                target,
                show_as: rule.show_as.as_ref(),
            };
            scoring.say(curve)
        }
        Body::ByHand { what, most } => {
            // Neither the rule nor the sheet lets a hand give more.
            let most = full.map_or(most, |full| most.min(&full.0));
            Outline::leaf(message!("rule-by-hand", what = what, most = say_points(most)))
        }
        Body::NotExpressible { clause, why } => {
            Outline::leaf(message!("rule-not-expressible", clause = clause, why = why))
        }
        Body::Veto { when, effect } => {
            let when = say_condition(reader, when, true).message;
            Outline::leaf(message!("rule-veto", when = when, effect = say_effect(reader.plan, rule, effect)))
        }
    }
}

/// The title, with what the figure is made of in brackets where that says more.
fn say_subject(reader: &Reader<'_>, words: &Words, rule: &Rule, measure: &Measure) -> Message {
    let title = message!("value-text", text = &rule.title);
    let figure = match measure {
        Measure::Formula(formula) => Some(reader.say(formula).message),
        Measure::Task { rows, done: _, due: _ } => {
            let scope = Scope { plan: reader.plan, rows };
            Some(message!("figure-task", noun = scope.noun(), nouns = scope.nouns()))
        }
        Measure::Tally { .. } | Measure::Checklist => None,
    };
    match figure.filter(|figure| words.say(figure) != rule.title) {
        Some(figure) => message!("subject-made-of", title = title, figure = figure),
        None => title,
    }
}

pub(super) fn say_basis(basis: &Basis) -> Message {
    match &basis.clause {
        Some(clause) => message!("basis-clause", document = &basis.document, clause = clause),
        None => message!("value-text", text = &basis.document),
    }
}

pub(super) fn say_not_applicable(plan: &Plan, policy: &NotApplicablePolicy) -> Message {
    match policy {
        NotApplicablePolicy::Rescale => Message::new("not-applicable-rescale"),
        NotApplicablePolicy::Full => Message::new("not-applicable-full"),
        NotApplicablePolicy::GroupMean => Message::new("not-applicable-group-mean"),
        NotApplicablePolicy::GivenTo(items) => {
            let titles = items.iter().map(|item| message!("value-quoted", text = title_of(plan, item)));
            message!("not-applicable-given-to", items = listed(titles))
        }
    }
}

pub(super) fn say_missing(policy: MissingPolicy) -> Message {
    match policy {
        MissingPolicy::Zero => Message::new("missing-zero"),
        MissingPolicy::Rescale => Message::new("missing-rescale"),
        MissingPolicy::Pending => Message::new("missing-pending"),
    }
}

pub(super) fn title_of<'p>(plan: &'p Plan, item: &'p crate::plan::ItemId) -> &'p str {
    plan.rule(item).map_or(item.0.as_str(), |rule| rule.title.as_str())
}

fn say_effect(plan: &Plan, rule: &Rule, effect: &VetoEffect) -> Message {
    match effect {
        VetoEffect::ZeroItem(item) => message!("veto-zero-item", item = title_of(plan, item)),
        VetoEffect::ZeroArea(area) => message!("veto-zero-area", area = super::sheet::area_title(plan, area)),
        VetoEffect::CapGrade(grade) => message!("veto-cap-grade", grade = grade),
        VetoEffect::Fail => {
            let sheet = plan.sheets.iter().find(|sheet| sheet.rules().any(|id| *id == rule.id));
            match sheet.and_then(|sheet| sheet.grades.last()) {
                Some(last) => message!("veto-fail", grade = &last.name),
                None => Message::new("veto-fail-last"),
            }
        }
    }
}

/// 统计口径: which rows the figures are made of, and how.
fn say_method(reader: &Reader<'_>, rule: &Rule, rows: &[&Rows]) -> Option<Outline> {
    let plan = reader.plan;
    let mut lines = Vec::new();
    if let Some(common) = reader.common.rows {
        lines.extend(say_steps(plan, common, &Common::default(), true));
    }
    // Choices of rows that come about alike are told together.
    let mut apart: Vec<(Vec<Message>, Vec<Outline>)> = Vec::new();
    for rows in rows {
        let own = say_steps(plan, rows, &reader.common, false);
        let known = say_rows(plan, rows, &reader.common);
        match apart.iter_mut().find(|(_, steps)| *steps == own) {
            Some((all, _)) if all.contains(&known) => {}
            Some((all, _)) => all.push(known),
            None => apart.push((vec![known], own)),
        }
    }
    for (rows, steps) in apart.into_iter().filter(|(_, steps)| !steps.is_empty()) {
        lines.push(Outline::list(message!("method-of", rows = listed(rows)), steps));
    }
    if let Body::Measured { measure: Measure::Task { rows, done, due }, target, curve } = &rule.body {
        let scope = Scope { plan, rows };
        let done = say_column(scope, done).within(Binding::Word);
        lines.push(Outline::leaf(match (due, default_due(reader, target)) {
            (Some(due), None) => {
                let due = say_column(scope, due).within(Binding::Word);
                message!("method-task-own-due", done = done, due = due)
            }
            (Some(due), Some(date)) => {
                let due = say_column(scope, due).within(Binding::Word);
                message!("method-task-due-or", done = done, due = due, date = date)
            }
            (None, Some(_)) | (None, None) => message!("method-task", done = done),
        }));
        if curve.late.is_none() {
            lines.push(Outline::leaf(Message::new("method-task-late")));
        }
        lines.push(Outline::leaf(Message::new("method-task-pending")));
    }
    if let Body::Measured { measure: Measure::Tally { rows, label }, target: _, curve: _ } = &rule.body {
        let label = say_column(Scope { plan, rows }, label).within(Binding::Word);
        lines.push(Outline::leaf(message!("method-tally", label = label)));
    }
    lines.extend(say_names(plan, rule));
    match lines.as_slice() {
        [] => None,
        [one] if one.under.is_empty() && one.defines.is_none() => {
            Some(Outline::leaf(message!("note-method", method = one.say.clone())))
        }
        [..] => Some(Outline::list(Message::new("note-method-list"), lines)),
    }
}

/// What the rule calls by names of its own, each told once.
fn say_names(plan: &Plan, rule: &Rule) -> Vec<Outline> {
    fn inside(scope: Scope<'_>, column: &Column, lines: &mut Vec<Outline>) {
        if let Some(line) = say_called(scope, column)
            && !lines.contains(&line)
        {
            lines.push(line);
        }
        column.node.parts().into_iter().for_each(|part| inside(scope, part, lines));
    }
    fn of_rows(plan: &Plan, rows: &Rows, lines: &mut Vec<Outline>) {
        rows.node.inputs().into_iter().for_each(|input| of_rows(plan, input, lines));
        let scope = |rows| Scope { plan, rows };
        match &rows.node {
            RowsNode::Filter { rows, condition: column } | RowsNode::Derive { rows, name: _, value: column } => {
                inside(scope(rows), column, lines);
            }
            RowsNode::Group { rows, by: _, columns } => {
                let columns = columns.iter().flat_map(|column| column.aggregate.node.columns());
                columns.for_each(|column| inside(scope(rows), column, lines));
            }
            RowsNode::Table { .. }
            | RowsNode::During { .. }
            | RowsNode::Join { .. }
            | RowsNode::Union { .. }
            | RowsNode::Unique { .. }
            | RowsNode::LatestBy { .. } => {}
        }
    }
    let mut lines = Vec::new();
    rule.ask(&mut |asked| {
        let (rows, columns) = match &asked {
            Asked::Aggregate { rows, aggregate } => (rows, aggregate.node.columns()),
            Asked::Task { rows, done, due } => (rows, [done].into_iter().chain(due).collect()),
            Asked::Tally { rows, label } => (rows, vec![label]),
        };
        of_rows(plan, rows, &mut lines);
        columns.into_iter().for_each(|column| inside(Scope { plan, rows }, column, &mut lines));
    });
    lines
}

/// The day by which things are due that name none of their own.
fn default_due(reader: &Reader<'_>, target: &Target) -> Option<Message> {
    match &target.node {
        TargetNode::AllBy(formula) => Some(reader.say_day(formula)),
        TargetNode::AtLeast(_)
        | TargetNode::AtMost(_)
        | TargetNode::Equals(_)
        | TargetNode::Between { .. }
        | TargetNode::Zero
        | TargetNode::NotAboveLastYear
        | TargetNode::NotBelowLastYear
        | TargetNode::ImproveOnLastYear { .. }
        | TargetNode::ClassAtLeast(_)
        | TargetNode::Open => None,
    }
}

fn say_sources(plan: &Plan, rule: &Rule) -> Option<Outline> {
    let mut tables: Vec<Message> = Vec::new();
    rule.ask(&mut |asked| {
        for (table, year) in asked.rows().tables() {
            let named = say_table(plan, table, year);
            if !tables.contains(&named) {
                tables.push(named);
            }
        }
    });
    if tables.is_empty() {
        return None;
    }
    let tables = listed(tables);
    Some(Outline::leaf(message!("note-sources", tables = tables)))
}

fn say_exceptions(reader: &Reader<'_>, rule: &Rule, setting: Setting<'_>) -> Option<Outline> {
    let lines: Vec<Outline> =
        rule.exceptions.iter().map(|exception| say_exception(reader, rule, exception, setting)).collect();
    if lines.is_empty() {
        return None;
    }
    let head = if lines.len() > 1 { Message::new("note-exceptions") } else { Message::new("note-exception") };
    Some(Outline::list(head, lines))
}

fn say_exception(reader: &Reader<'_>, rule: &Rule, exception: &Exception, setting: Setting<'_>) -> Outline {
    let when = say_condition(reader, &exception.when, true).message;
    let (then, under) = match &exception.then {
        ExceptionThen::FullPoints => (Message::new("exception-full"), Vec::new()),
        ExceptionThen::NoPoints => (
            match rule.kind {
                RuleKind::Indicator | RuleKind::Veto => Message::new("gives-nothing"),
                RuleKind::Bonus => Message::new("adds-nothing"),
                RuleKind::Deduction => Message::new("takes-nothing"),
            },
            Vec::new(),
        ),
        ExceptionThen::NotAssessed => {
            let policy = say_not_applicable(reader.plan, setting.not_applicable);
            (message!("exception-not-assessed", policy = policy), Vec::new())
        }
        ExceptionThen::Target(target) => (message!("exception-target", met = say_met(reader, target)), Vec::new()),
        ExceptionThen::Curve(curve) => match &rule.body {
            Body::Measured { measure, target, curve: _ } => {
                let scoring = Scoring {
                    reader: *reader,
                    kind: rule.kind,
                    full: setting.full,
                    subject: message!("value-text", text = &rule.title),
                    measure,
                    target,
                    show_as: rule.show_as.as_ref(),
                };
                let Outline { say, under, defines: _ } = scoring.say(&curve.node);
                (message!("exception-curve", clause = say), under)
            }
            Body::ByHand { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => {
                (Message::new("exception-other-curve"), Vec::new())
            }
        },
    };
    Outline::list(message!("exception-case", label = &exception.label, when = when, then = then), under)
}

/// Events are told apart by a column of the rule's table, which binds a township. A name that they share with those of other items is for
/// the check of the scheme alone.
fn say_events(reader: &Reader<'_>, events: &str) -> Option<Message> {
    let scope = reader.common.rows.map(|rows| Scope { plan: reader.plan, rows })?;
    scope.meaning(events).map(|_| message!("note-events", events = scope.name(events)))
}

/// All rows that the figure of a rule is made of. Conditions look at what the figure looks at, or name their own.
fn rows_of_body<'p>(body: &'p Body, found: &mut Vec<&'p Rows>) {
    match body {
        Body::Measured { measure, target: _, curve } => {
            match measure {
                Measure::Formula(formula) => rows_of_formula(formula, found),
                Measure::Task { rows, .. } | Measure::Tally { rows, .. } => found.push(rows),
                Measure::Checklist => {}
            }
            if let CurveNode::Checklist(parts) = &curve.base.node {
                for part in parts {
                    rows_of_condition(&part.node.holds, found);
                }
            }
        }
        Body::Veto { when, effect: _ } => rows_of_condition(when, found),
        Body::ByHand { .. } | Body::NotExpressible { .. } => {}
    }
}
