//! From the score sheets as written to sheets with items resolved and sums checked.

mod areas;
pub mod grades;
mod units;

use std::collections::BTreeMap;

use super::complete::Complete;
use super::document::{
    AdjustmentsDocument, AreaDocument, CapDocument, ChoiceDocument, ConsequenceDocument, GradeDocument,
    NotApplicableDocument, SchemeDocument, UseDocument,
};
use super::model::{ConsequenceSource, GradeCapSource, ItemUse, ParamValue, SheetSource};
use super::roster::Roster;
use super::rule_files::RuleFiles;
use super::stays_inside;
use super::yaml::{Named, Number, Placed, Problems, characters};
use crate::diagnostic::Diagnostic;
use crate::figure::Points;
use crate::message;
use crate::plan::{Adjustment, Combine, ItemId, NotApplicablePolicy, Place, RuleKind, TieBreak};

/// The sheets of a scheme and what stands on them.
pub struct Built {
    pub sheets: Vec<SheetSource>,
    pub items: Vec<ItemUse>,
    /// Every id on a sheet, also of those whose rule file does not exist.
    pub item_ids: Vec<ItemId>,
    pub not_applicable: NotApplicablePolicy,
    /// All points could be read, and none is negative.
    pub points_known: bool,
}

/// Builds all sheets. Sums and names are judged as far as all that they hang on is `complete`.
pub fn build(
    document: &SchemeDocument,
    roster: &Roster,
    rule_files: &RuleFiles,
    complete: Complete,
    problems: &mut Problems,
) -> Built {
    let mut builder = Builder {
        roster,
        rule_files,
        complete,
        problems,
        items: Vec::new(),
        item_ids: BTreeMap::new(),
        points_known: true,
    };
    let written = written_sheets(document, complete, builder.problems);
    let sheets: Vec<SheetSource> = written.iter().map(|written| builder.sheet(written)).collect();
    units::each_on_one_sheet(document, &sheets, roster, builder.problems);
    let ids: Vec<String> = builder.item_ids.keys().map(|id| id.0.clone()).collect();
    let not_applicable =
        builder.not_applicable(document.not_applicable.as_ref(), &ids).unwrap_or(NotApplicablePolicy::Rescale);
    Built {
        sheets,
        items: builder.items,
        item_ids: builder.item_ids.into_keys().collect(),
        not_applicable,
        points_known: builder.points_known,
    }
}

/// One sheet as written, whether it is the only one or one of several; what the scheme says for all stands in where the sheet
/// says nothing.
struct Written<'document> {
    id: &'document str,
    title: &'document str,
    at: Place,
    units: Option<&'document ChoiceDocument>,
    areas: &'document [AreaDocument],
    total: Option<&'document Placed<Number>>,
    total_cap: Option<&'document Placed<Number>>,
    combine: Combine,
    bonuses: Option<&'document AdjustmentsDocument>,
    deductions: Option<&'document AdjustmentsDocument>,
    vetoes: &'document [UseDocument],
    grades: &'document [Placed<GradeDocument>],
    caps: &'document [Placed<CapDocument>],
    tie_break: &'document [Placed<String>],
    consequences: &'document [Placed<ConsequenceDocument>],
}

