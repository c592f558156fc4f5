//! From sheets to one typed frame a table.

use std::sync::Arc;

use polars::prelude::{
    DataType, Expr, LazyFrame, NULL, PolarsError, PolarsResult, Scalar, TimeUnit, UnionArgs, coalesce, col, concat,
    lit, when,
};

use super::cell::{Absences, ClassCells, DateCells, NumberCells, TextCells, TruthCells, scale_of};
use super::clean::{self, ABSENT, Declared, Reader, VALUE};
use super::column_names;
use super::left_out::{KEPT, Part, kind_of_row};
use super::roster::Roster;
use super::sheet::{Sheet, Source};
use super::unit_names::unit_names;
use super::zone::Zone;
use crate::plan::{ColumnType, NumberColumn, Plan, Scale, Table, TableColumn};

/// Which kind of row it is ([`super::left_out`]).
pub const LEFT_OUT: &str = "#left-out";
/// What stands beyond the last header.
pub const BEYOND: &str = "#beyond";
/// What stands in a column without a header, among those that have one.
pub const UNHEADED: &str = "#unheaded";

/// The column that holds the cells of `column` as they stand in the file; null where the file types them itself.
pub fn raw(column: &str) -> String {
    format!("{column}#raw")
}

/// How the columns of one table are read.
pub struct Layout<'a> {
    pub table: &'a Table,
    pub columns: Vec<ColumnLayout<'a>>,
    pub roster: Arc<Roster>,
}

pub struct ColumnLayout<'a> {
    pub column: &'a TableColumn,
    pub reader: Arc<Reader>,
    pub absences: Arc<Absences>,
}

impl<'a> Layout<'a> {
    pub fn new(plan: &Plan, table: &'a Table, roster: &Arc<Roster>) -> Layout<'a> {
        let layout = |column: &'a TableColumn| ColumnLayout {
            column,
            reader: Arc::new(reader(plan, table, column)),
            absences: Arc::new(Absences::of(&column.marks)),
        };
        Layout { table, columns: table.columns.iter().map(layout).collect(), roster: Arc::clone(roster) }
    }

    /// The sheets one under the other, typed alike, with the columns of the contract and beside them [`raw`], [`LEFT_OUT`], [`BEYOND`] and
    /// [`UNHEADED`].
    /// A small sheet is read here and now; each that can't be is given to `failed` and left out.
    pub fn typed(&self, sheets: &[Sheet], mut failed: impl FnMut(&Sheet, PolarsError)) -> Option<LazyFrame> {
        let types = self.types(sheets);
        let mut frames = Vec::new();
        for (sheet, number) in sheets.iter().zip(0u32..) {
            let frame = self.sheet(sheet, number, &types);
            let frame = match sheet.small {
                true => collect(frame).map(polars::prelude::IntoLazy::lazy),
                false => Ok(frame),
            };
            match frame {
                Ok(frame) => frames.push(frame),
                Err(error) => failed(sheet, error),
            }
        }
        match frames.len() {
            0 => None,
            1 => frames.pop(),
            _ => concat(frames, UnionArgs::default()).ok(),
        }
    }

    /// One type a column for all sheets. Only numbers differ: a file may hold them as integers or decimals of its own.
    fn types(&self, sheets: &[Sheet]) -> Vec<DataType> {
        let of_column = |(number, layout): (usize, &ColumnLayout)| {
            let mut types: Vec<DataType> = sheets
                .iter()
                .filter_map(|sheet| sheet.sources.get(number))
                .filter(|source| **source != Source::Missing)
                .map(|source| layout.holds(source))
                .collect();
            types.dedup();
            match types.as_slice() {
                [] => layout.reader.holds(),
                [one] => one.clone(),
                several => DataType::Decimal(38, several.iter().map(scale).max().unwrap_or(0)),
            }
        };
        self.columns.iter().enumerate().map(of_column).collect()
    }

    fn sheet(&self, sheet: &Sheet, number: u32, types: &[DataType]) -> LazyFrame {
        let columns = || self.columns.iter().zip(&sheet.sources).zip(types);
        let mut inputs = vec![col(column_names::ROW)];
        for ((layout, source), _) in columns() {
            inputs.extend(layout.inputs(source));
        }
        if let Some(by_hand) = &sheet.by_hand {
            inputs.push(col(by_hand.leftmost.as_str()).alias(LEFTMOST));
            inputs.push(first_filled(&by_hand.beyond).alias(BEYOND));
            inputs.push(first_filled(&by_hand.unheaded).alias(UNHEADED));
        }
        let mut read: Vec<Expr> = columns().filter_map(|((layout, source), _)| layout.read(source)).collect();
        read.push(self.left_out(sheet));
        let mut outputs = vec![constant(number).alias(column_names::FILE), col(column_names::ROW), col(LEFT_OUT)];
        for ((layout, source), holds) in columns() {
            outputs.extend(layout.outputs(source, holds, &self.roster));
        }
        for stray in [BEYOND, UNHEADED] {
            let none = || lit(NULL).cast(DataType::String).alias(stray);
            outputs.push(sheet.by_hand.as_ref().map_or_else(none, |_| col(stray)));
        }
        outputs.push(self.unit(sheet));
        sheet.frame.clone().select(inputs).with_columns(read).select(outputs)
    }

