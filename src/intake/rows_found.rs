//! Rows that were fetched for a finding: where each lies, whose it is, and what stands in it.

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::column_names;
use super::finding::FoundAt;
use super::header::column_name;
use super::sheet::Sheet;
use super::typed::Layout;

/// The file and row.
pub fn place(layout: &Layout, sheets: &[Sheet], rows: &DataFrame, number: usize) -> FoundAt {
    let of = |name: &str| rows.column(name).ok().and_then(|column| whole(column, number));
    let sheet = of(column_names::FILE).and_then(|file| sheets.get(usize::try_from(file).ok()?));
    let at = sheet.map_or(FoundAt::table(&layout.table.id), |sheet| sheet.place.at(layout.table));
    FoundAt { row: of(column_names::ROW).and_then(|row| u32::try_from(row).ok()), ..at }
}

/// With the header as it stands in that file.
pub fn in_column(layout: &Layout, sheets: &[Sheet], at: FoundAt, number: usize) -> FoundAt {
    let sheet =
        sheets.iter().find(|sheet| Some(&sheet.place.file) == at.file.as_ref() && sheet.place.sheet == at.sheet);
    let header = sheet.and_then(|sheet| sheet.headers.get(number)?.clone());
    let declared = layout.table.columns.get(number).map(column_name);
    FoundAt { column: header.or(declared), ..at }
}

/// Whose the row with this number is: one unit, several, or nobody that is known.
pub fn units(rows: &DataFrame, number: usize) -> PolarsResult<Vec<u32>> {
    let units = rows.column(column_names::UNIT)?.as_materialized_series();
    if let Ok(lists) = units.list() {
        let of_row = lists.get_as_series(number);
        return Ok(of_row
            .map(|units| units.u32().map(|units| units.iter().flatten().collect()))
            .transpose()?
            .unwrap_or_default());
    }
    Ok(units.u32()?.get(number).into_iter().collect())
}

pub fn whole(column: &Column, row: usize) -> Option<u64> {
    column.get(row).ok()?.extract::<u64>()
}

pub fn text(rows: &DataFrame, column: &str, row: usize) -> String {
    let texts = rows.column(column).ok().and_then(|column| column.str().ok());
    texts.and_then(|texts| texts.get(row)).unwrap_or_default().to_owned()
}