fn written_sheets<'document>(
    document: &'document SchemeDocument,
    complete: Complete,
    problems: &mut Problems,
) -> Vec<Written<'document>> {
    let Some(sheets) = &document.sheets else {
        let Some(areas) = &document.areas else {
            // Something that could not be read may be the areas.
            if complete.items {
                problems.error(document.scheme.at.clone(), message!("scheme-no-areas"));
            }
            return Vec::new();
        };
        return vec![Written {
            id: "",
            title: &document.title,
            at: document.scheme.at.clone(),
            units: document.units.assess.as_ref(),
            areas,
            total: document.total.as_ref(),
            total_cap: document.total_cap.as_ref(),
            combine: document.combine.unwrap_or_default(),
            bonuses: document.bonuses.as_ref(),
            deductions: document.deductions.as_ref(),
            vetoes: slice(&document.vetoes),
            grades: slice(&document.grades),
            caps: slice(&document.caps),
            tie_break: slice(&document.tie_break),
            consequences: slice(&document.consequences),
        }];
    };
    let misplaced = [
        ("areas", document.areas.as_ref().and_then(|areas| areas.first()).map(|area| &area.id.at)),
        ("total", document.total.as_ref().map(|total| &total.at)),
        ("total_cap", document.total_cap.as_ref().map(|cap| &cap.at)),
    ];
    for (key, at) in misplaced {
        if let Some(at) = at {
            problems.error(at.clone(), message!("scheme-belongs-to-sheet", key = key));
        }
    }
    let mut seen: Vec<&Placed<String>> = Vec::new();
    let mut written = Vec::new();
    for sheet in sheets {
        if let Some(first) = seen.iter().find(|other| other.value == sheet.id.value) {
            problems.twice(&sheet.id.value, sheet.id.at.clone(), first.at.clone());
        }
        seen.push(&sheet.id);
        written.push(Written {
            id: &sheet.id.value,
            title: sheet.title.as_deref().unwrap_or(&sheet.id.value),
            at: sheet.id.at.clone(),
            units: sheet.units.as_ref().or(document.units.assess.as_ref()),
            areas: &sheet.areas,
            total: sheet.total.as_ref(),
            total_cap: sheet.total_cap.as_ref(),
            combine: sheet.combine.or(document.combine).unwrap_or_default(),
            bonuses: sheet.bonuses.as_ref().or(document.bonuses.as_ref()),
            deductions: sheet.deductions.as_ref().or(document.deductions.as_ref()),
            vetoes: slice(if sheet.vetoes.is_some() { &sheet.vetoes } else { &document.vetoes }),
            grades: slice(if sheet.grades.is_some() { &sheet.grades } else { &document.grades }),
            caps: slice(if sheet.caps.is_some() { &sheet.caps } else { &document.caps }),
            tie_break: slice(if sheet.tie_break.is_some() { &sheet.tie_break } else { &document.tie_break }),
            consequences: slice(if sheet.consequences.is_some() {
                &sheet.consequences
            } else {
                &document.consequences
            }),
        });
    }
    written
}

fn slice<T>(list: &Option<Vec<T>>) -> &[T] {
    list.as_deref().unwrap_or_default()
}

struct Builder<'a> {
    roster: &'a Roster,
    rule_files: &'a RuleFiles,
    complete: Complete,
    problems: &'a mut Problems,
    items: Vec<ItemUse>,
    /// Every id so far and where it was first used.
    item_ids: BTreeMap<ItemId, ItemUse>,
    points_known: bool,
}

/// What is known of a sheet while it is built.
#[derive(Default)]
struct OnSheet {
    areas: Vec<Placed<String>>,
    items: Vec<Placed<String>>,
}

impl OnSheet {
    fn item_names(&self) -> Vec<String> {
        self.items.iter().map(|item| item.value.clone()).collect()
    }
}

