//! What differs in what two results rest on, thing by thing, in the order in which a person would look: the program, the day, the
//! numbers, the sheets, the rules, the letters, the data, the roster.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::by_key::by_key;
use super::difference::{
    AreaPart, Cause, Extent, FileSeen, GradePart, ItemPart, Named, NumbersPart, Pair, RulePart, SchemePart, SheetPart,
    Signed, TablePart,
};
use super::roster;
use crate::assess::document::{AreaTerms, Document, GradeTerms, ItemTerms, LetterTerms, SheetTerms, Terms};
use crate::intake::Input;
use crate::plan::{Numbers, Plan, RuleKind};

/// What one side rests on.
pub(super) struct Ground<'a> {
    scheme: &'a str,
    title: &'a str,
    note: &'a str,
    year: i16,
    numbers: Numbers,
    terms: &'a Terms,
    /// Of a result only.
    result: Option<Made<'a>>,
}

/// What is known of a result and not of a scheme.
struct Made<'a> {
    kaohe: &'a str,
    as_of: Date,
    inputs: &'a [Input],
    document: &'a Document,
}

impl<'a> Ground<'a> {
    pub fn of_result(document: &'a Document) -> Ground<'a> {
        let made = Made { kaohe: &document.receipt.kaohe, as_of: document.as_of, inputs: &document.inputs, document };
        Ground {
            scheme: &document.scheme,
            title: &document.title,
            note: document.note.as_deref().unwrap_or_default(),
            year: document.year,
            numbers: document.numbers,
            terms: &document.terms,
            result: Some(made),
        }
    }

    pub fn of_scheme(plan: &'a Plan, terms: &'a Terms) -> Ground<'a> {
        Ground {
            scheme: &plan.scheme,
            title: &plan.title,
            note: plan.note.as_deref().unwrap_or_default(),
            year: plan.year,
            numbers: plan.numbers,
            terms,
            result: None,
        }
    }
}

/// Everything that differs.
pub(super) fn causes(old: &Ground<'_>, new: &Ground<'_>) -> Vec<Cause> {
    let mut causes = Vec::new();
    if let (Some(old), Some(new)) = (&old.result, &new.result) {
        if old.kaohe != new.kaohe {
            causes.push(Cause::Engine { old: old.kaohe.to_owned(), new: new.kaohe.to_owned() });
        }
        if old.as_of != new.as_of {
            causes.push(Cause::AsOf { old: old.as_of, new: new.as_of });
        }
        let extents = (Extent::of(old.document), Extent::of(new.document));
        if extents.0 != extents.1 || extents.0.some_only && roster::other_units(old.document, new.document) {
            causes.push(Cause::Trial { old: extents.0, new: extents.1 });
        }
    }
    scheme(old, new, &mut causes);
    numbers(&old.numbers, &new.numbers, &mut causes);
    policies(old.terms, new.terms, &mut causes);
    let shared = Shared::new(old.terms, new.terms);
    for (before, after) in by_key(&old.terms.sheets, &new.terms.sheets, |sheet| &sheet.id) {
        sheet(before, after, &shared, &mut causes);
    }
    rules(old.terms, new.terms, &mut causes);
    for (before, after) in by_key(&old.terms.tables, &new.terms.tables, |table| &table.id) {
        let differs = before.map(|table| &table.sha256) != after.map(|table| &table.sha256);
        let Some(known) = after.or(before).filter(|_| differs) else { continue };
        let (id, title) = (known.id.clone(), known.title.clone());
        let (part, old, new) = match (before, after) {
            (Some(_), Some(_)) => (TablePart::Reading, None, None),
            (old, new) => {
                (TablePart::Presence, old.map(|table| table.title.clone()), new.map(|table| table.title.clone()))
            }
        };
        causes.push(Cause::Table { table: id, title, part, old, new });
    }
    causes.extend(letters(old.terms, new.terms).into_iter().map(|moved| moved.cause((None, None), false)));
    if let (Some(before), Some(after)) = (&old.result, &new.result) {
        let silent = |document: &Document| document.units.iter().any(|unit| unit.silent);
        let (was, is) = (before.document.accepted, after.document.accepted);
        if was != is && (silent(before.document) || silent(after.document)) {
            causes.push(Cause::Accepted { old: was, new: is });
        }
        data(before.inputs, after.inputs, (old.terms, new.terms), &mut causes);
        roster::of_results(before.document, after.document, &mut causes);
    }
    causes
}

