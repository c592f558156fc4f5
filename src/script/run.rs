//! What one run of one rule script shares with the words it calls: parameters, scales, and the list of what went wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

use super::names::OfModules;
use crate::diagnostic::{Diagnostic, Sources};
use crate::figure::Exact;
use crate::plan::{Column, Condition, Formula, Node, Place, RosterUnit, Rows, Scale};
use crate::words::Message;

/// The state of the run, shared with every word of the vocabulary.
#[derive(Clone, Default)]
pub struct Run(Arc<Mutex<State>>);

#[derive(Default)]
pub struct State {
    pub year: i16,
    pub scales: Vec<Scale>,
    /// The ids of the scheme's tables, and of all their columns: by these a script is read that can't run.
    pub tables: Vec<String>,
    pub columns: Vec<String>,
    /// The units of its roster, for the same.
    pub units: Vec<RosterUnit>,
    /// Given beside the rule's points (`with: {…}`).
    pub params: BTreeMap<String, Param>,
    /// The functions of all modules that were imported, with how many values each takes, by the module's path.
    pub module_words: BTreeMap<String, BTreeSet<(String, usize)>>,
    /// What the script that runs, and the modules, take out of modules.
    pub taken_of_modules: OfModules,
    /// Words and names behind a dot that stand in modules and that nobody knows; they are told already, as far as they can be by reading.
    pub words_of_modules: BTreeSet<(String, usize)>,
    pub properties_of_modules: BTreeSet<String>,
    /// Those that the script has asked for.
    pub asked_params: BTreeSet<String>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// The value of a rule's parameter, as the scheme gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    Text(String),
    Number(Exact),
    /// `30%`, as a ratio.
    Percent(Exact),
    Bool(bool),
    Date(jiff::civil::Date),
    List(Vec<Param>),
}

impl Run {
    /// A word that panicked would have poisoned the lock; the state is only ever appended to, so it stays good.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what is wrong and lets the script run on, so that all that is wrong is reported at once.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.state().diagnostics.push(diagnostic);
    }

    /// Where the running word was called.
    pub fn place(&self, context: &NativeCallContext) -> Place {
        place(context.call_source(), context.call_position())
    }

    /// Where a text stands that was given to the running word: `"closed"` in `col("closed")`, so that the caret stands under the
    /// text itself. Where it does not stand there literally, the place of the word.
    pub fn place_of_text(&self, context: &NativeCallContext, wanted: &str) -> Place {
        let at = self.place(context);
        let state = self.state();
        let Some(text) = state.sources.text(&at.file) else { return at };
        // In scheme.yaml a text stands in single quotes.
        let quoted = ['"', '\''].map(|quote| find_after(text, &at, &format!("{quote}{wanted}{quote}")));
        quoted.into_iter().flatten().min().unwrap_or(at)
    }

    /// The text between the parentheses of the call that starts here: what a closure looks like to its author.
    pub fn source_of_arguments(&self, context: &NativeCallContext) -> Option<String> {
        let at = self.place(context);
        let state = self.state();
        let text = state.sources.text(&at.file)?;
        let rest = &text[byte_of(text, &at)?..];
        let open = rest.find('(')?;
        let mut depth = 0usize;
        for (byte, character) in rest[open..].char_indices() {
            match character {
                '(' => depth += 1,
                ')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(rest[open + 1..open + byte].trim().to_owned());
                    }
                }
                _other => {}
            }
        }
        None
    }
}

/// The place of a position in a script. A text out of scheme.yaml goes by a source name that says where it stands there.
pub fn place(source: Option<&str>, position: Position) -> Place {
    let number = |part: Option<usize>| part.and_then(|part| u32::try_from(part).ok()).unwrap_or(0);
    let (line, column) = (number(position.line()), number(position.position()));
    let source = source.unwrap_or_default();
    let Some(within) = source.strip_prefix(SNIPPET) else { return Place::new(source, line, column) };
    let Ok(base) = within.trim_start_matches(SHORT_WORD).parse::<Place>();
    if within.starts_with(SHORT_WORD) {
        return base;
    }
    Place { line: base.line + line.saturating_sub(1), column: base.column + column.saturating_sub(1), ..base }
}

/// What the source name of a text out of scheme.yaml begins with; no file name does.
const SNIPPET: char = '\u{1}';
/// The text stands for a short word of the scheme, so that all of it is at one place.
const SHORT_WORD: char = '\u{2}';

/// The source name of a text that begins at this place of a file.
pub fn snippet_source(at: &Place, short_word: bool) -> String {
    let mark = if short_word { SHORT_WORD.to_string() } else { String::new() };
    format!("{SNIPPET}{mark}{at}")
}

