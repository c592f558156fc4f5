//! The roster: who there is, what each is called, and who belongs to whom.

use std::collections::BTreeMap;

use super::csv_file::{self, Field, Wanted};
use super::yaml::characters;
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Place, RosterUnit, UnitId};

/// Looked at where scheme.yaml can't say which file it is.
pub const USUAL_FILE: &str = "units.csv";

const COLUMNS: [Wanted; 6] = [
    Wanted::required(&["id", "编号", "代码", "单位编号", "单位代码"]),
    Wanted::required(&["name", "名称", "单位", "单位名称"]),
    Wanted::required(&["kind", "类别", "类型"]),
    Wanted::optional(&["group", "组别", "分组"]),
    Wanted::optional(&["parent", "上级", "所属"]),
    Wanted::optional(&["aliases", "alias", "别名", "又名", "曾用名"]),
];

/// The units of a scheme, and the spellings by which each is known.
#[derive(Debug, Default)]
pub struct Roster {
    pub units: Vec<RosterUnit>,
    spellings: BTreeMap<String, (usize, Place)>,
}

impl Roster {
    /// The unit known by this id, name or alias.
    pub fn find(&self, text: &str) -> Option<&RosterUnit> {
        self.spellings.get(&spelling(text)).and_then(|(unit, _)| self.units.get(*unit))
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Every id, name and alias: what a wrong name may have meant.
    pub fn names(&self) -> Vec<&str> {
        self.units
            .iter()
            .flat_map(|unit| {
                [unit.name.as_str(), unit.id.0.as_str()].into_iter().chain(unit.aliases.iter().map(String::as_str))
            })
            .collect()
    }

    /// One name for two units can't be told apart: the second is noted.
    fn know(&mut self, text: &str, unit: usize, at: &Place, diagnostics: &mut Vec<Diagnostic>) {
        match self.spellings.get(&spelling(text)) {
            Some((other, first)) if *other != unit => {
                let name = self.units.get(*other).map_or(String::new(), |unit| unit.name.clone());
                diagnostics.push(
                    Diagnostic::error(at.clone(), message!("roster-name-of-two", name = text, other = name))
                        .width(characters(text))
                        .also(first.clone(), message!("scheme-first-here")),
                );
            }
            Some(_) => {}
            None => {
                self.spellings.insert(spelling(text), (unit, at.clone()));
            }
        }
    }
}

/// What two spellings of one name have in common: no blanks, half-width signs, no matter which case.
pub fn spelling(text: &str) -> String {
    let half_width = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    };
    text.chars().filter(|character| !character.is_whitespace()).map(half_width).flat_map(char::to_lowercase).collect()
}