fn scheme(old: &Ground<'_>, new: &Ground<'_>, causes: &mut Vec<Cause>) {
    let (old_year, new_year) = (old.year.to_string(), new.year.to_string());
    let parts = [
        (SchemePart::Id, old.scheme, new.scheme),
        (SchemePart::Year, old_year.as_str(), new_year.as_str()),
        (SchemePart::Title, old.title, new.title),
        (SchemePart::Note, old.note, new.note),
    ];
    for (part, old, new) in parts.into_iter().filter(|(_, old, new)| old != new) {
        causes.push(Cause::Scheme { part, old: old.to_owned(), new: new.to_owned() });
    }
}

/// The name that the scheme's file and the JSON give a setting.
fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

fn numbers(old: &Numbers, new: &Numbers, causes: &mut Vec<Cause>) {
    let parts = |numbers: &Numbers| {
        [
            (NumbersPart::Compare, code(&numbers.compare)),
            (NumbersPart::Round, code(&numbers.round)),
            (NumbersPart::Points, code(&numbers.points)),
            (NumbersPart::At, code(&numbers.at)),
            (NumbersPart::RankOn, code(&numbers.rank_on)),
        ]
    };
    for ((part, old), (_, new)) in parts(old).into_iter().zip(parts(new)).filter(|(old, new)| old != new) {
        causes.push(Cause::Numbers { part, old, new });
    }
}

/// What several sheets have alike: where it is told of one of them, the sheet has to be named.
struct Shared<'a> {
    several: bool,
    /// Titles of areas and of items that stand on more than one sheet.
    areas: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
}

impl<'a> Shared<'a> {
    fn new(old: &'a Terms, new: &'a Terms) -> Shared<'a> {
        let sheets = || old.sheets.iter().chain(&new.sheets);
        let on_several = |titles: Vec<(&'a str, &'a str)>| -> BTreeSet<&'a str> {
            let mut on: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for (title, sheet) in titles {
                on.entry(title).or_default().insert(sheet);
            }
            on.into_iter().filter(|(_, sheets)| sheets.len() > 1).map(|(title, _)| title).collect()
        };
        let areas = sheets().flat_map(|sheet| sheet.areas.iter().map(|area| (area.title.as_str(), sheet.id.as_str())));
        let items = sheets().flat_map(|sheet| sheet.items.iter().map(|item| (item.title.as_str(), sheet.id.as_str())));
        Shared {
            several: old.sheets.len().max(new.sheets.len()) > 1,
            areas: on_several(areas.collect()),
            items: on_several(items.collect()),
        }
    }
}

/// The items of both sides that stand on the same sheet, with the sheet's title.
fn items<'a>(old: &'a Terms, new: &'a Terms) -> Vec<(&'a str, &'a ItemTerms, &'a ItemTerms)> {
    let sheets = by_key(&old.sheets, &new.sheets, |sheet| &sheet.id);
    let both = sheets.into_iter().filter_map(|(old, new)| Some((old?, new?)));
    both.flat_map(|(old, new)| {
        let items = by_key(&old.items, &new.items, |item| &item.id).into_iter();
        items.filter_map(|(before, after)| Some((new.title.as_str(), before?, after?)))
    })
    .collect()
}

fn named(item: &ItemTerms) -> Named {
    Named { id: item.id.clone(), title: item.title.clone(), of: None }
}

