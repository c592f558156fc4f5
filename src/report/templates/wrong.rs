//! What Jinja says against a template, in the reader's own language: its own words are English and about its insides.

use minijinja::{Error, ErrorKind};

use crate::message;
use crate::words::Message;

/// Why a template can't be used, for whoever wrote it.
pub(super) fn reason(error: &Error) -> Message {
    let detail = error.detail().unwrap_or_default();
    match error.kind() {
        ErrorKind::SyntaxError => syntax(detail),
        ErrorKind::TemplateNotFound => message!("report-template-no-template", name = named(detail)),
        ErrorKind::UnknownFunction => message!("report-template-no-function", name = named(detail)),
        ErrorKind::UnknownTest => message!("report-template-no-test"),
        ErrorKind::UnknownMethod => message!("report-template-no-method"),
        ErrorKind::UnknownBlock => message!("report-template-no-block"),
        ErrorKind::TooManyArguments | ErrorKind::MissingArgument | ErrorKind::CannotDeserialize => {
            message!("report-template-arguments")
        }
        ErrorKind::UndefinedError => message!("report-template-no-value"),
        ErrorKind::InvalidOperation | ErrorKind::NonPrimitive | ErrorKind::NonKey => message!("report-template-cannot"),
        ErrorKind::CannotUnpack => message!("report-template-unpack"),
        ErrorKind::BadEscape => message!("report-template-escape"),
        ErrorKind::OutOfFuel => message!("report-template-too-long"),
        // Jinja may come to know other kinds; those left can't come of a template.
        _ => message!("report-template-other"),
    }
}

fn syntax(detail: &str) -> Message {
    if let Some(name) = detail.strip_prefix("unknown statement ") {
        return message!("report-template-no-statement", name = name);
    }
    let Some(found) = detail.strip_prefix("unexpected ") else { return message!("report-template-syntax") };
    let (found, expected) =
        found.split_once(", expected ").map_or((found, None), |(found, expected)| (found, Some(expected)));
    match (part(found), expected.and_then(part)) {
        (Some(found), Some(expected)) => message!("report-template-expected", found = found, expected = expected),
        (Some(found), None) => message!("report-template-unexpected", found = found),
        (None, _) => message!("report-template-syntax"),
    }
}

/// What Jinja calls a part of a template.
fn part(text: &str) -> Option<Message> {
    let sign = |sign: &str| message!("report-template-word-sign", sign = sign);
    Some(match text {
        "end of input" => message!("report-template-word-end-of-input"),
        "end of block" => message!("report-template-word-end-of-block"),
        "end of variable block" => message!("report-template-word-end-of-variable"),
        "start of block" => message!("report-template-word-start-of-block"),
        "start of variable block" => message!("report-template-word-start-of-variable"),
        "identifier" | "identifier or integer" | "keyword" | "block keyword" | "statement" => {
            message!("report-template-word-name")
        }
        "string" => message!("report-template-word-text"),
        "integer" | "float" => message!("report-template-word-number"),
        "template-data" => message!("report-template-word-content"),
        "expression" => message!("report-template-word-expression"),
        "comma" => sign(","),
        "assignment operator" => sign("="),
        "in" | "as" | "import" => sign(text),
        _ => sign(text.strip_prefix('`')?.strip_suffix('`')?),
    })
}

/// The name that stands in quotes, or before «is unknown».
fn named(detail: &str) -> &str {
    let quoted = detail.split(['"', '\'', '`']).nth(1);
    quoted.unwrap_or_else(|| detail.trim_end_matches(" is unknown"))
}