impl Builder<'_> {
    fn sheet(&mut self, written: &Written<'_>) -> SheetSource {
        let mut on_sheet = OnSheet::default();
        let units = self.choice(written.units);
        let (area, total) = self.root(written, &mut on_sheet);
        let mut adjustments = Vec::new();
        let bonuses = written.bonuses.map(|bonuses| (&bonuses.0, RuleKind::Bonus));
        let deductions = written.deductions.map(|deductions| (&deductions.0, RuleKind::Deduction));
        for (keys, role) in bonuses.into_iter().chain(deductions) {
            for used in &keys.items {
                adjustments.push(self.adjustment(used, role, &mut on_sheet));
            }
        }
        for used in written.vetoes {
            adjustments.push(self.adjustment(used, RuleKind::Veto, &mut on_sheet));
        }
        let cap =
            |adjustments: Option<&AdjustmentsDocument>| adjustments.and_then(|all| all.0.cap.as_ref()).map(points);
        let area = self.policies_of(area, written.areas, &on_sheet);
        SheetSource {
            id: if written.id.is_empty() { "sheet".to_owned() } else { written.id.to_owned() },
            title: written.title.to_owned(),
            at: written.at.clone(),
            units,
            total,
            area,
            adjustments,
            bonus_cap: cap(written.bonuses),
            deduction_cap: cap(written.deductions),
            total_cap: written.total_cap.map(points),
            grades: grades::grades(written.grades, &written.at, self.complete.grades, self.problems),
            tie_break: self.tie_break(written.tie_break, &on_sheet),
            caps: self.caps(written),
            consequences: written.consequences.iter().map(consequence).collect(),
        }
    }

    fn caps(&mut self, written: &Written<'_>) -> Vec<GradeCapSource> {
        let grades: Vec<&str> = written.grades.iter().map(|grade| grade.value.name.value.as_str()).collect();
        for cap in written.caps {
            let grade = &cap.value.grade;
            if self.complete.grades && !grades.contains(&grade.value.as_str()) {
                let message = message!("scheme-unknown-grade", grade = &grade.value);
                self.problems.unknown(message, &grade.value, grade.at.clone(), &grades);
            }
        }
        let cap = |cap: &Placed<CapDocument>| GradeCapSource {
            at: cap.at.clone(),
            when: grades::expanded(&cap.value.when),
            grade: cap.value.grade.value.clone(),
            basis: cap.value.basis.clone(),
        };
        written.caps.iter().map(cap).collect()
    }

    fn adjustment(&mut self, used: &UseDocument, role: RuleKind, on_sheet: &mut OnSheet) -> Adjustment {
        let keys = &used.keys;
        if let (RuleKind::Veto, Some(cap)) = (role, &keys.cap) {
            self.problems.error(cap.at.clone(), message!("scheme-veto-with-cap"));
        }
        let rule = self.item(&keys.rule, keys.id.as_ref(), keys.with.as_ref(), role, on_sheet);
        Adjustment { rule, at: used.at.clone(), cap: keys.cap.as_ref().map(points) }
    }

    /// Takes up a rule on a sheet and gives the id of its item.
    fn item(
        &mut self,
        rule: &Placed<String>,
        id: Option<&Placed<String>>,
        with: Option<&Named<Placed<ParamValue>>>,
        role: RuleKind,
        on_sheet: &mut OnSheet,
    ) -> ItemId {
        let name = id.unwrap_or(rule);
        let item_id = ItemId(name.value.clone());
        if let Some(first) = on_sheet.items.iter().find(|other| other.value == name.value) {
            let message = message!("scheme-item-twice", item = &name.value);
            let problem = Diagnostic::error(name.at.clone(), message)
                .width(characters(&name.value))
                .also(first.at.clone(), message!("scheme-first-here"));
            self.problems.add(if id.is_none() { problem.help(message!("scheme-item-needs-id")) } else { problem });
            return item_id;
        }
        on_sheet.items.push(name.clone());
        let with = with.into_iter().flat_map(|with| &with.0);
        let item = ItemUse {
            id: item_id.clone(),
            rule: rule.value.clone(),
            with: with.map(|(name, value)| (name.value.clone(), value.value.clone(), value.at.clone())).collect(),
            instead: Vec::new(),
            role,
            at: name.at.clone(),
        };
        match self.item_ids.get(&item_id) {
            // Two sheets may hold the same item: the rule is compiled once.
            Some(first) if same_use(first, &item) => {}
            Some(first) => {
                let message = message!("scheme-item-differs", item = &name.value);
                self.problems.add(
                    Diagnostic::error(name.at.clone(), message)
                        .width(characters(&name.value))
                        .also(first.at.clone(), message!("scheme-first-here"))
                        .help(message!("scheme-item-needs-id")),
                );
            }
            None => {
                self.item_ids.insert(item_id.clone(), item.clone());
                if self.rule_exists(rule) {
                    self.items.push(item);
                }
            }
        }
        item_id
    }

    fn rule_exists(&mut self, rule: &Placed<String>) -> bool {
        if self.rule_files.has(&rule.value) {
            return true;
        }
        if !stays_inside(&rule.value) {
            self.problems.error(rule.at.clone(), message!("scheme-file-outside", file = &rule.value));
            return false;
        }
        let message = message!("scheme-rule-missing", rule = &rule.value);
        let problem = Diagnostic::error(rule.at.clone(), message).width(characters(&rule.value));
        let problem = match rule.value.strip_suffix(".rhai").filter(|stem| self.rule_files.has(stem)) {
            Some(stem) => problem.help(message!("nearest-name", name = stem)),
            None => problem.nearest(&rule.value, self.rule_files.names()),
        };
        self.problems.add(problem);
        false
    }

    fn not_applicable(
        &mut self,
        written: Option<&NotApplicableDocument>,
        items: &[String],
    ) -> Option<NotApplicablePolicy> {
        Some(match written? {
            NotApplicableDocument::Rescale => NotApplicablePolicy::Rescale,
            NotApplicableDocument::Full => NotApplicablePolicy::Full,
            NotApplicableDocument::GroupMean => NotApplicablePolicy::GroupMean,
            NotApplicableDocument::GivenTo(names) => {
                for name in names {
                    self.known_item(name, items);
                }
                NotApplicablePolicy::GivenTo(names.iter().map(|name| ItemId(name.value.clone())).collect())
            }
        })
    }

    fn known_item(&mut self, name: &Placed<String>, items: &[String]) -> bool {
        let known = items.contains(&name.value);
        if !known && self.complete.items {
            let message = message!("scheme-unknown-item", item = &name.value);
            let items: Vec<&str> = items.iter().map(String::as_str).collect();
            self.problems.unknown(message, &name.value, name.at.clone(), &items);
        }
        known
    }

    fn tie_break(&mut self, written: &[Placed<String>], on_sheet: &OnSheet) -> Vec<TieBreak> {
        let mut ties = Vec::new();
        for name in written {
            if name.value == FEWEST_DEDUCTIONS {
                ties.push(TieBreak::FewestDeductions);
            } else if let Some(area) = name.value.strip_prefix("area.") {
                let areas: Vec<&str> = on_sheet.areas.iter().map(|area| area.value.as_str()).collect();
                if areas.contains(&area) {
                    ties.push(TieBreak::Area(area.to_owned()));
                } else if self.complete.items {
                    self.problems.unknown(message!("scheme-unknown-area", area = area), area, name.at.clone(), &areas);
                }
            } else if on_sheet.item_names().contains(&name.value) {
                ties.push(TieBreak::Item(ItemId(name.value.clone())));
            } else if self.complete.items {
                let areas = on_sheet.areas.iter().map(|area| format!("area.{}", area.value));
                let known: Vec<String> =
                    std::iter::once(FEWEST_DEDUCTIONS.to_owned()).chain(areas).chain(on_sheet.item_names()).collect();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let message = message!("scheme-unknown-item", item = &name.value);
                self.problems.unknown(message, &name.value, name.at.clone(), &known);
            }
        }
        ties
    }
}

/// Of two with the same total the one that lost fewer points by deductions.
const FEWEST_DEDUCTIONS: &str = "fewest_deductions";

/// The same rule with the same parameters in the same role.
fn same_use(first: &ItemUse, second: &ItemUse) -> bool {
    let values = |item: &ItemUse| -> BTreeMap<String, ParamValue> {
        item.with.iter().map(|(name, value, _)| (name.clone(), value.clone())).collect()
    };
    first.rule == second.rule && first.role == second.role && values(first) == values(second)
}

fn points(number: &Placed<Number>) -> Points {
    Points(number.value.0.clone())
}

fn consequence(written: &Placed<ConsequenceDocument>) -> ConsequenceSource {
    ConsequenceSource {
        at: written.at.clone(),
        when: grades::expanded(&written.value.when),
        then: written.value.then.clone(),
    }
}