/// Each item once: as it is where it is so on all sheets that have it, else with those sheets. `on`: how many sheets have it.
fn once(items: Vec<Named>, on: &BTreeMap<&str, usize>) -> Vec<Named> {
    let mut sheets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in &items {
        sheets.entry(item.id.clone()).or_default().extend(item.of.clone());
    }
    let once = items.into_iter().filter_map(|item| {
        let of = sheets.remove(&item.id)?;
        let on_all = on.get(item.id.as_str()) == Some(&of.len());
        Some(Named { of: (!on_all).then(|| of.join("、")), ..item })
    });
    once.collect()
}

/// One cause for each move from one policy to another, with the items that it is for. Bonuses, deductions and vetoes have no points that an
/// absent figure could leave to others.
fn policies(old: &Terms, new: &Terms, causes: &mut Vec<Cause>) {
    let mut items = items(old, new);
    items.retain(|(_, _, item)| item.kind == RuleKind::Indicator);
    let mut on: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, _, after) in &items {
        *on.entry(after.id.as_str()).or_default() += 1;
    }
    let on_sheet = |sheet: &str, item: &ItemTerms| Named { of: Some(sheet.to_owned()), ..named(item) };
    let mut moves: Vec<Cause> = Vec::new();
    for (sheet, before, after) in &items {
        let (old, new) = (before.missing, after.missing);
        let known = moves.iter_mut().find_map(|cause| match cause {
            Cause::Missing { items, old: from, new: to } if (*from, *to) == (old, new) => Some(items),
            _ => None,
        });
        match known {
            _ if old == new => {}
            Some(items) => items.push(on_sheet(sheet, after)),
            None => moves.push(Cause::Missing { items: vec![on_sheet(sheet, after)], old, new }),
        }
    }
    for (sheet, before, after) in &items {
        let (old, new) = (&before.not_applicable, &after.not_applicable);
        let known = moves.iter_mut().find_map(|cause| match cause {
            Cause::NotApplicable { items, old: from, new: to } if (&*from, &*to) == (old, new) => Some(items),
            _ => None,
        });
        match known {
            _ if old == new => {}
            Some(items) => items.push(on_sheet(sheet, after)),
            None => {
                let (old, new) = (old.clone(), new.clone());
                moves.push(Cause::NotApplicable { items: vec![on_sheet(sheet, after)], old, new });
            }
        }
    }
    for cause in &mut moves {
        if let Cause::Missing { items, .. } | Cause::NotApplicable { items, .. } = cause {
            *items = once(std::mem::take(items), &on);
        }
    }
    causes.extend(moves);
}

fn sheet(old: Option<&SheetTerms>, new: Option<&SheetTerms>, shared: &Shared, causes: &mut Vec<Cause>) {
    let (Some(old), Some(new)) = (old, new) else {
        let Some(known) = new.or(old) else { return };
        causes.push(Cause::Sheet {
            sheet: known.id.clone(),
            title: known.title.clone(),
            part: SheetPart::Presence,
            old: old.map(|sheet| sheet.title.clone()),
            new: new.map(|sheet| sheet.title.clone()),
        });
        return;
    };
    let texts = |part, old: &str, new: &str| (part, Some(old.to_owned()), Some(new.to_owned()), old != new);
    let prints = |part, old: &str, new: &str| (part, None, None, old != new);
    let parts = [
        texts(SheetPart::Title, &old.title, &new.title),
        texts(SheetPart::Total, &old.total.0, &new.total.0),
        prints(SheetPart::Units, &old.units_sha256, &new.units_sha256),
        prints(SheetPart::Limits, &old.limits_sha256, &new.limits_sha256),
        prints(SheetPart::Ties, &old.ties_sha256, &new.ties_sha256),
        prints(SheetPart::Caps, &old.caps_sha256, &new.caps_sha256),
        prints(SheetPart::Consequences, &old.consequences_sha256, &new.consequences_sha256),
    ];
    for (part, old, new_text, _) in parts.into_iter().filter(|(.., differs)| *differs) {
        let (sheet, title) = (new.id.clone(), new.title.clone());
        causes.push(Cause::Sheet { sheet, title, part, old, new: new_text });
    }
    grades(old, new, shared.several, causes);
    areas(old, new, shared, causes);
    of_items(old, new, shared, causes);
}

