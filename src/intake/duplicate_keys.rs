//! Rows of a table that have the same key.

use polars::prelude::{DataType, Expr, IntoLazy, PolarsResult, SortMultipleOptions, col, len, lit};

use super::checks::{Rows, SAID, and_more};
use super::column_names;
use super::finding::{Finding, FindingCode, FoundAt};
use super::rows_found::{text, whole};
use super::typed::{collect, kept};
use crate::message;
use crate::plan::Level;

impl Rows<'_> {
    /// Rows with the same key; a row without a part of its key has none.
    pub(super) fn duplicate_keys(&self, findings: &mut Vec<Finding>) -> PolarsResult<()> {
        let table = self.layout.table;
        if table.key.is_empty() {
            return Ok(());
        }
        let part = |id: &String| match table.unit_column.as_ref() == Some(id) {
            // 泗河 and 泗河镇 are one unit.
            true => polars::prelude::coalesce(&[col(column_names::UNIT).cast(DataType::String), col(id.as_str())]),
            false => col(id.as_str()),
        };
        let named = |(number, id): (usize, &String)| part(id).alias(format!("#key{number}"));
        let keys: Vec<Expr> = table.key.iter().enumerate().map(named).collect();
        let names: Vec<Expr> = (0..keys.len()).map(|number| col(format!("#key{number}"))).collect();
        let shown =
            |(number, id): (usize, &String)| col(id.as_str()).cast(DataType::String).alias(format!("#shown{number}"));
        let shown_names = || (0..keys.len()).map(|number| col(format!("#shown{number}")).first());
        let position = col(column_names::FILE).cast(DataType::UInt64) * lit(1u64 << 32)
            + col(column_names::ROW).cast(DataType::UInt64);
        let there = names.iter().cloned().map(Expr::is_not_null).reduce(Expr::and).unwrap_or(lit(true));
        let mut columns = keys.clone();
        columns.extend(table.key.iter().enumerate().map(shown));
        columns.push(position.alias("#position"));
        let mut summary =
            vec![len().alias("#rows"), col("#position").min().alias("#first"), col("#position").max().alias("#last")];
        summary.extend(shown_names());
        let twice = self
            .frame
            .clone()
            .filter(kept())
            .select(columns)
            .filter(there)
            .group_by(names)
            .agg(summary)
            .filter(col("#rows").gt(lit(1u32)));
        let twice = collect(twice)?.lazy().sort(["#last"], SortMultipleOptions::default()).collect()?;
        let shown = twice.head(Some(SAID as usize));
        for number in 0..shown.height() {
            let at = |name: &str| {
                self.at_position(shown.column(name).ok().and_then(|column| whole(column, number)).unwrap_or(0))
            };
            let values: Vec<String> =
                (0..keys.len()).map(|part| text(&shown, &format!("#shown{part}"), number)).collect();
            let (first, last) = (at("#first"), at("#last"));
            let rows = shown.column("#rows").ok().and_then(|column| whole(column, number)).unwrap_or(2);
            let say = message!(
                "finding-duplicate-key",
                key = values,
                file = first.file.clone().unwrap_or_default(),
                row = first.row.unwrap_or_default(),
                rows = usize::try_from(rows).unwrap_or(usize::MAX),
            );
            findings.push(Finding::new(Level::Error, FindingCode::DuplicateKey, last, say));
        }
        let left = twice.height().saturating_sub(shown.height());
        if let (true, Some(last)) = (left > 0, findings.last().cloned()) {
            findings.push(and_more(&last, u64::try_from(left).unwrap_or(u64::MAX)));
        }
        Ok(())
    }

    fn at_position(&self, position: u64) -> FoundAt {
        let file = usize::try_from(position >> 32).ok().and_then(|file| self.sheets.get(file));
        let at = file.map_or(FoundAt::table(&self.layout.table.id), |sheet| sheet.place.at(self.layout.table));
        FoundAt { row: u32::try_from(position & u64::from(u32::MAX)).ok(), ..at }
    }
}