/// Reads units.csv; what is wrong is noted, and the rest of the roster stands.
pub fn read(file: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Roster {
    let mut roster = Roster::default();
    let mut parents: Vec<Option<Field>> = Vec::new();
    // Of rows that make no unit: what is wrong with them is told all the same.
    let mut beside: Vec<Field> = Vec::new();
    let mut ids: BTreeMap<String, Place> = BTreeMap::new();
    for row in csv_file::read(file, text, COLUMNS, diagnostics).rows {
        let [id, name, kind, group, parent, aliases] = row.fields;
        let missing =
            [("id", &id), ("name", &name), ("kind", &kind)].into_iter().find(|(_, field)| field.text.is_empty());
        if let Some((column, field)) = missing {
            beside.extend((!parent.text.is_empty()).then_some(parent));
            diagnostics.push(Diagnostic::error(field.at.clone(), message!("roster-blank", column = column)));
            continue;
        }
        if let Some(first) = ids.get(&id.text) {
            beside.extend((!parent.text.is_empty()).then_some(parent));
            diagnostics.push(
                Diagnostic::error(id.at.clone(), message!("roster-id-twice", id = &id.text))
                    .width(id.width())
                    .also(first.clone(), message!("scheme-first-here")),
            );
            continue;
        }
        ids.insert(id.text.clone(), id.at.clone());
        let number = roster.units.len();
        let group = if group.text.is_empty() { kind.text.clone() } else { group.text };
        let others: Vec<Field> = split_aliases(&aliases);
        roster.units.push(RosterUnit {
            id: UnitId(id.text.clone()),
            name: name.text.clone(),
            kind: kind.text,
            group,
            parent: None,
            aliases: others.iter().map(|alias| alias.text.clone()).collect(),
            at: id.at.clone(),
        });
        parents.push((!parent.text.is_empty()).then_some(parent));
        for known in [&id, &name].into_iter().chain(&others) {
            roster.know(&known.text, number, &known.at, diagnostics);
        }
    }
    if roster.is_empty() && diagnostics.is_empty() {
        diagnostics.push(Diagnostic::error(Place::file(file), message!("roster-empty")));
    }
    beside.iter().for_each(|parent| drop(known_parent(&roster, parent, diagnostics)));
    resolve_parents(&mut roster, &parents, diagnostics);
    roster
}

fn split_aliases(field: &Field) -> Vec<Field> {
    let mut column = field.at.column;
    let mut aliases = Vec::new();
    for part in field.text.split(['；', ';', '、', '|']) {
        let blank = characters(part) - characters(part.trim_start());
        let text = part.trim();
        if !text.is_empty() {
            let at = Place { column: column.saturating_add(blank), ..field.at.clone() };
            aliases.push(Field { text: text.to_owned(), at });
        }
        column = column.saturating_add(characters(part)).saturating_add(1);
    }
    aliases
}

fn known_parent(roster: &Roster, parent: &Field, diagnostics: &mut Vec<Diagnostic>) -> Option<UnitId> {
    let found = roster.find(&parent.text).map(|unit| unit.id.clone());
    if found.is_none() {
        let message = message!("roster-unknown-parent", parent = &parent.text);
        let problem = Diagnostic::error(parent.at.clone(), message).width(parent.width());
        diagnostics.push(problem.nearest(&parent.text, roster.names()));
    }
    found
}

fn resolve_parents(roster: &mut Roster, parents: &[Option<Field>], diagnostics: &mut Vec<Diagnostic>) {
    let mut resolved = vec![None; parents.len()];
    for (slot, parent) in resolved.iter_mut().zip(parents) {
        let Some(parent) = parent else { continue };
        *slot = known_parent(roster, parent, diagnostics);
    }
    for (unit, parent) in roster.units.iter_mut().zip(resolved) {
        unit.parent = parent;
    }
    break_circles(roster, parents, diagnostics);
}

/// Units that are above themselves: each circle is noted once, at its first unit, and cut there.
fn break_circles(roster: &mut Roster, parents: &[Option<Field>], diagnostics: &mut Vec<Diagnostic>) {
    let above: BTreeMap<UnitId, UnitId> =
        roster.units.iter().filter_map(|unit| Some((unit.id.clone(), unit.parent.clone()?))).collect();
    let mut told: Vec<UnitId> = Vec::new();
    for (unit, parent) in roster.units.iter_mut().zip(parents) {
        let mut circle = vec![unit.id.clone()];
        let mut next = above.get(&unit.id);
        while let Some(id) = next {
            if circle.contains(id) {
                break;
            }
            circle.push(id.clone());
            next = above.get(id);
        }
        if next != Some(&unit.id) || told.contains(&unit.id) {
            continue;
        }
        let way: Vec<String> = circle.iter().chain([&unit.id]).map(|id| id.0.clone()).collect();
        let place = parent.as_ref().map_or_else(|| unit.at.clone(), |parent| parent.at.clone());
        diagnostics.push(Diagnostic::error(place, message!("roster-circle", way = way.join(" → "))));
        told.extend(circle);
        unit.parent = None;
    }
}
