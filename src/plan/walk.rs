//! Walking a plan: which questions it asks of the tables, and which columns they need.

use super::*;

impl Plan {
    /// Everything made of rows, each question once, in the order of the rules.
    pub fn asked(&self) -> Vec<Asked> {
        let mut seen = std::collections::HashSet::new();
        let mut asked = Vec::new();
        for rule in &self.rules {
            rule.ask(&mut |question| {
                if seen.insert(question.clone()) {
                    asked.push(question);
                }
            });
        }
        asked
    }
}

impl Rule {
    /// All that the rule may hold its figure against: its target, and those that an exception puts in its place.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        let own = match &self.body {
            Body::Measured { measure: _, target, curve: _ } => Some(target),
            Body::ByHand { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => None,
        };
        let others = self.exceptions.iter().filter_map(|exception| match &exception.then {
            ExceptionThen::Target(target) => Some(target),
            ExceptionThen::FullPoints
            | ExceptionThen::NoPoints
            | ExceptionThen::NotAssessed
            | ExceptionThen::Curve(_) => None,
        });
        own.into_iter().chain(others)
    }

    /// Calls `found` with each question that the rule asks of the tables.
    pub fn ask(&self, found: &mut dyn FnMut(Asked)) {
        match &self.body {
            Body::Measured { measure, target, curve } => {
                measure.ask(found);
                target.ask(found);
                if let (Measure::Formula(formula), true) = (measure, target.node.compares_with_last_year()) {
                    formula.last_year().ask(found);
                }
                curve.ask(found);
            }
            Body::Veto { when, effect: _ } => when.ask(found),
            Body::ByHand { .. } | Body::NotExpressible { .. } => {}
        }
        if let Some(applies) = &self.applies_when {
            applies.condition.ask(found);
        }
        if let Some(waived) = &self.waived_when {
            waived.ask(found);
        }
        for exception in &self.exceptions {
            exception.when.ask(found);
            match &exception.then {
                ExceptionThen::Target(target) => {
                    target.ask(found);
                    if let (Body::Measured { measure: Measure::Formula(formula), .. }, true) =
                        (&self.body, target.node.compares_with_last_year())
                    {
                        formula.last_year().ask(found);
                    }
                }
                ExceptionThen::Curve(curve) => curve.node.ask(found),
                ExceptionThen::FullPoints | ExceptionThen::NoPoints | ExceptionThen::NotAssessed => {}
            }
        }
    }

    /// Every figure in it, those inside others and those that its conditions hang on too.
    pub fn each_formula<'rule>(&'rule self, with: &mut dyn FnMut(&'rule Formula)) {
        match &self.body {
            Body::Measured { measure, target, curve } => {
                match measure {
                    Measure::Formula(formula) => formula.each(with),
                    Measure::Task { .. } | Measure::Tally { .. } | Measure::Checklist => {}
                }
                target.node.formulas().into_iter().for_each(|formula| formula.each(with));
                curve.each_formula(with);
            }
            Body::Veto { when, effect: _ } => when.each_formula(with),
            Body::ByHand { .. } | Body::NotExpressible { .. } => {}
        }
        let applies = self.applies_when.iter().map(|applies| &applies.condition);
        applies.chain(&self.waived_when).for_each(|condition| condition.each_formula(with));
        for exception in &self.exceptions {
            exception.when.each_formula(with);
            match &exception.then {
                ExceptionThen::Target(target) => {
                    target.node.formulas().into_iter().for_each(|formula| formula.each(with));
                }
                ExceptionThen::Curve(curve) => curve.node.each_formula(with),
                ExceptionThen::FullPoints | ExceptionThen::NoPoints | ExceptionThen::NotAssessed => {}
            }
        }
    }

    /// Its figure is, or is made with, one of the unit above.
    pub fn inherits(&self) -> bool {
        fn inherited(formula: &Formula) -> bool {
            matches!(formula.node, FormulaNode::Inherited(_)) || formula.node.parts().into_iter().any(inherited)
        }
        match &self.body {
            Body::Measured { measure: Measure::Formula(formula), .. } => inherited(formula),
            Body::Measured { .. } | Body::Veto { .. } | Body::ByHand { .. } | Body::NotExpressible { .. } => false,
        }
    }
}