    fn left_out(&self, sheet: &Sheet) -> Expr {
        let Some(by_hand) = &sheet.by_hand else { return constant(KEPT).alias(LEFT_OUT) };
        let declared = self.columns.iter().zip(&sheet.sources);
        let mut parts: Vec<(Part, Expr)> = declared
            .filter(|(_, source)| source.name().is_some())
            .map(|(layout, _)| {
                let part = match layout.column.holds {
                    ColumnType::Unit { .. } | ColumnType::Text { .. } => Part::Words,
                    ColumnType::Number(_) | ColumnType::Date { .. } | ColumnType::Bool | ColumnType::Class { .. } => {
                        Part::Figures
                    }
                };
                (part, col(raw(&layout.column.id)))
            })
            .collect();
        if !sheet.sources.iter().any(|source| source.name() == Some(by_hand.leftmost.as_str())) {
            // Where a column is missed, the leftmost may be that one under a misspelt header: its texts are no remarks then.
            let missed =
                |(layout, source): (&ColumnLayout, &Source)| layout.column.required && *source == Source::Missing;
            let part = if self.columns.iter().zip(&sheet.sources).any(missed) { Part::Words } else { Part::Leftmost };
            parts.insert(0, (part, col(LEFTMOST)));
        }
        kind_of_row(parts).alias(LEFT_OUT)
    }

    fn unit(&self, sheet: &Sheet) -> Expr {
        let position = self
            .table
            .unit_column
            .as_ref()
            .and_then(|id| self.table.columns.iter().position(|column| column.id == *id));
        let layout = position.and_then(|position| self.columns.get(position));
        let source = position.and_then(|position| sheet.sources.get(position));
        let unit = match (layout, source) {
            (None, _) | (_, None) => lit(NULL).cast(DataType::UInt32),
            (Some(layout), Some(source)) => {
                let many = matches!(layout.column.holds, ColumnType::Unit { many: true });
                match (source, many) {
                    (Source::Missing, false) => lit(NULL).cast(DataType::UInt32),
                    (Source::Missing, true) => lit(NULL).cast(DataType::List(Box::new(DataType::UInt32))),
                    (Source::Text(_) | Source::Converted { .. } | Source::Typed { .. }, false) => {
                        clean::units(col(raw(&layout.column.id)), &self.roster)
                    }
                    (Source::Text(_) | Source::Converted { .. } | Source::Typed { .. }, true) => {
                        clean::several_units(col(raw(&layout.column.id)), &self.roster)
                    }
                }
            }
        };
        unit.alias(column_names::UNIT)
    }
}

const LEFTMOST: &str = "#leftmost";

/// How a declared column comes out of a typed source.
enum Way {
    /// As the file holds it.
    AsItIs,
    /// As the file holds it, in the declared unit of time.
    Cast(DataType),
    /// Moments of world time, as the clocks of their zone showed them.
    Local(TimeUnit, Zone),
    /// The same digits, two places further right.
    RatioOfPercent(usize),
    /// Binary floating point, as decimals.
    Floats(Declared),
    /// Decimals with room for more places (so many in all), or for more digits, than a cell may have.
    FinerDecimals(u32, Declared),
    /// As texts, to be read like any other.
    Texts,
}

/// Numbers of so few digits add up without running over, whatever the number of rows.
const SURE_DIGITS: usize = 28;

