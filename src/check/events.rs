//! One event, one punishment.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{Plan, Rule, RuleKind};

/// A warning where two rules of one sheet take points for the same events.
pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for sheet in &plan.sheets {
        let mut punished: BTreeMap<&str, &Rule> = BTreeMap::new();
        for rule in sheet.rules().filter_map(|id| plan.rule(id)) {
            let (Some(events), true) = (&rule.events, takes_points(rule)) else { continue };
            match punished.get(events.as_str()) {
                Some(first) => {
                    let message =
                        message!("check-punished-twice", events = events, first = &first.title, second = &rule.title);
                    found.push(
                        Diagnostic::warning(rule.at.clone(), message)
                            .also(first.at.clone(), message!("check-punished-first")),
                    );
                }
                None => {
                    punished.insert(events, rule);
                }
            }
        }
    }
    found
}

/// A veto is no second punishment in points: it says what the same event means for the grade.
fn takes_points(rule: &Rule) -> bool {
    match rule.kind {
        RuleKind::Indicator | RuleKind::Deduction => true,
        RuleKind::Bonus | RuleKind::Veto => false,
    }
}
