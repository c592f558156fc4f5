//! Misspelt words, found by reading the script before it runs: all at once, not the first that is reached.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Engine, Expr, Position};

use super::run::place;
use super::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::message;

/// Every call of a function or method that neither the engine nor the script knows.
pub fn unknown_words(engine: &Engine, ast: &AST, file: &str) -> Vec<Diagnostic> {
    let known = known_words(engine, ast);
    let mut found: Vec<(Position, String)> = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, position) | Expr::MethodCall(call, position))) = path.last() {
            // A qualified name (`gb3838::river_class`) is looked up in its module when it runs.
            let own = call.namespace.is_empty() && !call.is_operator_call();
            if own && !known.contains(call.name.as_str()) && !call.name.starts_with("anon$") {
                found.push((*position, call.name.to_string()));
            }
        }
        true
    });
    found.sort_by_key(|(position, _)| (position.line(), position.position()));
    found.dedup();
    found
        .into_iter()
        .map(|(position, name)| {
            let diagnostic =
                Diagnostic::error(place(Some(file), position), message!("script-unknown-word", word = &name));
            diagnostic.nearest(&name, vocabulary::names())
        })
        .collect()
}

fn known_words(engine: &Engine, ast: &AST) -> BTreeSet<String> {
    // The engine's own words for numbers, texts, lists and maps.
    let mut known: BTreeSet<String> = engine
        .collect_fn_metadata(None, |function| Some(function.metadata.name.to_string()), true)
        .into_iter()
        .collect();
    known.extend(vocabulary::names().map(str::to_owned));
    known.extend(ast.iter_functions().map(|function| function.name.to_owned()));
    known.extend(
        ["print", "debug", "type_of", "call", "curry", "is_shared", "is_def_var", "is_def_fn", "Fn"].map(str::to_owned),
    );
    // Variables that hold closures are called like functions.
    known.extend(ast.iter_literal_variables(true, true).map(|(name, _, _)| name.to_owned()));
    known
}

/// What a condition on columns was wrongly put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misuse {
    AndSign,
    OrSign,
    If,
}

/// Whether the value at this position stands where Rhai wants true or false.
pub fn misuse_at(ast: &AST, wanted: Position) -> Option<Misuse> {
    let mut found = None;
    ast.walk(&mut |path: &[ASTNode]| {
        let here = match path.last() {
            Some(ASTNode::Expr(Expr::And(parts, _))) => holds(parts.iter(), wanted).then_some(Misuse::AndSign),
            Some(ASTNode::Expr(Expr::Or(parts, _))) => holds(parts.iter(), wanted).then_some(Misuse::OrSign),
            Some(ASTNode::Stmt(
                rhai::Stmt::If(parts, _) | rhai::Stmt::While(parts, _) | rhai::Stmt::Do(parts, _, _),
            )) => holds(std::iter::once(&parts.expr), wanted).then_some(Misuse::If),
            Some(_) | None => None,
        };
        if here.is_some() {
            found = here;
        }
        true
    });
    found
}

fn holds<'a>(mut parts: impl Iterator<Item = &'a Expr>, wanted: Position) -> bool {
    parts.any(|part| part.position() == wanted || part.start_position() == wanted)
}
