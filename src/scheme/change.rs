//! change.yaml: what if the scheme said something else. The changes are made to the scheme as it was read, before anything is built from
//! it, so that everything that `check` knows of a scheme is asked of the changed one too. Nothing on disk is changed.

use std::collections::BTreeMap;

use super::document::{AreaDocument, GradeDocument, NotApplicableDocument, SchemeDocument};
use super::model::{ItemUse, LetterSource, ScriptText};
use super::roster::Roster;
use super::yaml::{self, FromYaml, Node, NotNegative, Number, Placed, Problems, characters, mapping};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{ItemId, MissingPolicy, Place, RosterUnit};

mapping! {
    /// Changes to a scheme, for `kaohe what-if --change`.
    pub struct ChangesDocument {
        #[schemars(with = "Vec<ChangeDocument>")]
        pub changes: Vec<Change>,
    }
}

mapping! {
    /// One change, with a name. With `rule`: to an item. With `grade`: to a grade's edge. With neither: to the whole scheme.
    pub struct ChangeDocument {
        /// What it is called where its effect is told.
        pub name: Placed<String>,
        /// The id of an item.
        pub rule: Option<Placed<String>>,
        /// The target in its place, in the rule language: `at_least(85.pct)`.
        pub target: Option<ScriptText>,
        /// The curve in its place, in the rule language: `proportional().none_below(60.pct)`.
        pub score: Option<ScriptText>,
        /// Its points; those of its area and the total follow where the scheme does not name them.
        #[schemars(with = "Option<NotNegative>")]
        pub points: Option<Placed<Number>>,
        /// The unit whose signed figure is `signed`, by id, name or alias.
        pub unit: Option<Placed<String>>,
        /// The figure that the unit signed, as letters.csv would have it.
        pub signed: Option<Placed<String>>,
        /// The id of an area whose points are changed.
        pub area: Option<Placed<String>>,
        /// The name of a grade.
        pub grade: Option<Placed<String>>,
        /// The grade's closed lower edge.
        pub at_least: Option<Placed<Number>>,
        /// The total of the sheet.
        #[schemars(with = "Option<NotNegative>")]
        pub total: Option<Placed<Number>>,
        /// The sheet whose grade or total it is, where the scheme has several.
        pub sheet: Option<Placed<String>>,
        /// What a figure does that was not sent.
        pub missing: Option<Placed<MissingPolicy>>,
        /// What happens to the points of an item that is not assessed.
        pub not_applicable: Option<Placed<NotApplicableDocument>>,
    }
    missed {
        rule, target, score, points, unit, signed, area, grade, at_least, total, sheet, missing, not_applicable
    }
    stands_in { name: |at| Placed { value: String::new(), at } }
}

/// A change as far as it could be read.
#[derive(Debug, Clone)]
pub struct Change {
    pub document: ChangeDocument,
    /// Nothing that is written in it was lost: what it lacks nobody wrote.
    pub is_whole: bool,
}

impl FromYaml for Change {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Change> {
        let lost = problems.lost.len();
        let document = ChangeDocument::from_yaml(node, problems)?;
        Some(Change { document, is_whole: problems.lost.len() == lost })
    }
}

/// What a change.yaml says, and what is wrong with how it is written.
#[derive(Debug, Default)]
pub struct Changes {
    pub read: Vec<Change>,
    pub diagnostics: Vec<Diagnostic>,
}

