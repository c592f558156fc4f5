//! What runs where: for each question, how far Polars goes.
//!
//! | question | Polars does | what is left, in exact numbers |
//! |---|---|---|
//! | an aggregate over a chain that it can do | everything, in the pass shared by all questions over the same rows | the division, once a unit |
//! | a median or quantile, a task, a tally; different values of rows that roll up | counts of each different value | picking from the counts |
//! | anything over groups | up to the first grouping, with its aggregates | the steps over the groups |
//! | anything else | the rows up to the first step that it can't do, with the columns that are needed | the rest, row by row |
//!
//! Only in the last case does memory follow rows.

use std::collections::HashMap;

use super::error::MeasureError;
use super::lower::{Chain, Grouped, Lowered, OwnUnits, Partial, Request, Within, lower, lower_aggregate, lower_rows};
use super::needs;
use super::world::{Demand, World};
use crate::plan::{Aggregate, AggregateNode, Asked, Column, Rows, RowsNode};

/// How one question is answered.
pub enum Route {
    /// In the pass of this number.
    Pass { pass: usize, partial: Partial },
    /// By the counting of this number.
    Counted { counting: usize },
    /// By the exact evaluator, over what was prepared for it.
    Exact,
}

/// All questions over one base, in one pass.
pub struct Pass {
    pub chain: Chain,
    pub within: Within,
    pub request: Request,
}

/// Where rows are counted that can't be placed for want of a cell that may still come; both are numbers of reductions of the pass.
pub enum Doubt {
    /// Rows that may or may not belong, or of which a cell is passed over that can't be read.
    Undecided { pass: usize, rows: usize },
    /// Of all rows that belong, those that may turn out to be like another one.
    UnknownKeys { pass: usize, rows: usize, all: usize },
}

/// The different values of some expressions, counted.
pub struct Counting {
    pub chain: Chain,
    pub within: Within,
    pub of: Vec<Lowered>,
}

/// Rows that the exact evaluator is handed.
pub enum Prepared {
    Rows { chain: Box<Chain>, doubts: Vec<Doubt> },
    Groups { grouped: Box<Grouped>, doubts: Vec<Doubt> },
}

/// What Polars is asked to do for all questions together.
pub struct Split {
    pub routes: Vec<(usize, Route)>,
    /// For each route that goes all the way in Polars, in the order of the routes, what it can't place; of the others the evaluator tells.
    pub doubts: Vec<Vec<Doubt>>,
    pub passes: Vec<Pass>,
    pub countings: Vec<Counting>,
    pub prepared: Vec<(Rows, Prepared)>,
    /// The passes that count the rows of a whole table, by the table's node.
    pub tables: HashMap<Rows, usize>,
    pass_of: HashMap<(Rows, Within), usize>,
}

/// Decides for each of the questions, given with their numbers.
pub fn split(world: &World<'_>, asked: &[(usize, &Asked)]) -> Result<Split, MeasureError> {
    let demand = Demand::of_questions(world.plan, asked.iter().map(|(_, asked)| *asked))?;
    let mut split = Split {
        routes: Vec::new(),
        doubts: Vec::new(),
        passes: Vec::new(),
        countings: Vec::new(),
        prepared: Vec::new(),
        tables: HashMap::new(),
        pass_of: HashMap::new(),
    };
    for (number, asked) in asked {
        let (route, doubts) = split.route(world, &demand, asked)?;
        split.routes.push((*number, route));
        split.doubts.push(doubts);
    }
    for (_, asked) in asked {
        for (table, year) in world.needing_rows(asked.rows()) {
            let node = Rows::new(asked.rows().at.clone(), RowsNode::Table { table, year });
            split.count_returns(world, &demand, node)?;
        }
    }
    Ok(split)
}

impl Split {
    fn route(
        &mut self,
        world: &World<'_>,
        demand: &Demand,
        asked: &Asked,
    ) -> Result<(Route, Vec<Doubt>), MeasureError> {
        let rows = asked.rows();
        if let Some(chain) = lower_rows(rows, world, demand)? {
            match asked {
                Asked::Aggregate { aggregate, .. } if told_apart(aggregate, chain.own) => {
                    if let (AggregateNode::CountDistinct(value), OwnUnits::One) = (&aggregate.node, chain.own)
                        && let Some(route) = self.count(&chain, &[value], Within::Own)
                    {
                        return Ok((route, self.doubts_of(world, &chain, aggregate)));
                    }
                }
                Asked::Aggregate { aggregate, .. } => {
                    let pass = self.pass(&chain, Within::Unit);
                    if let Some(found) = self.passes.get_mut(pass)
                        && let Some(partial) = lower_aggregate(aggregate, &chain.masked(), &mut found.request)
                    {
                        return Ok((Route::Pass { pass, partial }, self.doubts_of(world, &chain, aggregate)));
                    }
                    if let AggregateNode::Median(value) | AggregateNode::Quantile { value, .. } = &aggregate.node
                        && let Some(route) = self.count(&chain, &[value], Within::Unit)
                    {
                        return Ok((route, self.doubts_of(world, &chain, aggregate)));
                    }
                }
                Asked::Task { done, due, .. } => {
                    let columns: Vec<&Column> = std::iter::once(done).chain(due).collect();
                    if let Some(route) = self.count(&chain, &columns, Within::Unit) {
                        return Ok((route, self.doubts_at_end(&chain)));
                    }
                }
                Asked::Tally { label, .. } => {
                    if let Some(route) = self.count(&chain, &[label], Within::Unit) {
                        return Ok((route, self.doubts_at_end(&chain)));
                    }
                }
            }
        }
        self.prepare(world, demand, rows)?;
        Ok((Route::Exact, Vec::new()))
    }

