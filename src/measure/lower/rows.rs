//! Chains of rows as lazy Polars plans.
//!
//! Filters and derived columns are not steps of their own here: they are kept as a mask and as expressions, so that many questions with
//! different filters share one pass. Only picking one of several alike rows makes a new frame.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use polars::prelude::{
    AnyValue, Column as PolarsColumn, DataType, Expr, IntoColumn, LazyFrame, NewChunkedArray, UInt32Chunked, col, when,
};

use super::aggregate::{Masked, ORDER, Partial, Request, lower_aggregate};
use super::column::{lower, lower_bool};
use super::scope::{Lowered, Operand, Scope, is_unreadable, null, opens, scalar};
use crate::intake::{Submitted, column_names};
use crate::measure::cells::Holds;
use crate::measure::error::MeasureError;
use crate::measure::exact::Value;
use crate::measure::needs;
use crate::measure::world::{Demand, World};
use crate::plan::{Column, GroupColumn, Rows, RowsNode, Table, Year};

/// A chain of rows in Polars: a frame, what can be read of each of its rows, and which of them belong to the chain.
#[derive(Clone)]
pub struct Chain {
    /// The node that made the frame: chains with the same base can share a pass.
    pub base: Rows,
    pub frame: LazyFrame,
    pub scope: Scope,
    pub mask: Option<Expr>,
    /// Where a row's mask is null: whether it may yet let the row through. `None` if no mask can be null for a cell that may still come.
    pub may_hold: Option<Expr>,
    /// Earlier steps that picked among rows, of which some may not be known.
    pub picked_from: Vec<PickedFrom>,
    /// The rows belong to every unit alike; they all stand under unit 0.
    pub everyones: bool,
    pub own: OwnUnits,
}

/// Where it stands whose the rows of a chain are, beside the unit for which they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnUnits {
    /// They count for their own unit: nothing rolls up.
    Same,
    /// In [`OWN`].
    One,
    /// In [`OWN`] as a list: a row may be of several. Which of such rows are of one thing only the exact evaluator says.
    Several,
}

impl OwnUnits {
    /// The columns by which rows of different units are told apart. `None`: no columns do.
    fn keys(self) -> Option<Vec<Expr>> {
        match self {
            OwnUnits::Same => Some(vec![col(column_names::UNIT)]),
            OwnUnits::One => Some(vec![col(column_names::UNIT), col(OWN)]),
            OwnUnits::Several => None,
        }
    }
}

/// What rows of a pass or a counting are brought together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// The unit for which they count.
    Unit,
    /// The unit that is written in them, which must be one.
    Own,
}

impl Within {
    fn keys(self) -> Vec<Expr> {
        match self {
            Within::Unit => vec![col(column_names::UNIT)],
            Within::Own => vec![col(column_names::UNIT), col(OWN)],
        }
    }
}

/// Rows among which a step picked, and by what.
#[derive(Clone)]
pub struct PickedFrom {
    pub chain: Chain,
    pub by: Vec<String>,
}

/// `Ok(None)` if some step of it can't be done in Polars exactly.
pub fn lower_rows(rows: &Rows, world: &World<'_>, demand: &Demand) -> Result<Option<Chain>, MeasureError> {
    let input = |rows: &Rows| lower_rows(rows, world, demand);
    Ok(match &rows.node {
        RowsNode::Table { table, year } => {
            let declared = needs::declared(world.plan, rows, table)?;
            match world.submission.tables.get(&(table.clone(), *year)) {
                Some(submitted) => Some(scan(rows, declared, *year, submitted, world)?),
                None => None,
            }
        }
        RowsNode::Filter { rows, condition } => input(rows)?.and_then(|chain| {
            let condition = lower_bool(condition, &chain.scope)?;
            Some(chain.only(condition.value, condition.gap))
        }),
        RowsNode::Derive { rows, name, value } => input(rows)?.and_then(|mut chain| {
            let value = lower(value, &chain.scope)?.lowered()?;
            chain.scope.columns.insert(name.clone(), value);
            Some(chain)
        }),
        RowsNode::During { rows, from, to } => {
            let time = needs::time_column(world.plan, rows)?;
            input(rows)?.and_then(|chain| {
                let time = chain.scope.columns.get(&time)?.clone();
                let day = day(&time)?;
                let within = day.clone().gt_eq(date(*from)?).and(day.lt_eq(date(*to)?));
                Some(chain.only(within, time.gap))
            })
        }
        RowsNode::Unique { rows: inner, by } => {
            input(inner)?.and_then(|chain| chain.one_of_alike(rows, by, &demand.of(rows), false))
        }
        RowsNode::LatestBy { rows: inner, by } => {
            input(inner)?.and_then(|chain| chain.one_of_alike(rows, by, &demand.of(rows), true))
        }
        RowsNode::Join { .. } | RowsNode::Union { .. } | RowsNode::Group { .. } => None,
    })
}