impl ChangeDocument {
    /// What is changed: an item, an area, a grade, or the whole scheme.
    fn addressees(&self) -> Vec<&'static str> {
        let named = [("rule", self.rule.is_some()), ("area", self.area.is_some()), ("grade", self.grade.is_some())];
        let mut named: Vec<&str> = named.iter().filter(|(_, named)| *named).map(|(key, _)| *key).collect();
        if self.total.is_some() || named.is_empty() {
            named.push("total");
        }
        named
    }

    /// What of what it changes: the thing, the key, and where that is written.
    fn things(&self) -> Vec<(String, &'static str, &Place)> {
        fn value(key: &Option<Placed<String>>) -> &str {
            key.as_ref().map_or("", |key| &key.value)
        }
        let sheet = value(&self.sheet);
        let subject = match (&self.rule, &self.area, &self.grade) {
            (Some(rule), _, _) => format!("rule {}", rule.value),
            (None, Some(area), _) => format!("area {}", area.value),
            (None, None, Some(grade)) => format!("grade {} {sheet}", grade.value),
            (None, None, None) => format!("scheme {sheet}"),
        };
        let hows = self.hows().into_iter().filter(|(key, _, _)| !["unit", "sheet"].contains(key));
        let mut things: Vec<_> = hows
            .map(|(key, at, _)| match key {
                // Each unit signs for itself.
                "signed" => (format!("{subject} {}", value(&self.unit)), key, at),
                _ => (subject.clone(), key, at),
            })
            .collect();
        things.extend(self.total.as_ref().map(|total| (format!("scheme {sheet}"), "total", &total.at)));
        things
    }

    /// The keys that say how it is changed, where they are written, each with what it can belong to.
    fn hows(&self) -> Vec<(&'static str, &Place, &'static [&'static str])> {
        fn at<T>(key: &Option<Placed<T>>) -> Option<&Place> {
            key.as_ref().map(|key| &key.at)
        }
        fn text(key: &Option<ScriptText>) -> Option<&Place> {
            key.as_ref().map(|key| &key.at)
        }
        let keys: [(&str, Option<&Place>, &[&str]); 9] = [
            ("target", text(&self.target), &["rule"]),
            ("score", text(&self.score), &["rule"]),
            ("points", at(&self.points), &["rule", "area"]),
            ("unit", at(&self.unit), &["rule"]),
            ("signed", at(&self.signed), &["rule"]),
            ("at_least", at(&self.at_least), &["grade"]),
            ("sheet", at(&self.sheet), &["grade", "total"]),
            ("missing", at(&self.missing), &["rule", "total"]),
            ("not_applicable", at(&self.not_applicable), &["rule", "area", "total"]),
        ];
        keys.into_iter().filter_map(|(key, at, of)| Some((key, at?, of))).collect()
    }
}

/// Makes the changes to the document of a scheme, and tells those that name nothing in it.
pub fn change(document: &mut SchemeDocument, changes: &[&Change], problems: &mut Problems) {
    for Change { document: change, is_whole } in changes {
        if *is_whole {
            left_over(change, problems);
        }
        two_subjects(change, problems);
        if !sheet_is_there(document, change, problems) {
            continue;
        }
        let mut changed = false;
        if let Some(rule) = &change.rule {
            changed |= change_item(document, change, rule, problems);
        }
        if let Some(area) = &change.area {
            changed |= change_area(document, change, area, problems);
        }
        if let Some(grade) = &change.grade {
            let found = change_grade(document, change, grade, problems);
            changed |= found;
            if found && change.at_least.is_none() && *is_whole {
                problems.error(grade.at.clone(), message!("change-grade-without-edge"));
            }
        }
        if let Some(total) = &change.total {
            for slot in totals(document, change.sheet.as_ref()) {
                *slot = Some(total.clone());
                changed = true;
            }
        }
        if change.rule.is_none() && change.area.is_none() {
            if let Some(missing) = &change.missing {
                document.missing = Some(missing.value);
                changed = true;
            }
            if let Some(policy) = &change.not_applicable {
                document.not_applicable = Some(policy.value.clone());
                changed = true;
            }
        }
        let told = change.rule.is_some() || change.grade.is_some() || change.area.is_some();
        if !changed && !told && *is_whole {
            let name = &change.name;
            problems.add(
                Diagnostic::error(name.at.clone(), message!("change-nothing", name = &name.value))
                    .width(characters(&name.value)),
            );
        }
    }
}

