//! How a figure came about, part by part, the steps from it to points, and what people gave by hand.

use super::{Depth, Page, say_absence};
use crate::assess::{ItemTrace, Working};
use crate::explain::shown;
use crate::figure::{Absence, Exact};
use crate::message;
use crate::plan::typing::kind_of_measure;
use crate::plan::{Asked, Body, FormulaNode, Kind, Measure, Node, Place, Rule, RuleKind, Scale, ScoreHand};

impl<'a> Page<'a> {
    pub(super) fn working(&mut self, trace: &ItemTrace) {
        if let Some(measure) = &trace.measure {
            self.headline(&message!("item-working"));
            let class = self.class_of_figure();
            self.tree(measure, class, 2);
        }
        if let Some(last_year) = &trace.last_year {
            self.headline(&message!("item-working-last-year"));
            let class = self.class_of_figure();
            self.tree(last_year, class, 2);
        }
        if !trace.steps.is_empty() {
            let how = match self.rule.kind {
                RuleKind::Veto => message!("item-condition"),
                RuleKind::Indicator | RuleKind::Bonus | RuleKind::Deduction => message!("item-steps"),
            };
            self.headline(&how);
            for step in &trace.steps {
                self.line(2, step);
            }
            if let Some(points) = &trace.exact_points {
                let points = shown::exact(&points.0, self.words);
                self.line(2, &message!("item-exact-points", points = points));
            }
        }
        if !trace.hands.is_empty() {
            self.headline(&message!("item-hands"));
            for hand in &trace.hands {
                let key = match hand.hand {
                    ScoreHand::SelfAssessed => message!("reason-hand-self"),
                    ScoreHand::Verified => message!("reason-hand-verified"),
                    ScoreHand::Final => message!("reason-hand-final"),
                };
                let say = message!(
                    "item-hand",
                    hand = key,
                    points = &hand.points,
                    reason = &hand.reason,
                    evidence = &hand.evidence,
                    by = &hand.by
                );
                self.line(2, &say);
            }
        }
    }

    /// The scale of the item's figure, where that is a class.
    pub(super) fn class_of_figure(&self) -> Option<&'a Scale> {
        let Body::Measured { measure, target: _, curve: _ } = &self.rule.body else { return None };
        self.scale(kind_of_measure(measure, self.plan))
    }

    pub(super) fn scale(&self, kind: Option<Kind>) -> Option<&'a Scale> {
        match kind {
            Some(Kind::Class(scale)) => self.plan.scale(&scale),
            Some(Kind::Number(_) | Kind::Bare | Kind::Text | Kind::Date | Kind::Bool) | None => None,
        }
    }

    pub(super) fn value(&self, working: &Working, scale: Option<&Scale>) -> String {
        let class = |value: &Exact| scale?.name(u32::try_from(value.to_i128()?).ok()?).map(str::to_owned);
        match (&working.value, working.absence) {
            (Some(value), _) => class(value).unwrap_or_else(|| shown::exact(value, self.words)),
            (None, Some(Absence::NoData)) if working.several => self.words.word("absence-several"),
            (None, Some(absence)) => self.words.say(&say_absence(absence)),
            (None, None) => String::new(),
        }
    }

    /// A figure with its parts; `scale` is that of a figure that is a class.
    fn tree(&mut self, working: &Working, scale: Option<&Scale>, indent: usize) {
        let value = self.value(working, scale);
        let place = near(&working.at, self.rule);
        let say = match working.rows {
            Some(rows) => {
                message!("working-rows", label = working.label.clone(), value = value, rows = rows, place = place)
            }
            None => message!("working", label = working.label.clone(), value = value, place = place),
        };
        self.line(indent, &say);
        if let Some(question) = working.question.filter(|_| self.depth >= Depth::Rows) {
            self.rows(question, working.of.as_ref(), indent + 2);
        }
        for part in &working.parts {
            let scale = part.question.and_then(|question| self.asked.get(question)).and_then(|asked| match asked {
                Asked::Aggregate { rows, aggregate } => {
                    let node =
                        FormulaNode::Aggregate { rows: rows.clone().into(), aggregate: aggregate.clone().into() };
                    let measure = Measure::Formula(Node::new(aggregate.at.clone(), node));
                    self.scale(kind_of_measure(&measure, self.plan)).cloned()
                }
                Asked::Task { .. } | Asked::Tally { .. } => None,
            });
            self.tree(part, scale.as_ref(), indent + 2);
        }
    }
}

/// A place in the rule's own file is said by line and column.
fn near(place: &Place, rule: &Rule) -> String {
    if place.file == rule.at.file && place.line > 0 {
        format!("{}:{}", place.line, place.column)
    } else {
        place.to_string()
    }
}
