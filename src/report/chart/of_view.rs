//! Charts of what the view model holds.

use crate::assess::Status;
use crate::figure::Exact;
use crate::message;
use crate::report::view::{Figure, GroupView, Heat, HeatCell, HeatColumn, HeatRow, RankLine, SheetView};
use crate::words::Words;

use super::{Bar, Cell, CellState, Column, Edge, HeatMap, RankedBars, Row};

impl RankedBars {
    /// The units of one group of a sheet by rank, `most` of them. `id` has to be the only one of its page.
    pub fn of(id: &str, sheet: &SheetView, group: &GroupView, most: usize, words: &Words) -> RankedBars {
        let edges = sheet.grades.iter().filter_map(|grade| {
            let at_shown = grade.at_least.clone()?;
            Some(Edge { grade: grade.name.clone(), at: exact(&at_shown), at_shown })
        });
        RankedBars {
            id: id.to_owned(),
            title: words.say(&match group.provisional_ranks {
                true => message!("chart-bars-title-provisional", sheet = &sheet.title, group = &group.name),
                false => message!("chart-bars-title", sheet = &sheet.title, group = &group.name),
            }),
            full: exact(&sheet.full.exact),
            bars: group.ranking.iter().map(|line| bar(line, words)).collect(),
            edges: edges.collect(),
            most,
        }
    }
}

impl HeatMap {
    /// The units of a sheet, `most` of them, by all its indicators. `id` has to be the only one of its page.
    pub fn of(id: &str, sheet: &SheetView, most: usize, words: &Words) -> HeatMap {
        let Heat { columns, rows } = &sheet.heat;
        HeatMap {
            id: id.to_owned(),
            title: words.say(&message!("chart-heat-title", sheet = &sheet.title)),
            columns: columns.iter().map(column).collect(),
            rows: rows.iter().map(row).collect(),
            most,
        }
    }
}

/// The view model writes figures that it has worked out itself.
fn exact(figure: &str) -> Exact {
    figure.parse().unwrap_or_default()
}

fn bar(line: &RankLine, words: &Words) -> Bar {
    let both = |figure: &Figure| (exact(&figure.exact), figure.shown.clone());
    let (total, total_shown) = both(&line.total);
    let (at_least, at_least_shown) = both(&line.at_least);
    let (at_most, at_most_shown) = both(&line.at_most);
    let grade = match (line.provisional, line.vetoed) {
        (true, true) => words.say(&message!("chart-grade-provisional-vetoed", grade = &line.grade)),
        (true, false) => words.say(&message!("chart-grade-provisional", grade = &line.grade)),
        (false, true) => words.say(&message!("chart-grade-vetoed", grade = &line.grade)),
        (false, false) => line.grade.clone(),
    };
    Bar {
        unit: line.unit.clone(),
        rank: line.rank_shown.clone(),
        name: line.name.clone(),
        total,
        total_shown,
        at_least,
        at_least_shown,
        at_most,
        at_most_shown,
        grade,
    }
}

fn column(column: &HeatColumn) -> Column {
    Column { item: column.item.clone(), title: column.title.clone(), area: column.area_title.clone() }
}

fn row(row: &HeatRow) -> Row {
    Row {
        unit: row.unit.clone(),
        name: row.name.clone(),
        group: row.group.clone(),
        cells: row.cells.iter().map(cell).collect(),
    }
}

fn cell(cell: &HeatCell) -> Cell {
    Cell { state: state(cell), points_shown: cell.points.shown.clone(), full_shown: cell.full.shown.clone() }
}

fn state(cell: &HeatCell) -> CellState {
    if cell.vetoed {
        return CellState::Vetoed;
    }
    match cell.status {
        Status::Pending if cell.awaits_hand => CellState::AwaitsHand,
        Status::Pending => CellState::NotDue,
        Status::NoData => CellState::NoData,
        Status::Withheld => CellState::Withheld,
        Status::NotApplicable => CellState::NotAssessed,
        Status::Met | Status::Partial | Status::Missed => match &cell.share {
            Some(share) => CellState::Scored(exact(&share.exact)),
            None => CellState::NotAssessed,
        },
    }
}
