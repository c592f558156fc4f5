//! Figures as people read them: 84.1%, 3.25吨, Ⅲ.

use crate::figure::{Exact, Rounding, RoundingMode};
use crate::plan::shape::Direction;
use crate::plan::{
    AggregateNode, Arithmetic, Body, Column, ColumnNode, ColumnType, CurveNode, Formula, FormulaNode, Kind, Literal,
    Measure, Plan, Rows, RowsNode, Rule, Scale, ShowAs, TargetNode, typing,
};

/// How the figures of one rule are written.
#[derive(Debug, Clone)]
pub(super) struct Show<'p> {
    as_: Manner<'p>,
    mode: RoundingMode,
}

#[derive(Debug, Clone)]
enum Manner<'p> {
    Class(&'p Scale),
    /// As the rule says.
    Declared(&'p ShowAs),
    /// The rule doesn't say: a share as a percentage, anything else as a number, both with these places at most.
    Percent {
        places: u32,
    },
    Number {
        places: u32,
        /// What the columns are counted in that it is worked out from; empty where that is nothing.
        unit: String,
    },
}

/// The side on which a target is harder to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harder {
    /// At least so much.
    Higher,
    /// At most so much.
    Lower,
}

impl Harder {
    fn reaches(self, figure: &Exact, target: &Exact) -> bool {
        match self {
            Harder::Higher => figure >= target,
            Harder::Lower => figure <= target,
        }
    }

    fn round(self, target: &Exact, places: u32) -> Exact {
        // Modes work on the magnitude.
        let mode = match (self, target.is_negative()) {
            (Harder::Higher, false) | (Harder::Lower, true) => RoundingMode::Up,
            (Harder::Higher, true) | (Harder::Lower, false) => RoundingMode::Down,
        };
        Rounding::new(mode, places).apply(target)
    }
}

/// Places of a figure for which the rule names none.
const UNDECLARED_PLACES: u32 = 4;

