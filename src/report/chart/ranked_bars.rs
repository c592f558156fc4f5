//! Units by their totals: a bar each, whiskers where the total may still move, the grades' lower edges as lines.

use std::fmt::Write as _;

use crate::figure::Exact;
use crate::message;
use crate::words::{Message, Words};

use super::drawing::{
    Align, Drawing, Fill, Label, PIXEL, Pattern, Shape, Tenths, along, escape, fitted, lanes, text_width,
};
use super::{Shown, figure, piece, shown};

/// How many rows stand together at most: a printed page may end between two such pieces, and not within one.
const PIECE: usize = 12;
const WIDTH: Tenths = 720 * PIXEL;
const ROW: Tenths = 18 * PIXEL;
const BAR: Tenths = 11 * PIXEL;
const SIZE: Tenths = 13 * PIXEL;
const SMALL: Tenths = 12 * PIXEL;
const LANE: Tenths = 16 * PIXEL;
const GAP: Tenths = 8 * PIXEL;
const NAME_ROOM: Tenths = 124 * PIXEL;
const GRADE_ROOM: Tenths = 110 * PIXEL;
const INK: &str = "#1a1a1a";
const GREY: &str = "#595959";
const AXIS: &str = "#8a8a8a";
const FAINT: &str = "#e2e2e2";
const EDGE: &str = "#8a5a00";
const FIRM: &str = "#28527a";

/// Ranked units, in the order in which they are to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedBars {
    /// The only one of its page.
    pub id: String,
    pub title: String,
    /// The points that a unit can have.
    pub full: Exact,
    pub bars: Vec<Bar>,
    /// Lower edges of grades.
    pub edges: Vec<Edge>,
    /// So many units are shown at most.
    pub most: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The unit's id.
    pub unit: String,
    /// As it is to be read.
    pub rank: String,
    pub name: String,
    pub total: Exact,
    /// The total as the documents write it.
    pub total_shown: String,
    pub at_least: Exact,
    pub at_least_shown: String,
    pub at_most: Exact,
    pub at_most_shown: String,
    /// With what the documents add to it where it is provisional.
    pub grade: String,
}

impl Bar {
    /// Its bounds lie apart.
    fn open(&self) -> bool {
        self.at_least != self.at_most
    }

    fn range(&self, words: &Words) -> String {
        words.say(&message!("chart-from-to", from = &self.at_least_shown, to = &self.at_most_shown))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub grade: String,
    pub at: Exact,
    pub at_shown: String,
}

impl RankedBars {
    /// The chart with its table, as HTML.
    pub fn write(&self, words: &Words) -> String {
        let description = words.say(&message!("chart-bars-description", units = self.bars.len()));
        let drawings = self.draw(words).into_iter().enumerate();
        let picture: String = drawings
            .map(|(number, drawing)| piece(&self.id, number, &self.title, &description, &drawing, words))
            .collect();
        figure(&self.id, &self.title, &picture, &self.table(words), words)
    }

    /// Where everything stands: pieces that follow each other without a gap.
    pub fn draw(&self, words: &Words) -> Vec<Drawing> {
        let shown = shown(self.bars.len(), self.most);
        let bars: Vec<&Bar> = shown.iter().filter_map(|row| self.bar(*row)).collect();
        let widest = |texts: &mut dyn Iterator<Item = String>, size, room: Tenths| {
            texts.map(|text| text_width(&text, size)).max().unwrap_or(0).min(room)
        };
        let rank_room = widest(&mut bars.iter().map(|bar| bar.rank.clone()), SMALL, NAME_ROOM);
        let name_room = widest(&mut bars.iter().map(|bar| bar.name.clone()), SIZE, NAME_ROOM);
        let total_room = widest(&mut bars.iter().map(|bar| bar.total_shown.clone()), SMALL, NAME_ROOM);
        let grade_room = widest(&mut bars.iter().map(|bar| bar.grade.clone()), SMALL, GRADE_ROOM);
        let left = rank_room + GAP + name_room + GAP;
        let right = WIDTH - grade_room - GAP - total_room - GAP;
        let axis = Axis::over(self, left, right);

        let columns = Columns { rank_room, name_room, total_room, grade_room, left, right };

        let pieces = shown.len().div_ceil(PIECE).max(1);
        let mut drawings: Vec<Drawing> = shown
            .chunks(shown.len().div_ceil(pieces).max(1))
            .enumerate()
            .map(|(index, rows)| self.draw_piece(rows, index == 0, &columns, &axis, words))
            .collect();
        if let Some(last) = drawings.last_mut() {
            axis.draw_numbers(last);
            if bars.iter().any(|bar| bar.open()) {
                self.draw_legend(last, words);
            }
        }
        drawings
    }

