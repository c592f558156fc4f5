//! Units × indicators: which share of its points each item of each unit has.

use std::fmt::Write as _;

use crate::figure::Exact;
use crate::message;
use crate::words::Words;

use super::drawing::{Align, Drawing, Fill, Label, PIXEL, Pattern, Shape, Tenths, escape, fitted, lanes, text_width};
use super::{Shown, figure, piece, shown};

const WIDTH: Tenths = 720 * PIXEL;
const ROW: Tenths = 17 * PIXEL;
/// How many rows stand together at most: a printed page may end between two such pieces, and not within one.
const PIECE: usize = 4;
const SIZE: Tenths = 12 * PIXEL;
const CELL_SIZE: Tenths = 11 * PIXEL;
const NARROWEST: Tenths = 16 * PIXEL;
const WIDEST: Tenths = 44 * PIXEL;
const LANE: Tenths = 16 * PIXEL;
const GAP: Tenths = 6 * PIXEL;
const NAME_ROOM: Tenths = 112 * PIXEL;
/// Twenty characters of a title. Heads that take more than a quarter of a printed page are not repeated on the next one.
const HEAD_ROOM: Tenths = 20 * SIZE;
const INK: &str = "#1a1a1a";
const GREY: &str = "#595959";
const WHITE: &str = "#fff";
/// Between areas, and between groups.
const BETWEEN: &str = "#5c5c5c";

/// Which share of the points every unit has in every indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatMap {
    /// The only one of its page.
    pub id: String,
    pub title: String,
    pub columns: Vec<Column>,
    /// In the order in which they are to stand; each with one cell a column.
    pub rows: Vec<Row>,
    /// How many units are drawn at most; of more, the first and the last of each group.
    pub most: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The indicator's id.
    pub item: String,
    pub title: String,
    /// Columns of one area stand side by side.
    pub area: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The unit's id.
    pub unit: String,
    pub name: String,
    /// Units of one group stand together.
    pub group: String,
    pub cells: Vec<Cell>,
}

/// Columns side by side: their heads, which a printed page repeats where it begins within the rows, and the rows under them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    pub head: Drawing,
    pub rows: Vec<Drawing>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub state: CellState,
    /// Points and full points as the documents write them (5.61/6).
    pub points_shown: String,
    pub full_shown: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellState {
    /// Points over full points.
    Scored(Exact),
    Vetoed,
    NotAssessed,
    /// Its day is still ahead.
    NotDue,
    /// A person still owes the points.
    AwaitsHand,
    NoData,
    Withheld,
    /// The unit's score sheet doesn't hold it.
    NotHeld,
}

/// How a cell looks: what fills it, what is written in it.
struct Look {
    fill: Fill,
    text: String,
    ink: &'static str,
}

/// A step of the scale.
struct Shade {
    /// The lowest share in it, in tenths.
    from: i64,
    colour: &'static str,
    ink: &'static str,
    /// Its word in the legend.
    key: &'static str,
}

/// Shades of one hue, told apart by their lightness alone: the more is lost, the darker.
const SHADES: [Shade; 5] = [
    Shade { from: 10, colour: "#f4f7fb", ink: INK, key: "chart-shade-full" },
    Shade { from: 8, colour: "#cfdcea", ink: INK, key: "chart-shade-80" },
    Shade { from: 6, colour: "#9db8d2", ink: INK, key: "chart-shade-60" },
    Shade { from: 1, colour: "#3f719f", ink: WHITE, key: "chart-shade-10" },
    Shade { from: 0, colour: "#12324f", ink: WHITE, key: "chart-shade-0" },
];

/// The look of a share of so many whole tenths.
fn shaded(tenths: i64) -> Look {
    let shade = SHADES.iter().find(|shade| tenths >= shade.from);
    let (colour, ink) = shade.map_or((WHITE, INK), |shade| (shade.colour, shade.ink));
    let text = if tenths == 10 { String::new() } else { tenths.to_string() };
    Look { fill: Fill::Colour(colour), text, ink }
}

