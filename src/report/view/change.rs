//! What moved since an older result.

use std::collections::{HashMap, HashSet};

use crate::assess::document::{Document, Unit};
use crate::figure::Exact;
use crate::message;
use crate::plan::is_over;
use crate::words::Words;

use super::tally::Tally;
use super::unit::{day_shown, is_provisional, is_vetoed, rank_shown};
use super::{Change, UnitChange};

/// How many are named as those that moved most.
const MOST: usize = 5;

/// Points of a trial stand for no more than its data: nothing is compared with them.
fn trial(now: &Document, before: &Document, words: &Words) -> String {
    match (before.units_unknown, now.units_unknown) {
        (0, 0) => String::new(),
        (0, unknown) => words.say(&message!("report-change-trial-now", unknown = unknown)),
        (unknown, _) => words.say(&message!("report-change-trial", unknown = unknown)),
    }
}

pub(super) fn change(now: &Document, before: &Document, tally: &Tally, words: &Words) -> Change {
    let trial = trial(now, before, words);
    if !trial.is_empty() {
        return Change {
            as_of: before.as_of.to_string(),
            as_of_shown: day_shown(before.as_of, words),
            scheme_differs: before.receipt.scheme_sha256 != now.receipt.scheme_sha256,
            trial,
            ..Change::default()
        };
    }
    let key = |unit: &Unit| (unit.sheet.clone(), unit.id.clone());
    let older: HashMap<(String, String), &Unit> = before.units.iter().map(|unit| (key(unit), unit)).collect();
    let known: HashSet<(String, String)> = now.units.iter().map(key).collect();
    // Of units that nobody asked for, a result knows nothing.
    let tells_of_some = |document: &Document| !document.asked.is_empty() || document.units_unknown > 0;
    let mut units = Vec::new();
    let mut only_now = Vec::new();
    for unit in &now.units {
        match older.get(&key(unit)) {
            Some(old) => units.push(moved((unit, now), (old, before), tally)),
            None => only_now.push(unit.name.clone()),
        }
    }
    let gone = before.units.iter().filter(|unit| !tells_of_some(now) && !known.contains(&key(unit)));
    let (new_units, not_compared) = match tells_of_some(before) {
        true => (Vec::new(), only_now.len()),
        false => (only_now, 0),
    };
    let differences: Vec<(Exact, &UnitChange)> =
        units.iter().map(|unit| (tally.read(&unit.difference.exact), unit)).collect();
    let mut risen: Vec<&(Exact, &UnitChange)> =
        differences.iter().filter(|(difference, _)| difference.is_positive()).collect();
    let mut fallen: Vec<&(Exact, &UnitChange)> =
        differences.iter().filter(|(difference, _)| difference.is_negative()).collect();
    risen.sort_by(|(left, _), (right, _)| right.cmp(left));
    fallen.sort_by(|(left, _), (right, _)| left.cmp(right));
    let first = |sorted: &[&(Exact, &UnitChange)]| -> Vec<UnitChange> {
        sorted.iter().take(MOST).map(|(_, unit)| (*unit).clone()).collect()
    };
    // Grades of the sheet, best first; a grade that the sheet no longer has is neither better nor worse.
    let place = |sheet: &str, grade: &str| {
        let sheet = now.sheets.iter().find(|line| line.id == sheet)?;
        sheet.grades.iter().position(|line| line.name == grade)
    };
    let graded = |better: bool| -> Vec<UnitChange> {
        let moved = units.iter().filter(|unit| {
            let places = (place(&unit.sheet, &unit.grade_before), place(&unit.sheet, &unit.grade));
            match places {
                (Some(before), Some(after)) => {
                    if better {
                        after < before
                    } else {
                        after > before
                    }
                }
                (None, Some(_)) | (Some(_), None) | (None, None) => false,
            }
        });
        moved.cloned().collect()
    };
    let (better_grade, worse_grade) = (graded(true), graded(false));
    Change {
        as_of: before.as_of.to_string(),
        as_of_shown: day_shown(before.as_of, words),
        scheme_differs: before.receipt.scheme_sha256 != now.receipt.scheme_sha256,
        trial,
        rose: risen.len(),
        fell: fallen.len(),
        same: units.len() - risen.len() - fallen.len(),
        most_risen: first(&risen),
        most_fallen: first(&fallen),
        better_grades: better_grade.len(),
        worse_grades: worse_grade.len(),
        better_grade,
        worse_grade,
        provisional_before: units.iter().filter(|unit| unit.provisional_before).count(),
        new_units,
        gone_units: gone.map(|unit| unit.name.clone()).collect(),
        compared: units.len(),
        not_compared,
        units,
    }
}

fn moved((now, document): (&Unit, &Document), (before, older): (&Unit, &Document), tally: &Tally) -> UnitChange {
    let total =
        |unit: &Unit| unit.total_exact.as_ref().map_or_else(|| tally.points(&unit.total), |exact| tally.read(exact));
    UnitChange {
        unit: now.id.clone(),
        sheet: now.sheet.clone(),
        name: now.name.clone(),
        total_before: tally.figure(&before.total, before.total_exact.as_ref()),
        total: tally.figure(&now.total, now.total_exact.as_ref()),
        difference: tally.computed(&(total(now) - total(before))),
        rank_before: before.rank,
        rank: now.rank,
        rank_before_shown: rank_shown(before, older.units_unknown > 0),
        rank_shown: rank_shown(now, document.units_unknown > 0),
        places: (document.units_unknown == 0 && older.units_unknown == 0)
            .then(|| i64::from(before.rank) - i64::from(now.rank)),
        grade_before: before.grade.clone(),
        grade: now.grade.clone(),
        vetoed: is_vetoed(now),
        provisional_before: is_provisional(before, !is_over(older.year, older.as_of)),
        provisional: is_provisional(now, !is_over(document.year, document.as_of)),
    }
}
