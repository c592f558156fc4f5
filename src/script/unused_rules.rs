//! Rules of a file that come to nothing: its last value is the rule, and two clauses pasted into one file are two.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position, Stmt};

use super::run::place;
use crate::diagnostic::Diagnostic;
use crate::message;

/// Words that a rule begins with.
const BEGIN_A_RULE: &[&str] = &["indicator", "bonus", "deduction", "veto"];

/// Every rule that is written in the script and that nothing takes, told where it begins.
pub fn unused_rules(ast: &AST, file: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    in_statements(ast.statements(), true, &read_names(ast), &mut found);
    let told = found.into_iter().map(|at| Diagnostic::error(place(Some(file), at), message!("script-rule-unused")));
    told.collect()
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
