//! Looking a template over before there is data: fields that are nowhere, in branches that are never taken too, and figures that it would
//! work out itself.
//!
//! Jinja's own tree of a template is walked with what the schema says that each name holds. What can't be told without data is let pass:
//! it is told when a report is made.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use minijinja::machinery::ast::{
    BinOp, BinOpKind, Call, CallArg, Expr, Filter, Macro, Spanned, Stmt, UnaryOp, UnaryOpKind,
};
use minijinja::machinery::{Span, parse};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, Value};

use super::shape::{Holds, LOOP, OUTERMOST, fields_of};

/// How deep files may lie within each other, and macros within macros.
const DEEPEST: usize = 16;

/// Filters that work a figure out, or pick one out of several by comparing texts.
const CALCULATE: [&str; 8] = ["abs", "float", "format", "int", "max", "min", "round", "sum"];

/// Filters that count.
const COUNT: [&str; 2] = ["count", "length"];

/// What can't stand in a template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wrong {
    /// The file.
    pub template: String,
    /// The byte at which it begins.
    pub start: usize,
    /// What stands there: a name, or an operator.
    pub written: String,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// No field is called so here; these are.
    NoField {
        known: Vec<String>,
    },
    NoFilter,
    /// An operator or a filter makes a figure that is in no result.
    Calculates,
    /// A filter counts, and not only to ask whether there is one, or are many.
    Counts,
    /// The name of a file to take in is not written out: nobody can look that file over.
    FileNotNamed,
}

/// Everything wrong in a template and in all that it takes in.
///
/// # Errors
/// The first file that is no template.
pub(super) fn check<'t>(
    name: &'t str,
    texts: &'t BTreeMap<String, Arc<str>>,
    syntax: &SyntaxConfig,
    environment: &Environment<'_>,
) -> Result<BTreeSet<Wrong>, Error> {
    let mut walk = Walk {
        texts,
        syntax,
        environment,
        trees: BTreeMap::new(),
        scopes: vec![Scope::default()],
        walked: BTreeSet::new(),
        wrong: BTreeSet::new(),
        at: name.to_owned(),
        depth: 0,
        asks: false,
    };
    walk.file(name)?;
    Ok(walk.wrong)
}

#[derive(Default, Clone)]
struct Scope {
    names: BTreeMap<String, Holds>,
    macros: BTreeMap<String, Origin>,
}

/// Where a macro is written: file and name.
type Origin = (String, String);

type Tree<'t> = Rc<Stmt<'t>>;

struct Walk<'t, 'e> {
    texts: &'t BTreeMap<String, Arc<str>>,
    syntax: &'e SyntaxConfig,
    environment: &'e Environment<'e>,
    trees: BTreeMap<String, Tree<'t>>,
    scopes: Vec<Scope>,
    /// Macros with what they were called with.
    walked: BTreeSet<(Origin, Vec<Holds>)>,
    wrong: BTreeSet<Wrong>,
    /// The file that is walked.
    at: String,
    depth: usize,
    /// What is walked answers a question, and is written nowhere.
    asks: bool,
}

