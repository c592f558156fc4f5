//! The signed figures of letters.csv, read as what their rule holds them for.

use std::collections::BTreeMap;

use super::run::Run;
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::{Body, FormulaNode, Letter, LetterPlaces, Literal, Place, Quantity, Rule, Scale, TargetNode};
use crate::scheme::{LetterSource, Scheme};
use crate::words::Message;

pub fn read(scheme: &Scheme, rules: &[Rule], run: &Run) -> Vec<Letter> {
    let by_id: BTreeMap<_, _> = rules.iter().map(|rule| (&rule.id, rule)).collect();
    let read = |letter: &LetterSource| Letter {
        unit: letter.unit.clone(),
        item: letter.item.clone(),
        target: letter.target.as_ref().and_then(|(text, at)| {
            // A rule that could not be read is told already.
            target(scheme, by_id.get(&letter.item)?, text, at, run)
        }),
        due: letter.due,
        from: letter.from,
        at: letter.at.clone(),
        fields: LetterPlaces { target: letter.target.as_ref().map(|(_, at)| at.clone()), due: letter.due_at.clone() },
    };
    scheme.letters.iter().map(read).collect()
}

fn target(scheme: &Scheme, rule: &Rule, text: &str, at: &Place, run: &Run) -> Option<Literal> {
    match LetterTarget::of(rule, &scheme.scales).read(text) {
        Ok(literal) => Some(literal),
        Err(message) => {
            let names = scheme.scales.iter().flat_map(|scale| &scale.classes).map(|class| class.name.as_str());
            let diagnostic = Diagnostic::error(at.clone(), message).width(crate::scheme::yaml::characters(text));
            run.report(diagnostic.nearest(text, names.collect::<Vec<_>>()));
            None
        }
    }
}

/// What a rule wants its letters to say: `85%`, `412`, `412吨`, `2022-10-31`, `Ⅲ`.
#[derive(Debug, Clone, Copy)]
pub struct LetterTarget<'plan> {
    /// The scale of the class that is wanted; `None`: a number or a date.
    scale: Option<&'plan Scale>,
}

impl<'plan> LetterTarget<'plan> {
    /// A number or a date, whatever the rule.
    pub fn number() -> LetterTarget<'plan> {
        LetterTarget { scale: None }
    }

    pub fn of(rule: &Rule, scales: &'plan [Scale]) -> LetterTarget<'plan> {
        let Body::Measured { target, .. } = &rule.body else { return LetterTarget { scale: None } };
        if !matches!(target.node, TargetNode::ClassAtLeast(_)) {
            return LetterTarget { scale: None };
        }
        let named = target.node.formulas().into_iter().find_map(|formula| match &formula.node {
            FormulaNode::Literal(Literal::Class(class)) => Some(class.scale.as_str()),
            FormulaNode::Letter { or: Some(or) } => match &or.value {
                Literal::Class(class) => Some(class.scale.as_str()),
                Literal::Number(_) | Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) => None,
            },
            _other_formula => None,
        });
        let id = named.unwrap_or("water");
        LetterTarget { scale: scales.iter().find(|scale| scale.id == id) }
    }

    /// The value of the text, or what is wrong with it.
    pub fn read(&self, text: &str) -> Result<Literal, Message> {
        let narrow = crate::intake::cell::narrow(text);
        let text = narrow.trim();
        if let Some(scale) = self.scale {
            // Ⅲ类 and Ⅲ are one class.
            let class = scale.find(text).or_else(|| scale.find(text.trim_end_matches('类')));
            return class
                .map(Literal::Class)
                .ok_or_else(|| message!("script-unknown-class", class = text, scale = &scale.title));
        }
        if let Some(hundredths) = text.strip_suffix('%').and_then(|number| number.trim().parse::<Exact>().ok()) {
            return Ok(Literal::Number(Quantity::percent(&hundredths)));
        }
        if let Ok(number) = text.parse::<Exact>() {
            return Ok(Literal::Number(Quantity::bare(number)));
        }
        if let Some(day) = crate::scheme::day::parse(text) {
            return Ok(Literal::Date(day));
        }
        let digits = text.find(|sign: char| !(sign.is_ascii_digit() || sign == '.' || sign == '-')).unwrap_or(0);
        match text[..digits].parse::<Exact>() {
            Ok(value) => {
                let unit = Some(Unit::from(text[digits..].trim().to_owned()));
                Ok(Literal::Number(Quantity { value, unit, percent: false }))
            }
            Err(_) => Err(message!("script-letter-unreadable", text = text)),
        }
    }

    /// The same as a figure: a class as its number in the scale, a date as days since 1970-01-01.
    pub fn figure(&self, text: &str) -> Result<Exact, Message> {
        let unreadable = || message!("script-letter-unreadable", text = text);
        // What a letter says is never a text or a truth: `read` gives numbers, classes and days.
        self.read(text)?.number().ok_or_else(unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_of_the_signs_makes_no_other_target() {
        for (wide, narrow) in [
            ("２０", "20"),
            ("－5%", "-5%"),
            ("８５．５％", "85.5%"),
            ("３．５吨", "3.5吨"),
            ("２０２２－６－３０", "2022-6-30"),
        ] {
            let read = LetterTarget::number().read(wide);
            assert!(read.is_ok(), "{wide}");
            assert_eq!(read, LetterTarget::number().read(narrow), "{wide}");
        }
    }
}