impl ColumnLayout<'_> {
    fn way(&self, holds: &DataType) -> Way {
        match (&self.column.holds, holds) {
            (ColumnType::Number(number), DataType::Decimal(digits, scale))
                if *scale > number.decimals as usize || *digits > SURE_DIGITS =>
            {
                Way::FinerDecimals(u32::try_from(*scale).unwrap_or(u32::MAX), declared(number))
            }
            (ColumnType::Number(number), DataType::Decimal(_, scale)) if number.is_percent() => {
                Way::RatioOfPercent(*scale)
            }
            (ColumnType::Number(number), holds) if holds.is_integer() && number.is_percent() => Way::RatioOfPercent(0),
            (ColumnType::Number(_), DataType::Decimal(..)) => Way::AsItIs,
            (ColumnType::Number(_), holds) if holds.is_integer() => Way::AsItIs,
            (ColumnType::Number(number), holds) if holds.is_float() => Way::Floats(declared(number)),
            (ColumnType::Date { time: false, .. }, DataType::Date) => Way::AsItIs,
            (ColumnType::Date { time: true, .. }, DataType::Datetime(TimeUnit::Microseconds, None)) => Way::AsItIs,
            (ColumnType::Date { .. }, DataType::Datetime(unit, Some(zone))) => match Zone::of(zone) {
                Some(zone) => Way::Local(*unit, zone),
                None => Way::Cast(self.reader.holds()),
            },
            (ColumnType::Date { .. }, DataType::Date | DataType::Datetime(..)) => Way::Cast(self.reader.holds()),
            (ColumnType::Bool, DataType::Boolean) => Way::AsItIs,
            (
                ColumnType::Unit { .. }
                | ColumnType::Text { .. }
                | ColumnType::Number(_)
                | ColumnType::Date { .. }
                | ColumnType::Bool
                | ColumnType::Class { .. },
                _,
            ) => Way::Texts,
        }
    }

    /// The type of the values out of this source.
    fn holds(&self, source: &Source) -> DataType {
        match source {
            Source::Missing | Source::Text(_) | Source::Converted { .. } => self.reader.holds(),
            Source::Typed { holds, .. } => match self.way(holds) {
                Way::AsItIs => holds.clone(),
                Way::RatioOfPercent(scale) => DataType::Decimal(38, scale + 2),
                Way::Cast(_) | Way::Local(..) | Way::Floats(_) | Way::FinerDecimals(..) | Way::Texts => {
                    self.reader.holds()
                }
            },
        }
    }

    fn inputs(&self, source: &Source) -> Vec<Expr> {
        let id = &self.column.id;
        match source {
            Source::Missing => Vec::new(),
            Source::Text(name) => vec![col(name.as_str()).alias(raw(id))],
            Source::Converted { name, .. } => vec![col(name.as_str()).cast(DataType::String).alias(raw(id))],
            Source::Typed { name, holds, .. } => match self.way(holds) {
                Way::AsItIs | Way::Cast(_) | Way::Local(..) | Way::RatioOfPercent(_) => {
                    vec![col(name.as_str()).alias(own(id))]
                }
                Way::Floats(_) | Way::FinerDecimals(..) => {
                    vec![col(name.as_str()).alias(own(id)), col(name.as_str()).cast(DataType::String).alias(raw(id))]
                }
                Way::Texts => vec![col(name.as_str()).cast(DataType::String).alias(raw(id))],
            },
        }
    }

    /// The cells with their values and absences, where they have to be read.
    fn read(&self, source: &Source) -> Option<Expr> {
        let id = &self.column.id;
        let read = match source {
            Source::Missing => return None,
            Source::Text(_) => self.reader.clean(col(raw(id)), &self.absences),
            Source::Converted { unit, factor, .. } => {
                Arc::new(self.reader.converting(unit, factor)).clean(col(raw(id)), &self.absences)
            }
            Source::Typed { holds, .. } => match self.way(holds) {
                Way::AsItIs | Way::Cast(_) | Way::Local(..) | Way::RatioOfPercent(_) => return None,
                Way::Floats(declared) => clean::decimals_of_floats(col(own(id)), declared),
                Way::FinerDecimals(scale, declared) => clean::decimals_of_decimals(col(own(id)), scale, declared),
                Way::Texts => self.reader.clean(col(raw(id)), &self.absences),
            },
        };
        Some(read.alias(cell(id)))
    }

    fn outputs(&self, source: &Source, holds: &DataType, roster: &Arc<Roster>) -> [Expr; 3] {
        let id = &self.column.id;
        let no_text = || lit(NULL).cast(DataType::String);
        let of_cell = |part: &str| col(cell(id)).struct_().field_by_name(part);
        let (value, absent, text) = match source {
            Source::Missing => (lit(NULL).cast(holds.clone()), constant(column_names::NO_DATA), no_text()),
            Source::Text(_) | Source::Converted { .. } => (of_cell(VALUE), of_cell(ABSENT), col(raw(id))),
            Source::Typed { holds: own_type, complete, .. } => {
                let absent = match complete {
                    true => constant(column_names::PRESENT),
                    false => when(col(own(id)).is_null())
                        .then(constant(column_names::NO_DATA))
                        .otherwise(constant(column_names::PRESENT)),
                };
                match self.way(own_type) {
                    Way::AsItIs => (col(own(id)), absent, no_text()),
                    Way::Cast(holds) => (col(own(id)).cast(holds), absent, no_text()),
                    Way::Local(unit, zone) => {
                        (clean::local_moments(col(own(id)), unit, zone).cast(self.reader.holds()), absent, no_text())
                    }
                    Way::RatioOfPercent(scale) => (clean::ratio_of_percent(col(own(id)), scale), absent, no_text()),
                    Way::Floats(_) | Way::FinerDecimals(..) | Way::Texts => {
                        (of_cell(VALUE), of_cell(ABSENT), col(raw(id)))
                    }
                }
            }
        };
        let value = match self.column.holds {
            // An expression of its own, so that it costs nothing where nobody reads the column.
            ColumnType::Unit { many } if source.name().is_some() => unit_names(value, roster, many),
            ColumnType::Unit { .. }
            | ColumnType::Text { .. }
            | ColumnType::Number(_)
            | ColumnType::Date { .. }
            | ColumnType::Bool
            | ColumnType::Class { .. } => value,
        };
        let value = if self.holds(source) == *holds { value } else { value.cast(holds.clone()) };
        [value.alias(id.as_str()), absent.alias(column_names::absence(id)), text.alias(raw(id))]
    }

    /// Whether a cell of this column may turn out unreadable.
    pub fn may_be_unreadable(&self, source: &Source) -> bool {
        match source {
            Source::Missing => false,
            Source::Text(_) | Source::Converted { .. } => !self.reader.takes_anything(),
            Source::Typed { holds, .. } => match self.way(holds) {
                Way::AsItIs | Way::Cast(_) | Way::Local(..) | Way::RatioOfPercent(_) => false,
                Way::Floats(_) | Way::FinerDecimals(..) => true,
                Way::Texts => !self.reader.takes_anything(),
            },
        }
    }

    /// Whether it is known without looking that every cell has a value.
    pub fn is_complete(&self, source: &Source) -> bool {
        match source {
            Source::Missing | Source::Text(_) | Source::Converted { .. } => false,
            Source::Typed { holds, complete, .. } => match self.way(holds) {
                Way::AsItIs | Way::Cast(_) | Way::Local(..) | Way::RatioOfPercent(_) => *complete,
                Way::Floats(_) | Way::FinerDecimals(..) | Way::Texts => false,
            },
        }
    }
}

