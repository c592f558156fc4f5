//! Which part of a measure is work, and which way: the one place that says what advice may suggest.
//!
//! | form of the measure | work | never |
//! |---|---|---|
//! | things to finish by a date | open ones finished, those in time first | fewer things, other due dates |
//! | `sum(column)`, `count(…)`, `count_distinct(…)` outside of a divisor | more of it, where more is better | less of it, where less is better: it has happened |
//! | the same over rows that stand open (no date of completion yet, or one ahead; of a list also a flag that is not set) | fewer of them, by finishing them | rows left out |
//! | the same over rows of a list picked by another condition on what stands in them | nothing: but they may be entered otherwise, and nothing is lost | rows left out |
//! | `share(condition)` and a part ÷ the whole, over a list or over groups | more rows (groups) that fulfil it, the whole as it stands | fewer rows |
//! | the same where less is better, over groups | groups that get out of it, the whole as it stands | groups left out |
//! | the same where less is better, over rows of a list that stand open | open ones finished | rows left out |
//! | the same over dated records | nothing, unless the condition is about a day of completion | further records as a thing to do, the records that stand |
//! | `sum(done) ÷ sum(due)` of dated records, where the scheme says what the work is | what is still to become due, all of it done | the records that stand |
//! | a condition on a text | nothing | another classification |
//! | anything in a divisor, or of last year | nothing | a smaller denominator, a worse last year |
//! | means, extremes, classes, values read off, over a list or over groups | the figure itself must come out better | |
//! | the same over dated records | nothing: later records decide | |
//! | levels and stages | rows moved up to the best one | rows left out |
//! | a checklist | parts that don't hold yet, but for those that ask for nothing to have happened | |
//! | inherited figures, ranks, means among others | nothing: not in this unit's hand | |
//! | points by hand | nothing: a person gives them | |
//!
//! What is a list, a record, a group: [`super::kept`].

use std::cmp::Ordering;

use jiff::civil::Date;

use super::kept::{Kept, conditions, is_dated, kept, may_regroup, until};
use super::no_work::NoWork;
use super::place::Place;
use super::quotient::{Quotient, known};
use super::thing::{Counts, Thing, places_of, thing_of_column};
use crate::assess::{JudgedPart, OpenTasks};
use crate::figure::Exact;
use crate::plan::shape::Direction;
use crate::plan::{
    Aggregate, AggregateNode, Arithmetic, Asked, Body, Column, ColumnNode, Comparison, Formula, FormulaNode, Kind,
    Literal, Measure, Rows, RowsNode, Table, TableColumn, Year, days_between,
};

/// What can be done to a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::advise) enum Lever {
    Tasks {
        tasks: OpenTasks,
        thing: Thing,
    },
    /// More (or, of things that stand open, fewer) of one part.
    Part {
        line: Quotient,
        now: Exact,
        more: bool,
        most: Option<Exact>,
        places: u32,
        thing: Thing,
    },
    /// What is still to become due, all of it done: `good` of `all` is by now.
    Further {
        good: Exact,
        all: Exact,
        /// As much as may still become due, by the pace so far.
        most: Exact,
        places: u32,
        thing: Thing,
    },
    /// Rows moved up to the best level: `rows` by what each gains, most first.
    Levels {
        sum: Exact,
        all: Exact,
        best: String,
        rows: Vec<(String, Exact, u64)>,
        thing: Thing,
    },
    /// Parts that don't hold yet, those of most points first.
    Parts {
        got: Exact,
        judged: Exact,
        open: Vec<JudgedPart>,
    },
    /// The figure itself, read to so many places.
    Figure {
        now: Exact,
        places: u32,
        /// Whole things are counted, so many of them: the figure is one of their shares and nothing in between.
        of: Option<Exact>,
        /// It shows in later records only.
        by_records: bool,
    },
}

/// An aggregate in a measure.
struct Leaf<'a> {
    rows: &'a Rows,
    aggregate: &'a Aggregate,
    in_divisor: bool,
}

