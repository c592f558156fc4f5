//! Cleaning as column expressions: a chunk of texts in, a chunk of values and of reasons for their absence out.
//!
//! Each function runs over a whole chunk. A plain cell costs its quick reading; only what is written otherwise goes the slow way
//! through `cell`. Nothing is kept between chunks, so that a table of any length streams through.

use std::sync::Arc;

use polars::prelude::{
    BooleanChunkedBuilder, ChunkApply, ChunkedBuilder, Column, DataType, Expr, Field, Float64Chunked, Int32Type,
    Int64Type, Int128Type, IntoColumn, IntoSeries, ListBuilderTrait, ListPrimitiveChunkedBuilder, NamedFrom,
    NewChunkedArray, PlHashMap, PlSmallStr, PolarsNumericType, PolarsResult, PrimitiveChunkedBuilder, Series,
    StringChunked, StructChunked, TimeUnit, UInt8Type, UInt32Type,
};

use super::cell::{
    Absences, Cell, ClassCells, DateCells, LIMIT, NumberCells, ReadCell, TextCells, TruthCells, days_since_epoch,
    micros_since_epoch, read, read_text,
};
use super::column_names;
use super::floats::{digits_at, digits_of_single_at};
use super::roster::{Resolved, Roster, several};
use super::zone::Zone;
use crate::figure::Exact;
use crate::plan::CellAbsence;

/// The two parts of a cleaned cell.
pub const VALUE: &str = "value";
pub const ABSENT: &str = "absent";

/// How the cells of a column are read.
#[derive(Debug, Clone)]
pub enum Reader {
    Text(TextCells),
    Number { cells: NumberCells, scale: usize },
    Day(DateCells),
    Moment(DateCells),
    Truth(TruthCells),
    Class(ClassCells),
}

impl Reader {
    /// The physical type of its values.
    pub fn holds(&self) -> DataType {
        match self {
            Reader::Text(_) => DataType::String,
            Reader::Number { scale, .. } => DataType::Decimal(38, *scale),
            Reader::Day(_) => DataType::Date,
            Reader::Moment(_) => DataType::Datetime(TimeUnit::Microseconds, None),
            Reader::Truth(_) => DataType::Boolean,
            Reader::Class(_) => DataType::UInt8,
        }
    }

    /// The same for cells that are counted in another unit than the column: one of it is `factor` of the column's. Only numbers are.
    pub fn converting(&self, unit: &str, factor: &Exact) -> Reader {
        match self {
            Reader::Number { cells, scale } => Reader::Number { cells: cells.converting(unit, factor), scale: *scale },
            Reader::Text(_) | Reader::Day(_) | Reader::Moment(_) | Reader::Truth(_) | Reader::Class(_) => self.clone(),
        }
    }

    /// No text can be wrong in such a column.
    pub fn takes_anything(&self) -> bool {
        matches!(self, Reader::Text(cells) if cells.is_free())
    }

    /// `texts` read: a struct of [`VALUE`] and [`ABSENT`].
    pub fn clean(self: &Arc<Reader>, texts: Expr, absences: &Arc<Absences>) -> Expr {
        let (reader, absences) = (Arc::clone(self), Arc::clone(absences));
        pairs(texts, self.holds(), move |column| reader.chunk(column.str()?, &absences))
    }

    fn chunk(&self, texts: &StringChunked, absences: &Absences) -> PolarsResult<(Series, Vec<u8>)> {
        Ok(match self {
            Reader::Text(cells) => text_chunk(texts, cells, absences),
            Reader::Number { cells, scale } => {
                let (digits, absent) = numeric::<Int128Type, _>(texts, cells, absences, |digits| digits);
                (digits.into_decimal_unchecked(38, *scale).into_series(), absent)
            }
            Reader::Day(cells) => {
                let (days, absent) =
                    numeric::<Int32Type, _>(texts, cells, absences, |moment| days_since_epoch(moment.date()));
                (days.into_series().cast(&self.holds())?, absent)
            }
            Reader::Moment(cells) => {
                let (micros, absent) = numeric::<Int64Type, _>(texts, cells, absences, micros_since_epoch);
                (micros.into_series().cast(&self.holds())?, absent)
            }
            Reader::Class(cells) => {
                let (classes, absent) = numeric::<UInt8Type, _>(texts, cells, absences, |class| class);
                (classes.into_series(), absent)
            }
            Reader::Truth(cells) => {
                let mut values = BooleanChunkedBuilder::new(texts.name().clone(), texts.len());
                let absent = each(texts, cells, absences, |value| values.append_option(value));
                (values.finish().into_series(), absent)
            }
        })
    }
}

/// The decimals that a column declares, out of numbers that a file types itself: whatever has more decimal places is unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// Most decimal places of a cell.
    pub decimals: u32,
    /// The scale of the column's values, which leaves room for halves.
    pub scale: u32,
    /// A cell is counted in percent and its value is the ratio.
    pub percent: bool,
}

impl Declared {
    fn holds(self) -> DataType {
        DataType::Decimal(38, self.scale as usize)
    }