    /// All that is in doubt of an aggregate at the end of a chain.
    fn doubts_of(&mut self, world: &World<'_>, chain: &Chain, aggregate: &Aggregate) -> Vec<Doubt> {
        let mut doubts = self.doubts_at_end(chain);
        doubts.extend(self.passed_over(world, chain, &aggregate.node.columns()));
        doubts
    }

    fn passed_over(&mut self, world: &World<'_>, chain: &Chain, columns: &[&Column]) -> Option<Doubt> {
        if !needs::may_pass_over(world.plan, &chain.base) {
            return None;
        }
        let passed_over = chain.passed_over(columns)?;
        let pass = self.pass(chain, Within::Unit);
        let rows = self.passes.get_mut(pass)?.request.count_of(passed_over);
        Some(Doubt::Undecided { pass, rows })
    }

    /// All that is not placed at the end of a chain.
    fn doubts_at_end(&mut self, chain: &Chain) -> Vec<Doubt> {
        let mut doubts = self.doubts_before(chain);
        doubts.extend(self.undecided(chain));
        doubts
    }

    /// What was not placed where earlier steps picked among rows.
    fn doubts_before(&mut self, chain: &Chain) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        for picked_from in &chain.picked_from {
            doubts.extend(self.undecided(&picked_from.chain));
            doubts.extend(self.unknown_keys(&picked_from.chain, &picked_from.by));
        }
        doubts
    }

    fn undecided(&mut self, chain: &Chain) -> Option<Doubt> {
        let undecided = chain.undecided()?;
        let pass = self.pass(chain, Within::Unit);
        let rows = self.passes.get_mut(pass)?.request.count_of(undecided);
        Some(Doubt::Undecided { pass, rows })
    }

    fn unknown_keys(&mut self, chain: &Chain, by: &[String]) -> Option<Doubt> {
        let unknown = chain.unknown_keys(by)?;
        // Others to be like are those of the row's own unit.
        let pass = self.pass(chain, if chain.own == OwnUnits::One { Within::Own } else { Within::Unit });
        let request = &mut self.passes.get_mut(pass)?.request;
        let (rows, all) = (request.count_of(unknown), chain.masked().count(request));
        Some(Doubt::UnknownKeys { pass, rows, all })
    }

    fn pass(&mut self, chain: &Chain, within: Within) -> usize {
        *self.pass_of.entry((chain.base.clone(), within)).or_insert_with(|| {
            let chain = Chain { mask: None, may_hold: None, ..chain.clone() };
            self.passes.push(Pass { chain, within, request: Request::default() });
            self.passes.len() - 1
        })
    }

    fn count(&mut self, chain: &Chain, columns: &[&Column], within: Within) -> Option<Route> {
        let of = columns.iter().map(|column| lower(column, &chain.scope)?.lowered()).collect::<Option<Vec<_>>>()?;
        self.countings.push(Counting { chain: chain.clone(), within, of });
        Some(Route::Counted { counting: self.countings.len() - 1 })
    }

    /// The longest beginnings of the chain that Polars can do.
    fn prepare(&mut self, world: &World<'_>, demand: &Demand, rows: &Rows) -> Result<(), MeasureError> {
        if self.prepared.iter().any(|(done, _)| done == rows) {
            return Ok(());
        }
        if let Some(chain) = lower_rows(rows, world, demand)? {
            let doubts = self.doubts_before(&chain);
            self.prepared.push((rows.clone(), Prepared::Rows { chain: Box::new(chain), doubts }));
            return Ok(());
        }
        if let RowsNode::Group { rows: inner, by, columns } = &rows.node
            && let Some(chain) = lower_rows(inner, world, demand)?
            && let Some(grouped) = chain.grouped(by, columns)
        {
            let mut doubts = self.doubts_at_end(&chain);
            doubts.extend(self.unknown_keys(&chain, by));
            let read: Vec<&Column> = columns.iter().flat_map(|column| column.aggregate.node.columns()).collect();
            doubts.extend(self.passed_over(world, &chain, &read));
            let prepared = Prepared::Groups { grouped: Box::new(grouped), doubts };
            self.prepared.push((rows.clone(), prepared));
            return Ok(());
        }
        for input in rows.node.inputs() {
            self.prepare(world, demand, input)?;
        }
        Ok(())
    }

    fn count_returns(&mut self, world: &World<'_>, demand: &Demand, table: Rows) -> Result<(), MeasureError> {
        if let Some(chain) = lower_rows(&table, world, demand)? {
            let pass = self.pass(&chain, Within::Unit);
            if let Some(found) = self.passes.get_mut(pass) {
                found.request.length();
                self.tables.insert(table, pass);
            }
        }
        Ok(())
    }
}

/// Whether what an aggregate makes of the rows of a level hangs on whose they are: what two townships call the same is not the same.
fn told_apart(aggregate: &Aggregate, own: OwnUnits) -> bool {
    match own {
        OwnUnits::Same => false,
        OwnUnits::One | OwnUnits::Several => matches!(aggregate.node, AggregateNode::CountDistinct(_)),
    }
}
