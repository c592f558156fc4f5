//! The engine that runs rule scripts, and the limits it keeps them in.
//!
//! Scripts are untrusted: they read no files, reach no network, see no clock, and end. The limits stand here in one place and are explained
//! in `docs/limits.md`, each with a script that runs into it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use rhai::packages::{CorePackage, Package};
use rhai::{AST, Dynamic, Engine, EvalAltResult, NativeCallContext, OptimizationLevel, Scope, Token};

use super::budget::Budget;
use super::modules::{Modules, SharedModules};
use super::passed_over::{Marks, read_instead};
use super::read_on::{self, Read};
use super::run::{Run, stop_at};
use super::unused_rules::unused_rules;
use super::{names, vocabulary};
use crate::diagnostic::Diagnostic;
use crate::plan::ItemId;
use crate::words::Arg;

/// What a rule script may use at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Steps of the script.
    pub operations: u64,
    /// Work of one script, in time of a processor and not of the clock, so that a busy machine changes nothing; the number of steps alone
    /// does not bound what each step costs.
    pub time: Duration,
    /// The same of all scripts of a scheme together, beyond what an ordinary rule needs: that counts nothing, so that a scheme of many rules
    /// is never out of steps.
    pub operations_of_all: u64,
    pub free_operations: u64,
    /// The same in time; and how much of all is free at most, so that the whole has an end however many rules there are.
    pub time_of_all: Duration,
    pub free_time: Duration,
    pub free_time_of_all: Duration,
    pub call_depth: usize,
    pub expression_depth: usize,
    pub text_length: usize,
    pub list_length: usize,
    pub map_size: usize,
    pub modules: usize,
    pub functions: usize,
    pub variables: usize,
    /// Characters of one rule file.
    pub source_length: usize,
    /// Binary digits of a number's numerator and of its denominator: a fraction that multiplies itself doubles them at each step.
    pub number_bits: usize,
}

pub const LIMITS: Limits = Limits {
    operations: 50_000,
    time: Duration::from_millis(800),
    operations_of_all: 150_000,
    free_operations: 2_000,
    time_of_all: Duration::from_millis(1_000),
    free_time: Duration::from_millis(10),
    free_time_of_all: Duration::from_millis(800),
    call_depth: 24,
    expression_depth: 128,
    text_length: 20_000,
    list_length: 2_000,
    map_size: 500,
    modules: 50,
    functions: 200,
    variables: 500,
    source_length: 200_000,
    number_bits: 512,
};

/// An engine for one scheme: its modules are loaded once and shared by its rules.
pub struct Scripts {
    pub(super) engine: Engine,
    pub(super) run: Run,
    pub(super) modules: Arc<Modules>,
    pub(super) budget: Arc<Budget>,
}

/// `letter().or(80.pct)` is a method although `or` is an operator, and `#{ do: mean("do") }` names dissolved oxygen although `do` begins a
/// loop: after a dot, and at the head of an entry of a map, a word is a name.
#[allow(deprecated, reason = "not deprecated but volatile, says Rhai; Cargo.lock pins the version and tests hold it")]
fn read_words_as_names(engine: &mut Engine, marks: Marks) {
    const OTHER: u8 = 0;
    const DOT: u8 = 1;
    const HEAD_OF_ENTRY: u8 = 2;
    let before = AtomicU8::new(OTHER);
    engine.on_parse_token(move |token, position, _state| {
        let token = read_instead(&marks, position).unwrap_or(token);
        let now = match &token {
            Token::Period => DOT,
            Token::MapStart | Token::Comma => HEAD_OF_ENTRY,
            _other => OTHER,
        };
        match (before.swap(now, Ordering::Relaxed), token) {
            (DOT, Token::Custom(word)) => Token::Identifier(word),
            (HEAD_OF_ENTRY, Token::Do) => Token::Identifier(Box::new("do".into())),
            (_, token) => token,
        }
    });
}

/// Rhai's `sleep` waits within one step, which no limit on steps would end.
fn forbid_sleep(engine: &mut Engine, run: &Run) {
    let here = run.clone();
    engine.register_fn("sleep", move |context: NativeCallContext, _seconds: i64| -> Result<(), Box<EvalAltResult>> {
        Err(stop_at(here.place(&context), crate::message!("script-forbidden-word", word = "sleep")))
    });
}

