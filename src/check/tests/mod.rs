//! Bad rules and what is told of them. Each slip stands in a whole scheme that is otherwise sound, and nothing else may be told.

mod curves;
mod events;
mod kinds;
mod meant_otherwise;
mod sheets;

use std::fmt::Write;
use std::fs;

use super::*;
use crate::diagnostic::{Sources, render};
use crate::words::{Language, Words};
use crate::{scheme, script};

const SCHEME: &str = r#"scheme: trial
title: 试
year: 2022
units: { roster: units.csv, assess: { kind: 乡镇 } }
tables:
  farms:
    title: 养殖场
    unit_column: town
    key: [town, farm]
    time_column: built
    columns:
      town:     { type: unit }
      farm:     { type: text }
      state:    { type: text, one_of: [在建, 已建成] }
      produced: { type: number, unit: 吨, min: 0 }
      used:     { type: number, unit: 吨, min: 0 }
      stock:    { type: number, unit: 万吨, min: 0 }
      land:     { type: number, unit: 亩 }
      rate:     { type: number, unit: "%" }
      heads:    { type: number }
      closed:   { type: bool }
      built:    { type: date }
      due:      { type: date }
      grade:    { type: class, scale: water }
      air:      { type: class, scale: air }
  visits:
    unit_column: town
    columns:
      town:     { type: unit }
      days:     { type: number }
areas:
  - id: water
    indicators:
      - { rule: r, points: 6 }
vetoes: [v]
total: 6
grades: [{ name: 好, at_least: 4 }, { name: 差 }]
consequences: [{ when: "grade == '差'", then: 约谈 }]
"#;

const UNITS: &str = "id,name,kind,aliases\nsihe,泗河镇,乡镇,\ndapo,大坡镇,乡镇,\n";
const LETTERS: &str = "unit,indicator,target\n";
const VETO: &str = "veto(\"弄虚作假\").when(table(\"farms\").any(col(\"closed\") == true)).cap_grade(\"差\")";
/// A rule that nothing is wrong with.
const RULE: Measured = Measured {
    measure: "table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")",
    target: "at_least(80.pct)",
    score: "proportional()",
};

struct Measured {
    measure: &'static str,
    target: &'static str,
    score: &'static str,
}

impl Measured {
    fn text(&self) -> String {
        let Measured { measure, target, score } = self;
        format!("indicator(\"试\")\n    .measure({measure})\n    .target({target})\n    .score({score})\n")
    }
}

/// A scheme with one thing in it changed.
struct Trial {
    scheme: String,
    rule: String,
    veto: String,
    letters: String,
}

impl Trial {
    fn sound() -> Trial {
        Trial { scheme: SCHEME.to_owned(), rule: RULE.text(), veto: VETO.to_owned(), letters: LETTERS.to_owned() }
    }

    fn compiled(&self) -> (scheme::Scheme, script::Compiled, Sources) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let files = [
            ("scheme.yaml", &self.scheme),
            ("units.csv", &UNITS.to_owned()),
            ("letters.csv", &self.letters),
            ("r.rhai", &self.rule),
            ("v.rhai", &self.veto),
        ];
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("written");
        }
        let loaded = scheme::load(folder.path());
        assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
        let scheme = loaded.scheme.expect("a scheme");
        let compiled = script::compile(&scheme);
        (scheme, compiled, loaded.sources)
    }

    fn told(&self) -> (Vec<Diagnostic>, Sources) {
        let (scheme, compiled, mut sources) = self.compiled();
        sources.extend(compiled.sources);
        // What was told when the rule was read must not be told again.
        let mut told = compiled.diagnostics;
        told.extend(check(&compiled.plan, &Written::of(&scheme)));
        (told, sources)
    }

    /// What is told, but for the tables and columns that a rule of three lines has no use for.
    fn told_but_unused(&self) -> (Vec<Diagnostic>, Sources) {
        let (mut told, sources) = self.told();
        told.retain(|told| !["check-column-unused", "check-table-unused"].contains(&told.message.key.as_str()));
        (told, sources)
    }
}

/// Tells all trials, each under its name, and holds the whole to its snapshot and its keys to those expected.
fn tell(name: &str, trials: Vec<(&str, Trial, &[&str])>) {
    let words = Words::new(Language::Zh);
    let mut whole = String::new();
    let mut wrongly = Vec::new();
    for (title, trial, expected) in trials {
        let (told, sources) = trial.told_but_unused();
        let keys: Vec<&str> = told.iter().map(|told| told.message.key.as_str()).collect();
        if keys != expected {
            wrongly.push(format!("{title}: told {keys:?}, expected {expected:?}"));
        }
        let _ = writeln!(whole, "==== {title}\n\n{}\n", render(&told, &sources, &words, false).trim_end());
    }
    assert!(wrongly.is_empty(), "{}", wrongly.join("\n"));
    insta::assert_snapshot!(name, whole);
}

fn with(measured: Measured) -> Trial {
    Trial { rule: measured.text(), ..Trial::sound() }
}

fn measure(measure: &'static str) -> Trial {
    with(Measured { measure, target: "open()", score: "linear(0, 1)" })
}

fn signed_by_day(day: &str) -> Trial {
    let measured = Measured { measure: "table(\"farms\").done_by(\"built\")", target: "all_by(letter())", ..RULE };
    Trial { rule: measured.text(), letters: format!("{LETTERS}sihe,r,{day}\ndapo,r,2022-9-30\n"), ..Trial::sound() }
}

fn rule(text: &str) -> Trial {
    Trial { rule: text.to_owned(), ..Trial::sound() }
}

/// A scheme that proposes something where this condition over a result holds.
fn consequence(when: &str) -> Trial {
    Trial { scheme: SCHEME.replace("grade == '差'", when), ..Trial::sound() }
}

fn letters(lines: &str) -> Trial {
    let rule = Measured { target: "at_least(letter())", ..RULE }.text();
    Trial { rule, letters: format!("{LETTERS}{lines}"), ..Trial::sound() }
}
