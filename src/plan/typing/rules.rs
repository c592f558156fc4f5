//! Whether what a rule measures, its target and its curve are of one kind; and whether what was signed is.

use super::{Columns, Known, Typing, What};
use crate::figure::Unit;
use crate::plan::{
    Body, Comparison, Curve, CurveNode, ExceptionThen, Formula, FormulaNode, Kind, Letter, Literal, Measure, Place,
    Quantity, Rule, ShowAs, Table, Target, TargetNode,
};

impl Typing<'_> {
    pub(super) fn plan(&mut self) {
        let plan = self.plan;
        for table in &plan.tables {
            self.checks(table);
        }
        for rule in &plan.rules {
            self.rule = Some(&rule.id);
            self.rule(rule);
        }
        self.rule = None;
    }

    pub(super) fn checks(&mut self, table: &Table) {
        let columns: Columns = {
            let mut quiet = Typing::of(self.plan);
            let node = crate::plan::RowsNode::Table { table: table.id.clone(), year: crate::plan::Year::This };
            quiet.rows(&crate::plan::Node::new(table.at.clone(), node))
        };
        for check in &table.checks {
            self.condition_of_row("checks", &check.condition, &columns);
        }
    }

    pub(super) fn rule(&mut self, rule: &Rule) {
        let mut measured = Known::unknown();
        match &rule.body {
            Body::Measured { measure, target, curve } => {
                let before = self.mistakes.len();
                measured = self.measure(measure);
                self.target(target, &measured);
                self.curve(curve, &measured);
                self.letters(rule, target, &measured);
                // One slip of a unit is told once.
                if self.mistakes.len() == before {
                    self.shown(rule, &measured);
                }
            }
            Body::Veto { when, effect: _ } => self.condition(when),
            Body::ByHand { .. } | Body::NotExpressible { .. } => {}
        }
        if let Some(applies) = &rule.applies_when {
            self.condition(&applies.condition);
        }
        if let Some(waived) = &rule.waived_when {
            self.condition(waived);
        }
        for exception in &rule.exceptions {
            self.condition(&exception.when);
            match &exception.then {
                ExceptionThen::Target(target) => {
                    self.target(target, &measured);
                    self.letters(rule, target, &measured);
                }
                ExceptionThen::Curve(curve) => self.curve(&curve.node, &measured),
                ExceptionThen::FullPoints | ExceptionThen::NoPoints | ExceptionThen::NotAssessed => {}
            }
        }
    }

    pub(super) fn measure(&mut self, measure: &Measure) -> Known {
        match measure {
            Measure::Formula(formula) => {
                let known = self.formula(formula);
                if known.kind == Some(Kind::Text) {
                    self.note(
                        &formula.at,
                        What::Wants { word: "measure", wanted: "check-kind-figure", found: Kind::Text },
                    );
                    return Known::unknown();
                }
                known
            }
            Measure::Task { rows, done, due } => {
                let columns = self.rows(rows);
                for day in [Some(done), due.as_ref()].into_iter().flatten() {
                    let known = self.column(day, &columns);
                    self.exactly(&day.at, "done_by", &Kind::Date, &known);
                }
                Known::ratio()
            }
            Measure::Tally { rows, label } => {
                let columns = self.rows(rows);
                let known = self.column(label, &columns);
                if !matches!(known.kind, None | Some(Kind::Text | Kind::Class(_))) {
                    self.exactly(&label.at, "tally", &Kind::Text, &known);
                }
                Known::ratio()
            }
            Measure::Checklist => Known::ratio(),
        }
    }

    /// A figure is shown as what it is: `show_as` converts nothing.
    fn shown(&mut self, rule: &Rule, measured: &Known) {
        let Some(show_as) = &rule.show_as else { return };
        let shown = match show_as {
            ShowAs::Percent { places: _ } => Unit::ratio(),
            ShowAs::Number { places: _, unit: Some(shown) } => shown.clone(),
            ShowAs::Number { places: _, unit: None } => return,
        };
        let is_percent = matches!(show_as, ShowAs::Percent { .. });
        let otherwise = |found| Some(What::ShownOtherwise { found, shown: shown.clone() });
        let what = match &measured.kind {
            // Of a ratio what it is a share of may be said (0.35个/人), and that it is an index (0.9倍, 0.9分); an amount it is none.
            Some(Kind::Number(unit)) if unit.is_ratio() && shown.is_amount() => otherwise("check-kind-ratio"),
            Some(Kind::Number(unit)) if unit.is_ratio() => None,
            Some(Kind::Number(unit)) => match unit.same_as(&shown) {
                Ok(()) => None,
                Err(mismatch) => {
                    let (left, right) = (mismatch.left, mismatch.right);
                    Some(What::Units { left, right, factor: mismatch.factor })
                }
            },
            // Of things counted it may be said what they are: 件, 次, 头.
            Some(Kind::Bare) if measured.count && (is_percent || shown.is_amount()) => otherwise("check-kind-count"),
            None | Some(Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool) => None,
        };
        if let Some(what) = what {
            self.note(&rule.at, what);
        }
    }

    fn target(&mut self, target: &Target, measured: &Known) {
        let at = &target.at;
        match &target.node {
            TargetNode::AtLeast(formula) | TargetNode::AtMost(formula) => {
                self.held_against(at, Comparison::LessOrEqual, formula, measured);
            }
            TargetNode::Equals(formula) => self.held_against(at, Comparison::Equal, formula, measured),
            TargetNode::Between { low, high } => {
                self.held_against(at, Comparison::LessOrEqual, low, measured);
                self.held_against(at, Comparison::LessOrEqual, high, measured);
            }
            TargetNode::Zero => {
                self.number(at, "zero", measured);
            }
            TargetNode::AllBy(formula) => {
                let known = self.formula(formula);
                self.exactly(&formula.at, "all_by", &Kind::Date, &known);
            }
            TargetNode::NotAboveLastYear | TargetNode::NotBelowLastYear => {
                self.number(at, "not_above_last_year", measured);
            }
            TargetNode::ImproveOnLastYear { by, towards: _ } => {
                self.number(at, "improve_on_last_year", measured);
                match (&measured.kind, by.node.literal().map(Known::literal).and_then(|known| known.bare)) {
                    // Half a percentage point, or half of the whole: nobody could tell.
                    (Some(Kind::Number(unit)), Some(value)) if unit.is_ratio() && !value.is_zero() => {
                        let at = if by.at.line == 0 { at } else { &by.at };
                        self.note(at, What::BareStepOfRatio { word: "improve_on_last_year", value });
                    }
                    (
                        None
                        | Some(Kind::Number(_) | Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool),
                        _,
                    ) => self.held_against(at, Comparison::LessOrEqual, by, measured),
                }
            }
            TargetNode::ClassAtLeast(formula) => {
                let measured = self.class(at, "class_at_least", measured);
                let known = self.formula(formula);
                let known = self.class(&formula.at, "class_at_least", &known);
                self.alike(&formula.at, &measured, &known);
            }
            TargetNode::Open => {}
        }
    }

    fn held_against(&mut self, at: &Place, comparison: Comparison, formula: &Formula, measured: &Known) {
        let known = self.formula(formula);
        // The place of the figure in the target says more than that of the target, if it has one of its own.
        let at = if formula.at.line == 0 { at } else { &formula.at };
        self.comparable(at, comparison, measured, &known);
    }

    fn curve(&mut self, curve: &Curve, measured: &Known) {
        let at = &curve.base.at;
        match &curve.base.node {
            CurveNode::Linear { from, to } => {
                self.held_against(at, Comparison::LessOrEqual, from, measured);
                self.held_against(at, Comparison::LessOrEqual, to, measured);
            }
            CurveNode::Steps(steps) => {
                for step in steps {
                    let edge = self.literal(&step.at, &step.node.edge);
                    self.comparable(&step.at, Comparison::LessOrEqual, measured, &edge);
                }
            }
            CurveNode::Deduct { points: _, per, parts: _ } => self.per(at, per, measured),
            CurveNode::PerCase { .. } => {
                if let Some(kind @ Kind::Number(unit)) = &measured.kind
                    && unit.is_ratio()
                {
                    let found = kind.clone();
                    self.note(at, What::Wants { word: "per_case", wanted: "check-kind-count", found });
                }
            }
            CurveNode::Checklist(parts) => {
                for part in parts {
                    self.condition(&part.node.holds);
                    if let Some(applies) = &part.node.applies_when {
                        self.condition(applies);
                    }
                }
            }
            CurveNode::Custom { source: _, formula, share: _ } => {
                self.given = measured.clone().computed();
                let known = self.formula(formula);
                self.number(at, "custom", &known);
                self.given = Known::unknown();
            }
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Levels(_)
            | CurveNode::Stages(_) => {}
        }
        if let Some(least) = &curve.none_below {
            let known = Known::literal(&Literal::Number(least.node.clone())).standing(&least.at);
            self.comparable(&least.at, Comparison::Less, measured, &known);
        }
    }

    /// `deduct(0.5).per(1)` on a ratio would take half a point for each hundred percentage points, `per(0.5)` for each fifty.
    fn per(&mut self, at: &Place, per: &Quantity, measured: &Known) {
        let known = Known::literal(&Literal::Number(per.clone())).standing(at);
        match &measured.kind {
            Some(Kind::Number(unit)) if unit.is_ratio() && known.bare.is_some() => {
                self.note(at, What::BareStepOfRatio { word: "per", value: per.value.clone() });
            }
            // So many classes.
            Some(Kind::Class(_)) if known.bare.is_some() => {}
            // So many days.
            Some(Kind::Date) if known.bare.is_some() => {}
            None | Some(Kind::Number(_) | Kind::Bare | Kind::Class(_) | Kind::Text | Kind::Date | Kind::Bool) => {
                self.alike(at, measured, &known);
            }
        }
    }

    /// What each unit signed is of the kind that it is held against.
    fn letters(&mut self, rule: &Rule, target: &Target, measured: &Known) {
        if !target.node.formulas().into_iter().any(stands_for_itself) {
            return;
        }
        // Things are to be done by a day, whatever share of them is measured.
        let day = Known::of(Kind::Date);
        let held = if let TargetNode::AllBy(_) = &target.node { &day } else { measured };
        for letter in self.plan.letters.iter().filter(|letter| letter.item == rule.id) {
            self.letter(letter, held);
        }
    }

    fn letter(&mut self, letter: &Letter, measured: &Known) {
        let Some(target) = &letter.target else { return };
        let known = self.literal(letter.target_at(), target);
        self.comparable(letter.target_at(), Comparison::Equal, measured, &known);
    }
}

