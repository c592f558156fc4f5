//! Kinds of rows, of expressions over a row, and of what is made of many rows.

use super::{Columns, Known, Texts, Typing, What};
use crate::figure::{Exact, Unit};
use crate::plan::{
    Aggregate, AggregateNode, Arithmetic, Class, Column, ColumnNode, ColumnType, Comparison, Keep, Kind, Literal,
    Place, Rows, RowsNode,
};

impl Typing<'_> {
    /// The columns that a row has at the end of a chain.
    pub(super) fn rows(&mut self, rows: &Rows) -> Columns {
        match &rows.node {
            RowsNode::Table { table, year: _ } => self.table(&rows.at, table),
            RowsNode::Filter { rows: inner, condition } => {
                let columns = self.rows(inner);
                self.condition_of_row("filter", condition, &columns);
                columns
            }
            RowsNode::Derive { rows: inner, name, value } => {
                let mut columns = self.rows(inner);
                let known = self.column(value, &columns);
                columns.insert(name.clone(), known);
                columns
            }
            RowsNode::During { rows: inner, from: _, to: _ } => {
                let columns = self.rows(inner);
                self.time_column(&rows.at, inner);
                columns
            }
            RowsNode::Join { left, right, on, keep } => {
                let (left, right) = (self.rows(left), self.rows(right));
                for name in on {
                    let (one, other) = (self.field(&rows.at, name, &left), self.field(&rows.at, name, &right));
                    self.alike(&rows.at, &one, &other);
                }
                match keep {
                    Keep::WithPartner | Keep::WithoutPartner => left,
                    // Where both have a column of this name, the left one's stays.
                    Keep::Matching | Keep::All => right.into_iter().chain(left).collect(),
                }
            }
            RowsNode::Union { first, second } => {
                let (mut first, second) = (self.rows(first), self.rows(second));
                for (name, known) in second {
                    match first.get(&name).cloned() {
                        Some(other) => {
                            let both = self.alike(&rows.at, &other, &known);
                            first.insert(name, both);
                        }
                        None => {
                            first.insert(name, known);
                        }
                    }
                }
                first
            }
            RowsNode::Unique { rows: inner, by } | RowsNode::LatestBy { rows: inner, by } => {
                let columns = self.rows(inner);
                for name in by {
                    self.field(&rows.at, name, &columns);
                }
                columns
            }
            RowsNode::Group { rows: inner, by, columns } => {
                let before = self.rows(inner);
                let mut after = Columns::new();
                for name in by {
                    let known = self.field(&rows.at, name, &before);
                    after.insert(name.clone(), known);
                }
                for column in columns {
                    let known = self.aggregate(&column.aggregate, &before);
                    after.insert(column.name.clone(), known);
                }
                after
            }
        }
    }

    fn table(&mut self, at: &Place, id: &str) -> Columns {
        let Some(table) = self.plan.table(id) else {
            self.note(at, What::UnknownTable { table: id.to_owned() });
            return Columns::new();
        };
        let names: Vec<String> = self.plan.units.iter().map(|unit| unit.name.clone()).collect();
        let known = |holds: &ColumnType| {
            let (texts, percent) = match holds {
                ColumnType::Text { one_of } if one_of.is_empty() => (Texts::OfCells, false),
                ColumnType::Text { one_of } => (Texts::OneOf(one_of.clone()), false),
                ColumnType::Number(number) => (Texts::Any, number.is_percent()),
                // Cells hold the names of the roster, however they were written.
                ColumnType::Unit { many: false } => (Texts::OneOf(names.clone()), false),
                ColumnType::Unit { many: true } => (Texts::SeveralOf(names.clone()), false),
                ColumnType::Date { .. } | ColumnType::Bool | ColumnType::Class { .. } => (Texts::Any, false),
            };
            Known { texts, percent, ..Known::of(holds.kind()) }
        };
        table.columns.iter().map(|column| (column.id.clone(), known(&column.holds))).collect()
    }

    fn time_column(&mut self, at: &Place, rows: &Rows) {
        let Some((table, _)) = rows.tables().first().copied() else { return };
        if self.plan.table(table).is_some_and(|table| table.time_column.is_none()) {
            self.note(at, What::NoSuchRole { table: table.to_owned(), role: "time_column" });
        }
    }

    fn field(&mut self, at: &Place, name: &str, columns: &Columns) -> Known {
        match columns.get(name) {
            Some(known) => known.clone(),
            // No columns at all: the table itself is unknown, which was noted.
            None if columns.is_empty() => Known::unknown(),
            None => {
                let known = columns.keys().cloned().collect();
                self.note(at, What::UnknownColumn { column: name.to_owned(), known });
                Known::unknown()
            }
        }
    }

    pub(super) fn condition_of_row(&mut self, word: super::Word, condition: &Column, columns: &Columns) {
        let known = self.column(condition, columns);
        self.exactly(&condition.at, word, &Kind::Bool, &known);
    }

    pub(super) fn column(&mut self, column: &Column, columns: &Columns) -> Known {
        let at = &column.at;
        match &column.node {
            ColumnNode::Field(name) => self.field(at, name, columns),
            ColumnNode::Literal(literal) => self.literal(at, literal),
            ColumnNode::AsOf => Known::of(Kind::Date),
            ColumnNode::Compare { comparison, left, right } => {
                let (left, right) = (self.column(left, columns), self.column(right, columns));
                self.comparable(at, *comparison, &left, &right)
            }
            ColumnNode::And(left, right) | ColumnNode::Or(left, right) => {
                self.condition_of_row("and", left, columns);
                self.condition_of_row("and", right, columns);
                Known::of(Kind::Bool)
            }
            ColumnNode::Not(inner) => {
                self.condition_of_row("not", inner, columns);
                Known::of(Kind::Bool)
            }
            ColumnNode::Arithmetic { operation, left, right } => {
                let (left, right) = (self.column(left, columns), self.column(right, columns));
                self.arithmetic(at, *operation, &left, &right)
            }
            ColumnNode::Negative(value) => {
                let known = self.column(value, columns);
                self.number(at, "-", &known)
            }
            ColumnNode::Convert { value, to, factor } => {
                let known = self.column(value, columns);
                self.convert(at, &known, to, factor.as_ref())
            }
            ColumnNode::IfElse { condition, then, otherwise } => {
                self.condition_of_row("if_else", condition, columns);
                let (then, otherwise) = (self.column(then, columns), self.column(otherwise, columns));
                self.alike(at, &then, &otherwise)
            }
            ColumnNode::IsIn { value, options } => {
                let known = self.column(value, columns);
                for option in options {
                    let option = self.literal(at, option);
                    self.comparable(at, Comparison::Equal, &known, &option);
                }
                Known::of(Kind::Bool)
            }
            ColumnNode::Between { value, low, high } => {
                let known = self.column(value, columns);
                for end in [low, high] {
                    let end_known = self.column(end, columns);
                    self.comparable(at, Comparison::LessOrEqual, &known, &end_known);
                }
                Known::of(Kind::Bool)
            }
            ColumnNode::IsMissing(value) => {
                self.column(value, columns);
                Known::of(Kind::Bool)
            }
            ColumnNode::Contains { value, text } => {
                let known = self.text_condition(at, "contains", value, columns);
                self.part_of_listed(at, &known, text);
                Known::of(Kind::Bool)
            }
            ColumnNode::Matches { value, pattern: _ } => {
                self.text_condition(at, "matches", value, columns);
                Known::of(Kind::Bool)
            }
            ColumnNode::DatePart { value, part: _ } => {
                let known = self.column(value, columns);
                self.exactly(at, "year", &Kind::Date, &known);
                Known { date_part: true, ..Known::of(Kind::Bare) }
            }
            ColumnNode::Days { from, to } => {
                for day in [from, to] {
                    let known = self.column(day, columns);
                    self.exactly(at, "days_between", &Kind::Date, &known);
                }
                Known::of(Kind::Number(Unit::symbol("日")))
            }
            ColumnNode::Round { value, rounding: _ } => {
                let known = self.column(value, columns);
                self.number(at, "round", &known)
            }
            ColumnNode::StepClass { value, scale, better: _, limits: _ } => {
                let known = self.column(value, columns);
                self.number(at, "step_class", &known);
                self.scale(at, scale)
            }
            ColumnNode::RangeClass { value, low: _, high: _, inside, outside } => {
                let known = self.column(value, columns);
                self.number(at, "range_class", &known);
                let (inside, outside) = (self.class_of(at, inside), self.class_of(at, outside));
                self.alike(at, &inside, &outside)
            }
            ColumnNode::WorstOf(values) => {
                self.several(at, values, columns, |typing, known| typing.class(at, "worst_of", known))
            }
            ColumnNode::LeastOf(values) => {
                self.several(at, values, columns, |typing, known| typing.on_a_line(at, "least_of", known))
            }
            ColumnNode::GreatestOf(values) => {
                self.several(at, values, columns, |typing, known| typing.on_a_line(at, "greatest_of", known))
            }
            ColumnNode::Interpolate { value, points: _ } => {
                let known = self.column(value, columns);
                self.number(at, "interpolate", &known);
                Known::of(Kind::Bare)
            }
            ColumnNode::ByDate { date, editions } => {
                let known = self.column(date, columns);
                self.exactly(at, "by_date", &Kind::Date, &known);
                let values = editions.iter().map(|edition| self.column(&edition.value, columns)).collect();
                self.all_alike(at, values)
            }
            ColumnNode::NamesOfGreatest { values, above: _ } => {
                for named in values {
                    let known = self.column(&named.value, columns);
                    self.number(&named.value.at, "names_of_greatest", &known);
                }
                Known::of(Kind::Text)
            }
            ColumnNode::Called { name: _, basis: _, value } => self.column(value, columns),
        }
    }

    /// What is known of the text that is looked at.
    fn text_condition(&mut self, at: &Place, word: super::Word, value: &Column, columns: &Columns) -> Known {
        let known = self.column(value, columns);
        self.exactly(at, word, &Kind::Text, &known);
        known
    }

    fn several(
        &mut self,
        at: &Place,
        values: &[Column],
        columns: &Columns,
        mut each: impl FnMut(&mut Self, &Known) -> Known,
    ) -> Known {
        let values = values.iter().map(|value| {
            let known = self.column(value, columns);
            let fit = each(self, &known);
            if fit.kind == known.kind { known } else { fit }
        });
        let values = values.collect();
        self.all_alike(at, values)
    }

    pub(super) fn literal(&mut self, at: &Place, literal: &Literal) -> Known {
        match literal {
            Literal::Class(class) => self.class_of(at, class),
            Literal::Number(_) | Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) => {
                Known::literal(literal).standing(at)
            }
        }
    }

    fn class_of(&mut self, at: &Place, class: &Class) -> Known {
        let known = self.scale(at, &class.scale);
        if self.plan.scale(&class.scale).is_some_and(|scale| scale.name(class.index).is_none()) {
            self.note(at, What::UnknownClass { scale: class.scale.clone(), index: class.index });
        }
        known
    }

    fn scale(&mut self, at: &Place, scale: &str) -> Known {
        if self.plan.scale(scale).is_none() {
            self.note(at, What::UnknownScale { scale: scale.to_owned() });
            return Known::unknown();
        }
        Known::of(Kind::Class(scale.to_owned()))
    }

    /// The kind of a sum, difference, product or quotient.
    pub(super) fn arithmetic(&mut self, at: &Place, operation: Arithmetic, left: &Known, right: &Known) -> Known {
        let word = match operation {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
        };
        if !left.is_number() || !right.is_number() {
            self.number(at, word, left);
            self.number(at, word, right);
            return Known::unknown();
        }
        match operation {
            Arithmetic::Add | Arithmetic::Subtract => self.alike(at, left, right),
            Arithmetic::Multiply | Arithmetic::Divide => {
                let (Some(one), Some(other)) = (&left.kind, &right.kind) else { return Known::unknown() };
                let divides = matches!(operation, Arithmetic::Divide);
                if divides && let (Kind::Number(above), Kind::Number(below)) = (one, other) {
                    // 吨 ÷ 万吨 is no ratio that anyone means.
                    if above != below && above.factor_to(below).is_some_and(|factor| factor != Exact::ONE) {
                        let (left, right) = (above.clone(), below.clone());
                        self.note(at, What::Units { factor: left.factor_to(&right), left, right });
                        return Known::unknown();
                    }
                }
                // Times a hundred before it is divided, or behind: what comes of it is a number of percentage points.
                let is = |known: &Known, factor: Exact| known.bare.as_ref() == Some(&factor);
                let hundredfold = match divides {
                    true => left.hundredfold || is(left, Exact::from(100)) || is(right, Exact::scaled(1, 2)),
                    false => {
                        let either = left.hundredfold || right.hundredfold;
                        either || is(left, Exact::from(100)) || is(right, Exact::from(100))
                    }
                };
                Known { hundredfold, ..product(left, right, divides) }
            }
        }
    }

    pub(super) fn convert(&mut self, at: &Place, known: &Known, to: &Unit, factor: Option<&Exact>) -> Known {
        let number = self.number(at, "to", known);
        if known.count && !to.counts_things() {
            return self.count_against(at, to);
        }
        if let (Some(Kind::Number(from)), None) = (&number.kind, factor) {
            let Some(factor) = from.factor_to(to) else {
                self.note(at, What::CannotConvert { from: from.clone(), to: to.clone() });
                return Known::unknown();
            };
            self.conversions.insert(at.clone(), factor);
        }
        Known::of(Kind::Number(to.clone()))
    }

    /// What is made of many such rows.
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate, columns: &Columns) -> Known {
        let at = &aggregate.at;
        match &aggregate.node {
            AggregateNode::Count => Known::count(),
            AggregateNode::CountDistinct(column) => {
                self.column(column, columns);
                Known::count()
            }
            AggregateNode::Sum(column) => self.of_number(at, "sum", column, columns),
            AggregateNode::Mean(column) => self.of_number(at, "mean", column, columns),
            AggregateNode::Median(column) => self.of_number(at, "median", column, columns),
            AggregateNode::Quantile { value, q: _ } => self.of_number(at, "quantile", value, columns),
            AggregateNode::MeanPh { value, places: _ } => {
                let known = self.of_number(at, "mean_ph", value, columns);
                // A pH is the logarithm of an amount, no amount of anything.
                self.exactly(at, "mean_ph", &Kind::Bare, &known);
                Known::of(Kind::Bare)
            }
            AggregateNode::WeightedMean { value, weight } => {
                self.of_number(at, "weighted_mean", weight, columns);
                self.of_number(at, "weighted_mean", value, columns)
            }
            AggregateNode::Least(column) => {
                let known = self.column(column, columns);
                self.on_a_line(at, "min", &known)
            }
            AggregateNode::Greatest(column) => {
                let known = self.column(column, columns);
                self.on_a_line(at, "max", &known)
            }
            AggregateNode::Share(condition) => {
                self.condition_of_row("share", condition, columns);
                Known::ratio()
            }
            AggregateNode::Any(condition) => {
                self.condition_of_row("any", condition, columns);
                Known::of(Kind::Bool)
            }
            AggregateNode::All(condition) => {
                self.condition_of_row("all", condition, columns);
                Known::of(Kind::Bool)
            }
            AggregateNode::Worst(column) => {
                let known = self.column(column, columns);
                self.class(at, "worst", &known)
            }
            AggregateNode::Best(column) => {
                let known = self.column(column, columns);
                self.class(at, "best", &known)
            }
            AggregateNode::Latest { value, by } => {
                let known = self.column(by, columns);
                self.on_a_line(&by.at, "latest", &known);
                self.column(value, columns)
            }
            AggregateNode::Value(column) => self.column(column, columns),
        }
    }

    fn of_number(&mut self, at: &Place, word: super::Word, column: &Column, columns: &Columns) -> Known {
        let known = self.column(column, columns);
        self.number(at, word, &known)
    }
}

