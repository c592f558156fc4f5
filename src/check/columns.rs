//! Look-ups within rows that can't be meant: limits out of order, editions out of order, quantiles beyond the whole.

use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Aggregate, AggregateNode, Asked, Better, Column, ColumnNode, Comparison, DatePart, Literal, Plan, Quantity, Rows,
    RowsNode, typing,
};

pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    each_column(plan, &mut |column| look_up(column, plan, &mut found));
    each_aggregate(plan, &mut |aggregate| quantile(aggregate, &mut found));
    found
}

fn look_up(column: &Column, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let at = || column.at.clone();
    match &column.node {
        ColumnNode::StepClass { value: _, scale, better, limits } => {
            let in_order = match better {
                Better::Lower => limits.is_sorted(),
                Better::Higher => limits.iter().rev().is_sorted(),
            };
            if !in_order {
                found.push(Diagnostic::error(at(), message!("check-limits-out-of-order")));
            }
            if let Some(classes) = plan.scale(scale).map(|scale| scale.classes.len())
                && limits.len() >= classes
            {
                let message = message!("check-more-limits-than-classes", limits = limits.len(), classes = classes);
                found.push(Diagnostic::error(at(), message));
            }
        }
        ColumnNode::Interpolate { value: _, points } => {
            if !points.is_sorted_by(|before, after| before.x < after.x) {
                found.push(Diagnostic::error(at(), message!("check-points-out-of-order")));
            }
        }
        ColumnNode::ByDate { date: _, editions } => {
            let in_order = editions.is_sorted_by(|before, after| before.from < after.from);
            if !in_order || editions.first().is_some_and(|first| first.from.is_some()) {
                found.push(Diagnostic::error(at(), message!("check-editions-out-of-order")));
            }
        }
        ColumnNode::RangeClass { value: _, low, high, inside: _, outside: _ } => {
            if low > high {
                found.push(Diagnostic::error(at(), message!("check-range-upside-down", low = low, high = high)));
            }
        }
        // Of an order, the number behind the last one is a good edge too: month() < 13.
        ColumnNode::Compare { comparison: Comparison::Equal | Comparison::NotEqual, left, right } => {
            date_parts(column, left, &[literal(right)], found);
            date_parts(column, right, &[literal(left)], found);
        }
        ColumnNode::IsIn { value, options } => {
            let options: Vec<Option<&Literal>> = options.iter().map(Some).collect();
            date_parts(column, value, &options, found);
        }
        ColumnNode::Between { value, low, high } => {
            date_parts(column, value, &[literal(low), literal(high)], found);
            if let (Some(low), Some(high)) = (literal(low), literal(high))
                && let (Some(least), Some(most)) = (low.number(), high.number())
                && typing::Known::literal(low).kind == typing::Known::literal(high).kind
                && least > most
            {
                found.push(Diagnostic::warning(at(), message!("check-between-never")));
            }
        }
        ColumnNode::Field(_)
        | ColumnNode::Literal(_)
        | ColumnNode::AsOf
        | ColumnNode::Compare { .. }
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IfElse { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::WorstOf(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::NamesOfGreatest { .. }
        | ColumnNode::Called { .. } => {}
    }
}

fn literal(column: &Column) -> Option<&Literal> {
    if let ColumnNode::Literal(literal) = &column.node { Some(literal) } else { None }
}

/// Years, quarters, months and days that there are none of: the thirteenth month, the year 22.
fn date_parts(at: &Column, value: &Column, held: &[Option<&Literal>], found: &mut Vec<Diagnostic>) {
    let ColumnNode::DatePart { value: _, part } = &value.node else { return };
    for literal in held.iter().flatten() {
        let (name, least, most) = match part {
            DatePart::Year => ("year", 1900, 2200),
            DatePart::Quarter => ("quarter", 1, 4),
            DatePart::Month => ("month", 1, 12),
            DatePart::Day => ("day", 1, 31),
        };
        // A percentage is told as what it is.
        let Literal::Number(Quantity { value: number, unit: None, percent: _ }) = literal else { continue };
        if *number < Exact::from(least) || *number > Exact::from(most) || *number != number.floor() {
            let message = message!("check-no-such-date-part", part = name, number = number);
            found.push(Diagnostic::warning(at.at.clone(), message));
        }
    }
}

fn quantile(aggregate: &Aggregate, found: &mut Vec<Diagnostic>) {
    if let AggregateNode::Quantile { value: _, q } = &aggregate.node
        && (q.is_negative() || *q > Exact::ONE)
    {
        found.push(Diagnostic::error(aggregate.at.clone(), message!("check-share-range", share = q)));
    }
}

/// Calls `with` on every expression over rows in the plan, those inside others too.
pub fn each_column(plan: &Plan, with: &mut dyn FnMut(&Column)) {
    for table in &plan.tables {
        for check in &table.checks {
            inside(&check.condition, with);
        }
    }
    for asked in plan.asked() {
        columns_asked(&asked, &mut |column| inside(column, with));
    }
}

/// The outermost expressions over rows that a question holds, those of its chain first.
pub fn columns_asked(asked: &Asked, with: &mut dyn FnMut(&Column)) {
    match asked {
        Asked::Aggregate { rows, aggregate } => {
            columns_of_rows(rows, with);
            aggregate.node.columns().into_iter().for_each(&mut *with);
        }
        Asked::Task { rows, done, due } => {
            columns_of_rows(rows, with);
            with(done);
            due.iter().for_each(with);
        }
        Asked::Tally { rows, label } => {
            columns_of_rows(rows, with);
            with(label);
        }
    }
}

fn columns_of_rows(rows: &Rows, with: &mut dyn FnMut(&Column)) {
    for input in rows.node.inputs() {
        columns_of_rows(input, with);
    }
    match &rows.node {
        RowsNode::Filter { rows: _, condition } => with(condition),
        RowsNode::Derive { rows: _, name: _, value } => with(value),
        RowsNode::Group { rows: _, by: _, columns } => {
            for column in columns {
                column.aggregate.node.columns().into_iter().for_each(&mut *with);
            }
        }
        RowsNode::Table { .. }
        | RowsNode::During { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. } => {}
    }
}

fn each_aggregate(plan: &Plan, with: &mut dyn FnMut(&Aggregate)) {
    fn of_rows(rows: &Rows, with: &mut dyn FnMut(&Aggregate)) {
        rows.node.inputs().into_iter().for_each(|input| of_rows(input, with));
        if let RowsNode::Group { columns, .. } = &rows.node {
            columns.iter().for_each(|column| with(&column.aggregate));
        }
    }
    for asked in plan.asked() {
        match &asked {
            Asked::Aggregate { rows, aggregate } => {
                of_rows(rows, with);
                with(aggregate);
            }
            Asked::Task { rows, .. } | Asked::Tally { rows, .. } => of_rows(rows, with),
        }
    }
}

fn inside(column: &Column, with: &mut dyn FnMut(&Column)) {
    with(column);
    for part in column.node.parts() {
        inside(part, with);
    }
}