    fn draw_piece(&self, rows: &[Shown], first: bool, columns: &Columns, axis: &Axis, words: &Words) -> Drawing {
        let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
        let top = self.draw_edges(&mut drawing, axis, rows.len(), first);
        drawing.height = top + ROW * count(rows.len());
        axis.draw_lines(&mut drawing, top);
        for (index, row) in rows.iter().enumerate() {
            let y = top + ROW * count(index);
            match (row, self.bar(*row)) {
                (Shown::Row(_), Some(bar)) => {
                    draw_bar(&mut drawing, bar, axis, y, words);
                    columns.draw_texts(&mut drawing, bar, y);
                }
                (Shown::Fold(units), _) => columns.draw_fold(&mut drawing, &self.say_fold(*units), y, words),
                (Shown::Row(_), None) => {}
            }
        }
        drawing
    }

    /// How many are left out, and how many of them have the rank of those beside them: who stands at the edge stands there by its name alone.
    fn say_fold(&self, units: usize) -> Message {
        let first = (self.bars.len() - units) / 2;
        let rank = |row: usize| self.bars.get(row).map(|bar| bar.rank.as_str());
        let tied = |edge: Option<&str>| {
            let left_out = self.bars.iter().skip(first).take(units);
            left_out.filter(|bar| Some(bar.rank.as_str()) == edge).count()
        };
        let above = first.checked_sub(1).map_or(0, |row| tied(rank(row)));
        let below = tied(rank(first + units));
        match (above, below) {
            (0, 0) => message!("chart-folded", units = units),
            (above, 0) => message!("chart-folded-tied-above", units = units, above = above),
            (0, below) => message!("chart-folded-tied-below", units = units, below = below),
            (above, below) => message!("chart-folded-tied", units = units, above = above, below = below),
        }
    }

    fn bar(&self, row: Shown) -> Option<&Bar> {
        match row {
            Shown::Row(index) => self.bars.get(index),
            Shown::Fold(_) => None,
        }
    }

    /// Draws the edges of grades, with their names or without, and gives the height that the names take.
    fn draw_edges(&self, drawing: &mut Drawing, axis: &Axis, rows: usize, named: bool) -> Tenths {
        let mut edges: Vec<&Edge> =
            self.edges.iter().filter(|edge| edge.at > axis.from && edge.at <= axis.to).collect();
        edges.sort_by(|left, right| left.at.cmp(&right.at));
        if !named {
            for edge in edges {
                let x = axis.place(&edge.at);
                drawing.dashed((x, 0), (x, ROW * count(rows)), EDGE);
            }
            return 0;
        }
        let texts: Vec<String> = edges.iter().map(|edge| format!("{} {}", edge.grade, edge.at_shown)).collect();
        let spans: Vec<(Tenths, Tenths)> = edges
            .iter()
            .zip(&texts)
            .map(|(edge, text)| (axis.place(&edge.at), text_width(text, SMALL) + GAP))
            .collect();
        let lanes = lanes(&spans);
        let top = LANE * count(lanes.iter().max().map_or(0, |most| most + 1)) + 4 * PIXEL;
        for (((x, width), text), lane) in spans.iter().zip(texts).zip(lanes) {
            let y = top - 4 * PIXEL - LANE * (count(lane) + 1);
            drawing.dashed((*x, y), (*x, top + ROW * count(rows)), EDGE);
            let width = width - GAP;
            let x = x + 4 * PIXEL;
            // A name at the very right still has to end within the drawing.
            let room = WIDTH - x;
            let text = fitted(&text, SMALL, room);
            let y = y + (LANE - SMALL) / 2;
            drawing.labels.push(Label {
                text,
                x,
                y,
                width: width.min(room),
                height: SMALL,
                size: SMALL,
                align: Align::Left,
                fill: "#6b4500",
                bold: false,
            });
        }
        top
    }

