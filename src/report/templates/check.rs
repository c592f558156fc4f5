//! Looking a template over before there is data: fields that are nowhere, in branches that are never taken too, and figures that it would
//! make itself.
//!
//! Jinja's own tree of a template is walked with what the schema says that each name holds. A field that can't be told without data is let
//! pass: it is told when a report is made. What may make a figure is not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::machinery::ast::{Expr, ForLoop, Spanned, Stmt};
use minijinja::machinery::parse;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error};

use super::figures::{Makes, taken_apart};
use super::names::{Names, Scope, bound, ends, targets, variable, written};
use super::shape::{Holds, LOOP};

/// How deep files may lie within each other, and macros within macros.
pub(super) const DEEPEST: usize = 16;

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
    /// It would make a figure that is in no result.
    Makes(Makes),
    /// The name of a file to take in is not written out: nobody can look that file over.
    FileNotNamed,
}

/// Templates as Jinja reads them.
pub(super) type Trees<'t> = BTreeMap<&'t str, Result<Stmt<'t>, Error>>;

pub(super) fn trees<'t>(texts: &'t BTreeMap<String, Arc<str>>, syntax: &SyntaxConfig) -> Trees<'t> {
    texts.iter().map(|(name, text)| (name.as_str(), parse(text, name, syntax.clone()))).collect()
}

/// Either what was asked for, or the first file that is no template.
pub(super) type Found<'a, T> = Result<T, &'a Error>;

/// Everything wrong in a template and in all that it takes in.
///
/// # Errors
/// The first file that is no template.
pub(super) fn check<'a, 't>(
    name: &str,
    texts: &'t BTreeMap<String, Arc<str>>,
    trees: &'a Trees<'t>,
    environment: &'a Environment<'static>,
) -> Found<'a, BTreeSet<Wrong>> {
    let mut set_anew = Scope::new();
    // What a name holds that is set again further down is known when all of it was seen once.
    loop {
        let mut walk = Walk {
            texts,
            trees,
            environment,
            names: Names { scopes: vec![Scope::new()], set_anew: set_anew.clone(), ..Names::default() },
            blocks: BTreeMap::new(),
            block: None,
            wrong: BTreeSet::new(),
            at: name.to_owned(),
            depth: 0,
            asks: false,
        };
        walk.file(name)?;
        if walk.names.set_anew == set_anew {
            return Ok(walk.wrong);
        }
        set_anew = walk.names.set_anew;
    }
}

/// A block where it stands: the one that another template puts in its place runs there.
struct Block<'a, 't> {
    file: String,
    body: &'a [Stmt<'t>],
    /// Names around it, beside those of the whole template.
    around: Vec<Scope>,
}

pub(super) struct Walk<'a, 't> {
    texts: &'t BTreeMap<String, Arc<str>>,
    trees: &'a Trees<'t>,
    pub environment: &'a Environment<'static>,
    pub names: Names<'a, 't>,
    /// By name, those of the outer template first.
    blocks: BTreeMap<&'t str, Vec<Block<'a, 't>>>,
    /// The block that is walked: its name, and which of that name.
    block: Option<(&'t str, usize)>,
    wrong: BTreeSet<Wrong>,
    /// The file that is walked.
    at: String,
    pub depth: usize,
    /// What is walked answers a question, and is written nowhere.
    pub asks: bool,
}

impl<'a, 't> Walk<'a, 't> {
    /// Walks a file in the scopes as they are.
    fn file(&mut self, name: &str) -> Found<'a, ()> {
        if self.depth > DEEPEST {
            return Ok(());
        }
        match self.trees.get(name) {
            Some(Ok(tree)) => self.within(name, |walk| walk.statement(tree)),
            Some(Err(error)) => Err(error),
            None => Ok(()),
        }
    }

