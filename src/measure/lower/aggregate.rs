//! An aggregate as reductions that Polars does in one pass, and the recipe by which they become a figure afterwards.

use polars::prelude::{
    AnyValue, Column as PolarsColumn, DataType, Expr, Int128Chunked, IntoColumn, NewChunkedArray, col, len, when,
};

use super::column::{lower, lower_bool};
use super::number::{arithmetic, as_decimal};
use super::scope::{Lowered, MOST_DIGITS, Scope, byte, null, scalar, strongest};
use crate::measure::cells::Holds;
use crate::measure::gap::{Gap, PRESENT};
use crate::measure::ph::IonTable;
use crate::plan::{Aggregate, AggregateNode, Arithmetic, Column};

/// The order of files and rows as one number: the column by which first and last are told.
pub const ORDER: &str = "#order";

/// What one pass over some rows is asked for: expressions of the rows and reductions of these. Equal ones are done once.
#[derive(Default)]
pub struct Request {
    columns: Vec<Expr>,
    reductions: Vec<Expr>,
}

impl Request {
    fn column(&mut self, expression: Expr) -> Expr {
        col(column_name(position(&mut self.columns, expression)))
    }

    fn reduction(&mut self, expression: Expr) -> usize {
        position(&mut self.reductions, expression)
    }

    /// How many rows there are at all.
    pub fn length(&mut self) -> usize {
        self.reduction(len())
    }

    /// For how many rows this holds.
    pub fn count_of(&mut self, holds: Expr) -> usize {
        let holds = self.column(holds).sum();
        self.reduction(holds)
    }

    pub fn columns(&self) -> Vec<Expr> {
        let named = |(at, expression): (usize, &Expr)| expression.clone().alias(column_name(at));
        self.columns.iter().enumerate().map(named).collect()
    }

    pub fn reductions(&self) -> Vec<Expr> {
        let named = |(at, expression): (usize, &Expr)| expression.clone().alias(reduction_name(at));
        self.reductions.iter().enumerate().map(named).collect()
    }
}

fn position(list: &mut Vec<Expr>, expression: Expr) -> usize {
    match list.iter().position(|other| *other == expression) {
        Some(at) => at,
        None => {
            list.push(expression);
            list.len() - 1
        }
    }
}

fn column_name(at: usize) -> String {
    format!("#column{at}")
}

pub fn reduction_name(at: usize) -> String {
    format!("#reduction{at}")
}

/// Where the parts of a figure stand among the reductions of a [`Request`].
#[derive(Debug, Clone)]
pub struct Partial {
    /// How many rows reached the aggregate.
    pub rows: usize,
    /// How many of them take part.
    pub part: usize,
    /// The code of the strongest gap among them; none where no row can have one.
    pub gap: Option<usize>,
    pub recipe: Recipe,
}

/// How the parts become a figure.
#[derive(Debug, Clone)]
pub enum Recipe {
    Count,
    /// Different values, null among them where not all of `all` rows take part.
    CountDistinct {
        different: usize,
        all: usize,
    },
    Sum(Sum),
    Mean(Sum),
    WeightedMean {
        above: Sum,
        below: Sum,
    },
    /// The least, the greatest.
    Pick {
        value: usize,
        holds: Holds,
    },
    /// The least of the rows, of which there must be only one.
    Only {
        value: usize,
        holds: Holds,
    },
    Share {
        holding: usize,
    },
    Any {
        holding: usize,
    },
    All {
        holding: usize,
    },
    Latest {
        value: usize,
        holds: Holds,
        gap: Option<usize>,
    },
    MeanPh {
        ions: usize,
        most: usize,
        places: u32,
    },
}

/// A sum, and the least and the greatest of what was summed where the type alone does not say that nothing ran over.
#[derive(Debug, Clone)]
pub struct Sum {
    pub sum: usize,
    pub scale: u32,
    pub ends: Option<[usize; 2]>,
}

/// Rows that the mask does not let through count as if they weren't there.
pub struct Masked<'a> {
    pub scope: &'a Scope,
    pub mask: Option<&'a Expr>,
}

