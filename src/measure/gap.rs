//! What stands in a cell that has no value, and what it does to a figure made from it.
//!
//! One rule for both evaluators, so that they can't drift apart: a gap is a number, and where several meet the largest wins.

use crate::figure::Absence;
use crate::intake::column_names;
use crate::plan::{AbsentCells, ColumnType, Table, TableColumn};

/// A cell without a value: why, and whether it spoils a figure made from it or takes no part.
///
/// The order is the order of strength. Of two gaps that meet in an expression the stronger stays; an aggregate over rows with a spoiling
/// gap is itself a spoiling gap, and one over rows of which none took part is the strongest of their gaps, spoiling nothing
/// further. 不涉及 never spoils: there is nothing to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// 不涉及, a quotient with nothing below the line, a value beyond the end of a look-up.
    NotApplicable = 1,
    /// Blank where such cells take no part.
    NoData = 2,
    /// Withheld where such cells take no part.
    Withheld = 3,
    /// Something that can't be read, where absent cells take no part. It takes none either, but it is not absent: what it is once it is
    /// mended may change the figure, which is told as a doubt.
    Unreadable = 4,
    /// A day that is blank, and a figure made from it is unknown. Held against a condition it says that the thing has not happened, as a
    /// blank day of completion does.
    SpoilingBlankDay = 12,
    /// Blank, and the figure is unknown with it.
    SpoilingNoData = 13,
    /// Something that can't be read, and the figure is unknown with it.
    SpoilingUnreadable = 14,
    /// Withheld, and the figure is unknown with it.
    SpoilingWithheld = 15,
}

/// In the columns that carry gaps: there is a value.
pub const PRESENT: u8 = 0;

impl Gap {
    /// From here on gaps spoil.
    pub const FIRST_SPOILING: Gap = Gap::SpoilingBlankDay;

    /// From here on a condition over such a cell may turn out otherwise once the cell comes; so it may over one that can't be read.
    pub const FIRST_OPENING: Gap = Gap::SpoilingNoData;

    /// From here on there is something that nobody can see; so there is in a cell that can't be read where absent ones take no part.
    pub const FIRST_HIDDEN: Gap = Gap::SpoilingUnreadable;

    pub fn code(self) -> u8 {
        self as u8
    }

    pub fn from_code(code: u8) -> Option<Gap> {
        [
            Gap::NotApplicable,
            Gap::NoData,
            Gap::Withheld,
            Gap::Unreadable,
            Gap::SpoilingBlankDay,
            Gap::SpoilingNoData,
            Gap::SpoilingUnreadable,
            Gap::SpoilingWithheld,
        ]
        .into_iter()
        .find(|gap| gap.code() == code)
    }

    /// The gap of a submitted cell without a value, by what intake says of it and what its column does with absent cells. The day of the row
    /// itself (the table's time column) is never «not happened».
    pub fn of_cell(intake_code: u8, table: &Table, column: &TableColumn) -> Gap {
        let spoils = match column.absent {
            AbsentCells::Spoil => true,
            AbsentCells::Skip => false,
        };
        let is_event = match column.holds {
            ColumnType::Date { .. } => table.time_column.as_ref() != Some(&column.id),
            ColumnType::Unit { .. }
            | ColumnType::Text { .. }
            | ColumnType::Number(_)
            | ColumnType::Class { .. }
            | ColumnType::Bool => false,
        };
        match (intake_code, spoils) {
            (column_names::NOT_APPLICABLE, _) => Gap::NotApplicable,
            (column_names::WITHHELD, true) => Gap::SpoilingWithheld,
            (column_names::WITHHELD, false) => Gap::Withheld,
            (column_names::UNREADABLE, true) => Gap::SpoilingUnreadable,
            (column_names::UNREADABLE, false) => Gap::Unreadable,
            // Blank, or no reason given: not sent.
            (_, true) if is_event => Gap::SpoilingBlankDay,
            (_, true) => Gap::SpoilingNoData,
            (_, false) => Gap::NoData,
        }
    }

    pub fn spoils(self) -> bool {
        self >= Gap::FIRST_SPOILING
    }

    /// Whether a condition over such a cell may turn out otherwise.
    pub fn opens(self) -> bool {
        self >= Gap::FIRST_OPENING || self == Gap::Unreadable
    }

    /// Something stands there that nobody can see, so that the cell is neither missing nor known: `is_missing`, `worst_of` and their like
    /// can't pass over it. Where absent cells take no part, a withheld one is passed over by the word of the scheme.
    pub fn is_hidden(self) -> bool {
        self >= Gap::FIRST_HIDDEN || self == Gap::Unreadable
    }

    pub fn stronger(self, other: Gap) -> Gap {
        self.max(other)
    }

    pub fn absence(self) -> Absence {
        match self {
            Gap::NotApplicable => Absence::NotApplicable,
            Gap::NoData | Gap::SpoilingBlankDay | Gap::SpoilingNoData => Absence::NoData,
            Gap::Unreadable | Gap::SpoilingUnreadable => Absence::Unreadable,
            Gap::Withheld | Gap::SpoilingWithheld => Absence::Withheld,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_withheld_wins_and_not_applicable_yields() {
        let json = serde_json::json!({
            "id": "t", "title": "t", "at": "scheme.yaml", "unit_column": null, "time_column": "day",
            "columns": [
                { "id": "amount", "at": "scheme.yaml", "holds": { "number": { "decimals": 2 } }, "absent": "spoil" },
                { "id": "ph", "at": "scheme.yaml", "holds": { "number": { "decimals": 2 } }, "absent": "skip" },
                { "id": "day", "at": "scheme.yaml", "holds": { "date": {} }, "absent": "spoil" },
                { "id": "done", "at": "scheme.yaml", "holds": { "date": {} }, "absent": "spoil" },
            ]
        });
        let table: Table = serde_json::from_value(json).expect("a table in a test");
        let of = |column: &str, code| Gap::of_cell(code, &table, table.column(column).expect("a column of it"));
        let spoil = |code| of("amount", code);
        assert!(spoil(column_names::WITHHELD) > spoil(column_names::NO_DATA));
        assert!(spoil(column_names::NO_DATA) > of("ph", column_names::WITHHELD));
        assert!(!spoil(column_names::NOT_APPLICABLE).spoils());
        assert_eq!(spoil(column_names::UNREADABLE).absence(), Absence::Unreadable);
        // What can't be read is not blank, whatever the column does with absent cells.
        for column in ["amount", "ph", "day", "done"] {
            let unreadable = of(column, column_names::UNREADABLE);
            assert!(unreadable.opens() && unreadable.is_hidden() && unreadable != of(column, column_names::NO_DATA));
        }
        assert!(spoil(column_names::WITHHELD).is_hidden() && !of("ph", column_names::WITHHELD).is_hidden());
        // Only a blank says that a thing has not happened; the day of the row itself has.
        let blank = of("done", column_names::NO_DATA);
        assert_eq!((blank.absence(), blank.spoils(), blank.opens()), (Absence::NoData, true, false));
        assert!(of("done", column_names::WITHHELD).opens() && of("day", column_names::NO_DATA).opens());
    }

    #[test]
    fn codes_go_there_and_back() {
        for code in 0..=u8::MAX {
            if let Some(gap) = Gap::from_code(code) {
                assert_eq!(gap.code(), code);
            }
        }
    }
}
