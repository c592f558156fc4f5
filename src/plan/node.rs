//! A plan node and the place in a rule file where it was written.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where something a person wrote stands: file (relative to the scheme folder), line and column, both from 1.
///
/// A column counts characters, not bytes, so that a caret stands under the right 字. Line 0 means the file as a whole.
/// Written `water/manure-utilisation.rhai:6:14`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    pub file: Arc<str>,
    pub line: u32,
    pub column: u32,
}

impl Place {
    pub fn new(file: impl Into<Arc<str>>, line: u32, column: u32) -> Place {
        Place { file: file.into(), line, column }
    }

    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Place {
        Place::new(file, 0, 0)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(formatter, "{}", self.file),
            (line, 0) => write!(formatter, "{}:{line}", self.file),
            (line, column) => write!(formatter, "{}:{line}:{column}", self.file),
        }
    }
}

impl FromStr for Place {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Place, Self::Err> {
        let mut parts = text.rsplitn(3, ':');
        let (last, middle, first) = (parts.next(), parts.next(), parts.next());
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
        Ok(match (first, number(middle), number(last)) {
            (Some(file), Some(line), Some(column)) => Place::new(file, line, column),
            (first, _, Some(line)) => {
                let file = text.rsplit_once(':').map_or(first.unwrap_or(text), |(file, _)| file);
                Place::new(file, line, 0)
            }
            (_, _, None) => Place::file(text),
        })
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Place, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let Ok(place) = text.parse();
        Ok(place)
    }
}

impl JsonSchema for Place {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Where this was written: file:line:column, the file relative to the scheme folder."
        })
    }
}

/// A plan node with its place. Two nodes are equal when they say the same thing, wherever they stand: that is how the same
/// measure written in two rules is recognised and computed once.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct Node<T> {
    pub at: Place,
    pub node: T,
}

impl<T> Node<T> {
    pub fn new(at: Place, node: T) -> Node<T> {
        Node { at, node }
    }
}

impl<T: PartialEq> PartialEq for Node<T> {
    fn eq(&self, other: &Node<T>) -> bool {
        self.node == other.node
    }
}

impl<T: Eq> Eq for Node<T> {}

impl<T: Hash> Hash for Node<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.node.hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Node<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(formatter)
    }
}
