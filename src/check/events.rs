//! One event, one punishment: whether two rules of a sheet can take points for the same rows.
//!
//! Nothing is enforced when scoring: only the office knows whether two rules mean the same thing. Who gives two rules different `events`
//! says that they do not.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{
    AggregateNode, Area, Asked, Body, Child, Column, ColumnNode, Comparison, CurveNode, Formula, FormulaNode, ItemId,
    Literal, Measure, Plan, Rows, RowsNode, Rule, RuleKind, Sheet, VetoEffect, Year,
};

/// A warning where two rules of one sheet take points for the same events, by name or by the rows that they count.
pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for sheet in &plan.sheets {
        let punishing: Vec<(&Rule, Vec<Counted>)> = sheet
            .rules()
            .filter_map(|id| plan.rule(id))
            .map(|rule| (rule, counted(rule)))
            .filter(|(rule, counted)| (rule.events.is_some() && takes_points(rule)) || !counted.is_empty())
            .collect();
        for (place, (second, of_second)) in punishing.iter().enumerate() {
            let before = punishing.iter().take(place);
            let twice = before
                .filter_map(|(first, of_first)| Some((*first, twice(sheet, (first, of_first), (second, of_second))?)));
            // One warning is enough to look at the rule.
            found.extend(twice.take(1).map(|(first, message)| {
                let told = Diagnostic::warning(second.at.clone(), message);
                let told = told.also(first.at.clone(), message!("check-punished-first"));
                told.help(message!("check-punished-apart"))
            }));
        }
    }
    found
}

/// What is punished by both rules.
fn twice(
    sheet: &Sheet,
    (first, of_first): (&Rule, &[Counted]),
    (second, of_second): (&Rule, &[Counted]),
) -> Option<crate::words::Message> {
    if is_the_same_punishment(sheet, first, second) || is_the_same_punishment(sheet, second, first) {
        return None;
    }
    let titles = (&first.title, &second.title);
    match (&first.events, &second.events) {
        (Some(one), Some(other)) if one == other => {
            Some(message!("check-punished-twice", events = one, first = titles.0, second = titles.1))
        }
        (Some(_), Some(_)) => None,
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            let pairs = of_first.iter().flat_map(|one| of_second.iter().map(move |other| (one, other)));
            let table = pairs.filter(|(one, other)| one.overlaps(other)).map(|(one, _)| &one.table).next()?;
            Some(message!("check-punished-rows-twice", table = table, first = titles.0, second = titles.1))
        }
    }
}

fn takes_points(rule: &Rule) -> bool {
    match rule.kind {
        RuleKind::Indicator | RuleKind::Deduction => true,
        RuleKind::Bonus | RuleKind::Veto => false,
    }
}

/// A veto over the grade is no second punishment in points: it says what the same event means for the grade. Nor is one that strikes the
/// very item in which the event costs points, or an area that it is part of.
fn is_the_same_punishment(sheet: &Sheet, veto: &Rule, other: &Rule) -> bool {
    let Body::Veto { when: _, effect } = &veto.body else { return false };
    match effect {
        VetoEffect::CapGrade(_) | VetoEffect::Fail => true,
        VetoEffect::ZeroItem(item) => *item == other.id,
        VetoEffect::ZeroArea(area) => is_within(&sheet.area, area, &other.id),
    }
}

fn is_within(area: &Area, id: &str, item: &ItemId) -> bool {
    if area.id == id {
        return area.items().into_iter().any(|within| within.rule == *item);
    }
    area.children.iter().any(|child| match child {
        Child::Area(below) => is_within(below, id, item),
        Child::Item(_) => false,
    })
}