    /// What the digits of a cell, with all decimals that it may have, are multiplied by to be digits of the column's values. `None`: no
    /// value has room for them.
    fn factor(self) -> Option<i128> {
        let places = self.decimals + if self.percent { 2 } else { 0 };
        10i128.checked_pow(self.scale.checked_sub(places)?)
    }

    /// The column out of its cells: `None` where a file holds nothing, else the digits of the cell, if they can be had.
    fn gathered(
        self,
        name: PlSmallStr,
        cells: impl ExactSizeIterator<Item = Option<Option<i128>>>,
    ) -> (Series, Vec<u8>) {
        let factor = self.factor();
        let mut values = PrimitiveChunkedBuilder::<Int128Type>::new(name, cells.len());
        let mut absent = Vec::with_capacity(cells.len());
        for cell in cells {
            let value = cell.flatten().zip(factor).and_then(|(digits, factor)| digits.checked_mul(factor));
            let value = value.filter(|digits| digits.unsigned_abs() < LIMIT);
            absent.push(match (cell, value) {
                (_, Some(_)) => column_names::PRESENT,
                (None, None) => column_names::NO_DATA,
                (Some(_), None) => column_names::UNREADABLE,
            });
            values.append_option(value);
        }
        (values.finish().into_decimal_unchecked(38, self.scale as usize).into_series(), absent)
    }
}

/// Numbers that a file holds as binary floating point.
pub fn decimals_of_floats(floats: Expr, declared: Declared) -> Expr {
    pairs(floats, declared.holds(), move |column| {
        // As a double it would be another decimal.
        if let Ok(singles) = column.f32() {
            let cells = singles.iter().map(|number| Some(digits_of_single_at(number?, declared.decimals)));
            return Ok(declared.gathered(singles.name().clone(), cells));
        }
        let floats = column.cast(&DataType::Float64)?;
        let floats: &Float64Chunked = floats.f64()?;
        // What is no number (NaN) is nothing that anybody left blank.
        let cells = floats.iter().map(|number| Some(digits_at(number?, declared.decimals)));
        Ok(declared.gathered(floats.name().clone(), cells))
    })
}

/// Decimals of a file that have room for more places (`scale`) than a cell may have.
pub fn decimals_of_decimals(decimals: Expr, scale: u32, declared: Declared) -> Expr {
    pairs(decimals, declared.holds(), move |column| {
        let digits = column.decimal()?.physical();
        let power = |places: u32| 10i128.checked_pow(places).unwrap_or(i128::MAX);
        let too_fine = power(scale.saturating_sub(declared.decimals));
        let missing = power(declared.decimals.saturating_sub(scale));
        let at_declared = |digits: i128| (digits % too_fine == 0).then_some(digits / too_fine)?.checked_mul(missing);
        let cells = digits.iter().map(|digits| digits.map(at_declared));
        Ok(declared.gathered(digits.name().clone(), cells))
    })
}

/// Whole numbers or decimals in percent as the ratio: the same digits, two places further right.
pub fn ratio_of_percent(percent: Expr, scale: usize) -> Expr {
    percent.map(
        move |column| {
            let decimals = column.cast(&DataType::Decimal(38, scale))?;
            let digits = decimals.decimal()?.physical().clone();
            Ok(digits.into_decimal_unchecked(38, scale + 2).into_column())
        },
        move |_, field| Ok(Field::new(field.name().clone(), DataType::Decimal(38, scale + 2))),
    )
}

/// Moments that a file counts in world time, as the clocks of their zone showed them.
pub fn local_moments(moments: Expr, unit: TimeUnit, zone: Zone) -> Expr {
    let holds = DataType::Datetime(TimeUnit::Microseconds, None);
    moments.map(
        move |column| {
            let counted = column.as_materialized_series().to_physical_repr().into_owned();
            let local = |count: i64| zone.local(super::zone::micros(count, unit));
            let local = counted.i64()?.apply_values(local);
            Ok(local.into_datetime(TimeUnit::Microseconds, None).into_column())
        },
        move |_, field| Ok(Field::new(field.name().clone(), holds.clone())),
    )
}

/// The index of the unit that each text names; null if none does, or more than one might.
pub fn units(texts: Expr, roster: &Arc<Roster>) -> Expr {
    let roster = Arc::clone(roster);
    texts.map(
        move |column| {
            let texts = column.str()?;
            let mut units = PrimitiveChunkedBuilder::<UInt32Type>::new(texts.name().clone(), texts.len());
            let mut unusual: PlHashMap<&str, Option<u32>> = PlHashMap::default();
            let mut last: Option<(&str, Option<u32>)> = None;
            for text in texts.iter() {
                let Some(text) = text else {
                    units.append_null();
                    continue;
                };
                // Rows of one unit tend to stand together.
                let unit = match last {
                    Some((same, unit)) if same == text => unit,
                    Some(_) | None => roster.spelled(text).or_else(|| {
                        *unusual.entry(text).or_insert_with(|| match roster.resolve(text) {
                            Resolved::Unit(unit) => Some(unit),
                            Resolved::Ambiguous(_) | Resolved::Unknown => None,
                        })
                    }),
                };
                last = Some((text, unit));
                units.append_option(unit);
            }
            Ok(units.finish().into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::UInt32)),
    )
}