/// A letter is the figure, or one of the figures that may be: not a part of a computation.
fn stands_for_itself(formula: &Formula) -> bool {
    match &formula.node {
        FormulaNode::Letter { .. } => true,
        FormulaNode::OrElse { value, otherwise } => stands_for_itself(value) || stands_for_itself(otherwise),
        FormulaNode::IfElse { condition: _, then, otherwise } => {
            stands_for_itself(then) || stands_for_itself(otherwise)
        }
        FormulaNode::LeastOf(values) | FormulaNode::GreatestOf(values) => values.iter().any(stands_for_itself),
        FormulaNode::Round { value, rounding: _ } => stands_for_itself(value),
        FormulaNode::Aggregate { .. }
        | FormulaNode::Literal(_)
        | FormulaNode::LetterDue { .. }
        | FormulaNode::Arithmetic { .. }
        | FormulaNode::Negative(_)
        | FormulaNode::Convert { .. }
        | FormulaNode::Weighted(_)
        | FormulaNode::GeometricMean { .. }
        | FormulaNode::RankAmong { .. }
        | FormulaNode::MeanAmong { .. }
        | FormulaNode::Inherited(_)
        | FormulaNode::SubmittedBy { .. }
        | FormulaNode::ShareOfYear
        | FormulaNode::Given(_) => false,
    }
}