impl<'p> Show<'p> {
    pub fn of(plan: &'p Plan, rule: &'p Rule) -> Show<'p> {
        let as_ = match (&rule.show_as, scale_of(plan, rule).and_then(|scale| plan.scale(scale))) {
            (Some(declared), None) => Manner::Declared(declared),
            (_, Some(scale)) => Manner::Class(scale),
            (None, None) if is_share(rule) => Manner::Percent { places: UNDECLARED_PLACES - 2 },
            (None, None) => undeclared(plan, rule),
        };
        Show { as_, mode: plan.numbers.round }
    }

    pub fn is_percent(&self) -> bool {
        matches!(self.as_, Manner::Percent { .. } | Manner::Declared(ShowAs::Percent { .. }))
    }

    /// Decimal places of the figure itself (of the ratio, for a percentage).
    pub fn places(&self) -> u32 {
        match &self.as_ {
            Manner::Class(_) => 0,
            Manner::Declared(ShowAs::Percent { places }) => places + 2,
            Manner::Declared(ShowAs::Number { places, .. }) => *places,
            Manner::Percent { places } => places + 2,
            Manner::Number { places, unit: _ } => *places,
        }
    }

    /// How figures are rounded before they are compared, where the rule says how they are shown.
    pub fn rounding(&self) -> Option<Rounding> {
        match &self.as_ {
            Manner::Declared(_) => Some(Rounding::new(self.mode, self.places())),
            Manner::Class(_) | Manner::Percent { .. } | Manner::Number { .. } => None,
        }
    }

    /// The figure rounded as it is shown: what 修约值比较法 compares. Where a rule doesn't say how its figure is shown, there is
    /// nothing to round to.
    pub fn rounded(&self, figure: &Exact) -> Exact {
        self.rounding().map_or_else(|| figure.clone(), |rounding| rounding.apply(figure))
    }

    /// A figure as it was before it was rounded: with as many places as it takes to see why it became what it did.
    pub fn unrounded(&self, figure: &Exact) -> String {
        const MOST: u32 = 12;
        let (rounded, places) = (self.rounded(figure), self.places());
        let nearer = |places: u32| Rounding::half_up(places).apply(figure);
        let places = match figure.decimal_places() {
            Some(own) if own <= places + 4 => own,
            Some(_) | None => {
                let shows_why = |places: &u32| {
                    let near = nearer(*places);
                    near != rounded && self.rounded(&near) == rounded
                };
                (places + 2..=places + MOST).find(shows_why).unwrap_or(places + MOST)
            }
        };
        let near = nearer(places);
        match &self.as_ {
            Manner::Class(scale) => class_name(scale, figure),
            Manner::Declared(ShowAs::Percent { .. }) | Manner::Percent { .. } => {
                format!("{}%", near.times_power_of_ten(2).to_decimal())
            }
            Manner::Declared(ShowAs::Number { unit, .. }) => {
                format!("{}{}", near.to_decimal(), unit.as_ref().map(ToString::to_string).unwrap_or_default())
            }
            Manner::Number { places: _, unit } => format!("{}{unit}", near.to_decimal()),
        }
    }

    pub fn figure(&self, figure: &Exact) -> String {
        let written = |number: &Exact, places: u32| Rounding::new(self.mode, places).show(number);
        match &self.as_ {
            Manner::Class(scale) => class_name(scale, figure),
            Manner::Declared(ShowAs::Percent { places }) => {
                format!("{}%", written(&figure.times_power_of_ten(2), *places))
            }
            Manner::Declared(ShowAs::Number { places, unit }) => {
                let unit = unit.as_ref().map(ToString::to_string).unwrap_or_default();
                format!("{}{unit}", written(figure, *places))
            }
            Manner::Percent { places } => {
                format!("{}%", Rounding::new(self.mode, *places).apply(&figure.times_power_of_ten(2)).to_decimal())
            }
            Manner::Number { places, unit } => {
                format!("{}{unit}", Rounding::new(self.mode, *places).apply(figure).to_decimal())
            }
        }
    }

    /// The figure, with as many more places as it takes to stand on its own side of each of these: 69.999% beside 70%. A figure that has
    /// `reached` them may read as one of them. `jumps` tells of another figure whether it has other points: none such is shown.
    pub fn apart(&self, figure: &Exact, others: &[&Exact], reached: bool, jumps: &dyn Fn(&Exact) -> bool) -> String {
        let places = self.places_apart(figure, others, reached, jumps);
        if places == self.places() {
            return self.figure(figure);
        }
        let written = |number: &Exact, places: u32| Rounding::new(self.mode, places).show(number);
        match &self.as_ {
            Manner::Class(scale) => class_name(scale, figure),
            Manner::Declared(ShowAs::Percent { .. }) | Manner::Percent { .. } => {
                format!("{}%", written(&figure.times_power_of_ten(2), places.saturating_sub(2)))
            }
            Manner::Declared(ShowAs::Number { unit, .. }) => {
                let unit = unit.as_ref().map(ToString::to_string).unwrap_or_default();
                format!("{}{unit}", written(figure, places))
            }
            Manner::Number { places: _, unit } => format!("{}{unit}", written(figure, places)),
        }
    }

    fn places_apart(&self, figure: &Exact, others: &[&Exact], reached: bool, jumps: &dyn Fn(&Exact) -> bool) -> u32 {
        const MOST: u32 = 12;
        let keeps_sides = |places: &u32| {
            let rounded = Rounding::new(self.mode, *places).apply(figure);
            let reads_right = |other: &&Exact| {
                rounded.cmp(other) == figure.cmp(other) || figure == *other || reached && rounded == **other
            };
            others.iter().all(reads_right) && !jumps(&rounded)
        };
        let places = self.places();
        (places..=places + MOST).find(keeps_sides).unwrap_or(places + MOST)
    }

    /// A target that nobody wrote but a rule worked out (last year's figure), with the places of the figure: rounded to the harder side, so
    /// that whoever reaches what is printed has reached it, and with more places where `figure`, as it is printed beside it, would else read
    /// as on the other side.
    pub fn worked_out(&self, target: &Exact, harder: Harder, figure: Option<&Exact>) -> String {
        const MOST: u32 = 6;
        let Some(places) = self.rounding().map(|rounding| rounding.places) else { return self.target(target) };
        if target.decimal_places().is_some_and(|own| own <= places) {
            return self.target(target);
        }
        if figure == Some(target) {
            return self.target(&self.rounded(target));
        }
        let reads_right = |rounded: &Exact| {
            figure.is_none_or(|figure| {
                let reached = harder.reaches(figure, target);
                let printed =
                    Rounding::new(self.mode, self.places_apart(figure, &[target], reached, &|_| false)).apply(figure);
                harder.reaches(&printed, rounded) == reached
            })
        };
        let rounded = (places..=places + MOST).map(|places| harder.round(target, places)).find(reads_right);
        self.target(rounded.as_ref().unwrap_or(target))
    }

    /// A target is written as it was set, without zeros that nobody wrote: 90%, not 90.0%.
    pub fn target(&self, target: &Exact) -> String {
        match &self.as_ {
            Manner::Class(scale) => class_name(scale, target),
            Manner::Declared(ShowAs::Percent { .. }) | Manner::Percent { .. } => {
                format!("{}%", short(&target.times_power_of_ten(2)))
            }
            Manner::Declared(ShowAs::Number { unit, .. }) => {
                format!("{}{}", short(target), unit.as_ref().map(ToString::to_string).unwrap_or_default())
            }
            Manner::Number { places: _, unit } => format!("{}{unit}", short(target)),
        }
    }

    /// A target with two ends, as it was set; one whose ends are the same is one number.
    pub fn range(&self, low: &Exact, high: &Exact) -> String {
        match low == high {
            true => self.target(low),
            false => format!("{}～{}", self.target(low), self.target(high)),
        }
    }

    /// The figure is a class of a scale.
    pub fn is_class(&self) -> bool {
        match &self.as_ {
            Manner::Class(_) => true,
            Manner::Declared(_) | Manner::Percent { .. } | Manner::Number { .. } => false,
        }
    }

    /// What the figure is counted in.
    pub fn unit(&self) -> Option<String> {
        match &self.as_ {
            Manner::Declared(ShowAs::Number { places: _, unit }) => unit.as_ref().map(ToString::to_string),
            Manner::Number { places: _, unit } => Some(unit.clone()).filter(|unit| !unit.is_empty()),
            Manner::Declared(ShowAs::Percent { .. }) | Manner::Class(_) | Manner::Percent { .. } => None,
        }
    }

    /// The figure is the last class of its scale.
    pub fn is_worst_class(&self, figure: &Exact) -> bool {
        match &self.as_ {
            Manner::Class(scale) => *figure == Exact::from(scale.classes.len()) - Exact::ONE,
            Manner::Declared(_) | Manner::Percent { .. } | Manner::Number { .. } => false,
        }
    }
}

