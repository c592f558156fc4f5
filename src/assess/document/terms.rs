//! What the points of a document rest on beside the data: the scheme as far as two results can be held against each other by it. What is
//! read by people is kept as it is; what is a tree of nodes is kept as its [fingerprint](super::print).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figures::{WrittenPoints, written_points};
use super::print::{RulePrints, fingerprint, rule_prints};
use crate::figure::Points;
use crate::intake::HAND_SCORES;
use crate::plan::{
    Area, Asked, Body, Child, ItemId, Literal, MissingPolicy, NotApplicablePolicy, Place, Plan, RuleKind, Sheet,
    VetoEffect,
};

/// The scheme as far as results depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Terms {
    pub tables: Vec<TableTerms>,
    pub sheets: Vec<SheetTerms>,
    /// The letters in force at the as-of date, as signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<LetterTerms>,
}

/// How a table is read: its columns, keys and checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableTerms {
    pub id: String,
    pub title: String,
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetTerms {
    pub id: String,
    pub title: String,
    pub total: WrittenPoints,
    /// Over whom the sheet is for.
    pub units_sha256: String,
    /// Over the limits of bonuses, deductions and the total.
    pub limits_sha256: String,
    /// Over how ties are broken.
    pub ties_sha256: String,
    /// Over the caps of grades.
    pub caps_sha256: String,
    pub consequences_sha256: String,
    /// Best first.
    pub grades: Vec<GradeTerms>,
    /// Depth first, the root with an empty id among them.
    pub areas: Vec<AreaTerms>,
    /// Items, then bonuses, deductions and vetoes.
    pub items: Vec<ItemTerms>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeTerms {
    pub name: String,
    /// The last grade has no edge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<WrittenPoints>,
    /// Over its quota and what it needs.
    pub conditions_sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AreaTerms {
    pub id: String,
    pub title: String,
    pub full: WrittenPoints,
    /// Over how its points come of its children's.
    pub combining_sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemTerms {
    pub id: String,
    pub title: String,
    pub kind: RuleKind,
    /// The area that it stands in; bonuses, deductions and vetoes stand in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Its points, or the most that it gives or takes; a veto has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<WrittenPoints>,
    /// What an absent figure does here.
    pub missing: MissingPolicy,
    pub not_applicable: NotApplicablePolicy,
    /// What a veto does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<VetoEffect>,
    pub rule: RulePrints,
    /// The tables that it reads, those of last year too.
    pub tables: Vec<String>,
    /// What depends on the as-of date beside the letters: rows seen by their day, things due, the share of the year gone by.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_day: bool,
    /// The figure is held against those of other units.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub among_units: bool,
    /// It asks which unit it is for, of what kind or group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_unit: bool,
}

/// What a unit signed for an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LetterTerms {
    pub unit: String,
    pub name: String,
    pub item: String,
    /// As it was signed: 85%, 12吨, Ⅲ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// The line of the letters, the last that is in force.
    pub at: Place,
}

impl Terms {
    /// The terms of a plan on a day.
    pub fn new(plan: &Plan, as_of: Date) -> Terms {
        let tables = plan.tables.iter().map(|table| TableTerms {
            id: table.id.clone(),
            title: table.title.clone(),
            sha256: fingerprint(table),
        });
        Terms {
            tables: tables.collect(),
            sheets: plan.sheets.iter().map(|sheet| sheet_terms(plan, sheet)).collect(),
            letters: letters(plan, as_of),
        }
    }
}

fn sheet_terms(plan: &Plan, sheet: &Sheet) -> SheetTerms {
    let grades = sheet.grades.iter().map(|grade| GradeTerms {
        name: grade.name.clone(),
        at_least: grade.at_least.as_ref().map(points),
        conditions_sha256: fingerprint(&(&grade.quota, &grade.needs)),
    });
    let mut areas = Vec::new();
    let mut items = Vec::new();
    put_area(plan, &sheet.area, None, &mut areas, &mut items);
    for adjustment in &sheet.adjustments {
        let place = Placed { area: None, points: adjustment.cap.as_ref(), missing: None, policy: &plan.not_applicable };
        items.extend(item_terms(plan, &adjustment.rule, place));
    }
    SheetTerms {
        id: sheet.id.clone(),
        title: sheet.title.clone(),
        total: points(&sheet.total),
        units_sha256: fingerprint(&sheet.units),
        limits_sha256: fingerprint(&(&sheet.bonus_cap, &sheet.deduction_cap, &sheet.total_cap)),
        ties_sha256: fingerprint(&sheet.tie_break),
        caps_sha256: fingerprint(&sheet.caps),
        consequences_sha256: fingerprint(&sheet.consequences),
        grades: grades.collect(),
        areas,
        items,
    }
}

fn put_area(
    plan: &Plan,
    area: &Area,
    outer: Option<&NotApplicablePolicy>,
    areas: &mut Vec<AreaTerms>,
    items: &mut Vec<ItemTerms>,
) {
    areas.push(AreaTerms {
        id: area.id.clone(),
        title: area.title.clone(),
        full: points(&area.full),
        combining_sha256: fingerprint(&(area.combine, &area.not_applicable)),
    });
    let policy = area.not_applicable.as_ref().or(outer);
    for child in &area.children {
        match child {
            Child::Area(inner) => put_area(plan, inner, policy, areas, items),
            Child::Item(item) => {
                let place = Placed {
                    area: Some(&area.id),
                    points: Some(&item.points),
                    missing: item.missing,
                    policy: item.not_applicable.as_ref().or(policy).unwrap_or(&plan.not_applicable),
                };
                items.extend(item_terms(plan, &item.rule, place));
            }
        }
    }
}

/// What a sheet says of an item.
struct Placed<'p> {
    area: Option<&'p str>,
    points: Option<&'p Points>,
    missing: Option<MissingPolicy>,
    policy: &'p NotApplicablePolicy,
}

fn item_terms(plan: &Plan, id: &ItemId, placed: Placed<'_>) -> Option<ItemTerms> {
    let rule = plan.rule(id)?;
    let mut tables = BTreeSet::new();
    let mut by_day = false;
    rule.ask(&mut |asked| {
        by_day |= matches!(asked, Asked::Task { .. });
        tables.extend(asked.rows().tables().into_iter().map(|(table, _)| table.to_owned()));
    });
    by_day |= tables.iter().any(|id| plan.table(id).is_some_and(|table| table.time_column.is_some()));
    if matches!(rule.body, Body::ByHand { .. }) {
        // What was given later than the as-of date is not seen.
        by_day = true;
        tables.insert(HAND_SCORES.to_owned());
    }
    let (rule_prints, names) = rule_prints(rule);
    let says = |nodes: &[&str]| nodes.iter().any(|node| names.contains(*node));
    Some(ItemTerms {
        id: id.to_string(),
        title: rule.title.clone(),
        kind: rule.kind,
        area: placed.area.map(str::to_owned),
        points: placed.points.map(points),
        missing: placed.missing.or(rule.missing).unwrap_or(plan.missing),
        not_applicable: placed.policy.clone(),
        effect: match &rule.body {
            Body::Veto { effect, .. } => Some(effect.clone()),
            Body::Measured { .. } | Body::ByHand { .. } | Body::NotExpressible { .. } => None,
        },
        rule: rule_prints,
        tables: tables.into_iter().collect(),
        by_day: by_day || says(&["as_of", "share_of_year", "submitted_by", "pace", "all_by"]),
        among_units: says(&["rank_among", "mean_among", "inherited"]),
        by_unit: says(&["unit_is", "kind_is", "group_is"]),
    })
}

/// What each unit has signed, the later line over the earlier, in the order of the roster and of the items' ids.
fn letters(plan: &Plan, as_of: Date) -> Vec<LetterTerms> {
    let mut lines: Vec<_> = plan.letters.iter().filter(|line| line.from.is_none_or(|from| from <= as_of)).collect();
    // The sort is stable: of two lines from the same day the later in the file wins.
    lines.sort_by_key(|line| line.from);
    let units: BTreeMap<_, _> = plan.units.iter().enumerate().map(|(order, unit)| (&unit.id, (order, unit))).collect();
    let mut signed = BTreeMap::new();
    for line in lines {
        let Some((order, unit)) = units.get(&line.unit) else { continue };
        let letter = signed.entry((*order, line.item.clone())).or_insert_with(|| LetterTerms {
            unit: line.unit.to_string(),
            name: unit.name.clone(),
            item: line.item.to_string(),
            target: None,
            due: None,
            at: line.at.clone(),
        });
        letter.at = line.at.clone();
        if let Some(target) = &line.target {
            letter.target = Some(as_signed(plan, target));
        }
        letter.due = line.due.or(letter.due);
    }
    signed.into_values().collect()
}

fn as_signed(plan: &Plan, target: &Literal) -> String {
    match target {
        Literal::Number(quantity) if quantity.percent => {
            format!("{}%", quantity.value.times_power_of_ten(2).to_decimal())
        }
        Literal::Number(quantity) => {
            let unit = quantity.unit.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{}{unit}", quantity.value.to_decimal())
        }
        Literal::Text(text) => text.clone(),
        Literal::Bool(truth) => truth.to_string(),
        Literal::Date(day) => day.to_string(),
        Literal::Class(class) => {
            let name = plan.scale(&class.scale).and_then(|scale| scale.name(class.index));
            name.map_or_else(|| class.index.to_string(), str::to_owned)
        }
    }
}

/// Full points as the scheme writes them.
fn points(points: &Points) -> WrittenPoints {
    written_points(points, 0).0
}