/// The line in which a text becomes too long.
fn line_of_limit(file: &str, text: &str) -> crate::plan::Place {
    let within = text.chars().take(LIMITS.source_length);
    let line = 1 + within.filter(|sign| *sign == '\n').count();
    super::run::place(Some(file), rhai::Position::new(u16::try_from(line).unwrap_or(u16::MAX), 1))
}

/// Where a whole file is meant.
fn first_line(file: &str) -> crate::plan::Place {
    super::run::place(Some(file), rhai::Position::new(1, 1))
}

/// The words of the language within the limits.
pub(super) fn engine(run: &Run, modules: &Arc<Modules>, budget: &Arc<Budget>, marks: Marks) -> Engine {
    let mut engine = Engine::new_raw();
    CorePackage::new().register_into_engine(&mut engine);
    rhai::packages::BasicArrayPackage::new().register_into_engine(&mut engine);
    rhai::packages::BasicMapPackage::new().register_into_engine(&mut engine);
    rhai::packages::MoreStringPackage::new().register_into_engine(&mut engine);
    rhai::packages::LogicPackage::new().register_into_engine(&mut engine);
    engine
        // Folding constants would use Rhai's own operators: `7 / 2` would be 3, and `total < 60` false before any total is known.
        .set_optimization_level(OptimizationLevel::None)
        .set_fast_operators(false)
        .set_strict_variables(true)
        .set_max_operations(LIMITS.operations)
        .set_max_call_levels(LIMITS.call_depth)
        .set_max_expr_depths(LIMITS.expression_depth, LIMITS.expression_depth)
        .set_max_string_size(LIMITS.text_length)
        .set_max_array_size(LIMITS.list_length)
        .set_max_map_size(LIMITS.map_size)
        .set_max_modules(LIMITS.modules)
        .set_max_functions(LIMITS.functions)
        .set_max_variables(LIMITS.variables)
        .disable_symbol("eval")
        // A closure that carries others, and these others: no limit counts what it grows to. Capturing a variable is not this word.
        .disable_symbol("curry")
        .on_print(|_text| {})
        .on_debug(|_text, _source, _position| {});
    let counted = Arc::clone(budget);
    engine.on_progress(move |_operations| counted.step());
    // Binds weaker than comparison and stronger than assignment, so that `a == 1 and b == 2` reads as it stands.
    for (word, precedence) in [("or", 55), ("and", 60)] {
        if let Err(reason) = engine.register_custom_operator(word, precedence) {
            debug_assert!(false, "{reason}");
        }
    }
    read_words_as_names(&mut engine, marks);
    forbid_sleep(&mut engine, run);
    vocabulary::register(&mut engine, run);
    engine.set_module_resolver(SharedModules(Arc::clone(modules)));
    engine
}

impl Scripts {
    pub fn new(run: Run, modules: Arc<Modules>) -> Scripts {
        let budget = Arc::new(Budget::new());
        let engine = engine(&run, &modules, &budget, Marks::default());
        Scripts { engine, run, modules, budget }
    }

    /// Runs the script of one rule. Everything wrong with it ends up in the run's diagnostics; `None` if it gives no value.
    pub fn run(&self, file: &str, text: &str) -> Option<Dynamic> {
        self.run_with(file, text, Scope::new())
    }

    /// The same, with names that the script finds.
    pub fn run_with(&self, file: &str, text: &str, scope: Scope<'static>) -> Option<Dynamic> {
        if text.chars().count() > LIMITS.source_length {
            let message = crate::message!("script-source-too-long", most = LIMITS.source_length);
            self.run.report(Diagnostic::error(line_of_limit(file, text), message));
            return None;
        }
        if !self.budget.begin() {
            self.tell_nothing_left(first_line(file));
            return None;
        }
        let value = self.evaluated(file, text, scope);
        self.budget.end();
        value
    }

    /// Told where it ran out, and once: the rules that follow are not run.
    pub(super) fn tell_nothing_left(&self, at: crate::plan::Place) {
        if self.budget.is_untold() {
            self.run.report(Diagnostic::error(at, crate::message!("script-nothing-left")));
        }
    }