impl Place<'_> {
    pub fn lever(&self) -> Result<Lever, NoWork> {
        match self.of_body() {
            // What the records would have had to come to.
            Err(NoWork::Recorded) if self.hindsight => self.the_figure(true).map_err(|_| NoWork::Recorded),
            other => other,
        }
    }

    fn of_body(&self) -> Result<Lever, NoWork> {
        match &self.rule.body {
            Body::Measured { measure, target: _, curve } => match measure {
                Measure::Formula(formula) => self.of_formula(formula),
                Measure::Task { rows, done: _, due: _ } => {
                    let tasks = self.in_force.tasks.as_ref().ok_or(NoWork::Formula)?;
                    if tasks.all.is_zero() {
                        return Err(NoWork::NotDue);
                    }
                    let tasks = match self.tasks.filter(|_| self.hindsight) {
                        Some(trace) => tasks.in_hindsight(&trace.done_late),
                        None => tasks.clone(),
                    };
                    Ok(Lever::Tasks { tasks: worth_doing(tasks), thing: self.thing_of_rows(rows) })
                }
                Measure::Tally { rows, label: _ } => self.of_levels(rows),
                Measure::Checklist => self.of_parts(&curve.base.node),
            },
            Body::ByHand { .. } => Err(NoWork::ByHand),
            Body::NotExpressible { .. } => Err(NoWork::NotExpressible),
            Body::Veto { .. } => Err(NoWork::Happened),
        }
    }

    fn direction(&self) -> Option<Direction> {
        self.in_force.shape.as_ref().map(crate::plan::shape::Shape::direction)
    }

    fn of_formula(&self, formula: &Formula) -> Result<Lever, NoWork> {
        let mut leaves = Vec::new();
        leaves_of(formula, false, &mut leaves)?;
        let mut found = Vec::new();
        let mut why = None;
        for leaf in &leaves {
            match self.of_leaf(formula, leaf, &leaves) {
                Ok(lever) => found.push(lever),
                Err(reason) => why = why.or(reason),
            }
        }
        // A part for which the scheme names the work goes first.
        let named = found.iter().position(|lever| match lever {
            Lever::Part { thing, .. } | Lever::Further { thing, .. } => thing.work.is_some(),
            Lever::Tasks { .. } | Lever::Levels { .. } | Lever::Parts { .. } | Lever::Figure { .. } => false,
        });
        let chosen = found.into_iter().nth(named.unwrap_or(0));
        chosen.ok_or(why.unwrap_or(NoWork::Denominator))
    }

    fn of_leaf(&self, formula: &Formula, leaf: &Leaf, leaves: &[Leaf]) -> Result<Lever, Option<NoWork>> {
        let is_last_year = leaf.rows.tables().iter().any(|(_, year)| *year == Year::Last);
        if leaf.in_divisor || is_last_year {
            return Err(None);
        }
        if let Some(until) = until(leaf.rows).filter(|until| *until <= self.measures.as_of && !self.hindsight) {
            return Err(Some(NoWork::Over(until)));
        }
        match &leaf.aggregate.node {
            AggregateNode::Count | AggregateNode::CountDistinct(_) => self.of_amount(formula, leaf, leaves, None),
            AggregateNode::Sum(column) => self.of_amount(formula, leaf, leaves, Some(column)),
            AggregateNode::Share(condition) => self.of_share(formula, leaf, condition),
            AggregateNode::Mean(_)
            | AggregateNode::WeightedMean { .. }
            | AggregateNode::Median(_)
            | AggregateNode::Quantile { .. }
            | AggregateNode::Latest { .. }
            | AggregateNode::Value(_)
            | AggregateNode::MeanPh { .. } => self.of_figure(leaf, false),
            AggregateNode::Worst(_) => self.of_figure(leaf, true),
            AggregateNode::Least(_) => self.of_figure(leaf, self.direction() == Some(Direction::Higher)),
            AggregateNode::Greatest(_) => self.of_figure(leaf, self.direction() == Some(Direction::Lower)),
            AggregateNode::Best(_) => self.of_figure(leaf, false),
            AggregateNode::Any(_) | AggregateNode::All(_) => Err(Some(NoWork::Formula)),
        }
    }

    /// A figure that is read as it is. The worst of records that are in stays the worst.
    fn of_figure(&self, leaf: &Leaf, is_the_worst: bool) -> Result<Lever, Option<NoWork>> {
        match kept(self.plan, leaf.rows) {
            Kept::Records if is_the_worst && !may_regroup(leaf.rows, self.measures.as_of) => {
                Err(Some(NoWork::Happened))
            }
            Kept::Records => Err(Some(NoWork::Recorded)),
            Kept::Groups(_) => self.the_figure(is_dated(self.plan, leaf.rows)),
            Kept::List => self.the_figure(false),
        }
    }

    fn the_figure(&self, by_records: bool) -> Result<Lever, Option<NoWork>> {
        let now = self.figure.ok_or(Some(NoWork::Formula))?;
        let (_, places) = crate::assess::written_figure(self.plan, self.rule, now);
        let (now, of) = (now.clone(), self.counted_of(now));
        Ok(Lever::Figure { now, places, of, by_records: by_records && !self.hindsight })
    }

    /// Of how many whole things the figure is a share; of one where it is their number itself. `None`: it counts no whole things.
    fn counted_of(&self, now: &Exact) -> Option<Exact> {
        let Body::Measured { measure: Measure::Formula(formula), target: _, curve: _ } = &self.rule.body else {
            return None;
        };
        let mut leaves = Vec::new();
        leaves_of(formula, false, &mut leaves).ok()?;
        let of = leaves.iter().filter(|leaf| !leaf.in_divisor).find_map(|leaf| {
            let asked = Asked::Aggregate { rows: leaf.rows.clone(), aggregate: leaf.aggregate.clone() };
            let whole = || Quotient::of(formula, &asked, self.measures, self.unit)?.whole();
            let is_of_whole_numbers =
                |column: &Column| self.column_of(leaf.rows, column).is_some_and(|(_, column)| places_of(column) == 0);
            match &leaf.aggregate.node {
                AggregateNode::Count | AggregateNode::CountDistinct(_) => whole(),
                AggregateNode::Sum(column) if is_of_whole_numbers(column) => whole(),
                AggregateNode::Share(_) if matches!(formula.node, FormulaNode::Aggregate { .. }) => {
                    let rows = self.measures.rows(self.measures.number(&asked)?, self.unit);
                    Some(Exact::from(rows))
                }
                AggregateNode::Share(_)
                | AggregateNode::Sum(_)
                | AggregateNode::Mean(_)
                | AggregateNode::WeightedMean { .. }
                | AggregateNode::Least(_)
                | AggregateNode::Greatest(_)
                | AggregateNode::Median(_)
                | AggregateNode::Quantile { .. }
                | AggregateNode::Latest { .. }
                | AggregateNode::Value(_)
                | AggregateNode::MeanPh { .. }
                | AggregateNode::Worst(_)
                | AggregateNode::Best(_)
                | AggregateNode::Any(_)
                | AggregateNode::All(_) => None,
            }
        });
        of.filter(|of| of.is_positive() && of.is_integer() && (now * of).is_integer())
    }

    fn of_amount(
        &self,
        formula: &Formula,
        leaf: &Leaf,
        leaves: &[Leaf],
        summed: Option<&Column>,
    ) -> Result<Lever, Option<NoWork>> {
        let kept = kept(self.plan, leaf.rows);
        let unclear = Some(if kept == Kept::List { NoWork::Formula } else { NoWork::Recorded });
        let asked = Asked::Aggregate { rows: leaf.rows.clone(), aggregate: leaf.aggregate.clone() };
        let line = Quotient::of(formula, &asked, self.measures, self.unit).ok_or(unclear.clone())?;
        let now = known(&asked, self.measures, self.unit).ok_or(unclear.clone())?;
        if line.at(&now).as_ref() != self.figure {
            return Err(unclear);
        }
        let more = match (self.direction(), line.trend()) {
            (Some(Direction::Higher), Ordering::Greater) | (Some(Direction::Lower), Ordering::Less) => true,
            (Some(Direction::Higher), Ordering::Less) | (Some(Direction::Lower), Ordering::Greater) => false,
            (Some(Direction::Toward) | None, _) | (_, Ordering::Equal) => return Err(unclear),
        };
        let whole = leaves.iter().find(|other| {
            other.in_divisor
                && std::mem::discriminant(&other.aggregate.node) == std::mem::discriminant(&leaf.aggregate.node)
                && other.rows.tables().first() == leaf.rows.tables().first()
        });
        if !more {
            if kept == Kept::List {
                let before = whole.map(|whole| conditions(whole.rows)).unwrap_or_default();
                return self.of_list(leaf, line, now, summed, &before);
            }
            // Of the same groups those that are counted: each may get out of it, and stays in the whole.
            if let (None, Kept::Groups(_), Some(_)) = (summed, kept, whole) {
                let picked = conditions(leaf.rows).first().copied();
                let thing = self.thing_out_of(leaf.rows, kept, picked);
                return Ok(Lever::Part { line, most: Some(now.clone()), now, more, places: 0, thing });
            }
            return match (summed, stands_open(leaf.rows)) {
                (None, true) => {
                    let (most, thing) = (Some(now.clone()), self.thing_of_rows(leaf.rows));
                    Ok(Lever::Part { line, most, now, more, places: 0, thing })
                }
                (None | Some(_), _) if matches!(kept, Kept::Groups(_)) => Err(Some(NoWork::Recorded)),
                (None | Some(_), _) if may_regroup(leaf.rows, self.measures.as_of) => Err(Some(NoWork::Recorded)),
                (Some(_), _) => Err(Some(NoWork::Counted)),
                (None, false) => Err(Some(NoWork::Happened)),
            };
        }
        let named = summed.map(|column| self.column_of(leaf.rows, column));
        match kept {
            Kept::Records => {
                let before = whole.map(|whole| conditions(whole.rows)).unwrap_or_default();
                let own = conditions(leaf.rows);
                let finishes = own.iter().any(|condition| !before.contains(condition) && reads_a_day(condition));
                match (whole, named) {
                    (Some(whole), Some(Some((table, column)))) if column.work.is_some() => {
                        return self.of_what_becomes_due(&now, whole, table, column);
                    }
                    (Some(_), None) if finishes => {}
                    (None, None) if self.thing_of_rows(leaf.rows).work.is_some() => {}
                    (None, Some(Some((_, column)))) if column.work.is_some() => {}
                    (Some(_) | None, Some(_) | None) => return Err(Some(NoWork::Recorded)),
                }
            }
            Kept::Groups(_) if whole.is_none() => return Err(Some(NoWork::Recorded)),
            Kept::Groups(_) | Kept::List => {}
        }
        let (thing, places) = match named {
            None => (self.thing_of(leaf.rows, kept, None), 0),
            Some(Some((table, column))) => (thing_of_column(table, column), places_of(column)),
            // What is summed up is worked out from several columns: the work can't be said in the units of one.
            Some(None) => return self.the_figure(is_dated(self.plan, leaf.rows)),
        };
        // A part of the same rows is never more than the whole.
        let most = whole.filter(|_| summed.is_none()).and_then(|whole| {
            let asked = Asked::Aggregate { rows: whole.rows.clone(), aggregate: whole.aggregate.clone() };
            Some((known(&asked, self.measures, self.unit)? - now.clone()).max(Exact::ZERO))
        });
        let divisor = leaves.iter().find(|other| other.in_divisor);
        if divisor.is_some() && self.is_classification(leaf.rows, divisor.map(|divisor| divisor.rows)) {
            return Err(Some(NoWork::Classification));
        }
        Ok(Lever::Part { line, now, more, most, places, thing })
    }

    /// Fewer of a list, of what is picked beyond `before`: what stands open is ended by finishing it; what is picked by something else that is entered of
    /// its rows may come to be entered otherwise. Only what no cell can undo has happened for good.
    fn of_list(
        &self,
        leaf: &Leaf,
        line: Quotient,
        now: Exact,
        summed: Option<&Column>,
        before: &[&Column],
    ) -> Result<Lever, Option<NoWork>> {
        let mut own = conditions(leaf.rows);
        own.retain(|condition| !before.contains(condition));
        let most = Some(now.clone());
        if own.iter().any(|condition| self.is_unfinished(leaf.rows, condition)) {
            return match summed.map(|column| self.column_of(leaf.rows, column)) {
                None => {
                    let thing = self.thing_of_rows(leaf.rows);
                    Ok(Lever::Part { line, most, now, more: false, places: 0, thing })
                }
                Some(Some((table, column))) => {
                    let thing = Thing { counts: Counts::Unfinished, ..thing_of_column(table, column) };
                    Ok(Lever::Part { line, most, now, more: false, places: places_of(column), thing })
                }
                Some(None) => self.the_figure(false),
            };
        }
        if own.iter().any(|condition| self.reads_text(leaf.rows, condition)) {
            return Err(Some(NoWork::Classification));
        }
        if own.iter().any(|condition| self.reads_what_changes(leaf.rows, condition)) {
            return Err(Some(NoWork::Entered));
        }
        Err(Some(if summed.is_some() { NoWork::Counted } else { NoWork::Happened }))
    }

    /// What was not done when it was due stays undone; what is still to become due can all be done. By the pace so far, as much more becomes
    /// due as the days that are left.
    fn of_what_becomes_due(
        &self,
        good: &Exact,
        whole: &Leaf,
        table: &Table,
        column: &TableColumn,
    ) -> Result<Lever, Option<NoWork>> {
        let asked = Asked::Aggregate { rows: whole.rows.clone(), aggregate: whole.aggregate.clone() };
        let all = known(&asked, self.measures, self.unit).ok_or(Some(NoWork::Recorded))?;
        let (first, last) = (Date::new(self.plan.year, 1, 1), Date::new(self.plan.year, 12, 31));
        let (Ok(first), Ok(last)) = (first, last) else { return Err(Some(NoWork::Recorded)) };
        let gone = days_between(first, self.measures.as_of) + 1;
        let left = days_between(self.measures.as_of, last);
        let most = Exact::ratio(left.max(0), gone.max(1)).map(|pace| &all * &pace).unwrap_or_default();
        if good.checked_div(&all).as_ref() != self.figure || !most.is_positive() {
            return Err(Some(NoWork::Recorded));
        }
        let (thing, places) = (thing_of_column(table, column), places_of(column));
        Ok(Lever::Further { good: good.clone(), most: most.min(all.clone()), all, places, thing })
    }

    fn of_share(&self, formula: &Formula, leaf: &Leaf, condition: &Column) -> Result<Lever, Option<NoWork>> {
        let kept = kept(self.plan, leaf.rows);
        let is_plain = matches!(formula.node, FormulaNode::Aggregate { .. });
        let more = match (kept, self.direction()) {
            (Kept::Records, _) if !(is_plain && reads_a_day(condition)) => return Err(Some(NoWork::Recorded)),
            (Kept::Records | Kept::Groups(_) | Kept::List, Some(Direction::Higher)) => true,
            // Whichever group it is, it may come out better; of a list only what stands open gets fewer by work.
            (Kept::Groups(_), Some(Direction::Lower)) => false,
            (Kept::List, Some(Direction::Lower)) if self.is_unfinished(leaf.rows, condition) => false,
            (Kept::List, Some(Direction::Lower)) if self.reads_text(leaf.rows, condition) => {
                return Err(Some(NoWork::Classification));
            }
            // Fewer of those that fulfil it, or more of the others: what is entered decides.
            (Kept::List, Some(Direction::Lower)) => return Err(Some(NoWork::Entered)),
            (Kept::Records, Some(Direction::Lower)) => return Err(Some(NoWork::Recorded)),
            (Kept::Records | Kept::Groups(_) | Kept::List, Some(Direction::Toward) | None) => {
                return Err(Some(NoWork::Formula));
            }
        };
        if kept == Kept::List && self.reads_text(leaf.rows, condition) {
            return Err(Some(NoWork::Classification));
        }
        let asked = Asked::Aggregate { rows: leaf.rows.clone(), aggregate: leaf.aggregate.clone() };
        let share = known(&asked, self.measures, self.unit).ok_or(Some(NoWork::Formula))?;
        let rows = self.measures.number(&asked).map_or(0, |number| self.measures.rows(number, self.unit));
        let all = Exact::from(rows);
        let good = &share * &all;
        if !is_plain || !good.is_integer() || rows == 0 {
            return self.the_figure(is_dated(self.plan, leaf.rows));
        }
        let (thing, most) = match more {
            true => (self.thing_of(leaf.rows, kept, Some(condition)), &all - &good),
            false => (self.thing_out_of(leaf.rows, kept, Some(condition)), good.clone()),
        };
        let line = Quotient::over(&all);
        Ok(Lever::Part { line, now: good, more, most: Some(most), places: 0, thing })
    }

    /// What the part takes out of the rows that it is divided by is told by a text: of what kind a row is.
    fn is_classification(&self, rows: &Rows, whole: Option<&Rows>) -> bool {
        let whole = whole.map(conditions).unwrap_or_default();
        let own = conditions(rows);
        own.iter().filter(|condition| !whole.contains(condition)).any(|condition| self.reads_text(rows, condition))
    }

    fn reads_text(&self, rows: &Rows, condition: &Column) -> bool {
        self.kinds_read(rows, condition).contains(&Kind::Text)
    }

    /// The condition is about something that is entered of a row beside its days: as it stands now, and not for good.
    fn reads_what_changes(&self, rows: &Rows, condition: &Column) -> bool {
        self.kinds_read(rows, condition).iter().any(|kind| *kind != Kind::Date)
    }

    /// The kinds of the submitted columns that a condition reads, behind what is derived of them too.
    fn kinds_read(&self, rows: &Rows, condition: &Column) -> Vec<Kind> {
        let mut names = Vec::new();
        condition.node.fields(&mut |name| names.push(name.to_owned()));
        behind(rows, &mut names);
        let tables = rows.tables();
        let column = |name: &String| tables.iter().find_map(|(table, _)| self.plan.table(table)?.column(name));
        names.iter().filter_map(column).map(|column| column.holds.kind()).collect()
    }

    /// A row of a list that is not finished: without a day of completion, or with a flag that is not set yet.
    fn is_unfinished(&self, rows: &Rows, condition: &Column) -> bool {
        if let ColumnNode::Or(left, right) = &condition.node
            && self.is_unfinished(rows, left)
            && self.is_unfinished(rows, right)
        {
            return true;
        }
        is_open(condition) || is_unset(condition) && self.kinds_read(rows, condition).contains(&Kind::Bool)
    }
}

