//! What the command line says of itself: help, and what is wrong with how a command was written. All words are the catalogue's; clap only
//! reads.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::{Cli, Outcome, output};
use crate::diagnostic::nearest;
use crate::message;
use crate::words::{Language, Message, Words};

/// The language asked for, looked for before anything else is read, because what is wrong with the rest is told in it too.
pub fn language(arguments: &[OsString]) -> Language {
    let texts = || arguments.iter().filter_map(|argument| argument.to_str());
    let behind = texts().zip(texts().skip(1)).find(|(option, _)| *option == "--lang").map(|(_, value)| value);
    let within = || texts().find_map(|argument| argument.strip_prefix("--lang="));
    match behind.or_else(within) {
        Some("en") => Language::En,
        Some(_) | None => Language::Zh,
    }
}

/// `kaohe help check` is `kaohe check --help`.
pub fn with_help_as_flag(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The commands with their help in this language.
pub fn command(words: &Words) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let root = Cli::command().disable_help_flag(true).disable_version_flag(true).disable_help_subcommand(true);
    let mut root = root.arg(help).arg(version).about(words.word("cli-about"));
    root = root.subcommand_help_heading(words.word("cli-head-commands")).help_template(template(words));
    root = root.override_usage(format!("kaohe {} <{}>", words.word("cli-options"), words.word("cli-command")));
    root = root.after_help(words.word("cli-after"));
    let names: Vec<String> = root.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    root = root.mut_args(|argument| argument_said(argument, "kaohe", words));
    for name in names {
        root = root.mut_subcommand(&name, |sub| subcommand(sub, &name, words));
    }
    root
}

fn template(words: &Words) -> String {
    format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}{{after-help}}\n", words.word("cli-head-usage"))
}

fn subcommand(sub: Command, name: &str, words: &Words) -> Command {
    let sub = sub.mut_args(|argument| argument_said(argument, name, words));
    let mut usage = format!("kaohe {name} {}", words.word("cli-options"));
    for argument in sub.get_arguments().filter(|argument| argument.is_required_set()) {
        let value = argument.get_value_names().and_then(<[_]>::first).map_or("", |value| value.as_str());
        match argument.get_long() {
            Some(long) => usage.push_str(&format!(" --{long} <{value}>")),
            None => usage.push_str(&format!(" <{value}>")),
        }
    }
    let example = words.word(&format!("cli-example-{name}"));
    sub.about(words.word(&format!("cli-about-{name}")))
        .help_template(template(words))
        .override_usage(usage)
        .after_help(words.say(&message!("cli-example", example = example)))
}

/// An argument with its help: the command's own where it has one, else what the argument means everywhere.
fn argument_said(argument: Arg, command: &str, words: &Words) -> Arg {
    let id = argument.get_id().as_str().replace('_', "-");
    let own = format!("cli-arg-{command}-{id}");
    let help = words.word(&if words.has(&own) { own } else { format!("cli-arg-{id}") });
    let heading = if argument.is_positional() { "cli-head-arguments" } else { "cli-head-options" };
    let own = format!("cli-value-{command}-{id}");
    let value = if words.has(&own) { own } else { format!("cli-value-{id}") };
    let argument = argument.help(help).help_heading(words.word(heading));
    if !argument.get_action().takes_values() {
        return argument;
    }
    // Clap would name the default and the possible values in English.
    let argument = argument.hide_default_value(true).hide_possible_values(true);
    if words.has(&value) { argument.value_name(words.word(&value)) } else { argument }
}

/// Prints help, or what is wrong with the command line.
pub fn told(error: &clap::Error, words: &Words) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::print(&error.render().to_string());
            Outcome::Fine
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::complain(&error.render().to_string());
            Outcome::WrongUsage
        }
        _ => {
            output::complain(&format!("{}\n", words.say(&wrong(error))));
            output::complain(&format!("{}\n", words.word("usage-see-help")));
            Outcome::WrongUsage
        }
    }
}

fn wrong(error: &clap::Error) -> Message {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => texts.first().cloned(),
        Some(_) | None => None,
    };
    let texts = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(_) | None => Vec::new(),
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            let commands: Vec<String> = Cli::command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
            match nearest(&word, commands.iter().map(String::as_str)) {
                Some(near) => message!("usage-unknown-command-near", word = &word, near = near),
                None => message!("usage-unknown-command", word = &word, commands = commands),
            }
        }
        ErrorKind::UnknownArgument => match text(ContextKind::SuggestedArg) {
            Some(near) => message!("usage-unknown-option-near", word = argument, near = near),
            None if argument.starts_with('-') => message!("usage-unknown-option", word = argument),
            None => message!("usage-too-much", word = argument),
        },
        ErrorKind::InvalidValue if value.is_empty() => message!("usage-no-value", option = argument),
        ErrorKind::InvalidValue => {
            let known = texts(ContextKind::ValidValue);
            message!("usage-wrong-value", option = argument, value = value, known = known)
        }
        ErrorKind::ValueValidation if argument.starts_with("--as-of") => message!("usage-not-a-date", value = value),
        ErrorKind::ValueValidation if argument.starts_with("--points") => {
            message!("usage-not-points", option = argument, value = value)
        }
        ErrorKind::ValueValidation => {
            let (least, most) = if argument.starts_with("--depth") {
                (0, super::explain::DEEPEST)
            } else if argument.starts_with("--rank") {
                (1, super::advise::LAST_RANK)
            } else {
                (1, super::explain::MOST_ROWS)
            };
            message!(
                "usage-not-a-number",
                option = argument,
                value = value,
                least = least.to_string(),
                most = most.to_string()
            )
        }
        ErrorKind::MissingRequiredArgument => message!("usage-missing", arguments = texts(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg).filter(|prior| *prior != argument) {
            Some(prior) => message!("usage-not-together", option = argument, prior = prior),
            None => message!("usage-twice", option = argument),
        },
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            message!("usage-no-value", option = argument)
        }
        ErrorKind::TooManyValues => message!("usage-too-much", word = value),
        ErrorKind::MissingSubcommand => message!("usage-no-command"),
        ErrorKind::InvalidUtf8 => message!("usage-not-utf8"),
        // The kinds are open to growth; these are all that this command line can give.
        _ => message!("usage-other", reason = error.kind().to_string()),
    }
}
