//! Taking typed values out of a tree, noting what does not fit and going on.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use super::problems::{Problems, characters, unknown};
use super::tree::{Key, Node, Value};
use crate::diagnostic::{Diagnostic, nearest};
use crate::message;
use crate::plan::Place;
use crate::words::Message;

/// A type that can be read from a node. `None` means that something was noted in `problems`; reading goes on beside it.
pub trait FromYaml: Sized {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Self>;

    /// What stands for it where its key is missing; `None`: the key must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Declares a struct that is read from a YAML mapping, one key a field, and that describes itself in the JSON Schema. A field of type
/// `Option` may be left out. Unknown keys are told with the nearest right one; all fields are read, whatever is wrong with one of them.
///
/// A field that can't be read takes the struct with it, unless it is named after `aside` or `missed`: then it counts as left out, so that
/// it hides nothing of its neighbours. Nothing hangs on what is `aside`; what is `missed` is noted as lost, and who judges what hangs on
/// it looks there first. The same goes for a key that must be there, where `stands_in` says with what reading goes on without it.
macro_rules! mapping {
    (
        $(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }
        $(aside { $($aside:ident),* })?
        $(missed { $($missed:ident),* })?
        $(stands_in { $($wanted:ident: $stand_in:expr),* })?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl $crate::scheme::yaml::FromYaml for $name {
            fn from_yaml(
                node: &$crate::scheme::yaml::Node,
                problems: &mut $crate::scheme::yaml::Problems,
            ) -> Option<Self> {
                let known = [$($crate::scheme::yaml::key(stringify!($field))),*];
                let aside: &[&str] = &[$($($crate::scheme::yaml::key(stringify!($aside))),*)?];
                let fields = $crate::scheme::yaml::Fields::of(node, &known, aside, problems)?;
                $(let $field = fields.read($crate::scheme::yaml::key(stringify!($field)), problems);)*
                $($(let $aside = $aside.or_else($crate::scheme::yaml::FromYaml::absent);)*)?
                $($(let $missed = $missed.or_else(|| fields.missed($crate::scheme::yaml::key(stringify!($missed)), problems));)*)?
                $($(let $wanted = $wanted.or_else(|| Some(fields.stand_in($crate::scheme::yaml::key(stringify!($wanted)), $stand_in, problems)));)*)?
                Some($name { $($field: $field?,)* })
            }
        }
    };
}
pub(crate) use mapping;

/// The key of a field: `type` of `r#type`.
pub fn key(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// The entries of a mapping, to be read by name.
pub struct Fields<'node> {
    at: &'node Place,
    entries: &'node [(Key, Node)],
    /// Keys that no name hangs on.
    aside: &'node [&'node str],
    /// Keys that a misspelt one was told to mean: they are not missing as well.
    misspelt: Vec<String>,
}

