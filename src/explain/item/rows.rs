//! The rows that an item looked at: behind its figure, and behind what else its rule asks.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, RowsOf, say_absence};
use crate::clauses::say_question;
use crate::explain::shown;
use crate::measure::{Contribution, Contributions, Held, RowPlace, Value, columns_read};
use crate::message;
use crate::plan::typing::known_of_column;
use crate::plan::{Asked, ColumnNode, Node, Rows, Rule, Scale, UnitId, Year};
use crate::words::Words;

/// What a rule asks beside the questions of its figure: things to finish, levels, the parts of a checklist, the conditions of exceptions and
/// vetoes. Those of the same rows stand together, and their rows are listed once. Left out is what the rows of the figure show already.
pub(in crate::explain) fn other_questions(rule: &Rule, asked: &[Asked], told: &[usize]) -> Vec<Vec<usize>> {
    let shows = |number: &usize| asked.get(*number).map(|asked| (asked.rows(), columns_read(asked)));
    let told_of: Vec<_> = told.iter().filter_map(shows).collect();
    let is_shown = |(rows, columns): &(&Rows, BTreeSet<String>)| {
        told_of.iter().any(|(told_rows, told)| told_rows == rows && columns.is_subset(told))
    };
    let mut others: Vec<(&Rows, Vec<usize>)> = Vec::new();
    rule.ask(&mut |question| {
        let Some(number) = asked.iter().position(|known| *known == question) else { return };
        let Some(of) = shows(&number).filter(|of| !is_shown(of)) else { return };
        match others.iter_mut().find(|(rows, _)| *rows == of.0) {
            Some((_, questions)) if questions.contains(&number) => {}
            Some((_, questions)) => questions.push(number),
            None => others.push((of.0, vec![number])),
        }
    });
    let reads = |number: &usize| asked.get(*number).is_some_and(|asked| !columns_read(asked).is_empty());
    let groups = others.into_iter().map(|(_, questions)| {
        // How many rows there are is seen where they are listed for what stands in them.
        match questions.iter().any(reads) {
            true => questions.into_iter().filter(reads).collect(),
            false => questions,
        }
    });
    groups.collect()
}

/// The rows of such questions. What else a rule asks of a figure that the unit inherits (that of last year) is of the same unit's rows.
pub(in crate::explain) fn rows_of_others(
    questions: &[usize],
    inherits: Option<&UnitId>,
    rows_of: &RowsOf<'_>,
) -> Option<Contributions> {
    let own = rows_of(questions, None);
    match inherits {
        Some(of) if own.as_ref().is_none_or(|own| own.rows == 0) => rows_of(questions, Some(of)),
        Some(_) | None => own,
    }
}

impl Page<'_> {
    /// What the rule looked at beside its figure.
    pub(super) fn other_questions(&mut self) {
        for (number, questions) in other_questions(self.rule, &self.asked, &self.told).into_iter().enumerate() {
            if number == 0 {
                self.headline(&message!("item-other-rows"));
            }
            let found = rows_of_others(&questions, self.inherits.as_ref(), self.rows_of);
            for (number, question) in questions.iter().enumerate() {
                let Some(say) = self.asked.get(*question).map(|asked| say_question(self.plan, asked)) else { continue };
                self.line(2, &say);
                let absent = found.as_ref().and_then(|found| found.absent.get(number));
                self.absent(*question, absent.copied().unwrap_or(0), 4);
            }
            if let (Some(found), Some(first)) = (&found, questions.first()) {
                self.listed(*first, found, 4);
            }
        }
    }

    /// The rows behind a question of the figure.
    pub(super) fn rows(&mut self, question: usize, of: Option<&UnitId>, indent: usize) {
        let Some(found) = (self.rows_of)(&[question], of) else { return };
        self.told.push(question);
        self.absent(question, found.absent.iter().sum(), indent);
        self.listed(question, &found, indent);
    }

    /// The rows behind a question, and those asked of the same rows: those that weigh most first.
    fn listed(&mut self, question: usize, contributions: &Contributions, indent: usize) {
        let shown = contributions.largest.len();
        let all = usize::try_from(contributions.rows).unwrap_or(usize::MAX);
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
    fn absent(&mut self, question: usize, absent: u64, indent: usize) {
        if absent == 0 {
            return;
        }
        let say = match self.asked.get(question) {
            Some(Asked::Task { .. }) => {
                let open = self.tasks.as_ref().filter(|tasks| tasks.withheld == 0 && tasks.unreadable == 0);
                match open.is_some_and(|tasks| absent <= tasks.overdue + tasks.pending + tasks.next_year) {
                    true => message!("rows-open", open = absent),
                    false => message!("rows-without-day", absent = absent),
                }
            }
            Some(Asked::Aggregate { .. } | Asked::Tally { .. }) | None => message!("rows-absent", absent = absent),
        };
        self.line(indent, &say);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clauses::tests::build::*;
    use crate::plan::{AppliesWhen, ChecklistPart, Comparison, CurveNode, Literal, Measure, TargetNode};

    fn part(label: &str, holds: crate::plan::Condition) -> Node<ChecklistPart> {
        node(ChecklistPart { label: label.to_owned(), holds, points: exact("1"), applies_when: None })
    }

    #[test]
    fn questions_of_the_same_rows_stand_together() {
        let mut plan = county();
        let is_yes = |name: &str| is(col(name), Literal::Bool(true));
        let parts = vec![
            part("一", all(table("farms"), is_yes("closed"))),
            part("二", all(table("boilers"), is_yes("done"))),
            part("三", all(table("farms"), is_yes("tidy"))),
        ];
        let checklist = curve(CurveNode::Checklist(parts));
        let mut rule = rule("a", "规范化", measured(Measure::Checklist, TargetNode::Open, checklist));
        let some = holds(count(table("farms")), Comparison::Greater, value(number("0")));
        rule.applies_when = Some(AppliesWhen { condition: some, otherwise: None });
        plan.rules = vec![rule.clone()];
        let asked = plan.asked();
        let reads = |questions: Vec<usize>| -> Vec<String> {
            questions.iter().flat_map(|question| columns_read(&asked[*question])).collect()
        };
        let groups = |told: &[usize]| -> Vec<Vec<String>> {
            other_questions(&rule, &asked, told).into_iter().map(reads).collect()
        };
        assert_eq!(groups(&[]), [vec!["closed", "tidy"], vec!["done"]], "how many rows there are is seen");
        let closed = asked.iter().position(|asked| columns_read(asked).contains("closed")).expect("it is asked");
        assert_eq!(groups(&[closed]), [vec!["done"], vec!["tidy"]], "of rows that are listed what they don't show");
    }
}
