//! The documents are tests: what a page shows is what happens.
//!
//! A page lays out files (fenced blocks whose info string names one) and runs commands on them (`console` blocks); the real output
//! must be what the page says. Two pages are generated from declarations in the sources. `KAOHE_BLESS=1 cargo test documents`
//! writes the real output into the pages, to be reviewed as a diff.

mod diagnostics;
mod page;
mod words;

use std::path::{Path, PathBuf};

use page::Page;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README.md and every page under docs/, in order.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// Holds a page against what it should be; with `KAOHE_BLESS` set it is made so.
fn differences(path: &Path, found: &str, expected: &str) -> Option<String> {
    if found == expected {
        return None;
    }
    if std::env::var_os("KAOHE_BLESS").is_some() {
        std::fs::write(path, expected).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return None;
    }
    let mut lines = found.lines().zip(expected.lines()).enumerate();
    let first = lines.find(|(_, (found, expected))| found != expected);
    let shown = path.strip_prefix(root()).unwrap_or(path).display();
    Some(match first {
        Some((line, (found, expected))) => {
            format!("{shown}:{}\n    the page says: {found}\n    it really is:  {expected}\n", line + 1)
        }
        None => format!("{shown}: one is longer than the other\n"),
    })
}

fn assert_same(path: &Path, found: &str, expected: &str) {
    if let Some(difference) = differences(path, found, expected) {
        panic!("{difference}KAOHE_BLESS=1 cargo test documents writes what really is");
    }
}

#[test]
fn pages_show_what_really_happens() {
    let pages: Vec<Page> = pages().iter().map(|path| Page::read(path)).collect();
    let commands: usize = pages.iter().map(Page::commands).sum();
    assert!(commands > 50, "only {commands} commands in {} pages", pages.len());
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = pages.iter().map(|page| scope.spawn(|| page.really())).collect();
        let really = runs.into_iter().map(|run| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        pages
            .iter()
            .zip(really)
            .filter_map(|(page, real)| differences(&page.path, &page.text(), &real.text()))
            .collect()
    });
    assert!(wrong.is_empty(), "{}KAOHE_BLESS=1 cargo test documents writes what really is", wrong.concat());
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut wrong = Vec::new();
    let mut links = 0;
    for path in pages() {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for rest in text.split("](").skip(1) {
            let Some((target, _)) = rest.split_once(')') else { continue };
            let target = target.split_once('#').map_or(target, |(file, _)| file);
            if target.is_empty() || target.contains("://") || target.contains(char::is_whitespace) {
                continue;
            }
            links += 1;
            let there = path.parent().is_some_and(|folder| folder.join(target).exists());
            if !there {
                wrong.push(format!("{}: {target}", path.strip_prefix(root()).unwrap_or(&path).display()));
            }
        }
    }
    assert!(links > 30, "only {links} links");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_examples_are_sound_schemes() {
    let examples: Vec<PathBuf> =
        pages().into_iter().filter(|path| path.parent().is_some_and(|folder| folder.ends_with("examples"))).collect();
    assert!(examples.len() >= 4, "only {} examples", examples.len());
    for path in examples {
        let folder = tempfile::tempdir().expect("a folder");
        Page::read(&path).lay_out_all(folder.path());
        let loaded = kaohe::scheme::load(folder.path());
        let compiled = kaohe::script::compile(&loaded.scheme.expect("a scheme"));
        let mut told = loaded.diagnostics;
        told.extend(compiled.diagnostics);
        told.extend(kaohe::check::check(&compiled.plan, &kaohe::check::Written::default()));
        told.retain(|told| told.level != kaohe::plan::Level::Note);
        assert!(told.is_empty(), "{}: {told:#?}", path.display());
    }
}