    /// Walks what stands in a file.
    pub fn within<T>(&mut self, file: &str, walk: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.at, file.to_owned());
        self.depth += 1;
        let done = walk(self);
        self.depth -= 1;
        self.at = outer;
        done
    }

    /// Walks files that a statement takes in by name.
    fn files(&mut self, named: &'a Expr<'t>) -> Found<'a, ()> {
        let names = match named {
            Expr::List(list) => list.items.iter().map(written).collect(),
            one => written(one).map(|name| vec![name]),
        };
        match names {
            Some(names) => names.iter().try_for_each(|name| self.file(name)),
            None => {
                self.expression(named)?;
                let (from, to) = ends(named.span());
                self.tell(self.text(from, to), from, Why::FileNotNamed);
                Ok(())
            }
        }
    }

    /// What another file gives by name; nothing of one that is not there, or not written out.
    fn module(&mut self, named: &'a Expr<'t>) -> Found<'a, Option<Scope>> {
        let scopes = std::mem::replace(&mut self.names.scopes, vec![Scope::new()]);
        // The name itself, where it is put together, is made of what stands here.
        let is_there = written(named).is_some_and(|name| self.trees.contains_key(name.as_str()));
        if !is_there {
            self.names.scopes = scopes;
            self.files(named)?;
            return Ok(None);
        }
        let done = self.files(named);
        let gives = self.names.scopes.iter().flat_map(Scope::keys);
        let gives = gives.map(|name| (name.clone(), self.names.lookup(name).unwrap_or(Holds::Unknown))).collect();
        self.names.scopes = scopes;
        done.map(|()| Some(gives))
    }

    fn body(&mut self, body: &'a [Stmt<'t>]) -> Found<'a, ()> {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    /// Walks a body whose names end with it.
    pub fn inside(&mut self, names: Scope, body: &'a [Stmt<'t>]) -> Found<'a, ()> {
        self.names.scopes.push(names);
        let done = self.body(body);
        self.names.scopes.pop();
        done
    }

    fn statement(&mut self, statement: &'a Stmt<'t>) -> Found<'a, ()> {
        match statement {
            Stmt::Template(template) => {
                // Twice: each sees those too that stand behind it.
                for statement in template.children.iter().chain(&template.children) {
                    if let Stmt::Macro(declared) = statement {
                        self.names.declare_macro(&self.at, declared);
                    }
                }
                // The outer template runs, wherever in this one it is named.
                let (outer, own): (Vec<_>, Vec<_>) =
                    template.children.iter().partition(|statement| matches!(statement, Stmt::Extends(_)));
                outer.into_iter().chain(own).try_for_each(|statement| self.statement(statement))
            }
            Stmt::EmitExpr(emit) => self.expression(&emit.expr).map(drop),
            Stmt::EmitRaw(_) => Ok(()),
            Stmt::ForLoop(each) => self.for_loop(each),
            Stmt::IfCond(branch) => {
                self.condition(&branch.expr)?;
                self.body(&branch.true_body)?;
                self.body(&branch.false_body)
            }
            Stmt::WithBlock(with) => {
                self.names.scopes.push(Scope::new());
                // Each value sees the names before it.
                let named = with.assignments.iter().try_for_each(|(target, value)| {
                    let holds = self.expression(value)?;
                    self.unpacks(target, &holds);
                    self.names.bind(bound(target, &holds));
                    Ok(())
                });
                let done = named.and_then(|()| self.body(&with.body));
                self.names.scopes.pop();
                done
            }
            Stmt::Set(set) => {
                let holds = self.expression(&set.expr)?;
                self.unpacks(&set.target, &holds);
                self.names.set(bound(&set.target, &holds));
                Ok(())
            }
            Stmt::SetBlock(set) => {
                set.filter.iter().try_for_each(|filter| self.expression(filter).map(drop))?;
                self.unpacks(&set.target, &Holds::Plain);
                self.names.set(bound(&set.target, &Holds::Plain));
                self.inside(Scope::new(), &set.body)
            }
            Stmt::AutoEscape(escape) => {
                self.condition(&escape.enabled)?;
                self.body(&escape.body)
            }
            Stmt::FilterBlock(block) => {
                self.expression(&block.filter)?;
                self.body(&block.body)
            }
            Stmt::Block(block) => {
                let same = self.blocks.entry(block.name).or_default();
                let around = same.first().map(|outer| outer.around.clone()).unwrap_or_default();
                let (number, whole) = (same.len(), self.names.scopes.len());
                let own = self.names.scopes.iter().skip(1).cloned().collect();
                same.push(Block { file: self.at.clone(), body: &block.body, around: own });
                self.names.scopes.extend(around);
                let outer = self.block.replace((block.name, number));
                let done = self.inside(Scope::new(), &block.body);
                self.block = outer;
                self.names.scopes.truncate(whole);
                done
            }
            Stmt::Import(import) => {
                let holds = self.module(&import.expr)?.map_or(Holds::Unknown, Holds::Module);
                for (name, holds) in bound(&import.name, &holds) {
                    self.names.declare(&name, holds);
                }
                Ok(())
            }
            Stmt::FromImport(import) => {
                let module = self.module(&import.expr)?.map_or(Holds::Unknown, Holds::Module);
                for (name, alias) in &import.names {
                    let (Some(given), Some(alias)) = (variable(name), variable(alias.as_ref().unwrap_or(name))) else {
                        continue;
                    };
                    let holds = self.field(&module, given, ends(name.span()).0);
                    self.names.declare(alias, holds);
                }
                Ok(())
            }
            Stmt::Extends(extends) => self.files(&extends.name),
            Stmt::Include(include) => self.files(&include.name),
            // Whether anybody calls it or not; what it is called with is not known here.
            Stmt::Macro(declared) => {
                self.names.declare_macro(&self.at, declared);
                match self.names.lookup(declared.name) {
                    Some(Holds::Macro(number)) => self.call_macro(number, &[], ends(declared.span()).0),
                    _several => Ok(()),
                }
            }
            Stmt::CallBlock(block) => {
                self.call(&block.call)?;
                block.macro_decl.defaults.iter().try_for_each(|default| self.expression(default).map(drop))?;
                let names = block.macro_decl.args.iter().filter_map(variable);
                let names = names.map(|name| (name.to_owned(), Holds::Unknown)).collect();
                self.inside(names, &block.macro_decl.body)
            }
            Stmt::Do(call) => self.call(&call.call).map(drop),
        }
    }

    fn for_loop(&mut self, each: &'a Spanned<ForLoop<'t>>) -> Found<'a, ()> {
        let over = self.expression(&each.iter)?;
        self.takes_apart(&over, "for", self.before(ends(each.iter.span()).0, "for"));
        let element = over.element();
        self.unpacks(&each.target, &element);
        let mut names = bound(&each.target, &element);
        names.push(("loop".to_owned(), Holds::Fields(LOOP)));
        self.names.scopes.push(names.into_iter().collect());
        let filtered = each.filter_expr.iter().try_for_each(|filter| self.condition(filter).map(drop));
        let done = filtered.and_then(|()| self.body(&each.body));
        self.names.scopes.pop();
        done?;
        self.body(&each.else_body)
    }

    /// The block that the one that is walked stands in the place of.
    pub fn outer_block(&mut self) -> Found<'a, ()> {
        let outer = self.block.and_then(|(name, number)| Some((name, number.checked_sub(1)?)));
        let Some((name, number)) = outer else { return Ok(()) };
        let Some(block) = self.blocks.get(name).and_then(|same| same.get(number)) else { return Ok(()) };
        let (file, body) = (block.file.clone(), block.body);
        let inner = self.block.replace((name, number));
        let done = self.within(&file, |walk| walk.inside(Scope::new(), body));
        self.block = inner;
        done
    }

    /// Tells where what is taken apart may be a text.
    pub fn takes_apart(&mut self, of: &Holds, written: &str, start: usize) {
        if let Some(makes) = taken_apart(of) {
            self.tell(written, start, Why::Makes(makes));
        }
    }

    /// Tells where several names are made of what may be a text.
    fn unpacks(&mut self, target: &Expr<'t>, holds: &Holds) {
        if targets(target).is_empty() {
            return;
        }
        let (from, to) = ends(target.span());
        self.takes_apart(holds, self.text(from, to), from);
        for (place, part) in targets(target).iter().enumerate() {
            let inner = match holds {
                Holds::Tuple(parts) => parts.get(place).cloned().unwrap_or(Holds::Unknown),
                other => other.element(),
            };
            self.unpacks(part, &inner);
        }
    }

    /// A part of the file that is walked, as it is written.
    pub fn text(&self, from: usize, to: usize) -> &'t str {
        self.texts.get(&self.at).and_then(|text| text.get(from..to)).unwrap_or_default()
    }

    /// Where a word or a sign stands before a place.
    pub fn before(&self, place: usize, word: &str) -> usize {
        self.text(0, place).rfind(word).unwrap_or(place)
    }

    pub fn tell(&mut self, written: &str, start: usize, why: Why) {
        let (template, written) = (self.at.clone(), written.to_owned());
        self.wrong.insert(Wrong { template, start, written, why });
    }
}
