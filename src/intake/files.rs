//! Which files of the data folder belong to which table, and what is said of those that belong to none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::cell::squeezed;
use super::finding::{Finding, FindingCode, FoundAt};
use crate::diagnostic::nearest;
use crate::disk;
use crate::message;
use crate::plan::{Level, Plan, Year};
use crate::words::Message;

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
    /// Tables of which something was handed in, if only in a form that is not read: they are told as such, and are not missing.
    pub handed_in: BTreeSet<(String, Year)>,
    /// Tables of which something was handed in that is not opened: in a form that is not read, or no regular file.
    pub partly_unread: BTreeSet<(String, Year)>,
    pub hand_scores: Vec<DataFile>,
    /// Points given by hand were handed in in a form that is not read.
    pub hand_scores_unread: bool,
    pub findings: Vec<Finding>,
    /// Documents for people beside the data, told in one line.
    documents: Vec<String>,
    /// Where each table comes from: files named after it, folders named after it (with a `/` behind).
    sources: BTreeMap<(String, Year), BTreeSet<String>>,
    /// Tables in a form that is not read: whose, and the file.
    unread: Vec<(String, Year, String)>,
}

/// The file (without ending) that holds points given by hand.
const HAND_SCORES: &str = "hand-scores";

/// Documents that lie beside the data and are read by people.
const DOCUMENTS: &[&str] = &["md", "txt", "license", "rs", "pdf", "doc", "docx", "wps", "jpg", "jpeg", "png"];

/// Tables as other programs keep them.
const SPREADSHEETS: &[&str] =
    &["xls", "et", "ett", "ods", "fods", "xlsm", "xlsb", "xlt", "xltx", "numbers", "tsv", "dbf"];

impl DataFolder {
    pub fn sort_out(plan: &Plan, data: &Path) -> DataFolder {
        let mut folder = DataFolder::default();
        folder.look_into(plan, data, "", Year::This);
        folder.tell_unread();
        folder.tell_two_sources();
        folder.tell_documents();
        folder
    }

    fn look_into(&mut self, plan: &Plan, path: &Path, prefix: &str, year: Year) {
        for (name, path) in self.entries(path, prefix) {
            let place = format!("{prefix}{name}");
            if path.is_dir() {
                match (year, name.parse::<i16>()) {
                    (Year::This, Ok(folder_year)) if name.len() == 4 && folder_year <= plan.year => {
                        let year = match plan.year - folder_year {
                            0 => Year::This,
                            1 => Year::Last,
                            _ => {
                                self.tell(
                                    Level::Note,
                                    place,
                                    message!("finding-older-year", year = plan.year.to_string()),
                                );
                                continue;
                            }
                        };
                        self.look_into(plan, &path, &format!("{place}/"), year);
                    }
                    (Year::This | Year::Last, _) if plan.table(&name).is_some() => {
                        self.table_folder(&name, year, &path, &format!("{place}/"));
                    }
                    (Year::This | Year::Last, _) => self.unused(plan, place, &name),
                }
                continue;
            }
            let stem = stem(&name);
            match format_of(&name) {
                Some(format) if stem == HAND_SCORES && year == Year::This => {
                    self.source(HAND_SCORES, year, &place);
                    self.hand_scores.push(DataFile { path, name: place, format });
                }
                None if stem == HAND_SCORES && year == Year::This && is_one_of(&name, SPREADSHEETS) => {
                    self.hand_scores_unread = true;
                    self.unused(plan, place, stem);
                }
                format if plan.table(stem).is_some() => {
                    if format.is_some() {
                        self.source(stem, year, &place);
                    }
                    self.of_table(stem, year, place.clone(), path, format);
                }
                Some(_) | None => self.unused(plan, place, stem),
            }
        }
    }

    /// A file as if it had been submitted for the table too: whoever names it means it as data, whatever its form.
    pub fn one_more(&mut self, table: &str, path: &Path) {
        let whose = (table.to_owned(), Year::This);
        let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // What is found in it must not be taken for something in a submitted file of the same name.
        let is_taken = self.tables.get(&whose).into_iter().flatten().any(|file| file.name == own);
        let name = if is_taken { path.display().to_string() } else { own };
        match format_of(&name) {
            Some(format) => self.of_table(table, Year::This, name, path.to_owned(), Some(format)),
            None => {
                let say = message!("finding-unread-form", ending = shown_ending(&name));
                let at = FoundAt { file: Some(name), ..FoundAt::table(table) };
                self.partly_unread.insert(whose);
                self.findings.push(Finding::new(Level::Error, FindingCode::UnreadableFile, at, say));
            }
        }
    }

    fn table_folder(&mut self, table: &str, year: Year, path: &Path, prefix: &str) {
        let told_before = self.findings.len();
        let entries = self.entries(path, prefix);
        if self.findings.len() > told_before {
            self.partly_unread.insert((table.to_owned(), year));
        }
        for (name, path) in entries {
            let place = format!("{prefix}{name}");
            if path.is_dir() {
                self.tell(Level::Warning, place, message!("finding-folder-in-table", table = table));
            } else {
                let format = format_of(&name);
                if format.is_some() {
                    self.source(table, year, prefix);
                }
                self.of_table(table, year, place, path, format);
            }
        }
    }