/// The rows of a submitted table that are seen at the as-of date and belong to some unit.
fn scan(
    rows: &Rows,
    table: &Table,
    year: Year,
    submitted: &Submitted,
    world: &World<'_>,
) -> Result<Chain, MeasureError> {
    let mut frame = submitted.frame.clone();
    let schema = frame.collect_schema()?;
    let scope = Scope::of_table(table, &schema, &submitted.complete, world.options.as_of)?;
    let everyones = table.unit_column.is_none();
    let own = match (everyones, world.options.level.is_some(), table.may_name_several_units()) {
        (true, _, _) | (false, false, _) => OwnUnits::Same,
        (false, true, false) => OwnUnits::One,
        (false, true, true) => OwnUnits::Several,
    };
    let unit = if everyones {
        scalar(DataType::UInt32, AnyValue::UInt32(0))
    } else {
        frame = frame.filter(col(column_names::UNIT).is_not_null());
        match own {
            OwnUnits::Same => col(column_names::UNIT),
            OwnUnits::One | OwnUnits::Several => owner(&world.owners),
        }
    };
    if let Some(time) = table.time_column.as_ref().and_then(|time| scope.columns.get(time))
        && let (Some(day), Some(last)) = (day(time), date(seen_until(world.options.as_of, year)))
    {
        let seen = day.lt_eq(last);
        frame = frame.filter(if time.gap.is_some() { time.value.clone().is_null().or(seen) } else { seen });
    }
    let order = col(column_names::FILE).cast(DataType::UInt64) * scalar(DataType::UInt64, AnyValue::UInt64(1 << 32))
        + col(column_names::ROW).cast(DataType::UInt64);
    let frame =
        frame.with_columns([col(column_names::UNIT).alias(OWN), unit.alias(column_names::UNIT), order.alias(ORDER)]);
    let frame = match own {
        OwnUnits::Same | OwnUnits::One => frame,
        OwnUnits::Several => {
            // A row of several units below the same one is that one's row once.
            let others = schema.iter_names().filter(|name| *name != column_names::UNIT);
            let mut columns: Vec<Expr> = others.map(|name| col(name.clone()).first()).collect();
            columns.push(col(OWN).implode(false));
            frame.group_by([col(column_names::UNIT), col(ORDER)]).agg(columns)
        }
    };
    Ok(Chain { base: rows.clone(), frame, scope, mask: None, may_hold: None, picked_from: Vec::new(), everyones, own })
}

/// The last day whose rows are seen: the as-of date, or the day a year before it.
pub fn seen_until(as_of: Date, year: Year) -> Date {
    match year {
        Year::This => as_of,
        Year::Last => as_of.checked_sub(1.year()).unwrap_or(as_of),
    }
}

/// The unit for which a row counts, where rows roll up.
fn owner(owners: &[u32]) -> Expr {
    let owners = owners.to_vec();
    col(column_names::UNIT).map(
        move |column: PolarsColumn| {
            let units = column.as_materialized_series().u32()?.iter();
            let owners = units.map(|unit| owners.get(usize::try_from(unit?).ok()?).copied());
            Ok(UInt32Chunked::from_iter_options(column.name().clone(), owners).into_column())
        },
        |_, field| Ok(field.clone()),
    )
}

fn day(time: &Lowered) -> Option<Expr> {
    match time.holds {
        Holds::Date => Some(time.value.clone()),
        Holds::Moment => Some(time.value.clone().cast(DataType::Date)),
        Holds::Decimal { .. } | Holds::Integer(_) | Holds::Class | Holds::Text | Holds::Bool => None,
    }
}

fn date(day: Date) -> Option<Expr> {
    Some(Operand::Constant(Value::Date(day)).lowered()?.value)
}

/// The name of the column that holds the gaps of another one in frames of our own.
pub fn gap_name(name: &str) -> String {
    format!("{name}#gap")
}

impl Chain {
    /// A gap that takes no part leaves the row out for good; one that may be filled leaves it undecided.
    fn only(mut self, condition: Expr, gap: Option<Expr>) -> Chain {
        if let Some(gap) = gap {
            let may_hold = condition.clone().is_not_null().or(opens(gap));
            self.may_hold = Some(match self.may_hold {
                None => may_hold,
                Some(others) => others.and(may_hold),
            });
        }
        self.mask = Some(match self.mask {
            None => condition,
            Some(mask) => mask.and(condition),
        });
        self
    }

