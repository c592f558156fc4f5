//! Curves in words: how points follow from the figure and its target.

use super::condition::say_condition;
use super::figure::{Reader, literal_number};
use super::outline::Outline;
use super::phrase::{Binding, joined, listed};
use super::rows::{Meaning, Scope};
use super::target::{better, say_met, say_missed, sort};
use super::value::{Sort, count, say_class, say_date, say_percent, say_points, say_quantity, say_share_of, say_step};
use crate::figure::{Exact, Points, Unit};
use crate::message;
use crate::plan::{
    AggregateNode, Better, ChecklistPart, ColumnNode, ColumnType, Curve, CurveLevel, CurveNode, Early, Formula,
    FormulaNode, Late, Literal, Measure, Node, Parts, Period, Quantity, RankBand, RuleKind, ShowAs, Step, Target,
    TargetNode,
};
use crate::words::Message;

/// What a curve is said about.
#[derive(Clone)]
pub(super) struct Scoring<'p> {
    pub reader: Reader<'p>,
    pub kind: RuleKind,
    /// The item's points, or an adjustment's cap.
    pub full: Option<&'p Points>,
    /// The title, with what it is made of in brackets.
    pub subject: Message,
    pub measure: &'p Measure,
    pub target: &'p Target,
    pub show_as: Option<&'p ShowAs>,
}

