//! `import`: the national standards that come with the engine, and a scheme's own modules from inside its folder.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rhai::{Engine, EvalAltResult, Module, ModuleResolver, Position, Scope, Shared};

use super::run::{Run, stop_at};
use super::{errors, names};
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
            let diagnostic = Diagnostic::error(at.clone(), message!("script-unknown-module", path = path));
            super::run::stop(diagnostic.nearest(path, standards))
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
        if let Some(unclosed) = errors::unclosed_comment(&file, &text) {
            return Err(super::run::stop(unclosed));
        }
        let mut ast = engine.compile(&text).map_err(|error| super::run::stop(errors::parse(&file, &text, &error)))?;
        ast.set_source(file.as_str());
        self.run.state().module_words.extend(ast.iter_functions().map(|function| function.name.to_owned()));
        let mut unknown = names::unknown_words(engine, &ast).into_iter().map(|word| word.told(&file));
        if let Some(first) = unknown.next() {
            unknown.for_each(|other| self.run.report(other));
            return Err(super::run::stop(first));
        }
        Module::eval_ast_as_new(Scope::new(), &ast, engine)
            .map_err(|error| super::run::stop(errors::evaluation(&file, &ast, &error)))
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
        if let Some(module) = self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Ok(Shared::clone(module));
        }
        let at = super::run::place(source, position);
        {
            let mut loading = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
            if loading.iter().any(|open| open == path) || loading.len() >= DEEPEST {
                return Err(stop_at(at, message!("script-import-cycle", path = path)));
            }
            loading.push(path.to_owned());
        }
        let module = self.load(engine, path, &at);
        self.loading.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let module = module?;
        let module: Shared<Module> = module.into();
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), Shared::clone(&module));
        Ok(module)
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
