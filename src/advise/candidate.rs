//! An item as a search sees it: what it has and could give, with the ladder of work that leads there, read both ways (a rung as a figure to be
//! typed, a figure as points).

use jiff::civil::Date;

use super::item_advice::{ItemAdvice, Prospect, Reach};
use super::work::ladder::Ladder;
use super::work::lever::Lever;
use super::work::no_work::NoWork;
use crate::assess::{Supposal, written_figure, written_goal};
use crate::figure::{Exact, Points, Rounding};
use crate::plan::shape::{Direction, Shape};
use crate::plan::{Plan, Rule};
use crate::what_if::{as_typed, read_supposed};

/// One item with all that a search needs of it.
pub(super) struct Candidate<'p> {
    pub advice: ItemAdvice,
    pub ladder: Option<Ladder>,
    pub no_work: Option<NoWork>,
    /// What gives `most`, where that is above what work gives.
    pub at_most: Option<Supposal>,
    pub rule: &'p Rule,
    pub shape: Option<Shape>,
    /// Points of the item for one point of the curve: items that are not assessed may have given some of theirs.
    pub factor: Exact,
    pub rounding: Option<Rounding>,
    pub plan: &'p Plan,
    pub as_of: Date,
}

/// A figure as a person would type it, and what it is read as.
pub(super) struct Typed {
    pub figure: Exact,
    pub shown: String,
    pub set: String,
}

impl Candidate<'_> {
    /// The points of the item at a rung.
    pub fn points(&self, ladder: &Ladder, rung: i128) -> Points {
        self.scaled(&ladder.points(rung))
    }

    /// Points of the curve as points of the item.
    pub fn scaled(&self, points: &Points) -> Points {
        let points = &points.0 * &self.factor;
        Points(self.rounding.as_ref().map_or(points.clone(), |rounding| rounding.apply(&points)))
    }

    /// Points of the item as points of the rule.
    pub fn unscaled(&self, points: &Points) -> Option<Exact> {
        points.0.checked_div(&self.factor)
    }

    /// A figure that gives the item as many points as its curve can give, these at most.
    pub fn figure_for(&self, points: &Points) -> Option<Exact> {
        let of_curve = self.unscaled(points)?;
        let shape = self.shape.as_ref()?;
        let most = shape.range().most.unwrap_or_else(|| Points(of_curve.clone()));
        let (_, places) = written_figure(self.plan, self.rule, &Exact::ZERO);
        shape.inverse(&most.min(Points(of_curve))).figure(shape.direction(), places.max(4))
    }

    /// What is to be supposed of it for so many points: a figure that gives them, with what finishing early adds; the points themselves where
    /// no figure is known to.
    pub fn supposal_for(&self, points: &Points) -> Supposal {
        let of_rule = self.unscaled(points).unwrap_or_default();
        match (self.figure_for(points), &self.shape) {
            (Some(figure), Some(shape)) => {
                let early = (of_rule - shape.points(&figure).0).max(Exact::ZERO);
                Supposal::Figure { figure, early }
            }
            (Some(_) | None, _) => Supposal::Points(of_rule),
        }
    }

    /// A figure to be reached, on the strict side.
    pub fn shown(&self, figure: &Exact) -> String {
        match &self.shape {
            Some(shape) => written_goal(self.plan, self.rule, figure, shape.direction()),
            None => written_figure(self.plan, self.rule, figure).0,
        }
    }

    pub fn reach(&self, ladder: &Ladder, rung: i128) -> Reach {
        self.reach_typed(ladder, rung, self.typed(ladder, rung))
    }

    fn reach_typed(&self, ladder: &Ladder, rung: i128, Typed { figure, shown, set }: Typed) -> Reach {
        let early = ladder.early(rung);
        let points = self.scaled(&(&ladder.points_of(&figure) + &early));
        Reach {
            gain: &points - &self.advice.points,
            work: ladder.work(rung, &shown),
            effort: ladder.share(rung),
            early,
            figure,
            shown,
            set,
            points,
        }
    }

    /// The figure of a rung exactly, shown as the score shows it: what is stricter, so much work may not come to.
    fn typed(&self, ladder: &Ladder, rung: i128) -> Typed {
        let figure = ladder.figure(rung);
        let shown = match ladder.asks_for_the_figure() {
            true => self.shown(&figure),
            false => written_figure(self.plan, self.rule, &figure).0,
        };
        let set = self.as_read(&figure, &shown, ladder.share_of(rung));
        Typed { figure, shown, set }
    }

    /// What is read as this figure: as it is shown if that is exact, else as a fraction: of whole things so many of all.
    pub fn as_read(&self, figure: &Exact, shown: &str, share: Option<(Exact, Exact)>) -> String {
        as_typed(self.plan, self.rule, self.as_of, figure, shown, share)
    }

    /// What a person who types this is taken to mean.
    pub fn read(&self, text: &str) -> Option<Exact> {
        read_supposed(self.plan, self.rule, text, self.as_of).ok().map(|supposed| supposed.figure)
    }

    /// The same for a set of changes, where an amount of work has no end of decimals: brought up to a figure that is as short as it is shown, so
    /// that the work, what is printed of it and what is scored are one. An amount that gives as many points at the shorter figure that it
    /// has passed by already is left as it is.
    pub fn settled(&self, ladder: &Ladder, rung: i128) -> Reach {
        let exactly = || self.reach(ladder, rung);
        if ladder.share_of(rung).is_some() || rung > ladder.finished() {
            return exactly();
        }
        let figure = ladder.figure(rung);
        let short = |shown: String| Some(Typed { figure: self.read(&shown)?, set: shown.clone(), shown });
        let passed = self
            .shape
            .as_ref()
            .and_then(|shape| short(written_goal(self.plan, self.rule, &figure, opposite(shape.direction()))));
        let points = self.points(ladder, rung);
        let is_enough = |typed: &Typed| {
            ladder.rung_of(&typed.figure).is_some_and(|own| own <= rung)
                && self.scaled(&ladder.points_of(&typed.figure)) == points
        };
        if let Some(typed) = passed.filter(is_enough) {
            return self.reach_typed(ladder, rung, typed);
        }
        match short(self.shown(&figure)).and_then(|typed| Some((ladder.rung_of(&typed.figure)?, typed))) {
            Some((further, typed)) => self.reach_typed(ladder, further.max(rung), typed),
            None => exactly(),
        }
    }

    /// What work gives: steps and the most, or what keeps the points that are there.
    pub fn climb(&mut self, ladder: &Ladder) {
        let best = self.reach(ladder, ladder.top);
        if ladder.rises() {
            let next = ladder.steps().first().filter(|rung| **rung < ladder.top).map(|rung| self.reach(ladder, *rung));
            self.advice.prospect = Prospect::Open;
            if !self.advice.hindsight {
                self.advice.by_work = best.points.clone();
                self.advice.most = best.points.clone();
            }
            self.advice.next = next;
            self.advice.best = Some(best);
        } else if matches!(ladder.lever, Lever::Tasks { .. }) {
            self.advice.prospect = Prospect::ToKeep;
            // What is there now is more than all of it can come to, where some of it is late.
            self.advice.by_work = self.advice.points.clone().max(best.points.clone());
            self.advice.most = self.advice.by_work.clone();
            self.advice.best = Some(best);
        }
    }
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Higher => Direction::Lower,
        Direction::Lower => Direction::Higher,
        Direction::Toward => Direction::Toward,
    }
}
