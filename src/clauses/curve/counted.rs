//! Curves that count: so many points for so much, and for each case; and what a bare number is counted in.

use super::Scoring;
use crate::clauses::scope::{Meaning, Scope};
use crate::clauses::target::sort;
use crate::clauses::value::{Sort, count, say_points, say_step};
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::{
    AggregateNode, ColumnNode, ColumnType, Formula, FormulaNode, Measure, Parts, Quantity, RuleKind, ShowAs,
    TargetNode, Towards,
};
use crate::words::Message;

impl Scoring<'_> {
    pub(super) fn say_deduct(&self, points: &Exact, per: &Quantity, parts: Parts) -> Message {
        let sort = sort(&self.reader, self.target);
        let per = self.say_per(per, sort);
        let rest = match parts {
            // There is nothing between two classes.
            Parts::ProRata | Parts::WholeOnly | Parts::CountAsOne if sort == Sort::Class => {
                message!("value-text", text = "")
            }
            Parts::ProRata => message!("parts-pro-rata", per = per.clone()),
            Parts::WholeOnly => message!("parts-whole-only", per = per.clone()),
            Parts::CountAsOne => message!("parts-count-as-one", per = per.clone()),
        };
        let points = say_points(points);
        let end = match (self.kind, self.full) {
            (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _) => Message::new("until-nothing-left"),
            (RuleKind::Deduction, Some(cap)) => message!("at-most-taken", cap = say_points(&cap.0)),
            (RuleKind::Deduction, None) => Message::new("without-limit"),
        };
        let each = match (sort, self.target.node.towards()) {
            (Sort::Class, _) => message!("curve-deduct-class", per = per, points = points, rest = rest),
            (Sort::Number | Sort::Text | Sort::Day | Sort::Truth, Some(Towards::Higher)) => {
                message!("curve-deduct-below", per = per, points = points, rest = rest)
            }
            (Sort::Number | Sort::Text | Sort::Day | Sort::Truth, Some(Towards::Lower)) => {
                message!("curve-deduct-above", per = per, points = points, rest = rest)
            }
            (Sort::Number | Sort::Text | Sort::Day | Sort::Truth, None) => {
                message!("curve-deduct-off", per = per, points = points, rest = rest)
            }
        };
        message!("joined-comma", left = each, right = end)
    }

    /// The step of a deduction, with the unit that the figure is counted in where the rule leaves it out.
    fn say_per(&self, per: &Quantity, sort: Sort) -> Message {
        if per.unit.is_some() || per.percent || sort != Sort::Number {
            return say_step(per, sort);
        }
        match self.counted_in() {
            Some(CountedIn::Percent) => say_step(&Quantity { percent: true, ..per.clone() }, sort),
            Some(CountedIn::Unit(unit)) => say_step(&Quantity { unit: Some(unit), ..per.clone() }, sort),
            Some(CountedIn::Things(noun)) => message!("value-step-things", number = count(&per.value), noun = noun),
            None => say_step(per, sort),
        }
    }

    fn counted_in(&self) -> Option<CountedIn> {
        match self.show_as {
            Some(ShowAs::Percent { .. }) => return Some(CountedIn::Percent),
            Some(ShowAs::Number { places: _, unit: Some(unit) }) => return Some(CountedIn::Unit(unit.clone())),
            Some(ShowAs::Number { places: _, unit: None }) | None => {}
        }
        match self.measure {
            Measure::Formula(formula) => self.counted_in_formula(formula),
            Measure::Task { .. } => Some(CountedIn::Percent),
            Measure::Tally { .. } | Measure::Checklist => None,
        }
    }

    fn counted_in_formula(&self, formula: &Formula) -> Option<CountedIn> {
        let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return None };
        let scope = Scope { plan: self.reader.plan, rows };
        let column = match &aggregate.node {
            AggregateNode::Count => return Some(CountedIn::Things(scope.noun())),
            AggregateNode::Share(_) => return Some(CountedIn::Percent),
            AggregateNode::Sum(column)
            | AggregateNode::Mean(column)
            | AggregateNode::Least(column)
            | AggregateNode::Greatest(column)
            | AggregateNode::Median(column)
            | AggregateNode::Value(column)
            | AggregateNode::WeightedMean { value: column, weight: _ }
            | AggregateNode::Quantile { value: column, q: _ }
            | AggregateNode::Latest { value: column, by: _ } => column,
            AggregateNode::CountDistinct(_)
            | AggregateNode::Any(_)
            | AggregateNode::All(_)
            | AggregateNode::Worst(_)
            | AggregateNode::Best(_)
            | AggregateNode::MeanPh { .. } => return None,
        };
        let ColumnNode::Field(name) = &column.node else { return None };
        let Some(Meaning::Declared(declared)) = scope.meaning(name) else { return None };
        let ColumnType::Number(number) = &declared.holds else { return None };
        match number.unit.as_deref()? {
            "%" => Some(CountedIn::Percent),
            unit => Some(CountedIn::Unit(Unit::from(unit.to_owned()))),
        }
    }

    pub(super) fn say_per_case(&self, points: &Exact, cap: Option<&Exact>) -> Message {
        let points = say_points(points);
        let case = match self.counted_in() {
            Some(CountedIn::Things(noun)) if noun == Message::new("rows-record") => Message::new("case-of-record"),
            Some(CountedIn::Things(noun)) => message!("case-of", noun = noun),
            Some(CountedIn::Unit(unit)) => message!("case-unit", unit = unit.to_string()),
            Some(CountedIn::Percent) | None => Message::new("case-any"),
        };
        // An item can't lose more than it has: only a lower cap is worth a word there.
        let cap = match self.kind {
            RuleKind::Indicator | RuleKind::Veto => cap.filter(|cap| self.full.is_none_or(|full| **cap < full.0)),
            RuleKind::Bonus | RuleKind::Deduction => cap.or(self.full.map(|full| &full.0)),
        };
        let (each, end) = match (self.kind, cap.map(say_points)) {
            (RuleKind::Bonus, Some(cap)) => ("case-adds", message!("at-most-added", cap = cap)),
            (RuleKind::Bonus, None) => ("case-adds", Message::new("without-limit")),
            (RuleKind::Indicator | RuleKind::Deduction | RuleKind::Veto, Some(cap)) => {
                ("case-takes", message!("at-most-taken", cap = cap))
            }
            (RuleKind::Indicator | RuleKind::Veto, None) => ("case-takes", Message::new("until-nothing-left")),
            (RuleKind::Deduction, None) => ("case-takes", Message::new("without-limit")),
        };
        let each = Message::new(each).with("case", case).with("points", points);
        let (is_open, is_zero) = match &self.target.node {
            TargetNode::Open => (true, false),
            TargetNode::Zero => (false, true),
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ImproveOnLastYear { .. }
            | TargetNode::ClassAtLeast(_) => (false, false),
        };
        // Only what goes beyond the target counts.
        let each = if is_open || is_zero { each } else { message!("case-beyond", each = each) };
        let each = message!("joined-comma", left = each, right = end);
        match self.kind {
            RuleKind::Indicator | RuleKind::Veto if is_open => {
                let none = message!(
                    "curve-full-at-target",
                    subject = self.subject.clone(),
                    met = Message::new("target-zero"),
                    full = self.full()
                );
                message!("joined-semicolon", left = none, right = each)
            }
            RuleKind::Bonus | RuleKind::Deduction if is_open || is_zero => {
                message!("per-case", subject = self.subject.clone(), each = each)
            }
            RuleKind::Bonus => message!("per-case", subject = self.subject_with_target(), each = each),
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Deduction => {
                message!("joined-semicolon", left = self.say_full_at_target(), right = each)
            }
        }
    }
}

/// What a bare number is counted in.
enum CountedIn {
    Percent,
    Unit(Unit),
    Things(Message),
}