    fn draw_legend(&self, drawing: &mut Drawing, words: &Words) {
        let text = words.word("chart-bars-legend");
        let (y, width) = (drawing.height, text_width(&text, SMALL).min(WIDTH - 40 * PIXEL));
        drawing.shapes.push(Shape::Box {
            x: 0,
            y: y + 4 * PIXEL,
            width: 26 * PIXEL,
            height: 8 * PIXEL,
            fill: Fill::Pattern(Pattern::Open),
            tip: None,
        });
        whisker(drawing, 14 * PIXEL, 34 * PIXEL, y + 8 * PIXEL);
        drawing.labels.push(Label {
            text: fitted(&text, SMALL, width),
            x: 40 * PIXEL,
            y: y + 2 * PIXEL,
            width,
            height: SMALL,
            size: SMALL,
            align: Align::Left,
            fill: GREY,
            bold: false,
        });
        drawing.height = y + LANE + 2 * PIXEL;
    }

    fn table(&self, words: &Words) -> String {
        let heads = ["chart-rank", "chart-unit", "chart-total", "chart-lowest", "chart-highest", "chart-grade"];
        let mut html = format!("<table>\n<caption>{}</caption>\n<thead><tr>", escape(&self.title));
        for head in heads {
            let _ = write!(html, "<th scope=\"col\">{}</th>", escape(&words.word(head)));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for bar in &self.bars {
            let _ = write!(
                html,
                "<tr data-unit=\"{}\"><td data-field=\"rank\">{}</td><th scope=\"row\">{}</th>",
                escape(&bar.unit),
                escape(&bar.rank),
                escape(&bar.name)
            );
            let figures =
                [("total", &bar.total_shown), ("at_least", &bar.at_least_shown), ("at_most", &bar.at_most_shown)];
            for (field, shown) in figures {
                let _ = write!(html, "<td data-field=\"{field}\">{}</td>", escape(shown));
            }
            let _ = writeln!(html, "<td>{}</td></tr>", escape(&bar.grade));
        }
        html.push_str("</tbody>\n</table>\n");
        html
    }
}

/// The points along the foot of the chart.
struct Axis {
    from: Exact,
    to: Exact,
    left: Tenths,
    right: Tenths,
}

impl Axis {
    /// From nought to full points, and wider where deductions or bonuses go beyond them.
    fn over(chart: &RankedBars, left: Tenths, right: Tenths) -> Axis {
        let lowest = chart.bars.iter().map(|bar| &bar.at_least).chain(chart.bars.iter().map(|bar| &bar.total)).min();
        let highest = chart.bars.iter().map(|bar| &bar.at_most).chain(chart.bars.iter().map(|bar| &bar.total)).max();
        let from = lowest.cloned().unwrap_or_default().min(Exact::ZERO);
        let to = highest.cloned().unwrap_or_default().max(chart.full.clone());
        let to = if to > from { to } else { &from + &Exact::ONE };
        Axis { from, to, left, right }
    }

    fn place(&self, value: &Exact) -> Tenths {
        self.left + along(value, &self.from, &self.to, self.right - self.left)
    }

    /// 1, 2 or 5 times a power of ten, such that at most six steps fit.
    fn step(&self) -> Exact {
        let span = &self.to - &self.from;
        let mut power = Exact::ONE;
        loop {
            for times in [1, 2, 5] {
                let step = &power * &Exact::from(times);
                if &step * &Exact::from(6) >= span {
                    return step;
                }
            }
            power = power.times_power_of_ten(1);
        }
    }

    /// The points that lines stand at.
    fn ticks(&self) -> Vec<Exact> {
        let step = self.step();
        let first = self.from.checked_div(&step).unwrap_or_default().ceil();
        let mut tick = &first * &step;
        let mut ticks = Vec::new();
        while tick <= self.to {
            ticks.push(tick.clone());
            tick += &step;
        }
        ticks
    }

    fn draw_lines(&self, drawing: &mut Drawing, top: Tenths) {
        for tick in self.ticks() {
            let (x, stroke) = (self.place(&tick), if tick.is_zero() { AXIS } else { FAINT });
            drawing.line((x, top), (x, drawing.height), stroke);
        }
    }