/// An error that ends the script, carrying its own diagnostic through Rhai.
pub fn stop(diagnostic: Diagnostic) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(diagnostic), Position::NONE))
}

/// The same, made of a place and a message.
pub fn stop_at(place: Place, message: Message) -> Box<EvalAltResult> {
    stop(Diagnostic::error(place, message))
}

fn byte_of(text: &str, at: &Place) -> Option<usize> {
    let line = text.split_inclusive('\n').nth((at.line as usize).checked_sub(1)?)?;
    let line_start = line.as_ptr() as usize - text.as_ptr() as usize;
    let column = (at.column as usize).saturating_sub(1);
    Some(line_start + line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte))
}

/// The place of `wanted` at or after `at`, within the same statement.
fn find_after(text: &str, at: &Place, wanted: &str) -> Option<Place> {
    let start = byte_of(text, at)?;
    let rest = &text[start..];
    let end = rest.find(';').unwrap_or(rest.len());
    let found = start + rest[..end].find(wanted)?;
    let before = &text[..found];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    Some(Place::new(at.file.clone(), u32::try_from(line).ok()?, u32::try_from(column).ok()?))
}

/// How large one expression may grow, and how deep: a script that doubles an expression in a loop would fill the memory long
/// before it runs out of operations.
const MOST_NODES: usize = 4_000;
const DEEPEST: usize = 120;

/// Nodes that have a size: the number of nodes below, and the depth.
pub trait Sized {
    fn size(&self) -> (usize, usize);
}

fn above(parts: impl Iterator<Item = (usize, usize)>) -> (usize, usize) {
    let (count, depth) =
        parts.fold((0usize, 0), |(count, depth), (more, deeper)| (count.saturating_add(more), depth.max(deeper)));
    (count.saturating_add(1), depth + 1)
}

impl Sized for Column {
    fn size(&self) -> (usize, usize) {
        above(self.node.parts().into_iter().map(Sized::size))
    }
}

impl Sized for Rows {
    fn size(&self) -> (usize, usize) {
        use crate::plan::RowsNode;
        let own = match &self.node {
            RowsNode::Filter { condition, .. } => condition.size().0,
            RowsNode::Derive { value, .. } => value.size().0,
            RowsNode::Group { columns, .. } => columns.len(),
            RowsNode::Table { .. }
            | RowsNode::During { .. }
            | RowsNode::Join { .. }
            | RowsNode::Union { .. }
            | RowsNode::Unique { .. }
            | RowsNode::LatestBy { .. } => 0,
        };
        let (count, depth) = above(self.node.inputs().into_iter().map(Sized::size));
        (count.saturating_add(own), depth)
    }
}

impl Sized for Formula {
    fn size(&self) -> (usize, usize) {
        use crate::plan::FormulaNode;
        match &self.node {
            FormulaNode::Aggregate { rows, aggregate } => {
                let columns = aggregate.node.columns().into_iter().map(Sized::size);
                above(std::iter::once(rows.size()).chain(columns))
            }
            FormulaNode::IfElse { condition, then, otherwise } => {
                above([condition.size(), then.size(), otherwise.size()].into_iter())
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
            | FormulaNode::SubmittedBy { .. }
            | FormulaNode::ShareOfYear
            | FormulaNode::Given(_) => above(self.node.parts().into_iter().map(Sized::size)),
        }
    }
}

impl Sized for Condition {
    fn size(&self) -> (usize, usize) {
        use crate::plan::ConditionNode;
        match &self.node {
            ConditionNode::Compare { left, right, .. } => above([left.size(), right.size()].into_iter()),
            ConditionNode::Aggregate { rows, .. } => above(std::iter::once(rows.size())),
            ConditionNode::IsAbsent(formula) => above(std::iter::once(formula.size())),
            ConditionNode::And(left, right) | ConditionNode::Or(left, right) => {
                above([left.size(), right.size()].into_iter())
            }
            ConditionNode::Not(inner) => above(std::iter::once(inner.size())),
            ConditionNode::UnitIs { .. } | ConditionNode::KindIs { .. } | ConditionNode::GroupIs { .. } => (1, 1),
        }
    }
}

/// The node, unless it has grown too large: then the script ends with an error at this place.
pub fn bounded<T>(node: Node<T>) -> Result<Node<T>, Box<EvalAltResult>>
where
    Node<T>: Sized,
{
    let (count, depth) = node.size();
    if count > MOST_NODES || depth > DEEPEST {
        return Err(stop_at(
            node.at,
            crate::message!("script-expression-too-large", most = MOST_NODES, deepest = DEEPEST),
        ));
    }
    Ok(node)
}
