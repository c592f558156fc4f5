//! Which of the causes each change can come of. All that can are named, and none that the documents speak against: a file that an item
//! does not read, a letter of another unit, an edge that a total is not near.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{
    AreaPart, Cause, GradePart, ItemDifference, ItemPart, Named, NumbersPart, RulePart, SheetPart, UnitDifference,
    UnitPart,
};
use super::digits::Digits;
use crate::assess::Status;
use crate::assess::document::{Document, ItemTerms, SheetTerms};
use crate::intake::HAND_SCORES;
use crate::plan::{Mark, NotApplicablePolicy, RuleKind};

/// Gives each unit and each item of it its causes.
pub(super) fn attribute(causes: &[Cause], old: &Document, new: &Document, units: &mut [UnitDifference]) {
    let books = [Book::new(old), Book::new(new)];
    let passed: Vec<Vec<Named>> = units.iter().map(|unit| passing(unit, units, old, new)).collect();
    for (unit, passed) in units.iter_mut().zip(passed) {
        let silent = |document: &Document| {
            document.units.iter().find(|one| one.id == unit.id && one.sheet == unit.sheet).map(|one| one.silent)
        };
        let silence_differs = silent(old) != silent(new);
        let digits = Digits { old: old.numbers, new: new.numbers };
        let (id, sheet) = (unit.id.clone(), unit.sheet.clone());
        let reader = Reader { causes, books: &books, unit: id, sheet, digits, silence_differs };
        let own: Vec<Vec<usize>> = unit.items.iter().map(|item| reader.of_item(item)).collect();
        let all: Vec<Vec<usize>> =
            (0..own.len()).map(|place| reader.with_neighbours(place, &unit.items, &own)).collect();
        for (item, causes) in unit.items.iter_mut().zip(all) {
            item.causes = causes;
        }
        reader.of_unit(unit, passed);
    }
}

/// Those of a unit's group by which its rank moved while its own total did not: they moved, and are ahead of it on one side only. (A rank is
/// one more than how many are ahead.)
fn passing(unit: &UnitDifference, units: &[UnitDifference], old: &Document, new: &Document) -> Vec<Named> {
    if !unit.rank.is_changed() || unit.total.is_moved() || unit.by.is_some() {
        return Vec::new();
    }
    let (before, after) = (ranks_beside(unit, old), ranks_beside(unit, new));
    let is_ahead = |ranks: &BTreeMap<&str, u32>, other: &str| {
        ranks.get(other).zip(ranks.get(unit.id.as_str())).is_some_and(|(other, own)| other < own)
    };
    let passing = units.iter().filter(|other| {
        let id = other.id.as_str();
        let came_or_went = before.contains_key(id) != after.contains_key(id);
        let moved = came_or_went || other.by.is_some() || !other.items.is_empty();
        other.sheet == unit.sheet && moved && is_ahead(&before, id) != is_ahead(&after, id)
    });
    passing.map(|other| Named { id: other.id.clone(), title: other.name.clone(), of: None }).collect()
}

/// The ranks of a unit and of those that it is ranked with.
fn ranks_beside<'a>(unit: &UnitDifference, document: &'a Document) -> BTreeMap<&'a str, u32> {
    let on_sheet = || document.units.iter().filter(|one| one.sheet == unit.sheet);
    let group = on_sheet().find(|one| one.id == unit.id).map(|own| own.group.as_str());
    let beside = on_sheet().filter(|one| Some(one.group.as_str()) == group);
    beside.map(|one| (one.id.as_str(), one.rank)).collect()
}

/// The terms of one side, to be looked up.
struct Book<'a> {
    items: BTreeMap<(&'a str, &'a str), &'a ItemTerms>,
    sheets: BTreeMap<&'a str, &'a SheetTerms>,
}

