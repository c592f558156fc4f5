//! `docs/words.md`, generated from the vocabulary: each word with its form, its meaning, its example, and the clauses that the example
//! really becomes in a small scheme.

use std::fmt::Write;
use std::path::Path;

use kaohe::check::{Written, check};
use kaohe::clauses::clauses;
use kaohe::diagnostic::render;
use kaohe::figure::{Exact, Points};
use kaohe::plan::shape::{Aim, Held, Shape, ShapeError};
use kaohe::plan::{Body, InverseForm, ItemId, Level, Plan, RuleKind};
use kaohe::script::vocabulary::{Example, SUBJECTS, Word};
use kaohe::words::{Language, Words};

const HEAD: &str = "# The words of the rule language

<!-- Generated from src/script/vocabulary by a test; `KAOHE_BLESS=1 cargo test documents` writes it anew. -->

Every word with its form, its meaning, an example, and the clause that the example becomes, in Chinese and English. The examples are parts of
whole rules over four small tables (below), and each is compiled and checked. [rules.md](rules.md) teaches the language in order.

`rows` are rows of a table, `column` is a value of a row, `figure` is a number of a unit, `condition` holds or not; `→` says what a word gives.
";

const SCHEME: &str = "scheme: words
title: 词典
year: 2022
units: { roster: units.csv, assess: { kind: [镇, 街道] } }
tables:
  farms:
    title: 养殖场台账
    unit_column: town
    time_column: built_on
    columns:
      town: { type: unit, headers: [乡镇] }
      farm: { type: text, headers: [养殖场] }
      kind: { type: text, headers: [畜种] }
      produced: { type: number, unit: 吨, headers: [粪污产生量] }
      used: { type: number, unit: 吨, headers: [综合利用量] }
      ph: { type: number, headers: [pH], decimals: 2 }
      codmn: { type: number, unit: mg/L, headers: [高锰酸盐指数] }
      pm25: { type: number, unit: μg/m³, headers: [细颗粒物] }
      quality: { type: class, scale: water, headers: [水质类别] }
      closed: { type: bool, headers: [已关停] }
      built_on: { type: date, headers: [建成日期] }
  fires:
    title: 火点台账
    unit_column: town
    time_column: found_on
    columns:
      town: { type: unit, headers: [乡镇] }
      event: { type: text, headers: [火点编号] }
      farm: { type: text, headers: [养殖场] }
      zone: { type: text, headers: [区域] }
      found_on: { type: date, headers: [发现日期] }
  boilers:
    title: 燃煤锅炉台账
    unit_column: town
    columns:
      town: { type: unit, headers: [乡镇] }
      stage: { type: text, headers: [进度] }
      done_on: { type: date, headers: [完成日期] }
      due_on: { type: date, headers: [完成时限] }
  returns:
    title: 报送登记
    unit_column: town
    submitted_column: sent_on
    columns:
      town: { type: unit, headers: [乡镇] }
      sent_on: { type: date, headers: [报送日期] }
";

const ROSTER: &str = "id,name,kind,group,parent
city,某市,市,市,
sihe,泗河镇,镇,乡镇,city
huachang,华昌街道,街道,街道,city
";

const BASE: &str =
    "indicator(\"粪污利用\").measure(table(\"farms\").sum(\"used\")).target(at_least(100)).score(proportional())";

