//! Whose rows findings were made in.

use std::collections::{BTreeMap, BTreeSet};

use super::scoring::Measured;
use crate::intake::Finding;
use crate::plan::{Level, UnitId};

/// Table, file, sheet and row.
type RowAt = (String, String, Option<String>, u32);

/// Of rows with errors or warnings the unit whose row it is; none where the row names nobody whom the roster knows, or several.
#[derive(Debug, Default)]
pub struct Owners {
    of: BTreeMap<RowAt, Option<UnitId>>,
}

impl Owners {
    pub fn of(measured: &Measured, findings: &[Finding]) -> Owners {
        let mut rows: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.level >= Level::Warning) {
            if let Some(row) = finding.at.row {
                rows.entry(&finding.at.table).or_default().insert(row);
            }
        }
        let mut owners = Owners::default();
        for (table, rows) in rows {
            for (file, row, unit) in measured.submission.units_of_rows(table, &rows) {
                let index = usize::try_from(unit).ok();
                let Some(unit) = index.and_then(|index| measured.plan.units.get(index)) else { continue };
                let owner = owners.of.entry((table.to_owned(), file.file, file.sheet, row));
                let owner = owner.or_insert_with(|| Some(unit.id.clone()));
                if owner.as_ref().is_some_and(|owner| *owner != unit.id) {
                    *owner = None;
                }
            }
        }
        owners
    }

    /// The unit whose row a finding was made in.
    pub fn owner(&self, finding: &Finding) -> Option<&UnitId> {
        if finding.level < Level::Warning {
            return None;
        }
        let at = &finding.at;
        self.of.get(&(at.table.clone(), at.file.clone()?, at.sheet.clone(), at.row?))?.as_ref()
    }

    /// Those findings that are not of a row of somebody else; and how many errors and warnings are.
    pub fn those_of(&self, units: &[UnitId], findings: &[Finding]) -> (Vec<Finding>, usize) {
        let is_others = |finding: &Finding| self.owner(finding).is_some_and(|owner| !units.contains(owner));
        let (others, own): (Vec<Finding>, Vec<Finding>) = findings.iter().cloned().partition(is_others);
        (own, others.len())
    }
}
