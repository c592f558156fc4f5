//! What the view model holds where, read off its own schema.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use crate::report::view::View;

/// What an expression of a template holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    /// It can't be told without data.
    Unknown,
    /// A text, a number, true or false: nothing hangs below it.
    Plain,
    List(Box<Holds>),
    /// So many parts, each of its own kind.
    Tuple(Vec<Holds>),
    /// Fields, by the name of their type.
    Fields(&'static str),
    /// A macro of a template, by its number.
    Macro(usize),
    /// What another template file gives, by name.
    Module(BTreeMap<String, Holds>),
    /// What can be called, with what it gives.
    Function(Box<Holds>),
    /// Nothing is there that could be taken apart: none, an empty text, an argument that nobody has given; or what is wrong was told.
    Nothing,
}

impl Holds {
    /// What a loop over it meets.
    pub fn element(&self) -> Holds {
        match self {
            Holds::List(element) => (**element).clone(),
            Holds::Tuple(parts) => parts.iter().cloned().fold(Holds::Nothing, Holds::or),
            Holds::Nothing => Holds::Nothing,
            Holds::Unknown
            | Holds::Plain
            | Holds::Fields(_)
            | Holds::Macro(_)
            | Holds::Module(_)
            | Holds::Function(_) => Holds::Unknown,
        }
    }

    /// What is known of a value that holds the one or the other.
    pub fn or(self, other: Holds) -> Holds {
        match (self, other) {
            (Holds::Nothing, one) | (one, Holds::Nothing) => one,
            (Holds::List(one), Holds::List(other)) => Holds::List(Box::new(one.or(*other))),
            (Holds::Tuple(one), Holds::Tuple(other)) if one.len() == other.len() => {
                Holds::Tuple(one.into_iter().zip(other).map(|(one, other)| one.or(other)).collect())
            }
            (one, other) => {
                if one == other {
                    one
                } else {
                    Holds::Unknown
                }
            }
        }
    }
}

/// The name of the outermost type.
pub(super) const OUTERMOST: &str = "View";

/// What Jinja calls `loop`.
pub(super) const LOOP: &str = "loop";
const OF_LOOP: [&str; 9] = ["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"];

/// What `numbering()` gives.
pub(super) const NUMBERING: &str = "numbering";

type Fields = BTreeMap<String, Holds>;

/// The fields of a type of the view model; none of a name that is none.
pub(super) fn fields_of(name: &str) -> &'static Fields {
    static NONE: Fields = Fields::new();
    types().get(name).unwrap_or(&NONE)
}

/// The names of all fields.
pub(super) fn all_fields() -> impl Iterator<Item = &'static str> {
    types()
        .iter()
        .filter(|(name, _)| ![LOOP, NUMBERING].contains(&name.as_str()))
        .flat_map(|(_, fields)| fields.keys().map(String::as_str))
}

fn types() -> &'static BTreeMap<String, Fields> {
    static TYPES: OnceLock<BTreeMap<String, Fields>> = OnceLock::new();
    TYPES.get_or_init(|| {
        let schema: &'static Value = Box::leak(Box::new(schemars::schema_for!(View).to_value()));
        let inner = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
        let mut types: BTreeMap<String, Fields> = inner
            .map(|(name, schema)| (name.clone(), fields(schema)))
            .filter(|(_, fields)| !fields.is_empty())
            .collect();
        types.insert(OUTERMOST.to_owned(), fields(schema));
        let called = |name: &str, gives: Holds| (name.to_owned(), Holds::Function(Box::new(gives)));
        let mut of_loop = Fields::from(OF_LOOP.map(|name| (name.to_owned(), Holds::Plain)));
        of_loop.extend([called("cycle", Holds::Unknown), called("changed", Holds::Plain)]);
        types.insert(LOOP.to_owned(), of_loop);
        types.insert(NUMBERING.to_owned(), Fields::from([called("next", Holds::Plain)]));
        types
    })
}

fn fields(schema: &'static Value) -> Fields {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties.map(|(name, schema)| (name.clone(), holds(schema))).collect()
}

fn holds(schema: &'static Value) -> Holds {
    if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
        return path.rsplit('/').next().map_or(Holds::Unknown, Holds::Fields);
    }
    if let Some(either) = schema.get("anyOf").and_then(Value::as_array) {
        return either.first().map_or(Holds::Unknown, holds);
    }
    match (schema.get("items"), schema.get("type")) {
        (Some(items), _) => Holds::List(Box::new(holds(items))),
        (None, Some(_)) => Holds::Plain,
        (None, None) => Holds::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_where_is_read_off_the_schema() {
        let unit = fields_of(OUTERMOST)["units"].element();
        assert_eq!(unit, Holds::Fields("UnitView"));
        assert_eq!(fields_of("UnitView")["total"], Holds::Fields("Figure"));
        assert_eq!(fields_of("UnitView")["moved"], Holds::List(Box::new(Holds::Plain)));
        assert_eq!(fields_of(OUTERMOST)["change"], Holds::Fields("Change"), "what may be null has fields too");
        assert_eq!(fields_of("Decision")["kind"], Holds::Fields("DecisionKind"));
        assert!(fields_of("DecisionKind").is_empty(), "a word has no fields");
    }
}