impl TargetNode {
    /// The target needs the same figure of last year.
    pub fn compares_with_last_year(&self) -> bool {
        match self {
            TargetNode::NotAboveLastYear | TargetNode::NotBelowLastYear | TargetNode::ImproveOnLastYear { .. } => true,
            TargetNode::AtLeast(_)
            | TargetNode::AtMost(_)
            | TargetNode::Equals(_)
            | TargetNode::Between { .. }
            | TargetNode::Zero
            | TargetNode::AllBy(_)
            | TargetNode::ClassAtLeast(_)
            | TargetNode::Open => false,
        }
    }
}

impl Target {
    fn ask(&self, found: &mut dyn FnMut(Asked)) {
        for formula in self.node.formulas() {
            formula.ask(found);
        }
    }
}

impl Measure {
    fn ask(&self, found: &mut dyn FnMut(Asked)) {
        match self {
            Measure::Formula(formula) => formula.ask(found),
            Measure::Task { rows, done, due } => {
                found(Asked::Task { rows: rows.clone(), done: done.clone(), due: due.clone() });
            }
            Measure::Tally { rows, label } => found(Asked::Tally { rows: rows.clone(), label: label.clone() }),
            Measure::Checklist => {}
        }
    }
}

impl Curve {
    /// The figures in it, and the conditions.
    fn parts(&self) -> (Vec<&Formula>, Vec<&Condition>) {
        match &self.base.node {
            CurveNode::Linear { from, to } => (vec![from, to], Vec::new()),
            CurveNode::Checklist(parts) => {
                let conditions =
                    parts.iter().flat_map(|part| [Some(&part.node.holds), part.node.applies_when.as_ref()]);
                (Vec::new(), conditions.flatten().collect())
            }
            CurveNode::Custom { source: _, formula, share: _ } => (vec![formula], Vec::new()),
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Steps(_)
            | CurveNode::Deduct { .. }
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Levels(_)
            | CurveNode::Stages(_) => (Vec::new(), Vec::new()),
        }
    }

    fn each_formula<'rule>(&'rule self, with: &mut dyn FnMut(&'rule Formula)) {
        let (figures, conditions) = self.parts();
        figures.into_iter().for_each(|figure| figure.each(with));
        conditions.into_iter().for_each(|condition| condition.each_formula(with));
    }

    fn ask(&self, found: &mut dyn FnMut(Asked)) {
        let (figures, conditions) = self.parts();
        figures.into_iter().for_each(|figure| figure.ask(found));
        conditions.into_iter().for_each(|condition| condition.ask(found));
    }
}

impl Formula {
    fn each<'rule>(&'rule self, with: &mut dyn FnMut(&'rule Formula)) {
        with(self);
        if let FormulaNode::IfElse { condition, .. } = &self.node {
            condition.each_formula(with);
        }
        self.node.parts().into_iter().for_each(|part| part.each(with));
    }

    /// Calls `found` with each question in this formula.
    pub fn ask(&self, found: &mut dyn FnMut(Asked)) {
        match &self.node {
            FormulaNode::Aggregate { rows, aggregate } => {
                found(Asked::Aggregate { rows: (**rows).clone(), aggregate: (**aggregate).clone() });
            }
            FormulaNode::SubmittedBy { .. } => {
                if let Some(question) = self.submitted_by() {
                    found(question);
                }
            }
            FormulaNode::IfElse { condition, then, otherwise } => {
                condition.ask(found);
                then.ask(found);
                otherwise.ask(found);
            }
            FormulaNode::Literal(_)
            | FormulaNode::Letter { .. }
            | FormulaNode::LetterDue { .. }
            | FormulaNode::Arithmetic { .. }
            | FormulaNode::Negative(_)
            | FormulaNode::Convert { .. }
            | FormulaNode::OrElse { .. }
            | FormulaNode::Round { .. }
            | FormulaNode::LeastOf(_)
            | FormulaNode::GreatestOf(_)
            | FormulaNode::Weighted(_)
            | FormulaNode::GeometricMean { .. }
            | FormulaNode::RankAmong { .. }
            | FormulaNode::MeanAmong { .. }
            | FormulaNode::Inherited(_)
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => {
                for part in self.node.parts() {
                    part.ask(found);
                }
            }
        }
    }

    /// The question behind `submitted_by`: the days on which the unit's rows were handed in. A row without one was not.
    pub fn submitted_by(&self) -> Option<Asked> {
        let FormulaNode::SubmittedBy { table, submitted, by: _ } = &self.node else { return None };
        Some(Asked::Task {
            rows: Node::new(self.at.clone(), RowsNode::Table { table: table.clone(), year: Year::This }),
            done: Node::new(self.at.clone(), ColumnNode::Field(submitted.clone())),
            due: None,
        })
    }

