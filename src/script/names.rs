//! Misspelt words, found by reading the script before it runs: all at once, not the first that is reached.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::OnceLock;

use rhai::{AST, ASTNode, Engine, Expr, Position};

use super::failed;
use super::mistakes;
use super::run::place;
use super::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Place, RosterUnit};
use crate::words::Message;

/// A call of a function or method that neither the engine nor the script knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    position: Position,
    pub name: String,
    /// How many values it is given, with the one before the dot.
    pub arguments: usize,
}

impl UnknownWord {
    pub fn told(&self, file: &str) -> Diagnostic {
        // 非col("closed"): to Rhai, one name.
        if let Some(word) = vocabulary::chinese_word_before(&self.name)
            && let Some(instead) = vocabulary::instead_of(word)
        {
            let width = u32::try_from(word.chars().count()).unwrap_or(1);
            return Diagnostic::error(place(Some(file), self.position), instead).width(width);
        }
        failed::unknown_word(place(Some(file), self.position), &self.name)
    }
}

/// What engines know by themselves, for numbers, texts, lists and maps: every one is made alike, and to ask it takes as long as to run a
/// script.
struct EngineWords {
    functions: HashSet<String>,
    properties: HashSet<String>,
}

impl EngineWords {
    fn of(engine: &Engine) -> &'static EngineWords {
        static WORDS: OnceLock<EngineWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let names = engine.collect_fn_metadata(None, |function| Some(function.metadata.name.to_string()), true);
            let functions: HashSet<String> = names.into_iter().collect();
            let getters = functions.iter().filter_map(|name| name.strip_prefix("get$"));
            EngineWords { properties: getters.map(str::to_owned).collect(), functions }
        })
    }
}

pub fn unknown_words(engine: &Engine, ast: &AST) -> Vec<UnknownWord> {
    let engine_words = EngineWords::of(engine);
    let own = words_of(ast);
    let mut found: Vec<UnknownWord> = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        let (call, position, before_the_dot) = match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, position))) => (call, *position, 0),
            Some(ASTNode::Expr(Expr::MethodCall(call, position))) => (call, *position, 1),
            Some(_) | None => return true,
        };
        // A qualified name (`gb3838::river_class`) is looked up in its module when it runs.
        let is_plain = call.namespace.is_empty() && !call.is_operator_call();
        let name = call.name.as_str();
        let is_known = || own.contains(name) || engine_words.functions.contains(name) || name.starts_with("anon$");
        if is_plain && !is_known() {
            let arguments = call.args.len() + before_the_dot;
            found.push(UnknownWord { position, name: call.name.to_string(), arguments });
        }
        true
    });
    found.sort_by_key(|word| (word.position.line(), word.position.position()));
    found.dedup();
    found
}

/// The names behind a dot that no value has by itself: entries of a map, unless they are misspelt.
pub fn unknown_properties(engine: &Engine, ast: &AST) -> BTreeSet<String> {
    let own = &EngineWords::of(engine).properties;
    let mut named: BTreeSet<String> = BTreeSet::new();
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::Property(property, _))) = path.last() {
            named.insert(property.2.to_string());
        }
        true
    });
    named.retain(|name| !own.contains(name));
    named
}

/// Words whose first text is the name of a column.
const TAKE_A_COLUMN: &[&str] =
    &["col", "sum", "mean", "median", "min", "max", "count_distinct", "worst", "best", "mean_ph", "weighted_mean"];

/// Tables and columns that stand in the script by name and that the scheme does not have. For scripts that can't run: one that runs is
/// known better by its plan.
pub fn unknown_tables_and_columns(ast: &AST, file: &str, tables: &[String], columns: &[String]) -> Vec<Diagnostic> {
    // A script by itself, without a scheme.
    if tables.is_empty() {
        return Vec::new();
    }
    let mut made: BTreeSet<String> = BTreeSet::new();
    let mut named: Vec<(Position, bool, String)> = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) => {
                if let Some(Expr::StringConstant(text, position)) = call.args.first() {
                    match call.name.as_str() {
                        "table" => named.push((*position, true, text.to_string())),
                        "derive" => {
                            made.insert(text.to_string());
                        }
                        word if TAKE_A_COLUMN.contains(&word) => named.push((*position, false, text.to_string())),
                        _other => {}
                    }
                }
            }
            // What a group makes is named in a map.
            Some(ASTNode::Expr(Expr::Map(entries, _))) => {
                made.extend(entries.0.iter().map(|(name, _)| name.name.to_string()));
            }
            Some(_) | None => {}
        }
        true
    });
    named.sort_by_key(|(position, ..)| (position.line(), position.position()));
    named.dedup();
    let unknown = named.into_iter().filter(|(_, is_table, name)| {
        if *is_table { !tables.contains(name) } else { !columns.contains(name) && !made.contains(name) }
    });
    unknown
        .map(|(position, is_table, name)| {
            let at = place(Some(file), position);
            if is_table {
                let problem = Diagnostic::error(at, message!("check-unknown-table", table = &name));
                return problem.nearest(&name, tables.iter().map(String::as_str));
            }
            let problem = Diagnostic::error(at, message!("check-unknown-column", column = &name));
            problem.nearest(&name, columns.iter().map(String::as_str))
        })
        .collect()
}