/// A change is about one item, area or grade: of two nobody knows whose points are meant.
fn two_subjects(change: &ChangeDocument, problems: &mut Problems) {
    let subjects = [("rule", &change.rule), ("area", &change.area), ("grade", &change.grade)];
    let mut named = subjects.iter().filter_map(|(key, named)| Some((*key, named.as_ref()?)));
    if let (Some((first, _)), Some((second, at))) = (named.next(), named.next()) {
        problems.error(at.at.clone(), message!("change-two-subjects", first = first, second = second));
    }
}

/// Keys that change nothing of what the change is about: whoever wrote them meant something by it.
fn left_over(change: &ChangeDocument, problems: &mut Problems) {
    let about = change.addressees();
    for (key, at, of) in change.hows() {
        // Another message asks for the rule of what was signed.
        let is_signed = matches!(key, "unit" | "signed");
        if is_signed || of.iter().any(|of| about.contains(of)) {
            continue;
        }
        let fits: Vec<String> = of.iter().map(|of| (*of).to_owned()).collect();
        problems.error(at.clone(), message!("change-key-left-over", key = key, fits = fits));
    }
}

/// Whether the sheet that is named is one of the scheme's.
fn sheet_is_there(document: &SchemeDocument, change: &ChangeDocument, problems: &mut Problems) -> bool {
    let Some(wanted) = &change.sheet else { return true };
    let known: Vec<&str> = document.sheets.iter().flatten().map(|sheet| sheet.id.value.as_str()).collect();
    if known.contains(&wanted.value.as_str()) {
        return true;
    }
    let message = match known.is_empty() {
        true => message!("change-only-sheet"),
        false => message!("change-unknown-sheet", sheet = &wanted.value),
    };
    problems.unknown(message, &wanted.value, wanted.at.clone(), &known);
    false
}

/// Reads a change.yaml as far as that goes.
pub fn read_changes(file: &str, text: &str) -> Changes {
    let mut problems = Problems::of(file);
    let read = yaml::parse(text, &mut problems).and_then(|root| ChangesDocument::from_yaml(&root, &mut problems));
    let read = read.map(|read| read.changes).unwrap_or_default();
    twice(&read, &mut problems);
    Changes { read, diagnostics: problems.found }
}

/// Of two changes of one thing the second would undo the first in silence; of two with one name nobody knows which is told.
fn twice(changes: &[Change], problems: &mut Problems) {
    let mut names: BTreeMap<&str, &Placed<String>> = BTreeMap::new();
    let mut changed: BTreeMap<(String, String), &str> = BTreeMap::new();
    for change in changes.iter().map(|change| &change.document) {
        let name = &change.name;
        // One that stands in for a name that could not be read is nobody's.
        if !name.value.is_empty() && names.insert(&name.value, name).is_some() {
            problems.error(name.at.clone(), message!("change-name-twice", name = &name.value));
        }
        for (what, key, at) in change.things() {
            if let Some(first) = changed.insert((what, key.to_owned()), &name.value) {
                problems.error(at.clone(), message!("change-twice", key = key, first = first));
            }
        }
    }
}

/// The JSON Schema of change.yaml, by which an editor completes and checks it.
pub fn changes_schema() -> schemars::Schema {
    let settings = schemars::generate::SchemaSettings::draft07();
    let mut schema = settings.into_generator().into_root_schema_for::<ChangesDocument>();
    schema.insert("title".to_owned(), "kaohe change.yaml".into());
    schema
}

/// Texts in place of a rule's own target and curve.
pub fn change_rules(items: &mut [ItemUse], changes: &[&Change]) {
    for change in changes.iter().map(|change| &change.document) {
        let Some(rule) = &change.rule else { continue };
        let texts = [&change.target, &change.score].into_iter().flatten();
        if let Some(item) = items.iter_mut().find(|item| item.id.0 == rule.value) {
            item.instead.extend(texts.cloned());
        }
    }
}

