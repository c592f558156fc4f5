//! One script, run as often as there are slips in it that end it ([`PassedOver`]), so that each run gets beyond the last one.

use std::sync::{Arc, PoisonError};

use rhai::{AST, Dynamic, EvalAltResult, Scope};

use super::engine::{Scripts, engine};
use super::passed_over::{Marks, PassedOver};
use super::read_on::Read;
use super::unused_rules::unused_rules;
use super::{failed, names, vocabulary};
use crate::diagnostic::Diagnostic;

impl Scripts {
    /// What comes of the script. Everything wrong with it ends up in the run's diagnostics, each once.
    pub(super) fn evaluated(&self, file: &str, text: &str, mut scope: Scope<'static>) -> Option<Dynamic> {
        let Read { ast, text, told } = self.read(file, text, &mut scope);
        let is_whole = told.is_empty();
        self.report(told);
        let ast = ast?;
        let unknown = names::unknown_words(&self.engine, &ast);
        let mut passed_over = PassedOver {
            words: unknown.iter().map(|word| (word.name.clone(), word.arguments)).collect(),
            properties: names::unknown_properties(&self.engine, &ast),
            ..PassedOver::default()
        };
        self.report(unused_rules(&ast, file));
        let begun = self.run.state().diagnostics.len();
        self.report(unknown.iter().map(|word| word.told(file)));
        self.run.state().taken_of_modules.extend(names::taken_of_modules(&ast));
        // As it is read with its marks.
        let mut read = ast.clone();
        let (mut is_first, mut value) = (true, self.attempt(&text, &scope, &mut read, &passed_over)?);
        while let Err(error) = &value {
            if !passed_over.take(error, file, &read, &self.run) {
                break;
            }
            self.budget.end();
            let told = self.run.state().diagnostics.split_off(begun);
            let again = if self.budget.begin() { self.attempt(&text, &scope, &mut read, &passed_over) } else { None };
            self.put_before(begun, told);
            is_first = false;
            // Nothing more can be read of it, and what there is to tell of it is told.
            value = again?;
        }
        let stands_in = !is_whole || !unknown.is_empty() || !is_first;
        // What stands where it means nothing is in no plan, and the names in it are in none.
        let is_dropped = || self.run.state().diagnostics.iter().skip(begun).any(failed::drops_a_value);
        if stands_in || value.is_err() || is_dropped() {
            self.tell_by_reading(&ast, file);
        }
        match value {
            // Nothing is left of it but what was told.
            Ok(value) if value.is::<vocabulary::StandIn>() => {
                self.tell_by_reading(&ast, file);
                None
            }
            Ok(value) => Some(value),
            Err(error) => {
                let found = failed::told(file, &read, &error);
                if found.message.key == "script-runs-on" && self.budget.is_of_all() {
                    self.tell_nothing_left(found.place);
                    return None;
                }
                // Nobody wrote what a stand-in comes to.
                let is_ours = failed::is_of_a_stand_in(&error)
                    || stands_in && failed::may_be_of_a_stand_in(&error)
                    || !is_first && failed::is_limit(&found);
                if !is_ours {
                    self.tell_once(found);
                }
                names::misused_signs(&ast, file).into_iter().for_each(|found| self.tell_once(found));
                None
            }
        }
    }

    /// Runs the script with stand-ins for what it has been told of. `None` if it can't be read with them.
    fn attempt(
        &self,
        text: &str,
        scope: &Scope<'static>,
        ast: &mut AST,
        passed_over: &PassedOver,
    ) -> Option<Result<Dynamic, Box<EvalAltResult>>> {
        let mut scope = scope.clone();
        if passed_over.is_empty() {
            return Some(self.engine.eval_ast_with_scope(&mut scope, ast));
        }
        let marks = Marks::default();
        let mut engine = engine(&self.run, &self.modules, &self.budget, Arc::clone(&marks));
        passed_over.register(&mut engine, &self.run);
        if passed_over.marked.is_empty() {
            return Some(engine.eval_ast_with_scope(&mut scope, ast));
        }
        marks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(passed_over.marked.iter().map(|(at, sign)| (*at, *sign)));
        let read = engine.compile_with_scope(&scope, text);
        // What modules hold at the same places is not meant.
        marks.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let mut again = read.ok()?;
        again.set_source(ast.source().unwrap_or_default());
        *ast = again;
        Some(engine.eval_ast_with_scope(&mut scope, ast))
    }

    /// Puts what was told before, in an earlier attempt, to what the last one told; each once, and in the order of the script.
    fn put_before(&self, begun: usize, told: Vec<Diagnostic>) {
        let mut state = self.run.state();
        let now = state.diagnostics.split_off(begun);
        let mut all: Vec<Diagnostic> = Vec::new();
        for found in told.into_iter().chain(now) {
            if !all.contains(&found) {
                all.push(found);
            }
        }
        all.sort_by(|left, right| left.place.cmp(&right.place));
        state.diagnostics.extend(all);
    }
}