/// Units, kinds and groups that stand in conditions over units and that the roster does not have. For scripts that can't run, and for
/// conditions that no plan holds because they stand where they mean nothing: `filter(unit_is(["x"]))`.
pub fn unknown_units(ast: &AST, file: &str, units: &[RosterUnit]) -> Vec<Diagnostic> {
    // A script by itself, without a scheme.
    if units.is_empty() {
        return Vec::new();
    }
    type Told = fn(Place, &str, &[RosterUnit]) -> Diagnostic;
    type Known = fn(&RosterUnit) -> &str;
    let words: [(&str, Known, Told); 3] = [
        ("unit_is", |unit| &unit.id.0, mistakes::unknown_unit),
        ("kind_is", |unit| &unit.kind, mistakes::unknown_kind),
        ("group_is", |unit| &unit.group, mistakes::unknown_group),
    ];
    let mut named: Vec<(Position, usize, String)> = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, position))) = path.last()
            && let Some(word) = words.iter().position(|(word, ..)| *word == call.name.as_str())
        {
            let texts = call.args.iter().flat_map(|argument| match argument {
                Expr::Array(entries, _) => entries.iter().collect(),
                argument => vec![argument],
            });
            named.extend(texts.filter_map(|text| match text {
                Expr::StringConstant(text, _) => Some((*position, word, text.to_string())),
                _other => None,
            }));
        }
        true
    });
    named.sort_by_key(|(position, ..)| (position.line(), position.position()));
    named.dedup();
    let told = named.into_iter().filter_map(|(position, word, name)| {
        let (_, known, told) = words.get(word)?;
        let is_known = units.iter().any(|unit| known(unit) == name);
        (!is_known).then(|| told(place(Some(file), position), &name, units))
    });
    told.collect()
}

/// Parameters that the script asks for by name and that the scheme does not give.
pub fn unknown_params(ast: &AST, file: &str, given: &[String]) -> Vec<Diagnostic> {
    let mut asked: Vec<(Position, String)> = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, _))) = path.last()
            && call.name == "param"
            && let [Expr::StringConstant(name, position)] = call.args.as_slice()
        {
            asked.push((*position, name.to_string()));
        }
        true
    });
    asked.sort_by_key(|(position, _)| (position.line(), position.position()));
    asked.dedup();
    let unknown = asked.into_iter().filter(|(_, name)| !given.contains(name));
    unknown.map(|(position, name)| unknown_param(place(Some(file), position), &name, given)).collect()
}

/// The parameter that stands there is none that the scheme gives.
pub fn unknown_param(at: Place, name: &str, given: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error(at, message!("script-unknown-param", name = name));
    diagnostic.nearest(name, given.iter().map(String::as_str))
}

/// Every `&&`, `||` and `!` on conditions over columns or figures, which want `and`, `or` and `not(…)`.
pub fn misused_signs(ast: &AST, file: &str) -> Vec<Diagnostic> {
    let mut signs: Vec<(Position, Misuse)> = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        let is_over_rows = matches!(path.last(), Some(ASTNode::Expr(Expr::FnCall(call, _))) if ["col", "table"].contains(&call.name.as_str()));
        if is_over_rows {
            // All signs on the way down to it, but none above a word that takes the condition.
            for node in path.iter().rev().skip(1) {
                match node {
                    ASTNode::Expr(Expr::And(_, position)) => signs.push((*position, Misuse::AndSign)),
                    ASTNode::Expr(Expr::Or(_, position)) => signs.push((*position, Misuse::OrSign)),
                    ASTNode::Expr(Expr::FnCall(call, position)) if call.name == "!" => {
                        signs.push((*position, Misuse::Not));
                    }
                    ASTNode::Expr(Expr::FnCall(call, _)) if !call.is_operator_call() => break,
                    _other => {}
                }
            }
        }
        true
    });
    signs.sort_by_key(|(position, _)| (position.line(), position.position()));
    signs.dedup();
    signs.into_iter().map(|(position, misuse)| Diagnostic::error(place(Some(file), position), misuse.said())).collect()
}

