//! A drawing: boxes and texts at whole tenths of a pixel, and how they are written as SVG.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use crate::figure::{Exact, Rounding};

/// A length in tenths of a pixel. Whole numbers, so that no machine rounds them in its own way.
pub type Tenths = i64;

pub const PIXEL: Tenths = 10;

/// Where a text stands in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
    /// From the bottom of the box upwards to its top, written from top to bottom: the text ends at the bottom.
    Down,
}

/// A text and the box that it fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub text: String,
    pub x: Tenths,
    pub y: Tenths,
    pub width: Tenths,
    pub height: Tenths,
    pub size: Tenths,
    pub align: Align,
    pub fill: &'static str,
    pub bold: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Box {
        x: Tenths,
        y: Tenths,
        width: Tenths,
        height: Tenths,
        /// A colour, or the name of a pattern of this drawing.
        fill: Fill,
        /// Shown by the pointer.
        tip: Option<String>,
    },
    Line {
        x1: Tenths,
        y1: Tenths,
        x2: Tenths,
        y2: Tenths,
        stroke: &'static str,
        width: Tenths,
        dashed: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    Colour(&'static str),
    Pattern(Pattern),
}

/// What a black and white print tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// May still move.
    Open,
    /// Strokes falling to the right: not assessed.
    Strokes,
    /// Dots: not due yet.
    Dots,
    /// A grid: nothing was sent.
    Grid,
}

impl Pattern {
    const ALL: [Pattern; 4] = [Pattern::Open, Pattern::Strokes, Pattern::Dots, Pattern::Grid];

    fn name(self) -> &'static str {
        match self {
            Pattern::Open => "open",
            Pattern::Strokes => "strokes",
            Pattern::Dots => "dots",
            Pattern::Grid => "grid",
        }
    }

    /// The pattern's tile: its side in pixels and what is drawn in it.
    fn tile(self) -> (u32, &'static str) {
        match self {
            Pattern::Open => (
                6,
                r##"<rect width="6" height="6" fill="#c3d3e4"/><path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="#28527a" stroke-width="1.4"/>"##,
            ),
            Pattern::Strokes => (
                6,
                r##"<rect width="6" height="6" fill="#fff"/><path d="M-1 -1L7 7M-1 5L1 7M5 -1L7 1" stroke="#c9c9c9" stroke-width=".8"/>"##,
            ),
            Pattern::Dots => {
                (5, r##"<rect width="5" height="5" fill="#fff"/><circle cx="1.5" cy="1.5" r=".8" fill="#9a9a9a"/>"##)
            }
            Pattern::Grid => (
                5,
                r##"<rect width="5" height="5" fill="#fff"/><path d="M0 0H5M0 0V5" stroke="#a8a8a8" stroke-width=".9"/>"##,
            ),
        }
    }
}

/// What a chart looks like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawing {
    pub width: Tenths,
    pub height: Tenths,
    pub shapes: Vec<Shape>,
    pub labels: Vec<Label>,
}

impl Drawing {
    pub fn line(&mut self, (x1, y1): (Tenths, Tenths), (x2, y2): (Tenths, Tenths), stroke: &'static str) {
        self.shapes.push(Shape::Line { x1, y1, x2, y2, stroke, width: PIXEL, dashed: false });
    }

    pub fn dashed(&mut self, (x1, y1): (Tenths, Tenths), (x2, y2): (Tenths, Tenths), stroke: &'static str) {
        self.shapes.push(Shape::Line { x1, y1, x2, y2, stroke, width: PIXEL, dashed: true });
    }

    fn has(&self, pattern: Pattern) -> bool {
        self.shapes.iter().any(|shape| match shape {
            Shape::Box { fill, .. } => *fill == Fill::Pattern(pattern),
            Shape::Line { .. } => false,
        })
    }
}

/// How wide a text is at a type size: a Chinese character is as wide as it is high, and so is what Chinese fonts draw like one (Ⅲ, “);
/// of the others none is wider than about six tenths of that, so the box is never too small.
pub fn text_width(text: &str, size: Tenths) -> Tenths {
    let tenths_of_em: Tenths = text.chars().map(|letter| if letter.width_cjk() == Some(1) { 6 } else { 10 }).sum();
    (tenths_of_em * size + 9) / 10
}

/// The text, or as much of it as the room holds, with … where it was cut.
pub fn fitted(text: &str, size: Tenths, room: Tenths) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        let mut longer = kept.clone();
        longer.push(letter);
        if text_width(&longer, size) + size > room {
            break;
        }
        kept = longer;
    }
    kept.push('…');
    kept
}

/// Where `value` lies between `from` and `to` along a stretch of `length`, rounded to a tenth of a pixel.
pub fn along(value: &Exact, from: &Exact, to: &Exact, length: Tenths) -> Tenths {
    let share = (value - from).checked_div(&(to - from)).unwrap_or_default();
    let place = Rounding::half_up(0).apply(&(&share * &Exact::from(length)));
    place.to_i128().and_then(|place| Tenths::try_from(place).ok()).unwrap_or(0)
}

