//! A scheme and its rule files to one plan, or everything that is wrong with them.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::engine::Scripts;
use super::letters;
use super::modules::Modules;
use super::run::{Param, Run};
use super::vocabulary::{results, type_word};
use crate::diagnostic::{Diagnostic, Sources, in_order};
use crate::message;
use crate::plan::typing::{self, Units};
use crate::plan::{
    Change, Column, ColumnNode, Consequence, Curve, CurveNode, Formula, FormulaNode, Grade, GradeCap, Literal, Need,
    Node, PLAN_FORMAT, Place, Plan, Quantity, ResultCondition, Rule, RuleKind, Sheet, Standard, TableCheck,
};
use crate::scheme::rule_files::RuleFiles;
use crate::scheme::{ItemUse, ParamValue, SCHEME_FILE, Scheme, ScriptText, SheetSource};

/// What became of a scheme.
#[derive(Debug)]
pub struct Compiled {
    /// There as soon as there is a scheme at all. Rules that could not be read are missing in it: whoever scores must first see
    /// that no diagnostic is an error.
    pub plan: Plan,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// Runs every rule of the scheme once and puts the plan together.
pub fn compile(scheme: &Scheme) -> Compiled {
    let run = Run::default();
    {
        let mut state = run.state();
        state.year = scheme.year;
        state.scales = scheme.scales.clone();
        state.tables = scheme.tables.iter().map(|table| table.id.clone()).collect();
        state.columns =
            scheme.tables.iter().flat_map(|table| table.columns.iter().map(|column| column.id.clone())).collect();
        state.units.clone_from(&scheme.units);
        // Conditions stand there, and what is wrong with a text in them is told at the text.
        if let Ok(text) = crate::disk::read_text_within(&scheme.folder, SCHEME_FILE) {
            state.sources.add(SCHEME_FILE, text);
        }
    }
    let modules = std::sync::Arc::new(Modules::new(run.clone(), Some(scheme.folder.clone())));
    let compiler = Compiler { scheme, run: run.clone(), scripts: Scripts::new(run, std::sync::Arc::clone(&modules)) };
    let rules = compiler.rules();
    let tables = compiler.tables();
    let sheets = scheme.sheets.iter().map(|sheet| compiler.sheet(sheet)).collect();
    let letters = letters::read(scheme, &rules, &compiler.run);
    let standards = modules.imported_standards().into_iter().map(|standard| Standard {
        module: standard.path.to_owned(),
        sha256: hex(&Sha256::digest(standard.text.as_bytes())),
    });
    let mut plan = Plan {
        format: PLAN_FORMAT.to_owned(),
        scheme: scheme.id.clone(),
        title: scheme.title.clone(),
        note: scheme.note.clone(),
        year: scheme.year,
        numbers: scheme.numbers,
        missing: scheme.missing,
        not_applicable: scheme.not_applicable.clone(),
        scales: scheme.scales.clone(),
        tables,
        units: scheme.units.clone(),
        letters,
        rules,
        sheets,
        standards: standards.collect(),
    };
    fill_in_units(&mut plan);
    let mut state = compiler.run.state();
    let diagnostics = in_order(std::mem::take(&mut state.diagnostics));
    Compiled { plan, diagnostics, sources: std::mem::take(&mut state.sources) }
}

/// What can be said of the rule files of a folder whose scheme.yaml can't be read.
pub fn read_alone(folder: &Path) -> (Vec<Diagnostic>, Sources) {
    let run = Run::default();
    let modules = std::sync::Arc::new(Modules::new(run.clone(), Some(folder.to_owned())));
    let scripts = Scripts::new(run.clone(), modules);
    let files = RuleFiles::below(folder);
    for file in files.names().into_iter().map(|name| format!("{name}.rhai")) {
        // One that can't be opened is told once it is known to be on a sheet.
        let Ok(text) = crate::disk::read_text_within(folder, &file) else { continue };
        run.state().sources.add(file.as_str(), text.as_str());
        scripts.read_alone(&file, &text);
    }
    let mut state = run.state();
    (std::mem::take(&mut state.diagnostics), std::mem::take(&mut state.sources))
}

/// A digest as people write it.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Compiler<'scheme> {
    scheme: &'scheme Scheme,
    run: Run,
    scripts: Scripts,
}

