//! Figures in words: what is made of aggregates, letters and other figures.

use super::aggregate::say_aggregate;
use super::column::say_cases;
use super::condition::{rows_of_condition, say_condition};
use super::phrase::{Binding, Phrase, listed};
use super::rows::{say_origin, say_picked, table_title};
use super::scope::Scope;
use super::shared_rows::Common;
use super::value::{Sort, say_date, say_literal, say_number, say_rounding, say_unit};
use crate::figure::{Exact, Rounding};
use crate::message;
use crate::plan::{
    Aggregate, AggregateNode, Among, Best, Condition, Formula, FormulaNode, Given, LetterDefault, Literal, Plan, Rows,
};
use crate::words::{Arg, Message};

/// A plan, and what the figures of the rule at hand have in common.
#[derive(Clone, Copy)]
pub(super) struct Reader<'p> {
    pub plan: &'p Plan,
    pub common: Common<'p>,
}

/// A figure in a few words: 综合利用量÷粪污产生量. What all its parts have in common is left out; a figure made straight of rows
/// says which rows.
pub fn say_formula(plan: &Plan, formula: &Formula) -> Message {
    let mut rows = Vec::new();
    rows_of_formula(formula, &mut rows);
    let mut common = Common::of(&rows);
    if matches!(formula.node, FormulaNode::Aggregate { .. }) {
        common.rows = None;
    }
    Reader { plan, common }.say(formula).message
}

/// A condition over a unit's figures as it stands: 火点数≥10起.
pub fn say_figure_condition(plan: &Plan, condition: &Condition) -> Message {
    let mut rows = Vec::new();
    rows_of_condition(condition, &mut rows);
    // Nothing is left out: there is no text around it that would say it.
    say_condition(&Reader { plan, common: Common { rows: None, picks: false, ..Common::of(&rows) } }, condition, true)
        .message
}

/// All rows that a formula is made of, in the order of reading.
pub(super) fn rows_of_formula<'p>(formula: &'p Formula, found: &mut Vec<&'p Rows>) {
    match &formula.node {
        FormulaNode::Aggregate { rows, aggregate: _ } => found.push(rows),
        FormulaNode::IfElse { condition, then, otherwise } => {
            rows_of_condition(condition, found);
            rows_of_formula(then, found);
            rows_of_formula(otherwise, found);
        }
        FormulaNode::Literal(_)
        | FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::OrElse { .. }
        | FormulaNode::Round { .. }
        | FormulaNode::LeastOf(_)
        | FormulaNode::GreatestOf(_)
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::MeanAmong { .. }
        | FormulaNode::Inherited(_)
        | FormulaNode::SubmittedBy { .. }
        | FormulaNode::ShareOfYear
        | FormulaNode::Given(_) => {
            for part in formula.node.parts() {
                rows_of_formula(part, found);
            }
        }
    }
}

impl<'p> Reader<'p> {
    pub fn say(&self, formula: &Formula) -> Phrase {
        let word = |formula: &Formula| self.say(formula).within(Binding::Word);
        let plain = |formula: &Formula| self.say(formula).within(Binding::Sum);
        match &formula.node {
            FormulaNode::Aggregate { rows, aggregate } => self.say_figure_of_rows(rows, aggregate),
            FormulaNode::Literal(literal) => Phrase::word(say_literal(self.plan, literal)),
            FormulaNode::Letter { or } => Phrase::word(match or {
                None => Message::new("letter-figure"),
                Some(default) => message!("letter-or", otherwise = self.say_letter_default(default)),
            }),
            FormulaNode::LetterDue { or } => Phrase::word(match or {
                None => Message::new("letter-due"),
                Some(date) => message!("letter-due-or", date = say_date(*date)),
            }),
            FormulaNode::Arithmetic { operation, left, right } => {
                Phrase::arithmetic(*operation, self.say(left), self.say(right))
            }
            FormulaNode::Negative(value) => Phrase::negative(self.say(value)),
            FormulaNode::Convert { value, to, factor: _ } => {
                Phrase::word(message!("column-convert", value = word(value), unit = say_unit(to)))
            }
            FormulaNode::OrElse { value, otherwise } => {
                Phrase::word(message!("figure-or-else", value = word(value), otherwise = plain(otherwise)))
            }
            FormulaNode::IfElse { condition, then, otherwise } => {
                let (cases, rest) = formula.node.cases().unwrap_or((vec![(&**condition, &**then)], &**otherwise));
                let cases = cases.into_iter();
                let cases =
                    cases.map(|(condition, figure)| (say_condition(self, condition, true).message, plain(figure)));
                say_cases(cases.collect(), plain(rest))
            }
            FormulaNode::Round { value, rounding } => {
                Phrase::word(message!("rounded", value = word(value), rounding = say_rounding(rounding)))
            }
            FormulaNode::LeastOf(values) => {
                Phrase::word(self.of_several("figure-lesser-of", "figure-least-of", values))
            }
            FormulaNode::GreatestOf(values) => {
                Phrase::word(self.of_several("figure-greater-of", "figure-greatest-of", values))
            }
            FormulaNode::Weighted(parts) => {
                let parts = parts.iter().map(|part| {
                    message!("figure-weighted-part", value = word(&part.value), weight = say_number(&part.weight))
                });
                Phrase::word(message!("figure-weighted", parts = listed(parts)))
            }
            FormulaNode::GeometricMean { values, places } => Phrase::word(message!(
                "figure-geometric-mean",
                values = self.each(values),
                rounding = say_rounding(&Rounding::half_even(*places))
            )),
            FormulaNode::RankAmong { value, among, best } => {
                let value = word(value);
                Phrase::word(match (among, best) {
                    (Among::Group, Best::Highest) => message!("figure-rank-group-highest", value = value),
                    (Among::Group, Best::Lowest) => message!("figure-rank-group-lowest", value = value),
                    (Among::Sheet, Best::Highest) => message!("figure-rank-sheet-highest", value = value),
                    (Among::Sheet, Best::Lowest) => message!("figure-rank-sheet-lowest", value = value),
                })
            }
            FormulaNode::MeanAmong { value, among } => {
                let value = word(value);
                Phrase::word(match among {
                    Among::Group => message!("figure-mean-group", value = value),
                    Among::Sheet => message!("figure-mean-sheet", value = value),
                })
            }
            FormulaNode::Inherited(value) => Phrase::word(message!("figure-inherited", value = word(value))),
            FormulaNode::SubmittedBy { table, submitted: _, by } => {
                Phrase::word(message!("figure-submitted-by", table = table_title(self.plan, table), by = say_date(*by)))
            }
            FormulaNode::ShareOfYear => Phrase::word(Message::new("figure-share-of-year")),
            FormulaNode::Given(Given::Measure) => Phrase::word(Message::new("figure-given-measure")),
            FormulaNode::Given(Given::Target) => Phrase::word(Message::new("figure-given-target")),
            FormulaNode::Given(Given::Full) => Phrase::word(Message::new("figure-given-full")),
        }
    }

