//! Columns in words: the values of a row.

use super::outline::Outline;
use super::phrase::{Binding, Phrase, joined, listed};
use super::row_condition::say_row_condition;
use super::rule::say_basis;
use super::scope::{Meaning, Scope};
use super::value::{Sort, say_class, say_date, say_literal, say_number, say_rounding, say_unit};
use crate::message;
use crate::plan::{Arithmetic, Better, Class, Column, ColumnNode, DatePart, Edition, Plan};
use crate::words::Message;

/// The value of a column expression: 综合利用量, 自立案日期至办结日期的天数.
pub(super) fn say_column(scope: Scope<'_>, column: &Column) -> Phrase {
    match &column.node {
        ColumnNode::Field(name) => match scope.meaning(name) {
            Some(Meaning::Derived(value, inside)) if inlined(name, value) => {
                scope.in_its_year(name, say_column(inside, value))
            }
            Some(Meaning::Declared(_) | Meaning::Derived(..) | Meaning::Grouped(..)) | None => {
                Phrase::word(scope.name(name))
            }
        },
        ColumnNode::Literal(literal) => Phrase::word(say_literal(scope.plan, literal)),
        ColumnNode::AsOf => Phrase::word(Message::new("column-as-of")),
        ColumnNode::Compare { .. }
        | ColumnNode::And(..)
        | ColumnNode::Or(..)
        | ColumnNode::Not(_)
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. } => {
            Phrase::loose(message!("column-whether", condition = say_row_condition(scope, column).message))
        }
        ColumnNode::Arithmetic { operation: Arithmetic::Add, left, right } if year_and_month(left, right).is_some() => {
            let date = year_and_month(left, right).unwrap_or(column);
            Phrase::word(message!("column-year-month", value = say_column(scope, date).within(Binding::Word)))
        }
        ColumnNode::Arithmetic { operation, left, right } => {
            Phrase::arithmetic(*operation, say_column(scope, left), say_column(scope, right))
        }
        ColumnNode::Negative(value) => Phrase::negative(say_column(scope, value)),
        ColumnNode::Convert { value, to, factor: _ } => {
            let value = say_column(scope, value).within(Binding::Word);
            Phrase::word(message!("column-convert", value = value, unit = say_unit(to)))
        }
        ColumnNode::IfElse { condition, then, otherwise } => {
            let (cases, rest) = column.node.cases().unwrap_or((vec![(&**condition, &**then)], &**otherwise));
            let cases = cases.into_iter().map(|(condition, value)| {
                (say_row_condition(scope, condition).message, say_column(scope, value).within(Binding::Sum))
            });
            say_cases(cases.collect(), say_column(scope, rest).within(Binding::Sum))
        }
        // Of 监测月份 the month is 监测月份, not 监测月份的月份.
        ColumnNode::DatePart { value, part } if names_its_part(scope, value, *part) => say_column(scope, value),
        ColumnNode::DatePart { value, part } => {
            let value = say_column(scope, value).within(Binding::Word);
            Phrase::word(match part {
                DatePart::Year => message!("column-year", value = value),
                DatePart::Quarter => message!("column-quarter", value = value),
                DatePart::Month => message!("column-month", value = value),
                DatePart::Day => message!("column-day", value = value),
            })
        }
        ColumnNode::Days { from, to } => Phrase::word(message!(
            "column-days",
            from = say_column(scope, from).within(Binding::Word),
            to = say_column(scope, to).within(Binding::Word)
        )),
        ColumnNode::Round { value, rounding } => {
            let value = say_column(scope, value).within(Binding::Word);
            Phrase::word(message!("rounded", value = value, rounding = say_rounding(rounding)))
        }
        ColumnNode::StepClass { value, scale, better, limits } => {
            let value = say_column(scope, value).within(Binding::Word);
            let steps = limits.iter().zip(0..).map(|(limit, index)| {
                let class = say_class(scope.plan, &Class { scale: scale.clone(), index });
                match better {
                    Better::Lower => message!("class-limit-lower", limit = say_number(limit), class = class),
                    Better::Higher => message!("class-limit-higher", limit = say_number(limit), class = class),
                }
            });
            let beyond = u32::try_from(limits.len()).unwrap_or(u32::MAX);
            let beyond = say_class(scope.plan, &Class { scale: scale.clone(), index: beyond });
            Phrase::loose(message!("class-by-limits", value = value, steps = listed(steps), beyond = beyond))
        }
        ColumnNode::RangeClass { value, low, high, inside, outside } => Phrase::loose(message!(
            "class-by-range",
            value = say_column(scope, value).within(Binding::Word),
            low = say_number(low),
            high = say_number(high),
            inside = say_class(scope.plan, inside),
            outside = say_class(scope.plan, outside)
        )),
        ColumnNode::WorstOf(values) => Phrase::word(message!("column-worst-of", values = say_each(scope, values))),
        ColumnNode::LeastOf(values) => Phrase::word(message!("column-least-of", values = say_each(scope, values))),
        ColumnNode::GreatestOf(values) => {
            Phrase::word(message!("column-greatest-of", values = say_each(scope, values)))
        }
        ColumnNode::Interpolate { value, points } => {
            let points = points.iter().map(|point| message!("column-point", x = &point.x, y = &point.y));
            let value = say_column(scope, value).within(Binding::Word);
            Phrase::loose(message!("column-interpolate", value = value, points = listed(points)))
        }
        ColumnNode::ByDate { date, editions } => {
            let by = say_column(scope, date).within(Binding::Word);
            let editions = editions.iter().enumerate().map(|(number, edition)| {
                let until = editions.get(number + 1);
                let value = say_column(scope, &edition.value).within(Binding::Sum);
                message!("column-edition", when = say_edition(by.clone(), edition, until), value = value)
            });
            match joined("joined-comma", editions) {
                Some(editions) => Phrase::loose(editions),
                None => Phrase::word(by),
            }
        }
        ColumnNode::NamesOfGreatest { values, above } => {
            let names = values.iter().map(|named| message!("value-text", text = &named.name));
            Phrase::word(message!("column-names-of-greatest", names = listed(names), above = say_number(above)))
        }
        ColumnNode::Called { name, basis, value: _ } => {
            let name = message!("value-text", text = name);
            Phrase::word(match basis {
                Some(basis) if is_published(scope.plan, column) => {
                    message!("column-by-standard", name = name, basis = say_basis(basis))
                }
                Some(_) | None => name,
            })
        }
    }
}