/// Where the rule doesn't say how its figure is written: as the columns are that it is worked out from.
fn undeclared(plan: &Plan, rule: &Rule) -> Manner<'static> {
    let number = |unit: String| Manner::Number { places: UNDECLARED_PLACES, unit };
    let Body::Measured { measure, target: _, curve: _ } = &rule.body else { return number(String::new()) };
    let known = typing::known_of_measure(measure, plan);
    match &known.kind {
        Some(Kind::Number(_)) if known.percent => Manner::Percent { places: UNDECLARED_PLACES - 2 },
        // Behind a number 1/个 would read as a fraction of it.
        Some(Kind::Number(unit)) => {
            number(Some(unit.to_string()).filter(|unit| !unit.starts_with('1')).unwrap_or_default())
        }
        Some(Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool) | None => number(String::new()),
    }
}

/// What figures of this rule are counted in, where they are numbers of something.
pub fn shown_unit(plan: &Plan, rule: &Rule) -> Option<String> {
    Show::of(plan, rule).unit()
}

/// Whether figures of this rule are one share less another: 85.0% after 100.0% is a fall by 15.0 percentage points. What is left of a
/// number that stands in the rule (1 less a share) is a share itself, and no change of one.
pub(super) fn is_share_change(plan: &Plan, rule: &Rule) -> bool {
    let Body::Measured { measure: Measure::Formula(formula), target: _, curve: _ } = &rule.body else { return false };
    let FormulaNode::Arithmetic { operation: Arithmetic::Subtract, left, right } = &formula.node else { return false };
    let is_worked_out = |side: &Formula| side.node.literal().is_none();
    Show::of(plan, rule).is_percent() && is_worked_out(left) && is_worked_out(right)
}

