//! How a plan is measured.

use jiff::civil::Date;

/// What a measuring needs to know beside the plan and the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureOptions {
    /// Rows dated later are not seen; of last year's tables, rows dated later than a year before.
    pub as_of: Date,
    /// The level whose units are made from the rows of their descendants; `None` leaves each row with its own unit.
    pub level: Option<RollUp>,
    pub engine: Engine,
}

impl MeasureOptions {
    pub fn as_of(as_of: Date) -> MeasureOptions {
        MeasureOptions { as_of, level: None, engine: Engine::default() }
    }
}

/// How far rows roll up. A row counts for the nearest unit of the level among its own unit and that unit's ancestors; where there is
/// none, it stays with its own. Rates roll up by their numerators and denominators, because rows do. What rows are held together by holds
/// within the unit written in them all the same: [`crate::plan::Rows`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RollUp {
    /// So many steps below the top of the tree: 0 is a unit without a parent.
    Depth(usize),
    /// The units of this kind or group (县): [`crate::plan::UnitLevel`].
    Level(String),
}

/// Which evaluator does the work. Both give the same figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// What Polars can do exactly runs there, all questions over one table in one pass; the rest row by row. Memory follows units and groups.
    #[default]
    Fused,
    /// Everything row by row. Memory follows rows.
    Exact,
}
