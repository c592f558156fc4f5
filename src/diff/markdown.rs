//! A difference as Markdown, to be put into a report or a message.

use super::difference::Difference;
use super::say::{arrow, arrow_points, list, say_cause};
use super::text::{
    beside_items, clause_lines, equal, grade, heading, item_cells, moves, ranks, sides, signed, unit_line, unit_name,
    unit_why,
};
use crate::message;
use crate::words::{Message, Words};

/// The same that is told on a screen.
pub fn difference_markdown(difference: &Difference, words: &Words) -> String {
    if difference.equal {
        return format!("{}\n", words.word(equal(difference)));
    }
    let mut page = Page { words, text: String::new() };
    page.heading(1, &heading(difference));
    if let Some(sides) = sides(difference) {
        page.paragraph(&sides);
    }
    if !difference.causes.is_empty() {
        page.heading(2, &message!("diff-causes"));
        for cause in &difference.causes {
            page.text.push_str(&format!("- {}\n", escaped(&words.say(&say_cause(cause)))));
            for clause in clause_lines(cause) {
                page.text.push_str(&format!("  - {}\n", escaped(words.say(&clause).trim())));
            }
        }
        page.text.push('\n');
    }
    if difference.new.as_of.is_none() {
        return page.done();
    }
    page.heading(2, &message!("diff-units"));
    if difference.units.is_empty() {
        page.paragraph(&message!("diff-no-units"));
        return page.done();
    }
    let heads = ["head-rank", "head-unit", "head-total", "diff-head-by", "head-grade", "diff-head-moves"];
    page.row(&heads.map(|head| words.word(head)));
    page.row(&["--:", "---", "--:", "--:", "---", "---"].map(str::to_owned));
    for unit in &difference.units {
        let moves: Vec<String> = moves(unit).iter().map(|moved| words.say(moved)).collect();
        page.row(&[
            arrow(&ranks(difference, unit, words), words, Clone::clone),
            escaped(&unit_name(unit, words)),
            arrow_points(&unit.total, words),
            signed(unit.by.as_ref()),
            escaped(&grade(unit, words)),
            escaped(&list(&moves, words)),
        ]);
    }
    page.text.push('\n');
    if difference.unchanged > 0 {
        page.paragraph(&message!("diff-unchanged", count = difference.unchanged));
    }
    page.heading(2, &message!("diff-details"));
    for unit in &difference.units {
        page.heading(3, &unit_line(difference, unit, words));
        for said in [unit_why(difference, unit, words), beside_items(unit, words)].into_iter().flatten() {
            page.paragraph(&said);
        }
        if unit.items.is_empty() {
            continue;
        }
        let heads =
            ["head-item", "head-points", "diff-head-by", "head-figure", "head-target", "head-status", "diff-head-why"];
        page.row(&heads.map(|head| words.word(head)));
        page.row(&["---", "--:", "--:", "---", "---", "---", "---"].map(str::to_owned));
        for item in &unit.items {
            let cells: Vec<String> = item_cells(difference, item, words).iter().map(|cell| escaped(cell)).collect();
            page.row(&cells);
        }
        page.text.push('\n');
    }
    page.done()
}

struct Page<'w> {
    words: &'w Words,
    text: String,
}

impl Page<'_> {
    fn heading(&mut self, level: usize, said: &Message) {
        self.text.push_str(&format!("{} {}\n\n", "#".repeat(level), escaped(&self.words.say(said))));
    }

    fn paragraph(&mut self, said: &Message) {
        self.text.push_str(&format!("{}\n\n", escaped(&self.words.say(said))));
    }

    fn row(&mut self, cells: &[String]) {
        self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }

    fn done(self) -> String {
        format!("{}\n", self.text.trim_end())
    }
}

/// Names out of a scheme or a roster are text, never Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' => safe.extend(['\\', sign]),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\n' | '\r' => safe.push(' '),
            sign => safe.push(sign),
        }
    }
    safe
}