impl CellState {
    fn look(&self, words: &Words) -> Look {
        let pattern = |pattern, key| Look { fill: Fill::Pattern(pattern), text: words.word(key), ink: INK };
        match self {
            CellState::Scored(share) => {
                let tenths = share.times_power_of_ten(1).floor().to_i128().map_or(0, |tenths| tenths.clamp(0, 10));
                shaded(i64::try_from(tenths).unwrap_or(0))
            }
            CellState::Vetoed => Look { fill: Fill::Colour("#000"), text: words.word("chart-cell-vetoed"), ink: WHITE },
            CellState::NotAssessed => pattern(Pattern::Strokes, "chart-cell-not-assessed"),
            CellState::NotDue => pattern(Pattern::Dots, "chart-cell-not-due"),
            CellState::AwaitsHand => pattern(Pattern::Dots, "chart-cell-awaits-hand"),
            CellState::NoData => pattern(Pattern::Grid, "chart-cell-no-data"),
            CellState::Withheld => pattern(Pattern::Grid, "chart-cell-withheld"),
            CellState::NotHeld => Look { fill: Fill::Colour(WHITE), text: String::new(), ink: INK },
        }
    }

    /// In words, for those who don't see the cell; nothing for a share.
    fn say(&self, words: &Words) -> Option<String> {
        match self {
            CellState::Scored(_) | CellState::NotHeld => None,
            CellState::Vetoed => Some(words.word("report-vetoed")),
            CellState::NotAssessed => Some(words.word("status-not-applicable")),
            CellState::NotDue => Some(words.word("status-pending")),
            CellState::AwaitsHand => Some(words.word("status-awaiting")),
            CellState::NoData => Some(words.word("status-no-data")),
            CellState::Withheld => Some(words.word("status-withheld")),
        }
    }
}

impl Cell {
    fn say(&self, words: &Words) -> String {
        match (&self.state, self.state.say(words)) {
            (CellState::NotHeld, _) => "—".to_owned(),
            (_, Some(state)) => state,
            (_, None) => format!("{}/{}", self.points_shown, self.full_shown),
        }
    }
}

impl HeatMap {
    /// The chart with its table, as HTML.
    pub fn write(&self, words: &Words) -> String {
        let description =
            words.say(&message!("chart-heat-description", units = self.rows.len(), indicators = self.columns.len()));
        let mut picture = String::new();
        let mut number = 0;
        let mut next = |drawing: &Drawing| {
            number += 1;
            piece(&self.id, number - 1, &self.title, &description, drawing, words)
        };
        for band in self.draw(words) {
            let _ = write!(
                picture,
                "<table class=\"chart-band\" role=\"presentation\">\n<thead><tr><td>{}</td></tr></thead>\n<tbody>\n",
                next(&band.head)
            );
            for drawing in &band.rows {
                let _ = writeln!(picture, "<tr><td>{}</td></tr>", next(drawing));
            }
            picture.push_str("</tbody>\n</table>\n");
        }
        figure(&self.id, &self.title, &picture, &self.table(words), words)
    }

    /// Where everything stands. Columns that don't fit side by side make bands of their own, each under its heads.
    pub fn draw(&self, words: &Words) -> Vec<Band> {
        let shown = self.shown();
        let names = shown.iter().filter_map(|row| self.row(*row)).map(|row| text_width(&row.name, SIZE));
        let left = names.max().unwrap_or(0).min(NAME_ROOM) + GAP;
        let room = WIDTH - left;
        let most = usize::try_from(room / NARROWEST).unwrap_or(1).max(1);
        let blocks = self.columns.len().div_ceil(most).max(1);
        let per = self.columns.len().div_ceil(blocks).max(1);
        let mut bands = Vec::new();
        for first in (0..self.columns.len()).step_by(per) {
            let columns: Vec<(usize, &Column)> = self.columns.iter().enumerate().skip(first).take(per).collect();
            bands.push(self.draw_band(&columns, &shown, left, words));
        }
        if let Some(last) = bands.last_mut() {
            let mut legend = Drawing { width: WIDTH, height: GAP, ..Drawing::default() };
            self.draw_legend(&mut legend, words);
            last.rows.push(legend);
        }
        bands
    }

    /// Which rows stand in the picture: ranks begin anew in each group, and so do its first and its last.
    fn shown(&self) -> Vec<Shown> {
        if self.rows.len() <= self.most {
            return shown(self.rows.len(), self.most);
        }
        let groups: Vec<&[Row]> = self.rows.chunk_by(|one, next| one.group == next.group).collect();
        let most = (self.most / groups.len().max(1)).max(2);
        let mut before = 0;
        let mut all = Vec::new();
        for group in groups {
            all.extend(shown(group.len(), most).into_iter().map(|row| match row {
                Shown::Row(place) => Shown::Row(before + place),
                Shown::Fold(units) => Shown::Fold(units),
            }));
            before += group.len();
        }
        all
    }

    fn row(&self, row: Shown) -> Option<&Row> {
        match row {
            Shown::Row(index) => self.rows.get(index),
            Shown::Fold(_) => None,
        }
    }

