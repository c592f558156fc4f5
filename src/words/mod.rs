//! The words for people: one catalogue a language, Chinese first.
//!
//! Everything that kaohe prints about a scheme comes from here: diagnostics, findings, clauses, reasons, table heads. The code
//! says *what* is to be told as a [`Message`] (a key and its arguments, which may be messages themselves); the catalogue says
//! how, in Fluent (`docs/decisions/0005-fluent.md`). A third language is one more folder beside `zh` and `en` and one more line in [`Language`].

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

/// A language that the catalogue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Zh,
    En,
}

impl Language {
    fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }

    /// The catalogue's files: file name and text.
    fn catalogue(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Language::Zh => catalogue::ZH,
            Language::En => catalogue::EN,
        }
    }
}

mod catalogue {
    macro_rules! files {
        ($($file:literal)*) => {
            pub const ZH: &[(&str, &str)] = &[$(($file, include_str!(concat!("zh/", $file)))),*];
            pub const EN: &[(&str, &str)] = &[$(($file, include_str!(concat!("en/", $file)))),*];
        };
    }
    files! {
        "diagnostics.ftl"
        "findings.ftl"
        "clauses.ftl"
        "results.ftl"
        "commands.ftl"
        "advice.ftl"
        "diff.ftl"
        "what_if.ftl"
        "report.ftl"
        "chart.ftl"
    }
}

/// Something to be told, in whichever language: a key of the catalogue and what goes into its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Message {
    pub key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Arg)>,
}

/// What goes into a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Arg {
    /// Taken as it is: names, figures already written.
    Text(String),
    /// A whole number by which a language may choose its form.
    Count(i64),
    /// Said in the same language.
    Message(Message),
    /// Each said, then joined with the language's list comma (、).
    List(Vec<Arg>),
}

impl Message {
    pub fn new(key: &str) -> Message {
        Message { key: key.to_owned(), args: Vec::new() }
    }

    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Message {
        self.args.push((name.to_owned(), value.into()));
        self
    }
}

/// `message!("nearest-name", name = name)`: the key stands as a literal, so that a test can hold every key in the
/// sources against the catalogue.
#[macro_export]
macro_rules! message {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Message::new($key)$(.with(stringify!($name), $value))*
    };
}

macro_rules! arg_from {
    ($($type:ty => |$value:ident| $arg:expr),* $(,)?) => {$(
        impl From<$type> for Arg {
            fn from($value: $type) -> Arg {
                $arg
            }
        }
    )*};
}
arg_from! {
    &str => |text| Arg::Text(text.to_owned()),
    String => |text| Arg::Text(text),
    &String => |text| Arg::Text(text.clone()),
    i64 => |count| Arg::Count(count),
    u32 => |count| Arg::Count(i64::from(count)),
    u64 => |count| Arg::Count(i64::try_from(count).unwrap_or(i64::MAX)),
    usize => |count| Arg::Count(i64::try_from(count).unwrap_or(i64::MAX)),
    Message => |message| Arg::Message(message),
    Vec<Arg> => |list| Arg::List(list),
    Vec<String> => |list| Arg::List(list.into_iter().map(Arg::Text).collect()),
    Vec<Message> => |list| Arg::List(list.into_iter().map(Arg::Message).collect()),
    crate::figure::Exact => |number| Arg::Text(number.to_string()),
    &crate::figure::Exact => |number| Arg::Text(number.to_string()),
    crate::figure::Points => |points| Arg::Text(points.to_string()),
    &crate::figure::Points => |points| Arg::Text(points.to_string()),
}

/// The catalogue of one language, ready to say messages.
pub struct Words {
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    pub fn new(language: Language) -> Words {
        let mut bundle = FluentBundle::new_concurrent(language.tag().parse().into_iter().collect());
        // Our texts run left to right throughout: the marks that Fluent sets around arguments would only end up in files.
        bundle.set_use_isolating(false);
        for (_, text) in language.catalogue() {
            // A file with a slip still gives all its good entries; a test holds every file to be without one.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Words { language, bundle }
    }

    /// The text of a message. A key that the catalogue lacks is said as the key itself, in ⟨⟩.
    pub fn say(&self, message: &Message) -> String {
        let Some(pattern) = self.bundle.get_message(&message.key).and_then(|entry| entry.value()) else {
            return format!("⟨{}⟩", message.key);
        };
        let mut args = FluentArgs::new();
        for (name, arg) in &message.args {
            args.set(name.replace('_', "-"), self.value(arg));
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        match self.language {
            Language::Zh => quotes_within(said),
            Language::En => said,
        }
    }

    /// A text without arguments: table heads, status names.
    pub fn word(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Joined as the language joins a list: 甲、乙、丙.
    pub fn list(&self, parts: &[String]) -> String {
        parts.join(&self.word("list-comma"))
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Text(text) => FluentValue::from(text.clone()),
            Arg::Count(count) => FluentValue::from(*count),
            Arg::Message(message) => FluentValue::from(self.say(message)),
            Arg::List(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.text(part)).collect();
                FluentValue::from(self.list(&parts))
            }
        }
    }

    fn text(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Count(count) => count.to_string(),
            Arg::Message(message) => self.say(message),
            Arg::List(parts) => self.list(&parts.iter().map(|part| self.text(part)).collect::<Vec<_>>()),
        }
    }
}