/// The indexes of all units that each text names, those left out that none does.
pub fn several_units(texts: Expr, roster: &Arc<Roster>) -> Expr {
    let roster = Arc::clone(roster);
    texts.map(
        move |column| {
            let texts = column.str()?;
            let name = texts.name().clone();
            let mut units =
                ListPrimitiveChunkedBuilder::<UInt32Type>::new(name, texts.len(), texts.len(), DataType::UInt32);
            let mut found = Vec::new();
            for text in texts.iter() {
                found.clear();
                for part in text.into_iter().flat_map(several) {
                    if let Resolved::Unit(unit) = roster.resolve(part)
                        && !found.contains(&unit)
                    {
                        found.push(unit);
                    }
                }
                units.append_slice(&found);
            }
            Ok(units.finish().into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::List(Box::new(DataType::UInt32)))),
    )
}

/// Whether a text names something that is no unit, or may be several; with `many`, whether any part of it does, or it has no part at all.
pub fn names_no_unit(texts: Expr, roster: &Arc<Roster>, many: bool) -> Expr {
    let roster = Arc::clone(roster);
    texts.map(
        move |column| {
            let texts = column.str()?;
            let mut unknown = BooleanChunkedBuilder::new(texts.name().clone(), texts.len());
            let names_none =
                |part: &str| roster.spelled(part).is_none() && !matches!(roster.resolve(part), Resolved::Unit(_));
            for text in texts.iter() {
                unknown.append_value(text.is_some_and(|text| match many {
                    true => several(text).next().is_none() || several(text).any(names_none),
                    false => names_none(text),
                }));
            }
            Ok(unknown.finish().into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::Boolean)),
    )
}

fn numeric<T, R>(
    texts: &StringChunked,
    reader: &R,
    absences: &Absences,
    physical: impl Fn(R::Value) -> T::Native,
) -> (polars::prelude::ChunkedArray<T>, Vec<u8>)
where
    T: PolarsNumericType,
    R: ReadCell,
{
    let mut values = PrimitiveChunkedBuilder::<T>::new(texts.name().clone(), texts.len());
    let absent = each(texts, reader, absences, |value| values.append_option(value.map(&physical)));
    (values.finish(), absent)
}

fn each<R: ReadCell>(
    texts: &StringChunked,
    reader: &R,
    absences: &Absences,
    mut push: impl FnMut(Option<R::Value>),
) -> Vec<u8> {
    let mut absent = Vec::with_capacity(texts.len());
    for text in texts.iter() {
        let cell = text.map_or(Cell::Absent(CellAbsence::NoData), |text| read(reader, absences, text));
        let (value, code) = split(cell);
        push(value);
        absent.push(code);
    }
    absent
}

/// Nothing is copied where every text already stands as it counts.
fn text_chunk(texts: &StringChunked, reader: &TextCells, absences: &Absences) -> (Series, Vec<u8>) {
    let mut absent = Vec::with_capacity(texts.len());
    let mut values = Vec::with_capacity(texts.len());
    let mut unchanged = true;
    for text in texts.iter() {
        let cell = text.map_or(Cell::Absent(CellAbsence::NoData), |text| read_text(reader, absences, text));
        let (value, code) = split(cell);
        unchanged &= value == text;
        values.push(value);
        absent.push(code);
    }
    let texts = match unchanged {
        true => texts.clone(),
        false => StringChunked::from_iter_options(texts.name().clone(), values.into_iter()),
    };
    (texts.into_series(), absent)
}

fn split<T>(cell: Cell<T>) -> (Option<T>, u8) {
    match cell {
        Cell::Is(value) => (Some(value), column_names::PRESENT),
        Cell::Absent(CellAbsence::NoData) => (None, column_names::NO_DATA),
        Cell::Absent(CellAbsence::Withheld) => (None, column_names::WITHHELD),
        Cell::Absent(CellAbsence::NotApplicable) => (None, column_names::NOT_APPLICABLE),
        Cell::Unreadable(_) => (None, column_names::UNREADABLE),
    }
}

/// An expression that makes values and reasons of absence out of a column in one go.
fn pairs<F>(input: Expr, holds: DataType, make: F) -> Expr
where
    F: Fn(&Column) -> PolarsResult<(Series, Vec<u8>)> + Send + Sync + 'static,
{
    let fields = vec![Field::new(VALUE.into(), holds), Field::new(ABSENT.into(), DataType::UInt8)];
    input.map(
        move |column| {
            let name: PlSmallStr = column.name().clone();
            let (values, absent) = make(&column)?;
            let parts = [values.with_name(VALUE.into()), Series::new(ABSENT.into(), absent)];
            Ok(StructChunked::from_series(name, column.len(), parts.iter())?.into_column())
        },
        move |_, field| Ok(Field::new(field.name().clone(), DataType::Struct(fields.clone()))),
    )
}