impl Compiler<'_> {
    fn rules(&self) -> Vec<Rule> {
        let mut texts: BTreeMap<&str, Option<String>> = BTreeMap::new();
        let mut rules = Vec::new();
        for item in &self.scheme.items {
            let text = texts.entry(item.rule.as_str()).or_insert_with(|| self.text(item));
            let Some(text) = text else { continue };
            if let Some(rule) = self.rule(item, text) {
                rules.push(rule);
            }
        }
        rules
    }

    fn text(&self, item: &ItemUse) -> Option<String> {
        let file = format!("{}.rhai", item.rule);
        match crate::disk::read_text_within(&self.scheme.folder, &file) {
            Ok(text) => {
                self.run.state().sources.add(file.as_str(), text.as_str());
                Some(text)
            }
            Err(error) => {
                let message = message!("script-rule-unreadable", file = file, reason = error.said());
                self.run.report(Diagnostic::error(item.at.clone(), message));
                None
            }
        }
    }

    fn rule(&self, item: &ItemUse, text: &str) -> Option<Rule> {
        let params = item.with.iter().map(|(name, value, _)| (name.clone(), param(value)));
        let params: BTreeMap<String, Param> = params.collect();
        {
            let mut state = self.run.state();
            state.params = params;
            state.asked_params.clear();
        }
        let file = format!("{}.rhai", item.rule);
        let instead = item.instead.iter();
        let instead: Vec<_> =
            instead.filter_map(|text| Some((self.snippet(text, rhai::Scope::new())?, text.at.clone()))).collect();
        let mut rule = self.scripts.rule(&item.id, &file, text, &instead)?;
        let asked = self.run.state().asked_params.clone();
        for (name, _, at) in item.with.iter().filter(|(name, _, _)| !asked.contains(name)) {
            let diagnostic = Diagnostic::warning(at.clone(), message!("script-unused-param", name = name));
            self.run.report(diagnostic.nearest(name, asked.iter().map(String::as_str)));
        }
        if rule.kind != item.role {
            let (found, wanted) = (kind_word(rule.kind), kind_word(item.role));
            let message = message!("script-rule-in-wrong-role", title = &rule.title, found = found, wanted = wanted);
            self.run.report(
                Diagnostic::error(item.at.clone(), message).also(rule.at.clone(), message!("script-rule-here")),
            );
            self.scripts.read_only(&file, text);
            return None;
        }
        rule.change(&mut SubmittedColumns { scheme: self.scheme, run: &self.run });
        Some(rule)
    }

    fn tables(&self) -> Vec<crate::plan::Table> {
        let mut tables = self.scheme.tables.clone();
        for check in &self.scheme.table_checks {
            let Some(table) = tables.iter_mut().find(|table| table.id == check.table) else { continue };
            let Some(condition) = self.condition_on_rows(&check.rule) else { continue };
            let (at, say) = (check.at.clone(), check.say.clone());
            table.checks.push(TableCheck { at, condition, level: check.level, say });
        }
        tables
    }

    fn condition_on_rows(&self, text: &ScriptText) -> Option<Column> {
        let value = self.snippet(text, rhai::Scope::new())?;
        if let Some(column) = value.read_lock::<Column>() {
            return Some(column.clone());
        }
        let found = type_word(value.type_name());
        let message = message!("script-check-is-no-condition", found = found);
        self.run.report(Diagnostic::error(text.at.clone(), message));
        None
    }

    fn need(&self, text: &ScriptText) -> Option<Need> {
        let told = self.run.state().diagnostics.len();
        let value = self.snippet(text, results::scope())?;
        if let Some(condition) = value.read_lock::<ResultCondition>() {
            return Some(Need { source: text.written.clone(), condition: condition.clone() });
        }
        // What stands in for a slip is no condition, and nobody wrote it.
        if self.run.state().diagnostics.len() > told {
            return None;
        }
        let found = type_word(value.type_name());
        let message = message!("script-need-is-no-condition", found = found);
        self.run.report(Diagnostic::error(text.at.clone(), message));
        None
    }

    /// Runs a text out of scheme.yaml.
    fn snippet(&self, text: &ScriptText, scope: rhai::Scope<'static>) -> Option<rhai::Dynamic> {
        let source = super::run::snippet_source(&text.at, text.text != text.written);
        self.scripts.run_with(&source, &quoted(&text.text), scope)
    }

    fn sheet(&self, source: &SheetSource) -> Sheet {
        let grades = source.grades.iter().map(|grade| Grade {
            name: grade.name.clone(),
            at: grade.at.clone(),
            at_least: grade.at_least.clone(),
            quota: grade.quota.clone(),
            needs: grade.needs.iter().filter_map(|need| Some(Node::new(need.at.clone(), self.need(need)?))).collect(),
        });
        let caps = source.caps.iter().filter_map(|cap| {
            let when = self.need(&cap.when)?;
            Some(GradeCap { at: cap.at.clone(), when, grade: cap.grade.clone(), basis: cap.basis.clone() })
        });
        let consequences = source.consequences.iter().filter_map(|consequence| {
            let when = self.need(&consequence.when)?;
            Some(Consequence { at: consequence.at.clone(), when, then: consequence.then.clone() })
        });
        Sheet {
            id: source.id.clone(),
            title: source.title.clone(),
            at: source.at.clone(),
            units: source.units.clone(),
            total: source.total.clone(),
            area: source.area.clone(),
            adjustments: source.adjustments.clone(),
            bonus_cap: source.bonus_cap.clone(),
            deduction_cap: source.deduction_cap.clone(),
            total_cap: source.total_cap.clone(),
            grades: grades.collect(),
            tie_break: source.tie_break.clone(),
            caps: caps.collect(),
            consequences: consequences.collect(),
        }
    }
}