/// Whether the definition is one of a standard that comes with the engine, so that its number and clause are enough.
pub(super) fn is_published(plan: &Plan, column: &Column) -> bool {
    let ColumnNode::Called { name: _, basis: Some(_), value: _ } = &column.node else { return false };
    plan.standards.iter().any(|standard| column.at.file.strip_prefix(standard.module.as_str()) == Some(".rhai"))
}

/// 甲的取一，否则取二; of more than two: 甲的取一；乙的取二；其余取三.
pub(super) fn say_cases(cases: Vec<(Message, Message)>, rest: Message) -> Phrase {
    let mut cases = cases;
    Phrase::loose(match (cases.pop(), cases.is_empty()) {
        (Some((condition, then)), true) => {
            message!("column-if-else", condition = condition, then = then, otherwise = rest)
        }
        (Some(last), false) => {
            cases.push(last);
            let cases = cases
                .into_iter()
                .map(|(condition, value)| message!("column-case", condition = condition, value = value));
            let rest = message!("column-other-cases", value = rest);
            joined("joined-semicolon", cases.chain([rest.clone()])).unwrap_or(rest)
        }
        (None, _) => rest,
    })
}

/// Whether a date's header already says that it is read as a month, a quarter, a year.
fn names_its_part(scope: Scope<'_>, date: &Column, part: DatePart) -> bool {
    let ColumnNode::Field(name) = &date.node else { return false };
    let Some(Meaning::Declared(column)) = scope.meaning(name) else { return false };
    let endings: &[&str] = match part {
        DatePart::Year => &["年度", "年份"],
        DatePart::Quarter => &["季度"],
        DatePart::Month => &["月份"],
        DatePart::Day => &[],
    };
    endings.iter().any(|ending| super::scope::header(column).ends_with(ending))
}

/// The date, where a sum is its year and month as one number (202104), by which readings are sorted into months.
fn year_and_month<'c>(left: &'c Column, right: &'c Column) -> Option<&'c Column> {
    let part_of = |column: &'c Column, wanted| {
        let ColumnNode::DatePart { value, part } = &column.node else { return None };
        (*part == wanted).then_some(&**value)
    };
    let ColumnNode::Arithmetic { operation: Arithmetic::Multiply, left: year, right: _ } = &left.node else {
        return None;
    };
    part_of(year, DatePart::Year).filter(|date| part_of(right, DatePart::Month) == Some(*date))
}

fn say_each(scope: Scope<'_>, values: &[Column]) -> crate::words::Arg {
    listed(values.iter().map(|value| say_column(scope, value).within(Binding::Sum)))
}

/// From when to when an edition is in force.
fn say_edition(by: Message, edition: &Edition, next: Option<&Edition>) -> Message {
    match (edition.from, next.and_then(|next| next.from)) {
        (None, Some(until)) => message!("column-edition-before", date = by, until = say_date(until)),
        (Some(from), Some(until)) => {
            message!("column-edition-between", date = by, from = say_date(from), until = say_date(until))
        }
        (Some(from), None) => message!("column-edition-from", date = by, from = say_date(from)),
        (None, None) => message!("column-edition-always", date = by),
    }
}

/// A column that a rule adds under a name of its own making and that is short enough to be said where it is used.
pub(super) fn inlined(name: &str, value: &Column) -> bool {
    name.is_ascii() && is_short(value)
}

fn is_short(column: &Column) -> bool {
    match &column.node {
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
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. } => column.node.parts().into_iter().all(is_short),
        // Its name stands for it, unless a document is to be cited.
        ColumnNode::Called { basis, .. } => basis.is_none(),
        ColumnNode::IfElse { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::WorstOf(_)
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::Interpolate { .. }
        | ColumnNode::ByDate { .. }
        | ColumnNode::NamesOfGreatest { .. } => false,
    }
}

