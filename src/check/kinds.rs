//! Kinds that do not go together, told so that a person knows what to write instead.

use crate::diagnostic::{Diagnostic, shortened};
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::typing::{self, Mistake, What};
use crate::plan::{Kind, Place, Plan, Rule};
use crate::scheme::{ItemUse, ParamValue};
use crate::script::STANDARDS;
use crate::script::mistakes::{bare_against_ratio, unknown_group, unknown_kind, unknown_unit};
use crate::script::vocabulary::unit_word as unit;
use crate::words::Message;

/// `uses`: what the scheme gives the rules that it puts to use.
pub fn check(plan: &Plan, uses: &[ItemUse]) -> Vec<Diagnostic> {
    let told = |mistake: Mistake| {
        let rule = mistake.rule.as_ref().and_then(|id| plan.rule(id));
        let used = rule.and_then(|rule| uses.iter().find(|used| used.id == rule.id));
        let given = used.zip(unknown_name(&mistake.what)).and_then(|(used, name)| given_as(used, name));
        let problem = diagnostic(plan, mistake);
        match rule {
            Some(rule) if problem.place.file.ends_with(".rhai") => which_rule(problem, rule, given),
            Some(_) | None => problem,
        }
    };
    typing::mistakes(plan).into_iter().map(told).collect()
}

/// The name of a table or column that there is not: a rule may have been given it.
fn unknown_name(what: &What) -> Option<&str> {
    match what {
        What::UnknownColumn { column, known: _ } => Some(column),
        What::UnknownTable { table } => Some(table),
        What::UnknownUnitId { .. }
        | What::UnknownUnitKind { .. }
        | What::UnknownGroup { .. }
        | What::UnknownScale { .. }
        | What::UnknownClass { .. }
        | What::NoSuchRole { .. }
        | What::Differ { .. }
        | What::TextAgainstClass { .. }
        | What::Units { .. }
        | What::BareAgainstRatio { .. }
        | What::BareStepOfRatio { .. }
        | What::ShownOtherwise { .. }
        | What::RatioTimesHundred
        | What::CountAgainstRatio
        | What::DatePartAgainstRatio
        | What::CountAgainstUnit { .. }
        | What::Unordered { .. }
        | What::CannotConvert { .. }
        | What::Wants { .. }
        | What::TextNotListed { .. }
        | What::EmptyText
        | What::NotInOrder { .. } => None,
    }
}

/// Where the scheme gives the rule this name: `with: { column: … }`.
fn given_as<'scheme>(used: &'scheme ItemUse, name: &str) -> Option<&'scheme Place> {
    fn names(value: &ParamValue, name: &str) -> bool {
        match value {
            ParamValue::Text(text) => text == name,
            ParamValue::List(values) => values.iter().any(|value| names(value, name)),
            ParamValue::Number(_) | ParamValue::Bool(_) | ParamValue::Date(_) => false,
        }
    }
    used.with.iter().find(|(_, value, _)| names(value, name)).map(|(_, _, at)| at)
}

/// Many rules may come to one place of a module, and many items to one place of a rule file.
fn which_rule(mut problem: Diagnostic, rule: &Rule, given: Option<&Place>) -> Diagnostic {
    if problem.place.file != rule.at.file {
        problem = problem.also(rule.at.clone(), message!("check-rule-here"));
    }
    match given {
        Some(at) => problem.also(at.clone(), message!("check-name-given-here")),
        None => problem,
    }
}

