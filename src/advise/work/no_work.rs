//! Why nothing is suggested, in words, and whether only other figures could change that.

use jiff::civil::Date;

use crate::message;
use crate::words::Message;

/// Why nothing is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::advise) enum NoWork {
    /// What the figure counts has happened.
    Happened,
    /// What the figure adds up does not get less.
    Counted,
    /// Nothing of it is due this year.
    NotDue,
    /// The rows that count are of a time that is over.
    Over(Date),
    /// Records that are in stand; only later ones can move the figure.
    Recorded,
    /// Every row counts by its kind: only another kind would change the figure.
    Classification,
    /// The rows of a list are picked by what stands in them now, and what work changes it the scheme does not say.
    Entered,
    /// Only a part that is divided by, or last year's figure, could move it.
    Denominator,
    /// A figure that all share.
    Shared,
    /// What others have decides.
    Others,
    /// An exception of the rule decides, whatever the figure.
    Exception(String),
    /// Can't be read backwards.
    Formula,
    /// A person gives the points.
    ByHand,
    /// No rule holds the clause.
    NotExpressible,
}

impl NoWork {
    pub fn say(&self) -> Message {
        match self {
            NoWork::Happened => message!("advice-no-happened"),
            NoWork::Counted => message!("advice-no-counted"),
            NoWork::NotDue => message!("advice-no-not-due"),
            NoWork::Over(day) => message!("advice-no-over", day = day.to_string()),
            NoWork::Recorded => message!("advice-no-recorded"),
            NoWork::Classification => message!("advice-no-classification"),
            NoWork::Entered => message!("advice-no-entered"),
            NoWork::Denominator => message!("advice-no-denominator"),
            NoWork::Shared => message!("advice-no-shared"),
            NoWork::Others => message!("advice-no-others"),
            NoWork::Exception(label) => message!("advice-no-exception", label = label),
            NoWork::Formula => message!("advice-no-formula"),
            NoWork::ByHand => message!("advice-no-by-hand"),
            NoWork::NotExpressible => message!("advice-no-rule"),
        }
    }

    /// Only something that is no work could still change the figure.
    pub fn is_about_figures(&self) -> bool {
        match self {
            NoWork::Happened | NoWork::Counted | NoWork::Over(_) | NoWork::Recorded | NoWork::Denominator => true,
            // What a list says of its rows may come of work that the scheme does not name.
            NoWork::Classification
            | NoWork::Entered
            | NoWork::NotDue
            | NoWork::Shared
            | NoWork::Others
            | NoWork::Exception(_)
            | NoWork::Formula
            | NoWork::ByHand
            | NoWork::NotExpressible => false,
        }
    }
}
