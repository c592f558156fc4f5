//! `import`: the national standards that come with the engine, and a scheme's own modules from inside its folder.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rhai::{Engine, EvalAltResult, FnAccess, Module, ModuleResolver, Position, Scope, Shared};

use super::read_on::{self, Read};
use super::run::{Run, stop_at};
use super::{failed, names, vocabulary};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::Place;

/// A national standard as a module of the rule language.
#[derive(Debug, Clone, Copy)]
pub struct StandardModule {
    /// `std/gb3838`
    pub path: &'static str,
    pub text: &'static str,
}

/// All that come with the engine.
pub const STANDARDS: &[StandardModule] = &[
    StandardModule { path: "std/gb3838", text: include_str!("../../rules/std/gb3838.rhai") },
    StandardModule { path: "std/hj633", text: include_str!("../../rules/std/hj633.rhai") },
];

/// How many imports may stand inside one another.
const DEEPEST: usize = 8;

/// The modules in the folder that the path names, as far as a person can look them over; what can't be read holds none.
fn modules_beside(folder: &Path, path: &str) -> Vec<String> {
    const MOST: usize = 20;
    let Some((within, _)) = path.rsplit_once('/') else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(folder.join(within)) else { return Vec::new() };
    let files = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> =
        files.filter_map(|file| Some(format!("{within}/{}", file.strip_suffix(".rhai")?))).collect();
    names.sort();
    names.truncate(MOST);
    names
}

/// Finds modules for `import`.
pub struct Modules {
    run: Run,
    /// The scheme's folder; without one, only the standards can be imported.
    folder: Option<PathBuf>,
    loaded: Mutex<BTreeMap<String, Shared<Module>>>,
    /// Modules that are being loaded, the innermost last: one that imports itself, by whatever way round, would never end.
    loading: Mutex<Vec<String>>,
}

impl Modules {
    pub fn new(run: Run, folder: Option<PathBuf>) -> Modules {
        Modules { run, folder, loaded: Mutex::new(BTreeMap::new()), loading: Mutex::new(Vec::new()) }
    }

    /// The text of the module and the file name by which its places go.
    fn text(&self, path: &str, at: &Place) -> Result<(String, String), Box<EvalAltResult>> {
        if let Some(standard) = STANDARDS.iter().find(|standard| standard.path == path) {
            return Ok((format!("{path}.rhai"), standard.text.to_owned()));
        }
        let relative = Path::new(path);
        let inside = relative.components().all(|component| matches!(component, Component::Normal(_)));
        if !inside || path.contains('\\') {
            return Err(stop_at(at.clone(), message!("script-import-outside", path = path)));
        }
        let unknown = || {
            let standards = STANDARDS.iter().map(|standard| standard.path);
            let own = self.folder.as_deref().map(|folder| modules_beside(folder, path)).unwrap_or_default();
            let known = || standards.clone().chain(own.iter().map(String::as_str));
            let diagnostic = Diagnostic::error(at.clone(), message!("script-unknown-module", path = path));
            let near = diagnostic.clone().nearest(path, known());
            super::run::stop(match near.help.is_empty() {
                true => {
                    let names: Vec<String> = known().map(str::to_owned).collect();
                    diagnostic.help(message!("script-modules-are", names = names))
                }
                false => near,
            })
        };
        let folder = self.folder.as_ref().ok_or_else(unknown)?;
        let file = folder.join(format!("{path}.rhai"));
        // A link could lead out of the folder.
        let (real, root) = (file.canonicalize().map_err(|_| unknown())?, folder.canonicalize().map_err(|_| unknown())?);
        if !real.starts_with(root) {
            return Err(stop_at(at.clone(), message!("script-import-outside", path = path)));
        }
        let size = real.metadata().map(|metadata| metadata.len()).unwrap_or(u64::MAX);
        if size > super::engine::LIMITS.source_length as u64 * 4 {
            let most = super::engine::LIMITS.source_length;
            return Err(stop_at(at.clone(), message!("script-source-too-long", most = most)));
        }
        let text = crate::disk::read_text(&real).map_err(|error| {
            let message = message!("script-rule-unreadable", file = format!("{path}.rhai"), reason = error.said());
            stop_at(at.clone(), message)
        })?;
        Ok((format!("{path}.rhai"), text))
    }

