//! The signed figures of letters.csv, read as what their rule holds them for.

use super::run::Run;
use crate::diagnostic::Diagnostic;
use crate::figure::Exact;
use crate::message;
use crate::plan::{Body, FormulaNode, Letter, Literal, Place, Quantity, Rule, TargetNode};
use crate::scheme::{LetterSource, Scheme};

pub fn read(scheme: &Scheme, rules: &[Rule], run: &Run) -> Vec<Letter> {
    let by_id: std::collections::BTreeMap<_, _> = rules.iter().map(|rule| (&rule.id, rule)).collect();
    let read = |letter: &LetterSource| {
        let rule = by_id.get(&letter.item).copied();
        let target = letter.target.as_ref().and_then(|(text, at)| literal(scheme, rule, text, at, run));
        Letter {
            unit: letter.unit.clone(),
            item: letter.item.clone(),
            target,
            due: letter.due,
            from: letter.from,
            at: letter.at.clone(),
        }
    };
    scheme.letters.iter().map(read).collect()
}

/// `85%`, `412`, `412吨`, `2022-10-31`, `Ⅲ`: as the target wants it.
fn literal(scheme: &Scheme, rule: Option<&Rule>, text: &str, at: &Place, run: &Run) -> Option<Literal> {
    let text = text.trim();
    let wants_class = rule.is_some_and(|rule| match &rule.body {
        Body::Measured { target, .. } => matches!(target.node, TargetNode::ClassAtLeast(_)),
        Body::ByHand { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => false,
    });
    if wants_class {
        let scale_id = rule.and_then(class_scale).unwrap_or_else(|| "water".to_owned());
        let scale = scheme.scales.iter().find(|scale| scale.id == scale_id)?;
        // Ⅲ类 and Ⅲ are one class.
        let class = scale.find(text).or_else(|| scale.find(text.trim_end_matches('类')));
        if class.is_none() {
            let names = scale.classes.iter().map(|class| class.name.as_str());
            let message = message!("script-unknown-class", class = text, scale = &scale.title);
            run.report(Diagnostic::error(at.clone(), message).nearest(text, names));
        }
        return class.map(Literal::Class);
    }
    if let Some(hundredths) = text.strip_suffix(['%', '％']).and_then(|number| number.trim().parse::<Exact>().ok()) {
        return Some(Literal::Number(Quantity::percent(&hundredths)));
    }
    if let Ok(number) = text.parse::<Exact>() {
        return Some(Literal::Number(Quantity::bare(number)));
    }
    if let Some(day) = crate::scheme::day::parse(text) {
        return Some(Literal::Date(day));
    }
    let digits = text.find(|sign: char| !(sign.is_ascii_digit() || sign == '.' || sign == '-')).unwrap_or(0);
    if let Ok(number) = text[..digits].parse::<Exact>() {
        let unit = crate::figure::Unit::from(text[digits..].trim().to_owned());
        return Some(Literal::Number(Quantity { value: number, unit: Some(unit), percent: false }));
    }
    run.report(Diagnostic::error(at.clone(), message!("script-letter-unreadable", text = text)));
    None
}

/// The scale of the class that stands in for an unsigned letter.
fn class_scale(rule: &Rule) -> Option<String> {
    let Body::Measured { target, .. } = &rule.body else { return None };
    target.node.formulas().into_iter().find_map(|formula| match &formula.node {
        FormulaNode::Literal(Literal::Class(class)) => Some(class.scale.clone()),
        FormulaNode::Letter { or: Some(or) } => match &or.value {
            Literal::Class(class) => Some(class.scale.clone()),
            Literal::Number(_) | Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) => None,
        },
        _other_formula => None,
    })
}