/// A figure of this rule as people read it, and the decimal places that it is read with (of the ratio, for a percentage).
pub fn written_figure(plan: &Plan, rule: &Rule, figure: &Exact) -> (String, u32) {
    let show = Show::of(plan, rule);
    (show.figure(figure), show.places())
}

/// A figure to be reached, as people read it: rounded to the side on which it is harder to reach, so that whoever reaches what is printed
/// has reached it.
pub fn written_goal(plan: &Plan, rule: &Rule, figure: &Exact, towards: Direction) -> String {
    let show = Show::of(plan, rule);
    let harder = match towards {
        Direction::Higher => Harder::Higher,
        Direction::Lower => Harder::Lower,
        Direction::Toward => return show.figure(figure),
    };
    if show.is_class() {
        return show.figure(figure);
    }
    show.figure(&harder.round(figure, show.places()))
}

fn short(number: &Exact) -> String {
    match number.decimal_places() {
        Some(places) if places <= 6 => number.to_decimal(),
        Some(_) | None => Rounding::half_up(UNDECLARED_PLACES).apply(number).to_decimal(),
    }
}

fn class_name(scale: &Scale, figure: &Exact) -> String {
    let index = figure.to_i128().and_then(|index| u32::try_from(index).ok());
    index.and_then(|index| scale.name(index)).map_or_else(|| figure.to_string(), str::to_owned)
}

/// Shares by their nature: things done, tallies, checklists, and what is held against a percentage.
fn is_share(rule: &Rule) -> bool {
    let Body::Measured { measure, target, curve: _ } = &rule.body else { return false };
    match measure {
        Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => true,
        Measure::Formula(formula) => {
            let percent = |formula: &&Formula| {
                written(formula).is_some_and(|literal| match literal {
                    Literal::Number(quantity) => quantity.percent,
                    Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) | Literal::Class(_) => false,
                })
            };
            let of_rows = matches!(&formula.node, FormulaNode::Aggregate { aggregate, .. } if matches!(aggregate.node, AggregateNode::Share(_)));
            of_rows || target.node.formulas().iter().any(percent)
        }
    }
}

/// The scale whose classes the figure runs over, read off whatever names one: the target, the steps, the rows.
fn scale_of<'p>(plan: &'p Plan, rule: &'p Rule) -> Option<&'p str> {
    let Body::Measured { measure, target, curve } = &rule.body else { return None };
    let of_literal = |literal: &'p Literal| match literal {
        Literal::Class(class) => Some(class.scale.as_str()),
        Literal::Number(_) | Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) => None,
    };
    let of_target = target.node.formulas().into_iter().find_map(|formula| of_literal(written(formula)?));
    let of_letters = || {
        let is_letter = |formula: &Formula| matches!(formula.node, FormulaNode::Letter { .. });
        let asks = target.node.formulas().into_iter().any(is_letter);
        let letters = plan.letters.iter().filter(|letter| asks && letter.item == rule.id);
        letters.filter_map(|letter| letter.target.as_ref()).find_map(of_literal)
    };
    let of_steps = || {
        let CurveNode::Steps(steps) = &curve.base.node else { return None };
        steps.iter().find_map(|step| of_literal(&step.node.edge))
    };
    let of_measure = || match measure {
        Measure::Formula(formula) => scale_of_formula(plan, formula),
        Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => None,
    };
    of_target.or_else(of_letters).or_else(of_steps).or_else(of_measure)
}

