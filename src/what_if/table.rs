//! What moves, on a screen: the unit that was asked about side by side, others in a line each.

use super::{BesideItems, ItemMove, ItemStand, Move, Stand, WhatIf};
use crate::clauses::{Days, say_date};
use crate::explain::Screen;
use crate::explain::columns::{Align, Cell, Columns, Tone, paragraph};
use crate::figure::{Points, Rounding};
use crate::message;
use crate::plan::Numbers;
use crate::words::{Message, Words};

/// Of units of which only what is possible moves, so many are named.
const BOUNDS_NAMED: usize = 8;

/// The whole answer; `asked` are the units to be told in full, all others in a line.
pub fn what_if_table(what_if: &WhatIf, asked: &[String], numbers: Numbers, words: &Words, screen: Screen) -> String {
    let (by_scheme, trial) = (what_if.scheme_changed, what_if.units_unknown > 0);
    let mut page = Page { by_scheme, trial, numbers, words, screen, text: String::new() };
    page.head(&message!("what-if-title", title = &what_if.title, as_of = say_date(what_if.as_of)));
    for supposed in &what_if.supposed {
        page.line(&message!("what-if-supposed", what = supposed), 2);
    }
    for note in &what_if.notes {
        page.line(&message!("what-if-note", what = note), 2);
    }
    for unit in what_if.units.iter().filter(|unit| asked.contains(&unit.id)) {
        page.side_by_side(unit);
    }
    let beside: Vec<&Move> = what_if.units.iter().filter(|unit| !asked.contains(&unit.id)).collect();
    let (others, only_bounds): (Vec<&Move>, Vec<&Move>) = beside.into_iter().partition(|unit| unit.moves_its_result());
    if others.is_empty() {
        page.text.push('\n');
        let said = match (asked.is_empty(), what_if.units_unknown) {
            (true, _) if !only_bounds.is_empty() => message!("what-if-no-result"),
            (true, _) => message!("what-if-nobody"),
            (false, 0) => message!("what-if-no-other"),
            (false, unknown) => message!("what-if-others-unknown", count = unknown),
        };
        page.line(&said, 0);
    } else {
        let heading = match asked.is_empty() {
            true => message!("what-if-moved", count = others.len(), of = what_if.of),
            false => message!("what-if-others", count = others.len()),
        };
        page.others(&heading, &others);
    }
    if !only_bounds.is_empty() {
        let names: Vec<String> = only_bounds.iter().take(BOUNDS_NAMED).map(|unit| unit.name.clone()).collect();
        let (count, more) = (only_bounds.len(), only_bounds.len() > BOUNDS_NAMED);
        let said = match more {
            false => message!("what-if-only-bounds", count = count, units = names),
            true => message!("what-if-only-bounds-more", count = count, units = names),
        };
        page.line(&said, 0);
    }
    for alone in &what_if.alone {
        let said = match (alone.gains.as_slice(), alone.grades.as_slice()) {
            _ if alone.unsound.is_some() => {
                let why = alone.unsound.clone().unwrap_or_default();
                message!("what-if-not-alone", name = &alone.name, why = why)
            }
            ([], []) => message!("what-if-alone-nothing", name = &alone.name),
            (gains, grades) => {
                let gains: Vec<String> = gains.iter().map(|gain| page.gain_of(&gain.name, &gain.gain)).collect();
                let grades: Vec<String> = grades
                    .iter()
                    .map(|moved| {
                        let before = page.graded(&moved.before, moved.before_provisional);
                        let after = page.graded(&moved.after, moved.after_provisional);
                        words.say(&message!("what-if-grade-move", unit = &moved.name, before = before, after = after))
                    })
                    .collect();
                let name = &alone.name;
                match (gains.is_empty(), grades.is_empty()) {
                    (true, _) => message!("what-if-alone-grades", name = name, grades = grades),
                    (false, true) => message!("what-if-alone", name = name, gains = gains),
                    (false, false) => message!("what-if-alone-both", name = name, gains = gains, grades = grades),
                }
            }
        };
        page.text.push('\n');
        page.line(&said, 0);
    }
    page.text
}

struct Page<'a> {
    /// The scheme itself is changed: not only others' results move a rank or a grade.
    by_scheme: bool,
    /// The data of some units are not at hand.
    trial: bool,
    numbers: Numbers,
    words: &'a Words,
    screen: Screen,
    text: String,
}

