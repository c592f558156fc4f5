//! Figures among units: ranks and means, that need all units of a sheet.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::{Ready, Scope, can_still_come};
use crate::assess::ground::Ground;
use crate::figure::{Absence, Exact, Figure};
use crate::plan::{Among, Best};

/// Figures that need all units of a sheet: ranks and means, worked out in the order in which they lie in one another.
#[derive(Default)]
pub(in crate::assess) struct AmongUnits<'p> {
    wanted: Vec<Wanted<'p>>,
    /// `[number][unit of the roster]`
    found: Vec<Vec<Found>>,
}

/// A unit's figure among units.
#[derive(Clone)]
struct Found {
    figure: Figure,
    turns: Turns,
    /// Among how many figures it was found.
    of: usize,
}

/// How a figure among units may still turn out.
#[derive(Clone)]
enum Turns {
    Settled,
    /// A rank: the unit's own figure stands, and each of those still to come may pass it or not.
    Between(usize, usize),
    /// The unit's own figure may still come, or its mean: that moves with every figure, and how far figures go nobody says.
    Any,
}

impl Found {
    const NOTHING: Found = Found { figure: Figure::Absent(Absence::NoData), turns: Turns::Settled, of: 0 };
}

/// What a unit brings to a figure among units.
struct Brought {
    unit: usize,
    figure: Figure,
    /// It can still come, or come to something else.
    open: bool,
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
            let mut found = vec![Found::NOTHING; ground.plan.units.len()];
            let brought = units.iter().map(|&unit| {
                let unsure = Cell::new(false);
                let scope = Scope { ground, among: self, unit, given: None, unsure: &unsure };
                let figure = wanted.value.figure(&scope);
                let open = unsure.get() || figure.absence().is_some_and(can_still_come);
                Brought { unit, figure, open }
            });
            let group = |unit: usize| ground.plan.units.get(unit).map(|unit| unit.group.as_str());
            let mut pools: BTreeMap<Option<&str>, Vec<Brought>> = BTreeMap::new();
            for brought in brought {
                let pool = match wanted.among {
                    Among::Sheet => None,
                    Among::Group => group(brought.unit),
                };
                pools.entry(pool).or_default().push(brought);
            }
            for (unit, among) in pools.values().flat_map(|pool| wanted.what.among(pool)) {
                if let Some(found) = found.get_mut(unit) {
                    *found = among;
                }
            }
            self.found.push(found);
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

    fn found(&self, number: usize, unit: usize) -> &Found {
        self.found.get(number).and_then(|found| found.get(unit)).unwrap_or(&Found::NOTHING)
    }

    pub(super) fn is_open(&self, number: usize, unit: usize) -> bool {
        match self.found(number, unit).turns {
            Turns::Settled => false,
            Turns::Between(..) | Turns::Any => true,
        }
    }

    pub(super) fn figure(&self, number: usize, unit: usize) -> Figure {
        self.found(number, unit).figure.clone()
    }

    /// The rank of a unit; `None` for a mean, and where there is no rank.
    pub(super) fn rank(&self, number: usize, unit: usize) -> Option<Ranked> {
        match self.wanted.get(number)?.what {
            What::Rank(_) => {}
            What::Mean => return None,
        }
        let found = self.found(number, unit);
        let rank = found.figure.known()?.clone();
        let between = match found.turns {
            Turns::Settled => Some((rank.clone(), rank.clone())),
            Turns::Between(best, worst) => Some((Exact::from(best), Exact::from(worst))),
            Turns::Any => None,
        };
        Some(Ranked { rank, of: found.of, between })
    }
}

/// A rank as it stands.
pub(in crate::assess) struct Ranked {
    pub rank: Exact,
    /// Among how many.
    pub of: usize,
    /// The best and the worst that it can still be; `None` if the unit's own figure may still move.
    pub between: Option<(Exact, Exact)>,
}

impl What {
    /// Each member's rank, or the members' mean, in place of its figure. A unit without a figure keeps its absence.
    fn among(self, members: &[Brought]) -> Vec<(usize, Found)> {
        let sorted = |of: &dyn Fn(&Brought) -> bool| {
            let of = members.iter().filter(|brought| of(brought));
            let mut known: Vec<&Exact> = of.filter_map(|brought| brought.figure.known()).collect();
            known.sort();
            known
        };
        let (known, sure) = (sorted(&|_| true), sorted(&|brought| !brought.open));
        let open = members.iter().filter(|brought| brought.open).count();
        let mean = known.iter().copied().sum::<Exact>().checked_div(&Exact::from(known.len()));
        let better = |among: &[&Exact], value: &Exact, best: Best| match best {
            Best::Lowest => among.partition_point(|other| *other < value),
            Best::Highest => among.len() - among.partition_point(|other| *other <= value),
        };
        let found = |brought: &Brought| {
            let figure = match self {
                What::Rank(best) => brought.figure.map(|value| Exact::from(better(&known, value, best) + 1)),
                // The mean of the others is there for a unit without a figure of its own too.
                What::Mean => mean.clone().map_or(brought.figure.clone(), Figure::Known),
            };
            let turns = match (self, &brought.figure) {
                (_, _) if open == 0 => Turns::Settled,
                (What::Rank(best), Figure::Known(value)) if !brought.open => {
                    let ahead = better(&sure, value, best);
                    Turns::Between(ahead + 1, ahead + open + 1)
                }
                // What is not applicable to it gets no rank, whatever comes of the others.
                (What::Rank(_), Figure::Absent(_)) if !brought.open => Turns::Settled,
                (What::Rank(_) | What::Mean, _) => Turns::Any,
            };
            (brought.unit, Found { figure, turns, of: known.len() })
        };
        members.iter().map(found).collect()
    }
}