/// Figures in place of signed ones.
pub fn change_letters(letters: &mut Vec<LetterSource>, roster: &Roster, changes: &[&Change], problems: &mut Problems) {
    for Change { document: change, is_whole } in changes {
        let (unit, signed) = match (&change.unit, &change.signed) {
            (Some(unit), Some(signed)) => (unit, Some(signed)),
            (Some(unit), None) if !is_whole => (unit, None),
            (Some(alone), None) | (None, Some(alone)) => {
                if *is_whole {
                    problems.error(alone.at.clone(), message!("change-unit-and-signed"));
                }
                continue;
            }
            (None, None) => continue,
        };
        match (roster.find(&unit.value), &change.rule) {
            (Some(found), Some(rule)) => {
                signed.into_iter().for_each(|signed| sign(letters, found, &rule.value, signed))
            }
            (_, None) if *is_whole => problems.error(unit.at.clone(), message!("change-signed-without-rule")),
            (Some(_), None) => {}
            (None, Some(_) | None) => {
                let message = message!("letters-unknown-unit", unit = &unit.value);
                let problem = Diagnostic::error(unit.at.clone(), message).width(characters(&unit.value));
                problems.add(problem.nearest(&unit.value, roster.names()));
            }
        }
    }
}

/// As if the unit's letter had said so from the beginning: no other line for the item is left.
fn sign(letters: &mut Vec<LetterSource>, unit: &RosterUnit, item: &str, signed: &Placed<String>) {
    let item = ItemId(item.to_owned());
    let same = |letter: &LetterSource| letter.unit == unit.id && letter.item == item;
    let due = letters.iter().rev().find(|letter| same(letter) && letter.due.is_some()).cloned();
    letters.retain(|letter| !same(letter));
    letters.push(LetterSource {
        unit: unit.id.clone(),
        item,
        target: Some((signed.value.clone(), signed.at.clone())),
        due: due.as_ref().and_then(|letter| letter.due),
        due_at: due.and_then(|letter| letter.due_at),
        from: None,
        at: signed.at.clone(),
    });
}

fn change_item(
    document: &mut SchemeDocument,
    change: &ChangeDocument,
    rule: &Placed<String>,
    problems: &mut Problems,
) -> bool {
    let mut known = Vec::new();
    let mut found = false;
    let mut indicator = |keys: &mut super::document::IndicatorKeys| {
        let id = keys.id.as_ref().unwrap_or(&keys.rule).value.clone();
        if id == rule.value {
            found = true;
            if let Some(points) = &change.points {
                // Where the area above does not add up, an item has a weight instead.
                match &mut keys.weight {
                    Some(weight) => *weight = points.clone(),
                    None => keys.points = Some(points.clone()),
                }
            }
            keys.missing = change.missing.as_ref().map(|missing| missing.value).or(keys.missing);
            if let Some(policy) = &change.not_applicable {
                keys.not_applicable = Some(policy.value.clone());
            }
        }
        known.push(id);
    };
    each_area(document, &mut |area| area.indicators.iter_mut().flatten().for_each(|item| indicator(&mut item.keys)));
    let is_indicator = found;
    let mut adjusted = Vec::new();
    for uses in adjustments(document) {
        for used in uses {
            let id = used.keys.id.as_ref().unwrap_or(&used.keys.rule).value.clone();
            if id == rule.value {
                found = true;
                if let Some(points) = &change.points {
                    used.keys.cap = Some(points.clone());
                }
            }
            adjusted.push(id);
        }
    }
    known.extend(adjusted);
    if found && !is_indicator {
        let policies = [
            ("missing", change.missing.as_ref().map(|missing| &missing.at)),
            ("not_applicable", change.not_applicable.as_ref().map(|policy| &policy.at)),
        ];
        for (key, at) in policies {
            let Some(at) = at else { continue };
            problems.error(at.clone(), message!("change-key-of-indicators", key = key));
        }
    }
    if !found {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = message!("scheme-unknown-item", item = &rule.value);
        problems.unknown(message, &rule.value, rule.at.clone(), &known);
    }
    found
}

