//! Columns on a screen that line up with Chinese text, in colours where a person looks.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where things are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns of the terminal; a Chinese character takes two.
    pub width: usize,
    pub colour: bool,
    /// A window, which a person can make no wider than their desk; what goes into a file or a pipe holds lines of any length.
    pub window: bool,
}

/// How a cell stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    #[default]
    Plain,
    Head,
    Good,
    Middling,
    Bad,
    Faint,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Head => Style::new().bold(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Middling => AnsiColor::Yellow.on_default(),
            Tone::Bad => AnsiColor::Red.on_default(),
            Tone::Faint => Style::new().dimmed(),
        }
    }

    /// The text in this tone.
    pub fn paint(self, text: &str, screen: Screen) -> String {
        if !screen.colour || self == Tone::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = self.style();
        format!("{style}{text}{style:#}")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

#[derive(Debug, Clone)]
struct Head {
    title: String,
    align: Align,
    /// Left out together with the others of its kind where the screen is too narrow for all.
    optional: bool,
    /// Of the title and of the widest cell so far.
    width: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    pub fn plain(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), tone: Tone::Plain }
    }

    pub fn toned(text: impl Into<String>, tone: Tone) -> Cell {
        Cell { text: text.into(), tone }
    }
}

/// A table without lines: heads, rows, two blanks between columns. The last column wraps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    heads: Vec<Head>,
    rows: Vec<Vec<Cell>>,
}

const GAP: usize = 2;
/// A last column narrower than this is not worth wrapping into.
const NARROWEST: usize = 16;
/// How far what goes beneath its row is indented.
const BENEATH: usize = 6;

impl Columns {
    pub fn head(&mut self, title: String, align: Align) {
        self.add_head(title, align, false);
    }

    pub fn optional_head(&mut self, title: String, align: Align) {
        self.add_head(title, align, true);
    }

    fn add_head(&mut self, title: String, align: Align, optional: bool) {
        let width = title.width();
        self.heads.push(Head { title, align, optional, width });
    }

    /// One cell for each head; the heads come first.
    pub fn row(&mut self, cells: Vec<Cell>) {
        for (head, cell) in self.heads.iter_mut().zip(&cells) {
            head.width = head.width.max(cell.text.width());
        }
        self.rows.push(cells);
    }

    fn kept(&self, optional: bool) -> Vec<usize> {
        (0..self.heads.len())
            .filter(|column| optional || self.heads.get(*column).is_some_and(|head| !head.optional))
            .collect()
    }

    fn width_of(&self, column: usize) -> usize {
        self.heads.get(column).map_or(0, |head| head.width)
    }

    fn width(&self, kept: &[usize]) -> usize {
        kept.iter().map(|column| self.width_of(*column) + GAP).sum::<usize>().saturating_sub(GAP)
    }

    /// Whether all columns have room, the optional ones too.
    pub fn has_room(&self, screen: Screen) -> bool {
        !screen.window || self.width(&self.kept(true)) <= screen.width
    }

    pub fn print(&self, screen: Screen) -> String {
        let kept = self.kept(self.has_room(screen));
        let Some((last, before)) = kept.split_last() else { return String::new() };
        let taken: usize = before.iter().map(|column| self.width_of(*column) + GAP).sum();
        let left = screen.width.saturating_sub(taken);
        // In a window too narrow for it the last column goes beneath its row.
        let wraps = self.heads.get(*last).is_some_and(|head| head.align == Align::Left) && before.len() > 3;
        let beneath = screen.window && left < NARROWEST.min(self.width_of(*last)) && wraps;
        let (taken, room) = if beneath {
            (BENEATH, screen.width.saturating_sub(BENEATH).max(NARROWEST))
        } else {
            (taken, left.max(NARROWEST))
        };
        let mut text = String::new();
        let heads: Vec<Cell> = self.heads.iter().map(|head| Cell::toned(head.title.clone(), Tone::Head)).collect();
        for row in std::iter::once(&heads).chain(&self.rows) {
            self.print_row(row, before, *last, (taken, room, beneath), screen, &mut text);
        }
        text
    }

    fn print_row(
        &self,
        row: &[Cell],
        before: &[usize],
        last: usize,
        (taken, room, beneath): (usize, usize, bool),
        screen: Screen,
        text: &mut String,
    ) {
        let mut line = String::new();
        for column in before {
            let Some(cell) = row.get(*column) else { continue };
            let blanks = " ".repeat(self.width_of(*column).saturating_sub(cell.text.width()));
            let painted = cell.tone.paint(&cell.text, screen);
            match self.heads.get(*column).map(|head| head.align) {
                Some(Align::Right) => line.push_str(&format!("{blanks}{painted}")),
                Some(Align::Left) | None => line.push_str(&format!("{painted}{blanks}")),
            }
            line.push_str(&" ".repeat(GAP));
        }
        if let Some(cell) = row.get(last) {
            let right = self.heads.get(last).is_some_and(|head| head.align == Align::Right);
            let pad = if right { self.width_of(last).saturating_sub(cell.text.width()) } else { 0 };
            line.push_str(&" ".repeat(pad));
            for (number, part) in wrap(&cell.text, room).into_iter().enumerate() {
                if beneath && part.is_empty() {
                    continue;
                }
                if number > 0 || beneath {
                    line.truncate(line.trim_end_matches(' ').len());
                    line.push('\n');
                    line.push_str(&" ".repeat(taken));
                }
                line.push_str(&cell.tone.paint(&part, screen));
            }
        }
        text.push_str(line.trim_end_matches(' '));
        text.push('\n');
    }
}

