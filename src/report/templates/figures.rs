//! What a template may not do because it would make a figure: a figure that is written stands in the view just so.
//!
//! Of a text nothing is known but that it may be a figure, so what may be done with one is listed, and the rest is refused. A list may be
//! picked from: its parts stay whole.

use minijinja::machinery::ast::BinOpKind;

use super::shape::{Holds, NUMBERING};

/// Why something would make a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Makes {
    /// It works one out.
    Calculates,
    /// It counts, and not only to ask whether there is one, or are many.
    Counts,
    /// It writes a text otherwise than it stands.
    Rewrites,
    /// It takes apart what is no list: a text falls into its characters.
    TakesApart,
    /// It takes apart what nobody can tell to be a list.
    MayTakeApart,
    /// It calls what nobody can tell to be a macro, or which: what it does with a figure was not looked at.
    CallsUnknown,
}

/// What a filter does with what it is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    /// Words and signs around a value, which stands in them as a whole.
    Words,
    /// White space at the ends goes; with an argument, whatever the argument says.
    Trims,
    /// The value, or another in its place.
    Default,
    /// Some parts of a list, or all in another order.
    Picks,
    /// One part of a list.
    PicksOne,
    /// A list in a text.
    Joins,
    /// A list of lists.
    Parts,
    /// A list by a field of its parts.
    Groups,
    /// A field, or a filter, of each part of a list.
    Each,
    /// Names with what they stand for.
    Pairs,
    Makes(Makes),
}

/// What is known of a filter; nothing of one that is neither the reports' own nor listed here.
pub(super) fn filter(name: &str) -> Option<Filter> {
    Some(match name {
        "date" | "by_day" | "ordinal" | "short" | "compare" | "signed" | "reached" | "provisional" | "sentence"
        | "words" | "quote" | "phrases" | "change" | "safe" | "escape" | "e" | "string" | "bool" => Filter::Words,
        "trim" => Filter::Trims,
        "default" | "d" => Filter::Default,
        "select" | "reject" | "selectattr" | "rejectattr" | "sort" | "unique" | "reverse" => Filter::Picks,
        "first" | "last" => Filter::PicksOne,
        "list" | "join" => Filter::Joins,
        "batch" | "slice" => Filter::Parts,
        "groupby" => Filter::Groups,
        "map" => Filter::Each,
        "items" | "dictsort" => Filter::Pairs,
        "abs" | "float" | "format" | "int" | "max" | "min" | "round" | "sum" => Filter::Makes(Makes::Calculates),
        "count" | "length" => Filter::Makes(Makes::Counts),
        _rest => return None,
    })
}

/// What a function gives; nothing of one that a report has no use for.
pub(super) fn function(name: &str) -> Option<Holds> {
    match name {
        "numbering" => Some(Holds::Fields(NUMBERING)),
        "ranked_bars" | "heat_map" | "text_of" | "hash_of" | "hash_of_text" => Some(Holds::Plain),
        "namespace" | "dict" => Some(Holds::Unknown),
        _rest => None,
    }
}

/// What a loop counts: how many parts there are, or are left. (The number of a part is no count of anything.)
pub(super) const LOOP_COUNTS: [&str; 3] = ["length", "revindex", "revindex0"];

/// Why a function of Jinja's own has no place in a report.
pub(super) fn refused_function(name: &str) -> Makes {
    if name == "range" { Makes::Calculates } else { Makes::Rewrites }
}

/// What an operator between two values does.
pub(super) enum Operator {
    /// It asks something of both.
    Asks,
    /// It takes the one or the other.
    Either,
    /// It writes the one behind the other.
    Joins,
    /// It works a figure out; so it is written.
    Calculates(&'static str),
}

pub(super) fn operator(operator: BinOpKind) -> Operator {
    match operator {
        BinOpKind::Eq
        | BinOpKind::Ne
        | BinOpKind::Lt
        | BinOpKind::Lte
        | BinOpKind::Gt
        | BinOpKind::Gte
        | BinOpKind::In => Operator::Asks,
        BinOpKind::ScAnd | BinOpKind::ScOr => Operator::Either,
        BinOpKind::Concat => Operator::Joins,
        BinOpKind::Add => Operator::Calculates("+"),
        BinOpKind::Sub => Operator::Calculates("-"),
        BinOpKind::Mul => Operator::Calculates("*"),
        BinOpKind::Div => Operator::Calculates("/"),
        BinOpKind::FloorDiv => Operator::Calculates("//"),
        BinOpKind::Rem => Operator::Calculates("%"),
        BinOpKind::Pow => Operator::Calculates("**"),
    }
}

/// Whether taking it apart would make a figure.
pub(super) fn taken_apart(of: &Holds) -> Option<Makes> {
    match of {
        Holds::List(_) | Holds::Tuple(_) | Holds::Nothing => None,
        Holds::Plain | Holds::Fields(_) | Holds::Macro(_) | Holds::Module(_) | Holds::Function(_) => {
            Some(Makes::TakesApart)
        }
        Holds::Unknown => Some(Makes::MayTakeApart),
    }
}
