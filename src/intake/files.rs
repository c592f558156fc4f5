//! Which files of the data folder belong to which table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::finding::{Finding, FindingCode, FoundAt};
use crate::message;
use crate::plan::{Level, Plan, Year};

/// A kind of file that tables come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
    Parquet,
}

/// A file of the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    pub path: PathBuf,
    /// Relative to the data folder, with `/` between folders.
    pub name: String,
    pub format: Format,
}

/// The data folder, sorted out.
#[derive(Debug, Default)]
pub struct DataFolder {
    /// By table and year; within a table by name.
    pub tables: BTreeMap<(String, Year), Vec<DataFile>>,
    pub hand_scores: Vec<DataFile>,
    pub findings: Vec<Finding>,
}

/// The file (without ending) that holds points given by hand.
const HAND_SCORES: &str = "hand-scores";

/// Documents that lie beside the data and are read by people.
const DOCUMENTS: &[&str] = &["md", "txt", "license", "rs"];

impl DataFolder {
    pub fn sort_out(plan: &Plan, data: &Path) -> DataFolder {
        let mut folder = DataFolder::default();
        folder.look_into(plan, data, "", Year::This);
        folder
    }

    fn look_into(&mut self, plan: &Plan, path: &Path, prefix: &str, year: Year) {
        for (name, path) in self.entries(path, prefix) {
            let place = format!("{prefix}{name}");
            if path.is_dir() {
                match (year, name.parse::<i16>()) {
                    // Of earlier years only the last is ever asked for.
                    (Year::This, Ok(folder_year)) if name.len() == 4 && folder_year <= plan.year => {
                        let year = match plan.year - folder_year {
                            0 => Year::This,
                            1 => Year::Last,
                            _ => continue,
                        };
                        self.look_into(plan, &path, &format!("{place}/"), year);
                    }
                    (Year::This | Year::Last, _) if plan.table(&name).is_some() => {
                        self.table_folder(&name, year, &path, &format!("{place}/"));
                    }
                    (Year::This | Year::Last, _) => self.unused(place),
                }
                continue;
            }
            let (stem, format) = (stem(&name), format_of(&path));
            match format {
                Some(format) if stem == HAND_SCORES && year == Year::This => {
                    self.hand_scores.push(DataFile { path, name: place, format });
                }
                Some(format) if plan.table(stem).is_some() => {
                    let files = self.tables.entry((stem.to_owned(), year)).or_default();
                    files.push(DataFile { path, name: place, format });
                }
                Some(_) | None => self.unused(place),
            }
        }
    }

    fn table_folder(&mut self, table: &str, year: Year, path: &Path, prefix: &str) {
        for (name, path) in self.entries(path, prefix) {
            let place = format!("{prefix}{name}");
            match format_of(&path).filter(|_| path.is_file()) {
                Some(format) => {
                    let files = self.tables.entry((table.to_owned(), year)).or_default();
                    files.push(DataFile { path, name: place, format });
                }
                None => self.unused(place),
            }
        }
    }

    /// What a folder holds, by name, without hidden and lock files.
    fn entries(&mut self, path: &Path, prefix: &str) -> Vec<(String, PathBuf)> {
        let mut entries = Vec::new();
        match std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
            Ok(found) => {
                for entry in found {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if !name.starts_with(['.', '~']) {
                        entries.push((name, entry.path()));
                    }
                }
            }
            Err(error) => {
                let file = if prefix.is_empty() { path.display().to_string() } else { prefix.to_owned() };
                let at = FoundAt { file: Some(file), ..FoundAt::default() };
                let say = message!("finding-unreadable-file", reason = error.to_string());
                self.findings.push(Finding::new(Level::Error, FindingCode::UnreadableFile, at, say));
            }
        }
        entries.sort();
        entries
    }

    fn unused(&mut self, name: String) {
        let ending = name.rsplit_once('.').map_or(name.as_str(), |(_, ending)| ending).to_lowercase();
        if DOCUMENTS.contains(&ending.as_str()) {
            return;
        }
        let at = FoundAt { file: Some(name), ..FoundAt::default() };
        self.findings.push(Finding::new(Level::Note, FindingCode::UnusedFile, at, message!("finding-unused-file")));
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Some(Format::Csv),
        "xlsx" => Some(Format::Xlsx),
        "parquet" => Some(Format::Parquet),
        _ => None,
    }
}