fn change_area(
    document: &mut SchemeDocument,
    change: &ChangeDocument,
    wanted: &Placed<String>,
    problems: &mut Problems,
) -> bool {
    let mut known = Vec::new();
    let mut found = false;
    each_area(document, &mut |area| {
        if area.id.value == wanted.value {
            found = true;
            if let Some(points) = &change.points {
                match &mut area.weight {
                    Some(weight) => *weight = points.clone(),
                    None => area.points = Some(points.clone()),
                }
            }
            if let Some(policy) = &change.not_applicable {
                area.not_applicable = Some(policy.value.clone());
            }
        }
        known.push(area.id.value.clone());
    });
    if !found {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = message!("scheme-unknown-area", area = &wanted.value);
        problems.unknown(message, &wanted.value, wanted.at.clone(), &known);
    }
    found
}

fn change_grade(
    document: &mut SchemeDocument,
    change: &ChangeDocument,
    wanted: &Placed<String>,
    problems: &mut Problems,
) -> bool {
    let mut known = Vec::new();
    let mut found = false;
    // A sheet that has the scheme's grades keeps them but for this one: they are its own from now on, and no other sheet's.
    let shared = document.grades.clone().filter(|_| change.sheet.is_some());
    let sheets = document.sheets.iter_mut().flatten().filter(|sheet| is_of(&sheet.id, change.sheet.as_ref()));
    let own = sheets.filter_map(|sheet| {
        if sheet.grades.is_none() {
            sheet.grades.clone_from(&shared);
        }
        sheet.grades.as_mut()
    });
    let lists = own.chain(document.grades.as_mut().filter(|_| change.sheet.is_none()));
    for grade in lists.flatten() {
        let grade: &mut GradeDocument = &mut grade.value;
        if grade.name.value == wanted.value {
            found = true;
            grade.at_least = change.at_least.clone().or(grade.at_least.take());
        }
        known.push(grade.name.value.clone());
    }
    if !found {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = message!("scheme-unknown-grade", grade = &wanted.value);
        problems.unknown(message, &wanted.value, wanted.at.clone(), &known);
    }
    found
}

fn is_of(sheet: &Placed<String>, wanted: Option<&Placed<String>>) -> bool {
    wanted.is_none_or(|wanted| wanted.value == sheet.value)
}

fn totals<'d>(
    document: &'d mut SchemeDocument,
    sheet: Option<&'d Placed<String>>,
) -> Vec<&'d mut Option<Placed<Number>>> {
    match &mut document.sheets {
        None => vec![&mut document.total],
        Some(sheets) => sheets.iter_mut().filter(|one| is_of(&one.id, sheet)).map(|sheet| &mut sheet.total).collect(),
    }
}

fn each_area(document: &mut SchemeDocument, with: &mut dyn FnMut(&mut AreaDocument)) {
    fn down(areas: &mut [AreaDocument], with: &mut dyn FnMut(&mut AreaDocument)) {
        for area in areas {
            with(area);
            down(area.areas.as_deref_mut().unwrap_or_default(), with);
        }
    }
    down(document.areas.as_deref_mut().unwrap_or_default(), with);
    for sheet in document.sheets.iter_mut().flatten() {
        down(&mut sheet.areas, with);
    }
}

fn adjustments(document: &mut SchemeDocument) -> Vec<&mut Vec<super::document::UseDocument>> {
    fn items(listed: &mut super::document::AdjustmentsDocument) -> &mut Vec<super::document::UseDocument> {
        &mut listed.0.items
    }
    let mut lists = Vec::new();
    lists.extend(document.bonuses.as_mut().map(items));
    lists.extend(document.deductions.as_mut().map(items));
    lists.extend(document.vetoes.as_mut());
    for sheet in document.sheets.iter_mut().flatten() {
        lists.extend(sheet.bonuses.as_mut().map(items));
        lists.extend(sheet.deductions.as_mut().map(items));
        lists.extend(sheet.vetoes.as_mut());
    }
    lists
}
