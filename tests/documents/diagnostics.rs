//! `docs/diagnostics.md`, generated from the catalogue: every message by its key, in both languages.

use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = "# Diagnostics and findings

<!-- Generated from src/words by a test; `KAOHE_BLESS=1 cargo test documents` writes it anew. -->

A **diagnostic** is about something in the scheme: it names file, line and column, shows the line with a caret, and carries its key in
brackets (`错误[script-unknown-word]`). A **finding** is about submitted data: it names file, sheet, row and column, and carries a code. Below
stands what each key says; `⟨…⟩` is filled in. Where a name is nearly right, the nearest right one follows as a suggestion.
";

/// Keys of words that only stand inside of other messages.
const INNER: &[&str] = &[
    "script-wanted-",
    "script-type-",
    "script-role-",
    "scheme-expected-",
    "scheme-found-",
    "severity-",
    "list-",
    "expected-",
    "kind-",
];

const PARTS: &[(&str, &str, &str)] = &[
    ("Rule scripts", "diagnostics.ftl", "script-"),
    ("scheme.yaml", "diagnostics.ftl", "scheme-"),
    ("The roster: units.csv", "diagnostics.ftl", "roster-"),
    ("The letters: letters.csv", "diagnostics.ftl", "letters-"),
    ("What check finds in the plan", "diagnostics.ftl", "check-"),
    ("Findings in submitted data", "findings.ftl", "finding-"),
];

/// The entries of a catalogue file: key and text as it stands there, arguments in ⟨⟩.
fn entries(language: &str, file: &str) -> BTreeMap<String, String> {
    let path = super::root().join("src/words").join(language).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.split_once(" = "), line.starts_with(' ') || line == "}", entries.last_mut()) {
            (_, true, Some((_, text))) => {
                text.push(' ');
                text.push_str(line.trim());
            }
            (Some((key, text)), _, _) if !line.starts_with('#') => entries.push((key.to_owned(), text.to_owned())),
            (_, _, _) => {}
        }
    }
    entries.into_iter().map(|(key, text)| (key, shown(&text))).collect()
}

/// `{ $word }` as ⟨word⟩; of several forms the general one.
fn shown(text: &str) -> String {
    let text = match (text.find("->"), text.find("*[other]")) {
        (Some(_), Some(other)) => {
            let before = text.split_once('{').map_or("", |(before, _)| before);
            let rest = text[other + "*[other]".len()..].trim();
            let (form, after) = rest.rsplit_once('}').unwrap_or((rest, ""));
            format!("{before}{}{after}", form.trim())
        }
        (_, _) => text.to_owned(),
    };
    let text = text.replace("{ $", "⟨").replace(" }", "⟩");
    text.replace('|', "\\|").replace("{\"", "").replace("\"}", "").trim().to_owned()
}

#[test]
fn every_message_stands_on_its_page() {
    let mut page = HEAD.to_owned();
    let mut count = 0;
    for (title, file, prefix) in PARTS {
        let (chinese, english) = (entries("zh", file), entries("en", file));
        let _ = write!(page, "\n## {title}\n\n| key | 中文 | English |\n|---|---|---|\n");
        for (key, text) in &chinese {
            let inner = INNER.iter().any(|inner| key.starts_with(inner));
            if !key.starts_with(prefix) || inner {
                continue;
            }
            count += 1;
            let other = english.get(key).map(String::as_str).unwrap_or_default();
            let _ = writeln!(page, "| `{key}` | {text} | {other} |");
        }
    }
    assert!(count > 150, "only {count} messages");
    let path = super::root().join("docs/diagnostics.md");
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    super::assert_same(&path, &found, &page);
}