    /// The same formula over last year's submissions. Letters and literals stay as they are.
    pub fn last_year(&self) -> Formula {
        self.clone().map_rows(&Rows::last_year)
    }

    fn map_rows(mut self, change: &dyn Fn(&Rows) -> Rows) -> Formula {
        match &mut self.node {
            FormulaNode::Aggregate { rows, .. } => **rows = change(rows),
            FormulaNode::IfElse { condition, then, otherwise } => {
                condition.map_rows(change);
                for part in [then, otherwise] {
                    **part = part.as_ref().clone().map_rows(change);
                }
            }
            FormulaNode::Arithmetic { left, right, .. } | FormulaNode::OrElse { value: left, otherwise: right } => {
                for part in [left, right] {
                    **part = part.as_ref().clone().map_rows(change);
                }
            }
            FormulaNode::Negative(value)
            | FormulaNode::Convert { value, .. }
            | FormulaNode::Round { value, .. }
            | FormulaNode::RankAmong { value, .. }
            | FormulaNode::MeanAmong { value, .. }
            | FormulaNode::Inherited(value) => **value = value.as_ref().clone().map_rows(change),
            FormulaNode::LeastOf(values)
            | FormulaNode::GreatestOf(values)
            | FormulaNode::GeometricMean { values, .. } => {
                for value in values {
                    *value = value.clone().map_rows(change);
                }
            }
            FormulaNode::Weighted(values) => {
                for part in values {
                    part.value = part.value.clone().map_rows(change);
                }
            }
            FormulaNode::Literal(_)
            | FormulaNode::Letter { .. }
            | FormulaNode::LetterDue { .. }
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => {}
        }
        self
    }
}

impl FormulaNode {
    /// The formulas directly inside this one, in the order of reading.
    pub fn parts(&self) -> Vec<&Formula> {
        match self {
            FormulaNode::Aggregate { .. }
            | FormulaNode::Literal(_)
            | FormulaNode::Letter { .. }
            | FormulaNode::LetterDue { .. }
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => Vec::new(),
            FormulaNode::Arithmetic { left, right, .. } | FormulaNode::OrElse { value: left, otherwise: right } => {
                vec![left, right]
            }
            FormulaNode::IfElse { condition: _, then, otherwise } => vec![then, otherwise],
            FormulaNode::Negative(value)
            | FormulaNode::Convert { value, .. }
            | FormulaNode::Round { value, .. }
            | FormulaNode::RankAmong { value, .. }
            | FormulaNode::MeanAmong { value, .. }
            | FormulaNode::Inherited(value) => vec![value],
            FormulaNode::LeastOf(values)
            | FormulaNode::GreatestOf(values)
            | FormulaNode::GeometricMean { values, .. } => values.iter().collect(),
            FormulaNode::Weighted(values) => values.iter().map(|part| &part.value).collect(),
        }
    }
}

impl Condition {
    fn each_formula<'rule>(&'rule self, with: &mut dyn FnMut(&'rule Formula)) {
        match &self.node {
            ConditionNode::Compare { comparison: _, left, right } => {
                left.each(with);
                right.each(with);
            }
            ConditionNode::IsAbsent(formula) => formula.each(with),
            ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
                left.each_formula(with);
                right.each_formula(with);
            }
            ConditionNode::Not(inner) => inner.each_formula(with),
            ConditionNode::Aggregate { .. }
            | ConditionNode::UnitIs { .. }
            | ConditionNode::KindIs { .. }
            | ConditionNode::GroupIs { .. } => {}
        }
    }

    /// Calls `found` with each question in this condition.
    pub fn ask(&self, found: &mut dyn FnMut(Asked)) {
        match &self.node {
            ConditionNode::Compare { left, right, .. } => {
                left.ask(found);
                right.ask(found);
            }
            ConditionNode::Aggregate { rows, aggregate } => {
                found(Asked::Aggregate { rows: (**rows).clone(), aggregate: (**aggregate).clone() });
            }
            ConditionNode::IsAbsent(formula) => formula.ask(found),
            ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
                left.ask(found);
                right.ask(found);
            }
            ConditionNode::Not(inner) => inner.ask(found),
            ConditionNode::UnitIs { .. } | ConditionNode::KindIs { .. } | ConditionNode::GroupIs { .. } => {}
        }
    }

    fn map_rows(&mut self, change: &dyn Fn(&Rows) -> Rows) {
        match &mut self.node {
            ConditionNode::Compare { left, right, .. } => {
                for formula in [left, right] {
                    *formula = formula.clone().map_rows(change);
                }
            }
            ConditionNode::Aggregate { rows, .. } => **rows = change(rows),
            ConditionNode::IsAbsent(formula) => *formula = formula.clone().map_rows(change),
            ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
                left.map_rows(change);
                right.map_rows(change);
            }
            ConditionNode::Not(inner) => inner.map_rows(change),
            ConditionNode::UnitIs { .. } | ConditionNode::KindIs { .. } | ConditionNode::GroupIs { .. } => {}
        }
    }
}

