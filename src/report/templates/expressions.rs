//! Looking over what a template writes or asks: what each expression holds, and whether it would make a figure.

use minijinja::machinery::ast::{BinOp, Call, CallArg, Expr, Filter as Filtered, Spanned, UnaryOp, UnaryOpKind};
use minijinja::value::ValueKind;
use minijinja::{ErrorKind, Value};

use super::check::{DEEPEST, Found, Walk, Why};
use super::figures::{self, Filter, LOOP_COUNTS, Makes, Operator};
use super::names::{Scope, ends, quoted, variable, written};
use super::shape::{Holds, LOOP, fields_of};

/// What a macro, a function or a filter is given.
pub(super) struct Given<'a> {
    name: Option<&'a str>,
    holds: Holds,
    /// It stands for any number of things.
    is_several: bool,
}

impl<'a, 't> Walk<'a, 't> {
    /// Walks what only decides what is written.
    pub fn condition(&mut self, expression: &'a Expr<'t>) -> Found<'a, Holds> {
        let outer = std::mem::replace(&mut self.asks, true);
        let holds = self.expression(expression);
        self.asks = outer;
        holds
    }

    pub fn expression(&mut self, expression: &'a Expr<'t>) -> Found<'a, Holds> {
        Ok(match expression {
            Expr::Var(name) => self.name(name.id, ends(name.span()).0),
            Expr::Const(value) => constant(&value.value),
            Expr::Slice(slice) => {
                for part in [&slice.start, &slice.stop, &slice.step].into_iter().flatten() {
                    self.expression(part)?;
                }
                let of = self.expression(&slice.expr)?;
                self.takes_apart_behind(&of, &slice.expr, expression);
                match of {
                    Holds::Tuple(_) => Holds::List(Box::new(of.element())),
                    other => other,
                }
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
                    Some(otherwise) => then.or(self.expression(otherwise)?),
                    None => then,
                }
            }
            Expr::Filter(filter) => self.filter(filter)?,
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
                    (Some(name), Holds::Fields(_) | Holds::Module(_) | Holds::Unknown) => {
                        self.field(&of, &name, quoted(get.subscript_expr.span()))
                    }
                    (None, Holds::Fields(_)) => Holds::Unknown,
                    (None, Holds::Unknown | Holds::Module(_))
                    | (
                        Some(_) | None,
                        Holds::Plain
                        | Holds::List(_)
                        | Holds::Tuple(_)
                        | Holds::Macro(_)
                        | Holds::Function(_)
                        | Holds::Nothing,
                    ) => {
                        self.takes_apart_behind(&of, &get.expr, expression);
                        of.element()
                    }
                }
            }
            Expr::Call(call) => self.call(call)?,
            Expr::List(list) => {
                let each = list.items.iter().map(|item| self.expression(item)).collect::<Result<Vec<_>, _>>()?;
                Holds::List(Box::new(Holds::Tuple(each).element()))
            }
            Expr::Tuple(tuple) => {
                Holds::Tuple(tuple.items.iter().map(|item| self.expression(item)).collect::<Result<_, _>>()?)
            }
            Expr::Map(map) => {
                map.keys.iter().chain(&map.values).try_for_each(|value| self.expression(value).map(drop))?;
                Holds::Unknown
            }
        })
    }

    fn of_one(&mut self, operation: &'a Spanned<UnaryOp<'t>>) -> Found<'a, Holds> {
        match operation.op {
            UnaryOpKind::Not => self.condition(&operation.expr)?,
            UnaryOpKind::Neg => {
                // A number that is written out with its sign, such as the place from the end of a list, is no sum.
                if !matches!(operation.expr, Expr::Const(_)) {
                    self.tell("-", ends(operation.span()).0, Why::Makes(Makes::Calculates));
                }
                self.expression(&operation.expr)?
            }
        };
        Ok(Holds::Plain)
    }

    fn of_two(&mut self, operation: &'a Spanned<BinOp<'t>>) -> Found<'a, Holds> {
        let (left, right) = (&operation.left, &operation.right);
        match figures::operator(operation.op) {
            Operator::Asks => {
                self.condition(left)?;
                self.condition(right)?;
            }
            Operator::Either => return Ok(self.expression(left)?.or(self.expression(right)?)),
            Operator::Joins => {
                self.expression(left)?;
                self.expression(right)?;
            }
            Operator::Calculates(sign) => {
                self.tell(sign, self.before(ends(right.span()).0, sign), Why::Makes(Makes::Calculates));
                self.expression(left)?;
                self.expression(right)?;
            }
        }
        Ok(Holds::Plain)
    }

    /// A name that stands for itself: a field of the view, a macro, a function.
    fn name(&mut self, name: &str, start: usize) -> Holds {
        if let Some(holds) = self.names.lookup(name) {
            return holds;
        }
        if let Some(gives) = figures::function(name) {
            return Holds::Function(Box::new(gives));
        }
        if self.environment.globals().any(|(global, _)| global == name) {
            self.tell(name, start, Why::Makes(figures::refused_function(name)));
            return Holds::Nothing;
        }
        if matches!(name, "self" | "super") {
            return Holds::Unknown;
        }
        self.tell(name, start, Why::NoField { known: self.names.known() });
        Holds::Nothing
    }

    pub fn field(&mut self, of: &Holds, name: &str, start: usize) -> Holds {
        // What `groupby` makes has names beside places.
        if let (Holds::Tuple(parts), "grouper" | "list") = (of, name)
            && let [grouper, list] = parts.as_slice()
        {
            return if name == "list" { list.clone() } else { grouper.clone() };
        }
        let fields = match of {
            Holds::Unknown | Holds::Nothing => return of.clone(),
            Holds::Fields(of) => fields_of(of),
            Holds::Module(names) => names,
            Holds::Plain | Holds::List(_) | Holds::Tuple(_) | Holds::Macro(_) | Holds::Function(_) => fields_of(""),
        };
        if *of == Holds::Fields(LOOP) && LOOP_COUNTS.contains(&name) && !self.asks {
            self.tell(name, start, Why::Makes(Makes::Counts));
        }
        if let Some(holds) = fields.get(name) {
            return holds.clone();
        }
        self.tell(name, start, Why::NoField { known: fields.keys().cloned().collect() });
        Holds::Nothing
    }

    /// Tells where what is taken apart may be a text, and points at the brackets behind it.
    fn takes_apart_behind(&mut self, of: &Holds, inner: &Expr<'t>, whole: &Expr<'t>) {
        let (from, to) = (ends(inner.span()).1, ends(whole.span()).1);
        // What is in brackets ends before its bracket.
        let from = from + self.text(from, to).find(['[', '.']).unwrap_or_default();
        self.takes_apart(of, self.text(from, to), from);
    }

    pub fn call(&mut self, call: &'a Spanned<Call<'t>>) -> Found<'a, Holds> {
        let given = self.arguments(&call.args)?;
        let called = self.expression(&call.expr)?;
        let (from, to) = ends(call.expr.span());
        match called {
            Holds::Function(gives) => return Ok(*gives),
            Holds::Macro(number) => self.call_macro(number, &given, from)?,
            Holds::Nothing => return Ok(Holds::Nothing),
            Holds::Unknown if variable(&call.expr) == Some("super") => self.outer_block()?,
            Holds::Unknown | Holds::Plain | Holds::List(_) | Holds::Tuple(_) | Holds::Fields(_) | Holds::Module(_) => {
                self.tell(self.text(from, to), from, Why::Makes(Makes::CallsUnknown));
                return Ok(Holds::Nothing);
            }
        }
        Ok(Holds::Plain)
    }

    /// Walks a macro with what it is called with.
    pub fn call_macro(&mut self, number: usize, given: &[Given<'a>], start: usize) -> Found<'a, ()> {
        let Some(declared) = self.names.macros.get(number).cloned() else { return Ok(()) };
        let is_several = given.iter().any(|one| one.is_several);
        let named = |name: &str| given.iter().find(|one| one.name == Some(name)).map(|one| one.holds.clone());
        let mut in_order = given.iter().filter(|one| one.name.is_none()).map(|one| one.holds.clone());
        let parameters: Vec<&str> = declared.written.args.iter().filter_map(variable).collect();
        let mut names = Scope::new();
        for name in &parameters {
            let holds = match is_several {
                true => Some(Holds::Unknown),
                false => in_order.next().or_else(|| named(name)),
            };
            names.extend(holds.map(|holds| ((*name).to_owned(), holds)));
        }
        if !self.names.walked.insert((number, declared.scopes.clone(), names.clone())) {
            return Ok(());
        }
        if self.depth > DEEPEST {
            self.tell(declared.written.name, start, Why::Makes(Makes::CallsUnknown));
            return Ok(());
        }
        names.insert("caller".to_owned(), Holds::Function(Box::new(Holds::Plain)));
        let scopes = std::mem::replace(&mut self.names.scopes, declared.scopes);
        let asks = std::mem::replace(&mut self.asks, false);
        let written = declared.written;
        let without_default = parameters.len().saturating_sub(written.defaults.len());
        let done = self.within(&declared.file, |walk| {
            walk.names.scopes.push(names);
            // As Jinja does it, the last first: a default may name what stands behind it.
            for (place, name) in parameters.iter().enumerate().rev() {
                let default = place.checked_sub(without_default).and_then(|place| written.defaults.get(place));
                let holds = default.map_or(Ok(Holds::Nothing), |default| walk.expression(default))?;
                if let Some(scope) = walk.names.scopes.last_mut() {
                    scope.entry((*name).to_owned()).or_insert(holds);
                }
            }
            walk.inside(Scope::new(), &written.body)
        });
        self.asks = asks;
        self.names.scopes = scopes;
        done
    }

    fn arguments(&mut self, arguments: &'a [CallArg<'t>]) -> Found<'a, Vec<Given<'a>>> {
        arguments.iter().map(|argument| self.argument(argument)).collect()
    }

    fn argument(&mut self, argument: &'a CallArg<'t>) -> Found<'a, Given<'a>> {
        Ok(match argument {
            CallArg::Pos(value) => Given { name: None, holds: self.expression(value)?, is_several: false },
            CallArg::Kwarg(name, value) => {
                Given { name: Some(name), holds: self.expression(value)?, is_several: false }
            }
            CallArg::PosSplat(value) => {
                let of = self.expression(value)?;
                self.takes_apart(&of, "*", self.before(ends(value.span()).0, "*"));
                Given { name: None, holds: Holds::Unknown, is_several: true }
            }
            CallArg::KwargSplat(value) => {
                self.expression(value)?;
                Given { name: None, holds: Holds::Unknown, is_several: true }
            }
        })
    }

    fn filter(&mut self, filter: &'a Spanned<Filtered<'t>>) -> Found<'a, Holds> {
        // What a filter without a value before it is applied to is the text of a block.
        let of = filter.expr.as_ref().map_or(Ok(Holds::Plain), |expr| self.expression(expr))?;
        let given = self.arguments(&filter.args)?;
        // Behind what it is applied to, and before what stands in its brackets.
        let (from, to) = (filter.expr.as_ref().map(|of| ends(of.span()).1), ends(filter.span()));
        let from = from.unwrap_or(to.0);
        let start = self.text(from, to.1).find(filter.name).map_or(from, |place| from + place);
        Ok(self.apply(filter.name, start, of, &filter.args, &given))
    }

    /// What a filter makes of what goes in.
    fn apply(&mut self, name: &str, start: usize, of: Holds, arguments: &[CallArg<'t>], given: &[Given<'a>]) -> Holds {
        let Some(kind) = figures::filter(name) else {
            let mut state = self.environment.empty_state();
            let answer = state.apply_filter(name, &[Value::UNDEFINED]);
            let is_none = answer.is_err_and(|error| error.kind() == ErrorKind::UnknownFilter);
            self.tell(name, start, if is_none { Why::NoFilter } else { Why::Makes(Makes::Rewrites) });
            return Holds::Nothing;
        };
        match kind {
            Filter::Words => Holds::Plain,
            Filter::Trims => {
                if !arguments.is_empty() {
                    self.tell(name, start, Why::Makes(Makes::Rewrites));
                }
                Holds::Plain
            }
            Filter::Default => given.iter().fold(of, |of, instead| of.or(instead.holds.clone())),
            Filter::Makes(makes) => {
                if makes != Makes::Counts || !self.asks {
                    self.tell(name, start, Why::Makes(makes));
                }
                Holds::Plain
            }
            Filter::Pairs => Holds::List(Box::new(Holds::Tuple(vec![Holds::Plain, Holds::Unknown]))),
            Filter::Picks => {
                self.takes_apart(&of, name, start);
                let first = matches!(name, "selectattr" | "rejectattr");
                self.attribute(first.then_some(0), &of, arguments, None);
                match of {
                    Holds::Tuple(_) => Holds::List(Box::new(of.element())),
                    other => other,
                }
            }
            Filter::PicksOne => {
                self.takes_apart(&of, name, start);
                of.element()
            }
            Filter::Joins => {
                self.takes_apart(&of, name, start);
                self.attribute((name == "join").then_some(1), &of, arguments, Some((name, start)));
                Holds::Plain
            }
            Filter::Parts => {
                self.takes_apart(&of, name, start);
                let filler = match given.iter().any(|one| one.is_several) {
                    true => Holds::Unknown,
                    false => given.get(1).map_or(Holds::Nothing, |filler| filler.holds.clone()),
                };
                Holds::List(Box::new(Holds::List(Box::new(of.element().or(filler)))))
            }
            Filter::Groups => {
                self.takes_apart(&of, name, start);
                let by = self.attribute(Some(0), &of, arguments, Some((name, start)));
                let by = by.unwrap_or(Holds::Unknown).or(default_of(given));
                let group = vec![by, Holds::List(Box::new(of.element()))];
                Holds::List(Box::new(Holds::Tuple(group)))
            }
            Filter::Each => {
                self.takes_apart(&of, name, start);
                let applied = match arguments.first() {
                    Some(CallArg::Pos(applied)) => Some(applied),
                    Some(CallArg::Kwarg(..) | CallArg::PosSplat(_) | CallArg::KwargSplat(_)) | None => None,
                };
                let each = match applied {
                    Some(applied) => match written(applied) {
                        Some(inner) => {
                            let (arguments, given) = (arguments.get(1..), given.get(1..));
                            let (arguments, given) = (arguments.unwrap_or_default(), given.unwrap_or_default());
                            self.apply(&inner, quoted(applied.span()), of.element(), arguments, given)
                        }
                        None => {
                            self.tell(name, start, Why::Makes(Makes::MayTakeApart));
                            Holds::Unknown
                        }
                    },
                    None => {
                        let field = self.attribute(None, &of, arguments, Some((name, start)));
                        field.unwrap_or(Holds::Unknown).or(default_of(given))
                    }
                };
                Holds::List(Box::new(each))
            }
        }
    }

    /// The field of each part that a filter goes by, in its brackets at a place or as `attribute`. One that is `shown`, at that filter, has
    /// to be written out: a part of a text has a name too, its number.
    fn attribute(
        &mut self,
        place: Option<usize>,
        of: &Holds,
        arguments: &[CallArg<'t>],
        shown: Option<(&str, usize)>,
    ) -> Option<Holds> {
        let mut by = None;
        for (index, argument) in arguments.iter().enumerate() {
            match argument {
                CallArg::Pos(value) if Some(index) == place => by = Some(value),
                CallArg::Kwarg("attribute", value) => by = Some(value),
                CallArg::PosSplat(_) | CallArg::KwargSplat(_) => {
                    if let Some((name, start)) = shown {
                        self.tell(name, start, Why::Makes(Makes::MayTakeApart));
                    }
                }
                CallArg::Pos(_) | CallArg::Kwarg(..) => {}
            }
        }
        let by = by?;
        let Some(path) = written(by) else {
            if let Some((name, start)) = shown {
                self.tell(name, start, Why::Makes(Makes::MayTakeApart));
            }
            return None;
        };
        let (mut holds, mut start) = (of.element(), quoted(by.span()));
        for part in path.split('.') {
            holds = if part.parse::<usize>().is_ok() {
                self.takes_apart(&holds, part, start);
                holds.element()
            } else {
                self.field(&holds, part, start)
            };
            start += part.len() + 1;
        }
        Some(holds)
    }
}

/// What stands in the place of a field that is not there.
fn default_of(given: &[Given<'_>]) -> Holds {
    given.iter().find(|one| one.name == Some("default")).map_or(Holds::Nothing, |instead| instead.holds.clone())
}

fn constant(value: &Value) -> Holds {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None | ValueKind::Bool => Holds::Nothing,
        ValueKind::String if value.as_str() == Some("") => Holds::Nothing,
        ValueKind::Seq | ValueKind::Iterable => Holds::List(Box::new(Holds::Plain)),
        ValueKind::Number
        | ValueKind::String
        | ValueKind::Bytes
        | ValueKind::Map
        | ValueKind::Plain
        | ValueKind::Invalid => Holds::Plain,
        // Jinja may come to know other kinds.
        _ => Holds::Unknown,
    }
}