impl<'t> Walk<'t, '_> {
    fn tree(&mut self, name: &str) -> Result<Option<Tree<'t>>, Error> {
        if let Some(tree) = self.trees.get(name) {
            return Ok(Some(Rc::clone(tree)));
        }
        let Some((name, text)) = self.texts.get_key_value(name) else { return Ok(None) };
        let tree = Rc::new(parse(text, name, self.syntax.clone())?);
        self.trees.insert(name.clone(), Rc::clone(&tree));
        Ok(Some(tree))
    }

    /// Walks a file in the scopes as they are.
    fn file(&mut self, name: &str) -> Result<(), Error> {
        if self.depth > DEEPEST {
            return Ok(());
        }
        let Some(tree) = self.tree(name)? else { return Ok(()) };
        let outer = std::mem::replace(&mut self.at, name.to_owned());
        self.depth += 1;
        let done = self.statement(&tree);
        self.depth -= 1;
        self.at = outer;
        done
    }

    /// Walks files that a statement takes in by name.
    fn files(&mut self, named: &Expr<'t>) -> Result<(), Error> {
        let names = match named {
            Expr::List(list) => list.items.iter().map(written).collect(),
            one => written(one).map(|name| vec![name]),
        };
        match names {
            Some(names) => names.iter().try_for_each(|name| self.file(name)),
            None => {
                self.expression(named)?;
                let (from, to) = ends(named.span());
                let said = self.text().get(from..to).unwrap_or_default().to_owned();
                self.tell(&said, from, Why::FileNotNamed);
                Ok(())
            }
        }
    }

    fn body(&mut self, body: &[Stmt<'t>]) -> Result<(), Error> {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    /// Walks a body whose names end with it.
    fn inside(&mut self, names: Vec<(String, Holds)>, body: &[Stmt<'t>]) -> Result<(), Error> {
        self.scopes.push(Scope { names: names.into_iter().collect(), macros: BTreeMap::new() });
        let done = self.body(body);
        self.scopes.pop();
        done
    }

    fn statement(&mut self, statement: &Stmt<'t>) -> Result<(), Error> {
        match statement {
            Stmt::Template(template) => {
                for statement in &template.children {
                    if let Stmt::Macro(declared) = statement {
                        self.declare(declared.name, (self.at.clone(), declared.name.to_owned()));
                    }
                }
                self.body(&template.children)
            }
            Stmt::EmitExpr(emit) => self.expression(&emit.expr).map(drop),
            Stmt::EmitRaw(_) => Ok(()),
            Stmt::ForLoop(each) => {
                let element = self.expression(&each.iter)?.element();
                let mut names = bound(&each.target, &element);
                names.push(("loop".to_owned(), Holds::Fields(LOOP)));
                self.scopes.push(Scope { names: names.into_iter().collect(), macros: BTreeMap::new() });
                let filtered = each.filter_expr.iter().try_for_each(|filter| self.condition(filter).map(drop));
                let done = filtered.and_then(|()| self.body(&each.body));
                self.scopes.pop();
                done?;
                self.body(&each.else_body)
            }
            Stmt::IfCond(branch) => {
                self.condition(&branch.expr)?;
                self.body(&branch.true_body)?;
                self.body(&branch.false_body)
            }
            Stmt::WithBlock(with) => {
                let mut names = Vec::new();
                for (target, value) in &with.assignments {
                    let holds = self.expression(value)?;
                    names.extend(bound(target, &holds));
                }
                self.inside(names, &with.body)
            }
            Stmt::Set(set) => {
                let holds = self.expression(&set.expr)?;
                self.bind(bound(&set.target, &holds));
                Ok(())
            }
            Stmt::SetBlock(set) => {
                set.filter.iter().try_for_each(|filter| self.expression(filter).map(drop))?;
                self.bind(bound(&set.target, &Holds::Plain));
                self.inside(Vec::new(), &set.body)
            }
            Stmt::AutoEscape(escape) => self.body(&escape.body),
            Stmt::FilterBlock(block) => {
                self.expression(&block.filter)?;
                self.body(&block.body)
            }
            Stmt::Block(block) => self.inside(Vec::new(), &block.body),
            Stmt::Import(import) => {
                self.bind(bound(&import.name, &Holds::Unknown));
                self.scopes.push(Scope::default());
                let done = self.files(&import.expr);
                self.scopes.pop();
                done
            }
            Stmt::FromImport(import) => {
                let file = written(&import.expr);
                if file.is_none() {
                    self.files(&import.expr)?;
                }
                for (name, alias) in &import.names {
                    let (Some(name), Some(alias)) = (variable(name), variable(alias.as_ref().unwrap_or(name))) else {
                        continue;
                    };
                    match &file {
                        Some(file) => self.declare(alias, (file.clone(), name.to_owned())),
                        None => self.bind(vec![(alias.to_owned(), Holds::Unknown)]),
                    }
                }
                Ok(())
            }
            Stmt::Extends(extends) => self.files(&extends.name),
            Stmt::Include(include) => self.files(&include.name),
            // Whether anybody calls it or not; what it is called with is not known here.
            Stmt::Macro(declared) => {
                self.declare(declared.name, (self.at.clone(), declared.name.to_owned()));
                let unknown = declared.args.iter().filter_map(variable).map(|name| (name.to_owned(), Holds::Unknown));
                let names = unknown.collect();
                self.macro_body(declared, names)
            }
            Stmt::CallBlock(block) => {
                self.call(&block.call)?;
                let names = block.macro_decl.args.iter().filter_map(variable);
                let names = names.map(|name| (name.to_owned(), Holds::Unknown)).collect();
                self.inside(names, &block.macro_decl.body)
            }
            Stmt::Do(call) => self.call(&call.call).map(drop),
        }
    }

    fn declare(&mut self, name: &str, origin: Origin) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.macros.insert(name.to_owned(), origin);
        }
    }

    fn bind(&mut self, names: Vec<(String, Holds)>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.extend(names);
        }
    }

    fn macro_body(&mut self, declared: &Macro<'t>, mut names: Vec<(String, Holds)>) -> Result<(), Error> {
        names.push(("caller".to_owned(), Holds::Unknown));
        self.inside(names, &declared.body)
    }

    /// Walks a macro with what it is called with.
    fn call_macro(&mut self, origin: &Origin, given: &[(Option<&str>, Holds)]) -> Result<(), Error> {
        let Some(tree) = self.tree(&origin.0)? else { return Ok(()) };
        let Stmt::Template(template) = &*tree else { return Ok(()) };
        let found = template.children.iter().find_map(|statement| match statement {
            Stmt::Macro(declared) if declared.name == origin.1 => Some(declared),
            _other => None,
        });
        let Some(declared) = found else { return Ok(()) };
        let named = |name: &str| given.iter().find(|(key, _)| *key == Some(name)).map(|(_, holds)| holds.clone());
        let mut in_order = given.iter().filter(|(key, _)| key.is_none()).map(|(_, holds)| holds.clone());
        let names: Vec<(String, Holds)> = declared
            .args
            .iter()
            .filter_map(variable)
            .map(|name| (name.to_owned(), in_order.next().or_else(|| named(name)).unwrap_or(Holds::Unknown)))
            .collect();
        let key = (origin.clone(), names.iter().map(|(_, holds)| holds.clone()).collect());
        if self.depth > DEEPEST || !self.walked.insert(key) {
            return Ok(());
        }
        // A macro sees what its own file declares, and nothing of where it is called.
        let mut own = Scope::default();
        for statement in &template.children {
            if let Stmt::Macro(other) = statement {
                own.macros.insert(other.name.to_owned(), (origin.0.clone(), other.name.to_owned()));
            }
        }
        let scopes = std::mem::replace(&mut self.scopes, vec![own]);
        let outer = std::mem::replace(&mut self.at, origin.0.clone());
        let asks = std::mem::replace(&mut self.asks, false);
        self.depth += 1;
        let done = self.macro_body(declared, names);
        self.depth -= 1;
        self.asks = asks;
        self.at = outer;
        self.scopes = scopes;
        done
    }

    fn call(&mut self, call: &Call<'t>) -> Result<Holds, Error> {
        let given = self.arguments(&call.args)?;
        match &call.expr {
            Expr::Var(name) => {
                let origin = self.scopes.iter().rev().find_map(|scope| scope.macros.get(name.id)).cloned();
                match origin {
                    Some(origin) => self.call_macro(&origin, &given)?,
                    None => self.known(name.id, name.span()),
                }
            }
            // What hangs below a value can be a function: which ones there are is not in the schema.
            Expr::GetAttr(method) => drop(self.expression(&method.expr)?),
            other => drop(self.expression(other)?),
        }
        Ok(Holds::Unknown)
    }

    fn arguments<'c>(&mut self, arguments: &'c [CallArg<'t>]) -> Result<Vec<(Option<&'c str>, Holds)>, Error> {
        let mut given = Vec::new();
        for argument in arguments {
            match argument {
                CallArg::Pos(value) => given.push((None, self.expression(value)?)),
                CallArg::Kwarg(name, value) => given.push((Some(*name), self.expression(value)?)),
                CallArg::PosSplat(value) | CallArg::KwargSplat(value) => drop(self.expression(value)?),
            }
        }
        Ok(given)
    }

    /// Walks what only decides what is written.
    fn condition(&mut self, expression: &Expr<'t>) -> Result<Holds, Error> {
        let outer = std::mem::replace(&mut self.asks, true);
        let holds = self.expression(expression);
        self.asks = outer;
        holds
    }

    fn expression(&mut self, expression: &Expr<'t>) -> Result<Holds, Error> {
        Ok(match expression {
            Expr::Var(name) => match self.lookup(name.id) {
                Some(holds) => holds,
                None => {
                    self.known(name.id, name.span());
                    Holds::Unknown
                }
            },
            Expr::Const(_) => Holds::Plain,
            Expr::Slice(slice) => {
                for part in [&slice.start, &slice.stop, &slice.step].into_iter().flatten() {
                    self.expression(part)?;
                }
                self.expression(&slice.expr)?
            }
            Expr::UnaryOp(operation) => self.of_one(operation)?,
            Expr::BinOp(operation) => self.of_two(operation)?,
            Expr::Compare(compare) => {
                self.condition(&compare.expr)?;
                compare.ops.iter().try_for_each(|with| self.condition(&with.expr).map(drop))?;
                Holds::Plain
            }
            Expr::IfExpr(choice) => {
                self.condition(&choice.test_expr)?;
                let then = self.expression(&choice.true_expr)?;
                match &choice.false_expr {
                    Some(otherwise) => same(then, self.expression(otherwise)?),
                    None => then,
                }
            }
            Expr::Filter(filter) => {
                let of = filter.expr.as_ref().map_or(Ok(Holds::Unknown), |expr| self.expression(expr))?;
                let given = self.arguments(&filter.args)?;
                self.filter(filter, &of);
                filtered(filter.name, of, &given)
            }
            Expr::Test(test) => {
                // Whoever asks whether a name is defined knows that it may not be.
                if !matches!(test.name, "defined" | "undefined") {
                    self.condition(&test.expr)?;
                }
                self.arguments(&test.args)?;
                Holds::Plain
            }
            Expr::GetAttr(get) => {
                let of = self.expression(&get.expr)?;
                self.field(&of, get.name, ends(get.span()).1.saturating_sub(get.name.len()))
            }
            Expr::GetItem(get) => {
                let of = self.expression(&get.expr)?;
                self.expression(&get.subscript_expr)?;
                match (written(&get.subscript_expr), &of) {
                    (Some(name), Holds::Fields(_)) => self.field(&of, &name, quoted(get.subscript_expr.span())),
                    (_, Holds::List(element)) => (**element).clone(),
                    (_, Holds::Unknown | Holds::Plain | Holds::Fields(_)) => Holds::Unknown,
                }
            }
            Expr::Call(call) => self.call(call)?,
            Expr::List(list) => {
                let mut each = list.items.iter().map(|item| self.expression(item)).collect::<Result<Vec<_>, _>>()?;
                Holds::List(Box::new(each.pop().map_or(Holds::Unknown, |last| each.into_iter().fold(last, same))))
            }
            Expr::Tuple(tuple) => {
                tuple.items.iter().try_for_each(|item| self.expression(item).map(drop))?;
                Holds::Unknown
            }
            Expr::Map(map) => {
                map.keys.iter().chain(&map.values).try_for_each(|value| self.expression(value).map(drop))?;
                Holds::Unknown
            }
        })
    }

    fn of_one(&mut self, operation: &Spanned<UnaryOp<'t>>) -> Result<Holds, Error> {
        match operation.op {
            UnaryOpKind::Not => self.condition(&operation.expr)?,
            UnaryOpKind::Neg => {
                // A number that is written out with its sign, such as the place from the end of a list, is no sum.
                if !matches!(operation.expr, Expr::Const(_)) {
                    self.tell("-", ends(operation.span()).0, Why::Calculates);
                }
                self.expression(&operation.expr)?
            }
        };
        Ok(Holds::Plain)
    }

    fn of_two(&mut self, operation: &Spanned<BinOp<'t>>) -> Result<Holds, Error> {
        let sign = match operation.op {
            BinOpKind::Eq
            | BinOpKind::Ne
            | BinOpKind::Lt
            | BinOpKind::Lte
            | BinOpKind::Gt
            | BinOpKind::Gte
            | BinOpKind::In => {
                self.condition(&operation.left)?;
                self.condition(&operation.right)?;
                return Ok(Holds::Plain);
            }
            BinOpKind::ScAnd | BinOpKind::ScOr | BinOpKind::Concat => None,
            BinOpKind::Add => Some("+"),
            BinOpKind::Sub => Some("-"),
            BinOpKind::Mul => Some("*"),
            BinOpKind::Div => Some("/"),
            BinOpKind::FloorDiv => Some("//"),
            BinOpKind::Rem => Some("%"),
            BinOpKind::Pow => Some("**"),
        };
        if let Some(sign) = sign {
            let (right, _) = ends(operation.right.span());
            let before = self.text().get(..right).and_then(|text| text.rfind(sign));
            self.tell(sign, before.unwrap_or(right), Why::Calculates);
        }
        let (left, right) = (self.expression(&operation.left)?, self.expression(&operation.right)?);
        Ok(same(left, right))
    }

    /// The file that is walked, as it is written.
    fn text(&self) -> &'t str {
        self.texts.get(&self.at).map(|text| &**text).unwrap_or_default()
    }

    fn lookup(&self, name: &str) -> Option<Holds> {
        let own = self.scopes.iter().rev().find_map(|scope| scope.names.get(name));
        own.or_else(|| fields_of(OUTERMOST).get(name)).cloned()
    }

    /// A name that stands for itself: a field of the view, a function, a macro.
    fn known(&mut self, name: &str, span: Span) {
        let is_macro = self.scopes.iter().any(|scope| scope.macros.contains_key(name));
        let is_global =
            matches!(name, "self" | "super") || self.environment.globals().any(|(global, _)| global == name);
        if self.lookup(name).is_some() || is_macro || is_global {
            return;
        }
        let own = self.scopes.iter().flat_map(|scope| scope.names.keys());
        let known = fields_of(OUTERMOST).keys().chain(own).cloned().collect();
        self.tell(name, ends(span).0, Why::NoField { known });
    }

    fn field(&mut self, of: &Holds, name: &str, start: usize) -> Holds {
        let fields = match of {
            Holds::Unknown => return Holds::Unknown,
            Holds::Fields(of) => fields_of(of),
            Holds::Plain | Holds::List(_) => fields_of(""),
        };
        if let Some(holds) = fields.get(name) {
            return holds.clone();
        }
        self.tell(name, start, Why::NoField { known: fields.keys().cloned().collect() });
        Holds::Unknown
    }

    /// The filter itself, the one that `map` applies, and the field that one of Jinja's own picks by.
    fn filter(&mut self, filter: &Spanned<Filter<'t>>, of: &Holds) {
        let (name, arguments) = (filter.name, &filter.args);
        // Behind what it is applied to, and before what stands in its brackets.
        let (from, to) = (filter.expr.as_ref().map(|of| ends(of.span()).1), ends(filter.span()));
        let from = from.unwrap_or(to.0);
        let start = self.text().get(from..to.1).and_then(|text| text.find(name)).map_or(from, |place| from + place);
        self.filter_named(name, start);
        if let ("map", Some(CallArg::Pos(applied))) = (name, arguments.first())
            && let Some(applied_name) = written(applied)
        {
            self.filter_named(&applied_name, quoted(applied.span()));
        }
        let by = arguments.iter().enumerate().find_map(|(index, argument)| match argument {
            CallArg::Pos(value) if index == 0 && matches!(name, "selectattr" | "rejectattr" | "groupby") => Some(value),
            CallArg::Kwarg("attribute", value) => Some(value),
            CallArg::Pos(_) | CallArg::Kwarg(..) | CallArg::PosSplat(_) | CallArg::KwargSplat(_) => None,
        });
        if let Some((value, path)) = by.and_then(|value| Some((value, written(value)?))) {
            let mut holds = of.element();
            let mut start = quoted(value.span());
            for part in path.split('.') {
                holds = self.field(&holds, part, start);
                start += part.len() + 1;
            }
        }
    }

    fn filter_named(&mut self, name: &str, start: usize) {
        if CALCULATE.contains(&name) {
            return self.tell(name, start, Why::Calculates);
        }
        if COUNT.contains(&name) && !self.asks {
            return self.tell(name, start, Why::Counts);
        }
        let mut state = self.environment.empty_state();
        let answer = state.apply_filter(name, &[Value::UNDEFINED]);
        if answer.is_err_and(|error| error.kind() == ErrorKind::UnknownFilter) {
            self.tell(name, start, Why::NoFilter);
        }
    }

    fn tell(&mut self, written: &str, start: usize, why: Why) {
        let (template, written) = (self.at.clone(), written.to_owned());
        self.wrong.insert(Wrong { template, start, written, why });
    }
}