/// Columns that a sentence is given beside its indent, however narrow the screen.
pub(crate) const LEAST_ROOM: usize = 20;

/// A sentence that begins at `indent` and goes on at `further`, wrapped into the width of the screen.
pub(crate) fn paragraph(said: &str, (indent, further): (usize, usize), width: usize, text: &mut String) {
    for (number, part) in wrap(said, width.saturating_sub(further)).into_iter().enumerate() {
        text.push_str(&" ".repeat(if number == 0 { indent } else { further }));
        text.push_str(&part);
        text.push('\n');
    }
}

/// Lines of at most `room` columns. Chinese breaks anywhere but before a closing mark and after an opening one; Latin words stay whole
/// where they fit.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut width = 0;
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if width + wide > room && !"，。；：、！？）”》%".contains(character) && !line.is_empty() {
            let word = line.chars().rev().take_while(|last| is_of_word(*last)).count();
            let start = line.chars().count() - word;
            let opening = line.chars().rev().take_while(|last| "（“《‘(".contains(*last)).count();
            let start = if opening > 0 { line.chars().count() - opening } else { start };
            // A name that stands after a pause stays whole, if the line is not left too empty for it.
            let after_pause: String = line.chars().rev().take_while(|last| !"、，；。：".contains(*last)).collect();
            let kept = line.chars().count() - after_pause.chars().count();
            let fits = !after_pause.is_empty() && after_pause.width() * 3 <= room;
            if opening == 0 && word == 0 && kept > 0 && fits {
                let rest: String = line.chars().skip(kept).collect();
                line = line.chars().take(kept).collect();
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                line = rest;
            } else if (opening > 0 || is_of_word(character) && word > 0) && start > 0 {
                let rest: String = line.chars().skip(start).collect();
                line = line.chars().take(start).collect();
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                line = rest;
            } else {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            width = line.width();
            if character == ' ' {
                continue;
            }
        }
        line.push(character);
        width += wide;
    }
    lines.push(line);
    lines
}

fn is_of_word(character: char) -> bool {
    character.is_ascii_graphic()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Screen = Screen { width: 40, colour: false, window: true };

    fn table() -> Columns {
        let mut columns = Columns::default();
        columns.head("名次".to_owned(), Align::Right);
        columns.head("单位".to_owned(), Align::Left);
        columns.optional_head("碧水".to_owned(), Align::Right);
        columns.head("说明".to_owned(), Align::Left);
        columns.row(vec![
            Cell::plain("1"),
            Cell::toned("泗河镇", Tone::Good),
            Cell::plain("28.5"),
            Cell::plain("达到目标"),
        ]);
        columns.row(vec![Cell::plain("12"), Cell::plain("延和朝鲜族乡"), Cell::plain("9"), Cell::plain("")]);
        columns
    }

    #[test]
    fn a_chinese_character_takes_two_columns() {
        assert_eq!(
            table().print(PLAIN),
            "名次  单位          碧水  说明\n   1  泗河镇        28.5  达到目标\n  12  延和朝鲜族乡     9\n"
        );
    }

    #[test]
    fn a_narrow_screen_goes_without_the_optional_columns_and_wraps_the_last() {
        let narrow = Screen { width: 24, colour: false, window: true };
        let mut columns = table();
        columns.row(vec![
            Cell::plain("3"),
            Cell::plain("甲"),
            Cell::plain("1"),
            Cell::plain("未达到目标（90%），得部分分。"),
        ]);
        let lines = columns.print(narrow);
        let lines: Vec<&str> = lines.lines().skip(3).collect();
        assert_eq!(lines, ["   3  甲            未达到目标（90%），", "                    得部分分。"]);
    }

    #[test]
    fn a_last_column_without_room_goes_beneath_its_row() {
        let mut columns = Columns::default();
        for head in ["指标", "目标", "实绩", "状态", "理由"] {
            columns.head(head.to_owned(), Align::Left);
        }
        columns.row(["秸秆离田处置率", "≥90%", "85.8%", "部分完成", "未达到目标，得部分分"].map(Cell::plain).to_vec());
        columns.row(["造林", "1", "1", "达标", ""].map(Cell::plain).to_vec());
        let narrow = columns.print(Screen { width: 40, colour: false, window: true });
        let lines: Vec<&str> = narrow.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "      理由",
                "秸秆离田处置率  ≥90%  85.8%  部分完成",
                "      未达到目标，得部分分",
                "造林            1     1      达标"
            ]
        );
    }

    #[test]
    fn colours_take_no_room() {
        let coloured = table().print(Screen { colour: true, ..PLAIN });
        let stripped = anstream::adapter::strip_str(&coloured).to_string();
        assert_eq!(stripped, table().print(PLAIN));
        assert_ne!(coloured, stripped);
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(wrap("the figure is short", 10), ["the figure", "is short"]);
        assert_eq!(wrap("abcdefghijklmn", 6), ["abcdef", "ghijkl", "mn"]);
        assert_eq!(wrap("", 6), [""]);
    }

    #[test]
    fn marks_stay_with_what_they_belong_to() {
        assert_eq!(wrap("仅得二十分（六十分）", 12), ["仅得二十分", "（六十分）"]);
        assert_eq!(wrap("未达到目标，不得分", 10), ["未达到目标，", "不得分"]);
    }
}