    /// Draws some of the columns: their heads, and all rows under them.
    fn draw_band(&self, columns: &[(usize, &Column)], shown: &[Shown], left: Tenths, words: &Words) -> Band {
        let areas = areas(columns);
        let wanted = (WIDTH - left) / whole(columns.len());
        // The name of the last area may be wider than its columns and still has to end within the drawing.
        let hang =
            areas.last().map_or(0, |(name, _, columns)| text_width(name, SIZE) + GAP - NARROWEST * whole(*columns));
        let cell = ((WIDTH - left - hang.max(0)) / whole(columns.len())).clamp(NARROWEST, WIDEST).min(wanted);
        let cell = cell / PIXEL * PIXEL;
        let across = |index: usize| left + cell * whole(index);

        let mut head = Drawing { width: WIDTH, ..Drawing::default() };
        let spans: Vec<(Tenths, Tenths)> =
            areas.iter().map(|(name, first, _)| (across(*first), text_width(name, SIZE) + GAP)).collect();
        let lanes = lanes(&spans);
        let titles =
            columns.iter().map(|(_, column)| text_width(&column.title, SIZE)).max().unwrap_or(0).min(HEAD_ROOM);
        let top = LANE * lanes.iter().max().map_or(0, |most| whole(most + 1)) + GAP / 2;
        head.height = top + titles + GAP / 2;
        for (index, (_, column)) in columns.iter().enumerate() {
            head.labels.push(Label {
                text: fitted(&column.title, SIZE, titles),
                x: across(index) + (cell - SIZE) / 2,
                y: top,
                width: SIZE,
                height: titles,
                size: SIZE,
                align: Align::Down,
                fill: INK,
                bold: false,
            });
        }
        for (((name, first, _), (_, width)), lane) in areas.iter().zip(&spans).zip(lanes) {
            let (x, y) = (across(*first), top - GAP / 2 - LANE * (whole(lane) + 1));
            head.line((x, y), (x, head.height), BETWEEN);
            let (x, width) = (x + 3 * PIXEL, width - GAP);
            let room = WIDTH - x;
            let at = (x, y + (LANE - SIZE) / 2, width.min(room), SIZE);
            let mut named = label(fitted(name, SIZE, room), at, SIZE, Align::Left, INK);
            named.bold = true;
            head.labels.push(named);
        }

        let right = across(columns.len());
        let mut group = shown.first().and_then(|row| self.row(*row)).map(|row| row.group.as_str());
        let mut rows = Vec::new();
        for shown in shown.chunks(PIECE) {
            let mut drawing = Drawing { width: WIDTH, height: ROW * whole(shown.len()), ..Drawing::default() };
            for (place, row) in shown.iter().enumerate() {
                let y = ROW * whole(place);
                match (row, self.row(*row)) {
                    (Shown::Row(_), Some(row)) => {
                        self.draw_row(&mut drawing, row, columns, (left, y, cell), words);
                        // Ranks begin anew where a group does.
                        if group.replace(&row.group).is_some_and(|before| before != row.group) {
                            drawing.line((0, y), (right, y), BETWEEN);
                        }
                    }
                    (Shown::Fold(units), _) => {
                        let text = words.say(&message!("chart-folded", units = *units));
                        let width = text_width(&text, SIZE).min(WIDTH - left);
                        let text = fitted(&text, SIZE, width);
                        let y = y + (ROW - SIZE) / 2;
                        drawing.labels.push(label(text, (left, y, width, SIZE), SIZE, Align::Left, GREY));
                    }
                    (Shown::Row(_), None) => {}
                }
            }
            for (_, first, _) in &areas {
                drawing.line((across(*first), 0), (across(*first), drawing.height), BETWEEN);
            }
            rows.push(drawing);
        }
        Band { head, rows }
    }

    fn draw_row(
        &self,
        drawing: &mut Drawing,
        row: &Row,
        columns: &[(usize, &Column)],
        (left, y, cell): (Tenths, Tenths, Tenths),
        words: &Words,
    ) {
        let room = left - GAP;
        let name = fitted(&row.name, SIZE, room);
        drawing.labels.push(label(name, (0, y + (ROW - SIZE) / 2, room, SIZE), SIZE, Align::Left, INK));
        for (place, (index, column)) in columns.iter().enumerate() {
            let Some(held) = row.cells.get(*index) else { continue };
            let look = held.state.look(words);
            let x = left + cell * whole(place);
            drawing.shapes.push(Shape::Box {
                x: x + PIXEL / 2,
                y: y + PIXEL / 2,
                width: cell - PIXEL,
                height: ROW - PIXEL,
                fill: look.fill,
                tip: Some(format!("{} {} {}", row.name, column.title, held.say(words))),
            });
            if !look.text.is_empty() {
                let at = (x, y + (ROW - CELL_SIZE) / 2, cell, CELL_SIZE);
                drawing.labels.push(label(look.text, at, CELL_SIZE, Align::Middle, look.ink));
            }
        }
    }