    /// The rows whose mask can't be judged, but may turn out to let them through. `None`: there can be none.
    pub fn undecided(&self) -> Option<Expr> {
        let (mask, may_hold) = (self.mask.clone()?, self.may_hold.clone()?);
        Some(mask.is_null().and(may_hold))
    }

    /// The rows of the chain that lack a part of this key which may still come. `None`: there can be none.
    pub fn unknown_keys(&self, by: &[String]) -> Option<Expr> {
        let gaps = by.iter().filter_map(|name| self.scope.columns.get(name)?.gap.clone());
        let unknown = gaps.map(opens).reduce(Expr::or)?;
        Some(match &self.mask {
            None => unknown,
            Some(mask) => mask.clone().and(unknown),
        })
    }

    /// The rows of the chain in which one of these columns is passed over although something stands in it that can't be read. `None`: there
    /// can be none.
    pub fn passed_over(&self, columns: &[&Column]) -> Option<Expr> {
        let gaps = columns.iter().filter_map(|column| lower(column, &self.scope)?.gap());
        let passed_over = gaps.map(is_unreadable).reduce(Expr::or)?;
        Some(match &self.mask {
            None => passed_over,
            Some(mask) => mask.clone().and(passed_over),
        })
    }

    pub fn filtered(&self) -> LazyFrame {
        match &self.mask {
            None => self.frame.clone(),
            Some(mask) => self.frame.clone().filter(mask.clone()),
        }
    }