/// `None`, and nothing asked for, where Polars can't do it exactly in one pass.
pub fn lower_aggregate(aggregate: &Aggregate, rows: &Masked<'_>, request: &mut Request) -> Option<Partial> {
    let value = |column: &Column| lower(column, rows.scope)?.lowered();
    match &aggregate.node {
        AggregateNode::Count => {
            let all = rows.count(request);
            Some(Partial { rows: all, part: all, gap: None, recipe: Recipe::Count })
        }
        AggregateNode::CountDistinct(column) => {
            let value = value(column)?;
            let different = rows.column(&value, request).n_unique();
            let recipe = Recipe::CountDistinct { different: request.reduction(different), all: request.length() };
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::Sum(column) => {
            let value = value(column).filter(is_number)?;
            let recipe = Recipe::Sum(rows.sum(&value, request)?);
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::Mean(column) => {
            let value = value(column).filter(is_number)?;
            let recipe = Recipe::Mean(rows.sum(&value, request)?);
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::WeightedMean { value: column, weight } => {
            let weight = lower(weight, rows.scope)?;
            let product = arithmetic(Arithmetic::Multiply, lower(column, rows.scope)?, weight.clone())?;
            let weight = weight.lowered()?;
            let weight = Lowered {
                value: when(product.value.clone().is_not_null())
                    .then(weight.value)
                    .otherwise(null(weight.holds.dtype())),
                ..weight
            };
            let recipe =
                Recipe::WeightedMean { above: rows.sum(&product, request)?, below: rows.sum(&weight, request)? };
            Some(rows.partial(&product, recipe, request))
        }
        AggregateNode::Least(column) | AggregateNode::Best(column) => {
            let value = value(column)?;
            let least = rows.column(&value, request).min();
            let recipe = Recipe::Pick { value: request.reduction(least), holds: value.holds.clone() };
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::Greatest(column) | AggregateNode::Worst(column) => {
            let value = value(column)?;
            let greatest = rows.column(&value, request).max();
            let recipe = Recipe::Pick { value: request.reduction(greatest), holds: value.holds.clone() };
            Some(rows.partial(&value, recipe, request))
        }
        // They need the values themselves: see `Route::Counted`.
        AggregateNode::Median(_) | AggregateNode::Quantile { .. } => None,
        AggregateNode::Share(column) => {
            let value = lower_bool(column, rows.scope)?;
            let recipe = Recipe::Share { holding: rows.holding(&value, request) };
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::Any(column) => {
            let value = lower_bool(column, rows.scope)?;
            let recipe = Recipe::Any { holding: rows.holding(&value, request) };
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::All(column) => {
            let value = lower_bool(column, rows.scope)?;
            let recipe = Recipe::All { holding: rows.holding(&value, request) };
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::Latest { value: column, by } => {
            let (value, by) = (value(column)?, value(by)?);
            rows.latest(&value, &by, request)
        }
        AggregateNode::Value(column) => {
            let value = value(column)?;
            let least = rows.column(&value, request).min();
            let recipe = Recipe::Only { value: request.reduction(least), holds: value.holds.clone() };
            Some(rows.partial(&value, recipe, request))
        }
        AggregateNode::MeanPh { value: column, places } => {
            let ions = ions(value(column)?)?;
            let (column, unmasked) = (rows.column(&ions, request), request.column(ions.value.clone()));
            let recipe = Recipe::MeanPh {
                ions: request.reduction(column.sum()),
                most: request.reduction(unmasked.max()),
                places: *places,
            };
            Some(rows.partial(&ions, recipe, request))
        }
    }
}

impl Masked<'_> {
    fn partial(&self, value: &Lowered, recipe: Recipe, request: &mut Request) -> Partial {
        let rows = self.count(request);
        let Some(gap) = &value.gap else { return Partial { rows, part: rows, gap: None, recipe } };
        let part = self.column(value, request).count();
        let gap = request.column(self.masked(gap.clone(), DataType::UInt8)).max();
        Partial { rows, part: request.reduction(part), gap: Some(request.reduction(gap)), recipe }
    }

    /// How many rows the mask lets through.
    pub fn count(&self, request: &mut Request) -> usize {
        match self.mask {
            None => request.length(),
            Some(mask) => request.count_of(mask.clone()),
        }
    }

    fn masked(&self, value: Expr, dtype: DataType) -> Expr {
        match self.mask {
            None => value,
            Some(mask) => when(mask.clone()).then(value).otherwise(null(dtype)),
        }
    }

    fn column(&self, value: &Lowered, request: &mut Request) -> Expr {
        request.column(self.masked(value.value.clone(), value.holds.dtype()))
    }

    fn holding(&self, condition: &Lowered, request: &mut Request) -> usize {
        let holding = self.column(condition, request).sum();
        request.reduction(holding)
    }

    /// Sums run in 128 bits. Up to 2³² rows of up to 28 digits stay within 38 digits; beyond that the ends tell whether they did.
    fn sum(&self, value: &Lowered, request: &mut Request) -> Option<Sum> {
        const ROOM_FOR_ROWS: usize = 10;
        let (wide, scale, safe) = match &value.holds {
            Holds::Decimal { precision, scale } => (value.clone(), *scale, precision + ROOM_FOR_ROWS <= MOST_DIGITS),
            Holds::Integer(dtype) => {
                let wide = DataType::Int128;
                let cast = Lowered {
                    value: value.value.clone().cast(wide.clone()),
                    holds: Holds::Integer(wide.clone()),
                    gap: value.gap.clone(),
                };
                (cast, 0, *dtype != wide)
            }
            Holds::Class | Holds::Text | Holds::Bool | Holds::Date | Holds::Moment => return None,
        };
        let sum = self.column(&wide, request).sum();
        let ends = (!safe).then(|| {
            let unmasked = request.column(wide.value.clone());
            [request.reduction(unmasked.clone().min()), request.reduction(unmasked.max())]
        });
        Some(Sum { sum: request.reduction(sum), scale: u32::try_from(scale).ok()?, ends })
    }

    fn latest(&self, value: &Lowered, by: &Lowered, request: &mut Request) -> Option<Partial> {
        let days = match &by.holds {
            Holds::Date => by.value.clone().cast(DataType::Int32),
            Holds::Moment => by.value.clone().cast(DataType::Int64),
            Holds::Class => by.value.clone(),
            Holds::Integer(dtype) if !matches!(dtype, DataType::UInt64 | DataType::Int128) => by.value.clone(),
            Holds::Integer(_) | Holds::Decimal { .. } | Holds::Text | Holds::Bool => return None,
        };
        // `by` above, the order of files and rows below: of two with the same `by` the later row wins.
        let shift = scalar(DataType::Int128, AnyValue::Int128(1 << 64));
        let key = days.cast(DataType::Int128) * shift + col(ORDER).cast(DataType::Int128);
        let mut takes_part = by.value.clone().is_not_null();
        if let Some(gap) = &value.gap {
            let spoils = gap.clone().gt_eq(byte(Gap::FIRST_SPOILING.code()));
            takes_part = takes_part.and(value.value.clone().is_not_null().or(spoils));
        }
        if let Some(mask) = self.mask {
            takes_part = takes_part.and(mask.clone());
        }
        let key = request.column(when(takes_part).then(key).otherwise(null(DataType::Int128)));
        let at_latest = |expression: Expr, request: &mut Request| {
            let latest = request.column(expression).max_by(key.clone());
            request.reduction(latest)
        };
        let recipe = Recipe::Latest {
            value: at_latest(value.value.clone(), request),
            holds: value.holds.clone(),
            gap: value.gap.clone().map(|gap| at_latest(gap, request)),
        };
        // A row that can't be placed in time is passed over for that; what its figure lacks says nothing more.
        let passed_over = value.gap.clone().map(|gap| {
            let weak = gap.clone().lt(byte(Gap::FIRST_SPOILING.code()));
            when(by.value.clone().is_not_null().and(weak)).then(gap).otherwise(byte(PRESENT))
        });
        let gap = strongest([by.gap.clone(), passed_over]).map(|gap| {
            let gap = request.column(self.masked(gap, DataType::UInt8)).max();
            request.reduction(gap)
        });
        Some(Partial { rows: self.count(request), part: request.reduction(key.count()), gap, recipe })
    }
}

fn is_number(value: &Lowered) -> bool {
    match value.holds {
        Holds::Decimal { .. } | Holds::Integer(_) => true,
        Holds::Class | Holds::Text | Holds::Bool | Holds::Date | Holds::Moment => false,
    }
}

/// The hydrogen ions of each pH. What can't be a pH spoils, as an unreadable cell does.
fn ions(ph: Lowered) -> Option<Lowered> {
    let gap = ph.gap.clone();
    let (value, scale) = as_decimal(ph)?;
    let scale = u32::try_from(scale).ok()?;
    let ions = value.clone().map(
        move |column: PolarsColumn| {
            let mut table = IonTable::at_scale(scale);
            let digits = column.as_materialized_series().decimal()?.physical();
            let ions = digits.iter().map(|digits: Option<i128>| digits.and_then(|digits| table.ions(digits)));
            Ok(Int128Chunked::from_iter_options(column.name().clone(), ions).into_column())
        },
        |_, field| {
            let mut field = field.clone();
            field.dtype = DataType::Int128;
            Ok(field)
        },
    );
    let impossible = when(value.is_not_null().and(ions.clone().is_null()))
        .then(byte(Gap::SpoilingUnreadable.code()))
        .otherwise(byte(PRESENT));
    Some(Lowered { value: ions, holds: Holds::Integer(DataType::Int128), gap: strongest([gap, Some(impossible)]) })
}