impl<'node> Fields<'node> {
    /// The node as a mapping that knows these keys; others are noted. No name hangs on the keys of `aside`.
    pub fn of(
        node: &'node Node,
        known: &[&str],
        aside: &'node [&'node str],
        problems: &mut Problems,
    ) -> Option<Fields<'node>> {
        let Value::Map(entries) = &node.value else {
            problems.add(wrong_type(node, message!("scheme-expected-mapping")));
            return None;
        };
        let mut misspelt = Vec::new();
        for (key, _) in entries.iter() {
            if !known.contains(&&*key.text) {
                let meant = nearest(&key.text, known.iter().copied());
                if !meant.is_some_and(|meant| aside.contains(&meant)) {
                    problems.lost.push(key.at.clone());
                }
                misspelt.extend(meant.map(str::to_owned));
                let message = message!("scheme-unknown-key", key = &*key.text);
                problems.add(unknown(message, &key.text, key.at.clone(), known).width(key.width));
            }
        }
        Some(Fields { at: &node.at, entries, aside, misspelt })
    }

    /// The value of a key, [`FromYaml::absent`] without one.
    pub fn read<T: FromYaml>(&self, key: &str, problems: &mut Problems) -> Option<T> {
        let lost = problems.lost.len();
        let value = self.value(key, problems);
        if self.aside.contains(&key) {
            problems.lost.truncate(lost);
        }
        value
    }

    /// What stands for a key that could not be read and that something else hangs on.
    pub fn missed<T: FromYaml>(&self, key: &str, problems: &mut Problems) -> Option<T> {
        problems.lost.extend(self.written(key).map(|(key, _)| key.at.clone()));
        T::absent()
    }

    /// With what reading goes on where a key that must be there is not, or can't be read: `stand_in` makes it for a place.
    pub fn stand_in<T>(&self, key: &str, stand_in: impl FnOnce(Place) -> T, problems: &mut Problems) -> T {
        let written = self.written(key).map(|(key, _)| &key.at);
        problems.lost.extend(written.cloned());
        stand_in(written.unwrap_or(self.at).clone())
    }

    fn written(&self, key: &str) -> Option<&(Key, Node)> {
        self.entries.iter().find(|(name, _)| &*name.text == key)
    }

    fn value<T: FromYaml>(&self, key: &str, problems: &mut Problems) -> Option<T> {
        match self.written(key) {
            Some((_, node)) if !node.is_nothing() => T::from_yaml(node, problems),
            Some(_) | None => T::absent().or_else(|| {
                if self.misspelt.iter().any(|meant| meant == key) {
                    return None;
                }
                let first = self.entries.first();
                let at = first.map_or(self.at, |(key, _)| &key.at).clone();
                let width = first.map_or(1, |(key, _)| key.width);
                problems.add(Diagnostic::error(at, message!("scheme-missing-key", key = key)).width(width));
                None
            }),
        }
    }
}

/// What was found instead of what was expected.
pub(super) fn wrong_type(node: &Node, expected: Message) -> Diagnostic {
    let found = match &node.value {
        Value::Scalar(scalar) => message!("scheme-found-value", value = &*scalar.text),
        Value::List(_) => message!("scheme-found-list"),
        Value::Map(_) => message!("scheme-found-mapping"),
    };
    Diagnostic::error(node.at.clone(), message!("scheme-wrong-type", expected = expected, found = found))
        .width(node.width.max(1))
}

impl<T: FromYaml> FromYaml for Option<T> {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Option<T>> {
        T::from_yaml(node, problems).map(Some)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

/// A list; an element that can't be read is noted and left out.
impl<T: FromYaml> FromYaml for Vec<T> {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Vec<T>> {
        let Value::List(nodes) = &node.value else {
            problems.add(wrong_type(node, message!("scheme-expected-list")));
            return None;
        };
        let mut read = Vec::new();
        for node in nodes.iter() {
            match T::from_yaml(node, problems) {
                Some(element) => read.push(element),
                None => problems.lost.push(node.at.clone()),
            }
        }
        Some(read)
    }
}

impl FromYaml for String {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<String> {
        match node.scalar() {
            Some(scalar) => Some(scalar.text.to_string()),
            None => {
                problems.add(wrong_type(node, message!("scheme-expected-text")));
                None
            }
        }
    }
}

impl FromYaml for bool {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<bool> {
        match node.scalar().map(|scalar| (&*scalar.text, scalar.plain)) {
            Some(("true", true)) => Some(true),
            Some(("false", true)) => Some(false),
            Some(_) | None => {
                problems.add(wrong_type(node, message!("scheme-expected-bool")));
                None
            }
        }
    }
}

macro_rules! whole_numbers {
    ($($type:ty),*) => {$(
        impl FromYaml for $type {
            fn from_yaml(node: &Node, problems: &mut Problems) -> Option<$type> {
                let number = node.scalar().filter(|scalar| scalar.plain).and_then(|scalar| scalar.text.parse().ok());
                if number.is_none() {
                    problems.add(wrong_type(node, message!("scheme-expected-whole-number")));
                }
                number
            }
        }
    )*};
}
whole_numbers!(u32, i16);

/// A day, as people write it.
impl FromYaml for Date {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Date> {
        let date = node.scalar().and_then(|scalar| crate::scheme::day::parse(&scalar.text));
        if date.is_none() {
            problems.add(wrong_type(node, message!("scheme-expected-date")));
        }
        date
    }
}

/// A value with its place, for whatever later stages may have to say about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub at: Place,
}

impl<T: fmt::Debug> fmt::Debug for Placed<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

impl<T: FromYaml> FromYaml for Placed<T> {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Placed<T>> {
        T::from_yaml(node, problems).map(|value| Placed { value, at: node.at.clone() })
    }