/// The bytes at which something begins and ends.
fn ends(span: Span) -> (usize, usize) {
    let place = |offset: u32| usize::try_from(offset).unwrap_or_default();
    (place(span.start_offset), place(span.end_offset))
}

/// Where the text within quotation marks begins.
fn quoted(span: Span) -> usize {
    ends(span).0 + 1
}

/// The names that a target binds. A part of a namespace is none.
fn bound(target: &Expr<'_>, holds: &Holds) -> Vec<(String, Holds)> {
    match target {
        Expr::Var(name) => vec![(name.id.to_owned(), holds.clone())],
        Expr::List(list) => list.items.iter().flat_map(|item| bound(item, &Holds::Unknown)).collect(),
        Expr::Tuple(tuple) => tuple.items.iter().flat_map(|item| bound(item, &Holds::Unknown)).collect(),
        _part => Vec::new(),
    }
}

fn variable<'t>(expression: &Expr<'t>) -> Option<&'t str> {
    match expression {
        Expr::Var(name) => Some(name.id),
        _other => None,
    }
}

/// A text that is written out.
fn written(expression: &Expr<'_>) -> Option<String> {
    expression.as_const()?.as_str().map(str::to_owned)
}

fn same(left: Holds, right: Holds) -> Holds {
    if left == right { left } else { Holds::Unknown }
}

/// What a filter makes of what goes in, as far as fields hang on it.
fn filtered(name: &str, of: Holds, given: &[(Option<&str>, Holds)]) -> Holds {
    let by_attribute = given.iter().any(|(name, _)| *name == Some("attribute"));
    match name {
        "select" | "reject" | "selectattr" | "rejectattr" | "sort" | "unique" | "reverse" => of,
        "first" | "last" if !by_attribute => of.element(),
        "default" | "d" => given.iter().fold(of, |of, (_, holds)| same(of, holds.clone())),
        "length" | "count" | "join" | "list" | "date" | "by_day" | "ordinal" | "short" | "compare" | "signed"
        | "reached" | "provisional" | "quote" | "phrases" | "change" | "sentence" | "words" | "trim" | "upper"
        | "lower" | "replace" | "escape" | "e" => Holds::Plain,
        _other => Holds::Unknown,
    }
}