    pub fn masked(&self) -> Masked<'_> {
        Masked { scope: &self.scope, mask: self.mask.as_ref() }
    }

    /// The columns of `wanted` that there are, with their gaps, under their own names.
    pub fn columns(&self, wanted: &BTreeSet<String>) -> Vec<(String, Lowered)> {
        let found = wanted.iter().filter_map(|name| Some((name.clone(), self.scope.columns.get(name)?.clone())));
        found.collect()
    }

    /// Rows with `wanted`, the unit and the order; those that are undecided too, and told apart, if `with_undecided`.
    pub fn projected(&self, wanted: &BTreeSet<String>, with_undecided: bool) -> (LazyFrame, Vec<(String, Lowered)>) {
        let columns = self.columns(wanted);
        let mut selected = vec![col(column_names::UNIT), col(ORDER)];
        match self.own {
            OwnUnits::Same => {}
            OwnUnits::One | OwnUnits::Several => selected.push(col(OWN)),
        }
        let mut frame = self.filtered();
        if let (Some(mask), Some(undecided)) = (&self.mask, self.undecided().filter(|_| with_undecided)) {
            // As columns first: in the condition of a filter Polars takes `a & !a` to be false, null or not, and would lose the rows that
            // leave both open.
            let marked = [mask.clone().or(undecided.clone()).alias(KEPT), undecided.alias(UNDECIDED)];
            frame = self.frame.clone().with_columns(marked).filter(col(KEPT));
            selected.push(col(UNDECIDED));
        }
        for (name, lowered) in &columns {
            selected.push(lowered.value.clone().alias(name.as_str()));
            selected.extend(lowered.gap.clone().map(|gap| gap.alias(gap_name(name))));
        }
        (frame.select(selected), columns)
    }

    /// Of rows alike in `by`, the first or the last; a row without a value there is like no other. `None` where Polars can't say which are
    /// alike.
    fn one_of_alike(&self, made: &Rows, by: &[String], wanted: &BTreeSet<String>, last: bool) -> Option<Chain> {
        const ALONE: &str = "#alone";
        let wanted: BTreeSet<String> = wanted.iter().chain(by).cloned().collect();
        let (frame, columns) = self.projected(&wanted, false);
        let is_key = |name: &String| by.contains(name);
        if columns.iter().filter(|(name, _)| is_key(name)).count() < by.iter().collect::<BTreeSet<_>>().len() {
            return None;
        }
        let mut keys = self.own.keys()?;
        let mut picked = vec![if last { col(ORDER).max() } else { col(ORDER).min() }];
        let mut unknown: Option<Expr> = None;
        let pick = |name: &str| {
            if last { col(name).max_by(col(ORDER)) } else { col(name).min_by(col(ORDER)) }
        };
        for (name, lowered) in &columns {
            if is_key(name) {
                keys.push(col(name.as_str()));
                if lowered.gap.is_some() {
                    let missing = col(name.as_str()).is_null();
                    unknown = Some(unknown.map_or(missing.clone(), |unknown| unknown.or(missing)));
                }
            } else {
                picked.push(pick(name));
            }
            if lowered.gap.is_some() {
                picked.push(pick(&gap_name(name)));
            }
        }
        let frame = match unknown {
            None => frame,
            Some(unknown) => {
                keys.push(col(ALONE));
                frame.with_column(when(unknown).then(col(ORDER)).otherwise(null(DataType::UInt64)).alias(ALONE))
            }
        };
        let frame = frame.group_by(keys).agg(picked);
        let columns = columns.into_iter().map(|(name, lowered)| {
            let (value, gap) = (col(name.as_str()), lowered.gap.map(|_| col(gap_name(&name))));
            (name, Lowered { value, holds: lowered.holds, gap })
        });
        let scope = Scope { columns: columns.collect(), as_of: self.scope.as_of };
        let mut picked_from = self.picked_from.clone();
        if self.undecided().is_some() || self.unknown_keys(by).is_some() {
            let chain = Chain { picked_from: Vec::new(), ..self.clone() };
            picked_from.push(PickedFrom { chain, by: by.to_vec() });
        }
        let (everyones, own) = (self.everyones, self.own);
        Some(Chain { base: made.clone(), frame, scope, mask: None, may_hold: None, picked_from, everyones, own })
    }

    /// A pass over the whole chain for what is asked of it, one row a unit.
    pub fn pass(&self, request: &Request, within: Within) -> LazyFrame {
        let mut columns = request.columns();
        columns.extend(within.keys());
        self.frame.clone().select(columns).group_by(within.keys()).agg(request.reductions())
    }

    /// One row for each different combination of the expressions within a unit, and how many rows there are of it (`#count`).
    pub fn counted(&self, of: &[Lowered], within: Within) -> LazyFrame {
        let mut selected = within.keys();
        let mut keys = within.keys();
        for (at, lowered) in of.iter().enumerate() {
            let (name, gap) = counted_names(at);
            selected.push(lowered.value.clone().alias(name.as_str()));
            keys.push(col(name.as_str()));
            if let Some(expression) = &lowered.gap {
                selected.push(expression.clone().alias(gap.as_str()));
                keys.push(col(gap.as_str()));
            }
        }
        self.filtered().select(selected).group_by(keys).agg([polars::prelude::len().alias(COUNT)])
    }

    /// One row for each combination of `by` within the unit that is written in the rows.
    pub fn grouped(&self, by: &[String], columns: &[GroupColumn]) -> Option<Grouped> {
        let wanted: BTreeSet<String> = by.iter().cloned().collect();
        let keys = self.columns(&wanted);
        if keys.len() < wanted.len() {
            return None;
        }
        let rows = Masked { scope: &self.scope, mask: None };
        let mut request = Request::default();
        let partials = columns.iter().map(|column| lower_aggregate(&column.aggregate, &rows, &mut request));
        let partials = partials.collect::<Option<Vec<Partial>>>()?;
        let mut selected = request.columns();
        let mut grouped_by = self.own.keys()?;
        selected.extend(grouped_by.iter().cloned());
        selected.push(col(ORDER));
        for (name, lowered) in &keys {
            selected.push(lowered.value.clone().alias(name.as_str()));
            grouped_by.push(col(name.as_str()));
            if let Some(gap) = &lowered.gap {
                selected.push(gap.clone().alias(gap_name(name)));
                grouped_by.push(col(gap_name(name)));
            }
        }
        let mut reductions = request.reductions();
        reductions.push(col(ORDER).min());
        let frame = self.filtered().select(selected).group_by(grouped_by).agg(reductions);
        Some(Grouped { frame, keys, partials, everyones: self.everyones, own: self.own })
    }
}

/// A grouping in Polars: the frame, its keys, and the partial figures of its columns in their order.
pub struct Grouped {
    pub frame: LazyFrame,
    pub keys: Vec<(String, Lowered)>,
    pub partials: Vec<Partial>,
    pub everyones: bool,
    pub own: OwnUnits,
}

/// Whose a row is, where rows roll up: see [`OwnUnits`].
pub const OWN: &str = "#own";

pub const COUNT: &str = "#count";

/// Whether a row of [`Chain::projected`] is undecided.
pub const UNDECIDED: &str = "#undecided";
/// Whether it is there at all.
const KEPT: &str = "#kept";

/// The names of the value and the gap of the expression at this place of [`Chain::counted`].
pub fn counted_names(at: usize) -> (String, String) {
    (format!("#value{at}"), format!("#value{at}#gap"))
}