fn grades(old: &SheetTerms, new: &SheetTerms, several: bool, causes: &mut Vec<Cause>) {
    let edge = |grade: &GradeTerms| grade.at_least.as_ref().map(|points| points.0.clone());
    for (before, after) in by_key(&old.grades, &new.grades, |grade| &grade.name) {
        let mut put = |grade: &GradeTerms, part, old, new_text| {
            let (sheet, title) = (new.id.clone(), several.then(|| new.title.clone()));
            causes.push(Cause::Grade { sheet, title, grade: grade.name.clone(), part, old, new: new_text });
        };
        match (before, after) {
            (Some(before), Some(after)) => {
                if before.at_least != after.at_least {
                    put(after, GradePart::Edge, edge(before), edge(after));
                }
                if before.conditions_sha256 != after.conditions_sha256 {
                    put(after, GradePart::Conditions, None, None);
                }
            }
            // The last grade has no edge, and is there all the same.
            (Some(grade), None) => put(grade, GradePart::Presence, Some(edge(grade).unwrap_or_default()), None),
            (None, Some(grade)) => put(grade, GradePart::Presence, None, Some(edge(grade).unwrap_or_default())),
            (None, None) => {}
        }
    }
}

fn areas(old: &SheetTerms, new: &SheetTerms, shared: &Shared, causes: &mut Vec<Cause>) {
    for (before, after) in by_key(&old.areas, &new.areas, |area| &area.id) {
        let Some(known) = after.or(before) else { continue };
        let is_shared = |area: &AreaTerms| match area.id.is_empty() {
            true => shared.several,
            false => shared.areas.contains(area.title.as_str()),
        };
        let of = [before, after].into_iter().flatten().any(is_shared).then(|| new.title.clone());
        let mut put = |part, old, new_text| {
            let (sheet, area, title) = (new.id.clone(), known.id.clone(), known.title.clone());
            causes.push(Cause::Area { sheet, of: of.clone(), area, title, part, old, new: new_text });
        };
        let (Some(before), Some(after)) = (before, after) else {
            put(AreaPart::Presence, before.map(|area| area.full.0.clone()), after.map(|area| area.full.0.clone()));
            continue;
        };
        if before.title != after.title {
            put(AreaPart::Title, Some(before.title.clone()), Some(after.title.clone()));
        }
        // The root's points are the sheet's total.
        if before.full != after.full && !known.id.is_empty() {
            put(AreaPart::Points, Some(before.full.0.clone()), Some(after.full.0.clone()));
        }
        if before.combining_sha256 != after.combining_sha256 {
            put(AreaPart::Combining, None, None);
        }
    }
}

fn of_items(old: &SheetTerms, new: &SheetTerms, shared: &Shared, causes: &mut Vec<Cause>) {
    let points = |item: &ItemTerms| item.points.as_ref().map(|points| points.0.clone());
    let area = |sheet: &SheetTerms, item: &ItemTerms| {
        let id = item.area.as_deref()?;
        sheet.areas.iter().find(|area| area.id == id).map(|area| area.title.clone())
    };
    for (before, after) in by_key(&old.items, &new.items, |item| &item.id) {
        let Some(known) = after.or(before) else { continue };
        let is_shared = |item: &ItemTerms| shared.items.contains(item.title.as_str());
        let of = [before, after].into_iter().flatten().any(is_shared).then(|| new.title.clone());
        let mut put = |part, old, new_text| {
            let (sheet, item, title) = (new.id.clone(), known.id.clone(), known.title.clone());
            causes.push(Cause::Item { sheet, of: of.clone(), item, title, part, old, new: new_text });
        };
        let (Some(before), Some(after)) = (before, after) else {
            let there = |item: &ItemTerms| points(item).unwrap_or_default();
            put(ItemPart::Presence, before.map(there), after.map(there));
            continue;
        };
        if before.title != after.title {
            put(ItemPart::Title, Some(before.title.clone()), Some(after.title.clone()));
        }
        if before.area != after.area {
            put(ItemPart::Area, area(old, before), area(new, after));
        }
        if before.points != after.points {
            put(ItemPart::Points, points(before), points(after));
        }
    }
}

