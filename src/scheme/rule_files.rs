//! Which rule files a scheme folder holds.

use std::collections::BTreeSet;
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
pub struct RuleFiles {
    folder: PathBuf,
    names: BTreeSet<String>,
}

impl RuleFiles {
    pub fn below(folder: &Path) -> RuleFiles {
        let mut names = BTreeSet::new();
        gather(folder, "", DEEPEST, &mut names);
        RuleFiles { folder: folder.to_owned(), names }
    }

    pub fn has(&self, rule: &str) -> bool {
        self.names.contains(rule)
    }

    pub fn names(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// A warning for each file that is on no sheet and that no other rule imports: written, and then forgotten.
    pub fn unused(&self, items: &[ItemUse]) -> Vec<Diagnostic> {
        let unused: Vec<&String> =
            self.names.iter().filter(|name| items.iter().all(|item| item.rule != **name)).collect();
        if unused.is_empty() {
            return Vec::new();
        }
        let texts: Vec<String> = self
            .names
            .iter()
            .filter_map(|name| crate::disk::read_text_within(&self.folder, &format!("{name}.{ENDING}")).ok())
            .collect();
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

fn gather(folder: &Path, prefix: &str, deeper: u32, names: &mut BTreeSet<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if deeper > 0 && !name.starts_with('.') {
                gather(&path, &format!("{prefix}{name}/"), deeper - 1, names);
            }
        } else if let Some(stem) = name.strip_suffix(&format!(".{ENDING}")) {
            names.insert(format!("{prefix}{stem}"));
        }
    }
}