    fn draw_numbers(&self, drawing: &mut Drawing) {
        for tick in self.ticks() {
            let text = tick.to_decimal();
            let width = text_width(&text, SMALL);
            drawing.labels.push(Label {
                text,
                x: self.place(&tick) - width / 2,
                y: drawing.height + 2 * PIXEL,
                width,
                height: SMALL,
                size: SMALL,
                align: Align::Middle,
                fill: GREY,
                bold: false,
            });
        }
        drawing.height += LANE + 2 * PIXEL;
    }
}

/// Where the texts of a row stand.
struct Columns {
    rank_room: Tenths,
    name_room: Tenths,
    total_room: Tenths,
    grade_room: Tenths,
    /// Where the bars begin and end.
    left: Tenths,
    right: Tenths,
}

impl Columns {
    fn draw_texts(&self, drawing: &mut Drawing, bar: &Bar, y: Tenths) {
        let mut text = |text: String, x, width, size, align, fill| {
            let y = y + (ROW - size) / 2;
            drawing.labels.push(Label { text, x, y, width, height: size, size, align, fill, bold: false });
        };
        let (name, total, grade) = (self.rank_room + GAP, self.right + GAP, self.right + GAP + self.total_room + GAP);
        text(bar.rank.clone(), 0, self.rank_room, SMALL, Align::Right, GREY);
        text(fitted(&bar.name, SIZE, self.name_room), name, self.name_room, SIZE, Align::Left, INK);
        text(bar.total_shown.clone(), total, self.total_room, SMALL, Align::Right, INK);
        text(fitted(&bar.grade, SMALL, self.grade_room), grade, self.grade_room, SMALL, Align::Left, INK);
    }

    /// A row that says how many are left out, on white.
    fn draw_fold(&self, drawing: &mut Drawing, say: &Message, y: Tenths, words: &Words) {
        let text = words.say(say);
        let width = text_width(&text, SMALL).min(self.right - self.left);
        let x = self.left + GAP;
        drawing.shapes.push(Shape::Box {
            x,
            y: y + PIXEL,
            width: width + GAP,
            height: ROW - 2 * PIXEL,
            fill: Fill::Colour("#fff"),
            tip: None,
        });
        drawing.labels.push(Label {
            text: fitted(&text, SMALL, width),
            x: x + GAP / 2,
            y: y + (ROW - SMALL) / 2,
            width,
            height: SMALL,
            size: SMALL,
            align: Align::Left,
            fill: GREY,
            bold: false,
        });
    }
}

fn draw_bar(drawing: &mut Drawing, bar: &Bar, axis: &Axis, y: Tenths, words: &Words) {
    let (zero, end) = (axis.place(&Exact::ZERO), axis.place(&bar.total));
    let total = if bar.open() { bar.range(words) } else { bar.total_shown.clone() };
    let tip = format!("{} {total} {}", bar.name, bar.grade);
    drawing.shapes.push(Shape::Box {
        x: zero.min(end),
        y: y + (ROW - BAR) / 2,
        width: (end - zero).abs(),
        height: BAR,
        fill: if bar.open() { Fill::Pattern(Pattern::Open) } else { Fill::Colour(FIRM) },
        tip: Some(tip),
    });
    if bar.open() {
        whisker(drawing, axis.place(&bar.at_least), axis.place(&bar.at_most), y + ROW / 2);
    }
}

/// A stroke from end to end with a cap at each.
fn whisker(drawing: &mut Drawing, from: Tenths, to: Tenths, y: Tenths) {
    let cap = 4 * PIXEL;
    for (start, end, width) in [
        // White beneath black, to be seen upon the bar and beside it.
        ((from, y), (to, y), 4 * PIXEL),
        ((from, y), (to, y), 2 * PIXEL),
        ((from, y - cap), (from, y + cap), 2 * PIXEL),
        ((to, y - cap), (to, y + cap), 2 * PIXEL),
    ] {
        let stroke = if width > 2 * PIXEL { "#fff" } else { "#000" };
        drawing.shapes.push(Shape::Line {
            x1: start.0,
            y1: start.1,
            x2: end.0,
            y2: end.1,
            stroke,
            width,
            dashed: false,
        });
    }
}

fn count(rows: usize) -> Tenths {
    Tenths::try_from(rows).unwrap_or(Tenths::MAX / ROW)
}
