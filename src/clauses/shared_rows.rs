//! What all figures of a rule have in common, and what each adds to it.

use crate::plan::{Rows, RowsNode};

/// The steps from the submitted table to these rows, the table first. Where two chains meet, the main one is followed.
pub(super) fn chain(rows: &Rows) -> Vec<&Rows> {
    let mut steps = vec![rows];
    let mut last = rows;
    while let Some(before) = before(last) {
        steps.push(before);
        last = before;
    }
    steps.reverse();
    steps
}

fn before(rows: &Rows) -> Option<&Rows> {
    match &rows.node {
        RowsNode::Table { .. } | RowsNode::Union { .. } => None,
        RowsNode::Filter { rows, .. }
        | RowsNode::Derive { rows, .. }
        | RowsNode::During { rows, .. }
        | RowsNode::Unique { rows, .. }
        | RowsNode::LatestBy { rows, .. }
        | RowsNode::Group { rows, .. }
        | RowsNode::Join { left: rows, .. } => Some(rows),
    }
}

/// What all figures of a rule have in common, said once (统计口径) and not again with each of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Common<'p> {
    /// The steps that all share, this year's and last year's alike.
    pub rows: Option<&'p Rows>,
    /// The only table.
    pub table: Option<&'p str>,
    /// Some figures are of a choice of the common rows only.
    pub picks: bool,
}

impl<'p> Common<'p> {
    pub fn of(all: &[&'p Rows]) -> Common<'p> {
        let Some((first, others)) = all.split_first() else { return Common::default() };
        let mut shared = chain(first);
        for rows in others {
            let other = chain(rows);
            let same = shared.iter().zip(&other).take_while(|(left, right)| alike(left, right)).count();
            shared.truncate(same);
        }
        let mut tables: Vec<&str> = all.iter().flat_map(|rows| rows.tables()).map(|(table, _)| table).collect();
        tables.sort_unstable();
        tables.dedup();
        let table = match tables.as_slice() {
            [table] => Some(*table),
            [] | [..] => None,
        };
        let common = Common { rows: shared.last().copied(), table, picks: false };
        let is_choice = |step: &&Rows| matches!(step.node, RowsNode::Filter { .. });
        let picks = common.rows.is_some() && all.iter().any(|rows| common.beyond(rows).iter().any(is_choice));
        Common { picks, ..common }
    }

    /// Whether the reader knows the table without being told again. Rows of the same table that do not pass through the common
    /// steps are another choice of them, and say so by naming it.
    pub fn names_table_of(&self, rows: &Rows, table: &str) -> bool {
        match self.rows {
            Some(common) => chain(rows).into_iter().any(|step| alike(step, common)),
            None => self.table == Some(table),
        }
    }

    /// The steps of these rows that are not common to all, the first first.
    pub fn beyond<'r>(&self, rows: &'r Rows) -> Vec<&'r Rows> {
        let steps = chain(rows);
        let known = self.rows.and_then(|common| steps.iter().position(|step| alike(step, common)));
        steps.into_iter().skip(known.map_or(0, |position| position + 1)).collect()
    }
}

/// The same step, of this year or of last year.
fn alike(left: &Rows, right: &Rows) -> bool {
    left == right || left.last_year() == right.last_year()
}
