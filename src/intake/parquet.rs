//! Reading Parquet: lazily, and as the file types it. Nothing is read here but the footer.

use std::collections::BTreeMap;

use polars::prelude::{DataType, LazyFrame, ParquetReader, PlRefPath, RowIndex, ScanArgsParquet, SerReader};

use super::column_names;
use super::files::DataFile;
use super::finding::{Finding, FindingCode, FoundAt};
use super::header::Headings;
use super::sheet::{Sheet, Source, matched};
use super::submission::SubmittedFile;
use super::unreadable::ReadError;
use super::years::Years;
use super::zone::{Zone, micros};
use crate::disk;
use crate::message;
use crate::plan::{ColumnType, Level, Table, TableColumn};
use crate::words::Message;

pub fn read(file: &DataFile, table: &Table, findings: &mut Vec<Finding>) -> Result<Option<Sheet>, ReadError> {
    let place = SubmittedFile { file: file.name.clone(), sheet: None };
    let row_index = RowIndex { name: column_names::ROW.into(), offset: 1 };
    let args = ScanArgsParquet { glob: false, row_index: Some(row_index), ..ScanArgsParquet::default() };
    let mut frame =
        LazyFrame::scan_parquet(PlRefPath::new(file.path.to_string_lossy()), args).map_err(ReadError::Parquet)?;
    let schema = frame.collect_schema().map_err(ReadError::Parquet)?;
    let names: Vec<String> =
        schema.iter_names().map(|name| name.to_string()).filter(|name| name != column_names::ROW).collect();
    let matched = matched(&Headings::new(table), &names, &place.at(table), findings);
    let footer = Footer::of(file)?;
    let time = Years::column(table).and_then(|column| {
        let number = table.columns.iter().position(|other| other.id == column.id)?;
        names.get((*matched.positions.get(number)?)?).cloned()
    });
    let mut told = Vec::new();
    let columns = matched.positions.iter().zip(&matched.units).zip(&table.columns);
    let sources = columns.map(|((position, unit), column)| {
        let name = position.and_then(|position| names.get(position))?;
        let holds = schema.get(name)?;
        let at = || FoundAt { column: Some(name.clone()), ..place.at(table) };
        if let Some(say) = why_unusable(holds) {
            told.push(Finding::new(Level::Error, FindingCode::UnreadableCell, at(), say));
            return None;
        }
        if is_world_time(column, holds) {
            let say = message!("finding-world-time");
            told.push(Finding::new(Level::Warning, FindingCode::WorldTime, at(), say));
        }
        Some(match (holds.clone(), unit) {
            (holds, Some((unit, factor)))
                if holds == DataType::String || holds.is_primitive_numeric() || holds.is_decimal() =>
            {
                Source::Converted { name: name.clone(), unit: unit.clone(), factor: factor.clone() }
            }
            (DataType::String, _) => Source::Text(name.clone()),
            (holds, _) => Source::Typed { name: name.clone(), holds, complete: footer.is_complete(name) },
        })
    });
    let sources: Vec<Source> = sources.map(|source| source.unwrap_or(Source::Missing)).collect();
    let column_unread = told.iter().any(|finding| finding.level == Level::Error);
    findings.append(&mut told);
    Ok(Some(Sheet {
        column_unread,
        place,
        frame,
        sources,
        headers: matched.headers(&names),
        by_hand: None,
        small: false,
        rows: Some(footer.rows),
        days: time.and_then(|name| footer.years(&name, schema.get(&name)?)),
    }))
}

/// Why nothing can be read out of a column of this type, whatever the table declares.
fn why_unusable(holds: &DataType) -> Option<Message> {
    match holds {
        DataType::Datetime(_, Some(zone)) if Zone::of(zone).is_none() => {
            Some(message!("finding-unknown-zone", zone = zone.to_string()))
        }
        DataType::Binary | DataType::BinaryOffset => Some(message!("finding-column-of-bytes")),
        nested if nested.is_nested() => Some(message!("finding-column-of-lists")),
        _other => None,
    }
}

/// Days out of moments of which the file says no more than when they were in world time: they may be those of another day here.
fn is_world_time(column: &TableColumn, holds: &DataType) -> bool {
    let is_date = matches!(column.holds, ColumnType::Date { .. });
    is_date && matches!(holds, DataType::Datetime(_, Some(zone)) if Zone::of(zone).is_some_and(Zone::is_world_time))
}

/// What the footer says.
struct Footer {
    rows: u64,
    /// Columns of which every row group says that it has no nulls.
    complete: Vec<String>,
    /// Of columns of days or moments the least and the greatest, as the file counts them; `None` where a row group does not say.
    ranges: BTreeMap<String, Option<(i64, i64)>>,
}

impl Footer {
    fn of(file: &DataFile) -> Result<Footer, ReadError> {
        let mut reader = ParquetReader::new(disk::open(&file.path)?);
        let metadata = reader.get_metadata().map_err(ReadError::Parquet)?;
        let mut nulls = BTreeMap::new();
        let mut ranges: BTreeMap<String, Option<(i64, i64)>> = BTreeMap::new();
        for group in &metadata.row_groups {
            for column in group.parquet_columns() {
                let path = &column.descriptor().path_in_schema;
                let (Some(name), 1) = (path.first(), path.len()) else { continue };
                let known = column.statistics(&metadata.footer_buf).and_then(Result::ok);
                let range = known.as_ref().and_then(|statistics| {
                    let days = statistics.as_int32().and_then(|of| Some((of.min_value?.into(), of.max_value?.into())));
                    days.or_else(|| statistics.as_int64().and_then(|of| Some((of.min_value?, of.max_value?))))
                });
                let wider = |so_far: Option<(i64, i64)>| {
                    let ((least, most), (low, high)) = (so_far?, range?);
                    Some((least.min(low), most.max(high)))
                };
                ranges.entry(name.to_string()).and_modify(|so_far| *so_far = wider(*so_far)).or_insert(range);
                let none = known.and_then(|statistics| statistics.null_count()) == Some(0);
                *nulls.entry(name.to_string()).or_insert(true) &= none;
            }
        }
        let complete = nulls.into_iter().filter(|(_, none)| *none).map(|(name, _)| name).collect();
        Ok(Footer { rows: u64::try_from(metadata.num_rows).unwrap_or(u64::MAX), complete, ranges })
    }

    /// The years between which all days of a column lie.
    fn years(&self, name: &str, holds: &DataType) -> Option<(i16, i16)> {
        let (least, most) = (*self.ranges.get(name)?)?;
        let days = |count: i64| match holds {
            DataType::Date => Some(count),
            DataType::Datetime(unit, zone) => {
                let micros = micros(count, *unit);
                let local = match zone {
                    Some(zone) => Zone::of(zone)?.local(micros),
                    None => micros,
                };
                Some(local.div_euclid(86_400_000_000))
            }
            _other => None,
        };
        let year = |count: i64| {
            let day = jiff::Span::new().try_days(days(count)?).ok()?;
            Some(jiff::civil::date(1970, 1, 1).checked_add(day).ok()?.year())
        };
        Some((year(least)?, year(most)?))
    }

    fn is_complete(&self, name: &str) -> bool {
        self.complete.iter().any(|complete| complete == name)
    }
}
