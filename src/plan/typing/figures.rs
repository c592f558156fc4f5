//! Kinds of figures of a unit, and of conditions over them.

use super::{Known, Typing, What};
use crate::figure::Unit;
use crate::plan::{AggregateNode, Condition, ConditionNode, Formula, FormulaNode, Given, Kind};

impl Typing<'_> {
    pub(super) fn formula(&mut self, formula: &Formula) -> Known {
        let at = &formula.at;
        match &formula.node {
            FormulaNode::Aggregate { rows, aggregate } => {
                let columns = self.rows(rows);
                self.aggregate(aggregate, &columns)
            }
            FormulaNode::Literal(literal) => self.literal(at, literal),
            // A letter is whatever it is held against; what is signed is held against that in its own place.
            FormulaNode::Letter { or } => {
                or.as_ref().map_or_else(Known::unknown, |default| self.literal(at, &default.value))
            }
            FormulaNode::LetterDue { or: _ } => Known::of(Kind::Date),
            FormulaNode::Arithmetic { operation, left, right } => {
                let (left, right) = (self.formula(left), self.formula(right));
                self.arithmetic(at, *operation, &left, &right)
            }
            FormulaNode::Negative(value) => {
                let known = self.formula(value);
                self.number(at, "-", &known)
            }
            FormulaNode::Convert { value, to, factor } => {
                let known = self.formula(value);
                self.convert(at, &known, to, factor.as_ref())
            }
            FormulaNode::OrElse { value, otherwise } => {
                let (value, otherwise) = (self.formula(value), self.formula(otherwise));
                self.alike(at, &value, &otherwise)
            }
            FormulaNode::IfElse { condition, then, otherwise } => {
                self.condition(condition);
                let (then, otherwise) = (self.formula(then), self.formula(otherwise));
                self.alike(at, &then, &otherwise)
            }
            FormulaNode::Round { value, rounding: _ } => {
                let known = self.formula(value);
                self.number(at, "round", &known)
            }
            FormulaNode::LeastOf(values) => self.on_one_line("least_of", formula, values),
            FormulaNode::GreatestOf(values) => self.on_one_line("greatest_of", formula, values),
            FormulaNode::Weighted(parts) => {
                let values = parts.iter().map(|part| {
                    let known = self.formula(&part.value);
                    let number = self.number(&part.value.at, "weighted", &known);
                    if number.kind == known.kind { known } else { number }
                });
                let values = values.collect();
                self.all_alike(at, values)
            }
            FormulaNode::GeometricMean { values, places: _ } => self.on_one_line("geometric_mean", formula, values),
            FormulaNode::RankAmong { value, among: _, best: _ } => {
                let known = self.formula(value);
                // Classes have an order too: the best stands first.
                if !matches!(known.kind, Some(Kind::Class(_))) {
                    self.on_a_line(at, "rank_among", &known);
                }
                Known::count()
            }
            FormulaNode::MeanAmong { value, among: _ } => {
                let known = self.formula(value);
                self.number(at, "mean_among", &known)
            }
            FormulaNode::Inherited(value) => self.formula(value),
            FormulaNode::SubmittedBy { table, submitted: _, by: _ } => {
                if self.plan.table(table).is_none() {
                    self.note(at, What::UnknownTable { table: table.clone() });
                }
                Known::ratio()
            }
            FormulaNode::ShareOfYear => Known::of(Kind::Number(Unit::ratio())),
            FormulaNode::Given(Given::Measure | Given::Target) => self.given.clone(),
            // Points are points, and a curve may set anything in proportion to them.
            FormulaNode::Given(Given::Full) => Known::of(Kind::Bare),
        }
    }

    fn on_one_line(&mut self, word: super::Word, whole: &Formula, values: &[Formula]) -> Known {
        let values = values.iter().map(|value| {
            let known = self.formula(value);
            let on_a_line = self.on_a_line(&value.at, word, &known);
            if on_a_line.kind == known.kind { known } else { on_a_line }
        });
        let values = values.collect();
        self.all_alike(&whole.at, values)
    }

    pub(super) fn condition(&mut self, condition: &Condition) {
        let at = &condition.at;
        match &condition.node {
            ConditionNode::Compare { comparison, left, right } => {
                let (left, right) = (self.formula(left), self.formula(right));
                self.comparable(at, *comparison, &left, &right);
            }
            ConditionNode::Aggregate { rows, aggregate } => {
                let columns = self.rows(rows);
                let known = self.aggregate(aggregate, &columns);
                let word = match &aggregate.node {
                    AggregateNode::All(_) => "all",
                    AggregateNode::Any(_)
                    | AggregateNode::Count
                    | AggregateNode::CountDistinct(_)
                    | AggregateNode::Sum(_)
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
                    | AggregateNode::MeanPh { .. } => "any",
                };
                self.exactly(at, word, &Kind::Bool, &known);
            }
            ConditionNode::IsAbsent(formula) => {
                self.formula(formula);
            }
            ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
                self.condition(left);
                self.condition(right);
            }
            ConditionNode::Not(inner) => self.condition(inner),
            ConditionNode::UnitIs { units } => {
                for unit in units {
                    if self.plan.unit(unit).is_none() {
                        self.note(at, What::UnknownUnitId { unit: unit.0.clone() });
                    }
                }
            }
            ConditionNode::KindIs { kinds } => {
                for kind in kinds {
                    if !self.plan.units.iter().any(|unit| unit.kind == *kind) {
                        self.note(at, What::UnknownUnitKind { kind: kind.clone() });
                    }
                }
            }
            ConditionNode::GroupIs { groups } => {
                for group in groups {
                    if !self.plan.units.iter().any(|unit| unit.group == *group) {
                        self.note(at, What::UnknownGroup { group: group.clone() });
                    }
                }
            }
        }
    }
}