    fn absent() -> Option<Placed<T>> {
        None
    }
}

impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

/// The entries of a mapping whose keys are names that the scheme gives.
#[derive(Debug, Clone)]
pub struct Named<T>(pub Vec<(Placed<String>, T)>);

impl<T: FromYaml> FromYaml for Named<T> {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<Named<T>> {
        let Value::Map(entries) = &node.value else {
            problems.add(wrong_type(node, message!("scheme-expected-mapping")));
            return None;
        };
        let mut read = Vec::new();
        for (key, node) in entries.iter() {
            match T::from_yaml(node, problems) {
                Some(value) => read.push((Placed { value: key.text.to_string(), at: key.at.clone() }, value)),
                None => problems.lost.push(key.at.clone()),
            }
        }
        Some(Named(read))
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Named_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": value })
    }
}

/// A list that may be written as its only element: `headers: 乡镇`.
#[derive(Debug, Clone)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T: FromYaml> FromYaml for OneOrMany<T> {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<OneOrMany<T>> {
        match &node.value {
            Value::List(_) => Vec::from_yaml(node, problems).map(OneOrMany),
            Value::Scalar(_) | Value::Map(_) => T::from_yaml(node, problems).map(|one| OneOrMany(vec![one])),
        }
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        schemars::json_schema!({ "anyOf": [one.clone(), { "type": "array", "items": one }] })
    }
}

/// One word of those that a plan's enum has; the enum's own serde names are the words.
pub fn word<T: DeserializeOwned>(node: &Node, problems: &mut Problems) -> Option<T> {
    let Some(scalar) = node.scalar() else {
        problems.add(wrong_type(node, message!("scheme-expected-word")));
        return None;
    };
    let read: serde::de::value::StrDeserializer<'_, NotAWord> =
        serde::de::IntoDeserializer::into_deserializer(&*scalar.text);
    match T::deserialize(read) {
        Ok(value) => Some(value),
        Err(NotAWord(known)) => {
            let message = message!("scheme-unknown-word", word = &*scalar.text);
            problems.add(unknown(message, &scalar.text, node.at.clone(), known).width(characters(&scalar.text)));
            None
        }
    }
}

/// The text is none of an enum's words, which are these.
#[derive(Debug)]
struct NotAWord(&'static [&'static str]);

impl fmt::Display for NotAWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "none of {}", self.0.join(", "))
    }
}

impl std::error::Error for NotAWord {}

impl serde::de::Error for NotAWord {
    fn custom<T: fmt::Display>(_: T) -> NotAWord {
        NotAWord(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> NotAWord {
        NotAWord(expected)
    }
}

macro_rules! words {
    ($($type:ty),* $(,)?) => {$(
        impl FromYaml for $type {
            fn from_yaml(node: &Node, problems: &mut Problems) -> Option<$type> {
                word(node, problems)
            }
        }
    )*};
}
words!(
    crate::figure::RoundingMode,
    crate::plan::AbsentCells,
    crate::plan::CellAbsence,
    crate::plan::Combine,
    crate::plan::Compare,
    crate::plan::Level,
    crate::plan::MissingPolicy,
    crate::plan::QuotaOf,
    crate::plan::RankOn,
    crate::plan::RoundAt,
);
