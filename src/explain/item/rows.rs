//! The rows that an item looked at: behind its figure, and behind what else its rule asks.

use std::collections::BTreeMap;

use super::{Page, say_absence};
use crate::clauses::say_question;
use crate::explain::shown;
use crate::measure::{Contribution, Contributions, Held, RowPlace, Value};
use crate::message;
use crate::plan::typing::known_of_column;
use crate::plan::{Asked, ColumnNode, Node, Rows, Scale, Year};
use crate::words::{Message, Words};

impl Page<'_> {
    /// What the rule looked at beside its figure: things to finish, levels, the conditions of exceptions and vetoes.
    pub(super) fn other_questions(&mut self) {
        let mut others = Vec::new();
        self.rule.ask(&mut |asked| {
            let number = self.asked.iter().position(|known| *known == asked);
            others.extend(number.filter(|number| !self.told.contains(number) && !others.contains(number)));
        });
        // Of the same rows once is enough: that there are any is a question of its own.
        let mut seen: Vec<&Rows> =
            self.told.iter().filter_map(|number| self.asked.get(*number)).map(Asked::rows).collect();
        others.retain(|number| {
            let Some(rows) = self.asked.get(*number).map(Asked::rows) else { return false };
            let is_new = !seen.contains(&rows);
            seen.push(rows);
            is_new
        });
        for (number, question) in others.into_iter().enumerate() {
            if number == 0 {
                self.headline(&message!("item-other-rows"));
            }
            let Some(say) = self.asked.get(question).map(|asked| say_question(self.plan, asked)) else { continue };
            self.line(2, &say);
            // What else the rule asks of a figure that the unit inherits (that of last year) is of the same unit's rows.
            let own = (self.rows_of)(question, None);
            let found = match &self.inherits {
                Some(of) if own.as_ref().is_none_or(|own| own.rows == 0) => (self.rows_of)(question, Some(of)),
                Some(_) | None => own,
            };
            self.rows(question, found, 4);
        }
    }

    /// The rows behind a question, those that weigh most first.
    pub(super) fn rows(&mut self, question: usize, found: Option<Contributions>, indent: usize) {
        let Some(contributions) = found else { return };
        self.told.push(question);
        let shown = contributions.largest.len();
        let all = usize::try_from(contributions.rows).unwrap_or(usize::MAX);
        if contributions.absent > 0 {
            let say = self.absent(question, contributions.absent);
            self.line(indent, &say);
        }
        if all == 0 {
            self.line(indent, &message!("rows-none"));
        } else if shown < all {
            self.line(indent, &message!("rows-largest", shown = shown, all = all));
        }
        let rows = self.asked.get(question).map(Asked::rows);
        let classes = contributions.largest.first().zip(rows).map(|(row, rows)| self.classes(row, rows));
        let classes = classes.unwrap_or_default();
        for row in &contributions.largest {
            let said = self.row(row, &classes);
            self.plain(indent, &said);
        }
    }

    /// What rows have nothing in: of things to finish those are the ones that are not done yet, where nothing else is known of them.
    fn absent(&self, question: usize, absent: u64) -> Message {
        let count = i64::try_from(absent).unwrap_or(i64::MAX);
        match self.asked.get(question) {
            Some(Asked::Task { .. }) => {
                let open = self.tasks.as_ref().filter(|tasks| tasks.withheld == 0 && tasks.unreadable == 0);
                match open.is_some_and(|tasks| absent <= tasks.overdue + tasks.pending + tasks.next_year) {
                    true => message!("rows-open", open = count),
                    false => message!("rows-without-day", absent = count),
                }
            }
            Some(Asked::Aggregate { .. } | Asked::Tally { .. }) | None => message!("rows-absent", absent = count),
        }
    }

    /// The scales of the columns that hold classes.
    fn classes(&self, row: &Contribution, rows: &Rows) -> BTreeMap<String, Scale> {
        let classes = row.columns.iter().filter_map(|(name, _)| {
            let column = Node::new(rows.at.clone(), ColumnNode::Field(name.clone()));
            let scale = self.scale(known_of_column(&column, rows, self.plan).kind)?;
            Some((name.clone(), scale.clone()))
        });
        classes.collect()
    }

    /// One row: where it stands, and what was read of it.
    fn row(&self, row: &Contribution, classes: &BTreeMap<String, Scale>) -> String {
        let from = self.places(&row.origins);
        let columns = row.columns.iter().map(|(name, held)| {
            let value = self.held(held, classes.get(name));
            let name = self.header(row, name);
            self.words.say(&message!("row-column", column = name, value = value))
        });
        let columns = self.words.list(&columns.collect::<Vec<_>>());
        self.words.say(&message!("row", place = from, columns = columns))
    }

    /// Where the row stands: of each table, and of each year of it, the first that it was made from.
    fn places(&self, origins: &[RowPlace]) -> String {
        let mut firsts: Vec<&RowPlace> = Vec::new();
        for origin in origins {
            if !firsts.iter().any(|first| first.table == origin.table && first.year == origin.year) {
                firsts.push(origin);
            }
        }
        let others = origins.len() - firsts.len();
        let first = self.words.list(&firsts.into_iter().map(|first| say_row(first, self.words)).collect::<Vec<_>>());
        match others {
            0 => first,
            others => self.words.say(&message!("rows-and-others", first = first, others = others)),
        }
    }

    /// What the column is called in the table that the row is from.
    fn header<'n>(&'n self, row: &Contribution, name: &'n str) -> &'n str {
        let tables = row.origins.iter().filter_map(|origin| self.plan.table(&origin.table));
        let mut columns = tables.filter_map(|table| table.column(name));
        columns.next().and_then(|column| column.headers.first()).map_or(name, String::as_str)
    }

    fn held(&self, held: &Held, scale: Option<&Scale>) -> String {
        match held {
            Held::Value(value) => match value {
                Value::Number(number) => shown::exact(number, self.words),
                Value::Class(index) => match scale.and_then(|scale| scale.name(*index)) {
                    Some(name) => name.to_owned(),
                    None => self.words.say(&message!("row-class", number = index + 1)),
                },
                Value::Text(text) => text.to_string(),
                Value::Bool(true) => self.words.word("row-yes"),
                Value::Bool(false) => self.words.word("row-no"),
                Value::Date(day) => day.to_string(),
                Value::Moment(moment) => moment.to_string(),
            },
            Held::Absent(absence) => self.words.say(&say_absence(*absence)),
        }
    }
}

fn say_row(place: &RowPlace, words: &Words) -> String {
    let year = match place.year {
        Year::This => String::new(),
        Year::Last => words.word("row-last-year"),
    };
    words.say(&match &place.sheet {
        Some(sheet) => message!("row-place-sheet", year = year, file = &place.file, sheet = sheet, row = place.row),
        None => message!("row-place", year = year, file = &place.file, row = place.row),
    })
}