    fn of_table(&mut self, table: &str, year: Year, name: String, path: PathBuf, format: Option<Format>) {
        let whose = (table.to_owned(), year);
        match format {
            Some(format) => {
                self.handed_in.insert(whose.clone());
                self.tables.entry(whose).or_default().push(DataFile { path, name, format });
            }
            None if is_one_of(&name, SPREADSHEETS) => {
                self.handed_in.insert(whose);
                self.unread.push((table.to_owned(), year, name));
            }
            None if is_one_of(&name, DOCUMENTS) => self.documents.push(name),
            None => {
                let say = message!("finding-unread-form", ending = shown_ending(&name));
                self.tell(Level::Warning, name, say);
            }
        }
    }

    /// What a folder holds, by name, without hidden and lock files. What is neither file nor folder (a pipe, a device) is told and left.
    fn entries(&mut self, path: &Path, prefix: &str) -> Vec<(String, PathBuf)> {
        let mut entries = Vec::new();
        match std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
            Ok(found) => {
                for entry in found {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if name.starts_with(['.', '~']) {
                        continue;
                    }
                    match std::fs::metadata(entry.path()) {
                        Ok(kind) if kind.is_file() || kind.is_dir() => entries.push((name, entry.path())),
                        Ok(_) => self.unreadable(format!("{prefix}{name}"), &disk::DiskError::NotRegular),
                        Err(error) => self.unreadable(format!("{prefix}{name}"), &error.into()),
                    }
                }
            }
            Err(error) => {
                let file = if prefix.is_empty() { path.display().to_string() } else { prefix.to_owned() };
                self.unreadable(file, &error.into());
            }
        }
        entries.sort();
        entries
    }

    fn unreadable(&mut self, file: String, error: &disk::DiskError) {
        let at = FoundAt { file: Some(file), ..FoundAt::default() };
        let say = message!("finding-unreadable-file", reason = error.said());
        self.findings.push(Finding::new(Level::Error, FindingCode::UnreadableFile, at, say));
    }

    /// A file or folder that belongs to no table. `stem`: what it would have to be called as.
    fn unused(&mut self, plan: &Plan, name: String, stem: &str) {
        if is_one_of(&name, DOCUMENTS) {
            self.documents.push(name);
            return;
        }
        let is_table = format_of(&name).is_some() || is_one_of(&name, SPREADSHEETS);
        // `C.CSV` for the table `c`: so short a name is near to nothing.
        let same = plan
            .tables
            .iter()
            .find(|table| [&table.id, &table.title].into_iter().any(|name| squeezed(name) == squeezed(stem)));
        let near = nearest(stem, plan.tables.iter().flat_map(|table| [table.id.as_str(), table.title.as_str()]));
        let near = same
            .or_else(|| near.and_then(|near| plan.tables.iter().find(|table| table.id == near || table.title == near)));
        let say = match near {
            Some(table) => message!("finding-unused-file-near", title = &table.title, table = &table.id),
            None => message!("finding-unused-file"),
        };
        self.tell(if is_table || near.is_some() { Level::Warning } else { Level::Note }, name, say);
    }

    fn tell(&mut self, level: Level, file: String, say: Message) {
        let at = FoundAt { file: Some(file), ..FoundAt::default() };
        self.findings.push(Finding::new(level, FindingCode::UnusedFile, at, say));
    }

    fn source(&mut self, table: &str, year: Year, place: &str) {
        self.sources.entry((table.to_owned(), year)).or_default().insert(place.to_owned());
    }

    /// The same table saved twice would count every row twice, and which of the two is meant is for a person to say.
    fn tell_two_sources(&mut self) {
        for ((table, _), sources) in std::mem::take(&mut self.sources) {
            let sources: Vec<String> = sources.into_iter().collect();
            if sources.len() > 1 {
                let say = message!("finding-two-sources", sources = sources);
                self.findings.push(Finding::new(Level::Error, FindingCode::TwoSources, FoundAt::table(&table), say));
            }
        }
    }

    /// A table in a form that is not read is an error, unless the same was saved in one that is.
    fn tell_unread(&mut self) {
        for (table, year, file) in std::mem::take(&mut self.unread) {
            let read = self.tables.get(&(table.clone(), year)).into_iter().flatten();
            let saved_again = read.into_iter().any(|read| stem(&read.name) == stem(&file));
            let say = message!("finding-unread-form", ending = shown_ending(&file));
            if saved_again {
                self.tell(Level::Warning, file, say);
            } else {
                let at = FoundAt { file: Some(file), ..FoundAt::table(&table) };
                self.partly_unread.insert((table, year));
                self.findings.push(Finding::new(Level::Error, FindingCode::UnreadableFile, at, say));
            }
        }
    }

    fn tell_documents(&mut self) {
        let mut documents = std::mem::take(&mut self.documents);
        documents.sort();
        if let Some(first) = documents.first().cloned() {
            self.tell(Level::Note, first, message!("finding-documents", files = documents));
        }
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(_, ending)| ending).to_lowercase()
}

/// `.xls`, or the whole name of a file without an ending.
fn shown_ending(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    if file.contains('.') { format!(".{}", ending(file)) } else { file.to_owned() }
}

fn is_one_of(name: &str, endings: &[&str]) -> bool {
    endings.contains(&ending(name).as_str())
}

fn format_of(name: &str) -> Option<Format> {
    if !name.contains('.') {
        return None;
    }
    match ending(name).as_str() {
        "csv" => Some(Format::Csv),
        "xlsx" => Some(Format::Xlsx),
        "parquet" => Some(Format::Parquet),
        _ => None,
    }
}