/// What a product or quotient of numbers is.
fn product(left: &Known, right: &Known, divides: bool) -> Known {
    let (Some(one), Some(other)) = (&left.kind, &right.kind) else { return Known::unknown() };
    let number = |unit: Unit| Known::of(Kind::Number(unit));
    let things = Unit::of_things;
    match (one, other) {
        (Kind::Number(one), Kind::Number(other)) => number(if divides { one.per(other) } else { one.times(other) }),
        // So many percent of a number that is counted in nothing; a hundred times a ratio is still one.
        (Kind::Bare, Kind::Number(unit)) if unit.is_ratio() && left.bare.is_none() && !left.count => {
            Known::of(Kind::Bare)
        }
        (Kind::Number(unit), Kind::Bare) if unit.is_ratio() && right.bare.is_none() && !right.count && !divides => {
            Known::of(Kind::Bare)
        }
        (Kind::Number(unit), Kind::Bare) if right.count => {
            number(if divides { unit.per(&things()) } else { unit.for_things() })
        }
        (Kind::Bare, Kind::Number(unit)) if left.count => {
            number(if divides { things().per(unit) } else { unit.for_things() })
        }
        (Kind::Number(unit), Kind::Bare) => number(unit.clone()),
        (Kind::Bare, Kind::Number(unit)) => number(if divides { Unit::ratio().per(unit) } else { unit.clone() }),
        // Half of a count, or twice, is still one: a number that stands in the rule counts nothing.
        (Kind::Bare, Kind::Bare) if left.count && right.bare.is_some() => Known::count(),
        (Kind::Bare, Kind::Bare) if right.count && left.bare.is_some() && !divides => Known::count(),
        (Kind::Bare, Kind::Bare) if right.count && left.bare.is_some() => number(Unit::ratio().per(&things())),
        // What is added up without a unit, over how many there are, is a mean of it.
        (Kind::Bare, Kind::Bare) if divides && !left.count && left.bare.is_none() && right.count => {
            Known::of(Kind::Bare)
        }
        // A count over a count is a ratio; their product is a number of no unit. A part of a number is one still.
        (Kind::Bare, Kind::Bare) if divides && left.bare.is_none() && right.bare.is_none() => Known::ratio(),
        (Kind::Bare, Kind::Bare) => Known::of(Kind::Bare),
        (
            Kind::Number(_) | Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool,
            Kind::Number(_) | Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool,
        ) => Known::unknown(),
    }
}
