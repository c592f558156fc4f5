//! Charts as inline SVG, each with the table of its figures behind it.
//!
//! What is to be drawn comes in as figures and names ([`RankedBars`], [`HeatMap`]); laying it out gives a [`Drawing`], whose boxes
//! are whole tenths of a pixel, so that the same figures give the same bytes everywhere; the drawing is then written as SVG.
//! Nothing is told by colour alone: bars that may still move are hatched, cells carry a digit or a character, and the shades
//! grow darker in one hue, so that a black and white print says the same.
//!
//! A chart of many units shows the first and the last of them and says how many it leaves out between; the table behind it
//! holds all of them.

mod drawing;
mod heat_map;
mod in_templates;
mod of_view;
mod ranked_bars;

pub use drawing::{Align, Drawing, Label, Shape, Tenths, escape};
pub use heat_map::{Band, Cell, CellState, Column, HeatMap, Row};
pub use in_templates::add_functions;
pub use ranked_bars::{Bar, Edge, RankedBars};

use crate::message;
use crate::words::Words;
use drawing::Svg;

/// How many units a chart shows at most, where nobody asks for fewer; of more, half from the top and half from the end.
pub const ROWS_SHOWN: usize = 60;

/// Which of the units a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Row(usize),
    /// So many units left out here.
    Fold(usize),
}

/// All rows, or of more than `most` the first and the last with a fold between them.
fn shown(rows: usize, most: usize) -> Vec<Shown> {
    if rows <= most {
        return (0..rows).map(Shown::Row).collect();
    }
    let half = most / 2;
    let top = (0..half).map(Shown::Row);
    let end = (rows - half..rows).map(Shown::Row);
    top.chain([Shown::Fold(rows - 2 * half)]).chain(end).collect()
}

/// One of the drawings that a chart is made of, from number 0 on.
fn piece(id: &str, number: usize, title: &str, description: &str, drawing: &Drawing, words: &Words) -> String {
    if number == 0 {
        return Svg { id, title, description }.write(drawing);
    }
    let title = words.say(&message!("chart-continued", title = title));
    Svg { id: &format!("{id}-{number}"), title: &title, description }.write(drawing)
}

/// A picture and the table of the same figures, as one `<figure>`.
///
/// `id` has to be the only one of its page: it marks the title and the patterns.
fn figure(id: &str, title: &str, picture: &str, table: &str, words: &Words) -> String {
    format!(
        "<figure class=\"chart\" id=\"{id}\">\n<figcaption>{caption}</figcaption>\n<p class=\"chart-wide\">{wide}</p>\n\
         <div class=\"chart-picture\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n{picture}</div>\n<details class=\"chart-data\"><summary>{data}</summary>\n\
         <div class=\"chart-table\" role=\"region\" aria-label=\"{data}\" tabindex=\"0\">\n{table}</div>\n</details>\n</figure>\n",
        id = escape(id),
        caption = escape(title),
        wide = escape(&words.word("chart-wide")),
        data = escape(&words.word("chart-data")),
    )
}

#[cfg(test)]
mod tests;