/// For labels that hang on a line at their left edge, from left to right: the lane of each, 0 being the nearest to the chart, such
/// that none covers another, and no line runs through a label.
///
/// From the right, because the line of a label passes the lanes below it: those to its right, never those to its left.
pub fn lanes(spans: &[(Tenths, Tenths)]) -> Vec<usize> {
    let mut free_from: Vec<Tenths> = Vec::new();
    let mut lanes = vec![0; spans.len()];
    for (index, (left, width)) in spans.iter().enumerate().rev() {
        let right = left + width;
        let lane = free_from.iter().position(|taken| right <= *taken).unwrap_or(free_from.len());
        if let Some(taken) = free_from.get_mut(lane) {
            *taken = *left;
        } else {
            free_from.push(*left);
        }
        if let Some(found) = lanes.get_mut(index) {
            *found = lane;
        }
    }
    lanes
}

/// Safe as text and within a quoted attribute of HTML.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Pixels, with a tenth where there is one.
fn pixels(length: Tenths) -> String {
    if length % PIXEL == 0 {
        (length / PIXEL).to_string()
    } else {
        let sign = if length < 0 { "-" } else { "" };
        format!("{sign}{}.{}", length.abs() / PIXEL, length.abs() % PIXEL)
    }
}

/// The frame of a drawing: what a screen reader is told in its place.
pub struct Svg<'a> {
    /// The only one of its page.
    pub id: &'a str,
    pub title: &'a str,
    pub description: &'a str,
}

impl Svg<'_> {
    pub fn write(&self, drawing: &Drawing) -> String {
        let id = escape(self.id);
        let (width, height) = (pixels(drawing.width), pixels(drawing.height));
        // Without a style attribute anywhere: a page may forbid them.
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
            escape(self.title),
            escape(self.description),
        );
        let patterns: Vec<Pattern> = Pattern::ALL.into_iter().filter(|pattern| drawing.has(*pattern)).collect();
        if !patterns.is_empty() {
            svg.push_str("<defs>");
            for pattern in patterns {
                let (side, tile) = pattern.tile();
                let name = pattern.name();
                let _ = write!(
                    svg,
                    "<pattern id=\"{id}-{name}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\">{tile}</pattern>"
                );
            }
            svg.push_str("</defs>\n");
        }
        for shape in &drawing.shapes {
            write_shape(&mut svg, &id, shape);
        }
        for label in &drawing.labels {
            write_label(&mut svg, label);
        }
        svg.push_str("</svg>\n");
        svg
    }
}

fn write_shape(svg: &mut String, id: &str, shape: &Shape) {
    match shape {
        Shape::Box { x, y, width, height, fill, tip } => {
            let fill = match fill {
                Fill::Colour(colour) => (*colour).to_owned(),
                Fill::Pattern(pattern) => format!("url(#{id}-{})", pattern.name()),
            };
            let _ = write!(
                svg,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"",
                pixels(*x),
                pixels(*y),
                pixels(*width),
                pixels(*height)
            );
            match tip {
                Some(tip) => {
                    let _ = writeln!(svg, "><title>{}</title></rect>", escape(tip));
                }
                None => svg.push_str("/>\n"),
            }
        }
        Shape::Line { x1, y1, x2, y2, stroke, width, dashed } => {
            let dashes = if *dashed { " stroke-dasharray=\"4 3\"" } else { "" };
            let _ = writeln!(
                svg,
                "<path d=\"M{} {}L{} {}\" stroke=\"{stroke}\" stroke-width=\"{}\"{dashes}/>",
                pixels(*x1),
                pixels(*y1),
                pixels(*x2),
                pixels(*y2),
                pixels(*width)
            );
        }
    }
}

fn write_label(svg: &mut String, label: &Label) {
    let (x, y, anchor) = match label.align {
        Align::Left => (label.x, baseline(label), "start"),
        Align::Middle => (label.x + label.width / 2, baseline(label), "middle"),
        Align::Right => (label.x + label.width, baseline(label), "end"),
        Align::Down => (label.x + label.width / 2, label.y + label.height, "end"),
    };
    let mode = if label.align == Align::Down { " writing-mode=\"vertical-rl\"" } else { "" };
    let weight = if label.bold { " font-weight=\"bold\"" } else { "" };
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\" fill=\"{}\"{weight}{mode}>{}</text>",
        pixels(x),
        pixels(y),
        pixels(label.size),
        label.fill,
        escape(&label.text)
    );
}

/// The line that the text stands on: Chinese characters reach about 0.88 of their size above it and 0.12 below.
fn baseline(label: &Label) -> Tenths {
    label.y + (label.height - label.size) / 2 + label.size * 88 / 100
}