    fn load(&self, engine: &Engine, path: &str, at: &Place) -> Result<Module, Box<EvalAltResult>> {
        let (file, text) = self.text(path, at)?;
        self.run.state().sources.add(file.as_str(), text.as_str());
        let Read { ast, text: _, mut told } = read_on::past_all_names(engine, &Scope::new(), &file, &text);
        if let Some(last) = told.pop() {
            told.into_iter().for_each(|found| self.tell(found));
            // What is read then is good for no more than this.
            let unknown = ast.iter().flat_map(|ast| names::unknown_words(engine, ast));
            unknown.for_each(|word| self.tell(word.told(&file)));
            return Err(super::run::stop(last));
        }
        let Some(ast) = ast else { return Ok(Module::new()) };
        let unknown = names::unknown_words(engine, &ast);
        let properties = names::unknown_properties(engine, &ast);
        let public = ast.iter_functions().filter(|function| function.access == FnAccess::Public);
        let words = public.map(|function| (function.name.to_owned(), function.params.len())).collect();
        {
            let mut state = self.run.state();
            state.module_words.insert(path.to_owned(), words);
            state.words_of_modules.extend(unknown.iter().map(|word| (word.name.clone(), word.arguments)));
            state.properties_of_modules.extend(properties);
            state.taken_of_modules.extend(names::taken_of_modules(&ast));
        }
        unknown.iter().for_each(|word| self.tell(word.told(&file)));
        Module::eval_ast_as_new(Scope::new(), &ast, engine)
            .map_err(|error| super::run::stop(failed::told(&file, &ast, &error)))
    }

    fn tell(&self, found: Diagnostic) {
        let mut state = self.run.state();
        if !state.diagnostics.contains(&found) {
            state.diagnostics.push(found);
        }
    }

    /// The module with something that stands in for whatever is taken out of it and is not there; of a module that could not be read,
    /// which is told, for everything.
    fn with_stand_ins(&self, path: &str, module: Option<Shared<Module>>) -> Shared<Module> {
        let (functions, values) = {
            let state = self.run.state();
            let has = |word: &(String, usize)| state.module_words.get(path).is_some_and(|words| words.contains(word));
            let taken = state.taken_of_modules.functions.iter();
            let missing = taken.filter(|(word, _)| module.is_none() || !has(word));
            let functions: Vec<_> = missing.map(|(word, alias)| (word.clone(), alias.clone())).collect();
            (functions, state.taken_of_modules.values.clone())
        };
        let is_read = module.is_some();
        let whole = match module {
            Some(whole) if functions.is_empty() => return whole,
            whole => whole,
        };
        let mut module = whole.map_or_else(Module::new, |whole| (*whole).clone());
        for ((name, arguments), alias) in functions {
            vocabulary::stand_in_in_module(&mut module, &self.run, &name, arguments, is_read.then_some(alias));
        }
        if !is_read {
            for name in values {
                module.set_var(name, vocabulary::StandIn);
            }
        }
        module.build_index();
        module.into()
    }

    /// The standards that have been imported, in order.
    pub fn imported_standards(&self) -> Vec<&'static StandardModule> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        STANDARDS.iter().filter(|standard| loaded.contains_key(standard.path)).collect()
    }
}

impl ModuleResolver for Modules {
    fn resolve(
        &self,
        engine: &Engine,
        source: Option<&str>,
        path: &str,
        position: Position,
    ) -> Result<Shared<Module>, Box<EvalAltResult>> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(path).map(Shared::clone);
        if loaded.is_some() {
            return Ok(self.with_stand_ins(path, loaded));
        }
        let at = super::run::place(source, position);
        let module = {
            let mut loading = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
            if loading.iter().any(|open| open == path) || loading.len() >= DEEPEST {
                Err(stop_at(at, message!("script-import-cycle", path = path)))
            } else {
                loading.push(path.to_owned());
                drop(loading);
                let module = self.load(engine, path, &at);
                self.loading.lock().unwrap_or_else(PoisonError::into_inner).pop();
                module
            }
        };
        match module {
            Ok(module) => {
                let module: Shared<Module> = module.into();
                self.loaded
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(path.to_owned(), Shared::clone(&module));
                Ok(self.with_stand_ins(path, Some(module)))
            }
            // Whoever imports it is read all the same, unless nothing more may be done at all.
            Err(error) => match failed::carried(&error).filter(|found| !failed::is_limit(found)) {
                Some(found) => {
                    self.tell(found);
                    Ok(self.with_stand_ins(path, None))
                }
                None => Err(error),
            },
        }
    }
}

/// Modules that the compiler keeps a hold of, to ask afterwards which standards were imported.
pub struct SharedModules(pub std::sync::Arc<Modules>);

impl ModuleResolver for SharedModules {
    fn resolve(
        &self,
        engine: &Engine,
        source: Option<&str>,
        path: &str,
        position: Position,
    ) -> Result<Shared<Module>, Box<EvalAltResult>> {
        self.0.resolve(engine, source, path, position)
    }
}