/// Rules in the order of the sheets, and what standards bring into them. A rule that stands on two sheets is one rule.
fn rules(old: &Terms, new: &Terms, causes: &mut Vec<Cause>) {
    let mut seen = BTreeSet::new();
    let mut standards: BTreeMap<&str, Vec<Named>> = BTreeMap::new();
    for (_, before, after) in items(old, new) {
        if !seen.insert(&after.id) {
            continue;
        }
        let (from, to) = (&before.rule, &after.rule);
        let parts = [
            (RulePart::Figure, from.figure != to.figure),
            (RulePart::Target, from.target != to.target),
            (RulePart::Scoring, from.scoring != to.scoring),
            (RulePart::Conditions, from.conditions != to.conditions),
            (RulePart::Wording, from.wording != to.wording),
            (RulePart::Reasons, from.reasons.as_ref().zip(to.reasons.as_ref()).is_some_and(|(from, to)| from != to)),
        ];
        let parts: Vec<RulePart> = parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect();
        if !parts.is_empty() {
            let (item, title) = (after.id.clone(), after.title.clone());
            causes.push(Cause::Rule { item, title, parts, clauses: Pair::default() });
        }
        for (before, after_standard) in by_key(&from.standards, &to.standards, |standard| &standard.module) {
            if before.map(|one| &one.sha256) != after_standard.map(|one| &one.sha256) {
                let Some(known) = after_standard.or(before) else { continue };
                standards.entry(&known.module).or_default().push(named(after));
            }
        }
    }
    causes.extend(standards.into_iter().map(|(module, items)| Cause::Standard { module: module.to_owned(), items }));
}

/// Letters that differ on other days than the one for which they are told by now: what a later line amends counts until then. One cause for
/// each stretch of days on which both sides say the same all along, the last first. `without_effect`: no point comes of those days.
pub(super) fn letters_beside(old: &Plan, new: &Plan, told: Date, without_effect: bool, causes: &mut Vec<Cause>) {
    let amended: BTreeSet<Date> = old.letters.iter().chain(&new.letters).filter_map(|letter| letter.from).collect();
    let Some(first) = amended.first() else { return };
    // From each of these days on nothing comes into force until the next.
    let days: Vec<Date> = first.yesterday().ok().into_iter().chain(amended.iter().copied()).collect();
    let mut stretches: BTreeMap<(String, String), Vec<Stretch>> = BTreeMap::new();
    for (place, day) in days.iter().enumerate() {
        let from = (place > 0).then_some(*day);
        let until = days.get(place + 1).and_then(|next| next.yesterday().ok());
        for moved in letters(&Terms::new(old, *day), &Terms::new(new, *day)) {
            let known = stretches.entry((moved.unit.clone(), moved.item.clone())).or_default();
            match known.last_mut().filter(|last| last.next == place && last.moved.says() == moved.says()) {
                Some(last) => (last.next, last.until) = (place + 1, until),
                None => known.push(Stretch { next: place + 1, from, until, moved }),
            }
        }
    }
    let beside = stretches.into_values().flat_map(|of_letter| of_letter.into_iter().rev());
    let beside = beside.filter(|stretch| !stretch.holds(told));
    causes.extend(beside.map(|stretch| stretch.moved.cause((stretch.from, stretch.until), without_effect)));
}

