//! Figures among units: ranks and means, that need all units of a sheet.

use std::cell::Cell;

use super::{Ready, Scope, can_still_come};
use crate::assess::ground::Ground;
use crate::figure::{Absence, Exact, Figure};
use crate::plan::{Among, Best};

/// Figures that need all units of a sheet: ranks and means, worked out in the order in which they lie in one another.
#[derive(Default)]
pub(in crate::assess) struct AmongUnits<'p> {
    wanted: Vec<Wanted<'p>>,
    /// `[number][unit of the roster]`
    figures: Vec<Vec<Figure>>,
    /// `[number]`: units among whom a figure is still to come, sorted: it can move all their ranks and their mean.
    open: Vec<Vec<usize>>,
}

struct Wanted<'p> {
    value: Ready<'p>,
    among: Among,
    what: What,
}

#[derive(Clone, Copy)]
pub(super) enum What {
    Rank(Best),
    Mean,
}

impl<'p> AmongUnits<'p> {
    /// Works everything out for the units of a sheet (numbers of the roster).
    pub fn work_out(&mut self, ground: &Ground<'p>, units: &[usize]) {
        for number in 0..self.wanted.len() {
            let Some(wanted) = self.wanted.get(number) else { continue };
            let mut figures = vec![Figure::Absent(Absence::NoData); ground.plan.units.len()];
            let mut open = Vec::new();
            for &unit in units {
                let unsure = Cell::new(false);
                let scope = Scope { ground, among: self, unit, given: None, unsure: &unsure };
                let value = wanted.value.figure(&scope);
                if unsure.get() || value.absence().is_some_and(can_still_come) {
                    open.push(unit);
                }
                if let Some(figure) = figures.get_mut(unit) {
                    *figure = value;
                }
            }
            let group = |unit: &usize| ground.plan.units.get(*unit).map(|unit| unit.group.as_str());
            let open_groups: std::collections::BTreeSet<Option<&str>> = open.iter().map(group).collect();
            let mut open_to: Vec<usize> = match wanted.among {
                Among::Sheet if open.is_empty() => Vec::new(),
                Among::Sheet => units.to_vec(),
                Among::Group => units.iter().copied().filter(|unit| open_groups.contains(&group(unit))).collect(),
            };
            open_to.sort_unstable();
            let figures = match wanted.among {
                Among::Sheet => wanted.what.among(figures, units),
                Among::Group => {
                    let mut groups: Vec<Option<&str>> = units.iter().map(group).collect();
                    groups.sort_unstable();
                    groups.dedup();
                    groups.into_iter().fold(figures, |figures, wanted_group| {
                        let members: Vec<usize> =
                            units.iter().copied().filter(|unit| group(unit) == wanted_group).collect();
                        wanted.what.among(figures, &members)
                    })
                }
            };
            self.figures.push(figures);
            self.open.push(open_to);
        }
    }

    /// Asks for a figure among units, and gives the number under which it will be found.
    pub(super) fn want(&mut self, value: Ready<'p>, among: Among, what: What) -> usize {
        self.wanted.push(Wanted { value, among, what });
        self.wanted.len() - 1
    }

    /// What a unit itself brings to such a figure.
    pub(super) fn value(&self, number: usize) -> Option<&Ready<'p>> {
        self.wanted.get(number).map(|wanted| &wanted.value)
    }

    pub(super) fn is_open(&self, number: usize, unit: usize) -> bool {
        self.open.get(number).is_some_and(|units| units.binary_search(&unit).is_ok())
    }

    pub(super) fn figure(&self, number: usize, unit: usize) -> Figure {
        let figure = self.figures.get(number).and_then(|figures| figures.get(unit));
        figure.cloned().unwrap_or(Figure::Absent(Absence::NoData))
    }
}

impl What {
    /// Puts each member's rank, or the members' mean, in place of its figure. A unit without a figure keeps its absence.
    fn among(self, mut figures: Vec<Figure>, members: &[usize]) -> Vec<Figure> {
        let mut known: Vec<Exact> = members.iter().filter_map(|unit| figures.get(*unit)?.known().cloned()).collect();
        known.sort();
        let mean = known.iter().sum::<Exact>().checked_div(&Exact::from(known.len()));
        for unit in members {
            let Some(figure) = figures.get_mut(*unit) else { continue };
            *figure = match self {
                What::Rank(best) => figure.map(|value| {
                    let better = match best {
                        Best::Lowest => known.partition_point(|other| other < value),
                        Best::Highest => known.len() - known.partition_point(|other| other <= value),
                    };
                    Exact::from(better + 1)
                }),
                // The mean of the others is there for a unit without a figure of its own too.
                What::Mean => match &mean {
                    Some(mean) => Figure::Known(mean.clone()),
                    None => figure.clone(),
                },
            };
        }
        figures
    }
}