/// scheme.yaml with the rule of an example, or with a condition over a result.
fn scheme(kind: Option<RuleKind>, condition: Option<&str>) -> String {
    let mut text = SCHEME.to_owned();
    let (own, base) = match kind {
        Some(RuleKind::Indicator) => ("{ rule: rule, points: 10 }, ", 90),
        Some(RuleKind::Bonus | RuleKind::Deduction | RuleKind::Veto) | None => ("", 100),
    };
    let base = format!("{{ rule: water/manure-utilisation, points: {base} }}");
    let _ = writeln!(text, "areas: [{{ id: water, title: 碧水保卫战, indicators: [{own}{base}] }}]");
    match kind {
        Some(RuleKind::Bonus) => text.push_str("bonuses: [{ rule: rule, cap: 3 }]\n"),
        Some(RuleKind::Deduction) => text.push_str("deductions: [{ rule: rule, cap: 5 }]\n"),
        Some(RuleKind::Veto) => text.push_str("vetoes: [rule]\n"),
        Some(RuleKind::Indicator) | None => {}
    }
    text.push_str("grades: [{ name: 优秀, at_least: 90 }, { name: 合格, at_least: 60 }, { name: 不合格 }]\n");
    if let Some(condition) = condition {
        let _ = writeln!(text, "consequences: [{{ when: \"{condition}\", then: 约谈 }}]");
    }
    text
}

/// The example as a plan, or everything that is wrong with it.
fn plan(word: &Word) -> Result<Plan, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |file: &str, text: &str| {
        let path = folder.path().join(file);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
        made.unwrap_or_else(|error| panic!("{file}: {error}"));
    };
    write("units.csv", ROSTER);
    write("water/manure-utilisation.rhai", BASE);
    let rule = word.example.whole();
    let condition = match word.example {
        Example::Result(text) => Some(text),
        _rule => None,
    };
    if let Some(rule) = &rule {
        write("rule.rhai", rule);
    }
    write("scheme.yaml", &scheme(rule.as_deref().map(kind), condition));
    compiled(folder.path())
}

fn kind(rule: &str) -> RuleKind {
    match rule {
        rule if rule.starts_with("bonus(") => RuleKind::Bonus,
        rule if rule.starts_with("deduction(") => RuleKind::Deduction,
        rule if rule.starts_with("veto(") => RuleKind::Veto,
        _indicator => RuleKind::Indicator,
    }
}

fn compiled(folder: &Path) -> Result<Plan, String> {
    let loaded = kaohe::scheme::load(folder);
    let (mut diagnostics, mut sources) = (loaded.diagnostics, loaded.sources);
    let scheme = loaded.scheme.ok_or("scheme.yaml can't be read")?;
    let compiled = kaohe::script::compile(&scheme);
    diagnostics.extend(compiled.diagnostics);
    sources.extend(compiled.sources);
    diagnostics.extend(check(&compiled.plan, &Written::default()));
    diagnostics.retain(|diagnostic| diagnostic.level == Level::Error);
    if diagnostics.is_empty() {
        Ok(compiled.plan)
    } else {
        Err(render(&diagnostics, &sources, &Words::new(Language::En), false))
    }
}

/// What the scoring rules say of the example.
fn clause(plan: &Plan, word: &Word, language: Language) -> String {
    let words = Words::new(language);
    if let Example::Result(_) = word.example {
        let page = clauses(plan, &words);
        let line = page.lines().find(|line| line.starts_with("- ") && line.contains("约谈"));
        return line
            .unwrap_or_else(|| panic!("{}: no consequence in\n{page}", word.name))
            .trim_start_matches("- ")
            .to_owned();
    }
    let text = kaohe::clauses::clause(plan, &ItemId("rule".to_owned()), &words);
    let text = text.unwrap_or_else(|| panic!("{}: no clause", word.name));
    let (_heading, clause) = text.split_once('\n').unwrap_or_default();
    clause.trim().to_owned()
}