/// Days on which a letter differs all along in the same way.
struct Stretch {
    /// The place of the first day after it among those on which something comes into force.
    next: usize,
    from: Option<Date>,
    until: Option<Date>,
    moved: LetterMove,
}

impl Stretch {
    fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A letter of which the two sides say something else.
struct LetterMove {
    unit: String,
    name: String,
    item: String,
    title: String,
    old: Option<Signed>,
    new: Option<Signed>,
}

impl LetterMove {
    /// What the sides say, wherever it stands in their files.
    fn says(&self) -> [Option<(&Option<String>, Option<Date>)>; 2] {
        [&self.old, &self.new].map(|side| side.as_ref().map(|signed| (&signed.target, signed.due)))
    }

    fn cause(self, (from, until): (Option<Date>, Option<Date>), without_effect: bool) -> Cause {
        let LetterMove { unit, name, item, title, old, new } = self;
        Cause::Letter { unit, name, item, title, old, new, without_effect, from, until }
    }
}

fn letters(old: &Terms, new: &Terms) -> Vec<LetterMove> {
    let titles: BTreeMap<&str, &str> = old
        .sheets
        .iter()
        .chain(&new.sheets)
        .flat_map(|sheet| &sheet.items)
        .map(|item| (item.id.as_str(), item.title.as_str()))
        .collect();
    let signed =
        |letter: &LetterTerms| Signed { target: letter.target.clone(), due: letter.due, at: letter.at.to_string() };
    let says = |letter: Option<&LetterTerms>| letter.map(|letter| (letter.target.clone(), letter.due));
    let pairs = by_key(&old.letters, &new.letters, |letter| (&letter.unit, &letter.item)).into_iter();
    let moved = pairs.filter_map(|(before, after)| {
        let known = after.or(before).filter(|_| says(before) != says(after))?;
        Some(LetterMove {
            unit: known.unit.clone(),
            name: known.name.clone(),
            item: known.item.clone(),
            title: titles.get(known.item.as_str()).map_or_else(|| known.item.clone(), |title| (*title).to_owned()),
            old: before.map(signed),
            new: after.map(signed),
        })
    });
    moved.collect()
}

/// Files whose content differs, which came or went. A file that only has another name is no other file.
fn data(old: &[Input], new: &[Input], (old_terms, new_terms): (&Terms, &Terms), causes: &mut Vec<Cause>) {
    let titles: BTreeMap<&str, &str> = old_terms
        .tables
        .iter()
        .chain(&new_terms.tables)
        .map(|table| (table.id.as_str(), table.title.as_str()))
        .collect();
    let seen = |input: &Input| FileSeen { sha256: input.sha256.clone(), rows: input.rows };
    let pairs = by_key(old, new, |input| (&input.table, &input.file));
    // A workbook is one file with a sheet for each table; so a name and a content are looked for table by table.
    let mut gone: Vec<&Input> = pairs.iter().filter(|(_, new)| new.is_none()).filter_map(|(old, _)| *old).collect();
    let mut renamed = BTreeSet::new();
    for came in pairs.iter().filter(|(old, _)| old.is_none()).filter_map(|(_, new)| *new) {
        let same = |gone: &&Input| gone.table == came.table && gone.sha256 == came.sha256;
        if let Some(place) = gone.iter().position(same) {
            let before = gone.remove(place);
            renamed.extend([(&before.table, &before.file), (&came.table, &came.file)]);
        }
    }
    for (before, after) in pairs {
        let Some(known) = after.or(before) else { continue };
        let same = before.map(|input| &input.sha256) == after.map(|input| &input.sha256);
        if same || renamed.contains(&(&known.table, &known.file)) {
            continue;
        }
        causes.push(Cause::Data {
            table: known.table.clone(),
            title: titles.get(known.table.as_str()).map_or_else(|| known.table.clone(), |title| (*title).to_owned()),
            file: known.file.clone(),
            old: before.map(seen),
            new: after.map(seen),
        });
    }
}