/// The value that a formula writes out: itself a literal, or a letter with one to fall back on.
fn written(formula: &Formula) -> Option<&Literal> {
    match &formula.node {
        FormulaNode::Literal(literal) => Some(literal),
        FormulaNode::Letter { or } => or.as_ref().map(|or| &or.value),
        FormulaNode::Aggregate { .. }
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::OrElse { .. }
        | FormulaNode::IfElse { .. }
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
        | FormulaNode::Given(_) => None,
    }
}

fn scale_of_formula<'p>(plan: &'p Plan, formula: &'p Formula) -> Option<&'p str> {
    match &formula.node {
        FormulaNode::Aggregate { rows, aggregate } => match &aggregate.node {
            AggregateNode::Worst(column)
            | AggregateNode::Best(column)
            | AggregateNode::Value(column)
            | AggregateNode::Least(column)
            | AggregateNode::Greatest(column)
            | AggregateNode::Latest { value: column, .. } => scale_of_column(plan, rows, column),
            AggregateNode::Count
            | AggregateNode::CountDistinct(_)
            | AggregateNode::Sum(_)
            | AggregateNode::Mean(_)
            | AggregateNode::WeightedMean { .. }
            | AggregateNode::Median(_)
            | AggregateNode::Quantile { .. }
            | AggregateNode::Share(_)
            | AggregateNode::Any(_)
            | AggregateNode::All(_)
            | AggregateNode::MeanPh { .. } => None,
        },
        FormulaNode::OrElse { value, .. } | FormulaNode::Inherited(value) => scale_of_formula(plan, value),
        FormulaNode::IfElse { then, .. } => scale_of_formula(plan, then),
        FormulaNode::LeastOf(values) | FormulaNode::GreatestOf(values) => {
            values.iter().find_map(|value| scale_of_formula(plan, value))
        }
        FormulaNode::Literal(literal) => match literal {
            Literal::Class(class) => Some(&class.scale),
            Literal::Number(_) | Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) => None,
        },
        FormulaNode::Letter { .. }
        | FormulaNode::LetterDue { .. }
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
        | FormulaNode::Given(_) => None,
    }
}

fn scale_of_column<'p>(plan: &'p Plan, rows: &'p Rows, column: &'p Column) -> Option<&'p str> {
    match &column.node {
        ColumnNode::StepClass { scale, .. } => Some(scale),
        ColumnNode::RangeClass { inside, .. } => Some(&inside.scale),
        ColumnNode::Literal(Literal::Class(class)) => Some(&class.scale),
        ColumnNode::WorstOf(values) => values.iter().find_map(|value| scale_of_column(plan, rows, value)),
        ColumnNode::IfElse { then, otherwise, .. } => {
            scale_of_column(plan, rows, then).or_else(|| scale_of_column(plan, rows, otherwise))
        }
        ColumnNode::ByDate { editions, .. } => {
            editions.iter().find_map(|edition| scale_of_column(plan, rows, &edition.value))
        }
        ColumnNode::Called { value, .. } => scale_of_column(plan, rows, value),
        ColumnNode::Field(name) => scale_of_field(plan, rows, name),
        ColumnNode::LeastOf(values) | ColumnNode::GreatestOf(values) => {
            values.iter().find_map(|value| scale_of_column(plan, rows, value))
        }
        ColumnNode::Literal(Literal::Number(_) | Literal::Text(_) | Literal::Bool(_) | Literal::Date(_))
        | ColumnNode::AsOf
        | ColumnNode::Compare { .. }
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::Arithmetic { .. }
        | ColumnNode::Negative(_)
        | ColumnNode::Convert { .. }
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::Interpolate { .. }
        | ColumnNode::NamesOfGreatest { .. } => None,
    }
}