    /// What shades and characters mean, as many lines as it takes; only of states that the map holds.
    fn draw_legend(&self, drawing: &mut Drawing, words: &Words) {
        let holds = |wanted: &CellState| self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.state == *wanted);
        let mut entries: Vec<(Look, String)> =
            SHADES.iter().map(|shade| (shaded(shade.from), words.word(shade.key))).collect();
        let states = [
            CellState::NotAssessed,
            CellState::NotDue,
            CellState::AwaitsHand,
            CellState::NoData,
            CellState::Withheld,
            CellState::Vetoed,
        ];
        for state in states {
            if let (true, Some(said)) = (holds(&state), state.say(words)) {
                entries.push((state.look(words), said));
            }
        }
        let swatch = 16 * PIXEL;
        let (mut x, mut y) = (0, drawing.height);
        for (look, said) in entries {
            let width = text_width(&said, SIZE);
            if x > 0 && x + swatch + GAP + width > WIDTH {
                (x, y) = (0, y + ROW + GAP / 2);
            }
            // A light shade needs a rim to be seen on white paper.
            drawing.shapes.push(rim(x, y, swatch));
            drawing.shapes.push(Shape::Box {
                x: x + PIXEL,
                y: y + PIXEL,
                width: swatch - 2 * PIXEL,
                height: swatch - 2 * PIXEL,
                fill: look.fill,
                tip: None,
            });
            if !look.text.is_empty() {
                let at = (x, y + (swatch - CELL_SIZE) / 2, swatch, CELL_SIZE);
                drawing.labels.push(label(look.text, at, CELL_SIZE, Align::Middle, look.ink));
            }
            let at = (x + swatch + GAP, y + (swatch - SIZE) / 2, width, SIZE);
            drawing.labels.push(label(said, at, SIZE, Align::Left, GREY));
            x += swatch + GAP + width + 3 * GAP;
        }
        y += ROW + GAP / 2;
        let text = words.word("chart-heat-legend");
        let width = text_width(&text, SIZE).min(WIDTH);
        drawing.labels.push(label(fitted(&text, SIZE, width), (0, y, width, SIZE), SIZE, Align::Left, GREY));
        drawing.height = y + ROW;
    }

    fn table(&self, words: &Words) -> String {
        let mut html = format!(
            "<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th>",
            escape(&self.title),
            escape(&words.word("chart-unit"))
        );
        for column in &self.columns {
            let _ = write!(html, "<th scope=\"col\">{}</th>", escape(&column.title));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            let (unit, name) = (escape(&row.unit), escape(&row.name));
            let _ = write!(html, "<tr data-unit=\"{unit}\"><th scope=\"row\">{name}</th>");
            for (column, cell) in self.columns.iter().zip(&row.cells) {
                let _ = write!(html, "<td data-item=\"{}\">{}</td>", escape(&column.item), escape(&cell.say(words)));
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n");
        html
    }
}

/// Runs of columns of the same area: its name, the first column's place, how many.
fn areas<'a>(columns: &[(usize, &'a Column)]) -> Vec<(&'a str, usize, usize)> {
    let mut areas: Vec<(&str, usize, usize)> = Vec::new();
    for (place, (_, column)) in columns.iter().enumerate() {
        match areas.last_mut() {
            Some((name, _, columns)) if *name == column.area => *columns += 1,
            Some(_) | None => areas.push((&column.area, place, 1)),
        }
    }
    areas
}

fn label(
    text: String,
    (x, y, width, height): (Tenths, Tenths, Tenths, Tenths),
    size: Tenths,
    align: Align,
    fill: &'static str,
) -> Label {
    Label { text, x, y, width, height, size, align, fill, bold: false }
}

fn rim(x: Tenths, y: Tenths, side: Tenths) -> Shape {
    Shape::Box { x, y, width: side, height: side, fill: Fill::Colour("#8a8a8a"), tip: None }
}

fn whole(count: usize) -> Tenths {
    Tenths::try_from(count).unwrap_or(Tenths::MAX / ROW)
}
