//! The names that stand at a place of a template, and what each holds.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::machinery::Span;
use minijinja::machinery::ast::{Expr, Macro, Spanned};

use super::shape::{Holds, OUTERMOST, fields_of};

/// Names that end together.
pub(super) type Scope = BTreeMap<String, Holds>;

/// A macro where it was declared last.
#[derive(Clone)]
pub(super) struct Declared<'a, 't> {
    pub file: String,
    pub written: &'a Spanned<Macro<'t>>,
    /// What it sees beside what it is called with.
    pub scopes: Vec<Scope>,
}

#[derive(Default)]
pub(super) struct Names<'a, 't> {
    pub scopes: Vec<Scope>,
    pub macros: Vec<Declared<'a, 't>>,
    /// Names that are set more than once, to what is not the same: which of it one holds can't be told without data.
    pub set_anew: Scope,
    /// Macros with what they see and what they were called with.
    pub walked: BTreeSet<(usize, Vec<Scope>, Scope)>,
}

impl<'a, 't> Names<'a, 't> {
    pub fn lookup(&self, name: &str) -> Option<Holds> {
        let own = self.scopes.iter().rev().find_map(|scope| scope.get(name));
        let found = own.or_else(|| fields_of(OUTERMOST).get(name))?;
        Some(self.set_anew.get(name).unwrap_or(found).clone())
    }

    /// What `set` does: wherever the name may hold what it held before, it may hold either.
    pub fn set(&mut self, names: Vec<(String, Holds)>) {
        for (name, holds) in names {
            if let Some(before) = self.lookup(&name) {
                let either = before.clone().or(holds.clone());
                if either != before {
                    self.set_anew.insert(name.clone(), either);
                }
            }
            self.bind(vec![(name, holds)]);
        }
    }

    /// Names of the innermost scope, whatever stands further out.
    pub fn bind(&mut self, names: Vec<(String, Holds)>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.extend(names);
        }
    }

    /// A name that hides a field of the view: nobody reads the one as the other.
    pub fn declare(&mut self, name: &str, holds: Holds) {
        match self.scopes.iter().any(|scope| scope.contains_key(name)) {
            true => self.set(vec![(name.to_owned(), holds)]),
            false => self.bind(vec![(name.to_owned(), holds)]),
        }
    }

    /// A macro; of several with one name nobody can tell which is called.
    pub fn declare_macro(&mut self, file: &str, written: &'a Spanned<Macro<'t>>) {
        let is_same = |of: &Declared<'_, '_>| of.file == file && start(of.written.span()) == start(written.span());
        let number = self.macros.iter().position(is_same).unwrap_or(self.macros.len());
        self.declare(written.name, Holds::Macro(number));
        let declared = Declared { file: file.to_owned(), written, scopes: self.scopes.clone() };
        match self.macros.get_mut(number) {
            Some(before) => *before = declared,
            None => self.macros.push(declared),
        }
    }

    /// All that may be meant by a name.
    pub fn known(&self) -> Vec<String> {
        let own = self.scopes.iter().flatten().filter(|(_, holds)| !matches!(holds, Holds::Macro(_)));
        fields_of(OUTERMOST).keys().chain(own.map(|(name, _)| name)).cloned().collect()
    }
}

fn start(span: Span) -> u32 {
    span.start_offset
}

/// The names that a target binds. A part of a namespace is none.
pub(super) fn bound(target: &Expr<'_>, holds: &Holds) -> Vec<(String, Holds)> {
    let (Expr::List(_) | Expr::Tuple(_)) = target else {
        return variable(target).map(|name| (name.to_owned(), holds.clone())).into_iter().collect();
    };
    let parts = targets(target).iter().enumerate();
    let part = |place: usize| match holds {
        Holds::Tuple(parts) => parts.get(place).cloned().unwrap_or(Holds::Unknown),
        other => other.element(),
    };
    parts.flat_map(|(place, target)| bound(target, &part(place))).collect()
}

/// The targets that one is made of; none where it takes a value as a whole.
pub(super) fn targets<'e, 't>(target: &'e Expr<'t>) -> &'e [Expr<'t>] {
    match target {
        Expr::List(list) => &list.items,
        Expr::Tuple(tuple) => &tuple.items,
        _whole => &[],
    }
}

pub(super) fn variable<'t>(expression: &Expr<'t>) -> Option<&'t str> {
    match expression {
        Expr::Var(name) => Some(name.id),
        _other => None,
    }
}

/// A text that is written out.
pub(super) fn written(expression: &Expr<'_>) -> Option<String> {
    expression.as_const()?.as_str().map(str::to_owned)
}

/// The bytes at which something begins and ends.
pub(super) fn ends(span: Span) -> (usize, usize) {
    let place = |offset: u32| usize::try_from(offset).unwrap_or_default();
    (place(span.start_offset), place(span.end_offset))
}

/// Where the text within quotation marks begins.
pub(super) fn quoted(span: Span) -> usize {
    ends(span).0 + 1
}