/// Whether the points of the example can be read backwards.
fn inverse(plan: &Plan) -> Option<&'static str> {
    let rule = plan.rules.iter().find(|rule| rule.id.0 == "rule")?;
    let Body::Measured { target, curve, .. } = &rule.body else { return None };
    // Any numbers will do: whether a curve can be read backwards does not hang on them.
    let (low, high) = (Exact::ratio(1, 2)?, Exact::ratio(4, 5)?);
    let values = vec![high.clone(); target.node.formulas().len()];
    let aim = Aim::of(&target.node, &values, Some(&low))?;
    let mut held = Held::indicator(Points(Exact::from(10)), aim);
    held.last_year = Some(low.clone());
    held.ends = Some((low, high));
    let form = curve.base.node.inverse_form();
    let is_whole = match Shape::new(curve, &target.node, &held) {
        Ok(_) => true,
        Err(ShapeError::NoShape { .. }) => false,
        Err(error) => panic!("{}: {error}", rule.title),
    };
    assert_eq!(is_whole, form != InverseForm::None, "{}: what is said of the inverse is not what is done", rule.title);
    Some(match form {
        InverseForm::AtTarget => "*Inverse*: the target; there are full points or none.",
        InverseForm::PartOfTarget => {
            "*Inverse*: target × points ÷ full points (target × full points ÷ points where lower is better), exactly."
        }
        InverseForm::OnLine => "*Inverse*: from + (to − from) × points ÷ full points, exactly.",
        InverseForm::AtEdge => "*Inverse*: the edge of the last step or band that gives as many points.",
        InverseForm::MissAllowed => {
            "*Inverse*: the target, missed by (full points − points) ÷ points of a step × the step; of whole steps only."
        }
        InverseForm::CasesAllowed => "*Inverse*: (full points − points) ÷ points a case, in whole cases.",
        InverseForm::MeanShare => {
            "*Inverse*: a mean share of points ÷ full points; which rows or parts bring it, is open."
        }
        InverseForm::None => "*Inverse*: none; a formula of its own can't be read backwards.",
    })
}

fn example(word: &Word) -> String {
    match word.example {
        Example::RowCondition(text)
        | Example::RowNumber(text)
        | Example::Rows(text)
        | Example::Figure(text)
        | Example::Condition(text)
        | Example::Target(text)
        | Example::Curve(text)
        | Example::Result(text) => text.to_owned(),
        Example::Rule(text) => text.replace(").", ")\n    .").replace("\n    .count()", ".count()"),
        Example::Task(measure, target, curve) => {
            format!("    .measure({measure})\n    .target({target})\n    .score({curve})")
        }
    }
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect()
}

#[test]
fn every_word_has_its_entry() {
    let mut page = HEAD.to_owned();
    let mut wrong = String::new();
    page.push('\n');
    for subject in SUBJECTS {
        let _ = writeln!(page, "- [{}](#{})", subject.title, anchor(subject.title));
    }
    for subject in SUBJECTS {
        let _ = write!(page, "\n## {}\n\n{}\n", subject.title, subject.about);
        for word in subject.words {
            let _ = write!(page, "\n### `{}`\n\n`{}`\n\n{}\n", word.name, word.form, word.means);
            let plan = match plan(word) {
                Ok(plan) => plan,
                Err(text) => {
                    let _ = write!(wrong, "--- {}\n{text}\n", word.name);
                    continue;
                }
            };
            if subject.title == "Curves"
                && let Some(inverse) = inverse(&plan)
            {
                let _ = write!(page, "\n{inverse}\n");
            }
            let _ = write!(page, "\n```rhai\n{}\n```\n\n", example(word));
            page.push_str(&quoted(&clause(&plan, word, Language::Zh)));
            page.push('\n');
            page.push_str(&quoted(&clause(&plan, word, Language::En)));
        }
    }
    let _ = write!(page, "\n## The tables of the examples\n\n```yaml\n{SCHEME}```\n");
    assert!(wrong.is_empty(), "{wrong}");
    let path = super::root().join("docs/words.md");
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    super::assert_same(&path, &found, &page);
}

/// As GitHub makes anchors of headings.
fn anchor(title: &str) -> String {
    let kept = title
        .to_lowercase()
        .chars()
        .filter(|sign| sign.is_alphanumeric() || *sign == ' ' || *sign == '-')
        .collect::<String>();
    kept.replace(' ', "-")
}