/// How a column that a rule adds is determined; nothing for one that is said where it is used.
pub(super) fn say_definition(scope: Scope<'_>, name: &str, named: Message, value: &Column) -> Option<Outline> {
    (!inlined(name, value)).then(|| {
        let outline = outline(scope, named.clone(), value);
        let defines = (!outline.under.is_empty()).then_some(named);
        Outline { defines, ..outline }
    })
}

/// A definition that takes one line: 计次：监测月份为12、1、2或3的取2，否则取1. Of what a standard defines the data that it is held against
/// are named.
fn in_a_line(scope: Scope<'_>, named: Message, value: &Column) -> Outline {
    let said = say_column(scope, value).message;
    let line = if value.node.cases().is_some() || matches!(value.node, ColumnNode::ByDate { .. }) {
        message!("definition-by-case", name = named, value = said)
    } else {
        message!("definition-value", name = named, value = said)
    };
    let mut figures = Vec::new();
    published_fields(scope.plan, value, &mut figures);
    Outline::leaf(match figures.as_slice() {
        [] => line,
        [..] => message!("definition-of-figures", line = line, figures = scope.names(&figures)),
    })
}

/// The columns that definitions of a standard read, each once, in the order of reading.
fn published_fields(plan: &Plan, column: &Column, found: &mut Vec<String>) {
    if is_published(plan, column) {
        column.node.fields(&mut |name| {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        });
        return;
    }
    column.node.parts().into_iter().for_each(|part| published_fields(plan, part, found));
}

fn has_name(column: &Column) -> bool {
    matches!(column.node, ColumnNode::Called { .. })
}

/// How what a rule calls by a name of its own is determined, to be told once for the whole page.
pub(super) fn say_called(scope: Scope<'_>, column: &Column) -> Option<Outline> {
    let ColumnNode::Called { name, basis, value } = &column.node else { return None };
    if is_published(scope.plan, column) {
        return None;
    }
    let name = message!("value-text", text = name);
    let named = match basis {
        Some(basis) => message!("basis-of", name = name.clone(), basis = say_basis(basis)),
        None => name.clone(),
    };
    Some(Outline { defines: Some(name), ..outline(scope, named, value) })
}

fn outline(scope: Scope<'_>, named: Message, value: &Column) -> Outline {
    match &value.node {
        ColumnNode::WorstOf(values) => Outline::list(
            message!("definition-worst-of", name = named),
            values.iter().map(|value| Outline::leaf(say_column(scope, value).message)).collect(),
        ),
        ColumnNode::GreatestOf(values) if values.len() > 2 => Outline::list(
            message!("definition-greatest-of", name = named),
            values.iter().map(|value| Outline::leaf(say_column(scope, value).message)).collect(),
        ),
        ColumnNode::IfElse { condition, then, otherwise } => {
            let (cases, rest) = value.node.cases().unwrap_or((vec![(&**condition, &**then)], &**otherwise));
            if cases.iter().map(|(_, value)| *value).chain([rest]).all(|value| has_name(value) || is_short(value)) {
                return in_a_line(scope, named, value);
            }
            let cases = cases.into_iter().map(|(condition, value)| {
                let case = message!("definition-case", condition = say_row_condition(scope, condition).message);
                outline(scope, case, value)
            });
            let rest = outline(scope, Message::new("definition-other-case"), rest);
            Outline::list(message!("definition-cases", name = named), cases.chain([rest]).collect())
        }
        ColumnNode::Called { .. } => in_a_line(scope, named, value),
        ColumnNode::ByDate { date: _, editions } if editions.iter().all(|edition| has_name(&edition.value)) => {
            in_a_line(scope, named, value)
        }
        ColumnNode::ByDate { date, editions } => {
            let by = say_column(scope, date).within(Binding::Word);
            let cases = editions.iter().enumerate().map(|(number, edition)| {
                let when = say_edition(by.clone(), edition, editions.get(number + 1));
                outline(scope, when, &edition.value)
            });
            Outline::list(message!("definition-cases", name = named), cases.collect())
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
        | ColumnNode::IsIn { .. }
        | ColumnNode::Between { .. }
        | ColumnNode::IsMissing(_)
        | ColumnNode::Contains { .. }
        | ColumnNode::Matches { .. }
        | ColumnNode::DatePart { .. }
        | ColumnNode::Days { .. }
        | ColumnNode::Round { .. }
        | ColumnNode::StepClass { .. }
        | ColumnNode::RangeClass { .. }
        | ColumnNode::LeastOf(_)
        | ColumnNode::GreatestOf(_)
        | ColumnNode::Interpolate { .. }
        | ColumnNode::NamesOfGreatest { .. } => {
            let said = say_column(scope, value).message;
            if let ColumnNode::Arithmetic { .. } = &value.node {
                return Outline::leaf(message!("definition-equals", name = named, value = said));
            }
            Outline::leaf(match scope.sort(value) {
                Sort::Class => message!("definition-of", name = named, value = said),
                Sort::Number | Sort::Text | Sort::Day | Sort::Truth => {
                    message!("definition-value", name = named, value = said)
                }
            })
        }
    }
}
