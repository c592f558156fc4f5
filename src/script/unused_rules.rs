//! What a file writes and nothing takes: rules, as its last value is the rule and two clauses pasted into one file are two; and steps over
//! rows, which change no table but come to another.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position, Stmt};

use super::run::place;
use crate::diagnostic::Diagnostic;
use crate::message;

/// Words that come to other rows than those before them.
const STEPS: &[&str] = &[
    "filter",
    "derive",
    "during",
    "join",
    "join_all",
    "with_partner",
    "without_partner",
    "union",
    "unique",
    "latest_by",
    "agg",
    "last_year",
];

/// Words that a rule begins with.
const BEGIN_A_RULE: &[&str] = &["indicator", "bonus", "deduction", "veto"];

/// Every rule that is written in the script and that nothing takes, told where it begins.
pub fn unused_rules(ast: &AST, file: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    in_statements(ast.statements(), true, &read_names(ast), &mut found);
    let mut steps = Vec::new();
    steps_dropped(ast.statements(), true, &mut steps);
    let told = found.into_iter().map(|at| Diagnostic::error(place(Some(file), at), message!("script-rule-unused")));
    let steps = steps
        .into_iter()
        .map(|(word, at)| Diagnostic::warning(place(Some(file), at), message!("script-step-unused", word = word)));
    told.chain(steps).collect()
}

/// `is_value`: what the last of the statements comes to is what the script comes to.
fn in_statements(statements: &[Stmt], is_value: bool, read: &BTreeSet<String>, found: &mut Vec<Position>) {
    let last = statements.iter().rposition(|statement| !matches!(statement, Stmt::Noop(_)));
    for (number, statement) in statements.iter().enumerate() {
        let taken = is_value && Some(number) == last;
        match statement {
            Stmt::FnCall(call, at) if !taken => found.extend(begins_a_rule(call).then_some(*at)),
            Stmt::Expr(value) if !taken => found.extend(rule_begun_at(value)),
            Stmt::Var(variable, ..) if !read.contains(variable.0.name.as_str()) => {
                found.extend(rule_begun_at(&variable.1));
            }
            Stmt::If(branches, _) => {
                in_statements(branches.body.statements(), taken, read, found);
                in_statements(branches.branch.statements(), taken, read, found);
            }
            Stmt::Block(block) => in_statements(block.statements(), taken, read, found),
            _other_statement => {}
        }
    }
}

/// `rows.filter(…);` stands alone, as if it changed the rows.
fn steps_dropped<'ast>(statements: &'ast [Stmt], is_value: bool, found: &mut Vec<(&'ast str, Position)>) {
    let last = statements.iter().rposition(|statement| !matches!(statement, Stmt::Noop(_)));
    for (number, statement) in statements.iter().enumerate() {
        let taken = is_value && Some(number) == last;
        match statement {
            Stmt::Expr(value) if !taken => found.extend(last_step(value)),
            Stmt::If(branches, _) => {
                steps_dropped(branches.body.statements(), taken, found);
                steps_dropped(branches.branch.statements(), taken, found);
            }
            Stmt::For(parts, _) => steps_dropped(parts.2.body.statements(), false, found),
            Stmt::While(branches, _) => steps_dropped(branches.body.statements(), false, found),
            Stmt::Block(block) => steps_dropped(block.statements(), taken, found),
            _other_statement => {}
        }
    }
}

/// The word behind the last dot, if it is a step over rows.
fn last_step(value: &Expr) -> Option<(&str, Position)> {
    match value {
        Expr::Dot(parts, ..) => last_step(&parts.rhs),
        Expr::MethodCall(call, at) => STEPS.iter().find(|step| call.name == **step).map(|step| (*step, *at)),
        _other_value => None,
    }
}

/// Where the rule begins, if the value is one: `indicator("…")` and what follows it behind dots.
fn rule_begun_at(value: &Expr) -> Option<Position> {
    match value {
        Expr::FnCall(call, at) => begins_a_rule(call).then_some(*at),
        Expr::Dot(parts, ..) => rule_begun_at(&parts.lhs),
        _other_value => None,
    }
}

fn begins_a_rule(call: &FnCallExpr) -> bool {
    call.namespace.is_empty() && BEGIN_A_RULE.contains(&call.name.as_str())
}

/// The variables whose value is taken somewhere.
fn read_names(ast: &AST) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::Variable(variable, ..))) = path.last() {
            read.insert(variable.1.to_string());
        }
        true
    });
    read
}