    /// The one word for two values, the other for more.
    fn of_several(&self, of_two: &str, of_more: &str, values: &[Formula]) -> Message {
        match values {
            [first, second] => {
                let side = |value: &Formula| self.say(value).within(Binding::Sum);
                Message::new(of_two)
                    .with("values", self.each(values))
                    .with("first", side(first))
                    .with("second", side(second))
            }
            [] | [..] => Message::new(of_more).with("values", self.each(values)),
        }
    }

    /// The day by which things are to be done: what a letter names for it is a day, whichever of its columns it stands in.
    pub fn say_day(&self, formula: &Formula) -> Message {
        let said = || self.say(formula).within(Binding::Sum);
        let FormulaNode::Letter { or } = &formula.node else { return said() };
        match or {
            None => Message::new("letter-due"),
            Some(LetterDefault { value: Literal::Date(date), assumed: false }) => {
                message!("letter-due-or", date = say_date(*date))
            }
            Some(_) => said(),
        }
    }

    fn each(&self, values: &[Formula]) -> Arg {
        listed(values.iter().map(|value| self.say(value).within(Binding::Sum)))
    }

    fn say_figure_of_rows(&self, rows: &Rows, aggregate: &Aggregate) -> Phrase {
        let scope = Scope { plan: self.plan, rows };
        let figure = say_aggregate(scope, aggregate);
        let figure = match say_picked(scope, &self.common) {
            Some(condition) => {
                let figure = figure.within(Binding::Word);
                match super::aggregate::thing_left_out(scope, aggregate) {
                    Some(noun) => {
                        message!("rows-where-thing", condition = condition.message, thing = noun, figure = figure)
                    }
                    None => message!("rows-where", condition = condition.message, figure = figure),
                }
            }
            // Beside a figure of some of them: 安全利用的地块面积÷地块面积.
            None => match super::aggregate::thing_left_out(scope, aggregate).filter(|_| self.common.picks) {
                Some(noun) => message!("rows-thing", thing = noun, figure = figure.message),
                None => figure.message,
            },
        };
        let names_columns = !aggregate.node.columns().is_empty();
        Phrase::word(say_origin(self.plan, rows, &self.common, figure, names_columns))
    }

    /// What stands in for a figure that the letter does not name: 按80%, or 暂定80% where the value is ours.
    pub fn say_letter_default(&self, default: &LetterDefault) -> Message {
        let value = say_literal(self.plan, &default.value);
        if default.assumed {
            message!("letter-assumed", value = value)
        } else {
            message!("letter-default", value = value)
        }
    }

    /// What a comparison with this figure is about.
    pub fn sort(&self, formula: &Formula) -> Sort {
        match &formula.node {
            FormulaNode::Aggregate { rows, aggregate } => Scope { plan: self.plan, rows }.sort_of_aggregate(aggregate),
            FormulaNode::Literal(literal) => Sort::of_literal(literal),
            FormulaNode::Letter { or: Some(default) } => Sort::of_literal(&default.value),
            FormulaNode::LetterDue { .. } => Sort::Day,
            FormulaNode::OrElse { .. }
            | FormulaNode::IfElse { .. }
            | FormulaNode::LeastOf(_)
            | FormulaNode::GreatestOf(_)
            | FormulaNode::Inherited(_) => {
                formula.node.parts().into_iter().fold(Sort::Number, |sort, part| sort.or(self.sort(part)))
            }
            FormulaNode::Letter { or: None }
            | FormulaNode::Arithmetic { .. }
            | FormulaNode::Negative(_)
            | FormulaNode::Convert { .. }
            | FormulaNode::Round { .. }
            | FormulaNode::Weighted(_)
            | FormulaNode::GeometricMean { .. }
            | FormulaNode::RankAmong { .. }
            | FormulaNode::MeanAmong { .. }
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => Sort::Number,
        }
    }
}

/// The rows that are counted: conditions over a count are said as 有 and 无.
pub(super) fn counted_rows(formula: &Formula) -> Option<&Rows> {
    let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return None };
    (aggregate.node == AggregateNode::Count).then_some(rows)
}

/// The number, where the formula is one as written.
pub(super) fn literal_number(formula: &Formula) -> Option<&Exact> {
    match formula.node.literal()? {
        Literal::Number(quantity) => Some(&quantity.value),
        Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) | Literal::Class(_) => None,
    }
}