impl Rows {
    /// The same chain over last year's submissions.
    pub fn last_year(&self) -> Rows {
        let mut rows = self.clone();
        match &mut rows.node {
            RowsNode::Table { year, .. } => *year = Year::Last,
            RowsNode::During { rows: inner, from, to } => {
                **inner = inner.last_year();
                // 29 February has no day a year earlier: the last day of that February stands in.
                for day in [from, to] {
                    *day = day.checked_sub(jiff::Span::new().years(1)).unwrap_or(*day);
                }
            }
            RowsNode::Filter { rows: inner, .. }
            | RowsNode::Derive { rows: inner, .. }
            | RowsNode::Unique { rows: inner, .. }
            | RowsNode::LatestBy { rows: inner, .. }
            | RowsNode::Group { rows: inner, .. } => **inner = inner.last_year(),
            RowsNode::Join { left, right, .. } => {
                **left = left.last_year();
                **right = right.last_year();
            }
            RowsNode::Union { first, second } => {
                **first = first.last_year();
                **second = second.last_year();
            }
        }
        rows
    }

    /// The tables (and years) at the far end of the chain, the main one first.
    pub fn tables(&self) -> Vec<(&str, Year)> {
        match &self.node {
            RowsNode::Table { table, year } => vec![(table, *year)],
            RowsNode::Filter { .. }
            | RowsNode::Derive { .. }
            | RowsNode::During { .. }
            | RowsNode::Join { .. }
            | RowsNode::Union { .. }
            | RowsNode::Unique { .. }
            | RowsNode::LatestBy { .. }
            | RowsNode::Group { .. } => self.node.inputs().into_iter().flat_map(Rows::tables).collect(),
        }
    }
}

impl ColumnNode {
    /// The expressions directly inside this one.
    pub fn parts(&self) -> Vec<&Column> {
        match self {
            ColumnNode::Field(_) | ColumnNode::Literal(_) | ColumnNode::AsOf => Vec::new(),
            ColumnNode::Compare { left, right, .. } | ColumnNode::Arithmetic { left, right, .. } => vec![left, right],
            ColumnNode::And(left, right) | ColumnNode::Or(left, right) => vec![left, right],
            ColumnNode::Days { from, to } => vec![from, to],
            ColumnNode::Not(value)
            | ColumnNode::Negative(value)
            | ColumnNode::Convert { value, .. }
            | ColumnNode::IsIn { value, .. }
            | ColumnNode::IsMissing(value)
            | ColumnNode::Contains { value, .. }
            | ColumnNode::Matches { value, .. }
            | ColumnNode::DatePart { value, .. }
            | ColumnNode::Round { value, .. }
            | ColumnNode::StepClass { value, .. }
            | ColumnNode::RangeClass { value, .. }
            | ColumnNode::Interpolate { value, .. }
            | ColumnNode::Called { value, .. } => vec![value],
            ColumnNode::IfElse { condition, then, otherwise } => vec![condition, then, otherwise],
            ColumnNode::Between { value, low, high } => vec![value, low, high],
            ColumnNode::WorstOf(values) | ColumnNode::LeastOf(values) | ColumnNode::GreatestOf(values) => {
                values.iter().collect()
            }
            ColumnNode::ByDate { date, editions } => {
                std::iter::once(&**date).chain(editions.iter().map(|edition| &edition.value)).collect()
            }
            ColumnNode::NamesOfGreatest { values, .. } => values.iter().map(|named| &named.value).collect(),
        }
    }

    /// The names of all columns that this expression reads.
    pub fn fields<'a>(&'a self, found: &mut impl FnMut(&'a str)) {
        if let ColumnNode::Field(name) = self {
            found(name);
        }
        for part in self.parts() {
            part.node.fields(found);
        }
    }
}