    /// The script as it is written, with what stands in for what can't be read and is told.
    pub(super) fn read(&self, file: &str, text: &str, scope: &mut Scope<'static>) -> Read {
        let mut read = read_on::to_run(&self.engine, file, text, scope);
        let state = self.run.state();
        for found in read.told.iter_mut().filter(|found| found.message.key == "script-unknown-name") {
            let Some((_, Arg::Text(name))) = found.message.args.first() else { continue };
            // A column, as it is called where nothing else could be meant; a table.
            if state.columns.contains(name) {
                found.help = vec![crate::message!("script-write-col", column = name)];
            } else if state.tables.contains(name) {
                found.help = vec![crate::message!("script-write-table", table = name)];
            }
        }
        drop(state);
        read
    }

    pub(super) fn report(&self, told: impl IntoIterator<Item = Diagnostic>) {
        told.into_iter().for_each(|diagnostic| self.run.report(diagnostic));
    }

    /// What can be said of a script by reading it, where there is no scheme to run it for.
    pub fn read_alone(&self, file: &str, text: &str) {
        let Read { ast, text: _, told } = self.read(file, text, &mut Scope::new());
        self.report(told);
        let Some(ast) = ast else { return };
        self.report(names::unknown_words(&self.engine, &ast).into_iter().map(|word| word.told(file)));
        self.report(names::misused_signs(&ast, file));
        self.report(unused_rules(&ast, file));
    }

    pub(super) fn tell_once(&self, found: Diagnostic) {
        let mut state = self.run.state();
        if !state.diagnostics.contains(&found) {
            state.diagnostics.push(found);
        }
    }

    /// No plan comes of the script, so that the names in it that the scheme does not have must be told by reading it.
    pub(super) fn tell_by_reading(&self, ast: &AST, file: &str) {
        let (tables, columns, params, units) = {
            let state = self.run.state();
            let params = state.params.keys().cloned().collect::<Vec<_>>();
            (state.tables.clone(), state.columns.clone(), params, state.units.clone())
        };
        let read = names::unknown_tables_and_columns(ast, file, &tables, &columns);
        let read = read.into_iter().chain(names::unknown_units(ast, file, &units));
        // The script may have come to it before it ended.
        read.chain(names::unknown_params(ast, file, &params)).for_each(|found| self.tell_once(found));
    }

    /// Where the value of a rule file is written: what it does last.
    fn last_statement(&self, file: &str, text: &str) -> crate::plan::Place {
        let ast = self.engine.compile(text).ok();
        let last = ast.as_ref().and_then(|ast| ast.statements().last()).map(|statement| match statement {
            rhai::Stmt::Expr(value) => value.start_position(),
            other => other.position(),
        });
        last.filter(|position| !position.is_none())
            .map_or_else(|| first_line(file), |at| super::run::place(Some(file), at))
    }

    /// The same for a script that ran, but whose value is of no use.
    pub fn read_only(&self, file: &str, text: &str) {
        if let Some(ast) = self.read(file, text, &mut Scope::new()).ast {
            self.tell_by_reading(&ast, file);
        }
    }

    /// Runs a rule file and takes its last value as the rule, with these targets and curves in place of its own.
    pub fn rule(
        &self,
        id: &ItemId,
        file: &str,
        text: &str,
        instead: &[(Dynamic, crate::plan::Place)],
    ) -> Option<crate::plan::Rule> {
        let value = self.run(file, text)?;
        let Some(draft) = value.read_lock::<vocabulary::RuleDraft>() else {
            let found = vocabulary::type_word(value.type_name());
            let message = crate::message!("script-not-a-rule", found = found);
            self.run.report(Diagnostic::error(self.last_statement(file, text), message));
            self.read_only(file, text);
            return None;
        };
        let mut draft = draft.clone();
        for (value, at) in instead {
            if !draft.put_instead(value) {
                let found = vocabulary::type_word(value.type_name());
                let message = crate::message!("change-no-target-or-curve", found = found);
                self.run.report(Diagnostic::error(at.clone(), message));
            }
        }
        match draft.finish(id.clone()) {
            Ok(rule) => Some(rule),
            Err(diagnostics) => {
                diagnostics.into_iter().for_each(|diagnostic| self.run.report(diagnostic));
                self.read_only(file, text);
                None
            }
        }
    }
}
