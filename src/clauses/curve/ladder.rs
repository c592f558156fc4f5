//! Curves that name figures and what each of them gives: a line between two, steps, bands of ranks, levels, parts that are ticked off.

use super::Scoring;
use crate::clauses::condition::say_condition;
use crate::clauses::figure::literal_number;
use crate::clauses::phrase::{Binding, joined, listed};
use crate::clauses::value::{Sort, say_class, say_date, say_points, say_quantity};
use crate::figure::Exact;
use crate::message;
use crate::plan::{ChecklistPart, CurveLevel, Formula, Literal, Node, RankBand, Step, Towards};
use crate::words::{Arg, Message};

impl Scoring<'_> {
    pub(super) fn say_linear(&self, from: &Formula, to: &Formula) -> Message {
        let rising = match (literal_number(from), literal_number(to)) {
            (Some(from), Some(to)) => from < to,
            (Some(_), None) | (None, Some(_)) | (None, None) => self.target.node.towards() != Some(Towards::Lower),
        };
        let value = |formula: &Formula| self.reader.say(formula).within(Binding::Sum);
        let from_edge = if rising {
            message!("edge-at-most", value = value(from))
        } else {
            message!("edge-at-least", value = value(from))
        };
        let nothing = self.nothing();
        if self.target.node.formulas() == [to] {
            return message!(
                "curve-linear-to-target",
                full = self.say_full_at_target(),
                from = from_edge,
                nothing = nothing
            );
        }
        let to_edge = if rising {
            message!("edge-at-least", value = value(to))
        } else {
            message!("edge-at-most", value = value(to))
        };
        message!(
            "curve-linear",
            subject = self.subject_with_target(),
            to = to_edge,
            full = self.full(),
            from = from_edge,
            nothing = nothing
        )
    }

    pub(super) fn say_steps(&self, steps: &[Node<Step>]) -> Message {
        let rising = match self.target.node.towards() {
            Some(better) => better == Towards::Higher,
            None => match steps {
                [first, second, ..] => number(&first.node.edge) > number(&second.node.edge),
                [] | [_] => true,
            },
        };
        let mut lines = Vec::new();
        let mut previous: Option<&Literal> = None;
        for step in steps {
            let edge = &step.node.edge;
            let reached = match (Sort::of_literal(edge), previous) {
                (Sort::Class, _) => message!("edge-class", value = self.edge(edge)),
                (Sort::Text | Sort::Truth, _) => message!("edge-is", value = self.edge(edge)),
                (Sort::Day, _) => message!("edge-not-after", value = self.edge(edge)),
                (Sort::Number, None) if rising => message!("edge-at-least", value = self.edge(edge)),
                (Sort::Number, None) => message!("edge-at-most", value = self.edge(edge)),
                (Sort::Number, Some(better)) if rising => {
                    message!("edge-from-to", low = self.edge(edge), high = self.edge(better))
                }
                (Sort::Number, Some(better)) => {
                    message!("edge-down-to", high = self.edge(edge), low = self.edge(better))
                }
            };
            lines.push(message!("curve-step", reached = reached, gives = self.gives(&step.node.share)));
            previous = Some(edge);
        }
        lines.push(message!("curve-step-rest", nothing = self.nothing()));
        match joined("joined-semicolon", lines) {
            Some(lines) => message!("curve-steps", subject = self.subject_with_target(), steps = lines),
            None => self.subject.clone(),
        }
    }

    fn edge(&self, edge: &Literal) -> Message {
        match edge {
            Literal::Class(class) => say_class(self.reader.plan, class),
            Literal::Date(date) => say_date(*date),
            Literal::Number(quantity) => say_quantity(quantity),
            Literal::Text(text) => message!("value-quoted", text = text),
            Literal::Bool(true) => Message::new("value-yes"),
            Literal::Bool(false) => Message::new("value-no"),
        }
    }

    pub(super) fn say_rank_bands(&self, bands: &[RankBand]) -> Message {
        let mut lines = Vec::new();
        let mut first = 1;
        for band in bands {
            let ranks = if first == band.up_to {
                message!("rank-one", rank = first)
            } else {
                message!("rank-from-to", first = first, last = band.up_to)
            };
            lines.push(message!("curve-step", reached = ranks, gives = self.gives(&band.share)));
            first = band.up_to.saturating_add(1);
        }
        lines.push(message!("curve-step-rest", nothing = self.nothing()));
        match joined("joined-semicolon", lines) {
            Some(steps) => message!("curve-rank-bands", subject = self.subject.clone(), steps = steps),
            None => self.subject.clone(),
        }
    }

    pub(super) fn say_levels(&self, levels: &[CurveLevel]) -> Arg {
        listed(
            levels.iter().map(|level| message!("curve-level", label = &level.label, gives = self.gives(&level.share))),
        )
    }

    pub(super) fn say_checklist_part(&self, part: &ChecklistPart) -> Message {
        let condition = say_condition(&self.reader, &part.holds, true).message;
        let points = say_points(&part.points);
        let line = message!("checklist-part", label = &part.label, points = points, condition = condition);
        match &part.applies_when {
            None => message!("sentence-end", text = line),
            Some(applies) => {
                let unless = say_condition(&self.reader, applies, false).message;
                message!("checklist-part-unless", part = line, unless = unless)
            }
        }
    }
}

fn number(edge: &Literal) -> Option<&Exact> {
    match edge {
        Literal::Number(quantity) => Some(&quantity.value),
        Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) | Literal::Class(_) => None,
    }
}