/// Where this word is called on a variable that a closure among its arguments takes too: `list.map(|entry| list)`. Else its first call.
pub fn call_on_what_it_captures(ast: &AST, word: &str) -> Option<Position> {
    let (mut found, mut first) = (None, None);
    ast.walk(&mut |path: &[ASTNode]| {
        let Some(ASTNode::Expr(Expr::Dot(parts, ..))) = path.last() else { return true };
        let call = match &parts.rhs {
            Expr::Dot(more, ..) => &more.lhs,
            call => call,
        };
        let Expr::MethodCall(call, position) = call else { return true };
        if call.name != word {
            return true;
        }
        first = first.or(Some(*position));
        let Expr::Variable(variable, ..) = &parts.lhs else { return true };
        // A closure with what it takes along is written so in the tree.
        let takes_it = call.args.iter().any(|argument| {
            let Expr::FnCall(closure, _) = argument else { return false };
            let is_it = |value: &Expr| matches!(value, Expr::Variable(other, ..) if other.1 == variable.1);
            closure.name == "curry" && closure.args.iter().any(is_it)
        });
        if takes_it {
            found = found.or(Some(*position));
        }
        true
    });
    found.or(first)
}

/// The words of the language, and those that the script makes.
fn words_of(ast: &AST) -> BTreeSet<&str> {
    let mut words: BTreeSet<&str> = vocabulary::names().collect();
    words.extend(ast.iter_functions().map(|function| function.name));
    words.extend(["print", "debug", "call", "curry", "is_def_var", "is_def_fn", "Fn"]);
    // Variables that hold closures are called like functions.
    words.extend(ast.iter_literal_variables(true, true).map(|(name, _, _)| name));
    words
}

/// What a condition on columns was wrongly put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misuse {
    AndSign,
    OrSign,
    If,
    Not,
}

impl Misuse {
    /// What to write instead.
    pub fn said(self) -> Message {
        match self {
            Misuse::AndSign => message!("script-and-sign-on-condition"),
            Misuse::OrSign => message!("script-or-sign-on-condition"),
            Misuse::Not => message!("script-exclamation-on-condition"),
            Misuse::If => message!("script-if-on-condition"),
        }
    }
}

/// Whether the value at this position stands where Rhai wants true or false; with the place of the sign or word that wants it, if the
/// script can be read with another one there.
pub fn misused_at(ast: &AST, wanted: Position) -> Option<(Misuse, Option<Position>)> {
    let mut found = None;
    ast.walk(&mut |path: &[ASTNode]| {
        let here = match path.last() {
            Some(ASTNode::Expr(Expr::And(parts, at))) => {
                holds(parts.iter(), wanted).then_some((Misuse::AndSign, Some(*at)))
            }
            Some(ASTNode::Expr(Expr::Or(parts, at))) => {
                holds(parts.iter(), wanted).then_some((Misuse::OrSign, Some(*at)))
            }
            Some(ASTNode::Stmt(rhai::Stmt::If(parts, at))) => {
                holds(std::iter::once(&parts.expr), wanted).then_some((Misuse::If, Some(*at)))
            }
            Some(ASTNode::Stmt(rhai::Stmt::While(parts, _) | rhai::Stmt::Do(parts, _, _))) => {
                holds(std::iter::once(&parts.expr), wanted).then_some((Misuse::If, None))
            }
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

/// What a script takes out of modules by name (`gb3838::river_class()`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfModules {
    /// Functions with so many values, each with the name of the module that it is looked for in.
    pub functions: BTreeMap<(String, usize), String>,
    pub values: BTreeSet<String>,
}

impl OfModules {
    pub fn extend(&mut self, more: OfModules) {
        self.functions.extend(more.functions);
        self.values.extend(more.values);
    }
}

pub fn taken_of_modules(ast: &AST) -> OfModules {
    let mut taken = OfModules::default();
    ast.walk(&mut |path: &[ASTNode]| {
        match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, _))) if !call.namespace.is_empty() => {
                taken.functions.insert((call.name.to_string(), call.args.len()), call.namespace.to_string());
            }
            Some(ASTNode::Expr(Expr::Variable(named, _, _))) if !named.2.is_empty() => {
                taken.values.insert(named.1.to_string());
            }
            Some(_) | None => {}
        }
        true
    });
    taken
}