/// Late things of which nothing is left are not worth doing for their points.
fn worth_doing(mut tasks: OpenTasks) -> OpenTasks {
    tasks.open.retain(|task| task.counts.is_positive());
    tasks
        .open
        .sort_by(|left, right| (left.is_late, &right.counts, left.due).cmp(&(right.is_late, &left.counts, right.due)));
    tasks
}

fn leaves_of<'a>(formula: &'a Formula, in_divisor: bool, leaves: &mut Vec<Leaf<'a>>) -> Result<(), NoWork> {
    match &formula.node {
        FormulaNode::Aggregate { rows, aggregate } => leaves.push(Leaf { rows, aggregate, in_divisor }),
        FormulaNode::Arithmetic { operation: Arithmetic::Divide, left, right } => {
            leaves_of(left, in_divisor, leaves)?;
            leaves_of(right, true, leaves)?;
        }
        FormulaNode::Inherited(_) => return Err(NoWork::Shared),
        FormulaNode::RankAmong { .. } | FormulaNode::MeanAmong { .. } => return Err(NoWork::Others),
        FormulaNode::SubmittedBy { table: _, submitted: _, by } => return Err(NoWork::Over(*by)),
        FormulaNode::Literal(_)
        | FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Arithmetic {
            operation: Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply, ..
        }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::OrElse { .. }
        | FormulaNode::IfElse { .. }
        | FormulaNode::Round { .. }
        | FormulaNode::LeastOf(_)
        | FormulaNode::GreatestOf(_)
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. }
        | FormulaNode::ShareOfYear
        | FormulaNode::Given(_) => {
            for part in formula.node.parts() {
                leaves_of(part, in_divisor, leaves)?;
            }
        }
    }
    Ok(())
}

