//! What is wrong with submitted data, and where exactly.

use serde::{Deserialize, Serialize};

use crate::message;
use crate::plan::Level;
use crate::words::Message;

/// Something in the submitted files that could not be used as it stands, or is odd. Nothing is dropped without one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub level: Level,
    pub code: FindingCode,
    pub at: FoundAt,
    /// What is said to people: found, expected, nearest right names. The catalogue key is `finding-<code>` or more special.
    pub say: Said,
}

impl Finding {
    pub fn new(level: Level, code: FindingCode, at: FoundAt, say: Message) -> Finding {
        Finding { level, code, at, say: OrderedMessage(say) }
    }
}

impl FoundAt {
    /// In a file of text, where what stands in a cell hangs on the commas before it.
    pub fn is_in_text(&self) -> bool {
        self.sheet.is_none()
    }

    pub fn table(table: &str) -> FoundAt {
        FoundAt { table: table.to_owned(), ..FoundAt::default() }
    }

    /// The place as people read it: `farms.csv［Sheet1］第3行“利用量”列`.
    pub fn say(&self) -> Message {
        let part = |part: Option<Message>| part.unwrap_or_else(|| Message::new("finding-at-nothing"));
        message!(
            "finding-place",
            file = self.file.as_ref().unwrap_or(&self.table),
            sheet = part(self.sheet.as_ref().map(|sheet| message!("finding-at-sheet", sheet = sheet))),
            row = part(self.row.map(|row| message!("finding-at-row", row = row))),
            column = part(self.column.as_ref().map(|column| message!("finding-at-column", column = column))),
        )
    }
}

/// A message that findings can be ordered by.
pub type Said = OrderedMessage;

/// [`Message`] ordered by its debug form, so that findings print in one order whatever the threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderedMessage(pub Message);

impl PartialOrd for OrderedMessage {
    fn partial_cmp(&self, other: &OrderedMessage) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedMessage {
    fn cmp(&self, other: &OrderedMessage) -> std::cmp::Ordering {
        format!("{:?}", self.0).cmp(&format!("{:?}", other.0))
    }
}

/// Where in the files. `row` is the row of the sheet as a person counts it (the header's row included), `column` the header as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FoundAt {
    pub table: String,
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub row: Option<u32>,
    pub column: Option<String>,
}

/// What kind of finding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    /// No file for a table that rules use.
    MissingTable,
    /// A file that can't be read at all.
    UnreadableFile,
    /// A required column has no header in the file.
    MissingColumn,
    /// Two headers for one column, or one header for two.
    AmbiguousColumn,
    /// A header that names another unit than its column declares.
    HeaderUnit,
    /// A header that the table doesn't declare.
    UnknownColumn,
    /// A unit that the roster doesn't know: nearest names, never a guess.
    UnknownUnit,
    /// A row without its unit.
    MissingUnit,
    /// A cell that is not what its column holds.
    UnreadableCell,
    /// More decimal places than the column declares.
    TooManyDecimals,
    /// Below `min` or above `max`.
    OutOfRange,
    /// Not one of the texts that the column allows.
    NotAllowed,
    /// A below-detection value in a column that doesn't declare them.
    BelowDetection,
    /// A row dated in a year that no rule looks at.
    OtherYear,
    /// Two rows with the same key.
    DuplicateKey,
    /// A declared check that does not hold.
    CheckFailed,
    /// A row of which only one of the two sums of a quotient takes anything.
    OneSided,
    /// A blank line, a total row, a title: left out, and said.
    RowLeftOut,
    /// A ratio over 100 %, or another figure that can't be so.
    ImplausibleFigure,
    /// Two rows where a rule takes one.
    MoreThanOneRow,
    /// Two exceptions of a rule that both apply.
    ExceptionsBoth,
    /// Points given by hand outside of the item's, or without reason or name.
    HandScore,
    /// A table handed in twice: as two files, or as a file and a folder.
    TwoSources,
    /// A row without a part of its key.
    MissingKey,
    /// A unit of which there is nothing at all: no row that counts, no points by hand.
    SilentUnit,
    /// A unit of the level that is scored, below which no sheet scores anybody.
    NobodyBelow,
    /// A unit of which no item is assessed: it has no points, rank or grade.
    NothingAssessed,
    /// A file in the data folder that no table claims.
    UnusedFile,
    /// A sheet of a workbook that is not the one that was read.
    UnreadSheet,
    /// Moments in world time, of which nobody says where they were.
    WorldTime,
}
