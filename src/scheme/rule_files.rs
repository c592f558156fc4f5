//! Which rule files a scheme folder holds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::model::ItemUse;
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::Place;

const ENDING: &str = "rhai";
/// Folders below a scheme: more are a mistake, or a circle of links.
const DEEPEST: u32 = 16;

/// The rule files below a folder, by path without ending.
#[derive(Debug, Default)]
pub struct RuleFiles(BTreeMap<String, PathBuf>);

impl RuleFiles {
    pub fn below(folder: &Path) -> RuleFiles {
        let mut files = BTreeMap::new();
        gather(folder, "", DEEPEST, &mut files);
        RuleFiles(files)
    }

    pub fn has(&self, rule: &str) -> bool {
        self.0.contains_key(rule)
    }

    pub fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// A warning for each file that is on no sheet and that no other rule imports: written, and then forgotten.
    pub fn unused(&self, items: &[ItemUse]) -> Vec<Diagnostic> {
        let unused: Vec<&String> = self.0.keys().filter(|name| items.iter().all(|item| item.rule != **name)).collect();
        if unused.is_empty() {
            return Vec::new();
        }
        let texts: Vec<String> = self.0.values().filter_map(|path| crate::disk::read_text(path).ok()).collect();
        unused
            .into_iter()
            .filter(|name| !texts.iter().any(|text| imports(text, name)))
            .map(|name| {
                let file = format!("{name}.{ENDING}");
                Diagnostic::warning(Place::file(file), message!("scheme-rule-unused", rule = name))
            })
            .collect()
    }
}

fn imports(text: &str, module: &str) -> bool {
    text.lines()
        .filter(|line| line.trim_start().starts_with("import"))
        .any(|line| line.contains(&format!("\"{module}\"")))
}

fn gather(folder: &Path, prefix: &str, deeper: u32, files: &mut BTreeMap<String, PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if deeper > 0 && !name.starts_with('.') {
                gather(&path, &format!("{prefix}{name}/"), deeper - 1, files);
            }
        } else if let Some(stem) = name.strip_suffix(&format!(".{ENDING}")) {
            files.insert(format!("{prefix}{stem}"), path);
        }
    }
}