/// The rows are those without a day of completion, or with one ahead: whoever finishes one takes it out.
fn stands_open(rows: &Rows) -> bool {
    conditions(rows).into_iter().any(is_open)
}

/// Nothing stands in the column of a day of completion, or a day that is ahead.
fn is_open(condition: &Column) -> bool {
    fn day_of(condition: &Column) -> Option<&str> {
        if let ColumnNode::Or(left, right) = &condition.node {
            return day_of(left).filter(|day| day_of(right) == Some(*day));
        }
        if let ColumnNode::IsMissing(column) = &condition.node {
            return field(column);
        }
        let ColumnNode::Compare { comparison: Comparison::Greater, left, right } = &condition.node else { return None };
        field(left).filter(|_| matches!(right.node, ColumnNode::AsOf))
    }
    day_of(condition).is_some()
}

/// A flag that is not set: `done == false`, `!done`.
fn is_unset(condition: &Column) -> bool {
    if let ColumnNode::Not(flag) = &condition.node {
        return field(flag).is_some();
    }
    let ColumnNode::Compare { comparison: Comparison::Equal, left, right } = &condition.node else { return false };
    let is_false = |column: &Column| matches!(column.node, ColumnNode::Literal(Literal::Bool(false)));
    field(left).is_some() && is_false(right) || is_false(left) && field(right).is_some()
}

/// Adds the columns that those of these names are derived of.
fn behind(rows: &Rows, names: &mut Vec<String>) {
    if let RowsNode::Derive { rows: _, name, value } = &rows.node
        && names.contains(name)
    {
        value.node.fields(&mut |field| names.push(field.to_owned()));
    }
    for input in rows.node.inputs() {
        behind(input, names);
    }
}

fn field(column: &Column) -> Option<&str> {
    if let ColumnNode::Field(name) = &column.node { Some(name) } else { None }
}

/// The condition is about when something was done: it may be done yet.
fn reads_a_day(condition: &Column) -> bool {
    matches!(condition.node, ColumnNode::AsOf) || condition.node.parts().into_iter().any(reads_a_day)
}