/// The rows for which the rule takes points.
fn counted(rule: &Rule) -> Vec<Counted> {
    let mut found = Vec::new();
    let mut ask = |asked: Asked| match asked {
        Asked::Aggregate { rows, aggregate } => match aggregate.node {
            AggregateNode::Count | AggregateNode::CountDistinct(_) | AggregateNode::Sum(_) => {
                found.extend(Counted::of(&rows));
            }
            AggregateNode::Any(condition) => {
                for mut counted in Counted::of(&rows) {
                    counted.hold(&condition, true);
                    found.push(counted);
                }
            }
            // A figure about the rows as a whole punishes none of them.
            AggregateNode::All(_)
            | AggregateNode::Mean(_)
            | AggregateNode::WeightedMean { .. }
            | AggregateNode::Least(_)
            | AggregateNode::Greatest(_)
            | AggregateNode::Median(_)
            | AggregateNode::Quantile { .. }
            | AggregateNode::Share(_)
            | AggregateNode::Worst(_)
            | AggregateNode::Best(_)
            | AggregateNode::Latest { .. }
            | AggregateNode::Value(_)
            | AggregateNode::MeanPh { .. } => {}
        },
        Asked::Task { .. } | Asked::Tally { .. } => {}
    };
    match &rule.body {
        Body::Measured { measure: Measure::Formula(formula), target: _, curve } => {
            let by_case = matches!(curve.base.node, CurveNode::PerCase { .. });
            match rule.kind {
                RuleKind::Deduction | RuleKind::Indicator if by_case => formula.ask(&mut ask),
                RuleKind::Deduction if is_a_count(formula) => formula.ask(&mut ask),
                RuleKind::Indicator | RuleKind::Deduction | RuleKind::Bonus | RuleKind::Veto => {}
            }
        }
        Body::Veto { when, effect: _ } => when.ask(&mut ask),
        Body::Measured { .. } | Body::ByHand { .. } | Body::NotExpressible { .. } => {}
    }
    found
}

/// A number of rows and nothing else: whatever the curve, each costs something.
fn is_a_count(formula: &Formula) -> bool {
    let FormulaNode::Aggregate { rows: _, aggregate } = &formula.node else { return false };
    matches!(aggregate.node, AggregateNode::Count | AggregateNode::CountDistinct(_))
}

/// Rows of a submitted table, with what is known of their values.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Counted {
    table: String,
    year: Year,
    /// All of them hold; of each, one of several.
    held: Vec<Vec<Held>>,
    /// Columns that the rule itself makes: another rule may mean something else by the same name.
    made: BTreeSet<String>,
}

/// What is known of a value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    /// `None`: the time of the row.
    column: Option<String>,
    comparison: Comparison,
    value: Literal,
}

impl Counted {
    fn of(rows: &Rows) -> Vec<Counted> {
        let mut all: Vec<Counted> = match &rows.node {
            RowsNode::Table { table, year } => {
                return vec![Counted { table: table.clone(), year: *year, held: Vec::new(), made: BTreeSet::new() }];
            }
            // Of a join, the rows on the left are counted.
            RowsNode::Join { left, .. } => Counted::of(left),
            RowsNode::Filter { .. }
            | RowsNode::Derive { .. }
            | RowsNode::During { .. }
            | RowsNode::Union { .. }
            | RowsNode::Unique { .. }
            | RowsNode::LatestBy { .. }
            | RowsNode::Group { .. } => rows.node.inputs().into_iter().flat_map(Counted::of).collect(),
        };
        for counted in &mut all {
            match &rows.node {
                RowsNode::Filter { condition, .. } => counted.hold(condition, true),
                RowsNode::During { from, to, .. } => {
                    for (comparison, day) in [(Comparison::GreaterOrEqual, from), (Comparison::LessOrEqual, to)] {
                        counted.held.push(vec![Held { column: None, comparison, value: Literal::Date(*day) }]);
                    }
                }
                RowsNode::Derive { name, .. } => {
                    counted.made.insert(name.clone());
                }
                RowsNode::Group { columns, .. } => {
                    counted.made.extend(columns.iter().map(|column| column.name.clone()));
                }
                RowsNode::Table { .. }
                | RowsNode::Join { .. }
                | RowsNode::Union { .. }
                | RowsNode::Unique { .. }
                | RowsNode::LatestBy { .. } => {}
            }
        }
        all
    }

