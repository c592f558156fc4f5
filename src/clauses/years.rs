//! Whose year a column is of, where rows of this year and of last year come together.

use super::phrase::{Binding, Phrase};
use super::scope::Scope;
use crate::message;
use crate::plan::{Keep, Rows, RowsNode, Year};
use crate::words::Message;

/// Which years' submissions the rows of a chain are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Years {
    One(Year),
    /// Each row of the one year has the columns of its partner in the other beside its own; the year of the main one.
    SideBySide(Year),
    /// Rows of both years, one after the other.
    Merged,
}

impl Years {
    pub fn of(rows: &Rows) -> Years {
        match &rows.node {
            RowsNode::Table { table: _, year } => Years::One(*year),
            RowsNode::Filter { rows, .. }
            | RowsNode::Derive { rows, .. }
            | RowsNode::During { rows, .. }
            | RowsNode::Unique { rows, .. }
            | RowsNode::LatestBy { rows, .. }
            | RowsNode::Group { rows, .. }
            | RowsNode::Join { left: rows, keep: Keep::WithPartner | Keep::WithoutPartner, .. } => Years::of(rows),
            RowsNode::Join { left, right, on: _, keep: Keep::Matching | Keep::All } => {
                match (Years::of(left), Years::of(right)) {
                    (left, right) if left == right => left,
                    (Years::One(main) | Years::SideBySide(main), _) => Years::SideBySide(main),
                    (Years::Merged, _) => Years::Merged,
                }
            }
            RowsNode::Union { first, second } => {
                let (first, second) = (Years::of(first), Years::of(second));
                if first == second { first } else { Years::Merged }
            }
        }
    }

    fn one(rows: &Rows) -> Option<Year> {
        match Years::of(rows) {
            Years::One(year) => Some(year),
            // What is made of both says so itself.
            Years::SideBySide(_) | Years::Merged => None,
        }
    }
}

impl Scope<'_> {
    /// What a column is called, with its year where columns of two years stand side by side.
    pub(super) fn in_its_year(self, column: &str, said: Phrase) -> Phrase {
        let Years::SideBySide(main) = Years::of(self.rows) else { return said };
        match (self.year_of(column), main) {
            (Some(Year::Last), _) => Phrase::word(last_year(said.within(Binding::Word))),
            (Some(Year::This), Year::Last) => {
                Phrase::word(message!("rows-this-year", figure = said.within(Binding::Word)))
            }
            (Some(Year::This), Year::This) | (None, _) => said,
        }
    }

    /// The one year that the column is of; none for what rows are matched by, which is the same in both.
    fn year_of(self, name: &str) -> Option<Year> {
        match &self.rows.node {
            RowsNode::Table { table: _, year } => Some(*year),
            RowsNode::Derive { rows, name: derived, value: _ } if derived == name => Years::one(rows),
            RowsNode::Filter { rows, .. }
            | RowsNode::Derive { rows, .. }
            | RowsNode::During { rows, .. }
            | RowsNode::Unique { rows, .. }
            | RowsNode::LatestBy { rows, .. } => self.at(rows).year_of(name),
            RowsNode::Group { rows, by, columns: _ } if by.iter().any(|column| column == name) => {
                self.at(rows).year_of(name)
            }
            RowsNode::Group { rows, .. } => Years::one(rows),
            RowsNode::Join { left, right, on, keep: _ } => {
                if on.iter().any(|column| column == name) {
                    return None;
                }
                let side = if self.at(left).meaning(name).is_some() { left } else { right };
                self.at(side).year_of(name)
            }
            RowsNode::Union { .. } => Years::one(self.rows),
        }
    }
}

pub(super) fn last_year(figure: Message) -> Message {
    message!("rows-last-year", figure = figure)
}