impl<'a> Book<'a> {
    fn new(document: &'a Document) -> Book<'a> {
        let sheets = &document.terms.sheets;
        let items = sheets.iter().flat_map(|sheet| sheet.items.iter().map(|item| (sheet.id.as_str(), item)));
        Book {
            items: items.map(|(sheet, item)| ((sheet, item.id.as_str()), item)).collect(),
            sheets: sheets.iter().map(|sheet| (sheet.id.as_str(), sheet)).collect(),
        }
    }
}

/// Reads the causes for one unit.
struct Reader<'a> {
    causes: &'a [Cause],
    books: &'a [Book<'a>; 2],
    unit: String,
    sheet: String,
    digits: Digits,
    /// There is nothing at all of the unit on one side, or nobody has looked at that there: whatever its total hangs on is open.
    silence_differs: bool,
}

/// How surely a cause belongs to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearing {
    None,
    /// It is named where nothing else is.
    Else,
    /// It bears on the figure: it is named where the figure changed, or where nothing surer is.
    Figure,
    Full,
}

impl Reader<'_> {
    fn terms(&self, item: &str) -> Vec<&ItemTerms> {
        self.books.iter().filter_map(|book| book.items.get(&(self.sheet.as_str(), item)).copied()).collect()
    }

    fn of_item(&self, item: &ItemDifference) -> Vec<usize> {
        let terms = self.terms(&item.id);
        let bearings: Vec<Bearing> = self.causes.iter().map(|cause| self.bearing(cause, item, &terms)).collect();
        let of = |wanted: &[Bearing]| -> Vec<usize> {
            let all = bearings.iter().enumerate();
            all.filter(|(_, bearing)| wanted.contains(bearing)).map(|(place, _)| place).collect()
        };
        let came_or_went =
            |place: &usize| matches!(self.causes.get(*place), Some(Cause::Item { part: ItemPart::Presence, .. }));
        let sure = of(&[Bearing::Full]);
        // An item that only one side has needs no other reason.
        if let Some(place) = sure.iter().copied().find(came_or_went) {
            return vec![place];
        }
        // Points given by hand are their own figure; what is absent has none, only a reason.
        let by_hand = terms.iter().any(|terms| terms.tables.iter().any(|table| table == HAND_SCORES));
        let absent = item.measure.is_empty() && item.status.is_changed();
        let figure = by_hand || absent || item.figure_changed;
        let named = if figure || sure.is_empty() { of(&[Bearing::Full, Bearing::Figure]) } else { sure };
        if named.is_empty() { of(&[Bearing::Else]) } else { named }
    }

    fn bearing(&self, cause: &Cause, item: &ItemDifference, terms: &[&ItemTerms]) -> Bearing {
        let full = |holds: bool| if holds { Bearing::Full } else { Bearing::None };
        let figure = |holds: bool| if holds { Bearing::Figure } else { Bearing::None };
        let status_was = |any: &[Status]| {
            [item.status.old, item.status.new].into_iter().flatten().any(|status| any.contains(&status))
        };
        match cause {
            Cause::Engine { .. } => Bearing::Full,
            Cause::Numbers { part, .. } => full(self.digits.of_item(*part, item)),
            Cause::AsOf { .. } => figure(terms.iter().any(|terms| terms.by_day)),
            Cause::Missing { items, .. } => {
                full(has(items, &item.id) && status_was(&[Status::NoData, Status::Withheld]))
            }
            Cause::NotApplicable { items, .. } => full(has(items, &item.id) && status_was(&[Status::NotApplicable])),
            Cause::Item { sheet, item: of, part, .. } => full(
                *sheet == self.sheet
                    && *of == item.id
                    && match part {
                        ItemPart::Presence | ItemPart::Points => true,
                        // Which area an item stands in moves the area's points; its name moves none.
                        ItemPart::Title | ItemPart::Area => false,
                    },
            ),
            Cause::Rule { item: of, parts, .. } => {
                let bears = |part: &RulePart| match part {
                    RulePart::Figure | RulePart::Target | RulePart::Scoring | RulePart::Conditions => true,
                    RulePart::Wording | RulePart::Reasons => false,
                };
                full(*of == item.id && parts.iter().any(bears))
            }
            Cause::Standard { items, .. } => full(has(items, &item.id)),
            Cause::Trial { .. } => figure(terms.iter().any(|terms| terms.among_units)),
            Cause::Table { table, .. } | Cause::Data { table, .. } => {
                figure(terms.iter().any(|terms| terms.tables.contains(table)))
            }
            Cause::Letter { unit, item: of, .. } => full(*unit == self.unit && *of == item.id),
            Cause::Unit { unit, sheet, .. } if *unit != self.unit || *sheet != self.sheet => Bearing::None,
            Cause::Unit { part, .. } => {
                let asked_of_unit = terms.iter().any(|terms| terms.by_unit);
                match part {
                    UnitPart::Group if asked_of_unit => Bearing::Full,
                    UnitPart::Group => figure(terms.iter().any(|terms| terms.among_units)),
                    UnitPart::Kind => full(asked_of_unit),
                    // Rows name their unit: whether they know its other name too, the documents don't show.
                    UnitPart::Name if terms.iter().any(|terms| !terms.tables.is_empty()) => Bearing::Else,
                    UnitPart::Name
                    | UnitPart::Presence
                    | UnitPart::Assessed
                    | UnitPart::Roster
                    | UnitPart::Parent
                    | UnitPart::Aliases => Bearing::None,
                }
            }
            Cause::Scheme { .. }
            | Cause::Accepted { .. }
            | Cause::Sheet { .. }
            | Cause::Grade { .. }
            | Cause::Area { .. } => Bearing::None,
        }
    }

    /// Points that came from, or went to, another item, and a veto's effect on an item, come of what moved those. So do bounds alone that
    /// nothing of the item's own moved: a veto that can or can't be judged yet, an item whose points may still be handed on.
    fn with_neighbours(&self, place: usize, items: &[ItemDifference], own: &[Vec<usize>]) -> Vec<usize> {
        let Some(item) = items.get(place) else { return Vec::new() };
        let mut causes: BTreeSet<usize> = own.get(place).into_iter().flatten().copied().collect();
        let vetoed = |marks: &Option<Vec<Mark>>| marks.iter().flatten().any(|mark| *mark == Mark::Vetoed);
        let unexplained = causes.is_empty() && (item.at_least.is_moved() || item.at_most.is_moved());
        let veto = vetoed(&item.marks.old) != vetoed(&item.marks.new) || unexplained;
        let given = item.full.is_changed() || unexplained;
        for (other, theirs) in items.iter().zip(own).filter(|(other, _)| other.id != item.id) {
            let gives = given && self.terms(&other.id).iter().any(|terms| gives_to(terms, &item.id));
            if gives || veto && other.kind == RuleKind::Veto {
                causes.extend(theirs);
            }
        }
        if item.full.is_changed() {
            let policies = self.causes.iter().enumerate().filter(|(_, cause)| match cause {
                Cause::NotApplicable { old, new, .. } => receives(old, &item.id) || receives(new, &item.id),
                _ => false,
            });
            causes.extend(policies.map(|(place, _)| place));
        }
        causes.into_iter().collect()
    }

    /// `passed`: the others by which its rank moved.
    fn of_unit(&self, unit: &mut UnitDifference, passed: Vec<Named>) {
        let mut causes: BTreeSet<usize> = unit.items.iter().flat_map(|item| item.causes.iter().copied()).collect();
        let total = unit.total.is_moved() || unit.by.is_some() || unit.at_least.is_moved() || unit.at_most.is_moved();
        let graded = unit.grade.is_changed() || unit.provisional.is_changed();
        let between = self.grades_between(unit);
        let on_both = unit.total.old.is_some() && unit.total.new.is_some();
        let ranked_otherwise = [&unit.rank, &unit.rank_best, &unit.rank_worst].iter().any(|rank| rank.is_changed());
        let by_items = !causes.is_empty();
        let mut explained = false;
        for (place, cause) in self.causes.iter().enumerate() {
            let on_sheet = |sheet: &String| *sheet == self.sheet;
            let bears = match cause {
                Cause::Engine { .. } => true,
                Cause::Numbers { part, .. } => match part {
                    NumbersPart::RankOn => ranked_otherwise || graded,
                    NumbersPart::Points | NumbersPart::Round => self.digits.of_total(*part, unit),
                    // What they move of a total they move in its items.
                    NumbersPart::Compare | NumbersPart::At => false,
                },
                // What the unit is compared by, and what hangs on that; or it is not among those asked for.
                Cause::Trial { .. } => !on_both || ranked_otherwise || graded || total,
                Cause::Sheet { sheet, part, .. } if on_sheet(sheet) => match part {
                    SheetPart::Presence => true,
                    SheetPart::Total | SheetPart::Limits => total,
                    SheetPart::Units => unit.rank.is_changed() || unit.of.is_changed(),
                    SheetPart::Ties => unit.rank.is_changed() || graded,
                    SheetPart::Caps => graded,
                    SheetPart::Consequences => unit.consequences.is_changed(),
                    SheetPart::Title => false,
                },
                Cause::Grade { sheet, grade, part, .. } if on_sheet(sheet) => match part {
                    GradePart::Edge | GradePart::Conditions | GradePart::Presence => {
                        (graded || unit.consequences.is_changed()) && between.contains(grade)
                    }
                },
                Cause::Area { sheet, area, part, .. } if on_sheet(sheet) => match part {
                    AreaPart::Presence | AreaPart::Points | AreaPart::Combining => {
                        area.is_empty() && total || unit.areas.iter().any(|moved| moved.id == *area)
                    }
                    AreaPart::Title => false,
                },
                Cause::Item { sheet, part: ItemPart::Area, old, new, .. } if on_sheet(sheet) => {
                    unit.areas.iter().any(|moved| [old, new].into_iter().flatten().any(|title| *title == moved.title))
                }
                Cause::Unit { unit: of, sheet, .. } => *of == self.unit && on_sheet(sheet),
                // Of its items nothing moved that has a cause: what moved is how much is known of it at all.
                Cause::Accepted { .. } => self.silence_differs,
                Cause::AsOf { .. } | Cause::Data { .. } => self.silence_differs && !by_items,
                Cause::Scheme { .. }
                | Cause::Missing { .. }
                | Cause::NotApplicable { .. }
                | Cause::Sheet { .. }
                | Cause::Grade { .. }
                | Cause::Area { .. }
                | Cause::Item { .. }
                | Cause::Rule { .. }
                | Cause::Standard { .. }
                | Cause::Table { .. }
                | Cause::Letter { .. } => false,
            };
            if bears {
                explained = true;
                causes.insert(place);
            }
        }
        // Its rank hangs on the total alone, its grade on what the total can still be too.
        let own = unit.total.is_moved() || unit.by.is_some();
        let placed = unit.rank.is_changed() && !own || graded && !total;
        unit.others = on_both && placed && !explained;
        unit.passed = if unit.others { passed } else { Vec::new() };
        unit.causes = causes.into_iter().collect();
    }

    /// The grades that lie between the unit's old and new one, with both of them; all of them where it kept its grade.
    fn grades_between(&self, unit: &UnitDifference) -> BTreeSet<String> {
        let mut between = BTreeSet::new();
        for sheet in self.books.iter().filter_map(|book| book.sheets.get(self.sheet.as_str())) {
            let place = |grade: &Option<String>| {
                grade.as_ref().and_then(|grade| sheet.grades.iter().position(|known| known.name == *grade))
            };
            let (first, last) = match (place(&unit.grade.old), place(&unit.grade.new)) {
                (Some(old), Some(new)) if old != new => (old.min(new), old.max(new)),
                (Some(_) | None, Some(_) | None) => (0, sheet.grades.len()),
            };
            between.extend(sheet.grades.iter().take(last + 1).skip(first).map(|grade| grade.name.clone()));
        }
        between
    }
}

fn has(items: &[Named], item: &str) -> bool {
    items.iter().any(|named| named.id == item)
}

fn gives_to(giver: &ItemTerms, item: &str) -> bool {
    receives(&giver.not_applicable, item)
}

fn receives(policy: &NotApplicablePolicy, item: &str) -> bool {
    match policy {
        NotApplicablePolicy::GivenTo(items) => items.iter().any(|receiver| receiver.0 == item),
        NotApplicablePolicy::Rescale | NotApplicablePolicy::Full | NotApplicablePolicy::GroupMean => false,
    }
}