fn param(value: &ParamValue) -> Param {
    match value {
        ParamValue::Number(quantity) if quantity.percent => Param::Percent(quantity.value.clone()),
        ParamValue::Number(quantity) => Param::Number(quantity.value.clone()),
        ParamValue::Text(text) => Param::Text(text.clone()),
        ParamValue::Bool(truth) => Param::Bool(*truth),
        ParamValue::Date(day) => Param::Date(*day),
        ParamValue::List(values) => Param::List(values.iter().map(param).collect()),
    }
}

/// Which column says when a row was handed in is the table's to say.
struct SubmittedColumns<'a> {
    scheme: &'a Scheme,
    run: &'a Run,
}

impl Change for SubmittedColumns<'_> {
    fn formula(&mut self, formula: &mut Formula) {
        let at = formula.at.clone();
        let FormulaNode::SubmittedBy { table: id, submitted, .. } = &mut formula.node else { return };
        // A table that does not exist is told with all other unknown tables.
        let Some(table) = self.scheme.tables.iter().find(|table| table.id == *id) else { return };
        match &table.submitted_column {
            Some(column) => submitted.clone_from(column),
            None => {
                let message = message!("script-table-without-submitted", table = &*id);
                self.run.report(Diagnostic::error(at, message).also(table.at.clone(), message!("script-table-here")));
            }
        }
    }
}

/// Writes into a plan what is known of its numbers only now that it is whole: by what a conversion multiplies, and what a number is
/// counted in that was written without a unit.
fn fill_in_units(plan: &mut Plan) {
    let of_rules: Vec<Units> = plan.rules.iter().map(|rule| typing::units_of_rule(rule, plan)).collect();
    let of_checks: Vec<Units> = plan.tables.iter().map(|table| typing::units_of_checks(table, plan)).collect();
    for (rule, units) in plan.rules.iter_mut().zip(of_rules) {
        rule.change(&mut FillIn(units));
    }
    for (table, units) in plan.tables.iter_mut().zip(of_checks) {
        let mut fill_in = FillIn(units);
        table.checks.iter_mut().for_each(|check| check.condition.change(&mut fill_in));
    }
}

struct FillIn(Units);

impl FillIn {
    fn literal(&self, at: &Place, literal: &mut Literal) {
        if let Literal::Number(quantity) = literal {
            self.quantity(at, quantity);
        }
    }

    fn quantity(&self, at: &Place, quantity: &mut Quantity) {
        if let (None, Some(unit)) = (&quantity.unit, self.0.taken.get(at)) {
            quantity.unit = Some(unit.clone());
        }
    }
}

impl Change for FillIn {
    fn formula(&mut self, formula: &mut Formula) {
        if let FormulaNode::Convert { factor, .. } = &mut formula.node {
            *factor = self.0.factors.get(&formula.at).cloned();
        } else if let FormulaNode::Literal(literal) = &mut formula.node {
            self.literal(&formula.at, literal);
        }
    }

    fn column(&mut self, column: &mut Column) {
        if let ColumnNode::Convert { factor, .. } = &mut column.node {
            *factor = self.0.factors.get(&column.at).cloned();
        } else if let ColumnNode::Literal(literal) = &mut column.node {
            self.literal(&column.at, literal);
        }
    }

    fn curve(&mut self, curve: &mut Curve) {
        let at = curve.base.at.clone();
        match &mut curve.base.node {
            CurveNode::Steps(steps) => {
                for step in steps {
                    self.literal(&step.at, &mut step.node.edge);
                }
            }
            CurveNode::Deduct { points: _, per, parts: _ } => self.quantity(&at, per),
            // Their numbers are formulas of their own, or shares and points.
            CurveNode::Linear { .. }
            | CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Levels(_)
            | CurveNode::Stages(_)
            | CurveNode::Checklist(_)
            | CurveNode::Custom { .. } => {}
        }
        if let Some(least) = &mut curve.none_below {
            let at = least.at.clone();
            self.quantity(&at, &mut least.node);
        }
    }
}

fn kind_word(kind: RuleKind) -> crate::words::Message {
    match kind {
        RuleKind::Indicator => message!("script-role-indicator"),
        RuleKind::Bonus => message!("script-role-bonus"),
        RuleKind::Deduction => message!("script-role-deduction"),
        RuleKind::Veto => message!("script-role-veto"),
    }
}

/// In YAML texts are easier to write in single quotes; Rhai wants double ones. Each is one sign, so that columns stay.
fn quoted(text: &str) -> String {
    let mut in_double = false;
    let signs = text.chars().map(|sign| match sign {
        '"' => {
            in_double = !in_double;
            sign
        }
        '\'' if !in_double => '"',
        sign => sign,
    });
    signs.collect()
}