/// Quotation marks within quotation marks are single ones, those within these double again (GB/T 15834). A text whose marks are not in
/// pairs stays as it is.
fn quotes_within(said: String) -> String {
    if said.matches('“').count() < 2 {
        return said;
    }
    let mut depth = 0usize;
    let mut text = String::with_capacity(said.len());
    for letter in said.chars() {
        match letter {
            '“' | '‘' => {
                text.push(if depth.is_multiple_of(2) { '“' } else { '‘' });
                depth += 1;
            }
            '”' | '’' => {
                let Some(outer) = depth.checked_sub(1) else { return said };
                depth = outer;
                text.push(if depth.is_multiple_of(2) { '”' } else { '’' });
            }
            letter => text.push(letter),
        }
    }
    if depth == 0 { text } else { said }
}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(language: Language) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for (file, text) in language.catalogue() {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
            for entry in resource.entries() {
                if let fluent_syntax::ast::Entry::Message(message) = entry {
                    let key = message.id.name.to_owned();
                    assert!(keys.insert(key), "{file}: {} stands twice", message.id.name);
                }
            }
        }
        keys
    }

    /// Every Rust file below `src`, with its text.
    fn sources() -> Vec<(std::path::PathBuf, String)> {
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut sources = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of the sources") {
                let path = entry.expect("an entry of it").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let text = std::fs::read_to_string(&path).expect("a source file");
                    sources.push((path, text));
                }
            }
        }
        sources
    }

    /// The text in quotes that follows each `call` in a source, white space between them or not.
    fn literals<'t>(text: &'t str, call: &str) -> Vec<&'t str> {
        let after = text.split(call).skip(1).map(str::trim_start);
        after.filter_map(|rest| rest.strip_prefix('"')?.split('"').next()).collect()
    }

    #[test]
    fn every_message_that_the_code_says_is_in_the_catalogue() {
        let known = keys(Language::Zh);
        let mut missing = Vec::new();
        for (path, text) in sources() {
            // The calls are spelt apart here, so that this file does not find itself.
            for call in [concat!("message", "!("), concat!("Message", "::new("), concat!(".wo", "rd(")] {
                for key in literals(&text, call) {
                    if !known.contains(key) && !key.contains(['$', '…']) {
                        missing.push(format!("{}: {key}", path.display()));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "no words for:\n{}", missing.join("\n"));
    }

    #[test]
    fn every_message_of_the_catalogue_is_said_somewhere() {
        let sources = sources();
        let prefixes: BTreeSet<&str> = sources
            .iter()
            .flat_map(|(_, text)| literals(text, "format!("))
            .filter_map(|pattern| pattern.split('{').next())
            .filter(|prefix| prefix.len() > 3 && prefix.ends_with('-'))
            .collect();
        let is_said = |key: &str| {
            let quoted = format!("\"{key}\"");
            sources.iter().any(|(_, text)| text.contains(&quoted))
                || prefixes.iter().any(|prefix| key.starts_with(prefix))
        };
        let dead: Vec<String> = keys(Language::Zh).into_iter().filter(|key| !is_said(key)).collect();
        assert!(dead.is_empty(), "nobody says:\n{}", dead.join("\n"));
    }

    #[test]
    fn quotes_within_quotes_are_single_ones() {
        let within = |text: &str| quotes_within(text.to_owned());
        assert_eq!(within("“扬尘“六个百分之百”达标率”80%，“甲”"), "“扬尘‘六个百分之百’达标率”80%，“甲”");
        assert_eq!(within("“甲‘乙’丙”和“丁”"), "“甲‘乙’丙”和“丁”");
        assert_eq!(within("“不成对“的"), "“不成对“的");
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        assert_eq!(keys(Language::Zh), keys(Language::En));
    }
}
