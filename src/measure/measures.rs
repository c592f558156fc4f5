//! What the heavy tier found: plain data, no Polars.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::several::{Several, SeveralRows};
use crate::figure::Figure;
use crate::intake::{Finding, UnreadHand, Unusable, Unused};
use crate::plan::{Asked, ItemId, Plan, UnitId};

/// The answer to each question of a plan for each unit of its roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// The day up to which rows were seen.
    pub as_of: Date,
    index: HashMap<Asked, usize>,
    /// `[question][unit]`, units in the order of the plan's roster.
    answers: Vec<Vec<Measured>>,
    /// `[question][unit]`: how many rows went into the answer.
    rows: Vec<Vec<u64>>,
    /// `[question][unit]`: of how many rows it isn't known whether and where they belong; empty if there are none.
    doubts: Vec<Vec<u64>>,
    /// `[question]`: whether its tables may have rows that nobody has seen; empty if none has.
    partly_unread: Vec<bool>,
    /// What was handed in and can't be used.
    unusable: Vec<Unusable>,
    /// By question and unit, which of it would have gone into the answer.
    unusable_for: BTreeMap<(usize, usize), Vec<usize>>,
    /// Points given by hand may stand in a file that could not be read.
    hands_unread: bool,
    /// Lines of points given by hand that can't be used.
    unread_hands: Vec<UnreadHand>,
    several: SeveralRows,
}

/// The answer for one unit. Where the table was not handed in, it is an absent figure, whatever was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// To [`Asked::Aggregate`]: a number; the number of a class in its scale; 1 or 0 for a condition; days since 1970-01-01 for a date.
    Figure(Figure),
    /// To [`Asked::Task`], sorted: how many things there are of each pair of dates.
    Task(Vec<TaskCount>),
    /// To [`Asked::Tally`], sorted: how many rows stand at each label; `None` where the label is absent.
    Tally(Vec<(Option<String>, u64)>),
}

/// So many things with this due date and this day of completion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskCount {
    /// `None`: the row names no due date of its own.
    pub due: Option<Date>,
    /// `None`: not done, or not known to be done by the as-of date.
    pub done: Option<Date>,
    /// The day of completion or the due date can't be seen, because it is withheld or can't be read: neither done in time nor not. Only a
    /// blank says that a thing is not done, or has no due date of its own.
    pub hidden: Option<Hidden>,
    /// The day of completion is 不涉及. A thing to finish is not done for that; of what is handed in there is nothing to count.
    pub not_applicable: bool,
    pub count: u64,
}

/// Why a day can't be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hidden {
    Unreadable,
    Withheld,
}

impl Measures {
    /// Answers in the order of [`Plan::asked`].
    pub fn new(plan: &Plan, as_of: Date, answers: Vec<Vec<Measured>>, rows: Vec<Vec<u64>>) -> Measures {
        let index = plan.asked().into_iter().enumerate().map(|(number, asked)| (asked, number)).collect();
        Measures {
            as_of,
            index,
            answers,
            rows,
            doubts: Vec::new(),
            partly_unread: Vec::new(),
            unusable: Vec::new(),
            unusable_for: BTreeMap::new(),
            hands_unread: false,
            unread_hands: Vec::new(),
            several: SeveralRows::default(),
        }
    }

    /// The same, where some rows could not be judged for want of cells that may still come.
    pub fn with_doubts(self, doubts: Vec<Vec<u64>>) -> Measures {
        Measures { doubts, ..self }
    }

    /// The same, where files of some tables could not be read.
    pub fn with_unread(self, partly_unread: Vec<bool>) -> Measures {
        Measures { partly_unread, ..self }
    }

    /// The same, where this was handed in and can't be used; `unusable_for` says by question and unit which of it would have gone into the
    /// answer.
    pub fn with_unusable(
        self,
        unusable: Vec<Unusable>,
        unusable_for: BTreeMap<(usize, usize), Vec<usize>>,
    ) -> Measures {
        Measures { unusable, unusable_for, ..self }
    }

    /// The same, where a file of points given by hand could not be read, or these lines of one can't be used.
    pub fn with_unread_hands(self, hands_unread: bool, unread_hands: Vec<UnreadHand>) -> Measures {
        Measures { hands_unread, unread_hands, ..self }
    }

    /// The lines that may give points to this unit for this item, and can't be used.
    pub fn unread_hands(&self, unit: &UnitId, item: &ItemId) -> impl Iterator<Item = &UnreadHand> {
        self.unread_hands.iter().filter(move |hand| hand.units.contains(unit) && hand.items.contains(item))
    }

    /// The same, where rows are several of which one is taken.
    pub(super) fn with_several(self, several: SeveralRows) -> Measures {
        Measures { several, ..self }
    }

    /// What of a unit stands where a question takes one row.
    pub fn several(&self, question: usize, unit: usize) -> Option<Several> {
        self.several.at.get(&(question, unit)).copied()
    }

    /// What is to be told of such rows.
    pub fn more_than_one_row(&self) -> &[Finding] {
        &self.several.findings
    }

    /// Whether there may be points given by hand that nobody has seen.
    pub fn are_hands_unread(&self) -> bool {
        self.hands_unread
    }

    /// The number of a question, to be looked up once and used for every unit.
    pub fn number(&self, asked: &Asked) -> Option<usize> {
        self.index.get(asked).copied()
    }

    pub fn answer(&self, question: usize, unit: usize) -> Option<&Measured> {
        self.answers.get(question)?.get(unit)
    }

    /// Of how many rows it isn't known whether they belong to the answer, or which of them are alike, because a cell that a step asks
    /// for is withheld or was not sent. They take no part in the answer; once such a cell comes, the answer may be any other.
    pub fn doubts(&self, question: usize, unit: usize) -> u64 {
        self.doubts.get(question).and_then(|doubts| doubts.get(unit)).copied().unwrap_or(0)
    }

    /// Whether the tables of a question may have rows that nobody has seen, in a file that could not be read.
    pub fn is_partly_unread(&self, question: usize) -> bool {
        self.partly_unread.get(question).copied().unwrap_or(false)
    }

    /// What was handed in and can't be used, and would have gone into the answer.
    pub fn unusable(&self, question: usize, unit: usize) -> impl Iterator<Item = &Unusable> {
        let numbers = self.unusable_for.get(&(question, unit)).into_iter().flatten();
        numbers.filter_map(|number| self.unusable.get(*number))
    }

    /// The answer may turn out to be any other, although there is one: for rows that can't be placed, or that nobody has seen. (What an
    /// unreadable cell does to it is in the answer, and in the doubts.)
    pub fn is_in_doubt(&self, question: usize, unit: usize) -> bool {
        let is_row = |unusable: &Unusable| match unusable.what {
            Unused::OfSomeUnit | Unused::OfSomeYear | Unused::Shifted => true,
            Unused::Cell { column: _ } => false,
        };
        self.doubts(question, unit) > 0 || self.is_partly_unread(question) || self.unusable(question, unit).any(is_row)
    }

    pub fn rows(&self, question: usize, unit: usize) -> u64 {
        self.rows.get(question).and_then(|rows| rows.get(unit)).copied().unwrap_or(0)
    }
}