fn diagnostic(plan: &Plan, mistake: Mistake) -> Diagnostic {
    let Mistake { at, rule: _, what } = mistake;
    match what {
        What::UnknownTable { table } => {
            let known = plan.tables.iter().map(|table| table.id.as_str());
            let problem = Diagnostic::error(at, message!("check-unknown-table", table = &table));
            // The id is what must be written; a title says which one.
            match plan.tables.iter().find(|other| other.title == table) {
                Some(meant) => problem.help(message!("check-table-by-id", title = &table, id = &meant.id)),
                None => problem.nearest(&table, known),
            }
        }
        What::UnknownColumn { column, known } => {
            let problem = Diagnostic::error(at, message!("check-unknown-column", column = &column));
            let headed = plan.tables.iter().flat_map(|table| &table.columns);
            if let Some(meant) = headed.filter(|other| known.contains(&other.id)).find(|other| other.is_headed(&column))
            {
                return problem.help(message!("check-column-by-id", header = &column, id = &meant.id));
            }
            // Nobody misspelt the names of a standard: the table has none of this name.
            if STANDARDS.iter().any(|standard| problem.place.file.strip_suffix(".rhai") == Some(standard.path)) {
                let named = message!("check-name-for-standard", column = &column);
                return problem.help(named).help(message!("check-columns-here", columns = known));
            }
            let near = problem.clone().nearest(&column, known.iter().map(String::as_str));
            if near.help.is_empty() { problem.help(message!("check-columns-here", columns = known)) } else { near }
        }
        What::UnknownUnitId { unit } => unknown_unit(at, &unit, &plan.units),
        What::UnknownUnitKind { kind } => unknown_kind(at, &kind, &plan.units),
        What::UnknownGroup { group } => unknown_group(at, &group, &plan.units),
        What::UnknownScale { scale } => {
            let known = plan.scales.iter().map(|scale| scale.id.as_str());
            Diagnostic::error(at, message!("check-unknown-scale", scale = &scale)).nearest(&scale, known)
        }
        What::UnknownClass { scale, index } => {
            Diagnostic::error(at, message!("check-unknown-class", scale = scale, number = index))
        }
        What::NoSuchRole { table, role } => {
            let problem = Diagnostic::error(at, message!("check-table-without-role", table = &table, role = role));
            match plan.table(&table) {
                Some(table) => problem.also(table.at.clone(), message!("scheme-declared-here")),
                None => problem,
            }
        }
        What::Differ { left, right } => {
            let message = message!("check-kinds-differ", left = kind(&left, plan), right = kind(&right, plan));
            Diagnostic::error(at, message)
        }
        What::TextAgainstClass { text, scale } => {
            let problem = Diagnostic::error(at, message!("check-text-against-class"));
            match text {
                Some(text) if scale == "water" => problem.help(message!("check-write-class", text = text)),
                Some(text) => problem.help(message!("check-write-class-of-scale", text = text, scale = scale)),
                None => problem,
            }
        }
        What::Units { left, right, factor } => units(
            Diagnostic::error(at, message!("check-units-differ", left = unit(&left), right = unit(&right))),
            &left,
            &right,
            factor.as_ref(),
        ),
        What::BareAgainstRatio { value } => bare_against_ratio(at, &value),
        What::BareStepOfRatio { word, value } => {
            let problem = Diagnostic::error(at, message!("check-bare-against-ratio", value = &value));
            let written = |points: &Exact| match word {
                "improve_on_last_year" => format!("{word}({}.pct, …)", points.to_decimal()),
                word => format!("{word}({}.pct)", points.to_decimal()),
            };
            let points = |points: &Exact| message!("check-write-points", points = points, written = written(points));
            // To whoever thinks in ratios 0.01 is one percentage point: that comes first.
            if value.abs() < Exact::ONE {
                let of_ratio = value.times_power_of_ten(2);
                let written = written(&of_ratio);
                let say =
                    message!("check-write-points-of-ratio", value = &value, points = &of_ratio, written = written);
                return problem.help(say).help(points(&value));
            }
            problem.help(points(&value))
        }
        What::ShownOtherwise { found, shown } => {
            let found = Message::new(found);
            // A percentage is shown as the ratio that it is.
            let problem = match shown.is_ratio() {
                true => Diagnostic::error(at, message!("check-shown-as-percent", found = found)),
                false => {
                    Diagnostic::error(at, message!("check-shown-in-unit", found = found, unit = shown.to_string()))
                }
            };
            problem.help(message!("check-show-as-converts-nothing"))
        }
        What::RatioTimesHundred => {
            Diagnostic::error(at, message!("check-ratio-times-hundred")).help(message!("check-no-times-hundred"))
        }
        What::CountAgainstRatio => Diagnostic::error(at, message!("check-count-against-ratio")),
        What::DatePartAgainstRatio => Diagnostic::error(at, message!("check-date-part-against-ratio")),
        What::CountAgainstUnit { unit: other } => {
            Diagnostic::error(at, message!("check-count-against-unit", unit = unit(&other)))
        }
        What::Unordered { kind: found } => Diagnostic::error(at, message!("check-no-order", kind = kind(&found, plan))),
        What::CannotConvert { from, to } => {
            let message = message!("check-cannot-convert", from = unit(&from), to = unit(&to));
            Diagnostic::error(at, message)
        }
        What::Wants { word, wanted, found } => {
            let message =
                message!("check-wants", word = word, wanted = Message::new(wanted), found = kind(&found, plan));
            let problem = Diagnostic::error(at, message);
            if word == "sum" && found == Kind::Bool {
                problem.help(message!("check-count-instead"))
            } else if word == "share" {
                problem.help(message!("check-share-of-condition"))
            } else {
                problem
            }
        }
        What::TextNotListed { text, listed } => {
            let problem = Diagnostic::error(at, message!("check-text-not-listed", text = &text));
            let near = problem.clone().nearest(&text, listed.iter().map(String::as_str));
            if near.help.is_empty() { problem.help(message!("scheme-one-of", names = shortened(listed))) } else { near }
        }
        What::EmptyText => Diagnostic::error(at, message!("check-empty-text")).help(message!("check-write-is-missing")),
        What::NotInOrder { joined } => Diagnostic::error(at, message!("check-several-not-in-order"))
            .help(message!("check-write-several", text = joined)),
    }
}

fn units(problem: Diagnostic, left: &Unit, right: &Unit, factor: Option<&Exact>) -> Diagnostic {
    let Some(factor) = factor else { return problem };
    // The finer unit is what both can be written in without fractions.
    let (finer, coarser, factor) = if *factor >= Exact::ONE {
        (right, left, factor.clone())
    } else {
        (left, right, Exact::ONE.checked_div(factor).unwrap_or_default())
    };
    // The letters hold figures and no script: there a number can only be written in the unit of what is measured, which stands left.
    let key = if problem.place.file.ends_with(".csv") { "check-convert-in-letters" } else { "check-convert-with-to" };
    let (coarser, finer) = (coarser.to_string(), finer.to_string());
    let left = left.to_string();
    problem
        .help(Message::new(key).with("coarser", coarser).with("finer", finer).with("factor", factor).with("left", left))
}

pub fn kind(kind: &Kind, plan: &Plan) -> Message {
    match kind {
        Kind::Number(unit) if unit.is_ratio() => message!("check-kind-ratio"),
        Kind::Number(unit) => message!("check-kind-number-of", unit = unit.to_string()),
        Kind::Bare => message!("check-kind-bare"),
        Kind::Class(id) => {
            message!("check-kind-class-of", scale = plan.scale(id).map_or(id.as_str(), |scale| scale.title.as_str()))
        }
        Kind::Text => message!("check-kind-text"),
        Kind::Date => message!("check-kind-date"),
        Kind::Bool => message!("check-kind-bool"),
    }
}