fn own(column: &str) -> String {
    format!("{column}#own")
}

fn cell(column: &str) -> String {
    format!("{column}#cell")
}

fn scale(holds: &DataType) -> usize {
    match holds {
        DataType::Decimal(_, scale) => *scale,
        _ => 0,
    }
}

fn reader(plan: &Plan, table: &Table, column: &TableColumn) -> Reader {
    match &column.holds {
        ColumnType::Unit { .. } => Reader::Text(TextCells::new(&[])),
        ColumnType::Text { one_of } => Reader::Text(TextCells::new(one_of)),
        ColumnType::Number(number) => number_reader(number, table.year_column.as_deref() == Some(column.id.as_str())),
        ColumnType::Date { time: false, year } => Reader::Day(DateCells { year: *year, time: false }),
        ColumnType::Date { time: true, year } => Reader::Moment(DateCells { year: *year, time: true }),
        ColumnType::Bool => Reader::Truth(TruthCells),
        ColumnType::Class { scale } => {
            let none = Scale { id: scale.clone(), title: String::new(), classes: Vec::new() };
            Reader::Class(ClassCells::new(plan.scale(scale).unwrap_or(&none)))
        }
    }
}

fn declared(number: &NumberColumn) -> Declared {
    Declared { decimals: number.decimals, scale: scale_of(number), percent: number.is_percent() }
}

fn number_reader(number: &NumberColumn, years: bool) -> Reader {
    let cells = if years { NumberCells::of_years(number) } else { NumberCells::new(number) };
    Reader::Number { cells, scale: scale_of(number) as usize }
}

/// The first text of these columns that is not blank.
fn first_filled(columns: &[String]) -> Expr {
    let no_text = || lit(NULL).cast(DataType::String);
    let filled = |name: &String| {
        let is_filled = col(name.as_str()).str().strip_chars(lit(NULL)).neq(lit(""));
        when(is_filled).then(col(name.as_str())).otherwise(no_text())
    };
    let filled: Vec<Expr> = columns.iter().map(filled).collect();
    if filled.is_empty() { no_text() } else { coalesce(&filled) }
}

/// A value with its own type, where a plain literal takes on whichever the engine thinks fit.
pub fn constant(value: impl Into<Scalar>) -> Expr {
    lit(value.into())
}

/// The row is one of data.
pub fn kept() -> Expr {
    col(LEFT_OUT).eq(lit(KEPT))
}

/// Collected by the streaming engine.
pub fn collect(frame: LazyFrame) -> PolarsResult<polars::prelude::DataFrame> {
    frame.collect_with_engine(polars::prelude::Engine::Streaming).map(|result| result.unwrap_single())
}