    /// The condition, or its opposite, holds for them. What is not understood says nothing.
    fn hold(&mut self, condition: &Column, holds: bool) {
        match &condition.node {
            ColumnNode::And(left, right) => {
                if holds {
                    self.hold(left, true);
                    self.hold(right, true);
                }
            }
            ColumnNode::Or(left, right) => {
                if !holds {
                    self.hold(left, false);
                    self.hold(right, false);
                }
            }
            ColumnNode::Called { value, .. } => self.hold(value, holds),
            ColumnNode::Not(inner) => self.hold(inner, !holds),
            ColumnNode::Compare { comparison, left, right } => {
                let comparison = if holds { *comparison } else { comparison.opposite() };
                // A column against a number or a text as written, whichever stands first; all else is not understood.
                if let (ColumnNode::Field(column), ColumnNode::Literal(value)) = (&left.node, &right.node) {
                    self.hold_one_of(column, comparison, std::slice::from_ref(value));
                }
                if let (ColumnNode::Literal(value), ColumnNode::Field(column)) = (&left.node, &right.node) {
                    self.hold_one_of(column, comparison.turned(), std::slice::from_ref(value));
                }
            }
            ColumnNode::IsIn { value, options } => {
                let ColumnNode::Field(column) = &value.node else { return };
                if holds {
                    self.hold_one_of(column, Comparison::Equal, options);
                } else {
                    for option in options {
                        self.hold_one_of(column, Comparison::NotEqual, std::slice::from_ref(option));
                    }
                }
            }
            ColumnNode::Between { value, low, high } => {
                let (ColumnNode::Field(column), true) = (&value.node, holds) else { return };
                for (comparison, edge) in [(Comparison::GreaterOrEqual, low), (Comparison::LessOrEqual, high)] {
                    if let ColumnNode::Literal(edge) = &edge.node {
                        self.hold_one_of(column, comparison, std::slice::from_ref(edge));
                    }
                }
            }
            ColumnNode::Field(_)
            | ColumnNode::Literal(_)
            | ColumnNode::AsOf
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
            | ColumnNode::StepClass { .. }
            | ColumnNode::RangeClass { .. }
            | ColumnNode::WorstOf(_)
            | ColumnNode::LeastOf(_)
            | ColumnNode::GreatestOf(_)
            | ColumnNode::Interpolate { .. }
            | ColumnNode::ByDate { .. }
            | ColumnNode::NamesOfGreatest { .. } => {}
        }
    }

    fn hold_one_of(&mut self, column: &str, comparison: Comparison, values: &[Literal]) {
        if !self.made.contains(column) {
            let held = |value: &Literal| Held { column: Some(column.to_owned()), comparison, value: value.clone() };
            self.held.push(values.iter().map(held).collect());
        }
    }

    /// A row can be among both.
    fn overlaps(&self, other: &Counted) -> bool {
        let same_table = self.table == other.table && self.year == other.year;
        let exclude = |one: &[Held], two: &[Held]| one.iter().all(|one| two.iter().all(|two| one.excludes(two)));
        same_table && !self.held.iter().any(|one| other.held.iter().any(|two| exclude(one, two)))
    }
}

impl Held {
    /// No value is both.
    fn excludes(&self, other: &Held) -> bool {
        use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        if self.column != other.column {
            return false;
        }
        if let (Literal::Text(one), Literal::Text(two)) = (&self.value, &other.value) {
            return match (self.comparison, other.comparison) {
                (Equal, Equal) => one != two,
                (Equal, NotEqual) | (NotEqual, Equal) => one == two,
                (NotEqual, NotEqual) => false,
                // Texts have no order.
                (Less | LessOrEqual | Greater | GreaterOrEqual, Equal | NotEqual)
                | (
                    Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual,
                    Less | LessOrEqual | Greater | GreaterOrEqual,
                ) => false,
            };
        }
        let (Some(one), Some(two)) = (self.value.number(), other.value.number()) else { return false };
        let order = one.cmp(&two);
        match (self.comparison, other.comparison) {
            (Equal, comparison) => !comparison.holds(order),
            (comparison, Equal) => !comparison.holds(order.reverse()),
            (LessOrEqual, GreaterOrEqual) => order.is_lt(),
            (GreaterOrEqual, LessOrEqual) => order.is_gt(),
            (Less | LessOrEqual, Greater | GreaterOrEqual) => order.is_le(),
            (Greater | GreaterOrEqual, Less | LessOrEqual) => order.is_ge(),
            (NotEqual, _) | (_, NotEqual) | (Less | LessOrEqual, Less | LessOrEqual) => false,
            (Greater | GreaterOrEqual, Greater | GreaterOrEqual) => false,
        }
    }
}
