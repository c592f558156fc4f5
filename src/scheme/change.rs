//! change.yaml: what if the scheme said something else. The changes are made to the scheme as it was read, before anything is built from
//! it, so that everything that `check` knows of a scheme is asked of the changed one too. Nothing on disk is changed.

use super::document::{AreaDocument, GradeDocument, NotApplicableDocument, SchemeDocument};
use super::model::{ItemUse, LetterSource, ScriptText};
use super::roster::Roster;
use super::yaml::{self, FromYaml, Number, Placed, Problems, characters, mapping};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{ItemId, MissingPolicy, RosterUnit};

mapping! {
    /// Changes to a scheme, for `kaohe what-if --change`.
    pub struct ChangesDocument {
        pub changes: Vec<Placed<ChangeDocument>>,
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
        pub total: Option<Placed<Number>>,
        /// The sheet whose grade or total it is, where the scheme has several.
        pub sheet: Option<Placed<String>>,
        /// What a figure does that was not sent.
        pub missing: Option<MissingPolicy>,
        /// What happens to the points of an item that is not assessed.
        pub not_applicable: Option<NotApplicableDocument>,
    }
}

/// Makes the changes to the document of a scheme, and tells those that name nothing in it.
pub fn change(document: &mut SchemeDocument, changes: &[&ChangeDocument], problems: &mut Problems) {
    for change in changes {
        let mut changed = false;
        if let Some(rule) = &change.rule {
            changed |= change_item(document, change, rule, problems);
        }
        if let Some(area) = &change.area {
            changed |= change_area(document, change, area, problems);
        }
        if let Some(grade) = &change.grade {
            changed |= change_grade(document, change, grade, problems);
        }
        if let Some(total) = &change.total {
            for slot in totals(document, change.sheet.as_ref()) {
                *slot = Some(total.clone());
                changed = true;
            }
        }
        if change.rule.is_none() && change.area.is_none() {
            if let Some(missing) = change.missing {
                document.missing = Some(missing);
                changed = true;
            }
            if let Some(policy) = &change.not_applicable {
                document.not_applicable = Some(policy.clone());
                changed = true;
            }
        }
        let told = change.rule.is_some() || change.grade.is_some() || change.area.is_some();
        if !changed && !told {
            let name = &change.name;
            problems.add(
                Diagnostic::error(name.at.clone(), message!("change-nothing", name = &name.value))
                    .width(characters(&name.value)),
            );
        }
    }
}

/// The changes of a change.yaml, and what is wrong with how they are written.
pub fn read_changes(file: &str, text: &str) -> (Vec<ChangeDocument>, Vec<Diagnostic>) {
    let mut problems = Problems::of(file);
    let read = yaml::parse(text, &mut problems).and_then(|root| ChangesDocument::from_yaml(&root, &mut problems));
    let changes = read.map(|read| read.changes.into_iter().map(|change| change.value).collect());
    (changes.unwrap_or_default(), problems.found)
}

/// The JSON Schema of change.yaml, by which an editor completes and checks it.
pub fn changes_schema() -> schemars::Schema {
    let settings = schemars::generate::SchemaSettings::draft07();
    let mut schema = settings.into_generator().into_root_schema_for::<ChangesDocument>();
    schema.insert("title".to_owned(), "kaohe change.yaml".into());
    schema
}

/// Texts in place of a rule's own target and curve.
pub fn change_rules(items: &mut [ItemUse], changes: &[&ChangeDocument]) {
    for change in changes {
        let Some(rule) = &change.rule else { continue };
        let texts = [&change.target, &change.score].into_iter().flatten();
        if let Some(item) = items.iter_mut().find(|item| item.id.0 == rule.value) {
            item.instead.extend(texts.cloned());
        }
    }
}

/// Figures in place of signed ones.
pub fn change_letters(
    letters: &mut Vec<LetterSource>,
    roster: &Roster,
    changes: &[&ChangeDocument],
    problems: &mut Problems,
) {
    for change in changes {
        let (unit, signed) = match (&change.unit, &change.signed) {
            (Some(unit), Some(signed)) => (unit, signed),
            (Some(alone), None) | (None, Some(alone)) => {
                problems.error(alone.at.clone(), message!("change-unit-and-signed"));
                continue;
            }
            (None, None) => continue,
        };
        match (roster.find(&unit.value), &change.rule) {
            (Some(found), Some(rule)) => sign(letters, found, &rule.value, signed),
            (_, None) => problems.error(unit.at.clone(), message!("change-signed-without-rule")),
            (None, Some(_)) => {
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
            keys.missing = change.missing.or(keys.missing);
            if let Some(policy) = &change.not_applicable {
                keys.not_applicable = Some(policy.clone());
            }
        }
        known.push(id);
    };
    each_area(document, &mut |area| area.indicators.iter_mut().flatten().for_each(|item| indicator(&mut item.keys)));
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
                area.not_applicable = Some(policy.clone());
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
    let own = document.sheets.iter_mut().flatten().filter(|sheet| is_of(&sheet.id, change.sheet.as_ref()));
    let lists = own.filter_map(|sheet| sheet.grades.as_mut()).chain(document.grades.as_mut());
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
    } else if change.at_least.is_none() {
        problems.error(wanted.at.clone(), message!("change-grade-without-edge"));
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