impl Page<'_> {
    fn head(&mut self, said: &Message) {
        let said = Tone::Head.paint(&self.words.say(said), self.screen);
        self.text.push_str(&said);
        self.text.push('\n');
    }

    fn line(&mut self, said: &Message, indent: usize) {
        paragraph(&self.words.say(said), (indent, indent), self.screen.width, &mut self.text);
    }

    fn points(&self, points: &Points) -> String {
        self.numbers.show(points)
    }

    fn gain(&self, gain: &Points) -> String {
        let shown = self.points(gain);
        if gain.0.is_positive() { format!("+{shown}") } else { shown }
    }

    fn gain_of(&self, name: &str, gain: &Points) -> String {
        self.words.say(&message!("what-if-gain", name = name, gain = self.gain(gain)))
    }

    fn tone(gain: &Points) -> Tone {
        match (gain.0.is_positive(), gain.0.is_negative()) {
            (true, _) => Tone::Good,
            (_, true) => Tone::Bad,
            (false, false) => Tone::Plain,
        }
    }

    fn side_by_side(&mut self, unit: &Move) {
        self.text.push('\n');
        self.head(&message!("what-if-unit", unit = &unit.name, group = &unit.group));
        let mut columns = Columns::default();
        columns.head(self.words.word("what-if-head-what"), Align::Left);
        columns.head(self.words.word("what-if-head-before"), Align::Left);
        columns.head(self.words.word("what-if-head-after"), Align::Left);
        columns.head(self.words.word("what-if-head-gain"), Align::Right);
        for item in &unit.items {
            columns.row(vec![
                Cell::plain(item.title.clone()),
                Cell::plain(self.item_stand(item.before.as_ref())),
                Cell::plain(self.item_stand(item.after.as_ref())),
                Cell::toned(self.gain(&item.gain), Self::tone(&item.gain)),
            ]);
        }
        for area in &unit.areas {
            let gain = &area.after - &area.before;
            columns.row(vec![
                Cell::plain(area.title.clone()),
                Cell::plain(self.points(&area.before)),
                Cell::plain(self.points(&area.after)),
                Cell::toned(self.gain(&gain), Self::tone(&gain)),
            ]);
        }
        let pairs = |of: &dyn Fn(&Stand) -> String| (of(&unit.before), of(&unit.after));
        let lines = [
            ("head-total", pairs(&|stand| self.points(&stand.total)), Some(&unit.gain)),
            ("head-range", pairs(&|stand| self.range(stand)), None),
            ("head-grade", pairs(&|stand| self.grade(stand)), None),
            ("head-rank", pairs(&|stand| self.rank(stand)), None),
        ];
        for (head, (before, after), gain) in lines {
            if head == "head-range" && before.is_empty() && after.is_empty() {
                continue;
            }
            let gain = gain.map(|gain| Cell::toned(self.gain(gain), Self::tone(gain)));
            columns.row(vec![
                Cell::toned(self.words.word(head), Tone::Head),
                Cell::plain(before),
                Cell::plain(after),
                gain.unwrap_or_else(|| Cell::plain("")),
            ]);
        }
        let printed = columns.print(self.screen);
        self.text.push_str(&printed);
        let (before, after) = (self.proposed(&unit.before), self.proposed(&unit.after));
        if before != after {
            let said = match (before.is_empty(), after.is_empty()) {
                (true, _) => message!("what-if-consequences-new", after = after),
                (false, true) => message!("what-if-consequences-gone", before = before),
                (false, false) => message!("what-if-consequences", before = before, after = after),
            };
            self.line(&said, 0);
        }
    }

    /// What is proposed, each with whether it is settled.
    fn proposed(&self, stand: &Stand) -> Vec<String> {
        let said = stand.consequences.iter().map(|then| match stand.consequences_provisional.contains(then) {
            true => self.words.say(&message!("what-if-proposed-provisional", then = then)),
            false => then.clone(),
        });
        said.collect()
    }

    fn others(&mut self, heading: &Message, others: &[&Move]) {
        self.text.push('\n');
        self.head(heading);
        let mut columns = Columns::default();
        columns.head(self.words.word("head-unit"), Align::Left);
        columns.head(self.words.word("head-total"), Align::Left);
        columns.head(self.words.word("what-if-head-gain"), Align::Right);
        columns.head(self.words.word("head-rank"), Align::Left);
        columns.head(self.words.word("head-grade"), Align::Left);
        columns.head(self.words.word("what-if-head-why"), Align::Left);
        for unit in others {
            let (before, after) = (&unit.before, &unit.after);
            let moved = |before: String, after: String| match before == after {
                true => after,
                false => self.words.say(&message!("what-if-from-to", before = before, after = after)),
            };
            columns.row(vec![
                Cell::plain(unit.name.clone()),
                Cell::plain(moved(self.points(&before.total), self.points(&after.total))),
                Cell::toned(self.gain(&unit.gain), Self::tone(&unit.gain)),
                Cell::plain(moved(before.rank.to_string(), after.rank.to_string())),
                Cell::plain(moved(self.grade(before), self.grade(after))),
                Cell::plain(self.why(unit)),
            ]);
        }
        let printed = columns.print(self.screen);
        self.text.push_str(&printed);
    }

    /// What moves it: its items, what no longer counts or counts again, and what scaling, areas and caps make of them; or that others passed it by,
    /// or that the scheme draws its edges elsewhere.
    fn why(&self, unit: &Move) -> String {
        let moving = unit.items.iter().filter(|item| !item.gain.is_zero());
        let mut parts: Vec<String> = moving.map(|item| self.item_gain(item)).collect();
        let left_out = |stand: &Option<ItemStand>| stand.as_ref().is_none_or(|stand| stand.left_out);
        let mut titles = |before: bool, after: bool, key: &'static str| {
            let of = unit.items.iter().filter(|item| item.before.is_some() && item.after.is_some());
            let of = of.filter(|item| left_out(&item.before) == before && left_out(&item.after) == after);
            let titles: Vec<String> = of.map(|item| item.title.clone()).collect();
            if !titles.is_empty() {
                parts.push(self.words.say(&Message::new(key).with("items", titles)));
            }
        };
        titles(false, true, "what-if-why-out");
        titles(true, false, "what-if-why-in");
        let rounding = Rounding::new(self.numbers.round, self.numbers.points);
        for beside in unit.beside_items.iter().filter(|beside| !rounding.apply(&beside.gain.0).is_zero()) {
            let by = self.words.word(match beside.by {
                BesideItems::Rescaled => "what-if-why-rescaled",
                BesideItems::Areas => "what-if-why-areas",
                BesideItems::BonusCap => "what-if-why-bonus-cap",
                BesideItems::DeductionCap => "what-if-why-deduction-cap",
                BesideItems::TotalCap => "what-if-why-total-cap",
                BesideItems::Floor => "what-if-why-floor",
                BesideItems::Rounding => "what-if-why-rounding",
            });
            parts.push(self.gain_of(&by, &beside.gain));
        }
        if !parts.is_empty() {
            return self.words.say(&message!("what-if-list", values = parts));
        }
        let grade_moves = self.grade(&unit.before) != self.grade(&unit.after);
        let proposals_move = self.proposed(&unit.before) != self.proposed(&unit.after);
        self.words.word(match (self.by_scheme, grade_moves || proposals_move) {
            (true, true) => "what-if-why-scheme",
            (true, false) | (false, _) => "what-if-why-others",
        })
    }

    fn item_gain(&self, item: &ItemMove) -> String {
        self.gain_of(&item.title, &item.gain)
    }

    fn item_stand(&self, stand: Option<&ItemStand>) -> String {
        let Some(stand) = stand else { return self.words.word("what-if-not-there") };
        let points = match stand.left_out {
            true => self.words.word("score-left-out"),
            false => self.words.say(&message!("what-if-points", points = self.points(&stand.points))),
        };
        let shown = |text: &str| Days::read(text).map_or_else(|| text.to_owned(), |days| self.words.say(&days.say()));
        let (figure, target) = (shown(&stand.shown), shown(&stand.target_shown));
        let figure = match (figure.as_str(), target.as_str()) {
            ("", "") => return points,
            ("", target) => message!("what-if-target", target = target, points = points),
            (figure, "") => message!("what-if-figure", figure = figure, points = points),
            (figure, target) => message!("what-if-figure-target", figure = figure, target = target, points = points),
        };
        self.words.say(&figure)
    }

    fn range(&self, stand: &Stand) -> String {
        match stand.at_least == stand.at_most {
            true => String::new(),
            false => {
                let (low, high) = (self.points(&stand.at_least), self.points(&stand.at_most));
                self.words.say(&message!("score-range", low = low, high = high))
            }
        }
    }

    /// The rank, or between which it lies where the data of others are not at hand.
    fn rank(&self, stand: &Stand) -> String {
        let (best, worst) = (stand.rank_best, stand.rank_worst);
        self.words.say(&match self.trial && best != worst {
            true => message!("what-if-rank-between", best = best, worst = worst, of = stand.of),
            false => message!("what-if-rank", rank = stand.rank, of = stand.of),
        })
    }

    fn grade(&self, stand: &Stand) -> String {
        self.graded(&stand.grade, stand.is_provisional())
    }

    fn graded(&self, grade: &str, provisional: bool) -> String {
        self.words.say(&match provisional {
            false => message!("score-grade", grade = grade),
            true => message!("score-grade-provisional", grade = grade),
        })
    }
}