fn scale_of_field<'p>(plan: &'p Plan, rows: &'p Rows, name: &str) -> Option<&'p str> {
    match &rows.node {
        RowsNode::Derive { rows, name: derived, value } if derived == name => scale_of_column(plan, rows, value),
        RowsNode::Table { table, .. } => match &plan.table(table)?.column(name)?.holds {
            ColumnType::Class { scale } => Some(scale),
            ColumnType::Unit { .. }
            | ColumnType::Text { .. }
            | ColumnType::Number(_)
            | ColumnType::Date { .. }
            | ColumnType::Bool => None,
        },
        RowsNode::Group { rows, columns, .. } => {
            let grouped = columns.iter().find(|column| column.name == name);
            match grouped {
                Some(column) => {
                    column.aggregate.node.columns().into_iter().find_map(|column| scale_of_column(plan, rows, column))
                }
                None => scale_of_field(plan, rows, name),
            }
        }
        RowsNode::Derive { .. }
        | RowsNode::Filter { .. }
        | RowsNode::During { .. }
        | RowsNode::Join { .. }
        | RowsNode::Union { .. }
        | RowsNode::Unique { .. }
        | RowsNode::LatestBy { .. } => {
            rows.node.inputs().into_iter().find_map(|input| scale_of_field(plan, input, name))
        }
    }
}

/// A target that stands in the rule or in a letter; any other is worked out.
pub(super) fn is_written(target: &TargetNode) -> bool {
    let formulas = target.formulas();
    let stands = |formula: &&Formula| matches!(formula.node, FormulaNode::Literal(_) | FormulaNode::Letter { .. });
    !formulas.is_empty() && formulas.iter().all(stands)
}

/// A share in a working: 40%, with four places at most.
pub(super) fn percent(share: &Exact) -> String {
    format!("{}%", rounded(&share.times_power_of_ten(2)))
}

/// A number in a working, for telling only: four places at most.
pub(super) fn rounded(number: &Exact) -> String {
    Rounding::half_up(4).apply(number).to_decimal()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number in a test")
    }

    /// 113/120 is 94.1666…%.
    #[test]
    fn a_target_that_was_worked_out_reads_on_the_right_side_of_every_figure() {
        let declared = ShowAs::Percent { places: 1 };
        let show = Show { as_: Manner::Declared(&declared), mode: RoundingMode::HalfUp };
        let target = exact("113/120");
        let read = |harder: Harder, figure: &str| {
            let figure = exact(figure);
            (
                show.apart(&figure, &[&target], harder.reaches(&figure, &target), &|_| false),
                show.worked_out(&target, harder, Some(&figure)),
            )
        };
        let both = |figure: &str, target: &str| (figure.to_owned(), target.to_owned());
        assert_eq!(show.worked_out(&target, Harder::Higher, None), "94.2%");
        assert_eq!(show.worked_out(&target, Harder::Lower, None), "94.1%");
        assert_eq!(read(Harder::Higher, "0.934"), both("93.4%", "94.2%"));
        assert_eq!(read(Harder::Higher, "0.9415"), both("94.15%", "94.2%"));
        assert_eq!(read(Harder::Higher, "0.9417"), both("94.2%", "94.2%"));
        assert_eq!(read(Harder::Higher, "113/120"), both("94.2%", "94.2%"));
        assert_eq!(read(Harder::Lower, "113/120"), both("94.2%", "94.2%"));
        assert_eq!(read(Harder::Lower, "0.9416"), both("94.16%", "94.16%"));
        assert_eq!(show.worked_out(&exact("0.85"), Harder::Higher, None), "85%");
        assert_eq!(Harder::Higher.round(&exact("-0.0123"), 3), exact("-0.012"));
    }
}