impl Scoring<'_> {
    /// The sentences that say how points follow, and what is listed under them.
    pub fn say(&self, curve: &Curve) -> Outline {
        let Outline { say, under, defines: _ } = self.say_base(&curve.base.node);
        let say = match &curve.none_below {
            Some(floor) => message!("joined-otherwise", left = say, right = self.say_floor(&floor.node)),
            None => say,
        };
        let mut sentences = vec![message!("sentence-end", text = say)];
        if let Some(late) = &curve.late {
            sentences.push(say_late(&late.node));
        }
        if let Some(early) = &curve.early {
            sentences.push(say_early(&early.node));
        }
        Outline::list(joined("joined-sentence", sentences).unwrap_or_else(|| self.subject.clone()), under)
    }

    fn say_base(&self, curve: &CurveNode) -> Outline {
        let missed = say_missed(&self.reader, self.target);
        match curve {
            CurveNode::FullOrNone => Outline::leaf(self.say_all_or_nothing(missed)),
            CurveNode::Proportional => {
                let part = match (self.kind, self.measure, better(self.target)) {
                    (RuleKind::Deduction, _, _) => message!("curve-proportional-takes", missed = missed),
                    (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, Measure::Task { .. }, _)
                    | (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _, Some(Better::Higher)) => {
                        message!("curve-proportional", missed = missed)
                    }
                    (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _, Some(Better::Lower)) => {
                        message!("curve-proportional-inverse", missed = missed)
                    }
                    (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _, None) => {
                        message!("curve-proportional-within", missed = missed)
                    }
                };
                Outline::leaf(message!("joined-semicolon", left = self.say_full_at_target(), right = part))
            }
            CurveNode::Linear { from, to } => Outline::leaf(self.say_linear(from, to)),
            CurveNode::Steps(steps) => Outline::leaf(self.say_steps(steps)),
            CurveNode::Deduct { points, per, parts } => Outline::leaf(message!(
                "joined-semicolon",
                left = self.say_full_at_target(),
                right = self.say_deduct(points, per, *parts)
            )),
            CurveNode::PerCase { points, cap } => Outline::leaf(self.say_per_case(points, cap.as_ref())),
            CurveNode::RankBands(bands) => Outline::leaf(self.say_rank_bands(bands)),
            CurveNode::Improvement => Outline::leaf(self.say_improvement(missed)),
            CurveNode::Pace => Outline::leaf(message!(
                "curve-pace",
                subject = self.subject.clone(),
                full = self.full(),
                goal = self.say_goal()
            )),
            CurveNode::Levels(levels) => Outline::leaf(message!(
                "curve-levels",
                subject = self.subject.clone(),
                levels = self.say_levels(levels)
            )),
            CurveNode::Stages(levels) => Outline::leaf(message!(
                "curve-stages",
                subject = self.subject.clone(),
                levels = self.say_levels(levels)
            )),
            CurveNode::Checklist(parts) => {
                let lines = parts.iter().map(|part| Outline::leaf(self.say_checklist_part(&part.node)));
                Outline::list(
                    message!("curve-checklist", subject = self.subject.clone(), full = self.full()),
                    lines.collect(),
                )
            }
            CurveNode::Custom { source, formula, share } => {
                let formula = self.reader.say(formula).message;
                let formula = if *share {
                    message!("curve-custom-share", formula = formula)
                } else {
                    message!("curve-custom-points", formula = formula)
                };
                let code = message!("curve-custom-source", source = one_line(source));
                let say = message!("curve-custom", subject = self.subject.clone());
                Outline::list(say, vec![Outline::leaf(formula), Outline::leaf(code)])
            }
        }
    }

    /// What this share of the points comes to: 得4.5分; 加1分; of a deduction, what is not kept is taken: 扣0.5分.
    fn gives(&self, share: &Exact) -> Message {
        let points = |share: &Exact| say_share_of(share, self.full);
        match self.kind {
            RuleKind::Indicator | RuleKind::Veto if share.is_zero() => Message::new("gives-nothing"),
            RuleKind::Indicator | RuleKind::Veto if *share == Exact::ONE => match self.full {
                Some(full) => message!("gives-full-points", points = say_points(&full.0)),
                None => Message::new("gives-full"),
            },
            RuleKind::Indicator | RuleKind::Veto => message!("gives-points", points = points(share)),
            RuleKind::Bonus if share.is_zero() => Message::new("adds-nothing"),
            RuleKind::Bonus => message!("adds-points", points = points(share)),
            RuleKind::Deduction if *share == Exact::ONE => Message::new("takes-nothing"),
            RuleKind::Deduction => message!("takes-points", points = points(&(&Exact::ONE - share))),
        }
    }

    fn full(&self) -> Message {
        self.gives(&Exact::ONE)
    }

    fn nothing(&self) -> Message {
        self.gives(&Exact::ZERO)
    }

    fn say_all_or_nothing(&self, missed: Message) -> Message {
        let right = message!("curve-else-nothing", missed = missed, nothing = self.nothing());
        message!("joined-otherwise", left = self.say_full_at_target(), right = right)
    }

    /// Between last year and the improvement asked for the points rise with the improvement; where only standing still is asked for
    /// there is nothing between.
    fn say_improvement(&self, missed: Message) -> Message {
        match &self.target.node {
            TargetNode::ImproveOnLastYear { .. } => message!(
                "joined-semicolon",
                left = self.say_full_at_target(),
                right = message!("curve-improvement", nothing = self.nothing())
            ),
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::Zero
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ClassAtLeast(_)
            | TargetNode::Open => self.say_all_or_nothing(missed),
        }
    }

    fn say_full_at_target(&self) -> Message {
        let met = self.met();
        match &self.target.node {
            TargetNode::Open => message!("joined-comma", left = self.subject.clone(), right = self.full()),
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::Zero
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ImproveOnLastYear { .. }
            | TargetNode::ClassAtLeast(_) => {
                message!("curve-full-at-target", subject = self.subject.clone(), met = met, full = self.full())
            }
        }
    }

    /// Things that each have a day of their own are 全部按期完成, whatever the day of those that have none.
    fn met(&self) -> Message {
        match (self.measure, &self.target.node) {
            (Measure::Task { due: Some(_), .. }, TargetNode::AllBy(_)) => Message::new("target-all-in-time"),
            (Measure::Formula(_) | Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist, _) => {
                say_met(&self.reader, self.target)
            }
        }
    }

    /// The figure that the target names, without the verb.
    fn say_goal(&self) -> Message {
        match self.target.node.formulas().as_slice() {
            [formula] => self.reader.say(formula).within(Binding::Sum),
            [] | [..] => Message::new("figure-given-target"),
        }
    }

    fn say_floor(&self, floor: &Quantity) -> Message {
        let value = say_quantity(floor);
        match better(self.target) {
            Some(Better::Higher) | None => message!("curve-none-below", value = value, nothing = self.nothing()),
            Some(Better::Lower) => message!("curve-none-above", value = value, nothing = self.nothing()),
        }
    }

    fn say_linear(&self, from: &Formula, to: &Formula) -> Message {
        let rising = match (literal_number(from), literal_number(to)) {
            (Some(from), Some(to)) => from < to,
            (Some(_), None) | (None, Some(_)) | (None, None) => better(self.target) != Some(Better::Lower),
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

    /// For curves that take no notice of the target: the target is said beside the title.
    fn subject_with_target(&self) -> Message {
        match &self.target.node {
            TargetNode::Open => self.subject.clone(),
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::Zero
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ImproveOnLastYear { .. }
            | TargetNode::ClassAtLeast(_) => {
                message!("subject-with-target", subject = self.subject.clone(), met = self.met())
            }
        }
    }

    fn say_steps(&self, steps: &[Node<Step>]) -> Message {
        let rising = match better(self.target) {
            Some(better) => better == Better::Higher,
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

    fn say_deduct(&self, points: &Exact, per: &Quantity, parts: Parts) -> Message {
        let sort = sort(&self.reader, self.target);
        let per = self.say_per(per, sort);
        let rest = match parts {
            // There is nothing between two classes.
            Parts::ProRata | Parts::WholeOnly | Parts::CountAsOne if sort == Sort::Class => {
                message!("value-text", text = "")
            }
            Parts::ProRata => message!("parts-pro-rata", per = per.clone()),
            Parts::WholeOnly => message!("parts-whole-only", per = per.clone()),
            Parts::CountAsOne => message!("parts-count-as-one", per = per.clone()),
        };
        let points = say_points(points);
        let end = match (self.kind, self.full) {
            (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, _) => Message::new("until-nothing-left"),
            (RuleKind::Deduction, Some(cap)) => message!("at-most-taken", cap = say_points(&cap.0)),
            (RuleKind::Deduction, None) => Message::new("without-limit"),
        };
        let each = match (sort, better(self.target)) {
            (Sort::Class, _) => message!("curve-deduct-class", per = per, points = points, rest = rest),
            (Sort::Number | Sort::Text | Sort::Day | Sort::Truth, Some(Better::Higher)) => {
                message!("curve-deduct-below", per = per, points = points, rest = rest)
            }
            (Sort::Number | Sort::Text | Sort::Day | Sort::Truth, Some(Better::Lower)) => {
                message!("curve-deduct-above", per = per, points = points, rest = rest)
            }
            (Sort::Number | Sort::Text | Sort::Day | Sort::Truth, None) => {
                message!("curve-deduct-off", per = per, points = points, rest = rest)
            }
        };
        message!("joined-comma", left = each, right = end)
    }

    /// The step of a deduction, with the unit that the figure is counted in where the rule leaves it out.
    fn say_per(&self, per: &Quantity, sort: Sort) -> Message {
        if per.unit.is_some() || per.percent || sort != Sort::Number {
            return say_step(per, sort);
        }
        match self.counted_in() {
            Some(CountedIn::Percent) => say_step(&Quantity { percent: true, ..per.clone() }, sort),
            Some(CountedIn::Unit(unit)) => say_step(&Quantity { unit: Some(unit), ..per.clone() }, sort),
            Some(CountedIn::Things(noun)) => message!("value-step-things", number = count(&per.value), noun = noun),
            None => say_step(per, sort),
        }
    }

    fn counted_in(&self) -> Option<CountedIn> {
        match self.show_as {
            Some(ShowAs::Percent { .. }) => return Some(CountedIn::Percent),
            Some(ShowAs::Number { places: _, unit: Some(unit) }) => return Some(CountedIn::Unit(unit.clone())),
            Some(ShowAs::Number { places: _, unit: None }) | None => {}
        }
        match self.measure {
            Measure::Formula(formula) => self.counted_in_formula(formula),
            Measure::Task { .. } => Some(CountedIn::Percent),
            Measure::Tally { .. } | Measure::Checklist => None,
        }
    }

    fn counted_in_formula(&self, formula: &Formula) -> Option<CountedIn> {
        let FormulaNode::Aggregate { rows, aggregate } = &formula.node else { return None };
        let scope = Scope { plan: self.reader.plan, rows };
        let column = match &aggregate.node {
            AggregateNode::Count => return Some(CountedIn::Things(scope.noun())),
            AggregateNode::Share(_) => return Some(CountedIn::Percent),
            AggregateNode::Sum(column)
            | AggregateNode::Mean(column)
            | AggregateNode::Least(column)
            | AggregateNode::Greatest(column)
            | AggregateNode::Median(column)
            | AggregateNode::Value(column)
            | AggregateNode::WeightedMean { value: column, weight: _ }
            | AggregateNode::Quantile { value: column, q: _ }
            | AggregateNode::Latest { value: column, by: _ } => column,
            AggregateNode::CountDistinct(_)
            | AggregateNode::Any(_)
            | AggregateNode::All(_)
            | AggregateNode::Worst(_)
            | AggregateNode::Best(_)
            | AggregateNode::MeanPh { .. } => return None,
        };
        let ColumnNode::Field(name) = &column.node else { return None };
        let Some(Meaning::Declared(declared)) = scope.meaning(name) else { return None };
        let ColumnType::Number(number) = &declared.holds else { return None };
        match number.unit.as_deref()? {
            "%" => Some(CountedIn::Percent),
            unit => Some(CountedIn::Unit(Unit::from(unit.to_owned()))),
        }
    }

    fn say_per_case(&self, points: &Exact, cap: Option<&Exact>) -> Message {
        let points = say_points(points);
        let case = match self.counted_in() {
            Some(CountedIn::Things(noun)) if noun == Message::new("rows-record") => Message::new("case-of-record"),
            Some(CountedIn::Things(noun)) => message!("case-of", noun = noun),
            Some(CountedIn::Unit(unit)) => message!("case-unit", unit = unit.to_string()),
            Some(CountedIn::Percent) | None => Message::new("case-any"),
        };
        // An item can't lose more than it has: only a lower cap is worth a word there.
        let cap = match self.kind {
            RuleKind::Indicator | RuleKind::Veto => cap.filter(|cap| self.full.is_none_or(|full| **cap < full.0)),
            RuleKind::Bonus | RuleKind::Deduction => cap.or(self.full.map(|full| &full.0)),
        };
        let (each, end) = match (self.kind, cap.map(say_points)) {
            (RuleKind::Bonus, Some(cap)) => ("case-adds", message!("at-most-added", cap = cap)),
            (RuleKind::Bonus, None) => ("case-adds", Message::new("without-limit")),
            (RuleKind::Indicator | RuleKind::Deduction | RuleKind::Veto, Some(cap)) => {
                ("case-takes", message!("at-most-taken", cap = cap))
            }
            (RuleKind::Indicator | RuleKind::Veto, None) => ("case-takes", Message::new("until-nothing-left")),
            (RuleKind::Deduction, None) => ("case-takes", Message::new("without-limit")),
        };
        let each = Message::new(each).with("case", case).with("points", points);
        let each = match &self.target.node {
            TargetNode::Zero | TargetNode::Open => each,
            // Only what goes beyond the target counts.
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::AllBy(_)
            | TargetNode::NotAboveLastYear
            | TargetNode::NotBelowLastYear
            | TargetNode::ImproveOnLastYear { .. }
            | TargetNode::ClassAtLeast(_) => message!("case-beyond", each = each),
        };
        let each = message!("joined-comma", left = each, right = end);
        match (self.kind, &self.target.node) {
            (RuleKind::Indicator | RuleKind::Veto, TargetNode::Open) => {
                let none = message!(
                    "curve-full-at-target",
                    subject = self.subject.clone(),
                    met = Message::new("target-zero"),
                    full = self.full()
                );
                message!("joined-semicolon", left = none, right = each)
            }
            (RuleKind::Bonus | RuleKind::Deduction, TargetNode::Open | TargetNode::Zero) => {
                message!("per-case", subject = self.subject.clone(), each = each)
            }
            (RuleKind::Bonus, _) => {
                message!("per-case", subject = self.subject_with_target(), each = each)
            }
            (RuleKind::Indicator | RuleKind::Veto | RuleKind::Deduction, _) => {
                message!("joined-semicolon", left = self.say_full_at_target(), right = each)
            }
        }
    }

    fn say_rank_bands(&self, bands: &[RankBand]) -> Message {
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

    fn say_levels(&self, levels: &[CurveLevel]) -> crate::words::Arg {
        listed(
            levels.iter().map(|level| message!("curve-level", label = &level.label, gives = self.gives(&level.share))),
        )
    }

    fn say_checklist_part(&self, part: &ChecklistPart) -> Message {
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

/// What a bare number is counted in.
enum CountedIn {
    Percent,
    Unit(Unit),
    Things(Message),
}

fn number(edge: &Literal) -> Option<&Exact> {
    match edge {
        Literal::Number(quantity) => Some(&quantity.value),
        Literal::Text(_) | Literal::Bool(_) | Literal::Date(_) | Literal::Class(_) => None,
    }
}

fn one_line(source: &str) -> String {
    source.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn say_period(period: Period) -> Message {
    match period {
        Period::Day => Message::new("period-day"),
        Period::Week => Message::new("period-week"),
        Period::Month => Message::new("period-month"),
    }
}

fn say_late(late: &Late) -> Message {
    if late.period == Period::Day {
        return message!("curve-late-days", share = say_percent(&late.share));
    }
    message!("curve-late", period = say_period(late.period), share = say_percent(&late.share))
}

fn say_early(early: &Early) -> Message {
    message!(
        "curve-early",
        period = say_period(early.period),
        points = say_points(&early.points),
        cap = say_points(&early.cap)
    )
}
