//! Reports: an assessment on the table of the people whom it is for.
//!
//! [`view`] turns a document (`assessment.json`) into plain data; [`templates`] turns that into HTML or Markdown, with filters that know how
//! officials write (`prose`), charts ([`chart`]), numbers for parts (`numbering`) and the means to lock a page against whatever is not its own (`inline`). Templates add words, never figures: whatever is counted, subtracted or shared out is in the view.

pub mod chart;
mod inline;
mod markdown;
mod numbering;
mod prose;
pub mod templates;
pub mod view;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// For whom a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Each unit's own result, a page or more for each.
    Result,
    /// The notice to all units (考核结果通报).
    Notice,
    /// For the leaders' meeting, at most four pages.
    Brief,
    /// For anyone: a page to sort, filter and open, down to the reasons.
    Dashboard,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Result, Kind::Notice, Kind::Brief, Kind::Dashboard];

    /// Whether it can be written so: a page to sort and filter is no text.
    pub fn has(self, form: Form) -> bool {
        match (self, form) {
            (Kind::Dashboard, Form::Markdown) => false,
            (Kind::Result | Kind::Notice | Kind::Brief, Form::Markdown) | (_, Form::Html) => true,
        }
    }

    /// It tells of all units together: one of some of them would mislead.
    pub fn is_for_all(self) -> bool {
        match self {
            Kind::Notice | Kind::Brief => true,
            Kind::Result | Kind::Dashboard => false,
        }
    }

    /// The name of its file, without an ending.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Result => "result",
            Kind::Notice => "notice",
            Kind::Brief => "brief",
            Kind::Dashboard => "dashboard",
        }
    }

    /// The path of its template.
    pub fn template(self, form: Form) -> String {
        let ending = form.ending();
        format!("{ending}/{}.{ending}", self.name())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Form {
    #[default]
    Html,
    #[value(name = "md")]
    Markdown,
}

impl Form {
    /// What the names of its files end in.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Markdown => "md",
        }
    }
}
